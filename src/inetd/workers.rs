//! The daemon's side of its worker processes, in which the sessions of AOR servers run: one for each such server.
//!
//! The daemon's loop never waits for them: a thread for each line sends, another one receives and hears of the end of the process.

use super::entry::Entry;
use super::packets::{self, Order, Report};
use super::peer::Peer;
use super::start::{Prepared, Unfit};
use nix::sys::eventfd::EventFd;
use nix::sys::wait::{WaitStatus, waitpid};
use nix::unistd::Pid;
use std::collections::{HashMap, HashSet, VecDeque};
use std::io;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd, RawFd};
use std::path::PathBuf;
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long a list of what sessions do may take.
const PATIENCE: Duration = Duration::from_millis(500);
/// A list is used so long for further questions.
const FRESH: Duration = Duration::from_millis(500);

/// A session to start for an AOR server whose program is M.
pub struct Start {
    /// The daemon's number of it.
    pub number: u64,
    /// The connected socket, with the first message unread.
    pub socket: OwnedFd,
    pub peer: Peer,
    /// The connection's number among those of its source.
    pub count: usize,
}

/// How a session ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    pub number: u64,
    /// What a process would have ended with.
    pub status: i32,
    /// The signal that ended its worker process.
    pub signal: Option<i32>,
    /// Its time was over.
    pub out_of_time: bool,
}

/// What a session does, for ZINET DISPLAY.
#[derive(Debug, Clone, Default)]
pub struct View {
    pub received: u64,
    pub sent: u64,
    /// As `READ` or `HANG`; empty while it runs.
    pub waits_for: String,
}

/// All worker processes of the daemon.
pub struct Workers {
    own: PathBuf,
    all: Vec<Worker>,
    shared: Arc<Shared>,
}

/// What the threads tell the loop.
struct Shared {
    ended: Mutex<VecDeque<Ended>>,
    /// Readable while there is something in `ended`.
    bell: EventFd,
}

/// One process.
struct Worker {
    entry: Arc<Entry>,
    pid: Pid,
    /// Closed once it gets no more sessions: it ends with its last one.
    outgoing: Option<Sender<(Order, Option<OwnedFd>)>>,
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    inner: Mutex<Inner>,
    /// Views are complete, orders are sent, or it is gone.
    changed: Condvar,
}

#[derive(Default)]
struct Inner {
    /// Sessions that were sent to it and are not over.
    sessions: HashSet<u64>,
    views: HashMap<u64, View>,
    /// Orders that are not sent yet.
    queued: usize,
    /// When the views were complete.
    at: Option<Instant>,
    gone: bool,
}

impl State {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shared {
    fn ended(&self) -> MutexGuard<'_, VecDeque<Ended>> {
        self.ended.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self, ended: impl IntoIterator<Item = Ended>) {
        self.ended().extend(ended);
        // A full counter is readable as well.
        let _ = self.bell.write(1);
    }
}

impl Worker {
    fn send(&self, order: Order, socket: Option<OwnedFd>) {
        let Some(outgoing) = &self.outgoing else {
            return;
        };
        self.state.lock().queued += 1;
        // The thread takes all that comes, also when the process is gone: the end of its sessions is told then.
        let _ = outgoing.send((order, socket));
    }

    fn is_gone(&self) -> bool {
        self.state.lock().gone
    }
}

impl Workers {
    /// `own` is the program that runs M.
    ///
    /// # Errors
    /// The system has no descriptors left.
    pub fn new(own: PathBuf) -> io::Result<Workers> {
        use nix::sys::eventfd::EfdFlags;
        let flags = EfdFlags::EFD_CLOEXEC | EfdFlags::EFD_NONBLOCK;
        Ok(Workers {
            own,
            all: Vec::new(),
            shared: Arc::new(Shared {
                ended: Mutex::default(),
                bell: EventFd::from_flags(flags)?,
            }),
        })
    }

    /// Readable when [`Workers::ended`] has something to say.
    pub fn descriptor(&self) -> RawFd {
        self.shared.bell.as_fd().as_raw_fd()
    }

    /// Starts a session in the worker of its server, and that worker if it does not run. `null` and `log` are its standard descriptors.
    ///
    /// # Errors
    /// No process can be started.
    pub fn start(
        &mut self,
        entry: &Arc<Entry>,
        start: Start,
        null: BorrowedFd<'_>,
        log: BorrowedFd<'_>,
    ) -> io::Result<()> {
        let of_entry =
            |w: &Worker| Arc::ptr_eq(&w.entry, entry) && w.outgoing.is_some() && !w.is_gone();
        let worker = match self.all.iter().position(of_entry) {
            Some(at) => &self.all[at],
            None => {
                self.all.retain(|w| !w.is_gone());
                let worker = self.worker(entry, null, log)?;
                self.all.push(worker);
                &self.all[self.all.len() - 1]
            }
        };
        let mut variables = Vec::new();
        start.peer.environment(false, start.count, |name, value| {
            variables.push((name.to_string(), value.to_string()));
        });
        worker.state.lock().sessions.insert(start.number);
        let order = Order::Start {
            number: start.number,
            variables,
        };
        worker.send(order, Some(start.socket));
        Ok(())
    }

