//! The part of the bulletin board that all members of an application have in their memory: a slot for each session of a server. With it a
//! client takes a server that is free, and that it knows, without asking the monitor.
//!
//! A slot's word says whether its server is free. Whoever wants it, monitor or client, changes that word at once or not at all; the server
//! changes it back when its service is over. The rest of a slot is written by its server alone.

use super::shared::{self, Opened};
use crate::store::mapped::Mapped;
use crate::value::fnv;
use std::io;
use std::os::fd::OwnedFd;
use std::sync::Arc;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release, SeqCst};
use std::sync::atomic::{AtomicU32, AtomicU64, fence};
use std::time::{Duration, Instant};

/// Bits of a word. Its upper half is the generation, below are 16 bits of a ticket.
const BUSY: u64 = 1;
const CLOSED: u64 = 2;
const TELL: u64 = 4;
const TICKET: u64 = 0xffff_0000;
const GENERATION: u64 = 1 << 32;

const MAGIC: u64 = 0x6d72_756e_736c_6f74;
const HEADER: usize = 4096;
/// Services of a server that are counted here. Others go by the monitor.
pub const COUNTED: usize = 11;
/// Words of a service's name and of a client's.
const NAME: usize = 16;
const CLIENT: usize = 8;

#[repr(C)]
struct Header {
    magic: AtomicU64,
    /// Clients may take conversational servers by themselves.
    open: AtomicU32,
    /// Requests that wait for a server.
    waiting: AtomicU32,
}

#[repr(C)]
struct Count {
    /// Of the service's name.
    name: AtomicU64,
    done: AtomicU64,
    failed: AtomicU64,
}

/// A server session.
#[repr(C, align(64))]
struct Slot {
    word: AtomicU64,
    /// The server waits for a bell.
    sleeps: AtomicU32,
    /// Odd while what the server does is written.
    turn: AtomicU32,
    /// In nanoseconds of the system's clock.
    free_since: AtomicU64,
    since: AtomicU64,
    number: AtomicU64,
    flags: AtomicU64,
    service: [AtomicU64; NAME],
    client: [AtomicU64; CLIENT],
    counts: [Count; COUNTED],
}

const _: () = assert!(size_of::<Slot>() == 512);

/// Whom a slot was offered to: a claim of an older offer finds nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    pub slot: u32,
    pub generation: u32,
    /// What the server knows the client by; 0 is the monitor.
    pub ticket: u16,
}

/// What a client knows of a server that it has a way to.
#[derive(Debug, Clone)]
pub struct Acquaintance {
    pub offer: Offer,
    pub service: String,
    /// The monitor has let such a buffer pass.
    pub buffer_type: String,
    pub conversational: bool,
    /// `GROUP/ID`.
    pub title: String,
    pub pid: u32,
}

/// What a server does for a client that took it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doing {
    pub service: String,
    pub client: String,
    pub number: u64,
    pub flags: u32,
    pub since: Instant,
}

/// The slots, as a member has them in its memory.
pub struct Slots(Mapped);

impl std::fmt::Debug for Slots {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Slots")
            .field("length", &self.length())
            .finish()
    }
}

impl Slots {
    /// So many slots, all closed.
    ///
    /// # Errors
    /// The system has no memory.
    pub fn make(count: usize) -> io::Result<(Arc<Slots>, OwnedFd)> {
        let (map, file) = shared::make(HEADER + count * size_of::<Slot>())?;
        let slots = Slots(map);
        for at in 0..slots.length() {
            slots.with(at, |slot| slot.word.store(CLOSED, Relaxed));
        }
        slots.header().magic.store(MAGIC, Release);
        Ok((Arc::new(slots), file))
    }

    /// Those that the monitor has made; all sessions of a process have the same.
    ///
    /// # Errors
    /// They are none.
    pub fn open(file: OwnedFd) -> io::Result<Arc<Slots>> {
        static OPENED: Opened<Slots> = Opened::new();
        OPENED.get(file, |file| {
            let slots = Slots(shared::open(file, HEADER)?);
            match slots.header().magic.load(Acquire) {
                MAGIC => Ok(slots),
                _ => Err(io::ErrorKind::InvalidData.into()),
            }
        })
    }

    fn length(&self) -> u32 {
        ((self.0.length() as usize - HEADER) / size_of::<Slot>()) as u32
    }

    fn header(&self) -> &Header {
        // SAFETY: the mapping is longer, begins a page, and is written to only by atomic operations.
        unsafe { self.0.at().cast::<Header>().as_ref() }
    }

