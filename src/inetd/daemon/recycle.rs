//! The daemon's program begins again in the same process: sockets, connections that wait and children stay.
//!
//! What is not in the system but in the daemon goes along as lines of words in a file without a name; descriptors go by number.

use super::{Daemon, Pending, Running, Slot};
use crate::inetd::entry::{Entry, Level, Model, Protocol};
use crate::inetd::log::say;
use crate::inetd::peer::{Peer, Source};
use crate::inetd::service::Stopped;
use crate::inetd::sockets::Place;
use crate::inetd::words::{word, word_of};
use socket2::Socket;
use std::collections::HashMap;
use std::ffi::CString;
use std::io::{self, Read, Seek, Write};
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};
use std::os::unix::ffi::OsStrExt;
use std::time::{Duration, Instant};

/// What the daemon before has left.
#[derive(Default)]
pub(super) struct Old {
    there: bool,
    listeners: Vec<(Protocol, String, Socket)>,
    pub(super) control: Option<Socket>,
    pub(super) metrics: Option<Socket>,
    active: HashMap<String, bool>,
    pending: Vec<(String, Socket, Duration)>,
    children: Vec<Child>,
    errors: Vec<OwnedFd>,
    level: Option<Level>,
}

struct Child {
    server: String,
    pid: i32,
    age: Duration,
    source: Option<Source>,
    peer: Option<String>,
    holds: bool,
    told: bool,
    pipe: Option<OwnedFd>,
}

/// The states that an operator or errors brought about, which a new daemon keeps.
const STATES: [(&str, Option<Stopped>); 4] = [
    ("active", None),
    ("new", Some(Stopped::New)),
    ("stopped", Some(Stopped::Operator)),
    ("errors", Some(Stopped::Errors)),
];

impl Old {
    /// The socket of a place, if the daemon before had it.
    pub(super) fn listener(&mut self, place: &Place, entry: &Entry) -> Option<Socket> {
        let text = place.to_string();
        let fits = |(protocol, place, _): &(Protocol, String, Socket)| {
            *protocol == entry.protocol && *place == text
        };
        let at = self.listeners.iter().position(fits)?;
        Some(self.listeners.remove(at).2)
    }

    /// Its program was started by the daemon before: a new one has to wait for the end of that, or is not needed at all.
    pub(super) fn has_started(&self, entry: &Entry) -> bool {
        match entry.model {
            Model::Daemon => self.children.iter().any(|c| c.server == entry.name),
            Model::NoListen | Model::Rpc => self.active.get(&entry.name) == Some(&true),
            _ => false,
        }
    }

    /// A server that is known from before starts by itself only when it was active.
    pub(super) fn was_active(&self, name: &str) -> bool {
        self.active.get(name).copied().unwrap_or(true)
    }
}

/// A descriptor that the daemon before has left open; its children must not have it.
fn inherit(text: &str) -> Option<OwnedFd> {
    let fd: RawFd = text.parse().ok().filter(|fd| *fd > 2)?;
    // SAFETY: fcntl on a number; -1 when nothing is open there.
    if unsafe { libc::fcntl(fd, libc::F_SETFD, libc::FD_CLOEXEC) } < 0 {
        return None;
    }
    // SAFETY: the program before this one in the same process left it for us alone.
    Some(unsafe { OwnedFd::from_raw_fd(fd) })
}

fn millis(text: &str) -> Option<Duration> {
    text.parse().ok().map(Duration::from_millis)
}

/// Reads the lines that `Daemon::state` writes.
fn parse(text: &str) -> Old {
    let mut old = Old {
        there: true,
        ..Old::default()
    };
    for line in text.lines() {
        let words: Vec<&str> = line.split('\t').collect();
        // A line that is not understood is of a program that knew more.
        let _ = take(&mut old, &words);
    }
    old
}

fn take(old: &mut Old, words: &[&str]) -> Option<()> {
    match words {
        ["control", fd] => old.control = Some(inherit(fd)?.into()),
        ["metrics", fd] => old.metrics = Some(inherit(fd)?.into()),
        // Its sessions come to their end, and it with the last one. So do templates, whose lines have closed.
        ["worker", pid] => crate::inetd::workers::reap(pid.parse().ok()?),
        ["errors", fd] => old.errors.push(inherit(fd)?),
        ["level", level] => old.level = word(level, &Level::ALL).ok(),
        ["listener", protocol, place, fd] => {
            let protocol = word(protocol, &Protocol::ALL).ok()?;
            old.listeners
                .push((protocol, (*place).to_string(), inherit(fd)?.into()));
        }
        ["server", name, state] => {
            old.active.insert((*name).to_string(), *state == "active");
        }
        ["pending", name, fd, age] => {
            old.pending
                .push(((*name).to_string(), inherit(fd)?.into(), millis(age)?));
        }
        ["child", name, pid, age, source, peer, holds, told, pipe] => old.children.push(Child {
            server: (*name).to_string(),
            pid: pid.parse().ok()?,
            age: millis(age)?,
            source: Source::parse(source),
            peer: Some((*peer).to_string()).filter(|p| p != "-"),
            holds: *holds == "1",
            told: *told == "1",
            pipe: inherit(pipe),
        }),
        _ => return None,
    }
    Some(())
}

