//! Fielded buffers, FML and FML32: fields by identifier, each with occurrences that count from 0.

use super::definitions::Definitions;
use super::error::BufferError;
use super::fieldtable::{FieldId, Width};
use super::tree::{Below, Node, index, push, show};
use super::value::{Type, Value, ValueError};
use super::view::Record;
use std::collections::BTreeMap;

/// The highest occurrence of a field.
pub const LAST: u32 = 99_999;
/// Fielded buffers are within each other to this depth.
pub const DEPTH: u32 = 8;
/// The subscript below an occurrence that names the encoding of a multibyte string.
const ENCODING: &[u8] = b"encoding";

/// The fields of a buffer, in the order of their identifiers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fields {
    width: Width,
    fields: BTreeMap<FieldId, Vec<Value>>,
}

impl Fields {
    /// No fields yet.
    pub fn new(width: Width) -> Fields {
        Fields {
            width,
            fields: BTreeMap::new(),
        }
    }

    /// FML or FML32.
    pub fn width(&self) -> Width {
        self.width
    }

    /// How many occurrences a field has: `Foccur32`.
    pub fn occurrences(&self, id: FieldId) -> usize {
        self.fields.get(&id).map_or(0, Vec::len)
    }

    /// An occurrence of a field: `Fget32`.
    pub fn get(&self, id: FieldId, occurrence: u32) -> Option<&Value> {
        self.fields.get(&id)?.get(occurrence as usize)
    }

    /// One occurrence more: `Fadd32`.
    ///
    /// # Errors
    /// The value is not of the field's type, or too long for the width; or the field has all occurrences it can have.
    pub fn add(&mut self, id: FieldId, value: Value) -> Result<(), ValueError> {
        let at = self.occurrences(id);
        self.set(id, at.try_into().unwrap_or(u32::MAX), value)
    }

    /// Sets an occurrence; those before it that are not there become 0 or empty: `Fchg32`.
    ///
    /// # Errors
    /// As for [`Fields::add`].
    pub fn set(&mut self, id: FieldId, occurrence: u32, value: Value) -> Result<(), ValueError> {
        let kind = id.kind(self.width);
        if value.kind() != kind {
            return Err(ValueError::OtherType(value.kind()));
        }
        let (len, most) = (length(&value), self.width.longest());
        if len > most {
            return Err(ValueError::TooLong { len, most });
        }
        if occurrence > LAST {
            return Err(ValueError::Range {
                value: occurrence.to_string(),
                kind: Type::Long,
            });
        }
        let at = occurrence as usize;
        let gap = at.saturating_sub(self.occurrences(id));
        let zero = kind.zero();
        if gap > 0 && zero.is_none() {
            return Err(ValueError::NoValue(kind));
        }
        let all = self.fields.entry(id).or_default();
        all.extend(zero.into_iter().cycle().take(gap));
        match all.get_mut(at) {
            Some(place) => *place = value,
            None => all.push(value),
        }
        Ok(())
    }

    /// Takes an occurrence away; those behind it move up: `Fdel32`. `None` when it is not there.
    pub fn delete(&mut self, id: FieldId, occurrence: u32) -> Option<Value> {
        let all = self.fields.get_mut(&id)?;
        let at = occurrence as usize;
        let value = (at < all.len()).then(|| all.remove(at));
        if all.is_empty() {
            self.fields.remove(&id);
        }
        value
    }

    /// All fields with their occurrences.
    pub fn iter(&self) -> impl Iterator<Item = (FieldId, &[Value])> {
        self.fields.iter().map(|(id, all)| (*id, &all[..]))
    }

    /// Whether there are no fields.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// The fields as an array of M: `(name,occurrence)=value`. A field that no table names has its identifier in place of the
    /// name. Below an occurrence are the fields of an FML32 field, the members of a VIEW32 field (its value is the name of the
    /// view), and `"encoding"` of a multibyte string that has another than the common one.
    pub fn tree(&self, definitions: &Definitions) -> Vec<Node> {
        let mut out = Vec::new();
        self.write(definitions, &mut Vec::new(), &mut out);
        out
    }

    fn write(&self, definitions: &Definitions, above: &mut Vec<Vec<u8>>, out: &mut Vec<Node>) {
        let table = definitions.fields(self.width);
        for (id, all) in &self.fields {
            let name = match table.name(*id) {
                Some(name) => name.as_bytes().to_vec(),
                None => id.get().to_string().into_bytes(),
            };
            above.push(name);
            for (at, value) in all.iter().enumerate() {
                above.push(at.to_string().into_bytes());
                out.push((above.clone(), value.text().into_owned()));
                match value {
                    Value::Fml32(fields) => fields.write(definitions, above, out),
                    Value::View32(record) => record.write(above, out),
                    Value::Mbstring {
                        encoding: Some(encoding),
                        ..
                    } => push(out, above, ENCODING, encoding.as_bytes()),
                    _ => {}
                }
                above.pop();
            }
            above.pop();
        }
    }

