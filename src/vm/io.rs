//! Commands that use devices or wait: READ, WRITE /x, OPEN, USE, CLOSE, HANG, LOCK, direct mode.

use super::frame::{Kind, Unit};
use super::host::Capability;
use super::machine::{Cold, Flow, Machine};
use super::pending::Pending;
use super::refs::Reference;
use crate::compile::{Ins, Opnd};
use crate::device::{
    ControlOp, IoError, IoResult, OpenOp, Param, ReadKind, ReadOp, ReadValue, Step, Timeout, Wait,
};
use crate::store::{LockName, LockOp};
use crate::syntax::params::ParamId;
use crate::value::Value;
use crate::value::errors::{self, MError};
use std::rc::Rc;
use std::time::{Duration, Instant};

impl Machine {
    /// Lets all output of the current device leave; what cannot leave now stays for the next time.
    pub(super) fn flush_output(&mut self) {
        let _ = self.devices.flush(crate::device::Flush::All);
    }

    /// Ends the line that the principal device is in: a message comes. A peer behind a socket does not see it.
    pub(super) fn end_line(&mut self) {
        if self.devices.is_socket() {
            return;
        }
        if let Some((device, shared)) = self.devices.device(b"0")
            && device.status().x != 0
        {
            let _ = device.write(crate::device::Item::Newline, shared);
            let _ = device.flush(crate::device::Flush::All);
        }
    }

    /// Makes the principal device current.
    pub(super) fn use_principal(&mut self) {
        let name = self.devices.principal().to_vec();
        let _ = self.devices.use_device(&name, &[]);
    }

    /// Suspends at the current instruction, which is executed again with its record.
    pub(super) fn suspend(&mut self, pending: Pending, wait: Wait) -> Cold {
        if let Some(top) = self.frames.last_mut() {
            top.pending = Some(Box::new(pending));
            top.pc -= 1;
        }
        Ok(Flow::Wait(wait))
    }

    /// The record of the current instruction, if it is being resumed.
    pub(super) fn resumed(&mut self) -> Option<Pending> {
        self.frames
            .last_mut()
            .and_then(|top| top.pending.take())
            .map(|p| *p)
    }

    /// Keeps the device's EXCEPTION for the error handler.
    #[cold]
    pub(super) fn io_error(&mut self, e: IoError) -> MError {
        self.special.exception = e.exception;
        e.error
    }

    /// The outcome of a WRITE item: when it was not taken, the instruction is executed again.
    #[inline]
    pub(super) fn written(&mut self, step: IoResult<()>) -> Cold {
        match step {
            Ok(Step::Done(())) => Ok(Flow::Next),
            Ok(Step::Wait(wait)) => {
                if let Some(top) = self.frames.last_mut() {
                    top.pc -= 1;
                }
                Ok(Flow::Wait(wait))
            }
            Err(e) => Err(self.io_error(e)),
        }
    }

    /// A timeout operand.
    pub(super) fn timeout(
        &mut self,
        o: u32,
        base: usize,
        unit: &Rc<Unit>,
    ) -> Result<Timeout, MError> {
        if Opnd(o).is_none() {
            return Ok(Timeout::None);
        }
        Ok(Timeout::after(self.defined(o, base, unit)?.num()?.to_f64()))
    }

    /// `Op::Read`.
    pub(super) fn read(&mut self, i: Ins, base: usize, unit: &Rc<Unit>) -> Cold {
        let mut op = match self.resumed() {
            Some(Pending::Read(op)) => op,
            _ => {
                let kind = match i.x {
                    0 => ReadKind::Line,
                    1 => {
                        let n = self.defined(i.b, base, unit)?.to_i64()?;
                        if n <= 0 {
                            return Err(MError::new(errors::RDFLTOOSHORT));
                        }
                        if n > crate::value::MAX_STRING as i64 {
                            return Err(MError::new(errors::RDFLTOOLONG));
                        }
                        ReadKind::Fixed(n as usize)
                    }
                    _ => ReadKind::Char,
                };
                let timeout = self.timeout(i.c, base, unit)?;
                ReadOp::new(kind, timeout)
            }
        };
        match self.devices.read(&mut op) {
            Ok(Step::Wait(wait)) => self.suspend(Pending::Read(op), wait),
            Ok(Step::Done(done)) => {
                if let Some(test) = done.test {
                    self.test = test;
                }
                let value = match done.value {
                    ReadValue::Bytes(bytes) => Value::from_bytes(&bytes),
                    ReadValue::Code(n) => Value::int(n),
                };
                self.put(i.a, base, value);
                Ok(Flow::Next)
            }
            Err(e) => {
                if e.error.code() != errors::NOPRINCIO {
                    // What came before the error is the value all the same.
                    let value = match op.kind {
                        ReadKind::Char => Value::int(-1),
                        _ => Value::from_bytes(&op.value),
                    };
                    self.put(i.a, base, value);
                }
                Err(self.io_error(e))
            }
        }
    }

