//! M's locks among the sessions of one engine: hierarchical, counted, granted in the order of asking.
//!
//! A lock excludes other owners from its name, its ancestors and its descendants. A request that finds nothing in its way is granted
//! at once; one that has to wait is granted by whoever removes the last obstacle, oldest first, and hears of it on a pipe. So a
//! released lock never stands free while somebody waits for it, and no waiting session blocks names that nobody holds.

use super::key::{
    MAX_SUBSCRIPTS, end_of, push_subscript, push_text, reference, split, subscripts, text,
};
use super::{LockName, LockOp};
use crate::device::{Step, Timeout, Wait};
use crate::value::NUM_BUF;
use crate::value::chars::Chset;
use crate::value::errors::{LOCKINCR2HIGH, LOCKIS, LOCKSUB2LONG, MAXNRSUBSCRIPTS, MError, TPLOCK};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{PipeReader, PipeWriter, Write};
use std::os::fd::AsRawFd;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Longest subscript of a lock, in bytes of its text.
const MAX_SUBSCRIPT: usize = 255;
/// Highest LEVEL of a lock.
const MAX_LEVEL: u32 = 511;
/// How often a request looks again when no pipe could be made.
const RETRY: Duration = Duration::from_millis(10);

/// What an owner holds of a name.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Counts {
    level: u32,
    /// ZALLOCATE does not count.
    zallocated: bool,
}

struct Held {
    owner: u64,
    counts: Counts,
    /// ZSHOW shows what was touched last first.
    touched: u64,
}

struct Waiter {
    owner: u64,
    names: Vec<Vec<u8>>,
    zallocate: bool,
    /// Once it is granted: what the owner held of the names before.
    granted: Option<Vec<Counts>>,
    bell: Option<PipeWriter>,
}

#[derive(Default)]
struct Table {
    held: BTreeMap<Vec<u8>, Held>,
    /// By ticket, so in the order of asking.
    waiters: BTreeMap<u64, Waiter>,
    /// Tickets of those that still wait, by each name they want.
    wanted: BTreeMap<Vec<u8>, BTreeSet<u64>>,
    clock: u64,
}

/// The names at and above an encoded name: its environment is no lock.
fn upwards(name: &[u8]) -> impl Iterator<Item = &[u8]> {
    memchr::memchr_iter(0, name).skip(1).map(|at| &name[..=at])
}

impl Table {
    fn is_free(&self, owner: u64, names: &[Vec<u8>]) -> bool {
        names.iter().all(|name| {
            upwards(name).all(|n| self.held.get(n).is_none_or(|h| h.owner == owner))
                && self
                    .held
                    .range(name.clone()..end_of(name))
                    .all(|(_, h)| h.owner == owner)
        })
    }

    fn counts(&self, owner: u64, name: &[u8]) -> Counts {
        self.held
            .get(name)
            .filter(|h| h.owner == owner)
            .map_or(Counts::default(), |h| h.counts)
    }

    fn put(&mut self, owner: u64, name: &[u8], counts: Counts) {
        if counts == Counts::default() {
            self.held.remove(name);
        } else {
            self.clock += 1;
            self.held.insert(
                name.to_vec(),
                Held {
                    owner,
                    counts,
                    touched: self.clock,
                },
            );
        }
    }

    /// Returns what the owner held before.
    fn grant(&mut self, owner: u64, names: &[Vec<u8>], zallocate: bool) -> Vec<Counts> {
        names
            .iter()
            .map(|name| {
                let before = self.counts(owner, name);
                let mut counts = before;
                if zallocate {
                    counts.zallocated = true;
                } else {
                    counts.level = counts.level.saturating_add(1);
                }
                self.put(owner, name, counts);
                before
            })
            .collect()
    }

