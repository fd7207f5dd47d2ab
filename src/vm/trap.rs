//! Errors: $ZSTATUS, $ECODE, $STACK, and who handles them: EXCEPTION, $ETRAP, $ZTRAP, direct mode or the caller.

use super::fragments::END;
use super::frame::{Kind, Trap, Unit};
use super::machine::{Cause, Failure, Finish, Flow, Machine};
use super::pending::Pending;
use crate::value::Value;
use crate::value::errors::{self, Code, MError};
use std::rc::Rc;

/// The place of code that was typed at the prompt.
const NOWHERE: &[u8] = b"+1^GTM$DMOD";

/// What $STACK(level) remembers of one level.
#[derive(Clone, Debug, Default)]
pub struct StackEntry {
    /// `DO`, `XECUTE`, `$$` …
    pub how: Vec<u8>,
    pub place: Vec<u8>,
    pub mcode: Vec<u8>,
    pub ecode: Vec<u8>,
}

/// Error handling that is under way.
#[derive(Default)]
pub(super) struct Handling {
    /// The frame of the level whose $ETRAP code was given the error: another error while $ECODE is not empty ends it, and its
    /// QUIT hands the error to its caller.
    level: Option<usize>,
    /// The last error and its place, for whoever reports it.
    error: Option<MError>,
    place: Vec<u8>,
    /// Whether it came from an indirection.
    indirect: bool,
    /// $STACK() as it was at the first error since $ECODE was empty.
    stack: Vec<StackEntry>,
    /// Level at which $ZTRAP was set, for the forms of gtm_ztrap_form that go back to it.
    pub(super) ztrap_level: i64,
}

impl Handling {
    /// SET $ECODE="".
    pub(super) fn clear(&mut self) {
        self.level = None;
        self.stack.clear();
    }

    /// Whether the QUIT of some level may hand an error to its caller.
    #[inline]
    pub(super) fn is_active(&self) -> bool {
        self.level.is_some()
    }

    /// Frames from `keep` on are gone.
    pub(super) fn unwound(&mut self, keep: usize) {
        self.level = self.level.filter(|at| *at < keep);
    }
}

impl Machine {
    /// Handles an error raised by the current instruction.
    #[cold]
    pub(super) fn trap(&mut self, error: MError) -> Flow {
        // The rest of the line, which gathered output may wait for, is not reached. Its own failure comes second to this one.
        let _ = self.devices.flush(crate::device::Flush::Command);
        // A request that came while an operation waited: the place is that of the operation, which is given up.
        self.drop_pending();
        if let Some(cause) = self.ending.take() {
            self.record_stack(Vec::new(), false);
            return self.failed(cause);
        }
        if error.code() == errors::FORCEDHALT {
            return Flow::Stop(Finish::Halted(1));
        }
        if error.code() == errors::NOPRINCIO {
            // Nobody is left to read from or to write to.
            return self.halt(0);
        }
        let mut error = error;
        if error.code() == errors::TPRETRY && self.store.tlevel() > 0 {
            match self.restart_all() {
                Ok(flow) => return flow,
                Err(e) => error = e,
            }
        }
        if let Some(at) = self.frames.iter().rposition(|f| f.kind == Kind::Zyerror) {
            // $ZYERROR's routine fails: the error it was called for is shown.
            self.unwind_to(at);
            let error = self.last_error();
            return self.untrapped(error);
        }
        let exception = self.special.exception.take();
        let place = self.place();
        let failing = self.failing_handler();
        let raised = error.code() == errors::SETECODE;
        let own = if raised {
            error.args().concat()
        } else {
            error.ecode()
        };
        if let Some(code) = failing {
            error = error.within(code);
        }
        self.special.zstatus = error.zstatus(&place);
        let codes = match (raised, failing) {
            (false, _) => error.ecode(),
            // SET $ECODE has put its codes there.
            (true, Some(_)) => format!(",Z{},", error.number()).into_bytes(),
            (true, None) => Vec::new(),
        };
        if !codes.is_empty() {
            self.add_ecode(&codes);
        }
        self.record_stack(own, failing.is_some());
        self.params.clear();
        self.except.clear();
        self.handling.error = Some(error.clone());
        self.handling.place = place;
        if error.is_fatal() {
            return self.untrapped_at_end(error);
        }
        if let Some(code) = exception {
            return self.run_handler(&code, Trap::Exception(self.line_start()), error);
        }
        if !self.special.zyerror.is_empty() {
            return self.call_zyerror();
        }
        self.dispatch(error, failing.is_some())
    }

