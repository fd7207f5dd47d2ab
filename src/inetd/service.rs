//! A server at work: its entry, its sockets, what runs, what it counted.

use super::config::Place as Line;
use super::entry::{Entry, Model, Over};
use super::limits::{Bucket, Counts, Errors};
use super::peer::Source;
use super::sockets::{Place, Stamp};
use super::start::Prepared;
use socket2::Socket;
use std::fmt;
use std::sync::Arc;
use std::time::Instant;

/// Why a client was refused, with xinetd's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    Address,
    Time,
    Load,
    PerSource,
    Service,
    Pending,
    Start,
}

impl Refusal {
    pub const ALL: [Refusal; 7] = [
        Refusal::Address,
        Refusal::Time,
        Refusal::Load,
        Refusal::PerSource,
        Refusal::Service,
        Refusal::Pending,
        Refusal::Start,
    ];
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Refusal::Address => "address",
            Refusal::Time => "time",
            Refusal::Load => "load",
            Refusal::PerSource => "per_source_limit",
            Refusal::Service => "service_limit",
            Refusal::Pending => "pending_limit",
            Refusal::Start => "start",
        })
    }
}

/// Why a server is not active.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stopped {
    /// Nobody has started it.
    New,
    Operator,
    /// It ended in error too often.
    Errors,
    /// The state of the system is too low.
    Level,
    /// Its entry is for another processor.
    Processor,
    /// Another one has its address and port.
    Taken,
}

impl fmt::Display for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Stopped::New => "NOT STARTED",
            Stopped::Operator => "STOPPED",
            Stopped::Errors => "STOPPED AFTER ERRORS",
            Stopped::Level => "SYSTEM STATE TOO LOW",
            Stopped::Processor => "OTHER PROCESSOR",
            Stopped::Taken => "ADDRESS TAKEN",
        })
    }
}

/// A socket that is watched, or will be again.
pub struct Listener {
    pub place: Place,
    pub socket: Socket,
    pub token: usize,
    pub watched: bool,
}

#[derive(Debug, Clone, Default)]
pub struct Counters {
    pub accepted: u64,
    pub started: u64,
    pub ended: u64,
    pub errors: u64,
    /// In the order of [`Refusal::ALL`].
    pub refused: [u64; Refusal::ALL.len()],
    /// AOR connections that the peer closed before it sent anything.
    pub silent: u64,
    /// Datagrams of senders that may not come.
    pub dropped: u64,
    pub pauses: u64,
}

pub struct Service {
    pub entry: Arc<Entry>,
    pub line: Option<Line>,
    /// What ALTER said while it was active: from the next START on.
    pub next: Option<Arc<Entry>>,
    pub prepared: Arc<Prepared>,
    /// `None` is active.
    pub stopped: Option<Stopped>,
    pub listeners: Vec<Listener>,
    /// Processes and sessions.
    pub running: usize,
    /// AOR connections that wait for their first message.
    pub pending: usize,
    pub sources: Counts,
    pub bucket: Option<Bucket>,
    pub paused: Option<Instant>,
    /// The process that has the socket for itself.
    pub holder: Option<i32>,
    pub errors: Errors,
    /// A NOLISTEN or RPC program was started.
    pub launched: bool,
    /// Starts in a row that came to nothing.
    pub fruitless: u32,
    /// When the datagram came for which it was started last.
    pub last_datagram: Option<Stamp>,
    pub counters: Counters,
}

impl Service {
    pub fn new(entry: Arc<Entry>, line: Option<Line>, prepared: Arc<Prepared>) -> Service {
        Service {
            bucket: entry
                .limits
                .rate
                .map(|rate| Bucket::new(rate, Instant::now())),
            entry,
            line,
            next: None,
            prepared,
            stopped: Some(Stopped::New),
            listeners: Vec::new(),
            running: 0,
            pending: 0,
            sources: Counts::default(),
            paused: None,
            holder: None,
            errors: Errors::default(),
            launched: false,
            fruitless: 0,
            last_datagram: None,
            counters: Counters::default(),
        }
    }

    pub fn is_active(&self) -> bool {
        self.stopped.is_none()
    }

    pub fn is_full(&self) -> bool {
        self.entry
            .at_once()
            .is_some_and(|most| self.running >= most)
    }

    /// Its sockets should be watched now.
    pub fn is_ready(&self) -> bool {
        let full = self.is_full()
            && (self.entry.limits.over == Over::Wait
                || self.entry.model == Model::Wait
                || self.entry.lends_socket());
        self.is_active() && !full && self.holder.is_none() && self.paused.is_none()
    }

    pub fn count_refused(&mut self, why: Refusal) {
        self.counters.refused[why as usize] += 1;
    }

    pub fn leave(&mut self, source: Option<Source>) {
        if let Some(source) = source {
            self.sources.remove(source);
        }
    }
}