    /// Grants what became possible when `freed` names were released or given up.
    fn serve<'a>(&mut self, freed: impl IntoIterator<Item = &'a Vec<u8>>) {
        let mut tickets = BTreeSet::new();
        for name in freed {
            tickets.extend(upwards(name).filter_map(|n| self.wanted.get(n)).flatten());
            tickets.extend(
                self.wanted
                    .range(name.clone()..end_of(name))
                    .flat_map(|(_, t)| t),
            );
        }
        // Of many that want one name all but the first need no closer look.
        let mut taken: HashMap<Vec<u8>, u64> = HashMap::new();
        for ticket in tickets {
            let Some(waiter) = self.waiters.get(&ticket) else {
                continue;
            };
            let owner = waiter.owner;
            if waiter
                .names
                .iter()
                .any(|n| taken.get(n).is_some_and(|o| *o != owner))
                || !self.is_free(owner, &waiter.names)
            {
                continue;
            }
            let (names, zallocate) = (waiter.names.clone(), waiter.zallocate);
            let before = self.grant(owner, &names, zallocate);
            self.unwant(ticket, &names);
            if let Some(waiter) = self.waiters.get_mut(&ticket) {
                waiter.granted = Some(before);
                if let Some(bell) = &mut waiter.bell {
                    // One byte in an empty pipe: it neither blocks nor, as the reader lives as long as the ticket, fails.
                    let _ = bell.write(&[1]);
                }
            }
            taken.extend(names.into_iter().map(|n| (n, owner)));
        }
    }

    fn unwant(&mut self, ticket: u64, names: &[Vec<u8>]) {
        for name in names {
            if let Some(tickets) = self.wanted.get_mut(name) {
                tickets.remove(&ticket);
                if tickets.is_empty() {
                    self.wanted.remove(name);
                }
            }
        }
    }
}

/// The locks of an engine.
#[derive(Clone, Default)]
pub struct LockTable(Arc<Mutex<Table>>);

