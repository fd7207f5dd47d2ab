//! Subscripts of a trigger definition: which keys a trigger is for, and the names of locals that get them.

use super::Wrong;
use crate::value::NUM_BUF;
use crate::value::Value;
use crate::value::chars::Chset;
use std::cmp::Ordering;

/// Most subscripts of a definition.
const MAX_SUBSCRIPTS: usize = 31;

/// One subscript.
#[derive(Debug, Clone, PartialEq)]
pub struct Subscript {
    /// The local that gets it.
    pub name: Option<Vec<u8>>,
    /// One of them has to fit.
    pub choices: Vec<Choice>,
}

/// What a subscript may be.
#[derive(Debug, Clone, PartialEq)]
pub enum Choice {
    Any,
    /// A text that fits a pattern, which is here without its question mark.
    Pattern(Vec<u8>),
    One(Bound),
    /// From the first to the second, both included.
    Range(Option<Bound>, Option<Bound>),
}

/// An end of a range, or a subscript alone.
#[derive(Debug, Clone, PartialEq)]
pub struct Bound {
    /// As it is shown: a number bare, a string quoted.
    text: Vec<u8>,
    pub value: Value,
}

/// M's collation.
pub fn compare(a: &Value, b: &Value) -> Ordering {
    if a.is_empty() || b.is_empty() {
        return b.is_empty().cmp(&a.is_empty());
    }
    match (a.is_number(), b.is_number()) {
        (true, true) => match (a.num(), b.num()) {
            (Ok(a), Ok(b)) => a.cmp(&b),
            _ => Ordering::Equal,
        },
        (false, false) => {
            let (x, y) = (&mut NUM_BUF.clone(), &mut NUM_BUF.clone());
            a.bytes(x).cmp(b.bytes(y))
        }
        (number, _) => match number {
            true => Ordering::Less,
            false => Ordering::Greater,
        },
    }
}

impl Choice {
    /// Whether no subscript can fit: the ends of a range are in the wrong order.
    pub fn is_empty(&self) -> bool {
        match self {
            Choice::Range(Some(low), Some(high)) => {
                compare(&low.value, &high.value) == Ordering::Greater
            }
            _ => false,
        }
    }

    /// Whether a subscript fits, for all choices but patterns.
    pub fn holds(&self, key: &Value) -> bool {
        match self {
            Choice::Any => true,
            Choice::Pattern(_) => false,
            Choice::One(one) => compare(&one.value, key) == Ordering::Equal,
            Choice::Range(low, high) => {
                low.as_ref()
                    .is_none_or(|low| compare(&low.value, key) != Ordering::Greater)
                    && high
                        .as_ref()
                        .is_none_or(|high| compare(key, &high.value) != Ordering::Greater)
            }
        }
    }

    fn push_text(&self, out: &mut Vec<u8>) {
        match self {
            Choice::Any => out.push(b'*'),
            Choice::Pattern(text) => {
                out.push(b'?');
                out.extend_from_slice(text);
            }
            Choice::One(bound) => out.extend_from_slice(&bound.text),
            Choice::Range(low, high) => {
                out.extend(low.iter().flat_map(|b| &b.text));
                out.push(b':');
                out.extend(high.iter().flat_map(|b| &b.text));
            }
        }
    }
}

/// Subscripts as they are shown, without parentheses.
pub fn text(subscripts: &[Subscript]) -> Vec<u8> {
    let mut out = Vec::new();
    for (at, subscript) in subscripts.iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        if let Some(name) = &subscript.name {
            out.extend_from_slice(name);
            out.push(b'=');
        }
        for (at, choice) in subscript.choices.iter().enumerate() {
            if at > 0 {
                out.push(b';');
            }
            choice.push_text(&mut out);
        }
    }
    out
}

/// Reads subscripts up to the closing parenthesis; gives them and the place behind it.
///
/// # Errors
/// What is wrong with them.
pub fn parse(text: &[u8], chset: Chset) -> Result<(Vec<Subscript>, usize), Wrong> {
    read(Reader {
        text,
        at: 0,
        chset,
        shown: false,
    })
}

/// Reads what [`text`] made, and a closing parenthesis: there strings may be put together.
///
/// # Errors
/// It is something else.
pub fn parse_shown(text: &[u8], chset: Chset) -> Result<(Vec<Subscript>, usize), Wrong> {
    read(Reader {
        text,
        at: 0,
        chset,
        shown: true,
    })
}

