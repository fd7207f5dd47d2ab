//! The bridge: a process beside the monitor that carries streams of conversations and calls to other machines, and knows what those offer.
//!
//! Each stream has a connection of its own, so that the end of either is the end of the other. A monitor that dies leaves them alone.

#[cfg(feature = "etcd")]
mod etcd;
mod greeting;
mod relay;
pub mod store;
pub mod tls;

use self::greeting::Greeting;
use self::relay::{Relay, Turn};
use self::store::{News, Services, Store};
use self::tls::Identity;
use super::channel::Channel;
use super::codes::{Flags, TpErrno};
use super::line::{self, Offers, Order, Report, Role};
use super::monitor::Setup;
use super::request::Request;
use super::stream::pair;
use super::{place, ulog};
use mio::net::{TcpListener, TcpStream};
use mio::unix::SourceFd;
use mio::{Events, Interest, Poll, Token, Waker};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io;
use std::net::{SocketAddr, ToSocketAddrs};
use std::os::fd::{AsRawFd, OwnedFd};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

/// Names the store: addresses of etcd.
pub const STORE: &str = "MRUN_CONV_STORE";

const LISTENER: Token = Token(0);
const LINE: Token = Token(1);
const NEWS: Token = Token(2);
/// Each stream has two tokens from here on: its connection's, and its member's.
const FIRST: usize = 4;
/// The monitor is looked for, and the clocks are looked at, so often.
const TICK: Duration = Duration::from_millis(200);
/// Streams that the other side has not yet read may go on for so long after a shutdown.
const FAREWELL: Duration = Duration::from_secs(5);

/// Whether an application has a bridge: it is on several machines, and there is a store.
pub fn is_wanted(setup: &Setup) -> bool {
    setup.is_on_several() && std::env::var_os(STORE).is_some_and(|s| !s.is_empty())
}

pub struct Bridge {
    setup: Setup,
    log: String,
    identity: Identity,
    poll: Poll,
    listener: TcpListener,
    /// The line to the monitor, and what it has not taken yet.
    line: Option<OwnedFd>,
    outbox: VecDeque<(Vec<u8>, Vec<OwnedFd>)>,
    relays: BTreeMap<usize, Relay>,
    last: usize,
    /// Streams that have more to do.
    again: BTreeSet<usize>,
    /// What this machine offers, and what the others do.
    own: Services,
    others: BTreeMap<String, Services>,
    to_store: Option<Sender<Services>>,
    news: Receiver<News>,
    store: Option<std::thread::JoinHandle<()>>,
    addresses: BTreeMap<String, SocketAddr>,
    /// The application ends then.
    farewell: Option<Instant>,
    /// When the clocks are looked at next.
    look: Instant,
}

impl Bridge {
    /// The bridge of this machine.
    ///
    /// # Errors
    /// There is no address, no identity, or no store.
    pub fn new(setup: Setup, log: String) -> io::Result<Bridge> {
        let poll = Poll::new()?;
        let lmid = setup.lmid().to_string();
        let folder = match std::env::var_os(tls::VARIABLE) {
            Some(folder) => PathBuf::from(folder),
            None => setup.folder().join("tls"),
        };
        let identity = Identity::read(&folder).map_err(io::Error::other)?;
        let address = resolve(&setup, &lmid)?;
        let mut listener = TcpListener::bind(address)?;
        poll.registry()
            .register(&mut listener, LISTENER, Interest::READABLE)?;
        let store = open_store(&setup, &identity)?;
        let (to_store, offers) = channel();
        let (tell, news) = channel();
        let waker = Waker::new(poll.registry(), NEWS)?;
        let lease = setup.configuration.resources.dbbl_wait;
        let machine = lmid.clone();
        let thread = std::thread::Builder::new()
            .name("store".into())
            .spawn(move || {
                store::keep(store, &machine, lease, &offers, &tell, || {
                    // A poll that is gone needs no news.
                    let _ = waker.wake();
                });
            })?;
        let bridge = Bridge {
            setup,
            log,
            identity,
            poll,
            listener,
            line: None,
            outbox: VecDeque::new(),
            relays: BTreeMap::new(),
            last: FIRST,
            again: BTreeSet::new(),
            own: Services::new(),
            others: BTreeMap::new(),
            to_store: Some(to_store),
            news,
            store: Some(thread),
            addresses: BTreeMap::new(),
            farewell: None,
            look: Instant::now(),
        };
        bridge.say(&format!("the bridge of {lmid} listens at {address}"));
        Ok(bridge)
    }

    fn say(&self, text: &str) {
        ulog::write(Some(&self.log), "BRIDGE", text);
    }

