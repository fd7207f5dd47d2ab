//! The servers of the real-time interface: one loop with one poll. Nothing in it waits for a client.

mod client;
mod copier;
mod live;
pub mod ring;
pub mod sna;
pub mod sockets;

use super::nwm::Asked;
use super::record::cte::{self, Entries};
use super::record::fields::View;
use super::record::packet;
use super::record::time;
use super::record::tmi::{self, code, init, term};
use super::sna as answers;
use super::source::connections::{Connections, Made};
use super::source::packets::Packets;
use super::source::protection::Times;
use super::system::{Service, System, subtypes};
use crate::device::sys;
use client::{Client, Heard};
use copier::Copier;
use live::Live;
use mio::net::{UnixListener, UnixStream};
use mio::unix::SourceFd;
use mio::{Events, Interest, Poll, Token};
use nix::sys::signal::Signal;
use nix::sys::signalfd::SignalFd;
use ring::Ring;
use sna::{Asker, Model};
use sockets::Paths;
use std::collections::{HashMap, HashSet};
use std::io;
use std::os::fd::AsRawFd;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// The helper that copies buffers and takes records of programs; the name of the stack follows.
pub const COPY: &str = "TMICOPY";

/// What a server is to do.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder of the sockets.
    pub folder: PathBuf,
    /// The name of the stack.
    pub stack: String,
    pub services: Vec<&'static Service>,
    /// The inventory of the SNA interface, if that is served.
    pub inventory: Option<PathBuf>,
    /// Buffers of a service, and their size.
    pub buffers: usize,
    pub size: usize,
    /// How long a buffer waits for more.
    pub quiet: Duration,
    /// Time between two looks at the connections.
    pub every: Duration,
    /// How long connections are short, and how long intervals of summaries and statistics are.
    pub times: Times,
    /// The interface whose packets are traced, or all: `Some(None)`.
    pub interface: Option<Option<String>>,
    /// The most bytes of a packet that are kept.
    pub snap: usize,
    /// Clients at once.
    pub clients: usize,
    /// Users who may connect, beside the superuser and the server's own one.
    pub users: HashSet<u32>,
    /// Every user may.
    pub everybody: bool,
}

impl Options {
    pub fn new(folder: PathBuf, stack: String) -> Options {
        Options {
            folder,
            stack,
            services: Vec::new(),
            inventory: None,
            buffers: 16,
            size: 65536,
            quiet: Duration::from_secs(1),
            every: Duration::from_millis(250),
            times: Times::default(),
            interface: None,
            snap: cte::LONGEST - packet::header::LAYOUT.length,
            clients: 1024,
            users: HashSet::new(),
            everybody: false,
        }
    }

    /// Whether the user of a client may use the services.
    fn may(&self, stream: &UnixStream) -> bool {
        sockets::may(stream, self.everybody, &self.users)
    }
}

/// Why a server did not start, or ended.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    #[error("{path}: {error}")]
    Path { path: String, error: io::Error },
    #[error("{0}: another server listens there")]
    Used(String),
    #[error("packets of an interface need CAP_NET_RAW: {0}")]
    Packets(io::Error),
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// A service that is served.
struct Active {
    service: &'static Service,
    listener: UnixListener,
    ring: Ring,
    /// When the last record came; `None` while the buffer is empty.
    last: Option<Instant>,
}

const SIGNALS: Token = Token(0);
const HELPER: Token = Token(1);
const ENDS: Token = Token(2);
const PACKETS: Token = Token(3);
const SNA: Token = Token(4);
/// Services follow, then clients.
const FIRST: usize = 5;

pub struct Server {
    poll: Poll,
    signals: SignalFd,
    options: Options,
    system: System,
    services: Vec<Active>,
    helper: UnixListener,
    sna: Option<(UnixListener, Model)>,
    askers: HashMap<usize, Asker>,
    clients: HashMap<usize, Client>,
    copiers: HashMap<usize, Copier>,
    next: usize,
    connections: Option<Connections>,
    look: Instant,
    live: Live,
    /// Made by this server; they go with it.
    _paths: Paths,
}