fn read(mut reader: Reader<'_>) -> Result<(Vec<Subscript>, usize), Wrong> {
    let mut all: Vec<Subscript> = Vec::new();
    loop {
        if all.len() == MAX_SUBSCRIPTS {
            return Err(Wrong::Subscript("Too many subscripts"));
        }
        let subscript = reader.subscript()?;
        if subscript.name.is_some() && all.iter().any(|s| s.name == subscript.name) {
            return Err(Wrong::Subscript("Duplicate variable name in subscript"));
        }
        all.push(subscript);
        match reader.next() {
            Some(b',') => {}
            Some(_) => return Ok((all, reader.at)),
            None => return Err(UNCLOSED),
        }
    }
}

const UNCLOSED: Wrong = Wrong::Subscript("Missing \")\" after global subscript");
const INVALID: Wrong = Wrong::Subscript("Invalid subscript");
const RANGE: Wrong = Wrong::Subscript("Invalid string range");
const STRING: Wrong = Wrong::Subscript("Invalid string");

struct Reader<'a> {
    text: &'a [u8],
    at: usize,
    chset: Chset,
    /// `_` puts strings together.
    shown: bool,
}

fn is_end(byte: u8) -> bool {
    matches!(byte, b',' | b';' | b')')
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    fn take_while(&mut self, holds: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = &self.text[self.at..];
        let length = rest.iter().position(|b| !holds(*b)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    fn subscript(&mut self) -> Result<Subscript, Wrong> {
        let mut name = None;
        if self
            .peek()
            .is_some_and(|b| b.is_ascii_alphabetic() || b == b'%')
        {
            let start = self.at;
            self.at += 1;
            self.take_while(|b| b.is_ascii_alphanumeric());
            name = Some(self.text[start..self.at.min(start + 31)].to_vec());
            match self.peek() {
                Some(b'=') => self.at += 1,
                None => return Err(UNCLOSED),
                _ => return Err(Wrong::Subscript("Invalid variable name in subscript")),
            }
        }
        let mut choices = Vec::new();
        loop {
            match self.peek() {
                None => return Err(UNCLOSED),
                Some(b';') => self.at += 1,
                Some(byte) if is_end(byte) => break,
                Some(_) => choices.push(self.choice()?),
            }
        }
        if choices.is_empty() {
            return Err(Wrong::Subscript(match name {
                Some(_) => "Variable name not followed by valid subscript",
                None => "Empty subscript not allowed",
            }));
        }
        if choices.contains(&Choice::Any) {
            choices = vec![Choice::Any];
        }
        Ok(Subscript { name, choices })
    }

    fn choice(&mut self) -> Result<Choice, Wrong> {
        match self.peek() {
            Some(b'*') => {
                self.at += 1;
                match self.peek() {
                    None => Err(UNCLOSED),
                    Some(byte) if is_end(byte) => Ok(Choice::Any),
                    _ => Err(Wrong::Subscript("Invalid use of *")),
                }
            }
            Some(b'?') => self.pattern(),
            _ => self.bounds(),
        }
    }

    /// A subscript alone, or a range.
    fn bounds(&mut self) -> Result<Choice, Wrong> {
        let low = self.bound()?;
        if self.peek() != Some(b':') {
            return match (low, self.peek()) {
                (Some(low), Some(byte)) if is_end(byte) => Ok(Choice::One(low)),
                (_, None) => Err(UNCLOSED),
                (Some(_), Some(byte)) if byte.is_ascii_alphanumeric() => Err(INVALID),
                (_, Some(byte)) => Err(Wrong::SubscriptByte(byte)),
            };
        }
        self.at += 1;
        let high = match self.peek() {
            Some(b'"' | b'0'..=b'9' | b'-' | b'$') => self.bound()?,
            Some(byte) if is_end(byte) => None,
            None => return Err(UNCLOSED),
            Some(_) => return Err(RANGE),
        };
        match self.peek() {
            Some(byte) if is_end(byte) => {}
            Some(b':') => return Err(Wrong::Subscript("Range within a range not allowed")),
            None => return Err(UNCLOSED),
            Some(byte) if byte.is_ascii_alphanumeric() => return Err(INVALID),
            Some(byte) => return Err(Wrong::SubscriptByte(byte)),
        }
        Ok(match (&low, &high) {
            (None, None) => Choice::Any,
            _ => Choice::Range(low, high),
        })
    }

    /// A string, a number or $CHAR; nothing when something else is there.
    fn bound(&mut self) -> Result<Option<Bound>, Wrong> {
        let bytes = match self.peek() {
            Some(b'"' | b'$') => {
                let mut bytes = self.part()?;
                while self.shown && self.peek() == Some(b'_') {
                    self.at += 1;
                    bytes.extend(self.part()?);
                }
                bytes
            }
            Some(b'-' | b'0'..=b'9') => {
                let start = self.at;
                self.at += 1;
                self.take_while(|b| b.is_ascii_digit());
                let text = self.text[start..self.at].to_vec();
                if text == b"-" {
                    return Err(INVALID);
                }
                let value = Value::from_bytes(&text).to_key();
                return Ok(Some(Bound { text, value }));
            }
            _ => return Ok(None),
        };
        Ok(Some(Bound {
            text: super::shown(&bytes, self.chset),
            value: Value::from_bytes(&bytes).to_key(),
        }))
    }

    /// A string or $CHAR.
    fn part(&mut self) -> Result<Vec<u8>, Wrong> {
        match self.peek() {
            Some(b'"') => self.string(),
            Some(b'$') => {
                let rest = &self.text[self.at..];
                let (bytes, length) = characters(rest, self.chset).ok_or(INVALID)?;
                self.at += length;
                Ok(bytes)
            }
            _ => Err(INVALID),
        }
    }

    fn string(&mut self) -> Result<Vec<u8>, Wrong> {
        let (bytes, length) = quoted(&self.text[self.at..]).ok_or(STRING)?;
        self.at += length;
        if self.text[self.at..].is_empty() {
            return Err(UNCLOSED);
        }
        Ok(bytes)
    }

    fn pattern(&mut self) -> Result<Choice, Wrong> {
        self.at += 1;
        let start = self.at;
        while !self.peek().is_some_and(is_end) {
            self.atom(0)?;
        }
        let text = self.text[start..self.at].to_vec();
        Ok(match text.eq_ignore_ascii_case(b".e") {
            true => Choice::Any,
            false => Choice::Pattern(text),
        })
    }

    /// A count and what is counted.
    fn atom(&mut self, depth: usize) -> Result<(), Wrong> {
        let unexpected = |reader: &Reader<'_>| match reader.peek() {
            Some(byte) => Wrong::PatternByte(byte),
            None => UNCLOSED,
        };
        let start = self.at;
        self.take_while(|b| b.is_ascii_digit());
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.take_while(|b| b.is_ascii_digit());
        }
        if self.at == start || depth > 200 {
            return Err(unexpected(self));
        }
        match self.peek() {
            Some(b'"') => self.string().map(|_| ()),
            Some(b'(') => {
                self.at += 1;
                loop {
                    self.atom(depth + 1)?;
                    match self.peek() {
                        Some(b',') => self.at += 1,
                        Some(b')') => break,
                        _ => {}
                    }
                }
                self.at += 1;
                Ok(())
            }
            Some(byte) if is_code(byte) => {
                self.take_while(is_code);
                Ok(())
            }
            _ => Err(unexpected(self)),
        }
    }
}

