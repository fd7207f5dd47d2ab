//! The general form of a local array: a B+tree with linked leaves and a finger at the last access.
//!
//! Branches and leaves are vectors that refer to one another by index. A subscript between two children of a branch is above all
//! of the left child and not above any of the right one. Leaves are removed when empty and joined when small; branches are only
//! removed.

use super::Node;
use super::keys::{Keys, Probe, insert_stepwise, split_off};
use crate::value::Value;
use std::cell::Cell;
use std::cmp::Ordering;

/// Most subscripts in a leaf, most children of a branch.
const WIDTH: usize = 64;
/// Leaves grow by so many subscripts, which leaves a sixth of their storage unused.
const STEP: usize = 16;
/// A leaf that shrinks to so many subscripts is joined with the next when both are small.
const SMALL: usize = WIDTH / 4;
const NONE: u32 = u32::MAX;

#[derive(Clone)]
struct Leaf {
    keys: Keys,
    nodes: Vec<Node>,
    prev: u32,
    next: u32,
}

#[derive(Clone, Default)]
struct Branch {
    /// One fewer than the children that they separate.
    keys: Keys,
    kids: Vec<u32>,
}

#[derive(Clone)]
pub struct Tree {
    leaves: Vec<Leaf>,
    branches: Vec<Branch>,
    free_leaves: Vec<u32>,
    free_branches: Vec<u32>,
    /// A leaf when `height` is 0, else a branch.
    root: u32,
    /// Branches between the root and a leaf.
    height: u32,
    first: u32,
    last: u32,
    len: usize,
    /// Subscripts that are neither integers nor short strings.
    tailed: usize,
    /// Leaf and position of the last access.
    finger: Cell<Place>,
}

/// Leaf and position in it.
type Place = (u32, u32);

impl Default for Tree {
    fn default() -> Tree {
        let leaf = Leaf {
            keys: Keys::default(),
            nodes: Vec::new(),
            prev: NONE,
            next: NONE,
        };
        Tree {
            leaves: vec![leaf],
            branches: Vec::new(),
            free_leaves: Vec::new(),
            free_branches: Vec::new(),
            root: 0,
            height: 0,
            first: 0,
            last: 0,
            len: 0,
            tailed: 0,
            finger: Cell::new((0, 0)),
        }
    }
}

impl Tree {
    #[inline]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether all subscripts are integers, given that the first and the last are.
    pub fn is_tailless(&self) -> bool {
        self.tailed == 0
    }

    #[inline]
    fn leaf(&self, leaf: u32) -> &Leaf {
        &self.leaves[leaf as usize]
    }

    #[inline]
    fn leaf_mut(&mut self, leaf: u32) -> &mut Leaf {
        &mut self.leaves[leaf as usize]
    }

    fn node(&self, (leaf, at): Place) -> Option<&Node> {
        self.leaf(leaf).nodes.get(at as usize)
    }

    /// Subscript and node at a place, where the finger then points.
    #[inline]
    fn visit(&self, place: Place) -> Option<(Value, &Node)> {
        let node = self.node(place)?;
        self.finger.set(place);
        Some((self.leaf(place.0).keys.get(place.1 as usize), node))
    }

    /// Where the probe is or belongs: tries the finger first, then descends.
    #[inline]
    fn locate(&self, probe: &Probe) -> Result<Place, Place> {
        let (id, at) = self.finger.get();
        let leaf = self.leaf(id);
        let (at, len) = (at as usize, leaf.keys.len());
        let near = |at: usize| (id, at as u32);
        if at >= len {
            return self.descend(probe);
        }
        match leaf.keys.order(at, probe) {
            Ordering::Equal => Ok(near(at)),
            Ordering::Less if at + 1 == len => match leaf.next {
                NONE => Err(near(len)),
                next if self.leaf(next).keys.order(0, probe).is_eq() => Ok((next, 0)),
                _ => self.descend(probe),
            },
            Ordering::Less => match leaf.keys.order(at + 1, probe) {
                Ordering::Equal => Ok(near(at + 1)),
                Ordering::Greater => Err(near(at + 1)),
                Ordering::Less => self.within(id, len - 1, probe),
            },
            Ordering::Greater => self.within(id, 0, probe),
        }
    }