impl Server {
    /// Listens. SIGTERM, SIGINT and SIGHUP are read from now on.
    ///
    /// # Errors
    /// A socket cannot be made.
    pub fn new(options: Options) -> Result<Server, ServerError> {
        let folder = &options.folder;
        std::fs::create_dir_all(folder).map_err(|error| ServerError::Path {
            path: folder.display().to_string(),
            error,
        })?;
        let signals = sys::signals(&[Signal::SIGTERM, Signal::SIGINT, Signal::SIGHUP])?;
        if let Some(interface) = &options.interface {
            // It is opened again for the first client; whether that is allowed is said now.
            Packets::new(interface.as_deref()).map_err(ServerError::Packets)?;
        }
        let system = System::new(&options.stack);
        let poll = Poll::new()?;
        let registry = poll.registry();
        registry.register(
            &mut SourceFd(&signals.as_raw_fd()),
            SIGNALS,
            Interest::READABLE,
        )?;
        let path_of = |name: &str| folder.join(format!("{name}.{}", system.stack));
        let mut paths = Paths::default();
        let mut helper = paths.listen(path_of(COPY))?;
        registry.register(&mut helper, HELPER, Interest::READABLE)?;
        let mut sna = None;
        if let Some(path) = &options.inventory {
            let fail = |error| ServerError::Path {
                path: path.display().to_string(),
                error,
            };
            let model = Model::new(path.clone()).map_err(fail)?;
            let mut listener = paths.listen(folder.join(sna::NAME))?;
            registry.register(&mut listener, SNA, Interest::READABLE)?;
            sna = Some((listener, model));
        }
        let mut services = Vec::new();
        for (at, service) in options.services.iter().copied().enumerate() {
            let mut listener = paths.listen(path_of(service.name))?;
            registry.register(&mut listener, Token(FIRST + at), Interest::READABLE)?;
            let ring = Ring::new(at as u32, service.token, options.buffers, options.size);
            services.push(Active {
                service,
                listener,
                ring,
                last: None,
            });
        }
        Ok(Server {
            next: FIRST + services.len(),
            poll,
            signals,
            system,
            services,
            helper,
            sna,
            askers: HashMap::new(),
            clients: HashMap::new(),
            copiers: HashMap::new(),
            connections: None,
            look: Instant::now(),
            live: Live::default(),
            _paths: paths,
            options,
        })
    }

    /// Serves until a signal ends it; then tells all clients, and removes the sockets.
    ///
    /// # Errors
    /// The kernel refuses what it allowed before.
    pub fn run(mut self) -> io::Result<()> {
        let mut events = Events::with_capacity(256);
        loop {
            match self.poll.poll(&mut events, self.pause()) {
                Err(error) if error.kind() != io::ErrorKind::Interrupted => return Err(error),
                _ => {}
            }
            for event in &events {
                match event.token() {
                    SIGNALS => {
                        if let Ok(Some(_)) = self.signals.read_signal() {
                            return Ok(());
                        }
                    }
                    HELPER => self.accept_copiers(),
                    ENDS => self.hear_ends()?,
                    PACKETS => self.live.more = true,
                    SNA => self.accept_askers(),
                    Token(at) if at < FIRST + self.services.len() => self.accept(at - FIRST),
                    Token(token) if self.copiers.contains_key(&token) => self.copy(token),
                    Token(token) if self.askers.contains_key(&token) => self.ask(token),
                    Token(token) => self.hear(token),
                }
            }
            self.look()?;
            self.trace()?;
            self.tick()?;
            self.flush();
        }
    }

    /// How long nothing has to be done.
    fn pause(&self) -> Option<Duration> {
        if self.live.more {
            return Some(Duration::ZERO);
        }
        let look = self.connections.as_ref().map(|_| self.look);
        let flush = self
            .services
            .iter()
            .filter_map(|s| s.last)
            .map(|last| last + self.options.quiet);
        let until = flush.chain(look).chain(self.live.due()).min()?;
        // The poll counts milliseconds.
        Some(until.saturating_duration_since(Instant::now()) + Duration::from_millis(1))
    }

