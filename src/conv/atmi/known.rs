//! Ways that stay when a request is over: a client that has one takes its server again without asking the monitor, as long as that is free.

use super::Atmi;
use super::connect::Wanted;
use crate::conv::channel::{Channel, Got, Processor, Sent};
use crate::conv::codes::Flags;
use crate::conv::frame::{Encoded, Frame};
use crate::conv::request::Request;
use crate::conv::slots::Acquaintance;
use crate::device::{Interest, Wait};
use indexmap::IndexMap;
use nix::sys::epoll::{Epoll, EpollCreateFlags, EpollEvent, EpollFlags, EpollTimeout};
use std::os::fd::{AsRawFd, BorrowedFd};

/// Ways that one side keeps; the one that was longest out of use gives way.
const MOST: usize = 64;
/// Longer messages go by the monitor: rings have no room for them before the server reads.
const LONGEST: usize = crate::conv::ring::ROOM / 2;

/// The servers that a client has ways to.
#[derive(Default)]
pub struct Servers(Vec<(Acquaintance, Channel)>);

impl Servers {
    /// A request is over, in a way that leaves nothing between the two sides.
    pub fn keep(&mut self, server: Acquaintance, mut channel: Channel) {
        if !channel.is_clear() || channel.rings().is_none_or(|rings| rings.is_closed()) {
            return;
        }
        if self.0.len() >= MOST {
            self.0.remove(0);
        }
        self.0.push((server, channel));
    }
}

impl Atmi {
    /// Takes a server for a request, and begins it there. `None`: the monitor has to look for one.
    pub fn take_again(
        &mut self,
        wanted: &Wanted,
        number: u64,
        buffer_type: &str,
        buffer: &mut Option<Encoded>,
    ) -> Option<(Acquaintance, Channel)> {
        let slots = self.membership.slots()?.clone();
        if self.servers.0.is_empty()
            || buffer.as_ref().is_some_and(|b| b.len() > LONGEST)
            || !slots.is_open(wanted.flags.has(Flags::CONV))
        {
            return None;
        }
        let conversational = wanted.flags.has(Flags::CONV);
        let mut at = self.servers.0.len();
        // The last one used first: what it needs is at hand.
        while at > 0 {
            at -= 1;
            let (server, channel) = &mut self.servers.0[at];
            let fits = server.conversational == conversational
                && server.service == wanted.service
                && server.buffer_type == buffer_type;
            if !fits {
                continue;
            }
            let closed = channel.rings().is_none_or(|rings| rings.is_closed());
            if closed || !slots.holds(server.offer) {
                self.servers.0.remove(at);
            } else if slots.take(server.offer) {
                let (server, mut channel) = self.servers.0.remove(at);
                channel.renew(Some(number));
                let frame = Frame::Begin {
                    request: super::connect::request(self, wanted, number, buffer_type),
                    buffer: buffer.take(),
                };
                if channel.send(&frame) == Sent::Yes {
                    if slots.wake(server.offer.slot)
                        && let Some(rings) = channel.rings()
                    {
                        rings.ring_bell();
                    }
                    return Some((server, channel));
                }
                // It has just gone: whoever finds that frees what is left of it.
                if let Frame::Begin { buffer: kept, .. } = frame {
                    *buffer = kept;
                }
                slots.give_up(server.offer);
            }
        }
        None
    }
}

/// The clients that a server has ways to, by their tickets.
#[derive(Default)]
pub struct Clients {
    all: IndexMap<u16, Channel>,
    last: u16,
    /// Tells of bells and ends of all of them.
    bells: Option<Epoll>,
}

impl Clients {
    /// A ticket that no client has.
    pub fn ticket(&mut self) -> u16 {
        loop {
            self.last = match self.last {
                n if n >= crate::conv::memory::TICKET - 1 => 1,
                n => n + 1,
            };
            if !self.all.contains_key(&self.last) {
                return self.last;
            }
        }
    }

    /// Where the client is that was here last.
    pub fn processor(&self) -> Processor {
        let last = self.all.last();
        last.map_or(Processor::Unknown, |(_, channel)| channel.processor())
    }

