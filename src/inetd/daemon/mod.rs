//! The loop of the daemon and its state. One thread does everything; nothing in it waits.

mod accept;
mod change;
mod children;
mod control;
mod recycle;
mod view;

use super::config::{Config, Settings, System};
use super::entry::Level;
use super::log::{Log, say};
use super::peer::{Peer, Source};
use super::service::Service;
use super::slots::Slots;
use super::workers::Workers;
use super::{sockets, systemd};
use crate::device::sys;
use mio::unix::SourceFd;
use mio::{Events, Interest, Poll, Token};
use nix::sys::signal::Signal;
use nix::sys::signalfd::SignalFd;
use socket2::Socket;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, HashMap};
use std::fs::File;
use std::io;
use std::os::fd::{AsRawFd, OwnedFd, RawFd};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Events taken from the system at once.
const EVENTS: usize = 1024;
/// How long nothing is accepted when descriptors are short.
const SHORTAGE: Duration = Duration::from_millis(250);
/// Descriptors that are kept free for starts and operators.
const RESERVE: u64 = 32;
/// Signals that the daemon reads.
const SIGNALS: [Signal; 6] = [
    Signal::SIGHUP,
    Signal::SIGTERM,
    Signal::SIGINT,
    Signal::SIGUSR1,
    Signal::SIGUSR2,
    Signal::SIGCHLD,
];

/// What events can be about.
enum Slot {
    Signals,
    Control(Socket),
    Metrics(Socket),
    Client(control::Client),
    /// The socket is the service's.
    Listener {
        service: u32,
        index: usize,
    },
    Pending(Box<Pending>),
    /// A client that has been told to go.
    Refused(Socket),
    /// Ready when the process has ended.
    Child {
        pid: i32,
        end: OwnedFd,
    },
    /// The pipe by which a process says that it is ready.
    Notify {
        pid: i32,
        pipe: OwnedFd,
    },
    Sessions,
    /// Standard errors of children, when log lines go where no descriptor leads.
    Errors(Errors),
}

/// Lines that children write.
struct Errors {
    pipe: OwnedFd,
    /// The beginning of a line.
    line: Vec<u8>,
}

/// A line of a child that is longer is cut.
const LINE: usize = 4096;

/// An AOR connection without its first message.
struct Pending {
    service: u32,
    number: u64,
    socket: Socket,
    peer: Peer,
    since: Instant,
}

/// A process or session that runs for an entry.
struct Running {
    service: u32,
    name: String,
    number: u64,
    peer: Option<String>,
    source: Option<Source>,
    since: Instant,
    /// It is ending because the daemon said so.
    told: bool,
    /// The pipe of a UDP server.
    notify: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Timer {
    /// The run-time limit of a process.
    Limit {
        pid: i32,
        number: u64,
    },
    /// The end of its grace.
    Kill {
        pid: i32,
        number: u64,
    },
    /// The end of a pause.
    Resume {
        service: u32,
    },
    /// A DAEMON server starts again.
    Restart {
        service: u32,
    },
    /// Sockets that could not be made are tried again.
    Bind {
        service: u32,
        delay: u64,
    },
    /// A connection has had its time.
    Close {
        token: usize,
        number: u64,
    },
    Shortage,
    Watchdog,
}

/// What starts a daemon.
pub struct Setup {
    /// The configuration, from the root.
    pub file: PathBuf,
    /// The program that runs M, and that a recycled daemon is.
    pub own: PathBuf,
    /// Its arguments, for the recycled one.
    pub arguments: Vec<std::ffi::OsString>,
    pub control: PathBuf,
    pub log: Log,
    /// State that an earlier daemon left at a descriptor.
    pub resume: Option<RawFd>,
}

/// Why a daemon does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("{0}")]
    Io(#[from] io::Error),
    #[error("{path}: {error}")]
    Path { path: String, error: io::Error },
}

/// How the loop ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    Ended,
}

pub struct Daemon {
    poll: Poll,
    slots: Slots<Slot>,
    services: BTreeMap<u32, Service>,
    names: HashMap<String, u32>,
    last_service: u32,
    last_number: u64,
    children: HashMap<i32, Running>,
    /// Processes that SIGCHLD alone speaks of.
    unwatched: Vec<i32>,
    session_runs: HashMap<u64, Running>,
    workers: Workers,
    timers: BinaryHeap<Reverse<(Instant, u64, Timer)>>,
    timer_number: u64,
    /// Listeners with more to accept.
    again: Vec<usize>,
    short: bool,
    /// Connections are accepted with descriptors below this.
    room: RawFd,
    refused: usize,
    clients: usize,
    level: Level,
    settings: Settings,
    own_file: bool,
    setup: Setup,
    signals: SignalFd,
    null: File,
    log_fd: OwnedFd,
    since: Instant,
    reloads: u64,
    recycles: u64,
    given: Vec<systemd::Given>,
    ends: bool,
}

