//! Local arrays: one ordered map a level, its form chosen by the number and kind of its subscripts.
//!
//! - up to eight nodes: a sorted vector;
//! - integers in a compact range: pages of slots (`dense`);
//! - all else: a B+tree (`tree`) of coded subscripts (`keys`).
//!
//! Subscripts are values in [`Value::to_key`] form, ordered by [`Value::collate`].

mod dense;
mod keys;
#[cfg(test)]
mod tests;
mod tree;

use super::Value;
use dense::Dense;
use std::cell::UnsafeCell;
use std::cmp::Ordering;
use std::mem;
use std::rc::Rc;
use tree::Tree;

/// Most nodes in a sorted vector.
const FEW: usize = 8;

/// A node of a local variable: its own value and what lies below it.
#[derive(Default)]
pub struct Node {
    pub value: Value,
    pub kids: Option<Box<Array>>,
}

const _: () = assert!(size_of::<Node>() == 24);

impl Node {
    /// A copy of the value and of all that lies below. A shared container stays shared.
    pub fn clone_deep(&self) -> Node {
        Node {
            value: self.value.clone(),
            kids: self.kids.as_ref().map(|kids| Box::new(kids.clone_deep())),
        }
    }
}

/// A container that several names share (by-reference arguments, aliases).
#[derive(Clone)]
pub struct Link(pub Rc<UnsafeCell<Node>>);

/// The nodes one level below a local variable or node, by subscript.
#[derive(Default)]
pub struct Array {
    form: Form,
}

enum Form {
    Few(Vec<(Value, Node)>),
    Dense(Box<Dense>),
    Tree(Box<Sparse>),
}

impl Default for Form {
    fn default() -> Form {
        Form::Few(Vec::new())
    }
}

/// A tree that may become dense again.
#[derive(Default)]
struct Sparse {
    tree: Tree,
    /// Number of nodes at which to look next whether the subscripts are dense.
    check: usize,
}

/// Where a subscript is in a sorted vector, or where it belongs.
#[inline]
fn search_few(few: &[(Value, Node)], key: &Value) -> Result<usize, usize> {
    for (at, (k, _)) in few.iter().enumerate().rev() {
        match k.collate(key) {
            Ordering::Less => return Err(at + 1),
            Ordering::Equal => return Ok(at),
            Ordering::Greater => {}
        }
    }
    Err(0)
}

/// The greatest integer not above a subscript, strings being above all.
#[inline]
fn floor(key: &Value) -> i64 {
    match key {
        Value::Int(n) => *n,
        Value::Dec(n) => keys::floor(&n.num()),
        _ => i64::MAX,
    }
}

impl Array {
    /// An empty array; it owns no storage.
    pub fn new() -> Array {
        Array::default()
    }

    /// Number of nodes on this level.
    #[inline]
    pub fn len(&self) -> usize {
        match &self.form {
            Form::Few(few) => few.len(),
            Form::Dense(dense) => dense.len(),
            Form::Tree(sparse) => sparse.tree.len(),
        }
    }

    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The node of a subscript.
    #[inline]
    pub fn get(&self, key: &Value) -> Option<&Node> {
        match &self.form {
            Form::Few(few) => few.get(search_few(few, key).ok()?).map(|(_, node)| node),
            Form::Dense(dense) => match key {
                Value::Int(n) => dense.get(*n),
                _ => None,
            },
            Form::Tree(sparse) => sparse.tree.get(key),
        }
    }

    /// The node of a subscript, for change.
    #[inline]
    pub fn get_mut(&mut self, key: &Value) -> Option<&mut Node> {
        match &mut self.form {
            Form::Few(few) => {
                let at = search_few(few, key).ok()?;
                few.get_mut(at).map(|(_, node)| node)
            }
            Form::Dense(dense) => match key {
                Value::Int(n) => dense.get_mut(*n),
                _ => None,
            },
            Form::Tree(sparse) => sparse.tree.get_mut(key),
        }
    }

    /// The node of an integer subscript (absolute value below 10^18).
    #[inline]
    pub fn get_int(&self, key: i64) -> Option<&Node> {
        match &self.form {
            Form::Dense(dense) => dense.get(key),
            _ => self.get(&Value::Int(key)),
        }
    }

    /// The node of a subscript, made when missing.
    #[inline]
    pub fn entry(&mut self, key: Value) -> &mut Node {
        if let Value::Int(n) = key {
            return self.entry_int(n);
        }
        if let Form::Dense(_) = self.form {
            self.loosen();
        }
        self.entry_sparse(key)
    }

    /// The node of an integer subscript (absolute value below 10^18), made when missing.
    #[inline]
    pub fn entry_int(&mut self, key: i64) -> &mut Node {
        let place = match &mut self.form {
            Form::Dense(dense) => dense.place(key).or_else(|| dense.make_room(key)),
            _ => None,
        };
        let Some(place) = place else {
            return self.entry_int_slow(key);
        };
        match &mut self.form {
            Form::Dense(dense) => dense.entry(place),
            _ => unreachable!("only the dense form has places"),
        }
    }

