//! Tables as arrays of M: the session's conversations as it knows them, and what operators see of the whole application.

use super::{Atmi, Outcome, within};
use crate::conv::about::Moment;
use crate::conv::codes::Flags;
use crate::conv::conversation::Conversation;
use crate::conv::failure::Failure;
use crate::conv::line::{Order, Report};
use crate::device::Step;
use crate::runtime::{HostCall, Value};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Instant;

/// What operators call the table that is given without a name.
const USUAL: &str = "conversations";

/// Numbers of questions, so that an answer nobody waits for any more is told from the one that is waited for.
static QUESTIONS: AtomicU32 = AtomicU32::new(0);

/// Seconds since a moment, as M writes them.
fn seconds(since: Moment) -> Value {
    Value::from(since.age() as f64 / 1000.0)
}

/// conversations(.list): how many are open; `list(cd,name)` is what this side knows of each, `list("call",cd,name)` of requests whose reply
/// was not yet taken.
pub fn conversations(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    let mut nodes = Vec::new();
    let mut count = 0;
    let transaction = atmi.whose_transaction();
    let of = |joined: bool| Value::from(if joined { transaction } else { "" });
    for (cd, slot) in atmi.conversations.iter_mut().enumerate() {
        let Some(conversation) = slot else {
            continue;
        };
        count += 1;
        let joined = of(conversation.mark.is_some());
        for (name, value) in rows(conversation, joined) {
            nodes.push((vec![Value::from(cd as i64), name.into()], value));
        }
    }
    for (cd, pending) in &mut atmi.calls {
        let rows = [
            ("age", seconds(pending.since())),
            ("ready", pending.is_ready().into()),
            ("service", pending.service().into()),
            ("transaction", of(pending.is_joined())),
        ];
        for (name, value) in rows {
            nodes.push((vec!["call".into(), (*cd).into(), name.into()], value));
        }
    }
    call.set_array(0, None, nodes);
    Ok(Step::Done(Value::from(count)))
}

fn rows(conversation: &mut Conversation, transaction: Value) -> [(&'static str, Value); 14] {
    let queue = conversation.queued() as i64;
    let conversation = &*conversation;
    let about = &conversation.about;
    [
        ("age", seconds(about.since)),
        ("call", about.call.into()),
        ("control", conversation.has_control().into()),
        ("flags", about.flags.to_string().into()),
        ("id", format!("{:016x}", conversation.number()).into()),
        ("peer", conversation.peer.as_str().into()),
        ("pid", about.pid.into()),
        ("queue", queue.into()),
        ("received", (conversation.received as i64).into()),
        ("sent", (conversation.sent as i64).into()),
        ("service", conversation.service.as_str().into()),
        ("side", conversation.side().name().into()),
        ("transaction", transaction),
        ("waits", about.waits.into()),
    ]
}

/// A question to the monitor that is under way.
struct Asked {
    number: u32,
    deadline: Option<Instant>,
    rows: Vec<(Vec<Value>, Value)>,
    count: i64,
}

/// table(.list, command): how many rows the table of an operator's command has, `conversations` by default; `list(row,column)` has what
/// `mrun conv admin` shows, with the names of its JSON.
pub fn table(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    let command = match call.arg(1).to_string() {
        none if none.is_empty() => USUAL.to_string(),
        command => command,
    };
    if let Step::Wait(wait) = atmi.enter(call)? {
        return Ok(Step::Wait(wait));
    }
    let mut asked = match call.take_state::<Asked>() {
        Some(asked) => asked,
        None => {
            let number = question();
            let report = Report::Ask {
                number,
                line: command,
            };
            atmi.membership.tell(&report, &[])?;
            Asked {
                number,
                deadline: atmi.deadline(Flags::NONE, ""),
                rows: Vec::new(),
                count: 0,
            }
        }
    };
    while let Some(Answered { keys, rows, end }) = heard(atmi, asked.number)? {
        for row in rows {
            asked.count += 1;
            for (key, cell) in keys.iter().zip(row) {
                let path = vec![asked.count.into(), key.as_str().into()];
                asked.rows.push((path, Value::from(cell)));
            }
        }
        if end {
            call.set_array(0, None, asked.rows);
            return Ok(Step::Done(asked.count.into()));
        }
    }
    let wait = atmi.membership.wait();
    let step = within(call, Flags::SIGRSTRT, wait, asked.deadline)?;
    call.state(|| asked);
    Ok(step)
}

/// The number of a new question.
pub fn question() -> u32 {
    QUESTIONS.fetch_add(1, Ordering::Relaxed)
}

/// A part of the monitor's answer.
pub struct Answered {
    pub keys: Vec<String>,
    pub rows: Vec<Vec<String>>,
    pub end: bool,
}

/// What the monitor answers to a question, if something has come. Answers that nobody waits for any more are passed over.
///
/// # Errors
/// It refuses, or it has gone.
pub fn heard(atmi: &mut Atmi, question: u32) -> Result<Option<Answered>, Failure> {
    loop {
        match atmi.membership.hear()? {
            None => return Ok(None),
            Some((
                Order::Rows {
                    number,
                    keys,
                    rows,
                    end,
                },
                _,
            )) if number == question => return Ok(Some(Answered { keys, rows, end })),
            Some((Order::Refused { error, reason }, _)) => return Err(Failure::new(error, reason)),
            Some((Order::Shutdown, _)) => super::server::leave(atmi),
            Some(_) => {}
        }
    }
}
