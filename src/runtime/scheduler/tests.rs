//! Tests of many sessions: they take turns, wait for each other, and end alone.

use super::*;
use crate::vm::{Cause, Limits};
use std::io::{BufRead, BufReader, Read, Write};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::sync::mpsc::Receiver;

/// Longest time that anything here may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// A scheduler with routine `t`, and the ends of the sessions that [`Bench::start`] makes.
struct Bench {
    scheduler: Scheduler,
    done: mpsc::Sender<Ended>,
    ends: Receiver<Ended>,
}

fn bench(threads: usize, source: &str) -> Bench {
    let engine = Engine::new();
    assert!(engine.add_routine("t", source).is_empty());
    let (done, ends) = mpsc::channel();
    Bench {
        scheduler: Scheduler::new(&engine, threads).unwrap(),
        done,
        ends,
    }
}

impl Bench {
    fn start(&self, task: Task) {
        let done = self.done.clone();
        self.scheduler
            .start(task.at_end(move |ended| done.send(ended).unwrap()));
    }

    /// A session with one end of a connection as its principal device; the other end.
    fn connect(&self, entry: &str) -> UnixStream {
        let (ours, theirs) = UnixStream::pair().unwrap();
        ours.set_read_timeout(Some(PATIENCE)).unwrap();
        let fd = OwnedFd::from(theirs);
        self.start(Task::run(entry).setup(move |b| b.socket(fd)));
        ours
    }

    fn end(&self) -> Ended {
        self.ends.recv_timeout(PATIENCE).unwrap()
    }

    fn global(&self, expression: &str) -> String {
        let session = self.scheduler.engine().session();
        session
            .build()
            .unwrap()
            .eval(expression)
            .unwrap()
            .to_string()
    }
}

fn line(stream: &UnixStream) -> String {
    let mut text = String::new();
    BufReader::new(stream).read_line(&mut text).unwrap();
    text
}

#[test]
fn connections_are_principal_devices() {
    let b = bench(
        2,
        "echo u $p:delim=$c(10) f  r x q:$zeof  w x,\" \",$l(x),!\n q\n",
    );
    let peers: Vec<_> = (0..200).map(|_| b.connect("echo^t")).collect();
    for round in 0..3 {
        for (number, mut peer) in peers.iter().enumerate() {
            peer.write_all(format!("{round} {number}\n").as_bytes())
                .unwrap();
        }
        for (number, peer) in peers.iter().enumerate() {
            let text = format!("{round} {number}");
            assert_eq!(line(peer), format!("{text} {}\n", text.len()));
        }
    }
    let live = b.scheduler.sessions();
    assert_eq!(live.len(), 200);
    for session in live {
        assert_eq!(session.entry, b"echo^t");
        assert_eq!(session.waits, Some("READ"));
        let traffic = session.traffic.unwrap();
        assert!(traffic.received > 0 && traffic.sent > traffic.received);
    }
    drop(peers);
    for _ in 0..200 {
        assert!(matches!(b.end().exit, Exit::Status(0)));
    }
    assert!(b.scheduler.is_empty());
}

#[test]
fn who_runs_on_leaves_turns_to_others() {
    let b = bench(1, "spin f  s x=$g(x)+1\nask r x w x,!\n q\n");
    let spinning = b.connect("spin^t");
    for _ in 0..3 {
        b.start(Task::run("spin^t").setup(|s| {
            s.principal(Box::new(
                crate::device::memory::MemoryDevice::with_input(b"").0,
            ))
        }));
    }
    for _ in 0..20 {
        let mut peer = b.connect("ask^t");
        peer.write_all(b"hello\n").unwrap();
        assert_eq!(line(&peer), "hello\n");
        assert!(matches!(b.end().exit, Exit::Status(0)));
    }
    assert_eq!(b.scheduler.len(), 4);
    // SIGTERM's status, as a process has it.
    b.scheduler.close();
    for _ in 0..4 {
        assert!(matches!(b.end().exit, Exit::Status(-15)));
    }
    drop(spinning);
}

