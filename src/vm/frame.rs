//! Frames of the machine's own stack: M levels and the fragments that run inside them.

use super::pending::Pending;
use crate::compile::{Code, Ins, Target};
use crate::value::Value;
use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

/// A call as found in the session's routine table and checked, with what entering it needs.
#[derive(Clone, Copy)]
pub struct Entry {
    /// Generation of the routine table when it was found; 0 is never current. Replacing a routine makes all entries stale.
    pub generation: u32,
    /// First instruction.
    pub pc: u32,
    /// The unit, which the routine table holds, or a frame of the caller's routine; and in it the formal parameters.
    pub unit: *const Unit,
    pub formals: *const u32,
    pub count: u32,
}

impl Entry {
    const STALE: Entry = Entry {
        generation: 0,
        pc: 0,
        unit: std::ptr::null(),
        formals: std::ptr::null(),
        count: 0,
    };
}

/// Compiled code as one session uses it.
pub struct Unit {
    /// What frames and the instruction loop need of the code, side by side.
    pub ins: *const Ins,
    pub consts: *const Value,
    pub temps: u32,
    pub refs: u32,
    pub cells: u32,
    pub code: Arc<Code>,
    /// One entry for each of `Code::targets`.
    pub links: Vec<Cell<Entry>>,
    #[cfg(native)]
    pub heat: super::jit::Heat,
}

impl Unit {
    pub fn new(code: Arc<Code>) -> Rc<Unit> {
        let links = code
            .targets
            .iter()
            .map(|_: &Target| Cell::new(Entry::STALE))
            .collect();
        Rc::new(Unit {
            ins: code.ins.as_ptr(),
            consts: code.consts.as_ptr(),
            temps: code.temps,
            refs: code.refs,
            cells: code.cells,
            code,
            links,
            #[cfg(native)]
            heat: Default::default(),
        })
    }
}

/// A frame's hold on its unit: a count of its own, or a loan from something that outlives the frame (the frame below, or the
/// routine table, which turns loans into counts before it lets go of a unit). Calls lend, so that they count nothing.
pub struct Hold(*const Unit);

/// Bit of the address that tells a count from a loan.
const OWNED: usize = 1;
const _: () = assert!(align_of::<Unit>() > OWNED);

impl Hold {
    #[inline(always)]
    pub fn own(unit: Rc<Unit>) -> Hold {
        Hold(Rc::into_raw(unit).map_addr(|a| a | OWNED))
    }

    /// # Safety
    /// The unit is in an `Rc` that stays until the hold is gone or has become a count.
    #[inline(always)]
    pub unsafe fn lend(unit: *const Unit) -> Hold {
        Hold(unit)
    }

    #[inline(always)]
    pub fn is_owned(&self) -> bool {
        self.0.addr() & OWNED != 0
    }

    #[inline(always)]
    pub fn as_ptr(&self) -> *const Unit {
        self.0.map_addr(|a| a & !OWNED)
    }

    /// The unit, counted.
    pub fn to_rc(&self) -> Rc<Unit> {
        let unit = self.as_ptr();
        // SAFETY: the address is one of an `Rc`, which the hold keeps or which outlives it.
        unsafe {
            Rc::increment_strong_count(unit);
            Rc::from_raw(unit)
        }
    }

    /// Turns a loan into a count.
    pub fn keep(&mut self) {
        if !self.is_owned() {
            *self = Hold::own(self.to_rc());
        }
    }
}

impl std::ops::Deref for Hold {
    type Target = Unit;

    #[inline(always)]
    fn deref(&self) -> &Unit {
        // SAFETY: as in `to_rc`.
        unsafe { &*self.as_ptr() }
    }
}

impl Drop for Hold {
    #[inline(always)]
    fn drop(&mut self) {
        if self.is_owned() {
            // SAFETY: `own` gave the count up to this hold.
            drop(unsafe { Rc::from_raw(self.as_ptr()) });
        }
    }
}

