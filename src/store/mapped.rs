//! Bytes of a file that all processes have in their memory, and when that is safe to write to.

use std::fs::File;
use std::io;
use std::os::fd::AsRawFd;
use std::ptr::NonNull;

/// A mapping, from the beginning of a file or of nothing; it lives as long as the value.
pub struct Mapped {
    at: NonNull<u8>,
    length: u64,
}

// SAFETY: an address and a length; what is done with the bytes is for those who take the address.
unsafe impl Send for Mapped {}
// SAFETY: as above.
unsafe impl Sync for Mapped {}

impl Mapped {
    /// Maps so many bytes, which the file has to have when they are touched; without a file they are zeros, for this process alone.
    ///
    /// # Errors
    /// Those of the system.
    pub fn new(file: Option<&File>, write: bool, length: u64) -> io::Result<Mapped> {
        let (flags, fd) = match file {
            Some(file) => (libc::MAP_SHARED, file.as_raw_fd()),
            None => (libc::MAP_PRIVATE | libc::MAP_ANONYMOUS, -1),
        };
        let access = libc::PROT_READ | if write { libc::PROT_WRITE } else { 0 };
        // SAFETY: a new mapping, of a descriptor of ours or of nothing.
        let at = unsafe { libc::mmap(std::ptr::null_mut(), length as usize, access, flags, fd, 0) };
        match NonNull::new(at.cast::<u8>()) {
            Some(first) if at != libc::MAP_FAILED => Ok(Mapped { at: first, length }),
            _ => Err(io::Error::last_os_error()),
        }
    }

    pub fn length(&self) -> u64 {
        self.length
    }

    /// The first byte, which begins a page.
    pub fn at(&self) -> NonNull<u8> {
        self.at
    }
}

impl Drop for Mapped {
    fn drop(&mut self) {
        // SAFETY: the mapping of `new`; nothing borrows from it any more.
        unsafe { libc::munmap(self.at.as_ptr().cast(), self.length as usize) };
    }
}

/// Whether blocks that a file has once are its own for ever, so that a write to mapped memory never finds a full disk, which would end
/// the process; so many bytes of them are there then. Where blocks are shared by copies, or written to other places, that is not so.
pub fn keeps_blocks(file: &File, length: u64) -> bool {
    const EXT: i64 = 0xEF53;
    const TMPFS: i64 = 0x0102_1994;
    // SAFETY: calls on a descriptor of ours; the first fills a structure of plain numbers.
    unsafe {
        let mut about: libc::statfs = std::mem::zeroed();
        libc::fstatfs(file.as_raw_fd(), &mut about) == 0
            && matches!(about.f_type, EXT | TMPFS)
            && libc::fallocate(
                file.as_raw_fd(),
                libc::FALLOC_FL_KEEP_SIZE,
                0,
                length.cast_signed(),
            ) == 0
    }
}
