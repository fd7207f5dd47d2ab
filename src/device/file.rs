//! Sequential files: stream, variable and fixed records, positions, CLOSE with DELETE and RENAME.

mod open;

pub use self::open::protection;
use self::open::width;
use super::stream::{self, Input, Layout, Overflow, Taken};
use super::sys::{self, Descriptor};
use super::{
    ControlDone, ControlOp, Device, Flush, IoError, IoResult, Item, Param, ReadDone, ReadKind,
    ReadOp, ReadValue, Shared, Status, Step, Wait,
};
use crate::syntax::params::ParamId;
use crate::value::errors::{self, MError};
use std::io::SeekFrom;
use std::os::fd::AsRawFd;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// RECORDSIZE of a file that has none of its own.
pub const DEFAULT_WIDTH: usize = 32_767;
/// Default LENGTH.
pub const DEFAULT_LENGTH: i64 = 66;
/// How often a FOLLOWing READ looks for more.
const FOLLOW_PAUSE: Duration = Duration::from_millis(100);
const CHUNK: usize = 64 * 1024;

/// What separates records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Variable,
    Stream,
    Fixed,
}

/// The last operation decides what a READ, a WRITE or CLOSE has to do first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Last {
    Nothing,
    Read,
    Write,
}

/// A sequential file, or the standard input or output when that is a file.
pub struct FileDevice {
    fd: Descriptor,
    path: PathBuf,
    status: Status,
    layout: Layout,
    format: Format,
    /// RECORDSIZE, shown by ZSHOW unless it is the default.
    record: usize,
    pad: u8,
    read_only: bool,
    write_only: bool,
    follow: bool,
    fflf: bool,
    principal: bool,
    exception: Option<Vec<u8>>,
    input: Input,
    /// Position of the descriptor, behind what `input` has read ahead.
    offset: u64,
    output: Vec<u8>,
    last: Last,
    /// Characters of the present fixed record that are written or read.
    filled: usize,
    /// Nothing has been read from the start of the file: a byte order mark may come.
    at_start: bool,
}

impl FileDevice {
    /// Standard input or output that is a file or the null device.
    pub fn principal(fd: i32, shared: &mut Shared) -> FileDevice {
        let mut device = Self::new(Descriptor::Inherited(fd), PathBuf::new(), shared);
        device.format = Format::Stream;
        device.layout.overflow = Overflow::Run;
        device.principal = true;
        device.offset = sys::seek(fd, SeekFrom::Current(0)).unwrap_or(0);
        device.at_start = device.offset == 0;
        device
    }

    fn new(fd: Descriptor, path: PathBuf, shared: &Shared) -> FileDevice {
        FileDevice {
            fd,
            path,
            status: Status::default(),
            layout: Layout::new(DEFAULT_WIDTH, DEFAULT_LENGTH, Overflow::Wrap, shared.utf8),
            format: Format::Variable,
            record: DEFAULT_WIDTH,
            pad: b' ',
            read_only: false,
            write_only: false,
            follow: false,
            fflf: true,
            principal: false,
            exception: None,
            input: Input::default(),
            offset: 0,
            output: Vec::new(),
            last: Last::Nothing,
            filled: 0,
            at_start: true,
        }
    }

    /// What NOWRAP means for the records of this file.
    fn unwrapped(&self) -> Overflow {
        if self.format == Format::Stream {
            Overflow::Run
        } else {
            Overflow::Cut
        }
    }

