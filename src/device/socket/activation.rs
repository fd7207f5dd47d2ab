//! Sockets that the process was started with beyond standard input: LISTEN_FDS, as systemd and others pass them.
//!
//! They are in the pool from the start, under the names of LISTEN_FDNAMES, or `fd3`, `fd4` and so on. Not GT.M's.

use super::Pool;
use super::pass::received;
use super::sys;
use std::os::fd::{FromRawFd, OwnedFd, RawFd};
use std::sync::atomic::{AtomicBool, Ordering};

/// The first descriptor that is passed.
const FIRST: RawFd = 3;

/// What the environment says.
struct Passed {
    count: RawFd,
    names: Vec<String>,
}

impl Passed {
    /// Nothing unless it is meant for this very process.
    fn of(env: impl Fn(&str) -> Option<String>, pid: u32) -> Option<Self> {
        if env("LISTEN_PID")?.parse() != Ok(pid) {
            return None;
        }
        let count = env("LISTEN_FDS")?.parse().ok().filter(|n| *n > 0)?;
        let names = env("LISTEN_FDNAMES").unwrap_or_default();
        Some(Passed {
            count,
            names: names.split(':').map(str::to_owned).collect(),
        })
    }

    /// The name of the socket at a place, if it is one of its own.
    fn handle(&self, at: usize) -> String {
        let name = self.names.get(at).filter(|name| {
            let alone = self.names.iter().filter(|n| n == name).count() == 1;
            alone && !matches!(name.as_str(), "" | "unknown" | "stored")
        });
        name.cloned().unwrap_or_else(|| format!("fd{}", 3 + at))
    }
}

impl Pool {
    /// Takes the sockets that this process was started with; the first session of a process has them.
    pub fn adopt_passed(&mut self) {
        static TAKEN: AtomicBool = AtomicBool::new(false);
        let env = |name: &str| std::env::var(name).ok();
        let Some(passed) = Passed::of(env, std::process::id()) else {
            return;
        };
        if TAKEN.swap(true, Ordering::Relaxed) {
            return;
        }
        for (at, fd) in (FIRST..FIRST.saturating_add(passed.count)).enumerate() {
            if !sys::is_socket(fd) {
                continue;
            }
            sys::close_on_exec(fd);
            // SAFETY: the parent passed the descriptor to this process, and nobody else here knows of it.
            let fd = unsafe { OwnedFd::from_raw_fd(fd) };
            // One that cannot be used is closed: its peer sees the end.
            if let Ok(socket) = received(fd, b"") {
                self.used |= self
                    .sockets
                    .insert(passed.handle(at).into(), socket)
                    .is_ok();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passed(pid: &str, fds: &str, names: &str) -> Option<Passed> {
        let env = |name: &str| {
            let value = match name {
                "LISTEN_PID" => pid,
                "LISTEN_FDS" => fds,
                _ => names,
            };
            Some(value.to_owned())
        };
        Passed::of(env, 7)
    }

    #[test]
    fn only_what_is_meant_for_this_process() {
        assert!(passed("8", "1", "").is_none());
        assert!(passed("7", "x", "").is_none());
        assert!(passed("7", "-1", "").is_none());
        let some = passed("7", "5", "http:unknown:twice:twice").unwrap();
        let handles: Vec<String> = (0..5).map(|at| some.handle(at)).collect();
        assert_eq!(handles, ["http", "fd4", "fd5", "fd6", "fd7"]);
    }
}
