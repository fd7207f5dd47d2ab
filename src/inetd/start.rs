//! Makes a process of an entry: who it is, what it finds, its descriptors.

use super::entry::{Bound, Entry, Groups, Model, Program, Protocol, Resource};
use super::packets;
use super::peer::Peer;
use super::template::{Stamp, Template};
use nix::spawn::{PosixSpawnAttr, PosixSpawnFileActions, PosixSpawnFlags, posix_spawn};
use nix::sys::signal::{SigSet, Signal};
use nix::unistd::{Gid, Group, Pid, Uid, User};
use std::ffi::{CString, OsStr, OsString};
use std::io;
use std::os::fd::{AsRawFd, BorrowedFd, RawFd};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The umask of children that say none.
pub const UMASK: u32 = 0o022;
/// Where the descriptor is by which a UDP server says that it is ready.
const NOTIFY: RawFd = 3;

/// Variables that every child keeps.
const KEPT: [&str; 5] = ["PATH", "LANG", "LANGUAGE", "TZ", "TERM"];
/// Beginnings of such names for M programs.
const KEPT_M: [&str; 4] = ["gtm", "ydb_", "MRUN_", "LC_"];
/// Variables that are the daemon's alone.
const OWN: [&str; 7] = [
    "LISTEN_FDS",
    "LISTEN_PID",
    "LISTEN_FDNAMES",
    "NOTIFY_SOCKET",
    "WATCHDOG_USEC",
    "WATCHDOG_PID",
    "JOURNAL_STREAM",
];
/// PATH where the daemon has none.
const PATH: &str = "/usr/local/bin:/usr/bin:/bin";

/// All about a start that does not depend on the connection.
#[derive(Debug)]
pub struct Prepared {
    program: CString,
    arguments: Vec<CString>,
    environment: Vec<CString>,
    identity: Option<Identity>,
    umask: Option<u32>,
    nice: i32,
    directory: Option<PathBuf>,
    root: Option<PathBuf>,
    bounds: Vec<Bound>,
    no_new_privileges: bool,
    datagrams: bool,
    /// It has no client, so that what it writes is for the log.
    alone: bool,
    /// It learns of the descriptor by a variable.
    telling: bool,
    /// For M programs that have one connection each.
    template: Option<Template>,
}

/// Processes that were started.
#[derive(Debug)]
pub struct Started {
    pub pid: Pid,
    /// A template for the next ones, which has to be waited for.
    pub template: Option<Pid>,
}

#[derive(Debug, Clone)]
struct Identity {
    uid: Uid,
    gid: Gid,
    groups: Vec<Gid>,
}

/// Why an entry cannot be made a process.
#[derive(Debug, thiserror::Error)]
pub enum Unfit {
    #[error("there is no user {0}")]
    User(String),
    #[error("there is no group {0}")]
    Group(String),
    #[error("a value holds a zero byte")]
    Zero(#[from] std::ffi::NulError),
}

/// It is an M program with a connection of its own, so that a template can make its processes.
fn is_templated(entry: &Entry) -> bool {
    let connected = matches!(entry.model, Model::Wait | Model::NoWait | Model::Aor);
    matches!(entry.program, Program::Entry(_))
        && connected
        && entry.protocol != Protocol::Udp
        && !entry.lends_socket()
}

fn assignment(name: &OsStr, value: &OsStr) -> Result<CString, Unfit> {
    let text = [name.as_bytes(), b"=", value.as_bytes()].concat();
    Ok(CString::new(text)?)
}

impl Prepared {
    /// `own` is the program that runs M.
    ///
    /// # Errors
    /// A user or group does not exist.
    pub fn new(entry: &Entry, own: &Path) -> Result<Prepared, Unfit> {
        let child = &entry.child;
        let mut arguments: Vec<OsString> = Vec::new();
        let program = match &entry.program {
            Program::Path(path) => {
                arguments.push(child.called.clone().map_or_else(|| path.into(), Into::into));
                arguments.extend(child.arguments.iter().map(Into::into));
                path.clone()
            }
            Program::Entry(name) => {
                arguments.push(own.into());
                arguments.extend(["--inetd".into(), name.into()]);
                match child.arguments.is_empty() {
                    true => arguments.extend(entry.command_line()),
                    false => arguments.extend(child.arguments.iter().map(Into::into)),
                }
                own.to_path_buf()
            }
        };
        let user = named_user(child.user.as_deref())?;
        let group = match &child.group {
            None => None,
            Some(name) => match Group::from_name(name) {
                Ok(Some(group)) => Some(group.gid),
                _ => return Err(Unfit::Group(name.clone())),
            },
        };
        let identity = identity(user.as_ref(), group, child.groups);
        let arguments: Result<_, _> = arguments
            .into_iter()
            .map(|a| CString::new(a.into_vec()))
            .collect();
        Ok(Prepared {
            program: CString::new(program.into_os_string().into_vec())?,
            arguments: arguments?,
            environment: environment(entry, user.as_ref())?,
            identity,
            umask: child.umask.filter(|mask| *mask != UMASK),
            nice: child.nice,
            directory: child.directory.clone(),
            root: child.root.clone(),
            bounds: child.bounds.clone(),
            no_new_privileges: child.no_new_privileges,
            datagrams: entry.protocol == Protocol::Udp,
            alone: !entry.model.listens(),
            telling: true,
            template: is_templated(entry).then(Template::default),
        })
    }

