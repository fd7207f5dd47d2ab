//! Short strings kept inside a value, made and stored as the 16-byte number that the value is.

use super::num::PAIRS;

/// A short string kept inside the value. Bytes beyond its length are zero.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Short {
    pub(super) len: u8,
    pub(super) bytes: [u8; Short::MAX],
}

impl Short {
    pub const MAX: usize = 14;
    pub const EMPTY: Short = Short {
        len: 0,
        bytes: [0; Short::MAX],
    };

    #[inline(always)]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.len as usize]
    }

    #[inline(always)]
    pub fn len(&self) -> usize {
        self.len as usize
    }

    /// The bytes as two overlapping words; what was stored in two halves is not waited for.
    #[inline(always)]
    fn words(&self) -> [u64; 2] {
        let word = |at: usize| {
            self.bytes[at..]
                .first_chunk()
                .map_or(0, |c| u64::from_le_bytes(*c))
        };
        [word(0), word(Short::MAX - 8)]
    }

    #[inline(always)]
    pub fn is_ascii(&self) -> bool {
        let [low, high] = self.words();
        (low | high) & 0x8080_8080_8080_8080 == 0
    }

    /// Whether it is the canonical text of an integer.
    #[inline]
    pub fn is_int(&self, n: i64) -> bool {
        // Most texts that a number is compared with are none.
        let first = if n < 0 {
            self.bytes[0] == b'-'
        } else {
            self.bytes[0].is_ascii_digit()
        };
        first && Bits::of_int(n).is_some_and(|bits| bits.0 == self.bits().0)
    }

    #[inline(always)]
    pub fn bits(&self) -> Bits {
        let [low, high] = self.words();
        let text = u128::from(low) | u128::from(high) << (8 * (Short::MAX - 8));
        Bits(u128::to_le(
            text << 16 | (self.len as u128) << 8 | SHORT_TAG,
        ))
    }
}

/// Tag of a short string.
pub(super) const SHORT_TAG: u128 = 3;

/// A short string as the number that its 16 bytes are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Bits(u128);

impl Bits {
    pub const EMPTY: Bits = Bits(u128::to_le(SHORT_TAG));

    /// Of the 16 bytes of a value that is a short string.
    #[inline(always)]
    pub fn raw(word: u128) -> Bits {
        debug_assert_eq!(u128::from_le(word) & 0xff, SHORT_TAG);
        Bits(word)
    }

    /// The 16 bytes.
    #[inline(always)]
    pub fn word(self) -> u128 {
        self.0
    }

    /// The number of a text of one to eight digits.
    #[cfg(any(feature = "jit", test))]
    #[inline(always)]
    pub fn digits(self) -> Option<i64> {
        const ZEROS: u64 = 0x3030_3030_3030_3030;
        let n = self.len();
        if n == 0 || n > 8 {
            return None;
        }
        // The last digit goes to the highest byte; what comes in below is nought.
        let text = (u128::from_le(self.0) >> 16) as u64;
        let t = (text ^ ZEROS) << (64 - 8 * n);
        if (t | t.wrapping_add(0x7676_7676_7676_7676)) & 0x8080_8080_8080_8080 != 0 {
            return None;
        }
        // Pairs, then fours, then all eight.
        let t = (t * 10 + (t >> 8)) & 0x00ff_00ff_00ff_00ff;
        let t = (t * 100 + (t >> 16)) & 0x0000_ffff_0000_ffff;
        Some(((t * 10_000 + (t >> 32)) & 0xffff_ffff) as i64)
    }

    /// The text of a number of at most eight digits.
    #[inline(always)]
    fn of_digits(n: u64) -> Bits {
        // Two numbers of four digits, four of two, eight of one; the first lies lowest.
        let t = (n / 10_000) | ((n % 10_000) << 32);
        let hundreds = ((t * 5243) >> 19) & 0x7f_0000_007f;
        let t = hundreds | (t - hundreds * 100) << 16;
        let tens = ((t * 103) >> 10) & 0x000f_000f_000f_000f;
        let t = tens | (t - tens * 10) << 8;
        // Noughts in front go, but for the last digit.
        let gone = (t | 1 << 63).trailing_zeros() & !7;
        let text = (t | 0x3030_3030_3030_3030) >> gone;
        let len = 8 - u128::from(gone / 8);
        Bits(u128::to_le(u128::from(text) << 16 | len << 8 | SHORT_TAG))
    }

    /// Of at most 14 bytes; made by overlapping loads in place of a copy of variable length.
    #[inline(always)]
    pub fn of(s: &[u8]) -> Bits {
        let n = s.len();
        debug_assert!(n <= Short::MAX);
        let word = |at: usize| u64::from_le_bytes(*s[at..].first_chunk().unwrap_or(&[0; 8]));
        let half = |at: usize| {
            u64::from(u32::from_le_bytes(
                *s[at..].first_chunk().unwrap_or(&[0; 4]),
            ))
        };
        let text: u128 = if n >= 8 {
            u128::from(word(0)) | u128::from(word(n - 8)) << ((n - 8) * 8)
        } else if n >= 4 {
            u128::from(half(0) | half(n - 4) << ((n - 4) * 8))
        } else if n > 0 {
            u128::from(
                u32::from(s[0])
                    | u32::from(s[n / 2]) << (n / 2 * 8)
                    | u32::from(s[n - 1]) << ((n - 1) * 8),
            )
        } else {
            0
        };
        Bits(u128::to_le(text << 16 | (n as u128) << 8 | SHORT_TAG))
    }

    /// Of a text as a number, its first byte lowest and nothing behind it, and its length.
    #[inline(always)]
    pub(super) fn of_text(text: u128, len: u8) -> Bits {
        Bits(u128::to_le(text << 16 | u128::from(len) << 8 | SHORT_TAG))
    }

