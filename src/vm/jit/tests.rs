//! Native code against the interpreter: regions, and the ways out of them.

use super::flow::Flow;
use super::{MOST, WHOLE, region};
use crate::compile;
use crate::device::table::Devices;
use crate::device::{
    ControlDone, ControlOp, Device, Flush, IoResult, Item, Param, ReadDone, ReadOp, Shared, Status,
    Step,
};
use crate::runtime::{Engine, Session, State};
use crate::vm::{Cause, Jit, Limits};

fn session(engine: &Engine, jit: Jit) -> Session {
    let limits = Limits {
        jit,
        ..Limits::default()
    };
    engine.session().limits(limits).build().unwrap()
}

/// What an extrinsic gives, or the mnemonic of its error and its place, natively and interpreted.
fn both(source: &str) -> String {
    let engine = Engine::new();
    engine.add_routine("t", source);
    let run = |jit| match session(&engine, jit).call("f^t", &[]) {
        Ok(value) => value.map_or_else(String::new, |v| v.to_string()),
        Err(e) => format!("{:?} {}", e.mnemonic(), e.place),
    };
    let native = run(Jit::Always);
    assert_eq!(native, run(Jit::Off), "{source}");
    // Code that another session made is not run where it is not wanted, and is run again where it is.
    assert_eq!(native, run(Jit::Always), "{source}");
    native
}

#[test]
fn sums_beyond_18_digits_become_decimals_and_come_back() {
    let near = "999999999999999990";
    assert_eq!(
        both(&format!(
            "f() n i,s s s={near} f i=1:1:20 s s=s+1\n q s_\",\"_(s-20)\n"
        )),
        "1000000000000000000,999999999999999980"
    );
    assert_eq!(
        both("f() n i,s s s=1 f i=1:1:20 s s=s*10\n q s\n"),
        "100000000000000000000"
    );
    assert_eq!(
        both("f() n i,s s s=0 f i=1:1:5 s s=s-.5\n q s_\",\"_(7\\-2)_\",\"_(-7#3)_\",\"_(1/4)\n"),
        "-2.5,-3,2,.25"
    );
}

#[test]
fn names_that_share_a_container_see_each_other() {
    let source = "f() n a,i s a=0 f i=1:1:10 d g(.a)\n q a\ng(b) n j f j=1:1:3 s b=b+1,a=a+b\n q\n";
    assert_eq!(both(source), both(source));
    assert_eq!(
        both("f() n a,b s a=1,*b=a f i=1:1:4 s a=b+1,b=a+b\n q a_\",\"_b\n"),
        "46,46"
    );
}

#[test]
fn texts_and_integers_take_turns_in_a_variable() {
    assert_eq!(
        both(
            "f() n i,x,s s s=\"\" f i=1:1:6 s x=i s:i#2 x=\"a text of more than fourteen bytes \"_i s s=s_$l(x)\n q s\n"
        ),
        "361361361"
    );
}

#[test]
fn errors_keep_their_place() {
    for line in [
        "s x=y+1",
        "s x=a(i)",
        "s x=1/0",
        "i z s x=1",
        "d nosuch",
        "s x=$$g(1,2,3)",
        "s x=\"1E47\"*10",
    ] {
        let source = format!("f() n i,x s x=0\n f i=1:1:3 s x=x+1 {line}\n q x\ng(a) q a\n");
        assert!(both(&source).contains("f+1^t"), "{line}");
    }
}

#[test]
fn a_trap_goes_on_in_native_code() {
    assert_eq!(
        both(
            "f() n $et,i,x,n s n=0,$et=\"s n=n+1,$ec=\"\"\"\" q 7\" f i=1:1:10 s x=$$g(i)\n q n\ng(k) n s f s=1:1:5 s k=k+s\n i k#2 s k=nosuch\n q k\n"
        ),
        "5"
    );
}

#[test]
fn loops_with_several_parameters_find_their_way() {
    assert_eq!(
        both(
            "f() n i,s s s=\"\" f i=1:1:3,10,20:-5:10,7:2 q:i>9&(i<11)&(s[\"7\")  s s=s_i_\",\" q:i>12&(s[\"7\")\n q s\n"
        ),
        "1,2,3,10,20,15,10,7,9,11,13,"
    );
}