    /// Nothing has to be done between fork and exec, so that the system can do both in one.
    fn is_plain(&self) -> bool {
        self.identity.is_none()
            && self.umask.is_none()
            && self.nice == 0
            && self.directory.is_none()
            && self.root.is_none()
            && self.bounds.is_empty()
            && !self.no_new_privileges
    }

    /// The worker process of an AOR server whose program is M. It finds the line to the daemon where other children find the pipe by
    /// which they say that they are ready.
    ///
    /// # Errors
    /// As [`Prepared::new`].
    pub fn worker(entry: &Entry, own: &Path) -> Result<Prepared, Unfit> {
        let mut worker = Prepared::new(entry, own)?;
        let space = |b: &&Bound| b.what == Resource::AddressSpace;
        let memory = match entry.child.bounds.iter().find(space) {
            Some(bound) => bound.most.unwrap_or(0),
            None => super::worker::MEMORY as u64,
        };
        // The limits of a process for one client would be those of all.
        let common = [Resource::Files, Resource::Core, Resource::Processes];
        worker.bounds.retain(|b| common.contains(&b.what));
        let own = worker.arguments.iter().take(1);
        let rest = worker.arguments.iter().skip(2);
        let limit = entry.watch.timeout.map_or(0, |limit| limit.as_millis());
        let line = [
            "--inetd-worker".to_string(),
            NOTIFY.to_string(),
            memory.to_string(),
            limit.to_string(),
        ]
        .map(CString::new)
        .into_iter()
        .collect::<Result<Vec<_>, _>>()?;
        worker.arguments = own.cloned().chain(line).chain(rest.cloned()).collect();
        worker.telling = false;
        worker.template = None;
        Ok(worker)
    }

    /// Starts a process with `socket` as its descriptors 0 and 1, and `log` as 2; and as 1, too, when it has no client. `number` is the connection's among
    /// those of its source, `known` the children of the daemon.
    ///
    /// # Errors
    /// The program is gone, or the system has no room for a process.
    pub fn start_known(
        &self,
        socket: BorrowedFd<'_>,
        log: BorrowedFd<'_>,
        notify: Option<BorrowedFd<'_>>,
        peer: Option<&Peer>,
        number: usize,
        known: impl Fn(i32) -> bool,
    ) -> io::Result<Started> {
        let (Some(template), Some(peer)) = (&self.template, peer) else {
            let pid = self.start(socket, log, notify, peer, number)?;
            return Ok(Started {
                pid,
                template: None,
            });
        };
        let mut variables = Vec::new();
        peer.environment(self.datagrams, number, |name, value| {
            variables.push((name.to_string(), value.to_string()));
        });
        if let Some(pid) = template.start(&self.program, variables, [socket, log], known) {
            return Ok(Started {
                pid,
                template: None,
            });
        }
        let pid = self.start(socket, log, notify, Some(peer), number)?;
        // Without a template servers serve as well.
        let template = match template.is_wanted() {
            true => self.start_template(template, log).ok(),
            false => None,
        };
        Ok(Started { pid, template })
    }

