//! Sets of key ranges: what a transaction has read.

use std::collections::BTreeMap;
use std::ops::Bound;

/// Disjoint half-open ranges: start to end.
#[derive(Default)]
pub struct Intervals(BTreeMap<Vec<u8>, Vec<u8>>);

impl Intervals {
    /// Adds the keys from `low` up to, without, `high`.
    pub fn insert(&mut self, low: Vec<u8>, high: Vec<u8>) {
        if low >= high || self.covers(&low, &high) {
            return;
        }
        let (mut low, mut high) = (low, high);
        // Everything that overlaps or touches melts into one range.
        while let Some((start, end)) = self.last_start(&high, true)
            && end >= &low[..]
        {
            let start = start.to_vec();
            if let Some(end) = self.0.remove(&start) {
                high = high.max(end);
            }
            low = low.min(start);
        }
        self.0.insert(low, high);
    }

    /// Adds them unless they are all in `exempt`.
    pub fn insert_outside(&mut self, exempt: &Intervals, low: Vec<u8>, high: Vec<u8>) {
        if !exempt.covers(&low, &high) {
            self.insert(low, high);
        }
    }

    /// The ranges, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        self.0.iter().map(|(low, high)| (&low[..], &high[..]))
    }

    fn last_start(&self, to: &[u8], inclusive: bool) -> Option<(&[u8], &[u8])> {
        let bound = if inclusive {
            Bound::Included(to)
        } else {
            Bound::Excluded(to)
        };
        self.0
            .range::<[u8], _>((Bound::Unbounded, bound))
            .next_back()
            .map(|(a, b)| (&a[..], &b[..]))
    }

    fn covers(&self, low: &[u8], high: &[u8]) -> bool {
        self.last_start(low, true)
            .is_some_and(|(_, end)| end >= high)
    }

    /// Whether any key from `low` up to, without, `high` is in the set.
    pub fn overlaps(&self, low: &[u8], high: &[u8]) -> bool {
        self.last_start(high, false)
            .is_some_and(|(_, end)| end > low)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_a_plain_set() {
        let mut seed = 7_u32;
        let mut random = |n: u32| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 16) % n
        };
        for _ in 0..300 {
            let (mut set, mut plain) = (Intervals::default(), [false; 64]);
            for _ in 0..12 {
                let low = random(64) as u8;
                let high = (low + random(9) as u8).min(64);
                set.insert(vec![low], vec![high]);
                plain[low as usize..high as usize].fill(true);
            }
            for low in 0..64_u8 {
                for high in low + 1..=64 {
                    let wanted = plain[low as usize..high as usize].contains(&true);
                    assert_eq!(set.overlaps(&[low], &[high]), wanted);
                }
            }
        }
    }
}
