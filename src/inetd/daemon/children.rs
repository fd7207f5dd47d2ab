//! Processes and sessions from their start to their end.

use super::{Daemon, Running, Slot, Timer};
use crate::inetd::entry::{Entry, Model, Protocol};
use crate::inetd::log::say;
use crate::inetd::peer::Peer;
use crate::inetd::service::Stopped;
use crate::inetd::workers::Start;
use nix::sys::signal::{Signal, kill};
use nix::sys::wait::{Id, WaitPidFlag, WaitStatus, waitid};
use nix::unistd::Pid;
use socket2::Socket;
use std::io;
use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A DAEMON server that lived shorter is not started again at once.
const BRIEF: Duration = Duration::from_secs(1);
/// How long it waits then, twice as long each time, up to `LONGEST`.
const DELAY: Duration = Duration::from_millis(50);
const LONGEST: Duration = Duration::from_secs(10);

/// How a process or session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Status(i32),
    Signal(i32),
}

impl End {
    fn is_error(self) -> bool {
        self != End::Status(0)
    }
}

impl std::fmt::Display for End {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            End::Status(status) => write!(f, "status={status}"),
            End::Signal(signal) => write!(f, "signal={signal}"),
        }
    }
}

impl Daemon {
    /// Starts the program of a service as a process.
    ///
    /// # Errors
    /// It cannot be started.
    pub(super) fn start_process(
        &mut self,
        id: u32,
        socket: Option<&Socket>,
        peer: Option<&Peer>,
    ) -> io::Result<()> {
        let number = self.number();
        let Some(service) = self.services.get_mut(&id) else {
            return Ok(());
        };
        let entry = service.entry.clone();
        let source = peer.map(Peer::source).filter(|_| !is_lent_stream(&entry));
        let pipe = match tells(&entry) {
            true => Some(nix::unistd::pipe2(
                nix::fcntl::OFlag::O_CLOEXEC | nix::fcntl::OFlag::O_NONBLOCK,
            )?),
            false => None,
        };
        let notify = pipe.as_ref().map(|(_, write)| write.as_fd());
        let count = source.map_or(0, |source| service.sources.add(source));
        let input = socket.map_or(self.null.as_fd(), AsFd::as_fd);
        let children = &self.children;
        let started = service.prepared.start_known(
            input,
            self.log_fd.as_fd(),
            notify,
            peer,
            count as usize,
            |pid| children.contains_key(&pid),
        );
        let started = match started {
            Ok(started) => started,
            Err(error) => {
                service.leave(source);
                return Err(error);
            }
        };
        let pid = started.pid.as_raw();
        service.counters.started += 1;
        let watched = entry.model.is_watched();
        if watched {
            service.running += 1;
        }
        if entry.lends_socket() {
            service.holder = Some(pid);
        }
        let peer = peer.map(ToString::to_string);
        match &peer {
            Some(_) => say!(
                info,
                "START: {} pid={pid} from={}",
                entry.name,
                source.map_or("-".into(), |s| s.to_string())
            ),
            None => say!(info, "START: {} pid={pid}", entry.name),
        }
        let running = Running {
            service: id,
            name: entry.name.clone(),
            number,
            peer,
            source,
            since: Instant::now(),
            told: false,
            notify: None,
        };
        self.follow(pid, running, pipe.map(|(read, _)| read));
        if let Some(template) = started.template {
            self.watch_end(template.as_raw());
        }
        if let Some(limit) = entry.watch.timeout
            && watched
        {
            self.after(limit, Timer::Limit { pid, number });
        }
        Ok(())
    }

    /// Watches a process that runs for an entry.
    pub(super) fn follow(&mut self, pid: i32, mut running: Running, pipe: Option<OwnedFd>) {
        if let Some(pipe) = pipe {
            let fd = pipe.as_raw_fd();
            let token = self.slots.add(Slot::Notify { pid, pipe });
            // Without it the process can still send its signal.
            let _ = self.watch(fd, token);
            running.notify = Some(token);
        }
        self.children.insert(pid, running);
        self.watch_end(pid);
    }

    /// Waits for a process when it ends.
    fn watch_end(&mut self, pid: i32) {
        let end = crate::device::sys::exit_descriptor(pid as u32);
        let watched = end.ok_or_else(io::Error::last_os_error).and_then(|end| {
            let fd = end.as_raw_fd();
            let token = self.slots.add(Slot::Child { pid, end });
            self.watch(fd, token)
        });
        if let Err(error) = watched {
            // SIGCHLD says that some process has ended.
            say!(warn, "process {pid} cannot be watched: {error}");
            self.unwatched.push(pid);
            self.run_short(&error);
        }
    }

