//! Floor 3: the stackless machine.

pub mod border;
mod callin;
mod calls;
mod cells;
mod cold;
mod debug;
mod fragments;
pub mod frame;
mod functions;
mod hash;
mod help;
pub mod host;
mod hot;
mod io;
#[cfg(native)]
mod jit;
#[cfg(not(native))]
#[path = "nojit.rs"]
mod jit;
mod job;
mod levels;
pub mod machine;
mod operands;
mod ops;
pub mod pending;
mod refs;
mod run;
mod search;
mod show;
mod signal;
mod source;
pub mod special;
mod start;
mod symbols;
mod system;
mod texts;
mod transaction;
mod trap;
mod triggers;
mod undo;
mod view;
mod zwrite;

pub use debug::LineReader;
pub use host::{
    Again, Argument, Capability, External, Host, Link, Output, Reach, Returned, Signals,
};
pub use job::{Letter, Start};
pub use machine::{Cause, Failure, Finish, Jit, Limits, Machine, State};
