//! LMDB, made safe: environments, snapshots with a cursor, and write transactions.
//!
//! LMDB's own library is used as it is: what a session needs most, a snapshot that is renewed in its slot and a cursor that stays
//! where it was, wrappers with borrowed lifetimes do not offer.

use super::damage;
use lmdb_master_sys as ffi;
use std::cell::Cell;
use std::cmp::Ordering;
use std::ffi::CString;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::ptr::null_mut;
use std::sync::Arc;

/// What LMDB or the system returned instead of success.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("LMDB error {0}")]
pub struct Fault(pub i32);

impl Fault {
    pub const MAP_FULL: Fault = Fault(ffi::MDB_MAP_FULL);
    pub const MAP_RESIZED: Fault = Fault(ffi::MDB_MAP_RESIZED);
    pub const READERS_FULL: Fault = Fault(ffi::MDB_READERS_FULL);
    pub const CORRUPTED: Fault = Fault(ffi::MDB_CORRUPTED);
    pub const INVALID: Fault = Fault(ffi::MDB_INVALID);
    pub const VERSION_MISMATCH: Fault = Fault(ffi::MDB_VERSION_MISMATCH);

    /// The fault of a call of the system.
    pub fn of(error: &std::io::Error) -> Fault {
        Fault(error.raw_os_error().unwrap_or(libc::EIO))
    }

    /// The system's error number, if it is one.
    pub fn errno(self) -> Option<i32> {
        (self.0 > 0).then_some(self.0)
    }
}

fn check(code: i32) -> Result<(), Fault> {
    if code == ffi::MDB_SUCCESS {
        Ok(())
    } else {
        Err(Fault(code))
    }
}

/// `None`: there is no such node.
fn found(code: i32) -> Result<Option<()>, Fault> {
    if code == ffi::MDB_NOTFOUND {
        return Ok(None);
    }
    check(code).map(Some)
}

fn val(bytes: &[u8]) -> ffi::MDB_val {
    ffi::MDB_val {
        mv_size: bytes.len(),
        // LMDB does not write through what it is given.
        mv_data: bytes.as_ptr().cast_mut().cast(),
    }
}

const NO_VAL: ffi::MDB_val = ffi::MDB_val {
    mv_size: 0,
    mv_data: null_mut(),
};

/// Bytes that LMDB points to.
///
/// # Safety
/// They have to stay unchanged for `'a`.
unsafe fn bytes<'a>(val: &ffi::MDB_val) -> &'a [u8] {
    if val.mv_data.is_null() {
        return &[];
    }
    // SAFETY: LMDB gives a start and a length inside its map or a page of its own; the caller answers for the time.
    unsafe { std::slice::from_raw_parts(val.mv_data.cast::<u8>(), val.mv_size) }
}

/// A node: its key and its value.
pub type Pair<'a> = (&'a [u8], &'a [u8]);

/// The table in which LMDB has its free pages.
const FREE_TABLE: ffi::MDB_dbi = 0;

const NO_STAT: ffi::MDB_stat = ffi::MDB_stat {
    ms_psize: 0,
    ms_depth: 0,
    ms_branch_pages: 0,
    ms_leaf_pages: 0,
    ms_overflow_pages: 0,
    ms_entries: 0,
};

/// Numbers of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figures {
    pub page_size: u64,
    /// Levels of the tree of nodes.
    pub depth: u64,
    pub branch_pages: u64,
    pub leaf_pages: u64,
    /// Pages of long values.
    pub overflow_pages: u64,
    pub entries: u64,
    /// Pages of the tree of free pages.
    pub free_list_pages: u64,
    pub free_pages: u64,
    /// All pages of the file that are or were used.
    pub pages: u64,
    /// Address space, in bytes.
    pub map: u64,
    /// Slots of readers that were used since the first process opened the file.
    pub readers: u64,
    pub reader_slots: u64,
    /// Number of the last transaction.
    pub transaction: u64,
}

impl Figures {
    /// Pages that are neither in use nor free: there are none in a sound file.
    pub fn lost_pages(&self) -> i64 {
        const METAS: u64 = 2;
        let known = METAS
            + self.branch_pages
            + self.leaf_pages
            + self.overflow_pages
            + self.free_list_pages
            + self.free_pages;
        self.pages.cast_signed() - known.cast_signed()
    }
}

/// How a file is opened.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    pub read_only: bool,
    /// Commits wait until they are on disk.
    pub synced: bool,
    /// Address space for the file, in bytes.
    pub map: usize,
    pub readers: u32,
    /// Nobody else knows the file: there is no file of slots beside it.
    pub alone: bool,
}

