//! One socket: descriptor, addresses, settings, the bytes it received and those it has to send.

use super::buffers::{Input, Output};
use super::charset::Charset;
use super::settings::Settings;
use super::sys::{self, Descriptor};
use super::tls::Tls;
use crate::device::Wait;
use socket2::{SockAddr, SockRef};
use std::io;
use std::os::fd::{AsRawFd, OwnedFd, RawFd};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// Why a TLS connection stays in its process.
pub const NOT_PASSED: &str = "a TLS connection cannot be passed to another process";

/// Bytes asked for when only the fact counts that there are some.
const LOOK: usize = 4096;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    Tcp,
    Tcp6,
    Udp,
    Udp6,
    Local,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Listening,
    /// A datagram socket with a port of its own and no fixed peer.
    Bound,
    Connected,
}

/// How a connection ended ($ZSOCKET END).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    Orderly,
    Reset,
    /// The peer did not answer for too long.
    TimedOut,
    Other,
}

impl Ending {
    /// What an error of READ or WRITE says about the connection.
    pub fn of(error: &io::Error) -> Self {
        match error.raw_os_error() {
            Some(libc::ECONNRESET | libc::EPIPE) => Ending::Reset,
            Some(libc::ETIMEDOUT) => Ending::TimedOut,
            _ => Ending::Other,
        }
    }

    pub fn word(self) -> &'static str {
        match self {
            Ending::Orderly => "CLOSED",
            Ending::Reset => "RESET",
            Ending::TimedOut => "TIMEOUT",
            Ending::Other => "ERROR",
        }
    }
}

/// How the socket came into being ($ZSOCKET HOWCREATED).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    Listen,
    Connect,
    Accepted,
    Principal,
    Passed,
}

/// Address of one end: numeric host, or path of a LOCAL socket.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Endpoint {
    pub text: Vec<u8>,
    pub port: u16,
}

impl Endpoint {
    pub fn of(address: &SockAddr) -> Self {
        if let Some(ip) = address.as_socket() {
            return Endpoint {
                text: ip.ip().to_string().into_bytes(),
                port: ip.port(),
            };
        }
        let path = address.as_pathname().unwrap_or(Path::new(""));
        Endpoint {
            text: path.as_os_str().as_encoded_bytes().to_vec(),
            port: 0,
        }
    }
}

/// The file of a LOCAL listener, removed when the listener is closed, unless somebody replaced it.
#[derive(Debug)]
pub struct SocketFile {
    path: PathBuf,
    identity: (u64, u64),
}

impl SocketFile {
    pub fn new(path: PathBuf) -> io::Result<Self> {
        let identity = Self::identify(&path)?;
        Ok(SocketFile { path, identity })
    }

    fn identify(path: &Path) -> io::Result<(u64, u64)> {
        path.symlink_metadata().map(|m| (m.dev(), m.ino()))
    }
}

