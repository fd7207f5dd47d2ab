//! One test: an M program, its peer, and the processes that they become.

use crate::compare::normalise;
use crate::engine::{self, Engine};
use libtest_mimic::Failed;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How long a program may run, and how much longer its peer.
const LIMIT: Duration = Duration::from_secs(60);
const PEER_LIMIT: Duration = Duration::from_secs(10);

/// A program prints no more than this much of what it is compared by.
const MOST: usize = 60_000;

/// A directory that goes away with its value.
pub struct Scratch(PathBuf);

impl Scratch {
    fn new() -> std::io::Result<Scratch> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let n = NEXT.fetch_add(1, Ordering::Relaxed);
        // LOCAL sockets have short names.
        let path = std::env::temp_dir().join(format!("mrs{}-{n}", std::process::id()));
        fs::create_dir_all(&path)?;
        Ok(Scratch(path))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What is left in the temporary directory hurts nobody.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A kind of socket.
#[derive(Clone, Copy)]
enum Family {
    V4,
    V6,
    Unix,
}

/// What the standard input and output of a program are, `;@principal`.
#[derive(Clone, Copy)]
enum Principal {
    /// One connected socket.
    Same(Family),
    /// Two.
    Split(Family, Family),
    InOnly,
    OutOnly,
    /// A listening one.
    Listen,
}

impl Principal {
    fn parse(text: &str) -> Option<Principal> {
        let family = |word| match word {
            None | Some("4") => Some(Family::V4),
            Some("6") => Some(Family::V6),
            Some("unix") => Some(Family::Unix),
            Some(_) => None,
        };
        let mut words = text.split_whitespace();
        Some(match words.next()? {
            "same" => Principal::Same(family(words.next())?),
            "split" => Principal::Split(family(words.next())?, family(words.next())?),
            "inonly" => Principal::InOnly,
            "outonly" => Principal::OutOnly,
            "listen" => Principal::Listen,
            _ => return None,
        })
    }
}

/// A listener of the runner, from which a program gets its sockets.
enum Listener {
    Tcp(TcpListener),
    Unix(UnixListener),
}

impl Listener {
    /// At a port, or at a path in the folder.
    fn new(family: Family, port: u16, folder: &Path, name: &str) -> std::io::Result<Listener> {
        Ok(match family {
            Family::V4 => Listener::Tcp(TcpListener::bind(("127.0.0.1", port))?),
            Family::V6 => Listener::Tcp(TcpListener::bind(("::1", port))?),
            Family::Unix => Listener::Unix(UnixListener::bind(folder.join(name))?),
        })
    }

    fn accept(&self) -> std::io::Result<OwnedFd> {
        Ok(match self {
            Listener::Tcp(listener) => listener.accept()?.0.into(),
            Listener::Unix(listener) => listener.accept()?.0.into(),
        })
    }
}

/// A program of `tests/sockets`.
#[derive(Clone)]
pub struct Program {
    /// `folder/NAME`.
    pub path: String,
    root: PathBuf,
    file: PathBuf,
    /// What `-run` names: the file's name up to an underscore.
    routine: String,
    settings: Vec<(String, String)>,
    principal: Option<Principal>,
    pub tls: bool,
    /// Its labels `server` and `client` run in a process each.
    pub pair: bool,
    /// These may be of different engines.
    pub mixed: bool,
}

/// A process that ends with its value, and what it wrote.
struct Running {
    child: Child,
    out: JoinHandle<std::io::Result<Vec<u8>>>,
    error: JoinHandle<std::io::Result<Vec<u8>>>,
}

/// A running peer.
struct Peer {
    running: Child,
    input: Option<ChildStdin>,
    log: BufReader<std::process::ChildStdout>,
}

impl Program {
    pub fn new(root: &Path, file: &Path) -> std::io::Result<Program> {
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        let folder = file.parent().and_then(Path::file_name).unwrap_or_default();
        let mut program = Program {
            path: format!("{}/{stem}", folder.to_string_lossy()),
            root: root.into(),
            file: file.into(),
            routine: stem.split('_').next().unwrap_or_default().into(),
            settings: Vec::new(),
            principal: None,
            tls: false,
            pair: false,
            mixed: false,
        };
        for line in fs::read_to_string(file)?.lines() {
            let Some(directive) = line.trim().strip_prefix(";@") else {
                continue;
            };
            let (word, rest) = directive.split_once(' ').unwrap_or((directive, ""));
            match word {
                "env" => program.settings.extend(
                    rest.split_whitespace()
                        .filter_map(|item| item.split_once('='))
                        .map(|(name, value)| (name.into(), value.into())),
                ),
                "principal" => {
                    program.principal = Principal::parse(rest);
                    if program.principal.is_none() {
                        return Err(std::io::Error::other(format!("{line}: unknown")));
                    }
                }
                "tls" => program.tls = true,
                "pair" => (program.pair, program.mixed) = (true, rest != "alike"),
                _ => return Err(std::io::Error::other(format!("{line}: unknown"))),
            }
        }
        Ok(program)
    }

