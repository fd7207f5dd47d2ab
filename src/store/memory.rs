//! Globals in the memory of one engine, shared by its sessions.
//!
//! Transactions are optimistic. Each remembers the ranges of keys it has read; the store keeps a log of changes as long as any
//! transaction runs. Whenever a transaction reads or commits, the changes since its last look are held against its ranges: so all it
//! has read is true at one moment, that of its last look.

use super::counts::{Count, Counts};
use super::forest::{self, At, Forest, keep};
use super::interval::Intervals;
use super::key::{self, Encoded, end_of};
use super::locks::{LockTable, SessionLocks};
use super::overlay::{Nodes, Overlay, View};
use super::triggers;
use super::walk::{self, Seen, successor};
use super::{GlobalKey, GlobalStore, Related};
use crate::value::Value;
use crate::value::array;
use crate::value::chars::Chset;
use crate::value::errors::{MError, TPRETRY};
use crate::value::num::Num;
use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
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
    nodes: Forest,
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

    /// Notes the change of one node. Its key is made only when a transaction runs.
    #[inline]
    fn note_node(&mut self, key: &GlobalKey<'_>) {
        if self.active.is_empty() {
            self.sequence += 1;
        } else {
            let low = key::join(key);
            let high = successor(&low);
            self.note(low, high);
        }
    }

    /// KILL or ZKILL. Gives what is gone, to be freed when the data is not locked any more.
    fn remove(
        &mut self,
        global: u32,
        key: &GlobalKey<'_>,
        value_only: bool,
    ) -> Option<array::Node> {
        let gone = self.nodes.root_mut(global).remove(key.subs, value_only)?;
        if value_only {
            self.note_node(key);
        } else {
            let low = key::join(key);
            let high = end_of(&low);
            self.note(low, high);
        }
        Some(gone)
    }

    /// A change of a transaction: a new value, or the end of one node (`single`) or of a subtree.
    fn apply(&mut self, key: &[u8], value: Option<&[u8]>, single: bool) {
        let Some((top, subs)) = key::parts(key) else {
            return;
        };
        let changed = match value {
            Some(text) => {
                let global = self.nodes.enter(top);
                let node = self.nodes.root_mut(global).make(&subs, 0, keep);
                node.value = keep(&Value::from_bytes(text));
                true
            }
            None => match self.nodes.number(top) {
                Some(global) => {
                    let root = self.nodes.root_mut(global);
                    root.remove(&subs, single).is_some()
                }
                None => false,
            },
        };
        if changed {
            let end = if single { successor(key) } else { end_of(key) };
            self.note(key.to_vec(), end);
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
    /// Whether there ever were triggers.
    triggers: AtomicBool,
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
            counts: Counts::default(),
            locks: self.0.locks.session(session),
            shared: self.0.clone(),
            session,
            chset: Chset::M,
            not_isolated: Intervals::default(),
            known: Known::default(),
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

/// Globals whose numbers a session remembers.
const KNOWN: usize = 16;

/// Environment, name and number of a global that a session has met.
type Met = Option<(Box<[u8]>, Box<[u8]>, u32)>;

/// Numbers of globals that a session has met.
#[derive(Default)]
struct Known([Met; KNOWN]);

impl Known {
    /// The number of a global; only `make` enters a new one.
    #[inline]
    fn number(&mut self, nodes: &mut Forest, key: &GlobalKey<'_>, make: bool) -> Option<u32> {
        let ends = key.name.first().zip(key.name.last());
        let hash = ends.map_or(0, |(a, b)| {
            usize::from(*a) * 3 + usize::from(*b) + key.name.len()
        });
        let place = &mut self.0[hash % KNOWN];
        match place {
            Some((environment, name, number))
                if **name == *key.name && **environment == *key.environment =>
            {
                Some(*number)
            }
            place => Self::look(place, nodes, key, make),
        }
    }

    #[cold]
    #[inline(never)]
    fn look(place: &mut Met, nodes: &mut Forest, key: &GlobalKey<'_>, make: bool) -> Option<u32> {
        let top = key::join(&GlobalKey { subs: &[], ..*key });
        let number = match nodes.number(&top) {
            None if make => nodes.enter(&top),
            found => found?,
        };
        *place = Some((key.environment.into(), key.name.into(), number));
        Some(number)
    }
}

/// A session's handle.
pub struct MemorySession {
    shared: Arc<Shared>,
    session: u64,
    locks: SessionLocks,
    counts: Counts,
    chset: Chset,
    not_isolated: Intervals,
    known: Known,
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

    /// Reads as a transaction that runs does, and remembers what was read. `None`: none runs.
    fn read<T>(&mut self, look: impl FnOnce(&dyn Nodes) -> Seen<T>) -> Result<Option<T>, MError> {
        let Some(transaction) = &mut self.transaction else {
            return Ok(None);
        };
        let mut data = self.shared.data();
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
            overlay: &transaction.overlay,
        });
        let exempt = &self.not_isolated;
        transaction
            .reads
            .insert_outside(exempt, seen.low, seen.high);
        Ok(Some(seen.answer))
    }

    /// Looks at a global outside of transactions.
    #[inline]
    fn look<T>(
        &mut self,
        key: &GlobalKey<'_>,
        look: impl FnOnce(&array::Node) -> Option<T>,
    ) -> Result<Option<T>, MError> {
        key::check(key, self.chset)?;
        let mut data = self.shared.data();
        let Some(global) = self.known.number(&mut data.nodes, key, false) else {
            return Ok(None);
        };
        Ok(look(data.nodes.root(global)))
    }

    /// KILL or ZKILL outside of transactions.
    fn remove(&mut self, key: &GlobalKey<'_>, value_only: bool) -> Result<(), MError> {
        key::check(key, self.chset)?;
        let mut data = self.shared.writable(self.session);
        let gone = self
            .known
            .number(&mut data.nodes, key, false)
            .and_then(|global| data.remove(global, key, value_only));
        drop(data);
        drop(gone);
        Ok(())
    }

    /// Whether a tree fits below a key whatever its subscripts are.
    fn has_room(key: &GlobalKey<'_>, tree: &array::Node) -> bool {
        let room = 2 * key.name.len() + 1 + key.subs.iter().map(key::room).sum::<usize>();
        key.subs.len() + tree.levels() <= key::MAX_SUBSCRIPTS
            && room + forest::room(tree) < key::MAX_KEY
    }

    fn end_transaction(&mut self) {
        self.transaction = None;
        let mut data = self.shared.data();
        data.end(self.session);
        drop(data);
        self.shared.writable.notify_all();
    }
}

