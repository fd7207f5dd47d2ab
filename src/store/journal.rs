//! The journal of a database: commits that are not in its file yet, in a file beside it that all processes share.
//!
//! A commit appends one record and then moves the end, an atomic number in the first page, which every process has mapped. Whoever reads
//! follows the end and keeps the records over the file's nodes. When they have become many, somebody writes them into the file of
//! nodes, as one transaction that is on disk before the journal begins anew, as the next generation.
//!
//! The file of nodes says which generation it does not hold yet, so that records of an earlier one are nothing. The check value of a
//! record begins with that of the record before: after a power cut whatever is left of the records is a prefix of the commits.
//! Everything is changed by who holds the lock of LMDB's writers.

use super::lmdb::Fault;
use super::mapped::{Mapped, keeps_blocks};
use super::overlay::Overlay;
use std::fs::{File, OpenOptions};
use std::io;
use std::os::fd::AsRawFd;
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::Path;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering, fence};

/// Bytes of the first page, and of the records at most.
const PAGE: u64 = 4096;
pub const ROOM: u32 = 1 << 20;
const MAGIC: u64 = u64::from_le_bytes(*b"MRJOURN2");
/// Length of a record and of its parts.
const FRONT: usize = 8;
const CHECK: usize = 8;
/// Instead of a value's length: the node is gone.
const GONE: u32 = u32::MAX;

/// How far the journal reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The last bits of the generation.
    pub generation: u32,
    pub end: u32,
}

/// What the file of nodes says of its journal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// The generation that it does not hold.
    pub generation: u64,
    /// A number that no other database has.
    pub id: u64,
}

impl State {
    /// What the first record's check value begins with.
    fn seed(self) -> u64 {
        fold(self.generation ^ 0x9E37_79B9_7F4A_7C15, self.id | 1)
    }
}

/// The first page. Nothing of it is for the disk: after a restart of the machine it is found anew.
#[repr(C)]
struct Head {
    magic: AtomicU64,
    /// Of the running system, when the rest is true.
    boot: AtomicU64,
    /// Of the database whose records these are: another one may have taken its place.
    id: AtomicU64,
    /// Generation and end, see [`packed`].
    position: AtomicU64,
    /// The ticket of the serial transaction that announced itself last, 0 when it has ended; and tickets that were given.
    serial: AtomicU64,
    tickets: AtomicU64,
    /// Nodes could not be written for lack of room, or there is none left that only KILLs may use.
    full: AtomicU64,
}

/// Bits of an end, and of what tells a position from other bits.
const END_BITS: u32 = 21;
const MARK_BITS: u32 = 32 - END_BITS;

/// A position as one number: a first page that was damaged shall not say another one.
fn packed(generation: u64, end: u32) -> u64 {
    let generation = generation & 0xffff_ffff;
    let mark = fold(
        generation << 32 | u64::from(end) | 1 << 31,
        0xD6E8_FEB8_6659_FD93,
    ) >> (64 - MARK_BITS);
    generation << 32 | mark << END_BITS | u64::from(end)
}

/// `None`: the number is none that [`packed`] gives.
fn unpacked(both: u64) -> Option<Position> {
    let (generation, end) = (both >> 32, both as u32 & ((1 << END_BITS) - 1));
    (packed(generation, end) == both && end <= ROOM).then_some(Position {
        generation: generation as u32,
        end,
    })
}

pub struct Journal {
    /// Without one there is nothing to read, and nothing can be written.
    file: Option<File>,
    /// The first page, or all.
    mapped: Mapped,
    /// What was found after a restart of the system by one who may not write: true until the first page is.
    found: Option<Found>,
}

struct Found {
    boot: u64,
    id: u64,
    position: Position,
}

impl Journal {
    /// A journal without records, for a database that cannot be written and has none.
    ///
    /// # Errors
    /// No memory.
    pub fn absent() -> io::Result<Journal> {
        Ok(Journal {
            file: None,
            mapped: Mapped::new(None, true, PAGE)?,
            found: None,
        })
    }

