//! READ: every row of socket.md's table, ends of connections, odd delimiters, encodings, and random sequences
//! against a model.

use super::*;
use crate::random::Random;
use crate::value::errors::*;

const LF: &str = "\n";

fn delimited(shared: &mut Shared) -> (Box<SocketDevice>, TcpStream) {
    connected(&[param(ParamId::Delimiter, LF)], shared)
}

#[test]
fn lines() {
    let mut shared = Shared::default();
    let (mut d, mut peer) = delimited(&mut shared);
    assert_eq!(
        (key(&d), shown(&d)),
        ("ESTABLISHED|c|127.0.0.1".into(), "0".into())
    );
    peer.write_all(b"one\n\nthree\n").unwrap();
    let mut xs = Vec::new();
    for expected in ["one", "", "three"] {
        assert_eq!(line(&mut d, None), (expected.into(), None, LF.into()));
        xs.push(d.status().x);
    }
    assert_eq!(xs, [3, 3, 8]);
    assert_eq!(d.status().zb, b"\n");
}

/// Rows of the table when the data is there: delimiter, length, timeout; value, $TEST, $KEY of two READs.
#[test]
fn table_with_data() {
    let all = "abcdefgh\nij\n";
    for (delimiter, length, timeout, first, second) in [
        ("", None, None, (all, None, ""), ("", None, "")),
        (
            "",
            None,
            Some(0.0),
            (all, Some(false), ""),
            ("", Some(false), ""),
        ),
        (
            "",
            None,
            Some(0.1),
            (all, Some(true), ""),
            ("", Some(false), ""),
        ),
        ("", Some(5), None, ("abcde", None, ""), ("fgh\ni", None, "")),
        (
            "",
            Some(5),
            Some(0.0),
            ("abcde", Some(true), ""),
            ("fgh\ni", Some(true), ""),
        ),
        (
            "",
            Some(5),
            Some(0.1),
            ("abcde", Some(true), ""),
            ("fgh\ni", Some(true), ""),
        ),
        (LF, None, None, ("abcdefgh", None, LF), ("ij", None, LF)),
        (
            LF,
            None,
            Some(0.0),
            ("abcdefgh", Some(true), LF),
            ("ij", Some(true), LF),
        ),
        (
            LF,
            None,
            Some(0.1),
            ("abcdefgh", Some(true), LF),
            ("ij", Some(true), LF),
        ),
        (LF, Some(5), None, ("abcde", None, ""), ("fgh", None, LF)),
        (
            LF,
            Some(5),
            Some(0.0),
            ("abcde", Some(true), ""),
            ("fgh", Some(true), LF),
        ),
        (
            LF,
            Some(5),
            Some(0.1),
            ("abcde", Some(true), ""),
            ("fgh", Some(true), LF),
        ),
    ] {
        let mut shared = Shared::default();
        let (mut d, mut peer) = connected(&[param(ParamId::Delimiter, delimiter)], &mut shared);
        peer.write_all(all.as_bytes()).unwrap();
        arrived(&d, all.len(), false);
        let kind = length.map_or(ReadKind::Line, ReadKind::Fixed);
        let case = format!("{delimiter:?} {length:?} {timeout:?}");
        for (number, expected) in [first, second].into_iter().enumerate() {
            if number == 1 && delimiter.is_empty() && length.is_none() && timeout.is_none() {
                peer.shutdown(std::net::Shutdown::Write).unwrap();
            }
            let done = read(&mut d, kind, timeout).unwrap();
            let got = (text(&done.value), done.test, key(&d));
            assert_eq!(
                got,
                (expected.0.into(), expected.1, expected.2.into()),
                "{case}, READ {number}"
            );
        }
    }
}