impl GlobalStore for MemorySession {
    fn counts(&mut self) -> &mut Counts {
        &mut self.counts
    }

    fn set_chset(&mut self, chset: Chset) {
        self.chset = chset;
    }

    fn set_not_isolated(&mut self, names: &[Vec<u8>]) {
        self.not_isolated = super::keys_of(names);
    }

    fn get(&mut self, key: &GlobalKey<'_>) -> Result<Option<Value>, MError> {
        self.counts.add(Count::Get);
        if self.transaction.is_none() {
            return self.look(key, |root| {
                let value = &root.find(key.subs)?.value;
                value.is_defined().then(|| value.clone())
            });
        }
        let (key, _) = self.encode(key)?;
        let found = self.read(|nodes| Seen {
            answer: nodes.value(&key.bytes),
            high: successor(&key.bytes),
            low: key.bytes,
        })?;
        Ok(found.flatten())
    }

    fn set(&mut self, key: &GlobalKey<'_>, value: &Value) -> Result<(), MError> {
        self.counts.add(Count::Set);
        if self.transaction.is_some() {
            let (key, _) = self.encode(key)?;
            if let Some(transaction) = &mut self.transaction {
                transaction.overlay.set(&key.bytes, &value.to_vec());
            }
            return Ok(());
        }
        key::check(key, self.chset)?;
        let value = keep(value);
        let mut data = self.shared.writable(self.session);
        data.note_node(key);
        let Some(global) = self.known.number(&mut data.nodes, key, true) else {
            return Ok(());
        };
        let node = data.nodes.root_mut(global).make(key.subs, 0, keep);
        let old = std::mem::replace(&mut node.value, value);
        drop(data);
        drop(old);
        Ok(())
    }

    fn kill(&mut self, key: &GlobalKey<'_>) -> Result<(), MError> {
        self.counts.add(Count::Kill);
        if self.transaction.is_none() {
            return self.remove(key, false);
        }
        let (key, _) = self.encode(key)?;
        if let Some(transaction) = &mut self.transaction {
            transaction.overlay.kill(&key.bytes);
        }
        Ok(())
    }

    fn kill_node(&mut self, key: &GlobalKey<'_>) -> Result<(), MError> {
        self.counts.add(Count::Kill);
        if self.transaction.is_none() {
            return self.remove(key, true);
        }
        let (key, _) = self.encode(key)?;
        if let Some(transaction) = &mut self.transaction {
            transaction.overlay.kill_node(&key.bytes);
        }
        Ok(())
    }

    fn data(&mut self, key: &GlobalKey<'_>) -> Result<u8, MError> {
        self.counts.add(Count::Data);
        if self.transaction.is_none() {
            let found = self.look(key, |root| Some(root.find(key.subs)?.data() as u8))?;
            return Ok(found.unwrap_or(0));
        }
        let (key, _) = self.encode(key)?;
        let found = self.read(|nodes| walk::data(nodes, &key.bytes))?;
        Ok(found.unwrap_or(0))
    }

