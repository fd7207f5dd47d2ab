//! Keys: environment, name and subscripts as bytes whose order is M's collation.
//!
//! A key is a sequence of components, each ended by a zero byte that no component contains: the environment, the name, then the
//! subscripts. So a node sorts right before its descendants, and a subtree is the range of keys that begin with its root's key.
//!
//! * Strings: 0xFF, then the bytes, of which 0 and 1 become 1 1 and 1 2. The empty string: 1, so that it sorts before all others,
//!   as in a database of GT.M with standard null collation.
//! * Zero: 0x80. Positive numbers: 0x80 plus the biased power of ten, then two decimal digits a byte, plus 1 so that the end sorts
//!   first. Negative numbers: the complements, and 0xFF at the end so that the end sorts last.
//!
//! Every key is as long as GT.M's for the same node, so that the limit of 1019 bytes is reached by the same subscripts.

use super::GlobalKey;
use crate::value::chars::Chset;
use crate::value::errors::{GVIS, GVSUBOFLOW, MAXNRSUBSCRIPTS, MError};
use crate::value::num::Num;
use crate::value::{NUM_BUF, Value, zwr};

/// Most subscripts of a global or lock.
pub const MAX_SUBSCRIPTS: usize = 31;
/// Longest key as GT.M counts it: name, subscripts and one byte that ends the key.
pub const MAX_KEY: usize = 1019;

/// Ends a component.
pub(super) const END: u8 = 0;
const ESCAPE: u8 = 1;
const STRING: u8 = 0xFF;
const NULL: u8 = 1;
const ZERO: u8 = 0x80;
/// Makes the power of ten of every number (-42 to 47) positive.
const BIAS: i32 = 43;
const NEGATIVE_END: u8 = 0xFF;

/// Appends a component of plain text.
pub(super) fn push_text(out: &mut Vec<u8>, text: &[u8]) {
    if text.iter().all(|byte| *byte > ESCAPE) {
        out.extend_from_slice(text);
    } else {
        for &byte in text {
            if byte <= ESCAPE {
                out.extend_from_slice(&[ESCAPE, byte + 1]);
            } else {
                out.push(byte);
            }
        }
    }
    out.push(END);
}

/// Appends a subscript, in any form.
pub fn push_subscript(out: &mut Vec<u8>, subscript: &Value) {
    match subscript.to_key() {
        Value::Int(n) => push_number(out, n, 0),
        Value::Dec(n) => push_number(out, n.num().mantissa(), n.num().exponent()),
        text if text.is_empty() => out.extend_from_slice(&[NULL, END]),
        text => {
            out.push(STRING);
            push_text(out, text.bytes(&mut NUM_BUF.clone()));
        }
    }
}

fn push_number(out: &mut Vec<u8>, mantissa: i64, exponent: i32) {
    let mut rest = mantissa.unsigned_abs();
    if rest == 0 {
        out.extend_from_slice(&[ZERO, END]);
        return;
    }
    let digits = rest.ilog10() + 1;
    // Numbers are in 1E-43..1E47, so that this is 1..=90.
    let top = (digits as i32 + exponent + BIAS).clamp(1, 0x7E) as u8;
    // Whole pairs from the first digit on: 20 digits are ten pairs, and 18 digits times ten fit.
    let mut pairs = [0_u8; 10];
    if digits % 2 == 1 {
        rest *= 10;
    }
    let count = digits.div_ceil(2) as usize;
    for pair in pairs[..count].iter_mut().rev() {
        *pair = (rest % 100) as u8;
        rest /= 100;
    }
    let kept = pairs[..count]
        .iter()
        .rposition(|p| *p != 0)
        .map_or(0, |at| at + 1);
    // The power of ten, ten pairs, and two ends.
    let mut bytes = [0_u8; 13];
    let mut end = kept + 1;
    if mantissa > 0 {
        bytes[0] = ZERO + top;
        for (to, pair) in bytes[1..].iter_mut().zip(&pairs[..kept]) {
            *to = pair + 1;
        }
    } else {
        bytes[0] = ZERO - top;
        for (to, pair) in bytes[1..].iter_mut().zip(&pairs[..kept]) {
            *to = 254 - pair;
        }
        bytes[end] = NEGATIVE_END;
        end += 1;
    }
    bytes[end] = END;
    out.extend_from_slice(&bytes[..=end]);
}

