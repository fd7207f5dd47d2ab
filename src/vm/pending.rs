//! Records of operations that wait: what was evaluated, the deadline, the progress.

use super::host::Again;
use super::machine::Machine;
use crate::device::{ControlOp, OpenOp, ReadOp, Timeout};
use crate::store::LockName;
use std::os::fd::OwnedFd;
use std::time::Instant;

/// A pending operation of a frame's current instruction.
pub enum Pending {
    Read(ReadOp),
    Open(OpenOp),
    Control(ControlOp),
    /// LOCK until the timeout, with the names.
    Lock(Timeout, Vec<LockName>),
    Hang(Instant),
    /// BREAK whose code has run, or a line whose breakpoint has.
    Stopped,
    /// A child process of ZSYSTEM, and the descriptor that tells its end.
    Child(std::process::Child, Option<OwnedFd>),
    /// A line for direct mode.
    Line(ReadOp),
    /// A host function that will be called again.
    Host(Again),
}

impl Machine {
    /// The command that the session waits in.
    pub fn waits_in(&self) -> &'static str {
        match self.frames.last().and_then(|f| f.pending.as_deref()) {
            Some(Pending::Lock(..)) => "LOCK",
            Some(Pending::Hang(_)) => "HANG",
            Some(Pending::Read(_) | Pending::Line(_)) => "READ",
            Some(Pending::Open(_)) => "OPEN",
            Some(Pending::Child(..)) => "ZSYSTEM",
            _ => "A wait",
        }
    }
}
