//! The driver of one session: waits with mio for what the session waits for.

use super::session::Session;
use crate::device::Wait;
use crate::vm::{Finish, State};
use mio::unix::SourceFd;
use mio::{Events, Interest, Poll, Token};
use std::io;
use std::os::fd::{AsRawFd, OwnedFd, RawFd};
use std::time::Instant;

/// Owns the poll that one session waits with.
pub struct Driver {
    poll: Poll,
    events: Events,
    /// Becomes readable when a signal came.
    wake: Option<OwnedFd>,
}

impl Driver {
    /// # Errors
    /// The system has no descriptor left for the poll.
    pub fn new() -> io::Result<Driver> {
        Ok(Driver { poll: Poll::new()?, events: Events::with_capacity(64), wake: None })
    }

    /// Also ends a wait when this descriptor becomes readable.
    pub fn wake_on(&mut self, fd: OwnedFd) -> io::Result<()> {
        self.poll.registry().register(&mut SourceFd(&fd.as_raw_fd()), Token(0), Interest::READABLE)?;
        self.wake = Some(fd);
        Ok(())
    }

    /// Runs until the session ends what it was asked to do.
    pub fn run(&mut self, session: &mut Session) -> Finish {
        loop {
            match session.step() {
                State::Finished(finish) => return finish,
                State::Yield => {}
                State::Waiting(wait) => self.wait(&wait),
            }
        }
    }

    /// Waits for any of the descriptors or the moment. Descriptors that cannot be polled (files) are always ready.
    pub(super) fn wait(&mut self, wait: &Wait) {
        let mut registered: Vec<RawFd> = Vec::with_capacity(wait.fds.len());
        let mut ready = false;
        for (at, want) in wait.fds.iter().enumerate() {
            let interest = match (want.read, want.write) {
                (true, true) => Interest::READABLE | Interest::WRITABLE,
                (false, true) => Interest::WRITABLE,
                _ => Interest::READABLE,
            };
            match self.poll.registry().register(&mut SourceFd(&want.fd), Token(at + 1), interest) {
                Ok(()) => registered.push(want.fd),
                // The same descriptor twice: the first registration stands for both.
                Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
                Err(_) => ready = true,
            }
        }
        if !ready {
            let timeout = wait.until.map(|at| at.saturating_duration_since(Instant::now()));
            // An interrupted wait is a wait that is over: the session looks again.
            let _ = self.poll.poll(&mut self.events, timeout);
            if self.events.iter().any(|e| e.token() == Token(0)) {
                self.drain();
            }
        }
        for fd in registered {
            let _ = self.poll.registry().deregister(&mut SourceFd(&fd));
        }
    }

    /// Empties the wake pipe.
    fn drain(&self) {
        let Some(wake) = &self.wake else { return };
        let mut buf = [0u8; 64];
        // SAFETY: reads into a buffer of that size; the descriptor is non-blocking.
        while unsafe { libc::read(wake.as_raw_fd(), buf.as_mut_ptr().cast(), buf.len()) } > 0 {}
    }
}
