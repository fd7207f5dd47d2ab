//! Records: structures of C as values. Elements that are not given are the null values of the view file.

use super::error::BufferError;
use super::tree::{Below, Node, index, push, show};
use super::value::{Type, Value, ValueError};
use super::viewfile::{Member, View};
use std::sync::Arc;

/// A structure.
#[derive(Debug, Clone)]
pub struct Record {
    view: Arc<View>,
    /// The elements of each member, in the order of the view. Those at the end that are null are left out.
    elements: Vec<Vec<Value>>,
    /// What `C_name` says of each member that has it; 0 of the others.
    counts: Vec<u32>,
}

impl PartialEq for Record {
    fn eq(&self, other: &Record) -> bool {
        (&self.view.name, &self.elements, &self.counts)
            == (&other.view.name, &other.elements, &other.counts)
    }
}

/// A value as an element holds it: not too long, and filled with NULs where no length says how much of it is used. Multibyte
/// strings of members have the common encoding.
///
/// # Errors
/// It is too long: a string has a NUL at its end.
pub fn fitted(member: &Member, value: Value) -> Result<Value, ValueError> {
    let most = match member.kind {
        Type::String => member.size.saturating_sub(1),
        _ => member.size,
    };
    let long = |len: usize| ValueError::TooLong { len, most };
    match value {
        Value::Carray(mut bytes) => {
            if bytes.len() > most {
                return Err(long(bytes.len()));
            }
            if !member.measured {
                bytes.resize(member.size, 0);
            }
            Ok(Value::Carray(bytes))
        }
        Value::String(bytes) | Value::Mbstring { bytes, .. } if bytes.len() > most => {
            Err(long(bytes.len()))
        }
        Value::Mbstring { bytes, .. } => Ok(Value::Mbstring {
            encoding: None,
            bytes,
        }),
        other => Ok(other),
    }
}

impl Record {
    /// A structure in which all is null: `Fvsinit32`.
    pub fn new(view: Arc<View>) -> Record {
        Record {
            elements: view.members.iter().map(|_| Vec::new()).collect(),
            counts: vec![0; view.members.len()],
            view,
        }
    }

    /// Its view.
    pub fn view(&self) -> &Arc<View> {
        &self.view
    }

    fn place(&self, name: &str) -> Option<usize> {
        self.view.members.iter().position(|m| m.name == name)
    }

    /// An element of a member; `None` when there is no such.
    pub fn get(&self, name: &str, element: u32) -> Option<Value> {
        let at = self.place(name)?;
        let member = &self.view.members[at];
        (element < member.count).then(|| {
            let given = self.elements[at].get(element as usize);
            given.cloned().unwrap_or_else(|| member.empty())
        })
    }

    /// Whether an element is null: `Fvnull32`. False when the view says NONE.
    pub fn is_null(&self, name: &str, element: u32) -> bool {
        let Some(member) = self.place(name).map(|at| &self.view.members[at]) else {
            return false;
        };
        let (Some(null), Some(value)) = (&member.null, self.get(name, element)) else {
            return false;
        };
        value == *null || (member.padded && is_filled(&value.text(), &null.text()))
    }

    /// How many elements of a member are used: what `C_name` says, or all.
    pub fn count(&self, name: &str) -> Option<u32> {
        let at = self.place(name)?;
        let member = &self.view.members[at];
        Some(match member.counted {
            true => self.counts[at],
            false => member.count,
        })
    }

    /// Sets an element; `C_name` counts up to it.
    ///
    /// # Errors
    /// There is no such member or element, or the value does not fit it.
    pub fn set(&mut self, name: &str, element: u32, value: Value) -> Result<(), BufferError> {
        let unknown = || BufferError::UnknownMember {
            view: self.view.name.clone(),
            member: name.to_string(),
        };
        let at = self.place(name).ok_or_else(unknown)?;
        let member = &self.view.members[at];
        let wrong = |reason| BufferError::Value {
            place: format!("{name}({element})"),
            reason,
        };
        if element >= member.count {
            return Err(outside(name, &element.to_string(), member.count));
        }
        if value.kind() != member.kind {
            return Err(wrong(ValueError::OtherType(value.kind())));
        }
        let value = fitted(member, value).map_err(wrong)?;
        self.put(at, element as usize, value);
        if self.view.members[at].counted {
            self.counts[at] = self.counts[at].max(element + 1);
        }
        Ok(())
    }

