//! The $ZBIT functions on bit strings.
//!
//! A bit string is a byte that says how many bits of the last byte are unused (0 to 7), followed by
//! the bits, the first one highest in its byte.

use thiserror::Error;

/// Bits in the longest bit string.
pub const MAX_BITS: i64 = 253_952;

/// What the $ZBIT functions can refuse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum BitError {
    /// INVBITLEN
    #[error("Invalid size of the bit string")]
    Length,
    /// INVBITPOS
    #[error("Invalid position in the bit string")]
    Position,
    /// INVBITSTR
    #[error("Invalid bit string")]
    Bits,
}

/// The unused count and the bytes of a bit string.
fn split(s: &[u8]) -> Result<(u8, &[u8]), BitError> {
    match s.split_first() {
        Some((&unused @ 0..=7, bytes)) => Ok((unused, bytes)),
        _ => Err(BitError::Bits),
    }
}

fn bit_len(unused: u8, bytes: &[u8]) -> usize {
    (bytes.len().saturating_mul(8)).saturating_sub(usize::from(unused))
}

/// `$ZBITSTR(length,value)`: `length` bits, all of that value.
///
/// # Errors
/// INVBITLEN.
pub fn zbitstr(length: i64, value: bool) -> Result<Vec<u8>, BitError> {
    if !(1..=MAX_BITS).contains(&length) {
        return Err(BitError::Length);
    }
    let bits = usize::try_from(length).map_err(|_| BitError::Length)?;
    let count = bits.div_ceil(8);
    let unused = count * 8 - bits;
    let mut result = vec![if value { 0xff } else { 0 }; count + 1];
    if let Some(first) = result.first_mut() {
        *first = unused as u8; // below 8
    }
    if let Some(last) = result.last_mut() {
        *last = (*last >> unused) << unused;
    }
    Ok(result)
}

/// `$ZBITLEN(s)`.
///
/// # Errors
/// INVBITSTR.
pub fn zbitlen(s: &[u8]) -> Result<usize, BitError> {
    split(s).map(|(unused, bytes)| bit_len(unused, bytes))
}

/// `$ZBITCOUNT(s)`: bits that are set.
///
/// # Errors
/// INVBITSTR.
pub fn zbitcount(s: &[u8]) -> Result<usize, BitError> {
    let (unused, bytes) = split(s)?;
    let all: usize = bytes.iter().map(|b| b.count_ones() as usize).sum();
    let surplus = bytes
        .last()
        .map_or(0, |b| (b & !(0xff << unused)).count_ones() as usize);
    Ok(all - surplus)
}

/// Byte and mask of a 1-based position.
fn locate(s: &[u8], pos: i64) -> Result<(usize, u8), BitError> {
    let length = zbitlen(s)?;
    let bit = usize::try_from(pos)
        .ok()
        .filter(|p| (1..=length).contains(p));
    let bit = bit.ok_or(BitError::Position)? - 1;
    Ok((bit / 8 + 1, 0x80 >> (bit % 8)))
}

/// `$ZBITGET(s,pos)`.
///
/// # Errors
/// INVBITSTR, INVBITPOS.
pub fn zbitget(s: &[u8], pos: i64) -> Result<bool, BitError> {
    let (at, mask) = locate(s, pos)?;
    Ok(s.get(at).is_some_and(|byte| byte & mask != 0))
}

/// `$ZBITSET(s,pos,value)`.
///
/// # Errors
/// INVBITSTR, INVBITPOS.
pub fn zbitset(s: &[u8], pos: i64, value: bool) -> Result<Vec<u8>, BitError> {
    let (at, mask) = locate(s, pos)?;
    let mut result = s.to_vec();
    if let Some(byte) = result.get_mut(at) {
        *byte = if value { *byte | mask } else { *byte & !mask };
    }
    Ok(result)
}

/// `$ZBITFIND(s,value,start)`: the position after the first bit of that value at or after `start`,
/// 0 if there is none.
///
/// # Errors
/// INVBITSTR.
pub fn zbitfind(s: &[u8], value: bool, start: i64) -> Result<usize, BitError> {
    let (unused, bytes) = split(s)?;
    let length = bit_len(unused, bytes);
    let mut bit = usize::try_from(start.max(1) - 1).unwrap_or(usize::MAX);
    let flip = if value { 0 } else { 0xff };
    while bit < length {
        let byte = bytes.get(bit / 8).copied().unwrap_or_default() ^ flip;
        let ahead = byte << (bit % 8);
        if ahead == 0 {
            bit = (bit / 8 + 1) * 8;
            continue;
        }
        bit += ahead.leading_zeros() as usize;
        return Ok(if bit < length { bit + 2 } else { 0 });
    }
    Ok(0)
}

