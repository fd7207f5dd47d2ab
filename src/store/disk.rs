//! Globals in database files that many processes share.
//!
//! SETs and KILLs are pending in an overlay that their session reads through, until they are published: applied together, in order,
//! in one short write transaction. Reads are of the last committed state, whoever committed it.
//!
//! Transactions read one snapshot a database, and remember the ranges of keys they read. At the commit, when others have
//! committed since, these ranges are compared in the snapshot and in the present state: the transaction is as if it had run now.

use super::database::{self, Database, Durability, Serial};
use super::interval::Intervals;
use super::key::{self, Encoded};
use super::lmdb::{Fault, Reader, Snapshot, Writer};
use super::locks::{LockTable, SessionLocks};
use super::overlay::{Nodes, Overlay, View};
use super::triggers;
use super::walk::{self, Seen, successor};
use super::{GlobalKey, GlobalStore, Related};
use crate::value::Value;
use crate::value::array;
use crate::value::chars::Chset;
use crate::value::errors::MError;
use crate::value::num::Num;
use std::cell::Cell;
use std::ops::Bound;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Changes and bytes that are pending at most, and how long.
const MAX_PENDING: usize = 4096;
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
        let mut file = place.path.clone().into_os_string();
        file.push("-locks");
        let locks = LockTable::shared(file.into());
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
            locks: self.0.locks.session(owner.into()),
            shared: self.0.clone(),
            chset: Chset::M,
            files: Vec::new(),
            environments: Vec::new(),
            since: None,
            failed: None,
            bytes: 0,
            marks: Vec::new(),
            conflicts: 0,
            conflict: false,
        }
    }
}

/// What a session has in one file.
struct Held {
    path: PathBuf,
    make_folder: bool,
    database: Option<Arc<Database>>,
    snapshot: Option<Snapshot>,
    /// SETs and KILLs that others do not see yet.
    pending: Overlay,
    /// Those of the transaction.
    changes: Overlay,
    /// State of the changes at each TSTART; levels that began before the file was used are missing.
    reads: Intervals,
    /// The transaction reads the snapshot.
    pinned: bool,
    /// Read since the last slice.
    used: bool,
    serial: Option<Serial>,
    triggers: triggers::Known,
}

impl Held {
    fn new(path: PathBuf, make_folder: bool) -> Held {
        Held {
            path,
            make_folder,
            database: None,
            snapshot: None,
            pending: Overlay::without_undo(),
            changes: Overlay::default(),
            reads: Intervals::default(),
            pinned: false,
            used: false,
            serial: None,
            triggers: triggers::Known::default(),
        }
    }

    #[cold]
    fn failure(&self, fault: Fault) -> MError {
        database::failure(&self.path, fault)
    }

    /// The database, if it exists or is to be made.
    fn database(
        &mut self,
        make: bool,
        durability: Durability,
    ) -> Result<Option<&Arc<Database>>, MError> {
        if self.database.is_none() {
            if make
                && self.make_folder
                && let Some(folder) = self.path.parent()
            {
                // If it cannot be made the opening says so.
                let _ = std::fs::create_dir_all(folder);
            }
            let opened = database::open(&self.path, make, durability)?;
            if let Some(database) = &opened {
                database.enter();
            }
            self.database = opened;
        }
        Ok(self.database.as_ref())
    }

    /// Has the snapshot show the last committed state, or that which the transaction sees.
    #[inline]
    fn refresh(&mut self, transaction: bool, durability: Durability) -> Result<(), MError> {
        self.used = true;
        if transaction && self.pinned {
            return Ok(());
        }
        self.pinned = transaction;
        let done = match &mut self.snapshot {
            Some(snapshot) => snapshot.refresh(),
            None => {
                let Some(database) = self.database(false, durability)? else {
                    return Ok(());
                };
                let taken = database.snapshot();
                taken.map(|snapshot| self.snapshot = Some(snapshot))
            }
        };
        done.map_err(|fault| self.failure(fault))
    }

    /// Lets the snapshot go.
    fn release(&mut self) {
        if let (Some(database), Some(snapshot)) = (&self.database, self.snapshot.take()) {
            database.put_back(snapshot);
        }
    }

