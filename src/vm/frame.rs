//! Frames of the machine's own stack: M levels and the fragments that run inside them.

use super::pending::Pending;
use crate::compile::{Code, Target};
use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

/// A call target as found in the session's routine table.
#[derive(Clone, Copy)]
pub struct Resolved {
    /// Generation of the routine table when it was found; 0 is never current.
    pub generation: u32,
    /// Routine slot, or `SAME` for the unit itself.
    pub slot: u32,
    pub label: u32,
}

impl Resolved {
    pub const SAME: u32 = u32::MAX;
}

/// Compiled code as one session uses it.
pub struct Unit {
    pub code: Arc<Code>,
    /// One entry for each of `Code::targets`.
    pub links: Vec<Cell<Resolved>>,
    pub heat: super::jit::Heat,
}

impl Unit {
    pub fn new(code: Arc<Code>) -> Rc<Unit> {
        let nothing = Resolved {
            generation: 0,
            slot: 0,
            label: 0,
        };
        let links = code
            .targets
            .iter()
            .map(|_: &Target| Cell::new(nothing))
            .collect();
        Rc::new(Unit {
            code,
            links,
            heat: Default::default(),
        })
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
    /// M code that a host function asked for: its value is for the frame below, which calls the function again.
    Callback,
}

impl Kind {
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
    pub unit: Rc<Unit>,
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
