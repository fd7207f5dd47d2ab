//! One side of a stream of the system between the two sides of a conversation or a call, which may be in different processes.

use super::channel::{Got, Sent};
use super::frame::{self, Frame};
use super::wire::Malformed;
use crate::device::Interest;
use nix::sys::socket::{AddressFamily, MsgFlags, SockFlag, SockType, recv, send, socketpair};
use std::io;
use std::os::fd::{AsRawFd, OwnedFd, RawFd};

/// Room for what comes, at first, and what it grows by at most at a time.
const FIRST: usize = 4 << 10;
const MOST: usize = 1 << 20;
/// More room than this is given back when it is not needed any more.
const PIECE: usize = 64 << 10;

/// One side.
pub struct Stream {
    stream: OwnedFd,
    conversation: u64,
    /// Places of the next frames in their directions.
    outgoing: u32,
    incoming: u32,
    /// Room for what comes; only a part of it has come, and of that a part was taken.
    input: Vec<u8>,
    filled: usize,
    taken: usize,
    /// What the stream had no room for.
    output: Vec<u8>,
}

/// Two ends of a stream for a conversation.
///
/// # Errors
/// The system has no descriptors left.
pub fn pair() -> io::Result<(OwnedFd, OwnedFd)> {
    let flags = SockFlag::SOCK_CLOEXEC | SockFlag::SOCK_NONBLOCK;
    Ok(socketpair(
        AddressFamily::Unix,
        SockType::Stream,
        None,
        flags,
    )?)
}

impl Stream {
    pub fn new(stream: OwnedFd, conversation: u64) -> Stream {
        Stream {
            stream,
            conversation,
            outgoing: 0,
            incoming: 0,
            input: Vec::new(),
            filled: 0,
            taken: 0,
            output: Vec::new(),
        }
    }

    /// The next frame, if it is there.
    pub fn receive(&mut self) -> Got {
        loop {
            let next = &self.input[self.taken..self.filled];
            match Frame::decode(next, self.conversation, self.incoming) {
                Ok(Some((frame, length))) => {
                    self.incoming = self.incoming.wrapping_add(1);
                    self.taken += length;
                    if self.taken == self.filled {
                        (self.taken, self.filled) = (0, 0);
                        // What one long message needed is not kept for short ones.
                        if self.input.len() > PIECE {
                            self.input = Vec::new();
                        }
                    }
                    return Got::Frame(frame);
                }
                Ok(None) => {}
                Err(why) => return Got::Broken(why),
            }
            match self.fill() {
                Ok(0) if self.filled == 0 => return Got::End,
                Ok(0) => return Got::Broken(Malformed::Short),
                Ok(_) => {}
                Err(nix::Error::EAGAIN) => return Got::Nothing,
                Err(_) => return Got::End,
            }
        }
    }

    fn fill(&mut self) -> nix::Result<usize> {
        if self.taken > 0 {
            self.input.copy_within(self.taken..self.filled, 0);
            self.filled -= self.taken;
            self.taken = 0;
        }
        if self.filled == self.input.len() {
            let more = (self.filled * 2).clamp(FIRST, self.filled + MOST);
            self.input.resize(more, 0);
        }
        loop {
            let room = &mut self.input[self.filled..];
            match recv(self.stream.as_raw_fd(), room, MsgFlags::MSG_DONTWAIT) {
                Err(nix::Error::EINTR) => {}
                Ok(got) => {
                    self.filled += got;
                    return Ok(got);
                }
                error => return error,
            }
        }
    }

    /// Whether [`Stream::receive`] would give something. What it takes from the stream stays here.
    pub fn has_something(&mut self) -> bool {
        loop {
            let next = &self.input[self.taken..self.filled];
            if !matches!(
                Frame::decode(next, self.conversation, self.incoming),
                Ok(None)
            ) {
                return true;
            }
            match self.fill() {
                Ok(0) => return true,
                Ok(_) => {}
                Err(error) => return error != nix::Error::EAGAIN,
            }
        }
    }

    /// Whole frames that have come and were not taken, of what is read from the system at a time.
    pub fn queued(&mut self) -> usize {
        if self.has_something() && self.filled < MOST {
            // More of what is there; its end, or that there is none, is found later.
            let _ = self.fill();
        }
        frame::count(&self.input[self.taken..self.filled])
    }

