//! `mrun db SUBCOMMAND`: the database as a file. Each subcommand has a file; the table here chooses.

/// Writes a line to standard output. Nobody is left to tell when it is closed.
macro_rules! say {
    ($($part:tt)*) => {
        $crate::cli::print((format!($($part)*) + "\n").as_bytes())
    };
}

/// The same to standard error.
macro_rules! tell {
    ($($part:tt)*) => {{
        use std::io::Write;
        let _ = std::io::stderr().write_all((format!($($part)*) + "\n").as_bytes());
    }};
}

mod backup;
mod check;
mod compact;
mod create;
mod extract;
mod load;
pub mod options;
mod progress;
mod select;
pub mod space;
mod stat;
mod trigger;

use self::options::{Known, Options};
use crate::value::errors::MError;
use std::process::ExitCode;

/// A subcommand.
struct Command {
    name: &'static str,
    /// One line.
    summary: &'static str,
    /// Usage and options.
    help: &'static str,
    options: &'static [Known],
    run: fn(Options) -> Result<ExitCode, MError>,
}

const COMMANDS: &[Command] = &[
    create::COMMAND,
    load::COMMAND,
    extract::COMMAND,
    check::COMMAND,
    backup::COMMAND,
    compact::COMMAND,
    stat::COMMAND,
    trigger::COMMAND,
];

/// What is known to all of them.
const COMMON: &str = "  --database FILE   another one than MRUN_DATABASE, gtmgbldir or the default say: a database, a mapping,
                    or a global directory's name (*.gld)
";

pub fn main(args: &[Vec<u8>]) -> ExitCode {
    let Some((name, rest)) = args.split_first() else {
        return super::usage("db needs a subcommand; 'mrun db --help' shows them");
    };
    if super::asks_for_help(name) {
        super::print(overview().as_bytes());
        return ExitCode::SUCCESS;
    }
    let name = String::from_utf8_lossy(name);
    let Some(command) = COMMANDS.iter().find(|c| c.name == name) else {
        return super::usage(&format!(
            "db: unknown subcommand {name}; 'mrun db --help' shows them"
        ));
    };
    if rest.iter().any(|arg| super::asks_for_help(arg)) {
        super::print(text(command).as_bytes());
        return ExitCode::SUCCESS;
    }
    match Options::parse(rest, command.options) {
        Ok(options) => (command.run)(options).unwrap_or_else(|error| {
            tell!("{error}");
            ExitCode::FAILURE
        }),
        Err(wrong) => self::wrong(command.name, &wrong),
    }
}

/// A message about wrong options of a subcommand.
fn wrong(name: &str, wrong: &options::Wrong) -> ExitCode {
    super::usage(&format!("db {name}: {wrong}"))
}

/// Help of a subcommand, or of all.
pub fn help(words: &[Vec<u8>]) -> Option<String> {
    match words {
        [] => Some(overview()),
        [name] => COMMANDS
            .iter()
            .find(|c| c.name.as_bytes() == name.as_slice())
            .map(text),
        _ => None,
    }
}

fn overview() -> String {
    let mut out = String::from("Usage:\n");
    for command in COMMANDS {
        let head = format!("mrun db {}", command.name);
        out += &format!("  {head:<20}{}\n", command.summary);
    }
    out + "\nOptions of all:\n" + COMMON + "\n'mrun help db SUBCOMMAND' tells the others.\n"
}

fn text(command: &Command) -> String {
    format!("{}{COMMON}", command.help)
}
