//! `WRITE /PASS` and `/ACCEPT`: sockets with their handles and unread data travel over a LOCAL socket.
//!
//! One message a /PASS: `MRPS`, length of the rest (32 bits, big endian), number of sockets (16 bits), and for each
//! its handle and its unread data, each after its length (32 bits). The descriptors come with the first byte.

use super::SocketDevice;
use super::control::{argument, deadline};
use super::request::integer;
use super::settings::Settings;
use super::socket::{NOT_PASSED, Origin, Socket, State};
use super::sys::{self, Descriptor};
use crate::device::{ControlDone, ControlOp, IoResult, Shared, Step, Wait};
use crate::value::errors::*;
use std::io;
use std::os::fd::{AsRawFd, OwnedFd};

const MAGIC: &[u8; 4] = b"MRPS";
const HEADER: usize = 8;

/// No message is longer: that many sockets with full buffers do not occur.
const LONGEST: usize = 64 << 20;

/// Bytes taken from the carrier at once.
const CHUNK: usize = 64 * 1024;

/// A /PASS in progress.
struct Passing {
    handles: Vec<Vec<u8>>,
    message: Vec<u8>,
    sent: usize,
}

impl SocketDevice {
    pub(super) fn pass_step(
        &mut self,
        op: &mut ControlOp,
        shared: &mut Shared,
    ) -> IoResult<ControlDone> {
        let timeout = deadline(op, 1);
        let outcome = |test: bool| {
            Step::Done(ControlDone {
                test: timeout.is_given().then_some(test),
                outputs: Vec::new(),
            })
        };
        let carrier = self.carrier(argument(op, 0))?;
        shared.sockets.used = true;
        let mut passing = match op.state.take().and_then(|s| s.downcast::<Passing>().ok()) {
            Some(passing) => passing,
            None => Box::new(Passing::new(op, shared)?),
        };
        carrier.passing = true;
        let fd = carrier.fd();
        let fail = |e: &io::Error| MError::new(SOCKPASS).text(sys::error_text(e));
        while passing.sent < passing.message.len() {
            let rest = &passing.message[passing.sent..];
            let sent = if passing.sent == 0 {
                let rights: Result<Vec<_>, MError> = passing
                    .handles
                    .iter()
                    .map(|h| {
                        shared
                            .sockets
                            .sockets
                            .find(h)
                            .map(|at| shared.sockets.sockets.get(at))
                    })
                    .map(|found| found.map(|s| s.map_or(-1, |(_, s)| s.fd())))
                    .collect();
                sys::send_rights(fd, rest, &rights?, libc::MSG_DONTWAIT)
            } else {
                sys::send(fd, rest)
            };
            match sent {
                Ok(sent) => passing.sent += sent,
                Err(e) if e.kind() == io::ErrorKind::WouldBlock => {
                    if !timeout.expired() {
                        op.state = Some(passing);
                        return Ok(Step::Wait(Wait::writable(fd).or_at(timeout.moment())));
                    }
                    // Half a message cannot be taken back.
                    return if passing.sent == 0 {
                        Ok(outcome(false))
                    } else {
                        Err(fail(&e).into())
                    };
                }
                Err(e) => return Err(fail(&e).into()),
            }
        }
        for handle in &passing.handles {
            shared.sockets.give_away(handle);
        }
        self.status.device = b"0".to_vec();
        Ok(outcome(true))
    }

    pub(super) fn accept_step(
        &mut self,
        op: &mut ControlOp,
        shared: &mut Shared,
    ) -> IoResult<ControlDone> {
        let timeout = deadline(op, 2);
        let carrier = self.carrier(argument(op, 1))?;
        shared.sockets.used = true;
        carrier.passing = true;
        let fail = |why: &[u8]| MError::new(SOCKACCEPT).text(why);
        loop {
            let have = carrier.input.unread().len();
            let need = match message_length(carrier.input.unread()) {
                Ok(Some(whole)) if have >= whole => break,
                Ok(Some(whole)) => whole,
                Ok(None) => HEADER,
                Err(why) => return Err(fail(why.as_bytes()).into()),
            };
            if carrier.rights.len() > sys::MAX_RIGHTS {
                return Err(fail(b"too many descriptors").into());
            }
            match carrier.fill_rights((need - have).min(CHUNK)) {
                Ok(0) => return Err(fail(b"Connection reset by peer").into()),
                Ok(_) => {}
                Err(e) if e.kind() != io::ErrorKind::WouldBlock => {
                    return Err(fail(&sys::error_text(&e)).into());
                }
                Err(_) if timeout.expired() => {
                    return Ok(Step::Done(ControlDone {
                        test: Some(false),
                        outputs: Vec::new(),
                    }));
                }
                Err(_) => {
                    return Ok(Step::Wait(
                        Wait::readable(carrier.fd()).or_at(timeout.moment()),
                    ));
                }
            }
        }
        let rights = std::mem::take(&mut carrier.rights);
        let whole = carrier.input.unread().len();
        let items = parse(&carrier.input.unread()[HEADER..]);
        carrier.input.consume(whole);
        let items = items.ok_or_else(|| fail(b"malformed message"))?;
        if rights.is_empty() || rights.len() != items.len() {
            return Err(MError::new(SOCKNOTPASSED).into());
        }
        let mut handles = Vec::with_capacity(items.len());
        for (at, (fd, (name, unread))) in rights.into_iter().zip(items).enumerate() {
            let wanted = argument(op, 3 + at)
                .filter(|n| !n.is_empty())
                .map_or(name, <[u8]>::to_vec);
            let handle = if shared.sockets.contains(&wanted) {
                shared.sockets.generate()
            } else {
                wanted
            };
            let socket = received(fd, &unread).map_err(|e| fail(&sys::error_text(&e)))?;
            shared.sockets.sockets.insert(handle.clone(), socket)?;
            handles.push(handle);
        }
        let outputs = vec![(0, handles.join(&b'|'))];
        Ok(Step::Done(ControlDone {
            test: timeout.is_given().then_some(true),
            outputs,
        }))
    }

