//! The language of trigger definitions: `+^global(subscripts) -commands=… -xecute=…`.

mod qualifiers;
pub mod subscripts;

use crate::value::chars::Chset;
use crate::value::zwr;
pub use qualifiers::pieces;
pub use subscripts::{Choice, Subscript};

/// Longest name that a definition may give.
pub const MAX_NAME: usize = 28;
/// Longest name of a global.
const MAX_GLOBAL: usize = 31;

/// SET.
pub const SET: u8 = 1;
/// KILL.
pub const KILL: u8 = 2;
/// ZKILL and ZWITHDRAW.
pub const ZKILL: u8 = 4;
/// The ZTRIGGER command.
pub const ZTRIGGER: u8 = 8;

/// Commands and how they are shown.
pub const COMMANDS: [(u8, &str); 4] = [(SET, "S"), (KILL, "K"), (ZKILL, "ZK"), (ZTRIGGER, "ZTR")];
/// Options and how they are shown.
pub const OPTIONS: [(u8, &str); 4] = [(1, "I"), (2, "NOI"), (4, "C"), (8, "NOC")];

/// The members of a set as they are shown.
pub fn names(set: u8, table: &[(u8, &str)]) -> String {
    let all: Vec<&str> = table
        .iter()
        .filter(|(bit, _)| set & bit != 0)
        .map(|(_, name)| *name)
        .collect();
    all.join(",")
}

/// What separates pieces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delimiter {
    pub text: Vec<u8>,
    /// `-zdelim`: of bytes, not of characters.
    pub bytes: bool,
}

/// A definition.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Definition {
    pub global: Vec<u8>,
    pub subscripts: Vec<Subscript>,
    /// Bits of [`COMMANDS`].
    pub commands: u8,
    /// Bits of [`OPTIONS`].
    pub options: u8,
    pub delimiter: Option<Delimiter>,
    /// Ranges of pieces, in order.
    pub pieces: Vec<(u32, u32)>,
    pub name: Option<Vec<u8>>,
    /// Code; that of several lines ends with a newline.
    pub xecute: Vec<u8>,
}

/// An entry of a trigger file.
#[derive(Debug, Clone, PartialEq)]
pub enum Entry {
    Nothing,
    Add(Box<Definition>),
    Delete(Box<Definition>),
    DeleteAll,
    DeleteName(Vec<u8>),
    /// All whose names begin so.
    DeleteNames(Vec<u8>),
}

/// An entry, and what is said besides.
#[derive(Debug)]
pub struct Parsed {
    pub entry: Entry,
    /// The name of the global was too long.
    pub truncated: bool,
}

/// What is wrong with an entry.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    #[error("missing +/- at start of line")]
    Sign,
    #[error("missing global name")]
    NoGlobal,
    #[error("invalid global name")]
    Global,
    #[error("{0}")]
    Subscript(&'static str),
    #[error("invalid character {:?} in subscript", char::from(*.0))]
    SubscriptByte(u8),
    #[error("unexpected character {:?} in pattern code", char::from(*.0))]
    PatternByte(u8),
    #[error("in parsing input")]
    Input,
    #[error("{0}")]
    Whole(&'static str),
    #[error("{0}")]
    Name(NameFault),
    #[error("invalid delimiter")]
    Delimiter { zdelim: bool, text: Vec<u8> },
    #[error("{fault}")]
    Pieces { fault: String, text: Vec<u8> },
    #[error("inconsistent options")]
    Options(Vec<u8>),
    #[error("invalid XECUTE string")]
    Xecute(Vec<u8>),
    #[error("invalid trigger name")]
    DeletedName(Vec<u8>),
}

/// What is wrong with a name that a definition gives.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NameFault {
    #[error("Trigger name does not begin with an ascii alphabet or %")]
    Begin(Vec<u8>),
    #[error("Trigger name has non-alphanumeric character")]
    Character(Vec<u8>),
    #[error("Trigger name length [{}] exceeds maximum supported length of [{MAX_NAME}]", .0.len())]
    Length(Vec<u8>),
}

/// A text as a string literal, also when it is a number.
pub fn shown(text: &[u8], chset: Chset) -> Vec<u8> {
    let out = zwr::zwrite(text, chset);
    match out.first() {
        Some(b'"' | b'$') => out,
        _ => [b"\"", &out[..], b"\""].concat(),
    }
}

