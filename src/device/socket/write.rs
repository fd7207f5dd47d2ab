//! WRITE: items into the gathered output, $X and $Y, wrapping, filters, and the one send a command.

use super::SocketDevice;
use super::charset::Charset;
use super::read::assign;
use super::socket::{Blocking, Ending, Socket};
use super::sys;
use crate::device::{IoError, IoResult, Item, Step, Wait};
use crate::value::errors::*;
use std::io;
use std::time::{Duration, Instant};

/// Default WIDTH and LENGTH.
pub const WIDTH: i64 = 255;
const LENGTH: i64 = 66;

/// Gathered output is sent before the WRITE command ends once it is this long.
const GATHER: usize = 64 * 1024;

/// A text this long is sent from where it is, if nothing waits before it.
const DIRECT: usize = 16 * 1024;

/// Gathered output is also sent once it is this old.
const MOMENT: Duration = Duration::from_millis(1);

/// One retry of a non-blocking WRITE.
const RETRY: Duration = Duration::from_millis(100);

const BLOCKED: &[u8] = b"Non blocking WRITE blocked - no further WRITEs allowed";

/// How output is laid out.
#[derive(Debug, Clone)]
pub struct Format {
    pub width: i64,
    pub wrap: bool,
    pub length: i64,
    pub filter: Filter,
}

impl Default for Format {
    fn default() -> Self {
        Format {
            width: WIDTH,
            wrap: true,
            length: LENGTH,
            filter: Filter::default(),
        }
    }
}

/// FILTER: what does not simply add 1 to $X.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    characters: bool,
    escape: bool,
    sequence: Sequence,
}

/// Place within an ANSI escape sequence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Sequence {
    #[default]
    None,
    Escape,
    Control,
}

impl Filter {
    /// A value of FILTER; unknown ones have no effect.
    pub fn change(&mut self, value: &[u8]) {
        match value.to_ascii_uppercase().as_slice() {
            b"CHARACTERS" => self.characters = true,
            b"NOCHARACTERS" => self.characters = false,
            b"ESCAPE" => self.escape = true,
            b"NOESCAPE" => self.escape = false,
            _ => {}
        }
    }

    fn is_on(&self) -> bool {
        self.characters || self.escape
    }

    /// `true` while `byte` belongs to an escape sequence; one that cannot ends it.
    fn in_sequence(&mut self, byte: u8) -> bool {
        if !self.escape {
            return false;
        }
        let before = self.sequence;
        self.sequence = match (before, byte) {
            (_, 27) => Sequence::Escape,
            (Sequence::Escape, b'[' | b'O') => Sequence::Control,
            (Sequence::Escape, b' '..=b'/') => Sequence::Escape,
            (Sequence::Control, b' '..=b'?') => Sequence::Control,
            _ => Sequence::None,
        };
        byte == 27 || before != Sequence::None && (b' '..=b'~').contains(&byte)
    }
}

impl SocketDevice {
    /// Takes one item of WRITE.
    pub(super) fn write_item(&mut self, item: Item<'_>) -> IoResult<()> {
        match self.sockets.current() {
            None if self.principal => return Ok(Step::Done(())),
            None => return Err(MError::new(NOSOCKETINDEV).into()),
            Some((_, s)) if s.passing => return Err(MError::new(SOCKPASSDATAMIX).into()),
            Some((_, s)) if s.blocking == Blocking::Blocked => {
                return self.write_failed(BLOCKED).map(Step::Done);
            }
            Some((_, s)) if s.output.pending() >= GATHER && !s.is_datagram() => {
                if let Step::Wait(wait) = self.send()? {
                    return Ok(Step::Wait(wait));
                }
            }
            Some(_) => {}
        }
        self.wrote = true;
        let position = (self.status.x, self.status.y);
        if let Some((_, socket)) = self.sockets.current_mut() {
            if socket.output.items == 0 {
                socket.output.before = position;
            }
            socket.output.items += 1;
            // GT.M sends each item by itself, which works unless the connection is known as broken: $DEVICE of the next one says so.
            if socket.ending == Some(Ending::Orderly) {
                assign(&mut self.status.device, b"0");
            }
        }
        match item {
            Item::Text(text) => self.put(text)?,
            Item::Code(code) => self.put_code(code)?,
            Item::Newline => {
                self.put_delimiter()?;
                self.status.x = 0;
                self.next_line();
            }
            Item::Page => {
                let set = self.common.output;
                if let Some((_, socket)) = self.sockets.current_mut() {
                    let zff = std::mem::take(&mut socket.settings.zff);
                    let done = emit(socket, set, &zff);
                    socket.settings.zff = zff;
                    done?;
                }
                (self.status.x, self.status.y) = (0, 0);
            }
            Item::Column(column) => {
                // A column beyond the longest string is not reached in one go.
                let blanks = column.saturating_sub(self.status.x).clamp(0, 1 << 20);
                self.put(&vec![b' '; blanks as usize])?;
            }
        }
        Ok(Step::Done(()))
    }

