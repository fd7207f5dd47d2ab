//! `mrun conv`: boots, ends and looks at an application of conversational servers.

use super::fail;
use crate::conv::bridge::{self, Bridge};
use crate::conv::client::Connection;
use crate::conv::config::{self, Configuration, Release};
use crate::conv::monitor::{Monitor, Setup, keeper, listen, log_prefix};
use crate::conv::{place, server, ulog};
use crate::runtime::{Exit, Scheduler, Task};
use std::io::{BufRead, IsTerminal, Write};
use std::os::fd::{FromRawFd, OwnedFd};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

pub const HELP: &str = "\
Usage: mrun conv boot -c UBBCONFIG [options]
       mrun conv shutdown -c UBBCONFIG [options]
       mrun conv admin -c UBBCONFIG [COMMAND...]
       mrun conv check -c UBBCONFIG
       mrun conv unload -c UBBCONFIG

Boots, ends and looks at an application of conversational servers (XATMI). UBBCONFIG is a configuration file of Tuxedo's form; without
-c it is the file that TUXCONFIG names. docs/conv.md describes it, and the calls that M code has.

boot      starts the monitor and MIN instances of all servers, one after the other in the order of SEQUENCE
  -g GROUP -i SRVID -s PROGRAM -o SEQUENCE   only these servers
  -w                                         wait for no server
  -n                                         only say what would be started
shutdown  ends servers in the reverse order, and the monitor
  -g GROUP -i SRVID -s PROGRAM -o SEQUENCE   only these servers; the monitor stays
  -S                                         all servers; the monitor stays
  -c                                         also while clients are attached (after -c UBBCONFIG)
  -w SECONDS                                 end servers that take longer by signals
admin     does one COMMAND, or reads them from the input: psr, psc, pclt, pq, conversations, machines, pt, pr, pg, bbs, boot,
          shutdown, migrategroup, migratemach, help; -j gives JSON
check     says what is wrong with UBBCONFIG
unload    writes UBBCONFIG with all defaults in their places
";

/// How long a new monitor may take to answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// The configuration file and the other words.
struct Arguments {
    file: PathBuf,
    rest: Vec<String>,
}

fn parse(args: &[Vec<u8>]) -> Result<Arguments, String> {
    let mut words: Vec<String> = args
        .iter()
        .map(|a| String::from_utf8_lossy(a).into_owned())
        .collect();
    let file = match words.iter().position(|w| w == "-c") {
        Some(at) if at + 1 < words.len() && !words[at + 1].starts_with('-') => {
            words.remove(at);
            PathBuf::from(words.remove(at))
        }
        _ => place::CONFIGURATION
            .iter()
            .find_map(std::env::var_os)
            .map(PathBuf::from)
            .ok_or("conv: which application? Give -c UBBCONFIG, or set TUXCONFIG")?,
    };
    // Servers run elsewhere.
    let file = std::path::absolute(&file).unwrap_or(file);
    Ok(Arguments { file, rest: words })
}

pub fn main(args: &[Vec<u8>]) -> ExitCode {
    let Some((what, rest)) = args.split_first() else {
        super::print(HELP.as_bytes());
        return ExitCode::SUCCESS;
    };
    if args.iter().any(|arg| super::asks_for_help(arg)) || what == b"help" {
        super::print(HELP.as_bytes());
        return ExitCode::SUCCESS;
    }
    let arguments = match parse(rest) {
        Ok(arguments) => arguments,
        Err(text) => return super::usage(&text),
    };
    match what.as_slice() {
        b"boot" => boot(&arguments),
        b"shutdown" => one(&arguments, "shutdown"),
        b"admin" => admin(&arguments),
        b"check" => match configuration(&arguments.file, true) {
            Some(_) => ExitCode::SUCCESS,
            None => ExitCode::FAILURE,
        },
        b"unload" => match configuration(&arguments.file, false) {
            Some(configuration) => {
                super::print(configuration.to_string().as_bytes());
                ExitCode::SUCCESS
            }
            None => ExitCode::FAILURE,
        },
        other => super::usage(&format!(
            "conv: unknown command {}",
            String::from_utf8_lossy(other)
        )),
    }
}

