//! Calls, returns and jumps between routines.

use super::frame::{Entry, Frame, Hold, Kind, Trap, Unit};
use super::levels::{EXTRINSIC, PARENTHESES};
use super::machine::{Cause, Finish, Flow, Machine};
use super::pending::Pending;
use crate::compile::{Code, Ins};
pub(super) use crate::syntax::trigger::is_name;
use crate::syntax::trigger::is_trigger_name;
use crate::value::Value;
use crate::value::errors::{self, MError};
use std::rc::Rc;
use std::sync::Arc;

impl Machine {
    /// A call whose target is not found yet, or that is an error.
    #[cold]
    #[inline(never)]
    pub(super) fn call_with_care(&mut self, i: &Ins, base: usize) -> Result<(), MError> {
        let Some(unit) = self.frames.last().map(|top| top.unit.to_rc()) else {
            return Ok(());
        };
        let target = &unit.code.targets[i.a as usize];
        let to = if target.routine.is_empty() {
            self.home_unit(&unit)
        } else {
            let slot = self.routine(&target.routine)?;
            self.routines[slot as usize].clone()
        };
        // The compiler of GT.M knows the labels of the routine itself.
        let own = target.routine.is_empty() && !unit.code.name.is_empty();
        let label = find_label(&to.code, &target.label).map_err(|e| match own {
            true => MError::new(errors::LABELUNKNOWN),
            false => e,
        })?;
        self.check_depth()?;
        let entry = self.entry(&to, label, *i, own)?;
        // In a fragment "this routine" changes from call to call.
        if !target.routine.is_empty() || !unit.code.name.is_empty() {
            unit.links[i.a as usize].set(entry);
        }
        self.enter(to, &entry, *i, base);
        Ok(())
    }

    /// A label as the entry of a call.
    ///
    /// `known`: the compiler of GT.M knows it, and says that there are too many parameters before the call.
    fn entry(
        &mut self,
        target: &Rc<Unit>,
        label: u32,
        i: Ins,
        known: bool,
    ) -> Result<Entry, MError> {
        let label = target.code.labels.get(label as usize);
        let formals = label.and_then(|l| l.formals.as_deref());
        if formals.is_none() && i.x & (PARENTHESES | EXTRINSIC) != 0 {
            return Err(MError::new(errors::FMLLSTMISSING));
        }
        let (pc, formals) = (label.map_or(0, |l| l.pc), formals.unwrap_or_default());
        if usize::from(i.y) > formals.len() {
            // The error is one of the level that was called.
            if !known {
                self.push_frame(target.clone(), pc + 1, Kind::Do, 0);
            }
            return Err(MError::new(errors::ACTLSTTOOLONG));
        }
        self.symbols.reserve(target.cells);
        Ok(Entry {
            generation: self.generation,
            pc,
            unit: Rc::as_ptr(target),
            formals: formals.as_ptr(),
            count: formals.len() as u32,
        })
    }

    /// Enters a label with the actual parameters in the caller's temporaries.
    fn enter(&mut self, target: Rc<Unit>, entry: &Entry, i: Ins, base: usize) {
        // SAFETY: `target` holds the unit, and hands its count to the frame; `entry` made cells for its names and looked at
        // the numbers of parameters.
        unsafe { self.enter_entry(entry, &i, base) };
        if let Some(top) = self.frames.last_mut() {
            top.unit = Hold::own(target);
        }
    }

    /// The routine that a label without `^routine` means: the unit itself or, for a fragment, the routine that runs it.
    pub(super) fn home_unit(&self, unit: &Rc<Unit>) -> Rc<Unit> {
        if !unit.code.name.is_empty() {
            return unit.clone();
        }
        self.frames
            .iter()
            .rev()
            .map(|f| &f.unit)
            .find(|u| !u.code.name.is_empty())
            .map_or_else(|| unit.clone(), Hold::to_rc)
    }

    /// Slot of a routine, linked when it is not yet.
    pub(super) fn routine(&mut self, name: &[u8]) -> Result<u32, MError> {
        if let Some(slot) = self.routine_index.get(name)
            && !name.contains(&b'#')
        {
            return Ok(*slot);
        }
        if name.contains(&b'#') {
            return self.routine_of_trigger(name);
        }
        let search = self.special.zroutines.clone();
        match self.host.load(name, &search)? {
            Some(code) => Ok(self.link(code)),
            None => Err(missing_routine(name)),
        }
    }

