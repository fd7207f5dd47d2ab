//! Reference-counted byte strings that remember what was last found out about them: the heap form of a value.
//!
//! A string belongs to one thread and counts its references without atomic operations, until `share` marks it as a constant of
//! code that several threads run; from then on it counts atomically. Its bytes change only through the sole owner.

use super::num::Num;
use std::alloc::{Layout, alloc, dealloc, handle_alloc_error, realloc};
use std::cell::Cell;
use std::ptr::NonNull;
use std::sync::atomic::{AtomicU32, Ordering, fence};

#[repr(C)]
struct Header {
    count: AtomicU32,
    len: u32,
    cap: u32,
    /// Set once, before the string is visible to a second thread.
    shared: bool,
    /// What `memo` holds. Never written once shared, as the other two.
    known: Cell<Known>,
    ascii: Cell<Ascii>,
    memo: Cell<Memo>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Known {
    Nothing,
    /// The numeric interpretation of the bytes.
    Number,
    /// Where a piece begins.
    Piece,
}

/// Whether all bytes are ASCII.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Ascii {
    Unknown,
    Yes,
    No,
}

/// Coefficient and exponent of a number; or place and number of a piece, and its delimiter.
#[derive(Clone, Copy)]
#[repr(C, packed)]
struct Memo {
    wide: u64,
    byte: u8,
}

/// The place where a piece of a text begins, so that walking the pieces in order does not search from the start each time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PieceStart {
    pub delimiter: Delimiter,
    /// Pieces before it.
    pub skipped: usize,
    pub start: usize,
}

/// A delimiter of one to three bytes: its bytes, and its length above them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delimiter(u32);

impl Delimiter {
    /// `None` for a delimiter that is too long to be remembered.
    #[inline(always)]
    pub fn new(s: &[u8]) -> Option<Delimiter> {
        Some(Delimiter(match *s {
            [a] => 1 << 24 | u32::from(a),
            [a, b] => 2 << 24 | u32::from(b) << 8 | u32::from(a),
            [a, b, c] => 3 << 24 | u32::from(c) << 16 | u32::from(b) << 8 | u32::from(a),
            _ => return None,
        }))
    }
}

/// Bits of a place in a text of M's greatest length.
const PLACE: u32 = 21;
const PLACE_MASK: u64 = (1 << PLACE) - 1;
const _: () = assert!(super::MAX_STRING as u64 <= PLACE_MASK);

const HEAD: usize = size_of::<Header>();
// Together with a capacity that is a multiple of 16 it fills what the allocator gives.
const _: () = assert!(HEAD == 24);

/// A byte string on the heap.
pub struct Str(NonNull<Header>);

fn layout(cap: usize) -> Layout {
    // Lengths are bounded by u32, so that neither the sum nor the rounding can overflow.
    Layout::from_size_align(HEAD + cap, align_of::<Header>()).unwrap_or(Layout::new::<Header>())
}

impl Str {
    /// Longest string that can be made, far above M's limit of 1 MiB.
    pub const MAX: usize = u32::MAX as usize / 4;

    /// A string with room for `cap` bytes (at most [`Str::MAX`], more is a broken invariant and aborts).
    pub fn with_capacity(cap: usize) -> Str {
        assert!(cap <= Self::MAX, "string capacity within its bound");
        let cap = cap.next_multiple_of(16);
        // SAFETY: the layout has non-zero size; the header is initialised before use.
        unsafe {
            let p = alloc(layout(cap)).cast::<Header>();
            let Some(p) = NonNull::new(p) else {
                handle_alloc_error(layout(cap))
            };
            p.as_ptr().write(Header {
                count: AtomicU32::new(1),
                len: 0,
                cap: cap as u32,
                shared: false,
                known: Cell::new(Known::Nothing),
                ascii: Cell::new(Ascii::Unknown),
                memo: Cell::new(Memo { wide: 0, byte: 0 }),
            });
            Str(p)
        }
    }

    pub fn from_slice(bytes: &[u8]) -> Str {
        let mut s = Str::with_capacity(bytes.len());
        s.push_unique(bytes);
        s
    }

    #[inline(always)]
    fn head(&self) -> &Header {
        // SAFETY: the pointer is valid as long as any Str points to it.
        unsafe { self.0.as_ref() }
    }

    #[inline(always)]
    pub fn as_bytes(&self) -> &[u8] {
        // SAFETY: `len` bytes behind the header are initialised.
        unsafe {
            let start = self.0.as_ptr().cast::<u8>().add(HEAD);
            std::slice::from_raw_parts(start, self.head().len as usize)
        }
    }

