//! The form of a local array for integer subscripts in a compact range: a directory of pages of 64 slots.

use super::Node;

const BITS: u32 = 6;
const PAGE: usize = 1 << BITS;
/// Slots that a node may cost while the array grows.
const SHARE: usize = 4;
/// Slots that an array may have beyond its share for the number of nodes.
const SLACK_SLOTS: usize = 64;
/// Pages that the directory may have beyond its share for the number of pages in use.
const SLACK_PAGES: usize = 16;

#[derive(Clone, Default)]
struct Page {
    /// One bit a slot in use.
    used: u64,
    /// As many slots as the page needed so far.
    slots: Vec<Node>,
}

/// Integer subscripts, at least about a quarter of the slots in use.
#[derive(Clone, Default)]
pub struct Dense {
    /// Number of the directory's first page: its first subscript by 64.
    base: i64,
    /// The directory; its last page is in use.
    pages: Vec<Page>,
    /// Position of the first page in use.
    head: usize,
    /// Pages in use.
    live: usize,
    /// Slots allocated.
    slots: usize,
    len: usize,
}

/// Place of a subscript: position in the directory, slot in the page.
#[derive(Clone, Copy)]
pub struct Place(usize, usize);

#[inline]
fn slot_of(key: i64) -> usize {
    (key & (PAGE as i64 - 1)) as usize
}

impl Dense {
    #[inline]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Beyond the directory for subscripts outside its range.
    #[inline]
    fn page_of(&self, key: i64) -> usize {
        (key >> BITS).wrapping_sub(self.base) as usize
    }

    fn key_of(&self, page: usize, slot: u32) -> i64 {
        ((self.base + page as i64) << BITS) + i64::from(slot)
    }

    #[inline]
    pub fn get(&self, key: i64) -> Option<&Node> {
        let page = self.pages.get(self.page_of(key))?;
        let slot = slot_of(key);
        if page.used >> slot & 1 == 0 {
            return None;
        }
        page.slots.get(slot)
    }

    #[inline]
    pub fn get_mut(&mut self, key: i64) -> Option<&mut Node> {
        let at = self.page_of(key);
        let page = self.pages.get_mut(at)?;
        let slot = slot_of(key);
        if page.used >> slot & 1 == 0 {
            return None;
        }
        page.slots.get_mut(slot)
    }

    /// Where the subscript has room already.
    #[inline]
    pub fn place(&self, key: i64) -> Option<Place> {
        let at = self.page_of(key);
        let page = self.pages.get(at)?;
        let slot = slot_of(key);
        (slot < page.slots.len()).then_some(Place(at, slot))
    }

    /// The node at a place, made when missing.
    #[inline]
    pub fn entry(&mut self, Place(at, slot): Place) -> &mut Node {
        let page = &mut self.pages[at];
        let bit = 1 << slot;
        if page.used & bit == 0 {
            if page.used == 0 {
                self.live += 1;
                self.head = self.head.min(at);
            }
            page.used |= bit;
            self.len += 1;
        }
        &mut page.slots[slot]
    }

    /// Makes room for a subscript; `None` when that would leave too many slots unused.
    #[cold]
    #[inline(never)]
    pub fn make_room(&mut self, key: i64) -> Option<Place> {
        let (number, first) = (key >> BITS, self.base + self.head as i64);
        let last = self.base + self.pages.len() as i64 - 1;
        let span = if self.live == 0 {
            1
        } else {
            number.max(last).abs_diff(number.min(first)) + 1
        };
        if span > (2 * self.live + SLACK_PAGES) as u64 {
            return None;
        }
        let more = self.room(key).saturating_sub(self.slots_at(key));
        (self.slots + more <= SHARE * self.len + SLACK_SLOTS).then(|| self.force_room(key))
    }

    fn slots_at(&self, key: i64) -> usize {
        self.pages
            .get(self.page_of(key))
            .map_or(0, |p| p.slots.len())
    }

    /// How many slots the page of a subscript should have.
    fn room(&self, key: i64) -> usize {
        if self.len < PAGE {
            (slot_of(key) + 1).next_power_of_two().max(8)
        } else {
            PAGE
        }
    }