    /// Opens the file, and makes it unless it is to be read only. [`Journal::prepare`] has to follow.
    ///
    /// # Errors
    /// Those of the system.
    pub fn open(path: &Path, read_only: bool) -> io::Result<Journal> {
        let file = OpenOptions::new()
            .read(true)
            .write(!read_only)
            .create(!read_only)
            .truncate(false)
            .mode(0o666)
            .open(path)?;
        if read_only && file.metadata()?.len() < PAGE + u64::from(ROOM) {
            return Journal::absent();
        }
        let length = file.metadata()?.len();
        if length < PAGE {
            // So that the mapped page is there, full disk or not; it stays zeros until the rest is.
            // SAFETY: a call on a descriptor of ours.
            if unsafe { libc::fallocate(file.as_raw_fd(), 0, 0, PAGE as libc::off_t) } != 0 {
                return Err(io::Error::last_os_error());
            }
        }
        let whole = PAGE + u64::from(ROOM);
        let all = (!read_only && keeps_blocks(&file, whole))
            .then(|| Mapped::new(Some(&file), true, whole).ok())
            .flatten();
        let mapped = match all {
            Some(all) => all,
            None => Mapped::new(Some(&file), !read_only, PAGE)?,
        };
        Ok(Journal {
            file: Some(file),
            mapped,
            found: None,
        })
    }

    fn head(&self) -> &Head {
        // SAFETY: the page is mapped, aligned, and holds atomic numbers only; any bits are right for them.
        unsafe { self.mapped.at().cast::<Head>().as_ref() }
    }

    /// The bytes of records, where they are mapped; the file is as long as it is for ever.
    fn bytes(&self, from: u32, to: u32) -> Option<&[AtomicU8]> {
        let (from, to) = (PAGE + u64::from(from), PAGE + u64::from(to));
        if to > self.mapped.length() || from > to {
            return None;
        }
        // SAFETY: inside the mapping, which lives as long as `self`; any bits are right.
        Some(unsafe {
            let first = self
                .mapped
                .at()
                .as_ptr()
                .cast::<AtomicU8>()
                .add(from as usize);
            std::slice::from_raw_parts(first, (to - from) as usize)
        })
    }

    /// Whether the first page is one of the running system and of the database with that number, and the file has not been cut off.
    pub fn is_ready(&self, boot: u64, id: u64) -> bool {
        let head = self.head();
        let Some(file) = &self.file else {
            return true;
        };
        boot != 0
            && head.magic.load(Ordering::Acquire) == MAGIC
            && head.boot.load(Ordering::Acquire) == boot
            && head.id.load(Ordering::Acquire) == id
            && file
                .metadata()
                .is_ok_and(|m| m.len() >= PAGE + u64::from(ROOM))
    }

    /// Finds out how far the records reach, where the first page does not say so. The lock of writers is held. `sync` is called before
    /// the first page says that all is there.
    ///
    /// # Errors
    /// Those of the system.
    pub fn prepare(
        &self,
        state: State,
        boot: u64,
        sync: impl FnOnce(&File) -> io::Result<()>,
    ) -> Result<(), Fault> {
        let Some(file) = &self.file else {
            return Ok(());
        };
        if self.is_ready(boot, state.id) {
            return Ok(());
        }
        let filled = self.fill(file);
        filled
            .and_then(|()| sync(file))
            .map_err(|e| Fault::of(&e))?;
        let end = self.scan(state)?;
        let head = self.head();
        self.set(state.generation, end);
        head.id.store(state.id, Ordering::Release);
        head.magic.store(MAGIC, Ordering::Release);
        head.boot.store(boot, Ordering::Release);
        Ok(())
    }

    /// The same for one who may not write, and keeps it to himself.
    ///
    /// # Errors
    /// Those of the system.
    pub fn prepare_to_read(&mut self, state: State, boot: u64) -> Result<(), Fault> {
        self.found = Some(Found {
            boot,
            id: state.id,
            position: Position {
                generation: state.generation as u32,
                end: self.scan(state)?,
            },
        });
        Ok(())
    }