    /// Forgets the operation that the frame on top waited for.
    fn drop_pending(&mut self) {
        let Some(top) = self.frames.last_mut() else {
            return;
        };
        match top.pending.take().as_deref() {
            // The line of a breakpoint has not begun.
            None | Some(Pending::Stopped) => return,
            Some(Pending::Lock(..)) => self.store.cancel_lock_waits(),
            Some(_) => {}
        }
        top.pc += 1;
    }

    /// Appends codes with commas around to $ECODE.
    pub(super) fn add_ecode(&mut self, codes: &[u8]) {
        if self.special.ecode.is_empty() {
            self.special.ecode = codes.to_vec();
        } else {
            self.special.ecode.extend_from_slice(&codes[1..]);
        }
    }

    /// `label+offset^routine` of the innermost frame that has a routine.
    pub fn place(&self) -> Vec<u8> {
        match self
            .frames
            .iter()
            .rev()
            .find(|f| !f.unit.code.name.is_empty())
        {
            Some(frame) => frame.unit.code.place_at(frame.at()),
            None => NOWHERE.to_vec(),
        }
    }

    /// What wraps an error in the text of a handler itself, not in what the handler calls.
    fn failing_handler(&self) -> Option<Code> {
        for frame in self.frames.iter().rev() {
            if matches!(frame.kind, Kind::Direct | Kind::Prompt) {
                return None;
            }
            match frame.trap {
                Trap::Etrap => return Some(errors::ERRWETRAP),
                Trap::Resume(_) => return Some(errors::ERRWZTRAP),
                Trap::Exception(_) => return Some(errors::ERRWIOEXC),
                Trap::Zbreak => return Some(errors::ERRWZBRK),
                Trap::None | Trap::Zstep => {}
            }
            if frame.kind == Kind::Interrupt {
                return Some(errors::ERRWZINTR);
            }
            if frame.kind.is_level() {
                return None;
            }
        }
        None
    }

    /// The level of an error that is being handled, unless direct mode or a caller in Rust lies between.
    fn handled_level(&self) -> Option<usize> {
        let at = self.handling.level?;
        let above = self.frames.get(at + 1..)?;
        let apart = above
            .iter()
            .any(|f| matches!(f.kind, Kind::Direct | Kind::Prompt) || f.kind.is_entry());
        (!apart && !self.special.ecode.is_empty()).then_some(at)
    }

    /// Looks for a handler from the innermost level outward. `failing`: the error is in the text of a handler.
    fn dispatch(&mut self, error: MError, mut failing: bool) -> Flow {
        if let Some(at) = self.handled_level() {
            self.unwind_to(at);
            failing = false;
        }
        self.handling.indirect = self
            .frames
            .last()
            .is_some_and(|f| matches!(f.kind, Kind::Value | Kind::Reference | Kind::Args));
        let mut in_trigger = false;
        loop {
            while self
                .frames
                .last()
                .is_some_and(|f| !f.kind.is_level() && f.kind != Kind::Direct)
            {
                let ended = self.frames.last().map(|f| f.trap);
                self.pop_fragment();
                if failing && matches!(ended, Some(Trap::Resume(_))) {
                    // A $ZTRAP that fails is no handler any more.
                    self.special.ztrap.clear();
                }
            }
            self.drop_pending();
            let Some(kind) = self.frames.last().map(|f| f.kind) else {
                return self.end_silently(error);
            };
            let level = self.frames.len() - 1;
            in_trigger |= kind == Kind::Trigger;
            match kind {
                Kind::Prompt | Kind::Direct => {
                    return self.untrapped_at_prompt(error, !in_trigger);
                }
                Kind::Interrupt => {}
                Kind::CallIn => return self.untrapped_at_end(error),
                Kind::Outside if failing => return self.untrapped_at_end(error),
                _ if failing => {
                    self.unwind_to(level);
                    failing = false;
                    continue;
                }
                _ => {}
            }
            if !self.special.etrap.is_empty() {
                let code = self.special.etrap.clone();
                self.handling.level = Some(level);
                return self.run_handler(&code, Trap::Etrap, error);
            }
            match &self.special.ztrap[..] {
                b"" if kind == Kind::Outside => return self.untrapped_at_end(error),
                b"" => self.unwind_to(level),
                b"B" | b"b" => return self.untrapped(error),
                _ => return self.run_ztrap(error),
            }
        }
    }