/// The same rows when three bytes come and then nothing, or the end: value, $TEST; $TEST at the end.
#[test]
fn table_with_part_of_the_data() {
    for (delimiter, length, timeout, silent, at_end) in [
        ("", None, Some(0.0), Some(false), Some(false)),
        ("", None, Some(0.05), Some(true), Some(true)),
        ("", Some(5), Some(0.0), Some(false), Some(false)),
        ("", Some(5), Some(0.05), Some(false), Some(true)),
        (LF, None, Some(0.0), Some(false), Some(false)),
        (LF, None, Some(0.05), Some(false), Some(true)),
        (LF, Some(5), Some(0.0), Some(false), Some(false)),
        (LF, Some(5), Some(0.05), Some(false), Some(true)),
        (LF, Some(5), None, None, None),
        (LF, None, None, None, None),
        ("", Some(5), None, None, None),
        ("", None, None, None, None),
    ] {
        for end in [false, true] {
            if timeout.is_none() && !end {
                continue;
            }
            let mut shared = Shared::default();
            let (mut d, mut peer) = connected(&[param(ParamId::Delimiter, delimiter)], &mut shared);
            peer.write_all(b"abc").unwrap();
            if end {
                drop(peer.shutdown(std::net::Shutdown::Write));
            }
            arrived(&d, 3, end);
            let kind = length.map_or(ReadKind::Line, ReadKind::Fixed);
            let case = format!("{delimiter:?} {length:?} {timeout:?} end {end}");
            let done = read(&mut d, kind, timeout).unwrap();
            let test = if end { at_end } else { silent };
            assert_eq!(
                (text(&done.value), done.test, key(&d)),
                ("abc".into(), test, String::new()),
                "{case}"
            );
            let closed = if end {
                "1,Connection reset by peer"
            } else {
                "0"
            };
            assert_eq!(
                (shown(&d), d.status().zeof, d.status().x),
                (closed.into(), end, 3),
                "{case}"
            );
            if end {
                let done = read(&mut d, kind, timeout).unwrap();
                assert_eq!(
                    (text(&done.value), done.test, d.status().x),
                    (String::new(), test, 0),
                    "{case}"
                );
                assert_eq!((d.status().za, d.status().zeof), (9, true));
            }
        }
    }
}

#[test]
fn quiet_intervals() {
    for (more, timeout, least, most) in [
        (None, None, 190, 400),
        (None, Some(5.0), 9, 100),
        (Some("50"), None, 45, 150),
        (Some("0"), Some(5.0), 0, 50),
    ] {
        let mut shared = Shared::default();
        let params: Vec<Param> = more
            .map(|m| param(ParamId::MoreReadTime, m))
            .into_iter()
            .collect();
        let (mut d, mut peer) = connected(&params, &mut shared);
        peer.write_all(b"abc").unwrap();
        arrived(&d, 3, false);
        let start = Instant::now();
        assert_eq!(line(&mut d, timeout).0, "abc");
        let took = start.elapsed().as_millis();
        assert!(
            (least..most).contains(&took),
            "{more:?} {timeout:?}: {took} ms"
        );
    }
}

#[test]
fn read_star() {
    let mut shared = Shared::default();
    let (mut d, mut peer) = delimited(&mut shared);
    peer.write_all(b"A\n\xe9B").unwrap();
    for (timeout, code, test, k, x) in [
        (None, 65, None, "", 1),
        (None, 0, None, LF, 1),
        (None, 233, None, "", 2),
        (Some(1.0), 66, Some(true), "", 3),
        (Some(0.0), -1, Some(false), "", 3),
        (Some(0.02), -1, Some(false), "", 3),
    ] {
        let done = read(&mut d, ReadKind::Char, timeout).unwrap();
        let got = (done.value, done.test, key(&d), d.status().x);
        assert_eq!(got, (ReadValue::Code(code), test, k.into(), x));
    }
    drop(peer);
    assert_eq!(
        read(&mut d, ReadKind::Char, Some(1.0)).unwrap().value,
        ReadValue::Code(0)
    );
    assert_eq!((d.status().zeof, d.status().x), (true, 0));
    let (mut d, mut peer) = connected(&[param(ParamId::Delimiter, "\r\n")], &mut shared);
    peer.write_all(b"\r\n").unwrap();
    assert_eq!(
        read(&mut d, ReadKind::Char, None).unwrap().value,
        ReadValue::Code(13)
    );
}

