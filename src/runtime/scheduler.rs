//! The scheduler: very many sessions on a few threads.
//!
//! A session is made, stepped and dropped on one thread, its worker, which waits with one poll for all that its sessions wait for. What
//! is runnable gets time slices in turn.

mod watch;
mod worker;

use self::worker::{Message, Run, Worker};
use super::engine::Engine;
use super::session::{Exit, Session, SessionBuilder};
use crate::device::socket::Traffic;
use crate::value::errors::MError;
use crate::vm::{Letter, Signals};
use std::io;
use std::sync::mpsc;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Native code, compilation and C libraries may need so much; it is only taken as it is used.
const STACK: usize = 8 << 20;
/// How long a list of sessions waits for a worker that is in one long instruction.
const ANSWER: Duration = Duration::from_secs(1);

/// What a session is made of, and what becomes of its end.
///
/// ```
/// use mrun::{Engine, Exit, Scheduler, Task};
/// use std::sync::mpsc;
///
/// let engine = Engine::new();
/// engine.add_routine("count", "down n i f i=1:1:1000 s n=$i(^n)\n q\n");
/// let scheduler = Scheduler::new(&engine, 2)?;
/// let (done, ends) = mpsc::channel();
/// for _ in 0..100 {
///     let done = done.clone();
///     scheduler.start(Task::run("down^count").at_end(move |ended| done.send(ended).unwrap()));
/// }
/// for _ in 0..100 {
///     assert!(matches!(ends.recv()?.exit, Exit::Status(0)));
/// }
/// assert_eq!(engine.session().build()?.eval("^n")?, 100_000);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub struct Task {
    /// Its $JOB, once it is started.
    job: u64,
    what: What,
    setup: Box<dyn FnOnce(SessionBuilder) -> SessionBuilder + Send>,
    end: Box<dyn FnOnce(Ended) + Send>,
    limit: Option<Duration>,
}

/// What a session is to run.
enum What {
    Entry(Vec<u8>),
    Job(Vec<u8>, Box<Letter>),
}

impl What {
    fn entry(&self) -> &[u8] {
        match self {
            What::Entry(entry) | What::Job(entry, _) => entry,
        }
    }

    fn begin(&self, session: &mut Session) -> Result<(), super::RunError> {
        match self {
            What::Entry(entry) => session.begin_run(entry),
            What::Job(entry, letter) => session.begin_job(entry, letter),
        }
    }
}

impl Task {
    /// Runs an entry as `mrun -run` does, in a session that is over then.
    pub fn run(entry: impl Into<Vec<u8>>) -> Task {
        Task::of(What::Entry(entry.into()))
    }

    pub(super) fn job(entry: Vec<u8>, letter: Letter) -> Task {
        Task::of(What::Job(entry, Box::new(letter)))
    }

    fn of(what: What) -> Task {
        Task {
            job: 0,
            what,
            setup: Box::new(|builder| builder),
            end: Box::new(drop),
            limit: None,
        }
    }

    /// Settings of the session: its principal device, environment, bounds. Called on the thread that will run it.
    pub fn setup(
        mut self,
        f: impl FnOnce(SessionBuilder) -> SessionBuilder + Send + 'static,
    ) -> Task {
        self.setup = Box::new(f);
        self
    }

    /// Ends the session after some time, as SIGTERM ends a process.
    pub fn within(mut self, limit: Option<Duration>) -> Task {
        self.limit = limit;
        self
    }

    /// Called on the session's thread when it is over, its devices included. It must not block.
    pub fn at_end(mut self, f: impl FnOnce(Ended) + Send + 'static) -> Task {
        self.end = Box::new(f);
        self
    }
}

/// A session that is over.
#[derive(Debug)]
#[non_exhaustive]
pub struct Ended {
    /// Its $JOB.
    pub job: u64,
    pub exit: Exit,
    /// Its time was over ([`Task::within`]).
    pub out_of_time: bool,
    /// What is to be said of an error: its message and the M stack. Empty without one.
    pub report: Vec<u8>,
}

/// A session that lives.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SessionInfo {
    /// Its $JOB.
    pub job: u64,
    /// The entry it was started with.
    pub entry: Vec<u8>,
    pub started: Instant,
    /// The command that it waits in, as `READ`; `None` while it runs.
    pub waits: Option<&'static str>,
    /// What its principal device, if that is a socket, has received and sent.
    pub traffic: Option<Traffic>,
}

