//! The SOCKET device: a collection of sockets behind one name, as GT.M defines it.
//!
//! An operation that cannot complete says what it waits for and is called again; nothing here blocks.

mod activation;
mod address;
mod buffers;
mod charset;
mod control;
mod datagram;
mod delimiter;
mod open;
mod pass;
mod pool;
mod principal;
mod read;
mod request;
mod settings;
mod show;
#[expect(clippy::module_inception, reason = "its subject is one socket")]
mod socket;
pub mod sys;
#[cfg(test)]
mod tests;
pub(crate) mod tls;
mod wait;
mod watch;
mod write;
mod zsocket;

pub use control::{is_wait_any, wait_deadline};
pub use open::OpenDone;
pub use pool::{POOL_NAME, Pool};
pub use principal::{Principal, Side};
pub use socket::{Socket, Traffic};
pub use zsocket::Index;

use self::open::Opening;
use self::pool::Collection;
use self::request::{Command, Common, Request};
use super::{
    ControlDone, ControlOp, Device, Flush, IoResult, Item, Param, ReadDone, ReadOp, Shared, Status,
    Step, Timeout,
};
use crate::syntax::params::ParamId;
use crate::value::errors::{
    MError, NOSOCKETINDEV, OPENCONN, SOCKACPT, SOCKBIND, SOCKETEXIST, SOCKMAX, SOCKNOTFND,
};
use std::io;
use std::time::{Duration, Instant};

/// How long USE :CONNECT waits for the peer's answer, as it has no timeout of its own.
const USE_CONNECT: Duration = Duration::from_secs(1);

/// A SOCKET device.
pub struct SocketDevice {
    sockets: Collection,
    status: Status,
    common: Common,
    /// It is (a side of) the principal device.
    principal: bool,
    /// The last operation was a WRITE: the next READ counts $X from 0.
    wrote: bool,
    /// A WRITE has raised SOCKWRITE.
    write_trouble: bool,
    /// USE :CONNECT or :LISTEN in progress.
    opening: Option<Box<Opening>>,
    closed: bool,
    destroyed: bool,
    emptied: bool,
}

impl SocketDevice {
    fn new(common: Common) -> Self {
        let status = Status {
            device: b"0".to_vec(),
            ..Status::default()
        };
        SocketDevice {
            sockets: Collection::default(),
            status,
            common,
            principal: false,
            wrote: false,
            write_trouble: false,
            opening: None,
            closed: false,
            destroyed: false,
            emptied: false,
        }
    }

    /// A device without sockets: what USE of the pool's name makes current.
    pub fn empty(shared: &Shared) -> Self {
        Self::new(Common::new(shared.utf8))
    }

    /// `true` when there is nothing to wait for.
    pub fn has_no_sockets(&self) -> bool {
        self.sockets.is_empty()
    }

    /// `true` after CLOSE: `ZSHOW "D"` goes on telling the device, and OPEN revives it with its layout settings.
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    /// `true` when CLOSE said DESTROY: the device is to be forgotten altogether.
    pub fn is_destroyed(&self) -> bool {
        self.destroyed
    }

    /// Whether the last socket has just been closed or detached; asking resets it. If the device is current,
    /// the principal device becomes so.
    pub fn take_emptied(&mut self) -> bool {
        std::mem::take(&mut self.emptied)
    }

    /// Puts a socket into the device and makes it current, under a new handle unless one is given.
    fn join(
        &mut self,
        handle: Option<Vec<u8>>,
        socket: Socket,
        shared: &mut Shared,
    ) -> Result<(), MError> {
        self.check_room(shared)?;
        let handle = handle.unwrap_or_else(|| shared.sockets.generate());
        self.sockets.insert(handle, socket)
    }

    fn check_room(&self, shared: &Shared) -> Result<(), MError> {
        let most = setting(shared, "max_sockets").unwrap_or(64).max(1);
        if self.sockets.len() >= usize::try_from(most).unwrap_or(usize::MAX) {
            return Err(MError::arg(SOCKMAX, most.to_string()));
        }
        Ok(())
    }

