//! Invoked under the name `mumps`: GT.M's options.

use super::{report, run};
use crate::compile;
use crate::runtime::compiler::{Meaning, Options};
use crate::value::errors::{self, MError};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

pub fn main(args: &[Vec<u8>]) -> ExitCode {
    let mut files: Vec<Vec<u8>> = Vec::new();
    let mut options = Options::default();
    for (at, arg) in args.iter().enumerate() {
        match arg.strip_prefix(b"-") {
            None => files.push(arg.clone()),
            Some(option) => match options.take(option) {
                Ok(Meaning::Run) => return run::entry(&args[at + 1..]),
                Ok(Meaning::Direct) => return run::direct(&args[at + 1..]),
                Ok(_) => {}
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
    let here = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("/"));
    // Nobody is left to tell when standard error is gone.
    let say = &mut |text: &[u8]| drop(std::io::stderr().write_all(text));
    match options.compile(&files, &here, compile::Options::from_env(), say) {
        Ok(outcome) => ExitCode::from(u8::from(outcome.failed)),
        Err(error) => report::early(&error),
    }
}