    pub(super) fn start_session(
        &mut self,
        id: u32,
        socket: &Socket,
        peer: &Peer,
    ) -> io::Result<()> {
        let number = self.number();
        let Some(service) = self.services.get_mut(&id) else {
            return Ok(());
        };
        let entry = service.entry.clone();
        let socket: OwnedFd = socket.try_clone()?.into();
        let source = peer.source();
        let count = service.sources.add(source) as usize;
        let start = Start {
            number,
            socket,
            peer: peer.clone(),
            count,
        };
        let (null, log) = (self.null.as_fd(), self.log_fd.as_fd());
        if let Err(error) = self.workers.start(&entry, start, null, log) {
            service.leave(Some(source));
            return Err(error);
        }
        service.running += 1;
        service.counters.started += 1;
        say!(
            info,
            "START: {} session={number} from={source}",
            service.entry.name
        );
        let running = Running {
            service: id,
            name: service.entry.name.clone(),
            number,
            peer: Some(peer.to_string()),
            source: Some(source),
            since: Instant::now(),
            told: false,
            notify: None,
        };
        self.session_runs.insert(number, running);
        Ok(())
    }

    pub(super) fn sessions_ended(&mut self) {
        while let Some(ended) = self.workers.ended() {
            if let Some(mut running) = self.session_runs.remove(&ended.number) {
                running.told |= ended.out_of_time;
                let end = ended.signal.map_or(End::Status(ended.status), End::Signal);
                self.ended(None, running, end);
            }
        }
    }

    pub(super) fn child_ended(&mut self, pid: i32, token: usize) {
        let Some(Slot::Child { end, .. }) = self.slots.get(token) else {
            return;
        };
        let flags = WaitPidFlag::WEXITED | WaitPidFlag::WNOHANG;
        let end = match waitid(Id::PIDFd(end.as_fd()), flags).map(end_of) {
            Ok(None) => return,
            Ok(Some(end)) => end,
            // Somebody else has waited for it: how it ended is not known.
            Err(_) => End::Status(0),
        };
        if let Some(Slot::Child { end, .. }) = self.slots.remove(token) {
            self.unwatch(end.as_raw_fd());
        }
        if let Some(running) = self.children.remove(&pid) {
            self.ended(Some(pid), running, end);
        }
    }

    /// SIGCHLD: looks after those that no descriptor stands for.
    pub(super) fn reap(&mut self) {
        for pid in std::mem::take(&mut self.unwatched) {
            let flags = WaitPidFlag::WEXITED | WaitPidFlag::WNOHANG;
            match waitid(Id::Pid(Pid::from_raw(pid)), flags).map(end_of) {
                Ok(None) => self.unwatched.push(pid),
                outcome => {
                    let end = outcome.ok().flatten().unwrap_or(End::Status(0));
                    if let Some(running) = self.children.remove(&pid) {
                        self.ended(Some(pid), running, end);
                    }
                }
            }
        }
    }

    fn ended(&mut self, pid: Option<i32>, running: Running, end: End) {
        let lived = running.since.elapsed();
        if let Some(token) = running.notify
            && let Some(Slot::Notify { pipe, .. }) = self.slots.remove(token)
        {
            self.unwatch(pipe.as_raw_fd());
        }
        let watched = self
            .services
            .get(&running.service)
            .is_none_or(|s| s.entry.model.is_watched());
        if !watched {
            return;
        }
        let who = match pid {
            Some(pid) => format!("pid={pid}"),
            None => format!("session={}", running.number),
        };
        say!(
            info,
            "EXIT: {} {end} {who} duration={}(sec)",
            running.name,
            lived.as_secs()
        );
        let Some(service) = self.services.get_mut(&running.service) else {
            return;
        };
        service.running = service.running.saturating_sub(1);
        service.leave(running.source);
        service.counters.ended += 1;
        if pid.is_some() && service.holder == pid {
            service.holder = None;
        }
        if is_lent_stream(&service.entry) {
            let brief = lived < BRIEF;
            service.fruitless = if brief { service.fruitless + 1 } else { 0 };
        }
        let again = service.entry.model == Model::Daemon && service.is_active();
        if again && lived >= BRIEF {
            service.fruitless = 0;
        }
        let delay = match service.fruitless {
            0 if lived >= BRIEF => Duration::ZERO,
            n => LONGEST.min(DELAY * 2u32.saturating_pow(n.min(16))),
        };
        if again {
            service.fruitless += 1;
        }
        if end.is_error() && !running.told {
            self.failed(running.service);
        }
        if again {
            self.after(
                delay,
                Timer::Restart {
                    service: running.service,
                },
            );
        }
        self.adjust(running.service);
    }

