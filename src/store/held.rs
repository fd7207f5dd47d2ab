//! What a session has in one database: the state that it reads, and its changes that others do not see yet.

use super::database::{self, Database, Durability, Serial};
use super::interval::Intervals;
use super::journal::{self, Change, Changes, One, Position, State};
use super::key::{self, end_of};
use super::lmdb::{Fault, Pair, Reader, Snapshot, Writer};
use super::overlay::{Nodes, Overlay, View};
use super::triggers::{self, Known};
use super::walk::successor;
use super::work::{self, Part, Read};
use crate::value::Value;
use crate::value::errors::MError;
use std::cell::Cell;
use std::ops::{Bound, Range};
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

pub(super) struct Held {
    pub path: PathBuf,
    make_folder: bool,
    pub database: Option<Arc<Database>>,
    snapshot: Option<Snapshot>,
    /// What the journal has over the snapshot, up to where it was seen.
    tail: Overlay,
    seen: Option<Position>,
    /// Room for a record of the journal.
    record: Vec<u8>,
    /// What the snapshot says of the journal.
    state: State,
    /// SETs and KILLs that others do not see yet.
    pub pending: Overlay,
    /// Those of the transaction.
    pub changes: Overlay,
    pub reads: Intervals,
    /// What other sessions read that do the same transaction.
    pub foreign: Vec<Read>,
    /// The transaction reads the snapshot.
    pub pinned: bool,
    /// Read since the last slice.
    pub used: bool,
    pub serial: Option<Serial>,
    pub triggers: Known,
}

impl Held {
    pub fn new(path: PathBuf, make_folder: bool) -> Held {
        Held {
            path,
            make_folder,
            database: None,
            snapshot: None,
            tail: Overlay::without_undo(),
            seen: None,
            record: Vec::new(),
            state: State::default(),
            pending: Overlay::without_undo(),
            changes: Overlay::default(),
            reads: Intervals::default(),
            foreign: Vec::new(),
            pinned: false,
            used: false,
            serial: None,
            triggers: Known::default(),
        }
    }

    #[cold]
    pub fn failure(&self, fault: Fault) -> MError {
        database::failure(&self.path, fault)
    }

    /// The database, if it exists or is to be made.
    pub fn database(
        &mut self,
        make: bool,
        durability: Durability,
    ) -> Result<Option<&Arc<Database>>, MError> {
        if self.database.is_none() {
            if make && self.make_folder {
                database::make_folder(&self.path);
            }
            let opened = database::open(&self.path, make, durability)?;
            if let Some(database) = &opened {
                database.enter();
            }
            self.database = opened;
        }
        Ok(self.database.as_ref())
    }

    /// Where nothing can be committed nothing is changed.
    ///
    /// # Errors
    /// DBPRIVERR.
    #[inline]
    pub fn may_change(&self) -> Result<(), MError> {
        match &self.database {
            Some(database) if database.is_read_only() => Err(self.failure(Fault(libc::EACCES))),
            _ => Ok(()),
        }
    }

    /// Has the last committed state to read, or that which the transaction sees.
    #[inline]
    pub fn refresh(&mut self, transaction: bool, durability: Durability) -> Result<(), MError> {
        self.used = true;
        if transaction && self.pinned {
            return Ok(());
        }
        self.pinned = transaction;
        if self.database.is_none() && self.database(false, durability)?.is_none() {
            return Ok(());
        }
        self.follow().map_err(|fault| self.failure(fault))
    }

    /// The committed state that the session reads.
    #[inline]
    pub fn seen(&self) -> Option<Position> {
        self.seen
    }

    /// The last committed state.
    #[inline]
    pub fn position(&self) -> Option<Position> {
        let database = self.database.as_ref()?;
        Some(database.journal().position())
    }

    #[inline]
    pub fn follow(&mut self) -> Result<(), Fault> {
        let Some(database) = &self.database else {
            return Ok(());
        };
        let now = database.journal().position();
        if self.seen == Some(now) {
            return Ok(());
        }
        self.follow_to(now)
    }

