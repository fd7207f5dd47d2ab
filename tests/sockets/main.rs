//! Runs the M programs of `tests/sockets` with their peers and compares what both sides saw with what GT.M did.
//!
//! Each program runs under `mrun`. Where GT.M is installed (`gtm_dist`, or Debian's fis-gtm), programs of two processes also run with
//! GT.M as either end, and with `MRUN_GTM=1` all programs run there, too: what was recorded has to be what GT.M does now.
//! `MRUN_RECORD=1 cargo test --test sockets [FILTER]` records again.

mod compare;
mod engine;
mod program;

use compare::compare;
use engine::Engine;
use libtest_mimic::{Arguments, Failed, Trial};
use program::Program;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::sync::{Arc, Mutex};

/// Programs that run at once: they mostly wait.
const AT_ONCE: usize = 24;

/// How often a program may run. Many have to meet a peer's timing, which a machine that is busy with other things upsets.
const ATTEMPTS: usize = 3;

/// Further attempts run one at a time.
static AGAIN: Mutex<()> = Mutex::new(());

/// The folders that hold programs' helpers, not programs.
const LIBRARY: &str = "lib";

/// Programs with their recorded output, in order.
fn programs(root: &Path) -> std::io::Result<Vec<Program>> {
    let mut found = Vec::new();
    for folder in fs::read_dir(root)?.flatten().map(|e| e.path()) {
        if !folder.is_dir() || folder.ends_with(LIBRARY) {
            continue;
        }
        for file in fs::read_dir(&folder)?.flatten().map(|e| e.path()) {
            if file.extension().is_some_and(|e| e == "m") {
                found.push(Program::new(root, &file)?);
            }
        }
    }
    // The table of READ takes longest, and begins first.
    found.sort_by_key(|p| (!p.path.contains("_tbl_"), p.path.clone()));
    Ok(found)
}

/// Lines `folder/NAME reason`.
fn list(file: &Path) -> BTreeMap<String, String> {
    let text = fs::read_to_string(file).unwrap_or_default();
    text.lines()
        .map(str::trim)
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
        .map(|l| l.split_once(char::is_whitespace).unwrap_or((l, "")))
        .map(|(path, reason)| (path.to_string(), reason.trim().to_string()))
        .collect()
}

/// Runs a program under an engine (two for one of two processes) and compares. Only what differs every time differs.
fn check(program: &Program, first: &Engine, second: &Engine) -> Result<(), Failed> {
    let expected = fs::read_to_string(program.recording())?;
    let mut outcome = Ok(());
    for attempt in 0..ATTEMPTS {
        let _alone = (attempt > 0).then(|| AGAIN.lock());
        outcome = program
            .run(first, second)
            .and_then(|actual| compare(&expected, &actual));
        match &outcome {
            Ok(()) => break,
            Err(e) => eprintln!(
                "{}, attempt {}: {}",
                program.path,
                attempt + 1,
                e.message().unwrap_or_default()
            ),
        }
    }
    outcome
}

/// Records what an engine does, if it does it twice.
fn record(program: &Program, engine: &Engine) -> Result<(), Failed> {
    let first = program.run(engine, engine)?;
    compare(&first, &program.run(engine, engine)?)?;
    Ok(fs::write(program.recording(), first)?)
}

fn main() -> ExitCode {
    let mut args = Arguments::from_args();
    args.test_threads = args.test_threads.or(Some(AT_ONCE));
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sockets");
    let programs = match programs(&root) {
        Ok(programs) => programs,
        Err(e) => {
            eprintln!("{}: {e}", root.display());
            return ExitCode::FAILURE;
        }
    };
    let differences = list(&root.join("differences.txt"));
    let unknown: Vec<_> = differences
        .keys()
        .filter(|p| !programs.iter().any(|q| &q.path == *p))
        .collect();
    if !unknown.is_empty() {
        eprintln!("no such programs: {unknown:?}");
        return ExitCode::FAILURE;
    }
    let recording = std::env::var_os("MRUN_RECORD").is_some_and(|v| v == "1");
    let mrun = Arc::new(Engine::mrun());
    let gtm = if args.list { None } else { Engine::gtm() }.map(Arc::new);
    // It takes as long again as all the rest.
    let all = std::env::var_os("MRUN_GTM").is_some_and(|v| v == "1");
    let certificates = engine::openssl();
    let mut trials = Vec::new();
    let (mut compared, mut crossed, mut differ, mut left_out) = (0, 0, 0, 0);
    for program in programs.iter().cloned() {
        let differs = differences.contains_key(&program.path);
        let lacking = program.tls && !certificates;
        // GT.M has TLS only with a plugin, which no package brings.
        let gtm = gtm.clone().filter(|g| !program.tls || g.tls);
        if recording {
            if program.tls && gtm.is_none() && !differs {
                continue;
            }
            let engine = gtm.filter(|_| !differs).unwrap_or(mrun.clone());
            let name = program.path.clone();
            trials.push(Trial::test(name, move || record(&program, &engine)).with_kind("record"));
            continue;
        }
        differ += usize::from(differs);
        let (one, engine) = (program.clone(), mrun.clone());
        trials.push(
            Trial::test(&program.path, move || check(&one, &engine, &engine))
                .with_ignored_flag(lacking),
        );
        let Some(gtm) = gtm.filter(|_| !differs) else {
            left_out += 1;
            continue;
        };
        if program.mixed {
            for (first, second) in [(&mrun, &gtm), (&gtm, &mrun)] {
                let (one, first, second) = (program.clone(), first.clone(), second.clone());
                let kind = format!("{} with {}", first.name, second.name);
                crossed += 1;
                trials.push(
                    Trial::test(&program.path, move || check(&one, &first, &second))
                        .with_kind(kind),
                );
            }
        }
        let one = program.clone();
        trials.push(Trial::test(&program.path, move || check(&one, &gtm, &gtm)).with_kind("GT.M"));
    }
    println!(
        "{} programs, {differ} that differ on purpose",
        programs.len()
    );
    match &gtm {
        Some(gtm) => println!(
            "{compared} compared with GT.M at {}, {crossed} runs with GT.M as one of two ends, {left_out} programs not run there (MRUN_GTM=1 runs those that are to be the same)",
            gtm.folder.display()
        ),
        None => println!("GT.M is not installed: 0 compared with it, {left_out} skipped"),
    }
    if !certificates {
        println!("without the command openssl tests of TLS are skipped");
    }
    libtest_mimic::run(&args, trials).exit_code()
}
