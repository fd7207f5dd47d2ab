//! The sockets that the daemon makes for entries.

use super::entry::{Entry, Protocol};
use super::sources::{ANY4, ANY6};
use socket2::{Domain, SockAddr, Socket, Type};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::os::fd::{AsRawFd, RawFd};
use std::os::unix::fs::{FileTypeExt, PermissionsExt};
use std::path::Path;

/// Where an entry listens: what is bound, or would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    Net(SocketAddr),
    Path(std::path::PathBuf),
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Place::Net(address) => write!(f, "{address}"),
            Place::Path(path) => write!(f, "{}", path.display()),
        }
    }
}

impl Place {
    /// The places of an entry in a word.
    pub fn text_of(entry: &Entry) -> String {
        let places = Place::of(entry);
        match &places[..] {
            [] => "-".to_string(),
            [one] => one.to_string(),
            _ if entry.addresses.is_empty() => format!("*:{}", entry.port),
            [first, more @ ..] => format!("{first}+{}", more.len()),
        }
    }

    /// The places of an entry. All addresses is one socket for IPv4 and one for IPv6, so that programs see addresses as they are.
    pub fn of(entry: &Entry) -> Vec<Place> {
        if !entry.model.listens() {
            return Vec::new();
        }
        match (&entry.path, entry.protocol) {
            (Some(path), Protocol::Unix) => vec![Place::Path(path.clone())],
            _ if entry.addresses.is_empty() => [ANY4, ANY6].map(|a| Place::at(a, entry)).into(),
            _ => entry
                .addresses
                .iter()
                .map(|a| Place::at(*a, entry))
                .collect(),
        }
    }

    fn at(address: IpAddr, entry: &Entry) -> Place {
        Place::Net(SocketAddr::new(address, entry.port))
    }

    /// Both cannot be bound.
    pub fn meets(&self, other: &Place) -> bool {
        match (self, other) {
            (Place::Net(a), Place::Net(b)) => {
                let wide = a.ip().is_unspecified() || b.ip().is_unspecified();
                a.port() == b.port() && (a.ip() == b.ip() || (wide && a.is_ipv4() == b.is_ipv4()))
            }
            (a, b) => a == b,
        }
    }

    /// A socket that somebody else made is for this place.
    pub fn is_of(&self, socket: &Socket) -> bool {
        let Ok(bound) = socket.local_addr() else {
            return false;
        };
        match self {
            Place::Net(address) => bound.as_socket() == Some(*address),
            Place::Path(path) => bound.as_pathname() == Some(path),
        }
    }
}

/// Makes the socket of a place.
///
/// # Errors
/// The place is taken, or not of this machine, or not allowed.
pub fn make(entry: &Entry, place: &Place) -> io::Result<Socket> {
    let kind = match entry.protocol {
        Protocol::Udp => Type::DGRAM,
        Protocol::Tcp | Protocol::Unix => Type::STREAM,
    };
    let socket = match place {
        Place::Net(address) => {
            let socket = Socket::new(Domain::for_address(*address), kind, None)?;
            if address.is_ipv6() {
                socket.set_only_v6(true)?;
            }
            if entry.protocol == Protocol::Tcp {
                socket.set_reuse_address(true)?;
            }
            if entry.reuse_port {
                socket.set_reuse_port(true)?;
            }
            socket.bind(&(*address).into())?;
            socket
        }
        Place::Path(path) => {
            let socket = Socket::new(Domain::UNIX, kind, None)?;
            clear(path)?;
            socket.bind(&SockAddr::unix(path)?)?;
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(entry.mode))?;
            socket
        }
    };
    if entry.protocol != Protocol::Udp {
        socket.listen(i32::try_from(entry.backlog).unwrap_or(i32::MAX))?;
    }
    lend(&socket, entry)?;
    if entry.protocol == Protocol::Udp {
        stamp(&socket);
    }
    Ok(socket)
}

/// A socket that children get blocks, as they expect; one that the daemon accepts from does not.
pub fn lend(socket: &Socket, entry: &Entry) -> io::Result<()> {
    socket.set_nonblocking(!entry.lends_socket())
}