    /// A request of a client is over: it may come again.
    pub fn keep(&mut self, ticket: u16, mut channel: Channel) {
        let Some(rings) = channel.rings().filter(|rings| !rings.is_closed()) else {
            return;
        };
        if self.bells.is_none() {
            self.bells = Epoll::new(EpollCreateFlags::EPOLL_CLOEXEC).ok();
        }
        let Some(bells) = &self.bells else {
            return;
        };
        // SAFETY: the descriptor is that of rings that are kept below, or are gone with it.
        let fd = unsafe { BorrowedFd::borrow_raw(rings.fd()) };
        let event = EpollEvent::new(EpollFlags::EPOLLIN, ticket.into());
        match bells.add(fd, event) {
            Ok(()) | Err(nix::Error::EEXIST) => {}
            Err(_) => return,
        }
        channel.renew(None);
        if self.all.len() >= MOST {
            self.all.shift_remove_index(0);
        }
        self.all.insert(ticket, channel);
    }

    /// A way goes to another server: its bells are not for this one any more.
    pub fn let_go(&self, channel: &mut Channel) {
        if let (Some(bells), Some(rings)) = (&self.bells, channel.rings()) {
            // SAFETY: the descriptor is that of the rings.
            let fd = unsafe { BorrowedFd::borrow_raw(rings.fd()) };
            // It may never have been kept.
            let _ = bells.delete(fd);
        }
    }

    /// What a client that has taken the server has begun, if it is there.
    pub fn begun(&mut self, ticket: u16) -> Begun {
        let Some(channel) = self.all.get_mut(&ticket) else {
            return Begun::Never;
        };
        match channel.receive() {
            Got::Nothing => Begun::Soon,
            Got::Frame(Frame::Begin { request, buffer }) => match self.all.shift_remove(&ticket) {
                Some(channel) => Begun::This(Box::new((request, buffer, channel))),
                None => Begun::Never,
            },
            Got::Frame(_) => self.strange(ticket, "a request was expected".into()),
            Got::Broken(why) => self.strange(ticket, why.to_string()),
            Got::End => {
                self.all.shift_remove(&ticket);
                Begun::Never
            }
        }
    }

    /// Whether [`Clients::begun`] has something to say.
    pub fn has_begun(&mut self, ticket: u16) -> bool {
        self.all.get_mut(&ticket).is_none_or(Channel::has_something)
    }

    fn strange(&mut self, ticket: u16, why: String) -> Begun {
        self.all.shift_remove(&ticket);
        Begun::Strange(why)
    }

    /// A wait for any of them.
    pub fn interest(&self) -> Option<Interest> {
        let bells = self.bells.as_ref().filter(|_| !self.all.is_empty())?;
        Some(Interest {
            fd: bells.0.as_raw_fd(),
            read: true,
            write: false,
        })
    }

    /// A wait for one that has taken the server.
    pub fn wait(&mut self, ticket: u16) -> Wait {
        let rings = self.all.get_mut(&ticket).and_then(Channel::rings);
        rings.map_or_else(Wait::over, |rings| rings.wait(false))
    }

    /// Takes bells, and forgets those that are gone.
    pub fn tidy(&mut self) {
        let Some(bells) = &self.bells else {
            return;
        };
        let mut events = [EpollEvent::empty(); MOST];
        let count = bells.wait(&mut events, EpollTimeout::ZERO).unwrap_or(0);
        for event in &events[..count] {
            let Ok(ticket) = u16::try_from(event.data()) else {
                continue;
            };
            let rings = self.all.get_mut(&ticket).and_then(Channel::rings);
            if rings.is_some_and(|rings| rings.is_over()) {
                self.all.shift_remove(&ticket);
            }
        }
    }
}

/// What has come from a client that took the server.
pub enum Begun {
    This(Box<(Request, Option<Encoded>, Channel)>),
    /// It is on its way.
    Soon,
    /// It is gone.
    Never,
    /// It does not keep to the protocol.
    Strange(String),
}
