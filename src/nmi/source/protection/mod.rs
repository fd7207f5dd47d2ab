//! Protection of TCP connections: what their handshakes say, from packets, and the kernel's own IPsec. Everything that is kept has a bound.

mod ipsec;
mod record;
pub mod segment;
mod sessions;
pub mod ssh;
pub mod stream;
pub mod tls;

use super::connections::Made;
use super::diag::{Diag, Socket, state};
use super::process;
use crate::nmi::record::pcap::Packet;
use crate::nmi::record::time;
use crate::nmi::system::{Owner, System, subtypes};
use nix::ifaddrs::getifaddrs;
use record::{Maker, View, event};
use segment::{ACK, FIN, RST, SYN, Segment};
use sessions::Sessions;
use std::collections::{HashMap, HashSet};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::rc::Rc;
use std::time::Duration;
use stream::Stream;

/// Connections that are known at once.
const FLOWS: usize = 1 << 16;
/// Those of them whose data are kept.
const SEARCHES: usize = 1024;
/// Bytes that tell whether it is a handshake.
const TELLING: usize = 6;
/// How often a connection may begin a handshake.
const TRIES: u8 = 4;
/// A connection of which the kernel knows nothing, and of which nothing was seen for so long, is over.
const FORGOTTEN: Duration = Duration::from_secs(600);
/// One that nobody answers is given up by then, as a rule.
const UNANSWERED: Duration = Duration::from_secs(75);

/// How often connections of a capture are looked at, in its time.
const TICK: Duration = Duration::from_millis(250);

/// What protects a connection. What a handshake said is there once for all that keep it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Protection {
    /// Whether its client is the end that opened the connection, and the session.
    tls: Option<(bool, Rc<tls::Session>)>,
    ssh: Option<Rc<ssh::Session>>,
    ipsec: Option<ipsec::Tunnel>,
}

impl Protection {
    /// All protocols, as bits of a record.
    fn protocols(&self) -> u64 {
        let bit = |has: bool, bit: u64| if has { bit } else { 0 };
        bit(self.tls.is_some(), 0x80)
            | bit(self.ssh.is_some(), 0x40)
            | bit(self.ipsec.is_some(), 0x20)
    }

    /// The one that is nearest to the data.
    fn main(&self) -> u64 {
        let all = self.protocols();
        [0x80, 0x40, 0x20]
            .into_iter()
            .find(|bit| all & bit != 0)
            .unwrap_or(0)
    }
}

/// What a handshake seems to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Guess {
    Open,
    /// The end that is its client.
    Tls(usize),
    Ssh,
}

/// Data of both ends, while it is not known what they are.
struct Search {
    streams: [Stream; 2],
    guess: Guess,
    _place: Rc<()>,
}

/// Room for searches: each has a place of it until it is dropped.
#[derive(Default)]
struct Room(Rc<()>);

impl Room {
    fn taken(&self) -> usize {
        Rc::strong_count(&self.0) - 1
    }

    /// A search, if there is a place for it.
    fn search(&self) -> Option<Box<Search>> {
        let search = || Search {
            streams: Default::default(),
            guess: Guess::Open,
            _place: self.0.clone(),
        };
        (self.taken() < SEARCHES).then(|| Box::new(search()))
    }
}

/// What the kernel says of one end.
#[derive(Debug, Clone, Default)]
struct Known {
    cookie: u64,
    owner: Owner,
}

struct Flow {
    /// The first one opened it, as far as that was seen.
    ends: [SocketAddr; 2],
    /// Which of them are of this machine.
    local: [bool; 2],
    /// The interface on which it was seen first; packets that pass several count once.
    interface: Option<u32>,
    opening: Option<u32>,
    established: bool,
    began: u64,
    active: u64,
    /// Bytes and segments that each end sent.
    sent: [(u64, u64); 2],
    closed: [bool; 2],
    search: Option<Box<Search>>,
    tries: u8,
    known: [Option<Known>; 2],
    protection: Protection,
    /// What the last record said.
    said: Option<Protection>,
    /// The round of dumps that showed it last.
    round: u64,
}

type Ends = [SocketAddr; 2];

fn key(one: SocketAddr, other: SocketAddr) -> Ends {
    if one <= other {
        [one, other]
    } else {
        [other, one]
    }
}

/// How long connections are short, and how often sessions are told of.
#[derive(Debug, Clone, Copy)]
pub struct Times {
    pub short: Duration,
    pub interval: Duration,
}

