//! An application of conversational servers in a folder of its own, booted by the program.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// A wait on something that has to happen ends with a failure only after so long.
pub const PATIENCE: Duration = Duration::from_secs(60);

static NUMBER: AtomicU32 = AtomicU32::new(0);

pub struct App {
    pub folder: PathBuf,
    pub key: u32,
}

/// The folder of the tests.
pub fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conv")
}

/// Runs all programs of a folder in an application. `MRUN_RECORD=1` keeps what they print.
pub fn programs(app: &App, folder: &str) {
    let folder = here().join(folder);
    let mut names: Vec<_> = std::fs::read_dir(&folder)
        .unwrap()
        .flatten()
        .map(|e| e.path())
        .filter(|p| p.extension().is_some_and(|e| e == "m"))
        .collect();
    names.sort();
    let mut wrong = String::new();
    for path in names {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let got = app.run(&name);
        let file = path.with_extension("out");
        if std::env::var_os("MRUN_RECORD").is_some() {
            std::fs::write(&file, &got).unwrap();
        }
        let expected = std::fs::read_to_string(&file).unwrap_or_default();
        if got != expected {
            wrong += &format!("== {name}\n{got}-- expected\n{expected}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}\n{}", app.log());
}

impl App {
    /// Writes a configuration with these resources, servers and services, and one group, G.
    pub fn new(resources: &str, servers: &str, services: &str) -> App {
        App::grouped("G LMID=S1 GRPNO=1", resources, servers, services)
    }

    /// The same with these groups.
    pub fn grouped(groups: &str, resources: &str, servers: &str, services: &str) -> App {
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("mrun-conv-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        let key = 33_000 + (std::process::id() * 64 + number) % 200_000;
        let host = Command::new("uname").arg("-n").output().unwrap().stdout;
        let host = String::from_utf8(host).unwrap();
        let text = format!(
            "*RESOURCES\nIPCKEY {key}\nMASTER S1\nMODEL SHM\n{resources}\n\
             *MACHINES\n\"{}\" LMID=S1 APPDIR=\"{}\"\n*GROUPS\n{groups}\n\
             *SERVERS\n{servers}\n*SERVICES\n{services}\n",
            host.trim(),
            folder.display()
        );
        std::fs::write(folder.join("ubbconfig"), text).unwrap();
        App { folder, key }
    }

    /// The same, booted.
    pub fn booted(resources: &str, servers: &str, services: &str) -> App {
        let app = App::new(resources, servers, services);
        app.boot();
        app
    }

    pub fn boot(&self) {
        let output = self.conv("boot", &[]);
        assert!(
            output.status.success(),
            "{}{}{}",
            text(&output),
            self.log(),
            self.file("stderr")
        );
    }

    pub fn configuration(&self) -> PathBuf {
        self.folder.join("ubbconfig")
    }

    /// The monitor's socket.
    pub fn socket(&self) -> PathBuf {
        let folder = match Command::new("id").arg("-u").output() {
            Ok(output) if text(&output).trim() == "0" => "/run".to_string(),
            _ => std::env::var("XDG_RUNTIME_DIR").unwrap_or_else(|_| "/tmp".into()),
        };
        Path::new(&folder).join(format!("mrun-conv-{}.sock", self.key))
    }

    /// The program with the environment of a member.
    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mrun"));
        let routines = format!(
            "{} {} {} {}",
            here().join("programs").display(),
            here().join("transactions").display(),
            here().join("routed").display(),
            here().join("servers").display()
        );
        command
            .env("TUXCONFIG", self.configuration())
            .env("gtmroutines", routines)
            .env("MRUN_DATABASE", self.folder.join("m.mrdb"))
            .env("MRUN_CACHE", self.folder.join("cache"))
            .env("FLDTBLDIR32", here())
            .env("FIELDTBLS32", "fields")
            .env("VIEWDIR32", here())
            .env("VIEWFILES32", "views.v")
            .env("USER", "tester")
            .stdin(Stdio::null());
        command
    }

    /// `mrun conv WHAT -c UBBCONFIG ...`.
    pub fn conv(&self, what: &str, arguments: &[&str]) -> Output {
        let mut command = self.command();
        command.args(["conv", what, "-c"]).arg(self.configuration());
        command.args(arguments).output().unwrap()
    }

    /// What an operator's command prints.
    pub fn admin(&self, arguments: &[&str]) -> String {
        text(&self.conv("admin", arguments))
    }

    /// What an M program prints.
    pub fn run(&self, entry: &str) -> String {
        text(&self.command().args(["-run", entry]).output().unwrap())
    }

    /// An M line in a process of its own, that runs on; its output can be read.
    pub fn client(&self, line: &str) -> Client {
        let path = self.folder.join(format!(
            "client{}.m",
            NUMBER.fetch_add(1, Ordering::Relaxed)
        ));
        std::fs::write(&path, format!(" {line}\n")).unwrap();
        let mut command = self.command();
        let child = command.arg(&path).stdout(Stdio::piped()).spawn().unwrap();
        Client(child)
    }

    pub fn file(&self, name: &str) -> String {
        std::fs::read_to_string(self.folder.join(name)).unwrap_or_default()
    }

    /// The log of today.
    pub fn log(&self) -> String {
        let entries = std::fs::read_dir(&self.folder).unwrap().flatten();
        let logs = entries.filter(|e| e.file_name().to_string_lossy().starts_with("ULOG."));
        logs.map(|e| std::fs::read_to_string(e.path()).unwrap_or_default())
            .collect()
    }

    /// Process numbers of the servers, as psr shows them.
    pub fn servers(&self) -> Vec<Server> {
        let json = self.admin(&["psr", "-j"]);
        let number = |line: &str, key: &str| -> i32 {
            let rest = line.split(&format!("\"{key}\":")).nth(1).unwrap_or("0");
            let digits = rest.split(|c: char| !c.is_ascii_digit()).next();
            digits.unwrap_or("0").parse().unwrap_or(0)
        };
        json.lines()
            .filter(|line| line.contains("\"pid\":"))
            .map(|line| Server {
                pid: number(line, "pid"),
                id: number(line, "id"),
                generation: number(line, "generation"),
                idle: line.contains("\"IDLE\""),
            })
            .collect()
    }

    /// Process number of the monitor: whoever runs with its option and this configuration.
    pub fn monitor(&self) -> i32 {
        self.processes("--conv-monitor")
            .first()
            .copied()
            .unwrap_or(0)
    }

    /// Processes of this application with that option.
    pub fn processes(&self, option: &str) -> Vec<i32> {
        let wanted = self.configuration().display().to_string();
        let mut found = Vec::new();
        for entry in std::fs::read_dir("/proc").unwrap().flatten() {
            let Ok(pid) = entry.file_name().to_string_lossy().parse() else {
                continue;
            };
            let read = |name: &str| {
                let bytes = std::fs::read(entry.path().join(name)).unwrap_or_default();
                String::from_utf8_lossy(&bytes).replace('\0', "\n")
            };
            let line = read("cmdline");
            let of_app = line.contains(&wanted) || read("environ").contains(&wanted);
            if line.lines().any(|word| word == option) && of_app {
                found.push(pid);
            }
        }
        found
    }
}

/// A row of psr.
#[derive(Debug, Clone)]
pub struct Server {
    pub pid: i32,
    pub id: i32,
    pub generation: i32,
    pub idle: bool,
}

/// A client that runs; killed at the end.
pub struct Client(pub Child);

impl Client {
    /// What it prints until its end.
    pub fn output(mut self) -> String {
        let mut text = String::new();
        if let Some(mut out) = self.0.stdout.take() {
            out.read_to_string(&mut text).unwrap();
        }
        self.0.wait().unwrap();
        // The end of a session ends its line.
        text.trim_end().to_string()
    }

    pub fn kill(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Drop for App {
    fn drop(&mut self) {
        self.conv("shutdown", &["-c", "-w", "1"]);
        for option in ["--conv-keeper", "--conv-monitor", "--conv-server"] {
            for pid in self.processes(option) {
                kill(pid);
            }
        }
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

pub fn kill(pid: i32) {
    let _ = Command::new("kill").args(["-9", &pid.to_string()]).status();
}

pub fn text(output: &Output) -> String {
    let both = [&output.stdout[..], &output.stderr[..]].concat();
    String::from_utf8_lossy(&both).into_owned()
}

/// Waits until something is so.
pub fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let end = Instant::now() + PATIENCE;
    while !is_so() {
        assert!(Instant::now() < end, "{what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}
