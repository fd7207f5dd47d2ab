//! READ: what ends it (socket.md, section 5), and what $KEY, $DEVICE, $ZEOF, $TEST and $X say after it.

use super::SocketDevice;
use super::charset::{self, Char, Charset};
use super::delimiter::{Delimiters, Match};
use super::settings::SystemOption;
use super::socket::{Ending, Socket};
use super::sys;
use crate::device::{
    IoError, IoResult, ReadDone, ReadKind, ReadOp, ReadValue, Step, Timeout, Wait,
};
use crate::value::errors::*;
use std::io;
use std::time::{Duration, Instant};

/// Longest string, and so the longest READ, in bytes (characters for `READ x#n`).
pub(super) const LONGEST: usize = 1_048_576;

/// Quiet intervals of READs that neither delimiter nor length ends, without and with a timeout.
const QUIET: Duration = Duration::from_millis(200);
const QUIET_TIMED: Duration = Duration::from_millis(10);

/// Bytes asked of the kernel at once: at first, and at most.
const CHUNK: usize = 4096;
const CHUNK_MAX: usize = 256 * 1024;

/// $DEVICE after any end of a connection.
const RESET: &[u8] = b"Connection reset by peer";

/// What unread bytes amount to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    Delimiter(Match),
    /// So many bytes make the length asked for.
    Length(usize),
    /// Malformed bytes at `at`.
    Bad {
        at: usize,
        len: usize,
    },
    /// Well-formed characters up to here, no end yet.
    More(usize),
}

/// How a READ ended.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum End<'a> {
    /// Its place in the list.
    Delimiter(usize),
    Length,
    Quiet,
    Timeout,
    /// End of the connection, with the text for $DEVICE.
    Closed(&'a [u8]),
}

impl SocketDevice {
    pub(super) fn read_step(&mut self, op: &mut ReadOp) -> IoResult<ReadDone> {
        if let Step::Wait(wait) = self.send()? {
            return Ok(Step::Wait(wait));
        }
        if !op.started {
            if let ReadKind::Fixed(n) = op.kind {
                match n {
                    0 => return Err(MError::new(RDFLTOOSHORT).into()),
                    1..=LONGEST => {}
                    _ => return Err(MError::new(RDFLTOOLONG).into()),
                }
            }
            if std::mem::take(&mut self.wrote) {
                self.status.x = 0;
            }
            self.status.key.clear();
            op.started = true;
        }
        let set = self.common.input;
        let Some((_, socket)) = self.sockets.current_mut() else {
            return match self.principal {
                true => Ok(Step::Done(ReadDone {
                    value: empty(op),
                    test: op.timeout.is_given().then_some(false),
                })),
                false => Err(MError::new(NOSOCKETINDEV).into()),
            };
        };
        if socket.passing {
            return Err(MError::new(SOCKPASSDATAMIX).into());
        }
        (socket.seen, socket.owed, socket.looked) = (false, false, false);
        if socket.is_datagram() {
            return self.read_datagram(op, set);
        }
        if socket.is_listening() {
            return Ok(match op.timeout.expired() {
                true => Step::Done(ReadDone {
                    value: empty(op),
                    test: Some(false),
                }),
                false => Step::Wait(Wait::default().or_at(op.timeout.moment())),
            });
        }
        let mut chunk = CHUNK;
        loop {
            let set = socket.input_set(set);
            match scan(socket, set, op.kind) {
                Found::Delimiter(found) => {
                    let how = End::Delimiter(found.which);
                    return Ok(self.ended(op, set, found.start, found.end, how));
                }
                Found::Length(end) => return Ok(self.ended(op, set, end, end, End::Length)),
                Found::Bad { at, len } => return Err(self.malformed(op, set, at, len)),
                Found::More(_) => {}
            }
            match socket.fill(chunk) {
                Ok(0) => {
                    socket.ending = Some(Ending::Orderly);
                    return self.closed(op, set, RESET);
                }
                Ok(got) => {
                    if got == chunk {
                        chunk = (chunk * 2).min(CHUNK_MAX);
                    }
                    op.last_data = Some(Instant::now());
                }
                Err(e) if e.kind() == io::ErrorKind::WouldBlock => break,
                Err(e) => {
                    socket.ending = Some(Ending::of(&e));
                    return self.closed(op, set, &sys::error_text(&e));
                }
            }
        }
        let set = socket.input_set(set);
        let quiet = self.quiet_end(op);
        let now = Instant::now();
        let end = if op.timeout == Timeout::Now {
            Some(End::Timeout)
        } else if quiet.is_some_and(|moment| moment <= now)
            || (quiet.is_some() && op.timeout.expired())
        {
            Some(End::Quiet)
        } else if op.timeout.expired() {
            Some(End::Timeout)
        } else {
            None
        };
        let Some((_, socket)) = self.sockets.current() else {
            return Err(MError::new(NOSOCKETINDEV).into());
        };
        match end {
            None => Ok(Step::Wait(
                Wait::readable(socket.fd())
                    .or_at(op.timeout.moment())
                    .or_at(quiet),
            )),
            Some(end) => {
                let whole = match scan_from(socket, set, op.kind, 0) {
                    Found::More(whole) => whole,
                    _ => socket.input.unread().len(),
                };
                Ok(self.ended(op, set, whole, whole, end))
            }
        }
    }

