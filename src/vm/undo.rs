//! The undo log: what NEW and formal parameters replaced, to be put back when a level ends.

use crate::value::Value;
use crate::value::array::{Link, Node};

/// What an entry is about: the number of a local name, or one of the marks below.
type What = u32;

/// A special variable, its number in the low bits.
const SVN: What = 1 << 31;
/// NEW of all names but some: those on top of `kept`, as many as the value says.
const FRESH: What = 1 << 30;

/// One entry: the old binding of a name, or the old value of a special variable.
struct Entry {
    what: What,
    node: Node,
}

const _: () = assert!(size_of::<Entry>() == 32);

/// The log of one session.
#[derive(Default)]
pub struct Log {
    entries: Vec<Entry>,
    kept: Vec<(u32, Link)>,
}

/// What has to be put back, except for names.
pub enum Undone {
    /// What came to be defined since goes, but for these names.
    Fresh(Vec<(u32, Link)>),
    Svn(u8, Value),
}

impl Log {
    #[inline(always)]
    pub fn len(&self) -> u32 {
        self.entries.len() as u32
    }

    /// Whether an entry above a mark is about a name, or about all but some.
    pub fn binds(&self, name: u32, mark: u32) -> bool {
        let above = self.entries.iter().skip(mark as usize);
        above.into_iter().any(|e| e.what == name || e.what == FRESH)
    }

    /// Makes room for more names.
    #[inline(always)]
    pub fn reserve(&mut self, names: u32) {
        if self.entries.capacity() - self.entries.len() < names as usize {
            self.grow(names);
        }
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self, names: u32) {
        self.entries.reserve(64.max(names as usize));
    }

    /// Begins a new binding of a name in its cell; the old one goes to the log.
    ///
    /// # Safety
    /// Room was made for the name.
    #[inline(always)]
    pub unsafe fn begin(&mut self, name: u32, cell: &mut Node) {
        // SAFETY: the caller's promise; what the cell owned is moved away before it is overwritten.
        unsafe {
            self.save(name, cell);
            (&raw mut cell.value).write(Value::Undef);
            (&raw mut cell.kids).write(None);
        }
    }

    /// The same with a first value, which is taken out of its place.
    ///
    /// # Safety
    /// As there.
    #[inline(always)]
    pub unsafe fn begin_with(&mut self, name: u32, cell: &mut Node, value: &mut Value) {
        // SAFETY: as above; the value moves, and a place that owned something is undefined from then on.
        unsafe {
            self.save(name, cell);
            Value::relocate(value, &raw mut cell.value);
            if matches!(value, Value::Heap(_) | Value::Link(_)) {
                std::ptr::from_mut(value).write(Value::Undef);
            }
            (&raw mut cell.kids).write(None);
        }
    }

    /// Moves the binding of a name here: the cell owns nothing any more and has to be overwritten.
    #[inline(always)]
    unsafe fn save(&mut self, name: u32, cell: &mut Node) {
        // SAFETY: there is room for one more entry, which is written field by field; see `Value::set_int` for why.
        unsafe {
            let at = self.entries.as_mut_ptr().add(self.entries.len());
            (&raw mut (*at).what).write(name);
            move_node(cell, &raw mut (*at).node);
            self.entries.set_len(self.entries.len() + 1);
        }
    }

    pub fn save_svn(&mut self, svn: u8, value: Value) {
        self.entries.push(Entry {
            what: SVN | u32::from(svn),
            node: Node { value, kids: None },
        });
    }

    pub fn save_fresh(&mut self, kept: impl Iterator<Item = (u32, Link)>) {
        let before = self.kept.len();
        self.kept.extend(kept);
        let count = self.kept.len() - before;
        self.entries.push(Entry {
            what: FRESH,
            node: Node {
                value: Value::Int(count as i64),
                kids: None,
            },
        });
    }

    /// Puts names back into their cells, down to a mark or to the next entry that is no name.
    ///
    /// # Safety
    /// Every name in the log has its cell behind `cells`, and nothing borrows it.
    #[inline(always)]
    pub unsafe fn unwind(&mut self, mark: u32, cells: *mut Node) -> Option<Undone> {
        while self.entries.len() > mark as usize {
            // SAFETY: the last entry is taken out: the log is shortened before anything else can happen, and its fields are
            // moved once.
            unsafe {
                let last = self.entries.len() - 1;
                self.entries.set_len(last);
                let at = self.entries.as_mut_ptr().add(last);
                if (*at).what >= FRESH {
                    return Some(self.special(at.read()));
                }
                let cell = cells.add((*at).what as usize);
                end(cell);
                move_node(&raw mut (*at).node, cell);
            }
        }
        None
    }

