//! What the machine asks of the floor above, and what that floor may ask of the machine from another thread.

use super::job::Start;
use super::machine::Machine;
use crate::compile::Code;
use crate::device::Wait;
use crate::device::table::Devices;
use crate::store::GlobalStore;
use crate::value::Value;
use crate::value::array::{Link as Variable, Node};
use crate::value::errors::MError;
use std::any::Any;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};
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
    /// Code for a ZLINK, if there is a file: `file` has no ending, `how` says which is meant. The code's name is the routine's;
    /// `true` says that it was compiled just now.
    fn link_file(
        &mut self,
        file: &[u8],
        how: Link,
        search: &[u8],
    ) -> Result<Option<(Arc<Code>, bool)>, MError>;
    /// The file of a source on a search path, or where it would be made: in its first folder.
    fn source_file(&self, file: &[u8], search: &[u8]) -> PathBuf;
    /// ZCOMPILE: compiles files as its argument says; the new value of $ZCSTATUS, if it has one.
    fn compile_files(&mut self, text: &[u8], options: &[u8]) -> Result<Option<i64>, MError>;
    /// Relative names in $ZROUTINES start there from now on: $ZDIRECTORY when it was set.
    fn set_directory(&mut self, directory: &Path);
    /// Whether the compiler's messages are shown (`-nowarning` in $ZCOMPILE).
    fn show_diagnostics(&mut self, on: bool);
    /// Calls the host function `package.name`, or prepares the call of a C function; `valued`: its value is used. A host function may
    /// do something with what is within its reach.
    fn external(
        &mut self,
        name: &[u8],
        args: Vec<Argument>,
        valued: bool,
        reach: Reach,
    ) -> Result<External, MError>;
    /// What is to be shown to people about the last external call, empty for nothing.
    fn remarks(&mut self) -> Vec<u8>;
    /// Calls a host function again that waited, or that asked for a call of M code.
    fn external_again(&mut self, again: Again, reach: Reach) -> Result<External, MError>;
    /// The program that runs a JOB, with its first arguments.
    fn job_program(&self) -> Option<PathBuf>;
    /// Starts a job as a session of this process; its $JOB.
    ///
    /// # Errors
    /// JOBFAIL: there are no threads or descriptors left, or it asks for what only a process can do.
    fn start_session(&mut self, start: Start) -> Result<u64, MError>;
    /// $JOB of this session.
    fn job(&self) -> u64;
    /// Sends a signal to the session with a $JOB that is not a process's: 0, or the number of the system's error.
    fn signal(&mut self, job: u64, signal: i32) -> i32;
    /// What an untrapped error does: `true` enters direct mode, `false` ends the run.
    fn has_direct_mode(&self) -> bool;
    /// Value of $ZCMDLINE.
    fn command_line(&self) -> Vec<u8>;
    /// Capabilities that were taken away by an embedding program.
    fn may(&self, what: Capability) -> bool;
    /// Whether HALT in M code that C called ends the process.
    fn owns_process(&self) -> bool;
    /// The session is over, and the process will be: C libraries clean up.
    fn finish(&mut self);
    /// An error message for people (direct mode, untrapped errors).
    fn complain(&mut self, text: &[u8]);
}

/// What host functions may use of the session.
pub struct Reach<'a> {
    pub store: &'a mut dyn GlobalStore,
    pub devices: &'a mut Devices,
}

/// Which file a ZLINK means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// The source, unless it is unchanged since it was compiled.
    Changed,
    /// The source, compiled anew.
    Source,
    /// The object file.
    Object,
}

/// What an embedding program can forbid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Capability {
    /// OPEN of files; what looks at or changes files otherwise: ZLINK, ZCOMPILE, $ZSEARCH, $ZPARSE, SET of $ZDIRECTORY and $ZROUTINES.
    /// Routines are still loaded from the search path that the embedding program gave.
    Files,
    /// OPEN of sockets.
    Network,
    /// JOB and pipes; $ZSIGPROC, $ZGETJPI, $ZSYSLOG.
    Processes,
    /// ZSYSTEM and ZEDIT.
    Shell,
    /// C functions of call tables.
    External,
}

/// An argument of a host function.
#[derive(Clone)]
pub struct Argument {
    pub value: Value,
    /// The variable that was passed by reference.
    pub variable: Option<Variable>,
}

impl Argument {
    /// Whether there are nodes below the variable.
    pub fn has_nodes(&self) -> bool {
        // SAFETY: host functions run while the machine holds no borrow of a container.
        let node = self
            .variable
            .as_ref()
            .map(|variable| unsafe { &*variable.0.get() });
        node.is_some_and(|node| node.kids.is_some())
    }

    /// The nodes below the variable that have values, in order.
    pub fn nodes(&self) -> Vec<(Vec<Value>, Value)> {
        fn gather(node: &Node, path: &mut Vec<Value>, all: &mut Vec<(Vec<Value>, Value)>) {
            for (subscript, kid) in node.kids.iter().flat_map(|kids| kids.iter()) {
                path.push(subscript);
                if kid.value.is_defined() {
                    all.push((path.clone(), kid.value.clone()));
                }
                gather(kid, path, all);
                path.pop();
            }
        }
        let mut all = Vec::new();
        if let Some(variable) = &self.variable {
            // SAFETY: host functions run while the machine holds no borrow of a container.
            gather(unsafe { &*variable.0.get() }, &mut Vec::new(), &mut all);
        }
        all
    }
}

