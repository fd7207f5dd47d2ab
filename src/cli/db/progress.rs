//! One line on a terminal that says how far a long subcommand is.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// Time between two looks of the line.
const PAUSE: Duration = Duration::from_millis(250);

/// The line, on standard error; nothing where that is no terminal, unless asked for.
pub struct Progress {
    shown: Option<Instant>,
    begin: Instant,
    /// Bytes there are, if that is known.
    total: Option<u64>,
    terminal: bool,
}

impl Progress {
    pub fn new(asked: bool, total: Option<u64>) -> Progress {
        let (terminal, now) = (std::io::stderr().is_terminal(), Instant::now());
        Progress {
            shown: (asked || terminal).then_some(now),
            begin: now,
            total: total.filter(|t| *t > 0),
            terminal,
        }
    }

    /// So many nodes and bytes are done.
    pub fn tell(&mut self, nodes: u64, bytes: u64) {
        if self.shown.is_some_and(|at| at.elapsed() >= PAUSE) {
            self.shown = Some(Instant::now());
            self.show(nodes, bytes);
        }
    }

    fn show(&self, nodes: u64, bytes: u64) {
        let seconds = self.begin.elapsed().as_secs_f64().max(0.001);
        let mib = bytes as f64 / f64::from(1 << 20);
        let part = self.total.map_or(String::new(), |total| {
            format!(" ({:.0} %)", 100.0 * bytes as f64 / total as f64)
        });
        let (before, after) = if self.terminal {
            ("\r", "\x1b[K")
        } else {
            ("", "\n")
        };
        // Nobody is left to tell when standard error is gone.
        let _ = write!(
            std::io::stderr(),
            "{before}{nodes} nodes, {mib:.1} MiB{part}, {:.0} nodes/s, {:.1} MiB/s{after}",
            nodes as f64 / seconds,
            mib / seconds
        );
    }

    /// Takes the line away from a terminal, for other lines.
    pub fn clear(&mut self) {
        if self.shown.is_some() && self.terminal {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }

    /// The end.
    pub fn end(&mut self) {
        self.clear();
        self.shown = None;
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.end();
    }
}
