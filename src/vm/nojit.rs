//! What the loop sees of native code where there is none.

use super::frame::Unit;
use super::machine::{Cold, Jit, Machine};
use super::operands::Regs;
use std::convert::Infallible;

#[derive(Default)]
pub struct Native;

impl Native {
    pub fn new(_: Jit) -> Native {
        Native
    }
}

/// Where the loop goes on after native code.
#[allow(dead_code)]
pub enum After {
    Here(usize),
    Frame,
    Leave(Cold),
}

impl Machine {
    #[inline(always)]
    pub(super) fn native_entry(&self, _: &Unit, _: usize) -> Option<Infallible> {
        None
    }

    pub(super) fn run_native(&mut self, never: Infallible, _: &mut Regs) -> After {
        match never {}
    }
}
