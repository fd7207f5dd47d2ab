//! Connections and datagrams that come: who may stay, and who is told to go.

use super::{Daemon, Pending, Slot, Timer};
use crate::inetd::entry::{Model, Over, Protocol, Runs};
use crate::inetd::limits;
use crate::inetd::log::{self, say};
use crate::inetd::peer::Peer;
use crate::inetd::service::{Refusal, Service};
use crate::inetd::sockets;
use crate::inetd::sources;
use socket2::Socket;
use std::io::{self, Read};
use std::net::Shutdown;
use std::os::fd::AsRawFd;
use std::path::Path;
use std::time::{Duration, Instant};

/// Connections that one listener gets in a turn of the loop.
const TURN: usize = 128;
/// Refused clients that are listened to at once; the others are closed as they are.
const REFUSED: usize = 1024;
/// How long a refused client may talk.
const FAREWELL: Duration = Duration::from_secs(2);
/// The longest banner.
const BANNER: u64 = 64 * 1024;
/// Starts without any effect before the daemon pauses.
const FRUITLESS: u32 = 10;
/// That pause.
const PAUSE: Duration = Duration::from_secs(1);

/// The text of a banner.
fn banner(path: Option<&Path>) -> Vec<u8> {
    let read = || -> Option<Vec<u8>> {
        let mut text = Vec::new();
        let file = std::fs::File::open(path?).ok()?;
        file.take(BANNER).read_to_end(&mut text).ok()?;
        Some(text)
    };
    read().unwrap_or_default()
}

/// May this peer be served at all, and now?
fn refusal(service: &Service, peer: &Peer) -> Option<Refusal> {
    let limits = &service.entry.limits;
    if let Peer::Net { remote, .. } = peer
        && !sources::allowed(&limits.only_from, &limits.no_access, &remote.ip())
    {
        return Some(Refusal::Address);
    }
    if !limits.hours.is_empty() && !limits.hours.contain(log::minute()) {
        return Some(Refusal::Time);
    }
    if limits.load.is_some_and(|most| limits::load() >= most) {
        return Some(Refusal::Load);
    }
    if limits.per_source > 0 && service.sources.of(peer.source()) >= limits.per_source {
        return Some(Refusal::PerSource);
    }
    if limits.over == Over::Refuse && service.is_full() {
        return Some(Refusal::Service);
    }
    if limits.pending > 0 && service.pending >= limits.pending as usize {
        return Some(Refusal::Pending);
    }
    None
}

impl Daemon {
    /// A service that may take what comes now.
    fn ready(&mut self, id: u32) -> Option<&mut Service> {
        let short = self.short;
        self.services
            .get_mut(&id)
            .filter(|service| service.is_ready() && !short)
    }

