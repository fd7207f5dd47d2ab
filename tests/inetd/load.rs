//! Reloads and recycles under load, and sudden ends: no connection is lost, and what the daemon does not promise is not asked for.

use crate::daemon::*;
use std::fs;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

const SERVER: &str = r#"server ; lines back
 use $principal:delimiter=$char(10)
 for  read line quit:$zeof  write $job," ",line,!
 quit
"#;

/// Reloads, of which each tenth is a recycle as well.
const RELOADS: usize = 50;

/// An M program behind NOWAIT, as sessions, and a program of another kind.
fn text(ports: [u16; 3], most: usize) -> String {
    let m = " PGM = ^server\n ROUTINES = DIR\n";
    format!(
        "server now {{\n MODEL = NOWAIT\n PORT = {}\n MAXPROC = {most}\n{m}}}\n\
         server task {{\n MODEL = AOR\n PORT = {}\n{m}}}\n\
         server cat {{\n PGM = /bin/cat\n PORT = {}\n}}\n",
        ports[0], ports[1], ports[2]
    )
}

fn daemon(ports: [u16; 3]) -> Daemon {
    let dir = folder();
    fs::write(dir.join("server.m"), SERVER).unwrap();
    Daemon::in_folder(dir, &text(ports, 500))
}

/// A line that comes back, behind the number of the job if M is there.
fn says(client: &mut Client, line: &str) -> String {
    let answer = client.send(&format!("{line}\n")).line();
    assert!(answer.ends_with(line), "{answer:?} of {line:?}");
    answer.trim_end_matches(line).trim().to_string()
}