/// `$ZBITNOT(s)`; GT.M inverts the unused bits too.
///
/// # Errors
/// INVBITSTR.
pub fn zbitnot(s: &[u8]) -> Result<Vec<u8>, BitError> {
    let (unused, bytes) = split(s)?;
    Ok(std::iter::once(unused)
        .chain(bytes.iter().map(|b| !b))
        .collect())
}

/// The operands, the one with fewer bits first.
fn order<'a>(a: &'a [u8], b: &'a [u8]) -> Result<(&'a [u8], &'a [u8]), BitError> {
    Ok(if zbitlen(b)? < zbitlen(a)? {
        (b, a)
    } else {
        (a, b)
    })
}

fn combine(short: &[u8], long: &[u8], op: impl Fn(u8, u8) -> u8) -> Vec<u8> {
    let unused = short.first().copied();
    let bytes = short.iter().zip(long).skip(1).map(|(&a, &b)| op(a, b));
    unused.into_iter().chain(bytes).collect()
}

/// `$ZBITAND(a,b)`, as long as the shorter.
///
/// # Errors
/// INVBITSTR.
pub fn zbitand(a: &[u8], b: &[u8]) -> Result<Vec<u8>, BitError> {
    let (short, long) = order(a, b)?;
    Ok(combine(short, long, |a, b| a & b))
}

/// `$ZBITXOR(a,b)`, as long as the shorter, with its unused bits off.
///
/// # Errors
/// INVBITSTR.
pub fn zbitxor(a: &[u8], b: &[u8]) -> Result<Vec<u8>, BitError> {
    let (short, long) = order(a, b)?;
    let mut result = combine(short, long, |a, b| a ^ b);
    if let [unused, .., last] = result.as_mut_slice() {
        *last &= 0xff << *unused;
    }
    Ok(result)
}

/// `$ZBITOR(a,b)`, as long as the longer.
///
/// # Errors
/// INVBITSTR.
pub fn zbitor(a: &[u8], b: &[u8]) -> Result<Vec<u8>, BitError> {
    let (short, long) = order(a, b)?;
    let mut result = long.to_vec();
    for (byte, other) in result.iter_mut().zip(short).skip(1) {
        *byte |= other;
    }
    Ok(result)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_confirmed_by_gtm() {
        assert_eq!(zbitstr(9, true).unwrap(), b"\x07\xff\x80");
        assert_eq!(zbitstr(0, true), Err(BitError::Length));
        assert_eq!(zbitstr(253_953, true), Err(BitError::Length));
        assert_eq!(zbitlen(b""), Err(BitError::Bits));
        assert_eq!(zbitlen(b"\x08"), Err(BitError::Bits));
        assert_eq!(zbitlen(b"\x07\x01"), Ok(1));
        assert_eq!(
            zbitcount(&zbitnot(&zbitstr(9, false).unwrap()).unwrap()),
            Ok(9)
        );
        assert_eq!(zbitnot(b"\x06\xff").unwrap(), b"\x06\x00");
        let s = zbitset(&zbitstr(9, false).unwrap(), 3, true).unwrap();
        assert_eq!(s, b"\x07 \x00");
        assert_eq!(
            (zbitget(&s, 3), zbitget(&s, 10)),
            (Ok(true), Err(BitError::Position))
        );
        assert_eq!(
            (zbitfind(&s, true, 1), zbitfind(&s, true, 4)),
            (Ok(4), Ok(0))
        );
        assert_eq!(
            (zbitfind(&s, false, 9), zbitfind(&s, false, 10)),
            (Ok(10), Ok(0))
        );
        let (nine, five) = (zbitstr(9, true).unwrap(), zbitstr(5, true).unwrap());
        assert_eq!(zbitand(&nine, &five).unwrap(), b"\x03\xf8");
        assert_eq!(zbitor(&nine, &five).unwrap(), nine);
        assert_eq!(zbitxor(&nine, &five).unwrap(), b"\x03\x00");
    }
}
