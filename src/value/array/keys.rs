//! Subscripts as 128-bit codes whose order is M's collation, and sorted runs of them.
//!
//! Code of a number: class, then the floor of the number times 2^58. Code of a string: class, first 14 bytes, length. The
//! lowest bit says that the code alone does not tell the subscript (decimals, strings beyond 14 bytes): such a subscript is kept
//! whole beside its code, as its *tail*. A tailed code sorts after the tailless code that it would else equal.

use super::super::num::Num;
use super::super::{Bits, Short, Value};
use std::cmp::Ordering;

const CLASS: u32 = 120;
const NUMBER: u128 = 1 << CLASS;
const STRING: u8 = 2;
/// Binary places behind the point of a coded number.
const POINT: u32 = 58;
/// Makes coded numbers positive: above 10^18 times 2^58.
const BIAS: i128 = 1 << 118;
/// Integers from here on are decimals.
const LIMIT: i64 = 1_000_000_000_000_000_000;

/// A subscript that is looked for, with its code.
#[derive(Clone, Copy)]
pub struct Probe<'a> {
    code: u128,
    key: &'a Value,
}

impl<'a> Probe<'a> {
    #[inline]
    pub fn new(key: &'a Value) -> Probe<'a> {
        Probe {
            code: code(key),
            key,
        }
    }

    /// Whether the code needs the tail.
    pub fn is_tailed(&self) -> bool {
        is_tailed(self.code)
    }
}

#[inline]
fn is_tailed(code: u128) -> bool {
    code & 1 == 1
}

#[inline]
fn code(key: &Value) -> u128 {
    match key {
        Value::Int(n) => number(i128::from(*n) << POINT),
        other => match other.short_bits() {
            Some(text) => string(text, (text.len() as u8) << 1),
            None => slow_code(other),
        },
    }
}

#[inline]
fn number(scaled: i128) -> u128 {
    NUMBER | (((scaled + BIAS) as u128) << 1)
}

#[inline]
fn string(first: Bits, low: u8) -> u128 {
    // The class takes the place of the length, and what is behind the text that of the tag.
    let bytes = u128::from_le(first.word()) >> 8 & !0xff | u128::from(STRING);
    bytes.swap_bytes() | u128::from(low)
}

fn slow_code(key: &Value) -> u128 {
    match key {
        Value::Dec(n) => number(scaled(&n.num())) | 1,
        Value::Heap(s) => match s.as_bytes().first_chunk::<{ Short::MAX }>() {
            Some(first) if s.len() > Short::MAX => string(Bits::of(first), u8::MAX),
            _ => string(Bits::of(s.as_bytes()), (s.len() as u8) << 1),
        },
        _ => code(&Value::EMPTY),
    }
}

/// Floor of a decimal times 2^58. Numbers beyond the integers are held at their bounds.
fn scaled(n: &Num) -> i128 {
    let (m, e) = (n.mantissa(), n.exponent());
    if e >= 0 {
        return i128::from(LIMIT * m.signum()) << POINT;
    }
    // 10^38 already takes every mantissa below one unit.
    (i128::from(m) << POINT).div_euclid(10i128.pow(e.unsigned_abs().min(38)))
}

/// The greatest integer not above a decimal, within the bounds of integer subscripts.
pub fn floor(n: &Num) -> i64 {
    (scaled(n) >> POINT) as i64
}

#[inline]
fn decode(code: u128) -> Value {
    if code >> CLASS == 1 {
        let scaled = ((code ^ NUMBER) >> 1) as i128 - BIAS;
        return Value::Int((scaled >> POINT) as i64);
    }
    let mut v = Value::Undef;
    v.set_bits(Bits::of_text(
        (code >> 8).swap_bytes() >> 16,
        (code as u8) >> 1,
    ));
    v
}

/// How many codes of a sorted run of at most some tens are below another. All samples of a step are read at once: a search by
/// halves would wait for memory at each of its steps.
#[inline]
fn below(codes: &[u128], code: u128) -> usize {
    const STRIDE: usize = 8;
    let (blocks, _) = codes.as_chunks::<STRIDE>();
    let full: usize = blocks
        .iter()
        .map(|block| usize::from(block[STRIDE - 1] < code))
        .sum();
    let from = full * STRIDE;
    let rest = &codes[from..codes.len().min(from + STRIDE)];
    from + rest.iter().map(|c| usize::from(*c < code)).sum::<usize>()
}

/// Sorted subscripts.
#[derive(Clone, Default)]
pub struct Keys {
    codes: Vec<u128>,
    /// Empty, or as long as `codes`, with undefined values at tailless codes.
    tails: Vec<Value>,
}

impl Keys {
    #[inline]
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    #[inline]
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// The subscript at a position within the run.
    #[inline]
    pub fn get(&self, at: usize) -> Value {
        let code = self.codes[at];
        if is_tailed(code) {
            self.tails[at].clone()
        } else {
            decode(code)
        }
    }

