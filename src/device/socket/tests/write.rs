//! WRITE: bytes on the wire, $X and $Y, wrapping, filters, big and failing WRITEs.

use super::*;
use crate::value::errors::*;

fn at(d: &SocketDevice) -> (i64, i64) {
    (d.status().x, d.status().y)
}

#[test]
fn formats() {
    for (delimiter, zff, expected) in [
        ("", "", "abcde   fgHi\nxypq\0\t"),
        ("", "<FF>", "abcde   fgHi\n<FF>xyp<FF>q\0\t"),
        ("\r\n:X", "", "abc\r\nde   fgHi\nx\r\n\r\nypq\0\t"),
        ("AB", "<FF>", "abcABde   fgHi\n<FF>xABAByp<FF>q\0\t"),
    ] {
        let mut shared = Shared::default();
        let settings = [
            param(ParamId::Delimiter, delimiter),
            param(ParamId::Zff, zff),
        ];
        let (mut d, peer) = connected(&settings, &mut shared);
        for (items, x, y) in [
            (&[Item::Text(b"abc")][..], 3, 0),
            (&[Item::Newline], 0, 1),
            (
                &[Item::Text(b"de"), Item::Column(5), Item::Text(b"f")],
                6,
                1,
            ),
            (&[Item::Column(2), Item::Text(b"g")], 7, 1),
            (&[Item::Code(72), Item::Code(105)], 9, 1),
            (&[Item::Code(10)], 10, 1),
            (&[Item::Page], 0, 0),
            (
                &[
                    Item::Text(b"x"),
                    Item::Newline,
                    Item::Newline,
                    Item::Text(b"y"),
                ],
                1,
                2,
            ),
            (&[Item::Text(b"p"), Item::Page, Item::Text(b"q")], 1, 0),
            (&[Item::Text(b"")], 1, 0),
            (&[Item::Text(b"\0\t")], 3, 0),
        ] {
            write(&mut d, items).unwrap();
            assert_eq!(at(&d), (x, y), "{items:?}");
        }
        assert_eq!(key(&d), "ESTABLISHED|c|127.0.0.1");
        drop(d);
        assert_eq!(String::from_utf8_lossy(&rest_of(peer)), expected);
    }
}

#[test]
fn codes_are_taken_modulo_256() {
    let mut shared = Shared::default();
    let (mut d, peer) = connected(&[], &mut shared);
    write(&mut d, &[Item::Code(8364), Item::Code(-1), Item::Code(321)]).unwrap();
    drop(d);
    assert_eq!(rest_of(peer), b"\xac\xffA");
}

#[test]
fn wrapping() {
    let letters = "abcdefghijklmnopqrstuvwxyz";
    let digits = "1234567890";
    for (delimiter, layout, end, out) in [
        (
            "\n",
            vec![param(ParamId::Width, "10")],
            [(6, 2), (0, 4), (10, 6)],
            "abcdefghij\nklmnopqrst\nuvwxyz\n12345\n1234567890\n1234567890\n1234567890",
        ),
        (
            "",
            vec![param(ParamId::Width, "10")],
            [(6, 2), (0, 4), (10, 6)],
            "abcdefghijklmnopqrstuvwxyz12345123456789012345678901234567890",
        ),
        (
            "\n",
            vec![param(ParamId::Width, "10"), flag(ParamId::NoWrap)],
            [(26, 0), (0, 2), (30, 2)],
            "abcdefghijklmnopqrstuvwxyz\n12345\n123456789012345678901234567890",
        ),
        (
            "\n",
            vec![param(ParamId::Width, "0")],
            [(26, 0), (0, 2), (30, 2)],
            "abcdefghijklmnopqrstuvwxyz\n12345\n123456789012345678901234567890",
        ),
        (
            "\n",
            vec![param(ParamId::Width, "10"), param(ParamId::Length, "3")],
            [(6, 2), (0, 1), (10, 3)],
            "abcdefghij\nklmnopqrst\nuvwxyz\n12345\n1234567890\n1234567890\n1234567890",
        ),
    ] {
        let mut shared = Shared::default();
        let (mut d, peer) = connected(&[param(ParamId::Delimiter, delimiter)], &mut shared);
        use_device(&mut d, &layout, &mut shared).unwrap();
        write(&mut d, &[Item::Text(letters.as_bytes())]).unwrap();
        assert_eq!(at(&d), end[0]);
        write(
            &mut d,
            &[Item::Newline, Item::Text(b"12345"), Item::Newline],
        )
        .unwrap();
        assert_eq!(at(&d), end[1]);
        for _ in 0..3 {
            write(&mut d, &[Item::Text(digits.as_bytes())]).unwrap();
        }
        assert_eq!(at(&d), end[2]);
        drop(d);
        assert_eq!(String::from_utf8_lossy(&rest_of(peer)), out);
    }
}

