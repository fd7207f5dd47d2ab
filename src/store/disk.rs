//! Globals in database files that many processes share.
//!
//! SETs and KILLs are pending in an overlay that their session reads through, until they are published: applied together, in order,
//! in one short write transaction. Reads are of the last committed state, whoever committed it.
//!
//! Transactions read one snapshot a database, and remember the ranges of keys they read. At the commit, when others have
//! committed since, these ranges are compared in the snapshot and in the present state: the transaction is as if it had run now.

use super::counts::{Count, Counts};
use super::database::{self, Database, Durability};
use super::held::Held;
use super::interval::Intervals;
use super::key::{self, Encoded};
use super::locks::{LockTable, SessionLocks};
use super::mapping::{Mapping, Segment};
use super::overlay::{Nodes, Overlay};
use super::text::Text;
use super::triggers;
use super::walk::{self, Seen, successor};
use super::work::{self, Damaged, Mark, Part};
use super::{GlobalKey, GlobalStore, Related, Room};
use crate::value::array;
use crate::value::chars::Chset;
use crate::value::errors::MError;
use crate::value::num::Num;
use crate::value::{NUM_BUF, Value};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Changes and bytes that are pending at most, and how long.
const MAX_PENDING: usize = 16_384;
const MAX_BYTES: usize = 1 << 20;
const MAX_AGE: Duration = Duration::from_millis(5);
/// The same where a commit waits for the disk.
const MAX_AGE_SYNCED: Duration = Duration::from_millis(100);
/// So long after a failure nothing is tried again that can wait: who handles the error can tell of it.
const RETRY: Duration = Duration::from_secs(1);
/// The try of a transaction that keeps all other writers out, as GT.M's fourth.
const SERIAL_TRY: u32 = 3;

/// Where the default database is.
#[derive(Clone, Debug)]
pub struct Place {
    pub path: PathBuf,
    /// Its folder is made when missing.
    pub make_folder: bool,
}

impl Place {
    /// The locks of those who have this default database.
    pub fn locks(&self) -> LockTable {
        LockTable::shared(database::with(&self.path, "-locks"), self.make_folder)
    }
}

struct Shared {
    place: Place,
    durability: Durability,
    locks: LockTable,
    sessions: AtomicUsize,
}

/// The globals of an engine, in files.
#[derive(Clone)]
pub struct DiskStore(Arc<Shared>);

impl DiskStore {
    pub fn new(place: Place, durability: Durability) -> DiskStore {
        // LOCKs are those of the processes of the default database, whichever one their names stand for.
        let locks = place.locks();
        DiskStore(Arc::new(Shared {
            place,
            durability,
            locks,
            sessions: AtomicUsize::new(0),
        }))
    }

    /// A handle for a session; `owner` is a number that no other session of the engine has at the same time.
    pub fn session(&self, owner: impl Into<u64>) -> DiskSession {
        self.0.sessions.fetch_add(1, Ordering::Relaxed);
        DiskSession {
            counts: Counts::default(),
            locks: self.0.locks.session(owner.into()),
            shared: self.0.clone(),
            chset: Chset::M,
            key: Encoded::default(),
            not_isolated: Intervals::default(),
            batch: false,
            files: Vec::new(),
            environments: Vec::new(),
            since: None,
            failed: None,
            bytes: 0,
            marks: Vec::new(),
            joined: false,
            conflicts: 0,
            conflict: false,
        }
    }
}

/// A session's handle.
pub struct DiskSession {
    shared: Arc<Shared>,
    locks: SessionLocks,
    counts: Counts,
    chset: Chset,
    /// Room for the key of the reference at hand.
    key: Encoded,
    not_isolated: Intervals,
    /// The transaction's commit waits for no disk.
    batch: bool,
    files: Vec<Held>,
    /// Environments that were met, and their files.
    environments: Vec<(Box<[u8]>, Route)>,
    /// When the oldest pending change was made.
    since: Option<Instant>,
    /// When they could not be published.
    failed: Option<Instant>,
    /// Bytes of what is pending, about.
    bytes: usize,
    /// Of each level of the transaction: the state of the changes in each file.
    marks: Vec<Vec<usize>>,
    /// The outermost of them is a transaction of several sessions, and no TSTART.
    joined: bool,
    /// Tries of the present transaction that met a conflict.
    conflicts: u32,
    /// This try has met one.
    conflict: bool,
}

