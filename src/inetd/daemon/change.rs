//! Servers become active and stop; entries come, change and go.

use super::recycle::Old;
use super::{Daemon, Slot, Timer};
use crate::inetd::config::{Config, Placed};
use crate::inetd::entry::{Activation, Entry, Level, Model};
use crate::inetd::limits::Bucket;
use crate::inetd::log::say;
use crate::inetd::service::{Listener, Service, Stopped};
use crate::inetd::sockets::{self, Place};
use crate::inetd::start::Prepared;
use crate::inetd::systemd;
use crate::inetd::words::word_of;
use std::os::fd::AsRawFd;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Sockets that cannot be made are tried again after so many seconds, twice as long each time.
const BIND: u64 = 1;
const BIND_LONGEST: u64 = 60;

/// Why a server does not become active.
#[derive(Debug, thiserror::Error)]
pub(super) enum Refused {
    #[error("THE SYSTEM STATE IS {}", word_of(*.0, &Level::ALL))]
    Level(Level),
    #[error("IT IS FOR PROCESSOR {0}")]
    Processor(String),
    #[error("SERVER {0} HAS ITS ADDRESS AND PORT")]
    Taken(String),
    #[error("{0}")]
    Socket(String),
    #[error("{0}")]
    Unfit(String),
}

impl Daemon {
    /// The name of this processor.
    pub(super) fn processor(&self) -> String {
        let own = || std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
        let name = self.settings.processor.clone().unwrap_or_else(own);
        name.trim().to_string()
    }

    /// Makes a server known. The name is new.
    pub(super) fn add(&mut self, placed: Placed) -> Result<u32, Refused> {
        let prepared = self.prepare(&placed.entry)?;
        self.last_service += 1;
        let id = self.last_service;
        self.names.insert(placed.entry.name.clone(), id);
        let entry = Arc::new(placed.entry);
        self.services
            .insert(id, Service::new(entry, Some(placed.place), prepared));
        Ok(id)
    }

    pub(super) fn prepare(&self, entry: &Entry) -> Result<Arc<Prepared>, Refused> {
        let prepared = Prepared::new(entry, &self.setup.own);
        prepared
            .map(Arc::new)
            .map_err(|error| Refused::Unfit(error.to_string()))
    }

    /// Starts a server: makes its sockets, or its process.
    pub(super) fn activate(&mut self, id: u32, old: Option<&mut Old>) -> Result<(), Refused> {
        let processor = self.processor();
        let Some(service) = self.services.get_mut(&id) else {
            return Ok(());
        };
        if let Some(next) = service.next.take() {
            service.entry = next;
            let entry = service.entry.clone();
            let prepared = self.prepare(&entry)?;
            if let Some(service) = self.services.get_mut(&id) {
                service.prepared = prepared;
                service.bucket = entry
                    .limits
                    .rate
                    .map(|rate| Bucket::new(rate, Instant::now()));
                service.paused = None;
            }
        }
        let Some(service) = self.services.get_mut(&id) else {
            return Ok(());
        };
        let entry = service.entry.clone();
        let refuse = |service: &mut Service, why, refused| {
            service.stopped = Some(why);
            Err(refused)
        };
        if entry.level > self.level {
            return refuse(service, Stopped::Level, Refused::Level(self.level));
        }
        if let Some(other) = entry
            .processor
            .as_ref()
            .filter(|p| !p.eq_ignore_ascii_case(&processor))
        {
            return refuse(
                service,
                Stopped::Processor,
                Refused::Processor(other.clone()),
            );
        }
        if let Some(other) = self.rival(id, &entry) {
            if let Some(service) = self.services.get_mut(&id) {
                service.stopped = Some(Stopped::Taken);
            }
            return Err(Refused::Taken(other));
        }
        let started = old.as_ref().is_some_and(|old| old.has_started(&entry));
        self.open(id, old)?;
        if let Some(service) = self.services.get_mut(&id) {
            service.stopped = None;
            service.errors.clear();
            service.fruitless = 0;
            service.launched = started;
        }
        match entry.model {
            Model::Daemon if started => {}
            Model::Daemon => self.restart(id),
            Model::NoListen | Model::Rpc => self.launch(id),
            _ => self.adjust(id),
        }
        Ok(())
    }

    /// An active server that has the same address and port.
    fn rival(&self, id: u32, entry: &Entry) -> Option<String> {
        let places = Place::of(entry);
        let rivals = self.services.iter().filter(|(other, s)| {
            **other != id
                && s.is_active()
                && s.entry.protocol == entry.protocol
                && !entry.reuse_port
        });
        let meets = |service: &Service| {
            let theirs = Place::of(&service.entry);
            theirs.iter().any(|a| places.iter().any(|b| a.meets(b)))
        };
        rivals
            .map(|(_, s)| s)
            .find(|s| meets(s))
            .map(|s| s.entry.name.clone())
    }