    /// Searches the leaf when the probe is not beyond the given end of it.
    #[inline]
    fn within(&self, id: u32, end: usize, probe: &Probe) -> Result<Place, Place> {
        let leaf = self.leaf(id);
        let order = leaf.keys.order(end, probe);
        let beyond = if end == 0 {
            Ordering::Greater
        } else {
            Ordering::Less
        };
        if order == beyond {
            self.descend(probe)
        } else {
            self.search_leaf(id, probe)
        }
    }

    #[inline]
    fn search_leaf(&self, id: u32, probe: &Probe) -> Result<Place, Place> {
        self.leaf(id)
            .keys
            .search(probe)
            .map(|at| (id, at as u32))
            .map_err(|at| (id, at as u32))
    }

    #[inline(never)]
    fn descend(&self, probe: &Probe) -> Result<Place, Place> {
        let mut id = self.root;
        for _ in 0..self.height {
            let branch = &self.branches[id as usize];
            id = branch.kids[branch.child(probe)];
        }
        self.search_leaf(id, probe)
    }

    #[inline]
    fn find(&self, probe: &Probe) -> Option<Place> {
        let place = self.locate(probe).ok()?;
        self.finger.set(place);
        Some(place)
    }

    #[inline]
    pub fn get(&self, key: &Value) -> Option<&Node> {
        self.node(self.find(&Probe::new(key))?)
    }

    #[inline]
    pub fn get_mut(&mut self, key: &Value) -> Option<&mut Node> {
        let (leaf, at) = self.find(&Probe::new(key))?;
        self.leaf_mut(leaf).nodes.get_mut(at as usize)
    }

    /// The node of a subscript, made when missing.
    #[inline]
    pub fn entry(&mut self, key: &Value) -> &mut Node {
        let probe = Probe::new(key);
        let (leaf, at) = match self.locate(&probe) {
            Ok(place) => place,
            Err(place) => self.insert(place, &probe),
        };
        self.finger.set((leaf, at));
        &mut self.leaf_mut(leaf).nodes[at as usize]
    }

    fn insert(&mut self, mut place: Place, probe: &Probe) -> Place {
        if self.leaf(place.0).keys.len() == WIDTH {
            place = self.split(place, probe);
        }
        self.len += 1;
        self.tailed += usize::from(probe.is_tailed());
        let (at, leaf) = (place.1 as usize, self.leaf_mut(place.0));
        leaf.keys.insert(at, probe, STEP);
        insert_stepwise(&mut leaf.nodes, at, Node::default(), STEP);
        place
    }

    /// Splits a full leaf at which the probe comes in. Where subscripts come in order at either end of the array, the full leaf
    /// stays full.
    #[cold]
    fn split(&mut self, (id, at): Place, probe: &Probe) -> Place {
        let old = self.leaf(id);
        let (at, next) = (at as usize, old.next);
        let middle = match at {
            WIDTH if next == NONE => WIDTH,
            0 if old.prev == NONE => 0,
            _ => WIDTH / 2,
        };
        let keep = if middle == WIDTH {
            WIDTH
        } else {
            middle + STEP
        };
        let old = self.leaf_mut(id);
        let keys = old.keys.split_off(middle, keep);
        let nodes = split_off(&mut old.nodes, middle, keep);
        let first = if keys.is_empty() {
            None
        } else {
            Some(keys.get(0))
        };
        let right = self.take_leaf(Leaf {
            keys,
            nodes,
            prev: id,
            next,
        });
        self.leaf_mut(id).next = right;
        self.set_prev(next, right);
        match first {
            Some(first) => self.link(&Probe::new(&first), right),
            None => self.link(probe, right),
        }
        if at > middle || middle == WIDTH {
            (right, (at - middle) as u32)
        } else {
            (id, at as u32)
        }
    }

    fn take_leaf(&mut self, leaf: Leaf) -> u32 {
        if let Some(id) = self.free_leaves.pop() {
            *self.leaf_mut(id) = leaf;
            return id;
        }
        self.leaves.push(leaf);
        (self.leaves.len() - 1) as u32
    }

