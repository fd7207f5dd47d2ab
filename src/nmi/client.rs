//! Clients of the real-time interface: connect, say what is wanted, and get buffers, which the helper copies.

use super::record::cte::{self, Entry};
use super::record::fields::{View, hex};
use super::record::packet;
use super::record::sections::Damage;
use super::record::smf_record;
use super::record::sna::{kind, response as header};
use super::record::time;
use super::record::tmi::{self, code, connections, copied, init, term};
use super::record::tree::Tree;
use super::server::{COPY, sna};
use super::system::Service;
use nix::sys::socket::MsgFlags;
use std::io::{self, Read, Write};
use std::os::fd::{AsRawFd, RawFd};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};

/// The folder of the sockets where none is named.
pub const FOLDER: &str = "/var/sock";
/// The stack that is meant where none is named.
pub const STACK: &str = "TCPIP";

/// What a client asks a service for that wants to be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asks {
    /// What is there.
    pub list: bool,
    /// What comes.
    pub ongoing: bool,
}

impl Asks {
    /// What is sent to a service first; empty where it wants nothing.
    pub fn request(self, service: &Service) -> Vec<u8> {
        let Some(id) = service.request else {
            return Vec::new();
        };
        let mut request = tmi::record(tmi::layout_of(id), id);
        // A summary has one bit, for what comes.
        let (list, ongoing) = match id {
            tmi::ZERS => (self.ongoing, false),
            _ => (self.list, self.ongoing),
        };
        let flags = u64::from(list) << 31 | u64::from(ongoing) << 30;
        connections::TMICNRQ_FLAGS.set(&mut request, flags);
        request
    }
}

/// Something that a client learns.
#[derive(Debug, PartialEq, Eq)]
pub enum Event {
    Init(Init),
    /// Data of a buffer, with their end.
    Buffer(Vec<u8>),
    /// A buffer had other data before it was copied.
    Lost,
    /// The server ended the connection; `None` if it did not say why.
    End(Option<u32>),
}

/// The first record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Init {
    pub system: String,
    pub service: String,
    pub stack: String,
    pub started: u64,
    pub size: usize,
}

/// What there is to do next.
#[derive(Debug)]
pub enum Step {
    Event(Event),
    /// Nothing until this descriptor is readable.
    Wait(RawFd),
    /// Nothing until more is fed.
    Hungry,
}

#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    #[error("{path}: {error}")]
    Path { path: String, error: io::Error },
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error("a record of {0} bytes")]
    Length(usize),
    #[error("{0} instead of the first record")]
    First(String),
    #[error("the helper refuses: {}", tmi::code_text(*.0))]
    Refused(u32),
    #[error("the helper is gone")]
    Helper,
}

/// A connection to a service.
pub struct Client {
    /// `None` for one that is fed with what came.
    stream: Option<UnixStream>,
    input: Input,
    helper: PathBuf,
    copy: Option<(UnixStream, Input)>,
    /// A token was sent to the helper.
    copying: bool,
    begun: bool,
    over: bool,
    blocking: bool,
}

/// Bytes that came and are not read yet.
#[derive(Default)]
struct Input {
    bytes: Vec<u8>,
    start: usize,
}

impl Input {
    /// Adds what came; what was read goes once it is the larger part.
    fn push(&mut self, bytes: &[u8]) {
        if self.start > self.bytes.len() / 2 {
            self.compact();
        }
        self.bytes.extend(bytes);
    }

    fn compact(&mut self) {
        self.bytes.drain(..self.start);
        self.start = 0;
    }

    fn rest(&self) -> &[u8] {
        &self.bytes[self.start..]
    }

    fn take(&mut self, length: usize) -> Vec<u8> {
        let taken = self.rest()[..length].to_vec();
        self.start += length;
        if self.start == self.bytes.len() {
            self.bytes.clear();
            self.start = 0;
        }
        taken
    }

    /// Takes what is there, so that the other end is not held up by one who has to do something else first.
    fn drain(&mut self, stream: &UnixStream) {
        /// Enough for thousands of tokens.
        const MOST: usize = 1 << 20;
        let mut buffer = [0; 4096];
        while self.rest().len() < MOST {
            match nix::sys::socket::recv(stream.as_raw_fd(), &mut buffer, MsgFlags::MSG_DONTWAIT) {
                // An end or an error comes again.
                Ok(0) | Err(_) => return,
                Ok(length) => self.push(&buffer[..length]),
            }
        }
    }