    /// Puts a value that fits; ends that are null stay left out.
    pub(super) fn put(&mut self, at: usize, element: usize, value: Value) {
        let empty = self.view.members[at].empty();
        let all = &mut self.elements[at];
        if all.len() <= element {
            all.resize(element + 1, empty.clone());
        }
        all[element] = value;
        trim(all, &empty);
    }

    /// Says how many elements are used; those behind them become null.
    pub(super) fn count_to(&mut self, at: usize, count: u32) {
        self.counts[at] = count;
        let empty = self.view.members[at].empty();
        let all = &mut self.elements[at];
        all.truncate(count as usize);
        trim(all, &empty);
    }

    /// The members with the elements that are not left out, and their counts.
    pub(super) fn parts(&self) -> impl Iterator<Item = (&Member, &[Value], u32)> {
        let members = self.view.members.iter().zip(&self.elements);
        let all = members.zip(&self.counts);
        all.map(|((member, elements), count)| (member, &elements[..], *count))
    }

    /// The structure as an array of M: `(member)=value`, or `(member,element)` when the member is an array; `(C_member)` and
    /// `(L_member)` where the view has them. Of a counted member the elements that are used are there, of others all.
    pub fn tree(&self) -> Vec<Node> {
        let mut out = Vec::new();
        self.write(&mut Vec::new(), &mut out);
        out
    }

    pub(super) fn write(&self, above: &mut Vec<Vec<u8>>, out: &mut Vec<Node>) {
        for (member, elements, count) in self.parts() {
            if member.counted {
                let name = format!("C_{}", member.name);
                push(out, above, name.as_bytes(), count.to_string().as_bytes());
            }
            let used = if member.counted { count } else { member.count };
            let empty = member.empty();
            let all = |at: u32| elements.get(at as usize).unwrap_or(&empty);
            let mut each = |name: &str, text: &dyn Fn(&Value) -> Vec<u8>| {
                above.push(name.as_bytes().to_vec());
                for at in 0..used {
                    match member.count {
                        1 => out.push((above.clone(), text(all(at)))),
                        _ => push(out, above, at.to_string().as_bytes(), &text(all(at))),
                    }
                }
                above.pop();
            };
            if member.measured {
                let len = |value: &Value| value.text().len().to_string().into_bytes();
                each(&format!("L_{}", member.name), &len);
            }
            each(&member.name, &|value| value.text().into_owned());
        }
    }

    /// The structure that an array of M stands for: what [`Record::tree`] writes. Elements that are not given are null. Without
    /// `C_member` all elements up to the last given one are used. `L_member` cuts its element, or fills a `carray` with NULs.
    ///
    /// # Errors
    /// There is no such member or element, or a value does not fit it.
    pub fn of_tree(view: &Arc<View>, nodes: &[Node]) -> Result<Record, BufferError> {
        let nodes: Vec<_> = nodes
            .iter()
            .map(|(at, value)| (&at[..], &value[..]))
            .collect();
        Record::of_nodes(view, &nodes)
    }

