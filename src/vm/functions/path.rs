//! $ZPARSE and $ZSEARCH: names of files.

use super::convert::abbreviates;
use super::{Answer, Cx, at, bounded};
use crate::value::errors::{self, MError};
use crate::value::glob::glob;
use crate::value::{NUM_BUF, Value};
use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::Path;

/// Longest file name that $ZPARSE gives, in bytes, as in GT.M.
const MAX_NAME: usize = 255;
/// $ZSEARCH streams are numbered from 0 up to this.
const MAX_STREAM: i32 = 255;

/// What functions remember from call to call: the streams of $ZSEARCH.
#[derive(Default)]
pub struct FnState {
    streams: HashMap<i32, Search>,
}

struct Search {
    /// The argument of the call that began it.
    pattern: Vec<u8>,
    /// Names still to give, last one first.
    found: Vec<Vec<u8>>,
}

/// A file name in its parts.
#[derive(Default)]
struct Parts {
    /// With a slash at either end; empty when the name has no directory.
    directory: Vec<u8>,
    name: Vec<u8>,
    /// With its point.
    kind: Vec<u8>,
}

impl Parts {
    fn new(s: &[u8], cx: &Cx<'_>) -> Parts {
        let s = cx.env.expand(s);
        let mut parts = Parts::default();
        let (directory, last) = match memchr::memrchr(b'/', &s) {
            Some(slash) => s.split_at(slash + 1),
            None => (&b""[..], &s[..]),
        };
        let last = match last {
            b"." | b".." => {
                parts.directory = full(&s, cx);
                return parts;
            }
            last => last,
        };
        if !directory.is_empty() {
            parts.directory = full(directory, cx);
        }
        // A point at the beginning belongs to the name.
        let point = memchr::memrchr(b'.', last)
            .filter(|&at| at > 0)
            .unwrap_or(last.len());
        let (name, kind) = last.split_at(point);
        (parts.name, parts.kind) = (name.to_vec(), kind.to_vec());
        parts
    }

    /// Takes from `other` what is missing.
    fn default_to(&mut self, other: Parts) {
        for (own, other) in [
            (&mut self.directory, other.directory),
            (&mut self.name, other.name),
            (&mut self.kind, other.kind),
        ] {
            if own.is_empty() {
                *own = other;
            }
        }
    }
}

