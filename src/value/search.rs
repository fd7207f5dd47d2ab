//! Finding a byte or a short text in a text, eight or sixteen bytes at a time and without preparing a search.
//!
//! Delimiters are short and mostly near, so that the search of a library would cost more to begin than to make. Where nothing
//! is found for a while, it takes over.

use memchr::{memchr, memmem};

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// Bytes looked at here before the library is asked.
const NEAR: usize = 64;

/// A word whose bytes have the high bit set where those of `word` are zero, and are zero elsewhere.
#[inline(always)]
fn zeros(word: u64) -> u64 {
    !(((word & !HIGH) + !HIGH) | word | !HIGH)
}

/// Place of the first byte that [`zeros`] marked.
#[inline(always)]
fn first(marks: u64) -> usize {
    marks.trailing_zeros() as usize / 8
}

/// Eight bytes from `at`; the caller has seen that they are there.
#[inline(always)]
fn word(s: &[u8], at: usize) -> u64 {
    s.get(at..)
        .and_then(|s| s.first_chunk())
        .map_or(0, |c| u64::from_le_bytes(*c))
}

/// The fewer than eight bytes from `at` to the end, the others zero; and a mask of those that are there.
#[inline(always)]
fn tail(s: &[u8], at: usize) -> (u64, u64) {
    let n = s.len() - at;
    let mask = (1 << (8 * n)) - 1;
    if s.len() >= 8 {
        // `n` may be 0: the shift stays below 64 in two steps.
        let last = word(s, s.len() - 8);
        return (last >> (4 * (8 - n)) >> (4 * (8 - n)), mask);
    }
    let mut rest = 0;
    for &byte in s[at..].iter().rev() {
        rest = rest << 8 | u64::from(byte);
    }
    (rest, mask)
}

/// Which of the sixteen bytes from `at` are a byte, one bit each; the caller has seen that they are there.
#[inline(always)]
fn sixteen(s: &[u8], at: usize, byte: u8) -> u32 {
    debug_assert!(at + 16 <= s.len());
    #[cfg(target_arch = "x86_64")]
    // SAFETY: the bytes are there, and every such processor has these instructions.
    unsafe {
        use std::arch::x86_64::{
            _mm_cmpeq_epi8, _mm_loadu_si128, _mm_movemask_epi8, _mm_set1_epi8,
        };
        let bytes = _mm_loadu_si128(s.as_ptr().add(at).cast());
        let same = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(byte as i8));
        _mm_movemask_epi8(same) as u32
    }
    #[cfg(not(target_arch = "x86_64"))]
    {
        let bits = s[at..at + 16].iter().enumerate();
        bits.fold(0, |bits, (i, b)| bits | u32::from(*b == byte) << i)
    }
}

/// The first place of `byte` at or after `from`, which is at most the length.
#[inline(always)]
pub fn byte(s: &[u8], from: usize, byte: u8) -> Option<usize> {
    let pattern = ONES * u64::from(byte);
    let mut at = from;
    while at + 16 <= s.len() {
        let marks = sixteen(s, at, byte);
        if marks != 0 {
            return Some(at + marks.trailing_zeros() as usize);
        }
        at += 16;
        if at - from >= NEAR {
            return memchr(byte, &s[at..]).map(|found| at + found);
        }
    }
    while at + 8 <= s.len() {
        let marks = zeros(word(s, at) ^ pattern);
        if marks != 0 {
            return Some(at + first(marks));
        }
        at += 8;
        if at - from >= NEAR {
            return memchr(byte, &s[at..]).map(|found| at + found);
        }
    }
    let (rest, mask) = tail(s, at);
    let marks = zeros(rest ^ pattern) & mask;
    (marks != 0).then(|| at + first(marks))
}

/// The place behind the `n`th occurrence (from 1) of a text of one byte or more, without overlap, at or after `from`; or how many
/// there are.
#[inline]
pub fn behind_nth(s: &[u8], from: usize, what: &[u8], n: usize) -> Result<usize, usize> {
    match *what {
        [] => Err(0),
        [one] => behind_nth_byte(s, from, one, n),
        [one, two, ref more @ ..] => {
            let (mut at, mut seen) = (from, 0);
            while seen < n {
                match pair(s, at, one, two, more, what) {
                    Some(found) => at = found + what.len(),
                    None => return Err(seen),
                }
                seen += 1;
            }
            Ok(at)
        }
    }
}

#[inline]
fn behind_nth_byte(s: &[u8], from: usize, byte: u8, n: usize) -> Result<usize, usize> {
    let pattern = ONES * u64::from(byte);
    let (mut at, mut seen) = (from, 0);
    if n == 0 {
        return Ok(from);
    }
    if n == 1 {
        return self::byte(s, from, byte).map_or(Err(0), |at| Ok(at + 1));
    }
    loop {
        let whole = at + 8 <= s.len();
        let mut marks = if whole {
            zeros(word(s, at) ^ pattern)
        } else {
            let (rest, mask) = tail(s, at);
            zeros(rest ^ pattern) & mask
        };
        let here = count(marks);
        if seen + here >= n {
            for _ in seen + 1..n {
                marks &= marks - 1;
            }
            return Ok(at + first(marks) + 1);
        }
        seen += here;
        if !whole {
            return Err(seen);
        }
        at += 8;
    }
}

