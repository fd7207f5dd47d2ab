//! AOR servers of M whose connections are sessions of a worker process.

use crate::daemon::{Client, Daemon, folder, port, until_gone};
use std::fs;
use std::time::Instant;

/// What the sessions run: commands by lines.
const SERVER: &str = r#"server ; a command and its answer, line by line
 use $principal:delimiter=$char(10)
 for  read line quit:$zeof  do @$piece(line," ")
 quit
echo write $piece(line," ",2,99),!
 quit
who write $ztrnlnm("INETD_SERVER")," ",$zcmdline," ",$ztrnlnm("REMOTE_ADDR")," ",$ztrnlnm("PROTO")," ",$io,!
 quit
job write $job,!
 quit
pid write $job#4194304,!
 quit
count write $increment(^count),!
 quit
wrong set x=1/0
 quit
spin write "spinning",! for  set x=$get(x)+1
 quit
eat write "eating",! for i=1:1 set x(i)=$translate($justify("",1000)," ","x")
 quit
deep do deep
 quit
lock lock +^lock write "locked",!
 quit
try lock +^lock:0 write $test,! lock:$test -^lock
 quit
shell zsystem "echo from a child"
 quit
c write $&package.function(1)
 quit
halt halt
"#;

fn daemon(more: &str) -> (Daemon, u16) {
    let (dir, port) = (folder(), port());
    fs::write(dir.join("server.m"), SERVER).unwrap();
    let text = format!(
        "server task {{\n MODEL = AOR\n PGM = ^server\n ROUTINES = DIR\n PARM = para\n PORT = {port}\n{more}}}\n"
    );
    let database = dir.join("globals.mrdb");
    let daemon = Daemon::with(dir, &text, |command| {
        command.env("MRUN_DATABASE", database);
    });
    (daemon, port)
}

fn ask(client: &mut Client, text: &str) -> String {
    client.send(&format!("{text}\n")).line()
}

/// The worker process of the sessions, by the one that tells it.
fn worker(client: &mut Client) -> i32 {
    ask(client, "pid").parse().unwrap()
}

#[test]
fn sessions_of_one_process_serve_connections() {
    let (daemon, port) = daemon("");
    let mut clients: Vec<Client> = (0..100).map(|_| Client::new(port)).collect();
    daemon.until("task", 0, 100);
    let mut jobs: Vec<String> = clients.iter_mut().map(|c| ask(c, "job")).collect();
    let pids: Vec<i32> = clients.iter_mut().map(worker).collect();
    assert!(pids.iter().all(|pid| *pid == pids[0]));
    jobs.sort();
    jobs.dedup();
    assert_eq!(jobs.len(), 100);
    assert_eq!(ask(&mut clients[0], "who"), "task para 127.0.0.1 TCP 0");
    assert_eq!(ask(&mut clients[1], "shell"), "from a child");
    for (number, client) in clients.iter_mut().enumerate() {
        assert_eq!(ask(client, "count"), (number + 1).to_string());
    }
    daemon.until("task", 100, 0);
    let text = daemon.zinet(&["display", "copy-core"]);
    assert_eq!(text.matches("WAITS FOR READ").count(), 100, "{text}");
    // Two words of four and three bytes have come, and their answers gone.
    let one = text.lines().find(|l| l.starts_with("session=")).unwrap();
    assert!(
        one.split_whitespace()
            .nth(4)
            .unwrap()
            .parse::<u32>()
            .unwrap()
            >= 8,
        "{one}"
    );
    drop(clients);
    daemon.until("task", 0, 0);
    assert_eq!(daemon.count("EXIT: task status=0 session="), 100);
}

#[test]
fn who_runs_away_harms_nobody() {
    let (daemon, port) = daemon(" LIMIT = AS:20000000\n");
    let mut other = Client::new(port);
    let pid = worker(&mut other);
    let mut spinning = Client::new(port);
    assert_eq!(ask(&mut spinning, "spin"), "spinning");
    for text in ["wrong", "deep", "c"] {
        assert_eq!(Client::new(port).send(&format!("{text}\n")).rest(), "");
    }
    daemon.anywhere("%GTM-E-DIVZERO");
    daemon.anywhere("Called from server+2^server");
    daemon.anywhere("levels more)");
    daemon.anywhere("%GTM-E-STPCRIT");
    daemon.anywhere("RESTRICTEDOP");
    let mut eating = Client::new(port);
    assert_eq!(ask(&mut eating, "eat"), "eating");
    assert_eq!(eating.rest(), "");
    for number in 0..20 {
        assert_eq!(
            ask(&mut other, &format!("echo {number}")),
            number.to_string()
        );
    }
    assert_eq!(worker(&mut other), pid);
    // Nothing else would end the session that spins.
    // SAFETY: no memory is involved.
    assert_eq!(unsafe { libc::kill(pid, libc::SIGKILL) }, 0);
}

