//! Backups while writers run, compaction, and what the tools say of a database.

use crate::{Folder, kill, mrun, run};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Output;

pub fn db(database: &Path, args: &[&str]) -> Output {
    mrun(database).arg("db").args(args).output().unwrap()
}

pub fn text(output: &Output) -> String {
    String::from_utf8_lossy(&[&output.stdout[..], &output.stderr].concat()).into_owned()
}

/// The check of the tool finds nothing.
#[track_caller]
pub fn sound(database: &Path) {
    let checked = db(database, &["check", "--brief"]);
    let told = text(&checked);
    assert!(
        checked.status.success() && told.contains("No errors detected"),
        "{told}"
    );
}

#[test]
fn backups_are_of_one_moment_while_writers_run() {
    const WRITERS: usize = 3;
    let folder = Folder::new();
    folder.run("do setup^ledger");
    let mut writers: Vec<_> = (0..WRITERS)
        .map(|n| folder.start(&format!("do work^ledger({n})")))
        .collect();
    let mut lines: Vec<_> = writers
        .iter_mut()
        .map(|child| BufReader::new(child.stdout.take().unwrap()).lines())
        .collect();
    for round in 0..4 {
        let mut told = Vec::new();
        for lines in &mut lines {
            // So that each has done something since the last backup.
            let line = (0..20)
                .map(|_| lines.next().unwrap().unwrap())
                .last()
                .unwrap();
            told.push(line.split(' ').next().unwrap().parse::<u64>().unwrap());
        }
        let copy = folder.0.join(format!("copy{round}.mrdb"));
        let mut args = vec!["backup", copy.to_str().unwrap()];
        if round % 2 == 1 {
            args.push("--compact");
        }
        let made = db(&folder.database(), &args);
        assert!(made.status.success(), "{}", text(&made));
        assert!(text(&made).contains("%GTM-S-BACKUPSUCCESS"));
        sound(&copy);
        let checked = run(&copy, "do check^ledger");
        let mut found = checked.lines();
        assert_eq!(found.next(), Some("2000"), "{checked}");
        for (line, told) in found.zip(told) {
            let done: u64 = line.split(' ').nth(1).unwrap().parse().unwrap();
            assert!(done >= told, "{line} {told}");
        }
        let again = db(&folder.database(), &args);
        assert!(
            text(&again).contains("%GTM-E-FILEEXISTS"),
            "{}",
            text(&again)
        );
    }
    writers.iter_mut().for_each(kill);
}

#[test]
fn compaction_needs_the_file_alone_and_loses_nothing() {
    let folder = Folder::new();
    folder.run("for i=1:1:20000 set ^list(i)=$justify(i,100)");
    folder.run("for i=1:1:20000 kill:i#10 ^list(i)");
    let before = std::fs::metadata(folder.database()).unwrap().len();
    let mut poll = folder.start("do poll^ledger");
    let mut lines = BufReader::new(poll.stdout.take().unwrap()).lines();
    assert_eq!(lines.next().unwrap().unwrap(), "ready");
    let refused = db(&folder.database(), &["compact"]);
    assert_eq!(refused.status.code(), Some(1));
    let told = text(&refused);
    assert!(told.contains("%GTM-E-MUSTANDALONE"), "{told}");
    assert!(told.contains(&format!("process {}, ", poll.id())), "{told}");
    let stat = text(&db(&folder.database(), &["stat", "--globals"]));
    assert!(stat.contains(&format!("{}, mrun", poll.id())), "{stat}");
    assert!(stat.contains("^list             2000 nodes"), "{stat}");
    let other = folder.0.join("other.mrdb");
    let copied = db(
        &folder.database(),
        &["compact", "--to", other.to_str().unwrap()],
    );
    assert!(copied.status.success(), "{}", text(&copied));
    kill(&mut poll);
    let done = db(&folder.database(), &["compact"]);
    assert!(done.status.success(), "{}", text(&done));
    let after = std::fs::metadata(folder.database()).unwrap().len();
    assert!(after * 2 < before, "{before} {after}");
    for database in [&folder.database(), &other] {
        sound(database);
        assert_eq!(run(database, "write ^list(20000),!").trim(), "20000");
    }
    // The new file is one that processes share.
    folder.run("set ^list(1)=1");
    assert_eq!(folder.run("write ^list(1),!"), "1\n");
    assert_eq!(
        std::fs::read_dir(&folder.0)
            .unwrap()
            .flatten()
            .filter(|e| { e.file_name().to_string_lossy().contains("part") })
            .count(),
        0
    );
}

#[test]
fn files_that_are_missing_or_strange() {
    let folder = Folder::new();
    let missing = db(&folder.database(), &["check"]);
    assert!(
        text(&missing).contains("%GTM-E-DBOPNERR"),
        "{}",
        text(&missing)
    );
    assert!(!folder.database().exists());
    let made = db(&folder.database(), &["create"]);
    assert_eq!(
        text(&made),
        format!("{}: created\n", folder.database().display())
    );
    let again = text(&db(&folder.database(), &["create"]));
    assert!(again.ends_with(": exists\n"), "{again}");
    sound(&folder.database());
    let strange = folder.0.join("strange.mrdb");
    std::fs::write(
        &strange,
        "no database at all, but long enough to be read".repeat(200),
    )
    .unwrap();
    assert!(text(&db(&strange, &["stat"])).contains("%GTM-E-DBNOTGDS"));
}
