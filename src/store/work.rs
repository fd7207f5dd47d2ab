//! The work of a transaction that several sessions do together: what they hand to each other, and what one of them commits for all.
//!
//! Each session reads its own state of the globals. What it read travels as ranges of keys with a digest of what they held, so that whoever
//! commits can look whether it still is so.

use super::interval::Intervals;
use super::journal::{self, Change, number, take};
use super::key;
use super::lmdb::Fault;
use super::overlay::{Nodes, Overlay};
use super::record::flaw_of_node;
use super::walk::successor;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::ops::{Bound, Range};

/// How much of the changes of a session another one has: by file, what is left out between, and from where on nothing was handed on.
#[derive(Clone, Debug, Default)]
pub struct Mark(Vec<(Vec<Range<usize>>, usize)>);

impl Mark {
    fn of(&mut self, file: usize) -> &mut (Vec<Range<usize>>, usize) {
        if self.0.len() <= file {
            self.0.resize_with(file + 1, Default::default);
        }
        &mut self.0[file]
    }

    /// What is not handed on yet, of a file with so many changes; it is, then.
    pub fn pass(&mut self, file: usize, changes: usize) -> Vec<Range<usize>> {
        let (left, next) = self.of(file);
        let mut ranges = std::mem::take(left);
        if *next < changes {
            ranges.push(*next..changes);
        }
        *next = changes;
        ranges
    }

    /// The changes of a file from `before` on came from the other one.
    pub fn skip(&mut self, file: usize, before: usize, changes: usize) {
        let (left, next) = self.of(file);
        if *next < before {
            left.push(*next..before);
        }
        *next = changes;
    }
}

/// A range of keys that was read, and what it held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    pub low: Vec<u8>,
    pub high: Vec<u8>,
    pub digest: u64,
}

impl Read {
    pub fn new(low: &[u8], high: &[u8], nodes: &dyn Nodes) -> Read {
        Read {
            low: low.to_vec(),
            high: high.to_vec(),
            digest: digest(low, high, nodes),
        }
    }

    /// Whether the range holds the same in another state.
    pub fn is_same(&self, nodes: &dyn Nodes) -> bool {
        digest(&self.low, &self.high, nodes) == self.digest
    }
}

/// Of all nodes from `low` up to, without, `high`. It is the same in all processes.
fn digest(low: &[u8], high: &[u8], nodes: &dyn Nodes) -> u64 {
    let mut hasher = DefaultHasher::new();
    let mut from = low.to_vec();
    while let Some(key) = nodes.first(Bound::Included(&from)) {
        if key.as_slice() >= high {
            break;
        }
        key.hash(&mut hasher);
        nodes.value(&key).map(|v| v.to_vec()).hash(&mut hasher);
        from = successor(&key);
    }
    hasher.finish()
}

/// The ranges of a set, with digests.
pub fn reads(ranges: &Intervals, nodes: &dyn Nodes) -> Vec<Read> {
    let ranges = ranges.iter();
    ranges
        .map(|(low, high)| Read::new(low, high, nodes))
        .collect()
}

/// Work in one file.
#[derive(Default)]
pub struct Part {
    pub path: Vec<u8>,
    pub changes: Overlay,
    pub reads: Vec<Read>,
}

impl Part {
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.reads.is_empty()
    }
}

/// It is no work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the work of a transaction is damaged")]
pub struct Damaged;

impl From<Fault> for Damaged {
    fn from(_: Fault) -> Self {
        Damaged
    }
}

/// Whether a change is of a key such as M makes.
fn is_sound(change: &Change<'_>) -> bool {
    let (key, value) = match change {
        Change::Kill(root) => (*root, None),
        Change::Node(key, value) => (*key, *value),
    };
    match key {
        [key::END, key @ ..] => flaw_of_node(key, value.unwrap_or_default()).is_none(),
        _ => false,
    }
}

/// Work as bytes.
pub fn encode(parts: &[Part]) -> Vec<u8> {
    let mut out = Vec::new();
    let bytes = |out: &mut Vec<u8>, bytes: &[u8]| {
        out.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
        out.extend_from_slice(bytes);
    };
    for part in parts {
        bytes(&mut out, &part.path);
        let mut changes = Vec::new();
        journal::write(&part.changes, &mut changes);
        bytes(&mut out, &changes);
        out.extend_from_slice(&(part.reads.len() as u32).to_le_bytes());
        for read in &part.reads {
            bytes(&mut out, &read.low);
            bytes(&mut out, &read.high);
            out.extend_from_slice(&read.digest.to_le_bytes());
        }
    }
    out
}