    /// The current socket, which has to be a connected LOCAL one, with the peer process asked for.
    fn carrier(&mut self, pid: Option<&[u8]>) -> Result<&mut Socket, MError> {
        let Some((_, socket)) = self.sockets.current_mut() else {
            return Err(NOSOCKETINDEV.into());
        };
        if !socket.is_local() {
            return Err(LOCALSOCKREQ.into());
        }
        if !socket.is_stream() {
            return Err(CONNSOCKREQ.into());
        }
        if let Some(pid) = pid.filter(|p| !p.is_empty()) {
            let peer = sys::peer_pid(socket.fd()).map_err(|_| CREDNOTPASSED)?;
            if i64::from(peer) != integer(pid) {
                return Err(MError::with(
                    PEERPIDMISMATCH,
                    vec![peer.to_string().into(), pid.to_vec()],
                ));
            }
        }
        Ok(socket)
    }
}

impl Passing {
    fn new(op: &ControlOp, shared: &Shared) -> Result<Self, MError> {
        let handles: Vec<Vec<u8>> = op.args.iter().skip(2).flatten().cloned().collect();
        if handles.is_empty() {
            return Err(NOSOCKHANDLE.into());
        }
        let mut body = (handles.len() as u16).to_be_bytes().to_vec();
        for handle in &handles {
            let at = shared.sockets.sockets.find(handle)?;
            let socket = shared.sockets.sockets.get(at).map(|(_, s)| s);
            if socket.is_some_and(|s| s.tls.is_some()) {
                return Err(MError::new(SOCKPASS).text(NOT_PASSED));
            }
            let unread = socket.map_or(&b""[..], |s| s.input.unread());
            for part in [handle.as_slice(), unread] {
                body.extend_from_slice(&(part.len() as u32).to_be_bytes());
                body.extend_from_slice(part);
            }
        }
        if handles.len() > sys::MAX_RIGHTS || body.len() > LONGEST {
            return Err(MError::new(SOCKPASS).text("Too many references: cannot splice"));
        }
        let message = [MAGIC.as_slice(), &(body.len() as u32).to_be_bytes(), &body].concat();
        Ok(Passing {
            handles,
            message,
            sent: 0,
        })
    }
}

/// Length of the message that begins here, once its header is there.
fn message_length(bytes: &[u8]) -> Result<Option<usize>, &'static str> {
    let Some(header) = bytes.get(..HEADER) else {
        return Ok(None);
    };
    let length = u32::from_be_bytes([header[4], header[5], header[6], header[7]]) as usize;
    if &header[..4] != MAGIC || length > LONGEST {
        return Err("not a message of WRITE /PASS");
    }
    Ok(Some(HEADER + length))
}

type Part = (Vec<u8>, Vec<u8>);

/// Handles and unread data.
fn parse(body: &[u8]) -> Option<Vec<Part>> {
    let (count, mut rest) = body.split_at_checked(2)?;
    let mut part = || -> Option<Vec<u8>> {
        let (length, after) = rest.split_at_checked(4)?;
        let length = u32::from_be_bytes([length[0], length[1], length[2], length[3]]) as usize;
        let (part, after) = after.split_at_checked(length)?;
        rest = after;
        Some(part.to_vec())
    };
    (0..u16::from_be_bytes([count[0], count[1]]))
        .map(|_| Some((part()?, part()?)))
        .collect()
}

/// A socket that came from another process.
pub(super) fn received(fd: OwnedFd, unread: &[u8]) -> io::Result<Socket> {
    let listening = sys::get_option(fd.as_raw_fd(), libc::SOL_SOCKET, libc::SO_ACCEPTCONN)? != 0;
    let state = if listening {
        State::Listening
    } else {
        State::Connected
    };
    if listening {
        socket2::SockRef::from(&fd).set_nonblocking(true)?;
    }
    let mut socket = Socket::new(
        Descriptor::Own(fd),
        state,
        Origin::Passed,
        Settings::default(),
    )?;
    socket.input.preload(unread);
    Ok(socket)
}
