//! Where the operands of the running frame are, and how instructions read and write them.

use super::frame::Unit;
use super::machine::Machine;
use crate::compile::Opnd;
use crate::value::array::Node;
use crate::value::num::Num;
use crate::value::{NumBuf, Value};

/// Starts of the frame's temporaries, of the cells, of the code's constants and of an undefined value, in the order of the kinds
/// of operands.
///
/// Whoever makes one promises that it is used for the frame on top only, that `push_known` has made room for the frame's
/// temporaries and its unit's names, and that it is made anew where these may move: temporaries move when a frame is pushed, cells
/// in anything that meets a new name. The compiler numbers operands within the unit's counts. Every step from an operand to a
/// place below rests on this.
#[derive(Clone, Copy)]
#[repr(C)]
pub(super) struct Operands {
    pub(super) temps: *mut u8,
    pub(super) cells: *mut u8,
    consts: *mut u8,
    nothing: *mut u8,
}

/// The operands, with room for the text of a number, kept out of the loop because making it costs more than most instructions.
#[repr(C)]
pub(super) struct Regs {
    pub at: Operands,
    pub buf: NumBuf,
}

impl Operands {
    /// Of no frame yet.
    pub fn new(machine: &mut Machine) -> Operands {
        let (cells, nothing) = machine.symbols.bases();
        Operands {
            temps: nothing,
            cells,
            consts: nothing,
            nothing,
        }
    }

    /// Those of the frame on top, whose first temporary and unit are given.
    #[inline(always)]
    pub fn enter(&mut self, machine: &mut Machine, base: usize, unit: &Unit) {
        // SAFETY: `push_known` made room for the frame's temporaries.
        self.temps = unsafe { machine.temps.as_mut_ptr().add(base) }.cast();
        (self.cells, _) = machine.symbols.bases();
        self.consts = unit.consts.cast_mut().cast();
    }

    /// Looks the cells up again.
    #[inline(always)]
    pub fn refresh(&mut self, machine: &mut Machine) {
        (self.cells, self.nothing) = machine.symbols.bases();
    }

    /// Where an operand is.
    #[inline(always)]
    pub fn place(&self, o: u32) -> *mut Value {
        let o = Opnd(o);
        let bases: *const *mut u8 = (&raw const *self).cast();
        // SAFETY: a kind is below four, and the fields are four pointers in a row; then as said above.
        unsafe { (*bases.add(o.kind() as usize)).add(o.offset()).cast() }
    }

    /// The value of an operand, or of the container it shares; it may be undefined.
    #[inline(always)]
    pub fn raw<'a>(&self, o: u32) -> &'a Value {
        // SAFETY: as above; nothing else borrows the value while an instruction reads it.
        let v: &Value = unsafe { &*self.place(o) };
        match v {
            // SAFETY: as in `Node::target`.
            Value::Link(link) => unsafe { &(*link.0.get()).value },
            v => v,
        }
    }

    /// Two operands that are plain integers.
    #[inline(always)]
    pub fn ints(&self, a: u32, b: u32) -> Option<(i64, i64)> {
        // SAFETY: as above.
        match unsafe { (&*self.place(a), &*self.place(b)) } {
            (Value::Int(x), Value::Int(y)) => Some((*x, *y)),
            _ => None,
        }
    }

    /// The value that an operand stands for: the container of a local that shares one.
    #[inline(always)]
    pub fn target<'a>(&self, o: u32) -> &'a mut Value {
        let at = self.place(o);
        // SAFETY: as above; containers as in `Node::target_mut`.
        unsafe {
            match &*at {
                Value::Link(link) if Opnd(o).kind() == Opnd::VAR => {
                    let node: *mut Node = link.0.get();
                    &mut (*node).value
                }
                _ => &mut *at,
            }
        }
    }

    /// Stores a value; a container goes to the place itself.
    #[inline(always)]
    pub fn put(&self, o: u32, v: Value) {
        if let Value::Link(_) = v {
            // SAFETY: as above.
            return unsafe { (*self.place(o)).set(v) };
        }
        self.target(o).set(v);
    }

    /// Integers have a way of their own, see `Value::set_int`.
    #[inline(always)]
    pub fn put_int(&self, o: u32, n: i64) {
        self.target(o).set_int(n);
    }

    #[inline(always)]
    pub fn put_bool(&self, o: u32, b: bool) {
        self.put_int(o, b as i64);
    }

    #[inline(always)]
    pub fn put_num(&self, o: u32, n: Num) {
        self.target(o).set_num(n);
    }

    /// A copy of a value that is not the one it replaces, or is it.
    #[inline(always)]
    pub fn put_copy(&self, o: u32, v: &Value) {
        let to: *mut Value = self.target(o);
        if !std::ptr::eq(to, v) {
            // SAFETY: as above; they are two values.
            unsafe { (*to).copy_from(v) };
        }
    }

    /// A value made by a call: see `Value::set_int` for why it is not simply moved.
    #[inline(always)]
    pub fn put_result(&self, o: u32, v: Value) {
        match v {
            Value::Int(n) => self.put_int(o, n),
            v @ Value::Short(_) => self.put_copy(o, &v),
            v => self.put(o, v),
        }
    }

    /// Makes a temporary undefined.
    #[inline(always)]
    pub fn clear(&self, o: u32) {
        // SAFETY: as above.
        unsafe { (*self.place(o)).clear() };
    }

    /// A temporary by number.
    #[inline(always)]
    pub fn temp<'a>(&self, n: usize) -> &'a mut Value {
        // SAFETY: as above.
        unsafe { &mut *self.temps.cast::<Value>().add(n) }
    }

    /// Temporaries in a row.
    #[inline(always)]
    pub fn temps<'a>(&self, first: u32, n: u16) -> &'a mut [Value] {
        // SAFETY: as above.
        unsafe {
            std::slice::from_raw_parts_mut(
                self.temps.cast::<Value>().add(first as usize),
                n as usize,
            )
        }
    }

    /// The value of a temporary, which is not used again.
    #[inline(always)]
    pub fn take(&self, o: u32) -> Value {
        // SAFETY: as above.
        unsafe { std::mem::take(&mut *self.place(o)) }
    }
}
