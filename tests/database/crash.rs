//! Power cuts: what processes wrote is recorded; files as a power cut could have left them are built from it, opened and checked.
//!
//! On disk is what was synced, and of the rest, of each page or even each sector, any version that was written since. A file may be missing
//! until its folder was synced.

use super::{Fixed, Folder, mrun};
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

const PAGE: usize = 4096;
const SECTOR: usize = 512;

/// An entry of the record; see `recorder.c`.
struct Entry {
    kind: u8,
    file: usize,
    began: usize,
    at: usize,
    bytes: Vec<u8>,
}

fn parse(mut log: &[u8]) -> Vec<Entry> {
    let mut entries = Vec::new();
    while let Some((head, rest)) = log.split_at_checked(18) {
        let number = |at: usize, bytes: usize| {
            let part = head[at..at + bytes].iter().rev();
            part.fold(0_usize, |n, b| n << 8 | usize::from(*b))
        };
        let (kind, length) = (head[0], number(14, 4));
        let (bytes, rest) = rest.split_at(length);
        entries.push(Entry {
            kind,
            file: number(1, 1),
            began: entries.len() - number(2, 4),
            at: number(6, 8),
            bytes: bytes.to_vec(),
        });
        log = rest;
    }
    entries
}

/// A generator of numbers that are random enough.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n.max(1)
    }
}

/// What is kept of writes that were not synced.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kept {
    Nothing,
    All,
    Pages,
    Sectors,
}

/// Writes of a page, and how many of them are on disk.
type Page<'a> = (Vec<(usize, &'a [u8])>, usize);

/// Whether the name of a file is on disk, or may be.
fn is_named(entries: &[Entry], file: usize, kept: Kept, random: &mut Random) -> bool {
    let made = entries
        .iter()
        .position(|e| e.kind == b'c' && e.file == file);
    let synced = |made| {
        let mut syncs = entries.iter().filter(|e| e.kind == b's' && e.file == 3);
        syncs.any(|e| e.began > made)
    };
    made.is_some_and(|made| {
        synced(made)
            || match kept {
                Kept::Nothing => false,
                Kept::All => true,
                _ => random.below(2) == 0,
            }
    })
}

/// A file after a power cut at an entry.
fn rebuild(entries: &[Entry], file: usize, kept: Kept, random: &mut Random) -> Vec<u8> {
    let synced = entries.iter().filter(|e| e.file == file && e.kind == b's');
    let synced = synced.map(|e| e.began).max().unwrap_or(0);
    let mut pages: BTreeMap<usize, Page<'_>> = BTreeMap::new();
    for (n, entry) in entries.iter().enumerate() {
        if entry.file != file || !b"wW".contains(&entry.kind) {
            continue;
        }
        let (mut at, mut rest) = (entry.at, &entry.bytes[..]);
        while !rest.is_empty() {
            let (part, after) = rest.split_at(rest.len().min(PAGE - at % PAGE));
            let page = pages.entry(at / PAGE).or_default();
            page.0.push((at % PAGE, part));
            if n < synced || entry.kind == b'W' {
                page.1 = page.0.len();
            }
            (at, rest) = (at + part.len(), after);
        }
    }
    let mut image = Vec::new();
    for (page, (writes, durable)) in &pages {
        let begin = page * PAGE;
        let mut choose = || match kept {
            Kept::Nothing => *durable,
            Kept::All => writes.len(),
            _ => durable + random.below(writes.len() - durable + 1),
        };
        let mut versions = [choose(); PAGE / SECTOR];
        if kept == Kept::Sectors {
            versions.fill_with(choose);
        }
        for (n, (offset, part)) in writes.iter().enumerate() {
            for (at, byte) in (*offset..).zip(*part) {
                if n < versions[at / SECTOR] {
                    if image.len() < begin + PAGE {
                        image.resize(begin + PAGE, 0);
                    }
                    image[begin + at] = *byte;
                }
            }
        }
    }
    image
}

fn recorder(folder: &Folder) -> Option<PathBuf> {
    let library = folder.0.join("recorder.so");
    let source = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/database/recorder.c");
    let built = Command::new("cc")
        .args(["-shared", "-fPIC", "-O1", "-w", "-o"])
        .args([&library, &source])
        .args(["-ldl", "-lpthread"])
        .status();
    built
        .is_ok_and(|status| status.success())
        .then_some(library)
}

/// Seconds of cutting: `MRUN_FUZZ_SECONDS`, or a few.
fn seconds() -> u64 {
    let given = std::env::var("MRUN_FUZZ_SECONDS").ok();
    given.and_then(|s| s.parse().ok()).unwrap_or(4)
}

/// The highest number that was told: those below it were committed before.
fn last_told(entries: &[Entry]) -> u64 {
    let told = entries.iter().filter(|e| e.kind == b'a');
    let texts = told.map(|e| std::str::from_utf8(&e.bytes).unwrap());
    let lines = texts.flat_map(str::lines);
    lines.map(|line| line.parse().unwrap()).max().unwrap_or(0)
}

