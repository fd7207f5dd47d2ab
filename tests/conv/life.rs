//! Births and deaths: spawning, restarts, SIGKILL of every part, shutdown.

use super::app::{App, Client, kill, text, until};

const TALK: &str = "TALK SRVGRP=G SRVID=1 CONV=Y RQADDR=\"q\"";

/// A client that keeps a conversation with LISTEN open and says nothing.
const LISTENS: &str = "s cd=$$tpconnect^%ATMI(\"LISTEN\",,,\"TPSENDONLY\") h 100";

#[test]
fn spawned_as_they_are_needed_and_gone_when_they_are_not() {
    let servers = format!("{TALK} MIN=1 MAX=4 CLOPT=\"-A -p 1,1:1,1\"");
    let app = App::booted("", &servers, "");
    assert_eq!(app.servers().len(), 1);
    let mut clients = Vec::new();
    for open in 1..=4 {
        clients.push(app.client(
            "s cd=$$tpconnect^%ATMI(\"ECHO\",,,\"TPSENDONLY\") s ^open($i(^open))=cd h 100",
        ));
        // One spare below MAX.
        let wanted = (open + 1).min(4);
        until("there is a spare", || {
            let servers = app.servers();
            servers.len() == wanted && servers.iter().filter(|s| !s.idle).count() == open
        });
    }
    for client in &mut clients {
        client.kill();
    }
    until("the surplus leaves", || app.servers().len() == 1);
    assert!(app.log().contains("is spawned") && app.log().contains("has nothing to do"));
}

#[test]
fn the_death_of_a_server_is_told_at_once_and_it_is_started_again() {
    let servers = format!("{TALK} RESTART=Y MAXGEN=3 RCMD=\"echo >>rcmd\"");
    let app = App::booted("", &servers, "");
    for generation in 1..=3 {
        let client = app.client(
            "s cd=$$tpconnect^%ATMI(\"SLOW\",100,,\"TPRECVONLY\"),^busy=1 i $$tprecv^%ATMI(cd,.d,.l,\"TPNOTIME\",.e) w e,! f i=1:1:2 w $$REASON^%ATMI,!",
        );
        until("it is busy", || app.servers().iter().any(|s| !s.idle));
        let server = app.servers()[0].clone();
        assert_eq!(server.generation, generation);
        kill(server.pid);
        let reason = format!(
            "the service SLOW of G/1: it has gone without an end: its server TALK G/1, process {}, was killed by SIGKILL",
            server.pid
        );
        assert_eq!(client.output(), format!("TPEV_SVCERR\n{reason}\n{reason}"));
        if generation < 3 {
            until("it lives again", || {
                app.servers().iter().any(|s| s.idle && s.pid != server.pid)
            });
        }
    }
    until("its lives are used up", || {
        app.log().contains("MAXGEN is 3")
    });
    until("RCMD ran at each restart", || {
        app.file("rcmd").contains("G 1")
    });
    let line = "w $$tpconnect^%ATMI(\"ECHO\",,,\"TPSENDONLY\"),\" \",$$tperrno^%ATMI(\"NAME\")";
    assert_eq!(app.client(line).output(), "-1 TPENOENT");
    assert_eq!(text(&app.conv("boot", &[])).matches("Started.").count(), 1);
    assert_eq!(app.client(line).output(), "0");
}

#[test]
fn tpsend_tells_of_a_dead_server_too() {
    let app = App::booted("", TALK, "");
    let client = app.client(
        "s cd=$$tpconnect^%ATMI(\"ECHO\",,,\"TPSENDONLY\") f  i $$tpsend^%ATMI(cd,\"\",0,\"\",.e)<0 w e q",
    );
    until("it is busy", || app.servers().iter().any(|s| !s.idle));
    kill(app.servers()[0].pid);
    assert_eq!(client.output(), "TPEV_SVCERR");
}

#[test]
fn the_death_of_a_client_is_told_at_once() {
    let app = App::booted("", TALK, "");
    let mut client = app.client("s cd=$$tpconnect^%ATMI(\"LISTEN\",,,\"TPSENDONLY\") h 100");
    until("it is busy", || app.servers().iter().any(|s| !s.idle));
    client.kill();
    until("the service is told", || {
        app.client("w $g(^seen(1))").output() == "TPEV_DISCONIMM"
    });
    let reason = format!("TPEV_DISCONIMM in LISTEN, {}/", client.0.id());
    let log = app.log();
    assert!(
        log.contains(&reason) && log.contains("it has gone without an end"),
        "{log}"
    );
    until("it is free again", || app.servers().iter().all(|s| s.idle));
}

