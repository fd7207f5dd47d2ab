//! PIPE devices (a child process), FIFOs, and standard input or output that is a pipe.

use super::file::{DEFAULT_LENGTH, DEFAULT_WIDTH, no_principal, protection};
use super::stream::{self, Input, Layout, Overflow, Taken};
use super::sys::{self, Descriptor};
use super::{
    ControlDone, ControlOp, Device, Flush, Interest, IoError, IoResult, Item, OpenOp, Param,
    ReadDone, ReadKind, ReadOp, ReadValue, Shared, Status, Step, Timeout, Wait,
};
use crate::syntax::params::ParamId;
use crate::value::errors::{self, MError};
use std::io::ErrorKind;
use std::os::fd::{AsRawFd, OwnedFd, RawFd};
use std::os::unix::fs::OpenOptionsExt;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

const CHUNK: usize = 64 * 1024;
/// How often an OPEN looks whether the other end of a FIFO is there, and CLOSE for the end of a process.
const PAUSE: Duration = Duration::from_millis(20);
/// CLOSE waits so long for the process unless TIMEOUT says otherwise.
const CLOSE_TIMEOUT: f64 = 2.0;

/// What the device is besides two ends of pipes.
enum Role {
    Fifo {
        path: PathBuf,
    },
    Process(Box<Process>),
    /// Standard error of another PIPE device.
    Stderr,
    Principal,
}

/// The process of a PIPE device.
struct Process {
    child: Child,
    command: Vec<u8>,
    shell: Option<Vec<u8>>,
    stderr: Option<Vec<u8>>,
    independent: bool,
    /// Set by the first step of CLOSE.
    closing: Option<(Timeout, Option<OwnedFd>)>,
}

/// A device around one or two ends of pipes.
pub struct PipeDevice {
    input: Option<Descriptor>,
    output: Option<Descriptor>,
    status: Status,
    layout: Layout,
    role: Role,
    fixed: bool,
    stream: bool,
    record: usize,
    exception: Option<Vec<u8>>,
    buffer: Input,
    pending: Vec<u8>,
    filled: usize,
    wrote: bool,
}

/// What OPEN makes: the device and, with STDERR, a second one with its name.
pub struct Opened {
    pub device: PipeDevice,
    pub stderr: Option<(Vec<u8>, PipeDevice)>,
}

impl PipeDevice {
    fn new(
        input: Option<Descriptor>,
        output: Option<Descriptor>,
        role: Role,
        shared: &Shared,
    ) -> Self {
        PipeDevice {
            input,
            output,
            status: Status::default(),
            layout: Layout::new(DEFAULT_WIDTH, DEFAULT_LENGTH, Overflow::Wrap, shared.utf8),
            role,
            fixed: false,
            stream: false,
            record: DEFAULT_WIDTH,
            exception: None,
            buffer: Input::default(),
            pending: Vec::new(),
            filled: 0,
            wrote: false,
        }
    }

    /// Standard input or output that is a pipe; `read` tells which.
    pub fn principal(fd: RawFd, read: bool, shared: &Shared) -> Self {
        let fd = Some(Descriptor::Inherited(fd));
        let (input, output) = if read { (fd, None) } else { (None, fd) };
        let mut device = Self::new(input, output, Role::Principal, shared);
        device.stream = true;
        device.layout.overflow = Overflow::Run;
        device
    }

