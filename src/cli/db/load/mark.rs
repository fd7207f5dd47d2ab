//! How far a load has come: what is committed with the data, for `--resume`.

/// A place in the files of a load. Everything before it is committed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// Number of the file, from 0.
    pub file: u64,
    /// Bytes and lines of it.
    pub offset: u64,
    pub lines: u64,
    /// Bytes of the last line with its end, and its sum: they tell whether the file is still the same.
    pub length: u64,
    pub sum: u64,
    /// Nodes and lines with errors of all files so far.
    pub nodes: u64,
    pub failed: u64,
}

impl Mark {
    fn fields(&mut self) -> [&mut u64; 7] {
        [
            &mut self.file,
            &mut self.offset,
            &mut self.lines,
            &mut self.length,
            &mut self.sum,
            &mut self.nodes,
            &mut self.failed,
        ]
    }

    pub fn text(mut self) -> String {
        self.fields().map(|field| field.to_string()).join(" ")
    }

    pub fn parse(text: &[u8]) -> Option<Mark> {
        let mut words = std::str::from_utf8(text).ok()?.split(' ');
        let mut mark = Mark::default();
        for field in mark.fields() {
            *field = words.next()?.parse().ok()?;
        }
        words.next().is_none().then_some(mark)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::fnv::sum;

    #[test]
    fn marks_come_back() {
        let mark = Mark {
            file: 1,
            sum: sum(b"x"),
            failed: 7,
            ..Mark::default()
        };
        assert_eq!(Mark::parse(mark.text().as_bytes()), Some(mark));
        assert_eq!(Mark::parse(b"1 2"), None);
        assert_eq!(Mark::parse(b"1 2 3 4 5 6 7 8"), None);
    }
}
