//! Process models: cases 23 to 33.

use crate::daemon::*;
use std::fs;
use std::io::Write;

/// An entry that runs a script of the shell.
fn shell(name: &str, script: &str, more: &str) -> String {
    let script = script.replace('\\', "\\\\").replace('"', "\\\"");
    format!("server {name} {{\n PGM = /bin/sh\n ARGS = -c \"{script}\"\n{more}}}\n")
}

/// Answers datagrams with a program of Python, which the shell cannot do.
fn python(name: &str, script: &str, more: &str) -> String {
    let script = format!("import os,socket,sys,signal\ns=socket.socket(fileno=0)\n{script}");
    let path = std::env::temp_dir().join(format!("mrun-inetd-{}-{name}.py", std::process::id()));
    fs::write(&path, script).unwrap();
    let program = std::process::Command::new("python3")
        .args(["-c", "import sys; print(sys.executable)"])
        .output()
        .unwrap();
    let program = String::from_utf8(program.stdout).unwrap();
    format!(
        "server {name} {{\n PGM = {}\n ARGS = -I -S {}\n{more}}}\n",
        program.trim(),
        path.display()
    )
}

#[test]
fn case_23_datagrams_that_nobody_read_start_the_program_again() {
    let port = port();
    let daemon = Daemon::start(&shell(
        "u",
        "exit 0",
        &format!(" MODEL = WAIT\n PROTOCOL = UDP\n PORT = {port}\n"),
    ));
    let client = datagrams(port);
    client.send(b"1").unwrap();
    for _ in 0..4 {
        daemon.line("EXIT: u status=0");
    }
    // It does not go on like that for ever.
    daemon.line("takes nothing from its socket, starts pause");
}

#[test]
fn case_24_one_program_answers_all() {
    let port = port();
    let script = "for i in range(4):\n d,a=s.recvfrom(99); s.sendto(d+b' %d'%os.getpid(),a)\n";
    let daemon = Daemon::start(&python(
        "u24",
        script,
        &format!(" MODEL = WAIT\n PROTOCOL = UDP\n PORT = {port}\n"),
    ));
    let client = datagrams(port);
    let mut answers = Vec::new();
    for text in ["1", "2", "3", "4"] {
        client.send(text.as_bytes()).unwrap();
        answers.push(receive(&client));
    }
    let pid = pid_in(&daemon.line("START: u24"));
    assert_eq!(answers, ["1", "2", "3", "4"].map(|n| format!("{n} {pid}")));
    daemon.line("EXIT: u24 status=0");
    assert_eq!(daemon.count("START"), 1);
}

#[test]
fn case_25_nowait_over_udp_does_not_spin() {
    let port = port();
    let script = "d,a=s.recvfrom(99); s.sendto(d,a)\n";
    let daemon = Daemon::start(&python(
        "u25",
        script,
        &format!(" PROTOCOL = UDP\n PORT = {port}\n"),
    ));
    let client = datagrams(port);
    for text in ["1", "2", "3"] {
        client.send(text.as_bytes()).unwrap();
        assert_eq!(receive(&client), text);
        daemon.line("EXIT: u25 status=0");
    }
    assert_eq!(daemon.count("START"), 3);
}

#[test]
fn case_26_a_program_that_does_not_accept_is_not_started_without_end() {
    let port = port();
    let daemon = Daemon::start(&shell(
        "w",
        "exit 0",
        &format!(" MODEL = WAIT\n HANDOVER = LISTENER\n PORT = {port}\n"),
    ));
    let _client = Client::new(port);
    daemon.line("takes nothing from its socket, starts pause");
    assert!(daemon.count("START") < 20, "{}", daemon.count("START"));
}

#[test]
fn case_26_a_program_that_accepts_gets_the_listener() {
    let port = port();
    let script = "c,a=s.accept(); c.sendall(b'hi '+c.recv(9)); c.close()\n";
    let daemon = Daemon::start(&python(
        "w26",
        script,
        &format!(" MODEL = WAIT\n HANDOVER = LISTENER\n PORT = {port}\n"),
    ));
    for _ in 0..2 {
        assert_eq!(Client::new(port).send("x").rest(), "hi x");
        daemon.line("EXIT: w26 status=0");
    }
}

