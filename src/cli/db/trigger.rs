//! `mrun db trigger`: loads definitions of triggers from a file, and shows those that there are, as `mupip trigger` does.

use super::Command;
use super::options::{Known, Options, Wrong};
use super::space::Space;
use crate::Engine;
use crate::runtime::Value;
use crate::value::errors::{self, MError};
use std::path::Path;
use std::process::ExitCode;

pub const COMMAND: Command = Command {
    name: "trigger",
    summary: "load and show triggers",
    help: "\
Usage: mrun db trigger --triggerfile FILE
       mrun db trigger [--select LIST] [FILE]

Loads the trigger definitions of a file, all or none of them, or shows definitions: on standard output, or in
a new file. LIST names triggers and globals with commas between them, ^x for a global, x* for all that begin so.
docs/triggers.md has the language of definitions.

Options:
  --noprompt        nothing is asked anyway
",
    options: &[
        Known::value("triggerfile"),
        Known::value("select"),
        Known::flag("noprompt"),
    ],
    run,
};

fn run(options: Options) -> Result<ExitCode, MError> {
    let output = match options.name() {
        Ok(name) => name,
        Err(wrong) => return Ok(super::wrong("trigger", &wrong)),
    };
    let load = options.value("triggerfile");
    if load.is_some() && (output.is_some() || options.has("select")) {
        return Ok(super::wrong("trigger", &Wrong::TooMany));
    }
    let (action, text) = match load {
        Some(file) => ("FILE", file),
        None => ("SELECT", options.value("select").unwrap_or(b"*")),
    };
    if let Some(output) = output {
        std::fs::File::create_new(Path::new(crate::cli::path(output))).map_err(|e| {
            MError::with(errors::DEVOPENFAIL, vec![output.to_vec()])
                .also_system(e.raw_os_error().unwrap_or(libc::EIO))
        })?;
    }
    let done = in_session(
        &Space::of(&options)?,
        action,
        text,
        output.unwrap_or_default(),
    )?;
    if done {
        return Ok(ExitCode::SUCCESS);
    }
    tell!("%GTM-E-MUNOACTION, MUPIP unable to perform requested action");
    Ok(ExitCode::FAILURE)
}

/// $ZTRIGGER in a session, whose words go to the standard output or to a file.
fn in_session(space: &Space, action: &str, text: &[u8], file: &[u8]) -> Result<bool, MError> {
    let mut session = Engine::builder()
        .place(space.place.clone())
        .durability(space.durability)
        .build()
        .session()
        .build()?;
    session.set("text", &[], Value::from(text))?;
    session.set("file", &[], Value::from(file))?;
    let commands = format!(
        "open:file'=\"\" file:append use:file'=\"\" file set done=$ztrigger(\"{action}\",text) close:file'=\"\" file"
    );
    session.execute(&commands).map_err(|failed| {
        let text = failed.to_string();
        MError::arg(errors::TRIGLOADFAIL, text.as_bytes())
    })?;
    Ok(session.get("done", &[]).is_some_and(|done| done == 1))
}
