//! A stream of a conversation or a call that goes to another machine: bytes pass between the local stream and a connection with TLS.
//! Nothing in it waits; what one side does not take is not read from the other.

use super::greeting::Greeting;
use crate::conv::request::Request;
use mio::net::TcpStream;
use nix::sys::socket::{MsgFlags, recv, send};
use std::io::{self, ErrorKind, Read, Write};
use std::net::Shutdown;
use std::os::fd::{AsRawFd, OwnedFd, RawFd};
use std::time::{Duration, Instant};

/// What is taken from one side while the other takes nothing.
const ROOM: usize = 64 << 10;
/// Pieces that one turn moves, so that one stream does not keep the others waiting.
const TURN: usize = 32;
/// How long a connection may take until its greeting is there, and to end.
const PATIENCE: Duration = Duration::from_secs(10);

pub struct Relay {
    /// What it is for, once that is known.
    pub request: Option<Request>,
    /// The other machine, or its address while it is not known.
    pub machine: String,
    /// Whether this machine began it.
    pub outgoing: bool,
    /// The stream to the member of this machine.
    local: Option<OwnedFd>,
    tcp: TcpStream,
    tls: rustls::Connection,
    /// What came from the other machine; before the greeting is there, its beginning.
    incoming: Vec<u8>,
    greeted: bool,
    /// The member has gone: what comes is for nobody.
    local_over: bool,
    /// The other machine will send no more.
    remote_over: bool,
    told: bool,
    shut: bool,
    /// It has to be further by then.
    until: Option<Instant>,
}

/// What became of a stream in a turn.
pub enum Turn {
    /// It waits for one of its sides.
    Waits,
    /// There may be more to do at once.
    Goes,
    /// A machine has begun it.
    Greeted(Box<Greeting>),
    /// It is over; why, if it should not be.
    Over(Option<String>),
}

impl Relay {
    /// A stream from here, that begins with a greeting.
    ///
    /// # Errors
    /// TLS takes nothing.
    pub fn outgoing(
        greeting: &Greeting,
        local: OwnedFd,
        tcp: TcpStream,
        mut tls: rustls::Connection,
    ) -> io::Result<Relay> {
        tls.set_buffer_limit(None);
        tls.writer().write_all(&greeting.encode())?;
        let mut relay = Relay::incoming(greeting.to.clone(), tcp, tls);
        relay.request = Some(greeting.request.clone());
        relay.outgoing = true;
        relay.greeted = true;
        relay.local = Some(local);
        Ok(relay)
    }

    /// A connection from another machine.
    pub fn incoming(machine: String, tcp: TcpStream, mut tls: rustls::Connection) -> Relay {
        tls.set_buffer_limit(None);
        Relay {
            request: None,
            machine,
            outgoing: false,
            local: None,
            tcp,
            tls,
            incoming: Vec::new(),
            greeted: false,
            local_over: false,
            remote_over: false,
            told: false,
            shut: false,
            until: Some(Instant::now() + PATIENCE),
        }
    }

    /// The greeting was right: the stream goes to a member.
    pub fn attach(&mut self, request: Request, machine: String, local: OwnedFd) {
        self.request = Some(request);
        self.machine = machine;
        self.local = Some(local);
        self.until = None;
    }

    pub fn tls(&self) -> &rustls::Connection {
        &self.tls
    }

    pub fn tcp(&mut self) -> &mut TcpStream {
        &mut self.tcp
    }

    pub fn local(&self) -> Option<RawFd> {
        self.local.as_ref().map(AsRawFd::as_raw_fd)
    }

    /// The stream to the member, to tell it something; it is over then.
    pub fn take_local(&mut self) -> Option<OwnedFd> {
        self.local.take()
    }

    /// Whether the other machine is there: it has its certificate and ours.
    pub fn is_established(&self) -> bool {
        !self.tls.is_handshaking()
    }

    pub fn is_late(&self, now: Instant) -> bool {
        self.until.is_some_and(|until| now >= until)
    }

