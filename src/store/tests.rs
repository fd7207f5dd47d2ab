//! The stores through the trait: against a plain model, and with two sessions in transactions.

use super::database::Durability;
use super::disk::{DiskStore, Place};
use super::memory::MemoryStore;
use super::{GlobalKey, GlobalStore, Related};
use crate::random::Random;
use crate::value::Value;
use crate::value::errors::TPRETRY;
use crate::value::num::Num;
use std::cmp::Ordering;
use std::os::unix::ffi::OsStrExt;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

fn subs(path: &[&str]) -> Vec<Value> {
    path.iter()
        .map(|s| Value::from_bytes(s.as_bytes()).to_key())
        .collect()
}

/// A new store, with a folder if it needs one.
struct Store {
    kind: Kind,
    folder: std::path::PathBuf,
}

enum Kind {
    Memory(MemoryStore),
    Disk(DiskStore),
}

impl Store {
    fn memory() -> Store {
        Store {
            kind: Kind::Memory(MemoryStore::default()),
            folder: Default::default(),
        }
    }

    fn disk() -> Store {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let n = NEXT.fetch_add(1, Relaxed);
        let folder = std::env::temp_dir().join(format!("mrun-store-{}-{n}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let place = Place {
            path: folder.join("test.mrdb"),
            make_folder: false,
        };
        Store {
            kind: Kind::Disk(DiskStore::new(place, Durability::None)),
            folder,
        }
    }

    fn session(&self, owner: u32) -> Session {
        Session {
            store: match &self.kind {
                Kind::Memory(store) => Box::new(store.session(owner)),
                Kind::Disk(store) => Box::new(store.session(owner)),
            },
            publishes: true,
        }
    }

    /// The name of an environment that is not the default one.
    fn other(&self) -> Vec<u8> {
        self.folder.join("other").as_os_str().as_bytes().to_vec()
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        if matches!(self.kind, Kind::Disk(_)) {
            let _ = std::fs::remove_dir_all(&self.folder);
        }
    }
}

/// A session with short forms on `^name(path)`.
struct Session {
    store: Box<dyn GlobalStore>,
    /// Each change is for others to see at once.
    publishes: bool,
}

impl std::ops::Deref for Session {
    type Target = dyn GlobalStore;
    fn deref(&self) -> &Self::Target {
        &*self.store
    }
}

impl std::ops::DerefMut for Session {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut *self.store
    }
}

