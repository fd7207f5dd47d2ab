//! Relations and truth values.

use super::Done;
use crate::compile::Ins;
use crate::value::Value;
use crate::value::errors::MError;
use crate::vm::machine::Machine;
use crate::vm::operands::Operands;
use std::cmp::Ordering;

#[inline(always)]
pub(in crate::vm) fn equal(a: &Value, b: &Value) -> Result<bool, MError> {
    Ok(a.same_text(b))
}

#[inline(always)]
pub(in crate::vm) fn less(a: &Value, b: &Value) -> Result<bool, MError> {
    match (a, b) {
        (Value::Int(x), Value::Int(y)) => Ok(x < y),
        _ => Ok(a.num()?.cmp(&b.num()?) == Ordering::Less),
    }
}

#[inline(always)]
pub(in crate::vm) fn greater(a: &Value, b: &Value) -> Result<bool, MError> {
    less(b, a)
}

#[inline(always)]
pub(in crate::vm) fn contains(a: &Value, b: &Value) -> Result<bool, MError> {
    Ok(a.contains(b))
}

#[inline(always)]
pub(in crate::vm) fn follows(a: &Value, b: &Value) -> Result<bool, MError> {
    Ok(a.follows(b))
}

#[inline(always)]
pub(in crate::vm) fn sorts_after(a: &Value, b: &Value) -> Result<bool, MError> {
    Ok(a.sorts_after(b))
}

impl Machine {
    /// Whether a relation of two operands holds.
    #[inline(always)]
    pub(in crate::vm) fn holds(
        &self,
        at: &Operands,
        (a, b): (u32, u32),
        relation: impl Fn(&Value, &Value) -> Result<bool, MError>,
    ) -> Result<bool, MError> {
        relation(self.get(at, a)?, self.get(at, b)?)
    }

    /// `a` := whether the relation of `b` and `c` is `wanted`.
    #[inline(always)]
    pub(in crate::vm) fn relation(
        &self,
        at: &Operands,
        i: &Ins,
        relation: impl Fn(&Value, &Value) -> Result<bool, MError>,
        wanted: bool,
    ) -> Done {
        at.put_bool(i.a, self.holds(at, (i.b, i.c), relation)? == wanted);
        Ok(())
    }

    /// The truth value of an operand.
    #[inline(always)]
    pub(in crate::vm) fn truth(&self, at: &Operands, o: u32) -> Result<bool, MError> {
        self.get(at, o)?.truth()
    }

    #[inline(always)]
    pub(in crate::vm) fn not(&self, at: &Operands, i: &Ins) -> Done {
        at.put_bool(i.a, !self.truth(at, i.b)?);
        Ok(())
    }
}
