//! `WRITE /WAIT`: the next event on any socket of the device; and $ZKEY, which tells the events not chosen.

use super::control::{argument, deadline};
use super::socket::{Blocking, Socket};
use super::{SocketDevice, sys};
use crate::device::{ControlDone, ControlOp, Interest, IoResult, Shared, Step, Wait};
use crate::value::errors::*;

/// So many sockets are asked about one by one.
const FEW: usize = 4;

/// Sockets by index with what happened on them, and what to wait for.
type Readiness = (Vec<(usize, Event)>, Vec<Interest>);

/// What the second argument asks for.
#[derive(Clone, Copy)]
struct Asked {
    read: bool,
    write: bool,
}

impl Asked {
    fn parse(text: Option<&[u8]>) -> Result<Self, MError> {
        let Some(text) = text else {
            return Ok(Asked {
                read: true,
                write: true,
            });
        };
        let has = |word: &str| {
            text.windows(word.len())
                .any(|w| w.eq_ignore_ascii_case(word.as_bytes()))
        };
        match (has("READ"), has("WRITE")) {
            (false, false) => Err(MError::with(
                SOCKWAITARG,
                vec![b"Second".to_vec(), b"value is not valid".to_vec()],
            )),
            (read, write) => Ok(Asked { read, write }),
        }
    }
}

/// What happened on a socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Event {
    Connection,
    Read,
    Write,
    ReadWrite,
}

impl Event {
    fn word(self) -> &'static str {
        match self {
            Event::Connection => "CONNECT",
            Event::Read => "READ",
            Event::Write => "WRITE",
            Event::ReadWrite => "READWRITE",
        }
    }
}

impl SocketDevice {
    pub(super) fn wait_step(
        &mut self,
        op: &mut ControlOp,
        shared: &mut Shared,
    ) -> IoResult<ControlDone> {
        let timeout = deadline(op, 0);
        let outcome = |test: bool| {
            Step::Done(ControlDone {
                test: timeout.is_given().then_some(test),
                outputs: Vec::new(),
            })
        };
        if self.sockets.is_empty() {
            return Ok(outcome(false));
        }
        let asked = Asked::parse(argument(op, 1))?;
        let only = argument(op, 2)
            .map(|handle| self.sockets.find(handle))
            .transpose()?;
        let (mut ready, fds) = self.ready(asked, only)?;
        while let Some(at) = self.choose(&ready) {
            let (index, event) = ready[at];
            if event == Event::Connection {
                if !self.accept_from(index, shared)? {
                    ready.remove(at);
                    continue;
                }
            } else {
                self.sockets.select(index);
                if let Some((handle, socket)) = self.sockets.get(index) {
                    self.status.key = socket.key(event.word(), handle);
                }
            }
            self.remember(&ready, at, only.is_some());
            return Ok(outcome(true));
        }
        if timeout.expired() {
            self.status.key.clear();
            self.remember(&[], 0, false);
            return Ok(outcome(false));
        }
        Ok(Step::Wait(
            Wait { fds, until: None }.or_at(timeout.moment()),
        ))
    }

    /// Sockets with something to read or a connection to accept, by handle, and which of the two: `READ` or `CONNECT`. It stays where it
    /// is, and the current socket as well. `only`: this socket alone. A device without sockets waits for ever.
    ///
    /// # Errors
    /// SOCKNOTFND, and the system's.
    pub fn pending(&mut self, only: Option<&[u8]>) -> IoResult<Vec<(Vec<u8>, &'static str)>> {
        let only = only.map(|handle| self.sockets.find(handle)).transpose()?;
        // Output that waits for room goes out meanwhile.
        let unsent = match self.send()? {
            Step::Wait(wait) => wait,
            Step::Done(()) => Wait::default(),
        };
        let asked = Asked {
            read: true,
            write: false,
        };
        let (ready, fds) = self.ready(asked, only)?;
        if ready.is_empty() {
            let mut wait = unsent;
            wait.fds.extend(fds);
            return Ok(Step::Wait(wait));
        }
        let told = ready.iter().filter_map(|(at, event)| {
            let (handle, _) = self.sockets.get(*at)?;
            Some((handle.to_vec(), event.word()))
        });
        Ok(Step::Done(told.collect()))
    }