    fn take_branch(&mut self, branch: Branch) -> u32 {
        if let Some(id) = self.free_branches.pop() {
            self.branches[id as usize] = branch;
            return id;
        }
        self.branches.push(branch);
        (self.branches.len() - 1) as u32
    }

    /// Corrects the link back to `prev`, or the end of the array.
    fn set_prev(&mut self, leaf: u32, prev: u32) {
        match leaf {
            NONE => self.last = prev,
            leaf => self.leaf_mut(leaf).prev = prev,
        }
    }

    /// Branches from the root down to the leaf that has the probe, each with the position of its child.
    fn path(&self, probe: &Probe) -> Vec<(u32, usize)> {
        let mut id = self.root;
        let mut path = Vec::with_capacity(self.height as usize);
        for _ in 0..self.height {
            let branch = &self.branches[id as usize];
            let at = branch.child(probe);
            path.push((id, at));
            id = branch.kids[at];
        }
        path
    }

    /// Enters a new child whose subscripts begin with the probe, behind the child that the probe led to before.
    fn link(&mut self, probe: &Probe, child: u32) {
        let mut path = self.path(probe);
        let (mut child, mut first) = (child, None);
        while let Some((id, at)) = path.pop() {
            let branch = &mut self.branches[id as usize];
            branch
                .keys
                .insert(at, &first.as_ref().map_or(*probe, Probe::new), STEP);
            insert_stepwise(&mut branch.kids, at + 1, child, STEP);
            if branch.kids.len() <= WIDTH {
                return;
            }
            // Appending leaves the old branch full, as in leaves.
            let middle = if at + 2 == branch.kids.len() {
                WIDTH
            } else {
                WIDTH / 2
            };
            let kids = split_off(&mut branch.kids, middle, middle + STEP);
            let keys = branch.keys.split_off(middle, middle + STEP);
            first = branch.keys.pop();
            child = self.take_branch(Branch { keys, kids });
        }
        let mut root = Branch {
            keys: Keys::default(),
            kids: vec![self.root, child],
        };
        root.keys
            .insert(0, &first.as_ref().map_or(*probe, Probe::new), STEP);
        self.root = self.take_branch(root);
        self.height += 1;
    }

    pub fn remove(&mut self, key: &Value) -> Option<Node> {
        let probe = Probe::new(key);
        let (id, at) = self.find(&probe)?;
        self.len -= 1;
        self.tailed -= usize::from(probe.is_tailed());
        let leaf = self.leaf_mut(id);
        let node = leaf.nodes.remove(at as usize);
        leaf.keys.remove(at as usize);
        if leaf.keys.len() <= SMALL && self.height > 0 {
            self.shrink(&probe);
        }
        Some(node)
    }

    /// Joins or removes the leaf in which the probe was.
    #[cold]
    #[inline(never)]
    fn shrink(&mut self, probe: &Probe) {
        let mut path = self.path(probe);
        let Some((parent, at)) = path.last().copied() else {
            return;
        };
        let id = self.branches[parent as usize].kids[at];
        if self.leaf(id).keys.is_empty() {
            self.unlink(id);
            self.drop_child(&mut path);
        } else if let Some(next) = self.branches[parent as usize].kids.get(at + 1).copied()
            && self.leaf(id).keys.len() + self.leaf(next).keys.len() <= WIDTH / 2
        {
            let keys = std::mem::take(&mut self.leaf_mut(next).keys);
            let mut nodes = std::mem::take(&mut self.leaf_mut(next).nodes);
            let leaf = self.leaf_mut(id);
            leaf.keys.append(keys);
            leaf.nodes.append(&mut nodes);
            self.unlink(next);
            path.pop();
            path.push((parent, at + 1));
            self.drop_child(&mut path);
        }
    }

    /// Takes an empty leaf out of the chain.
    fn unlink(&mut self, id: u32) {
        let Leaf { prev, next, .. } = *self.leaf(id);
        *self.leaf_mut(id) = Leaf {
            keys: Keys::default(),
            nodes: Vec::new(),
            prev: NONE,
            next: NONE,
        };
        match prev {
            NONE => self.first = next,
            prev => self.leaf_mut(prev).next = next,
        }
        self.set_prev(next, prev);
        self.free_leaves.push(id);
        self.finger.set((self.first, 0));
    }

