//! Bounds for M code that is not trusted: steps, depth, time, and what it may reach.

use mrun::{Capability, Cause, Engine, Limits};
use std::time::Duration;

const WILD: &str = r#"
loop for  set x=$get(x)+1
deep(n) quit $$deep(n+1)
caught() new $etrap set $etrap="set $ecode="""" quit ""caught""" quit $$deep(0)
"#;

pub fn main() -> Result<(), Box<dyn std::error::Error>> {
    let engine = Engine::new();
    engine.add_routine("wild", WILD);
    let mut limits = Limits::default();
    limits.steps = Some(100_000);
    limits.depth = 1000;
    let mut session = engine
        .session()
        .limits(limits)
        .deny(Capability::Shell)
        .deny(Capability::Processes)
        .deny(Capability::Files)
        .deny(Capability::Network)
        .build()?;

    // Too many levels are an M error, which M code can trap.
    let error = session.call("deep^wild", &[0.into()]).unwrap_err();
    assert_eq!(error.mnemonic(), Some("STACKCRIT"));
    assert_eq!(session.eval("$$caught^wild()")?, "caught");

    // Neither the end of the steps nor a deadline can be trapped.
    let error = session.call("loop^wild", &[]).unwrap_err();
    assert_eq!(error.cause, Cause::Steps);
    println!("{error}");

    let mut session = engine.session().build()?;
    let error = session
        .call_within("loop^wild", &[], Duration::from_millis(20))
        .unwrap_err();
    assert_eq!(error.cause, Cause::Deadline);
    assert_eq!(error.place, "loop^wild");
    Ok(())
}
