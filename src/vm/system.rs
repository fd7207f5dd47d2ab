//! The world outside: ZSYSTEM, ZEDIT, external calls and the functions with effects.

use super::callin::ForeignCall;
use super::frame::{Kind, Unit};
use super::functions;
use super::host::{Again, Argument, Capability, External, Reach};
use super::machine::{Cold, Flow, Machine};
use super::pending::Pending;
use crate::compile::{Ins, Opnd};
use crate::device::{Wait, sys};
use crate::syntax::words::Func;
use crate::value::errors::{self, MError};
use crate::value::{NUM_BUF, Value};
use std::os::fd::AsRawFd;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::process::ExitStatusExt;
use std::path::{Component, Path, PathBuf};
use std::rc::Rc;
use std::time::{Duration, Instant};

/// How often a child that cannot be waited for through a descriptor is looked at.
const CHILD_LOOK: Duration = Duration::from_millis(2);

/// The first $JOB that is no number of a process, but of a session in one.
const FIRST_SESSION: u64 = 1 << 22;

impl Machine {
    /// What the pure functions see of the session.
    pub(super) fn function_context(&self) -> functions::Cx<'_> {
        functions::Cx {
            chset: self.chset(false),
            bad_char: self.special.bad_char,
            random: &self.special.random,
            zdateform: self.special.zdateform,
            directory: &self.special.directory,
            env: self.environment(),
        }
    }

    /// A function without effects; `None` when it has some.
    #[inline]
    pub(super) fn pure(&self, func: u8, args: &[&Value]) -> Option<Result<Value, MError>> {
        let word = crate::syntax::words::FUNCS.get(func as usize)?;
        functions::pure(word.id, args, &self.function_context())
    }

    pub(super) fn function_with_effect(
        &mut self,
        func: Func,
        args: &[Value],
    ) -> Result<Value, MError> {
        match func {
            Func::Zsigproc if !self.host.may(Capability::Processes) => {
                return Err(MError::system(libc::EPERM));
            }
            Func::Zsigproc => {
                let job = args.first().map_or(Ok(0), |v| v.to_i64())?;
                if let Some(job) = u64::try_from(job).ok().filter(|j| *j >= FIRST_SESSION) {
                    let signal = functions::signal(args.get(1).unwrap_or(&Value::EMPTY))?;
                    return Ok(Value::int(self.host.signal(job, signal).into()));
                }
            }
            Func::Zgetjpi => self.require(Capability::Processes, "$ZGETJPI")?,
            Func::Zsyslog => self.require(Capability::Processes, "$ZSYSLOG")?,
            Func::Zsearch => self.require(Capability::Files, "$ZSEARCH")?,
            Func::Zparse => self.require(Capability::Files, "$ZPARSE")?,
            _ => {}
        }
        let mut state = std::mem::take(&mut self.function_state);
        self.store.publish()?;
        let result = functions::effect(func, args, &self.function_context(), &mut state);
        self.function_state = state;
        result.unwrap_or_else(|| Err(MError::new(errors::INVFCN)))
    }

    /// RESTRICTEDOP unless the session has the capability that an operation needs.
    pub(super) fn require(&self, what: Capability, operation: &str) -> Result<(), MError> {
        if self.host.may(what) {
            Ok(())
        } else {
            Err(MError::arg(errors::RESTRICTEDOP, operation))
        }
    }

    /// ZSYSTEM: runs a shell command and waits for it.
    pub(super) fn zsystem(&mut self, text: &[u8]) -> Cold {
        let (mut child, end) = match self.resumed() {
            Some(Pending::Child(child, end)) => (child, end),
            _ => {
                if !self.host.may(Capability::Shell) {
                    return Err(MError::new(errors::UNIMPLOP));
                }
                self.flush_output();
                let environment = self.environment();
                let shell = environment.get("SHELL").filter(|s| !s.is_empty());
                let shell = std::ffi::OsStr::from_bytes(shell.unwrap_or(b"/bin/sh"));
                let mut command = environment.command(shell);
                if !text.is_empty() {
                    command.arg("-c").arg(std::ffi::OsStr::from_bytes(text));
                }
                command
                    .stdin(self.devices.standard())
                    .stdout(self.devices.standard());
                self.devices.suspend_terminal(true);
                let child = command.current_dir(&self.special.directory).spawn();
                let child = child.map_err(|e| {
                    self.devices.suspend_terminal(false);
                    MError::io(&e)
                })?;
                let end = sys::exit_descriptor(child.id());
                (child, end)
            }
        };
        match child.try_wait() {
            Ok(None) => {
                let wait = match &end {
                    Some(end) => Wait::readable(end.as_raw_fd()),
                    None => Wait {
                        fds: Vec::new(),
                        until: Some(Instant::now() + CHILD_LOOK),
                    },
                };
                self.suspend(Pending::Child(child, end), wait)
            }
            Ok(Some(status)) => {
                self.devices.suspend_terminal(false);
                self.special.zsystem = status
                    .code()
                    .map_or_else(|| i64::from(status.signal().unwrap_or(0)), i64::from);
                Ok(Flow::Next)
            }
            Err(e) => {
                self.devices.suspend_terminal(false);
                Err(MError::new(errors::SYSCALL).text(e.to_string()))
            }
        }
    }

    /// ZEDIT: the editor of the environment on a routine's source, or on that of $ZSOURCE.
    pub(super) fn zedit(&mut self, file: Option<Vec<u8>>) -> Cold {
        let pending = self.frames.last().and_then(|top| top.pending.as_deref());
        if let Some(Pending::Child(..)) = pending {
            return self.zsystem(b"");
        }
        let file = file.unwrap_or_else(|| self.special.zsource.clone());
        let refused = |file: &[u8]| MError::arg(errors::ZEDFILSPEC, file);
        if file.is_empty() {
            return Err(refused(b""));
        }
        let name = memchr::memrchr(b'/', &file).map_or(0, |at| at + 1);
        let dot = memchr::memrchr(b'.', &file[name..]).filter(|at| *at > 0);
        // What $ZSOURCE becomes is without the ending.
        let (stem, ending): (&[u8], &[u8]) = match dot.map(|at| file.split_at(name + at)) {
            None => (&file, b".m"),
            Some((stem, b".m")) => (stem, b".m"),
            Some((_, b".")) => (&file, b""),
            Some(_) => return Err(refused(&file)),
        };
        let (source, path) = if name == 0 {
            let search = &self.special.zroutines;
            let path = self.host.source_file(&[stem, ending].concat(), search);
            let path = plain_path(&self.special.directory, path.as_os_str().as_bytes());
            (stem.to_vec(), path.into_os_string().into_vec())
        } else {
            let folder = plain_path(&self.special.directory, &file[..name]);
            let mut source = folder.clone().into_os_string().into_vec();
            source.push(b'/');
            source.extend_from_slice(&stem[name..]);
            if name == file.len() {
                return Err(refused(&source));
            }
            if !folder.is_dir() {
                return Err(refused(&file).also(errors::FILENOTFND, vec![Vec::new()]));
            }
            let path = [&source[..], ending].concat();
            (source, path)
        };
        self.special.zsource = source;
        let editor = self.environment().get("EDITOR").unwrap_or(b"vi");
        self.zsystem(&[editor, b" ", &quoted(&path)].concat())
    }

    /// `Op::External`.
    pub(super) fn external(&mut self, i: Ins, base: usize, unit: &Rc<Unit>) -> Cold {
        let first = base + Opnd(i.c).index();
        let answer = match self.resumed() {
            Some(Pending::Host(again)) => {
                let reach = Reach {
                    store: &mut *self.store,
                    devices: &mut self.devices,
                };
                self.host.external_again(again, reach)?
            }
            _ => {
                let name = self.operand(i.b, base, unit).clone();
                let args = self.temps[first..first + i.y as usize]
                    .iter()
                    .map(argument)
                    .collect();
                self.flush_output();
                let mut buf = NUM_BUF;
                let name = name.bytes(&mut buf);
                let reach = Reach {
                    store: &mut *self.store,
                    devices: &mut self.devices,
                };
                let answer = self.host.external(name, args, i.x != 0, reach);
                let remarks = self.host.remarks();
                if !remarks.is_empty() {
                    self.say(&remarks);
                }
                answer?
            }
        };
        match answer {
            External::Foreign(call) => Ok(Flow::Foreign(Box::new(ForeignCall {
                call,
                first,
                count: i.y as usize,
                destination: i.a,
                base,
            }))),
            External::Undefined(at) => Err(self.undefined_argument(first + at)),
            External::Done { value, outputs } => {
                self.set_arguments(first, i.y as usize, outputs);
                self.put(i.a, base, value);
                Ok(Flow::Next)
            }
            External::Wait { wait, state } => self.suspend(Pending::Host(Again::with(state)), wait),
            External::Call { entry, args, state } => {
                self.push_entry(&entry, &args, Kind::Callback)?;
                let below = self.frames.len() - 2;
                if let Some(caller) = self.frames.get_mut(below) {
                    caller.pending = Some(Box::new(Pending::Host(Again::with(state))));
                    caller.pc -= 1;
                }
                Ok(Flow::Reload)
            }
        }
    }
}

/// An argument of a host function from the operand, which is a container when it was passed by reference.
fn argument(operand: &Value) -> Argument {
    match operand {
        Value::Link(link) => {
            // SAFETY: the machine holds no other borrow of a container while it gathers arguments.
            let value = unsafe { (*link.0.get()).value.clone() };
            Argument {
                value,
                variable: Some(link.clone()),
            }
        }
        value => Argument {
            value: value.clone(),
            variable: None,
        },
    }
}

/// A path from a folder on, without `.` and `..`.
fn plain_path(from: &Path, path: &[u8]) -> PathBuf {
    let mut out = PathBuf::new();
    for part in from.join(std::ffi::OsStr::from_bytes(path)).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => _ = out.pop(),
            part => out.push(part),
        }
    }
    out
}

/// A word for the shell that stands for a text as it is.
fn quoted(text: &[u8]) -> Vec<u8> {
    let mut out = vec![b'\''];
    for byte in text {
        match byte {
            b'\'' => out.extend_from_slice(b"'\\''"),
            byte => out.push(*byte),
        }
    }
    out.push(b'\'');
    out
}
