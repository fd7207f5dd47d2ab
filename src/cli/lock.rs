//! `mrun lock show|clear`: the LOCKs of all processes of a database, as GT.M's LKE has them.

use super::db::options::{Known, Options, Wrong, unquoted};
use super::db::space::{chset, place_of};
use crate::store::locks::manage::Filter;
use crate::value::errors::{self, MError};
use std::os::unix::ffi::OsStrExt;
use std::process::ExitCode;

pub const HELP: &str = "\
Usage: mrun lock show [options]
       mrun lock clear --lock NAME | --pid N | --all [options]

'show' tells who holds names, and who waits for them ('Request'). 'clear' takes locks away from processes, which do not notice, and
says which; whoever waited for them gets them.

Options:
  --lock NAME       only this name and those below it, as '^x(1)'
  --exact           not those below it
  --pid N           only those of this process
  --all             all
  --nowait          without requests
  --database FILE   the locks of another database than MRUN_DATABASE, gtmgbldir or the default say
";

const OPTIONS: &[Known] = &[
    Known::value("lock"),
    Known::value("pid"),
    Known::flag("exact"),
    Known::flag("all"),
    Known::flag("nowait"),
    // LKE's scripts give them; nothing is asked here, and requests are shown anyway.
    Known::flag("nointeractive"),
    Known::flag("wait"),
];

pub fn main(args: &[Vec<u8>]) -> ExitCode {
    if args.iter().any(|arg| super::asks_for_help(arg)) {
        super::print(HELP.as_bytes());
        return ExitCode::SUCCESS;
    }
    let (run, rest): (Run, _) = match args.split_first() {
        Some((name, rest)) if name == b"show" => (show, rest),
        Some((name, rest)) if name == b"clear" => (clear, rest),
        _ => return super::usage("lock needs 'show' or 'clear'"),
    };
    let options = Options::parse(rest, OPTIONS).map_err(Fault::from);
    match options.and_then(|options| run(&options)) {
        Ok(status) => status,
        Err(Fault::Usage(wrong)) => super::usage(&format!("lock: {wrong}")),
        Err(Fault::Error(error)) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// What a subcommand does with its options.
type Run = fn(&Options) -> Result<ExitCode, Fault>;

enum Fault {
    Usage(Wrong),
    Error(MError),
}

impl From<Wrong> for Fault {
    fn from(wrong: Wrong) -> Fault {
        Fault::Usage(wrong)
    }
}

impl From<MError> for Fault {
    fn from(error: MError) -> Fault {
        Fault::Error(error)
    }
}

fn filter(options: &Options) -> Result<Filter, Wrong> {
    if !options.names.is_empty() {
        return Err(Wrong::TooMany);
    }
    let mut filter = Filter::default();
    filter.exact = options.has("exact");
    if let Some(pid) = options.number("pid")? {
        let bad = |_| Wrong::bad(pid.to_string().as_bytes(), "process");
        let pid = u32::try_from(pid).map_err(bad)?;
        filter.pid = Some(pid);
    }
    if let Some(name) = options.value("lock")
        && !filter.name(unquoted(name), chset())
    {
        return Err(Wrong::bad(name, "name of a lock"));
    }
    Ok(filter)
}

fn no_match(options: &Options) -> MError {
    let path = place_of(options).path;
    MError::arg(errors::NOLOCKMATCH, path.as_os_str().as_bytes()).severity('I')
}

fn show(options: &Options) -> Result<ExitCode, Fault> {
    let filter = filter(options)?;
    let locks = place_of(options).locks();
    let mut entries = Vec::new();
    if locks.is_made() {
        entries = locks.entries(&filter, chset())?;
    }
    entries.retain(|entry| entry.held.is_some() || !options.has("nowait"));
    if entries.is_empty() {
        eprintln!("{}", no_match(options));
    }
    let mut out = Vec::new();
    for entry in entries {
        let exists = match entry.alive {
            true => "an existing",
            false => "a nonexistent",
        };
        let does = match entry.held {
            Some(_) => "Owned by",
            None => "Request ",
        };
        let mut line = format!(" {does} PID= {} which is {exists} process", entry.pid);
        if let Some((level, zallocated)) = entry.held {
            if level > 1 {
                line += &format!(" LEVEL={level}");
            }
            if zallocated {
                line += " ZALLOCATE";
            }
        }
        out.extend_from_slice(&entry.name);
        out.extend_from_slice(line.as_bytes());
        out.push(b'\n');
    }
    super::print(&out);
    Ok(ExitCode::SUCCESS)
}

fn clear(options: &Options) -> Result<ExitCode, Fault> {
    let filter = filter(options)?;
    if !["lock", "pid", "all"].iter().any(|name| options.has(name)) {
        return Err(Wrong::Missing("clear needs --lock NAME, --pid N or --all").into());
    }
    let locks = place_of(options).locks();
    let mut names = Vec::new();
    if locks.is_made() {
        names = locks.clear(&filter, chset())?;
    }
    if names.is_empty() {
        eprintln!("{}", no_match(options));
    }
    for name in names {
        super::print(&[b"Lock removed : ", &name[..], b"\n"].concat());
    }
    Ok(ExitCode::SUCCESS)
}
