//! What the fuzzers feed: configuration files, options, certificates, and whatever a peer may send.

use super::contexts::{Context, Contexts, Wish};
use super::parameters::{Options, Parameters};
use super::session::{Role, Tls};
use super::{libconfig, x509};
use rustls::pki_types::ServerName;
use rustls::{ClientConnection, Connection, ServerConnection};
use std::collections::HashMap;
use std::io::Write;
use std::os::fd::AsRawFd;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// A configuration file, options and a certificate made of the same bytes.
pub fn tls_config(data: &[u8]) {
    let mut parameters = Parameters::default();
    // An error is a right answer.
    if let Ok(settings) = libconfig::parse(data) {
        let _ = parameters.apply_group(Path::new("fuzz"), &settings);
        let tls = libconfig::group(&settings, "tls").unwrap_or_default();
        let _ = parameters.apply_group(Path::new("fuzz"), tls);
    }
    if let Ok(options) = Options::parse(&String::from_utf8_lossy(data)) {
        let _ = parameters.apply_options(&options);
    }
    if let Some(certificate) = x509::Certificate::parse(data) {
        certificate.subject();
    }
}

/// A folder with `cert.pem` and `key.pem`, made once.
fn folder() -> &'static Path {
    static MADE: OnceLock<PathBuf> = OnceLock::new();
    MADE.get_or_init(|| {
        let path = std::env::temp_dir().join(format!("mrun-fuzz-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder for certificates");
        let made = Command::new("openssl")
            .args([
                "req",
                "-x509",
                "-nodes",
                "-days",
                "30",
                "-subj",
                "/CN=localhost",
            ])
            .args(["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"])
            .args(["-addext", "subjectAltName=DNS:localhost"])
            .args(["-keyout", "key.pem", "-out", "cert.pem"])
            .current_dir(&path)
            .output();
        assert!(made.is_ok_and(|m| m.status.success()), "openssl is needed");
        path
    })
}

fn context(role: Role, contexts: &mut Contexts) -> Context {
    let options = match role {
        Role::Client => "ca=cert.pem",
        Role::Server => "cert=cert.pem;key=key.pem",
    };
    let wish = Wish {
        role,
        tlsid: "",
        password: None,
        options: Options::parse(options).expect("good options"),
    };
    let found = contexts.find(&wish, folder(), &HashMap::new());
    found.expect("good parameters").1
}

fn session(role: Role, contexts: &mut Contexts, fd: i32) -> Tls {
    let context = context(role, contexts);
    let name = ServerName::try_from("localhost").expect("a good name");
    Tls::new(context, name, "", fd).expect("a session")
}

/// The other end: rustls itself.
fn other(role: Role, contexts: &mut Contexts) -> Connection {
    let name = ServerName::try_from("localhost").expect("a good name");
    match context(role, contexts) {
        Context::Client(config) => {
            Connection::Client(ClientConnection::new(config, name).expect("a connection"))
        }
        Context::Server(config) => {
            Connection::Server(ServerConnection::new(config).expect("a connection"))
        }
    }
}

/// A script of what a peer does, good and bad: no panic, no wrong byte, and every step ends.
pub fn tls_records(data: &[u8]) {
    let Some((mode, mut script)) = data.split_first() else {
        return;
    };
    let mut contexts = Contexts::default();
    let (ours, theirs) = UnixStream::pair().expect("a pair of sockets");
    theirs.set_nonblocking(true).expect("a mode");
    let role = [Role::Client, Role::Server][usize::from(mode & 1)];
    let mut tls = session(role, &mut contexts, ours.as_raw_fd());
    let mut peer = other(
        [Role::Server, Role::Client][usize::from(mode & 1)],
        &mut contexts,
    );
    let put = |bytes: &[u8]| {
        // A full buffer loses the rest, which is as good a fault as any.
        let _ = (&theirs).write(bytes);
    };
    let mut input = Vec::new();
    let mut outcome = tls.handshake(&[], &mut input);
    if mode & 2 != 0 {
        for _ in 0..20 {
            let mut wire = &theirs;
            let _ = peer.read_tls(&mut wire).map(|_| peer.process_new_packets());
            while peer.wants_write() {
                let _ = peer.write_tls(&mut wire);
            }
            if matches!(outcome, Ok(Some(_))) {
                outcome = tls.handshake(&[], &mut input);
            }
        }
        assert!(tls.is_established() && !peer.is_handshaking());
    }
    let (mut sent, mut pure) = (Vec::new(), true);
    while let [what, amount, rest @ ..] = script {
        let length = usize::from(*amount).min(rest.len());
        let (part, after) = rest.split_at(length);
        script = after;
        let encrypt = |peer: &mut Connection, part: &[u8]| {
            let mut wire = Vec::new();
            let _ = peer.writer().write_all(part);
            while peer.wants_write() {
                let _ = peer.write_tls(&mut wire);
            }
            wire
        };
        match what % 8 {
            0 => {
                pure &= part.is_empty();
                put(part);
            }
            1 | 2 if mode & 2 != 0 => {
                put(&encrypt(&mut peer, part));
                if pure {
                    sent.extend_from_slice(part);
                }
            }
            3 => {
                let mut wire = encrypt(&mut peer, part);
                if let Some(last) = wire.last_mut() {
                    *last ^= 1;
                    pure = false;
                }
                put(&wire);
            }
            4 => {
                let _ = peer.refresh_traffic_keys();
                put(&encrypt(&mut peer, b""));
            }
            5 => {
                peer.send_close_notify();
                pure = false;
                put(&encrypt(&mut peer, b""));
            }
            6 => {
                let _ = tls.send(part);
                let _ = tls.renew();
            }
            _ => {
                if matches!(outcome, Ok(Some(_))) {
                    outcome = tls.handshake(part, &mut input);
                }
                let _ = tls.receive(&mut input);
            }
        }
    }
    drop(theirs);
    for _ in 0..1000 {
        match tls.receive(&mut input) {
            Ok(0) => break,
            Err(e) if e.kind() != std::io::ErrorKind::WouldBlock => break,
            _ => {}
        }
    }
    assert!(
        sent.starts_with(&input),
        "a byte that the peer did not send"
    );
}
