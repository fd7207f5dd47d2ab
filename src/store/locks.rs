//! M's locks, among the sessions of one engine or of many processes: hierarchical, counted, granted in the order of asking.
//!
//! A lock excludes other owners from its name, its ancestors and its descendants. A request that finds nothing in its way is granted
//! at once; one that has to wait is granted by whoever removes the last obstacle, oldest first, and hears of it on a descriptor. So a
//! released lock never stands free while somebody waits for it, and no waiting session blocks names that nobody holds.

mod log;
pub use log::start_of;
pub mod manage;
mod shared;
mod table;
mod wire;

use self::log::Log;
use self::table::{Change, Counts, Held, Outcome, Table, owner_of, process_of};
use super::key::{MAX_SUBSCRIPTS, push_subscript, push_text, reference, split, subscripts, text};
use super::{LockName, LockOp};
use crate::device::{Step, Timeout, Wait};
use crate::value::NUM_BUF;
use crate::value::chars::Chset;
use crate::value::errors::{
    LOCKINCR2HIGH, LOCKIS, LOCKSPACEFULL, LOCKSUB2LONG, MAXNRSUBSCRIPTS, MError, TPLOCK,
};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{self, PipeWriter, Write};
use std::os::fd::{AsRawFd, OwnedFd};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Longest subscript of a lock, in bytes of its text.
const MAX_SUBSCRIPT: usize = 255;
/// Highest LEVEL of a lock.
const MAX_LEVEL: u32 = 511;
/// How often a request among processes looks whether those in its way live.
const LOOK: Duration = Duration::from_secs(1);
/// How often a request looks again when no pipe could be made.
const RETRY: Duration = Duration::from_millis(10);

/// The locks of an engine, or of all processes that have the same file of locks.
#[derive(Clone, Default)]
pub struct LockTable(Arc<Mutex<Inner>>);

#[derive(Default)]
struct Inner {
    table: Table,
    /// The file of locks, which is opened and made by the first LOCK.
    file: Option<PathBuf>,
    /// The folder of the file is made when missing.
    make_folder: bool,
    log: Option<Log>,
    /// Where the waiting sessions of this process hear that they were granted, when nobody else takes part.
    bells: HashMap<u64, PipeWriter>,
}

/// The table, up to date and locked. What is changed is everybody's at the end.
struct Guard<'a> {
    inner: MutexGuard<'a, Inner>,
    ended: bool,
}

impl Guard<'_> {
    fn change(&mut self, change: &Change<'_>) -> Outcome {
        let Inner {
            table, log, bells, ..
        } = &mut *self.inner;
        let outcome = match log {
            Some(log) => return log.change(table, change),
            None => table.apply(change),
        };
        if let Change::Unwant { ticket } = change {
            bells.remove(ticket);
        }
        for ticket in &outcome.granted {
            if let Some(mut bell) = bells.remove(ticket) {
                // One byte in an empty pipe: it neither blocks nor, as the reader lives as long as the ticket, fails.
                let _ = bell.write(&[1]);
            }
        }
        outcome
    }

    /// What becomes readable when a request is granted.
    fn bell(&mut self, ticket: u64) -> Option<OwnedFd> {
        match &self.inner.log {
            Some(log) => log.bell(ticket).ok().map(OwnedFd::from),
            None => {
                let (reader, writer) = std::io::pipe().ok()?;
                self.inner.bells.insert(ticket, writer);
                Some(reader.into())
            }
        }
    }

    /// Releases what dead processes hold that are in the way; whether there were any.
    fn bury(&mut self, owner: u64, names: &[Vec<u8>]) -> bool {
        if self.inner.file.is_none() {
            return false;
        }
        let pids: BTreeSet<u32> = self.obstacles(owner, names).map(process_of).collect();
        let dead = |pid: &u32| self.is_dead(*pid);
        let dead: Vec<u32> = pids.into_iter().filter(dead).collect();
        for pid in &dead {
            self.change(&Change::Gone { pid: *pid });
        }
        !dead.is_empty()
    }

    fn end(mut self) -> Result<(), MError> {
        self.finish().map_err(|e| trouble(&e))
    }

    fn finish(&mut self) -> io::Result<()> {
        if std::mem::replace(&mut self.ended, true) {
            return Ok(());
        }
        let Inner { table, log, .. } = &mut *self.inner;
        let Some(log) = log else { return Ok(()) };
        let mut deaf = log.end(table)?;
        while !deaf.is_empty() {
            // A request of a process that died while it waited: what it was granted is for the next.
            log.begin(table)?;
            let owners = deaf.iter().filter_map(|t| table.waiters.get(t));
            let pids: BTreeSet<u32> = owners.map(|w| process_of(w.owner)).collect();
            for pid in pids {
                if table.is_dead(pid) {
                    log.change(table, &Change::Gone { pid });
                }
            }
            deaf = log.end(table)?;
        }
        Ok(())
    }
}

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        // Who did not ask has nobody to tell: the session is ending, or nothing was changed.
        let _ = self.finish();
    }
}

