//! Instances of servers: processes that are started, watched, started again, and ended.

use super::Monitor;
use super::seats::Seat;
use super::ways::Way;
use crate::conv::config::Server;
use crate::conv::line::Order;
use crate::conv::request::Request;
use crate::conv::{place, server};
use crate::device::sys::exit_descriptor;
use crate::store::locks::start_of;
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
use std::collections::{BTreeMap, VecDeque};
use std::fs::OpenOptions;
use std::io;
use std::os::fd::{AsRawFd, OwnedFd};
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How long a server may take to join and to run its tpsvrinit, before a boot goes on without it.
pub const STARTING: Duration = Duration::from_secs(60);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Its tpsvrinit is not over.
    Starting,
    Up,
    /// It was asked to leave, or said that it will.
    Leaving,
    Down,
}

/// A process.
pub struct Instance {
    /// Its entry in *SERVERS.
    pub entry: usize,
    pub id: u32,
    pub pid: u32,
    /// When the process was started, as the system counts.
    pub start: u64,
    /// Readable when the process is over; the token it is watched by.
    handle: Option<(OwnedFd, usize)>,
    pub state: State,
    pub since: Instant,
    /// Its sessions that have joined.
    pub seats: BTreeMap<u32, Seat>,
    /// What it offered when it last was up: requests wait for it while it is started again.
    pub offered: Vec<(String, String)>,
    /// When it was started, in the grace period.
    lives: VecDeque<Instant>,
    pub generation: u32,
    /// What becomes of it next by itself.
    again: Option<Instant>,
}

impl Instance {
    /// It is not started again by itself.
    pub fn stays_down(&mut self) {
        self.again = None;
    }

    /// Whether it is to be started again now; then it is not due any more.
    pub fn comes_due(&mut self, now: Instant) -> bool {
        self.again.take_if(|again| now >= *again).is_some()
    }

    /// Whether it is started again soon.
    pub fn is_due(&self) -> bool {
        self.again.is_some()
    }

    /// What it offers, or offered when it last was up.
    pub fn services(&self) -> impl Iterator<Item = &(String, String)> {
        let ready = self.seats.values().find(|seat| seat.ready);
        ready.map_or(&self.offered, |seat| &seat.services).iter()
    }
}

impl Monitor {
    pub(super) fn server(&self, at: usize) -> &Server {
        &self.setup.configuration.servers[self.instances[at].entry]
    }

    /// `GROUP/ID` for people.
    pub(super) fn title(&self, at: usize) -> String {
        let (server, instance) = (self.server(at), &self.instances[at]);
        format!("{} {}/{}", server.name, server.group, instance.id)
    }

    pub(super) fn find(&self, group: &str, id: u32) -> Option<usize> {
        self.instances.iter().position(|i| {
            let server = &self.setup.configuration.servers[i.entry];
            i.id == id && server.group == group && i.state != State::Down
        })
    }

    /// What a server offers at boot: its `-s`, and `-A`.
    pub(super) fn offers(&self, at: usize) -> Vec<String> {
        let server = self.server(at);
        let folder = self.folder();
        let read = |path: &str| std::fs::read_to_string(folder.join(path));
        let mut offers = match server.options.services(read) {
            Ok(services) => services
                .into_iter()
                .map(|(name, function)| format!("{name}:{function}"))
                .collect(),
            Err(error) => {
                self.say(&format!("{}: {error}", self.title(at)));
                Vec::new()
            }
        };
        if server.options.all {
            offers.push("-A".to_string());
        }
        offers
    }

    /// A place for an instance that is known by its entry and number.
    fn place_of(&mut self, entry: usize, id: u32) -> usize {
        let known = |i: &Instance| i.entry == entry && i.id == id;
        self.instances.iter().position(known).unwrap_or_else(|| {
            self.instances.push(Instance {
                entry,
                id,
                pid: 0,
                start: 0,
                handle: None,
                state: State::Down,
                since: Instant::now(),
                seats: BTreeMap::new(),
                offered: Vec::new(),
                lives: VecDeque::new(),
                generation: 0,
                again: None,
            });
            self.instances.len() - 1
        })
    }