    fn start_template(&self, template: &Template, log: BorrowedFd<'_>) -> io::Result<Pid> {
        let program = Stamp::of(&self.program);
        let null = std::fs::File::options()
            .read(true)
            .write(true)
            .open("/dev/null")?;
        let (ours, theirs) = packets::pair()?;
        let standard = [null.as_raw_fd(), null.as_raw_fd(), log.as_raw_fd()];
        let line = ["--inetd-template".to_string(), NOTIFY.to_string()].map(CString::new);
        let line = line.into_iter().collect::<Result<Vec<_>, _>>()?;
        let own = self.arguments.iter().take(1).cloned();
        let rest = self.arguments.iter().skip(2).cloned();
        let arguments: Vec<CString> = own.chain(line).chain(rest).collect();
        let pid = self.run(
            &arguments,
            &self.environment,
            standard,
            Some(theirs.as_raw_fd()),
        )?;
        template.take(ours, pid, program)?;
        Ok(pid)
    }

    /// Lets go what waits for the next start.
    pub fn rest(&self) {
        if let Some(template) = &self.template {
            template.drop_it();
        }
    }

    /// The same, always by the program itself.
    ///
    /// # Errors
    /// As [`Prepared::start_known`].
    pub fn start(
        &self,
        socket: BorrowedFd<'_>,
        log: BorrowedFd<'_>,
        notify: Option<BorrowedFd<'_>>,
        peer: Option<&Peer>,
        number: usize,
    ) -> io::Result<Pid> {
        let mut environment = self.environment.clone();
        if notify.is_some() && self.telling {
            environment.extend(CString::new(format!("INETD_NOTIFY_FD={NOTIFY}")));
        }
        if let Some(peer) = peer {
            peer.environment(self.datagrams, number, |name, value| {
                environment.extend(assignment(name.as_ref(), value.as_ref()));
            });
        }
        let output = if self.alone { log } else { socket };
        let standard = [socket, output, log].map(|fd| fd.as_raw_fd());
        let notify = notify.map(|fd| fd.as_raw_fd());
        self.run(&self.arguments, &environment, standard, notify)
    }

    fn run(
        &self,
        arguments: &[CString],
        environment: &[CString],
        standard: [RawFd; 3],
        notify: Option<RawFd>,
    ) -> io::Result<Pid> {
        match self.is_plain() {
            true => self.spawn(arguments, environment, standard, notify),
            false => self.fork(arguments, environment, standard, notify),
        }
    }

    fn spawn(
        &self,
        arguments: &[CString],
        environment: &[CString],
        standard: [RawFd; 3],
        notify: Option<RawFd>,
    ) -> io::Result<Pid> {
        let mut actions = PosixSpawnFileActions::init()?;
        for (to, fd) in (0..).zip(standard) {
            actions.add_dup2(fd, to)?;
        }
        if let Some(notify) = notify {
            actions.add_dup2(notify, NOTIFY)?;
        }
        let mut attributes = PosixSpawnAttr::init()?;
        attributes.set_sigmask(&SigSet::empty())?;
        attributes.set_sigdefault(&SigSet::from(Signal::SIGPIPE))?;
        attributes.set_flags(
            PosixSpawnFlags::POSIX_SPAWN_SETSIGDEF
                | PosixSpawnFlags::POSIX_SPAWN_SETSIGMASK
                | PosixSpawnFlags::from_bits_retain(libc::POSIX_SPAWN_SETSID.into()),
        )?;
        Ok(posix_spawn(
            self.program.as_c_str(),
            &actions,
            &attributes,
            arguments,
            environment,
        )?)
    }

