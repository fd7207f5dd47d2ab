//! What the machine asks of the floor above, and what that floor may ask of the machine from another thread.

use crate::compile::Code;
use crate::value::Value;
use crate::value::errors::MError;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Instant;

/// Where a routine's code comes from, who numbers names, what lies outside the session.
pub trait Host {
    /// Number of a local name, the same for all sessions of the engine.
    fn number(&mut self, name: &[u8]) -> u32;
    /// Number of a name that was seen before.
    fn find(&self, name: &[u8]) -> Option<u32>;
    /// Name of a number.
    fn name(&self, number: u32) -> Box<[u8]>;
    /// Finds, compiles and numbers a routine on the search path; `None` when there is no such routine.
    fn load(&mut self, routine: &[u8], search: &[u8]) -> Result<Option<Arc<Code>>, MError>;
    /// Compiles the file of a ZLINK; the code's name is the routine's.
    fn link_file(&mut self, file: &[u8], search: &[u8]) -> Result<Arc<Code>, MError>;
    /// A variable of the session's environment.
    fn env(&self, name: &str) -> Option<Vec<u8>>;
    /// Calls `package.name`; by-reference arguments come back changed.
    fn external(&mut self, name: &[u8], args: &mut Vec<Argument>) -> Result<External, MError>;
    /// The program that runs a JOB, with its first arguments.
    fn job_program(&self) -> Option<std::path::PathBuf>;
    /// $JOB of this session.
    fn job(&self) -> u32;
    /// What an untrapped error does: `true` enters direct mode, `false` ends the run.
    fn has_direct_mode(&self) -> bool;
    /// Value of $ZCMDLINE.
    fn command_line(&self) -> Vec<u8>;
    /// Capabilities that were taken away by an embedding program.
    fn may(&self, what: Capability) -> bool;
    /// An error message for people (direct mode, untrapped errors).
    fn complain(&mut self, text: &[u8]);
}

/// What an embedding program can forbid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Capability {
    Files,
    Network,
    Processes,
    Shell,
}

/// An argument of an external call.
#[derive(Debug, Clone)]
pub struct Argument {
    pub value: Value,
    pub by_reference: bool,
}

/// What a host function answers.
pub enum External {
    Done(Value),
    /// Call again with the same arguments when the wait is over.
    Wait(crate::device::Wait),
    /// Run M code, then call again with `state` and the value.
    Call { entry: Vec<u8>, args: Vec<Value>, state: Box<dyn std::any::Any> },
}

/// Requests to a running session. They are looked at on back edges and calls.
#[derive(Default)]
pub struct Signals {
    /// Something of the below is set.
    pub any: AtomicBool,
    /// Ctrl-C.
    pub interrupt: AtomicBool,
    /// $ZINTERRUPT (SIGUSR1 or MUPIP INTRPT).
    pub zinterrupt: AtomicU32,
    /// The terminal is gone (SIGHUP): an error where HUPENABLE asks for it.
    pub hangup: AtomicBool,
    /// End the process (SIGTERM): the number of the signal, 0 for none.
    pub terminate: AtomicU32,
    /// End the run with an error that cannot be trapped.
    pub stop: AtomicBool,
}

impl Signals {
    pub fn interrupt(&self) {
        self.interrupt.store(true, Ordering::Release);
        self.any.store(true, Ordering::Release);
    }

    pub fn zinterrupt(&self) {
        self.zinterrupt.fetch_add(1, Ordering::AcqRel);
        self.any.store(true, Ordering::Release);
    }

    pub fn hangup(&self) {
        self.hangup.store(true, Ordering::Release);
        self.any.store(true, Ordering::Release);
    }

    pub fn terminate(&self, signal: u32) {
        self.terminate.store(signal, Ordering::Release);
        self.any.store(true, Ordering::Release);
    }

    pub fn stop(&self) {
        self.stop.store(true, Ordering::Release);
        self.any.store(true, Ordering::Release);
    }
}

/// $ZTIMEOUT: when and what.
#[derive(Debug, Clone, Default)]
pub struct ZTimeout {
    pub at: Option<Instant>,
    pub code: Vec<u8>,
}
