//! Arrays of M as lists: the subscripts of each node, and its value.

/// A node: its subscripts, and its value. No subscripts is the array itself.
pub type Node = (Vec<Vec<u8>>, Vec<u8>);

/// A node below a place, borrowed.
pub type Below<'a> = (&'a [Vec<u8>], &'a [u8]);

/// A subscript that is a count from 0, written canonically.
pub fn index(subscript: &[u8]) -> Option<u32> {
    let canonical = subscript == b"0"
        || (!subscript.starts_with(b"0") && subscript.iter().all(u8::is_ascii_digit));
    match canonical {
        true => std::str::from_utf8(subscript).ok()?.parse().ok(),
        false => None,
    }
}

/// Adds a node one subscript below a place.
pub fn push(out: &mut Vec<Node>, above: &[Vec<u8>], subscript: &[u8], value: &[u8]) {
    let mut at = above.to_vec();
    at.push(subscript.to_vec());
    out.push((at, value.to_vec()));
}

/// Subscripts for a message.
pub fn show(subscripts: &[Vec<u8>]) -> String {
    let all: Vec<_> = subscripts
        .iter()
        .map(|s| String::from_utf8_lossy(s))
        .collect();
    format!("({})", all.join(","))
}