    /// OPEN of a PIPE: starts the process.
    ///
    /// Errors: DEVOPENFAIL with `Missing command string` or `Invalid command string: …`, and those of `apply`.
    pub fn open_pipe(op: &OpenOp, shared: &Shared) -> Result<Opened, MError> {
        let (mut command, mut shell, mut stderr) = (Vec::new(), None, None);
        let (mut parse, mut independent, mut read_only, mut write_only) =
            (false, false, false, false);
        for p in &op.params {
            let value = stream::text_of(p);
            match p.id {
                ParamId::Command => command = value.to_vec(),
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
        if command.is_empty() {
            return Err(fail(b"Missing command string".to_vec()));
        }
        if parse && let Some(word) = unknown_command(&command, &shared.directory) {
            return Err(fail(
                [b"Invalid command string: ", word.as_slice()].concat(),
            ));
        }
        let program = shell
            .clone()
            .or_else(|| std::env::var_os("SHELL").map(|s| s.into_encoded_bytes()));
        let program = program
            .filter(|s| !s.is_empty())
            .unwrap_or_else(|| b"/bin/sh".to_vec());
        let io = |e: std::io::Error| {
            fail(errors::system_text(e.raw_os_error().unwrap_or(0)).into_bytes())
        };
        let (out_read, out_write) = std::io::pipe().map_err(io)?;
        let mut start = std::process::Command::new(super::path_of(&program));
        start
            .arg("-c")
            .arg(super::path_of(&command))
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
            start.stdout(Stdio::inherit());
        }
        drop(out_write);
        let mut child = start.spawn().map_err(io)?;
        drop(start);
        let own = |fd: OwnedFd| {
            sys::set_nonblocking(&fd)
                .map(|()| Descriptor::Own(fd))
                .map_err(io)
        };
        let input = if write_only {
            None
        } else {
            Some(own(out_read.into())?)
        };
        let output = child.stdin.take().map(|fd| own(fd.into())).transpose()?;
        let process = Process {
            child,
            command,
            shell,
            stderr: stderr.clone(),
            independent,
            closing: None,
        };
        let mut device = Self::new(input, output, Role::Process(Box::new(process)), shared);
        device.apply(&op.params, true)?;
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

    /// OPEN of a FIFO, made if it is missing. With READONLY (WRITEONLY) it waits for a writer (reader), as GT.M
    /// does; without either it is open both ways.
    pub fn open_fifo(
        op: &mut OpenOp,
        path: PathBuf,
        shared: &Shared,
    ) -> IoResult<Option<PipeDevice>> {
        let has = |id| op.params.iter().any(|p| p.id == id);
        let (read_only, write_only) = (has(ParamId::ReadOnly), has(ParamId::WriteOnly));
        let mut buffer = Input::default();
        let opened = match op
            .state
            .take()
            .and_then(|s| s.downcast::<std::fs::File>().ok())
        {
            Some(file) => Ok(*file),
            None => {
                match sys::make_fifo(&path) {
                    Err(e) if e.kind() != ErrorKind::AlreadyExists => {
                        return Err(MError::io(&e).into());
                    }
                    _ => {}
                }
                if let Some(mode) = protection(&op.params)? {
                    let mode = std::os::unix::fs::PermissionsExt::from_mode(mode);
                    std::fs::set_permissions(&path, mode).map_err(|e| MError::io(&e))?;
                }
                let mut options = std::fs::OpenOptions::new();
                options
                    .read(!write_only)
                    .write(!read_only)
                    .custom_flags(libc::O_NONBLOCK);
                options.open(&path)
            }
        };
        let waiting = match opened {
            Err(e) if e.raw_os_error() == Some(libc::ENXIO) => None,
            Err(e) => return Err(MError::io(&e).into()),
            Ok(file) if read_only => match buffer.fill(file.as_raw_fd(), CHUNK) {
                Ok(0) => Some(file),
                _ => return self::ready(file, buffer, op, path, shared),
            },
            Ok(file) => return self::ready(file, buffer, op, path, shared),
        };
        if op.timeout.expired() {
            return Ok(Step::Done(None));
        }
        op.state = waiting.map(|file| Box::new(file) as Box<dyn std::any::Any>);
        let wait = Wait {
            fds: Vec::new(),
            until: Instant::now().checked_add(PAUSE),
        };
        Ok(Step::Wait(wait.or_at(op.timeout.moment())))
    }

    fn apply(&mut self, params: &[Param], opening: bool) -> Result<(), MError> {
        for p in params {
            let value = stream::text_of(p);
            match p.id {
                ParamId::RecordSize | ParamId::Width => {
                    match usize::try_from(stream::integer(value)) {
                        Ok(n) if n > stream::STRING_MAX => {
                            return Err(MError::new(errors::RMWIDTHTOOBIG));
                        }
                        Ok(n @ 1..) => {
                            (self.record, self.layout.width) = (n, n);
                            if p.id == ParamId::Width {
                                self.layout.overflow = Overflow::Wrap;
                            }
                        }
                        _ => return Err(MError::new(errors::RMWIDTHPOS)),
                    }
                }
                ParamId::Length => match stream::integer(value) {
                    n @ 0.. => self.layout.length = n,
                    _ => return Err(MError::new(errors::DEVPARMNEG)),
                },
                ParamId::Fixed if opening => self.fixed = true,
                ParamId::Stream if opening => self.stream = true,
                ParamId::Variable | ParamId::NoStream if opening => self.stream = false,
                ParamId::Exception => {
                    self.exception = Some(value.to_vec()).filter(|e| !e.is_empty())
                }
                ParamId::Filter => self.layout.filter.set(value),
                ParamId::NoFilter => self.layout.filter = Default::default(),
                _ => {}
            }
        }
        // NOWRAP depends on STREAM, whatever their order.
        let otherwise = if self.stream {
            Overflow::Run
        } else {
            Overflow::Cut
        };
        for p in params {
            match p.id {
                ParamId::Wrap => self.layout.overflow = Overflow::Wrap,
                ParamId::NoWrap => self.layout.overflow = otherwise,
                _ => {}
            }
        }
        Ok(())
    }

    fn fail(&self, error: MError) -> IoError {
        IoError {
            error,
            exception: self.exception.clone(),
        }
    }

    /// Writes what is pending; `Wait` if the other end is slow.
    fn drain(&mut self) -> IoResult<()> {
        let Some(fd) = self.output.as_ref().map(AsRawFd::as_raw_fd) else {
            self.pending.clear();
            return Ok(Step::Done(()));
        };
        let (mut done, mut wait) = (0, false);
        let mut result = Ok(());
        if matches!(self.output, Some(Descriptor::Inherited(_))) {
            // The description is shared with others, so a plain write may block here as it does for them.
            result = sys::write_all(fd, &self.pending);
            done = self.pending.len();
        }
        while done < self.pending.len() {
            match sys::write(fd, &self.pending[done..]) {
                Ok(n) => done += n,
                Err(e) if e.kind() == ErrorKind::WouldBlock => {
                    wait = true;
                    break;
                }
                Err(e) => {
                    result = Err(e);
                    done = self.pending.len();
                }
            }
        }
        self.pending.drain(..done);
        if let Err(e) = result {
            self.status.za = 9;
            self.status.device = [
                b"1,",
                errors::system_text(e.raw_os_error().unwrap_or(0)).as_bytes(),
            ]
            .concat();
            return Err(self.fail(MError::io(&e)));
        }
        if !wait {
            return Ok(Step::Done(()));
        }
        Ok(Step::Wait(Wait::writable(fd)))
    }

    fn pad_record(&mut self) {
        let missing = self.layout.width.saturating_sub(self.filled);
        self.pending.resize(self.pending.len() + missing, b' ');
        self.filled = 0;
    }

    fn put(&mut self, item: Item<'_>) -> Result<(), MError> {
        if let Some(text) = stream::item_text(&item, self.layout.utf8) {
            if self.fixed {
                self.fixed_text(&text);
                return Ok(());
            }
            return self.layout.text(&text, &mut self.status, &mut self.pending);
        }
        match item {
            Item::Newline => {
                if self.fixed {
                    self.pad_record();
                } else {
                    self.pending.push(b'\n');
                }
                self.layout.newline(&mut self.status);
            }
            Item::Page => {
                if self.fixed {
                    if self.filled > 0 {
                        self.pad_record();
                    }
                    self.filled = 1;
                } else if self.status.x > 0 {
                    self.pending.push(b'\n');
                }
                self.pending.push(12);
                if self.fixed {
                    self.pad_record();
                }
                (self.status.x, self.status.y) = (0, 0);
            }
            Item::Column(to) if self.fixed => {
                let missing = usize::try_from(to.saturating_sub(self.status.x)).unwrap_or(0);
                self.fixed_text(&vec![b' '; missing.min(stream::STRING_MAX)]);
            }
            Item::Column(to) => self
                .layout
                .column(to, &mut self.status, &mut self.pending)?,
            Item::Text(_) | Item::Code(_) => {}
        }
        Ok(())
    }

    fn fixed_text(&mut self, text: &[u8]) {
        let mut rest = text;
        while !rest.is_empty() {
            if self.filled >= self.layout.width {
                self.filled = 0;
                self.status.x = 0;
                self.status.y = self.status.y.saturating_add(1);
            }
            let room = (self.layout.width - self.filled).max(1);
            let (now, later) = rest.split_at(room.min(rest.len()));
            self.pending.extend_from_slice(now);
            self.filled += now.len();
            self.status.x = self.status.x.saturating_add(now.len() as i64);
            rest = later;
        }
    }

    /// A READ that got what it wanted.
    fn finish(&mut self, op: &mut ReadOp, taken: Taken) -> ReadDone {
        let value = std::mem::take(&mut op.value);
        self.status.key = if taken == Taken::Line {
            b"\n".to_vec()
        } else {
            Vec::new()
        };
        self.status.zb.clone_from(&self.status.key);
        (self.status.zeof, self.status.za) = (false, 0);
        self.status.device = b"0".to_vec();
        if matches!(op.kind, ReadKind::Fixed(_)) && taken == Taken::Full {
            let size = if self.layout.utf8 {
                stream::count(&value)
            } else {
                value.len()
            };
            self.status.x = self.status.x.saturating_add(size as i64);
        } else {
            self.layout.newline(&mut self.status);
        }
        ReadDone {
            value: ReadValue::Bytes(value),
            test: op.timeout.is_given().then_some(true),
        }
    }

    /// Takes what the buffer holds; `None` if more is needed.
    fn take(&mut self, op: &mut ReadOp) -> Result<Option<ReadDone>, MError> {
        if op.kind == ReadKind::Char {
            return Ok(
                stream::take_char(&mut self.buffer, self.layout.utf8)?.map(|code| {
                    self.status.x = self.status.x.saturating_add(1);
                    (self.status.zeof, self.status.za) = (false, 0);
                    self.status.device = b"0".to_vec();
                    ReadDone {
                        value: ReadValue::Code(code),
                        test: op.timeout.is_given().then_some(true),
                    }
                }),
            );
        }
        let limit = stream::read_limit(op.kind, self.layout.width);
        let taken = if self.fixed {
            let missing = limit - op.value.len().min(limit);
            let size = missing.min(self.buffer.rest().len());
            op.value.extend_from_slice(&self.buffer.rest()[..size]);
            self.buffer.take(size);
            if size == missing {
                Taken::Full
            } else {
                Taken::Short
            }
        } else {
            stream::take_record(&mut self.buffer, &mut op.value, limit, self.layout.utf8)?
        };
        Ok(if taken == Taken::Short {
            None
        } else {
            Some(self.finish(op, taken))
        })
    }

    fn at_end(&mut self, op: &mut ReadOp) -> IoResult<ReadDone> {
        if !op.value.is_empty() {
            return Ok(Step::Done(self.finish(op, Taken::Short)));
        }
        let again = std::mem::replace(&mut self.status.zeof, true);
        self.status.za = 9;
        self.status.device = b"1,Device detected EOF".to_vec();
        if again && matches!(self.role, Role::Principal) {
            return Err(self.fail(no_principal("READ from")));
        }
        if again || self.exception.is_some() {
            return Err(self.fail(MError::new(errors::IOEOF)));
        }
        self.layout.newline(&mut self.status);
        Ok(Step::Done(ReadDone {
            value: nothing(op),
            test: op.timeout.is_given().then_some(true),
        }))
    }

    /// READ before its process, or the other end of a FIFO, sees an unfinished line of ours: a FIFO ends it.
    fn begin_read(&mut self, op: &mut ReadOp) -> Result<(), IoError> {
        if !std::mem::replace(&mut op.started, true) {
            if self.input.is_none() {
                return Err(self.fail(MError::new(errors::DEVICEWRITEONLY)));
            }
            if std::mem::take(&mut self.wrote)
                && matches!(self.role, Role::Fifo { .. })
                && self.status.x > 0
            {
                self.pending.push(b'\n');
                self.layout.newline(&mut self.status);
            }
            self.status.key.clear();
            self.status.zb.clear();
        }
        Ok(())
    }
}

/// Makes the device of a FIFO that is open at both ends.
fn ready(
    file: std::fs::File,
    buffer: Input,
    op: &OpenOp,
    path: PathBuf,
    shared: &Shared,
) -> IoResult<Option<PipeDevice>> {
    let has = |id| op.params.iter().any(|p| p.id == id);
    let second = file.try_clone().map_err(|e| MError::io(&e))?;
    let input = (!has(ParamId::WriteOnly)).then(|| Descriptor::Own(file.into()));
    let output = (!has(ParamId::ReadOnly)).then(|| Descriptor::Own(second.into()));
    let mut device = PipeDevice::new(input, output, Role::Fifo { path }, shared);
    device.buffer = buffer;
    device.apply(&op.params, true)?;
    Ok(Step::Done(Some(device)))
}

/// The value of a READ that got nothing.
pub fn nothing(op: &ReadOp) -> ReadValue {
    match op.kind {
        ReadKind::Char => ReadValue::Code(-1),
        _ => ReadValue::Bytes(Vec::new()),
    }
}

/// The first command of a pipeline that PARSE cannot find.
fn unknown_command(line: &[u8], directory: &Path) -> Option<Vec<u8>> {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let parts = line.split(|b| matches!(b, b'|' | b';' | b'&' | b'(' | b')' | b'\n'));
    for part in parts {
        let mut words = part
            .split(|b| b.is_ascii_whitespace())
            .filter(|w| !w.is_empty());
        let Some(word) = words.find(|w| !w.contains(&b'=')) else {
            continue;
        };
        let path = super::path_of(word);
        let found = if word.contains(&b'/') || word.first() == Some(&b'$') {
            word.first() == Some(&b'$') || directory.join(path).exists()
        } else {
            BUILTINS.contains(&word)
                || std::env::split_paths(&paths).any(|p| p.join(path).is_file())
        };
        if !found {
            return Some(word.to_vec());
        }
    }
    None
}

/// Words of the shell that are no programs.
const BUILTINS: &[&[u8]] = &[
    b"cd", b"exit", b"export", b"set", b"umask", b"ulimit", b"exec", b"eval", b"trap", b"wait",
];

impl Device for PipeDevice {
    fn use_params(&mut self, params: &[Param], _shared: &mut Shared) -> IoResult<()> {
        self.apply(params, false).map_err(|e| self.fail(e))?;
        Ok(Step::Done(()))
    }

    fn read(&mut self, op: &mut ReadOp, _shared: &mut Shared) -> IoResult<ReadDone> {
        self.begin_read(op)?;
        let Some(input) = self.input.as_ref() else {
            return Err(self.fail(MError::new(errors::DEVICEWRITEONLY)));
        };
        let (fd, shared_description) =
            (input.as_raw_fd(), matches!(input, Descriptor::Inherited(_)));
        let blocked = match self.drain()? {
            Step::Done(()) => None,
            Step::Wait(wait) => Some(wait),
        };
        loop {
            if let Some(done) = self.take(op).map_err(|e| self.fail(e))? {
                return Ok(Step::Done(done));
            }
            let got = if shared_description && !sys::ready(fd, false) {
                Err(ErrorKind::WouldBlock.into())
            } else {
                self.buffer.fill(fd, CHUNK)
            };
            match got {
                Ok(0) => return self.at_end(op),
                Ok(_) => {}
                Err(e) if e.kind() == ErrorKind::WouldBlock => break,
                Err(e) => return Err(self.fail(MError::io(&e))),
            }
        }
        if op.timeout.expired() {
            let value = match op.kind {
                ReadKind::Char => ReadValue::Code(-1),
                _ => ReadValue::Bytes(std::mem::take(&mut op.value)),
            };
            self.status.za = 0;
            self.status.device = b"0".to_vec();
            return Ok(Step::Done(ReadDone {
                value,
                test: Some(false),
            }));
        }
        let mut wait = Wait::readable(fd).or_at(op.timeout.moment());
        wait.fds.extend(blocked.into_iter().flat_map(|w| w.fds));
        Ok(Step::Wait(wait))
    }

    fn write(&mut self, item: Item<'_>, _shared: &mut Shared) -> IoResult<()> {
        if self.output.is_none() {
            return Err(self.fail(MError::new(errors::DEVICEREADONLY)));
        }
        if self.pending.len() >= stream::GATHER
            && let Step::Wait(wait) = self.drain()?
        {
            return Ok(Step::Wait(wait));
        }
        self.put(item).map_err(|e| self.fail(e))?;
        self.wrote = true;
        if self.status.device != b"0" {
            self.status.device = b"0".to_vec();
        }
        Ok(Step::Done(()))
    }

    fn flush(&mut self, why: Flush) -> IoResult<()> {
        match why {
            Flush::All => self.drain(),
            Flush::Command => Ok(Step::Done(())),
        }
    }

    /// `/EOF` closes the standard input of the process; other mnemonics do nothing.
    fn control(&mut self, op: &mut ControlOp, _shared: &mut Shared) -> IoResult<ControlDone> {
        if op.name.eq_ignore_ascii_case(b"EOF") && matches!(self.role, Role::Process(_)) {
            if let Step::Wait(wait) = self.drain()? {
                return Ok(Step::Wait(wait));
            }
            self.output = None;
        }
        Ok(Step::Done(ControlDone::default()))
    }

    /// Closing a PIPE waits for its process; its exit status is in `status().za` then, see [`PipeDevice::exit`].
    fn close(&mut self, params: &[Param], shared: &mut Shared) -> IoResult<bool> {
        if self.wrote && self.status.x > 0 && !matches!(self.role, Role::Principal | Role::Stderr) {
            if self.fixed {
                self.pad_record();
            } else {
                self.pending.push(b'\n');
            }
        }
        self.wrote = false;
        // A process that has gone cannot be written to, and CLOSE is no place to say so.
        if let Ok(Step::Wait(wait)) = self.drain() {
            return Ok(Step::Wait(wait));
        }
        (self.output, self.input) = (None, None);
        if let Role::Fifo { path } = &self.role {
            for p in params {
                match p.id {
                    ParamId::Delete => std::fs::remove_file(path).map_err(|e| MError::io(&e))?,
                    ParamId::Rename | ParamId::Replace => {
                        let to = shared.directory.join(super::path_of(stream::text_of(p)));
                        std::fs::rename(path, to).map_err(|e| MError::io(&e))?;
                    }
                    _ => {}
                }
            }
        }
        let Role::Process(process) = &mut self.role else {
            return Ok(Step::Done(true));
        };
        if process.independent {
            return Ok(Step::Done(true));
        }
        process.wait(params)
    }

    fn status(&self) -> &Status {
        &self.status
    }

    fn status_mut(&mut self) -> &mut Status {
        &mut self.status
    }

    fn exception(&self) -> Option<&[u8]> {
        self.exception.as_deref()
    }

    fn describe(&self, name: &[u8], out: &mut Vec<Vec<u8>>) {
        let mut line = [name, b" OPEN "].concat();
        let quoted = |line: &mut Vec<u8>, word: &str, value: &[u8]| {
            line.extend_from_slice(word.as_bytes());
            line.extend_from_slice(b"=\"");
            line.extend_from_slice(value);
            line.extend_from_slice(b"\" ");
        };
        match &self.role {
            // GT.M does not show these.
            Role::Stderr => return,
            Role::Fifo { .. } | Role::Principal => line.extend_from_slice(b"FIFO "),
            Role::Process(process) => {
                line.extend_from_slice(b"PIPE ");
                if let Some(shell) = &process.shell {
                    quoted(&mut line, "SHELL", shell);
                }
                quoted(&mut line, "COMMAND", &process.command);
                if let Some(name) = &process.stderr {
                    quoted(&mut line, "STDERR", name);
                }
            }
        }
        if self.fixed {
            line.extend_from_slice(b"FIXED ");
        }
        if self.stream {
            line.extend_from_slice(b"STREAM ");
        }
        if self.output.is_none() && !matches!(self.role, Role::Principal) {
            line.extend_from_slice(b"READ ");
        }
        if self.record != DEFAULT_WIDTH {
            line.extend_from_slice(format!("REC={} ", self.record).as_bytes());
        }
        if self.layout.overflow != Overflow::Wrap {
            line.extend_from_slice(b"NOWRAP ");
        }
        stream::show_exception(&self.exception, &mut line);
        out.push(line);
    }

    fn as_any(&mut self) -> &mut dyn std::any::Any {
        self
    }
}

impl Process {
    /// Waits for the end of the process, at most for TIMEOUT.
    fn wait(&mut self, params: &[Param]) -> IoResult<bool> {
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
