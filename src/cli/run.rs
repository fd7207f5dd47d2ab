//! `mrun -run` and `mrun -direct`, as GT.M's `mumps` has them, and the processes of JOB.

use super::{command_line, engine, report};
use crate::inetd::worker::Server;
use crate::runtime::process::Hangup;
use crate::value::errors::{self, MError};
use crate::vm::Letter;
use crate::{Engine, Session};
use std::os::fd::RawFd;
use std::process::ExitCode;
use std::time::Duration;

/// `-run ENTRYREF [ARGUMENTS]`: an untrapped error leads to direct mode.
pub fn entry(args: &[Vec<u8>]) -> ExitCode {
    let Some((entry, rest)) = args.split_first() else {
        let entry = super::ask_for_file().into_bytes();
        if entry.is_empty() {
            println!();
            return report::early(&MError::new(errors::RUNPARAMERR));
        }
        return self::entry(&[entry]);
    };
    match session(&engine(None), command_line(rest), true) {
        Ok(mut session) => {
            let exit = session.run(entry);
            report::finish(&mut session, exit, report::FATAL)
        }
        Err(error) => report::early(&error),
    }
}

/// `-direct [ARGUMENTS]`: direct mode on standard input, a terminal or not.
pub fn direct(args: &[Vec<u8>]) -> ExitCode {
    match session(&engine(None), command_line(args), true) {
        Ok(mut session) => {
            let exit = session.direct();
            report::finish(&mut session, exit, report::FATAL)
        }
        Err(error) => report::early(&error),
    }
}

/// `--inetd ENTRYREF [ARGUMENTS]`: what the Internet daemon starts. An untrapped error ends it.
pub fn server(args: &[Vec<u8>]) -> ExitCode {
    let Some((entry, rest)) = args.split_first() else {
        return report::early(&MError::new(errors::RUNPARAMERR));
    };
    serve(&engine(None), entry, rest)
}

fn serve(engine: &Engine, entry: &[u8], rest: &[Vec<u8>]) -> ExitCode {
    match session(engine, command_line(rest), false) {
        Ok(mut session) => {
            let exit = session.run(entry);
            report::finish(&mut session, exit, report::FATAL)
        }
        Err(error) => report::early(&error),
    }
}

/// `--inetd-template FD ENTRYREF [ARGUMENTS]`: makes processes that do what `--inetd` does, for the Internet daemon at the other end of
/// descriptor FD.
pub fn template(args: &[Vec<u8>]) -> ExitCode {
    let number = |arg: &[u8]| std::str::from_utf8(arg).ok()?.parse::<RawFd>().ok();
    let [line, entry, rest @ ..] = args else {
        return report::early(&MError::new(errors::RUNPARAMERR));
    };
    let Some(line) = number(line) else {
        return report::early(&MError::new(errors::RUNPARAMERR));
    };
    let engine = engine(None);
    crate::inetd::template::serve(line, || serve(&engine, entry, rest))
}

/// `--inetd-worker FD BYTES MILLISECONDS ENTRYREF [ARGUMENTS]`: runs the sessions of an AOR server of the Internet daemon, which is at the
/// other end of descriptor FD. The numbers bound the memory and the time of each; 0 is without bound.
pub fn worker(args: &[Vec<u8>]) -> ExitCode {
    let number = |arg: &[u8]| std::str::from_utf8(arg).ok()?.parse::<u64>().ok();
    let wrong = || report::early(&MError::new(errors::RUNPARAMERR));
    let [line, memory, limit, entry, rest @ ..] = args else {
        return wrong();
    };
    let (Some(line), Some(memory), Some(limit)) = (number(line), number(memory), number(limit))
    else {
        return wrong();
    };
    let server = Server {
        entry: entry.clone(),
        command_line: command_line(rest),
        memory: memory as usize,
        limit: (limit > 0).then(|| Duration::from_millis(limit)),
    };
    match crate::inetd::worker::serve(line as RawFd, &engine(None), &server) {
        Ok(status) => status,
        Err(error) => report::early(&MError::io(&error)),
    }
}

/// `--job FD ENTRYREF`: what JOB starts. Descriptor FD holds the letter of its parent. An untrapped error ends it.
pub fn job(args: &[Vec<u8>]) -> ExitCode {
    let letter = |fd: &[u8]| {
        let fd = std::str::from_utf8(fd).ok()?.parse().ok()?;
        let bytes = crate::device::sys::inherited_bytes(fd).ok()?;
        Letter::decode(&bytes).ok()
    };
    let [fd, entry] = args else {
        return report::early(&MError::new(errors::RUNPARAMERR));
    };
    let Some(letter) = letter(fd) else {
        return report::early(&MError::arg(errors::JOBSETUP, "parameters"));
    };
    let session = session(&engine(None), letter.command_line.clone(), false);
    match session {
        Ok(mut session) => {
            let exit = session.job(entry, &letter);
            report::finish(&mut session, exit, report::FATAL)
        }
        Err(error) => report::early(&error),
    }
}

fn session(engine: &Engine, command_line: Vec<u8>, direct: bool) -> Result<Session, MError> {
    let mut session = engine
        .session()
        .direct_mode(direct)
        .owns_process(true)
        .command_line(command_line)
        .limits(super::limits())
        .build()?;
    session
        .handle_signals(Hangup::Trap)
        .map_err(|e| MError::io(&e))?;
    Ok(session)
}
