//! The cells of a symbol table: an array by name number that takes memory only where it is touched.
//!
//! The numbers are those of the whole engine, so that a session with few names among very many must stay small: the array is an
//! anonymous mapping, whose pages the system gives out at the first write, and which reads as zero before.

use crate::value::Value;
use crate::value::array::Node;
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
