//! `mrun nmi`: servers and clients of the Network Management Interface.

use crate::nmi::client::{
    self, Asking, Asks, Client, ClientError, Event, FOLDER, Publisher, STACK, Step,
};
use crate::nmi::record::cte::{self, Entries, Entry};
use crate::nmi::record::nwm as nwm_records;
use crate::nmi::record::sections::document;
use crate::nmi::record::tree::Tree;
use crate::nmi::record::{packet, pcap, smf, sna, time, tmi};
use crate::nmi::requests::{Fields, Kind};
use crate::nmi::server::{Options, Server};
use crate::nmi::source::packets;
use crate::nmi::source::protection::{self, Times};
use crate::nmi::system::{SERVICES, Service, System, service};
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

mod table;

pub const HELP: &str = "\
Usage: mrun nmi serve [options] SERVICE...
       mrun nmi watch [options] SERVICE
       mrun nmi replay [options] SERVICE FILE
       mrun nmi get [options] REQUEST [FIELD=VALUE]...
       mrun nmi layouts

'serve' makes the sockets DIR/SERVICE.NAME and serves the real-time TCP/IP network management interface of z/OS, until a signal ends it.
'watch' connects to such a service and prints its records; 'replay' hands those of a file to a server, with the time between them, and
'layouts' lists the fields of all records. 'get' asks a server about this machine: REQUEST is connections, listeners, udp, statistics or
interfaces, FIELD one of a filter (LocalPort=80); all fields of a filter have to fit, and one filter of several, with 'or' between them. Or it
asks the SNA interface, DIR/SNAMGMT: REQUEST is ee-connection, ee-summary, hpr or csm; 'csm all=' asks for all owners. A SERVICE is SYSTCPCN (connections), SYSTCPSM, SYSTCPER, SYSTCPES, SYSTCPDA or
SYSTCPOT; CN stands for SYSTCPCN. docs/nmi.md describes them.

Options:
  --dir DIR         the folder of the sockets; /var/sock without it
  --procname NAME   the name of the stack; TCPIP without it

Options of serve:
  --allow USER      this user may connect, too; '*' is everybody
  --buffers N       buffers of a service (16)
  --size BYTES      their size (65536)
  --quiet SECONDS   how long a buffer that is not full waits for more (1)
  --every SECONDS   time between two looks at the connections (0.25)
  --clients N       clients at once (1024)
  --inventory FILE  serve the SNA interface, too, with the records of this file: TOML if it ends so, JSON else
  --interface NAME  SYSTCPDA and SYSTCPOT have the packets of this interface, or of all: any. SYSTCPER and SYSTCPES
                    recognise protection in them. Needs CAP_NET_RAW
  --short SECONDS   connections that end so soon are short: SYSTCPER has one record of each (10)
  --interval SECONDS  time between summaries (SYSTCPES), and between statistics (SYSTCPSM) (60)
  --snap BYTES      at most so many of each packet

Options of watch:
  --json            a line of JSON for each record
  --table           a table that refreshes: connections with their bytes and rates, flows of packets, or records by subtype. Lines when
                    the output is no terminal
  --list            only what is there when it connects
  --ongoing         only what comes after that
  --count N         end after N records
  --record FILE     write them to FILE instead: packets as a capture of pcap, others as entries of buffers

Options of replay:
  --speed FACTOR    so many times as fast (1); 0 is without any pauses
  --short SECONDS, --interval SECONDS  as of serve, for a capture of packets that is handed to SYSTCPER or SYSTCPES
";

#[derive(Default)]
struct Given {
    options: Vec<(String, String)>,
    services: Vec<&'static Service>,
}

/// Options that stand alone.
const FLAGS: [&str; 4] = ["--json", "--list", "--ongoing", "--table"];
const OF_BOTH: [&str; 2] = ["--dir", "--procname"];
const OF_SERVE: [&str; 11] = [
    "--allow",
    "--buffers",
    "--size",
    "--quiet",
    "--every",
    "--clients",
    "--interface",
    "--snap",
    "--inventory",
    "--short",
    "--interval",
];
const OF_WATCH: [&str; 2] = ["--count", "--record"];
const OF_REPLAY: [&str; 3] = ["--speed", "--short", "--interval"];

