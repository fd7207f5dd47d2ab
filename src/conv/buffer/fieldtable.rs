//! Field tables: names of fields and their identifiers, from Tuxedo's text files, field_tables(5).

use super::lines::{Errors, LineError, LineProblem, is_name};
use super::value::Type;
use std::collections::HashMap;

/// The longest name of a field.
const NAME: usize = 256;

/// FML or FML32: how many bits an identifier has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Width {
    /// FML: 3 bits of type, 13 of number; lengths of 16 bits.
    Bits16,
    /// FML32: the type above 25 bits of number; lengths of 32 bits.
    #[default]
    Bits32,
}

impl Width {
    /// The bits of the number in an identifier.
    fn shift(self) -> u32 {
        match self {
            Width::Bits16 => 13,
            Width::Bits32 => 25,
        }
    }

    /// The highest number of a field.
    pub fn last(self) -> u32 {
        (1 << self.shift()) - 1
    }

    /// The most bytes of a value.
    pub fn longest(self) -> usize {
        match self {
            Width::Bits16 => 65_535,
            Width::Bits32 => super::MOST,
        }
    }

    /// Whether fields can have a type.
    pub fn has(self, kind: Type) -> bool {
        match (self, kind) {
            (_, Type::Int) => false,
            (Width::Bits16, _) => kind as u32 <= Type::Carray as u32,
            (Width::Bits32, _) => true,
        }
    }
}

/// The identifier of a field: its type and its number in one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldId(u32);

impl FieldId {
    /// The identifier of a type and a number; `None` when there is none of that width.
    pub fn new(width: Width, kind: Type, number: u32) -> Option<FieldId> {
        let fits = width.has(kind) && (1..=width.last()).contains(&number);
        fits.then_some(FieldId((kind as u32) << width.shift() | number))
    }

    /// The identifier that is this number; `None` when it has a type that is unknown, or the field number 0.
    pub fn of(width: Width, id: u32) -> Option<FieldId> {
        let kind = Type::of_code(id >> width.shift())?;
        FieldId::new(width, kind, id & width.last())
    }

    /// The identifier as a number: what `Fldid32` gives.
    pub fn get(self) -> u32 {
        self.0
    }

    /// The number of the field.
    pub fn number(self, width: Width) -> u32 {
        self.0 & width.last()
    }

    /// The type of the field.
    pub fn kind(self, width: Width) -> Type {
        // `new` made it of a type.
        Type::of_code(self.0 >> width.shift()).unwrap_or(Type::Carray)
    }
}

/// Names and identifiers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldTable {
    ids: HashMap<String, FieldId>,
    names: HashMap<FieldId, String>,
}

impl FieldTable {
    /// The identifier of a name.
    pub fn id(&self, name: &str) -> Option<FieldId> {
        self.ids.get(name).copied()
    }

    /// The name of an identifier: the first that a file gives it.
    pub fn name(&self, id: FieldId) -> Option<&str> {
        self.names.get(&id).map(String::as_str)
    }

    /// How many names there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Adds the fields of a text. Lines: `*base N`; `name number type [flag [comment]]`; lines that are empty or begin with `#`
    /// or `$` mean nothing. All errors are put to `errors`, with `file` as the name of the file.
    pub fn add(&mut self, width: Width, file: &str, text: &str, errors: &mut Vec<LineError>) {
        let mut base = 0u32;
        let mut errors = Errors {
            file,
            line: 0,
            all: errors,
        };
        for line in text.lines() {
            errors.line += 1;
            let words: Vec<&str> = line.split_ascii_whitespace().collect();
            match words[..] {
                [] => {}
                [first, ..] if first.starts_with(['#', '$']) => {}
                ["*base", number, ..] => match number.parse() {
                    Ok(n) if n <= width.last() => base = n,
                    _ => errors.add(LineProblem::Number(number.to_string(), 0, width.last())),
                },
                ["*base"] => errors.add(LineProblem::Base),
                [name, number, kind, ..] => match field(width, base, name, number, kind) {
                    Ok(id) => {
                        if *self.ids.entry(name.to_string()).or_insert(id) != id {
                            errors.add(LineProblem::Twice(name.to_string()));
                        }
                        self.names.entry(id).or_insert_with(|| name.to_string());
                    }
                    Err(what) => errors.add(what),
                },
                _ => errors.add(LineProblem::FieldLine),
            }
        }
    }
}

fn field(
    width: Width,
    base: u32,
    name: &str,
    number: &str,
    kind: &str,
) -> Result<FieldId, LineProblem> {
    if !is_name(name, NAME) {
        return Err(LineProblem::Name(name.to_string(), NAME));
    }
    let Some(kind) = Type::of(kind).filter(|kind| width.has(*kind)) else {
        return Err(LineProblem::Type(kind.to_string()));
    };
    let id = number
        .parse::<u32>()
        .ok()
        .and_then(|n| n.checked_add(base))
        .and_then(|n| FieldId::new(width, kind, n));
    id.ok_or_else(|| {
        LineProblem::Number(
            number.to_string(),
            1u32.saturating_sub(base),
            width.last() - base,
        )
    })
}
