//! `mrun zinet`: commands for a running Internet daemon.

use crate::inetd::client::{ask, control_path, is_error};
use std::path::PathBuf;
use std::process::ExitCode;

pub const HELP: &str = "\
Usage: mrun zinet [--control PATH] COMMAND...

Gives a ZINET command to the daemon that 'mrun inetd' runs. 'mrun zinet help' lists the commands; docs/inetd.md describes them.

  mrun zinet add server-echo pgm-start^echo model-nowait port-7007
  mrun zinet display
  mrun zinet stop server-echo
";

pub fn main(args: &[Vec<u8>]) -> ExitCode {
    let mut words: Vec<String> = args
        .iter()
        .map(|a| String::from_utf8_lossy(a).into_owned())
        .collect();
    if words
        .first()
        .is_none_or(|word| super::asks_for_help(word.as_bytes()))
    {
        super::print(HELP.as_bytes());
        return ExitCode::SUCCESS;
    }
    let mut control = None;
    if words[0] == "--control" {
        if words.len() < 3 {
            return super::usage("zinet: --control needs a path and a command");
        }
        control = Some(PathBuf::from(&words[1]));
        words.drain(..2);
    }
    let path = control_path(control);
    match ask(&path, &words) {
        Ok(answer) => {
            super::print(&answer);
            ExitCode::from(u8::from(is_error(&answer)))
        }
        Err(error) => {
            eprintln!("mrun: {}: {error}", path.display());
            ExitCode::FAILURE
        }
    }
}