    /// Something with a slot, if there is one of that number.
    fn with<T>(&self, at: u32, f: impl FnOnce(&Slot) -> T) -> Option<T> {
        if at >= self.length() {
            return None;
        }
        // SAFETY: that many slots are within the mapping; then as in `header`.
        let slot = unsafe {
            let first = self.0.at().add(HEADER).cast::<Slot>();
            first.add(at as usize).as_ref()
        };
        Some(f(slot))
    }

    /// Whether clients may take servers by themselves: nobody waits, and with conversations no limit can be reached.
    pub fn is_open(&self, conversational: bool) -> bool {
        let header = self.header();
        let in_limits = !conversational || header.open.load(Relaxed) != 0;
        in_limits && header.waiting.load(SeqCst) == 0
    }

    pub fn set_open(&self, open: bool) {
        self.header().open.store(u32::from(open), Relaxed);
    }

    /// So many requests wait for a server. What becomes free after this is told to the monitor, and what was free before it is seen by it.
    pub fn set_waiting(&self, count: usize) {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        self.header().waiting.store(count, SeqCst);
        fence(SeqCst);
    }

    /// A slot for a new server, which is closed until it opens it.
    pub fn reset(&self, at: u32) {
        self.with(at, |slot| {
            let generation = slot.word.load(Relaxed) & !(GENERATION - 1);
            let word = generation.wrapping_add(GENERATION) | CLOSED;
            slot.word.store(word, SeqCst);
            slot.turn.store(0, Relaxed);
            slot.free_since.store(now(), Relaxed);
            slot.service[0].store(0, Relaxed);
            for count in &slot.counts {
                count.name.store(0, Relaxed);
                count.done.store(0, Relaxed);
                count.failed.store(0, Relaxed);
            }
        });
    }

    /// Clients that take this server say so to the monitor: it may have to start another one.
    pub fn set_tell(&self, at: u32, tell: bool) {
        self.with(at, |slot| match tell {
            true => slot.word.fetch_or(TELL, SeqCst),
            false => slot.word.fetch_and(!TELL, SeqCst),
        });
    }

    /// What a server may offer to who has that ticket.
    pub fn offer(&self, at: u32, ticket: u16) -> Offer {
        let generation = self.with(at, |slot| slot.word.load(Relaxed) >> 32);
        Offer {
            slot: at,
            generation: generation.unwrap_or(0) as u32,
            ticket,
        }
    }

    /// Nobody has an offer any more: the server offers other services from now on.
    pub fn withdraw(&self, at: u32) {
        self.with(at, |slot| slot.word.fetch_add(GENERATION, SeqCst));
    }

    /// Whether a server is free.
    pub fn is_free(&self, at: u32) -> bool {
        self.with(at, |slot| slot.word.load(SeqCst) & (BUSY | CLOSED) == 0)
            .unwrap_or(false)
    }

    /// Whether somebody has taken a server.
    pub fn is_taken(&self, at: u32) -> bool {
        self.with(at, |slot| slot.word.load(SeqCst) & BUSY != 0)
            .unwrap_or(false)
    }

    /// Takes a server, if it is free and the offer still holds.
    pub fn take(&self, offer: Offer) -> bool {
        self.change(offer.slot, |word| {
            let is_free = word & (BUSY | CLOSED) == 0;
            let word = word & !TICKET | BUSY | u64::from(offer.ticket) << 16;
            ((word >> 32) as u32 == offer.generation && is_free).then_some(word)
        })
    }

    /// Whether an offer may be taken up now or later.
    pub fn holds(&self, offer: Offer) -> bool {
        self.with(offer.slot, |slot| {
            let word = slot.word.load(SeqCst);
            (word >> 32) as u32 == offer.generation && word & CLOSED == 0
        })
        .unwrap_or(false)
    }

    /// Who has taken a server has nothing for it.
    pub fn give_up(&self, offer: Offer) {
        self.change(offer.slot, |word| {
            let own = u64::from(offer.generation) << 32 | u64::from(offer.ticket) << 16 | BUSY;
            (word & !TELL == own).then_some(word & !(BUSY | TICKET))
        });
    }

    /// The monitor takes a server, whatever it offers.
    pub fn take_any(&self, at: u32) -> bool {
        self.take(self.offer(at, 0))
    }

    /// The ticket of who has taken a server, and whether the monitor wants to know of that.
    pub fn taken(&self, at: u32) -> Option<(u16, bool)> {
        let word = self.with(at, |slot| slot.word.load(SeqCst))?;
        (word & BUSY != 0).then_some(((word >> 16) as u16, word & TELL != 0))
    }

    /// A server is free from now on; whether the monitor has somebody who waits for it.
    pub fn release(&self, at: u32) -> bool {
        self.with(at, |slot| {
            slot.free_since.store(now(), Relaxed);
            slot.word.fetch_and(!(BUSY | CLOSED | TICKET), SeqCst);
        });
        self.header().waiting.load(SeqCst) > 0
    }

