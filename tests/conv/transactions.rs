//! Transactions: what services and conversations do in that of their caller, with servers as processes and as sessions of one process.

use super::app::{App, programs};

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