impl std::ops::Deref for Guard<'_> {
    type Target = Table;

    fn deref(&self) -> &Table {
        &self.inner.table
    }
}

/// Brings a table up to date with its file, and keeps that locked.
fn begin(
    table: &mut Table,
    file: &Path,
    make_folder: bool,
    log: &mut Option<Log>,
) -> io::Result<()> {
    let log = match log {
        Some(log) => log,
        None => log.insert(Log::open(file, make_folder)?),
    };
    log.begin(table)
}

/// The error of the file of locks.
fn trouble(error: &io::Error) -> MError {
    MError::new(LOCKSPACEFULL).text(error.to_string())
}

impl LockTable {
    /// The locks of all processes that have this file.
    pub fn shared(file: PathBuf, make_folder: bool) -> LockTable {
        let inner = Inner {
            file: Some(file),
            make_folder,
            ..Inner::default()
        };
        LockTable(Arc::new(Mutex::new(inner)))
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lock(&self) -> Result<Guard<'_>, MError> {
        let mut inner = self.inner();
        let Inner {
            table,
            file,
            make_folder,
            log,
            ..
        } = &mut *inner;
        if let Some(file) = file {
            begin(table, file, *make_folder, log).map_err(|e| trouble(&e))?;
        }
        Ok(Guard {
            inner,
            ended: false,
        })
    }

    /// The part of a session; the sessions of one engine are told apart by their number.
    pub fn session(&self, number: u64) -> SessionLocks {
        // Among processes the engines of one would give the same numbers.
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let owner = match self.inner().file {
            Some(_) => owner_of(std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed)),
            None => number,
        };
        SessionLocks {
            table: self.clone(),
            owner,
            names: BTreeSet::new(),
            pending: Vec::new(),
            journal: Vec::new(),
            marks: Vec::new(),
            granted: 0,
            timed_out: 0,
        }
    }
}

/// A request that waits.
struct Pending {
    op: LockOp,
    names: Vec<Vec<u8>>,
    timeout: Timeout,
    ticket: u64,
    bell: Option<OwnedFd>,
    /// Readable when a process ends whose locks are in the way.
    deaths: Vec<OwnedFd>,
}

/// The locks of one session; they go when it is dropped.
pub struct SessionLocks {
    table: LockTable,
    owner: u64,
    /// All names it holds.
    names: BTreeSet<Vec<u8>>,
    /// More than one when an interrupt came while LOCK waited.
    pending: Vec<Pending>,
    /// Inside transactions: names and what was held of them before each change.
    journal: Vec<(Vec<u8>, Counts)>,
    /// Length of the journal at each TSTART.
    marks: Vec<usize>,
    granted: u64,
    timed_out: u64,
}

