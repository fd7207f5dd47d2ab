//! USE, $ZSOCKET and ZSHOW "D": settings of devices and sockets, moves through the pool.

use super::*;
use crate::value::errors::*;

fn error(result: Result<(), IoError>) -> String {
    result.unwrap_err().error.to_string()
}

fn lines(device: &SocketDevice, name: &str) -> Vec<String> {
    let mut out = Vec::new();
    device.describe(name.as_bytes(), &mut out);
    out.iter()
        .map(|l| String::from_utf8_lossy(l).into_owned())
        .collect()
}

#[test]
fn zshow_of_a_listener() {
    let mut shared = Shared::default();
    let (mut d, port) = listening(
        &[
            param(ParamId::Delimiter, "\r\n:x:\0y"),
            param(ParamId::IoError, "TRAP"),
            param(ParamId::Zff, "\x0cpage"),
            param(ParamId::MoreReadTime, "50"),
            flag(ParamId::ZNoDelay),
            param(ParamId::ZBfSize, "2000"),
            param(ParamId::ZIBfSize, "30000"),
        ],
        &mut shared,
    );
    use_device(
        &mut d,
        &[param(ParamId::Width, "100"), flag(ParamId::NoWrap)],
        &mut shared,
    )
    .unwrap();
    let desc = zsocket(&d, "DESCRIPTOR", "0");
    let expected = [
        "a OPEN SOCKET NOWRAP TOTAL=1 CURRENT=0 ".to_string(),
        format!("        SOCKET[0]=L DESC={desc} LISTENING PASSIVE  TRAP  PORT={port} "),
        "                ZNODELAY  ZBFSIZE=2000 ZIBFSIZE=30000 ".into(),
        "                DELIMITER $C(13,10) \"x\" $C(0)_\"y\" MOREREADTIME=50".into(),
    ];
    assert_eq!(lines(&d, "a"), expected);
    let plain = [
        flag(ParamId::NoDelimiter),
        param(ParamId::IoError, "N"),
        flag(ParamId::Zdelay),
        flag(ParamId::Wrap),
        param(ParamId::Exception, "w 1"),
    ];
    use_device(&mut d, &plain, &mut shared).unwrap();
    let expected = [
        "a OPEN SOCKET TOTAL=1 CURRENT=0 ".to_string(),
        format!("        SOCKET[0]=L DESC={desc} LISTENING PASSIVE  NOTRAP  PORT={port} "),
        "                ZDELAY  ZBFSIZE=2000 ZIBFSIZE=30000 NODELIMITER MOREREADTIME=50".into(),
        "EXCE=\"w 1\"".into(),
    ];
    assert_eq!(lines(&d, "a"), expected);
}

#[test]
fn zshow_of_a_connection() {
    let mut shared = Shared::default();
    let (d, peer) = connected(&[param(ParamId::Delimiter, "\n")], &mut shared);
    let (desc, size) = (zsocket(&d, "DESCRIPTOR", "0"), zsocket(&d, "ZIBFSIZE", "0"));
    let (there, here) = (
        peer.local_addr().unwrap().port(),
        peer.peer_addr().unwrap().port(),
    );
    let expected = [
        "c OPEN SOCKET TOTAL=1 CURRENT=0 ".to_string(),
        format!(
            "        SOCKET[0]=c DESC={desc} CONNECTED ACTIVE  NOTRAP  REMOTE=127.0.0.1@{there} LOCAL=127.0.0.1@{here} "
        ),
        format!("                ZDELAY  ZBFSIZE=1024 ZIBFSIZE={size} "),
        "                DELIMITER $C(10) ".into(),
    ];
    assert_eq!(lines(&d, "c"), expected);
}

#[test]
fn accepted_sockets_inherit() {
    let mut shared = Shared::default();
    let (mut d, port) = listening(
        &[
            param(ParamId::Delimiter, "x:yy"),
            param(ParamId::IoError, "T"),
            param(ParamId::Zff, "F"),
            param(ParamId::MoreReadTime, "50"),
            flag(ParamId::ZNoDelay),
            param(ParamId::ZBfSize, "2000"),
            param(ParamId::ZIBfSize, "30000"),
            param(
                ParamId::Options,
                "keepalive=1,KEEPIDLE=40,KEEPCNT=4,KEEPINTVL=6,SNDBUF=9000",
            ),
        ],
        &mut shared,
    );
    let _client = TcpStream::connect(("127.0.0.1", port)).unwrap();
    control(&mut d, "WAIT", &[Some("5")], &mut shared).unwrap();
    for (keyword, value) in [
        ("DELIMITER", "2"),
        ("IOERROR", "1"),
        ("ZFF", "F"),
        ("MOREREADTIME", "50"),
        ("ZDELAY", "0"),
        ("ZBFSIZE", "2000"),
        ("ZIBFSIZE", "30000;60000"),
        ("KEEPALIVE", "1"),
        ("KEEPIDLE", "40"),
        ("KEEPCNT", "4"),
        ("KEEPINTVL", "6"),
        ("SNDBUF", "9000;18000"),
        (
            "OPTIONS",
            "KEEPALIVE=1,KEEPIDLE=40,KEEPCNT=4,KEEPINTVL=6,SNDBUF=9000",
        ),
        ("BLOCKING", "1"),
        ("PARENT", "L"),
        ("HOWCREATED", "ACCEPTED"),
        ("STATE", "CONNECTED"),
        ("PROTOCOL", "TCP6"),
        ("REMOTEADDRESS", "::ffff:127.0.0.1"),
        ("TLS", ""),
    ] {
        assert_eq!(zsocket(&d, keyword, "1"), value, "{keyword}");
    }
    let fd = d.sockets.current().unwrap().1.fd();
    // SAFETY: asks for flags.
    assert_ne!(
        unsafe { libc::fcntl(fd, libc::F_GETFD) } & libc::FD_CLOEXEC,
        0
    );
}