    /// Starts an instance; its place.
    ///
    /// # Errors
    /// The program cannot be started, or MAXSERVERS is reached.
    pub(super) fn start(&mut self, entry: usize, id: u32) -> Result<usize, String> {
        let running = self.instances.iter().filter(|i| i.state != State::Down);
        let most = self.setup.configuration.resources.max_servers as usize;
        if running.count() >= most {
            return Err(format!("MAXSERVERS={most} is reached"));
        }
        let at = self.place_of(entry, id);
        let pid = self.spawn(entry, id).map_err(|error| error.to_string())?;
        let instance = &mut self.instances[at];
        instance.state = State::Starting;
        instance.seats.clear();
        instance.since = Instant::now();
        instance.lives.push_back(Instant::now());
        instance.generation += 1;
        instance.again = None;
        self.adopt(at, pid).map_err(|error| error.to_string())?;
        self.record();
        self.want_word(entry);
        Ok(at)
    }

    /// Whoever takes a server of an entry says so, as long as there may be more of them: one stays idle.
    pub(super) fn want_word(&self, entry: usize) {
        let wanted = self.wants_word(entry);
        let of_entry = self.instances.iter().filter(|i| i.entry == entry);
        let seats = of_entry.flat_map(|i| i.seats.values());
        for slot in seats.filter_map(|s| s.slot.as_ref()) {
            slot.slots.set_tell(slot.at, wanted);
        }
    }

    /// Whether there may be more instances of an entry of conversational servers.
    pub(super) fn wants_word(&self, entry: usize) -> bool {
        let server = &self.setup.configuration.servers[entry];
        let running = self
            .instances
            .iter()
            .filter(|i| i.entry == entry && i.state != State::Down);
        server.conversational && running.count() < server.ids().count()
    }

    /// Watches the process of an instance.
    fn adopt(&mut self, at: usize, pid: u32) -> io::Result<()> {
        let handle = exit_descriptor(pid).ok_or(io::ErrorKind::NotFound)?;
        let token = self.next_token();
        self.watch(handle.as_raw_fd(), token)?;
        let instance = &mut self.instances[at];
        instance.pid = pid;
        instance.start = start_of(pid).unwrap_or(0);
        instance.handle = Some((handle, token));
        Ok(())
    }

    /// An instance that another monitor started; its place.
    pub(super) fn known(&mut self, entry: usize, id: u32, offered: Vec<(String, String)>) -> usize {
        let at = self.place_of(entry, id);
        let instance = &mut self.instances[at];
        instance.offered = offered;
        instance.lives.push_back(Instant::now());
        instance.generation += 1;
        at
    }

    /// Its process goes on under this monitor.
    pub(super) fn inherit(&mut self, at: usize, pid: u32, leaves: bool) -> io::Result<()> {
        self.adopt(at, pid)?;
        self.inherited = true;
        let instance = &mut self.instances[at];
        // It joins again when it finds that its line is gone.
        instance.state = match leaves {
            true => State::Leaving,
            false => State::Up,
        };
        instance.since = Instant::now();
        Ok(())
    }

    /// The clocks start it again, if it may live once more.
    pub(super) fn start_soon(&mut self, at: usize) {
        self.instances[at].again = Some(Instant::now());
    }