    fn accept(&mut self, service: usize) {
        // Without descriptors clients wait in the line until others go.
        while let Ok((mut stream, _)) = self.services[service].listener.accept() {
            let refusal = match (
                self.options.may(&stream),
                self.clients.len() < self.options.clients,
            ) {
                (false, _) => Some(code::EACCES),
                (_, false) => Some(code::ENOMEM),
                _ => None,
            };
            let token = self.next;
            let watched =
                self.poll
                    .registry()
                    .register(&mut stream, Token(token), Interest::READABLE);
            let mut client = Client::new(stream, service);
            if let Some(code) = refusal.or(watched.is_err().then_some(code::ENOMEM)) {
                client.end(code);
                continue;
            }
            self.next += 1;
            self.clients.insert(token, client);
            if self.services[service].service.request.is_none() {
                self.begin(token, 0);
            }
        }
    }

    /// A client has sent something, or is gone.
    fn hear(&mut self, token: usize) {
        loop {
            let Some(client) = self.clients.get_mut(&token) else {
                return;
            };
            let request = self.services[client.service].service.request;
            match client.hear(request) {
                Heard::Nothing => return,
                Heard::Request(flags) => self.begin(token, flags),
                Heard::Gone => return self.drop_client(token, None),
                Heard::Wrong(code) => return self.drop_client(token, Some(code)),
            }
        }
    }

    /// Sends the first record, and what was asked for.
    fn begin(&mut self, token: usize, flags: u32) {
        let Some(client) = self.clients.get(&token) else {
            return;
        };
        let service = client.service;
        let active = &self.services[service];
        let mut record = tmi::record(&init::LAYOUT, tmi::INIT);
        init::TMII_SYSN.set_text(&mut record, &self.system.name);
        init::TMII_COMP.set_text(&mut record, active.service.name);
        init::TMII_SUB.set_text(&mut record, &self.system.stack);
        init::TMII_TIME.set(&mut record, self.system.started);
        init::TMII_BUFSZ.set(&mut record, active.ring.size() as u64);
        let (list, ongoing) = match active.service.request {
            None => (false, true),
            // A summary has nothing but what goes on.
            Some(tmi::ZERS) => (false, flags & 1 << 31 != 0),
            Some(_) => (flags & 1 << 31 != 0, flags & 1 << 30 != 0),
        };
        let mut tokens = Vec::new();
        if active.service.request == Some(tmi::CNRQ) && (list || ongoing) {
            self.watch_connections();
            if let (true, Some(connections)) = (list, &self.connections) {
                let records = connections.list();
                let records = records.iter().map(Vec::as_slice);
                tokens = self.services[service].ring.private(1, time::now(), records);
            }
        }
        if list && self.services[service].service.request == Some(tmi::ZERT) {
            let records = self.list_protection(ongoing);
            let records = records.iter().map(Vec::as_slice);
            tokens =
                self.services[service]
                    .ring
                    .private(subtypes::DETAIL.into(), time::now(), records);
        }
        let Some(client) = self.clients.get_mut(&token) else {
            return;
        };
        client.private = tokens.iter().map(|t| ring::generation(t)).collect();
        client.ongoing = ongoing;
        // Whoever has the first record misses nothing from then on.
        self.settle();
        let Some(client) = self.clients.get_mut(&token) else {
            return;
        };
        let sent = client.send(&record) && tokens.iter().all(|token| client.send(token));
        if !sent {
            self.drop_client(token, Some(code::EWOULDBLOCK));
        }
    }

    fn drop_client(&mut self, token: usize, code: Option<u32>) {
        if let Some(mut client) = self.clients.remove(&token) {
            if let Some(code) = code {
                client.end(code);
            }
            self.services[client.service].ring.forget(&client.private);
            self.settle();
        }
    }

    fn of_connections(&self) -> Option<usize> {
        self.services
            .iter()
            .position(|s| s.service.request == Some(tmi::CNRQ))
    }

