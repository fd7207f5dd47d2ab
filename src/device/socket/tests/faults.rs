//! Peers that behave badly: at random, in a hurry, one byte at a time, without end, or not at all.

use super::*;
use crate::random::Random;
use crate::value::errors::*;
use std::io;
use std::net::Shutdown;

fn text_of(random: &mut Random, most: usize) -> Vec<u8> {
    let length = random.below(most + 1);
    (0..length)
        .map(|_| b"abcd\n\r\0\xff"[random.below(8)])
        .collect()
}

/// The far end of one connection, and what the model knows of it.
struct Far {
    handle: String,
    stream: Option<TcpStream>,
    /// Sent to the device and not yet read there.
    pending: Vec<u8>,
    /// Written by the device and not yet seen here.
    due: Vec<u8>,
    /// The far end has sent its end, or a reset.
    ended: bool,
    reset: bool,
    /// The device has reported the end.
    reported: bool,
}

impl Far {
    /// Takes what is there; every byte has to be the next one that the device wrote.
    fn look(&mut self) {
        let Some(stream) = &mut self.stream else {
            return;
        };
        let mut room = [0; 4096];
        loop {
            match stream.read(&mut room) {
                Ok(0) => return,
                Ok(got) => {
                    assert!(
                        self.due.starts_with(&room[..got]),
                        "{}: other bytes came",
                        self.handle
                    );
                    self.due.drain(..got);
                }
                Err(e) if e.kind() == io::ErrorKind::WouldBlock => return,
                Err(_) => return self.reset = true,
            }
        }
    }
}

/// A device with many peers, and a model of what it must never lose, repeat or mix up.
struct Bench {
    shared: Shared,
    device: Box<SocketDevice>,
    port: u16,
    far: Vec<Far>,
    random: Random,
}

impl Bench {
    fn new(seed: u64) -> Self {
        let mut shared = Shared::default();
        let (device, port) = listening(&[param(ParamId::Delimiter, "\n")], &mut shared);
        let (far, random) = (Vec::new(), Random(seed));
        let mut bench = Bench {
            shared,
            device,
            port,
            far,
            random,
        };
        use_device(
            &mut bench.device,
            &[flag(ParamId::NoWrap)],
            &mut bench.shared,
        )
        .unwrap();
        bench
    }

    fn wait(&mut self, seconds: &str) -> Option<Vec<String>> {
        let done = control(&mut self.device, "WAIT", &[Some(seconds)], &mut self.shared).unwrap();
        let pieces = key(&self.device).split('|').map(str::to_owned).collect();
        (done.test == Some(true)).then_some(pieces)
    }

    fn dial(&mut self) {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_nonblocking(true).unwrap();
        let told = self.wait("10").expect("a connection is told");
        assert_eq!(told[0], "CONNECT");
        self.far.push(Far {
            handle: told[1].clone(),
            stream: Some(stream),
            pending: Vec::new(),
            due: Vec::new(),
            ended: false,
            reset: false,
            reported: false,
        });
    }

    fn select(&mut self, at: usize) {
        let handle = self.far[at].handle.clone();
        use_device(
            &mut self.device,
            &[param(ParamId::Socket, &handle)],
            &mut self.shared,
        )
        .unwrap();
    }

    /// A READ; its value and delimiter have to be the next bytes that the peer sent.
    fn read(&mut self, at: usize, seconds: f64) {
        self.select(at);
        if self.random.below(4) == 0 {
            let list = ["\n", "", "ab:b", "\r\n:\n", "abc:bc:c:dd"][self.random.below(5)];
            use_device(
                &mut self.device,
                &[param(ParamId::Delimiter, list)],
                &mut self.shared,
            )
            .unwrap();
        }
        let kind = match self.random.below(5) {
            0 => ReadKind::Char,
            1 => ReadKind::Fixed(1 + self.random.below(300)),
            _ => ReadKind::Line,
        };
        let done = read(&mut self.device, kind, Some(seconds)).unwrap();
        let status = self.device.status();
        let mut taken = match done.value {
            ReadValue::Bytes(bytes) => bytes,
            ReadValue::Code(-1) => Vec::new(),
            ReadValue::Code(0) if !status.key.is_empty() || status.zeof => Vec::new(),
            ReadValue::Code(code) => vec![code as u8],
        };
        taken.extend_from_slice(&status.key);
        let far = &mut self.far[at];
        assert!(
            far.pending.starts_with(&taken),
            "{}: {kind:?} gave other bytes",
            far.handle
        );
        far.pending.drain(..taken.len());
        if status.zeof {
            assert!(far.ended, "{}: an end that nobody sent", far.handle);
            assert!(
                far.reset || far.pending.is_empty(),
                "{}: bytes before the end are lost",
                far.handle
            );
            far.reported = true;
        }
    }

