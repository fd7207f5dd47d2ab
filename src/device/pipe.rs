//! PIPE devices (a child process), FIFOs, and standard input or output that is a pipe.

mod fifo;
mod process;

use self::process::Process;
use super::file::{DEFAULT_LENGTH, DEFAULT_WIDTH, no_principal};
use super::stream::{self, Input, Layout, Overflow, Taken};
use super::sys::{self, Descriptor};
use super::{
    ControlDone, ControlOp, Device, Flush, IoError, IoResult, Item, Param, ReadDone, ReadKind,
    ReadOp, ReadValue, Shared, Status, Step, Wait,
};
use crate::syntax::params::ParamId;
use crate::value::errors::{self, MError};
use std::io::ErrorKind;
use std::os::fd::{AsRawFd, RawFd};
use std::path::PathBuf;

const CHUNK: usize = 64 * 1024;

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

    fn apply(&mut self, params: &[Param]) -> Result<(), MError> {
        // STREAM says what NOWRAP means, wherever it stands. Only OPEN has these.
        for p in params {
            match p.id {
                ParamId::Fixed => self.fixed = true,
                ParamId::Stream => self.stream = true,
                ParamId::Variable | ParamId::NoStream => self.stream = false,
                _ => {}
            }
        }
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
                ParamId::Wrap => self.layout.overflow = Overflow::Wrap,
                ParamId::NoWrap if self.stream => self.layout.overflow = Overflow::Run,
                ParamId::NoWrap => self.layout.overflow = Overflow::Cut,
                ParamId::Exception => {
                    self.exception = Some(value.to_vec()).filter(|e| !e.is_empty())
                }
                ParamId::Filter => self.layout.filter.set(value),
                ParamId::NoFilter => self.layout.filter = Default::default(),
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
        let same_line = matches!(op.kind, ReadKind::Fixed(_)) && taken == Taken::Full;
        if same_line || taken == Taken::Short {
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
                    self.layout.character(code, &mut self.status);
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

/// The value of a READ that got nothing.
pub fn nothing(op: &ReadOp) -> ReadValue {
    match op.kind {
        ReadKind::Char => ReadValue::Code(-1),
        _ => ReadValue::Bytes(Vec::new()),
    }
}

impl Device for PipeDevice {
    fn use_params(&mut self, params: &[Param], _shared: &mut Shared) -> IoResult<()> {
        self.apply(params).map_err(|e| self.fail(e))?;
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
            let after_eof = matches!(&self.role, Role::Process(process) if process.ended);
            let error = if after_eof {
                MError::system(libc::EBADF)
            } else {
                MError::new(errors::DEVICEREADONLY)
            };
            return Err(self.fail(error));
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
            // An error belongs to the command that caused it; standard output may gather.
            Flush::Command | Flush::Soon if matches!(self.role, Role::Principal) => {
                Ok(Step::Done(()))
            }
            _ => self.drain(),
        }
    }

    /// `/EOF` closes the standard input of the process; other mnemonics do nothing.
    fn control(&mut self, op: &mut ControlOp, _shared: &mut Shared) -> IoResult<ControlDone> {
        if op.name.eq_ignore_ascii_case(b"EOF") && matches!(self.role, Role::Process(_)) {
            if let Step::Wait(wait) = self.drain()? {
                return Ok(Step::Wait(wait));
            }
            self.output = None;
            if let Role::Process(process) = &mut self.role {
                process.ended = true;
            }
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

    own_status!(exception);

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
                if process.independent {
                    line.extend_from_slice(b"INDEPENDENT ");
                }
                if process.parse {
                    line.extend_from_slice(b"PARSE ");
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
