//! Which database the environment names.

use crate::store::database::{Durability, beside};
use crate::store::disk::Place;
use std::ffi::OsString;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

/// What `MRUN_DURABILITY` chooses.
pub fn durability(variable: impl Fn(&str) -> Option<OsString>) -> Durability {
    let class = variable("MRUN_DURABILITY").and_then(|c| Durability::from_name(c.as_bytes()));
    class.unwrap_or_default()
}

/// The default database: `MRUN_DATABASE`; else the file beside the global directory; else one in the user's data directory.
pub fn place(variable: impl Fn(&str) -> Option<OsString>) -> Place {
    let given = |name: &str| variable(name).filter(|value| !value.is_empty());
    if let Some(path) = given("MRUN_DATABASE") {
        return Place {
            path: path.into(),
            make_folder: false,
        };
    }
    if let Some(directory) = given("gtmgbldir").or_else(|| given("ydb_gbldir")) {
        return Place {
            path: beside(Path::new(&directory)),
            make_folder: false,
        };
    }
    let data = given("XDG_DATA_HOME").map(PathBuf::from);
    let home = || given("HOME").map(|home| Path::new(&home).join(".local/share"));
    let folder = data
        .filter(|path| path.is_absolute())
        .or_else(home)
        .unwrap_or_default();
    Place {
        path: folder.join("mrun").join("globals.mrdb"),
        make_folder: true,
    }
}
