//! Devices made from inherited sockets: whole, split, LOCAL, listening, and gone.

use super::*;
use crate::value::errors::*;
use std::os::fd::{AsRawFd, OwnedFd};
use std::os::unix::net::{UnixListener, UnixStream};

/// A connection as a parent process would have accepted it, and the peer.
fn accepted() -> (OwnedFd, TcpStream) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let peer = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    (listener.accept().unwrap().0.into(), peer)
}

fn shown_lines(d: &SocketDevice, name: &str) -> String {
    let mut lines = Vec::new();
    d.describe(name.as_bytes(), &mut lines);
    String::from_utf8(lines.join(&b'\n')).unwrap()
}

#[test]
fn principal_devices_end_after_the_second_end() {
    let mut shared = Shared::default();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let peer = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    let (inherited, _) = listener.accept().unwrap();
    let fd = std::os::fd::AsRawFd::as_raw_fd(&inherited);
    let mut p = SocketDevice::principal(fd, fd, &mut shared).unwrap();
    assert!(!p.split && p.output.is_none());
    let d = p.input.as_mut().unwrap();
    assert!(key(d).starts_with("ESTABLISHED|h") && key(d).ends_with("|127.0.0.1"));
    let mut lines = Vec::new();
    d.describe(b"0", &mut lines);
    assert_eq!(lines[0], b"0 OPEN SOCKET NOWRAP TOTAL=1 CURRENT=0 ");
    assert!(String::from_utf8_lossy(&lines[2]).contains("ZIBFSIZE=0 NODELIMITER "));
    assert!(!close_device(d, &[], &mut shared).unwrap());
    drop(peer);
    assert_eq!(line(d, Some(1.0)).1, Some(true));
    let error = read(d, ReadKind::Line, Some(1.0)).unwrap_err().error;
    assert!(error.is_fatal() && error.code() == NOPRINCIO, "{error}");
}

#[test]
fn writes_to_a_principal_device_that_is_gone() {
    for trap in [false, true] {
        let mut shared = Shared::default();
        let (inherited, peer) = accepted();
        let fd = inherited.as_raw_fd();
        let mut d = SocketDevice::principal(fd, fd, &mut shared)
            .unwrap()
            .input
            .unwrap();
        if trap {
            use_device(&mut d, &[param(ParamId::IoError, "T")], &mut shared).unwrap();
        }
        socket2::SockRef::from(&peer)
            .set_linger(Some(Duration::ZERO))
            .unwrap();
        drop(peer);
        arrived(&d, 0, true);
        let first = write(&mut d, &[Item::Text(b"x")]);
        assert_eq!(
            (first.is_err(), shown(&d).as_str()),
            (trap, "1,Connection reset by peer")
        );
        let second = write(&mut d, &[Item::Text(b"x")]).unwrap_err().error;
        assert!(second.is_fatal() && second.code() == NOPRINCIO);
    }
}

#[test]
fn split() {
    let mut shared = Shared::default();
    let ((a, mut client), (b, out)) = (accepted(), accepted());
    let p = SocketDevice::principal(a.as_raw_fd(), b.as_raw_fd(), &mut shared).unwrap();
    assert!(p.split);
    let (mut input, mut output) = (p.input.unwrap(), p.output.unwrap());
    assert_eq!(
        (key(&output), shown(&output), shown(&input)),
        (String::new(), String::new(), "0".into())
    );
    for d in [&mut input, &mut output] {
        use_device(d, &[param(ParamId::Delimiter, "\n")], &mut shared).unwrap();
    }
    client.write_all(b"one\n").unwrap();
    assert_eq!(line(&mut input, Some(3.0)).0, "one");
    write(&mut output, &[Item::Text(b"reply"), Item::Newline]).unwrap();
    assert!(
        shown_lines(&output, "0-out").starts_with("0-out OPEN SOCKET NOWRAP TOTAL=1 CURRENT=0 \n")
    );
    drop((output, b));
    assert_eq!(rest_of(out), b"reply\n");
    let file = std::fs::File::open("/dev/null").unwrap();
    let p = SocketDevice::principal(a.as_raw_fd(), file.as_raw_fd(), &mut shared).unwrap();
    assert!(p.split && p.input.is_some() && p.output.is_none());
    let p = SocketDevice::principal(file.as_raw_fd(), a.as_raw_fd(), &mut shared).unwrap();
    assert!(p.split && p.input.is_none() && p.output.is_some());
    let p = SocketDevice::principal(file.as_raw_fd(), file.as_raw_fd(), &mut shared).unwrap();
    assert!(!p.split && p.input.is_none() && p.output.is_none());
}