    /// When silence ends this READ: only without delimiters and length, and after some data.
    fn quiet_end(&self, op: &mut ReadOp) -> Option<Instant> {
        let (_, socket) = self.sockets.current()?;
        if op.kind != ReadKind::Line
            || !socket.settings.delimiters.is_empty()
            || socket.input.is_empty()
        {
            return None;
        }
        let interval = match socket.settings.more_read_time {
            Some(ms) => Duration::from_millis(ms.into()),
            None if op.timeout.is_given() => QUIET_TIMED,
            None => QUIET,
        };
        Some(*op.last_data.get_or_insert_with(Instant::now) + interval)
    }

    /// Takes the value out of the buffer and sets what special variables show.
    pub(super) fn ended(
        &mut self,
        op: &ReadOp,
        set: Charset,
        value: usize,
        end: usize,
        how: End<'_>,
    ) -> Step<ReadDone> {
        let Some((_, socket)) = self.sockets.current_mut() else {
            return Step::Done(ReadDone {
                value: empty(op),
                test: None,
            });
        };
        let bytes = set.decode(&socket.input.unread()[..value]);
        let characters = if set == Charset::M {
            bytes.len()
        } else {
            Charset::Utf8.count(&bytes)
        };
        let undelimited = op.kind == ReadKind::Line && socket.settings.delimiters.is_empty();
        socket.input.consume(end);
        if characters > 0 {
            socket.ended = false;
        }
        let status = &mut self.status;
        let key = match how {
            End::Delimiter(which) => socket.settings.delimiters.get(which),
            _ => b"",
        };
        assign(&mut status.key, key);
        assign(&mut status.zb, key);
        if let End::Closed(text) = how {
            status.za = 9;
            status.zeof = true;
            status.device = [b"1,", text].concat();
            if characters == 0 {
                status.x = 0;
            }
        } else {
            status.za = 0;
            status.zeof = false;
            assign(&mut status.device, b"0");
        }
        self.advance_input(characters as i64);
        let test = match (op.timeout, how) {
            (Timeout::None, _) => None,
            (Timeout::Now, End::Delimiter(_)) => Some(true),
            (Timeout::Now, End::Length) => Some(!undelimited),
            (Timeout::Now, _) | (_, End::Timeout) => Some(false),
            _ => Some(true),
        };
        let value = match (op.kind, how) {
            (ReadKind::Char, End::Timeout) => ReadValue::Code(-1),
            (ReadKind::Char, _) => ReadValue::Code(match (set, bytes.first()) {
                (_, None) => 0,
                (Charset::M, Some(byte)) => i64::from(*byte),
                (_, Some(_)) => match Charset::Utf8.first(&bytes) {
                    Char::Whole { code, .. } => code.into(),
                    _ => 0,
                },
            }),
            _ => ReadValue::Bytes(bytes),
        };
        Step::Done(ReadDone { value, test })
    }

    /// READ adds to $X; with WRAP it counts modulo WIDTH and carries into $Y.
    fn advance_input(&mut self, characters: i64) {
        let format = &self.common.format;
        let x = self.status.x.saturating_add(characters);
        if format.wrap && format.width > 0 {
            self.status.x = x % format.width;
            self.status.y = self.status.y.saturating_add(x / format.width);
        } else {
            self.status.x = x;
        }
    }

