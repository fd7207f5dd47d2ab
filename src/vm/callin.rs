//! C and the machine: a C function is called, and C calls M code, which runs above the frames that are there.

use super::fragments::END;
use super::frame::{Kind, Unit};
use super::host::{Foreign, Output, Returned, tree};
use super::machine::{Cause, Cold, Flow, Machine};
use super::trap::Handling;
use crate::compile::Code;
use crate::syntax::words::Svn;
use crate::value::Value;
use crate::value::errors::{self, MError};
use std::sync::Arc;

/// Calls from C inside one another: GT.M's limit.
const MAX_LEVELS: usize = 11;

/// A C function to be called by the instruction on top.
pub(super) struct ForeignCall {
    pub call: Foreign,
    /// Its first argument among the temporaries.
    pub first: usize,
    pub count: usize,
    /// Where its value goes.
    pub destination: u32,
    pub base: usize,
}

/// What a call from C hides as long as it lasts.
pub struct Suspended {
    frames: usize,
    /// $ECODE and $STACK() of the M code that called C.
    caller: Option<(Vec<u8>, Handling)>,
    /// The run that called C is all that the session is for.
    ends_session: bool,
}

impl Machine {
    /// Calls a C function. No borrow of the machine is left when C runs, so that it may call M code.
    pub(super) fn foreign(&mut self, call: ForeignCall) -> Cold {
        let Returned { outputs, value } = (call.call)(self);
        self.go_on_with_panic();
        if self.ending.is_some() {
            // M code that C called was ended; so is the code that called C.
            return Err(MError::new(errors::FORCEDHALT));
        }
        self.set_arguments(call.first, call.count, outputs);
        let value = value?;
        self.put(call.destination, call.base, value);
        Ok(Flow::Reload)
    }

    /// New values of arguments that were passed by reference. The containers are let go: no name shares them any more.
    pub(super) fn set_arguments(
        &mut self,
        first: usize,
        count: usize,
        outputs: Vec<(usize, Output)>,
    ) {
        for (at, output) in outputs {
            if let Some(Value::Link(link)) = self.temps.get(first + at) {
                // SAFETY: the machine holds no other borrow of a container here.
                let node = unsafe { &mut *link.0.get() };
                match output {
                    Output::Value(value) => node.value = value,
                    Output::Tree(value, nodes) => *node = tree(value, nodes),
                    Output::Node(new) => *node = new,
                }
            }
        }
        for argument in self.temps.iter_mut().skip(first).take(count) {
            *argument = Value::Undef;
        }
    }

    /// UNDEF for the variable that an argument passes by reference.
    pub(super) fn undefined_argument(&self, at: usize) -> MError {
        let container = match self.temps.get(at) {
            Some(Value::Link(link)) => Some(link),
            _ => None,
        };
        let name = self.symbols.linked().into_iter().find(|id| {
            container.is_some_and(|c| self.symbols.container(*id) == Some(c.0.get().cast_const()))
        });
        match name {
            Some(name) => self.undefined_local(name, &[]),
            None => MError::arg(errors::UNDEF, ""),
        }
    }

    /// Prepares a call of M code for C: `label^routine` with values or containers. `listed`: with a parameter list, `valued`:
    /// QUIT may have a value. [`Machine::end_call_in`] has to follow, whatever comes of it.
    ///
    /// # Errors
    /// What GT.M reports: no such routine or label, wrong number of parameters, too many calls inside one another.
    pub fn call_in(
        &mut self,
        entry: &[u8],
        args: &[Value],
        listed: bool,
        valued: bool,
    ) -> (Suspended, Result<(), MError>) {
        let nested = !self.frames.is_empty();
        let suspended = Suspended {
            frames: self.frames.len(),
            caller: nested.then(|| {
                (
                    std::mem::take(&mut self.special.ecode),
                    std::mem::take(&mut self.handling),
                )
            }),
            ends_session: std::mem::take(&mut self.ends_session),
        };
        let started = self.start_call_in(entry, args, listed, valued);
        (suspended, started)
    }

    fn start_call_in(
        &mut self,
        entry: &[u8],
        args: &[Value],
        listed: bool,
        valued: bool,
    ) -> Result<(), MError> {
        let calls = self.frames.iter().filter(|f| f.kind == Kind::CallIn);
        if calls.count() >= MAX_LEVELS {
            return Err(MError::arg(errors::CIMAXLEVELS, MAX_LEVELS.to_string()));
        }
        if self.store.tlevel() > 0 {
            return Err(MError::new(errors::CITPNESTED));
        }
        self.check_depth()?;
        let (label, routine) = match memchr::memchr(b'^', entry) {
            Some(at) => (&entry[..at], &entry[at + 1..]),
            None => (&b""[..], entry),
        };
        let slot = self.routine(routine)?;
        let unit = self.routines[slot as usize].clone();
        let at = super::calls::find_label(&unit.code, label)
            .map_err(|_| MError::new(errors::JOBLABOFF))?;
        let code = unit.code.clone();
        let label = code.labels.get(at as usize);
        let formals = label.and_then(|l| l.formals.as_deref());
        let base = Code {
            name: b"GTM$CI"[..].into(),
            ins: vec![END],
            lines: vec![0],
            ..Code::default()
        };
        self.push_frame(Unit::new(Arc::new(base)), 0, Kind::CallIn, 0);
        // $ETRAP stays in force, unlike after the command NEW $ZTRAP.
        let etrap = self.special.etrap.clone();
        self.new_svn(Svn::Ztrap as u8)?;
        self.special.etrap = etrap;
        self.new_svn(Svn::Estack as u8)?;
        if listed && formals.is_none() {
            return Err(MError::arg(errors::FMLLSTMISSING, ""));
        }
        let formals = formals.unwrap_or_default();
        let kind = if valued { Kind::Outside } else { Kind::Do };
        self.push_frame(unit, label.map_or(0, |l| l.pc), kind, 0);
        if args.len() > formals.len() {
            if let Some(top) = self.frames.last_mut() {
                // The error's place is the label.
                top.pc += 1;
            }
            return Err(MError::arg(errors::ACTLSTTOOLONG, ""));
        }
        for (at, formal) in formals.iter().enumerate() {
            let mut value = args.get(at).cloned().unwrap_or_default();
            self.symbols.bind_from(*formal, &mut value);
        }
        Ok(())
    }

    /// The call is over: what it hid comes back.
    pub fn end_call_in(&mut self, suspended: Suspended) {
        self.unwind_to(suspended.frames);
        self.ends_session = suspended.ends_session;
        if let Some((ecode, handling)) = suspended.caller {
            self.special.ecode = ecode;
            self.handling = handling;
        }
        self.flush_output();
    }

    /// Puts an error that C is told into $ZSTATUS and $ECODE; `placed` when it arose in M code.
    pub fn tell(&mut self, error: &MError, placed: bool) {
        let mut status = error.number().to_string().into_bytes();
        status.push(b',');
        if placed {
            status.extend_from_slice(&self.place());
            status.push(b',');
        }
        status.extend_from_slice(&error.message(b","));
        self.special.zstatus = status;
        self.add_ecode(&error.ecode());
    }

    /// What ended M code that C called also ends the code that called C, when C is back.
    pub fn end_after_c(&mut self, cause: Cause) {
        self.ending = Some(cause);
    }

    /// Whether the frames of a call from C have begun.
    pub fn is_in_call_in(&self, suspended: &Suspended) -> bool {
        self.frames.len() > suspended.frames
    }
}
