//! The table of READ as a property: random streams, cut at random places, under random parameters, READ as a model says.
//!
//! Nothing here waits: the peer is the other end of a socketpair, and the test itself says when a timeout is over or when it has been
//! quiet long enough, by moving the moments that the operation counts from.

use super::*;
use std::os::unix::net::UnixStream;

/// Streams, and bytes of each.
const STREAMS: u64 = 400;
const LENGTH: usize = 400;

/// Splitmix64: the same numbers in every run.
struct Random(u64);

impl Random {
    fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.number() % bound as u64) as usize
    }

    fn letters(&mut self, count: usize, alphabet: usize) -> Vec<u8> {
        (0..count)
            .map(|_| b"abcdefgh"[self.below(alphabet)])
            .collect()
    }
}

/// The timeout of a READ.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Limit {
    None,
    Zero,
    Some,
}

/// What a READ has to find.
#[derive(Debug, Clone, Copy)]
struct Now {
    timeout_over: bool,
    /// No byte has come during the quiet interval.
    quiet_over: bool,
    closed: bool,
}

/// The end of a READ.
#[derive(Debug, PartialEq)]
struct End {
    value: Vec<u8>,
    test: Option<bool>,
    key: Vec<u8>,
    zeof: bool,
}

/// The table: how a READ of `kind` ends when `data` has come and not been read, and how many bytes it takes; `None` goes on waiting.
fn table(
    data: &[u8],
    delimiters: &[Vec<u8>],
    kind: ReadKind,
    limit: Limit,
    now: Now,
) -> Option<(End, usize)> {
    let length = match kind {
        ReadKind::Line => 1_048_576,
        ReadKind::Fixed(n) => n,
        ReadKind::Char => 1,
    };
    let end = |value: &[u8], key: &[u8], test: bool, zeof: bool| End {
        value: value.to_vec(),
        key: key.to_vec(),
        test: (limit != Limit::None).then_some(test),
        zeof,
    };
    for taken in 1..=data.len() {
        let so_far = &data[..taken];
        for delimiter in delimiters {
            // READ * knows delimiters of one character only.
            if so_far.ends_with(delimiter) && (kind != ReadKind::Char || delimiter.len() == 1) {
                let value = &so_far[..taken - delimiter.len()];
                return Some((end(value, delimiter, true, false), taken));
            }
        }
        if taken == length {
            return Some((end(so_far, b"", true, false), taken));
        }
    }
    let all = data.len();
    let silence_ends = kind == ReadKind::Line && delimiters.is_empty();
    if now.closed {
        Some((end(data, b"", limit == Limit::Some, true), all))
    } else if limit == Limit::Zero {
        Some((end(data, b"", false, false), all))
    } else if silence_ends && all > 0 && (now.quiet_over || now.timeout_over) {
        Some((end(data, b"", true, false), all))
    } else if now.timeout_over {
        Some((end(data, b"", false, false), all))
    } else {
        None
    }
}

/// None, one, some or all 64 delimiters, which overlap as they have few letters.
fn delimiters(random: &mut Random, alphabet: usize) -> Vec<Vec<u8>> {
    let count = [0, 0, 1, 2, 5, 64][random.below(6)];
    (0..count)
        .map(|_| {
            let length = 1 + random.below(if count == 64 { 6 } else { 4 });
            random.letters(length, alphabet)
        })
        .collect()
}

struct Stream {
    random: Random,
    device: SocketDevice,
    shared: Shared,
    peer: Option<UnixStream>,
    alphabet: usize,
    delimiters: Vec<Vec<u8>>,
    /// Sent, and not read.
    pending: Vec<u8>,
    left: usize,
}

impl Stream {
    fn new(seed: u64) -> Self {
        let mut shared = Shared::default();
        let (near, far) = UnixStream::pair().unwrap();
        let device = SocketDevice::owned(near.into(), Side::Input, b"", &mut shared).unwrap();
        let mut random = Random(seed);
        let alphabet = 2 + random.below(6);
        let mut stream = Stream {
            random,
            device,
            shared,
            peer: Some(far),
            alphabet,
            delimiters: Vec::new(),
            pending: Vec::new(),
            left: LENGTH,
        };
        stream.set_delimiters();
        stream
    }