    fn spawn(&self, entry: usize, id: u32) -> io::Result<u32> {
        let server = &self.setup.configuration.servers[entry];
        let folder = self.setup.folder();
        let is_routine = !server.name.contains(['/', '.', '-']);
        let mut command = match is_routine {
            true => {
                let mut command = Command::new(&self.setup.program);
                command.arg("--conv-server");
                command.arg(server.max_threads.max(1).to_string());
                command
            }
            false => Command::new(folder.join(&server.name)),
        };
        let output = |name: Option<&String>, usual: &str| {
            let path = folder.join(name.map_or(usual, String::as_str));
            OpenOptions::new().append(true).create(true).open(path)
        };
        command
            .current_dir(&folder)
            .env(server::VARIABLE, server::name(&server.group, id, 0))
            .env(place::SOCKET, &self.setup.place)
            .env("TUXCONFIG", &self.setup.file)
            .env("APPDIR", &folder)
            .stdin(Stdio::null())
            .stdout(output(server.options.stdout.as_ref(), "stdout")?)
            .stderr(output(server.options.stderr.as_ref(), "stderr")?)
            .process_group(0);
        if let Some(nice) = server.options.nice {
            // SAFETY: between fork and exec; nice is a system call and allocates nothing.
            unsafe {
                command.pre_exec(move || {
                    libc::nice(nice);
                    Ok(())
                });
            }
        }
        // Whoever adopts orphans reaps it; see `keeper`.
        Ok(command.spawn()?.id())
    }

    /// All of an instance's sessions are ready.
    pub(super) fn is_up(&mut self, at: usize) {
        let wanted = self.server(at).max_threads.max(1) as usize;
        let instance = &mut self.instances[at];
        if instance.state == State::Starting && instance.seats.len() < wanted {
            return;
        }
        let ready = instance.seats.values().filter(|s| s.ready).count();
        if instance.state == State::Starting && ready >= wanted {
            instance.state = State::Up;
            self.remember(at);
            self.say(&format!(
                "{} is up, process {}",
                self.title(at),
                self.instances[at].pid
            ));
        }
        if self.instances[at].state == State::Up {
            let sessions: Vec<u32> = self.instances[at].seats.keys().copied().collect();
            for session in sessions {
                self.feed(at, session);
            }
        }
    }

    /// Something that is no member's has news: a process is over.
    pub(super) fn ended(&mut self, token: usize) {
        let of_token = |i: &Instance| i.handle.as_ref().is_some_and(|(_, t)| *t == token);
        let Some(at) = self.instances.iter().position(of_token) else {
            return;
        };
        // What it said before it went is heard first.
        let tokens: Vec<usize> = self.instances[at].seats.values().map(|s| s.token).collect();
        for token in tokens {
            self.hear(token);
            self.part(token);
        }
        let status = self.reap(self.instances[at].pid);
        self.settle(at, status);
        let (before, title) = (self.instances[at].state, self.title(at));
        let instance = &mut self.instances[at];
        instance.handle = None;
        instance.state = State::Down;
        let pid = std::mem::take(&mut instance.pid);
        self.want_word(self.instances[at].entry);
        self.machines.stale = true;
        if before == State::Leaving {
            self.record();
            self.say(&format!("{title} has left, process {pid}"));
            self.sweep();
            return;
        }
        self.say(&format!("{title} died, process {pid}"));
        if before == State::Starting && self.is_booting(at) {
            // The boot tells of it.
            self.record();
            return;
        }
        // Until it is started again the record has the one that died: a new monitor would go on with that.
        self.restart(at, &title);
    }

    /// Frees the child's place in the process table; how it ended, if that is known here.
    fn reap(&self, pid: u32) -> Option<WaitStatus> {
        let pid = nix::unistd::Pid::from_raw(pid.cast_signed());
        // It may be the keeper's child, who reaps it.
        waitpid(pid, Some(WaitPidFlag::WNOHANG)).ok()
    }

