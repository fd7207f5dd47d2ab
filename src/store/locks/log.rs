//! The table of locks that many processes share: a file of changes that each of them applies to a table of its own.
//!
//! Whoever looks at the table or changes it has the file to himself (see [`super::shared`]), applies what others have appended, and appends
//! its own changes; the last thing written is the head, which says how far the changes reach. A process that is
//! killed in between has changed nothing. When the changes have become many, the table itself is written behind them, or at the
//! beginning of the file, as a new epoch. Nothing of it is for the disk: locks do not outlive a restart of the machine.
//!
//! A request that waits has a datagram socket with an abstract name, to which whoever grants it sends a byte.

use super::shared::{Head, PAGE, Shared, damaged};
use super::table::{Change, Outcome, Table};
use super::wire;
use std::fs::OpenOptions;
use std::io;
use std::os::fd::{FromRawFd, OwnedFd, RawFd};
use std::os::linux::net::SocketAddrExt;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::os::unix::net::{SocketAddr, UnixDatagram};
use std::path::Path;

/// Room that is there before anything is changed, so that a full disk is met before, and not within.
const ROOM: u64 = 256 * 1024;
/// Changes are replaced by the table when they are longer than this and many times as long as it.
const LONG: u64 = 1 << 20;
/// The same when the disk is full: the file does not grow then. So much room is needed to change anything.
const LONG_WHEN_FULL: u64 = 64 * 1024;

/// A process's end of the file.
pub struct Log {
    shared: Shared,
    /// Names the file in those of sockets.
    identity: String,
    pid: u32,
    start: u64,
    head: Head,
    /// How far the changes are applied.
    applied: u64,
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
            shared: Shared::new(file)?,
            pid,
            start: start_of(pid).unwrap_or(0),
            head: Head::default(),
            applied: 0,
            full: false,
            out: Vec::new(),
            granted: Vec::new(),
        })
    }

    /// Takes the file and brings the table up to date.
    ///
    /// # Errors
    /// Those of the system, a full disk among them; the file is not taken then.
    pub fn begin(&mut self, table: &mut Table) -> io::Result<()> {
        self.shared.lock()?;
        let done = self.catch_up(table);
        if done.is_err() {
            self.shared.unlock();
        }
        done
    }

    fn catch_up(&mut self, table: &mut Table) -> io::Result<()> {
        let head = self.shared.head();
        if head.epoch != self.head.epoch || self.applied > head.end {
            *table = Table::default();
            self.applied = head.start;
        }
        self.head = head;
        if self.applied < head.end {
            let bytes = self.shared.read(self.applied, head.end)?;
            for change in &wire::read(&bytes).ok_or_else(damaged)? {
                table.apply(change);
            }
            self.applied = head.end;
        }
        let reserved = self.shared.reserve(head.end + ROOM);
        self.full = reserved.is_err();
        if let Err(e) = reserved {
            // What others have reserved may do.
            if head.end + LONG_WHEN_FULL > self.shared.length()? {
                return Err(e);
            }
        }
        if table.processes.get(&self.pid) != Some(&self.start) {
            let (pid, start) = (self.pid, self.start);
            self.change(table, &Change::Process { pid, start });
        }
        Ok(())
    }

    /// Changes the table here, and at `end` for all.
    pub fn change(&mut self, table: &mut Table, change: &Change<'_>) -> Outcome {
        wire::push(change, &mut self.out);
        let outcome = table.apply(change);
        self.granted.extend(&outcome.granted);
        outcome
    }

    /// Writes the changes down, gives the file back, and tells those whose requests were granted. Returns the requests of those that do not
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
        self.shared.unlock();
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
                let start = if PAGE + length <= head.start {
                    PAGE
                } else {
                    head.end
                };
                self.shared.reserve(start + length)?;
                self.shared.write(start, &whole)?;
                self.written(Head {
                    epoch: head.epoch + 1,
                    start,
                    end: start + length,
                });
                return Ok(());
            }
        }
        self.shared.reserve(end)?;
        self.shared.write(head.end, &self.out)?;
        head.end = end;
        self.written(head);
        Ok(())
    }

    fn written(&mut self, head: Head) {
        self.shared.set_head(head);
        (self.head, self.applied) = (head, head.end);
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