/// The first component of encoded bytes, without its end, and what follows it.
pub fn split(bytes: &[u8]) -> (&[u8], &[u8]) {
    match memchr::memchr(END, bytes) {
        Some(at) => (&bytes[..at], &bytes[at + 1..]),
        None => (bytes, &[]),
    }
}

/// The text of a component made by [`push_text`].
pub(super) fn text(component: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(component.len());
    let mut bytes = component.iter();
    while let Some(&byte) = bytes.next() {
        out.push(match byte {
            ESCAPE => bytes.next().map_or(ESCAPE, |b| b.saturating_sub(1)),
            byte => byte,
        });
    }
    out
}

/// The subscript of an encoded component, in the form of [`Value::to_key`]; bytes that are no encoding give some value.
pub fn subscript(component: &[u8]) -> Value {
    match component {
        [] | [NULL] => Value::EMPTY,
        [STRING, rest @ ..] if !rest.contains(&ESCAPE) => Value::from_bytes(rest),
        [STRING, rest @ ..] => Value::from_bytes(&text(rest)),
        [ZERO, ..] => Value::ZERO,
        [first, pairs @ ..] => {
            if let Some(n) = small_integer(*first, pairs) {
                return Value::Int(n);
            }
            let positive = *first > ZERO;
            let (mut m, mut count) = (0_i128, 0_i32);
            for pair in pairs.iter().take(10) {
                let two = if positive {
                    pair.wrapping_sub(1)
                } else {
                    254_u8.wrapping_sub(*pair)
                };
                if two > 99 {
                    break;
                }
                m = m * 100 + i128::from(two);
                count += 2;
            }
            let top = i32::from(first.abs_diff(ZERO)) - BIAS;
            let number = Num::from_parts(if positive { m } else { -m }, top - count);
            let number = number.unwrap_or(Num::ZERO);
            if number.exponent() == 0 {
                Value::int(number.mantissa())
            } else {
                Value::Dec(number.into())
            }
        }
    }
}

/// The number of encoded pairs, if it is a positive integer below 10^18: most subscripts are.
#[inline]
fn small_integer(first: u8, pairs: &[u8]) -> Option<i64> {
    const DIGITS: i32 = 18;
    let top = i32::from(first) - i32::from(ZERO) - BIAS;
    let zeros = top - 2 * pairs.len() as i32;
    if pairs.is_empty() || !(1..=DIGITS).contains(&top) || zeros < -1 {
        return None;
    }
    let mut number = 0_i64;
    for pair in pairs {
        let two = pair.wrapping_sub(1);
        if two > 99 {
            return None;
        }
        number = number * 100 + i64::from(two);
    }
    if zeros < 0 {
        return (number % 10 == 0).then_some(number / 10);
    }
    Some(number * 10_i64.pow(zeros as u32))
}

/// All subscripts of encoded components.
pub fn subscripts(mut bytes: &[u8]) -> Vec<Value> {
    let mut out = Vec::new();
    while !bytes.is_empty() {
        let (component, rest) = split(bytes);
        out.push(subscript(component));
        bytes = rest;
    }
    out
}

/// Environment and name of a key, still encoded, and its subscripts.
pub(super) fn parts(bytes: &[u8]) -> Option<(&[u8], Vec<Value>)> {
    let end = memchr::memchr_iter(END, bytes).nth(1)?;
    let (top, below) = bytes.split_at(end + 1);
    Some((top, subscripts(below)))
}

/// The key of a node that is known to be within the limits.
pub(super) fn join(key: &GlobalKey<'_>) -> Vec<u8> {
    let mut bytes = Vec::new();
    push_text(&mut bytes, key.environment);
    push_text(&mut bytes, key.name);
    key.subs
        .iter()
        .for_each(|sub| push_subscript(&mut bytes, sub));
    bytes
}

/// Bytes that a subscript takes in a key, or more.
#[inline]
pub fn room(subscript: &Value) -> usize {
    match subscript {
        Value::Int(_) | Value::Dec(_) => 13,
        text => 2 * text.len() + 2,
    }
}

/// Checks a reference as [`encode`] does.
///
/// # Errors
/// As there.
#[inline]
pub fn check(key: &GlobalKey<'_>, chset: Chset) -> Result<(), MError> {
    let bound = 2 * key.name.len() + 1 + key.subs.iter().map(room).sum::<usize>();
    if key.subs.len() > MAX_SUBSCRIPTS || bound >= MAX_KEY {
        encode(key, chset)?;
    }
    Ok(())
}

/// The first key behind the subtree of `root`.
pub fn end_of(root: &[u8]) -> Vec<u8> {
    let mut end = root.to_vec();
    match end.last_mut() {
        Some(last) => *last += 1,
        None => end.push(0xFF),
    }
    end
}