    /// A server will not be taken any more, unless it just was: whether it is closed.
    pub fn close(&self, at: u32) -> bool {
        let closed = self.change(at, |word| (word & BUSY == 0).then_some(word | CLOSED));
        closed || self.with(at, |_| ()).is_none()
    }

    /// A server is free, and will not be taken any more.
    pub fn retire(&self, at: u32) {
        self.change(at, |word| Some(word & !(BUSY | TICKET) | CLOSED));
    }

    /// A server is over, whoever has it.
    pub fn end(&self, at: u32) {
        self.with(at, |slot| slot.word.fetch_or(CLOSED, SeqCst));
    }

    fn change(&self, at: u32, f: impl FnMut(u64) -> Option<u64>) -> bool {
        self.with(at, |slot| slot.word.fetch_update(SeqCst, SeqCst, f).is_ok())
            .unwrap_or(false)
    }

    /// A server is about to wait for a bell; it has to look again after this.
    pub fn sleep(&self, at: u32) {
        self.with(at, |slot| slot.sleeps.store(1, SeqCst));
        fence(SeqCst);
    }

    /// Whether a server waits for a bell, which it then does no more.
    pub fn wake(&self, at: u32) -> bool {
        fence(SeqCst);
        self.with(at, |slot| {
            slot.sleeps.load(Relaxed) != 0 && slot.sleeps.swap(0, SeqCst) != 0
        })
        .unwrap_or(false)
    }

    /// Says what a server does now.
    pub fn begin(&self, at: u32, service: &str, client: &str, number: u64, flags: u32) {
        self.with(at, |slot| {
            slot.turn.fetch_add(1, Relaxed);
            fence(Release);
            write(&slot.service, service);
            write(&slot.client, client);
            slot.number.store(number, Relaxed);
            slot.flags.store(u64::from(flags), Relaxed);
            slot.since.store(now(), Relaxed);
            slot.turn.fetch_add(1, Release);
        });
    }

    /// What it did is over. `false`: it has too many services to count this one here.
    pub fn count(&self, at: u32, service: &str, orderly: bool) {
        let name = name_of(service);
        self.with(at, |slot| {
            slot.service[0].store(0, Relaxed);
            let fits =
                |count: &&Count| matches!(count.name.load(Relaxed), n if n == name || n == 0);
            if let Some(count) = slot.counts.iter().find(fits) {
                count.name.store(name, Relaxed);
                count.failed.fetch_add(u64::from(!orderly), Relaxed);
                count.done.fetch_add(1, Relaxed);
            }
        });
    }

    /// What a server does for a client that took it, if it does something.
    pub fn doing(&self, at: u32) -> Option<Doing> {
        self.with(at, |slot| {
            // It may be written meanwhile; a server that dies while it writes is not waited for.
            for _ in 0..100 {
                let turn = slot.turn.load(Acquire);
                let service = read(&slot.service);
                let doing = Doing {
                    client: read(&slot.client),
                    number: slot.number.load(Relaxed),
                    flags: slot.flags.load(Relaxed) as u32,
                    since: instant(slot.since.load(Relaxed)),
                    service,
                };
                fence(Acquire);
                if turn.is_multiple_of(2) && slot.turn.load(Relaxed) == turn {
                    return (!doing.service.is_empty()).then_some(doing);
                }
                std::hint::spin_loop();
            }
            None
        })
        .flatten()
    }

    /// How often a service was done for clients that took the server, and how often in no orderly way.
    pub fn counted(&self, at: u32, service: &str) -> (u64, u64) {
        let name = name_of(service);
        self.with(at, |slot| {
            let mut all = slot.counts.iter();
            let count = all.find(|count| count.name.load(Relaxed) == name);
            count.map_or((0, 0), |c| (c.done.load(Relaxed), c.failed.load(Relaxed)))
        })
        .unwrap_or((0, 0))
    }

    /// Since when a server is free.
    pub fn free_since(&self, at: u32) -> Option<Instant> {
        self.with(at, |slot| instant(slot.free_since.load(Relaxed)))
    }
}

/// What stands for a name of a service; never 0.
fn name_of(service: &str) -> u64 {
    fnv::sum(service.as_bytes()) | 1
}

/// Now, by a clock that all processes have.
fn now() -> u64 {
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: it writes one timespec.
    unsafe { libc::clock_gettime(libc::CLOCK_MONOTONIC, &raw mut time) };
    time.tv_sec.cast_unsigned() * 1_000_000_000 + time.tv_nsec.cast_unsigned()
}

fn instant(then: u64) -> Instant {
    let ago = Duration::from_nanos(now().saturating_sub(then));
    let here = Instant::now();
    here.checked_sub(ago).unwrap_or(here)
}

