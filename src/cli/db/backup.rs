//! `mrun db backup`: consistent copies while others write.

use super::Command;
use super::options::{Known, Options, Wrong};
use super::space::Space;
use crate::store::database::sync_folder;
use crate::store::{maintain, presence};
use crate::value::errors::{self, MError};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub const COMMAND: Command = Command {
    name: "backup",
    summary: "copy the database while others use it",
    help: "\
Usage: mrun db backup [options] FILE

Copies the last committed state to FILE, while others read and write. FILE appears when it is whole and on disk. A mapping goes to the
folder FILE: its text, and beside it the databases, each of one moment.

Options:
  --compact         without free pages
  --replace         FILE may exist, and is replaced
",
    options: &[Known::flag("compact"), Known::flag("replace")],
    run,
};

fn run(options: Options) -> Result<ExitCode, MError> {
    let target = match options.name() {
        Ok(Some(target)) => PathBuf::from(super::super::path(target)),
        Ok(None) => return Ok(super::wrong("backup", &Wrong::Missing("a file is needed"))),
        Err(wrong) => return Ok(super::wrong("backup", &wrong)),
    };
    let (compact, replace) = (options.has("compact"), options.has("replace"));
    let space = Space::of(&options)?;
    let one = |file: usize, to: &Path| -> Result<(), MError> {
        let database = space.existing(file)?;
        let copied = into(to, replace, &mut |part| {
            maintain::copy(&database, part, compact)
        });
        copied?;
        let args = [database.path(), to].map(|p| p.as_os_str().as_bytes().to_vec());
        let told = MError::with(errors::BACKUPDBFILE, args.into()).severity('I');
        tell!("{told}");
        Ok(())
    };
    match space.mapping.files.as_slice() {
        [only] if *only == space.place.path => one(0, &target)?,
        files => {
            let made = std::fs::create_dir_all(&target);
            made.map_err(|e| trouble(&target, &e))?;
            let mut names = Vec::new();
            for (file, path) in files.iter().enumerate() {
                if !path.exists() {
                    continue;
                }
                let name = path.file_name().unwrap_or_default().to_owned();
                // Files of one name in several folders.
                let name = match names.contains(&name) {
                    true => format!("{file}-{}", name.display()).into(),
                    false => name,
                };
                one(file, &target.join(&name))?;
                names.push(name);
            }
            let text = space.place.path.file_name().unwrap_or_default();
            let to = target.join(text);
            into(&to, replace, &mut |part| {
                let copied = std::fs::copy(&space.place.path, part);
                copied.map(|_| ()).map_err(|e| trouble(part, &e))
            })?;
        }
    }
    tell!("{}", MError::new(errors::BACKUPSUCCESS).severity('S'));
    Ok(ExitCode::SUCCESS)
}

fn trouble(path: &Path, error: &io::Error) -> MError {
    let name = path.as_os_str().as_bytes();
    MError::arg(errors::FILEOPENFAIL, name).also_system(error.raw_os_error().unwrap_or(0))
}

/// Makes a file under another name, and gives it its own when it is whole.
///
/// # Errors
/// Those of making it; FILEEXISTS; those of the system.
pub fn into(
    path: &Path,
    replace: bool,
    make: &mut dyn FnMut(&Path) -> Result<(), MError>,
) -> Result<(), MError> {
    if !replace && path.exists() {
        return Err(MError::arg(errors::FILEEXISTS, path.as_os_str().as_bytes()));
    }
    // Who has the file would go on with it under no name.
    let presence = match path.exists() {
        true => presence::enter_alone(path).map_err(|e| trouble(path, &e))?,
        false => None,
    };
    if presence.is_none() && path.exists() {
        return Err(in_use(path));
    }
    let mut part = path.as_os_str().to_owned();
    part.push(format!(".part-{}", std::process::id()));
    let part = PathBuf::from(part);
    let made = make(&part).and_then(|()| {
        let renamed = if replace {
            std::fs::rename(&part, path)
        } else {
            // A link, unlike a rename, replaces nothing that was made meanwhile; not all file systems have it.
            match std::fs::hard_link(&part, path) {
                Ok(()) => std::fs::remove_file(&part),
                Err(e) if matches!(e.raw_os_error(), Some(libc::EPERM | libc::EOPNOTSUPP)) => {
                    std::fs::rename(&part, path)
                }
                Err(e) => Err(e),
            }
        };
        renamed
            .and_then(|()| sync_folder(path))
            .map_err(|e| trouble(path, &e))
    });
    if made.is_err() {
        let _ = std::fs::remove_file(&part);
    }
    made
}

/// The error of a file that others have, with their numbers.
pub fn in_use(path: &Path) -> MError {
    let error = MError::arg(errors::MUSTANDALONE, path.as_os_str().as_bytes());
    let processes = presence::processes(path);
    processes.into_iter().fold(error, |error, (pid, name)| {
        error.text(format!("process {pid}, {name}, has it open"))
    })
}
