//! What is told of a certificate: its names, the time for which it is valid, its number, its key and how it is signed.

/// Parts of a certificate, as far as they are looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate<'a> {
    /// Names in DER.
    issuer: &'a [u8],
    subject: &'a [u8],
    /// Seconds since 1970 of the first and the last moment.
    pub valid: (i64, i64),
    /// The last moment as it is written there.
    pub not_after: &'a [u8],
    pub serial: &'a [u8],
    /// The object identifier of the algorithm with which it is signed.
    pub signature: &'a [u8],
    pub key: Key<'a>,
}

/// The key of a certificate.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Key<'a> {
    /// The object identifier of its algorithm.
    pub algorithm: &'a [u8],
    /// 0 where it is not known how many it has.
    pub bits: u16,
}

impl<'a> Certificate<'a> {
    /// `None` when the bytes are no certificate.
    pub fn parse(der: &'a [u8]) -> Option<Self> {
        let mut whole = Der(Der(der).expect(SEQUENCE)?);
        let mut body = Der(whole.expect(SEQUENCE)?);
        if body.0.first() == Some(&VERSION) {
            body.next()?;
        }
        let (_, serial) = body.next()?;
        let signature = Der(body.expect(SEQUENCE)?).expect(OBJECT)?;
        let issuer = body.expect(SEQUENCE)?;
        let mut validity = Der(body.expect(SEQUENCE)?);
        let (first, last) = (validity.next()?, validity.next()?);
        let subject = body.expect(SEQUENCE)?;
        Some(Certificate {
            issuer,
            subject,
            valid: (moment(first)?, moment(last)?),
            not_after: last.1,
            serial,
            signature,
            // Who only wants the rest can do without.
            key: body.expect(SEQUENCE).and_then(key).unwrap_or_default(),
        })
    }

    /// It names itself as its issuer.
    pub fn is_self_issued(&self) -> bool {
        self.issuer == self.subject
    }

    /// The subject as RFC 4514 writes it: `CN=localhost,O=Example`. A vertical bar is written as `\7C`.
    pub fn subject(&self) -> String {
        name(self.subject)
    }

    /// The issuer, in the same form.
    pub fn issuer(&self) -> String {
        name(self.issuer)
    }
}

fn name(der: &[u8]) -> String {
    let mut parts = Vec::new();
    let mut names = Der(der);
    while let Some(set) = names.expect(SET) {
        let mut set = Der(set);
        let mut values = Vec::new();
        while let Some(pair) = set.expect(SEQUENCE) {
            let mut pair = Der(pair);
            if let (Some(id), Some((kind, value))) = (pair.expect(OBJECT), pair.next()) {
                values.push(format!("{}={}", attribute(id), escaped(&text(kind, value))));
            }
        }
        parts.push(values.join("+"));
    }
    parts.reverse();
    parts.join(",")
}

/// Object identifiers of keys and of curves.
pub mod id {
    pub const RSA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1];
    pub const DSA: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x38, 4, 1];
    pub const EC: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1];
    pub const ED25519: &[u8] = &[0x2b, 0x65, 0x70];
    pub const ED448: &[u8] = &[0x2b, 0x65, 0x71];
    pub const P256: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7];
    pub const P384: &[u8] = &[0x2b, 0x81, 4, 0, 0x22];
    pub const P521: &[u8] = &[0x2b, 0x81, 4, 0, 0x23];
}

/// A key from the content of its `SubjectPublicKeyInfo`.
fn key(info: &[u8]) -> Option<Key<'_>> {
    let mut info = Der(info);
    let mut algorithm = Der(info.expect(SEQUENCE)?);
    let own = algorithm.expect(OBJECT)?;
    let parameters = algorithm.next();
    let bits = match own {
        id::RSA => {
            // A bit string, whose first byte counts bits that are left over.
            let bits = info.expect(BIT_STRING)?.get(1..)?;
            significant(Der(Der(bits).expect(SEQUENCE)?).expect(INTEGER)?)
        }
        id::DSA => parameters
            .and_then(|(_, content)| Some(significant(Der(content).expect(INTEGER)?)))
            .unwrap_or(0),
        id::EC => match parameters {
            Some((OBJECT, id::P256)) => 256,
            Some((OBJECT, id::P384)) => 384,
            Some((OBJECT, id::P521)) => 521,
            _ => 0,
        },
        id::ED25519 => 256,
        id::ED448 => 456,
        _ => 0,
    };
    Some(Key {
        algorithm: own,
        bits,
    })
}

/// Bits of a number.
pub fn significant(number: &[u8]) -> u16 {
    let zeros = number.iter().take_while(|b| **b == 0).count();
    let top = number.get(zeros).map_or(0, |b| b.leading_zeros() as usize);
    ((number.len() - zeros) * 8 - top).min(0xffff) as u16
}

const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
const OBJECT: u8 = 0x06;
const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const VERSION: u8 = 0xa0;
const BMP_STRING: u8 = 30;
const UTC_TIME: u8 = 23;
const GENERALIZED_TIME: u8 = 24;

/// A run of DER elements.
struct Der<'a>(&'a [u8]);