    /// Makes the file as long as it is for ever.
    fn fill(&self, file: &File) -> io::Result<()> {
        let (whole, mut at) = (PAGE + u64::from(ROOM), file.metadata()?.len().max(PAGE));
        if at >= whole {
            return Ok(());
        }
        // All blocks are there from now on, so that no commit meets a full disk, and no sync has to write where they are.
        let zeros = vec![0; ROOM as usize / 16];
        while at < whole {
            let part = zeros.len().min((whole - at) as usize);
            file.write_all_at(&zeros[..part], at)?;
            at += part as u64;
        }
        Ok(())
    }

    /// The end of the records that are whole.
    ///
    /// # Errors
    /// Those of the system.
    pub fn scan(&self, state: State) -> Result<u32, Fault> {
        let mut bytes = Vec::new();
        self.read(0, ROOM, &mut bytes)?;
        Ok(walk(&bytes, state.seed(), |_| {}).0 as u32)
    }

    /// How far the journal reaches.
    #[inline]
    pub fn position(&self) -> Position {
        if let Some(found) = &self.found
            && !self.is_ready(found.boot, found.id)
        {
            return found.position;
        }
        let both = self.head().position.load(Ordering::Acquire);
        unpacked(both).unwrap_or_else(|| Position {
            // One that no file of nodes waits for, so that the records are asked.
            generation: ((both >> 32) as u32).wrapping_add(1 << 31),
            end: 0,
        })
    }

    /// Says how far the journal reaches. The lock of writers is held.
    pub fn set(&self, generation: u64, end: u32) {
        let both = packed(generation, end);
        self.head().position.store(both, Ordering::Release);
    }

    /// Begins anew, without the lock of writers, unless somebody with the lock has done so since the journal reached `from`.
    pub fn begin_anew(&self, from: Position, generation: u64) {
        let _ = self.head().position.compare_exchange(
            packed(from.generation.into(), from.end),
            packed(generation, 0),
            Ordering::AcqRel,
            Ordering::Acquire,
        );
    }

    /// Whether it can have changed under a reader's eyes.
    pub fn is_shared(&self) -> bool {
        self.file.is_some()
    }

    /// Bytes of records. Only when the generation is the same afterwards they are what was there.
    ///
    /// # Errors
    /// Those of the system.
    pub fn read(&self, from: u32, to: u32, bytes: &mut Vec<u8>) -> Result<(), Fault> {
        bytes.clear();
        if let Some(mapped) = self.bytes(from, to) {
            bytes.extend(mapped.iter().map(|byte| byte.load(Ordering::Relaxed)));
            // What is read of the position afterwards is not older.
            fence(Ordering::Acquire);
        } else if let Some(file) = &self.file {
            bytes.resize(to.saturating_sub(from) as usize, 0);
            let read = file.read_exact_at(bytes, PAGE + u64::from(from));
            read.map_err(|e| Fault::of(&e))?;
        }
        Ok(())
    }

    /// What the check value of a record at `from` begins with.
    ///
    /// # Errors
    /// Those of the system.
    pub fn seed_at(&self, state: State, from: u32) -> Result<u64, Fault> {
        let Some(file) = self.file.as_ref().filter(|_| from > 0) else {
            return Ok(state.seed());
        };
        let mut check = [0; CHECK];
        let at = from.saturating_sub(CHECK as u32);
        match self.bytes(at, from) {
            Some(mapped) => {
                for (to, byte) in check.iter_mut().zip(mapped) {
                    *to = byte.load(Ordering::Relaxed);
                }
                fence(Ordering::Acquire);
            }
            None => file
                .read_exact_at(&mut check, PAGE + u64::from(at))
                .map_err(|e| Fault::of(&e))?,
        }
        Ok(u64::from_le_bytes(check))
    }

    /// Appends a record. The lock of writers is held, and the record fits.
    ///
    /// # Errors
    /// Those of the system: nothing is changed then.
    pub fn append(&self, state: State, end: u32, record: &mut Vec<u8>) -> Result<Position, Fault> {
        let system = |e: io::Error| Fault::of(&e);
        let Some(file) = &self.file else {
            return Err(Fault(libc::EROFS));
        };
        let seed = self.seed_at(state, end)?;
        let length = (record.len() + CHECK) as u32;
        record[..4].copy_from_slice(&length.to_le_bytes());
        let check = checksum(seed, record);
        record.extend_from_slice(&check.to_le_bytes());
        match self.bytes(end, end + length) {
            Some(mapped) => {
                // Who still reads records of the generation before finds, when it has seen any of this, that it is over.
                fence(Ordering::Release);
                let both = mapped.iter().zip(&record[..]);
                both.for_each(|(to, from)| to.store(*from, Ordering::Relaxed));
            }
            None => file
                .write_all_at(record, PAGE + u64::from(end))
                .map_err(system)?,
        }
        self.set(state.generation, end + length);
        Ok(Position {
            generation: state.generation as u32,
            end: end + length,
        })
    }

