//! Start and configuration (cases 1 to 5), limits (6 to 12), children (13 to 15).

use crate::daemon::*;
use std::fs;

#[test]
fn case_01_an_unknown_program_leaves_its_server_out() {
    let (a, b) = (port(), port());
    let daemon = Daemon::start(&format!(
        "server bad {{\n PGM = /nonexistent\n PORT = {a}\n}}\nserver good {{\n PGM = /bin/cat\n PORT = {b}\n}}\n"
    ));
    let line = daemon.line("server bad is left out");
    assert!(
        line.contains("conf:1: PGM: there is no program /nonexistent"),
        "{line}"
    );
    assert!(is_closed(a));
    assert_eq!(Client::new(b).send("x\n").line(), "x");
}

#[test]
fn case_02_a_flag_that_does_not_fit_keeps_the_service() {
    let port = port();
    let daemon = Daemon::start(&format!(
        "service s\n{{\n socket_type = stream\n wait = no\n port = {port}\n server = /bin/cat\n log_on_success += TRAFFIC\n}}\n"
    ));
    assert!(
        daemon
            .line("traffic is not counted")
            .contains("conf:7: log_on_success")
    );
    assert_eq!(Client::new(port).send("x\n").line(), "x");
}

#[test]
fn case_03_and_04_no_terminal_and_a_relative_path() {
    // All tests start it without a terminal, with `-f conf`; the folder of the daemon is the root then.
    let port = port();
    let text = format!("server a {{\n PGM = /bin/cat\n PORT = {port}\n}}\n");
    let daemon = Daemon::start(&text);
    assert_eq!(
        fs::read_link(format!("/proc/{}/cwd", daemon.process.id()))
            .unwrap()
            .to_str(),
        Some("/")
    );
    for _ in 0..3 {
        daemon.reload(&text);
    }
    assert_eq!(daemon.count("Reloaded: 1 servers"), 3);
    assert_eq!(Client::new(port).send("x\n").line(), "x");
}

#[test]
fn case_06_too_many_get_the_banner_and_a_line() {
    let port = port();
    let dir = folder();
    fs::write(dir.join("fail"), "too many\n").unwrap();
    let daemon = Daemon::in_folder(
        dir,
        &format!(
            "server s {{\n PGM = /bin/cat\n PORT = {port}\n MAXPROC = 2\n OVER = REFUSE\n BANNERFAIL = DIR/fail\n}}\n"
        ),
    );
    let mut clients: Vec<Client> = (0..2).map(|_| Client::new(port)).collect();
    for client in &mut clients {
        assert_eq!(client.send("x\n").line(), "x");
    }
    assert_eq!(Client::new(port).rest(), "too many\n");
    daemon.line("FAIL: s service_limit from=127.0.0.1");
    clients.pop();
    daemon.line("EXIT: s status=0");
    assert_eq!(Client::new(port).send("y\n").line(), "y");
}

#[test]
fn case_07_one_source_has_its_share() {
    let port = port();
    let daemon = Daemon::start(&format!(
        "server s {{\n PGM = /bin/cat\n PORT = {port}\n PERSOURCE = 2\n}}\n"
    ));
    let mut clients: Vec<Client> = (0..2).map(|_| Client::new(port)).collect();
    for client in &mut clients {
        assert_eq!(client.send("x\n").line(), "x");
    }
    assert_eq!(Client::new(port).rest(), "");
    daemon.line("FAIL: s per_source_limit from=127.0.0.1");
    assert_eq!(Client::of("127.0.0.5:0", port).send("x\n").line(), "x");
    clients.pop();
    daemon.line("EXIT: s");
    assert_eq!(Client::new(port).send("x\n").line(), "x");
}

#[test]
fn case_08_a_rate_pauses_and_refuses_nobody() {
    let port = port();
    let daemon = Daemon::start(&format!(
        "server s {{\n PGM = /bin/cat\n PORT = {port}\n RATE = 5/1s:1s\n}}\n"
    ));
    let mut clients: Vec<Client> = (0..12).map(|_| Client::new(port)).collect();
    for client in &mut clients {
        assert_eq!(client.send("x\n").line(), "x");
    }
    daemon.line("too many starts");
    daemon.line("too many starts");
    assert_eq!(daemon.count("FAIL"), 0);
    assert_eq!(daemon.count("START: s"), 12);
}