    /// The file of the recorded outcome.
    pub fn recording(&self) -> PathBuf {
        self.file.with_extension("out")
    }

    /// Runs the program and tells what M wrote, how it ended, and what its peer logged. Of a program of two processes the
    /// first engine runs the server.
    pub fn run(&self, engine: &Engine, second: &Engine) -> Result<String, Failed> {
        let work = Scratch::new()?;
        fs::copy(&self.file, work.path().join(format!("{}.m", self.routine)))?;
        for helper in fs::read_dir(self.root.join("lib"))?.flatten() {
            fs::copy(helper.path(), work.path().join(helper.file_name()))?;
        }
        engine::objects(&work, engine)?;
        engine::objects(&work, second)?;
        let mut settings = self.settings.clone();
        if self.tls {
            engine::certificates(work.path())?;
            let file = work.path().join("tls.cfg");
            settings.push(("gtmcrypt_config".into(), file.to_string_lossy().into()));
            if let Some(password) = engine.password(work.path()) {
                settings.push(("gtmtls_passwd_srv".into(), password));
            }
        }
        let port = free_ports();
        let command =
            |engine: &Engine, entry: &str| engine.command(work.path(), entry, port, &settings);
        let text = match self.principal {
            _ if self.pair => {
                let entry = |label: &str| format!("{label}^{}", self.routine);
                let server = Running::start(command(engine, &entry("server")))?;
                let client = Running::start(command(second, &entry("client")))?;
                let client = client.finish("--- client\n")?;
                server.finish("--- server\n")? + &client
            }
            Some(kind) => self.run_principal(kind, command(engine, &self.routine), &work, port)?,
            None => {
                let mut peer = Peer::start(self, work.path(), port)?;
                if let Some(peer) = &mut peer {
                    peer.ready()?;
                }
                let program = Running::start(command(engine, &self.routine))?;
                let mut text = program.finish("--- M\n")?;
                if let Some(peer) = peer {
                    text += &peer.finish()?;
                }
                text
            }
        };
        Ok(normalise(&text, port, &work.path().to_string_lossy()))
    }

    /// Runs a program whose standard input and output are sockets. It reports into a file.
    fn run_principal(
        &self,
        kind: Principal,
        mut command: Command,
        work: &Scratch,
        port: u16,
    ) -> Result<String, Failed> {
        let output = work.path().join("stdout");
        let (input, out): (OwnedFd, OwnedFd);
        let peer;
        let listener = |family, more, name| Listener::new(family, port + more, work.path(), name);
        match kind {
            Principal::Same(family) => {
                let first = listener(family, 0, "p.sock")?;
                peer = Peer::start(self, work.path(), port)?;
                input = first.accept()?;
                out = input.try_clone()?;
            }
            Principal::Split(one, two) => {
                let (first, second) = (listener(one, 0, "p.sock")?, listener(two, 1, "q.sock")?);
                peer = Peer::start(self, work.path(), port)?;
                (input, out) = (first.accept()?, second.accept()?);
            }
            Principal::InOnly => {
                let first = listener(Family::V4, 0, "")?;
                peer = Peer::start(self, work.path(), port)?;
                input = first.accept()?;
                out = File::create(&output)?.into();
            }
            Principal::OutOnly => {
                let first = listener(Family::V4, 0, "")?;
                peer = Peer::start(self, work.path(), port)?;
                out = first.accept()?;
                input = File::open("/dev/null")?.into();
            }
            Principal::Listen => {
                input = TcpListener::bind(("127.0.0.1", port))?.into();
                out = input.try_clone()?;
                peer = Peer::start(self, work.path(), port)?;
            }
        }
        command.stdin(input).stdout(out);
        let ended = Running::start_with(command)?.finish("");
        let report = fs::read(work.path().join("report.txt")).unwrap_or_default();
        let mut text = format!("--- report\n{}", latin1(&report));
        let stdout = fs::read(&output).unwrap_or_default();
        if !stdout.is_empty() {
            text += &format!("--- stdout\n{}", latin1(&stdout));
        }
        text += &ended?;
        if let Some(peer) = peer {
            text += &peer.finish()?;
        }
        Ok(text)
    }
}

impl Running {
    fn start(mut command: Command) -> Result<Running, Failed> {
        command.stdout(Stdio::piped());
        Self::start_with(command)
    }

