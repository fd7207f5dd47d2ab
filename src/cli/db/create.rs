//! `mrun db create`: makes the files before the first SET would.

use super::Command;
use super::options::Options;
use super::space::Space;
use crate::value::errors::MError;
use std::process::ExitCode;

pub const COMMAND: Command = Command {
    name: "create",
    summary: "make the database",
    help: "\
Usage: mrun db create [FILE]

Makes FILE, or the database that the environment names, and says where it is. The first SET of a global does so, too.
Of a mapping all files are made.

Options:
",
    options: &[],
    run,
};

fn run(mut options: Options) -> Result<ExitCode, MError> {
    let space = match Space::named(&mut options) {
        Ok(space) => space?,
        Err(wrong) => return Ok(super::wrong("create", &wrong)),
    };
    for (file, path) in space.mapping.files.iter().enumerate() {
        let there = space.open(file, false)?.is_some();
        space.open(file, true)?;
        let did = if there { "exists" } else { "created" };
        say!("{}: {did}", path.display());
    }
    Ok(ExitCode::SUCCESS)
}