/// The files of an environment.
#[derive(Clone)]
enum Route {
    One(usize),
    Mapped(Arc<Mapped>),
}

/// A mapping, and the number that the session has given to each of its files.
struct Mapped {
    mapping: Mapping,
    files: Vec<usize>,
}

impl Mapped {
    fn file(&self, number: usize) -> usize {
        self.files.get(number).copied().unwrap_or(0)
    }
}

impl Route {
    #[inline]
    fn file(&self, name: &[u8]) -> usize {
        match self {
            Route::One(at) => *at,
            Route::Mapped(mapped) => mapped.file(mapped.mapping.file(name)),
        }
    }
}

impl DiskSession {
    /// The number of the file of a global.
    #[inline]
    fn file(&mut self, environment: &[u8], name: &[u8]) -> Result<usize, MError> {
        match self.environments.first() {
            Some((known, route)) if **known == *environment => Ok(route.file(name)),
            _ => Ok(self.route(environment)?.file(name)),
        }
    }

    #[cold]
    fn route(&mut self, environment: &[u8]) -> Result<Route, MError> {
        let known = self.environments.iter().find(|(n, _)| **n == *environment);
        if let Some((_, route)) = known {
            return Ok(route.clone());
        }
        let (path, make_folder) = if environment.is_empty() {
            let place = &self.shared.place;
            (place.path.clone(), place.make_folder)
        } else {
            let name = Path::new(std::ffi::OsStr::from_bytes(environment));
            (database::beside(name), false)
        };
        let mapping = Mapping::of(&located(&path))?;
        let mut number = |path: &PathBuf| self.number(&located(path), make_folder);
        let files: Vec<usize> = mapping.files.iter().map(&mut number).collect();
        let route = match files.as_slice() {
            [at] => Route::One(*at),
            _ => Route::Mapped(Arc::new(Mapped { mapping, files })),
        };
        self.environments.push((environment.into(), route.clone()));
        Ok(route)
    }

    /// The number of a file.
    fn number(&mut self, path: &Path, make_folder: bool) -> usize {
        let known = self.files.iter().position(|f| f.path == path);
        known.unwrap_or_else(|| {
            self.files.push(Held::new(path.to_path_buf(), make_folder));
            self.files.len() - 1
        })
    }

    /// The name of a global beside another, where they are in several files.
    #[cold]
    fn order_names(
        &mut self,
        mapped: &Mapped,
        name: &[u8],
        to: Related,
    ) -> Result<Option<Value>, MError> {
        let segments = &mapped.mapping.segments;
        let begin = match (name, to) {
            (b"", Related::Previous) => segments.len().saturating_sub(1),
            _ => mapped.mapping.segment(name),
        };
        let mut step = |segment: &Segment| {
            let at = mapped.file(segment.file);
            self.read(at, |nodes| walk::order_in_segment(nodes, segment, name, to))
        };
        match to {
            Related::Next => {
                for segment in &segments[begin..] {
                    if let Some(found) = step(segment)? {
                        return Ok(Some(found));
                    }
                }
            }
            Related::Previous => {
                for segment in segments[..=begin].iter().rev() {
                    if let Some(found) = step(segment)? {
                        return Ok(Some(found));
                    }
                }
            }
        }
        Ok(None)
    }

    /// Encodes a reference without its environment; tells its file, and whether its last subscript (or the name) is empty. Empty
    /// subscripts are ordinary ones, as in a region of GT.M with null subscripts allowed.
    #[inline]
    fn encode(&mut self, key: &GlobalKey<'_>) -> Result<(usize, Encoded, bool), MError> {
        let mut encoded = Encoded::default();
        let (at, open) = self.encode_into(key, &mut encoded)?;
        Ok((at, encoded, open))
    }

    #[inline]
    fn encode_into(
        &mut self,
        key: &GlobalKey<'_>,
        encoded: &mut Encoded,
    ) -> Result<(usize, bool), MError> {
        let at = self.file(key.environment, key.name)?;
        let bare = GlobalKey {
            environment: b"",
            ..*key
        };
        encoded.fill(&bare, self.chset)?;
        let open = key.subs.last().map_or(key.name.is_empty(), Value::is_empty);
        Ok((at, open))
    }

