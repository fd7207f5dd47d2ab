//! tpsend, tprecv, tpdiscon.

use super::told::Told;
use super::transcript::Note;
use super::{Atmi, Outcome, data, flags, no_descriptor, within};
use crate::conv::codes::{Event, Flags, TpErrno};
use crate::conv::conversation::{Conversation, Delivery, Received, Side};
use crate::conv::failure::Failure;
use crate::conv::frame::{Encoded, Frame};
use crate::device::Step;
use crate::runtime::{HostCall, Value};
use crate::store::work::Mark;
use std::time::Instant;

const SENDS: &[Flags] = &[
    // Harmless: control stays where it is.
    Flags::SENDONLY,
    Flags::RECVONLY,
    Flags::NOBLOCK,
    Flags::NOTIME,
    Flags::SIGRSTRT,
];
const RECEIVES: &[Flags] = &[
    Flags::NOCHANGE,
    Flags::NOBLOCK,
    Flags::NOTIME,
    Flags::SIGRSTRT,
];

/// The descriptor of an argument.
fn descriptor(call: &HostCall) -> i64 {
    i64::try_from(&call.arg(0)).unwrap_or(-1)
}

/// What tpsend keeps while it waits.
struct Sending {
    /// When it has to end, once that is known.
    deadline: Option<Option<Instant>>,
    /// Until it is on its way.
    message: Option<Frame>,
    /// What the other side has of the transaction then.
    mark: Option<Mark>,
    /// What it was, for the transcript.
    noted: Option<Encoded>,
}

/// When a tprecv that waits has to end.
struct Receiving(Option<Instant>);

/// tpsend(cd, .data, length, flags, .revent): 0.
pub fn tpsend(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    let outcome = send(atmi, call);
    came_of(atmi, call, outcome)
}

/// What tables and transcripts learn of the outcome of a call in a conversation.
fn came_of(atmi: &mut Atmi, call: &HostCall, outcome: Outcome) -> Outcome {
    match &outcome {
        Ok(Step::Done(_)) => {}
        Ok(Step::Wait(_)) => {
            if let Ok(conversation) = atmi.conversation(descriptor(call)) {
                conversation.about.waits = true;
            }
            return outcome;
        }
        // Those who ask again and again are not noted, and events are where they happen.
        Err(Failure {
            error: TpErrno::Block | TpErrno::Event | TpErrno::BadDesc,
            ..
        }) => {}
        Err(Failure { error, reason, .. }) => {
            let cd = descriptor(call);
            if let Ok(conversation) = atmi.conversation(cd) {
                let about = &conversation.about;
                let (name, flags) = (about.call, about.flags);
                atmi.note(cd, false, || Note {
                    call: name,
                    flags,
                    error: Some(*error),
                    reason: reason.clone(),
                    ..Note::default()
                });
            }
        }
    }
    if let Ok(conversation) = atmi.conversation(descriptor(call)) {
        conversation.about.waits = false;
    }
    outcome
}

fn send(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    call.set_arg(4, 0);
    let cd = descriptor(call);
    atmi.conversation(cd)?;
    let flags = flags(call, 3, SENDS)?;
    atmi.blocktime.used = true;
    let mut sending = match call.take_state::<Sending>() {
        Some(sending) => sending,
        None => {
            atmi.conversation(cd)?.about.called("tpsend", flags);
            let buffer = data::outgoing(atmi, call, 1)?;
            let noted = atmi.is_noted(cd).then(|| buffer.clone()).flatten();
            atmi.in_time()?;
            let (work, mark) = work(atmi, call, cd)?.unzip();
            let message = Some(Conversation::message(buffer, work, flags));
            Sending {
                deadline: None,
                message,
                mark,
                noted,
            }
        }
    };
    let step = atmi.conversation(cd)?.send(&mut sending.message, flags)?;
    if sending.message.is_none()
        && let Some(mark) = sending.mark.take()
    {
        atmi.conversation(cd)?.mark = Some(mark);
    }
    match step {
        Step::Done(Delivery::Sent) => {
            atmi.note(cd, false, || Note {
                call: "tpsend",
                flags,
                buffer: sending.noted.take(),
                ..Note::default()
            });
            atmi.code = 0;
            Ok(Step::Done(Value::from(0)))
        }
        Step::Done(Delivery::Over(end)) => Err(happened(atmi, call, cd, end, 4)),
        Step::Wait(wait) => {
            let deadline = sending.deadline;
            let deadline = deadline.unwrap_or_else(|| atmi.deadline_in(flags, cd));
            sending.deadline = Some(deadline);
            let step = within(call, flags, wait, deadline)?;
            call.state(|| sending);
            Ok(step)
        }
    }
}

/// What a message takes along in a conversation of the transaction.
fn work(atmi: &mut Atmi, call: &mut HostCall, cd: i64) -> Result<Option<(Encoded, Mark)>, Failure> {
    let mark = atmi.conversation(cd)?.mark.clone();
    let work = |mut mark| Ok((atmi.hand_on(call, &mut mark)?, mark));
    mark.map(work).transpose()
}

/// tprecv(cd, .data, .length, flags, .revent): 0, or -1 with TPEEVENT.
pub fn tprecv(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    let outcome = receive(atmi, call);
    came_of(atmi, call, outcome)
}