    /// The ticket of a serial transaction, which may have ended by the death of its process; 0: there is none.
    #[inline]
    pub fn serial(&self) -> u64 {
        self.head().serial.load(Ordering::Acquire)
    }

    /// A serial transaction, which is the only one, says that it has begun.
    pub fn announce_serial(&self) -> u64 {
        let ticket = self.head().tickets.fetch_add(1, Ordering::AcqRel) + 1;
        self.head().serial.store(ticket, Ordering::Release);
        ticket
    }

    /// The serial transaction with a ticket has ended.
    pub fn end_serial(&self, ticket: u64) {
        let serial = &self.head().serial;
        let _ = serial.compare_exchange(ticket, 0, Ordering::AcqRel, Ordering::Acquire);
    }

    /// Whether there was too little room when nodes were written last.
    #[inline]
    pub fn is_full(&self) -> bool {
        self.head().full.load(Ordering::Relaxed) != 0
    }

    /// Says so, to all processes. The lock of writers is or was held.
    pub fn set_full(&self, full: bool) {
        if self.is_full() != full {
            self.head().full.store(full.into(), Ordering::Relaxed);
        }
    }

    /// A second handle of the file.
    ///
    /// # Errors
    /// Those of the system.
    pub fn file(&self) -> io::Result<Option<File>> {
        self.file.as_ref().map(File::try_clone).transpose()
    }

    /// Waits until all that was appended is on disk.
    ///
    /// # Errors
    /// Those of the system.
    pub fn sync(&self) -> Result<(), Fault> {
        let synced = self.file.as_ref().map_or(Ok(()), File::sync_data);
        synced.map_err(|e| Fault::of(&e))
    }

    /// Has the system write what was appended, without waiting for it.
    pub fn begin_to_write(&self) {
        if let Some(file) = &self.file {
            // SAFETY: a call on a descriptor of ours. That it is not done harms nothing.
            unsafe { libc::sync_file_range(file.as_raw_fd(), 0, 0, libc::SYNC_FILE_RANGE_WRITE) };
        }
    }
}

/// Tells one start of the machine from others; 0 when that cannot be told.
pub fn boot() -> u64 {
    let id = std::fs::read("/proc/sys/kernel/random/boot_id").unwrap_or_default();
    // FNV-1a.
    let hash = id.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    if id.is_empty() { 0 } else { hash }
}

/// Two halves of a product: every bit depends on all bits of both numbers.
fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    product as u64 ^ (product >> 64) as u64
}

fn checksum(seed: u64, bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let mut sum = seed ^ bytes.len() as u64;
    for word in words.iter().chain(std::iter::once(&last)) {
        sum = fold(
            sum ^ u64::from_le_bytes(*word) ^ 0xA076_1D64_78BD_642F,
            0xE703_7ED1_A0B4_28DB,
        );
        sum = sum.rotate_left(23) ^ 0x8EBC_6AF0_9C88_C6E3;
    }
    sum
}

/// Changes that are committed together: kills, then nodes.
pub trait Changes {
    fn kills(&self) -> impl ExactSizeIterator<Item = &[u8]>;
    fn nodes(&self) -> impl Iterator<Item = Pair<'_>>;
}

/// A node and its value; `None`: it is gone.
pub type Pair<'a> = (&'a [u8], Option<&'a [u8]>);

impl Changes for Overlay {
    fn kills(&self) -> impl ExactSizeIterator<Item = &[u8]> {
        self.changes().0.iter().map(|root| &root[..])
    }

    fn nodes(&self) -> impl Iterator<Item = Pair<'_>> {
        let nodes = self.changes().1.iter();
        nodes.map(|(key, slot)| (&key[..], slot.as_deref()))
    }
}

