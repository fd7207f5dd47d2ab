//! Invoked under the name `mumps`: GT.M's options.

use super::{report, run};
use crate::Engine;
use crate::value::errors::{self, MError};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// GT.M's options; each may be shortened as long as it is the only one that starts so.
const OPTIONS: &[(&str, Option<Action>)] = &[
    ("CROSS_REFERENCE", None),
    ("DEBUG", None),
    ("DIRECT_MODE", Some(Action::Direct)),
    ("DYNAMIC_LITERALS", None),
    ("EMBED_SOURCE", None),
    ("IGNORE", None),
    ("INLINE_LITERALS", None),
    ("LABELS", None),
    ("LENGTH", None),
    ("LINE_ENTRY", None),
    ("LIST", None),
    ("MACHINE_CODE", None),
    ("NAMEOFRTN", None),
    ("OBJECT", None),
    ("RUN", Some(Action::Run)),
    ("SPACE", None),
    ("WARNINGS", None),
];

/// What an option does; the others are for a compiler that writes object files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Action {
    Run,
    Direct,
}

pub fn main(args: &[Vec<u8>]) -> ExitCode {
    let mut files: Vec<Vec<u8>> = Vec::new();
    for (at, arg) in args.iter().enumerate() {
        match arg.strip_prefix(b"-") {
            None => files.push(arg.clone()),
            Some(option) => match action(option) {
                Ok(Some(Action::Run)) => return run::entry(&args[at + 1..]),
                Ok(Some(Action::Direct)) => return run::direct(&args[at + 1..]),
                Ok(None) => {}
                Err(error) => return report::early(&error),
            },
        }
    }
    if files.is_empty() {
        files.extend(
            super::ask_for_file()
                .split_whitespace()
                .map(|name| name.as_bytes().to_vec()),
        );
    }
    if files.is_empty() {
        eprintln!();
        return report::early(&MError::arg(errors::FILEPARSE, "").also(errors::NORTN, Vec::new()));
    }
    compile(&files)
}

/// Meaning of an option without its dash.
fn action(option: &[u8]) -> Result<Option<Action>, MError> {
    let word = option
        .split(|c| *c == b'=')
        .next()
        .unwrap_or_default()
        .to_ascii_uppercase();
    let find = |word: &[u8]| {
        let mut found = OPTIONS
            .iter()
            .filter(|(name, _)| name.as_bytes().starts_with(word));
        found
            .next()
            .filter(|_| found.next().is_none() && !word.is_empty())
            .map(|(_, action)| *action)
    };
    let negated = || {
        word.strip_prefix(b"NO")
            .and_then(find)
            .filter(Option::is_none)
    };
    find(&word).or_else(negated).ok_or_else(|| {
        MError::arg(
            errors::CLIERR,
            [b"Unrecognized option : ", &word[..]].concat(),
        )
    })
}

/// Shows what GT.M's compiler would. No object files are written: routines are compiled when they are loaded.
fn compile(files: &[Vec<u8>]) -> ExitCode {
    let mut failed = false;
    let engine = Engine::new();
    let here = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("/"));
    for file in files {
        let mut path = here.join(super::path(file));
        if path.extension().is_none() {
            path.set_extension("m");
        }
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .replacen('_', "%", 1);
        match engine.add_file(&name, Path::new(&path)) {
            Ok(messages) => {
                failed |= !messages.is_empty();
                // Nobody is left to tell when standard error is gone.
                let _ = std::io::stderr().write_all(&messages);
            }
            Err(_) => {
                failed = true;
                eprintln!(
                    "{}",
                    MError::arg(errors::FILENOTFND, path.as_os_str().as_encoded_bytes())
                );
            }
        }
    }
    ExitCode::from(u8::from(failed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_may_be_shortened_while_they_are_unique() {
        assert_eq!(action(b"r").ok(), Some(Some(Action::Run)));
        assert_eq!(action(b"dir").ok(), Some(Some(Action::Direct)));
        assert_eq!(action(b"noobject").ok(), Some(None));
        assert_eq!(action(b"object=x.o").ok(), Some(None));
        assert!(action(b"d").is_err());
        assert!(action(b"norun").is_err());
        assert_eq!(
            action(b"foo").unwrap_err().to_string(),
            "%GTM-E-CLIERR, Unrecognized option : FOO"
        );
    }
}
