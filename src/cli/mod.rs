//! Floor 6: the command line.

use crate::runtime::{Engine, Exit};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::process::ExitCode;

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    let args: Vec<Vec<u8>> = std::env::args_os().skip(1).map(|a| a.as_bytes().to_vec()).collect();
    let own = std::env::current_exe().unwrap_or_default();
    let engine = Engine::builder().job_program(own).build();
    let first = args.first().cloned().unwrap_or_default();
    let exit = match first.as_slice() {
        b"-run" | b"-r" => run(&engine, &args[1..]),
        b"--job" => job(&engine, &args[1..]),
        b"-direct" | b"-d" | b"" => direct(&engine, &args),
        _ if first.starts_with(b"-") => {
            eprintln!("mrun: unknown option {}", String::from_utf8_lossy(&first));
            return ExitCode::from(2);
        }
        _ => script(&engine, &args),
    };
    match exit {
        Exit::Status(status) => ExitCode::from(status as u8),
        Exit::Error(error) => {
            eprintln!("{error}");
            ExitCode::from(1)
        }
    }
}

fn run(engine: &Engine, args: &[Vec<u8>]) -> Exit {
    let Some((entry, rest)) = args.split_first() else {
        eprintln!("mrun: -run needs an entry reference");
        return Exit::Status(2);
    };
    let mut session = match engine.session().direct_mode(true).command_line(rest.join(&b' ')).build() {
        Ok(s) => s,
        Err(e) => return Exit::Error(e.into()),
    };
    signals(&mut session);
    session.run(entry)
}

fn job(engine: &Engine, args: &[Vec<u8>]) -> Exit {
    let Some((entry, rest)) = args.split_first() else { return Exit::Status(2) };
    let mut session = match engine.session().build() {
        Ok(s) => s,
        Err(e) => return Exit::Error(e.into()),
    };
    signals(&mut session);
    let args: Vec<_> = rest.iter().map(|a| crate::Value::from_bytes(a.as_slice())).collect();
    match session.call(&String::from_utf8_lossy(entry), &args) {
        Ok(_) => Exit::Status(0),
        Err(e) => Exit::Error(e),
    }
}

fn direct(engine: &Engine, _args: &[Vec<u8>]) -> Exit {
    let mut session = match engine.session().direct_mode(true).build() {
        Ok(s) => s,
        Err(e) => return Exit::Error(e.into()),
    };
    signals(&mut session);
    session.direct()
}

/// `mrun FILE.m`: an untrapped error ends it with a message.
fn script(engine: &Engine, args: &[Vec<u8>]) -> Exit {
    let path = Path::new(std::ffi::OsStr::from_bytes(&args[0])).to_path_buf();
    let text = match std::fs::read(&path) {
        Ok(text) => text,
        Err(e) => {
            eprintln!("mrun: {}: {e}", path.display());
            return Exit::Status(1);
        }
    };
    let name = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    engine.add_routine(&name, &text);
    let mut session = match engine.session().command_line(args[1..].join(&b' ')).build() {
        Ok(s) => s,
        Err(e) => return Exit::Error(e.into()),
    };
    signals(&mut session);
    session.run(name.as_bytes())
}

fn signals(session: &mut crate::Session) {
    let record = session.signals();
    if let Ok(fd) = crate::runtime::process::handle_signals(record)
        && let Ok(driver) = session.driver()
    {
        // Without it a signal is noticed when the session next looks.
        let _ = driver.wake_on(fd);
    }
}
