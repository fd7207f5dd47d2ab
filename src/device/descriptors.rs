//! Numbers of descriptors that are not devices'.

/// Descriptors below this one are left to devices: `ZSHOW "D"` and $ZSOCKET show numbers that programs know from GT.M.
const FIRST_OWN: i32 = 64;

/// Makes descriptors of the runtime's own, with numbers that do not get among those of devices.
pub fn out_of_the_way<T>(make: impl FnOnce() -> std::io::Result<T>) -> std::io::Result<T> {
    use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
    let null = std::fs::File::open("/dev/null")?;
    let mut fillers = Vec::new();
    while fillers.len() < FIRST_OWN as usize {
        // SAFETY: the result is a new descriptor or -1.
        let fd = unsafe { libc::fcntl(null.as_raw_fd(), libc::F_DUPFD_CLOEXEC, 0) };
        if fd < 0 {
            // Few descriptors are left: numbers do not matter then.
            fillers.clear();
            break;
        }
        // SAFETY: nobody else owns it.
        fillers.push(unsafe { OwnedFd::from_raw_fd(fd) });
        if fd >= FIRST_OWN - 1 {
            break;
        }
    }
    make()
}
