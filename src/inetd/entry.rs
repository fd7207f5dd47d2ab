//! One server: what its entry in the configuration says.

use super::hours::Hours;
use super::sources::Sources;
use std::ffi::OsString;
use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

/// Length of a server's name in a ZINET command.
pub const NAME: usize = 10;
/// Length of PARM.
pub const PARM: usize = 8;
/// Addresses of one entry.
pub const ADDRESSES: usize = 20;
/// The queue of connections that nobody has accepted yet.
pub const BACKLOG: u32 = 4096;
/// Processes of a NOWAIT entry that says nothing, or 0.
pub const MAXPROC: u32 = 1000;
/// Bytes AORLEN can ask for: they have to fit into a socket's buffer.
pub const AORLEN: u32 = 65_536;
/// Time from SIGTERM to SIGKILL.
pub const GRACE: Duration = Duration::from_secs(5);
/// SERVETIME of an entry that has only ERRCNT.
pub const SERVETIME: Duration = Duration::from_secs(60);

/// How a server is started and watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Model {
    /// One at a time.
    Wait,
    /// Up to MAXPROC at a time.
    NoWait,
    /// Started when the first message of a connection has come.
    Aor,
    /// Started, and started again when it ends; no socket.
    Daemon,
    /// Started, and then left alone; no socket.
    NoListen,
    /// As NOLISTEN: the server makes itself known to the port mapper.
    Rpc,
}

