//! What devices of bytes share: output layout with $X and $Y, an input buffer, values of parameters.

use super::{Item, ReadKind, Status};
use crate::value::errors::{self, MError};
use std::os::fd::RawFd;

/// Longest string of M, in bytes.
pub const STRING_MAX: usize = 1_048_576;

/// Output gathered before it is written anyway.
pub const GATHER: usize = 64 * 1024;

/// What happens to text beyond WIDTH.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overflow {
    /// It continues on a new line.
    Wrap,
    /// It is lost.
    Cut,
    /// It runs on: NOWRAP of a STREAM.
    Run,
}

/// FILTER: which characters move $X and $Y in their own way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Filter {
    /// Backspace, tab, line feed, form feed and carriage return.
    pub characters: bool,
    /// Escape sequences take no column.
    pub escape: bool,
}

impl Filter {
    /// Applies the value of a FILTER parameter; other text is ignored, as by GT.M.
    pub fn set(&mut self, value: &[u8]) {
        match value.to_ascii_uppercase().as_slice() {
            b"CHARACTERS" => self.characters = true,
            b"NOCHARACTERS" => self.characters = false,
            b"ESCAPE" | b"ESCAPES" => self.escape = true,
            b"NOESCAPE" | b"NOESCAPES" => self.escape = false,
            _ => {}
        }
    }
}

/// How output becomes lines.
#[derive(Debug, Clone)]
pub struct Layout {
    /// Columns of a line.
    pub width: usize,
    /// Lines of a page, 0 for no pages.
    pub length: i64,
    pub overflow: Overflow,
    pub filter: Filter,
    /// Characters are code points instead of bytes.
    pub utf8: bool,
    /// Position in an escape sequence that ESCAPE filters.
    pub escape: Escape,
}

impl Layout {
    pub fn new(width: usize, length: i64, overflow: Overflow, utf8: bool) -> Self {
        Layout {
            width,
            length,
            overflow,
            filter: Filter::default(),
            utf8,
            escape: Escape::None,
        }
    }

    /// Appends `text` to `out`, with line ends where it wraps; moves $X and $Y.
    pub fn text(
        &mut self,
        text: &[u8],
        status: &mut Status,
        out: &mut Vec<u8>,
    ) -> Result<(), MError> {
        if self.utf8 || self.filter != Filter::default() {
            return self.characters(text, status, out);
        }
        let mut rest = text;
        while !rest.is_empty() {
            let room = self.room(status, out);
            let Some(room) = room else { return Ok(()) };
            let (now, later) = rest.split_at(room.min(rest.len()));
            out.extend_from_slice(now);
            status.x = status.x.saturating_add(now.len() as i64);
            rest = later;
        }
        Ok(())
    }

    /// Columns left on the line, after a new one was begun if need be; `None` if text is lost here.
    fn room(&self, status: &mut Status, out: &mut Vec<u8>) -> Option<usize> {
        let used = usize::try_from(status.x).unwrap_or(0);
        match self.overflow {
            Overflow::Run => Some(usize::MAX),
            Overflow::Cut => self.width.checked_sub(used).filter(|n| *n > 0),
            Overflow::Wrap if used < self.width => Some(self.width - used),
            Overflow::Wrap => {
                out.push(b'\n');
                status.x = 0;
                status.y = status.y.saturating_add(1);
                Some(self.width.max(1))
            }
        }
    }

    fn characters(
        &mut self,
        text: &[u8],
        status: &mut Status,
        out: &mut Vec<u8>,
    ) -> Result<(), MError> {
        let mut rest = text;
        while let Some(&first) = rest.first() {
            let size = if self.utf8 {
                utf8_size(rest).ok_or_else(|| bad_char(rest))?
            } else {
                1
            };
            let (now, later) = rest.split_at(size);
            rest = later;
            if self.filter.escape && self.escape.step(first) {
                out.extend_from_slice(now);
                continue;
            }
            if self.filter.characters {
                match first {
                    8 => status.x = (status.x - 1).max(0),
                    9 => status.x = (status.x / 8 + 1).saturating_mul(8),
                    10 => status.y = self.next_line(status.y),
                    12 => (status.x, status.y) = (0, 0),
                    13 => status.x = 0,
                    _ => {}
                }
                if matches!(first, 8 | 9 | 10 | 12 | 13) {
                    out.push(first);
                    continue;
                }
            }
            if self.room(status, out).is_some() {
                out.extend_from_slice(now);
                status.x = status
                    .x
                    .saturating_add(if self.utf8 { columns(now) } else { 1 });
            }
        }
        Ok(())
    }

