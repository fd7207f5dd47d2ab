//! Finding routines: on the search path of `$ZROUTINES`, among those built into the program, and code already compiled, in memory
//! or in an object file.

use super::cache::{self, Cache, EXTENSION, SourceFile};
use super::names::Names;
use super::search::{self, Entry, file_name, routine_name};
use crate::compile::object::Stamp;
use crate::compile::{self, Code};
use crate::value::errors::{self, MError};
use crate::vm::Link;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

include!(concat!(env!("OUT_DIR"), "/stdlib.rs"));

/// Code, and what its file was then; `None` for one built in.
type Compiled = (Option<((i64, u32), u64)>, Arc<Code>);

/// Compiled routines by the file they came from.
#[derive(Default)]
pub struct Loader {
    /// How routines are compiled.
    options: compile::Options,
    by_file: Mutex<HashMap<PathBuf, Compiled>>,
    in_memory: Mutex<HashMap<Box<[u8]>, Arc<Code>>>,
    cache: Cache,
}

/// A routine that was found.
pub struct Found {
    pub code: Arc<Code>,
    /// Compiled just now, so that its diagnostics have not been shown yet.
    pub fresh: bool,
}

impl Found {
    fn known(code: Arc<Code>) -> Found {
        Found { code, fresh: false }
    }
}

impl Loader {
    pub fn new(options: compile::Options, cache: bool) -> Loader {
        Loader {
            options,
            cache: match cache {
                true => Cache::from_env(options),
                false => Cache::off(),
            },
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
            return Ok(Some(Found::known(code.clone())));
        }
        if let Some(found) = self.link(names, routine, search, directory, Link::Changed)? {
            return Ok(Some(found));
        }
        let Some((name, text)) = STDLIB.iter().find(|(name, _)| name.as_bytes() == routine) else {
            return Ok(None);
        };
        let path = PathBuf::from(format!("(built in)/{name}.m"));
        let mut table = self.by_file.lock().unwrap_or_else(|e| e.into_inner());
        if let Some((_, code)) = table.get(&path) {
            return Ok(Some(Found::known(code.clone())));
        }
        let code = compile_source(names, routine, text.as_bytes(), &path, self.options);
        table.insert(path, (None, code.clone()));
        Ok(Some(Found { code, fresh: true }))
    }

