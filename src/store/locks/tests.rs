//! Locks of two and three sessions; what ZSHOW shows was probed with GT.M.

use super::*;
use crate::value::Value;
use std::io::Read;

fn names(texts: &[&str]) -> Vec<LockName> {
    texts
        .iter()
        .map(|t| {
            let mut parts = t.split('/');
            let name = parts.next().unwrap_or_default().as_bytes().to_vec();
            let subs = parts.map(|p| Value::from_bytes(p.as_bytes())).collect();
            LockName {
                environment: Vec::new(),
                name,
                subs,
            }
        })
        .collect()
}

impl SessionLocks {
    fn ask(&mut self, op: LockOp, list: &[&str], timeout: Timeout) -> Step<bool> {
        self.lock(op, &names(list), timeout, Chset::M).unwrap()
    }

    fn now(&mut self, op: LockOp, list: &[&str]) -> bool {
        matches!(self.ask(op, list, Timeout::Now), Step::Done(true))
    }

    fn waits(&mut self, op: LockOp, list: &[&str]) -> bool {
        matches!(self.ask(op, list, Timeout::None), Step::Wait(_))
    }

    fn shows(&self) -> String {
        self.show(Chset::M)
            .iter()
            .map(|l| String::from_utf8_lossy(l).into_owned() + "\n")
            .collect()
    }
}

use LockOp::{Minus, Plus, Replace, ZAllocate, ZDeallocate};

#[test]
fn names_exclude_ancestors_and_descendants_of_others() {
    let table = LockTable::default();
    let (mut a, mut b) = (table.session(1), table.session(2));
    assert!(a.now(Replace, &["^a/1"]));
    for (list, free) in [
        (&["^a"][..], false),
        (&["^a/1"], false),
        (&["^a/1/2"], false),
        (&["^a/2"], true),
        (&["^a/10"], true),
        (&["a/1"], true),
        (&["^b", "^a/1"], false),
    ] {
        assert_eq!(b.now(Replace, list), free, "{list:?}");
    }
    assert!(a.now(Plus, &["^a"]) && a.now(Plus, &["^a/1/5"]));
    assert_eq!(b.shows(), "MLG:3,MLT:4\n");
    drop(a);
    assert!(b.now(Plus, &["^a"]));
}

#[test]
fn the_table_shows_what_gtm_shows() {
    let mut s = LockTable::default().session(1);
    s.now(Replace, &["^a"]);
    s.now(Plus, &["^a"]);
    s.now(Plus, &["^b/1", "^b/x/2.5", "loc/3"]);
    let rest = "LOCK loc(3) LEVEL=1\nLOCK ^b(\"x\",2.5) LEVEL=1\nLOCK ^b(1) LEVEL=1\n";
    assert_eq!(s.shows(), format!("MLG:3,MLT:0\n{rest}LOCK ^a LEVEL=2\n"));
    s.now(Minus, &["^a"]);
    assert_eq!(s.shows(), format!("MLG:3,MLT:0\nLOCK ^a LEVEL=1\n{rest}"));
    s.now(ZAllocate, &["^a"]);
    s.now(ZAllocate, &["^zz/1"]);
    s.now(ZAllocate, &["^zz/1"]);
    assert_eq!(
        s.shows(),
        format!("MLG:6,MLT:0\nZAL ^zz(1)\nZAL ^a\nLOCK ^a LEVEL=1\n{rest}")
    );
    s.release_all(Replace).unwrap();
    assert_eq!(s.shows(), "MLG:6,MLT:0\nZAL ^zz(1)\nZAL ^a\n");
    s.now(ZDeallocate, &["^zz/1"]);
    s.release_all(ZDeallocate).unwrap();
    s.now(Replace, &["^a", "^a", "^b"]);
    assert_eq!(s.shows(), "MLG:7,MLT:0\nLOCK ^b LEVEL=1\nLOCK ^a LEVEL=1\n");
}

#[test]
fn limits_are_those_of_gtm() {
    let mut s = LockTable::default().session(1);
    for _ in 0..511 {
        s.now(Plus, &["^a"]);
    }
    let error = s
        .lock(Plus, &names(&["^a"]), Timeout::None, Chset::M)
        .unwrap_err();
    assert_eq!(error.code(), LOCKINCR2HIGH);
    assert!(
        error
            .message(b",")
            .ends_with(b"LOCKIS, \t\tResource name: ^a")
    );
    let long = |n: usize| {
        let subs = vec![Value::from_bytes(&vec![b'x'; n])];
        vec![LockName {
            environment: Vec::new(),
            name: b"^a".to_vec(),
            subs,
        }]
    };
    assert!(s.lock(Replace, &long(255), Timeout::None, Chset::M).is_ok());
    let error = s
        .lock(Replace, &long(256), Timeout::None, Chset::M)
        .unwrap_err();
    assert_eq!(error.code(), LOCKSUB2LONG);
}

