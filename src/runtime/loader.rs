//! Finding routines: the search path of `$ZROUTINES`, the routines built into the program, and code already compiled.

use super::names::Names;
use crate::compile::{self, Code};
use crate::value::errors::{self, MError};
use std::collections::HashMap;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

include!(concat!(env!("OUT_DIR"), "/stdlib.rs"));

/// Code, and when its file was changed; `None` for one built in.
type Compiled = (Option<SystemTime>, Arc<Code>);

/// Compiled routines by the file they came from.
#[derive(Default)]
pub struct Loader {
    /// How routines are compiled.
    options: compile::Options,
    by_file: Mutex<HashMap<PathBuf, Compiled>>,
    in_memory: Mutex<HashMap<Box<[u8]>, Arc<Code>>>,
}

/// A routine that was found.
pub struct Found {
    pub code: Arc<Code>,
    /// Compiled just now, so that its diagnostics have not been shown yet.
    pub fresh: bool,
}

impl Loader {
    pub fn new(options: compile::Options) -> Loader {
        Loader {
            options,
            ..Loader::default()
        }
    }

    /// How routines are compiled.
    pub fn options(&self) -> compile::Options {
        self.options
    }

    /// Puts a routine from memory before all others.
    pub fn add(&self, code: Arc<Code>) {
        let mut table = self.in_memory.lock().unwrap_or_else(|e| e.into_inner());
        table.insert(code.name.clone(), code);
    }

    /// Finds a routine by name; relative directories start at `directory`.
    ///
    /// # Errors
    /// A file that is found but cannot be read.
    pub fn find(
        &self,
        names: &Names,
        routine: &[u8],
        search: &[u8],
        directory: &Path,
    ) -> Result<Option<Found>, MError> {
        if let Some(code) = self
            .in_memory
            .lock()
            .unwrap_or_else(|e| e.into_inner())
            .get(routine)
        {
            return Ok(Some(Found {
                code: code.clone(),
                fresh: false,
            }));
        }
        let file = file_name(routine);
        for dir in source_directories(search) {
            let path = directory.join(dir).join(OsStr::from_bytes(&file));
            if let Some(found) = self.file(names, routine, &path)? {
                return Ok(Some(found));
            }
        }
        let built_in = STDLIB.iter().find(|(name, _)| name.as_bytes() == routine);
        if let Some((name, text)) = built_in {
            let path = PathBuf::from(format!("(built in)/{name}.m"));
            let mut table = self.by_file.lock().unwrap_or_else(|e| e.into_inner());
            if let Some((_, code)) = table.get(&path) {
                return Ok(Some(Found {
                    code: code.clone(),
                    fresh: false,
                }));
            }
            let code = compile_source(names, routine, text.as_bytes(), &path, self.options);
            table.insert(path, (None, code.clone()));
            return Ok(Some(Found { code, fresh: true }));
        }
        Ok(None)
    }

    /// Compiles a source file unless it is unchanged since it was compiled; `None` when there is none.
    pub fn file(
        &self,
        names: &Names,
        routine: &[u8],
        path: &Path,
    ) -> Result<Option<Found>, MError> {
        let Ok(meta) = std::fs::metadata(path) else {
            return Ok(None);
        };
        if !meta.is_file() {
            return Ok(None);
        }
        let changed = meta.modified().ok();
        {
            let table = self.by_file.lock().unwrap_or_else(|e| e.into_inner());
            if let Some((when, code)) = table.get(path)
                && *when == changed
                && code.source.text.len() as u64 == meta.len()
            {
                return Ok(Some(Found {
                    code: code.clone(),
                    fresh: false,
                }));
            }
        }
        let text = std::fs::read(path).map_err(|e| {
            MError::arg(errors::ZLINKFILE, routine).text(format!("{}: {e}", path.display()))
        })?;
        let code = compile_source(names, routine, &text, path, self.options);
        let mut table = self.by_file.lock().unwrap_or_else(|e| e.into_inner());
        table.insert(path.to_path_buf(), (changed, code.clone()));
        Ok(Some(Found { code, fresh: true }))
    }
}

/// Names of the routines that a search path leads to, sorted; the built-in ones included.
pub fn routine_names(search: &[u8], directory: &Path) -> Vec<String> {
    let mut names: Vec<String> = STDLIB.iter().map(|(name, _)| name.to_string()).collect();
    for dir in source_directories(search) {
        // A directory that cannot be read has no routines.
        let files = std::fs::read_dir(directory.join(dir))
            .into_iter()
            .flatten()
            .flatten()
            .map(|e| e.path());
        let sources = files.filter(|path| path.extension().is_some_and(|e| e == "m"));
        names
            .extend(sources.map(|path| String::from_utf8_lossy(&routine_name(&path)).into_owned()));
    }
    names.sort_unstable();
    names.dedup();
    names
}

/// Compiles a text as a routine of an engine.
pub fn compile_source(
    names: &Names,
    routine: &[u8],
    text: &[u8],
    path: &Path,
    options: compile::Options,
) -> Arc<Code> {
    let mut code = compile::routine(routine, text, &path.to_string_lossy(), options);
    code.relocate(&mut |name| names.number(name));
    Arc::new(code)
}

/// File of a routine: `%` becomes `_`.
pub fn file_name(routine: &[u8]) -> Vec<u8> {
    let mut out = routine.to_vec();
    if out.first() == Some(&b'%') {
        out[0] = b'_';
    }
    out.extend_from_slice(b".m");
    out
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

/// Directories with source files, in order: `dir`, `objects(sources…)`, a `*` after the object directory; libraries have none.
pub fn source_directories(search: &[u8]) -> Vec<PathBuf> {
    let mut out = Vec::new();
    let text = String::from_utf8_lossy(search).into_owned();
    let mut rest = text.as_str();
    if rest.trim().is_empty() {
        out.push(PathBuf::from("."));
    }
    while !rest.is_empty() {
        rest = rest.trim_start();
        let end = rest.find([' ', '(']).unwrap_or(rest.len());
        let (object, after) = rest.split_at(end);
        let after_blank = after.trim_start();
        if let Some(inside) = after_blank.strip_prefix('(') {
            let close = inside.find(')').unwrap_or(inside.len());
            out.extend(
                inside[..close]
                    .split_whitespace()
                    .map(|d| PathBuf::from(expand(d))),
            );
            rest = inside.get(close + 1..).unwrap_or("");
        } else {
            let object = object.trim_end_matches('*');
            if !object.is_empty() && !object.ends_with(".so") {
                out.push(PathBuf::from(expand(object)));
            }
            rest = after;
        }
    }
    out
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn search_paths_as_gtm_writes_them() {
        let dirs = source_directories(b"/o*(/a /b) . $gtm_nothing/x.so /c*");
        let dirs: Vec<_> = dirs
            .iter()
            .map(|d| d.to_string_lossy().into_owned())
            .collect();
        assert_eq!(dirs, ["/a", "/b", ".", "/c"]);
        assert_eq!(file_name(b"%D"), b"_D.m");
    }
}
