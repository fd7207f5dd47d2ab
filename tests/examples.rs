//! The examples run, and do what they say.

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

#[path = "../examples/device.rs"]
mod device;
#[path = "../examples/embed.rs"]
mod embed;
#[path = "../examples/host.rs"]
mod host;
#[path = "../examples/interrupt.rs"]
mod interrupt;
#[path = "../examples/limits.rs"]
mod limits;
#[path = "../examples/stepping.rs"]
mod stepping;

type Outcome = Result<(), Box<dyn std::error::Error>>;

#[test]
fn device() -> Outcome {
    device::main()
}

#[test]
fn embed() -> Outcome {
    embed::main()
}

#[test]
fn host() -> Outcome {
    host::main()
}

#[test]
fn interrupt() -> Outcome {
    interrupt::main()
}

#[test]
fn limits() -> Outcome {
    limits::main()
}

#[test]
fn stepping() -> Outcome {
    stepping::main()
}

fn mrun(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mrun"));
    command
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::null());
    command
}

#[test]
fn hello() -> Outcome {
    assert_eq!(
        mrun(&["examples/hello.m"]).output()?.stdout,
        b"Hello, World!\n"
    );
    assert_eq!(
        mrun(&["examples/hello.m", "Ada"]).output()?.stdout,
        b"Hello, Ada!\n"
    );
    Ok(())
}

/// A server that ends with its value, whatever the test does.
struct Server(std::process::Child);

impl Drop for Server {
    fn drop(&mut self) {
        // A server that ended by itself cannot be killed.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Two clients of the echo server, in another language.
const CLIENTS: &str = r#"
import socket, sys
def connect():
    s = socket.create_connection(('127.0.0.1', int(sys.argv[1])), 10)
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
b.sendall(b'shutdown\n')
assert fb.readline() == b'shutdown\n'
assert fb.readline() == b''
"#;

#[test]
fn echo() -> Outcome {
    let mut server = Server(
        mrun(&["examples/echo.m", "0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()?,
    );
    let mut output = BufReader::new(server.0.stdout.take().ok_or("the output is a pipe")?);
    let mut line = String::new();
    output.read_line(&mut line)?;
    let port = line
        .trim()
        .strip_prefix("listening on port ")
        .ok_or(line.clone())?;
    let clients = Command::new("python3")
        .args(["-c", CLIENTS, port])
        .output()?;
    assert!(
        clients.status.success(),
        "{}",
        String::from_utf8_lossy(&clients.stderr)
    );
    let mut rest = Vec::new();
    output.read_to_end(&mut rest)?;
    assert_eq!(rest, b"");
    assert!(server.0.wait()?.success());
    Ok(())
}

/// A certificate for `localhost` that is its own authority, in a folder that goes with the value.
struct Certificate(std::path::PathBuf);

impl Certificate {
    /// `None` without the command `openssl`.
    fn new() -> Option<Self> {
        let folder = std::env::temp_dir().join(format!("mrun-example-{}", std::process::id()));
        std::fs::create_dir_all(&folder).ok()?;
        let names = "subjectAltName=DNS:localhost";
        let made = Command::new("openssl")
            .args([
                "req", "-x509", "-nodes", "-newkey", "rsa:2048", "-days", "2",
            ])
            .args(["-subj", "/CN=localhost", "-addext", names])
            .args(["-keyout", "key.pem", "-out", "cert.pem"])
            .current_dir(&folder)
            .output();
        let certificate = Certificate(folder);
        match made {
            Ok(output) if output.status.success() => Some(certificate),
            _ => {
                eprintln!("skipped: this test needs the command openssl");
                None
            }
        }
    }

    fn file(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }
}

impl Drop for Certificate {
    fn drop(&mut self) {
        // What cannot be removed is the system's to clean.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Clients of the TLS echo server: one that trusts it, one that does not, one that speaks no TLS.
const TLS_CLIENTS: &str = r#"
import socket, ssl, sys
def connect():
    return socket.create_connection(('127.0.0.1', int(sys.argv[1])), 10)
trusting = ssl.create_default_context(cafile=sys.argv[2])
a = trusting.wrap_socket(connect(), server_hostname='localhost'); fa = a.makefile('rb')
a.sendall(b'first\n')
assert fa.readline() == b'first\n'
try:
    ssl.create_default_context().wrap_socket(connect(), server_hostname='localhost')
    sys.exit('a certificate that nobody vouches for was accepted')
except ssl.SSLCertVerificationError:
    pass
plain = connect(); plain.sendall(b'GET / HTTP/1.0\r\n\r\n'); plain.recv(100); plain.close()
b = trusting.wrap_socket(connect(), server_hostname='localhost'); fb = b.makefile('rb')
b.sendall(b'x' * 30000 + b'\n')
assert len(fb.readline()) == 30001
a.sendall(b'still here\n')
assert fa.readline() == b'still here\n'
b.sendall(b'shutdown\n')
assert fb.readline() == b'shutdown\n'
assert fb.read() == b''
"#;

/// An HTTPS server for two requests.
const TLS_SERVER: &str = r#"
import http.server, ssl, sys
class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers(); self.wfile.write(b'Hello from ' + self.path.encode() + b'\r\n')
    def log_message(self, *args):
        pass
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(sys.argv[1], sys.argv[2])
server = http.server.HTTPServer(('127.0.0.1', 0), Page)
print(server.server_port, flush=True)
for _ in range(2):
    client, _ = server.socket.accept()
    try:
        client = context.wrap_socket(client, server_side=True)
        server.finish_request(client, None)
        client.unwrap()
    except OSError:
        pass
    client.close()
"#;

#[test]
fn tls() -> Outcome {
    let Some(certificate) = Certificate::new() else {
        return Ok(());
    };
    let (cert, key) = (certificate.file("cert.pem"), certificate.file("key.pem"));
    let mut server = Server(
        mrun(&["examples/tls.m", "echo", "0", &cert, &key])
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()?,
    );
    let mut output = BufReader::new(server.0.stdout.take().ok_or("the output is a pipe")?);
    let mut line = String::new();
    output.read_line(&mut line)?;
    let port = line
        .trim()
        .strip_prefix("listening on port ")
        .ok_or(line.clone())?;
    let clients = Command::new("python3")
        .args(["-c", TLS_CLIENTS, port, &cert])
        .output()?;
    assert!(
        clients.status.success(),
        "{}",
        String::from_utf8_lossy(&clients.stderr)
    );
    assert!(server.0.wait()?.success());

    let mut server = Server(
        Command::new("python3")
            .args(["-c", TLS_SERVER, &cert, &key])
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()?,
    );
    let mut output = BufReader::new(server.0.stdout.take().ok_or("the output is a pipe")?);
    line.clear();
    output.read_line(&mut line)?;
    let place = format!("localhost:{}", line.trim());
    let trusting = format!("ca={cert}");
    let get = |options: &str| mrun(&["examples/tls.m", "get", &place, "/page", options]).output();
    let text = String::from_utf8(get(&trusting)?.stdout)?;
    assert!(text.starts_with("HTTP/1.0 200 OK\n"), "{text}");
    assert!(text.ends_with("\n\nHello from /page\n"), "{text}");
    let text = String::from_utf8(get("")?.stdout)?;
    assert!(
        text.starts_with("no TLS with localhost: the peer's certificate is "),
        "{text}"
    );
    Ok(())
}
