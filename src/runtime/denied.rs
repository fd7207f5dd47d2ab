//! Tests of what a session cannot do without a capability.

use super::Engine;
use crate::vm::Capability;

/// Commands, the capability they need, and the error without it.
const OPERATIONS: &[(&str, Capability, &str)] = &[
    (
        "open \"/dev/null/x\":newversion",
        Capability::Files,
        "DEVOPENFAIL",
    ),
    (
        "open \"denied.txt\":newversion",
        Capability::Files,
        "DEVOPENFAIL",
    ),
    ("zlink \"x\"", Capability::Files, "RESTRICTEDOP"),
    ("zcompile \"x.m\"", Capability::Files, "RESTRICTEDOP"),
    ("set x=$zsearch(\"*\")", Capability::Files, "RESTRICTEDOP"),
    ("set x=$zparse(\"x\")", Capability::Files, "RESTRICTEDOP"),
    ("set $zdirectory=\"/\"", Capability::Files, "RESTRICTEDOP"),
    ("set $zroutines=\".\"", Capability::Files, "RESTRICTEDOP"),
    (
        "open \"s\":(listen=\"/tmp/denied:LOCAL\")::\"SOCKET\"",
        Capability::Network,
        "DEVOPENFAIL",
    ),
    (
        "open \"p\":command=\"true\"::\"PIPE\"",
        Capability::Processes,
        "DEVOPENFAIL",
    ),
    ("job ^x", Capability::Processes, "JOBFAIL"),
    ("set x=$zsigproc($job,0)", Capability::Processes, "SYSCALL"),
    (
        "set x=$zgetjpi($job,\"ISPROCALIVE\")",
        Capability::Processes,
        "RESTRICTEDOP",
    ),
    (
        "set x=$zsyslog(\"x\")",
        Capability::Processes,
        "RESTRICTEDOP",
    ),
    ("zsystem \"true\"", Capability::Shell, "UNIMPLOP"),
    ("zedit \"x\"", Capability::Shell, "UNIMPLOP"),
    ("do &f()", Capability::External, "RESTRICTEDOP"),
    ("set x=$&package.f()", Capability::External, "RESTRICTEDOP"),
];

#[test]
fn what_reaches_the_system_needs_a_capability() {
    let engine = Engine::builder().routines("").build();
    engine.add_routine("x", " quit\n");
    for (commands, needs, mnemonic) in OPERATIONS {
        let mut session = engine.session().deny(*needs).build().unwrap();
        let error = session.execute(commands).unwrap_err();
        assert_eq!(error.mnemonic(), Some(*mnemonic), "{commands}: {error}");
    }
}

#[test]
fn host_functions_need_no_capability() {
    let engine = Engine::new();
    engine.register("a.f", |_| Ok(1.into()));
    let mut session = engine.session().deny(Capability::External).build().unwrap();
    assert_eq!(session.eval("$&a.f()").unwrap(), 1);
}
