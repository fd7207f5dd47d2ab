//! Entering and leaving levels: the short ways of calls, blocks and returns, over plain data.

use super::frame::{Entry, Frame, Hold, Kind, Trap, Unit};
use super::machine::Machine;
use crate::compile::{Ins, Opnd};
use crate::value::Value;
use crate::value::errors::{self, MError};
use std::rc::Rc;

/// Bits of `Ins::x` of a call.
pub(super) const EXTRINSIC: u8 = 1;
pub(super) const PARENTHESES: u8 = 2;
pub(super) const ALIAS: u8 = 4;

impl Machine {
    /// `Op::Call`: to a target that is a plain label and routine.
    #[inline(always)]
    pub(super) fn call(&mut self, unit: &Unit, i: &Ins, base: usize) -> Result<(), MError> {
        // SAFETY: the compiler numbers targets within the unit's count; nobody changes the entry while it is read here.
        let entry = unsafe { &*unit.links.get_unchecked(i.a as usize).as_ptr() };
        if entry.generation != self.generation || self.frames.len() >= self.frame_room {
            return self.call_with_care(i, base);
        }
        // SAFETY: the entry is current, so that the routine table or the calling frame holds its unit, and that call was
        // checked when it was found.
        unsafe { self.enter_entry(entry, i, base) };
        Ok(())
    }

    /// A frame for an entry, and the actual parameters bound to its formal ones.
    ///
    /// # Safety
    /// The unit of the entry outlives the frame, or `Hold::keep` is called before it goes; its names have cells. There are not
    /// more actual parameters than formal ones.
    #[inline(always)]
    pub(super) unsafe fn enter_entry(&mut self, entry: &Entry, i: &Ins, base: usize) {
        let kind = match i.x & (EXTRINSIC | ALIAS) {
            EXTRINSIC => Kind::Extrinsic,
            0 | ALIAS => Kind::Do,
            _ => Kind::ExtrinsicAlias,
        };
        // SAFETY: the caller's promise; the formals are part of the unit's code, and the caller's temporaries lie below the new
        // frame's, within `temps`.
        unsafe {
            self.push_known(Hold::lend(entry.unit), entry.pc, kind, i.c);
            if entry.count == 0 {
                return;
            }
            let mut actual = self.temps.as_mut_ptr().add(base + i.b as usize);
            let mut formal = entry.formals;
            let end = formal.add(entry.count as usize);
            let given = formal.add(i.y as usize);
            let mut binder = self.symbols.binder(entry.count);
            while formal != given {
                binder.bind(*formal, &mut *actual);
                (formal, actual) = (formal.add(1), actual.add(1));
            }
            while formal != end {
                binder.bind(*formal, &mut Value::Undef);
                formal = formal.add(1);
            }
        }
    }

    /// Puts a frame on the stack and makes room for its names.
    pub(super) fn push_frame(&mut self, unit: Rc<Unit>, pc: u32, kind: Kind, dst: u32) {
        self.symbols.reserve(unit.cells);
        self.push_known(Hold::own(unit), pc, kind, dst);
    }

    /// `Op::Block`: a level in the code of the frame on top.
    #[inline(always)]
    pub(super) fn push_block(&mut self, pc: u32) -> Result<(), MError> {
        self.check_depth()?;
        if let Some(top) = self.frames.last() {
            // SAFETY: the frame below holds the unit.
            let unit = unsafe { Hold::lend(top.unit.as_ptr()) };
            self.push_known(unit, pc, Kind::Block, 0);
        }
        Ok(())
    }

    /// Puts a frame on the stack, of a unit whose names have cells.
    #[inline(always)]
    fn push_known(&mut self, unit: Hold, pc: u32, kind: Kind, dst: u32) {
        let (base, refs) = match self.frames.last() {
            Some(top) => (top.base + top.unit.temps, top.refs + top.unit.refs),
            None => (0, 0),
        };
        let (temps, registers) = (base + unit.temps, refs + unit.refs);
        if self.temps.len() < temps as usize
            || self.refs.len() < registers as usize
            || self.frames.len() >= self.frame_room
        {
            self.make_room(temps as usize, registers as usize);
        }
        let undo = self.symbols.mark();
        // SAFETY: there is room for one more frame. It is written field by field: built elsewhere and copied it would wait for
        // the parts to leave the store buffer.
        unsafe {
            let at = self.frames.as_mut_ptr().add(self.frames.len());
            (&raw mut (*at).unit).write(unit);
            (&raw mut (*at).pc).write(pc);
            (&raw mut (*at).base).write(base);
            (&raw mut (*at).refs).write(refs);
            (&raw mut (*at).undo).write(undo);
            (&raw mut (*at).dst).write(dst);
            (&raw mut (*at).kind).write(kind);
            (&raw mut (*at).test).write(self.test);
            (&raw mut (*at).trap).write(Trap::None);
            (&raw mut (*at).pending).write(None);
            self.frames.set_len(self.frames.len() + 1);
        }
    }

