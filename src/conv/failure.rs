//! Why a call of XATMI failed: tperrno, the event if there is one, and a reason for people.

use super::codes::{Event, TpErrno};
use super::wire::Malformed;
use std::io;

/// A call that failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{} - {reason}", error.name())]
pub struct Failure {
    pub error: TpErrno,
    pub event: Option<Event>,
    pub reason: String,
}

impl Failure {
    pub fn new(error: TpErrno, reason: impl Into<String>) -> Failure {
        Failure {
            error,
            event: None,
            reason: reason.into(),
        }
    }

    /// TPEEVENT.
    pub fn event(event: Event, reason: impl Into<String>) -> Failure {
        Failure {
            error: TpErrno::Event,
            event: Some(event),
            reason: reason.into(),
        }
    }

    /// A wrong argument.
    pub fn invalid(reason: impl Into<String>) -> Failure {
        Failure::new(TpErrno::Inval, reason)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Failure::new(TpErrno::Os, error.to_string())
    }
}

impl From<Malformed> for Failure {
    fn from(error: Malformed) -> Self {
        Failure::new(
            TpErrno::System,
            format!("a frame was not understood: {error}"),
        )
    }
}
