//! Terminals, at the other end of a pseudo-terminal.

use super::*;

/// The two ends of a new pseudo-terminal: the side that types, and the name of the terminal.
fn pseudo_terminal() -> (std::fs::File, String) {
    use std::os::fd::AsRawFd;
    let master = std::fs::File::options()
        .read(true)
        .write(true)
        .open("/dev/ptmx")
        .unwrap();
    let (mut unlock, mut number) = (0, 0);
    // SAFETY: both requests read or write one int.
    unsafe {
        assert_eq!(
            libc::ioctl(master.as_raw_fd(), libc::TIOCSPTLCK, &raw mut unlock),
            0
        );
        assert_eq!(
            libc::ioctl(master.as_raw_fd(), libc::TIOCGPTN, &raw mut number),
            0
        );
    }
    (master, format!("/dev/pts/{number}"))
}

#[test]
fn terminals_collect_echo_and_end_reads() {
    use std::io::{Read, Write};
    let mut b = bench("terminal");
    let (master, name) = pseudo_terminal();
    let mut commands = vec![format!("o {name}"), format!("u {name} width=80;length=24")];
    let mut steps = |b: &mut Bench, typed: &str, lines: &[&str]| {
        { &master }.write_all(typed.as_bytes()).unwrap();
        let mut all: Vec<&str> = commands.iter().map(String::as_str).collect();
        all.extend_from_slice(lines);
        let answer = b.run(&all);
        commands.clear();
        answer
    };
    let shows = |wanted: &str| {
        let mut bytes = vec![0; wanted.len()];
        { &master }.read_exact(&mut bytes).unwrap();
        assert_eq!(String::from_utf8_lossy(&bytes), wanted);
    };
    // On Linux a pseudo-terminal that nobody has opened yet keeps what is typed.
    assert_eq!(steps(&mut b, "", &["r:0"]), "[]t0");
    assert_eq!(steps(&mut b, "hello\r", &["r", "xy"]), "[hello|?] 5,0");
    assert_eq!(steps(&mut b, "a\x7fbc\r", &["r", "xy"]), "[bc|?] 7,0");
    shows("helloa\x08 \x08bc");
    assert_eq!(steps(&mut b, "abcd", &["r# 3", "r*"]), "[abc] [100]");
    assert_eq!(steps(&mut b, "part", &["r:0.05"]), "[part]t0");
    let set = |p: &str| format!("u {name} {p}");
    assert_eq!(steps(&mut b, "x\x1b[A", &[&set("escape"), "r"]), "[x|?]");
    assert_eq!(b.devices.status().zb, b"\x1b[A");
    assert_eq!(
        steps(&mut b, "low\r", &[&set("noescape;convert;noecho"), "r"]),
        "[LOW|?]"
    );
    assert_eq!(
        steps(
            &mut b,
            "12345",
            &[&set("noconvert;echo;noterminator"), "r# 5"]
        ),
        "[12345]"
    );
    let trapped = "%GTM-E-CTRAP, Character trap $C(1) encountered";
    assert_eq!(
        steps(&mut b, "x\x01", &[&set("terminator=\r;ctrap=\x01"), "r"]),
        trapped
    );
    assert_eq!(
        steps(&mut b, "ad\x1b[Dbc\x01_\r", &[&set("editing;ctrap="), "r"]),
        "[_abcd|?]"
    );
    assert_eq!(steps(&mut b, "\x1b[A!\r", &["r"]), "[_abcd!|?]");
    assert_eq!(
        steps(&mut b, "", &[&set("x=3;y=4"), "xy", "#", "xy"]),
        "3,4 0,0"
    );
    let shown = b.show();
    let wanted = " OPEN TERMINAL NOPAST NOESCA NOREADONLY TYPE TERM=$C(13) WIDTH=80 LENG=24 ED ";
    assert!(shown.contains(wanted), "{shown}");
    assert_eq!(b.run(&[&format!("c {name}")]), "");
}