fn parse(args: &[Vec<u8>], own: &[&str], flags: &[&str]) -> Result<Given, String> {
    let mut given = Given::default();
    let mut args = args.iter().map(|a| String::from_utf8_lossy(a).into_owned());
    while let Some(arg) = args.next() {
        let (name, value) = match arg.split_once('=') {
            Some((name, value)) if name.starts_with("--") => {
                (name.to_string(), Some(value.to_string()))
            }
            _ => (arg, None),
        };
        if flags.contains(&name.as_str()) && value.is_none() {
            given.options.push((name, String::new()));
        } else if OF_BOTH.contains(&name.as_str()) || own.contains(&name.as_str()) {
            let value = value
                .or_else(|| args.next())
                .ok_or(format!("nmi: {name} needs a value"))?;
            given.options.push((name, value));
        } else if name.starts_with('-') {
            return Err(format!("nmi: unknown option {name}"));
        } else {
            let known = || {
                SERVICES
                    .iter()
                    .map(|s| s.name)
                    .collect::<Vec<_>>()
                    .join(", ")
            };
            given
                .services
                .push(service(&name).ok_or_else(|| format!("nmi: {name} is none of {}", known()))?);
        }
    }
    Ok(given)
}

impl Given {
    fn has(&self, name: &str) -> bool {
        self.options.iter().any(|(n, _)| n == name)
    }

    fn all<'a>(&'a self, name: &'a str) -> impl DoubleEndedIterator<Item = &'a str> {
        self.options
            .iter()
            .filter(move |(n, _)| n == name)
            .map(|(_, value)| value.as_str())
    }

    fn get<'a>(&'a self, name: &'a str) -> Option<&'a str> {
        self.all(name).next_back()
    }

    /// A number that is not too small.
    fn number(&self, name: &str, least: usize) -> Result<Option<usize>, String> {
        let read = |text: &str| text.parse().ok().filter(|n| *n >= least);
        let wrong = |text: &str| format!("nmi: {name}: {text} is no number from {least}");
        self.get(name)
            .map(|text| read(text).ok_or_else(|| wrong(text)))
            .transpose()
    }

    fn seconds(&self, name: &str) -> Result<Option<Duration>, String> {
        let read = |text: &str| Duration::try_from_secs_f64(text.parse().ok()?).ok();
        let wrong = |text: &str| format!("nmi: {name}: {text} are no seconds");
        self.get(name)
            .map(|text| read(text).ok_or_else(|| wrong(text)))
            .transpose()
    }

    fn times(&self) -> Result<Times, String> {
        let mut times = Times::default();
        times.short = self.seconds("--short")?.unwrap_or(times.short);
        times.interval = self.seconds("--interval")?.unwrap_or(times.interval);
        Ok(times)
    }

    fn folder(&self) -> PathBuf {
        self.get("--dir").unwrap_or(FOLDER).into()
    }

    fn stack(&self) -> &str {
        self.get("--procname").unwrap_or(STACK)
    }
}

pub fn main(args: &[Vec<u8>]) -> ExitCode {
    if args.is_empty() || args.iter().any(|arg| super::asks_for_help(arg)) {
        super::print(HELP.as_bytes());
        return ExitCode::SUCCESS;
    }
    let outcome = match args[0].as_slice() {
        b"serve" => parse(&args[1..], &OF_SERVE, &[]).and_then(|given| serve(&given)),
        b"replay" => replay(&args[1..]),
        b"get" => get(&args[1..]),
        b"layouts" => {
            super::print(layouts().as_bytes());
            Ok(ExitCode::SUCCESS)
        }
        b"watch" => parse(&args[1..], &OF_WATCH, &FLAGS).and_then(|given| watch(&given)),
        other => Err(format!(
            "nmi: unknown word {}",
            String::from_utf8_lossy(other)
        )),
    };
    outcome.unwrap_or_else(|text| super::usage(&text))
}

fn fail(error: &dyn std::fmt::Display) -> ExitCode {
    eprintln!("mrun: {error}");
    ExitCode::FAILURE
}

