//! One TLS connection above a socket: handshake, decryption of what arrives, encryption of what is sent, the end.
//!
//! Nothing blocks. Whatever arrives is decrypted at once into the socket's input, so that a session never holds data
//! that WAIT would not see; what is held is at most a part of a record or of a handshake message.

use super::super::sys;
use super::contexts::Context;
use super::explain;
use crate::device::Wait;
use rustls::pki_types::ServerName;
use rustls::{ClientConnection, Connection, Error, ProtocolVersion, ServerConnection};
use std::io::{self, BufRead, IoSlice, Write};
use std::os::fd::RawFd;

/// Bytes received at once, and how often in a row before others have their turn.
const CHUNK: usize = 32 * 1024;
const ROUNDS: usize = 8;

/// Bytes that are thrown away at the end so that the peer gets our last words instead of a reset.
const DRAIN: usize = 64 * 1024;

const CLOSED: &str = "the peer closed the connection during the TLS handshake";

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    Client,
    Server,
}

/// How the peer's side of the connection has ended.
#[derive(Debug)]
enum End {
    /// With close_notify.
    Orderly,
    /// Without, or by an error.
    Broken(String),
}

/// What became of a WRITE.
pub struct Sent {
    /// Bytes taken from the caller.
    pub taken: usize,
    /// The kernel took something.
    pub progress: bool,
    /// Nothing is left to send.
    pub done: bool,
}

/// A connection above a descriptor, which has to stay open as long as the session lives.
#[derive(Debug)]
pub struct Tls {
    pub(super) connection: Connection,
    pub role: Role,
    pub tlsid: String,
    /// How often keys were renewed.
    pub renewals: u32,
    fd: RawFd,
    end: Option<End>,
}

impl Tls {
    pub fn new(
        context: Context,
        name: ServerName<'static>,
        tlsid: &str,
        fd: RawFd,
    ) -> Result<Self, Error> {
        let (role, connection) = match context {
            Context::Client(config) => (
                Role::Client,
                ClientConnection::new(config, name).map(Connection::Client)?,
            ),
            Context::Server(config) => (
                Role::Server,
                ServerConnection::new(config).map(Connection::Server)?,
            ),
        };
        Ok(Tls {
            connection,
            role,
            tlsid: tlsid.to_owned(),
            renewals: 0,
            fd,
            end: None,
        })
    }

    /// The handshake has succeeded.
    pub fn is_established(&self) -> bool {
        !self.connection.is_handshaking()
    }

    pub fn is_tls13(&self) -> bool {
        self.connection.protocol_version() == Some(ProtocolVersion::TLSv1_3)
    }

    /// Goes on with the handshake: what it waits for, `None` when it is done, or why it has failed.
    ///
    /// `early` are bytes that had been received before; data behind the handshake goes to `into`.
    pub fn handshake(&mut self, early: &[u8], into: &mut Vec<u8>) -> Result<Option<Wait>, String> {
        self.feed(early, into);
        loop {
            let flushed = if self.is_established() && self.role == Role::Server && self.is_tls13() {
                // Session tickets leave with the first answer.
                true
            } else {
                self.flush().map_err(|e| failure(&e))?
            };
            match (&self.end, self.is_established()) {
                (Some(End::Broken(why)), false) => return Err(why.clone()),
                (Some(End::Orderly), false) => return Err(CLOSED.into()),
                (_, true) if flushed => return Ok(None),
                _ if !flushed => return Ok(Some(Wait::writable(self.fd))),
                _ => {}
            }
            if let Err(e) = self.pump(into)
                && e.kind() == io::ErrorKind::WouldBlock
                && !self.is_established()
            {
                return Ok(Some(Wait::readable(self.fd)));
            }
        }
    }

    /// Receives and decrypts what is there; 0 is the orderly end, `WouldBlock` nothing yet.
    pub fn receive(&mut self, into: &mut Vec<u8>) -> io::Result<usize> {
        if self.end.is_none() && !self.is_established() {
            return Err(io::Error::other("the TLS handshake is not finished"));
        }
        self.pump(into)
    }

    fn pump(&mut self, into: &mut Vec<u8>) -> io::Result<usize> {
        let before = into.len();
        let mut wire = Vec::new();
        for _ in 0..ROUNDS {
            if self.end.is_some() || into.len() > before {
                break;
            }
            wire.clear();
            match sys::recv(self.fd, &mut wire, CHUNK) {
                Ok(0) if self.is_established() => {
                    self.break_off("the TLS connection was cut off, without close_notify");
                }
                Ok(0) => self.break_off(CLOSED),
                Ok(_) => self.feed(&wire, into),
                Err(e) if e.kind() == io::ErrorKind::WouldBlock => break,
                Err(e) => self.break_off(&failure(&e)),
            }
        }
        // Answers to the peer's handshake messages; what the kernel does not take now goes with the next output.
        let _ = self.flush();
        match (into.len() - before, &self.end) {
            (0, None) => Err(io::ErrorKind::WouldBlock.into()),
            (0, Some(End::Broken(why))) => Err(io::Error::other(why.clone())),
            (got, _) => Ok(got),
        }
    }