    /// An instance that died is started again, if it may live once more.
    pub(super) fn restart(&mut self, at: usize, title: &str) {
        let server = self.server(at).clone();
        let instance = &mut self.instances[at];
        if let Some(grace) = server.grace {
            instance.lives.retain(|life| life.elapsed() < grace);
        }
        let lives = instance.lives.len();
        let may = server.restart && (server.grace.is_none() || lives < server.generations as usize);
        if !may {
            instance.offered.clear();
            self.machines.stale = true;
            self.record();
            if server.restart {
                self.say(&format!(
                    "{title} is not started again: it had {lives} lives, MAXGEN is {}",
                    server.generations
                ));
            }
            self.sweep();
            return;
        }
        if let Some(command) = &server.restart_command {
            let arguments = [server.group.clone(), self.instances[at].id.to_string()];
            let folder = self.folder();
            let mut run = Command::new("/bin/sh");
            run.arg("-c")
                .arg(format!("{command} \"$@\""))
                .arg("sh")
                .args(arguments)
                .current_dir(folder)
                .stdin(Stdio::null());
            match run.spawn() {
                Ok(command) => self.commands.push(command),
                Err(error) => self.say(&format!("RCMD of {title}: {error}")),
            }
        }
        let (entry, id) = (self.instances[at].entry, self.instances[at].id);
        match self.start(entry, id) {
            Ok(_) => self.say(&format!("{title} is started again")),
            Err(error) => {
                self.say(&format!("{title} cannot be started again: {error}"));
                self.instances[at].again = Some(Instant::now() + Duration::from_secs(1));
                self.record();
            }
        }
    }

    /// Keeps one conversational server idle while there may be more.
    pub(super) fn spare_for(&mut self, request: &Request) {
        let group = match self.way(request) {
            Way::Group(group) => Some(group),
            Way::Any | Way::Nowhere => None,
        };
        self.spare(&request.service, group);
    }

    /// The same for a service, of a group if only that one counts.
    pub(super) fn spare(&mut self, service: &str, group: Option<&str>) {
        let offers = |i: &Instance| {
            i.state != State::Down
                && group.is_none_or(|g| self.setup.configuration.servers[i.entry].group == g)
                && (i.seats.values()).any(|s| s.function(service).is_some())
        };
        let Some(entry) = self.instances.iter().find(|i| offers(i)).map(|i| i.entry) else {
            return;
        };
        let server = &self.setup.configuration.servers[entry];
        if server.conversational && self.jobs.is_empty() {
            self.another(entry);
        }
    }

    /// Starts another instance of a server, unless one is idle or starting, or there are MAX.
    pub(super) fn another(&mut self, entry: usize) {
        let server = &self.setup.configuration.servers[entry];
        let mut taken = Vec::new();
        for instance in self.instances.iter().filter(|i| i.entry == entry) {
            match instance.state {
                State::Down => {}
                State::Starting => return,
                State::Up if instance.seats.values().any(Seat::is_idle) => return,
                _ => taken.push(instance.id),
            }
        }
        let Some(id) = server.ids().find(|id| !taken.contains(id)) else {
            return;
        };
        match self.start(entry, id) {
            Ok(at) => self.say(&format!("{} is spawned", self.title(at))),
            Err(error) => {
                let server = &self.setup.configuration.servers[entry];
                self.say(&format!("{}/{id} cannot be spawned: {error}", server.group));
            }
        }
    }

    /// What an instance offers is kept for the time of its restart, and for a monitor after this one.
    pub(super) fn remember(&mut self, at: usize) {
        self.machines.stale = true;
        let instance = &mut self.instances[at];
        if instance.state == State::Up {
            instance.offered = instance.services().cloned().collect();
            self.record();
        }
    }

    /// An instance leaves, and is not to be started again.
    pub(super) fn leaves(&mut self, at: usize) {
        self.instances[at].state = State::Leaving;
        self.machines.stale = true;
        self.record();
    }

    /// Asks an instance to finish and leave.
    pub(super) fn ask_to_leave(&mut self, at: usize) {
        self.leaves(at);
        let tokens: Vec<usize> = self.instances[at].seats.values().map(|s| s.token).collect();
        if tokens.is_empty() {
            // It has not joined: it cannot be asked.
            self.kill(at, libc::SIGTERM);
        }
        for token in tokens {
            if let Some(member) = self.members.get_mut(&token) {
                member.tell(&Order::Shutdown);
            }
        }
    }

    pub(super) fn kill(&self, at: usize, signal: i32) {
        let pid = self.instances[at].pid;
        if pid > 1 {
            // SAFETY: a system call; the process is watched, so that its number is not another's.
            unsafe { libc::kill(pid.cast_signed(), signal) };
        }
    }
}