#[test]
fn case_09_time_and_load() {
    let (a, b) = (port(), port());
    // A minute that is not this one, whatever the clock says: a span of the hour that is farthest away.
    let now = std::process::Command::new("date")
        .arg("+%H")
        .output()
        .unwrap();
    let hour: u32 = String::from_utf8(now.stdout)
        .unwrap()
        .trim()
        .parse()
        .unwrap();
    let far = (hour + 12) % 24;
    let daemon = Daemon::start(&format!(
        "server t {{\n PGM = /bin/cat\n PORT = {a}\n HOURS = {far}:00-{far}:30\n}}\n\
         server l {{\n PGM = /bin/cat\n PORT = {b}\n MAXLOAD = 0.000001\n}}\n"
    ));
    assert_eq!(Client::new(a).rest(), "");
    daemon.line("FAIL: t time from=127.0.0.1");
    let load: f64 = fs::read_to_string("/proc/loadavg")
        .unwrap()
        .split(' ')
        .next()
        .unwrap()
        .parse()
        .unwrap();
    if load > 0.01 {
        assert_eq!(Client::new(b).rest(), "");
        daemon.line("FAIL: l load from=127.0.0.1");
    }
}

#[test]
fn case_10_addresses_are_looked_at_before_anything_starts() {
    let port = port();
    let daemon = Daemon::start(&format!(
        "server s {{\n PGM = /bin/cat\n PORT = {port}\n ONLYFROM = 127.0.0.0/8\n NOACCESS = 127.0.0.9\n}}\n"
    ));
    assert_eq!(Client::of("127.0.0.9:0", port).rest(), "");
    daemon.line("FAIL: s address from=127.0.0.9");
    assert_eq!(Client::of("127.0.0.8:0", port).send("x\n").line(), "x");
    daemon.line("START: s");
    assert_eq!((daemon.count("START"), daemon.count("FAIL")), (1, 1));
}

#[test]
fn case_11_a_refused_client_that_talks_gets_its_banner() {
    let port = port();
    let dir = folder();
    fs::write(dir.join("fail"), "go away\n").unwrap();
    let daemon = Daemon::in_folder(
        dir,
        &format!(
            "server s {{\n PGM = /bin/cat\n PORT = {port}\n NOACCESS = 0.0.0.0/0\n BANNERFAIL = DIR/fail\n}}\n"
        ),
    );
    let mut client = Client::new(port);
    // It may be told to go before all of it is sent.
    let text = "x".repeat(100_000);
    client.send(&text);
    daemon.line("FAIL: s address");
    client.send(&text);
    assert_eq!(client.rest(), "go away\n");
}

#[test]
fn case_12_banners_come_in_order_before_the_server_speaks() {
    let port = port();
    let dir = folder();
    fs::write(dir.join("always"), "one\n").unwrap();
    fs::write(dir.join("fine"), "two\n").unwrap();
    let _daemon = Daemon::in_folder(
        dir,
        &format!(
            "server s {{\n PGM = /bin/echo\n ARGS = three\n PORT = {port}\n BANNER = DIR/always\n BANNEROK = DIR/fine\n}}\n"
        ),
    );
    assert_eq!(Client::new(port).rest(), "one\ntwo\nthree\n");
}

