//! Floor 5: the Network Management Interface of z/OS.
//!
//! `record` has the layouts, `source` makes records of what the kernel tells, `server` serves them, `client` gets them.

pub mod client;
pub mod record;
pub mod server;
mod source;
pub mod system;