fn is_code(byte: u8) -> bool {
    matches!(
        byte.to_ascii_uppercase(),
        b'A' | b'C' | b'E' | b'L' | b'N' | b'P' | b'U'
    )
}

/// A quoted string at the start of a text, and its length there.
pub fn quoted(text: &[u8]) -> Option<(Vec<u8>, usize)> {
    let mut out = Vec::new();
    let mut at = 1;
    loop {
        match text.get(at)? {
            b'"' if text.get(at + 1) == Some(&b'"') => {
                out.push(b'"');
                at += 2;
            }
            b'"' => return Some((out, at + 1)),
            byte => {
                out.push(*byte);
                at += 1;
            }
        }
    }
}

/// `$CHAR(…)` or `$ZCHAR(…)` at the start of a text, and its length there.
pub fn characters(text: &[u8], chset: Chset) -> Option<(Vec<u8>, usize)> {
    let open = memchr::memchr(b'(', text)?;
    let bytes_only = match &text[1..open].to_ascii_uppercase()[..] {
        b"C" | b"CHAR" => chset == Chset::M,
        b"ZCH" | b"ZCHAR" => true,
        _ => return None,
    };
    let close = open + memchr::memchr(b')', &text[open..])?;
    let mut out = Vec::new();
    for number in text[open + 1..close].split(|b| *b == b',') {
        let number: u32 = std::str::from_utf8(number).ok()?.parse().ok()?;
        match (bytes_only, u8::try_from(number)) {
            (true, Ok(byte)) => out.push(byte),
            (true, Err(_)) => return None,
            (false, _) => {
                let c = char::from_u32(number)?;
                out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            }
        }
    }
    Some((out, close + 1))
}
