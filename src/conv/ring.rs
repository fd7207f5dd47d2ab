//! The way between two processes of one machine: a ring of bytes in each direction, in memory that both have, and a stream that wakes who
//! waits and tells of an end.
//!
//! What the other side writes is not trusted: bytes are copied before they are looked at, and places are checked.

use super::channel::Processor;
use super::shared;
use super::stream::Carrier;
use crate::device::Wait;
use crate::store::mapped::Mapped;
use nix::Error as Errno;
use nix::sys::socket::{MsgFlags, recv, send};
use std::io;
use std::os::fd::{AsRawFd, OwnedFd, RawFd};
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release, SeqCst};
use std::sync::atomic::{AtomicU32, AtomicU64, fence};
use std::time::{Duration, Instant};

/// Bytes of a direction; a power of two.
pub const ROOM: usize = 128 << 10;
const HEADER: usize = 4096;
const LENGTH: usize = HEADER + 2 * ROOM;
/// The stream is looked at so often while the rings say nothing.
const OFTEN: Duration = Duration::from_micros(200);
/// What a side waits for.
const DATA: u32 = 1;
const SPACE: u32 = 2;

/// What a side says of itself. Its places are those of its own bytes and of the other side's, in the order of all bytes ever.
#[repr(C, align(64))]
struct Side {
    written: AtomicU64,
    waits: AtomicU32,
    closed: AtomicU32,
    /// The processor that it last wrote on.
    processor: AtomicU32,
    _gap: u32,
    _line: [u64; 5],
    read: AtomicU64,
    _rest: [u64; 7],
}

const _: () = assert!(size_of::<Side>() == 128);

/// One side of two rings.
pub struct Ring {
    map: Mapped,
    own: usize,
    stream: OwnedFd,
    /// What this side has written and read; what memory says of it, the other side could change.
    written: u64,
    read: u64,
    /// It has waited: bells may be in the stream.
    waited: bool,
    /// The stream has ended.
    ended: bool,
    looked: Instant,
}

impl Ring {
    /// New rings beside a stream, and the memory for the other side.
    ///
    /// # Errors
    /// The system has no memory.
    pub fn make() -> io::Result<(Mapped, OwnedFd)> {
        shared::make(LENGTH)
    }

    /// The memory of the other side's rings.
    ///
    /// # Errors
    /// It is none.
    pub fn open(file: OwnedFd) -> io::Result<Mapped> {
        shared::open(file, LENGTH)
    }

    /// One side; `first` is the side that has made the memory.
    pub fn new(map: Mapped, first: bool, stream: OwnedFd) -> Ring {
        Ring {
            map,
            own: usize::from(!first),
            stream,
            written: 0,
            read: 0,
            waited: false,
            ended: false,
            looked: Instant::now(),
        }
    }

    fn side(&self, of: usize) -> &Side {
        // SAFETY: the header is within the mapping, begins a page, and is written to only by atomic operations.
        unsafe { self.map.at().cast::<Side>().add(of).as_ref() }
    }

    fn ours(&self) -> &Side {
        self.side(self.own)
    }

    fn theirs(&self) -> &Side {
        self.side(1 - self.own)
    }

    /// The bytes of a direction.
    fn bytes(&self, of: usize) -> *mut u8 {
        // SAFETY: both directions are within the mapping.
        unsafe { self.map.at().as_ptr().add(HEADER + of * ROOM) }
    }

    /// How much the other side has written that was not read.
    fn available(&self) -> nix::Result<usize> {
        let written = self.theirs().written.load(Acquire);
        match usize::try_from(written.wrapping_sub(self.read)) {
            Ok(available) if available <= ROOM => Ok(available),
            _ => Err(Errno::EBADMSG),
        }
    }

    fn space(&self) -> nix::Result<usize> {
        let read = self.theirs().read.load(Acquire);
        match usize::try_from(self.written.wrapping_sub(read)) {
            Ok(used) if used <= ROOM => Ok(ROOM - used),
            _ => Err(Errno::EBADMSG),
        }
    }

    /// Takes bells from the stream; whether it has ended.
    fn look_at_the_stream(&mut self) -> bool {
        let mut bells = [0; 64];
        self.looked = Instant::now();
        while !self.ended {
            match recv(self.stream.as_raw_fd(), &mut bells, MsgFlags::MSG_DONTWAIT) {
                Ok(n) if n > 0 => {}
                Err(Errno::EINTR) => {}
                Err(Errno::EAGAIN) => break,
                _ => self.ended = true,
            }
        }
        self.ended
    }

    /// Looks at the stream when it was not looked at for a while.
    fn look_now_and_then(&mut self) -> bool {
        self.ended || self.looked.elapsed() >= OFTEN && self.look_at_the_stream()
    }