    /// $ZTRAP in the form that gtm_ztrap_form asks for: code, or an entry to go to.
    fn run_ztrap(&mut self, error: MError) -> Flow {
        let text = self.special.ztrap.clone();
        let form = self.special.ztrap_form;
        let is_code =
            form == ZtrapForm::Code || (form.is_adaptive() && self.check_code(&text).is_ok());
        if is_code {
            return self.run_handler(&text, Trap::Resume(self.line_start()), error);
        }
        if form.pops() {
            let keep = self.frames_of_level(self.handling.ztrap_level.max(1) as usize);
            self.unwind_to(keep);
        }
        let text = [b"GOTO ", &text[..]].concat();
        self.run_handler(&text, Trap::Resume(self.line_start()), error)
    }

    /// First instruction of the line that the innermost level executes.
    fn line_start(&self) -> u32 {
        let Some(level) = self.frames.iter().rev().find(|f| f.kind.is_level()) else {
            return 0;
        };
        let line = level.unit.code.line_at(level.at());
        level
            .unit
            .code
            .lines
            .get((line as usize).saturating_sub(1))
            .copied()
            .unwrap_or(0)
    }

    /// Puts handler code above the level on top.
    fn run_handler(&mut self, text: &[u8], trap: Trap, error: MError) -> Flow {
        while self
            .frames
            .last()
            .is_some_and(|f| !f.kind.is_level() && f.kind != Kind::Direct)
        {
            self.pop_fragment();
        }
        match self.commands_unit(text) {
            Ok(unit) => {
                self.push_frame(unit, 0, Kind::Inline, 0);
                if let Some(top) = self.frames.last_mut() {
                    top.trap = trap;
                }
                Flow::Reload
            }
            Err(_) => self.untrapped(error),
        }
    }

    /// Calls the routine that $ZYERROR names; the error goes on when it is back.
    fn call_zyerror(&mut self) -> Flow {
        let entry = self.special.zyerror.clone();
        let text = [b"DO ", &entry[..]].concat();
        match self.commands_unit(&text) {
            Ok(unit) if self.has_entry(&entry) => {
                self.push_frame(unit, 0, Kind::Zyerror, 0);
                Flow::Reload
            }
            Ok(_) => self.end_silently(MError::arg(errors::LABELMISSING, entry)),
            Err(e) => self.end_silently(e),
        }
    }

    /// Whether an entry reference names a label that there is.
    fn has_entry(&mut self, entry: &[u8]) -> bool {
        let Some((label, _, routine)) = super::calls::split_entry(entry) else {
            return false;
        };
        let unit = match routine {
            Some(name) => self
                .routine(&name)
                .ok()
                .and_then(|slot| self.routines.get(slot as usize).cloned()),
            None => self
                .frames
                .iter()
                .rev()
                .map(|f| f.unit.to_rc())
                .find(|u| !u.code.name.is_empty()),
        };
        unit.is_some_and(|unit: Rc<Unit>| super::calls::find_label(&unit.code, &label).is_ok())
    }

    /// $ZYERROR's routine is back.
    pub(super) fn zyerror_ended(&mut self) -> Flow {
        match self.handling.error.clone() {
            Some(error) => {
                let failing = self.failing_handler().is_some();
                self.dispatch(error, failing)
            }
            None => Flow::Reload,
        }
    }

    /// Whether the QUIT of this frame hands an error to its caller.
    pub(super) fn leaves_error(&self, frame: usize) -> bool {
        self.handling.level == Some(frame) && !self.special.ecode.is_empty()
    }

    /// The error that a level left behind at its QUIT goes to the caller.
    pub(super) fn rethrow(&mut self) -> Flow {
        let error = self.last_error();
        self.dispatch(error, false)
    }

    /// The error under way.
    pub(super) fn last_error(&self) -> MError {
        self.handling
            .error
            .clone()
            .unwrap_or_else(|| MError::arg(errors::SETECODE, &self.special.ecode))
    }

