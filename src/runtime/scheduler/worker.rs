//! One thread of the scheduler: its sessions, what they wait for, and whose turn it is.

use super::watch::Watch;
use super::{Ended, Pool, SessionInfo, Task, What, stillborn};
use crate::device::Wait;
use crate::runtime::engine::Engine;
use crate::runtime::process::out_of_the_way;
use crate::runtime::session::{Exit, Session, State};
use crate::value::errors::{self, MError};
use crate::vm::Capability;
use crate::vm::border::{self, caught};
use mio::{Events, Poll, Token, Waker};
use std::cell::Cell;
use std::collections::{BTreeSet, VecDeque};
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

/// The token of messages; descriptors have their number.
const MESSAGE: Token = Token(usize::MAX);
/// So long runnable sessions have their turns before the poll is looked at.
const ROUND: Duration = Duration::from_micros(500);
/// So often descriptors and timers are looked at while sessions wake each other.
const OFTEN: Duration = Duration::from_micros(200);
/// Events of one look at the poll.
const EVENTS: usize = 1024;

/// What other threads tell a worker.
pub enum Message {
    Start(Task),
    /// A request to the session in that slot with that number.
    Request(u32, u64),
    List(Sender<Vec<SessionInfo>>),
    /// Nothing is sent until no session lives.
    TellWhenIdle(Sender<()>),
    Close,
}

/// What other threads see of a worker.
pub struct Worker {
    inbox: Mutex<Vec<Message>>,
    waker: Waker,
    load: AtomicUsize,
}

thread_local! {
    /// The worker that this thread is.
    static OWN: Cell<*const Worker> = const { Cell::new(std::ptr::null()) };
}

impl Worker {
    fn has_messages(&self) -> bool {
        let inbox = self.inbox.lock().unwrap_or_else(PoisonError::into_inner);
        !inbox.is_empty()
    }

    /// Sessions that are not over.
    pub fn load(&self) -> usize {
        self.load.load(Ordering::Relaxed)
    }

    pub fn add_load(&self) {
        self.load.fetch_add(1, Ordering::Relaxed);
    }

    pub fn send(&self, message: Message) {
        let mut inbox = self.inbox.lock().unwrap_or_else(PoisonError::into_inner);
        let first = inbox.is_empty();
        inbox.push(message);
        drop(inbox);
        // Its own thread looks before it waits.
        if first && !std::ptr::eq(OWN.get(), self) {
            // A full counter needs no second wake.
            let _ = self.waker.wake();
        }
    }
}

/// A session and its place among those of the worker.
struct Slot {
    session: Session,
    what: What,
    end: Box<dyn FnOnce(Ended) + Send>,
    started: Instant,
    deadline: Option<Instant>,
    out_of_time: bool,
    /// What it waits for; without, it has its turn.
    wait: Option<Wait>,
}

/// A worker's own part.
pub struct Run {
    engine: Engine,
    pool: Weak<Pool>,
    worker: Arc<Worker>,
    poll: Poll,
    events: Events,
    slots: Vec<Option<Box<Slot>>>,
    free: Vec<u32>,
    ready: VecDeque<u32>,
    timers: BTreeSet<(Instant, u32)>,
    watch: Watch,
    woken: Vec<u32>,
    listeners: Vec<Sender<()>>,
    closing: bool,
    /// Since when there were messages in place of waits.
    busy: Option<Instant>,
}

/// A worker without a thread, and the poll that the thread will wait with.
///
/// # Errors
/// The system has no descriptors left.
pub fn new() -> io::Result<(Arc<Worker>, Poll)> {
    let (poll, waker) = out_of_the_way(|| {
        let poll = Poll::new()?;
        let waker = Waker::new(poll.registry(), MESSAGE)?;
        Ok((poll, waker))
    })?;
    let worker = Worker {
        inbox: Mutex::default(),
        waker,
        load: AtomicUsize::new(0),
    };
    Ok((Arc::new(worker), poll))
}

