//! Parts of string functions for the instruction loop: bytes, one-byte delimiters.

use crate::value::Value;
use crate::value::bytes::Str;

/// Where the last piece of a long text was found, so that walking its pieces in order does not search from the start each time.
///
/// The text is held, so that neither its bytes nor its place can change while the cursor knows it.
#[derive(Default)]
pub struct Cursor {
    text: Option<Str>,
    delimiter: u8,
    /// Pieces before `start`.
    skipped: usize,
    start: usize,
}

/// Shorter texts are searched faster than they are remembered.
const REMEMBERED: usize = 48;

impl Cursor {
    /// Piece `n` of a value whose text is `s`.
    #[inline]
    pub fn piece<'a>(&mut self, value: &Value, s: &'a [u8], delimiter: u8, n: i64) -> &'a [u8] {
        let (Value::Heap(text), Some(skip)) = (value, usize::try_from(n - 1).ok()) else {
            return piece(s, delimiter, n);
        };
        if s.len() < REMEMBERED {
            return piece(s, delimiter, n);
        }
        let known = self.delimiter == delimiter && self.text.as_ref().is_some_and(|t| t.same(text));
        if !known {
            *self = Cursor {
                text: Some(text.clone()),
                delimiter,
                skipped: 0,
                start: 0,
            };
        } else if skip < self.skipped {
            (self.skipped, self.start) = (0, 0);
        }
        while self.skipped < skip {
            match find(&s[self.start..], delimiter) {
                Some(at) => self.start += at + 1,
                None => return b"",
            }
            self.skipped += 1;
        }
        let rest = &s[self.start..];
        find(rest, delimiter).map_or(rest, |at| &rest[..at])
    }

    /// Lets go of a text that is about to grow.
    #[inline]
    pub fn forget(&mut self, value: &Value) {
        if let (Value::Heap(text), Some(held)) = (value, &self.text)
            && held.same(text)
        {
            self.text = None;
        }
    }
}

/// Piece `n` of a text.
#[inline(always)]
pub fn piece(s: &[u8], delimiter: u8, n: i64) -> &[u8] {
    let Some(mut skip) = usize::try_from(n).ok().and_then(|n| n.checked_sub(1)) else {
        return b"";
    };
    let mut start = 0;
    // Pieces are mostly short: a plain walk beats a search that is set up anew for each.
    while skip > 0 {
        match find(&s[start..], delimiter) {
            Some(at) => start += at + 1,
            None => return b"",
        }
        skip -= 1;
    }
    let rest = &s[start..];
    match find(rest, delimiter) {
        Some(at) => &rest[..at],
        None => rest,
    }
}

/// First place of a byte.
#[inline(always)]
fn find(s: &[u8], byte: u8) -> Option<usize> {
    let near = s.len().min(16);
    match s[..near].iter().position(|b| *b == byte) {
        Some(at) => Some(at),
        None if near == s.len() => None,
        None => memchr::memchr(byte, &s[near..]).map(|at| at + near),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_gives_the_same_pieces() {
        let text: Vec<u8> = (0..40).flat_map(|n| format!("{n}^").into_bytes()).collect();
        let (a, b) = (Value::from_bytes(&text), Value::from_bytes(&text));
        let mut cursor = Cursor::default();
        for n in [1, 2, 3, 39, 40, 41, 42, 43, 5, 4, 41, 0, -1, 7] {
            for value in [&a, &a, &b] {
                assert_eq!(
                    cursor.piece(value, &text, b'^', n),
                    piece(&text, b'^', n),
                    "{n}"
                );
                assert_eq!(
                    cursor.piece(value, &text, b'1', n),
                    piece(&text, b'1', n),
                    "{n}"
                );
            }
        }
        let mut grown = a.clone();
        drop(a);
        cursor.piece(&grown, &text, b'^', 3);
        cursor.forget(&grown);
        grown.append_bytes(b"end").unwrap();
        assert_eq!(cursor.piece(&grown, &grown.to_vec(), b'^', 41), b"end");
    }

    #[test]
    fn pieces_by_number() {
        assert_eq!(piece(b"a,b,,d", b',', 2), b"b");
        assert_eq!(piece(b"a,b,,d", b',', 3), b"");
        assert_eq!(piece(b"a,b,,d", b',', 4), b"d");
        assert_eq!(piece(b"a,b,,d", b',', 5), b"");
        assert_eq!(piece(b"a,b", b',', 0), b"");
        assert_eq!(
            piece(b"a long first piece of text,b", b',', 1),
            b"a long first piece of text"
        );
        assert_eq!(piece(b"a long first piece of text,b", b',', 2), b"b");
    }
}
