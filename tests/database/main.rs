//! Databases that several processes of the command share: what they see of each other, and what is left when they are killed.

mod crash;
mod errors;
mod exchange;
mod killed;
mod locks;
mod mapping;
mod upkeep;

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// A folder with a database; it goes away with its value.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Folder {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let n = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("mrun-database-{}-{n}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn database(&self) -> PathBuf {
        self.0.join("test.mrdb")
    }

    fn start(&self, entry: &str) -> Child {
        command(&self.database(), entry).spawn().unwrap()
    }

    /// Output of a run to its end.
    fn run(&self, entry: &str) -> String {
        run(&self.database(), entry)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left in the temporary directory hurts nobody.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A folder that shows another one on a file system that cannot be written.
struct Fixed(Folder);

impl Fixed {
    /// `None`: that needs root.
    fn new(of: &Folder) -> Option<Fixed> {
        let fixed = Fixed(Folder::new());
        let mount = |args: &[&str]| {
            let mut command = Command::new("mount");
            command.args(args).stderr(Stdio::null());
            command.status().is_ok_and(|status| status.success())
        };
        let (from, to) = (of.0.to_str()?, fixed.0.0.to_str()?);
        let done = mount(&["--bind", from, to]) && mount(&["-o", "remount,ro,bind", to]);
        if !done {
            eprintln!("skipped: nothing can be mounted here");
        }
        done.then_some(fixed)
    }
}

impl Drop for Fixed {
    fn drop(&mut self) {
        unmount(&self.0.0);
    }
}

/// Ends a mount. What stays mounted hurts no other test.
fn unmount(path: &Path) {
    let _ = Command::new("umount").arg("--lazy").arg(path).status();
}

fn command(database: &Path, entry: &str) -> Command {
    command_in(database, "ledger", entry)
}

/// A run of a routine of this folder, which does what it is told.
fn command_in(database: &Path, routine: &str, entry: &str) -> Command {
    let mut command = mrun(database);
    command.args(["-run", routine, entry]);
    command
}

/// The command with a database, and the routines of this folder.
fn mrun(database: &Path) -> Command {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/database");
    let mut command = Command::new(env!("CARGO_BIN_EXE_mrun"));
    command
        .env("MRUN_DATABASE", database)
        .env("MRUN_DURABILITY", "none")
        .env("MRUN_CACHE", "off")
        .env("gtmroutines", source)
        .stdin(Stdio::null())
        .stdout(Stdio::piped());
    command
}

fn run(database: &Path, entry: &str) -> String {
    let output = command(database, entry).output().unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn kill(child: &mut Child) {
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn what_another_process_learns_comes_with_all_before() {
    let folder = Folder::new();
    let mut poll = folder.start("do poll^ledger");
    let mut lines = BufReader::new(poll.stdout.take().unwrap()).lines();
    assert_eq!(lines.next().unwrap().unwrap(), "ready");
    folder.run("do go^ledger");
    assert_eq!(lines.next().unwrap().unwrap(), "gone 1000");
    assert!(poll.wait().unwrap().success());
}

#[test]
fn slots_of_killed_readers_come_back() {
    let folder = Folder::new();
    folder.run("do setup^ledger");
    for _ in 0..5 {
        let mut reader = folder.start("do reader^ledger");
        let mut lines = BufReader::new(reader.stdout.take().unwrap()).lines();
        assert_eq!(lines.next().unwrap().unwrap(), "10");
        kill(&mut reader);
    }
    // A state that a dead reader holds would make the file grow with every commit.
    let length = || fs::metadata(folder.database()).unwrap().len();
    let write = "for i=1:1:2000 set ^x(i#10)=i if $increment(^n)";
    folder.run(write);
    let before = length();
    folder.run(write);
    assert!(length() < before * 2, "{before} {}", length());
}

#[test]
fn what_is_no_database_is_an_error() {
    let folder = Folder::new();
    fs::write(
        folder.database(),
        "no database, but as long as one ".repeat(1000),
    )
    .unwrap();
    let told = folder.run("do bad^ledger");
    assert!(
        told.contains("DBNOTGDS") && !told.contains("set\n"),
        "{told}"
    );
    let nowhere = folder.0.join("missing/test.mrdb");
    let told = run(&nowhere, "do bad^ledger");
    assert!(told.contains("DBOPNERR"), "{told}");
    assert!(run(&nowhere, "write $data(^x)").starts_with('0'));
}

#[test]
fn a_database_cut_off_is_an_error_where_it_is_missing() {
    let folder = Folder::new();
    folder.run("for i=1:1:20000 set ^x(i)=$justify(i,100)");
    let whole = fs::metadata(folder.database()).unwrap().len();
    let file = fs::OpenOptions::new()
        .write(true)
        .open(folder.database())
        .unwrap();
    file.set_len(whole / 2).unwrap();
    let told = folder.run(
        "set $etrap=\"write $zstatus,! halt\" for i=1:1:20000 if $length(^x(i))'=100 write i,!",
    );
    assert!(told.contains("DBFILERR"), "{told}");
}

#[test]
fn locks_are_those_of_all_processes_and_go_with_a_killed_one() {
    let folder = Folder::new();
    let mut holder = folder.start("do hold^ledger");
    let mut lines = BufReader::new(holder.stdout.take().unwrap()).lines();
    assert_eq!(lines.next().unwrap().unwrap(), "held");
    assert_eq!(folder.run("do try^ledger(0)"), "0\n");
    let waiter = folder.start("do try^ledger(60)");
    // It waits, or it comes later and finds the lock free: the answer is the same.
    std::thread::sleep(Duration::from_millis(100));
    let start = Instant::now();
    kill(&mut holder);
    let output = waiter.wait_with_output().unwrap();
    assert_eq!(output.stdout, b"1\n");
    assert!(
        start.elapsed() < Duration::from_secs(30),
        "the death was not told"
    );
    assert_eq!(folder.run("do try^ledger(0)"), "1\n");
}

#[test]
fn a_counter_under_a_lock_counts_all() {
    let folder = Folder::new();
    let mut all: Vec<Child> = (0..4).map(|_| folder.start("do take^ledger")).collect();
    for child in &mut all {
        assert!(child.wait().unwrap().success());
    }
    assert_eq!(folder.run("write ^count,!"), "800\n");
}
