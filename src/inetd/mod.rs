//! Floor 5: the Internet daemon. It listens for servers, starts them by their process models, and watches them.
//!
//! `config` reads entries from files, `daemon` is the loop with its state, `start` makes processes of entries, `template` a process that makes others of itself, `worker` is the process in which the sessions of an AOR
//! server run, `workers` the daemon's side of it, `operator` answers
//! ZINET commands. `docs/inetd.md` says what users see.

pub mod client;
pub mod config;
pub mod daemon;
pub mod entry;
pub mod fields;
pub mod hours;
mod limits;
pub mod log;
pub mod operator;
mod packets;
pub mod peer;
mod service;
mod slots;
mod sockets;
mod sources;
mod start;
mod systemd;
pub mod template;
pub mod words;
pub mod worker;
mod workers;
