//! `mrun`: a runtime for M (MUMPS), compatible with GT.M. See `ARCHITECTURE.md` for the map of the house.
//!
//! An [`Engine`] holds what M processes share: compiled routines, globals, host functions. A [`Session`] is one M process.
//!
//! ```
//! use mrun::Engine;
//!
//! let engine = Engine::new();
//! engine.add_routine("greet", "to(name) quit \"Hello, \"_name_\"!\"\n");
//! let mut session = engine.session().build()?;
//! let text = session.call("to^greet", &["world".into()])?;
//! assert_eq!(text.unwrap(), "Hello, world!");
//!
//! let error = session.execute("write undefined").unwrap_err();
//! assert_eq!(error.mnemonic(), Some("UNDEF"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! `docs/embedding.md` shows the rest: variables, host functions, devices of your own, bounds, interrupts, own event loops.

#[doc(hidden)]
pub mod cli;
mod compile;
mod conv;
pub mod device;
#[cfg(any(fuzzing, test))]
pub mod fuzz;
mod inetd;
mod nmi;
#[cfg(test)]
mod random;
mod runtime;
mod store;
mod syntax;
mod value;
mod vm;

/// Parts of XATMI for programs in Rust: the configuration of servers, and typed buffers (`docs/conv.md`).
pub mod xatmi {
    pub use crate::conv::{buffer, config};
}

pub use device::{Environment, Interest, Wait};
pub use runtime::{
    Answer, Ended, Engine, EngineBuilder, Exit, HostCall, Level, RunError, Scheduler, Session,
    SessionBuilder, SessionInfo, State, Task, Value, ValueError,
};
pub use store::database::Durability;
pub use syntax::diagnostic::Diagnostic;
pub use value::errors::{self, Code, MError};
pub use value::memory::CountingAllocator;
pub use vm::{Capability, Cause, Jit, Limits, Signals};

/// The README's example is compiled and run with the documentation tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
