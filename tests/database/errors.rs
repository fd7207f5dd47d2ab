//! What goes wrong with a database's files: they cannot be written, are damaged, grow or go away; thousands read them.

use crate::upkeep::{db, sound, text};
use crate::{Fixed, Folder, command, kill, mrun};
use std::fs;
use std::io::{BufRead, BufReader, Lines, Write};
use std::os::unix::fs::{FileExt, PermissionsExt};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::time::{Duration, Instant};

/// Many readers: `MRUN_READERS`, or some.
fn readers() -> usize {
    let given = std::env::var("MRUN_READERS").ok();
    given.and_then(|s| s.parse().ok()).unwrap_or(40)
}

/// A process that reads in a transaction, stays, and does something when a line comes.
struct Sitting {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Sitting {
    fn new(command: &mut Command) -> Sitting {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Sitting { child, lines }
    }

    fn next(&mut self) -> String {
        self.lines.next().unwrap().unwrap()
    }

    fn goes_on(&mut self) -> String {
        let mut input = self.child.stdin.take().unwrap();
        input.write_all(b"\n").unwrap();
        self.next()
    }
}

#[test]
fn many_processes_read_at_once_and_leave_no_slot_when_they_are_killed() {
    let folder = Folder::new();
    folder.run("do setup^ledger");
    let sit = || Sitting::new(&mut command(&folder.database(), "do sit^ledger()"));
    let mut all: Vec<Sitting> = (0..readers()).map(|_| sit()).collect();
    for sitting in &mut all {
        assert_eq!(sitting.next(), "100");
    }
    // While they are there, others read and write.
    let write = "for i=1:1:3000 set ^x(i#10)=i if $increment(^n) write:i=3000 ^n,!";
    assert_eq!(folder.run(write), "3000\n");
    all.iter_mut().for_each(|sitting| kill(&mut sitting.child));
    // A state that a dead reader holds would make the file grow with every commit.
    let length = || fs::metadata(folder.database()).unwrap().len();
    assert_eq!(folder.run(write), "6000\n");
    let before = length();
    folder.run(write);
    assert!(length() < before * 2, "{before} {}", length());
    sound(&folder.database());
    println!("{} readers", all.len());
}

fn output(command: &mut Command) -> String {
    text(&command.output().unwrap())
}

const DENIED: &str = "100 1\nDBPRIVERR\nDBPRIVERR\nDBPRIVERR\nDBPRIVERR\nDBPRIVERR\n100 0\n";

#[test]
fn a_database_on_a_disk_that_cannot_be_written_can_be_read() {
    let folder = Folder::new();
    folder.run("do setup^ledger");
    let Some(fixed) = Fixed::new(&folder) else {
        return;
    };
    assert_eq!(fixed.0.run("do deny^ledger"), DENIED);
    sound(&fixed.0.database());
    // Others write it where they can, and that is seen.
    folder.run("set ^account(1)=99");
    assert_eq!(fixed.0.run("write ^account(1),!"), "99\n");
}

#[test]
fn who_may_only_read_the_file_reads_it() {
    let folder = Folder::new();
    folder.run("do setup^ledger");
    let nobody = |entry: &str| {
        let mut command = command(&folder.database(), entry);
        command.uid(65534).gid(65534);
        command
    };
    if nobody("quit").output().is_err() {
        eprintln!("skipped: who is not root is nobody else");
        return;
    }
    assert_eq!(output(&mut nobody("do deny^ledger")), DENIED);
    let mut sitting = Sitting::new(&mut nobody("do sit^ledger()"));
    assert_eq!(sitting.next(), "100");
    folder.run("set ^account(1)=99");
    assert_eq!(output(&mut nobody("write ^account(1),!")), "99\n");
    kill(&mut sitting.child);
    // Who may not make files in a folder has none there; who may not read one neither.
    let mode = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode));
    let other = folder.0.join("other.mrdb");
    let elsewhere = output(nobody("set ^x=1 hang 0").env("MRUN_DATABASE", &other));
    assert!(elsewhere.contains("%GTM-E-DBOPNERR"), "{elsewhere}");
    mode(&folder.database(), 0o600).unwrap();
    let denied = output(&mut nobody("write ^account(1),!"));
    assert!(denied.contains("%GTM-E-DBOPNERR"), "{denied}");
}

#[test]
fn a_database_grows_beyond_the_room_that_another_process_has_for_it() {
    let folder = Folder::new();
    folder.run("do setup^ledger");
    // With so little memory only some MiB of the file can be mapped.
    let mut little = Command::new("sh");
    little.args(["-c", "ulimit -v 230000; exec \"$@\"", "sh"]);
    let mut whole = command(&folder.database(), "do sit^ledger(\"again\")");
    little.arg(whole.get_program()).args(whole.get_args());
    for (name, value) in whole.get_envs() {
        little.env(name, value.unwrap_or_default());
    }
    let mut little = Sitting::new(&mut little);
    let mut much = Sitting::new(&mut whole);
    assert_eq!((little.next(), much.next()), ("100".into(), "100".into()));
    folder.run("for i=1:1:90000 set ^list(i)=$justify(i,900)");
    assert!(fs::metadata(folder.database()).unwrap().len() > 70 << 20);
    // Who has room sees it; who has none is told.
    assert_eq!(much.goes_on(), "90000 90000");
    assert_eq!(little.goes_on(), "GBLOFLOW");
    let ended = little.child.wait().unwrap();
    assert!(ended.code().is_some(), "{ended:?}");
    assert!(much.child.wait().unwrap().success());
    sound(&folder.database());
}

