//! Random operations against an ordered map of the standard library.

// The model's keys never change: nothing in a key of these tests is a shared container.
#![allow(clippy::mutable_key_type)]

use super::*;
use crate::value::num::Num;
use std::collections::BTreeMap;

struct Key(Value);

impl Ord for Key {
    fn cmp(&self, other: &Key) -> Ordering {
        self.0.collate(&other.0)
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Key) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Key) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Key {}

/// Xorshift: reproducible from its seed.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % n
    }

    fn near_zero(&mut self, range: u64) -> i64 {
        self.below(2 * range + 1) as i64 - range as i64
    }
}

/// Kinds of subscripts that a run of operations draws from.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Compact(u64),
    Wide,
    Decimal,
    Short,
    Long,
    Mixed,
    /// Integers, now and then something else.
    Mostly(u64),
}

fn key(r: &mut Random, kind: Kind) -> Value {
    match kind {
        Kind::Compact(range) => Value::Int(r.near_zero(range)),
        Kind::Wide => match r.below(8) {
            0 => Value::Int(999_999_999_999_999_999 * (r.near_zero(1))),
            1 => Value::Int(r.near_zero(70) << 20),
            _ => Value::Int(r.near_zero(1 << 40)),
        },
        Kind::Decimal => match r.below(5) {
            0 => Value::Int(r.near_zero(20)),
            1 => decimal(r.near_zero(999_999) * 10 + 1, -(r.below(43) as i32)),
            2 => decimal(r.near_zero(99), -1),
            3 => decimal(r.near_zero(9) * 10 + 1, 18 + r.below(20) as i32),
            _ => decimal(
                999_999_999_999_999_999 - r.near_zero(3).abs(),
                -(r.below(20) as i32),
            ),
        },
        Kind::Short => {
            let n = r.below(15) as usize;
            let text: Vec<u8> = (0..n).map(|_| b"\0ab\xff"[r.below(4) as usize]).collect();
            Value::from_bytes(&text)
        }
        Kind::Long => {
            let mut text = if r.below(9) > 0 {
                b"0123456789ABC".to_vec()
            } else {
                b"0123456789ABx".to_vec()
            };
            for _ in 0..r.below(9) {
                text.push(b"\0ab\xff"[r.below(4) as usize]);
            }
            if r.below(4) == 0 {
                Value::Heap(crate::value::bytes::Str::from_slice(&text))
            } else {
                Value::from_bytes(&text)
            }
        }
        Kind::Mixed => {
            let kinds = [
                Kind::Compact(50),
                Kind::Wide,
                Kind::Decimal,
                Kind::Short,
                Kind::Long,
            ];
            let kind = kinds[r.below(5) as usize];
            key(r, kind)
        }
        Kind::Mostly(range) => {
            let kind = if r.below(300) == 0 {
                Kind::Mixed
            } else {
                Kind::Compact(range)
            };
            key(r, kind)
        }
    }
}

fn decimal(m: i64, e: i32) -> Value {
    Value::from_num(Num::from_parts(i128::from(m), e).unwrap_or(Num::ZERO))
}

type Model = BTreeMap<Key, i64>;

fn value(node: &Node) -> i64 {
    node.value.to_i64().unwrap()
}

fn assert_found(got: Option<(Value, &Node)>, want: Option<(&Key, &i64)>) {
    match (got, want) {
        (None, None) => {}
        (Some((k, node)), Some((key, v))) => assert!(
            k.collate(&key.0).is_eq() && value(node) == *v,
            "{k:?} {:?}",
            key.0
        ),
        (got, want) => panic!(
            "got {:?}, want {:?}",
            got.map(|g| g.0),
            want.map(|w| &w.0.0)
        ),
    }
}

fn assert_same(array: &Array, model: &Model) {
    assert_eq!(array.len(), model.len());
    let mut walk = model.iter();
    for (k, node) in array.iter() {
        assert_found(Some((k, node)), walk.next());
    }
    assert!(walk.next().is_none());
}