impl Run {
    pub fn new(engine: Engine, pool: Weak<Pool>, worker: Arc<Worker>, poll: Poll) -> Run {
        Run {
            engine,
            pool,
            worker,
            poll,
            events: Events::with_capacity(EVENTS),
            slots: Vec::new(),
            free: Vec::new(),
            ready: VecDeque::new(),
            timers: BTreeSet::new(),
            watch: Watch::default(),
            woken: Vec::new(),
            listeners: Vec::new(),
            closing: false,
            busy: None,
        }
    }

    /// Runs sessions until the worker is closed and the last one is over.
    pub fn until_closed(mut self) {
        OWN.set(Arc::as_ptr(&self.worker));
        loop {
            self.messages();
            self.turns();
            let idle = self.slots.len() == self.free.len();
            if idle {
                self.listeners.drain(..).for_each(|listener| {
                    // Who asked may have lost patience.
                    let _ = listener.send(());
                });
                if self.closing {
                    return;
                }
            }
            self.wait();
        }
    }

    fn messages(&mut self) {
        let inbox = &self.worker.inbox;
        let messages = std::mem::take(&mut *inbox.lock().unwrap_or_else(PoisonError::into_inner));
        for message in messages {
            match message {
                Message::Start(task) => self.start(task),
                Message::Request(at, job) => {
                    let slot = self.slots.get(at as usize).and_then(Option::as_ref);
                    if slot.is_some_and(|s| s.session.number() == job) {
                        self.make_ready(at);
                    }
                }
                Message::List(answer) => {
                    let all = self.slots.iter_mut().flatten();
                    // Who asked may have lost patience.
                    let _ = answer.send(all.map(|slot| slot.info()).collect());
                }
                Message::TellWhenIdle(listener) => self.listeners.push(listener),
                Message::Close => {
                    self.closing = true;
                    let signals = self.slots.iter().flatten().map(|s| s.session.signals());
                    for signals in signals.collect::<Vec<_>>() {
                        signals.terminate(libc::SIGTERM as u32);
                    }
                }
            }
        }
    }

    fn start(&mut self, task: Task) {
        let engine = self.engine.clone();
        let Task {
            job,
            what,
            setup,
            end,
            limit,
        } = task;
        if self.closing {
            let error = MError::new(errors::FORCEDHALT);
            return self.over(end, stillborn(job, error));
        }
        // What C does may block, and hold up all sessions of the thread.
        let builder = engine.session().deny(Capability::External);
        let builder = builder.numbered(job).at_home_in(self.pool.clone());
        let made = caught(|| setup(builder).build());
        let mut session = match made {
            Ok(Ok(session)) => session,
            Ok(Err(error)) => return self.over(end, stillborn(job, error)),
            Err(panic) => {
                let error = MError::new(errors::SYSCALL).text(border::text(&panic));
                return self.over(end, stillborn(job, error));
            }
        };
        let at = self.free.pop().unwrap_or_else(|| {
            self.slots.push(None);
            (self.slots.len() - 1) as u32
        });
        let worker = Arc::downgrade(&self.worker);
        session.signals().on_request(move || {
            if let Some(worker) = worker.upgrade() {
                worker.send(Message::Request(at, job));
            }
        });
        let begun = what.begin(&mut session);
        let started = Instant::now();
        self.slots[at as usize] = Some(Box::new(Slot {
            session,
            what,
            end,
            started,
            deadline: limit.and_then(|limit| started.checked_add(limit)),
            out_of_time: false,
            wait: None,
        }));
        match begun {
            Ok(()) => self.ready.push_back(at),
            Err(error) => self.finish(at, Exit::Error(error)),
        }
    }

    /// Each session that is ready has its turn, as far as the time of a round goes.
    fn turns(&mut self) {
        let begin = Instant::now();
        for _ in 0..self.ready.len() {
            let Some(at) = self.ready.pop_front() else {
                return;
            };
            self.turn(at);
            if begin.elapsed() > ROUND {
                return;
            }
        }
    }