    /// Events that are there now, in the order of the sockets, and what to wait for if there is none.
    fn ready(&mut self, asked: Asked, only: Option<usize>) -> Result<Readiness, MError> {
        let (mut ready, fds) = self.kernel_ready(asked, only)?;
        ready.retain_mut(|(index, event)| self.decrypt(*index, event));
        Ok((ready, fds))
    }

    /// Of a TLS socket only data counts, or the end, not what the protocol itself sends: `false` when that was all.
    fn decrypt(&mut self, index: usize, event: &mut Event) -> bool {
        let Some((_, socket)) = self.sockets.get_mut(index).filter(|(_, s)| s.tls.is_some()) else {
            return true;
        };
        let silent = *event != Event::Write && !socket.has_input();
        match event {
            Event::ReadWrite if silent => *event = Event::Write,
            _ if silent => return false,
            _ => {}
        }
        true
    }

    /// What the kernel and the buffers say.
    fn kernel_ready(&mut self, asked: Asked, only: Option<usize>) -> Result<Readiness, MError> {
        let fail = |e: std::io::Error| MError::new(SOCKWAIT).text(sys::error_text(&e));
        let mut places = match only {
            Some(index) => vec![index],
            None if self.sockets.len() <= FEW => (0..self.sockets.len()).collect(),
            None => Vec::new(),
        };
        let mut watched = None;
        if places.is_empty()
            && let Some(watch) = self.sockets.watch()
        {
            let numbers = watch.ready().map_err(fail)?;
            watched = Some((watch.fd(), numbers));
            if asked.write {
                places.extend(self.sockets.nonblocking());
            }
        } else if places.is_empty() {
            places.extend(0..self.sockets.len());
        }
        let (mut ready, mut fds) = self.ask(&places, asked).map_err(fail)?;
        if let Some((fd, numbers)) = watched
            && asked.read
        {
            let told = numbers.iter().filter_map(|n| self.sockets.place(*n));
            let told = told.map(|at| (at, libc::POLLIN));
            let unread = self.sockets.busy().map(|at| (at, 0));
            for (at, revents) in told.chain(unread) {
                if let Some((_, socket)) = self.sockets.get(at)
                    && let Some(event) = event(socket, revents, asked)
                {
                    ready.push((at, event));
                }
            }
            // What was asked about in both ways stands first as the more exact answer.
            ready.sort_by_key(|(at, event)| (*at, *event == Event::Read));
            ready.dedup_by_key(|(at, _)| *at);
            let (read, write) = (true, false);
            fds.push(Interest { fd, read, write });
        }
        Ok((ready, fds))
    }

    /// Asks the system about single sockets.
    fn ask(&self, places: &[usize], asked: Asked) -> std::io::Result<Readiness> {
        let sockets = places
            .iter()
            .filter_map(|at| self.sockets.get(*at).map(|(_, s)| (*at, s)));
        let asked_about: Vec<(usize, &Socket, libc::pollfd)> = sockets
            .filter_map(|(at, s)| Some((at, s, interest(s, asked)?)))
            .collect();
        let mut polled: Vec<libc::pollfd> = asked_about.iter().map(|(_, _, p)| *p).collect();
        if !polled.is_empty() {
            sys::poll_now(&mut polled)?;
        }
        let both = asked_about.iter().zip(&polled);
        let ready = both
            .filter_map(|((at, s, _), p)| Some((*at, event(s, p.revents, asked)?)))
            .collect();
        let asks = |p: &libc::pollfd, bit| p.events & bit != 0;
        let wanted = |p: libc::pollfd| Interest {
            fd: p.fd,
            read: asks(&p, libc::POLLIN),
            write: asks(&p, libc::POLLOUT),
        };
        Ok((ready, polled.into_iter().map(wanted).collect()))
    }

