//! Device parameters of OPEN and USE on SOCKET devices: checked as a whole first, then applied.

use super::charset::Charset;
use super::delimiter::Delimiters;
use super::settings::{BUFFER_SIZE_MAX, OPTIONS, SystemOption};
use super::socket::Socket;
use super::sys;
use super::write::{Filter, Format, WIDTH};
use crate::device::Param;
use crate::syntax::params::ParamId;
use crate::value::errors::*;

/// The command that carries the parameters, as messages name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    Open,
    Use,
}

impl Command {
    fn name(self) -> &'static str {
        match self {
            Command::Open => "OPEN",
            Command::Use => "USE",
        }
    }
}

/// Settings of the device as a whole, which CLOSE without DESTROY keeps.
#[derive(Debug, Clone)]
pub struct Common {
    pub format: Format,
    pub exception: Option<Vec<u8>>,
    pub input: Charset,
    pub output: Charset,
}

impl Common {
    pub fn new(utf8: bool) -> Self {
        let set = if utf8 { Charset::Utf8 } else { Charset::M };
        Common {
            format: Format::default(),
            exception: None,
            input: set,
            output: set,
        }
    }
}

/// Settings of one socket that a command changes.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    pub delimiters: Option<Delimiters>,
    trap: Option<bool>,
    zff: Option<Vec<u8>>,
    more_read_time: Option<u16>,
    delay: Option<bool>,
    buffer_size: Option<u32>,
    receive_size: Option<u32>,
    options: Vec<(SystemOption, i32)>,
}

/// Permissions of a LOCAL listener's file.
#[derive(Debug, Clone, Default)]
pub struct Permissions {
    pub owner: Option<u32>,
    pub group: Option<u32>,
    pub world: Option<u32>,
    /// User and group that shall own the file.
    pub uic: Option<(u32, u32)>,
}

/// All that the parameters of one command ask for.
#[derive(Debug, Clone)]
pub struct Request {
    pub listen: Option<Vec<u8>>,
    pub connect: Option<Vec<u8>>,
    pub attach: Option<Vec<u8>>,
    pub detach: Option<Vec<u8>>,
    pub socket: Option<Vec<u8>>,
    pub newversion: bool,
    pub changes: Changes,
    pub permissions: Permissions,
    pub common: Common,
    /// CHSET, ICHSET or OCHSET was given.
    pub recoded: bool,
}

impl Request {
    /// Reads the parameters from left to right, the last of equal ones counting.
    pub fn parse(
        params: &[Param],
        command: Command,
        common: Common,
        utf8: bool,
    ) -> Result<Self, MError> {
        let mut r = Request {
            listen: None,
            connect: None,
            attach: None,
            detach: None,
            socket: None,
            newversion: false,
            changes: Changes::default(),
            permissions: Permissions::default(),
            common,
            recoded: false,
        };
        for param in params {
            r.take(param, command, utf8)?;
        }
        r.check_combination(params, command)?;
        Ok(r)
    }