    /// Reads more; `None` when nothing is there, 0 at the end.
    fn read(&mut self, stream: &mut UnixStream) -> io::Result<Option<usize>> {
        const AT_ONCE: usize = 64 << 10;
        self.compact();
        let there = self.bytes.len();
        self.bytes.resize(there + AT_ONCE, 0);
        let read = loop {
            match stream.read(&mut self.bytes[there..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => break Ok(None),
                // The other end left with something unread.
                Err(error) if error.kind() == io::ErrorKind::ConnectionReset => break Ok(Some(0)),
                read => break read.map(Some),
            }
        };
        let length = read.as_ref().ok().copied().flatten().unwrap_or(0);
        self.bytes.truncate(there + length);
        read
    }
}

fn connect(path: &Path) -> Result<UnixStream, ClientError> {
    UnixStream::connect(path).map_err(|error| ClientError::Path {
        path: path.display().to_string(),
        error,
    })
}

/// Where a service, or the helper, of a stack listens.
pub fn path(folder: &Path, name: &str, stack: &str) -> PathBuf {
    folder.join(format!("{name}.{}", stack.to_ascii_uppercase()))
}

impl Client {
    /// Connects to a service, and sends the request if the service wants one. `blocking`: there is no `Step::Wait`.
    ///
    /// # Errors
    /// Nobody listens there, or this user may not connect.
    pub fn connect(
        folder: &Path,
        stack: &str,
        service: &Service,
        asks: Asks,
        blocking: bool,
    ) -> Result<Client, ClientError> {
        let mut stream = connect(&path(folder, service.name, stack))?;
        // A server that refuses says why in its last record.
        match stream.write_all(&asks.request(service)) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => return Err(error.into()),
            _ => {}
        }
        stream.set_nonblocking(!blocking)?;
        Ok(Client::new(folder, stack, Some(stream), blocking))
    }

    /// One whose caller has the connection to the service, and feeds it with what comes.
    pub fn fed(folder: &Path, stack: &str) -> Client {
        Client::new(folder, stack, None, false)
    }

    fn new(folder: &Path, stack: &str, stream: Option<UnixStream>, blocking: bool) -> Client {
        Client {
            stream,
            input: Input::default(),
            helper: path(folder, COPY, stack),
            copy: None,
            copying: false,
            begun: false,
            over: false,
            blocking,
        }
    }

    /// Bytes that came from the service.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.input.push(bytes);
    }

    /// A buffer whose token was fed is on its way from the helper, which answers at once.
    pub fn owes(&self) -> bool {
        self.copying && self.stream.is_none()
    }

    /// What comes next. After `Event::End` there is nothing.
    ///
    /// # Errors
    /// The server does not keep to the rules, or the helper is not there.
    pub fn step(&mut self) -> Result<Step, ClientError> {
        loop {
            if self.copying {
                match self.copied()? {
                    Some(step) => return Ok(step),
                    None => continue,
                }
            }
            if self.over {
                return Ok(Step::Event(Event::End(None)));
            }
            let length = tmi::framed(self.input.rest()).map_err(ClientError::Length)?;
            match length.filter(|length| *length <= self.input.rest().len()) {
                Some(length) => {
                    let record = self.input.take(length);
                    if let Some(event) = self.record(&record)? {
                        return Ok(Step::Event(event));
                    }
                }
                None => {
                    let Some(stream) = &mut self.stream else {
                        return Ok(Step::Hungry);
                    };
                    match self.input.read(stream)? {
                        None => return Ok(Step::Wait(stream.as_raw_fd())),
                        Some(0) => self.over = true,
                        Some(_) => {}
                    }
                }
            }
        }
    }

    fn record(&mut self, record: &[u8]) -> Result<Option<Event>, ClientError> {
        let view = View(record);
        match tmi::id_of(record) {
            tmi::INIT => {
                self.begun = true;
                let size = match view.u32(init::TMII_BUFSZ) {
                    0 => 64 << 10,
                    size => size as usize,
                };
                return Ok(Some(Event::Init(Init {
                    system: view.text(init::TMII_SYSN),
                    service: view.text(init::TMII_COMP),
                    stack: view.text(init::TMII_SUB),
                    started: view.number(init::TMII_TIME),
                    size,
                })));
            }
            tmi::TERM => {
                self.over = true;
                return Ok(Some(Event::End(Some(view.u32(term::TMIT_TERMCODE)))));
            }
            _ if !self.begun => return Err(ClientError::First(hex(&record[4..8]))),
            tmi::SMTK | tmi::TPKT | tmi::TPKT_OF_COMMENT => {
                if self.copy.is_none() {
                    let stream = connect(&self.helper)?;
                    stream.set_nonblocking(!self.blocking)?;
                    self.copy = Some((stream, Input::default()));
                }
                if let Some((stream, _)) = &mut self.copy {
                    // The helper reads a token before it answers, so that there is always room for one.
                    stream.write_all(record)?;
                    self.copying = true;
                    if let Some(stream) = &self.stream {
                        self.input.drain(stream);
                    }
                }
            }
            // Something newer.
            _ => {}
        }
        Ok(None)
    }

    fn copied(&mut self) -> Result<Option<Step>, ClientError> {
        let Some((stream, input)) = &mut self.copy else {
            return Err(ClientError::Helper);
        };
        match answer(input.rest()) {
            Some((outcome, length)) => {
                self.copying = false;
                let bytes = input.take(length);
                match outcome {
                    Ok(()) => Ok(Some(Step::Event(Event::Buffer(
                        bytes[copied::LAYOUT.length..].to_vec(),
                    )))),
                    Err(code::ESRCH) => Ok(Some(Step::Event(Event::Lost))),
                    Err(code) => Err(ClientError::Refused(code)),
                }
            }
            None => match input.read(stream)? {
                None => Ok(Some(Step::Wait(stream.as_raw_fd()))),
                Some(0) => Err(ClientError::Helper),
                Some(_) => Ok(None),
            },
        }
    }
}

