//! Qualifiers of a trigger definition.

use super::{Definition, Delimiter, MAX_NAME, NameFault, Wrong, is_blank, is_name, subscripts};
use super::{KILL, SET, ZKILL, ZTRIGGER};
use crate::value::chars::Chset;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Qualifier {
    Commands,
    Delim,
    Name,
    Options,
    Pieces,
    Xecute,
    Zdelim,
}

/// Words; each may be shortened to its first letter.
const QUALIFIERS: [(&str, Qualifier); 7] = [
    ("COMMANDS", Qualifier::Commands),
    ("DELIM", Qualifier::Delim),
    ("NAME", Qualifier::Name),
    ("OPTIONS", Qualifier::Options),
    ("PIECES", Qualifier::Pieces),
    ("XECUTE", Qualifier::Xecute),
    ("ZDELIM", Qualifier::Zdelim),
];

/// Words of `-commands`, each with its shortest form.
const COMMANDS: [(&str, usize, u8); 5] = [
    ("SET", 1, SET),
    ("KILL", 1, KILL),
    ("ZKILL", 2, ZKILL),
    ("ZWITHDRAW", 2, ZKILL),
    ("ZTRIGGER", 3, ZTRIGGER),
];

const OPTIONS: [(&str, usize, u8); 4] = [
    ("ISOLATION", 1, 1),
    ("NOISOLATION", 3, 2),
    ("CONSISTENCYCHECK", 1, 4),
    ("NOCONSISTENCYCHECK", 3, 8),
];

/// The bits of a list of words.
fn set_of(text: &[u8], table: &[(&str, usize, u8)]) -> Option<u8> {
    let mut set = 0;
    for word in text.split(|b| *b == b',') {
        let word = word.to_ascii_uppercase();
        let fits = |(name, shortest, _): &&(&str, usize, u8)| {
            word.len() >= *shortest && name.as_bytes().starts_with(&word)
        };
        set |= table.iter().find(fits)?.2;
    }
    Some(set)
}

/// A qualifier and its value, which ends at a blank outside of quotes; what follows.
fn take(text: &[u8]) -> Option<(Qualifier, &[u8], &[u8])> {
    let text = text.strip_prefix(b"-")?;
    let equals = text.iter().position(|b| *b == b'=' || is_blank(*b))?;
    let word = text[..equals].to_ascii_uppercase();
    let value = text[equals..].strip_prefix(b"=")?;
    let found = QUALIFIERS
        .iter()
        .find(|(name, _)| !word.is_empty() && name.as_bytes().starts_with(&word))?;
    let mut quoted = false;
    let end = value.iter().position(|b| {
        quoted ^= *b == b'"';
        !quoted && is_blank(*b)
    });
    let (value, rest) = value.split_at(end.unwrap_or(value.len()));
    (!value.is_empty()).then_some((found.1, value, rest))
}

fn trimmed(text: &[u8]) -> &[u8] {
    let start = text.iter().position(|b| !is_blank(*b));
    &text[start.unwrap_or(text.len())..]
}

/// Reads the qualifiers behind a global into a definition.
pub fn parse(
    text: &[u8],
    lines: Option<&[u8]>,
    chset: Chset,
    out: &mut Definition,
) -> Result<(), Wrong> {
    let mut values: [Option<&[u8]>; QUALIFIERS.len()] = Default::default();
    let mut rest = trimmed(text);
    while !rest.is_empty() {
        let (qualifier, value, after) = take(rest).ok_or(Wrong::Input)?;
        match qualifier {
            Qualifier::Commands => {
                out.commands = set_of(value, &COMMANDS).ok_or(Wrong::Input)?;
            }
            Qualifier::Options => out.options = set_of(value, &OPTIONS).ok_or(Wrong::Input)?,
            Qualifier::Delim if value.iter().filter(|b| **b == b'"').count() % 2 == 1 => {
                return Err(Wrong::Input);
            }
            _ => {}
        }
        values[qualifier as usize] = Some(value);
        rest = trimmed(after);
    }
    let given = |qualifier: Qualifier| values[qualifier as usize];
    let code = given(Qualifier::Xecute).ok_or(Wrong::Whole("Error: XECUTE value missing"))?;
    if out.options & 3 == 3 || out.options & 12 == 12 {
        let text = given(Qualifier::Options).unwrap_or_default();
        return Err(Wrong::Options(text.to_vec()));
    }
    out.name = given(Qualifier::Name).map(name).transpose()?;
    out.xecute = match lines {
        Some(lines) if code == b"<<" => lines.to_vec(),
        _ => match subscripts::quoted(code).filter(|_| code.starts_with(b"\"")) {
            Some((code, length)) if length == given(Qualifier::Xecute).map_or(0, <[u8]>::len) => {
                code
            }
            _ => return Err(Wrong::Xecute(code.to_vec())),
        },
    };
    if out.commands == 0 {
        return Err(Wrong::Whole("Error: COMMANDS value missing"));
    }
    let delimiter = |value: &[u8], bytes| {
        let text = delimiter(value, chset).ok_or_else(|| Wrong::Delimiter {
            zdelim: bytes,
            text: value.to_vec(),
        })?;
        Ok(Delimiter { text, bytes })
    };
    out.delimiter = match (given(Qualifier::Delim), given(Qualifier::Zdelim)) {
        (Some(_), Some(_)) => {
            return Err(Wrong::Whole(
                "Error: Can't have both DELIM and ZDELIM in same entry",
            ));
        }
        (Some(value), None) => Some(delimiter(value, false)?),
        (None, Some(value)) => Some(delimiter(value, true)?),
        (None, None) => None,
    };
    if let Some(value) = given(Qualifier::Pieces) {
        out.pieces = pieces(value)?;
        if out.delimiter.is_none() {
            return Err(Wrong::Whole("Error: PIECES need either DELIM or ZDELIM"));
        }
    }
    Ok(())
}

