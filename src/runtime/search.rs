//! The search path of `$ZROUTINES`: folders with sources, and where their object files lie.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

/// One entry of a search path.
#[derive(Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where object files are; that of the sources themselves for an entry that names one folder only.
    pub objects: PathBuf,
    pub sources: Vec<PathBuf>,
    /// The objects have a folder of their own.
    pub apart: bool,
}

/// The entries in order: `dir`, `objects(sources…)`, a `*` after the object folder; libraries have none.
pub fn entries(search: &[u8]) -> Vec<Entry> {
    let mut out = Vec::new();
    let text = String::from_utf8_lossy(search).into_owned();
    let mut rest = text.as_str();
    let plain = |dir: PathBuf| Entry {
        objects: dir.clone(),
        sources: vec![dir],
        apart: false,
    };
    if rest.trim().is_empty() {
        out.push(plain(PathBuf::from(".")));
    }
    while !rest.is_empty() {
        rest = rest.trim_start();
        let end = rest.find([' ', '(']).unwrap_or(rest.len());
        let (object, after) = rest.split_at(end);
        let object = object.trim_end_matches('*');
        let after_blank = after.trim_start();
        if let Some(inside) = after_blank.strip_prefix('(') {
            let close = inside.find(')').unwrap_or(inside.len());
            let sources = inside[..close].split_whitespace();
            out.push(Entry {
                objects: PathBuf::from(expand(object)),
                sources: sources.map(|d| PathBuf::from(expand(d))).collect(),
                apart: true,
            });
            rest = inside.get(close + 1..).unwrap_or("");
        } else {
            if !object.is_empty() && !object.ends_with(".so") {
                out.push(plain(PathBuf::from(expand(object))));
            }
            rest = after;
        }
    }
    out
}

/// Folders with sources, in order.
pub fn source_directories(search: &[u8]) -> Vec<PathBuf> {
    entries(search)
        .into_iter()
        .flat_map(|e| e.sources)
        .collect()
}

/// Replaces `$NAME` at the start of a path by the environment's value.
fn expand(path: &str) -> String {
    let Some(rest) = path.strip_prefix('$') else {
        return path.to_string();
    };
    let end = rest.find('/').unwrap_or(rest.len());
    match std::env::var(&rest[..end]) {
        Ok(value) => value + &rest[end..],
        Err(_) => path.to_string(),
    }
}

/// File of a routine: `%` becomes `_`.
pub fn file_name(routine: &[u8], extension: &str) -> PathBuf {
    let mut out = routine.to_vec();
    if out.first() == Some(&b'%') {
        out[0] = b'_';
    }
    out.push(b'.');
    out.extend_from_slice(extension.as_bytes());
    PathBuf::from(OsStr::from_bytes(&out))
}

/// Routine of a file name.
pub fn routine_name(path: &Path) -> Vec<u8> {
    let mut name = path
        .file_stem()
        .map(|s| s.as_bytes().to_vec())
        .unwrap_or_default();
    if name.first() == Some(&b'_') {
        name[0] = b'%';
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn search_paths_as_gtm_writes_them() {
        let dirs: Vec<_> = source_directories(b"/o*(/a /b) . $gtm_nothing/x.so /c*")
            .iter()
            .map(|d| d.to_string_lossy().into_owned())
            .collect();
        assert_eq!(dirs, ["/a", "/b", ".", "/c"]);
        assert_eq!(file_name(b"%D", "m"), Path::new("_D.m"));
        let objects: Vec<_> = entries(b"/o*(/a /b) /p() /c*")
            .into_iter()
            .map(|e| (e.objects.display().to_string(), e.sources.len(), e.apart))
            .collect();
        assert_eq!(
            objects,
            [
                ("/o".to_string(), 2, true),
                ("/p".to_string(), 0, true),
                ("/c".to_string(), 1, false)
            ]
        );
    }
}
