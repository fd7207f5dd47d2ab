//! A standing question to the system which of many sockets are ready, so that the cost of WAIT does not grow
//! with the sockets that are silent.

use std::io;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};

/// Most events fetched at once; the system tells the others first the next time.
const EVENTS: usize = 128;

/// Descriptors watched for input. The watch has a descriptor itself, readable while one of them is ready.
#[derive(Debug)]
pub struct Watch(OwnedFd);

impl Watch {
    /// Watches the descriptors given, each with the number that `ready` tells.
    pub fn new(members: impl Iterator<Item = (RawFd, u64)>) -> io::Result<Self> {
        // SAFETY: the result is a new descriptor that nobody else owns.
        let watch = unsafe {
            let fd = libc::epoll_create1(libc::EPOLL_CLOEXEC);
            if fd < 0 {
                return Err(io::Error::last_os_error());
            }
            let low = OwnedFd::from_raw_fd(fd);
            // Low numbers are left to sockets.
            let high = libc::fcntl(fd, libc::F_DUPFD_CLOEXEC, 64);
            Watch(if high < 0 {
                low
            } else {
                OwnedFd::from_raw_fd(high)
            })
        };
        for (fd, number) in members {
            watch.add(fd, number)?;
        }
        Ok(watch)
    }

    /// The descriptor to wait for.
    pub fn fd(&self) -> RawFd {
        self.0.as_raw_fd()
    }

    /// Watches one more descriptor.
    pub fn add(&self, fd: RawFd, number: u64) -> io::Result<()> {
        let mut event = libc::epoll_event {
            events: libc::EPOLLIN as u32,
            u64: number,
        };
        // SAFETY: `event` outlives the call.
        let result = unsafe { libc::epoll_ctl(self.fd(), libc::EPOLL_CTL_ADD, fd, &mut event) };
        if result < 0 {
            Err(io::Error::last_os_error())
        } else {
            Ok(())
        }
    }

    /// Forgets a descriptor, before it is closed or given away.
    pub fn remove(&self, fd: RawFd) {
        // SAFETY: the event is not looked at. A descriptor that was not watched is no matter.
        unsafe { libc::epoll_ctl(self.fd(), libc::EPOLL_CTL_DEL, fd, std::ptr::null_mut()) };
    }

    /// Numbers of the descriptors that are ready now, in ascending order.
    pub fn ready(&self) -> io::Result<Vec<u64>> {
        let mut events = [libc::epoll_event { events: 0, u64: 0 }; EVENTS];
        loop {
            // SAFETY: pointer and length come from an array.
            let count =
                unsafe { libc::epoll_wait(self.fd(), events.as_mut_ptr(), EVENTS as i32, 0) };
            if let Ok(count) = usize::try_from(count) {
                let mut ready: Vec<u64> = events[..count].iter().map(|e| e.u64).collect();
                ready.sort_unstable();
                return Ok(ready);
            }
            let error = io::Error::last_os_error();
            if error.kind() != io::ErrorKind::Interrupted {
                return Err(error);
            }
        }
    }
}
