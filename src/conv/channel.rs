//! One side of what is between the two sides of a conversation or a call. Nothing in it waits.

use super::codes::TpErrno;
use super::frame::Frame;
use super::memory::End;
use super::ring::Ring;
use super::stream::{Framed, Socket, Stream};
use super::wire::Malformed;
use crate::device::{Interest, Wait, socket::sys::send_rights};
use std::io;
use std::os::fd::{AsRawFd, OwnedFd};

/// One side.
pub struct Channel {
    conversation: u64,
    way: Way,
}

enum Way {
    Stream(Stream),
    Rings(Framed<Ring>),
    Memory(End),
    /// It could not go on.
    None,
}

/// Where the other side runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Processor {
    Same,
    Other,
    Unknown,
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
            way: Way::Stream(Stream::new(Socket::new(stream), conversation)),
        }
    }

    /// By a stream on which somebody may accept a request, and offer rings.
    pub fn asking(stream: OwnedFd, conversation: u64) -> Channel {
        let mut socket = Socket::new(stream);
        socket.take_files();
        Channel {
            conversation,
            way: Way::Stream(Stream::new(socket, conversation)),
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

    /// None at all.
    pub fn none() -> Channel {
        Channel {
            conversation: 0,
            way: Way::None,
        }
    }

    pub fn conversation(&self) -> u64 {
        self.conversation
    }

    /// Sends an acceptance with the memory of new rings; what follows goes by them. `false`: it goes on by the stream, and nothing was sent.
    pub fn offer_rings(&mut self, accept: &Frame) -> bool {
        let Way::Stream(stream) = &mut self.way else {
            return false;
        };
        let Ok((map, file)) = Ring::make() else {
            return false;
        };
        let bytes = stream.next(accept);
        let (fd, flags) = (stream.carrier.fd(), libc::MSG_DONTWAIT | libc::MSG_NOSIGNAL);
        match send_rights(fd, &bytes, &[file.as_raw_fd()], flags) {
            Ok(sent) if sent == bytes.len() => {}
            // Nobody takes it, or a part of it is gone for ever: the other side finds an end.
            _ => {
                self.way = Way::None;
                return true;
            }
        }
        self.go_by(|stream| Ok(Ring::new(map, true, stream)));
        true
    }

    /// Goes on by the rings that came with an acceptance.
    pub fn take_rings(&mut self) {
        let Way::Stream(stream) = &mut self.way else {
            return;
        };
        let file = stream.carrier.file();
        self.go_by(|stream| {
            let file = file.ok_or(io::ErrorKind::InvalidData)?;
            Ok(Ring::new(Ring::open(file)?, false, stream))
        });
    }

    fn go_by(&mut self, ring: impl FnOnce(OwnedFd) -> io::Result<Ring>) {
        if let Way::Stream(stream) = std::mem::replace(&mut self.way, Way::None)
            && let Ok(ring) = ring(stream.carrier.into_stream())
        {
            self.way = Way::Rings(Framed::new(ring, self.conversation));
        }
    }

    /// Goes on by the stream: another server has it.
    pub fn leave_rings(&mut self) {
        if let Way::Rings(rings) = &self.way
            && let Ok(stream) = rings.carrier.stream()
        {
            self.way = Way::Stream(Stream::new(Socket::new(stream), self.conversation));
        }
    }

    /// The rings are used for another conversation, of that number or of the one that the other side says.
    pub fn renew(&mut self, conversation: Option<u64>) {
        self.conversation = conversation.unwrap_or(0);
        if let Way::Rings(rings) = &mut self.way {
            rings.renew(conversation);
        }
    }

    /// The rings, if it goes by some.
    pub fn rings(&mut self) -> Option<&mut Ring> {
        match &mut self.way {
            Way::Rings(rings) => Some(&mut rings.carrier),
            _ => None,
        }
    }

    /// Where the other side is.
    pub fn processor(&self) -> Processor {
        match &self.way {
            Way::Rings(rings) => rings.carrier.processor(),
            _ => Processor::Unknown,
        }
    }

    /// The next frame, if it is there.
    pub fn receive(&mut self) -> Got {
        match &mut self.way {
            Way::Stream(stream) => stream.receive(),
            Way::Rings(rings) => {
                let got = rings.receive();
                self.conversation = rings.conversation();
                got
            }
            Way::Memory(end) => end.receive(),
            Way::None => Got::End,
        }
    }

    /// Whether [`Channel::receive`] would give something.
    pub fn has_something(&mut self) -> bool {
        match &mut self.way {
            Way::Stream(stream) => stream.has_something(),
            Way::Rings(rings) => rings.has_something(),
            Way::Memory(end) => end.has_something(),
            Way::None => true,
        }
    }

    /// Frames that have come and were not taken, as far as they were read from the system.
    pub fn queued(&mut self) -> usize {
        match &mut self.way {
            Way::Stream(stream) => stream.queued(),
            Way::Rings(rings) => rings.queued(),
            Way::None => 0,
            Way::Memory(end) => end.queued(),
        }
    }

    /// Sends a frame, or the part of it that there is room for.
    pub fn send(&mut self, frame: &Frame) -> Sent {
        match &mut self.way {
            Way::Stream(stream) => stream.send(frame),
            Way::Rings(rings) => rings.send(frame),
            Way::Memory(end) => end.send(frame),
            Way::None => Sent::Gone,
        }
    }

    /// The same with a frame that is not needed afterwards: it is taken unless there is no room.
    pub fn give(&mut self, frame: &mut Option<Frame>) -> Sent {
        let Some(given) = &frame else {
            return Sent::Yes;
        };
        let sent = match &mut self.way {
            Way::Memory(end) => return end.give(frame),
            _ => self.send(given),
        };
        if sent != Sent::Full {
            *frame = None;
        }
        sent
    }

    /// Sends what is left of earlier frames.
    pub fn flush(&mut self) -> Sent {
        match &mut self.way {
            Way::Stream(stream) => stream.flush(),
            Way::Rings(rings) => rings.flush(),
            Way::Memory(_) => Sent::Yes,
            Way::None => Sent::Gone,
        }
    }

    /// Whether a part of a frame is left to send, or one that came to take.
    pub fn is_clear(&self) -> bool {
        match &self.way {
            Way::Rings(rings) => rings.is_flushed() && !rings.has_rest(),
            _ => false,
        }
    }

    /// A wait for the next frame, beside the session's signals; what is left to send goes out meanwhile.
    pub fn wait(&mut self) -> Wait {
        let interest = match &mut self.way {
            Way::Stream(stream) => Interest {
                fd: stream.carrier.fd(),
                read: true,
                write: !stream.is_flushed(),
            },
            Way::Rings(rings) => {
                let left = !rings.is_flushed();
                return rings.carrier.wait(left);
            }
            Way::Memory(_) => return Wait::default(),
            Way::None => return Wait::over(),
        };
        Wait {
            fds: vec![interest],
            until: None,
        }
    }

    /// A wait for room.
    pub fn wait_for_room(&mut self) -> Wait {
        match &mut self.way {
            Way::Stream(stream) => Wait::writable(stream.carrier.fd()),
            Way::Rings(rings) => rings.carrier.wait_for_room(),
            Way::Memory(_) => Wait::default(),
            Way::None => Wait::over(),
        }
    }

    /// The stream, for another server that goes on with a request; what this one would still say is over.
    pub fn hand_on(self) -> Option<OwnedFd> {
        match self.way {
            Way::Stream(stream) => Some(stream.carrier.into_stream()),
            Way::Rings(mut rings) => {
                rings.send(&Frame::Forwarded);
                rings.carrier.ring_bell();
                rings.carrier.stream().ok()
            }
            _ => None,
        }
    }
}
