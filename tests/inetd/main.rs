//! The Internet daemon with real processes over this machine's addresses. The cases are those of the reference, in its order: what
//! xinetd does badly is here what it should do.

mod beyond;
mod daemon;
mod limits;
mod models;
mod operator;
mod reload;
mod sessions;
mod xinetd;