/// Reads a configuration; says what is wrong with it.
fn configuration(file: &Path, warn: bool) -> Option<Configuration> {
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) => {
            fail(file, &error);
            return None;
        }
    };
    let release = Release::of(|name| std::env::var(name).ok());
    match config::read(&file.display().to_string(), &text, release) {
        Ok(loaded) => {
            if warn {
                for warning in &loaded.warnings {
                    eprintln!("mrun: {warning}");
                }
            }
            Some(loaded.configuration)
        }
        Err(problems) => {
            eprintln!("mrun: {problems}");
            None
        }
    }
}

/// The application of a configuration, on this machine.
fn setup(file: &Path, warn: bool) -> Option<Setup> {
    let configuration = configuration(file, warn)?;
    Some(Setup {
        here: here(&configuration, file)?,
        place: place::socket_of(configuration.resources.key),
        configuration,
        file: file.to_path_buf(),
        program: std::env::current_exe().unwrap_or_else(|_| "mrun".into()),
    })
}

/// The entry of this machine in *MACHINES: the only one, or the one with its host's name.
fn here(configuration: &Configuration, file: &Path) -> Option<usize> {
    if configuration.machines.len() == 1 {
        return Some(0);
    }
    let host = nix::unistd::gethostname().unwrap_or_default();
    let host = host.to_string_lossy();
    let here = configuration.machine_of(&host);
    if here.is_none() {
        fail(file, &format!("this host, {host}, is none of *MACHINES"));
    }
    here
}

fn boot(arguments: &Arguments) -> ExitCode {
    let Some(setup) = setup(&arguments.file, true) else {
        return ExitCode::FAILURE;
    };
    let mut words = arguments.rest.clone();
    if words.iter().any(|w| w == "-n") {
        let order = setup.configuration.boot_order();
        for (_, server) in order.iter().filter(|(_, s)| setup.runs_here(s)) {
            for _ in 0..server.min {
                super::print(format!("exec {} {}\n", server.name, server.options).as_bytes());
            }
        }
        return ExitCode::SUCCESS;
    }
    words.retain(|w| w != "-y");
    let mut connection = match Connection::open(&setup.place) {
        Ok(connection) => connection,
        Err(_) => match start_monitor(&setup) {
            Ok(connection) => connection,
            Err(error) => return fail(&setup.place, &error),
        },
    };
    super::print(b"Booting server processes ...\n\n");
    command(&mut connection, &format!("boot {}", words.join(" ")))
}

fn start_monitor(setup: &Setup) -> std::io::Result<Connection> {
    let listener = listen(setup)?;
    keeper::launch(&setup.program, &setup.file, &listener)?;
    super::print(b"Booting the monitor ...\n");
    // The keeper has the socket: a connection waits until the monitor takes it.
    drop(listener);
    let until = Instant::now() + PATIENCE;
    loop {
        match Connection::open(&setup.place) {
            Err(_) if Instant::now() < until => std::thread::sleep(Duration::from_millis(20)),
            other => return other,
        }
    }
}