    fn put_code(&mut self, code: i64) -> Result<(), MError> {
        if self.common.output == Charset::M {
            return self.put(&[code as u8]);
        }
        let Some(c) = u32::try_from(code).ok().and_then(char::from_u32) else {
            return Ok(());
        };
        self.put(c.encode_utf8(&mut [0; 4]).as_bytes())
    }

    /// Text with wrapping; $X counts characters.
    fn put(&mut self, text: &[u8]) -> Result<(), MError> {
        let mut rest = text;
        while !rest.is_empty() {
            let left = self.common.format.width.saturating_sub(self.status.x);
            if self.common.format.wrap && left <= 0 {
                self.put_delimiter()?;
                self.status.x = 0;
                self.status.y = self.status.y.saturating_add(1);
                continue;
            }
            let wraps = self.common.format.wrap;
            let room = if wraps {
                usize::try_from(left).unwrap_or(usize::MAX)
            } else {
                usize::MAX
            };
            let (bytes, characters) = self.measure(rest, room);
            let (now, later) = rest.split_at(bytes);
            let set = self.common.output;
            if let Some((_, socket)) = self.sockets.current_mut() {
                let sent = match set {
                    Charset::M if now.len() >= DIRECT => socket.send_from(now),
                    _ => 0,
                };
                emit(socket, set, &now[sent..])?;
            }
            self.advance(now, characters);
            rest = later;
        }
        Ok(())
    }

    /// Bytes and characters of the next piece: at most `room` characters, and with a filter only one.
    fn measure(&self, text: &[u8], room: usize) -> (usize, usize) {
        let room = if self.common.format.filter.is_on() {
            1
        } else {
            room
        };
        if self.common.output == Charset::M {
            let n = text.len().min(room);
            return (n, n);
        }
        let starts = text
            .iter()
            .enumerate()
            .filter(|(_, b)| !(0x80..0xc0).contains(*b))
            .map(|(at, _)| at);
        // Stray continuation bytes at the start travel with the first character.
        match starts.skip_while(|at| *at == 0).nth(room - 1) {
            Some(end) => (end, room),
            None => (text.len(), Charset::Utf8.count(text)),
        }
    }

    fn advance(&mut self, piece: &[u8], characters: usize) {
        let filter = &mut self.common.format.filter;
        if filter.is_on() {
            let byte = piece.first().copied().unwrap_or_default();
            if filter.in_sequence(byte) {
                return;
            }
            if filter.characters {
                match byte {
                    8 => return self.status.x = self.status.x.saturating_sub(1).max(0),
                    10 => return self.next_line(),
                    12 => return (self.status.x, self.status.y) = (0, 0),
                    13 => return self.status.x = 0,
                    // Of the other bytes only graphic ones count.
                    32..127 | 160..=254 => {}
                    _ => return,
                }
            }
        }
        self.status.x = self.status.x.saturating_add(characters as i64);
    }

    /// $Y counts lines modulo LENGTH.
    fn next_line(&mut self) {
        self.status.y = self.status.y.saturating_add(1);
        if self.common.format.length > 0 {
            self.status.y %= self.common.format.length;
        }
    }

    fn put_delimiter(&mut self) -> Result<(), MError> {
        let set = self.common.output;
        let Some((_, socket)) = self.sockets.current_mut() else {
            return Ok(());
        };
        let delimiter = socket.settings.delimiters.first().to_vec();
        emit(socket, set, &delimiter)
    }

