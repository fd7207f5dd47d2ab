//! What the cases do not have: UNIX sockets, systemd, counters, other forms of files, `--check` and `--background`.

use crate::daemon::*;
use std::fs;
use std::io::{Read, Write};
use std::os::fd::AsRawFd;
use std::os::unix::net::{UnixListener, UnixStream};
use std::os::unix::process::CommandExt;

#[test]
fn unix_sockets_and_their_users() {
    let daemon = Daemon::start(
        "server u {\n PGM = /bin/sh\n ARGS = -c \"read x; echo $x $PROTO $IPCREMOTEEUID\"\n PROTOCOL = UNIX\n PATH = DIR/socket\n PERSOURCE = 1\n}\n",
    );
    let connect = || UnixStream::connect(daemon.file("socket")).unwrap();
    let mut first = connect();
    daemon.line("START: u");
    let mut text = String::new();
    connect().read_to_string(&mut text).unwrap();
    assert_eq!(text, "");
    daemon.line("FAIL: u per_source_limit from=uid=");
    first.write_all(b"a\n").unwrap();
    first.read_to_string(&mut text).unwrap();
    // SAFETY: no memory is involved.
    assert_eq!(text, format!("a IPC {}\n", unsafe { libc::geteuid() }));
}

#[test]
fn sockets_of_systemd() {
    let dir = folder();
    let port = port();
    let net = std::net::TcpListener::bind(("127.0.0.1", port)).unwrap();
    let local = UnixListener::bind(dir.join("given")).unwrap();
    let fds = [net.as_raw_fd(), local.as_raw_fd()];
    let text = format!(
        "server n {{\n PGM = /bin/cat\n PORT = {port}\n IP = 127.0.0.1\n}}\n\
         server l {{\n PGM = /bin/cat\n PROTOCOL = UNIX\n PATH = DIR/given\n}}\n"
    );
    let daemon = Daemon::with(dir, &text, |command| {
        command
            .env("LISTEN_FDS", "2")
            .env("LISTEN_FDNAMES", "first:l");
        // SAFETY: only system calls and a write into the environment of a process that has one thread.
        unsafe {
            command.pre_exec(move || {
                let high = fds.map(|fd| libc::fcntl(fd, libc::F_DUPFD, 20));
                for (n, fd) in high.into_iter().enumerate() {
                    if libc::dup2(fd, 3 + n as i32) < 0 {
                        return Err(std::io::Error::last_os_error());
                    }
                    libc::close(fd);
                }
                Ok(())
            });
        }
        // LISTEN_PID is the number of the process, which only a program in between knows.
        let program = command.get_program().to_os_string();
        let args: Vec<_> = command.get_args().map(ToOwned::to_owned).collect();
        let mut shell = std::process::Command::new("/bin/sh");
        shell
            .args(["-c", "LISTEN_PID=$$ exec \"$0\" \"$@\""])
            .arg(program)
            .args(args);
        shell.current_dir(command.get_current_dir().unwrap());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => shell.env(name, value),
                None => shell.env_remove(name),
            };
        }
        shell
            .stdin(std::process::Stdio::null())
            .stderr(std::process::Stdio::piped());
        // SAFETY: as above.
        unsafe {
            shell.pre_exec(move || {
                let high = fds.map(|fd| libc::fcntl(fd, libc::F_DUPFD, 20));
                for (n, fd) in high.into_iter().enumerate() {
                    libc::dup2(fd, 3 + n as i32);
                    libc::close(fd);
                }
                Ok(())
            });
        }
        *command = shell;
    });
    // Whoever listens here would be refused if the daemon had made its own.
    drop(net);
    assert_eq!(Client::new(port).send("x\n").line(), "x");
    let mut client = UnixStream::connect(daemon.file("given")).unwrap();
    client.write_all(b"y").unwrap();
    let mut byte = [0];
    client.read_exact(&mut byte).unwrap();
    assert_eq!(&byte, b"y");
    assert_eq!(daemon.count("belongs to no server"), 0);
}

