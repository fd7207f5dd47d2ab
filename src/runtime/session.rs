//! A session: one M process, as embedding programs and the command line use it.

use super::c::Packages;
use super::driver::Driver;
use super::engine::Engine;
use super::error::RunError;
use super::host::SessionHost;
use super::package::{About, Known};
use super::scheduler::Pool;
use super::value::Value;
use crate::device::socket::{Side, SocketDevice, Traffic};
use crate::device::table::Devices;
use crate::device::{Device, Environment, Shared, Wait};
use crate::value::errors::{self, MError};
use crate::vm::border::caught;
use crate::vm::{Capability, Cause, Finish, Letter, Limits, Machine, Signals};
use std::collections::{HashMap, HashSet};
use std::io::Write;
use std::os::fd::OwnedFd;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

/// How a session that ran a program ended.
#[derive(Debug)]
pub enum Exit {
    /// HALT or the end of the program, with the process status.
    Status(i32),
    /// An error that nothing trapped, or what else ended it.
    Error(RunError),
}

impl Exit {
    pub(super) fn of(error: RunError) -> Exit {
        match error.cause {
            Cause::Halted(status) => Exit::Status(status),
            _ => Exit::Error(error),
        }
    }
}

/// What a session does after [`Session::step`].
#[derive(Debug)]
#[non_exhaustive]
pub enum State {
    /// It waits: step it again when one of the descriptors is ready, at the moment, or after a request to its signals.
    Waiting(Wait),
    /// Its time slice is used up: step it again when it is its turn.
    Yield,
    /// What it was asked to do is done: the value of QUIT, if it had one.
    Done(Option<Value>),
    /// It did not come to its own end; HALT is one of the causes.
    Failed(Box<RunError>),
}

/// Who gets messages for people.
pub(super) type Complain = Box<dyn FnMut(&[u8])>;

/// Levels of a stack that a log entry shows at either end.
const SHOWN: usize = 20;

/// The principal device of a session.
enum Principal {
    /// Standard input and output.
    Standard,
    Device(Box<dyn Device>),
    Socket(OwnedFd),
    Streams(OwnedFd, OwnedFd),
}

/// Settings of a session.
#[must_use]
pub struct SessionBuilder {
    engine: Engine,
    environment: Option<Environment>,
    directory: Option<PathBuf>,
    arguments: Vec<u8>,
    principal: Principal,
    direct: bool,
    denied: HashSet<Capability>,
    limits: Limits,
    complain: Option<Complain>,
    owns_process: bool,
    job: Option<u64>,
    pool: Weak<Pool>,
    routines: Option<Vec<u8>>,
    database: Option<PathBuf>,
}

impl SessionBuilder {
    pub(super) fn new(engine: Engine) -> Self {
        SessionBuilder {
            engine,
            environment: None,
            directory: None,
            arguments: Vec::new(),
            principal: Principal::Standard,
            direct: false,
            denied: HashSet::new(),
            limits: Limits::default(),
            complain: None,
            owns_process: false,
            job: None,
            pool: Weak::new(),
            routines: None,
            database: None,
        }
    }

    /// Its $JOB, if that was given to it before.
    pub(super) fn numbered(mut self, job: u64) -> Self {
        self.job = Some(job);
        self
    }

    /// Standard input and output of a job, and its $ZGBLDIR, if that is another one.
    pub(super) fn of_job(
        mut self,
        input: OwnedFd,
        output: OwnedFd,
        database: Option<PathBuf>,
    ) -> Self {
        self.principal = Principal::Streams(input, output);
        self.database = database;
        self
    }

    /// The scheduler's workers that run it.
    pub(super) fn at_home_in(mut self, pool: Weak<Pool>) -> Self {
        self.pool = pool;
        self
    }

    /// The process is the session's: HALT ends it, also in M code that C called.
    pub(crate) fn owns_process(mut self, on: bool) -> Self {
        self.owns_process = on;
        self
    }

    /// The session's environment in place of the process's.
    pub fn env(self, env: HashMap<String, Vec<u8>>) -> Self {
        self.environment(env.into())
    }

