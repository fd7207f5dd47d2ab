//! The way between two sessions of one process: frames in memory, and no descriptor.
//!
//! A client takes a server of its process by its slot and gives it the other end, once a request of that kind has come by the monitor. Until
//! then it does not know which process serves it: it parks the other end here, under the number of the conversation; the server that the
//! monitor gives it to takes the end, if it is in this process, and closes the stream that came along.

use super::channel::{Got, Sent};
use super::frame::{Encoded, Frame};
use super::request::Request;
use super::slots::Slots;
use crate::vm::Signals;
use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError, RwLock, Weak};
use std::thread::{self, ThreadId};

/// Bytes of messages that one side may be behind.
const ROOM: usize = 256 << 10;
/// The ticket of clients of the same process.
pub const TICKET: u16 = u16::MAX;

/// Ends that nobody has taken.
static PARKED: LazyLock<Mutex<HashMap<u64, End>>> = LazyLock::new(Mutex::default);
/// Sessions of this process that are servers.
static SERVERS: RwLock<Vec<Arc<Server>>> = RwLock::new(Vec::new());
/// Where the search for a server begins: where the last one ended.
static NEXT: AtomicUsize = AtomicUsize::new(0);
/// Requests that the monitor has let pass.
static PASSED: RwLock<Vec<Passed>> = RwLock::new(Vec::new());

/// A request of a kind that the monitor has let pass for servers of a group.
struct Passed {
    slots: Weak<Slots>,
    group: String,
    service: String,
    buffer_type: String,
}

impl Passed {
    fn is(&self, slots: &Arc<Slots>, group: &str, service: &str, buffer_type: &str) -> bool {
        self.service == service
            && self.buffer_type == buffer_type
            && self.group == group
            && std::ptr::eq(self.slots.as_ptr(), Arc::as_ptr(slots))
    }
}

/// What a client begins with a server that it took.
pub struct Begun {
    pub request: Request,
    pub buffer: Option<Encoded>,
    pub end: End,
}

/// A server session of this process.
pub struct Server {
    slots: Arc<Slots>,
    slot: u32,
    group: String,
    title: String,
    thread: ThreadId,
    signals: Arc<Signals>,
    services: RwLock<Vec<String>>,
    begun: Mutex<Option<Begun>>,
}

impl Server {
    /// `GROUP/ID`.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Gives a server that was taken what is begun with it.
    pub fn begin(&self, begun: Begun) {
        *self.begun.lock().unwrap_or_else(PoisonError::into_inner) = Some(begun);
        self.signals.wake();
    }

    fn offers(&self, service: &str) -> bool {
        let services = self.services.read().unwrap_or_else(PoisonError::into_inner);
        services.iter().any(|name| name == service)
    }
}

/// A server session of this process, as long as it lives.
pub struct Serving(Arc<Server>);

impl Serving {
    pub fn new(
        slots: &Arc<Slots>,
        slot: u32,
        group: &str,
        title: String,
        signals: &Arc<Signals>,
    ) -> Serving {
        let server = Arc::new(Server {
            slots: slots.clone(),
            slot,
            group: group.to_string(),
            title,
            thread: thread::current().id(),
            signals: signals.clone(),
            services: RwLock::default(),
            begun: Mutex::default(),
        });
        servers_to_change().push(server.clone());
        Serving(server)
    }

    /// What the session offers now.
    pub fn offer<'a>(&self, services: impl Iterator<Item = &'a str>) {
        let services = services.map(str::to_string).collect();
        *self
            .0
            .services
            .write()
            .unwrap_or_else(PoisonError::into_inner) = services;
    }

    /// What a client has begun.
    pub fn begun(&self) -> Option<Begun> {
        self.0
            .begun
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }

    /// Whether a client has begun something.
    pub fn has_begun(&self) -> bool {
        let begun = self.0.begun.lock().unwrap_or_else(PoisonError::into_inner);
        begun.is_some()
    }

    /// The monitor has let a request pass: others like it need not ask.
    pub fn passed(&self, service: &str, buffer_type: &str) {
        let Server { slots, group, .. } = &*self.0;
        if has_passed(slots, group, service, buffer_type) {
            return;
        }
        let mut all = PASSED.write().unwrap_or_else(PoisonError::into_inner);
        all.retain(|passed| passed.slots.strong_count() > 0);
        all.push(Passed {
            slots: Arc::downgrade(slots),
            group: group.clone(),
            service: service.to_string(),
            buffer_type: buffer_type.to_string(),
        });
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        servers_to_change().retain(|server| !Arc::ptr_eq(server, &self.0));
    }
}

