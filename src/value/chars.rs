//! Characters of a subject: the two character sets, UTF-8 as GT.M accepts it, and classes.

use thiserror::Error;

/// The session's character set ($ZCHSET).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chset {
    /// A character is a byte.
    M,
    /// A character is a Unicode code point; a malformed byte counts as one character.
    Utf8,
}

/// BADCHAR: the bytes (at most five) that do not form a character.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("$ZCHAR({}) is not a valid character in the {encoding} encoding form", list(.bytes))]
pub struct BadChar {
    /// The offending bytes, as the message lists them.
    pub bytes: Vec<u8>,
    /// The encoding the text should have been in.
    pub encoding: &'static str,
}

fn list(bytes: &[u8]) -> String {
    let codes: Vec<String> = bytes.iter().map(u8::to_string).collect();
    codes.join(",")
}

/// A character GT.M accepts: a Unicode scalar value that is not a noncharacter.
pub fn is_character(code: u32) -> bool {
    char::from_u32(code).is_some() && code & 0xfffe != 0xfffe && !(0xfdd0..=0xfdef).contains(&code)
}

/// The character at `at` and its length in bytes; `None` for a malformed byte or past the end.
pub fn decode(s: &[u8], at: usize) -> Option<(char, usize)> {
    let rest = s.get(at..)?;
    let first = *rest.first()?;
    let (length, bits) = match first {
        0..=0x7f => return Some((char::from(first), 1)),
        0xc2..=0xdf => (2, first & 0x1f),
        0xe0..=0xef => (3, first & 0x0f),
        0xf0..=0xf4 => (4, first & 0x07),
        _ => return None,
    };
    let mut code = u32::from(bits);
    for &byte in rest.get(1..length)? {
        if byte & 0xc0 != 0x80 {
            return None;
        }
        code = code << 6 | u32::from(byte & 0x3f);
    }
    let shortest = [0, 0, 0x80, 0x800, 0x1_0000][length];
    if code < shortest || !is_character(code) {
        return None;
    }
    char::from_u32(code).map(|c| (c, length))
}

/// Bytes of the character at `at`, 1 for a malformed byte.
pub fn char_len(s: &[u8], at: usize) -> usize {
    decode(s, at).map_or(1, |(_, length)| length)
}

/// The byte offset after skipping `count` characters from `at`, or the length of `s`.
pub fn advance(s: &[u8], mut at: usize, count: usize) -> usize {
    for _ in 0..count {
        if at >= s.len() {
            return s.len();
        }
        at += char_len(s, at);
    }
    at
}

/// Characters in `s`.
pub fn count(s: &[u8]) -> usize {
    if s.is_ascii() {
        return s.len();
    }
    let mut at = 0;
    let mut n = 0;
    while at < s.len() {
        at += char_len(s, at);
        n += 1;
    }
    n
}

/// Checks that all of `s` is well formed.
///
/// # Errors
/// BADCHAR, with the first run of malformed bytes.
pub fn check_utf8(s: &[u8]) -> Result<(), BadChar> {
    check_chars(s, usize::MAX)
}

/// Checks that the first `chars` characters of `s` are well formed.
///
/// GT.M raises BADCHAR only for what a function has to walk over, so that `$EXTRACT(s,1)` does not
/// mind what follows.
///
/// # Errors
/// BADCHAR, with the first run of malformed bytes.
pub fn check_chars(s: &[u8], chars: usize) -> Result<(), BadChar> {
    if s.is_ascii() {
        return Ok(());
    }
    let mut at = 0;
    let mut left = chars;
    while at < s.len() && left > 0 {
        match decode(s, at) {
            Some((_, length)) => at += length,
            None => return Err(bad_char(s, at)),
        }
        left -= 1;
    }
    Ok(())
}

/// The BADCHAR error for the malformed bytes at `at`: up to the next good character, five at most.
pub fn bad_char(s: &[u8], at: usize) -> BadChar {
    let mut end = at;
    while end < s.len() && end - at < 5 && decode(s, end).is_none() {
        end += 1;
    }
    BadChar {
        bytes: s.get(at..end).unwrap_or_default().to_vec(),
        encoding: "UTF-8",
    }
}

/// The classes of characters that pattern codes select, one bit each.
pub mod class {
    /// Control characters.
    pub const C: u8 = 1;
    /// The digits 0 to 9.
    pub const N: u8 = 2;
    /// Punctuation, symbols and blanks.
    pub const P: u8 = 4;
    /// Letters.
    pub const A: u8 = 8;
    /// Lowercase letters.
    pub const L: u8 = 16;
    /// Uppercase letters.
    pub const U: u8 = 32;
    /// Every character, also those in no other class.
    pub const E: u8 = 255;
}

/// Classes of a byte in character set M (GT.M's default table, which reads 128 to 255 as ISO 8859-1
/// with exceptions); the lower half also serves UTF-8.
const M_CLASS: [u8; 256] = m_classes();

const fn m_classes() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte {
            0..=31 | 127..=159 | 255 => class::C,
            48..=57 => class::N,
            65..=90 | 192..=207 | 209..=221 => class::A | class::U,
            97..=122 | 170 | 186 | 223..=239 | 241..=253 => class::A | class::L,
            _ => class::P,
        };
        byte += 1;
    }
    table
}

/// Classes of a byte in character set M.
pub fn byte_class(byte: u8) -> u8 {
    M_CLASS[usize::from(byte)]
}

/// Classes of a Unicode character, by its general category.
pub fn char_class(c: char) -> u8 {
    use unicode_properties::GeneralCategory as G;
    use unicode_properties::UnicodeGeneralCategory;
    if c.is_ascii() {
        return byte_class(c as u8);
    }
    match c.general_category() {
        G::UppercaseLetter => class::A | class::U,
        G::LowercaseLetter => class::A | class::L,
        G::TitlecaseLetter
        | G::ModifierLetter
        | G::OtherLetter
        | G::DecimalNumber
        | G::LetterNumber
        | G::OtherNumber => class::A,
        G::Control
        | G::Format
        | G::Surrogate
        | G::PrivateUse
        | G::Unassigned
        | G::LineSeparator
        | G::ParagraphSeparator => class::C,
        _ => class::P,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noncharacters_and_surrogates_are_malformed() {
        for s in [
            &b"\xef\xbf\xbe"[..],
            b"\xef\xb7\x90",
            b"\xed\xa0\x80",
            b"\xc0\x80",
            b"\xf5\x80\x80\x80",
        ] {
            assert_eq!(decode(s, 0), None);
        }
        assert_eq!(decode("€".as_bytes(), 0), Some(('€', 3)));
    }

    #[test]
    fn message_lists_at_most_five_bytes() {
        let error = check_utf8(&[200, 201, 202, 203, 204, 205]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "$ZCHAR(200,201,202,203,204) is not a valid character in the UTF-8 encoding form"
        );
        assert_eq!(bad_char(&[226, 130, 200, 128], 0).bytes, [226, 130]);
        assert_eq!(check_chars(b"ab\xc8", 2), Ok(()));
    }

    #[test]
    fn classes_of_both_sets() {
        assert_eq!(byte_class(208), class::P);
        assert_eq!(byte_class(170), class::A | class::L);
        assert_eq!(char_class('ª'), class::A);
        assert_eq!(char_class('\u{e000}'), class::C);
        assert_eq!(char_class('٣'), class::A);
        assert_eq!(char_class('\u{301}'), class::P);
    }
}
