//! Clients of the daemon itself: operators with ZINET commands, and those who read counters.

use super::recycle::Old;
use super::{Daemon, Slot, StartError, Timer};
use crate::inetd::config::settings::MetricsAt;
use crate::inetd::config::{
    EditError, Place as Line, Placed, Problem, System, check_name, complete, edit,
};
use crate::inetd::entry::{Activation, Entry};
use crate::inetd::log::say;
use crate::inetd::operator::{self, Command, LONGEST, No, Setting};
use crate::inetd::service::Stopped;
use crate::inetd::{config, fields, sockets};
use mio::unix::SourceFd;
use mio::{Interest, Token};
use nix::sys::socket::{getsockopt, sockopt::PeerCredentials};
use nix::unistd::{Uid, User};
use socket2::{Domain, SockAddr, Socket, Type};
use std::io::{self, Read, Write};
use std::os::fd::AsRawFd;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// Clients at once.
const CLIENTS: usize = 64;
/// How long one may take.
const TIME: Duration = Duration::from_secs(10);
/// The queue of those that nobody has accepted yet.
const QUEUE: i32 = 128;

pub(super) struct Client {
    pub(super) number: u64,
    socket: Socket,
    /// Its user; `None` for readers of counters.
    user: Option<u32>,
    input: Vec<u8>,
    output: Vec<u8>,
    answered: bool,
}

impl Daemon {
    /// Makes the sockets for operators and readers of counters, or takes those of the daemon before.
    pub(super) fn open_control(&mut self, old: &mut Old) -> Result<(), StartError> {
        let path = self.setup.control.clone();
        let control = match old.control.take() {
            Some(socket) => socket,
            None => local(&path).map_err(|error| StartError::Path {
                path: path.display().to_string(),
                error,
            })?,
        };
        let fd = control.as_raw_fd();
        let token = self.slots.add(Slot::Control(control));
        self.watch(fd, token)?;
        let metrics = match (old.metrics.take(), &self.settings.metrics) {
            (Some(socket), Some(_)) => socket,
            (_, None) => return Ok(()),
            (None, Some(at)) => {
                let made = match at {
                    MetricsAt::Path(path) => local(path),
                    MetricsAt::Address(address) => loopback(*address),
                };
                let path = format!("{at:?}");
                made.map_err(|error| StartError::Path { path, error })?
            }
        };
        let fd = metrics.as_raw_fd();
        let token = self.slots.add(Slot::Metrics(metrics));
        self.watch(fd, token)?;
        Ok(())
    }

    pub(super) fn accept_client(&mut self, token: usize) {
        loop {
            let (socket, is_operator) = match self.slots.get(token) {
                Some(Slot::Control(socket)) => (socket, true),
                Some(Slot::Metrics(socket)) => (socket, false),
                _ => return,
            };
            let socket = match socket.accept() {
                Ok((socket, _)) => socket,
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return,
                Err(error) if sockets::is_shortage(&error) => {
                    // It is looked at again when something else happens there.
                    return say!(warn, "an operator cannot be heard: {error}");
                }
                Err(_) => continue,
            };
            if self.clients >= CLIENTS || socket.set_nonblocking(true).is_err() {
                continue;
            }
            let user = is_operator.then(|| {
                // A peer without credentials is nobody.
                getsockopt(&socket, PeerCredentials).map_or(u32::MAX, |c| c.uid())
            });
            let number = self.number();
            let fd = socket.as_raw_fd();
            let client = Client {
                number,
                socket,
                user,
                input: Vec::new(),
                output: Vec::new(),
                answered: false,
            };
            let token = self.slots.add(Slot::Client(client));
            let registry = self.poll.registry();
            let both = Interest::READABLE | Interest::WRITABLE;
            match registry.register(&mut SourceFd(&fd), Token(token), both) {
                Ok(()) => {
                    self.clients += 1;
                    self.after(TIME, Timer::Close { token, number });
                }
                Err(_) => drop(self.slots.remove(token)),
            }
        }
    }

    pub(super) fn close_client(&mut self, token: usize) {
        if let Some(Slot::Client(_)) = self.slots.get(token)
            && let Some(Slot::Client(client)) = self.slots.remove(token)
        {
            self.unwatch(client.socket.as_raw_fd());
            self.clients -= 1;
        }
    }

