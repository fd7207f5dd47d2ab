//! Memory that a thread has allocated, counted by the allocator.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

thread_local! {
    static BYTES: Cell<isize> = const { Cell::new(0) };
}

/// The system's allocator, which counts. [`crate::Limits::memory`] needs it as the allocator of the program:
///
/// ```
/// #[global_allocator]
/// static ALLOCATOR: mrun::CountingAllocator = mrun::CountingAllocator;
/// # fn main() {}
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct CountingAllocator;

/// Bytes that this thread has allocated and not freed. They may be negative, when it freed what others allocated.
pub fn allocated() -> isize {
    BYTES.get()
}

/// Whether the program's allocator counts.
pub fn is_counted() -> bool {
    let before = allocated();
    let probe = std::hint::black_box(Box::new([0_u8; 64]));
    let counted = allocated() != before;
    drop(probe);
    counted
}

fn count(bytes: isize) {
    // A thread that is ending does not count any more.
    let _ = BYTES.try_with(|b| b.set(b.get().wrapping_add(bytes)));
}

// SAFETY: all is passed on to the system's allocator; counting neither allocates nor panics.
unsafe impl GlobalAlloc for CountingAllocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size() as isize);
        // SAFETY: the caller's promises are passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(layout.size() as isize);
        // SAFETY: as above.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        count(-(layout.size() as isize));
        // SAFETY: as above.
        unsafe { System.dealloc(at, layout) }
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size as isize - layout.size() as isize);
        // SAFETY: as above.
        unsafe { System.realloc(at, layout, size) }
    }
}
