//! Where records come from.

mod capture;
pub mod connections;
pub mod counters;
pub mod diag;
mod ip;
pub mod packets;
pub mod process;
pub mod protection;
pub mod statistics;
