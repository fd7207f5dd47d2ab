//! The board: which request goes to which server, who waits, how many conversations there are.

use super::Monitor;
use super::instances::{Instance, State};
use super::seats::{Seat, Slot};
use super::ways::way;
use crate::conv::channel::Channel;
use crate::conv::codes::{Flags, TpErrno};
use crate::conv::config::Server;
use crate::conv::line::{Order, is_name};
use crate::conv::request::Request;
use crate::conv::slots::Slots;
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use std::collections::{HashSet, VecDeque};
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// So often the oldest request is taken, whatever its priority.
const FAIR: u64 = 10;
/// So long a new monitor waits for idle servers to join.
const JOINING: Duration = Duration::from_secs(2);
/// Of a service without one.
const PRIORITY: u8 = 50;
/// More sessions than these are served by the monitor alone.
const MOST_SLOTS: usize = 1 << 16;
/// A transaction without a bound.
const FOREVER: Duration = Duration::from_secs(1 << 31);

/// A request that no server has taken.
pub struct Waiting {
    pub request: Request,
    /// Its stream, and its data if it was forwarded.
    pub streams: Vec<OwnedFd>,
    pub since: Instant,
    priority: u8,
}

impl Waiting {
    /// Whether somebody still waits for it.
    fn is_wanted(&self) -> bool {
        let Some(stream) = self.streams.first() else {
            return false;
        };
        if self.request.flags.has(Flags::NOREPLY) {
            return true;
        }
        let mut look = [PollFd::new(stream.as_fd(), PollFlags::empty())];
        let found = poll(&mut look, PollTimeout::ZERO).unwrap_or(0);
        found == 0
    }

    /// Tells the client why there will be nothing.
    fn refuse(self, error: TpErrno, reason: String) {
        refuse(self.request.number, self.streams, error, reason);
    }
}

/// Tells the client of a request why there will be nothing.
pub fn refuse(number: u64, streams: Vec<OwnedFd>, error: TpErrno, reason: String) {
    if let Some(stream) = streams.into_iter().next() {
        Channel::refuse(stream, number, error, reason);
    }
}

/// The slots that all members have in their memory.
pub struct Common {
    pub slots: Arc<Slots>,
    file: OwnedFd,
    /// Those that no server has, the one that is longest out of use first.
    free: VecDeque<u32>,
    /// Of servers that are taken for conversations.
    conversational: u32,
}

impl Common {
    /// Slots for so many sessions, and for those that replace others.
    ///
    /// # Errors
    /// The system has no memory.
    pub fn new(sessions: usize) -> io::Result<Common> {
        let count = sessions.saturating_mul(2).clamp(64, MOST_SLOTS);
        let (slots, file) = Slots::make(count)?;
        Ok(Common {
            slots,
            file,
            free: (0..count as u32).collect(),
            conversational: 0,
        })
    }

    /// A slot for a server that has joined.
    fn allot(&mut self, conversational: bool) -> Option<Slot> {
        let at = self.free.pop_front()?;
        self.slots.reset(at);
        self.conversational += u32::from(conversational);
        Some(Slot {
            slots: self.slots.clone(),
            at,
        })
    }

    /// The server of a slot is gone.
    fn give_back(&mut self, slot: &Slot, conversational: bool) {
        self.slots.end(slot.at);
        self.free.push_back(slot.at);
        self.conversational = self
            .conversational
            .saturating_sub(u32::from(conversational));
    }

    /// What goes along with a welcome.
    pub fn file(&self) -> &OwnedFd {
        &self.file
    }
}

#[derive(Default)]
pub struct Board {
    waiting: Vec<Waiting>,
    /// So many wait, as members have been told.
    told: usize,
    taken: u64,
    /// Conversations, those that wait included, and the most there were.
    pub conversations: u32,
    pub most: u32,
}

impl Board {
    /// A conversation begins.
    pub fn started(&mut self) {
        self.conversations += 1;
        self.most = self.most.max(self.conversations);
    }

    /// A request is over.
    pub fn finished(&mut self, request: &Request) {
        if request.flags.has(Flags::CONV) {
            self.conversations = self.conversations.saturating_sub(1);
        }
    }

    pub fn waiting(&self) -> &[Waiting] {
        &self.waiting
    }

    /// Forgets requests that nobody wants any more.
    fn sweep(&mut self) {
        let (wanted, given_up) = std::mem::take(&mut self.waiting)
            .into_iter()
            .partition(Waiting::is_wanted);
        self.waiting = wanted;
        for waiting in given_up {
            self.finished(&waiting.request);
        }
    }

