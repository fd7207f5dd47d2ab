//! The nodes of all globals, each global a tree of levels in memory, and positions among them by encoded keys.
//!
//! Levels have the order of locals; the empty subscript, which globals have first, is set right here.

use super::key::{self, END};
use super::overlay::Nodes;
use crate::value::Value;
use crate::value::array::{Array, Node};
use std::collections::BTreeMap;
use std::ops::Bound;

struct Global {
    /// Environment and name as a key begins.
    top: Box<[u8]>,
    root: Node,
}

/// All globals. A global keeps its number when it is killed.
#[derive(Default)]
pub struct Forest {
    globals: Vec<Global>,
    /// Numbers by environment and name, encoded.
    numbers: BTreeMap<Box<[u8]>, u32>,
}

// SAFETY: a tree never shares levels with another (`store` and `Node::rebuilt` copy what comes in, nothing but copies goes out),
// its strings count atomically, and it holds no containers of locals. So the counts that are not atomic belong to who has the
// forest.
unsafe impl Send for Forest {}

/// A value or subscript in the form in which the forest keeps it: strings may be held by several threads.
#[inline]
pub fn keep(value: &Value) -> Value {
    match value {
        Value::Int(n) => Value::Int(*n),
        Value::Short(s) => Value::Short(*s),
        Value::Heap(s) if s.is_shared() => Value::Heap(s.clone()),
        Value::Heap(s) => {
            let mut copy = Value::from_bytes(s.as_bytes());
            copy.share();
            copy
        }
        Value::Dec(n) => Value::Dec(*n),
        Value::Undef | Value::Link(_) => Value::EMPTY,
    }
}

/// [`keep`], leaving undefined values as they are: for whole trees.
pub fn keep_defined(value: &Value) -> Value {
    match value {
        Value::Undef => Value::Undef,
        other => keep(other),
    }
}

impl Forest {
    /// The number of the global whose keys begin with `top`.
    pub fn number(&self, top: &[u8]) -> Option<u32> {
        self.numbers.get(top).copied()
    }

    /// The number of a global, made when missing.
    pub fn enter(&mut self, top: &[u8]) -> u32 {
        if let Some(number) = self.number(top) {
            return number;
        }
        let number = self.globals.len() as u32;
        self.globals.push(Global {
            top: top.into(),
            root: Node::default(),
        });
        self.numbers.insert(top.into(), number);
        number
    }

    #[inline]
    pub fn root(&self, number: u32) -> &Node {
        &self.globals[number as usize].root
    }

    #[inline]
    pub fn root_mut(&mut self, number: u32) -> &mut Node {
        &mut self.globals[number as usize].root
    }

    fn global(&self, top: &[u8]) -> Option<&Global> {
        self.globals.get(self.number(top)? as usize)
    }

    /// The first global with nodes within a lower bound.
    fn first_global(&self, from: Bound<&[u8]>) -> Option<&Global> {
        let numbers = self.numbers.range::<[u8], _>((from, Bound::Unbounded));
        numbers
            .map(|(_, number)| &self.globals[*number as usize])
            .find(|global| global.root.is_defined())
    }

    /// The last global with nodes below a bound.
    fn last_global(&self, below: &[u8]) -> Option<&Global> {
        let bounds = (Bound::Unbounded, Bound::Excluded(below));
        let numbers = self.numbers.range::<[u8], _>(bounds).rev();
        numbers
            .map(|(_, number)| &self.globals[*number as usize])
            .find(|global| global.root.is_defined())
    }
}

impl Global {
    fn key(&self, (subs, _): (Vec<Value>, &Value)) -> Vec<u8> {
        let mut bytes = self.top.to_vec();
        subs.iter()
            .for_each(|sub| key::push_subscript(&mut bytes, sub));
        bytes
    }
}

/// The subscript behind another of a level, or the first.
pub fn next<'a>(level: &'a Array, key: Option<&Value>) -> Option<(Value, &'a Node)> {
    let found = match key {
        None => match level.get(&Value::EMPTY) {
            Some(node) => return Some((Value::EMPTY, node)),
            None => level.first(),
        },
        Some(key) if key.is_empty() => level.first(),
        Some(key) => level.next(key),
    };
    match found {
        Some((key, _)) if key.is_empty() => level.next(&Value::EMPTY),
        other => other,
    }
}

/// The subscript before another of a level, or the last.
pub fn previous<'a>(level: &'a Array, key: Option<&Value>) -> Option<(Value, &'a Node)> {
    let found = match key {
        Some(key) if key.is_empty() => return None,
        Some(key) => level.prev(key),
        None => level.last(),
    };
    let found = match found {
        Some((key, _)) if key.is_empty() => level.prev(&Value::EMPTY),
        other => other,
    };
    found.or_else(|| level.get(&Value::EMPTY).map(|node| (Value::EMPTY, node)))
}

/// Bytes that the subscripts below a node take in a key, or more.
pub fn room(node: &Node) -> usize {
    let Some(kids) = node.kids.as_deref() else {
        return 0;
    };
    kids.iter()
        .map(|(key, kid)| key::room(&key) + room(kid))
        .max()
        .unwrap_or(0)
}

/// The first node with a value at or below a node; its path is appended.
fn first<'a>(mut node: &'a Node, path: &mut Vec<Value>) -> Option<&'a Value> {
    while !node.value.is_defined() {
        let (key, kid) = next(node.kids.as_deref()?, None)?;
        path.push(key);
        node = kid;
    }
    Some(&node.value)
}

