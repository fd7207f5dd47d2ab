//! Paths of subscripts below a node.

use super::{Array, Node};
use crate::value::Value;
use std::rc::Rc;

impl Node {
    /// The level below for change, made when missing.
    #[inline]
    pub fn kids_mut(&mut self) -> &mut Array {
        Rc::make_mut(self.kids.get_or_insert_with(Rc::default))
    }

    /// The node one level below, made when missing.
    #[inline]
    pub fn kid_mut(&mut self, sub: &Value) -> &mut Node {
        let kids = self.kids_mut();
        match sub {
            Value::Int(n) => kids.entry_int(*n),
            other => kids.entry(other),
        }
    }

    /// Removes a node one level below.
    #[inline]
    pub fn remove_kid(&mut self, sub: &Value) {
        let Some(kids) = &mut self.kids else { return };
        if Rc::strong_count(kids) > 1 && kids.get(sub).is_none() {
            // Nothing changes, so nothing has to be copied.
            return;
        }
        let kids = Rc::make_mut(kids);
        kids.remove(sub);
        if kids.is_empty() {
            self.kids = None;
        }
    }

    /// The node one level below.
    #[inline]
    pub fn kid(&self, sub: &Value) -> Option<&Node> {
        let kids = self.kids.as_deref()?;
        match sub {
            Value::Int(n) => kids.get_int(*n),
            other => kids.get(other),
        }
    }

    /// The node at the end of a path.
    #[inline]
    pub fn find(&self, subs: &[Value]) -> Option<&Node> {
        let mut node = self;
        for sub in subs {
            node = node.kid(sub)?;
        }
        Some(node)
    }

    /// The node at the end of a path, made when missing, below which there will be so many levels. Subscripts pass through `f`.
    #[inline]
    pub fn make(&mut self, subs: &[Value], below: usize, f: impl Fn(&Value) -> Value) -> &mut Node {
        let (mut node, mut below) = (self, subs.len() + below);
        for sub in subs {
            below -= 1;
            let kids = node.kids_mut();
            kids.deepen(below);
            node = match sub {
                Value::Int(n) => kids.entry_int(*n),
                other => kids.entry(&f(other)),
            };
        }
        node
    }

    /// Removes the node at the end of a path with what lies below it (or only its value), and the empty levels above. Gives what
    /// was removed, so that the caller says when it is freed.
    pub fn remove(&mut self, subs: &[Value], value_only: bool) -> Option<Node> {
        let Some((first, rest)) = subs.split_first() else {
            let gone = Node {
                value: std::mem::take(&mut self.value),
                kids: if value_only { None } else { self.kids.take() },
            };
            return gone.is_defined().then_some(gone);
        };
        let kids = self.kids.as_mut()?;
        if Rc::strong_count(kids) > 1 && kids.get(first).is_none() {
            // Nothing changes, so nothing has to be copied.
            return None;
        }
        let kids = Rc::make_mut(kids);
        let gone = if rest.is_empty() && !value_only {
            kids.remove(first)
        } else {
            let kid = kids.get_mut(first)?;
            let gone = kid.remove(rest, value_only);
            if !kid.is_defined() {
                kids.remove(first);
            }
            gone
        };
        if kids.is_empty() {
            self.kids = None;
        }
        gone
    }

    /// Whether there is a value here or below.
    #[inline]
    pub fn is_defined(&self) -> bool {
        self.value.is_defined() || self.kids.as_ref().is_some_and(|k| !k.is_empty())
    }

    /// $DATA.
    #[inline]
    pub fn data(&self) -> i64 {
        let below = self.kids.as_ref().is_some_and(|k| !k.is_empty());
        i64::from(self.value.is_defined()) + if below { 10 } else { 0 }
    }

    /// Levels below the node, or more.
    pub fn levels(&self) -> usize {
        self.kids.as_ref().map_or(0, |k| 1 + k.levels_below())
    }

    /// Levels below the node, counted.
    pub fn depth(&self) -> usize {
        self.kids.as_ref().map_or(0, |kids| {
            1 + kids.iter().map(|(_, kid)| kid.depth()).max().unwrap_or(0)
        })
    }

    /// A copy that shares nothing but what `f` shares; see [`Array::rebuilt`].
    pub fn rebuilt(&self, f: &impl Fn(&Value) -> Value) -> Node {
        Node {
            value: f(&self.value),
            kids: self.kids.as_ref().map(|kids| Rc::new(kids.rebuilt(f))),
        }
    }

    /// A copy that has its values from `values`: an integer here is the place of the node's value there. Nothing else has a value.
    pub fn filled(&self, values: &mut [Value]) -> Node {
        let mut copy = self.clone();
        copy.fill(values);
        copy
    }

    pub(super) fn fill(&mut self, values: &mut [Value]) {
        if let Value::Int(place) = self.value {
            let value = usize::try_from(place)
                .ok()
                .and_then(|at| values.get_mut(at));
            self.value = value.map(std::mem::take).unwrap_or_default();
        }
        if let Some(kids) = &mut self.kids {
            Rc::make_mut(kids).fill(values);
        }
    }

    /// Puts the values of another tree over those of this one. Levels that only the other has are moved.
    pub fn join(&mut self, from: Node) {
        if from.value.is_defined() {
            self.value.set(from.value);
        }
        match (&mut self.kids, from.kids) {
            (_, None) => {}
            (to @ None, kids) => *to = kids,
            (Some(to), Some(kids)) => {
                let to = Rc::make_mut(to);
                to.deepen(kids.levels_below());
                for (key, kid) in kids.iter() {
                    to.entry(&key).join(kid.clone());
                }
            }
        }
    }

    /// Calls `f` with the path and value of every node, in order, until it fails. `path` is that of this node.
    pub fn walk<E>(
        &self,
        path: &mut Vec<Value>,
        f: &mut impl FnMut(&[Value], &Value) -> Result<(), E>,
    ) -> Result<(), E> {
        if self.value.is_defined() {
            f(path, &self.value)?;
        }
        for (key, kid) in self.kids.iter().flat_map(|kids| kids.iter()) {
            path.push(key);
            kid.walk(path, f)?;
            path.pop();
        }
        Ok(())
    }
}
