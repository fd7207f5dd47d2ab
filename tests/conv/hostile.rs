//! Peers that do not keep to the protocol (`peer.py`): the conversation ends with the event that is due, the log says why, and the monitor
//! goes on. `MRUN_FUZZ_SECONDS` says how long each kind is tried.

use super::app::{App, here, until};
use std::process::Command;
use std::time::{Duration, Instant};

const MODES: &[&str] = &[
    "random",
    "truncated",
    "version",
    "replay",
    "stale",
    "kind",
    "long",
    "inner",
    "side",
    "flood",
    "garbled",
];

fn seconds() -> u64 {
    let seconds = std::env::var("MRUN_FUZZ_SECONDS").ok();
    seconds.and_then(|s| s.parse().ok()).unwrap_or(2)
}

/// An application with M servers and a server that is the peer; where Python is missing, none.
fn app() -> Option<App> {
    let python = Command::new("python3").arg("--version").output();
    if !python.is_ok_and(|o| o.status.success()) {
        println!("skipped: hostile peers need python3");
        return None;
    }
    let servers = format!(
        "TALK SRVGRP=G SRVID=1 CONV=Y MIN=2 MAX=4 RQADDR=\"q\" RESTART=Y GRACE=0\n\
         \"{}\" SRVGRP=G SRVID=50 CONV=Y",
        here().join("peer.py").display()
    );
    Some(App::booted("", &servers, ""))
}

fn peer(app: &App, arguments: &[&str]) -> String {
    let mut command = Command::new("python3");
    command
        .arg(here().join("peer.py"))
        .args(arguments)
        .env("MRUN_CONV", app.socket())
        .env("SERVICE", "ECHO");
    super::app::text(&command.output().unwrap())
}

/// All modes in turn, with a seed each, for that time; each at least once.
fn each(mut what: impl FnMut(&str, u64)) -> u64 {
    let end = Instant::now() + Duration::from_secs(seconds());
    let mut seed = 0;
    while seed < MODES.len() as u64 || Instant::now() < end {
        what(MODES[seed as usize % MODES.len()], seed);
        seed += 1;
    }
    seed
}

#[test]
fn a_server_that_breaks_the_protocol_is_a_service_error_to_its_client() {
    let Some(app) = app() else { return };
    let monitor = app.monitor();
    let count = each(|mode, seed| {
        let line = format!(
            "s cd=$$tpconnect^%ATMI(\"HOSTILE\",\"{mode} {seed}\",,\"TPRECVONLY\") \
             f  q:$$tprecv^%ATMI(cd,.d,.l,\"TPNOTIME\",.e)<0\n w e,\" \",$$REASON^%ATMI"
        );
        let said = app.client(&line).output();
        // What is garbled may be a frame by chance; whose sequence is then the stream's end.
        let fine = said.starts_with("TPEV_SVCERR ")
            || mode == "garbled" && (said.starts_with("TPEV_") || said.contains("type"));
        assert!(fine, "{mode} {seed}: {said}");
    });
    let log = app.log();
    for why in [
        "it has another version",
        "it is out of order, or was sent twice",
        "it is of another conversation",
        "it ends too early",
        "may not come here",
    ] {
        let wanted = "TPEV_SVCERR in HOSTILE, HOSTILE/1: it does not keep to the protocol";
        let mut lines = log.lines().filter(|line| line.contains(wanted));
        assert!(lines.any(|line| line.contains(why)), "{why}: {log}");
    }
    assert_eq!(app.monitor(), monitor, "after {count}");
}

#[test]
fn a_client_that_breaks_the_protocol_is_a_disconnect_to_its_service() {
    let Some(app) = app() else { return };
    let monitor = app.monitor();
    let count = each(|mode, seed| {
        let said = peer(&app, &["client", mode, &seed.to_string()]);
        assert_eq!(said, "", "{mode} {seed}");
    });
    peer(&app, &["client", "first", "1"]);
    until("all services are over", || {
        let servers = app.servers();
        servers.iter().all(|s| s.idle || s.id == 50)
    });
    let log = app.log();
    assert!(
        log.contains("TPEV_DISCONIMM in ECHO, hostile: it does not keep to the protocol"),
        "{log}"
    );
    assert!(log.contains("the first message of hostile"), "{log}");
    // No server has died of it.
    assert!(!log.contains(" died, process"), "{log}");
    assert_eq!(app.monitor(), monitor, "after {count}");
    let line = "w $$tpconnect^%ATMI(\"ECHO\",,,\"TPSENDONLY\")";
    assert_eq!(app.client(line).output(), "0");
}

#[test]
fn the_monitor_outlives_what_nobody_should_say() {
    let Some(app) = app() else { return };
    let monitor = app.monitor();
    let said = peer(&app, &["monitor", &seconds().to_string()]);
    assert!(said.contains("packets"), "{said}");
    println!("{said}");
    assert_eq!(app.monitor(), monitor);
    let log = app.log();
    assert!(
        log.contains("the monitor does not understand process"),
        "{log}"
    );
    assert!(log.contains("a request without its stream"), "{log}");
    assert!(!log.contains(" died, process"), "{log}");
    let line = "w $$tpconnect^%ATMI(\"ECHO\",,,\"TPSENDONLY\")";
    until("it serves as before", || app.client(line).output() == "0");
}
