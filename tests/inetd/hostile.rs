//! Hostile clients, configurations and operators for a time, while one who means well is served: slow readers and writers, half-open
//! connections, resets in every state, scans, endless lines. At the end nothing is left.
//!
//! MRUN_HOSTILE_SECONDS says how long (5 without it), MRUN_HOSTILE_SEED which acts.

use crate::daemon::*;
use crate::random::Random;
use std::fs;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream, UdpSocket};
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const SERVER: &str = r#"server ; commands line by line
 use $principal:delimiter=$char(10)
 for  read line quit:$zeof  do @$piece(line," ")
 quit
echo write $piece(line," ",2,99),!
 quit
flood for i=1:1:5000 write $justify(i,60),!
 quit
halt halt
"#;

/// Configurations and operator lines that are wrong.
const WRONG: usize = 1000;
/// Threads of hostile clients.
const THREADS: u64 = 6;
/// Connections that one thread keeps open without a word.
const SILENT: usize = 30;
/// What an act may take.
const ACT: Duration = Duration::from_secs(2);

fn pick<'a>(random: &mut Random, all: &[&'a str]) -> &'a str {
    all[random.below(all.len())]
}

fn number(name: &str, default: u64) -> u64 {
    let text = std::env::var(name).ok();
    text.and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// A connection from one of the addresses of those who are not wanted. What fails is no failure of the daemon.
fn intrude(random: &mut Random, port: u16) -> Option<TcpStream> {
    let from = format!("127.0.0.{}:0", 2 + random.below(8));
    let socket = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None).ok()?;
    let from: std::net::SocketAddr = from.parse().unwrap();
    socket.bind(&from.into()).ok()?;
    let to: std::net::SocketAddr = ([127, 0, 0, 1], port).into();
    socket.connect_timeout(&to.into(), ACT).ok()?;
    let stream: TcpStream = socket.into();
    stream.set_read_timeout(Some(ACT)).ok()?;
    stream.set_write_timeout(Some(ACT)).ok()?;
    Some(stream)
}

fn reset(stream: TcpStream) {
    // Closing with a time of 0 sends a reset.
    let _ = socket2::SockRef::from(&stream).set_linger(Some(Duration::ZERO));
}

/// One act. Its name.
fn act(random: &mut Random, ports: &[u16], silent: &mut Vec<TcpStream>) -> &'static str {
    let port = ports[random.below(ports.len())];
    let mut room = [0; 4096];
    let Some(mut stream) = intrude(random, port) else {
        return "not connected";
    };
    match random.below(8) {
        0 => {
            let _ = stream.write_all(b"flood\n");
            for _ in 0..random.below(30) {
                if !matches!(stream.read(&mut room[..7]), Ok(1..)) {
                    break;
                }
                std::thread::sleep(Duration::from_millis(5));
            }
            "slow reader"
        }
        1 => {
            for byte in b"echo slowly and more slowly\n" {
                if stream.write_all(&[*byte]).is_err() {
                    break;
                }
                std::thread::sleep(Duration::from_millis(random.below(6) as u64));
            }
            let _ = stream.read(&mut room);
            "slow writer"
        }
        2 => {
            let _ = stream.write_all(pick(random, &["", "ec", "echo x\n"]).as_bytes());
            let _ = stream.shutdown(Shutdown::Write);
            silent.push(stream);
            "half-open"
        }
        3 => {
            silent.push(stream);
            "silent"
        }
        4 => {
            let state = random.below(5);
            if state > 0 {
                let _ = stream.write_all(b"flood\necho x\n");
            }
            if state > 1 {
                let _ = stream.read(&mut room[..100]);
            }
            if state > 2 {
                let _ = stream.shutdown(Shutdown::Write);
            }
            if state > 3 {
                let _ = stream.read(&mut room);
            }
            reset(stream);
            "reset"
        }
        5 => {
            drop(stream);
            for port in 1..60u16 {
                let _ = TcpStream::connect_timeout(&([127, 0, 0, 1], port).into(), ACT);
            }
            for port in ports {
                drop(intrude(random, *port));
            }
            if let Ok(socket) = UdpSocket::bind("127.0.0.1:0") {
                for port in ports {
                    let _ = socket.send_to(&room[..random.below(1000)], ("127.0.0.1", *port));
                }
            }
            "scan"
        }
        6 => {
            // More than a READ takes.
            let part = vec![b'x'; 64 * 1024];
            for _ in 0..random.below(30) {
                if stream.write_all(&part).is_err() {
                    break;
                }
            }
            "endless line"
        }
        _ => {
            let garbage: Vec<u8> = (0..random.below(3000))
                .map(|_| random.number() as u8)
                .collect();
            let _ = stream.write_all(&garbage);
            let _ = stream.read(&mut room);
            "garbage"
        }
    }
}

