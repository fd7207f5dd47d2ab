//! The debugger: BREAK, ZBREAK, ZSTEP, ZCONTINUE.

use super::frame::{Kind, Unit};
use super::machine::{Cold, Flow, Machine};
use crate::value::Value;
use crate::value::errors::{self, MError};
use std::cell::RefCell;
use std::rc::Rc;

/// Who gives lines to direct mode in place of the principal device.
pub trait LineReader {
    /// Shows $ZPROMPT and gives the next line; `None` ends the session.
    fn line(&mut self, machine: &Machine) -> Option<Vec<u8>>;
}

/// A breakpoint.
struct Breakpoint {
    routine: Box<[u8]>,
    line: u32,
    place: Vec<u8>,
    action: Vec<u8>,
    /// Passes until it takes effect.
    skip: i64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stepping {
    No,
    /// Stop at the next line of any level.
    Into,
    /// Stop at the next line with at most so many frames.
    Over(usize),
}

/// State of the debugger of one session.
pub struct Debugger {
    /// Set when the loop has to look at every line.
    pub active: bool,
    breakpoints: Vec<Breakpoint>,
    stepping: Stepping,
    action: Vec<u8>,
    /// Line that was looked at last, so that it counts once: unit and line.
    last: (usize, u32, usize),
    pub reader: Option<Rc<RefCell<dyn LineReader>>>,
}

impl Default for Debugger {
    fn default() -> Self {
        Debugger {
            active: false,
            breakpoints: Vec::new(),
            stepping: Stepping::No,
            action: Vec::new(),
            last: (0, 0, 0),
            reader: None,
        }
    }
}

impl Debugger {
    fn update(&mut self) {
        self.active = self.stepping != Stepping::No || !self.breakpoints.is_empty();
    }

    /// Lines of `ZSHOW "B"`.
    pub(super) fn describe(&self) -> Vec<Vec<u8>> {
        self.breakpoints
            .iter()
            .map(|b| if b.action == b"B" { b.place.clone() } else { [&b.place[..], b">", &b.action[..]].concat() })
            .collect()
    }

    pub(super) fn level_ended(&mut self, _frames: usize) {
        self.last = (0, 0, 0);
    }
}

impl Machine {
    /// Gives direct mode another source of lines: a REPL.
    pub fn set_line_reader(&mut self, reader: Rc<RefCell<dyn LineReader>>) {
        self.debug.reader = Some(reader);
    }

    /// Called before every instruction while the debugger is active.
    pub(super) fn debug_stop(&mut self, pc: usize) -> Cold {
        let Some(top) = self.frames.last() else { return Ok(Flow::Next) };
        let unit = top.unit.clone();
        if unit.code.name.is_empty() {
            return Ok(Flow::Next);
        }
        let line = unit.code.line_at(pc);
        let starts = unit.code.lines.get((line as usize).saturating_sub(1)).copied() == Some(pc as u32);
        let here = (Rc::as_ptr(&unit) as usize, line, self.frames.len());
        if !starts || self.debug.last == here {
            return Ok(Flow::Next);
        }
        self.debug.last = here;
        let frames = self.frames.len();
        let found = self
            .debug
            .breakpoints
            .iter_mut()
            .find(|b| b.line == line && b.routine == unit.code.name)
            .and_then(|b| {
                if b.skip > 0 {
                    b.skip -= 1;
                    None
                } else {
                    Some((b.action.clone(), b.place.clone()))
                }
            });
        if let Some((action, place)) = found {
            if matches!(&action[..], b"B" | b"b" | b"") {
                let text = MError::new(errors::BREAKZBA).message(b"\n");
                let _ = place;
                return self.stop_here(text);
            }
            return self.xecute(&action, Kind::Inline);
        }
        let stop = match self.debug.stepping {
            Stepping::No => false,
            Stepping::Into => true,
            Stepping::Over(limit) => frames <= limit,
        };
        if stop {
            self.debug.stepping = Stepping::No;
            let action = std::mem::take(&mut self.debug.action);
            self.debug.update();
            if matches!(&action[..], b"B" | b"b" | b"") {
                let text = MError::new(errors::BREAKZST).message(b"\n");
                return self.stop_here(text);
            }
            return self.xecute(&action, Kind::Inline);
        }
        Ok(Flow::Next)
    }

    /// Shows why and where, and enters direct mode.
    fn stop_here(&mut self, mut text: Vec<u8>) -> Cold {
        text.extend_from_slice(b"\n\t\tAt M source location ");
        if let Some(top) = self.frames.last_mut() {
            top.pc += 1;
        }
        text.extend_from_slice(&self.place());
        text.push(b'\n');
        if let Some(top) = self.frames.last_mut() {
            top.pc -= 1;
        }
        self.flush_output();
        self.host.complain(&text);
        if self.may_enter_direct() {
            self.enter_direct();
        }
        Ok(Flow::Reload)
    }

    /// BREAK, with code to run first.
    pub(super) fn break_command(&mut self, code: &[u8]) -> Cold {
        if !code.is_empty() {
            return self.xecute(code, Kind::Inline);
        }
        let mut text = MError::new(errors::BREAK).message(b"\n");
        text.extend_from_slice(b"\n\t\tAt M source location ");
        text.extend_from_slice(&self.place());
        text.push(b'\n');
        self.flush_output();
        self.host.complain(&text);
        if self.may_enter_direct() {
            self.enter_direct();
        }
        Ok(Flow::Reload)
    }

    /// ZCONTINUE: leaves the innermost direct mode.
    pub(super) fn zcontinue(&mut self) -> Cold {
        let Some(at) = self.frames.iter().rposition(|f| f.kind == Kind::Direct) else { return Ok(Flow::Next) };
        if at == 0 {
            return Ok(self.halt(0));
        }
        self.unwind_to(at);
        Ok(Flow::Reload)
    }

    /// ZSTEP: `mode` 0 into, 1 over, 2 outof, 3 as before (into).
    pub(super) fn zstep(&mut self, mode: u16, action: &[u8]) -> Cold {
        let Some(at) = self.frames.iter().rposition(|f| f.kind == Kind::Direct) else { return Ok(Flow::Next) };
        self.debug.action = if action.is_empty() { self.special.zstep.clone() } else { action.to_vec() };
        self.debug.stepping = match mode {
            1 => Stepping::Over(at),
            2 => Stepping::Over(at.saturating_sub(1)),
            _ => Stepping::Into,
        };
        self.debug.update();
        self.zcontinue()
    }

    /// ZBREAK: `mode` 0 set, 1 remove, 2 remove all.
    pub(super) fn zbreak(
        &mut self,
        mode: u16,
        at: Option<usize>,
        action: Value,
        count: i64,
        unit: &Rc<Unit>,
    ) -> Result<(), MError> {
        if mode == 2 {
            self.debug.breakpoints.clear();
            self.debug.update();
            return Ok(());
        }
        let Some(at) = at else { return Ok(()) };
        let (target, _, line) = self.dynamic_target(at, true, unit).map_err(|e| match e.code() {
            errors::LABELMISSING | errors::OFFSETINV => MError::new(errors::NOPLACE),
            _ => e,
        })?;
        let routine = target.code.name.clone();
        self.debug.breakpoints.retain(|b| !(b.line == line && b.routine == routine));
        if mode == 0 {
            let place = [&target.code.place(line)[..], b"^", &routine[..]].concat();
            let action = if action.is_defined() { action.to_vec() } else { b"B".to_vec() };
            self.debug.breakpoints.push(Breakpoint { routine, line, place, action, skip: (count - 1).max(0) });
        }
        self.debug.update();
        Ok(())
    }
}
