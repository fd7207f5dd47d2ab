//! Reference-counted byte strings with a cached numeric interpretation: the heap form of a value.
//!
//! A string belongs to one thread and counts its references without atomic operations, until `share` marks it as a constant of
//! code that several threads run; from then on it counts atomically. Its bytes change only through the sole owner.

use super::num::{Dec, Num};
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
    /// Numeric interpretation: unknown, or the number below. Never written once shared.
    known: Cell<Known>,
    number: Cell<Dec>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Known {
    Nothing,
    Number,
}

const HEAD: usize = size_of::<Header>();

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
                number: Cell::new(Dec::ZERO),
            });
            Str(p)
        }
    }

    pub fn from_slice(bytes: &[u8]) -> Str {
        let mut s = Str::with_capacity(bytes.len());
        s.push_unique(bytes);
        s
    }

    /// Two slices joined, in one allocation.
    pub fn from_two(a: &[u8], b: &[u8]) -> Str {
        let mut s = Str::with_capacity(a.len() + b.len());
        s.push_unique(a);
        s.push_unique(b);
        s
    }

    fn head(&self) -> &Header {
        // SAFETY: the pointer is valid as long as any Str points to it.
        unsafe { self.0.as_ref() }
    }

    pub fn as_bytes(&self) -> &[u8] {
        // SAFETY: `len` bytes behind the header are initialised.
        unsafe {
            let start = self.0.as_ptr().cast::<u8>().add(HEAD);
            std::slice::from_raw_parts(start, self.head().len as usize)
        }
    }

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
    pub fn is_unique(&self) -> bool {
        let head = self.head();
        !head.shared && head.count.load(Ordering::Relaxed) == 1
    }

    /// Appends in place when the string is unique; `false` means that nothing was done.
    pub fn try_push(&mut self, bytes: &[u8]) -> bool {
        if !self.is_unique() {
            return false;
        }
        self.push_unique(bytes);
        true
    }

    /// The bytes for change in place; `None` when others hold the string.
    pub fn get_mut(&mut self) -> Option<&mut [u8]> {
        if !self.is_unique() {
            return None;
        }
        self.head().known.set(Known::Nothing);
        // SAFETY: unique, and `len` bytes behind the header are initialised.
        unsafe {
            let start = self.0.as_ptr().cast::<u8>().add(HEAD);
            Some(std::slice::from_raw_parts_mut(
                start,
                self.head().len as usize,
            ))
        }
    }

    /// Appends; the caller knows that the string is unique.
    fn push_unique(&mut self, bytes: &[u8]) {
        let (len, cap) = (self.head().len as usize, self.head().cap as usize);
        let need = len + bytes.len();
        if need > cap {
            self.grow(need);
        }
        self.head().known.set(Known::Nothing);
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
        let want = need.max(cap * 2).min(Self::MAX);
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
        (self.head().known.get() == Known::Number).then(|| self.head().number.get().num())
    }

    /// Remembers the numeric interpretation of the bytes.
    pub fn remember(&self, n: Num) {
        if !self.head().shared {
            self.head().number.set(n.into());
            self.head().known.set(Known::Number);
        }
    }

    /// Makes a constant that several threads may hold. Call it before the second thread can see the string.
    pub fn share(&mut self) {
        if self.is_unique() {
            // SAFETY: unique.
            unsafe { self.0.as_mut().shared = true };
        }
    }

    /// `true` for a constant that counts its references atomically.
    pub fn is_shared(&self) -> bool {
        self.head().shared
    }

    /// Whether both are the same object.
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
        assert!(a.try_push(b"def"));
        let b = a.clone();
        assert!(!a.try_push(b"x"));
        assert_eq!(b.as_bytes(), b"abcdef");
        drop(b);
        assert!(a.try_push(&[b'y'; 1000]));
        assert_eq!(a.len(), 1006);
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
