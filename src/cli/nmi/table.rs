//! `mrun nmi watch --table`: what a service tells as a table on the screen that refreshes.

use crate::device::sys;
use crate::nmi::client::{self, Asking, Client, ClientError, Event, Step};
use crate::nmi::record::cte::{Entries, Entry};
use crate::nmi::record::tree::Tree;
use crate::nmi::record::{time, tmi};
use crate::nmi::requests::Kind;
use crate::nmi::system::Service;
use mio::unix::SourceFd;
use mio::{Events, Interest, Poll, Token};
use nix::sys::signal::Signal;
use std::collections::{HashMap, HashSet};
use std::io::{self, Write};
use std::os::fd::AsRawFd;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Time between two pictures.
const EVERY: Duration = Duration::from_secs(1);
/// Pictures after which packets that do not come any more are left out.
const UNSEEN: u64 = 60;
/// How long something that is over stays on the screen.
const AFTER: Duration = Duration::from_secs(5);
/// Another screen without a cursor, and back.
const BEGIN: &str = "\x1b[?1049h\x1b[?25l";
const END: &str = "\x1b[?25h\x1b[?1049l";

/// A line of the table.
#[derive(Default)]
struct Row {
    /// What it is called: state, ends, owner.
    words: [String; 4],
    /// What came in and went out until now, and until the picture before.
    total: [u64; 2],
    before: [u64; 2],
    rate: [f64; 2],
    /// Since when it is over.
    over: Option<Instant>,
    /// The picture that showed it last.
    seen: u64,
}

struct Table {
    service: &'static Service,
    rows: HashMap<String, Row>,
    records: u64,
    lost: u64,
    pictures: u64,
    last: Instant,
}

/// Shows a table until a signal or the server ends it.
///
/// # Errors
/// The server does not keep to the rules, or the terminal is gone.
pub fn show(
    mut client: Client,
    service: &'static Service,
    folder: &Path,
    stack: &str,
) -> Result<ExitCode, ClientError> {
    const SIGNALS: Token = Token(usize::MAX);
    let signals = sys::signals(&[Signal::SIGTERM, Signal::SIGINT, Signal::SIGHUP])?;
    let mut poll = Poll::new()?;
    let fd = signals.as_raw_fd();
    poll.registry()
        .register(&mut SourceFd(&fd), SIGNALS, Interest::READABLE)?;
    let (mut events, mut watched) = (Events::with_capacity(8), HashSet::new());
    let mut table = Table::new(service);
    let screen = Screen::new()?;
    let mut next = Instant::now();
    loop {
        match client.step()? {
            Step::Event(Event::Buffer(data)) => {
                Entries::new(&data).flatten().for_each(|e| table.take(&e));
                continue;
            }
            Step::Event(Event::Lost) => table.lost += 1,
            Step::Event(Event::Init(_)) => continue,
            Step::Event(Event::End(code)) => {
                drop(screen);
                let why = code.map_or("gone".into(), tmi::code_text);
                eprintln!("mrun: the server ends: {why}");
                return Ok(ExitCode::from(u8::from(code != Some(0))));
            }
            Step::Hungry => {}
            Step::Wait(fd) => {
                if watched.insert(fd) {
                    let token = Token(fd as usize);
                    poll.registry()
                        .register(&mut SourceFd(&fd), token, Interest::READABLE)?;
                }
                if Instant::now() < next {
                    let pause = next.saturating_duration_since(Instant::now());
                    match poll.poll(&mut events, Some(pause + Duration::from_millis(1))) {
                        Err(error) if error.kind() != io::ErrorKind::Interrupted => {
                            return Err(error.into());
                        }
                        _ => {}
                    }
                    if events.iter().any(|event| event.token() == SIGNALS) {
                        return Ok(ExitCode::SUCCESS);
                    }
                }
            }
        }
        if Instant::now() >= next {
            if service.request == Some(tmi::CNRQ) {
                table.look(folder, stack)?;
            }
            screen.draw(&table.picture(screen.size()))?;
            next = Instant::now() + EVERY;
        }
    }
}

/// The other screen of the terminal, until it is dropped.
struct Screen;

impl Screen {
    fn new() -> io::Result<Screen> {
        let screen = Screen;
        screen.draw(BEGIN)?;
        Ok(screen)
    }

    fn draw(&self, text: &str) -> io::Result<()> {
        let mut out = io::stdout();
        out.write_all(text.as_bytes())?;
        out.flush()
    }

    /// Lines and columns.
    fn size(&self) -> (usize, usize) {
        let known = sys::terminal_size(io::stdout().as_raw_fd());
        known.map_or((24, 80), |(columns, lines)| (lines.into(), columns.into()))
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // The terminal may be gone.
        let _ = self.draw(END);
    }
}