    /// Nothing traps: a message, and then direct mode or the end.
    fn untrapped(&mut self, error: MError) -> Flow {
        if error.code() == errors::TERMHANGUP {
            return self.halt(0);
        }
        let outside = self.frames.iter().any(|f| f.kind.is_entry());
        if !self.may_enter_direct() || outside {
            return self.untrapped_at_end(error);
        }
        self.report(&error, true);
        // As after $ZTRAP="B": ZCONTINUE executes the line anew.
        let line = self.line_start();
        while self
            .frames
            .last()
            .is_some_and(|f| !f.kind.is_level() && f.kind != Kind::Direct)
        {
            self.pop_fragment();
        }
        self.push_code(vec![END], Kind::Inline, Trap::Resume(line));
        if let Some(top) = self.frames.last_mut() {
            // For ZSHOW "S".
            top.dst = u32::from(self.handling.indirect);
        }
        self.enter_direct();
        Flow::Reload
    }

    /// An error in a line of direct mode, or one that unwound everything above it. `shown`: ZSHOW "S" tells that the prompt is one
    /// of an error.
    fn untrapped_at_prompt(&mut self, error: MError, shown: bool) -> Flow {
        let quit = error.code() == errors::NOTEXTRINSIC;
        let error = error.cause().cloned().unwrap_or(error);
        self.report(&error, quit);
        if shown
            && let Some(top) = self.frames.last_mut()
            && top.kind == Kind::Prompt
        {
            top.trap = Trap::Resume(0);
        }
        Flow::Reload
    }

    fn untrapped_at_end(&mut self, error: MError) -> Flow {
        self.failed(Cause::Error(error))
    }

    /// Ends the innermost call from outside, with the levels as they were recorded.
    pub(super) fn failed(&mut self, cause: Cause) -> Flow {
        let keep = self
            .frames
            .iter()
            .rposition(|f| f.kind.is_entry())
            .unwrap_or(0);
        self.unwind_to(keep);
        Flow::Stop(Finish::Failed(Box::new(Failure {
            cause,
            stack: self.handling.stack.clone(),
        })))
    }

    /// Ends the innermost call from outside for a reason of its driver's.
    pub fn give_up(&mut self, cause: Cause) -> Failure {
        self.record_stack(Vec::new(), false);
        match self.failed(cause) {
            Flow::Stop(Finish::Failed(failure)) => *failure,
            _ => Failure {
                cause: Cause::Stopped,
                stack: Vec::new(),
            },
        }
    }

    /// The message of the last error with its place, as lines.
    pub fn status_message(&self) -> Vec<u8> {
        self.message_with_place(&self.last_error())
    }

    /// Neither $ETRAP nor $ZTRAP: the process ends without a word, its status the low byte of the error's number.
    fn end_silently(&mut self, error: MError) -> Flow {
        if !self.host.has_direct_mode() {
            return self.untrapped_at_end(error);
        }
        self.halt((error.number() & 0xff) as i32)
    }

    /// Shows an error to people, with its place unless it is the prompt's own.
    fn report(&mut self, error: &MError, with_place: bool) {
        let mut text = error.message(b"\n");
        text.push(b'\n');
        match error.source() {
            Some((source, column)) if self.at_prompt() => {
                text.extend_from_slice(b"\t");
                text.extend_from_slice(source);
                text.extend_from_slice(b"\n\t");
                text.resize(text.len() + (*column as usize).saturating_sub(1), b' ');
                text.extend_from_slice(b"^-----\n");
            }
            _ if with_place => text = self.message_with_place(error),
            _ => {}
        }
        self.say(&text);
        if self.devices.io() != self.devices.principal() {
            let name = self.devices.io().to_vec();
            let mut text = MError::arg(errors::NOTPRINCIO, name)
                .severity('W')
                .message(b"\n");
            text.push(b'\n');
            self.host.complain(&text);
        }
        self.use_principal();
    }

    /// A message, and the line that tells the place of the last error.
    fn message_with_place(&self, error: &MError) -> Vec<u8> {
        let mut text = error.message(b"\n");
        text.extend_from_slice(b"\n\t\tAt M source location ");
        text.extend_from_slice(&self.handling.place);
        text.push(b'\n');
        text
    }

    /// Whether what runs was typed at the prompt, with no routine between.
    fn at_prompt(&self) -> bool {
        let mut above = self
            .frames
            .iter()
            .rev()
            .take_while(|f| !matches!(f.kind, Kind::Direct | Kind::Prompt));
        above.all(|f| f.unit.code.name.is_empty())
            && self
                .frames
                .iter()
                .any(|f| matches!(f.kind, Kind::Direct | Kind::Prompt))
    }

