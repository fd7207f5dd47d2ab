//! The pages of a file of nodes, read without LMDB, which takes their form for granted: what is looked at here first harms nobody.
//!
//! A file has two pages that say where the trees begin, each for one committed state; all others are branches and leaves of the two
//! trees, pages of long values, or free. The tree of free pages has lists of numbers as its values.

use super::lmdb::{Fault, Snapshot};
use std::fs::File;
use std::os::unix::fs::FileExt;

const MAGIC: u32 = 0xBEEF_C0DE;
/// Bytes before the contents of a page, and before those of a node.
const HEADER: usize = 16;
const NODE: usize = 8;
/// Kinds of pages, and of a node whose value has pages of its own.
const BRANCH: u16 = 1;
const LEAF: u16 = 2;
const OVERFLOW: u16 = 4;
const BIG: u16 = 1;
/// The root of an empty tree.
const NONE: u64 = u64::MAX;
/// No tree of this engine is higher.
const HIGHEST: u16 = 32;
/// Flaws that are told; more say nothing new.
const MOST: usize = 20;

fn number<const N: usize>(bytes: &[u8], at: usize) -> u64 {
    let part = bytes.get(at..at + N).unwrap_or(&[]);
    part.iter().rev().fold(0, |n, b| n << 8 | u64::from(*b))
}

fn short(bytes: &[u8], at: usize) -> u16 {
    number::<2>(bytes, at) as u16
}

/// Where a tree begins, and what it says of itself.
struct Tree {
    depth: u16,
    /// Branches, leaves, pages of long values.
    pages: [u64; 3],
    entries: u64,
    root: u64,
}

impl Tree {
    fn read(bytes: &[u8]) -> Tree {
        Tree {
            depth: short(bytes, 6),
            pages: [8, 16, 24].map(|at| number::<8>(bytes, at)),
            entries: number::<8>(bytes, 32),
            root: number::<8>(bytes, 40),
        }
    }
}

/// What one of the two first pages says.
struct Meta {
    page: usize,
    free: Tree,
    nodes: Tree,
    last: u64,
    transaction: u64,
}

impl Meta {
    fn read(bytes: &[u8]) -> Option<Meta> {
        let meta = bytes.get(HEADER..HEADER + 136)?;
        let page = number::<4>(meta, 24) as usize;
        let sound = number::<4>(meta, 0) as u32 == MAGIC && page.is_power_of_two();
        (sound && (512..=65536).contains(&page)).then(|| Meta {
            page,
            free: Tree::read(&meta[24..]),
            nodes: Tree::read(&meta[72..]),
            last: number::<8>(meta, 120),
            transaction: number::<8>(meta, 128),
        })
    }
}

/// A walk through a state.
struct Walk<'a> {
    file: &'a File,
    page: usize,
    last: u64,
    used: Vec<u64>,
    flaws: Vec<String>,
}

/// What was counted in a tree.
#[derive(Default, PartialEq)]
struct Count {
    pages: [u64; 3],
    entries: u64,
}

/// The flaws of the state that a snapshot keeps; its pages are not used again meanwhile.
///
/// # Errors
/// Those of the system.
pub fn flaws(file: &File, snapshot: &Snapshot) -> Result<Vec<String>, Fault> {
    let system = |e: std::io::Error| Fault::of(&e);
    let length = file.metadata().map_err(system)?.len();
    let mut found = None;
    let mut page = 4096;
    for n in 0..2 {
        let mut bytes = vec![0; HEADER + 136];
        if n * page as u64 + bytes.len() as u64 <= length {
            let read = file.read_exact_at(&mut bytes, n * page as u64);
            read.map_err(system)?;
        }
        let Some(meta) = Meta::read(&bytes) else {
            return Ok(vec![format!("page {n} does not say what the file has")]);
        };
        page = meta.page;
        if meta.transaction == snapshot.number() as u64 {
            found = Some(meta);
        }
    }
    // When others commit fast the state may not be the last one any more: then LMDB, which has found it sound enough, goes on.
    let Some(meta) = found else {
        return Ok(Vec::new());
    };
    if meta.last >= length.div_ceil(meta.page as u64).max(1 << 20) * 2 {
        return Ok(vec![format!("the last page is said to be {}", meta.last)]);
    }
    let mut walk = Walk {
        file,
        page: meta.page,
        last: meta.last,
        used: vec![0; meta.last as usize / 64 + 1],
        flaws: Vec::new(),
    };
    walk.tree("nodes", &meta.nodes, false)?;
    walk.tree("free pages", &meta.free, true)?;
    Ok(walk.flaws)
}

