//! Pending changes over a base of nodes: what a transaction wrote, seen through by its own reads, undone to any level.

use super::key::end_of;
use super::text::Text;
use crate::value::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Bound, Range};

/// An ordered map of nodes, as a walk needs it.
pub trait Nodes {
    fn value(&self, key: &[u8]) -> Option<Value>;
    /// The first node within a lower bound.
    fn first(&self, from: Bound<&[u8]>) -> Option<Vec<u8>>;
    /// The last node below a key.
    fn last(&self, below: &[u8]) -> Option<Vec<u8>>;
}

pub type Slot = Option<Text>;
/// New values of nodes; `None`: the node is gone.
pub type Slots = BTreeMap<Text, Slot>;
/// Roots of killed subtrees.
pub type Roots = BTreeSet<Text>;

enum Undo {
    /// What the overlay said of a node before.
    Node(Text, Option<Slot>),
    /// A kill that was added, and those it replaced.
    Kill(Text, Vec<Text>),
}

/// Keys of which an overlay says nothing: from `low` up to, without, `high`; without `high` to the end. Reads in order stay in one
/// for long.
#[derive(Default)]
struct Gap {
    known: bool,
    low: Vec<u8>,
    high: Vec<u8>,
    is_open: bool,
}

impl Gap {
    #[inline]
    fn holds(&self, key: &[u8]) -> bool {
        self.known && *self.low <= *key && (self.is_open || *key < *self.high)
    }

    fn set(&mut self, low: &[u8], high: Option<&[u8]>) {
        self.known = true;
        self.is_open = high.is_none();
        self.low.clear();
        self.low.extend_from_slice(low);
        self.cut(high.unwrap_or_default());
    }

    fn cut(&mut self, high: &[u8]) {
        self.high.clear();
        self.high.extend_from_slice(high);
    }

    /// The overlay says something from a key on.
    fn end_at(&mut self, key: &[u8]) {
        if self.holds(key) {
            self.is_open = false;
            self.cut(key);
        } else if *key < *self.low {
            self.known = false;
        }
    }
}

/// Sets and kills that are not in the base yet.
#[derive(Default)]
pub struct Overlay {
    nodes: Slots,
    gap: Gap,
    /// Of the base; none lies in another.
    kills: Roots,
    undo: Vec<Undo>,
    /// What is changed now is never undone.
    is_final: bool,
}

impl Overlay {
    /// An overlay whose changes are never undone.
    pub fn without_undo() -> Overlay {
        Overlay {
            is_final: true,
            ..Overlay::default()
        }
    }

    /// Whether what is changed from now on may have to be undone.
    pub fn keep_undo(&mut self, keep: bool) {
        self.is_final = !keep;
    }

    /// What it says of a node; `None`: nothing.
    pub fn get(&self, key: &[u8]) -> Option<Option<&[u8]>> {
        if self.is_empty() {
            return None;
        }
        match self.nodes.get(key) {
            Some(slot) => Some(slot.as_deref()),
            None => self.killed(key).map(|_| None),
        }
    }

    /// [`Overlay::get`], fast where it says nothing of the keys from the last one on that it was asked for.
    #[inline]
    pub fn find(&mut self, key: &[u8]) -> Option<Option<&[u8]>> {
        if self.is_empty() || self.gap.holds(key) {
            return None;
        }
        self.search(key)
    }

    fn search(&mut self, key: &[u8]) -> Option<Option<&[u8]>> {
        let from = (Bound::Included(key), Bound::Unbounded);
        let next = self.nodes.range::<[u8], _>(from).next();
        let mut high = next.map(|(next, _)| &next[..]);
        if let Some((next, slot)) = next
            && **next == *key
        {
            return Some(slot.as_deref());
        }
        if !self.kills.is_empty() {
            if self.killed(key).is_some() {
                return Some(None);
            }
            let root = self.kills.range::<[u8], _>(from).next();
            high = match (high, root) {
                (Some(high), Some(root)) => Some(high.min(&root[..])),
                (high, root) => high.or(root.map(|r| &r[..])),
            };
        }
        self.gap.set(key, high);
        None
    }

