//! The symbol table: each local name of the engine has a number, and its current binding lies in the cell of that number.
//!
//! NEW and formal parameters move the old binding to an undo log, from which QUIT restores it.

use super::cells::Cells;
use crate::value::Value;
use crate::value::array::{Array, Link, Node};
use std::cell::UnsafeCell;
use std::rc::Rc;

/// Old state that the end of a level restores.
pub enum Undo {
    Name(u32, Node),
    /// NEW of all names but these: what came to be defined since goes.
    Fresh(Box<[(u32, Link)]>),
    /// A special variable and its old value.
    Svn(u8, Value),
}

/// The locals of one session.
#[derive(Default)]
pub struct Symbols {
    cells: Cells,
    undo: Vec<Undo>,
    undefined: Node,
}

impl Node {
    /// The node itself, or the shared container it stands for.
    #[inline(always)]
    pub fn target(&self) -> &Node {
        match &self.value {
            // SAFETY: containers are reached only through the symbol table of their session, on one thread; a shared borrow of
            // the table allows no mutable borrow of any container.
            Value::Link(link) => unsafe { &*link.0.get() },
            _ => self,
        }
    }

    #[inline(always)]
    pub fn target_mut(&mut self) -> &mut Node {
        match &self.value {
            // SAFETY: as above; the exclusive borrow of the table is the only way to any container.
            Value::Link(link) => unsafe { &mut *link.0.get() },
            _ => self,
        }
    }

    /// The container that a node holds, or a name is bound to.
    pub fn link(&self) -> Option<&Link> {
        match &self.value {
            Value::Link(link) => Some(link),
            _ => None,
        }
    }

    /// The value as expressions see it: a node that holds a container is the empty string.
    #[inline(always)]
    pub fn content(&self) -> &Value {
        match &self.value {
            Value::Link(_) => &Value::EMPTY,
            value => value,
        }
    }

    pub fn is_defined(&self) -> bool {
        self.value.is_defined() || self.kids.as_ref().is_some_and(|k| !k.is_empty())
    }
}

impl Symbols {
    /// Value of a local without subscripts; undefined when there is none.
    #[inline(always)]
    pub fn value(&self, id: usize) -> &Value {
        let node = self.cells.get(id).unwrap_or(&self.undefined);
        match &node.value {
            // SAFETY: as in `target`.
            Value::Link(link) => unsafe { &(*link.0.get()).value },
            value => value,
        }
    }

    /// Start of the values of the cells and the undefined value, for the instruction loop.
    #[inline(always)]
    pub(super) fn bases(&mut self) -> (*mut u8, *mut u8) {
        (self.cells.values(), (&raw mut self.undefined.value).cast())
    }

    /// Makes room for the names of a unit.
    #[inline(always)]
    pub(super) fn reserve(&mut self, count: u32) {
        self.cells.reserve(count as usize);
    }

    /// The node of a name.
    #[inline(always)]
    pub fn node(&self, id: u32) -> Option<&Node> {
        self.cells.get(id as usize).map(Node::target)
    }

    /// The place of a name itself, not the container it may share.
    #[inline(always)]
    fn slot(&mut self, id: u32) -> &mut Node {
        self.cells.get_mut(id as usize)
    }

    /// The node of a name for change.
    #[inline(always)]
    pub fn node_mut(&mut self, id: u32) -> &mut Node {
        self.slot(id).target_mut()
    }

    /// Depth of the undo log, the mark of a new level.
    #[inline(always)]
    pub fn mark(&self) -> u32 {
        self.undo.len() as u32
    }

    /// NEW of one name: its value and subscripts go to the undo log.
    #[inline(always)]
    pub fn new_name(&mut self, id: u32) {
        self.bind(id, Value::Undef);
    }

    /// NEW with a first value, which may be a link: a formal parameter.
    #[inline(always)]
    pub fn bind(&mut self, id: u32, value: Value) {
        let slot = self.slot(id);
        let old = std::mem::replace(slot, Node { value, kids: None });
        self.undo.push(Undo::Name(id, old));
    }

    /// NEW of all names but `kept`.
    pub fn new_all_but(&mut self, kept: &[u32]) {
        for id in self.present().into_iter().filter(|id| !kept.contains(id)) {
            self.new_name(id);
        }
        // Undone first, so that only names of the level go.
        // A kept name is another name of its old self, as ZWRITE shows.
        let kept = kept.iter().map(|id| (*id, self.link(*id))).collect();
        self.undo.push(Undo::Fresh(kept));
    }

    #[cold]
    fn drop_all_but(&mut self, kept: &[(u32, Link)]) {
        let is_kept = |id: u32| kept.iter().any(|(k, _)| *k == id);
        for id in self.present().into_iter().filter(|id| !is_kept(*id)) {
            *self.slot(id) = Node::default();
        }
    }