#[test]
fn case_27_wait_serves_one_after_the_other() {
    let port = port();
    let daemon = Daemon::start(&format!(
        "server s {{\n PGM = /bin/cat\n MODEL = WAIT\n MAXPROC = 9\n PORT = {port}\n}}\n"
    ));
    let mut first = Client::new(port);
    assert_eq!(first.send("1\n").line(), "1");
    let mut second = Client::new(port);
    second.send("2\n");
    assert_eq!(first.send("3\n").line(), "3");
    assert!(second.is_silent());
    assert_eq!(daemon.shown("s")[4], "1");
    drop(first);
    assert_eq!(second.line(), "2");
    assert_eq!(daemon.count("FAIL"), 0);
}

#[test]
fn case_28_nowait_serves_maxproc_at_once() {
    let (a, b) = (port(), port());
    let daemon = Daemon::start(&format!(
        "server s {{\n PGM = /bin/cat\n MAXPROC = 2\n PORT = {a}\n}}\nserver t {{\n PGM = /bin/cat\n MAXPROC = 0\n PORT = {b}\n}}\n"
    ));
    let mut clients: Vec<Client> = (0..3).map(|_| Client::new(a)).collect();
    for client in &mut clients {
        client.send("x\n");
    }
    assert_eq!(clients[0].line(), "x");
    assert_eq!(clients[1].line(), "x");
    assert_eq!(daemon.shown("s")[4], "2");
    assert!(clients[2].is_silent());
    clients.remove(0);
    assert_eq!(clients[1].line(), "x");
    assert_eq!(daemon.count("FAIL"), 0);
    let mut many: Vec<Client> = (0..20).map(|_| Client::new(b)).collect();
    for client in &mut many {
        assert_eq!(client.send("y\n").line(), "y");
    }
}

#[test]
fn case_29_sigusr1_lets_the_next_one_start() {
    let port = port();
    let script = "d,a=s.recvfrom(99)\ns.sendto(d+b' %d'%os.getpid(),a)\n\
        if d==b'signal': os.kill(int(os.environ['INETD_PID']),signal.SIGUSR1)\n\
        if d==b'pipe': os.write(int(os.environ['INETD_NOTIFY_FD']),b'READY=1\\n')\n\
        f=os.open(sys.argv[1],os.O_RDONLY)\n";
    let dir = folder();
    let gate = dir.join("gate");
    let fifo = std::ffi::CString::new(gate.to_str().unwrap()).unwrap();
    // SAFETY: the name ends with a zero.
    assert_eq!(unsafe { libc::mkfifo(fifo.as_ptr(), 0o600) }, 0);
    let entry = python("u29", script, &format!(" PROTOCOL = UDP\n PORT = {port}\n"));
    let entry = entry.replacen(".py\n", ".py DIR/gate\n", 1);
    let daemon = Daemon::in_folder(dir, &entry);
    let client = datagrams(port);
    let send = |text: &str| {
        client.send(text.as_bytes()).unwrap();
        receive(&client)
    };
    // Each of these stays, and the next starts.
    let first = send("signal");
    let second = send("pipe");
    let third = send("none");
    assert!(first != second && second != third);
    // This one has said nothing, so that the next waits for its end; a stranger's signal changes nothing.
    client.send(b"last").unwrap();
    daemon.signal(libc::SIGUSR1);
    assert_eq!(daemon.shown("u29")[4], "3");
    assert_eq!(daemon.count("START"), 3);
    // All ends when the gate opens; the last one needs it to be opened once more.
    let mut open = fs::File::options()
        .read(true)
        .write(true)
        .open(&gate)
        .unwrap();
    assert!(receive(&client).starts_with("last "));
    open.write_all(b"x").unwrap();
    for _ in 0..4 {
        daemon.line("EXIT: u29 status=0");
    }
}

