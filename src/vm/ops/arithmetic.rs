//! Numbers: the arithmetic operators and the steps of FOR.

use super::{Done, number};
use crate::compile::Ins;
use crate::value::Value;
use crate::value::errors::MError;
use crate::value::num::{Num, NumError};
use crate::vm::machine::Machine;
use crate::vm::operands::Operands;

/// Integers of at most 18 digits stay integers.
#[inline(always)]
fn small(n: i64) -> Option<i64> {
    const LIMIT: i64 = 1_000_000_000_000_000_000;
    if -LIMIT < n && n < LIMIT {
        Some(n)
    } else {
        None
    }
}

/// Quotient and rest; `None` for a division by zero. Small numbers are divided in 32 bits, which is faster.
#[inline(always)]
fn divided(x: i64, y: i64) -> Option<(i64, i64)> {
    if y == 0 {
        return None;
    }
    if let (Ok(x), Ok(y)) = (u32::try_from(x), u32::try_from(y)) {
        return Some((i64::from(x / y), i64::from(x % y)));
    }
    Some((x / y, x % y))
}

/// An integer power of an integer, if it stays below 18 digits on the way.
#[inline]
fn power(x: i64, y: i64) -> Option<i64> {
    let (mut result, mut square, mut rest) = (1_i64, x, u32::try_from(y).ok()?);
    loop {
        if rest & 1 == 1 {
            result = result.checked_mul(square)?;
        }
        rest >>= 1;
        if rest == 0 {
            return small(result);
        }
        square = square.checked_mul(square)?;
    }
}

const NINE_DIGITS: i64 = 1_000_000_000;

impl Machine {
    /// `a` := `b` operator `c`: in integers when that gives one, else in decimals.
    #[inline(always)]
    fn numeric(
        &self,
        at: &Operands,
        i: &Ins,
        fast: impl Fn(i64, i64) -> Option<i64>,
        slow: impl Fn(Num, Num) -> Result<Num, NumError>,
    ) -> Done {
        match at.ints(i.b, i.c).and_then(|(x, y)| fast(x, y)) {
            Some(n) => at.put_int(i.a, n),
            None => {
                let (a, b) = (number(self.get(at, i.b)?)?, number(self.get(at, i.c)?)?);
                at.put_num(i.a, slow(a, b)?);
            }
        }
        Ok(())
    }

    #[inline(always)]
    pub(in crate::vm) fn add(&self, at: &Operands, i: &Ins) -> Done {
        self.numeric(at, i, |x, y| small(x + y), Num::add)
    }

    #[inline(always)]
    pub(in crate::vm) fn sub(&self, at: &Operands, i: &Ins) -> Done {
        self.numeric(at, i, |x, y| small(x - y), Num::sub)
    }

    #[inline(always)]
    pub(in crate::vm) fn mul(&self, at: &Operands, i: &Ins) -> Done {
        let fast = |x: i64, y| x.checked_mul(y).and_then(small);
        self.numeric(at, i, fast, Num::mul)
    }

    #[inline(always)]
    pub(in crate::vm) fn div(&self, at: &Operands, i: &Ins) -> Done {
        let fast = |x, y| {
            let (quotient, rest) = divided(x, y)?;
            (rest == 0).then_some(quotient)
        };
        self.numeric(at, i, fast, Num::div)
    }

    #[inline(always)]
    pub(in crate::vm) fn int_div(&self, at: &Operands, i: &Ins) -> Done {
        let fast = |x, y| divided(x, y).map(|(quotient, _)| quotient);
        self.numeric(at, i, fast, Num::int_div)
    }

    #[inline(always)]
    pub(in crate::vm) fn modulo(&self, at: &Operands, i: &Ins) -> Done {
        match (self.get(at, i.b)?, self.get(at, i.c)?) {
            (Value::Int(x @ 0..NINE_DIGITS), Value::Int(y @ 1..NINE_DIGITS)) => {
                // Both fit 32 bits, in which division is faster.
                at.put_int(i.a, i64::from(*x as u32 % *y as u32))
            }
            (a, b) => at.put(i.a, slow_mod(a, b)?),
        }
        Ok(())
    }

