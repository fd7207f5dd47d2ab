//! The machine: one M process as data, and its steps.

use super::frame::{Frame, Unit};
use super::host::{Host, Signals};
use super::refs::Reference;
use super::special::Special;
use super::symbols::Symbols;
use super::trap::{Handling, StackEntry};
use crate::compile::Fragment;
use crate::device::table::Devices;
use crate::device::{Environment, Wait};
use crate::store::{GlobalStore, LockOp};
use crate::value::Value;
use crate::value::chars::Chset;
use crate::value::errors::{self, MError};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// Why the machine stopped stepping.
#[derive(Debug)]
pub enum State {
    /// An operation waits; step again when it is over.
    Waiting(Wait),
    /// The time slice is used up.
    Yield,
    Finished(Finish),
}

/// How a run ended.
#[derive(Debug)]
pub enum Finish {
    /// The entry that was called came back, with its value if it was an extrinsic.
    Returned(Option<Value>),
    /// HALT, ZHALT, the end of direct mode: the status of the process.
    Halted(i32),
    /// It was ended, or an error came that nothing trapped and the session has no direct mode.
    Failed(Box<Failure>),
}

/// A run that did not come to its own end.
#[derive(Debug)]
pub struct Failure {
    pub cause: Cause,
    /// The levels at that moment, outermost first.
    pub stack: Vec<StackEntry>,
}

/// Why a run did not come to its own end.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Cause {
    /// An M error that nothing trapped.
    #[error(transparent)]
    Error(#[from] MError),
    /// HALT, or the end of the process was asked for: the status.
    #[error("the session halted with status {0}")]
    Halted(i32),
    /// The bound of steps is used up.
    #[error("the limit of steps is reached")]
    Steps,
    /// M code went on above the bound of memory.
    #[error("the limit of memory is reached")]
    Memory,
    /// The deadline of the call has passed.
    #[error("the deadline has passed")]
    Deadline,
    /// Another thread ended the run.
    #[error("the run was stopped")]
    Stopped,
    /// Code of the runtime or of the embedding program panicked. The session is over: all further calls fail with this cause.
    #[error("the session ended with a panic: {0}")]
    Panic(String),
}

/// What an instruction that is not executed in the loop asks the loop to do.
pub(super) enum Flow {
    Next,
    /// Frames changed.
    Reload,
    Wait(Wait),
    /// A C function is to be called, with no borrow of the frames left.
    Foreign(Box<super::callin::ForeignCall>),
    Stop(Finish),
}

pub(super) type Cold = Result<Flow, MError>;

/// One M process.
pub struct Machine {
    pub symbols: Symbols,
    pub(super) frames: Vec<Frame>,
    /// Frames that a call may make the stack without looking closer: there is room for them, and the depth allows it.
    pub(super) frame_room: usize,
    pub(super) temps: Vec<Value>,
    pub(super) refs: Vec<Reference>,
    pub test: bool,
    pub devices: Devices,
    pub host: Box<dyn Host>,
    pub store: Box<dyn GlobalStore>,
    pub special: Special,
    /// Requests from outside: interrupts, timeouts, termination.
    pub signals: Arc<Signals>,
    /// Instructions of back edges and calls until the next look at `signals`.
    pub(super) fuel: i32,
    pub(super) fragments: HashMap<(Fragment, Box<[u8]>), Rc<Unit>, super::hash::QuickBuild>,
    pub(super) texts: super::texts::Texts,
    /// What string operations remember.
    pub(super) strings: super::hot::Texts,
    /// Numbers of names met in texts, so that indirection need not ask the engine.
    pub(super) numbers: HashMap<Box<[u8]>, u32, super::hash::QuickBuild>,
    /// Routines linked so far; a slot keeps its number when the routine is replaced.
    pub(super) routines: Vec<Rc<Unit>>,
    pub(super) routine_index: HashMap<Box<[u8]>, u32>,
    pub(super) generation: u32,
    /// Names of an exclusive NEW, KILL or TSTART being gathered.
    pub(super) except: Vec<Box<[u8]>>,
    /// Device parameters being gathered, innermost last.
    pub(super) params: Vec<Vec<crate::device::Param>>,
    pub(super) locks: Vec<crate::store::LockName>,
    pub(super) handling: Handling,
    pub limits: Limits,
    pub(super) debug: super::debug::Debugger,
    pub(super) transactions: Vec<super::transaction::Level>,
    pub(super) triggers: super::triggers::State,
    pub(super) function_state: super::functions::FnState,
    /// Why the run has to end, seen at the next look.
    pub(super) ending: Option<Cause>,
    /// Bytes that M code of the session holds, if they are bounded; and whether it was told that they are too many.
    held: isize,
    told_of_memory: bool,
    /// The present run is all that the session is for: its end closes the devices, as HALT does.
    pub ends_session: bool,
    /// How the session ended whose devices are being closed, and until when that may take.
    closing: Option<(Finish, Instant)>,
    pub(super) native: super::jit::Native,
    /// A panic that waits until code is left that cannot be unwound.
    pub(super) panic: Option<super::border::Panic>,
}