    /// Whether what the transaction read is the same in the present state.
    fn unchanged(&self, now: &Writer<'_>) -> Result<bool, Fault> {
        if let Some(snapshot) = &self.snapshot
            && snapshot.number() == now.base()
        {
            return Ok(true);
        }
        for (low, high) in self.reads.iter() {
            let (low, high) = (Spot::of(low), Spot::of(high));
            let mut then = self.snapshot.as_ref().map_or(Ok(None), |s| low.seek(s))?;
            let mut present = low.seek(now)?;
            loop {
                let a = then.filter(|(key, _)| high.is_behind(key));
                let b = present.filter(|(key, _)| high.is_behind(key));
                match (a, b) {
                    (None, None) => break,
                    (Some(a), Some(b)) if a == b => {}
                    _ => return Ok(false),
                }
                then = self.snapshot.as_ref().map_or(Ok(None), Reader::next)?;
                present = now.next()?;
            }
        }
        Ok(true)
    }

    fn end_transaction(&mut self) {
        self.changes = Overlay::default();
        self.reads = Intervals::default();
        self.serial = None;
        self.pinned = false;
        self.triggers.in_transaction = None;
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

    /// The first node at or behind it.
    fn seek<R: Reader>(self, reader: &R) -> Result<Option<super::lmdb::Pair<'_>>, Fault> {
        reader.at_or_behind(self.bytes())
    }

    fn is_behind(self, key: &[u8]) -> bool {
        key < self.bytes()
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
struct Base<'a> {
    snapshot: Option<&'a Snapshot>,
    /// What went wrong: the answers are not to be used.
    fault: Cell<Option<Fault>>,
}

impl Base<'_> {
    fn look<'s, T>(
        &'s self,
        look: impl FnOnce(&'s Snapshot) -> Result<Option<T>, Fault>,
    ) -> Option<T> {
        look(self.snapshot?).unwrap_or_else(|fault| {
            self.fault.set(Some(fault));
            None
        })
    }
}

impl Nodes for Base<'_> {
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
fn apply(writer: &mut Writer<'_>, changes: &Overlay) -> Result<(), Fault> {
    let (kills, nodes) = changes.changes();
    for root in kills {
        writer.delete_below(Spot::of(root).bytes())?;
    }
    for (key, slot) in nodes {
        let key = Spot::of(key).bytes();
        match slot {
            Some(value) => writer.put(key, value)?,
            None => writer.delete(key)?,
        }
    }
    Ok(())
}

/// A session's handle.
pub struct DiskSession {
    shared: Arc<Shared>,
    locks: SessionLocks,
    chset: Chset,
    files: Vec<Held>,
    /// Environments that were met, and their files.
    environments: Vec<(Box<[u8]>, usize)>,
    /// When the oldest pending change was made.
    since: Option<Instant>,
    /// When they could not be published.
    failed: Option<Instant>,
    /// Bytes of what is pending, about.
    bytes: usize,
    /// Of each level of the transaction: the state of the changes in each file.
    marks: Vec<Vec<usize>>,
    /// Tries of the present transaction that met a conflict.
    conflicts: u32,
    /// This try has met one.
    conflict: bool,
}

impl DiskSession {
    /// The number of the file of an environment.
    #[inline]
    fn file(&mut self, environment: &[u8]) -> usize {
        match self.environments.first() {
            Some((name, at)) if **name == *environment => *at,
            _ => self.other_file(environment),
        }
    }

    #[cold]
    fn other_file(&mut self, environment: &[u8]) -> usize {
        let known = self.environments.iter().find(|(n, _)| **n == *environment);
        if let Some((_, at)) = known {
            return *at;
        }
        let (path, make_folder) = if environment.is_empty() {
            let place = &self.shared.place;
            (place.path.clone(), place.make_folder)
        } else {
            let name = Path::new(std::ffi::OsStr::from_bytes(environment));
            (database::beside(name), false)
        };
        let path = located(&path);
        let at = match self.files.iter().position(|f| f.path == path) {
            Some(at) => at,
            None => {
                self.files.push(Held::new(path, make_folder));
                self.files.len() - 1
            }
        };
        self.environments.push((environment.into(), at));
        at
    }

