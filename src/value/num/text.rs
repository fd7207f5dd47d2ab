//! Numbers as M text: numeric interpretation of strings, the canonical form, and the test for it.

use super::{DIGITS, Num, NumError, from_magnitude};

/// The two digits of every number below 100.
pub const PAIRS: [[u8; 2]; 100] = {
    let mut table = [[0; 2]; 100];
    let mut i = 0;
    while i < 100 {
        table[i] = [b'0' + (i / 10) as u8, b'0' + (i % 10) as u8];
        i += 1;
    }
    table
};

impl Num {
    /// M's numeric interpretation of a string: signs, digits with at most one point, `E` and an exponent, up to the
    /// first byte that does not fit. Digits behind the 18th are dropped.
    ///
    /// # Errors
    /// [`NumError::Overflow`] from 1E47 on.
    #[inline]
    pub fn parse_prefix(text: &[u8]) -> Result<Num, NumError> {
        let (negative, body) = match text {
            [b'-', body @ ..] => (true, body),
            _ => (false, text),
        };
        if body.len() > DIGITS as usize {
            return parse_general(text);
        }
        let mut value = 0_i64;
        for &byte in body {
            let digit = byte.wrapping_sub(b'0');
            if digit > 9 {
                return parse_general(text);
            }
            value = value * 10 + i64::from(digit);
        }
        Ok(Num {
            m: if negative { -value } else { value },
            e: 0,
        })
    }

    /// The number whose canonical text `text` is, the test M applies to subscripts. `None` for all other strings.
    #[inline]
    pub fn canonical(text: &[u8]) -> Option<Num> {
        let (negative, body) = match text {
            [b'-', body @ ..] => (true, body),
            _ => (false, text),
        };
        match *body.first()? {
            b'1'..=b'9' | b'.' => {}
            b'0' if text.len() == 1 => return Some(Num::ZERO),
            _ => return None,
        }
        if body.len() > DIGITS as usize {
            return canonical_long(text);
        }
        let mut value = 0_i64;
        let mut point = None;
        for (i, &byte) in body.iter().enumerate() {
            match byte {
                b'0'..=b'9' => value = value * 10 + i64::from(byte - b'0'),
                b'.' if point.is_none() => point = Some(i),
                _ => return None,
            }
        }
        let e = match point {
            None => 0,
            // Neither a lone point nor a trailing zero or point is canonical.
            Some(_) if matches!(body[body.len() - 1], b'0' | b'.') => return None,
            Some(at) => at as i8 + 1 - body.len() as i8,
        };
        Some(Num {
            m: if negative { -value } else { value },
            e,
        })
    }

    /// Appends the canonical text.
    #[inline]
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.text(&mut [0; 64]));
    }

    /// The canonical text, in the given buffer; at most 62 bytes.
    #[inline]
    pub fn text<'a>(&self, buf: &'a mut [u8; 64]) -> &'a [u8] {
        if self.e != 0 {
            return text_scaled(*self, buf);
        }
        let mut at = put_digits(buf, 64, self.m.unsigned_abs());
        if self.m == 0 {
            at -= 1;
            buf[at] = b'0';
        } else if self.m < 0 {
            at -= 1;
            buf[at] = b'-';
        }
        &buf[at..]
    }

    /// The nearest binary fraction as GT.M computes it for `**`: the first and the second nine digits scaled apart.
    pub fn to_f64(self) -> f64 {
        super::power::to_f64(self)
    }

    /// The number with the shortest decimal text that reads back as `value`. Infinities overflow, NaN is zero.
    ///
    /// # Errors
    /// [`NumError::Overflow`] from 1E47 on.
    pub fn from_f64(value: f64) -> Result<Num, NumError> {
        if value.is_infinite() {
            return Err(NumError::Overflow);
        }
        Num::parse_prefix(format!("{value:E}").as_bytes())
    }
}

/// Puts the digits of `value` (none for 0) in front of `end`; returns where they start.
#[inline]
fn put_digits(buf: &mut [u8; 64], end: usize, mut value: u64) -> usize {
    let mut at = end;
    while value >= 100 {
        at -= 2;
        buf[at..at + 2].copy_from_slice(&PAIRS[(value % 100) as usize]);
        value /= 100;
    }
    if value >= 10 {
        at -= 2;
        buf[at..at + 2].copy_from_slice(&PAIRS[value as usize]);
    } else if value > 0 {
        at -= 1;
        buf[at] = b'0' + value as u8;
    }
    at
}

#[inline(never)]
fn text_scaled(n: Num, buf: &mut [u8; 64]) -> &[u8] {
    let magnitude = n.m.unsigned_abs();
    let mut at = 64;
    if n.e > 0 {
        let zeros = 64 - n.e as usize;
        buf[zeros..].fill(b'0');
        at = put_digits(buf, zeros, magnitude);
    } else {
        let places = n.e.unsigned_abs() as usize;
        let first = put_digits(buf, 64, magnitude);
        let point = 64 - places - 1;
        if first <= point {
            // Digits in front of the point move one to the left.
            buf.copy_within(first..=point, first - 1);
            at = first - 1;
        } else {
            buf[point + 1..first].fill(b'0');
            at = at.min(point);
        }
        buf[point] = b'.';
    }
    if n.m < 0 {
        at -= 1;
        buf[at] = b'-';
    }
    &buf[at..]
}

