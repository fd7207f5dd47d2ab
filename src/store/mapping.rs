//! Mapping files: several databases for one name space.
//!
//! Where a database is looked for, there may be a text instead. Its first line is `mrun mapping`; each further line has a pattern of
//! names, blanks, and the file of the globals whose names fit. The most specific pattern counts, as in GT.M's global directories. A
//! name of its own, or an ending of its own, would be one more thing to look for whenever a database is opened.

use super::key::END;
use super::record::is_name;
use crate::value::errors::{MError, ZGBLDIRACC};
use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

/// The first line of a mapping.
const HEAD: &[u8] = b"mrun mapping";
/// A mapping is a text that people write: longer ones are something else.
const MAX_LENGTH: u64 = 1 << 20;

/// What is wrong with a mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
enum Flaw {
    #[error("a name, NAME*, NAME:NAME or * is expected")]
    Pattern,
    #[error("the second name has to sort behind the first")]
    Backwards,
    #[error("the file is missing")]
    NoFile,
    #[error("these names have a line already")]
    Twice,
    #[error("these names overlap those of another line, and neither are all among the other's")]
    Overlap,
    #[error("no line is for *, all other names")]
    NoRest,
}

/// A flaw and where it is: line, from 1, and column, from 0.
type Wrong = (Flaw, usize, usize);

/// Names from `low` up to, without, `high`; no `high` is up to the last.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Names {
    low: Vec<u8>,
    high: Option<Vec<u8>>,
}

impl Names {
    fn of_pattern(pattern: &[u8]) -> Result<Names, (Flaw, usize)> {
        let bad = |at: usize| (Flaw::Pattern, at);
        if pattern == b"*" {
            return Ok(Names {
                low: Vec::new(),
                high: None,
            });
        }
        if let Some(at) = memchr::memchr(b':', pattern) {
            let (low, high) = (&pattern[..at], &pattern[at + 1..]);
            if !is_name(low) {
                return Err(bad(0));
            }
            if !is_name(high) {
                return Err(bad(at + 1));
            }
            if low >= high {
                return Err((Flaw::Backwards, at + 1));
            }
            return Ok(Names {
                low: low.to_vec(),
                high: Some(high.to_vec()),
            });
        }
        let (name, open) = match pattern.strip_suffix(b"*") {
            Some(name) => (name, true),
            None => (pattern, false),
        };
        if !is_name(name) {
            return Err(bad(0));
        }
        let mut high = name.to_vec();
        match high.last_mut() {
            Some(last) if open => *last += 1,
            // Behind the name, and all keys of the global, and before all other names.
            _ => high.push(END + 1),
        }
        Ok(Names {
            low: name.to_vec(),
            high: Some(high),
        })
    }

    fn ends_after(&self, at: &[u8]) -> bool {
        self.high.as_deref().is_none_or(|high| at < high)
    }

    fn holds(&self, other: &Names) -> bool {
        self.low <= other.low
            && match (&self.high, &other.high) {
                (None, _) => true,
                (Some(_), None) => false,
                (Some(own), Some(other)) => other <= own,
            }
    }

    fn meets(&self, other: &Names) -> bool {
        self.ends_after(&other.low) && other.ends_after(&self.low)
    }
}

/// Neighbouring names that are in one file.
#[derive(Debug, PartialEq, Eq)]
pub struct Segment {
    /// The first name.
    pub low: Vec<u8>,
    /// The first name that is not among them.
    pub high: Option<Vec<u8>>,
    /// The number of the file.
    pub file: usize,
}

impl Segment {
    pub fn holds(&self, name: &[u8]) -> bool {
        self.low.as_slice() <= name && self.high.as_deref().is_none_or(|high| name < high)
    }
}

/// The files of a name space.
#[derive(Debug, PartialEq, Eq)]
pub struct Mapping {
    pub files: Vec<PathBuf>,
    /// All names, in order.
    pub segments: Vec<Segment>,
}

