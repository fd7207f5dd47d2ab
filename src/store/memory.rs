//! Globals in the memory of one engine, shared by its sessions.
//!
//! Transactions are optimistic. Each remembers the ranges of keys it has read; the store keeps a log of changes as long as any
//! transaction runs. Whenever a transaction reads or commits, the changes since its last look are held against its ranges: so all it
//! has read is true at one moment, that of its last look.

use super::interval::Intervals;
use super::key::{self, Encoded, end_of};
use super::locks::{LockTable, SessionLocks};
use super::overlay::{Nodes, Overlay, View};
use super::walk::{self, Seen, successor};
use super::{GlobalKey, GlobalStore, LockName, LockOp, Related};
use crate::device::{Step, Timeout};
use crate::value::chars::Chset;
use crate::value::errors::{MError, TPRETRY};
use crate::value::num::Num;
use crate::value::{NUM_BUF, Value};
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Changes the log holds; a transaction that has not looked for longer restarts.
const MAX_LOG: usize = 65_536;
/// The try of a transaction that keeps all other writers out, as GT.M's fourth.
const SERIAL_TRY: u32 = 3;
/// Longest time that a serial transaction holds up writers of other threads, in case that it waits unnoticed.
const SERIAL_PATIENCE: Duration = Duration::from_millis(20);

type Range = (Vec<u8>, Vec<u8>);

#[derive(Default)]
struct Data {
    nodes: BTreeMap<Vec<u8>, Vec<u8>>,
    /// Number of the last change.
    sequence: u64,
    /// Ranges of keys of the last changes; empty when no transaction runs.
    log: VecDeque<Range>,
    /// Transactions, and the last change each has seen.
    active: HashMap<u64, u64>,
    /// The session whose transaction keeps other writers out.
    serial: Option<u64>,
}

impl Data {
    fn note(&mut self, low: Vec<u8>, high: Vec<u8>) {
        self.sequence += 1;
        if !self.active.is_empty() {
            if self.log.len() >= MAX_LOG {
                self.log.pop_front();
            }
            self.log.push_back((low, high));
        }
    }

    fn set(&mut self, key: Vec<u8>, value: Vec<u8>) {
        if self.active.is_empty() {
            self.sequence += 1;
        } else {
            self.note(key.clone(), successor(&key));
        }
        self.nodes.insert(key, value);
    }

    fn kill_node(&mut self, key: &[u8]) {
        if self.nodes.remove(key).is_some() {
            self.note(key.to_vec(), successor(key));
        }
    }

    fn kill(&mut self, root: Vec<u8>) {
        let end = end_of(&root);
        if self
            .nodes
            .extract_if(root.clone()..end.clone(), |_, _| true)
            .count()
            > 0
        {
            self.note(root, end);
        }
    }

    /// Whether nothing in `reads` has changed since change number `seen`.
    fn unchanged(&self, reads: &Intervals, seen: u64) -> bool {
        let news = (self.sequence - seen) as usize;
        news <= self.log.len()
            && self
                .log
                .iter()
                .rev()
                .take(news)
                .all(|(low, high)| !reads.overlaps(low, high))
    }

    fn end(&mut self, session: u64) {
        self.active.remove(&session);
        if self.serial == Some(session) {
            self.serial = None;
        }
        let oldest = self.active.values().min().copied().unwrap_or(self.sequence);
        let kept = ((self.sequence - oldest) as usize).min(self.log.len());
        self.log.drain(..self.log.len() - kept);
    }
}

#[derive(Default)]
struct Shared {
    data: Mutex<Data>,
    /// A serial transaction ended.
    writable: Condvar,
    locks: LockTable,
}

impl Shared {
    fn data(&self) -> MutexGuard<'_, Data> {
        self.data.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The data, once no other session keeps writers out.
    fn writable(&self, session: u64) -> MutexGuard<'_, Data> {
        let mut data = self.data();
        while data.serial.is_some_and(|s| s != session) {
            let (back, outcome) = self
                .writable
                .wait_timeout(data, SERIAL_PATIENCE)
                .unwrap_or_else(PoisonError::into_inner);
            data = back;
            if outcome.timed_out() && data.serial != Some(session) {
                data.serial = None;
            }
        }
        data
    }
}

/// The globals of an engine.
#[derive(Clone, Default)]
pub struct MemoryStore(Arc<Shared>);

impl MemoryStore {
    /// A handle for a session; `owner` is a number that no other session of the engine has at the same time.
    pub fn session(&self, owner: impl Into<u64>) -> MemorySession {
        let session = owner.into();
        MemorySession {
            locks: self.0.locks.session(session),
            shared: self.0.clone(),
            session,
            chset: Chset::M,
            transaction: None,
            conflicts: 0,
            conflict: false,
        }
    }
}