    /// Encodes a reference without its environment; tells its file, and whether its last subscript (or the name) is empty. Empty
    /// subscripts are ordinary ones, as in a region of GT.M with null subscripts allowed.
    #[inline]
    fn encode(&mut self, key: &GlobalKey<'_>) -> Result<(usize, Encoded, bool), MError> {
        let at = self.file(key.environment);
        let bare = GlobalKey {
            environment: b"",
            ..*key
        };
        let encoded = key::encode(&bare, self.chset)?;
        let open = key.subs.last().map_or(key.name.is_empty(), Value::is_empty);
        Ok((at, encoded, open))
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
        let base = Base {
            snapshot: held.snapshot.as_ref(),
            fault: Cell::new(None),
        };
        let overlay = if transaction {
            &held.changes
        } else {
            &held.pending
        };
        let seen = if overlay.is_empty() {
            look(&base)
        } else {
            let base = &base;
            look(&View { base, overlay })
        };
        if let Some(fault) = base.fault.take() {
            return Err(held.failure(fault));
        }
        if transaction {
            held.reads.insert(seen.low, seen.high);
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
        if self.in_transaction() {
            change(&mut self.files[at].changes);
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
            let Some(database) = &held.database else {
                continue;
            };
            let done = database
                .write(held.serial.is_some())
                .and_then(|mut writer| {
                    apply(&mut writer, &held.pending)?;
                    writer.commit()
                });
            done.map_err(|fault| held.failure(fault))?;
            held.pending.clear();
        }
        self.since = None;
        self.bytes = 0;
        Ok(())
    }

    /// Applies the transaction. `false`: what it read has changed.
    fn commit(&mut self) -> Result<bool, MError> {
        self.publish_before()?;
        let durability = self.shared.durability;
        if self.files.iter().all(|f| f.changes.is_empty()) {
            // All that was read is true at one moment.
            return Ok(true);
        }
        for held in &mut self.files {
            let make = !held.changes.is_empty();
            if make || held.pinned {
                held.database(make, durability)?;
            }
        }
        // Always in the same order, so that two transactions never wait for each other.
        let mut order: Vec<&Held> = self
            .files
            .iter()
            .filter(|f| !f.changes.is_empty() || f.pinned)
            .collect();
        order.sort_by(|a, b| a.path.cmp(&b.path));
        let mut writers = Vec::with_capacity(order.len());
        for held in order {
            let Some(database) = &held.database else {
                continue;
            };
            let one = || {
                let mut writer = database.write(held.serial.is_some())?;
                if !held.unchanged(&writer)? {
                    return Ok(None);
                }
                apply(&mut writer, &held.changes)?;
                Ok(Some(writer))
            };
            match one().map_err(|fault| held.failure(fault))? {
                Some(writer) => writers.push((held, writer)),
                None => return Ok(false),
            }
        }
        for (held, writer) in writers {
            if !held.changes.is_empty() {
                writer.commit().map_err(|fault| held.failure(fault))?;
            }
        }
        Ok(true)
    }

    /// The count of changes of triggers in a file.
    #[cold]
    fn look_for_triggers(&mut self, at: usize, environment: &[u8]) -> Result<u64, MError> {
        let transaction = self.in_transaction();
        if !transaction {
            let held = &mut self.files[at];
            held.refresh(false, self.shared.durability)?;
            let number = held.snapshot.as_ref().map(|s| s.number() as u64);
            if let Some(cycle) = held.triggers.at(number) {
                return Ok(cycle);
            }
        }
        let value = triggers::with_key(environment, &triggers::cycle(), |key| self.get(key))?;
        let cycle = triggers::count(value.as_ref());
        let held = &mut self.files[at];
        if transaction {
            held.triggers.in_transaction = Some(cycle);
        } else {
            let number = held.snapshot.as_ref().map(|s| s.number() as u64);
            held.triggers.saw(number, cycle);
        }
        Ok(cycle)
    }

    fn end_transaction(&mut self) {
        self.marks.clear();
        self.files.iter_mut().for_each(Held::end_transaction);
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
    fn set_chset(&mut self, chset: Chset) {
        self.chset = chset;
    }

    fn get(&mut self, key: &GlobalKey<'_>) -> Result<Option<Value>, MError> {
        let (at, key, _) = self.encode(key)?;
        if self.in_transaction() {
            return self.read(at, |nodes| Seen {
                answer: nodes.value(&key.bytes),
                high: successor(&key.bytes),
                low: key.bytes,
            });
        }
        let held = &mut self.files[at];
        if let Some(slot) = held.pending.get(&key.bytes) {
            return Ok(slot.map(Value::from_bytes));
        }
        held.refresh(false, self.shared.durability)?;
        let Some(snapshot) = &held.snapshot else {
            return Ok(None);
        };
        match snapshot.get(&key.bytes[key.environment..]) {
            Ok(value) => Ok(value.map(Value::from_bytes)),
            Err(fault) => Err(held.failure(fault)),
        }
    }

    fn set(&mut self, key: &GlobalKey<'_>, value: &Value) -> Result<(), MError> {
        let (at, key, _) = self.encode(key)?;
        let value = value.to_vec();
        let bytes = key.bytes.len() + value.len();
        self.change(at, bytes, |overlay| overlay.set(key.bytes, value))
    }

    fn kill(&mut self, key: &GlobalKey<'_>) -> Result<(), MError> {
        let (at, key, _) = self.encode(key)?;
        self.change(at, key.bytes.len(), |overlay| overlay.kill(key.bytes))
    }

    fn kill_node(&mut self, key: &GlobalKey<'_>) -> Result<(), MError> {
        let (at, key, _) = self.encode(key)?;
        self.change(at, key.bytes.len(), |overlay| overlay.kill_node(key.bytes))
    }

    fn data(&mut self, key: &GlobalKey<'_>) -> Result<u8, MError> {
        let (at, key, _) = self.encode(key)?;
        self.read(at, |nodes| walk::data(nodes, &key.bytes))
    }

    fn order(&mut self, key: &GlobalKey<'_>, to: Related) -> Result<Option<Value>, MError> {
        let (at, key, open) = self.encode(key)?;
        self.read(at, |nodes| walk::order(nodes, &key, open, to))
    }

    fn query(&mut self, key: &GlobalKey<'_>, to: Related) -> Result<Option<Vec<Value>>, MError> {
        let (at, key, open) = self.encode(key)?;
        self.read(at, |nodes| walk::query(nodes, &key, open, to))
    }

    fn increment(&mut self, key: &GlobalKey<'_>, by: Num) -> Result<Num, MError> {
        if self.in_transaction() {
            let new = super::incremented(self.get(key)?.as_ref(), by)?;
            self.set(key, &Value::from_num(new))?;
            return Ok(new);
        }
        let (at, key, _) = self.encode(key)?;
        for other in 0..self.files.len() {
            if other != at && !self.files[other].pending.is_empty() {
                self.publish_now()?;
            }
        }
        let durability = self.shared.durability;
        let held = &mut self.files[at];
        held.database(true, durability)?;
        let Some(database) = &held.database else {
            return Ok(by);
        };
        let failure = |fault| database::failure(&held.path, fault);
        let mut writer = database.write(false).map_err(failure)?;
        apply(&mut writer, &held.pending).map_err(failure)?;
        let bytes = &key.bytes[key.environment..];
        let old = writer.get(bytes).map_err(failure)?.map(Value::from_bytes);
        let new = super::incremented(old.as_ref(), by)?;
        writer
            .put(bytes, &Value::from_num(new).to_vec())
            .and_then(|()| writer.commit())
            .map_err(failure)?;
        held.pending.clear();
        self.since = None;
        self.bytes = 0;
        Ok(new)
    }

    fn names(&mut self, environment: &[u8]) -> Result<Vec<Vec<u8>>, MError> {
        let at = self.file(environment);
        self.read(at, |nodes| walk::names(nodes, &[key::END]))
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
        let at = self.file(environment);
        let transaction = self.in_transaction();
        let held = &mut self.files[at];
        if transaction && let Some(cycle) = held.triggers.in_transaction {
            return Ok(cycle);
        }
        // While changes are pending nothing was learnt from others, unless something was read since.
        if !transaction && !held.pending.is_empty() {
            let Some(snapshot) = &held.snapshot else {
                return Ok(held.triggers.last());
            };
            if let Some(cycle) = held.triggers.at(Some(snapshot.number() as u64)) {
                return Ok(cycle);
            }
        }
        self.look_for_triggers(at, environment)
    }

    fn triggers_changed(&mut self) {
        for held in &mut self.files {
            held.triggers.in_transaction = None;
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
            Durability::None => MAX_AGE,
        };
        if alone && since.elapsed() < age {
            return Ok(());
        }
        self.publish()
    }

    fn tlevel(&self) -> u32 {
        self.marks.len() as u32
    }

    fn tstart(&mut self) {
        self.locks.begin();
        let marks = self.files.iter().map(|f| f.changes.mark()).collect();
        self.marks.push(marks);
        if self.marks.len() == 1 && self.conflicts >= SERIAL_TRY {
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
        if !self.in_transaction() {
            return;
        }
        self.locks.roll_back(to);
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
