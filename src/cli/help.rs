//! `mrun --help`, `mrun help WORD`, and `?word` of the REPL.

use crate::syntax::help::explain;
use std::process::ExitCode;

const USAGE: &str = "\
Usage:
  mrun                          read and run commands, with editing, history and help (?word)
  mrun FILE [ARGUMENTS]         run a script; also from a first line '#!/usr/bin/env mrun'
  mrun -run ENTRYREF [ARGUMENTS]
                                run label^routine as GT.M's mumps does; -r is the same
  mrun -direct [ARGUMENTS]      direct mode as GT.M's mumps has it
  mrun check PATH...            show the errors of source files, of all *.m in folders
  mrun db trigger               load and show triggers ('mrun db trigger --help')
  mrun dist DIR                 make a folder for gtm_dist with a 'mumps' in it
  mrun help WORD                what a command, function, variable, device parameter or message is
  mrun --version                show the version

ARGUMENTS are in $ZCMDLINE, with blanks between. Routines are found along gtmroutines.
";

pub fn main(args: &[Vec<u8>]) -> ExitCode {
    if args.is_empty() {
        super::print(USAGE.as_bytes());
        return ExitCode::SUCCESS;
    }
    let mut status = ExitCode::SUCCESS;
    for arg in args {
        let word = String::from_utf8_lossy(arg);
        match explain(&word) {
            Some(text) => super::print(text.as_bytes()),
            None => {
                eprintln!("mrun: nothing is known about {word}");
                status = ExitCode::FAILURE;
            }
        }
    }
    status
}
