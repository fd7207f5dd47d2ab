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