/// The helper's answer, if it is there as a whole, and its length.
fn answer(bytes: &[u8]) -> Option<(Result<(), u32>, usize)> {
    let head = copied::LAYOUT.length;
    let view = View(bytes.get(..head)?);
    let value = view.u32(copied::RETURN_VALUE) as i32;
    if value <= 0 {
        return Some((Err(view.u32(copied::RETURN_CODE)), head));
    }
    let length = head + value as usize + cte::END;
    (bytes.len() >= length).then_some((Ok(()), length))
}

/// The most bytes of entries that are handed in at once.
const AT_ONCE: usize = 64 << 10;

/// A connection to the helper of a server, to hand in records.
pub struct Publisher {
    stream: UnixStream,
    request: Vec<u8>,
}

impl Publisher {
    /// # Errors
    /// Nobody listens there.
    pub fn connect(
        folder: &Path,
        stack: &str,
        service: &Service,
    ) -> Result<Publisher, ClientError> {
        let mut request = tmi::record(&tmi::publish::LAYOUT, tmi::PUBL);
        tmi::publish::SERVICE.set_text(&mut request, service.name);
        Ok(Publisher {
            stream: connect(&path(folder, COPY, stack))?,
            request,
        })
    }

    /// Hands in an entry, now or with the next ones.
    ///
    /// # Errors
    /// As for `flush`.
    pub fn push(&mut self, entry: &Entry) -> Result<(), ClientError> {
        cte::push(&mut self.request, entry.format, entry.time, entry.data);
        match self.request.len() < AT_ONCE {
            true => Ok(()),
            false => self.flush(),
        }
    }

    /// Hands in what waits.
    ///
    /// # Errors
    /// The server does not take it: then nothing of it was published.
    pub fn flush(&mut self) -> Result<(), ClientError> {
        let head = tmi::publish::LAYOUT.length;
        if self.request.len() == head {
            return Ok(());
        }
        let length = self.request.len() as u64;
        tmi::header::TMI_HR_LEN.set(&mut self.request, length);
        self.stream.write_all(&self.request)?;
        self.request.truncate(head);
        let mut reply = vec![0; copied::LAYOUT.length];
        self.stream.read_exact(&mut reply)?;
        match View(&reply).u32(copied::RETURN_CODE) {
            code::PLANNED => Ok(()),
            code => Err(ClientError::Refused(code)),
        }
    }
}

/// A request that has one answer: a call of EZBNMIFR by the helper, or a request to the SNA interface, whose first record is read before.
pub struct Asking {
    stream: UnixStream,
    input: Input,
    request: Vec<u8>,
    written: usize,
    /// Of the SNA interface, and whether its first record came.
    sna: Option<bool>,
}