    /// Wakes the other side if it waits for this.
    fn tell(&self, what: u32) {
        fence(SeqCst);
        let waits = &self.theirs().waits;
        if waits.load(Relaxed) & what != 0 && waits.fetch_and(!what, SeqCst) & what != 0 {
            self.ring_bell();
        }
    }

    /// Wakes the other side.
    pub fn ring_bell(&self) {
        let flags = MsgFlags::MSG_DONTWAIT | MsgFlags::MSG_NOSIGNAL;
        // Where bells fill the stream one more is not needed, and who is gone needs none.
        let _ = send(self.stream.as_raw_fd(), &[0], flags);
    }

    /// Where the other side was when it last wrote.
    pub fn processor(&self) -> Processor {
        match self.theirs().processor.load(Relaxed) {
            0 => Processor::Unknown,
            other if other == processor() => Processor::Same,
            _ => Processor::Other,
        }
    }

    /// Whether the other side has said that it will not go on.
    pub fn is_closed(&self) -> bool {
        self.ended || self.theirs().closed.load(Relaxed) != 0
    }

    /// Whether the other side is gone, as the stream says.
    pub fn is_over(&mut self) -> bool {
        self.look_at_the_stream()
    }

    fn ask(&mut self, what: u32) -> Wait {
        self.waited = true;
        self.ours().waits.fetch_or(what, SeqCst);
        fence(SeqCst);
        Wait::readable(self.fd())
    }

    /// A wait for data; with `space`, for room, too.
    pub fn wait(&mut self, space: bool) -> Wait {
        let mut wait = self.ask(if space { DATA | SPACE } else { DATA });
        let ready = self.available() != Ok(0) || (space && self.space() != Ok(0));
        if ready || self.is_closed() {
            // It came in between.
            wait.until = Some(Instant::now());
        }
        wait
    }

    /// A wait for room.
    pub fn wait_for_room(&mut self) -> Wait {
        let mut wait = self.ask(SPACE);
        if self.space() != Ok(0) || self.is_closed() {
            wait.until = Some(Instant::now());
        }
        wait
    }

    pub fn fd(&self) -> RawFd {
        self.stream.as_raw_fd()
    }

    /// The other side finds what was written, and then frames in the stream.
    ///
    /// # Errors
    /// The system has no descriptors left.
    pub fn stream(&self) -> io::Result<OwnedFd> {
        self.stream.try_clone()
    }
}

/// The processor that this thread is on, from 1; 0 if the system does not say.
fn processor() -> u32 {
    // SAFETY: it reads a number.
    let number = unsafe { libc::sched_getcpu() };
    number.wrapping_add(1).cast_unsigned()
}

impl Drop for Ring {
    fn drop(&mut self) {
        self.ours().closed.store(1, Release);
        self.tell(DATA | SPACE);
    }
}

impl Carrier for Ring {
    fn read(&mut self, room: &mut [u8]) -> nix::Result<usize> {
        if std::mem::take(&mut self.waited) {
            self.ours().waits.store(0, SeqCst);
            self.look_at_the_stream();
        }
        let mut available = self.available()?;
        if available == 0 {
            if !self.look_now_and_then() && self.theirs().closed.load(Acquire) == 0 {
                return Err(Errno::EAGAIN);
            }
            // What it wrote before it went is there now.
            available = self.available()?;
        }
        let count = available.min(room.len());
        let (at, from) = (self.read as usize % ROOM, self.bytes(1 - self.own));
        let first = count.min(ROOM - at);
        // SAFETY: both parts are within that direction, and `room` is memory of this process alone.
        unsafe {
            std::ptr::copy_nonoverlapping(from.add(at), room.as_mut_ptr(), first);
            std::ptr::copy_nonoverlapping(from, room.as_mut_ptr().add(first), count - first);
        }
        self.read = self.read.wrapping_add(count as u64);
        self.ours().read.store(self.read, Release);
        // Not for each message: who waits for room gets much of it.
        if count > 0 && available - count <= ROOM / 2 {
            self.tell(SPACE);
        }
        Ok(count)
    }

