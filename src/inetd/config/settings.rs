//! What concerns the daemon itself: block `inetd` of our own file.

use crate::inetd::entry::Level;
use crate::inetd::fields::Change;
use crate::inetd::words::{self, Wrong};
use std::net::SocketAddr;
use std::path::PathBuf;

/// Where log lines go.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum LogTo {
    #[default]
    StandardError,
    File(PathBuf),
    /// The system's log, with the number of a facility.
    Syslog(i32),
    Journal,
}

/// Where counters can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MetricsAt {
    Path(PathBuf),
    Address(SocketAddr),
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// The socket of ZINET commands.
    pub control: Option<PathBuf>,
    /// Users that may give them, beside root and the daemon's own.
    pub operators: Vec<String>,
    pub log: Option<LogTo>,
    pub metrics: Option<MetricsAt>,
    pub pid_file: Option<PathBuf>,
    /// The name of this processor.
    pub processor: Option<String>,
    /// The state of the system at the start.
    pub level: Option<Level>,
    /// Open descriptors of the daemon.
    pub descriptors: Option<u64>,
}

/// Words of the block.
pub const WORDS: [&str; 8] = [
    "CONTROL",
    "OPERATORS",
    "LOG",
    "METRICS",
    "PIDFILE",
    "PROCID",
    "STATE",
    "DESCRIPTORS",
];

/// Names of facilities of the system's log.
const FACILITIES: [(&str, i32); 14] = [
    ("daemon", libc::LOG_DAEMON),
    ("auth", libc::LOG_AUTH),
    ("authpriv", libc::LOG_AUTHPRIV),
    ("user", libc::LOG_USER),
    ("mail", libc::LOG_MAIL),
    ("ftp", libc::LOG_FTP),
    ("local0", libc::LOG_LOCAL0),
    ("local1", libc::LOG_LOCAL1),
    ("local2", libc::LOG_LOCAL2),
    ("local3", libc::LOG_LOCAL3),
    ("local4", libc::LOG_LOCAL4),
    ("local5", libc::LOG_LOCAL5),
    ("local6", libc::LOG_LOCAL6),
    ("local7", libc::LOG_LOCAL7),
];

impl Settings {
    /// Sets one word. `None` when there is no such word.
    pub fn set(
        &mut self,
        word: &str,
        change: Change,
        values: &[&str],
    ) -> Option<Result<(), Wrong>> {
        let word = WORDS.iter().find(|w| w.eq_ignore_ascii_case(word))?;
        Some(self.set_word(word, change, values))
    }

    fn set_word(&mut self, word: &str, change: Change, values: &[&str]) -> Result<(), Wrong> {
        if word == "OPERATORS" {
            if change == Change::Remove {
                return Err(Wrong::NoList);
            }
            if change == Change::Set {
                self.operators.clear();
            }
            self.operators
                .extend(values.iter().map(|v| (*v).to_string()));
            return Ok(());
        }
        if change != Change::Set {
            return Err(Wrong::NoList);
        }
        if word == "LOG" {
            self.log = Some(log_to(values)?);
            return Ok(());
        }
        let [value] = values else {
            return Err(Wrong::One);
        };
        match word {
            "CONTROL" => self.control = Some(words::path(value)?),
            "METRICS" => self.metrics = Some(metrics_at(value)?),
            "PIDFILE" => self.pid_file = Some(words::path(value)?),
            "PROCID" => self.processor = Some((*value).to_string()),
            "STATE" => self.level = Some(words::word(value, &Level::ALL)?),
            _ => self.descriptors = Some(words::number(value, 64, 10_000_000)?),
        }
        Ok(())
    }
}

/// `STDERR`, `FILE /path`, `SYSLOG [facility]` or `JOURNAL`.
pub fn log_to(values: &[&str]) -> Result<LogTo, Wrong> {
    const FORM: Wrong = Wrong::Form("STDERR, FILE /path, SYSLOG facility or JOURNAL");
    let (what, rest) = values.split_first().ok_or(Wrong::Empty)?;
    match (what.to_ascii_uppercase().as_str(), rest) {
        ("STDERR", []) => Ok(LogTo::StandardError),
        ("JOURNAL", []) => Ok(LogTo::Journal),
        ("FILE", [path, ..]) => words::path(path).map(LogTo::File),
        ("SYSLOG", []) => Ok(LogTo::Syslog(libc::LOG_DAEMON)),
        ("SYSLOG", [facility, ..]) => words::word(facility, &FACILITIES).map(LogTo::Syslog),
        _ => Err(FORM),
    }
}

/// Only this machine may read counters.
fn metrics_at(value: &str) -> Result<MetricsAt, Wrong> {
    const FORM: Wrong = Wrong::Form("a path, or an address of this machine as 127.0.0.1:9100");
    if value.starts_with('/') {
        return words::path(value).map(MetricsAt::Path);
    }
    let address: SocketAddr = value.parse().map_err(|_| FORM)?;
    match address.ip().is_loopback() {
        true => Ok(MetricsAt::Address(address)),
        false => Err(FORM),
    }
}