    /// Order of the subscript at a position and the probe.
    #[inline]
    pub fn order(&self, at: usize, probe: &Probe) -> Ordering {
        let order = self.codes[at].cmp(&probe.code);
        if order.is_eq() && probe.is_tailed() {
            self.tails[at].collate(probe.key)
        } else {
            order
        }
    }

    /// Where the probe is, or where it belongs.
    #[inline]
    pub fn search(&self, probe: &Probe) -> Result<usize, usize> {
        let at = below(&self.codes, probe.code);
        if probe.is_tailed() {
            return self.search_tails(at, probe);
        }
        if self.codes.get(at) == Some(&probe.code) {
            Ok(at)
        } else {
            Err(at)
        }
    }

    fn search_tails(&self, from: usize, probe: &Probe) -> Result<usize, usize> {
        let equal = self.codes[from..].partition_point(|c| *c == probe.code);
        let tails = self.tails.get(from..from + equal).unwrap_or_default();
        tails
            .binary_search_by(|t| t.collate(probe.key))
            .map(|at| from + at)
            .map_err(|at| from + at)
    }

    /// Puts the probe at its place; storage grows by `step`.
    pub fn insert(&mut self, at: usize, probe: &Probe, step: usize) {
        if probe.is_tailed() || !self.tails.is_empty() {
            self.tails.resize_with(self.codes.len(), Value::default);
            let tail = if probe.is_tailed() {
                probe.key.clone()
            } else {
                Value::Undef
            };
            insert_stepwise(&mut self.tails, at, tail, step);
        }
        insert_stepwise(&mut self.codes, at, probe.code, step);
    }

    /// The subscripts that are kept whole, among undefined values.
    pub fn tails_mut(&mut self) -> std::slice::IterMut<'_, Value> {
        self.tails.iter_mut()
    }

    pub fn remove(&mut self, at: usize) {
        self.codes.remove(at);
        if !self.tails.is_empty() {
            self.tails.remove(at);
        }
    }

    /// Takes the last subscript.
    pub fn pop(&mut self) -> Option<Value> {
        let last = self.len().checked_sub(1)?;
        let key = self.get(last);
        self.remove(last);
        Some(key)
    }

    /// Takes the subscripts from a position on; what stays gives back room above `keep`.
    pub fn split_off(&mut self, at: usize, keep: usize) -> Keys {
        let tails = if self.tails.is_empty() {
            Vec::new()
        } else {
            split_off(&mut self.tails, at, keep)
        };
        Keys {
            codes: split_off(&mut self.codes, at, keep),
            tails,
        }
    }

    /// Appends a run that lies behind this one.
    pub fn append(&mut self, mut other: Keys) {
        if !(self.tails.is_empty() && other.tails.is_empty()) {
            self.tails.resize_with(self.codes.len(), Value::default);
            other.tails.resize_with(other.codes.len(), Value::default);
            self.tails.append(&mut other.tails);
        }
        self.codes.append(&mut other.codes);
    }
}

/// `Vec::insert` that grows by a fixed step, as the length has a bound.
#[inline]
pub fn insert_stepwise<T>(v: &mut Vec<T>, at: usize, item: T, step: usize) {
    if v.len() == v.capacity() {
        v.reserve_exact(step);
    }
    v.insert(at, item);
}

/// `Vec::split_off` that leaves no more than `keep` capacity behind.
pub fn split_off<T>(v: &mut Vec<T>, at: usize, keep: usize) -> Vec<T> {
    let rest = v.split_off(at);
    v.shrink_to(keep);
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_order_and_decode_integers_and_short_strings() {
        let ints = [-LIMIT + 1, -70, -1, 0, 1, 9, 10, LIMIT - 1].map(Value::Int);
        let strings = ["", "\0", "\0\0", "a", "a\0", "ab", "abcdefghijklmn"].map(Value::from);
        let all: Vec<_> = ints.into_iter().chain(strings).collect();
        for pair in all.windows(2) {
            assert!(code(&pair[0]) < code(&pair[1]), "{pair:?}");
        }
        for key in &all {
            assert!(decode(code(key)).same_text(key), "{key:?}");
        }
        assert!(code(&Value::from("abcdefghijklmn")) < code(&Value::from("abcdefghijklmno")));
        assert!(code(&Value::from("ab")) < code(&Value::from("ab\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0")));
    }
}
