//! The user log, ULOG: lines of Tuxedo's form, a file a day.

use crate::value::date;
use std::fs::OpenOptions;
use std::io::Write;
use std::time::{SystemTime, UNIX_EPOCH};

/// Adds a line to the log whose name begins so; without one, to standard error.
///
/// A log that cannot be written loses its lines: what is told there must not stop the work.
pub fn write(prefix: Option<&str>, program: &str, text: &str) {
    let now = SystemTime::now();
    let line = line(now, program, text);
    match prefix {
        Some(prefix) if !prefix.is_empty() => {
            let file = OpenOptions::new()
                .append(true)
                .create(true)
                .open(file(prefix, now));
            if let Ok(mut file) = file {
                let _ = file.write_all(line.as_bytes());
            }
        }
        _ => _ = std::io::stderr().write_all(line.as_bytes()),
    }
}

/// The file of that day: `PREFIX.mmddyy`.
pub fn file(prefix: &str, at: SystemTime) -> String {
    let (year, month, day, ..) = parts(at);
    format!("{prefix}.{month:02}{day:02}{:02}", year.rem_euclid(100))
}

/// `hhmmss.mmm.machine!program.pid: text`.
fn line(at: SystemTime, program: &str, text: &str) -> String {
    let (_, _, _, hour, minute, second, millis) = parts(at);
    let machine = nix::unistd::gethostname().unwrap_or_default();
    let pid = std::process::id();
    // One event is one line.
    let text = text.trim_end().replace('\n', " ");
    format!(
        "{hour:02}{minute:02}{second:02}.{millis:03}.{}!{program}.{pid}: {text}\n",
        machine.to_string_lossy()
    )
}

fn parts(at: SystemTime) -> (i64, i64, i64, i64, i64, i64, u32) {
    let unix = at.duration_since(UNIX_EPOCH).unwrap_or_default();
    let local = date::horolog(unix.as_secs() as i64);
    let (year, month, day) = date::civil(local.day);
    let second = local.second;
    (
        year,
        month,
        day,
        second / 3600,
        second / 60 % 60,
        second % 60,
        unix.subsec_millis(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_line_has_time_machine_program_and_one_line_of_text() {
        let at = UNIX_EPOCH + Duration::from_millis(1_790_000_000_250);
        let line = line(at, "BBL", "two\nlines\n");
        let (head, text) = line.split_once(": ").unwrap();
        assert_eq!(text, "two lines\n");
        assert!(
            head.contains("!BBL.") && head[6..].starts_with(".250."),
            "{head}"
        );
        assert!(file("/tmp/ULOG", at).starts_with("/tmp/ULOG."));
    }
}