    fn next_line(&self, y: i64) -> i64 {
        let next = y.saturating_add(1);
        if self.length > 0 {
            next % self.length
        } else {
            next
        }
    }

    /// $X and $Y after `!`.
    pub fn newline(&self, status: &mut Status) {
        status.x = 0;
        status.y = self.next_line(status.y);
    }

    /// $X and $Y after `READ *`.
    pub fn character(&self, code: i64, status: &mut Status) {
        if code == 10 {
            self.newline(status);
        } else {
            status.x = status.x.saturating_add(1);
        }
    }

    /// Blanks up to column `to`.
    pub fn column(
        &mut self,
        to: i64,
        status: &mut Status,
        out: &mut Vec<u8>,
    ) -> Result<(), MError> {
        let missing = to.saturating_sub(status.x.max(0));
        let Ok(missing @ 1..) = usize::try_from(missing) else {
            return Ok(());
        };
        if missing > STRING_MAX {
            return Err(MError::new(errors::MAXSTRLEN));
        }
        self.text(&vec![b' '; missing], status, out)?;
        if self.overflow == Overflow::Cut {
            status.x = to;
        }
        Ok(())
    }

    /// `WIDTH=n`; 0 is what `zero` says.
    pub fn set_wrap(&mut self, wrap: bool, otherwise: Overflow) {
        self.overflow = if wrap { Overflow::Wrap } else { otherwise };
    }
}

/// The byte or the encoded code point of `WRITE *n`.
pub fn code_bytes(code: i64, utf8: bool) -> Vec<u8> {
    let point = u32::try_from(code).ok().and_then(char::from_u32);
    match point {
        Some(c) if utf8 => c.to_string().into_bytes(),
        _ => vec![code as u8],
    }
}

/// The text that an item shows, when it is text.
pub fn item_text<'a>(item: &Item<'a>, utf8: bool) -> Option<std::borrow::Cow<'a, [u8]>> {
    match item {
        Item::Text(text) => Some((*text).into()),
        Item::Code(code) => Some(code_bytes(*code, utf8).into()),
        _ => None,
    }
}

/// Where an escape sequence of ANSI X3.64 stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Escape {
    #[default]
    None,
    /// After ESC.
    Begun,
    /// In parameters of a control sequence.
    Control,
    /// One more byte (`ESC O x`).
    Last,
}

impl Escape {
    /// Takes the next byte; `true` while it belongs to a sequence.
    pub fn step(&mut self, byte: u8) -> bool {
        let (next, inside) = match (*self, byte) {
            (Escape::None, 27) => (Escape::Begun, true),
            (Escape::None, _) => (Escape::None, false),
            (Escape::Begun, b'[') => (Escape::Control, true),
            (Escape::Begun, b'O' | b'?') => (Escape::Last, true),
            (Escape::Begun, 32..=47) => (Escape::Begun, true),
            (Escape::Control, 32..=63) => (Escape::Control, true),
            (_, _) => (Escape::None, true),
        };
        *self = next;
        inside
    }
}

