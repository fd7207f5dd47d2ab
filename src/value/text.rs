//! The string functions: $LENGTH, $EXTRACT, $FIND, $PIECE, $TRANSLATE, $REVERSE, $ASCII, $CHAR and kin.
//!
//! Positions and counts are M's: characters of the given character set, from 1. With
//! [`Chset::Utf8`] a malformed byte counts as one character (VIEW "NOBADCHAR"); a caller that wants
//! BADCHAR calls [`check_chars`](super::chars::check_chars) or its kin for the part it walks over.

use super::chars::{Chset, advance, byte_class, char_len, class, count, decode, is_character};
use memchr::{memchr, memmem};
use std::collections::HashMap;
use std::ops::Range;
use thiserror::Error;

/// GT.M's longest string, in bytes.
pub const MAX_STRING: usize = 1_048_576;

/// What the string functions can refuse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TextError {
    /// MAXSTRLEN: the result would be longer than [`MAX_STRING`].
    #[error("Maximum string length exceeded")]
    MaxString,
    /// INVDLRCVAL: $CHAR of a code that is no Unicode character.
    #[error("Invalid $CHAR() value {0}")]
    InvalidCode(i64),
}

/// Whether a character of `s` is a byte.
fn is_single(s: &[u8], chset: Chset) -> bool {
    chset == Chset::M || s.is_ascii()
}

/// Byte offset of the character at 1-based position `pos` (clamped to the string's ends).
fn offset(s: &[u8], pos: i64, chset: Chset) -> usize {
    let skip = usize::try_from(pos.saturating_sub(1).max(0)).unwrap_or(usize::MAX);
    if is_single(s, chset) {
        skip.min(s.len())
    } else {
        advance(s, 0, skip)
    }
}

/// `$LENGTH(s)`.
pub fn length(s: &[u8], chset: Chset) -> usize {
    match chset {
        Chset::M => s.len(),
        Chset::Utf8 => count(s),
    }
}

/// `$EXTRACT(s,from,to)`.
pub fn extract(s: &[u8], from: i64, to: i64, chset: Chset) -> &[u8] {
    let from = from.max(1);
    if to < from {
        return b"";
    }
    let rest = s.get(offset(s, from, chset)..).unwrap_or_default();
    let end = offset(rest, (to - from).saturating_add(2), chset);
    rest.get(..end).unwrap_or_default()
}

/// `$ZSUBSTR(s,from,bytes)`: from the character at `from`, as many whole characters as fit in
/// `bytes` bytes.
pub fn zsubstr(s: &[u8], from: i64, bytes: i64, chset: Chset) -> &[u8] {
    let rest = s.get(offset(s, from, chset)..).unwrap_or_default();
    let limit = usize::try_from(bytes.max(0))
        .unwrap_or(usize::MAX)
        .min(rest.len());
    let mut end = limit;
    if !is_single(rest, chset) {
        end = 0;
        while end < limit {
            let next = end + char_len(rest, end);
            if next > limit {
                break;
            }
            end = next;
        }
    }
    rest.get(..end).unwrap_or_default()
}

/// The value of `s` after `SET $EXTRACT(s,from,to)=value`.
///
/// # Errors
/// MAXSTRLEN.
pub fn set_extract(
    s: &[u8],
    from: i64,
    to: i64,
    value: &[u8],
    chset: Chset,
) -> Result<Vec<u8>, TextError> {
    let from = from.max(1);
    if to < from {
        return Ok(s.to_vec());
    }
    let start = offset(s, from, chset);
    let mut blanks = 0;
    if start == s.len() {
        let missing =
            (from - 1).saturating_sub(i64::try_from(length(s, chset)).unwrap_or(i64::MAX));
        blanks = usize::try_from(missing.max(0)).map_err(|_| TextError::MaxString)?;
    }
    let rest = s.get(start..).unwrap_or_default();
    let tail = rest
        .get(offset(rest, (to - from).saturating_add(2), chset)..)
        .unwrap_or_default();
    let head = s.get(..start).unwrap_or_default();
    let total = head
        .len()
        .saturating_add(blanks)
        .saturating_add(value.len())
        .saturating_add(tail.len());
    if total > MAX_STRING {
        return Err(TextError::MaxString);
    }
    let mut result = Vec::with_capacity(total);
    result.extend_from_slice(head);
    result.resize(start + blanks, b' ');
    result.extend_from_slice(value);
    result.extend_from_slice(tail);
    Ok(result)
}

