//! Conversations: XATMI from M.

pub mod buffer;
pub mod config;
mod wire;