fn text(tree: &Tree, path: &[&str]) -> String {
    let found = path.iter().try_fold(tree, |tree, name| tree.get(name));
    found.and_then(Tree::text).unwrap_or_default().into_owned()
}

fn number(tree: &Tree, path: &[&str]) -> u64 {
    text(tree, path).parse().unwrap_or(0)
}

fn socket(ip: &str, port: &str) -> String {
    match ip.contains(':') {
        true => format!("[{ip}]:{port}"),
        false => format!("{ip}:{port}"),
    }
}

impl Table {
    fn new(service: &'static Service) -> Table {
        Table {
            service,
            rows: HashMap::new(),
            records: 0,
            lost: 0,
            pictures: 0,
            last: Instant::now(),
        }
    }

    /// A record of the service.
    fn take(&mut self, entry: &Entry) {
        self.records += 1;
        let Ok(tree) = client::tree(self.service, entry) else {
            return;
        };
        let of = |name: &str| text(&tree, &["connection", name]);
        if self.service.has_packets() {
            let of = |name: &str| text(&tree, &["header", name]);
            let ends = [
                socket(&of("PTH_Src"), &of("PTH_SrcPort")),
                socket(&of("PTH_Dest"), &of("PTH_DstPort")),
            ];
            let row = self.rows.entry(ends.join(" ")).or_default();
            row.words = [
                of("PTH_Proto"),
                ends[0].clone(),
                ends[1].clone(),
                of("PTH_InfName"),
            ];
            row.total[0] += number(&tree, &["header", "PTH_Tlen"]);
            row.total[1] += 1;
            row.seen = self.pictures;
        } else if self.service.request == Some(tmi::CNRQ) {
            let ends = [
                socket(&of("LIP"), &of("LPort")),
                socket(&of("RIP"), &of("RPort")),
            ];
            let key = format!("{} {}", of("ConnID"), ends.join(" "));
            let is_over = number(&tree, &["header", "subtype"]) == 2;
            let row = self.rows.entry(key).or_default();
            let state = if is_over { "ended" } else { "established" };
            row.words = [state.into(), ends[0].clone(), ends[1].clone(), of("RName")];
            row.seen = self.pictures;
            if is_over {
                row.over = Some(Instant::now());
                row.total = [
                    number(&tree, &["connection", "InBytes"]),
                    number(&tree, &["connection", "OutBytes"]),
                ];
            }
        } else {
            let subtype = text(&tree, &["header", "subtype"]);
            let row = self.rows.entry(subtype.clone()).or_default();
            let mut when = String::new();
            time::write_stck(entry.time, &mut when);
            row.words = [
                subtype,
                text(&tree, &["ident", "Component"]),
                text(&tree, &["ident", "ASName"]),
                when.get(11..19).unwrap_or_default().to_string(),
            ];
            row.total[0] += entry.data.len() as u64;
            row.total[1] += 1;
        }
    }

    /// The bytes of the connections of now.
    fn look(&mut self, folder: &Path, stack: &str) -> Result<(), ClientError> {
        let Some(kind) = Kind::find("connections") else {
            return Ok(());
        };
        let Ok(request) = kind.encode(Vec::new()) else {
            return Ok(());
        };
        let answer = kind.ask(folder, stack, request).and_then(Asking::answer)?;
        let Ok(tree) = kind.tree(&answer) else {
            return Ok(());
        };
        for entry in tree.elements() {
            let of = |name: &str| text(entry, &[name]);
            let ends = [of("Local"), of("Remote")];
            let key = format!("{} {}", of("ResourceID"), ends.join(" "));
            let row = self.rows.entry(key).or_default();
            let new = row.words[0].is_empty();
            row.words = [
                of("State"),
                ends[0].clone(),
                ends[1].clone(),
                of("ResourceName"),
            ];
            row.total = [number(entry, &["BytesIn"]), number(entry, &["BytesOut"])];
            if new {
                // What was there before is no rate.
                row.before = row.total;
            }
            row.seen = self.pictures + 1;
        }
        Ok(())
    }

