//! How a run ended: its last message, and the status of the process.

pub use crate::runtime::FATAL;
use crate::runtime::{Exit, RunError, Session};
use crate::value::errors::{self, MError};
use std::io::Write;
use std::process::ExitCode;

/// Shows the error that ended a run, if one did. Its status is `fatal`; a signal's is negative as in GT.M, so 241 after SIGTERM.
pub fn finish(session: &mut Session, exit: Exit, fatal: u8) -> ExitCode {
    match exit {
        Exit::Status(status) => {
            session.wait_for_jobs(status);
            ExitCode::from(status as u8)
        }
        Exit::Error(error) => {
            show(session, &error);
            session.wait_for_jobs(0);
            ExitCode::from(fatal)
        }
    }
}

/// Shows an error from before the first command: GT.M's message, no place.
pub fn early(error: &MError) -> ExitCode {
    eprintln!("{error}");
    ExitCode::from(FATAL)
}

/// The error with its place. When a peer sits behind the principal device, it is a log entry with all levels, and the peer gets
/// nothing of it.
fn show(session: &mut Session, run: &RunError) {
    let text = session.last_words(run);
    let is_socket = session.machine.devices.is_socket();
    if is_socket && (crate::device::sys::same_file(0, 2) || crate::device::sys::same_file(1, 2)) {
        log(&text);
    } else {
        write(&text);
    }
}

fn write(text: &[u8]) {
    // Nobody is left to tell when standard error is gone.
    let _ = std::io::stderr().write_all(text);
}

/// Writes to the system's log: standard error is the peer's connection too.
fn log(text: &[u8]) {
    for line in text.split(|c| *c == b'\n').filter(|line| !line.is_empty()) {
        let Ok(line) = std::ffi::CString::new(line) else {
            continue;
        };
        // SAFETY: the format takes one string, which lives until the call is over.
        unsafe {
            libc::syslog(
                libc::LOG_DAEMON | libc::LOG_ERR,
                c"mrun: %s".as_ptr(),
                line.as_ptr(),
            )
        };
    }
}

/// Was it Ctrl-C that ended the run?
pub fn is_interrupt(exit: &Exit) -> bool {
    matches!(exit, Exit::Error(error) if error.error().is_some_and(|e| e.code() == errors::CTRLC))
}
