//! `examples/http.m`: files and documents by HTTP/1.1, with clients of others, hostile ones among them.

use super::{Folder, Outcome, Server, python, runtimes};
use std::fs;

/// A folder to serve, and a secret beside it.
fn site(name: &str) -> std::io::Result<(Folder, String)> {
    let folder = Folder::new(name)?;
    let root = folder.file("root");
    fs::create_dir_all(folder.0.join("root/sub"))?;
    fs::write(folder.0.join("secret.txt"), "not for everybody")?;
    let mut big = Vec::new();
    let mut state = 1_u32;
    while big.len() < 1_000_001 {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        big.push((state >> 24) as u8);
    }
    let files: [(&str, &[u8]); 6] = [
        ("hello.txt", b"hello\n"),
        ("a b.txt", b"blank"),
        ("empty", b""),
        ("index.html", b"<p>home"),
        (".hidden", b"hidden"),
        ("big.bin", &big),
    ];
    for (name, bytes) in files {
        fs::write(folder.0.join("root").join(name), bytes)?;
    }
    Ok((folder, root))
}

#[test]
fn requests() -> Outcome {
    let (folder, root) = site("http")?;
    for runtime in runtimes() {
        eprintln!("{runtime:?}");
        let command = runtime.run("http", &["0", &root], &folder.0);
        let server = Server::start(command, "listening on port ")?;
        python(&["tests/examples/http_clients.py", &server.port, &root])?;
        assert_eq!(server.end()?, "");
    }
    Ok(())
}

/// A silent client has to go; one that has begun a request is told.
const SILENT: &str = r#"
import socket, sys
def connect():
    return socket.create_connection(('127.0.0.1', int(sys.argv[1])), 20)
def all(s):
    return b''.join(iter(lambda: s.recv(4096), b''))
silent, slow, waiting = connect(), connect(), connect()
slow.sendall(b'GET /hel')
waiting.sendall(b'PUT /api/x HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n[')
assert all(silent) == b''
assert all(slow).startswith(b'HTTP/1.1 408 Request Timeout\r\n')
assert all(waiting).startswith(b'HTTP/1.1 408 Request Timeout\r\n')
"#;

#[test]
fn silence() -> Outcome {
    let (folder, root) = site("silence")?;
    for runtime in runtimes() {
        eprintln!("{runtime:?}");
        let command = runtime.run("http", &["0", &root, "1"], &folder.0);
        let server = Server::start(command, "listening on port ")?;
        python(&["-c", SILENT, &server.port])?;
        assert_eq!(server.end()?, "");
    }
    Ok(())
}
