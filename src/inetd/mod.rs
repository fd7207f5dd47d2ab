//! Floor 5: the Internet daemon. It listens for servers, starts them by their process models, and watches them.
//!
//! `config` reads entries from files, `daemon` is the loop with its state, `start` makes processes of entries, `operator` answers
//! ZINET commands. `docs/inetd.md` says what users see.

pub mod config;
pub mod entry;
pub mod fields;
pub mod hours;
pub mod sources;
pub mod words;
