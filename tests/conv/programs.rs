//! The calls of XATMI: M programs that talk to services, with servers as processes and as sessions of one process.

use super::app::{App, here};

/// Runs all programs against servers of this configuration. `MRUN_RECORD=1` keeps what they print.
fn all(talk: &str, call: &str) {
    let servers = format!(
        "TALK SRVGRP=G SRVID=1 CONV=Y RQADDR=\"talk\" RESTART=Y GRACE=0 {talk}\n\
         CALL SRVGRP=G SRVID=100 RQADDR=\"call\" REPLYQ=Y RESTART=Y GRACE=0 {call}"
    );
    let app = App::booted("MAXSERVERS 60\nMAXSERVICES 100", &servers, "");
    let folder = here().join("programs");
    let mut names: Vec<_> = std::fs::read_dir(&folder)
        .unwrap()
        .flatten()
        .map(|e| e.path())
        .filter(|p| p.extension().is_some_and(|e| e == "m"))
        .collect();
    names.sort();
    let mut wrong = String::new();
    for path in names {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let got = app.run(&name);
        let file = path.with_extension("out");
        if std::env::var_os("MRUN_RECORD").is_some() {
            std::fs::write(&file, &got).unwrap();
        }
        let expected = std::fs::read_to_string(&file).unwrap_or_default();
        if got != expected {
            wrong += &format!("== {name}\n{got}-- expected\n{expected}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}\n{}", app.log());
}

#[test]
fn with_servers_as_processes() {
    all("MIN=3 MAX=8", "MIN=2 MAX=2");
}

#[test]
fn with_servers_as_sessions_of_one_process() {
    all("MIN=1 MAX=4 MAXDISPATCHTHREADS=6", "MAXDISPATCHTHREADS=4");
}
