//! Log lines with xinetd's fields: events of `tracing`, and where they go.

use super::config::settings::LogTo;
use crate::value::date;
use std::fmt::{self, Write as _};
use std::fs::File;
use std::io::{self, Write as _};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixDatagram;
use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Metadata, Subscriber, span};

/// Target of the daemon's events.
pub const TARGET: &str = "mrun::inetd";

/// Says something at one of the levels of `tracing`.
macro_rules! say {
    ($level:ident, $($text:tt)+) => {
        tracing::$level!(target: crate::inetd::log::TARGET, $($text)+)
    };
}
pub(super) use say;

const JOURNAL: &str = "/run/systemd/journal/socket";
const NAME: &str = "mrun-inetd";

enum Sink {
    /// `true`: the journal is behind it, which brings the time itself.
    StandardError(bool),
    File(File),
    Syslog(i32),
    Journal(UnixDatagram),
}

/// The end of log lines. Clones are the same one.
#[derive(Clone)]
pub struct Log(Arc<Mutex<Sink>>);

impl Log {
    /// # Errors
    /// A file cannot be opened, or there is no journal.
    pub fn new(to: &LogTo) -> io::Result<Log> {
        Ok(Log(Arc::new(Mutex::new(sink(to)?))))
    }

    /// Changes where lines go; opens a file again.
    ///
    /// # Errors
    /// As for `new`; lines go where they went before.
    pub fn change(&self, to: &LogTo) -> io::Result<()> {
        let sink = sink(to)?;
        *self.0.lock().unwrap_or_else(|e| e.into_inner()) = sink;
        Ok(())
    }

    /// What children get as their standard error. `None`: a pipe, from which the daemon logs their lines.
    ///
    /// # Errors
    /// The system has no descriptors left.
    pub fn descriptor(&self) -> io::Result<Option<OwnedFd>> {
        match &*self.0.lock().unwrap_or_else(|e| e.into_inner()) {
            Sink::File(file) => file.as_fd().try_clone_to_owned().map(Some),
            Sink::StandardError(_) => io::stderr().as_fd().try_clone_to_owned().map(Some),
            Sink::Syslog(_) | Sink::Journal(_) => Ok(None),
        }
    }

    /// Makes all events of this process go here. Only the first one does.
    pub fn install(&self) {
        // Another one was there before: an embedding program's, which has them then.
        let _ = tracing::subscriber::set_global_default(self.clone());
    }

    fn write(&self, level: Level, text: &str) {
        let mut sink = self.0.lock().unwrap_or_else(|e| e.into_inner());
        // Nobody is left to tell when a log is gone.
        let _ = match &mut *sink {
            Sink::StandardError(true) => {
                io::stderr().write_all(format!("<{}>{text}\n", priority(level)).as_bytes())
            }
            Sink::StandardError(false) => io::stderr().write_all(line(text).as_bytes()),
            Sink::File(file) => file.write_all(line(text).as_bytes()),
            Sink::Journal(socket) => {
                let priority = priority(level);
                let record =
                    format!("PRIORITY={priority}\nSYSLOG_IDENTIFIER={NAME}\nMESSAGE={text}\n");
                socket.send(record.as_bytes()).map(drop)
            }
            Sink::Syslog(facility) => {
                syslog(*facility | priority(level), text);
                Ok(())
            }
        };
    }
}

fn sink(to: &LogTo) -> io::Result<Sink> {
    Ok(match to {
        LogTo::StandardError => Sink::StandardError(std::env::var_os("JOURNAL_STREAM").is_some()),
        LogTo::File(path) => Sink::File(File::options().append(true).create(true).open(path)?),
        LogTo::Syslog(facility) => Sink::Syslog(*facility),
        LogTo::Journal => {
            let socket = UnixDatagram::unbound()?;
            socket.connect(JOURNAL)?;
            Sink::Journal(socket)
        }
    })
}

fn priority(level: Level) -> i32 {
    match level {
        Level::ERROR => libc::LOG_ERR,
        Level::WARN => libc::LOG_WARNING,
        Level::INFO => libc::LOG_INFO,
        _ => libc::LOG_DEBUG,
    }
}

fn syslog(priority: i32, text: &str) {
    let Ok(text) = std::ffi::CString::new(text) else {
        return;
    };
    // SAFETY: the format takes one string, which lives until the call is over.
    unsafe { libc::syslog(priority, c"mrun-inetd: %s".as_ptr(), text.as_ptr()) };
}

/// Seconds since 1970.
pub fn now() -> i64 {
    let passed = SystemTime::now().duration_since(UNIX_EPOCH);
    passed.map_or(0, |t| t.as_secs() as i64)
}

/// The minute of the day here.
pub fn minute() -> u16 {
    (date::horolog(now()).second / 60) as u16
}

/// A line with the time before it, as `26/11/27@04:05:06: START: ...`.
fn line(text: &str) -> String {
    let now = date::horolog(now());
    // Days are numbers that zdate knows.
    let day = date::zdate(now.day.to_string().as_bytes(), b"YY/MM/DD", b"", b"", 0);
    let day = day.unwrap_or_default();
    let day = String::from_utf8_lossy(&day);
    let (hour, minute, second) = (now.second / 3600, now.second / 60 % 60, now.second % 60);
    format!("{day}@{hour:02}:{minute:02}:{second:02}: {text}\n")
}

/// The text of an event: its message, then other fields.
#[derive(Default)]
struct Text(String);

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let start = self.0.len();
        // A String takes everything.
        let _ = match field.name() {
            "message" => write!(self.0, "{value:?}"),
            name => write!(self.0, " {name}={value:?}"),
        };
        // What comes from peers and files makes no lines of its own.
        let clean = self.0[start..].replace(|c: char| c.is_control(), " ");
        self.0.replace_range(start.., &clean);
    }
}

impl Subscriber for Log {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == TARGET && *metadata.level() <= Level::INFO
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut text = Text::default();
        event.record(&mut text);
        self.write(*event.metadata().level(), &text.0);
    }

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}
