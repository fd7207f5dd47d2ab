//! A terminal for a child process, and waiting for what it shows.

use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

/// Longest wait for a text.
const PATIENCE: Duration = Duration::from_secs(20);

/// A child on a terminal of its own.
pub struct Terminal {
    master: File,
    child: Child,
    /// What was shown and not yet expected, without escape sequences.
    shown: String,
    raw: Vec<u8>,
}

impl Terminal {
    pub fn start(mut command: Command) -> Terminal {
        let (mut master, mut slave) = (0, 0);
        let size = libc::winsize {
            ws_row: 24,
            ws_col: 80,
            ws_xpixel: 0,
            ws_ypixel: 0,
        };
        // SAFETY: both places take a descriptor; name and settings may be null.
        let done = unsafe {
            libc::openpty(
                &mut master,
                &mut slave,
                std::ptr::null_mut(),
                std::ptr::null(),
                &size,
            )
        };
        assert_eq!(done, 0);
        // SAFETY: the descriptors are new and nobody else's.
        let (master, slave) = unsafe { (File::from_raw_fd(master), OwnedFd::from_raw_fd(slave)) };
        let own = master.as_raw_fd();
        command.env("TERM", "xterm").env("NO_COLOR", "1");
        command
            .stdin(slave.try_clone().unwrap())
            .stdout(slave.try_clone().unwrap())
            .stderr(slave);
        // SAFETY: setsid, ioctl and close may be called between fork and exec.
        unsafe {
            command.pre_exec(move || {
                libc::setsid();
                libc::ioctl(0, libc::TIOCSCTTY, 0);
                libc::close(own);
                Ok(())
            });
        }
        let child = command.spawn().unwrap();
        Terminal {
            master,
            child,
            shown: String::new(),
            raw: Vec::new(),
        }
    }

    pub fn send(&mut self, text: &str) {
        self.master.write_all(text.as_bytes()).unwrap();
    }

    pub fn signal(&self, signal: i32) {
        // SAFETY: the child has not been waited for, so that the number is its own.
        unsafe { libc::kill(self.child.id() as i32, signal) };
    }

    /// Waits until the text is shown, and forgets what came before its end. That is returned.
    #[track_caller]
    pub fn expect(&mut self, text: &str) -> String {
        let until = Instant::now() + PATIENCE;
        loop {
            self.shown = plain(&self.raw);
            if let Some(at) = self.shown.find(text) {
                let before = self.shown[..at].to_string();
                self.raw = self.shown.split_off(at + text.len()).into_bytes();
                return before;
            }
            assert!(self.more(until), "{text:?} is not in {:?}", self.shown);
        }
    }

    /// Reads what is shown next; `false` at the end or when it takes too long.
    fn more(&mut self, until: Instant) -> bool {
        let left = until.saturating_duration_since(Instant::now()).as_millis() as i32;
        let mut poll = libc::pollfd {
            fd: self.master.as_raw_fd(),
            events: libc::POLLIN,
            revents: 0,
        };
        // SAFETY: one entry.
        if unsafe { libc::poll(&mut poll, 1, left) } <= 0 {
            return false;
        }
        let mut buf = [0; 4096];
        // A terminal whose last user is gone gives an error.
        let n = self.master.read(&mut buf).unwrap_or(0);
        self.raw.extend_from_slice(&buf[..n]);
        n > 0
    }

    /// Waits for the end of the child: the rest of what it shows, and its status.
    #[track_caller]
    pub fn end(mut self) -> (String, Option<i32>) {
        let until = Instant::now() + PATIENCE;
        while self.more(until) {}
        assert!(
            Instant::now() < until,
            "it goes on after {:?}",
            plain(&self.raw)
        );
        (plain(&self.raw), self.child.wait().unwrap().code())
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The text without escape sequences and carriage returns.
fn plain(raw: &[u8]) -> String {
    let mut out = Vec::new();
    let mut at = 0;
    while at < raw.len() {
        match raw[at] {
            0x1b => {
                let rest = &raw[at + 1..];
                let size = match rest.first() {
                    Some(b'[') => {
                        1 + rest[1..]
                            .iter()
                            .take_while(|c| !c.is_ascii_alphabetic())
                            .count()
                            + 1
                    }
                    _ => 1,
                };
                at += size;
            }
            b'\r' => {}
            c => out.push(c),
        }
        at += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
}