/// A configuration that is wrong at its end, and, mostly, before it.
fn wrong_configuration(random: &mut Random, right: &str) -> Vec<u8> {
    let mut text = right.as_bytes().to_vec();
    for _ in 0..random.below(20) {
        let at = random.below(text.len());
        match random.below(4) {
            0 => text[at] = random.number() as u8,
            1 => drop(text.remove(at)),
            2 => text.insert(at, random.number() as u8),
            _ => {
                let part: Vec<u8> = text[at..].iter().take(random.below(200)).copied().collect();
                text.splice(at..at, part);
            }
        }
    }
    text.extend_from_slice(b"\n}\n}\nserver wrong {\n PORT = 0\n");
    text
}

fn wrong_line(random: &mut Random) -> Vec<u8> {
    let words = [
        "ADD",
        "ALTER",
        "DELETE",
        "DISPLAY",
        "START",
        "STOP",
        "STATE",
        "RELOAD-",
        "S-hostile",
        "S-",
        "PGM-/bin/true",
        "PORT-0",
        "PORT-99999",
        "MODEL-AOR",
        "MODEL-WAITING",
        "P-UDP",
        "IP-1.2.3",
        "IP-::",
        "BACKLOG-x",
        "MAXPROC--1",
        "PARM-123456789",
        "\"",
        "\\",
        "COPY-CORE",
        "=",
        "XPARM-\"a b\"",
        "ONLYFROM-10/99",
        "\u{e9}",
        "\t",
    ];
    let mut line: Vec<u8> = Vec::new();
    for _ in 0..random.below(12) {
        line.extend_from_slice(pick(random, &words).as_bytes());
        line.push(b' ');
    }
    match random.below(10) {
        0 => line.extend((0..random.below(500)).map(|_| random.number() as u8 | 0x20)),
        1 => line.resize(100_000, b'A'),
        _ => {}
    }
    line.push(b'\n');
    line
}

struct Left {
    descriptors: usize,
    processes: usize,
    kilobytes: usize,
}

fn left(pid: u32) -> Left {
    let parent = |stat: &str| -> Option<u32> {
        stat.rsplit_once(')')?
            .1
            .split_whitespace()
            .nth(1)?
            .parse()
            .ok()
    };
    let processes = fs::read_dir("/proc").unwrap().flatten().filter(|entry| {
        let stat = fs::read_to_string(entry.path().join("stat"));
        stat.is_ok_and(|stat| parent(&stat) == Some(pid))
    });
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let resident = status.lines().find_map(|l| l.strip_prefix("VmRSS:"));
    Left {
        descriptors: fs::read_dir(format!("/proc/{pid}/fd")).unwrap().count(),
        processes: processes.count(),
        kilobytes: resident
            .unwrap()
            .trim()
            .trim_end_matches(" kB")
            .parse()
            .unwrap(),
    }
}

