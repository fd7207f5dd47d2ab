//! SOCKET devices made from descriptors that the process was started with.

use super::delimiter::Delimiters;
use super::request::Common;
use super::settings::Settings;
use super::socket::{Origin, Socket, State, Traffic};
use super::sys::{self, Descriptor};
use super::{SocketDevice, open};
use crate::device::Shared;
use crate::value::errors::{GETSOCKNAMERR, MError};
use std::io;
use std::os::fd::{OwnedFd, RawFd};

/// Which side of the principal device a descriptor serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Input, or both ways.
    Input,
    /// Output of a split device.
    Output,
}

/// What standard input and output are, as far as they are sockets.
pub struct Principal {
    /// The device of standard input, if that is a socket; it serves both ways unless `split`.
    pub input: Option<SocketDevice>,
    /// The device of standard output, if that is another socket.
    pub output: Option<SocketDevice>,
    /// Standard output is not the socket of standard input: $ZPIN and $ZPOUT differ.
    pub split: bool,
}

impl SocketDevice {
    /// Looks at standard input and output; both fields are `None` when neither is a socket.
    ///
    /// GETSOCKNAMERR when a connection was reset before the process started.
    pub fn principal(
        fd_in: RawFd,
        fd_out: RawFd,
        shared: &mut Shared,
    ) -> Result<Principal, MError> {
        let (has_in, has_out) = (sys::is_socket(fd_in), sys::is_socket(fd_out));
        let split = (has_in || has_out) && !sys::same_file(fd_in, fd_out);
        let input = has_in
            .then(|| Self::inherited(fd_in, Side::Input, shared))
            .transpose()?;
        let output = (has_out && split)
            .then(|| Self::inherited(fd_out, Side::Output, shared))
            .transpose()?;
        Ok(Principal {
            input,
            output,
            split,
        })
    }

    /// A principal device around an inherited socket, which stays open when the device goes.
    pub fn inherited(fd: RawFd, side: Side, shared: &mut Shared) -> Result<SocketDevice, MError> {
        Self::around(Descriptor::Inherited(fd), side, &[], shared)
    }

    /// A principal device around a socket that this process received, with bytes read ahead by its former owner
    /// ([`Socket::into_parts`]).
    pub fn owned(
        fd: OwnedFd,
        side: Side,
        unread: &[u8],
        shared: &mut Shared,
    ) -> Result<SocketDevice, MError> {
        Self::around(Descriptor::Own(fd), side, unread, shared)
    }

    fn around(
        fd: Descriptor,
        side: Side,
        unread: &[u8],
        shared: &mut Shared,
    ) -> Result<SocketDevice, MError> {
        let mut socket = principal_socket(fd, side).map_err(|e| {
            let number = e.raw_os_error().unwrap_or(0).to_string();
            MError::with(
                GETSOCKNAMERR,
                vec![number.into_bytes(), sys::error_text(&e)],
            )
        })?;
        socket.input.preload(unread);
        let mut device = SocketDevice::new(Common::new(shared.utf8));
        device.principal = true;
        device.common.format.wrap = false;
        let word = open::word(&socket);
        let handle = shared.sockets.generate();
        match side {
            Side::Input => device.status.key = socket.key(word, &handle),
            Side::Output => device.status.device.clear(),
        }
        device.sockets.insert(handle, socket)?;
        Ok(device)
    }

    /// Gives the device bytes of its current socket that were read before it was made.
    pub fn preload(&mut self, bytes: &[u8]) {
        if let Some((_, socket)) = self.sockets.current_mut() {
            socket.input.preload(bytes);
        }
    }
}

impl SocketDevice {
    /// What its sockets have received and sent.
    pub fn traffic(&self) -> Traffic {
        let mut all = Traffic::default();
        for (_, socket) in self.sockets.iter() {
            all.received += socket.traffic.received;
            all.sent += socket.traffic.sent;
        }
        all
    }

    /// The socket that makes it the principal device, for a child, unless the child inherits it anyway.
    pub fn lent(&self) -> Option<OwnedFd> {
        let first = self
            .sockets
            .iter()
            .find(|(_, s)| s.origin == Origin::Principal);
        first.and_then(|(_, socket)| socket.own_copy())
    }
}

fn principal_socket(fd: Descriptor, side: Side) -> io::Result<Socket> {
    use std::os::fd::AsRawFd;
    let raw = fd.as_raw_fd();
    let listening = sys::get_option(raw, libc::SOL_SOCKET, libc::SO_ACCEPTCONN)? != 0;
    let state = if listening {
        State::Listening
    } else {
        State::Connected
    };
    if listening {
        // Accepting has no per-call flag against blocking, should another process be faster.
        socket2::SockRef::from(&sys::borrowed(&fd)).set_nonblocking(true)?;
    }
    let mut socket = Socket::new(fd, state, Origin::Principal, Settings::default())?;
    if socket.is_local() && side == Side::Input {
        socket.settings.delimiters = Delimiters::new(vec![b"\n".to_vec()]);
    }
    Ok(socket)
}
