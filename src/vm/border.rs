//! Panics at the borders of the machine. Native code and C cannot be unwound: a panic is kept there, and goes on behind them.
//! The session that started the machine catches it.

use super::machine::{Cause, Failure, Machine};
use crate::store::LockOp;
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// What a panic carries.
pub type Panic = Box<dyn Any + Send>;

/// Runs what may panic and says so. Who calls it does not go on with what the panic left half done.
#[inline(always)]
pub fn caught<T>(part: impl FnOnce() -> T) -> Result<T, Panic> {
    catch_unwind(AssertUnwindSafe(part))
}

impl Machine {
    /// Keeps a panic as long as code runs that cannot be unwound. The first one tells what is wrong.
    #[cold]
    #[inline(never)]
    pub fn keep_panic(&mut self, panic: Panic) {
        self.panic.get_or_insert(panic);
        // Native code is left at its next step.
        self.fuel = 0;
    }

    /// Lets a panic go on that was kept.
    #[inline(always)]
    pub(super) fn go_on_with_panic(&mut self) {
        if self.panic.is_some() {
            self.resume_panic();
        }
    }

    #[cold]
    #[inline(never)]
    fn resume_panic(&mut self) {
        if let Some(panic) = self.panic.take() {
            resume_unwind(panic);
        }
    }

    /// Whether the session is to end as soon as C is back.
    pub fn is_ending(&self) -> bool {
        self.ending.is_some() || self.panic.is_some()
    }

    /// Ends everything after a panic: levels, locks, transactions, devices. Each may fail in turn, as what they work on may be in
    /// no good state.
    pub fn break_off(&mut self, panic: &Panic) -> Failure {
        let cause = Cause::Panic(text(panic));
        let stack = caught(|| self.give_up(cause.clone()).stack);
        let rest: [fn(&mut Machine); 4] = [
            |m| m.unwind_to(0),
            |m| m.store.trollback(0),
            |m| m.devices.close_all(),
            |m| {
                m.store.cancel_lock_waits();
                for op in [LockOp::Replace, LockOp::ZDeallocate] {
                    // A lock that cannot be given back goes with the session.
                    let _ = m.store.unlock_all(op);
                }
            },
        ];
        for part in rest {
            // What failed is left as it is: the session does nothing any more.
            let _ = caught(|| part(self));
        }
        Failure {
            cause,
            stack: stack.unwrap_or_default(),
        }
    }
}

/// The message of a panic.
pub fn text(panic: &Panic) -> String {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message")
        .to_string()
}
