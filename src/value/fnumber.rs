//! `$FNUMBER` and `$JUSTIFY`.

use crate::value::num::Num;

/// Longest string GT.M makes, in bytes.
const MAX_STRING: usize = 1_048_576;
/// Bound of width and decimals together. Signs, parentheses and grouped digits fit into the rest of a string.
const MAX_FIXED: usize = MAX_STRING - 66;

/// What the formatting functions can raise. [`FmtError::mnemonic`] gives GT.M's name for it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum FmtError {
    /// `P` together with `+`, `-` or `T`. GT.M's text carries the codes.
    Incompatible,
    /// A byte other than `+ - , T P`, the first such. GT.M's text carries the codes and this byte.
    IllegalCode(u8),
    /// The number of decimals is negative.
    NegativeFraction,
    /// The result would be longer than a string can be.
    TooLong,
}

impl std::fmt::Display for FmtError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Incompatible => "Format specifiers to $FNUMBER are incompatible",
            Self::IllegalCode(_) => "$FNUMBER format specifier contains an illegal character",
            Self::NegativeFraction => "Fraction specifier to $JUSTIFY cannot be negative",
            Self::TooLong => "Maximum string length exceeded",
        })
    }
}

impl std::error::Error for FmtError {}

/// `$FNUMBER(number,codes)`, with `decimals` the three-argument form.
///
/// `+` shows the sign of positive numbers, `-` hides that of negative ones, `,` groups thousands, `T` puts the sign
/// (or a space) behind, `P` puts negative numbers into parentheses and others between spaces. Letters in either case.
///
/// # Errors
/// Any [`FmtError`].
pub fn fnumber(number: Num, codes: &[u8], decimals: Option<i32>) -> Result<Vec<u8>, FmtError> {
    let places = match decimals {
        None => None,
        Some(decimals) => Some(places(decimals, 0)?),
    };
    let (mut plus, mut minus, mut comma, mut trailing, mut parentheses) =
        (false, false, false, false, false);
    for &code in codes {
        match code {
            b'+' => plus = true,
            b'-' => minus = true,
            b',' => comma = true,
            b'T' | b't' => trailing = true,
            b'P' | b'p' => parentheses = true,
            other => return Err(FmtError::IllegalCode(other)),
        }
    }
    if parentheses && (plus || minus || trailing) {
        return Err(FmtError::Incompatible);
    }
    let plain = match places {
        None => {
            let mut text = Vec::new();
            number.write(&mut text);
            text
        }
        Some(places) => fixed(number, places),
    };
    let (negative, magnitude) = match plain.as_slice() {
        [b'-', rest @ ..] => (true, rest),
        all => (false, all),
    };
    let zero = magnitude.iter().all(|byte| matches!(byte, b'0' | b'.'));
    let sign = match negative {
        true if !minus => Some(b'-'),
        false if plus && !zero => Some(b'+'),
        _ => None,
    };
    let mut out = Vec::with_capacity(magnitude.len() * 4 / 3 + 3);
    if parentheses {
        out.push(if negative { b'(' } else { b' ' });
    } else if !trailing {
        out.extend(sign);
    }
    if comma {
        group(magnitude, &mut out);
    } else {
        out.extend_from_slice(magnitude);
    }
    if parentheses {
        out.push(if negative { b')' } else { b' ' });
    } else if trailing {
        out.push(sign.unwrap_or(b' '));
    }
    Ok(out)
}

/// `$JUSTIFY(value,width)`: spaces in front up to `width` bytes; never shortens.
///
/// # Errors
/// [`FmtError::TooLong`].
pub fn justify(value: &[u8], width: i32) -> Result<Vec<u8>, FmtError> {
    let width = usize::try_from(width).unwrap_or(0);
    if width > MAX_STRING {
        return Err(FmtError::TooLong);
    }
    let mut out = vec![b' '; width.saturating_sub(value.len())];
    out.extend_from_slice(value);
    Ok(out)
}

/// `$JUSTIFY(number,width,decimals)`: rounded, with exactly that many decimals and a digit in front of the point.
///
/// # Errors
/// [`FmtError::NegativeFraction`], [`FmtError::TooLong`].
pub fn justify3(number: Num, width: i32, decimals: i32) -> Result<Vec<u8>, FmtError> {
    let places = places(decimals, usize::try_from(width).unwrap_or(0))?;
    justify(&fixed(number, places), width)
}