    /// The picture of now.
    fn picture(&mut self, (lines, columns): (usize, usize)) -> String {
        self.pictures += 1;
        let seconds = self.last.elapsed().as_secs_f64().max(0.001);
        self.last = Instant::now();
        let is_live = self.service.request == Some(tmi::CNRQ);
        // Subtypes are few; connections and ends of packets are not.
        let unseen = match (is_live, self.service.has_packets()) {
            (true, _) => 1,
            (_, true) => UNSEEN,
            _ => u64::MAX,
        };
        let pictures = self.pictures;
        self.rows.retain(|_, row| {
            for (rate, (total, before)) in row.rate.iter_mut().zip(row.total.iter().zip(row.before))
            {
                *rate = total.saturating_sub(before) as f64 / seconds;
            }
            row.before = row.total;
            match row.over {
                Some(over) => over.elapsed() < AFTER,
                // One that is not there any more, without a record that said so.
                None => row.seen.saturating_add(unseen) >= pictures,
            }
        });
        let mut rows: Vec<(&String, &Row)> = self.rows.iter().collect();
        rows.sort_by(|(a, x), (b, y)| {
            let busy = |row: &Row| row.rate[0] + row.rate[1];
            let total = |row: &Row| row.total[0] + row.total[1];
            busy(y)
                .total_cmp(&busy(x))
                .then(total(y).cmp(&total(x)))
                .then(a.cmp(b))
        });
        let title = format!(
            "{}  {} lines, {} records{}",
            self.service.name,
            rows.len(),
            self.records,
            if self.lost > 0 {
                format!(", {} buffers lost", self.lost)
            } else {
                String::new()
            }
        );
        let heads = match (self.service.has_packets(), is_live) {
            (true, _) => [
                "PROTO",
                "FROM",
                "TO",
                "INTERFACE",
                "BYTES",
                "PACKETS",
                "BYTES/s",
                "PACKETS/s",
            ],
            (_, true) => [
                "STATE", "LOCAL", "REMOTE", "JOB", "IN", "OUT", "IN/s", "OUT/s",
            ],
            _ => [
                "SUBTYPE",
                "COMPONENT",
                "JOB",
                "LAST",
                "BYTES",
                "RECORDS",
                "BYTES/s",
                "RECORDS/s",
            ],
        };
        let mut out = String::from("\x1b[H");
        let mut put = |line: String, bold: bool| {
            let cut: String = line.chars().take(columns).collect();
            let (on, off) = if bold {
                ("\x1b[1m", "\x1b[0m")
            } else {
                ("", "")
            };
            out.push_str(&format!("{on}{cut}{off}\x1b[K\r\n"));
        };
        put(title, true);
        put(columns_of(&heads.map(str::to_string)), true);
        for (_, row) in rows.iter().take(lines.saturating_sub(4)) {
            let [a, b, c, d] = row.words.clone();
            let [total_in, total_out] = row.total.map(|n| short(n as f64));
            let [rate_in, rate_out] = row.rate.map(short);
            put(
                columns_of(&[a, b, c, d, total_in, total_out, rate_in, rate_out]),
                false,
            );
        }
        if rows.len() > lines.saturating_sub(4) {
            put(
                format!("and {} more", rows.len() - lines.saturating_sub(4)),
                false,
            );
        }
        out.push_str("\x1b[J");
        out
    }
}

fn columns_of(words: &[String; 8]) -> String {
    let [a, b, c, d, e, f, g, h] = words;
    format!("{a:<11} {b:<21} {c:<21} {d:<8} {e:>7} {f:>7} {g:>8} {h:>8}")
}

/// A number in few characters.
fn short(number: f64) -> String {
    let units = ["", "K", "M", "G", "T", "P"];
    let mut rest = number;
    for unit in units {
        if rest < 9999.5 {
            return format!("{rest:.0}{unit}");
        }
        rest /= 1000.0;
    }
    format!("{rest:.0}E")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nmi::system::service;

    #[test]
    fn rows_have_rates_and_go() {
        let mut table = Table::new(service("CN").unwrap());
        let row = Row {
            words: ["established", "192.0.2.1:80", "198.51.100.7:4000", "HTTPD"].map(Into::into),
            total: [3_000_000, 20_000],
            seen: 1,
            ..Row::default()
        };
        table.rows.insert("a".into(), row);
        let picture = table.picture((24, 120));
        assert!(picture.contains("SYSTCPCN  1 lines"), "{picture}");
        assert!(picture.contains("HTTPD"), "{picture}");
        assert!(
            picture.contains("3000K") && picture.contains("20K"),
            "{picture}"
        );
        table.picture((24, 80));
        let picture = table.picture((24, 80));
        assert!(picture.contains("0 lines"), "{picture}");
    }

    #[test]
    fn packets_that_do_not_come_any_more_go_and_subtypes_stay() {
        for (name, left) in [("DA", 0), ("SM", 1)] {
            let mut table = Table::new(service(name).unwrap());
            table.rows.insert("a".into(), Row::default());
            for _ in 0..UNSEEN {
                table.picture((24, 80));
            }
            assert_eq!(table.rows.len(), 1);
            table.picture((24, 80));
            assert_eq!(table.rows.len(), left);
        }
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!(
            [0.0, 9999.0, 10_000.0, 12_345_678.0].map(short),
            ["0", "9999", "10K", "12M"]
        );
    }
}