    /// Does something with an encoded reference, which needs no memory of its own.
    #[inline]
    fn with_key<T>(
        &mut self,
        key: &GlobalKey<'_>,
        then: impl FnOnce(&mut Self, usize, &mut Encoded, bool) -> Result<T, MError>,
    ) -> Result<T, MError> {
        let mut encoded = std::mem::take(&mut self.key);
        let done = self
            .encode_into(key, &mut encoded)
            .and_then(|(at, open)| then(self, at, &mut encoded, open));
        self.key = encoded;
        done
    }

    /// What is made of the first node at or behind a key, outside of a transaction, where it can be told at once. Keys of nodes are
    /// without their leading byte.
    #[inline]
    fn first<T>(
        &mut self,
        at: usize,
        from: &[u8],
        then: impl FnOnce(Option<&[u8]>) -> T,
    ) -> Result<Option<T>, MError> {
        if self.in_transaction() {
            return Ok(None);
        }
        let held = &mut self.files[at];
        held.refresh(false, self.shared.durability)?;
        match held.first(from) {
            Ok(found) => Ok(found.map(|pair| then(pair.map(|(key, _)| key)))),
            Err(fault) => Err(held.failure(fault)),
        }
    }

    /// $ORDER to the next subscript, as [`DiskSession::first`].
    #[inline]
    fn order_near(
        &mut self,
        at: usize,
        key: &mut Encoded,
    ) -> Result<Option<Option<Value>>, MError> {
        let turn = |key: &mut Encoded, end| *key.bytes.last_mut().unwrap_or(&mut 0) = end;
        // Behind the whole subtree.
        turn(key, key::END + 1);
        let done = self.first(at, &key.bytes, |found| {
            let below = found?.strip_prefix(&key.bytes[1..key.parent])?;
            Some(key::subscript(key::split(below).0))
        });
        turn(key, key::END);
        done
    }

    /// $QUERY to the next node, as [`DiskSession::first`].
    #[inline]
    fn query_near(
        &mut self,
        at: usize,
        key: &mut Encoded,
    ) -> Result<Option<Option<Vec<Value>>>, MError> {
        key.bytes.push(key::END);
        let done = self.first(at, &key.bytes, |found| {
            let below = found?.strip_prefix(&key.bytes[1..key.name])?;
            Some(key::subscripts(below))
        });
        key.bytes.pop();
        done
    }

    fn in_transaction(&self) -> bool {
        !self.marks.is_empty()
    }

    /// Reads a file through what was changed in it; a transaction remembers what was read.
    #[inline]
    fn read<T>(
        &mut self,
        at: usize,
        look: impl FnOnce(&dyn Nodes) -> Seen<T>,
    ) -> Result<T, MError> {
        let transaction = self.in_transaction();
        if transaction {
            // What came before the transaction is in the state that it reads.
            self.publish_before()?;
        }
        let held = &mut self.files[at];
        held.refresh(transaction, self.shared.durability)?;
        let overlay = if transaction {
            &held.changes
        } else {
            &held.pending
        };
        let seen = held
            .look(overlay, look)
            .map_err(|fault| held.failure(fault))?;
        if transaction {
            let exempt = &self.not_isolated;
            held.reads.insert_outside(exempt, seen.low, seen.high);
        }
        Ok(seen.answer)
    }

    /// Changes a file: at once in the transaction, or pending.
    #[inline]
    fn change(
        &mut self,
        at: usize,
        bytes: usize,
        change: impl FnOnce(&mut Overlay),
    ) -> Result<(), MError> {
        self.files[at].may_change()?;
        if self.in_transaction() {
            let changes = &mut self.files[at].changes;
            // The outermost level is undone as a whole.
            changes.keep_undo(self.joined || self.marks.len() > 1);
            change(changes);
            return Ok(());
        }
        if self.files[at].pending.len() >= MAX_PENDING || self.bytes >= MAX_BYTES {
            // If this fails the change is not made.
            self.publish_now()?;
        }
        change(&mut self.files[at].pending);
        self.bytes += bytes;
        if self.since.is_none() {
            self.since = Some(Instant::now());
        }
        Ok(())
    }

