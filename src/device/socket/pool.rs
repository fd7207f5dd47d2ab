//! Ordered collections of sockets with a current one, and the pool of detached sockets.

use super::socket::{Blocking, Socket};
use super::tls::Contexts;
use super::watch::Watch;
use crate::value::errors::{MError, SOCKETEXIST, SOCKNOTFND};
use indexmap::IndexMap;
use std::collections::BTreeSet;
use std::io;
use std::os::fd::OwnedFd;
use std::time::{SystemTime, UNIX_EPOCH};

/// Name under which ZSHOW "D" tells the pool; OPEN of it is refused.
pub const POOL_NAME: &[u8] = b"YGTMSOCKETPOOL";

/// Sockets by handle, in the order in which they joined. One is current unless there are none.
///
/// A socket that joins gets the next number, so that the sockets are in ascending order of their numbers, whichever
/// have left since: a number leads to its place by a binary search.
#[derive(Debug, Default)]
pub struct Collection {
    sockets: IndexMap<Vec<u8>, Box<Socket>>,
    current: Option<usize>,
    joined: u64,
    /// Numbers of the sockets that something was done with since `settle` last looked. The others have no unread
    /// input and no marks of WAIT.
    touched: BTreeSet<u64>,
    /// Numbers of the sockets that /BLOCK("OFF") was used on.
    nonblocking: BTreeSet<u64>,
    /// Present once a WAIT had many sockets to ask about.
    watch: Option<Watch>,
}

impl Collection {
    pub fn len(&self) -> usize {
        self.sockets.len()
    }

    pub fn is_empty(&self) -> bool {
        self.sockets.is_empty()
    }

    pub fn index(&self) -> Option<usize> {
        self.current
    }

    pub fn contains(&self, handle: &[u8]) -> bool {
        self.sockets.contains_key(handle)
    }

    /// Place of a handle, SOCKNOTFND without one.
    pub fn find(&self, handle: &[u8]) -> Result<usize, MError> {
        self.sockets
            .get_index_of(handle)
            .ok_or_else(|| MError::arg(SOCKNOTFND, handle))
    }

    pub fn get(&self, index: usize) -> Option<(&[u8], &Socket)> {
        self.sockets
            .get_index(index)
            .map(|(h, s)| (h.as_slice(), &**s))
    }

    pub fn get_mut(&mut self, index: usize) -> Option<(&[u8], &mut Socket)> {
        let (handle, socket) = self.sockets.get_index_mut(index)?;
        if !socket.touched {
            socket.touched = true;
            self.touched.insert(socket.number);
        }
        Some((handle.as_slice(), socket))
    }

    pub fn current(&self) -> Option<(&[u8], &Socket)> {
        self.current.and_then(|index| self.get(index))
    }

    pub fn current_mut(&mut self) -> Option<(&[u8], &mut Socket)> {
        self.current.and_then(|index| self.get_mut(index))
    }

    pub fn iter(&self) -> impl Iterator<Item = (&[u8], &Socket)> {
        self.sockets.iter().map(|(h, s)| (h.as_slice(), &**s))
    }

    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Socket> {
        self.sockets.values_mut().map(|s| &mut **s)
    }

    /// Place of the socket with this number.
    pub fn place(&self, number: u64) -> Option<usize> {
        self.sockets
            .binary_search_by_key(&number, |_, s| s.number)
            .ok()
    }

    /// Places of the sockets that may have unread input or marks of WAIT, ascending.
    pub fn busy(&self) -> impl Iterator<Item = usize> {
        self.touched.iter().filter_map(|number| self.place(*number))
    }

    /// Places of the sockets whose WRITE does not wait, ascending.
    pub fn nonblocking(&self) -> impl Iterator<Item = usize> {
        self.nonblocking
            .iter()
            .filter_map(|number| self.place(*number))
    }

    /// Notes that WRITE to the current socket does not wait any more.
    pub fn note_nonblocking(&mut self) {
        if let Some((_, socket)) = self.current() {
            let number = socket.number;
            self.nonblocking.insert(number);
        }
    }

    /// Forgets which sockets were touched, but for those that have something to tell.
    pub fn settle(&mut self) {
        let sockets = &mut self.sockets;
        self.touched.retain(|number| {
            let found = sockets.binary_search_by_key(number, |_, s| s.number);
            let Some((_, socket)) = found.ok().and_then(|at| sockets.get_index_mut(at)) else {
                return false;
            };
            socket.touched = socket.seen || socket.owed || !socket.input.is_empty();
            socket.touched
        });
    }

