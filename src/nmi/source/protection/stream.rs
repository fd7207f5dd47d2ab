//! The begin of what one side of a connection sends, put in order, within bounds.

/// Handshakes are shorter.
pub const MOST: usize = 32 << 10;
/// Segments that came before the one that they follow.
const EARLY: usize = 16;

#[derive(Debug, Default)]
pub struct Stream {
    /// The number of the byte that comes next.
    next: Option<u32>,
    pub bytes: Vec<u8>,
    early: Vec<(u32, Vec<u8>)>,
}

impl Stream {
    /// The numbers begin.
    pub fn open(&mut self, sequence: u32) {
        *self = Stream {
            next: Some(sequence.wrapping_add(1)),
            ..Stream::default()
        };
    }

    /// Nothing more is taken.
    pub fn is_full(&self) -> bool {
        self.bytes.len() >= MOST
    }

    /// Bytes that are kept.
    pub fn kept(&self) -> usize {
        self.bytes.len() + self.early.iter().map(|(_, data)| data.len()).sum::<usize>()
    }

    /// Takes data; `true` when there is something new at the end.
    pub fn push(&mut self, sequence: u32, data: &[u8]) -> bool {
        let before = self.bytes.len();
        self.take(sequence, data);
        // What came early may follow now, in any order.
        while let Some(at) = self
            .early
            .iter()
            .position(|(sequence, _)| self.distance(*sequence) <= 0)
        {
            let (sequence, data) = self.early.swap_remove(at);
            self.take(sequence, &data);
        }
        self.bytes.len() > before
    }

    /// How far a number is behind the one that comes next.
    fn distance(&self, sequence: u32) -> i32 {
        self.next
            .map_or(0, |next| sequence.wrapping_sub(next) as i32)
    }

    fn take(&mut self, sequence: u32, data: &[u8]) {
        // Without its begin the stream begins here.
        let next = *self.next.get_or_insert(sequence);
        let distance = self.distance(sequence);
        if distance > 0 {
            if (distance as usize) < MOST
                && self.early.len() < EARLY
                && self.kept() + data.len() < 2 * MOST
            {
                self.early.push((sequence, data.to_vec()));
            }
            return;
        }
        let known = distance.unsigned_abs() as usize;
        let fresh = data.get(known..).unwrap_or_default();
        let room = MOST - self.bytes.len().min(MOST);
        self.bytes.extend(&fresh[..fresh.len().min(room)]);
        self.next = Some(next.wrapping_add(fresh.len() as u32));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_are_put_in_order() {
        let mut stream = Stream::default();
        stream.open(u32::MAX - 2);
        assert!(stream.push(u32::MAX - 1, b"ab"));
        assert!(!stream.push(4, b"gh"));
        assert!(!stream.push(2, b"ef"));
        assert!(!stream.push(u32::MAX - 1, b"ab"));
        assert!(stream.push(u32::MAX, b"bcd"));
        assert_eq!(stream.bytes, b"abcdefgh");
        assert_eq!(stream.kept(), 8);
    }

    #[test]
    fn memory_is_bounded() {
        let mut stream = Stream::default();
        stream.push(0, b"x");
        for n in 0..100_000u32 {
            stream.push(n * 1000 + 2, &[0; 1000]);
        }
        assert!(stream.kept() <= 2 * MOST);
        let mut stream = Stream::default();
        for n in 0..100 {
            stream.push(n * 1000, &[0; 1000]);
        }
        assert!(stream.is_full() && stream.bytes.len() == MOST);
    }
}
