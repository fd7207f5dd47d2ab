//! tpsend, tprecv, tpdiscon, and the wait for many conversations at once.

use super::{Atmi, Outcome, data, flags, no_descriptor, within};
use crate::conv::codes::{Event, Flags, TpErrno};
use crate::conv::conversation::{Conversation, Delivery, Received, Side};
use crate::conv::failure::Failure;
use crate::conv::frame::{Encoded, Frame};
use crate::device::{Step, Wait};
use crate::runtime::{HostCall, Value};
use crate::store::work::Mark;
use std::time::{Duration, Instant};

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
    deadline: Option<Instant>,
    /// Until it is on its way.
    message: Option<Frame>,
    /// What the other side has of the transaction then.
    mark: Option<Mark>,
}

/// When a tprecv that waits has to end.
struct Receiving(Option<Instant>);

/// tpsend(cd, .data, length, flags, .revent): 0.
pub fn tpsend(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    call.set_arg(4, 0);
    let cd = descriptor(call);
    atmi.conversation(cd)?;
    let flags = flags(call, 3, SENDS)?;
    let mut sending = match call.take_state::<Sending>() {
        Some(sending) => sending,
        None => {
            let buffer = data::outgoing(atmi, call, 1)?;
            atmi.in_time()?;
            let deadline = atmi.deadline_in(flags, cd);
            let (work, mark) = work(atmi, call, cd)?.unzip();
            let message = Some(Conversation::message(buffer, work, flags));
            Sending {
                deadline,
                message,
                mark,
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
            atmi.code = 0;
            Ok(Step::Done(Value::from(0)))
        }
        Step::Done(Delivery::Over(end)) => Err(happened(atmi, call, cd, end, 4)),
        Step::Wait(wait) => {
            let step = within(call, flags, wait, sending.deadline)?;
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
    call.set_arg(4, 0);
    let cd = descriptor(call);
    atmi.conversation(cd)?;
    let flags = flags(call, 3, RECEIVES)?;
    atmi.in_time()?;
    let receiving = call.take_state::<Receiving>();
    let patient = receiving.is_none() && !flags.has(Flags::NOBLOCK);
    let Receiving(deadline) = receiving.unwrap_or_else(|| Receiving(atmi.deadline_in(flags, cd)));
    let mut haste = std::mem::take(&mut atmi.haste);
    let conversation = atmi.conversation(cd)?;
    let step = haste.look(call, patient, || conversation.receive());
    atmi.haste = haste;
    let wait = match step? {
        Step::Done(received) => return took(atmi, call, cd, flags, received),
        Step::Wait(_) if flags.has(Flags::NOBLOCK) => {
            return Err(Failure::new(TpErrno::Block, "no message is there"));
        }
        Step::Wait(_) => atmi.conversation(cd)?.wait(),
    };
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
        if let Some(conversation) = atmi.forget(cd)
            && conversation.side() == Side::Initiator
        {
            if conversation.mark.is_some() {
                atmi.abort_only("a message of it could not be taken");
            }
            conversation.disconnect("its initiator cannot take a message of this type");
        }
        return Err(failure);
    }
    match received {
        Received::Data { .. } => {
            atmi.code = 0;
            Ok(Step::Done(Value::from(0)))
        }
        event => Err(happened(atmi, call, cd, event, 4)),
    }
}

/// TPEEVENT: what the event leaves. `at`: the argument for revent.
fn happened(atmi: &mut Atmi, call: &mut HostCall, cd: i64, what: Received, at: usize) -> Failure {
    let over = what.is_end();
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
    if over {
        let gone = atmi.forget(cd);
        if event != Event::SvcSucc && gone.as_ref().is_some_and(|c| c.mark.is_some()) {
            atmi.abort_only(format!("{} in a part of it: {reason}", event.name()));
        }
        if let (Event::SvcErr | Event::DisconImm, Some(gone)) = (event, &gone) {
            atmi.log(&format!("{} in {}: {reason}", event.name(), gone.service));
        }
        if event == Event::SvcSucc
            && let Some(mut gone) = gone
            && let Some(server) = gone.server.take()
        {
            atmi.servers.keep(server, gone.into_channel());
        }
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
    let conversation = atmi.forget(cd).ok_or_else(|| no_descriptor(cd))?;
    if conversation.mark.is_some() {
        atmi.abort_only("tpdiscon in a part of it");
    }
    conversation.disconnect("tpdiscon");
    Ok(Step::Done(Value::from(0)))
}

/// wait(.descriptors, seconds): how many of these conversations have something to receive; the others' nodes are killed. All
/// conversations of the session without a list, and at once when there is none to wait for. Those in which this side has control are never ready.
pub fn wait(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    let listed: Vec<i64> = call
        .array(0)
        .iter()
        .filter_map(|(subscripts, _)| i64::try_from(subscripts.first()?).ok())
        .collect();
    let all = || {
        let open = atmi.conversations.iter().enumerate();
        open.filter(|(_, c)| c.is_some())
            .map(|(cd, _)| cd as i64)
            .collect()
    };
    let wanted: Vec<i64> = if listed.is_empty() { all() } else { listed };
    let seconds = call.arg(1);
    let timeout = call.is_defined(1) && !seconds.is_empty();
    let seconds = seconds.to_f64().unwrap_or(0.0).clamp(0.0, 1e9);
    let deadline = *call.state(|| {
        let time = timeout.then(|| Duration::from_secs_f64(seconds));
        time.and_then(|time| Instant::now().checked_add(time))
    });
    let (mut ready, mut fds, mut waits) = (Vec::new(), Vec::new(), false);
    let mut until = deadline;
    for cd in wanted {
        let conversation = atmi.conversation(cd)?;
        if conversation.has_control() {
            continue;
        }
        if conversation.is_ready() {
            ready.push((vec![Value::from(cd)], Value::from("")));
        } else {
            let wait = conversation.wait();
            fds.extend(wait.fds);
            until = until.into_iter().chain(wait.until).min();
            waits = true;
        }
    }
    let over = deadline.is_some_and(|at| Instant::now() >= at);
    if ready.is_empty() && !over && waits {
        let wait = Wait { fds, until };
        return within(call, Flags::SIGRSTRT, wait, None);
    }
    let count = ready.len() as i64;
    call.set_array(0, None, ready);
    Ok(Step::Done(Value::from(count)))
}