    /// Reads what others have committed.
    #[cold]
    fn follow_to(&mut self, now: Position) -> Result<(), Fault> {
        let Some(database) = self.database.clone() else {
            return Ok(());
        };
        let journal = database.journal();
        let mut bytes = Vec::new();
        if let Some(seen) = self.seen
            && seen.generation == now.generation
        {
            journal.read(seen.end, now.end, &mut bytes)?;
            let seed = journal.seed_at(self.state, seen.end)?;
            if journal.position().generation == now.generation {
                journal::verify(&bytes, seed)?;
                journal::redo(&bytes, &mut self.tail)?;
                self.seen = Some(now);
                return Ok(());
            }
        }
        self.seen = None;
        self.tail.clear();
        let since = Instant::now();
        loop {
            let now = journal.position();
            let snapshot = match &mut self.snapshot {
                Some(snapshot) => {
                    snapshot.renew()?;
                    snapshot
                }
                none => none.insert(database.snapshot()?),
            };
            self.state = database::state(snapshot)?;
            let generation = self.state.generation as u32;
            if journal.is_shared() && generation == now.generation {
                journal.read(0, now.end, &mut bytes)?;
                if journal.position().generation != now.generation {
                    continue;
                }
                journal::verify(&bytes, journal.seed_at(self.state, 0)?)?;
                journal::redo(&bytes, &mut self.tail)?;
            } else if journal.is_shared() && generation != now.generation.wrapping_add(1) {
                // The journal begins anew right now.
                database.await_journal(since)?;
                continue;
            }
            self.seen = Some(now);
            return Ok(());
        }
    }

    /// Commits changes; tells whether the journal had all that the session saw before, and nothing else. Then what it sees goes on with
    /// them.
    fn commit_changes(
        &mut self,
        writer: Writer<'_>,
        changes: &impl Changes,
        wait: bool,
    ) -> Result<bool, Fault> {
        let Some(database) = &self.database else {
            return Ok(false);
        };
        let tail = (self.seen, &self.tail);
        let reach = database.commit(writer, changes, tail, &mut self.record, wait)?;
        let Some((before, after)) = reach else {
            return Ok(false);
        };
        if !self.triggers.changed {
            self.triggers.moved(before, after);
        }
        let follows = self.seen == Some(before);
        if follows {
            self.seen = Some(after);
        }
        Ok(follows)
    }

    /// Commits what is pending.
    pub fn publish(&mut self, writer: Writer<'_>) -> Result<(), Fault> {
        let changes = std::mem::replace(&mut self.pending, Overlay::without_undo());
        match self.commit_changes(writer, &changes, true) {
            Ok(follows) => {
                self.absorb(follows, changes);
                Ok(())
            }
            Err(fault) => {
                self.pending = changes;
                Err(fault)
            }
        }
    }

    /// Commits one node, when nothing is pending.
    pub fn publish_one(
        &mut self,
        writer: Writer<'_>,
        key: &[u8],
        value: &[u8],
    ) -> Result<(), Fault> {
        if self.commit_changes(writer, &One(key, value), true)? {
            self.tail.set(key, value);
        }
        Ok(())
    }

    /// Commits what the transaction changed.
    pub fn commit(&mut self, writer: Writer<'_>, wait: bool) -> Result<(), Fault> {
        let changes = std::mem::take(&mut self.changes);
        match self.commit_changes(writer, &changes, wait) {
            Ok(follows) => {
                self.absorb(follows, changes);
                Ok(())
            }
            Err(fault) => {
                self.changes = changes;
                Err(fault)
            }
        }
    }

    fn absorb(&mut self, follows: bool, mut changes: Overlay) {
        if follows {
            self.tail.absorb(&mut changes);
        }
    }

    /// The value of a node in the state that was followed to, without what is pending.
    #[inline]
    pub fn value(&mut self, key: &[u8]) -> Result<Option<&[u8]>, Fault> {
        if let Some(slot) = self.tail.find(key) {
            return Ok(slot);
        }
        match (&self.snapshot, Spot::of(key)) {
            (Some(snapshot), Spot::At(key)) => snapshot.get(key),
            _ => Ok(None),
        }
    }