/// The number of a user: a name or a number.
fn user(text: &str) -> Result<u32, String> {
    let named = nix::unistd::User::from_name(text)
        .ok()
        .flatten()
        .map(|u| u.uid.as_raw());
    named
        .or_else(|| text.parse().ok())
        .ok_or_else(|| format!("nmi: there is no user {text}"))
}

fn serve(given: &Given) -> Result<ExitCode, String> {
    let mut options = Options::new(given.folder(), given.stack().to_string());
    options.inventory = given.get("--inventory").map(PathBuf::from);
    if given.services.is_empty() && options.inventory.is_none() {
        return Err("nmi: serve what?".into());
    }
    for service in &given.services {
        if !options.services.contains(service) {
            options.services.push(*service);
        }
    }
    options.buffers = given.number("--buffers", 2)?.unwrap_or(options.buffers);
    // A record of every kind has room.
    options.size = given.number("--size", 1024)?.unwrap_or(options.size);
    options.clients = given.number("--clients", 1)?.unwrap_or(options.clients);
    options.quiet = given.seconds("--quiet")?.unwrap_or(options.quiet);
    options.every = given.seconds("--every")?.unwrap_or(options.every);
    options.times = given.times()?;
    options.snap = given
        .number("--snap", 1)?
        .unwrap_or(options.snap)
        .min(options.snap);
    options.interface = given
        .get("--interface")
        .map(|name| Some(name.to_string()).filter(|n| n != "any"));
    for name in given.all("--allow") {
        match name {
            "*" => options.everybody = true,
            name => drop(options.users.insert(user(name)?)),
        }
    }
    let server = match Server::new(options) {
        Ok(server) => server,
        Err(error) => return Ok(fail(&error)),
    };
    Ok(server
        .run()
        .map_or_else(|error| fail(&error), |()| ExitCode::SUCCESS))
}

fn watch(given: &Given) -> Result<ExitCode, String> {
    let [service] = given.services[..] else {
        return Err("nmi: watch one service".into());
    };
    let both = given.has("--list") == given.has("--ongoing");
    let asks = Asks {
        list: both || given.has("--list"),
        ongoing: both || given.has("--ongoing"),
    };
    let most = given.number("--count", 1)?.unwrap_or(usize::MAX);
    if given.has("--table") && std::io::stdout().is_terminal() {
        let (folder, stack) = (given.folder(), given.stack());
        let shown = Client::connect(&folder, stack, service, asks, false)
            .and_then(|client| table::show(client, service, &folder, stack));
        return Ok(shown.unwrap_or_else(|error| fail(&error)));
    }
    let output = match given.get("--record") {
        Some(path) => match std::fs::File::create(path) {
            Ok(file) => Output::File(std::io::BufWriter::new(file)),
            Err(error) => return Ok(fail(&format!("{path}: {error}"))),
        },
        None if given.has("--json") => Output::Json,
        None => Output::Lines,
    };
    let shown = Client::connect(&given.folder(), given.stack(), service, asks, true)
        .and_then(|client| show(client, service, output, most));
    Ok(shown.unwrap_or_else(|error| fail(&error)))
}

/// What becomes of records.
enum Output {
    Lines,
    Json,
    File(std::io::BufWriter<std::fs::File>),
}

impl Output {
    /// What a file begins with.
    fn begin(&mut self, service: &Service) -> std::io::Result<()> {
        match self {
            Output::File(file) if service.has_packets() => file.write_all(&pcap::begin()),
            _ => Ok(()),
        }
    }

    /// Writes a record.
    fn put(&mut self, service: &Service, entry: &Entry) -> std::io::Result<()> {
        let mut bytes = Vec::new();
        match self {
            Output::File(file) => {
                match packet::Record::parse(entry.data) {
                    Ok(record) if service.has_packets() => {
                        let stck = record.header.number(packet::header::PTH_TIME);
                        let packet = pcap::Packet {
                            micros: time::micros(stck).max(0) as u64,
                            length: record.header.u32(packet::header::PTH_TLEN),
                            data: record.packet,
                        };
                        pcap::push(&mut bytes, &packet);
                    }
                    _ => cte::push(&mut bytes, entry.format, entry.time, entry.data),
                }
                return file.write_all(&bytes);
            }
            Output::Lines | Output::Json => {}
        }
        let mut text = String::new();
        match client::tree(service, entry) {
            Ok(tree) if matches!(self, Output::Json) => tree.json(&mut text),
            Ok(tree) => line(&tree, &mut text),
            Err(damage) => {
                eprintln!("mrun: {damage}");
                return Ok(());
            }
        }
        text.push('\n');
        std::io::stdout().write_all(text.as_bytes())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match self {
            Output::File(file) => file.flush(),
            _ => std::io::stdout().flush(),
        }
    }
}

