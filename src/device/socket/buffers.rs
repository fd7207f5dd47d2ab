//! Bytes on their way: received and not read, written and not sent.

use std::io;
use std::time::Instant;

/// A buffer that is larger than this is given back when it is empty, so that idle sockets stay small.
const KEEP: usize = 512;

/// Received bytes that no READ has taken.
#[derive(Debug, Default)]
pub struct Input {
    pub bytes: Vec<u8>,
    head: usize,
    /// In so many of the unread bytes no delimiter completes.
    pub scanned: usize,
}

impl Input {
    pub fn unread(&self) -> &[u8] {
        &self.bytes[self.head..]
    }

    pub fn is_empty(&self) -> bool {
        self.head == self.bytes.len()
    }

    /// Removes the first `count` bytes.
    pub fn consume(&mut self, count: usize) {
        self.head = (self.head + count).min(self.bytes.len());
        self.scanned = 0;
        if self.is_empty() {
            self.head = 0;
            self.bytes.clear();
            if self.bytes.capacity() > KEEP {
                self.bytes = Vec::new();
            }
        }
    }

    /// Appends bytes, as those that came along with a passed socket.
    pub fn preload(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Takes all unread bytes out.
    pub fn take(&mut self) -> Vec<u8> {
        let unread = self.unread().to_vec();
        self.consume(unread.len());
        unread
    }

    /// Appends what `receive` brings, some `room` bytes.
    pub fn fill(
        &mut self,
        room: usize,
        receive: impl FnOnce(&mut Vec<u8>) -> io::Result<usize>,
    ) -> io::Result<usize> {
        if self.head > 0 && self.bytes.len() + room > self.bytes.capacity() {
            self.bytes.drain(..self.head);
            self.head = 0;
        }
        let result = receive(&mut self.bytes);
        if self.bytes.is_empty() {
            // Many sockets are silent most of the time: they hold no buffer meanwhile.
            self.bytes = Vec::new();
        }
        result
    }
}

/// Bytes to send, gathered until the WRITE command ends.
#[derive(Debug, Default)]
pub struct Output {
    pub bytes: Vec<u8>,
    pub sent: usize,
    /// Items of WRITE gathered.
    pub items: usize,
    /// $X and $Y before the first of them: a trapped error leaves these.
    pub before: (i64, i64),
    /// When the gathering was noticed.
    pub since: Option<Instant>,
    /// When a non-blocking WRITE gives up.
    pub give_up: Option<Instant>,
}

impl Output {
    pub fn pending(&self) -> usize {
        self.bytes.len() - self.sent
    }

    pub fn clear(&mut self) {
        self.bytes.clear();
        if self.bytes.capacity() > KEEP {
            self.bytes = Vec::new();
        }
        (self.sent, self.items) = (0, 0);
        (self.since, self.give_up) = (None, None);
    }
}