    /// Puts a routine into the table, in the place of an older one of its name.
    pub(super) fn link(&mut self, code: Arc<Code>) -> u32 {
        let name = code.name.clone();
        let unit = Unit::new(code);
        match self.routine_index.get(&name) {
            Some(slot) => {
                let old = std::mem::replace(&mut self.routines[*slot as usize], unit);
                // What runs in the old code runs on in it.
                for frame in &mut self.frames {
                    if std::ptr::eq(frame.unit.as_ptr(), &raw const *old) {
                        frame.unit.keep();
                    }
                }
                // Targets found before may name labels of the old code.
                self.generation += 1;
                *slot
            }
            None => {
                let slot = self.routines.len() as u32;
                self.routines.push(unit);
                self.routine_index.insert(name, slot);
                slot
            }
        }
    }

    /// `Op::CallDyn`: label, offset and routine are values.
    pub(super) fn call_dynamic(
        &mut self,
        i: Ins,
        base: usize,
        unit: &Rc<Unit>,
    ) -> Result<(), MError> {
        let (target, label, line) = self.dynamic_target(base + i.a as usize, false, unit)?;
        match label {
            Some(label) => {
                self.check_depth()?;
                let entry = self.entry(&target, label, i, false)?;
                self.enter(target, &entry, i, base);
                Ok(())
            }
            None => {
                if i.x & (PARENTHESES | EXTRINSIC) != 0 {
                    return Err(MError::arg(errors::FMLLSTMISSING, ""));
                }
                self.check_depth()?;
                let kind = Kind::Do;
                let pc = target
                    .code
                    .lines
                    .get(line as usize - 1)
                    .copied()
                    .unwrap_or(0);
                self.push_frame(target, pc, kind, i.c);
                Ok(())
            }
        }
    }

    /// Finds an entry from its three parts in temporaries: the unit, the label if the entry is exactly one, and the line.
    pub(super) fn dynamic_target(
        &mut self,
        at: usize,
        whole: bool,
        unit: &Rc<Unit>,
    ) -> Result<(Rc<Unit>, Option<u32>, u32), MError> {
        let part = |v: &Value| v.is_defined().then(|| v.to_vec());
        let mut label = part(&self.temps[at]).unwrap_or_default();
        let offset = match &self.temps[at + 1] {
            Value::Undef => None,
            v => Some(v.to_i64()?),
        };
        let mut routine = part(&self.temps[at + 2]);
        let mut offset = offset;
        // Where `whole` says so, the value of an indirect label may hold the rest of the entry reference.
        if whole
            && routine.is_none()
            && offset.is_none()
            && label.iter().any(|b| matches!(b, b'^' | b'+'))
        {
            let text = std::mem::take(&mut label);
            let (l, o, r) = split_entry(&text).ok_or_else(|| MError::new(errors::INDEXTRACHARS))?;
            (label, offset, routine) = (l, o, r);
        }
        let target = match &routine {
            None => self.home_unit(unit),
            Some(name) => {
                // ZBREAK takes triggers, too.
                let fine = is_name(name) || (whole && is_trigger_name(name));
                if !fine {
                    return Err(MError::new(errors::RTNNAME));
                }
                let slot = self.routine(name)?;
                self.routines[slot as usize].clone()
            }
        };
        if target.code.name.is_empty() {
            return Err(MError::arg(errors::LABELMISSING, label));
        }
        let code = &target.code;
        let (index, line) = if label.is_empty() {
            (None, if offset.is_some() { 0 } else { 1 })
        } else {
            let at = find_label(code, &label)?;
            (Some(at), code.labels[at as usize].line as i64)
        };
        match offset {
            None if label.is_empty() => {
                let first = find_label(code, b"")?;
                Ok((target.clone(), Some(first), 1))
            }
            None => Ok((target.clone(), index, line as u32)),
            Some(n) => {
                let line = line + n;
                if line < 1 || line > code.lines.len() as i64 {
                    return Err(MError::with(
                        errors::OFFSETINV,
                        vec![label, n.to_string().into_bytes()],
                    ));
                }
                Ok((target.clone(), None, line as u32))
            }
        }
    }

    /// GOTO: leaves fragments and continues the level elsewhere.
    pub(super) fn goto(&mut self, target: Rc<Unit>, pc: u32) {
        while self.frames.last().is_some_and(|top| !top.kind.is_level()) {
            self.pop_fragment();
        }
        if self.frames.last().is_some_and(|f| f.kind == Kind::Prompt) {
            // The routine takes the prompt's place until its level ends.
            self.frames.pop();
            self.push_frame(target, pc, Kind::Do, 0);
            return;
        }
        let held = self.frames.last().map(|f| (f.base, f.refs));
        if let (Some((base, refs)), Some(top)) = (held, self.frames.last_mut()) {
            top.pc = pc;
            let temps = (base + target.temps) as usize;
            let registers = (refs + target.refs) as usize;
            top.unit = Hold::own(target);
            top.trap = Trap::None;
            // An operation that waited below interrupt code is given up.
            top.pending = None;
            self.make_room(temps, registers);
        }
    }

