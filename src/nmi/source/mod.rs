//! Where records come from.

pub mod connections;
pub mod diag;
pub mod packets;
pub mod process;
pub mod protection;