    /// Takes bytes from the wire and appends what they say.
    fn feed(&mut self, mut wire: &[u8], into: &mut Vec<u8>) {
        while !wire.is_empty() && self.end.is_none() {
            match self.connection.read_tls(&mut wire) {
                Ok(0) => return,
                Ok(_) => {}
                Err(e) => return self.break_off(&e.to_string()),
            }
            let result = self.connection.process_new_packets();
            let mut reader = self.connection.reader();
            while let Ok(chunk) = reader.fill_buf() {
                let length = chunk.len();
                if length == 0 {
                    break;
                }
                into.extend_from_slice(chunk);
                reader.consume(length);
            }
            match result {
                Ok(state) if state.peer_has_closed() => self.end = Some(End::Orderly),
                Ok(_) => {}
                Err(error) => {
                    let first = !self.is_established();
                    let text = explain(&error);
                    // The alert that tells the peer is on its way even if the kernel takes it later.
                    let _ = self.flush();
                    self.break_off(&match first {
                        true => text,
                        false => format!("TLS: {text}"),
                    });
                }
            }
        }
    }

    /// Gives the connection up; `why` is what READ and WRITE tell from now on.
    pub fn break_off(&mut self, why: &str) {
        self.end.get_or_insert(End::Broken(why.to_owned()));
    }

    /// Encrypts and sends some bytes.
    pub fn send(&mut self, bytes: &[u8]) -> io::Result<Sent> {
        if let Some(End::Broken(why)) = &self.end {
            return Err(io::Error::other(why.clone()));
        }
        if !self.is_established() {
            return Err(io::Error::other("the TLS handshake is not finished"));
        }
        let taken = self.connection.writer().write(bytes)?;
        let mut wire = Wire {
            fd: self.fd,
            written: 0,
        };
        let done = flush(&mut self.connection, &mut wire)?;
        Ok(Sent {
            taken,
            progress: taken > 0 || wire.written > 0,
            done,
        })
    }

    /// Renews the keys of a TLS 1.3 connection.
    pub fn renew(&mut self) -> Result<(), Error> {
        self.connection.refresh_traffic_keys()?;
        self.renewals += 1;
        // What the kernel does not take now goes with the next output.
        let _ = self.flush();
        Ok(())
    }

    /// Tells the peer that nothing more comes from here.
    pub fn finish_sending(&mut self) {
        self.connection.send_close_notify();
        // What the kernel does not take is lost with the connection.
        let _ = self.flush();
    }

    fn flush(&mut self) -> io::Result<bool> {
        let mut wire = Wire {
            fd: self.fd,
            written: 0,
        };
        flush(&mut self.connection, &mut wire)
    }
}

impl Drop for Tls {
    /// Says that this is the orderly end, as far as the kernel takes it without waiting.
    fn drop(&mut self) {
        if matches!(self.end, Some(End::Broken(_))) || !self.is_established() {
            return;
        }
        self.connection.send_close_notify();
        if self.flush().is_ok() {
            // A socket that is closed with unread bytes resets the connection, and the peer may lose what was sent.
            let mut unread = Vec::new();
            while unread.len() < DRAIN && matches!(sys::recv(self.fd, &mut unread, CHUNK), Ok(1..))
            {
            }
        }
    }
}

/// Sends what is pending; `true` when nothing is left.
fn flush(connection: &mut Connection, wire: &mut Wire) -> io::Result<bool> {
    while connection.wants_write() {
        match connection.write_tls(wire) {
            Ok(_) => {}
            Err(e) if e.kind() == io::ErrorKind::WouldBlock => return Ok(false),
            Err(e) => return Err(e),
        }
    }
    Ok(true)
}

fn failure(error: &io::Error) -> String {
    let text = sys::error_text(error);
    format!(
        "the TLS connection broke: {}",
        String::from_utf8_lossy(&text)
    )
}

/// The descriptor as rustls wants it.
struct Wire {
    fd: RawFd,
    written: usize,
}

impl Write for Wire {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_vectored(&[IoSlice::new(bytes)])
    }

    fn write_vectored(&mut self, parts: &[IoSlice<'_>]) -> io::Result<usize> {
        let sent = sys::send_parts(self.fd, parts)?;
        self.written += sent;
        Ok(sent)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