impl Model {
    pub const ALL: [(&'static str, Model); 6] = [
        ("WAIT", Model::Wait),
        ("NOWAIT", Model::NoWait),
        ("AOR", Model::Aor),
        ("DAEMON", Model::Daemon),
        ("NOLISTEN", Model::NoListen),
        ("RPC", Model::Rpc),
    ];

    /// The daemon makes and watches a socket for it.
    pub fn listens(self) -> bool {
        matches!(self, Model::Wait | Model::NoWait | Model::Aor)
    }

    /// The daemon takes notice when the program ends.
    pub fn is_watched(self) -> bool {
        !matches!(self, Model::NoListen | Model::Rpc)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    Tcp,
    Udp,
    /// A stream socket at a path.
    Unix,
}

impl Protocol {
    pub const ALL: [(&'static str, Protocol); 3] = [
        ("TCP", Protocol::Tcp),
        ("UDP", Protocol::Udp),
        ("UNIX", Protocol::Unix),
    ];
}

/// What a WAIT server over streams gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handover {
    /// The connected socket.
    Connection,
    /// The listening socket, as inetd's `wait`.
    Listener,
}

impl Handover {
    pub const ALL: [(&'static str, Handover); 2] = [
        ("CONNECTION", Handover::Connection),
        ("LISTENER", Handover::Listener),
    ];
}

/// Who starts the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Activation {
    Auto,
    Oper,
}

impl Activation {
    pub const ALL: [(&'static str, Activation); 2] =
        [("AUTO", Activation::Auto), ("OPER", Activation::Oper)];
}

/// The state of the system: CRAS is up with operators only, NORM is at work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Cras,
    Norm,
}

impl Level {
    pub const ALL: [(&'static str, Level); 2] = [("CRAS", Level::Cras), ("NORM", Level::Norm)];
}

/// What runs an AOR server whose program is M.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Runs {
    /// A session inside the daemon.
    Task,
    Process,
}

impl Runs {
    pub const ALL: [(&'static str, Runs); 2] = [("TASK", Runs::Task), ("PROCESS", Runs::Process)];
}

/// What happens to connections that come while MAXPROC processes run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// They stay in the queue.
    Wait,
    /// They get the banner of failure.
    Refuse,
}

impl Over {
    pub const ALL: [(&'static str, Over); 2] = [("WAIT", Over::Wait), ("REFUSE", Over::Refuse)];
}

/// PGM.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Program {
    /// `label^routine`.
    Entry(String),
    Path(PathBuf),
}

/// Which supplementary groups a child has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Groups {
    None,
    /// Those of its user.
    User,
}

impl Groups {
    pub const ALL: [(&'static str, Groups); 2] = [("NO", Groups::None), ("YES", Groups::User)];
}

/// Starts allowed in an interval, and how long a pause takes when they are used up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    pub starts: u32,
    pub interval: Duration,
    /// Without it, until there is room for one more.
    pub pause: Option<Duration>,
}

/// A limit of the system for a child.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bound {
    pub what: Resource,
    /// `None` is without limit.
    pub most: Option<u64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resource {
    AddressSpace,
    Cpu,
    Data,
    Files,
    Resident,
    Stack,
    Processes,
    Core,
}

impl Resource {
    pub const ALL: [(&'static str, Resource); 8] = [
        ("AS", Resource::AddressSpace),
        ("CPU", Resource::Cpu),
        ("DATA", Resource::Data),
        ("FILES", Resource::Files),
        ("RSS", Resource::Resident),
        ("STACK", Resource::Stack),
        ("PROC", Resource::Processes),
        ("CORE", Resource::Core),
    ];
}

/// Who the child is and what it finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Child {
    /// The name before the arguments, where it is not the program's.
    pub called: Option<String>,
    pub arguments: Vec<String>,
    pub parm: String,
    pub xparm: Option<String>,
    /// `gtmroutines`.
    pub routines: Option<String>,
    pub user: Option<String>,
    pub group: Option<String>,
    pub groups: Groups,
    pub umask: Option<u32>,
    pub nice: i32,
    pub directory: Option<PathBuf>,
    pub root: Option<PathBuf>,
    pub bounds: Vec<Bound>,
    pub no_new_privileges: bool,
    /// Variables with their values.
    pub environment: Vec<(String, String)>,
    /// Variables that keep the daemon's values.
    pub pass: Vec<String>,
    /// All of the daemon's variables, as xinetd gives them without `passenv`.
    pub pass_all: bool,
}

/// What has to hold before anything is started.
#[derive(Debug, Clone, PartialEq)]
pub struct Limits {
    /// 0 is [`MAXPROC`].
    pub processes: u32,
    pub over: Over,
    /// Of one address or user; 0 is without limit.
    pub per_source: u32,
    pub rate: Option<Rate>,
    /// Of the last minute.
    pub load: Option<f64>,
    pub only_from: Sources,
    pub no_access: Sources,
    pub hours: Hours,
    /// AOR connections without a message; 0 is without limit.
    pub pending: u32,
    /// How long an AOR connection may be without one.
    pub idle: Option<Duration>,
}

/// Files whose text clients get.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Banners {
    pub always: Option<PathBuf>,
    pub success: Option<PathBuf>,
    pub failure: Option<PathBuf>,
}

/// The time a program may run, and the errors it may end with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watch {
    pub timeout: Option<Duration>,
    pub grace: Duration,
    /// More ends in error within `interval` stop the server.
    pub errors: Option<u32>,
    pub interval: Duration,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub name: String,
    /// The processor it is for; `None` is any.
    pub processor: Option<String>,
    pub model: Model,
    pub protocol: Protocol,
    pub handover: Handover,
    pub program: Program,
    /// None is all addresses.
    pub addresses: Vec<IpAddr>,
    pub port: u16,
    /// Of a UNIX socket.
    pub path: Option<PathBuf>,
    /// Permissions of a UNIX socket.
    pub mode: u32,
    pub backlog: u32,
    pub reuse_port: bool,
    pub no_delay: bool,
    pub keep_alive: bool,
    pub activation: Activation,
    pub level: Level,
    pub runs: Runs,
    /// Bytes that have to be there before an AOR server starts.
    pub aor_length: u32,
    pub child: Child,
    pub limits: Limits,
    pub banners: Banners,
    pub watch: Watch,
    /// It is known, but never starts: xinetd's `disable`.
    pub disabled: bool,
}

impl Entry {
    /// An entry with nothing but its name: everything else as an entry that does not say it has it.
    pub fn new(name: &str) -> Entry {
        Entry {
            name: name.to_string(),
            processor: None,
            model: Model::NoWait,
            protocol: Protocol::Tcp,
            handover: Handover::Connection,
            program: Program::Path(PathBuf::new()),
            addresses: Vec::new(),
            port: 0,
            path: None,
            mode: 0o666,
            backlog: BACKLOG,
            reuse_port: false,
            no_delay: false,
            keep_alive: false,
            activation: Activation::Auto,
            level: Level::Norm,
            runs: Runs::Task,
            aor_length: 1,
            child: Child {
                called: None,
                arguments: Vec::new(),
                parm: String::new(),
                xparm: None,
                routines: None,
                user: None,
                group: None,
                groups: Groups::None,
                umask: None,
                nice: 0,
                directory: None,
                root: None,
                bounds: Vec::new(),
                no_new_privileges: false,
                environment: Vec::new(),
                pass: Vec::new(),
                pass_all: false,
            },
            limits: Limits {
                processes: 0,
                over: Over::Wait,
                per_source: 0,
                rate: None,
                load: None,
                only_from: Sources::default(),
                no_access: Sources::default(),
                hours: Hours::default(),
                pending: 0,
                idle: None,
            },
            banners: Banners::default(),
            watch: Watch {
                timeout: None,
                grace: GRACE,
                errors: None,
                interval: SERVETIME,
            },
            disabled: false,
        }
    }

    /// How many processes may run at once; `None` is as many as there is room for.
    pub fn at_once(&self) -> Option<usize> {
        match self.model {
            Model::Wait | Model::Daemon => Some(1),
            Model::NoWait if self.protocol == Protocol::Udp => Some(self.most()),
            Model::NoWait => Some(self.most()),
            Model::Aor | Model::NoListen | Model::Rpc => None,
        }
    }

    fn most(&self) -> usize {
        match self.limits.processes {
            0 => MAXPROC as usize,
            n => n as usize,
        }
    }

    /// The child gets the daemon's own socket, so that the daemon must not use it meanwhile.
    pub fn lends_socket(&self) -> bool {
        self.model.listens()
            && (self.protocol == Protocol::Udp || self.handover == Handover::Listener)
    }

    /// The sockets of both are the same: a change from one to the other can keep them.
    pub fn same_sockets(&self, other: &Entry) -> bool {
        let key = |e: &Entry| {
            (
                e.model.listens(),
                e.protocol,
                e.addresses.clone(),
                e.port,
                e.path.clone(),
                e.mode,
                e.backlog,
                e.reuse_port,
            )
        };
        key(self) == key(other) && self.lends_socket() == other.lends_socket()
    }

    /// The arguments after the program's name.
    pub fn command_line(&self) -> Option<OsString> {
        let text = self.child.xparm.as_deref().unwrap_or(&self.child.parm);
        (!text.is_empty()).then(|| text.into())
    }
}