    #[inline(always)]
    pub fn len(&self) -> usize {
        self.head().len as usize
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Where the string is, which tells it from all others that are there.
    pub fn address(&self) -> usize {
        self.0.addr().get()
    }

    /// `true` when nobody else holds this string, so that it may change in place.
    #[inline(always)]
    pub fn is_unique(&self) -> bool {
        let head = self.head();
        !head.shared && head.count.load(Ordering::Relaxed) == 1
    }

    /// Room for so many bytes in all; `None` when others hold the string.
    #[inline]
    pub fn reserve(&mut self, len: usize) -> Option<()> {
        if !self.is_unique() {
            return None;
        }
        if len > self.head().cap as usize {
            self.grow(len);
        }
        Some(())
    }

    /// Bytes that fit without another allocation.
    #[inline(always)]
    pub fn capacity(&self) -> usize {
        self.head().cap as usize
    }

    /// The first of the bytes, for one who fills in what [`Str::reserve`] made room for.
    #[inline(always)]
    pub fn start(&mut self) -> *mut u8 {
        // SAFETY: the bytes begin behind the header, in the same allocation.
        unsafe { self.0.as_ptr().cast::<u8>().add(HEAD) }
    }

    /// Sets the length, after a change of the bytes.
    ///
    /// # Safety
    /// The string is unique, and its first `len` bytes are initialised and within the capacity.
    #[inline(always)]
    pub unsafe fn set_len(&mut self, len: usize) {
        debug_assert!(len <= self.capacity());
        self.forget();
        // SAFETY: unique.
        unsafe { self.0.as_mut().len = len as u32 };
    }

    /// Forgets what is known of bytes that change.
    #[inline(always)]
    fn forget(&self) {
        self.head().known.set(Known::Nothing);
        self.head().ascii.set(Ascii::Unknown);
    }

    /// Appends; the caller knows that the string is unique.
    #[inline]
    fn push_unique(&mut self, bytes: &[u8]) {
        let (len, cap) = (self.head().len as usize, self.head().cap as usize);
        let need = len + bytes.len();
        if need > cap {
            self.grow(need);
        }
        self.forget();
        // SAFETY: capacity was made above; the source cannot overlap because `self` is borrowed mutably.
        unsafe {
            let end = self.0.as_ptr().cast::<u8>().add(HEAD + len);
            std::ptr::copy_nonoverlapping(bytes.as_ptr(), end, bytes.len());
            self.0.as_mut().len = need as u32;
        }
    }

    #[cold]
    fn grow(&mut self, need: usize) {
        let cap = self.head().cap as usize;
        let want = need.max(cap * 2).next_multiple_of(16).min(Self::MAX);
        assert!(need <= want, "string length within its bound");
        // SAFETY: unique; the old layout is the one it was allocated with.
        unsafe {
            let p = realloc(self.0.as_ptr().cast(), layout(cap), HEAD + want).cast::<Header>();
            let Some(p) = NonNull::new(p) else {
                handle_alloc_error(layout(want))
            };
            self.0 = p;
            self.0.as_mut().cap = want as u32;
        }
    }

    /// The number that was remembered for these bytes.
    pub fn number(&self) -> Option<Num> {
        let Memo { wide, byte } = self.head().memo.get();
        (self.head().known.get() == Known::Number).then(|| Num::raw(wide as i64, byte as i8))
    }

    /// Remembers the numeric interpretation of the bytes.
    pub fn remember(&self, n: Num) {
        let memo = Memo {
            wide: n.mantissa() as u64,
            byte: n.exponent() as u8,
        };
        self.note(Known::Number, memo);
    }

    /// The piece that was remembered for these bytes.
    #[inline(always)]
    pub fn piece_start(&self) -> Option<PieceStart> {
        if self.head().known.get() != Known::Piece {
            return None;
        }
        let Memo { wide, byte } = self.head().memo.get();
        Some(PieceStart {
            delimiter: Delimiter(
                (wide >> (2 * PLACE)) as u32 | u32::from(byte) << (64 - 2 * PLACE),
            ),
            skipped: (wide >> PLACE & PLACE_MASK) as usize,
            start: (wide & PLACE_MASK) as usize,
        })
    }

    /// Remembers where a piece begins.
    #[inline(always)]
    pub fn remember_piece(&self, at: PieceStart) {
        let Delimiter(delimiter) = at.delimiter;
        let (skipped, start) = (at.skipped as u64, at.start as u64);
        if skipped | start > PLACE_MASK {
            return;
        }
        let memo = Memo {
            wide: u64::from(delimiter) << (2 * PLACE) | skipped << PLACE | start,
            byte: (delimiter >> (64 - 2 * PLACE)) as u8,
        };
        self.note(Known::Piece, memo);
    }

    #[inline(always)]
    fn note(&self, known: Known, memo: Memo) {
        if !self.head().shared {
            self.head().memo.set(memo);
            self.head().known.set(known);
        }
    }

    /// Whether all bytes are ASCII.
    #[inline]
    pub fn is_ascii(&self) -> bool {
        match self.head().ascii.get() {
            Ascii::Unknown => self.look_for_ascii(),
            known => known == Ascii::Yes,
        }
    }

    #[inline(never)]
    fn look_for_ascii(&self) -> bool {
        let is = self.as_bytes().is_ascii();
        if !self.head().shared {
            let known = if is { Ascii::Yes } else { Ascii::No };
            self.head().ascii.set(known);
        }
        is
    }

    /// Makes a constant that several threads may hold. Call it before the second thread can see the string.
    pub fn share(&mut self) {
        if self.is_unique() {
            self.is_ascii();
            // SAFETY: unique.
            unsafe { self.0.as_mut().shared = true };
        }
    }

    /// `true` for a constant that counts its references atomically.
    pub fn is_shared(&self) -> bool {
        self.head().shared
    }

    /// Whether both are the same object.
    #[inline(always)]
    pub fn same(&self, other: &Str) -> bool {
        self.0 == other.0
    }
}

impl Clone for Str {
    #[inline]
    fn clone(&self) -> Str {
        let head = self.head();
        if head.shared {
            head.count.fetch_add(1, Ordering::Relaxed);
        } else {
            // One thread only: a plain load and store are enough.
            head.count
                .store(head.count.load(Ordering::Relaxed) + 1, Ordering::Relaxed);
        }
        Str(self.0)
    }
}

impl Drop for Str {
    #[inline]
    fn drop(&mut self) {
        let head = self.head();
        let last = if head.shared {
            head.count.fetch_sub(1, Ordering::Release) == 1
        } else {
            let n = head.count.load(Ordering::Relaxed) - 1;
            head.count.store(n, Ordering::Relaxed);
            n == 0
        };
        if last {
            self.free();
        }
    }
}

impl Str {
    #[cold]
    #[inline(never)]
    fn free(&mut self) {
        if self.head().shared {
            fence(Ordering::Acquire);
        }
        // SAFETY: the last reference; allocated with this layout.
        unsafe { dealloc(self.0.as_ptr().cast(), layout(self.head().cap as usize)) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn appends_in_place_only_when_unique() {
        let mut a = Str::from_slice(b"abc");
        assert!(a.is_unique());
        a.push_unique(b"def");
        let b = a.clone();
        assert!(!a.is_unique());
        assert_eq!(b.as_bytes(), b"abcdef");
        drop(b);
        assert!(a.is_unique());
        a.push_unique(&[b'y'; 1000]);
        assert_eq!(a.len(), 1006);
    }

    #[test]
    fn what_is_known_goes_with_the_bytes() {
        let mut a = Str::from_slice(b"12^34^56 and so on");
        assert!(a.is_ascii());
        a.remember(Num::int(12));
        assert_eq!(a.number(), Some(Num::int(12)));
        let at = PieceStart {
            delimiter: Delimiter::new(b"^^\xff").unwrap(),
            skipped: 1 << 20,
            start: 6,
        };
        a.remember_piece(at);
        assert_eq!((a.number(), a.piece_start()), (None, Some(at)));
        a.push_unique(b"\xe9");
        assert_eq!((a.piece_start(), a.is_ascii()), (None, false));
        a.share();
        a.remember_piece(at);
        assert_eq!((a.piece_start(), a.is_ascii()), (None, false));
    }

    #[test]
    fn a_shared_string_may_be_dropped_on_another_thread() {
        struct Sent(Str);
        // SAFETY: shared strings count atomically and never change.
        unsafe impl Send for Sent {}
        let mut a = Str::from_slice(b"a constant of some length");
        a.share();
        let sent = Sent(a.clone());
        std::thread::spawn(move || {
            let sent = sent;
            assert_eq!(sent.0.clone().len(), 25);
        })
        .join()
        .unwrap();
        assert_eq!(a.as_bytes(), b"a constant of some length");
    }
}