    /// Begins to look at connections, for the first client that wants them.
    fn watch_connections(&mut self) {
        let mut none = Vec::new();
        match &mut self.connections {
            // The list of a client is of now.
            Some(connections) => {
                if connections.dump(&mut none).is_ok() {
                    self.publish_made(none);
                }
            }
            None => {
                let Ok(connections) = Connections::new(&self.system) else {
                    return;
                };
                if let Some(fd) = connections.fd() {
                    // Without it dumps show that connections ended.
                    let _ =
                        self.poll
                            .registry()
                            .register(&mut SourceFd(&fd), ENDS, Interest::READABLE);
                }
                self.connections = Some(connections);
                self.look = Instant::now() + self.options.every;
            }
        }
    }

    /// Whether a client wants what goes on in such a service.
    fn wants(&self, what: impl Fn(&Service) -> bool) -> bool {
        let mut clients = self.clients.values().filter(|c| c.ongoing);
        clients.any(|c| what(self.services[c.service].service))
    }

    /// Opens sources for the first client that wants them, and lets go what nobody wants.
    fn settle(&mut self) {
        if !self.wants(|service| service.request == Some(tmi::CNRQ))
            && let Some(fd) = self.connections.take().and_then(|c| c.fd())
        {
            // The descriptor is closed right after.
            let _ = self.poll.registry().deregister(&mut SourceFd(&fd));
        }
        self.settle_live();
    }

    fn hear_ends(&mut self) -> io::Result<()> {
        let mut made = Vec::new();
        if let Some(connections) = &mut self.connections {
            connections.read_ends(&mut made)?;
        }
        self.publish_made(made);
        Ok(())
    }

    /// Looks at the connections when it is time.
    fn look(&mut self) -> io::Result<()> {
        if self.connections.is_none() || Instant::now() < self.look {
            return Ok(());
        }
        let mut made = Vec::new();
        if let Some(connections) = &mut self.connections {
            connections.dump(&mut made)?;
        }
        self.look = Instant::now() + self.options.every;
        self.publish_made(made);
        Ok(())
    }

    fn publish_made(&mut self, made: Vec<Made>) {
        let Some(service) = self.of_connections() else {
            return;
        };
        let now = time::now();
        for (subtype, record) in made {
            self.publish(service, subtype.into(), now, &record);
        }
    }

    /// Puts a record into the buffer of a service; its clients learn of a buffer that is full by that.
    fn publish(&mut self, service: usize, format: u32, time: u64, data: &[u8]) {
        let active = &mut self.services[service];
        let token = active.ring.push(format, time, data);
        active.last = active.ring.is_filling().then(Instant::now);
        if let Some(token) = token {
            self.tell(service, &token);
        }
    }

    /// Buffers into which nothing came for a while.
    fn flush(&mut self) {
        let now = Instant::now();
        for service in 0..self.services.len() {
            let active = &mut self.services[service];
            if active
                .last
                .is_some_and(|last| now >= last + self.options.quiet)
            {
                active.last = None;
                if let Some(token) = active.ring.flush() {
                    self.tell(service, &token);
                }
            }
        }
    }

    fn tell(&mut self, service: usize, token: &[u8]) {
        let mut blocked = Vec::new();
        for (number, client) in &mut self.clients {
            if client.service == service && client.ongoing && !client.send(token) {
                blocked.push(*number);
            }
        }
        for number in blocked {
            self.drop_client(number, Some(code::EWOULDBLOCK));
        }
    }

    fn accept_askers(&mut self) {
        while let Some((Ok((mut stream, _)), model)) = self
            .sna
            .as_mut()
            .map(|(listener, model)| (listener.accept(), model))
        {
            let token = self.next;
            let registry = self.poll.registry();
            let watched = registry.register(
                &mut stream,
                Token(token),
                Interest::READABLE | Interest::WRITABLE,
            );
            let may = self.options.may(&stream);
            let mut asker = Asker::new(stream);
            if !may {
                asker.end(&answers::term(code::EACCES, 0));
            } else if watched.is_err() || self.askers.len() >= self.options.clients {
                asker.end(&answers::term(code::ENOMEM, 0));
            } else if asker.begin(model.now(), &self.system) {
                self.next += 1;
                self.askers.insert(token, asker);
            }
        }
    }