/// An opened file with its one table. A process must not open a file twice at the same time.
pub struct Environment {
    raw: *mut ffi::MDB_env,
    table: ffi::MDB_dbi,
}

// SAFETY: LMDB's environments are made to be shared by threads; what belongs to one thread is the transaction that writes.
unsafe impl Send for Environment {}
// SAFETY: as above.
unsafe impl Sync for Environment {}

impl Environment {
    /// Opens a file, and makes it unless it is to be read only.
    ///
    /// # Errors
    /// LMDB's: the file is none of its own, damaged, or the system refuses.
    pub fn open(path: &Path, options: Options) -> Result<Environment, Fault> {
        let path = CString::new(path.as_os_str().as_bytes()).map_err(|_| Fault(libc::ENOENT))?;
        let mut raw = null_mut();
        // SAFETY: makes a handle, which is closed by `drop` from here on.
        check(unsafe { ffi::mdb_env_create(&mut raw) })?;
        let mut environment = Environment { raw, table: 0 };
        let mut flags = ffi::MDB_NOSUBDIR | ffi::MDB_NOTLS;
        if options.read_only {
            flags |= ffi::MDB_RDONLY;
        }
        if !options.synced {
            flags |= ffi::MDB_NOSYNC;
        }
        if options.alone {
            flags |= ffi::MDB_NOLOCK;
        }
        // SAFETY: the handle is not open yet, as these calls ask for; the path ends with a zero byte.
        unsafe {
            check(ffi::mdb_env_set_mapsize(raw, options.map))?;
            check(ffi::mdb_env_set_maxreaders(raw, options.readers))?;
            check(ffi::mdb_env_open(raw, path.as_ptr(), flags, 0o666))?;
        }
        damage::opened(raw);
        let begin = if options.read_only {
            ffi::MDB_RDONLY
        } else {
            0
        };
        let mut txn = null_mut();
        // SAFETY: the environment is open and nobody else has it yet; the transaction ends in this block.
        unsafe {
            check(ffi::mdb_txn_begin(raw, null_mut(), begin, &mut txn))?;
            let opened = check(ffi::mdb_dbi_open(
                txn,
                std::ptr::null(),
                0,
                &mut environment.table,
            ));
            if let Err(fault) = opened {
                ffi::mdb_txn_abort(txn);
                return Err(fault);
            }
            check(ffi::mdb_txn_commit(txn))?;
        }
        Ok(environment)
    }

    fn info(&self) -> ffi::MDB_envinfo {
        let mut info = ffi::MDB_envinfo {
            me_mapaddr: null_mut(),
            me_mapsize: 0,
            me_last_pgno: 0,
            me_last_txnid: 0,
            me_maxreaders: 0,
            me_numreaders: 0,
        };
        // SAFETY: fills the structure from the open environment; it fails only without one.
        unsafe { ffi::mdb_env_info(self.raw, &mut info) };
        info
    }

    /// Length of the file that the last transaction needs, in bytes.
    pub fn length(&self) -> u64 {
        let mut stat = NO_STAT;
        // SAFETY: fills the structure from the open environment.
        unsafe { ffi::mdb_env_stat(self.raw, &mut stat) };
        (self.info().me_last_pgno as u64 + 1) * u64::from(stat.ms_psize)
    }

    /// Writes a consistent copy to a new file, while others write; `compact` leaves out free pages.
    ///
    /// # Errors
    /// LMDB's and the system's.
    pub fn copy(&self, to: &Path, compact: bool) -> Result<(), Fault> {
        let path = CString::new(to.as_os_str().as_bytes()).map_err(|_| Fault(libc::ENOENT))?;
        let flags = if compact { ffi::MDB_CP_COMPACT } else { 0 };
        // SAFETY: an open environment, and a path that ends with a zero byte.
        check(unsafe { ffi::mdb_env_copy2(self.raw, path.as_ptr(), flags) })
    }