impl Drop for SocketFile {
    fn drop(&mut self) {
        if Self::identify(&self.path).is_ok_and(|i| i == self.identity) {
            // A file that cannot be removed stays: CLOSE has nobody to tell.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

/// What /BLOCK made of the socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blocking {
    On,
    /// WRITE gives up after so many tenths of a second without progress.
    Off {
        retries: u32,
    },
    /// A WRITE gave up: no further ones.
    Blocked,
}

/// A socket of a device or of the pool.
#[derive(Debug)]
pub struct Socket {
    /// Its number in the collection that it is in, and that one's note that something was done with it.
    pub number: u64,
    pub touched: bool,
    /// Before the descriptor, as its end is told through that.
    pub tls: Option<Box<Tls>>,
    pub(super) fd: Descriptor,
    pub protocol: Protocol,
    pub state: State,
    pub origin: Origin,
    /// Handle of the listener that accepted it.
    pub parent: Vec<u8>,
    pub local: Option<Endpoint>,
    pub remote: Option<Endpoint>,
    /// Host of CONNECT, as the program wrote it.
    pub host: Option<String>,
    pub settings: Settings,
    pub blocking: Blocking,
    pub input: Input,
    pub output: Output,
    /// A READ has reported the end of the connection.
    pub ended: bool,
    /// Why it ended, once that is known.
    pub ending: Option<Ending>,
    /// Where the next datagram goes, unless there is a fixed peer: to the sender of the last one, or where /TO said.
    pub peer: Option<Box<SockAddr>>,
    /// /PASS or /ACCEPT was used on it.
    pub passing: bool,
    /// The unread bytes were received by WAIT or a handshake, not by READ: $ZKEY does not tell them.
    pub looked: bool,
    /// Ready at the last WAIT and not read or accepted since ($ZKEY).
    pub seen: bool,
    /// Ready at an earlier WAIT that chose another one: served before those that were.
    pub owed: bool,
    /// Byte order of UTF-16 input once its first bytes are known.
    pub order: Option<Charset>,
    /// The mark of UTF-16 output has been written.
    pub marked: bool,
    /// Descriptors received for /ACCEPT, until the message that names them is whole.
    pub rights: Vec<OwnedFd>,
    /// Bytes that came in and went out, before they were encrypted.
    pub traffic: Traffic,
    file: Option<SocketFile>,
}

/// A count of bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Traffic {
    pub received: u64,
    pub sent: u64,
}

impl Socket {
    /// Takes over a listening or connected socket and asks the system for its addresses.
    pub fn new(
        fd: Descriptor,
        state: State,
        origin: Origin,
        settings: Settings,
    ) -> io::Result<Self> {
        let raw = fd.as_raw_fd();
        let (mut state, datagram) = (state, origin != Origin::Accepted && sys::is_datagram(raw)?);
        let (local, remote) = {
            let lent = sys::borrowed(&fd);
            let socket = SockRef::from(&lent);
            let remote = match state {
                _ if datagram => socket.peer_addr().ok(),
                State::Connected => Some(socket.peer_addr()?),
                _ => None,
            };
            (socket.local_addr()?, remote)
        };
        if datagram {
            state = match remote {
                Some(_) => State::Connected,
                None => State::Bound,
            };
        }
        let protocol = match (local.family() as libc::c_int, datagram) {
            (libc::AF_UNIX, _) => Protocol::Local,
            (libc::AF_INET6, false) => Protocol::Tcp6,
            (libc::AF_INET6, true) => Protocol::Udp6,
            (_, false) => Protocol::Tcp,
            (_, true) => Protocol::Udp,
        };
        let (local, mut remote) = (Endpoint::of(&local), remote.as_ref().map(Endpoint::of));
        // An accepted LOCAL socket's peer has no name: both ends go by the listener's path.
        let mut local = local;
        if protocol == Protocol::Local {
            if let (true, Some(path)) = (local.text.is_empty(), &remote) {
                local = path.clone();
            }
            remote = match origin {
                Origin::Connect | Origin::Accepted => Some(local.clone()),
                _ => Some(Endpoint::default()).filter(|_| state == State::Connected),
            };
        }
        let mut settings = settings;
        if settings.receive_size.is_none() {
            settings.shown_receive_size = match (origin, protocol) {
                (Origin::Principal | Origin::Passed, _) | (_, Protocol::Local) => 0,
                (Origin::Accepted, _) => settings.shown_receive_size,
                _ => sys::get_option(raw, libc::SOL_SOCKET, libc::SO_RCVBUF)?.unsigned_abs(),
            };
        }
        Ok(Socket {
            number: 0,
            touched: false,
            tls: None,
            fd,
            protocol,
            state,
            origin,
            parent: Vec::new(),
            local: Some(local),
            remote,
            host: None,
            settings,
            blocking: Blocking::On,
            input: Input::default(),
            output: Output::default(),
            ended: false,
            ending: None,
            peer: None,
            passing: false,
            looked: false,
            seen: false,
            owed: false,
            order: None,
            marked: false,
            rights: Vec::new(),
            traffic: Traffic::default(),
            file: None,
        })
    }

    pub fn fd(&self) -> RawFd {
        self.fd.as_raw_fd()
    }

    pub fn is_local(&self) -> bool {
        self.protocol == Protocol::Local
    }

    /// UDP: a READ takes a datagram, a WRITE command sends one.
    pub fn is_datagram(&self) -> bool {
        matches!(self.protocol, Protocol::Udp | Protocol::Udp6)
    }