    fn fork(
        &self,
        arguments: &[CString],
        environment: &[CString],
        standard: [RawFd; 3],
        notify: Option<RawFd>,
    ) -> io::Result<Pid> {
        let text = |text: &CString| OsStr::from_bytes(text.as_bytes()).to_os_string();
        let mut command = Command::new(text(&self.program));
        let mut arguments = arguments.iter().map(text);
        if let Some(called) = arguments.next() {
            command.arg0(called);
        }
        command.args(arguments).env_clear();
        for variable in environment {
            let bytes = variable.as_bytes();
            let at = bytes.iter().position(|b| *b == b'=').unwrap_or(bytes.len());
            let value = bytes.get(at + 1..).unwrap_or_default();
            command.env(OsStr::from_bytes(&bytes[..at]), OsStr::from_bytes(value));
        }
        // SAFETY: the descriptors stay open until this function returns, and the copies are the command's own.
        let copy = |fd: RawFd| unsafe { BorrowedFd::borrow_raw(fd) }.try_clone_to_owned();
        let [input, output, log] = standard.map(copy);
        command
            .stdin(Stdio::from(input?))
            .stdout(Stdio::from(output?))
            .stderr(Stdio::from(log?));
        let change = Change {
            identity: self.identity.clone(),
            umask: self.umask,
            nice: self.nice,
            directory: self.directory.as_deref().map(path_text).transpose()?,
            root: self.root.as_deref().map(path_text).transpose()?,
            bounds: self.bounds.clone(),
            no_new_privileges: self.no_new_privileges,
            notify,
        };
        // SAFETY: between fork and exec it only makes system calls with what was prepared here.
        unsafe { command.pre_exec(move || change.apply()) };
        let child = command.spawn()?;
        // It is waited for by its number.
        Ok(Pid::from_raw(child.id() as libc::pid_t))
    }
}

fn path_text(path: &Path) -> io::Result<CString> {
    Ok(CString::new(path.as_os_str().as_bytes())?)
}

/// What a child changes of itself before it becomes the program.
struct Change {
    identity: Option<Identity>,
    umask: Option<u32>,
    nice: i32,
    directory: Option<CString>,
    root: Option<CString>,
    bounds: Vec<Bound>,
    no_new_privileges: bool,
    notify: Option<RawFd>,
}

impl Change {
    fn apply(&self) -> io::Result<()> {
        use nix::sys::resource::setrlimit;
        nix::unistd::setsid()?;
        // The daemon reads its signals, and has them blocked.
        SigSet::empty().thread_set_mask()?;
        if let Some(fd) = self.notify {
            // SAFETY: a copy of an open descriptor at a number that nothing here uses.
            if unsafe { libc::dup2(fd, NOTIFY) } < 0 {
                return Err(io::Error::last_os_error());
            }
            if fd == NOTIFY {
                // SAFETY: no memory is involved. It has to outlive exec.
                unsafe { libc::fcntl(fd, libc::F_SETFD, 0) };
            }
        }
        if let Some(mask) = self.umask {
            // SAFETY: no memory is involved.
            unsafe { libc::umask(mask as libc::mode_t) };
        }
        for bound in &self.bounds {
            let most = bound.most.unwrap_or(nix::sys::resource::RLIM_INFINITY);
            setrlimit(resource(bound.what), most, most)?;
        }
        // SAFETY: no memory is involved.
        if self.nice != 0 && unsafe { libc::setpriority(libc::PRIO_PROCESS, 0, self.nice) } != 0 {
            return Err(io::Error::last_os_error());
        }
        if let Some(root) = &self.root {
            nix::unistd::chroot(root.as_c_str())?;
            nix::unistd::chdir(c"/")?;
        }
        if let Some(identity) = &self.identity {
            nix::unistd::setgroups(&identity.groups)?;
            nix::unistd::setgid(identity.gid)?;
            nix::unistd::setuid(identity.uid)?;
            if !identity.uid.is_root() {
                drop_inheritable()?;
            }
        }
        // As the user, who may be allowed less.
        if let Some(directory) = &self.directory {
            nix::unistd::chdir(directory.as_c_str())?;
        }
        // SAFETY: no memory is involved.
        if self.no_new_privileges
            && unsafe { libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) } != 0
        {
            return Err(io::Error::last_os_error());
        }
        Ok(())
    }
}