    pub(super) fn serve_client(&mut self, token: usize) {
        let Some(Slot::Client(client)) = self.slots.get_mut(token) else {
            return;
        };
        let mut room = [0; 4096];
        let mut ended = false;
        while !client.answered {
            match client.socket.read(&mut room) {
                Ok(0) => {
                    ended = true;
                    break;
                }
                Ok(n) => client.input.extend_from_slice(&room[..n]),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => break,
                Err(_) => return self.close_client(token),
            }
            if client.input.len() > LONGEST {
                return self.close_client(token);
            }
        }
        let (user, end) = match client.user {
            Some(user) => (Some(user), client.input.iter().position(|b| *b == b'\n')),
            None => (None, end_of_request(&client.input)),
        };
        if !client.answered {
            if end.is_none() && !ended {
                return;
            }
            let input = std::mem::take(&mut client.input);
            let line = String::from_utf8_lossy(&input[..end.unwrap_or(input.len())]).into_owned();
            let answer = match user {
                Some(user) => self.answer(user, &line),
                None => http(&self.counters()),
            };
            let Some(Slot::Client(client)) = self.slots.get_mut(token) else {
                return;
            };
            client.answered = true;
            client.output = answer.into_bytes();
        }
        self.send_client(token);
    }

    fn send_client(&mut self, token: usize) {
        let Some(Slot::Client(client)) = self.slots.get_mut(token) else {
            return;
        };
        while !client.output.is_empty() {
            match client.socket.write(&client.output) {
                Ok(n) => drop(client.output.drain(..n)),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return,
                Err(_) => break,
            }
        }
        self.close_client(token);
    }

    /// The answer to a line of an operator.
    fn answer(&mut self, user: u32, line: &str) -> String {
        let answer = match self.may(user) {
            false => Err(No::Operator(user)),
            true => operator::parse(line).and_then(|command| {
                if !matches!(command, Command::Display { .. } | Command::Help) {
                    say!(info, "OPERATOR: uid={user} {}", line.trim());
                }
                self.command(command)
            }),
        };
        match answer {
            Ok(text) => text.trim_end().to_string() + "\n",
            Err(no) => format!("{no}\n"),
        }
    }

    fn may(&self, user: u32) -> bool {
        let named =
            |name: &String| matches!(User::from_name(name), Ok(Some(u)) if u.uid.as_raw() == user);
        user == 0 || user == Uid::effective().as_raw() || self.settings.operators.iter().any(named)
    }

    fn command(&mut self, command: Command) -> Result<String, No> {
        let find = |daemon: &Daemon, name: &str| {
            daemon
                .names
                .get(name)
                .copied()
                .ok_or_else(|| No::Missing(name.to_string()))
        };
        match command {
            Command::Help => Ok(operator::help()),
            Command::Display { name, file } => {
                let id = name.map(|name| find(self, &name)).transpose()?;
                Ok(match file {
                    true => self.display_entries(id),
                    false => self.display(id),
                })
            }
            Command::Add { name, settings } => self.add_entry(name, &settings),
            Command::Alter { name, settings } => {
                let id = find(self, &name)?;
                self.alter_entry(id, name, &settings)
            }
            Command::Delete { name } => {
                let id = find(self, &name)?;
                if self.services[&id].is_active() {
                    return Err(No::Active(name));
                }
                self.write(&name, self.services[&id].line.clone(), None)?;
                self.remove(id);
                Ok(format!("INET0013I SERVER {name} ENTRY DELETED"))
            }
            Command::Start { name } => {
                let id = find(self, &name)?;
                if self.services[&id].is_active() {
                    return Err(No::Start(name, "IT IS ACTIVE".into()));
                }
                match self.activate(id, None) {
                    Ok(()) => Ok(format!("INET0015I SERVER {name} STARTED")),
                    Err(refused) => Err(No::Start(name, refused.to_string())),
                }
            }
            Command::Stop { name } => {
                let id = find(self, &name)?;
                self.deactivate(id, Stopped::Operator);
                Ok(format!("INET0016I SERVER {name} STOPPED"))
            }
            Command::State(level) => {
                self.set_level(level);
                let level = crate::inetd::words::word_of(level, &crate::inetd::entry::Level::ALL);
                Ok(format!("INET0017I SYSTEM STATE IS {level}"))
            }
            Command::Reload => {
                let checked = config::read(&self.setup.file, &System::REAL);
                let warnings = match checked {
                    Ok(config) => lines(&config.warnings),
                    Err(problems) => return Err(No::Config(lines(&problems))),
                };
                self.reload();
                Ok(format!(
                    "INET0018I THE INETD CONFIGURATION FILE IS READ\n{warnings}"
                ))
            }
            Command::Recycle => {
                self.check_recycle().map_err(No::Recycle)?;
                // After the answer.
                // SAFETY: a signal to this process, which it reads in its loop.
                unsafe { libc::kill(libc::getpid(), libc::SIGUSR2) };
                Ok("INET0019I THE DAEMON IS RECYCLED".to_string())
            }
        }
    }

