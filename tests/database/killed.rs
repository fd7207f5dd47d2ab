//! Writers that are killed at any moment: what they told is there, transfers are whole, nothing is damaged, no lock is left.

use crate::locks::lock;
use crate::upkeep::sound;
use crate::{Folder, command, kill, unmount};
use std::fs;
use std::io::Read;
use std::os::fd::AsRawFd;
use std::process::{Child, Command, Stdio};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

const WRITERS: usize = 8;

/// Seconds of killing: `MRUN_KILL_SECONDS`, or a few.
fn seconds() -> u64 {
    let given = std::env::var("MRUN_KILL_SECONDS").ok();
    given.and_then(|s| s.parse().ok()).unwrap_or(3)
}

/// Processes that write, and what they told.
struct Writers<'a> {
    folder: &'a Folder,
    durability: &'static str,
    label: &'static str,
    running: Vec<(Child, JoinHandle<String>)>,
    /// The last transaction and the last count of each.
    told: [(u64, u64); WRITERS],
    kills: u64,
    /// Times that the disk was full.
    full: usize,
    random: u64,
}

impl<'a> Writers<'a> {
    fn start(folder: &'a Folder, durability: &'static str, label: &'static str) -> Writers<'a> {
        let mut writers = Writers {
            folder,
            durability,
            label,
            running: Vec::new(),
            told: [(0, 0); WRITERS],
            kills: 0,
            full: 0,
            random: u64::from(std::process::id()),
        };
        writers.running = (0..WRITERS).map(|n| writers.writer(n)).collect();
        writers
    }

    fn writer(&self, n: usize) -> (Child, JoinHandle<String>) {
        let entry = format!("do {}^ledger({n})", self.label);
        let mut child = command(&self.folder.database(), &entry)
            .env("MRUN_DURABILITY", self.durability)
            .spawn()
            .unwrap();
        let mut out = child.stdout.take().unwrap();
        let reader = std::thread::spawn(move || {
            let mut text = String::new();
            // A killed process may leave half a line.
            let _ = out.read_to_string(&mut text);
            text
        });
        (child, reader)
    }

    /// Takes what a writer that is gone has told.
    fn collect(&mut self, n: usize, reader: JoinHandle<String>) {
        let text = reader.join().unwrap();
        let whole = text.rfind('\n').map_or("", |at| &text[..at]);
        for line in whole.lines() {
            assert!(!line.starts_with("failed"), "writer {n}: {line}");
            if line == "full" {
                self.full += 1;
            } else if let Some((a, b)) = line.split_once(' ') {
                self.told[n] = (a.parse().unwrap(), b.parse().unwrap());
            }
        }
    }

    /// Kills one after the other and starts it again, for some time.
    fn suffer(&mut self, time: Duration) {
        let end = Instant::now() + time;
        while Instant::now() < end {
            self.random = self
                .random
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            std::thread::sleep(Duration::from_millis(50 + (self.random >> 33) % 200));
            let n = (self.random >> 40) as usize % WRITERS;
            let new = self.writer(n);
            let (mut child, reader) = std::mem::replace(&mut self.running[n], new);
            kill(&mut child);
            self.kills += 1;
            self.collect(n, reader);
        }
    }

    /// Kills all.
    fn end(&mut self) {
        for (n, (mut child, reader)) in std::mem::take(&mut self.running).into_iter().enumerate() {
            kill(&mut child);
            self.kills += 1;
            self.collect(n, reader);
        }
    }

    /// Looks at what is left when all are gone.
    fn check(&self) {
        let checked = self.folder.run("do check^ledger");
        let mut lines = checked.lines();
        assert_eq!(lines.next(), Some("2000"), "{checked}");
        let mut done = [(0_u64, 0_u64); WRITERS];
        for line in lines {
            let words: Vec<u64> = line.split(' ').map(|w| w.parse().unwrap()).collect();
            done[words[0] as usize] = (words[1], words[2]);
        }
        for (n, (told, done)) in self.told.into_iter().zip(done).enumerate() {
            assert!(
                told.0 <= done.0 && told.1 <= done.1,
                "writer {n}: told {told:?}, found {done:?}"
            );
            assert!(done.0 > 0, "writer {n} did nothing");
        }
        assert_eq!(self.folder.run("do free^ledger"), "0\n", "a lock is left");
        let left = lock(self.folder, &["show"]);
        assert!(left.1.contains("%GTM-I-NOLOCKMATCH"), "{left:?}");
        sound(&self.folder.database());
        println!(
            "{}: {} kills, {} transactions, disk full {} times",
            self.durability,
            self.kills,
            done.iter().map(|d| d.0).sum::<u64>(),
            self.full
        );
    }
}

fn killed(durability: &'static str) {
    let folder = Folder::new();
    folder.run("do setup^ledger");
    let mut writers = Writers::start(&folder, durability, "work");
    writers.suffer(Duration::from_secs(seconds()));
    writers.end();
    writers.check();
}

#[test]
fn killed_writers_leave_whole_transactions() {
    killed("none");
}

#[test]
fn killed_writers_leave_whole_transactions_with_group() {
    killed("group");
}

/// A file system of 16 MiB; `None`: that needs root.
struct Small(Folder);

impl Small {
    fn new() -> Option<Small> {
        let folder = Folder::new();
        let mount = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=16m", "tmpfs"])
            .arg(&folder.0)
            .stderr(Stdio::null())
            .status();
        if !mount.is_ok_and(|status| status.success()) {
            eprintln!("skipped: no tmpfs can be mounted here");
            return None;
        }
        Some(Small(folder))
    }