/// The change of the user has taken all capabilities but those that wait for a program to inherit them.
fn drop_inheritable() -> io::Result<()> {
    /// Of the system's third version: two sets of three words.
    const VERSION: u32 = 0x2008_0522;
    let (header, none) = ([VERSION, 0], [0u32; 6]);
    // SAFETY: the system reads a header of two words and sets of six.
    match unsafe { libc::syscall(libc::SYS_capset, header.as_ptr(), none.as_ptr()) } {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}

fn resource(what: Resource) -> nix::sys::resource::Resource {
    use nix::sys::resource::Resource as System;
    match what {
        Resource::AddressSpace => System::RLIMIT_AS,
        Resource::Cpu => System::RLIMIT_CPU,
        Resource::Data => System::RLIMIT_DATA,
        Resource::Files => System::RLIMIT_NOFILE,
        Resource::Resident => System::RLIMIT_RSS,
        Resource::Stack => System::RLIMIT_STACK,
        Resource::Processes => System::RLIMIT_NPROC,
        Resource::Core => System::RLIMIT_CORE,
    }
}

fn named_user(name: Option<&str>) -> Result<Option<User>, Unfit> {
    match name {
        None => Ok(None),
        Some(name) => match User::from_name(name) {
            Ok(Some(user)) => Ok(Some(user)),
            _ => Err(Unfit::User(name.to_string())),
        },
    }
}

/// Who the child becomes; `None` when it stays who the daemon is.
fn identity(user: Option<&User>, group: Option<Gid>, groups: Groups) -> Option<Identity> {
    let (uid, gid) = (Uid::effective(), Gid::effective());
    let to = user.map_or(uid, |user| user.uid);
    let group = group.or_else(|| user.map(|user| user.gid)).unwrap_or(gid);
    let mut all = Vec::new();
    if let (Groups::User, Some(user)) = (groups, user)
        && let Ok(name) = CString::new(user.name.as_str())
    {
        all = nix::unistd::getgrouplist(&name, group).unwrap_or_default();
    }
    let before = nix::unistd::getgroups().unwrap_or_default();
    let same = to == uid && group == gid;
    // Only root can change its groups.
    if same && (!uid.is_root() || before == all || (all.is_empty() && before == [gid])) {
        return None;
    }
    Some(Identity {
        uid: to,
        gid: group,
        groups: all,
    })
}

/// The variables that do not depend on the connection.
fn environment(entry: &Entry, user: Option<&User>) -> Result<Vec<CString>, Unfit> {
    let child = &entry.child;
    let mut all: Vec<(OsString, OsString)> = Vec::new();
    let mut set = |name: OsString, value: OsString| {
        all.retain(|(other, _)| *other != name);
        all.push((name, value));
    };
    let is_m = matches!(entry.program, Program::Entry(_));
    set("PATH".into(), PATH.into());
    for (name, value) in std::env::vars_os() {
        let text = name.to_string_lossy();
        let own = OWN.contains(&&*text);
        let kept = KEPT.contains(&&*text) || (is_m && KEPT_M.iter().any(|b| text.starts_with(b)));
        if !own && (kept || child.pass_all || child.pass.iter().any(|p| *p == *text)) {
            set(name, value);
        }
    }
    if let Some(user) = user {
        set("USER".into(), user.name.clone().into());
        set("LOGNAME".into(), user.name.clone().into());
        set("HOME".into(), user.dir.clone().into());
    }
    if let Some(routines) = &child.routines {
        set("gtmroutines".into(), routines.into());
    }
    set("INETD_SERVER".into(), entry.name.clone().into());
    let model = super::words::word_of(entry.model, &Model::ALL);
    set("INETD_MODEL".into(), model.into());
    set("INETD_PID".into(), std::process::id().to_string().into());
    if !child.parm.is_empty() {
        set("INETD_PARM".into(), child.parm.clone().into());
    }
    for (name, value) in &child.environment {
        set(name.into(), value.into());
    }
    all.iter()
        .map(|(name, value)| assignment(name, value))
        .collect()
}
