//! Tests of sessions that a panic ends: the panic stays in the session, interpreted and native.

use super::{Engine, Exit, Session, State};
use crate::vm::{Cause, Jit, Limits};

fn engine() -> Engine {
    let engine = Engine::new();
    engine.register("test.panic", |_| panic!("on purpose"));
    engine.add_routine(
        "t",
        "f(n) l +^broken(n) s ^broken=n s x=$$g(n) q x\ng(n) n i f i=1:1:n s x(i)=i\n q $&test.panic(n)\n",
    );
    engine
}

fn sessions(engine: &Engine) -> [Session; 2] {
    [Jit::Off, Jit::Always].map(|jit| {
        let limits = Limits {
            jit,
            ..Limits::default()
        };
        engine.session().limits(limits).build().unwrap()
    })
}

#[test]
fn a_panic_ends_its_session_and_no_other() {
    let engine = engine();
    for mut session in sessions(&engine) {
        let error = session.call("f^t", &[3.into()]).unwrap_err();
        assert_eq!(error.cause, Cause::Panic("on purpose".to_string()));
        assert_eq!(error.place, "g+1^t");
        assert_eq!(
            error.to_string(),
            "the session ended with a panic: on purpose (at g+1^t)"
        );
        // It does nothing any more.
        assert_eq!(session.eval("1").unwrap_err(), error);
        assert_eq!(session.execute("s x=1").unwrap_err(), error);
        assert!(matches!(session.step(), State::Failed(e) if *e == error));
        assert!(matches!(session.run(b"f^t"), Exit::Error(e) if e == error));
        session.abandon();
        // What it held is free for others, and the engine works.
        let mut other = engine.session().build().unwrap();
        assert_eq!(
            other.eval("^broken").unwrap().to_string(),
            "3",
            "set before the panic"
        );
        other.execute("l +^broken(3):0 s got=$t").unwrap();
        assert_eq!(other.get("got", &[]).unwrap().to_string(), "1");
    }
}

#[test]
fn a_panic_cannot_be_trapped() {
    let engine = engine();
    for mut session in sessions(&engine) {
        session
            .execute("s $et=\"s trapped=1,$ec=\"\"\"\"\"")
            .unwrap();
        let error = session.execute("tstart () d f^t(1)").unwrap_err();
        assert!(matches!(error.cause, Cause::Panic(_)), "{error}");
        assert!(session.get("trapped", &[]).is_none());
    }
}

#[test]
fn a_panic_in_a_step_is_the_end_of_the_steps() {
    let engine = engine();
    for mut session in sessions(&engine) {
        session.start_call("f^t", &[5000.into()]).unwrap();
        let end = loop {
            match session.step() {
                State::Yield => {}
                end => break end,
            }
        };
        assert!(matches!(end, State::Failed(e) if e.mnemonic().is_none()));
    }
}
