//! Character sets of a socket device: how bytes on the wire become characters of M and back.

use crate::value::errors::{BADCHAR, MError};

/// Values of CHSET, ICHSET and OCHSET.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Charset {
    /// A byte is a character.
    M,
    Utf8,
    /// UTF-16 whose byte order the first two bytes tell; big endian on output, with a mark.
    Utf16,
    Utf16Le,
    Utf16Be,
}

/// The first character of some bytes.
#[derive(Debug, PartialEq, Eq)]
pub enum Char {
    Whole {
        len: usize,
        code: u32,
    },
    /// More bytes are needed.
    Partial,
    /// Malformed, so many bytes long.
    Bad(usize),
}

impl Charset {
    /// The name as CHSET takes it, in any case.
    pub fn parse(name: &[u8]) -> Option<Charset> {
        Some(match name.to_ascii_uppercase().as_slice() {
            b"M" => Charset::M,
            b"UTF-8" => Charset::Utf8,
            b"UTF-16" => Charset::Utf16,
            b"UTF-16LE" => Charset::Utf16Le,
            b"UTF-16BE" => Charset::Utf16Be,
            _ => return None,
        })
    }

    pub fn name(self) -> &'static str {
        match self {
            Charset::M => "M",
            Charset::Utf8 => "UTF-8",
            Charset::Utf16 => "UTF-16",
            Charset::Utf16Le => "UTF-16LE",
            Charset::Utf16Be => "UTF-16BE",
        }
    }

    /// `true` for the sets whose bytes M can use as they are.
    pub fn is_bytes(self) -> bool {
        matches!(self, Charset::M | Charset::Utf8)
    }

    /// Decodes the first character; `bytes` must not be empty.
    pub fn first(self, bytes: &[u8]) -> Char {
        match self {
            Charset::M => Char::Whole {
                len: 1,
                code: bytes[0].into(),
            },
            Charset::Utf8 => first_utf8(bytes),
            Charset::Utf16Le => first_utf16(bytes, u16::from_le_bytes),
            Charset::Utf16 | Charset::Utf16Be => first_utf16(bytes, u16::from_be_bytes),
        }
    }

    /// Appends `text`, bytes as M holds them, in this encoding.
    pub fn encode(self, text: &[u8], out: &mut Vec<u8>) -> Result<(), MError> {
        if self.is_bytes() {
            out.extend_from_slice(text);
            return Ok(());
        }
        let text = std::str::from_utf8(text).map_err(|e| {
            let rest = &text[e.valid_up_to()..];
            bad(&rest[..e.error_len().unwrap_or(rest.len())], Charset::Utf8)
        })?;
        for unit in text.encode_utf16() {
            out.extend_from_slice(&if self == Charset::Utf16Le {
                unit.to_le_bytes()
            } else {
                unit.to_be_bytes()
            });
        }
        Ok(())
    }

    /// Well-formed bytes of the wire as M holds them.
    pub fn decode(self, bytes: &[u8]) -> Vec<u8> {
        if self.is_bytes() {
            return bytes.to_vec();
        }
        let (mut out, mut rest) = (String::with_capacity(bytes.len()), bytes);
        while !rest.is_empty() {
            let Char::Whole { len, code } = self.first(rest) else {
                break;
            };
            out.extend(char::from_u32(code));
            rest = &rest[len..];
        }
        out.into_bytes()
    }

    /// Number of characters in well-formed bytes.
    pub fn count(self, bytes: &[u8]) -> usize {
        match self {
            Charset::M => bytes.len(),
            Charset::Utf8 => bytes.iter().filter(|b| !(0x80..0xc0).contains(*b)).count(),
            _ => self
                .decode(bytes)
                .iter()
                .filter(|b| !(0x80..0xc0).contains(*b))
                .count(),
        }
    }
}

/// BADCHAR for malformed bytes.
pub fn bad(bytes: &[u8], set: Charset) -> MError {
    let codes: Vec<String> = bytes.iter().map(u8::to_string).collect();
    MError::with(
        BADCHAR,
        vec![codes.join(",").into_bytes(), set.name().into()],
    )
}

fn first_utf8(bytes: &[u8]) -> Char {
    let head = &bytes[..bytes.len().min(4)];
    let valid = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(e) if e.valid_up_to() == 0 => return e.error_len().map_or(Char::Partial, Char::Bad),
        Err(e) => std::str::from_utf8(&head[..e.valid_up_to()]).unwrap_or_default(),
    };
    match valid.chars().next() {
        Some(c) => Char::Whole {
            len: c.len_utf8(),
            code: c.into(),
        },
        None => Char::Partial,
    }
}

fn first_utf16(bytes: &[u8], order: fn([u8; 2]) -> u16) -> Char {
    let unit = |at: usize| bytes.get(at..at + 2).map(|b| order([b[0], b[1]]));
    let Some(first) = unit(0) else {
        return Char::Partial;
    };
    match first {
        0xd800..0xdc00 => match unit(2) {
            None => Char::Partial,
            Some(second @ 0xdc00..0xe000) => {
                let code =
                    0x10000 + ((u32::from(first) & 0x3ff) << 10) + (u32::from(second) & 0x3ff);
                Char::Whole { len: 4, code }
            }
            Some(_) => Char::Bad(2),
        },
        0xdc00..0xe000 => Char::Bad(2),
        _ => Char::Whole {
            len: 2,
            code: first.into(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf16_round_trip_and_bad_units() {
        let text = "h\u{e9}\u{1f600}".as_bytes();
        for set in [Charset::Utf16Le, Charset::Utf16Be] {
            let mut wire = Vec::new();
            set.encode(text, &mut wire).unwrap();
            assert_eq!(wire.len(), 8);
            assert_eq!(set.decode(&wire), text);
            assert_eq!(set.count(&wire), 3);
        }
        assert_eq!(Charset::Utf16Be.first(b"\xdc\0"), Char::Bad(2));
        assert_eq!(Charset::Utf16Be.first(b"\xd8\0\xdc"), Char::Partial);
        assert_eq!(Charset::Utf8.first(b"\xe2\x82"), Char::Partial);
        assert_eq!(Charset::Utf8.first(b"\xff\xfe"), Char::Bad(1));
        assert_eq!(
            Charset::Utf8.first(b"a\xff"),
            Char::Whole { len: 1, code: 97 }
        );
    }
}