impl Daemon {
    /// What the daemon before has left for this one.
    pub(super) fn take_over(&mut self) -> Old {
        let Some(fd) = self.setup.resume.and_then(|fd| inherit(&fd.to_string())) else {
            return Old::default();
        };
        let mut text = String::new();
        if let Err(error) = std::fs::File::from(fd).read_to_string(&mut text) {
            say!(
                error,
                "the state of the daemon before cannot be read: {error}"
            );
        }
        let old = parse(&text);
        self.level = old.level.unwrap_or(self.level);
        self.recycles += 1;
        old
    }

    /// Goes on with the connections and children of the daemon before.
    pub(super) fn resume(&mut self, old: Old) {
        if !old.there {
            return;
        }
        for pipe in old.errors {
            let fd = pipe.as_raw_fd();
            let line = Vec::new();
            let token = self.slots.add(Slot::Errors(super::Errors { pipe, line }));
            if let Err(error) = self.watch(fd, token) {
                say!(error, "what children write cannot be logged: {error}");
            }
        }
        for child in old.children {
            let id = self.names.get(&child.server).copied();
            self.last_number += 1;
            let running = Running {
                service: id.unwrap_or(0),
                name: child.server,
                number: self.last_number,
                peer: child.peer,
                source: child.source,
                since: Instant::now()
                    .checked_sub(child.age)
                    .unwrap_or_else(Instant::now),
                told: child.told,
                notify: None,
            };
            let number = running.number;
            if let Some(service) = id.and_then(|id| self.services.get_mut(&id)) {
                if service.entry.model.is_watched() {
                    service.running += 1;
                } else {
                    service.launched = true;
                }
                if let Some(source) = running.source {
                    service.sources.add(source);
                }
                if child.holds {
                    service.holder = Some(child.pid);
                }
                if let Some(limit) = service.entry.watch.timeout {
                    let left = limit.saturating_sub(child.age);
                    self.after(
                        left,
                        super::Timer::Limit {
                            pid: child.pid,
                            number,
                        },
                    );
                }
            }
            self.follow(child.pid, running, child.pipe);
        }
        for (server, socket, age) in old.pending {
            let Some(id) = self.names.get(&server).copied() else {
                continue;
            };
            // A peer that has gone meanwhile sent nothing.
            let peer = socket
                .peer_addr()
                .and_then(|remote| Peer::of(&socket, &remote));
            let Ok(peer) = peer else {
                continue;
            };
            let number = self.number();
            if let Some(service) = self.services.get_mut(&id).filter(|s| s.is_active()) {
                service.pending += 1;
                service.sources.add(peer.source());
                let since = Instant::now().checked_sub(age).unwrap_or_else(Instant::now);
                self.hold(Pending {
                    service: id,
                    number,
                    socket,
                    peer,
                    since,
                });
            }
        }
        // Their sockets are watched when what runs allows it.
        let ids: Vec<u32> = self.services.keys().copied().collect();
        for id in ids {
            self.adjust(id);
        }
        for (_, place, _) in old.listeners {
            say!(info, "{place} is closed, no server has it any more");
        }
        say!(info, "Recycled");
    }

