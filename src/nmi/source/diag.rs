//! The kernel's TCP sockets: a dump of all, and messages about those that end (sock_diag).

use nix::sys::socket::{
    AddressFamily, MsgFlags, NetlinkAddr, SockFlag, SockProtocol, SockType, bind, recv, send,
    setsockopt, socket, sockopt,
};
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::os::fd::{AsRawFd, OwnedFd, RawFd};

/// Messages about sockets, in both directions.
const BY_FAMILY: u16 = 20;
const REQUEST_DUMP: u16 = 0x301;
const HEADER: usize = 16;
const DONE: u16 = 3;
const ERROR: u16 = 2;
/// What a message says of a socket before its attributes.
const MESSAGE: usize = 72;
/// The attribute with what TCP knows of a connection.
const INFO: u16 = 2;
/// The groups of ended TCP sockets of both families.
const DESTROYED: u32 = 1 << 0 | 1 << 2;
/// A buffer for the messages of many connections that end at once.
const BACKLOG: usize = 16 << 20;

/// States of TCP sockets, as bits of a dump.
pub mod state {
    pub const ESTABLISHED: u8 = 1;
    pub const LISTEN: u8 = 10;
    /// All in which data may come or go: established, both FIN_WAIT, CLOSE_WAIT, LAST_ACK, CLOSING.
    pub const CONNECTED: u32 = 1 << 1 | 1 << 4 | 1 << 5 | 1 << 8 | 1 << 9 | 1 << 11;
}

/// A socket as the kernel told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Socket {
    pub state: u8,
    pub local: SocketAddr,
    pub remote: SocketAddr,
    /// No two sockets ever have the same one.
    pub cookie: u64,
    pub uid: u32,
    pub inode: u32,
    pub info: Info,
}

/// What TCP knows of a connection; times in microseconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Info {
    pub in_bytes: u64,
    pub out_bytes: u64,
    pub in_segments: u32,
    pub out_segments: u32,
    pub retransmitted: u32,
    pub round_trip: u32,
    pub variance: u32,
    pub segment_size: u32,
    pub congestion_window: u32,
    pub send_window: u32,
}

/// The kernel's answers to dumps.
pub struct Diag(OwnedFd);

/// Its messages about sockets that end.
pub struct Ends {
    socket: OwnedFd,
    buffer: Vec<u8>,
}

fn open(flags: SockFlag) -> io::Result<OwnedFd> {
    let flags = flags | SockFlag::SOCK_CLOEXEC;
    Ok(socket(
        AddressFamily::Netlink,
        SockType::Raw,
        flags,
        SockProtocol::NetlinkSockDiag,
    )?)
}

impl Diag {
    /// # Errors
    /// The kernel has no such sockets.
    pub fn new() -> io::Result<Diag> {
        Ok(Diag(open(SockFlag::empty())?))
    }

    /// Calls `each` with all TCP sockets in some states.
    ///
    /// # Errors
    /// The kernel refuses.
    pub fn dump(&self, states: u32, mut each: impl FnMut(Socket)) -> io::Result<()> {
        for family in [libc::AF_INET as u8, libc::AF_INET6 as u8] {
            let mut body = [0; 56];
            body[0] = family;
            body[1] = libc::IPPROTO_TCP as u8;
            body[2] = 1 << (INFO - 1);
            body[4..8].copy_from_slice(&states.to_ne_bytes());
            dump(self.0.as_raw_fd(), BY_FAMILY, &body, |kind, body| {
                if kind == BY_FAMILY {
                    read(body).into_iter().for_each(&mut each);
                }
            })?;
        }
        Ok(())
    }

    /// Sockets in which data may come or go, and those that listen.
    ///
    /// # Errors
    /// The kernel refuses.
    pub fn split(&self) -> io::Result<(Vec<Socket>, Vec<Socket>)> {
        let (mut connected, mut listening) = (Vec::new(), Vec::new());
        self.dump(
            state::CONNECTED | 1 << state::LISTEN,
            |socket| match socket.state {
                state::LISTEN => listening.push(socket),
                _ => connected.push(socket),
            },
        )?;
        Ok((connected, listening))
    }
}

/// Asks for a dump by a message with some content, and calls `each` with kinds and contents of the answers.
pub(super) fn dump(
    socket: RawFd,
    kind: u16,
    body: &[u8],
    mut each: impl FnMut(u16, &[u8]),
) -> io::Result<()> {
    let mut request = vec![0; HEADER];
    request.extend(body);
    let length = request.len() as u32;
    request[..4].copy_from_slice(&length.to_ne_bytes());
    request[4..6].copy_from_slice(&kind.to_ne_bytes());
    request[6..8].copy_from_slice(&REQUEST_DUMP.to_ne_bytes());
    send(socket, &request, MsgFlags::empty())?;
    let mut buffer = vec![0; 64 << 10];
    loop {
        let length = recv(socket, &mut buffer, MsgFlags::empty())?;
        for (kind, body) in Messages(&buffer[..length]) {
            match kind {
                DONE => return Ok(()),
                ERROR => return Err(refused(body)),
                _ => each(kind, body),
            }
        }
    }
}

