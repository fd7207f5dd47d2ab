//! Errors: $ZSTATUS, $ECODE, $STACK, and who handles them: EXCEPTION, $ETRAP, $ZTRAP, direct mode or the caller.

use super::frame::{Kind, Trap};
use super::machine::{Cause, Failure, Finish, Flow, Machine};
use crate::compile::Fragment;
use crate::value::Value;
use crate::value::errors::{self, MError};

/// What $STACK(level) remembers of one level.
#[derive(Clone, Debug, Default)]
pub struct StackEntry {
    /// `DO`, `XECUTE`, `$$` …
    pub how: Vec<u8>,
    pub place: Vec<u8>,
    pub mcode: Vec<u8>,
    pub ecode: Vec<u8>,
}

impl Machine {
    /// Handles an error raised by the current instruction.
    #[cold]
    pub(super) fn trap(&mut self, error: MError) -> Flow {
        // A request that came while an operation waited: the place is that of the operation, which is given up.
        if let Some(top) = self.frames.last_mut()
            && top.pending.take().is_some()
        {
            top.pc += 1;
        }
        if let Some(cause) = self.ending.take() {
            self.record_stack();
            return self.failed(cause);
        }
        if error.code() == errors::FORCEDHALT {
            return Flow::Stop(Finish::Halted(1));
        }
        let exception = self.special.exception.take();
        let place = self.place();
        // An error inside the text of an indirection or XECUTE names the line that holds it.
        self.special.zstatus = error.zstatus(&place);
        if error.code() != errors::SETECODE {
            self.add_ecode(&error.ecode());
        }
        self.record_stack();
        self.params.clear();
        self.except.clear();
        if error.is_fatal() {
            return self.untrapped(error);
        }
        if let Some(code) = exception {
            return self.run_exception(&code, error);
        }
        self.dispatch(error)
    }

    /// Appends codes with commas around to $ECODE.
    fn add_ecode(&mut self, codes: &[u8]) {
        if self.special.ecode.is_empty() {
            self.special.ecode = codes.to_vec();
        } else {
            self.special.ecode.extend_from_slice(&codes[1..]);
        }
    }

    /// `label+offset^routine` of the innermost frame that has a routine.
    pub fn place(&self) -> Vec<u8> {
        for frame in self.frames.iter().rev() {
            if frame.kind == Kind::Direct {
                return b"+1^GTM$DMOD".to_vec();
            }
            if !frame.unit.code.name.is_empty() {
                return frame.unit.code.place_at((frame.pc as usize).saturating_sub(1));
            }
        }
        b"+1^GTM$DMOD".to_vec()
    }

    /// Looks for a handler from the innermost level outward.
    fn dispatch(&mut self, error: MError) -> Flow {
        loop {
            // Code of a handler that fails ends its level, and the caller's handler gets the error.
            let failing_handler = self
                .frames
                .iter()
                .rev()
                .take_while(|f| !f.kind.is_level())
                .any(|f| f.trap == Trap::Etrap);
            while self.frames.last().is_some_and(|f| !f.kind.is_level()) {
                self.pop_fragment();
            }
            let Some(top) = self.frames.last_mut() else {
                return self.failed(Cause::Error(error));
            };
            // An operation that waited for what failed is given up.
            if top.pending.take().is_some() {
                top.pc += 1;
            }
            let kind = top.kind;
            if failing_handler && !matches!(kind, Kind::Direct | Kind::Outside) {
                let keep = self.frames.len() - 1;
                self.unwind_to(keep);
                if self.frames.is_empty() {
                    return self.untrapped_at_end(error);
                }
                continue;
            }
            if kind == Kind::Direct {
                return self.untrapped(error);
            }
            if !self.special.etrap.is_empty() {
                let code = self.special.etrap.clone();
                return self.run_handler(&code, Trap::Etrap, error);
            }
            if !self.special.ztrap.is_empty() && self.special.ztrap != b"B" {
                let code = self.special.ztrap.clone();
                let line = self.line_start();
                return self.run_handler(&code, Trap::Resume(line), error);
            }
            return self.untrapped(error);
        }
    }

    /// First instruction of the line that the top level executes.
    fn line_start(&self) -> u32 {
        let Some(top) = self.frames.last() else { return 0 };
        let line = top.unit.code.line_at((top.pc as usize).saturating_sub(1));
        top.unit.code.lines.get((line as usize).saturating_sub(1)).copied().unwrap_or(0)
    }