#[test]
fn case_30_aor_starts_with_the_first_message() {
    let (a, b) = (port(), port());
    let dir = folder();
    fs::write(
        dir.join("aorm.m"),
        "aorm ;\n read x:60\n write x,\"|\",$zcmdline,\"|\",$ztrnlnm(\"INETD_PARM\"),\"|\",$ztrnlnm(\"INETD_SERVER\"),!\n quit\n",
    )
    .unwrap();
    let entry = |name: &str, port: u16, more: &str| {
        format!(
            "server {name} {{\n PGM = ^aorm\n ROUTINES = DIR\n MODEL = AOR\n SESSION = PROCESS\n PARM = para\n PORT = {port}\n{more}}}\n"
        )
    };
    let daemon = Daemon::in_folder(
        dir,
        &(entry("aor", a, "") + &entry("long", b, " AORLEN = 10\n")),
    );
    let mut idle: Vec<Client> = (0..50).map(|_| Client::new(a)).collect();
    daemon.until("aor", 0, 50);
    assert_eq!(daemon.count("START"), 0);
    let mut one = idle.pop().unwrap();
    one.send("hello");
    one.0.shutdown(std::net::Shutdown::Write).unwrap();
    assert_eq!(one.line(), "hello|para|para|aor");
    drop(idle);
    daemon.until("aor", 0, 0);
    assert_eq!(daemon.count("START"), 1);
    // Nine bytes are not ten.
    let mut long = Client::new(b);
    long.send("123456789");
    daemon.until("long", 0, 1);
    assert_eq!(daemon.count("START"), 1);
    long.send("0");
    long.0.shutdown(std::net::Shutdown::Write).unwrap();
    assert_eq!(long.line(), "1234567890|para|para|long");
    // Whoever sends less and ends is heard, too.
    let mut short = Client::new(b);
    short.send("12");
    short.0.shutdown(std::net::Shutdown::Write).unwrap();
    assert_eq!(short.line(), "12|para|para|long");
    let answer = daemon.zinet(&[
        "add",
        "s-x",
        "pgm-/bin/cat",
        "model-aor",
        "protocol-udp",
        "port-9",
    ]);
    assert!(answer.starts_with("INET0033E PROTOCOL"), "{answer}");
}

#[test]
fn case_31_a_daemon_starts_again_until_it_fails_too_often() {
    let dir = folder();
    let gate = dir.join("gate");
    let fifo = std::ffi::CString::new(gate.to_str().unwrap()).unwrap();
    // SAFETY: the name ends with a zero.
    assert_eq!(unsafe { libc::mkfifo(fifo.as_ptr(), 0o600) }, 0);
    let daemon = Daemon::in_folder(
        dir,
        &shell(
            "d",
            "read x < DIR/gate; exit $x",
            " MODEL = DAEMON\n ERRCNT = 2\n SERVETIME = 1h\n",
        ),
    );
    let end = |status: &str| {
        daemon.line("START: d");
        fs::write(&gate, format!("{status}\n")).unwrap();
        daemon.line(&format!("EXIT: d status={status}"));
    };
    for status in ["0", "1", "0", "1", "1"] {
        end(status);
    }
    daemon.line("more than 2 ends in error");
    assert!(
        daemon
            .shown("d")
            .join(" ")
            .ends_with("STOPPED AFTER ERRORS")
    );
    assert_eq!(daemon.count("START"), 5);
    assert!(daemon.zinet(&["start", "s-d"]).starts_with("INET0015I"));
    let pid = pid_in(&daemon.line("START: d"));
    // STOP ends it.
    assert!(daemon.zinet(&["stop", "s-d"]).starts_with("INET0016I"));
    until_gone(pid);
}

#[test]
fn case_32_nolisten_and_rpc_are_started_once_and_left_alone() {
    let daemon = Daemon::start(
        &(shell("n", "echo $$ here; exec sleep 600", " MODEL = NOLISTEN\n")
            + &shell("r", "exit 3", " MODEL = RPC\n")),
    );
    let line = daemon.line(" here");
    let pid: i32 = line.split(' ').next().unwrap().parse().unwrap();
    let rpc = pid_in(&daemon.anywhere("START: r"));
    until_gone(rpc);
    assert!(daemon.zinet(&["stop", "s-n"]).starts_with("INET0016I"));
    // SAFETY: signal 0 only asks whether the process is there.
    assert_eq!(unsafe { libc::kill(pid, 0) }, 0);
    assert_eq!(daemon.count("EXIT"), 0);
    assert_eq!(daemon.count("START"), 2);
    // SAFETY: a process that this test had started.
    unsafe { libc::kill(pid, libc::SIGKILL) };
    until_gone(pid);
}

#[test]
fn case_33_the_run_time_limit() {
    let (a, b) = (port(), port());
    let daemon = Daemon::start(
        &(shell(
            "clean",
            "trap 'echo bye; exit 0' TERM; echo on; while :; do sleep 0.01; done",
            &format!(" PORT = {a}\n TIMEOUT = 300ms\n"),
        ) + &shell(
            "hard",
            "trap '' TERM; echo on; while :; do sleep 0.01; done",
            &format!(" PORT = {b}\n TIMEOUT = 300ms\n GRACE = 300ms\n ERRCNT = 0\n"),
        )),
    );
    assert_eq!(Client::new(a).rest(), "on\nbye\n");
    daemon.line("EXIT: clean status=0");
    assert_eq!(Client::new(b).rest(), "on\n");
    daemon.line("EXIT: hard signal=9");
    // The daemon ended it: that is not an error of the program.
    assert_eq!(daemon.shown("hard").last().unwrap(), "ACTIVE");
}