fn step(
    r: &mut Random,
    array: &mut Array,
    model: &mut Model,
    kind: Kind,
    growing: bool,
    count: i64,
) {
    let k = key(r, kind);
    match r.below(12) {
        0..=3 if growing => {
            *array.entry(&k) = Node {
                value: Value::Int(count),
                kids: None,
            };
            model.insert(Key(k), count);
        }
        4 if growing => {
            // A run upwards or downwards.
            let (by, length) = ([-1, 1, 1, 2][r.below(4) as usize], r.below(150) as i64);
            for n in 0..length {
                let n = floor(&k).clamp(-1000, 1000) + by * n;
                array.entry_int(n).value = Value::Int(n);
                model.insert(Key(Value::Int(n)), n);
            }
        }
        0..=2 => assert_eq!(array.remove(&k).map(|n| value(&n)), model.remove(&Key(k))),
        3 | 4 => {
            // A run of removals from wherever there is something.
            let mut at = array.next(&k).map(|f| f.0);
            for _ in 0..r.below(100) {
                let Some(k) = at else { break };
                at = if r.below(2) == 0 {
                    array.next(&k)
                } else {
                    array.prev(&k)
                }
                .map(|f| f.0);
                assert_eq!(array.remove(&k).map(|n| value(&n)), model.remove(&Key(k)));
            }
        }
        5 | 6 => {
            assert_eq!(
                array.get(&k).map(value),
                model.get(&Key(k.clone())).copied()
            );
            assert_eq!(
                array.get_mut(&k).map(|n| value(n)),
                model.get(&Key(k)).copied()
            );
        }
        7 => {
            let n = floor(&k).clamp(-9999, 9999);
            assert_eq!(
                array.get_int(n).map(value),
                model.get(&Key(Value::Int(n))).copied()
            );
        }
        8 | 9 => {
            use std::ops::Bound::{Excluded, Unbounded};
            let mut at = k;
            for _ in 0..r.below(100) {
                let found = array.next(&at);
                let next = found.as_ref().map(|f| f.0.clone());
                assert_found(found, model.range((Excluded(Key(at)), Unbounded)).next());
                let Some(next) = next else { break };
                at = next;
            }
        }
        10 => {
            let mut at = k;
            for _ in 0..r.below(100) {
                let found = array.prev(&at);
                let prev = found.as_ref().map(|f| f.0.clone());
                assert_found(found, model.range(..Key(at)).next_back());
                let Some(prev) = prev else { break };
                at = prev;
            }
        }
        _ => {
            assert_found(array.first(), model.first_key_value());
            assert_found(array.last(), model.last_key_value());
        }
    }
}

#[test]
fn behaves_as_an_ordered_map() {
    let kinds = [
        Kind::Compact(10),
        Kind::Compact(200),
        Kind::Compact(3000),
        Kind::Wide,
        Kind::Decimal,
        Kind::Short,
        Kind::Long,
        Kind::Mixed,
        Kind::Mostly(300),
        Kind::Mostly(2000),
    ];
    let mut r = Random(0x9E37_79B9_7F4A_7C15);
    let mut forms = [0; 3];
    for round in 0..40 {
        let kind = kinds[round % kinds.len()];
        let (mut array, mut model) = (Array::default(), Model::new());
        for count in 0..6000 {
            let growing = count / 1000 % 2 == 0 && count % 50 != 0;
            step(&mut r, &mut array, &mut model, kind, growing, count);
            if count % 250 == 0 {
                assert_same(&array, &model);
                forms[match array.form {
                    Form::Few(_) => 0,
                    Form::Dense(_) => 1,
                    Form::Tree(_) => 2,
                }] += 1;
            }
        }
        assert_same(&array.rebuilt(&Value::clone), &model);
        while let Some((k, _)) = if round % 2 == 0 {
            array.first()
        } else {
            array.last()
        } {
            assert!(array.remove(&k).is_some());
        }
        assert!(array.is_empty());
    }
    assert!(
        forms.iter().all(|n| *n > 20),
        "all forms were met: {forms:?}"
    );
}

