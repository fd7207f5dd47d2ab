//! `mrun -run` and `mrun -direct`, as GT.M's `mumps` has them, and the processes of JOB.

use super::{command_line, engine, report};
use crate::runtime::process::Hangup;
use crate::runtime::{Exit, Value};
use crate::value::errors::{self, MError};
use crate::{Engine, Session};
use std::process::ExitCode;

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
    match session(&engine(None), rest, true) {
        Ok(mut session) => {
            let exit = session.run(entry);
            report::finish(&mut session, exit, report::FATAL)
        }
        Err(error) => report::early(&error),
    }
}

/// `-direct [ARGUMENTS]`: direct mode on standard input, a terminal or not.
pub fn direct(args: &[Vec<u8>]) -> ExitCode {
    match session(&engine(None), args, true) {
        Ok(mut session) => {
            let exit = session.direct();
            report::finish(&mut session, exit, report::FATAL)
        }
        Err(error) => report::early(&error),
    }
}

/// `--job [--unread=FD] ENTRYREF [ACTUALS]`: what JOB starts. An untrapped error ends it. Descriptor FD holds bytes that were
/// received from standard input, a socket, before.
pub fn job(args: &[Vec<u8>]) -> ExitCode {
    let given = args.first().and_then(|a| a.strip_prefix(b"--unread="));
    let unread = given
        .and_then(|fd| std::str::from_utf8(fd).ok()?.parse().ok())
        .map(|fd| crate::device::sys::inherited_bytes(fd).unwrap_or_default());
    let args = &args[usize::from(given.is_some())..];
    let Some((entry, rest)) = args.split_first() else {
        return report::early(&MError::new(errors::RUNPARAMERR));
    };
    match session(&engine(None), &[], false) {
        Ok(mut session) => {
            session.preload_principal(&unread.unwrap_or_default());
            let args: Vec<Value> = rest
                .iter()
                .map(|a| Value::from_bytes(a.as_slice()))
                .collect();
            let exit = match session.call(&String::from_utf8_lossy(entry), &args) {
                Ok(_) => Exit::Status(0),
                Err(error) => Exit::Error(error),
            };
            report::finish(&mut session, exit, report::FATAL)
        }
        Err(error) => report::early(&error),
    }
}

fn session(engine: &Engine, args: &[Vec<u8>], direct: bool) -> Result<Session, MError> {
    let mut session = engine
        .session()
        .direct_mode(direct)
        .owns_process(true)
        .command_line(command_line(args))
        .limits(super::limits())
        .build()?;
    session
        .handle_signals(Hangup::Trap)
        .map_err(|e| MError::io(&e))?;
    Ok(session)
}