#[test]
fn delimiters_over_packets_and_lengths() {
    let mut shared = Shared::default();
    let (mut d, mut peer) = connected(&[param(ParamId::Delimiter, "\r\n")], &mut shared);
    peer.write_all(b"one\r").unwrap();
    arrived(&d, 4, false);
    let mut op = ReadOp::new(ReadKind::Line, Timeout::None);
    assert!(matches!(d.read(&mut op, &mut shared), Ok(Step::Wait(_))));
    peer.write_all(b"\ntwo\r").unwrap();
    assert_eq!(
        text(&finish(|| d.read(&mut op, &mut shared)).unwrap().value),
        "one"
    );
    assert_eq!(
        line(&mut d, Some(0.05)),
        ("two\r".into(), Some(false), String::new())
    );
    peer.write_all(b"\nthree\r\ncd\r\nab\r\n\r\nq").unwrap();
    assert_eq!(line(&mut d, Some(1.0)).0, "\nthree");
    for (length, value, k) in [
        (3, "cd\r", ""),
        (1, "\n", ""),
        (4, "ab", "\r\n"),
        (1, "\r", ""),
        (2, "\nq", ""),
    ] {
        let done = read(&mut d, ReadKind::Fixed(length), Some(1.0)).unwrap();
        assert_eq!((text(&done.value), key(&d)), (value.into(), k.into()));
    }
}

#[test]
fn several_delimiters() {
    let mut shared = Shared::default();
    for (list, results) in [
        (
            "ab:abc:/:://:\r\n:\n",
            [
                ("1", "ab"),
                ("c2", ":"),
                ("3", "/"),
                ("4", "\r\n"),
                ("5", "\n"),
                ("6\r7", "\n"),
            ],
        ),
        (
            "abc:ab:\n:/:://",
            [
                ("1", "ab"),
                ("c2", ":"),
                ("3", "/"),
                ("4\r", "\n"),
                ("5", "\n"),
                ("6\r7", "\n"),
            ],
        ),
    ] {
        let (mut d, mut peer) = connected(&[param(ParamId::Delimiter, list)], &mut shared);
        peer.write_all(b"1abc2:3/4\r\n5\n6\r7\n").unwrap();
        for (value, k) in results {
            assert_eq!(
                line(&mut d, Some(2.0)),
                (value.into(), Some(true), k.into()),
                "{list:?}"
            );
        }
    }
}

#[test]
fn lengths_out_of_range_and_devices_without_sockets() {
    let mut shared = Shared::default();
    let (mut d, _peer) = delimited(&mut shared);
    let code = |r: Result<ReadDone, IoError>| r.unwrap_err().error.code();
    assert_eq!(
        code(read(&mut d, ReadKind::Fixed(0), Some(0.0))),
        RDFLTOOSHORT
    );
    assert_eq!(
        code(read(&mut d, ReadKind::Fixed(1_048_577), Some(0.0))),
        RDFLTOOLONG
    );
    assert!(read(&mut d, ReadKind::Fixed(1_048_576), Some(0.0)).is_ok());
    let mut empty = open(&[], &mut shared);
    assert_eq!(shown(&empty), "0");
    for kind in [ReadKind::Line, ReadKind::Fixed(1), ReadKind::Char] {
        assert_eq!(code(read(&mut empty, kind, Some(0.0))), NOSOCKETINDEV);
    }
    let (mut l, _) = listening(&[], &mut shared);
    assert_eq!(line(&mut l, Some(0.01)).1, Some(false));
}