#[test]
fn zsocket_arguments() {
    let mut shared = Shared::default();
    let (d, _peer) = connected(&[param(ParamId::Delimiter, "ab:cd")], &mut shared);
    let ask = |keyword: &str, index, sub: Option<&str>| {
        d.zsocket(keyword.as_bytes(), index, sub.map(str::as_bytes))
            .map(|v| String::from_utf8(v).unwrap())
    };
    assert_eq!(ask("state", Index::Value(b"0"), None).unwrap(), "CONNECTED");
    for (keyword, index, value) in [
        ("STATE", Index::Omitted, ""),
        ("STATE", Index::Empty, "CONNECTED"),
        ("STATE", Index::Value(b""), "CONNECTED"),
        ("STATE", Index::Value(b"7"), ""),
        ("STATE", Index::Value(b"-1"), ""),
        ("INDEX", Index::Value(b"c"), "0"),
        ("INDEX", Index::Value(b"zz"), ""),
        ("NUMBER", Index::Omitted, "1"),
    ] {
        assert_eq!(
            ask(keyword, index, None).unwrap(),
            value,
            "{keyword} {index:?}"
        );
    }
    for (sub, value) in [("0", "ab"), ("1", "cd"), ("2", "")] {
        assert_eq!(
            ask("DELIMITER", Index::Value(b"0"), Some(sub)).unwrap(),
            value
        );
    }
    for keyword in ["STA", "", "ZWIDTH"] {
        let error = ask(keyword, Index::Value(b"9"), None).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("%GTM-E-ZSOCKETATTR, Attribute \"{keyword}\" invalid for $ZSOCKET function")
        );
    }
    assert_eq!(
        shared
            .sockets
            .zsocket(b"NUMBER", Index::Omitted, None)
            .unwrap(),
        b""
    );
}

#[test]
fn use_errors() {
    let mut shared = Shared::default();
    let (mut d, _) = listening(&[], &mut shared);
    let p = param;
    for (params, message) in [
        (
            vec![p(ParamId::Attach, "q"), p(ParamId::Delimiter, "x")],
            "%GTM-E-ANCOMPTINC, Deviceparameter ATTACH is not compatible with any other deviceparameters in the USE command",
        ),
        (
            vec![p(ParamId::Detach, "L"), p(ParamId::Delimiter, "x")],
            "%GTM-E-ANCOMPTINC, Deviceparameter DETACH is not compatible with any other deviceparameters in the USE command",
        ),
        (
            vec![p(ParamId::Socket, "L"), p(ParamId::Attach, "x")],
            "%GTM-E-ACOMPTBINC, Deviceparameter SOCKET is compatible with only DELIMITER in the command USE",
        ),
        (
            vec![p(ParamId::Attach, "none")],
            "%GTM-E-SOCKNOTFND, Socket none not found",
        ),
        (
            vec![p(ParamId::Detach, "none")],
            "%GTM-E-SOCKNOTFND, Socket none not found",
        ),
        (
            vec![p(ParamId::Socket, "none")],
            "%GTM-E-SOCKNOTFND, Socket none not found",
        ),
        (
            vec![p(ParamId::MoreReadTime, "1000")],
            "%GTM-E-MRTMAXEXCEEDED, Maximum value of 999 for SOCKET device parameter MOREREADTIME exceeded",
        ),
        (
            vec![p(ParamId::Width, "-1")],
            "%GTM-E-DEVPARMNEG, Deviceparameter must be a positive value",
        ),
        (
            vec![p(ParamId::Length, "-1")],
            "%GTM-E-DEVPARMNEG, Deviceparameter must be a positive value",
        ),
        (
            vec![p(ParamId::Chset, "nonsense")],
            "%GTM-E-BADCHSET, nonsense is not a valid character mapping in this context",
        ),
        (
            vec![p(ParamId::ZIBfSize, "0")],
            "%GTM-E-ILLESOCKBFSIZE, The specified socket buffer size is 0x00000000, which is either 0 or too big",
        ),
        (
            vec![p(ParamId::ZBfSize, "-1")],
            "%GTM-E-ILLESOCKBFSIZE, The specified socket buffer size is 0xFFFFFFFF, which is either 0 or too big",
        ),
        (
            vec![p(ParamId::Width, "3"), p(ParamId::Delimiter, "abcd")],
            "%GTM-E-DELIMWIDTH, Delimiter length 4 exceeds device width 3",
        ),
    ] {
        assert_eq!(error(use_device(&mut d, &params, &mut shared)), message);
    }
    // Nothing of a refused USE is applied.
    assert_eq!(
        (d.common.format.width, zsocket(&d, "NUMBER", "")),
        (255, "1".into())
    );
    let mut empty = open(&[], &mut shared);
    // Not even a parameter of the device itself (devices/SOCKEMPTY.m is the same under GT.M).
    for params in [p(ParamId::Delimiter, "x"), p(ParamId::Width, "20")] {
        assert!(error(use_device(&mut empty, &[params], &mut shared)).contains("NOSOCKETINDEV"));
    }
    for (value, kept) in [("-1", "10"), ("abc", "0"), ("999", "999")] {
        use_device(&mut d, &[p(ParamId::MoreReadTime, value)], &mut shared).unwrap();
        assert_eq!(zsocket(&d, "MOREREADTIME", "0"), kept);
    }
}

