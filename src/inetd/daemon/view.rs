//! What the daemon shows: servers and what runs, for ZINET DISPLAY; counters, for Prometheus.

use super::{Daemon, Running, Slot};
use crate::inetd::config::block_text;
use crate::inetd::entry::{Entry, Level, Model, Protocol};
use crate::inetd::service::{Counters, Refusal, Service};
use crate::inetd::sockets;
use crate::inetd::words::word_of;
use std::fmt::Write as _;
use std::os::fd::AsRawFd;
use std::time::Duration;

/// A time as 12s, 3m04s, 5h06m or 7d08h.
fn age(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..60 => format!("{seconds}s"),
        60..3600 => format!("{}m{:02}s", seconds / 60, seconds % 60),
        3600..86400 => format!("{}h{:02}m", seconds / 3600, seconds / 60 % 60),
        _ => format!("{}d{:02}h", seconds / 86400, seconds / 3600 % 24),
    }
}

/// What the system says a process does.
fn does(pid: i32) -> &'static str {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let state = stat
        .rsplit_once(')')
        .and_then(|(_, rest)| rest.trim_start().chars().next());
    match state {
        Some('R') => "RUNS",
        Some('S' | 'I') => "WAITS",
        Some('D') => "WAITS FOR DISK",
        Some('T' | 't') => "STOPPED",
        Some('Z' | 'X') => "ENDED",
        _ => "-",
    }
}

