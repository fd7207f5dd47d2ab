//! The symbol table: each local name of the engine has a number, and its current binding lies in a page by that number.
//!
//! NEW and formal parameters move the old binding to an undo log, from which QUIT restores it.

use crate::value::Value;
use crate::value::array::{Array, Link, Node};
use std::cell::UnsafeCell;
use std::rc::Rc;

const PAGE: usize = 32;

/// Old state that the end of a level restores.
pub enum Undo {
    Name(u32, Node),
    /// A special variable and its old value.
    Svn(u8, Value),
}

/// The locals of one session.
#[derive(Default)]
pub struct Symbols {
    pages: Vec<Option<Box<[Node; PAGE]>>>,
    undo: Vec<Undo>,
    undefined: Value,
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

    pub fn is_defined(&self) -> bool {
        self.value.is_defined() || self.kids.as_ref().is_some_and(|k| !k.is_empty())
    }
}

impl Symbols {
    /// Value of a local without subscripts; undefined when there is none.
    #[inline(always)]
    pub fn value(&self, id: usize) -> &Value {
        match self.pages.get(id / PAGE) {
            Some(Some(page)) => &page[id % PAGE].target().value,
            _ => &self.undefined,
        }
    }

    /// The node of a name, if its page exists.
    #[inline(always)]
    pub fn node(&self, id: u32) -> Option<&Node> {
        let id = id as usize;
        match self.pages.get(id / PAGE) {
            Some(Some(page)) => Some(page[id % PAGE].target()),
            _ => None,
        }
    }

    /// The place of a name itself, not the container it may share.
    #[inline(always)]
    fn slot(&mut self, id: u32) -> &mut Node {
        let id = id as usize;
        if !matches!(self.pages.get(id / PAGE), Some(Some(_))) {
            self.add_page(id / PAGE);
        }
        match &mut self.pages[id / PAGE] {
            Some(page) => &mut page[id % PAGE],
            None => unreachable!("the page was made above"),
        }
    }

    #[cold]
    #[inline(never)]
    fn add_page(&mut self, page: usize) {
        if self.pages.len() <= page {
            self.pages.resize_with(page + 1, || None);
        }
        self.pages[page] = Some(Box::new(std::array::from_fn(|_| Node::default())));
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

    /// Remembers a special variable's old value.
    pub fn push_svn(&mut self, svn: u8, old: Value) {
        self.undo.push(Undo::Svn(svn, old));
    }

    /// Undoes down to a mark; special variables go to `svn`.
    #[inline(always)]
    pub fn unwind(&mut self, mark: u32, mut svn: impl FnMut(u8, Value)) {
        while self.undo.len() > mark as usize {
            match self.undo.pop() {
                Some(Undo::Name(id, node)) => *self.slot(id) = node,
                Some(Undo::Svn(id, value)) => svn(id, value),
                None => break,
            }
        }
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
        *slot = Node { value: Value::Link(link), kids: None };
    }

    /// How many names and others hold the container of a name; 1 when it is not shared.
    pub fn sharers(&self, id: u32) -> usize {
        let id = id as usize;
        match self.pages.get(id / PAGE) {
            Some(Some(page)) => match &page[id % PAGE].value {
                Value::Link(link) => Rc::strong_count(&link.0),
                _ => 1,
            },
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
        let mut out = Vec::new();
        for (at, page) in self.pages.iter().enumerate() {
            for (place, node) in page.iter().flat_map(|p| p.iter().enumerate()) {
                if node.target().is_defined() {
                    out.push((at * PAGE + place) as u32);
                }
            }
        }
        out
    }

    /// Numbers of all names that are bound to a shared container.
    pub fn linked(&self) -> Vec<u32> {
        let mut out = Vec::new();
        for (at, page) in self.pages.iter().enumerate() {
            for (place, node) in page.iter().flat_map(|p| p.iter().enumerate()) {
                if matches!(node.value, Value::Link(_)) {
                    out.push((at * PAGE + place) as u32);
                }
            }
        }
        out
    }

    /// The children of a node, made when missing.
    pub fn kids(node: &mut Node) -> &mut Array {
        node.kids.get_or_insert_with(|| Box::new(Array::new()))
    }
}

impl Symbols {
    /// The undefined value.
    pub fn nothing(&self) -> &Value {
        &self.undefined
    }
}
