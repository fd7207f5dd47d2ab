//! What GT.M does not have: UDP, one address, half-close, the reason of an end, options of our own.

use super::*;
use crate::value::errors::*;
use std::net::UdpSocket;

fn udp(place: &str, shared: &mut Shared) -> (Box<SocketDevice>, u16) {
    let d = open(
        &[param(ParamId::Listen, place), param(ParamId::Attach, "u")],
        shared,
    );
    let port = zsocket(&d, "LOCALPORT", "0").parse().unwrap();
    (d, port)
}

fn peer() -> UdpSocket {
    let peer = UdpSocket::bind("127.0.0.1:0").unwrap();
    peer.set_read_timeout(Some(PATIENCE)).unwrap();
    peer
}

/// WRITEs go to this peer from now on.
fn aim(d: &mut SocketDevice, at: &UdpSocket, shared: &mut Shared) {
    let port = at.local_addr().unwrap().port().to_string();
    control(d, "TO", &[Some("127.0.0.1"), Some(&port)], shared).unwrap();
}

fn datagram(peer: &UdpSocket) -> Vec<u8> {
    let mut room = [0; 70_000];
    let got = peer.recv(&mut room).unwrap();
    room[..got].to_vec()
}

#[test]
fn a_read_takes_a_datagram_and_a_write_answers_its_sender() {
    let mut shared = Shared::default();
    let (mut d, port) = udp("127.0.0.1:0:UDP", &mut shared);
    assert_eq!(key(&d), format!("BOUND|u|{port}"));
    assert_eq!(zsocket(&d, "STATE", "0"), "BOUND");
    assert_eq!(zsocket(&d, "PROTOCOL", "0"), "UDP");
    let (one, two) = (peer(), peer());
    for (from, text) in [(&one, &b"a\nb"[..]), (&two, b""), (&one, &[7; 60_000])] {
        from.send_to(text, ("127.0.0.1", port)).unwrap();
        let done = read(&mut d, ReadKind::Line, Some(10.0)).unwrap();
        assert_eq!(
            (done.value, done.test),
            (ReadValue::Bytes(text.to_vec()), Some(true))
        );
        let port = from.local_addr().unwrap().port();
        assert_eq!(key(&d), format!("DATAGRAM|u|127.0.0.1|{port}"));
        write(&mut d, &[Item::Text(b"got "), Item::Text(text)]).unwrap();
        assert_eq!(datagram(from), [b"got ", text].concat());
    }
    // The rest of a datagram does not wait for the next READ.
    one.send_to(b"abcdef", ("127.0.0.1", port)).unwrap();
    let done = read(&mut d, ReadKind::Fixed(3), None).unwrap();
    assert_eq!(text(&done.value), "abc");
    one.send_to(b"xyz", ("127.0.0.1", port)).unwrap();
    assert_eq!(
        text(&read(&mut d, ReadKind::Char, None).unwrap().value),
        "*120"
    );
    let done = read(&mut d, ReadKind::Line, Some(0.0)).unwrap();
    assert_eq!((text(&done.value), done.test), (String::new(), Some(false)));
    // Another destination.
    aim(&mut d, &two, &mut shared);
    write(&mut d, &[Item::Text(b"hello")]).unwrap();
    assert_eq!(datagram(&two), b"hello");
    let shown = {
        let mut lines = Vec::new();
        d.show(b"dev", &mut lines);
        String::from_utf8(lines.concat()).unwrap()
    };
    assert!(shown.contains("BOUND PASSIVE  NOTRAP  PORT="), "{shown}");
}

#[test]
fn datagrams_that_cannot_be_sent() {
    let mut shared = Shared::default();
    let (mut d, _) = udp("0:UDP", &mut shared);
    write(&mut d, &[Item::Text(b"x")]).unwrap();
    assert_eq!(shown(&d), "1,Destination address required");
    for (host, port, code) in [
        ("localhost", "1", INVADDRSPEC),
        ("127.0.0.1", "x", INVPORTSPEC),
    ] {
        let e = control(&mut d, "to", &[Some(host), Some(port)], &mut shared).unwrap_err();
        assert_eq!(e.error.code(), code);
    }
    let one = peer();
    aim(&mut d, &one, &mut shared);
    let long = vec![b'x'; 70_000];
    use_device(&mut d, &[flag(ParamId::NoWrap)], &mut shared).unwrap();
    write(&mut d, &[Item::Text(&long)]).unwrap();
    assert_eq!(shown(&d), "1,Message too long");
    write(&mut d, &[Item::Text(b"ok")]).unwrap();
    assert_eq!((datagram(&one), shown(&d).as_str()), (b"ok".to_vec(), "0"));
    use_device(&mut d, &[param(ParamId::IoError, "TRAP")], &mut shared).unwrap();
    let e = write(&mut d, &[Item::Text(&long)]).unwrap_err();
    assert_eq!(e.error.code(), SOCKWRITE);
}