    /// Puts handler code above the level on top.
    fn run_handler(&mut self, text: &[u8], trap: Trap, error: MError) -> Flow {
        match self.fragment(Fragment::Commands, text) {
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

    /// EXCEPTION of a device: runs at the level of the READ or WRITE, which is then tried again.
    fn run_exception(&mut self, code: &[u8], error: MError) -> Flow {
        while self.frames.last().is_some_and(|f| !f.kind.is_level()) {
            self.pop_fragment();
        }
        let line = self.line_start();
        self.run_handler(code, Trap::Resume(line), error)
    }

    /// An error that $ETRAP code left behind at a QUIT goes to the caller.
    pub(super) fn rethrow(&mut self) -> Flow {
        let error = MError::arg(errors::SETECODE, &self.special.ecode);
        self.dispatch(error)
    }

    /// Nothing traps: a message, and then direct mode or the end.
    fn untrapped(&mut self, error: MError) -> Flow {
        if error.code() == errors::TERMHANGUP {
            return self.halt(0);
        }
        let outside = self.frames.iter().any(|f| f.kind == Kind::Outside);
        if !self.may_enter_direct() || outside || error.is_fatal() {
            return self.untrapped_at_end(error);
        }
        self.use_principal();
        self.report();
        let direct = self.frames.last().is_some_and(|f| f.kind == Kind::Direct);
        if !direct {
            self.enter_direct();
        }
        Flow::Reload
    }

    fn untrapped_at_end(&mut self, error: MError) -> Flow {
        self.failed(Cause::Error(error))
    }

    /// Ends the innermost call from outside, with the levels as they were recorded.
    fn failed(&mut self, cause: Cause) -> Flow {
        let keep = self.frames.iter().rposition(|f| f.kind == Kind::Outside).unwrap_or(0);
        self.unwind_to(keep);
        Flow::Stop(Finish::Failed(Box::new(Failure { cause, stack: self.stack.clone() })))
    }

    /// Ends the innermost call from outside for a reason of its driver's.
    pub fn give_up(&mut self, cause: Cause) -> Failure {
        self.record_stack();
        match self.failed(cause) {
            Flow::Stop(Finish::Failed(failure)) => *failure,
            _ => Failure { cause: Cause::Stopped, stack: Vec::new() },
        }
    }

    /// The message of the last error with its place, as lines.
    pub fn status_message(&self) -> Vec<u8> {
        status_lines(&self.special.zstatus)
    }

    /// The two lines of $ZSTATUS as GT.M prints them in direct mode.
    pub(super) fn report(&mut self) {
        let text = status_lines(&self.special.zstatus);
        self.flush_output();
        self.host.complain(&text);
    }

    /// Remembers the levels for $STACK(level,…) when $ECODE was empty before the error.
    fn record_stack(&mut self) {
        self.stack = self.levels();
        let ecode = self.special.ecode.clone();
        if let Some(last) = self.stack.last_mut() {
            last.ecode = ecode;
        }
    }

    /// One entry for each level, outermost first.
    pub(super) fn levels(&self) -> Vec<StackEntry> {
        let mut out = Vec::new();
        for (at, frame) in self.frames.iter().enumerate() {
            if !frame.kind.is_level() {
                continue;
            }
            let how: &[u8] = match frame.kind {
                Kind::Extrinsic | Kind::ExtrinsicAlias => b"$$",
                Kind::Trigger => b"ZTRIGGER",
                Kind::Interrupt => b"ZINTR",
                _ => b"DO",
            };
            // The position of a level is that of its own code, also while a fragment runs above it.
            let _ = at;
            let code = &frame.unit.code;
            let (place, mcode) = if code.name.is_empty() {
                (b"+1^GTM$DMOD".to_vec(), Vec::new())
            } else {
                let pc = (frame.pc as usize).saturating_sub(1);
                let line = code.line_at(pc);
                (code.place_at(pc), super::source::shown(code.source.line(line as usize).unwrap_or_default()))
            };
            out.push(StackEntry { how: how.to_vec(), place, mcode, ecode: Vec::new() });
        }
        out
    }

    /// $STACK(level[,what]).
    pub(super) fn stack_function(&self, level: i64, what: Option<&[u8]>) -> Result<Value, MError> {
        let current = if self.special.ecode.is_empty() { self.levels() } else { self.merged_stack() };
        let Some(what) = what else {
            return Ok(match level {
                -1 => Value::int(current.len() as i64 - 1),
                0 => Value::from_bytes(if self.special.started_by_run { b"MUMPS" } else { b"DO" }),
                n if n > 0 => current.get(n as usize).map_or(Value::EMPTY, |e| Value::from_bytes(&e.how)),
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
        let mut out = self.levels();
        for (at, entry) in self.stack.iter().enumerate() {
            if at < out.len() {
                if !entry.ecode.is_empty() {
                    out[at] = entry.clone();
                }
            } else {
                out.push(entry.clone());
            }
        }
        out
    }
}

/// `%GTM-E-…` lines from a value of $ZSTATUS, the place on a line of its own.
pub(super) fn status_lines(zstatus: &[u8]) -> Vec<u8> {
    let mut parts = zstatus.splitn(3, |b| *b == b',');
    let (_, place, message) = (parts.next(), parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    // Further messages begin with their own facility.
    let mut out = Vec::new();
    let mut rest = message;
    while let Some(at) = memchr::memmem::find(&rest[1.min(rest.len())..], b",%GTM-") {
        out.extend_from_slice(&rest[..at + 1]);
        out.push(b'\n');
        rest = &rest[at + 2..];
    }
    out.extend_from_slice(rest);
    out.push(b'\n');
    if place != b"+1^GTM$DMOD" && !place.is_empty() {
        out.extend_from_slice(b"\t\tAt M source location ");
        out.extend_from_slice(place);
        out.push(b'\n');
    }
    out
}