    /// Removes a frame that is no level. Inline code is a scope of NEW, indirection is not.
    pub(super) fn pop_fragment(&mut self) {
        if let Some(frame) = self.frames.pop()
            && frame.kind == Kind::Inline
        {
            self.undo(frame.undo);
        }
    }

    /// QUIT, with or without a value: ends an XECUTE, or the level.
    pub(super) fn quit(&mut self, value: Option<Value>) -> Result<Flow, MError> {
        let mut trapped = false;
        if let Some(at) = self.frames.iter().rposition(|f| f.kind.is_level()) {
            let kind = self.frames[at].kind;
            let plain = |f: &Frame| f.kind == Kind::Inline && !f.trap.is_handler();
            let inline = self.frames[at + 1..]
                .iter()
                .any(|f| plain(f) || f.kind == Kind::Line);
            let anyway = self.special.zquit;
            if value.is_none()
                && kind == Kind::Extrinsic
                && !anyway
                && !inline
                && !self.leaves_error(at)
            {
                // The error belongs to the caller: the level is gone.
                self.unwind_to(at);
                return Err(MError::new(errors::QUITARGREQD));
            }
            let typed = self.frames[at + 1..].iter().any(|f| f.kind == Kind::Line);
            if value.is_some() && typed {
                return Err(MError::new(errors::NOTEXTRINSIC));
            }
        }
        while let Some(top) = self.frames.last() {
            match top.kind {
                Kind::Inline if !top.trap.is_handler() => {
                    if value.is_some() {
                        return Err(MError::new(errors::NOTEXTRINSIC));
                    }
                    self.pop_fragment();
                    return Ok(Flow::Reload);
                }
                Kind::Inline => {
                    trapped |= top.trap == Trap::Etrap;
                    self.pop_fragment();
                }
                Kind::Line => {
                    // Of a line of direct mode there is nothing to go back to.
                    self.pop_fragment();
                    return Ok(Flow::Reload);
                }
                Kind::Args | Kind::Value | Kind::Reference => self.pop_fragment(),
                _ => break,
            }
        }
        self.leave(value, trapped)
    }

    /// Ends the level on top. `trapped`: $ETRAP code ends it, so that a missing value is the empty string.
    pub(super) fn leave(&mut self, value: Option<Value>, trapped: bool) -> Result<Flow, MError> {
        let Some(kind) = self.frames.last().map(|f| f.kind) else {
            return Ok(Flow::Stop(Finish::Halted(0)));
        };
        let at = self.frames.len() - 1;
        let rethrow = self.leaves_error(at);
        let value = match (kind, value) {
            (Kind::Prompt, _) => return Ok(Flow::Reload),
            (Kind::Extrinsic, None) => Some(Value::EMPTY),
            (Kind::ExtrinsicAlias, None) if trapped => Some(Value::EMPTY),
            (Kind::ExtrinsicAlias, Some(v)) if matches!(v, Value::Link(_)) || trapped => Some(v),
            (Kind::ExtrinsicAlias, value) => {
                self.unwind_to(at);
                let code = match value {
                    None => errors::QUITARGREQD,
                    Some(_) => errors::ALIASEXPECTED,
                };
                return Err(MError::new(code));
            }
            (Kind::Extrinsic, Some(Value::Link(_))) => {
                self.unwind_to(at);
                return Err(MError::new(errors::QUITALSINV));
            }
            (Kind::Do | Kind::Block | Kind::Xecute | Kind::Interrupt | Kind::Trigger, Some(_))
                if !trapped && !self.special.zquit =>
            {
                return Err(MError::new(errors::NOTEXTRINSIC));
            }
            (_, value) => value,
        };
        if self.holds_transaction() {
            if !trapped {
                return Err(MError::new(errors::TPQUIT));
            }
            self.orphan_transactions();
        }
        let Some(frame) = self.frames.pop() else {
            return Ok(Flow::Stop(Finish::Halted(0)));
        };
        self.handling.unwound(at);
        self.undo(frame.undo);
        match frame.kind {
            Kind::Extrinsic | Kind::ExtrinsicAlias => {
                self.test = frame.test;
                let base = self.frames.last().map_or(0, |f| f.base as usize);
                self.put(frame.dst, base, value.unwrap_or_default());
            }
            Kind::Block => self.test = frame.test,
            Kind::Interrupt => self.end_interrupt(&frame),
            Kind::Trigger => {
                self.test = frame.test;
                return self.trigger_ended(rethrow);
            }
            Kind::Callback => {
                self.test = frame.test;
                let below = self
                    .frames
                    .last_mut()
                    .and_then(|f| f.pending.as_deref_mut());
                if let Some(Pending::Host(again)) = below {
                    again.returned = value;
                }
            }
            Kind::Outside | Kind::CallIn => {
                self.test = frame.test;
                if rethrow {
                    return Ok(self.failed(Cause::Error(self.last_error())));
                }
                return Ok(Flow::Stop(Finish::Returned(value)));
            }
            _ => {}
        }
        if rethrow {
            return Ok(self.rethrow());
        }
        if self.frames.is_empty() {
            if self.special.started_at_prompt {
                // A GOTO at the prompt took its place.
                self.start_direct();
                return Ok(Flow::Reload);
            }
            return Ok(Flow::Stop(Finish::Returned(None)));
        }
        Ok(Flow::Reload)
    }