/// Takes away a socket of an earlier process. One that somebody serves is an error, and so is any other file.
///
/// # Errors
/// `AddrInUse` when the path is taken.
pub fn clear(path: &Path) -> io::Result<()> {
    let Ok(metadata) = std::fs::symlink_metadata(path) else {
        return Ok(());
    };
    if !metadata.file_type().is_socket() || std::os::unix::net::UnixStream::connect(path).is_ok() {
        return Err(io::ErrorKind::AddrInUse.into());
    }
    std::fs::remove_file(path)
}

/// IPv6 does not exist here, so that an entry for all addresses goes without.
pub fn lacks_family(error: &io::Error) -> bool {
    matches!(
        error.raw_os_error(),
        Some(libc::EAFNOSUPPORT | libc::EADDRNOTAVAIL)
    )
}

/// No descriptors or memory: to accept again makes sense only later.
pub fn is_shortage(error: &io::Error) -> bool {
    matches!(
        error.raw_os_error(),
        Some(libc::EMFILE | libc::ENFILE | libc::ENOBUFS | libc::ENOMEM)
    )
}

/// Bytes that can be read now.
pub fn waiting(fd: RawFd) -> usize {
    let mut count: libc::c_int = 0;
    // SAFETY: FIONREAD writes one int.
    let done = unsafe { libc::ioctl(fd, libc::FIONREAD, &raw mut count) };
    if done == 0 { count.max(0) as usize } else { 0 }
}

/// How many bytes make the socket readable.
pub fn set_low_water(socket: &Socket, bytes: u32) {
    let bytes = bytes as libc::c_int;
    // SAFETY: the option takes one int. Without it the daemon only looks more often.
    unsafe {
        libc::setsockopt(
            socket.as_raw_fd(),
            libc::SOL_SOCKET,
            libc::SO_RCVLOWAT,
            (&raw const bytes).cast(),
            size_of::<libc::c_int>() as libc::socklen_t,
        )
    };
}

/// When a datagram came; zeros where the system does not know.
pub type Stamp = (i64, i64);

/// Who sent the first datagram, without taking it, and when it came.
///
/// # Errors
/// `WouldBlock` when there is none.
pub fn first_sender(socket: &Socket) -> io::Result<(SocketAddr, Stamp)> {
    let mut room = [std::mem::MaybeUninit::uninit(); 1];
    let flags = libc::MSG_PEEK | libc::MSG_DONTWAIT;
    let before = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let before = before.map_or((0, 0), |t| {
        (t.as_secs() as i64, i64::from(t.subsec_micros()))
    });
    let (_, sender) = socket.recv_from_with_flags(&mut room, flags)?;
    let sender = sender.as_socket().ok_or(io::ErrorKind::InvalidData)?;
    // The present time is what the system says of a datagram that came before it kept such times.
    let stamp = stamp(socket).filter(|stamp| *stamp < before);
    Ok((sender, stamp.unwrap_or_default()))
}

/// When the datagram came that was seen last. The first call only makes the system keep those times.
fn stamp(socket: &Socket) -> Option<Stamp> {
    const SIOCGSTAMP: libc::c_ulong = 0x8906;
    let mut time = libc::timeval {
        tv_sec: 0,
        tv_usec: 0,
    };
    // SAFETY: it writes one timeval.
    let done = unsafe { libc::ioctl(socket.as_raw_fd(), SIOCGSTAMP, &raw mut time) };
    (done == 0).then_some((time.tv_sec, time.tv_usec))
}

/// Takes the first datagram, and forgets it.
pub fn drop_datagram(socket: &Socket) {
    let mut room = [std::mem::MaybeUninit::uninit(); 1];
    // It may be gone already.
    let _ = socket.recv_from_with_flags(&mut room, libc::MSG_DONTWAIT);
}

/// Sends what fits into the socket's buffer at once.
pub fn send_now(socket: &Socket, bytes: &[u8]) {
    // The peer may be gone already.
    let _ = socket.send_with_flags(bytes, libc::MSG_DONTWAIT | libc::MSG_NOSIGNAL);
}