impl Daemon {
    /// Makes the daemon and starts its servers.
    ///
    /// # Errors
    /// Another daemon has the control socket, or the system lacks something.
    pub fn new(setup: Setup, config: Config) -> Result<Daemon, StartError> {
        let signals = sys::signals(&SIGNALS)?;
        // What this process was started with is not for children. Those for the daemon itself are taken below.
        // SAFETY: no memory is involved.
        unsafe {
            libc::close_range(
                3,
                libc::c_uint::MAX,
                libc::CLOSE_RANGE_CLOEXEC as libc::c_int,
            )
        };
        // SAFETY: no memory is involved.
        unsafe { libc::umask(super::start::UMASK as libc::mode_t) };
        std::env::set_current_dir("/")?;
        if let Some(most) = config.settings.descriptors {
            use nix::sys::resource::{Resource, getrlimit, setrlimit};
            let (_, hard) = getrlimit(Resource::RLIMIT_NOFILE).map_err(io::Error::from)?;
            setrlimit(Resource::RLIMIT_NOFILE, most, hard.max(most)).map_err(io::Error::from)?;
        }
        let null = File::options().read(true).write(true).open("/dev/null")?;
        let log_fd = null.try_clone()?.into();
        let mut daemon = Daemon {
            poll: Poll::new()?,
            slots: Slots::default(),
            services: BTreeMap::new(),
            names: HashMap::new(),
            last_service: 0,
            last_number: 0,
            children: HashMap::new(),
            unwatched: Vec::new(),
            session_runs: HashMap::new(),
            workers: Workers::new(setup.own.clone())?,
            timers: BinaryHeap::new(),
            timer_number: 0,
            again: Vec::new(),
            short: false,
            room: room()?,
            refused: 0,
            clients: 0,
            level: config.settings.level.unwrap_or(Level::Norm),
            settings: config.settings.clone(),
            own_file: config.own,
            setup,
            signals,
            null,
            log_fd,
            since: Instant::now(),
            reloads: 0,
            recycles: 0,
            given: systemd::given(),
            ends: false,
        };
        let token = daemon.slots.add(Slot::Signals);
        let fd = daemon.signals.as_raw_fd();
        daemon.watch(fd, token)?;
        let token = daemon.slots.add(Slot::Sessions);
        daemon.watch(daemon.workers.descriptor(), token)?;
        daemon.open_log()?;
        let mut old = daemon.take_over();
        daemon.open_control(&mut old)?;
        daemon.apply(config, Some(&mut old));
        daemon.resume(old);
        for given in std::mem::take(&mut daemon.given) {
            say!(
                warn,
                "socket {} of systemd belongs to no server",
                given.name
            );
        }
        if let Some(time) = systemd::watchdog() {
            daemon.after(time, Timer::Watchdog);
        }
        Ok(daemon)
    }