impl Mapping {
    /// The files behind a name: the file itself, unless it is a mapping.
    ///
    /// # Errors
    /// ZGBLDIRACC, with what is wrong with the mapping.
    pub fn of(path: &Path) -> Result<Mapping, MError> {
        let text = match read(path) {
            Ok(Some(text)) => text,
            // Whoever opens the file says what is wrong with it.
            Ok(None) | Err(_) => {
                return Ok(Mapping {
                    files: vec![path.to_path_buf()],
                    segments: vec![Segment {
                        low: Vec::new(),
                        high: None,
                        file: 0,
                    }],
                });
            }
        };
        let folder = path.parent().unwrap_or(Path::new(""));
        Mapping::parse(&text, folder).map_err(|wrong| trouble(path, &text, wrong))
    }

    fn parse(text: &[u8], folder: &Path) -> Result<Mapping, Wrong> {
        let mut files: Vec<PathBuf> = Vec::new();
        let mut rows: Vec<(Names, usize)> = Vec::new();
        let mut count = 0;
        for (number, line) in text.split(|b| *b == b'\n').enumerate() {
            count = number + 1;
            let line = line.trim_ascii_end();
            let indent = line.len() - line.trim_ascii_start().len();
            let body = &line[indent..];
            if number == 0 || body.is_empty() || body[0] == b';' {
                continue;
            }
            let wrong = |(flaw, at): (Flaw, usize)| (flaw, number + 1, indent + at);
            let end = body.iter().position(u8::is_ascii_whitespace);
            let (pattern, file) = body.split_at(end.unwrap_or(body.len()));
            let names = Names::of_pattern(pattern).map_err(wrong)?;
            let file = file.trim_ascii_start();
            if file.is_empty() {
                return Err(wrong((Flaw::NoFile, body.len())));
            }
            for (other, _) in rows.iter().filter(|(other, _)| other.meets(&names)) {
                if *other == names {
                    return Err(wrong((Flaw::Twice, 0)));
                }
                if !other.holds(&names) && !names.holds(other) {
                    return Err(wrong((Flaw::Overlap, 0)));
                }
            }
            let file = folder.join(OsStr::from_bytes(file));
            let at = files.iter().position(|known| *known == file);
            let at = at.unwrap_or_else(|| {
                files.push(file);
                files.len() - 1
            });
            rows.push((names, at));
        }
        if !rows
            .iter()
            .any(|(n, _)| n.low.is_empty() && n.high.is_none())
        {
            return Err((Flaw::NoRest, count, 0));
        }
        Ok(Mapping {
            segments: segments(&rows),
            files,
        })
    }

    /// Reads a text as a mapping, or finds what is wrong with it: for the fuzzer.
    #[cfg(any(fuzzing, test))]
    pub fn check(text: &[u8]) {
        if let Err(wrong) = Mapping::parse(text, Path::new("")) {
            trouble(Path::new(""), text, wrong);
        }
    }

    /// The number of the segment of a name.
    #[inline]
    pub fn segment(&self, name: &[u8]) -> usize {
        self.segments
            .partition_point(|s| s.low.as_slice() <= name)
            .saturating_sub(1)
    }

    /// The number of the file of a name.
    #[inline]
    pub fn file(&self, name: &[u8]) -> usize {
        self.segments.get(self.segment(name)).map_or(0, |s| s.file)
    }
}

/// All names cut where a row begins or ends, each piece with the file of the smallest row around it.
fn segments(rows: &[(Names, usize)]) -> Vec<Segment> {
    let mut cuts: Vec<&[u8]> = rows.iter().map(|(n, _)| n.low.as_slice()).collect();
    cuts.extend(rows.iter().filter_map(|(n, _)| n.high.as_deref()));
    cuts.sort_unstable();
    cuts.dedup();
    let mut out: Vec<Segment> = Vec::new();
    for (at, low) in cuts.iter().enumerate() {
        let around = rows
            .iter()
            .filter(|(n, _)| n.low.as_slice() <= *low && n.ends_after(low));
        let Some((_, file)) = around.reduce(|a, b| if a.0.holds(&b.0) { b } else { a }) else {
            continue;
        };
        let high = cuts.get(at + 1).map(|high| high.to_vec());
        match out.last_mut() {
            Some(last) if last.file == *file => last.high = high,
            _ => out.push(Segment {
                low: low.to_vec(),
                high,
                file: *file,
            }),
        }
    }
    out
}

