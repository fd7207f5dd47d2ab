//! Frames in a stream of bytes between the two sides of a conversation or a call: a socket of the system, or rings in memory that two
//! processes share.

use super::channel::{Got, Sent};
use super::frame::{self, Frame};
use super::wire::Malformed;
use crate::device::socket::sys::recv_rights;
use nix::Error as Errno;
use nix::sys::socket::{AddressFamily, MsgFlags, SockFlag, SockType, recv, send, socketpair};
use std::io;
use std::os::fd::{AsRawFd, OwnedFd, RawFd};

/// Room for what comes, at first, and what it grows by at most at a time.
const FIRST: usize = 4 << 10;
const MOST: usize = 1 << 20;
/// More room than this is given back when it is not needed any more.
const PIECE: usize = 64 << 10;

/// What carries the bytes. Nothing in it waits.
pub trait Carrier {
    /// What is there, 0 at the end.
    ///
    /// # Errors
    /// EAGAIN: there is nothing yet.
    fn read(&mut self, room: &mut [u8]) -> nix::Result<usize>;

    /// Takes some of the bytes.
    ///
    /// # Errors
    /// EAGAIN: there is no room.
    fn write(&mut self, bytes: &[u8]) -> nix::Result<usize>;
}

/// One side of frames that go by a carrier.
pub struct Framed<C> {
    pub carrier: C,
    conversation: u64,
    /// The number of the conversation is that of the next frame.
    renewed: bool,
    /// Places of the next frames in their directions.
    outgoing: u32,
    incoming: u32,
    /// Room for what comes; only a part of it has come, and of that a part was taken.
    input: Vec<u8>,
    filled: usize,
    taken: usize,
    /// What the carrier had no room for.
    output: Vec<u8>,
}

/// Frames by a socket.
pub type Stream = Framed<Socket>;

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

/// A stream socket.
pub struct Socket {
    stream: OwnedFd,
    /// Takes descriptors that come along.
    files: Option<Vec<OwnedFd>>,
    /// Zeros before the first frame are bells of rings that the stream belonged to.
    bells: bool,
}

impl Socket {
    pub fn new(stream: OwnedFd) -> Socket {
        Socket {
            stream,
            files: None,
            bells: true,
        }
    }

    /// Takes descriptors that come along from now on.
    pub fn take_files(&mut self) {
        self.files = Some(Vec::new());
    }

    /// The descriptor that came along, if one did. No more are taken.
    pub fn file(&mut self) -> Option<OwnedFd> {
        self.files.take()?.into_iter().next()
    }

    pub fn fd(&self) -> RawFd {
        self.stream.as_raw_fd()
    }

    pub fn into_stream(self) -> OwnedFd {
        self.stream
    }

    fn read_some(&mut self, room: &mut [u8]) -> nix::Result<usize> {
        let fd = self.stream.as_raw_fd();
        let Some(files) = &mut self.files else {
            return recv(fd, room, MsgFlags::MSG_DONTWAIT);
        };
        let mut bytes = Vec::new();
        let got = recv_rights(fd, &mut bytes, room.len(), files, libc::MSG_DONTWAIT)
            .map_err(|error| Errno::from_raw(error.raw_os_error().unwrap_or(libc::EIO)))?;
        files.truncate(1);
        room[..got].copy_from_slice(&bytes[..got]);
        Ok(got)
    }
}

impl Carrier for Socket {
    fn read(&mut self, room: &mut [u8]) -> nix::Result<usize> {
        loop {
            let got = match self.read_some(room) {
                Err(Errno::EINTR) => continue,
                other => other?,
            };
            if !self.bells {
                return Ok(got);
            }
            let bells = room[..got].iter().take_while(|byte| **byte == 0).count();
            self.bells = bells == got && got > 0;
            if !self.bells {
                room.copy_within(bells..got, 0);
                return Ok(got - bells);
            }
        }
    }

    fn write(&mut self, bytes: &[u8]) -> nix::Result<usize> {
        let flags = MsgFlags::MSG_DONTWAIT | MsgFlags::MSG_NOSIGNAL;
        loop {
            match send(self.stream.as_raw_fd(), bytes, flags) {
                Err(Errno::EINTR) => {}
                other => return other,
            }
        }
    }
}

impl<C: Carrier> Framed<C> {
    pub fn new(carrier: C, conversation: u64) -> Framed<C> {
        Framed {
            carrier,
            conversation,
            renewed: false,
            outgoing: 0,
            incoming: 0,
            input: Vec::new(),
            filled: 0,
            taken: 0,
            output: Vec::new(),
        }
    }

    pub fn conversation(&self) -> u64 {
        self.conversation
    }

    /// What comes and goes next belongs to another conversation: one of this number, or of the number that the other side says.
    pub fn renew(&mut self, conversation: Option<u64>) {
        (self.outgoing, self.incoming) = (0, 0);
        self.renewed = conversation.is_none();
        self.conversation = conversation.unwrap_or(0);
    }