/// What a variable that was passed by reference becomes.
pub enum Output {
    /// Its value; what is below it stays.
    Value(Value),
    /// Its value, if it has one, and the nodes below it.
    Tree(Value, Vec<(Vec<Value>, Value)>),
    /// All of it.
    Node(Node),
}

/// A variable of a value and the nodes below it.
pub(super) fn tree(value: Value, nodes: Vec<(Vec<Value>, Value)>) -> Node {
    let mut tree = Node { value, kids: None };
    for (subscripts, value) in nodes {
        tree.make(&subscripts, 0, Value::to_key).value = value;
    }
    tree
}

/// What a host function is told when it is called again.
pub struct Again {
    pub state: Box<dyn Any>,
    /// What the M code that it asked for returned.
    pub returned: Option<Value>,
    /// The code of $ZINTERRUPT or $ZTIMEOUT has run while it waited.
    pub interrupted: bool,
}

impl Again {
    pub(super) fn with(state: Box<dyn Any>) -> Again {
        Again {
            state,
            returned: None,
            interrupted: false,
        }
    }
}

/// What a host function answers. `state` is the floor above's, and comes back to it at the next call.
pub enum External {
    /// The value, and new values of arguments by reference, by their index.
    Done {
        value: Value,
        outputs: Vec<(usize, Output)>,
    },
    /// Call again when the wait is over.
    Wait { wait: Wait, state: Box<dyn Any> },
    /// Run M code, then call again.
    Call {
        entry: Vec<u8>,
        args: Vec<Value>,
        state: Box<dyn Any>,
    },
    /// A C function is to be called.
    Foreign(Foreign),
    /// The argument of that index is a variable without a value, and must have one.
    Undefined(usize),
}

/// A call of a C function with its arguments ready.
///
/// It is the one thing that gets the machine itself: C may call M code in turn before it returns (`Machine::call_in`). While it
/// runs, the session's thread is C's.
pub type Foreign = Box<dyn FnOnce(&mut Machine) -> Returned>;

/// What a C function leaves: new values of arguments by reference, which hold whether or not it failed, and its value.
pub struct Returned {
    pub outputs: Vec<(usize, Output)>,
    pub value: Result<Value, MError>,
}

/// Requests to a session from other threads and from signal handlers.
///
/// A running session looks at them at the end of every time slice; one that waits has to be woken, which its driver has arranged
/// with [`Signals::on_request`].
#[derive(Default)]
pub struct Signals {
    /// Something of the below is set.
    pub(crate) any: AtomicBool,
    /// Ctrl-C.
    pub(crate) interrupt: AtomicBool,
    /// $ZINTERRUPT (SIGUSR1 or MUPIP INTRPT).
    pub(crate) zinterrupt: AtomicU32,
    /// The terminal is gone (SIGHUP): an error where HUPENABLE asks for it.
    pub(crate) hangup: AtomicBool,
    /// End the process (SIGTERM): the number of the signal, 0 for none.
    pub(crate) terminate: AtomicU32,
    /// End the run with an error that cannot be trapped.
    pub(crate) stop: AtomicBool,
    wake: OnceLock<Box<dyn Fn() + Send + Sync>>,
}

impl Signals {
    /// Ctrl-C, as the terminal sends it.
    pub fn interrupt(&self) {
        self.interrupt.store(true, Ordering::Release);
        self.request();
    }

    /// Runs the code of `$ZINTERRUPT` in the session, as SIGUSR1 does in a process.
    pub fn zinterrupt(&self) {
        self.zinterrupt.fetch_add(1, Ordering::AcqRel);
        self.request();
    }

    /// Says that the terminal is gone, as SIGHUP does.
    pub fn hangup(&self) {
        self.hangup.store(true, Ordering::Release);
        self.request();
    }

    /// Ends the session as the signal of that number does a process (15 is SIGTERM).
    pub fn terminate(&self, signal: u32) {
        self.terminate.store(signal, Ordering::Release);
        self.request();
    }

    /// Whether something wants the end of the session: SIGTERM, or Ctrl-C.
    pub(crate) fn is_ending(&self) -> bool {
        self.terminate.load(Ordering::Acquire) != 0 || self.interrupt.load(Ordering::Acquire)
    }

    /// Ends the call or run in progress with an error that M code cannot trap.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Release);
        self.request();
    }

    /// Ends the session's wait: what it waits for is looked at again. For host functions whose wait has no descriptor.
    pub fn wake(&self) {
        self.request();
    }

    /// What ends a wait when a request comes in: called on the thread, or in the signal handler, that makes the request.
    ///
    /// The first one stays; `false` says that there was one already.
    pub fn on_request(&self, wake: impl Fn() + Send + Sync + 'static) -> bool {
        self.wake.set(Box::new(wake)).is_ok()
    }

    fn request(&self) {
        self.any.store(true, Ordering::Release);
        if let Some(wake) = self.wake.get() {
            wake();
        }
    }
}

impl std::fmt::Debug for Signals {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Signals")
            .field("any", &self.any)
            .finish_non_exhaustive()
    }
}

/// $ZTIMEOUT: when and what.
#[derive(Debug, Clone, Default)]
pub struct ZTimeout {
    pub at: Option<Instant>,
    pub code: Vec<u8>,
}