fn name(text: &[u8]) -> Result<Vec<u8>, Wrong> {
    let text = text.to_vec();
    let fault = match text.first() {
        _ if text.len() > MAX_NAME => NameFault::Length,
        Some(b'%' | b'a'..=b'z' | b'A'..=b'Z') if is_name(&text) => return Ok(text),
        Some(b'%' | b'a'..=b'z' | b'A'..=b'Z') => NameFault::Character,
        _ => NameFault::Begin,
    };
    Err(Wrong::Name(fault(text)))
}

/// Strings and $CHAR with `_` between them.
fn delimiter(mut text: &[u8], chset: Chset) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    loop {
        let (part, length) = match text.first()? {
            b'"' => subscripts::quoted(text)?,
            b'$' => subscripts::characters(text, chset)?,
            _ => return None,
        };
        out.extend_from_slice(&part);
        match text[length..].split_first() {
            None => return Some(out),
            Some((b'_', rest)) => text = rest,
            Some(_) => return None,
        }
    }
}

/// Ranges of pieces, put in order and together.
pub fn pieces(text: &[u8]) -> Result<Vec<(u32, u32)>, Wrong> {
    let wrong = |fault: String| Wrong::Pieces {
        fault,
        text: text.to_vec(),
    };
    let bad = |b: &&u8| !b.is_ascii_digit() && !matches!(b, b':' | b';');
    if let Some(byte) = text.iter().find(bad) {
        let byte = char::from(*byte);
        return Err(wrong(format!("Invalid character \"{byte}\" in PIECES")));
    }
    let number = |digits: &[u8]| {
        let digits = std::str::from_utf8(digits).unwrap_or_default();
        match digits.parse::<u32>() {
            Ok(0) => Err(wrong("Invalid value 0 in PIECES".into())),
            Ok(n) => Ok(n),
            Err(_) => Err(wrong("Invalid PIECE entry".into())),
        }
    };
    let mut ranges = Vec::new();
    for part in text.split(|b| *b == b';') {
        let mut ends = part.splitn(2, |b| *b == b':');
        let (low, high) = (ends.next().unwrap_or_default(), ends.next());
        match high {
            None => ranges.push((number(low)?, number(low)?)),
            Some(_) if low.is_empty() => {
                let fault = "Expected an integer for lower value in range in PIECES";
                return Err(wrong(fault.into()));
            }
            Some(b"") => {
                let fault = "Expected an integer for upper value in range in PIECES";
                return Err(wrong(fault.into()));
            }
            Some(high) => {
                let (low, high) = (number(low)?, number(high)?);
                if low >= high {
                    let fault = "Low value of range not less than high value in PIECES";
                    return Err(wrong(fault.into()));
                }
                ranges.push((low, high));
            }
        }
    }
    ranges.sort_unstable();
    let mut out: Vec<(u32, u32)> = Vec::new();
    for (low, high) in ranges {
        match out.last_mut() {
            Some(last) if low <= last.1.saturating_add(1) => last.1 = last.1.max(high),
            _ => out.push((low, high)),
        }
    }
    Ok(out)
}
