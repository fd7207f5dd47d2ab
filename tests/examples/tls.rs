//! `examples/tls.m`: its server and its client, each with a peer that uses another implementation of TLS.

use super::{Folder, Outcome, Server, mrun, python};
use std::process::Command;

/// A certificate for `localhost` that is its own authority; `None` without the command `openssl`.
fn certificate(name: &str) -> Option<Folder> {
    let folder = Folder::new(name).ok()?;
    let names = "subjectAltName=DNS:localhost";
    let made = Command::new("openssl")
        .args([
            "req", "-x509", "-nodes", "-newkey", "rsa:2048", "-days", "2",
        ])
        .args(["-subj", "/CN=localhost", "-addext", names])
        .args(["-keyout", "key.pem", "-out", "cert.pem"])
        .current_dir(&folder.0)
        .output();
    match made {
        Ok(output) if output.status.success() => Some(folder),
        _ => {
            eprintln!("skipped: this test needs the command openssl");
            None
        }
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
fn server() -> Outcome {
    let Some(folder) = certificate("tls-server") else {
        return Ok(());
    };
    let (cert, key) = (folder.file("cert.pem"), folder.file("key.pem"));
    let mut server = Server::start(
        mrun(&["examples/tls.m", "echo", "0", &cert, &key]),
        "listening on port ",
    )?;
    python(&["-c", TLS_CLIENTS, &server.port, &cert])?;
    assert!(server.child.wait()?.success());
    Ok(())
}

#[test]
fn client() -> Outcome {
    let Some(folder) = certificate("tls-client") else {
        return Ok(());
    };
    let (cert, key) = (folder.file("cert.pem"), folder.file("key.pem"));
    let mut command = Command::new("python3");
    command.args(["-c", TLS_SERVER, &cert, &key]);
    let server = Server::start(command, "")?;
    let place = format!("localhost:{}", server.port);
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
