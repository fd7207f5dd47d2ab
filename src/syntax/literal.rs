//! Checks of numeric literals that GT.M makes when it compiles.

/// Greatest decimal exponent of a number: 1E46 is written, 1E47 is not.
const MAX_DIGITS: i64 = 47;

/// The offset at which a numeric literal is seen to be too large, if it is.
pub fn overflow(text: &[u8]) -> Option<usize> {
    let mantissa_end = text.iter().position(|c| *c == b'E').unwrap_or(text.len());
    let mantissa = &text[..mantissa_end];
    let first = mantissa.iter().position(|c| matches!(c, b'1'..=b'9'))?;
    let point = mantissa.iter().position(|c| *c == b'.').unwrap_or(mantissa.len());
    // Digits before the point once the first digit is not zero.
    let digits = if first < point { (point - first) as i64 } else { (point as i64 + 1) - first as i64 };
    let exponent = exponent(&text[mantissa_end..]);
    (digits.saturating_add(exponent) > MAX_DIGITS).then_some(mantissa_end)
}

fn exponent(text: &[u8]) -> i64 {
    let (sign, digits) = match text {
        [b'E', b'-', digits @ ..] => (-1, digits),
        [b'E', b'+', digits @ ..] | [b'E', digits @ ..] => (1, digits),
        _ => return 0,
    };
    let value = digits.iter().fold(0i64, |n, d| n.saturating_mul(10).saturating_add(i64::from(d - b'0')));
    sign * value
}
