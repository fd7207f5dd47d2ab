//! The file of locks as all processes have it in their memory: who may change it, how far its changes reach, and their bytes.
//!
//! The first page has a robust mutex of the C library: without a rival it costs no system call, and when its holder dies, however that
//! may be, the system hands it on. Nothing has to be mended then: of two heads one counts, and the other is written before it does, so that
//! changes that nobody finished are not there. Everything belongs to one run of the machine; whoever opens the file first makes the page anew.

use crate::store::file_lock::{self, Kind};
use crate::store::journal::boot;
use crate::store::mapped::{Mapped, keeps_blocks};
use std::cell::UnsafeCell;
use std::fs::File;
use std::io;
use std::mem::MaybeUninit;
use std::os::fd::AsRawFd;
use std::os::unix::fs::FileExt;
use std::sync::atomic::{AtomicU64, Ordering};

const MAGIC: u64 = u64::from_le_bytes(*b"MRLOCKS2");
/// Bytes of the first page: changes begin behind it.
pub const PAGE: u64 = 4096;
/// The file grows by so much.
const STEP: u64 = 256 * 1024;

/// Where the changes are that count.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Head {
    /// Others than before begin anew.
    pub epoch: u64,
    pub start: u64,
    pub end: u64,
}

#[repr(C)]
struct Front {
    magic: AtomicU64,
    boot: AtomicU64,
    mutex: UnsafeCell<libc::pthread_mutex_t>,
    /// Its last bit says which of the heads counts.
    turn: AtomicU64,
    heads: [[AtomicU64; 3]; 2],
}

pub struct Shared {
    file: File,
    /// The first page never moves: the system knows where the mutex is while it is held.
    front: Mapped,
    /// The whole file, where writes to mapped memory are safe.
    all: Option<Mapped>,
    /// Bytes of the file that are there for ever.
    allocated: u64,
}

fn check(code: libc::c_int) -> io::Result<()> {
    match code {
        0 => Ok(()),
        code => Err(io::Error::from_raw_os_error(code)),
    }
}

pub fn damaged() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "the file of locks is damaged")
}

impl Shared {
    /// # Errors
    /// Those of the system, a full disk among them.
    pub fn new(file: File) -> io::Result<Shared> {
        file_lock::set(&file, (0, 0), Kind::Alone)?;
        let opened = Shared::open(&file);
        file_lock::set(&file, (0, 0), Kind::Free)?;
        let (front, safe) = opened?;
        let all = safe.then(|| Mapped::new(Some(&file), true, PAGE).ok());
        Ok(Shared {
            front,
            all: all.flatten(),
            allocated: 0,
            file,
        })
    }

    fn open(file: &File) -> io::Result<(Mapped, bool)> {
        allocate(file, PAGE)?;
        let mapped = Mapped::new(Some(file), true, PAGE)?;
        let front = front(&mapped);
        let boot = boot();
        if front.magic.load(Ordering::Acquire) != MAGIC
            || front.boot.load(Ordering::Acquire) != boot
        {
            // A new file, or one from before the machine was started: nobody else has it open, or waits for this.
            front.magic.store(0, Ordering::Release);
            make(front.mutex.get())?;
            let epoch = front.heads.iter().map(|h| h[0].load(Ordering::Relaxed));
            let epoch = epoch.max().unwrap_or(0).wrapping_add(1).max(1);
            for head in &front.heads {
                for (field, value) in head.iter().zip([epoch, PAGE, PAGE]) {
                    field.store(value, Ordering::Relaxed);
                }
            }
            front.boot.store(boot, Ordering::Release);
            front.magic.store(MAGIC, Ordering::Release);
        }
        Ok((mapped, keeps_blocks(file, PAGE)))
    }

    /// Waits until nobody else looks at the changes or makes some.
    ///
    /// # Errors
    /// Those of the system.
    pub fn lock(&self) -> io::Result<()> {
        let mutex = front(&self.front).mutex.get();
        // SAFETY: a mutex that was made when the file was opened, and is mapped as long as `self` is.
        match unsafe { libc::pthread_mutex_lock(mutex) } {
            // Its holder died; what it has not finished does not count.
            // SAFETY: as above; it is ours now.
            libc::EOWNERDEAD => check(unsafe { libc::pthread_mutex_consistent(mutex) }),
            code => check(code),
        }
    }

    /// The end of [`Shared::lock`], in the same thread.
    pub fn unlock(&self) {
        // SAFETY: as in `lock`; a mutex that this thread does not hold stays as it is.
        unsafe { libc::pthread_mutex_unlock(front(&self.front).mutex.get()) };
    }