    /// Unwinds frames until `keep` are left, without running anything.
    pub(super) fn unwind_to(&mut self, keep: usize) {
        while self.frames.len() > keep {
            if let Some(frame) = self.frames.pop() {
                if frame.kind.is_level() {
                    self.undo(frame.undo);
                }
                if matches!(frame.pending.as_deref(), Some(Pending::Lock(..))) {
                    self.store.cancel_lock_waits();
                }
                match frame.kind {
                    Kind::Extrinsic | Kind::ExtrinsicAlias | Kind::Block | Kind::Trigger => {
                        self.test = frame.test;
                    }
                    Kind::Interrupt => self.end_interrupt(&frame),
                    _ => {}
                }
            }
        }
        self.abandon_updates(keep);
        self.handling.unwound(keep);
    }

    /// Number of levels: $ZLEVEL.
    pub fn level(&self) -> usize {
        let frames = &self.frames[self.floor()..];
        frames.iter().filter(|f| f.kind.is_level()).count()
    }

    /// The first frame that M code sees: that of the innermost call from C, if there is one.
    pub(super) fn floor(&self) -> usize {
        self.frames
            .iter()
            .rposition(|f| f.kind == Kind::CallIn)
            .unwrap_or(0)
    }

    /// Number of frames that leaves `level` levels.
    pub(super) fn frames_of_level(&self, level: usize) -> usize {
        let mut seen = 0;
        for (at, frame) in self.frames.iter().enumerate().skip(self.floor()) {
            if frame.kind.is_level() {
                if seen == level {
                    return at;
                }
                seen += 1;
            }
        }
        self.frames.len()
    }
}

/// The error of a call to a routine that is not on the search path.
pub(super) fn missing_routine(name: &[u8]) -> MError {
    MError::arg(errors::ZLINKFILE, name)
        .also(errors::FILENOTFND, vec![[name, b".m"].concat()])
        .also(errors::FILENOTFND, vec![[name, b".o"].concat()])
}

/// Index of a label; the empty name is the first line.
pub(super) fn find_label(code: &Code, name: &[u8]) -> Result<u32, MError> {
    if name.is_empty() {
        // The first line may have a label of its own with formal parameters.
        return Ok(code
            .labels
            .first()
            .filter(|l| l.line == 1)
            .map_or(u32::MAX, |_| 0));
    }
    let cut = &name[..name.len().min(31)];
    code.label_index
        .get(cut)
        .copied()
        .ok_or_else(|| MError::arg(errors::LABELMISSING, cut))
}

/// Label, offset and routine.
pub(super) type EntryParts = (Vec<u8>, Option<i64>, Option<Vec<u8>>);

/// Splits `label+offset^routine`.
pub(super) fn split_entry(text: &[u8]) -> Option<EntryParts> {
    let (before, routine) = match memchr::memchr(b'^', text) {
        Some(at) => (&text[..at], Some(text[at + 1..].to_vec())),
        None => (text, None),
    };
    let (label, offset) = match memchr::memchr(b'+', before) {
        Some(at) => {
            let n = std::str::from_utf8(&before[at + 1..]).ok()?.parse().ok()?;
            (&before[..at], Some(n))
        }
        None => (before, None),
    };
    Some((label.to_vec(), offset, routine))
}
