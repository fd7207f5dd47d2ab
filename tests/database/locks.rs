//! `mrun lock`: what others hold, and taking it away.

use crate::{Folder, kill, mrun};
use std::io::{BufRead, BufReader};

/// What the tool of locks writes to its two outputs.
pub fn lock(folder: &Folder, args: &[&str]) -> (String, String) {
    let mut command = mrun(&folder.database());
    let output = command.arg("lock").args(args).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr))
}

#[test]
fn locks_are_shown_and_cleared() {
    let folder = Folder::new();
    assert!(lock(&folder, &["show"]).1.contains("%GTM-I-NOLOCKMATCH"));
    let hold = "lock +^a(1),+^a(1),+x(\"y\") zallocate ^z write \"held\",! hang 1000";
    let mut holder = folder.start(hold);
    let mut held = BufReader::new(holder.stdout.take().unwrap()).lines();
    assert_eq!(held.next().unwrap().unwrap(), "held");
    let mut waiter = folder.start("lock +^a write \"got\",! hang 1000");
    let mut got = BufReader::new(waiter.stdout.take().unwrap()).lines();
    while lock(&folder, &["show"]).0.lines().count() < 4 {
        std::thread::yield_now();
    }
    let (own, other) = (holder.id(), waiter.id());
    let wanted = format!(
        "^a Request  PID= {other} which is an existing process\n\
         ^a(1) Owned by PID= {own} which is an existing process LEVEL=2\n\
         ^z Owned by PID= {own} which is an existing process ZALLOCATE\n\
         x(\"y\") Owned by PID= {own} which is an existing process\n"
    );
    assert_eq!(lock(&folder, &["show"]).0, wanted);
    assert_eq!(
        lock(&folder, &["show", "-lock=\"^z\""]).0.lines().count(),
        1
    );
    assert_eq!(lock(&folder, &["show", "--pid", "1"]).0, "");
    assert!(lock(&folder, &["clear"]).1.contains("clear needs"));
    let nothing = lock(&folder, &["clear", "--lock", "^a", "--exact"]);
    assert!(nothing.1.contains("%GTM-I-NOLOCKMATCH"), "{nothing:?}");
    assert_eq!(
        lock(&folder, &["clear", "--lock", "^a"]).0,
        "Lock removed : ^a(1)\n"
    );
    assert_eq!(got.next().unwrap().unwrap(), "got");
    let pid = own.to_string();
    assert_eq!(
        lock(&folder, &["clear", "--pid", &pid]).0,
        "Lock removed : ^z\nLock removed : x(\"y\")\n"
    );
    kill(&mut waiter);
    let dead = lock(&folder, &["show"]).0;
    let gone = format!("^a Owned by PID= {other} which is a nonexistent process\n");
    assert_eq!(dead, gone);
    assert_eq!(lock(&folder, &["clear", "--all"]).0, "Lock removed : ^a\n");
    kill(&mut holder);
}

#[test]
fn the_first_lock_makes_no_folder_of_a_named_database() {
    let folder = Folder::new();
    let database = folder.0.join("no/x.mrdb");
    for command in ["lock +^a", "set ^a=1"] {
        crate::run(&database, command);
        assert!(!folder.0.join("no").exists(), "{command}");
    }
}