    /// The head; the mutex is held.
    pub fn head(&self) -> Head {
        let front = front(&self.front);
        let turn = front.turn.load(Ordering::Acquire);
        let [epoch, start, end] = &front.heads[(turn & 1) as usize];
        let load = |field: &AtomicU64| field.load(Ordering::Relaxed);
        Head {
            epoch: load(epoch),
            start: load(start),
            end: load(end),
        }
    }

    /// From here on this head counts; the mutex is held.
    pub fn set_head(&self, head: Head) {
        let front = front(&self.front);
        let turn = front.turn.load(Ordering::Relaxed).wrapping_add(1);
        let fields = &front.heads[(turn & 1) as usize];
        for (field, value) in fields.iter().zip([head.epoch, head.start, head.end]) {
            field.store(value, Ordering::Relaxed);
        }
        front.turn.store(turn, Ordering::Release);
    }

    /// Makes the file so long.
    ///
    /// # Errors
    /// Those of the system, a full disk among them.
    pub fn reserve(&mut self, end: u64) -> io::Result<()> {
        if end > self.allocated {
            let wanted = end.next_multiple_of(STEP);
            allocate(&self.file, wanted)?;
            self.allocated = wanted;
        }
        Ok(())
    }

    /// How long others have made it.
    ///
    /// # Errors
    /// Those of the system.
    pub fn length(&mut self) -> io::Result<u64> {
        self.allocated = self.file.metadata()?.len();
        Ok(self.allocated)
    }

    /// Where some bytes are in memory; `None` where they are read and written by the system.
    fn bytes(&mut self, at: u64, length: usize) -> io::Result<Option<*mut u8>> {
        let end = at.checked_add(length as u64).ok_or_else(damaged)?;
        let Some(all) = &mut self.all else {
            return Ok(None);
        };
        if end > all.length() {
            let there = self.file.metadata()?.len();
            if end > there {
                return Err(damaged());
            }
            *all = Mapped::new(Some(&self.file), true, there)?;
        }
        // SAFETY: inside the mapping, as was just looked at.
        Ok(Some(unsafe { all.at().as_ptr().add(at as usize) }))
    }

    /// The bytes from one place to another; the mutex is held.
    ///
    /// # Errors
    /// Those of the system; the file does not reach so far.
    pub fn read(&mut self, from: u64, to: u64) -> io::Result<Vec<u8>> {
        let mut out = vec![0; to.checked_sub(from).ok_or_else(damaged)? as usize];
        match self.bytes(from, out.len())? {
            // SAFETY: so many bytes are mapped there, and nobody changes them while the mutex is held.
            Some(at) => unsafe { std::ptr::copy_nonoverlapping(at, out.as_mut_ptr(), out.len()) },
            None => self.file.read_exact_at(&mut out, from)?,
        }
        Ok(out)
    }

    /// Writes where no head that counts reaches to; the mutex is held, and the room reserved.
    ///
    /// # Errors
    /// Those of the system.
    pub fn write(&mut self, at: u64, bytes: &[u8]) -> io::Result<()> {
        match self.bytes(at, bytes.len())? {
            // SAFETY: as in `read`; whoever holds the mutex may change them.
            Some(to) => unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), to, bytes.len()) },
            None => self.file.write_all_at(bytes, at)?,
        }
        Ok(())
    }
}

fn front(mapped: &Mapped) -> &Front {
    // SAFETY: the page is mapped, aligned, and has room; any bits are right for atomic numbers, and the mutex is used by its address.
    unsafe { mapped.at().cast::<Front>().as_ref() }
}

/// Makes a mutex that processes share and that outlives its holder.
fn make(mutex: *mut libc::pthread_mutex_t) -> io::Result<()> {
    let mut about = MaybeUninit::uninit();
    let about = about.as_mut_ptr();
    // SAFETY: the attributes are made first and dropped last; the mutex is memory of the right size that nobody uses yet.
    unsafe {
        check(libc::pthread_mutexattr_init(about))?;
        let shared = libc::pthread_mutexattr_setpshared(about, libc::PTHREAD_PROCESS_SHARED);
        let robust = libc::pthread_mutexattr_setrobust(about, libc::PTHREAD_MUTEX_ROBUST);
        mutex.write_bytes(0, 1);
        let made = libc::pthread_mutex_init(mutex, about);
        libc::pthread_mutexattr_destroy(about);
        check(shared)?;
        check(robust)?;
        check(made)
    }
}

fn allocate(file: &File, length: u64) -> io::Result<()> {
    // SAFETY: plain integers.
    match unsafe { libc::posix_fallocate(file.as_raw_fd(), 0, length.cast_signed()) } {
        // A file system that cannot allocate says so when it is written to.
        libc::EOPNOTSUPP | libc::EINVAL if file.metadata()?.len() < length => file.set_len(length),
        libc::EOPNOTSUPP | libc::EINVAL => Ok(()),
        code => check(code),
    }
}
