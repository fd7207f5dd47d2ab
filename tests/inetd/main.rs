//! The Internet daemon with real processes over this machine's addresses. The cases are those of the reference, in its order: what
//! xinetd does badly is here what it should do.

mod beyond;
mod daemon;
mod hostile;
mod limits;
mod load;
mod models;
mod operator;
#[path = "../../src/random.rs"]
mod random;
mod reload;
mod sessions;
mod xinetd;
