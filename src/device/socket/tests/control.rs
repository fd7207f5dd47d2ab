//! Control mnemonics: WAIT and $ZKEY, LISTEN, BLOCK, PASS and ACCEPT, TLS.

use super::*;
use crate::value::errors::*;

fn zkey(d: &mut SocketDevice) -> Vec<String> {
    let all = String::from_utf8(d.zkey()).unwrap();
    all.split(';')
        .filter(|e| !e.is_empty())
        .map(|e| e.split('|').take(2).collect::<Vec<_>>().join(" "))
        .collect()
}

/// WAIT; the first two pieces of $KEY and $TEST.
fn wait(
    d: &mut SocketDevice,
    args: &[Option<&str>],
    shared: &mut Shared,
) -> (String, Option<bool>) {
    let done = control(d, "wait", args, shared).unwrap();
    (
        key(d).split('|').take(2).collect::<Vec<_>>().join(" "),
        done.test,
    )
}

/// A listener with `count` accepted clients, their handles and the clients' ends.
fn server(count: usize, shared: &mut Shared) -> (Box<SocketDevice>, Vec<String>, Vec<TcpStream>) {
    let (mut d, port) = listening(&[param(ParamId::Delimiter, "\n")], shared);
    let (mut handles, mut clients) = (Vec::new(), Vec::new());
    for _ in 0..count {
        clients.push(TcpStream::connect(("127.0.0.1", port)).unwrap());
        let (event, test) = wait(&mut d, &[Some("5")], shared);
        assert_eq!((&event[..8], test), ("CONNECT ", Some(true)));
        handles.push(event[8..].to_string());
    }
    (d, handles, clients)
}

fn select(d: &mut SocketDevice, handle: &str, shared: &mut Shared) {
    use_device(d, &[param(ParamId::Socket, handle)], shared).unwrap();
}

#[test]
fn waiting_for_connections_and_data() {
    let mut shared = Shared::default();
    let (mut d, port) = listening(&[], &mut shared);
    assert_eq!(
        wait(&mut d, &[Some("0")], &mut shared),
        (String::new(), Some(false))
    );
    assert_eq!(wait(&mut d, &[Some("-1")], &mut shared).1, Some(false));
    let start = Instant::now();
    assert_eq!(wait(&mut d, &[Some(".05")], &mut shared).1, Some(false));
    assert!((50..150).contains(&start.elapsed().as_millis()));
    let mut client = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let done = control(&mut d, "WAIT", &[], &mut shared).unwrap();
    assert!(
        done.test.is_none()
            && key(&d).starts_with("CONNECT|h")
            && key(&d).ends_with("|::ffff:127.0.0.1")
    );
    assert_eq!(
        (zsocket(&d, "CURRENTINDEX", ""), zkey(&mut d).len()),
        ("1".into(), 0)
    );
    client.write_all(b"hello").unwrap();
    assert!(
        wait(&mut d, &[Some("5")], &mut shared)
            .0
            .starts_with("READ h")
    );
    assert_eq!(line(&mut d, Some(0.05)).0, "hello");
    assert_eq!(wait(&mut d, &[Some("0")], &mut shared).1, Some(false));
    drop(client);
    assert!(
        wait(&mut d, &[Some("5"), Some("xREADx")], &mut shared)
            .0
            .starts_with("READ h")
    );
    for (args, code) in [
        (vec![Some(".1"), Some("BOTH")], SOCKWAITARG),
        (vec![Some(".1"), Some("")], SOCKWAITARG),
        (vec![Some(".1"), Some("READ"), Some("none")], SOCKNOTFND),
    ] {
        assert_eq!(
            control(&mut d, "wait", &args, &mut shared)
                .unwrap_err()
                .error
                .code(),
            code
        );
    }
    let mut empty = open(&[], &mut shared);
    assert_eq!(wait(&mut empty, &[Some("5")], &mut shared).1, Some(false));
    assert_eq!(
        control(&mut empty, "WAIT", &[], &mut shared).unwrap().test,
        None
    );
}

