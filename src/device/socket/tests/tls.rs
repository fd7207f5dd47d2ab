//! TLS against other implementations: OpenSSL's command and Python's ssl module, over loopback.
//!
//! Certificates are made by the `openssl` command. Where it or Python is missing the tests say so and pass.

use super::*;
use crate::random::Random;
use crate::value::errors::*;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

/// Makes every certificate of these tests in the current directory.
const MAKE: &str = r#"
set -e
make() { name=$1; shift; openssl req -x509 -nodes -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -days 30 \
    -keyout $name.key -out $name.pem "$@" 2>/dev/null; }
signed() { name=$1 subject=$2 alt=$3; shift 3; make $name -CA ca.pem -CAkey ca.key -subj "$subject" \
    -addext subjectAltName=$alt -addext basicConstraints=critical,CA:FALSE "$@"; }
make ca -subj "/CN=Test CA"
make other -subj "/CN=Other CA"
make self -subj "/CN=localhost" -addext subjectAltName=DNS:localhost,IP:127.0.0.1
signed srv "/O=Example|Co/CN=localhost" DNS:localhost,IP:127.0.0.1
signed far "/CN=far.example" DNS:far.example
signed cli "/C=DE/O=Some, Inc./CN=client" DNS:client
openssl req -x509 -nodes -newkey rsa:2048 -days 30 -keyout rsa.key -out rsa.pem -CA ca.pem -CAkey ca.key -subj /CN=localhost \
    -addext subjectAltName=DNS:localhost -addext basicConstraints=critical,CA:FALSE 2>/dev/null
make foreign -CA other.pem -CAkey other.key -subj /CN=client -addext subjectAltName=DNS:client -addext basicConstraints=critical,CA:FALSE
openssl req -new -key srv.key -subj /CN=localhost -addext subjectAltName=DNS:localhost -out old.csr 2>/dev/null
printf 'subjectAltName=DNS:localhost\nbasicConstraints=critical,CA:FALSE\n' >old.ext
mkdir -p db; : >db/index; echo 01 >db/serial; echo 01 >db/crlnumber
printf '[ca]\ndefault_ca=d\n[d]\ndatabase=db/index\nserial=db/serial\ncrlnumber=db/crlnumber\nnew_certs_dir=db\ndefault_md=sha256\ndefault_crl_days=30\npolicy=p\nunique_subject=no\n[p]\ncommonName=supplied\n' >ca.cnf
openssl ca -batch -config ca.cnf -cert ca.pem -keyfile ca.key -in old.csr -out old.pem -notext -extfile old.ext \
    -startdate 20200101000000Z -enddate 20200201000000Z 2>/dev/null
openssl ca -batch -config ca.cnf -cert ca.pem -keyfile ca.key -in old.csr -out gone.pem -notext -extfile old.ext -days 30 2>/dev/null
openssl ca -config ca.cnf -cert ca.pem -keyfile ca.key -revoke gone.pem 2>/dev/null
openssl ca -config ca.cnf -cert ca.pem -keyfile ca.key -gencrl -out crl.pem 2>/dev/null
openssl pkcs8 -topk8 -in srv.key -out locked.key -passout pass:secret
openssl ec -in srv.key -aes128 -passout pass:secret -out oldform.key 2>/dev/null
cat >tls.cfg <<END
tls: {
    CAfile: "$PWD/ca.pem";
    srv: { format: "PEM"; cert: "$PWD/srv.pem"; key: "$PWD/srv.key"; };
    locked: { cert: "$PWD/srv.pem"; key: "$PWD/locked.key"; };
    cli: { verify-depth: 7; };
    wrong: { CAfile: "$PWD/other.pem"; verify-mode: "SSL_VERIFY_PEER"; verify-level: "CHECK"; };
    off: { verify-mode: "SSL_VERIFY_NONE"; };
    bad: {
        verify-mode: "SSL_VERIFY_EVERYTHING";
    };
};
END
"#;

