//! C: external calls by call tables, call-ins from C programs, and the functions that C may call.
//!
//! A C function runs on its session's thread, and the session waits for it. That is the rule for everything that may block and
//! cannot suspend: it does not run where other sessions wait for their turn. With one session in a process there are none. Who runs
//! several sessions on a thread denies them [`crate::Capability::External`], as the scheduler does, or gives a session that calls C a thread of its own.

pub mod callin;
mod callout;
mod exports;
mod library;
mod services;
mod table;
mod types;

pub use callout::Packages;
