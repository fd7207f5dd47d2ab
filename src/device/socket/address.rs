//! Addresses in LISTEN and CONNECT: their notation, and the look-up of names.

use super::sys;
use crate::device::Shared;
use crate::value::errors::*;
use socket2::SockAddr;
use std::io;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::os::fd::{AsRawFd, RawFd};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, TryRecvError};

/// Longest path of a LOCAL socket.
const PATH_MAX: usize = 108;

/// Protocols with ports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Net {
    Tcp,
    /// Not GT.M's.
    Udp,
}

/// What LISTEN names.
pub enum Listen {
    /// One address of this machine or all of them, and a port.
    Net(Net, Option<IpAddr>, u16),
    Local(Place),
}

/// What CONNECT names.
pub enum Connect {
    Net(Net, String, u16),
    Local(Place),
}

/// Path of a LOCAL socket: as $KEY shows it, and where it is.
pub struct Place {
    pub shown: Vec<u8>,
    pub path: PathBuf,
}

/// A name being looked up; the system's resolver blocks, so a thread of its own calls it.
pub struct Lookup {
    /// Readable (at its end) when the result is there.
    wake: UnixStream,
    result: Receiver<Result<Vec<SocketAddr>, Vec<u8>>>,
}

impl Lookup {
    pub fn start(host: String, port: u16) -> Result<Self, MError> {
        let fail = |e: io::Error| MError::new(GETADDRINFO).text(sys::error_text(&e));
        if host.is_empty() {
            return Err(MError::new(GETADDRINFO).text("Name or service not known"));
        }
        let (wake, finished) = UnixStream::pair().map_err(fail)?;
        let (send, result) = mpsc::channel();
        let resolve = move || {
            let found = (host.as_str(), port)
                .to_socket_addrs()
                .map(Iterator::collect)
                .map_err(|e| {
                    let text = e.to_string();
                    text.rsplit(": ")
                        .next()
                        .unwrap_or_default()
                        .as_bytes()
                        .to_vec()
                });
            // Nobody listens any more when the OPEN timed out.
            let _ = send.send(found);
            drop(finished);
        };
        std::thread::Builder::new()
            .name("resolver".into())
            .spawn(resolve)
            .map_err(fail)?;
        Ok(Lookup { wake, result })
    }

    /// The descriptor that is readable when the result is there.
    pub fn fd(&self) -> RawFd {
        self.wake.as_raw_fd()
    }

    /// Addresses, or the system's complaint; `None` while the look-up goes on.
    pub fn result(&self) -> Option<Result<Vec<SocketAddr>, Vec<u8>>> {
        match self.result.try_recv() {
            Ok(result) => Some(result),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Err(b"Name or service not known".to_vec())),
        }
    }
}

fn too_long(path: &[u8]) -> MError {
    MError::with(
        ADDRTOOLONG,
        vec![
            path.to_vec(),
            path.len().to_string().into(),
            PATH_MAX.to_string().into(),
        ],
    )
}

/// Splits off the protocol, the last piece; `None` is LOCAL.
fn protocol(text: &[u8]) -> Result<(&[u8], Option<Net>), MError> {
    let Some(at) = text.iter().rposition(|b| *b == b':') else {
        return Err(INVPORTSPEC.into());
    };
    let (rest, name) = (&text[..at], &text[at + 1..]);
    match name.to_ascii_uppercase().as_slice() {
        b"TCP" => Ok((rest, Some(Net::Tcp))),
        b"UDP" => Ok((rest, Some(Net::Udp))),
        b"LOCAL" => Ok((rest, None)),
        _ => Err(MError::arg(PROTNOTSUP, name)),
    }
}

fn port(text: &[u8]) -> Option<u16> {
    std::str::from_utf8(text)
        .ok()
        .filter(|t| t.bytes().all(|b| b.is_ascii_digit()))?
        .parse()
        .ok()
}

/// A host without its brackets.
fn host(text: &[u8]) -> Result<&[u8], MError> {
    match text {
        [b'[', inner @ .., b']'] => Ok(inner),
        [b'[', ..] => Err(INVADDRSPEC.into()),
        plain => Ok(plain),
    }
}

fn numeric(host: &[u8]) -> Result<IpAddr, MError> {
    std::str::from_utf8(host)
        .ok()
        .and_then(|text| text.parse().ok())
        .ok_or_else(|| INVADDRSPEC.into())
}