/// The folder of certificates, removed at the end of the process; `None` without the commands.
fn folder() -> Option<&'static Path> {
    static MADE: OnceLock<Option<PathBuf>> = OnceLock::new();
    let made = MADE.get_or_init(|| {
        let has = |name: &str| Command::new(name).arg("version").output().is_ok();
        if !has("openssl") || Command::new("python3").arg("-V").output().is_err() {
            return None;
        }
        let path = std::env::temp_dir().join(format!("mrun-tls-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        let output = Command::new("bash")
            .args(["-c", MAKE])
            .current_dir(&path)
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        Some(path)
    });
    if made.is_none() {
        eprintln!("skipped: TLS tests need the commands openssl and python3");
    }
    made.as_deref()
}

/// Takes the folder or leaves the test.
macro_rules! certificates {
    () => {
        match folder() {
            Some(path) => path,
            None => return,
        }
    };
}

fn shared(folder: &Path) -> Shared {
    let mut shared = Shared {
        directory: folder.to_owned(),
        ..Shared::default()
    };
    shared
        .environment
        .settings_mut()
        .insert("gtmcrypt_config".into(), "tls.cfg".into());
    shared
}

/// A process at the other end, ended with its value.
struct Other(Child);

impl Drop for Other {
    fn drop(&mut self) {
        // One that has ended by itself cannot be killed.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Other {
    /// What the process says until its end, which has to be a success.
    fn finish(mut self) -> String {
        let mut text = String::new();
        let out = self.0.stdout.take().unwrap();
        BufReader::new(out).read_to_string(&mut text).unwrap();
        let mut complaint = String::new();
        self.0
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut complaint)
            .unwrap();
        assert!(self.0.wait().unwrap().success(), "{text}{complaint}");
        text.trim_end().to_owned()
    }
}

fn python(folder: &Path, script: &str, args: &[String]) -> Other {
    let child = Command::new("python3")
        .arg("-c")
        .arg(format!("import ssl, socket, sys, time\n{script}"))
        .args(args)
        .current_dir(folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    Other(child)
}

/// Python as the server: `script` finds the accepted plain socket as `c`. The port is told before.
fn python_server(folder: &Path, script: &str) -> (Other, u16) {
    let head = "l = socket.create_server(('127.0.0.1', 0)); print(l.getsockname()[1], flush=True)\n\
        c, _ = l.accept(); c.settimeout(10)\n";
    let mut other = python(folder, &format!("{head}{script}"), &[]);
    let mut line = String::new();
    let out = other.0.stdout.as_mut().unwrap();
    // Byte by byte, so that nothing is lost to a buffer.
    while !line.ends_with('\n') {
        let mut byte = [0];
        out.read_exact(&mut byte).unwrap();
        line.push(byte[0] as char);
    }
    (other, line.trim().parse().unwrap())
}

/// Python as the client of `port`: `script` finds the connected plain socket as `c`.
fn python_client(folder: &Path, port: u16, script: &str) -> Other {
    let head = "c = socket.create_connection(('127.0.0.1', int(sys.argv[1])), 10)\n";
    python(folder, &format!("{head}{script}"), &[port.to_string()])
}

fn tls(
    device: &mut SocketDevice,
    args: &[Option<&str>],
    shared: &mut Shared,
) -> Result<Option<bool>, MError> {
    control(device, "TLS", args, shared)
        .map(|done| done.test)
        .map_err(|e| e.error)
}

/// A client device connected to `port` under the name `localhost`.
fn dial(port: u16, params: &[Param], shared: &mut Shared) -> Box<SocketDevice> {
    let address = format!("localhost:{port}:TCP");
    let mut all = vec![
        param(ParamId::Connect, &address),
        param(ParamId::Attach, "c"),
        param(ParamId::Delimiter, "\n"),
    ];
    all.extend_from_slice(params);
    open(&all, shared)
}

/// A listener that waits for one connection.
fn accepted(device: &mut SocketDevice, shared: &mut Shared) {
    let done = control(device, "WAIT", &[Some("10")], shared).unwrap();
    assert_eq!((done.test, &key(device)[..8]), (Some(true), "CONNECT|"));
}

fn zsocket_tls(device: &SocketDevice, index: &str, sub: &str) -> String {
    let sub = Some(sub.as_bytes()).filter(|s| !s.is_empty());
    let value = device.zsocket(b"TLS", Index::Value(index.as_bytes()), sub);
    String::from_utf8(value.unwrap()).unwrap()
}

fn write_line(device: &mut SocketDevice, text: &str) {
    write(device, &[Item::Text(text.as_bytes()), Item::Newline]).unwrap();
}

#[test]
fn both_roles_and_both_versions() {
    let folder = certificates!();
    for version in ["TLSv1_2", "TLSv1_3"] {
        let shown = version.replace('_', ".");
        let mut shared = shared(folder);
        // As the client.
        let (peer, port) = python_server(
            folder,
            &format!(
                "x = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER); x.load_cert_chain('srv.pem', 'srv.key')\n\
                 x.maximum_version = ssl.TLSVersion.{version}\n\
                 s = x.wrap_socket(c, server_side=True); s.sendall(b'hello\\n')\n\
                 assert s.recv(100) == b'answer\\n'\n\
                 assert s.recv(100) == b''\n\
                 print(s.version())"
            ),
        );
        let mut d = dial(port, &[], &mut shared);
        let args = [Some("client"), Some("10"), Some("cli")];
        assert_eq!(
            tls(&mut d, &args, &mut shared),
            Ok(Some(true)),
            "{}",
            super::shown(&d)
        );
        assert_eq!(line(&mut d, Some(10.0)).0, "hello");
        write_line(&mut d, "answer");
        let info = zsocket_tls(&d, "0", "CIPHER");
        assert!(
            info.starts_with(&format!("1,CLIENT,cli|P:{shown}|C:")),
            "{info}"
        );
        assert!(info.contains("AES") || info.contains("CHACHA"), "{info}");
        let mut lines = Vec::new();
        d.describe(b"dev", &mut lines);
        assert!(
            lines
                .iter()
                .any(|l| String::from_utf8_lossy(l).contains(" TLS "))
        );
        close_device(&mut d, &[], &mut shared).unwrap();
        assert_eq!(peer.finish(), shown);
        // As the server.
        let (mut d, port) = listening(&[param(ParamId::Delimiter, "\n")], &mut shared);
        let peer = python_client(
            folder,
            port,
            &format!(
                "x = ssl.create_default_context(cafile='ca.pem'); x.maximum_version = ssl.TLSVersion.{version}\n\
                 s = x.wrap_socket(c, server_hostname='localhost'); s.sendall(b'hello\\n')\n\
                 assert s.recv(100) == b'answer\\n'\n\
                 s.unwrap()\n\
                 print(s.version())"
            ),
        );
        accepted(&mut d, &mut shared);
        let args = [Some("SERVER"), Some("10"), Some("srv")];
        assert_eq!(
            tls(&mut d, &args, &mut shared),
            Ok(Some(true)),
            "{}",
            super::shown(&d)
        );
        assert_eq!(line(&mut d, Some(10.0)).0, "hello");
        write_line(&mut d, "answer");
        // The peer's close_notify is an orderly end; ours follows with CLOSE.
        assert_eq!(line(&mut d, Some(10.0)).0, "");
        assert_eq!(super::shown(&d), "1,Connection reset by peer");
        let all = zsocket_tls(&d, "1", "ALL");
        assert!(
            all.starts_with(&format!("1,SERVER,srv|P:{shown}|C:")),
            "{all}"
        );
        assert_eq!(all.split('|').count(), 5);
        close_device(&mut d, &[], &mut shared).unwrap();
        peer.finish();
    }
}

#[test]
fn a_server_may_speak_first() {
    let folder = certificates!();
    let mut shared = shared(folder);
    for version in ["TLSv1_2", "TLSv1_3"] {
        let (mut d, port) = listening(&[param(ParamId::Delimiter, "\n")], &mut shared);
        let peer = python_client(
            folder,
            port,
            &format!(
                "x = ssl.create_default_context(cafile='ca.pem'); x.maximum_version = ssl.TLSVersion.{version}\n\
                 s = x.wrap_socket(c, server_hostname='localhost'); assert s.recv(99) == b'welcome\\n'"
            ),
        );
        accepted(&mut d, &mut shared);
        // The handshake ends with the client's last message, not with its first data.
        let args = [Some("server"), None, Some("srv")];
        assert_eq!(tls(&mut d, &args, &mut shared), Ok(None));
        write_line(&mut d, "welcome");
        close_device(&mut d, &[], &mut shared).unwrap();
        peer.finish();
    }
}

#[test]
fn the_commands_of_openssl() {
    let folder = certificates!();
    for (version, certificate) in [("-tls1_2", "rsa"), ("-tls1_3", "srv"), ("-tls1_3", "rsa")] {
        let mut shared = shared(folder);
        let (mut d, port) = listening(&[param(ParamId::Delimiter, "\n")], &mut shared);
        let mut client = Command::new("openssl")
            .args([
                "s_client",
                "-quiet",
                "-verify_return_error",
                "-CAfile",
                "ca.pem",
            ])
            .args(["-servername", "localhost", version, "-connect"])
            .arg(format!("127.0.0.1:{port}"))
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut typed = client.stdin.take().unwrap();
        accepted(&mut d, &mut shared);
        let options = format!("cert={certificate}.pem;key={certificate}.key");
        let args = [
            Some("server"),
            Some("10"),
            None,
            None,
            Some(options.as_str()),
        ];
        assert_eq!(
            tls(&mut d, &args, &mut shared),
            Ok(Some(true)),
            "{}",
            shown(&d)
        );
        assert_eq!(zsocket_tls(&d, "1", "SNI"), "1,SERVER|H:localhost");
        typed.write_all(b"typed\n").unwrap();
        assert_eq!(line(&mut d, Some(10.0)).0, "typed");
        write_line(&mut d, "seen");
        close_device(&mut d, &[], &mut shared).unwrap();
        drop(typed);
        let output = client.wait_with_output().unwrap();
        assert_eq!(output.stdout, b"seen\n");

        let mut server = Command::new("openssl")
            .args([
                "s_server",
                "-rev",
                "-naccept",
                "1",
                "-accept",
                "127.0.0.1:0",
                version,
            ])
            .args([
                "-cert",
                &format!("{certificate}.pem"),
                "-key",
                &format!("{certificate}.key"),
            ])
            .current_dir(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map(Other)
            .unwrap();
        let mut told = BufReader::new(server.0.stdout.take().unwrap());
        let port = loop {
            let mut text = String::new();
            assert_ne!(told.read_line(&mut text).unwrap(), 0);
            if let Some(rest) = text.strip_prefix("ACCEPT ") {
                break rest.trim().rsplit(':').next().unwrap().parse().unwrap();
            }
        };
        let mut d = dial(port, &[], &mut shared);
        let args = [Some("client"), Some("10"), None, None, Some("ca=ca.pem")];
        assert_eq!(
            tls(&mut d, &args, &mut shared),
            Ok(Some(true)),
            "{}",
            shown(&d)
        );
        write_line(&mut d, "abc");
        assert_eq!(line(&mut d, Some(10.0)).0, "cba");
        close_device(&mut d, &[], &mut shared).unwrap();
    }
}

#[test]
fn protocols_and_names() {
    let folder = certificates!();
    let mut shared = shared(folder);
    let (mut d, port) = listening(&[param(ParamId::Delimiter, "\n")], &mut shared);
    for (offered, chosen) in [("'h2', 'http/1.1'", "http/1.1"), ("", "")] {
        let peer = python_client(
            folder,
            port,
            &format!(
                "x = ssl.create_default_context(cafile='ca.pem'); x.set_alpn_protocols([{offered}])\n\
                 s = x.wrap_socket(c, server_hostname='localhost'); print(s.selected_alpn_protocol() or '')"
            ),
        );
        accepted(&mut d, &mut shared);
        let args = [
            Some("server"),
            Some("10"),
            Some("srv"),
            None,
            Some("alpn=http/1.1,spdy/1"),
        ];
        assert_eq!(
            tls(&mut d, &args, &mut shared),
            Ok(Some(true)),
            "{}",
            shown(&d)
        );
        let index = zsocket(&d, "CURRENTINDEX", "");
        assert_eq!(
            zsocket_tls(&d, &index, "alpn"),
            format!("1,SERVER,srv|A:{chosen}")
        );
        assert_eq!(zsocket_tls(&d, &index, "SNI"), "1,SERVER,srv|H:localhost");
        assert_eq!(peer.finish(), chosen);
        let handle = key_of_current(&d);
        close_device(&mut d, &[param(ParamId::Socket, &handle)], &mut shared).unwrap();
    }
    let server = "x = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER); x.load_cert_chain('far.pem', 'far.key')\n\
         x.set_alpn_protocols(['h2']); x.sni_callback = lambda s, name, y: print(name)\n\
         s = x.wrap_socket(c, server_side=True); s.recv(1)";
    let (peer, port) = python_server(folder, server);
    let mut d = dial(port, &[], &mut shared);
    let options = "servername=far.example;alpn=h2,http/1.1";
    let args = [Some("client"), Some("10"), Some("cli"), None, Some(options)];
    assert_eq!(
        tls(&mut d, &args, &mut shared),
        Ok(Some(true)),
        "{}",
        shown(&d)
    );
    assert_eq!(zsocket_tls(&d, "0", "ALPN"), "1,CLIENT,cli|A:h2");
    assert_eq!(
        zsocket_tls(&d, "0", "PEER"),
        "1,CLIENT,cli|N:CN=far.example"
    );
    close_device(&mut d, &[], &mut shared).unwrap();
    assert_eq!(peer.finish(), "far.example");
}

/// A client's attempt against a server with some certificate: $TEST and $DEVICE.
fn attempt(folder: &Path, certificate: &str, tlsid: &str, options: &str) -> (Option<bool>, String) {
    let mut shared = shared(folder);
    let (_peer, port) = python_server(
        folder,
        &format!(
            "x = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)\n\
             x.load_cert_chain('{certificate}.pem', '{}.key')\n\
             try: x.wrap_socket(c, server_side=True).recv(1)\n\
             except OSError: pass",
            match certificate {
                "old" | "gone" => "srv",
                other => other,
            }
        ),
    );
    let mut d = dial(port, &[], &mut shared);
    let args = [
        Some("client"),
        Some("10"),
        Some(tlsid),
        None,
        Some(options).filter(|o| !o.is_empty()),
    ];
    let test = tls(&mut d, &args, &mut shared).unwrap();
    (test, shown(&d))
}

#[test]
fn certificates_that_are_not_good_enough() {
    let folder = certificates!();
    let good = |certificate: &str, tlsid: &str, options: &str| {
        let outcome = attempt(folder, certificate, tlsid, options);
        assert_eq!(
            outcome,
            (Some(true), "0".into()),
            "{certificate} {tlsid} {options}"
        );
    };
    let bad = |certificate: &str, tlsid: &str, options: &str, why: &str| {
        let outcome = attempt(folder, certificate, tlsid, options);
        let expected = (Some(false), format!("1,the peer's certificate {why}"));
        assert_eq!(outcome, expected, "{certificate} {tlsid} {options}");
    };
    good("srv", "cli", "");
    good("srv", "", "ca=ca.pem");
    good("srv", "", "ca=ca.pem;servername=127.0.0.1");
    good("srv", "cli", "crl=crl.pem");
    good("srv", "cli", "CApath=.");
    good("self", "", "ca=self.pem");
    good("self", "", "verify=off");
    good("far", "off", "");
    good("old", "cli", "verify-mode:\"SSL_VERIFY_NONE\";");
    bad("old", "cli", "", "has expired");
    bad("gone", "cli", "crl=crl.pem", "has been revoked");
    bad("srv", "wrong", "", "is signed by no trusted authority");
    bad("srv", "", "", "is signed by no trusted authority");
    bad("foreign", "cli", "", "is signed by no trusted authority");
    bad(
        "self",
        "cli",
        "",
        "is an authority's own, and not a trusted one",
    );
    bad(
        "far",
        "cli",
        "",
        "is for another name: far.example, not localhost",
    );
    bad(
        "self",
        "",
        "ca=self.pem;servername=elsewhere.example",
        "is for another name: localhost, 127.0.0.1, not elsewhere.example",
    );
    bad(
        "far",
        "",
        "ca=ca.pem;servername=127.0.0.1",
        "is for another name: far.example, not 127.0.0.1",
    );
}

#[test]
fn certificates_of_clients() {
    let folder = certificates!();
    let mut shared = shared(folder);
    let (mut d, port) = listening(&[param(ParamId::Delimiter, "\n")], &mut shared);
    let mut serve = |certificate: &str, options: &str, shared: &mut Shared| {
        let load = match certificate {
            "" => String::new(),
            name => format!("x.load_cert_chain('{name}.pem', '{name}.key')"),
        };
        let peer = python_client(
            folder,
            port,
            &format!(
                "x = ssl.create_default_context(cafile='ca.pem')\n{load}\n\
                 try:\n\
                 \x20   s = x.wrap_socket(c, server_hostname='localhost'); s.sendall(b'x\\n'); print(s.recv(9))\n\
                 except OSError as e: print(e.reason if hasattr(e, 'reason') else type(e).__name__)"
            ),
        );
        accepted(&mut d, shared);
        let args = [Some("server"), Some("10"), Some("srv"), None, Some(options)];
        let test = tls(&mut d, &args, shared).unwrap();
        let (device, index) = (shown(&d), zsocket(&d, "CURRENTINDEX", ""));
        let subject = zsocket_tls(&d, &index, "PEER");
        if test == Some(true) {
            assert_eq!(line(&mut d, Some(10.0)).0, "x");
            write_line(&mut d, "y");
        }
        let handle = zsocket(&d, "SOCKETHANDLE", &index);
        close_device(&mut d, &[param(ParamId::Socket, &handle)], shared).unwrap();
        (device, subject, peer.finish())
    };
    let client = "1,SERVER,srv|N:CN=client,O=Some\\, Inc.,C=DE";
    for options in [
        "clientcert=required",
        "verify-mode:\"SSL_VERIFY_PEER:SSL_VERIFY_FAIL_IF_NO_PEER_CERT\"",
    ] {
        let (device, subject, said) = serve("cli", options, &mut shared);
        assert_eq!(
            (device.as_str(), subject.as_str(), said.as_str()),
            ("0", client, "b'y\\n'")
        );
        let (device, _, said) = serve("", options, &mut shared);
        assert_eq!(device, "1,the peer has no certificate");
        assert_eq!(said, "TLSV13_ALERT_CERTIFICATE_REQUIRED");
        let (device, _, said) = serve("foreign", options, &mut shared);
        assert_eq!(
            device,
            "1,the peer's certificate is signed by no trusted authority"
        );
        assert_eq!(said, "TLSV1_ALERT_UNKNOWN_CA");
    }
    let (device, subject, said) = serve("", "clientcert=optional", &mut shared);
    assert_eq!(
        (device.as_str(), subject.as_str(), said.as_str()),
        ("0", "1,SERVER,srv|N:", "b'y\\n'")
    );
    let (device, subject, _) = serve("cli", "clientcert=optional", &mut shared);
    assert_eq!((device.as_str(), subject.as_str()), ("0", client));
    let (device, subject, _) = serve("foreign", "clientcert=optional;verify=off", &mut shared);
    assert_eq!(
        (device.as_str(), subject.as_str()),
        ("0", "1,SERVER,srv|N:CN=client")
    );
    let (device, subject, _) = serve("cli", "clientcert=none", &mut shared);
    assert_eq!(
        (device.as_str(), subject.as_str()),
        ("0", "1,SERVER,srv|N:")
    );

    // As the client.
    for (options, said) in [
        ("cert=cli.pem;key=cli.key", "client"),
        ("", "PEER_DID_NOT_RETURN_A_CERTIFICATE"),
        (
            "cert=foreign.pem;key=foreign.key",
            "CERTIFICATE_VERIFY_FAILED",
        ),
    ] {
        let (peer, port) = python_server(
            folder,
            "x = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile='ca.pem')\n\
             x.load_cert_chain('srv.pem', 'srv.key'); x.verify_mode = ssl.CERT_REQUIRED\n\
             try: s = x.wrap_socket(c, server_side=True); print(s.getpeercert()['subject'][-1][0][1]); s.sendall(b'fine\\n')\n\
             except OSError as e: print(e.reason)",
        );
        let mut d = dial(port, &[], &mut shared);
        let args = [Some("client"), Some("10"), Some("cli"), None, Some(options)];
        // With TLS 1.3 the client hears of the refusal when it reads.
        let test = tls(&mut d, &args, &mut shared).unwrap();
        assert_eq!(test, Some(true), "{}", shown(&d));
        let (text, ..) = line(&mut d, Some(10.0));
        match said {
            "client" => assert_eq!(text, "fine"),
            _ => assert!(
                shown(&d).starts_with("1,TLS: the peer refused: it "),
                "{}",
                shown(&d)
            ),
        }
        assert_eq!(peer.finish(), said);
    }
}

#[test]
fn what_stands_in_the_way_of_a_beginning() {
    let folder = certificates!();
    let mut shared = shared(folder);
    let text = |name: &str| folder.join(name).display().to_string();
    let cases = [
        (
            "client",
            "nosection",
            "",
            "TLSID nosection not found in configuration file.".into(),
        ),
        (
            "server",
            "nosection",
            "",
            "TLSID nosection not found in configuration file.".into(),
        ),
        (
            "server",
            "cli",
            "",
            "a server needs a certificate (cert)".into(),
        ),
        (
            "server",
            "",
            "",
            "a server needs a certificate (cert)".into(),
        ),
        (
            "client",
            "bad",
            "",
            format!(
                "{}: line 9: verify-mode: SSL_VERIFY_EVERYTHING is unknown",
                text("tls.cfg")
            ),
        ),
        (
            "client",
            "",
            "ca=none.pem",
            format!("{}: No such file or directory", text("none.pem")),
        ),
        (
            "client",
            "",
            "ca=srv.key",
            format!("{}: there is no certificate", text("srv.key")),
        ),
        (
            "server",
            "",
            "cert=srv.pem",
            format!("{}: there is no private key", text("srv.pem")),
        ),
        (
            "server",
            "",
            "cert=srv.pem;key=cli.key",
            "the key does not belong to the certificate".into(),
        ),
        (
            "server",
            "locked",
            "",
            format!(
                "{}: the key is encrypted, and there is no password",
                text("locked.key")
            ),
        ),
        (
            "server",
            "",
            "cert=srv.pem;key=oldform.key",
            format!(
                "{}: the key is encrypted in an old form; openssl pkcs8 -topk8 converts it",
                text("oldform.key")
            ),
        ),
        (
            "server",
            "",
            "cert=srv.pem;key=srv.key;clientcert=required",
            "certificates of clients need authorities (ca)".into(),
        ),
        (
            "client",
            "",
            "nonsense=1",
            "nonsense: no such parameter".into(),
        ),
        (
            "client",
            "",
            "servername=..",
            ".. is no name that a certificate can carry (servername)".into(),
        ),
    ];
    let (mut d, mut peer) = connected(&[], &mut shared);
    for (role, tlsid, options, why) in &cases {
        let args = [Some(*role), Some("1"), Some(*tlsid), None, Some(*options)];
        assert_eq!(tls(&mut d, &args, &mut shared), Ok(Some(false)), "{why}");
        assert_eq!(shown(&d), format!("1,{why}"));
    }
    let args = [Some("server"), Some("1"), Some("locked"), Some("guess")];
    assert_eq!(tls(&mut d, &args, &mut shared), Ok(Some(false)));
    assert!(shown(&d).contains("the password is wrong"), "{}", shown(&d));
    // Nothing was sent: the connection goes on in clear, and another attempt may follow.
    write(&mut d, &[Item::Text(b"clear")]).unwrap();
    assert_eq!(exactly(&mut peer, 5), b"clear");

    use_device(&mut d, &[param(ParamId::IoError, "TRAP")], &mut shared).unwrap();
    let error = tls(&mut d, &[Some("client"), None, Some("none")], &mut shared).unwrap_err();
    assert_eq!(error.code(), TLSCONVSOCK);

    shared.environment.settings_mut().remove("gtmcrypt_config");
    let error = tls(&mut d, &[Some("client"), None, Some("x")], &mut shared).unwrap_err();
    assert!(String::from_utf8_lossy(&error.message(b"")).contains("names no configuration file"));
}

#[test]
fn errors_of_the_program() {
    let folder = certificates!();
    let mut shared = shared(folder);
    let (mut l, _) = listening(&[], &mut shared);
    let (mut d, _peer) = connected(&[], &mut shared);
    let text = |e: MError| String::from_utf8_lossy(&e.message(b"")).into_owned();
    let mut refused = |d: &mut SocketDevice, args: &[Option<&str>]| {
        let error = tls(d, args, &mut shared).unwrap_err();
        assert_eq!(error.code(), TLSPARAM);
        text(error)
    };
    assert!(refused(&mut l, &[Some("server")]).contains("/TLS but socket not connected"));
    assert!(refused(&mut d, &[Some("nothing")]).contains("NOTHING not a valid option"));
    assert!(refused(&mut d, &[Some("renegotiate")]).contains("RENEGOTIATE but TLS not enabled"));
    let args = [
        Some("client"),
        Some("5"),
        None,
        None,
        Some("verify-mode:\"SSL_VERIFY_PEER\";"),
    ];
    assert!(refused(&mut d, &args).contains("CLIENT TLSID required for configuration string"));
}

#[test]
fn keys_under_a_password() {
    let folder = certificates!();
    let mut shared = shared(folder);
    for by_argument in [true, false] {
        let (mut d, port) = listening(&[param(ParamId::Delimiter, "\n")], &mut shared);
        let peer = python_client(
            folder,
            port,
            "x = ssl.create_default_context(cafile='ca.pem')\n\
             s = x.wrap_socket(c, server_hostname='localhost'); print(s.recv(9))",
        );
        accepted(&mut d, &mut shared);
        let password = Some("secret").filter(|_| by_argument);
        if !by_argument {
            let name = "mrun_tls_passwd_locked";
            shared
                .environment
                .settings_mut()
                .insert(name.into(), "secret".into());
        }
        let args = [Some("server"), Some("10"), Some("locked"), password];
        assert_eq!(
            tls(&mut d, &args, &mut shared),
            Ok(Some(true)),
            "{}",
            shown(&d)
        );
        write_line(&mut d, "in");
        assert_eq!(peer.finish(), "b'in\\n'");
    }
}

#[test]
fn peers_that_do_not_play_along() {
    let folder = certificates!();
    let mut shared = shared(folder);
    // Silence: the timeout ends the handshake, and nothing goes in clear afterwards.
    for (role, tlsid) in [("client", "cli"), ("server", "srv")] {
        let (mut d, mut peer) = connected(&[param(ParamId::IoError, "TRAP")], &mut shared);
        let args = [Some(role), Some(".05"), Some(tlsid)];
        assert_eq!(tls(&mut d, &args, &mut shared), Ok(Some(false)));
        assert_eq!(
            shown(&d),
            "1,the TLS handshake took longer than its timeout"
        );
        let error = write(&mut d, &[Item::Text(b"secret")]).unwrap_err();
        assert_eq!(error.error.code(), SOCKWRITE);
        peer.write_all(b"clear\n").unwrap();
        assert_eq!(line(&mut d, Some(1.0)).0, "");
        let again = tls(&mut d, &args, &mut shared).unwrap_err();
        assert_eq!(again.code(), TLSPARAM);
        assert_eq!(zsocket_tls(&d, "0", "ALL"), "");
        let got = rest_of(peer);
        assert!(!got.windows(6).any(|w| w == b"secret") && got.is_empty() == (role == "server"));
    }
    // A peer that speaks something else, or goes.
    let hello = b"\x16\x03\x01\x00\x05\x01\x00\x00\x01\x00";
    for (said, why) in [
        (
            &b"this is not TLS at all\n"[..],
            "the peer does not speak TLS, or not only",
        ),
        (
            b"",
            "the peer closed the connection during the TLS handshake",
        ),
        (
            b"\x16\x03\x01",
            "the peer closed the connection during the TLS handshake",
        ),
        (
            hello,
            "received corrupt message of type MissingData(\"ProtocolVersion\")",
        ),
        (
            b"\x15\x03\x03\x00\x02\x02\x28",
            "the peer refused: it finds nothing in common with us (alert 40, HandshakeFailure)",
        ),
        (
            b"\x16\x03\x03\xff\xff",
            "received corrupt message of type MessageTooLarge",
        ),
        (
            b"\x17\x03\x03\x00\x00",
            "received unexpected message: got ApplicationData when expecting Handshake",
        ),
    ] {
        let (mut d, mut peer) = connected(&[param(ParamId::IoError, "TRAP")], &mut shared);
        peer.write_all(said).unwrap();
        peer.shutdown(std::net::Shutdown::Write).unwrap();
        let error = tls(
            &mut d,
            &[Some("server"), Some("10"), Some("srv")],
            &mut shared,
        )
        .unwrap_err();
        assert_eq!(error.code(), TLSHANDSHAKE);
        assert_eq!(shown(&d), format!("1,{why}"));
    }
    // A reset.
    let (mut d, peer) = connected(&[], &mut shared);
    socket2::SockRef::from(&peer)
        .set_linger(Some(Duration::ZERO))
        .unwrap();
    drop(peer);
    assert_eq!(
        tls(
            &mut d,
            &[Some("client"), Some("10"), Some("cli")],
            &mut shared
        ),
        Ok(Some(false))
    );
    assert!(
        shown(&d).starts_with("1,the TLS connection broke: "),
        "{}",
        shown(&d)
    );
}

/// A TLS server in a thread of its own that hands its records over for the test to send.
struct Records {
    peer: TcpStream,
    connection: rustls::ServerConnection,
}

impl Records {
    /// A device that is the client of a connection whose other end is in the test's hands.
    fn new(folder: &Path, shared: &mut Shared, params: &[Param]) -> (Box<SocketDevice>, Self) {
        let (mut d, peer) = connected(params, shared);
        let mut records = Records::server(folder, peer);
        let handshake = std::thread::spawn(move || {
            let Records { peer, connection } = &mut records;
            while connection.is_handshaking() || connection.wants_write() {
                connection.complete_io(peer).unwrap();
            }
            records
        });
        let args = [Some("client"), Some("10"), Some("cli")];
        assert_eq!(tls(&mut d, &args, shared), Ok(Some(true)), "{}", shown(&d));
        (d, handshake.join().unwrap())
    }

    fn server(folder: &Path, peer: TcpStream) -> Self {
        use rustls::pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject};
        let chain = vec![CertificateDer::from_pem_file(folder.join("srv.pem")).unwrap()];
        let key = PrivateKeyDer::from_pem_file(folder.join("srv.key")).unwrap();
        let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
        let config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .unwrap();
        let connection = rustls::ServerConnection::new(config.into()).unwrap();
        Records { peer, connection }
    }

    /// The bytes on the wire for some data.
    fn encrypt(&mut self, data: &[u8]) -> Vec<u8> {
        self.connection.writer().write_all(data).unwrap();
        self.pending()
    }

    fn pending(&mut self) -> Vec<u8> {
        let mut wire = Vec::new();
        while self.connection.wants_write() {
            self.connection.write_tls(&mut wire).unwrap();
        }
        wire
    }

    fn send(&mut self, wire: &[u8]) {
        self.peer.write_all(wire).unwrap();
    }
}

#[test]
fn the_end_of_a_connection_says_how_it_came() {
    let folder = certificates!();
    let mut shared = shared(folder);
    let lines = [param(ParamId::Delimiter, "\n")];
    // Orderly.
    let (mut d, mut r) = Records::new(folder, &mut shared, &lines);
    r.connection.writer().write_all(b"last\nrest").unwrap();
    r.connection.send_close_notify();
    let wire = r.pending();
    r.send(&wire);
    assert_eq!(line(&mut d, Some(10.0)).0, "last");
    assert_eq!(line(&mut d, Some(10.0)).0, "rest");
    assert_eq!(shown(&d), "1,Connection reset by peer");
    // The other direction is still open.
    write_line(&mut d, "bye");
    assert_eq!(shown(&d), "0");
    while r.connection.read_tls(&mut r.peer).unwrap() > 0 {
        let state = r.connection.process_new_packets().unwrap();
        if state.plaintext_bytes_to_read() > 0 {
            break;
        }
    }
    let mut got = [0; 4];
    r.connection.reader().read_exact(&mut got).unwrap();
    assert_eq!(&got, b"bye\n");
    // Cut off between records, and within one.
    for cut in [0, 7] {
        let (mut d, mut r) = Records::new(folder, &mut shared, &lines);
        let mut wire = r.encrypt(b"first\n");
        let next = r.encrypt(b"second\n");
        wire.extend_from_slice(&next[..cut]);
        r.send(&wire);
        drop(r);
        assert_eq!(line(&mut d, Some(10.0)).0, "first");
        assert_eq!(line(&mut d, Some(10.0)).0, "");
        assert_eq!(
            shown(&d),
            "1,the TLS connection was cut off, without close_notify"
        );
        assert!(d.status().zeof);
        use_device(&mut d, &[param(ParamId::IoError, "TRAP")], &mut shared).unwrap();
        let error = read(&mut d, ReadKind::Line, Some(10.0)).unwrap_err().error;
        assert_eq!(error.code(), IOEOF);
        assert!(String::from_utf8_lossy(&error.message(b"")).contains("without close_notify"));
    }
    // A record that was tampered with.
    let (mut d, mut r) = Records::new(folder, &mut shared, &lines);
    let mut wire = r.encrypt(b"true\n");
    *wire.last_mut().unwrap() ^= 1;
    r.send(&wire);
    assert_eq!(line(&mut d, Some(10.0)).0, "");
    assert_eq!(shown(&d), "1,TLS: cannot decrypt peer's message");
    write_line(&mut d, "x");
    assert!(shown(&d).starts_with("1,TLS: "), "{}", shown(&d));
    // A reset.
    let (mut d, r) = Records::new(folder, &mut shared, &lines);
    socket2::SockRef::from(&r.peer)
        .set_linger(Some(Duration::ZERO))
        .unwrap();
    drop(r);
    assert_eq!(line(&mut d, Some(10.0)).0, "");
    assert_eq!(
        shown(&d),
        "1,the TLS connection broke: Connection reset by peer"
    );
}

#[test]
fn waiting_means_data() {
    let folder = certificates!();
    let mut shared = shared(folder);
    let (mut d, mut r) = Records::new(folder, &mut shared, &[]);
    let mut wait = |d: &mut SocketDevice, seconds: &str| {
        let done = control(d, "WAIT", &[Some(seconds), Some("READ")], &mut shared);
        done.unwrap().test
    };
    // Session tickets, empty records, renewed keys and half a record are no data.
    assert_eq!(wait(&mut d, ".05"), Some(false));
    let mut wire = r.encrypt(b"");
    r.connection.refresh_traffic_keys().unwrap();
    wire.extend(r.pending());
    let data = r.encrypt(b"abcdef");
    wire.extend_from_slice(&data[..9]);
    r.send(&wire);
    assert_eq!(wait(&mut d, ".05"), Some(false));
    r.send(&data[9..]);
    assert_eq!(wait(&mut d, "10"), Some(true));
    assert_eq!(key(&d), "READ|c|127.0.0.1");
    assert!(d.zkey().is_empty());
    // What is decrypted and not read counts, though the kernel has nothing.
    let done = read(&mut d, ReadKind::Fixed(2), Some(10.0)).unwrap();
    assert_eq!(done.value, ReadValue::Bytes(b"ab".to_vec()));
    assert_eq!(wait(&mut d, "0"), Some(true));
    assert_eq!(String::from_utf8_lossy(&d.zkey()), "READ|c|127.0.0.1");
    assert_eq!(line(&mut d, Some(1.0)).0, "cdef");
    assert_eq!(wait(&mut d, "0"), Some(false));
    drop(r);
    assert_eq!(wait(&mut d, "10"), Some(true));
}

#[test]
fn bytes_read_ahead_begin_the_handshake() {
    let folder = certificates!();
    let mut shared = shared(folder);
    let (mut d, port) = listening(&[param(ParamId::Delimiter, "\n")], &mut shared);
    // A client that does not wait for the answer to STARTTLS.
    let peer = python_client(
        folder,
        port,
        "x = ssl.create_default_context(cafile='ca.pem')\n\
         i, o = ssl.MemoryBIO(), ssl.MemoryBIO(); s = x.wrap_bio(i, o, server_hostname='localhost')\n\
         try: s.do_handshake()\n\
         except ssl.SSLWantReadError: pass\n\
         c.sendall(b'STARTTLS\\n' + o.read()); f = c.makefile('rb'); assert f.readline() == b'go\\n'\n\
         while True:\n\
         \x20   try: s.do_handshake(); break\n\
         \x20   except ssl.SSLWantReadError: i.write(f.read1())\n\
         s.write(b'inside\\n'); c.sendall(o.read()); f.read()",
    );
    accepted(&mut d, &mut shared);
    assert_eq!(line(&mut d, Some(10.0)).0, "STARTTLS");
    write_line(&mut d, "go");
    let args = [Some("server"), Some("10"), Some("srv")];
    assert_eq!(
        tls(&mut d, &args, &mut shared),
        Ok(Some(true)),
        "{}",
        shown(&d)
    );
    assert_eq!(line(&mut d, Some(10.0)).0, "inside");
    close_device(&mut d, &[], &mut shared).unwrap();
    peer.finish();
    // Text that somebody slipped in is not taken as if it had been protected.
    let (mut d, mut peer) = connected(&[param(ParamId::Delimiter, "\n")], &mut shared);
    peer.write_all(b"go\nslipped in\n").unwrap();
    arrived(&d, 14, false);
    assert_eq!(line(&mut d, Some(10.0)).0, "go");
    assert_eq!(
        tls(
            &mut d,
            &[Some("client"), Some("10"), Some("cli")],
            &mut shared
        ),
        Ok(Some(false))
    );
    assert_eq!(shown(&d), "1,the peer does not speak TLS, or not only");
    assert_eq!(line(&mut d, Some(1.0)).0, "");
}

#[test]
fn keys_are_renewed() {
    let folder = certificates!();
    let mut shared = shared(folder);
    let (mut d, mut r) = Records::new(folder, &mut shared, &[param(ParamId::Delimiter, "\n")]);
    for round in 1..=3 {
        let args = [Some("renegotiate"), Some("10")];
        assert_eq!(
            tls(&mut d, &args, &mut shared),
            Ok(Some(true)),
            "{}",
            shown(&d)
        );
        write_line(&mut d, "new keys");
        let mut got = Vec::new();
        while !got.ends_with(b"\n") {
            assert!(r.connection.read_tls(&mut r.peer).unwrap() > 0);
            r.connection.process_new_packets().unwrap();
            let mut reader = r.connection.reader();
            let chunk = reader.fill_buf().unwrap_or_default().to_vec();
            reader.consume(chunk.len());
            got.extend(chunk);
        }
        assert_eq!(got, b"new keys\n");
        let wire = r.encrypt(b"answer\n");
        r.send(&wire);
        assert_eq!(line(&mut d, Some(10.0)).0, "answer");
        let session = zsocket_tls(&d, "0", "SESSION");
        assert!(session.contains(&format!("RENTOT:{round},")), "{session}");
    }
    // A peer that renews without end is thrown out.
    for _ in 0..200 {
        r.connection.refresh_traffic_keys().unwrap();
        let wire = r.pending();
        if r.peer.write_all(&wire).is_err() {
            break;
        }
    }
    assert_eq!(line(&mut d, Some(10.0)).0, "");
    assert!(
        shown(&d).contains("TooManyKeyUpdateRequests"),
        "{}",
        shown(&d)
    );
    // TLS 1.2 has no such thing that is safe.
    let (peer, port) = python_server(
        folder,
        "x = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER); x.load_cert_chain('srv.pem', 'srv.key')\n\
         x.maximum_version = ssl.TLSVersion.TLSv1_2\n\
         x.wrap_socket(c, server_side=True).recv(1)",
    );
    let mut d = dial(port, &[param(ParamId::IoError, "T")], &mut shared);
    tls(
        &mut d,
        &[Some("client"), Some("10"), Some("cli")],
        &mut shared,
    )
    .unwrap();
    let error = tls(&mut d, &[Some("renegotiate")], &mut shared).unwrap_err();
    assert_eq!(error.code(), TLSRENEGOTIATE);
    close_device(&mut d, &[], &mut shared).unwrap();
    peer.finish();
}

#[test]
fn ten_megabytes_both_ways() {
    let folder = certificates!();
    let mut shared = shared(folder);
    for version in ["TLSv1_2", "TLSv1_3"] {
        let (mut d, port) = listening(&[], &mut shared);
        let peer = python_client(
            folder,
            port,
            &format!(
                "import threading, random, hashlib\n\
                 x = ssl.create_default_context(cafile='ca.pem'); x.maximum_version = ssl.TLSVersion.{version}\n\
                 s = x.wrap_socket(c, server_hostname='localhost'); data = random.Random(1).randbytes(10 << 20)\n\
                 s.sendall(data); h = hashlib.sha256(); n = 0\n\
                 while n < len(data):\n\
                 \x20   b = s.recv(1 << 20)\n\
                 \x20   if not b: break\n\
                 \x20   h.update(b); n += len(b)\n\
                 print(n, h.digest() == hashlib.sha256(data).digest())"
            ),
        );
        accepted(&mut d, &mut shared);
        let args = [Some("server"), Some("10"), Some("srv")];
        assert_eq!(
            tls(&mut d, &args, &mut shared),
            Ok(Some(true)),
            "{}",
            shown(&d)
        );
        let wide = [flag(ParamId::NoWrap)];
        use_device(&mut d, &wide, &mut shared).unwrap();
        let mut all = Vec::new();
        while all.len() < 10 << 20 {
            let done = read(&mut d, ReadKind::Fixed(1 << 18), None).unwrap();
            let ReadValue::Bytes(bytes) = done.value else {
                panic!("no bytes");
            };
            assert!(!bytes.is_empty(), "{}", shown(&d));
            all.extend(bytes);
        }
        for part in all.chunks(1 << 20) {
            write(&mut d, &[Item::Text(part)]).unwrap();
        }
        assert_eq!(peer.finish(), format!("{} True", 10 << 20));
    }
}

#[test]
fn a_thousand_connections() {
    let folder = certificates!();
    let mut shared = shared(folder);
    let (mut d, port) = listening(&[param(ParamId::Delimiter, "\n")], &mut shared);
    let peer = python_client(
        folder,
        port,
        "x = ssl.create_default_context(cafile='ca.pem'); session = None; reused = 0\n\
         for i in range(1000):\n\
         \x20   if i: c = socket.create_connection(('127.0.0.1', int(sys.argv[1])), 10)\n\
         \x20   s = x.wrap_socket(c, server_hostname='localhost', session=session)\n\
         \x20   s.sendall(b'%d\\n' % i); assert s.recv(99) == b'%d\\n' % i\n\
         \x20   session = s.session; reused += s.session_reused; s.close()\n\
         print(reused)",
    );
    let mut open_now = 0;
    for round in 0..1000 {
        accepted(&mut d, &mut shared);
        let args = [Some("server"), Some("10"), Some("srv")];
        assert_eq!(
            tls(&mut d, &args, &mut shared),
            Ok(Some(true)),
            "{}",
            shown(&d)
        );
        assert_eq!(line(&mut d, Some(10.0)).0, round.to_string());
        write_line(&mut d, &round.to_string());
        let handle = key_of_current(&d);
        close_device(&mut d, &[param(ParamId::Socket, &handle)], &mut shared).unwrap();
        open_now = d.sockets.len();
    }
    assert_eq!(open_now, 1);
    assert_eq!(peer.finish(), "999");
}

fn key_of_current(device: &SocketDevice) -> String {
    let (handle, _) = device.sockets.current().unwrap();
    String::from_utf8_lossy(handle).into_owned()
}

#[test]
fn sessions_are_resumed_by_clients_too() {
    let folder = certificates!();
    let mut shared = shared(folder);
    let (peer, port) = python_server(
        folder,
        "x = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER); x.load_cert_chain('srv.pem', 'srv.key')\n\
         for i in range(4):\n\
         \x20   if i: c, _ = l.accept()\n\
         \x20   s = x.wrap_socket(c, server_side=True); s.sendall(b'hello\\n'); print(int(s.session_reused), end=''); s.recv(1); s.close()",
    );
    for options in ["", "", "session-timeout=0", "session-timeout=0"] {
        let mut d = dial(port, &[], &mut shared);
        let args = [Some("client"), Some("10"), Some("cli"), None, Some(options)];
        assert_eq!(
            tls(&mut d, &args, &mut shared),
            Ok(Some(true)),
            "{}",
            shown(&d)
        );
        assert_eq!(line(&mut d, Some(10.0)).0, "hello");
        close_device(&mut d, &[], &mut shared).unwrap();
    }
    assert_eq!(peer.finish(), "0100");
}

#[test]
fn changed_files_count_at_once() {
    let folder = certificates!();
    let mut shared = shared(folder);
    let file = folder.join("changing.cfg");
    shared
        .environment
        .settings_mut()
        .insert("crypt_config".into(), "changing.cfg".into());
    shared.environment.settings_mut().remove("gtmcrypt_config");
    for (authority, expected) in [("other", false), ("ca", true)] {
        // Another length, as the clock may be coarse.
        std::fs::write(
            &file,
            format!("tls: {{ t: {{ CAfile: \"{authority}.pem\"; }} }}"),
        )
        .unwrap();
        let (_peer, port) = python_server(
            folder,
            "x = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER); x.load_cert_chain('srv.pem', 'srv.key')\n\
             x.wrap_socket(c, server_side=True).recv(1)",
        );
        let mut d = dial(port, &[], &mut shared);
        let args = [Some("client"), Some("10"), Some("t")];
        assert_eq!(
            tls(&mut d, &args, &mut shared),
            Ok(Some(expected)),
            "{}",
            shown(&d)
        );
    }
}

#[test]
fn sockets_keep_their_session_when_they_move() {
    let folder = certificates!();
    let mut shared = shared(folder);
    let (mut d, mut r) = Records::new(folder, &mut shared, &[param(ParamId::Delimiter, "\n")]);
    let wire = r.encrypt(b"one\ntwo\n");
    r.send(&wire);
    assert_eq!(line(&mut d, Some(10.0)).0, "one");
    use_device(&mut d, &[param(ParamId::Detach, "c")], &mut shared).unwrap();
    let mut e = open(&[], &mut shared);
    // Not to another process.
    let path = folder.join(format!("pass-{}", std::process::id()));
    let place = format!("{}:LOCAL", path.display());
    let mut carrier = open(&[param(ParamId::Listen, &place)], &mut shared);
    let mut sender = open(&[param(ParamId::Connect, &place)], &mut shared);
    accepted(&mut carrier, &mut shared);
    let error = control(
        &mut sender,
        "PASS",
        &[None, Some("1"), Some("c")],
        &mut shared,
    );
    let error = error.unwrap_err().error;
    assert_eq!(error.code(), SOCKPASS);
    assert!(
        String::from_utf8_lossy(&error.message(b"")).contains("a TLS connection cannot be passed")
    );
    use_device(&mut e, &[param(ParamId::Attach, "c")], &mut shared).unwrap();
    assert_eq!(line(&mut e, Some(10.0)).0, "two");
    assert_eq!(zsocket_tls(&e, "0", ""), "1,CLIENT,cli");
    use_device(&mut e, &[param(ParamId::Detach, "c")], &mut shared).unwrap();
    let socket = shared.sockets.take(b"c").unwrap();
    assert!(socket.into_parts().is_err());
}

#[test]
fn a_reader_that_is_stuck() {
    let folder = certificates!();
    let mut shared = shared(folder);
    shared
        .environment
        .settings_mut()
        .insert("non_blocked_write_retries".into(), "1".into());
    let (mut d, peer) = connected(&[flag(ParamId::NoWrap)], &mut shared);
    control(&mut d, "BLOCK", &[Some("OFF")], &mut shared).unwrap();
    let mut r = Records::server(folder, peer);
    let handshake = std::thread::spawn(move || {
        let Records { peer, connection } = &mut r;
        while connection.is_handshaking() || connection.wants_write() {
            connection.complete_io(peer).unwrap();
        }
        r
    });
    tls(
        &mut d,
        &[Some("client"), Some("10"), Some("cli")],
        &mut shared,
    )
    .unwrap();
    let r = handshake.join().unwrap();
    let error = control(&mut d, "BLOCK", &[Some("OFF")], &mut shared).unwrap_err();
    assert_eq!(error.error.code(), SOCKBLOCKERR);
    let chunk = vec![b'x'; 1 << 20];
    let mut written = 0;
    while shown(&d) == "0" {
        write(&mut d, &[Item::Text(&chunk)]).unwrap();
        written += 1;
        assert!(written < 100, "the kernel takes everything");
    }
    assert_eq!(shown(&d), "1,Resource temporarily unavailable");
    write(&mut d, &[Item::Text(b"more")]).unwrap();
    assert!(shown(&d).starts_with("1,Non blocking WRITE blocked"));
    drop(r);
}

#[test]
fn a_peer_that_sends_nonsense_does_no_harm() {
    let folder = certificates!();
    let mut shared = shared(folder);
    let mut random = Random(1);
    let mut random = || random.number() as usize;
    for round in 0..60 {
        let (mut d, mut peer) = connected(&[], &mut shared);
        let mut bytes = Vec::new();
        for _ in 0..random() % 6 {
            let kind = [0x14, 0x15, 0x16, 0x17, 0x18, 0x80][random() % 6];
            let length = [0, 1, 5, 40, 300][random() % 5];
            bytes.extend_from_slice(&[kind, 3, (random() % 5) as u8, 0, length as u8]);
            bytes.extend((0..length).map(|_| random() as u8));
        }
        peer.write_all(&bytes).unwrap();
        if round % 2 == 0 {
            drop(peer);
        }
        let role = [("server", "srv"), ("client", "cli")][random() % 2];
        let args = [Some(role.0), Some(".01"), Some(role.1)];
        assert_eq!(tls(&mut d, &args, &mut shared), Ok(Some(false)));
    }
    for round in 0..40 {
        let (mut d, mut r) = Records::new(folder, &mut shared, &[]);
        let mut wire = r.encrypt(b"some data that is fine");
        match round % 4 {
            0 => wire.extend((0..random() % 500).map(|_| random() as u8)),
            1 => {
                let at = random() % wire.len();
                wire[at] ^= 1 << (random() % 8);
            }
            2 => wire.extend_from_slice(&[0x17, 3, 3, 0xff, 0xff, 0]),
            _ => wire.extend(std::iter::repeat_n([0x17, 3, 3, 0, 0], 500).flatten()),
        }
        r.send(&wire);
        drop(r);
        while !d.status().zeof {
            assert!(read(&mut d, ReadKind::Fixed(100), Some(10.0)).is_ok());
        }
    }
}
