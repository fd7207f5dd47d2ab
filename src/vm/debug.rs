//! The debugger: BREAK, ZBREAK, ZSTEP, ZCONTINUE.

use super::frame::{Kind, Trap, Unit};
use super::machine::{Cold, Flow, Machine};
use super::pending::Pending;
use crate::compile::{Ins, Op};
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
    /// Stop at the next line with at most so many levels.
    Over(usize),
}

/// State of the debugger of one session.
pub struct Debugger {
    /// Set when the loop has to look at every line.
    pub active: bool,
    breakpoints: Vec<Breakpoint>,
    /// $ZTIMEOUT is over: its code runs at the next line or turn of a FOR.
    pub(super) due: bool,
    stepping: Stepping,
    action: Vec<u8>,
    pub reader: Option<Rc<RefCell<dyn LineReader>>>,
}

impl Default for Debugger {
    fn default() -> Self {
        Debugger {
            active: false,
            breakpoints: Vec::new(),
            due: false,
            stepping: Stepping::No,
            action: Vec::new(),
            reader: None,
        }
    }
}

impl Debugger {
    pub(super) fn update(&mut self) {
        self.active = self.due || self.stepping != Stepping::No || !self.breakpoints.is_empty();
    }

    /// Lines of `ZSHOW "B"`.
    pub(super) fn describe(&self) -> Vec<Vec<u8>> {
        self.breakpoints
            .iter()
            .map(|b| [&b.place[..], b">", &b.action[..]].concat())
            .collect()
    }
}

/// Whether an instruction begins a turn of a FOR.
fn is_turn(ins: Option<&Ins>) -> bool {
    ins.is_some_and(|i| matches!(i.op, Op::ForTest | Op::ForNext | Op::ForStep))
}

impl Machine {
    /// Gives direct mode another source of lines: a REPL.
    pub fn set_line_reader(&mut self, reader: Rc<RefCell<dyn LineReader>>) {
        self.debug.reader = Some(reader);
    }

    /// Called before every instruction while the debugger is active.
    pub(super) fn debug_stop(&mut self, pc: usize) -> Cold {
        let Some(top) = self.frames.last_mut() else {
            return Ok(Flow::Next);
        };
        let unit = top.unit.to_rc();
        let line = unit.code.line_at(pc);
        let start = unit.code.lines.get((line as usize).saturating_sub(1));
        let at_start = !unit.code.name.is_empty() && start == Some(&(pc as u32));
        if self.debug.due && (at_start || is_turn(unit.code.ins.get(pc))) {
            self.debug.due = false;
            self.debug.update();
            return match self.requests()? {
                Flow::Next => Ok(Flow::Reload),
                flow => Ok(flow),
            };
        }
        if !at_start {
            return Ok(Flow::Next);
        }
        let Some(top) = self.frames.last_mut() else {
            return Ok(Flow::Next);
        };
        if top.pending.is_some() {
            if matches!(top.pending.as_deref(), Some(Pending::Stopped)) {
                top.pending = None;
            }
            return Ok(Flow::Next);
        }
        let hit = self
            .debug
            .breakpoints
            .iter_mut()
            .find(|b| b.line == line && b.routine == unit.code.name);
        let mut action = None;
        if let Some(hit) = hit {
            if hit.skip > 0 {
                hit.skip -= 1;
            } else {
                action = Some((hit.action.clone(), Trap::Zbreak));
            }
        }
        let stop = match self.debug.stepping {
            Stepping::No => false,
            Stepping::Into => true,
            Stepping::Over(limit) => self.level() <= limit,
        };
        if stop && action.is_none() {
            self.debug.stepping = Stepping::No;
            action = Some((std::mem::take(&mut self.debug.action), Trap::Zstep));
            self.debug.update();
        }
        let Some((action, kind)) = action else {
            return Ok(Flow::Next);
        };
        if let Some(top) = self.frames.last_mut() {
            top.pending = Some(Box::new(Pending::Stopped));
        }
        let unit = self.commands_unit(&action)?;
        self.push_frame(unit, 0, Kind::Inline, 0);
        if let Some(top) = self.frames.last_mut() {
            top.trap = kind;
        }
        Ok(Flow::Reload)
    }