/// How many bytes are marked.
#[inline(always)]
fn count(marks: u64) -> usize {
    ((marks >> 7).wrapping_mul(ONES) >> 56) as usize
}

/// The first place of a text of one byte or more at or after `from`, which is at most the length.
#[inline(always)]
pub fn text(s: &[u8], from: usize, what: &[u8]) -> Option<usize> {
    match *what {
        [] => Some(from),
        [one] => byte(s, from, one),
        [one, two, ref more @ ..] => pair(s, from, one, two, more, what),
    }
}

#[inline]
fn pair(s: &[u8], from: usize, one: u8, two: u8, more: &[u8], what: &[u8]) -> Option<usize> {
    let (a, b) = (ONES * u64::from(one), ONES * u64::from(two));
    // Where both bytes stand, each in the word that begins at its own place.
    let marks = |at: usize| zeros((word(s, at) ^ a) | (word(s, at + 1) ^ b));
    let check = |mut marks: u64, at: usize| {
        while marks != 0 {
            let found = at + first(marks);
            if more.is_empty() || s[found + 2..].starts_with(more) {
                return Some(found);
            }
            marks &= marks - 1;
        }
        None
    };
    let mut at = from;
    while at + 17 <= s.len() {
        let mut marks = sixteen(s, at, one) & sixteen(s, at + 1, two);
        while marks != 0 {
            let found = at + marks.trailing_zeros() as usize;
            if more.is_empty() || s[found + 2..].starts_with(more) {
                return Some(found);
            }
            marks &= marks - 1;
        }
        at += 16;
        if at - from >= NEAR {
            return memmem::find(&s[at..], what).map(|found| at + found);
        }
    }
    while at + 9 <= s.len() {
        if let Some(found) = check(marks(at), at) {
            return Some(found);
        }
        at += 8;
        if at - from >= NEAR {
            return memmem::find(&s[at..], what).map(|found| at + found);
        }
    }
    if s.len() >= 9 {
        // The last word once more, without what was seen.
        let last = s.len() - 9;
        let seen = 8 * (at - last).min(8) as u32;
        let unseen = u64::MAX.checked_shl(seen).unwrap_or(0);
        return check(marks(last) & unseen, last);
    }
    (at..s.len().saturating_sub(what.len() - 1)).find(|at| s[*at..].starts_with(what))
}

/// How often a text of one byte or more occurs without overlap.
pub fn occurrences(s: &[u8], what: &[u8]) -> usize {
    if let [one] = *what {
        if s.len() > NEAR {
            return memchr::memchr_iter(one, s).count();
        }
        return match behind_nth_byte(s, 0, one, usize::MAX) {
            Ok(_) => 0,
            Err(n) => n,
        };
    }
    let (mut at, mut n) = (0, 0);
    while let Some(found) = text(s, at, what) {
        at = found + what.len();
        n += 1;
    }
    n
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    /// Texts over few letters, so that matches and near misses are frequent.
    fn texts() -> impl Iterator<Item = Vec<u8>> {
        let mut random = Random(88_172_645_463_325_252);
        (0..4000).map(move |i| {
            (0..i % 150)
                .map(|_| [0, b'a', b'b', 0x80, 0x81, b'a', b'a', b'a'][random.below(8)])
                .collect()
        })
    }

    fn naive(s: &[u8], from: usize, what: &[u8]) -> Option<usize> {
        (from..=s.len()).find(|at| s[*at..].starts_with(what))
    }

    #[test]
    fn finds_what_a_plain_walk_finds() {
        let needles: [&[u8]; 8] = [
            b"\0",
            b"b",
            b"\x80",
            b"ab",
            b"\x81\x80",
            b"aa",
            b"aab",
            b"\0b\x80a",
        ];
        for (i, s) in texts().enumerate() {
            for what in needles {
                for from in [0, 1, i % 9, s.len() / 2, s.len()] {
                    let from = from.min(s.len());
                    assert_eq!(
                        text(&s, from, what),
                        naive(&s, from, what),
                        "{s:?} {what:?}"
                    );
                }
                let (mut at, mut n) = (0, 0);
                while let Some(found) = naive(&s, at, what) {
                    (at, n) = (found + what.len(), n + 1);
                    assert_eq!(behind_nth(&s, 0, what, n), Ok(at));
                }
                assert_eq!(occurrences(&s, what), n);
                assert_eq!(behind_nth(&s, 0, what, n + 1), Err(n));
                assert_eq!(behind_nth(&s, 0, what, n + 900), Err(n));
            }
        }
    }
}