impl Default for Times {
    fn default() -> Times {
        Times {
            short: Duration::from_secs(10),
            interval: Duration::from_secs(60),
        }
    }
}

/// What a machine knows beside packets.
struct Machine {
    diag: Diag,
    addresses: HashSet<IpAddr>,
    /// What was read last.
    ipsec: io::Result<ipsec::State>,
    round: u64,
}

/// All connections that are seen.
pub struct Watch {
    maker: Maker,
    times: Times,
    flows: HashMap<Ends, Flow>,
    room: Room,
    machine: Option<Machine>,
    sessions: Sessions,
    /// Connections for which there was no room.
    missed: u64,
}

impl Watch {
    /// Of packets alone: the ends that accept connections are taken for those of the machine.
    pub fn of_packets(system: &System, times: Times) -> Watch {
        Watch::of_packets_from(system, times, time::now())
    }

    /// The same, from a moment on.
    fn of_packets_from(system: &System, times: Times, now: u64) -> Watch {
        Watch {
            maker: Maker::new(system),
            times,
            flows: HashMap::new(),
            room: Room::default(),
            machine: None,
            sessions: Sessions::new(now),
            missed: 0,
        }
    }

    /// Of this machine.
    ///
    /// # Errors
    /// The kernel does not show sockets.
    pub fn new(system: &System, times: Times) -> io::Result<Watch> {
        let mut made = Watch::of_packets(system, times);
        made.machine = Some(Machine {
            diag: Diag::new()?,
            addresses: HashSet::new(),
            // Whether there is IPsec is looked at each time.
            ipsec: Ok(ipsec::State::default()),
            round: 0,
        });
        made.dump(time::now(), &mut Vec::new())?;
        Ok(made)
    }

    /// Connections for which there was no room since this was asked last.
    pub fn missed(&mut self) -> u64 {
        std::mem::take(&mut self.missed)
    }

    /// Why the kernel's IPsec is not seen.
    pub fn without_ipsec(&self) -> Option<&io::Error> {
        self.machine.as_ref()?.ipsec.as_ref().err()
    }

    /// A packet of so many bytes, of which the first are there.
    pub fn packet(
        &mut self,
        packet: &[u8],
        length: usize,
        interface: u32,
        now: u64,
        out: &mut Vec<Made>,
    ) {
        let Some(segment) = Segment::parse(packet, length) else {
            return;
        };
        let key = key(segment.source, segment.target);
        let opens = segment.flags & (SYN | ACK | RST) == SYN;
        if opens {
            let again = |flow: &Flow| flow.opening.is_none_or(|number| number == segment.sequence);
            if self.flows.get(&key).is_some_and(|flow| !again(flow)) {
                // The ports are used again.
                self.end(&key, now, out);
            }
        }
        if !self.flows.contains_key(&key) {
            let begins = segment.flags & SYN != 0 || segment.length > 0;
            if !begins || segment.flags & RST != 0 {
                return;
            }
            if self.flows.len() >= FLOWS {
                self.missed += 1;
                return;
            }
            let opened = match segment.flags & (SYN | ACK) {
                SYN => true,
                SYN_ACK => false,
                // Servers have the lower ports, as a rule.
                _ => segment.source.port() >= segment.target.port(),
            };
            let ends = match opened {
                true => [segment.source, segment.target],
                false => [segment.target, segment.source],
            };
            let mut flow = Flow::new(ends, now, self.local(ends));
            flow.search = self.room.search();
            self.flows.insert(key, flow);
        }
        let Some(flow) = self.flows.get_mut(&key) else {
            return;
        };
        if *flow.interface.get_or_insert(interface) != interface {
            return;
        }
        if opens && flow.opening.is_none() {
            // The kernel may have told of it before, without saying who opened it.
            flow.turn([segment.source, segment.target]);
            flow.opening = Some(segment.sequence);
            // Its place is free for the new one.
            flow.search = None;
            flow.search = self.room.search();
        }
        let had_search = flow.search.is_some();
        let ended = flow.segment(&segment, now);
        if !had_search
            && flow.begins_handshake(&segment)
            && let Some(search) = self.room.search()
        {
            flow.search_from(search, &segment);
        }
        if ended {
            self.end(&key, now, out);
        }
    }