    /// Serves until the application was shut down.
    ///
    /// # Errors
    /// The poll fails.
    pub fn run(&mut self) -> io::Result<()> {
        let mut events = Events::with_capacity(1024);
        loop {
            let now = Instant::now();
            if let Some(end) = self.farewell
                && (now >= end || self.relays.is_empty())
            {
                break;
            }
            if now >= self.look {
                self.look = now + TICK;
                if self.line.is_none() && self.farewell.is_none() {
                    self.join();
                }
                self.end_late(now);
            }
            let sleep = match self.again.is_empty() {
                true => TICK,
                false => Duration::ZERO,
            };
            match self.poll.poll(&mut events, Some(sleep)) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                other => other?,
            }
            let mut ready = std::mem::take(&mut self.again);
            for event in &events {
                match event.token() {
                    LISTENER => self.accept(),
                    LINE => self.hear(),
                    NEWS => self.learn(),
                    Token(token) => _ = ready.insert(token & !1),
                }
            }
            for token in ready {
                self.turn(token);
            }
            self.flush();
        }
        // The lease is given back before the process ends.
        self.to_store = None;
        if let Some(store) = self.store.take() {
            let _ = store.join();
        }
        Ok(())
    }

    /// Joins the monitor, if it is there.
    fn join(&mut self) {
        let Ok(line) = place::connect(&self.setup.place) else {
            return;
        };
        let report = Report::Join {
            version: line::VERSION,
            role: Role::Bridge,
        };
        let fd = line.as_raw_fd();
        let registry = self.poll.registry();
        let watched = registry.register(&mut SourceFd(&fd), LINE, Interest::READABLE);
        if watched.is_ok() && line::send(&line, &report.encode(), &[]).is_ok() {
            // Requests of other machines are for whatever monitor there is.
            self.outbox.retain(|(_, with)| !with.is_empty());
            self.line = Some(line);
        }
    }

    fn report(&mut self, report: &Report, with: Vec<OwnedFd>) {
        self.outbox.push_back((report.encode(), with));
        self.flush();
    }

    fn flush(&mut self) {
        let Some(line) = &self.line else { return };
        while let Some((packet, with)) = self.outbox.front() {
            let with: Vec<_> = with.iter().map(AsRawFd::as_raw_fd).collect();
            match line::send(line, packet, &with) {
                // A monitor that is gone is noticed by the line's end.
                Err(error)
                    if matches!(
                        error.kind(),
                        io::ErrorKind::WouldBlock
                            | io::ErrorKind::BrokenPipe
                            | io::ErrorKind::ConnectionReset
                            | io::ErrorKind::NotConnected
                    ) =>
                {
                    return;
                }
                _ => _ = self.outbox.pop_front(),
            }
        }
    }

    fn hear(&mut self) {
        if self.heard() {
            // All parts of what this machine offers are here. The store's thread ends with this process only.
            if let Some(store) = &self.to_store {
                let _ = store.send(self.own.clone());
            }
        }
    }

    /// Takes what the monitor says; whether this machine offers something else now.
    fn heard(&mut self) -> bool {
        let mut changed = false;
        loop {
            let Some(line) = &self.line else {
                return changed;
            };
            let order = match line::receive(line) {
                Ok((packet, fds)) => Order::decode(&packet).map(|order| (order, fds)),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return changed,
                Err(_) => {
                    self.line = None;
                    return changed;
                }
            };
            match order {
                Ok((Order::Joined(_), _)) => {
                    let known = self.others.clone();
                    for (machine, services) in known {
                        self.tell_of(&machine, &services);
                    }
                    let carried = self.relays.values().filter(|relay| relay.outgoing);
                    let carried: Vec<Report> = carried
                        .filter_map(|relay| {
                            Some(Report::Carries {
                                request: relay.request.clone()?,
                                machine: relay.machine.clone(),
                            })
                        })
                        .collect();
                    for report in carried {
                        self.report(&report, Vec::new());
                    }
                }
                Ok((Order::Offered(offers), _)) => {
                    offers.add_to(&mut self.own);
                    changed = true;
                }
                Ok((Order::Carry { request, machine }, fds)) => self.carry(request, &machine, fds),
                Ok((Order::Shutdown, _)) => {
                    self.farewell = Some(Instant::now() + FAREWELL);
                    self.line = None;
                }
                Ok((Order::Refused { reason, .. }, _)) => {
                    self.say(&format!("the monitor refuses the bridge: {reason}"));
                    self.line = None;
                }
                Ok(_) => {}
                Err(why) => {
                    self.say(&format!("the monitor is not understood: {why}"));
                    self.line = None;
                }
            }
        }
    }

    fn tell_of(&mut self, machine: &str, services: &Services) {
        for offers in Offers::parts(services) {
            let report = Report::Elsewhere {
                machine: machine.to_string(),
                offers,
            };
            self.report(&report, Vec::new());
        }
    }

    /// What the store says.
    fn learn(&mut self) {
        while let Ok(news) = self.news.try_recv() {
            match news {
                News::Trouble(text) => self.say(&text),
                News::Machines(now) => {
                    let before = std::mem::replace(&mut self.others, now.clone());
                    for machine in before.keys().filter(|m| !now.contains_key(*m)) {
                        self.say(&format!("machine {machine} is silent"));
                        self.tell_of(machine, &Services::new());
                    }
                    for (machine, services) in &now {
                        if !before.contains_key(machine) {
                            self.say(&format!("machine {machine} is there"));
                        }
                        if before.get(machine) != Some(services) {
                            self.tell_of(machine, services);
                        }
                    }
                }
            }
        }
    }

    /// Begins a stream to another machine.
    fn carry(&mut self, request: Request, machine: &str, fds: Vec<OwnedFd>) {
        let mut fds = fds.into_iter();
        let Some(local) = fds.next() else {
            return self.say("a request came without its stream");
        };
        let number = request.number;
        let mut forwarded = None;
        if let Some(file) = fds.next() {
            match line::read_kept(file) {
                Ok(bytes) => forwarded = Some(bytes),
                Err(error) => {
                    let reason = format!("a forwarded request: {error}");
                    self.say(&reason);
                    Channel::refuse(local, number, TpErrno::System, reason);
                    return self.report(&Report::Over { number }, Vec::new());
                }
            }
        }
        let greeting = Greeting {
            key: self.setup.configuration.resources.key,
            from: self.setup.lmid().to_string(),
            to: machine.to_string(),
            request,
            forwarded,
        };
        let begun = self
            .connect(machine)
            .and_then(|(tcp, tls)| Ok((tcp, tls, local.try_clone()?)))
            .and_then(|(tcp, tls, local)| Relay::outgoing(&greeting, local, tcp, tls))
            .and_then(|relay| self.watch(relay));
        match begun {
            Ok(token) => self.turn(token),
            Err(error) => {
                let reason = format!("machine {machine} cannot be reached: {error}");
                self.say(&reason);
                Channel::refuse(local, number, TpErrno::System, reason);
                self.report(&Report::Over { number }, Vec::new());
            }
        }
    }

    fn connect(&mut self, machine: &str) -> io::Result<(TcpStream, rustls::Connection)> {
        let address = match self.addresses.get(machine) {
            Some(address) => *address,
            None => {
                let address = resolve(&self.setup, machine)?;
                self.addresses.insert(machine.to_string(), address);
                address
            }
        };
        let tcp = TcpStream::connect(address)?;
        self.set_up(&tcp)?;
        let tls = self.identity.connect(machine).map_err(io::Error::other)?;
        Ok((tcp, tls))
    }

    /// A machine that is cut off is noticed within the time of a lease.
    fn set_up(&self, tcp: &TcpStream) -> io::Result<()> {
        let lease = self.setup.configuration.resources.dbbl_wait;
        let quarter = (lease / 4).max(Duration::from_secs(1));
        let socket = socket2::SockRef::from(tcp);
        let keepalive = socket2::TcpKeepalive::new()
            .with_time(quarter)
            .with_interval(quarter)
            .with_retries(3);
        socket.set_tcp_keepalive(&keepalive)?;
        socket.set_tcp_user_timeout(Some(lease))?;
        tcp.set_nodelay(true)
    }

    fn watch(&mut self, mut relay: Relay) -> io::Result<usize> {
        self.last += 2;
        let token = self.last;
        let both = Interest::READABLE | Interest::WRITABLE;
        let registry = self.poll.registry();
        registry.register(relay.tcp(), Token(token), both)?;
        if let Some(local) = relay.local() {
            registry.register(&mut SourceFd(&local), Token(token + 1), both)?;
        }
        self.relays.insert(token, relay);
        Ok(token)
    }

    fn accept(&mut self) {
        loop {
            let (tcp, from) = match self.listener.accept() {
                Ok(accepted) => accepted,
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return,
                Err(error) => return self.say(&format!("a connection is not taken: {error}")),
            };
            let begun = self
                .set_up(&tcp)
                .and_then(|()| self.identity.accept().map_err(io::Error::other))
                .and_then(|tls| self.watch(Relay::incoming(from.to_string(), tcp, tls)));
            if let Err(error) = begun {
                self.say(&format!("a connection from {from}: {error}"));
            }
        }
    }

    fn turn(&mut self, token: usize) {
        let Some(relay) = self.relays.get_mut(&token) else {
            return;
        };
        match relay.turn() {
            Turn::Waits => {}
            Turn::Goes => _ = self.again.insert(token),
            Turn::Greeted(greeting) => match self.greeted(token, *greeting) {
                Ok(()) => _ = self.again.insert(token),
                Err(why) => self.over(token, Some(&why)),
            },
            Turn::Over(why) => self.over(token, why.as_deref()),
        }
    }

    /// Another machine wants something of this one: its request goes to the monitor.
    fn greeted(&mut self, token: usize, greeting: Greeting) -> Result<(), String> {
        let Some(relay) = self.relays.get_mut(&token) else {
            return Ok(());
        };
        if !tls::is_from(relay.tls(), &greeting.from) {
            return Err(format!("its certificate is not that of {}", greeting.from));
        }
        let key = self.setup.configuration.resources.key;
        if greeting.key != key || greeting.to != self.setup.lmid() {
            return Err(format!(
                "{} means {} of application {}, not this one",
                greeting.from, greeting.to, greeting.key
            ));
        }
        let (ours, theirs) = pair().map_err(|error| error.to_string())?;
        let fd = ours.as_raw_fd();
        let both = Interest::READABLE | Interest::WRITABLE;
        let registry = self.poll.registry();
        (registry.register(&mut SourceFd(&fd), Token(token + 1), both))
            .map_err(|error| error.to_string())?;
        let mut with = vec![theirs];
        if let Some(bytes) = &greeting.forwarded {
            with.push(line::kept_bytes(bytes).map_err(|error| error.to_string())?);
        }
        let mut request = greeting.request;
        // Transactions end at the machine.
        request.flags = request.flags.without(Flags::TRAN);
        request.near = false;
        request.client = format!("{}:{}", greeting.from, request.client);
        relay.attach(request.clone(), greeting.from, ours);
        self.report(&Report::Request(request), with);
        Ok(())
    }

    fn end_late(&mut self, now: Instant) {
        let late: Vec<usize> = self
            .relays
            .iter()
            .filter(|(_, relay)| relay.is_late(now))
            .map(|(token, _)| *token)
            .collect();
        for token in late {
            self.over(token, Some("it takes too long"));
        }
    }

    /// A stream is over, in both directions.
    fn over(&mut self, token: usize, why: Option<&str>) {
        self.again.remove(&token);
        let Some(mut relay) = self.relays.remove(&token) else {
            return;
        };
        let number = relay.request.as_ref().map_or(0, |r| r.number);
        if let Some(why) = why {
            let machine = &relay.machine;
            let reason = format!("the stream with {machine} broke: {why}");
            self.say(&reason);
            if relay.outgoing && !relay.is_established() {
                // Nobody there has heard of it.
                let reason = format!("machine {machine} cannot be reached: {why}");
                self.addresses.remove(machine);
                if let Some(local) = relay.take_local() {
                    Channel::refuse(local, number, TpErrno::System, reason);
                }
            }
        }
        if relay.outgoing {
            self.report(&Report::Over { number }, Vec::new());
        }
    }
}

