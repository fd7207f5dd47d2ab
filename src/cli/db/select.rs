//! `--select`: names of globals as `mupip extract` takes them.

use crate::store::record::is_name;
use crate::value::errors::{self, MError};

/// Names from the first up to the second, that one included; with `open` all that begin with it, too.
struct Range {
    low: Vec<u8>,
    high: Vec<u8>,
    open: bool,
}

/// Some names: all, unless there are ranges.
#[derive(Default)]
pub struct Selection(Vec<Range>);

impl Selection {
    /// Reads `NAME`, `NAME*`, `NAME:NAME` and `*`, with commas between; names may have their caret.
    ///
    /// # Errors
    /// SELECTSYNTAX.
    pub fn parse(text: &[u8]) -> Result<Selection, MError> {
        let bad = || MError::arg(errors::SELECTSYNTAX, "SELECT").severity('F');
        let inner = |text: &[u8]| {
            text.strip_prefix(b"\"")?
                .strip_suffix(b"\"")
                .map(<[u8]>::to_vec)
        };
        let text = inner(text).unwrap_or_else(|| text.to_vec());
        let mut ranges = Vec::new();
        let mut all = false;
        for item in text.split(|b| *b == b',') {
            if item == b"*" {
                all = true;
                continue;
            }
            let bare = |name: &[u8]| name.strip_prefix(b"^").unwrap_or(name).to_vec();
            let (low, high) = match memchr::memchr(b':', item) {
                Some(at) => (bare(&item[..at]), bare(&item[at + 1..])),
                None => (bare(item), bare(item)),
            };
            let (low, high, open) = match (low.strip_suffix(b"*"), low == high) {
                (Some(name), true) => (name.to_vec(), name.to_vec(), true),
                _ => (low, high, false),
            };
            if !is_name(&low) || !is_name(&high) || low > high {
                return Err(bad());
            }
            ranges.push(Range { low, high, open });
        }
        if all {
            ranges.clear();
        }
        Ok(Selection(ranges))
    }

    pub fn has(&self, name: &[u8]) -> bool {
        self.0.is_empty()
            || self.0.iter().any(|range| {
                let low = range.low.as_slice();
                low <= name && name <= range.high.as_slice() || range.open && name.starts_with(low)
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_ranges_and_stars() {
        let has = |text: &str, names: &str| -> Vec<bool> {
            let selection = Selection::parse(text.as_bytes()).unwrap();
            names
                .split(' ')
                .map(|n| selection.has(n.as_bytes()))
                .collect()
        };
        assert_eq!(has("a", "a aa A"), [true, false, false]);
        assert_eq!(has("\"a*,^%z\"", "a azz b %z"), [true, true, false, true]);
        assert_eq!(has("a:c", "a azz c ca"), [true, true, true, false]);
        assert_eq!(has("*", "a %"), [true, true]);
        for bad in ["", "(a,b)", "z:b", "a*:c", "a:c*", "a(1)", "a%", "a,"] {
            assert!(Selection::parse(bad.as_bytes()).is_err(), "{bad}");
        }
    }
}
