//! The name space that a subcommand works on: its files, as the environment or `--database` say.

use super::options::{Options, Wrong};
use crate::runtime::database::{durability, place};
use crate::store::database::{self, Database, Durability, beside};
use crate::store::disk::Place;
use crate::store::mapping::Mapping;
use crate::value::chars::Chset;
use crate::value::errors::{self, MError};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The files of a name space.
pub struct Space {
    pub place: Place,
    pub mapping: Mapping,
    pub durability: Durability,
}

impl Space {
    /// # Errors
    /// The mapping's.
    pub fn of(options: &Options) -> Result<Space, MError> {
        let place = place_of(options);
        Ok(Space {
            mapping: Mapping::of(&place.path)?,
            place,
            durability: durability(|name| std::env::var_os(name)),
        })
    }

    /// That of the one name beside the options, or as [`Space::of`].
    ///
    /// # Errors
    /// There are more names; and as there.
    pub fn named(options: &mut Options) -> Result<Result<Space, MError>, Wrong> {
        if let Some(name) = options.name()? {
            let name = name.to_vec();
            options.set("database", name);
        }
        Ok(Space::of(options))
    }

    /// The class that `MRUN_DURABILITY` chooses.
    pub fn durability_name(&self) -> &'static str {
        match self.durability {
            Durability::Sync => "sync",
            Durability::Group => "group",
            Durability::None => "none",
        }
    }

    /// The database of a file of the mapping; `None`: it does not exist, and is not to be made.
    ///
    /// # Errors
    /// Those of opening it.
    pub fn open(&self, file: usize, make: bool) -> Result<Option<Arc<Database>>, MError> {
        let Some(path) = self.mapping.files.get(file) else {
            return Ok(None);
        };
        if make && self.place.make_folder {
            database::make_folder(path);
        }
        database::open(path, make, self.durability)
    }

    /// The same, where the file has to be there.
    ///
    /// # Errors
    /// DBOPNERR.
    pub fn existing(&self, file: usize) -> Result<Arc<Database>, MError> {
        let missing = || {
            let path = self.mapping.files.get(file).unwrap_or(&self.place.path);
            MError::arg(errors::DBOPNERR, path.as_os_str().as_bytes()).also_system(libc::ENOENT)
        };
        self.open(file, false)?.ok_or_else(missing)
    }
}

/// Where the database is that the options or the environment name.
pub fn place_of(options: &Options) -> Place {
    match options.value("database") {
        Some(name) => Place {
            path: file_of(super::super::path(name).as_ref()),
            make_folder: false,
        },
        None => place(|name| std::env::var_os(name)),
    }
}

/// A global directory's name stands for the file beside it.
fn file_of(name: &Path) -> PathBuf {
    if name.extension().is_some_and(|e| e == "gld") {
        beside(name)
    } else {
        name.to_path_buf()
    }
}

/// The character set of the environment.
pub fn chset() -> Chset {
    match std::env::var_os("gtm_chset") {
        Some(name) if name.eq_ignore_ascii_case("UTF-8") => Chset::Utf8,
        _ => Chset::M,
    }
}
