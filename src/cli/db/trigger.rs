//! `mrun db trigger`: loads definitions of triggers from a file, and shows those that there are, as `mupip trigger` does.

use crate::cli::{engine, print, report, usage};
use crate::runtime::Value;
use std::io::Write;
use std::process::ExitCode;

/// Usage and options.
const HELP: &str = "\
Usage: mrun db trigger --triggerfile FILE
       mrun db trigger [--select LIST] [FILE]

Loads the trigger definitions of a file, all or none of them, or shows definitions: on standard output, or in
a new file. LIST names triggers and globals with commas between them, ^x for a global, x* for all that begin so.
docs/triggers.md has the language of definitions.
";

/// What is asked for.
#[derive(Default)]
struct Wanted {
    load: Option<Vec<u8>>,
    select: Option<Vec<u8>>,
    output: Option<Vec<u8>>,
}

pub fn main(args: &[Vec<u8>]) -> ExitCode {
    let wanted = match parse(args) {
        Ok(Some(wanted)) => wanted,
        Ok(None) => {
            print(HELP.as_bytes());
            return ExitCode::SUCCESS;
        }
        Err(wrong) => return usage(&format!("db trigger: {wrong}")),
    };
    let (action, text) = match (&wanted.load, &wanted.select) {
        (Some(_), Some(_)) => {
            return usage("db trigger: --triggerfile and --select exclude each other");
        }
        (Some(file), None) => ("FILE", file.clone()),
        (None, select) => ("SELECT", select.clone().unwrap_or_else(|| b"*".to_vec())),
    };
    if let Some(output) = &wanted.output
        && let Err(error) = std::fs::File::create_new(crate::cli::path(output))
    {
        let name = String::from_utf8_lossy(output).into_owned();
        return failed(&format!("Error opening output file: {name} -- {error}"));
    }
    match run(action, text, wanted.output) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => failed("%GTM-E-MUNOACTION, MUPIP unable to perform requested action"),
        Err(code) => code,
    }
}

fn parse(args: &[Vec<u8>]) -> Result<Option<Wanted>, String> {
    let mut wanted = Wanted::default();
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        let Some(body) = arg.strip_prefix(b"-") else {
            if wanted.output.replace(arg.clone()).is_some() {
                return Err("too many names".into());
            }
            continue;
        };
        let body = body.strip_prefix(b"-").unwrap_or(body);
        let (name, value) = match memchr::memchr(b'=', body) {
            Some(at) => (&body[..at], Some(body[at + 1..].to_vec())),
            None => (body, None),
        };
        let place = match name {
            b"help" | b"h" => return Ok(None),
            // There is no question that it would answer.
            b"noprompt" => continue,
            b"triggerfile" => &mut wanted.load,
            b"select" => &mut wanted.select,
            _ => return Err(format!("unknown option {}", String::from_utf8_lossy(arg))),
        };
        let value = value.or_else(|| args.next().cloned());
        *place =
            Some(value.ok_or_else(|| format!("{} needs a value", String::from_utf8_lossy(arg)))?);
    }
    Ok(Some(wanted))
}

fn failed(text: &str) -> ExitCode {
    // Nobody is left to tell when it is closed.
    let _ = writeln!(std::io::stderr(), "{text}");
    ExitCode::FAILURE
}

/// $ZTRIGGER in a session, whose words go to the standard output or to a file.
fn run(action: &str, text: Vec<u8>, output: Option<Vec<u8>>) -> Result<bool, ExitCode> {
    let mut session = engine(None)
        .session()
        .limits(crate::cli::limits())
        .build()
        .map_err(|e| report::early(&e))?;
    let commands = format!(
        "open:file'=\"\" file:append use:file'=\"\" file set done=$ztrigger(\"{action}\",text) close:file'=\"\" file"
    );
    let given = [("text", text), ("file", output.unwrap_or_default())];
    for (name, value) in given {
        let set = session.set(name, &[], Value::from(value));
        set.map_err(|e| failed(&e.to_string()))?;
    }
    let done = session.execute(&commands);
    done.map_err(|e| failed(&e.to_string()))?;
    Ok(session.get("done", &[]).is_some_and(|done| done == 1))
}