impl LockTable {
    fn lock(&self) -> MutexGuard<'_, Table> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The part of a session; owners are told apart by their number.
    pub fn session(&self, owner: u64) -> SessionLocks {
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
    bell: Option<PipeReader>,
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
        let names = encode(names)?;
        if let Some(at) = self
            .pending
            .iter()
            .position(|p| p.op == op && p.timeout == timeout && p.names == names)
        {
            // Whatever was asked for later was abandoned.
            self.cancel_from(at + 1);
            return Ok(self.poll());
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
        let mut table = shared.lock();
        if op != LockOp::ZAllocate
            && let Some(name) = names
                .iter()
                .find(|n| table.counts(self.owner, n).level >= MAX_LEVEL)
        {
            let error = MError::arg(LOCKINCR2HIGH, MAX_LEVEL.to_string());
            return Err(error.also(LOCKIS, vec![shown(name, chset)]));
        }
        if table.is_free(self.owner, &names) {
            let before = table.grant(self.owner, &names, op == LockOp::ZAllocate);
            self.note_grant(names, before);
            return Ok(Step::Done(true));
        }
        if timeout.expired() {
            self.timed_out += 1;
            return Ok(Step::Done(false));
        }
        table.clock += 1;
        let ticket = table.clock;
        let (reader, writer) = std::io::pipe().ok().unzip();
        for name in &names {
            table.wanted.entry(name.clone()).or_default().insert(ticket);
        }
        let zallocate = op == LockOp::ZAllocate;
        let waiter = Waiter {
            owner: self.owner,
            names: names.clone(),
            zallocate,
            granted: None,
            bell: writer,
        };
        table.waiters.insert(ticket, waiter);
        self.pending.push(Pending {
            op,
            names,
            timeout,
            ticket,
            bell: reader,
        });
        drop(table);
        Ok(self.poll())
    }

    /// Looks after the request that was made last.
    fn poll(&mut self) -> Step<bool> {
        let Some(last) = self.pending.pop() else {
            return Step::Done(false);
        };
        let shared = self.table.clone();
        let mut table = shared.lock();
        if table
            .waiters
            .get(&last.ticket)
            .is_some_and(|w| w.granted.is_some())
        {
            let before = table.waiters.remove(&last.ticket).and_then(|w| w.granted);
            self.note_grant(last.names, before.unwrap_or_default());
            return Step::Done(true);
        }
        drop(table);
        if last.timeout.expired() {
            self.pending.push(last);
            self.cancel_from(self.pending.len() - 1);
            self.timed_out += 1;
            return Step::Done(false);
        }
        let wait = match &last.bell {
            Some(bell) => Wait::readable(bell.as_raw_fd()),
            None => Wait::default().or_at(Instant::now().checked_add(RETRY)),
        };
        let wait = wait.or_at(last.timeout.moment());
        self.pending.push(last);
        Step::Wait(wait)
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
        for pending in self.pending.drain(first..) {
            let mut table = self.table.lock();
            let Some(waiter) = table.waiters.remove(&pending.ticket) else {
                continue;
            };
            if let Some(before) = waiter.granted {
                for (name, before) in waiter.names.iter().zip(before) {
                    let mut counts = table.counts(self.owner, name);
                    if waiter.zallocate {
                        counts.zallocated = before.zallocated;
                    } else {
                        counts.level = counts.level.saturating_sub(1);
                    }
                    table.put(self.owner, name, counts);
                }
            } else {
                table.unwant(pending.ticket, &waiter.names);
            }
            table.serve(&waiter.names);
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
        let shared = self.table.clone();
        let mut table = shared.lock();
        for name in names {
            let (floor, after) = (
                self.floor(&table, name),
                less(table.counts(self.owner, name)),
            );
            if after.level < floor.level || (floor.zallocated && !after.zallocated) {
                return Err(TPLOCK.into());
            }
        }
        for name in names {
            let before = table.counts(self.owner, name);
            if before == Counts::default() {
                continue;
            }
            self.journal(name, before);
            let after = less(before);
            match table.held.get_mut(name) {
                // Only those that were named move up in the display.
                Some(held) if !named && after != Counts::default() => held.counts = after,
                _ => table.put(self.owner, name, after),
            }
            if after == Counts::default() {
                self.names.remove(name);
            }
        }
        table.serve(names);
        Ok(())
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
        {
            let table = self.table.lock();
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
        let shared = self.table.clone();
        let mut table = shared.lock();
        for (name, before) in &first {
            if table.counts(self.owner, name) != *before {
                table.put(self.owner, name, *before);
            }
            if *before == Counts::default() {
                self.names.remove(name);
            }
        }
        table.serve(first.keys());
    }

    /// Lines of ZSHOW "L".
    pub fn show(&self, chset: Chset) -> Vec<Vec<u8>> {
        let table = self.table.lock();
        let mut held: Vec<_> = self
            .names
            .iter()
            .filter_map(|n| Some((n, table.held.get(n)?)))
            .collect();
        held.sort_by_key(|(_, h)| std::cmp::Reverse(h.touched));
        let mut out = vec![format!("MLG:{},MLT:{}", self.granted, self.timed_out).into_bytes()];
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

/// Encodes a list; a name that is in it twice counts once.
fn encode(names: &[LockName]) -> Result<Vec<Vec<u8>>, MError> {
    let mut out: Vec<Vec<u8>> = Vec::with_capacity(names.len());
    for name in names {
        if name.subs.len() > MAX_SUBSCRIPTS {
            return Err(MAXNRSUBSCRIPTS.into());
        }
        let mut bytes = Vec::new();
        push_text(&mut bytes, &name.environment);
        push_text(&mut bytes, &name.name);
        for sub in &name.subs {
            if sub.len() > MAX_SUBSCRIPT {
                let error = MError::arg(LOCKSUB2LONG, sub.len().to_string());
                return Err(error.text(sub.bytes(&mut NUM_BUF.clone())));
            }
            push_subscript(&mut bytes, sub);
        }
        if !out.contains(&bytes) {
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
