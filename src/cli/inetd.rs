//! `mrun inetd`: the Internet daemon.

use super::fail;
use crate::inetd::client::control_path;
use crate::inetd::config::settings::LogTo;
use crate::inetd::config::{self, Config, System};
use crate::inetd::daemon::{Daemon, Setup};
use crate::inetd::log::Log;
use std::ffi::{OsStr, OsString};
use std::io::{Read, Write};
use std::os::fd::RawFd;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub const HELP: &str = "\
Usage: mrun inetd -f FILE [options]

Listens for the servers of FILE, starts them by their process models, and watches them. FILE is of our own form, or xinetd.conf, or
inetd.conf; docs/inetd.md describes it. SIGHUP reads it again, SIGUSR2 recycles the daemon, SIGTERM ends it.

Options:
  -f FILE           the configuration; /etc/mrun/inetd.conf without it
  --check           say what is wrong with FILE, and start nothing
  --background      leave the terminal, once the servers are started; log lines go to the system's log
  --control PATH    the socket for 'mrun zinet'; MRUN_INETD, or /run/mrun-inetd.sock without it
  --pidfile PATH    a file for the process number
";

/// The configuration that is read when none is named.
const FILE: &str = "/etc/mrun/inetd.conf";
/// Of an ended daemon that could not start.
const FAILED: u8 = 1;

#[derive(Default)]
struct Options {
    file: Option<PathBuf>,
    check: bool,
    background: bool,
    control: Option<PathBuf>,
    pid_file: Option<PathBuf>,
    resume: Option<RawFd>,
}

fn parse(args: &[Vec<u8>]) -> Result<Options, String> {
    let mut options = Options::default();
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        let text = String::from_utf8_lossy(arg);
        let (name, value) = match text.split_once('=') {
            Some((name, value)) if name.starts_with("--") => (name, Some(OsString::from(value))),
            _ => (&*text, None),
        };
        let mut value = || {
            let next = || args.next().map(|a| super::path(a).to_os_string());
            value
                .clone()
                .or_else(next)
                .map(PathBuf::from)
                .ok_or(format!("inetd: {name} needs a value"))
        };
        match name {
            "-f" | "--file" => options.file = Some(value()?),
            "--check" => options.check = true,
            "--background" => options.background = true,
            "--control" => options.control = Some(value()?),
            "--pidfile" => options.pid_file = Some(value()?),
            "--resume" => options.resume = value()?.to_string_lossy().parse().ok(),
            other => return Err(format!("inetd: unknown option {other}")),
        }
    }
    Ok(options)
}

pub fn main(args: &[Vec<u8>]) -> ExitCode {
    if args.iter().any(|arg| super::asks_for_help(arg)) {
        super::print(HELP.as_bytes());
        return ExitCode::SUCCESS;
    }
    let options = match parse(args) {
        Ok(options) => options,
        Err(text) => return super::usage(&text),
    };
    let file = options.file.clone().unwrap_or_else(|| FILE.into());
    let file = match config::absolute(&file) {
        Ok(file) => file,
        Err(error) => return fail(&file, &error),
    };
    let mut config = match config::read(&file, &System::REAL) {
        Ok(config) => config,
        Err(problems) => {
            for problem in problems {
                eprintln!("mrun: {problem}");
            }
            return ExitCode::from(FAILED);
        }
    };
    for warning in &config.warnings {
        eprintln!("mrun: {warning}");
    }
    if options.check {
        return ExitCode::SUCCESS;
    }
    if let Some(path) = &options.pid_file {
        config.settings.pid_file = Some(path.clone());
    }
    serve(options, file, config)
}

fn serve(options: Options, file: PathBuf, mut config: Config) -> ExitCode {
    let own = match std::env::current_exe() {
        Ok(own) => own,
        Err(error) => return fail(Path::new("mrun"), &error),
    };
    let control = options.control.or_else(|| config.settings.control.clone());
    let control = match config::absolute(&control_path(control)) {
        Ok(control) => control,
        Err(error) => return fail(Path::new("control"), &error),
    };
    if let Some(path) = &mut config.settings.pid_file
        && let Ok(absolute) = config::absolute(path)
    {
        *path = absolute;
    }
    let usual = match options.background {
        true => LogTo::Syslog(libc::LOG_DAEMON),
        false => LogTo::StandardError,
    };
    let log = match Log::new(config.settings.log.as_ref().unwrap_or(&usual)) {
        Ok(log) => log,
        Err(error) => return fail(&file, &error),
    };
    let mut ready = None;
    if options.background && options.resume.is_none() {
        match leave_terminal() {
            Ok(Side::Parent(status)) => return status,
            Ok(Side::Child(pipe)) => ready = Some(pipe),
            Err(error) => return fail(&file, &error),
        }
    }
    log.install();
    let mut arguments: Vec<OsString> = vec!["inetd".into(), "-f".into(), file.clone().into()];
    arguments.extend(["--control".into(), control.clone().into()]);
    if let Some(path) = &config.settings.pid_file {
        arguments.extend(["--pidfile".into(), path.into()]);
    }
    if options.background {
        arguments.push("--background".into());
    }
    let setup = Setup {
        file: file.clone(),
        own,
        arguments,
        control,
        log,
        resume: options.resume,
    };
    let mut daemon = match Daemon::new(setup, config) {
        Ok(daemon) => daemon,
        Err(error) => return fail(&file, &error),
    };
    if let Some(mut pipe) = ready {
        // The parent may have been ended.
        let _ = pipe.write_all(b"1");
        drop(pipe);
        forget_terminal();
    }
    match daemon.run() {
        Ok(_) => ExitCode::SUCCESS,
        Err(error) => fail(&file, &error),
    }
}

enum Side {
    /// What the process that was started should end with.
    Parent(ExitCode),
    /// Where the daemon says that it serves.
    Child(std::io::PipeWriter),
}

/// Goes on in a new process with a session of its own; the old one waits until the daemon serves, or has failed.
fn leave_terminal() -> std::io::Result<Side> {
    let (mut read, write) = std::io::pipe()?;
    // SAFETY: this process has one thread, so that the child can do everything.
    match unsafe { nix::unistd::fork() }? {
        nix::unistd::ForkResult::Parent { .. } => {
            drop(write);
            let mut said = Vec::new();
            read.read_to_end(&mut said)?;
            let failed = said.is_empty();
            Ok(Side::Parent(ExitCode::from(u8::from(failed))))
        }
        nix::unistd::ForkResult::Child => {
            nix::unistd::setsid()?;
            Ok(Side::Child(write))
        }
    }
}

/// Standard input, output and error become the null device.
fn forget_terminal() {
    if let Ok(null) = std::fs::File::options()
        .read(true)
        .write(true)
        .open(OsStr::new("/dev/null"))
    {
        use std::os::fd::AsRawFd;
        for fd in 0..3 {
            // SAFETY: copies of an open descriptor at numbers that nobody owns.
            unsafe { libc::dup2(null.as_raw_fd(), fd) };
        }
    }
}
