//! Floor 5: the Internet daemon. It listens for servers, starts them by their process models, and watches them.
//!
//! `config` reads entries from files, `daemon` is the loop with its state, `start` makes processes of entries, `operator` answers
//! ZINET commands. `docs/inetd.md` says what users see.

pub mod config;
pub mod daemon;
pub mod entry;
pub mod fields;
pub mod hours;
mod limits;
pub mod log;
pub mod operator;
pub mod peer;
mod service;
pub mod sessions;
mod slots;
mod sockets;
mod sources;
mod start;
mod systemd;
pub mod words;
