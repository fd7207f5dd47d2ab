//! FNV-1a: a sum of bytes that is the same on every machine. It is a fingerprint, not a seal.

/// The sum of nothing.
pub const START: u64 = 0xcbf2_9ce4_8422_2325;

/// The sum of bytes.
pub fn sum(bytes: &[u8]) -> u64 {
    more(START, bytes)
}

/// The sum of what was summed before, and bytes behind it.
pub fn more(sum: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(sum, |sum, byte| {
        (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The sum as a hasher of tables whose keys nobody outside chooses.
pub struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Fnv(START)
    }
}

impl std::hash::Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = more(self.0, bytes);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_those_of_the_published_examples() {
        assert_eq!(sum(b""), START);
        assert_eq!(sum(b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(sum(b"foobar"), 0x8594_4171_f739_67e8);
        assert_eq!(more(sum(b"foo"), b"bar"), sum(b"foobar"));
    }
}