    /// The connection has ended: data that came before it is delivered first.
    pub(super) fn closed(
        &mut self,
        op: &mut ReadOp,
        set: Charset,
        text: &[u8],
    ) -> IoResult<ReadDone> {
        let Some((_, socket)) = self.sockets.current_mut() else {
            return Err(MError::new(NOSOCKETINDEV).into());
        };
        let unread = socket.input.unread().len();
        if let Found::More(whole) = scan_from(socket, set, op.kind, 0)
            && whole < unread
        {
            // A character was cut off by the end of the connection.
            return Err(self.malformed(op, set, whole, unread - whole));
        }
        let again = std::mem::replace(&mut socket.ended, true);
        let raises = socket.settings.trap && (again || self.common.exception.is_some());
        let done = self.ended(op, set, unread, unread, End::Closed(text));
        if unread > 0 {
            self.mark_ended();
            return Ok(done);
        }
        if again && self.principal {
            return Err(self.principal_lost("READ from", text));
        }
        if raises {
            op.value.clear();
            let error = MError::new(IOEOF).text(text);
            return Err(IoError {
                error,
                exception: self.common.exception.clone(),
            });
        }
        Ok(done)
    }

    /// Data came with the end: the next READ is the second to meet it.
    fn mark_ended(&mut self) {
        if let Some((_, socket)) = self.sockets.current_mut() {
            socket.ended = true;
        }
    }

    /// BADCHAR: the good part is the value of the READ (`ReadOp::value`), the bad bytes are in $KEY and consumed.
    pub(super) fn malformed(
        &mut self,
        op: &mut ReadOp,
        set: Charset,
        at: usize,
        len: usize,
    ) -> IoError {
        let Some((_, socket)) = self.sockets.current_mut() else {
            return MError::new(NOSOCKETINDEV).into();
        };
        let unread = socket.input.unread();
        op.value = set.decode(&unread[..at]);
        let bytes = unread[at..at + len].to_vec();
        socket.input.consume(at + len);
        let error = charset::bad(&bytes, set);
        self.status.device = b"1,BADCHAR error raised on input".to_vec();
        self.status.za = 9;
        (self.status.zb, self.status.key) = (bytes.clone(), bytes);
        error.into()
    }
}

impl Socket {
    /// The input encoding, with the byte order of UTF-16 taken from the first bytes of the stream.
    fn input_set(&mut self, set: Charset) -> Charset {
        if set != Charset::Utf16 {
            return set;
        }
        if self.order.is_none() && self.input.unread().len() >= 2 {
            let (order, mark) = match self.input.unread() {
                [0xfe, 0xff, ..] => (Charset::Utf16Be, 2),
                [0xff, 0xfe, ..] => (Charset::Utf16Le, 2),
                _ => (Charset::Utf16Be, 0),
            };
            self.input.consume(mark);
            self.order = Some(order);
        }
        self.order.unwrap_or(Charset::Utf16Be)
    }
}

/// Sets a value that changes at each READ, keeping its memory.
pub(super) fn assign(to: &mut Vec<u8>, bytes: &[u8]) {
    to.clear();
    to.extend_from_slice(bytes);
}

/// A READ that ended without anything.
fn empty(op: &ReadOp) -> ReadValue {
    match op.kind {
        ReadKind::Char => ReadValue::Code(-1),
        _ => ReadValue::Bytes(Vec::new()),
    }
}

/// Looks for the end of a READ in the unread bytes, remembering how far there is none.
fn scan(socket: &mut Socket, set: Charset, kind: ReadKind) -> Found {
    let found = scan_from(socket, set, kind, socket.input.scanned);
    if kind != ReadKind::Char && set.is_bytes() && matches!(found, Found::More(_)) {
        socket.input.scanned = socket.input.unread().len();
    }
    found
}

fn scan_from(socket: &Socket, set: Charset, kind: ReadKind, from: usize) -> Found {
    let (bytes, delimiters) = (socket.input.unread(), &socket.settings.delimiters);
    match (kind, set) {
        (ReadKind::Char, _) => scan_char(bytes, delimiters, set),
        (_, Charset::M) => scan_bytes(bytes, delimiters, limit(socket, kind), from),
        (_, Charset::Utf8) => scan_utf8(bytes, delimiters, limited(socket, kind), from),
        _ => scan_characters(bytes, delimiters, limit(socket, kind), set),
    }
}

