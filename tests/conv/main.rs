//! Conversational servers: real monitors, servers and clients. `programs/` has clients in M with what they print; `servers/` their services.

mod app;
mod life;
mod limits;
mod programs;
mod storm;
mod transactions;