/// An encoded reference.
#[derive(Default)]
pub struct Encoded {
    pub bytes: Vec<u8>,
    /// Length of the environment's component.
    pub environment: usize,
    /// Length up to the end of the name.
    pub name: usize,
    /// Length of the key above the last component.
    pub parent: usize,
}

/// Encodes a reference.
///
/// # Errors
/// As those of [`Encoded::fill`].
pub fn encode(key: &GlobalKey<'_>, chset: Chset) -> Result<Encoded, MError> {
    let mut encoded = Encoded::default();
    let room = key.environment.len() + key.name.len() + 2 + key.subs.len() * 12;
    encoded.bytes.reserve(room);
    encoded.fill(key, chset)?;
    Ok(encoded)
}

impl Encoded {
    /// Whether it has no subscripts.
    pub fn is_name(&self) -> bool {
        self.parent == self.environment
    }

    /// Encodes another reference in the same place.
    ///
    /// # Errors
    /// MAXNRSUBSCRIPTS beyond 31 subscripts, GVSUBOFLOW when the key gets longer than 1019 bytes.
    pub fn fill(&mut self, key: &GlobalKey<'_>, chset: Chset) -> Result<(), MError> {
        if key.subs.len() > MAX_SUBSCRIPTS {
            return Err(MAXNRSUBSCRIPTS.into());
        }
        let bytes = &mut self.bytes;
        bytes.clear();
        push_text(bytes, key.environment);
        self.environment = bytes.len();
        push_text(bytes, key.name);
        (self.name, self.parent) = (bytes.len(), self.environment);
        for sub in key.subs {
            self.parent = bytes.len();
            push_subscript(bytes, sub);
        }
        if bytes.len() - self.environment >= MAX_KEY {
            return Err(MError::new(GVSUBOFLOW).also(GVIS, vec![overlong(key, chset)]));
        }
        Ok(())
    }
}

/// GT.M shows of a reference that is too long what its key buffers hold, and a star for the rest.
fn overlong(key: &GlobalKey<'_>, chset: Chset) -> Vec<u8> {
    const WHOLE: usize = 1025;
    const HELD: usize = 1050;
    let mut encoded = Vec::new();
    push_text(&mut encoded, key.name);
    let mut shown = 0;
    for sub in key.subs {
        push_subscript(&mut encoded, sub);
        if encoded.len() > HELD {
            break;
        }
        shown += 1;
    }
    let whole = encoded.len() <= WHOLE;
    let mut out = reference(key.name, &key.subs[..shown], chset);
    if !whole {
        if shown > 0 {
            out.pop();
        }
        out.push(b'*');
    }
    out.splice(..0, *b"^");
    out
}