    #[cold]
    fn special(&mut self, entry: Entry) -> Undone {
        if entry.what == FRESH {
            let count = entry.node.value.to_i64().unwrap_or(0) as usize;
            Undone::Fresh(self.kept.split_off(self.kept.len().saturating_sub(count)))
        } else {
            Undone::Svn((entry.what & !SVN) as u8, entry.node.value)
        }
    }
}

/// Moves a node bit by bit; the place that it leaves owns nothing any more, the place where it goes owned nothing before.
///
/// # Safety
/// Both are valid; `from` is not used as a node until something is written there.
#[inline(always)]
unsafe fn move_node(from: *mut Node, to: *mut Node) {
    // SAFETY: the caller's promise.
    unsafe {
        Value::relocate(&raw mut (*from).value, &raw mut (*to).value);
        (&raw mut (*to).kids).write((&raw const (*from).kids).read());
    }
}

/// Drops what a cell owns, so that it may be overwritten.
///
/// # Safety
/// The cell is valid and is overwritten next.
#[inline(always)]
unsafe fn end(cell: *mut Node) {
    // SAFETY: the caller's promise.
    unsafe {
        if matches!((*cell).value, Value::Heap(_) | Value::Link(_)) {
            release_value(cell);
        }
        if (*cell).kids.is_some() {
            release_kids(cell);
        }
    }
}

#[inline(never)]
unsafe fn release_value(cell: *mut Node) {
    // SAFETY: as in `end`.
    unsafe { (*cell).value = Value::Undef };
}

#[inline(never)]
unsafe fn release_kids(cell: *mut Node) {
    // SAFETY: as in `end`.
    unsafe { (*cell).kids = None };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::array::Array;
    use crate::value::num::Num;
    use std::cell::UnsafeCell;
    use std::rc::Rc;

    const TEXT: &[u8] = b"a text of more than fourteen bytes";

    /// Values of every kind, and a link whose container is shared with the caller.
    fn kinds(shared: &Link) -> Vec<Value> {
        vec![
            Value::Undef,
            Value::Int(-7),
            Value::from_num(Num::parse_prefix(b"2.5").unwrap()),
            Value::from_bytes(b"short"),
            Value::from_bytes(TEXT),
            Value::Link(shared.clone()),
        ]
    }

    fn shown(node: &Node) -> (Vec<u8>, bool, bool) {
        (
            node.value.to_vec(),
            matches!(node.value, Value::Link(_)),
            node.kids.is_some(),
        )
    }

    #[test]
    fn bindings_of_all_kinds_come_back() {
        let shared = Link(Rc::new(UnsafeCell::new(Node::default())));
        for with_kids in [false, true] {
            for old in kinds(&shared) {
                for mut new in kinds(&shared) {
                    let mut log = Log::default();
                    let mut cells = [Node::default(), Node::default()];
                    cells[1] = Node {
                        value: old.clone(),
                        kids: with_kids.then(|| std::rc::Rc::new(Array::default())),
                    };
                    let (before, given) = (shown(&cells[1]), new.to_vec());
                    log.reserve(2);
                    // SAFETY: room for two was made.
                    unsafe {
                        log.begin_with(1, &mut cells[1], &mut new);
                        assert_eq!(shown(&cells[1]).0, given);
                        assert!(cells[1].kids.is_none());
                        cells[1].kids = Some(std::rc::Rc::new(Array::default()));
                        log.begin(1, &mut cells[1]);
                    }
                    assert!(!cells[1].is_defined());
                    cells[1].value = Value::from_bytes(TEXT);
                    // SAFETY: both names have cells.
                    assert!(unsafe { log.unwind(0, cells.as_mut_ptr()) }.is_none());
                    assert_eq!(shown(&cells[1]), before);
                    assert_eq!(log.len(), 0);
                }
            }
        }
        assert_eq!(Rc::strong_count(&shared.0), 1);
    }

    #[test]
    fn what_is_no_name_is_handed_out_in_order() {
        let mut log = Log::default();
        let mut cells = [Node::default()];
        let link = Link(Rc::new(UnsafeCell::new(Node::default())));
        log.save_svn(3, Value::Int(1));
        log.save_fresh([(0, link.clone())].into_iter());
        log.save_fresh(std::iter::empty());
        let cells = cells.as_mut_ptr();
        // SAFETY: there are no names in the log.
        unsafe {
            assert!(matches!(log.unwind(0, cells), Some(Undone::Fresh(kept)) if kept.is_empty()));
            assert!(matches!(log.unwind(1, cells), Some(Undone::Fresh(kept)) if kept.len() == 1));
            assert!(log.unwind(1, cells).is_none());
            assert!(matches!(
                log.unwind(0, cells),
                Some(Undone::Svn(3, Value::Int(1)))
            ));
        }
        assert_eq!(Rc::strong_count(&link.0), 1);
    }
}