/// So long the last output of a session may take that has ended.
const LAST_OUTPUT: Duration = Duration::from_secs(10);

/// Steps between two looks at the memory, where it is bounded.
const MEMORY_SLICE: i32 = 100;

/// Bounds of one session, for embedding programs and daemons.
///
/// A *step* is a jump backwards or a change of frames (call, return, GOTO, XECUTE, indirection), so that no loop is free of steps.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Limits {
    /// Frames; beyond it STACKCRIT is raised.
    pub depth: usize,
    /// Steps until the run is ended with [`Cause::Steps`], if bounded. They are counted down over all runs of the session.
    pub steps: Option<u64>,
    /// Bytes that the session may hold, if bounded. Beyond it STPCRIT is raised, which M code can trap; a quarter more ends the run
    /// with [`Cause::Memory`]. What a session's M code allocates counts, minus what it frees; a look is taken every hundred steps.
    /// It needs [`crate::CountingAllocator`]; no session is built without.
    pub memory: Option<usize>,
    /// Steps between two looks at requests from outside: the length of a time slice.
    pub slice: i32,
    /// Fragments kept compiled.
    pub fragments: usize,
    /// When native code is made.
    pub jit: Jit,
}

/// When a session makes and runs native code. Without the feature `jit`, and on processors that it does not know, all code is
/// interpreted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Jit {
    /// Never.
    Off,
    /// Of code that has run often enough to be worth it.
    #[default]
    Auto,
    /// Of all code, before it runs for the first time: for tests.
    Always,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            depth: 100_000,
            steps: None,
            memory: None,
            slice: 2000,
            fragments: 2000,
            jit: Jit::default(),
        }
    }
}

impl Machine {
    pub fn new(
        host: Box<dyn Host>,
        store: Box<dyn GlobalStore>,
        devices: Devices,
        signals: Arc<Signals>,
    ) -> Machine {
        let special = Special::new(host.as_ref(), devices.shared());
        let (mut host, mut store) = (host, store);
        if special.utf8 {
            store.set_chset(Chset::Utf8);
        }
        host.show_diagnostics(!super::special::wants_no_warnings(&special.zcompile));
        Machine {
            symbols: Symbols::default(),
            frames: Vec::new(),
            frame_room: 0,
            temps: Vec::new(),
            refs: Vec::new(),
            test: true,
            devices,
            special,
            host,
            store,
            signals,
            fuel: 0,
            fragments: HashMap::default(),
            texts: Default::default(),
            strings: Default::default(),
            numbers: HashMap::default(),
            routines: Vec::new(),
            routine_index: HashMap::new(),
            generation: 1,
            except: Vec::new(),
            params: Vec::new(),
            locks: Vec::new(),
            handling: Handling::default(),
            limits: Limits::default(),
            debug: Default::default(),
            transactions: Vec::new(),
            triggers: Default::default(),
            function_state: Default::default(),
            ending: None,
            held: 0,
            told_of_memory: false,
            ends_session: false,
            closing: None,
            native: Default::default(),
            panic: None,
        }
    }

    /// The variables of the session.
    pub fn environment(&self) -> &Environment {
        &self.devices.shared().environment
    }

