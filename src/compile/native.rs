//! The native code of a unit: where it can be entered, and who keeps it.

use std::any::Any;
use std::sync::atomic::{AtomicPtr, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

/// A place where native code can be entered.
#[derive(Debug)]
pub struct Entry {
    /// Address of the function; who made it knows its type.
    pub function: *const u8,
    /// Which of the function's entries.
    pub index: u32,
}

/// Native code of one unit, made while the unit runs and freed with it.
#[derive(Debug, Default)]
pub struct Native {
    /// One for each instruction, null where there is no entry.
    entries: OnceLock<Box<[AtomicPtr<Entry>]>>,
    held: Mutex<Held>,
}

type Kept = Box<dyn Any + Send>;

#[derive(Default)]
struct Held {
    entries: Vec<Box<[Entry]>>,
    code: Vec<Kept>,
}

impl std::fmt::Debug for Held {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} regions", self.code.len())
    }
}

// SAFETY: an entry is never changed once it is published; the function it points to is code, which any thread may run.
unsafe impl Send for Entry {}
// SAFETY: as above.
unsafe impl Sync for Entry {}

impl Native {
    /// The entry at an instruction.
    #[inline(always)]
    pub fn entry(&self, pc: usize) -> Option<&Entry> {
        let entry = self.entries.get()?.get(pc)?.load(Ordering::Acquire);
        // SAFETY: it points into `held`, which only grows as long as the unit lives.
        unsafe { entry.as_ref() }
    }

    /// Adds a function with its entries, in the order of their indices, unless another thread was first.
    pub fn publish(&self, size: usize, function: *const u8, pcs: &[u32], code: Kept) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let entries = self
            .entries
            .get_or_init(|| (0..size).map(|_| AtomicPtr::default()).collect());
        let made: Box<[Entry]> = (0..pcs.len() as u32)
            .map(|index| Entry { function, index })
            .collect();
        for (pc, entry) in pcs.iter().zip(&made) {
            if let Some(place) = entries.get(*pc as usize)
                && place.load(Ordering::Relaxed).is_null()
            {
                place.store(std::ptr::from_ref(entry).cast_mut(), Ordering::Release);
            }
        }
        held.entries.push(made);
        held.code.push(code);
    }
}

impl Drop for Native {
    fn drop(&mut self) {
        // The entries go before the code that they point to.
        self.entries.take();
    }
}