    /// Starts a command whose standard output is set.
    fn start_with(mut command: Command) -> Result<Running, Failed> {
        let mut child = command.stderr(Stdio::piped()).process_group(0).spawn()?;
        let (out, error) = (child.stdout.take(), child.stderr.take());
        let collect = |from: Option<Box<dyn Read + Send>>| {
            std::thread::spawn(move || {
                let mut all = Vec::new();
                match from {
                    Some(mut from) => from.read_to_end(&mut all).map(|_| all),
                    None => Ok(all),
                }
            })
        };
        Ok(Running {
            child,
            out: collect(out.map(|o| Box::new(o) as Box<dyn Read + Send>)),
            error: collect(error.map(|e| Box::new(e) as Box<dyn Read + Send>)),
        })
    }

    /// Waits for the end, and tells output, errors, and the status if it is not 0.
    fn finish(mut self, title: &str) -> Result<String, Failed> {
        let status = wait(&mut self.child, Instant::now() + LIMIT)?;
        // Its children may live on, and hold the pipes.
        self.kill();
        let read = |thread: JoinHandle<std::io::Result<Vec<u8>>>| {
            thread.join().map_err(|_| Failed::from("the reader died"))
        };
        let (mut out, error) = (read(self.out)??, read(self.error)??);
        out.truncate(MOST);
        let mut text = String::new();
        if !title.is_empty() {
            text += &format!("{title}{}\n", latin1(&out).trim_end());
        }
        if !error.trim_ascii().is_empty() {
            text += &format!("--- stderr\n{}\n", latin1(&error).trim_end());
        }
        match status {
            None => text += "--- still running, killed\n",
            Some(status) => match status.code() {
                Some(0) => {}
                Some(code) => text += &format!("--- exit {code}\n"),
                None => text += &format!("--- {status}\n"),
            },
        }
        Ok(text)
    }

    fn kill(&self) {
        // SAFETY: kill(2) has no memory effects; the group is the one made for this child.
        unsafe { libc::kill(-(self.child.id() as i32), libc::SIGKILL) };
    }
}

impl Peer {
    /// Starts the peer of a program that has one.
    fn start(program: &Program, work: &Path, port: u16) -> Result<Option<Peer>, Failed> {
        let script = program.file.with_extension("peer");
        if !script.exists() {
            return Ok(None);
        }
        let mut running = Command::new("python3")
            .arg(program.root.join("peer.py"))
            .arg(script)
            .arg(port.to_string())
            .arg(work)
            .current_dir(work)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let input = running.stdin.take();
        let log = BufReader::new(running.stdout.take().ok_or("the log is a pipe")?);
        Ok(Some(Peer {
            running,
            input,
            log,
        }))
    }

    /// Waits until the peer's listeners stand.
    fn ready(&mut self) -> Result<(), Failed> {
        let mut line = String::new();
        self.log.read_line(&mut line)?;
        match line.trim_end() {
            "ready" => Ok(()),
            other => Err(format!("the peer says {other:?}").into()),
        }
    }

    /// Tells the peer that the program has ended, and what it logged.
    fn finish(mut self) -> Result<String, Failed> {
        drop(self.input.take());
        let (mut log, mut running) = (self.log, self.running);
        let lines = std::thread::spawn(move || {
            let mut text = String::new();
            log.read_to_string(&mut text).map(|_| text)
        });
        if wait(&mut running, Instant::now() + PEER_LIMIT)?.is_none() {
            running.kill()?;
            running.wait()?;
        }
        let text = lines.join().map_err(|_| "the reader died")??;
        let text = text.replacen("ready\n", "", 1);
        Ok(match text.is_empty() {
            true => text,
            false => format!("--- peer\n{text}"),
        })
    }
}

/// Waits for the end of a process; `None`, and it is killed, if it does not come in time.
fn wait(child: &mut Child, limit: Instant) -> Result<Option<ExitStatus>, Failed> {
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if Instant::now() > limit {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// The first of three ports that nobody listens on, and that no other test of this process is given.
fn free_ports() -> u16 {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    // Below the ports that systems choose themselves.
    const FIRST: u32 = 10_000;
    const COUNT: u32 = 22_000;
    loop {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let start = std::process::id().wrapping_mul(997) + number * 4;
        let port = (FIRST + start % COUNT) as u16;
        let free = |more| TcpListener::bind(("::", port + more)).is_ok();
        if (0..3).all(free) {
            return port;
        }
    }
}

/// Bytes as characters of the same numbers, so that any output can be compared and stored.
fn latin1(bytes: &[u8]) -> String {
    bytes.iter().map(|b| char::from(*b)).collect()
}