    pub(super) fn listener_ready(&mut self, id: u32, index: usize, token: usize) {
        let Some(service) = self.services.get(&id) else {
            return;
        };
        if service.entry.lends_socket() {
            return match service.entry.protocol {
                Protocol::Udp => self.datagrams(id, index),
                _ => self.lend_listener(id, index),
            };
        }
        for _ in 0..TURN {
            let Some(service) = self.ready(id) else {
                return;
            };
            let Some(listener) = service.listeners.get(index) else {
                return;
            };
            match listener.socket.accept() {
                Ok((socket, remote)) => {
                    service.counters.accepted += 1;
                    if !self.has_room(socket.as_raw_fd()) {
                        self.run_short(&io::Error::from_raw_os_error(libc::EMFILE));
                    }
                    // A peer that has gone already is not worth a word.
                    if let Ok(peer) = Peer::of(&socket, &remote) {
                        self.connected(id, socket, peer);
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return,
                Err(error) if sockets::is_shortage(&error) => return self.run_short(&error),
                // The connection that was in the queue is gone.
                Err(_) => {}
            }
        }
        self.again.push(token);
    }

    fn connected(&mut self, id: u32, socket: Socket, peer: Peer) {
        let Some(service) = self.services.get(&id) else {
            return;
        };
        let entry = service.entry.clone();
        if let Some(why) = refusal(service, &peer) {
            return self.refuse(id, socket, &peer, why);
        }
        for path in [&entry.banners.always, &entry.banners.success] {
            if path.is_some() {
                sockets::send_now(&socket, &banner(path.as_deref()));
            }
        }
        // What cannot be set is worth no connection.
        if entry.no_delay {
            let _ = socket.set_tcp_nodelay(true);
        }
        if entry.keep_alive {
            let _ = socket.set_keepalive(true);
        }
        match entry.model {
            Model::Aor => self.wait_for_message(id, socket, peer),
            _ => {
                self.start_for(id, socket, peer);
            }
        }
    }

    /// Tells a client to go: it gets its banner, and no reset, whatever it has sent.
    pub(super) fn refuse(&mut self, id: u32, socket: Socket, peer: &Peer, why: Refusal) {
        let Some(service) = self.services.get_mut(&id) else {
            return;
        };
        service.count_refused(why);
        let entry = service.entry.clone();
        say!(warn, "FAIL: {} {why} from={}", entry.name, peer.source());
        let started = why == Refusal::Start;
        for path in [
            entry.banners.always.as_deref().filter(|_| !started),
            entry.banners.failure.as_deref(),
        ] {
            if path.is_some() {
                sockets::send_now(&socket, &banner(path));
            }
        }
        let fine = socket.shutdown(Shutdown::Write).is_ok() && socket.set_nonblocking(true).is_ok();
        if !fine || self.refused >= REFUSED {
            return;
        }
        let fd = socket.as_raw_fd();
        let token = self.slots.add(Slot::Refused(socket));
        match self.watch(fd, token) {
            Ok(()) => {
                self.refused += 1;
                self.after(FAREWELL, Timer::Close { token, number: 0 });
            }
            Err(_) => drop(self.slots.remove(token)),
        }
    }

    pub(super) fn refused_ready(&mut self, token: usize) {
        let Some(Slot::Refused(socket)) = self.slots.get_mut(token) else {
            return;
        };
        let mut room = [0; 4096];
        // A client that sends without end is heard no longer than others.
        for _ in 0..16 {
            match socket.read(&mut room) {
                Ok(0) => return self.close_refused(token),
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return,
                Err(_) => return self.close_refused(token),
            }
        }
        self.again.push(token);
    }

    fn close_refused(&mut self, token: usize) {
        if let Some(Slot::Refused(socket)) = self.slots.get(token) {
            self.unwatch(socket.as_raw_fd());
            self.slots.remove(token);
            self.refused -= 1;
        }
    }

    fn wait_for_message(&mut self, id: u32, socket: Socket, peer: Peer) {
        let number = self.number();
        let Some(service) = self.services.get_mut(&id) else {
            return;
        };
        let entry = service.entry.clone();
        if entry.aor_length > 1 {
            sockets::set_low_water(&socket, entry.aor_length);
        }
        service.pending += 1;
        service.sources.add(peer.source());
        let pending = Pending {
            service: id,
            number,
            socket,
            peer,
            since: Instant::now(),
        };
        self.hold(pending);
    }

    /// Keeps a connection until its message comes.
    pub(super) fn hold(&mut self, pending: Pending) {
        let (id, number, fd) = (pending.service, pending.number, pending.socket.as_raw_fd());
        let idle = self.services.get(&id).and_then(|s| s.entry.limits.idle);
        let token = self.slots.add(Slot::Pending(Box::new(pending)));
        match self.watch(fd, token) {
            Ok(()) => {
                if let Some(idle) = idle {
                    self.after(idle, Timer::Close { token, number });
                }
            }
            Err(error) => {
                say!(error, "a connection cannot be watched: {error}");
                self.end_pending(token);
            }
        }
    }

    /// Takes a connection out of those that wait.
    fn end_pending(&mut self, token: usize) -> Option<Pending> {
        if !matches!(self.slots.get(token), Some(Slot::Pending(_))) {
            return None;
        }
        let Some(Slot::Pending(pending)) = self.slots.remove(token) else {
            return None;
        };
        self.unwatch(pending.socket.as_raw_fd());
        if let Some(service) = self.services.get_mut(&pending.service) {
            service.pending -= 1;
            service.leave(Some(pending.peer.source()));
        }
        Some(*pending)
    }

    /// Closes all connections of a service that wait.
    pub(super) fn drop_pending(&mut self, id: u32) {
        let tokens: Vec<usize> = self.pending_of(id).map(|(token, _)| token).collect();
        for token in tokens {
            self.end_pending(token);
        }
    }

    pub(super) fn pending_of(&self, id: u32) -> impl Iterator<Item = (usize, &Pending)> {
        self.slots
            .iter()
            .filter_map(move |(token, slot)| match slot {
                Slot::Pending(pending) if pending.service == id => Some((token, &**pending)),
                _ => None,
            })
    }

    pub(super) fn pending_ready(&mut self, token: usize, closed: bool) {
        let Some(Slot::Pending(pending)) = self.slots.get(token) else {
            return;
        };
        let there = sockets::waiting(pending.socket.as_raw_fd());
        let Some(service) = self.services.get_mut(&pending.service) else {
            self.end_pending(token);
            return;
        };
        let wanted = service.entry.aor_length as usize;
        if there == 0 && closed {
            // Nobody sent anything, so nothing is started.
            service.counters.silent += 1;
            self.end_pending(token);
            return;
        }
        if there < wanted && !closed {
            return;
        }
        if let Some(Pending {
            service,
            socket,
            peer,
            ..
        }) = self.end_pending(token)
        {
            if wanted > 1 {
                sockets::set_low_water(&socket, 1);
            }
            self.start_for(service, socket, peer);
        }
    }

    /// A connection has had its time.
    pub(super) fn close_late(&mut self, token: usize, number: u64) {
        match self.slots.get(token) {
            Some(Slot::Refused(_)) if number == 0 => self.close_refused(token),
            Some(Slot::Pending(pending)) if pending.number == number => {
                drop(self.end_pending(token))
            }
            Some(Slot::Client(client)) if client.number == number => self.close_client(token),
            _ => {}
        }
    }

    /// Starts the program of a service for a connection, as a session where that is possible.
    fn start_for(&mut self, id: u32, socket: Socket, peer: Peer) {
        let Some(service) = self.services.get(&id) else {
            return;
        };
        let entry = service.entry.clone();
        let session = entry.model == Model::Aor
            && entry.runs == Runs::Task
            && matches!(entry.program, crate::inetd::entry::Program::Entry(_));
        let outcome = match session {
            true => self.start_session(id, &socket, &peer),
            false => self.start_process(id, Some(&socket), Some(&peer)),
        };
        match outcome {
            Ok(()) => self.spend(id),
            Err(error) => {
                say!(error, "{}: it cannot be started: {error}", entry.name);
                self.refuse(id, socket, &peer, Refusal::Start);
                self.failed(id);
            }
        }
    }

    /// Takes a start from the rate of a service.
    pub(super) fn spend(&mut self, id: u32) {
        let Some(service) = self.services.get_mut(&id) else {
            return;
        };
        let bucket = service.bucket.as_mut();
        match bucket.and_then(|bucket| bucket.take(Instant::now())) {
            None => self.adjust(id),
            Some(until) => {
                if service.entry.limits.rate.is_some_and(|r| r.pause.is_some()) {
                    let name = &service.entry.name;
                    say!(warn, "{name}: too many starts, accepting pauses");
                }
                self.pause(id, until);
            }
        }
    }

    /// Pauses a service whose starts come to nothing.
    fn fruitless(&mut self, id: u32) {
        if let Some(service) = self.services.get(&id) {
            let name = &service.entry.name;
            say!(
                warn,
                "{name}: it takes nothing from its socket, starts pause"
            );
            self.pause(id, Instant::now() + PAUSE);
        }
    }

    fn pause(&mut self, id: u32, until: Instant) {
        if let Some(service) = self.services.get_mut(&id) {
            service.paused = Some(until);
            service.counters.pauses += 1;
            self.at(until, Timer::Resume { service: id });
            self.adjust(id);
        }
    }

    /// A datagram is there: its sender decides whether the program starts.
    fn datagrams(&mut self, id: u32, index: usize) {
        for _ in 0..TURN {
            let Some(service) = self.ready(id) else {
                return;
            };
            let Some(listener) = service.listeners.get(index) else {
                return;
            };
            let (remote, time) = match sockets::first_sender(&listener.socket) {
                Ok(first) => first,
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return,
                // An error of an earlier answer; the next call finds the datagrams.
                Err(_) => continue,
            };
            let local = listener
                .socket
                .local_addr()
                .ok()
                .and_then(|a| a.as_socket());
            let peer = Peer::Net { remote, local };
            if let Some(why) = refusal(service, &peer) {
                sockets::drop_datagram(&listener.socket);
                service.counters.dropped += 1;
                service.count_refused(why);
                say!(
                    warn,
                    "FAIL: {} {why} from={}",
                    service.entry.name,
                    peer.source()
                );
                continue;
            }
            let same = service.last_datagram == Some(time);
            service.last_datagram = Some(time);
            service.fruitless = if same { service.fruitless + 1 } else { 0 };
            if service.fruitless > FRUITLESS {
                service.fruitless = 0;
                return self.fruitless(id);
            }
            return self.lend(id, index, Some(peer));
        }
        let token = self
            .services
            .get(&id)
            .and_then(|s| s.listeners.get(index))
            .map(|l| l.token);
        self.again.extend(token);
    }

    fn lend_listener(&mut self, id: u32, index: usize) {
        let Some(service) = self.ready(id) else {
            return;
        };
        if service.fruitless > FRUITLESS {
            service.fruitless = 0;
            return self.fruitless(id);
        }
        self.lend(id, index, None);
    }

    /// Gives a program the service's own socket.
    fn lend(&mut self, id: u32, index: usize, peer: Option<Peer>) {
        let copy = self
            .services
            .get(&id)
            .and_then(|s| s.listeners.get(index)?.socket.try_clone().ok());
        let Some(socket) = copy else {
            return self.run_short(&io::Error::from_raw_os_error(libc::EMFILE));
        };
        match self.start_process(id, Some(&socket), peer.as_ref()) {
            Ok(()) => self.spend(id),
            Err(error) => {
                if let Some(service) = self.services.get_mut(&id) {
                    service.count_refused(Refusal::Start);
                    say!(error, "FAIL: {} start: {error}", service.entry.name);
                }
                self.failed(id);
                self.fruitless(id);
            }
        }
    }
}