    /// BREAK, with code to run first.
    pub(super) fn break_command(&mut self, code: &[u8]) -> Cold {
        if !code.is_empty() && !matches!(self.resumed(), Some(Pending::Stopped)) {
            let unit = self.commands_unit(code)?;
            if let Some(top) = self.frames.last_mut() {
                top.pc -= 1;
                top.pending = Some(Box::new(Pending::Stopped));
            }
            self.push_frame(unit, 0, Kind::Inline, 0);
            return Ok(Flow::Reload);
        }
        let action = self
            .frames
            .iter()
            .rev()
            .take_while(|f| !f.kind.is_level())
            .find(|f| f.trap != Trap::None);
        self.stop_here(MError::new(match action.map(|f| f.trap) {
            Some(Trap::Zbreak) => errors::BREAKZBA,
            Some(Trap::Zstep) => errors::BREAKZST,
            _ => errors::BREAK,
        }))
    }

    /// Shows why and where, and enters direct mode.
    fn stop_here(&mut self, why: MError) -> Cold {
        let mut text = why.message(b"\n");
        text.extend_from_slice(b"\n\t\tAt M source location ");
        text.extend_from_slice(&self.place());
        text.push(b'\n');
        self.say(&text);
        if self.may_enter_direct() {
            self.enter_direct();
        }
        Ok(Flow::Reload)
    }

    /// ZCONTINUE: leaves the innermost direct mode.
    pub(super) fn zcontinue(&mut self) -> Cold {
        let Some(at) = self
            .frames
            .iter()
            .rposition(|f| matches!(f.kind, Kind::Direct | Kind::Prompt))
        else {
            return Ok(Flow::Next);
        };
        if self.frames[at].kind == Kind::Direct {
            self.unwind_to(at);
        } else {
            self.unwind_to(at + 1);
        }
        Ok(Flow::Reload)
    }

    /// ZSTEP: `mode` 0 into, 1 over, 2 outof.
    pub(super) fn zstep(&mut self, mode: u16, action: &[u8]) -> Cold {
        if !self.frames.iter().any(|f| f.kind == Kind::Direct) {
            return Ok(Flow::Next);
        }
        self.debug.action = if action.is_empty() {
            self.special.zstep.clone()
        } else {
            action.to_vec()
        };
        self.debug.stepping = match mode {
            1 => Stepping::Over(self.level()),
            2 => Stepping::Over(self.level().saturating_sub(1)),
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
        let unlabelled = self.temps[at].is_empty() && self.temps[at + 1].is_defined();
        let offset = self.temps[at + 1].to_vec();
        let (target, _, named_line) =
            self.dynamic_target(at, true, unit)
                .map_err(|e| match e.code() {
                    errors::LABELMISSING | errors::OFFSETINV => MError::new(errors::NOPLACE),
                    _ => e,
                })?;
        // A line without code is the next one that has some, for which it gives the name.
        let line = match target
            .code
            .lines
            .get((named_line as usize).saturating_sub(1))
        {
            Some(pc) => target.code.line_at(*pc as usize),
            None => named_line,
        };
        let named = target.code.place(named_line);
        let routine = target.code.name.clone();
        let known = self.debug.breakpoints.len();
        let old = self
            .debug
            .breakpoints
            .iter()
            .find(|b| b.line == line && b.routine == routine)
            .map(|b| b.place.clone());
        self.debug
            .breakpoints
            .retain(|b| !(b.line == line && b.routine == routine));
        if mode == 1 && self.debug.breakpoints.len() == known {
            let mut text = MError::new(errors::NOZBRK).severity('I').message(b"\n");
            text.push(b'\n');
            self.say(&text);
        }
        if mode == 0 {
            let place = if unlabelled {
                [b"+", &offset[..]].concat()
            } else {
                named
            };
            let place = old.unwrap_or_else(|| [&place[..], b"^", &routine[..]].concat());
            let action = if action.is_defined() {
                action.to_vec()
            } else {
                b"B".to_vec()
            };
            self.debug.breakpoints.push(Breakpoint {
                routine,
                line,
                place,
                action,
                skip: (count - 1).max(0),
            });
            // In the order in which ZSHOW "B" tells them.
            self.debug
                .breakpoints
                .sort_by(|a, b| (&b.routine, b.line).cmp(&(&a.routine, a.line)));
        }
        self.debug.update();
        Ok(())
    }
}
