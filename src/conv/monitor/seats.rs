//! Seats: sessions of servers, each of which serves one request at a time.

use crate::conv::codes::Flags;
use crate::conv::line::Standing;
use crate::conv::request::Request;
use crate::conv::slots::Slots;
use std::borrow::Cow;
use std::sync::Arc;
use std::time::Instant;

/// A request at work.
#[derive(Clone)]
pub struct Work {
    pub request: Request,
    pub since: Instant,
}

/// The slot of a seat.
pub struct Slot {
    pub slots: Arc<Slots>,
    pub at: u32,
}

/// A session of an instance that serves one request at a time.
pub struct Seat {
    pub token: usize,
    pub ready: bool,
    pub work: Option<Work>,
    pub services: Vec<(String, String)>,
    /// By service: how often it was done, and how often in no orderly way.
    counts: Vec<(String, u64, u64)>,
    pub load: u64,
    pub idle_since: Instant,
    /// It works on something that was begun under another monitor.
    unknown: bool,
    /// Where clients may take it.
    pub slot: Option<Slot>,
}

impl Seat {
    pub fn new(
        token: usize,
        standing: Standing,
        services: Vec<(String, String)>,
        slot: Option<Slot>,
    ) -> Seat {
        Seat {
            token,
            ready: standing != Standing::New,
            work: None,
            services,
            counts: Vec::new(),
            load: 0,
            idle_since: Instant::now(),
            unknown: standing == Standing::Busy,
            slot,
        }
    }

    pub fn is_idle(&self) -> bool {
        let is_free = |slot: &Slot| slot.slots.is_free(slot.at);
        self.ready && self.work.is_none() && !self.unknown && self.slot.as_ref().is_none_or(is_free)
    }

    /// Takes it for a request that the monitor gives it; `false` when a client was first.
    pub fn take(&self) -> bool {
        let take = |slot: &Slot| slot.slots.take_any(slot.at);
        self.slot.as_ref().is_none_or(take)
    }

    /// Whether a client has taken it without the monitor.
    pub fn is_taken(&self) -> bool {
        let is_taken = |slot: &Slot| slot.slots.is_taken(slot.at);
        self.work.is_none() && !self.unknown && self.slot.as_ref().is_some_and(is_taken)
    }

    /// What it does.
    pub fn doing(&self) -> Option<Cow<'_, Work>> {
        if let Some(work) = &self.work {
            return Some(Cow::Borrowed(work));
        }
        let slot = self.slot.as_ref().filter(|_| self.is_taken())?;
        let doing = slot.slots.doing(slot.at)?;
        Some(Cow::Owned(Work {
            request: Request {
                number: doing.number,
                service: doing.service,
                flags: Flags(doing.flags),
                client: doing.client,
                ..Request::default()
            },
            since: doing.since,
        }))
    }

    /// Since when it has nothing to do.
    pub fn idle_since(&self) -> Instant {
        let slot = self.slot.as_ref();
        let freed = slot.and_then(|slot| slot.slots.free_since(slot.at));
        freed.map_or(self.idle_since, |freed| freed.max(self.idle_since))
    }

    /// Whether it works on something that was begun under another monitor.
    pub fn is_unknown(&self) -> bool {
        self.unknown
    }

    /// How often a service was done, and how often in no orderly way.
    pub fn count(&self, service: &str) -> (u64, u64) {
        let found = self.counts.iter().find(|(name, ..)| name == service);
        let given = found.map_or((0, 0), |(_, done, failed)| (*done, *failed));
        let slot = self.slot.as_ref();
        let taken = slot.map_or((0, 0), |slot| slot.slots.counted(slot.at, service));
        (given.0 + taken.0, given.1 + taken.1)
    }

    /// By service, how often it was done for clients that took the server.
    fn taken(&self) -> impl Iterator<Item = (&str, u64)> {
        let slot = self.slot.as_ref();
        let all = slot.into_iter().flat_map(|slot| {
            let count = |service: &str| slot.slots.counted(slot.at, service).0;
            self.services
                .iter()
                .map(move |(name, _)| (&**name, count(name)))
        });
        all.filter(|(_, done)| *done > 0)
    }

    /// How many services were done.
    pub fn done(&self) -> u64 {
        let given: u64 = self.counts.iter().map(|(_, done, _)| done).sum();
        given + self.taken().map(|(_, done)| done).sum::<u64>()
    }

    /// The load of all services that were done, given that of each.
    pub fn load(&self, load: impl Fn(&str) -> u64) -> u64 {
        self.load
            + self
                .taken()
                .map(|(name, done)| load(name) * done)
                .sum::<u64>()
    }

    /// The function that handles a service.
    pub fn function(&self, service: &str) -> Option<&str> {
        let mut services = self.services.iter();
        let found = services.find(|(name, _)| name == service)?;
        Some(&found.1)
    }

    pub fn begin(&mut self, request: Request, load: u64) {
        self.work = Some(Work {
            request,
            since: Instant::now(),
        });
        self.load += load;
    }

    /// The service is over: its request.
    pub fn end(&mut self, orderly: bool) -> Option<Request> {
        self.unknown = false;
        self.idle_since = Instant::now();
        let work = self.work.take()?;
        let service = &work.request.service;
        let known = self.counts.iter().position(|(name, ..)| name == service);
        let at = known.unwrap_or_else(|| {
            self.counts.push((service.clone(), 0, 0));
            self.counts.len() - 1
        });
        let (_, done, failed) = &mut self.counts[at];
        *done += 1;
        *failed += u64::from(!orderly);
        Some(work.request)
    }
}