    fn ask(&mut self, token: usize) {
        if let (Some((_, model)), Some(asker)) = (&mut self.sna, self.askers.get_mut(&token))
            && !asker.serve(model)
        {
            self.askers.remove(&token);
        }
    }

    fn accept_copiers(&mut self) {
        while let Ok((mut stream, _)) = self.helper.accept() {
            let token = self.next;
            let registry = self.poll.registry();
            let watched = registry.register(
                &mut stream,
                Token(token),
                Interest::READABLE | Interest::WRITABLE,
            );
            if watched.is_err() || self.copiers.len() >= self.options.clients {
                continue;
            }
            self.next += 1;
            let allowed = self.options.may(&stream);
            self.copiers.insert(token, Copier::new(stream, allowed));
        }
    }

    /// Answers those who want copies, as many as they take.
    fn copy(&mut self, token: usize) {
        let Some(mut copier) = self.copiers.remove(&token) else {
            return;
        };
        while let Some(request) = copier.next() {
            match tmi::id_of(&request) {
                copier::PUBLISH => {
                    let code = self.take(&request);
                    copier.answer(Err(ring::Refused { code, reason: 0 }));
                }
                tmi::CALL => {
                    let answer = self.call(&request);
                    copier.answer(answer.as_deref().map_err(|refused| *refused));
                }
                _ => {
                    let active = self.services.get_mut(ring::service(&request) as usize);
                    let unknown = ring::Refused {
                        code: code::EINVAL,
                        reason: 0,
                    };
                    let found = active
                        .ok_or(unknown)
                        .and_then(|active| active.ring.find(&request));
                    copier.answer(found.as_ref().map(|f| f.data()).map_err(|r| *r));
                }
            }
        }
        if !copier.is_gone() {
            self.copiers.insert(token, copier);
        }
    }

    /// A call of EZBNMIFR.
    fn call(&mut self, request: &[u8]) -> Result<Vec<u8>, ring::Refused> {
        let asked = Asked::parse(request)?;
        if !asked.is_of_connections() {
            return asked.answer(std::iter::empty());
        }
        if self.connections.is_some() {
            // What is known is a moment old.
            self.watch_connections();
        }
        match &self.connections {
            Some(connections) => asked.answer(connections.known()),
            None => {
                let refused = |_| ring::Refused {
                    code: code::ENOMEM,
                    reason: 0,
                };
                let connections = Connections::new(&self.system).map_err(refused)?;
                asked.answer(connections.known())
            }
        }
    }

    /// Records that a program hands in: a service's name, then entries as in a buffer.
    fn take(&mut self, request: &[u8]) -> u32 {
        let name = View(request).text(tmi::publish::SERVICE);
        let Some(service) = self.services.iter().position(|s| s.service.name == name) else {
            return code::ESRCH;
        };
        let entries: Result<Vec<_>, _> =
            Entries::new(&request[tmi::publish::LAYOUT.length..]).collect();
        let Ok(entries) = entries else {
            return code::EINVAL;
        };
        let fits = |e: &cte::Entry| {
            self.services[service].service.takes(e.format) && e.data.len() <= cte::LONGEST
        };
        if !entries.iter().all(fits) {
            return code::EINVAL;
        }
        for entry in entries {
            self.publish(service, entry.format, entry.time, entry.data);
        }
        code::PLANNED
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        for (_, asker) in self.askers.drain() {
            asker.end(&answers::term(code::PLANNED, 0));
        }
        for client in self.clients.values_mut() {
            client.end(code::PLANNED);
        }
    }
}

/// The record that a client gets last.
fn last_record(code: u32) -> Vec<u8> {
    let mut record = tmi::record(&term::LAYOUT, tmi::TERM);
    term::TMIT_TERMCODE.set(&mut record, code.into());
    term::TMIT_TSTAMP.set(&mut record, time::now());
    record
}