/// A name and its subscripts as M text: `a(1,"x""y")`.
pub fn reference(name: &[u8], subs: &[Value], chset: Chset) -> Vec<u8> {
    let mut out = name.to_vec();
    for (at, sub) in subs.iter().enumerate() {
        out.push(if at == 0 { b'(' } else { b',' });
        out.extend_from_slice(&zwr::zwrite(sub.bytes(&mut NUM_BUF.clone()), chset));
    }
    if !subs.is_empty() {
        out.push(b')');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cmp::Ordering;

    /// A small generator, so that failures repeat.
    struct Random(u64);

    impl Random {
        fn next(&mut self, below: u64) -> u64 {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            self.0 % below
        }

        fn subscript(&mut self) -> Value {
            match self.next(6) {
                0 => Value::int(self.next(2000) as i64 - 1000),
                1 | 2 => {
                    let digits = self.next(19) as u32;
                    let m = self.next(10_u64.pow(digits)) as i64;
                    let m = if self.next(2) == 0 { m } else { -m };
                    let n = Num::from_parts(m.into(), self.next(72) as i32 - 43).unwrap();
                    // By its text, so that the form is that of to_key whatever it is.
                    Value::from_bytes(n.text(&mut NUM_BUF.clone())).to_key()
                }
                3 => Value::from_bytes(
                    &(0..self.next(4))
                        .map(|_| self.next(3) as u8)
                        .collect::<Vec<_>>(),
                )
                .to_key(),
                _ => {
                    let alphabet = b"\x00\x01\x02aZ09.-\x7f\x80\xfe\xff";
                    let text: Vec<u8> = (0..self.next(6))
                        .map(|_| alphabet[self.next(alphabet.len() as u64) as usize])
                        .collect();
                    Value::from_bytes(&text).to_key()
                }
            }
        }
    }

    fn encoded(subs: &[Value]) -> Vec<u8> {
        encode(
            &GlobalKey {
                environment: b"",
                name: b"a",
                subs,
            },
            Chset::M,
        )
        .unwrap()
        .bytes
    }

    #[test]
    fn order_is_the_collation_and_decoding_is_exact() {
        let mut random = Random(0x9E37_79B9_7F4A_7C15);
        for _ in 0..40_000 {
            let mut lists = [Vec::new(), Vec::new()];
            for list in &mut lists {
                list.extend((0..random.next(4)).map(|_| random.subscript()));
            }
            // Common beginnings are where mistakes hide.
            let [mut a, mut b] = lists;
            if random.next(2) == 0 && !a.is_empty() {
                b.splice(0..0, a.iter().cloned());
            }
            if random.next(8) == 0 {
                a.push(Value::int(1));
            }
            let wanted = a
                .iter()
                .zip(&b)
                // Empty subscripts come first in globals, behind numbers in locals.
                .map(|(x, y)| y.is_empty().cmp(&x.is_empty()).then_with(|| x.collate(y)))
                .find(|o| *o != Ordering::Equal)
                .unwrap_or(a.len().cmp(&b.len()));
            let (x, y) = (encoded(&a), encoded(&b));
            assert_eq!(x.cmp(&y), wanted, "{a:?} {b:?}");
            let back = subscripts(&x[3..]);
            assert_eq!(format!("{back:?}"), format!("{a:?}"));
            assert!(
                back.iter()
                    .zip(&a)
                    .all(|(x, y)| x.is_number() == y.is_number())
            );
        }
    }

    #[test]
    fn a_subtree_is_a_range() {
        let sub = |s: &str| Value::from_bytes(s.as_bytes()).to_key();
        for root in ["1", "-1", "0", "", "a", "\u{1}"] {
            let top = encoded(&[sub(root)]);
            let end = end_of(&top);
            for below in ["-1.5", "", "x", "\u{0}"] {
                let inner = encoded(&[sub(root), sub(below)]);
                assert!(top < inner && inner < end && inner.starts_with(&top));
            }
            for other in ["1.5", "-1.5", "-.5", "10", "aa", "\u{1}\u{1}", "b"] {
                let beside = encoded(&[sub(other)]);
                assert!(beside < top || end <= beside, "{root} {other}");
            }
        }
    }

    #[test]
    fn the_limits_are_those_of_gtm() {
        let longest = |second: Option<&str>| {
            (900..1020)
                .rev()
                .find(|n| {
                    let mut subs = vec![Value::from_bytes(&vec![b' '; *n])];
                    subs.extend(second.map(|s| Value::from_bytes(s.as_bytes())));
                    encode(
                        &GlobalKey {
                            environment: b"elsewhere",
                            name: b"a",
                            subs: &subs,
                        },
                        Chset::M,
                    )
                    .is_ok()
                })
                .unwrap_or(0)
        };
        assert_eq!(longest(None), 1014);
        for (second, first) in [
            ("1", 1011),
            ("-1", 1010),
            ("0", 1012),
            ("123456789012345678", 1003),
            ("-12.3", 1009),
            ("12.3", 1010),
            ("1.2", 1011),
            ("100", 1011),
            ("", 1012),
        ] {
            assert_eq!(longest(Some(second)), first, "{second}");
        }
        let subs = vec![Value::from_bytes(&[b' '; 200]); 32];
        let error = |subs: &[Value]| {
            encode(
                &GlobalKey {
                    environment: b"",
                    name: b"a",
                    subs,
                },
                Chset::M,
            )
            .err()
            .unwrap()
        };
        assert_eq!(
            error(&subs).message(b","),
            b"%GTM-E-MAXNRSUBSCRIPTS, Maximum number of subscripts exceeded"
        );
        let gvis = |n: usize| {
            let text = error(&[Value::from_bytes(&vec![b' '; n])]).message(b",");
            let at = memchr::memmem::find(&text, b"\t\tGlobal variable: ").unwrap() + 19;
            String::from_utf8(text[at..].to_vec()).unwrap()
        };
        assert_eq!(gvis(1021), format!("^a(\"{}\")", " ".repeat(1021)));
        assert_eq!(gvis(1022), format!("^a(\"{}\"*", " ".repeat(1022)));
        assert_eq!(gvis(2048), "^a*");
    }
}