    /// Takes the next request that `offers` says can be served: the highest priority, and now and then the oldest.
    fn take(&mut self, offers: impl Fn(&Request) -> bool) -> Option<Waiting> {
        loop {
            let all = self.waiting.iter().enumerate();
            let mut fit = all.filter(|(_, w)| offers(&w.request));
            let at = if (self.taken + 1).is_multiple_of(FAIR) {
                fit.next()?.0
            } else {
                // Of equal ones the first.
                fit.min_by_key(|(_, w)| u8::MAX - w.priority)?.0
            };
            let waiting = self.waiting.remove(at);
            if waiting.is_wanted() {
                self.taken += 1;
                return Some(waiting);
            }
            self.finished(&waiting.request);
        }
    }
}

impl Monitor {
    /// A member wants a service.
    pub(super) fn request(&mut self, request: Request, streams: Vec<OwnedFd>) {
        let priority = match self.priority(&request) {
            Ok(priority) => priority,
            Err((error, reason)) => return refuse(request.number, streams, error, reason),
        };
        let waiting = Waiting {
            priority,
            request,
            streams,
            since: Instant::now(),
        };
        if waiting.request.flags.has(Flags::CONV) {
            self.board.started();
        }
        match self.idle_seat(&waiting.request) {
            Some((at, session)) => self.give(at, session, waiting),
            None => {
                let request = waiting.request.clone();
                self.board.waiting.push(waiting);
                self.spare_for(&request);
            }
        }
    }

    /// Tells the members how many requests wait. Who becomes free then tells the monitor; who has become so before is found here.
    pub(super) fn tell_of_waiting(&mut self) {
        let waiting = self.board.waiting.len();
        if waiting == self.board.told {
            return;
        }
        let more = waiting > std::mem::replace(&mut self.board.told, waiting);
        self.common.slots.set_waiting(waiting);
        if !more {
            return;
        }
        for at in 0..self.instances.len() {
            let sessions: Vec<u32> = self.instances[at].seats.keys().copied().collect();
            for session in sessions {
                self.feed(at, session);
            }
        }
    }

    /// A place where clients may take a server that has joined.
    pub(super) fn allot(&mut self, at: usize) -> Option<Slot> {
        let conversational = self.server(at).conversational;
        let slot = self.common.allot(conversational);
        self.may_take();
        slot
    }

    /// A server that had a slot is gone.
    pub(super) fn give_back(&mut self, at: usize, slot: &Slot) {
        let conversational = self.server(at).conversational;
        self.common.give_back(slot, conversational);
        self.may_take();
    }

    /// Clients may take servers by themselves as long as that cannot reach MAXCONV: a server has one conversation.
    fn may_take(&self) {
        let most = self
            .setup
            .machine()
            .map_or(u32::MAX, |m| m.max_conversations);
        self.common
            .slots
            .set_open(self.common.conversational <= most);
    }

    /// The load of what a session has done.
    pub(super) fn load_of(&self, instance: &Instance, seat: &Seat) -> u64 {
        let configuration = &self.setup.configuration;
        let group = &configuration.servers[instance.entry].group;
        seat.load(|service| {
            let listed = configuration.listed(service, group);
            listed.map_or(50, |s| u64::from(s.load))
        })
    }

    /// The priority of a request.
    ///
    /// # Errors
    /// Why it cannot be served at all.
    fn priority(&mut self, request: &Request) -> Result<u8, (TpErrno, String)> {
        let conversational = request.flags.has(Flags::CONV);
        let name = &request.service;
        let Some(server) = self.server_for(request) else {
            let reason = match &request.route[..] {
                [] => format!("no server offers {name}"),
                route => format!("no server of group {} offers {name}", route.join(", ")),
            };
            return Err((TpErrno::NoEnt, reason));
        };
        if server.conversational != conversational {
            let kind = match conversational {
                true => "tpconnect, but it is no conversational service",
                false => "tpcall, but it is a conversational service",
            };
            return Err((TpErrno::NoEnt, format!("{name} was asked for by {kind}")));
        }
        let (kind, subtype) = match request.buffer_type.split_once(':') {
            Some((kind, subtype)) => (kind, Some(subtype)),
            None => (&*request.buffer_type, None),
        };
        let service = self.setup.configuration.listed(name, &server.group);
        let own = service.and_then(|s| u8::try_from(s.priority).ok());
        let priority = request.priority.of(own.unwrap_or(PRIORITY));
        if !kind.is_empty() && service.is_some_and(|s| !s.types.accepts(kind, subtype)) {
            return Err((
                TpErrno::IType,
                format!(
                    "{name} does not take buffers of type {}",
                    request.buffer_type
                ),
            ));
        }
        match conversational {
            true => self.no_room().map_or(Ok(priority), Err),
            false => Ok(priority),
        }
    }