    fn entry_int_slow(&mut self, key: i64) -> &mut Node {
        match &self.form {
            Form::Dense(_) => self.loosen(),
            Form::Tree(sparse) if sparse.tree.len() >= sparse.check => {
                self.tighten();
                if let Form::Dense(_) = self.form {
                    return self.entry_int(key);
                }
            }
            _ => {}
        }
        self.entry_sparse(Value::Int(key))
    }

    /// [`Array::entry`] in any form but the dense one.
    #[inline]
    fn entry_sparse(&mut self, key: Value) -> &mut Node {
        if let Form::Few(few) = &self.form
            && few.len() == FEW
            && search_few(few, &key).is_err()
        {
            return self.outgrow(key);
        }
        match &mut self.form {
            Form::Few(few) => {
                let at = search_few(few, &key).unwrap_or_else(|at| {
                    if few.len() == few.capacity() {
                        // `Vec` alone would begin with room for four.
                        few.reserve_exact(few.len().max(1));
                    }
                    few.insert(at, (key, Node::default()));
                    at
                });
                &mut few[at].1
            }
            Form::Tree(sparse) => sparse.tree.entry(&key),
            Form::Dense(_) => unreachable!("the caller has left the dense form"),
        }
    }

    /// Leaves the form of a sorted vector.
    #[cold]
    #[inline(never)]
    fn outgrow(&mut self, key: Value) -> &mut Node {
        let Form::Few(few) = mem::take(&mut self.form) else {
            return self.entry(key);
        };
        let mut dense = Dense::default();
        let mut fits = |k: &Value| match k {
            Value::Int(n) => dense
                .place(*n)
                .or_else(|| dense.make_room(*n))
                .map(|place| dense.entry(place))
                .is_some(),
            _ => false,
        };
        if few.iter().all(|(k, _)| fits(k)) && fits(&key) {
            for (k, node) in few {
                if let Some(slot) = dense.get_mut(floor(&k)) {
                    *slot = node;
                }
            }
            self.form = Form::Dense(Box::new(dense));
            return self.entry(key);
        }
        self.form = sparse(few.into_iter());
        self.entry_sparse(key)
    }

    /// From pages to a tree.
    #[cold]
    #[inline(never)]
    fn loosen(&mut self) {
        if let Form::Dense(dense) = mem::take(&mut self.form) {
            self.form = sparse(dense.into_nodes().map(|(n, node)| (Value::Int(n), node)));
        }
    }

    /// From a tree to pages, when all subscripts are integers and two of three in their range are in use.
    #[cold]
    #[inline(never)]
    fn tighten(&mut self) {
        let Form::Tree(sparse) = &mut self.form else {
            return;
        };
        let len = sparse.tree.len();
        sparse.check = len + len / 2;
        let ends = (
            sparse.tree.first().map(|(k, _)| k),
            sparse.tree.last().map(|(k, _)| k),
        );
        let (Some(Value::Int(a)), Some(Value::Int(b))) = ends else {
            return;
        };
        if !sparse.tree.is_tailless() || a.abs_diff(b) >= sparse.check as u64 {
            return;
        }
        let Form::Tree(sparse) = mem::take(&mut self.form) else {
            return;
        };
        let mut dense = Box::<Dense>::default();
        for (key, node) in sparse.tree.into_nodes() {
            let key = floor(&key);
            let place = dense.place(key).unwrap_or_else(|| dense.force_room(key));
            *dense.entry(place) = node;
        }
        self.form = Form::Dense(dense);
    }

    /// Removes a node with all that lies below it.
    pub fn remove(&mut self, key: &Value) -> Option<Node> {
        match &mut self.form {
            Form::Few(few) => Some(few.remove(search_few(few, key).ok()?).1),
            Form::Dense(dense) => {
                let Value::Int(n) = key else { return None };
                let node = dense.remove(*n);
                if dense.len() == 0 {
                    self.form = Form::default();
                } else if dense.is_sparse() {
                    self.loosen();
                }
                node
            }
            Form::Tree(sparse) => {
                let node = sparse.tree.remove(key);
                if sparse.tree.len() <= FEW / 2 {
                    self.dwindle();
                }
                node
            }
        }
    }

    /// From a tree to a sorted vector.
    #[cold]
    fn dwindle(&mut self) {
        if let Form::Tree(sparse) = mem::take(&mut self.form) {
            self.form = Form::Few(sparse.tree.into_nodes().collect());
        }
    }

    /// The first subscript in collating order and its node.
    pub fn first(&self) -> Option<(Value, &Node)> {
        match &self.form {
            Form::Few(few) => few.first().map(|(k, node)| (k.clone(), node)),
            Form::Dense(dense) => dense
                .at_or_after(i64::MIN)
                .map(|(k, node)| (Value::Int(k), node)),
            Form::Tree(sparse) => sparse.tree.first(),
        }
    }

