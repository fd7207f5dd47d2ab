//! Which sessions of a worker wait for which descriptor.
//!
//! A descriptor stays registered when nobody waits for it any more: the poll tells of it at most once for each arrival, and waiting for
//! it again is one call. The system forgets a closed descriptor by itself; its number may come back as another session's.

use crate::device;
use crate::runtime::driver::arm;
use mio::{Registry, Token};
use std::io;
use std::os::fd::RawFd;

/// The slots of sessions by descriptor.
#[derive(Default)]
pub struct Watch(Vec<Entry>);

/// Nearly always one session waits for a descriptor; a host function may have several wait for the same one.
#[derive(Default, Clone)]
struct Entry {
    waiting: Option<(u32, bool, bool)>,
    others: Vec<(u32, bool, bool)>,
    /// It was registered, and may still be.
    known: bool,
}

impl Entry {
    fn all(&self) -> impl Iterator<Item = &(u32, bool, bool)> {
        self.waiting.iter().chain(&self.others)
    }
}

impl Watch {
    /// Has the poll tell of a descriptor for a session, also if it has told before what is there.
    ///
    /// # Errors
    /// It cannot be polled: it is always ready.
    pub fn add(
        &mut self,
        registry: &Registry,
        want: device::Interest,
        slot: u32,
    ) -> io::Result<()> {
        let Ok(at) = usize::try_from(want.fd) else {
            return Err(io::ErrorKind::InvalidInput.into());
        };
        if at >= self.0.len() {
            self.0.resize_with(at + 1, Entry::default);
        }
        let entry = &mut self.0[at];
        let me = (slot, want.read || !want.write, want.write);
        match entry.waiting {
            None => entry.waiting = Some(me),
            Some(_) => entry.others.push(me),
        }
        let all = device::Interest {
            fd: want.fd,
            read: entry.all().any(|(_, read, _)| *read),
            write: entry.all().any(|(_, _, write)| *write),
        };
        let known = std::mem::replace(&mut entry.known, true);
        let done = arm(registry, &all, known);
        if done.is_err() {
            self.remove(want.fd, slot);
        }
        done
    }

    /// A session does not wait for a descriptor any more.
    pub fn remove(&mut self, fd: RawFd, slot: u32) {
        let Some(entry) = usize::try_from(fd).ok().and_then(|at| self.0.get_mut(at)) else {
            return;
        };
        entry.others.retain(|(other, ..)| *other != slot);
        if entry.waiting.is_some_and(|(first, ..)| first == slot) {
            entry.waiting = entry.others.pop();
        }
    }

    /// The sessions that wait for a descriptor.
    pub fn waiting(&self, token: Token, into: &mut Vec<u32>) {
        if let Some(entry) = self.0.get(token.0) {
            into.extend(entry.all().map(|(slot, ..)| *slot));
        }
    }
}
