//! The cells of a symbol table: an array by name number that takes memory only where it is touched.
//!
//! The numbers are those of the whole engine, so that a session with few names among very many must stay small: the array is an
//! anonymous mapping, whose pages the system gives out at the first write, and which reads as zero before.

use crate::value::Value;
use crate::value::array::Node;
use std::cell::RefCell;
use std::ptr::NonNull;

/// A growing array of nodes; an untouched one is undefined.
pub struct Cells {
    start: NonNull<Node>,
    len: usize,
    /// Cells from here on were never touched.
    bound: usize,
}

/// Cells of the first mapping: 24 KiB of address space.
const FIRST: usize = 1024;
const NODE: usize = size_of::<Node>();
/// Mappings that a thread keeps for its next sessions: making and giving back one costs more than a short session.
const KEPT: usize = 64;

thread_local! {
    /// Mappings of the first length, all zero.
    static SPARE: RefCell<Vec<Spare>> = const { RefCell::new(Vec::new()) };
}

/// A mapping without an owner.
struct Spare(NonNull<Node>);

impl Drop for Spare {
    fn drop(&mut self) {
        // SAFETY: the mapping was made by `grow` with this length; nobody has it.
        unsafe { libc::munmap(self.0.as_ptr().cast(), FIRST * NODE) };
    }
}

impl Spare {
    fn take() -> Option<NonNull<Node>> {
        let spare = SPARE
            .try_with(|all| all.borrow_mut().pop())
            .ok()
            .flatten()?;
        Some(std::mem::ManuallyDrop::new(spare).0)
    }

    /// Keeps a mapping, or gives it back.
    fn put(start: NonNull<Node>) {
        let spare = Spare(start);
        // At the end of a thread there is nowhere to keep it.
        let _ = SPARE.try_with(move |all| {
            let mut all = all.borrow_mut();
            if all.len() < KEPT {
                all.push(spare);
            }
        });
    }
}

impl Default for Cells {
    fn default() -> Self {
        Cells {
            start: NonNull::dangling(),
            len: 0,
            bound: 0,
        }
    }
}

impl Cells {
    #[inline(always)]
    pub fn get(&self, at: usize) -> Option<&Node> {
        if at < self.len {
            // SAFETY: the mapping holds `len` nodes, each written by `grow` or through `get_mut`.
            Some(unsafe { &*self.start.as_ptr().add(at) })
        } else {
            None
        }
    }

    /// Start of the cells; it holds until the array grows.
    #[inline(always)]
    pub fn start(&self) -> *mut Node {
        self.start.as_ptr()
    }

    /// Start of the values of the cells, for the instruction loop; it holds until the array grows.
    #[inline(always)]
    pub fn values(&self) -> *mut u8 {
        // SAFETY: stays inside the first node, or is not used while there is none.
        unsafe {
            self.start
                .as_ptr()
                .cast::<u8>()
                .add(std::mem::offset_of!(Node, value))
        }
    }

    /// Makes room for `count` cells.
    #[inline(always)]
    pub fn reserve(&mut self, count: usize) {
        if count > self.bound {
            self.bound = count;
            if count > self.len {
                self.grow(count);
            }
        }
    }

    /// The cell of a number, making the array longer when it is too short.
    #[inline(always)]
    pub fn get_mut(&mut self, at: usize) -> &mut Node {
        self.reserve(at + 1);
        // SAFETY: as above, after `grow` the index is inside.
        unsafe { &mut *self.start.as_ptr().add(at) }
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self, need: usize) {
        let len = need.max(self.len * 2).max(FIRST);
        let bytes = len
            .checked_mul(NODE)
            .filter(|b| isize::try_from(*b).is_ok());
        let Some(bytes) = bytes else {
            std::process::abort()
        };
        if self.len == 0
            && len == FIRST
            && let Some(start) = Spare::take()
        {
            (self.start, self.len) = (start, len);
            return;
        }
        // SAFETY: a fresh anonymous mapping, or the old one moved with its contents; zero bytes are an undefined node, which
        // the test below pins.
        let start = unsafe {
            if self.len == 0 {
                libc::mmap(
                    std::ptr::null_mut(),
                    bytes,
                    libc::PROT_READ | libc::PROT_WRITE,
                    libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE,
                    -1,
                    0,
                )
            } else {
                libc::mremap(
                    self.start.as_ptr().cast(),
                    self.len * NODE,
                    bytes,
                    libc::MREMAP_MAYMOVE,
                )
            }
        };
        if start == libc::MAP_FAILED {
            std::alloc::handle_alloc_error(std::alloc::Layout::new::<[Node; FIRST]>());
        }
        let Some(start) = NonNull::new(start.cast()) else {
            std::process::abort()
        };
        self.start = start;
        self.len = len;
    }

