//! The driver of one session: waits for what the session waits for.
//!
//! A wait is one call of poll(2). A device with many sockets waits for a descriptor of its own that stands for all of them, so that
//! the lists are short, and a poll that keeps what it watches would have to hear of every descriptor that is closed.

use crate::device::{Interest, Wait};
use crate::value::errors::MError;
use crate::vm::{Cause, Finish, Machine, Signals, State};
use std::cell::Cell;
use std::io;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};
use std::sync::Arc;
use std::time::Instant;

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

/// Owns what ends the waits of one session besides the descriptors of a wait.
pub struct Driver {
    /// Becomes readable when another thread asks something of the session.
    request: Arc<OwnedFd>,
    /// Becomes readable when a signal came.
    wake: Option<OwnedFd>,
    /// The list of a wait, kept for its memory.
    polled: Vec<libc::pollfd>,
    /// When the run has to end that is under way.
    deadline: Option<Instant>,
}

impl Driver {
    /// A driver whose waits also end with a request to these signals.
    ///
    /// # Errors
    /// The system has no descriptor left.
    pub fn new(signals: &Signals) -> io::Result<Driver> {
        // SAFETY: the result is a new descriptor that nobody else owns.
        let request = unsafe {
            let fd = libc::eventfd(0, libc::EFD_CLOEXEC | libc::EFD_NONBLOCK);
            if fd < 0 {
                return Err(io::Error::last_os_error());
            }
            Arc::new(OwnedFd::from_raw_fd(fd))
        };
        let write = request.clone();
        signals.on_request(move || {
            let one = 1u64.to_ne_bytes();
            // SAFETY: eight bytes of a local; a full counter needs no second wake.
            unsafe { libc::write(write.as_raw_fd(), one.as_ptr().cast(), one.len()) };
        });
        Ok(Driver {
            request,
            wake: None,
            polled: Vec::new(),
            deadline: None,
        })
    }

    /// Also ends a wait when this descriptor becomes readable.
    pub fn wake_on(&mut self, fd: OwnedFd) {
        self.wake = Some(fd);
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

    /// Waits for any of the descriptors or the moment. Descriptors that cannot be waited for are always ready.
    fn wait(&mut self, wait: &Wait) {
        self.polled.clear();
        let own = [
            Some(self.request.as_raw_fd()),
            self.wake.as_ref().map(AsRawFd::as_raw_fd),
        ];
        let own = own.into_iter().flatten().map(|fd| entry(fd, libc::POLLIN));
        self.polled.extend(own);
        let waited = wait.fds.iter().map(|want| entry(want.fd, events(*want)));
        self.polled.extend(waited);
        let timeout = wait.until.map(|at| {
            let left = at.saturating_duration_since(Instant::now());
            libc::timespec {
                tv_sec: left.as_secs().try_into().unwrap_or(libc::time_t::MAX),
                tv_nsec: left.subsec_nanos().into(),
            }
        });
        let timeout = timeout
            .as_ref()
            .map_or(std::ptr::null(), std::ptr::from_ref);
        // SAFETY: the list and the time live until the call is over. An interrupted wait is a wait that is over: the session
        // looks again.
        unsafe {
            libc::ppoll(
                self.polled.as_mut_ptr(),
                self.polled.len() as libc::nfds_t,
                timeout,
                std::ptr::null(),
            )
        };
        let came = |fd: RawFd| self.polled.iter().any(|p| p.fd == fd && p.revents != 0);
        for fd in [Some(&*self.request), self.wake.as_ref()]
            .into_iter()
            .flatten()
        {
            if came(fd.as_raw_fd()) {
                drain(fd);
            }
        }
    }
}

fn entry(fd: RawFd, events: libc::c_short) -> libc::pollfd {
    libc::pollfd {
        fd,
        events,
        revents: 0,
    }
}

fn events(want: Interest) -> libc::c_short {
    match (want.read, want.write) {
        (true, true) => libc::POLLIN | libc::POLLOUT,
        (false, true) => libc::POLLOUT,
        _ => libc::POLLIN,
    }
}

/// Empties a pipe or a counter.
fn drain(fd: &OwnedFd) {
    let mut buf = [0u8; 64];
    // SAFETY: reads into a buffer of that size; the descriptor is non-blocking.
    while unsafe { libc::read(fd.as_raw_fd(), buf.as_mut_ptr().cast(), buf.len()) } > 0 {}
}
