//! The table of transactions of a machine, in memory that the monitor and all members share: a transaction takes a row of it without a word
//! to the monitor, also when it never leaves its process. Whoever dies leaves his row, and the monitor frees it.
//!
//! What is in the table is for MAXGTT and for people. Nothing else depends on it, so that a member that writes nonsense harms only these.

use super::shared::{self, Opened};
use crate::store::mapped::Mapped;
use std::io;
use std::os::fd::OwnedFd;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The highest MAXGTT.
const MOST: usize = 32_767;
/// Participants that a row names; more are only counted.
const NAMED: usize = 15;
const MAGIC: u64 = 0x6d72_756e_4754_5401;

#[repr(C)]
struct Head {
    magic: AtomicU64,
    /// MAXGTT.
    most: AtomicU32,
    /// MAXTRANTIME in seconds; 0 is no limit.
    longest: AtomicU32,
    last: AtomicU64,
    _more: [u64; 13],
}

#[repr(C)]
struct Row {
    /// The number of the transaction; 0: the row is free.
    number: AtomicU64,
    /// When it began, in milliseconds since 1970, and how long it may take; 0 is for ever.
    began: AtomicU64,
    time: AtomicU64,
    pid: AtomicU32,
    /// The number of the member that began it.
    member: AtomicU32,
    doomed: AtomicU32,
    parts: AtomicU32,
    named: [AtomicU32; NAMED],
    _more: [u32; 7],
}

const SIZE: usize = size_of::<Head>() + MOST * size_of::<Row>();

/// The table as one process has it.
pub struct Table(Mapped);

/// Where a transaction is in the table: row and number. It goes along with what is done in the transaction elsewhere.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Place {
    pub row: u32,
    pub number: u64,
}

/// A transaction in the table; it leaves when this is dropped.
pub struct Entry {
    table: Arc<Table>,
    place: Place,
}

/// What the table says of a transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    pub row: u32,
    pub number: u64,
    pub pid: u32,
    pub member: u32,
    pub doomed: bool,
    pub age: Duration,
    pub time: Option<Duration>,
    /// How many processes took part, and which the first of them are.
    pub parts: u32,
    pub named: Vec<u32>,
}

/// Memory for a table, which nobody can make shorter.
///
/// # Errors
/// The system has no room for it.
pub fn create() -> io::Result<OwnedFd> {
    shared::make(SIZE).map(|(_, file)| file)
}

impl Table {
    /// The table in that memory. A process has it in memory once, for all its sessions.
    ///
    /// # Errors
    /// It is none.
    pub fn open(file: OwnedFd) -> io::Result<Arc<Table>> {
        static OPENED: Opened<Table> = Opened::new();
        OPENED.get(file, |file| {
            let table = Table(shared::open(file, SIZE)?);
            let head = table.head();
            let magic = head
                .magic
                .compare_exchange(0, MAGIC, Ordering::Relaxed, Ordering::Relaxed);
            match magic {
                Ok(_) | Err(MAGIC) => Ok(table),
                Err(_) => Err(io::ErrorKind::InvalidData.into()),
            }
        })
    }

    fn head(&self) -> &Head {
        // SAFETY: the mapping has SIZE bytes, begins a page and lives as long as the table; a head is made of atomics.
        unsafe { self.0.at().cast::<Head>().as_ref() }
    }

    fn rows(&self) -> &[Row] {
        let most = self.head().most.load(Ordering::Relaxed) as usize;
        // SAFETY: as above, behind the head, whose size keeps the alignment; never more than MOST.
        unsafe {
            let first = self.0.at().add(size_of::<Head>()).cast::<Row>();
            std::slice::from_raw_parts(first.as_ptr(), most.min(MOST))
        }
    }

    /// What the configuration says: MAXGTT and MAXTRANTIME.
    pub fn limit(&self, most: u32, longest: Option<Duration>) {
        let longest = longest.map_or(0, |time| u32::try_from(time.as_secs()).unwrap_or(u32::MAX));
        self.head().longest.store(longest, Ordering::Relaxed);
        self.head().most.store(most, Ordering::Relaxed);
    }

    pub fn most(&self) -> u32 {
        self.rows().len() as u32
    }

    /// MAXTRANTIME.
    pub fn longest(&self) -> Option<Duration> {
        match self.head().longest.load(Ordering::Relaxed) {
            0 => None,
            seconds => Some(Duration::from_secs(seconds.into())),
        }
    }

    /// A transaction begins; `None`: there are MAXGTT.
    pub fn begin(self: &Arc<Table>, member: u32, time: Option<Duration>) -> Option<Entry> {
        let last = self.head().last.fetch_add(1, Ordering::Relaxed);
        let number = last.wrapping_add(1).max(1);
        let rows = self.rows();
        // Most of the time the row that the number leads to is free.
        let first = (last as usize).checked_rem(rows.len())?;
        let free = |at: &usize| {
            let taken =
                rows[*at]
                    .number
                    .compare_exchange(0, number, Ordering::AcqRel, Ordering::Relaxed);
            taken.is_ok()
        };
        let at = (first..rows.len()).chain(0..first).find(free)?;
        let row = &rows[at];
        let millis = |time: Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        row.began.store(now(), Ordering::Relaxed);
        row.time.store(time.map_or(0, millis), Ordering::Relaxed);
        row.member.store(member, Ordering::Relaxed);
        row.doomed.store(0, Ordering::Relaxed);
        row.parts.store(0, Ordering::Relaxed);
        row.pid.store(std::process::id(), Ordering::Release);
        Some(Entry {
            table: self.clone(),
            place: Place {
                row: at as u32,
                number,
            },
        })
    }