    /// Starts a program that nobody watches.
    fn launch(&mut self, id: u32) {
        let Some(service) = self.services.get_mut(&id).filter(|s| !s.launched) else {
            return;
        };
        service.launched = true;
        let name = service.entry.name.clone();
        if let Err(error) = self.start_process(id, None, None) {
            say!(error, "FAIL: {name} start: {error}");
        }
    }

    /// Makes the sockets of a server, or takes those that are there: of an earlier daemon, or of systemd.
    fn open(&mut self, id: u32, mut old: Option<&mut Old>) -> Result<(), Refused> {
        let Some(service) = self.services.get(&id) else {
            return Ok(());
        };
        let entry = service.entry.clone();
        let places = Place::of(&entry);
        let mut sockets = Vec::new();
        for place in places {
            if service.listeners.iter().any(|l| l.place == place) {
                continue;
            }
            let kept = old.as_mut().and_then(|old| old.listener(&place, &entry));
            let given = kept.or_else(|| take_given(&mut self.given, &place, &entry));
            let made = match given {
                Some(socket) => sockets::lend(&socket, &entry).map(|()| socket),
                None => sockets::make(&entry, &place),
            };
            match made {
                Ok(socket) => sockets.push((place, socket)),
                Err(error) if entry.addresses.is_empty() && sockets::lacks_family(&error) => {}
                Err(error) => return Err(Refused::Socket(format!("{place}: {error}"))),
            }
        }
        let Some(service) = self.services.get_mut(&id) else {
            return Ok(());
        };
        for (place, socket) in sockets {
            let index = service.listeners.len();
            let token = self.slots.add(Slot::Listener { service: id, index });
            service.listeners.push(Listener {
                place,
                socket,
                token,
                watched: false,
            });
        }
        Ok(())
    }

    /// Closes the sockets of a server.
    fn close(&mut self, id: u32) {
        let Some(service) = self.services.get_mut(&id) else {
            return;
        };
        let listeners = std::mem::take(&mut service.listeners);
        for listener in listeners {
            if listener.watched {
                self.unwatch(listener.socket.as_raw_fd());
            }
            self.slots.remove(listener.token);
            if let Place::Path(path) = &listener.place {
                // Somebody else may have removed it.
                let _ = std::fs::remove_file(path);
            }
        }
    }

    /// Stops a server: no more starts. What runs finishes, except a DAEMON server.
    pub(super) fn deactivate(&mut self, id: u32, why: Stopped) {
        self.close(id);
        self.drop_pending(id);
        let Some(service) = self.services.get_mut(&id) else {
            return;
        };
        service.stopped = Some(why);
        service.prepared.rest();
        service.launched = false;
        service.holder = None;
        let daemon = service.entry.model == Model::Daemon;
        if daemon {
            for pid in self.pids(id) {
                self.terminate(pid);
            }
        }
    }

    pub(super) fn remove(&mut self, id: u32) {
        self.deactivate(id, Stopped::Operator);
        if let Some(service) = self.services.remove(&id) {
            self.names.remove(&service.entry.name);
        }
    }

    /// Starts a server by itself; what prevents it goes to the log.
    fn activate_itself(&mut self, id: u32, old: Option<&mut Old>) {
        if let Err(refused) = self.activate(id, old) {
            let name = self
                .services
                .get(&id)
                .map(|s| s.entry.name.clone())
                .unwrap_or_default();
            say!(warn, "{name}: it is not started: {refused}");
            if matches!(refused, Refused::Socket(_)) {
                let timer = Timer::Bind {
                    service: id,
                    delay: BIND,
                };
                self.after(Duration::from_secs(BIND), timer);
            }
        }
    }

    pub(super) fn bind_again(&mut self, id: u32, delay: u64) {
        let wanted = self
            .services
            .get(&id)
            .is_some_and(|s| s.stopped == Some(Stopped::New));
        if wanted && let Err(Refused::Socket(_)) = self.activate(id, None) {
            let delay = BIND_LONGEST.min(delay * 2);
            self.after(
                Duration::from_secs(delay),
                Timer::Bind { service: id, delay },
            );
        }
    }