    /// Sends a frame, or the part of it that there is room for.
    pub fn send(&mut self, frame: &Frame) -> Sent {
        match self.flush() {
            Sent::Yes => {}
            other => return other,
        }
        let bytes = frame.encode(self.conversation, self.outgoing);
        match self.write(&bytes) {
            Ok(sent) => {
                self.outgoing = self.outgoing.wrapping_add(1);
                self.output.extend_from_slice(&bytes[sent..]);
                Sent::Yes
            }
            Err(nix::Error::EAGAIN) => Sent::Full,
            Err(_) => Sent::Gone,
        }
    }

    /// Sends what is left of earlier frames.
    pub fn flush(&mut self) -> Sent {
        while !self.output.is_empty() {
            match self.write(&self.output) {
                Ok(sent) => _ = self.output.drain(..sent),
                Err(nix::Error::EAGAIN) => return Sent::Full,
                Err(_) => return Sent::Gone,
            }
        }
        Sent::Yes
    }

    fn write(&self, bytes: &[u8]) -> nix::Result<usize> {
        let flags = MsgFlags::MSG_DONTWAIT | MsgFlags::MSG_NOSIGNAL;
        loop {
            match send(self.stream.as_raw_fd(), bytes, flags) {
                Err(nix::Error::EINTR) => {}
                other => return other,
            }
        }
    }

    /// Whether all that was sent is with the system.
    pub fn is_flushed(&self) -> bool {
        self.output.is_empty()
    }

    /// A wait for the next frame; what is left to send goes out meanwhile.
    pub fn interest(&self) -> Interest {
        Interest {
            fd: self.fd(),
            read: true,
            write: !self.is_flushed(),
        }
    }

    pub fn fd(&self) -> RawFd {
        self.stream.as_raw_fd()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn two() -> (Stream, Stream) {
        let (a, b) = pair().unwrap();
        (Stream::new(a, 5), Stream::new(b, 5))
    }

    fn data(bytes: usize) -> Frame {
        Frame::Data {
            control: false,
            buffer: Some(vec![7; bytes]),
            work: None,
        }
    }

    #[test]
    fn frames_arrive_in_order_and_then_the_end() {
        let (mut a, mut b) = two();
        assert_eq!(b.receive(), Got::Nothing);
        for n in 0..5 {
            assert_eq!(a.send(&data(n)), Sent::Yes);
        }
        drop(a);
        for n in 0..5 {
            assert_eq!(b.receive(), Got::Frame(data(n)));
        }
        assert_eq!(b.receive(), Got::End);
        assert_eq!(b.send(&data(1)), Sent::Gone);
    }

    #[test]
    fn a_full_stream_takes_nothing_and_loses_nothing() {
        let (mut a, mut b) = two();
        let mut sent = 0;
        while a.send(&data(100_000)) == Sent::Yes {
            sent += 1;
        }
        assert!(sent > 0 && a.send(&data(1)) == Sent::Full);
        let mut received = 0;
        while received < sent {
            match b.receive() {
                Got::Frame(frame) => {
                    assert_eq!(frame, data(100_000));
                    received += 1;
                }
                Got::Nothing => assert_eq!(a.flush(), Sent::Yes),
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(b.receive(), Got::Nothing);
        assert_eq!(a.send(&data(1)), Sent::Yes);
    }

    #[test]
    fn frames_of_many_pieces_and_cut_ones() {
        let (mut a, mut b) = two();
        assert_eq!(a.send(&data(1_000_000)), Sent::Yes);
        loop {
            match b.receive() {
                Got::Frame(frame) => break assert_eq!(frame, data(1_000_000)),
                Got::Nothing => _ = a.flush(),
                other => panic!("{other:?}"),
            }
        }
        let bytes = data(10).encode(5, 1);
        let mut raw = std::fs::File::from(a.stream);
        raw.write_all(&bytes[..bytes.len() - 1]).unwrap();
        drop(raw);
        assert_eq!(b.receive(), Got::Broken(Malformed::Short));
    }
}