impl Session {
    fn with<T>(
        &mut self,
        name: &str,
        path: &[&str],
        f: impl FnOnce(&mut dyn GlobalStore, &GlobalKey<'_>) -> T,
    ) -> T {
        let key = GlobalKey {
            environment: b"",
            name: name.as_bytes(),
            subs: &subs(path),
        };
        let result = f(&mut *self.store, &key);
        if self.publishes {
            self.store.publish().unwrap();
        }
        result
    }

    fn put(&mut self, name: &str, path: &[&str], value: &str) {
        self.with(name, path, |s, k| s.set(k, &Value::from(value)))
            .unwrap();
    }

    fn take(&mut self, name: &str, path: &[&str]) -> Option<String> {
        self.with(name, path, |s, k| s.get(k))
            .unwrap()
            .map(|v| String::from_utf8(v.to_vec()).unwrap())
    }

    fn beside(&mut self, name: &str, path: &[&str], to: Related) -> String {
        let found = self.with(name, path, |s, k| s.order(k, to)).unwrap();
        String::from_utf8(found.unwrap_or_default().to_vec()).unwrap()
    }
}

/// Tests of what every store does.
macro_rules! of_both {
    ($($name:ident)*) => {
        mod memory {
            $(#[test] fn $name() { super::$name(super::Store::memory); })*
        }
        mod disk {
            $(#[test] fn $name() { super::$name(super::Store::disk); })*
        }
    };
}

of_both! {
    names_and_subscripts_have_neighbours
    environments_are_apart
    empty_subscripts_are_the_first_of_their_level
    increment_takes_the_numeric_value
    changes_of_triggers_are_noticed
    agrees_with_a_plain_model_through_transactions
    others_see_a_transaction_only_when_it_commits
    changes_of_what_was_read_make_a_restart
    the_fourth_try_keeps_writers_out
    increments_of_threads_add_up
}

fn names_and_subscripts_have_neighbours(new: fn() -> Store) {
    let store = new();
    let mut s = store.session(1);
    for (name, path) in [("a", &[][..]), ("b", &["1"]), ("%z", &[]), ("c", &["1"])] {
        s.put(name, path, "1");
    }
    // What GT.M prints for the same globals.
    for (name, to, wanted) in [
        ("%", Related::Next, "^%z"),
        ("%z", Related::Next, "^a"),
        ("a", Related::Next, "^b"),
        ("aa", Related::Next, "^b"),
        ("zz", Related::Previous, "^c"),
        ("%z", Related::Previous, ""),
        ("", Related::Next, "^%z"),
    ] {
        assert_eq!(s.beside(name, &[], to), wanted);
    }
    assert_eq!(s.names(b"").unwrap(), [&b"%z"[..], b"a", b"b", b"c"]);
    assert_eq!(s.names(&store.other()).unwrap().len(), 0);
    s.with("b", &[], |s, k| s.kill(k)).unwrap();
    assert_eq!(s.beside("a", &[], Related::Next), "^c");
    for sub in ["10", "9", "-1", "x", "1.5"] {
        s.put("n", &[sub, "deep"], "");
    }
    let (mut up, mut down) = (String::new(), String::new());
    for (to, walk) in [(Related::Next, &mut up), (Related::Previous, &mut down)] {
        let mut at = String::new();
        loop {
            at = s.beside("n", &[&at], to);
            if at.is_empty() {
                break;
            }
            *walk += &at;
            *walk += " ";
        }
    }
    assert_eq!((&up[..], &down[..]), ("-1 1.5 9 10 x ", "x 10 9 1.5 -1 "));
}

fn environments_are_apart(new: fn() -> Store) {
    let store = new();
    let mut s = store.session(1);
    s.put("a", &[], "default");
    let other = GlobalKey {
        environment: &store.other(),
        name: b"a",
        subs: &[],
    };
    assert_eq!(s.get(&other).unwrap(), None);
    s.set(&other, &Value::from("2")).unwrap();
    assert_eq!(
        (
            s.take("a", &[]).unwrap(),
            s.get(&other).unwrap().unwrap().to_vec()
        ),
        ("default".into(), b"2".to_vec())
    );
}

fn empty_subscripts_are_the_first_of_their_level(new: fn() -> Store) {
    let store = new();
    let mut s = store.session(1);
    for subs in [&["1", ""][..], &["", "1"], &["", ""]] {
        s.with("a", subs, |s, k| s.set(k, &Value::EMPTY)).unwrap();
    }
    let next = s
        .with("a", &[""], |s, k| s.order(k, Related::Next))
        .unwrap();
    assert_eq!(next.map(|v| v.to_vec()), Some(b"1".to_vec()));
    let query = s
        .with("a", &[], |s, k| s.query(k, Related::Next))
        .unwrap()
        .unwrap();
    assert!(query.len() == 2 && query.iter().all(Value::is_empty));
}

fn changes_of_triggers_are_noticed(new: fn() -> Store) {
    let store = new();
    let (mut a, mut b) = (store.session(1), store.session(2));
    let define = |session: &mut Session, n: &str| {
        session.put("#t", &["#CYCLE"], n);
        session.triggers_changed();
    };
    assert_eq!(a.trigger_cycle(b"").unwrap(), 0);
    b.tstart(false);
    define(&mut b, "1");
    assert_eq!(b.trigger_cycle(b"").unwrap(), 1);
    assert_eq!(a.trigger_cycle(b"").unwrap(), 0);
    assert!(b.tcommit().unwrap());
    assert_eq!(a.trigger_cycle(b"").unwrap(), 1);
    // Who has learnt nothing while it gathers changes need not notice; who reads does.
    a.put("x", &["1"], "1");
    b.tstart(false);
    define(&mut b, "2");
    assert!(b.tcommit().unwrap());
    assert_eq!(a.take("y", &[]), None);
    assert_eq!(a.trigger_cycle(b"").unwrap(), 2);
    // A transaction sees one state, and is not valid when it changes.
    a.tstart(false);
    assert_eq!(a.trigger_cycle(b"").unwrap(), 2);
    a.put("x", &["1"], "2");
    b.tstart(false);
    define(&mut b, "3");
    assert!(b.tcommit().unwrap());
    assert!(!a.tcommit().unwrap());
    a.trollback(0);
    // Names of globals do not tell of them.
    a.publish().unwrap();
    assert_eq!(a.names(b"").unwrap(), [b"x".to_vec()]);
    assert_eq!(a.beside("", &[], Related::Next), "^x");
    assert_eq!(a.beside("x", &[], Related::Previous), "");
}

fn increment_takes_the_numeric_value(new: fn() -> Store) {
    let store = new();
    let mut s = store.session(1);
    s.put("i", &[], "12abc");
    assert_eq!(
        s.with("i", &[], |s, k| s.increment(k, Num::ONE)).unwrap(),
        Num::int(13)
    );
    assert_eq!(
        s.with("new", &["x"], |s, k| s.increment(k, Num::int(-2)))
            .unwrap(),
        Num::int(-2)
    );
    assert_eq!(s.take("new", &["x"]).unwrap(), "-2");
}

/// A plain list of paths and values in collation order.
#[derive(Clone, Default)]
struct Model(Vec<(Vec<Value>, String)>);

fn compare(a: &[Value], b: &[Value]) -> Ordering {
    let unequal = a
        .iter()
        .zip(b)
        // The empty subscript is the first of its level.
        .map(|(x, y)| y.is_empty().cmp(&x.is_empty()).then(x.collate(y)))
        .find(|o| *o != Ordering::Equal);
    unequal.unwrap_or(a.len().cmp(&b.len()))
}

fn below(top: &[Value], path: &[Value]) -> bool {
    path.len() >= top.len() && compare(top, &path[..top.len()]) == Ordering::Equal
}

impl Model {
    fn set(&mut self, path: &[Value], value: &str) {
        match self.0.binary_search_by(|(p, _)| compare(p, path)) {
            Ok(at) => self.0[at].1 = value.into(),
            Err(at) => self.0.insert(at, (path.to_vec(), value.into())),
        }
    }

    fn query(&self, path: &[Value], to: Related) -> Option<Vec<Value>> {
        let wanted = if to == Related::Next {
            Ordering::Greater
        } else {
            Ordering::Less
        };
        // An empty subscript at the end stands behind all others when the walk goes back.
        let open = path
            .split_last()
            .filter(|(last, _)| last.is_empty() && to == Related::Previous);
        let mut hits = self.0.iter().filter(|(p, _)| match open {
            Some((_, above)) => compare(p, above) == wanted || below(above, p),
            None => compare(p, path) == wanted,
        });
        (if to == Related::Next {
            hits.next()
        } else {
            hits.next_back()
        })
        .map(|(p, _)| p.clone())
    }

    fn order(&self, path: &[Value], to: Related) -> Option<Value> {
        let (last, above) = path.split_last()?;
        let mut found: Vec<_> = self
            .0
            .iter()
            .filter(|(p, _)| p.len() > above.len() && below(above, p))
            .map(|(p, _)| &p[above.len()])
            .collect();
        if to == Related::Previous {
            found.reverse();
        }
        let wanted = if to == Related::Next {
            Ordering::Greater
        } else {
            Ordering::Less
        };
        found
            .into_iter()
            .find(|s| {
                let open = if to == Related::Next {
                    !s.is_empty()
                } else {
                    true
                };
                last.is_empty() && open
                    || !last.is_empty()
                        && compare(&[(*s).clone()], std::slice::from_ref(last)) == wanted
            })
            .cloned()
    }
}

/// Random changes inside and outside of nested transactions read as in a plain list that is copied at every TSTART.
fn agrees_with_a_plain_model_through_transactions(new: fn() -> Store) {
    let mut random = Random(0x1234_5678_9ABC_DEF1);
    let mut random = |below| random.below(below);
    let alphabet = [
        "1",
        "2",
        "10",
        "-1",
        "-1.5",
        "a",
        "ab",
        "\u{0}",
        "b",
        "",
        "3",
        "4",
        "5",
        "6",
        "a text beyond 14",
    ];
    for round in 0..60 {
        let store = new();
        let mut s = store.session(1);
        s.publishes = round % 2 == 0;
        let mut models = vec![Model::default()];
        for step in 0..300 {
            let path: Vec<&str> = (0..random(4))
                .map(|_| alphabet[random(alphabet.len())])
                .collect();
            let keys = subs(&path);
            let level = models.len() - 1;
            match random(16) {
                0 if level < 3 => {
                    s.tstart(false);
                    models.push(models[level].clone());
                }
                1 if level > 0 => {
                    assert!(s.tcommit().unwrap());
                    let top = models.pop().unwrap();
                    models[level - 1] = top;
                }
                2 if level > 0 => {
                    let to = random(level);
                    s.trollback(to as u32);
                    models.truncate(to + 1);
                }
                3 | 4 => {
                    s.with("g", &path, |s, k| s.kill(k)).unwrap();
                    models[level].0.retain(|(p, _)| !below(&keys, p));
                }
                5 => {
                    s.with("g", &path, |s, k| s.kill_node(k)).unwrap();
                    models[level]
                        .0
                        .retain(|(p, _)| compare(p, &keys) != Ordering::Equal);
                }
                6..=10 => {
                    s.put("g", &path, &step.to_string());
                    models[level].set(&keys, &step.to_string());
                }
                11 => {
                    // MERGE of a part of the global into another place of it, by way of a copy.
                    let (from, top): (Vec<&str>, _) = match path.split_last() {
                        Some((_, above)) => (above.to_vec(), keys.clone()),
                        None => continue,
                    };
                    let tree = s.with("g", &from, |s, k| s.subtree(k)).unwrap();
                    if tree.depth() + path.len() > 5 {
                        continue;
                    }
                    s.with("g", &path, |s, k| s.graft(k, &tree)).unwrap();
                    let from = subs(&from);
                    let some = models[level].0.clone();
                    for (p, v) in some.iter().filter(|(p, _)| below(&from, p)) {
                        let whole = [&top[..], &p[from.len()..]].concat();
                        models[level].set(&whole, v);
                    }
                }
                _ => {}
            }
            assert_eq!(s.tlevel() as usize, models.len() - 1);
            let model = models.last().unwrap();
            let own = model
                .0
                .iter()
                .find(|(p, _)| compare(p, &keys) == Ordering::Equal)
                .map(|(_, v)| v.clone());
            let inner = model
                .0
                .iter()
                .any(|(p, _)| p.len() > keys.len() && below(&keys, p));
            assert_eq!(
                s.with("g", &path, |s, k| s.data(k)).unwrap(),
                u8::from(own.is_some()) + 10 * u8::from(inner)
            );
            assert_eq!(s.take("g", &path), own);
            for to in [Related::Next, Related::Previous] {
                let found = s.with("g", &path, |s, k| s.query(k, to)).unwrap();
                assert_eq!(
                    format!("{found:?}"),
                    format!("{:?}", model.query(&keys, to))
                );
                let mut open = path.clone();
                open.push("");
                for path in [&path, &open] {
                    if !path.is_empty() {
                        let found = s.with("g", path, |s, k| s.order(k, to)).unwrap();
                        assert_eq!(
                            format!("{found:?}"),
                            format!("{:?}", model.order(&subs(path), to))
                        );
                    }
                }
            }
        }
        while s.tlevel() > 0 {
            assert!(s.tcommit().unwrap());
        }
        s.publish().unwrap();
        // A walk by another session.
        let (mut walked, mut other) = (Vec::new(), store.session(2));
        let mut at = Some(Vec::new());
        while let Some(subs) = at {
            let key = GlobalKey {
                environment: b"",
                name: b"g",
                subs: &subs,
            };
            if let Some(value) = other.get(&key).unwrap() {
                walked.push((subs.clone(), String::from_utf8(value.to_vec()).unwrap()));
            }
            at = other.query(&key, Related::Next).unwrap();
        }
        assert_eq!(
            format!("{walked:?}"),
            format!("{:?}", models.last().unwrap().0)
        );
    }
}

fn others_see_a_transaction_only_when_it_commits(new: fn() -> Store) {
    let store = new();
    let (mut a, mut b) = (store.session(1), store.session(2));
    a.put("x", &["1"], "old");
    a.tstart(false);
    a.put("x", &["2"], "new");
    a.with("x", &["1"], |s, k| s.kill(k)).unwrap();
    assert_eq!(
        (b.take("x", &["1"]), b.take("x", &["2"])),
        (Some("old".into()), None)
    );
    assert_eq!(
        (a.take("x", &["1"]), a.take("x", &["2"])),
        (None, Some("new".into()))
    );
    assert!(a.tcommit().unwrap());
    assert_eq!(
        (b.take("x", &["1"]), b.take("x", &["2"])),
        (None, Some("new".into()))
    );
}

fn changes_of_what_was_read_make_a_restart(new: fn() -> Store) {
    type Read = fn(&mut Session);
    let reads: [(Read, &str, bool); 8] = [
        (|s| drop(s.take("x", &["5"])), "5", true),
        (|s| drop(s.take("x", &["5"])), "6", false),
        (|s| drop(s.beside("x", &["4"], Related::Next)), "4.5", true),
        (|s| drop(s.beside("x", &["4"], Related::Next)), "7", false),
        (|s| drop(s.beside("x", &[""], Related::Previous)), "9", true),
        (
            |s| drop(s.with("x", &[], |s, k| s.query(k, Related::Next))),
            "1",
            true,
        ),
        (|s| drop(s.with("x", &["5"], |s, k| s.data(k))), "5", true),
        // A blind write is no read.
        (|s| s.put("x", &["8"], ""), "8", false),
    ];
    for (at, (read, changed, conflict)) in reads.into_iter().enumerate() {
        for by_kill in [false, true] {
            let store = new();
            let (mut a, mut b) = (store.session(1), store.session(2));
            b.put("x", &["5"], "");
            if by_kill {
                b.put("x", &[changed], "");
            }
            a.tstart(false);
            read(&mut a);
            a.put("y", &[], "");
            if by_kill {
                b.with("x", &[changed], |s, k| s.kill(k)).unwrap();
            } else {
                b.put("x", &[changed], "2");
            }
            if by_kill && !["5", "6", "8"].contains(&changed) {
                // Then the read would have found the node that goes.
                continue;
            }
            assert_eq!(a.tcommit().unwrap(), !conflict, "{at} {by_kill}");
            assert_eq!(a.tlevel(), u32::from(conflict));
            a.trollback(0);
            assert_eq!(b.take("y", &[]).is_some(), !conflict);
        }
    }
}

#[test]
fn a_read_that_does_not_fit_the_earlier_ones_is_refused() {
    let store = Store::memory();
    let (mut a, mut b) = (store.session(1), store.session(2));
    a.tstart(false);
    assert_eq!(a.take("x", &[]), None);
    b.put("x", &[], "1");
    b.put("y", &[], "1");
    assert_eq!(
        a.with("y", &[], |s, k| s.get(k)).unwrap_err().code(),
        TPRETRY
    );
}

fn the_fourth_try_keeps_writers_out(new: fn() -> Store) {
    let store = new();
    let (mut a, mut b) = (store.session(1), store.session(2));
    for _ in 0..3 {
        a.tstart(false);
        a.take("x", &[]);
        b.with("x", &[], |s, k| s.increment(k, Num::ONE)).unwrap();
        a.put("y", &[], "1");
        assert!(!a.tcommit().unwrap());
        a.trollback(0);
    }
    a.tstart(false);
    let read = a.take("x", &[]);
    let writer = std::thread::spawn(move || b.put("x", &[], "late"));
    a.put("y", &[], "2");
    assert_eq!((a.take("x", &[]), a.tcommit().unwrap()), (read, true));
    writer.join().unwrap();
    assert_eq!(
        (a.take("x", &[]), a.take("y", &[])),
        (Some("late".into()), Some("2".into()))
    );
    assert!(a.with("x", &[], |s, k| s.increment(k, Num::ONE)).is_ok());
}

fn increments_of_threads_add_up(new: fn() -> Store) {
    let store = new();
    let threads: Vec<_> = (1..=4)
        .map(|owner| {
            let mut s = store.session(owner);
            std::thread::spawn(move || {
                for at in 0..200 {
                    if at % 2 == 0 {
                        s.with("n", &[], |s, k| s.increment(k, Num::ONE)).unwrap();
                        continue;
                    }
                    loop {
                        s.tstart(false);
                        let done = s.with("n", &[], |s, k| s.increment(k, Num::ONE)).is_ok()
                            && s.tcommit().unwrap();
                        if done {
                            break;
                        }
                        s.trollback(0);
                    }
                }
            })
        })
        .collect();
    threads.into_iter().for_each(|t| t.join().unwrap());
    assert_eq!(store.session(9).take("n", &[]).unwrap(), "800");
}
