//! Answers that come at once: looking again for a moment is cheaper than to sleep and to be woken.

use crate::device::Step;
use crate::runtime::HostCall;
use std::time::{Duration, Instant};

/// The moment. A peer on another processor answers within it; on the same one, or on one that is not known, the yield lets it run.
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
    /// has waited already. `apart`: the other side is on another processor, so that there is no need to make room for it.
    ///
    /// # Errors
    /// Those of the look.
    pub fn look<T, E>(
        &mut self,
        call: &HostCall,
        first: bool,
        apart: bool,
        mut look: impl FnMut() -> Result<Step<T>, E>,
    ) -> Result<Step<T>, E> {
        let mut step = look()?;
        if !first || !call.is_alone() || !matches!(step, Step::Wait(_)) {
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
            match apart {
                true => std::hint::spin_loop(),
                false => std::thread::yield_now(),
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