#[test]
fn the_run_time_limit_ends_a_session() {
    let (daemon, port) = daemon(" TIMEOUT = 1\n");
    let begin = Instant::now();
    let mut spinning = Client::new(port);
    assert_eq!(ask(&mut spinning, "spin"), "spinning");
    assert_eq!(spinning.rest(), "");
    assert!(begin.elapsed().as_millis() >= 1000);
    daemon.line("has run for its time");
    daemon.line("EXIT: task status=241");
}

#[test]
fn locks_of_sessions_go_with_them() {
    let (daemon, port) = daemon("");
    let (mut one, mut two) = (Client::new(port), Client::new(port));
    assert_eq!(ask(&mut one, "lock"), "locked");
    assert_eq!(ask(&mut two, "try"), "0");
    assert_eq!(one.send("halt\n").rest(), "");
    daemon.until("task", 1, 0);
    assert_eq!(ask(&mut two, "try"), "1");
}

#[test]
fn a_worker_that_is_killed_takes_its_sessions_and_nothing_else() {
    let (daemon, port) = daemon("");
    let mut clients: Vec<Client> = (0..5).map(|_| Client::new(port)).collect();
    let mut idle = Client::new(port);
    for client in &mut clients {
        ask(client, "count");
    }
    let pid = worker(&mut clients[0]);
    assert_eq!(ask(&mut clients[1], "lock"), "locked");
    // SAFETY: no memory is involved.
    assert_eq!(unsafe { libc::kill(pid, libc::SIGKILL) }, 0);
    for mut client in clients {
        // The system ends or resets the connection.
        let mut byte = [0];
        let end = std::io::Read::read(&mut client.0, &mut byte);
        assert!(end.is_err() || end.is_ok_and(|n| n == 0));
    }
    daemon.until("task", 0, 1);
    assert_eq!(daemon.count("EXIT: task signal=9 session="), 5);
    // What was committed is there, the lock is free, and who had not spoken is served.
    assert_eq!(ask(&mut idle, "count"), "6");
    assert_eq!(ask(&mut idle, "try"), "1");
    assert_ne!(worker(&mut idle), pid);
}

#[test]
fn sessions_outlive_their_daemon() {
    let (mut daemon, port) = daemon("");
    let mut client = Client::new(port);
    let pid = worker(&mut client);
    daemon.signal(libc::SIGKILL);
    daemon.process.wait().unwrap();
    assert_eq!(ask(&mut client, "echo still here"), "still here");
    drop(client);
    until_gone(pid);
}

#[test]
fn a_recycle_and_a_reload_leave_sessions_at_work() {
    let (daemon, port) = daemon("");
    let (mut old, mut idle) = (Client::new(port), Client::new(port));
    let pid = worker(&mut old);
    daemon.until("task", 1, 1);
    // The routine is another one for new sessions, in a new process.
    fs::write(
        daemon.file("server.m"),
        SERVER.replace("echo write ", "echo write \"new \","),
    )
    .unwrap();
    daemon.signal(libc::SIGUSR2);
    daemon.line("Recycled");
    assert_eq!(ask(&mut old, "echo one"), "one");
    assert_eq!(ask(&mut idle, "echo two"), "new two");
    assert_eq!(ask(&mut Client::new(port), "echo three"), "new three");
    assert_ne!(worker(&mut idle), pid);
    drop(old);
    until_gone(pid);
    // A change of the entry has the same effect.
    let pid = worker(&mut idle);
    let text = daemon.text("conf").replace("PARM = para", "PARM = other");
    daemon.reload(&text);
    assert_eq!(ask(&mut idle, "who"), "task para 127.0.0.1 TCP 0");
    let mut new = Client::new(port);
    assert_eq!(ask(&mut new, "who"), "task other 127.0.0.1 TCP 0");
    assert_ne!(worker(&mut new), pid);
}

#[test]
fn when_a_worker_has_no_descriptors_left_clients_wait() {
    let (daemon, port) = daemon(" LIMIT = FILES:90\n");
    let mut clients: Vec<Client> = (0..120).map(|_| Client::new(port)).collect();
    for client in &mut clients {
        client.send("echo hello\n");
    }
    // Each one that is served and goes makes room for another.
    for mut client in clients {
        assert_eq!(client.line(), "hello");
    }
    daemon.until("task", 0, 0);
    assert_eq!(daemon.count("EXIT: task status=0 session="), 120);
}