    /// $INCREMENT outside of a transaction: a commit of its own.
    fn add(&mut self, at: usize, key: &[u8], by: Num) -> Result<Num, MError> {
        if self.since.is_some() {
            let mut others = self.files.iter().enumerate();
            if others.any(|(other, held)| other != at && !held.pending.is_empty()) {
                self.publish_now()?;
            }
        }
        let held = &mut self.files[at];
        held.database(true, self.shared.durability)?;
        let Some(database) = held.database.clone() else {
            return Ok(by);
        };
        let failure = |fault| database::failure(database.path(), fault);
        let writer = database.write(false).map_err(failure)?;
        held.follow().map_err(failure)?;
        let before = held.pending.get(key).map(|slot| slot.map(Text::from));
        let old = match &before {
            Some(slot) => slot.as_deref(),
            None => held.value(key).map_err(failure)?,
        };
        let new = super::incremented(old.map(Value::from_bytes).as_ref(), by)?;
        let mut room = NUM_BUF;
        let value = new.text(&mut room);
        if held.pending.is_empty() {
            held.publish_one(writer, key, value).map_err(failure)?;
            return Ok(new);
        }
        held.pending.set(key, value);
        if let Err(fault) = held.publish(writer) {
            held.pending.restore(key, before);
            return Err(failure(fault));
        }
        self.since = None;
        self.bytes = 0;
        Ok(new)
    }

    #[inline]
    fn publish_before(&mut self) -> Result<(), MError> {
        if self.since.is_some() {
            self.publish_now()?;
        }
        Ok(())
    }

    #[cold]
    fn publish_now(&mut self) -> Result<(), MError> {
        let done = self.publish_all();
        self.failed = done.is_err().then(Instant::now);
        done
    }

    fn publish_all(&mut self) -> Result<(), MError> {
        let durability = self.shared.durability;
        for held in &mut self.files {
            if held.pending.is_empty() {
                continue;
            }
            held.database(true, durability)?;
            let Some(database) = held.database.clone() else {
                continue;
            };
            let writer = database.write(held.serial.is_some());
            let done = writer.and_then(|writer| held.publish(writer));
            done.map_err(|fault| held.failure(fault))?;
        }
        self.since = None;
        self.bytes = 0;
        Ok(())
    }

    /// Applies the transaction. `false`: what it read has changed.
    fn commit(&mut self) -> Result<bool, MError> {
        self.publish_before()?;
        let durability = self.shared.durability;
        let is_idle = |f: &Held| f.changes.is_empty() && f.foreign.is_empty();
        if self.files.iter().all(is_idle) {
            // All that was read is true at one moment.
            return Ok(true);
        }
        for held in &mut self.files {
            let make = !held.changes.is_empty();
            if make || held.pinned || !held.foreign.is_empty() {
                held.database(make, durability)?;
            }
        }
        // Always in the same order, so that two transactions never wait for each other.
        let mut order: Vec<(&mut Held, Arc<Database>)> = Vec::with_capacity(self.files.len());
        for held in &mut self.files {
            if held.changes.is_empty() && !held.pinned && held.foreign.is_empty() {
                continue;
            }
            match held.database.clone() {
                Some(database) => order.push((held, database)),
                None if work::are_of_nothing(&held.foreign) => {}
                None => return Ok(false),
            }
        }
        order.sort_by(|a, b| a.0.path.cmp(&b.0.path));
        let (mut order, databases): (Vec<&mut Held>, Vec<Arc<Database>>) =
            order.into_iter().unzip();
        let mut writers = Vec::with_capacity(order.len());
        for (held, database) in order.iter_mut().zip(&databases) {
            let writer = database.write(held.serial.is_some());
            let writer = writer.and_then(|w| Ok(held.unchanged(&w)?.then_some(w)));
            match writer.map_err(|fault| held.failure(fault))? {
                Some(writer) => writers.push(writer),
                None => return Ok(false),
            }
        }
        for (held, writer) in order.into_iter().zip(writers) {
            if !held.changes.is_empty() {
                held.commit(writer, !self.batch)
                    .map_err(|fault| held.failure(fault))?;
            }
        }
        Ok(true)
    }

