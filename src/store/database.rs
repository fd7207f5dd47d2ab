//! Database files: where they are, how they are opened, once a process, and what their failures are in M.

use super::create::create;
use super::file_lock::{self, Kind, Range};
use super::held::apply;
use super::journal::{self, Changes, Journal, Position, State};
use super::lmdb::{Environment, Fault, Figures, Options, Reader, Snapshot, Writer};
use super::overlay::Overlay;
use super::presence;
use super::syncer::Syncer;
use crate::device::descriptors::out_of_the_way;
use crate::value::errors::{self, MError};
use std::fs::{File, OpenOptions, Permissions};
use std::hash::{BuildHasher, RandomState};
use std::io;
use std::os::fd::AsRawFd;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Ending of a database's file.
pub const ENDING: &str = "mrdb";
/// Address space of a file where the system gives it: so much that nothing has to grow. It costs nothing until it is used.
const MAP: usize = 1 << 40;
/// Least address space that is tried.
const LEAST_MAP: usize = 1 << 26;
/// Slots of readers: sessions of all processes that read at the same time.
const READERS: u32 = 16_384;
/// Commits of a process between two looks for readers that died.
const COMMITS_A_LOOK: u32 = 4096;
/// Bytes behind the nodes that have disk blocks, or pages that are free: without them nothing is set any more, so that nodes can still be
/// killed when the disk is full.
const RESERVE: u64 = 1 << 20;
/// The end of the journal is for KILLs alone.
const SPARE: u32 = 64 * 1024;
/// What the file says of itself, under a key that no global has.
const FORMAT: (&[u8], &[u8]) = (&[0], b"mrun 2");
/// The generation of the journal that the file does not hold, and the number of the database.
const STATE: &[u8] = &[0, 1];
/// Records that are longer than this, in bytes, go to the file of nodes at once; and so do all when the journal is longer than that.
const LONG: usize = 64 * 1024;
const FULL: u32 = 256 * 1024;
/// A longer journal is tried again when it has grown by as much.
const STEP: u32 = 64 * 1024;
/// The byte of the file whose lock keeps writers of other transactions out for a while. Nothing is stored so far behind.
const SERIAL_BYTE: Range = (i64::MAX - 1, 1);
/// Longest time that writers leave to a serial transaction of another process, and of their own, where it may be on their thread.
const PATIENCE: Duration = Duration::from_secs(1);
const OWN_PATIENCE: Duration = Duration::from_millis(20);

/// What a power cut may take. The death of a process takes nothing that was committed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Durability {
    /// A commit that returned is on disk.
    Sync,
    /// Commits are on disk soon: a power cut may take the last ones, never one before another.
    #[default]
    Group,
    /// The system writes when it likes: a power cut may damage the file.
    None,
}

impl Durability {
    /// The class of that name.
    pub fn from_name(name: &[u8]) -> Option<Durability> {
        match name.to_ascii_lowercase().as_slice() {
            b"sync" => Some(Durability::Sync),
            b"group" => Some(Durability::Group),
            b"none" => Some(Durability::None),
            _ => None,
        }
    }
}

/// A database file that is open in this process.
pub struct Database {
    path: PathBuf,
    /// Device and number of the file.
    identity: (u64, u64),
    environment: Arc<Environment>,
    journal: Journal,
    syncer: Option<Syncer>,
    durability: Durability,
    read_only: bool,
    /// Snapshots that nobody uses; each has a slot.
    idle: Mutex<Vec<Snapshot>>,
    sessions: AtomicUsize,
    commits: AtomicU32,
    /// Looks for locks of serial transactions.
    file: File,
    /// Where the blocks of the reserve end.
    reserved: AtomicU64,
    /// Serial transactions of this process.
    serial: AtomicUsize,
    /// What the file said of the journal when the transaction with that number began.
    known: Mutex<Option<(usize, State)>>,
}

/// The databases of this process: LMDB allows one opening of a file.
static OPEN: Mutex<Vec<Arc<Database>>> = Mutex::new(Vec::new());

