//! The seam to M sessions inside this process: who runs them gives the daemon this trait.

use super::entry::Entry;
use super::peer::Peer;
use std::io;
use std::os::fd::{OwnedFd, RawFd};
use std::sync::Arc;

/// A session to start for an AOR server whose program is M.
pub struct Start {
    /// The daemon's number of it.
    pub number: u64,
    pub entry: Arc<Entry>,
    /// The connected socket, with the first message unread.
    pub socket: OwnedFd,
    pub peer: Peer,
}

/// How a session ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    pub number: u64,
    /// 0, or what a process would have ended with.
    pub status: i32,
}

/// What a session does, for ZINET DISPLAY.
#[derive(Debug, Clone, Default)]
pub struct View {
    pub received: u64,
    pub sent: u64,
    /// As `READ` or `HANG`; empty while it runs.
    pub waits_for: String,
}

/// Runs M sessions beside the loop of the daemon, which must not wait for them.
pub trait Sessions {
    /// # Errors
    /// There is no room for one more; the daemon closes the connection.
    fn start(&mut self, start: Start) -> io::Result<()>;

    /// One session that has ended since the last call.
    fn ended(&mut self) -> Option<Ended>;

    /// Readable when `ended` has something to say.
    fn descriptor(&self) -> RawFd;

    fn view(&self, number: u64) -> View;

    /// Asks a session to end, as SIGTERM asks a process.
    fn stop(&mut self, number: u64);
}