#[test]
fn the_receive_buffer_must_hold_what_is_in_it() {
    let mut shared = Shared::default();
    let (mut d, mut peer) = connected(&[param(ParamId::Delimiter, "\n")], &mut shared);
    peer.write_all(b"first message\nsecond message\n").unwrap();
    arrived(&d, 29, false);
    line(&mut d, None);
    let refused = use_device(&mut d, &[param(ParamId::ZBfSize, "10")], &mut shared);
    assert_eq!(
        error(refused),
        "%GTM-E-SOCKBFNOTEMPTY, Socket buffer size cannot be set to 0x0000000A due to 0x0000000F bytes of buffered data.  Read first."
    );
    use_device(&mut d, &[param(ParamId::ZBfSize, "2048")], &mut shared).unwrap();
    line(&mut d, None);
    use_device(&mut d, &[param(ParamId::ZBfSize, "10")], &mut shared).unwrap();
    assert_eq!(zsocket(&d, "ZBFSIZE", "0"), "10");
}

#[test]
fn moves_through_the_pool() {
    let mut shared = Shared::default();
    let (mut a, mut peer) = connected(
        &[
            param(ParamId::Delimiter, "\n"),
            param(ParamId::IoError, "T"),
            param(ParamId::MoreReadTime, "33"),
            param(ParamId::Zff, "Q"),
        ],
        &mut shared,
    );
    peer.write_all(b"one\ntwo\nthree\n").unwrap();
    arrived(&a, 14, false);
    assert_eq!(line(&mut a, None).0, "one");
    use_device(&mut a, &[param(ParamId::Detach, "c")], &mut shared).unwrap();
    assert!(a.take_emptied());
    let mut out = Vec::new();
    shared.sockets.describe(&mut out);
    assert_eq!(
        (out.len(), out[0].as_slice()),
        (4, &b"YGTMSOCKETPOOL OPEN SOCKET TOTAL=1 CURRENT=0 "[..])
    );
    let mut b = open(&[], &mut shared);
    use_device(&mut b, &[param(ParamId::Attach, "c")], &mut shared).unwrap();
    assert_eq!(
        (key(&b), String::from_utf8(b.zkey()).unwrap()),
        (String::new(), "READ|c|127.0.0.1".into())
    );
    assert_eq!(line(&mut b, Some(1.0)).0, "two");
    let kept = ["DELIMITER", "IOERROR", "MOREREADTIME", "ZFF"].map(|k| zsocket(&b, k, "0"));
    assert_eq!(kept, ["1", "1", "33", "Q"]);
    // Handles in the pool are unique; a clash leaves the socket where it is.
    let (mut other, _peer) = connected(&[], &mut shared);
    use_device(&mut other, &[param(ParamId::Detach, "c")], &mut shared).unwrap();
    assert!(
        error(use_device(
            &mut b,
            &[param(ParamId::Detach, "c")],
            &mut shared
        ))
        .contains("SOCKETEXIST")
    );
    assert!(
        error(use_device(
            &mut b,
            &[param(ParamId::Attach, "c")],
            &mut shared
        ))
        .contains("SOCKETEXIST")
    );
    assert_eq!(line(&mut b, Some(1.0)).0, "three");
    let (fd, unread) = shared.sockets.take(b"c").unwrap().into_parts().unwrap();
    assert!(unread.is_empty());
    let child = SocketDevice::owned(fd, Side::Input, b"ahead", &mut shared).unwrap();
    assert!(key(&child).starts_with("ESTABLISHED|h"));
    assert_eq!(shared.sockets.take(b"c").unwrap_err().code(), SOCKNOTFND);
}