#[inline(never)]
fn parse_general(text: &[u8]) -> Result<Num, NumError> {
    let mut bytes = text.iter().copied().peekable();
    let mut negative = false;
    while let Some(sign @ (b'+' | b'-')) = bytes.peek().copied() {
        negative ^= sign == b'-';
        bytes.next();
    }
    let mut value = 0_u64;
    let (mut kept, mut any, mut point) = (0, false, false);
    // Strings are far shorter than i32's range.
    let mut e = 0_i32;
    while let Some(byte) = bytes.peek().copied() {
        match byte {
            b'0'..=b'9' => {
                any = true;
                let zero_in_front = kept == 0 && byte == b'0';
                if kept < DIGITS && !zero_in_front {
                    value = value * 10 + u64::from(byte - b'0');
                    kept += 1;
                    e -= i32::from(point);
                } else if zero_in_front {
                    e = e.saturating_sub(i32::from(point));
                } else {
                    e = e.saturating_add(i32::from(!point));
                }
            }
            b'.' if !point => point = true,
            _ => break,
        }
        bytes.next();
    }
    if any && bytes.next_if_eq(&b'E').is_some() {
        let down = bytes.next_if(|b| matches!(b, b'+' | b'-')) == Some(b'-');
        let mut exponent = 0_i32;
        while let Some(digit) = bytes.next_if(u8::is_ascii_digit) {
            exponent = exponent
                .saturating_mul(10)
                .saturating_add(i32::from(digit - b'0'));
        }
        e = e.saturating_add(if down { -exponent } else { exponent });
    }
    from_magnitude(negative, u128::from(value), e)
}

/// Texts of more than 18 bytes: those that come back unchanged from their number.
#[cold]
fn canonical_long(text: &[u8]) -> Option<Num> {
    let number = Num::parse_prefix(text).ok()?;
    (number.text(&mut [0; 64]) == text).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All expected results are GT.M's.
    #[test]
    fn interpretation() {
        let cases = [
            ("", "0"),
            ("abc", "0"),
            ("-", "0"),
            (".", "0"),
            ("-.0", "0"),
            (".E5", "0"),
            ("- 3", "0"),
            ("-+-3", "3"),
            ("1.5.5", "1.5"),
            ("1.E2", "100"),
            ("1E", "1"),
            ("1E+", "1"),
            ("1E--2", "1"),
            ("1e3", "1"),
            ("1E1E1", "10"),
            ("-+-+-1E-0002", "-.01"),
            ("1E0000000000000000000000002", "100"),
            ("0E99999999999", "0"),
            ("1E-99999999999", "0"),
            ("1E99999999999", "NUMOFLOW"),
            ("1E47", "NUMOFLOW"),
            ("1E46", "10000000000000000000000000000000000000000000000"),
            ("1.5E-43", ".00000000000000000000000000000000000000000015"),
            ("19E-44", ".00000000000000000000000000000000000000000019"),
            ("1.5E-44", "0"),
            ("1234567890123456799", "1234567890123456790"),
            ("12345678901234567890123", "12345678901234567800000"),
            (
                "0.000000000000000000000000000000000000000000000000000000000001E60",
                "1",
            ),
            (
                "10000000000000000000000000000000000000000000000000000000000001E-60",
                "10",
            ),
        ];
        for (text, expected) in cases {
            let shown = match Num::parse_prefix(text.as_bytes()) {
                Ok(number) => String::from_utf8_lossy(number.text(&mut [0; 64])).into_owned(),
                Err(error) => error.mnemonic().to_owned(),
            };
            assert_eq!(shown, expected, "{text}");
        }
    }

    #[test]
    fn canonical_texts() {
        let long = "-.000000000000000000000000000000000000000000123456789012345678";
        for text in [
            "0",
            "1",
            "-3.14",
            ".5",
            "-.05",
            "100",
            "999999999999999999",
            "1000000000000000000",
            long,
        ] {
            let number = Num::canonical(text.as_bytes()).expect(text);
            let mut out = Vec::new();
            number.write(&mut out);
            assert_eq!(out, text.as_bytes());
        }
        for text in [
            "", "-", ".", "-0", "-.", "00", "01", "+1", "1.0", "1.", "0.5", "1E3", "1 ", ".50",
            "1.1.1", "--1",
        ] {
            assert_eq!(Num::canonical(text.as_bytes()), None, "{text}");
        }
        assert_eq!(Num::canonical(b"1234567890123456789"), None);
        assert_eq!(Num::canonical(b".1234567890123456789"), None);
    }
}