/// The database of a file. `None`: there is no file, and it is not to be made.
///
/// # Errors
/// DBOPNERR and what [`failure`] says.
pub fn open(
    path: &Path,
    make: bool,
    durability: Durability,
) -> Result<Option<Arc<Database>>, MError> {
    let mut opened = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
    match std::fs::metadata(path) {
        Ok(meta) => {
            let identity = (meta.dev(), meta.ino());
            if let Some(known) = opened.iter().find(|d| d.identity == identity) {
                return Ok(Some(known.clone()));
            }
            if !make && meta.len() == 0 {
                return Ok(None);
            }
        }
        Err(e) if e.kind() == io::ErrorKind::NotFound => {
            if !make {
                return Ok(None);
            }
            // Where this cannot be done, the opening makes the file, or says what is in the way.
            let _ = out_of_the_way(|| Ok(create(path, durability)));
        }
        Err(e) => return Err(open_failure(path, e.raw_os_error().unwrap_or(0))),
    }
    // What no session has any more is closed. A session gets a database only here.
    opened.retain(|d| Arc::strong_count(d) > 1);
    let failed = |e: io::Error| open_failure(path, e.raw_os_error().unwrap_or(0));
    let database = out_of_the_way(|| {
        let file = presence::enter(path)?;
        Ok(Database::open(path, durability, file))
    });
    let database = database.map_err(failed)??;
    let database = Arc::new(database);
    opened.push(database.clone());
    Ok(Some(database))
}

/// A database that no other process has, nor this one: others that open it wait.
pub struct Alone {
    database: Option<Database>,
    path: PathBuf,
    _presence: File,
}

impl Alone {
    /// `None`: somebody has it.
    ///
    /// # Errors
    /// As [`open`].
    pub fn open(path: &Path) -> Result<Option<Alone>, MError> {
        let failed = |e: io::Error| open_failure(path, e.raw_os_error().unwrap_or(0));
        let Some(presence) = presence::enter_alone(path).map_err(failed)? else {
            return Ok(None);
        };
        let file = presence.try_clone().map_err(failed)?;
        let database = Database::open(path, Durability::Sync, file)?;
        Ok(Some(Alone {
            database: Some(database),
            path: path.to_path_buf(),
            _presence: presence,
        }))
    }

    /// The database, until it is replaced.
    pub fn database(&self) -> Option<&Database> {
        self.database.as_ref()
    }

    /// Puts another file in the place of the database. Those that wait get that one.
    ///
    /// # Errors
    /// DBFILERR; the database is as it was then.
    pub fn replace(mut self, by: &Path) -> Result<(), MError> {
        self.database = None;
        std::fs::rename(by, &self.path)
            // The journal goes on with the new file, so the old one must not come back.
            .and_then(|()| sync_folder(&self.path))
            .map_err(|e| failure(&self.path, Fault::of(&e)))
    }
}

fn open_failure(path: &Path, errno: i32) -> MError {
    MError::arg(errors::DBOPNERR, path.as_os_str().as_bytes()).also_system(errno)
}

/// Opens a file with as much address space as there is; tells whether it can only be read.
///
/// # Errors
/// DBOPNERR and what [`failure`] says.
pub fn environment(
    path: &Path,
    synced: bool,
    read_only: bool,
) -> Result<(Environment, bool), MError> {
    let mut options = Options {
        read_only,
        synced,
        map: MAP,
        readers: READERS,
        alone: false,
    };
    loop {
        match Environment::open(path, options) {
            Ok(environment) => return Ok((environment, options.read_only)),
            // EINVAL is what valgrind says.
            Err(Fault(libc::ENOMEM | libc::EINVAL)) if options.map > LEAST_MAP => options.map /= 16,
            Err(Fault(libc::EACCES | libc::EROFS)) if !options.read_only && path.exists() => {
                options.read_only = true;
            }
            Err(fault) => {
                return Err(match fault.errno() {
                    Some(errno) if errno != libc::ENOSPC => open_failure(path, errno),
                    _ => failure(path, fault),
                });
            }
        }
    }
}

/// The M error for a failure of LMDB or the system on a file.
#[cold]
pub fn failure(path: &Path, fault: Fault) -> MError {
    let name = path.as_os_str().as_bytes();
    if [Fault::MAP_FULL, Fault::MAP_RESIZED].contains(&fault) {
        return MError::arg(errors::GBLOFLOW, name);
    }
    if [Fault::INVALID, Fault::VERSION_MISMATCH].contains(&fault) {
        return MError::arg(errors::DBNOTGDS, name);
    }
    match fault.errno() {
        Some(errno @ (libc::ENOSPC | libc::EDQUOT | libc::EFBIG)) => {
            MError::arg(errors::GBLOFLOW, name).also_system(errno)
        }
        Some(errno @ (libc::EACCES | libc::EPERM | libc::EROFS)) => {
            MError::arg(errors::DBPRIVERR, name).also_system(errno)
        }
        Some(errno) => MError::arg(errors::DBFILERR, name).also_system(errno),
        None => MError::arg(errors::DBFILERR, name).text(fault.to_string()),
    }
}