fn refused(body: &[u8]) -> io::Error {
    let code = body
        .get(..4)
        .map_or(0, |b| i32::from_ne_bytes([b[0], b[1], b[2], b[3]]));
    io::Error::from_raw_os_error(-code)
}

impl Ends {
    /// # Errors
    /// CAP_NET_ADMIN is needed.
    pub fn new() -> io::Result<Ends> {
        let socket = open(SockFlag::SOCK_NONBLOCK)?;
        // The larger of what is allowed and what is wanted.
        let forced = setsockopt(&socket, sockopt::RcvBufForce, &BACKLOG);
        forced.or_else(|_| setsockopt(&socket, sockopt::RcvBuf, &BACKLOG))?;
        bind(socket.as_raw_fd(), &NetlinkAddr::new(0, DESTROYED))?;
        Ok(Ends {
            socket,
            buffer: vec![0; 64 << 10],
        })
    }

    pub fn fd(&self) -> RawFd {
        self.socket.as_raw_fd()
    }

    /// Calls `each` with the sockets that ended, and answers whether messages about others were lost.
    ///
    /// # Errors
    /// The kernel refuses.
    pub fn read(&mut self, mut each: impl FnMut(Socket)) -> io::Result<bool> {
        let mut lost = false;
        loop {
            let length = match recv(self.socket.as_raw_fd(), &mut self.buffer, MsgFlags::empty()) {
                Ok(length) => length,
                Err(nix::Error::EAGAIN) => return Ok(lost),
                Err(nix::Error::EINTR) => continue,
                Err(nix::Error::ENOBUFS) => {
                    lost = true;
                    continue;
                }
                Err(error) => return Err(error.into()),
            };
            for (kind, body) in Messages(&self.buffer[..length]) {
                if kind == BY_FAMILY {
                    read(body).into_iter().for_each(&mut each);
                }
            }
        }
    }
}

/// Netlink messages or attributes: lengths include their headers, and are rounded up to four bytes.
struct Messages<'a>(&'a [u8]);

impl<'a> Iterator for Messages<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let length = word(self.0, 0)? as usize;
        let body = self.0.get(HEADER..length)?;
        let kind = half(self.0, 4)?;
        self.0 = self.0.get((length + 3) & !3..).unwrap_or_default();
        Some((kind, body))
    }
}

pub(super) fn half(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_ne_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

pub(super) fn word(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_ne_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

pub(super) fn double(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_ne_bytes(bytes.get(at..at + 8)?.try_into().ok()?))
}

pub(super) fn address(family: u8, bytes: &[u8]) -> Option<IpAddr> {
    Some(match i32::from(family) {
        libc::AF_INET => Ipv4Addr::from(<[u8; 4]>::try_from(bytes.get(..4)?).ok()?).into(),
        libc::AF_INET6 => Ipv6Addr::from(<[u8; 16]>::try_from(bytes.get(..16)?).ok()?).into(),
        _ => return None,
    })
}

/// The socket of a message.
fn read(body: &[u8]) -> Option<Socket> {
    let head = body.get(..MESSAGE)?;
    let port = |at: usize| u16::from_be_bytes([head[at], head[at + 1]]);
    let mut socket = Socket {
        state: head[1],
        local: (address(head[0], &head[8..24])?.to_canonical(), port(4)).into(),
        remote: (address(head[0], &head[24..40])?.to_canonical(), port(6)).into(),
        cookie: u64::from(word(head, 44)?) | u64::from(word(head, 48)?) << 32,
        uid: word(head, 64)?,
        inode: word(head, 68)?,
        info: Info::default(),
    };
    for (kind, value) in Attributes(&body[MESSAGE..]) {
        if kind == INFO {
            socket.info = info(value);
        }
    }
    Some(socket)
}

/// Attributes of a message: kinds and values.
pub(super) struct Attributes<'a>(pub &'a [u8]);

impl<'a> Iterator for Attributes<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (length, kind) = (usize::from(half(self.0, 0)?), half(self.0, 2)?);
        let value = self.0.get(4..length)?;
        self.0 = self.0.get((length + 3) & !3..).unwrap_or_default();
        Some((kind, value))
    }
}

/// What an older kernel does not tell is 0.
fn info(value: &[u8]) -> Info {
    let word = |at| word(value, at).unwrap_or_default();
    let double = |at| double(value, at).unwrap_or_default();
    let segment_size = word(16);
    Info {
        in_bytes: double(128),
        out_bytes: double(200).saturating_sub(double(208)),
        in_segments: word(140),
        out_segments: word(136),
        retransmitted: word(100),
        round_trip: word(68),
        variance: word(72),
        segment_size,
        congestion_window: word(80).saturating_mul(segment_size),
        send_window: word(228),
    }
}

impl Info {
    /// The handshake was completed: a round trip was measured, or something came.
    pub fn was_established(&self) -> bool {
        self.round_trip > 0 || self.in_bytes > 0
    }
}