#[test]
fn conversations_outlive_the_monitor() {
    let servers = format!("{TALK} MIN=2 MAX=3");
    let app = App::booted("", &servers, "");
    let client = app.client(
        "s cd=$$tpconnect^%ATMI(\"ECHO\",,,\"TPSENDONLY\"),^open=1 f  q:$d(^go)  h .01\n \
         i $$tpsend^%ATMI(cd,\"before\",0,\"TPRECVONLY\",.e)!$$tprecv^%ATMI(cd,.d,.l,\"\",.e) w d,\" \",e,! \
         i $$tpsend^%ATMI(cd,\"end\",0,\"TPRECVONLY\",.e)!$$tprecv^%ATMI(cd,.d,.l,\"\",.e) w d,\" \",e,! \
         s cd=$$tpconnect^%ATMI(\"ECHO\",,,\"TPSENDONLY\") w cd,!",
    );
    until("it is open", || app.client("w $d(^open)").output() == "1");
    let before: Vec<i32> = app.servers().iter().map(|s| s.pid).collect();
    let monitor = app.monitor();
    kill(monitor);
    until("there is another one", || {
        let now = app.monitor();
        now != 0 && now != monitor
    });
    app.client("s ^go=1").output();
    assert_eq!(client.output(), "before TPEV_SENDONLY\nend TPEV_SVCSUCC\n0");
    until("the servers have joined again", || {
        let now: Vec<i32> = app.servers().iter().map(|s| s.pid).collect();
        before.iter().all(|pid| now.contains(pid))
    });
    let said = text(&app.conv("shutdown", &["-c"]));
    assert!(said.contains("stopped."), "{said}");
    until("all are gone", || {
        ["--conv-keeper", "--conv-monitor", "--conv-server"]
            .iter()
            .all(|option| app.processes(option).is_empty())
    });
}

#[test]
fn shutdown_waits_for_conversations_and_leaves_nothing() {
    let app = App::booted("", TALK, "");
    let client = app.client("s cd=$$tpconnect^%ATMI(\"SLOW\",1,,\"TPRECVONLY\") s ^x=1 i $$tprecv^%ATMI(cd,.d,.l,\"\",.e) w e h");
    until("it is busy", || app.servers().iter().any(|s| !s.idle));
    let said = text(&app.conv("shutdown", &[]));
    assert!(said.contains("1 client is attached"), "{said}");
    let said = text(&app.conv("shutdown", &["-c"]));
    assert!(said.contains("1 process stopped."), "{said}");
    assert_eq!(client.output(), "TPEV_SVCSUCC");
    assert!(app.log().contains("tpsvrdone"), "{}", app.log());
    until("the keeper is gone", || {
        app.processes("--conv-keeper").is_empty()
    });
    let said = app.admin(&["psr"]);
    assert!(said.contains("no monitor answers"), "{said}");
}

#[test]
fn parts_are_booted_and_ended_alone() {
    let servers = format!("{TALK}\nCALL SRVGRP=G SRVID=5 SEQUENCE=1");
    let app = App::booted("", &servers, "");
    let order: Vec<i32> = app.servers().iter().map(|s| s.id).collect();
    assert_eq!(order, [5, 1]);
    let said = text(&app.conv("shutdown", &["-i", "5"]));
    assert!(
        said.contains("Program = CALL: shutdown succeeded."),
        "{said}"
    );
    let line = "w $$tpcall^%ATMI(\"PLAIN\",\"x\",0,.o,.l),\" \",$$tperrno^%ATMI(\"NAME\")";
    assert_eq!(app.client(line).output(), "-1 TPENOENT");
    let said = text(&app.conv("boot", &["-s", "CALL"]));
    assert!(said.contains("Started."), "{said}");
    assert_eq!(app.client(line).output(), "0");
    let said = app.admin(&["psc", "-s", "PLAIN"]);
    assert!(said.contains("PLAIN") && !said.contains("ECHO"), "{said}");
    let said = app.admin(&["nonsense"]);
    assert!(said.contains("try help"), "{said}");
}