    /// Moves what can be moved.
    pub fn turn(&mut self) -> Turn {
        for _ in 0..TURN {
            match self.step() {
                Ok(true) => {}
                Ok(false) => return Turn::Waits,
                Err(why) => {
                    // The alert that says so.
                    let _ = self.tls.write_tls(&mut self.tcp);
                    return Turn::Over(Some(why));
                }
            }
            if !self.greeted {
                match Greeting::decode(&self.incoming) {
                    Ok(None) => {}
                    Ok(Some((greeting, length))) => {
                        self.incoming.drain(..length);
                        self.greeted = true;
                        return Turn::Greeted(Box::new(greeting));
                    }
                    Err(why) => return Turn::Over(Some(format!("no greeting: {why}"))),
                }
            }
            if self.local.is_none() && self.greeted && self.remote_over && !self.tls.wants_write() {
                return Turn::Over(None);
            }
        }
        Turn::Goes
    }

    /// One piece in each direction; whether there was any.
    fn step(&mut self) -> Result<bool, String> {
        let out = self.flush()?;
        let came = self.receive()?;
        let given = self.give();
        let taken = self.take();
        let ended = self.end();
        Ok(out | came | given | taken | ended)
    }

    fn flush(&mut self) -> Result<bool, String> {
        let mut any = false;
        while self.tls.wants_write() {
            match self.tls.write_tls(&mut self.tcp) {
                Ok(_) => any = true,
                Err(error) if is_wait(&error) => break,
                Err(error) => return Err(error.to_string()),
            }
        }
        Ok(any)
    }

    fn receive(&mut self) -> Result<bool, String> {
        let full = self.greeted && self.incoming.len() >= ROOM;
        if self.remote_over || full {
            return Ok(false);
        }
        match self.tls.read_tls(&mut self.tcp) {
            Ok(0) => {
                if !self.greeted || self.tls.is_handshaking() {
                    return Err("it went before it had said what it wants".into());
                }
                self.remote_over = true;
            }
            Ok(_) => {
                let state = self.tls.process_new_packets();
                let state = state.map_err(|error| error.to_string())?;
                let start = self.incoming.len();
                self.incoming
                    .resize(start + state.plaintext_bytes_to_read(), 0);
                let room = &mut self.incoming[start..];
                (self.tls.reader().read_exact(room)).map_err(|error| error.to_string())?;
                self.remote_over |= state.peer_has_closed();
                if self.outgoing && !self.tls.is_handshaking() && !self.local_over {
                    self.until = None;
                }
            }
            Err(error) if is_wait(&error) => return Ok(false),
            Err(error) => return Err(error.to_string()),
        }
        Ok(true)
    }

    /// To the member.
    fn give(&mut self) -> bool {
        if !self.greeted || self.incoming.is_empty() {
            return false;
        }
        if self.local_over {
            self.incoming.clear();
            return true;
        }
        let Some(local) = &self.local else {
            return false;
        };
        let flags = MsgFlags::MSG_DONTWAIT | MsgFlags::MSG_NOSIGNAL;
        match send(local.as_raw_fd(), &self.incoming, flags) {
            Ok(sent) => _ = self.incoming.drain(..sent),
            Err(nix::Error::EAGAIN | nix::Error::EINTR) => return false,
            Err(_) => self.local_over = true,
        }
        true
    }

    /// From the member.
    fn take(&mut self) -> bool {
        if self.local_over || self.tls.is_handshaking() || self.tls.wants_write() {
            return false;
        }
        let Some(local) = &self.local else {
            return false;
        };
        let mut piece = [0; ROOM];
        match recv(local.as_raw_fd(), &mut piece, MsgFlags::MSG_DONTWAIT) {
            Err(nix::Error::EAGAIN | nix::Error::EINTR) => return false,
            Ok(0) | Err(_) => self.local_over = true,
            // There is no limit to what it keeps, and nothing in it now.
            Ok(got) => _ = self.tls.writer().write_all(&piece[..got]),
        }
        true
    }

    /// What follows when one side is over.
    fn end(&mut self) -> bool {
        let mut any = false;
        if self.remote_over && self.incoming.is_empty() && self.greeted {
            any |= self.local.take().is_some();
            self.local_over = true;
        }
        if self.local_over && !self.told {
            self.local = None;
            self.told = true;
            self.until = Some(Instant::now() + PATIENCE);
            self.tls.send_close_notify();
            any = true;
        }
        if self.told && !self.shut && !self.tls.wants_write() {
            self.shut = true;
            // What is still under way from there is read to its end: a reset would overtake what was sent.
            let _ = self.tcp.shutdown(Shutdown::Write);
            any = true;
        }
        any
    }
}

fn is_wait(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::WouldBlock | ErrorKind::Interrupted | ErrorKind::NotConnected
    )
}