    /// Makes a socket the current one.
    pub fn select(&mut self, index: usize) {
        if index < self.len() {
            self.current = Some(index);
        }
    }

    /// Adds a socket at the end and makes it current; SOCKETEXIST for a handle that is there.
    pub fn insert(&mut self, handle: Vec<u8>, mut socket: Socket) -> Result<(), MError> {
        if self.contains(&handle) {
            return Err(MError::arg(SOCKETEXIST, handle));
        }
        self.joined += 1;
        (socket.number, socket.touched) = (self.joined, true);
        self.touched.insert(socket.number);
        if socket.blocking != Blocking::On {
            self.nonblocking.insert(socket.number);
        }
        if let Some(watch) = &self.watch
            && watch.add(socket.fd(), socket.number).is_err()
        {
            // WAIT tries again with a new watch, or asks about each socket.
            self.watch = None;
        }
        self.sockets.insert(handle, Box::new(socket));
        self.current = Some(self.len() - 1);
        Ok(())
    }

    /// Takes a socket out. When it was current its predecessor becomes so, or the new first one.
    pub fn remove(&mut self, handle: &[u8]) -> Result<Socket, MError> {
        let index = self.find(handle)?;
        let Some((_, socket)) = self.sockets.shift_remove_index(index) else {
            return Err(MError::arg(SOCKNOTFND, handle));
        };
        if let Some(watch) = &self.watch {
            watch.remove(socket.fd());
        }
        self.touched.remove(&socket.number);
        self.nonblocking.remove(&socket.number);
        self.current = match self.current {
            _ if self.sockets.is_empty() => None,
            Some(current) if current >= index => Some(current.saturating_sub(1)),
            other => other,
        };
        Ok(*socket)
    }

    /// The watch over all sockets, made when there is none; `None` when the system has no resources for it.
    pub fn watch(&mut self) -> Option<&Watch> {
        if self.watch.is_none() {
            let members = self.sockets.values().map(|s| (s.fd(), s.number));
            self.watch = Watch::new(members).ok();
        }
        self.watch.as_ref()
    }

    /// Drops all sockets.
    pub fn clear(&mut self) {
        self.watch = None;
        self.sockets.clear();
        self.touched.clear();
        self.nonblocking.clear();
        self.current = None;
    }
}

/// Detached sockets of a session, and the source of its handles.
#[derive(Debug, Default)]
pub struct Pool {
    pub(super) sockets: Collection,
    /// DETACH, ATTACH, /PASS or /ACCEPT has been used.
    pub(super) used: bool,
    pub(super) tls: Contexts,
    /// Second of the last generated handle, and how many it had.
    last: (u64, u64),
}

impl Pool {
    /// A handle that this session has not had.
    pub fn generate(&mut self) -> Vec<u8> {
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |d| d.as_secs());
        // A clock that was set back must not repeat handles.
        self.last = if now > self.last.0 {
            (now, 0)
        } else {
            (self.last.0, self.last.1 + 1)
        };
        format!("h{:010}{:03}", self.last.0, self.last.1).into_bytes()
    }

    /// `true` from the first use on: then `ZSHOW "D"` tells the pool and USE of its name is accepted.
    pub fn exists(&self) -> bool {
        self.used
    }

    /// `true` when a socket of this handle is in the pool.
    pub fn contains(&self, handle: &[u8]) -> bool {
        self.sockets.contains(handle)
    }

    /// A copy of the descriptor of a socket, for a JOB; `None` when it is not there.
    pub fn lend(&self, handle: &[u8]) -> Option<io::Result<OwnedFd>> {
        let (_, socket) = self.sockets.get(self.sockets.find(handle).ok()?)?;
        Some(socket.copy())
    }

    /// Bytes received from a socket and not read.
    pub fn unread(&self, handle: &[u8]) -> &[u8] {
        let found = self.sockets.find(handle).ok();
        found
            .and_then(|at| self.sockets.get(at))
            .map_or(b"", |(_, socket)| socket.input.unread())
    }

    /// Lets go of a socket that another process has got; the file of a listener is that one's.
    pub fn give_away(&mut self, handle: &[u8]) {
        if let Ok(mut socket) = self.sockets.remove(handle) {
            socket.leave_file();
        }
    }

    /// Takes a socket out. SOCKNOTFND when it is not there.
    pub fn take(&mut self, handle: &[u8]) -> Result<Socket, MError> {
        self.sockets.remove(handle)
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        // Files of LOCAL listeners in the pool stay when the process ends (socket.md, DELETE).
        for socket in self.sockets.iter_mut() {
            socket.leave_file();
        }
    }
}
