//! How a run that did not come to its own end is told to the embedding program.

use crate::value::errors::MError;
use crate::vm::{Cause, Failure};
use std::fmt;

/// Status of GT.M after an error that ends the process.
pub const FATAL: u8 = 253;

/// A run that did not come to its own end: why, and where the M code was.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RunError {
    /// The M error, or what else ended the run.
    pub cause: Cause,
    /// `label+offset^routine` of the innermost level; empty when no M code ran.
    pub place: String,
    /// The levels of M, outermost first.
    pub stack: Vec<Level>,
}

/// A level of M code at the moment of an error.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Level {
    /// How it was entered, as `$STACK(level)` says it: `DO`, `$$`, `XECUTE`.
    pub entered_by: String,
    /// `label+offset^routine`.
    pub place: String,
    /// The source line there, if there is one.
    pub source: String,
}

impl RunError {
    /// The M error, unless something else ended the run.
    pub fn error(&self) -> Option<&MError> {
        match &self.cause {
            Cause::Error(error) => Some(error),
            _ => None,
        }
    }

    /// The mnemonic of the M error, as `UNDEF`.
    pub fn mnemonic(&self) -> Option<&'static str> {
        self.error().map(|e| e.code().mnemonic())
    }
}

impl fmt::Display for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.cause)?;
        if self.place.is_empty() {
            Ok(())
        } else {
            write!(f, " (at {})", self.place)
        }
    }
}

impl std::error::Error for RunError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.error().map(|e| e as _)
    }
}

impl From<Cause> for RunError {
    fn from(cause: Cause) -> Self {
        RunError {
            cause,
            place: String::new(),
            stack: Vec::new(),
        }
    }
}

impl From<MError> for RunError {
    fn from(error: MError) -> Self {
        Cause::Error(error).into()
    }
}

impl From<Failure> for RunError {
    fn from(failure: Failure) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let stack: Vec<Level> = failure
            .stack
            .iter()
            .map(|e| Level {
                entered_by: text(&e.how),
                place: text(&e.place),
                source: text(&e.mcode),
            })
            .collect();
        let place = stack.last().map_or(String::new(), |l| l.place.clone());
        RunError {
            cause: failure.cause,
            place,
            stack,
        }
    }
}
