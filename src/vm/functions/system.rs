//! $ZGETJPI, $ZPEEK, $ZSIGPROC and $ZSYSLOG: what functions ask of the operating system.

use super::convert::abbreviates;
use super::{Answer, at};
use crate::value::errors::{self, MError};
use crate::value::{NUM_BUF, Value};
use std::ffi::CString;
use std::io;

/// Sends a signal (0 only asks whether the process is there); the error number, 0 for success.
fn kill(process: i32, signal: i32) -> i32 {
    // SAFETY: kill takes integers only.
    match unsafe { libc::kill(process, signal) } {
        0 => 0,
        _ => io::Error::last_os_error()
            .raw_os_error()
            .unwrap_or(libc::EINVAL),
    }
}

/// `$ZGETJPI(process,item)`: whether a process lives, or CPU time of this one in hundredths of a second.
pub fn zgetjpi(args: &[&Value]) -> Answer {
    const ITEMS: [&str; 6] = [
        "CPUTIM",
        "CSTIME",
        "CUTIME",
        "ISPROCALIVE",
        "STIME",
        "UTIME",
    ];
    let process = at(args, 0).to_i32()?;
    let mut buf = NUM_BUF;
    let given = at(args, 1).bytes(&mut buf);
    let item = match given {
        b"" => return Err(MError::arg(errors::BADJPIPARAM, "Null")),
        _ => ITEMS.into_iter().find(|name| abbreviates(given, name)),
    };
    let item = item.ok_or_else(|| MError::arg(errors::BADJPIPARAM, given))?;
    if item == "ISPROCALIVE" {
        return Ok(Value::bool(kill(process, 0) != libc::ESRCH));
    }
    let [user, system, child_user, child_system] = cpu_times();
    Ok(Value::int(match item {
        "CSTIME" => child_system,
        "CUTIME" => child_user,
        "STIME" => system,
        "UTIME" => user,
        _ => user
            .saturating_add(system)
            .saturating_add(child_user)
            .saturating_add(child_system),
    }))
}

/// CPU time of this process and its children, user and system each, in hundredths of a second.
fn cpu_times() -> [i64; 4] {
    let mut times = libc::tms {
        tms_utime: 0,
        tms_stime: 0,
        tms_cutime: 0,
        tms_cstime: 0,
    };
    // SAFETY: times fills the structure it is given; sysconf takes an integer.
    let ticks = unsafe {
        libc::times(&raw mut times);
        libc::sysconf(libc::_SC_CLK_TCK)
    };
    [
        times.tms_utime,
        times.tms_stime,
        times.tms_cutime,
        times.tms_cstime,
    ]
    .map(|n| n.saturating_mul(100) / ticks.max(1))
}

/// Names of the signals, without `SIG`.
const SIGNALS: &[(&str, i32)] = &[
    ("ABRT", libc::SIGABRT),
    ("ALRM", libc::SIGALRM),
    ("BUS", libc::SIGBUS),
    ("CHLD", libc::SIGCHLD),
    ("CLD", libc::SIGCHLD),
    ("CONT", libc::SIGCONT),
    ("FPE", libc::SIGFPE),
    ("HUP", libc::SIGHUP),
    ("ILL", libc::SIGILL),
    ("INT", libc::SIGINT),
    ("IO", libc::SIGIO),
    ("IOT", libc::SIGABRT),
    ("KILL", libc::SIGKILL),
    ("PIPE", libc::SIGPIPE),
    ("POLL", libc::SIGIO),
    ("PROF", libc::SIGPROF),
    ("QUIT", libc::SIGQUIT),
    ("SEGV", libc::SIGSEGV),
    ("STOP", libc::SIGSTOP),
    ("SYS", libc::SIGSYS),
    ("TERM", libc::SIGTERM),
    ("TRAP", libc::SIGTRAP),
    ("TSTP", libc::SIGTSTP),
    ("TTIN", libc::SIGTTIN),
    ("TTOU", libc::SIGTTOU),
    ("URG", libc::SIGURG),
    ("USR1", libc::SIGUSR1),
    ("USR2", libc::SIGUSR2),
    ("VTALRM", libc::SIGVTALRM),
    ("WINCH", libc::SIGWINCH),
    ("XCPU", libc::SIGXCPU),
    ("XFSZ", libc::SIGXFSZ),
];

/// `$ZSIGPROC(process,signal)`: sends a signal, given by number or name; the error number. An unknown name is signal 0.
pub fn zsigproc(args: &[&Value]) -> Answer {
    let process = at(args, 0).to_i32()?;
    let signal = signal(at(args, 1))?;
    Ok(Value::Int(kill(process, signal).into()))
}

/// The number of a signal, given by number or name.
pub fn signal(given: &Value) -> Result<i32, MError> {
    let name = given.to_vec().to_ascii_uppercase();
    let name = name.strip_prefix(b"SIG").unwrap_or(&name);
    match SIGNALS.iter().find(|(known, _)| known.as_bytes() == name) {
        Some((_, signal)) => Ok(*signal),
        None => Ok(given.to_i32()?),
    }
}

/// `$ZSYSLOG(message)`: a line in the system's log; always 1.
pub fn zsyslog(args: &[&Value]) -> Answer {
    log(&at(args, 0).to_vec());
    Ok(Value::ONE)
}

/// A line in the system's log, up to a zero byte.
pub fn log(message: &[u8]) {
    let mut message = message.to_vec();
    if let Some(end) = memchr::memchr(0, &message) {
        message.truncate(end);
    }
    let message = CString::new(message).unwrap_or_default();
    // SAFETY: both strings end with a zero byte, and the format takes just the one.
    unsafe {
        libc::syslog(
            libc::LOG_USER | libc::LOG_INFO,
            c"%s".as_ptr(),
            message.as_ptr(),
        )
    };
}

/// `$ZPEEK(...)` looks into control structures of GT.M, of which none exists here.
pub fn zpeek() -> Answer {
    Err(MError::arg(errors::BADZPEEKARG, "mnemonic type"))
}
