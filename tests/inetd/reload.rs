//! Reload and end: cases 16 to 22, and 35.

use crate::daemon::*;
use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};

fn cat(name: &str, port: u16) -> String {
    format!("server {name} {{\n PGM = /bin/cat\n PORT = {port}\n}}\n")
}

/// Clients that come one after the other while `work` runs: all are served. How many there were.
fn under_load(port: u16, work: impl FnOnce()) -> usize {
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..2)
            .map(|_| {
                scope.spawn(|| {
                    let mut count = 0;
                    while !stop.load(Ordering::Relaxed) {
                        assert_eq!(Client::new(port).send("x\n").line(), "x");
                        count += 1;
                    }
                    count
                })
            })
            .collect();
        work();
        stop.store(true, Ordering::Relaxed);
        threads.into_iter().map(|t| t.join().unwrap()).sum()
    })
}

#[test]
fn case_16_reloads_lose_no_connection() {
    let port = port();
    let text = cat("s", port);
    let daemon = Daemon::start(&text);
    let mut lives = Client::new(port);
    assert_eq!(lives.send("a\n").line(), "a");
    let count = under_load(port, || {
        for n in 0..50 {
            daemon.reload(&format!("{text}# {n}\n"));
        }
    });
    assert!(count > 0);
    assert_eq!(daemon.count("Reloaded"), 50);
    assert_eq!(lives.send("b\n").line(), "b");
}

#[test]
fn case_17_a_port_changes_and_children_finish() {
    let (a, b) = (port(), port());
    let daemon = Daemon::start(&cat("s", a));
    let mut old = Client::new(a);
    assert_eq!(old.send("a\n").line(), "a");
    daemon.reload(&cat("s", b));
    assert!(is_closed(a));
    assert_eq!(Client::new(b).send("b\n").line(), "b");
    assert_eq!(old.send("c\n").line(), "c");
}

#[test]
fn case_18_a_server_goes_and_its_children_finish() {
    let (a, b) = (port(), port());
    let daemon = Daemon::start(&(cat("s", a) + &cat("t", b)));
    let mut old = Client::new(a);
    assert_eq!(old.send("a\n").line(), "a");
    daemon.reload(&cat("t", b));
    assert!(is_closed(a));
    assert_eq!(old.send("c\n").line(), "c");
    assert_eq!(Client::new(b).send("b\n").line(), "b");
    drop(old);
    daemon.line("EXIT: s status=0");
}

#[test]
fn case_19_a_lower_limit_ends_nobody() {
    let port = port();
    let text =
        |most| format!("server s {{\n PGM = /bin/cat\n PORT = {port}\n MAXPROC = {most}\n}}\n");
    let daemon = Daemon::start(&text(10));
    let mut clients: Vec<Client> = (0..3).map(|_| Client::new(port)).collect();
    for client in &mut clients {
        assert_eq!(client.send("x\n").line(), "x");
    }
    daemon.reload(&text(1));
    for client in &mut clients {
        assert_eq!(client.send("y\n").line(), "y");
    }
    let mut waits = Client::new(port);
    waits.send("z\n");
    clients.truncate(1);
    daemon.line("EXIT");
    daemon.line("EXIT");
    assert_eq!(daemon.count("START"), 3);
    clients.clear();
    assert_eq!(waits.line(), "z");
}

#[test]
fn case_20_and_21_a_bad_file_changes_nothing() {
    let (a, b) = (port(), port());
    let daemon = Daemon::start(&cat("s", a));
    let mut old = Client::new(a);
    assert_eq!(old.send("a\n").line(), "a");
    daemon.reload(&(cat("t", b) + "server u {\n PORT = 0\n"));
    daemon.line("conf:6: PORT: a number from 1 to 65535 is needed");
    daemon.line("nothing is changed");
    assert!(is_closed(b));
    assert_eq!(old.send("b\n").line(), "b");
    assert_eq!(Client::new(a).send("c\n").line(), "c");
    daemon.reload(&(cat("s", a) + &cat("t", b)));
    for port in [a, b] {
        assert_eq!(Client::new(port).send("d\n").line(), "d");
    }
}

#[test]
fn case_22_the_daemon_ends_and_children_finish() {
    let port = port();
    let mut daemon = Daemon::start(&format!(
        "inetd {{\n PIDFILE = DIR/pid\n}}\n{}",
        cat("s", port)
    ));
    let mut old = Client::new(port);
    assert_eq!(old.send("a\n").line(), "a");
    assert_eq!(daemon.text("pid").trim(), daemon.process.id().to_string());
    daemon.signal(libc::SIGTERM);
    daemon.notice("STOPPING=1");
    assert!(daemon.process.wait().unwrap().success());
    assert!(!daemon.file("pid").exists() && !daemon.file("control").exists());
    assert!(is_closed(port));
    assert_eq!(old.send("b\n").line(), "b");
}

#[test]
fn case_35_a_recycle_loses_no_connection() {
    let (a, b, c) = (port(), port(), port());
    let dir = folder();
    let script = dir.join("script");
    let write = |text: &str| {
        use std::os::unix::fs::PermissionsExt;
        let new = dir.join("new");
        fs::write(
            &new,
            format!("#!/bin/sh\necho {text}; read x; echo {text} $x\n"),
        )
        .unwrap();
        fs::set_permissions(&new, fs::Permissions::from_mode(0o755)).unwrap();
        fs::rename(&new, &script).unwrap();
    };
    write("old");
    let daemon = Daemon::in_folder(
        dir.clone(),
        &format!(
            "{}server d {{\n PGM = /bin/sleep\n ARGS = 1000\n MODEL = DAEMON\n}}\n\
             server n {{\n PGM = /bin/true\n MODEL = NOLISTEN\n}}\n\
             server p {{\n PGM = DIR/script\n PORT = {b}\n MAXPROC = 1\n}}\n\
         server r {{\n PGM = DIR/script\n PORT = {c}\n MODEL = AOR\n}}\n",
            cat("s", a)
        ),
    );
    let mut lives = Client::new(a);
    assert_eq!(lives.send("1\n").line(), "1");
    let mut first = Client::new(b);
    // Its shell has read the script.
    assert_eq!(first.line(), "old");
    let pid = pid_in(&daemon.line("START: p"));
    let mut idle = Client::new(c);
    daemon.until("r", 0, 1);
    write("new");
    let count = under_load(a, || {
        for _ in 0..3 {
            assert!(daemon.zinet(&["recycle"]).starts_with("INET0019I"));
            daemon.notice("READY=1");
        }
    });
    assert!(count > 0);
    daemon.line("Recycled");
    // The same process, with the same children, and it still counts them.
    assert_eq!(lives.send("2\n").line(), "2");
    let mut second = Client::new(b);
    second.send("b\n");
    assert_eq!(daemon.shown("p")[4], "1");
    for name in ["d", "n", "p"] {
        assert_eq!(daemon.count(&format!("START: {name} ")), 1);
    }
    assert_eq!(daemon.shown("d")[4], "1");
    assert_eq!(first.send("a\n").line(), "old a");
    assert!(
        daemon
            .line("EXIT: p status=0")
            .contains(&format!("pid={pid} "))
    );
    assert_eq!([second.line(), second.line()], ["new", "new b"]);
    // A connection that waited gets the new program.
    idle.send("c\n");
    assert_eq!([idle.line(), idle.line()], ["new", "new c"]);
}
