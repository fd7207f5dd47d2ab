//! A worker process: it runs the sessions of one AOR server, for whose connections it gets the sockets.
//!
//! It ends when the daemon lets it go, after its last session; what a daemon that was killed has started comes to its end, too.

use super::packets::{self, Order, Report};
use crate::device::Environment;
use crate::runtime::{Ended, Exit, Scheduler, Task};
use crate::vm::Limits;
use crate::{Engine, SessionBuilder};
use nix::sys::resource::{Resource, getrlimit, setrlimit};
use nix::sys::signal::{SigSet, SigmaskHow, Signal, pthread_sigmask};
use std::collections::HashMap;
use std::io::{self, Write};
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Bytes that a session may hold, unless its entry says it.
pub const MEMORY: usize = 256 << 20;
/// Descriptors that are not sockets of sessions: the worker's own, and those for files that sessions open for a moment, as routines.
const KEPT: u64 = 64;
/// Pause when there are no descriptors for more sessions; the sockets wait in the line to the daemon.
const SHORTAGE: Duration = Duration::from_millis(50);

/// What all sessions of a server have in common.
pub struct Server {
    pub entry: Vec<u8>,
    /// $ZCMDLINE.
    pub command_line: Vec<u8>,
    /// Bytes that a session may hold; 0 is without bound.
    pub memory: usize,
    /// How long a session may run.
    pub limit: Option<Duration>,
}

/// $JOBs of sessions with the daemon's numbers of them.
type Jobs = Arc<Mutex<HashMap<u64, u64>>>;

/// Serves until the daemon has let go the line and the last session is over.
///
/// # Errors
/// There are no threads or descriptors.
pub fn serve(line: RawFd, engine: &Engine, server: &Server) -> io::Result<ExitCode> {
    // SAFETY: the daemon has made the descriptor for this process, and nothing else here uses it.
    let line = unsafe { OwnedFd::from_raw_fd(line) };
    nix::fcntl::fcntl(
        &line,
        nix::fcntl::FcntlArg::F_SETFD(nix::fcntl::FdFlag::FD_CLOEXEC),
    )?;
    let (_, most) = getrlimit(Resource::RLIMIT_NOFILE)?;
    setrlimit(Resource::RLIMIT_NOFILE, most, most)?;
    // Before there are other threads, so that only the one below hears them.
    let mut ends = SigSet::empty();
    for signal in [Signal::SIGTERM, Signal::SIGINT, Signal::SIGHUP] {
        ends.add(signal);
    }
    pthread_sigmask(SigmaskHow::SIG_BLOCK, Some(&ends), None)?;
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get());
    let scheduler = Arc::new(Scheduler::new(engine, threads)?);
    let ending = scheduler.clone();
    std::thread::spawn(move || {
        if ends.wait().is_ok() {
            ending.close();
            std::process::exit(0);
        }
    });
    let environment = Environment::of_process();
    let directory = std::env::current_dir().unwrap_or_else(|_| "/".into());
    let jobs = Jobs::default();
    let line = Arc::new(line);
    let room = || scheduler.len() as u64 + KEPT < most;
    while let Some((order, socket)) = next(&line, room)? {
        match order {
            Order::Start { number, variables } => {
                let Some(socket) = socket else { continue };
                let environment = variables
                    .into_iter()
                    .fold(environment.clone(), |all, (name, value)| {
                        all.with(&name, value)
                    });
                let (command_line, directory) = (server.command_line.clone(), directory.clone());
                let memory = Some(server.memory).filter(|bytes| *bytes > 0);
                let setup = move |session: SessionBuilder| {
                    let limits = Limits {
                        memory,
                        ..Limits::default()
                    };
                    session
                        .limits(limits)
                        .environment(environment)
                        .directory(directory)
                        .command_line(command_line)
                        .socket(socket)
                };
                let (line, of_end) = (line.clone(), jobs.clone());
                let task = Task::run(server.entry.clone());
                let task = task.setup(setup).within(server.limit);
                // Locked until the job is known: the session may be over before.
                let mut known = lock(&jobs);
                let job = scheduler.start(task.at_end(move |ended| {
                    lock(&of_end).remove(&ended.job);
                    over(&line, number, &ended);
                }));
                known.insert(job, number);
            }
            Order::List => list(&line, &scheduler, &jobs),
        }
    }
    scheduler.wait(None);
    Ok(ExitCode::SUCCESS)
}

fn lock(jobs: &Jobs) -> std::sync::MutexGuard<'_, HashMap<u64, u64>> {
    jobs.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The next order. A start stays in the line until there is a descriptor for its socket, and `room` for what its session opens.
fn next(line: &OwnedFd, room: impl Fn() -> bool) -> io::Result<Option<(Order, Option<OwnedFd>)>> {
    while let Some((packet, socket)) = packets::look(line.as_raw_fd())? {
        let order = Order::decode(&packet)?;
        if matches!(order, Order::Start { .. }) && (socket.is_none() || !room()) {
            std::thread::sleep(SHORTAGE);
            continue;
        }
        packets::take(line.as_raw_fd())?;
        return Ok(Some((order, socket)));
    }
    Ok(None)
}

/// Tells the daemon of the end of a session, and the log of its error.
fn over(line: &OwnedFd, number: u64, ended: &Ended) {
    let say = |text: &str| {
        let text = format!("session={number}: {}\n", text.trim_end());
        // Nobody is left to tell.
        let _ = io::stderr().write_all(text.as_bytes());
    };
    if ended.out_of_time {
        say("it has run for its time, it is ended");
    }
    let status = match &ended.exit {
        Exit::Status(status) => *status & 0xff,
        Exit::Error(_) => {
            say(&String::from_utf8_lossy(&ended.report));
            i32::from(crate::runtime::FATAL)
        }
    };
    let report = Report::Ended {
        number,
        status,
        out_of_time: ended.out_of_time,
    };
    // A daemon that is gone does not want to know.
    let _ = packets::send(line.as_raw_fd(), &report.encode(), None);
}

fn list(line: &OwnedFd, scheduler: &Scheduler, jobs: &Jobs) {
    let sessions = scheduler.sessions();
    let numbers = lock(jobs).clone();
    let does = sessions.into_iter().filter_map(|session| {
        let traffic = session.traffic.unwrap_or_default();
        Some(Report::Does {
            number: *numbers.get(&session.job)?,
            received: traffic.received,
            sent: traffic.sent,
            waits: session.waits.unwrap_or_default().to_string(),
        })
    });
    for report in does.chain([Report::Listed]) {
        if packets::send(line.as_raw_fd(), &report.encode(), None).is_err() {
            return;
        }
    }
}
