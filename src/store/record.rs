//! Nodes as records of extracts, in the formats ZWR and GO of GT.M's utilities, and records as nodes.
//!
//! Nodes are encoded keys without an environment, as files have them, and their values.

use super::GlobalKey;
use super::key::{
    END, MAX_KEY, MAX_SUBSCRIPTS, encode, push_subscript, push_text, split, subscript, subscripts,
    text,
};
use crate::value::chars::Chset;
use crate::value::date::{horolog, zdate};
use crate::value::errors::{MAXNRSUBSCRIPTS, MError};
use crate::value::num::Num;
use crate::value::{NUM_BUF, Value, zwr};
use std::fmt::Write as _;

/// Longest name of a global.
pub const MAX_NAME: usize = 31;
/// Longest value.
pub const MAX_VALUE: usize = 1 << 20;
/// Lines of a header.
pub const HEADER: u64 = 2;
/// What the label of an extract in UTF-8 ends with.
const UTF8: &[u8] = b" UTF-8";

/// How nodes are written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// `^x(1)="value"` in one line.
    Zwr,
    /// The reference in one line, the bytes of the value in the next.
    Go,
}

impl Format {
    /// The format of that name, in any case.
    pub fn from_name(name: &[u8]) -> Option<Format> {
        match name.to_ascii_uppercase().as_slice() {
            b"ZWR" => Some(Format::Zwr),
            b"GO" => Some(Format::Go),
            _ => None,
        }
    }

    /// The format of a file with this second line.
    pub fn of_header(date: &[u8]) -> Option<Format> {
        let date = date.trim_ascii_end();
        if date.ends_with(b"ZWR") {
            return Some(Format::Zwr);
        }
        let time = date.strip_suffix(b"GLO").unwrap_or(date).trim_ascii_end();
        let time = time.last_chunk::<8>()?;
        let digits = |at: usize| time[at..at + 2].iter().all(u8::is_ascii_digit);
        (digits(0) && time[2] == b':' && digits(3) && time[5] == b':' && digits(6))
            .then_some(Format::Go)
    }
}

/// The header of an extract that is made at a moment (seconds since 1970).
pub fn header(label: &[u8], format: Format, chset: Chset, unix: i64) -> Vec<u8> {
    let mut out = label.to_vec();
    if chset == Chset::Utf8 {
        out.extend_from_slice(UTF8);
    }
    out.push(b'\n');
    let now = horolog(unix);
    let moment = format!("{},{}", now.day, now.second);
    let date = zdate(moment.as_bytes(), b"DD-MON-YEAR  24:60:SS", b"", b"", 0);
    out.extend_from_slice(&date.unwrap_or_default());
    if format == Format::Zwr {
        out.extend_from_slice(b" ZWR");
    }
    out.push(b'\n');
    out
}

/// The character set of a file with this first line.
pub fn chset_of_label(label: &[u8]) -> Chset {
    if label.trim_ascii_end().ends_with(UTF8.trim_ascii_start()) {
        Chset::Utf8
    } else {
        Chset::M
    }
}

/// Appends a reference.
pub fn push_reference(out: &mut Vec<u8>, key: &[u8], chset: Chset) {
    let (name, mut rest) = split(key);
    out.push(b'^');
    out.extend_from_slice(name);
    let mut before = b'(';
    while !rest.is_empty() {
        let (component, after) = split(rest);
        out.push(before);
        match component {
            [0xFF, plain @ ..] if !plain.contains(&1) => zwr::push_text(out, plain, chset),
            _ => match subscript(component) {
                number if number.is_number() => number.append_to(out),
                other => zwr::push_text(out, other.bytes(&mut NUM_BUF.clone()), chset),
            },
        }
        before = b',';
        rest = after;
    }
    if before == b',' {
        out.push(b')');
    }
}

/// Appends the record of a node, with the ends of its lines.
pub fn push(out: &mut Vec<u8>, key: &[u8], value: &[u8], format: Format, chset: Chset) {
    push_reference(out, key, chset);
    match format {
        Format::Zwr => {
            out.push(b'=');
            zwr::push_text(out, value, chset);
        }
        Format::Go => {
            out.push(b'\n');
            out.extend_from_slice(value);
        }
    }
    out.push(b'\n');
}

