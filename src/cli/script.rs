//! `mrun FILE [ARGUMENTS]`: a script. An untrapped error ends it with a message.

use super::{command_line, engine, path, report};
use crate::runtime::Exit;
use crate::runtime::process::Hangup;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::process::ExitCode;

/// Status of a script that an untrapped error ended.
const FAILED: u8 = 1;
/// What shells add to the number of the signal that ended a process.
const SIGNALLED: i32 = 128;

pub fn main(file: &[u8], args: &[Vec<u8>]) -> ExitCode {
    let missing = |error: std::io::Error| {
        eprintln!(
            "mrun: {}: {}",
            String::from_utf8_lossy(file),
            crate::value::errors::system_text(error.raw_os_error().unwrap_or(0))
        );
        ExitCode::from(FAILED)
    };
    // Other routines are beside the file itself, also when a link leads to it.
    let file = match std::fs::canonicalize(path(file)) {
        Ok(file) => file,
        Err(error) => return missing(error),
    };
    let engine = engine(Some(search_path(&file)));
    let name = routine_name(&file);
    match engine.add_file(&name, &file) {
        Ok(messages) => eprint!("{}", String::from_utf8_lossy(&messages)),
        Err(error) => return missing(error),
    }
    let session = engine
        .session()
        .owns_process(true)
        .command_line(command_line(args))
        .limits(super::limits())
        .build();
    let mut session = match session {
        Ok(session) => session,
        Err(error) => return report::early(&error),
    };
    if let Err(error) = session.handle_signals(Hangup::End) {
        return missing(error);
    }
    match session.run(name.as_bytes()) {
        Exit::Status(status) if status < 0 => ExitCode::from((SIGNALLED - status) as u8),
        exit if report::is_interrupt(&exit) => {
            report::finish(&mut session, exit, (SIGNALLED + libc::SIGINT) as u8)
        }
        exit => report::finish(&mut session, exit, FAILED),
    }
}

/// $ZROUTINES: the script's folder before what the environment names.
fn search_path(file: &Path) -> Vec<u8> {
    let mut search = file
        .parent()
        .map(|dir| dir.as_os_str().as_bytes().to_vec())
        .unwrap_or_default();
    let more = ["gtmroutines", "ydb_routines", "MRUN_ROUTINES"]
        .into_iter()
        .find_map(std::env::var_os);
    if let Some(more) = more {
        search.push(b' ');
        search.extend_from_slice(more.as_bytes());
    }
    search
}

/// The file's name as a name of M: `_D.m` is `%D`, `my-tool` is `mytool`.
fn routine_name(file: &Path) -> String {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let percent = if stem.starts_with('_') { "%" } else { "" };
    let letters = stem.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    let name: String = letters
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    if name.is_empty() && percent.is_empty() {
        return "script".to_string();
    }
    format!("{percent}{name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_scripts_are_names_of_m() {
        let name = |file: &str| routine_name(Path::new(file));
        assert_eq!(name("/a/hello.m"), "hello");
        assert_eq!(name("_D.m"), "%D");
        assert_eq!(name("my-tool"), "mytool");
        assert_eq!(name("9lives.m"), "lives");
        assert_eq!(name("+.m"), "script");
    }
}