/// A READ of a line with INPUTLIMIT is one of a length.
fn limited(socket: &Socket, kind: ReadKind) -> ReadKind {
    let own = socket.settings.option(SystemOption::INPUTLIMIT);
    match (kind, own.and_then(|n| usize::try_from(n).ok())) {
        (ReadKind::Line, Some(n @ 1..LONGEST)) => ReadKind::Fixed(n),
        _ => kind,
    }
}

fn limit(socket: &Socket, kind: ReadKind) -> usize {
    match limited(socket, kind) {
        ReadKind::Fixed(n) => n,
        _ => LONGEST,
    }
}

pub(super) fn scan_bytes(
    bytes: &[u8],
    delimiters: &Delimiters,
    limit: usize,
    from: usize,
) -> Found {
    let window = &bytes[..bytes.len().min(limit)];
    match delimiters.find(window, from.min(window.len())) {
        Some(found) => Found::Delimiter(found),
        None if bytes.len() >= limit => Found::Length(limit),
        None => Found::More(bytes.len()),
    }
}

/// As `scan_bytes`, with lengths in characters, and looking for malformed ones.
pub(super) fn scan_utf8(
    bytes: &[u8],
    delimiters: &Delimiters,
    kind: ReadKind,
    from: usize,
) -> Found {
    let window = match kind {
        ReadKind::Fixed(n) => after_characters(bytes, n).unwrap_or(bytes.len()),
        _ => bytes.len().min(LONGEST),
    };
    let found = delimiters.find(&bytes[..window], from.min(window));
    let checked = found.as_ref().map_or(window, |m| m.start);
    let good = match std::str::from_utf8(&bytes[..checked]) {
        Ok(_) => checked,
        Err(e) => {
            let at = e.valid_up_to();
            match (e.error_len(), &found) {
                (Some(len), _) => return Found::Bad { at, len },
                (None, Some(_)) => {
                    return Found::Bad {
                        at,
                        len: checked - at,
                    };
                }
                (None, None) => at,
            }
        }
    };
    match (found, kind) {
        (Some(found), _) => Found::Delimiter(found),
        (None, ReadKind::Fixed(n)) if after_characters(bytes, n).is_some() => Found::Length(window),
        (None, ReadKind::Line) if bytes.len() >= LONGEST => Found::Length(good),
        _ => Found::More(good),
    }
}

/// End of the first `count` characters, if there are so many whole ones.
fn after_characters(bytes: &[u8], count: usize) -> Option<usize> {
    if bytes.len() < count {
        return None;
    }
    let mut at = 0;
    for _ in 0..count {
        at += match bytes.get(at)? {
            0xc2..0xe0 => 2,
            0xe0..0xf0 => 3,
            0xf0..0xf5 => 4,
            // Malformed bytes count one each: the check that follows finds them.
            _ => 1,
        };
    }
    (at <= bytes.len()).then_some(at)
}

/// Character by character: for encodings whose bytes cannot be searched as they are.
pub(super) fn scan_characters(
    bytes: &[u8],
    delimiters: &Delimiters,
    limit: usize,
    set: Charset,
) -> Found {
    let encode = |d: &Vec<u8>| {
        let mut out = Vec::new();
        set.encode(d, &mut out).map_or(d.clone(), |()| out)
    };
    let encoded = Delimiters::new(delimiters.list().iter().map(encode).collect());
    let (mut at, mut count) = (0, 0);
    while at < bytes.len() {
        match set.first(&bytes[at..]) {
            Char::Whole { len, .. } => at += len,
            Char::Partial => break,
            Char::Bad(len) => return Found::Bad { at, len },
        }
        count += 1;
        if let Some(found) = encoded.completes(&bytes[..at]) {
            return Found::Delimiter(found);
        }
        if count == limit {
            return Found::Length(at);
        }
    }
    Found::More(at)
}

/// READ *: one character; delimiters of one character count.
pub(super) fn scan_char(bytes: &[u8], delimiters: &Delimiters, set: Charset) -> Found {
    if bytes.is_empty() {
        return Found::More(0);
    }
    match set.first(bytes) {
        Char::Partial => Found::More(0),
        Char::Bad(len) => Found::Bad { at: 0, len },
        Char::Whole { len, .. } => {
            let one = set.decode(&bytes[..len]);
            match delimiters.list().iter().position(|d| *d == one) {
                Some(which) => Found::Delimiter(Match {
                    which,
                    start: 0,
                    end: len,
                }),
                None => Found::Length(len),
            }
        }
    }
}
