//! Conversations: XATMI from M.

pub mod config;
