//! Devices driven through the table, with results that GT.M V7.0-005 gave for the same commands.

use super::memory::{Capture, MemoryDevice};
use super::table::Devices;
use super::*;
use crate::syntax::params::{self, Command};
use crate::value::errors;
use std::path::PathBuf;

/// A session's devices in a directory of their own, steered by short commands.
struct Bench {
    devices: Devices,
    directory: PathBuf,
    zclose: Option<i64>,
    #[allow(dead_code)]
    output: Capture,
}

impl Drop for Bench {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.directory);
    }
}

fn bench(name: &str) -> Bench {
    let directory = std::env::temp_dir().join(format!("mrun-device-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&directory);
    std::fs::create_dir_all(&directory).unwrap();
    let (device, output) = MemoryDevice::with_input(b"");
    let shared = Shared {
        directory: directory.clone(),
        ..Shared::default()
    };
    Bench {
        devices: Devices::with_principal(Box::new(device), shared),
        directory,
        zclose: None,
        output,
    }
}

/// Repeats a step until it is done, as a driver does.
fn wait<T>(mut step: impl FnMut() -> IoResult<T>) -> Result<T, IoError> {
    loop {
        match step()? {
            Step::Done(value) => return Ok(value),
            Step::Wait(wait) => {
                assert!(
                    !wait.fds.is_empty() || wait.until.is_some(),
                    "a wait without an end"
                );
                sys::wait_briefly(&wait);
            }
        }
    }
}

fn parameters(text: &str, command: Command) -> Vec<Param> {
    let parts = text.split(';').filter(|p| !p.is_empty());
    parts
        .map(|part| {
            let (name, value) = match part.split_once('=') {
                Some((name, value)) => (name, Some(value.as_bytes().to_vec())),
                None => (part, None),
            };
            let row = params::lookup(name.as_bytes(), command)
                .unwrap_or_else(|e| panic!("{name}: {e:?}"));
            row.check_value(command, value.is_some()).unwrap();
            Param { id: row.id, value }
        })
        .collect()
}

impl Bench {
    fn item(&mut self, item: Item<'_>) -> Result<(), IoError> {
        wait(|| self.devices.write(item))
    }

    /// One command; the answer is what it read, $TEST, or the message of its error.
    fn command(&mut self, line: &str) -> Result<String, IoError> {
        let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
        let (name, list) = rest.split_once(' ').unwrap_or((rest, ""));
        let mut timeout = Timeout::None;
        let verb = match verb.split_once(':') {
            Some((verb, seconds)) => {
                timeout = Timeout::after(seconds.parse().unwrap());
                verb
            }
            None => verb,
        };
        match verb {
            "o" | "pipe" => {
                let space = if verb == "o" {
                    Vec::new()
                } else {
                    b"PIPE".to_vec()
                };
                let params = parameters(list, Command::Open);
                let mut op = OpenOp {
                    name: name.into(),
                    params,
                    timeout,
                    space,
                    state: None,
                };
                let test = wait(|| self.devices.open(&mut op))?;
                return Ok(if timeout.is_given() {
                    format!("t{}", i32::from(test))
                } else {
                    String::new()
                });
            }
            "u" => {
                let params = parameters(list, Command::Use);
                wait(|| self.devices.use_device(name.as_bytes(), &params))?;
            }
            "c" => {
                let params = parameters(list, Command::Close);
                self.zclose =
                    wait(|| self.devices.close(name.as_bytes(), &params))?.or(self.zclose);
            }
            "w" => self.item(Item::Text(rest.as_bytes()))?,
            "!" => self.item(Item::Newline)?,
            "#" => self.item(Item::Page)?,
            "?" => self.item(Item::Column(rest.parse().unwrap()))?,
            "*" => self.item(Item::Code(rest.parse().unwrap()))?,
            "/" => {
                let mut op = ControlOp {
                    name: rest.into(),
                    args: Vec::new(),
                    timeout: None,
                    state: None,
                };
                wait(|| self.devices.control(&mut op))?;
            }
            "x" => self.devices.status_mut().unwrap().x = rest.parse().unwrap(),
            "xy" => {
                let status = self.devices.status();
                return Ok(format!("{},{}", status.x, status.y));
            }
            "r" | "r*" | "r#" => {
                let kind = match verb {
                    "r" => ReadKind::Line,
                    "r*" => ReadKind::Char,
                    _ => ReadKind::Fixed(rest.parse().unwrap()),
                };
                let mut op = ReadOp::new(kind, timeout);
                let done = wait(|| self.devices.read(&mut op))?;
                let value = match done.value {
                    ReadValue::Bytes(b) => String::from_utf8_lossy(&b).into_owned(),
                    ReadValue::Code(c) => c.to_string(),
                };
                let status = self.devices.status();
                let end = match (status.zeof, status.key.as_slice()) {
                    (true, _) => "|eof",
                    (false, b"\n") => "|",
                    (false, b"") => "",
                    _ => "|?",
                };
                let test = done
                    .test
                    .map_or(String::new(), |t| format!("t{}", i32::from(t)));
                return Ok(format!("[{value}{end}]{test}"));
            }
            other => panic!("unknown command {other}"),
        }
        Ok(String::new())
    }

    /// Runs commands; the answers that are not empty, joined by blanks.
    fn run(&mut self, lines: &[&str]) -> String {
        let answers = lines.iter().map(|line| match self.command(line) {
            Ok(text) => text,
            Err(e) => String::from_utf8_lossy(&e.error.message(b",")).into_owned(),
        });
        answers
            .filter(|a| !a.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn file(&self, name: &str) -> String {
        String::from_utf8_lossy(&std::fs::read(self.directory.join(name)).unwrap_or_default())
            .into_owned()
    }

    fn show(&self) -> String {
        let lines = self.devices.zshow_d();
        let text = lines
            .iter()
            .map(|l| String::from_utf8_lossy(l).into_owned());
        text.filter(|l| !l.starts_with("0 "))
            .collect::<Vec<_>>()
            .join("\n")
    }
}

const EOF: &str = "%GTM-E-IOEOF, Attempt to read past an end-of-file";

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
fn zshow_tells_the_characteristics() {
    let mut b = bench("show");
    b.run(&[
        "o a newversion",
        "o b newversion;fixed;recordsize=80;nowrap",
        "o c newversion;stream;wrap;recordsize=132",
    ]);
    b.run(&[
        "o d newversion;variable;recordsize=70",
        "u d width=60;length=10;nowrap",
        "c a",
        "o a readonly",
    ]);
    b.run(&[
        "o e newversion;exception=w \"exc\"",
        "o g follow;newversion",
        "o /dev/null",
    ]);
    let wanted = "/dev/null OPEN \na OPEN RMS READ \nb OPEN RMS FIXED REC=80 NOWRAP \nc OPEN RMS STREAM REC=132 \n\
                  d OPEN RMS REC=60 NOWRAP \ne OPEN RMS EXCE=\"w \"exc\"\"\ng OPEN RMS FOLLOW ";
    assert_eq!(b.show(), wanted);
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

#[test]
fn the_null_device_ends_at_once() {
    let mut b = bench("null");
    assert_eq!(
        b.run(&[
            "o /dev/null",
            "u /dev/null",
            "w gone",
            "!",
            "? 10",
            "w x",
            "xy",
            "r:0"
        ]),
        "11,1 [|eof]t1"
    );
    assert_eq!(b.run(&["r"]), EOF);
}

#[test]
fn a_pipe_talks_with_its_process() {
    let mut b = bench("pipe");
    let got = b.run(&[
        "pipe p command=cat",
        "u p",
        "w hello",
        "!",
        "xy",
        "r",
        "w part",
        "r:0.2",
        "w ial",
        "!",
        "r:2",
    ]);
    assert_eq!(got, "0,1 [hello|] [part]t0 [ial|]t1");
    assert_eq!(b.run(&["/ EOF", "r:2", "c p"]), "[|eof]t1");
    assert_eq!(b.zclose, Some(0));
    b.run(&[
        "pipe p shell=/bin/sh;command=echo out && echo err >&2;readonly;stderr=ee",
        "u p",
    ]);
    assert_eq!(
        b.run(&["r", "r", "u ee", "r", "r"]),
        "[out|] [|eof] [err|] [|eof]"
    );
    assert!(
        b.show()
            .contains("SHELL=\"/bin/sh\" COMMAND=\"echo out && echo err >&2\" STDERR=\"ee\" READ ")
    );
    assert_eq!(
        b.run(&["c p", "u ee"]),
        "%GTM-E-IONOTOPEN, Attempt to USE an I/O device which has not been opened"
    );
}

#[test]
fn pipes_tell_how_their_process_ended() {
    let mut b = bench("zclose");
    for (command, status) in [("exit 3", 3), ("kill -9 $$", -9)] {
        b.run(&[format!("pipe p command={command}").as_str(), "c p"]);
        assert_eq!(b.zclose, Some(status), "{command}");
    }
    b.run(&["pipe p command=sleep 3", "c p timeout=0"]);
    assert_eq!(b.zclose, Some(-99));
    let missing = "%GTM-E-DEVOPENFAIL, Error opening p,%GTM-I-TEXT, ";
    assert_eq!(
        b.run(&["pipe p readonly"]),
        format!("{missing}Missing command string")
    );
    assert_eq!(
        b.run(&["pipe p command=echo a|nosuch2;parse"]),
        format!("{missing}Invalid command string: nosuch2")
    );
    b.run(&["pipe p command=cat;readonly", "u p"]);
    assert_eq!(
        b.run(&["w x"]),
        "%GTM-E-DEVICEREADONLY, Cannot write to read-only device"
    );
}

#[test]
fn pipes_cut_lines_at_the_record_size() {
    let mut b = bench("piperec");
    let got = b.run(&[
        "pipe p command=cat;recordsize=5",
        "u p",
        "w abcdefgh",
        "!",
        "r",
        "r",
        "xy",
    ]);
    assert_eq!(got, "[abcde] [|] 0,4");
    b.run(&["c p"]);
    let got = b.run(&[
        "pipe p command=cat;fixed;recordsize=5",
        "u p",
        "w ab",
        "!",
        "w cdefghi",
        "!",
        "/ EOF",
        "r",
        "r",
        "r:1",
        "r:1",
    ]);
    assert_eq!(got, "[ab   ] [cdefg] [hi   ]t1 [|eof]t1");
}

#[test]
fn big_output_does_not_block_a_pipe() {
    let mut b = bench("bigpipe");
    b.run(&["pipe p command=cat", "u p"]);
    let text = format!("w {}", "x".repeat(30_000));
    let Bench { devices, .. } = &mut b;
    let mut waited = false;
    for _ in 0..40 {
        // The process answers into a pipe that nobody reads: sooner or later a write has to wait.
        match devices.write(Item::Text(text.as_bytes())).unwrap() {
            Step::Done(()) => {}
            Step::Wait(wait) => {
                waited = true;
                assert!(wait.fds[0].write);
                break;
            }
        }
    }
    assert!(waited);
    let read = b.run(&["r# 100000"]);
    assert_eq!(read.len(), "[|]".len() + 32_767);
}

#[test]
fn fifos_are_made_and_removed() {
    let mut b = bench("fifo");
    let got = b.run(&[
        "o q fifo", "u q", "w hello", "!", "r:1", "w par", "r:0.2", "xy",
    ]);
    assert_eq!(got, "[hello|]t1 [par|]t1 0,4");
    assert_eq!(b.show(), "q OPEN FIFO ");
    b.run(&["c q"]);
    assert!(b.directory.join("q").exists());
    assert_eq!(b.run(&["o:0.1 q readonly", "o:0.1 q writeonly"]), "t0 t0");
    b.run(&["o q", "c q delete"]);
    assert!(!b.directory.join("q").exists());
    assert_eq!(
        b.run(&["o nodir/q fifo"]),
        "%SYSTEM-E-ENO2, No such file or directory"
    );
}

#[test]
fn other_spaces_are_refused() {
    let mut b = bench("space");
    let mut op = OpenOp {
        name: b"x".to_vec(),
        params: Vec::new(),
        timeout: Timeout::None,
        space: b"FIFO".to_vec(),
        state: None,
    };
    let error = b.devices.open(&mut op).unwrap_err().error;
    assert_eq!(
        error.message(b","),
        b"%GTM-E-INVMNEMCSPC, Unsupported mnemonicspace FIFO"
    );
    let long = format!("pipe p command={}", "x".repeat(256));
    assert_eq!(
        b.run(&[&long]),
        "%GTM-E-DEVPARTOOBIG, String deviceparameter exceeds 255 character limit"
    );
}

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
    let screen = |mut master: &std::fs::File| {
        let mut bytes = [0; 4096];
        let got = master.read(&mut bytes).unwrap();
        String::from_utf8_lossy(&bytes[..got]).into_owned()
    };
    // On Linux a pseudo-terminal that nobody has opened yet keeps what is typed.
    assert_eq!(steps(&mut b, "", &["r:0"]), "[]t0");
    assert_eq!(steps(&mut b, "hello\r", &["r", "xy"]), "[hello|?] 5,0");
    assert_eq!(steps(&mut b, "a\x7fbc\r", &["r", "xy"]), "[bc|?] 7,0");
    assert_eq!(screen(&master), "helloa\x08 \x08bc");
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

#[test]
fn a_memory_device_serves_as_principal() {
    let (feed, capture) = (memory::Feed::default(), Capture::default());
    let device = MemoryDevice::new(feed.clone(), capture.sink(), false);
    let mut devices = Devices::with_principal(Box::new(device), Shared::default());
    devices.write(Item::Text(b"name? ")).unwrap();
    let mut op = ReadOp::new(ReadKind::Line, Timeout::None);
    assert!(matches!(devices.read(&mut op), Ok(Step::Wait(_))));
    feed.push(b"Bo");
    assert!(matches!(devices.read(&mut op), Ok(Step::Wait(_))));
    feed.push(b"b\n");
    let Ok(Step::Done(done)) = devices.read(&mut op) else {
        panic!("the line is there")
    };
    assert_eq!(done.value, ReadValue::Bytes(b"Bob".to_vec()));
    devices.write(Item::Text(b"hi")).unwrap();
    devices.write(Item::Newline).unwrap();
    drop(devices);
    assert_eq!(capture.take(), b"name? hi\n");
}

#[test]
fn sockets_are_devices_of_the_table() {
    let mut b = bench("socket");
    let path = b.directory.join("s").to_string_lossy().into_owned();
    let mut open = |name: &str, list: &str| {
        let params = parameters(list, Command::Open);
        let timeout = Timeout::after(2.0);
        let mut op = OpenOp {
            name: name.into(),
            params,
            timeout,
            space: b"socket".to_vec(),
            state: None,
        };
        wait(|| b.devices.open(&mut op)).unwrap()
    };
    assert!(open(
        "srv",
        &format!("listen={path}:LOCAL;attach=l;delimiter=;")
    ));
    assert!(open("cli", &format!("connect={path}:LOCAL;delimiter=\n")));
    let arguments = |keyword: &str| {
        vec![
            Some(b"srv".to_vec()),
            Some(keyword.into()),
            Some(b"0".to_vec()),
        ]
    };
    assert_eq!(
        b.devices.zsocket(&arguments("STATE")).unwrap(),
        b"LISTENING"
    );
    assert_eq!(b.devices.view(b"cli"), b"SOCKET:OPEN");
    assert_eq!(
        b.run(&[
            "u srv",
            "/ WAIT",
            "u cli",
            "w hello",
            "!",
            "u srv delimiter=\n",
            "r:2"
        ]),
        "[hello|]t1"
    );
    assert_eq!(
        b.devices
            .zsocket(&[Some(b"0".to_vec()), Some(b"STATE".to_vec())])
            .unwrap_err()
            .code(),
        errors::ZSOCKETNOTSOCK
    );
    b.run(&["c cli", "u srv"]);
    assert_eq!(b.devices.view(b"cli"), b"SOCKET:CLOSED");
    assert!(b.show().contains("cli CLOSED "));
}