    fn take(&mut self, param: &Param, command: Command, utf8: bool) -> Result<(), MError> {
        let value = param.value.as_deref().unwrap_or_default();
        let owned = || Some(value.to_vec());
        let changes = &mut self.changes;
        let format = &mut self.common.format;
        match param.id {
            ParamId::Listen => self.listen = owned(),
            ParamId::Connect => self.connect = owned(),
            ParamId::Attach => self.attach = owned(),
            ParamId::Detach => self.detach = owned(),
            ParamId::Socket if command == Command::Open => return Err(DEVPARINAP.into()),
            ParamId::Socket => self.socket = owned(),
            ParamId::NewVersion => self.newversion = true,
            ParamId::Delimiter => changes.delimiters = Some(Delimiters::parse(value)),
            ParamId::NoDelimiter => changes.delimiters = Some(Delimiters::default()),
            ParamId::IoError => changes.trap = Some(matches!(value.first(), Some(b'T' | b't'))),
            ParamId::Zff => {
                let length = if utf8 {
                    Charset::Utf8.count(value)
                } else {
                    value.len()
                };
                if length > 255 {
                    return Err(MError::with(
                        ZFF2MANY,
                        vec![length.to_string().into(), b"255".to_vec()],
                    ));
                }
                changes.zff = owned();
            }
            ParamId::NoZff => changes.zff = Some(Vec::new()),
            ParamId::Zdelay | ParamId::ZNoDelay => {
                let delay = param.id == ParamId::Zdelay;
                if changes.delay == Some(!delay) {
                    // GT.M names OPEN whatever the command is.
                    return Err(MError::with(
                        ABNCOMPTINC,
                        vec![b"DELAY".to_vec(), b"NODELAY".to_vec(), b"OPEN".to_vec()],
                    ));
                }
                changes.delay = Some(delay);
            }
            ParamId::MoreReadTime => changes.more_read_time = Some(more_read_time(integer(value))?),
            ParamId::ZBfSize => {
                let size = integer(value);
                match u32::try_from(size) {
                    Ok(n @ 1..=BUFFER_SIZE_MAX) => changes.buffer_size = Some(n),
                    _ => return Err(MError::arg(ILLESOCKBFSIZE, hex(size))),
                }
            }
            // Negative sizes are passed on to the system as it counts: modulo 2^32.
            ParamId::ZIBfSize => match integer(value) {
                0 => return Err(MError::arg(ILLESOCKBFSIZE, hex(0))),
                n => changes.receive_size = Some(n as u32),
            },
            ParamId::Options => changes.options = parse_options(value, command)?,
            ParamId::Width => format.set_width(integer(value))?,
            ParamId::Wrap => format.wrap = true,
            ParamId::NoWrap => format.wrap = false,
            ParamId::Length => match integer(value) {
                n if n < 0 => return Err(DEVPARMNEG.into()),
                n => format.length = n,
            },
            ParamId::Filter => format.filter.change(value),
            ParamId::NoFilter => format.filter = Filter::default(),
            ParamId::Exception => self.common.exception = owned().filter(|code| !code.is_empty()),
            ParamId::Chset | ParamId::Ichset | ParamId::Ochset => {
                let set = Charset::parse(value).ok_or_else(|| MError::arg(BADCHSET, value))?;
                if utf8 {
                    self.recoded = true;
                    if param.id != ParamId::Ochset {
                        self.common.input = set;
                    }
                    if param.id != ParamId::Ichset {
                        self.common.output = set;
                    }
                }
            }
            ParamId::Owner => self.permissions.owner = Some(rights(value)?),
            ParamId::System => {
                self.permissions.owner = self.permissions.owner.or(Some(rights(value)?))
            }
            ParamId::Group => self.permissions.group = Some(rights(value)?),
            ParamId::World => self.permissions.world = Some(rights(value)?),
            ParamId::Uic => self.permissions.uic = Some(uic(value)?),
            // Parameters of other kinds of device have no effect; FLUSH has nothing to do.
            _ => {}
        }
        Ok(())
    }

    /// Which parameters go together (socket.md, section 2).
    fn check_combination(&self, params: &[Param], command: Command) -> Result<(), MError> {
        let name = || command.name().as_bytes().to_vec();
        let makes = self.listen.is_some() || self.connect.is_some();
        if self.listen.is_some() && self.connect.is_some() {
            return Err(MError::with(
                ABNCOMPTINC,
                vec![b"CONNECT".to_vec(), b"ZLISTEN".to_vec(), name()],
            ));
        }
        if command == Command::Open {
            return Ok(());
        }
        let never_beside_socket = |p: &Param| {
            matches!(
                p.id,
                ParamId::NoDelimiter | ParamId::Flush | ParamId::IoError | ParamId::Options
            )
        };
        let moves = self.attach.is_some() || self.detach.is_some();
        let sockets = params.iter().filter(|p| p.id == ParamId::Socket).count();
        if sockets > 0 && (makes || moves || sockets > 1 || params.iter().any(never_beside_socket))
        {
            return Err(MError::with(
                ACOMPTBINC,
                vec![b"SOCKET".to_vec(), b"DELIMITER".to_vec(), name()],
            ));
        }
        let of_sockets = params.iter().filter(|p| !is_common(p.id)).count();
        for (alone, word) in [(&self.detach, "DETACH"), (&self.attach, "ATTACH")] {
            if alone.is_some() && of_sockets > 1 {
                return Err(MError::with(ANCOMPTINC, vec![word.into(), name()]));
            }
        }
        Ok(())
    }

