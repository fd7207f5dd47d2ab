//! The calls of XATMI: M programs that talk to services, with servers as processes and as sessions of one process.

use super::app::{App, programs};

/// Runs all programs against servers of this configuration.
fn all(talk: &str, call: &str) {
    let servers = format!(
        "TALK SRVGRP=G SRVID=1 CONV=Y RQADDR=\"talk\" RESTART=Y GRACE=0 {talk}\n\
         CALL SRVGRP=G SRVID=100 RQADDR=\"call\" REPLYQ=Y RESTART=Y GRACE=0 {call}"
    );
    let app = App::booted("MAXSERVERS 60\nMAXSERVICES 100", &servers, "");
    programs(&app, "programs");
}

#[test]
fn with_servers_as_processes() {
    all("MIN=3 MAX=8", "MIN=2 MAX=2");
}

#[test]
fn with_servers_as_sessions_of_one_process() {
    all("MIN=1 MAX=4 MAXDISPATCHTHREADS=6", "MAXDISPATCHTHREADS=4");
}