fn receive(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    call.set_arg(4, 0);
    let cd = descriptor(call);
    atmi.conversation(cd)?;
    let flags = flags(call, 3, RECEIVES)?;
    atmi.conversation(cd)?.about.called("tprecv", flags);
    atmi.in_time()?;
    let receiving = call.take_state::<Receiving>();
    let patient = receiving.is_none() && !flags.has(Flags::NOBLOCK);
    atmi.blocktime.used = true;
    let mut haste = std::mem::take(&mut atmi.haste);
    let conversation = atmi.conversation(cd)?;
    let peer = conversation.processor();
    let step = haste.look(call, patient, peer, || conversation.receive());
    atmi.haste = haste;
    let wait = match step? {
        Step::Done(received) => return took(atmi, call, cd, flags, received),
        Step::Wait(_) if flags.has(Flags::NOBLOCK) => {
            return Err(Failure::new(TpErrno::Block, "no message is there"));
        }
        Step::Wait(_) => atmi.conversation(cd)?.wait(),
    };
    // A call that need not wait does not look at the clock.
    let Receiving(deadline) = receiving.unwrap_or_else(|| Receiving(atmi.deadline_in(flags, cd)));
    let step = within(call, flags, wait, deadline)?;
    call.state(|| Receiving(deadline));
    Ok(step)
}

/// A message has come.
fn took(
    atmi: &mut Atmi,
    call: &mut HostCall,
    cd: i64,
    flags: Flags,
    received: Received,
) -> Outcome {
    let (Received::Data { buffer, work } | Received::Event { buffer, work, .. }) = &received;
    if let Some(work) = work {
        // What the other side did is seen from here on.
        if let Some(mut mark) = atmi.conversation(cd)?.mark.take() {
            atmi.take_up(call, work, &mut mark);
            atmi.conversation(cd)?.mark = Some(mark);
        }
    }
    if let Err(failure) = data::incoming(atmi, call, 1, 2, buffer.as_ref(), flags) {
        // The message is lost, so the conversation cannot go on.
        atmi.note(cd, true, || Note {
            call: "tprecv",
            flags,
            error: Some(failure.error),
            reason: failure.reason.clone(),
            ..Note::default()
        });
        if let Some(conversation) = atmi.forget(cd)
            && conversation.side() == Side::Initiator
        {
            if conversation.mark.is_some() {
                atmi.abort_only("a message of it could not be taken");
            }
            conversation.disconnect("it cannot take a message of this type");
        }
        return Err(failure);
    }
    match received {
        Received::Data { .. } => {
            atmi.note(cd, false, || Note::of("tprecv", flags, &received));
            atmi.code = 0;
            Ok(Step::Done(Value::from(0)))
        }
        event => Err(happened(atmi, call, cd, event, 4)),
    }
}

/// TPEEVENT: what the event leaves. `at`: the argument for revent.
fn happened(atmi: &mut Atmi, call: &mut HostCall, cd: i64, what: Received, at: usize) -> Failure {
    let over = what.is_end();
    if let Ok(about) = atmi.conversation(cd).map(|c| &c.about) {
        let (name, flags) = (about.call, about.flags);
        atmi.note(cd, over, || Note::of(name, flags, &what));
    }
    let Received::Event {
        event,
        code,
        reason,
        ..
    } = what
    else {
        return Failure::new(TpErrno::System, "a message where an event was expected");
    };
    call.set_arg(at, event.name());
    atmi.code = code;
    if !over {
        // Who it was is looked up when somebody asks.
        atmi.told = Told::By(cd);
        return Failure::event(event, reason);
    }
    let gone = atmi.forget(cd);
    if event != Event::SvcSucc && gone.as_ref().is_some_and(|c| c.mark.is_some()) {
        atmi.abort_only(format!("{} in a part of it: {reason}", event.name()));
    }
    if let (Event::SvcErr | Event::DisconImm, Some(gone)) = (event, &gone) {
        let (service, peer) = (&gone.service, &gone.peer);
        atmi.log(&format!("{} in {service}, {peer}: {reason}", event.name()));
    }
    let Some(mut gone) = gone else {
        return Failure::event(event, reason);
    };
    atmi.told = Told::Ended {
        side: gone.side(),
        number: gone.number(),
        service: std::mem::take(&mut gone.service),
        peer: std::mem::take(&mut gone.peer),
    };
    if event == Event::SvcSucc
        && let Some(server) = gone.server.take()
    {
        atmi.servers.keep(server, gone.into_channel());
    }
    Failure::event(event, reason)
}

/// tpdiscon(cd): ends a conversation at once; for its initiator.
pub fn tpdiscon(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    let cd = descriptor(call);
    if atmi.conversation(cd)?.side() == Side::Subordinate {
        return Err(Failure::new(
            TpErrno::BadDesc,
            "only the initiator of a conversation may disconnect it",
        ));
    }
    let mut conversation = atmi.forget(cd).ok_or_else(|| no_descriptor(cd))?;
    if conversation.mark.is_some() {
        atmi.abort_only("tpdiscon in a part of it");
    }
    atmi.transcripts.note(
        &mut conversation,
        true,
        Note {
            call: "tpdiscon",
            ..Note::default()
        },
    );
    conversation.disconnect("it called tpdiscon");
    Ok(Step::Done(Value::from(0)))
}
