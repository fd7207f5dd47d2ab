//! The monitor: who takes part, what is offered, which server gets which request. It boots servers, spawns, restarts and ends them.
//!
//! One thread, one poll; nothing in it waits. Data never passes through it: a request brings its stream, which goes to the server.

mod admin;
mod board;
mod clocks;
mod fates;
mod instances;
mod jobs;
pub mod keeper;
mod machines;
mod members;
mod migration;
mod record;
mod report;
mod seats;
mod transactions;
mod ways;

use self::board::{Board, Common};
use self::instances::Instance;
use self::jobs::Job;
use self::machines::Machines;
use self::members::Member;
use self::migration::Migrated;
use self::transactions::Transactions;
use super::config::{Configuration, Machine, Model, Server};
use super::routing::Routes;
use super::{place, ulog};
use mio::unix::SourceFd;
use mio::{Events, Interest, Poll, Token};
use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::os::fd::{AsRawFd, OwnedFd, RawFd};
use std::path::{Path, PathBuf};
use std::process::Child;
use std::time::{Duration, Instant};

const LISTENER: Token = Token(0);
/// Longest sleep: timers of less urgency are looked at so often.
const TICK: Duration = Duration::from_secs(1);

/// The process that runs servers and its program.
pub struct Setup {
    pub configuration: Configuration,
    /// The configuration file, which servers find in their environment.
    pub file: PathBuf,
    /// The path of the socket.
    pub place: PathBuf,
    /// What runs M servers.
    pub program: PathBuf,
    /// The entry of this machine in *MACHINES.
    pub here: usize,
}

impl Setup {
    /// The entry of this machine.
    pub fn machine(&self) -> Option<&Machine> {
        self.configuration.machines.get(self.here)
    }

    /// The LMID of this machine.
    pub fn lmid(&self) -> &str {
        self.machine().map_or("", |m| &m.lmid)
    }

    pub fn is_on_several(&self) -> bool {
        self.configuration.resources.model == Model::Multiple
    }

    /// Whether a server runs on this machine: its group is there.
    pub fn runs_here(&self, server: &Server) -> bool {
        let group = self.configuration.group(&server.group);
        group.is_none_or(|g| g.machines.first().is_none_or(|lmid| lmid == self.lmid()))
    }

    /// APPDIR, or where the configuration file is.
    pub fn folder(&self) -> PathBuf {
        let folder = self.machine().and_then(|m| m.folder.as_deref());
        let parent = || self.file.parent().map(Path::to_path_buf);
        let folder = folder.map(PathBuf::from).or_else(parent);
        folder.unwrap_or_else(|| "/".into())
    }
}

pub struct Monitor {
    setup: Setup,
    poll: Poll,
    listener: OwnedFd,
    /// By the number of their poll token, in the order of joining.
    members: BTreeMap<usize, Member>,
    last_token: usize,
    last_client: u32,
    instances: Vec<Instance>,
    board: Board,
    fates: fates::Fates,
    common: Common,
    machines: Machines,
    /// There are servers that another monitor started.
    inherited: bool,
    begun: Instant,
    /// Entries of servers for which too many requests wait, and since when.
    crowded: BTreeMap<usize, Instant>,
    /// What operators have asked for, one after the other.
    jobs: VecDeque<Job>,
    log: String,
    /// Criteria of routing as members get them; empty without any.
    routes: Vec<u8>,
    transactions: Transactions,
    migrated: Migrated,
    /// Commands of RCMD that run.
    commands: Vec<Child>,
    /// When the clocks are looked at next.
    look: Instant,
    /// All is done: the process ends.
    over: bool,
}