    fn set_delimiters(&mut self) {
        self.delimiters = delimiters(&mut self.random, self.alphabet);
        let notation = self.delimiters.join(&b':');
        // The interval is moved by hand: by itself it is longer than a test takes.
        let params = [
            param(ParamId::Delimiter, &String::from_utf8(notation).unwrap()),
            param(ParamId::MoreReadTime, "999"),
        ];
        use_device(&mut self.device, &params, &mut self.shared).unwrap();
    }

    /// Sends some bytes, or ends the connection when there are no more. Whether it sent any.
    fn arrive(&mut self) -> bool {
        if self.left == 0 {
            self.peer = None;
            return false;
        }
        let most = [1, 2, 3, 8, 40][self.random.below(5)];
        let count = (1 + self.random.below(most)).min(self.left);
        let chunk = self.random.letters(count, self.alphabet);
        self.left -= count;
        self.pending.extend_from_slice(&chunk);
        if let Some(peer) = &mut self.peer {
            peer.write_all(&chunk).unwrap();
        }
        true
    }

    /// One READ, compared with the table at every step.
    fn read(&mut self, seed: u64) -> bool {
        let kind = match self.random.below(5) {
            0 => ReadKind::Char,
            1 | 2 => ReadKind::Fixed(1 + self.random.below(12)),
            _ => ReadKind::Line,
        };
        let limit = [Limit::None, Limit::Zero, Limit::Some][self.random.below(3)];
        let far = || Instant::now() + Duration::from_secs(3600);
        let mut op = ReadOp::new(
            kind,
            match limit {
                Limit::None => Timeout::None,
                Limit::Zero => Timeout::Now,
                Limit::Some => Timeout::At(far()),
            },
        );
        let before = |moment: Instant| moment - Duration::from_secs(2);
        let (mut timeout_over, mut quiet_over) = (false, false);
        loop {
            let now = Now {
                timeout_over,
                quiet_over,
                closed: self.peer.is_none(),
            };
            let expected = table(&self.pending, &self.delimiters, kind, limit, now);
            let case = format!(
                "stream {seed}, {kind:?} {limit:?} {now:?}, delimiters {:?}, data {:?}",
                self.delimiters
                    .iter()
                    .map(|d| String::from_utf8_lossy(d))
                    .collect::<Vec<_>>(),
                String::from_utf8_lossy(&self.pending)
            );
            match (self.device.read(&mut op, &mut self.shared), expected) {
                (Ok(Step::Done(done)), Some((end, taken))) => {
                    let status = self.device.status();
                    let value = match (kind, end.value.first()) {
                        (ReadKind::Char, Some(byte)) => ReadValue::Code((*byte).into()),
                        // Nothing came: 0 for a delimiter or the end, -1 for a timeout.
                        (ReadKind::Char, None) if end.key.is_empty() && !end.zeof => {
                            ReadValue::Code(-1)
                        }
                        (ReadKind::Char, None) => ReadValue::Code(0),
                        _ => ReadValue::Bytes(end.value),
                    };
                    let got = (done.value, done.test, status.key.clone(), status.zeof);
                    assert_eq!(got, (value, end.test, end.key, end.zeof), "{case}");
                    self.pending.drain(..taken);
                    return end.zeof;
                }
                (Ok(Step::Wait(wait)), None) => {
                    assert!(
                        !wait.fds.is_empty(),
                        "{case}: it does not wait for the peer"
                    );
                }
                (got, expected) => panic!("{case}\n  expected {expected:?}\n  got {got:?}"),
            }
            // Something has to happen, or several things at once.
            let came = match self.random.below(4) {
                0 if limit == Limit::Some => {
                    timeout_over = true;
                    op.timeout = Timeout::At(before(Instant::now()));
                    false
                }
                1 => {
                    quiet_over = true;
                    self.random.below(4) == 0 && self.arrive()
                }
                _ => self.arrive(),
            };
            // What comes begins a new interval.
            quiet_over &= !came;
            if op.last_data.is_some() {
                op.last_data = Some(if quiet_over {
                    before(Instant::now())
                } else {
                    far()
                });
            }
        }
    }
}

#[test]
fn every_row_of_the_table() {
    for seed in 0..STREAMS {
        let mut stream = Stream::new(seed);
        loop {
            if stream.random.below(8) == 0 {
                stream.set_delimiters();
            }
            if stream.random.below(3) == 0 && stream.peer.is_some() {
                stream.arrive();
            }
            if stream.read(seed) {
                break;
            }
        }
        // All bytes were read, each once: READ took exactly what the table says, to the end.
        assert!(stream.pending.is_empty() && stream.left == 0);
    }
}
