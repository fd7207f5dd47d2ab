//! Definitions of triggers in a database: nodes of a global that has no name in M, and a number that tells whether they changed.
//!
//! `^#t(global,"#COUNT")` and `"#CYCLE"` count the triggers of a global and their changes; `^#t(global,n,part)` are parts of the nth
//! trigger; `^#t("#TNAME",name)` tells global and number of a name. `^#t("#CYCLE")` counts all changes.

use super::journal::Position;
use super::{GlobalKey, key};
use crate::value::Value;

/// The global that holds them. Names of globals in M sort behind it.
pub const GLOBAL: &[u8] = b"#t";
/// Where names that M knows begin.
pub const FIRST_NAME: u8 = b'$';

/// Runs a function with the key of a node.
pub fn with_key<T>(
    environment: &[u8],
    subs: &[Value],
    then: impl FnOnce(&GlobalKey<'_>) -> T,
) -> T {
    then(&GlobalKey {
        environment,
        name: GLOBAL,
        subs,
    })
}

/// The subscript of the count of all changes.
pub fn cycle() -> [Value; 1] {
    [Value::from_bytes(b"#CYCLE")]
}

/// The key of that count in a file.
pub fn cycle_key() -> Vec<u8> {
    key::join(&GlobalKey {
        environment: b"",
        name: GLOBAL,
        subs: &cycle(),
    })
}

/// A count as a number.
pub fn count(value: Option<&Value>) -> u64 {
    let n = value.and_then(|v| v.to_i64().ok());
    n.and_then(|n| u64::try_from(n).ok()).unwrap_or(0)
}

/// What a session knows of the count of changes in one file.
#[derive(Default)]
pub struct Known {
    cycle: u64,
    /// The committed state in which it was seen.
    position: Option<Position>,
    /// As the present transaction sees it.
    pub in_transaction: Option<u64>,
    /// The present transaction depends on it.
    pub is_watched: bool,
    /// The present transaction has changed triggers.
    pub changed: bool,
}

impl Known {
    /// The count as it is in a committed state, if it was looked for there.
    pub fn at(&self, position: Option<Position>) -> Option<u64> {
        (self.position == position).then_some(self.cycle)
    }

    /// The last count that was seen.
    pub fn last(&self) -> u64 {
        self.cycle
    }

    pub fn saw(&mut self, position: Option<Position>, cycle: u64) {
        (self.position, self.cycle) = (position, cycle);
    }

    /// The session has committed other changes.
    pub fn moved(&mut self, before: Position, after: Position) {
        if self.position == Some(before) {
            self.position = Some(after);
        }
    }

    /// The session has changed triggers.
    pub fn forget(&mut self) {
        (self.position, self.in_transaction) = (None, None);
        self.changed = true;
    }

    /// The transaction is over.
    pub fn end_transaction(&mut self) {
        self.in_transaction = None;
        (self.is_watched, self.changed) = (false, false);
    }
}