    /// Open conversations. A server that another monitor started and that has not joined this one is in one: those that are idle join at once.
    pub(super) fn conversations(&self) -> u32 {
        let seats = |instance: &Instance| instance.seats.values().filter(|s| s.is_taken()).count();
        let servers = &self.setup.configuration.servers;
        let conversational = |i: &&Instance| servers[i.entry].conversational;
        let taken = self.instances.iter().filter(conversational).map(seats);
        let known = self.board.conversations + taken.sum::<usize>() as u32;
        if !self.inherited || self.begun.elapsed() < JOINING {
            return known;
        }
        let away = self.instances.iter().filter(|i| i.state == State::Up);
        let away = away.filter_map(|i| {
            let server = &self.setup.configuration.servers[i.entry];
            let sessions = server.max_threads.max(1) as usize;
            server
                .conversational
                .then(|| sessions.saturating_sub(i.seats.len()) as u32)
        });
        known + away.sum::<u32>()
    }

    /// Why there can be no other conversation.
    pub(super) fn no_room(&mut self) -> Option<(TpErrno, String)> {
        let machine = self.setup.machine();
        let most = machine.map_or(u32::MAX, |m| m.max_conversations);
        // What is known of, and a conversation of each server that a client may have taken.
        if self
            .board
            .conversations
            .saturating_add(self.common.conversational)
            < most
            && !self.inherited
        {
            return None;
        }
        if self.conversations() < most {
            return None;
        }
        self.board.sweep();
        let reason = format!("MAXCONV={most} conversations are open on this machine");
        (self.conversations() >= most).then_some((TpErrno::Limit, reason))
    }

    /// A server that offers a service. One that is being restarted counts: requests wait for it.
    pub(super) fn offering(&self, name: &str) -> Option<&Server> {
        self.offering_where(name, |_| true)
    }

    /// The same, in a group to which a request may go.
    pub(super) fn server_for(&self, request: &Request) -> Option<&Server> {
        let way = self.way(request);
        self.offering_where(&request.service, |server| way.leads_to(&server.group))
    }

    fn offering_where(&self, name: &str, fits: impl Fn(&Server) -> bool) -> Option<&Server> {
        for instance in &self.instances {
            if instance.state == State::Down {
                continue;
            }
            let server = &self.setup.configuration.servers[instance.entry];
            if fits(server) && instance.services().any(|(service, _)| service == name) {
                return Some(server);
            }
        }
        None
    }

    /// A free server for a request: with load balancing the one that has worked least.
    fn idle_seat(&self, request: &Request) -> Option<(usize, u32)> {
        let way = self.way(request);
        let balance = self.setup.configuration.resources.load_balancing;
        let mut best: Option<((usize, u32), u64)> = None;
        for (at, instance) in self.instances.iter().enumerate() {
            let server = &self.setup.configuration.servers[instance.entry];
            if instance.state != State::Up || !way.leads_to(&server.group) {
                continue;
            }
            for (session, seat) in &instance.seats {
                if !seat.is_idle() || seat.function(&request.service).is_none() {
                    continue;
                }
                if !balance {
                    return Some((at, *session));
                }
                let load = self.load_of(instance, seat);
                if best.is_none_or(|(_, least)| load < least) {
                    best = Some(((at, *session), load));
                }
            }
        }
        best.map(|(seat, _)| seat)
    }