#[test]
fn longest_string() {
    let mut shared = Shared::default();
    let (mut d, mut peer) = delimited(&mut shared);
    let sender = std::thread::spawn(move || {
        let mut bytes = vec![b'z'; 1_100_000];
        bytes.extend_from_slice(b"\nend\n");
        peer.write_all(&bytes).unwrap();
        peer
    });
    for (length, k) in [(1_048_576, ""), (51_424, LF), (3, LF)] {
        let (value, test, got) = line(&mut d, Some(5.0));
        assert_eq!((value.len(), test, got.as_str()), (length, Some(true), k));
    }
    drop(sender.join());
}

#[test]
fn end_of_connection_with_trap() {
    let mut shared = Shared::default();
    let trap = param(ParamId::IoError, "t");
    let (mut d, peer) = connected(std::slice::from_ref(&trap), &mut shared);
    drop(peer);
    assert_eq!(
        line(&mut d, Some(1.0)),
        (String::new(), Some(true), String::new())
    );
    let error = read(&mut d, ReadKind::Line, Some(1.0)).unwrap_err();
    assert_eq!(
        error.error.message(b","),
        b"%GTM-E-IOEOF, Attempt to read past an end-of-file,%GTM-I-TEXT, Connection reset by peer"
    );
    // With EXCEPTION the first READ raises; data that comes with the end is delivered before.
    let (mut d, mut peer) = connected(&[trap, param(ParamId::Exception, "G x")], &mut shared);
    peer.write_all(b"tw").unwrap();
    drop(peer);
    arrived(&d, 2, true);
    assert_eq!(line(&mut d, None).0, "tw");
    assert!(d.status().zeof);
    let error = read(&mut d, ReadKind::Line, None).unwrap_err();
    assert_eq!(
        (error.error.code(), error.exception.as_deref()),
        (IOEOF, Some(&b"G x"[..]))
    );
}

#[test]
fn x_and_y() {
    let mut shared = Shared::default();
    let (mut d, mut peer) = delimited(&mut shared);
    let at = |d: &SocketDevice| (d.status().x, d.status().y);
    write(&mut d, &[Item::Text(b"abc")]).unwrap();
    peer.write_all(b"de\nfff\n").unwrap();
    line(&mut d, None);
    assert_eq!(at(&d), (2, 0));
    line(&mut d, None);
    write(&mut d, &[Item::Text(b"gh")]).unwrap();
    assert_eq!(at(&d), (7, 0));
    line(&mut d, Some(0.0));
    assert_eq!(at(&d), (0, 0));
    d.status_mut().x = 50;
    line(&mut d, Some(0.0));
    assert_eq!(at(&d), (50, 0));
    use_device(&mut d, &[param(ParamId::Width, "6")], &mut shared).unwrap();
    write(&mut d, &[Item::Text(b"lmn")]).unwrap();
    assert_eq!(at(&d), (3, 1));
    peer.write_all(b"123456789012345\nabc\n").unwrap();
    line(&mut d, None);
    assert_eq!(at(&d), (3, 3));
    line(&mut d, None);
    assert_eq!(at(&d), (0, 4));
}

