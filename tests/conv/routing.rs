//! Data-dependent routing: calls and conversations go to the group that *ROUTING says for their data.

use super::app::{App, programs, until};

const GROUPS: &str = "A LMID=S1 GRPNO=1\nB LMID=S1 GRPNO=2\nC LMID=S1 GRPNO=3";

const ROUTING: &str = r#"WHO ROUTING=AMOUNTS
ONLY SRVGRP=A PRIO=60 ROUTING=STRICT
ONLY SRVGRP=B PRIO=40 ROUTING=STRICT
NAP ROUTING=STRICT
LETTER ROUTING=LETTERS
MEET ROUTING=NAMES
*ROUTING
AMOUNTS FIELD=AMOUNT BUFTYPE="FML32" RANGES="MIN-10:A,11 - 20:B,21-30:C,*:A"
AMOUNTS FIELD=number BUFTYPE="VIEW32:account" RANGES="MIN-10:A,11-MAX:B"
STRICT FIELD=AMOUNT BUFTYPE="FML32" RANGES="MIN-10:A,11-20:B,21-30:C"
NAMES FIELD=NAME BUFTYPE="FML32" RANGES="'b':*,'a'-'m':A,'n'-MAX:B,MIN:B"
LETTERS FIELD="order/to" BUFTYPE="XML" RANGES="'north':A,'south':B"
"#;

fn booted(call: &str, talk: &str) -> App {
    let servers = format!(
        "DEFAULT: CLOPT=\"-s WHO,ONLY,ON,NAP -s LETTER:WHO\" {call}\n\
         ROUTED SRVGRP=A SRVID=1\nROUTED SRVGRP=B SRVID=1\n\
         DEFAULT: CLOPT=\"-s MEET -p 1,1:1,1\" CONV=Y {talk}\n\
         ROUTED SRVGRP=A SRVID=10 RQADDR=a\nROUTED SRVGRP=B SRVID=10 RQADDR=b"
    );
    let app = App::grouped(GROUPS, "", &servers, ROUTING);
    app.boot();
    app
}

#[test]
fn with_servers_as_processes() {
    programs(&booted("", ""), "routed");
}

#[test]
fn with_servers_as_sessions_of_one_process() {
    let app = booted("MAXDISPATCHTHREADS=2", "MAXDISPATCHTHREADS=3");
    programs(&app, "routed");
}

/// A call of a service with that amount, and what it gives.
fn call(service: &str, amount: u32) -> String {
    format!(
        "s x(\"AMOUNT\")={amount} w $$tpcall^%ATMI(\"{service}\",.x,0,.o,.l),\" \",$g(o),$$tperrno^%ATMI(\"NAME\")"
    )
}

#[test]
fn a_request_waits_for_its_own_group() {
    let app = booted("", "");
    let busy = app.client(&call("NAP", 5));
    until("A is busy", || app.client("w $g(^nap)").output() == "1");
    // B is free, and A has the request.
    let waiting = app.client(&call("ONLY", 5));
    until("it waits", || app.admin(&["pq", "-j"]).contains("ONLY"));
    assert_eq!(app.client(&call("ONLY", 15)).output(), "0 B");
    app.client("s ^nap=0").output();
    assert_eq!(busy.output(), "0 A");
    assert_eq!(waiting.output(), "0 A");
}

#[test]
fn a_group_without_servers_leaves_its_requests_to_the_rest() {
    let app = booted("", "");
    assert_eq!(app.client(&call("WHO", 15)).output(), "0 B");
    app.conv("shutdown", &["-g", "B"]);
    assert_eq!(app.client(&call("WHO", 15)).output(), "0 A");
    let reason = format!("{} w $$REASON^%ATMI", call("ONLY", 15));
    let told = "-1 TPENOENTno server of group B offers ONLY";
    assert_eq!(app.client(&reason).output(), told);
    app.conv("boot", &["-g", "B"]);
    assert_eq!(app.client(&call("WHO", 15)).output(), "0 B");
}

#[test]
fn the_group_of_a_conversation_spawns_its_servers() {
    let app = booted("", "MIN=1 MAX=3");
    let mut clients = Vec::new();
    let of_b = || {
        let table = app.admin(&["psr", "-g", "B", "-j"]);
        table
            .lines()
            .filter(|l| l.contains("\"id\":1") && !l.contains("\"id\":1,"))
            .count()
    };
    for open in 1..=3 {
        let line = "s x(\"NAME\")=\"zed\",cd=$$tpconnect^%ATMI(\"MEET\",.x,,\"TPRECVONLY\") s ^open($i(^open))=cd h 100";
        clients.push(app.client(line));
        until("it is open", || {
            app.client("w $g(^open)").output() == open.to_string()
        });
        until("there is a spare", || of_b() == (open + 1).min(3));
    }
    let table = app.admin(&["psr", "-g", "A", "-j"]);
    assert!(!table.contains("\"id\":11"), "{table}");
}

#[test]
fn criteria_are_shown() {
    let app = booted("", "");
    let table = app.admin(&["pr", "-s", "ONLY", "-j"]);
    assert!(table.contains("MIN-10:A,11-20:B,21-30:C"), "{table}");
    assert!(!table.contains("LETTERS"), "{table}");
}