    /// Moves a socket from the pool to the device.
    fn attach(&mut self, handle: &[u8], shared: &mut Shared) -> Result<(), MError> {
        shared.sockets.used = true;
        if !shared.sockets.contains(handle) {
            return Err(MError::arg(SOCKNOTFND, handle));
        }
        if self.sockets.contains(handle) {
            return Err(MError::arg(SOCKETEXIST, handle));
        }
        self.check_room(shared)?;
        let socket = shared.sockets.take(handle)?;
        self.sockets.insert(handle.to_vec(), socket)
    }

    /// Moves a socket from the device to the pool.
    fn detach(&mut self, handle: &[u8], shared: &mut Shared) -> Result<(), MError> {
        shared.sockets.used = true;
        self.sockets.find(handle)?;
        if shared.sockets.contains(handle) {
            return Err(MError::arg(SOCKETEXIST, handle));
        }
        let mut socket = self.sockets.remove(handle)?;
        (socket.seen, socket.owed) = (false, false);
        self.emptied = self.sockets.is_empty();
        shared.sockets.sockets.insert(handle.to_vec(), socket)
    }

    /// Makes a socket current; a listening one accepts a connection that is pending, which becomes current.
    fn select(&mut self, handle: &[u8], shared: &mut Shared) -> Result<(), MError> {
        let index = self.sockets.find(handle)?;
        self.sockets.select(index);
        let Some((_, socket)) = self.sockets.get(index) else {
            return Ok(());
        };
        if socket.is_listening() {
            self.status.key.clear();
            self.accept_from(index, shared)?;
        }
        Ok(())
    }

    /// Accepts a connection on the listener at `index`, if one is pending: it joins as the current socket.
    fn accept_from(&mut self, index: usize, shared: &mut Shared) -> Result<bool, MError> {
        let Some((handle, socket)) = self.sockets.get(index) else {
            return Ok(false);
        };
        // A full device raises only when somebody waits to be accepted.
        if let Err(full) = self.check_room(shared) {
            let pending = sys::readable(socket.fd())
                .map_err(|e| MError::new(SOCKACPT).text(sys::error_text(&e)))?;
            return if pending { Err(full) } else { Ok(false) };
        }
        let new = match socket.accept(handle) {
            Ok(new) => new,
            Err(e) if is_gone(&e) => return Ok(false),
            Err(e) => return Err(MError::new(SOCKACPT).text(sys::error_text(&e))),
        };
        if let Some((_, listener)) = self.sockets.get_mut(index) {
            listener.seen = false;
        }
        let handle = shared.sockets.generate();
        self.status.key = new.key("CONNECT", &handle);
        self.sockets.insert(handle, new)?;
        Ok(true)
    }

    /// Goes on with USE :CONNECT or :LISTEN.
    fn use_opening(&mut self, mut opening: Box<Opening>, shared: &mut Shared) -> IoResult<()> {
        let limit = Timeout::At(*opening.started.get_or_insert_with(Instant::now) + USE_CONNECT);
        match opening.step(limit, false)? {
            open::Progress::Wait(wait) => {
                self.opening = Some(opening);
                Ok(Step::Wait(wait))
            }
            open::Progress::Ready(socket) => {
                self.admit(*opening, Some(*socket), shared)?;
                Ok(Step::Done(()))
            }
            open::Progress::Failed(error) => {
                let text = sys::error_text(&error);
                self.status.device = [b"1,", text.as_slice()].concat();
                if !opening.request.changes.traps() {
                    return Ok(Step::Done(()));
                }
                let code = if opening.request.listen.is_some() {
                    SOCKBIND
                } else {
                    OPENCONN
                };
                Err(MError::new(code).text(text).into())
            }
        }
    }
}

/// A whole number from the environment's settings.
fn setting(shared: &Shared, name: &str) -> Option<i64> {
    shared
        .environment
        .settings()
        .get(name)
        .filter(|v| !v.is_empty())
        .map(|v| request::integer(v.as_bytes()))
}

