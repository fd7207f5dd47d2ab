//! Sequential files.

use super::*;

#[test]
fn lines_come_back_as_written_and_the_end_is_told_once() {
    let mut b = bench("lines");
    b.run(&[
        "o f newversion",
        "u f",
        "w line 1",
        "!",
        "w line 2",
        "? 10",
        "w x",
        "!",
        "w no end",
    ]);
    assert_eq!(b.run(&["xy", "c f"]), "6,2");
    assert_eq!(b.file("f"), "line 1\nline 2    x\nno end\n");
    let got = b.run(&[
        "o f readonly",
        "u f",
        "r",
        "xy",
        "r",
        "xy",
        "r",
        "xy",
        "r",
        "xy",
        "r",
    ]);
    assert_eq!(
        got,
        format!("[line 1|] 0,1 [line 2    x|] 0,2 [no end|] 0,3 [|eof] 0,4 {EOF}")
    );
}

#[test]
fn reads_of_a_length_stop_at_line_ends() {
    let mut b = bench("length");
    b.run(&[
        "o f newversion",
        "u f",
        "w abcdef",
        "!",
        "w gh",
        "!",
        "!",
        "w i",
        "c f",
    ]);
    let got = b.run(&[
        "o f readonly",
        "u f",
        "r# 4",
        "xy",
        "r# 4",
        "xy",
        "r# 4",
        "r# 4",
        "r# 4",
        "r# 4",
    ]);
    assert_eq!(got, "[abcd] 4,0 [ef|] 0,1 [gh|] [|] [i|] [|eof]");
    let got = b.run(&[
        "u f rewind",
        "r# 2",
        "r*",
        "r",
        "r# 2",
        "r",
        "r*",
        "r*",
        "r*",
        "r*",
    ]);
    assert_eq!(got, "[ab] [99] [def|] [gh] [|] [10] [105] [10] [-1|eof]");
}

#[test]
fn fixed_records_are_padded_and_read_in_parts() {
    let mut b = bench("fixed");
    b.run(&["o f newversion;fixed;recordsize=10", "u f"]);
    let got = b.run(&[
        "w abc",
        "xy",
        "* 65",
        "? 8",
        "w x",
        "xy",
        "!",
        "xy",
        "#",
        "xy",
        "w 0123456789",
        "xy",
        "w Z",
        "xy",
    ]);
    assert_eq!(got, "3,0 9,0 0,1 0,0 10,0 1,1");
    assert_eq!(
        b.run(&["!", "xy", "!", "xy", "w 0123456789", "!", "xy", "c f"]),
        "0,2 0,3 0,4"
    );
    assert_eq!(
        b.file("f"),
        "abcA    x \x0C         0123456789Z                   0123456789"
    );
    let got = b.run(&[
        "o f readonly;fixed;recordsize=10",
        "u f",
        "r# 3",
        "xy",
        "r",
        "xy",
        "r*",
        "xy",
        "r# 30",
        "xy",
    ]);
    assert_eq!(got, "[abc] 3,0 [A    x ] 0,1 [12] 1,1 [         ] 0,2");
    let got = b.run(&[
        "u f rewind",
        "r",
        "u f seek=2",
        "r",
        "u f seek=+1",
        "r",
        "u f seek=-2",
        "r",
        "r# 3",
        "u f seek=+1",
        "r",
    ]);
    assert_eq!(
        got,
        "[abcA    x ] [0123456789] [          ] [Z         ] [   ] [0123456789]"
    );
}

