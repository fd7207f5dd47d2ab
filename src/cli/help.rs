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
  mrun dist DIR                 make a folder for gtm_dist with a 'mumps' in it
  mrun conv boot -c FILE        conversational servers; 'mrun conv --help'
  mrun inetd -f FILE            the Internet daemon; 'mrun inetd --help'
  mrun zinet COMMAND            tell it something; 'mrun zinet help'
  mrun nmi serve|watch SERVICE  network management interface of z/OS; 'mrun nmi --help'
  mrun db SUBCOMMAND            create, load, extract and look after the database; 'mrun db --help'
  mrun lock show|clear          the LOCKs of all processes
  mrun help WORD                what a command, function, variable, device parameter or message is
  mrun --version                show the version

ARGUMENTS are in $ZCMDLINE, with blanks between. Routines are found along gtmroutines.
";

pub fn main(args: &[Vec<u8>]) -> ExitCode {
    if args.is_empty() {
        super::print(USAGE.as_bytes());
        return ExitCode::SUCCESS;
    }
    let subcommand = match args.split_first() {
        Some((first, rest)) if first == b"db" => super::db::help(rest),
        Some((first, [])) if first == b"conv" => Some(super::conv::HELP.to_string()),
        Some((first, [])) if first == b"inetd" => Some(super::inetd::HELP.to_string()),
        Some((first, [])) if first == b"nmi" => Some(super::nmi::HELP.to_string()),
        Some((first, [])) if first == b"zinet" => Some(super::zinet::HELP.to_string()),
        // A command of M has the name, too.
        Some((first, [])) if first == b"lock" => {
            explain("LOCK").map(|command| command + "\n" + super::lock::HELP)
        }
        _ => None,
    };
    if let Some(text) = subcommand {
        super::print(text.as_bytes());
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