impl Database {
    /// Opens a file that the process is known to have, by `file`.
    fn open(path: &Path, durability: Durability, file: File) -> Result<Database, MError> {
        let (environment, read_only) = environment(path, durability != Durability::None, false)?;
        let meta = file.metadata();
        let meta = meta.map_err(|e| open_failure(path, e.raw_os_error().unwrap_or(0)))?;
        let journal = match Journal::open(&with(path, "-journal"), read_only) {
            Err(e) if read_only && e.kind() == io::ErrorKind::NotFound => Journal::absent(),
            other => other,
        };
        let system = |e: io::Error| failure(path, Fault::of(&e));
        let journal = journal.map_err(system)?;
        let syncer = match (durability, read_only) {
            (Durability::Group, false) => journal.file().map_err(system)?.map(Syncer::new),
            _ => None,
        };
        let mut database = Database {
            path: path.to_path_buf(),
            identity: (meta.dev(), meta.ino()),
            environment: Arc::new(environment),
            journal,
            syncer,
            durability,
            read_only,
            idle: Mutex::default(),
            sessions: AtomicUsize::new(0),
            commits: AtomicU32::new(0),
            file,
            reserved: AtomicU64::new(0),
            serial: AtomicUsize::new(0),
            known: Mutex::default(),
        };
        database.prepare().map_err(|f| failure(path, f))?;
        if !read_only {
            database.open_to_readers();
        }
        Ok(database)
    }

    /// Whoever may read the file needs a slot, and so to write the file of slots. Where it is not ours it stays as it is.
    fn open_to_readers(&self) {
        let slots = with(&self.path, "-lock");
        let mode = |meta: std::fs::Metadata| meta.mode() & 0o777;
        if let (Ok(file), Ok(now)) = (self.file.metadata(), std::fs::metadata(&slots)) {
            let (readers, now) = (mode(file) & 0o444, mode(now));
            let wanted = now | readers | readers >> 1;
            if wanted != now {
                let _ = std::fs::set_permissions(slots, Permissions::from_mode(wanted));
            }
        }
    }