    /// The last subscript in collating order and its node.
    pub fn last(&self) -> Option<(Value, &Node)> {
        match &self.form {
            Form::Few(few) => few.last().map(|(k, node)| (k.clone(), node)),
            Form::Dense(dense) => dense
                .at_or_before(i64::MAX)
                .map(|(k, node)| (Value::Int(k), node)),
            Form::Tree(sparse) => sparse.tree.last(),
        }
    }

    /// The first subscript after the given one, which need not exist, and its node.
    #[inline]
    pub fn next(&self, key: &Value) -> Option<(Value, &Node)> {
        match &self.form {
            Form::Few(few) => {
                let at = search_few(few, key).map_or_else(|at| at, |at| at + 1);
                few.get(at).map(|(k, node)| (k.clone(), node))
            }
            Form::Dense(dense) => {
                let after = floor(key).checked_add(1)?;
                dense
                    .at_or_after(after)
                    .map(|(k, node)| (Value::Int(k), node))
            }
            Form::Tree(sparse) => sparse.tree.next(key),
        }
    }

    /// The last subscript before the given one, which need not exist, and its node.
    #[inline]
    pub fn prev(&self, key: &Value) -> Option<(Value, &Node)> {
        match &self.form {
            Form::Few(few) => {
                let (Ok(at) | Err(at)) = search_few(few, key);
                few.get(at.checked_sub(1)?)
                    .map(|(k, node)| (k.clone(), node))
            }
            Form::Dense(dense) => {
                let before = if let Value::Int(n) = key {
                    n - 1
                } else {
                    floor(key)
                };
                dense
                    .at_or_before(before)
                    .map(|(k, node)| (Value::Int(k), node))
            }
            Form::Tree(sparse) => sparse.tree.prev(key),
        }
    }

    /// All subscripts and nodes of this level, in collating order.
    pub fn iter(&self) -> impl Iterator<Item = (Value, &Node)> {
        let (few, dense, tree) = match &self.form {
            Form::Few(few) => (Some(few), None, None),
            Form::Dense(dense) => (None, Some(dense), None),
            Form::Tree(sparse) => (None, None, Some(&sparse.tree)),
        };
        let few = few.into_iter().flatten().map(|(k, node)| (k.clone(), node));
        let dense = dense
            .into_iter()
            .flat_map(|d| d.iter())
            .map(|(k, node)| (Value::Int(k), node));
        few.chain(dense)
            .chain(tree.into_iter().flat_map(|t| t.iter()))
    }

    /// A copy of all nodes on this level and below; the recursion is as deep as there are levels.
    pub fn clone_deep(&self) -> Array {
        let mut copy = Array::new();
        for (key, node) in self.iter() {
            *copy.entry(key) = node.clone_deep();
        }
        copy
    }

    /// Removes all nodes and gives their storage back.
    pub fn clear(&mut self) {
        *self = Array::new();
    }
}

/// A tree of nodes that come in order.
fn sparse(nodes: impl Iterator<Item = (Value, Node)>) -> Form {
    let mut tree = Tree::default();
    for (key, node) in nodes {
        *tree.entry(&key) = node;
    }
    let check = tree.len() + tree.len() / 2 + FEW;
    Form::Tree(Box::new(Sparse { tree, check }))
}

impl Drop for Array {
    /// Level by level, because neither levels nor chains of shared containers are bounded here and the stack is.
    fn drop(&mut self) {
        let mut pending = Vec::new();
        release(self, &mut pending);
        while let Some(mut array) = pending.pop() {
            release(&mut array, &mut pending);
        }
    }
}

/// Frees the nodes of one level and collects the levels below.
fn release(array: &mut Array, pending: &mut Vec<Array>) {
    match mem::take(&mut array.form) {
        Form::Few(mut few) => few.iter_mut().for_each(|(_, node)| detach(node, pending)),
        Form::Dense(mut dense) => dense.slots_mut().for_each(|node| detach(node, pending)),
        Form::Tree(mut sparse) => sparse
            .tree
            .nodes_mut()
            .for_each(|node| detach(node, pending)),
    }
}

/// Takes what lies below a node and below a container that only this node holds.
#[inline]
fn detach(node: &mut Node, pending: &mut Vec<Array>) {
    pending.extend(node.kids.take().map(|kids| *kids));
    if let Value::Link(_) = node.value {
        detach_link(mem::take(&mut node.value), pending);
    }
}

#[cold]
fn detach_link(mut value: Value, pending: &mut Vec<Array>) {
    while let Value::Link(Link(shared)) = value {
        let Some(cell) = Rc::into_inner(shared) else {
            return;
        };
        let node = cell.into_inner();
        pending.extend(node.kids.map(|kids| *kids));
        value = node.value;
    }
}