#[test]
fn utf8_characters_and_malformed_bytes() {
    let mut shared = Shared {
        utf8: true,
        ..Shared::default()
    };
    let (mut d, mut peer) = delimited(&mut shared);
    peer.write_all("h\u{e9}llo\u{20ac}\n\u{20ac}\u{e9}\u{1f600}xyz\n".as_bytes())
        .unwrap();
    assert_eq!(line(&mut d, None).0, "h\u{e9}llo\u{20ac}");
    assert_eq!(d.status().x, 6);
    let done = read(&mut d, ReadKind::Fixed(2), None).unwrap();
    assert_eq!(text(&done.value), "\u{20ac}\u{e9}");
    assert_eq!(
        read(&mut d, ReadKind::Char, None).unwrap().value,
        ReadValue::Code(0x1f600)
    );
    assert_eq!((line(&mut d, None).0.as_str(), d.status().x), ("xyz", 12));
    peer.write_all(b"ab\xff\xfecd\n").unwrap();
    for (good, bad) in [(&b"ab"[..], 255), (b"", 254)] {
        let mut op = ReadOp::new(ReadKind::Line, Timeout::None);
        let error = finish(|| d.read(&mut op, &mut shared)).unwrap_err().error;
        let expected = format!(
            "%GTM-E-BADCHAR, $ZCHAR({bad}) is not a valid character in the UTF-8 encoding form"
        );
        assert_eq!(
            (error.message(b""), op.value.as_slice()),
            (expected.into_bytes(), good)
        );
        assert_eq!((d.status().key.as_slice(), d.status().x), (&[bad][..], 12));
    }
    assert_eq!(line(&mut d, None).0, "cd");
    // A character that is not complete yet stays for the next READ.
    peer.write_all(b"a\xe2\x82").unwrap();
    arrived(&d, 3, false);
    assert_eq!(
        line(&mut d, Some(0.0)),
        ("a".into(), Some(false), String::new())
    );
    peer.write_all(b"\xac\n").unwrap();
    assert_eq!(line(&mut d, None).0, "\u{20ac}");
}

#[test]
fn utf16() {
    for (set, input, output) in [
        (
            "UTF-16",
            &b"\xfe\xff\0h\0\xe9\0\n\0z\0\n"[..],
            &b"\xfe\xff\0A\0\xe9\0\n"[..],
        ),
        ("UTF-16LE", b"h\0\xe9\0\n\0z\0\n\0", b"A\0\xe9\0\n\0"),
        ("UTF-16BE", b"\0h\0\xe9\0\n\0z\0\n", b"\0A\0\xe9\0\n"),
    ] {
        let mut shared = Shared {
            utf8: true,
            ..Shared::default()
        };
        let (mut d, mut peer) = connected(
            &[param(ParamId::Delimiter, LF), param(ParamId::Chset, set)],
            &mut shared,
        );
        peer.write_all(input).unwrap();
        assert_eq!(
            line(&mut d, Some(1.0)),
            ("h\u{e9}".into(), Some(true), LF.into()),
            "{set}"
        );
        assert_eq!(
            (line(&mut d, Some(1.0)).0.as_str(), d.status().x),
            ("z", 3),
            "{set}"
        );
        write(&mut d, &[Item::Text("A\u{e9}".as_bytes()), Item::Newline]).unwrap();
        drop(d);
        assert_eq!(rest_of(peer), output, "{set}");
    }
}

/// What a READ has to return when `data` has arrived, as the table of socket.md says for timeout 0.
fn model(data: &[u8], delimiters: &[&[u8]], kind: ReadKind) -> (Vec<u8>, bool, Vec<u8>, usize) {
    let limit = match kind {
        ReadKind::Fixed(n) => n,
        ReadKind::Char => 1,
        ReadKind::Line => usize::MAX,
    };
    for end in 1..=data.len() {
        for delimiter in delimiters
            .iter()
            .filter(|d| kind != ReadKind::Char || d.len() == 1)
        {
            if data[..end].ends_with(delimiter) {
                return (
                    data[..end - delimiter.len()].to_vec(),
                    true,
                    delimiter.to_vec(),
                    end,
                );
            }
        }
        if end == limit {
            return (data[..end].to_vec(), true, Vec::new(), end);
        }
    }
    (data.to_vec(), false, Vec::new(), data.len())
}

/// A generator of the same numbers in every run, each below the bound asked for.
fn numbers() -> impl FnMut(usize) -> usize {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    move |below| random.below(below)
}