    /// As [`SessionBuilder::env`], with variables that many sessions share.
    pub fn environment(mut self, environment: Environment) -> Self {
        self.environment = Some(environment);
        self
    }

    /// The directory that relative names of files start at, in place of the process's: the first $ZDIRECTORY.
    pub fn directory(mut self, directory: impl Into<PathBuf>) -> Self {
        self.directory = Some(directory.into());
        self
    }

    /// $ZCMDLINE.
    pub fn command_line(mut self, text: impl AsRef<[u8]>) -> Self {
        self.arguments = text.as_ref().to_vec();
        self
    }

    /// The principal device in place of standard input and output.
    pub fn principal(mut self, device: Box<dyn Device>) -> Self {
        self.principal = Principal::Device(device);
        self
    }

    /// A SOCKET as the principal device: a connection, a listening socket or one for datagrams, as a process finds it when an Internet daemon
    /// starts it.
    pub fn socket(mut self, socket: OwnedFd) -> Self {
        self.principal = Principal::Socket(socket);
        self
    }

    /// Its $ZROUTINES, in place of the engine's or of `gtmroutines` in its environment.
    pub fn routines(mut self, path: impl AsRef<[u8]>) -> Self {
        self.routines = Some(path.as_ref().to_vec());
        self
    }

    /// An untrapped error enters direct mode in place of ending the run.
    pub fn direct_mode(mut self, on: bool) -> Self {
        self.direct = on;
        self
    }

    /// Takes a capability away: M code gets an error where it would use it.
    pub fn deny(mut self, what: Capability) -> Self {
        self.denied.insert(what);
        self
    }

    /// Bounds of depth, steps and memory.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Who gets messages that GT.M prints to standard error.
    pub fn messages(mut self, sink: impl FnMut(&[u8]) + 'static) -> Self {
        self.complain = Some(Box::new(sink));
        self
    }

    /// The session.
    ///
    /// # Errors
    /// A principal device that cannot be used; a bound of memory without [`crate::CountingAllocator`].
    pub fn build(self) -> Result<Session, MError> {
        if self.limits.memory.is_some() && !crate::value::memory::is_counted() {
            return Err(
                MError::new(errors::MALLOCCRIT).text("the bound of memory needs CountingAllocator")
            );
        }
        let signals = Arc::new(Signals::default());
        let directory = self
            .directory
            .or_else(|| std::env::current_dir().ok())
            .unwrap_or_else(|| PathBuf::from("/"));
        let environment = self.environment.unwrap_or_else(Environment::of_process);
        let host = SessionHost {
            engine: self.engine.clone(),
            about: Rc::new(About {
                job: self.job.unwrap_or_else(super::process::job_number),
                environment: environment.clone(),
                signals: signals.clone(),
                pool: self.pool,
                kept: Default::default(),
            }),
            directory: directory.clone(),
            arguments: self.arguments,
            direct: self.direct,
            denied: self.denied,
            diagnostics: true,
            packages: Packages::default(),
            known: Known::default(),
            owns_process: self.owns_process,
            complain: self.complain.unwrap_or_else(|| {
                Box::new(|text| {
                    // Nobody is left to tell when standard error is gone.
                    let _ = std::io::stderr().write_all(text);
                })
            }),
        };
        let mut shared = Shared {
            utf8: environment.is_utf8(),
            directory,
            environment,
            ..Shared::default()
        };
        let devices = match self.principal {
            Principal::Standard => Devices::stdio(shared)?,
            Principal::Streams(input, output) => Devices::with_standard(input, output, shared)?,
            Principal::Device(device) => Devices::with_principal(device, shared),
            Principal::Socket(fd) => {
                let device = SocketDevice::owned(fd, Side::Input, b"", &mut shared)?;
                Devices::with_principal(Box::new(device), shared)
            }
        };
        let store = self.engine.0.globals.session(host.about.job);
        let mut machine = Machine::new(Box::new(host), store, devices, signals.clone());
        machine.limits = self.limits;
        let configured = self
            .engine
            .0
            .routines
            .lock()
            .unwrap_or_else(|e| e.into_inner())
            .clone();
        if let Some(path) = self.routines.or(configured) {
            machine.special.zroutines = path;
        }
        if let Some(path) = self.database {
            machine.special.zgbldir = path.into_os_string().into_encoded_bytes();
        }
        super::process::enlist(machine.host.job(), &signals);
        Ok(Session {
            engine: self.engine,
            machine,
            signals,
            driver: None,
            broken: None,
        })
    }
}