/// The address of a machine: NADDR of its entry in *NETWORK, `//HOST:PORT`.
fn resolve(setup: &Setup, machine: &str) -> io::Result<SocketAddr> {
    let mut networks = setup.configuration.networks.iter();
    let address = networks
        .find(|n| n.machine == machine)
        .and_then(|n| n.address.as_deref());
    let address = address
        .ok_or_else(|| io::Error::other(format!("there is no NADDR for {machine} in *NETWORK")))?;
    let plain = address.strip_prefix("//").unwrap_or(address);
    let mut all = plain
        .to_socket_addrs()
        .map_err(|error| io::Error::other(format!("NADDR {address}: {error}")))?;
    all.next()
        .ok_or_else(|| io::Error::other(format!("NADDR {address} has no address")))
}

#[cfg(feature = "etcd")]
fn open_store(setup: &Setup, identity: &Identity) -> io::Result<Box<dyn Store>> {
    let addresses = std::env::var(STORE).unwrap_or_default();
    let resources = &setup.configuration.resources;
    let store = etcd::Etcd::new(&addresses, resources.key, resources.dbbl_wait, identity);
    Ok(Box::new(store.map_err(io::Error::other)?))
}

#[cfg(not(feature = "etcd"))]
fn open_store(_setup: &Setup, _identity: &Identity) -> io::Result<Box<dyn Store>> {
    Err(io::Error::other("this mrun was built without etcd"))
}
