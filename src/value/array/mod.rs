//! Local arrays: one ordered map a level, its form chosen by the number and kind of its subscripts.
//!
//! - up to eight nodes: a sorted vector;
//! - integers in a compact range: pages of slots (`dense`), with texts, which come behind all numbers, in an array of their own;
//! - all else: a B+tree (`tree`) of coded subscripts (`keys`).
//!
//! Subscripts are values in [`Value::to_key`] form, ordered by [`Value::collate`].

mod dense;
mod keys;
mod node;
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
/// Integers as near to each other as this are dense from so many nodes on.
const NEAR: (i64, usize) = (64, 4);

/// A node of a variable: its own value and what lies below it.
///
/// A copy shares the levels below until one of the two changes them, so that copying costs the same for any tree. A container in
/// the tree stays shared.
#[derive(Clone, Default)]
pub struct Node {
    pub value: Value,
    pub kids: Option<Rc<Array>>,
}

const _: () = assert!(size_of::<Node>() == 24);

/// A container that several names share (by-reference arguments, aliases).
#[derive(Clone)]
pub struct Link(pub Rc<UnsafeCell<Node>>);

/// The nodes one level below a variable or node, by subscript. A copy copies this level and shares those below.
#[derive(Clone, Default)]
pub struct Array {
    form: Form,
    /// No node of this level has more levels below it.
    levels: u8,
}

#[derive(Clone)]
enum Form {
    Few(Vec<(Value, Node)>),
    Dense(Box<Compact>),
    Tree(Box<Sparse>),
}

impl Default for Form {
    fn default() -> Form {
        Form::Few(Vec::new())
    }
}

/// Integers in a compact range, at least one, and texts.
#[derive(Clone, Default)]
struct Compact {
    dense: Dense,
    /// Never in the dense form.
    texts: Array,
}

/// A tree that may become dense again.
#[derive(Clone, Default)]
struct Sparse {
    tree: Tree,
    /// Number of nodes at which to look next whether the subscripts are dense.
    check: usize,
}

/// Where a subscript is in a sorted vector, or where it belongs.
#[inline]
fn search_few(few: &[(Value, Node)], key: &Value) -> Result<usize, usize> {
    if let Value::Int(n) = key {
        return search_few_int(few, *n);
    }
    for (at, (k, _)) in few.iter().enumerate().rev() {
        match k.collate(key) {
            Ordering::Less => return Err(at + 1),
            Ordering::Equal => return Ok(at),
            Ordering::Greater => {}
        }
    }
    Err(0)
}

/// [`search_few`] of an integer.
#[inline]
fn search_few_int(few: &[(Value, Node)], key: i64) -> Result<usize, usize> {
    for (at, (k, _)) in few.iter().enumerate().rev() {
        let order = match k {
            Value::Int(n) => n.cmp(&key),
            Value::Dec(_) => k.collate(&Value::Int(key)),
            _ => Ordering::Greater,
        };
        match order {
            Ordering::Less => return Err(at + 1),
            Ordering::Equal => return Ok(at),
            Ordering::Greater => {}
        }
    }
    Err(0)
}

