//! The bound of a session's memory.

use mrun::{Cause, CountingAllocator, Engine, Limits, Session};

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;

const ROUTINE: &str = r#"
strings(n)	new x,i for i=1:1:n set x(i)=$justify("",1000)
	quit i
nodes()	new x,i for i=1:1 set x(i)=i
keys()	new x,i for i=1:1 set x("key"_i)=""
trapped()	new $etrap set $etrap="set $ecode="""" quit $piece($zstatus,"","",3)" quit $$strings(1000000)
more	new y,i for i=1:1 set y(i)=$justify("",1000)
"#;

fn session(limit: usize) -> Session {
    let engine = Engine::new();
    assert!(engine.add_routine("hog", ROUTINE).is_empty());
    let mut limits = Limits::default();
    limits.memory = Some(limit);
    engine.session().limits(limits).build().unwrap()
}

#[test]
fn too_much_memory_is_an_error_that_can_be_trapped() {
    for entry in ["nodes^hog", "keys^hog"] {
        let error = session(20_000_000).call(entry, &[]).unwrap_err();
        assert_eq!(error.mnemonic(), Some("STPCRIT"), "{entry}: {error}");
    }
    let mut session = session(20_000_000);
    let error = session
        .call("strings^hog", &[1_000_000.into()])
        .unwrap_err();
    assert_eq!(error.mnemonic(), Some("STPCRIT"));
    // The memory of the call is given back.
    assert_eq!(
        session.call("strings^hog", &[1000.into()]).unwrap(),
        Some(1000.into())
    );
    let text = session.call("trapped^hog", &[]).unwrap().unwrap();
    assert!(text.to_string().starts_with("%GTM-E-STPCRIT"), "{text}");
}

#[test]
fn the_run_ends_when_it_goes_on() {
    let mut session = session(20_000_000);
    session
        .execute("set $etrap=\"set $ecode=\"\"\"\" goto more^hog\"")
        .unwrap();
    let error = session
        .execute("for i=1:1 set x(i)=$justify(\"\",1000)")
        .unwrap_err();
    assert_eq!(error.cause, Cause::Memory);
}