    /// The first node at or behind a key, without the leading byte of keys, where nothing of the journal and nothing that is pending lies
    /// before it. `None`: it has to be found by [`Held::look`].
    #[inline]
    pub fn first(&mut self, from: &[u8]) -> Result<Option<Option<Pair<'_>>>, Fault> {
        let Spot::At(at) = Spot::of(from) else {
            return Ok(None);
        };
        let (Some(pending), Some(tail)) = (self.pending.silence(from), self.tail.silence(from))
        else {
            return Ok(None);
        };
        let found = match &self.snapshot {
            Some(snapshot) => snapshot.at_or_behind(at)?,
            None => None,
        };
        let is_before = |silence| match (silence, found) {
            (Bound::Excluded(end), Some((key, _))) => *key < *Spot::of(end).bytes(),
            (Bound::Excluded(_), None) => false,
            _ => true,
        };
        Ok((is_before(pending) && is_before(tail)).then_some(found))
    }

    /// Reads through what was changed.
    #[inline]
    pub fn look<T>(
        &self,
        overlay: &Overlay,
        look: impl FnOnce(&dyn Nodes) -> T,
    ) -> Result<T, Fault> {
        let base = Base::new(self.snapshot.as_ref());
        let below = View {
            base: &base,
            overlay: &self.tail,
        };
        let nodes: &dyn Nodes = if self.tail.is_empty() { &base } else { &below };
        let answer = if overlay.is_empty() {
            look(nodes)
        } else {
            look(&View {
                base: nodes,
                overlay,
            })
        };
        base.fault.take().map_or(Ok(answer), Err)
    }

    /// Whether what the transaction read is the same in the present state.
    pub fn unchanged(&mut self, writer: &Writer<'_>) -> Result<bool, Fault> {
        Ok(self.own_unchanged(writer)? && self.foreign_unchanged(writer)?)
    }

    /// Changes of those moments, and reads.
    pub fn part(&self, moments: Vec<Range<usize>>, reads: Vec<Read>) -> Part {
        Part {
            path: self.path.as_os_str().as_bytes().to_vec(),
            changes: self.changes.since(&moments),
            reads,
        }
    }

    /// What was read, with digests, and what others read.
    pub fn digest(&mut self) -> Result<Vec<Read>, Fault> {
        self.watch_triggers();
        let nothing = Overlay::without_undo();
        let mut all = self.look(&nothing, |nodes| work::reads(&self.reads, nodes))?;
        all.append(&mut self.foreign);
        Ok(all)
    }

    /// A transaction in which triggers could have run depends on what they are.
    fn watch_triggers(&mut self) {
        if self.triggers.is_watched {
            let cycle = triggers::cycle_key();
            self.reads.insert(cycle.clone(), successor(&cycle));
        }
    }

    fn foreign_unchanged(&self, writer: &Writer<'_>) -> Result<bool, Fault> {
        if self.foreign.is_empty() {
            return Ok(true);
        }
        let Some(database) = &self.database else {
            return Ok(work::are_of_nothing(&self.foreign));
        };
        let end = database.end(database.state(writer)?);
        self.in_present(writer, end, |now| {
            self.foreign.iter().all(|read| read.is_same(now))
        })
    }

    /// Looks at the present state, which is a writer's and the journal's up to `end`.
    fn in_present<T>(
        &self,
        writer: &Writer<'_>,
        end: u32,
        look: impl FnOnce(&dyn Nodes) -> T,
    ) -> Result<T, Fault> {
        let mut tail = Overlay::without_undo();
        if let Some(database) = &self.database {
            let mut bytes = Vec::new();
            database.journal().read(0, end, &mut bytes)?;
            journal::redo(&bytes, &mut tail)?;
        }
        let base = Base::new(Some(writer));
        let answer = look(&View {
            base: &base,
            overlay: &tail,
        });
        base.fault.take().map_or(Ok(answer), Err)
    }

    fn own_unchanged(&mut self, writer: &Writer<'_>) -> Result<bool, Fault> {
        let Some(database) = &self.database else {
            return Ok(true);
        };
        let state = database.state(writer)?;
        let end = database.end(state);
        let now = Position {
            generation: state.generation as u32,
            end,
        };
        if self.seen == Some(now) {
            return Ok(true);
        }
        self.watch_triggers();
        let Some(database) = &self.database else {
            return Ok(true);
        };
        let mut bytes = Vec::new();
        if let Some(seen) = self.seen
            && seen.generation == now.generation
        {
            database.journal().read(seen.end, end, &mut bytes)?;
            let mut unchanged = true;
            journal::changes(&bytes, |change| {
                let touched = match change {
                    Change::Kill(root) => self.reads.overlaps(root, &end_of(root)),
                    Change::Node(key, _) => self.reads.overlaps(key, &successor(key)),
                };
                unchanged &= !touched;
            })?;
            return Ok(unchanged);
        }
        let nothing = Overlay::without_undo();
        self.in_present(writer, end, |now| {
            self.look(&nothing, |then| {
                let mut ranges = self.reads.iter();
                ranges.all(|(low, high)| same_in(low, high, then, now))
            })
        })?
    }

    pub fn end_transaction(&mut self) {
        self.changes = Overlay::default();
        self.reads = Intervals::default();
        self.foreign = Vec::new();
        self.serial = None;
        self.pinned = false;
        self.triggers.end_transaction();
    }

    /// The nodes of the state that was followed to, and what the journal has over them.
    pub fn parts(&self) -> (Option<&Snapshot>, &Overlay) {
        (self.snapshot.as_ref(), &self.tail)
    }

    /// Lets the state go.
    pub fn release(&mut self) {
        if let (Some(database), Some(snapshot)) = (&self.database, self.snapshot.take()) {
            database.put_back(snapshot);
        }
        self.seen = None;
        self.tail.clear();
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.release();
        if let Some(database) = &self.database {
            database.leave();
        }
    }
}