    /// Up to where it says nothing from a key on; `None`: it says something of that key.
    #[inline]
    pub fn silence(&mut self, from: &[u8]) -> Option<Bound<&[u8]>> {
        if self.is_empty() {
            return Some(Bound::Unbounded);
        }
        if self.find(from).is_some() {
            return None;
        }
        Some(match self.gap.is_open {
            true => Bound::Unbounded,
            false => Bound::Excluded(&self.gap.high),
        })
    }

    /// Changes that it holds.
    pub fn len(&self) -> usize {
        self.nodes.len() + self.kills.len()
    }

    /// All changes; kills have to be applied first.
    pub fn changes(&self) -> (&Roots, &Slots) {
        (&self.kills, &self.nodes)
    }

    pub fn clear(&mut self) {
        self.gap.known = false;
        self.undo.clear();
        self.nodes.clear();
        self.kills.clear();
    }

    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty() && self.kills.is_empty()
    }

    pub fn set(&mut self, key: &[u8], value: &[u8]) {
        self.put(key.into(), Some(value.into()));
    }

    pub fn kill_node(&mut self, key: &[u8]) {
        self.put(key.into(), None);
    }

    fn put(&mut self, key: Text, slot: Slot) {
        if self.gap.holds(&key) {
            self.gap.end_at(&key);
        }
        if self.is_final {
            self.nodes.insert(key, slot);
            return;
        }
        let old = self.nodes.insert(key.clone(), slot);
        self.undo.push(Undo::Node(key, old));
    }

    pub fn kill(&mut self, root: &[u8]) {
        self.gap.end_at(root);
        let (root, end) = (Text::from(root), Text::from(&end_of(root)[..]));
        let gone: Vec<_> = self
            .nodes
            .extract_if(root.clone()..end.clone(), |_, _| true)
            .collect();
        if !self.is_final {
            self.undo.extend(
                gone.into_iter()
                    .map(|(key, slot)| Undo::Node(key, Some(slot))),
            );
        }
        if self.killed(&root).is_none() {
            let inner: Vec<_> = self.kills.extract_if(root.clone()..end, |_| true).collect();
            self.kills.insert(root.clone());
            if !self.is_final {
                self.undo.push(Undo::Kill(root, inner));
            }
        }
    }

    /// Takes the changes of another, which came later.
    pub fn absorb(&mut self, later: &mut Overlay) {
        let (kills, nodes) = later.take();
        kills.into_iter().for_each(|root| self.kill(&root));
        nodes
            .into_iter()
            .for_each(|(key, slot)| self.put(key, slot));
    }

    /// Says of a node what it said before, as [`Overlay::get`] told, without any undoing.
    pub fn restore(&mut self, key: &[u8], before: Option<Slot>) {
        self.gap.known = false;
        match before {
            Some(slot) => self.nodes.insert(key.into(), slot),
            None => self.nodes.remove(key),
        };
    }

    /// The killed subtree of the base that holds `key`.
    fn killed(&self, key: &[u8]) -> Option<&[u8]> {
        // Roots never nest, so only the last one before the key can be above it.
        let bounds = (Bound::Unbounded, Bound::Included(key));
        self.kills
            .range::<[u8], _>(bounds)
            .next_back()
            .filter(|root| key.starts_with(root))
            .map(|r| &r[..])
    }

    /// A moment to return to.
    pub fn mark(&self) -> usize {
        self.undo.len()
    }

    /// What it says of all that changed between moments: of what was changed again later the last.
    pub fn since(&self, moments: &[Range<usize>]) -> Overlay {
        let mut since = Overlay::without_undo();
        let changed = moments.iter().filter_map(|m| self.undo.get(m.clone()));
        for change in changed.flatten() {
            match change {
                Undo::Kill(root, _) => since.kill(root),
                Undo::Node(key, _) => {
                    if let Some(slot) = self.get(key) {
                        since.put(key.clone(), slot.map(Text::from));
                    }
                }
            }
        }
        since
    }

    pub fn roll_back(&mut self, mark: usize) {
        self.gap.known = false;
        while self.undo.len() > mark {
            match self.undo.pop() {
                Some(Undo::Node(key, Some(slot))) => {
                    self.nodes.insert(key, slot);
                }
                Some(Undo::Node(key, None)) => {
                    self.nodes.remove(&key);
                }
                Some(Undo::Kill(root, inner)) => {
                    self.kills.remove(&root);
                    self.kills.extend(inner);
                }
                None => break,
            }
        }
    }

    /// All changes, kills first, in the order in which they have to be applied.
    pub fn take(&mut self) -> (Roots, Slots) {
        self.undo.clear();
        self.gap.known = false;
        (
            std::mem::take(&mut self.kills),
            std::mem::take(&mut self.nodes),
        )
    }
}