/// Puts out records until the server ends, or there were enough, or nobody reads them.
fn show(
    mut client: Client,
    service: &Service,
    mut output: Output,
    most: usize,
) -> Result<ExitCode, ClientError> {
    output.begin(service)?;
    let mut count = 0;
    loop {
        let data = match client.step()? {
            Step::Event(Event::Buffer(data)) => data,
            Step::Event(Event::Init(first)) => {
                eprintln!(
                    "mrun: {} of {} on {}",
                    first.service, first.stack, first.system
                );
                continue;
            }
            Step::Event(Event::Lost) => {
                eprintln!("mrun: a buffer is lost");
                continue;
            }
            Step::Event(Event::End(Some(code))) => {
                eprintln!("mrun: the server ends: {}", tmi::code_text(code));
                return Ok(ExitCode::from(u8::from(code != 0)));
            }
            Step::Event(Event::End(None)) => {
                eprintln!("mrun: the server is gone");
                return Ok(ExitCode::FAILURE);
            }
            Step::Wait(_) | Step::Hungry => continue,
        };
        for entry in Entries::new(&data) {
            match entry {
                Ok(entry) => output.put(service, &entry)?,
                Err(damage) => eprintln!("mrun: {damage}"),
            }
            count += 1;
            if count == most {
                output.flush()?;
                return Ok(ExitCode::SUCCESS);
            }
        }
        output.flush()?;
    }
}

fn replay(args: &[Vec<u8>]) -> Result<ExitCode, String> {
    let Some((file, args)) = args.split_last() else {
        return Err("nmi: replay what?".into());
    };
    let given = parse(args, &OF_REPLAY, &[])?;
    let [service] = given.services[..] else {
        return Err("nmi: replay for one service".into());
    };
    let speed = match given.get("--speed").map(|text| (text, text.parse::<f64>())) {
        None => 1.0,
        Some((_, Ok(speed))) if (0.0..1e9).contains(&speed) => speed,
        Some((text, _)) => return Err(format!("nmi: --speed: {text} is no factor")),
    };
    let path = std::path::Path::new(super::path(file));
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => return Ok(fail(&format!("{}: {error}", path.display()))),
    };
    let handed = hand_in(&given, service, &bytes, speed, given.times()?);
    Ok(handed.map_or_else(|error| fail(&error), |()| ExitCode::SUCCESS))
}

/// Hands the records of a file to a server.
fn hand_in(
    given: &Given,
    service: &Service,
    file: &[u8],
    speed: f64,
    times: Times,
) -> Result<(), Box<dyn std::error::Error>> {
    let mut publisher = Publisher::connect(&given.folder(), given.stack(), service)?;
    let mut before = None;
    let mut put = |micros: i64, entry: Entry| -> Result<(), ClientError> {
        let pause = micros
            .saturating_sub(before.replace(micros).unwrap_or(micros))
            .max(0);
        if speed > 0.0 && pause > 0 {
            publisher.flush()?;
            std::thread::sleep(Duration::from_micros(pause as u64).div_f64(speed));
        }
        publisher.push(&entry)
    };
    if service.has_packets() {
        for (number, packet) in pcap::Reader::new(file)?.enumerate() {
            let seen = packets::Seen {
                number: number as u32 + 1,
                ..Default::default()
            };
            let data =
                packets::record(&packet, &seen, cte::LONGEST - packet::header::LAYOUT.length);
            let time = time::from_micros(packet.micros);
            put(
                packet.micros as i64,
                Entry {
                    format: service.format(),
                    time,
                    data: &data,
                },
            )?;
        }
    } else if service.has_protection()
        && let Ok(packets) = pcap::Reader::new(file)
    {
        for (when, (subtype, data)) in
            protection::of_capture(&System::new(given.stack()), times, packets)
        {
            if service.subtypes.contains(&subtype) {
                let entry = Entry {
                    format: subtype.into(),
                    time: when,
                    data: &data,
                };
                put(time::micros(when), entry)?;
            }
        }
    } else {
        for entry in Entries::new(file) {
            let entry = entry?;
            put(time::micros(entry.time), entry)?;
        }
    }
    Ok(publisher.flush()?)
}