#[test]
fn default_width_is_255() {
    let mut shared = Shared::default();
    let (mut d, peer) = connected(&[param(ParamId::Delimiter, "\n")], &mut shared);
    write(&mut d, &[Item::Text(&[b'x'; 300])]).unwrap();
    assert_eq!(at(&d), (45, 1));
    drop(d);
    let got = rest_of(peer);
    assert_eq!((got.len(), got[255]), (301, b'\n'));
}

#[test]
fn filters() {
    for (filter, expected) in [
        ("", [(5, 0), (6, 0), (7, 0), (10, 0), (15, 0)]),
        ("characters", [(1, 0), (1, 1), (0, 0), (1, 0), (5, 0)]),
        ("ESCAPE", [(5, 0), (6, 0), (7, 0), (10, 0), (10, 0)]),
        ("nonsense", [(5, 0), (6, 0), (7, 0), (10, 0), (15, 0)]),
    ] {
        let mut shared = Shared::default();
        let (mut d, peer) = connected(&[], &mut shared);
        use_device(&mut d, &[param(ParamId::Filter, filter)], &mut shared).unwrap();
        let texts: [&[u8]; 5] = [b"abc\rd", b"\n", b"\x0c", b"xy\x08", b"\x1b[31m"];
        for (text, place) in texts.iter().zip(expected) {
            write(&mut d, &[Item::Text(text)]).unwrap();
            assert_eq!(at(&d), place, "{filter} {text:?}");
        }
        drop(d);
        assert_eq!(rest_of(peer), texts.concat());
    }
}

/// Both filters at once, from $X=20 and $Y=5: places that GT.M shows.
#[test]
fn both_filters() {
    let mut shared = Shared::default();
    let (mut d, _peer) = connected(&[], &mut shared);
    let both = [
        param(ParamId::Filter, "CHARACTERS"),
        param(ParamId::Filter, "ESCAPE"),
    ];
    use_device(&mut d, &both, &mut shared).unwrap();
    for (text, place) in [
        (&b"\x01\t\x7f\x80\x9f\xff"[..], (20, 5)),
        (b"\xa0\xc8", (22, 5)),
        (b"ab\rcd\ne", (3, 6)),
        (b"\x1b[31;4mxy", (22, 5)),
        (b"\x1b(Bxy", (22, 5)),
        (b"\x1bDxy", (22, 5)),
        (b"\x1bOxy", (21, 5)),
        (b"\x1b[31\rmz", (2, 5)),
        (b"\x1b[", (20, 5)),
        (b"1mz", (21, 5)),
    ] {
        (d.status_mut().x, d.status_mut().y) = (20, 5);
        write(&mut d, &[Item::Text(text)]).unwrap();
        assert_eq!(at(&d), place, "{text:?}");
    }
    (d.status_mut().x, d.status_mut().y) = (20, 65);
    write(&mut d, &[Item::Code(10)]).unwrap();
    assert_eq!(at(&d), (20, 0));
}

#[test]
fn big_writes_wait_for_the_reader() {
    let mut shared = Shared::default();
    let (mut d, mut peer) = connected(&[], &mut shared);
    use_device(&mut d, &[param(ParamId::Width, "0")], &mut shared).unwrap();
    let text: Vec<u8> = (0..1_000_000u32).map(|i| (i % 251) as u8).collect();
    let expected = text.repeat(10);
    let reader = std::thread::spawn(move || {
        let mut all = vec![0; 10_000_000];
        peer.read_exact(&mut all).unwrap();
        all
    });
    for _ in 0..10 {
        write(&mut d, &[Item::Text(&text)]).unwrap();
    }
    assert!(reader.join().unwrap() == expected);
    assert_eq!(shown(&d), "0");
}

/// Makes the peer reset the connection.
fn reset(peer: TcpStream, d: &SocketDevice) {
    socket2::SockRef::from(&peer)
        .set_linger(Some(Duration::ZERO))
        .unwrap();
    drop(peer);
    arrived(d, 0, true);
}