#[test]
fn waiters_are_served_in_order_and_rung() {
    let table = LockTable::default();
    let (mut a, mut b, mut c) = (table.session(1), table.session(2), table.session(3));
    assert!(a.now(Replace, &["^a"]));
    assert!(b.waits(Plus, &["^a/1"]) && c.waits(Plus, &["^a/1"]));
    a.now(Minus, &["^a"]);
    // Granted before it was looked at, and the pipe says so.
    assert!(!a.now(Replace, &["^a"]));
    assert_eq!(
        b.pending[0]
            .bell
            .as_mut()
            .unwrap()
            .read(&mut [0; 8])
            .unwrap(),
        1
    );
    assert!(!b.waits(Plus, &["^a/1"]) && c.waits(Plus, &["^a/1"]));
    b.now(Minus, &["^a/1"]);
    assert!(!c.waits(Plus, &["^a/1"]));
    assert_eq!(c.shows(), "MLG:1,MLT:0\nLOCK ^a(1) LEVEL=1\n");
}

#[test]
fn a_list_is_all_or_nothing() {
    let table = LockTable::default();
    let (mut a, mut b, mut c) = (table.session(1), table.session(2), table.session(3));
    assert!(a.now(Plus, &["^x"]) && b.now(Plus, &["^y"]));
    assert!(c.waits(Plus, &["^x", "^y", "^z"]));
    a.now(Minus, &["^x"]);
    assert!(c.waits(Plus, &["^x", "^y", "^z"]));
    assert!(a.now(Plus, &["^z"]));
    b.now(Minus, &["^y"]);
    assert!(c.waits(Plus, &["^x", "^y", "^z"]));
    a.now(Minus, &["^z"]);
    assert!(!c.waits(Plus, &["^x", "^y", "^z"]));
}

#[test]
fn waits_end_by_timeout_and_by_being_abandoned() {
    let table = LockTable::default();
    let (mut a, mut b) = (table.session(1), table.session(2));
    assert!(a.now(Plus, &["^x"]));
    let timeout = Timeout::after(0.005);
    let Step::Wait(wait) = b.ask(Plus, &["^x"], timeout) else {
        panic!("has to wait")
    };
    assert_eq!((wait.until, wait.fds.len()), (timeout.moment(), 1));
    std::thread::sleep(Duration::from_millis(6));
    assert!(matches!(b.ask(Plus, &["^x"], timeout), Step::Done(false)));
    assert!(table.lock().waiters.is_empty() && table.lock().wanted.is_empty());
    // What was granted unseen goes back.
    assert!(b.waits(Plus, &["^x"]));
    a.now(Minus, &["^x"]);
    b.cancel();
    assert!(a.now(Plus, &["^x"]));
}

#[test]
fn transactions_keep_older_locks_and_undo_newer_ones() {
    let mut s = LockTable::default().session(1);
    assert!(s.now(Replace, &["^pre"]));
    s.begin();
    assert!(s.now(Plus, &["^pre", "^in"]));
    assert!(s.now(Minus, &["^pre"]));
    for result in [
        s.lock(Minus, &names(&["^pre"]), Timeout::None, Chset::M)
            .map(drop),
        s.lock(Replace, &names(&["^other"]), Timeout::None, Chset::M)
            .map(drop),
        s.release_all(Replace),
    ] {
        assert_eq!(result.unwrap_err().code(), TPLOCK);
    }
    s.begin();
    assert!(s.now(Plus, &["^deep"]));
    assert_eq!(
        s.lock(Minus, &names(&["^in"]), Timeout::None, Chset::M)
            .unwrap_err()
            .code(),
        TPLOCK
    );
    s.roll_back(1);
    assert_eq!(
        s.shows(),
        "MLG:3,MLT:0\nLOCK ^pre LEVEL=1\nLOCK ^in LEVEL=1\n"
    );
    s.roll_back(0);
    assert_eq!(s.shows(), "MLG:3,MLT:0\nLOCK ^pre LEVEL=1\n");
    s.begin();
    assert!(s.now(ZAllocate, &["^pre"]));
    s.commit();
    assert!(s.release_all(Replace).is_ok());
    assert_eq!(s.shows(), "MLG:4,MLT:0\nZAL ^pre\n");
}