/// Asks the callable or the SNA interface, and prints the answer as JSON: entries in lines, a response as a whole.
fn get(args: &[Vec<u8>]) -> Result<ExitCode, String> {
    let mut given = Given::default();
    let mut words = args
        .iter()
        .map(|a| String::from_utf8_lossy(a).into_owned())
        .peekable();
    while let Some(option) = words.next_if(|word| OF_BOTH.contains(&word.as_str())) {
        let value = words
            .next()
            .ok_or_else(|| format!("nmi: {option} needs a value"))?;
        given.options.push((option, value));
    }
    let name = words.next().ok_or("nmi: get what?")?;
    let kind = Kind::find(&name).ok_or_else(|| format!("nmi: {name} is no request"))?;
    let mut filters: Vec<Fields> = Vec::new();
    let mut begins = true;
    for word in words {
        if word == "or" {
            begins = true;
            continue;
        }
        if std::mem::take(&mut begins) {
            filters.push(Vec::new());
        }
        let (name, value) = word
            .split_once('=')
            .ok_or_else(|| format!("nmi: {word} is no field and value"))?;
        // An element without a field lets everything pass.
        if let (Some(fields), true) = (filters.last_mut(), name != "all") {
            fields.push((name.to_string().into(), value.into()));
        }
    }
    let request = kind
        .encode(filters)
        .map_err(|error| format!("nmi: {error}"))?;
    let answer = kind
        .ask(&given.folder(), given.stack(), request)
        .and_then(Asking::answer)
        .map_err(|error| error.to_string())
        .and_then(|answer| kind.tree(&answer));
    let tree = match answer {
        Ok(tree) => tree,
        Err(error) => return Ok(fail(&error)),
    };
    let mut text = String::new();
    for tree in tree.elements() {
        tree.json(&mut text);
        text.push('\n');
    }
    super::print(text.as_bytes());
    let code = tree.get("header").and_then(|h| h.get("return_code"));
    let refused = code.and_then(Tree::number).is_some_and(|code| code != 0);
    Ok(ExitCode::from(u8::from(refused)))
}

/// The fields of all records.
fn layouts() -> String {
    let mut out = String::new();
    let sections = smf::SUBTYPES
        .iter()
        .flat_map(|(.., sections)| *sections)
        .map(|s| s.layout);
    let all = tmi::LAYOUTS.iter().copied().chain([
        &packet::header::LAYOUT,
        &smf::header::LAYOUT,
        &smf::ident::LAYOUT,
    ]);
    let of_sna = sna::RECORDS
        .iter()
        .flat_map(|record| record.sections)
        .map(|s| s.layout);
    for layout in all
        .chain(sections)
        .chain(nwm_records::LAYOUTS)
        .chain(sna::LAYOUTS)
        .chain(of_sna)
    {
        document(layout, &mut out);
    }
    out
}

/// A record as one line: when, what, and the fields that say something.
fn line(tree: &Tree, out: &mut String) {
    let word = |name: &str| {
        tree.get(name)
            .and_then(Tree::text)
            .unwrap_or_default()
            .into_owned()
    };
    out.push_str(&format!("{} {}", word("time"), word("format")));
    tree.leaves(&mut |path, leaf| {
        let text = leaf.text().unwrap_or_default();
        let said = ["format", "time", "header", "ident"].contains(&path[0].as_ref());
        if !said && !text.is_empty() && text != "0" && text.bytes().any(|b| b != b'0') {
            let name = path
                .iter()
                .skip(1)
                .map(AsRef::as_ref)
                .collect::<Vec<&str>>()
                .join(".");
            let name = if name.is_empty() {
                path[0].as_ref()
            } else {
                name.as_str()
            };
            let quote = if text.contains(' ') { "\"" } else { "" };
            out.push_str(&format!(" {name}={quote}{text}{quote}"));
        }
    });
}