/// Finds occurrences of one nonempty string on character boundaries.
struct Needle<'a> {
    bytes: &'a [u8],
    /// The string has malformed bytes, which may not match inside a character.
    walk: bool,
}

impl<'a> Needle<'a> {
    fn new(bytes: &'a [u8], chset: Chset) -> Self {
        // The bytes of a well-formed string occur in another one only where its characters do.
        let walk = chset == Chset::Utf8 && !bytes.is_ascii() && std::str::from_utf8(bytes).is_err();
        Needle { bytes, walk }
    }

    fn next(&self, s: &[u8], from: usize) -> Option<usize> {
        let rest = s.get(from..)?;
        let found = match self.bytes {
            _ if self.walk => return self.walk(s, from),
            &[byte] => memchr(byte, rest),
            _ => short_search(rest, self.bytes),
        };
        found.map(|at| from + at)
    }

    fn walk(&self, s: &[u8], from: usize) -> Option<usize> {
        let mut at = from;
        while at < s.len() {
            if s.get(at..).is_some_and(|rest| rest.starts_with(self.bytes)) {
                let end = at + self.bytes.len();
                let mut boundary = at;
                while boundary < end {
                    boundary += char_len(s, boundary);
                }
                if boundary == end {
                    return Some(at);
                }
            }
            at += char_len(s, at);
        }
        None
    }
}

/// First occurrence of a string of two bytes or more. Delimiters are short: looking for their first byte costs less than preparing a
/// search.
fn short_search(s: &[u8], what: &[u8]) -> Option<usize> {
    if what.len() > 8 {
        return memmem::find(s, what);
    }
    let (&first, tail) = what.split_first()?;
    let mut from = 0;
    while let Some(at) = memchr(first, &s[from..]) {
        let at = from + at;
        // A comparison of one byte is not worth a call.
        let matches = match tail {
            &[last] => s.get(at + 1) == Some(&last),
            _ => s[at + 1..].starts_with(tail),
        };
        if matches {
            return Some(at);
        }
        from = at + 1;
    }
    None
}

/// `$FIND(s,pat,start)`: the position after the first occurrence at or after `start`, 0 if none.
/// An empty `pat` is found at once.
pub fn find(s: &[u8], pat: &[u8], start: i64, chset: Chset) -> i64 {
    let start = start.max(1);
    if pat.is_empty() {
        return start;
    }
    let from = offset(s, start, chset);
    match Needle::new(pat, chset).next(s, from) {
        None => 0,
        Some(at) => {
            let end = at + pat.len();
            let between = s.get(from..end).unwrap_or_default();
            start.saturating_add(i64::try_from(length(between, chset)).unwrap_or(i64::MAX))
        }
    }
}

/// The bytes of `s` that `$PIECE(s,delim,from,to)` takes.
pub fn piece(s: &[u8], delim: &[u8], from: i64, to: i64, chset: Chset) -> Range<usize> {
    if delim.is_empty() || to < from.max(1) {
        return 0..0;
    }
    let needle = Needle::new(delim, chset);
    let mut start = 0;
    let mut number = 1;
    while number < from {
        match needle.next(s, start) {
            Some(at) => start = at + delim.len(),
            None => return 0..0,
        }
        number += 1;
    }
    let mut at = start;
    loop {
        match needle.next(s, at) {
            Some(end) if number >= to => return start..end,
            Some(end) => at = end + delim.len(),
            None => return start..s.len(),
        }
        number += 1;
    }
}

