//! $ZATRANSFORM and $ZCOLLATE: subscripts in the byte form whose order is M's collation.
//!
//! A subscript is 255 and its bytes (0 and 1 as 1,1 and 1,2), or for a number the exponent and digits two a byte, complemented
//! where it is negative; then a zero byte. The empty string is a single 1. (Read off what GT.M prints.)

use super::name::{self, Name};
use super::{Answer, Cx, at, bounded};
use crate::value::chars::Chset;
use crate::value::errors::{self, MError};
use crate::value::num::Num;
use crate::value::{NUM_BUF, Value};

/// Exponent byte of the numbers from 1 to 9.
const UNIT: i32 = 0xbf;
const ZERO: u8 = 0x80;
const TEXT: u8 = 0xff;
const EMPTY: u8 = 1;

fn encode(key: &Value, out: &mut Vec<u8>) {
    match key {
        Value::Int(n) => encode_number(Num::int(*n), out),
        Value::Dec(n) => encode_number(n.num(), out),
        text => encode_text(text.bytes(&mut NUM_BUF.clone()), out),
    }
    out.push(0);
}

fn encode_text(s: &[u8], out: &mut Vec<u8>) {
    if s.is_empty() {
        return out.push(EMPTY);
    }
    out.push(TEXT);
    for &byte in s {
        match byte {
            0 | 1 => out.extend([1, byte + 1]),
            _ => out.push(byte),
        }
    }
}

fn encode_number(n: Num, out: &mut Vec<u8>) {
    if n.is_zero() {
        return out.push(ZERO);
    }
    let digits = n.mantissa().unsigned_abs().to_string();
    let exponent = UNIT + digits.len() as i32 - 1 + n.exponent();
    let flip = if n.sign() < 0 { 0xff } else { 0 };
    out.push(exponent as u8 ^ flip); // M's range of exponents keeps it between 128 and 255
    for pair in digits.trim_end_matches('0').as_bytes().chunks(2) {
        let low = pair.get(1).map_or(0, |digit| digit - b'0');
        out.push((((pair[0] - b'0') << 4) + low + 1) ^ flip);
    }
    if flip != 0 {
        out.push(0xff);
    }
}

/// The subscript at the start of `s` and what follows its zero byte; `None` when there is none.
fn decode(s: &[u8]) -> Option<(Value, &[u8])> {
    let (body, rest) = s.split_at_checked(memchr::memchr(0, s)?)?;
    let rest = rest.get(1..)?;
    let value = match body {
        [EMPTY] => Value::EMPTY,
        [ZERO] => Value::ZERO,
        [TEXT, text @ ..] => decode_text(text)?,
        [exponent, ..] if *exponent >= ZERO => decode_number(body.to_vec(), false)?,
        [number @ .., 0xff] => decode_number(number.iter().map(|b| !b).collect(), true)?,
        _ => return None,
    };
    Some((value, rest))
}

fn decode_text(s: &[u8]) -> Option<Value> {
    let mut out = Vec::with_capacity(s.len());
    let mut bytes = s.iter();
    while let Some(&byte) = bytes.next() {
        out.push(match byte {
            1 => bytes.next()?.checked_sub(1).filter(|b| *b < 2)?,
            _ => byte,
        });
    }
    Some(Value::from(out))
}

fn decode_number(bytes: Vec<u8>, negative: bool) -> Option<Value> {
    let (&exponent, pairs) = bytes.split_first()?;
    if pairs.is_empty() || pairs.len() > 9 {
        return None;
    }
    let mut mantissa: i128 = 0;
    for pair in pairs {
        let (high, low) = (pair.checked_sub(1)? >> 4, (pair - 1) & 15);
        if high > 9 || low > 9 {
            return None;
        }
        mantissa = mantissa * 100 + i128::from(high * 10 + low);
    }
    let exponent = i32::from(exponent) - UNIT + 1 - 2 * pairs.len() as i32;
    let n = Num::from_parts(if negative { -mantissa } else { mantissa }, exponent).ok()?;
    Some(Value::from_num(n))
}