    /// The longest delimiter has to fit into WIDTH.
    pub fn check_width(&self, current: Option<&Delimiters>) -> Result<(), MError> {
        let longest = self
            .changes
            .delimiters
            .as_ref()
            .or(current)
            .map_or(0, Delimiters::longest);
        let width = self.common.format.width;
        if longest as i64 > width {
            return Err(MError::with(
                DELIMWIDTH,
                vec![longest.to_string().into(), width.to_string().into()],
            ));
        }
        Ok(())
    }
}

/// Parameters of the device as a whole, which may stand beside anything.
fn is_common(id: ParamId) -> bool {
    use ParamId::*;
    matches!(
        id,
        Exception | Filter | NoFilter | Length | Width | Wrap | NoWrap
    )
}

impl Changes {
    /// IOERROR=TRAP was asked for.
    pub fn traps(&self) -> bool {
        self.trap == Some(true)
    }

    /// The value of an option that is given here, else 0.
    pub fn option(&self, option: SystemOption) -> i32 {
        let found = self.options.iter().rfind(|(o, _)| *o == option);
        found.map_or(0, |(_, value)| *value)
    }

    /// `true` when nothing of a socket is to be changed.
    pub fn is_empty(&self) -> bool {
        self.delimiters.is_none()
            && self.trap.is_none()
            && self.zff.is_none()
            && self.more_read_time.is_none()
            && self.delay.is_none()
            && self.buffer_size.is_none()
            && self.receive_size.is_none()
            && self.options.is_empty()
    }

    /// A smaller receive buffer must still hold what was received and not read.
    pub fn check(&self, socket: &Socket) -> Result<(), MError> {
        // The runtime's own buffer grows on demand; programs see one of ZBFSIZE bytes.
        let held = socket
            .input
            .unread()
            .len()
            .min(socket.settings.buffer_size as usize);
        match self.buffer_size {
            Some(size) if (size as usize) < held => Err(MError::with(
                SOCKBFNOTEMPTY,
                vec![hex(size.into()), hex(held as i64)],
            )),
            _ => Ok(()),
        }
    }

    /// Changes a socket's settings and tells the system. What the system refuses is kept as asked for.
    pub fn apply(&self, socket: &mut Socket) {
        let settings = &mut socket.settings;
        if let Some(list) = &self.delimiters {
            settings.delimiters = list.clone();
            socket.input.scanned = 0;
        }
        if let Some(trap) = self.trap {
            settings.trap = trap;
        }
        if let Some(zff) = &self.zff {
            settings.zff = zff.clone();
        }
        if self.more_read_time.is_some() {
            settings.more_read_time = self.more_read_time;
        }
        if let Some(size) = self.buffer_size {
            settings.buffer_size = size;
        }
        if let Some(delay) = self.delay {
            settings.delay = delay;
            // A connection already gone refuses: the next READ or WRITE tells.
            let _ = socket.apply_delay();
        }
        self.apply_system(socket);
    }

    fn apply_system(&self, socket: &mut Socket) {
        if socket.is_local() {
            return;
        }
        let fd = socket.fd();
        if let Some(size) = self.receive_size {
            let _ = sys::set_option(fd, libc::SOL_SOCKET, libc::SO_RCVBUF, size as i32);
            socket.settings.receive_size = Some(size);
            socket.settings.shown_receive_size = size;
        }
        for (option, value) in &self.options {
            if !option.is_own() {
                let _ = sys::set_option(fd, option.level, option.code, *value);
            }
            socket.settings.options.retain(|(o, _)| o != option);
            socket.settings.options.push((*option, *value));
        }
    }
}

fn more_read_time(value: i64) -> Result<u16, MError> {
    match value {
        1000.. => Err(MError::arg(MRTMAXEXCEEDED, "999")),
        0..1000 => Ok(value as u16),
        _ => Ok(10),
    }
}

fn hex(value: i64) -> Vec<u8> {
    format!("{:08X}", value as u32).into_bytes()
}