/// One command for the monitor, with its answer; `ExitCode` says whether it was done.
fn command(connection: &mut Connection, line: &str) -> ExitCode {
    match connection.command(line, |text| {
        super::print(text.as_bytes());
        let _ = std::io::stdout().flush();
    }) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("mrun: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The monitor that is there; says why there is none.
fn running(arguments: &Arguments) -> Option<Connection> {
    let place = setup(&arguments.file, false)?.place;
    match Connection::open(&place) {
        Ok(connection) => Some(connection),
        Err(error) => {
            let text = format!("no monitor answers: {error}; the application is not booted");
            fail(&place, &text);
            None
        }
    }
}

fn one(arguments: &Arguments, name: &str) -> ExitCode {
    let Some(mut connection) = running(arguments) else {
        return ExitCode::FAILURE;
    };
    command(
        &mut connection,
        &format!("{name} {}", arguments.rest.join(" ")),
    )
}

fn admin(arguments: &Arguments) -> ExitCode {
    if let Some((name, rest)) = arguments.rest.split_first() {
        let arguments = Arguments {
            file: arguments.file.clone(),
            rest: rest.to_vec(),
        };
        return one(&arguments, name);
    }
    let Some(mut connection) = running(arguments) else {
        return ExitCode::FAILURE;
    };
    let prompt = std::io::stdin().is_terminal();
    let mut last = ExitCode::SUCCESS;
    loop {
        if prompt {
            super::print(b"> ");
            let _ = std::io::stdout().flush();
        }
        let mut line = String::new();
        match std::io::stdin().lock().read_line(&mut line) {
            Ok(0) | Err(_) => return last,
            Ok(_) => {}
        }
        match line.trim() {
            "" => {}
            "q" | "quit" => return last,
            line => last = command(&mut connection, line),
        }
    }
}

/// The configuration of a keeper or a monitor, and its log.
fn of_daemon(args: &[Vec<u8>]) -> Option<(Setup, String)> {
    let setup = setup(Path::new(super::path(args.first()?)), false)?;
    let log = log_prefix(&setup);
    Some((setup, log))
}

/// `--conv-keeper UBBCONFIG`: keeps the monitor running. The listening socket is descriptor 3.
pub fn keep(args: &[Vec<u8>]) -> ExitCode {
    let Some((setup, log)) = of_daemon(args) else {
        return ExitCode::FAILURE;
    };
    let say = |text: &str| ulog::write(Some(&log), "keeper", text);
    if setup.is_on_several() && !bridge::is_wanted(&setup) {
        say(&format!(
            "{} is not set: other machines are out of reach",
            bridge::STORE
        ));
    }
    match keeper::keep(&setup.program, &setup.file, bridge::is_wanted(&setup), say) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

/// `--conv-monitor UBBCONFIG`: the monitor itself.
pub fn monitor(args: &[Vec<u8>]) -> ExitCode {
    let Some((setup, log)) = of_daemon(args) else {
        return ExitCode::FAILURE;
    };
    // SAFETY: the keeper has made the descriptor for this process, and nothing else here uses it.
    let listener = unsafe { OwnedFd::from_raw_fd(keeper::LISTENER) };
    // SAFETY: as above.
    let transactions = unsafe { OwnedFd::from_raw_fd(keeper::TRANSACTIONS) };
    let run = || -> std::io::Result<()> {
        for descriptor in [&listener, &transactions] {
            nix::fcntl::fcntl(
                descriptor,
                nix::fcntl::FcntlArg::F_SETFD(nix::fcntl::FdFlag::FD_CLOEXEC),
            )?;
        }
        let mut monitor = Monitor::new(setup, listener.try_clone()?, transactions)?;
        monitor.run()?;
        monitor.clean_up();
        Ok(())
    };
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            ulog::write(Some(&log), "BBL", &error.to_string());
            ExitCode::FAILURE
        }
    }
}

/// `--conv-bridge UBBCONFIG`: carries streams to other machines.
pub fn carry(args: &[Vec<u8>]) -> ExitCode {
    let Some((setup, log)) = of_daemon(args) else {
        return ExitCode::FAILURE;
    };
    match Bridge::new(setup, log.clone()).and_then(|mut bridge| bridge.run()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            ulog::write(Some(&log), "BRIDGE", &error.to_string());
            ExitCode::FAILURE
        }
    }
}

/// `--conv-server SESSIONS`: an M server that the monitor started; with several sessions they run on the scheduler.
pub fn serve(args: &[Vec<u8>]) -> ExitCode {
    let count = args
        .first()
        .map(|a| String::from_utf8_lossy(a).into_owned());
    let count: u32 = count.and_then(|c| c.parse().ok()).unwrap_or(1);
    if count <= 1 {
        return super::run::entry(&[b"SERVE^%ATMI".to_vec()]);
    }
    let engine = super::engine(None);
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get());
    let scheduler = match Scheduler::new(&engine, threads) {
        Ok(scheduler) => scheduler,
        Err(error) => return fail(Path::new("--conv-server"), &error),
    };
    let name = std::env::var(server::VARIABLE).unwrap_or_default();
    let Some((group, id, _)) = server::parse(&name) else {
        return super::usage("--conv-server is for the monitor");
    };
    let (ends, ended) = std::sync::mpsc::channel();
    for session in 0..count {
        let own = server::name(&group, id, session);
        let environment = crate::Environment::of_process().with(server::VARIABLE, own.as_str());
        let ends = ends.clone();
        let task = Task::run("SERVE^%ATMI").setup(move |b| b.environment(environment));
        scheduler.start(task.at_end(move |end| {
            // The receiver lives as long as the process.
            let _ = ends.send(end);
        }));
    }
    drop(ends);
    let mut status = ExitCode::SUCCESS;
    for end in ended {
        if let Exit::Error(_) = end.exit {
            let _ = std::io::stderr().write_all(&end.report);
            status = ExitCode::FAILURE;
        }
    }
    status
}
