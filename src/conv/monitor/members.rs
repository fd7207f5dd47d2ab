//! Members: connections of clients, servers and administrators, and what they say.

use super::Monitor;
use super::instances::State;
use super::jobs::Job;
use super::seats::Seat;
use crate::conv::codes::TpErrno;
use crate::conv::line::{self, Order, Report, Role, Standing, Welcome};
use crate::conv::wire::Malformed;
use crate::device::socket::sys::accept;
use nix::sys::socket::{getsockopt, sockopt::PeerCredentials};
use std::collections::VecDeque;
use std::io;
use std::os::fd::{AsRawFd, OwnedFd};
use std::time::Instant;

/// Packets that one look at a line takes, so that one member does not keep the others waiting.
const TURN: usize = 64;
/// Packets that wait for a member that does not listen; after that it is let go.
const PATIENCE: usize = 4096;
const PIECE: usize = line::LONGEST - 64;

/// A connection.
pub struct Member {
    line: OwnedFd,
    pub pid: u32,
    pub uid: u32,
    /// The number in the order of joining.
    pub number: u32,
    pub joined: Instant,
    /// `None`: it has not joined.
    pub role: Option<Role>,
    /// The instance and the session of a server.
    pub seat: Option<(usize, u32)>,
    outbox: VecDeque<Vec<u8>>,
}

impl Member {
    pub fn is_client(&self) -> bool {
        matches!(self.role, Some(Role::Client { .. }))
    }

    /// Sends an order; what there is no room for waits.
    pub fn tell(&mut self, order: &Order) {
        self.outbox.push_back(order.encode());
        self.flush();
    }

    /// Sends an order with descriptors, now or not at all.
    pub fn hand(&mut self, order: &Order, with: &[OwnedFd]) -> bool {
        self.flush();
        let with: Vec<_> = with.iter().map(AsRawFd::as_raw_fd).collect();
        self.outbox.is_empty() && line::send(&self.line, &order.encode(), &with).is_ok()
    }

    /// Sends the first order with a descriptor that the member can do without.
    fn welcome(&mut self, order: &Order, with: &[OwnedFd]) {
        let with: Vec<_> = with.iter().map(AsRawFd::as_raw_fd).collect();
        if line::send(&self.line, &order.encode(), &with).is_err() {
            self.tell(order);
        }
    }

    fn flush(&mut self) {
        while let Some(packet) = self.outbox.front() {
            match line::send(&self.line, packet, &[]) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return,
                // One that is gone is noticed by its line's end.
                _ => _ = self.outbox.pop_front(),
            }
        }
    }
}

impl Monitor {
    pub(super) fn accept(&mut self) {
        loop {
            let Ok(line) = accept(self.listener.as_raw_fd()) else {
                return;
            };
            let Ok(peer) = getsockopt(&line, PeerCredentials) else {
                continue;
            };
            let token = self.next_token();
            if self.watch(line.as_raw_fd(), token).is_err() {
                continue;
            }
            let member = Member {
                line,
                pid: peer.pid().unsigned_abs(),
                uid: peer.uid(),
                number: 0,
                joined: Instant::now(),
                role: None,
                seat: None,
                outbox: VecDeque::new(),
            };
            self.members.insert(token, member);
        }
    }

    /// Takes what a member has said. mio tells of news only, so all of it is taken, or the rest is looked for again.
    pub(super) fn hear(&mut self, token: usize) {
        for _ in 0..TURN {
            let Some(member) = self.members.get(&token) else {
                return;
            };
            let (packet, fds) = match line::receive(&member.line) {
                Ok(packet) => packet,
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return,
                Err(_) => return self.part(token),
            };
            match Report::decode(&packet) {
                Ok(report) => self.heard(token, report, fds),
                Err(why) => {
                    self.misunderstood(token, why);
                    return self.part(token);
                }
            }
        }
        // More may be there, of which the poll will not tell again.
        if let Some(member) = self.members.get(&token) {
            let fd = member.line.as_raw_fd();
            let mut source = mio::unix::SourceFd(&fd);
            let registry = self.poll.registry();
            if registry
                .reregister(&mut source, mio::Token(token), mio::Interest::READABLE)
                .is_err()
            {
                self.part(token);
            }
        }
    }

    fn misunderstood(&mut self, token: usize, why: Malformed) {
        if let Some(member) = self.members.get_mut(&token) {
            let pid = member.pid;
            let error = match why {
                Malformed::Version => TpErrno::Release,
                _ => TpErrno::Proto,
            };
            let reason = format!("the monitor does not understand process {pid}: {why}");
            member.tell(&Order::Refused {
                error,
                reason: reason.clone(),
            });
            self.say(&reason);
        }
    }