/// What a frame is, and so what its end means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// DO, and the first level of a run.
    Do,
    /// `$$`: a value is due in the caller's operand `dst`.
    Extrinsic,
    /// `SET *x=$$f()`: a container is due.
    ExtrinsicAlias,
    /// Argumentless DO.
    Block,
    /// XECUTE of a text: a level of its own.
    Xecute,
    /// XECUTE of a literal, a handler: code inside the level of its caller, but a scope of NEW.
    Inline,
    /// Indirection: a value for operand `dst`.
    Value,
    /// Indirection: a reference for register `dst`.
    Reference,
    /// Argument indirection, device parameters.
    Args,
    /// $ZINTERRUPT, $ZTIMEOUT code: the interrupted frame goes on after it.
    Interrupt,
    /// The code of a trigger, above the frame whose instruction changes a global.
    Trigger,
    /// Direct mode as the first level of a session.
    Prompt,
    /// Direct mode within a level: after BREAK or an error.
    Direct,
    /// A line of direct mode: it belongs to the level below, also what it NEWs.
    Line,
    /// The routine of $ZYERROR: the error goes on after it.
    Zyerror,
    /// A call from Rust: the machine stops when it ends.
    Outside,
    /// The first level of a call from C, below the routine: levels are counted from it, and nothing below it is seen.
    CallIn,
    /// M code that a host function asked for: its value is for the frame below, which calls the function again.
    Callback,
}

impl Kind {
    /// Whether the machine stops at its end: calls from Rust and from C.
    #[inline]
    pub fn is_entry(self) -> bool {
        matches!(self, Kind::Outside | Kind::CallIn)
    }

    /// Whether the frame is a level of $ZLEVEL and $STACK.
    #[inline]
    pub fn is_level(self) -> bool {
        use Kind::*;
        !matches!(
            self,
            Inline | Value | Reference | Args | Direct | Line | Zyerror
        )
    }
}

/// A frame.
pub struct Frame {
    pub unit: Hold,
    pub pc: u32,
    /// First temporary and first reference register.
    pub base: u32,
    pub refs: u32,
    /// Depth of the undo log when the frame began.
    pub undo: u32,
    pub dst: u32,
    pub kind: Kind,
    /// $TEST to restore at the end of extrinsics and blocks.
    pub test: bool,
    /// Code that $ETRAP or $ZTRAP put here in place of the frame's own.
    pub trap: Trap,
    /// Operation that waits.
    pub pending: Option<Box<Pending>>,
}

impl Frame {
    /// The instruction that is being executed: the one before `pc`, or the one that waits to be executed again.
    pub fn at(&self) -> usize {
        let pc = self.pc as usize;
        if self.pending.is_some() {
            pc
        } else {
            pc.saturating_sub(1)
        }
    }
}

/// What code a frame of kind `Inline` runs in place of the level's own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Trap {
    None,
    /// $ETRAP code: its end is a QUIT of the level.
    Etrap,
    /// $ZTRAP code: at its end the line that failed begins again at this instruction.
    Resume(u32),
    /// EXCEPTION code, which ends in the same way.
    Exception(u32),
    /// The action of a breakpoint.
    Zbreak,
    /// The action of ZSTEP.
    Zstep,
}

impl Trap {
    /// Whether the code handles an error of the level.
    pub fn is_handler(self) -> bool {
        matches!(self, Trap::Etrap | Trap::Resume(_) | Trap::Exception(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loan_counts_only_when_it_is_kept() {
        let unit = Unit::new(Arc::default());
        // SAFETY: `unit` stays until the end.
        let mut hold = unsafe { Hold::lend(Rc::as_ptr(&unit)) };
        assert_eq!((Rc::strong_count(&unit), hold.is_owned()), (1, false));
        hold.keep();
        hold.keep();
        assert_eq!((Rc::strong_count(&unit), hold.is_owned()), (2, true));
        assert!(std::ptr::eq(hold.as_ptr(), Rc::as_ptr(&unit)));
        assert_eq!(Rc::strong_count(&hold.to_rc()), 3);
        drop(hold);
        drop(Hold::own(unit.clone()));
        assert_eq!(Rc::strong_count(&unit), 1);
    }
}
