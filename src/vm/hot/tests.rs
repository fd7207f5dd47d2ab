//! Every operation against the general one, on texts over few letters and operands that share their strings.

use super::*;
use crate::device::Environment;
use crate::random::Random;
use crate::value::chars::Chset;
use crate::value::num::Num;
use crate::value::text;
use crate::vm::functions::{self, Cx};
use std::cell::Cell;
use std::path::Path;

impl Random {
    fn text(&mut self, letters: &[u8]) -> Vec<u8> {
        let most = [3, 9, 16, 60, 200][self.below(5)];
        (0..self.below(most))
            .map(|_| letters[self.below(letters.len())])
            .collect()
    }

    /// A text or a number.
    fn value(&mut self) -> Value {
        match self.below(8) {
            0 => Value::Int(self.below(3000) as i64 - 1500),
            1 => Value::from_num(Num::parse_prefix(b"-12.375").unwrap()),
            2 => Value::Int(123_456_789_012_345_678),
            _ => Value::from_bytes(&self.text(b"a^b::^^ab1")),
        }
    }

    fn delimiter(&mut self) -> Value {
        let all = ["^", "::", "ab", "^^", "a", "b::", "aba^", "1", ""];
        Value::from(all[self.below(all.len())])
    }

    fn position(&mut self) -> Value {
        Value::Int(self.below(24) as i64 - 2)
    }

    /// The place of a result: anything, and now and then something that another holds.
    fn place(&mut self, held: &mut Vec<Value>) -> Value {
        let place = self.value();
        if self.below(3) == 0 {
            held.push(place.clone());
        }
        place
    }
}

/// What the general function says, in UTF-8 or with bytes.
fn general(func: Func, args: &[&Value], chset: Chset) -> Value {
    let random = Cell::new(1);
    let cx = Cx {
        chset,
        bad_char: true,
        random: &random,
        zdateform: 0,
        directory: Path::new("."),
        env: &Environment::default(),
    };
    functions::pure(func, args, &cx).unwrap().unwrap()
}

/// One call with up to four arguments, into a place that is one of them when `at` says so.
fn call(
    func: Func,
    texts: &mut Texts,
    place: &mut Value,
    args: &[Value],
    at: Option<usize>,
) -> Option<Value> {
    let mut args: Vec<Value> = args.to_vec();
    let start = args.as_mut_ptr();
    // SAFETY: pointers into a vector that outlives the call.
    unsafe {
        let to: Place = at.map_or(std::ptr::from_mut(place), |at| start.add(at));
        let arg = |n: usize| start.add(n).cast_const();
        let f = func as u8;
        let done = match args.len() {
            1 => fn1(f, true, to, arg(0)),
            2 => fn2(f, texts, true, to, arg(0), arg(1)),
            3 => fn3(f, texts, true, to, [arg(0), arg(1), arg(2)]),
            _ => pieces_between(true, to, [arg(0), arg(1), arg(2), arg(3)]),
        };
        done.then(|| (*to).clone())
    }
}

#[test]
fn functions_agree_with_the_general_ones() {
    let mut random = Random(88_172_645_463_325_252);
    let (mut texts, mut held) = (Texts::default(), Vec::new());
    for turn in 0..40_000 {
        let (s, d) = (random.value(), random.delimiter());
        let (m, n) = (random.position(), random.position());
        let (from, to) = (random.text(b"ab^:1"), random.text(b"xyz"));
        let (from, to) = (Value::from_bytes(&from), Value::from_bytes(&to));
        let (func, args): (Func, Vec<Value>) = match turn % 17 {
            0 => (Func::Length, vec![s]),
            1 => (Func::Length, vec![s, d]),
            2 => (Func::Ascii, vec![s]),
            3 => (Func::Ascii, vec![s, n]),
            4 => (Func::Extract, vec![s, n]),
            5 => (Func::Extract, vec![s, m, n]),
            6 => (Func::Piece, vec![s, d]),
            7 | 8 => (Func::Piece, vec![s, d, n]),
            9 | 10 => (Func::Piece, vec![s, d, m, n]),
            11 => (Func::Find, vec![s, d]),
            12 => (Func::Find, vec![s, d, n]),
            13 => (Func::Translate, vec![s, from]),
            14 => (Func::Translate, vec![s, from, to]),
            15 => (Func::Reverse, vec![s]),
            _ => (Func::Char, vec![n]),
        };
        let refs: Vec<&Value> = args.iter().collect();
        let expected = general(func, &refs, Chset::Utf8);
        // Twice, so that what is remembered is used.
        for at in [None, None, Some(random.below(args.len()))] {
            let mut place = random.place(&mut held);
            if let Some(got) = call(func, &mut texts, &mut place, &args, at) {
                assert!(
                    got.same_text(&expected),
                    "{func:?} {args:?}: {got:?}, not {expected:?}"
                );
            } else {
                let may_decline = matches!(func, Func::Char | Func::Reverse);
                assert!(may_decline, "{func:?} {args:?}");
            }
        }
    }
}