    /// Serves until the daemon is told to end.
    ///
    /// # Errors
    /// The system's polling fails.
    pub fn run(&mut self) -> io::Result<Outcome> {
        self.write_pid_file();
        systemd::notify(&format!("READY=1\n{}", self.status()));
        say!(
            info,
            "Started: {} servers of {}",
            self.services.len(),
            self.setup.file.display()
        );
        let mut events = Events::with_capacity(EVENTS);
        while !self.ends {
            let timeout = match self.again.is_empty() {
                false => Some(Duration::ZERO),
                true => self
                    .timers
                    .peek()
                    .map(|Reverse((at, ..))| at.saturating_duration_since(Instant::now())),
            };
            match self.poll.poll(&mut events, timeout) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                outcome => outcome?,
            }
            for token in std::mem::take(&mut self.again) {
                self.event(token, false);
            }
            for event in &events {
                self.event(event.token().0, event.is_read_closed() || event.is_error());
            }
            self.expire();
        }
        self.leave();
        Ok(Outcome::Ended)
    }

    fn event(&mut self, token: usize, closed: bool) {
        match self.slots.get(token) {
            None => {}
            Some(Slot::Signals) => self.read_signals(),
            Some(Slot::Control(_) | Slot::Metrics(_)) => self.accept_client(token),
            Some(Slot::Client(_)) => self.serve_client(token),
            Some(Slot::Listener { service, index }) => self.listener_ready(*service, *index, token),
            Some(Slot::Pending(_)) => self.pending_ready(token, closed),
            Some(Slot::Refused(_)) => self.refused_ready(token),
            Some(Slot::Child { pid, .. }) => self.child_ended(*pid, token),
            Some(Slot::Notify { .. }) => self.notified(token),
            Some(Slot::Sessions) => self.sessions_ended(),
            Some(Slot::Errors(_)) => self.read_errors(token),
        }
    }

    fn read_signals(&mut self) {
        while let Ok(Some(info)) = self.signals.read_signal() {
            match Signal::try_from(info.ssi_signo as libc::c_int) {
                Ok(Signal::SIGHUP) => self.reload(),
                Ok(Signal::SIGTERM | Signal::SIGINT) => self.ends = true,
                Ok(Signal::SIGUSR1) => self.is_ready(info.ssi_pid as i32),
                Ok(Signal::SIGUSR2) => self.recycle_now(),
                Ok(Signal::SIGCHLD) => self.reap(),
                _ => {}
            }
        }
    }

    /// Makes what children get as their standard error.
    fn open_log(&mut self) -> io::Result<()> {
        self.log_fd = match self.setup.log.descriptor()? {
            Some(fd) => fd,
            None => {
                let flags = nix::fcntl::OFlag::O_CLOEXEC;
                let (pipe, write) = nix::unistd::pipe2(flags)?;
                crate::device::sys::set_nonblocking(&pipe)?;
                let fd = pipe.as_raw_fd();
                let line = Vec::new();
                let token = self.slots.add(Slot::Errors(Errors { pipe, line }));
                self.watch(fd, token)?;
                write
            }
        };
        Ok(())
    }

    /// Logs the lines that children have written.
    fn read_errors(&mut self, token: usize) {
        let Some(Slot::Errors(errors)) = self.slots.get_mut(token) else {
            return;
        };
        let mut room = [0; 4096];
        loop {
            match nix::unistd::read(&errors.pipe, &mut room) {
                // All that had it are gone: another log has come in its place.
                Ok(0) => break,
                Ok(n) => errors.line.extend_from_slice(&room[..n]),
                Err(nix::errno::Errno::EINTR) => {}
                Err(_) => return,
            }
            while let Some(end) = errors.line.iter().position(|b| *b == b'\n') {
                let line: Vec<u8> = errors.line.drain(..=end).collect();
                say!(warn, "{}", String::from_utf8_lossy(&line[..end]));
            }
            if errors.line.len() > LINE {
                let line = std::mem::take(&mut errors.line);
                say!(warn, "{}", String::from_utf8_lossy(&line[..LINE]));
            }
        }
        let fd = errors.pipe.as_raw_fd();
        self.unwatch(fd);
        self.slots.remove(token);
    }

    fn watch(&self, fd: RawFd, token: usize) -> io::Result<()> {
        let registry = self.poll.registry();
        registry.register(&mut SourceFd(&fd), Token(token), Interest::READABLE)
    }

    fn unwatch(&self, fd: RawFd) {
        // It may not be watched.
        let _ = self.poll.registry().deregister(&mut SourceFd(&fd));
    }

    /// Watches the sockets of a service, or does not, as its state asks.
    fn adjust(&mut self, id: u32) {
        let short = self.short;
        let Some(service) = self.services.get_mut(&id) else {
            return;
        };
        let ready = service.is_ready() && !short;
        let mut failed = None;
        for listener in &mut service.listeners {
            if listener.watched == ready {
                continue;
            }
            let fd = listener.socket.as_raw_fd();
            let registry = self.poll.registry();
            let outcome = match ready {
                true => registry.register(
                    &mut SourceFd(&fd),
                    Token(listener.token),
                    Interest::READABLE,
                ),
                false => registry.deregister(&mut SourceFd(&fd)),
            };
            match outcome {
                Ok(()) => listener.watched = ready,
                Err(error) => failed = Some(error),
            }
        }
        if let Some(error) = failed {
            say!(
                error,
                "{}: its sockets cannot be watched: {error}",
                service.entry.name
            );
        }
    }

    fn adjust_all(&mut self) {
        let ids: Vec<u32> = self.services.keys().copied().collect();
        for id in ids {
            self.adjust(id);
        }
    }

    fn after(&mut self, time: Duration, timer: Timer) {
        self.at(Instant::now() + time, timer);
    }

    fn at(&mut self, at: Instant, timer: Timer) {
        self.timer_number += 1;
        self.timers.push(Reverse((at, self.timer_number, timer)));
    }

    fn expire(&mut self) {
        let now = Instant::now();
        while let Some(Reverse((at, ..))) = self.timers.peek()
            && *at <= now
        {
            let Some(Reverse((_, _, timer))) = self.timers.pop() else {
                return;
            };
            match timer {
                Timer::Limit { pid, number } => self.over_time(pid, number),
                Timer::Kill { pid, number } => self.kill(pid, number),
                Timer::Resume { service } => self.resume_service(service),
                Timer::Restart { service } => self.restart(service),
                Timer::Bind { service, delay } => self.bind_again(service, delay),
                Timer::Close { token, number } => self.close_late(token, number),
                Timer::Shortage => self.end_shortage(),
                Timer::Watchdog => {
                    systemd::notify("WATCHDOG=1");
                    if let Some(time) = systemd::watchdog() {
                        self.after(time, Timer::Watchdog);
                    }
                }
            }
        }
    }

    fn resume_service(&mut self, id: u32) {
        if let Some(service) = self.services.get_mut(&id)
            && service.paused.is_some_and(|until| until <= Instant::now())
        {
            service.paused = None;
            self.adjust(id);
        }
    }

    /// Nothing is accepted for a while: descriptors or memory are short.
    fn run_short(&mut self, error: &io::Error) {
        if !self.short {
            say!(warn, "Accepting pauses: {error}");
            self.short = true;
            self.adjust_all();
            self.after(SHORTAGE, Timer::Shortage);
        }
    }

    /// A connection has this descriptor: are there enough for more?
    fn has_room(&self, fd: RawFd) -> bool {
        // The system gives the smallest number that is free.
        fd < self.room
    }

    fn end_shortage(&mut self) {
        let free = self.null.try_clone();
        if !free.is_ok_and(|free| self.has_room(free.as_raw_fd())) {
            return self.after(SHORTAGE, Timer::Shortage);
        }
        say!(info, "Accepting goes on");
        self.short = false;
        self.adjust_all();
        // Those who could not be heard meanwhile.
        let own = self
            .slots
            .iter()
            .filter(|(_, slot)| matches!(slot, Slot::Control(_) | Slot::Metrics(_)));
        let own: Vec<usize> = own.map(|(token, _)| token).collect();
        self.again.extend(own);
    }

    fn number(&mut self) -> u64 {
        self.last_number += 1;
        self.last_number
    }

    fn write_pid_file(&self) {
        if let Some(path) = &self.settings.pid_file
            && let Err(error) = std::fs::write(path, format!("{}\n", std::process::id()))
        {
            say!(error, "{}: {error}", path.display());
        }
    }

    /// The end: sockets close, and what runs goes on, except DAEMON servers, which nobody would watch.
    fn leave(&mut self) {
        systemd::notify("STOPPING=1");
        say!(info, "Ended");
        self.stop_daemons();
        if let Some(path) = &self.settings.pid_file {
            // It may be gone already.
            let _ = std::fs::remove_file(path);
        }
        let _ = std::fs::remove_file(&self.setup.control);
        for service in self.services.values() {
            for listener in &service.listeners {
                if let sockets::Place::Path(path) = &listener.place {
                    let _ = std::fs::remove_file(path);
                }
            }
        }
    }

    fn status(&self) -> String {
        let active = self.services.values().filter(|s| s.is_active()).count();
        format!(
            "STATUS={active} servers active, {} running",
            self.children.len() + self.session_runs.len()
        )
    }

    /// Reads the configuration; what is wrong goes to the log.
    fn read_config(&self) -> Option<Config> {
        match super::config::read(&self.setup.file, &System::REAL) {
            Ok(config) => {
                for warning in &config.warnings {
                    say!(warn, "{warning}");
                }
                Some(config)
            }
            Err(problems) => {
                for problem in &problems {
                    say!(error, "{problem}");
                }
                None
            }
        }
    }
}

/// The descriptors below which connections are accepted.
fn room() -> io::Result<RawFd> {
    use nix::sys::resource::{Resource, getrlimit};
    let (soft, _) = getrlimit(Resource::RLIMIT_NOFILE)?;
    let room = soft - RESERVE.min(soft / 4);
    Ok(RawFd::try_from(room).unwrap_or(RawFd::MAX))
}
