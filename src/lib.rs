//! `mrun`: a runtime for M (MUMPS). See `ARCHITECTURE.md` for the map of the house.

pub mod cli;
pub mod compile;
pub mod device;
pub mod runtime;
pub mod store;
pub mod syntax;
pub mod value;
pub mod vm;

pub use runtime::{Engine, Exit, Session};
pub use value::Value;
pub use value::errors::MError;
pub use vm::{Argument, Capability, External, Limits, Signals};