    /// The count of changes of triggers in a file.
    #[cold]
    fn look_for_triggers(&mut self, at: usize, environment: &[u8]) -> Result<u64, MError> {
        let read = |this: &mut Self| {
            let value = triggers::with_key(environment, &triggers::cycle(), |key| this.value(key))?;
            Ok::<u64, MError>(triggers::count(value.as_ref()))
        };
        if self.in_transaction() {
            self.publish_before()?;
            let held = &mut self.files[at];
            held.refresh(true, self.shared.durability)?;
            let seen = held.seen();
            let known = held.triggers.at(seen).filter(|_| seen.is_some());
            let cycle = match known {
                Some(cycle) => cycle,
                None => read(self)?,
            };
            let known = &mut self.files[at].triggers;
            (known.in_transaction, known.is_watched) = (Some(cycle), true);
            if !known.changed {
                known.saw(seen, cycle);
            }
            return Ok(cycle);
        }
        let held = &mut self.files[at];
        if held.database.is_none() {
            held.database(false, self.shared.durability)?;
        }
        if let Some(cycle) = held.triggers.at(held.position()) {
            return Ok(cycle);
        }
        let was_read = held.seen().is_some();
        let cycle = read(self)?;
        let held = &mut self.files[at];
        held.triggers.saw(held.seen(), cycle);
        if !was_read {
            // Who only writes follows no state.
            held.release();
        }
        Ok(cycle)
    }

    fn end_transaction(&mut self) {
        self.joined = false;
        self.marks.clear();
        self.files.iter_mut().for_each(Held::end_transaction);
    }

    /// The value of a node.
    fn value(&mut self, key: &GlobalKey<'_>) -> Result<Option<Value>, MError> {
        self.with_key(key, |this, at, key, _| {
            if this.in_transaction() {
                return this.read(at, |nodes| Seen {
                    answer: nodes.value(&key.bytes),
                    high: successor(&key.bytes),
                    low: key.bytes.clone(),
                });
            }
            let held = &mut this.files[at];
            if let Some(slot) = held.pending.find(&key.bytes) {
                return Ok(slot.map(Value::from_bytes));
            }
            held.refresh(false, this.shared.durability)?;
            match held.value(&key.bytes) {
                Ok(value) => Ok(value.map(Value::from_bytes)),
                Err(fault) => Err(held.failure(fault)),
            }
        })
    }
}

/// A path that does not depend on the working directory any more, nor on links above the file.
fn located(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let folder = whole.parent().and_then(|f| f.canonicalize().ok());
    match (folder, whole.file_name()) {
        (Some(folder), Some(name)) => folder.join(name),
        _ => whole,
    }
}

