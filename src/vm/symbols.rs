//! The symbol table: each local name of the engine has a number, and its current binding lies in the cell of that number.
//!
//! NEW and formal parameters move the old binding to an undo log, from which QUIT restores it.

use super::cells::Cells;
use super::undo::{Log, Undone};
use crate::value::Value;
use crate::value::array::{Link, Node};
use std::cell::UnsafeCell;
use std::rc::Rc;

/// The container of a cell, made shared if it is not yet.
#[inline(always)]
fn link_of(cell: &mut Node) -> Link {
    if let Value::Link(link) = &cell.value {
        return link.clone();
    }
    share(cell)
}

#[inline(never)]
fn share(cell: &mut Node) -> Link {
    let link = Link(Rc::new(UnsafeCell::new(std::mem::take(cell))));
    cell.value = Value::Link(link.clone());
    link
}

/// Binds formal parameters.
pub(super) struct Binder<'a> {
    cells: *mut Node,
    undo: &'a mut Log,
}

impl Binder<'_> {
    /// Binds a name to the value of a temporary, which it takes.
    ///
    /// # Safety
    /// The name has a cell, and no more names are bound than was said.
    #[inline(always)]
    pub unsafe fn bind(&mut self, id: u32, from: &mut Value) {
        // SAFETY: the caller's promise.
        unsafe {
            let cell = &mut *self.cells.add(id as usize);
            self.undo.begin_with(id, cell, from);
        }
    }
}

/// The locals of one session.
#[derive(Default)]
pub struct Symbols {
    cells: Cells,
    undo: Log,
    undefined: Node,
    /// Whether a node with subscripts ever held a container.
    containers: bool,
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
        self.undo.len()
    }

    /// NEW of one name: its value and subscripts go to the undo log.
    #[inline(always)]
    pub fn new_name(&mut self, id: u32) {
        self.undo.reserve(1);
        let cell = self.cells.get_mut(id as usize);
        // SAFETY: there is room.
        unsafe { self.undo.begin(id, cell) };
    }

    /// NEW of all names but `kept`.
    pub fn new_all_but(&mut self, kept: &[u32]) {
        for (id, cell) in self.cells.used_mut() {
            if !kept.contains(&id) {
                self.undo.reserve(1);
                // SAFETY: there is room.
                unsafe { self.undo.begin(id, cell) };
            }
        }
        // Undone first, so that only names of the level go.
        // A kept name is another name of its old self, as ZWRITE shows.
        let cells = &mut self.cells;
        let kept = kept
            .iter()
            .map(|id| (*id, link_of(cells.get_mut(*id as usize))));
        self.undo.save_fresh(kept);
    }

    fn drop_all_but(&mut self, kept: &[(u32, Link)]) {
        for (id, cell) in self.cells.used_mut() {
            if !kept.iter().any(|(k, _)| *k == id) {
                *cell = Node::default();
            }
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
    pub fn bind_from(&mut self, id: u32, from: &mut Value) {
        self.cells.reserve(id as usize + 1);
        // SAFETY: the cell was made.
        unsafe { self.binder(1).bind(id, from) };
    }

    /// Binds up to `count` names.
    #[inline(always)]
    pub(super) fn binder(&mut self, count: u32) -> Binder<'_> {
        self.undo.reserve(count);
        Binder {
            cells: self.cells.start(),
            undo: &mut self.undo,
        }
    }

    /// Remembers a special variable's old value.
    pub fn push_svn(&mut self, svn: u8, old: Value) {
        self.undo.save_svn(svn, old);
    }

    /// Undoes down to a mark, or to the next special variable, which the caller restores.
    #[inline(always)]
    pub fn unwind(&mut self, mark: u32) -> Option<(u8, Value)> {
        loop {
            let cells = self.cells.start();
            // SAFETY: names in the log have cells.
            match unsafe { self.undo.unwind(mark, cells) } {
                None => return None,
                Some(Undone::Svn(id, value)) => return Some((id, value)),
                Some(Undone::Fresh(kept)) => self.drop_all_but(&kept),
            }
        }
    }

    /// Whether a name was bound anew since a mark.
    pub fn is_new_since(&self, id: u32, mark: u32) -> bool {
        self.undo.binds(id, mark)
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
    #[inline]
    pub fn link(&mut self, id: u32) -> Link {
        link_of(self.slot(id))
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

    /// Makes a node with subscripts hold a container.
    pub fn set_node_link(&mut self, id: u32, subs: &[Value], link: Link) {
        self.containers = true;
        self.node_mut(id).make(subs, 0, Value::clone).value = Value::Link(link);
    }

    /// Whether nodes with subscripts may hold containers.
    pub fn has_containers(&self) -> bool {
        self.containers
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
}

impl Symbols {
    /// The undefined value.
    pub fn nothing(&self) -> &Value {
        &self.undefined.value
    }
}