/// What there is to do next for an answer.
pub enum Asked {
    Answer(Vec<u8>),
    /// Nothing until this descriptor is readable, or writable.
    Wait {
        fd: RawFd,
        write: bool,
    },
}

impl Asking {
    /// # Errors
    /// Nobody listens there.
    pub fn call(folder: &Path, stack: &str, request: Vec<u8>) -> Result<Asking, ClientError> {
        Asking::new(connect(&path(folder, COPY, stack))?, request, None)
    }

    /// # Errors
    /// Nobody listens there.
    pub fn sna(folder: &Path, request: Vec<u8>) -> Result<Asking, ClientError> {
        Asking::new(connect(&folder.join(sna::NAME))?, request, Some(false))
    }

    fn new(stream: UnixStream, request: Vec<u8>, sna: Option<bool>) -> Result<Asking, ClientError> {
        stream.set_nonblocking(true)?;
        Ok(Asking {
            stream,
            input: Input::default(),
            request,
            written: 0,
            sna,
        })
    }

    /// Goes on as far as it can.
    ///
    /// # Errors
    /// The request is refused, or the server does not keep to the rules.
    pub fn step(&mut self) -> Result<Asked, ClientError> {
        loop {
            let fd = self.stream.as_raw_fd();
            let wait = |write| Asked::Wait { fd, write };
            if self.sna != Some(false) && self.written < self.request.len() {
                match self.stream.write(&self.request[self.written..]) {
                    Ok(length) => self.written += length,
                    Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                        return Ok(wait(true));
                    }
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    // It may have said why.
                    Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                        self.written = self.request.len()
                    }
                    Err(error) => return Err(error.into()),
                }
                continue;
            }
            if let Some(record) = self.whole()? {
                match self.sna {
                    Some(false) if View(&record).u16(header::TYPE) == kind::INIT => {
                        self.sna = Some(true);
                        continue;
                    }
                    _ => return Ok(Asked::Answer(record)),
                }
            }
            match self.input.read(&mut self.stream)? {
                None => return Ok(wait(false)),
                Some(0) => return Err(ClientError::Helper),
                Some(_) => {}
            }
        }
    }

    /// An answer or first record that came in full.
    fn whole(&mut self) -> Result<Option<Vec<u8>>, ClientError> {
        /// A response that is longer is none.
        const LONGEST: usize = 64 << 20;
        if self.sna.is_none() {
            let Some((outcome, length)) = answer(self.input.rest()) else {
                return Ok(None);
            };
            outcome.map_err(ClientError::Refused)?;
            return Ok(Some(
                self.input.take(length)[copied::LAYOUT.length..].to_vec(),
            ));
        }
        let rest = self.input.rest();
        if rest.len() < 8 {
            return Ok(None);
        }
        let length = View(rest).u32(header::TOTAL_LEN) as usize;
        if !(header::LAYOUT.length..=LONGEST).contains(&length) {
            return Err(ClientError::Length(length));
        }
        Ok((rest.len() >= length).then(|| self.input.take(length)))
    }

    /// The answer, for one who can wait.
    ///
    /// # Errors
    /// As for `step`.
    pub fn answer(mut self) -> Result<Vec<u8>, ClientError> {
        self.stream.set_nonblocking(false)?;
        loop {
            if let Asked::Answer(answer) = self.step()? {
                return Ok(answer);
            }
        }
    }
}

/// An entry of a buffer with the names of its fields.
///
/// # Errors
/// It is no record of this service.
pub fn tree(service: &Service, entry: &Entry) -> Result<Tree, Damage> {
    let tree = match service.has_packets() {
        true => packet::Record::parse(entry.data)?.tree(),
        false => smf_record::Record::parse(entry.data)?.tree()?,
    };
    let mut when = String::new();
    time::write_stck(entry.time, &mut when);
    let mut map = vec![
        ("format".into(), entry.format.into()),
        ("time".into(), Tree::Text(when)),
    ];
    if let Tree::Map(rest) = tree {
        map.extend(rest);
    }
    Ok(Tree::Map(map))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_does_not_stay() {
        let mut input = Input::default();
        for round in 0..1000u32 {
            // Something is always left, so that nothing is ever empty.
            input.push(&round.to_be_bytes());
            if round > 0 {
                assert_eq!(input.take(4), (round - 1).to_be_bytes());
            }
            assert!(input.bytes.len() <= 16);
        }
    }
}
