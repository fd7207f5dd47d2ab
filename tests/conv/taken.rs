//! Servers that clients take without the monitor: while it is stopped, and when clients, servers and the monitor die.

use super::app::{App, kill, text, until};
use std::process::Command;

const TALK: &str = "TALK SRVGRP=G SRVID=1 CONV=Y RQADDR=\"q\"";
/// One conversation; counts its event.
const ONCE: &str = "s cd=$$tpconnect^%ATMI(\"ECHO\",,,\"TPSENDONLY\") s:cd<0 e=$$tperrno^%ATMI(\"NAME\") \
     i cd'<0,$$tpsend^%ATMI(cd,\"end\",0,\"TPRECVONLY\",.e)!$$tprecv^%ATMI(cd,.d,.l,\"\",.e) s n(e)=$g(n(e))+1";
const SAY: &str = "s e=\"\" f  s e=$o(n(e)) q:e=\"\"  w e,\"=\",n(e),\" \"";

fn signal(pid: i32, signal: &str) {
    let sent = Command::new("kill")
        .args([signal, &pid.to_string()])
        .status();
    assert!(sent.unwrap().success());
}

/// A conversation, the word to go on, so many more, and what became of them.
fn talker(more: u32) -> String {
    format!("{ONCE}\n s ^open=1 f  q:$d(^go)  h .01\n f i=1:1:{more} {ONCE}\n {SAY}")
}

fn is_open(app: &App) {
    until("the first is over", || {
        app.client("w $d(^open)").output() == "1"
    });
}

#[test]
fn a_client_that_knows_a_server_needs_no_monitor() {
    let servers = format!("{TALK} MIN=1 MAX=1\nCALL SRVGRP=G SRVID=9");
    let app = App::booted("", &servers, "");
    let calls =
        "f i=1:1:7 i $$tpcall^%ATMI(\"PLAIN\",i,0,.out,.len)'<0 s n(\"PLAIN\")=$g(n(\"PLAIN\"))+1";
    let client = app.client(
        &talker(50)
            .replace(" s ^open=1", &format!(" {calls}\n s ^open=1"))
            .replace(SAY, &format!("{calls}\n {SAY}")),
    );
    is_open(&app);
    let monitor = app.monitor();
    signal(monitor, "-STOP");
    app.client("s ^go=1").output();
    assert_eq!(client.output(), "PLAIN=14 TPEV_SVCSUCC=51");
    signal(monitor, "-CONT");
    // What was done without it is counted, and the servers are free.
    let done = |service: &str| {
        let table = app.admin(&["psc", "-s", service, "-j"]);
        let row = table.lines().find(|line| line.contains("\"done\":"));
        row.and_then(|row| {
            row.split("\"done\":")
                .nth(1)?
                .split(',')
                .next()?
                .parse()
                .ok()
        })
    };
    assert_eq!((done("ECHO"), done("PLAIN")), (Some(51), Some(14)));
    assert!(app.servers().iter().all(|s| s.idle));
}

#[test]
fn a_server_in_use_is_seen_and_waited_for() {
    let app = App::booted("", &format!("{TALK} MIN=1 MAX=1"), "");
    let keeps = "s cd=$$tpconnect^%ATMI(\"ECHO\",,,\"TPSENDONLY\"),^kept=1 f  q:$d(^end)  h .01";
    let first = app.client(&format!("{ONCE}\n {keeps}\n i $$tpsend^%ATMI(cd,\"end\",0,\"TPRECVONLY\",.e)!$$tprecv^%ATMI(cd,.d,.l,\"\",.e) w e"));
    until("it is taken", || app.client("w $d(^kept)").output() == "1");
    let open = app.admin(&["conversations", "-j"]);
    assert_eq!(
        open.matches("\"service_name\":\"ECHO\"").count(),
        1,
        "{open}"
    );
    assert!(app.servers().iter().all(|s| !s.idle));
    // Another client waits in the monitor, and gets the server when it is free.
    let second = app.client(&format!("{ONCE}\n {SAY}"));
    until("it waits", || {
        app.admin(&["pq", "-j"]).contains("\"#_queued\":1")
    });
    app.client("s ^end=1").output();
    assert_eq!(first.output(), "TPEV_SVCSUCC");
    assert_eq!(second.output(), "TPEV_SVCSUCC=1");
}