impl Wrong {
    /// What GT.M says of a line.
    pub fn message(&self, line: &[u8], chset: Chset) -> Vec<u8> {
        let rest = line.get(1..).unwrap_or_default();
        let shown = |text: &[u8]| shown(text, chset);
        let under = |head: &[u8]| [head, b"\n", &shown(rest)].concat();
        let behind = |head: &[u8], text: &[u8]| [head, &shown(text)[..]].concat();
        match self {
            Wrong::Sign => behind(b"Error : missing +/- at start of line: ", line),
            Wrong::NoGlobal => under(b"Error : Missing global name:"),
            Wrong::Global => under(b"Error : Invalid global name:"),
            Wrong::Input => under(b"Error : In parsing input:"),
            Wrong::Subscript(text) => under(text.as_bytes()),
            Wrong::SubscriptByte(byte) => {
                under(&[b"Invalid character \"", &[*byte][..], b"\" in subscript"].concat())
            }
            Wrong::PatternByte(byte) => under(
                &[
                    b"Unexpected character \"",
                    &[*byte][..],
                    b"\" in pattern code",
                ]
                .concat(),
            ),
            Wrong::Whole(text) => text.as_bytes().to_vec(),
            Wrong::Name(fault) => {
                let (NameFault::Begin(name) | NameFault::Character(name) | NameFault::Length(name)) =
                    fault;
                behind(
                    format!("{fault}\nError : Parsing NAME string: ").as_bytes(),
                    name,
                )
            }
            Wrong::Delimiter { zdelim, text } => {
                let word = if *zdelim { "ZDELIM" } else { "DELIM" };
                behind(
                    format!("Invalid delimiter\nError : Parsing {word} string: ").as_bytes(),
                    text,
                )
            }
            Wrong::Pieces { fault, text } => behind(format!("{fault} - ").as_bytes(), text),
            Wrong::Options(text) => {
                behind(b"Error : Inconsistent values in OPTIONS string: ", text)
            }
            Wrong::Xecute(text) => behind(
                b"Invalid XECUTE string\nError : Parsing XECUTE string: ",
                text,
            ),
            Wrong::DeletedName(text) => behind(b"Invalid trigger NAME string: ", text),
        }
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// Whether a line of a definition says that its code is in the lines behind it.
pub fn has_lines(line: &[u8]) -> bool {
    let mut rest = line;
    while let Some(at) = memchr::memchr(b'=', rest) {
        let before = rest[..at].iter().rposition(|b| *b == b'-');
        let word = before.map_or(&b""[..], |b| &rest[b + 1..at]);
        rest = &rest[at + 1..];
        let is_xecute = !word.is_empty() && word.len() <= 6;
        if is_xecute
            && b"XECUTE".starts_with(&word.to_ascii_uppercase())
            && rest.starts_with(b"<<")
            && rest.get(2).copied().is_none_or(is_blank)
        {
            return true;
        }
    }
    false
}

/// Reads an entry: a line, and the lines of its code where the line says `<<`.
///
/// # Errors
/// What is wrong.
pub fn parse(line: &[u8], lines: Option<&[u8]>, chset: Chset) -> Result<Parsed, Wrong> {
    let plain = |entry| {
        Ok(Parsed {
            entry,
            truncated: false,
        })
    };
    let rest = line.get(1..).unwrap_or_default();
    let is_addition = match line.first() {
        None | Some(b';') => return plain(Entry::Nothing),
        Some(b'+') => true,
        Some(b'-') if rest.first() == Some(&b'^') => false,
        Some(b'-') => return plain(deletion(rest)?),
        Some(_) => return Err(Wrong::Sign),
    };
    let (mut definition, truncated) = definition(rest, lines, chset)?;
    if definition.commands & SET == 0 && definition.delimiter.is_some() {
        return Err(Wrong::Whole("Error: DELIM and ZDELIM need a commands=SET"));
    }
    definition.global.truncate(MAX_GLOBAL);
    let definition = Box::new(definition);
    Ok(Parsed {
        entry: match is_addition {
            true => Entry::Add(definition),
            false => Entry::Delete(definition),
        },
        truncated,
    })
}

/// A name, `*`, or the beginning of names and `*`.
fn deletion(rest: &[u8]) -> Result<Entry, Wrong> {
    if rest == b"*" {
        return Ok(Entry::DeleteAll);
    }
    let fault = || Wrong::DeletedName(rest.to_vec());
    match rest.strip_suffix(b"*") {
        Some(begin) if is_trigger_name(begin) && !ends_numbered(begin) => {
            Ok(Entry::DeleteNames(begin.to_vec()))
        }
        None if is_trigger_name(rest) => Ok(Entry::DeleteName(rest.to_vec())),
        _ => Err(fault()),
    }
}

fn ends_numbered(name: &[u8]) -> bool {
    memchr::memchr(b'#', name).is_some_and(|at| at + 1 < name.len())
}

/// Whether a text may name a trigger: a name, and `#`, a number and `#` behind it.
pub fn is_trigger_name(text: &[u8]) -> bool {
    let (name, rest) = match memchr::memchr(b'#', text) {
        Some(at) => text.split_at(at),
        None => (text, &b""[..]),
    };
    let number = rest.strip_prefix(b"#").unwrap_or_default();
    let number = number.strip_suffix(b"#").unwrap_or(number);
    is_name(name) && text.len() <= MAX_NAME + 1 && number.iter().all(u8::is_ascii_digit)
}

/// Whether a text is a name: `%` or a letter, then letters and digits.
pub fn is_name(s: &[u8]) -> bool {
    matches!(s.first(), Some(b'%' | b'a'..=b'z' | b'A'..=b'Z'))
        && s[1..].iter().all(u8::is_ascii_alphanumeric)
}

/// A definition without its sign.
fn definition(
    rest: &[u8],
    lines: Option<&[u8]>,
    chset: Chset,
) -> Result<(Definition, bool), Wrong> {
    let Some(after) = rest.strip_prefix(b"^") else {
        return Err(Wrong::NoGlobal);
    };
    let end = after
        .iter()
        .position(|b| *b == b'(' || is_blank(*b))
        .ok_or(Wrong::Global)?;
    let (name, mut after) = after.split_at(end);
    if !is_name(name) {
        return Err(Wrong::Global);
    }
    let mut out = Definition {
        global: name.to_vec(),
        ..Definition::default()
    };
    if let Some(inside) = after.strip_prefix(b"(") {
        let (subscripts, length) = subscripts::parse(inside, chset)?;
        out.subscripts = subscripts;
        after = &inside[length..];
        if !after.first().copied().is_none_or(is_blank) {
            return Err(Wrong::Input);
        }
    }
    qualifiers::parse(after, lines, chset, &mut out)?;
    Ok((out, name.len() > MAX_GLOBAL))
}

#[cfg(test)]
mod tests;
