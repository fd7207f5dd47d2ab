//! Reasons in words: who ended a conversation, and why; what the monitor knows of those who went without a word.

use super::table::{self, Answered};
use super::{Atmi, Outcome, within};
use crate::conv::codes::{Event, Flags, TpErrno};
use crate::conv::conversation::{GONE, Side};
use crate::conv::failure::Failure;
use crate::conv::line::Report;
use crate::device::Step;
use crate::runtime::{HostCall, Value};
use std::time::{Duration, Instant};

/// How long the monitor may take to find out what became of a server.
const PATIENCE: Duration = Duration::from_secs(3);

/// Whose event the last call told of.
#[derive(Default)]
pub enum Told {
    #[default]
    Nobody,
    /// The other side of a conversation that goes on.
    By(i64),
    /// That of one that is over.
    Ended {
        /// This side.
        side: Side,
        number: u64,
        service: String,
        /// Empty for a call.
        peer: String,
    },
}

/// The other side, for people.
fn who(side: Side, service: &str, peer: &str) -> String {
    match (side, peer) {
        (Side::Initiator, "") => format!("the service {service}"),
        (Side::Initiator, peer) => format!("the service {service} of {peer}"),
        (Side::Subordinate, peer) => format!("the initiator {peer}"),
    }
}

/// A question after a server that went without a word.
struct Asked {
    number: u32,
    until: Instant,
}

/// reason(): why the last call failed, or whose event it told of and why that happened.
pub fn reason(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    let Some(failure) = &atmi.failure else {
        return Ok(Step::Done(Value::default()));
    };
    if failure.reason == GONE
        && let Told::Ended {
            side: Side::Initiator,
            number,
            ..
        } = atmi.told
        && let Step::Wait(wait) = fate(atmi, call, number)
    {
        return Ok(Step::Wait(wait));
    }
    let text = atmi.failure.as_ref().map(|failure| words(atmi, failure));
    Ok(Step::Done(text.unwrap_or_default().into()))
}

fn words(atmi: &Atmi, failure: &Failure) -> String {
    let reason = &failure.reason;
    match (failure.error, failure.event, &atmi.told) {
        (TpErrno::Event, Some(Event::SendOnly), Told::By(cd)) => {
            let slot = usize::try_from(*cd).ok();
            let open = slot.and_then(|at| atmi.conversations.get(at)?.as_ref());
            let who = open.map(|c| who(c.side(), &c.service, &c.peer));
            let who = who.unwrap_or_else(|| "the other side".to_string());
            format!("{who}: it has handed control over")
        }
        (
            TpErrno::Event | TpErrno::SvcErr | TpErrno::SvcFail,
            event,
            Told::Ended {
                side,
                service,
                peer,
                ..
            },
        ) => {
            let who = who(*side, service, peer);
            match event {
                Some(Event::SvcSucc) => format!("{who}: it returned TPSUCCESS"),
                _ => format!("{who}: {reason}"),
            }
        }
        _ => reason.clone(),
    }
}

/// Asks the monitor what became of the server of a conversation, which is then the reason. A monitor that is not there knows nothing.
fn fate(atmi: &mut Atmi, call: &mut HostCall, conversation: u64) -> Step<()> {
    let asked = match call.take_state::<Asked>() {
        Some(asked) => asked,
        None => {
            let number = table::question();
            let report = Report::Ask {
                number,
                line: format!("fate {conversation:016x}"),
            };
            if atmi.membership.tell(&report, &[]).is_err() {
                return Step::Done(());
            }
            let until = Instant::now() + PATIENCE;
            Asked { number, until }
        }
    };
    match table::heard(atmi, asked.number) {
        Ok(None) => {
            let wait = atmi.membership.wait();
            if let Ok(Step::Wait(wait)) = within(call, Flags::SIGRSTRT, wait, Some(asked.until)) {
                call.state(|| asked);
                return Step::Wait(wait);
            }
        }
        Ok(Some(Answered { rows, .. })) => {
            let known = rows.into_iter().flatten().next();
            if let (Some(known), Some(failure)) = (known, &mut atmi.failure) {
                failure.reason = format!("{GONE}: {known}");
            }
        }
        Err(_) => {}
    }
    Step::Done(())
}
