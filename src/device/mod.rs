//! Floor 2: devices as state machines whose operations complete or say what they wait for.

use crate::value::errors::MError;
use std::os::fd::RawFd;
use std::time::{Duration, Instant};

/// Interest in one descriptor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interest {
    pub fd: RawFd,
    pub read: bool,
    pub write: bool,
}

/// What a pending operation waits for: any of the descriptors, or the moment.
#[derive(Debug, Clone, Default)]
pub struct Wait {
    pub fds: Vec<Interest>,
    pub until: Option<Instant>,
}

impl Wait {
    pub fn readable(fd: RawFd) -> Self {
        Wait {
            fds: vec![Interest {
                fd,
                read: true,
                write: false,
            }],
            until: None,
        }
    }

    pub fn writable(fd: RawFd) -> Self {
        Wait {
            fds: vec![Interest {
                fd,
                read: false,
                write: true,
            }],
            until: None,
        }
    }

    /// No wait at all.
    pub fn over() -> Self {
        Wait {
            fds: Vec::new(),
            until: Some(Instant::now()),
        }
    }

    /// Ends the wait at `moment` at the latest.
    pub fn or_at(mut self, moment: Option<Instant>) -> Self {
        self.until = match (self.until, moment) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        self
    }
}

/// Result of one step of an operation.
#[derive(Debug)]
pub enum Step<T> {
    Done(T),
    /// Call the same operation again, with the same record, when the wait is over.
    Wait(Wait),
}

/// A failed operation. `exception` is the device's EXCEPTION code, which runs instead of $ETRAP or $ZTRAP.
#[derive(Debug)]
pub struct IoError {
    pub error: MError,
    pub exception: Option<Vec<u8>>,
}

impl From<MError> for IoError {
    fn from(error: MError) -> Self {
        IoError {
            error,
            exception: None,
        }
    }
}

pub type IoResult<T> = Result<Step<T>, IoError>;

/// The timeout of an OPEN, READ, LOCK, JOB or control mnemonic, fixed when the operation starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timeout {
    /// None was given: wait for ever, leave $TEST alone.
    None,
    /// Zero or negative.
    Now,
    At(Instant),
}

impl Timeout {
    /// From the value of a timeout expression, in seconds with milliseconds counting.
    pub fn after(seconds: f64) -> Self {
        if seconds > 0.0 {
            // A timeout beyond what the clock can hold is no timeout in practice.
            let wanted = Duration::try_from_secs_f64(seconds.min(1e9)).unwrap_or(Duration::MAX);
            Instant::now()
                .checked_add(wanted)
                .map_or(Timeout::None, Timeout::At)
        } else {
            Timeout::Now
        }
    }

    pub fn expired(self) -> bool {
        match self {
            Timeout::None => false,
            Timeout::Now => true,
            Timeout::At(moment) => Instant::now() >= moment,
        }
    }

    pub fn moment(self) -> Option<Instant> {
        match self {
            Timeout::At(moment) => Some(moment),
            _ => None,
        }
    }

    /// $TEST is set only when a timeout was given.
    pub fn is_given(self) -> bool {
        self != Timeout::None
    }
}

/// How a READ ends besides delimiter, end of file and timeout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadKind {
    /// `READ x`.
    Line,
    /// `READ x#n`.
    Fixed(usize),
    /// `READ *x`.
    Char,
}

/// The device that an operation in progress is on: it goes on there whatever device is current meanwhile, and
/// interrupt code may not use it.
#[derive(Debug)]
pub struct Active {
    at: usize,
    /// Alive while the operation is.
    _mark: std::rc::Rc<()>,
}

/// A READ in progress: it belongs to the frame, so that an interrupt may use other devices meanwhile.
#[derive(Debug)]
pub struct ReadOp {
    pub kind: ReadKind,
    pub timeout: Timeout,
    /// Bytes of the value so far.
    pub value: Vec<u8>,
    /// Moment of the last arrival of data: the quiet interval of socket READs counts from it.
    pub last_data: Option<Instant>,
    /// Set by the device at its first step.
    pub started: bool,
    pub active: Option<Active>,
}

impl ReadOp {
    pub fn new(kind: ReadKind, timeout: Timeout) -> Self {
        ReadOp {
            kind,
            timeout,
            value: Vec::new(),
            last_data: None,
            started: false,
            active: None,
        }
    }
}

/// The outcome of a READ.
#[derive(Debug, PartialEq, Eq)]
pub struct ReadDone {
    pub value: ReadValue,
    /// New $TEST, `None` leaves it.
    pub test: Option<bool>,
}

#[derive(Debug, PartialEq, Eq)]
pub enum ReadValue {
    Bytes(Vec<u8>),
    /// `READ *x`: a code or -1.
    Code(i64),
}

/// One item of a WRITE.
#[derive(Debug, Clone, Copy)]
pub enum Item<'a> {
    Text(&'a [u8]),
    /// `*n`.
    Code(i64),
    /// `!`.
    Newline,
    /// `#`.
    Page,
    /// `?n`.
    Column(i64),
}

/// Longest value of a device parameter, in bytes.
pub const PARAM_MAX: usize = 255;

/// A resolved device parameter; see `syntax::params` for the table.
#[derive(Debug, Clone)]
pub struct Param {
    pub id: ParamId,
    pub value: Option<Vec<u8>>,
}