/// `true` for a pending connection that went away before it was accepted.
fn is_gone(error: &io::Error) -> bool {
    let code = error.raw_os_error();
    error.kind() == io::ErrorKind::WouldBlock
        || matches!(
            code,
            Some(libc::ECONNABORTED | libc::ENOTCONN | libc::EPROTO | libc::EINVAL)
        )
}

impl Device for SocketDevice {
    fn use_params(&mut self, params: &[Param], shared: &mut Shared) -> IoResult<()> {
        if let Some(opening) = self.opening.take() {
            return self.use_opening(opening, shared);
        }
        if let Step::Wait(wait) = self.send()? {
            return Ok(Step::Wait(wait));
        }
        if params.is_empty() {
            return Ok(Step::Done(()));
        }
        let request = Request::parse(params, Command::Use, self.common.clone(), shared.utf8)?;
        if let Some(handle) = &request.attach {
            self.attach(handle, shared)?;
            self.common = request.common;
            return Ok(Step::Done(()));
        }
        if let Some(handle) = &request.detach {
            self.detach(handle, shared)?;
            self.common = request.common;
            return Ok(Step::Done(()));
        }
        if request.listen.is_some() || request.connect.is_some() {
            let opening = Opening::new(request, Some(self), shared)?;
            return self.use_opening(Box::new(opening), shared);
        }
        if let Some(handle) = &request.socket {
            self.select(handle, shared)?;
        }
        let delimiters = self.sockets.current().map(|(_, s)| &s.settings.delimiters);
        request.check_width(delimiters)?;
        match self.sockets.current_mut() {
            Some((_, socket)) if !request.changes.is_empty() => {
                request.changes.check(socket)?;
                request.changes.apply(socket);
            }
            Some(_) => {}
            None if self.principal && request.changes.is_empty() => {}
            // Not even what belongs to the device can be set while it has no socket.
            None => return Err(MError::new(NOSOCKETINDEV).into()),
        }
        self.common = request.common;
        Ok(Step::Done(()))
    }

    fn read(&mut self, op: &mut ReadOp, _shared: &mut Shared) -> IoResult<ReadDone> {
        self.read_step(op)
    }

    fn write(&mut self, item: Item<'_>, _shared: &mut Shared) -> IoResult<()> {
        self.write_item(item)
    }

    fn flush(&mut self, why: Flush) -> IoResult<()> {
        if why == Flush::Soon && self.may_gather() {
            return Ok(Step::Done(()));
        }
        self.send()
    }

    fn control(&mut self, op: &mut ControlOp, shared: &mut Shared) -> IoResult<ControlDone> {
        match self.send()? {
            Step::Wait(wait) => Ok(Step::Wait(wait)),
            Step::Done(()) => self.control_step(op, shared),
        }
    }

    fn close(&mut self, params: &[Param], _shared: &mut Shared) -> IoResult<bool> {
        if let Step::Wait(wait) = self.send()? {
            return Ok(Step::Wait(wait));
        }
        // DELETE needs no attention: the file of a LOCAL listener always goes with the listener.
        if let Some(param) = params.iter().rfind(|p| p.id == ParamId::Socket) {
            self.sockets
                .remove(param.value.as_deref().unwrap_or_default())?;
            self.emptied = self.sockets.is_empty();
            return Ok(Step::Done(false));
        }
        if self.principal {
            return Ok(Step::Done(false));
        }
        self.sockets.clear();
        self.opening = None;
        self.status = Status::default();
        self.closed = true;
        let last = params
            .iter()
            .rfind(|p| matches!(p.id, ParamId::Destroy | ParamId::NoDestroy));
        self.destroyed = last.is_some_and(|p| p.id == ParamId::Destroy);
        Ok(Step::Done(true))
    }

    own_status!(common.exception);

    fn describe(&self, name: &[u8], out: &mut Vec<Vec<u8>>) {
        self.show(name, out);
    }

    fn zkey(&mut self) -> Vec<u8> {
        self.ready_sockets()
    }

    fn as_any(&mut self) -> &mut dyn std::any::Any {
        self
    }
}