/// A text with a zero behind it, as much as there is room for.
fn write(words: &[AtomicU64], text: &str) {
    let text = &text.as_bytes()[..text.len().min(words.len() * 8 - 1)];
    let chunks = text.chunks(8).chain([&b""[..]]);
    for (word, chunk) in words.iter().zip(chunks) {
        let mut bytes = [0; 8];
        bytes[..chunk.len()].copy_from_slice(chunk);
        word.store(u64::from_le_bytes(bytes), Relaxed);
    }
}

fn read(words: &[AtomicU64]) -> String {
    let bytes: Vec<u8> = words
        .iter()
        .flat_map(|word| word.load(Relaxed).to_le_bytes())
        .take_while(|byte| *byte != 0)
        .collect();
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn two() -> (Arc<Slots>, Arc<Slots>) {
        let (ours, file) = Slots::make(3).unwrap();
        let theirs = Slots::open(file).unwrap();
        ours.set_open(true);
        ours.reset(1);
        ours.release(1);
        (ours, theirs)
    }

    #[test]
    fn a_free_server_is_taken_once() {
        let (ours, theirs) = two();
        assert!(theirs.is_open(true) && theirs.is_free(1) && !theirs.is_free(0));
        let offer = ours.offer(1, 7);
        assert!(theirs.take(offer));
        assert!(!theirs.take(offer) && !ours.take_any(1) && !ours.is_free(1));
        assert_eq!(ours.taken(1), Some((7, false)));
        assert!(!ours.release(1));
        assert!(ours.take_any(1));
        assert_eq!(theirs.taken(1), Some((0, false)));
        // No such slot.
        assert!(!ours.take_any(3) && ours.taken(3).is_none() && ours.doing(3).is_none());
    }

    #[test]
    fn offers_end_with_what_they_were_of() {
        let (ours, theirs) = two();
        let offer = ours.offer(1, 7);
        ours.withdraw(1);
        assert!(!theirs.take(offer));
        let offer = ours.offer(1, 7);
        assert!(ours.close(1));
        assert!(!theirs.take(offer));
        ours.reset(1);
        ours.release(1);
        assert!(!theirs.take(offer));
        assert!(theirs.take(ours.offer(1, 7)));
        // Who has it, has it: it is closed by the server when that is over.
        assert!(!ours.close(1));
        ours.end(1);
        assert!(!ours.is_free(1) && ours.is_taken(1));
    }

    #[test]
    fn who_waits_is_told_of() {
        let (ours, theirs) = two();
        assert!(theirs.take(ours.offer(1, 1)));
        ours.set_waiting(2);
        assert!(!theirs.is_open(true) && !theirs.is_open(false));
        assert!(ours.release(1));
        ours.set_tell(1, true);
        assert!(ours.take_any(1));
        assert_eq!(ours.taken(1), Some((0, true)));
        ours.sleep(1);
        assert!(theirs.wake(1) && !theirs.wake(1));
    }

    #[test]
    fn what_a_server_does_is_seen() {
        let (ours, theirs) = two();
        assert_eq!(theirs.doing(1), None);
        let long = "x".repeat(200);
        ours.begin(1, &long, "4711/3", 9, 5);
        let doing = theirs.doing(1).unwrap();
        assert_eq!(
            (doing.service.len(), doing.number, doing.flags),
            (127, 9, 5)
        );
        ours.begin(1, "ACCOUNTS", "4711/3", 10, 5);
        let doing = theirs.doing(1).unwrap();
        assert_eq!((&*doing.service, &*doing.client), ("ACCOUNTS", "4711/3"));
        assert!(doing.since.elapsed() < Duration::from_secs(60));
        ours.count(1, "ACCOUNTS", true);
        ours.count(1, "ACCOUNTS", false);
        assert_eq!(theirs.doing(1), None);
        assert_eq!(theirs.counted(1, "ACCOUNTS"), (2, 1));
        assert_eq!(theirs.counted(1, "OTHER"), (0, 0));
    }

    #[test]
    fn many_threads_never_have_the_same_server() {
        let (ours, _theirs) = two();
        let inside = AtomicU32::new(0);
        let taken = AtomicU32::new(0);
        std::thread::scope(|scope| {
            for ticket in 1..5 {
                let (ours, inside, taken) = (&ours, &inside, &taken);
                scope.spawn(move || {
                    let offer = ours.offer(1, ticket);
                    while taken.load(Relaxed) < 1000 {
                        if ours.take(offer) {
                            assert_eq!(inside.fetch_add(1, SeqCst), 0);
                            taken.fetch_add(1, Relaxed);
                            inside.fetch_sub(1, SeqCst);
                            ours.release(1);
                        }
                    }
                });
            }
        });
    }
}