    /// Which ends are of this machine; without one that is, it is who accepts.
    fn local(&self, ends: Ends) -> [bool; 2] {
        let own = |end: SocketAddr| {
            self.machine
                .as_ref()
                .is_some_and(|m| end.ip().is_loopback() || m.addresses.contains(&end.ip()))
        };
        match ends.map(own) {
            [false, false] => [false, true],
            some => some,
        }
    }

    fn end(&mut self, key: &Ends, now: u64, out: &mut Vec<Made>) {
        let Some(mut flow) = self.flows.remove(key) else {
            return;
        };
        if !flow.established {
            return;
        }
        self.own(&mut flow);
        let short = age(flow.began, now) < self.times.short;
        if flow.said.is_none() && !short {
            self.say(event::INITIATION, &flow, now, out);
        }
        let what = if flow.said.is_none() && short {
            event::SHORT
        } else {
            event::TERMINATION
        };
        self.say(what, &flow, now, out);
        for end in flow.locals() {
            self.sessions.leave(&flow.view(end, Some(now)), short);
        }
    }

    /// A record for each end of this machine.
    fn say(&self, what: u64, flow: &Flow, now: u64, out: &mut Vec<Made>) {
        let over = [event::TERMINATION, event::SHORT].contains(&what);
        for end in flow.locals() {
            let view = flow.view(end, over.then_some(now));
            out.extend(
                self.maker
                    .detail(what, now, &view)
                    .map(|record| (subtypes::DETAIL, record)),
            );
        }
    }

    /// What the kernel's IPsec says of a connection.
    fn own(&self, flow: &mut Flow) {
        let Some(state) = self.machine.as_ref().and_then(|m| m.ipsec.as_ref().ok()) else {
            return;
        };
        if flow.local == [true, true] {
            // What stays within the machine is not encrypted.
            return;
        }
        let mut locals = flow.locals();
        flow.protection.ipsec =
            locals.find_map(|end| state.of(flow.ends[end], flow.ends[1 - end]).cloned());
    }

    /// Records of all connections that were there at the last look.
    pub fn list(&self, now: u64) -> Vec<Vec<u8>> {
        let mut out = Vec::new();
        for flow in self.flows.values().filter(|flow| flow.established) {
            self.say(event::INITIATION, flow, now, &mut out);
        }
        out.into_iter().map(|(_, record)| record).collect()
    }

    /// What became due.
    ///
    /// # Errors
    /// The kernel refuses.
    pub fn tick(&mut self, now: u64, out: &mut Vec<Made>) -> io::Result<()> {
        self.dump(now, out)?;
        let mut ended = Vec::new();
        let mut flows = std::mem::take(&mut self.flows);
        for (key, flow) in &mut flows {
            let forgotten = flow.round == 0
                && (age(flow.active, now) >= FORGOTTEN
                    || !flow.established && age(flow.began, now) >= UNANSWERED);
            if forgotten {
                ended.push(*key);
                continue;
            }
            if age(flow.began, now) < self.times.short {
                continue;
            }
            // A handshake that takes longer is none, until another one begins. What nobody answers takes no room from others.
            flow.search = None;
            if flow.established {
                self.goes_on(flow, now, out);
            }
        }
        self.flows = flows;
        ended.iter().for_each(|key| self.end(key, now, out));
        if age(self.sessions.began(), now) >= self.times.interval {
            let records = self.sessions.interval(now, &self.maker);
            out.extend(
                records
                    .into_iter()
                    .map(|record| (subtypes::SUMMARY, record)),
            );
        }
        Ok(())
    }

    /// A connection that is no short one: what is new of it.
    fn goes_on(&mut self, flow: &mut Flow, now: u64, out: &mut Vec<Made>) {
        self.own(flow);
        let what = match &flow.said {
            None => Some(event::INITIATION),
            Some(said) if *said != flow.protection => Some(event::CHANGE),
            Some(_) => None,
        };
        if let Some(what) = what {
            self.say(what, flow, now, out);
            if flow.said.is_some() {
                for end in flow.locals() {
                    self.sessions
                        .change(&flow.view(end, None), flow.said.as_ref());
                }
            }
            flow.said = Some(flow.protection.clone());
        }
        for end in flow.locals() {
            self.sessions.goes_on(&flow.view(end, None));
        }
    }

    /// Sessions as they are at the end.
    pub fn finish(&mut self, now: u64, out: &mut Vec<Made>) {
        let keys: Vec<Ends> = self.flows.keys().copied().collect();
        keys.iter().for_each(|key| self.end(key, now, out));
        let records = self.sessions.interval(now, &self.maker);
        out.extend(
            records
                .into_iter()
                .map(|record| (subtypes::SUMMARY, record)),
        );
    }