#[test]
fn every_ready_socket_has_its_turn() {
    let mut shared = Shared::default();
    let (mut d, handles, mut clients) = server(3, &mut shared);
    for (client, handle) in clients.iter_mut().zip(&handles) {
        client.write_all(b"x\n").unwrap();
        select(&mut d, handle, &mut shared);
        arrived(&d, 2, false);
    }
    let [a, b, c] = [0, 1, 2].map(|i| format!("READ {}", handles[i]));
    for (expected, listed) in [
        (&a, vec![&b, &c]),
        (&b, vec![&a, &b, &c]),
        (&c, vec![&a, &b, &c]),
        (&a, vec![&b, &c]),
    ] {
        assert_eq!(&wait(&mut d, &[Some("1")], &mut shared).0, expected);
        assert_eq!(zkey(&mut d).iter().collect::<Vec<_>>(), listed);
    }
    for handle in &handles {
        select(&mut d, handle, &mut shared);
        assert_eq!(line(&mut d, Some(1.0)).0, "x");
        assert!(!zkey(&mut d).iter().any(|e| e.ends_with(handle)));
    }
    assert_eq!(
        wait(&mut d, &[Some("0")], &mut shared),
        (String::new(), Some(false))
    );
    clients[2].write_all(b"y\n").unwrap();
    assert_eq!(
        wait(
            &mut d,
            &[Some(".02"), Some("READ"), Some(&handles[0])],
            &mut shared
        )
        .1,
        Some(false)
    );
    assert_eq!(
        wait(&mut d, &[Some("1"), None, Some(&handles[2])], &mut shared).0,
        c
    );
    assert_eq!(zsocket(&d, "CURRENTINDEX", ""), "3");
    assert_eq!(
        wait(&mut d, &[Some(".02"), Some("WRITE")], &mut shared).1,
        Some(false)
    );
}

#[test]
fn many_sockets() {
    let mut shared = Shared::default();
    let (mut d, handles, mut clients) = server(12, &mut shared);
    for at in [7, 3, 11] {
        clients[at].write_all(b"x\n").unwrap();
        assert_eq!(
            wait(&mut d, &[Some("5")], &mut shared).0,
            format!("READ {}", handles[at])
        );
        assert_eq!(line(&mut d, Some(1.0)).0, "x");
    }
    assert_eq!(wait(&mut d, &[Some(".02")], &mut shared).1, Some(false));
    // Closed and detached sockets are not heard of any more, accepted and attached ones are.
    clients[0].write_all(b"y\n").unwrap();
    assert!(
        wait(&mut d, &[Some("5")], &mut shared)
            .0
            .ends_with(&handles[0])
    );
    use_device(&mut d, &[param(ParamId::Detach, &handles[0])], &mut shared).unwrap();
    assert_eq!(wait(&mut d, &[Some(".02")], &mut shared).1, Some(false));
    close_device(&mut d, &[param(ParamId::Socket, &handles[1])], &mut shared).unwrap();
    use_device(&mut d, &[param(ParamId::Attach, &handles[0])], &mut shared).unwrap();
    assert!(
        wait(&mut d, &[Some("5")], &mut shared)
            .0
            .ends_with(&handles[0])
    );
    let port = clients[0].peer_addr().unwrap().port();
    let _late = TcpStream::connect(("127.0.0.1", port)).unwrap();
    assert!(
        wait(&mut d, &[Some("5")], &mut shared)
            .0
            .starts_with("CONNECT")
    );
}

#[test]
fn connections_come_before_data() {
    let mut shared = Shared::default();
    let (mut d, handles, mut clients) = server(1, &mut shared);
    let port = clients[0].peer_addr().unwrap().port();
    clients[0].write_all(b"x\n").unwrap();
    arrived(&d, 2, false);
    let _second = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let (event, _) = wait(&mut d, &[Some("1")], &mut shared);
    assert!(event.starts_with("CONNECT") && zkey(&mut d).is_empty());
    assert_eq!(
        wait(&mut d, &[Some("1")], &mut shared).0,
        format!("READ {}", handles[0])
    );
}

#[test]
fn two_listeners() {
    let mut shared = Shared::default();
    let (mut d, first) = listening(&[], &mut shared);
    reopen(
        &mut d,
        &[param(ParamId::Listen, "0:TCP"), param(ParamId::Attach, "M")],
        &mut shared,
    )
    .unwrap();
    let second: u16 = zsocket(&d, "LOCALPORT", "1").parse().unwrap();
    let _clients = [first, second].map(|p| TcpStream::connect(("127.0.0.1", p)).unwrap());
    control(&mut d, "wait", &[Some("1")], &mut shared).unwrap();
    assert_eq!(
        (zsocket(&d, "PARENT", "2"), zkey(&mut d)),
        ("L".into(), vec!["LISTENING M".into()])
    );
    control(&mut d, "wait", &[Some("1")], &mut shared).unwrap();
    assert_eq!(
        (zsocket(&d, "PARENT", "3"), zkey(&mut d).len()),
        ("M".into(), 0)
    );
    assert_eq!(wait(&mut d, &[Some(".02")], &mut shared).1, Some(false));
}