/// A directory from the root on, without `.` and `..`, with a slash at its end.
fn full(directory: &[u8], cx: &Cx<'_>) -> Vec<u8> {
    let start = if directory.starts_with(b"/") {
        b""
    } else {
        cx.directory.as_os_str().as_bytes()
    };
    let mut steps: Vec<&[u8]> = Vec::new();
    for step in start
        .split(|&b| b == b'/')
        .chain(directory.split(|&b| b == b'/'))
    {
        match step {
            b"" | b"." => {}
            b".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    let mut out = vec![b'/'];
    for step in steps {
        out.extend_from_slice(step);
        out.push(b'/');
    }
    out
}

fn is_wild(s: &[u8]) -> bool {
    memchr::memchr2(b'*', b'?', s).is_some()
}

fn path(s: &[u8]) -> &Path {
    Path::new(OsStr::from_bytes(s))
}

/// `$ZPARSE(file,field,default,second default,type)`: the full name of a file, or a part of it; the empty string when its
/// directory does not exist, unless the type asks for syntax only.
pub fn zparse(args: &[&Value], cx: &Cx<'_>) -> Answer {
    /// The fields, the shortest abbreviation of each; the first three are the full name here.
    const FIELDS: [(&str, usize); 6] = [
        ("DEVICE", 1),
        ("NODE", 2),
        ("VERSION", 1),
        ("DIRECTORY", 2),
        ("NAME", 1),
        ("TYPE", 1),
    ];
    let [mut a, mut b, mut c, mut d, mut e] = [NUM_BUF; 5];
    let (file, field, kind) = (
        at(args, 0).bytes(&mut a),
        at(args, 1).bytes(&mut b),
        at(args, 4).bytes(&mut c),
    );
    let (first, second) = (at(args, 2).bytes(&mut d), at(args, 3).bytes(&mut e));
    let matches = |(name, least): &(&str, usize)| field.len() >= *least && abbreviates(field, name);
    let field = match field {
        b"" => "",
        _ => {
            FIELDS
                .iter()
                .find(|f| matches(f))
                .ok_or_else(|| MError::arg(errors::ZPARSFLDBAD, field))?
                .0
        }
    };
    let syntax_only = match kind {
        b"" => false,
        _ if abbreviates(kind, "SYNTAX_ONLY") => true,
        _ if abbreviates(kind, "NO_CONCEAL") => false,
        _ => return Err(MError::arg(errors::ZPARSETYPE, kind)),
    };
    let mut parts = Parts::new(file, cx);
    if !first.is_empty() {
        parts.default_to(Parts::new(first, cx));
        parts.default_to(Parts::new(second, cx));
    }
    if parts.directory.is_empty() {
        parts.directory = full(b"", cx);
    }
    let Parts {
        directory,
        name,
        kind,
    } = parts;
    if directory.len() + name.len() + kind.len() > MAX_NAME {
        return Ok(Value::EMPTY);
    }
    if !syntax_only && !is_wild(&directory) && !path(&directory).is_dir() {
        return Ok(Value::EMPTY);
    }
    Ok(match field {
        "DIRECTORY" => directory,
        "NAME" => name,
        "TYPE" => kind,
        _ => [directory, name, kind].concat(),
    }
    .into())
}

/// `$ZSEARCH(pattern,stream)`: the next existing file that the pattern (`*`, `?`) matches, in byte order; the empty string
/// when there is no more, after which the search begins anew.
pub fn zsearch(args: &[&Value], cx: &Cx<'_>, state: &mut FnState) -> Answer {
    let stream = at(args, 1).to_i32()?;
    if !(0..=MAX_STREAM).contains(&stream) {
        return Err(errors::ZSRCHSTRMCT.into());
    }
    let mut buf = NUM_BUF;
    let pattern = at(args, 0).bytes(&mut buf);
    if state
        .streams
        .get(&stream)
        .is_none_or(|search| search.pattern != pattern)
    {
        let search = Search {
            pattern: pattern.to_vec(),
            found: search(pattern, cx),
        };
        state.streams.insert(stream, search);
    }
    match state
        .streams
        .get_mut(&stream)
        .and_then(|search| search.found.pop())
    {
        Some(found) => bounded(found),
        None => {
            state.streams.remove(&stream);
            Ok(Value::EMPTY)
        }
    }
}

/// All files that match, in descending order.
fn search(pattern: &[u8], cx: &Cx<'_>) -> Vec<Vec<u8>> {
    if pattern.is_empty() {
        return Vec::new();
    }
    let pattern = cx.env.expand(pattern);
    let directory_only = matches!(
        &pattern[..],
        [.., b'/'] | b"." | b".." | [.., b'/', b'.'] | [.., b'/', b'.', b'.']
    );
    let whole = full(&pattern, cx);
    let mut found = vec![Vec::new()];
    for step in whole.split(|&b| b == b'/').filter(|step| !step.is_empty()) {
        let mut next = Vec::new();
        for place in &found {
            enter(place, step, &mut next);
        }
        found = next;
    }
    if found == [b""] {
        found = vec![b"/".to_vec()];
    }
    found.retain(|name| !directory_only || path(name).is_dir());
    found.sort_unstable_by(|a, b| b.cmp(a));
    found
}

/// Adds what a step of the pattern matches in the directory `place`.
fn enter(place: &[u8], step: &[u8], out: &mut Vec<Vec<u8>>) {
    let place = [place, b"/"].concat();
    if !is_wild(step) {
        let name = [place.as_slice(), step].concat();
        if fs::symlink_metadata(path(&name)).is_ok() {
            out.push(name);
        }
        return;
    }
    let Ok(entries) = fs::read_dir(path(&place)) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name().into_vec();
        if glob(step, &name, u8::eq) {
            out.push([place.as_slice(), &name].concat());
        }
    }
}