    /// Finds a routine on a search path only.
    ///
    /// # Errors
    /// A file that is found but cannot be read.
    pub fn link(
        &self,
        names: &Names,
        routine: &[u8],
        search: &[u8],
        directory: &Path,
        how: Link,
    ) -> Result<Option<Found>, MError> {
        for entry in search::entries(search) {
            let found = self.in_entry(names, routine, &entry, directory, how)?;
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    fn in_entry(
        &self,
        names: &Names,
        routine: &[u8],
        entry: &Entry,
        directory: &Path,
        how: Link,
    ) -> Result<Option<Found>, MError> {
        let object = directory
            .join(&entry.objects)
            .join(file_name(routine, EXTENSION));
        let mut sources = entry
            .sources
            .iter()
            .map(|dir| directory.join(dir).join(file_name(routine, "m")));
        if how == Link::Object {
            let path = sources.next();
            return Ok(self.object(names, routine, &object, path.as_deref()));
        }
        for path in sources {
            let found = self.source(names, routine, &path, Some((&object, entry.apart)), how)?;
            if found.is_some() {
                return Ok(found);
            }
        }
        // An object without a source is all there is of some routines.
        if self.cache.is_on() && how == Link::Changed {
            return Ok(self.object(names, routine, &object, None));
        }
        Ok(None)
    }

    /// A file named in full: a source, or an object.
    ///
    /// # Errors
    /// A file that is found but cannot be read.
    pub fn file(
        &self,
        names: &Names,
        routine: &[u8],
        path: &Path,
        how: Link,
    ) -> Result<Option<Found>, MError> {
        let object = path.with_extension(EXTENSION);
        if how == Link::Object {
            return Ok(self.object(names, routine, &object, Some(&path.with_extension("m"))));
        }
        self.source(names, routine, path, Some((&object, false)), how)
    }

    /// A script: code of a file that has no objects beside it.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn script(&self, names: &Names, routine: &[u8], path: &Path) -> std::io::Result<Arc<Code>> {
        match SourceFile::look(path) {
            Some(source) => Ok(self
                .get_or_compile(names, routine, &source, None, Link::Changed)?
                .0),
            // What is no file is read once, as it is.
            None => {
                let text = std::fs::read(path)?;
                Ok(compile_source(names, routine, &text, path, self.options))
            }
        }
    }

    /// Code of a source file unless it is unchanged since it was compiled; `None` when there is none. `object` is where its object
    /// file may be, and whether it belongs there.
    fn source(
        &self,
        names: &Names,
        routine: &[u8],
        path: &Path,
        object: Option<(&Path, bool)>,
        how: Link,
    ) -> Result<Option<Found>, MError> {
        let Some(source) = SourceFile::look(path) else {
            return Ok(None);
        };
        let now = Some((source.changed, source.len));
        if how == Link::Changed {
            let table = self.by_file.lock().unwrap_or_else(|e| e.into_inner());
            if let Some((then, code)) = table.get(path)
                && *then == now
            {
                return Ok(Some(Found::known(code.clone())));
            }
        }
        let (code, fresh) = self
            .get_or_compile(names, routine, &source, object, how)
            .map_err(|e| {
                MError::arg(errors::ZLINKFILE, routine).text(format!("{}: {e}", path.display()))
            })?;
        let mut table = self.by_file.lock().unwrap_or_else(|e| e.into_inner());
        table.insert(path.to_path_buf(), (now, code.clone()));
        Ok(Some(Found { code, fresh }))
    }

    /// Code of a source from an object file, or compiled now and then kept.
    fn get_or_compile(
        &self,
        names: &Names,
        routine: &[u8],
        source: &SourceFile<'_>,
        object: Option<(&Path, bool)>,
        how: Link,
    ) -> std::io::Result<(Arc<Code>, bool)> {
        let own = self.cache.own_file(source);
        let number = &mut |name: &[u8]| names.number(name);
        if self.cache.is_on() && how == Link::Changed {
            let beside = object.map(|(file, _)| file);
            if let Some(code) = beside.and_then(|f| self.cache.load(f, routine, source, number)) {
                return Ok((Arc::new(code), false));
            }
            let own = own.as_deref();
            if let Some(code) = own.and_then(|f| self.cache.load(f, routine, source, number)) {
                if let (Some((object, true)), Some(own)) = (object, own) {
                    // The folder for objects may have been made since.
                    let _ = std::fs::read(own).and_then(|bytes| cache::write(object, &bytes));
                }
                return Ok((Arc::new(code), false));
            }
        }
        let text = std::fs::read(source.path)?;
        let path = source.path.to_string_lossy();
        let mut code = compile::routine(routine, &text, &path, self.options);
        if self.cache.is_on() {
            // Beside a source an object is kept up to date, but not begun.
            let object = object.filter(|(file, apart)| *apart || file.exists());
            let stamp = Stamp::new(source.changed, &text, SystemTime::now());
            self.cache
                .keep(&code, &stamp, object.map(|o| o.0), own.as_deref());
        }
        code.relocate(number);
        Ok((Arc::new(code), true))
    }

    /// Code of an object file, or of that in the user's cache which stands for it.
    fn object(
        &self,
        names: &Names,
        routine: &[u8],
        object: &Path,
        source: Option<&Path>,
    ) -> Option<Found> {
        let load = |file: &Path| {
            let mark = SourceFile::look(file).map(|f| (f.changed, f.len))?;
            let mut table = self.by_file.lock().unwrap_or_else(|e| e.into_inner());
            if let Some((then, code)) = table.get(file)
                && *then == Some(mark)
            {
                return Some(code.clone());
            }
            let number = &mut |name: &[u8]| names.number(name);
            let code = Arc::new(self.cache.load_alone(file, routine, number)?);
            table.insert(file.to_path_buf(), (Some(mark), code.clone()));
            Some(code)
        };
        let own = || {
            let source = SourceFile::look(source?)?;
            self.cache.own_file(&source)
        };
        load(object).or_else(|| load(&own()?)).map(Found::known)
    }
}

/// Names of the routines that a search path leads to, sorted; the built-in ones included.
pub fn routine_names(search: &[u8], directory: &Path) -> Vec<String> {
    let mut names: Vec<String> = STDLIB.iter().map(|(name, _)| name.to_string()).collect();
    for dir in search::source_directories(search) {
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