    /// Gives a request to a server.
    fn give(&mut self, at: usize, session: u32, waiting: Waiting) {
        let group = &self.server(at).group;
        let configuration = &self.setup.configuration;
        let service = configuration.listed(&waiting.request.service, group);
        let load = service.map_or(50, |s| u64::from(s.load));
        let automatic = service.filter(|s| s.auto_transaction);
        let transaction = automatic.map(|s| s.transaction_time.unwrap_or(FOREVER));
        let seat = self.instances[at].seats.get_mut(&session);
        let found = seat.and_then(|seat| {
            let function = seat.function(&waiting.request.service)?.to_string();
            seat.take().then_some((seat.token, function))
        });
        let Some((token, function)) = found else {
            // A client has just taken it.
            return self.board.waiting.insert(0, waiting);
        };
        let order = Order::Invoke {
            request: waiting.request.clone(),
            function,
            transaction,
        };
        let member = self.members.get_mut(&token);
        if !member.is_some_and(|m| m.hand(&order, &waiting.streams)) {
            // It is about to be found dead.
            if let Some(seat) = self.instances[at].seats.get_mut(&session) {
                seat.ready = false;
            }
            return self.board.waiting.insert(0, waiting);
        }
        let request = waiting.request;
        if let Some(seat) = self.instances[at].seats.get_mut(&session) {
            seat.begin(request.clone(), load);
        }
        self.spare_for(&request);
    }

    /// A server is free again.
    pub(super) fn is_idle(&mut self, token: usize, orderly: bool) {
        let Some((at, session)) = self.members.get(&token).and_then(|m| m.seat) else {
            return;
        };
        self.forget_unknown(at, session);
        let Some(seat) = self.instances[at].seats.get_mut(&session) else {
            return;
        };
        if let Some(request) = seat.end(orderly) {
            self.board.finished(&request);
        }
        self.feed(at, session);
    }

    /// A conversation that began under another monitor is over.
    pub(super) fn forget_unknown(&mut self, at: usize, session: u32) {
        let conversational = self.server(at).conversational;
        let seat = self.instances[at].seats.get(&session);
        if conversational && seat.is_some_and(Seat::is_unknown) {
            self.board.conversations = self.board.conversations.saturating_sub(1);
        }
    }

    /// Gives a free server the next request that waits for it.
    pub(super) fn feed(&mut self, at: usize, session: u32) {
        if self.board.waiting.is_empty() || self.instances[at].state != State::Up {
            return;
        }
        let Some(seat) = self.instances[at].seats.get(&session) else {
            return;
        };
        if !seat.is_idle() {
            return;
        }
        let configuration = &self.setup.configuration;
        let group = &configuration.servers[self.instances[at].entry].group;
        let offers = |request: &Request| {
            seat.function(&request.service).is_some()
                && way(&self.instances, configuration, request).leads_to(group)
        };
        if let Some(waiting) = self.board.take(offers) {
            self.give(at, session, waiting);
        }
    }

    /// Refuses what waits for services that nobody offers any more, and forgets what nobody wants.
    pub(super) fn sweep(&mut self) {
        self.board.sweep();
        let lost = |m: &Monitor, w: &Waiting| m.server_for(&w.request).is_none();
        let (gone, kept): (Vec<_>, Vec<_>) = std::mem::take(&mut self.board.waiting)
            .into_iter()
            .partition(|w| lost(self, w));
        self.board.waiting = kept;
        for waiting in gone {
            self.board.finished(&waiting.request);
            let reason = format!("no server offers {} any more", waiting.request.service);
            waiting.refuse(TpErrno::NoEnt, reason);
        }
    }

    /// tpadvertise of a server.
    pub(super) fn advertise(
        &mut self,
        token: usize,
        service: &str,
        function: &str,
    ) -> Result<(), (TpErrno, String)> {
        let Some((at, _)) = self.members.get(&token).and_then(|m| m.seat) else {
            return Err((TpErrno::Proto, "it is no server".into()));
        };
        if !is_name(service) || !is_name(function) {
            return Err((TpErrno::Inval, "it is no name of a service".into()));
        }
        let own = self.server(at).conversational;
        let other = self.offering(service).map(|other| other.conversational);
        if other.is_some_and(|other| other != own) {
            return Err((
                TpErrno::Match,
                format!("{service} is a service of the other kind already"),
            ));
        }
        let most = self.setup.configuration.resources.max_services as usize;
        if other.is_none() {
            let seats = self.instances.iter().flat_map(|i| i.seats.values());
            let names: HashSet<&str> = seats
                .flat_map(|seat| seat.services.iter().map(|(name, _)| name.as_str()))
                .chain([service])
                .collect();
            if names.len() > most {
                return Err((TpErrno::Limit, format!("MAXSERVICES={most} is reached")));
            }
        }
        if let Some(seat) = self.seat(token) {
            seat.services
                .push((service.to_string(), function.to_string()));
        }
        self.remember(at);
        Ok(())
    }
}
