//! $ZCONVERT: letter case, and the encodings UTF-8 and UTF-16.

use super::chars::{BadChar, Chset, char_class, check_utf8, class};
use thiserror::Error;
use unicode_segmentation::UnicodeSegmentation;

/// What $ZCONVERT can refuse.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ConvertError {
    /// BADCASECODE: the second argument is none of U, L and T.
    #[error("{0} is not a valid case conversion code")]
    BadCaseCode(String),
    /// BADCHSET: an encoding GT.M does not know.
    #[error("{0} is not a valid character mapping in this context")]
    BadChset(String),
    /// INVFCN: the form with two encodings exists in UTF-8 mode only.
    #[error("Invalid function name")]
    NotInM,
    /// BADCHAR: the value is malformed in its encoding.
    #[error(transparent)]
    BadChar(#[from] BadChar),
}

/// `$ZCONVERT(s,code)`: to upper, lower or title case.
///
/// In set M only ASCII letters change, and only a blank ends a word for title case. In UTF-8 the
/// mappings are Unicode's full ones, as ICU does them for no language in particular; malformed
/// bytes stay.
///
/// # Errors
/// BADCASECODE.
pub fn convert_case(s: &[u8], code: &[u8], chset: Chset) -> Result<Vec<u8>, ConvertError> {
    let letter = match code {
        [letter] => letter.to_ascii_uppercase(),
        _ => 0,
    };
    match (letter, chset) {
        (b'U', Chset::M) => Ok(s.to_ascii_uppercase()),
        (b'L', Chset::M) => Ok(s.to_ascii_lowercase()),
        (b'T', Chset::M) => Ok(title_bytes(s)),
        (b'U', Chset::Utf8) => Ok(map_text(s, |text, out| out.push_str(&text.to_uppercase()))),
        (b'L', Chset::Utf8) => Ok(map_text(s, |text, out| out.push_str(&text.to_lowercase()))),
        (b'T', Chset::Utf8) => Ok(map_text(s, title_text)),
        _ => Err(ConvertError::BadCaseCode(
            String::from_utf8_lossy(code).into_owned(),
        )),
    }
}

/// Capitalizes the first letter after the start or a blank.
fn title_bytes(s: &[u8]) -> Vec<u8> {
    let mut capital = true;
    let change = |&byte: &u8| {
        if byte.is_ascii_alphabetic() && std::mem::take(&mut capital) {
            return byte.to_ascii_uppercase();
        }
        capital |= byte == b' ';
        byte.to_ascii_lowercase()
    };
    s.iter().map(change).collect()
}

/// Applies `map` to the well-formed stretches of `s` and copies the rest.
fn map_text(s: &[u8], map: impl Fn(&str, &mut String)) -> Vec<u8> {
    let mut out = Vec::with_capacity(s.len());
    for chunk in s.utf8_chunks() {
        let mut text = String::with_capacity(chunk.valid().len());
        map(chunk.valid(), &mut text);
        out.extend_from_slice(text.as_bytes());
        out.extend_from_slice(chunk.invalid());
    }
    out
}

/// Title case by Unicode words, which for ICU also end at a full stop or colon.
fn title_text(text: &str, out: &mut String) {
    // Lowercased as a whole, because a final sigma depends on the letters around it.
    let whole = text.to_lowercase();
    let mut lower = whole.chars();
    for segment in text.split_word_bounds() {
        for word in segment.split_inclusive(['.', ':']) {
            let is_letter = |&(_, c): &(usize, char)| char_class(c) & (class::A | class::N) != 0;
            let first = word.char_indices().find(is_letter).map(|(at, _)| at);
            for (at, c) in word.char_indices() {
                let own = lower.by_ref().take(c.to_lowercase().count());
                if Some(at) == first {
                    own.for_each(drop);
                    title_char(c, out);
                } else {
                    out.extend(own);
                }
            }
        }
    }
}

/// The title case mapping of a character: where it differs from upper case, it is a digraph or
/// (ligatures and the like) upper case of the first letter only.
fn title_char(c: char, out: &mut String) {
    match c {
        '\u{1c4}'..='\u{1c6}' => out.push('\u{1c5}'),
        '\u{1c7}'..='\u{1c9}' => out.push('\u{1c8}'),
        '\u{1ca}'..='\u{1cc}' => out.push('\u{1cb}'),
        '\u{1f1}'..='\u{1f3}' => out.push('\u{1f2}'),
        // Greek letters with iota subscript have title forms of one character.
        '\u{1f80}'..='\u{1faf}' => out.extend(char::from_u32(u32::from(c) | 8)),
        '\u{1fb3}' | '\u{1fc3}' | '\u{1ff3}' => out.extend(char::from_u32(u32::from(c) + 9)),
        '\u{1fbc}' | '\u{1fcc}' | '\u{1ffc}' => out.push(c),
        // Georgian letters have no title case of their own.
        '\u{10d0}'..='\u{10fa}' | '\u{10fd}'..='\u{10ff}' => out.push(c),
        _ => {
            let mut upper = c.to_uppercase();
            out.extend(upper.next());
            let combining = |&c: &char| char_class(c) == class::P;
            for next in upper {
                if combining(&next) {
                    out.push(next);
                } else {
                    out.extend(next.to_lowercase());
                }
            }
        }
    }
}

/// The encodings of the three-argument $ZCONVERT.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Utf8,
    /// With a byte order mark: read by it (big endian without), written little endian.
    Utf16,
    Utf16Le,
    Utf16Be,
}

