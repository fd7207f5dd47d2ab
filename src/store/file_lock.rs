//! Locks on parts of a file that belong to an opening of it: they go when that is closed, or its process ends.

use std::fs::File;
use std::io;
use std::os::fd::AsRawFd;

/// Bytes of a file, which need not be there: the first, and how many; 0 is all behind it.
pub type Range = (i64, i64);

#[derive(Clone, Copy, Debug)]
pub enum Kind {
    Shared,
    Alone,
    Free,
}

fn record(range: Range, kind: Kind) -> libc::flock {
    // SAFETY: a structure of plain numbers.
    let mut lock: libc::flock = unsafe { std::mem::zeroed() };
    lock.l_type = match kind {
        Kind::Shared => libc::F_RDLCK,
        Kind::Alone => libc::F_WRLCK,
        Kind::Free => libc::F_UNLCK,
    } as libc::c_short;
    lock.l_whence = libc::SEEK_SET as libc::c_short;
    (lock.l_start, lock.l_len) = range;
    lock
}

fn call(file: &File, how: libc::c_int, lock: &mut libc::flock) -> io::Result<()> {
    loop {
        // SAFETY: a descriptor of ours and a structure that the call reads or fills.
        if unsafe { libc::fcntl(file.as_raw_fd(), how, &raw mut *lock) } == 0 {
            return Ok(());
        }
        let error = io::Error::last_os_error();
        if error.kind() != io::ErrorKind::Interrupted {
            return Err(error);
        }
    }
}

/// Waits for a lock, or releases one.
///
/// # Errors
/// Those of the system.
pub fn set(file: &File, range: Range, kind: Kind) -> io::Result<()> {
    call(file, libc::F_OFD_SETLKW, &mut record(range, kind))
}

/// Takes a lock if nobody is in the way.
///
/// # Errors
/// Those of the system.
pub fn attempt(file: &File, range: Range, kind: Kind) -> io::Result<bool> {
    match call(file, libc::F_OFD_SETLK, &mut record(range, kind)) {
        Ok(()) => Ok(true),
        Err(e) if matches!(e.raw_os_error(), Some(libc::EACCES | libc::EAGAIN)) => Ok(false),
        Err(e) => Err(e),
    }
}

/// Whether another opening has a lock there.
pub fn is_taken(file: &File, range: Range) -> bool {
    let mut lock = record(range, Kind::Alone);
    call(file, libc::F_OFD_GETLK, &mut lock).is_ok() && i32::from(lock.l_type) != libc::F_UNLCK
}
