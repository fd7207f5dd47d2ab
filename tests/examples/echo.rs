//! `examples/echo.m`: lines come back, and no client stops the others.

use super::{Folder, Outcome, Server, python, runtimes};
use std::io::Read;

/// Clients of the echo server, in another language: one does not end its line, one does not read, more than there is room for.
const CLIENTS: &str = r#"
import socket, sys
def connect():
    s = socket.create_connection(('127.0.0.1', int(sys.argv[1])), 60)
    return s, s.makefile('rb')
(a, fa), (b, fb) = connect(), connect()
a.sendall(b'first\n')
assert fa.readline() == b'first\n'
b.sendall(b'sec'); b.sendall(b'ond\nthird\n')
assert fb.readline() == b'second\n'
assert fb.readline() == b'third\n'
a.sendall(b'x' * 30000 + b'\n')
assert len(fa.readline()) == 30001
fa.close(); a.close()
c = socket.create_connection(('127.0.0.1', int(sys.argv[1])), 60); c.sendall(b'a line without its end')
d = socket.create_connection(('127.0.0.1', int(sys.argv[1])), 60); d.setblocking(False)
try:
    while True: d.send(b'y' * 65536)
except BlockingIOError:
    pass
except OSError:
    pass
b.sendall(b'not stopped\n')
assert fb.readline() == b'not stopped\n'
many = [connect() for _ in range(70)]
assert b'too many clients\n' in [m[1].readline() for m in many[-8:]]
b.sendall(b'shutdown\n')
assert fb.readline() == b'shutdown\n'
assert fb.readline() == b''
"#;

#[test]
fn echo() -> Outcome {
    let folder = Folder::new("echo")?;
    for runtime in runtimes() {
        eprintln!("{runtime:?}");
        let mut server =
            Server::start(runtime.run("echo", &["0"], &folder.0), "listening on port ")?;
        python(&["-c", CLIENTS, &server.port])?;
        let mut rest = Vec::new();
        server.output.read_to_end(&mut rest)?;
        assert_eq!(String::from_utf8_lossy(&rest), "", "{runtime:?}");
        assert!(server.child.wait()?.success());
    }
    Ok(())
}
