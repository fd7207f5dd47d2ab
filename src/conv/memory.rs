//! The way between two sessions of one process: frames in memory, and no descriptor.
//!
//! Who begins a conversation does not know yet which process serves it. It parks the other end here, under the number of the conversation;
//! the server that the monitor gives it to takes the end, if it is in this process, and closes the stream that came along.

use super::channel::{Got, Sent};
use super::frame::Frame;
use crate::vm::Signals;
use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

/// Bytes of messages that one side may be behind.
const ROOM: usize = 256 << 10;

/// Ends that nobody has taken.
static PARKED: LazyLock<Mutex<HashMap<u64, End>>> = LazyLock::new(Mutex::default);
/// Sessions of this process that are servers.
static SERVERS: AtomicUsize = AtomicUsize::new(0);

/// A server session of this process, as long as it lives.
pub struct Serving(());

impl Serving {
    pub fn new() -> Serving {
        SERVERS.fetch_add(1, Ordering::Relaxed);
        Serving(())
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        SERVERS.fetch_sub(1, Ordering::Relaxed);
    }
}

/// One side's part: what is on its way to it, and whether it waits.
struct Side {
    coming: VecDeque<Frame>,
    bytes: usize,
    is_open: bool,
    waits: bool,
    signals: Option<Arc<Signals>>,
}

impl Side {
    fn new(signals: Option<Arc<Signals>>) -> Side {
        Side {
            coming: VecDeque::new(),
            bytes: 0,
            is_open: true,
            waits: false,
            signals,
        }
    }

    /// The session that waits has to look again: whom to wake once nothing is held.
    fn stir(&mut self) -> Option<Arc<Signals>> {
        std::mem::take(&mut self.waits).then(|| self.signals.clone())?
    }
}

/// One end of a way.
pub struct End {
    sides: Arc<Mutex<[Side; 2]>>,
    own: usize,
}

/// The other end of a way, until a server takes it or it is not wanted any more.
pub struct Parked(u64);

impl Parked {
    /// Whether a server has taken it.
    pub fn is_taken(&self) -> bool {
        !parked().contains_key(&self.0)
    }
}

impl Drop for Parked {
    fn drop(&mut self) {
        let end = parked().remove(&self.0);
        drop(end);
    }
}

fn parked() -> MutexGuard<'static, HashMap<u64, End>> {
    PARKED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Makes a way for a conversation, if there is a server in this process that might take it.
pub fn park(conversation: u64, signals: &Arc<Signals>) -> Option<(End, Parked)> {
    if SERVERS.load(Ordering::Relaxed) == 0 {
        return None;
    }
    let sides = [Side::new(Some(signals.clone())), Side::new(None)];
    let sides = Arc::new(Mutex::new(sides));
    let other = End {
        sides: sides.clone(),
        own: 1,
    };
    parked().insert(conversation, other);
    Some((End { sides, own: 0 }, Parked(conversation)))
}

/// Takes the other end of a conversation that began in this process.
pub fn take(conversation: u64, signals: &Arc<Signals>) -> Option<End> {
    let end = parked().remove(&conversation)?;
    end.lock()[1].signals = Some(signals.clone());
    Some(end)
}

impl End {
    fn lock(&self) -> MutexGuard<'_, [Side; 2]> {
        self.sides.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next frame, if it is there. Otherwise the session is woken when there is one.
    pub fn receive(&mut self) -> Got {
        let mut sides = self.lock();
        let before = sides[self.own].bytes;
        let Some(frame) = sides[self.own].coming.pop_front() else {
            if !sides[1 - self.own].is_open {
                return Got::End;
            }
            sides[self.own].waits = true;
            return Got::Nothing;
        };
        sides[self.own].bytes -= frame.size();
        // Not for each message: who waits for room gets much of it.
        let is_roomy = before >= ROOM / 2 && sides[self.own].bytes < ROOM / 2;
        let wake = match is_roomy {
            true => sides[1 - self.own].stir(),
            false => None,
        };
        drop(sides);
        if let Some(signals) = wake {
            signals.wake();
        }
        Got::Frame(frame)
    }

    pub fn has_something(&mut self) -> bool {
        let mut sides = self.lock();
        let is_ready = !sides[self.own].coming.is_empty() || !sides[1 - self.own].is_open;
        sides[self.own].waits = !is_ready;
        is_ready
    }

    pub fn send(&mut self, frame: &Frame) -> Sent {
        self.give(&mut Some(frame.clone()))
    }

    /// Takes the frame, unless there is no room.
    pub fn give(&mut self, frame: &mut Option<Frame>) -> Sent {
        let mut sides = self.lock();
        let other = &mut sides[1 - self.own];
        if !other.is_open {
            return Sent::Gone;
        }
        if other.bytes >= ROOM {
            sides[self.own].waits = true;
            return Sent::Full;
        }
        let Some(frame) = frame.take() else {
            return Sent::Yes;
        };
        other.bytes += frame.size();
        other.coming.push_back(frame);
        let wake = other.stir();
        drop(sides);
        if let Some(signals) = wake {
            signals.wake();
        }
        Sent::Yes
    }
}

impl Drop for End {
    fn drop(&mut self) {
        let mut sides = self.lock();
        sides[self.own].is_open = false;
        sides[self.own].coming.clear();
        let wake = sides[1 - self.own].stir();
        drop(sides);
        if let Some(signals) = wake {
            signals.wake();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data(bytes: usize) -> Frame {
        Frame::Data {
            control: false,
            buffer: Some(vec![7; bytes]),
            work: None,
        }
    }

    fn two(conversation: u64) -> (End, Parked, End) {
        let signals = Arc::new(Signals::default());
        let _serving = Serving::new();
        let (a, parked) = park(conversation, &signals).unwrap();
        assert!(!parked.is_taken());
        let b = take(conversation, &signals).unwrap();
        assert!(parked.is_taken());
        (a, parked, b)
    }

    #[test]
    fn frames_arrive_in_order_and_then_the_end() {
        let (mut a, _parked, mut b) = two(1);
        assert_eq!(b.receive(), Got::Nothing);
        assert!(!b.has_something());
        for n in 0..5 {
            assert_eq!(a.send(&data(n)), Sent::Yes);
        }
        drop(a);
        assert!(b.has_something());
        for n in 0..5 {
            assert_eq!(b.receive(), Got::Frame(data(n)));
        }
        assert_eq!(b.receive(), Got::End);
        assert_eq!(b.send(&data(1)), Sent::Gone);
    }

    #[test]
    fn there_is_room_for_so_much_and_again_when_it_was_taken() {
        let (mut a, _parked, mut b) = two(2);
        let mut sent = 0;
        while a.send(&data(100_000)) == Sent::Yes {
            sent += 1;
        }
        assert_eq!(sent, 3);
        for _ in 0..sent {
            assert_eq!(b.receive(), Got::Frame(data(100_000)));
        }
        assert_eq!(a.send(&data(1)), Sent::Yes);
    }

    #[test]
    fn what_nobody_took_is_not_kept() {
        let signals = Arc::new(Signals::default());
        let _serving = Serving::new();
        let (_end, parked) = park(3, &signals).unwrap();
        drop(parked);
        assert!(take(3, &signals).is_none());
    }
}