/// One M process: its variables, its devices, and what it runs. It belongs to the thread that made it.
///
/// After an error, or after HALT, the session can go on with another call; its variables are as the M code left them. After a panic,
/// of a host function or of the runtime itself, it cannot: that call and all later ones fail with [`Cause::Panic`], and what the
/// session held is let go (levels, locks, transactions, devices). Other sessions are not concerned.
pub struct Session {
    engine: Engine,
    pub(crate) machine: Machine,
    signals: Arc<Signals>,
    driver: Option<Driver>,
    /// A panic ended it.
    broken: Option<RunError>,
}

impl Session {
    /// A handle with which another thread interrupts the session or ends its run.
    pub fn signals(&self) -> Arc<Signals> {
        self.signals.clone()
    }

    /// The poll that the session waits with when it is run to its end; made when first needed.
    ///
    /// # Errors
    /// The system has no descriptor left for it.
    pub(crate) fn driver(&mut self) -> std::io::Result<&mut Driver> {
        let driver = match self.driver.take() {
            Some(driver) => driver,
            None => super::process::out_of_the_way(|| Driver::new(&self.signals))?,
        };
        Ok(self.driver.insert(driver))
    }

    /// Runs a part of the session, unless a panic has ended it. A panic ends it now.
    fn guarded<T>(
        &mut self,
        part: impl FnOnce(&mut Session) -> Result<T, RunError>,
    ) -> Result<T, RunError> {
        if let Some(error) = &self.broken {
            return Err(error.clone());
        }
        caught(|| part(self)).unwrap_or_else(|panic| {
            let error = RunError::from(self.machine.break_off(&panic));
            Err(self.broken.insert(error).clone())
        })
    }

    /// Calls `label^routine` with values. The result is that of QUIT, if it had one.
    ///
    /// # Errors
    /// The error that nothing trapped, or what else ended the call: HALT, a bound, a request to stop.
    pub fn call(&mut self, entry: &str, args: &[Value]) -> Result<Option<Value>, RunError> {
        self.start_call(entry, args)?;
        self.finish(None)
    }

    /// As [`Session::call`], ended with [`Cause::Deadline`] when it takes longer than `time`.
    ///
    /// # Errors
    /// As [`Session::call`].
    pub fn call_within(
        &mut self,
        entry: &str,
        args: &[Value],
        time: Duration,
    ) -> Result<Option<Value>, RunError> {
        self.start_call(entry, args)?;
        self.finish(Instant::now().checked_add(time))
    }

    /// Executes a line of M commands.
    ///
    /// # Errors
    /// As [`Session::call`].
    pub fn execute(&mut self, commands: &str) -> Result<(), RunError> {
        self.start_commands(commands.as_bytes())?;
        self.finish(None).map(drop)
    }

    /// Value of an expression.
    ///
    /// # Errors
    /// As [`Session::call`], and syntax errors.
    pub fn eval(&mut self, expression: &str) -> Result<Value, RunError> {
        self.start_commands(format!("QUIT {expression}").as_bytes())?;
        Ok(self.finish(None)?.unwrap_or_default())
    }

    /// Prepares a call of `label^routine` for [`Session::step`]. Nothing runs yet.
    ///
    /// # Errors
    /// A routine or label that is not there, more values than it has parameters.
    pub fn start_call(&mut self, entry: &str, args: &[Value]) -> Result<(), RunError> {
        let args: Vec<_> = args.iter().map(Value::to_internal).collect();
        self.guarded(|s| Ok(s.machine.start_call(entry.as_bytes(), &args)?))
    }