    /// `Op::WriteControl`.
    pub(super) fn write_control(&mut self, i: Ins, base: usize, unit: &Rc<Unit>) -> Cold {
        let first = base + i.b as usize;
        let mut op = match self.resumed() {
            Some(Pending::Control(op)) => op,
            _ => {
                let args = self.temps[first..first + i.y as usize]
                    .iter()
                    .map(|v| match v {
                        Value::Undef => None,
                        Value::Link(link) => {
                            // SAFETY: the machine holds no other borrow of a container here.
                            Some(unsafe { (*link.0.get()).value.to_vec() })
                        }
                        v => Some(v.to_vec()),
                    })
                    .collect();
                let name = self.defined(i.a, base, unit)?.to_vec();
                ControlOp::new(name, args)
            }
        };
        match self.devices.control(&mut op) {
            Ok(Step::Wait(wait)) => self.suspend(Pending::Control(op), wait),
            Ok(Step::Done(done)) => {
                if let Some(test) = done.test {
                    self.test = test;
                }
                for (at, text) in done.outputs {
                    if let Some(Value::Link(link)) = self.temps.get(first + at) {
                        // SAFETY: the machine holds no other borrow of a container here.
                        unsafe { (*link.0.get()).value = Value::from_bytes(&text) };
                    }
                }
                Ok(Flow::Next)
            }
            Err(e) => Err(self.io_error(e)),
        }
    }

    pub(super) fn open(&mut self, i: Ins, base: usize, unit: &Rc<Unit>) -> Cold {
        let mut op = match self.resumed() {
            Some(Pending::Open(op)) => op,
            _ => {
                let params = self.params.pop().unwrap_or_default();
                self.check_exception(&params)?;
                let timeout = self.timeout(i.b, base, unit)?;
                let name = self.defined(i.a, base, unit)?.to_vec();
                let space = self.operand(i.c, base, unit).to_vec();
                let needs = match space.to_ascii_uppercase().as_slice() {
                    b"SOCKET" => Capability::Network,
                    b"PIPE" => Capability::Processes,
                    _ => Capability::Files,
                };
                if !self.host.may(needs) && name != b"0" {
                    return Err(MError::arg(errors::DEVOPENFAIL, &name).text("Permission denied"));
                }
                OpenOp {
                    name,
                    params,
                    timeout,
                    space,
                    state: None,
                }
            }
        };
        match self.devices.open(&mut op) {
            Ok(Step::Wait(wait)) => self.suspend(Pending::Open(op), wait),
            Ok(Step::Done(opened)) => {
                if let Some(opened) = opened {
                    self.test = opened;
                }
                Ok(Flow::Next)
            }
            Err(e) => Err(self.io_error(e)),
        }
    }

    pub(super) fn use_device(&mut self, i: Ins, base: usize, unit: &Rc<Unit>) -> Cold {
        let name = self.defined(i.a, base, unit)?.to_vec();
        let params = self.params.pop().unwrap_or_default();
        if let Err(error) = self.check_exception(&params) {
            // The device is current all the same.
            self.devices
                .use_device(&name, &[])
                .map_err(|e| self.io_error(e))?;
            return Err(error);
        }
        match self.devices.use_device(&name, &params) {
            Ok(Step::Done(())) => Ok(Flow::Next),
            Ok(Step::Wait(wait)) => {
                self.params.push(params);
                if let Some(top) = self.frames.last_mut() {
                    top.pc -= 1;
                }
                Ok(Flow::Wait(wait))
            }
            Err(e) => Err(self.io_error(e)),
        }
    }

    pub(super) fn close(&mut self, i: Ins, base: usize, unit: &Rc<Unit>) -> Cold {
        let name = self.defined(i.a, base, unit)?.to_vec();
        let params = self.params.pop().unwrap_or_default();
        match self.devices.close(&name, &params) {
            Ok(Step::Done(())) => {
                self.special.zclose = self.devices.zclose();
                Ok(Flow::Next)
            }
            Ok(Step::Wait(wait)) => {
                self.params.push(params);
                if let Some(top) = self.frames.last_mut() {
                    top.pc -= 1;
                }
                Ok(Flow::Wait(wait))
            }
            Err(e) => Err(self.io_error(e)),
        }
    }

    pub(super) fn hang(&mut self, i: Ins, base: usize, unit: &Rc<Unit>) -> Cold {
        let until = match self.resumed() {
            Some(Pending::Hang(until)) => until,
            _ => {
                let seconds = self.defined(i.a, base, unit)?.num()?.to_f64();
                if seconds <= 0.0 {
                    return Ok(Flow::Next);
                }
                self.flush_output();
                Instant::now() + Duration::from_secs_f64(seconds.min(1e9))
            }
        };
        if Instant::now() >= until {
            return Ok(Flow::Next);
        }
        self.suspend(
            Pending::Hang(until),
            Wait {
                fds: Vec::new(),
                until: Some(until),
            },
        )
    }