    /// Numbers of one committed state.
    ///
    /// # Errors
    /// LMDB's.
    pub fn figures(self: &Arc<Self>) -> Result<Figures, Fault> {
        let snapshot = Snapshot::new(self)?;
        let of_table = |table| {
            let mut stat = NO_STAT;
            // SAFETY: a live transaction and one of its tables.
            check(unsafe { ffi::mdb_stat(snapshot.txn, table, &mut stat) }).map(|()| stat)
        };
        let (nodes, free) = (of_table(self.table)?, of_table(FREE_TABLE)?);
        let info = self.info();
        let mut figures = Figures {
            page_size: u64::from(nodes.ms_psize),
            depth: u64::from(nodes.ms_depth),
            branch_pages: nodes.ms_branch_pages as u64,
            leaf_pages: nodes.ms_leaf_pages as u64,
            overflow_pages: nodes.ms_overflow_pages as u64,
            entries: nodes.ms_entries as u64,
            free_list_pages: (free.ms_branch_pages + free.ms_leaf_pages + free.ms_overflow_pages)
                as u64,
            free_pages: 0,
            pages: info.me_last_pgno as u64 + 1,
            map: info.me_mapsize as u64,
            readers: u64::from(info.me_numreaders),
            reader_slots: u64::from(info.me_maxreaders),
            transaction: snapshot.number() as u64,
        };
        let mut cursor = null_mut();
        // SAFETY: the transaction is live; the cursor is closed before it ends. Each value of the table of free pages begins with
        // their number.
        unsafe {
            check(ffi::mdb_cursor_open(snapshot.txn, FREE_TABLE, &mut cursor))?;
            let done = loop {
                match step(cursor, &[], ffi::MDB_NEXT) {
                    Ok(Some((_, list))) => {
                        let count = list.first_chunk().map_or(0, |n| usize::from_ne_bytes(*n));
                        figures.free_pages += count as u64;
                    }
                    Ok(None) => break Ok(figures),
                    Err(fault) => break Err(fault),
                }
            };
            ffi::mdb_cursor_close(cursor);
            done
        }
    }

    /// Frees the slots of readers whose processes are gone.
    ///
    /// # Errors
    /// LMDB's.
    pub fn clear_stale_readers(&self) -> Result<usize, Fault> {
        let mut dead = 0;
        // SAFETY: an open environment.
        check(unsafe { ffi::mdb_reader_check(self.raw, &mut dead) })?;
        Ok(usize::try_from(dead).unwrap_or(0))
    }

    /// Waits for other writers, and begins to write.
    ///
    /// # Errors
    /// LMDB's.
    pub fn write(&self) -> Result<Writer<'_>, Fault> {
        let mut txn = null_mut();
        // SAFETY: an open environment; the transaction is ended by the writer.
        check(unsafe { ffi::mdb_txn_begin(self.raw, null_mut(), 0, &mut txn) })?;
        Ok(Writer {
            environment: self,
            txn,
            cursor: Cell::new(null_mut()),
        })
    }
}

impl Drop for Environment {
    fn drop(&mut self) {
        damage::closed(self.raw);
        // SAFETY: snapshots hold the environment, writers borrow it: none is left.
        unsafe { ffi::mdb_env_close(self.raw) };
    }
}

/// Longer keys and values are never written.
const LONGEST: usize = 4 << 20;

/// Moves a cursor and reads what it is at.
///
/// # Safety
/// The cursor's transaction is live, and the node is not changed for `'a`.
unsafe fn step<'a>(
    cursor: *mut ffi::MDB_cursor,
    key: &[u8],
    how: ffi::MDB_cursor_op,
) -> Result<Option<Pair<'a>>, Fault> {
    let (mut key, mut value) = (val(key), NO_VAL);
    // SAFETY: as the caller promises; key and value are ours.
    unsafe {
        let code = ffi::mdb_cursor_get(cursor, &mut key, &mut value, how);
        let Some(()) = found(code)? else {
            return Ok(None);
        };
        // A damaged page may claim any length.
        if key.mv_size.max(value.mv_size) > LONGEST {
            return Err(Fault::CORRUPTED);
        }
        Ok(Some((bytes(&key), bytes(&value))))
    }
}

/// What snapshots and writers read alike. Results are valid until their owner changes.
pub trait Reader {
    /// Moves the cursor.
    #[doc(hidden)]
    fn step(&self, key: &[u8], how: ffi::MDB_cursor_op) -> Result<Option<Pair<'_>>, Fault>;

    fn get(&self, key: &[u8]) -> Result<Option<&[u8]>, Fault> {
        let pair = self.step(key, ffi::MDB_SET_KEY)?;
        Ok(pair.map(|(_, value)| value))
    }

    /// The first node at or behind a key that is not empty.
    fn at_or_behind(&self, key: &[u8]) -> Result<Option<Pair<'_>>, Fault> {
        self.step(key, ffi::MDB_SET_RANGE)
    }

    /// The node behind the last one that was found.
    fn next(&self) -> Result<Option<Pair<'_>>, Fault> {
        self.step(&[], ffi::MDB_NEXT)
    }

    /// The last node of all.
    fn last(&self) -> Result<Option<Pair<'_>>, Fault> {
        self.step(&[], ffi::MDB_LAST)
    }

    /// The last node before a key that is not empty.
    fn before(&self, key: &[u8]) -> Result<Option<Pair<'_>>, Fault> {
        let how = match self.at_or_behind(key)? {
            Some(_) => ffi::MDB_PREV,
            None => ffi::MDB_LAST,
        };
        self.step(&[], how)
    }
}

