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
