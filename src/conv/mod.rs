//! Floor 5: conversational servers. XATMI for M, and the monitor that boots, spawns and restarts servers (`docs/conv.md`).

pub mod atmi;
pub mod buffer;
mod channel;
pub mod client;
mod codes;
pub mod config;
mod conversation;
mod failure;
mod frame;
mod line;
pub mod monitor;
pub mod place;
pub mod server;
pub mod ulog;
mod wire;
