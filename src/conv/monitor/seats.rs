//! Seats: sessions of servers, each of which serves one request at a time.

use crate::conv::line::{Request, Standing};
use std::time::Instant;

/// A request at work.
pub struct Work {
    pub request: Request,
    pub since: Instant,
}

/// A session of an instance that serves one request at a time.
pub struct Seat {
    pub token: usize,
    pub ready: bool,
    pub work: Option<Work>,
    pub services: Vec<(String, String)>,
    /// By service: how often it was done, and how often in no orderly way.
    pub counts: Vec<(String, u64, u64)>,
    pub load: u64,
    pub idle_since: Instant,
    /// It works on something that was begun under another monitor.
    unknown: bool,
}

impl Seat {
    pub fn new(token: usize, standing: Standing, services: Vec<(String, String)>) -> Seat {
        Seat {
            token,
            ready: standing != Standing::New,
            work: None,
            services,
            counts: Vec::new(),
            load: 0,
            idle_since: Instant::now(),
            unknown: standing == Standing::Busy,
        }
    }

    pub fn is_idle(&self) -> bool {
        self.ready && self.work.is_none() && !self.unknown
    }

    /// Whether it works on something that was begun under another monitor.
    pub fn is_unknown(&self) -> bool {
        self.unknown
    }

    /// How often a service was done, and how often in no orderly way.
    pub fn count(&self, service: &str) -> (u64, u64) {
        let found = self.counts.iter().find(|(name, ..)| name == service);
        found.map_or((0, 0), |(_, done, failed)| (*done, *failed))
    }

    /// How many services were done.
    pub fn done(&self) -> u64 {
        self.counts.iter().map(|(_, done, _)| done).sum()
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