#[test]
fn who_may_have_more_servers_gets_a_spare_one_when_the_known_one_is_taken() {
    let app = App::booted("", &format!("{TALK} MIN=1 MAX=3"), "");
    // The first conversation has the second server spawned; both are known then.
    let keeps = "f i=1:1:2 s cd(i)=$$tpconnect^%ATMI(\"ECHO\",,,\"TPSENDONLY\")";
    let ends = "f i=1:1:2 i $$tpsend^%ATMI(cd(i),\"end\",0,\"TPRECVONLY\",.e)!$$tprecv^%ATMI(cd(i),.d,.l,\"\",.e)";
    let client = app.client(&format!("{keeps}\n {ends}\n s ^open=1 f  q:$d(^go)  h .01\n {keeps}\n s ^kept=1 f  q:$d(^end)  h .01\n {ends}\n w e"));
    is_open(&app);
    until("all three are up", || {
        app.servers().iter().filter(|s| s.idle).count() == 3
    });
    let spare = app.servers().iter().map(|s| s.id).max().unwrap();
    let ended = text(&app.conv("shutdown", &["-g", "G", "-i", &spare.to_string()]));
    assert!(ended.contains("1 process stopped"), "{ended}");
    app.client("s ^go=1").output();
    until("it is spawned again", || {
        let servers = app.servers();
        servers.len() == 3 && servers.iter().filter(|s| s.idle).count() == 1
    });
    app.client("s ^end=1").output();
    assert_eq!(client.output(), "TPEV_SVCSUCC");
}

#[test]
fn a_known_server_that_dies_is_replaced() {
    let app = App::booted("", &format!("{TALK} MIN=1 MAX=1 RESTART=Y MAXGEN=5"), "");
    let client = app.client(&talker(20));
    is_open(&app);
    kill(app.servers()[0].pid);
    app.client("s ^go=1").output();
    assert_eq!(client.output(), "TPEV_SVCSUCC=21");
}

#[test]
fn a_client_that_dies_leaves_its_server_free_and_nothing_open() {
    let app = App::booted("", &format!("{TALK} MIN=1 MAX=1"), "");
    let pid = app.servers()[0].pid;
    let open = || {
        std::fs::read_dir(format!("/proc/{pid}/fd"))
            .unwrap()
            .count()
    };
    for _ in 0..2 {
        // What the server needs to know of its clients is there after the first.
        let client = app.client(&format!("{ONCE}\n {SAY}"));
        assert_eq!(client.output(), "TPEV_SVCSUCC=1");
    }
    let before = open();
    for _ in 0..3 {
        let mut client = app.client(&talker(1));
        is_open(&app);
        app.client("k ^open").output();
        client.kill();
    }
    assert_eq!(
        app.client(&format!("{ONCE}\n {SAY}")).output(),
        "TPEV_SVCSUCC=1"
    );
    until("nothing is left", || open() <= before);
    assert!(app.servers()[0].idle);
}

#[test]
fn a_new_monitor_has_new_slots() {
    let app = App::booted("", &format!("{TALK} MIN=2 MAX=2"), "");
    let client = app.client(&talker(200));
    is_open(&app);
    let monitor = app.monitor();
    kill(monitor);
    app.client("s ^go=1").output();
    assert_eq!(client.output(), "TPEV_SVCSUCC=201");
    until("the servers have joined again", || {
        app.monitor() != monitor && app.servers().iter().filter(|s| s.idle).count() == 2
    });
    assert_eq!(
        app.client(&format!("f i=1:1:10 {ONCE}\n {SAY}")).output(),
        "TPEV_SVCSUCC=10"
    );
}

#[test]
fn what_is_withdrawn_is_not_taken() {
    let app = App::booted("", &format!("{TALK} MIN=1 MAX=1"), "");
    let offers =
        "s cd=$$tpconnect^%ATMI(\"OFFERS\",,,\"TPRECVONLY\") i $$tprecv^%ATMI(cd,.d,.l,\"\",.e)";
    // OFFERS offers NEW and takes it back: what was known of its server is void both times.
    let client = app.client(&format!(
        "f i=1:1:3 {ONCE}\n {offers}\n f i=1:1:3 {ONCE}\n {SAY}"
    ));
    assert_eq!(client.output(), "TPEV_SVCSUCC=6");
}

#[test]
fn a_service_that_runs_too_long_is_ended_also_when_its_client_took_it() {
    let app = App::booted("", &format!("{TALK} MIN=1 MAX=1"), "SLOW SVCTIMEOUT=1");
    let slow = |seconds: u32| {
        format!(
            "s cd=$$tpconnect^%ATMI(\"SLOW\",{seconds},,\"TPRECVONLY\") i $$tprecv^%ATMI(cd,.d,.l,\"TPNOTIME\",.e) w e,!"
        )
    };
    let client = app.client(&format!("{}\n {}", slow(0), slow(100)));
    assert_eq!(client.output(), "TPEV_SVCSUCC\nTPEV_SVCERR");
    until("it is said", || app.log().contains("SVCTIMEOUT"));
}
