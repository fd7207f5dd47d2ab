//! Data buffers: component trace entries, one behind the other, and a halfword of zeros.

use super::sections::Damage;

/// Bytes before the data of an entry.
pub const HEAD: usize = 16;
/// Bytes behind them.
pub const TAIL: usize = 2;
/// Bytes that end a buffer.
pub const END: usize = 2;
/// The most data of an entry.
pub const LONGEST: usize = 60 * 1024;

/// What the data of an entry are, beside SMF records, where it is their subtype.
pub mod format {
    pub const PACKET: u32 = 4;
    pub const OSAENTA: u32 = 7;
    /// The last one of those of packets; between them are data traces, and traces of EE.
    pub const SMC: u32 = 8;
}

/// An entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry<'a> {
    pub format: u32,
    /// When it was made.
    pub time: u64,
    pub data: &'a [u8],
}

/// Appends an entry; `data` appends its data.
#[inline]
pub fn push(out: &mut Vec<u8>, format: u32, time: u64, data: &[u8]) {
    let length = (HEAD + data.len() + TAIL) as u16;
    out.extend(length.to_be_bytes());
    out.extend((HEAD as u16).to_be_bytes());
    out.extend(format.to_be_bytes());
    out.extend(time.to_be_bytes());
    out.extend(data);
    out.extend(length.to_be_bytes());
}

/// The entries of a buffer, up to its end or the first one that is damaged.
#[derive(Debug, Clone)]
pub struct Entries<'a>(&'a [u8]);

impl<'a> Entries<'a> {
    pub fn new(buffer: &'a [u8]) -> Self {
        Entries(buffer)
    }

    /// Bytes that were not walked yet.
    pub fn rest(&self) -> usize {
        self.0.len()
    }

    #[inline]
    fn read(&self) -> Result<Option<(Entry<'a>, &'a [u8])>, Damage> {
        let half = |at: usize| {
            self.0
                .get(at..at + 2)
                .map(|b| usize::from(u16::from_be_bytes([b[0], b[1]])))
        };
        let length = match half(0) {
            None if self.0.is_empty() => return Ok(None),
            None => {
                return Err(Damage::Short {
                    what: "entry",
                    length: 2,
                    there: 1,
                });
            }
            Some(0) => return Ok(None),
            Some(length) => length,
        };
        let there = self.0.len();
        if length < HEAD + TAIL || length > there {
            return Err(Damage::Short {
                what: "entry",
                length,
                there,
            });
        }
        let (entry, rest) = self.0.split_at(length);
        let start = half(2).unwrap_or_default();
        if !(HEAD..=length - TAIL).contains(&start) {
            return Err(Damage::Value {
                what: "start of an entry's data",
                value: start,
            });
        }
        let tail = half(length - TAIL).unwrap_or_default();
        if tail != length {
            return Err(Damage::Value {
                what: "length behind an entry",
                value: tail,
            });
        }
        let word = |at: usize| {
            u32::from_be_bytes([entry[at], entry[at + 1], entry[at + 2], entry[at + 3]])
        };
        let found = Entry {
            format: word(4),
            time: u64::from(word(8)) << 32 | u64::from(word(12)),
            data: &entry[start..length - TAIL],
        };
        Ok(Some((found, rest)))
    }
}

impl<'a> Iterator for Entries<'a> {
    type Item = Result<Entry<'a>, Damage>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        match self.read() {
            Ok(Some((entry, rest))) => {
                self.0 = rest;
                Some(Ok(entry))
            }
            Ok(None) => None,
            Err(damage) => {
                self.0 = &[];
                Some(Err(damage))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    #[test]
    fn buffers_are_walked_as_they_were_filled() {
        let mut random = Random(3);
        for _ in 0..200 {
            let data: Vec<Vec<u8>> = (0..random.below(20))
                .map(|_| vec![7; random.below(300)])
                .collect();
            let mut buffer = Vec::new();
            data.iter().for_each(|data| push(&mut buffer, 4, 9, data));
            buffer.extend([0; END]);
            let walked: Vec<_> = Entries::new(&buffer)
                .map(|e| e.unwrap().data.to_vec())
                .collect();
            assert_eq!(walked, data);
        }
    }

    #[test]
    fn damaged_entries_end_the_walk() {
        let mut good = Vec::new();
        push(&mut good, 1, 2, b"data");
        for (at, value) in [(1, 23), (1, 10), (3, 15), (3, 30), (21, 0)] {
            let mut buffer = good.clone();
            buffer[at] = value;
            buffer.extend([0; END]);
            let all: Vec<_> = Entries::new(&buffer).collect();
            assert!(all.last().unwrap().is_err(), "{at} {value}");
        }
        let walked: Vec<_> = Entries::new(&good[..21]).collect();
        assert!(walked[0].is_err());
        assert!(Entries::new(&[0]).next().unwrap().is_err());
        assert!(Entries::new(&[0, 0]).next().is_none());
    }
}