#[test]
fn a_server_that_does_not_come_up_is_told() {
    let app = App::new("", "NOTHERE SRVGRP=G SRVID=1 CONV=Y", "");
    let output = app.conv("boot", &[]);
    let said = text(&output);
    assert!(
        !output.status.success() && said.contains("Failed"),
        "{said}"
    );
    assert!(app.log().contains("died"), "{}", app.log());
}

#[test]
fn a_client_that_dies_while_it_waits_is_forgotten() {
    let app = App::booted("MAXCONV 2", TALK, "");
    let mut busy = app.client(LISTENS);
    until("it is busy", || app.servers().iter().any(|s| !s.idle));
    let mut waiting = app.client(LISTENS);
    until("one waits", || app.admin(&["pq", "-j"]).contains("LISTEN"));
    waiting.kill();
    busy.kill();
    until("both are over", || {
        app.servers().iter().all(|s| s.idle) && !app.admin(&["pq", "-j"]).contains("LISTEN")
    });
    assert_eq!(
        app.client("w $$tpconnect^%ATMI(\"ECHO\",,,\"TPSENDONLY\")")
            .output(),
        "0"
    );
}

/// Kills the monitor, and then servers, before there is another monitor.
fn kill_with_the_monitor(app: &App, servers: &[i32]) {
    let monitor = app.monitor();
    kill(monitor);
    servers.iter().for_each(|pid| kill(*pid));
    until("there is another monitor", || {
        let now = app.monitor();
        now != 0 && now != monitor
    });
}

#[test]
fn servers_that_die_with_their_monitor_are_started_again() {
    let servers = format!("{TALK} MIN=3 MAX=3 RESTART=Y GRACE=0");
    let app = App::booted("", &servers, "");
    for _ in 0..3 {
        let before: Vec<i32> = app.servers().iter().map(|s| s.pid).collect();
        kill_with_the_monitor(&app, &before);
        until("all are there again, and others", || {
            let now = app.servers();
            now.len() == 3 && now.iter().all(|s| s.idle && !before.contains(&s.pid))
        });
    }
}

#[test]
fn a_new_monitor_gives_no_life_beyond_maxgen() {
    let servers = format!("{TALK} MIN=2 MAX=2 RESTART=Y");
    let app = App::booted("", &servers, "");
    let first = app.servers()[0].clone();
    kill_with_the_monitor(&app, &[first.pid]);
    until("it is said", || app.log().contains("MAXGEN is 1"));
    until("the other one goes on", || {
        let now = app.servers();
        now.len() == 1 && now[0].idle && now[0].id != first.id
    });
}

#[test]
fn who_leaves_is_not_started_by_a_new_monitor() {
    let servers = format!("{TALK} MIN=1 MAX=1 RESTART=Y GRACE=0");
    let app = App::booted("", &servers, "");
    let mut client = app.client(LISTENS);
    until("it is busy", || app.servers().iter().any(|s| !s.idle));
    let server = app.servers()[0].pid;
    let mut shutdown = app.command();
    shutdown
        .args(["conv", "shutdown", "-c"])
        .arg(app.configuration());
    let mut shutdown = shutdown.args(["-S", "-c"]).spawn().unwrap();
    let record = format!("{}.servers", app.socket().display());
    until("it is to leave", || {
        let record = std::fs::read_to_string(&record).unwrap_or_default();
        let words: Vec<&str> = record.split(' ').collect();
        words[2] == server.to_string() && words[4] == "1"
    });
    kill_with_the_monitor(&app, &[]);
    // Whoever asked has lost his monitor.
    assert!(!shutdown.wait().unwrap().success());
    client.kill();
    until("it has left", || {
        app.processes("--conv-server").is_empty() && app.log().contains("has left")
    });
    assert!(!app.log().contains("is started again"), "{}", app.log());
    assert_eq!(app.servers().len(), 0);
}

/// A server that is busy, and what waits for it: a call or a connection, whose outcome is the output.
fn busy_and_waiting(app: &App, busy: &str, waiting: &str) -> (Client, Client) {
    let busy = app.client(busy);
    until("all are busy", || app.servers().iter().all(|s| !s.idle));
    let waiting = app.client(waiting);
    until("one waits", || app.admin(&["pq", "-j"]).contains("queued"));
    (busy, waiting)
}