/// Bytes of the code point that `text` begins with; `None` if it is not UTF-8.
pub fn utf8_size(text: &[u8]) -> Option<usize> {
    let size = match *text.first()? {
        0..=0x7F => return Some(1),
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    std::str::from_utf8(text.get(..size)?).ok().map(|_| size)
}

/// BADCHAR for the malformed bytes at the start of `text`.
pub fn bad_char(text: &[u8]) -> MError {
    let wanted = match text.first() {
        Some(0xC2..=0xDF) => 2,
        Some(0xE0..=0xEF) => 3,
        Some(0xF0..=0xF4) => 4,
        _ => 1,
    };
    let follow = text
        .iter()
        .skip(1)
        .take(wanted - 1)
        .take_while(|b| (0x80..0xC0).contains(*b))
        .count();
    let list: Vec<String> = text.iter().take(1 + follow).map(u8::to_string).collect();
    MError::with(
        errors::BADCHAR,
        vec![list.join(",").into_bytes(), b"UTF-8".to_vec()],
    )
}

/// Bytes read and not yet taken.
#[derive(Debug, Default)]
pub struct Input {
    bytes: Vec<u8>,
    at: usize,
    /// The last read of the descriptor met the end of the file.
    pub ended: bool,
}

impl Input {
    /// What is there.
    pub fn rest(&self) -> &[u8] {
        &self.bytes[self.at..]
    }

    pub fn take(&mut self, count: usize) {
        self.at = (self.at + count).min(self.bytes.len());
    }

    /// Forgets all; how many bytes had been read ahead.
    pub fn clear(&mut self) -> usize {
        let ahead = self.rest().len();
        self.bytes.clear();
        self.at = 0;
        self.ended = false;
        ahead
    }

    /// Reads once from `fd`, appending to what is there.
    pub fn fill(&mut self, fd: RawFd, room: usize) -> std::io::Result<usize> {
        if self.at > 0 {
            self.bytes.drain(..self.at);
            self.at = 0;
        }
        let got = super::sys::read(fd, &mut self.bytes, room)?;
        self.ended = got == 0;
        Ok(got)
    }

    /// Adds bytes that came another way.
    pub fn push(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }
}

/// How far a READ got with the bytes that are there.
#[derive(Debug, PartialEq, Eq)]
pub enum Taken {
    /// Ended by a line feed, which is consumed.
    Line,
    /// Ended by its length, or by the width.
    Full,
    /// More bytes are needed.
    Short,
}

/// Moves bytes from `input` to `value` until a line feed, `limit` characters in all, or nothing is left.
///
/// In UTF-8 mode a malformed character ends the READ with BADCHAR; the bytes before it are in `value`.
pub fn take_record(
    input: &mut Input,
    value: &mut Vec<u8>,
    limit: usize,
    utf8: bool,
) -> Result<Taken, MError> {
    let have = if utf8 { count(value) } else { value.len() };
    if have >= limit {
        return Ok(Taken::Full);
    }
    let rest = input.rest();
    if !utf8 {
        let window = &rest[..rest.len().min(limit - have)];
        let (size, how) = match memchr::memchr(b'\n', window) {
            Some(at) => (at, Taken::Line),
            None if have + window.len() >= limit => (window.len(), Taken::Full),
            None => (window.len(), Taken::Short),
        };
        value.extend_from_slice(&window[..size]);
        input.take(size + usize::from(how == Taken::Line));
        return Ok(how);
    }
    let (mut at, mut taken) = (0, have);
    let how = loop {
        let tail = &rest[at..];
        match tail.first() {
            _ if taken >= limit => break Taken::Full,
            None => break Taken::Short,
            Some(b'\n') => break Taken::Line,
            Some(_) => {}
        }
        match utf8_size(tail) {
            Some(size) => at += size,
            // The rest of the character may still come.
            None if !input.ended
                && std::str::from_utf8(tail).is_err_and(|e| e.error_len().is_none()) =>
            {
                break Taken::Short;
            }
            None => {
                let error = bad_char(tail);
                let bad = tail.len().min(
                    error
                        .args()
                        .first()
                        .map_or(1, |a| a.split(|b| *b == b',').count()),
                );
                value.extend_from_slice(&rest[..at]);
                input.take(at + bad);
                return Err(error);
            }
        }
        taken += 1;
    };
    value.extend_from_slice(&rest[..at]);
    input.take(at + usize::from(how == Taken::Line));
    Ok(how)
}

/// Takes one character: a byte or a code point.
pub fn take_char(input: &mut Input, utf8: bool) -> Result<Option<i64>, MError> {
    let rest = input.rest();
    let Some(&first) = rest.first() else {
        return Ok(None);
    };
    if !utf8 {
        input.take(1);
        return Ok(Some(first.into()));
    }
    match utf8_size(rest) {
        Some(size) => {
            let code = std::str::from_utf8(&rest[..size])
                .ok()
                .and_then(|s| s.chars().next())
                .map_or(0, u32::from);
            input.take(size);
            Ok(Some(code.into()))
        }
        None if !input.ended
            && rest.len() < 4
            && std::str::from_utf8(rest).is_err_and(|e| e.error_len().is_none()) =>
        {
            Ok(None)
        }
        None => {
            let error = bad_char(rest);
            input.take(1);
            Err(error)
        }
    }
}

/// Characters of valid UTF-8.
pub fn count(text: &[u8]) -> usize {
    text.iter().filter(|b| (**b & 0xC0) != 0x80).count()
}

/// Columns that a character takes.
fn columns(character: &[u8]) -> i64 {
    let c = std::str::from_utf8(character)
        .ok()
        .and_then(|s| s.chars().next());
    c.map_or(0, |c| crate::value::text::char_width(c) as i64)
}

/// Greatest number of characters a READ takes: its own length, or that of a line.
pub fn read_limit(kind: ReadKind, width: usize) -> usize {
    match kind {
        ReadKind::Fixed(n) => n.min(STRING_MAX),
        ReadKind::Line => width.min(STRING_MAX),
        ReadKind::Char => 1,
    }
}

/// The integer that M sees in a string, within 64 bits.
pub fn integer(text: &[u8]) -> i64 {
    let mut rest = text;
    let mut negative = false;
    while let [sign @ (b'+' | b'-'), tail @ ..] = rest {
        negative ^= *sign == b'-';
        rest = tail;
    }
    let mut value = 0i64;
    for digit in rest.iter().take_while(|b| b.is_ascii_digit()) {
        value = value
            .saturating_mul(10)
            .saturating_add(i64::from(digit - b'0'));
    }
    if negative { -value } else { value }
}

/// The value of a parameter as text; absent is empty.
pub fn text_of(param: &super::Param) -> &[u8] {
    param.value.as_deref().unwrap_or_default()
}

/// `GROUP="rwx"` and the like: the bits of one class.
pub fn permissions(value: &[u8]) -> Result<u32, MError> {
    value
        .iter()
        .try_fold(0, |bits, letter| match letter.to_ascii_lowercase() {
            b'r' => Ok(bits | 4),
            b'w' => Ok(bits | 2),
            b'x' => Ok(bits | 1),
            _ => Err(MError::new(errors::DEVPARPROT)),
        })
}

/// `EXCE="code"` of ZSHOW.
pub fn show_exception(exception: &Option<Vec<u8>>, line: &mut Vec<u8>) {
    if let Some(code) = exception {
        line.extend_from_slice(b"EXCE=\"");
        line.extend_from_slice(code);
        line.push(b'"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapping_is_lazy() {
        let mut layout = Layout::new(5, 66, Overflow::Wrap, false);
        let (mut st, mut out) = (Status::default(), Vec::new());
        layout.text(b"01234", &mut st, &mut out).unwrap();
        assert_eq!((st.x, st.y), (5, 0));
        layout.text(b"abcdefghijk", &mut st, &mut out).unwrap();
        layout.column(3, &mut st, &mut out).unwrap();
        assert_eq!(out, b"01234\nabcde\nfghij\nk  ");
        assert_eq!((st.x, st.y), (3, 3));
    }

    #[test]
    fn records_end_at_line_feeds_and_at_the_width() {
        let mut input = Input::default();
        input.push(b"12345678\nab");
        let mut value = Vec::new();
        assert_eq!(
            take_record(&mut input, &mut value, 8, false),
            Ok(Taken::Full)
        );
        assert_eq!(value, b"12345678");
        value.clear();
        assert_eq!(
            take_record(&mut input, &mut value, 8, false),
            Ok(Taken::Line)
        );
        assert_eq!(value, b"");
        assert_eq!(
            take_record(&mut input, &mut value, 8, false),
            Ok(Taken::Short)
        );
        assert_eq!(value, b"ab");
    }

    #[test]
    fn utf8_waits_for_the_rest_of_a_character() {
        let mut input = Input::default();
        input.push(b"\xC3");
        let mut value = Vec::new();
        assert_eq!(
            take_record(&mut input, &mut value, 8, true),
            Ok(Taken::Short)
        );
        input.push(b"\xA9\n");
        assert_eq!(
            take_record(&mut input, &mut value, 8, true),
            Ok(Taken::Line)
        );
        assert_eq!(value, "é".as_bytes());
    }
}
