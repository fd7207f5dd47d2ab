//! Conversational servers: real monitors, servers and clients. `programs/` has clients in M with what they print; `servers/` their services.

mod app;
mod hostile;
mod life;
mod limits;
mod machines;
mod programs;
mod routing;
mod services;
mod storm;
mod taken;
mod transactions;