#[test]
fn case_05_and_13_what_a_child_has() {
    let port = port();
    let user = if is_root() {
        " USER = nobody\n NICE = 3\n"
    } else {
        " NICE = 3\n"
    };
    let script = "readlink /proc/$$/fd/0 /proc/$$/fd/1; pwd; umask; nice; \
        ulimit -n; id -un; id -Gn; cut -d' ' -f5-7 /proc/$$/stat; echo $$ $REMOTE_HOST $TCPREMOTEIP $PROTO $INETD_SERVER \
        $INETD_MODEL $INETD_PARM $TCPCONNNUM $A; grep -E '^(SigBlk|NoNewPrivs)' /proc/$$/status | tr -d '\\t '; echo oops >&2";
    let daemon = Daemon::start(&format!(
        "server s {{\n PGM = /bin/sh\n ARGS = -c \"{}\"\n PORT = {port}\n{user} UMASK = 27\n LIMIT = FILES:77\n PARM = p1\n \
         NONEWPRIVS = YES\n ENV = \"A=b c\"\n}}\n",
        script.replace('\\', "\\\\").replace('"', "\\\"")
    ));
    let text = Client::new(port).rest();
    let lines: Vec<&str> = text.lines().collect();
    assert!(
        lines[0].starts_with("socket:") && lines[0] == lines[1],
        "{text}"
    );
    assert_eq!(&lines[2..6], ["/", "0027", "3", "77"], "{text}");
    if is_root() {
        assert_eq!(&lines[6..8], ["nobody", "nogroup"], "{text}");
    }
    // Process group, session and terminal: its own, and none.
    let own = lines[9].split(' ').next().unwrap();
    assert_eq!(lines[8], format!("{own} {own} 0"), "{text}");
    assert!(
        lines[9].ends_with(" 127.0.0.1 127.0.0.1 TCP s NOWAIT p1 1 b c"),
        "{text}"
    );
    assert_eq!(
        &lines[10..],
        ["SigBlk:0000000000000000", "NoNewPrivs:1"],
        "{text}"
    );
    // Standard error is the log, not the client.
    daemon.line("oops");
}

#[test]
fn case_13_children_have_no_other_descriptors() {
    let (a, b) = (port(), port());
    let entry = |name: &str, port: u16, more: &str| {
        format!(
            "server {name} {{\n PGM = /bin/ls\n ARGS = /proc/self/fd\n PORT = {port}\n{more}}}\n"
        )
    };
    let _daemon = Daemon::start(&(entry("plain", a, "") + &entry("other", b, " NICE = 1\n")));
    for port in [a, b] {
        // The last is the folder that `ls` reads.
        assert_eq!(Client::new(port).rest(), "0\n1\n2\n3\n");
    }
}

#[test]
fn case_13_plain_children_have_their_own_session() {
    let port = port();
    let script = "cut -d' ' -f5-7 /proc/$$/stat; echo $$; pwd; umask; grep -E '^SigBlk' /proc/$$/status | tr -d '\\\\t '";
    let _daemon = Daemon::start(&format!(
        "server s {{\n PGM = /bin/sh\n ARGS = -c \"{script}\"\n PORT = {port}\n}}\n"
    ));
    let text = Client::new(port).rest();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], format!("{0} {0} 0", lines[1]));
    assert_eq!(&lines[2..], ["/", "0022", "SigBlk:0000000000000000"]);
}

#[test]
fn case_14_log_lines() {
    let port = port();
    let daemon = Daemon::start(&format!(
        "server s {{\n PGM = /bin/sh\n ARGS = -c \"read x; exit $x\"\n PORT = {port}\n}}\n"
    ));
    let mut client = Client::new(port);
    let start = daemon.line("START: s pid=");
    assert!(start.ends_with(" from=127.0.0.1"), "{start}");
    // The time of xinetd's file: 26/11/27@04:05:06.
    assert_eq!(start.find("@"), Some(8), "{start}");
    let pid = pid_in(&start);
    client.send("7\n");
    let exit = daemon.line("EXIT: s");
    assert!(
        exit.contains(&format!("EXIT: s status=7 pid={pid} duration=")) && exit.ends_with("(sec)"),
        "{exit}"
    );
    let _other = Client::new(port);
    let pid = pid_in(&daemon.line("START: s pid="));
    // SAFETY: a child of the daemon, which waits for nothing else.
    unsafe { libc::kill(pid, libc::SIGKILL) };
    daemon.line(&format!("EXIT: s signal=9 pid={pid}"));
}

#[test]
fn case_15_no_zombie_remains() {
    let port = port();
    let daemon = Daemon::start(&format!(
        "server s {{\n PGM = /bin/sh\n ARGS = -c \"read x || exit 3\"\n PORT = {port}\n}}\n"
    ));
    let mut stays = Client::new(port);
    let kept = pid_in(&daemon.line("START: s"));
    for _ in 0..20 {
        drop(Client::new(port));
        let pid = pid_in(&daemon.line("EXIT: s"));
        assert!(!std::path::Path::new(&format!("/proc/{pid}")).exists());
    }
    stays.send("x\n");
    let line = daemon.line("EXIT: s status=0");
    assert_eq!(pid_in(&line), kept);
}
