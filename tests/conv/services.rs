//! What *SERVICES and *SERVERS say of a service: its wait, its priority, more servers for its queue, its counts.

use super::app::{App, kill, until};

#[test]
fn a_service_has_a_blocktime_of_its_own() {
    let app = App::booted(
        "SCANUNIT 5\nBLOCKTIME 100",
        "CALL SRVGRP=G SRVID=1 MIN=2\nTALK SRVGRP=G SRVID=10 CONV=Y MIN=2 MAX=2",
        "SLEEPS BLOCKTIME=1\nSLOW BLOCKTIME=1",
    );
    let error = "_\" \"_$$tperrno^%ATMI(\"NAME\")";
    let call = format!("w $$tpcall^%ATMI(\"SLEEPS\",4,0,.o,.l){error}");
    assert_eq!(app.client(&call).output(), "-1 TPETIME");
    let talk = format!(
        "s cd=$$tpconnect^%ATMI(\"SLOW\",4,,\"TPRECVONLY\") w $$tprecv^%ATMI(cd,.d,.l){error},\" \" \
         i $$tprecv^%ATMI(cd,.d,.l,\"TPNOTIME\",.e) w e"
    );
    assert_eq!(app.client(&talk).output(), "-1 TPETIME TPEV_SVCSUCC");
    // The next one is within its time, which is not that of all.
    let call = format!("w $$tpcall^%ATMI(\"LATE\",4,0,.o,.l){error}");
    assert_eq!(app.client(&call).output(), "0");
}

#[test]
fn a_priority_is_more_or_less_than_that_of_the_service() {
    let app = App::booted("", "CALL SRVGRP=G SRVID=1", "NOTE PRIO=20");
    let busy = app.client("i $$tpcall^%ATMI(\"SLEEPS\",2,0,.o,.l)");
    until("it is busy", || app.servers().iter().any(|s| !s.idle));
    // NOTE has 20: with 40 more it goes before 55, that before 20, that before 1.
    let ask = "n p f p=\"\",\"-50\",\"40\",\"55 TPABSOLUTE\" i $s(p=\"\":0,1:$$tpsprio^%ATMI(+p,$p(p,\" \",2)))!1 w $$tpacall^%ATMI(\"NOTE\",+p,0,\"TPNOREPLY\")";
    assert_eq!(app.client(ask).output(), "0000");
    drop(busy);
    until("all are done", || app.client("w $g(^note)").output() == "4");
    let order = app.client("f i=1:1:4 w +^note(i),\" \"").output();
    assert_eq!(order, "40 55 0 -50");
}

#[test]
fn a_queue_that_is_too_long_brings_more_servers_for_calls() {
    let app = App::booted(
        "",
        "CALL SRVGRP=G SRVID=1 MIN=1 MAX=3 RQADDR=\"q\" CLOPT=\"-A -p 1,1:1,1\"",
        "",
    );
    let clients: Vec<_> = (0..6)
        .map(|_| app.client("i $$tpcall^%ATMI(\"SLEEPS\",6,0,.o,.l,\"TPNOTIME\")"))
        .collect();
    until("there are three", || app.servers().len() == 3);
    drop(clients);
    until("the surplus leaves", || app.servers().len() == 1);
}

#[test]
fn each_service_has_its_counts() {
    let app = App::booted("", "CALL SRVGRP=G SRVID=1", "");
    let line =
        "f i=1:1:3 i $$tpcall^%ATMI(\"PLAIN\",i,0,.o,.l)\n i $$tpcall^%ATMI(\"QUITS\",1,0,.o,.l)";
    app.client(line).output();
    let of = |service: &str, done: u32, failed: u32| {
        let table = app.admin(&["psc", "-s", service, "-j"]);
        table.contains(&format!("\"done\":{done},\"failed\":{failed}"))
    };
    until("they are counted", || {
        of("PLAIN", 3, 0) && of("QUITS", 1, 1)
    });
    assert!(of("FAILS", 0, 0));
}

#[test]
fn maxconv_holds_after_the_monitor_has_died() {
    let app = App::booted("MAXCONV 2", "TALK SRVGRP=G SRVID=1 CONV=Y MIN=3 MAX=3", "");
    let connect = "$$tpconnect^%ATMI(\"LISTEN\",,,\"TPSENDONLY\")";
    let line = format!(
        "s a={connect},b={connect},^open=1 f  q:$d(^go)  h .05\n i $$tpdiscon^%ATMI(a)!1 h 100"
    );
    let client = app.client(&line);
    until("two are open", || app.client("w $d(^open)").output() == "1");
    let monitor = app.monitor();
    kill(monitor);
    until("there is another one", || {
        let now = app.monitor();
        now != 0 && now != monitor
    });
    until("it counts those that were open", || {
        let table = app.admin(&["bbs", "-j"]);
        table.contains("\"conversations\",\"now\":2")
    });
    let another = format!("w {connect},\" \",$$tperrno^%ATMI(\"NAME\")");
    assert_eq!(app.client(&another).output(), "-1 TPELIMIT");
    app.client("s ^go=1").output();
    until("one is over", || {
        let table = app.admin(&["bbs", "-j"]);
        table.contains("\"conversations\",\"now\":1")
    });
    assert_eq!(app.client(&another).output(), "0");
    drop(client);
}