/// The last node with a value at or below a node; its path is appended.
fn last<'a>(mut node: &'a Node, path: &mut Vec<Value>) -> Option<&'a Value> {
    while let Some((key, kid)) = node.kids.as_deref().and_then(|kids| previous(kids, None)) {
        path.push(key);
        node = kid;
    }
    Some(&node.value).filter(|v| v.is_defined())
}

/// Where a walk starts, seen from a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    Itself,
    /// Right behind it, before what lies below it.
    Inside,
    /// Behind all that lies below it.
    Behind,
}

/// The node with a value at or behind a position, with its path.
pub fn after<'a>(root: &'a Node, subs: &[Value], at: At) -> Option<(Vec<Value>, &'a Value)> {
    let mut chain = Vec::with_capacity(subs.len());
    let mut node = Some(root);
    for sub in subs {
        let Some(kids) = node.and_then(|n| n.kids.as_deref()) else {
            node = None;
            break;
        };
        chain.push(kids);
        node = kids.get(sub);
    }
    let mut path = subs[..chain.len()].to_vec();
    if let Some(node) = node.filter(|_| at != At::Behind) {
        if at == At::Itself && node.value.is_defined() {
            return Some((path, &node.value));
        }
        if let Some((key, kid)) = node.kids.as_deref().and_then(|kids| next(kids, None)) {
            path.push(key);
            return first(kid, &mut path).map(|value| (path, value));
        }
    }
    while let Some(kids) = chain.pop() {
        let sub = path.pop()?;
        if let Some((key, kid)) = next(kids, Some(&sub)) {
            path.push(key);
            return first(kid, &mut path).map(|value| (path, value));
        }
    }
    None
}

/// The last node with a value before a position, with its path.
pub fn before<'a>(root: &'a Node, subs: &[Value], at: At) -> Option<(Vec<Value>, &'a Value)> {
    let mut chain = Vec::with_capacity(subs.len());
    let mut node = Some(root);
    for sub in subs {
        let Some(above) = node else { break };
        let Some(kids) = above.kids.as_deref() else {
            let path = subs[..chain.len()].to_vec();
            return above.value.is_defined().then_some((path, &above.value));
        };
        chain.push((above, kids));
        node = kids.get(sub);
    }
    let mut path = subs[..chain.len()].to_vec();
    if let Some(node) = node {
        match at {
            At::Itself => {}
            At::Inside if node.value.is_defined() => return Some((path, &node.value)),
            At::Inside => {}
            At::Behind => {
                if let Some(value) = last(node, &mut path) {
                    return Some((path, value));
                }
            }
        }
    }
    while let Some((above, kids)) = chain.pop() {
        let sub = path.pop()?;
        if let Some((key, kid)) = previous(kids, Some(&sub)) {
            path.push(key);
            return last(kid, &mut path).map(|value| (path, value));
        }
        if above.value.is_defined() {
            return Some((path, &above.value));
        }
    }
    None
}

/// A position of encoded bytes: a key, the next possible key, or the end of a subtree.
struct Position {
    /// Environment and name, unless it is one between globals.
    top: Option<Vec<u8>>,
    subs: Vec<Value>,
    at: At,
}

impl Position {
    fn of(bytes: &[u8]) -> Position {
        let (body, mut at) = match bytes {
            [body @ .., END] => (body, At::Itself),
            [body @ .., _] => (body, At::Behind),
            [] => (bytes, At::Itself),
        };
        let mut ends = memchr::memchr_iter(END, body).chain([body.len()]);
        let top = ends.nth(1).map(|end| [&body[..end], &[END]].concat());
        let below = top.as_ref().and_then(|top| body.get(top.len()..));
        let mut subs = Vec::new();
        for component in below.into_iter().flat_map(|b| b.split(|b| *b == END)) {
            // No subscript is encoded as nothing: this is one more zero byte.
            if component.is_empty() {
                at = At::Inside;
            } else {
                subs.push(key::subscript(component));
            }
        }
        Position { top, subs, at }
    }
}

impl Nodes for Forest {
    fn value(&self, key: &[u8]) -> Option<Value> {
        let p = Position::of(key);
        let value = &self.global(&p.top?)?.root.find(&p.subs)?.value;
        value.is_defined().then(|| value.clone())
    }

    fn first(&self, from: Bound<&[u8]>) -> Option<Vec<u8>> {
        let (Bound::Included(bytes) | Bound::Excluded(bytes)) = from else {
            return None;
        };
        let mut p = Position::of(bytes);
        if p.at == At::Itself && from == Bound::Excluded(bytes) {
            p.at = At::Inside;
        }
        let mut from = Bound::Included(bytes);
        if let Some(top) = &p.top {
            if let Some(global) = self.global(top)
                && let Some(found) = after(&global.root, &p.subs, p.at)
            {
                return Some(global.key(found));
            }
            from = Bound::Excluded(top);
        }
        let global = self.first_global(from)?;
        after(&global.root, &[], At::Itself).map(|found| global.key(found))
    }

    fn last(&self, below: &[u8]) -> Option<Vec<u8>> {
        let p = Position::of(below);
        let mut below = below;
        if let Some(top) = &p.top {
            if let Some(global) = self.global(top)
                && let Some(found) = before(&global.root, &p.subs, p.at)
            {
                return Some(global.key(found));
            }
            below = top;
        }
        let global = self.last_global(below)?;
        before(&global.root, &[], At::Behind).map(|found| global.key(found))
    }
}