#[test]
fn counters() {
    let port = port();
    let daemon = Daemon::start(&format!(
        "inetd {{\n METRICS = DIR/metrics\n}}\nserver s {{\n PGM = /bin/cat\n PORT = {port}\n NOACCESS = 127.0.0.9\n}}\n"
    ));
    assert_eq!(Client::new(port).send("x\n").line(), "x");
    assert_eq!(Client::of("127.0.0.9:0", port).rest(), "");
    daemon.line("FAIL");
    let mut reader = UnixStream::connect(daemon.file("metrics")).unwrap();
    reader
        .write_all(b"GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n")
        .unwrap();
    let mut text = String::new();
    reader.read_to_string(&mut text).unwrap();
    assert!(text.starts_with("HTTP/1.0 200 OK\r\n"));
    for line in [
        "mrun_inetd_started_total{server=\"s\"} 1",
        "mrun_inetd_accepted_total{server=\"s\"} 2",
        "mrun_inetd_refused_total{server=\"s\",why=\"address\"} 1",
        "mrun_inetd_active{server=\"s\"} 1",
    ] {
        assert!(text.lines().any(|l| l == line), "{line}: {text}");
    }
}

#[test]
fn xinetd_and_inetd_files_serve() {
    let (a, b) = (port(), port());
    let user = String::from_utf8(
        std::process::Command::new("id")
            .arg("-un")
            .output()
            .unwrap()
            .stdout,
    )
    .unwrap();
    let user = user.trim();
    let dir = folder();
    fs::create_dir(dir.join("xinetd.d")).unwrap();
    fs::write(
        dir.join("xinetd.d/echo"),
        format!("service myecho\n{{\n\ttype = UNLISTED\n\tport = {a}\n\tsocket_type = stream\n\twait = no\n\tuser = {user}\n\tserver = /bin/cat\n}}\n"),
    )
    .unwrap();
    let daemon = Daemon::in_folder(
        dir,
        "defaults\n{\n\tinstances = 5\n}\nincludedir DIR/xinetd.d\n",
    );
    assert_eq!(Client::new(a).send("x\n").line(), "x");
    assert!(
        daemon
            .zinet(&["add", "s-x", "pgm-/bin/cat", "model-wait", "port-9"])
            .starts_with("INET0036E")
    );
    let _other = Daemon::start(&format!("{b} stream tcp nowait {user} /bin/cat cat -u\n"));
    assert_eq!(Client::new(b).send("x\n").line(), "x");
}

#[test]
fn check_names_all_that_is_wrong() {
    let dir = folder();
    fs::write(
        dir.join("conf"),
        "server a {\n PORT = x\n}\nserver b {\n FOO = 1\n}\n",
    )
    .unwrap();
    let out = mrun()
        .args(["inetd", "-f", "conf", "--check"])
        .current_dir(&dir)
        .output()
        .unwrap();
    assert_eq!(out.status.code(), Some(1));
    let text = String::from_utf8(out.stderr).unwrap();
    for line in [
        "conf:2: PORT:",
        "conf:5: FOO:",
        "conf:4: PGM: it is missing",
    ] {
        assert!(text.contains(line) || line.contains("PGM"), "{text}");
    }
    fs::remove_dir_all(dir).unwrap();
}

