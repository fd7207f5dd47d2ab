//! Floor 6: the command line. Each subcommand has a file; this one chooses.

mod check;
mod conv;
mod db;
mod dist;
mod help;
mod inetd;
mod lock;
mod mumps;
mod nmi;
mod repl;
mod report;
mod run;
mod script;
mod zinet;

use crate::runtime::Engine;
use crate::vm::{Jit, Limits};
use std::io::{IsTerminal, Write};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Status of wrong options.
const USAGE: u8 = 2;

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    crate::store::damage::watch();
    let mut args = std::env::args_os().map(OsStringExt::into_vec);
    let own: Vec<u8> = args.next().unwrap_or_default();
    let args: Vec<Vec<u8>> = args.collect();
    if Path::new(path(&own))
        .file_name()
        .is_some_and(|name| name == "mumps")
    {
        return mumps::main(&args);
    }
    let Some((first, rest)) = args.split_first() else {
        return if std::io::stdin().is_terminal() && std::io::stdout().is_terminal() {
            repl::main()
        } else {
            run::direct(&[])
        };
    };
    match first.as_slice() {
        b"-run" | b"-r" | b"--run" => run::entry(rest),
        b"-direct" | b"-dir" | b"-d" | b"--direct" => run::direct(rest),
        b"--job" => run::job(rest),
        b"--inetd" => run::server(rest),
        b"--inetd-template" => run::template(rest),
        b"--inetd-worker" => run::worker(rest),
        b"--conv-keeper" => conv::keep(rest),
        b"--conv-monitor" => conv::monitor(rest),
        b"--conv-server" => conv::serve(rest),
        b"--conv-bridge" => conv::carry(rest),
        b"check" => check::main(rest),
        b"conv" => conv::main(rest),
        b"db" => db::main(rest),
        b"dist" => dist::main(rest),
        b"help" => help::main(rest),
        b"inetd" => inetd::main(rest),
        b"lock" => lock::main(rest),
        b"nmi" => nmi::main(rest),
        b"zinet" => zinet::main(rest),
        arg if asks_for_help(arg) => help::main(&[]),
        b"--version" | b"-version" | b"-V" => {
            print(format!("mrun {}\n", env!("CARGO_PKG_VERSION")).as_bytes());
            ExitCode::SUCCESS
        }
        option if option.starts_with(b"-") => usage(&format!(
            "unknown option {}",
            String::from_utf8_lossy(option)
        )),
        file => script::main(file, rest),
    }
}

fn asks_for_help(arg: &[u8]) -> bool {
    matches!(arg, b"--help" | b"-help" | b"-h")
}

/// Bounds of the session: none but the default ones, with native code as MRUN_JIT says (`off`, `auto`, `always`).
fn limits() -> Limits {
    Limits {
        jit: match std::env::var("MRUN_JIT").as_deref() {
            Ok("off") => Jit::Off,
            Ok("always") => Jit::Always,
            _ => Jit::Auto,
        },
        ..Limits::default()
    }
}

/// A message about wrong options.
fn usage(text: &str) -> ExitCode {
    eprintln!("mrun: {text}\nTry 'mrun --help'.");
    ExitCode::from(USAGE)
}

/// A message about what a subcommand could not do.
fn fail(path: &Path, error: &dyn std::fmt::Display) -> ExitCode {
    eprintln!("mrun: {}: {error}", path.display());
    ExitCode::FAILURE
}

/// Writes to standard output. Nobody is left to tell when it is closed.
fn print(text: &[u8]) {
    let _ = std::io::stdout().write_all(text);
}

fn path(bytes: &[u8]) -> &std::ffi::OsStr {
    std::ffi::OsStr::from_bytes(bytes)
}

/// Asks as GT.M does when the command line names nothing; empty at the end of input.
fn ask_for_file() -> String {
    let mut line = String::new();
    print(b"What file: ");
    // Input that is no text names no file.
    let _ = std::io::stdout().flush();
    let _ = std::io::stdin().read_line(&mut line);
    line.trim().to_string()
}

/// An engine whose JOBs run by this program; `search` takes the place of the environment's `gtmroutines`.
fn engine(search: Option<Vec<u8>>) -> Engine {
    let own = std::env::current_exe().unwrap_or_else(|_| PathBuf::from("mrun"));
    let builder = Engine::builder()
        .job_program(own)
        .cache(true)
        .database_of_environment();
    let engine = match search {
        Some(search) => builder.routines(search).build(),
        None => builder.build(),
    };
    crate::inetd::client::register(&engine);
    crate::nmi::host::register(&engine);
    crate::conv::atmi::register(&engine);
    engine
}

/// $ZCMDLINE of arguments.
fn command_line(args: &[Vec<u8>]) -> Vec<u8> {
    args.join(&b' ')
}