/// The value of one node.
pub struct One<'a>(pub &'a [u8], pub &'a [u8]);

impl Changes for One<'_> {
    fn kills(&self) -> impl ExactSizeIterator<Item = &[u8]> {
        std::iter::empty()
    }

    fn nodes(&self) -> impl Iterator<Item = Pair<'_>> {
        std::iter::once((self.0, Some(self.1)))
    }
}

/// Makes `out` a record of changes, still without length and check value.
pub fn record(changes: &impl Changes, out: &mut Vec<u8>) {
    out.clear();
    out.extend_from_slice(&[0; 4]);
    write(changes, out);
}

/// Appends changes to `out`; [`read`] reads them.
pub fn write(changes: &impl Changes, out: &mut Vec<u8>) {
    out.extend_from_slice(&(changes.kills().len() as u32).to_le_bytes());
    let key = |out: &mut Vec<u8>, key: &[u8]| {
        out.extend_from_slice(&(key.len() as u16).to_le_bytes());
        out.extend_from_slice(key);
    };
    for root in changes.kills() {
        key(out, root);
    }
    for (name, slot) in changes.nodes() {
        key(out, name);
        let length = slot.map_or(GONE, |value| value.len() as u32);
        out.extend_from_slice(&length.to_le_bytes());
        out.extend_from_slice(slot.unwrap_or_default());
    }
}

/// Bytes that [`record`] takes, with its check value, and whether a node gets a value.
pub fn room(changes: &impl Changes) -> (usize, bool) {
    let kills: usize = changes.kills().map(|root| root.len() + 2).sum();
    let (mut nodes, mut sets) = (0, false);
    for (key, slot) in changes.nodes() {
        nodes += key.len() + 6 + slot.map_or(0, <[u8]>::len);
        sets |= slot.is_some();
    }
    (FRONT + kills + nodes + CHECK, sets)
}

/// Calls `each` with every whole record; tells where they end, and the last check value.
fn walk(bytes: &[u8], seed: u64, mut each: impl FnMut(&[u8])) -> (usize, u64) {
    let (mut at, mut seed) = (0, seed);
    while let Some(front) = bytes.get(at..at + FRONT) {
        let length = u32::from_le_bytes([front[0], front[1], front[2], front[3]]) as usize;
        if length < FRONT + CHECK {
            break;
        }
        let Some(whole) = bytes.get(at..at + length) else {
            break;
        };
        let (record, check) = whole.split_at(length - CHECK);
        let expected = checksum(seed, record);
        if check != expected.to_le_bytes() {
            break;
        }
        each(record);
        seed = expected;
        at += length;
    }
    (at, seed)
}

/// Whether bytes are whole records, the first of which goes on from `seed`.
///
/// # Errors
/// EIO: they are not, so the journal is damaged.
pub fn verify(bytes: &[u8], seed: u64) -> Result<(), Fault> {
    match walk(bytes, seed, |_| {}).0 == bytes.len() {
        true => Ok(()),
        false => Err(Fault(libc::EIO)),
    }
}

/// What a record changes.
pub enum Change<'a> {
    /// A node and all below it.
    Kill(&'a [u8]),
    Node(&'a [u8], Option<&'a [u8]>),
}

/// Changes of records that begin where one begins.
///
/// # Errors
/// The bytes are no records.
pub fn changes<'a>(bytes: &'a [u8], mut each: impl FnMut(Change<'a>)) -> Result<(), Fault> {
    let mut all = bytes;
    while !all.is_empty() {
        let length = number(&mut &*all, 4)?;
        let record = take(&mut all, length)?;
        let record = record.get(4..length.saturating_sub(CHECK));
        read(record.ok_or(Fault(libc::EIO))?, &mut each)?;
    }
    Ok(())
}

