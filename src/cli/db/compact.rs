//! `mrun db compact`: the database without its free pages.
//!
//! In place nobody else may have the file: who opens it meanwhile waits, and gets the new one. So no commit is lost, and nobody goes on
//! with the old file. While others run, `--to` makes a compact copy.

use super::Command;
use super::backup;
use super::options::{Known, Options};
use super::space::Space;
use crate::store::database::{Alone, with};
use crate::store::maintain;
use crate::value::errors::{self, MError};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, chown};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub const COMMAND: Command = Command {
    name: "compact",
    summary: "give the space of free pages back",
    help: "\
Usage: mrun db compact [options] [FILE]

Writes FILE, or the database that the environment names, anew without free pages, and puts that in its place. No other process may have
the database: those that open it meanwhile wait. There has to be room for both files.

Options:
  --to OTHER        writes a compact copy instead, while others may use the database
",
    options: &[Known::value("to")],
    run,
};

fn run(mut options: Options) -> Result<ExitCode, MError> {
    let space = match Space::named(&mut options) {
        Ok(space) => space?,
        Err(wrong) => return Ok(super::wrong("compact", &wrong)),
    };
    if let Some(other) = options.value("to") {
        if space.mapping.files.len() > 1 {
            return Ok(super::super::usage(
                "db compact: --to is for one file; 'mrun db backup --compact' copies all of a mapping",
            ));
        }
        let other = PathBuf::from(super::super::path(other));
        let database = space.existing(0)?;
        backup::into(&other, false, &mut |part| {
            maintain::copy(&database, part, true)
        })?;
        tell(
            &space.mapping.files[0],
            length(&space.mapping.files[0]),
            length(&other),
        );
        return Ok(ExitCode::SUCCESS);
    }
    for path in &space.mapping.files {
        if space.mapping.files.len() > 1 && !path.exists() {
            continue;
        }
        in_place(path)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn in_place(path: &Path) -> Result<(), MError> {
    let failed = |e: std::io::Error| {
        let error = MError::arg(errors::DBOPNERR, path.as_os_str().as_bytes());
        error.also_system(e.raw_os_error().unwrap_or(0))
    };
    // What a link leads to is replaced, not the link.
    let path = &path.canonicalize().map_err(failed)?;
    let Some(alone) = Alone::open(path)? else {
        return Err(backup::in_use(path));
    };
    let before = length(path);
    let part = with(path, &format!(".part-{}", std::process::id()));
    let made = write(&alone, path, &part).and_then(|()| alone.replace(&part));
    if made.is_err() {
        let _ = std::fs::remove_file(&part);
    }
    made?;
    tell(path, before, length(path));
    Ok(())
}

/// Writes the copy, and looks whether it is the same.
fn write(alone: &Alone, path: &Path, part: &Path) -> Result<(), MError> {
    let trouble = |e: std::io::Error| {
        let error = MError::arg(errors::FILEOPENFAIL, part.as_os_str().as_bytes());
        error.also_system(e.raw_os_error().unwrap_or(0))
    };
    let Some(database) = alone.database() else {
        return Ok(());
    };
    maintain::copy(database, part, true)?;
    let meta = std::fs::metadata(path).map_err(trouble)?;
    std::fs::set_permissions(part, meta.permissions()).map_err(trouble)?;
    let new = std::fs::metadata(part).map_err(trouble)?;
    if (new.uid(), new.gid()) != (meta.uid(), meta.gid()) {
        chown(part, Some(meta.uid()), Some(meta.gid())).map_err(trouble)?;
    }
    Ok(())
}

fn length(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |m| m.len())
}

fn tell(path: &Path, before: u64, after: u64) {
    say!("{}: {before} bytes, compact {after}", path.display());
}