#[test]
fn steps_are_counted_alike() {
    let engine = Engine::new();
    engine.add_routine(
        "t",
        "f() n i f i=1:1 s x=$$g(i) d\n . s y=i\n q\ng(a) q a+1\n",
    );
    let reached = |jit| {
        let limits = Limits {
            steps: Some(5000),
            jit,
            ..Limits::default()
        };
        let mut session = engine.session().limits(limits).build().unwrap();
        let error = session.call("f^t", &[]).unwrap_err();
        assert_eq!(error.cause, Cause::Steps);
        session.get("y", &[]).map(|y| y.to_string())
    };
    let native = reached(Jit::Always);
    assert!(native.is_some());
    assert_eq!(native, reached(Jit::Off));
}

#[test]
fn a_slice_ends_inside_native_code() {
    let engine = Engine::new();
    engine.add_routine("t", "f() n i f i=1:1:100000 s x=i\n q i\n");
    let mut session = session(&engine, Jit::Always);
    session.start_call("f^t", &[]).unwrap();
    let mut slices = 0;
    while let State::Yield = session.step() {
        slices += 1;
    }
    assert!(slices > 10);
    assert_eq!(session.get("x", &[]).unwrap().to_string(), "100000");
}

#[test]
fn a_long_unit_is_divided_at_its_labels() {
    let mut source = String::new();
    for label in 0..40 {
        source += &format!("l{label} ;\n");
        source += &" s a=a+1,b=a*2,c=b-a\n".repeat(20);
    }
    let code = compile::routine(b"t", source.as_bytes(), "t.m", Default::default());
    assert!(code.ins.len() > WHOLE);
    let pc = code.labels[7].pc as usize;
    let inside = region(&code, pc + 3);
    assert_eq!(inside, code.labels[7].pc..code.labels[8].pc);
    assert!(inside.len() < MOST);
    let short = compile::routine(b"t", b"f ;\n q\n", "t.m", Default::default());
    assert_eq!(region(&short, 0), 0..short.ins.len() as u32);
}

#[test]
fn blocks_begin_at_targets_and_temporaries_of_loops_cross_them() {
    let code = compile::routine(
        b"t",
        b"f f i=1:1:n s s=s+(i*2)\n q\n",
        "t.m",
        Default::default(),
    );
    let flow = Flow::new(&code);
    let next = code
        .ins
        .iter()
        .position(|i| i.op == compile::Op::ForNext)
        .unwrap();
    let next_ins = code.ins[next];
    assert!(flow.is_leader(next_ins.c));
    assert!(!flow.is_leader(next as u32));
    assert!(flow.crosses(next_ins.b) && flow.crosses(next_ins.b + 1));
    let product = code.ins.iter().find(|i| i.op == compile::Op::Mul).unwrap();
    assert!(!flow.crosses(compile::Opnd(product.a).index() as u32));
}

/// A device that panics when it is asked for its key, and has nothing else to do.
struct Broken;

impl Device for Broken {
    fn zkey(&mut self) -> Vec<u8> {
        panic!("no key")
    }

    fn flush(&mut self, _: Flush) -> IoResult<()> {
        Ok(Step::Done(()))
    }

    fn as_any(&mut self) -> &mut dyn std::any::Any {
        self
    }

    fn use_params(&mut self, _: &[Param], _: &mut Shared) -> IoResult<()> {
        unreachable!()
    }

    fn read(&mut self, _: &mut ReadOp, _: &mut Shared) -> IoResult<ReadDone> {
        unreachable!()
    }

    fn write(&mut self, _: Item<'_>, _: &mut Shared) -> IoResult<()> {
        unreachable!()
    }

    fn control(&mut self, _: &mut ControlOp, _: &mut Shared) -> IoResult<ControlDone> {
        unreachable!()
    }

    fn close(&mut self, _: &[Param], _: &mut Shared) -> IoResult<bool> {
        unreachable!()
    }

    fn status(&self) -> &Status {
        unreachable!()
    }

    fn status_mut(&mut self) -> &mut Status {
        unreachable!()
    }

    fn exception(&self) -> Option<&[u8]> {
        None
    }

    fn describe(&self, _: &[u8], _: &mut Vec<Vec<u8>>) {}
}

#[test]
fn a_panic_in_a_helper_goes_on_behind_native_code() {
    let engine = Engine::new();
    engine.add_routine("t", "f() n i,s f i=1:1:3 s s=$zkey\n q s\n");
    let failed = |jit| {
        let mut session = session(&engine, jit);
        session.machine.devices = Devices::with_principal(Box::new(Broken), Shared::default());
        session.call("f^t", &[]).unwrap_err()
    };
    let native = failed(Jit::Always);
    assert_eq!(native.cause, Cause::Panic("no key".to_string()));
    assert_eq!(native.cause, failed(Jit::Off).cause);
}
