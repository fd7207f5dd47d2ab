//! Signals under `-run`, as GT.M acts on them, and in scripts.

use crate::Folder;
use crate::pty::Terminal;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdout, Command, Stdio};

const FORCEDHALT: &str = "%GTM-F-FORCEDHALT, Image HALTed by MUPIP STOP\n";

/// Starts a program and waits for its first line.
fn start(mut command: Command) -> (Child, BufReader<ChildStdout>) {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    out.read_line(&mut line).unwrap();
    assert_eq!(line, "go\n");
    (child, out)
}

fn kill(child: &Child, signal: i32) {
    // SAFETY: the child has not been waited for, so that the number is its own.
    unsafe { libc::kill(child.id() as i32, signal) };
}

#[test]
fn sigterm_ends_loops_waits_and_reads() {
    let f = Folder::new();
    for (at, code) in ["f  s x=1", "h 1000", "r x", "l +a(1):1000 f  h 1"]
        .iter()
        .enumerate()
    {
        let name = format!("t{at}");
        // HANG lets the first line leave.
        f.write(
            &format!("{name}.m"),
            &format!("{name}\ts $et=\"w \"\"trapped\"\" h\" w \"go\",! h .01 {code}\n"),
        );
        let (mut child, _out) = start(f.mrun(&["-run", &name]));
        kill(&child, libc::SIGTERM);
        let mut error = String::new();
        child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut error)
            .unwrap();
        assert_eq!(
            (error.as_str(), child.wait().unwrap().code()),
            (FORCEDHALT, Some(241)),
            "{code}"
        );
    }
}

#[test]
fn without_a_terminal_sigint_and_sighup_do_nothing_under_run() {
    let f = Folder::new();
    f.write("t.m", "t\tw \"go\",! h .01 r x w \"read \",x,!\n\tq\n");
    let (mut child, mut out) = start(f.mrun(&["-run", "t"]));
    kill(&child, libc::SIGINT);
    kill(&child, libc::SIGHUP);
    child.stdin.take().unwrap().write_all(b"it\n").unwrap();
    let mut rest = String::new();
    out.read_to_string(&mut rest).unwrap();
    assert_eq!(
        (rest.as_str(), child.wait().unwrap().code()),
        ("read it\n", Some(0))
    );
}

#[test]
fn sigusr1_runs_zinterrupt_while_a_read_waits() {
    let f = Folder::new();
    f.write(
        "t.m",
        "t\ts $zint=\"w \"\"interrupted\"\",!\" w \"go\",! h .01 r x w \"read \",x,!\n\tq\n",
    );
    let (mut child, mut out) = start(f.mrun(&["-run", "t"]));
    kill(&child, libc::SIGUSR1);
    let mut line = String::new();
    // What the interrupt writes leaves when the READ waits again.
    out.read_line(&mut line).unwrap();
    assert_eq!(line, "interrupted\n");
    child.stdin.take().unwrap().write_all(b"it\n").unwrap();
    let mut rest = String::new();
    out.read_to_string(&mut rest).unwrap();
    assert_eq!(
        (rest.as_str(), child.wait().unwrap().code()),
        ("read it\n", Some(0))
    );
}

#[test]
fn scripts_end_with_the_statuses_that_shells_know() {
    let f = Folder::new();
    f.write("t.m", "t\ts $et=\"h\" w \"go\",! h 1000\n");
    for (signal, status) in [
        (libc::SIGTERM, 143),
        (libc::SIGHUP, 129),
        (libc::SIGINT, 130),
    ] {
        let (mut child, _out) = start(f.mrun(&["t.m"]));
        kill(&child, signal);
        assert_eq!(child.wait().unwrap().code(), Some(status));
    }
}

/// A program under `-run` on a terminal that has said `go`.
fn on_terminal(f: &Folder, code: &str) -> Terminal {
    f.write("t.m", &format!("t\tw \"go\",!\n\t{code}\n\tq\n"));
    let mut t = Terminal::start(f.mrun(&["-run", "t"]));
    t.expect("go\n");
    t
}

#[test]
fn control_c_on_a_terminal_leads_to_direct_mode() {
    let f = Folder::new();
    let mut t = on_terminal(&f, "f  h:'$g(stop) 0.1 q:$g(stop)");
    t.send("\x03");
    t.expect("%GTM-I-CTRLC, CTRL_C encountered\n\nGTM>");
    t.send("s stop=1 zc\r");
    assert_eq!(t.end().1, Some(0));
}

#[test]
fn control_c_with_nocenable_and_with_ctrap() {
    let f = Folder::new();
    let mut t = on_terminal(&f, "u $p:nocenable w \"ready\",! r x w \"read\",!");
    t.expect("ready\n");
    t.send("\x03");
    t.send("\r");
    t.expect("read\n");
    let mut t = on_terminal(
        &f,
        "s $et=\"w $p($zs,\"\",\"\",3),! zhalt 5\" u $p:ctrap=$c(3) w \"ready\",! f  h 0.1",
    );
    t.expect("ready\n");
    t.send("\x03");
    t.expect("%GTM-E-CTRAP\n");
    assert_eq!(t.end().1, Some(5));
}

#[test]
fn sighup_is_an_error_with_hupenable_and_nothing_without() {
    let f = Folder::new();
    let out = f.0.join("out");
    let trap = format!(
        "s $et=\"s f=\"\"{}\"\" o f:new u f w $p($zs,\"\",\"\",3) c f zhalt 9\"",
        out.display()
    );
    let mut t = on_terminal(&f, &format!("{trap} u $p:hupenable w \"ready\",! f  h 0.1"));
    t.expect("ready\n");
    t.signal(libc::SIGHUP);
    assert_eq!(t.end().1, Some(9));
    assert_eq!(
        std::fs::read_to_string(&out).unwrap(),
        "%GTM-E-TERMHANGUP\n"
    );
    let mut t = on_terminal(&f, "r x w \"read \",x,!");
    t.signal(libc::SIGHUP);
    t.send("on\r");
    t.expect("read on\n");
}

#[test]
fn a_program_of_zsystem_has_the_terminal_and_control_c() {
    let f = Folder::new();
    let code = "zsy \"stty -a | grep -o '.icanon'; trap 'exit 7' INT; echo ready; while :; do sleep 0.1; done\" w \"status \",$zsy,!";
    let mut t = on_terminal(&f, code);
    assert_eq!(t.expect("ready\n"), " icanon\n");
    t.send("\x03");
    t.expect("status 7\n");
    assert_eq!(t.end(), (String::new(), Some(0)));
}