/// Random data in random packets, random READs: the same results as the model, whatever the packets.
#[test]
fn random_reads_agree_with_the_model() {
    let mut random = numbers();
    let lists: [&[&[u8]]; 5] = [
        &[],
        &[b"a"],
        &[b"ab", b"ba"],
        &[b"abc", b"b", b"ca"],
        &[b"a", b"b", b"c", b"dd"],
    ];
    for _ in 0..60 {
        let list = lists[random(5)];
        let mut shared = Shared::default();
        let notation = list
            .iter()
            .map(|d| String::from_utf8_lossy(d))
            .collect::<Vec<_>>()
            .join(":");
        let (mut d, mut peer) = connected(&[param(ParamId::Delimiter, &notation)], &mut shared);
        let mut pending: Vec<u8> = Vec::new();
        for _ in 0..40 {
            let packet: Vec<u8> = (0..random(6)).map(|_| b"abcd"[random(4)]).collect();
            peer.write_all(&packet).unwrap();
            pending.extend_from_slice(&packet);
            let held = d.sockets.current().unwrap().1.input.unread().len();
            arrived(&d, pending.len() - held, false);
            let kind = match random(4) {
                0 => ReadKind::Char,
                1 => ReadKind::Fixed(1 + random(4)),
                _ => ReadKind::Line,
            };
            let (value, test, delimiter, used) = model(&pending, list, kind);
            pending.drain(..used);
            // An untimed READ that the model says can end must end, too, and with the same value.
            let untimed = test && random(2) == 0;
            let done = read(&mut d, kind, if untimed { None } else { Some(0.0) }).unwrap();
            let value = match kind {
                ReadKind::Char if !test => ReadValue::Code(-1),
                ReadKind::Char => ReadValue::Code(value.first().map_or(0, |b| i64::from(*b))),
                _ => ReadValue::Bytes(value),
            };
            assert_eq!(
                (done.value, done.test),
                (value, (!untimed).then_some(test)),
                "{list:?} {kind:?}"
            );
            assert_eq!(d.status().key, delimiter);
        }
        drop(peer);
        let mut left = Vec::new();
        while !d.status().zeof {
            let (value, _, k) = line(&mut d, Some(5.0));
            left.extend_from_slice(value.as_bytes());
            left.extend_from_slice(k.as_bytes());
        }
        assert_eq!(left, pending);
    }
}

/// Characters of one to four bytes cut anywhere into packets: every READ returns whole ones, none is lost.
#[test]
fn random_characters_in_random_packets() {
    let mut random = numbers();
    let letters = ["a", "\n", "\u{e9}", "\u{20ac}", "\u{1f600}"];
    for set in ["UTF-8", "UTF-16LE", "UTF-16BE"] {
        for _ in 0..10 {
            let mut shared = Shared {
                utf8: true,
                ..Shared::default()
            };
            let (mut d, mut peer) = connected(
                &[param(ParamId::Delimiter, LF), param(ParamId::Chset, set)],
                &mut shared,
            );
            let all: String = (0..60).map(|_| letters[random(5)]).collect();
            let mut wire = Vec::new();
            charset::Charset::parse(set.as_bytes())
                .unwrap()
                .encode(all.as_bytes(), &mut wire)
                .unwrap();
            let (mut rest, mut got) = (wire.as_slice(), String::new());
            let mut take = |d: &mut SocketDevice, seconds| {
                let kind = if random(2) == 0 {
                    ReadKind::Line
                } else {
                    ReadKind::Fixed(1 + random(3))
                };
                let done = read(d, kind, Some(seconds)).unwrap();
                let piece = text(&done.value);
                let limit = if let ReadKind::Fixed(n) = kind {
                    n
                } else {
                    usize::MAX
                };
                assert!(piece.chars().count() <= limit && !piece.contains('\n'));
                got = format!("{got}{piece}{}", key(d));
                random(7)
            };
            let mut length = 1;
            while !rest.is_empty() {
                let (now, later) = rest.split_at(length.min(rest.len()));
                peer.write_all(now).unwrap();
                rest = later;
                length = take(&mut d, 0.0);
            }
            peer.shutdown(std::net::Shutdown::Write).unwrap();
            while !d.status().zeof {
                take(&mut d, 5.0);
            }
            assert_eq!(got, all, "{set}");
        }
    }
}
