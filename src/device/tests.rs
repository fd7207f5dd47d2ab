//! Devices driven through the table, with results that GT.M V7.0-005 gave for the same commands.

use super::memory::{Capture, MemoryDevice};
use super::table::Devices;
use super::*;
use crate::syntax::params::{self, Command};
use crate::value::errors;
use std::path::PathBuf;

/// A session's devices in a directory of their own, steered by short commands.
mod file;
mod pipe;
mod terminal;

struct Bench {
    devices: Devices,
    directory: PathBuf,
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
        environment: super::Environment::of_process(),
        ..Shared::default()
    };
    Bench {
        devices: Devices::with_principal(Box::new(device), shared),
        directory,
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
                    format!("t{}", i32::from(test == Some(true)))
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
                wait(|| self.devices.close(name.as_bytes(), &params))?;
            }
            "w" => self.item(Item::Text(rest.as_bytes()))?,
            "!" => self.item(Item::Newline)?,
            "#" => self.item(Item::Page)?,
            "?" => self.item(Item::Column(rest.parse().unwrap()))?,
            "*" => self.item(Item::Code(rest.parse().unwrap()))?,
            "/" => {
                let mut op = ControlOp::new(rest.into(), Vec::new());
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
        wait(|| b.devices.open(&mut op)).unwrap() == Some(true)
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