    /// Makes the entries those of a configuration. What is the same is not touched.
    pub(super) fn apply(&mut self, config: Config, mut old: Option<&mut Old>) {
        self.own_file = config.own;
        let gone: Vec<u32> = self
            .services
            .iter()
            .filter(|(_, s)| !config.entries.iter().any(|p| p.entry.name == s.entry.name))
            .map(|(id, _)| *id)
            .collect();
        for id in gone {
            self.remove(id);
        }
        let mut ready = Vec::new();
        // Sockets close before others are made, for entries that have changed places.
        for placed in config.entries {
            match self.names.get(&placed.entry.name).copied() {
                Some(id) => ready.extend(self.replace(id, placed)),
                None => {
                    let name = placed.entry.name.clone();
                    let auto = placed.entry.activation == Activation::Auto;
                    match self.add(placed) {
                        Ok(id) if auto => ready.push(id),
                        Ok(_) => {}
                        Err(refused) => say!(error, "{name}: {refused}"),
                    }
                }
            }
        }
        for id in ready {
            let wanted = old
                .as_ref()
                .is_none_or(|old| old.was_active(&self.services[&id].entry.name));
            if wanted {
                self.activate_itself(id, old.as_deref_mut());
            }
        }
        let services = &self.services;
        let used = |entry: &Arc<Entry>| services.values().any(|s| Arc::ptr_eq(&s.entry, entry));
        self.workers.keep(used);
    }

    /// Gives a server another entry. The number of the server when it has to start again.
    fn replace(&mut self, id: u32, placed: Placed) -> Option<u32> {
        let service = self.services.get_mut(&id)?;
        service.line = Some(placed.place);
        if *service.entry == placed.entry && service.next.is_none() {
            return None;
        }
        let prepared = match Prepared::new(&placed.entry, &self.setup.own) {
            Ok(prepared) => Arc::new(prepared),
            Err(error) => {
                say!(error, "{}: {error}; it stays as it was", placed.entry.name);
                return None;
            }
        };
        let service = self.services.get_mut(&id)?;
        let (before, entry) = (service.entry.clone(), Arc::new(placed.entry));
        service.next = None;
        let active = service.is_active();
        let keeps = before.same_sockets(&entry) && before.model == entry.model;
        if active && !keeps {
            self.deactivate(id, Stopped::New);
        }
        let service = self.services.get_mut(&id)?;
        if before.limits.rate != entry.limits.rate {
            service.bucket = entry
                .limits
                .rate
                .map(|rate| Bucket::new(rate, Instant::now()));
            service.paused = None;
        }
        service.prepared = prepared;
        service.entry = entry.clone();
        let starts = entry.activation == Activation::Auto && before.activation == Activation::Oper;
        if entry.level > self.level && active && keeps {
            self.deactivate(id, Stopped::Level);
        }
        self.adjust(id);
        let again = active && !keeps;
        let waits = !active
            && self.services.get(&id)?.stopped != Some(Stopped::Operator)
            && self.services.get(&id)?.stopped != Some(Stopped::Errors)
            && entry.activation == Activation::Auto;
        (again || waits || (starts && !active)).then_some(id)
    }

    /// Reads the configuration again. A bad one changes nothing.
    pub(super) fn reload(&mut self) {
        systemd::notify(&systemd::reloading());
        let config = self.read_config();
        match config {
            Some(config) => {
                if let Some(to) = &config.settings.log
                    && let Err(error) = self.setup.log.change(to)
                {
                    say!(error, "the log stays where it is: {error}");
                }
                if let Err(error) = self.open_log() {
                    say!(error, "children keep the log that they had: {error}");
                }
                self.settings
                    .operators
                    .clone_from(&config.settings.operators);
                self.apply(config, None);
                self.reloads += 1;
                say!(info, "Reloaded: {} servers", self.services.len());
            }
            None => say!(error, "The configuration is wrong, nothing is changed"),
        }
        systemd::notify(&format!("READY=1\n{}", self.status()));
    }

    /// Raises or lowers the state of the system.
    pub(super) fn set_level(&mut self, level: Level) {
        self.level = level;
        let all: Vec<(u32, Arc<Entry>, Option<Stopped>)> = self
            .services
            .iter()
            .map(|(id, s)| (*id, s.entry.clone(), s.stopped))
            .collect();
        for (id, entry, stopped) in all {
            if stopped.is_none() && entry.level > level {
                self.deactivate(id, Stopped::Level);
            } else if stopped == Some(Stopped::Level)
                && entry.level <= level
                && entry.activation == Activation::Auto
            {
                self.activate_itself(id, None);
            }
        }
    }
}

/// A socket of systemd for this place, or with the server's name.
fn take_given(
    all: &mut Vec<systemd::Given>,
    place: &Place,
    entry: &Entry,
) -> Option<socket2::Socket> {
    let datagrams = entry.protocol == crate::inetd::entry::Protocol::Udp;
    let fits = |given: &systemd::Given| {
        let kind = given.socket.r#type().ok();
        let right = kind
            == Some(if datagrams {
                socket2::Type::DGRAM
            } else {
                socket2::Type::STREAM
            });
        right && (given.name == entry.name || place.is_of(&given.socket))
    };
    let at = all.iter().position(fits)?;
    Some(all.remove(at).socket)
}
