//! `mrun db check`: whether the files are sound, as `mupip integ` says of GT.M's.

use super::Command;
use super::options::{Known, Options};
use super::progress::Progress;
use super::space::Space;
use crate::store::key::split;
use crate::store::maintain::{self, Findings};
use crate::value::errors::{self, MError};
use std::process::ExitCode;

pub const COMMAND: Command = Command {
    name: "check",
    summary: "find damage, count the nodes of each global",
    help: "\
Usage: mrun db check [options] [FILE]

Reads all pages and nodes of one committed state of FILE, or of the database that the environment names, while others may write. Pages
have to be whole, and used once or free, keys in order and such as the engine makes them, values not too long. Then shows what each
global has. The status is 0 if nothing is wrong, otherwise 1.

Options:
  --brief           without a line for each global
  --progress        tell progress even if standard error is no terminal
",
    options: &[Known::flag("brief"), Known::flag("progress")],
    run,
};

/// Nodes between two looks at the progress.
const LOOK: u64 = 1 << 14;

/// What a global has.
#[derive(Default)]
struct Global {
    name: Vec<u8>,
    nodes: u64,
    key: usize,
    value: usize,
    bytes: u64,
}

fn run(mut options: Options) -> Result<ExitCode, MError> {
    let space = match Space::named(&mut options) {
        Ok(space) => space?,
        Err(wrong) => return Ok(super::wrong("check", &wrong)),
    };
    let mut failed = false;
    for (file, path) in space.mapping.files.iter().enumerate() {
        if std::fs::metadata(path).is_ok_and(|meta| meta.len() > 0) {
            let problems = maintain::flaws(path)?;
            if !problems.is_empty() {
                say!("{}", path.display());
                failed |= tell(&Findings { nodes: 0, problems });
                continue;
            }
        }
        let database = match space.existing(file) {
            Ok(database) => database,
            // Of a mapping a file may be missing: no SET has made it yet.
            Err(_) if space.mapping.files.len() > 1 && !path.exists() => continue,
            Err(error) => return Err(error),
        };
        let mut progress = Progress::new(options.has("progress"), None);
        let mut globals: Vec<Global> = Vec::new();
        let (mut nodes, mut bytes) = (0, 0);
        let found = maintain::check(&database, &mut |key, value| {
            let name = split(key).0;
            if globals.last().is_none_or(|g| g.name != name) {
                globals.push(Global {
                    name: name.to_vec(),
                    ..Global::default()
                });
            }
            if let Some(global) = globals.last_mut() {
                global.nodes += 1;
                global.key = global.key.max(key.len() + 1);
                global.value = global.value.max(value.len());
                global.bytes += (key.len() + value.len()) as u64;
            }
            nodes += 1;
            bytes += (key.len() + value.len()) as u64;
            if nodes % LOOK == 0 {
                progress.tell(nodes, bytes);
            }
        });
        progress.end();
        say!("{}", path.display());
        failed |= tell(&found);
        if !options.has("brief") {
            table(&globals);
        }
    }
    Ok(ExitCode::from(u8::from(failed)))
}

/// Tells the problems; whether there are any.
fn tell(found: &Findings) -> bool {
    if found.problems.is_empty() {
        say!("No errors detected, {} nodes", found.nodes);
        return false;
    }
    for problem in &found.problems {
        say!("{problem}");
    }
    tell!("{}", MError::new(errors::INTEGERRS));
    true
}

fn table(globals: &[Global]) {
    let widest = globals.iter().map(|g| g.name.len() + 1).max().unwrap_or(0);
    let width = widest.max("Global".len());
    say!(
        "\n{:width$} {:>12} {:>14} {:>12} {:>12}",
        "Global",
        "Nodes",
        "Bytes",
        "Longest key",
        "Longest data"
    );
    for g in globals {
        let name = format!("^{}", String::from_utf8_lossy(&g.name));
        say!(
            "{name:width$} {:>12} {:>14} {:>12} {:>12}",
            g.nodes,
            g.bytes,
            g.key,
            g.value
        );
    }
}
