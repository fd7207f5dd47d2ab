//! Operator commands: cases 34 and 36, and what they leave in the file.

use crate::daemon::*;
use std::fs;
use std::io::{Read, Write};
use std::os::unix::net::UnixStream;

#[test]
fn case_34_activation_and_state() {
    let mut text = "inetd {\n STATE = CRAS\n}\n".to_string();
    for (name, state, activation) in [
        ("ca", "CRAS", "AUTO"),
        ("co", "CRAS", "OPER"),
        ("na", "NORM", "AUTO"),
        ("no", "NORM", "OPER"),
    ] {
        text += &format!(
            "server {name} {{\n PGM = /bin/cat\n PORT = {}\n STATE = {state}\n ACTIVATION = {activation}\n}}\n",
            port()
        );
    }
    let daemon = Daemon::start(&text);
    let state = |name: &str| daemon.shown(name)[9..].join(" ");
    let start = |name: &str| daemon.zinet(&["start", &format!("s-{name}")])[..9].to_string();
    // The system is CRAS.
    assert_eq!(state("ca"), "ACTIVE");
    assert_eq!(state("co"), "NOT STARTED");
    assert_eq!(start("co"), "INET0015I");
    assert_eq!(
        (state("na").as_str(), start("na").as_str()),
        ("SYSTEM STATE TOO LOW", "INET0035E")
    );
    assert_eq!(start("no"), "INET0035E");
    // It becomes NORM.
    assert!(daemon.zinet(&["state", "norm"]).starts_with("INET0017I"));
    assert_eq!(state("na"), "ACTIVE");
    assert_ne!(state("no"), "ACTIVE");
    assert_eq!(start("no"), "INET0015I");
    for name in ["ca", "co", "na", "no"] {
        assert_eq!(state(name), "ACTIVE");
    }
    // It falls.
    daemon.zinet(&["state", "cras"]);
    assert_eq!([state("ca"), state("co")], ["ACTIVE", "ACTIVE"]);
    assert_eq!(
        [state("na"), state("no")],
        ["SYSTEM STATE TOO LOW", "SYSTEM STATE TOO LOW"]
    );
}

#[test]
fn case_34_entries_come_and_go_and_stay_in_the_file() {
    let (a, b) = (port(), port());
    let daemon = Daemon::start("# mine\n");
    let add = |name: &str, port: u16, more: &[&str]| {
        let (name, port) = (format!("s-{name}"), format!("port-{port}"));
        let mut words = vec!["add", &name, "pgm-/bin/cat", "model-nowait", &port];
        words.extend(more);
        daemon.zinet(&words)
    };
    assert_eq!(
        add("one", a, &["ip-127.0.0.1"]),
        "INET0011I SERVER one ADDED TO THE INETD CONFIGURATION FILE\n"
    );
    assert_eq!(Client::new(a).send("x\n").line(), "x");
    assert!(add("one", b, &[]).starts_with("INET0032E"));
    // The same address and port.
    assert!(add("two", a, &["act-oper"]).starts_with("INET0011I"));
    assert!(
        daemon
            .zinet(&["start", "two"])
            .starts_with("INET0035E SERVER two IS NOT STARTED: SERVER one")
    );
    let twenty: Vec<String> = (1..=20).map(|n| format!("127.0.1.{n}")).collect();
    assert!(add("ips", b, &[&format!("ip-{}", twenty.join(","))]).starts_with("INET0011I"));
    assert!(
        daemon
            .zinet(&["alter", "s-ips", "ip-127.0.1.21"])
            .starts_with("INET0033E IP")
    );
    let altered = daemon.zinet(&["alter", "s-ips", "noip-127.0.1.20", "maxproc-7"]);
    assert!(
        altered.starts_with("INET0012I SERVER ips ENTRY UPDATED\nINET0021I"),
        "{altered}"
    );
    let entry = daemon.zinet(&["display", "s-ips", "copy-file"]);
    assert!(
        entry.starts_with("INET0014I")
            && entry.contains("MAXPROC = 7")
            && !entry.contains("127.0.1.20"),
        "{entry}"
    );
    assert!(daemon.zinet(&["delete", "s-ips"]).starts_with("INET0034E"));
    daemon.zinet(&["stop", "s-ips"]);
    assert_eq!(
        daemon.zinet(&["delete", "s-ips"]),
        "INET0013I SERVER ips ENTRY DELETED\n"
    );
    assert!(daemon.zinet(&["display", "s-ips"]).starts_with("INET0031E"));
    let text = daemon.text("conf");
    assert!(
        text.starts_with("# mine\n") && text.contains("server one {") && !text.contains("ips"),
        "{text}"
    );
    // What is in the file is what another daemon reads.
    let check = mrun()
        .args(["inetd", "--check", "-f"])
        .arg(daemon.file("conf"))
        .output()
        .unwrap();
    assert!(check.status.success() && check.stderr.is_empty());
    daemon.signal(libc::SIGHUP);
    daemon.line("Reloaded: 2 servers");
    assert_eq!(Client::new(a).send("x\n").line(), "x");
}