    /// Parameters of USE, and those of OPEN that USE has as well.
    fn apply(&mut self, params: &[Param], shared: &Shared) -> Result<(), MError> {
        for p in params {
            let value = stream::text_of(p);
            match p.id {
                ParamId::Width => {
                    self.layout.width = width(value)?;
                    self.record = self.layout.width;
                    self.layout.overflow = Overflow::Wrap;
                }
                ParamId::Length => match stream::integer(value) {
                    n @ 0.. => self.layout.length = n,
                    _ => return Err(MError::new(errors::DEVPARMNEG)),
                },
                ParamId::Wrap => self.layout.overflow = Overflow::Wrap,
                ParamId::NoWrap => self.layout.overflow = self.unwrapped(),
                ParamId::Exception => {
                    self.exception = Some(value.to_vec()).filter(|e| !e.is_empty())
                }
                ParamId::Filter => self.layout.filter.set(value),
                ParamId::NoFilter => self.layout.filter = Default::default(),
                ParamId::ReadOnly => self.read_only = true,
                ParamId::Follow => self.follow = true,
                ParamId::NoFollow => self.follow = false,
                ParamId::Fflf => self.fflf = true,
                ParamId::NoFflf => self.fflf = false,
                ParamId::Rewind | ParamId::InRewind | ParamId::OutRewind => {
                    self.position(SeekFrom::Start(0))?
                }
                ParamId::Seek | ParamId::InSeek | ParamId::OutSeek => self.seek_to(value)?,
                ParamId::Truncate => self.truncate()?,
                ParamId::Flush => self.write_out()?,
                ParamId::Chset | ParamId::Ichset | ParamId::Ochset if shared.utf8 => {
                    self.layout.utf8 = match value.to_ascii_uppercase().as_slice() {
                        b"M" => false,
                        b"UTF-8" => true,
                        _ => return Err(MError::arg(errors::BADCHSET, value)),
                    };
                }
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

    /// Where the next byte is read or written.
    fn logical(&self) -> u64 {
        self.offset.saturating_sub(self.input.rest().len() as u64)
    }

    /// Moves to another place: what was read ahead is forgotten.
    fn position(&mut self, to: SeekFrom) -> Result<(), MError> {
        self.write_out()?;
        self.input.clear();
        // A device that cannot seek stays where it is.
        self.offset = sys::seek(self.fd.as_raw_fd(), to).unwrap_or(self.offset);
        self.at_start = self.offset == 0;
        self.filled = 0;
        self.last = Last::Nothing;
        (self.status.x, self.status.y, self.status.zeof) = (0, 0, false);
        Ok(())
    }

    /// `SEEK="n"`, `"+n"`, `"-n"`: bytes, or records of a FIXED file.
    fn seek_to(&mut self, value: &[u8]) -> Result<(), MError> {
        self.write_out()?;
        let amount = i128::from(stream::integer(value));
        let unit = if self.format == Format::Fixed {
            self.record.max(1) as i128
        } else {
            1
        };
        let base = match value.first() {
            Some(b'+' | b'-') => i128::from(self.logical()) / unit * unit,
            _ => 0,
        };
        let to = (base + amount * unit).clamp(0, i64::MAX.into());
        self.position(SeekFrom::Start(u64::try_from(to).unwrap_or(0)))
    }

    fn truncate(&mut self) -> Result<(), MError> {
        if self.read_only {
            return Err(MError::new(errors::DEVICEREADONLY));
        }
        self.settle()?;
        // Standard output may be something that has no length.
        match sys::truncate(self.fd.as_raw_fd(), self.offset) {
            Err(e) if e.raw_os_error() != Some(libc::EINVAL) => Err(MError::io(&e)),
            _ => Ok(()),
        }
    }

    /// Brings the descriptor's position to the logical one, with output written.
    fn settle(&mut self) -> Result<(), MError> {
        self.write_out()?;
        let ahead = self.input.clear();
        if ahead > 0 {
            let to = SeekFrom::Start(self.offset.saturating_sub(ahead as u64));
            self.offset = sys::seek(self.fd.as_raw_fd(), to).unwrap_or(self.offset);
        }
        Ok(())
    }

    fn write_out(&mut self) -> Result<(), MError> {
        if self.output.is_empty() {
            return Ok(());
        }
        let result = sys::write_all(self.fd.as_raw_fd(), &self.output);
        self.offset += self.output.len() as u64;
        self.output.clear();
        result.map_err(|e| {
            let error = MError::io(&e);
            self.status.za = 9;
            self.status.device = [
                b"1,",
                errors::system_text(e.raw_os_error().unwrap_or(0)).as_bytes(),
            ]
            .concat();
            error
        })
    }

    /// Ends an unfinished record, before a READ or CLOSE.
    fn end_record(&mut self) {
        match self.format {
            Format::Fixed if self.filled > 0 => self.pad_record(),
            Format::Fixed => {}
            _ if self.status.x > 0 => self.output.push(b'\n'),
            _ => {}
        }
        self.filled = 0;
    }

    fn pad_record(&mut self) {
        let missing = self.layout.width.saturating_sub(self.filled);
        self.output.resize(self.output.len() + missing, self.pad);
        self.filled = 0;
    }

    /// Text of a FIXED file: records follow each other without separators.
    fn fixed_text(&mut self, text: &[u8]) {
        let mut rest = text;
        while !rest.is_empty() {
            let mut room = self.layout.width.saturating_sub(self.filled);
            if room == 0 {
                if self.layout.overflow == Overflow::Cut {
                    return;
                }
                self.filled = 0;
                self.status.x = 0;
                self.status.y = self.status.y.saturating_add(1);
                room = self.layout.width.max(1);
            }
            let mut size = room.min(rest.len());
            if self.layout.utf8 {
                while size > 0 && size < rest.len() && (rest[size] & 0xC0) == 0x80 {
                    size -= 1;
                }
                if size == 0 {
                    self.pad_record();
                    self.filled = self.layout.width;
                    if room == self.layout.width {
                        return;
                    }
                    continue;
                }
            }
            let (now, later) = rest.split_at(size);
            self.output.extend_from_slice(now);
            self.filled += size;
            let columns = if self.layout.utf8 {
                stream::count(now)
            } else {
                size
            };
            self.status.x = self.status.x.saturating_add(columns as i64);
            rest = later;
        }
    }

    fn put(&mut self, item: Item<'_>) -> Result<(), MError> {
        if let Some(text) = stream::item_text(&item, self.layout.utf8) {
            return match self.format {
                Format::Fixed => {
                    self.fixed_text(&text);
                    Ok(())
                }
                _ => self.layout.text(&text, &mut self.status, &mut self.output),
            };
        }
        let fixed = self.format == Format::Fixed;
        match item {
            Item::Newline => {
                if fixed {
                    self.pad_record();
                } else {
                    self.output.push(b'\n');
                }
                self.layout.newline(&mut self.status);
            }
            Item::Page => {
                self.end_record();
                self.output.push(12);
                if fixed {
                    self.filled = 1;
                    self.pad_record();
                } else if self.fflf {
                    self.output.push(b'\n');
                }
                (self.status.x, self.status.y) = (0, 0);
            }
            Item::Column(to) if fixed => {
                let missing = usize::try_from(to.saturating_sub(self.status.x)).unwrap_or(0);
                self.fixed_text(&vec![b' '; missing.min(stream::STRING_MAX)]);
            }
            Item::Column(to) => self.layout.column(to, &mut self.status, &mut self.output)?,
            Item::Text(_) | Item::Code(_) => {}
        }
        Ok(())
    }

    /// Characters that this READ may take.
    fn limit(&self, op: &ReadOp) -> usize {
        match (self.format, op.kind) {
            (Format::Fixed, ReadKind::Line) => self.layout.width.saturating_sub(self.filled).max(1),
            (Format::Fixed, ReadKind::Fixed(n)) => {
                n.min(self.layout.width.saturating_sub(self.filled).max(1))
            }
            (_, kind) => stream::read_limit(kind, self.layout.width),
        }
    }

    /// Takes what the buffer holds; `None` if more is needed.
    fn take(&mut self, op: &mut ReadOp) -> Result<Option<ReadValue>, MError> {
        if op.kind == ReadKind::Char {
            let Some(code) = stream::take_char(&mut self.input, self.layout.utf8)? else {
                return Ok(None);
            };
            match self.format {
                Format::Fixed => self.status.x = self.status.x.saturating_add(1),
                _ => self.layout.character(code, &mut self.status),
            }
            self.advance(1);
            return Ok(Some(ReadValue::Code(code)));
        }
        let limit = self.limit(op);
        let taken = if self.format == Format::Fixed {
            let missing = limit - op.value.len().min(limit);
            let size = missing.min(self.input.rest().len());
            op.value.extend_from_slice(&self.input.rest()[..size]);
            self.input.take(size);
            if size == missing {
                Taken::Full
            } else {
                Taken::Short
            }
        } else {
            stream::take_record(&mut self.input, &mut op.value, limit, self.layout.utf8)?
        };
        match taken {
            Taken::Short => return Ok(None),
            Taken::Line => self.status.key = b"\n".to_vec(),
            Taken::Full => {}
        }
        Ok(Some(self.end_read(op, taken)))
    }

    /// The value of a READ that is over; moves $X and $Y.
    fn end_read(&mut self, op: &mut ReadOp, taken: Taken) -> ReadValue {
        let value = std::mem::take(&mut op.value);
        let size = if self.layout.utf8 {
            stream::count(&value)
        } else {
            value.len()
        };
        // A last line without its end does not move to the next one.
        let same_line = matches!(op.kind, ReadKind::Fixed(_)) && taken == Taken::Full;
        if same_line || taken == Taken::Short {
            self.status.x = self.status.x.saturating_add(size as i64);
            self.advance(value.len());
        } else {
            self.filled = 0;
            self.layout.newline(&mut self.status);
        }
        if self.format == Format::Fixed && self.layout.utf8 {
            let end = value
                .iter()
                .rposition(|b| *b != self.pad)
                .map_or(0, |at| at + 1);
            return ReadValue::Bytes(value[..end].to_vec());
        }
        ReadValue::Bytes(value)
    }

    /// Counts characters of a fixed record; at its end the next record begins.
    fn advance(&mut self, size: usize) {
        if self.format == Format::Fixed {
            self.filled += size;
            if self.filled >= self.layout.width {
                self.filled = 0;
                self.layout.newline(&mut self.status);
            }
        }
    }

    /// READ at the end of the file.
    fn at_end(&mut self, op: &mut ReadOp) -> IoResult<ReadDone> {
        let test = op.timeout.is_given().then_some(true);
        if !op.value.is_empty() {
            let value = self.end_read(op, Taken::Short);
            return Ok(Step::Done(ReadDone { value, test }));
        }
        let again = self.status.zeof;
        self.status.zeof = true;
        self.status.za = 9;
        self.status.device = b"1,Device detected EOF".to_vec();
        if self.principal && again {
            // The process ends: who drives the session recognises the message.
            return Err(self.fail(no_principal("READ from")));
        }
        if again || self.exception.is_some() {
            return Err(self.fail(MError::new(errors::IOEOF)));
        }
        self.layout.newline(&mut self.status);
        let value = match op.kind {
            ReadKind::Char => ReadValue::Code(-1),
            _ => ReadValue::Bytes(Vec::new()),
        };
        Ok(Step::Done(ReadDone { value, test }))
    }

    /// CLOSE with DELETE or RENAME.
    fn dispose(&self, params: &[Param], shared: &Shared) -> Result<(), MError> {
        for p in params {
            match p.id {
                ParamId::Delete => std::fs::remove_file(&self.path).map_err(|e| MError::io(&e))?,
                ParamId::Rename | ParamId::Replace => {
                    let to = shared.directory.join(super::path_of(stream::text_of(p)));
                    std::fs::rename(&self.path, to).map_err(|e| MError::io(&e))?;
                }
                _ => {}
            }
        }
        if let Some(mode) = protection(params)? {
            let permissions = std::fs::Permissions::from_mode(mode);
            std::fs::set_permissions(&self.path, permissions).map_err(|e| MError::io(&e))?;
        }
        Ok(())
    }
}

/// The fatal error of a principal device that has ended.
pub fn no_principal(what: &str) -> MError {
    MError::with(
        errors::NOPRINCIO,
        vec![
            what.into(),
            b"0".to_vec(),
            Vec::new(),
            b"end of file".to_vec(),
        ],
    )
}

impl Device for FileDevice {
    fn use_params(&mut self, params: &[Param], shared: &mut Shared) -> IoResult<()> {
        self.apply(params, shared).map_err(|e| self.fail(e))?;
        Ok(Step::Done(()))
    }

    fn read(&mut self, op: &mut ReadOp, _shared: &mut Shared) -> IoResult<ReadDone> {
        if !op.started {
            op.started = true;
            if self.write_only {
                return Err(self.fail(MError::new(errors::DEVICEWRITEONLY)));
            }
            if self.last == Last::Write {
                self.end_record();
                self.status.x = 0;
            }
            self.settle_output().map_err(|e| self.fail(e))?;
            self.last = Last::Read;
            self.status.key.clear();
            self.status.zb.clear();
        }
        loop {
            if let Some(value) = self.take(op).map_err(|e| self.fail(e))? {
                self.status.zb.clone_from(&self.status.key);
                (self.status.zeof, self.status.za) = (false, 0);
                self.set_device_ok();
                return Ok(Step::Done(ReadDone {
                    value,
                    test: op.timeout.is_given().then_some(true),
                }));
            }
            let got = self
                .input
                .fill(self.fd.as_raw_fd(), CHUNK)
                .map_err(|e| self.fail(MError::io(&e)))?;
            self.offset += got as u64;
            if got > 0 {
                self.skip_mark();
                continue;
            }
            if !self.follow {
                let done = self.at_end(op)?;
                if !self.status.zeof {
                    self.status.za = 0;
                    self.set_device_ok();
                }
                return Ok(done);
            }
            if op.timeout.expired() {
                let value = match op.kind {
                    ReadKind::Char => ReadValue::Code(-1),
                    _ => ReadValue::Bytes(std::mem::take(&mut op.value)),
                };
                return Ok(Step::Done(ReadDone {
                    value,
                    test: Some(false),
                }));
            }
            let wait = Wait {
                fds: Vec::new(),
                until: Instant::now().checked_add(FOLLOW_PAUSE),
            };
            return Ok(Step::Wait(wait.or_at(op.timeout.moment())));
        }
    }

    fn write(&mut self, item: Item<'_>, _shared: &mut Shared) -> IoResult<()> {
        if self.read_only {
            return Err(self.fail(MError::new(errors::DEVICEREADONLY)));
        }
        if self.last == Last::Read {
            self.settle().map_err(|e| self.fail(e))?;
            self.filled = 0;
        }
        if self.last != Last::Write {
            self.last = Last::Write;
            self.status.zeof = false;
            self.set_device_ok();
        }
        self.put(item).map_err(|e| self.fail(e))?;
        if self.output.len() >= stream::GATHER {
            self.write_out().map_err(|e| self.fail(e))?;
        }
        Ok(Step::Done(()))
    }

    fn flush(&mut self, why: Flush) -> IoResult<()> {
        if why == Flush::All {
            self.write_out().map_err(|e| self.fail(e))?;
        }
        Ok(Step::Done(()))
    }

    /// Files know no control mnemonics; GT.M ignores them.
    fn control(&mut self, _op: &mut ControlOp, _shared: &mut Shared) -> IoResult<ControlDone> {
        Ok(Step::Done(ControlDone::default()))
    }

    fn close(&mut self, params: &[Param], shared: &mut Shared) -> IoResult<bool> {
        if self.last == Last::Write && !self.principal {
            self.end_record();
            self.last = Last::Nothing;
        }
        self.write_out().map_err(|e| self.fail(e))?;
        self.dispose(params, shared).map_err(|e| self.fail(e))?;
        Ok(Step::Done(true))
    }

    own_status!(exception);

    fn describe(&self, name: &[u8], out: &mut Vec<Vec<u8>>) {
        let mut line = [name, b" OPEN RMS "].concat();
        match self.format {
            Format::Fixed => line.extend_from_slice(b"FIXED "),
            Format::Stream => line.extend_from_slice(b"STREAM "),
            Format::Variable => {}
        }
        if self.read_only {
            line.extend_from_slice(b"READ ");
        }
        if self.follow {
            line.extend_from_slice(b"FOLLOW ");
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

    /// The place of the next READ or WRITE: bytes, or records and bytes of a FIXED file.
    fn zkey(&mut self) -> Vec<u8> {
        if self.principal {
            return Vec::new();
        }
        let place = self.logical() + self.output.len() as u64;
        match self.format {
            Format::Fixed => {
                let record = self.record.max(1) as u64;
                format!("{},{}", place / record, place % record).into_bytes()
            }
            _ => place.to_string().into_bytes(),
        }
    }

    fn as_any(&mut self) -> &mut dyn std::any::Any {
        self
    }
}

impl FileDevice {
    fn set_device_ok(&mut self) {
        if self.status.device != b"0" {
            self.status.device = b"0".to_vec();
        }
    }

    fn settle_output(&mut self) -> Result<(), MError> {
        self.write_out()
    }

    /// A byte order mark at the start of a UTF-8 file is no data.
    fn skip_mark(&mut self) {
        if std::mem::take(&mut self.at_start)
            && self.layout.utf8
            && self.input.rest().starts_with(b"\xEF\xBB\xBF")
        {
            self.input.take(3);
        }
    }
}