    fn heard(&mut self, token: usize, report: Report, mut fds: Vec<OwnedFd>) {
        let Some(member) = self.members.get(&token) else {
            return;
        };
        let joined = member.role.is_some();
        let of_server = member.seat.is_some();
        if !of_server && !matches!(member.role, Some(Role::Bridge)) {
            // Only what is forwarded has data beside its stream.
            fds.truncate(1);
        }
        let of_bridge = matches!(member.role, Some(Role::Bridge));
        match report {
            Report::Join { role, .. } if !joined => self.join(token, role),
            Report::Request(_) if joined && fds.is_empty() => {
                let pid = member.pid;
                self.say(&format!("process {pid} sends a request without its stream"));
                self.part(token);
            }
            Report::Request(request) if joined => match self.elsewhere(token, &request) {
                Some(machine) => self.send_away(machine, request, fds),
                None => self.request(request, fds),
            },
            Report::Elsewhere { machine, offers } if of_bridge => self.learn_of(machine, offers),
            Report::Over { number } if of_bridge => self.returned(number),
            Report::Carries { request, machine } if of_bridge => self.was_away(request, machine),
            Report::Advertise { service, function } if of_server => {
                let answer = self.advertise(token, &service, &function);
                self.answer(token, answer);
            }
            Report::Unadvertise { service } if of_server => {
                if let Some(seat) = self.seat(token) {
                    seat.services.retain(|(name, _)| *name != service);
                }
                if let Some((at, _)) = self.members.get(&token).and_then(|m| m.seat) {
                    self.remember(at);
                }
                self.answer(token, Ok(()));
            }
            Report::Ready if of_server => {
                if let Some(seat) = self.seat(token) {
                    seat.ready = true;
                    seat.idle_since = Instant::now();
                }
                if let Some((at, _)) = self.members.get(&token).and_then(|m| m.seat) {
                    self.is_up(at);
                }
            }
            Report::Idle { orderly } if of_server => self.is_idle(token, orderly),
            Report::Free if of_server => {
                if let Some((at, session)) = self.members.get(&token).and_then(|m| m.seat) {
                    self.feed(at, session);
                }
            }
            Report::Taken { service } if of_server => self.spare(&service, None),
            Report::Leaving if of_server => {
                if let Some((at, _)) = self.members.get(&token).and_then(|m| m.seat) {
                    self.leaves(at);
                }
            }
            Report::Command { line } if matches!(member.role, Some(Role::Administrator)) => {
                self.command(token, &line);
            }
            Report::Ask { number, line } if of_server || member.is_client() => {
                self.asked(token, number, &line);
            }
            _ => {
                let pid = member.pid;
                self.say(&format!("process {pid} reports what it may not"));
                self.part(token);
            }
        }
    }

    fn answer(&mut self, token: usize, answer: Result<(), (TpErrno, String)>) {
        let order = match answer {
            Ok(()) => Order::Done,
            Err((error, reason)) => Order::Refused { error, reason },
        };
        if let Some(member) = self.members.get_mut(&token) {
            member.tell(&order);
        }
    }

    /// The place of a server's member.
    pub(super) fn seat(&mut self, token: usize) -> Option<&mut Seat> {
        let (at, session) = self.members.get(&token)?.seat?;
        self.instances.get_mut(at)?.seats.get_mut(&session)
    }

    fn join(&mut self, token: usize, role: Role) {
        let is_bridge = role == Role::Bridge;
        let asks = matches!(role, Role::Client { .. } | Role::Server { .. });
        match self.admit(token, &role) {
            Ok(mut welcome) => {
                let files = match asks {
                    true => self.files_for(token),
                    false => Vec::new(),
                };
                let bits = files.iter().map(|(bit, _)| *bit);
                welcome.files = bits.fold(0, |all, bit| all | bit);
                let files: Vec<OwnedFd> = files.into_iter().map(|(_, file)| file).collect();
                if let Some(member) = self.members.get_mut(&token) {
                    member.role = Some(role);
                    member.joined = Instant::now();
                    member.number = welcome.number;
                    member.welcome(&Order::Joined(welcome), &files);
                    let seat = member.seat;
                    // The monitor that asked it to leave is gone, and the word with it.
                    if seat.is_some_and(|(at, _)| self.instances[at].state == State::Leaving) {
                        member.tell(&Order::Shutdown);
                    }
                }
                if is_bridge {
                    self.bridge_joined(token);
                }
            }
            Err((error, reason)) => {
                self.say(&format!("a member is refused: {reason}"));
                self.answer(token, Err((error, reason)));
            }
        }
    }