#[test]
fn reloads_and_recycles_under_load_lose_no_connection() {
    let ports = [port(), port(), port()];
    let daemon = daemon(ports);
    // These stay all the time.
    let mut stay: Vec<(Client, String)> = ports
        .into_iter()
        .cycle()
        .take(30)
        .map(|port| {
            let mut client = Client::new(port);
            let job = says(&mut client, "first");
            (client, job)
        })
        .collect();
    // These have not said anything yet.
    let mut silent: Vec<Client> = (0..20).map(|_| Client::new(ports[1])).collect();
    daemon.until("task", 10, 20);
    let stop = AtomicBool::new(false);
    let (served, lines) = (AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        let (stop, served, lines, daemon) = (&stop, &served, &lines, &daemon);
        for port in ports {
            scope.spawn(move || {
                while !stop.load(Ordering::Relaxed) {
                    let mut client = Client::new(port);
                    says(&mut client, "short");
                    served.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        let staying = scope.spawn(|| {
            while !stop.load(Ordering::Relaxed) {
                for (client, job) in &mut stay {
                    client.send("again\n");
                    let answer = client.try_line();
                    let lives = answer.as_ref().is_ok_and(|a| a.ends_with("again"));
                    assert!(lives, "{job:?}: {answer:?}\n{}", daemon.all());
                    lines.fetch_add(1, Ordering::Relaxed);
                }
            }
        });
        for n in 1..=RELOADS {
            // An entry that is another one each time, one that is the same, and a comment.
            daemon.reload(&format!("{}# {n}\n", text(ports, 500 + n)));
            if n % 10 == 0 {
                assert!(daemon.zinet(&["recycle"]).starts_with("INET0019I"));
                daemon.notice("READY=1");
            }
        }
        stop.store(true, Ordering::Relaxed);
        staying.join().unwrap();
    });
    for client in &mut silent {
        says(client, "at last");
    }
    for (client, job) in &mut stay {
        assert_eq!(says(client, "still"), *job);
    }
    assert_eq!(daemon.count("FAIL"), 0);
    assert_eq!(daemon.count("Recycled"), RELOADS / 10);
    println!(
        "{RELOADS} reloads, {} recycles: {} connections served, {} lines of 30 that stayed, 20 silent ones served then; none lost",
        RELOADS / 10,
        served.load(Ordering::Relaxed),
        lines.load(Ordering::Relaxed)
    );
}

#[test]
fn a_process_that_is_killed_harms_no_other() {
    let ports = [port(), port(), port()];
    let daemon = daemon(ports);
    let mut clients: Vec<Client> = (0..6).map(|_| Client::new(ports[0])).collect();
    let jobs: Vec<String> = clients.iter_mut().map(|c| says(c, "first")).collect();
    // A template is a child like the others, whose end nobody misses.
    let victim: i32 = jobs[3].parse().unwrap();
    // SAFETY: no memory is involved.
    assert_eq!(unsafe { libc::kill(victim, libc::SIGKILL) }, 0);
    assert!(
        daemon
            .line("EXIT: now signal=9")
            .contains(&format!("pid={victim} "))
    );
    assert_eq!(clients.remove(3).rest(), "");
    for client in &mut clients {
        says(client, "still");
    }
    says(&mut Client::new(ports[0]), "new");
}

#[test]
fn programs_outlive_a_daemon_that_is_killed_and_a_new_one_takes_its_place() {
    let ports = [port(), port(), port()];
    let mut first = daemon(ports);
    let mut clients: Vec<Client> = (0..5).map(|_| Client::new(ports[0])).collect();
    clients.push(Client::new(ports[1]));
    clients.push(Client::new(ports[2]));
    for client in &mut clients {
        says(client, "first");
    }
    let mut idle = Client::new(ports[1]);
    first.until("task", 1, 1);
    first.signal(libc::SIGKILL);
    first.process.wait().unwrap();
    for client in &mut clients {
        says(client, "the daemon is gone");
    }
    // A connection that had not spoken goes with the daemon.
    idle.0.set_read_timeout(Some(LONG)).unwrap();
    let end = std::io::Read::read(&mut idle.0, &mut [0]);
    assert!(end.is_err() || end.is_ok_and(|n| n == 0));
    // The next one has the same folder, with the socket of operators that was left there.
    let dir = folder();
    fs::remove_dir(&dir).unwrap();
    fs::rename(&first.dir, &dir).unwrap();
    fs::remove_file(dir.join("notify")).unwrap();
    assert!(dir.join("control").exists());
    let second = Daemon::in_folder(dir, &text(ports, 500));
    for port in ports {
        says(&mut Client::new(port), "of the second");
    }
    for client in &mut clients {
        says(client, "still");
    }
    assert_eq!(second.count("START"), 3);
}

#[test]
fn a_template_makes_children_like_others() {
    let ports = [port(), port(), port()];
    let daemon = daemon(ports);
    let mut clients: Vec<Client> = (0..5).map(|_| Client::new(ports[0])).collect();
    let pids: Vec<i32> = clients
        .iter_mut()
        .map(|c| says(c, "first").parse().unwrap())
        .collect();
    let of = |pid: i32, name: &str| {
        let text = fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
        let line = text
            .lines()
            .find_map(|l| l.strip_prefix(&format!("{name}:")));
        line.unwrap().trim().to_string()
    };
    for pid in &pids {
        assert_eq!(of(*pid, "PPid"), daemon.process.id().to_string());
        assert_eq!(of(*pid, "SigBlk"), "0000000000000000");
        // SAFETY: no memory is involved.
        assert_eq!(unsafe { libc::getsid(*pid) }, *pid);
    }
    let template = |pid: &&i32| {
        let line = fs::read(format!("/proc/{pid}/cmdline")).unwrap();
        line.windows(10).any(|w| w == b"--inetd-te")
    };
    assert!(pids.iter().filter(template).count() >= 3);
    // STOP lets it go, and leaves those that it made.
    let children = || {
        let all = fs::read_dir("/proc").unwrap().flatten().filter_map(|e| {
            let stat = fs::read_to_string(e.path().join("stat")).ok()?;
            let mut rest = stat.rsplit_once(')')?.1.split_whitespace();
            (rest.nth(1)? == daemon.process.id().to_string())
                .then(|| e.file_name().into_string().ok()?.parse::<i32>().ok())?
        });
        all.collect::<Vec<i32>>()
    };
    let others: Vec<i32> = children()
        .into_iter()
        .filter(|pid| !pids.contains(pid))
        .collect();
    assert_eq!(others.len(), 1);
    assert!(daemon.zinet(&["stop", "s-now"]).starts_with("INET0016I"));
    until_gone(others[0]);
    for client in &mut clients {
        says(client, "still");
    }
    drop(clients);
    daemon.until("now", 0, 0);
    assert_eq!(daemon.count("EXIT: now status=0"), 5);
}

#[test]
fn children_of_a_user_have_no_capabilities() {
    if !is_root() {
        eprintln!("skipped: who is not root is nobody else");
        return;
    }
    let (a, b) = (port(), port());
    let grep = " PGM = /bin/grep\n ARGS = -E Cap[IPEA]|SigBlk|Groups /proc/self/status\n";
    let daemon = Daemon::start(&format!(
        "server user {{\n PORT = {a}\n USER = nobody\n{grep}}}\nserver root {{\n PORT = {b}\n{grep}}}\n"
    ));
    let _ = &daemon;
    let none = "0000000000000000";
    let text = Client::new(a).rest();
    for name in ["CapInh", "CapPrm", "CapEff", "CapAmb", "SigBlk"] {
        assert!(text.contains(&format!("{name}:\t{none}")), "{text}");
    }
    assert!(text.lines().any(|l| l.trim() == "Groups:"), "{text}");
    assert!(!Client::new(b).rest().contains(&format!("CapEff:\t{none}")));
}
