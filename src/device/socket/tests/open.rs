//! OPEN and CLOSE: retries, timeouts, refusals, names, LOCAL sockets and their files.

use super::*;
use crate::value::errors::*;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

/// A folder of the test's own, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("mrun-socket-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn file(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().into()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

#[test]
fn listening_and_connecting() {
    let mut shared = Shared::default();
    let (mut l, port) = listening(&[], &mut shared);
    assert_eq!(
        (key(&l), shown(&l)),
        (format!("LISTENING|L|{port}"), String::new())
    );
    for (host, address) in [
        ("127.0.0.1", "127.0.0.1"),
        ("[127.0.0.1]", "127.0.0.1"),
        ("[::1]", "::1"),
        ("::1", "::1"),
    ] {
        for timeout in [Timeout::Now, Timeout::None, Timeout::after(5.0)] {
            let connect = param(ParamId::Connect, &format!("{host}:{port}:tcp"));
            let done = open_with(
                &[connect, param(ParamId::Attach, "c")],
                timeout,
                &mut shared,
            )
            .unwrap();
            assert_eq!(done.test, timeout.is_given().then_some(true));
            let client = done.device.unwrap();
            assert_eq!(
                (key(&client), shown(&client)),
                (format!("ESTABLISHED|c|{address}"), "0".into())
            );
        }
    }
    use_device(&mut l, &[param(ParamId::Listen, "0:TCP")], &mut shared).unwrap();
    assert_eq!(zsocket(&l, "NUMBER", ""), "2");
    assert!(key(&l).starts_with("LISTENING|h"));
}

#[test]
fn names_are_looked_up() {
    let mut shared = Shared::default();
    let (_l, port) = listening(&[], &mut shared);
    let done = open_with(
        &[param(ParamId::Connect, &format!("localhost:{port}:TCP"))],
        Timeout::after(5.0),
        &mut shared,
    );
    assert_eq!(done.unwrap().test, Some(true));
    for host in ["256.1.1.1", "", "no.such.host.invalid"] {
        let connect = param(ParamId::Connect, &format!("{host}:{port}:TCP"));
        let error = open_with(&[connect], Timeout::after(9.0), &mut shared)
            .err()
            .unwrap();
        assert_eq!(error.error.code(), GETADDRINFO);
    }
    shared
        .environment
        .settings_mut()
        .insert("ipv4_only".into(), "1".into());
    let error = open_with(
        &[param(ParamId::Connect, "[::1]:1:TCP")],
        Timeout::Now,
        &mut shared,
    )
    .err()
    .unwrap();
    assert!(
        error
            .error
            .to_string()
            .ends_with("Address family for hostname not supported")
    );
    let (l, port) = listening(&[], &mut shared);
    assert_eq!(zsocket(&l, "PROTOCOL", "0"), "TCP");
    let c = open(
        &[param(ParamId::Connect, &format!("localhost:{port}:TCP"))],
        &mut shared,
    );
    assert_eq!(zsocket(&c, "REMOTEADDRESS", "0"), "127.0.0.1");
}

#[test]
fn a_refused_connection_is_retried_until_the_timeout() {
    let mut shared = Shared::default();
    let free = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let connect = [
        param(ParamId::Connect, &format!("{free}:TCP")),
        param(ParamId::IoError, "TRAP"),
    ];
    for (timeout, least) in [(Timeout::Now, 0), (Timeout::after(0.15), 150)] {
        let start = Instant::now();
        let done = open_with(&connect, timeout, &mut shared).unwrap();
        assert!(done.device.is_none() && done.test == Some(false));
        assert!((least..least + 100).contains(&start.elapsed().as_millis()));
    }
    let mut op = open_op(&connect, Timeout::after(9.0));
    let first = SocketDevice::open_step(&mut op, None, &mut shared);
    assert!(matches!(first, Ok(Step::Wait(_))));
    let server = TcpListener::bind(free).unwrap();
    let done = finish(|| SocketDevice::open_step(&mut op, None, &mut shared)).unwrap();
    assert_eq!(done.test, Some(true));
    assert!(server.accept().is_ok());
}

#[test]
fn a_port_in_use() {
    let mut shared = Shared::default();
    let (l, port) = listening(&[], &mut shared);
    let listen = param(ParamId::Listen, &format!("{port}:TCP"));
    let done = open_with(
        std::slice::from_ref(&listen),
        Timeout::after(0.05),
        &mut shared,
    )
    .unwrap();
    assert_eq!(done.test, Some(false));
    let mut op = open_op(&[listen], Timeout::None);
    assert!(matches!(
        SocketDevice::open_step(&mut op, None, &mut shared),
        Ok(Step::Wait(_))
    ));
    drop(l);
    assert!(
        finish(|| SocketDevice::open_step(&mut op, None, &mut shared))
            .unwrap()
            .device
            .is_some()
    );
}