impl Monitor {
    /// A monitor for an application whose socket listens already, with memory for the table of transactions.
    ///
    /// # Errors
    /// The system has no descriptors left.
    pub fn new(setup: Setup, listener: OwnedFd, transactions: OwnedFd) -> io::Result<Monitor> {
        let poll = Poll::new()?;
        let fd = listener.as_raw_fd();
        poll.registry()
            .register(&mut SourceFd(&fd), LISTENER, Interest::READABLE)?;
        let log = log_prefix(&setup);
        let routes = Routes::of(&setup.configuration);
        let routes = match routes.is_empty() {
            true => Vec::new(),
            false => routes.encode(),
        };
        let transactions = Transactions::open(transactions, setup.machine())?;
        let servers = setup
            .configuration
            .servers
            .iter()
            .filter(|s| setup.runs_here(s));
        let sessions = |s: &Server| s.ids().count() * s.max_threads.max(1) as usize;
        let common = Common::new(servers.map(sessions).sum())?;
        let mut monitor = Monitor {
            setup,
            poll,
            listener,
            members: BTreeMap::new(),
            last_token: 0,
            last_client: 0,
            instances: Vec::new(),
            board: Board::default(),
            fates: fates::Fates::default(),
            common,
            machines: Machines::default(),
            inherited: false,
            begun: Instant::now(),
            crowded: BTreeMap::new(),
            jobs: VecDeque::new(),
            log,
            routes,
            transactions,
            migrated: Migrated::default(),
            commands: Vec::new(),
            look: Instant::now(),
            over: false,
        };
        monitor.take_over_groups()?;
        monitor.take_over()?;
        monitor.say("the monitor is up");
        Ok(monitor)
    }

    /// Serves until the application was shut down.
    ///
    /// # Errors
    /// The poll fails.
    pub fn run(&mut self) -> io::Result<()> {
        let mut events = Events::with_capacity(1024);
        while !self.over {
            let sleep = self.timers();
            match self.poll.poll(&mut events, Some(sleep)) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                other => other?,
            }
            let ready: Vec<Token> = events.iter().map(|event| event.token()).collect();
            // A server that is free again has said so before its client can ask for more.
            let of_server = |token: &Token| {
                let member = self.members.get(&token.0);
                member.is_none_or(|member| member.seat.is_some())
            };
            let (first, second): (Vec<Token>, Vec<Token>) = ready.into_iter().partition(of_server);
            for token in first.into_iter().chain(second) {
                match token {
                    LISTENER => self.accept(),
                    token if self.members.contains_key(&token.0) => self.hear(token.0),
                    token => self.ended(token.0),
                }
            }
            self.work();
        }
        Ok(())
    }

    fn watch(&self, fd: RawFd, token: usize) -> io::Result<()> {
        let registry = self.poll.registry();
        registry.register(&mut SourceFd(&fd), Token(token), Interest::READABLE)
    }

    fn next_token(&mut self) -> usize {
        self.last_token += 1;
        self.last_token
    }

    fn say(&self, text: &str) {
        ulog::write(Some(&self.log), "BBL", text);
    }

    fn folder(&self) -> PathBuf {
        self.setup.folder()
    }
}

/// ULOGPFX, or `ULOG` in APPDIR.
pub fn log_prefix(setup: &Setup) -> String {
    let prefix = setup.machine().and_then(|m| m.log.clone());
    prefix.unwrap_or_else(|| setup.folder().join("ULOG").display().to_string())
}

/// Listens at the application's socket. One that nobody listens at any more is replaced.
///
/// # Errors
/// A monitor is there, or the socket cannot be made.
pub fn listen(setup: &Setup) -> io::Result<OwnedFd> {
    let (configuration, path) = (&setup.configuration, &*setup.place);
    use nix::sys::socket::{
        AddressFamily, Backlog, SockFlag, SockType, UnixAddr, bind, listen, socket,
    };
    use std::os::unix::fs::{PermissionsExt, chown};
    if place::connect(path).is_ok() {
        return Err(io::ErrorKind::AddrInUse.into());
    }
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let flags = SockFlag::SOCK_CLOEXEC | SockFlag::SOCK_NONBLOCK;
    let listener = socket(AddressFamily::Unix, SockType::SeqPacket, flags, None)?;
    bind(listener.as_raw_fd(), &UnixAddr::new(path)?)?;
    let machine = setup.machine();
    let perm = machine.map_or(configuration.resources.perm, |m| m.perm);
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(perm & 0o777))?;
    let (uid, gid) = machine.map_or((None, None), |m| (m.uid, m.gid));
    if nix::unistd::Uid::effective().is_root() && (uid.is_some() || gid.is_some()) {
        chown(path, uid, gid)?;
    }
    listen(&listener, Backlog::MAXCONN)?;
    Ok(listener)
}