/// `$LENGTH(s,delim)`.
pub fn piece_count(s: &[u8], delim: &[u8], chset: Chset) -> usize {
    match delim {
        [] => 0,
        &[byte] if chset == Chset::M || byte < 0x80 => memchr::memchr_iter(byte, s).count() + 1,
        _ => {
            let needle = Needle::new(delim, chset);
            let mut pieces = 1;
            let mut at = 0;
            while let Some(found) = needle.next(s, at) {
                at = found + delim.len();
                pieces += 1;
            }
            pieces
        }
    }
}

/// The value of `s` after `SET $PIECE(s,delim,from,to)=value`.
///
/// An empty delimiter makes the whole string the first piece, and joins further pieces to its end.
///
/// # Errors
/// MAXSTRLEN.
pub fn set_piece(
    s: &[u8],
    delim: &[u8],
    from: i64,
    to: i64,
    value: &[u8],
    chset: Chset,
) -> Result<Vec<u8>, TextError> {
    let from = from.max(1);
    if to < from {
        return Ok(s.to_vec());
    }
    if delim.is_empty() {
        return join(if from == 1 { b"" } else { s }, delim, 0, value, b"");
    }
    let needle = Needle::new(delim, chset);
    let mut start = 0;
    let mut number = 1;
    while number < from {
        match needle.next(s, start) {
            Some(at) => start = at + delim.len(),
            None => return join(s, delim, from - number, value, b""),
        }
        number += 1;
    }
    let mut at = start;
    loop {
        match needle.next(s, at) {
            Some(end) if number >= to => {
                return join(
                    s.get(..start).unwrap_or_default(),
                    delim,
                    0,
                    value,
                    s.get(end..).unwrap_or_default(),
                );
            }
            Some(end) => at = end + delim.len(),
            None => return join(s.get(..start).unwrap_or_default(), delim, 0, value, b""),
        }
        number += 1;
    }
}

fn join(
    head: &[u8],
    delim: &[u8],
    delims: i64,
    value: &[u8],
    tail: &[u8],
) -> Result<Vec<u8>, TextError> {
    let delims = usize::try_from(delims).unwrap_or(usize::MAX);
    let total = delims
        .saturating_mul(delim.len())
        .saturating_add(head.len())
        .saturating_add(value.len())
        .saturating_add(tail.len());
    if total > MAX_STRING {
        return Err(TextError::MaxString);
    }
    let mut result = Vec::with_capacity(total);
    result.extend_from_slice(head);
    if !delim.is_empty() {
        for _ in 0..delims {
            result.extend_from_slice(delim);
        }
    }
    result.extend_from_slice(value);
    result.extend_from_slice(tail);
    Ok(result)
}

/// `$TRANSLATE(s,from,to)`; with [`Chset::M`] also `$ZTRANSLATE`. Of a character that `from` has
/// several times the first counts.
///
/// # Errors
/// MAXSTRLEN, which only UTF-8 can reach.
pub fn translate(s: &[u8], from: &[u8], to: &[u8], chset: Chset) -> Result<Vec<u8>, TextError> {
    if is_single(from, chset) && is_single(to, chset) {
        if from.len() <= to.len() {
            let mut table = IDENTITY;
            for (&byte, &other) in from.iter().zip(to).rev() {
                table[usize::from(byte)] = other;
            }
            let mut result = s.to_vec();
            for byte in &mut result {
                *byte = table[usize::from(*byte)];
            }
            return Ok(result);
        }
        // Bytes without a partner go.
        let mut table = IDENTITY;
        let mut kept = [true; 256];
        for (i, &byte) in from.iter().enumerate().rev() {
            kept[usize::from(byte)] = i < to.len();
            table[usize::from(byte)] = to.get(i).copied().unwrap_or(byte);
        }
        let mut result = s.to_vec();
        let mut end = 0;
        for &byte in s {
            result[end] = table[usize::from(byte)];
            end += usize::from(kept[usize::from(byte)]);
        }
        result.truncate(end);
        return Ok(result);
    }
    let mut table: HashMap<&[u8], &[u8]> = HashMap::new();
    let mut targets = chars(to);
    for c in chars(from) {
        let target = targets.next().unwrap_or_default();
        table.entry(c).or_insert(target);
    }
    let mut result = Vec::with_capacity(s.len());
    for c in chars(s) {
        result.extend_from_slice(table.get(c).copied().unwrap_or(c));
    }
    if result.len() > MAX_STRING {
        Err(TextError::MaxString)
    } else {
        Ok(result)
    }
}