    /// The lines for the next daemon, and the descriptors that it needs.
    fn state(&self) -> (String, Vec<RawFd>) {
        let mut text = format!("level\t{}\n", word_of(self.level, &Level::ALL));
        let mut fds = Vec::new();
        for (_, slot) in self.slots.iter() {
            match slot {
                Slot::Control(socket) => {
                    text += &format!("control\t{}\n", socket.as_raw_fd());
                    fds.push(socket.as_raw_fd());
                }
                Slot::Metrics(socket) => {
                    text += &format!("metrics\t{}\n", socket.as_raw_fd());
                    fds.push(socket.as_raw_fd());
                }
                Slot::Errors(errors) => {
                    text += &format!("errors\t{}\n", errors.pipe.as_raw_fd());
                    fds.push(errors.pipe.as_raw_fd());
                }
                Slot::Pending(pending) => {
                    if let Some(service) = self.services.get(&pending.service) {
                        let fd = pending.socket.as_raw_fd();
                        let age = pending.since.elapsed().as_millis();
                        text += &format!("pending\t{}\t{fd}\t{age}\n", service.entry.name);
                        fds.push(fd);
                    }
                }
                _ => {}
            }
        }
        for service in self.services.values() {
            let protocol = word_of(service.entry.protocol, &Protocol::ALL);
            for listener in &service.listeners {
                let fd = listener.socket.as_raw_fd();
                text += &format!("listener\t{protocol}\t{}\t{fd}\n", listener.place);
                fds.push(fd);
            }
            text += &format!(
                "server\t{}\t{}\n",
                service.entry.name,
                word_of(service.stopped, &STATES)
            );
        }
        for (pid, running) in &self.children {
            let holds = self
                .services
                .get(&running.service)
                .is_some_and(|s| s.holder == Some(*pid));
            let pipe = match running.notify.and_then(|token| self.slots.get(token)) {
                Some(Slot::Notify { pipe, .. }) => {
                    fds.push(pipe.as_raw_fd());
                    pipe.as_raw_fd().to_string()
                }
                _ => "-".to_string(),
            };
            let source = running.source.map_or("-".to_string(), |s| s.to_string());
            text += &format!(
                "child\t{}\t{pid}\t{}\t{source}\t{}\t{}\t{}\t{pipe}\n",
                running.name,
                running.since.elapsed().as_millis(),
                running.peer.as_deref().unwrap_or("-"),
                u8::from(holds),
                u8::from(running.told),
            );
        }
        let templates = self.slots.iter().filter_map(|(_, slot)| match slot {
            Slot::Child { pid, .. } if !self.children.contains_key(pid) => Some(*pid),
            _ => None,
        });
        for pid in self.workers.pids().into_iter().chain(templates) {
            text += &format!("worker\t{pid}\n");
        }
        (text, fds)
    }

    /// Why the daemon could not begin again now.
    pub(super) fn check_recycle(&self) -> Result<(), String> {
        if !self.setup.own.is_file() {
            return Err(format!("{} IS MISSING", self.setup.own.display()));
        }
        match self.read_config() {
            Some(_) => Ok(()),
            None => Err("THE INETD CONFIGURATION FILE IS WRONG".to_string()),
        }
    }

    /// Becomes the new program. Comes back only when that is not possible.
    pub(super) fn recycle_now(&mut self) {
        let outcome = match self.check_recycle() {
            Ok(()) => self.exec().map_err(|error| error.to_string()),
            Err(why) => Err(why),
        };
        if let Err(why) = outcome {
            say!(error, "The daemon is not recycled: {why}");
        }
    }

    fn exec(&self) -> io::Result<()> {
        self.workers.flush();
        let (text, mut fds) = self.state();
        let mut file = crate::device::sys::unnamed_file(b"")?;
        file.write_all(text.as_bytes())?;
        file.rewind()?;
        fds.push(file.as_raw_fd());
        let mut arguments = vec![CString::new(self.setup.own.as_os_str().as_bytes())?];
        for argument in &self.setup.arguments {
            arguments.push(CString::new(argument.as_bytes())?);
        }
        arguments.push(CString::new(format!("--resume={}", file.as_raw_fd()))?);
        let mut environment = Vec::new();
        for (name, value) in std::env::vars_os() {
            // The sockets of systemd are ours by now.
            if !name.as_bytes().starts_with(b"LISTEN_") {
                environment.push(CString::new(
                    [name.as_bytes(), b"=", value.as_bytes()].concat(),
                )?);
            }
        }
        say!(info, "Recycling: {} children go on", self.children.len());
        crate::inetd::systemd::notify(&crate::inetd::systemd::reloading());
        for fd in &fds {
            // SAFETY: fcntl on open descriptors of ours, no memory involved.
            unsafe { libc::fcntl(*fd, libc::F_SETFD, 0) };
        }
        // The signals stay blocked, so that none is lost in between.
        let failed = nix::unistd::execve(&arguments[0], &arguments, &environment);
        for fd in &fds {
            // SAFETY: as above.
            unsafe { libc::fcntl(*fd, libc::F_SETFD, libc::FD_CLOEXEC) };
        }
        failed.map(drop).map_err(io::Error::from)
    }
}
