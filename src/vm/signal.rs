//! What signals do: Ctrl-C, $ZINTERRUPT, a terminal that is gone, the end of the process.

use super::frame::Kind;
use super::machine::{Cause, Cold, Finish, Flow, Machine};
use super::pending::Pending;
use crate::value::errors::{self, MError};
use std::sync::atomic::Ordering;

impl Machine {
    /// Acts on the requests from outside, one at a time: what is left brings the machine here again.
    pub(super) fn signal(&mut self) -> Cold {
        let signals = self.signals.clone();
        signals.any.store(false, Ordering::Release);
        if signals.stop.swap(false, Ordering::AcqRel) {
            self.ending = Some(Cause::Stopped);
            return Err(MError::new(errors::FORCEDHALT));
        }
        match signals.terminate.swap(0, Ordering::AcqRel) {
            0 => {}
            signal => return Ok(self.forced_halt(signal)),
        }
        let more = signals.zinterrupt.load(Ordering::Acquire) > 0;
        if signals.hangup.swap(false, Ordering::AcqRel)
            && let Some(error) = self.devices.terminal().and_then(|t| t.hangup())
        {
            signals.any.store(true, Ordering::Release);
            return Err(self.io_error(error));
        }
        if signals.interrupt.swap(false, Ordering::AcqRel) {
            signals.any.store(more, Ordering::Release);
            return self.control_c();
        }
        if !self.special.in_interrupt && signals.zinterrupt.swap(0, Ordering::AcqRel) > 0 {
            let code = self.special.zinterrupt.clone();
            self.interrupt_with(&code)?;
            return Ok(Flow::Reload);
        }
        Ok(Flow::Next)
    }

    /// The end of the process as MUPIP STOP asks for it; no trap sees it. The status is the number of the signal, negated.
    fn forced_halt(&mut self, signal: u32) -> Flow {
        self.flush_output();
        let mut text = MError::new(errors::FORCEDHALT).message(b"\n");
        text.push(b'\n');
        self.host.complain(&text);
        self.halt(-(signal as i32))
    }

    /// Ctrl-C: the error of CTRAP, or direct mode, or the end of a run that has none.
    fn control_c(&mut self) -> Cold {
        if self
            .frames
            .last()
            .is_some_and(|top| matches!(top.pending.as_deref(), Some(Pending::Child(..))))
        {
            // The program that ZSYSTEM runs has the terminal, and Ctrl-C is for it.
            return Ok(Flow::Next);
        }
        let terminal = self.devices.terminal();
        if let Some(error) = terminal.as_ref().and_then(|t| t.trapped_interrupt()) {
            return Err(self.io_error(error));
        }
        let enabled = terminal.is_some_and(|t| t.is_interruptible());
        if !self.may_enter_direct() {
            let error = MError::new(errors::CTRLC);
            self.special.zstatus = error.zstatus(&self.place());
            return Ok(Flow::Stop(Finish::Failed(Box::new(
                self.give_up(Cause::Error(error)),
            ))));
        }
        if !enabled && self.debug.reader.is_none() {
            return Ok(Flow::Next);
        }
        let mut text = MError::new(errors::CTRLC).message(b"\n");
        text.push(b'\n');
        self.flush_output();
        self.host.complain(&text);
        self.use_principal();
        match self.frames.last_mut() {
            // At the prompt: the line begun is dropped.
            Some(top) if matches!(top.kind, Kind::Direct | Kind::Prompt) => top.pending = None,
            _ => self.enter_direct(),
        }
        Ok(Flow::Reload)
    }

    /// Whether errors, BREAK and Ctrl-C lead to direct mode. A peer at the other end of a socket never gets a prompt.
    pub(super) fn may_enter_direct(&mut self) -> bool {
        self.host.has_direct_mode() && !self.devices.is_socket()
    }
}
