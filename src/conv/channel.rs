//! One side of what is between the two sides of a conversation or a call. Nothing in it waits.

use super::codes::TpErrno;
use super::frame::Frame;
use super::memory::End;
use super::stream::Stream;
use super::wire::Malformed;
use crate::device::{Interest, Wait};
use std::os::fd::{OwnedFd, RawFd};

/// One side.
pub struct Channel {
    conversation: u64,
    way: Way,
}

enum Way {
    Stream(Stream),
    Memory(End),
}

/// What has come.
#[derive(Debug, PartialEq, Eq)]
pub enum Got {
    Frame(Frame),
    /// Nothing yet.
    Nothing,
    /// The other side has gone without a word.
    End,
    /// The other side does not speak as it should.
    Broken(Malformed),
}

/// What became of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    /// It is on its way; see [`Channel::flush`].
    Yes,
    /// There is no room: nothing of it was sent.
    Full,
    /// Nobody is there.
    Gone,
}

impl Channel {
    /// By a stream of the system.
    pub fn new(stream: OwnedFd, conversation: u64) -> Channel {
        Channel {
            conversation,
            way: Way::Stream(Stream::new(stream, conversation)),
        }
    }

    /// Tells whoever has the other end of a stream why there will be nothing.
    pub fn refuse(stream: OwnedFd, conversation: u64, error: TpErrno, reason: String) {
        // Who is gone needs no answer.
        Channel::new(stream, conversation).send(&Frame::Refuse { error, reason });
    }

    /// Within this process.
    pub fn within(end: End, conversation: u64) -> Channel {
        Channel {
            conversation,
            way: Way::Memory(end),
        }
    }

    pub fn conversation(&self) -> u64 {
        self.conversation
    }

    /// The next frame, if it is there.
    pub fn receive(&mut self) -> Got {
        match &mut self.way {
            Way::Stream(stream) => stream.receive(),
            Way::Memory(end) => end.receive(),
        }
    }

    /// Whether [`Channel::receive`] would give something.
    pub fn has_something(&mut self) -> bool {
        match &mut self.way {
            Way::Stream(stream) => stream.has_something(),
            Way::Memory(end) => end.has_something(),
        }
    }

    /// Sends a frame, or the part of it that there is room for.
    pub fn send(&mut self, frame: &Frame) -> Sent {
        match &mut self.way {
            Way::Stream(stream) => stream.send(frame),
            Way::Memory(end) => end.send(frame),
        }
    }

    /// The same with a frame that is not needed afterwards: it is taken unless there is no room.
    pub fn give(&mut self, frame: &mut Option<Frame>) -> Sent {
        match (&mut self.way, &frame) {
            (_, None) => Sent::Yes,
            (Way::Memory(end), _) => end.give(frame),
            (Way::Stream(stream), Some(given)) => {
                let sent = stream.send(given);
                if sent != Sent::Full {
                    *frame = None;
                }
                sent
            }
        }
    }

    /// Sends what is left of earlier frames.
    pub fn flush(&mut self) -> Sent {
        match &mut self.way {
            Way::Stream(stream) => stream.flush(),
            Way::Memory(_) => Sent::Yes,
        }
    }

    /// What a wait for the next frame waits for, beside the session's signals; what is left to send goes out meanwhile.
    pub fn interest(&self) -> Option<Interest> {
        match &self.way {
            Way::Stream(stream) => Some(stream.interest()),
            Way::Memory(_) => None,
        }
    }

    /// A wait for the next frame.
    pub fn wait(&self) -> Wait {
        Wait {
            fds: self.interest().into_iter().collect(),
            until: None,
        }
    }

    /// A wait for room.
    pub fn wait_for_room(&self) -> Wait {
        match &self.way {
            Way::Stream(stream) => Wait::writable(stream.fd()),
            Way::Memory(_) => Wait::default(),
        }
    }

    /// The stream's descriptor.
    pub fn fd(&self) -> Option<RawFd> {
        match &self.way {
            Way::Stream(stream) => Some(stream.fd()),
            Way::Memory(_) => None,
        }
    }
}
