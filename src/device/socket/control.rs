//! Control mnemonics of SOCKET devices: `WRITE /NAME(arguments)`.

use super::SocketDevice;
use super::request::{integer, number};
use super::setting;
use super::socket::{Blocking, State};
use super::sys;
use crate::device::{ControlDone, ControlOp, IoResult, Shared, Step, Timeout};
use crate::value::errors::*;

/// The mnemonics, in the order in which abbreviations are tried.
#[derive(Clone, Copy)]
enum Mnemonic {
    Listen,
    Wait,
    WaitAny,
    Block,
    Pass,
    Accept,
    Tls,
    Shutdown,
    To,
}

/// GT.M's mnemonics first: its abbreviations stay theirs.
const MNEMONICS: [(&str, Mnemonic); 9] = [
    ("LISTEN", Mnemonic::Listen),
    ("WAIT", Mnemonic::Wait),
    ("BLOCK", Mnemonic::Block),
    ("PASS", Mnemonic::Pass),
    ("ACCEPT", Mnemonic::Accept),
    ("TLS", Mnemonic::Tls),
    ("SHUTDOWN", Mnemonic::Shutdown),
    ("TO", Mnemonic::To),
    ("WAITANY", Mnemonic::WaitAny),
];

/// The mnemonic that a name, or the beginning of one, stands for.
fn mnemonic(name: &[u8]) -> Option<Mnemonic> {
    let name = name.to_ascii_uppercase();
    let found = MNEMONICS
        .iter()
        .find(|(word, _)| !name.is_empty() && word.as_bytes().starts_with(&name));
    found.map(|(_, mnemonic)| *mnemonic)
}

/// `true` for the name of WAITANY, which concerns several devices.
pub fn is_wait_any(name: &[u8]) -> bool {
    matches!(mnemonic(name), Some(Mnemonic::WaitAny))
}

/// The deadline of a WAITANY, fixed at the first step.
pub fn wait_deadline(op: &mut ControlOp) -> Timeout {
    deadline(op, 0)
}

impl SocketDevice {
    pub(super) fn control_step(
        &mut self,
        op: &mut ControlOp,
        shared: &mut Shared,
    ) -> IoResult<ControlDone> {
        let Some(mnemonic) = mnemonic(&op.name) else {
            return Err(MError::new(INVCTLMNE).into());
        };
        if self.sockets.is_empty() && !matches!(mnemonic, Mnemonic::Wait | Mnemonic::WaitAny) {
            return Err(MError::new(NOSOCKETINDEV).into());
        }
        let needs_first = match mnemonic {
            Mnemonic::Wait | Mnemonic::WaitAny => !op.args.is_empty(),
            Mnemonic::Tls | Mnemonic::To => true,
            _ => false,
        };
        if needs_first && argument(op, 0).is_none() {
            return Err(MError::new(EXPR).into());
        }
        match mnemonic {
            // Of this device alone: the devices of a session know each other, this one does not know them.
            Mnemonic::Wait | Mnemonic::WaitAny => self.wait_step(op, shared),
            Mnemonic::Pass => self.pass_step(op, shared),
            Mnemonic::Accept => self.accept_step(op, shared),
            Mnemonic::Listen => Ok(Step::Done(self.listen(op)?)),
            Mnemonic::Block => Ok(Step::Done(self.block(op, shared)?)),
            Mnemonic::Tls => self.tls_step(op, shared),
            Mnemonic::Shutdown => Ok(Step::Done(self.shutdown()?)),
            Mnemonic::To => Ok(Step::Done(self.to(op)?)),
        }
    }

    /// `/SHUTDOWN`: nothing more will be written; the peer may go on. Not GT.M's.
    fn shutdown(&mut self) -> Result<ControlDone, MError> {
        let Some((_, socket)) = self.sockets.current_mut().filter(|(_, s)| s.is_stream()) else {
            return Err(CONNSOCKREQ.into());
        };
        self.status.device = match socket.shut_down() {
            Ok(()) => b"0".to_vec(),
            Err(e) => [b"1,", sys::error_text(&e).as_slice()].concat(),
        };
        Ok(ControlDone::default())
    }

    /// `/LISTEN(n)`: length of the queue.
    fn listen(&mut self, op: &ControlOp) -> Result<ControlDone, MError> {
        let Some((_, socket)) = self
            .sockets
            .current()
            .filter(|(_, s)| s.state == State::Listening)
        else {
            return Err(LISTENPASSBND.into());
        };
        let queue = argument(op, 0).map_or(1, integer).clamp(0, 65535);
        sys::listen(socket.fd(), queue as i32)
            .map_err(|e| MError::new(SOCKLISTEN).text(sys::error_text(&e)))?;
        Ok(ControlDone::default())
    }

    /// `/BLOCK("OFF")`: WRITE gives up instead of waiting.
    fn block(&mut self, op: &ControlOp, shared: &Shared) -> Result<ControlDone, MError> {
        let refuse = |why: &str| Err(MError::arg(SOCKBLOCKERR, why));
        let Some((_, socket)) = self.sockets.current_mut() else {
            return Err(NOSOCKETINDEV.into());
        };
        if !socket.is_stream() {
            return refuse("must be connected");
        }
        let Some(option) = argument(op, 0) else {
            return refuse("at least one option must be provided");
        };
        if !option.eq_ignore_ascii_case(b"OFF") {
            return refuse("unknown option");
        }
        if socket.blocking != Blocking::On {
            return refuse("already non blocking");
        }
        if socket.tls.is_some() {
            return refuse("TLS enabled before non blocking");
        }
        let retries = setting(shared, "non_blocked_write_retries")
            .unwrap_or(10)
            .clamp(0, 1 << 20);
        socket.blocking = Blocking::Off {
            retries: retries as u32,
        };
        self.sockets.note_nonblocking();
        Ok(ControlDone::default())
    }
}

/// An argument that was given.
pub(super) fn argument(op: &ControlOp, at: usize) -> Option<&[u8]> {
    op.args.get(at)?.as_deref()
}

/// The deadline from a timeout argument, fixed at the first step.
pub(super) fn deadline(op: &mut ControlOp, at: usize) -> Timeout {
    if let Some(timeout) = op.timeout {
        return timeout;
    }
    let timeout = argument(op, at).map_or(Timeout::None, |seconds| Timeout::after(number(seconds)));
    op.timeout = Some(timeout);
    timeout
}
