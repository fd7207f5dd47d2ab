//! `mrun nmi`: servers and clients of the Network Management Interface.

use crate::nmi::client::{self, Asks, Client, ClientError, Event, FOLDER, STACK, Step};
use crate::nmi::record::cte::Entries;
use crate::nmi::record::{tmi, tree::Tree};
use crate::nmi::server::{Options, Server};
use crate::nmi::system::{SERVICES, Service, service};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

pub const HELP: &str = "\
Usage: mrun nmi serve [options] SERVICE...
       mrun nmi watch [options] SERVICE

'serve' makes the sockets DIR/SERVICE.NAME and serves the real-time TCP/IP network management interface of z/OS, until a signal ends it.
'watch' connects to such a service and prints its records. A SERVICE is SYSTCPCN (connections), SYSTCPSM, SYSTCPER, SYSTCPES, SYSTCPDA or
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

Options of watch:
  --json            a line of JSON for each record
  --list            only what is there when it connects
  --ongoing         only what comes after that
  --count N         end after N records
";

#[derive(Default)]
struct Given {
    options: Vec<(String, String)>,
    services: Vec<&'static Service>,
}

/// Options that stand alone.
const FLAGS: [&str; 3] = ["--json", "--list", "--ongoing"];
const OF_BOTH: [&str; 2] = ["--dir", "--procname"];
const OF_SERVE: [&str; 6] = ["--allow", "--buffers", "--size", "--quiet", "--every", "--clients"];
const OF_WATCH: [&str; 1] = ["--count"];

fn parse(args: &[Vec<u8>], own: &[&str], flags: &[&str]) -> Result<Given, String> {
    let mut given = Given::default();
    let mut args = args.iter().map(|a| String::from_utf8_lossy(a).into_owned());
    while let Some(arg) = args.next() {
        let (name, value) = match arg.split_once('=') {
            Some((name, value)) if name.starts_with("--") => (name.to_string(), Some(value.to_string())),
            _ => (arg, None),
        };
        if flags.contains(&name.as_str()) && value.is_none() {
            given.options.push((name, String::new()));
        } else if OF_BOTH.contains(&name.as_str()) || own.contains(&name.as_str()) {
            let value = value.or_else(|| args.next()).ok_or(format!("nmi: {name} needs a value"))?;
            given.options.push((name, value));
        } else if name.starts_with('-') {
            return Err(format!("nmi: unknown option {name}"));
        } else {
            let known = || SERVICES.iter().map(|s| s.name).collect::<Vec<_>>().join(", ");
            given.services.push(service(&name).ok_or_else(|| format!("nmi: {name} is none of {}", known()))?);
        }
    }
    Ok(given)
}

impl Given {
    fn has(&self, name: &str) -> bool {
        self.options.iter().any(|(n, _)| n == name)
    }

    fn all<'a>(&'a self, name: &'a str) -> impl DoubleEndedIterator<Item = &'a str> {
        self.options.iter().filter(move |(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    fn get<'a>(&'a self, name: &'a str) -> Option<&'a str> {
        self.all(name).next_back()
    }

    /// A number that is not too small.
    fn number(&self, name: &str, least: usize) -> Result<Option<usize>, String> {
        let read = |text: &str| text.parse().ok().filter(|n| *n >= least);
        let wrong = |text: &str| format!("nmi: {name}: {text} is no number from {least}");
        self.get(name).map(|text| read(text).ok_or_else(|| wrong(text))).transpose()
    }

    fn seconds(&self, name: &str) -> Result<Option<Duration>, String> {
        let read = |text: &str| Duration::try_from_secs_f64(text.parse().ok()?).ok();
        let wrong = |text: &str| format!("nmi: {name}: {text} are no seconds");
        self.get(name).map(|text| read(text).ok_or_else(|| wrong(text))).transpose()
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
        b"watch" => parse(&args[1..], &OF_WATCH, &FLAGS).and_then(|given| watch(&given)),
        other => Err(format!("nmi: unknown word {}", String::from_utf8_lossy(other))),
    };
    outcome.unwrap_or_else(|text| super::usage(&text))
}

fn fail(error: &dyn std::fmt::Display) -> ExitCode {
    eprintln!("mrun: {error}");
    ExitCode::FAILURE
}

/// The number of a user: a name or a number.
fn user(text: &str) -> Result<u32, String> {
    let named = nix::unistd::User::from_name(text).ok().flatten().map(|u| u.uid.as_raw());
    named.or_else(|| text.parse().ok()).ok_or_else(|| format!("nmi: there is no user {text}"))
}

fn serve(given: &Given) -> Result<ExitCode, String> {
    if given.services.is_empty() {
        return Err("nmi: serve what?".into());
    }
    let mut options = Options::new(given.folder(), given.stack().to_string());
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
    Ok(server.run().map_or_else(|error| fail(&error), |()| ExitCode::SUCCESS))
}

fn watch(given: &Given) -> Result<ExitCode, String> {
    let [service] = given.services[..] else {
        return Err("nmi: watch one service".into());
    };
    let both = given.has("--list") == given.has("--ongoing");
    let asks = Asks { list: both || given.has("--list"), ongoing: both || given.has("--ongoing") };
    let most = given.number("--count", 1)?.unwrap_or(usize::MAX);
    let shown = Client::connect(&given.folder(), given.stack(), service, asks, true)
        .and_then(|client| show(client, service, given.has("--json"), most));
    Ok(shown.unwrap_or_else(|error| fail(&error)))
}

/// Prints records until the server ends, or there were enough.
fn show(mut client: Client, service: &Service, json: bool, most: usize) -> Result<ExitCode, ClientError> {
    let mut out = std::io::stdout().lock();
    let mut count = 0;
    loop {
        let data = match client.step()? {
            Step::Event(Event::Buffer(data)) => data,
            Step::Event(Event::Init(first)) => {
                eprintln!("mrun: {} of {} on {}", first.service, first.stack, first.system);
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
            Step::Wait(_) => continue,
        };
        for entry in Entries::new(&data) {
            match entry.and_then(|entry| client::tree(service, &entry)) {
                Ok(tree) => {
                    let mut text = String::new();
                    match json {
                        true => tree.json(&mut text),
                        false => line(&tree, &mut text),
                    }
                    text.push('\n');
                    if out.write_all(text.as_bytes()).is_err() {
                        return Ok(ExitCode::SUCCESS);
                    }
                }
                Err(damage) => eprintln!("mrun: {damage}"),
            }
            count += 1;
            if count == most {
                return Ok(ExitCode::SUCCESS);
            }
        }
        if out.flush().is_err() {
            return Ok(ExitCode::SUCCESS);
        }
    }
}

/// A record as one line: when, what, and the fields that say something.
fn line(tree: &Tree, out: &mut String) {
    let word = |name: &str| tree.get(name).and_then(Tree::text).unwrap_or_default().into_owned();
    out.push_str(&format!("{} {}", word("time"), word("format")));
    tree.leaves(&mut |path, leaf| {
        let text = leaf.text().unwrap_or_default();
        let said = ["format", "time", "header", "ident"].contains(&path[0].as_ref());
        if !said && !text.is_empty() && text != "0" && text.bytes().any(|b| b != b'0') {
            let name = path.iter().skip(1).map(AsRef::as_ref).collect::<Vec<&str>>().join(".");
            let name = if name.is_empty() { path[0].as_ref() } else { name.as_str() };
            let quote = if text.contains(' ') { "\"" } else { "" };
            out.push_str(&format!(" {name}={quote}{text}{quote}"));
        }
    });
}