/// An OPEN in progress.
#[derive(Debug)]
pub struct OpenOp {
    pub name: Vec<u8>,
    pub params: Vec<Param>,
    pub timeout: Timeout,
    /// Mnemonicspace: `SOCKET`, `PIPE`, `FIFO`, empty.
    pub space: Vec<u8>,
    /// Progress that belongs to the device being opened (a connecting socket, for instance).
    pub state: Option<Box<dyn std::any::Any>>,
}

/// A control mnemonic in progress: `WRITE /WAIT(10)`.
#[derive(Debug)]
pub struct ControlOp {
    /// As written, any case.
    pub name: Vec<u8>,
    /// Values of the arguments; `None` were left out. Arguments by reference come back in `ControlDone::outputs`.
    pub args: Vec<Option<Vec<u8>>>,
    /// Deadline computed by the device from its own timeout argument at the first step.
    pub timeout: Option<Timeout>,
    pub state: Option<Box<dyn std::any::Any>>,
    pub active: Option<Active>,
}

impl ControlOp {
    pub fn new(name: Vec<u8>, args: Vec<Option<Vec<u8>>>) -> Self {
        ControlOp {
            name,
            args,
            timeout: None,
            state: None,
            active: None,
        }
    }
}

/// The outcome of a control mnemonic.
#[derive(Debug, Default)]
pub struct ControlDone {
    pub test: Option<bool>,
    /// New values of by-reference arguments: (argument index, value).
    pub outputs: Vec<(usize, Vec<u8>)>,
}

/// When buffered output has to leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flush {
    /// A WRITE command ended: sockets and terminals send, files and pipes may go on gathering.
    Command,
    /// A WRITE command ended, and more output or the end of the line is near: sockets may go on gathering for a moment.
    Soon,
    /// Everything must be out: before READ, HANG, ZSYSTEM, JOB, USE of another device, HALT.
    All,
}

/// The part of a device that special variables show and every kind of device has.
#[derive(Debug, Clone, Default)]
pub struct Status {
    pub x: i64,
    pub y: i64,
    pub key: Vec<u8>,
    pub za: i64,
    pub zb: Vec<u8>,
    pub zeof: bool,
    /// $DEVICE; empty until the first operation.
    pub device: Vec<u8>,
}

/// A device's answers about what it keeps itself: its `status`, and its EXCEPTION code in the field that is named.
macro_rules! own_status {
    () => {
        fn status(&self) -> &$crate::device::Status {
            &self.status
        }

        fn status_mut(&mut self) -> &mut $crate::device::Status {
            &mut self.status
        }
    };
    ($($exception:ident).+) => {
        own_status!();

        fn exception(&self) -> Option<&[u8]> {
            self.$($exception).+.as_deref()
        }
    };
}

/// An open device.
pub trait Device {
    /// Applies parameters of USE (and of a repeated OPEN).
    fn use_params(&mut self, params: &[Param], shared: &mut Shared) -> IoResult<()>;
    fn read(&mut self, op: &mut ReadOp, shared: &mut Shared) -> IoResult<ReadDone>;
    /// Takes an item into the output; `Wait` means that it was not taken and has to be given again.
    fn write(&mut self, item: Item<'_>, shared: &mut Shared) -> IoResult<()>;
    fn flush(&mut self, why: Flush) -> IoResult<()>;
    fn control(&mut self, op: &mut ControlOp, shared: &mut Shared) -> IoResult<ControlDone>;
    /// Closes, with the parameters of CLOSE; `true` means that the device is gone, `false` that it stays (closing one of several sockets).
    fn close(&mut self, params: &[Param], shared: &mut Shared) -> IoResult<bool>;
    fn status(&self) -> &Status;
    fn status_mut(&mut self) -> &mut Status;
    /// EXCEPTION code of the device.
    fn exception(&self) -> Option<&[u8]>;
    /// Lines of `ZSHOW "D"`, the first beginning with the device's name.
    fn describe(&self, name: &[u8], out: &mut Vec<Vec<u8>>);
    /// $ZKEY.
    fn zkey(&mut self) -> Vec<u8> {
        Vec::new()
    }
    /// The concrete device, for what only one kind has (`$ZSOCKET`, DETACH).
    fn as_any(&mut self) -> &mut dyn std::any::Any;
}

/// What all devices of a session share.
#[derive(Default)]
pub struct Shared {
    /// UTF-8 mode ($ZCHSET).
    pub utf8: bool,
    /// The session's current directory; relative file names start here.
    pub directory: std::path::PathBuf,
    /// Detached sockets and whatever the socket device needs across devices.
    pub sockets: socket::Pool,
    /// The variables of the session.
    pub environment: Environment,
}

/// The path that a device name means; it ends before a zero byte.
pub(crate) fn path_of(name: &[u8]) -> &std::path::Path {
    let name = name.split(|b| *b == 0).next().unwrap_or_default();
    std::path::Path::new(<std::ffi::OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(name))
}

pub use crate::syntax::params::ParamId;
pub use environment::Environment;

pub mod descriptors;
mod environment;
pub mod file;
pub mod line;
pub mod memory;
pub mod null;
pub mod pipe;
pub mod socket;
pub mod split;
pub mod stream;
pub mod sys;
pub mod table;
pub mod terminal;

#[cfg(test)]
mod tests;