/// Only M's own collation exists.
fn collation(arg: &Value) -> Result<(), MError> {
    match arg.to_i32()? {
        0 => Ok(()),
        other => Err(MError::arg(
            errors::COLLATIONUNDEF,
            (other as u32).to_string(),
        )),
    }
}

/// `$ZATRANSFORM(s,collation,what,strings)`: the key of a subscript (0), the subscript of a key (1), or the character after
/// (2) or before (-2) the first one of `s` in collation order, where digits come first unless `strings`.
pub fn zatransform(args: &[&Value], cx: &Cx<'_>) -> Answer {
    let what = at(args, 2).to_i32()?;
    let strings = at(args, 3).to_i32()? != 0;
    collation(at(args, 1))?;
    let mut buf = NUM_BUF;
    let s = at(args, 0).bytes(&mut buf);
    let Some(&first) = s.first() else {
        return Ok(Value::EMPTY);
    };
    match what {
        0 => {
            let key = if strings {
                Value::from_bytes(s)
            } else {
                at(args, 0).to_key()
            };
            let mut out = Vec::with_capacity(s.len() + 2);
            if strings {
                encode_text(s, &mut out);
                out.push(0);
            } else {
                encode(&key, &mut out);
            }
            bounded(out)
        }
        2 | -2 if cx.chset == Chset::Utf8 => Err(errors::ZATRANSCOL.into()),
        2 | -2 => {
            let next = neighbour(first, what > 0, strings);
            Ok(next.map_or(Value::EMPTY, |byte| Value::from_bytes(&[byte])))
        }
        _ => Ok(decode(s).map_or(Value::EMPTY, |(value, _)| value)),
    }
}

/// The byte after or before another one, digits coming first unless `strings`.
fn neighbour(byte: u8, forward: bool, strings: bool) -> Option<u8> {
    match (byte, forward) {
        (b'9', true) if !strings => Some(0),
        (b'/', true) if !strings => Some(b':'),
        (0, false) if !strings => Some(b'9'),
        (b':', false) if !strings => Some(b'/'),
        (b'0', false) if !strings => None,
        (_, true) => byte.checked_add(1),
        (_, false) => byte.checked_sub(1),
    }
}

/// `$ZCOLLATE(name,collation,back)`: the key of a global node, or the node of a key.
pub fn zcollate(args: &[&Value], cx: &Cx<'_>) -> Answer {
    let back = at(args, 2).to_i32()? != 0;
    collation(at(args, 1))?;
    let mut buf = NUM_BUF;
    let s = at(args, 0).bytes(&mut buf);
    if back {
        // What GT.M gives for bytes that are no key.
        return bounded(node(s).unwrap_or_else(|| vec![0]));
    }
    let name = Name::parse(s, cx)?;
    let mut out = name.name.to_vec();
    out.push(0);
    for literal in name.subscripts {
        encode(&Value::from(name::value(literal, cx)?).to_key(), &mut out);
    }
    out.push(0);
    bounded(out)
}

/// The name of a key, strings in quotes with their bytes as they are.
fn node(key: &[u8]) -> Option<Vec<u8>> {
    let (name, rest) = key.split_at_checked(memchr::memchr(0, key)?)?;
    let mut rest = rest.get(1..)?;
    let mut out = [b"^", name].concat();
    let mut open = b'(';
    while rest != [0] {
        let (subscript, after) = decode(rest)?;
        out.push(open);
        if subscript.is_number() {
            subscript.append_to(&mut out);
        } else {
            out.push(b'"');
            for byte in subscript.to_vec() {
                out.extend(std::iter::repeat_n(byte, if byte == b'"' { 2 } else { 1 }));
            }
            out.push(b'"');
        }
        (open, rest) = (b',', after);
    }
    if open == b',' {
        out.push(b')');
    }
    Some(out)
}