    fn write(&mut self, at: usize) {
        self.select(at);
        let text = text_of(&mut self.random, 600);
        write(&mut self.device, &[Item::Text(&text)]).unwrap();
        if shown(&self.device) == "0" {
            self.far[at].due.extend_from_slice(&text);
        }
    }

    fn close(&mut self, at: usize) {
        let handle = self.far[at].handle.clone();
        close_device(
            &mut self.device,
            &[param(ParamId::Socket, &handle)],
            &mut self.shared,
        )
        .unwrap();
        let mut far = self.far.remove(at);
        // The system resets a connection that is closed with unread bytes: then the rest may be lost.
        let orderly = far.pending.is_empty() && !far.reset && !far.ended;
        if let Some(stream) = &mut far.stream {
            stream.set_nonblocking(false).unwrap();
            stream.set_read_timeout(Some(PATIENCE)).unwrap();
            let mut rest = Vec::new();
            let end = stream.read_to_end(&mut rest);
            assert!(far.due.starts_with(&rest), "{handle}: other bytes came");
            assert!(
                !orderly || end.is_ok() && rest.len() == far.due.len(),
                "{handle}: bytes before CLOSE are lost"
            );
        }
    }

    fn step(&mut self) {
        let count = self.far.len();
        if count == 0 || count < 12 && self.random.below(12) == 0 {
            return self.dial();
        }
        let at = self.random.below(count);
        match self.random.below(20) {
            0..7 => {
                let text = text_of(&mut self.random, 700);
                let far = &mut self.far[at];
                if let (false, Some(stream)) = (far.ended, &mut far.stream) {
                    let sent = stream.write(&text).unwrap_or(0);
                    far.pending.extend_from_slice(&text[..sent]);
                }
            }
            7..11 => {
                let seconds = [0.0, 0.0, 0.002][self.random.below(3)];
                self.read(at, seconds);
            }
            11..14 => {
                if let Some(told) = self.wait("0")
                    && let Some(at) = self.far.iter().position(|f| f.handle == told[1])
                {
                    let far = &self.far[at];
                    assert!(
                        !far.pending.is_empty() || far.ended,
                        "{told:?}: there is nothing"
                    );
                    self.read(at, 0.0);
                }
            }
            14..17 => self.write(at),
            17 => self.far[at].look(),
            18 => {
                let how = self.random.below(3);
                let far = &mut self.far[at];
                far.look();
                if let Some(stream) = far.stream.take_if(|_| how > 0) {
                    let linger = (how == 2).then_some(Duration::ZERO);
                    socket2::SockRef::from(&stream).set_linger(linger).unwrap();
                    // A connection that is closed with unread bytes is reset, too.
                    far.reset |= how == 2 || !far.due.is_empty();
                } else if let Some(stream) = &far.stream {
                    let _ = stream.shutdown(Shutdown::Write);
                }
                far.ended = true;
            }
            _ => self.close(at),
        }
    }

    /// Everything that was sent is read, and every end is told.
    fn finish(mut self) {
        while let Some(far) = self.far.first_mut() {
            if let Some(stream) = &far.stream {
                let _ = stream.shutdown(Shutdown::Write);
            }
            far.ended = true;
            let limit = Instant::now() + PATIENCE;
            while !self.far[0].reported {
                self.read(0, 0.05);
                assert!(Instant::now() < limit, "an end is not told");
            }
            self.close(0);
        }
    }
}