    /// The name that a reference locks.
    pub(super) fn lock_name(&self, r: &Reference) -> Result<LockName, MError> {
        use super::refs::Base;
        let (environment, name) = match &r.base {
            Base::Local(id) => (Vec::new(), self.host.name(*id).to_vec()),
            Base::Global(global) => (
                global.environment.to_vec(),
                [b"^", &global.name[..]].concat(),
            ),
            Base::Nothing => return Err(MError::new(errors::LKNAMEXPECTED)),
        };
        Ok(LockName {
            environment,
            name,
            subs: r.subs.clone(),
        })
    }

    pub(super) fn lock(&mut self, i: Ins, base: usize, unit: &Rc<Unit>) -> Cold {
        let (timeout, names) = match self.resumed() {
            Some(Pending::Lock(timeout, names)) => (timeout, names),
            _ => (
                self.timeout(i.a, base, unit)?,
                std::mem::take(&mut self.locks),
            ),
        };
        let op = match i.y {
            0 => LockOp::Replace,
            1 => LockOp::Plus,
            2 => LockOp::Minus,
            3 => LockOp::ZAllocate,
            _ => LockOp::ZDeallocate,
        };
        match self.store.lock(op, &names, timeout)? {
            Step::Done(got) => {
                if timeout.is_given() {
                    self.test = got;
                }
                // The next list takes the same room.
                self.locks = names;
                self.locks.clear();
                Ok(Flow::Next)
            }
            Step::Wait(wait) => {
                self.flush_output();
                self.suspend(Pending::Lock(timeout, names), wait)
            }
        }
    }

    /// The code of an EXCEPTION among device parameters has to be right before the device gets it.
    fn check_exception(&mut self, params: &[Param]) -> Result<(), MError> {
        let code = params
            .iter()
            .rfind(|p| p.id == ParamId::Exception)
            .and_then(|p| p.value.clone());
        // A text that is too long is an error of its own, of the device.
        code.filter(|code| code.len() <= crate::device::PARAM_MAX)
            .map_or(Ok(()), |code| self.check_code(&code))
    }

    /// Starts direct mode above whatever runs.
    pub(super) fn enter_direct(&mut self) {
        let unit = self.direct_unit();
        self.push_frame(unit, 0, Kind::Direct, 0);
    }

    pub(super) fn direct_unit(&mut self) -> Rc<Unit> {
        use crate::compile::{Cmd, Code, Op};
        let none = Opnd::NONE.0;
        let ins = vec![
            Ins {
                op: Op::Cmd,
                x: Cmd::Direct as u8,
                y: 0,
                a: none,
                b: none,
                c: none,
            },
            Ins {
                op: Op::Jmp,
                x: 0,
                y: 0,
                a: 0,
                b: 0,
                c: 0,
            },
        ];
        Unit::new(std::sync::Arc::new(Code {
            ins,
            ..Code::default()
        }))
    }

    /// `Cmd::Direct`: prompts for a line and runs it.
    pub(super) fn direct(&mut self) -> Cold {
        let mut op = match self.resumed() {
            Some(Pending::Line(op)) => op,
            _ => {
                self.use_principal();
                if self.debug.reader.is_none() && self.devices.status().zeof {
                    // A READ has met the end of the input.
                    return Ok(self.halt(0));
                }
                if let Some(lines) = self.debug.reader.clone() {
                    // A REPL edits lines itself; its prompt stands on a line of its own.
                    if self.devices.status().x > 0 {
                        let _ = self.devices.write(crate::device::Item::Newline);
                    }
                    self.flush_output();
                    let line = lines.borrow_mut().line(self);
                    if self.is_signalled() {
                        // The line was not ended: a signal came.
                        return self.signal();
                    }
                    return match line {
                        Some(line) => self.direct_line(&line),
                        None => Ok(self.halt(0)),
                    };
                }
                self.prompt()?;
                ReadOp::new(ReadKind::Line, Timeout::None)
            }
        };
        match self.devices.read(&mut op) {
            Ok(Step::Wait(wait)) => self.suspend(Pending::Line(op), wait),
            Ok(Step::Done(done)) => {
                let line = match done.value {
                    ReadValue::Bytes(bytes) => bytes,
                    ReadValue::Code(_) => Vec::new(),
                };
                if line.is_empty() && self.devices.status().zeof {
                    let _ = self.devices.write(crate::device::Item::Newline);
                    return Ok(self.halt(0));
                }
                // What is printed starts on a line of its own.
                let _ = self.devices.write(crate::device::Item::Newline);
                self.direct_line(&line)
            }
            Err(_) => {
                let _ = self.devices.write(crate::device::Item::Newline);
                Ok(self.halt(0))
            }
        }
    }

    fn prompt(&mut self) -> Result<(), MError> {
        use crate::device::Item;
        let prompt = self.special.zprompt.clone();
        for item in [Item::Newline, Item::Text(&prompt)] {
            if let Err(e) = self.devices.write(item) {
                return Err(self.io_error(e));
            }
        }
        self.flush_output();
        Ok(())
    }

    /// Runs a line typed in direct mode.
    fn direct_line(&mut self, line: &[u8]) -> Cold {
        let unit = self.commands_unit(line)?;
        self.push_frame(unit, 0, Kind::Line, 0);
        Ok(Flow::Reload)
    }
}