#[test]
fn refusals() {
    let mut shared = Shared::default();
    shared
        .environment
        .settings_mut()
        .insert("max_sockets".into(), "2".into());
    let listen = |handle: &str| {
        [
            param(ParamId::Listen, "0:TCP"),
            param(ParamId::Attach, handle),
        ]
    };
    let mut d = open(&listen("h1"), &mut shared);
    let error = |r: Result<OpenDone, IoError>| r.err().unwrap().error.code();
    assert_eq!(
        error(reopen(&mut d, &listen("h1"), &mut shared)),
        SOCKETEXIST
    );
    reopen(&mut d, &listen(""), &mut shared).unwrap();
    assert_eq!(error(reopen(&mut d, &listen("h3"), &mut shared)), SOCKMAX);
    let both = [
        param(ParamId::Listen, "0:TCP"),
        param(ParamId::Connect, "127.0.0.1:1:TCP"),
    ];
    assert_eq!(
        error(open_with(&both, Timeout::Now, &mut shared)),
        ABNCOMPTINC
    );
    assert_eq!(
        error(open_with(
            &[param(ParamId::Socket, "x")],
            Timeout::Now,
            &mut shared
        )),
        DEVPARINAP
    );
    let mut op = open_op(&[], Timeout::Now);
    op.name = POOL_NAME.to_vec();
    assert_eq!(
        error(finish(|| SocketDevice::open_step(
            &mut op,
            None,
            &mut shared
        ))),
        DEVNAMERESERVED
    );
    for size in ["0", "-1", "1048577"] {
        let open = open_with(
            &[
                param(ParamId::Listen, "0:TCP"),
                param(ParamId::ZBfSize, size),
            ],
            Timeout::Now,
            &mut shared,
        );
        assert_eq!(error(open), ILLESOCKBFSIZE);
    }
}

#[test]
fn closing() {
    let mut shared = Shared::default();
    let listen = |i: u32| {
        [
            param(ParamId::Listen, "0:TCP"),
            param(ParamId::Attach, &format!("h{i}")),
        ]
    };
    let mut d = open(&listen(1), &mut shared);
    for i in 2..=5 {
        reopen(&mut d, &listen(i), &mut shared).unwrap();
    }
    let index = |d: &SocketDevice| zsocket(d, "CURRENTINDEX", "");
    use_device(&mut d, &[param(ParamId::Socket, "h2")], &mut shared).unwrap();
    assert_eq!((index(&d), key(&d)), ("1".into(), String::new()));
    for (handle, current) in [("h4", "1"), ("h2", "0"), ("h1", "0"), ("h3", "0")] {
        assert!(!close_device(&mut d, &[param(ParamId::Socket, handle)], &mut shared).unwrap());
        assert_eq!(index(&d), current, "{handle}");
    }
    assert!(!d.take_emptied());
    assert_eq!(
        close_device(&mut d, &[param(ParamId::Socket, "h3")], &mut shared)
            .unwrap_err()
            .error
            .code(),
        SOCKNOTFND
    );
    close_device(&mut d, &[param(ParamId::Socket, "h5")], &mut shared).unwrap();
    assert!(d.take_emptied() && !d.take_emptied());
    assert_eq!(
        (index(&d).as_str(), zsocket(&d, "NUMBER", "").as_str()),
        ("-1", "0")
    );
}

#[test]
fn what_a_closed_device_remembers() {
    let mut shared = Shared::default();
    let (mut d, _peer) = connected(
        &[
            param(ParamId::Delimiter, "\n"),
            param(ParamId::IoError, "T"),
        ],
        &mut shared,
    );
    use_device(&mut d, &[param(ParamId::Width, "40")], &mut shared).unwrap();
    assert!(close_device(&mut d, &[], &mut shared).unwrap());
    assert!(d.is_closed() && !d.is_destroyed());
    let mut lines = Vec::new();
    d.describe(b"a", &mut lines);
    assert_eq!(lines, [b"a CLOSED "]);
    reopen(&mut d, &[param(ParamId::Listen, "0:TCP")], &mut shared).unwrap();
    assert!(!d.is_closed() && shown(&d).is_empty());
    assert_eq!(
        (zsocket(&d, "DELIMITER", "0"), zsocket(&d, "IOERROR", "0")),
        ("0".into(), "0".into())
    );
    assert_eq!(d.common.format.width, 40);
    close_device(&mut d, &[flag(ParamId::Destroy)], &mut shared).unwrap();
    assert!(d.is_destroyed());
    close_device(&mut d, &[flag(ParamId::NoDestroy)], &mut shared).unwrap();
    assert!(!d.is_destroyed());
}

