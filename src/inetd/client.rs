//! Those who give ZINET commands to a running daemon: the command line, and M code with `$&inetd.zinet(line)`.

use super::operator::line;
use crate::device::Wait;
use crate::runtime::process::runtime_folder;
use crate::runtime::{Answer, Engine, HostCall};
use crate::value::errors::MError;
use std::io::{self, Read, Write};
use std::os::fd::AsRawFd;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};

/// The socket of operators: as given, or as the environment says, or the usual one.
pub fn control_path(given: Option<PathBuf>) -> PathBuf {
    let of_environment = || std::env::var_os("MRUN_INETD").map(PathBuf::from);
    let usual = || runtime_folder().join("mrun-inetd.sock");
    given.or_else(of_environment).unwrap_or_else(usual)
}

/// The daemon's answer to a command.
///
/// # Errors
/// No daemon answers at this path.
pub fn ask(path: &Path, words: &[String]) -> io::Result<Vec<u8>> {
    let mut stream = UnixStream::connect(path)?;
    stream.write_all((line(words) + "\n").as_bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(answer)
}

/// `INETnnnnE`: the command was not done.
pub fn is_error(answer: &[u8]) -> bool {
    answer.get(8) == Some(&b'E') || answer.is_empty()
}

/// Gives M code `$&inetd.zinet(line)`, the answer to a command.
pub fn register(engine: &Engine) {
    engine.register("inetd.zinet", zinet);
}

/// A command on its way.
type Asking = io::Result<(UnixStream, Vec<u8>)>;

fn zinet(call: &mut HostCall) -> Result<Answer, MError> {
    let command = call.arg(0).to_string();
    let asking = call.state(|| -> Asking {
        let mut stream = UnixStream::connect(control_path(None))?;
        stream.set_nonblocking(true)?;
        // A line is shorter than a socket's buffer.
        stream.write_all((command.replace('\n', " ") + "\n").as_bytes())?;
        Ok((stream, Vec::new()))
    });
    let outcome = match asking {
        Ok((stream, answer)) => match stream.read_to_end(answer) {
            Ok(_) => Ok(String::from_utf8_lossy(answer).trim_end().to_string()),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                return Ok(Answer::Wait(Wait::readable(stream.as_raw_fd())));
            }
            Err(error) => Err(error.to_string()),
        },
        Err(error) => Err(error.to_string()),
    };
    let answer = outcome.unwrap_or_else(|error| format!("INET0041E NO DAEMON ANSWERS: {error}"));
    Ok(answer.into())
}