#[test]
fn case_36_wrong_values_name_their_field() {
    let daemon = Daemon::start("");
    for (words, field) in [
        (
            &[
                "add",
                "s-elevenchars",
                "pgm-/bin/cat",
                "model-wait",
                "port-9",
            ][..],
            "SERVER",
        ),
        (
            &[
                "add",
                "s-a",
                "pgm-/bin/cat",
                "model-wait",
                "port-9",
                "parm-ninechars",
            ],
            "PARM",
        ),
        (
            &["add", "s-a", "pgm-/bin/cat", "model-wait", "port-0"],
            "PORT",
        ),
        (
            &["add", "s-a", "pgm-/bin/cat", "model-wait", "port-65536"],
            "PORT",
        ),
        (
            &[
                "add",
                "s-a",
                "pgm-/bin/cat",
                "model-wait",
                "port-9",
                "back-32768",
            ],
            "BACKLOG",
        ),
        (
            &["add", "s-a", "pgm-/bin/cat", "model-maybe", "port-9"],
            "MODEL",
        ),
        (&["add", "s-a", "pgm-/bin/cat", "port-9"], "MODEL"),
        (&["add", "s-a", "model-wait", "port-9"], "PGM"),
        (
            &["add", "s-a", "pgm-/no/such", "model-wait", "port-9"],
            "PGM",
        ),
        (
            &[
                "add",
                "s-a",
                "pgm-/bin/cat",
                "model-wait",
                "port-9",
                "user-nosuchuser",
            ],
            "USER",
        ),
        (&["add", "s-a", "pgm-/bin/cat", "model-wait"], "PORT"),
    ] {
        let answer = daemon.zinet(words);
        assert!(
            answer.starts_with(&format!("INET0033E {field}: ")),
            "{words:?}: {answer}"
        );
    }
    assert_eq!(daemon.text("conf"), "");
    assert!(daemon.zinet(&["help"]).starts_with("INET0020I"));
}

#[test]
fn m_code_gives_commands() {
    let port = port();
    let daemon = Daemon::start(&format!(
        "server s {{\n PGM = /bin/cat\n PORT = {port}\n ACTIVATION = OPER\n}}\n"
    ));
    let run = |words: &[&str]| {
        let mut command = mrun();
        command.args(["-run", "%ZINET"]).args(words);
        let out = command
            .env("MRUN_INETD", daemon.file("control"))
            .output()
            .unwrap();
        String::from_utf8(out.stdout).unwrap()
    };
    assert_eq!(run(&["start", "s-s"]), "INET0015I SERVER s STARTED\n");
    assert_eq!(Client::new(port).send("x\n").line(), "x");
    assert!(
        run(&["display"])
            .lines()
            .any(|l| l.starts_with("s ") && l.ends_with("ACTIVE"))
    );
    fs::remove_file(daemon.file("control")).unwrap();
    assert!(run(&["display"]).starts_with("INET0041E NO DAEMON ANSWERS"));
}

#[test]
fn long_slow_and_broken_lines_of_operators_do_no_harm() {
    let daemon = Daemon::start("");
    let connect = || UnixStream::connect(daemon.file("control")).unwrap();
    let slow: Vec<UnixStream> = (0..30).map(|_| connect()).collect();
    let mut long = connect();
    // The daemon may close it before all is sent.
    let _ = long.write_all(&[b'x'; 200_000]);
    let mut broken = connect();
    broken.write_all(b"add \"\xff\xfe\x00 s-\n").unwrap();
    let mut answer = String::new();
    broken.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("INET0038E"), "{answer}");
    assert!(daemon.zinet(&["display"]).starts_with("INET0022I"));
    drop(slow);
}

#[test]
fn only_operators_give_commands() {
    if !is_root() {
        return;
    }
    let daemon = Daemon::start("inetd {\n OPERATORS = daemon\n}\n");
    let ask = |user: &str| {
        // The test's folder is for its own user; so the socket is reached by a descriptor of its folder.
        let script = "import socket,sys,os,pwd\ns=socket.socket(socket.AF_UNIX)\nos.chdir(sys.argv[1])\nu=pwd.getpwnam(sys.argv[2])\n\
            os.setgroups([]);os.setgid(u.pw_gid);os.setuid(u.pw_uid)\ns.connect('control')\ns.sendall(b'display\\n')\n\
            print(s.recv(9).decode())";
        let out = std::process::Command::new("python3")
            .args(["-c", script])
            .arg(&daemon.dir)
            .arg(user)
            .output()
            .unwrap();
        String::from_utf8_lossy(&out.stdout).trim().to_string()
    };
    assert_eq!(ask("root"), "INET0022I");
    assert_eq!(ask("daemon"), "INET0022I");
    assert_eq!(ask("nobody"), "INET0037E");
}