    fn turn(&mut self, at: u32) {
        let Some(slot) = self.slots.get_mut(at as usize).and_then(Option::as_mut) else {
            return;
        };
        slot.look_at_the_clock();
        let state = loop {
            match slot.session.step() {
                // Nobody can commit before it has.
                State::Yield if slot.session.is_exclusive() => {}
                state => break state,
            }
        };
        match state {
            State::Yield => self.ready.push_back(at),
            State::Waiting(wait) => {
                let wait = wait.or_at(slot.deadline);
                self.suspend(at, wait);
            }
            State::Done(_) => self.finish(at, Exit::Status(0)),
            State::Failed(error) => self.finish(at, Exit::of(*error)),
        }
    }

    fn suspend(&mut self, at: u32, wait: Wait) {
        let registry = self.poll.registry();
        let mut is_ready = wait.until.is_some_and(|until| until <= Instant::now());
        for want in &wait.fds {
            is_ready |= self.watch.add(registry, *want, at).is_err();
        }
        if let Some(until) = wait.until {
            self.timers.insert((until, at));
        }
        if let Some(slot) = self.slots.get_mut(at as usize).and_then(Option::as_mut) {
            slot.wait = Some(wait);
        }
        if is_ready {
            self.make_ready(at);
        }
    }

    /// The wait of a session is over, if it waits.
    fn make_ready(&mut self, at: u32) {
        let slot = self.slots.get_mut(at as usize).and_then(Option::as_mut);
        let Some(wait) = slot.and_then(|slot| slot.wait.take()) else {
            return;
        };
        for want in &wait.fds {
            self.watch.remove(want.fd, at);
        }
        if let Some(until) = wait.until {
            self.timers.remove(&(until, at));
        }
        self.ready.push_back(at);
    }

    fn finish(&mut self, at: u32, exit: Exit) {
        let Some(slot) = self.slots.get_mut(at as usize).and_then(Option::take) else {
            return;
        };
        let Slot {
            mut session,
            end,
            out_of_time,
            ..
        } = *slot;
        let ended = Ended {
            job: session.number(),
            report: match &exit {
                Exit::Error(error) => session.last_words(error),
                Exit::Status(_) => Vec::new(),
            },
            exit,
            out_of_time,
        };
        // A panic while it is dropped is no worse than the end that it has.
        let _ = caught(|| drop(session));
        self.free.push(at);
        self.over(end, ended);
    }

    fn over(&mut self, end: Box<dyn FnOnce(Ended) + Send>, ended: Ended) {
        self.worker.load.fetch_sub(1, Ordering::Relaxed);
        // The embedding program's panic is not the worker's.
        let _ = caught(|| end(ended));
    }

    /// Waits until a session is ready or a message comes.
    fn wait(&mut self) {
        let more = self.worker.has_messages();
        // Sessions that talk to each other need no poll for each word.
        if more && self.busy.get_or_insert_with(Instant::now).elapsed() < OFTEN {
            return;
        }
        self.busy = None;
        let next = self.timers.first().map(|(until, _)| *until);
        let timeout = match next {
            _ if more || !self.ready.is_empty() => Some(Duration::ZERO),
            next => next.map(|at| at.saturating_duration_since(Instant::now())),
        };
        // An interrupted wait is a wait that is over.
        if self.poll.poll(&mut self.events, timeout).is_err() {
            return;
        }
        let mut woken = std::mem::take(&mut self.woken);
        for event in self.events.iter() {
            self.watch.waiting(event.token(), &mut woken);
        }
        for at in woken.drain(..) {
            self.make_ready(at);
        }
        self.woken = woken;
        if next.is_some() {
            let now = Instant::now();
            while let Some((_, at)) = self.timers.first().filter(|(until, _)| *until <= now) {
                self.make_ready(*at);
            }
        }
    }
}

impl Slot {
    /// Ends the session when its time is over.
    fn look_at_the_clock(&mut self) {
        if self.deadline.is_some_and(|at| Instant::now() >= at) {
            (self.deadline, self.out_of_time) = (None, true);
            self.session.signals().terminate(libc::SIGTERM as u32);
        }
    }

    fn info(&mut self) -> SessionInfo {
        SessionInfo {
            job: self.session.number(),
            entry: self.what.entry().to_vec(),
            started: self.started,
            waits: self.wait.is_some().then(|| self.session.waits_in()),
            traffic: self.session.traffic(),
        }
    }
}
