//! Names that are like a pattern: `*` is any bytes, `?` any one.

/// Whether a name matches; `same` compares other bytes.
pub fn glob(pattern: &[u8], name: &[u8], same: impl Fn(&u8, &u8) -> bool) -> bool {
    let (mut p, mut n) = (0, 0);
    // Where to go on when a byte does not match: behind the last star, one byte further.
    let mut retry = None;
    while let Some(byte) = name.get(n) {
        match pattern.get(p) {
            Some(b'*') => {
                retry = Some((p + 1, n + 1));
                p += 1;
            }
            Some(wanted) if *wanted == b'?' || same(wanted, byte) => (p, n) = (p + 1, n + 1),
            _ => match &mut retry {
                Some((behind, from)) => {
                    (p, n) = (*behind, *from);
                    *from += 1;
                }
                None => return false,
            },
        }
    }
    pattern
        .get(p..)
        .is_some_and(|rest| rest.iter().all(|b| *b == b'*'))
}