    pub(super) fn of_nodes(view: &Arc<View>, nodes: &[Below<'_>]) -> Result<Record, BufferError> {
        let mut record = Record::new(view.clone());
        let mut seen = std::collections::HashSet::new();
        let (mut counts, mut lengths) = (Vec::new(), Vec::new());
        for (subscripts, value) in nodes {
            let (name, rest) = match subscripts {
                [] if value.is_empty() => continue,
                [] => return Err(BufferError::NoName("VIEW32")),
                [name, rest @ ..] => (String::from_utf8_lossy(name).into_owned(), rest),
            };
            let (part, at) = record.part(&name)?;
            let member = &view.members[at];
            let last = if part == Part::Count { 1 } else { member.count };
            let element = match rest {
                [] => Some(0),
                [one] => index(one).filter(|n| *n < last),
                _ => return Err(BufferError::TooDeep(show(subscripts))),
            };
            let Some(element) = element else {
                let text = String::from_utf8_lossy(&rest[0]);
                return Err(outside(&name, &text, last));
            };
            if !seen.insert((part, at, element)) {
                return Err(BufferError::Twice(show(subscripts)));
            }
            let wrong = |reason| BufferError::Value {
                place: name.clone(),
                reason,
            };
            let number = |most: usize| match Value::of(Type::Long, value).map_err(wrong)? {
                Value::Long(n) if (0..=most as i64).contains(&n) => Ok(n as usize),
                _ => Err(wrong(ValueError::Range {
                    value: String::from_utf8_lossy(value).into_owned(),
                    kind: Type::Short,
                })),
            };
            match part {
                Part::Count => counts.push((at, number(member.count as usize)? as u32)),
                Part::Length => lengths.push((at, element, number(member.size)?)),
                Part::Element => {
                    let value = Value::of(member.kind, value).map_err(wrong)?;
                    let member = member.name.clone();
                    record.set(&member, element, value)?;
                }
            }
        }
        for (at, element, length) in lengths {
            record.cut(at, element, length);
        }
        // Last, since they say what is used.
        for (at, count) in counts {
            record.count_to(at, count);
        }
        Ok(record)
    }

    /// Cuts an element to a length, or fills a `carray` up to it.
    fn cut(&mut self, at: usize, element: u32, length: usize) {
        let member = &self.view.members[at];
        if member.counted && element >= self.counts[at] {
            return;
        }
        let given = self.elements[at].get(element as usize);
        let mut value = given.cloned().unwrap_or_else(|| member.empty());
        match &mut value {
            Value::Carray(bytes) => bytes.resize(length, 0),
            Value::String(bytes) | Value::Mbstring { bytes, .. } => bytes.truncate(length),
            _ => {}
        }
        self.put(at, element as usize, value);
    }

    /// What a subscript is about: a member, or its count or lengths. A member may have a name that begins as those do.
    fn part(&self, name: &str) -> Result<(Part, usize), BufferError> {
        if let Some(at) = self.place(name) {
            return Ok((Part::Element, at));
        }
        let count = name.strip_prefix("C_").and_then(|n| self.place(n));
        if let Some(at) = count.filter(|at| self.view.members[*at].counted) {
            return Ok((Part::Count, at));
        }
        let length = name.strip_prefix("L_").and_then(|n| self.place(n));
        if let Some(at) = length.filter(|at| self.view.members[*at].measured) {
            return Ok((Part::Length, at));
        }
        Err(BufferError::UnknownMember {
            view: self.view.name.clone(),
            member: name.to_string(),
        })
    }
}

/// Whether a text is another one, whose last character stands any number of times. NULs at the end do not count.
fn is_filled(text: &[u8], with: &[u8]) -> bool {
    let cut = |text: &[u8]| {
        text.iter()
            .rposition(|b| *b != 0)
            .map_or(0, |last| last + 1)
    };
    let (text, with) = (&text[..cut(text)], &with[..cut(with)]);
    match (text.strip_prefix(with), with.last()) {
        (Some(rest), Some(last)) => rest.iter().all(|b| b == last),
        _ => false,
    }
}

/// Leaves out the null elements at the end.
fn trim(elements: &mut Vec<Value>, empty: &Value) {
    while elements.last() == Some(empty) {
        elements.pop();
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Part {
    Element,
    Count,
    Length,
}

fn outside(name: &str, element: &str, count: u32) -> BufferError {
    BufferError::Occurrence {
        name: name.to_string(),
        occurrence: element.to_string(),
        last: count.saturating_sub(1),
    }
}