/// The text of a mapping; `None`: the file is something else.
fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let mut file = File::open(path)?;
    let mut text = vec![0; HEAD.len() + 1];
    if file.read_exact(&mut text).is_err() || !is_head(&text) {
        return Ok(None);
    }
    file.take(MAX_LENGTH).read_to_end(&mut text)?;
    Ok(Some(text))
}

fn is_head(start: &[u8]) -> bool {
    start
        .strip_prefix(HEAD)
        .is_some_and(|rest| rest.first().is_none_or(u8::is_ascii_whitespace))
}

/// The error, with the line and a caret below it.
fn trouble(path: &Path, text: &[u8], (flaw, line, column): Wrong) -> MError {
    let args = [path.as_os_str().as_bytes(), b".  Cannot continue", b""];
    let error = MError::with(ZGBLDIRACC, args.map(<[u8]>::to_vec).into())
        .text(format!("line {line}: {flaw}"));
    let shown = text.split(|b| *b == b'\n').nth(line - 1);
    let shown = String::from_utf8_lossy(shown.unwrap_or_default());
    let shown = shown.trim_end().replace('\t', " ");
    if shown.is_empty() {
        return error;
    }
    error
        .text(&shown)
        .text(format!("{}^-----", " ".repeat(column)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mapping(rows: &str) -> Result<Mapping, Wrong> {
        Mapping::parse(format!("mrun mapping\n{rows}").as_bytes(), Path::new("/d"))
    }

    #[test]
    fn the_most_specific_pattern_counts() {
        let m = mapping(
            "; comment\n\
             *      rest.mrdb\n\
             A*     /x/a b.mrdb\n\
             AB     rest.mrdb\n\
             AB*    ab\n\
             %Z:%ZZ z\n\
             T:W    tw\n\
             Ux*    ux\n",
        )
        .unwrap();
        for (name, file) in [
            ("%", "/d/rest.mrdb"),
            ("%Y", "/d/rest.mrdb"),
            ("%Z", "/d/z"),
            ("%ZA", "/d/z"),
            ("%ZZ", "/d/rest.mrdb"),
            ("A", "/x/a b.mrdb"),
            ("AA", "/x/a b.mrdb"),
            ("AB", "/d/rest.mrdb"),
            ("ABA", "/d/ab"),
            ("AC", "/x/a b.mrdb"),
            ("B", "/d/rest.mrdb"),
            ("T", "/d/tw"),
            ("Uw", "/d/tw"),
            ("Ux", "/d/ux"),
            ("Uxyz", "/d/ux"),
            ("Uy", "/d/tw"),
            ("W", "/d/rest.mrdb"),
            ("zz", "/d/rest.mrdb"),
        ] {
            let found = &m.files[m.file(name.as_bytes())];
            assert_eq!(found, Path::new(file), "{name}");
            let segment = &m.segments[m.segment(name.as_bytes())];
            assert!(segment.holds(name.as_bytes()), "{name}");
        }
        assert!(
            m.segments
                .is_sorted_by(|a, b| a.high.as_ref() == Some(&b.low))
        );
    }

    #[test]
    fn flaws_have_places() {
        for (rows, flaw, line, column) in [
            ("* r\nA** x", Flaw::Pattern, 3, 0),
            ("* r\n  A:1 x", Flaw::Pattern, 3, 4),
            ("* r\nB:A x", Flaw::Backwards, 3, 2),
            ("* r\nA*", Flaw::NoFile, 3, 2),
            ("* r\nA* a\nA* b", Flaw::Twice, 4, 0),
            ("* r\nA:C a\nB:D b", Flaw::Overlap, 4, 0),
            ("A* a", Flaw::NoRest, 2, 0),
        ] {
            assert_eq!(mapping(rows), Err((flaw, line, column)), "{rows}");
        }
        let text = b"mrun mapping\n*\tr\nA** x\n";
        let wrong = Mapping::parse(text, Path::new("")).unwrap_err();
        assert_eq!(
            trouble(Path::new("/m.mrdb"), text, wrong).to_string(),
            "%GTM-E-ZGBLDIRACC, Cannot access global directory /m.mrdb.  Cannot continue.\n\
             %GTM-I-TEXT, line 3: a name, NAME*, NAME:NAME or * is expected\n\
             %GTM-I-TEXT, A** x\n\
             %GTM-I-TEXT, ^-----"
        );
    }
}
