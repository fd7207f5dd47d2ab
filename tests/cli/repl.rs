//! The REPL on a terminal.

use crate::Folder;
use crate::pty::Terminal;

/// A REPL that has shown its first prompt.
fn repl(f: &Folder) -> Terminal {
    let mut terminal = Terminal::start(f.mrun(&[]));
    terminal.expect("M> ");
    terminal
}

#[test]
fn lines_run_and_the_next_prompt_is_on_a_line_of_its_own() {
    let f = Folder::new();
    let mut t = repl(&f);
    t.send("set x=6\r");
    t.expect("M> ");
    t.send("write x*7\r");
    t.expect("\n42\nM> ");
    t.send("write 1/0\r");
    t.expect("\n%GTM-E-DIVZERO, Attempt to divide by zero\nM> ");
    t.send("zhalt 3\r");
    assert_eq!(t.end().1, Some(3));
}

#[test]
fn control_d_leaves_and_history_stays_for_the_next_session() {
    let f = Folder::new();
    let mut t = repl(&f);
    t.send("write \"remember me\",!\r");
    t.expect("\nremember me\nM> ");
    t.send("\x04");
    assert_eq!(t.end().1, Some(0));
    assert!(f.0.join(".local/state/mrun/history").is_file());
    let mut t = repl(&f);
    t.send("\x1b[A\r");
    t.expect("\nremember me\nM> ");
}

#[test]
fn control_c_breaks_a_loop_and_zcontinue_goes_on() {
    let f = Folder::new();
    let mut t = repl(&f);
    t.send(
        "for i=1:1 write:i=1 \"running\",! hang:i<3 0.01 if $get(stop) write \"stopped\",! quit\r",
    );
    t.expect("\nrunning\n");
    t.send("\x03");
    t.expect("%GTM-I-CTRLC, CTRL_C encountered\n");
    t.expect("M> ");
    t.send("set stop=1 zcontinue\r");
    t.expect("\nstopped\n");
    t.expect("M> ");
    // A wait ends too.
    t.send("write \"waiting\",! hang 1000\r");
    t.expect("\nwaiting\n");
    t.send("\x03");
    t.expect("%GTM-I-CTRLC, CTRL_C encountered\n");
    t.expect("M> ");
    // At the prompt it drops the line.
    t.send("write \"not this\"\x03");
    t.expect("M> ");
    t.send("write \"but this\",!\r");
    t.expect("\nbut this\n");
}

#[test]
fn breakpoints_and_steps() {
    let f = Folder::new();
    f.write("r.m", "r\ts x=1\n\ts x=2\n\ts x=3\n\tw \"end \",x,!\n\tq\n");
    let mut t = repl(&f);
    t.send("zbreak r+1^r\r");
    t.expect("M> ");
    t.send("do ^r\r");
    t.expect("%GTM-I-BREAKZBA, Break instruction encountered during ZBREAK action\n\t\tAt M source location r+1^r\n");
    t.expect("M> ");
    t.send("write \"x is \",x,!\r");
    t.expect("\nx is 1\n");
    t.expect("M> ");
    t.send("zstep\r");
    t.expect("%GTM-I-BREAKZST, Break instruction encountered during ZSTEP action\n\t\tAt M source location r+2^r\n");
    t.expect("M> ");
    t.send("zcontinue\r");
    t.expect("\nend 3\n");
    t.expect("M> ");
}

#[test]
fn completion_and_help() {
    let f = Folder::new();
    let mut t = repl(&f);
    t.send("set customer=5\r");
    t.expect("M> ");
    t.send("wri\t cus\t,!\r");
    t.expect("write customer,!");
    t.expect("\n5\n");
    t.expect("M> ");
    t.send("?$piece\r");
    t.expect("function  $P[IECE]");
    t.expect("M> ");
    t.send("?nothing9\r");
    t.expect("Nothing is known about nothing9");
}

#[test]
fn the_prompt_is_zprompt() {
    let f = Folder::new();
    let mut command = f.mrun(&[]);
    command.env("gtm_prompt", "MINE:");
    let mut t = Terminal::start(command);
    t.expect("MINE:");
    t.send("set $zprompt=\"other=\"\r");
    t.expect("\nother=");
}

#[test]
fn sigterm_ends_it_at_the_prompt_and_in_a_loop() {
    let f = Folder::new();
    let t = repl(&f);
    t.signal(libc::SIGTERM);
    let (text, status) = t.end();
    assert!(
        text.ends_with("%GTM-F-FORCEDHALT, Image HALTed by MUPIP STOP\n"),
        "{text:?}"
    );
    assert_eq!(status, Some(241));
    let mut t = repl(&f);
    t.send("write \"go\",! for  hang 0.1\r");
    t.expect("\ngo\n");
    t.signal(libc::SIGHUP);
    assert!(
        t.end()
            .0
            .ends_with("%GTM-F-FORCEDHALT, Image HALTed by MUPIP STOP\n")
    );
}
