//! `**`: repeated multiplication for integer powers, the C library's `pow` for the others.
//!
//! GT.M's conversions between its decimals and binary fractions lose digits in a way of their own. The steps here
//! were found by fitting GT.M's results, and give the same last digits.

use super::{DIGITS, Num, NumError, POW10, from_magnitude, widen};

/// Integer powers from here on are computed in binary, too.
const MULTIPLIED: u64 = 1_000_000;

impl Num {
    /// `self ** power`.
    ///
    /// # Errors
    /// [`NumError::DivideByZero`] for zero to a negative power, [`NumError::NegativeFractionalPower`],
    /// [`NumError::Overflow`].
    pub fn pow(self, power: Num) -> Result<Num, NumError> {
        if power.is_zero() {
            return Ok(Num::ONE);
        }
        if self.is_zero() {
            return if power.m < 0 {
                Err(NumError::DivideByZero)
            } else {
                Ok(Num::ZERO)
            };
        }
        if power.e == 0 && power.m.unsigned_abs() < MULTIPLIED {
            let base = if power.m < 0 {
                Num::ONE.div(self)?
            } else {
                self
            };
            return integer_power(base, power.m.unsigned_abs());
        }
        if self.m > 0 {
            return from_power(to_f64(self).powf(to_f64(power)));
        }
        let odd = odd_power(power).ok_or(NumError::NegativeFractionalPower)?;
        let result = from_power(to_f64(self.neg()).powf(to_f64(power)))?;
        Ok(if odd { result.neg() } else { result })
    }
}

/// Whether the power of a negative number is odd; `None` if it is not an integer.
///
/// With at most eight digits in front of the point GT.M looks for a fraction in the first nine digits only.
fn odd_power(power: Num) -> Option<bool> {
    let top = power.top();
    if top <= 0 {
        return None;
    }
    let Some(places) = usize::try_from(DIGITS - top).ok() else {
        return Some(false);
    };
    let (coefficient, _) = widen(power);
    let seen = if top < 9 {
        coefficient - coefficient % POW10[9]
    } else {
        coefficient
    };
    (seen % POW10[places] == 0).then_some(coefficient / POW10[places] % 2 == 1)
}

fn integer_power(base: Num, power: u64) -> Result<Num, NumError> {
    let (mut result, mut square, mut rest) = (Num::ONE, base, power);
    loop {
        if rest & 1 == 1 {
            result = result.mul(square)?;
        }
        rest >>= 1;
        if rest == 0 {
            return Ok(result);
        }
        square = square.mul(square)?;
    }
}

/// Below 1000 and with at most three decimals a number is its thousandfold divided by 1000; otherwise each half of
/// the coefficient is scaled in steps of nine digits.
pub(super) fn to_f64(n: Num) -> f64 {
    let thousands = n.exponent() + 3;
    if thousands >= 0 && n.top() <= 3 {
        return (n.m * POW10[thousands as usize] as i64) as f64 / 1000.0;
    }
    let scale = |half: u64, mut e: i32| {
        let mut value = half as f64;
        while e > 0 {
            value *= 1e9;
            e -= 9;
        }
        while e <= -9 {
            value /= 1e9;
            e += 9;
        }
        value / POW10[-e as usize] as f64
    };
    let (coefficient, e) = widen(n);
    let magnitude = scale(coefficient / POW10[9], e + 9) + scale(coefficient % POW10[9], e);
    if n.m < 0 { -magnitude } else { magnitude }
}

/// The decimal of a positive result of `pow`.
fn from_power(value: f64) -> Result<Num, NumError> {
    /// Relative distance below which a value counts as the decimal with three places beside it.
    const NEAR: f64 = 5.5e-16;
    if value < 1e3 {
        let thousands = (value * 1e3).round();
        if (value - thousands / 1e3).abs() / value < NEAR {
            return Num::from_parts(thousands as i128, -3);
        }
    }
    if value < 1e-60 {
        return Ok(Num::ZERO);
    }
    if value > 1e60 {
        return Err(NumError::Overflow);
    }
    let (mut scaled, mut e) = (value, 0);
    while scaled >= 1e16 {
        scaled *= 1e-5;
        e += 5;
    }
    while scaled >= 1e9 {
        scaled *= 1e-1;
        e += 1;
    }
    while scaled < 1e1 {
        scaled *= 1e5;
        e -= 5;
    }
    while scaled < 1e8 {
        scaled *= 1e1;
        e -= 1;
    }
    let high = scaled.trunc();
    let low = ((scaled - high) * 1e9).trunc();
    from_magnitude(
        false,
        u128::from(high as u64 * POW10[9] + low as u64),
        e - 9,
    )
}
