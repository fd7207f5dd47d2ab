//! Parts of string functions for the instruction loop: bytes, one-byte delimiters.

/// Piece `n` of a text.
#[inline(always)]
pub fn piece(s: &[u8], delimiter: u8, n: i64) -> &[u8] {
    let Some(mut skip) = usize::try_from(n).ok().and_then(|n| n.checked_sub(1)) else { return b"" };
    let mut start = 0;
    // Pieces are mostly short: a plain walk beats a search that is set up anew for each.
    while skip > 0 {
        match find(&s[start..], delimiter) {
            Some(at) => start += at + 1,
            None => return b"",
        }
        skip -= 1;
    }
    let rest = &s[start..];
    match find(rest, delimiter) {
        Some(at) => &rest[..at],
        None => rest,
    }
}

/// First place of a byte.
#[inline(always)]
fn find(s: &[u8], byte: u8) -> Option<usize> {
    let near = s.len().min(16);
    match s[..near].iter().position(|b| *b == byte) {
        Some(at) => Some(at),
        None if near == s.len() => None,
        None => memchr::memchr(byte, &s[near..]).map(|at| at + near),
    }
}

#[cfg(test)]
mod tests {
    use super::piece;

    #[test]
    fn pieces_by_number() {
        assert_eq!(piece(b"a,b,,d", b',', 2), b"b");
        assert_eq!(piece(b"a,b,,d", b',', 3), b"");
        assert_eq!(piece(b"a,b,,d", b',', 4), b"d");
        assert_eq!(piece(b"a,b,,d", b',', 5), b"");
        assert_eq!(piece(b"a,b", b',', 0), b"");
        assert_eq!(piece(b"a long first piece of text,b", b',', 1), b"a long first piece of text");
        assert_eq!(piece(b"a long first piece of text,b", b',', 2), b"b");
    }
}