fn servers_to_change() -> std::sync::RwLockWriteGuard<'static, Vec<Arc<Server>>> {
    SERVERS.write().unwrap_or_else(PoisonError::into_inner)
}

fn has_passed(slots: &Arc<Slots>, group: &str, service: &str, buffer_type: &str) -> bool {
    let all = PASSED.read().unwrap_or_else(PoisonError::into_inner);
    all.iter()
        .any(|passed| passed.is(slots, group, service, buffer_type))
}

/// Takes a free server of this process for a conversation, one of the same thread before others: they need not wake each other's threads.
pub fn take_server(slots: &Arc<Slots>, service: &str, buffer_type: &str) -> Option<Arc<Server>> {
    let servers = SERVERS.read().unwrap_or_else(PoisonError::into_inner);
    if servers.is_empty() || !slots.is_open(true) {
        return None;
    }
    let here = thread::current().id();
    let first = NEXT.load(Ordering::Relaxed) % servers.len();
    let mut groups: Vec<&str> = Vec::new();
    for same in [true, false] {
        let order = (first..servers.len()).chain(0..first);
        for at in order {
            let server = &servers[at];
            let fits = (server.thread == here) == same
                && Arc::ptr_eq(&server.slots, slots)
                && slots.is_free(server.slot)
                && server.offers(service);
            if !fits {
                continue;
            }
            if !groups.contains(&&*server.group) {
                if !has_passed(slots, &server.group, service, buffer_type) {
                    continue;
                }
                groups.push(&server.group);
            }
            if slots.take(slots.offer(server.slot, TICKET)) {
                NEXT.store(at, Ordering::Relaxed);
                return Some(server.clone());
            }
        }
    }
    None
}

/// Two ends of a way; the second is for whom [`End::is_for`] names.
pub fn pair(signals: &Arc<Signals>) -> (End, End) {
    let sides = [Side::new(Some(signals.clone())), Side::new(None)];
    let sides = Arc::new(Mutex::new(sides));
    let other = End {
        sides: sides.clone(),
        own: 1,
    };
    (End { sides, own: 0 }, other)
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
    let servers = SERVERS.read().unwrap_or_else(PoisonError::into_inner);
    if servers.is_empty() {
        return None;
    }
    let (own, other) = pair(signals);
    parked().insert(conversation, other);
    Some((own, Parked(conversation)))
}

/// Takes the other end of a conversation that began in this process.
pub fn take(conversation: u64, signals: &Arc<Signals>) -> Option<End> {
    let end = parked().remove(&conversation)?;
    end.is_for(signals);
    Some(end)
}

impl End {
    /// The session that has this end, which is woken.
    pub fn is_for(&self, signals: &Arc<Signals>) {
        self.lock()[self.own].signals = Some(signals.clone());
    }

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

    /// Frames that have come and were not taken.
    pub fn queued(&self) -> usize {
        self.lock()[self.own].coming.len()
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
    use crate::conv::frame::data;

    fn serving(signals: &Arc<Signals>) -> Serving {
        let (slots, _) = Slots::make(1).unwrap();
        slots.set_open(true);
        slots.reset(0);
        slots.release(0);
        Serving::new(&slots, 0, "G", "G/1".into(), signals)
    }

    fn two(conversation: u64) -> (End, Parked, End) {
        let signals = Arc::new(Signals::default());
        let _serving = serving(&signals);
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
        let _serving = serving(&signals);
        let (_end, parked) = park(3, &signals).unwrap();
        drop(parked);
        assert!(take(3, &signals).is_none());
    }

    #[test]
    fn a_server_is_taken_once_a_request_like_it_has_passed() {
        let signals = Arc::new(Signals::default());
        let serving = serving(&signals);
        let slots = serving.0.slots.clone();
        serving.offer(["S"].into_iter());
        assert!(take_server(&slots, "S", "STRING").is_none());
        serving.passed("S", "STRING");
        assert!(take_server(&slots, "S", "CARRAY").is_none());
        let server = take_server(&slots, "S", "STRING").unwrap();
        assert!(take_server(&slots, "S", "STRING").is_none());
        assert_eq!(slots.taken(0), Some((TICKET, false)));
        let (mut end, other) = pair(&signals);
        server.begin(Begun {
            request: Request::default(),
            buffer: None,
            end: other,
        });
        let begun = serving.begun().unwrap();
        assert!(serving.begun().is_none());
        drop(begun);
        assert_eq!(end.receive(), Got::End);
        slots.release(0);
        assert!(take_server(&slots, "S", "STRING").is_some());
    }
}