impl SessionLocks {
    /// One step of a lock command; see [`super::GlobalStore::lock`].
    pub fn lock(
        &mut self,
        op: LockOp,
        names: &[LockName],
        timeout: Timeout,
        chset: Chset,
    ) -> Result<Step<bool>, MError> {
        let names = encode(names, op == LockOp::Replace)?;
        if let Some(at) = self
            .pending
            .iter()
            .position(|p| p.op == op && p.timeout == timeout && p.names == names)
        {
            // Whatever was asked for later was abandoned.
            self.cancel_from(at + 1);
            return self.poll();
        }
        match op {
            LockOp::Minus => {
                let less = |c: Counts| Counts {
                    level: c.level.saturating_sub(1),
                    ..c
                };
                self.release(&names, less, true)?;
                return Ok(Step::Done(true));
            }
            LockOp::ZDeallocate => {
                let less = |c| Counts {
                    zallocated: false,
                    ..c
                };
                self.release(&names, less, true)?;
                return Ok(Step::Done(true));
            }
            LockOp::Replace => self.release_all(LockOp::Replace)?,
            LockOp::Plus | LockOp::ZAllocate => {}
        }
        let shared = self.table.clone();
        let mut table = shared.lock()?;
        if op != LockOp::ZAllocate
            && let Some(name) = names
                .iter()
                .find(|n| table.counts(self.owner, n).level >= MAX_LEVEL)
        {
            let error = MError::arg(LOCKINCR2HIGH, MAX_LEVEL.to_string());
            return Err(error.also(LOCKIS, vec![shown(name, chset)]));
        }
        let (owner, zallocate) = (self.owner, op == LockOp::ZAllocate);
        let free = table.is_free(owner, &names)
            || table.bury(owner, &names) && table.is_free(owner, &names);
        if free {
            let grant = Change::Grant {
                owner,
                names: Cow::Borrowed(&names),
                zallocate,
            };
            let before = table.change(&grant).before;
            table.end()?;
            self.note_grant(names, before);
            return Ok(Step::Done(true));
        }
        if timeout.expired() {
            self.timed_out += 1;
            table.end()?;
            return Ok(Step::Done(false));
        }
        let ticket = table.clock + 1;
        let bell = table.bell(ticket);
        table.change(&Change::Want {
            ticket,
            owner,
            names: Cow::Borrowed(&names),
            zallocate,
        });
        table.end()?;
        self.pending.push(Pending {
            op,
            names,
            timeout,
            ticket,
            bell,
            deaths: Vec::new(),
        });
        self.poll()
    }

    /// Looks after the request that was made last.
    fn poll(&mut self) -> Result<Step<bool>, MError> {
        let Some(mut last) = self.pending.pop() else {
            return Ok(Step::Done(false));
        };
        let shared = self.table.clone();
        let mut table = shared.lock()?;
        let granted = |table: &Table| {
            let waiter = table.waiters.get(&last.ticket);
            waiter.and_then(|w| w.granted.clone())
        };
        if granted(&table).is_none() {
            table.bury(self.owner, &last.names);
        }
        if let Some(before) = granted(&table) {
            let ticket = last.ticket;
            table.change(&Change::Unwant { ticket });
            table.end()?;
            self.note_grant(last.names, before);
            return Ok(Step::Done(true));
        }
        let shared = table.inner.file.is_some();
        last.deaths = deaths(&table, self.owner, &last.names);
        table.end()?;
        if last.timeout.expired() {
            self.pending.push(last);
            self.cancel_from(self.pending.len() - 1);
            self.timed_out += 1;
            return Ok(Step::Done(false));
        }
        let mut wait = match &last.bell {
            Some(bell) => Wait::readable(bell.as_raw_fd()),
            None => Wait::default().or_at(Instant::now().checked_add(RETRY)),
        };
        let readable = |fd: &OwnedFd| Wait::readable(fd.as_raw_fd()).fds;
        wait.fds.extend(last.deaths.iter().flat_map(readable));
        if shared {
            // Others may be in the way by now, and may die.
            wait = wait.or_at(Instant::now().checked_add(LOOK));
        }
        let wait = wait.or_at(last.timeout.moment());
        self.pending.push(last);
        Ok(Step::Wait(wait))
    }

    /// Remembers what was granted.
    fn note_grant(&mut self, names: Vec<Vec<u8>>, before: Vec<Counts>) {
        for (name, before) in names.into_iter().zip(before) {
            self.journal(&name, before);
            self.names.insert(name);
        }
        self.granted += 1;
    }

    fn journal(&mut self, name: &[u8], before: Counts) {
        if !self.marks.is_empty() {
            self.journal.push((name.to_vec(), before));
        }
    }