/// What is wrong with a record.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    #[error("a global variable name starting with an up-arrow (^) is expected")]
    Name,
    #[error("the name is longer than {MAX_NAME} characters")]
    LongName,
    #[error("a subscript is expected: a number, or text in quotes or as $C() or $ZCH()")]
    Subscript,
    #[error("a comma or a right parenthesis is expected")]
    Parenthesis,
    #[error("an equals sign is expected")]
    Equals,
    #[error("a value is expected: text in quotes or as $C() or $ZCH(), or a number")]
    Value,
    #[error("the end of the record is expected")]
    End,
    #[error("the value is missing")]
    NoValue,
    #[error("the value is longer than {MAX_VALUE} bytes")]
    LongValue,
    #[error(transparent)]
    Limit(MError),
}

/// A flaw, and the column of the line, from 0, where it was met.
#[derive(Debug, PartialEq, Eq)]
pub struct Wrong {
    pub flaw: Flaw,
    pub column: usize,
}

/// A record's line while it is read.
struct Line<'a> {
    whole: &'a [u8],
    rest: &'a [u8],
    chset: Chset,
}

impl<'a> Line<'a> {
    fn new(whole: &'a [u8], chset: Chset) -> Line<'a> {
        Line {
            whole,
            rest: whole,
            chset,
        }
    }

    #[cold]
    fn wrong(&self, flaw: Flaw) -> Wrong {
        Wrong {
            flaw,
            column: self.whole.len() - self.rest.len(),
        }
    }

    fn skip(&mut self, byte: u8) -> bool {
        match self.rest.split_first() {
            Some((first, rest)) if *first == byte => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    /// Text in quotes and codes.
    fn text(&mut self, out: &mut Vec<u8>) -> Result<(), ()> {
        // Most text has no quotes within, and nothing is joined to it.
        if let Some(body) = self.rest.strip_prefix(b"\"")
            && let Some(end) = memchr::memchr(b'"', body)
            && !matches!(body.get(end + 1), Some(b'"' | b'_'))
        {
            out.extend_from_slice(&body[..end]);
            self.rest = &body[end + 1..];
            return Ok(());
        }
        match zwr::read_text(self.rest, self.chset, out) {
            Ok(rest) => {
                self.rest = rest;
                Ok(())
            }
            Err(rest) => {
                self.rest = rest;
                Err(())
            }
        }
    }

    /// Digits, signs and points.
    fn number(&mut self) -> &'a [u8] {
        let is_digit = |b: &u8| b.is_ascii_digit() || matches!(b, b'-' | b'.');
        let end = self.rest.iter().position(|b| !is_digit(b));
        let (number, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        number
    }

    /// A reference; its key replaces what is in `key`.
    fn reference(&mut self, key: &mut Vec<u8>, room: &mut Vec<u8>) -> Result<(), Wrong> {
        key.clear();
        if !self.skip(b'^') {
            return Err(self.wrong(Flaw::Name));
        }
        let is_name = |(at, b): (usize, &u8)| match b {
            b'%' => at == 0,
            b'0'..=b'9' => at > 0,
            _ => b.is_ascii_alphabetic(),
        };
        let end = self.rest.iter().enumerate().position(|b| !is_name(b));
        let (name, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        if name.is_empty() {
            return Err(self.wrong(Flaw::Name));
        }
        if name.len() > MAX_NAME {
            return Err(self.wrong(Flaw::LongName));
        }
        key.extend_from_slice(name);
        key.push(END);
        self.rest = rest;
        if !self.skip(b'(') {
            return Ok(());
        }
        let mut count = 0;
        loop {
            count += 1;
            if count > MAX_SUBSCRIPTS {
                return Err(self.wrong(Flaw::Limit(MAXNRSUBSCRIPTS.into())));
            }
            self.subscript(key, room)?;
            if key.len() >= MAX_KEY {
                return Err(self.overlong(key));
            }
            if self.skip(b')') {
                return Ok(());
            }
            if !self.skip(b',') {
                return Err(self.wrong(Flaw::Parenthesis));
            }
        }
    }

    fn subscript(&mut self, key: &mut Vec<u8>, room: &mut Vec<u8>) -> Result<(), Wrong> {
        match self.rest.first() {
            Some(b'"' | b'$') => {
                room.clear();
                self.text(room).map_err(|()| self.wrong(Flaw::Subscript))?;
                push_text_subscript(key, room);
                Ok(())
            }
            Some(b'0'..=b'9' | b'-' | b'.') => {
                push_text_subscript(key, self.number());
                Ok(())
            }
            _ => Err(self.wrong(Flaw::Subscript)),
        }
    }

    #[cold]
    fn overlong(&self, key: &[u8]) -> Wrong {
        let (name, subs) = split(key);
        let key = GlobalKey {
            environment: b"",
            name,
            subs: &subscripts(subs),
        };
        match encode(&key, self.chset) {
            Err(error) => self.wrong(Flaw::Limit(error)),
            Ok(_) => self.wrong(Flaw::Subscript),
        }
    }

    fn value(&mut self, value: &mut Vec<u8>) -> Result<(), Wrong> {
        value.clear();
        match self.rest.first() {
            Some(b'0'..=b'9' | b'-' | b'.') => value.extend_from_slice(self.number()),
            _ => self.text(value).map_err(|()| self.wrong(Flaw::Value))?,
        }
        if !self.rest.is_empty() {
            return Err(self.wrong(Flaw::End));
        }
        self.bounded(value)
    }

    fn bounded(&self, value: &[u8]) -> Result<(), Wrong> {
        if value.len() > MAX_VALUE {
            return Err(self.wrong(Flaw::LongValue));
        }
        Ok(())
    }
}

/// Appends the subscript that a text is: a number where it is written as one.
fn push_text_subscript(key: &mut Vec<u8>, bytes: &[u8]) {
    match bytes.first() {
        Some(b'0'..=b'9' | b'-' | b'.') if Num::canonical(bytes).is_some() => {
            push_subscript(key, &Value::from_bytes(bytes));
        }
        Some(_) => {
            key.push(0xFF);
            push_text(key, bytes);
        }
        None => push_subscript(key, &Value::EMPTY),
    }
}

/// Reads records; the buffers are used again and again.
#[derive(Default)]
pub struct Records {
    pub key: Vec<u8>,
    pub value: Vec<u8>,
    room: Vec<u8>,
}

impl Records {
    /// A line of the format ZWR: afterwards the node is in `key` and `value`.
    ///
    /// # Errors
    /// The line is no record.
    pub fn zwr(&mut self, line: &[u8], chset: Chset) -> Result<(), Wrong> {
        let mut line = Line::new(line, chset);
        line.reference(&mut self.key, &mut self.room)?;
        if !line.skip(b'=') {
            return Err(line.wrong(Flaw::Equals));
        }
        line.value(&mut self.value)
    }

    /// The first line of a record of the format GO: afterwards its reference is in `key`.
    ///
    /// # Errors
    /// The line is no reference.
    pub fn reference(&mut self, line: &[u8], chset: Chset) -> Result<(), Wrong> {
        let mut line = Line::new(line, chset);
        line.reference(&mut self.key, &mut self.room)?;
        if !line.rest.is_empty() {
            return Err(line.wrong(Flaw::End));
        }
        Ok(())
    }

    /// The second line of a record of the format GO.
    ///
    /// # Errors
    /// It is too long.
    pub fn plain(&mut self, line: &[u8]) -> Result<(), Wrong> {
        self.value.clear();
        self.value.extend_from_slice(line);
        Line::new(line, Chset::M).bounded(line)
    }
}

/// Whether some bytes are the name of a global.
pub fn is_name(name: &[u8]) -> bool {
    let rest = match name {
        [b'%', rest @ ..] => rest,
        [first, rest @ ..] if first.is_ascii_alphabetic() => rest,
        _ => return false,
    };
    name.len() <= MAX_NAME && rest.iter().all(u8::is_ascii_alphanumeric)
}

/// Why a key or a value of a file cannot be a node; `None`: it can.
pub fn flaw_of_node(key: &[u8], value: &[u8]) -> Option<String> {
    let (name, subs) = split(key);
    let mut out = String::new();
    if !is_name(name) || key.last() != Some(&END) {
        out += "the name is none";
    } else if key.len() >= MAX_KEY {
        let _ = write!(out, "the key has {} bytes", key.len() + 1);
    } else if value.len() > MAX_VALUE {
        let _ = write!(out, "the value has {} bytes", value.len());
    } else {
        let subs = subscripts(subs);
        if subs.len() > MAX_SUBSCRIPTS {
            let _ = write!(out, "the key has {} subscripts", subs.len());
        }
        let mut again = [&text(name)[..], &[END]].concat();
        subs.iter().for_each(|sub| push_subscript(&mut again, sub));
        if again != key {
            out += "the key is not as it would be made";
        }
    }
    (!out.is_empty()).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(line: &str, chset: Chset) -> Result<(Vec<u8>, Vec<u8>), Wrong> {
        let mut records = Records::default();
        records.zwr(line.as_bytes(), chset)?;
        Ok((records.key, records.value))
    }

    #[test]
    fn records_come_back() {
        for chset in [Chset::M, Chset::Utf8] {
            for line in [
                "^a=\"1\"",
                "^%z(1)=\"\"",
                "^a(\"\",-1.5,.5,100000000000000000000,\"-0\",\"1E5\",\"01\")=\"x\"\"y\"",
                "^a($C(0,1,2)_\"z\"_$C(10),\"q\"\"\")=$C(0)_\"b\"_$C(10,13)",
            ] {
                let (key, value) = node(line, chset).unwrap();
                let mut out = Vec::new();
                push(&mut out, &key, &value, Format::Zwr, chset);
                assert_eq!(String::from_utf8_lossy(&out), format!("{line}\n"));
                assert_eq!(flaw_of_node(&key, &value), None);
            }
        }
        let (key, value) = node("^u(\"é\")=\"é\"_$ZCH(200)_$C(8232)", Chset::Utf8).unwrap();
        assert_eq!(key, b"u\0\xff\xc3\xa9\0");
        assert_eq!(value, b"\xc3\xa9\xc8\xe2\x80\xa8");
        let mut out = Vec::new();
        push(&mut out, &key, &value, Format::Go, Chset::M);
        assert_eq!(out, b"^u(\"\xc3\xa9\")\n\xc3\xa9\xc8\xe2\x80\xa8\n");
    }

    #[test]
    fn other_spellings_are_the_same_nodes() {
        let same = |a: &str, b: &str| assert_eq!(node(a, Chset::M), node(b, Chset::M), "{a} {b}");
        same("^c(\"1\")=\"x\"", "^c(1)=\"x\"");
        same("^c(01)=\"x\"", "^c(\"01\")=\"x\"");
        same("^c($c(65)_\"B\")=12", "^c(\"AB\")=\"12\"");
        same("^c($ZCH(200))=\"a\"_\"b\"", "^c($C(200))=\"ab\"");
    }

    #[test]
    fn flaws_have_columns() {
        for (line, flaw, column) in [
            ("", Flaw::Name, 0),
            ("a=1", Flaw::Name, 0),
            ("^1=1", Flaw::Name, 1),
            ("^a", Flaw::Equals, 2),
            ("^a(", Flaw::Subscript, 3),
            ("^a()=1", Flaw::Subscript, 3),
            ("^a(1,)=1", Flaw::Subscript, 5),
            ("^a(1=\"x\"", Flaw::Parenthesis, 4),
            ("^a(1E5)=1", Flaw::Parenthesis, 4),
            ("^a(x)=1", Flaw::Subscript, 3),
            ("^a(\"x)=1", Flaw::Subscript, 3),
            ("^a=", Flaw::Value, 3),
            ("^a=\"x", Flaw::Value, 3),
            ("^a=\"x\" ", Flaw::End, 6),
            ("^a=1_2", Flaw::End, 4),
            ("^a=$C(300)", Flaw::Value, 3),
            ("^a=\"x\"_$C(", Flaw::Value, 7),
            ("^a =1", Flaw::Equals, 2),
        ] {
            assert_eq!(node(line, Chset::M), Err(Wrong { flaw, column }), "{line}");
        }
        let long = |n: usize| format!("^a(\"{}\")=1", "z".repeat(n));
        assert!(node(&long(1014), Chset::M).is_ok());
        assert!(matches!(
            node(&long(1015), Chset::M),
            Err(Wrong {
                flaw: Flaw::Limit(_),
                ..
            })
        ));
        let many = |n: usize| format!("^a({})=1", vec!["1"; n].join(","));
        assert!(node(&many(31), Chset::M).is_ok());
        assert!(node(&many(32), Chset::M).is_err());
        assert!(node(&format!("^{}=1", "a".repeat(31)), Chset::M).is_ok());
        assert!(node(&format!("^{}=1", "a".repeat(32)), Chset::M).is_err());
    }

    #[test]
    fn headers_are_those_of_the_utilities() {
        assert_eq!(
            Format::of_header(b"26-NOV-2026  22:44:32 ZWR"),
            Some(Format::Zwr)
        );
        assert_eq!(
            Format::of_header(b"26-NOV-2026  22:44:32"),
            Some(Format::Go)
        );
        assert_eq!(
            Format::of_header(b"26-NOV-2026  22:44:32 GLO"),
            Some(Format::Go)
        );
        assert_eq!(Format::of_header(b"^a(1)=\"x\""), None);
        assert_eq!(Format::of_header(b""), None);
        let text = header(b"label", Format::Zwr, Chset::Utf8, 0);
        assert!(text.starts_with(b"label UTF-8\n"), "{text:?}");
        assert!(text.ends_with(b" ZWR\n"));
        assert_eq!(text.len(), 12 + 26);
        assert_eq!(chset_of_label(b"label UTF-8\r"), Chset::Utf8);
        assert_eq!(chset_of_label(b"label"), Chset::M);
    }
}