    /// KILL of all names but `kept` and those that share a container with one of them.
    ///
    /// What a kept name shares with another is kept, or goes with that one under the standard's rule.
    pub fn kill_all_but(&mut self, kept: &[u32], standard: bool) {
        let containers: Vec<_> = kept.iter().filter_map(|id| self.container(*id)).collect();
        let containers = if standard { Vec::new() } else { containers };
        for id in self.defined() {
            if !kept.contains(&id) && self.container(id).is_none_or(|c| !containers.contains(&c)) {
                self.kill(id);
            }
        }
    }

    /// Binds a formal parameter to the value of a temporary, which it takes.
    #[inline(always)]
    pub fn bind_from(&mut self, id: u32, from: &mut Value) {
        let slot = self.cells.get_mut(id as usize);
        // Integers go field by field, see `Value::set_int`.
        let old = match &slot.value {
            Value::Int(n) => {
                let n = *n;
                Node {
                    value: Value::Int(n),
                    kids: slot.kids.take(),
                }
            }
            _ => std::mem::take(slot),
        };
        self.undo.push(Undo::Name(id, old));
        match from {
            Value::Int(n) => slot.value.set_int(*n),
            other => slot.value.set(std::mem::take(other)),
        }
    }

    /// Remembers a special variable's old value.
    pub fn push_svn(&mut self, svn: u8, old: Value) {
        self.undo.push(Undo::Svn(svn, old));
    }

    /// Undoes down to a mark, or to the next special variable, which the caller restores.
    #[inline(always)]
    pub fn unwind(&mut self, mark: u32) -> Option<(u8, Value)> {
        while self.undo.len() > mark as usize {
            match self.undo.pop() {
                Some(Undo::Name(id, node)) => {
                    let slot = self.slot(id);
                    match node.value {
                        Value::Int(n) => slot.value.set_int(n),
                        Value::Undef => slot.value.clear(),
                        other => slot.value.set(other),
                    }
                    if slot.kids.is_some() || node.kids.is_some() {
                        slot.kids = node.kids;
                    }
                }
                Some(Undo::Svn(id, value)) => return Some((id, value)),
                Some(Undo::Fresh(kept)) => self.drop_all_but(&kept),
                None => break,
            }
        }
        None
    }

    /// Numbers of all names that are defined or share a container.
    pub fn present(&self) -> Vec<u32> {
        let mut all = self.defined();
        all.extend(self.linked());
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The container of a name, made shared if it is not yet.
    pub fn link(&mut self, id: u32) -> Link {
        let slot = self.slot(id);
        if let Value::Link(link) = &slot.value {
            return link.clone();
        }
        let node = std::mem::take(slot);
        let link = Link(Rc::new(UnsafeCell::new(node)));
        slot.value = Value::Link(link.clone());
        link
    }

    /// Makes a name share a container.
    pub fn set_link(&mut self, id: u32, link: Link) {
        let slot = self.slot(id);
        *slot = Node {
            value: Value::Link(link),
            kids: None,
        };
    }

    /// How many names and others hold the container of a name; 1 when it is not shared.
    pub fn sharers(&self, id: u32) -> usize {
        match self.cells.get(id as usize).map(|n| &n.value) {
            Some(Value::Link(link)) => Rc::strong_count(&link.0),
            _ => 1,
        }
    }

    /// Address that identifies the container of a name, for $ZAHANDLE and ZWRITE of aliases.
    pub fn container(&self, id: u32) -> Option<*const Node> {
        self.node(id).map(|n| n as *const Node)
    }

    /// Breaks a name's association with its container: KILL *x.
    pub fn unlink(&mut self, id: u32) {
        *self.slot(id) = Node::default();
    }

    /// KILL of a whole variable.
    #[inline(always)]
    pub fn kill(&mut self, id: u32) {
        let node = self.node_mut(id);
        node.value = Value::Undef;
        node.kids = None;
    }

    /// Numbers of all names that are defined now.
    pub fn defined(&self) -> Vec<u32> {
        self.cells
            .used()
            .filter(|(_, node)| node.target().is_defined())
            .map(|(id, _)| id)
            .collect()
    }

    /// Numbers of all names that are bound to a shared container.
    pub fn linked(&self) -> Vec<u32> {
        self.cells
            .used()
            .filter(|(_, node)| matches!(node.value, Value::Link(_)))
            .map(|(id, _)| id)
            .collect()
    }

    /// The children of a node, made when missing.
    pub fn kids(node: &mut Node) -> &mut Array {
        node.kids.get_or_insert_with(|| Box::new(Array::new()))
    }
}

impl Symbols {
    /// The undefined value.
    pub fn nothing(&self) -> &Value {
        &self.undefined.value
    }
}