    fn start_commands(&mut self, text: &[u8]) -> Result<(), RunError> {
        self.guarded(|s| Ok(s.machine.start_commands(text)?))
    }

    /// Executes a time slice of what was started. For programs with an event loop of their own.
    #[must_use]
    pub fn step(&mut self) -> State {
        let state = self.guarded(|s| {
            Ok(match s.machine.step() {
                crate::vm::State::Waiting(wait) => State::Waiting(wait),
                crate::vm::State::Yield => State::Yield,
                crate::vm::State::Finished(finish) => State::Done(outcome(finish)?),
            })
        });
        state.unwrap_or_else(|error| State::Failed(Box::new(error)))
    }

    /// Gives up what was started, without running any more M code for it.
    pub fn abandon(&mut self) {
        // A panic is told by the next call.
        let _ = self.guarded(|s| {
            s.machine.abandon();
            Ok(())
        });
    }

    /// Runs what was started to its end.
    fn finish(&mut self, deadline: Option<Instant>) -> Result<Option<Value>, RunError> {
        outcome(self.drive(deadline)?)
    }

    fn drive(&mut self, deadline: Option<Instant>) -> Result<Finish, RunError> {
        self.guarded(|s| {
            s.driver().map_err(|e| MError::io(&e))?;
            match &mut s.driver {
                Some(driver) => Ok(driver.run(&mut s.machine, deadline)),
                None => Err(Cause::Stopped.into()),
            }
        })
    }

    /// Value of a local variable with subscripts; `None` when it is undefined.
    pub fn get(&self, name: &str, subscripts: &[Value]) -> Option<Value> {
        let subscripts: Vec<_> = subscripts.iter().map(Value::to_internal).collect();
        self.machine
            .local(name.as_bytes(), &subscripts)
            .map(|v| Value::from_internal(&v))
    }

    /// Sets a local variable with subscripts.
    ///
    /// # Errors
    /// VAREXPECTED for what is no name, MAXNRSUBSCRIPTS for more than 31 subscripts, MAXSTRLEN for a value above 1 MiB.
    pub fn set(
        &mut self,
        name: &str,
        subscripts: &[Value],
        value: impl Into<Value>,
    ) -> Result<(), MError> {
        let value = value.into();
        if value.len() > crate::value::MAX_STRING {
            return Err(MError::new(errors::MAXSTRLEN));
        }
        let subscripts: Vec<_> = subscripts.iter().map(Value::to_internal).collect();
        self.machine
            .set_local(name.as_bytes(), &subscripts, value.to_internal())
    }

    /// Runs an entry as `mrun -run` does: errors that nothing traps enter direct mode when the session has one. All devices are
    /// closed at the end.
    pub fn run(&mut self, entry: &[u8]) -> Exit {
        match self.begin_run(entry) {
            Ok(()) => self.exit(),
            Err(error) => Exit::Error(error),
        }
    }

    /// Prepares [`Session::run`] for [`Session::step`].
    pub(super) fn begin_run(&mut self, entry: &[u8]) -> Result<(), RunError> {
        self.machine.ends_session = true;
        self.guarded(|s| Ok(s.machine.start_run(entry)?))
    }

    /// Handles the signals of the process for this session.
    ///
    /// # Errors
    /// The system has no descriptors left.
    pub fn handle_signals(&mut self, hangup: super::process::Hangup) -> std::io::Result<()> {
        let signals = self.signals();
        super::process::out_of_the_way(|| {
            let wake = super::process::handle_signals(signals, hangup)?;
            let driver = match self.driver.take() {
                Some(driver) => driver,
                None => Driver::new(&self.signals)?,
            };
            self.driver.insert(driver).wake_on(wake)
        })
    }

    /// Handles what signals a C program leaves to the runtime.
    ///
    /// # Errors
    /// The system has no descriptors left.
    pub(crate) fn serve_c(&mut self) -> std::io::Result<()> {
        let wake = super::process::handle_interrupts(self.signals())?;
        self.driver()?.wake_on(wake)
    }