#[test]
fn the_peer_is_gone() {
    let mut shared = Shared::default();
    let (mut d, peer) = connected(&[param(ParamId::Delimiter, "\n")], &mut shared);
    reset(peer, &d);
    for y in 1..4 {
        write(&mut d, &[Item::Text(b"x"), Item::Newline]).unwrap();
        assert_eq!((shown(&d).as_str(), at(&d)), ("1,Broken pipe", (0, y)));
    }
    let settings = [
        param(ParamId::Delimiter, "\n"),
        param(ParamId::IoError, "TRAP"),
        param(ParamId::Exception, "Q"),
    ];
    let (mut d, peer) = connected(&settings, &mut shared);
    reset(peer, &d);
    for text in ["Connection reset by peer", "Broken pipe"] {
        let error = write(&mut d, &[Item::Text(b"x"), Item::Newline]).unwrap_err();
        let expected = format!("%GTM-E-SOCKWRITE, Write to a socket failed,%GTM-I-TEXT, {text}");
        assert_eq!(error.error.message(b","), expected.as_bytes());
        assert_eq!(
            (shown(&d), at(&d), error.exception.as_deref()),
            (format!("1,{text}"), (0, 0), Some(&b"Q"[..]))
        );
    }
}

#[test]
fn no_socket_or_a_listener() {
    let mut shared = Shared::default();
    let mut empty = open(&[], &mut shared);
    for item in [
        Item::Text(b"x"),
        Item::Newline,
        Item::Page,
        Item::Code(65),
        Item::Column(5),
    ] {
        assert_eq!(
            write(&mut empty, &[item]).unwrap_err().error.code(),
            NOSOCKETINDEV
        );
    }
    let (mut l, _) = listening(&[], &mut shared);
    write(&mut l, &[Item::Text(b"x")]).unwrap();
    assert_eq!(shown(&l), "1,Broken pipe");
}

#[test]
fn non_blocking() {
    let mut shared = Shared::default();
    let settings = shared.environment.settings_mut();
    settings.insert("non_blocked_write_retries".into(), "2".into());
    for trap in ["N", "T"] {
        let (mut d, _peer) = connected(
            &[param(ParamId::IoError, trap), flag(ParamId::NoWrap)],
            &mut shared,
        );
        control(&mut d, "block", &[Some("OFF")], &mut shared).unwrap();
        assert_eq!(zsocket(&d, "BLOCKING", "0"), "0");
        let big = vec![b'y'; 1_000_000];
        let start = Instant::now();
        let result = (0..100).find_map(|_| match write(&mut d, &[Item::Text(&big)]) {
            Ok(()) if shown(&d) == "0" => None,
            other => Some(other),
        });
        assert!((200..2000).contains(&start.elapsed().as_millis()));
        assert_eq!(shown(&d), "1,Resource temporarily unavailable");
        assert_eq!(result.unwrap().is_err(), trap == "T");
        let again = write(&mut d, &[Item::Text(b"z")]);
        assert_eq!(
            shown(&d),
            "1,Non blocking WRITE blocked - no further WRITEs allowed"
        );
        assert_eq!(again.is_err(), trap == "T");
        assert_eq!(line(&mut d, Some(0.0)).1, Some(false));
        let wait = control(&mut d, "wait", &[Some(".02"), Some("WRITE")], &mut shared).unwrap();
        assert_eq!(wait.test, Some(false));
    }
}

/// Sends of a line: how many bytes the peer has after each of them.
#[test]
fn output_of_one_line_goes_together() {
    let mut shared = Shared::default();
    let (mut d, mut peer) = connected(&[], &mut shared);
    let soon = |d: &mut SocketDevice, text: &str| {
        let mut shared = Shared::default();
        finish(|| d.write(Item::Text(text.as_bytes()), &mut shared)).unwrap();
        finish(|| d.flush(Flush::Soon)).unwrap();
    };
    soon(&mut d, "one ");
    let pending = |d: &SocketDevice| d.sockets.current().unwrap().1.output.pending();
    assert_eq!(pending(&d), 4);
    // Gathered output is not kept for longer than a moment.
    std::thread::sleep(Duration::from_millis(2));
    soon(&mut d, "two ");
    assert_eq!(pending(&d), 0);
    assert_eq!(exactly(&mut peer, 8), b"one two ");
    soon(&mut d, "three ");
    write(&mut d, &[Item::Text(b"four")]).unwrap();
    assert_eq!(exactly(&mut peer, 10), b"three four");
    // Where each WRITE has its own error, nothing waits.
    use_device(&mut d, &[param(ParamId::IoError, "TRAP")], &mut shared).unwrap();
    soon(&mut d, "five");
    assert_eq!(exactly(&mut peer, 4), b"five");
}