    #[inline(always)]
    pub(in crate::vm) fn pow(&self, at: &Operands, i: &Ins) -> Done {
        self.numeric(at, i, power, Num::pow)
    }

    #[inline(always)]
    pub(in crate::vm) fn plus(&self, at: &Operands, i: &Ins) -> Done {
        match self.get(at, i.b)? {
            Value::Int(n) => at.put_int(i.a, *n),
            v => at.put_num(i.a, number(v)?),
        }
        Ok(())
    }

    #[inline(always)]
    pub(in crate::vm) fn minus(&self, at: &Operands, i: &Ins) -> Done {
        match self.get(at, i.b)? {
            Value::Int(n) => at.put_int(i.a, -*n),
            v => at.put_num(i.a, number(v)?.neg()),
        }
        Ok(())
    }

    /// Whether FOR's control variable is beyond its limit before the first turn.
    #[inline(always)]
    pub(in crate::vm) fn for_test(&self, at: &Operands, i: &Ins) -> Result<bool, MError> {
        let first = i.b as usize;
        is_beyond(self.get(at, i.a)?, at.temp(first), at.temp(first + 1))
    }

    /// Adds the step to FOR's control variable unless that goes beyond the limit; whether there is another turn.
    #[inline(always)]
    pub(in crate::vm) fn for_next(&self, at: &Operands, i: &Ins) -> Result<bool, MError> {
        let first = i.b as usize;
        match (self.get(at, i.a)?, &*at.temp(first), &*at.temp(first + 1)) {
            (Value::Int(n), Value::Int(step), Value::Int(limit)) => {
                // The limit has at most 18 digits, and so has what is not beyond it.
                let next = n + step;
                let beyond = if *step < 0 {
                    next < *limit
                } else {
                    next > *limit
                };
                if !beyond {
                    at.put_int(i.a, next);
                }
                Ok(!beyond)
            }
            (v, step, limit) => {
                let next = slow_add(v, step)?;
                let beyond = is_beyond(&next, step, limit)?;
                if !beyond {
                    at.put(i.a, next);
                }
                Ok(!beyond)
            }
        }
    }

    /// Adds the step to the control variable of a FOR without limit.
    #[inline(always)]
    pub(in crate::vm) fn for_step(&self, at: &Operands, i: &Ins) -> Done {
        let (v, step) = (self.get(at, i.a)?, &*at.temp(i.b as usize));
        let sum = match (v, step) {
            (Value::Int(n), Value::Int(step)) => small(n + step),
            _ => None,
        };
        match sum {
            Some(n) => at.put_int(i.a, n),
            None => at.put(i.a, slow_add(v, step)?),
        }
        Ok(())
    }
}

#[inline(never)]
fn slow_add(a: &Value, b: &Value) -> Result<Value, MError> {
    Ok(Value::from_num(a.num()?.add(b.num()?)?))
}

/// `a#b`. Where GT.M has no short form for both numbers and finds nothing to take off, it gives `a` as it was written.
#[inline(never)]
fn slow_mod(a: &Value, b: &Value) -> Result<Value, MError> {
    // The 18 digits of the quotient have all of its whole part.
    const EXACT: i64 = 100_000_000_000_000_000;
    if let (Value::Int(x @ 0..EXACT), Value::Int(y @ 1..)) = (a, b) {
        return Ok(Value::Int(x % y));
    }
    let (x, y) = (a.num()?, b.num()?);
    let rest = x.modulo(y)?;
    Ok(if rest == x && !(is_short(x) && is_short(y)) {
        a.clone()
    } else {
        Value::from_num(rest)
    })
}

/// Whether a number has at most six digits before the point and three behind it.
fn is_short(n: Num) -> bool {
    let e = n.exponent();
    (-3..=0).contains(&e) && n.mantissa().unsigned_abs() < 1_000_000 * 10u64.pow(e.unsigned_abs())
}

/// Whether a FOR control variable is beyond its limit.
#[inline]
fn is_beyond(v: &Value, step: &Value, limit: &Value) -> Result<bool, MError> {
    let (v, step, limit) = (v.num()?, step.num()?, limit.num()?);
    Ok(if step.sign() < 0 {
        v < limit
    } else {
        v > limit
    })
}