    fn worker(
        &self,
        entry: &Arc<Entry>,
        null: BorrowedFd<'_>,
        log: BorrowedFd<'_>,
    ) -> io::Result<Worker> {
        let unfit = |e: Unfit| io::Error::other(e);
        let prepared = Prepared::worker(entry, &self.own).map_err(unfit)?;
        let (ours, theirs) = packets::pair()?;
        let pid = prepared.start(null, log, Some(theirs.as_fd()), None, 0)?;
        drop(theirs);
        let line = Arc::new(ours);
        let state = Arc::new(State::default());
        let (outgoing, orders) = mpsc::channel::<(Order, Option<OwnedFd>)>();
        let (to, of_sender) = (line.clone(), state.clone());
        std::thread::spawn(move || {
            for (order, socket) in orders {
                let fd = socket.as_ref().map(AsRawFd::as_raw_fd);
                // What cannot be sent is closed: the worker is gone, which the other thread hears.
                let _ = packets::send(to.as_raw_fd(), &order.encode(), fd);
                of_sender.lock().queued -= 1;
                of_sender.changed.notify_all();
            }
            // The worker ends after its last session.
            let _ = nix::sys::socket::shutdown(to.as_raw_fd(), nix::sys::socket::Shutdown::Write);
        });
        let (shared, of_thread) = (self.shared.clone(), state.clone());
        std::thread::spawn(move || receive(&line, pid, &of_thread, &shared));
        Ok(Worker {
            entry: entry.clone(),
            pid,
            outgoing: Some(outgoing),
            state,
        })
    }

    /// One session that has ended since the last call.
    pub fn ended(&mut self) -> Option<Ended> {
        let mut ended = self.shared.ended();
        if ended.is_empty() {
            // Nothing to read is nothing to do.
            let _ = self.shared.bell.read();
        }
        ended.pop_front()
    }

    /// Lets the workers of entries go that are not among these: they end after their last sessions.
    pub fn keep(&mut self, entries: impl Fn(&Arc<Entry>) -> bool) {
        for worker in self.all.iter_mut().filter(|w| !entries(&w.entry)) {
            worker.outgoing = None;
        }
    }

    /// What a session does. All are asked at once, and the answer is used for a moment.
    pub fn view(&self, number: u64) -> View {
        let holds = |w: &&Worker| w.state.lock().sessions.contains(&number);
        let Some(worker) = self.all.iter().find(holds) else {
            return View::default();
        };
        let fresh = |inner: &Inner| inner.at.is_some_and(|at| at.elapsed() < FRESH);
        let mut inner = worker.state.lock();
        if !fresh(&inner) && worker.outgoing.is_some() {
            inner.views.clear();
            drop(inner);
            worker.send(Order::List, None);
            inner = worker.state.lock();
            let waits = |inner: &mut Inner| !fresh(inner) && !inner.gone;
            let waited = worker
                .state
                .changed
                .wait_timeout_while(inner, PATIENCE, waits);
            inner = waited.unwrap_or_else(PoisonError::into_inner).0;
            // Who does not answer is not asked again for each session.
            inner.at = Some(Instant::now());
        }
        inner.views.get(&number).cloned().unwrap_or_default()
    }

    /// Waits until all sockets are on their way to their workers, but not for ever.
    pub fn flush(&self) {
        let until = Instant::now() + PATIENCE;
        for worker in &self.all {
            let left = until.saturating_duration_since(Instant::now());
            let waits = |inner: &mut Inner| inner.queued > 0 && !inner.gone;
            // What is not sent by then is lost with its worker, which takes nothing.
            let _ = worker
                .state
                .changed
                .wait_timeout_while(worker.state.lock(), left, waits);
        }
    }

    /// The processes that run.
    pub fn pids(&self) -> Vec<i32> {
        let alive = self.all.iter().filter(|w| !w.is_gone());
        alive.map(|w| w.pid.as_raw()).collect()
    }
}

/// Reaps a worker process of the daemon before, once it has ended.
pub fn reap(pid: i32) {
    std::thread::spawn(move || waitpid(Pid::from_raw(pid), None));
}

/// Passes on what a worker tells, until it is gone.
fn receive(line: &OwnedFd, pid: Pid, state: &State, shared: &Shared) {
    while let Ok(Some((packet, _))) = packets::receive(line.as_raw_fd()) {
        match Report::decode(&packet) {
            Ok(Report::Ended {
                number,
                status,
                out_of_time,
            }) => {
                state.lock().sessions.remove(&number);
                shared.tell([Ended {
                    number,
                    status,
                    signal: None,
                    out_of_time,
                }]);
            }
            Ok(Report::Does {
                number,
                received,
                sent,
                waits,
            }) => {
                let view = View {
                    received,
                    sent,
                    waits_for: waits,
                };
                state.lock().views.insert(number, view);
            }
            Ok(Report::Listed) => {
                state.lock().at = Some(Instant::now());
                state.changed.notify_all();
            }
            // Workers make no processes.
            Ok(Report::Started { .. }) | Err(_) => break,
        }
    }
    let (status, signal) = match waitpid(pid, None) {
        Ok(WaitStatus::Exited(_, status)) => (status, None),
        Ok(WaitStatus::Signaled(_, signal, _)) => (0, Some(signal as i32)),
        _ => (0, None),
    };
    let mut inner = state.lock();
    inner.gone = true;
    let lost = std::mem::take(&mut inner.sessions);
    drop(inner);
    state.changed.notify_all();
    shared.tell(lost.into_iter().map(|number| Ended {
        number,
        status,
        signal,
        out_of_time: false,
    }));
}