    /// Gives up the requests from `first` on, with what they may have been granted unseen.
    fn cancel_from(&mut self, first: usize) {
        let owner = self.owner;
        for pending in self.pending.drain(first..) {
            // What cannot be given up now goes with the session.
            let Ok(mut table) = self.table.lock() else {
                continue;
            };
            let ticket = pending.ticket;
            let Some(granted) = table.waiters.get(&ticket).map(|w| w.granted.clone()) else {
                continue;
            };
            let zallocate = pending.op == LockOp::ZAllocate;
            table.change(&Change::Unwant { ticket });
            for (name, before) in pending.names.iter().zip(granted.into_iter().flatten()) {
                let mut counts = table.counts(owner, name);
                if zallocate {
                    counts.zallocated = before.zallocated;
                } else {
                    counts.level = counts.level.saturating_sub(1);
                }
                table.change(&Change::Put {
                    owner,
                    name: Cow::Borrowed(name),
                    counts,
                    touch: true,
                });
            }
            let names = Cow::Borrowed(&pending.names[..]);
            table.change(&Change::Serve { names });
        }
    }

    /// Gives up all requests that wait.
    pub fn cancel(&mut self) {
        self.cancel_from(0);
    }

    /// What the session held of a name at the innermost TSTART, and so has to keep.
    fn floor(&self, table: &Table, name: &[u8]) -> Counts {
        let Some(&mark) = self.marks.last() else {
            return Counts::default();
        };
        match self.journal[mark..].iter().find(|(n, _)| n == name) {
            Some((_, before)) => *before,
            None => table.counts(self.owner, name),
        }
    }

    fn release(
        &mut self,
        names: &[Vec<u8>],
        less: impl Fn(Counts) -> Counts,
        named: bool,
    ) -> Result<(), MError> {
        if names.is_empty() {
            return Ok(());
        }
        let shared = self.table.clone();
        let mut table = shared.lock()?;
        // Outside of transactions nothing has to be kept.
        for name in names.iter().filter(|_| !self.marks.is_empty()) {
            let (floor, after) = (
                self.floor(&table, name),
                less(table.counts(self.owner, name)),
            );
            if after.level < floor.level || (floor.zallocated && !after.zallocated) {
                return Err(TPLOCK.into());
            }
        }
        let owner = self.owner;
        let mut released = false;
        for name in names {
            let before = table.counts(owner, name);
            if before == Counts::default() {
                continue;
            }
            self.journal(name, before);
            let counts = less(before);
            table.change(&Change::Put {
                owner,
                name: Cow::Borrowed(name),
                counts,
                // Only those that were named move up in the display.
                touch: named,
            });
            released |= counts == Counts::default();
            if counts == Counts::default() {
                self.names.remove(name);
            }
        }
        if released && !table.waiters.is_empty() {
            let names = Cow::Borrowed(names);
            table.change(&Change::Serve { names });
        }
        table.end()
    }

    /// LOCK (`Replace`) or ZDEALLOCATE without arguments.
    pub fn release_all(&mut self, op: LockOp) -> Result<(), MError> {
        let keeps = |c: Counts| match op {
            LockOp::ZDeallocate => Counts {
                zallocated: false,
                ..c
            },
            _ => Counts { level: 0, ..c },
        };
        let mut names: Vec<_> = self.names.iter().cloned().collect();
        if names.is_empty() {
            return Ok(());
        }
        {
            let table = self.table.lock()?;
            names.retain(|n| table.counts(self.owner, n) != keeps(table.counts(self.owner, n)));
        }
        self.release(&names, keeps, false)
    }

    /// TSTART.
    pub fn begin(&mut self) {
        self.marks.push(self.journal.len());
    }

    /// TCOMMIT of the innermost level.
    pub fn commit(&mut self) {
        self.marks.pop();
        if self.marks.is_empty() {
            self.journal.clear();
        }
    }

