//! What the clocks ask for: starts that are due, services that take too long, servers that have nothing to do, queues that are too long.

use super::Monitor;
use super::instances::{Instance, State};
use super::seats::Seat;
use crate::conv::request::Request;
use std::time::{Duration, Instant};

/// An idle server beyond MIN leaves after so long, unless `-p` says otherwise.
const SURPLUS: Duration = Duration::from_secs(60);

impl Monitor {
    /// What the clocks ask for, once their time has come; how long until it comes.
    pub(super) fn timers(&mut self) -> Duration {
        let now = Instant::now();
        if now < self.look {
            return self.look - now;
        }
        let mut next = now + super::TICK;
        for at in 0..self.instances.len() {
            self.limit(at, now, &mut next);
            self.decay(at, now);
        }
        self.queues(now);
        self.answer_curious();
        for at in 0..self.instances.len() {
            if self.instances[at].comes_due(now) {
                let title = self.title(at);
                self.restart(at, &title);
            }
        }
        self.sweep_transactions();
        self.commands
            .retain_mut(|command| matches!(command.try_wait(), Ok(None)));
        self.look = next;
        next.saturating_duration_since(now)
    }

    /// SVCTIMEOUT: a service that runs too long is ended with its server.
    fn limit(&mut self, at: usize, now: Instant, next: &mut Instant) {
        let server = self.server(at);
        let general = server.service_timeout;
        let mut late = None;
        for seat in self.instances[at].seats.values() {
            let Some(work) = seat.doing() else { continue };
            let configuration = &self.setup.configuration;
            let service = configuration.listed(&work.request.service, &server.group);
            let limit = service.and_then(|s| s.timeout).or(general);
            if let Some(end) = limit.and_then(|limit| work.since.checked_add(limit)) {
                if end <= now {
                    late = Some(work.request.service.clone());
                } else {
                    *next = (*next).min(end);
                }
            }
        }
        if let Some(service) = late {
            let title = self.title(at);
            self.say(&format!(
                "{title}: {service} has run for its SVCTIMEOUT, it is killed"
            ));
            let why = format!("{service} has run for its SVCTIMEOUT");
            self.fates.will_be_killed(at, why);
            self.kill(at, libc::SIGKILL);
        }
    }

    /// An idle instance beyond MIN leaves when it was idle long enough, the one with the highest number first. One idle one stays.
    fn decay(&mut self, at: usize, now: Instant) {
        let server = self.server(at);
        let (min, options) = (server.min as usize, server.options.spawn);
        let time = options.map_or(SURPLUS, |spawn| spawn.terminate);
        let entry = self.instances[at].entry;
        let up: Vec<&Instance> = self
            .instances
            .iter()
            .filter(|i| i.entry == entry && i.state == State::Up)
            .collect();
        let instance = &self.instances[at];
        let is_idle = |i: &Instance| !i.seats.is_empty() && i.seats.values().all(Seat::is_idle);
        let last = up.iter().filter(|i| is_idle(i)).map(|i| i.id).max();
        let idle = up.iter().filter(|i| is_idle(i)).count();
        let long = |s: &Seat| now.saturating_duration_since(s.idle_since()) >= time;
        if up.len() > min
            && idle > 1
            && last == Some(instance.id)
            && instance.state == State::Up
            && instance.seats.values().all(long)
        {
            self.say(&format!("{} has nothing to do and leaves", self.title(at)));
            self.ask_to_leave(at);
        }
    }

    /// `-p` of servers with calls: one more when there were too many requests for long enough.
    fn queues(&mut self, now: Instant) {
        for entry in 0..self.setup.configuration.servers.len() {
            let server = &self.setup.configuration.servers[entry];
            let Some(spawn) = server.options.spawn else {
                continue;
            };
            if server.conversational || server.queue.is_none() || !self.jobs.is_empty() {
                continue;
            }
            let instances = || {
                let all = self.instances.iter();
                all.filter(move |i| i.entry == entry && i.state != State::Down)
            };
            let load = |request: &Request| match spawn.by_load {
                true => {
                    let configuration = &self.setup.configuration;
                    let listed = configuration.listed(&request.service, &server.group);
                    listed.map_or(50, |s| u64::from(s.load))
                }
                false => 1,
            };
            let offers = |request: &Request| {
                let mut services = instances().flat_map(Instance::services);
                services.any(|(name, _)| *name == request.service)
                    && self.way(request).leads_to(&server.group)
            };
            let waiting = self.board.waiting().iter().map(|w| &w.request);
            let waiting: u64 = waiting.filter(|r| offers(r)).map(load).sum();
            let each = waiting / (instances().count() as u64).max(1);
            if each <= u64::from(spawn.high) {
                self.crowded.remove(&entry);
                continue;
            }
            let since = *self.crowded.entry(entry).or_insert(now);
            if now.saturating_duration_since(since) >= spawn.create {
                self.crowded.remove(&entry);
                self.another(entry);
            }
        }
    }
}
