//! Delimiters of a socket: their notation in DELIMITER, and the search for the one that completes first.

use memchr::{memchr, memchr2, memchr3};

/// Most delimiters a socket can have; further ones are dropped (socket.md, "Delimiters").
const MOST: usize = 64;

/// A list of delimiters in the order given; the first is what `WRITE !` sends.
#[derive(Debug, Clone, Default)]
pub struct Delimiters {
    list: Vec<Vec<u8>>,
    /// Distinct last bytes: only there can a delimiter complete.
    ends: Vec<u8>,
}

/// A delimiter found in received bytes.
#[derive(Debug, PartialEq, Eq)]
pub struct Match {
    /// Its place in the list.
    pub which: usize,
    /// Bytes before it.
    pub start: usize,
    /// Bytes up to its end.
    pub end: usize,
}

impl Delimiters {
    /// From the notation `a:b`: `:` separates, `/` escapes the next character, empty items do not count.
    pub fn parse(text: &[u8]) -> Self {
        let (mut list, mut item, mut bytes) = (Vec::new(), Vec::new(), text.iter());
        loop {
            match bytes.next() {
                Some(b'/') => match bytes.next() {
                    Some(escaped) => item.push(*escaped),
                    // A lone slash at the end drops the item that it belongs to.
                    None => item.clear(),
                },
                Some(b':') => list.push(std::mem::take(&mut item)),
                Some(other) => item.push(*other),
                None => break,
            }
        }
        list.push(item);
        Self::new(list)
    }

    /// From the delimiters themselves.
    pub fn new(mut list: Vec<Vec<u8>>) -> Self {
        list.retain(|d| !d.is_empty());
        list.truncate(MOST);
        let mut ends: Vec<u8> = list.iter().filter_map(|d| d.last().copied()).collect();
        ends.sort_unstable();
        ends.dedup();
        Delimiters { list, ends }
    }

    pub fn list(&self) -> &[Vec<u8>] {
        &self.list
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub fn get(&self, which: usize) -> &[u8] {
        self.list.get(which).map_or(b"", Vec::as_slice)
    }

    /// What `WRITE !` sends.
    pub fn first(&self) -> &[u8] {
        self.get(0)
    }

    /// Length of the longest, in bytes.
    pub fn longest(&self) -> usize {
        self.list.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// Finds the delimiter that completes first at or after `from`; of those that complete at the same byte the
    /// first of the list wins. Before `from` none may complete.
    pub fn find(&self, bytes: &[u8], from: usize) -> Option<Match> {
        let mut at = from;
        while let Some(next) = bytes.get(at..).and_then(|rest| self.next_end(rest)) {
            let end = at + next + 1;
            if let Some(found) = self.completes(&bytes[..end]) {
                return Some(found);
            }
            at = end;
        }
        None
    }

    /// The delimiter that `bytes` end with.
    pub fn completes(&self, bytes: &[u8]) -> Option<Match> {
        let which = self.list.iter().position(|d| bytes.ends_with(d))?;
        Some(Match {
            which,
            start: bytes.len() - self.list[which].len(),
            end: bytes.len(),
        })
    }

    fn next_end(&self, bytes: &[u8]) -> Option<usize> {
        match self.ends[..] {
            [] => None,
            [a] => memchr(a, bytes),
            [a, b] => memchr2(a, b, bytes),
            [a, b, c] => memchr3(a, b, c, bytes),
            _ => bytes
                .iter()
                .position(|byte| self.ends.binary_search(byte).is_ok()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &[u8]) -> Vec<Vec<u8>> {
        Delimiters::parse(text).list
    }

    #[test]
    fn notation() {
        assert_eq!(parsed(b"a::b"), [b"a", b"b"]);
        assert!(parsed(b":").is_empty() && parsed(b"").is_empty() && parsed(b"a/").is_empty());
        assert_eq!(parsed(b"/:://:a/b"), [&b":"[..], b"/", b"ab"]);
    }

    #[test]
    fn the_one_that_completes_first_wins() {
        for list in [&b"ab:abc"[..], b"abc:ab"] {
            let delimiters = Delimiters::parse(list);
            let found = delimiters.find(b"1abc2", 0).unwrap();
            assert_eq!(
                (delimiters.get(found.which), found.start, found.end),
                (&b"ab"[..], 1, 3)
            );
        }
        let many = Delimiters::parse(b"a:b:c:d:ee");
        assert_eq!(
            many.find(b"xyeez", 0),
            Some(Match {
                which: 4,
                start: 2,
                end: 4
            })
        );
    }
}