/// Every byte to itself.
const IDENTITY: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = byte as u8;
        byte += 1;
    }
    table
};

/// The UTF-8 characters of `s`, malformed bytes one by one.
fn chars(s: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let length = char_len(s, at);
        let c = s.get(at..at + length)?;
        at += length;
        Some(c)
    })
}

/// `$REVERSE(s)`.
pub fn reverse(s: &[u8], chset: Chset) -> Vec<u8> {
    let mut result = s.to_vec();
    result.reverse();
    if !is_single(s, chset) {
        // The characters stand in order now, each with its own bytes reversed.
        let mut end = result.len();
        for c in chars(s) {
            let start = end - c.len();
            if let Some(bytes) = result.get_mut(start..end) {
                bytes.reverse();
            }
            end = start;
        }
    }
    result
}

/// `$ASCII(s,pos)`, with [`Chset::M`] `$ZASCII`: the code of the character, -1 where there is none
/// or it is malformed.
pub fn ascii(s: &[u8], pos: i64, chset: Chset) -> i64 {
    if pos < 1 {
        return -1;
    }
    let at = offset(s, pos, chset);
    match chset {
        Chset::M => s.get(at).map_or(-1, |&byte| i64::from(byte)),
        Chset::Utf8 => decode(s, at).map_or(-1, |(c, _)| i64::from(u32::from(c))),
    }
}

/// `$CHAR(code,...)`, with [`Chset::M`] `$ZCHAR(code,...)`. Negative codes give nothing, nor do
/// codes above 255 in set M.
///
/// # Errors
/// INVDLRCVAL for a code that is no Unicode character.
pub fn char(codes: &[i64], chset: Chset) -> Result<Vec<u8>, TextError> {
    let mut result = Vec::with_capacity(codes.len());
    for &code in codes.iter().filter(|&&code| code >= 0) {
        match chset {
            Chset::M => result.extend(u8::try_from(code)),
            Chset::Utf8 => {
                let c = u32::try_from(code)
                    .ok()
                    .filter(|&c| is_character(c))
                    .and_then(std::primitive::char::from_u32)
                    .ok_or(TextError::InvalidCode(code))?;
                result.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            }
        }
    }
    Ok(result)
}

/// `$ZWIDTH(s)`: display columns; control characters take none.
pub fn zwidth(s: &[u8], chset: Chset) -> usize {
    if is_single(s, chset) {
        return s
            .iter()
            .filter(|&&byte| byte_class(byte) & class::C == 0)
            .count();
    }
    let mut at = 0;
    let mut columns = 0;
    while at < s.len() {
        columns += decode(s, at).map_or(0, |(c, _)| char_width(c));
        at += char_len(s, at);
    }
    columns
}