#[test]
fn a_tree_of_many_levels_grows_and_empties() {
    let mut r = Random(7);
    let (mut array, mut model) = (Array::default(), Model::new());
    for n in 0..60_000 {
        let k = Value::from(format!("K{}", r.below(1 << 30)).as_str());
        array.entry(&k).value = Value::Int(n);
        model.insert(Key(k), n);
    }
    assert_same(&array, &model);
    while let Some(from) = model
        .keys()
        .nth(r.below(model.len().max(1) as u64) as usize % 500)
        .map(|k| k.0.clone())
    {
        let mut at = Some(from);
        for _ in 0..900 {
            let Some(k) = at else { break };
            at = array.next(&k).map(|f| f.0);
            assert_eq!(array.remove(&k).map(|n| value(&n)), model.remove(&Key(k)));
        }
        if model.len() % 16 == 0 {
            assert_same(&array, &model);
        }
    }
    assert!(array.is_empty());
}

#[test]
fn integers_that_come_in_any_order_end_up_dense() {
    let mut array = Array::default();
    for n in 0..10_007 {
        array.entry_int(n * 5_003 % 10_007);
    }
    assert!(matches!(array.form, Form::Dense(_)));
    array.entry_int(1 << 50);
    assert!(matches!(array.form, Form::Tree(_)));
    assert_eq!(array.len(), 10_008);
    let mut queue = Array::default();
    for n in 0..10_000 {
        queue.entry_int(n);
        if n > 100 {
            assert!(
                queue
                    .first()
                    .is_some_and(|(k, _)| k.same_text(&Value::Int(n - 101)))
            );
            assert!(queue.remove(&Value::Int(n - 101)).is_some());
        }
    }
    assert!(matches!(queue.form, Form::Dense(_)));
}

#[test]
fn deep_arrays_and_long_chains_are_freed_without_recursion() {
    let mut top = Array::default();
    let mut chain = Node::default();
    for _ in 0..200_000 {
        let mut above = Array::default();
        above.entry_int(1).kids = Some(Rc::new(top));
        top = above;
        chain = Node {
            value: Value::Link(Link(Rc::new(UnsafeCell::new(chain)))),
            kids: None,
        };
    }
    *top.entry_int(2) = chain;
    drop(top);
}

type Paths = BTreeMap<Vec<Key>, i64>;

fn path(r: &mut Random) -> Vec<Value> {
    let kinds = [Kind::Compact(8), Kind::Compact(40), Kind::Mixed, Kind::Long];
    (0..r.below(4))
        .map(|_| {
            let kind = kinds[r.below(20).saturating_sub(16) as usize % kinds.len()];
            key(r, kind)
        })
        .collect()
}

fn keys(path: &[Value]) -> Vec<Key> {
    path.iter().map(|k| Key(k.clone())).collect()
}

fn assert_tree(tree: &Node, model: &Paths) {
    let mut walk = model.iter();
    let mut same = |path: &[Value], v: &Value| {
        let (want, n) = walk.next().ok_or("a node too many")?;
        assert!(keys(path) == *want && v.to_i64().unwrap() == *n);
        Ok::<(), &str>(())
    };
    assert_eq!(tree.walk(&mut Vec::new(), &mut same), Ok(()));
    assert!(walk.next().is_none());
    assert_eq!(tree.is_defined(), !model.is_empty());
    assert!(tree.levels() >= tree.depth());
}