#[test]
fn a_folder_that_goes_away_hurts_nobody() {
    let folder = Folder::new();
    folder.run("do setup^ledger");
    let mut sitting = Sitting::new(&mut command(&folder.database(), "do sit^ledger(\"on\")"));
    assert_eq!(sitting.next(), "100");
    fs::remove_dir_all(&folder.0).unwrap();
    // It goes on with what it has open; others find nothing.
    assert_eq!(sitting.goes_on(), "20 1");
    assert!(sitting.child.wait().unwrap().success());
    assert!(folder.run("do bad^ledger").contains("DBOPNERR"));
}

/// A generator of numbers that are random enough.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n.max(1)
    }
}

/// Seconds of damage: `MRUN_FUZZ_SECONDS`, or a few.
fn seconds() -> u64 {
    let given = std::env::var("MRUN_FUZZ_SECONDS").ok();
    given.and_then(|s| s.parse().ok()).unwrap_or(4)
}

/// A run that is killed when it does not end; `None` then.
fn ends(command: &mut Command) -> Option<Output> {
    let child = command.stderr(Stdio::piped()).spawn().unwrap();
    let pid = child.id();
    let (tell, told) = std::sync::mpsc::channel::<()>();
    let watch = std::thread::spawn(move || {
        let late = told.recv_timeout(Duration::from_secs(20)).is_err();
        if late {
            // SAFETY: a signal to a child that was not waited for yet.
            unsafe { libc::kill(pid as libc::pid_t, libc::SIGKILL) };
        }
        late
    });
    let output = child.wait_with_output().unwrap();
    let _ = tell.send(());
    (!watch.join().unwrap()).then_some(output)
}

/// Damages one of the files again and again, and looks what is made of it.
fn damage(suffix: &str, place: impl Fn(&mut Random, u64) -> u64, strict: bool) {
    let folder = Folder::new();
    folder.run("do make^ledger");
    let name = format!("test.mrdb{suffix}");
    let files = ["test.mrdb", "test.mrdb-journal"].map(|name| (name, folder.0.join(name)));
    let whole = files.map(|(name, path)| (name, fs::read(path).unwrap()));
    let wanted = folder.run("do all^ledger");
    let mut random = Random(u64::from(std::process::id()));
    let end = Instant::now() + Duration::from_secs(seconds());
    let (mut right, mut errors, mut wrong, mut told, mut stuck) = (0, 0, 0, 0, 0);
    while Instant::now() < end {
        let after = Folder::new();
        for (name, bytes) in &whole {
            fs::write(after.0.join(name), bytes).unwrap();
        }
        let file = fs::OpenOptions::new().write(true).open(after.0.join(&name));
        let file = file.unwrap();
        let length = file.metadata().unwrap().len();
        let mut places = Vec::new();
        for _ in 0..[1, 1, 4, 20][random.below(4) as usize] {
            let at = place(&mut random, length);
            let byte = random.below(256) as u8;
            file.write_all_at(&[byte], at).unwrap();
            places.push((at, byte));
        }
        let case = |output: &Output| format!("{name} damaged at {places:?}: {}", text(output));
        let check = ends(mrun(&after.database()).args(["db", "check", "--brief"]));
        let check = check.unwrap_or_else(|| panic!("the check of {places:?} does not end"));
        assert!(
            check.status.code().is_some(),
            "{:?} {}",
            check.status,
            case(&check)
        );
        assert!(!text(&check).contains("panicked"), "{}", case(&check));
        let is_sound = check.status.success();
        told += usize::from(!is_sound);
        let Some(run) = ends(&mut command(&after.database(), "do all^ledger")) else {
            assert!(
                !strict && !is_sound,
                "the reader of {places:?} does not end"
            );
            stuck += 1;
            continue;
        };
        assert!(!text(&run).contains("panicked"), "{}", case(&run));
        assert!(
            run.status.signal().is_none() || !strict && !is_sound,
            "{:?} {}",
            run.status,
            case(&run)
        );
        if run.status.signal().is_some() {
            stuck += 1;
        } else if text(&run) == wanted {
            right += 1;
        } else if text(&run).contains("-E-DB") {
            errors += 1;
        } else {
            wrong += 1;
        }
    }
    println!(
        "{name}: right {right} times, errors {errors}, other data {wrong}, died or stuck {stuck}; the check told of {told}"
    );
}

#[test]
fn a_damaged_journal_is_an_error_or_harmless() {
    let place = |random: &mut Random, _| match random.below(3) {
        0 => random.below(40),
        _ => 4096 + random.below(12_000),
    };
    damage("-journal", place, true);
}

#[test]
fn damaged_nodes_are_found_by_the_check() {
    let place = |random: &mut Random, length: u64| match random.below(3) {
        0 => random.below(length),
        1 => random.below(length / 4096) * 4096 + random.below(40),
        _ => random.below(2) * 4096 + random.below(160),
    };
    damage("", place, false);
}

#[test]
fn the_check_finds_nothing_in_sound_pages_of_all_kinds() {
    let folder = Folder::new();
    folder.run("do make^ledger");
    for n in 2..8 {
        folder.run(&format!(
            "for i=1:1:20000 set ^big(i*{n}#7000,i)=$justify(i,i#80) kill:i#3=0 ^big(i) kill:i#{n}=1 ^list(i)"
        ));
        sound(&folder.database());
    }
    folder.run("kill ^big,^list,^wide");
    sound(&folder.database());
    assert!(db(&folder.database(), &["stat"]).status.success());
}