impl Encoding {
    fn new(name: &[u8]) -> Result<Encoding, ConvertError> {
        match name.to_ascii_uppercase().as_slice() {
            b"UTF-8" => Ok(Encoding::Utf8),
            b"UTF-16" => Ok(Encoding::Utf16),
            b"UTF-16LE" => Ok(Encoding::Utf16Le),
            b"UTF-16BE" => Ok(Encoding::Utf16Be),
            _ => Err(ConvertError::BadChset(
                String::from_utf8_lossy(name).into_owned(),
            )),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16 => "UTF-16",
            Encoding::Utf16Le => "UTF-16LE",
            Encoding::Utf16Be => "UTF-16BE",
        }
    }
}

/// `$ZCONVERT(s,from,to)`: the bytes `s` in encoding `from`, encoded as `to`. `s` has to come from
/// byte operations where `from` is not UTF-8.
///
/// # Errors
/// BADCHSET, INVFCN in set M, BADCHAR.
pub fn convert_encoding(
    s: &[u8],
    from: &[u8],
    to: &[u8],
    chset: Chset,
) -> Result<Vec<u8>, ConvertError> {
    let (from, to) = (Encoding::new(from)?, Encoding::new(to)?);
    if chset == Chset::M {
        return Err(ConvertError::NotInM);
    }
    let text = read(s, from)?;
    if to == Encoding::Utf8 {
        return Ok(text.into_bytes());
    }
    let mut out = Vec::with_capacity(2 * text.len() + 2);
    if to == Encoding::Utf16 && !text.is_empty() {
        out.extend_from_slice(&[0xff, 0xfe]);
    }
    for unit in text.encode_utf16() {
        out.extend_from_slice(&match to {
            Encoding::Utf16Be => unit.to_be_bytes(),
            _ => unit.to_le_bytes(),
        });
    }
    Ok(out)
}

fn read(s: &[u8], from: Encoding) -> Result<String, BadChar> {
    let (bytes, big) = match (from, s) {
        (Encoding::Utf8, _) => {
            check_utf8(s)?;
            return Ok(String::from_utf8_lossy(s).into_owned());
        }
        (Encoding::Utf16, [0xff, 0xfe, rest @ ..]) => (rest, false),
        (Encoding::Utf16, [0xfe, 0xff, rest @ ..]) => (rest, true),
        (Encoding::Utf16 | Encoding::Utf16Be, _) => (s, true),
        (Encoding::Utf16Le, _) => (s, false),
    };
    let bad = |byte: u8| BadChar {
        bytes: vec![byte],
        encoding: from.name(),
    };
    let units = bytes.chunks_exact(2).map(|pair| {
        let pair = [pair[0], pair[1]];
        if big {
            u16::from_be_bytes(pair)
        } else {
            u16::from_le_bytes(pair)
        }
    });
    let odd = match bytes.chunks_exact(2).remainder() {
        &[byte] => Some(byte),
        _ => None,
    };
    let mut text = String::with_capacity(bytes.len());
    let mut chars = char::decode_utf16(units);
    while let Some(c) = chars.next() {
        match c {
            Ok(c) => text.push(c),
            Err(lone) => {
                // GT.M names the last byte it needed: of the unit, or of what might have completed it.
                let unit = lone.unpaired_surrogate();
                let second = if big {
                    unit.to_be_bytes()[1]
                } else {
                    unit.to_le_bytes()[1]
                };
                let cut_short = unit < 0xdc00 && chars.next().is_none();
                return Err(bad(odd.filter(|_| cut_short).unwrap_or(second)));
            }
        }
    }
    odd.map_or(Ok(text), |byte| Err(bad(byte)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Chset::{M, Utf8};

    fn case(s: &str, code: &str, chset: Chset) -> String {
        String::from_utf8(convert_case(s.as_bytes(), code.as_bytes(), chset).unwrap()).unwrap()
    }

    #[test]
    fn cases() {
        assert_eq!(case("straße", "u", M), "STRAßE");
        assert_eq!(case("straße", "U", Utf8), "STRASSE");
        assert_eq!(case("ΑΣ", "L", Utf8), "ας");
        assert_eq!(
            case("don't o'neil 3rd x.y -ab", "T", M),
            "Don't O'neil 3Rd X.y -Ab"
        );
        assert_eq!(
            case("don't o'neil 3rd x.y -ab a_b ǆ", "T", Utf8),
            "Don't O'neil 3rd X.Y -Ab A_b ǅ"
        );
        assert_eq!(
            convert_case(b"a", b"X", M),
            Err(ConvertError::BadCaseCode("X".to_owned()))
        );
    }

    #[test]
    fn encodings() {
        let convert = |s: &[u8], from: &str, to: &str| {
            convert_encoding(s, from.as_bytes(), to.as_bytes(), Utf8).map_err(|e| e.to_string())
        };
        assert_eq!(
            convert("aé".as_bytes(), "UTF-8", "utf-16").unwrap(),
            b"\xff\xfea\0\xe9\0"
        );
        assert_eq!(convert(b"\0a\0b", "UTF-16", "UTF-8").unwrap(), b"ab");
        assert_eq!(convert(b"\xff\xfea\0", "UTF-16", "UTF-8").unwrap(), b"a");
        assert_eq!(
            convert("😀".as_bytes(), "UTF-8", "UTF-16LE").unwrap(),
            b"=\xd8\0\xde"
        );
        assert_eq!(
            convert(b"a\0b", "UTF-16LE", "UTF-8").unwrap_err(),
            "$ZCHAR(98) is not a valid character in the UTF-16LE encoding form"
        );
        assert_eq!(
            convert_encoding(b"a", b"UTF-8", b"UTF-16", M),
            Err(ConvertError::NotInM)
        );
        assert_eq!(
            convert_encoding(b"a", b"M", b"X", M),
            Err(ConvertError::BadChset("M".to_owned()))
        );
    }
}
