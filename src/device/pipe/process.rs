//! The process of a PIPE: OPEN starts it, CLOSE waits for it.

use super::{PipeDevice, Role};
use crate::device::stream;
use crate::device::sys::{self, Descriptor};
use crate::device::{Interest, IoResult, OpenOp, Param, Shared, Step, Timeout, Wait};
use crate::syntax::params::ParamId;
use crate::value::errors::{self, MError};
use std::ffi::OsStr;
use std::os::fd::{AsRawFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::process::CommandExt;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// How often CLOSE looks for the end of a process where the system has no descriptor for it.
const PAUSE: Duration = Duration::from_millis(20);
/// CLOSE waits so long for the process unless TIMEOUT says otherwise, in seconds.
const CLOSE_TIMEOUT: f64 = 2.0;

/// The process of a PIPE device.
pub(super) struct Process {
    child: Child,
    pub(super) command: Vec<u8>,
    pub(super) shell: Option<Vec<u8>>,
    pub(super) stderr: Option<Vec<u8>>,
    pub(super) parse: bool,
    /// `/EOF` has closed its standard input.
    pub(super) ended: bool,
    pub(super) independent: bool,
    /// Set by the first step of CLOSE.
    closing: Option<(Timeout, Option<OwnedFd>)>,
}

/// What OPEN makes: the device and, with STDERR, a second one with its name.
pub struct Opened {
    pub device: PipeDevice,
    pub stderr: Option<(Vec<u8>, PipeDevice)>,
}

impl PipeDevice {
    /// OPEN of a PIPE: starts the process.
    ///
    /// Errors: DEVOPENFAIL with `Missing command string` or `Invalid command string: …`, and those of `apply`.
    ///
    /// `standard` is the standard output of a process that is only written to.
    pub fn open_pipe(op: &OpenOp, standard: Stdio, shared: &Shared) -> Result<Opened, MError> {
        let (mut command, mut shell, mut stderr) = (None, None, None);
        let (mut parse, mut independent, mut read_only, mut write_only) =
            (false, false, false, false);
        for p in &op.params {
            let value = stream::text_of(p);
            match p.id {
                ParamId::Command => command = Some(value.to_vec()),
                ParamId::Shell => shell = Some(value.to_vec()),
                ParamId::Stderr => stderr = Some(value.to_vec()).filter(|name| !name.is_empty()),
                ParamId::Parse => parse = true,
                ParamId::Independent => independent = true,
                ParamId::ReadOnly => read_only = true,
                ParamId::WriteOnly => write_only = true,
                _ => {}
            }
        }
        let fail = |text: Vec<u8>| MError::arg(errors::DEVOPENFAIL, &op.name).text(text);
        let command = match command {
            None => return Err(fail(b"Missing command string".to_vec())),
            Some(empty) if empty.is_empty() => {
                return Err(fail(b"Command string has no value".to_vec()));
            }
            Some(command) => command,
        };
        if let Some(shell) = &shell
            && !is_program(shell, shared)
        {
            return Err(fail([b"Invalid shell: ", shell.as_slice()].concat()));
        }
        if parse && let Some(word) = unknown_command(&command, shared) {
            return Err(fail(
                [b"Invalid command string: ", word.as_slice()].concat(),
            ));
        }
        let named = shell.is_some();
        let program = shell
            .clone()
            .or_else(|| shared.environment.get("SHELL").map(<[u8]>::to_vec));
        let program = program
            .filter(|s| !s.is_empty())
            .unwrap_or_else(|| b"/bin/sh".to_vec());
        let io = |e: std::io::Error| {
            fail(errors::system_text(e.raw_os_error().unwrap_or(0)).into_bytes())
        };
        // Parameters first: a process that has started cannot be taken back.
        let mut device = Self::new(None, None, Role::Stderr, shared);
        device.apply(&op.params)?;
        let (out_read, out_write) = std::io::pipe().map_err(io)?;
        let mut start = shared.environment.command(crate::device::path_of(&program));
        if named {
            // As GT.M starts it: by its name without the folders.
            let name = program.rsplit(|b| *b == b'/').next().unwrap_or(&program);
            start.arg0(crate::device::path_of(name));
        }
        start
            .arg("-c")
            .arg(crate::device::path_of(&command))
            .current_dir(&shared.directory);
        start.stdin(if read_only {
            Stdio::null()
        } else {
            Stdio::piped()
        });
        start.stdout(out_write.try_clone().map_err(io)?);
        let errors_read = match &stderr {
            Some(_) => {
                let (read, write) = std::io::pipe().map_err(io)?;
                start.stderr(write);
                Some(read)
            }
            None => {
                start.stderr(out_write.try_clone().map_err(io)?);
                None
            }
        };
        if write_only {
            start.stdout(standard);
        }
        drop(out_write);
        let mut child = start.spawn().map_err(io)?;
        drop(start);
        let own = |fd: OwnedFd| {
            sys::set_nonblocking(&fd)
                .map(|()| Descriptor::Own(fd))
                .map_err(io)
        };
        if !write_only {
            device.input = Some(own(out_read.into())?);
        }
        device.output = child.stdin.take().map(|fd| own(fd.into())).transpose()?;
        let process = Process {
            child,
            command,
            shell,
            stderr: stderr.clone(),
            parse,
            ended: false,
            independent,
            closing: None,
        };
        device.role = Role::Process(Box::new(process));
        let second = match (stderr, errors_read) {
            (Some(name), Some(fd)) => Some((
                name,
                Self::new(Some(own(fd.into())?), None, Role::Stderr, shared),
            )),
            _ => None,
        };
        Ok(Opened {
            device,
            stderr: second,
        })
    }
}

/// `true` for a program: a file, by its path or along PATH.
fn is_program(word: &[u8], shared: &Shared) -> bool {
    let path = crate::device::path_of(word);
    if word.contains(&b'/') {
        return shared.directory.join(path).is_file();
    }
    let paths = shared.environment.get("PATH").unwrap_or_default();
    std::env::split_paths(OsStr::from_bytes(paths)).any(|p| p.join(path).is_file())
}

/// The first command of a shell line that PARSE cannot find.
fn unknown_command(line: &[u8], shared: &Shared) -> Option<Vec<u8>> {
    let mut before = 0;
    let parts = line.split(|b| {
        // The ampersand of `2>&1` separates nothing.
        let redirects = *b == b'&' && before == b'>';
        before = *b;
        matches!(b, b'|' | b';' | b'&' | b'(' | b')' | b'\n') && !redirects
    });
    for part in parts {
        let mut words = part
            .split(|b| b.is_ascii_whitespace())
            .filter(|w| !w.is_empty());
        let Some(word) = words.find(|w| !w.contains(&b'=')) else {
            continue;
        };
        let known = word.starts_with(b"$") || BUILTINS.contains(&word);
        if !known && !is_program(word, shared) {
            return Some(word.to_vec());
        }
    }
    None
}

/// Words of the shell that are no programs.
const BUILTINS: &[&[u8]] = &[
    b"cd", b"exit", b"export", b"set", b"umask", b"ulimit", b"exec", b"eval", b"trap", b"wait",
];

impl Process {
    /// Waits for the end of the process, at most for TIMEOUT.
    pub(super) fn wait(&mut self, params: &[Param]) -> IoResult<bool> {
        if let Ok(Some(_)) | Err(_) = self.child.try_wait() {
            return Ok(Step::Done(true));
        }
        let given = params
            .iter()
            .rfind(|p| p.id == ParamId::Timeout)
            .map(|p| stream::integer(stream::text_of(p)) as f64);
        let id = self.child.id();
        let (timeout, exit) = self.closing.get_or_insert_with(|| {
            (
                Timeout::after(given.unwrap_or(CLOSE_TIMEOUT)),
                sys::exit_descriptor(id),
            )
        });
        if timeout.expired() {
            return Ok(Step::Done(true));
        }
        let wait = match exit {
            Some(fd) => Wait {
                fds: vec![Interest {
                    fd: fd.as_raw_fd(),
                    read: true,
                    write: false,
                }],
                until: None,
            },
            None => Wait {
                fds: Vec::new(),
                until: Instant::now().checked_add(PAUSE),
            },
        };
        Ok(Step::Wait(wait.or_at(timeout.moment())))
    }
}

impl PipeDevice {
    /// $ZCLOSE after CLOSE: exit status, minus the signal, or -99 while the process goes on. `None` leaves it.
    pub fn exit(&mut self) -> Option<i64> {
        let Role::Process(process) = &mut self.role else {
            return None;
        };
        if process.independent {
            return None;
        }
        Some(match process.child.try_wait() {
            Ok(Some(status)) => match (status.code(), status.signal()) {
                (Some(code), _) => code.into(),
                (None, signal) => -i64::from(signal.unwrap_or(0)),
            },
            _ => -99,
        })
    }

    /// `true` for a PIPE or its standard error, `false` for a FIFO.
    pub fn is_process(&self) -> bool {
        matches!(self.role, Role::Process(_) | Role::Stderr)
    }

    /// CLOSE will not wait for the process any more: the session ends.
    pub fn let_go(&mut self) {
        if let Role::Process(process) = &mut self.role {
            process.independent = true;
        }
    }

    /// Name of the device that reads the standard error; it goes with this one.
    pub fn stderr_name(&self) -> Option<&[u8]> {
        match &self.role {
            Role::Process(process) => process.stderr.as_deref(),
            _ => None,
        }
    }

    /// The process, for somebody else to wait for when the device goes.
    pub fn take_child(&mut self) -> Option<Child> {
        match std::mem::replace(&mut self.role, Role::Stderr) {
            Role::Process(process) => Some(process.child),
            other => {
                self.role = other;
                None
            }
        }
    }
}