    fn decode(&self) -> Result<Option<(Frame, usize)>, Malformed> {
        let next = &self.input[self.taken..self.filled];
        let conversation = match self.renewed {
            true => Frame::conversation(next).unwrap_or(0),
            false => self.conversation,
        };
        Frame::decode(next, conversation, self.incoming)
    }

    /// The next frame, if it is there.
    pub fn receive(&mut self) -> Got {
        loop {
            match self.decode() {
                Ok(Some((frame, length))) => {
                    if std::mem::take(&mut self.renewed) {
                        let next = &self.input[self.taken..self.filled];
                        self.conversation = Frame::conversation(next).unwrap_or(0);
                    }
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
                Err(Errno::EAGAIN) => return Got::Nothing,
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
        let got = self.carrier.read(&mut self.input[self.filled..])?;
        self.filled += got;
        Ok(got)
    }

    /// Whether [`Framed::receive`] would give something. What it takes from the carrier stays here.
    pub fn has_something(&mut self) -> bool {
        loop {
            if !matches!(self.decode(), Ok(None)) {
                return true;
            }
            match self.fill() {
                Ok(0) => return true,
                Ok(_) => {}
                Err(error) => return error != Errno::EAGAIN,
            }
        }
    }

    /// Whole frames that have come and were not taken, of what is read at a time.
    pub fn queued(&mut self) -> usize {
        if self.has_something() && self.filled < MOST {
            // More of what is there; its end, or that there is none, is found later.
            let _ = self.fill();
        }
        frame::count(&self.input[self.taken..self.filled])
    }

    /// Whether a part of a frame, or more, has come and was not taken.
    pub fn has_rest(&self) -> bool {
        self.filled > self.taken
    }

    /// Sends a frame, or the part of it that there is room for.
    pub fn send(&mut self, frame: &Frame) -> Sent {
        match self.flush() {
            Sent::Yes => {}
            other => return other,
        }
        let bytes = frame.encode(self.conversation, self.outgoing);
        match self.carrier.write(&bytes) {
            Ok(sent) => {
                self.outgoing = self.outgoing.wrapping_add(1);
                self.output.extend_from_slice(&bytes[sent..]);
                Sent::Yes
            }
            Err(Errno::EAGAIN) => Sent::Full,
            Err(_) => Sent::Gone,
        }
    }

    /// Sends what is left of earlier frames.
    pub fn flush(&mut self) -> Sent {
        while !self.output.is_empty() {
            match self.carrier.write(&self.output) {
                Ok(sent) => _ = self.output.drain(..sent),
                Err(Errno::EAGAIN) => return Sent::Full,
                Err(_) => return Sent::Gone,
            }
        }
        Sent::Yes
    }

    /// Whether all that was sent is with the carrier.
    pub fn is_flushed(&self) -> bool {
        self.output.is_empty()
    }

    /// The bytes of the next frame, for who sends it in another way.
    pub fn next(&mut self, frame: &Frame) -> Vec<u8> {
        let bytes = frame.encode(self.conversation, self.outgoing);
        self.outgoing = self.outgoing.wrapping_add(1);
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conv::frame::data;
    use std::io::Write;

    fn two() -> (Stream, Stream) {
        let (a, b) = pair().unwrap();
        (
            Stream::new(Socket::new(a), 5),
            Stream::new(Socket::new(b), 5),
        )
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
        let mut raw = std::fs::File::from(a.carrier.into_stream());
        raw.write_all(&bytes[..bytes.len() - 1]).unwrap();
        drop(raw);
        assert_eq!(b.receive(), Got::Broken(Malformed::Short));
    }

    #[test]
    fn bells_before_the_first_frame_are_no_part_of_it() {
        let (a, b) = pair().unwrap();
        let mut raw = std::fs::File::from(a.try_clone().unwrap());
        raw.write_all(&[0; 3]).unwrap();
        let (mut a, mut b) = (
            Stream::new(Socket::new(a), 5),
            Stream::new(Socket::new(b), 5),
        );
        assert_eq!(b.receive(), Got::Nothing);
        assert_eq!(a.send(&data(2)), Sent::Yes);
        assert_eq!(b.receive(), Got::Frame(data(2)));
        raw.write_all(&[0; 3]).unwrap();
        assert_eq!(b.receive(), Got::Broken(Malformed::Magic));
    }

    #[test]
    fn another_conversation_has_the_number_that_the_other_side_says() {
        let (mut a, mut b) = two();
        a.renew(Some(77));
        b.renew(None);
        assert_eq!(b.receive(), Got::Nothing);
        assert_eq!(a.send(&data(1)), Sent::Yes);
        assert_eq!(b.receive(), Got::Frame(data(1)));
        assert_eq!(b.conversation(), 77);
        assert_eq!(b.send(&data(3)), Sent::Yes);
        assert_eq!(a.receive(), Got::Frame(data(3)));
        a.renew(Some(78));
        assert_eq!(a.send(&data(1)), Sent::Yes);
        assert_eq!(b.receive(), Got::Broken(Malformed::Conversation));
    }
}