    /// Cells that hold something, with their numbers, for change.
    #[inline]
    pub fn used_mut(&mut self) -> impl Iterator<Item = (u32, &mut Node)> {
        let cells = if self.bound == 0 {
            &mut []
        } else {
            // SAFETY: as in `get`; `bound` is not above `len`.
            unsafe { std::slice::from_raw_parts_mut(self.start.as_ptr(), self.bound) }
        };
        (0..)
            .zip(cells)
            .filter(|(_, node)| node.value.is_defined() || node.kids.is_some())
    }

    /// Cells that hold something, with their numbers.
    pub fn used(&self) -> impl Iterator<Item = (u32, &Node)> {
        (0..self.bound)
            .filter_map(|at| self.get(at).map(|node| (at as u32, node)))
            .filter(|(_, node)| node.value.is_defined() || node.kids.is_some())
    }
}

impl Drop for Cells {
    fn drop(&mut self) {
        if self.len == 0 {
            return;
        }
        for at in 0..self.bound {
            let node = self.get_mut(at);
            if matches!(node.value, Value::Heap(_) | Value::Link(_)) || node.kids.is_some() {
                *node = Node::default();
            }
        }
        if self.len == FIRST {
            // SAFETY: the cells are inside the mapping, and nothing that has to be dropped is left in them.
            unsafe { self.start.as_ptr().write_bytes(0, self.bound) };
            return Spare::put(self.start);
        }
        // SAFETY: the mapping was made by `grow` with this length; nothing points into it any more.
        unsafe { libc::munmap(self.start.as_ptr().cast(), self.len * NODE) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_bytes_are_an_undefined_node() {
        let node = Node::default();
        // SAFETY: reads the bytes that are not padding: the tag and the pointer to the children.
        let (tag, kids) = unsafe {
            let p = (&raw const node).cast::<u8>();
            (
                *(&raw const node.value).cast::<u8>(),
                *p.add(std::mem::offset_of!(Node, kids)).cast::<usize>(),
            )
        };
        assert_eq!((tag, kids), (0, 0));
    }

    #[test]
    fn a_mapping_that_is_used_again_is_empty() {
        let fill = || {
            let mut cells = Cells::default();
            assert_eq!(cells.used().count(), 0);
            assert!((0..FIRST).all(|at| !cells.get_mut(at).value.is_defined()));
            cells.get_mut(7).value = Value::from_bytes(b"a text longer than fourteen bytes");
            cells.get_mut(900).value = Value::Int(1);
            cells.start() as usize
        };
        let first = fill();
        assert_eq!(first, fill());
        std::thread::spawn(fill).join().unwrap();
    }

    #[test]
    fn cells_keep_their_nodes_when_the_array_grows() {
        let mut cells = Cells::default();
        cells.get_mut(3).value = Value::from_bytes(b"a text longer than fourteen bytes");
        cells.get_mut(100_000).value = Value::Int(7);
        assert_eq!(cells.get(3).unwrap().value.len(), 33);
        assert!(cells.get(50_000).unwrap().value.to_vec().is_empty());
        assert_eq!(
            cells.used().map(|(id, _)| id).collect::<Vec<_>>(),
            [3, 100_000]
        );
    }
}