    /// Room for temporaries, reference registers, and a frame.
    #[cold]
    #[inline(never)]
    pub(super) fn make_room(&mut self, temps: usize, registers: usize) {
        if self.temps.len() < temps {
            self.temps.resize(temps, Value::Undef);
        }
        if self.refs.len() < registers {
            self.refs.resize_with(registers, Default::default);
        }
        self.frames.reserve(1);
        // Handlers and interrupts may go beyond the depth, which calls then find exceeded.
        self.frame_room = self.frames.capacity().min(self.limits.depth);
    }

    pub(super) fn check_depth(&self) -> Result<(), MError> {
        if self.frames.len() >= self.limits.depth {
            return Err(MError::new(errors::STACKCRIT));
        }
        Ok(())
    }

    /// Whether the end of a level may need more than taking its frame away.
    #[inline(always)]
    fn is_watched(&self) -> bool {
        self.debug.active || self.handling.is_active() || !self.transactions.is_empty()
    }

    /// QUIT without a value from a plain level, the common case; `false` when it is not that.
    #[inline(always)]
    pub(super) fn leave_quickly(&mut self) -> bool {
        let Some(top) = self.frames.last() else {
            return false;
        };
        if !matches!(top.kind, Kind::Do | Kind::Block | Kind::Xecute)
            || self.frames.len() < 2
            || self.is_watched()
        {
            return false;
        }
        if top.kind == Kind::Block {
            self.test = top.test;
        }
        let undo = top.undo;
        // SAFETY: there is a frame on top.
        unsafe { self.pop_plain() };
        self.undo(undo);
        true
    }

    /// QUIT with an integer from a plain extrinsic; `false` when it is not that.
    #[inline(always)]
    pub(super) fn return_int(&mut self, n: i64) -> bool {
        let Some(top) = self.frames.last() else {
            return false;
        };
        if top.kind != Kind::Extrinsic || self.is_watched() {
            return false;
        }
        self.test = top.test;
        let (undo, dst) = (top.undo, Opnd(top.dst));
        // SAFETY: there is a frame on top.
        unsafe { self.pop_plain() };
        self.undo(undo);
        if let Some(to) = self.result(dst) {
            to.set_int(n);
        }
        true
    }

    /// QUIT with any other value from a plain extrinsic, which is taken; `false` when it is not that.
    pub(super) fn return_value(&mut self, value: &mut Value) -> bool {
        let Some(top) = self.frames.last() else {
            return false;
        };
        if top.kind != Kind::Extrinsic || self.is_watched() || matches!(value, Value::Link(_)) {
            return false;
        }
        let value = std::mem::take(value);
        self.test = top.test;
        let (undo, dst) = (top.undo, Opnd(top.dst));
        // SAFETY: there is a frame on top.
        unsafe { self.pop_plain() };
        self.undo(undo);
        if let Some(to) = self.result(dst) {
            to.set(value);
        }
        true
    }

    /// Where the frame on top takes a result.
    #[inline(always)]
    fn result(&mut self, dst: Opnd) -> Option<&mut Value> {
        let base = self.frames.last().map_or(0, |f| f.base as usize);
        match dst.kind() {
            Opnd::TEMP => self.temps.get_mut(base + dst.index()),
            Opnd::VAR => Some(&mut self.symbols.node_mut(dst.index() as u32).value),
            _ => None,
        }
    }

    /// Takes away the frame on top, which nothing special is about.
    ///
    /// # Safety
    /// There is one.
    #[inline(always)]
    unsafe fn pop_plain(&mut self) {
        // SAFETY: the caller's promise; the fields that own something are dropped here, once.
        unsafe {
            let last = self.frames.len() - 1;
            self.frames.set_len(last);
            let top = self.frames.as_mut_ptr().add(last);
            if (*top).unit.is_owned() || (*top).pending.is_some() {
                drop_frame(top);
            }
        }
    }

    /// Restores names and special variables down to a mark.
    #[inline(always)]
    pub(super) fn undo(&mut self, mark: u32) {
        while let Some((svn, value)) = self.symbols.unwind(mark) {
            self.restore_svn(svn, value);
        }
    }
}

/// What a frame owns.
///
/// # Safety
/// The frame is valid and not used afterwards.
#[cold]
#[inline(never)]
unsafe fn drop_frame(frame: *mut Frame) {
    // SAFETY: the caller's promise.
    unsafe { frame.drop_in_place() };
}
