//! Copies of many fields at once: from one fielded buffer to another, from a structure to fields and from fields to a structure, as
//! Fupdate, Fjoin, Fojoin, Fconcat, Fproj, Fvstof and Fvftos make them.

use super::definitions::Definitions;
use super::error::BufferError;
use super::fieldtable::{FieldId, Width};
use super::fml::Fields;
use super::value::{Type, Value, ValueError};
use super::view::{Record, fitted};
use super::viewfile::{Member, View};
use std::sync::Arc;

/// What becomes of the fields that are there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Occurrences that both have get the value of the source; those that only one has stay or come.
    Update,
    /// Only occurrences that both have are left, with the value of the source.
    Join,
    /// Occurrences that both have get the value of the source; no others come, and none go.
    OuterJoin,
    /// The occurrences of the source come behind those that are there.
    Concat,
}

impl Mode {
    /// The mode of a name of C.
    pub fn of(name: &str) -> Option<Mode> {
        Some(match name {
            "FUPDATE" => Mode::Update,
            "FJOIN" => Mode::Join,
            "FOJOIN" => Mode::OuterJoin,
            "FCONCAT" => Mode::Concat,
            _ => return None,
        })
    }
}

impl Fields {
    /// Copies the fields of another buffer into this one.
    ///
    /// # Errors
    /// There would be too many occurrences, or a value is too long for the width; what was copied before stays.
    pub fn merge(&mut self, source: &Fields, mode: Mode) -> Result<(), ValueError> {
        if mode == Mode::Join {
            let own: Vec<(FieldId, usize)> = self.iter().map(|(id, all)| (id, all.len())).collect();
            for (id, count) in own {
                for at in (source.occurrences(id)..count).rev() {
                    self.delete(id, at as u32);
                }
            }
        }
        for (id, all) in source.iter() {
            let there = self.occurrences(id);
            let first = match mode {
                Mode::Concat => there,
                _ => 0,
            };
            let most = match mode {
                Mode::Join | Mode::OuterJoin => there,
                Mode::Update | Mode::Concat => all.len(),
            };
            for (at, value) in all.iter().take(most).enumerate() {
                let at = u32::try_from(first + at).unwrap_or(u32::MAX);
                self.set(id, at, value.clone())?;
            }
        }
        Ok(())
    }

    /// Leaves only these fields: `Fproj32`.
    pub fn project(&mut self, kept: &[FieldId]) {
        let own: Vec<FieldId> = self.iter().map(|(id, _)| id).collect();
        for id in own.into_iter().filter(|id| !kept.contains(id)) {
            self.clear(id);
        }
    }

    /// Takes all occurrences of a field away; whether there were any: `Fdelall32`.
    pub fn clear(&mut self, id: FieldId) -> bool {
        let count = self.occurrences(id);
        for at in (0..count).rev() {
            self.delete(id, at as u32);
        }
        count > 0
    }
}

/// A value as one of another type. Numbers and texts become each other; nothing is cut.
///
/// # Errors
/// It is none of that type.
fn converted(value: &Value, kind: Type) -> Result<Value, ValueError> {
    match value.kind() == kind {
        true => Ok(value.clone()),
        false => Value::of(kind, &value.text()),
    }
}

fn at(member: &Member, element: usize) -> impl FnOnce(ValueError) -> BufferError {
    let place = format!("{}({element})", member.name);
    |reason| BufferError::Value { place, reason }
}

/// The identifier of a member's field.
fn field_of(
    member: &Member,
    name: &str,
    width: Width,
    definitions: &Definitions,
) -> Result<FieldId, BufferError> {
    let id = definitions.fields(width).id(name);
    id.ok_or_else(|| BufferError::UnknownField(format!("{name}, of member {}", member.name)))
}

/// Copies the elements of a structure into fields: `Fvstof32`. What is null is not copied, nor what the view keeps from it by N or S;
/// of a counted member as many elements as its count says.
///
/// # Errors
/// A field of the view is in no table, or a value is none of its type.
pub fn to_fields(
    record: &Record,
    fields: &mut Fields,
    mode: Mode,
    definitions: &Definitions,
) -> Result<(), BufferError> {
    let mut source = Fields::new(fields.width());
    for member in &record.view().members {
        let Some(name) = member.field.as_ref().filter(|_| member.to_fields) else {
            continue;
        };
        let id = field_of(member, name, fields.width(), definitions)?;
        let kind = id.kind(fields.width());
        for element in 0..record.count(&member.name).unwrap_or(0) {
            if record.is_null(&member.name, element) {
                continue;
            }
            if let Some(value) = record.get(&member.name, element) {
                let value = converted(&value, kind).and_then(|value| source.add(id, value));
                value.map_err(at(member, element as usize))?;
            }
        }
    }
    let done = fields.merge(&source, mode);
    done.map_err(|reason| BufferError::Value {
        place: record.view().name.clone(),
        reason,
    })
}

