//! UDP sockets: READ takes a datagram, a WRITE command sends one, /TO says where. Not GT.M's.

use super::SocketDevice;
use super::address::destination;
use super::charset::Charset;
use super::control::argument;
use super::delimiter::Delimiters;
use super::read::{End, Found, LONGEST, scan_bytes, scan_char, scan_characters, scan_utf8};
use super::socket::{Endpoint, Protocol, Socket, State};
use super::sys;
use crate::device::{ControlDone, ControlOp, IoResult, ReadDone, ReadKind, ReadOp, Step, Wait};
use crate::value::errors::*;
use socket2::{SockAddr, SockRef};
use std::io;
use std::net::{IpAddr, SocketAddr};

impl SocketDevice {
    /// READ of a UDP socket: one datagram, whatever delimiters there are; `x#n` and `*x` take its beginning, the rest is
    /// lost. $KEY tells who sent it: `DATAGRAM|handle|address|port`.
    pub(super) fn read_datagram(&mut self, op: &mut ReadOp, set: Charset) -> IoResult<ReadDone> {
        let Some((_, socket)) = self.sockets.current_mut() else {
            return Err(MError::new(NOSOCKETINDEV).into());
        };
        match socket.fill_datagram() {
            Ok(()) => {}
            Err(e) if e.kind() == io::ErrorKind::WouldBlock && !op.timeout.expired() => {
                let wait = Wait::readable(socket.fd()).or_at(op.timeout.moment());
                return Ok(Step::Wait(wait));
            }
            Err(e) if e.kind() == io::ErrorKind::WouldBlock => {
                return Ok(self.ended(op, set, 0, 0, End::Timeout));
            }
            // What the system heard about an earlier datagram, as that nobody is there.
            Err(e) => return self.closed(op, set, &sys::error_text(&e)),
        }
        let (bytes, none) = (socket.input.unread(), Delimiters::default());
        let (found, whole) = match (op.kind, set) {
            _ if bytes.is_empty() => (Found::Length(0), 0),
            (ReadKind::Char, _) => (scan_char(bytes, &none, set), bytes.len()),
            (kind, Charset::Utf8) => (scan_utf8(bytes, &none, kind, 0), bytes.len()),
            (kind, _) => {
                let most = match kind {
                    ReadKind::Fixed(n) => n,
                    _ => LONGEST,
                };
                let found = match set {
                    Charset::M => scan_bytes(bytes, &none, most, 0),
                    _ => scan_characters(bytes, &none, most, set),
                };
                (found, bytes.len())
            }
        };
        let end = match found {
            Found::Bad { at, len } => {
                let error = self.malformed(op, set, at, len);
                if let Some((_, socket)) = self.sockets.current_mut() {
                    socket.input.take();
                }
                return Err(error);
            }
            Found::Length(end) | Found::More(end) => end,
            Found::Delimiter(found) => found.end,
        };
        let Step::Done(mut done) = self.ended(op, set, end, whole, End::Length) else {
            return Err(MError::new(NOSOCKETINDEV).into());
        };
        done.test = op.timeout.is_given().then_some(true);
        if let Some((handle, socket)) = self.sockets.current() {
            let port = socket.remote.as_ref().map_or(0, |end| end.port);
            self.status.key = socket.key("DATAGRAM", handle);
            self.status.key.extend(format!("|{port}").into_bytes());
        }
        Ok(Step::Done(done))
    }

    /// `/TO(address,port)`: where datagrams of the current socket go from now on. Not GT.M's.
    pub(super) fn to(&mut self, op: &ControlOp) -> Result<ControlDone, MError> {
        let (host, port) = (argument(op, 0), argument(op, 1));
        let address = destination(host.unwrap_or_default(), port.unwrap_or_default())?;
        let Some((_, socket)) = self
            .sockets
            .current_mut()
            .filter(|(_, s)| s.state == State::Bound)
        else {
            return Err(MError::new(SOCKWRITE).text("not a UDP socket without a fixed peer"));
        };
        // A socket of both families knows IPv4 addresses in their IPv6 form.
        let address = match (address.ip(), socket.protocol) {
            (IpAddr::V4(ip), Protocol::Udp6) => {
                SocketAddr::new(IpAddr::V6(ip.to_ipv6_mapped()), address.port())
            }
            _ => address,
        };
        socket.peer = Some(Box::new(SockAddr::from(address)));
        Ok(ControlDone::default())
    }
}

impl Socket {
    /// Receives a datagram, in the place of what is left of the one before; the sender becomes the peer.
    pub fn fill_datagram(&mut self) -> io::Result<()> {
        let rest = self.input.unread().len();
        self.input.consume(rest);
        let lent = sys::borrowed(&self.fd);
        let room = sys::DATAGRAM_MAX;
        self.input.bytes.reserve(room);
        let from = sys::recv_from(&SockRef::from(&lent), &mut self.input.bytes)?;
        if self.state == State::Bound {
            self.remote = Some(Endpoint::of(&from));
            self.peer = Some(Box::new(from));
        }
        Ok(())
    }

    /// The gathered output is one datagram.
    pub(super) fn send_datagram(&mut self) -> io::Result<()> {
        if self.output.pending() > 0 {
            let lent = sys::borrowed(&self.fd);
            let (socket, bytes) = (SockRef::from(&lent), &self.output.bytes[..]);
            let flags = libc::MSG_NOSIGNAL | libc::MSG_DONTWAIT;
            match (&self.peer, self.state) {
                (_, State::Connected) => socket.send_with_flags(bytes, flags)?,
                (Some(peer), _) => socket.send_to_with_flags(bytes, peer, flags)?,
                (None, _) => return Err(io::Error::from_raw_os_error(libc::EDESTADDRREQ)),
            };
        }
        self.output.clear();
        Ok(())
    }
}
