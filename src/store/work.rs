//! The work of a transaction that several sessions do together: what they hand to each other, and what one of them commits for all.
//!
//! Each session reads its own state of the globals. What it read travels as ranges of keys with a digest of what they held, so that whoever
//! commits can look whether it still is so.

use super::interval::Intervals;
use super::key;
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
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Part {
    pub path: Vec<u8>,
    /// Roots of killed subtrees, which go first.
    pub kills: Vec<Vec<u8>>,
    pub nodes: Vec<(Vec<u8>, Option<Vec<u8>>)>,
    pub reads: Vec<Read>,
}

impl Part {
    pub fn new(path: &[u8], changes: &Overlay, reads: Vec<Read>) -> Part {
        let (kills, nodes) = changes.changes();
        let slot = |slot: &Option<super::text::Text>| slot.as_deref().map(<[u8]>::to_vec);
        Part {
            path: path.to_vec(),
            kills: kills.iter().map(|root| root.to_vec()).collect(),
            nodes: nodes.iter().map(|(k, v)| (k.to_vec(), slot(v))).collect(),
            reads,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.kills.is_empty() && self.nodes.is_empty() && self.reads.is_empty()
    }

    /// Makes its changes in an overlay.
    pub fn apply(&self, changes: &mut Overlay) {
        for root in &self.kills {
            changes.kill(root);
        }
        for (key, slot) in &self.nodes {
            match slot {
                Some(value) => changes.set(key, value),
                None => changes.kill_node(key),
            }
        }
    }

    /// Whether the keys are such as M makes.
    fn is_sound(&self) -> bool {
        let is_key = |key: &[u8], value: &[u8]| match key {
            [key::END, key @ ..] => flaw_of_node(key, value).is_none(),
            _ => false,
        };
        let kills = self.kills.iter().all(|root| is_key(root, b""));
        let mut nodes = self.nodes.iter();
        kills && nodes.all(|(key, slot)| is_key(key, slot.as_deref().unwrap_or_default()))
    }
}

/// It is no work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the work of a transaction is damaged")]
pub struct Damaged;

/// Work as bytes.
pub fn encode(parts: &[Part]) -> Vec<u8> {
    let mut out = Vec::new();
    let number = |out: &mut Vec<u8>, n: usize| out.extend_from_slice(&(n as u32).to_le_bytes());
    let bytes = |out: &mut Vec<u8>, bytes: &[u8]| {
        number(out, bytes.len());
        out.extend_from_slice(bytes);
    };
    for part in parts {
        bytes(&mut out, &part.path);
        number(&mut out, part.kills.len());
        part.kills.iter().for_each(|root| bytes(&mut out, root));
        number(&mut out, part.nodes.len());
        for (key, slot) in &part.nodes {
            bytes(&mut out, key);
            out.push(u8::from(slot.is_some()));
            bytes(&mut out, slot.as_deref().unwrap_or_default());
        }
        number(&mut out, part.reads.len());
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
    fn take<'a>(rest: &mut &'a [u8], length: usize) -> Result<&'a [u8], Damaged> {
        let (part, after) = rest.split_at_checked(length).ok_or(Damaged)?;
        *rest = after;
        Ok(part)
    }
    fn number(rest: &mut &[u8]) -> Result<usize, Damaged> {
        let bytes = take(rest, 4)?;
        Ok(bytes.iter().rev().fold(0, |n, b| n << 8 | usize::from(*b)))
    }
    fn bytes(rest: &mut &[u8]) -> Result<Vec<u8>, Damaged> {
        let length = number(rest)?;
        take(rest, length).map(<[u8]>::to_vec)
    }
    let mut parts = Vec::new();
    while !rest.is_empty() {
        let mut part = Part {
            path: bytes(&mut rest)?,
            ..Part::default()
        };
        for _ in 0..number(&mut rest)? {
            part.kills.push(bytes(&mut rest)?);
        }
        for _ in 0..number(&mut rest)? {
            let key = bytes(&mut rest)?;
            let is_there = take(&mut rest, 1)?[0] != 0;
            let value = bytes(&mut rest)?;
            part.nodes.push((key, is_there.then_some(value)));
        }
        for _ in 0..number(&mut rest)? {
            let (low, high) = (bytes(&mut rest)?, bytes(&mut rest)?);
            let digest = take(&mut rest, 8)?.first_chunk().ok_or(Damaged)?;
            let digest = u64::from_le_bytes(*digest);
            part.reads.push(Read { low, high, digest });
        }
        if !part.is_sound() {
            return Err(Damaged);
        }
        parts.push(part);
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
        Part {
            path: b"/tmp/x".to_vec(),
            kills: vec![key(1)],
            nodes: vec![(key(2), Some(b"v".to_vec())), (key(3), None)],
            reads: vec![Read {
                low: b"l".to_vec(),
                high: b"m".to_vec(),
                digest: 7,
            }],
        }
    }

    #[test]
    fn work_comes_as_it_was_sent_and_cut_work_not_at_all() {
        let parts = vec![part(), Part::default()];
        let bytes = encode(&parts);
        assert_eq!(decode(&bytes), Ok(parts));
        let one = encode(&[part()]);
        for end in 1..one.len() {
            assert_eq!(decode(&one[..end]), Err(Damaged), "{end}");
        }
    }

    #[test]
    fn keys_that_m_does_not_make_are_refused() {
        let mut wrong = part();
        wrong.nodes[0].0 = vec![0xFF, 0, 1];
        assert_eq!(decode(&encode(&[wrong])), Err(Damaged));
        let mut wrong = part();
        wrong.kills[0] = b"".to_vec();
        assert_eq!(decode(&encode(&[wrong])), Err(Damaged));
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
        let since = changes.since(&[later]);
        let part = Part::new(b"", &since, Vec::new());
        let mut other = Overlay::default();
        other.set(&key(1), b"1");
        other.set(&key(2), b"2");
        part.apply(&mut other);
        assert_eq!(other.get(&key(1)), Some(Some(&b"3"[..])));
        assert_eq!(other.get(&key(2)), Some(None));
    }
}