    /// Removes the child at the end of the path, with the branches that lose their last child, and lowers the root.
    fn drop_child(&mut self, path: &mut Vec<(u32, usize)>) {
        while let Some((id, at)) = path.pop() {
            let branch = &mut self.branches[id as usize];
            branch.kids.remove(at);
            if !branch.keys.is_empty() {
                branch.keys.remove(at.saturating_sub(1));
            }
            if !branch.kids.is_empty() {
                break;
            }
            self.free_branches.push(id);
        }
        while self.height > 0
            && let [only] = self.branches[self.root as usize].kids[..]
        {
            self.free_branches.push(self.root);
            self.branches[self.root as usize] = Branch::default();
            self.root = only;
            self.height -= 1;
        }
    }

    pub fn first(&self) -> Option<(Value, &Node)> {
        self.visit((self.first, 0))
    }

    pub fn last(&self) -> Option<(Value, &Node)> {
        let len = self.leaf(self.last).keys.len();
        self.visit((self.last, len.checked_sub(1)? as u32))
    }

    #[inline]
    pub fn next(&self, key: &Value) -> Option<(Value, &Node)> {
        let (leaf, at) = match self.locate(&Probe::new(key)) {
            Ok((leaf, at)) => (leaf, at + 1),
            Err(place) => place,
        };
        self.visit(self.settle((leaf, at))?)
    }

    /// The place itself, or the start of the next leaf for a place behind the end.
    #[inline]
    fn settle(&self, (id, at): Place) -> Option<Place> {
        let leaf = self.leaf(id);
        if (at as usize) < leaf.keys.len() {
            return Some((id, at));
        }
        (leaf.next != NONE).then_some((leaf.next, 0))
    }

    #[inline]
    pub fn prev(&self, key: &Value) -> Option<(Value, &Node)> {
        let (Ok((id, at)) | Err((id, at))) = self.locate(&Probe::new(key));
        if at > 0 {
            return self.visit((id, at - 1));
        }
        let prev = self.leaf(id).prev;
        if prev == NONE {
            return None;
        }
        self.visit((prev, self.leaf(prev).keys.len().checked_sub(1)? as u32))
    }

    /// All nodes, in order.
    pub fn iter(&self) -> impl Iterator<Item = (Value, &Node)> {
        let mut place = Some((self.first, 0));
        std::iter::from_fn(move || {
            let (id, at) = self.settle(place?)?;
            place = Some((id, at + 1));
            Some((self.leaf(id).keys.get(at as usize), self.node((id, at))?))
        })
    }

    /// All nodes, in order.
    pub fn into_nodes(mut self) -> impl Iterator<Item = (Value, Node)> {
        let mut id = self.first;
        let leaves = std::iter::from_fn(move || {
            let leaf = self.leaves.get_mut(id as usize)?;
            id = leaf.next;
            Some((
                std::mem::take(&mut leaf.keys),
                std::mem::take(&mut leaf.nodes),
            ))
        });
        leaves.flat_map(|(keys, nodes)| {
            nodes
                .into_iter()
                .enumerate()
                .map(move |(at, node)| (keys.get(at), node))
        })
    }

    /// All subscripts that are kept whole, of leaves and branches.
    pub fn tails_mut(&mut self) -> impl Iterator<Item = &mut Value> {
        let leaves = self.leaves.iter_mut().map(|l| &mut l.keys);
        let branches = self.branches.iter_mut().map(|b| &mut b.keys);
        leaves.chain(branches).flat_map(Keys::tails_mut)
    }

    pub fn nodes_mut(&mut self) -> impl Iterator<Item = &mut Node> {
        self.leaves.iter_mut().flat_map(|l| &mut l.nodes)
    }
}

impl Branch {
    /// The child to which the probe leads.
    #[inline]
    fn child(&self, probe: &Probe) -> usize {
        match self.keys.search(probe) {
            Ok(at) => at + 1,
            Err(at) => at,
        }
    }
}
