//! The table of locks that many processes share: a file of changes that each of them applies to a table of its own.
//!
//! Whoever looks at the table or changes it has the file locked (an OFD lock, which goes with its process), applies what others
//! have appended, and appends its own changes; the last thing written is the head, which says how far the changes reach. A process that is
//! killed in between has changed nothing. When the changes have become many, the table itself is written behind them, or at the
//! beginning of the file, as a new epoch. Nothing of it is for the disk: locks do not outlive a restart of the machine.
//!
//! A request that waits has a datagram socket with an abstract name, to which whoever grants it sends a byte.

use super::table::{Change, Outcome, Table};
use super::wire;
use crate::store::file_lock::{self, Kind};
use crate::store::journal::boot;
use std::fs::{File, OpenOptions};
use std::io;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};
use std::os::linux::net::SocketAddrExt;
use std::os::unix::fs::{FileExt, MetadataExt, OpenOptionsExt};
use std::os::unix::net::{SocketAddr, UnixDatagram};
use std::path::Path;

const MAGIC: u64 = u64::from_le_bytes(*b"MRLOCKS1");
/// Bytes of the head, and where changes begin.
const HEAD: u64 = 64;
/// Room that is there before anything is changed, so that a full disk is met before, and not within.
const ROOM: u64 = 256 * 1024;
/// Changes are replaced by the table when they are longer than this and many times as long as it.
const LONG: u64 = 1 << 20;
/// The same when the disk is full: the file does not grow then. So much room is needed to change anything.
const LONG_WHEN_FULL: u64 = 64 * 1024;

#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Head {
    boot: u64,
    epoch: u64,
    start: u64,
    end: u64,
}

impl Head {
    fn read(file: &File, boot: u64) -> io::Result<Head> {
        let mut bytes = [0; 40];
        let whole = match file.read_exact_at(&mut bytes, 0) {
            Ok(()) => true,
            Err(e) if e.kind() == io::ErrorKind::UnexpectedEof => false,
            Err(e) => return Err(e),
        };
        let field = |at: usize| {
            let mut number = [0; 8];
            number.copy_from_slice(&bytes[at * 8..at * 8 + 8]);
            u64::from_le_bytes(number)
        };
        let head = Head {
            boot: field(1),
            epoch: field(2),
            start: field(3),
            end: field(4),
        };
        if whole && field(0) == MAGIC && head.boot == boot && head.start <= head.end {
            return Ok(head);
        }
        // A new file, or one from before the machine was started.
        Ok(Head {
            boot,
            epoch: head.epoch.wrapping_add(1).max(1),
            start: HEAD,
            end: HEAD,
        })
    }

    fn write(self, file: &File) -> io::Result<()> {
        let fields = [MAGIC, self.boot, self.epoch, self.start, self.end];
        let mut bytes = [0; 40];
        for (at, field) in fields.iter().enumerate() {
            bytes[at * 8..at * 8 + 8].copy_from_slice(&field.to_le_bytes());
        }
        file.write_all_at(&bytes, 0)
    }
}

/// A process's end of the file.
pub struct Log {
    file: File,
    /// Names the file in those of sockets.
    identity: String,
    pid: u32,
    start: u64,
    head: Head,
    boot: u64,
    /// How far the changes are applied.
    applied: u64,
    allocated: u64,
    /// The disk is full.
    full: bool,
    out: Vec<u8>,
    /// Requests that changes of this process have granted.
    granted: Vec<u64>,
}

impl Log {
    /// Opens the file, and makes it, and its folder if asked to, where they are missing. Whoever may have the database may have it.
    ///
    /// # Errors
    /// Those of the system.
    pub fn open(path: &Path, make_folder: bool) -> io::Result<Log> {
        let open = || {
            OpenOptions::new()
                .read(true)
                .write(true)
                .create(true)
                .truncate(false)
                .mode(0o666)
                .open(path)
        };
        let file = match (open(), path.parent()) {
            (Err(e), Some(folder)) if make_folder && e.kind() == io::ErrorKind::NotFound => {
                std::fs::create_dir_all(folder)?;
                open()?
            }
            (opened, _) => opened?,
        };
        let meta = file.metadata()?;
        let pid = std::process::id();
        Ok(Log {
            identity: format!("mrun-lock-{:x}-{:x}", meta.dev(), meta.ino()),
            file,
            pid,
            start: start_of(pid).unwrap_or(0),
            head: Head::default(),
            boot: boot(),
            applied: 0,
            allocated: 0,
            full: false,
            out: Vec::new(),
            granted: Vec::new(),
        })
    }

    /// Locks the file and brings the table up to date.
    ///
    /// # Errors
    /// Those of the system, a full disk among them; the file is not locked then.
    pub fn begin(&mut self, table: &mut Table) -> io::Result<()> {
        self.guard(Kind::Alone)?;
        let done = self.catch_up(table);
        if done.is_err() {
            let _ = self.guard(Kind::Free);
        }
        done
    }