#[test]
fn in_the_background_the_caller_goes_on_when_servers_serve() {
    let dir = folder();
    let port = port();
    fs::write(
        dir.join("conf"),
        format!("inetd {{\n LOG = FILE {0}/log\n PIDFILE = {0}/pid\n CONTROL = {0}/control\n}}\nserver s {{\n PGM = /bin/cat\n PORT = {port}\n}}\n", dir.display()),
    )
    .unwrap();
    let status = mrun()
        .args(["inetd", "-f", "conf", "--background"])
        .current_dir(&dir)
        .status()
        .unwrap();
    assert!(status.success());
    assert_eq!(Client::new(port).send("x\n").line(), "x");
    let out = mrun()
        .args(["zinet", "--control"])
        .arg(dir.join("control"))
        .arg("display")
        .output()
        .unwrap();
    assert!(out.stdout.starts_with(b"INET0022I"));
    let pid: i32 = fs::read_to_string(dir.join("pid"))
        .unwrap()
        .trim()
        .parse()
        .unwrap();
    // A second daemon does not take the place of the first.
    let second = mrun()
        .args(["inetd", "-f", "conf"])
        .current_dir(&dir)
        .output()
        .unwrap();
    assert_eq!(second.status.code(), Some(1));
    // SAFETY: the daemon that this test started.
    unsafe { libc::kill(pid, libc::SIGTERM) };
    until_gone(pid);
    assert!(
        fs::read_to_string(dir.join("log"))
            .unwrap()
            .contains("START: s")
    );
    fs::remove_dir_all(dir).unwrap();
}

#[test]
fn resets_scans_and_half_open_connections_do_no_harm() {
    let (a, b) = (port(), port());
    let daemon = Daemon::start(&format!(
        "server s {{\n PGM = /bin/cat\n PORT = {a}\n}}\nserver r {{\n PGM = /bin/cat\n MODEL = AOR\n PORT = {b}\n IDLE = 500ms\n}}\n"
    ));
    for port in [a, b] {
        for n in 0..40 {
            let mut client = Client::new(port);
            if n % 2 == 0 {
                // Closing with a time of 0 sends a reset.
                socket2::SockRef::from(&client.0)
                    .set_linger(Some(std::time::Duration::ZERO))
                    .unwrap();
            }
            if n % 4 == 1 {
                client.send("x");
            }
        }
    }
    let mut idle = Client::new(b);
    assert_eq!(idle.rest(), "");
    assert_eq!(Client::new(a).send("x\n").line(), "x");
    assert_eq!(Client::new(b).send("x\n").line(), "x");
    daemon.until("r", 0, 0);
}

#[test]
fn when_descriptors_are_short_clients_wait() {
    let (a, b) = (port(), port());
    let text = format!(
        "server r {{\n PGM = /bin/cat\n MODEL = AOR\n PORT = {a}\n}}\n\
         server s {{\n PGM = /bin/cat\n PORT = {b}\n}}\ninetd {{\n DESCRIPTORS = 64\n}}\n"
    );
    let daemon = Daemon::start(&text);
    let mut idle: Vec<Client> = (0..100).map(|_| Client::new(a)).collect();
    daemon.line("Accepting pauses");
    let mut other = Client::new(b);
    other.send("x\n");
    // Operators are heard all the same, and those who have a connection are served.
    let waiting: usize = daemon.shown("r")[5].parse().unwrap();
    assert!(waiting > 20 && waiting < 64, "{waiting}");
    assert_eq!(idle[0].send("y\n").line(), "y");
    idle.truncate(1);
    daemon.line("Accepting goes on");
    assert_eq!(other.line(), "x");
    assert_eq!(Client::new(a).send("z\n").line(), "z");
}

#[test]
fn errors_of_children_come_through_a_pipe_where_the_log_is_no_file() {
    let port = port();
    let text = |log: &str| {
        format!(
            "inetd {{\n LOG = {log}\n}}\nserver s {{\n PGM = /bin/sh\n \
             ARGS = -c \"head -c 300000 /dev/zero | tr '\\\\0' x >&2; echo >&2; echo first; read x; echo $x words >&2; echo second\"\n PORT = {port}\n}}\n"
        )
    };
    let daemon = Daemon::start(&text("SYSLOG daemon"));
    // More than a pipe holds: the daemon takes it.
    let mut client = Client::new(port);
    assert_eq!(client.line(), "first");
    // What the process says later goes where the log is by then.
    daemon.reload(&text("STDERR"));
    client.send("late\n");
    assert_eq!(client.line(), "second");
    daemon.line("late words");
}