#[test]
fn hostile_minutes() {
    let seconds = number("MRUN_HOSTILE_SECONDS", 5);
    let seed = number("MRUN_HOSTILE_SEED", 1);
    let ports = [port(), port(), port(), port()];
    let dir = folder();
    fs::write(dir.join("server.m"), SERVER).unwrap();
    let common = " PERSOURCE = 10\n TIMEOUT = 3\n GRACE = 1\n PGM = ^server\n ROUTINES = DIR\n";
    let text = format!(
        "inetd {{\n METRICS = DIR/metrics\n}}\n\
         server now {{\n MODEL = NOWAIT\n PORT = {}\n MAXPROC = 200\n{common}}}\n\
         server task {{\n MODEL = AOR\n PORT = {}\n IDLE = 2\n{common}}}\n\
         server process {{\n MODEL = AOR\n SESSION = PROCESS\n PORT = {}\n IDLE = 2\n{common}}}\n\
         server length {{\n MODEL = AOR\n AORLEN = 5\n PORT = {}\n IDLE = 2\n{common}}}\n",
        ports[0], ports[1], ports[2], ports[3]
    );
    let names = ["now", "task", "process", "length"];
    let daemon = Daemon::in_folder(dir, &text);
    let right = daemon.text("conf");
    let echo = |port: u16, text: &str| {
        let mut client = Client::new(port);
        assert_eq!(client.send(&format!("echo {text}\n")).line(), text);
        client.send("halt\n");
        assert_eq!(client.rest(), "");
    };
    // Workers and templates run before the count.
    for _ in 0..4 {
        for port in ports {
            echo(port, "first");
        }
    }
    for name in names {
        daemon.until(name, 0, 0);
    }
    let pid = daemon.process.id();
    let before = left(pid);
    let (until, stop) = (
        Instant::now() + Duration::from_secs(seconds),
        AtomicBool::new(false),
    );
    let (served, acts) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let mut slowest = Duration::ZERO;
    let kinds = std::sync::Mutex::new(std::collections::BTreeMap::<&str, usize>::new());
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            let (stop, acts, kinds) = (&stop, &acts, &kinds);
            scope.spawn(move || {
                let mut random = Random(seed.wrapping_mul(1000) + thread * 7 + 88_172_645);
                let mut silent = Vec::new();
                while !stop.load(Ordering::Relaxed) {
                    let kind = act(&mut random, &ports, &mut silent);
                    *kinds.lock().unwrap().entry(kind).or_default() += 1;
                    acts.fetch_add(1, Ordering::Relaxed);
                    if silent.len() > SILENT {
                        let at = random.below(silent.len());
                        match silent.swap_remove(at) {
                            stream if random.below(2) == 0 => reset(stream),
                            stream => drop(stream),
                        }
                    }
                }
            });
        }
        let (control, conf, stop) = (daemon.file("control"), daemon.file("conf"), &stop);
        let daemon = &daemon;
        let wrong = scope.spawn(move || {
            let mut random = Random(seed + 4_711);
            let pause = Duration::from_millis(seconds * 1000 / WRONG as u64 / 2);
            for _ in 0..WRONG {
                fs::write(&conf, wrong_configuration(&mut random, &right)).unwrap();
                daemon.signal(libc::SIGHUP);
                let mut operator = UnixStream::connect(&control).unwrap();
                operator.set_read_timeout(Some(LONG)).unwrap();
                // It may be closed before all is sent.
                let _ = operator.write_all(&wrong_line(&mut random));
                let _ = operator.shutdown(Shutdown::Write);
                let mut answer = Vec::new();
                let _ = operator.read_to_end(&mut answer);
                std::thread::sleep(pause);
            }
            fs::write(&conf, &right).unwrap();
        });
        while Instant::now() < until || !wrong.is_finished() {
            for port in ports {
                let begin = Instant::now();
                echo(port, &served.load(Ordering::Relaxed).to_string());
                slowest = slowest.max(begin.elapsed());
                served.fetch_add(1, Ordering::Relaxed);
            }
        }
        wrong.join().unwrap();
        stop.store(true, Ordering::Relaxed);
    });
    for name in names {
        daemon.until(name, 0, 0);
    }
    // The right file is read, and changes nothing.
    assert!(daemon.zinet(&["reload"]).starts_with("INET0018I"));
    for port in ports {
        echo(port, "last");
    }
    for name in names {
        daemon.until(name, 0, 0);
    }
    let mut after = left(pid);
    let end = Instant::now() + LONG;
    // Refused clients are heard for two seconds.
    while after.descriptors > before.descriptors && Instant::now() < end {
        std::thread::sleep(Duration::from_millis(100));
        after = left(pid);
    }
    println!(
        "{seconds} s, seed {seed}: {} hostile acts {:?}, {WRONG} configurations and {WRONG} operator lines; {} connections served, the slowest in \
         {} ms; before and after: descriptors {} {}, processes {} {}, resident kB {} {}",
        acts.load(Ordering::Relaxed),
        kinds.lock().unwrap(),
        served.load(Ordering::Relaxed),
        slowest.as_millis(),
        before.descriptors,
        after.descriptors,
        before.processes,
        after.processes,
        before.kilobytes,
        after.kilobytes,
    );
    assert!(after.descriptors <= before.descriptors);
    assert!(after.processes <= before.processes);
    assert!(after.kilobytes < before.kilobytes + 16 * 1024);
    assert!(daemon.count("nothing is changed") > 0);
    assert_eq!(daemon.count("panick"), 0);
}