impl Walk<'_> {
    fn tell(&mut self, flaw: String) {
        if self.flaws.len() < MOST {
            self.flaws.push(flaw);
        }
    }

    /// A page is used, or free; not both, and not twice.
    fn take(&mut self, page: u64) -> bool {
        if !(2..=self.last).contains(&page) {
            self.tell(format!("page {page} is outside the file"));
            return false;
        }
        let (word, bit) = (page as usize / 64, 1 << (page % 64));
        let is_new = self.used[word] & bit == 0;
        self.used[word] |= bit;
        if !is_new {
            self.tell(format!("page {page} is used twice"));
        }
        is_new
    }

    fn read(&self, page: u64, length: usize) -> Result<Vec<u8>, Fault> {
        let (mut bytes, at) = (vec![0; length], page * self.page as u64);
        match self.file.read_exact_at(&mut bytes, at) {
            // What is missing of a file that was cut off is zeros, and no page.
            Err(e) if e.kind() == std::io::ErrorKind::UnexpectedEof => Ok(vec![0; length]),
            other => other.map(|()| bytes).map_err(|e| Fault::of(&e)),
        }
    }

    fn tree(&mut self, name: &str, tree: &Tree, free: bool) -> Result<(), Fault> {
        let mut count = Count::default();
        if tree.depth > HIGHEST || (tree.root == NONE) != (tree.depth == 0) {
            self.tell(format!("the tree of {name} has no root"));
            return Ok(());
        }
        if tree.root != NONE {
            self.walk(tree.root, tree.depth, (None, None), free, &mut count)?;
        }
        let said = Count {
            pages: tree.pages,
            entries: tree.entries,
        };
        if self.flaws.is_empty() && count != said {
            self.tell(format!(
                "the tree of {name} has not what it is said to have"
            ));
        }
        Ok(())
    }

    /// Looks at a page and all below it; the keys of its nodes are not before the first bound, and before the second.
    fn walk(
        &mut self,
        page: u64,
        depth: u16,
        bounds: (Option<&[u8]>, Option<&[u8]>),
        free: bool,
        count: &mut Count,
    ) -> Result<(), Fault> {
        if !self.take(page) {
            return Ok(());
        }
        let bytes = self.read(page, self.page)?;
        let leaf = depth == 1;
        let (kind, lower, upper) = (short(&bytes, 10), short(&bytes, 12), short(&bytes, 14));
        let (lower, upper) = (usize::from(lower), usize::from(upper));
        let wanted = if leaf { LEAF } else { BRANCH };
        let room = HEADER <= lower && lower <= upper && upper <= self.page && lower % 2 == 0;
        let many = (lower.max(HEADER) - HEADER) / 2;
        if number::<8>(&bytes, 0) != page || kind != wanted || !room || many < 2 && !leaf {
            self.tell(format!("page {page} is not a page of a tree"));
            return Ok(());
        }
        count.pages[usize::from(leaf)] += 1;
        let mut children: Vec<(Vec<u8>, u64)> = Vec::new();
        let mut last: Option<Vec<u8>> = None;
        for n in 0..many {
            let at = usize::from(short(&bytes, HEADER + n * 2));
            let size = usize::from(short(&bytes, at + 6));
            let (low, flags) = (number::<4>(&bytes, at), short(&bytes, at + 4));
            let key = bytes.get(at + NODE..at + NODE + size);
            let (Some(key), true) = (key, at >= upper && at % 2 == 0) else {
                self.tell(format!("page {page}: node {n} is not within it"));
                return Ok(());
            };
            let first = n == 0 && !leaf;
            if !first {
                let order = |key: &[u8]| match free {
                    true => number::<8>(key, 0).to_be_bytes().to_vec(),
                    false => key.to_vec(),
                };
                let own = order(key);
                let behind = last.as_ref().is_none_or(|last| *last < own);
                let low = bounds.0.is_none_or(|bound| order(bound) <= own);
                let high = bounds.1.is_none_or(|bound| own < order(bound));
                if !(behind && low && high) || free && size != 8 {
                    self.tell(format!("page {page}: the key of node {n} is not in order"));
                    return Ok(());
                }
                last = Some(own);
            }
            if !leaf {
                let child = low | u64::from(flags) << 32;
                children.push((key.to_vec(), child));
                continue;
            }
            count.entries += 1;
            let (begin, length) = (at + NODE + size, low as usize);
            let value = match flags {
                0 => bytes.get(begin..begin + length).map(<[u8]>::to_vec),
                BIG => self.long(number::<8>(&bytes, begin), length, free, count)?,
                _ => None,
            };
            match value {
                Some(list) if free => self.list(page, &list),
                Some(_) => {}
                None => self.tell(format!("page {page}: the value of node {n} is not there")),
            }
        }
        for (n, (key, child)) in children.iter().enumerate() {
            let low = if n == 0 { bounds.0 } else { Some(&key[..]) };
            let high = children.get(n + 1).map_or(bounds.1, |(key, _)| Some(key));
            self.walk(*child, depth - 1, (low, high), free, count)?;
        }
        Ok(())
    }

    /// The value on pages of its own; of a node only its length counts.
    fn long(
        &mut self,
        page: u64,
        length: usize,
        free: bool,
        count: &mut Count,
    ) -> Result<Option<Vec<u8>>, Fault> {
        if !(2..=self.last).contains(&page) {
            return Ok(None);
        }
        let head = self.read(page, HEADER)?;
        let pages = number::<4>(&head, 12);
        let needed = (HEADER + length).div_ceil(self.page) as u64;
        let sound = number::<8>(&head, 0) == page
            && short(&head, 10) == OVERFLOW
            && (needed..=self.last + 1 - page).contains(&pages);
        if !sound {
            return Ok(None);
        }
        for page in page..page + pages {
            self.take(page);
        }
        count.pages[2] += pages;
        let wanted = if free { length } else { 0 };
        Ok(Some(self.read(page, HEADER + wanted)?.split_off(HEADER)))
    }

    /// A list of free pages: how many, and their numbers.
    fn list(&mut self, page: u64, list: &[u8]) {
        let count = number::<8>(list, 0) as usize;
        if list.len() / 8 <= count {
            self.tell(format!("page {page}: a list of free pages is cut off"));
            return;
        }
        for n in 1..=count {
            self.take(number::<8>(list, n * 8));
        }
    }
}
