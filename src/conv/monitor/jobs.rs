//! Booting and shutting down: one server after the other, in the order of the configuration, told to who asked.

use super::Monitor;
use super::instances::{STARTING, State};
use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// Which servers: all that fit all that is given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    pub group: Option<String>,
    pub id: Option<u32>,
    pub program: Option<String>,
    pub sequence: Option<u32>,
    /// These groups; none for all.
    pub among: Vec<String>,
}

impl Choice {
    pub fn is_all(&self) -> bool {
        *self == Choice::default()
    }
}

/// What is done to one server.
#[derive(Debug)]
enum Task {
    Boot { entry: usize, id: u32 },
    End { at: usize },
}

/// Something an operator asked for.
#[derive(Debug)]
pub struct Job {
    pub operator: Option<usize>,
    tasks: VecDeque<Task>,
    /// The instance that is waited for.
    current: Option<usize>,
    since: Instant,
    /// Boot: no server is waited for. Shutdown: how long one may take before signals end it.
    hurry: bool,
    delay: Option<Duration>,
    signals: u8,
    kind: Kind,
    done: u32,
    failed: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Boot,
    Shutdown,
    /// The monitor ends, too.
    ShutdownAll,
}

impl Job {
    fn new(operator: Option<usize>, kind: Kind, tasks: VecDeque<Task>) -> Job {
        Job {
            operator,
            tasks,
            current: None,
            since: Instant::now(),
            hurry: false,
            delay: None,
            signals: 0,
            kind,
            done: 0,
            failed: 0,
        }
    }
}

impl Monitor {
    /// Servers by entry and number in the order of booting: by SEQUENCE, then as they stand in the file.
    fn in_order(&self, choice: &Choice) -> Vec<(usize, u32)> {
        let order = self.setup.configuration.boot_order().into_iter();
        let all = order.filter(|(_, server)| {
            self.is_here(server)
                && (choice.among.is_empty() || choice.among.contains(&server.group))
                && choice.group.as_ref().is_none_or(|g| *g == server.group)
                && choice.program.as_ref().is_none_or(|p| *p == server.name)
                && choice.sequence.is_none_or(|s| server.sequence == Some(s))
        });
        let all = all.flat_map(|(entry, server)| server.ids().map(move |id| (entry, id)));
        all.filter(|(_, id)| choice.id.is_none_or(|wanted| wanted == *id))
            .collect()
    }

    /// Boots MIN instances of all servers of a choice, or the one of a number.
    pub(super) fn boot(&mut self, operator: Option<usize>, choice: &Choice, hurry: bool) {
        let order = self.in_order(choice);
        let servers = &self.setup.configuration.servers;
        let wanted = |(entry, id): &(usize, u32)| {
            let server = &servers[*entry];
            choice.id.is_some() || *id < server.id + server.min
        };
        let tasks = order.into_iter().filter(wanted);
        let tasks = tasks.map(|(entry, id)| Task::Boot { entry, id }).collect();
        let mut job = Job::new(operator, Kind::Boot, tasks);
        job.hurry = hurry;
        self.jobs.push_back(job);
    }

    /// Ends all instances of a choice in the reverse order; all of them: the monitor as well.
    pub(super) fn shut_down(
        &mut self,
        operator: Option<usize>,
        choice: &Choice,
        delay: Option<Duration>,
        servers_only: bool,
    ) {
        let mut order = self.in_order(choice);
        order.reverse();
        let mut tasks = VecDeque::new();
        for (entry, id) in order {
            let fits = |i: &super::Instance| i.entry == entry && i.id == id;
            if let Some(at) = self.instances.iter().position(fits) {
                self.instances[at].stays_down();
                if self.instances[at].state != State::Down {
                    tasks.push_back(Task::End { at });
                }
            }
        }
        let kind = match choice.is_all() && !servers_only {
            true => Kind::ShutdownAll,
            false => Kind::Shutdown,
        };
        let mut job = Job::new(operator, kind, tasks);
        job.delay = delay;
        self.jobs.push_back(job);
    }

