//! Floor 5: the Network Management Interface of z/OS.
//!
//! `record` has the layouts, `source` makes records of what the kernel tells, `server` serves them, `client` gets them, `host` is
//! for M code. `docs/nmi.md` says what users see.

pub mod arrays;
pub mod client;
pub mod host;
pub mod nwm;
#[cfg(test)]
mod rates;
pub mod record;
pub mod requests;
pub mod server;
pub mod sna;
pub mod source;
pub mod system;