/// What one finds who may not write, on a file system that cannot be written; DBOPNERR where that cannot be mounted.
fn look(folder: &Folder) -> String {
    let Some(fixed) = Fixed::new(folder) else {
        return "%GTM-E-DBOPNERR".into();
    };
    let output = mrun(&fixed.0.database())
        .args(["-run", "crash", "do look^crash"])
        .output()
        .unwrap();
    [output.stdout, output.stderr]
        .map(|text| String::from_utf8_lossy(&text).into_owned())
        .concat()
}

/// Power cuts at entries of a record of one process and then several at once. Records of the journal come by way of mapped memory, as
/// they usually do, or by `calls`.
fn cut(durability: &str, calls: bool) {
    let folder = Folder::new();
    let Some(library) = recorder(&folder) else {
        eprintln!("no C compiler here: nothing tested");
        return;
    };
    let log = folder.0.join("log");
    let start = |what: &str| {
        let mut command = mrun(&folder.database());
        if calls {
            command.env("RECORD_CALLS", "1");
        }
        command
            .args(["-run", "crash", what])
            .env("LD_PRELOAD", &library)
            .env("RECORD", &log)
            .env("MRUN_DURABILITY", durability)
            .spawn()
            .unwrap()
    };
    assert!(start("do work^crash(1,200)").wait().unwrap().success());
    let several: Vec<_> = (0..3).map(|_| start("do share^crash(500)")).collect();
    for mut child in several {
        assert!(child.wait().unwrap().success());
    }
    let entries = parse(&fs::read(&log).unwrap());
    assert_eq!(last_told(&entries), 500);
    let syncs = entries.iter().filter(|e| e.kind == b's').count();
    assert!(syncs > 4, "{syncs} syncs");
    let mut random = Random(u64::from(std::process::id()));
    let end = Instant::now() + Duration::from_secs(seconds());
    let (mut cuts, mut looks) = (0, 0);
    while Instant::now() < end {
        let kept = [Kept::Nothing, Kept::All, Kept::Pages, Kept::Sectors][random.below(4)];
        let mut at = random.below(entries.len() + 1);
        if random.below(8) == 0 {
            // Where the files are made.
            at = random.below(16);
        } else if random.below(2) == 0 {
            // Where the file of nodes is written.
            let near = entries[at..].iter().position(|e| e.file == 1);
            at = (at + near.unwrap_or(0) + random.below(9)).min(entries.len());
        }
        let before = &entries[..at];
        let after = Folder::new();
        let mut images = Vec::new();
        for (file, name) in [(1, "test.mrdb"), (2, "test.mrdb-journal")] {
            let image = rebuild(before, file, kept, &mut random);
            let named = is_named(before, file, kept, &mut random);
            if named {
                fs::write(after.0.join(name), &image).unwrap();
            }
            images.push((named, image.len()));
        }
        let looked = (cuts % 4 == 0).then(|| look(&after));
        let output = mrun(&after.database())
            .args(["-run", "crash", "do check^crash"])
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        let case = format!(
            "{durability}, by calls: {calls}, cut at entry {at} of {}, kept {kept:?}, {images:?} bytes: {told} {}",
            entries.len(),
            String::from_utf8_lossy(&output.stderr)
        );
        let mut lines = told.lines();
        let found: u64 = lines.next().and_then(|l| l.parse().ok()).expect(&case);
        assert_eq!(lines.next(), Some("sound"), "{case}");
        if let Some(looked) = looked.filter(|looked| !looked.contains("-E-DBOPNERR")) {
            // A file that is nothing yet can only be made one by who may write.
            let same = looked == told || found == 0 && looked.contains("-E-DBNOTGDS");
            assert!(same, "read only: {looked}, {case}");
            looks += 1;
        }
        // In `group`, all that was told before a sync that had ended began.
        let sure = match durability {
            "sync" => last_told(before),
            _ => {
                let syncs = before.iter().filter(|e| e.kind == b's' && e.file == 2);
                last_told(&before[..syncs.map(|e| e.began).max().unwrap_or(0)])
            }
        };
        assert!(found >= sure, "sure {sure}: {case}");
        cuts += 1;
    }
    println!(
        "{durability}, by calls: {calls}: {cuts} power cuts, {looks} of them looked at by one who may not write, {} entries",
        entries.len()
    );
}

#[test]
fn a_power_cut_loses_nothing_that_was_told_with_sync() {
    cut("sync", false);
}

#[test]
fn a_power_cut_loses_nothing_that_was_told_with_sync_where_the_journal_cannot_be_mapped() {
    cut("sync", true);
}

#[test]
fn a_power_cut_leaves_a_prefix_not_older_than_the_last_sync_with_group() {
    cut("group", false);
}

#[test]
fn a_power_cut_leaves_a_prefix_with_group_where_the_journal_cannot_be_mapped() {
    cut("group", true);
}