    /// An end in error: too many of them stop the server.
    pub(super) fn failed(&mut self, id: u32) {
        let Some(service) = self.services.get_mut(&id) else {
            return;
        };
        service.counters.errors += 1;
        let watch = &service.entry.watch;
        if let Some(most) = watch.errors
            && service.is_active()
            && service.errors.add(Instant::now(), most, watch.interval)
        {
            say!(
                error,
                "{}: more than {most} ends in error, it is stopped",
                service.entry.name
            );
            self.deactivate(id, Stopped::Errors);
        }
    }

    /// A DAEMON server starts, at first or again.
    pub(super) fn restart(&mut self, id: u32) {
        let Some(service) = self.services.get(&id) else {
            return;
        };
        let wanted =
            service.is_active() && service.entry.model == Model::Daemon && service.running == 0;
        if wanted && let Err(error) = self.start_process(id, None, None) {
            let name = self
                .services
                .get(&id)
                .map(|s| s.entry.name.clone())
                .unwrap_or_default();
            say!(error, "FAIL: {name} start: {error}");
            self.failed(id);
            self.after(LONGEST, Timer::Restart { service: id });
        }
    }

    /// SIGUSR1 of a process: believed when it holds the socket of a UDP NOWAIT server.
    pub(super) fn is_ready(&mut self, pid: i32) {
        let Some(running) = self.children.get(&pid) else {
            return;
        };
        let id = running.service;
        if let Some(service) = self.services.get_mut(&id)
            && service.holder == Some(pid)
            && tells(&service.entry)
        {
            service.holder = None;
            self.adjust(id);
        }
    }

    /// The same by a pipe.
    pub(super) fn notified(&mut self, token: usize) {
        let Some(Slot::Notify { pid, pipe }) = self.slots.get(token) else {
            return;
        };
        let (pid, mut room) = (*pid, [0; 64]);
        let ready = match nix::unistd::read(pipe, &mut room) {
            Ok(0) => {
                // The process has closed it.
                let fd = pipe.as_raw_fd();
                self.unwatch(fd);
                false
            }
            Ok(n) => room[..n].windows(7).any(|text| text == b"READY=1"),
            Err(_) => false,
        };
        if ready {
            self.is_ready(pid);
        }
    }

    /// The run-time limit of a process is over.
    pub(super) fn over_time(&mut self, pid: i32, number: u64) {
        let known = self.children.get(&pid).filter(|r| r.number == number);
        if let Some(running) = known {
            say!(
                warn,
                "{}: process {pid} has run for its time, it is ended",
                running.name
            );
            self.terminate(pid);
        }
    }

    /// Ends a process: SIGTERM, and after the grace SIGKILL.
    pub(super) fn terminate(&mut self, pid: i32) {
        let Some(running) = self.children.get_mut(&pid) else {
            return;
        };
        running.told = true;
        let (number, id) = (running.number, running.service);
        // It may have ended already.
        let _ = kill(Pid::from_raw(pid), Signal::SIGTERM);
        let grace = self.services.get(&id).map(|s| s.entry.watch.grace);
        self.after(
            grace.unwrap_or(crate::inetd::entry::GRACE),
            Timer::Kill { pid, number },
        );
    }

    pub(super) fn kill(&mut self, pid: i32, number: u64) {
        if self.children.get(&pid).is_some_and(|r| r.number == number) {
            let _ = kill(Pid::from_raw(pid), Signal::SIGKILL);
        }
    }

    /// The processes of a service.
    pub(super) fn pids(&self, id: u32) -> Vec<i32> {
        let of = self.children.iter().filter(|(_, r)| r.service == id);
        of.map(|(pid, _)| *pid).collect()
    }

    /// SIGTERM for all DAEMON servers: the daemon ends.
    pub(super) fn stop_daemons(&mut self) {
        for (pid, running) in &self.children {
            let daemon = self
                .services
                .get(&running.service)
                .is_some_and(|s| s.entry.model == Model::Daemon);
            if daemon {
                let _ = kill(Pid::from_raw(*pid), Signal::SIGTERM);
            }
        }
    }
}

/// How a process ended, if it did.
fn end_of(status: WaitStatus) -> Option<End> {
    match status {
        WaitStatus::Exited(_, status) => Some(End::Status(status)),
        WaitStatus::Signaled(_, signal, _) => Some(End::Signal(signal as i32)),
        _ => None,
    }
}

/// The process can say that it is ready for the next one to be started.
fn tells(entry: &Arc<Entry>) -> bool {
    entry.model == Model::NoWait && entry.protocol == Protocol::Udp
}

/// It gets a listening socket, so that it has no peer yet.
fn is_lent_stream(entry: &Entry) -> bool {
    entry.lends_socket() && entry.protocol != Protocol::Udp
}