#[test]
fn use_of_a_listener_accepts() {
    let mut shared = Shared::default();
    let (mut d, port) = listening(&[], &mut shared);
    select(&mut d, "L", &mut shared);
    assert_eq!(key(&d), "");
    let _client = TcpStream::connect(("127.0.0.1", port)).unwrap();
    select(&mut d, "L", &mut shared);
    assert!(key(&d).starts_with("CONNECT|h"));
    assert_eq!(
        (zsocket(&d, "NUMBER", ""), zsocket(&d, "CURRENTINDEX", "")),
        ("2".into(), "1".into())
    );
    shared
        .environment
        .settings_mut()
        .insert("max_sockets".into(), "2".into());
    let _client = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let refused = use_device(&mut d, &[param(ParamId::Socket, "L")], &mut shared);
    assert_eq!(refused.unwrap_err().error.code(), SOCKMAX);
    assert_eq!(
        control(&mut d, "wait", &[Some("1")], &mut shared)
            .unwrap_err()
            .error
            .code(),
        SOCKMAX
    );
}

#[test]
fn mnemonics_and_their_errors() {
    let mut shared = Shared::default();
    let (mut d, port) = listening(&[], &mut shared);
    for name in ["l", "li", "listen", "LISTEN"] {
        control(&mut d, name, &[Some("1"), Some("2")], &mut shared).unwrap();
    }
    let connect = [param(ParamId::Connect, &format!("127.0.0.1:{port}:TCP"))];
    let mut c = open(&connect, &mut shared);
    let mut fails = |on_listener: bool, name: &str, args: &[Option<&str>]| {
        let device = if on_listener { &mut d } else { &mut c };
        control(device, name, args, &mut shared)
            .unwrap_err()
            .error
            .to_string()
    };
    for (listener, name, args, message) in [
        (
            true,
            "listenx",
            vec![],
            "%GTM-E-INVCTLMNE, Invalid control mnemonics",
        ),
        (
            true,
            "eof",
            vec![],
            "%GTM-E-INVCTLMNE, Invalid control mnemonics",
        ),
        (
            true,
            "",
            vec![],
            "%GTM-E-INVCTLMNE, Invalid control mnemonics",
        ),
        (
            true,
            "p",
            vec![None, Some("0"), Some("q")],
            "%GTM-E-LOCALSOCKREQ, LOCAL socket required",
        ),
        (
            true,
            "a",
            vec![None],
            "%GTM-E-LOCALSOCKREQ, LOCAL socket required",
        ),
        (
            true,
            "b",
            vec![Some("OFF")],
            "%GTM-E-SOCKBLOCKERR, WRITE /BLOCK error: must be connected",
        ),
        (
            true,
            "tls",
            vec![Some("server")],
            "%GTM-E-TLSPARAM, TLS parameter /TLS but socket not connected",
        ),
        (
            false,
            "block",
            vec![],
            "%GTM-E-SOCKBLOCKERR, WRITE /BLOCK error: at least one option must be provided",
        ),
        (
            false,
            "block",
            vec![Some("ON")],
            "%GTM-E-SOCKBLOCKERR, WRITE /BLOCK error: unknown option",
        ),
        (
            false,
            "tls",
            vec![Some("bogus")],
            "%GTM-E-TLSPARAM, TLS parameter BOGUS not a valid option",
        ),
        (
            false,
            "tls",
            vec![Some("renegotiate")],
            "%GTM-E-TLSPARAM, TLS parameter RENEGOTIATE but TLS not enabled",
        ),
        (
            false,
            "listen",
            vec![],
            "%GTM-E-LISTENPASSBND, Controlmnemonic LISTEN can be applied to PASSIVE socket in the state BOUND only",
        ),
    ] {
        assert_eq!(fails(listener, name, &args), message, "{name}");
    }
}

#[test]
fn waiting_for_write() {
    let mut shared = Shared::default();
    let (mut d, mut peer) = connected(&[param(ParamId::Delimiter, "\n")], &mut shared);
    control(&mut d, "block", &[Some("off")], &mut shared).unwrap();
    let again = control(&mut d, "block", &[Some("OFF")], &mut shared).unwrap_err();
    assert!(again.error.to_string().ends_with("already non blocking"));
    for (what, event) in [
        (None, "WRITE c"),
        (Some("WRITE"), "WRITE c"),
        (Some("READ"), ""),
        (Some("READWRITE"), "WRITE c"),
    ] {
        assert_eq!(wait(&mut d, &[Some(".02"), what], &mut shared).0, event);
    }
    peer.write_all(b"data\n").unwrap();
    arrived(&d, 5, false);
    for (what, event) in [
        (None, "READWRITE c"),
        (Some("WRITE"), "READWRITE c"),
        (Some("READ"), "READ c"),
    ] {
        assert_eq!(wait(&mut d, &[Some("1"), what], &mut shared).0, event);
    }
}

