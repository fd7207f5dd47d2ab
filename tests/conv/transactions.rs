//! Transactions: what services and conversations do in that of their caller, with servers as processes and as sessions of one process.

use super::app::{App, Client, kill, programs, until};

fn all(sessions: &str) {
    let servers = format!(
        "BOOKS SRVGRP=G SRVID=1 CONV=Y RQADDR=\"books\" RESTART=Y GRACE=0 {sessions}\n\
         ADDS SRVGRP=G SRVID=100 RQADDR=\"adds\" REPLYQ=Y RESTART=Y GRACE=0 {sessions}"
    );
    let services = "AUTO AUTOTRAN=Y TRANTIME=30\nAUTOFAIL AUTOTRAN=Y\nAUTOLATE AUTOTRAN=Y TRANTIME=1\n\
                    AUTOPASS AUTOTRAN=Y\nAUTOCHAIN AUTOTRAN=Y\nAUTOUNDO AUTOTRAN=Y\nAUTORACE AUTOTRAN=Y\nAUTOTALK AUTOTRAN=Y";
    let app = App::booted("MAXSERVERS 60\nMAXSERVICES 100", &servers, services);
    programs(&app, "transactions");
}

#[test]
fn with_servers_as_processes() {
    all("MIN=4 MAX=4");
}

#[test]
fn with_servers_as_sessions_of_one_process() {
    all("MAXDISPATCHTHREADS=4");
}

/// A client that begins a transaction, does that, and keeps it open.
fn open(app: &App, seconds: u32, then: &str) -> Client {
    app.client(&format!("i '$$tpbegin^%ATMI({seconds}) {then} h 100"))
}

fn count(app: &App) -> usize {
    app.admin(&["pt", "-j"]).matches("\"index\":").count()
}

const ADDS: &str = "ADDS SRVGRP=G SRVID=100 RESTART=Y GRACE=0";

#[test]
fn maxgtt_is_for_all_processes() {
    let app = App::booted("MAXGTT 2", ADDS, "AUTO AUTOTRAN=Y");
    let mut first = open(&app, 0, "");
    let second = open(&app, 60, "");
    until("two are open", || count(&app) == 2);
    let begin = "w $$tpbegin^%ATMI(1),\" \",$$tperrno^%ATMI(\"NAME\")";
    assert_eq!(app.client(begin).output(), "-1 TPETRAN");
    // One that a service has to begin counts, too.
    let call = "w $$tpcall^%ATMI(\"AUTO\",\"x\",0,.o,.l),\" \",$$tperrno^%ATMI(\"NAME\"),\" \",$$REASON^%ATMI";
    let told = "-1 TPETRAN MAXGTT=2 transactions are open on this machine";
    assert_eq!(app.client(call).output(), told);
    first.kill();
    until("its end is known", || count(&app) == 1);
    assert_eq!(app.client(begin).output(), "0");
    // Each that ends makes room.
    let many =
        "f i=1:1:10 w $$tpbegin^%ATMI(1),$$tpcommit^%ATMI w:i#2 $$tpbegin^%ATMI(1),$$tpabort^%ATMI";
    assert_eq!(app.client(many).output(), "0".repeat(30));
    assert!(
        app.admin(&["bbs", "-j"])
            .contains("\"transactions\",\"now\":1,\"limit\":2")
    );
    drop(second);
}

#[test]
fn operators_see_transactions() {
    let app = App::booted("", ADDS, "");
    let calls = "f i=1:1:2 i '$$tpcall^%ATMI(\"ADD\",\"x,1\",0,.o,.l) s ok=1";
    let good = open(&app, 1000, &format!("{calls}\n i 1"));
    until("it is there", || app.admin(&["pt", "-j"]).contains("G/100"));
    let table = app.admin(&["pt", "-j"]);
    assert!(
        table.contains("\"ACTIVE\"") && table.contains("\"tester\""),
        "{table}"
    );
    assert!(table.contains("\"timeout\":1000"), "{table}");
    drop(good);
    let bad = open(
        &app,
        0,
        "i $$tpcall^%ATMI(\"NOTHERE\",\"x\",0,.o,.l)<0 i $$tpcall^%ATMI(\"CRASHING\",\"x\",0,.o,.l)\n i 1",
    );
    until("it is doomed", || {
        app.admin(&["printtrans"]).contains("ABORTONLY")
    });
    drop(bad);
    until("both are over", || count(&app) == 0);
}

#[test]
fn transactions_are_known_after_the_monitor_has_died() {
    let app = App::booted("MAXGTT 1", ADDS, "");
    let first = open(&app, 0, "");
    until("it is open", || count(&app) == 1);
    let monitor = app.monitor();
    kill(monitor);
    until("there is another one", || {
        let now = app.monitor();
        now != 0 && now != monitor
    });
    let begin = "w $$tpbegin^%ATMI(1),\" \",$$tperrno^%ATMI(\"NAME\")";
    assert_eq!(app.client(begin).output(), "-1 TPETRAN");
    drop(first);
    until("its end is known", || count(&app) == 0);
    assert_eq!(app.client(begin).output(), "0");
}

#[test]
fn no_transaction_takes_longer_than_maxtrantime() {
    let app = App::booted("MAXTRANTIME 1", ADDS, "");
    let line = "w $$tpbegin^%ATMI(100) h 1.1 w $$tpcommit^%ATMI,\" \",$$tperrno^%ATMI(\"NAME\"),\" \",$$REASON^%ATMI";
    let told = "0-1 TPEABORT the transaction was aborted: its time is over";
    assert_eq!(app.client(line).output(), told);
    let open = open(&app, 0, "");
    until("it is open", || count(&app) == 1);
    assert!(app.admin(&["pt", "-j"]).contains("\"timeout\":1"));
    drop(open);
}