    fn write(&mut self, bytes: &[u8]) -> nix::Result<usize> {
        if self.look_now_and_then() || self.theirs().closed.load(Relaxed) != 0 {
            return Err(Errno::EPIPE);
        }
        let count = self.space()?.min(bytes.len());
        if count == 0 && !bytes.is_empty() {
            return Err(Errno::EAGAIN);
        }
        let (at, to) = (self.written as usize % ROOM, self.bytes(self.own));
        let first = count.min(ROOM - at);
        // SAFETY: as in `read`.
        unsafe {
            std::ptr::copy_nonoverlapping(bytes.as_ptr(), to.add(at), first);
            std::ptr::copy_nonoverlapping(bytes.as_ptr().add(first), to, count - first);
        }
        self.written = self.written.wrapping_add(count as u64);
        self.ours().processor.store(processor(), Relaxed);
        self.ours().written.store(self.written, Release);
        self.tell(DATA);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conv::channel::{Got, Sent};
    use crate::conv::frame::data;
    use crate::conv::stream::{Framed, pair};

    fn two() -> (Framed<Ring>, Framed<Ring>) {
        let (a, b) = pair().unwrap();
        let (ours, file) = Ring::make().unwrap();
        let theirs = Ring::open(file).unwrap();
        (
            Framed::new(Ring::new(ours, true, a), 5),
            Framed::new(Ring::new(theirs, false, b), 5),
        )
    }

    #[test]
    fn frames_go_both_ways_and_round_the_ring() {
        let (mut a, mut b) = two();
        assert_eq!(b.receive(), Got::Nothing);
        for round in 0..300 {
            let length = round * 11;
            assert_eq!(a.send(&data(length)), Sent::Yes);
            assert_eq!(b.receive(), Got::Frame(data(length)));
            assert_eq!(b.send(&data(length + 1)), Sent::Yes);
            assert_eq!(a.receive(), Got::Frame(data(length + 1)));
        }
        assert_eq!(a.receive(), Got::Nothing);
    }

    #[test]
    fn what_was_written_is_read_before_the_end() {
        let (mut a, mut b) = two();
        assert_eq!(a.send(&data(1)), Sent::Yes);
        drop(a);
        assert_eq!(b.receive(), Got::Frame(data(1)));
        assert_eq!(b.receive(), Got::End);
        assert_eq!(b.send(&data(1)), Sent::Gone);
    }

    #[test]
    fn a_side_that_dies_is_found_by_the_stream() {
        let (a, mut b) = two();
        let end = nix::unistd::dup(&a.carrier.stream).unwrap();
        drop(end);
        // Its memory says nothing, as when its process was killed.
        let stream = a.carrier.stream().unwrap();
        let Framed { carrier, .. } = a;
        let Ring { .. } = &carrier;
        nix::sys::socket::shutdown(stream.as_raw_fd(), nix::sys::socket::Shutdown::Both).unwrap();
        b.carrier.looked = Instant::now() - OFTEN;
        assert_eq!(b.receive(), Got::End);
        drop(carrier);
    }

    #[test]
    fn a_long_frame_goes_in_parts_and_a_full_ring_loses_nothing() {
        let (mut a, mut b) = two();
        let mut sent = 0;
        while a.send(&data(100_000)) == Sent::Yes {
            sent += 1;
        }
        assert!(sent > 0 && !a.is_flushed());
        let wait = a.carrier.wait_for_room();
        assert!(wait.until.is_none());
        assert!(matches!(b.receive(), Got::Frame(_) | Got::Nothing));
        let mut bell = [0];
        let told = recv(a.carrier.fd(), &mut bell, MsgFlags::MSG_DONTWAIT);
        assert_eq!(told, Ok(1));
    }

    #[test]
    fn long_frames_come_whole() {
        let (mut a, mut b) = two();
        let sent = 3;
        a.send(&data(100_000));
        let mut given = 1;
        let mut received = 0;
        while received < sent {
            if given < sent && a.send(&data(100_000)) == Sent::Yes {
                given += 1;
            }
            match b.receive() {
                Got::Frame(frame) => {
                    assert_eq!(frame, data(100_000));
                    received += 1;
                }
                Got::Nothing => _ = a.flush(),
                other => panic!("{other:?}"),
            }
        }
    }

    #[test]
    fn who_waits_is_woken_once() {
        let (mut a, mut b) = two();
        assert!(b.carrier.wait(false).until.is_none());
        a.send(&data(1));
        a.send(&data(2));
        let mut bells = [0; 8];
        assert_eq!(
            recv(b.carrier.fd(), &mut bells, MsgFlags::MSG_DONTWAIT),
            Ok(1)
        );
        assert_eq!(b.receive(), Got::Frame(data(1)));
        // What came before the wait is no wait.
        a.send(&data(3));
        assert!(b.has_rest() || b.carrier.wait(false).until.is_some());
    }

    #[test]
    fn places_that_cannot_be_are_an_end() {
        let (a, mut b) = two();
        a.carrier.ours().written.store(u64::MAX, Release);
        assert_eq!(b.receive(), Got::End);
        a.carrier.ours().read.store(9, Release);
        assert_eq!(b.send(&data(1)), Sent::Gone);
    }
}