/// Display columns of one character.
pub fn char_width(c: char) -> usize {
    use unicode_properties::{GeneralCategory as G, UnicodeGeneralCategory};
    use unicode_width::UnicodeWidthChar;
    match (c, c.general_category()) {
        ('\u{ad}', _) => 1,
        ('\u{1160}'..='\u{11ff}' | '\u{d7b0}'..='\u{d7ff}', _) => 0,
        (_, G::NonspacingMark | G::EnclosingMark) => 0,
        _ if super::chars::char_class(c) & class::C != 0 => 0,
        _ => match c.width() {
            Some(2) => 2,
            _ => 1,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Chset::{M, Utf8};

    #[test]
    fn extract_and_set_extract() {
        assert_eq!(extract(b"abc", -5, 2, M), b"ab");
        assert_eq!(extract(b"abc", 3, 2, M), b"");
        assert_eq!(extract(b"abc", i64::MIN, i64::MAX, M), b"abc");
        assert_eq!(extract("aé€b".as_bytes(), 2, 3, Utf8), "é€".as_bytes());
        assert_eq!(set_extract(b"abc", 5, 6, b"X", M).unwrap(), b"abc X");
        assert_eq!(set_extract(b"abc", -3, 2, b"X", M).unwrap(), b"Xc");
        assert_eq!(set_extract(b"abc", 7, 7, b"", M).unwrap(), b"abc   ");
        assert_eq!(set_extract(b"abc", 0, 0, b"X", M).unwrap(), b"abc");
        assert_eq!(
            set_extract(b"", i64::MAX, i64::MAX, b"X", M),
            Err(TextError::MaxString)
        );
    }

    #[test]
    fn zsubstr_counts_whole_characters() {
        let s = "ab€cdefgéhi".as_bytes();
        assert_eq!(zsubstr(s, 1, 4, Utf8), b"ab");
        assert_eq!(zsubstr(s, 3, 4, Utf8), "€c".as_bytes());
        assert_eq!(zsubstr(s, 6, 5, Utf8), "efgé".as_bytes());
        assert_eq!(zsubstr(b"abc", 2, -1, M), b"");
        assert_eq!(zsubstr(b"abc", -3, i64::MAX, M), b"abc");
    }

    #[test]
    fn find_in_both_sets() {
        assert_eq!(find(b"abcabc", b"b", 3, M), 6);
        assert_eq!(find(b"abc", b"", 9, M), 9);
        assert_eq!(find(b"", b"a", 3, M), 0);
        assert_eq!(find("é€a".as_bytes(), b"a", 1, Utf8), 4);
        assert_eq!(find("€ab".as_bytes(), b"\x82", 1, Utf8), 0);
        assert_eq!(find(b"\xe2\x82ab", b"\x82", 1, Utf8), 3);
    }

    #[test]
    fn pieces() {
        let s = b"a,b,c";
        assert_eq!(&s[piece(s, b",", -1, 2, M)], b"a,b");
        assert_eq!(&s[piece(s, b",", 2, 99, M)], b"b,c");
        assert_eq!(&s[piece(s, b",", 0, 0, M)], b"");
        assert_eq!(&s[piece(s, b"", 1, 1, M)], b"");
        assert_eq!(piece_count(b"aaaaa", b"aa", M), 3);
        assert_eq!(piece_count(b"", b"a", M), 1);
        assert_eq!(piece_count(b"abc", b"", M), 0);
    }

    #[test]
    fn set_piece_extends_and_replaces() {
        let set = |s: &[u8], d: &[u8], from, to| set_piece(s, d, from, to, b"X", M).unwrap();
        assert_eq!(set(b"a,b,c", b",", 5, 6), b"a,b,c,,X");
        assert_eq!(set(b"a,b,c", b",", 2, 1), b"a,b,c");
        assert_eq!(set(b"a,b,c", b",", -1, 2), b"X,c");
        assert_eq!(set(b"a,b,c", b"", 1, 1), b"X");
        assert_eq!(set(b"a,b,c", b"", 2, 2), b"a,b,cX");
        assert_eq!(set(b"aaaa", b"aa", 2, 2), b"aaXaa");
        assert_eq!(
            set_piece(b"", b",", i64::MAX, i64::MAX, b"", M),
            Err(TextError::MaxString)
        );
    }

    #[test]
    fn characters() {
        assert_eq!(translate(b"abcabc", b"aba", b"xyz", M).unwrap(), b"xycxyc");
        assert_eq!(
            translate("aéa".as_bytes(), "é".as_bytes(), b"e", Utf8).unwrap(),
            b"aea"
        );
        assert_eq!(reverse("aé€".as_bytes(), Utf8), "€éa".as_bytes());
        assert_eq!(ascii(b"abc", 4, M), -1);
        assert_eq!(ascii("€".as_bytes(), 1, Utf8), 8364);
        assert_eq!(char(&[-1, 65, 300, 66], M).unwrap(), b"AB");
        assert_eq!(char(&[65534], Utf8), Err(TextError::InvalidCode(65534)));
        assert_eq!(zwidth("ab€\n\u{3042}\u{301}".as_bytes(), Utf8), 5);
        assert_eq!(zwidth(b"a\x07\x7f\xc8", M), 2);
    }
}
