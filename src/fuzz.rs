//! What the fuzzers of `fuzz/` feed: everything here takes any bytes, and has to come back without a panic.

use crate::compile::{self, Fragment};
use crate::device::memory::MemoryDevice;
pub use crate::device::socket::tls::fuzz::{tls_config, tls_records};
use crate::runtime::{Engine, State};
use crate::syntax::words::VERBS;
use crate::value::chars::Chset;
use crate::value::num::Num;
use crate::value::pattern::Pattern;
use crate::value::{NUM_BUF, zwr};
use crate::vm::{Capability, Limits};

/// Lexer, parser and compiler on a routine.
pub fn routine(data: &[u8]) {
    compile::routine(b"fuzz", data, "fuzz.m");
}

/// The same on each kind of text that is compiled at run time.
pub fn fragments(data: &[u8]) {
    let Some((first, text)) = data.split_first() else {
        return;
    };
    let verb = (*first as usize % VERBS.len()) as u8;
    for kind in [
        Fragment::Commands,
        Fragment::Reference,
        Fragment::Value,
        Fragment::Args(verb),
        Fragment::Params(verb),
    ] {
        // An error is a right answer.
        let _ = compile::fragment(kind, text);
    }
}

/// A routine in a session that can reach nothing outside, for a bounded number of steps.
pub fn machine(data: &[u8]) {
    let engine = Engine::builder().routines("").build();
    engine.add_routine("fuzz", data);
    let (device, _) = MemoryDevice::with_input(b"one\ntwo\n");
    let limits = Limits {
        steps: Some(2000),
        depth: 200,
        ..Limits::default()
    };
    let all = [
        Capability::Files,
        Capability::Network,
        Capability::Processes,
        Capability::Shell,
    ];
    let builder = engine
        .session()
        .principal(Box::new(device))
        .limits(limits)
        .messages(|_| {});
    let Ok(mut session) = all
        .into_iter()
        .fold(builder, |b, what| b.deny(what))
        .build()
    else {
        return;
    };
    if session.start_call("^fuzz", &[]).is_err() {
        return;
    }
    while let State::Yield = session.step() {}
    session.abandon();
}

/// A pattern (up to the first zero byte) on a subject.
pub fn pattern(data: &[u8]) {
    let mut parts = data.splitn(2, |b| *b == 0);
    let (text, subject) = (
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
    );
    if let Ok(pattern) = Pattern::compile(text) {
        for utf8 in [false, true] {
            let _ = pattern.matches(subject, utf8);
        }
    }
}

/// Numbers: what is canonical is written as it was read, and arithmetic stays within its range.
pub fn number(data: &[u8]) {
    let half = data.len() / 2;
    let (Ok(a), Ok(b)) = (
        Num::parse_prefix(&data[..half]),
        Num::parse_prefix(&data[half..]),
    ) else {
        return;
    };
    for n in [a, b] {
        let mut buf = NUM_BUF;
        let text = n.text(&mut buf);
        assert_eq!(Num::canonical(text), Some(n));
        assert_eq!(Num::parse_prefix(text), Ok(n));
    }
    if let Some(n) = Num::canonical(data) {
        assert_eq!(n.text(&mut NUM_BUF.clone()), data);
    }
    for result in [
        a.add(b),
        a.sub(b),
        a.mul(b),
        a.div(b),
        a.int_div(b),
        a.modulo(b),
    ]
    .into_iter()
    .flatten()
    {
        assert_eq!(
            Num::canonical(result.text(&mut NUM_BUF.clone())),
            Some(result)
        );
    }
    let _ = (a.to_i64_trunc(), a.to_i32_trunc(), a.to_f64());
}

/// ZWRITE's form of a string, and back.
pub fn zwrite(data: &[u8]) {
    for chset in [Chset::M, Chset::Utf8] {
        assert_eq!(zwr::unzwrite(&zwr::zwrite(data, chset), chset), data);
        zwr::unzwrite(data, chset);
    }
}
