//! Floor 4: engine, sessions, drivers, routine loading, host packages.

pub mod driver;
pub mod engine;
mod loader;
mod names;
pub mod process;
pub mod session;

pub use loader::routine_names;
pub use engine::{Engine, EngineBuilder, HostCall};
pub use session::{Exit, Session, SessionBuilder};
