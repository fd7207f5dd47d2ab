//! Numbers of descriptors that are not devices'.

use std::os::fd::{AsRawFd, OwnedFd, RawFd};

/// Descriptors below this one are left to devices: `ZSHOW "D"` and $ZSOCKET show numbers that programs know from GT.M.
const FIRST_OWN: i32 = 64;

/// Makes descriptors of the runtime's own, with numbers that do not get among those of devices.
pub fn out_of_the_way<T>(make: impl FnOnce() -> std::io::Result<T>) -> std::io::Result<T> {
    let null = OwnedFd::from(std::fs::File::open("/dev/null")?);
    let mut fillers = Fillers::default();
    while fillers.last().is_none_or(|fd| fd < FIRST_OWN - 1) {
        // SAFETY: the result is a new descriptor or -1.
        let fd = unsafe { libc::fcntl(null.as_raw_fd(), libc::F_DUPFD_CLOEXEC, 0) };
        if fd < 0 {
            // Few descriptors are left: numbers do not matter then.
            drop(fillers);
            return make();
        }
        fillers.add(fd);
    }
    make()
}

/// Descriptors as runs of numbers, each of which is closed by one call.
#[derive(Default)]
struct Fillers(Vec<(RawFd, RawFd)>);

impl Fillers {
    fn last(&self) -> Option<RawFd> {
        self.0.last().map(|(_, last)| *last)
    }

    fn add(&mut self, fd: RawFd) {
        match self.0.last_mut() {
            Some((_, last)) if *last + 1 == fd => *last = fd,
            _ => self.0.push((fd, fd)),
        }
    }
}

impl Drop for Fillers {
    fn drop(&mut self) {
        for (first, last) in &self.0 {
            // SAFETY: all numbers of the run are descriptors that were made for this value, and nobody else has them.
            unsafe { libc::close_range(*first as libc::c_uint, *last as libc::c_uint, 0) };
        }
    }
}
