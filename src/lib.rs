//! `mrun`: a runtime for M (MUMPS). See `ARCHITECTURE.md` for the map of the house.

pub mod compile;
pub mod device;
pub mod syntax;
pub mod value;