    fn row(&self, place: Place) -> Option<&Row> {
        let row = self.rows().get(place.row as usize)?;
        (place.number != 0 && row.number.load(Ordering::Relaxed) == place.number).then_some(row)
    }

    /// This process takes part.
    pub fn take_part(&self, place: Place) {
        let Some(row) = self.row(place) else {
            return;
        };
        let own = std::process::id();
        let parts = row.parts.load(Ordering::Relaxed) as usize;
        let mut named = row.named.iter().take(parts);
        if named.any(|pid| pid.load(Ordering::Relaxed) == own) {
            return;
        }
        let at = row.parts.fetch_add(1, Ordering::Relaxed) as usize;
        if let Some(named) = row.named.get(at) {
            named.store(own, Ordering::Relaxed);
        }
    }

    /// All transactions.
    pub fn all(&self) -> Vec<Seen> {
        let rows = self.rows().iter().enumerate();
        let seen = |(at, row): (usize, &Row)| {
            let number = row.number.load(Ordering::Acquire);
            let millis = |n: &AtomicU64| n.load(Ordering::Relaxed);
            let parts = row.parts.load(Ordering::Relaxed);
            let named = row.named.iter().take(parts as usize);
            (number != 0).then(|| Seen {
                row: at as u32,
                number,
                pid: row.pid.load(Ordering::Relaxed),
                member: row.member.load(Ordering::Relaxed),
                doomed: row.doomed.load(Ordering::Relaxed) != 0,
                age: Duration::from_millis(now().saturating_sub(millis(&row.began))),
                time: Some(Duration::from_millis(millis(&row.time))).filter(|t| !t.is_zero()),
                parts,
                named: named.map(|pid| pid.load(Ordering::Relaxed)).collect(),
            })
        };
        rows.filter_map(seen).collect()
    }

    /// How many there are.
    pub fn count(&self) -> u32 {
        let rows = self.rows().iter();
        rows.filter(|row| row.number.load(Ordering::Relaxed) != 0)
            .count() as u32
    }

    /// Frees what processes have left that are not there any more.
    pub fn sweep(&self, is_gone: impl Fn(u32) -> bool) {
        for row in self.rows() {
            let number = row.number.load(Ordering::Acquire);
            let pid = row.pid.load(Ordering::Acquire);
            // One that has just begun says who it is in a moment.
            if number != 0 && pid != 0 && is_gone(pid) {
                row.free(number);
            }
        }
    }
}

impl Row {
    fn free(&self, number: u64) {
        if self.number.load(Ordering::Relaxed) == number {
            self.pid.store(0, Ordering::Relaxed);
            // It may have been freed by the monitor, and be another's.
            let _ = self
                .number
                .compare_exchange(number, 0, Ordering::AcqRel, Ordering::Relaxed);
        }
    }
}

impl Entry {
    pub fn place(&self) -> Place {
        self.place
    }

    /// It can only be aborted.
    pub fn doom(&self) {
        if let Some(row) = self.table.row(self.place) {
            row.doomed.store(1, Ordering::Relaxed);
        }
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        if let Some(row) = self.table.row(self.place) {
            row.free(self.place.number);
        }
    }
}

fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    u64::try_from(since.unwrap_or_default().as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(most: u32) -> Arc<Table> {
        let table = Table::open(create().unwrap()).unwrap();
        table.limit(most, None);
        table
    }

    #[test]
    fn rows_are_taken_up_to_the_limit_and_given_back() {
        let table = table(2);
        let first = table.begin(1, Some(Duration::from_secs(30))).unwrap();
        let second = table.begin(2, None).unwrap();
        assert!(table.begin(3, None).is_none());
        assert_eq!(table.count(), 2);
        second.doom();
        table.take_part(second.place());
        table.take_part(second.place());
        let own = std::process::id();
        let all = table.all();
        let found = all.iter().find(|t| t.number == second.place().number);
        let found = found.unwrap();
        assert_eq!((found.member, found.doomed, found.parts), (2, true, 1));
        assert_eq!((found.pid, &found.named[..]), (own, &[own][..]));
        drop(first);
        let third = table.begin(3, None).unwrap();
        assert!(table.all().iter().any(|t| t.member == 3 && t.parts == 0));
        // Who died leaves his rows; they are not freed twice.
        table.sweep(|pid| pid == own);
        assert_eq!(table.count(), 0);
        let fourth = table.begin(4, None).unwrap();
        drop((second, third));
        assert_eq!(table.count(), 1);
        drop(fourth);
        assert_eq!(table.count(), 0);
    }

    #[test]
    fn a_table_without_rows_has_no_transactions() {
        assert!(table(0).begin(1, None).is_none());
    }

    #[test]
    fn what_is_no_table_is_not_taken() {
        let (_, file) = shared::make(4096).unwrap();
        assert!(Table::open(file).is_err());
        assert!(Table::open(std::fs::File::open("/dev/null").unwrap().into()).is_err());
    }

    #[test]
    fn a_process_has_a_table_once() {
        let file = create().unwrap();
        let first = Table::open(file.try_clone().unwrap()).unwrap();
        let second = Table::open(file).unwrap();
        assert!(Arc::ptr_eq(&first, &second));
    }
}