    /// Of one byte.
    #[inline(always)]
    pub fn of_byte(byte: u8) -> Bits {
        Bits(u128::to_le(u128::from(byte) << 16 | 1 << 8 | SHORT_TAG))
    }

    /// Of the text of an integer; `None` when it is longer.
    #[inline(always)]
    pub fn of_int(n: i64) -> Option<Bits> {
        if (0..100_000_000).contains(&n) {
            return Some(Bits::of_digits(n as u64));
        }
        let mut rest = n.unsigned_abs();
        // With the sign, 14 bytes.
        if rest
            > if n < 0 {
                9_999_999_999_999
            } else {
                99_999_999_999_999
            }
        {
            return None;
        }
        let (mut text, mut len) = (0_u128, 0_u128);
        while rest >= 100 {
            text = text << 16 | u128::from(pair(rest % 100));
            rest /= 100;
            len += 2;
        }
        if rest >= 10 {
            text = text << 16 | u128::from(pair(rest));
            len += 2;
        } else {
            text = text << 8 | u128::from(b'0' + rest as u8);
            len += 1;
        }
        if n < 0 {
            text = text << 8 | u128::from(b'-');
            len += 1;
        }
        Some(Bits(u128::to_le(text << 16 | len << 8 | SHORT_TAG)))
    }

    /// Length of the text.
    #[inline(always)]
    pub fn len(self) -> usize {
        (u128::from_le(self.0) >> 8 & 0xff) as usize
    }

    /// Writes all 14 bytes, of which those beyond the length count for nothing.
    ///
    /// # Safety
    /// There is room for [`Short::MAX`] bytes at `to`.
    #[inline(always)]
    pub unsafe fn write(self, to: *mut u8) {
        let text = u128::from_le(self.0) >> 16;
        let (low, high) = (text as u64, (text >> (8 * (Short::MAX - 8))) as u64);
        // SAFETY: the caller's promise.
        unsafe {
            to.cast::<u64>().write_unaligned(low.to_le());
            to.add(Short::MAX - 8)
                .cast::<u64>()
                .write_unaligned(high.to_le());
        }
    }

    /// Both texts, which together have at most 14 bytes.
    #[inline(always)]
    pub fn join(self, other: Bits) -> Bits {
        let (a, b) = (u128::from_le(self.0), u128::from_le(other.0));
        let (n, m) = ((a >> 8) & 0xff, (b >> 8) & 0xff);
        debug_assert!(n + m <= Short::MAX as u128);
        let text = (a >> 16) | (b >> 16) << (n * 8);
        Bits(u128::to_le(text << 16 | (n + m) << 8 | SHORT_TAG))
    }
}

/// Two digits, the first in the low byte.
#[inline(always)]
fn pair(n: u64) -> u16 {
    u16::from_le_bytes(PAIRS[n as usize])
}

/// Length of the text of an integer.
#[inline(always)]
pub fn int_len(n: i64) -> usize {
    let digits = n.unsigned_abs().checked_ilog10().unwrap_or(0) + 1;
    digits as usize + usize::from(n < 0)
}

#[cfg(test)]
mod tests {
    use super::super::Value;
    use super::*;

    #[test]
    fn short_strings_are_made_as_numbers() {
        let text = b"abcdefghijklmnop";
        for from in 0..3 {
            for to in from..=from + Short::MAX.min(text.len() - from) {
                let mut v = Value::Int(-1);
                v.set_bits(Bits::of(&text[from..to]));
                assert!(matches!(v, Value::Short(_)));
                assert_eq!(v.to_vec(), &text[from..to]);
                assert_eq!(v.len(), to - from);
                let Value::Short(short) = v else { return };
                let mut copy = Value::Undef;
                copy.set_bits(short.bits());
                assert!(copy.same_text(&v) && short.is_ascii());
            }
        }
        let v = Value::from_bytes(b"abcdefghijk\xff");
        assert!(!v.is_ascii());
    }

    #[test]
    fn eight_digits_and_back() {
        let all = (0..20_000).chain((0..100_000_000).step_by(997));
        for n in all.chain([99_999_999, 10_000_000, 12_345_678]) {
            let bits = Bits::of_int(n).unwrap();
            let mut v = Value::Undef;
            v.set_bits(bits);
            assert_eq!(v.to_vec(), n.to_string().as_bytes());
            assert_eq!(v.short_bits().and_then(Bits::digits), Some(n));
        }
        for text in [
            "",
            "123456789",
            "12a",
            "-1",
            "1.5",
            " 1",
            "1/",
            "1:",
            "\u{b1}",
        ] {
            assert_eq!(Bits::of(text.as_bytes()).digits(), None, "{text}");
        }
        assert_eq!(Bits::of(b"007").digits(), Some(7));
    }

    #[test]
    fn integers_have_the_texts_of_numbers() {
        let mut n = 1_i64;
        let mut all = vec![0, 9, 10, 99, 100, 101, 1230, -1, -9, -10, -99, -100];
        while n < 100_000_000_000_000_000 {
            n = n * 3 + 1;
            all.extend([n, -n]);
        }
        for n in all {
            let text = n.to_string();
            let value = Value::from_bytes(text.as_bytes());
            assert_eq!(int_len(n), text.len());
            assert_eq!(Value::Int(n).len(), text.len());
            assert!(value.same_text(&Value::Int(n)) && Value::Int(n).same_text(&value));
            assert!(!value.same_text(&Value::Int(n + 1)));
            assert_eq!(Bits::of_int(n).is_some(), text.len() <= Short::MAX);
            let mut made = Value::Undef;
            if let Some(bits) = Bits::of_int(n) {
                made.set_bits(bits);
                assert_eq!(made.to_vec(), text.as_bytes());
            }
        }
    }
}