/// Random peers: nothing is lost, repeated or mixed up. `MRUN_FUZZ_SECONDS` says how long to try.
#[test]
fn random_peers() {
    let seconds = std::env::var("MRUN_FUZZ_SECONDS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(1);
    let end = Instant::now() + Duration::from_secs(seconds);
    let mut seed = std::env::var("MRUN_FUZZ_SEED")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(1);
    let (mut rounds, first) = (0, seed);
    while Instant::now() < end {
        let mut bench = Bench::new(u64::wrapping_mul(seed, 0x9e37_79b9_7f4a_7c15) | 1);
        let run = std::panic::AssertUnwindSafe(|| {
            (0..600).for_each(|_| bench.step());
            bench.finish();
        });
        assert!(std::panic::catch_unwind(run).is_ok(), "seed {seed}");
        (seed, rounds) = (seed + 1, rounds + 1);
    }
    println!("{rounds} rounds from seed {first} on");
}

#[test]
fn one_byte_at_a_time() {
    let mut shared = Shared::default();
    let (mut d, mut far) = connected(&[param(ParamId::Delimiter, "-end-:\r\n")], &mut shared);
    let text = b"first-en-end-second\r\r\nthird-end-";
    let sender = std::thread::spawn(move || {
        for byte in text {
            far.write_all(&[*byte]).unwrap();
            std::thread::yield_now();
        }
        far
    });
    for (expected, delimiter) in [
        ("first-en", "-end-"),
        ("second\r", "\r\n"),
        ("third", "-end-"),
    ] {
        assert_eq!(
            line(&mut d, Some(10.0)),
            (expected.to_owned(), Some(true), delimiter.to_owned())
        );
    }
    drop(sender.join());
}

/// 100 MB without a delimiter come in pieces of the longest string, and never more is held.
#[test]
fn a_stream_without_a_delimiter() {
    const TOTAL: usize = 100_000_000;
    let mut shared = Shared::default();
    let (mut d, mut far) = connected(&[param(ParamId::Delimiter, "\n")], &mut shared);
    let sender = std::thread::spawn(move || {
        let block: Vec<u8> = (0..100_000)
            .map(|i| (i % 251 + 1) as u8)
            .map(|b| if b == b'\n' { b'x' } else { b })
            .collect();
        for _ in 0..TOTAL / block.len() {
            far.write_all(&block).unwrap();
        }
        block
    });
    let (mut total, mut sum) = (0, 0_u64);
    while total < TOTAL {
        let done = read(&mut d, ReadKind::Line, Some(30.0)).unwrap();
        let ReadValue::Bytes(bytes) = done.value else {
            panic!("no bytes");
        };
        assert!(!bytes.is_empty() && bytes.len() <= 1 << 20);
        let held = d.sockets.current().unwrap().1.input.unread().len();
        assert!(held <= 2 << 20, "{held} bytes are held");
        total += bytes.len();
        sum += bytes.iter().map(|b| u64::from(*b)).sum::<u64>();
        if d.status().zeof {
            break;
        }
    }
    let block = sender.join().unwrap();
    let expected = block.iter().map(|b| u64::from(*b)).sum::<u64>() * (TOTAL / block.len()) as u64;
    assert_eq!((total, sum), (TOTAL, expected));
}

/// The most delimiters, each the beginning or the end of others.
#[test]
fn many_delimiters_that_overlap() {
    let list: Vec<String> = (1..=64)
        .map(|n| "ab".repeat(n / 2 + 1)[n % 2..].to_owned() + &"c".repeat(n % 5))
        .collect();
    let mut random = Random(77);
    for _ in 0..40 {
        let mut shared = Shared::default();
        let kept: Vec<&String> = list.iter().filter(|_| random.below(8) > 0).collect();
        let notation: Vec<&str> = kept.iter().map(|d| d.as_str()).collect();
        let delimiters =
            delimiter::Delimiters::new(notation.iter().map(|d| d.as_bytes().to_vec()).collect());
        let (mut d, mut far) = connected(&[], &mut shared);
        use_device(
            &mut d,
            &[flag(ParamId::NoWrap), param(ParamId::Width, "1000")],
            &mut shared,
        )
        .unwrap();
        d.sockets.current_mut().unwrap().1.settings.delimiters = delimiters;
        let text: Vec<u8> = (0..400).map(|_| b"aabbcd"[random.below(6)]).collect();
        far.write_all(&text).unwrap();
        arrived(&d, text.len(), false);
        let mut rest = &text[..];
        while !rest.is_empty() {
            let done = read(&mut d, ReadKind::Line, Some(0.0)).unwrap();
            let end = (1..=rest.len()).find_map(|end| {
                let found = notation
                    .iter()
                    .find(|n| rest[..end].ends_with(n.as_bytes()))?;
                Some((end - found.len(), found.as_bytes(), end))
            });
            let (value, delimiter, end) = end.unwrap_or((rest.len(), b"", rest.len()));
            assert_eq!(done.value, ReadValue::Bytes(rest[..value].to_vec()));
            assert_eq!(d.status().key, delimiter);
            rest = &rest[end..];
        }
    }
}

/// A WRITE to a peer that does not read waits, and its bytes come in order when the peer goes on.
#[test]
fn a_reader_that_is_stuck() {
    let mut shared = Shared::default();
    let (mut d, mut far) = connected(&[], &mut shared);
    use_device(&mut d, &[flag(ParamId::NoWrap)], &mut shared).unwrap();
    let text: Vec<u8> = (0..1 << 20).map(|i: u32| (i % 253) as u8).collect();
    let (go, stop) = std::sync::mpsc::channel();
    let expected = text.repeat(16);
    let reader = std::thread::spawn(move || {
        stop.recv().unwrap();
        let mut all = vec![0; expected.len()];
        far.read_exact(&mut all).unwrap();
        assert!(all == expected, "the bytes are not those written");
    });
    // The system takes some of it, then the device has to wait.
    let mut told = false;
    for _ in 0..16 {
        let mut waited = |step: IoResult<()>| match step.unwrap() {
            Step::Done(()) => true,
            Step::Wait(wait) => {
                if !std::mem::replace(&mut told, true) {
                    go.send(()).unwrap();
                }
                wait_for(&wait, Instant::now() + PATIENCE);
                false
            }
        };
        while !waited(d.write(Item::Text(&text), &mut shared)) {}
        while !waited(d.flush(Flush::Command)) {}
    }
    assert!(told, "16 MB never filled the buffers");
    reader.join().unwrap();
}

/// Connections that are reset before they are accepted, and a peer that is gone before anything is written.
#[test]
fn peers_that_vanish() {
    let mut shared = Shared::default();
    let (mut d, port) = listening(&[param(ParamId::Delimiter, "\n")], &mut shared);
    for _ in 0..5 {
        let far = TcpStream::connect(("127.0.0.1", port)).unwrap();
        socket2::SockRef::from(&far)
            .set_linger(Some(Duration::ZERO))
            .unwrap();
        drop(far);
        // It is told as a connection, whose first READ meets the end; or as nothing at all.
        let done = control(&mut d, "WAIT", &[Some("0.2")], &mut shared).unwrap();
        if done.test == Some(true) && key(&d).starts_with("CONNECT") {
            let (text, _, _) = line(&mut d, Some(5.0));
            assert_eq!((text.as_str(), d.status().zeof), ("", true));
            write(&mut d, &[Item::Text(b"x")]).unwrap();
            assert!(shown(&d).starts_with("1,"));
        }
    }
    let alive = TcpStream::connect(("127.0.0.1", port)).unwrap();
    while {
        control(&mut d, "WAIT", &[Some("5")], &mut shared).unwrap();
        !key(&d).starts_with("CONNECT")
    } {
        let handle = key(&d).split('|').nth(1).unwrap().to_owned();
        close_device(&mut d, &[param(ParamId::Socket, &handle)], &mut shared).unwrap();
    }
    let mut alive = alive;
    alive.write_all(b"still here\n").unwrap();
    assert_eq!(line(&mut d, Some(10.0)).0, "still here");
}

/// A full device leaves connections pending; with a place free they are accepted.
#[test]
fn a_full_device() {
    let mut shared = Shared::default();
    shared
        .environment
        .settings_mut()
        .insert("max_sockets".into(), "2".into());
    let (mut d, port) = listening(&[], &mut shared);
    let _one = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let _two = TcpStream::connect(("127.0.0.1", port)).unwrap();
    control(&mut d, "WAIT", &[Some("5")], &mut shared).unwrap();
    let first = key(&d).split('|').nth(1).unwrap().to_owned();
    for _ in 0..3 {
        let e = control(&mut d, "WAIT", &[Some("5")], &mut shared).unwrap_err();
        assert_eq!(e.error.code(), SOCKMAX);
    }
    close_device(&mut d, &[param(ParamId::Socket, &first)], &mut shared).unwrap();
    control(&mut d, "WAIT", &[Some("5")], &mut shared).unwrap();
    assert!(key(&d).starts_with("CONNECT"));
}