    fn catch_up(&mut self, table: &mut Table) -> io::Result<()> {
        let head = Head::read(&self.file, self.boot)?;
        if head.epoch != self.head.epoch || self.applied > head.end {
            *table = Table::default();
            self.applied = head.start;
        }
        self.head = head;
        if self.applied < head.end {
            let mut bytes = vec![0; (head.end - self.applied) as usize];
            self.file.read_exact_at(&mut bytes, self.applied)?;
            let changes = wire::read(&bytes).ok_or_else(|| {
                io::Error::new(io::ErrorKind::InvalidData, "the file of locks is damaged")
            })?;
            for change in &changes {
                table.apply(change);
            }
            self.applied = head.end;
        }
        let reserved = self.reserve(head.end + ROOM);
        self.full = reserved.is_err();
        if let Err(e) = reserved {
            // What others have reserved may do.
            self.allocated = self.file.metadata()?.len();
            if head.end + LONG_WHEN_FULL > self.allocated {
                return Err(e);
            }
        }
        if table.processes.get(&self.pid) != Some(&self.start) {
            let (pid, start) = (self.pid, self.start);
            self.change(table, &Change::Process { pid, start });
        }
        Ok(())
    }

    fn reserve(&mut self, end: u64) -> io::Result<()> {
        if end <= self.allocated {
            return Ok(());
        }
        let wanted = end.next_multiple_of(ROOM);
        // SAFETY: plain integers.
        let result =
            unsafe { libc::posix_fallocate(self.file.as_raw_fd(), 0, wanted as libc::off_t) };
        match result {
            0 => self.allocated = wanted,
            // A file system that cannot allocate says so when it is written to.
            libc::EOPNOTSUPP | libc::EINVAL => self.allocated = wanted,
            code => return Err(io::Error::from_raw_os_error(code)),
        }
        Ok(())
    }

    /// Changes the table here, and at `end` for all.
    pub fn change(&mut self, table: &mut Table, change: &Change) -> Outcome {
        wire::push(change, &mut self.out);
        let outcome = table.apply(change);
        self.granted.extend(&outcome.granted);
        outcome
    }

    /// Writes the changes down, unlocks the file, and tells those whose requests were granted. Returns the requests of those that do not
    /// hear: they may be dead.
    ///
    /// # Errors
    /// Those of the system. Nothing is changed then: the table is read anew the next time.
    pub fn end(&mut self, table: &Table) -> io::Result<Vec<u64>> {
        let written = self.write(table);
        self.out.clear();
        let mut granted = std::mem::take(&mut self.granted);
        if written.is_err() {
            self.head = Head::default();
        }
        self.guard(Kind::Free)?;
        written?;
        granted.retain(|ticket| !self.ring(*ticket));
        Ok(granted)
    }

    fn write(&mut self, table: &Table) -> io::Result<()> {
        if self.out.is_empty() {
            return Ok(());
        }
        let mut head = self.head;
        let end = head.end + self.out.len() as u64;
        let long = if self.full { LONG_WHEN_FULL } else { LONG };
        if end - head.start > long {
            let mut whole = Vec::new();
            for change in table.changes() {
                wire::push(&change, &mut whole);
            }
            let length = whole.len() as u64;
            if length * 8 < end - head.start {
                // Not over the changes that the head still tells.
                let start = if HEAD + length <= head.start {
                    HEAD
                } else {
                    head.end
                };
                self.reserve(start + length)?;
                self.file.write_all_at(&whole, start)?;
                head = Head {
                    epoch: head.epoch + 1,
                    start,
                    end: start + length,
                    ..head
                };
                return self.written(head);
            }
        }
        self.reserve(end)?;
        self.file.write_all_at(&self.out, head.end)?;
        head.end = end;
        self.written(head)
    }

    fn written(&mut self, head: Head) -> io::Result<()> {
        head.write(&self.file)?;
        (self.head, self.applied) = (head, head.end);
        Ok(())
    }

    fn guard(&self, kind: Kind) -> io::Result<()> {
        file_lock::set(&self.file, (0, 0), kind)
    }

    fn address(&self, ticket: u64) -> io::Result<SocketAddr> {
        SocketAddr::from_abstract_name(format!("{}-{ticket}", self.identity))
    }

    /// What becomes readable when a request is granted.
    ///
    /// # Errors
    /// Those of the system.
    pub fn bell(&self, ticket: u64) -> io::Result<UnixDatagram> {
        let bell = UnixDatagram::bind_addr(&self.address(ticket)?)?;
        bell.set_nonblocking(true)?;
        Ok(bell)
    }

    /// Whether somebody is there to hear it. A byte that is there already does as well.
    fn ring(&self, ticket: u64) -> bool {
        let sent = (|| {
            let socket = UnixDatagram::unbound()?;
            socket.set_nonblocking(true)?;
            socket.send_to_addr(&[1], &self.address(ticket)?)
        })();
        !sent.is_err_and(|e| e.kind() == io::ErrorKind::ConnectionRefused)
    }
}

/// When a process began, in ticks since the machine was started; `None` when there is none of that number.
pub fn start_of(pid: u32) -> Option<u64> {
    let stat = std::fs::read(format!("/proc/{pid}/stat")).ok()?;
    let end = memchr::memrchr(b')', &stat)?;
    let fields = std::str::from_utf8(&stat[end + 1..]).ok()?;
    let mut fields = fields.split_ascii_whitespace();
    // A zombie holds nothing any more.
    let state = fields.next()?;
    let start = fields.nth(18)?.parse().ok()?;
    (!matches!(state, "Z" | "X")).then_some(start)
}

/// What becomes readable when a process ends; `None` where the system has no such thing, or no such process.
pub fn end_of(pid: u32) -> Option<OwnedFd> {
    // SAFETY: plain integers; the result is a new descriptor that nobody else owns.
    unsafe {
        let fd = libc::syscall(libc::SYS_pidfd_open, pid as libc::pid_t, 0);
        (fd >= 0).then(|| OwnedFd::from_raw_fd(fd as RawFd))
    }
}