/// The checked number of decimals of a result of at least `width` bytes.
fn places(decimals: i32, width: usize) -> Result<usize, FmtError> {
    let places = usize::try_from(decimals).map_err(|_| FmtError::NegativeFraction)?;
    if places.saturating_add(width) > MAX_FIXED {
        Err(FmtError::TooLong)
    } else {
        Ok(places)
    }
}

/// The number rounded (a half away from zero) to exactly `places` decimals.
fn fixed(number: Num, places: usize) -> Vec<u8> {
    let rounded = number.round(places);
    let mut buf = [0; 64];
    let text = rounded.text(&mut buf);
    let (negative, magnitude) = match text {
        [b'-', rest @ ..] => (true, rest),
        all => (false, all),
    };
    let point = magnitude
        .iter()
        .position(|&byte| byte == b'.')
        .unwrap_or(magnitude.len());
    let (whole, fraction) = (
        &magnitude[..point],
        magnitude.get(point + 1..).unwrap_or_default(),
    );
    let mut out = Vec::with_capacity(point + places + 3);
    out.extend(negative.then_some(b'-'));
    out.extend_from_slice(if whole.is_empty() { b"0" } else { whole });
    if places > 0 {
        out.push(b'.');
        out.extend_from_slice(fraction);
        out.resize(out.len() + places - fraction.len(), b'0');
    }
    out
}

/// Appends the number with a comma between the thousands of its integer part.
fn group(magnitude: &[u8], out: &mut Vec<u8>) {
    let point = magnitude
        .iter()
        .position(|&byte| byte == b'.')
        .unwrap_or(magnitude.len());
    for (i, &byte) in magnitude[..point].iter().enumerate() {
        if i > 0 && (point - i).is_multiple_of(3) {
            out.push(b',');
        }
        out.push(byte);
    }
    out.extend_from_slice(&magnitude[point..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n(text: &str) -> Num {
        Num::parse_prefix(text.as_bytes()).expect(text)
    }

    fn show(result: Result<Vec<u8>, FmtError>) -> String {
        match result {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(FmtError::Incompatible) => "FNARGINC".to_owned(),
            Err(FmtError::IllegalCode(_)) => "FNUMARG".to_owned(),
            Err(FmtError::NegativeFraction) => "JUSTFRACT".to_owned(),
            Err(FmtError::TooLong) => "MAXSTRLEN".to_owned(),
        }
    }

    /// All expected results are GT.M's.
    #[test]
    fn fnumber_forms() {
        let cases = [
            ("1234567.891", ",", None, "1,234,567.891"),
            ("-1234567.891", "P", None, "(1234567.891)"),
            ("1234567.891", "P,", None, " 1,234,567.891 "),
            ("1234567.891", "+T", None, "1234567.891+"),
            ("-1234567.891", "-T", None, "1234567.891 "),
            ("-5", "t", None, "5-"),
            ("0", "+", None, "0"),
            ("-5", "+-", None, "5"),
            ("5", "P+", None, "FNARGINC"),
            ("5", "p+X", None, "FNUMARG"),
            ("1", "X", Some(-1), "JUSTFRACT"),
            ("-.4", "+", Some(0), "0"),
            ("-.001", "P", Some(2), " 0.00 "),
            ("999.995", ",", Some(2), "1,000.00"),
            (
                "1E46",
                ",",
                Some(1),
                "10,000,000,000,000,000,000,000,000,000,000,000,000,000,000,000.0",
            ),
        ];
        for (number, codes, decimals, expected) in cases {
            assert_eq!(
                show(fnumber(n(number), codes.as_bytes(), decimals)),
                expected,
                "{number} {codes}"
            );
        }
    }

    #[test]
    fn justify_forms() {
        assert_eq!(show(justify(b"abc", 5)), "  abc");
        assert_eq!(show(justify(b"abc", -5)), "abc");
        assert_eq!(show(justify(b"1", 1_048_577)), "MAXSTRLEN");
        let cases = [
            ("1.55", 6, 1, "   1.6"),
            ("-1.55", 6, 1, "  -1.6"),
            ("-.04", 6, 1, "   0.0"),
            (".5", 6, 0, "     1"),
            (".999999999999999999", 6, 17, "1.00000000000000000"),
            ("99999999999999999.9", 6, 0, "100000000000000000"),
            (
                "9E-43",
                6,
                42,
                "0.000000000000000000000000000000000000000001",
            ),
            ("1", 6, -1, "JUSTFRACT"),
            ("1", 1, 2_000_000, "MAXSTRLEN"),
        ];
        for (number, width, decimals, expected) in cases {
            assert_eq!(
                show(justify3(n(number), width, decimals)),
                expected,
                "{number}"
            );
        }
    }
}