impl GlobalStore for DiskSession {
    fn room(&mut self) -> Result<Option<Room>, MError> {
        let at = self.file(b"", triggers::GLOBAL)?;
        let durability = self.shared.durability;
        let held = &mut self.files[at];
        let Some(database) = held.database(false, durability)?.cloned() else {
            return Ok(None);
        };
        let figures = database.figures().map_err(|fault| held.failure(fault))?;
        Ok(Some(Room {
            file: database.path().as_os_str().as_bytes().to_vec(),
            pages: figures.pages,
            free: figures.free_pages,
        }))
    }

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
        self.value(key)
    }

    fn set(&mut self, key: &GlobalKey<'_>, value: &Value) -> Result<(), MError> {
        self.counts.add(Count::Set);
        self.with_key(key, |this, at, key, _| {
            let mut room = NUM_BUF;
            let value = value.bytes(&mut room);
            let bytes = key.bytes.len() + value.len();
            this.change(at, bytes, |overlay| overlay.set(&key.bytes, value))
        })
    }

    fn kill(&mut self, key: &GlobalKey<'_>) -> Result<(), MError> {
        self.counts.add(Count::Kill);
        self.with_key(key, |this, at, key, _| {
            this.change(at, key.bytes.len(), |overlay| overlay.kill(&key.bytes))
        })
    }

    fn kill_node(&mut self, key: &GlobalKey<'_>) -> Result<(), MError> {
        self.counts.add(Count::Kill);
        self.with_key(key, |this, at, key, _| {
            this.change(at, key.bytes.len(), |overlay| overlay.kill_node(&key.bytes))
        })
    }

    fn data(&mut self, key: &GlobalKey<'_>) -> Result<u8, MError> {
        self.counts.add(Count::Data);
        let (at, key, _) = self.encode(key)?;
        self.read(at, |nodes| walk::data(nodes, &key.bytes))
    }

    fn order(&mut self, key: &GlobalKey<'_>, to: Related) -> Result<Option<Value>, MError> {
        self.counts.add(match to {
            Related::Next => Count::Order,
            Related::Previous => Count::Zprevious,
        });
        if key.subs.is_empty()
            && let Route::Mapped(mapped) = self.route(key.environment)?
        {
            return self.order_names(&mapped, key.name, to);
        }
        self.with_key(key, |this, at, key, open| {
            if to == Related::Next
                && !key.is_name()
                && let Some(answer) = this.order_near(at, key)?
            {
                return Ok(answer);
            }
            this.read(at, |nodes| walk::order(nodes, key, open, to))
        })
    }

    fn query(&mut self, key: &GlobalKey<'_>, to: Related) -> Result<Option<Vec<Value>>, MError> {
        self.counts.add(Count::Query);
        self.with_key(key, |this, at, key, open| {
            if to == Related::Next
                && let Some(answer) = this.query_near(at, key)?
            {
                return Ok(answer);
            }
            this.read(at, |nodes| walk::query(nodes, key, open, to))
        })
    }

    fn increment(&mut self, key: &GlobalKey<'_>, by: Num) -> Result<Num, MError> {
        if self.in_transaction() {
            let new = super::incremented(self.value(key)?.as_ref(), by)?;
            self.set(key, &Value::from_num(new))?;
            return Ok(new);
        }
        self.counts.add(Count::Set);
        self.with_key(key, |this, at, key, _| this.add(at, &key.bytes, by))
    }

    fn names(&mut self, environment: &[u8]) -> Result<Vec<Vec<u8>>, MError> {
        let mapped = match self.route(environment)? {
            Route::One(at) => return self.read(at, |nodes| walk::names(nodes, &[key::END])),
            Route::Mapped(mapped) => mapped,
        };
        let mut all = Vec::new();
        for segment in &mapped.mapping.segments {
            let at = mapped.file(segment.file);
            let names = self.read(at, |nodes| walk::names(nodes, &[key::END]))?;
            all.extend(names.into_iter().filter(|name| segment.holds(name)));
        }
        Ok(all)
    }

    fn subtree(&mut self, top: &GlobalKey<'_>) -> Result<array::Node, MError> {
        let (at, key, _) = self.encode(top)?;
        self.read(at, |nodes| walk::subtree(nodes, &key.bytes))
    }

    fn graft(&mut self, to: &GlobalKey<'_>, tree: &array::Node) -> Result<(), MError> {
        super::graft_by_sets(self, to, tree)
    }

    #[inline]
    fn trigger_cycle(&mut self, environment: &[u8]) -> Result<u64, MError> {
        let at = self.file(environment, triggers::GLOBAL)?;
        let transaction = self.in_transaction();
        let held = &self.files[at];
        let known = match transaction {
            true => held.triggers.in_transaction,
            // While changes are pending nothing was learnt from others, unless something was read since.
            false if held.pending.is_empty() => None,
            false => match held.seen() {
                None => Some(held.triggers.last()),
                seen => held.triggers.at(seen),
            },
        };
        match known {
            Some(cycle) => Ok(cycle),
            None => self.look_for_triggers(at, environment),
        }
    }

    fn triggers_changed(&mut self) {
        for held in &mut self.files {
            held.triggers.forget();
        }
    }

    fn publish(&mut self) -> Result<(), MError> {
        if self.since.is_none() || self.failed.is_some_and(|at| at.elapsed() < RETRY) {
            return Ok(());
        }
        self.publish_now()
    }

    fn slice(&mut self) -> Result<(), MError> {
        for held in &mut self.files {
            // A state that is not read any more would keep its pages for ever.
            if !held.used && !held.pinned {
                held.release();
            }
            held.used = false;
        }
        let Some(since) = self.since else {
            return Ok(());
        };
        // Other sessions of the process may be next.
        let alone = self.shared.sessions.load(Ordering::Relaxed) == 1;
        let age = match self.shared.durability {
            Durability::Sync => MAX_AGE_SYNCED,
            Durability::Group | Durability::None => MAX_AGE,
        };
        if alone && since.elapsed() < age {
            return Ok(());
        }
        self.publish()
    }

    fn tlevel(&self) -> u32 {
        self.marks.len() as u32 - u32::from(self.joined)
    }

    fn tstart(&mut self, batch: bool) {
        if self.marks.is_empty() {
            self.batch = batch;
        }
        self.locks.begin();
        let marks = match self.in_transaction() {
            true => self.files.iter().map(|f| f.changes.mark()).collect(),
            // The outermost level is undone as a whole.
            false => Vec::new(),
        };
        self.marks.push(marks);
        if self.marks.len() == 1 && self.conflicts >= SERIAL_TRY && !self.joined {
            for held in &mut self.files {
                held.serial = held.database.as_ref().and_then(Database::serial);
            }
        }
    }

    fn tcommit(&mut self) -> Result<bool, MError> {
        if self.marks.len() > 1 {
            self.marks.pop();
            self.locks.commit();
            return Ok(true);
        }
        if self.in_transaction() {
            if !self.commit()? {
                self.conflict = true;
                return Ok(false);
            }
            self.locks.commit();
            self.conflicts = 0;
            self.end_transaction();
        }
        Ok(true)
    }

    fn trollback(&mut self, to: u32) {
        let to = to as usize;
        if self.tlevel() == 0 {
            return;
        }
        self.locks.roll_back(to);
        let to = to + usize::from(self.joined);
        if to > 0 {
            if let Some(marks) = self.marks.get(to) {
                for (at, held) in self.files.iter_mut().enumerate() {
                    // A file that was first used inside the level had no changes before.
                    held.changes.roll_back(marks.get(at).copied().unwrap_or(0));
                    held.triggers.in_transaction = None;
                }
                self.marks.truncate(to);
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

    fn join(&mut self) -> Result<bool, MError> {
        self.publish_before()?;
        if !self.in_transaction() {
            self.marks.push(Vec::new());
            self.joined = true;
        }
        Ok(self.joined)
    }

    fn hand_on(&mut self, mark: &mut Mark) -> Vec<u8> {
        let files = self.files.iter().enumerate();
        let parts =
            files.map(|(at, held)| held.part(mark.pass(at, held.changes.mark()), Vec::new()));
        let parts: Vec<Part> = parts.filter(|part| !part.is_empty()).collect();
        work::encode(&parts)
    }

    fn take_up(&mut self, work: &[u8], mark: &mut Mark) -> Result<(), Damaged> {
        for mut part in work::decode(work)? {
            let at = self.number(Path::new(std::ffi::OsStr::from_bytes(&part.path)), false);
            let held = &mut self.files[at];
            let before = held.changes.mark();
            held.changes.keep_undo(true);
            held.changes.absorb(&mut part.changes);
            mark.skip(at, before, held.changes.mark());
            held.foreign.extend(part.reads);
        }
        Ok(())
    }

    fn hand_over(&mut self, mark: &mut Mark) -> Result<Vec<u8>, MError> {
        let mut parts = Vec::new();
        for (at, held) in self.files.iter_mut().enumerate() {
            let reads = held.digest().map_err(|fault| held.failure(fault))?;
            let part = held.part(mark.pass(at, held.changes.mark()), reads);
            if !part.is_empty() {
                parts.push(part);
            }
        }
        self.end_transaction();
        Ok(work::encode(&parts))
    }

    fn commit_joined(&mut self) -> Result<bool, MError> {
        let done = self.commit();
        self.end_transaction();
        done
    }

    fn abandon(&mut self) {
        if self.joined {
            self.locks.roll_back(0);
            self.end_transaction();
        }
    }

    fn is_exclusive(&self) -> bool {
        self.files.iter().any(|held| held.serial.is_some())
    }

    fn suspended(&mut self) {
        self.failed = None;
        for held in &mut self.files {
            held.serial = None;
            if !held.pinned {
                held.release();
            }
        }
    }

    fn locks(&mut self) -> (&mut SessionLocks, Chset) {
        (&mut self.locks, self.chset)
    }
}

impl Drop for DiskSession {
    fn drop(&mut self) {
        // Who ends a session has published before; this is for sessions that are only dropped.
        let _ = self.publish();
        self.shared.sessions.fetch_sub(1, Ordering::Relaxed);
    }
}