    /// Ends the session: output goes out, devices are closed, C libraries clean up.
    pub(crate) fn close(&mut self) {
        self.machine.devices.close_all();
        self.machine.host.finish();
    }

    /// The process is about to end with that status: jobs that are its sessions come to their end before, unless a signal ends it.
    pub(crate) fn wait_for_jobs(&self, status: i32) {
        let ended = status < 0;
        self.engine
            .wait_for_jobs(|| ended || self.signals.is_ending());
    }

    /// Runs what JOB started this process for.
    pub(crate) fn job(&mut self, entry: &[u8], letter: &Letter) -> Exit {
        match self.begin_job(entry, letter) {
            Ok(()) => self.exit(),
            Err(error) => Exit::Error(error),
        }
    }

    /// Prepares [`Session::job`] for [`Session::step`].
    pub(super) fn begin_job(&mut self, entry: &[u8], letter: &Letter) -> Result<(), RunError> {
        self.machine.ends_session = true;
        self.guarded(|s| Ok(s.machine.start_job(entry, letter)?))
    }

    /// $JOB.
    pub(super) fn number(&self) -> u64 {
        self.machine.host.job()
    }

    /// Whether it keeps others from committing: it should go on before they do.
    pub(super) fn is_exclusive(&self) -> bool {
        self.machine.store.is_exclusive()
    }

    /// The command that it waits in.
    pub(super) fn waits_in(&self) -> &'static str {
        self.machine.waits_in()
    }

    /// What the principal device, if that is a socket, has received and sent.
    pub(super) fn traffic(&mut self) -> Option<Traffic> {
        self.machine.devices.traffic()
    }

    /// The message of an error that ended the run, with its place. When a peer sits behind the principal device, it is a log entry with
    /// all levels, as the peer gets nothing of it.
    pub(crate) fn last_words(&mut self, run: &RunError) -> Vec<u8> {
        let machine = &mut self.machine;
        let mut text = match run.error() {
            // GT.M does not say where an error was that cannot be trapped.
            Some(error) if error.is_fatal() || run.place.is_empty() => {
                [&error.message(b"\n")[..], b"\n"].concat()
            }
            Some(_) => machine.status_message(),
            None => format!("{run}\n").into_bytes(),
        };
        if machine.devices.is_socket() {
            // The innermost place is that of the message.
            let levels = || run.stack.iter().rev().skip(1);
            let all = levels().count();
            for (at, level) in levels().enumerate() {
                if at < SHOWN || at + SHOWN >= all {
                    text.extend_from_slice(b"\t\tCalled from ");
                    text.extend_from_slice(level.place.as_bytes());
                    text.push(b'\n');
                } else if at == SHOWN {
                    // A peer may have caused as many as it likes.
                    let left = all - 2 * SHOWN;
                    text.extend_from_slice(format!("\t\t({left} levels more)\n").as_bytes());
                }
            }
        }
        text
    }

    /// Direct mode until HALT or the end of input.
    pub fn direct(&mut self) -> Exit {
        let started = self.guarded(|s| {
            s.machine.ends_session = true;
            s.machine.start_direct();
            Ok(())
        });
        match started {
            Ok(()) => self.exit(),
            Err(error) => Exit::Error(error),
        }
    }

    fn exit(&mut self) -> Exit {
        match self.drive(None) {
            Ok(Finish::Returned(_)) => Exit::Status(0),
            Ok(Finish::Halted(status)) => Exit::Status(status),
            Ok(Finish::Failed(failure)) => Exit::Error((*failure).into()),
            Err(error) => Exit::Error(error),
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        super::process::strike(self.number());
    }
}

/// The end of a run in the embedding program's terms.
fn outcome(finish: Finish) -> Result<Option<Value>, RunError> {
    match finish {
        Finish::Returned(value) => Ok(value.map(|v| Value::from_internal(&v))),
        Finish::Halted(status) => Err(Cause::Halted(status).into()),
        Finish::Failed(failure) => Err((*failure).into()),
    }
}