    /// Executes until something has to be waited for, the slice is used up, or the run is over.
    pub fn step(&mut self) -> State {
        if let Some((finish, until)) = self.closing.take() {
            return self.close_up(finish, until);
        }
        let slice = match self.limits.memory {
            Some(_) => self.limits.slice.clamp(2, MEMORY_SLICE),
            None => self.limits.slice.max(2),
        };
        let granted = match self.limits.steps {
            Some(left) => left.min(slice as u64) as i32,
            None => slice,
        };
        let allocated = crate::value::memory::allocated();
        self.fuel = granted;
        self.native = super::jit::Native::new(self.limits.jit);
        let mut result = self.requests();
        if let (false, Ok(Flow::Next | Flow::Reload)) = (self.frames.is_empty(), &result)
            && let Err(error) = self.check_memory()
        {
            result = Err(error);
        }
        if let (0, Ok(Flow::Next | Flow::Reload)) = (granted, &result) {
            self.ending = Some(Cause::Steps);
            result = Err(MError::new(errors::FORCEDHALT));
        }
        let state = loop {
            match result {
                Ok(Flow::Wait(wait)) => match self.store.publish() {
                    Ok(()) => break self.waiting(wait),
                    Err(error) => result = Err(error),
                },
                Ok(Flow::Foreign(call)) => {
                    result = match self.store.publish() {
                        Ok(()) => self.foreign(*call),
                        Err(error) => Err(error),
                    };
                }
                Ok(Flow::Stop(finish)) => {
                    self.flush_output();
                    let finish = self.published(finish);
                    break match finish {
                        Finish::Halted(_) => self.close_up(finish, Instant::now() + LAST_OUTPUT),
                        _ if self.ends_session => {
                            self.close_up(finish, Instant::now() + LAST_OUTPUT)
                        }
                        _ => State::Finished(finish),
                    };
                }
                Ok(Flow::Next | Flow::Reload) if self.fuel <= 0 => match self.store.slice() {
                    Ok(()) => break State::Yield,
                    Err(error) => result = Err(error),
                },
                Ok(Flow::Next | Flow::Reload) => {
                    result = if self.debug.active {
                        self.run::<true>()
                    } else {
                        self.run::<false>()
                    };
                }
                Err(error) => {
                    // A handler that fails for ever has no other step.
                    self.fuel -= 1;
                    result = Ok(self.trap(error));
                }
            }
        };
        if let Some(left) = &mut self.limits.steps {
            // A call from C inside this slice has spent of them too.
            *left = left.saturating_sub((granted - self.fuel.max(0)).max(0) as u64);
        }
        self.held += crate::value::memory::allocated() - allocated;
        state
    }

    /// STPCRIT once when more memory is held than allowed, the end when it becomes a quarter more.
    fn check_memory(&mut self) -> Result<(), MError> {
        let Some(limit) = self.limits.memory else {
            return Ok(());
        };
        let held = usize::try_from(self.held).unwrap_or(0);
        if held <= limit {
            self.told_of_memory = false;
        } else if held > limit.saturating_add(limit / 4) {
            self.ending = Some(Cause::Memory);
            return Err(MError::new(errors::FORCEDHALT));
        } else if !self.told_of_memory {
            self.told_of_memory = true;
            return Err(MError::new(errors::STPCRIT));
        }
        Ok(())
    }

    /// Closes the devices of a session that has ended. Their last output may have to wait, but not for ever.
    fn close_up(&mut self, finish: Finish, until: Instant) -> State {
        if let Some(wait) = self.devices.close_step() {
            let hurry = self.signals.any.load(Ordering::Acquire);
            if !hurry && Instant::now() < until {
                self.closing = Some((finish, until));
                return State::Waiting(wait.or_at(Some(until)));
            }
            self.devices.close_all();
        }
        let _ = self.store.unlock_all(LockOp::Replace);
        let _ = self.store.unlock_all(LockOp::ZDeallocate);
        State::Finished(finish)
    }

    /// Publishes at the end of a run. Nobody can trap an error any more.
    fn published(&mut self, finish: Finish) -> Finish {
        self.store.suspended();
        let done = self.store.publish();
        match (done, finish) {
            (Ok(()), finish) => finish,
            (Err(error), Finish::Halted(status)) => {
                self.host
                    .complain(&[&error.message(b"\n")[..], b"\n"].concat());
                Finish::Halted(status.max(1))
            }
            (Err(error), _) => Finish::Failed(Box::new(self.give_up(Cause::Error(error)))),
        }
    }

    /// Suspends the session; $ZTIMEOUT and $ZMAXTPTIME end the wait.
    fn waiting(&mut self, wait: Wait) -> State {
        self.store.suspended();
        self.note_wait_in_transaction();
        let wait = wait.or_at(self.special.ztimeout.at);
        State::Waiting(wait.or_at(self.transaction_end()))
    }

    /// When $ZMAXTPTIME ends the transaction, if there is one.
    pub(super) fn transaction_end(&self) -> Option<std::time::Instant> {
        self.special.tpend.filter(|_| self.store.tlevel() > 0)
    }

    pub(super) fn frame_refs(&self) -> usize {
        self.frames.last().map_or(0, |f| f.refs as usize)
    }
}