    /// Compares with the sockets that the kernel has.
    ///
    /// # Errors
    /// The kernel refuses.
    pub fn dump(&mut self, now: u64, out: &mut Vec<Made>) -> io::Result<()> {
        let Some(machine) = &mut self.machine else {
            return Ok(());
        };
        machine.round += 1;
        let round = machine.round;
        machine.ipsec = ipsec::State::read();
        let addresses = getifaddrs().into_iter().flatten();
        machine.addresses = addresses
            .filter_map(|a| a.address.as_ref().and_then(ip))
            .collect();
        let (sockets, listening) = machine.diag.split()?;
        let listening: HashSet<u16> = listening.iter().map(|s| s.local.port()).collect();
        let mut unknown: Vec<Socket> = Vec::new();
        for socket in sockets {
            let key = key(socket.local, socket.remote);
            if !self.flows.contains_key(&key) {
                if socket.state != state::ESTABLISHED || self.flows.len() >= FLOWS {
                    continue;
                }
                let ends = match listening.contains(&socket.local.port()) {
                    true => [socket.remote, socket.local],
                    false => [socket.local, socket.remote],
                };
                let mut flow = Flow::new(ends, now, self.local(ends));
                flow.established = true;
                self.flows.insert(key, flow);
            }
            let Some(flow) = self.flows.get_mut(&key) else {
                continue;
            };
            flow.round = round;
            let end = usize::from(flow.ends[0] != socket.local);
            if flow.interface.is_none() {
                flow.sent[end] = (socket.info.out_bytes, socket.info.out_segments.into());
                flow.sent[1 - end] = (socket.info.in_bytes, socket.info.in_segments.into());
            }
            if flow.known[end].is_none() {
                unknown.push(socket);
            }
        }
        let owners = process::owners_of(&unknown);
        for (socket, owner) in unknown.into_iter().zip(owners) {
            if let Some(flow) = self.flows.get_mut(&key(socket.local, socket.remote)) {
                let end = usize::from(flow.ends[0] != socket.local);
                flow.known[end] = Some(Known {
                    cookie: socket.cookie,
                    owner,
                });
            }
        }
        // Of those that are not seen in packets only the kernel says that they ended.
        let gone = |flow: &Flow| flow.interface.is_none() && flow.round + 1 < round;
        let gone: Vec<Ends> = self
            .flows
            .iter()
            .filter(|(_, f)| gone(f))
            .map(|(key, _)| *key)
            .collect();
        gone.iter().for_each(|key| self.end(key, now, out));
        Ok(())
    }
}

const SYN_ACK: u8 = SYN | ACK;

pub(super) fn ip(address: &nix::sys::socket::SockaddrStorage) -> Option<IpAddr> {
    match (address.as_sockaddr_in(), address.as_sockaddr_in6()) {
        (Some(v4), _) => Some(v4.ip().into()),
        (_, Some(v6)) => Some(v6.ip().into()),
        _ => None,
    }
}

/// Time between two clocks.
fn age(from: u64, to: u64) -> Duration {
    Duration::from_micros(to.saturating_sub(from) >> 12)
}

/// The records that the packets of a capture make, with their times.
pub fn of_capture<'a>(
    system: &System,
    times: Times,
    packets: impl Iterator<Item = Packet<'a>>,
) -> Vec<(u64, Made)> {
    let mut watch: Option<(Watch, u64)> = None;
    let (mut all, mut made, mut now) = (Vec::new(), Vec::new(), 0);
    for packet in packets {
        now = time::from_micros(packet.micros).max(now);
        let (watch, ticked) =
            watch.get_or_insert_with(|| (Watch::of_packets_from(system, times, now), now));
        // No socket is looked at, so that nothing can fail.
        if age(*ticked, now) >= TICK && watch.tick(now, &mut made).is_ok() {
            *ticked = now;
        }
        watch.packet(packet.data, packet.length as usize, 0, now, &mut made);
        all.extend(made.drain(..).map(|record| (now, record)));
    }
    if let Some((mut watch, _)) = watch {
        watch.finish(now, &mut made);
    }
    all.extend(made.into_iter().map(|record| (now, record)));
    all
}

