//! SIGKILL at random of clients, servers and the monitor, while clients converse: nobody sees an event that is not due, nothing hangs, and
//! nothing is left. `MRUN_STORM_SECONDS` says how long.

use super::app::{App, Client, kill, until};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

const CLIENTS: usize = 4;

/// What may come: the outcome, and what has to have been killed for it.
const DUE: &[(&str, &str)] = &[
    ("complete", ""),
    ("tpsend TPEV_SVCERR", "server"),
    ("tprecv TPEV_SVCERR", "server"),
    // It was given to a server that died, or its monitor did.
    ("tpconnect TPESYSTEM", "server or monitor"),
];

/// Lets clients run an entry while what takes part is killed at random; what was killed, and the outcomes that the clients counted.
fn storm(app: &App, entry: &str) -> (BTreeMap<&'static str, u64>, String) {
    let seconds = std::env::var("MRUN_STORM_SECONDS").ok();
    let seconds = seconds.and_then(|s| s.parse().ok()).unwrap_or(6);
    app.client("s ^storm=1").output();
    let start = || -> Client {
        let mut command = app.command();
        command.args(["-run", entry]);
        Client(command.spawn().unwrap())
    };
    let mut clients: Vec<Client> = (0..CLIENTS).map(|_| start()).collect();
    let mut killed: BTreeMap<&str, u64> = BTreeMap::new();
    // The same choices each time; what they meet is the machine's.
    let mut seed = 42u64;
    let mut random = move |below: u64| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let end = Instant::now() + Duration::from_secs(seconds);
    while Instant::now() < end {
        std::thread::sleep(Duration::from_millis(50 + random(400)));
        let what = match random(10) {
            0 => {
                let monitor = app.monitor();
                if monitor != 0 {
                    kill(monitor);
                }
                "monitor"
            }
            1..=3 => {
                let at = random(CLIENTS as u64) as usize;
                clients[at].kill();
                clients[at] = start();
                "client"
            }
            _ => {
                let servers = app.processes("--conv-server");
                if !servers.is_empty() {
                    kill(servers[random(servers.len() as u64) as usize]);
                }
                "server"
            }
        };
        *killed.entry(what).or_default() += 1;
    }
    app.client("s ^stop=1").output();
    for client in &mut clients {
        // A hang is found here: every call of a client has a limit.
        client.0.wait().unwrap();
    }
    let outcomes = app
        .client("s x=\"\" f  s x=$o(^outcome(x)) q:x=\"\"  w x,\"=\",^outcome(x),!")
        .output();
    println!("killed: {killed:?}\n{outcomes}");
    (killed, outcomes)
}

/// Transactions of two services and their caller, any of which may die at any step: the money is all there, and what was told is done.
#[test]
fn transactions_are_whole_whoever_dies() {
    let servers = "ADDS SRVGRP=G SRVID=1 MIN=4 MAX=4 RQADDR=\"q\" RESTART=Y GRACE=0";
    let app = App::booted("", servers, "");
    let (killed, outcomes) = storm(&app, "transfers");
    assert!(
        killed["server"] > 0 && outcomes.contains("committed="),
        "{outcomes}"
    );
    let found = app.run("check^transfers");
    assert_eq!(found, "sum 0\nmissing 0\nhalves 0\n", "{outcomes}");
}

#[test]
fn kills_at_random() {
    let servers = "TALK SRVGRP=G SRVID=1 CONV=Y MIN=3 MAX=8 RQADDR=\"q\" RESTART=Y GRACE=0";
    let app = App::booted("", servers, "");
    let (killed, outcomes) = storm(&app, "storm");
    for line in outcomes.lines() {
        let (outcome, count) = line.rsplit_once('=').unwrap();
        let (_, cause) = DUE
            .iter()
            .find(|(due, _)| *due == outcome)
            .unwrap_or_else(|| panic!("{line} is not due\n{outcomes}"));
        let kills: u64 = killed
            .iter()
            .filter(|(what, _)| cause.contains(**what))
            .map(|(_, n)| n)
            .sum();
        let count: u64 = count.parse().unwrap();
        // One kill ends one conversation of a server; the end of a monitor may be met by every client.
        assert!(
            cause.is_empty() || count <= kills * CLIENTS as u64,
            "{line}: only {kills} kills\n{outcomes}"
        );
    }
    assert!(outcomes.contains("complete="), "{outcomes}");
    until("all servers are idle and no conversation is left", || {
        let servers = app.servers();
        let left = app.admin(&["conversations", "-j"]);
        servers.len() >= 3 && servers.iter().all(|s| s.idle) && !left.contains("ECHO")
    });
    let said = app.admin(&["bbs", "-j"]);
    assert!(
        said.contains("\"count\":\"conversations\",\"now\":0"),
        "{said}"
    );
    let descriptors = std::fs::read_dir(format!("/proc/{}/fd", app.monitor()));
    let descriptors = descriptors.unwrap().count();
    // Its own, and two a server.
    assert!(descriptors < 40, "{descriptors} descriptors in the monitor");
}