#[test]
fn bounds_errors_and_panics_end_one_session() {
    let source =
        "spin f  s x=$g(x)+1\nwrong s x=1/0\ndeep d deep\nbad s x=$&test.panic()\nfine q\n";
    let b = bench(1, source);
    b.scheduler
        .engine()
        .register("test.panic", |_| panic!("on purpose"));
    let quiet = |task: Task| {
        task.setup(|s| {
            let limits = Limits {
                steps: Some(100_000),
                depth: 1000,
                ..Limits::default()
            };
            s.limits(limits).principal(Box::new(
                crate::device::memory::MemoryDevice::with_input(b"").0,
            ))
        })
    };
    let causes = |entry: &str| {
        b.start(quiet(Task::run(entry)));
        let ended = b.end();
        match ended.exit {
            Exit::Error(error) => (error.to_string(), String::from_utf8(ended.report).unwrap()),
            Exit::Status(status) => (status.to_string(), String::new()),
        }
    };
    assert!(causes("spin^t").0.starts_with(&Cause::Steps.to_string()));
    let (text, report) = causes("wrong^t");
    assert!(text.contains("wrong^t"), "{text}");
    assert!(report.starts_with("%GTM-E-DIVZERO"), "{report}");
    assert!(causes("deep^t").1.contains("STACKCRIT"));
    assert!(causes("bad^t").0.contains("on purpose"));
    assert!(causes("nowhere^t").0.contains("JOBLABOFF"));
    assert_eq!(causes("fine^t").0, "0");
}

#[test]
fn sessions_wait_for_locks_and_times() {
    let b = bench(
        2,
        "add n i f i=1:1:20 l +^n s x=$g(^n) h .001 s ^n=x+1 l -^n\n q\n",
    );
    for _ in 0..20 {
        b.start(Task::run("add^t"));
    }
    for _ in 0..20 {
        assert!(matches!(b.end().exit, Exit::Status(0)));
    }
    assert_eq!(b.global("^n"), "400");
}

#[test]
fn transactions_of_one_thread_restart() {
    let b = bench(
        1,
        "add n i f i=1:1:50 ts ():serial s x=$g(^n) d:i#7=0  s ^n=x+1 tc\n . h .001\n q\n",
    );
    for _ in 0..10 {
        b.start(Task::run("add^t"));
    }
    for _ in 0..10 {
        assert!(matches!(b.end().exit, Exit::Status(0)));
    }
    assert_eq!(b.global("^n"), "500");
}

#[test]
fn the_last_output_of_a_session_waits_for_its_reader() {
    let b = bench(1, "out s $p(x,\"0123456789\",100001)=\"\" w x h\nfine q\n");
    let mut slow = b.connect("out^t");
    // The worker does not wait for it.
    b.start(Task::run("fine^t"));
    assert!(matches!(b.end().exit, Exit::Status(0)));
    let mut text = Vec::new();
    slow.read_to_end(&mut text).unwrap();
    assert_eq!(text.len(), 1_000_000);
    assert!(matches!(b.end().exit, Exit::Status(0)));
}

#[test]
fn requests_reach_a_session_that_waits() {
    let b = bench(1, "wait s $zint=\"s ^here=$j h\" h 1000\n q\n");
    b.start(Task::run("wait^t"));
    let job = loop {
        match b.scheduler.sessions().first() {
            Some(session) if session.waits == Some("HANG") => break session.job,
            _ => std::thread::yield_now(),
        }
    };
    // From M, as to a process.
    let sent = b.global(&format!("$zsigproc({job},\"SIGUSR1\")"));
    assert_eq!(sent, "0");
    let ended = b.end();
    assert!(matches!(ended.exit, Exit::Status(0)));
    assert_eq!(b.global("^here"), ended.job.to_string());
}
