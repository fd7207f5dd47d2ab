//! What the hot instructions do, one function each: the instruction loop has them in line, native code calls them.

mod arithmetic;
mod node;
#[cfg(native)]
mod reference;
mod relation;
mod text;

use super::frame::Unit;
use super::machine::Machine;
use super::operands::Operands;
use crate::compile::Opnd;
use crate::value::Value;
use crate::value::errors::{self, MError};
use crate::value::num::Num;

pub(super) use relation::{contains, equal, follows, greater, less, sorts_after};

/// How an instruction ends; the loop adds the place of an error.
pub(super) type Done = Result<(), MError>;

/// Value of an undefined variable under VIEW "NOUNDEF".
const NOTHING: &Value = &Value::EMPTY;

impl Machine {
    /// The value of an operand that must be defined.
    #[inline(always)]
    pub(super) fn get<'a>(&self, at: &Operands, o: u32) -> Result<&'a Value, MError> {
        // SAFETY: as `Operands` says; nothing else borrows the value while an instruction reads it.
        let mut v: &Value = unsafe { &*at.place(o) };
        if matches!(v, Value::Undef | Value::Link(_)) {
            v = at.raw(o);
            if let Value::Undef = v {
                v = self.undefined(Opnd(o))?;
            }
        }
        Ok(v)
    }

    #[cold]
    #[inline(never)]
    fn undefined(&self, o: Opnd) -> Result<&'static Value, MError> {
        match o.kind() {
            Opnd::VAR if !self.special.undef => Ok(NOTHING),
            Opnd::VAR => Err(self.undefined_local(o.index() as u32, &[])),
            // A left-out actual parameter reaches a temporary.
            _ => Err(MError::arg(errors::UNDEF, "")),
        }
    }

    /// The value of an operand in the current frame.
    pub(super) fn operand<'a>(&'a self, o: u32, base: usize, unit: &'a Unit) -> &'a Value {
        let o = Opnd(o);
        match o.kind() {
            Opnd::TEMP => &self.temps[base + o.index()],
            Opnd::VAR => self.symbols.value(o.index()),
            Opnd::CONST => &unit.code.consts[o.index()],
            _ => self.symbols.nothing(),
        }
    }

    /// The value of an operand, which must be defined unless it was left out.
    pub(super) fn defined<'a>(
        &'a self,
        o: u32,
        base: usize,
        unit: &'a Unit,
    ) -> Result<&'a Value, MError> {
        let v = self.operand(o, base, unit);
        if let Value::Undef = v
            && Opnd(o).kind() == Opnd::VAR
        {
            return self.undefined(Opnd(o));
        }
        Ok(v)
    }

    /// Puts a value into an operand of a frame with the given base.
    pub(super) fn put(&mut self, o: u32, base: usize, v: Value) {
        let o = Opnd(o);
        match o.kind() {
            Opnd::TEMP => self.temps[base + o.index()] = v,
            Opnd::VAR => self.symbols.node_mut(o.index() as u32).value = v,
            _ => {}
        }
    }
}

/// Numeric interpretation, the common kinds in line.
#[inline(always)]
fn number(v: &Value) -> Result<Num, MError> {
    match v {
        Value::Int(n) => Ok(Num::small(*n)),
        Value::Dec(n) => Ok(n.num()),
        other => other.num(),
    }
}