/// Whether two states have the same nodes from `low` up to, without, `high`.
fn same_in(low: &[u8], high: &[u8], then: &dyn Nodes, now: &dyn Nodes) -> bool {
    let mut from = low.to_vec();
    loop {
        let first = |nodes: &dyn Nodes| {
            let found = nodes.first(Bound::Included(&from));
            found.filter(|key| &key[..] < high)
        };
        match (first(then), first(now)) {
            (None, None) => return true,
            (Some(a), Some(b)) if a == b => {
                let value = |nodes: &dyn Nodes| nodes.value(&a).map(|v| v.to_vec());
                if value(then) != value(now) {
                    return false;
                }
                from = successor(&a);
            }
            _ => return false,
        }
    }
}

/// A position among the keys of a file, which have no environment and begin behind what the file says of itself.
#[derive(Clone, Copy)]
enum Spot<'a> {
    Start,
    At(&'a [u8]),
    End,
}

const FIRST: &[u8] = &[1];
const LAST: &[u8] = &[0xFF; 2];

impl<'a> Spot<'a> {
    /// The position of an encoded key whose environment is empty.
    fn of(key: &'a [u8]) -> Spot<'a> {
        match key {
            [] | [key::END] | [key::END, key::END, ..] => Spot::Start,
            [key::END, rest @ ..] => Spot::At(rest),
            _ => Spot::End,
        }
    }

    fn bytes(self) -> &'a [u8] {
        match self {
            Spot::Start => FIRST,
            Spot::At(key) => key,
            Spot::End => LAST,
        }
    }
}

/// A key of the file as an encoded key.
fn whole(key: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(key.len() + 1);
    out.push(key::END);
    out.extend_from_slice(key);
    out
}

/// A committed state as ordered nodes; without a file there are none.
struct Base<'a, R> {
    reader: Option<&'a R>,
    /// What went wrong: the answers are not to be used.
    fault: Cell<Option<Fault>>,
}

impl<'a, R: Reader> Base<'a, R> {
    fn new(reader: Option<&'a R>) -> Base<'a, R> {
        Base {
            reader,
            fault: Cell::new(None),
        }
    }

    fn look<'s, T>(&'s self, look: impl FnOnce(&'s R) -> Result<Option<T>, Fault>) -> Option<T> {
        look(self.reader?).unwrap_or_else(|fault| {
            self.fault.set(Some(fault));
            None
        })
    }
}

impl<R: Reader> Nodes for Base<'_, R> {
    fn value(&self, key: &[u8]) -> Option<Value> {
        let Spot::At(key) = Spot::of(key) else {
            return None;
        };
        self.look(|s| Ok(s.get(key)?.map(Value::from_bytes)))
    }

    fn first(&self, from: Bound<&[u8]>) -> Option<Vec<u8>> {
        let (Bound::Included(bytes) | Bound::Excluded(bytes)) = from else {
            return None;
        };
        let at = Spot::of(bytes).bytes();
        self.look(|s| {
            let mut found = s.at_or_behind(at)?;
            if matches!(from, Bound::Excluded(_)) && found.is_some_and(|(key, _)| key == at) {
                found = s.next()?;
            }
            Ok(found.map(|(key, _)| whole(key)))
        })
    }

    fn last(&self, below: &[u8]) -> Option<Vec<u8>> {
        let at = Spot::of(below).bytes();
        self.look(|s| {
            let found = s.before(at)?.filter(|(key, _)| *key >= FIRST);
            Ok(found.map(|(key, _)| whole(key)))
        })
    }
}

/// Applies changes in order: kills, then values.
pub(super) fn apply(writer: &mut Writer<'_>, changes: &impl Changes) -> Result<(), Fault> {
    for root in changes.kills() {
        writer.delete_below(Spot::of(root).bytes())?;
    }
    for (key, slot) in changes.nodes() {
        let key = Spot::of(key).bytes();
        match slot {
            Some(value) => writer.put(key, value)?,
            None => writer.delete(key)?,
        }
    }
    Ok(())
}
