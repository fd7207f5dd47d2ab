//! Locks of two and three sessions; what ZSHOW shows was probed with GT.M.

use super::log::start_of;
use super::shared::Shared;
use super::*;
use crate::random::Random;
use crate::value::Value;
use std::os::fd::AsRawFd;
use std::path::PathBuf;

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

/// Where the sessions of a test have their locks: in one table, or each in a table of its own that follows a common file.
struct Tables {
    private: LockTable,
    file: Option<PathBuf>,
}

impl Tables {
    fn shared(name: &str) -> Tables {
        let file = std::env::temp_dir().join(format!("mrun-locks-{}-{name}", std::process::id()));
        let _ = std::fs::remove_file(&file);
        Tables {
            private: LockTable::default(),
            file: Some(file),
        }
    }

    fn session(&self, number: u64) -> SessionLocks {
        match &self.file {
            Some(file) => LockTable::shared(file.clone(), true).session(number),
            None => self.private.session(number),
        }
    }
}

impl Drop for Tables {
    fn drop(&mut self) {
        if let Some(file) = &self.file {
            let _ = std::fs::remove_file(file);
        }
    }
}

/// Bytes that are readable at once.
fn heard(bell: &OwnedFd) -> isize {
    let mut room = [0_u8; 8];
    // SAFETY: the buffer is as long as said.
    unsafe { libc::read(bell.as_raw_fd(), room.as_mut_ptr().cast(), room.len()) }
}

macro_rules! both {
    ($($name:ident),* $(,)?) => {
        mod private {
            $(#[test] fn $name() {
                let private = super::LockTable::default();
                super::$name(&super::Tables { private, file: None });
            })*
        }
        mod shared {
            $(#[test] fn $name() { super::$name(&super::Tables::shared(stringify!($name))); })*
        }
    };
}

both!(
    names_exclude_ancestors_and_descendants_of_others,
    the_table_shows_what_gtm_shows,
    limits_are_those_of_gtm,
    waiters_are_served_in_order_and_rung,
    a_list_is_all_or_nothing,
    waits_end_by_timeout_and_by_being_abandoned,
    transactions_keep_older_locks_and_undo_newer_ones,
);

use LockOp::{Minus, Plus, Replace, ZAllocate, ZDeallocate};