    /// A connected TCP or LOCAL socket.
    pub fn is_stream(&self) -> bool {
        self.state == State::Connected && !self.is_datagram()
    }

    pub fn is_listening(&self) -> bool {
        self.state == State::Listening
    }

    /// Gives the socket the file that it is bound to.
    pub fn own_file(&mut self, file: SocketFile) {
        self.file = Some(file);
    }

    /// Names both ends of a LOCAL socket as the program wrote its path.
    pub fn name_local(&mut self, path: &[u8]) {
        let end = Endpoint {
            text: path.to_vec(),
            port: 0,
        };
        self.remote = Some(end.clone()).filter(|_| !self.is_listening());
        self.local = Some(end);
    }

    /// Leaves the socket's file behind when the socket goes.
    pub fn leave_file(&mut self) {
        if let Some(file) = &mut self.file {
            file.identity = (0, 0);
        }
    }

    /// Third piece of $KEY: port of a listener, path, or address of the peer.
    pub fn address(&self) -> Vec<u8> {
        let end = match (self.protocol, self.state) {
            (Protocol::Local, _) | (_, State::Listening) => &self.local,
            (_, State::Bound) if self.remote.is_none() => &self.local,
            _ => &self.remote,
        };
        let own = self.state != State::Connected && (self.is_listening() || self.remote.is_none());
        match end {
            None => Vec::new(),
            Some(e) if own && !self.is_local() => e.port.to_string().into_bytes(),
            Some(e) => e.text.clone(),
        }
    }

    /// An entry of $KEY or $ZKEY.
    pub fn key(&self, word: &str, handle: &[u8]) -> Vec<u8> {
        [word.as_bytes(), b"|", handle, b"|", &self.address()].concat()
    }

    /// Receives what is there, at most `room` bytes; 0 is the end, `WouldBlock` nothing yet.
    pub fn fill(&mut self, room: usize) -> io::Result<usize> {
        let fd = self.fd.as_raw_fd();
        let got = match &mut self.tls {
            Some(tls) => self.input.fill(room, |bytes| tls.receive(bytes)),
            None => self.input.fill(room, |bytes| sys::recv(fd, bytes, room)),
        };
        self.traffic.received += *got.as_ref().unwrap_or(&0) as u64;
        got
    }

    /// There are unread bytes, received now if need be, or the end has come.
    pub fn has_input(&mut self) -> bool {
        if !self.input.is_empty() {
            return true;
        }
        let got = self.fill(LOOK);
        self.looked |= matches!(got, Ok(1..));
        !got.is_err_and(|e| e.kind() == io::ErrorKind::WouldBlock)
    }

    /// Receives at most `room` bytes and the descriptors that come with them.
    pub fn fill_rights(&mut self, room: usize) -> io::Result<usize> {
        sys::recv_rights(
            self.fd.as_raw_fd(),
            &mut self.input.bytes,
            room,
            &mut self.rights,
            libc::MSG_DONTWAIT,
        )
    }

    /// Ends our side of the connection, after what is to be sent: the peer sees the end and may go on sending.
    pub fn shut_down(&mut self) -> io::Result<()> {
        if let Some(tls) = &mut self.tls {
            tls.finish_sending();
        }
        SockRef::from(&sys::borrowed(&self.fd)).shutdown(std::net::Shutdown::Write)
    }

    /// Sends the beginning of a text without gathering it: how much. What fails is told when the rest is sent.
    pub fn send_from(&mut self, text: &[u8]) -> usize {
        let plain = self.is_stream() && self.tls.is_none() && self.output.pending() == 0;
        if !plain {
            return 0;
        }
        let sent = sys::send(self.fd.as_raw_fd(), text).unwrap_or(0);
        self.traffic.sent += sent as u64;
        sent
    }