    /// The fields that an array of M stands for: what [`Fields::tree`] writes. A name without an occurrence is occurrence 0;
    /// occurrences that are left out are 0 or empty.
    ///
    /// # Errors
    /// A name is unknown, a subscript is no occurrence, or a value is none of the field's type.
    pub fn of_tree(
        width: Width,
        nodes: &[Node],
        definitions: &Definitions,
    ) -> Result<Fields, BufferError> {
        let nodes: Vec<_> = nodes
            .iter()
            .map(|(at, value)| (&at[..], &value[..]))
            .collect();
        Fields::of_nodes(width, &nodes, definitions, 0)
    }

    fn of_nodes(
        width: Width,
        nodes: &[Below<'_>],
        definitions: &Definitions,
        depth: u32,
    ) -> Result<Fields, BufferError> {
        /// What is said of one occurrence.
        #[derive(Default)]
        struct Given<'a> {
            value: Option<&'a [u8]>,
            below: Vec<Below<'a>>,
        }
        let table = definitions.fields(width);
        let mut given: BTreeMap<(FieldId, u32), Given<'_>> = BTreeMap::new();
        for (subscripts, value) in nodes {
            let Some((name, rest)) = subscripts.split_first() else {
                if value.is_empty() {
                    continue;
                }
                return Err(BufferError::NoName("FML32"));
            };
            let text = String::from_utf8_lossy(name);
            let by_number = || FieldId::of(width, index(name)?);
            let id = table.id(&text).or_else(by_number);
            let id = id.ok_or_else(|| BufferError::UnknownField(text.to_string()))?;
            let (occurrence, below) = match rest.split_first() {
                None => (0, rest),
                Some((at, below)) => match index(at).filter(|at| *at <= LAST) {
                    Some(at) => (at, below),
                    None => {
                        return Err(BufferError::Occurrence {
                            name: text.to_string(),
                            occurrence: String::from_utf8_lossy(at).into_owned(),
                            last: LAST,
                        });
                    }
                },
            };
            let entry = given.entry((id, occurrence)).or_default();
            if !below.is_empty() {
                entry.below.push((below, value));
            } else if entry.value.replace(value).is_some() {
                return Err(BufferError::Twice(show(subscripts)));
            }
        }
        let mut fields = Fields::new(width);
        for ((id, occurrence), entry) in given {
            let name = || {
                let name = table.name(id).map(str::to_string);
                format!(
                    "{}({occurrence})",
                    name.unwrap_or_else(|| id.get().to_string())
                )
            };
            if depth >= DEPTH {
                return Err(BufferError::TooDeep(name()));
            }
            let bytes = entry.value.unwrap_or_default();
            let value = match (id.kind(width), &entry.below[..]) {
                (Type::Fml32, below) => {
                    let inner = Fields::of_nodes(Width::Bits32, below, definitions, depth + 1)?;
                    Ok(Value::Fml32(Box::new(inner)))
                }
                (Type::View32, below) => {
                    let view = String::from_utf8_lossy(bytes);
                    let known = definitions.view(Width::Bits32, &view);
                    let known = known.ok_or_else(|| BufferError::UnknownFieldView {
                        field: name(),
                        view: view.to_string(),
                    })?;
                    let record = Record::of_nodes(known, below)?;
                    Ok(Value::View32(Box::new(record)))
                }
                (kind, []) => Value::of(kind, bytes),
                (Type::Mbstring, [(at, encoding)]) if *at == [ENCODING.to_vec()] => {
                    let encoding = String::from_utf8_lossy(encoding);
                    let encoding = super::kind::prefix(&encoding, super::ENCODING);
                    Ok(Value::Mbstring {
                        encoding: (!encoding.is_empty()).then(|| encoding.to_string()),
                        bytes: bytes.to_vec(),
                    })
                }
                _ => return Err(BufferError::TooDeep(name())),
            };
            value
                .and_then(|value| fields.set(id, occurrence, value))
                .map_err(|reason| BufferError::Value {
                    place: name(),
                    reason,
                })?;
        }
        Ok(fields)
    }
}

/// The bytes of a value that has a length.
fn length(value: &Value) -> usize {
    match value {
        Value::String(bytes) | Value::Carray(bytes) | Value::Mbstring { bytes, .. } => bytes.len(),
        _ => 0,
    }
}