fn names_exclude_ancestors_and_descendants_of_others(table: &Tables) {
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

fn the_table_shows_what_gtm_shows(table: &Tables) {
    let mut s = table.session(1);
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

fn limits_are_those_of_gtm(table: &Tables) {
    let mut s = table.session(1);
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

fn waiters_are_served_in_order_and_rung(table: &Tables) {
    let (mut a, mut b, mut c) = (table.session(1), table.session(2), table.session(3));
    assert!(a.now(Replace, &["^a"]));
    assert!(b.waits(Plus, &["^a/1"]) && c.waits(Plus, &["^a/1"]));
    a.now(Minus, &["^a"]);
    // Granted before it was looked at, and the pipe says so.
    assert!(!a.now(Replace, &["^a"]));
    assert_eq!(heard(b.pending[0].bell.as_ref().unwrap()), 1);
    assert!(!b.waits(Plus, &["^a/1"]) && c.waits(Plus, &["^a/1"]));
    b.now(Minus, &["^a/1"]);
    assert!(!c.waits(Plus, &["^a/1"]));
    assert_eq!(c.shows(), "MLG:1,MLT:0\nLOCK ^a(1) LEVEL=1\n");
}

fn a_list_is_all_or_nothing(table: &Tables) {
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

fn waits_end_by_timeout_and_by_being_abandoned(table: &Tables) {
    let (mut a, mut b) = (table.session(1), table.session(2));
    assert!(a.now(Plus, &["^x"]));
    let timeout = Timeout::after(0.005);
    let Step::Wait(wait) = b.ask(Plus, &["^x"], timeout) else {
        panic!("has to wait")
    };
    assert_eq!((wait.until, wait.fds.len()), (timeout.moment(), 1));
    std::thread::sleep(Duration::from_millis(6));
    assert!(matches!(b.ask(Plus, &["^x"], timeout), Step::Done(false)));
    assert!(b.table.lock().unwrap().is_idle());
    // What was granted unseen goes back.
    assert!(b.waits(Plus, &["^x"]));
    a.now(Minus, &["^x"]);
    b.cancel();
    assert!(a.now(Plus, &["^x"]));
}

fn transactions_keep_older_locks_and_undo_newer_ones(table: &Tables) {
    let mut s = table.session(1);
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

/// Many owners at random, each with a table of its own: nobody holds what another one does, and all tables are equal.
#[test]
fn tables_that_follow_a_file_agree() {
    let tables = Tables::shared("agree");
    let mut sessions: Vec<SessionLocks> = (1..=4).map(|n| tables.session(n)).collect();
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut random = |below| random.below(below);
    let all = ["^a", "^a/1", "^a/1/2", "^a/2", "^b", "^b/x"];
    for turn in 0..4000 {
        let at = random(4);
        let list = [all[random(6)], all[random(6)]];
        let op = [Plus, Plus, Replace, Minus, Minus, ZAllocate, ZDeallocate][random(7)];
        sessions[at].cancel();
        match random(8) {
            0 => sessions[at].release_all(Replace).unwrap(),
            1 => sessions[at].release_all(ZDeallocate).unwrap(),
            2 => {
                let number = at as u64 + 1;
                sessions[at] = tables.session(number);
            }
            3..5 => drop(sessions[at].ask(op, &list, Timeout::None)),
            _ => drop(sessions[at].now(op, &list)),
        }
        if turn % 16 == 0 {
            let mut seen = Vec::new();
            for session in &sessions {
                let table = session.table.lock().unwrap();
                let mut bytes = Vec::new();
                table
                    .changes()
                    .iter()
                    .for_each(|c| wire::push(c, &mut bytes));
                seen.push(bytes);
            }
            assert!(seen.windows(2).all(|w| w[0] == w[1]), "turn {turn}");
            let table = sessions[0].table.lock().unwrap();
            for (name, held) in &table.held {
                assert!(
                    table.is_free(held.owner, std::slice::from_ref(name)),
                    "turn {turn}"
                );
            }
        }
    }
}

/// The file stays small however often it changes, and those who follow it keep up.
#[test]
fn the_file_is_written_anew_when_it_is_long() {
    let tables = Tables::shared("long");
    let (mut a, mut b) = (tables.session(1), tables.session(2));
    assert!(b.now(Plus, &["^kept/1"]));
    for turn in 0..30_000 {
        assert!(a.now(Plus, &["^name/with/subscripts"]));
        if turn % 10_000 == 0 {
            assert!(!b.now(Plus, &["^name"]));
        }
        a.now(Minus, &["^name/with/subscripts"]);
    }
    assert!(b.now(Plus, &["^name"]) && !a.now(Plus, &["^kept"]));
    let size = std::fs::metadata(tables.file.as_ref().unwrap())
        .unwrap()
        .len();
    assert!(size < 4 << 20, "{size} bytes");
}

/// What a killed process held is free for those who wait for it, and for those who ask.
#[test]
fn the_locks_of_a_killed_process_go() {
    let tables = Tables::shared("killed");
    let mut dead = std::process::Command::new("sleep")
        .arg("1000")
        .spawn()
        .unwrap();
    let mut me = tables.session(1);
    // As if the other process had locked something.
    let (pid, start) = (dead.id(), start_of(dead.id()).unwrap());
    let theirs = u64::from(pid) << 32 | 1;
    {
        let mut table = me.table.lock().unwrap();
        table.change(&Change::Process { pid, start });
        for name in ["^a", "^b"] {
            let names = encode(&names(&[name]), false).unwrap();
            table.change(&Change::Grant {
                owner: theirs,
                names: names.into(),
                zallocate: false,
            });
        }
    }
    assert!(!me.now(Plus, &["^b"]) && me.waits(Plus, &["^a/1"]));
    let Step::Wait(wait) = me.ask(Plus, &["^a/1"], Timeout::None) else {
        panic!("has to wait");
    };
    dead.kill().unwrap();
    let mut fds: Vec<libc::pollfd> = wait
        .fds
        .iter()
        .map(|i| libc::pollfd {
            fd: i.fd,
            events: libc::POLLIN,
            revents: 0,
        })
        .collect();
    // SAFETY: pointer and length come from a vector.
    let told = unsafe { libc::poll(fds.as_mut_ptr(), fds.len() as libc::nfds_t, 10_000) };
    assert!(told > 0, "the death is not told");
    assert!(!me.waits(Plus, &["^a/1"]));
    assert!(me.now(Plus, &["^b"]));
    dead.wait().unwrap();
}

/// The engines of one process number their sessions alike.
#[test]
fn sessions_of_two_engines_exclude_each_other() {
    let tables = Tables::shared("engines");
    let (mut a, mut b) = (tables.session(1), tables.session(1));
    assert!(a.now(Plus, &["^a"]));
    assert!(!b.now(Plus, &["^a"]));
    drop(a);
    assert!(b.now(Plus, &["^a"]));
}

/// A process that dies while it changes the file neither stops the others nor leaves half a change.
#[test]
fn who_dies_with_the_file_in_hand_has_changed_nothing() {
    let tables = Tables::shared("dies");
    let mut me = tables.session(1);
    assert!(me.now(Plus, &["^a"]));
    let path = tables.file.as_ref().unwrap();
    for _ in 0..3 {
        let file = std::fs::File::options().read(true).write(true).open(path);
        let mut shared = Shared::new(file.unwrap()).unwrap();
        // SAFETY: the child calls nothing that needs what other threads may have held, and ends at once.
        let child = unsafe { libc::fork() };
        if child == 0 {
            let done = shared.lock().is_ok() && shared.write(shared.head().end, &[9; 64]).is_ok();
            // SAFETY: as above.
            unsafe { libc::_exit(i32::from(!done)) };
        }
        let mut status = -1;
        // SAFETY: a child of ours, and a number to fill.
        unsafe { libc::waitpid(child, &mut status, 0) };
        assert_eq!(status, 0);
        assert!(me.now(Plus, &["^b"]));
        let mut other = tables.session(2);
        assert!(!other.now(Plus, &["^a"]) && other.now(Plus, &["^c"]));
    }
    assert!(me.shows().ends_with("LOCK ^b LEVEL=3\nLOCK ^a LEVEL=1\n"));
}
