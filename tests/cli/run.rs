//! `-run` and `-direct`.

use crate::{Folder, outcome};
use std::fs::File;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::fd::OwnedFd;
use std::process::Stdio;

#[test]
fn run_takes_an_entry_reference_and_arguments() {
    let f = Folder::new();
    f.write("e.m", "e\tw \"e \",$zcmdline,!\n\tq\nu\tw \"u\",!\n\tq\n");
    let run = |args: &[&str]| outcome(&mut f.mrun(args));
    assert_eq!(
        run(&["-run", "e", "a", "b c"]),
        ("e a b c\n".into(), String::new(), Some(0))
    );
    assert_eq!(run(&["-r", "u^e"]).0, "u\n");
    assert_eq!(run(&["-run", "+3^e"]).0, "u\n");
}

#[test]
fn run_of_what_is_not_there_ends_as_in_gtm() {
    let f = Folder::new();
    f.write("e.m", "e\tq\n");
    let error = |args: &[&str]| {
        let (_, error, status) = outcome(&mut f.mrun(args));
        assert_eq!(status, Some(253), "{error}");
        error
    };
    assert!(
        error(&["-run", "nosuch"])
            .starts_with("%GTM-E-ZLINKFILE, Error while zlinking \"nosuch\"\n")
    );
    assert_eq!(
        error(&["-run", "zzz^e"]),
        "%GTM-E-JOBLABOFF, Label and offset not found in created process\n"
    );
    assert_eq!(
        error(&["-run", "+99^e"]),
        "%GTM-E-JOBLABOFF, Label and offset not found in created process\n"
    );
    assert_eq!(
        error(&["-run", "e^e^e"]),
        "%GTM-E-RUNPARAMERR, Error accessing parameter for run command\n"
    );
    assert_eq!(
        error(&["-run"]),
        "%GTM-E-RUNPARAMERR, Error accessing parameter for run command\n"
    );
}

#[test]
fn an_untrapped_error_leads_to_direct_mode() {
    let f = Folder::new();
    f.write("e.m", "e\ts x=1/0\n");
    f.write("in", "w \"x\",!\nzhalt 3\n");
    let mut command = f.mrun(&["-run", "e"]);
    let (out, error, status) = outcome(command.stdin(File::open(f.0.join("in")).unwrap()));
    assert_eq!(
        error,
        "%GTM-E-DIVZERO, Attempt to divide by zero\n\t\tAt M source location e^e\n"
    );
    assert_eq!((out.as_str(), status), ("\nGTM>\nx\n\nGTM>\n", Some(3)));
}

#[test]
fn direct_mode_reads_what_is_piped() {
    let f = Folder::new();
    for args in [
        &["-direct", "a", "b"][..],
        &["-dir", "a", "b"],
        &["-d", "a", "b"],
    ] {
        let mut child = f
            .mrun(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(b"w $zcmdline,!\n")
            .unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(
            String::from_utf8(output.stdout).unwrap(),
            "\nGTM>\na b\n\nGTM>\n"
        );
        assert_eq!(output.status.code(), Some(0));
    }
}

/// A connection: the peer's end and what a server gets as standard input and output.
fn connection() -> (TcpStream, OwnedFd) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let peer = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    (peer, listener.accept().unwrap().0.into())
}

#[test]
fn an_error_of_a_server_is_logged_and_the_peer_gets_no_prompt() {
    let f = Folder::new();
    f.write(
        "s.m",
        "s\tw \"hello\"\n\td a\n\tq\na\tx \"d b\"\n\tq\nb\tw 1/0\n\tq\n",
    );
    let (mut peer, server) = connection();
    let mut command = f.mrun(&["-run", "s"]);
    command
        .stdin(server.try_clone().unwrap())
        .stdout(server)
        .stderr(Stdio::piped());
    let child = command.spawn().unwrap();
    drop(command);
    let mut text = String::new();
    peer.read_to_string(&mut text).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(text, "hello");
    assert_eq!(output.status.code(), Some(253));
    let log = String::from_utf8(output.stderr).unwrap();
    assert!(
        log.starts_with(
            "%GTM-E-DIVZERO, Attempt to divide by zero\n\t\tAt M source location b^s\n"
        ),
        "{log}"
    );
    assert!(
        log.contains("\t\tCalled from a^s\n") && log.ends_with("\t\tCalled from s+1^s\n"),
        "{log}"
    );
}

#[test]
fn the_peer_does_not_see_the_log_when_it_is_standard_error_too() {
    let f = Folder::new();
    f.write("s.m", "s\tw \"hello\" w 1/0\n");
    let (mut peer, server) = connection();
    let mut command = f.mrun(&["-run", "s"]);
    command
        .stdin(server.try_clone().unwrap())
        .stdout(server.try_clone().unwrap())
        .stderr(server);
    let mut child = command.spawn().unwrap();
    drop(command);
    let mut text = String::new();
    peer.read_to_string(&mut text).unwrap();
    assert_eq!(
        (text.as_str(), child.wait().unwrap().code()),
        ("hello", Some(253))
    );
}

#[test]
fn standard_output_ends_with_a_whole_line() {
    let f = Folder::new();
    f.write("h.m", "h\tw \"half\" h\n");
    assert_eq!(outcome(&mut f.mrun(&["-run", "h"])).0, "half\n");
}

#[test]
fn a_peer_gets_what_was_written_and_nothing_else() {
    let f = Folder::new();
    f.write(
        "s.m",
        "s\tu $p:delim=$c(13,10) w \"abc\" h\ne\tu $p:delim=$c(13,10) w \"abc\" w 1/0\n",
    );
    for (entry, status) in [("s", 0), ("e^s", 253)] {
        let (mut peer, server) = connection();
        let mut command = f.mrun(&["-run", entry]);
        command
            .stdin(server.try_clone().unwrap())
            .stdout(server)
            .stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        drop(command);
        let mut text = String::new();
        peer.read_to_string(&mut text).unwrap();
        assert_eq!(
            (text.as_str(), child.wait().unwrap().code()),
            ("abc", Some(status))
        );
    }
}

#[test]
fn zhelp_explains_words() {
    let f = Folder::new();
    f.write("e.m", "e\tzhelp \"set $piece nosuch\"\n\tzhelp\n\tq\n");
    let (out, error, status) = outcome(&mut f.mrun(&["-run", "e"]));
    assert_eq!((error.as_str(), status), ("", Some(0)));
    let (words, list) = out.split_once("Additional information available:").unwrap();
    assert!(
        words.contains("S[ET]") && words.contains("$P[IECE]"),
        "{words}"
    );
    assert!(words.ends_with("Sorry, no Documentation on NOSUCH\n"));
    for word in ["SET", "WRITE", "$PIECE", "$ORDER", "$HOROLOG"] {
        assert!(list.split_whitespace().any(|w| w == word), "{word}");
    }
    assert!(list.lines().all(|line| line.len() <= 76));
}