#[derive(Default)]
struct Transaction {
    overlay: Overlay,
    /// State of the overlay at each TSTART.
    marks: Vec<usize>,
    reads: Intervals,
}

/// A session's handle.
pub struct MemorySession {
    shared: Arc<Shared>,
    session: u64,
    locks: SessionLocks,
    chset: Chset,
    transaction: Option<Transaction>,
    /// Tries of the present transaction that met a conflict.
    conflicts: u32,
    /// This try has met one.
    conflict: bool,
}

impl MemorySession {
    /// Encodes a reference; tells whether its last subscript (or the name) is empty. Empty subscripts are ordinary ones, as in a
    /// region of GT.M with null subscripts allowed.
    fn encode(&self, key: &GlobalKey<'_>) -> Result<(Encoded, bool), MError> {
        let encoded = key::encode(key, self.chset)?;
        let open = key.subs.last().map_or(key.name.is_empty(), Value::is_empty);
        Ok((encoded, open))
    }

    /// Reads, and remembers what was read when a transaction runs.
    fn read<T>(&mut self, look: impl FnOnce(&dyn Nodes) -> Seen<T>) -> Result<T, MError> {
        let mut data = self.shared.data();
        let Some(transaction) = &mut self.transaction else {
            return Ok(look(&data.nodes).answer);
        };
        let now = data.sequence;
        if let Some(seen) = data.active.get(&self.session).copied()
            && seen != now
        {
            if !data.unchanged(&transaction.reads, seen) {
                self.conflict = true;
                return Err(TPRETRY.into());
            }
            data.active.insert(self.session, now);
        }
        let seen = look(&View {
            base: &data.nodes,
            overlay: Some(&transaction.overlay),
        });
        transaction.reads.insert(seen.low, seen.high);
        Ok(seen.answer)
    }

    fn end_transaction(&mut self) {
        self.transaction = None;
        let mut data = self.shared.data();
        data.end(self.session);
        drop(data);
        self.shared.writable.notify_all();
    }
}

/// The sum that $INCREMENT makes.
fn incremented(old: Option<&[u8]>, by: Num) -> Result<(Num, Vec<u8>), MError> {
    let old = old.map_or(Ok(Num::ZERO), Num::parse_prefix)?;
    let new = old.add(by)?;
    Ok((new, new.text(&mut NUM_BUF.clone()).to_vec()))
}

impl GlobalStore for MemorySession {
    fn set_chset(&mut self, chset: Chset) {
        self.chset = chset;
    }

    fn get(&mut self, key: &GlobalKey<'_>) -> Result<Option<Vec<u8>>, MError> {
        let (key, _) = self.encode(key)?;
        if self.transaction.is_none() {
            return Ok(self.shared.data().nodes.get(&key.bytes).cloned());
        }
        self.read(|nodes| {
            let answer = nodes.value(&key.bytes).map(<[u8]>::to_vec);
            Seen {
                answer,
                high: successor(&key.bytes),
                low: key.bytes,
            }
        })
    }

    fn set(&mut self, key: &GlobalKey<'_>, value: &[u8]) -> Result<(), MError> {
        let (key, _) = self.encode(key)?;
        match &mut self.transaction {
            Some(transaction) => transaction.overlay.set(key.bytes, value.to_vec()),
            None => self
                .shared
                .writable(self.session)
                .set(key.bytes, value.to_vec()),
        }
        Ok(())
    }

    fn kill(&mut self, key: &GlobalKey<'_>) -> Result<(), MError> {
        let (key, _) = self.encode(key)?;
        match &mut self.transaction {
            Some(transaction) => transaction.overlay.kill(key.bytes),
            None => self.shared.writable(self.session).kill(key.bytes),
        }
        Ok(())
    }

    fn kill_node(&mut self, key: &GlobalKey<'_>) -> Result<(), MError> {
        let (key, _) = self.encode(key)?;
        match &mut self.transaction {
            Some(transaction) => transaction.overlay.kill_node(key.bytes),
            None => self.shared.writable(self.session).kill_node(&key.bytes),
        }
        Ok(())
    }

    fn data(&mut self, key: &GlobalKey<'_>) -> Result<u8, MError> {
        let (key, _) = self.encode(key)?;
        self.read(|nodes| walk::data(nodes, &key.bytes))
    }