    /// Connections come first; among equals those that an earlier WAIT passed over, then the lowest index.
    fn choose(&self, ready: &[(usize, Event)]) -> Option<usize> {
        let owed = |index: usize| self.sockets.get(index).is_some_and(|(_, s)| s.owed);
        (0..ready.len()).min_by_key(|at| {
            let (index, event) = ready[*at];
            (event != Event::Connection, !owed(index), index)
        })
    }

    /// Notes which sockets were ready and not chosen.
    fn remember(&mut self, ready: &[(usize, Event)], chosen: usize, single: bool) {
        let choice = ready.get(chosen).copied();
        let accepted = choice.is_some_and(|(_, event)| event == Event::Connection);
        let second_round = choice
            .and_then(|(index, _)| self.sockets.get(index))
            .is_some_and(|(_, s)| s.owed);
        // Sockets that are neither ready nor marked have no marks to lose.
        let mut concerned: Vec<usize> = self.sockets.busy().collect();
        concerned.extend(ready.iter().map(|(index, _)| *index));
        for index in concerned {
            let event = ready
                .binary_search_by_key(&index, |(i, _)| *i)
                .ok()
                .map(|at| ready[at].1);
            let Some((_, socket)) = self.sockets.get_mut(index) else {
                continue;
            };
            let is_choice = choice.is_some_and(|(i, _)| i == index);
            let listed = match event {
                _ if single => false,
                None => false,
                Some(event) if accepted => event == Event::Connection,
                Some(_) => true,
            };
            socket.seen = listed && (!is_choice || second_round && !accepted);
            if !accepted || listed {
                socket.owed = listed && !is_choice && (!second_round || socket.owed);
            }
        }
        self.sockets.settle();
    }

    /// $ZKEY: sockets with something to do that are not selected by $KEY.
    pub(super) fn ready_sockets(&self) -> Vec<u8> {
        let entry = |at| {
            let (handle, socket) = self.sockets.get(at)?;
            let nothing = socket.input.is_empty() || socket.looked;
            let word = match (socket.is_listening(), socket.seen, nothing) {
                (true, true, _) => "LISTENING",
                (false, true, _) | (false, _, false) => "READ",
                _ => return None,
            };
            Some(socket.key(word, handle))
        };
        self.sockets
            .busy()
            .filter_map(entry)
            .collect::<Vec<_>>()
            .join(&b';')
    }
}

/// What to ask the system about a socket, `None` when it cannot become ready.
fn interest(socket: &Socket, asked: Asked) -> Option<libc::pollfd> {
    let writes = asked.write && matches!(socket.blocking, Blocking::Off { .. });
    let mut events = 0;
    // A socket that may be written is told as READWRITE when data is there, too.
    if asked.read || writes {
        events |= libc::POLLIN;
    }
    if writes {
        events |= libc::POLLOUT;
    }
    (events != 0).then_some(libc::pollfd {
        fd: socket.fd(),
        events,
        revents: 0,
    })
}

fn event(socket: &Socket, revents: libc::c_short, asked: Asked) -> Option<Event> {
    let readable = revents & (libc::POLLIN | libc::POLLHUP | libc::POLLERR) != 0;
    if socket.is_listening() {
        return (asked.read && readable).then_some(Event::Connection);
    }
    let readable = readable || !socket.input.is_empty();
    let writable = revents & libc::POLLOUT != 0;
    match (readable, writable) {
        (true, true) if asked.write => Some(Event::ReadWrite),
        (false, true) => Some(Event::Write),
        (true, _) if asked.read => Some(Event::Read),
        _ => None,
    }
}