#[test]
fn passing_sockets() {
    let mut shared = Shared::default();
    let path = std::env::temp_dir().join(format!("mrun-pass-{}.sock", std::process::id()));
    let local = |word| {
        [
            param(word, &format!("{}:LOCAL", path.display())),
            param(ParamId::Attach, "u"),
        ]
    };
    let mut sender = open(&local(ParamId::Listen), &mut shared);
    let mut other = Shared::default();
    let mut receiver = open(&local(ParamId::Connect), &mut other);
    control(&mut sender, "wait", &[Some("5")], &mut shared).unwrap();
    let (mut device, mut peer) = connected(&[param(ParamId::Delimiter, "\n")], &mut shared);
    peer.write_all(b"one\ntwo\n").unwrap();
    arrived(&device, 8, false);
    line(&mut device, None);
    use_device(&mut device, &[param(ParamId::Detach, "c")], &mut shared).unwrap();
    let (mut device, _listening) = listening(&[], &mut shared);
    use_device(&mut device, &[param(ParamId::Detach, "L")], &mut shared).unwrap();

    let mut fails = |args: &[Option<&str>]| {
        control(&mut sender, "pass", args, &mut shared)
            .unwrap_err()
            .error
            .code()
    };
    assert_eq!(fails(&[None, Some("1")]), NOSOCKHANDLE);
    assert_eq!(fails(&[None, Some("1"), Some("none")]), SOCKNOTFND);
    assert_eq!(fails(&[Some("1"), Some("1"), Some("c")]), PEERPIDMISMATCH);
    let done = control(
        &mut receiver,
        "accept",
        &[None, None, Some(".02")],
        &mut other,
    )
    .unwrap();
    assert!(done.test == Some(false) && done.outputs.is_empty());
    let me = std::process::id().to_string();
    let done = control(
        &mut sender,
        "pass",
        &[Some(&me), Some("5"), Some("c"), Some("L")],
        &mut shared,
    )
    .unwrap();
    assert_eq!(done.test, Some(true));
    assert!(!shared.sockets.contains(b"c") && !shared.sockets.contains(b"L"));
    let done = control(
        &mut receiver,
        "accept",
        &[None, Some(&me), Some("5"), Some("new"), Some("")],
        &mut other,
    )
    .unwrap();
    assert_eq!(
        (done.test, done.outputs),
        (Some(true), vec![(0, b"new|L".to_vec())])
    );
    assert_eq!(
        write(&mut sender, &[Item::Text(b"x")])
            .unwrap_err()
            .error
            .code(),
        SOCKPASSDATAMIX
    );
    assert_eq!(
        read(&mut receiver, ReadKind::Line, Some(0.0))
            .unwrap_err()
            .error
            .code(),
        SOCKPASSDATAMIX
    );

    let mut d = open(&[], &mut other);
    use_device(&mut d, &[param(ParamId::Attach, "new")], &mut other).unwrap();
    assert_eq!(
        (
            zsocket(&d, "HOWCREATED", "0"),
            zsocket(&d, "DELIMITER", "0")
        ),
        ("PASSED".into(), "0".into())
    );
    use_device(&mut d, &[param(ParamId::Delimiter, "\n")], &mut other).unwrap();
    assert_eq!(line(&mut d, Some(1.0)).0, "two");
    write(&mut d, &[Item::Text(b"from afar"), Item::Newline]).unwrap();
    assert_eq!(exactly(&mut peer, 10), b"from afar\n");
    use_device(&mut d, &[param(ParamId::Attach, "L")], &mut other).unwrap();
    assert_eq!(zsocket(&d, "STATE", "1"), "LISTENING");
}

/// Whatever comes instead of a message of /PASS is refused, without hanging and without a crash.
#[test]
fn messages_that_no_pass_sent() {
    for (sent, why) in [
        (&b"GET / HTTP/1.0\r\n"[..], "SOCKACCEPT"),
        (b"MRPS\xff\xff\xff\xff", "SOCKACCEPT"),
        (b"MRPS\0\0\0\0", "SOCKACCEPT"),
        (b"MRPS\0\0\0\x02\0\x01", "SOCKACCEPT"),
        (b"MRPS\0\0\0\x06\0\x01\xff\xff\xff\xff", "SOCKACCEPT"),
        (b"MRPS\0\0\0\x0b\0\x01\0\0\0\x01h\0\0\0\0", "SOCKNOTPASSED"),
        (b"MRPS\0\0", "SOCKACCEPT"),
    ] {
        let mut shared = Shared::default();
        let (near, mut far) = std::os::unix::net::UnixStream::pair().unwrap();
        far.write_all(sent).unwrap();
        drop(far);
        let mut d = SocketDevice::owned(near.into(), Side::Input, b"", &mut shared).unwrap();
        let error = control(&mut d, "accept", &[None, None, Some("5")], &mut shared)
            .unwrap_err()
            .error;
        assert_eq!(error.code().mnemonic(), why, "{sent:?}");
    }
}