    /// Releases what was locked since the TSTART that began level `to + 1`.
    pub fn roll_back(&mut self, to: usize) {
        let Some(&mark) = self.marks.get(to) else {
            return;
        };
        let mut first: BTreeMap<Vec<u8>, Counts> = BTreeMap::new();
        for (name, before) in self.journal.drain(mark..) {
            first.entry(name).or_insert(before);
        }
        self.marks.truncate(to);
        if first.is_empty() {
            return;
        }
        let (shared, owner) = (self.table.clone(), self.owner);
        for (name, before) in &first {
            if *before == Counts::default() {
                self.names.remove(name);
            }
        }
        // A file that cannot be written keeps the locks until the session ends.
        let Ok(mut table) = shared.lock() else {
            return;
        };
        for (name, before) in &first {
            if table.counts(owner, name) != *before {
                table.change(&Change::Put {
                    owner,
                    name: Cow::Borrowed(name),
                    counts: *before,
                    touch: true,
                });
            }
        }
        let names: Vec<Vec<u8>> = first.into_keys().collect();
        table.change(&Change::Serve {
            names: names.into(),
        });
    }

    /// How many requests were granted, and how many refused.
    pub fn asked(&self) -> (u64, u64) {
        (self.granted, self.timed_out)
    }

    /// Lines of ZSHOW "L".
    pub fn show(&self, chset: Chset) -> Vec<Vec<u8>> {
        let mut out = vec![format!("MLG:{},MLT:{}", self.granted, self.timed_out).into_bytes()];
        if self.names.is_empty() {
            return out;
        }
        let Ok(table) = self.table.lock() else {
            return out;
        };
        let mut held: Vec<_> = self
            .names
            .iter()
            .filter_map(|n| Some((n, table.held.get(n)?)))
            .collect();
        held.sort_by_key(|(_, h)| std::cmp::Reverse(h.touched));
        for (name, Held { counts, .. }) in held {
            let name = shown(name, chset);
            if counts.zallocated {
                out.push([b"ZAL ", &name[..]].concat());
            }
            if counts.level > 0 {
                out.push(
                    [
                        b"LOCK ",
                        &name[..],
                        b" LEVEL=",
                        counts.level.to_string().as_bytes(),
                    ]
                    .concat(),
                );
            }
        }
        out
    }
}

impl Drop for SessionLocks {
    fn drop(&mut self) {
        self.cancel();
        self.marks.clear();
        let names: Vec<_> = std::mem::take(&mut self.names).into_iter().collect();
        // Without a transaction nothing has to be kept.
        let _ = self.release(&names, |_| Counts::default(), false);
    }
}

/// Descriptors that tell the end of processes whose locks are in the way.
fn deaths(table: &Table, owner: u64, names: &[Vec<u8>]) -> Vec<OwnedFd> {
    let others = table.obstacles(owner, names).map(process_of);
    let others: BTreeSet<u32> = others.filter(|pid| *pid != process_of(owner)).collect();
    others.into_iter().filter_map(log::end_of).collect()
}

/// Encodes a list. A name that is in it twice counts twice, unless the list is to have each `once`.
fn encode(names: &[LockName], once: bool) -> Result<Vec<Vec<u8>>, MError> {
    let mut out: Vec<Vec<u8>> = Vec::with_capacity(names.len());
    for name in names {
        if name.subs.len() > MAX_SUBSCRIPTS {
            return Err(MAXNRSUBSCRIPTS.into());
        }
        let mut bytes = Vec::with_capacity(name.environment.len() + name.name.len() + 16);
        push_text(&mut bytes, &name.environment);
        push_text(&mut bytes, &name.name);
        for sub in &name.subs {
            if sub.len() > MAX_SUBSCRIPT {
                let error = MError::arg(LOCKSUB2LONG, sub.len().to_string());
                return Err(error.text(sub.bytes(&mut NUM_BUF.clone())));
            }
            push_subscript(&mut bytes, sub);
        }
        if !once || !out.contains(&bytes) {
            out.push(bytes);
        }
    }
    Ok(out)
}

/// An encoded name as M text, without its environment, as GT.M shows it.
fn shown(name: &[u8], chset: Chset) -> Vec<u8> {
    let (name, subs) = split(split(name).1);
    reference(&text(name), &subscripts(subs), chset)
}

#[cfg(test)]
mod tests;
