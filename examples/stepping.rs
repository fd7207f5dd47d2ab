//! Several sessions in one loop of the program's own: each gets its time slice, and nobody blocks.

use mrun::device::memory::{Capture, Feed, MemoryDevice};
use mrun::{Engine, Session, State};
use std::time::{Duration, Instant};

const WORKER: &str = r#"
run(name,pause) ;
    new i
    for i=1:1:3 write name,i," " hang pause
    read line write "got ",line
    quit name
"#;

struct Worker {
    session: Session,
    feed: Feed,
    output: Capture,
    result: Option<String>,
}

pub fn main() -> Result<(), Box<dyn std::error::Error>> {
    let engine = Engine::new();
    engine.add_routine("worker", WORKER);
    let mut workers = Vec::new();
    for (name, pause) in [("a", 0.01), ("b", 0.02)] {
        let (feed, output) = (Feed::default(), Capture::default());
        let device = MemoryDevice::new(feed.clone(), output.sink(), false);
        let mut session = engine.session().principal(Box::new(device)).build()?;
        session.start_call("run^worker", &[name.into(), pause.into()])?;
        workers.push(Worker {
            session,
            feed,
            output,
            result: None,
        });
    }
    let begin = Instant::now();
    while workers.iter().any(|w| w.result.is_none()) {
        let mut next = Instant::now() + Duration::from_millis(5);
        for worker in workers.iter_mut().filter(|w| w.result.is_none()) {
            match worker.session.step() {
                State::Done(value) => worker.result = Some(value.unwrap_or_default().to_string()),
                State::Failed(error) => return Err(error.into()),
                // A program with sockets would poll `wait.fds` as well.
                State::Waiting(wait) => next = wait.until.map_or(next, |at| at.min(next)),
                _ => next = Instant::now(),
            }
        }
        if begin.elapsed() > Duration::from_millis(80) {
            workers.iter().for_each(|w| w.feed.push(b"input\n"));
        }
        std::thread::sleep(next.saturating_duration_since(Instant::now()));
    }
    assert_eq!(workers[0].output.take(), b"a1 a2 a3 got input");
    assert_eq!(workers[1].output.take(), b"b1 b2 b3 got input");
    Ok(())
}