    fn admit(&mut self, token: usize, role: &Role) -> Result<Welcome, (TpErrno, String)> {
        let Some(member) = self.members.get(&token) else {
            return Err((TpErrno::System, "it is gone".into()));
        };
        let (pid, uid) = (member.pid, member.uid);
        let own = nix::unistd::Uid::effective().as_raw();
        let may = uid == 0 || uid == own;
        let accessers = || self.members.values().filter(|m| m.role.is_some()).count();
        let resources = &self.setup.configuration.resources;
        let mut welcome = Welcome {
            number: self.last_client + 1,
            blocktime: resources.block_time,
            blocktimes: self.blocktimes(),
            log: self.log.clone(),
            ..Welcome::default()
        };
        match role {
            Role::Administrator if !may => {
                return Err((
                    TpErrno::Perm,
                    format!("user {uid} may not administrate this application"),
                ));
            }
            Role::Client { .. } if accessers() >= resources.max_accessers as usize => {
                return Err((
                    TpErrno::System,
                    format!("MAXACCESSERS={} is reached", resources.max_accessers),
                ));
            }
            Role::Bridge if !may => {
                return Err((TpErrno::Perm, format!("user {uid} may not be a bridge")));
            }
            Role::Administrator | Role::Client { .. } | Role::Bridge => {}
            Role::Server { .. } if !may => {
                return Err((TpErrno::Perm, format!("user {uid} may not run servers")));
            }
            Role::Server {
                group,
                id,
                session,
                standing,
                slot,
                services,
            } => {
                let at = self.find(group, *id).ok_or_else(|| {
                    (
                        TpErrno::NoEnt,
                        format!("process {pid} is no server: {group}/{id} was not started"),
                    )
                })?;
                let slot = slot.then(|| self.allot(at)).flatten();
                welcome.slot = slot.as_ref().map(|slot| slot.at);
                if let Some(slot) = &slot {
                    let tell = self.wants_word(self.instances[at].entry);
                    slot.slots.set_tell(slot.at, tell);
                }
                let seat = Seat::new(token, *standing, services.clone(), slot);
                if seat.is_unknown() && self.server(at).conversational {
                    self.board.started();
                }
                let before = self.instances[at].seats.insert(*session, seat);
                if let Some(slot) = before.and_then(|seat| seat.slot) {
                    self.give_back(at, &slot);
                }
                if let Some(member) = self.members.get_mut(&token) {
                    member.seat = Some((at, *session));
                }
                if *standing != Standing::New {
                    self.is_up(at);
                }
                let server = &self.setup.configuration.servers[self.instances[at].entry];
                welcome.program = server.name.clone();
                welcome.arguments = server.options.arguments.join(" ");
                welcome.offers = self.offers(at);
            }
        }
        self.last_client += 1;
        Ok(welcome)
    }

    /// Services with a BLOCKTIME of their own.
    fn blocktimes(&self) -> Vec<(String, std::time::Duration)> {
        let services = self.setup.configuration.services.iter();
        let own = services.filter_map(|s| Some((s.name.clone(), s.block_time?)));
        own.collect()
    }

    /// A member is gone.
    pub(super) fn part(&mut self, token: usize) {
        let Some(member) = self.members.remove(&token) else {
            return;
        };
        let fd = member.line.as_raw_fd();
        // Closing forgets it, too.
        let _ = self
            .poll
            .registry()
            .deregister(&mut mio::unix::SourceFd(&fd));
        if let Some((at, session)) = member.seat {
            self.forget_unknown(at, session);
            let instance = &mut self.instances[at];
            if let Some(seat) = instance.seats.remove(&session) {
                if let Some(work) = &seat.work {
                    self.board.finished(&work.request);
                }
                if let Some(work) = seat.doing() {
                    self.fates.lost(at, work.request.number);
                }
                if let Some(slot) = &seat.slot {
                    self.give_back(at, slot);
                }
            }
        }
        self.transactions_left(member.pid);
        self.bridge_parted(token);
        self.jobs.retain(|job: &Job| job.operator != Some(token));
    }

    /// Sends members what waits for them; those who never listen are let go.
    pub(super) fn flush_members(&mut self) {
        let mut deaf = Vec::new();
        for (token, member) in &mut self.members {
            member.flush();
            if member.outbox.len() > PATIENCE {
                deaf.push(*token);
            }
        }
        for token in deaf {
            self.say("a member that does not listen is let go");
            self.part(token);
        }
    }

    /// Text for an operator; `end` says whether his command was done.
    pub(super) fn print(&mut self, operator: Option<usize>, text: &str, end: Option<bool>) {
        let Some(member) = operator.and_then(|token| self.members.get_mut(&token)) else {
            return;
        };
        let mut rest = text;
        while rest.len() > PIECE {
            let at = (0..=PIECE).rev().find(|at| rest.is_char_boundary(*at));
            let (piece, more) = rest.split_at(at.unwrap_or(0));
            rest = more;
            member.tell(&Order::Answer {
                text: piece.to_string(),
                end: None,
            });
        }
        member.tell(&Order::Answer {
            text: rest.to_string(),
            end,
        });
    }
}