#[test]
fn local_sockets_and_their_files() {
    let mut shared = Shared::default();
    let folder = Folder::new("local");
    let path = folder.file("a.sock");
    let listen =
        |more: &[Param]| [&[param(ParamId::Listen, &format!("{path}:local"))], more].concat();
    let mut s = open(
        &listen(&[param(ParamId::Attach, "L"), param(ParamId::Delimiter, "\n")]),
        &mut shared,
    );
    assert_eq!(key(&s), format!("LISTENING|L|{path}"));
    assert_eq!(
        open_with(&listen(&[]), Timeout::Now, &mut shared)
            .unwrap()
            .test,
        Some(false)
    );
    let connect = [
        param(ParamId::Connect, &format!("{path}:LOCAL")),
        param(ParamId::Delimiter, "\n"),
    ];
    let mut c = open(&connect, &mut shared);
    assert!(key(&c).ends_with(&path));
    control(&mut s, "wait", &[Some("5")], &mut shared).unwrap();
    assert!(key(&s).starts_with("CONNECT|h") && key(&s).ends_with(&path));
    write(&mut c, &[Item::Text(b"hello"), Item::Newline]).unwrap();
    assert_eq!(line(&mut s, Some(2.0)).0, "hello");
    for (keyword, server, client, listener) in [
        ("PROTOCOL", "LOCAL", "LOCAL", "LOCAL"),
        ("LOCALADDRESS", path.as_str(), &path, &path),
        ("REMOTEADDRESS", &path, &path, ""),
        ("LOCALPORT", "0", "0", "0"),
        ("REMOTEPORT", "0", "0", ""),
    ] {
        let got = (
            zsocket(&s, keyword, "1"),
            zsocket(&c, keyword, "0"),
            zsocket(&s, keyword, "0"),
        );
        assert_eq!(
            got,
            (server.into(), client.into(), listener.into()),
            "{keyword}"
        );
    }
    // A newer listener in its place keeps its file when the older one closes.
    let newer = open(
        &listen(&[
            flag(ParamId::NewVersion),
            param(ParamId::Group, "rw"),
            param(ParamId::World, "r"),
            param(ParamId::Owner, "rwx"),
        ]),
        &mut shared,
    );
    assert_eq!(
        std::fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o764
    );
    close_device(&mut s, &[], &mut shared).unwrap();
    assert!(PathBuf::from(&path).exists());
    drop(newer);
    assert!(!PathBuf::from(&path).exists());
    // In the pool the file stays; a plain file is never removed.
    let mut s = open(&listen(&[param(ParamId::Attach, "L")]), &mut shared);
    use_device(&mut s, &[param(ParamId::Detach, "L")], &mut shared).unwrap();
    assert!(s.take_emptied());
    drop(shared);
    assert!(PathBuf::from(&path).exists());
    let mut shared = Shared {
        directory: folder.0.clone(),
        ..Shared::default()
    };
    std::fs::write(folder.file("plain"), "x").unwrap();
    let plain = [
        param(ParamId::Listen, "plain:LOCAL"),
        flag(ParamId::NewVersion),
    ];
    assert_eq!(
        open_with(&plain, Timeout::Now, &mut shared).unwrap().test,
        Some(false)
    );
    let relative = open(&[param(ParamId::Listen, "rel.sock:LOCAL")], &mut shared);
    assert!(key(&relative).ends_with("|rel.sock") && folder.0.join("rel.sock").exists());
    let missing = [param(ParamId::Connect, "none.sock:LOCAL")];
    assert_eq!(
        open_with(&missing, Timeout::Now, &mut shared).unwrap().test,
        Some(false)
    );
    let protection = [
        param(ParamId::Listen, "b.sock:LOCAL"),
        param(ParamId::World, "q"),
    ];
    assert_eq!(
        open_with(&protection, Timeout::Now, &mut shared)
            .err()
            .unwrap()
            .error
            .code(),
        DEVPARPROT
    );
}

#[test]
fn use_connect() {
    let mut shared = Shared::default();
    let (_l, port) = listening(&[], &mut shared);
    let mut e = open(&[], &mut shared);
    use_device(
        &mut e,
        &[param(ParamId::Connect, &format!("127.0.0.1:{port}:TCP"))],
        &mut shared,
    )
    .unwrap();
    assert_eq!(zsocket(&e, "STATE", "0"), "CONNECTED");
    let free = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    use_device(
        &mut e,
        &[param(ParamId::Connect, &format!("{free}:TCP"))],
        &mut shared,
    )
    .unwrap();
    assert_eq!(
        (zsocket(&e, "NUMBER", ""), shown(&e)),
        ("1".into(), "1,Connection refused".into())
    );
}