    /// Whether a boot waits for an instance.
    pub(super) fn is_booting(&self, at: usize) -> bool {
        let job = self.jobs.front();
        job.is_some_and(|job| job.kind == Kind::Boot && job.current == Some(at))
    }

    /// Goes on with what operators asked for.
    pub(super) fn work(&mut self) {
        self.tell_of_waiting();
        self.tell_bridge();
        self.flush_members();
        while let Some(mut job) = self.jobs.pop_front() {
            if self.step(&mut job) {
                self.complete(job);
            } else {
                self.jobs.push_front(job);
                return;
            }
        }
    }

    /// `true`: the job is done.
    fn step(&mut self, job: &mut Job) -> bool {
        loop {
            if let Some(at) = job.current {
                if !self.look(job, at) {
                    return false;
                }
                job.current = None;
            }
            let Some(task) = job.tasks.pop_front() else {
                return true;
            };
            job.since = Instant::now();
            job.signals = 0;
            match task {
                Task::Boot { entry, id } => self.boot_one(job, entry, id),
                Task::End { at } => {
                    if self.instances[at].state != State::Down {
                        self.ask_to_leave(at);
                        job.current = Some(at);
                    }
                }
            }
        }
    }

    fn boot_one(&mut self, job: &mut Job, entry: usize, id: u32) {
        let server = &self.setup.configuration.servers[entry];
        let line = format!("exec {} {}", server.name, server.options);
        if self.find(&server.group.clone(), id).is_some() {
            return self.print(job.operator, &format!("{line} : is running\n"), None);
        }
        match self.start(entry, id) {
            Ok(at) => {
                let pid = self.instances[at].pid;
                let text = format!("{line} :\n\tprocess id={pid} ... ");
                self.print(job.operator, &text, None);
                if job.hurry {
                    job.done += 1;
                    self.print(job.operator, "Started, not waited for.\n", None);
                } else {
                    job.current = Some(at);
                }
            }
            Err(error) => {
                job.failed += 1;
                self.print(
                    job.operator,
                    &format!("{line} :\n\tFailed: {error}\n"),
                    None,
                );
            }
        }
    }

    /// Whether what is waited for is over.
    fn look(&mut self, job: &mut Job, at: usize) -> bool {
        let state = self.instances[at].state;
        match (job.kind, state) {
            (Kind::Boot, State::Up) => {
                job.done += 1;
                self.print(job.operator, "Started.\n", None);
            }
            (Kind::Boot, State::Starting) if job.since.elapsed() < STARTING => return false,
            (Kind::Boot, _) => {
                job.failed += 1;
                let log = self.log.clone();
                let text = format!(
                    "Failed: it did not come up; see the log, {log}, and its standard error.\n"
                );
                self.print(job.operator, &text, None);
            }
            (_, State::Down) => {
                job.done += 1;
                let server = self.server(at);
                let text = format!(
                    "\tServer Id = {} Group Id = {} Program = {}: shutdown succeeded.\n",
                    self.instances[at].id, server.group, server.name
                );
                self.print(job.operator, &text, None);
            }
            _ => {
                let late = job.delay.is_some_and(|delay| job.since.elapsed() >= delay);
                let signal = match job.signals {
                    0 => libc::SIGTERM,
                    _ => libc::SIGKILL,
                };
                if late && job.signals < 2 {
                    job.signals += 1;
                    job.since = Instant::now();
                    let why = "the shutdown waited for it no longer".to_string();
                    self.fates.will_be_killed(at, why);
                    self.kill(at, signal);
                }
                return false;
            }
        }
        true
    }

    fn complete(&mut self, job: Job) {
        let processes = |n: u32| format!("{n} process{}", if n == 1 { "" } else { "es" });
        let word = match job.kind {
            Kind::Boot => "started",
            _ => "stopped",
        };
        let mut text = format!("{} {word}.\n", processes(job.done));
        if job.failed > 0 {
            text += &format!("{} failed.\n", processes(job.failed));
        }
        self.print(job.operator, &text, Some(job.failed == 0));
        if job.kind == Kind::ShutdownAll {
            self.say("the application was shut down");
            self.dismiss_bridge();
            self.flush_members();
            self.over = true;
        }
    }
}