/// `NAME=value,NAME=value`.
fn parse_options(text: &[u8], command: Command) -> Result<Vec<(SystemOption, i32)>, MError> {
    let mut found = Vec::new();
    for item in text.split(|b| *b == b',').filter(|item| !item.is_empty()) {
        let mut halves = item.splitn(2, |b| *b == b'=');
        let (name, value) = (halves.next().unwrap_or_default(), halves.next());
        let refuse = |why: &str| {
            Err(MError::with(
                DEVICEOPTION,
                vec![name.to_ascii_uppercase(), command.name().into(), why.into()],
            ))
        };
        let Some(option) = OPTIONS
            .iter()
            .find(|o| name.eq_ignore_ascii_case(o.name.as_bytes()))
        else {
            return refuse("unrecognized option");
        };
        match value {
            None | Some(b"") => return refuse("value required"),
            Some(v) if v.contains(&b';') => return refuse("only one value allowed"),
            Some(v) => {
                let number = integer(v).clamp(i32::MIN.into(), i32::MAX.into()) as i32;
                let number = if option.name == "KEEPALIVE" {
                    i32::from(number != 0)
                } else {
                    number
                };
                found.push((*option, number));
            }
        }
    }
    Ok(found)
}

/// Letters of `rwx` as permission bits.
fn rights(text: &[u8]) -> Result<u32, MError> {
    text.iter()
        .try_fold(0, |bits, letter| match letter.to_ascii_lowercase() {
            b'r' => Ok(bits | 4),
            b'w' => Ok(bits | 2),
            b'x' => Ok(bits | 1),
            _ => Err(DEVPARPROT.into()),
        })
}

fn uic(text: &[u8]) -> Result<(u32, u32), MError> {
    let text = std::str::from_utf8(text).map_err(|_| DEVPARPROT)?;
    let (user, group) = text.split_once(',').ok_or(DEVPARPROT)?;
    match (user.trim().parse(), group.trim().parse()) {
        (Ok(user), Ok(group)) => Ok((user, group)),
        _ => Err(DEVPARPROT.into()),
    }
}

/// Numeric value of a string as M reads it: signs, digits, a point, an exponent; 0 without digits.
pub fn number(text: &[u8]) -> f64 {
    let signs = text.iter().take_while(|b| matches!(b, b'+' | b'-')).count();
    let negative = text[..signs].iter().filter(|b| **b == b'-').count() % 2 == 1;
    let body = &text[signs..];
    let digits = |from: usize| {
        body[from..]
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count()
    };
    let whole = digits(0);
    let mut end = whole;
    if body.get(end) == Some(&b'.') {
        end += 1 + digits(end + 1);
    }
    if whole == 0 && end <= 1 {
        return 0.0;
    }
    if body.get(end) == Some(&b'E') {
        let sign = usize::from(matches!(body.get(end + 1), Some(b'+' | b'-')));
        let exponent = digits((end + 1 + sign).min(body.len()));
        if exponent > 0 {
            end += 1 + sign + exponent;
        }
    }
    let value = std::str::from_utf8(&body[..end])
        .ok()
        .and_then(|t| t.parse::<f64>().ok())
        .unwrap_or(0.0);
    if negative { -value } else { value }
}

/// Integer part of a string's numeric value.
pub fn integer(text: &[u8]) -> i64 {
    number(text) as i64
}

/// WIDTH 0 means the default width without wrapping.
impl Format {
    fn set_width(&mut self, width: i64) -> Result<(), MError> {
        match width {
            n if n < 0 => return Err(DEVPARMNEG.into()),
            0 => (self.width, self.wrap) = (WIDTH, false),
            n => (self.width, self.wrap) = (n, true),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_m_reads_them() {
        for (text, value) in [
            ("12", 12.0),
            ("-0.3x", -0.3),
            ("--5", 5.0),
            ("abc", 0.0),
            ("", 0.0),
            (".5", 0.5),
            (".", 0.0),
            ("1E2", 100.0),
            ("1E", 1.0),
            ("7.", 7.0),
        ] {
            assert_eq!(number(text.as_bytes()), value, "{text}");
        }
    }

    #[test]
    fn options_complain_by_name() {
        for (text, message) in [
            (
                "KEEPALIVE",
                "Option KEEPALIVE on USE command: value required",
            ),
            (
                "nosuch=1",
                "Option NOSUCH on USE command: unrecognized option",
            ),
            (
                "KEEPALIVE=1;KEEPIDLE=5",
                "Option KEEPALIVE on USE command: only one value allowed",
            ),
        ] {
            let error = parse_options(text.as_bytes(), Command::Use).unwrap_err();
            assert!(error.to_string().ends_with(message), "{error}");
        }
        assert!(parse_options(b"", Command::Use).unwrap().is_empty());
    }
}