#[test]
fn local() {
    let path = std::env::temp_dir().join(format!("mrun-principal-{}.sock", std::process::id()));
    let listener = UnixListener::bind(&path).unwrap();
    let _peer = UnixStream::connect(&path).unwrap();
    let (inherited, _) = listener.accept().unwrap();
    std::fs::remove_file(&path).unwrap();
    let mut shared = Shared::default();
    let fd = inherited.as_raw_fd();
    let d = SocketDevice::principal(fd, fd, &mut shared)
        .unwrap()
        .input
        .unwrap();
    let path = path.to_str().unwrap();
    assert!(key(&d).starts_with("ESTABLISHED|h") && key(&d).ends_with(path));
    let values = [
        "PROTOCOL",
        "LOCALADDRESS",
        "REMOTEADDRESS",
        "STATE",
        "HOWCREATED",
    ]
    .map(|k| zsocket(&d, k, "0"));
    assert_eq!(values, ["LOCAL", path, "", "CONNECTED", "PRINCIPAL"]);
    let lines = shown_lines(&d, "0");
    assert!(
        lines.contains(&format!("REMOTE= LOCAL={path} \n")) && lines.ends_with("DELIMITER $C(10) "),
        "{lines}"
    );
}

#[test]
fn the_last_socket_is_detached() {
    let mut shared = Shared::default();
    let (inherited, _peer) = accepted();
    let fd = inherited.as_raw_fd();
    let mut d = SocketDevice::principal(fd, fd, &mut shared)
        .unwrap()
        .input
        .unwrap();
    let handle = zsocket(&d, "SOCKETHANDLE", "0");
    use_device(&mut d, &[param(ParamId::Detach, &handle)], &mut shared).unwrap();
    assert!(d.take_emptied() && shared.sockets.contains(handle.as_bytes()));
    assert_eq!(line(&mut d, None).0, "");
    write(&mut d, &[Item::Text(b"lost"), Item::Newline]).unwrap();
    let (copy, _) = shared
        .sockets
        .take(handle.as_bytes())
        .unwrap()
        .into_parts()
        .unwrap();
    assert_ne!(copy.as_raw_fd(), fd);
}

#[test]
fn listening_and_gone() {
    let mut shared = Shared::default();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let fd = listener.as_raw_fd();
    let mut d = SocketDevice::principal(fd, fd, &mut shared)
        .unwrap()
        .input
        .unwrap();
    assert!(key(&d).starts_with("LISTENING|h"));
    let _client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    control(&mut d, "wait", &[Some("5")], &mut shared).unwrap();
    assert!(key(&d).starts_with("CONNECT|h"));
    let (inherited, peer) = accepted();
    socket2::SockRef::from(&peer)
        .set_linger(Some(Duration::ZERO))
        .unwrap();
    drop(peer);
    let fd = inherited.as_raw_fd();
    let limit = Instant::now() + PATIENCE;
    while socket2::SockRef::from(&inherited).peer_addr().is_ok() {
        assert!(Instant::now() < limit);
        std::thread::yield_now();
    }
    let error = SocketDevice::principal(fd, fd, &mut shared).err().unwrap();
    assert!(
        error
            .to_string()
            .ends_with("(errno==107) Transport endpoint is not connected"),
        "{error}"
    );
}