    /// Makes room for a subscript at any cost. The caller enters a node there.
    pub fn force_room(&mut self, key: i64) -> Place {
        if self.live == 0 {
            *self = Dense {
                base: key >> BITS,
                ..Dense::default()
            };
        }
        let (number, room) = (key >> BITS, self.room(key));
        if number < self.base {
            // Twice the room needed, so that downward growth moves the directory seldom.
            let more = self.base.abs_diff(number) as usize + self.pages.len();
            self.pages
                .splice(0..0, std::iter::repeat_with(Page::default).take(more));
            self.base -= more as i64;
            self.head += more;
        }
        let at = self.page_of(key);
        if at >= self.pages.len() {
            if at < 4 {
                // `Vec` alone would begin with room for four.
                self.pages.reserve_exact(at + 1 - self.pages.len());
            }
            self.pages.resize_with(at + 1, Page::default);
        }
        let slots = &mut self.pages[at].slots;
        if let Some(more) = room.checked_sub(slots.len()) {
            self.slots += more;
            slots.reserve_exact(more);
            slots.resize_with(room, Node::default);
        }
        Place(at, slot_of(key))
    }

    pub fn remove(&mut self, key: i64) -> Option<Node> {
        let node = std::mem::take(self.get_mut(key)?);
        let at = self.page_of(key);
        let page = &mut self.pages[at];
        page.used &= !(1 << slot_of(key));
        self.len -= 1;
        if page.used == 0 {
            self.slots -= page.slots.len();
            page.slots = Vec::new();
            self.live -= 1;
            self.trim();
        }
        Some(node)
    }

    /// Drops unused pages from both ends of the directory.
    fn trim(&mut self) {
        while self.pages.last().is_some_and(|p| p.used == 0) {
            self.pages.pop();
        }
        self.head = self.head.min(self.pages.len());
        while self.pages.get(self.head).is_some_and(|p| p.used == 0) {
            self.head += 1;
        }
        // Only once they are the greater part, so that emptying from the front costs little a page.
        if self.head > self.pages.len() / 2 {
            self.pages.drain(..self.head);
            self.base += self.head as i64;
            self.head = 0;
        }
    }

    /// Whether another form would serve better after removals.
    pub fn is_sparse(&self) -> bool {
        self.slots > 2 * SHARE * self.len + SLACK_SLOTS
            || self.pages.len() - self.head > 4 * (self.live + SLACK_PAGES)
    }

    /// The first node at or after a subscript.
    #[inline]
    pub fn at_or_after(&self, key: i64) -> Option<(i64, &Node)> {
        let first = self.base + self.head as i64;
        let (mut at, slot) = if key >> BITS < first {
            (self.head, 0)
        } else {
            (self.page_of(key), slot_of(key))
        };
        let mut used = self.pages.get(at)?.used & (u64::MAX << slot);
        while used == 0 {
            at += 1;
            used = self.pages.get(at)?.used;
        }
        self.found(at, used.trailing_zeros())
    }

    /// The last node at or before a subscript.
    #[inline]
    pub fn at_or_before(&self, key: i64) -> Option<(i64, &Node)> {
        if key >> BITS < self.base {
            return None;
        }
        let (mut at, slot) = match self.page_of(key) {
            at if at < self.pages.len() => (at, slot_of(key)),
            _ => (self.pages.len().checked_sub(1)?, PAGE - 1),
        };
        let mut used = self.pages.get(at)?.used & (u64::MAX >> (PAGE - 1 - slot));
        while used == 0 {
            at = at.checked_sub(1).filter(|at| *at >= self.head)?;
            used = self.pages.get(at)?.used;
        }
        self.found(at, u64::BITS - 1 - used.leading_zeros())
    }

    #[inline]
    fn found(&self, at: usize, slot: u32) -> Option<(i64, &Node)> {
        let node = self.pages.get(at)?.slots.get(slot as usize)?;
        Some((self.key_of(at, slot), node))
    }

    /// All nodes, in order.
    pub fn iter(&self) -> impl Iterator<Item = (i64, &Node)> {
        let mut from = i64::MIN;
        std::iter::from_fn(move || {
            let (key, node) = self.at_or_after(from)?;
            from = key + 1;
            Some((key, node))
        })
    }

    /// All nodes, in order.
    pub fn into_nodes(self) -> impl Iterator<Item = (i64, Node)> {
        self.pages
            .into_iter()
            .zip(self.base..)
            .flat_map(|(page, number)| {
                let slots = page.slots.into_iter().enumerate();
                let used = slots.filter(move |(slot, _)| page.used >> slot & 1 == 1);
                used.map(move |(slot, node)| ((number << BITS) + slot as i64, node))
            })
    }

    /// All slots, used or not.
    pub fn slots_mut(&mut self) -> impl Iterator<Item = &mut Node> {
        self.pages.iter_mut().flat_map(|p| &mut p.slots)
    }
}