#[test]
fn long_lines_wrap_or_are_cut() {
    let mut b = bench("wrap");
    let text = "w 0123456789abcdefghijKLM";
    for (params, wanted) in [
        (
            "newversion;recordsize=10;wrap",
            "0123456789\nabcdefghij\nKLM\nxy\n",
        ),
        ("newversion;recordsize=10;nowrap", "0123456789\nxy\n"),
        (
            "newversion;stream;recordsize=10;wrap",
            "0123456789\nabcdefghij\nKLM\nxy\n",
        ),
        (
            "newversion;nowrap;stream;recordsize=10",
            "0123456789abcdefghijKLM\nxy\n",
        ),
    ] {
        b.run(&[
            &format!("o f {params}"),
            "u f",
            text,
            "!",
            "w xy",
            "!",
            "c f",
        ]);
        assert_eq!(b.file("f"), wanted, "{params}");
    }
    b.run(&[
        "o f newversion",
        "u f width=5;wrap",
        "w 0123456789abc",
        "!",
        "? 8",
        "w z",
        "!",
        "c f",
    ]);
    assert_eq!(b.file("f"), "01234\n56789\nabc\n     \n   z\n");
    let got = b.run(&[
        "o f newversion;recordsize=5;nowrap",
        "u f",
        "w abcdefgh",
        "xy",
        "? 12",
        "w q",
        "xy",
        "!",
        "w x",
        "c f",
    ]);
    assert_eq!(got, "5,0 12,0");
    assert_eq!(b.file("f"), "abcde\nx\n");
}

#[test]
fn long_lines_are_read_in_pieces() {
    let mut b = bench("pieces");
    b.run(&[
        "o f newversion",
        "u f",
        "w 12345678",
        "!",
        "w abcd",
        "!",
        "!",
        "c f",
    ]);
    let got = b.run(&["o f readonly;recordsize=8", "u f", "r", "r", "r", "c f"]);
    assert_eq!(got, "[12345678] [|] [abcd|]");
    let got = b.run(&[
        "o f readonly;recordsize=5;nowrap",
        "u f",
        "r",
        "r",
        "r",
        "r",
    ]);
    assert_eq!(got, "[12345] [678|] [abcd|] [|]");
}

#[test]
fn positions() {
    let mut b = bench("seek");
    b.run(&[
        "o f newversion",
        "u f",
        "w 0123456789",
        "!",
        "w abcdefghij",
        "!",
        "w ABCDEFGHIJ",
        "!",
        "c f",
    ]);
    let got = b.run(&[
        "o f readonly;seek=11",
        "u f",
        "r",
        "u f seek=3",
        "r# 3",
        "u f seek=+2",
        "r",
        "u f seek=-6",
        "r",
    ]);
    assert_eq!(got, "[abcdefghij|] [345] [89|] [56789|]");
    assert_eq!(
        b.run(&["u f seek=30", "r", "u f seek=99", "r"]),
        "[IJ|] [|eof]"
    );
}

#[test]
fn writing_after_reading_goes_on_where_the_reading_was() {
    let mut b = bench("turn");
    b.run(&[
        "o f newversion",
        "u f",
        "w one",
        "!",
        "w two",
        "!",
        "w three",
        "!",
        "c f",
    ]);
    assert_eq!(b.run(&["o f", "u f", "r", "w AB", "c f"]), "[one|]");
    assert_eq!(b.file("f"), "one\nAB\n\nthree\n");
    assert_eq!(b.run(&["o f", "u f", "w YY", "r", "r*", "c f"]), "[|] [65]");
    b.run(&[
        "o f newversion",
        "u f",
        "w one",
        "!",
        "w two",
        "!",
        "w three",
    ]);
    assert_eq!(
        b.run(&[
            "u f rewind",
            "r",
            "w X",
            "u f truncate",
            "w Y",
            "!",
            "u f rewind",
            "r",
            "r",
            "r"
        ]),
        "[one|] [one|] [XY|] [|eof]"
    );
    b.run(&["c f", "o f append", "u f", "w more", "c f"]);
    assert_eq!(b.file("f"), "one\nXY\nmore\n");
    b.run(&["o f truncate", "c f"]);
    assert_eq!(b.file("f"), "");
}

