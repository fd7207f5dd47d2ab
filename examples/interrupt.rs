//! Requests from another thread: the code of $ZINTERRUPT, and the end of a run.

use mrun::{Cause, Engine};
use std::thread;
use std::time::Duration;

pub fn main() -> Result<(), Box<dyn std::error::Error>> {
    let engine = Engine::new();
    engine.add_routine("server", "wait hang 30 quit\nbusy for  \n");
    let mut session = engine.session().build()?;
    session.execute(r#"set $zinterrupt="set seen=$get(seen)+1""#)?;

    // The handle may go to other threads; the session stays with its own.
    let signals = session.signals();
    let other = thread::spawn(move || {
        thread::sleep(Duration::from_millis(30));
        signals.zinterrupt();
        thread::sleep(Duration::from_millis(30));
        signals.stop();
        signals
    });
    let error = session.call("wait^server", &[]).unwrap_err();
    assert_eq!(error.cause, Cause::Stopped);
    assert_eq!(error.place, "wait^server");
    assert_eq!(session.get("seen", &[]), Some(1.into()));

    // A loop that never waits is interrupted as well.
    let signals = other.join().map_err(|_| "the other thread failed")?;
    let other = thread::spawn(move || {
        thread::sleep(Duration::from_millis(30));
        signals.stop();
    });
    assert_eq!(
        session.call("busy^server", &[]).unwrap_err().cause,
        Cause::Stopped
    );
    other.join().map_err(|_| "the other thread failed")?;
    Ok(())
}