    /// Sends pending output as far as the kernel takes it; `true` when all is gone.
    pub fn send(&mut self) -> io::Result<bool> {
        if self.is_listening() && self.output.pending() > 0 {
            return Err(io::Error::from_raw_os_error(libc::EPIPE));
        }
        if self.is_datagram() {
            return match self.send_datagram() {
                Err(e) if e.kind() == io::ErrorKind::WouldBlock => Ok(false),
                sent => sent.map(|()| true),
            };
        }
        if let Some(tls) = &mut self.tls {
            loop {
                let sent = tls.send(&self.output.bytes[self.output.sent..])?;
                self.output.sent += sent.taken;
                self.traffic.sent += sent.taken as u64;
                if sent.progress {
                    self.output.give_up = None;
                }
                if !sent.done {
                    return Ok(false);
                }
                if self.output.pending() == 0 {
                    self.output.clear();
                    return Ok(true);
                }
            }
        }
        while self.output.pending() > 0 {
            match sys::send(self.fd.as_raw_fd(), &self.output.bytes[self.output.sent..]) {
                Ok(sent) => {
                    self.output.sent += sent;
                    self.traffic.sent += sent as u64;
                    self.output.give_up = None;
                }
                Err(e) if e.kind() == io::ErrorKind::WouldBlock => return Ok(false),
                Err(e) => return Err(e),
            }
        }
        self.output.clear();
        Ok(true)
    }

    /// Goes on with the handshake, which begins with the bytes `early`: what it waits for, `None` when it is done, or
    /// why it has failed. Data that comes with it is input.
    pub fn tls_handshake(&mut self, early: &[u8]) -> Result<Option<Wait>, String> {
        let tls = self.tls.as_mut().ok_or("TLS is not enabled")?;
        let outcome = tls.handshake(early, &mut self.input.bytes);
        self.looked |= !self.input.is_empty();
        outcome
    }

    /// Gives a connection up whose handshake failed: nothing may leave or come in clear.
    pub fn tls_break_off(&mut self, why: &str) {
        if let Some(tls) = &mut self.tls {
            tls.break_off(why);
        }
        // A peer that is gone has nothing to be told.
        let _ = SockRef::from(&sys::borrowed(&self.fd)).shutdown(std::net::Shutdown::Write);
    }

    /// Accepts one pending connection as a socket with this one's settings. TCP_NODELAY is the listener's, too.
    pub fn accept(&self, handle: &[u8]) -> io::Result<Socket> {
        let fd = sys::accept(self.fd())?;
        let mut new = Socket::new(
            Descriptor::Own(fd),
            State::Connected,
            Origin::Accepted,
            self.settings.clone(),
        )?;
        new.parent = handle.to_vec();
        if self.is_local() {
            (new.local, new.remote) = (self.local.clone(), self.local.clone());
        }
        Ok(new)
    }

    /// Sets TCP_NODELAY as ZDELAY says; LOCAL sockets have nothing to set.
    pub fn apply_delay(&self) -> io::Result<()> {
        if self.is_local() {
            return Ok(());
        }
        let off = libc::c_int::from(!self.settings.delay);
        sys::set_option(self.fd(), libc::IPPROTO_TCP, libc::TCP_NODELAY, off)
    }

    /// A second descriptor of the same socket.
    ///
    /// # Errors
    /// A socket with TLS cannot be another process's: its keys are here.
    pub fn copy(&self) -> io::Result<OwnedFd> {
        if self.tls.is_some() {
            return Err(io::Error::other(NOT_PASSED));
        }
        sys::borrowed(&self.fd).try_clone_to_owned()
    }

    /// A second descriptor of a socket that is not one of the process's standard descriptors; `None` also when there are none left.
    pub fn own_copy(&self) -> Option<OwnedFd> {
        match &self.fd {
            Descriptor::Own(fd) => fd.try_clone().ok(),
            Descriptor::Inherited(_) => None,
        }
    }

    /// The descriptor for another process, and the bytes received but not read.
    ///
    /// An inherited descriptor is duplicated. A TLS connection cannot go: its keys stay in this process.
    pub fn into_parts(mut self) -> io::Result<(OwnedFd, Vec<u8>)> {
        if self.tls.is_some() {
            return Err(io::Error::new(io::ErrorKind::Unsupported, NOT_PASSED));
        }
        self.leave_file();
        let unread = self.input.unread().to_vec();
        match self.fd {
            Descriptor::Own(fd) => Ok((fd, unread)),
            Descriptor::Inherited(_) => sys::borrowed(&self.fd)
                .try_clone_to_owned()
                .map(|fd| (fd, unread)),
        }
    }
}