    /// A message on the principal device's screen, at the start of a line.
    pub fn say(&mut self, text: &[u8]) {
        // What fails here is tried again, and told then.
        let _ = self.store.publish();
        self.end_line();
        self.flush_output();
        self.host.complain(text);
    }

    /// Remembers levels for $STACK(level,…) that were not remembered since $ECODE was empty.
    fn record_stack(&mut self, codes: Vec<u8>, failing: bool) {
        let known = self.handling.stack.len();
        let mut levels = self.levels();
        if failing && let Some(last) = levels.last().cloned() {
            // The text of a handler counts as a level of its own.
            levels.push(StackEntry {
                how: b"DO".to_vec(),
                ..last
            });
        }
        if levels.len() > known {
            if let Some(last) = levels.last_mut() {
                last.ecode = codes;
            }
            self.handling.stack.extend(levels.into_iter().skip(known));
        }
    }

    /// One entry for each level, outermost first.
    pub(super) fn levels(&self) -> Vec<StackEntry> {
        let mut out = Vec::new();
        let frames = &self.frames[self.floor()..];
        for frame in frames.iter().filter(|f| f.kind.is_level()) {
            let how: &[u8] = match frame.kind {
                Kind::Extrinsic | Kind::ExtrinsicAlias => b"$$",
                Kind::Interrupt => b"ZINTR",
                Kind::Trigger => b"TRIGGER",
                Kind::Xecute => b"XECUTE",
                _ => b"DO",
            };
            // The position of a level is that of its own code, also while a fragment runs above it.
            let code = &frame.unit.code;
            let (place, mcode) = if frame.kind == Kind::Xecute {
                (b"@".to_vec(), code.source.text.clone())
            } else if code.name.is_empty() {
                (NOWHERE.to_vec(), Vec::new())
            } else {
                let pc = frame.at();
                let line = code.line_at(pc);
                (
                    code.place_at(pc),
                    super::source::shown(code.source.line(line as usize).unwrap_or_default()),
                )
            };
            out.push(StackEntry {
                how: how.to_vec(),
                place,
                mcode,
                ecode: Vec::new(),
            });
        }
        out
    }

    /// $STACK(level[,what]).
    pub(super) fn stack_function(&self, level: i64, what: Option<&[u8]>) -> Result<Value, MError> {
        let current = if self.special.ecode.is_empty() {
            self.levels()
        } else {
            self.merged_stack()
        };
        let Some(what) = what else {
            return Ok(match level {
                -1 => Value::int(current.len() as i64 - 1),
                0 => Value::from_bytes(&self.special.started_as),
                n if n > 0 => current
                    .get(n as usize)
                    .map_or(Value::EMPTY, |e| Value::from_bytes(&e.how)),
                _ => Value::EMPTY,
            });
        };
        let upper = what.to_ascii_uppercase();
        let entry = usize::try_from(level).ok().and_then(|n| current.get(n));
        let pick: fn(&StackEntry) -> &Vec<u8> = match &upper[..] {
            b"ECODE" => |e| &e.ecode,
            b"PLACE" => |e| &e.place,
            b"MCODE" => |e| &e.mcode,
            _ => return Err(MError::arg(errors::INVSTACODE, what)),
        };
        Ok(entry.map_or(Value::EMPTY, |e| Value::from_bytes(pick(e))))
    }

    /// The levels at the error, which stay visible as long as $ECODE is not empty.
    fn merged_stack(&self) -> Vec<StackEntry> {
        let mut out = self.handling.stack.clone();
        out.extend(self.levels().into_iter().skip(out.len()));
        out
    }
}

/// What $ZTRAP holds: the setting of gtm_ztrap_form.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ZtrapForm {
    Code,
    Entry,
    /// Code if it compiles, else an entry.
    Adaptive,
    /// As the two before, after going back to the level where it was set.
    PopEntry,
    PopAdaptive,
}

impl ZtrapForm {
    fn is_adaptive(self) -> bool {
        matches!(self, ZtrapForm::Adaptive | ZtrapForm::PopAdaptive)
    }

    fn pops(self) -> bool {
        matches!(self, ZtrapForm::PopEntry | ZtrapForm::PopAdaptive)
    }
}