/// Trees that share levels behave as if each had its own.
#[test]
fn copies_of_trees_are_apart() {
    let mut r = Random(0x5DEE_CE66_D1CE_4E5B);
    let mut trees: Vec<(Node, Paths)> = (0..4).map(|_| Default::default()).collect();
    for count in 0..12_000 {
        let (to, from) = (r.below(4) as usize, r.below(4) as usize);
        let p = path(&mut r);
        let at = keys(&p);
        match r.below(40) {
            0 => trees[to] = (trees[from].0.clone(), copy(&trees[from].1)),
            1..=4 => {
                // MERGE of a part of one tree into a part of another.
                let source = path(&mut r);
                let part = trees[from].0.find(&source).cloned();
                let some: Vec<_> = trees[from]
                    .1
                    .iter()
                    .filter(|(k, _)| k.starts_with(&keys(&source)))
                    .map(|(k, v)| (keys_of(&k[source.len()..]), *v))
                    .collect();
                let Some(part) = part.filter(Node::is_defined) else {
                    assert!(some.is_empty());
                    continue;
                };
                if p.len() + part.depth() > 6 {
                    continue;
                }
                let levels = part.levels();
                trees[to].0.make(&p, levels, Value::clone).join(part);
                for (below, v) in some {
                    let mut whole = keys_of(&at);
                    whole.extend(below);
                    trees[to].1.insert(whole, v);
                }
            }
            5 => {
                let rebuilt = trees[to].0.rebuilt(&Value::clone);
                trees[to].0 = rebuilt;
            }
            6..=9 => {
                let gone = trees[to].0.remove(&p, true);
                assert_eq!(gone.is_some(), trees[to].1.remove(&at).is_some());
            }
            10..=12 => {
                let gone = trees[to].0.remove(&p, false);
                let before = trees[to].1.len();
                trees[to].1.retain(|k, _| !k.starts_with(&at));
                assert_eq!(gone.is_some(), trees[to].1.len() < before);
            }
            13..=15 => {
                if let [only] = &p[..] {
                    trees[to].0.remove_kid(only);
                    trees[to].1.retain(|k, _| !k.starts_with(&at));
                }
            }
            _ => {
                trees[to].0.make(&p, 0, Value::clone).value = Value::Int(count);
                trees[to].1.insert(at, count);
            }
        }
        if count % 40 == 0 {
            trees
                .iter()
                .for_each(|(tree, model)| assert_tree(tree, model));
        }
    }
}

fn keys_of(path: &[Key]) -> Vec<Key> {
    path.iter().map(|k| Key(k.0.clone())).collect()
}

fn copy(model: &Paths) -> Paths {
    model.iter().map(|(k, v)| (keys_of(k), *v)).collect()
}

#[test]
fn texts_beside_compact_integers_leave_them_dense() {
    let mut array = Array::default();
    for n in 0..50 {
        array.entry_int(n).value = Value::Int(n);
        array.entry(&Value::from(format!("T{n}").as_str())).value = Value::Int(n);
    }
    assert!(matches!(array.form, Form::Dense(_)));
    assert_eq!(array.len(), 100);
    assert!(
        array
            .next(&Value::Int(49))
            .is_some_and(|(k, _)| k.same_text(&Value::from("T0")))
    );
    assert!(
        array
            .prev(&Value::from("T0"))
            .is_some_and(|(k, _)| k.same_text(&Value::Int(49)))
    );
    for n in 0..50 {
        assert!(array.remove(&Value::Int(n)).is_some());
    }
    assert!(
        array
            .first()
            .is_some_and(|(k, _)| k.same_text(&Value::from("T0")))
    );
    assert_eq!(array.len(), 50);
}

#[test]
fn a_tree_is_filled_with_values() {
    let mut template = Node::default();
    let keys: Vec<Value> = (0..40)
        .map(|n| Value::from_bytes(format!("key{n}").as_bytes()))
        .collect();
    for (at, key) in keys.iter().enumerate() {
        let number = Value::Int(at as i64 % 3);
        template
            .make(&[key.clone(), number], 0, Value::to_key)
            .value = Value::Int(at as i64);
    }
    for round in 0..2 {
        let mut values: Vec<Value> = (0..40)
            .map(|n| Value::from_bytes(format!("{round} {n}").as_bytes()))
            .collect();
        let filled = template.filled(&mut values);
        for (at, key) in keys.iter().enumerate() {
            let found = filled
                .find(&[key.clone(), Value::Int(at as i64 % 3)])
                .unwrap();
            assert_eq!(found.value.to_vec(), format!("{round} {at}").into_bytes());
        }
    }
    // A place that is not there leaves no value.
    assert!(
        !template
            .filled(&mut [])
            .find(&[keys[0].clone(), Value::Int(0)])
            .unwrap()
            .is_defined()
    );
}