/// One committed state of the file, with a cursor. While it is live the pages of that state are not used again.
pub struct Snapshot {
    _environment: Arc<Environment>,
    txn: *mut ffi::MDB_txn,
    cursor: *mut ffi::MDB_cursor,
    live: Cell<bool>,
    /// The node that the cursor is at, when that is known.
    at: Cell<Option<(ffi::MDB_val, ffi::MDB_val)>>,
}

// SAFETY: without thread-local slots (MDB_NOTLS) a snapshot belongs to whoever has it, on any one thread at a time.
unsafe impl Send for Snapshot {}

impl Snapshot {
    /// # Errors
    /// LMDB's; READERS_FULL when all slots are taken.
    pub fn new(environment: &Arc<Environment>) -> Result<Snapshot, Fault> {
        let (mut txn, mut cursor) = (null_mut(), null_mut());
        // SAFETY: an open environment, which the snapshot holds; the transaction is ended here or by `drop`.
        unsafe {
            let raw = environment.raw;
            check(ffi::mdb_txn_begin(
                raw,
                null_mut(),
                ffi::MDB_RDONLY,
                &mut txn,
            ))?;
            if let Err(fault) = check(ffi::mdb_cursor_open(txn, environment.table, &mut cursor)) {
                ffi::mdb_txn_abort(txn);
                return Err(fault);
            }
        }
        Ok(Snapshot {
            _environment: environment.clone(),
            txn,
            cursor,
            live: Cell::new(true),
            at: Cell::new(None),
        })
    }

    /// Lets the state go. The slot stays.
    pub fn release(&mut self) {
        self.at.set(None);
        if self.live.replace(false) {
            // SAFETY: the transaction is live.
            unsafe { ffi::mdb_txn_reset(self.txn) };
        }
    }

    /// Goes on to the last committed state.
    ///
    /// # Errors
    /// LMDB's.
    pub fn renew(&mut self) -> Result<(), Fault> {
        self.release();
        // SAFETY: the transaction is reset, which is what renewing asks for; the cursor belongs to it.
        unsafe {
            check(ffi::mdb_txn_renew(self.txn))?;
            self.live.set(true);
            check(ffi::mdb_cursor_renew(self.txn, self.cursor))
        }
    }

    /// Number of the transaction that made the state.
    #[inline]
    pub fn number(&self) -> usize {
        // SAFETY: the handle is valid as long as `self`.
        unsafe { ffi::mdb_txn_id(self.txn) }
    }
}

impl Reader for Snapshot {
    fn step(&self, key: &[u8], how: ffi::MDB_cursor_op) -> Result<Option<Pair<'_>>, Fault> {
        assert!(self.live.get(), "a snapshot is renewed before it is read");
        self.at.set(None);
        // SAFETY: the transaction is live while `self` is and until it is changed through `&mut`; so long its pages stay.
        let pair = unsafe { step(self.cursor, key, how) }?;
        if pair.is_some_and(|(key, _)| key.is_empty()) {
            // A page of zeros, where the file was cut off. The cursor must not stay there.
            // SAFETY: the cursor belongs to the live transaction.
            check(unsafe { ffi::mdb_cursor_renew(self.txn, self.cursor) })?;
            return Err(Fault::CORRUPTED);
        }
        self.at.set(pair.map(|(key, value)| (val(key), val(value))));
        Ok(pair)
    }

    fn get(&self, key: &[u8]) -> Result<Option<&[u8]>, Fault> {
        let pair = self.at_or_behind(key)?;
        Ok(pair
            .filter(|(found, _)| *found == key)
            .map(|(_, value)| value))
    }

    /// Reads are mostly of the node where the cursor is, or of the one behind it: only others are searched for.
    fn at_or_behind(&self, key: &[u8]) -> Result<Option<Pair<'_>>, Fault> {
        if let Some((at, value)) = self.at.get() {
            // SAFETY: as in `step`, which told of this node; it is forgotten when the snapshot changes.
            let (at, value) = unsafe { (bytes(&at), bytes(&value)) };
            match at.cmp(key) {
                Ordering::Equal => return Ok(Some((at, value))),
                Ordering::Less => {
                    let next = self.next()?;
                    if next.is_none_or(|(next, _)| next >= key) {
                        return Ok(next);
                    }
                }
                Ordering::Greater => {}
            }
        }
        self.step(key, ffi::MDB_SET_RANGE)
    }
}