/// Whether an integer and those of a sorted vector are near to each other.
#[inline]
fn are_near(few: &[(Value, Node)], key: &Value) -> bool {
    let (near, count) = NEAR;
    match (few.first(), few.last(), key) {
        (Some((Value::Int(a), _)), Some((Value::Int(b), _)), Value::Int(n)) => {
            few.len() >= count && *b.max(n) - *a.min(n) < near
        }
        _ => false,
    }
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
    /// Number of nodes on this level.
    #[cfg(test)]
    pub fn len(&self) -> usize {
        match &self.form {
            Form::Few(few) => few.len(),
            Form::Dense(compact) => compact.dense.len() + compact.texts.len(),
            Form::Tree(sparse) => sparse.tree.len(),
        }
    }

    #[inline]
    pub fn is_empty(&self) -> bool {
        match &self.form {
            Form::Few(few) => few.is_empty(),
            Form::Dense(_) => false,
            Form::Tree(sparse) => sparse.tree.len() == 0,
        }
    }

    /// The node of a subscript.
    #[inline]
    pub fn get(&self, key: &Value) -> Option<&Node> {
        match &self.form {
            Form::Few(few) => few.get(search_few(few, key).ok()?).map(|(_, node)| node),
            Form::Dense(compact) => match key {
                Value::Int(n) => compact.dense.get(*n),
                Value::Dec(_) => None,
                text => compact.texts.get(text),
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
            Form::Dense(compact) => match key {
                Value::Int(n) => compact.dense.get_mut(*n),
                Value::Dec(_) => None,
                text => compact.texts.get_mut(text),
            },
            Form::Tree(sparse) => sparse.tree.get_mut(key),
        }
    }

    /// The node of an integer subscript (absolute value below 10^18).
    #[inline(always)]
    pub fn get_int(&self, key: i64) -> Option<&Node> {
        match &self.form {
            Form::Dense(compact) => compact.dense.get(key),
            _ => self.get_int_sparse(key),
        }
    }

    #[inline(never)]
    fn get_int_sparse(&self, key: i64) -> Option<&Node> {
        match &self.form {
            Form::Dense(compact) => compact.dense.get(key),
            Form::Few(few) => few
                .get(search_few_int(few, key).ok()?)
                .map(|(_, node)| node),
            Form::Tree(sparse) => sparse.tree.get(&Value::Int(key)),
        }
    }

    /// The node of a subscript, made when missing.
    #[inline]
    pub fn entry(&mut self, key: &Value) -> &mut Node {
        if let Value::Int(n) = key {
            return self.entry_int(*n);
        }
        if let (Form::Dense(_), Value::Dec(_)) = (&self.form, key) {
            self.loosen();
        }
        self.entry_sparse(key)
    }

    /// The node of an integer subscript (absolute value below 10^18), made when missing.
    #[inline]
    pub fn entry_int(&mut self, key: i64) -> &mut Node {
        let place = match &mut self.form {
            Form::Dense(compact) => compact
                .dense
                .place(key)
                .or_else(|| compact.dense.make_room(key)),
            _ => None,
        };
        let Some(place) = place else {
            return self.entry_int_slow(key);
        };
        match &mut self.form {
            Form::Dense(compact) => compact.dense.entry(place),
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
        self.entry_sparse(&Value::Int(key))
    }

    /// [`Array::entry`] but for integers in the dense form.
    #[inline]
    fn entry_sparse(&mut self, key: &Value) -> &mut Node {
        if let Form::Few(few) = &self.form
            && (few.len() == FEW || are_near(few, key))
            && search_few(few, key).is_err()
        {
            return self.outgrow(key);
        }
        match &mut self.form {
            Form::Few(few) => {
                let at = search_few(few, key).unwrap_or_else(|at| {
                    if few.len() == few.capacity() {
                        // `Vec` alone would begin with room for four.
                        few.reserve_exact(few.len().max(1));
                    }
                    few.insert(at, (key.clone(), Node::default()));
                    at
                });
                &mut few[at].1
            }
            Form::Tree(sparse) => sparse.tree.entry(key),
            Form::Dense(compact) => compact.texts.entry(key),
        }
    }

    /// Leaves the form of a sorted vector.
    #[cold]
    #[inline(never)]
    fn outgrow(&mut self, key: &Value) -> &mut Node {
        let Form::Few(mut few) = mem::take(&mut self.form) else {
            return self.entry(key);
        };
        let mut dense = Dense::default();
        let mut integers = 0;
        let mut fits = |k: &Value| match k {
            Value::Int(n) => {
                integers += 1;
                dense
                    .place(*n)
                    .or_else(|| dense.make_room(*n))
                    .map(|place| dense.entry(place))
                    .is_some()
            }
            Value::Dec(_) => false,
            _ => true,
        };
        if few.iter().all(|(k, _)| fits(k)) && fits(key) && integers > few.len() / 2 {
            let texts = few.partition_point(|(k, _)| matches!(k, Value::Int(_)));
            let texts = few.split_off(texts);
            for (k, node) in few {
                if let Some(slot) = dense.get_mut(floor(&k)) {
                    *slot = node;
                }
            }
            let texts = Array {
                form: Form::Few(texts),
                levels: 0,
            };
            self.form = Form::Dense(Box::new(Compact { dense, texts }));
            return self.entry(key);
        }
        if few.len() < FEW {
            let at = search_few(&few, key).unwrap_or_else(|at| at);
            few.insert(at, (key.clone(), Node::default()));
            self.form = Form::Few(few);
            return self.entry_sparse(key);
        }
        self.form = sparse(few.into_iter());
        self.entry_sparse(key)
    }

    /// From pages to a tree.
    #[cold]
    #[inline(never)]
    fn loosen(&mut self) {
        if let Form::Dense(compact) = mem::take(&mut self.form) {
            let Compact { dense, mut texts } = *compact;
            let integers = dense.into_nodes().map(|(n, node)| (Value::Int(n), node));
            self.form = match mem::take(&mut texts.form) {
                Form::Few(few) => sparse(integers.chain(few)),
                Form::Tree(tree) => sparse(integers.chain(tree.tree.into_nodes())),
                Form::Dense(_) => unreachable!("texts are never dense"),
            };
        }
    }

    /// From a tree to pages, when all subscripts are integers and one of three in their range is in use.
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
        if !sparse.tree.is_tailless() || a.abs_diff(b) >= 2 * sparse.check as u64 {
            return;
        }
        let Form::Tree(sparse) = mem::take(&mut self.form) else {
            return;
        };
        let mut compact = Box::<Compact>::default();
        let dense = &mut compact.dense;
        for (key, node) in sparse.tree.into_nodes() {
            let key = floor(&key);
            let place = dense.place(key).unwrap_or_else(|| dense.force_room(key));
            *dense.entry(place) = node;
        }
        self.form = Form::Dense(compact);
    }

    /// Removes a node with all that lies below it.
    pub fn remove(&mut self, key: &Value) -> Option<Node> {
        match &mut self.form {
            Form::Few(few) => Some(few.remove(search_few(few, key).ok()?).1),
            Form::Dense(compact) => {
                let n = match key {
                    Value::Int(n) => *n,
                    Value::Dec(_) => return None,
                    text => return compact.texts.remove(text),
                };
                let node = compact.dense.remove(n);
                if compact.dense.len() == 0 {
                    self.form = mem::take(&mut compact.texts.form);
                } else if compact.dense.is_sparse() {
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
            Form::Dense(compact) => integer(compact.dense.at_or_after(i64::MIN)),
            Form::Tree(sparse) => sparse.tree.first(),
        }
    }

    /// The last subscript in collating order and its node.
    pub fn last(&self) -> Option<(Value, &Node)> {
        match &self.form {
            Form::Few(few) => few.last().map(|(k, node)| (k.clone(), node)),
            Form::Dense(compact) => {
                let text = compact.texts.last();
                text.or_else(|| integer(compact.dense.at_or_before(i64::MAX)))
            }
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
            Form::Dense(compact) => match key {
                Value::Int(_) | Value::Dec(_) => integer(compact.dense.at_or_after(floor(key) + 1))
                    .or_else(|| compact.texts.first()),
                text => compact.texts.next(text),
            },
            Form::Tree(sparse) => sparse.tree.next(key),
        }
    }

    /// The integer subscript beside another one, where that is found at once.
    #[inline]
    pub fn integer_beside(&self, key: i64, forward: bool) -> Option<i64> {
        let Form::Dense(compact) = &self.form else {
            return None;
        };
        let found = if forward {
            compact.dense.at_or_after(key + 1)
        } else {
            compact.dense.at_or_before(key - 1)
        };
        found.map(|(n, _)| n)
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
            Form::Dense(compact) => match key {
                Value::Int(n) => integer(compact.dense.at_or_before(n - 1)),
                Value::Dec(_) => integer(compact.dense.at_or_before(floor(key))),
                text => {
                    let text = compact.texts.prev(text);
                    text.or_else(|| integer(compact.dense.at_or_before(i64::MAX)))
                }
            },
            Form::Tree(sparse) => sparse.tree.prev(key),
        }
    }

    /// All subscripts and nodes of this level, in collating order.
    pub fn iter(&self) -> impl Iterator<Item = (Value, &Node)> {
        let (dense, texts) = match &self.form {
            Form::Dense(compact) => (Some(&compact.dense), &compact.texts),
            _ => (None, self),
        };
        let (few, tree) = match &texts.form {
            Form::Few(few) => (Some(few), None),
            Form::Dense(_) => (None, None),
            Form::Tree(sparse) => (None, Some(&sparse.tree)),
        };
        let dense = dense.into_iter().flat_map(|d| d.iter());
        dense
            .map(|(k, node)| (Value::Int(k), node))
            .chain(few.into_iter().flatten().map(|(k, node)| (k.clone(), node)))
            .chain(tree.into_iter().flat_map(|t| t.iter()))
    }

    /// Levels below this one, or more.
    #[inline(always)]
    pub fn levels_below(&self) -> usize {
        usize::from(self.levels)
    }

    /// Notes that a node of this level has so many levels below it.
    #[inline(always)]
    pub fn deepen(&mut self, levels: usize) {
        self.levels = self.levels.max(levels as u8);
    }

    /// A copy of this level and all below that shares nothing but what `f` shares. Texts of subscripts and values pass through
    /// `f`.
    pub fn rebuilt(&self, f: &impl Fn(&Value) -> Value) -> Array {
        let mut copy = self.clone();
        let rebuild = |text: &mut Value| {
            if let Value::Heap(_) | Value::Link(_) = text {
                *text = f(text);
            }
        };
        copy.each_key_mut(&rebuild);
        copy.each_mut(&mut |node| {
            rebuild(&mut node.value);
            if let Some(kids) = &mut node.kids {
                *kids = Rc::new(kids.rebuilt(f));
            }
        });
        copy
    }

    /// Passes all subscripts of the level that are kept as values to `f`, which must not change their order.
    fn each_key_mut(&mut self, f: &impl Fn(&mut Value)) {
        match &mut self.form {
            Form::Few(few) => few.iter_mut().for_each(|(key, _)| f(key)),
            Form::Dense(compact) => compact.texts.each_key_mut(f),
            Form::Tree(sparse) => sparse.tree.tails_mut().for_each(f),
        }
    }

    /// Takes the values of all nodes from `values`, where the values that they have are places.
    fn fill(&mut self, values: &mut [Value]) {
        self.each_mut(&mut |node| node.fill(values));
    }

    /// Passes all nodes of the level to `f`, and unused slots.
    fn each_mut(&mut self, f: &mut impl FnMut(&mut Node)) {
        match &mut self.form {
            Form::Few(few) => few.iter_mut().map(|(_, node)| node).for_each(f),
            Form::Dense(compact) => {
                compact.dense.slots_mut().for_each(&mut *f);
                compact.texts.each_mut(f);
            }
            Form::Tree(sparse) => sparse.tree.nodes_mut().for_each(f),
        }
    }
}

#[inline]
fn integer(found: Option<(i64, &Node)>) -> Option<(Value, &Node)> {
    found.map(|(n, node)| (Value::Int(n), node))
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

/// A level that nobody else holds.
fn sole(kids: Option<Rc<Array>>) -> Option<Array> {
    kids.and_then(Rc::into_inner)
}

/// Frees the nodes of one level and collects the levels below.
fn release(array: &mut Array, pending: &mut Vec<Array>) {
    array.each_mut(&mut |node| detach(node, pending));
    array.form = Form::default();
}

/// Takes what lies below a node and below a container that only this node holds.
#[inline]
fn detach(node: &mut Node, pending: &mut Vec<Array>) {
    if node.kids.is_some() {
        pending.extend(sole(node.kids.take()));
    }
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
        pending.extend(sole(node.kids));
        value = node.value;
    }
}