#[test]
fn pages_and_odd_codes() {
    let mut b = bench("pages");
    b.run(&[
        "o f newversion",
        "u f",
        "w a",
        "!",
        "#",
        "w b",
        "#",
        "!",
        "c f",
    ]);
    assert_eq!(b.file("f"), "a\n\x0C\nb\n\x0C\n\n");
    b.run(&[
        "o f newversion;nofflf",
        "u f",
        "w a",
        "!",
        "#",
        "w b",
        "#",
        "!",
        "c f",
    ]);
    assert_eq!(b.file("f"), "a\n\x0Cb\n\x0C\n");
    assert_eq!(
        b.run(&["o f newversion", "u f", "* 300", "* 65", "xy", "c f"]),
        "2,0"
    );
    assert_eq!(b.file("f"), ",A\n");
    let got = b.run(&[
        "o f newversion",
        "u f length=4",
        "!",
        "!",
        "!",
        "xy",
        "!",
        "xy",
        "x 300",
        "xy",
    ]);
    assert_eq!(got, "0,3 0,0 300,0");
}

#[test]
fn errors_of_open_and_use() {
    let mut b = bench("errors");
    assert_eq!(
        b.run(&["o none readonly"]),
        "%SYSTEM-E-ENO2, No such file or directory"
    );
    assert_eq!(
        b.run(&["o nodir/x newversion"]),
        "%SYSTEM-E-ENO2, No such file or directory"
    );
    assert_eq!(
        b.run(&["o / newversion"]),
        "%GTM-E-GTMEISDIR, / : Is a directory"
    );
    assert_eq!(
        b.run(&["o f recordsize=0"]),
        "%GTM-E-RMWIDTHPOS, File record size or width must be greater than zero"
    );
    assert_eq!(
        b.run(&["o f recordsize=2000000"]),
        "%GTM-E-RMWIDTHTOOBIG, File record size or width too big"
    );
    assert_eq!(
        b.run(&["o f group=z"]),
        "%GTM-E-DEVPARPROT, The protection specification is invalid"
    );
    assert_eq!(
        b.run(&["u zz"]),
        "%GTM-E-IONOTOPEN, Attempt to USE an I/O device which has not been opened"
    );
    b.run(&["o f newversion", "c f", "o f readonly", "u f"]);
    assert_eq!(
        b.run(&["w x"]),
        "%GTM-E-DEVICEREADONLY, Cannot write to read-only device"
    );
    b.run(&["c f", "o f newversion;writeonly", "u f"]);
    assert_eq!(
        b.run(&["r"]),
        "%GTM-E-DEVICEWRITEONLY, Cannot read from a write-only device"
    );
    assert_eq!(b.run(&["c f"]), "");
    assert_eq!(b.devices.io(), b"0");
    b.run(&["o f newversion", "c f rename=g", "o g", "c g delete"]);
    assert_eq!(
        b.run(&["o g readonly"]),
        "%SYSTEM-E-ENO2, No such file or directory"
    );
}

#[test]
fn an_exception_makes_the_first_end_of_file_an_error() {
    let mut b = bench("exception");
    b.run(&["o f newversion", "u f", "w one", "!", "c f"]);
    assert_eq!(
        b.run(&["o f readonly;exception=g eof", "u f", "r", "r"]),
        format!("[one|] {EOF}")
    );
    let failed = b.command("r").unwrap_err();
    assert_eq!(failed.exception.as_deref(), Some(b"g eof".as_slice()));
    let failed = b.command("o none readonly;exception=w 1").unwrap_err();
    assert_eq!(failed.exception.as_deref(), Some(b"w 1".as_slice()));
}

#[test]
fn following_a_growing_file() {
    let mut b = bench("follow");
    b.run(&["o f newversion", "u f", "w one", "!", "c f"]);
    assert_eq!(
        b.run(&["o f readonly;follow", "u f", "r:1", "r:0"]),
        "[one|]t1 []t0"
    );
    b.run(&["o g append", "c g"]);
    std::fs::OpenOptions::new()
        .append(true)
        .open(b.directory.join("f"))
        .and_then(|mut f| std::io::Write::write_all(&mut f, b"two\n"))
        .unwrap();
    assert_eq!(
        b.run(&["u f", "r:5", "u f nofollow", "r"]),
        "[two|]t1 [|eof]"
    );
}