    fn order(&mut self, key: &GlobalKey<'_>, to: Related) -> Result<Option<Value>, MError> {
        self.counts.add(match to {
            Related::Next => Count::Order,
            Related::Previous => Count::Zprevious,
        });
        if self.transaction.is_none()
            && let Some((last, above)) = key.subs.split_last()
        {
            let last = (!last.is_empty() || to == Related::Next).then_some(last);
            return self.look(key, |root| {
                let kids = root.find(above)?.kids.as_deref()?;
                match to {
                    Related::Next => forest::next(kids, last),
                    Related::Previous => forest::previous(kids, last),
                }
                .map(|(key, _)| key)
            });
        }
        let (key, open) = self.encode(key)?;
        if self.transaction.is_none() {
            let data = self.shared.data();
            return Ok(walk::order(&data.nodes, &key, open, to).answer);
        }
        let found = self.read(|nodes| walk::order(nodes, &key, open, to))?;
        Ok(found.flatten())
    }

    fn query(&mut self, key: &GlobalKey<'_>, to: Related) -> Result<Option<Vec<Value>>, MError> {
        self.counts.add(Count::Query);
        if self.transaction.is_none() {
            return self.look(key, |root| {
                match (to, key.subs) {
                    (Related::Next, subs) => forest::after(root, subs, At::Inside),
                    (Related::Previous, [above @ .., last]) if last.is_empty() => {
                        forest::before(root, above, At::Behind)
                    }
                    (Related::Previous, subs) => forest::before(root, subs, At::Itself),
                }
                .map(|(path, _)| path)
            });
        }
        let (key, open) = self.encode(key)?;
        let found = self.read(|nodes| walk::query(nodes, &key, open, to))?;
        Ok(found.flatten())
    }

    fn increment(&mut self, key: &GlobalKey<'_>, by: Num) -> Result<Num, MError> {
        if self.transaction.is_some() {
            let new = super::incremented(self.get(key)?.as_ref(), by)?;
            self.set(key, &Value::from_num(new))?;
            return Ok(new);
        }
        self.counts.add(Count::Set);
        key::check(key, self.chset)?;
        let mut data = self.shared.writable(self.session);
        let Some(global) = self.known.number(&mut data.nodes, key, true) else {
            return Ok(by);
        };
        let old = data.nodes.root(global).find(key.subs).map(|n| &n.value);
        let new = super::incremented(old, by)?;
        data.note_node(key);
        let node = data.nodes.root_mut(global).make(key.subs, 0, keep);
        node.value = Value::from_num(new);
        Ok(new)
    }

    fn subtree(&mut self, top: &GlobalKey<'_>) -> Result<array::Node, MError> {
        if self.transaction.is_some() {
            return super::subtree_by_walk(self, top);
        }
        let found = self.look(top, |root| {
            Some(root.find(top.subs)?.rebuilt(&Value::clone))
        })?;
        Ok(found.unwrap_or_default())
    }

    fn graft(&mut self, to: &GlobalKey<'_>, tree: &array::Node) -> Result<(), MError> {
        if self.transaction.is_some() || !Self::has_room(to, tree) {
            return super::graft_by_sets(self, to, tree);
        }
        let tree = tree.rebuilt(&forest::keep_defined);
        if !tree.value.is_defined() && tree.kids.is_none() {
            // A node without anything below would be seen by $ORDER.
            return Ok(());
        }
        let mut data = self.shared.writable(self.session);
        if !data.active.is_empty() {
            drop(data);
            return super::graft_by_sets(self, to, &tree);
        }
        data.sequence += 1;
        let Some(global) = self.known.number(&mut data.nodes, to, true) else {
            return Ok(());
        };
        let root = data.nodes.root_mut(global);
        root.make(to.subs, tree.levels(), keep).join(tree);
        Ok(())
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
        let environment = &key.bytes[..key.environment];
        if self.transaction.is_none() {
            return Ok(walk::names(&self.shared.data().nodes, environment).answer);
        }
        let found = self.read(|nodes| walk::names(nodes, environment))?;
        Ok(found.unwrap_or_default())
    }

    fn trigger_cycle(&mut self, environment: &[u8]) -> Result<u64, MError> {
        if !self.shared.triggers.load(Ordering::Relaxed) {
            return Ok(0);
        }
        let value = triggers::with_key(environment, &triggers::cycle(), |key| self.get(key))?;
        Ok(triggers::count(value.as_ref()))
    }

    fn triggers_changed(&mut self) {
        self.shared.triggers.store(true, Ordering::Relaxed);
    }

    fn tlevel(&self) -> u32 {
        self.transaction
            .as_ref()
            .map_or(0, |t| t.marks.len() as u32)
    }

    fn tstart(&mut self, _batch: bool) {
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
        let changes = kills.into_iter().map(|root| (root, None, false));
        let nodes = nodes.into_iter().map(|(key, slot)| (key, slot, true));
        for (key, slot, single) in changes.chain(nodes) {
            data.apply(&key, slot.as_deref(), single);
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

    fn locks(&mut self) -> (&mut SessionLocks, Chset) {
        (&mut self.locks, self.chset)
    }
}

impl Drop for MemorySession {
    fn drop(&mut self) {
        if self.transaction.is_some() {
            self.end_transaction();
        }
    }
}