/// A label's value.
fn label(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

impl Daemon {
    /// The entries as they are in the file.
    pub(super) fn display_entries(&self, id: Option<u32>) -> String {
        let mut text = String::from("INET0014I INETD CONFIGURATION FILE\n");
        let none = Entry::new("");
        for (_, service) in self.chosen(id) {
            let entry = service.next.as_ref().unwrap_or(&service.entry);
            text += &block_text(entry, &none);
            text.push('\n');
        }
        text
    }

    fn chosen(&self, id: Option<u32>) -> impl Iterator<Item = (&u32, &Service)> {
        self.services
            .iter()
            .filter(move |(other, _)| id.is_none_or(|id| id == **other))
    }

    /// The servers and what runs.
    pub(super) fn display(&self, id: Option<u32>) -> String {
        let mut text = format!(
            "INET0022I SYSTEM STATE {} PROCESSOR {} UP {}\n",
            word_of(self.level, &Level::ALL),
            self.processor(),
            age(self.since.elapsed()),
        );
        let _ = writeln!(
            text,
            "{:<10} {:<8} {:<5} {:<21} {:>6} {:>6} {:>8} {:>7} {:>7} STATE",
            "SERVER", "MODEL", "PROTO", "ADDRESS", "RUN", "WAIT", "STARTED", "ERRORS", "REFUSED"
        );
        for (_, service) in self.chosen(id) {
            let entry = &service.entry;
            let state = match service.stopped {
                Some(stopped) => stopped.to_string(),
                None if service.paused.is_some() => "PAUSED".to_string(),
                None => "ACTIVE".to_string(),
            };
            let protocol = match entry.model.listens() {
                true => word_of(entry.protocol, &Protocol::ALL),
                false => "-".to_string(),
            };
            let counters = &service.counters;
            let refused: u64 = counters.refused.iter().sum();
            let _ = writeln!(
                text,
                "{:<10} {:<8} {:<5} {:<21} {:>6} {:>6} {:>8} {:>7} {:>7} {state}",
                entry.name,
                word_of(entry.model, &Model::ALL),
                protocol,
                sockets::Place::text_of(entry),
                service.running,
                service.pending,
                counters.started,
                counters.errors,
                refused,
            );
        }
        self.display_running(id, &mut text);
        text
    }

    fn display_running(&self, id: Option<u32>, text: &mut String) {
        let mut lines = Vec::new();
        let of = |running: &Running| id.is_none_or(|id| id == running.service);
        for (pid, running) in self.children.iter().filter(|(_, r)| of(r)) {
            let who = format!("pid={pid}");
            lines.push((running.number, line(&who, running, "-", "-", does(*pid))));
        }
        for (number, running) in self.session_runs.iter().filter(|(_, r)| of(r)) {
            let view = self.workers.view(*number);
            let waits = match view.waits_for.as_str() {
                "" => "RUNS".to_string(),
                what => format!("WAITS FOR {what}"),
            };
            let who = format!("session={number}");
            let (received, sent) = (view.received.to_string(), view.sent.to_string());
            lines.push((*number, line(&who, running, &received, &sent, &waits)));
        }
        for (_, slot) in self.slots.iter() {
            if let Slot::Pending(pending) = slot
                && id.is_none_or(|id| id == pending.service)
                && let Some(service) = self.services.get(&pending.service)
            {
                let there = sockets::waiting(pending.socket.as_raw_fd());
                let text = format!(
                    "{:<15} {:<10} {:<21} {:>7} {there:>9} {:>9} WAITS FOR MESSAGE",
                    "-",
                    service.entry.name,
                    pending.peer,
                    age(pending.since.elapsed()),
                    "-"
                );
                lines.push((pending.number, text));
            }
        }
        if lines.is_empty() {
            return;
        }
        lines.sort();
        let _ = writeln!(
            text,
            "{:<15} {:<10} {:<21} {:>7} {:>9} {:>9} DOES",
            "WHO", "SERVER", "PEER", "AGE", "RECEIVED", "SENT"
        );
        for (_, line) in lines {
            let _ = writeln!(text, "{line}");
        }
    }

    /// All counters, in the form of Prometheus.
    pub(super) fn counters(&self) -> String {
        let mut text = String::new();
        let up = self.since.elapsed().as_secs();
        for (name, kind, help, value) in [
            (
                "uptime_seconds",
                "counter",
                "Time since the daemon began.",
                up,
            ),
            (
                "reloads_total",
                "counter",
                "Configurations that were read again.",
                self.reloads,
            ),
            (
                "recycles_total",
                "counter",
                "Times the daemon's program began again.",
                self.recycles,
            ),
            (
                "short_of_descriptors",
                "gauge",
                "Accepting pauses.",
                u64::from(self.short),
            ),
        ] {
            let _ = writeln!(
                text,
                "# HELP mrun_inetd_{name} {help}\n# TYPE mrun_inetd_{name} {kind}\nmrun_inetd_{name} {value}"
            );
        }
        type Get = fn(&Service) -> u64;
        let rows: [(&str, &str, &str, Get); 10] = [
            ("active", "gauge", "The server is active.", |s| {
                u64::from(s.is_active())
            }),
            ("running", "gauge", "Processes and sessions.", |s| {
                s.running as u64
            }),
            (
                "waiting",
                "gauge",
                "Connections without a message yet.",
                |s| s.pending as u64,
            ),
            ("accepted_total", "counter", "Connections accepted.", |s| {
                s.counters.accepted
            }),
            ("started_total", "counter", "Programs started.", |s| {
                s.counters.started
            }),
            ("ended_total", "counter", "Programs that ended.", |s| {
                s.counters.ended
            }),
            (
                "errors_total",
                "counter",
                "Programs that ended in error.",
                |s| s.counters.errors,
            ),
            (
                "silent_total",
                "counter",
                "Connections closed without a message.",
                |s| s.counters.silent,
            ),
            ("dropped_total", "counter", "Datagrams thrown away.", |s| {
                s.counters.dropped
            }),
            ("pauses_total", "counter", "Pauses of accepting.", |s| {
                s.counters.pauses
            }),
        ];
        for (name, kind, help, get) in rows {
            let _ = writeln!(
                text,
                "# HELP mrun_inetd_{name} {help}\n# TYPE mrun_inetd_{name} {kind}"
            );
            for service in self.services.values() {
                let _ = writeln!(
                    text,
                    "mrun_inetd_{name}{{server=\"{}\"}} {}",
                    label(&service.entry.name),
                    get(service)
                );
            }
        }
        let _ = writeln!(
            text,
            "# HELP mrun_inetd_refused_total Clients refused.\n# TYPE mrun_inetd_refused_total counter"
        );
        for service in self.services.values() {
            let Counters { refused, .. } = &service.counters;
            for (why, count) in Refusal::ALL.iter().zip(refused) {
                let name = label(&service.entry.name);
                let _ = writeln!(
                    text,
                    "mrun_inetd_refused_total{{server=\"{name}\",why=\"{why}\"}} {count}"
                );
            }
        }
        text
    }
}

fn line(who: &str, running: &Running, received: &str, sent: &str, does: &str) -> String {
    format!(
        "{who:<15} {:<10} {:<21} {:>7} {received:>9} {sent:>9} {does}",
        running.name,
        running.peer.as_deref().unwrap_or("-"),
        age(running.since.elapsed()),
    )
}
