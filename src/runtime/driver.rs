//! The driver of one session: waits with mio for what the session waits for.
//!
//! A descriptor stays registered from one wait to the next, so that a session that waits for the same thing again pays one call to
//! arm it. The system forgets a closed descriptor by itself; a number that came back is registered anew.

use crate::device::{self, Wait};
use crate::value::errors::MError;
use crate::vm::{Cause, Finish, Machine, Signals, State};
use mio::unix::SourceFd;
use mio::{Events, Interest, Poll, Registry, Token, Waker};
use std::cell::Cell;
use std::io;
use std::os::fd::{AsRawFd, OwnedFd, RawFd};
use std::time::Instant;

/// Tokens of what ends a wait besides the wait's own descriptors.
const SIGNAL: Token = Token(usize::MAX);
const REQUEST: Token = Token(usize::MAX - 1);

/// So many descriptors stay registered at most. A device with many sockets waits for one descriptor that stands for all of them.
const KEPT: usize = 16;

thread_local! {
    /// The driver that runs a session on this thread, or null.
    static CURRENT: Cell<*mut Driver> = const { Cell::new(std::ptr::null_mut()) };
}

/// Runs M code that C called to its end, with the driver of the session that called C, if it has one.
pub(super) fn drive(machine: &mut Machine) -> Finish {
    let current = CURRENT.get();
    if !current.is_null() {
        // SAFETY: the driver is in `run`, where it is not used before the step that called C is over.
        return unsafe { (*current).run(machine, None) };
    }
    match Driver::new(&machine.signals) {
        Ok(mut driver) => driver.run(machine, None),
        Err(e) => Finish::Failed(Box::new(machine.give_up(Cause::Error(MError::io(&e))))),
    }
}

/// Makes the next poll look at a descriptor, also if it has told before what is there; its token is its number. `known`: it was registered,
/// and may still be.
///
/// # Errors
/// It cannot be polled: it is always ready.
pub(super) fn arm(registry: &Registry, want: &device::Interest, known: bool) -> io::Result<()> {
    let interest = match (want.read, want.write) {
        (true, true) => Interest::READABLE | Interest::WRITABLE,
        (false, true) => Interest::WRITABLE,
        _ => Interest::READABLE,
    };
    let (mut source, token) = (SourceFd(&want.fd), Token(want.fd as usize));
    if known {
        match registry.reregister(&mut source, token, interest) {
            // It was closed meanwhile, and the number is another one's now.
            Err(e) if e.kind() == io::ErrorKind::NotFound => {}
            other => return other,
        }
    }
    match registry.register(&mut source, token, interest) {
        // The same descriptor twice: one registration stands for both.
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
            registry.reregister(&mut source, token, interest)
        }
        other => other,
    }
}

/// Owns the poll that one session waits with.
pub struct Driver {
    poll: Poll,
    events: Events,
    /// Becomes readable when a signal came.
    wake: Option<OwnedFd>,
    /// Descriptors of earlier waits that are still registered, as far as we know.
    registered: Vec<RawFd>,
    /// When the run has to end that is under way.
    deadline: Option<Instant>,
}

impl Driver {
    /// A driver whose waits also end with a request to these signals.
    ///
    /// # Errors
    /// The system has no descriptor left for the poll.
    pub fn new(signals: &Signals) -> io::Result<Driver> {
        let poll = Poll::new()?;
        let waker = Waker::new(poll.registry(), REQUEST)?;
        signals.on_request(move || {
            // A full counter needs no second wake.
            let _ = waker.wake();
        });
        Ok(Driver {
            poll,
            events: Events::with_capacity(64),
            wake: None,
            registered: Vec::new(),
            deadline: None,
        })
    }

    /// Also ends a wait when this descriptor becomes readable.
    ///
    /// # Errors
    /// The descriptor cannot be polled.
    pub fn wake_on(&mut self, fd: OwnedFd) -> io::Result<()> {
        self.poll.registry().register(
            &mut SourceFd(&fd.as_raw_fd()),
            SIGNAL,
            Interest::READABLE,
        )?;
        self.wake = Some(fd);
        Ok(())
    }

    /// Runs until the machine has ended what it was asked to do, or the deadline.
    pub(super) fn run(&mut self, machine: &mut Machine, deadline: Option<Instant>) -> Finish {
        struct Restore(*mut Driver);
        impl Drop for Restore {
            fn drop(&mut self) {
                CURRENT.set(self.0);
            }
        }
        let _restore = Restore(CURRENT.get());
        // A call from C stops in time for the call that it is part of.
        let outer = self.deadline;
        let deadline = [deadline, outer].into_iter().flatten().min();
        self.deadline = deadline;
        let finish = self.run_until(machine, deadline);
        self.deadline = outer;
        finish
    }

    fn run_until(&mut self, machine: &mut Machine, deadline: Option<Instant>) -> Finish {
        loop {
            CURRENT.set(self);
            match machine.step() {
                State::Finished(finish) => return finish,
                State::Yield => {}
                State::Waiting(wait) => self.wait(&wait.or_at(deadline)),
            }
            if deadline.is_some_and(|at| Instant::now() >= at) {
                return Finish::Failed(Box::new(machine.give_up(Cause::Deadline)));
            }
        }
    }

    /// Waits for any of the descriptors or the moment. Descriptors that cannot be polled (files) are always ready.
    fn wait(&mut self, wait: &Wait) {
        let mut ready = false;
        for want in &wait.fds {
            ready |= self.arm(want).is_err();
        }
        if !ready {
            let timeout = wait
                .until
                .map(|at| at.saturating_duration_since(Instant::now()));
            // An interrupted wait is a wait that is over: the session looks again.
            let _ = self.poll.poll(&mut self.events, timeout);
            if self.events.iter().any(|e| e.token() == SIGNAL) {
                self.drain();
            }
        }
        let (registry, events) = (self.poll.registry(), &self.events);
        let crowded = self.registered.len() > KEPT;
        self.registered.retain(|fd| {
            let wanted = wait.fds.iter().any(|w| w.fd == *fd);
            // What nobody waits for any more must not end the next waits.
            let told = !ready && events.iter().any(|e| e.token() == Token(*fd as usize));
            let keep = !crowded && (wanted || !told);
            if !keep {
                let _ = registry.deregister(&mut SourceFd(fd));
            }
            keep
        });
    }

    /// Makes the next poll look at a descriptor.
    fn arm(&mut self, want: &device::Interest) -> io::Result<()> {
        let known = self.registered.contains(&want.fd);
        if !known {
            self.registered.push(want.fd);
        }
        arm(self.poll.registry(), want, known)
    }

    /// Empties the wake pipe.
    fn drain(&self) {
        let Some(wake) = &self.wake else { return };
        let mut buf = [0u8; 64];
        // SAFETY: reads into a buffer of that size; the descriptor is non-blocking.
        while unsafe { libc::read(wake.as_raw_fd(), buf.as_mut_ptr().cast(), buf.len()) } > 0 {}
    }
}