    /// Makes the disk larger.
    fn grow(&self) {
        let mount = Command::new("mount")
            .args(["-o", "remount,size=32m"])
            .arg(&self.0.0)
            .status();
        assert!(mount.unwrap().success());
    }

    /// Takes all that is left of the disk but some bytes.
    fn fill_up(&self, left: u64) {
        let file = fs::File::create(self.0.0.join("ballast")).unwrap();
        let free = || {
            // SAFETY: a structure of plain numbers, filled by a call on a descriptor of ours.
            let figures = unsafe {
                let mut figures: libc::statvfs = std::mem::zeroed();
                assert_eq!(libc::fstatvfs(file.as_raw_fd(), &mut figures), 0);
                figures
            };
            figures.f_bavail * figures.f_frsize
        };
        // Writers may take some of it in between.
        for _ in 0..1000 {
            let more = free().saturating_sub(left).cast_signed();
            // SAFETY: a call on a descriptor of ours.
            if more == 0 || unsafe { libc::fallocate(file.as_raw_fd(), 0, 0, more) } == 0 {
                return;
            }
        }
        panic!("{}", std::io::Error::last_os_error());
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        unmount(&self.0.0);
    }
}

#[test]
fn a_full_disk_is_an_error_and_no_damage() {
    let Some(small) = Small::new() else { return };
    let folder = &small.0;
    let told = folder.run("do fill^ledger");
    let lines: Vec<&str> = told.lines().collect();
    let last = lines.iter().rev().find_map(|l| l.parse::<u64>().ok());
    let after = folder.run("do filled^ledger");
    assert!(told.contains("GBLOFLOW"), "{told}");
    let found: u64 = after.lines().next().unwrap().parse().unwrap();
    assert!(last.is_some_and(|last| last <= found), "{last:?} {after}");
    assert!(!after.contains("lost"), "{after}");
}

#[test]
fn writers_that_are_killed_while_the_disk_is_full_do_no_damage() {
    for durability in ["none", "group", "sync"] {
        let Some(small) = Small::new() else { return };
        let folder = &small.0;
        folder.run("do setup^ledger");
        let mut writers = Writers::start(folder, durability, "stuff");
        writers.suffer(Duration::from_secs(seconds()));
        // So full that not even the accounts can be changed.
        small.fill_up(0);
        writers.suffer(Duration::from_secs(1));
        fs::remove_file(folder.0.join("ballast")).unwrap();
        writers.end();
        writers.check();
        assert!(writers.full > 0, "the disk was never full");
        // With room everything goes on.
        small.grow();
        assert_eq!(folder.run("kill ^stuff"), "");
        let before = writers.told;
        let (again, kills) = (Writers::start(folder, durability, "work"), writers.kills);
        writers = Writers {
            told: before,
            kills,
            ..again
        };
        let end = Instant::now() + Duration::from_secs(60);
        let goes_on = |w: &Writers| w.told.iter().zip(before).any(|(now, then)| now.0 > then.0);
        while !goes_on(&writers) && Instant::now() < end {
            writers.suffer(Duration::from_secs(1));
        }
        assert!(goes_on(&writers), "nothing is told any more");
        writers.end();
        writers.check();
    }
}