/// Work from bytes.
///
/// # Errors
/// They are none.
pub fn decode(mut rest: &[u8]) -> Result<Vec<Part>, Damaged> {
    fn bytes<'a>(rest: &mut &'a [u8]) -> Result<&'a [u8], Damaged> {
        let length = number(rest, 4)?;
        Ok(take(rest, length)?)
    }
    let mut parts = Vec::new();
    while !rest.is_empty() {
        let path = bytes(&mut rest)?.to_vec();
        let (mut changes, mut sound) = (Overlay::without_undo(), true);
        journal::read(bytes(&mut rest)?, |change| {
            sound &= is_sound(&change);
            if sound {
                journal::make(change, &mut changes);
            }
        })?;
        if !sound {
            return Err(Damaged);
        }
        let mut reads = Vec::new();
        for _ in 0..number(&mut rest, 4)? {
            reads.push(Read {
                low: bytes(&mut rest)?.to_vec(),
                high: bytes(&mut rest)?.to_vec(),
                digest: number(&mut rest, 8)? as u64,
            });
        }
        parts.push(Part {
            path,
            changes,
            reads,
        });
    }
    Ok(parts)
}

/// The reads of a file that was never there: all are of nothing.
pub fn are_of_nothing(reads: &[Read]) -> bool {
    let nothing = DefaultHasher::new().finish();
    reads.iter().all(|read| read.digest == nothing)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A node of `^a(n)` as the store has it.
    fn key(n: u8) -> Vec<u8> {
        use crate::store::GlobalKey;
        use crate::value::Value;
        use crate::value::chars::Chset;
        let subs = [Value::int(n.into()).to_key()];
        let global = GlobalKey {
            environment: b"",
            name: b"a",
            subs: &subs,
        };
        key::encode(&global, Chset::M).unwrap().bytes
    }

    fn part() -> Part {
        let mut changes = Overlay::without_undo();
        changes.kill(&key(1));
        changes.set(&key(2), b"v");
        changes.kill_node(&key(3));
        Part {
            path: b"/tmp/x".to_vec(),
            changes,
            reads: vec![Read {
                low: b"l".to_vec(),
                high: b"m".to_vec(),
                digest: u64::MAX - 7,
            }],
        }
    }

    #[test]
    fn work_comes_as_it_was_sent_and_cut_work_not_at_all() {
        let bytes = encode(&[part(), Part::default()]);
        let parts = decode(&bytes).unwrap();
        assert_eq!(encode(&parts), bytes);
        assert_eq!(
            (&parts[0].path, &parts[0].reads),
            (&part().path, &part().reads)
        );
        let changes = &parts[0].changes;
        assert_eq!(changes.get(&key(1)), Some(None));
        assert_eq!(changes.get(&key(2)), Some(Some(&b"v"[..])));
        assert_eq!(changes.get(&key(3)), Some(None));
        assert!(parts[1].is_empty());
        let one = encode(&[part()]);
        for end in 1..one.len() {
            assert!(decode(&one[..end]).is_err(), "{end}");
        }
    }

    #[test]
    fn keys_that_m_does_not_make_are_refused() {
        let mut wrong = part();
        wrong.changes.set(&[0xFF, 0, 1], b"v");
        assert!(decode(&encode(&[wrong])).is_err());
        let mut wrong = part();
        wrong.changes.kill(&[9, 9]);
        assert!(decode(&encode(&[wrong])).is_err());
    }

    #[test]
    fn what_came_from_the_other_side_is_not_handed_back() {
        let mut mark = Mark::default();
        assert_eq!(mark.pass(1, 3), vec![Range { start: 0, end: 3 }]);
        assert_eq!(mark.pass(1, 3), Vec::new());
        // Two more of its own, then three of the other's, then one of its own.
        mark.skip(1, 5, 8);
        assert_eq!(mark.pass(1, 9), [3..5, 8..9]);
        assert_eq!(mark.pass(0, 1), vec![Range { start: 0, end: 1 }]);
    }

    #[test]
    fn changes_since_a_mark_are_the_present_ones() {
        let mut changes = Overlay::default();
        changes.set(&key(1), b"1");
        changes.set(&key(2), b"2");
        let mark = changes.mark();
        changes.kill(&key(1));
        changes.set(&key(1), b"3");
        changes.kill(&key(2));
        let later = Range {
            start: mark,
            end: changes.mark(),
        };
        let mut other = Overlay::default();
        other.set(&key(1), b"1");
        other.set(&key(2), b"2");
        other.absorb(&mut changes.since(&[later]));
        assert_eq!(other.get(&key(1)), Some(Some(&b"3"[..])));
        assert_eq!(other.get(&key(2)), Some(None));
    }
}