    /// Looks whether the file is ours, and makes it so when it is new.
    fn prepare(&mut self) -> Result<(), Fault> {
        self.environment.clear_stale_readers()?;
        let length = self.environment.length();
        if !self.read_only && self.file.metadata().is_ok_and(|m| m.len() < length) {
            // Pages that were used and given back in one transaction are not written: the file may be shorter. If it was cut
            // off instead, what is missing reads as zeros, which is an error and not the end of the process.
            let last = libc::off_t::try_from(length).unwrap_or(1) - 1;
            // SAFETY: a call on a descriptor of ours; it changes no data.
            if unsafe { libc::fallocate(self.file.as_raw_fd(), 0, last, 1) } != 0 {
                return Err(Fault::of(&io::Error::last_os_error()));
            }
        }
        let mut snapshot = Snapshot::new(&self.environment)?;
        let ours = is_ours(&snapshot)?;
        let boot = journal::boot();
        let ready = ours && self.journal.is_ready(boot, state(&snapshot)?.id);
        if self.read_only && !ready {
            if !ours {
                return Err(Fault::INVALID);
            }
            self.journal.prepare_to_read(state(&snapshot)?, boot)?;
        }
        snapshot.release();
        if ready || self.read_only {
            return Ok(());
        }
        let mut writer = self.environment.write()?;
        if !is_ours(&writer)? {
            if writer.at_or_behind(&[0])?.is_some() {
                return Err(Fault::INVALID);
            }
            begin_file(&mut writer)?;
            writer.commit()?;
            writer = self.environment.write()?;
        }
        self.journal.prepare(state(&writer)?, boot, |journal| {
            // Nothing is committed before both files, and their names, are on disk.
            match self.durability {
                Durability::None => Ok(()),
                _ => journal.sync_all().and_then(|()| sync_folder(&self.path)),
            }
        })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The process may not write the file.
    #[inline]
    pub fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// Numbers of the last committed state.
    ///
    /// # Errors
    /// LMDB's.
    pub fn figures(&self) -> Result<Figures, Fault> {
        self.environment.clear_stale_readers()?;
        self.environment.figures()
    }

    /// A consistent copy; see [`Environment::copy`]. It is a database of its own: the journal is not one of it.
    ///
    /// # Errors
    /// LMDB's and the system's.
    pub fn copy(&self, to: &Path, compact: bool) -> Result<(), Fault> {
        if !self.read_only {
            self.settle()?;
        }
        self.environment.copy(to, compact)?;
        let options = Options {
            read_only: false,
            synced: true,
            map: LEAST_MAP.max(std::fs::metadata(to).map_or(0, |m| m.len() as usize) * 2),
            readers: 1,
            alone: true,
        };
        let copied = Environment::open(to, options)?;
        let mut writer = copied.write()?;
        begin_file(&mut writer)?;
        writer.commit()
    }

    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// Writes all that is in the journal into the file of nodes.
    ///
    /// # Errors
    /// LMDB's.
    pub fn settle(&self) -> Result<(), Fault> {
        let mut writer = self.write(false)?;
        let state = self.state(&writer)?;
        self.write_journal(&mut writer, self.end(state))?;
        self.begin_anew(writer, state)
    }

    /// What the file says of the journal, to one who has not changed anything yet.
    ///
    /// # Errors
    /// LMDB's.
    pub fn state(&self, writer: &Writer<'_>) -> Result<State, Fault> {
        let number = writer.number();
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, state)) = *known
            && of == number
        {
            return Ok(state);
        }
        let state = state(writer)?;
        *known = Some((number, state));
        Ok(state)
    }

    /// Where the records end that the file of nodes does not hold. The lock of writers is held.
    pub fn end(&self, state: State) -> u32 {
        let position = self.journal.position();
        if position.generation == state.generation as u32 {
            return position.end;
        }
        // Whoever wrote the nodes has not yet begun the journal anew, or was killed before; or the first page is damaged: the records tell.
        let end = match position.generation.wrapping_add(1) == state.generation as u32 {
            true => 0,
            false => self.journal.scan(state).unwrap_or(0),
        };
        self.journal.set(state.generation, end);
        end
    }

    /// For one who waits until journal and nodes are of the same state: if that does not come by itself it is made.
    ///
    /// # Errors
    /// LMDB's; EIO when the file cannot be written.
    pub fn await_journal(&self, since: Instant) -> Result<(), Fault> {
        if since.elapsed() < PATIENCE {
            std::thread::yield_now();
            return Ok(());
        }
        if self.read_only {
            return Err(Fault(libc::EIO));
        }
        let writer = self.environment.write()?;
        self.end(state(&writer)?);
        Ok(())
    }

    /// Has the changes of the journal up to `end` in the file of nodes, not committed yet.
    ///
    /// # Errors
    /// LMDB's and the system's.
    pub fn write_journal(&self, writer: &mut Writer<'_>, end: u32) -> Result<(), Fault> {
        let mut bytes = Vec::new();
        self.journal.read(0, end, &mut bytes)?;
        journal::verify(&bytes, self.journal.seed_at(state(writer)?, 0)?)?;
        let mut all = Overlay::without_undo();
        journal::redo(&bytes, &mut all)?;
        apply(writer, &all)
    }

    /// Commits nodes that have all of the journal among them, and begins that anew.
    ///
    /// # Errors
    /// LMDB's: nothing is changed then.
    pub fn begin_anew(&self, mut writer: Writer<'_>, state: State) -> Result<(), Fault> {
        let generation = state.generation + 1;
        put_state(
            &mut writer,
            State {
                generation,
                ..state
            },
        )?;
        // With the commit the lock is given back: another writer may find the new generation before it is told here.
        let from = self.journal.position();
        let done = writer.commit();
        if done.is_ok() {
            self.journal.begin_anew(from, generation);
        }
        let reserve = self.reserve(0);
        let done = match done {
            // LMDB says so when the system wrote a part only.
            Err(Fault(libc::EIO)) if !reserve || self.is_nearly_full() => Err(Fault(libc::ENOSPC)),
            other => other,
        };
        let full = !reserve || done == Err(Fault(libc::ENOSPC));
        self.journal.set_full(full);
        done
    }

    /// Whether the disk has so little room that it may have been full a moment ago.
    fn is_nearly_full(&self) -> bool {
        const LITTLE: u64 = 64 << 20;
        // SAFETY: a structure of plain numbers, filled by a call on a descriptor of ours.
        unsafe {
            let mut figures: libc::statvfs = std::mem::zeroed();
            libc::fstatvfs(self.file.as_raw_fd(), &mut figures) == 0
                && figures.f_bavail * figures.f_frsize < LITTLE
        }
    }

    /// Whether there is room that only KILLs may use, behind what else is needed.
    fn reserve(&self, needed: u64) -> bool {
        let (end, length) = (self.environment.length(), RESERVE + needed);
        if self.reserved.load(Ordering::Relaxed) >= end + length - RESERVE / 2 {
            return true;
        }
        let (fd, keep) = (self.file.as_raw_fd(), libc::FALLOC_FL_KEEP_SIZE);
        // SAFETY: a call on a descriptor of ours; it changes no data.
        let got = unsafe {
            libc::fallocate(fd, keep, end.cast_signed(), length.cast_signed()) == 0
                || *libc::__errno_location() == libc::EOPNOTSUPP
        };
        if got {
            self.reserved.store(end + length, Ordering::Relaxed);
            return true;
        }
        let figures = self.environment.figures();
        figures.is_ok_and(|f| f.free_pages * f.page_size >= length)
    }

    /// Commits changes; when they are in the journal, tells how far it reached before and reaches now. `tail` is all that is in the
    /// journal up to some position; `record` is room.
    ///
    /// # Errors
    /// LMDB's and the system's: nothing is changed then.
    pub fn commit(
        &self,
        writer: Writer<'_>,
        changes: &impl Changes,
        tail: (Option<Position>, &Overlay),
        record: &mut Vec<u8>,
        wait: bool,
    ) -> Result<Option<(Position, Position)>, Fault> {
        let state = self.state(&writer)?;
        let end = self.end(state);
        let (room, sets) = journal::room(changes);
        let full = self.journal.is_full();
        if full && sets && !self.reserve(4 * room as u64) {
            return Err(Fault(libc::ENOSPC));
        }
        let before = Position {
            generation: state.generation as u32,
            end,
        };
        let write_nodes = |mut writer: Writer<'_>| {
            match tail {
                (Some(at), tail) if at == before => apply(&mut writer, tail)?,
                _ => self.write_journal(&mut writer, end)?,
            }
            apply(&mut writer, changes)?;
            self.begin_anew(writer, state)
        };
        let limit = journal::ROOM - if sets { SPARE } else { 0 };
        // While there is little room nothing that needs some is left for later: the journal is for KILLs then.
        if full && sets || room > LONG || room > limit.saturating_sub(end) as usize {
            write_nodes(writer)?;
            return Ok(None);
        }
        if let Some(syncer) = &self.syncer {
            syncer.failure()?;
        }
        journal::record(changes, record);
        let after = self.journal.append(state, end, record)?;
        let longer = after.end > FULL && (end <= FULL || end / STEP != after.end / STEP);
        if longer || full {
            // When the disk is full the journal still has room.
            if write_nodes(writer).is_ok() {
                return Ok(None);
            }
        } else {
            drop(writer);
        }
        if let Some(syncer) = &self.syncer {
            syncer.wake();
        } else if self.durability == Durability::Sync {
            if wait {
                self.journal.sync()?;
            } else {
                self.journal.begin_to_write();
            }
        }
        Ok(Some((before, after)))
    }

    /// A session begins to use the database.
    pub fn enter(&self) {
        self.sessions.fetch_add(1, Ordering::Relaxed);
    }

    /// A session does not use it any more. The last one frees the slots.
    pub fn leave(&self) {
        if self.sessions.fetch_sub(1, Ordering::Relaxed) == 1 {
            self.idle().clear();
            if self.syncer.as_ref().is_some_and(Syncer::is_pending) {
                // The process may end before its thread comes to it.
                self.journal.begin_to_write();
            }
        }
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Snapshot>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A snapshot of the last committed state.
    ///
    /// # Errors
    /// LMDB's.
    pub fn snapshot(&self) -> Result<Snapshot, Fault> {
        let idle = self.idle().pop();
        if let Some(mut snapshot) = idle {
            snapshot.renew()?;
            return Ok(snapshot);
        }
        match Snapshot::new(&self.environment) {
            Err(Fault::READERS_FULL) => {
                self.environment.clear_stale_readers()?;
                Snapshot::new(&self.environment)
            }
            other => other,
        }
    }

    /// Takes a snapshot back.
    pub fn put_back(&self, mut snapshot: Snapshot) {
        snapshot.release();
        self.idle().push(snapshot);
    }

    /// Begins to write, once the serial transaction of another session, if there is one, has had its time.
    ///
    /// # Errors
    /// LMDB's.
    pub fn write(&self, own_serial: bool) -> Result<Writer<'_>, Fault> {
        if self.read_only {
            return Err(Fault(libc::EACCES));
        }
        if !own_serial && self.journal.serial() != 0 {
            self.wait_for_serial();
        }
        let commits = self.commits.fetch_add(1, Ordering::Relaxed);
        if commits % COMMITS_A_LOOK == COMMITS_A_LOOK - 1 || self.journal.is_full() {
            // Dead readers only keep pages from being used again.
            let _ = self.environment.clear_stale_readers();
        }
        self.environment.write()
    }

    #[cold]
    fn wait_for_serial(&self) {
        let ticket = self.journal.serial();
        let begin = Instant::now();
        let mut pause = Duration::from_micros(50);
        while file_lock::is_taken(&self.file, SERIAL_BYTE) {
            let patience = match self.serial.load(Ordering::Relaxed) {
                0 => PATIENCE,
                _ => OWN_PATIENCE,
            };
            if begin.elapsed() > patience {
                return;
            }
            std::thread::sleep(pause);
            pause = (pause * 2).min(Duration::from_millis(2));
        }
        // Its process may have died before it could say so.
        self.journal.end_serial(ticket);
    }

    /// Keeps other writers out for a while. `None`: another session does so already.
    pub fn serial(self: &Arc<Self>) -> Option<Serial> {
        // A lock belongs to an opening of the file.
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .open(&self.path)
            .ok()?;
        let begin = Instant::now();
        while !file_lock::attempt(&file, SERIAL_BYTE, Kind::Alone).unwrap_or(false) {
            if begin.elapsed() > OWN_PATIENCE {
                return None;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        self.serial.fetch_add(1, Ordering::Relaxed);
        Some(Serial {
            database: self.clone(),
            ticket: self.journal.announce_serial(),
            _file: file,
        })
    }
}

/// Whether the file is one of this version.
fn is_ours(reader: &impl Reader) -> Result<bool, Fault> {
    match reader.get(FORMAT.0)? {
        Some(text) if text == FORMAT.1 => Ok(true),
        Some(_) => Err(Fault::VERSION_MISMATCH),
        None => Ok(false),
    }
}

/// What a state of the file says of the journal.
///
/// # Errors
/// LMDB's; INVALID when it says nothing.
pub fn state(reader: &impl Reader) -> Result<State, Fault> {
    let bytes = reader.get(STATE)?.and_then(|b| b.first_chunk::<16>());
    let both = u128::from_le_bytes(*bytes.ok_or(Fault::INVALID)?);
    Ok(State {
        generation: both as u64,
        id: (both >> 64) as u64,
    })
}

/// Says in a file that it is ours and a database of its own, whose journal has nothing yet.
pub fn begin_file(writer: &mut Writer<'_>) -> Result<(), Fault> {
    writer.put(FORMAT.0, FORMAT.1)?;
    let id = RandomState::new().hash_one(FORMAT);
    put_state(writer, State { generation: 1, id })
}

fn put_state(writer: &mut Writer<'_>, state: State) -> Result<(), Fault> {
    let both = u128::from(state.id) << 64 | u128::from(state.generation);
    writer.put(STATE, &both.to_le_bytes())
}

/// Other writers are kept out as long as it lives; it ends with the process. Transactions are right without it, too.
pub struct Serial {
    database: Arc<Database>,
    ticket: u64,
    _file: File,
}

impl Drop for Serial {
    fn drop(&mut self) {
        self.database.journal.end_serial(self.ticket);
        self.database.serial.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The file beside a database's with this behind its name.
pub fn with(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.to_path_buf().into_os_string();
    name.push(suffix);
    name.into()
}

/// Makes the folder of a file. If it cannot be made the opening of the file says so.
pub fn make_folder(path: &Path) {
    let Some(folder) = path.parent() else { return };
    let missing = folder.ancestors().take_while(|f| !f.exists()).count();
    let _ = std::fs::create_dir_all(folder);
    for made in folder.ancestors().take(missing) {
        // A folder that cannot be synced is one of a file system that has nothing to sync.
        let _ = sync_folder(made);
    }
}

/// Has the name of a file on disk.
///
/// # Errors
/// Those of the system.
pub fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(folder_of(path))?.sync_all()
}

/// The folder that a file is in.
pub fn folder_of(path: &Path) -> &Path {
    let folder = path.parent().filter(|f| !f.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}

/// The file of the name of a global directory: beside it, with an ending of its own.
pub fn beside(name: &Path) -> PathBuf {
    name.with_extension(ENDING)
}