#[test]
fn pieces_are_found_in_any_order() {
    let mut random = Random(362_436_069);
    for _ in 0..300 {
        let s = Value::from_bytes(&random.text(b"a^b::^^ab1"));
        let (d, e) = (random.delimiter(), random.delimiter());
        let mut texts = Texts::default();
        for _ in 0..40 {
            let d = if random.below(4) == 0 { &e } else { &d };
            let n = random.position();
            let expected = general(Func::Piece, &[&s, d, &n], Chset::M);
            let args = [s.clone(), d.clone(), n];
            let got = call(Func::Piece, &mut texts, &mut Value::Undef, &args, None).unwrap();
            assert!(got.same_text(&expected));
        }
    }
}

#[test]
fn parts_are_set_as_the_general_functions_set_them() {
    let mut random = Random(521_288_629);
    let mut held = Vec::new();
    for turn in 0..30_000 {
        let mut s = random.place(&mut held);
        let (d, new) = (random.delimiter(), random.value());
        let m = random.below(12) as i64 - 1;
        let n = m + [0, 0, 0, 1, 3, -1][random.below(6)];
        let (x, y, z) = (s.to_vec(), d.to_vec(), new.to_vec());
        // Some records are changed many times.
        for _ in 0..[1, 1, 4][random.below(3)] {
            let piece = turn % 2 == 0;
            let before = s.to_vec();
            let expected = if piece {
                text::set_piece(&before, &y, m, n, &z, Chset::M)
            } else {
                text::set_extract(&before, m, n, &z, Chset::M)
            };
            let to = &raw mut s;
            // SAFETY: all are locals of this function.
            let done = unsafe {
                if piece {
                    set_piece(to, &d, m, n, &new, Chset::M)
                } else {
                    set_extract(to, m, n, &new, Chset::M)
                }
            };
            assert!(done.is_ok());
            assert_eq!(s.to_vec(), expected.unwrap(), "{x:?} {y:?} {m} {n} {z:?}");
            let (d, n) = (Value::from("^"), Value::Int(3));
            let third = general(Func::Piece, &[&s, &d, &n], Chset::M);
            let args = [s.clone(), d, n];
            let got = call(
                Func::Piece,
                &mut Texts::default(),
                &mut Value::Undef,
                &args,
                None,
            );
            assert!(got.unwrap().same_text(&third));
        }
        // The text itself as what is set into it.
        let before = s.to_vec();
        let expected = text::set_piece(&before, &y, 2, 2, &before, Chset::M).unwrap();
        let to = &raw mut s;
        // SAFETY: as above.
        assert!(unsafe { set_piece(to, &d, 2, 2, to, Chset::M) }.is_ok());
        assert_eq!(s.to_vec(), expected);
    }
}

#[test]
fn joins_are_those_of_their_texts() {
    let mut random = Random(1_013_904_223);
    let mut held = Vec::new();
    for _ in 0..40_000 {
        let count = 2 + random.below(super::join::MOST - 1);
        let mut values: Vec<Value> = (0..count).map(|_| random.value()).collect();
        values.push(random.place(&mut held));
        let to = [count, count, 0, random.below(count)][random.below(4)];
        let expected: Vec<u8> = values[..count].iter().flat_map(|v| v.to_vec()).collect();
        let start = values.as_mut_ptr();
        // SAFETY: pointers into a vector that outlives the call.
        let done = unsafe {
            let parts: Vec<Arg> = (0..count).map(|n| start.add(n).cast_const()).collect();
            join(start.add(to), &parts)
        };
        assert!(done.is_ok());
        assert_eq!(values[to].to_vec(), expected);
    }
}

#[test]
fn too_long_is_an_error_and_changes_nothing() {
    let mut long = Value::from_bytes(&vec![b'a'; MAX_STRING]);
    let mut more = Value::from("b");
    let delimiter = Value::from("^");
    let (to, part) = (&raw mut long, &raw mut more);
    // SAFETY: locals of this function.
    unsafe {
        assert!(join(to, &[to, part]).is_err());
        assert!(set_piece(to, &delimiter, 2, 2, part, Chset::M).is_err());
        assert!(set_piece(part, &delimiter, i64::MAX, i64::MAX, part, Chset::M).is_err());
        assert!(set_extract(part, 1 << 30, 1 << 30, part, Chset::M).is_err());
    }
    assert_eq!((long.len(), more.len()), (MAX_STRING, 1));
}