/// All changes that [`write`] wrote, and nothing else.
///
/// # Errors
/// EIO: the bytes are none.
pub fn read<'a>(mut rest: &'a [u8], mut each: impl FnMut(Change<'a>)) -> Result<(), Fault> {
    for _ in 0..number(&mut rest, 4)? {
        let length = number(&mut rest, 2)?;
        each(Change::Kill(take(&mut rest, length)?));
    }
    while !rest.is_empty() {
        let length = number(&mut rest, 2)?;
        let key = take(&mut rest, length)?;
        let length = number(&mut rest, 4)?;
        let value = if length == GONE as usize {
            None
        } else {
            Some(take(&mut rest, length)?)
        };
        each(Change::Node(key, value));
    }
    Ok(())
}

/// # Errors
/// EIO: there are not so many bytes.
pub fn take<'a>(rest: &mut &'a [u8], length: usize) -> Result<&'a [u8], Fault> {
    let (part, after) = rest.split_at_checked(length).ok_or(Fault(libc::EIO))?;
    *rest = after;
    Ok(part)
}

/// A number of so many bytes.
///
/// # Errors
/// As [`take`].
pub fn number(rest: &mut &[u8], bytes: usize) -> Result<usize, Fault> {
    let part = take(rest, bytes)?;
    Ok(part.iter().rev().fold(0, |n, b| n << 8 | usize::from(*b)))
}

/// Makes the changes of records in an overlay.
///
/// # Errors
/// The bytes are no records.
pub fn redo(bytes: &[u8], overlay: &mut Overlay) -> Result<(), Fault> {
    changes(bytes, |change| make(change, overlay))
}

/// Makes a change in an overlay.
pub fn make(change: Change<'_>, overlay: &mut Overlay) {
    match change {
        Change::Kill(root) => overlay.kill(root),
        Change::Node(key, Some(value)) => overlay.set(key, value),
        Change::Node(key, None) => overlay.kill_node(key),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(n: u8) -> Overlay {
        let mut overlay = Overlay::without_undo();
        overlay.kill(&[0, b'k', n, 0]);
        overlay.set(&[0, b'a', n, 0], &vec![n; usize::from(n) * 7]);
        overlay.kill_node(&[0, b'z', n, 0]);
        overlay
    }

    #[test]
    fn a_damaged_position_is_none() {
        for (generation, end) in [(0, 0), (1, 0), (7, 4096), (u64::MAX, ROOM)] {
            let both = packed(generation, end);
            let generation = generation as u32;
            assert_eq!(unpacked(both), Some(Position { generation, end }));
            let other = (0..64).filter(|bit| unpacked(both ^ 1 << bit).is_some());
            assert_eq!(other.count(), 0, "{both:x}");
        }
        assert_eq!(unpacked(0), None);
        assert_eq!(unpacked(u64::MAX), None);
    }

    #[test]
    fn what_is_left_of_records_is_a_prefix_of_them() {
        let state = State {
            generation: 7,
            id: 99,
        };
        let (mut bytes, mut ends, mut seed) = (Vec::new(), vec![0], state.seed());
        for n in 1..9 {
            let mut one = Vec::new();
            record(&sample(n), &mut one);
            let length = (one.len() + CHECK) as u32;
            one[..4].copy_from_slice(&length.to_le_bytes());
            seed = checksum(seed, &one);
            bytes.extend_from_slice(&one);
            bytes.extend_from_slice(&seed.to_le_bytes());
            ends.push(bytes.len());
        }
        assert_eq!(room(&sample(3)), (ends[3] - ends[2], true));
        for at in 0..bytes.len() {
            let mut torn = bytes.clone();
            torn[at] ^= 0x40;
            let end = walk(&torn, state.seed(), |_| {}).0;
            let wanted = ends.iter().rev().find(|end| **end <= at);
            assert_eq!(Some(&end), wanted, "byte {at}");
        }
        let other = State {
            generation: 8,
            ..state
        };
        assert_eq!(walk(&bytes, other.seed(), |_| {}).0, 0);
        let mut overlay = Overlay::without_undo();
        redo(&bytes, &mut overlay).unwrap();
        assert_eq!(overlay.get(&[0, b'a', 8, 0]), Some(Some(&[8; 56][..])));
        assert_eq!(overlay.get(&[0, b'k', 2, 0, 1, 0]), Some(None));
        for cut in 1..bytes.len() {
            // No panic, whatever is there.
            let _ = redo(&bytes[..cut], &mut overlay);
        }
    }
}
