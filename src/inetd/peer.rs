//! Who is at the other end of a socket.

use super::sources::plain;
use socket2::{SockAddr, Socket};
use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

/// What clients are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    Address(IpAddr),
    /// Of a UNIX socket.
    User(u32),
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Source::Address(address) => write!(f, "{address}"),
            Source::User(uid) => write!(f, "uid={uid}"),
        }
    }
}

impl Source {
    /// The source of a text that `Display` made.
    pub fn parse(text: &str) -> Option<Source> {
        match text.strip_prefix("uid=") {
            Some(uid) => uid.parse().ok().map(Source::User),
            None => text.parse().ok().map(Source::Address),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Peer {
    Net {
        remote: SocketAddr,
        local: Option<SocketAddr>,
    },
    Unix {
        uid: u32,
        gid: u32,
        /// Of the listening socket.
        path: PathBuf,
    },
}

impl Peer {
    /// The peer of a connection that was accepted.
    ///
    /// # Errors
    /// The connection is gone.
    pub fn of(socket: &Socket, remote: &SockAddr) -> io::Result<Peer> {
        if let Some(remote) = remote.as_socket() {
            let local = socket.local_addr().ok().and_then(|a| a.as_socket());
            return Ok(Peer::Net { remote, local });
        }
        let credentials =
            nix::sys::socket::getsockopt(socket, nix::sys::socket::sockopt::PeerCredentials)?;
        let local = socket.local_addr()?;
        Ok(Peer::Unix {
            uid: credentials.uid(),
            gid: credentials.gid(),
            path: local.as_pathname().map(Into::into).unwrap_or_default(),
        })
    }

    pub fn source(&self) -> Source {
        match self {
            Peer::Net { remote, .. } => Source::Address(plain(remote.ip())),
            Peer::Unix { uid, .. } => Source::User(*uid),
        }
    }

    /// The names that other daemons give a child, too. `number` is the connection's among those of its source.
    pub fn environment(&self, datagrams: bool, number: usize, mut set: impl FnMut(&str, &str)) {
        match self {
            Peer::Net { remote, local } => {
                let (address, port) = (plain(remote.ip()).to_string(), remote.port().to_string());
                set("REMOTE_HOST", &address);
                set("REMOTE_ADDR", &address);
                set("REMOTE_PORT", &port);
                if datagrams {
                    return set("PROTO", "UDP");
                }
                set("PROTO", "TCP");
                set("TCPREMOTEIP", &address);
                set("TCPREMOTEPORT", &port);
                set("TCPCONNNUM", &number.to_string());
                if let Some(local) = local {
                    set("TCPLOCALIP", &plain(local.ip()).to_string());
                    set("TCPLOCALPORT", &local.port().to_string());
                }
            }
            Peer::Unix { uid, gid, path } => {
                set("PROTO", "IPC");
                set("IPCREMOTEEUID", &uid.to_string());
                set("IPCREMOTEEGID", &gid.to_string());
                set("IPCLOCALPATH", &path.to_string_lossy());
                set("IPCCONNNUM", &number.to_string());
            }
        }
    }
}

impl fmt::Display for Peer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Peer::Net { remote, .. } => write!(f, "{}@{}", plain(remote.ip()), remote.port()),
            Peer::Unix { .. } => write!(f, "{}", self.source()),
        }
    }
}