/// Runs sessions of an engine on threads of its own. They are denied [`crate::Capability::External`]. Dropping it ends them as SIGTERM ends a process.
///
/// A `JOB entry:(SESSION)` in one of its sessions starts another one here.
pub struct Scheduler {
    engine: Engine,
    pool: Arc<Pool>,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

/// The workers.
pub(super) struct Pool(Vec<Arc<Worker>>);

impl Pool {
    /// Starts a session on the worker that has the fewest; its $JOB.
    pub fn start(&self, mut task: Task) -> u64 {
        task.job = super::process::job_number();
        let job = task.job;
        if let Some(worker) = self.0.iter().min_by_key(|w| w.load()) {
            worker.add_load();
            worker.send(Message::Start(task));
        }
        job
    }
}

impl std::fmt::Debug for Scheduler {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Scheduler")
            .field("sessions", &self.len())
            .finish_non_exhaustive()
    }
}

impl Scheduler {
    /// Starts so many threads, at least one.
    ///
    /// # Errors
    /// The system has no threads or descriptors left.
    pub fn new(engine: &Engine, threads: usize) -> io::Result<Scheduler> {
        let made = (0..threads.max(1)).map(|_| worker::new());
        let (workers, polls): (Vec<_>, Vec<_>) =
            made.collect::<io::Result<Vec<_>>>()?.into_iter().unzip();
        let scheduler = Scheduler {
            engine: engine.clone(),
            pool: Arc::new(Pool(workers)),
            threads: Mutex::default(),
        };
        for (number, poll) in polls.into_iter().enumerate() {
            let thread = std::thread::Builder::new()
                .name(format!("mrun-sessions-{number}"))
                .stack_size(STACK);
            let (engine, pool) = (engine.clone(), Arc::downgrade(&scheduler.pool));
            let worker = scheduler.pool.0[number].clone();
            let run = move || Run::new(engine, pool, worker, poll).until_closed();
            scheduler.handles().push(thread.spawn(run)?);
        }
        Ok(scheduler)
    }

    fn handles(&self) -> std::sync::MutexGuard<'_, Vec<JoinHandle<()>>> {
        self.threads.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn pool(&self) -> Arc<Pool> {
        self.pool.clone()
    }

    /// The engine of its sessions.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Starts a session on the worker that has the fewest; its `$JOB`. What fails, the end of the task tells.
    pub fn start(&self, task: Task) -> u64 {
        self.pool.start(task)
    }

    /// Sessions that are not over.
    pub fn len(&self) -> usize {
        self.pool.0.iter().map(|w| w.load()).sum()
    }

    /// Whether no session lives.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The sessions that live, the oldest first. Those of a worker that does not answer within a second are missing.
    pub fn sessions(&self) -> Vec<SessionInfo> {
        let (answer, answers) = mpsc::channel();
        for worker in &self.pool.0 {
            worker.send(Message::List(answer.clone()));
        }
        drop(answer);
        let until = Instant::now() + ANSWER;
        let mut all = Vec::new();
        while let Ok(some) = answers.recv_timeout(until.saturating_duration_since(Instant::now())) {
            all.extend::<Vec<SessionInfo>>(some);
        }
        all.sort_by_key(|s| s.started);
        all
    }

    /// A handle with which to interrupt or end the session with that $JOB.
    pub fn signals(&self, job: u64) -> Option<Arc<Signals>> {
        super::process::session(job)
    }

    /// Waits until no session lives, at most so long; whether that is so.
    pub fn wait(&self, patience: Option<Duration>) -> bool {
        let (answer, answers) = mpsc::channel();
        for worker in &self.pool.0 {
            worker.send(Message::TellWhenIdle(answer.clone()));
        }
        drop(answer);
        let until = patience.and_then(|p| Instant::now().checked_add(p));
        self.pool.0.iter().all(|_| match until {
            Some(until) => answers
                .recv_timeout(until.saturating_duration_since(Instant::now()))
                .is_ok(),
            None => answers.recv().is_ok(),
        })
    }

    /// Ends all sessions as SIGTERM ends a process, and the threads then.
    pub fn close(&self) {
        for worker in &self.pool.0 {
            worker.send(Message::Close);
        }
        for handle in std::mem::take(&mut *self.handles()) {
            // A worker catches the panics of its sessions; its own leave nothing to do here.
            let _ = handle.join();
        }
    }
}

impl Drop for Scheduler {
    fn drop(&mut self) {
        self.close();
    }
}

/// The end of a session that could not be made.
fn stillborn(job: u64, error: MError) -> Ended {
    Ended {
        job,
        report: [&error.message(b"\n")[..], b"\n"].concat(),
        exit: Exit::Error(error.into()),
        out_of_time: false,
    }
}

#[cfg(test)]
mod tests;