    fn add_entry(&mut self, name: String, settings: &[Setting]) -> Result<String, No> {
        let wrong = |field: &str, wrong: &dyn std::fmt::Display| {
            No::Field(field.to_string(), wrong.to_string())
        };
        check_name(&name).map_err(|w| wrong("SERVER", &w))?;
        if self.names.contains_key(&name) {
            return Err(No::There(name));
        }
        if !settings.iter().any(|(word, ..)| word == "MODEL") {
            return Err(wrong("MODEL", &"it is missing"));
        }
        let entry = checked(Entry::new(&name), settings)?;
        self.prepare(&entry).map_err(|w| wrong("USER", &w))?;
        let line = self.write(&name, None, Some(&entry))?;
        let auto = entry.activation == Activation::Auto;
        let id = self
            .add(Placed { entry, place: line })
            .map_err(|w| wrong("USER", &w))?;
        let mut text = format!("INET0011I SERVER {name} ADDED TO THE INETD CONFIGURATION FILE");
        if auto && let Err(refused) = self.activate(id, None) {
            text += &format!("\n{}", No::Start(name, refused.to_string()));
        }
        Ok(text)
    }

    fn alter_entry(&mut self, id: u32, name: String, settings: &[Setting]) -> Result<String, No> {
        let service = &self.services[&id];
        let before = service.next.as_ref().unwrap_or(&service.entry);
        let entry = checked((**before).clone(), settings)?;
        let prepared = self
            .prepare(&entry)
            .map_err(|w| No::Field("USER".into(), w.to_string()))?;
        self.write(&name, service.line.clone(), Some(&entry))?;
        let mut text = format!("INET0012I SERVER {name} ENTRY UPDATED");
        if let Some(service) = self.services.get_mut(&id) {
            match service.is_active() {
                true => {
                    service.next = Some(Arc::new(entry));
                    text += "\nINET0021I THE CHANGE TAKES EFFECT AT THE NEXT START";
                }
                false => {
                    service.bucket = entry.limits.rate.map(|rate| {
                        crate::inetd::limits::Bucket::new(rate, std::time::Instant::now())
                    });
                    service.entry = Arc::new(entry);
                    service.prepared = prepared;
                }
            }
        }
        Ok(text)
    }

    /// Writes an entry into the file where it stands, or the first one.
    fn write(&self, name: &str, line: Option<Line>, entry: Option<&Entry>) -> Result<Line, No> {
        let file = line.map_or_else(|| self.setup.file.as_path().into(), |line| line.file);
        if !self.own_file {
            return Err(No::File(EditError::Foreign.to_string()));
        }
        let failed =
            |error: &dyn std::fmt::Display| No::File(format!("{}: {error}", file.display()));
        let text = std::fs::read_to_string(&file).map_err(|e| failed(&e))?;
        let text = edit(&text, name, entry).map_err(|e| failed(&e))?;
        replace(&file, text.as_bytes()).map_err(|e| failed(&e))?;
        Ok(Line { file, line: 0 })
    }
}

/// An entry with other settings, if it is complete and can start.
fn checked(entry: Entry, settings: &[Setting]) -> Result<Entry, No> {
    let wrong =
        |field: String, wrong: crate::inetd::words::Wrong| No::Field(field, wrong.to_string());
    let entry = complete(entry, settings).map_err(|(field, w)| wrong(field, w))?;
    match fields::lack(&entry) {
        Some((field, w)) => Err(wrong(field.to_string(), w)),
        None => Ok(entry),
    }
}

fn lines(problems: &[Problem]) -> String {
    problems.iter().map(|p| format!("{p}\n")).collect()
}

/// Writes a file so that it is the old or the new one at every moment.
fn replace(file: &Path, text: &[u8]) -> io::Result<()> {
    let file = std::fs::canonicalize(file)?;
    let mut name = file.file_name().unwrap_or_default().to_os_string();
    name.push(".new");
    let new = file.with_file_name(name);
    let mut out = std::fs::File::create(&new)?;
    out.write_all(text)?;
    out.set_permissions(std::fs::metadata(&file)?.permissions())?;
    out.sync_all()?;
    std::fs::rename(&new, &file)
}

/// A socket at a path, for everybody to connect to.
fn local(path: &Path) -> io::Result<Socket> {
    sockets::clear(path)?;
    let socket = Socket::new(Domain::UNIX, Type::STREAM, None)?;
    socket.bind(&SockAddr::unix(path)?)?;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o666))?;
    socket.listen(QUEUE)?;
    socket.set_nonblocking(true)?;
    Ok(socket)
}

fn loopback(address: std::net::SocketAddr) -> io::Result<Socket> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, None)?;
    socket.set_reuse_address(true)?;
    socket.bind(&address.into())?;
    socket.listen(QUEUE)?;
    socket.set_nonblocking(true)?;
    Ok(socket)
}

/// Where a request of HTTP ends.
fn end_of_request(input: &[u8]) -> Option<usize> {
    let ends = |text: &[u8]| input.windows(text.len()).position(|w| w == text);
    ends(b"\r\n\r\n").or_else(|| ends(b"\n\n"))
}

fn http(body: &str) -> String {
    format!(
        "HTTP/1.0 200 OK\r\nContent-Type: text/plain; version=0.0.4\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
}