    fn order(&mut self, key: &GlobalKey<'_>, to: Related) -> Result<Option<Value>, MError> {
        let (key, open) = self.encode(key)?;
        self.read(|nodes| walk::order(nodes, &key, open, to))
    }

    fn query(&mut self, key: &GlobalKey<'_>, to: Related) -> Result<Option<Vec<Value>>, MError> {
        let (key, open) = self.encode(key)?;
        self.read(|nodes| walk::query(nodes, &key, open, to))
    }

    fn increment(&mut self, key: &GlobalKey<'_>, by: Num) -> Result<Num, MError> {
        let (encoded, _) = self.encode(key)?;
        if self.transaction.is_some() {
            let (new, text) = incremented(self.get(key)?.as_deref(), by)?;
            if let Some(transaction) = &mut self.transaction {
                transaction.overlay.set(encoded.bytes, text);
            }
            return Ok(new);
        }
        let mut data = self.shared.writable(self.session);
        let (new, text) = incremented(data.nodes.value(&encoded.bytes), by)?;
        data.set(encoded.bytes, text);
        Ok(new)
    }

    fn names(&mut self, environment: &[u8]) -> Result<Vec<Vec<u8>>, MError> {
        let key = key::encode(
            &GlobalKey {
                environment,
                name: b"",
                subs: &[],
            },
            self.chset,
        )?;
        self.read(|nodes| walk::names(nodes, &key.bytes[..key.environment]))
    }

    fn tlevel(&self) -> u32 {
        self.transaction
            .as_ref()
            .map_or(0, |t| t.marks.len() as u32)
    }

    fn tstart(&mut self) {
        self.locks.begin();
        match &mut self.transaction {
            Some(transaction) => transaction.marks.push(transaction.overlay.mark()),
            None => {
                self.transaction = Some(Transaction {
                    marks: vec![0],
                    ..Transaction::default()
                });
                let serial = self.conflicts >= SERIAL_TRY;
                let mut data = if serial {
                    self.shared.writable(self.session)
                } else {
                    self.shared.data()
                };
                let now = data.sequence;
                data.active.insert(self.session, now);
                if serial {
                    data.serial = Some(self.session);
                }
            }
        }
    }

    fn tcommit(&mut self) -> Result<bool, MError> {
        let Some(transaction) = &mut self.transaction else {
            return Ok(true);
        };
        if transaction.marks.len() > 1 {
            transaction.marks.pop();
            self.locks.commit();
            return Ok(true);
        }
        let mut data = if transaction.overlay.is_empty() {
            self.shared.data()
        } else {
            self.shared.writable(self.session)
        };
        let seen = data
            .active
            .get(&self.session)
            .copied()
            .unwrap_or(data.sequence);
        if !data.unchanged(&transaction.reads, seen) {
            self.conflict = true;
            return Ok(false);
        }
        let (kills, nodes) = transaction.overlay.take();
        for root in kills {
            data.kill(root);
        }
        for (key, slot) in nodes {
            match slot {
                Some(value) => data.set(key, value),
                None => data.kill_node(&key),
            }
        }
        drop(data);
        self.locks.commit();
        self.conflicts = 0;
        self.end_transaction();
        Ok(true)
    }

    fn trollback(&mut self, to: u32) {
        let Some(transaction) = &mut self.transaction else {
            return;
        };
        let to = to as usize;
        self.locks.roll_back(to);
        if to > 0 {
            if let Some(&mark) = transaction.marks.get(to) {
                transaction.overlay.roll_back(mark);
                transaction.marks.truncate(to);
            }
            return;
        }
        self.conflicts = if self.conflict {
            self.conflicts.saturating_add(1)
        } else {
            0
        };
        self.conflict = false;
        self.end_transaction();
    }

    fn suspended(&mut self) {
        if self.transaction.is_some() {
            let mut data = self.shared.data();
            if data.serial == Some(self.session) {
                data.serial = None;
                drop(data);
                self.shared.writable.notify_all();
            }
        }
    }

    fn lock(
        &mut self,
        op: LockOp,
        names: &[LockName],
        timeout: Timeout,
    ) -> Result<Step<bool>, MError> {
        self.locks.lock(op, names, timeout, self.chset)
    }

    fn cancel_lock_waits(&mut self) {
        self.locks.cancel();
    }

    fn unlock_all(&mut self, op: LockOp) -> Result<(), MError> {
        self.locks.release_all(op)
    }

    fn lock_table(&mut self) -> Vec<Vec<u8>> {
        self.locks.show(self.chset)
    }
}

impl Drop for MemorySession {
    fn drop(&mut self) {
        if self.transaction.is_some() {
            self.end_transaction();
        }
    }
}