const SLEEPS: &str =
    "w $$tpcall^%ATMI(\"SLEEPS\",100,0,.o,.l,\"TPNOTIME\"),$$tperrno^%ATMI(\"NAME\")";
const PLAIN: &str =
    "w $$tpcall^%ATMI(\"PLAIN\",\"x\",0,.o,.l),\" \",$g(o),$$tperrno^%ATMI(\"NAME\")";
const ECHO: &str = "w $$tpconnect^%ATMI(\"ECHO\",,,\"TPSENDONLY\"),$$tperrno^%ATMI(\"NAME\")";

#[test]
fn what_waits_for_a_server_that_dies_waits_for_the_next_one() {
    let calls = App::booted("", "CALL SRVGRP=G SRVID=1 RESTART=Y GRACE=0", "");
    let (busy, waiting) = busy_and_waiting(&calls, SLEEPS, PLAIN);
    kill(calls.servers()[0].pid);
    assert_eq!(busy.output(), "-1TPESVCERR");
    assert_eq!(waiting.output(), "0 plain x");
    let servers = format!("{TALK} RESTART=Y GRACE=0");
    let talks = App::booted("", &servers, "");
    let (mut busy, waiting) = busy_and_waiting(&talks, LISTENS, ECHO);
    kill(talks.servers()[0].pid);
    assert_eq!(waiting.output(), "0");
    busy.kill();
}

#[test]
fn what_waits_for_a_server_that_dies_for_good_is_refused() {
    let calls = App::booted("", "CALL SRVGRP=G SRVID=1", "");
    let (busy, waiting) = busy_and_waiting(&calls, SLEEPS, PLAIN);
    kill(calls.servers()[0].pid);
    assert_eq!(busy.output(), "-1TPESVCERR");
    assert_eq!(waiting.output(), "-1 TPENOENT");
    let talks = App::booted("", TALK, "");
    let (mut busy, waiting) = busy_and_waiting(&talks, LISTENS, ECHO);
    kill(talks.servers()[0].pid);
    assert_eq!(waiting.output(), "-1TPENOENT");
    busy.kill();
}

#[test]
fn what_waits_for_several_servers_is_taken_by_those_that_live() {
    let app = App::booted("", "CALL SRVGRP=G SRVID=1 MIN=2 RQADDR=q", "");
    let other = app.client("w $$tpcall^%ATMI(\"SLEEPS\",2,0,.o,.l,\"TPNOTIME\"),$g(o)");
    until("one is busy", || app.servers().iter().any(|s| !s.idle));
    let first = app.servers().iter().find(|s| s.idle).unwrap().pid;
    let (busy, waiting) = busy_and_waiting(&app, SLEEPS, PLAIN);
    kill(first);
    assert_eq!(busy.output(), "-1TPESVCERR");
    assert_eq!(waiting.output(), "0 plain x");
    assert_eq!(other.output(), "0slept");
}

#[test]
fn what_a_server_was_given_and_did_not_begin_is_told_or_asked_for_again() {
    let stop = |pid: i32| {
        let stopped = std::process::Command::new("kill")
            .args(["-STOP", &pid.to_string()])
            .status();
        assert!(stopped.unwrap().success());
    };
    let calls = App::booted("", "CALL SRVGRP=G SRVID=1 RESTART=Y GRACE=0", "");
    let server = calls.servers()[0].pid;
    stop(server);
    let given = calls.client(PLAIN);
    until("it has the request", || {
        calls.servers().iter().any(|s| !s.idle)
    });
    kill(server);
    // Nobody knows that it did nothing.
    assert_eq!(given.output(), "-1 TPESVCERR");
    let servers = format!("{TALK} RESTART=Y GRACE=0");
    let talks = App::booted("", &servers, "");
    let server = talks.servers()[0].pid;
    stop(server);
    let given = talks.client(ECHO);
    until("it has the request", || {
        talks.servers().iter().any(|s| !s.idle)
    });
    kill(server);
    // Without an acceptance nothing has begun: another one may have it.
    assert_eq!(given.output(), "0");
}