#[test]
fn a_connected_datagram_socket() {
    let mut shared = Shared::default();
    let far = peer();
    let place = format!("{}:UDP", far.local_addr().unwrap());
    let settings = [param(ParamId::Connect, &place), param(ParamId::Attach, "c")];
    let mut d = open(&settings, &mut shared);
    assert_eq!(key(&d), "ESTABLISHED|c|127.0.0.1");
    write(&mut d, &[Item::Text(b"ping"), Item::Newline]).unwrap();
    let mut room = [0; 16];
    let (got, from) = far.recv_from(&mut room).unwrap();
    assert_eq!(&room[..got], b"ping");
    far.send_to(b"pong", from).unwrap();
    let done = read(&mut d, ReadKind::Line, Some(10.0)).unwrap();
    assert_eq!(text(&done.value), "pong");
    // TLS, WAIT for connections and PASS are for streams.
    let e = control(&mut d, "TLS", &[Some("client")], &mut shared).unwrap_err();
    assert_eq!(e.error.code(), TLSPARAM);
    let e = control(&mut d, "SHUTDOWN", &[], &mut shared).unwrap_err();
    assert_eq!(e.error.code(), CONNSOCKREQ);
}

#[test]
fn a_listener_of_one_address() {
    let mut shared = Shared::default();
    let d = open(&[param(ParamId::Listen, "127.0.0.2:0:TCP")], &mut shared);
    let port: u16 = zsocket(&d, "LOCALPORT", "0").parse().unwrap();
    assert!(TcpStream::connect(("127.0.0.2", port)).is_ok());
    assert!(TcpStream::connect(("127.0.0.1", port)).is_err());
}

#[test]
fn two_listeners_of_one_port() {
    let mut shared = Shared::default();
    let reuse = param(ParamId::Options, "REUSEPORT=1");
    let first = open(
        &[param(ParamId::Listen, "0:TCP"), reuse.clone()],
        &mut shared,
    );
    let place = format!("{}:TCP", zsocket(&first, "LOCALPORT", "0"));
    let second = [param(ParamId::Listen, &place), reuse];
    let done = open_with(&second, Timeout::Now, &mut shared).unwrap();
    assert_eq!(done.test, Some(true));
    let done = open_with(&second[..1], Timeout::Now, &mut shared).unwrap();
    assert_eq!(done.test, Some(false));
}

#[test]
fn half_close_and_the_reason_of_an_end() {
    let mut shared = Shared::default();
    let (mut d, mut far) = connected(&[param(ParamId::Delimiter, "\n")], &mut shared);
    assert_eq!(zsocket(&d, "END", "0"), "");
    write(&mut d, &[Item::Text(b"all"), Item::Newline]).unwrap();
    control(&mut d, "SHUTDOWN", &[], &mut shared).unwrap();
    let mut all = String::new();
    far.read_to_string(&mut all).unwrap();
    assert_eq!(all, "all\n");
    far.write_all(b"answer\n").unwrap();
    assert_eq!(line(&mut d, Some(10.0)).0, "answer");
    write(&mut d, &[Item::Text(b"more")]).unwrap();
    assert_eq!(shown(&d), "1,Broken pipe");
    drop(far);

    let (mut d, far) = connected(&[], &mut shared);
    drop(far);
    line(&mut d, Some(10.0));
    assert_eq!(zsocket(&d, "END", "0"), "CLOSED");

    let (mut d, far) = connected(&[], &mut shared);
    socket2::SockRef::from(&far)
        .set_linger(Some(Duration::ZERO))
        .unwrap();
    drop(far);
    line(&mut d, Some(10.0));
    assert_eq!(zsocket(&d, "END", "0"), "RESET");
}

#[test]
fn a_line_that_does_not_end_is_cut() {
    let mut shared = Shared::default();
    let settings = [
        param(ParamId::Delimiter, "\n"),
        param(ParamId::Options, "inputlimit=5,USERTIMEOUT=3000"),
    ];
    let (mut d, mut far) = connected(&settings, &mut shared);
    far.write_all(b"abc\nabcdefgh\n").unwrap();
    for (expected, ended) in [("abc", true), ("abcde", false), ("fgh", true)] {
        let (text, test, key) = line(&mut d, Some(10.0));
        assert_eq!((text.as_str(), test), (expected, Some(true)));
        assert_eq!(key == "\n", ended);
    }
    assert_eq!(zsocket(&d, "INPUTLIMIT", "0"), "5");
    assert_eq!(zsocket(&d, "USERTIMEOUT", "0"), "3000");
}