impl<'a> Der<'a> {
    /// Tag and content of the next element.
    fn next(&mut self) -> Option<(u8, &'a [u8])> {
        let (tag, first, rest) = match self.0 {
            [tag, first, rest @ ..] => (*tag, usize::from(*first), rest),
            _ => return None,
        };
        let (length, rest) = if first < 0x80 {
            (first, rest)
        } else {
            let (digits, rest) = rest.split_at_checked(first & 0x7f)?;
            // Four bytes tell any length that a handshake can bring.
            if digits.is_empty() || digits.len() > 4 {
                return None;
            }
            let length = digits.iter().fold(0, |n, b| n << 8 | usize::from(*b));
            (length, rest)
        };
        let (content, rest) = rest.split_at_checked(length)?;
        self.0 = rest;
        Some((tag, content))
    }

    fn expect(&mut self, tag: u8) -> Option<&'a [u8]> {
        self.next().filter(|(t, _)| *t == tag).map(|(_, c)| c)
    }
}

/// Short name of an attribute, or its object identifier with dots.
fn attribute(id: &[u8]) -> String {
    const NAMES: [(&[u8], &str); 11] = [
        (&[0x55, 4, 3], "CN"),
        (&[0x55, 4, 4], "SN"),
        (&[0x55, 4, 5], "serialNumber"),
        (&[0x55, 4, 6], "C"),
        (&[0x55, 4, 7], "L"),
        (&[0x55, 4, 8], "ST"),
        (&[0x55, 4, 10], "O"),
        (&[0x55, 4, 11], "OU"),
        (
            &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 1],
            "emailAddress",
        ),
        (&[9, 0x92, 0x26, 0x89, 0x93, 0xf2, 0x2c, 0x64, 1, 1], "UID"),
        (&[9, 0x92, 0x26, 0x89, 0x93, 0xf2, 0x2c, 0x64, 1, 25], "DC"),
    ];
    if let Some((_, name)) = NAMES.iter().find(|(known, _)| *known == id) {
        return (*name).into();
    }
    let mut arcs = Vec::new();
    let mut arc = 0u64;
    for byte in id {
        arc = arc.wrapping_shl(7) | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            match arcs.is_empty() {
                true => arcs.extend([(arc / 40).min(2), arc - (arc / 40).min(2) * 40]),
                false => arcs.push(arc),
            }
            arc = 0;
        }
    }
    let arcs: Vec<String> = arcs.iter().map(u64::to_string).collect();
    arcs.join(".")
}

fn text(kind: u8, value: &[u8]) -> String {
    if kind == BMP_STRING {
        let units: Vec<u16> = value
            .chunks_exact(2)
            .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
            .collect();
        return String::from_utf16_lossy(&units);
    }
    String::from_utf8_lossy(value).into_owned()
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let last = text.chars().count().saturating_sub(1);
    for (at, c) in text.chars().enumerate() {
        match c {
            ',' | '+' | '"' | '\\' | '<' | '>' | ';' => out.extend(['\\', c]),
            ' ' | '#' if at == 0 => out.extend(['\\', c]),
            ' ' if at == last => out.extend(['\\', c]),
            '|' | '\0'..='\x1f' | '\x7f' => out.push_str(&format!("\\{:02X}", c as u32)),
            _ => out.push(c),
        }
    }
    out
}

/// Seconds since 1970 of `YYMMDDHHMMSSZ` or `YYYYMMDDHHMMSSZ`.
fn moment((kind, text): (u8, &[u8])) -> Option<i64> {
    let digits = text.strip_suffix(b"Z")?;
    if !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let number = |part: &[u8]| part.iter().fold(0i64, |n, b| n * 10 + i64::from(b - b'0'));
    let (year, rest) = match (kind, digits.len()) {
        (UTC_TIME, 12) => {
            let year = number(&digits[..2]);
            // Years from 50 on belong to the last century (RFC 5280).
            (year + if year < 50 { 2000 } else { 1900 }, &digits[2..])
        }
        (GENERALIZED_TIME, 14) => (number(&digits[..4]), &digits[4..]),
        _ => return None,
    };
    let part = |at: usize| number(&rest[2 * at..2 * at + 2]);
    // Days of the civil calendar, in years that begin in March.
    let (month, day) = (part(0), part(1));
    let (y, m) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let days = y * 365 + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 719_469;
    Some(days * 86_400 + part(2) * 3600 + part(3) * 60 + part(4))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_count_from_1970() {
        assert_eq!(moment((UTC_TIME, b"700101000000Z")), Some(0));
        assert_eq!(moment((UTC_TIME, b"261126160000Z")), Some(1_795_708_800));
        assert_eq!(
            moment((GENERALIZED_TIME, b"20000229235959Z")),
            Some(951_868_799)
        );
        for bad in [&b"7001010000Z"[..], b"70010100000xZ", b"", b"Z"] {
            assert_eq!(moment((UTC_TIME, bad)), None);
        }
    }

    #[test]
    fn names_are_escaped() {
        assert_eq!(escaped(" a,b|c\n "), "\\ a\\,b\\7Cc\\0A\\ ");
        assert_eq!(attribute(&[0x2a, 0x86, 0x48]), "1.2.840");
        assert_eq!(attribute(&[0x55, 4, 3]), "CN");
        assert_eq!(text(BMP_STRING, &[0, 65, 0, 66, 1]), "AB");
    }

    #[test]
    fn no_bytes_are_trusted() {
        for bad in [
            &b""[..],
            b"\x30",
            b"\x30\x84\xff\xff\xff\xff",
            b"\x30\x80",
            b"\x30\x03\x30\x01",
        ] {
            assert_eq!(Certificate::parse(bad), None);
        }
    }
}