/// A numeric address and a port, as the destination of datagrams.
pub fn destination(address: &[u8], number: &[u8]) -> Result<SocketAddr, MError> {
    let ip = numeric(host(address)?)?;
    Ok(SocketAddr::new(ip, port(number).ok_or(INVPORTSPEC)?))
}

impl Listen {
    /// `port:TCP` or `path:LOCAL`; beyond GT.M `address:port:TCP`, and UDP.
    pub fn parse(text: &[u8], shared: &Shared) -> Result<Self, MError> {
        let (rest, net) = match protocol(text)? {
            (path, None) => return Place::new(path, shared).map(Listen::Local),
            (rest, Some(net)) => (rest, net),
        };
        let (address, number) = match rest.iter().rposition(|b| *b == b':') {
            Some(at) => (Some(numeric(host(&rest[..at])?)?), &rest[at + 1..]),
            None => (None, rest),
        };
        port(number)
            .map(|port| Listen::Net(net, address, port))
            .ok_or_else(|| INVPORTSPEC.into())
    }
}

impl Connect {
    /// `host:port:TCP` or `path:LOCAL`; beyond GT.M also UDP.
    pub fn parse(text: &[u8], shared: &Shared) -> Result<Self, MError> {
        let (rest, net) = match protocol(text)? {
            (path, None) => return Place::new(path, shared).map(Connect::Local),
            (rest, Some(net)) => (rest, net),
        };
        let Some(at) = rest.iter().rposition(|b| *b == b':') else {
            return Err(INVPORTSPEC.into());
        };
        let number = port(&rest[at + 1..]).ok_or(INVADDRSPEC)?;
        let host = String::from_utf8_lossy(host(&rest[..at])?).into_owned();
        Ok(Connect::Net(net, host, number))
    }
}

impl Place {
    /// A path with `$NAME` expanded from the environment; relative ones start at the session's directory.
    pub fn new(text: &[u8], shared: &Shared) -> Result<Place, MError> {
        let shown = shared.environment.expand(text).into_owned();
        if shown.is_empty() {
            return Err(INVADDRSPEC.into());
        }
        if shown.len() >= PATH_MAX || shown.contains(&0) {
            return Err(too_long(&shown));
        }
        let path = shared.directory.join(std::ffi::OsStr::from_bytes(&shown));
        Ok(Place { shown, path })
    }

    /// The address for the system.
    pub fn address(&self) -> Result<SockAddr, MError> {
        SockAddr::unix(&self.path).map_err(|_| too_long(self.path.as_os_str().as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listen_error(text: &str) -> Code {
        Listen::parse(text.as_bytes(), &Shared::default())
            .err()
            .unwrap()
            .code()
    }

    fn connect_error(text: &str) -> Code {
        Connect::parse(text.as_bytes(), &Shared::default())
            .err()
            .unwrap()
            .code()
    }

    #[test]
    fn addresses_that_gtm_refuses() {
        for (text, code) in [
            ("abc:TCP", INVPORTSPEC),
            (":TCP", INVPORTSPEC),
            ("0", INVPORTSPEC),
            ("", INVPORTSPEC),
            ("LOCAL", INVPORTSPEC),
            ("0:SCTP", PROTNOTSUP),
            ("0:TCP:X", PROTNOTSUP),
            ("localhost:0:TCP", INVADDRSPEC),
            ("127.0.0.1:x:TCP", INVPORTSPEC),
            ("70000:TCP", INVPORTSPEC),
        ] {
            assert_eq!(listen_error(text), code, "{text}");
        }
        for (text, code) in [
            ("127.0.0.1:TCP", INVPORTSPEC),
            ("127.0.0.1::TCP", INVADDRSPEC),
            ("127.0.0.1:abc:TCP", INVADDRSPEC),
            ("127.0.0.1:1", PROTNOTSUP),
            ("[::1:1:TCP", INVADDRSPEC),
        ] {
            assert_eq!(connect_error(text), code, "{text}");
        }
        let long = format!("/{}:LOCAL", "p".repeat(120));
        assert_eq!(listen_error(&long), ADDRTOOLONG);
        assert!(
            matches!(Connect::parse(b"::1:7:tcp", &Shared::default()), Ok(Connect::Net(Net::Tcp, h, 7)) if h == "::1")
        );
        let one = Listen::parse(b"[::1]:0:udp", &Shared::default());
        assert!(matches!(one, Ok(Listen::Net(Net::Udp, Some(ip), 0)) if ip.is_loopback()));
    }
}