impl Drop for Snapshot {
    fn drop(&mut self) {
        // SAFETY: both are valid, and nothing borrows from them. The environment is still held.
        unsafe {
            ffi::mdb_cursor_close(self.cursor);
            ffi::mdb_txn_abort(self.txn);
        }
    }
}

/// The one transaction of all processes that writes. It stays on its thread; dropped, it changes nothing.
pub struct Writer<'a> {
    environment: &'a Environment,
    txn: *mut ffi::MDB_txn,
    /// Opened when it is needed.
    cursor: Cell<*mut ffi::MDB_cursor>,
}

impl Writer<'_> {
    /// The number of the transaction: one more than that of the state that it goes on from.
    #[inline]
    pub fn number(&self) -> usize {
        // SAFETY: the transaction is live.
        unsafe { ffi::mdb_txn_id(self.txn) }
    }

    fn cursor(&self) -> Result<*mut ffi::MDB_cursor, Fault> {
        let mut cursor = self.cursor.get();
        if cursor.is_null() {
            let table = self.environment.table;
            // SAFETY: the transaction is live.
            check(unsafe { ffi::mdb_cursor_open(self.txn, table, &mut cursor) })?;
            self.cursor.set(cursor);
        }
        Ok(cursor)
    }

    /// # Errors
    /// LMDB's.
    pub fn put(&mut self, key: &[u8], value: &[u8]) -> Result<(), Fault> {
        let (mut key, mut value) = (val(key), val(value));
        let cursor = self.cursor()?;
        // SAFETY: the cursor's transaction is live and ours alone.
        check(unsafe { ffi::mdb_cursor_put(cursor, &mut key, &mut value, 0) })
    }

    /// Puts a node behind all others.
    ///
    /// # Errors
    /// LMDB's; there is a node at or behind the key.
    pub fn append(&mut self, key: &[u8], value: &[u8]) -> Result<(), Fault> {
        let (mut key, mut value) = (val(key), val(value));
        let cursor = self.cursor()?;
        // SAFETY: as in `put`.
        check(unsafe { ffi::mdb_cursor_put(cursor, &mut key, &mut value, ffi::MDB_APPEND) })
    }

    /// Removes a node, if it is there.
    ///
    /// # Errors
    /// LMDB's.
    pub fn delete(&mut self, key: &[u8]) -> Result<(), Fault> {
        if self.get(key)?.is_none() {
            return Ok(());
        }
        let cursor = self.cursor()?;
        // SAFETY: the cursor is at the node; nothing that was read is still borrowed.
        check(unsafe { ffi::mdb_cursor_del(cursor, 0) })
    }

    /// Removes all nodes whose keys begin with `root`, which is not empty.
    ///
    /// # Errors
    /// LMDB's.
    pub fn delete_below(&mut self, root: &[u8]) -> Result<(), Fault> {
        while let Some((key, _)) = self.at_or_behind(root)? {
            if !key.starts_with(root) {
                break;
            }
            let cursor = self.cursor()?;
            // SAFETY: as in `delete`.
            check(unsafe { ffi::mdb_cursor_del(cursor, 0) })?;
        }
        Ok(())
    }

    /// # Errors
    /// LMDB's: nothing is changed then.
    pub fn commit(mut self) -> Result<(), Fault> {
        self.close();
        let txn = std::mem::replace(&mut self.txn, null_mut());
        // SAFETY: the transaction is live, and is not touched again.
        check(unsafe { ffi::mdb_txn_commit(txn) })
    }

    fn close(&mut self) {
        let cursor = self.cursor.replace(null_mut());
        if !cursor.is_null() {
            // SAFETY: the cursor is open, and its transaction is live.
            unsafe { ffi::mdb_cursor_close(cursor) };
        }
    }
}

impl Reader for Writer<'_> {
    fn step(&self, key: &[u8], how: ffi::MDB_cursor_op) -> Result<Option<Pair<'_>>, Fault> {
        // SAFETY: the transaction is live while `self` is, and pages stay until it is changed through `&mut`.
        unsafe { step(self.cursor()?, key, how) }
    }
}

impl Drop for Writer<'_> {
    fn drop(&mut self) {
        self.close();
        if !self.txn.is_null() {
            // SAFETY: it was not committed, so it is live.
            unsafe { ffi::mdb_txn_abort(self.txn) };
        }
    }
}
