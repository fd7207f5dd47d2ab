//! Answers that come at once: looking again for a moment is cheaper than to sleep and to be woken.

use crate::conv::channel::Processor;
use crate::device::Step;
use crate::runtime::HostCall;
use std::time::{Duration, Instant};

/// The moment. A peer on another processor answers within it; if that is not known, a yield may let it run.
const MOMENT: Duration = Duration::from_micros(40);
/// After so many moments in vain only some waits begin with one.
const PATIENCE: u32 = 4;
/// Every so many.
const AGAIN: u32 = 32;

/// Whether moments have been worth it.
#[derive(Default)]
pub struct Haste {
    vain: u32,
}

impl Haste {
    /// Looks until something is there or the moment is over. One look only where others would have to wait for it, and in a call that
    /// has waited already, or whose peer needs this processor.
    ///
    /// # Errors
    /// Those of the look.
    pub fn look<T, E>(
        &mut self,
        call: &HostCall,
        first: bool,
        peer: Processor,
        mut look: impl FnMut() -> Result<Step<T>, E>,
    ) -> Result<Step<T>, E> {
        let mut step = look()?;
        let is_hasty = first && call.is_alone() && peer != Processor::Same;
        if !is_hasty || !matches!(step, Step::Wait(_)) {
            return Ok(step);
        }
        if self.vain >= PATIENCE {
            self.vain += 1;
            if !self.vain.is_multiple_of(AGAIN) {
                return Ok(step);
            }
        }
        let until = Instant::now() + MOMENT;
        while Instant::now() < until {
            match peer {
                Processor::Other => std::hint::spin_loop(),
                _ => std::thread::yield_now(),
            }
            step = look()?;
            if let Step::Done(_) = step {
                self.vain = 0;
                return Ok(step);
            }
        }
        if self.vain < PATIENCE {
            self.vain += 1;
        }
        Ok(step)
    }
}
