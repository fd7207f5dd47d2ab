//! Checks of literals that GT.M makes when it compiles.

use super::ast::Expr;
use crate::value::errors::{self, Code};

/// Greatest decimal exponent of a number: 1E46 is written, 1E47 is not.
const MAX_DIGITS: i64 = 47;

/// The offset at which a numeric literal is seen to be too large, if it is.
pub fn overflow(text: &[u8]) -> Option<usize> {
    let mantissa_end = text.iter().position(|c| *c == b'E').unwrap_or(text.len());
    let mantissa = &text[..mantissa_end];
    let first = mantissa.iter().position(|c| matches!(c, b'1'..=b'9'))?;
    let point = mantissa
        .iter()
        .position(|c| *c == b'.')
        .unwrap_or(mantissa.len());
    // Digits before the point once the first digit is not zero.
    let digits = if first < point {
        (point - first) as i64
    } else {
        (point as i64 + 1) - first as i64
    };
    let exponent = exponent(&text[mantissa_end..]);
    (digits.saturating_add(exponent) > MAX_DIGITS).then_some(mantissa_end)
}

fn exponent(text: &[u8]) -> i64 {
    let (sign, digits) = match text {
        [b'E', b'-', digits @ ..] => (-1, digits),
        [b'E', b'+', digits @ ..] | [b'E', digits @ ..] => (1, digits),
        _ => return 0,
    };
    let value = digits.iter().fold(0i64, |n, d| {
        n.saturating_mul(10).saturating_add(i64::from(d - b'0'))
    });
    sign * value
}

/// The conversion or character set of `$ZCONVERT` that does not exist, if it is a literal.
pub fn conversion<'a>(args: &[Option<Expr<'a>>]) -> Option<(Code, &'a [u8])> {
    let literal = |arg: &Option<Expr<'a>>| match arg {
        Some(Expr::Str(text) | Expr::Num(text)) => Some(*text),
        _ => None,
    };
    match args {
        [_, case] => {
            let case = literal(case)?;
            let known = ["U", "L", "T"]
                .iter()
                .any(|k| case.eq_ignore_ascii_case(k.as_bytes()));
            (!known).then_some((errors::BADCASECODE, case))
        }
        [_, from, to] => {
            let known = |name: &&[u8]| {
                ["UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE"]
                    .iter()
                    .any(|k| name.eq_ignore_ascii_case(k.as_bytes()))
            };
            let name = [from, to]
                .into_iter()
                .filter_map(literal)
                .find(|name| !known(name))?;
            Some((errors::BADCHSET, name))
        }
        _ => None,
    }
}