/// A base seen through an overlay.
pub struct View<'a> {
    pub base: &'a dyn Nodes,
    pub overlay: &'a Overlay,
}

impl Nodes for View<'_> {
    fn value(&self, key: &[u8]) -> Option<Value> {
        match self.overlay.get(key) {
            Some(slot) => slot.map(Value::from_bytes),
            None => self.base.value(key),
        }
    }

    fn first(&self, from: Bound<&[u8]>) -> Option<Vec<u8>> {
        let over = self.overlay;
        let mut below = self.base.first(from);
        let mut above = over
            .nodes
            .range::<[u8], _>((from, Bound::Unbounded))
            .peekable();
        loop {
            while let Some(root) = below.as_ref().and_then(|key| over.killed(key)) {
                below = self.base.first(Bound::Included(&end_of(root)));
            }
            let Some((key, slot)) =
                above.next_if(|(key, _)| below.as_ref().is_none_or(|b| key[..] <= **b))
            else {
                return below;
            };
            if slot.is_some() {
                return Some(key.to_vec());
            }
            if below.as_deref() == Some(&key[..]) {
                below = self.base.first(Bound::Excluded(key));
            }
        }
    }

    fn last(&self, limit: &[u8]) -> Option<Vec<u8>> {
        let over = self.overlay;
        let mut below = self.base.last(limit);
        let mut above = over
            .nodes
            .range::<[u8], _>((Bound::Unbounded, Bound::Excluded(limit)))
            .rev()
            .peekable();
        loop {
            while let Some(root) = below.as_ref().and_then(|key| over.killed(key)) {
                below = self.base.last(root);
            }
            let Some((key, slot)) =
                above.next_if(|(key, _)| below.as_ref().is_none_or(|b| key[..] >= **b))
            else {
                return below;
            };
            if slot.is_some() {
                return Some(key.to_vec());
            }
            if below.as_deref() == Some(&key[..]) {
                below = self.base.last(key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_of_a_gap_stays_true() {
        let mut seed = 1_u32;
        let mut random = |n: u32| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 16) % n
        };
        // Keys of one or two subscripts, so that kills have nodes below them.
        let all: Vec<Vec<u8>> = (1..40_u8)
            .flat_map(|a| [vec![a, 0], vec![a, 0, 5, 0]])
            .collect();
        let mut overlay = Overlay::default();
        let mut mark = 0;
        for turn in 0..20_000 {
            let key = &all[random(all.len() as u32) as usize];
            match random(40) {
                0 => overlay.clear(),
                1 | 2 => overlay.kill(key),
                3 => overlay.kill_node(key),
                4 => overlay.set(key, b"a value that is too long to be kept in place"),
                5 => {
                    let mut later = Overlay::without_undo();
                    later.kill(key);
                    later.set(key, b"3");
                    overlay.absorb(&mut later);
                }
                6 => overlay.roll_back(mark),
                7 => mark = overlay.mark(),
                8 => overlay.set(key, b"4"),
                _ => {}
            }
            mark = mark.min(overlay.mark());
            let said = overlay.get(key).map(|slot| slot.map(<[u8]>::to_vec));
            let found = overlay.find(key);
            assert_eq!(found, said.as_ref().map(Option::as_deref), "{turn}");
            let end = match overlay.silence(key) {
                None => {
                    assert!(said.is_some(), "{turn}");
                    continue;
                }
                Some(Bound::Excluded(end)) => Some(end.to_vec()),
                Some(_) => None,
            };
            let within = |k: &&Vec<u8>| *k >= key && end.as_ref().is_none_or(|end| *k < end);
            for silent in all.iter().filter(within) {
                assert_eq!(overlay.get(silent), None, "{turn}");
            }
        }
    }
}
