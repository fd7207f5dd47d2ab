//! `mrun db stat`: figures of the files.

use super::Command;
use super::options::{Known, Options};
use super::space::Space;
use crate::store::bulk::State;
use crate::store::key::split;
use crate::store::{maintain, presence};
use crate::value::errors::MError;
use std::path::Path;
use std::process::ExitCode;

pub const COMMAND: Command = Command {
    name: "stat",
    summary: "size, pages, globals, processes",
    help: "\
Usage: mrun db stat [options] [FILE]

Shows the figures of FILE, or of the database that the environment names, and which processes have it open.

Options:
  --globals         count the nodes of each global, too, which reads all of them
",
    options: &[Known::flag("globals")],
    run,
};

fn run(mut options: Options) -> Result<ExitCode, MError> {
    let space = match Space::named(&mut options) {
        Ok(space) => space?,
        Err(wrong) => return Ok(super::wrong("stat", &wrong)),
    };
    for (file, path) in space.mapping.files.iter().enumerate() {
        if space.mapping.files.len() > 1 && !path.exists() {
            say!("{}: not made yet\n", path.display());
            continue;
        }
        let database = space.existing(file)?;
        let figures = maintain::figures(&database)?;
        let length = std::fs::metadata(path).map_or(0, |m| m.len());
        say!("{}", path.display());
        let used = figures.pages.saturating_sub(figures.free_pages);
        for (name, text) in [
            ("file", format!("{length} bytes")),
            ("page", format!("{} bytes", figures.page_size)),
            ("pages", format!("{used} used, {} free", figures.free_pages)),
            (
                "tree",
                format!(
                    "depth {}; pages: {} branch, {} leaf, {} of long values",
                    figures.depth, figures.branch_pages, figures.leaf_pages, figures.overflow_pages
                ),
            ),
            (
                "journal",
                format!("{} bytes", database.journal().position().end),
            ),
            ("last transaction", figures.transaction.to_string()),
            (
                "reader slots",
                format!(
                    "{} used so far, of {}",
                    figures.readers, figures.reader_slots
                ),
            ),
            ("durability", format!("{} (here)", space.durability_name())),
        ] {
            say!("  {name:<18}{text}");
        }
        if options.has("globals") {
            globals(&State::of(database)?)?;
        }
        processes(path);
        say!("");
    }
    Ok(ExitCode::SUCCESS)
}

fn globals(state: &State) -> Result<(), MError> {
    let mut counts: Vec<(Vec<u8>, u64)> = Vec::new();
    state.walk(b"", |key, _| {
        let name = split(key).0;
        match counts.last_mut() {
            Some((last, count)) if last == name => *count += 1,
            _ => counts.push((name.to_vec(), 1)),
        }
        true
    })?;
    for (name, count) in counts {
        say!("  ^{:<17}{count} nodes", String::from_utf8_lossy(&name));
    }
    Ok(())
}

fn processes(path: &Path) {
    for (pid, name) in presence::processes(path) {
        say!("  {:<18}{pid}, {name}", "process");
    }
}