    /// Output may wait for more of the same line: unless its errors belong to each WRITE, or it has waited long enough.
    pub(super) fn may_gather(&mut self) -> bool {
        let Some((_, socket)) = self.sockets.current_mut() else {
            return false;
        };
        if socket.settings.trap || socket.blocking != Blocking::On || socket.is_datagram() {
            return false;
        }
        socket.output.items == 0
            || socket
                .output
                .since
                .get_or_insert_with(Instant::now)
                .elapsed()
                < MOMENT
    }

    /// Sends what the current socket has gathered.
    pub(super) fn send(&mut self) -> IoResult<()> {
        let Some((_, socket)) = self.sockets.current_mut() else {
            return Ok(Step::Done(()));
        };
        if socket.output.items == 0 && socket.output.pending() == 0 {
            return Ok(Step::Done(()));
        }
        if socket.is_listening() && socket.output.pending() == 0 {
            socket.output.clear();
            return Ok(Step::Done(()));
        }
        let items = socket.output.items;
        match socket.send() {
            Ok(true) => {
                self.status.device = b"0".to_vec();
                Ok(Step::Done(()))
            }
            Ok(false) => {
                let wait = Wait::writable(socket.fd());
                let Blocking::Off { retries } = socket.blocking else {
                    return Ok(Step::Wait(wait));
                };
                let now = Instant::now();
                let give_up = *socket.output.give_up.get_or_insert(now + RETRY * retries);
                if now < give_up {
                    return Ok(Step::Wait(wait.or_at(Some(give_up))));
                }
                socket.blocking = Blocking::Blocked;
                let text = sys::error_text(&io::Error::from_raw_os_error(libc::EAGAIN));
                self.write_failed(&text).map(Step::Done)
            }
            Err(error) => {
                socket.ending = socket.ending.or(Some(Ending::of(&error)));
                // GT.M sends each item by itself: all but the first meet a connection already known as broken.
                let reset = error.raw_os_error() == Some(libc::ECONNRESET);
                let trap = socket.settings.trap;
                let error = if reset && items > 1 && !trap {
                    io::Error::from_raw_os_error(libc::EPIPE)
                } else {
                    error
                };
                self.write_failed(&sys::error_text(&error)).map(Step::Done)
            }
        }
    }

    /// Ends a WRITE that failed: SOCKWRITE with IOERROR=TRAP, otherwise only $DEVICE tells.
    fn write_failed(&mut self, text: &[u8]) -> Result<(), IoError> {
        self.status.device = [b"1,", text].concat();
        let Some((_, socket)) = self.sockets.current_mut() else {
            return Ok(());
        };
        let (trap, gathered, before) = (
            socket.settings.trap,
            socket.output.items > 0,
            socket.output.before,
        );
        socket.output.clear();
        // A program that goes on writing to a principal device that is gone would do so for ever.
        if gathered && std::mem::replace(&mut self.write_trouble, true) && self.principal {
            return Err(self.principal_lost("WRITE to", text));
        }
        if gathered {
            // What did not leave does not count; without TRAP the lines do.
            self.status.x = before.0;
            if trap {
                self.status.y = before.1;
            } else if self.status.y != before.1 {
                self.status.x = 0;
            }
        }
        if !trap {
            return Ok(());
        }
        Err(IoError {
            error: MError::new(SOCKWRITE).text(text),
            exception: self.common.exception.clone(),
        })
    }

    /// The error that ends a process whose principal device is gone and that goes on using it.
    pub(super) fn principal_lost(&self, action: &str, text: &[u8]) -> IoError {
        MError::with(
            NOPRINCIO,
            vec![action.into(), b"0".to_vec(), Vec::new(), text.to_vec()],
        )
        .into()
    }
}

/// Adds text to a socket's output in the encoding of the device; UTF-16 begins with its mark.
fn emit(socket: &mut Socket, set: Charset, text: &[u8]) -> Result<(), MError> {
    if set == Charset::Utf16 && !socket.marked && !text.is_empty() {
        socket.marked = true;
        socket.output.bytes.extend_from_slice(b"\xfe\xff");
    }
    set.encode(text, &mut socket.output.bytes)
}