/// Copies fields into the members of a structure: `Fvftos32`. Elements without an occurrence become null, occurrences that have no
/// element are left out, and members that the view keeps from it by N or F stay as they are. A count says how many elements came.
///
/// # Errors
/// A field of the view is in no table, or a value does not fit its member.
pub fn to_record(
    fields: &Fields,
    record: &mut Record,
    definitions: &Definitions,
) -> Result<(), BufferError> {
    let view: Arc<View> = record.view().clone();
    for (place, member) in view.members.iter().enumerate() {
        let Some(name) = member.field.as_ref().filter(|_| member.from_fields) else {
            continue;
        };
        let id = field_of(member, name, fields.width(), definitions)?;
        let found = fields.occurrences(id).min(member.count as usize);
        for element in 0..member.count as usize {
            let value = match fields.get(id, element as u32).filter(|_| element < found) {
                Some(value) => converted(value, member.kind)
                    .and_then(|value| fitted(member, value))
                    .map_err(at(member, element))?,
                None => member.empty(),
            };
            record.put(place, element, value);
        }
        if member.counted {
            record.count_to(place, found as u32);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn definitions() -> Definitions {
        let lookup = |name: &str| match name {
            "FIELDTBLS32" | "VIEWFILES32" => Some(name.to_string()),
            _ => None,
        };
        let read = |path: &std::path::Path| {
            Ok(match path.to_str() {
                Some("FIELDTBLS32") => b"A 1 long\nB 2 string\nC 3 short\n".to_vec(),
                _ => b"VIEW v\nlong a A 3 C - -1\nstring b B 1 P 9 'x-'\nshort c C 1 F - -\n\
                       short d C 1 S - -\nshort e C 1 N - -\nshort f C 1 S,F - NONE\nEND\n"
                    .to_vec(),
            })
        };
        Definitions::load(lookup, read).unwrap()
    }

    fn fields(nodes: &[(&str, &str, &str)]) -> Fields {
        let nodes: Vec<_> = nodes
            .iter()
            .map(|(name, at, value)| {
                (
                    vec![name.as_bytes().to_vec(), at.as_bytes().to_vec()],
                    value.as_bytes().to_vec(),
                )
            })
            .collect();
        Fields::of_tree(Width::Bits32, &nodes, &definitions()).unwrap()
    }

    fn shown(fields: &Fields) -> String {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let tree = fields.tree(&definitions());
        let node = |(at, value): &(Vec<Vec<u8>>, Vec<u8>)| {
            format!("{}{}={}", text(&at[0]), text(&at[1]), text(value))
        };
        tree.iter().map(node).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn modes_of_copies() {
        let source = fields(&[("A", "0", "7"), ("C", "0", "8")]);
        let merged = |mode| {
            let mut target = fields(&[("A", "0", "1"), ("A", "1", "2"), ("B", "0", "x")]);
            target.merge(&source, mode).unwrap();
            shown(&target)
        };
        assert_eq!(merged(Mode::Update), "C0=8 A0=7 A1=2 B0=x");
        assert_eq!(merged(Mode::Join), "A0=7");
        assert_eq!(merged(Mode::OuterJoin), "A0=7 A1=2 B0=x");
        assert_eq!(merged(Mode::Concat), "C0=8 A0=1 A1=2 A2=7 B0=x");
    }

    #[test]
    fn flags_say_which_way_members_go() {
        let definitions = definitions();
        let view = definitions.view(Width::Bits32, "v").unwrap().clone();
        let mut record = Record::new(view);
        let source = fields(&[("A", "0", "4"), ("A", "1", "5"), ("C", "0", "6")]);
        to_record(&source, &mut record, &definitions).unwrap();
        let number = |name: &str, at| record.get(name, at).unwrap().text().into_owned();
        assert_eq!(record.count("a"), Some(2));
        assert_eq!(
            [number("a", 0), number("a", 1), number("a", 2)],
            [b"4", b"5", b"-1".as_slice()].map(<[u8]>::to_vec)
        );
        assert_eq!(
            [
                number("c", 0),
                number("d", 0),
                number("e", 0),
                number("f", 0)
            ],
            [b"0", b"6", b"0", b"6"].map(|n| n.to_vec())
        );
        assert!(record.is_null("b", 0));
        for (text, is_null) in [("x---", true), ("x", false), ("x--y", false), ("x-", true)] {
            record.set("b", 0, Value::String(text.into())).unwrap();
            assert_eq!(record.is_null("b", 0), is_null, "{text}");
        }
        record.set("c", 0, Value::Short(9)).unwrap();
        let mut back = Fields::new(Width::Bits32);
        to_fields(&record, &mut back, Mode::Concat, &definitions).unwrap();
        // b is null, d only comes from fields; f has no null value.
        assert_eq!(shown(&back), "C0=9 C1=6 A0=4 A1=5");
    }

    #[test]
    fn what_does_not_fit_is_told() {
        let definitions = definitions();
        let mut record = Record::new(definitions.view(Width::Bits32, "v").unwrap().clone());
        let long = fields(&[("B", "0", "longer than nine")]);
        let told = to_record(&long, &mut record, &definitions)
            .unwrap_err()
            .to_string();
        assert_eq!(told, "b(0): 16 bytes are more than 8");
    }
}
