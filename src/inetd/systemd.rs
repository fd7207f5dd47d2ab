//! What systemd and a daemon tell each other: sockets that are open already, and how the daemon is.

use socket2::{SockAddr, Socket};
use std::os::fd::{FromRawFd, OwnedFd, RawFd};
use std::time::Duration;

/// The first descriptor that is handed over.
const FIRST: RawFd = 3;

/// A socket that was handed over, and its name.
pub struct Given {
    pub name: String,
    pub socket: Socket,
}

/// The sockets that LISTEN_FDS speaks of, if it speaks to this process.
pub fn given() -> Vec<Given> {
    let number = |name| std::env::var(name).ok()?.parse::<u32>().ok();
    if number("LISTEN_PID") != Some(std::process::id()) {
        return Vec::new();
    }
    let names = std::env::var("LISTEN_FDNAMES").unwrap_or_default();
    let mut names = names.split(':');
    let count = number("LISTEN_FDS").unwrap_or(0).min(10_000) as RawFd;
    let mut all = Vec::new();
    for fd in FIRST..FIRST + count {
        let name = names.next().unwrap_or_default().to_string();
        // SAFETY: fcntl on a number; -1 when nothing is open there. The children of this process must not have it.
        if unsafe { libc::fcntl(fd, libc::F_SETFD, libc::FD_CLOEXEC) } < 0 {
            continue;
        }
        // SAFETY: who started this process says that it is for us, and nothing else here uses it.
        let socket = Socket::from(unsafe { OwnedFd::from_raw_fd(fd) });
        // Something else than a socket is of no use.
        if socket.r#type().is_ok() {
            all.push(Given { name, socket });
        }
    }
    all
}

/// Tells systemd something, as `READY=1`.
pub fn notify(text: &str) {
    use std::os::unix::ffi::OsStrExt;
    let Some(path) = std::env::var_os("NOTIFY_SOCKET") else {
        return;
    };
    let mut path = path.as_bytes().to_vec();
    if let Some(first @ b'@') = path.first_mut() {
        *first = 0;
    }
    let send = || {
        let socket = Socket::new(socket2::Domain::UNIX, socket2::Type::DGRAM, None)?;
        let to = SockAddr::unix(std::ffi::OsStr::from_bytes(&path))?;
        socket.send_to_with_flags(
            text.as_bytes(),
            &to,
            libc::MSG_NOSIGNAL | libc::MSG_DONTWAIT,
        )
    };
    // Nobody is left to tell.
    let _ = send();
}

/// The text that a reload begins.
pub fn reloading() -> String {
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: it writes one timespec.
    unsafe { libc::clock_gettime(libc::CLOCK_MONOTONIC, &raw mut time) };
    format!(
        "RELOADING=1\nMONOTONIC_USEC={}",
        time.tv_sec * 1_000_000 + time.tv_nsec / 1000
    )
}

/// How often systemd wants to hear of us.
pub fn watchdog() -> Option<Duration> {
    let number = |name| std::env::var(name).ok()?.parse::<u64>().ok();
    let ours = number("WATCHDOG_PID").is_none_or(|pid| pid == u64::from(std::process::id()));
    let time = number("WATCHDOG_USEC").filter(|time| *time > 0 && ours)?;
    Some(Duration::from_micros(time / 2))
}