impl Flow {
    fn new(ends: Ends, now: u64, local: [bool; 2]) -> Flow {
        Flow {
            ends,
            local,
            interface: None,
            opening: None,
            established: false,
            began: now,
            active: now,
            sent: [(0, 0); 2],
            closed: [false; 2],
            search: None,
            tries: 0,
            known: [None, None],
            protection: Protection::default(),
            said: None,
            round: 0,
        }
    }

    /// Who opened it is known now.
    fn turn(&mut self, ends: Ends) {
        if self.ends != ends {
            self.ends = ends;
            self.local.swap(0, 1);
            self.known.swap(0, 1);
        }
        self.sent = [(0, 0); 2];
    }

    /// Ends of this machine.
    fn locals(&self) -> impl Iterator<Item = usize> + use<> {
        let local = self.local;
        (0..2).filter(move |end| local[*end])
    }

    fn view(&self, end: usize, ended: Option<u64>) -> View<'_> {
        static NOBODY: Owner = Owner {
            job: String::new(),
            user: String::new(),
            pid: 0,
        };
        let known = self.known[end].as_ref();
        View {
            local: self.ends[end],
            remote: self.ends[1 - end],
            is_client: end == 0,
            number: known.map_or(0, |k| k.cookie as u32),
            owner: known.map_or(&NOBODY, |k| &k.owner),
            began: self.began,
            ended,
            came: self.sent[1 - end],
            went: self.sent[end],
            protection: &self.protection,
        }
    }

    /// Takes a segment; `true` when the connection is over.
    fn segment(&mut self, segment: &Segment, now: u64) -> bool {
        let side = usize::from(segment.source != self.ends[0]);
        self.active = now;
        self.sent[side].0 += segment.length as u64;
        self.sent[side].1 += 1;
        self.established |= segment.flags & SYN_ACK == SYN_ACK || segment.length > 0;
        if let Some(search) = &mut self.search {
            let stream = &mut search.streams[side];
            if segment.flags & SYN != 0 {
                if stream.bytes.is_empty() {
                    stream.open(segment.sequence);
                }
            } else if !segment.payload.is_empty() && stream.push(segment.sequence, segment.payload)
            {
                self.examine();
            }
        }
        self.closed[side] |= segment.flags & FIN != 0;
        segment.flags & RST != 0 || self.closed == [true; 2]
    }

    /// A handshake begins with this segment, in a connection that had none.
    fn begins_handshake(&self, segment: &Segment) -> bool {
        self.protection.tls.is_none()
            && self.protection.ssh.is_none()
            && self.tries < TRIES
            && segment.payload.len() >= TELLING
            && tls::begins(segment.payload)
    }

    fn search_from(&mut self, mut search: Box<Search>, segment: &Segment) {
        let side = usize::from(segment.source != self.ends[0]);
        search.streams[side].push(segment.sequence, segment.payload);
        self.search = Some(search);
        self.tries += 1;
        self.examine();
    }

    /// Looks whether the data say what they are.
    fn examine(&mut self) {
        let Some(search) = &mut self.search else {
            return;
        };
        let data = [0, 1].map(|side| search.streams[side].bytes.as_slice());
        if search.guess == Guess::Open {
            let is_tls = |side: usize| data[side].len() >= TELLING && tls::begins(data[side]);
            if let Some(side) = [0, 1].into_iter().find(|side| is_tls(*side)) {
                search.guess = Guess::Tls(side);
            } else if data.iter().any(|d| d.len() >= 4 && ssh::begins(d)) {
                search.guess = Guess::Ssh;
            } else if data
                .iter()
                .any(|d| !d.is_empty() && !tls::begins(d) && !ssh::begins(d))
            {
                self.search = None;
                return;
            }
        }
        let over = match search.guess {
            Guess::Open => false,
            Guess::Tls(client) => match tls::read(data[client], data[1 - client]) {
                tls::Progress::More => false,
                tls::Progress::Not => true,
                tls::Progress::Done(session) => {
                    self.protection.tls = Some((client == 0, session.into()));
                    true
                }
            },
            Guess::Ssh => match ssh::read(data[0], data[1]) {
                ssh::Progress::More => false,
                ssh::Progress::Not => true,
                ssh::Progress::Done(session) => {
                    self.protection.ssh = Some(session.into());
                    true
                }
            },
        };
        if over || search.streams.iter().any(Stream::is_full) {
            self.search = None;
        }
    }
}

#[cfg(test)]
mod tests;
