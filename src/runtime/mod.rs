//! Floor 4: engine, sessions, drivers, routine loading, host packages.

#[cfg(test)]
mod broken;
mod c;
mod cache;
pub mod compiler;
pub mod database;
#[cfg(test)]
mod denied;
pub mod driver;
pub mod engine;
pub mod error;
mod host;
mod loader;
mod names;
pub mod package;
pub mod process;
pub mod scheduler;
mod search;
pub mod session;
pub mod value;

pub use engine::{Engine, EngineBuilder};
pub use error::{FATAL, Level, RunError};
pub use loader::routine_names;
pub use package::{Answer, HostCall, Nodes};
pub use scheduler::{Ended, Scheduler, SessionInfo, Task};
pub use session::{Exit, Session, SessionBuilder, State};
pub use value::{Value, ValueError};
