//! Requests with one reply: tpcall, tpacall, tpgetrply, tpcancel.

use super::connect::{Asking, Wanted};
use super::told::Told;
use super::{Atmi, MOST_CALLS, Outcome, data, flags, within};
use crate::conv::about::Moment;
use crate::conv::channel::{Channel, Got};
use crate::conv::codes::{Event, Flags, TpErrno};
use crate::conv::conversation::{GONE, Side};
use crate::conv::failure::Failure;
use crate::conv::frame::Frame;
use crate::conv::slots::Acquaintance;
use crate::device::{Step, Wait};
use crate::runtime::{HostCall, Value};
use crate::store::work::Mark;
use std::time::Instant;

/// A request whose reply was not yet taken.
pub struct Pending {
    channel: Channel,
    service: String,
    since: Moment,
    /// It belongs to the transaction.
    mark: Option<Mark>,
    buffer_type: String,
    /// The server is to be had again by the same way.
    server: Option<Acquaintance>,
    /// What has come, and was only looked at.
    got: Option<Got>,
}

/// What a reply was.
struct Reply {
    buffer: Option<Vec<u8>>,
    code: i64,
    error: Option<Failure>,
    work: Option<Vec<u8>>,
}

impl Pending {
    pub fn is_joined(&self) -> bool {
        self.mark.is_some()
    }

    pub fn service(&self) -> &str {
        &self.service
    }

    pub fn since(&self) -> Moment {
        self.since
    }

    /// Whether the reply, or that there will be none, is there.
    pub fn is_ready(&mut self) -> bool {
        if self.got.is_none() {
            self.got = match self.look() {
                Got::Nothing => None,
                got => Some(got),
            };
        }
        self.got.is_some()
    }

    /// The way, once the reply has come by it.
    fn take_channel(&mut self) -> Channel {
        std::mem::replace(&mut self.channel, Channel::none())
    }

    /// A wait for the reply.
    pub fn wait(&mut self) -> Wait {
        self.channel.wait()
    }

    /// What has come of the reply; what servers say before it is no part of it.
    fn look(&mut self) -> Got {
        self.channel.flush();
        loop {
            match self.channel.receive() {
                Got::Frame(Frame::Accept {
                    server,
                    offer: Some(offer),
                    pid,
                }) => {
                    self.channel.take_rings();
                    self.server = Some(Acquaintance {
                        offer,
                        service: self.service.clone(),
                        buffer_type: std::mem::take(&mut self.buffer_type),
                        conversational: false,
                        title: server,
                        pid,
                    });
                }
                Got::Frame(Frame::Forwarded) => {
                    self.channel.leave_rings();
                    self.server = None;
                }
                got => return got,
            }
        }
    }

    /// The reply, if it is there. What to wait for when it is not, [`Pending::wait`] says.
    fn reply(&mut self) -> Result<Step<Reply>, Failure> {
        let got = match self.got.take() {
            Some(got) => got,
            None => self.look(),
        };
        match got {
            Got::Nothing => Ok(Step::Wait(Wait::default())),
            Got::Frame(Frame::Return {
                event,
                code,
                reason,
                buffer,
                work,
            }) => {
                if event != Event::SvcSucc && event != Event::SvcFail {
                    self.server = None;
                }
                let error = match event {
                    Event::SvcSucc => None,
                    Event::SvcFail => Some(Failure::new(TpErrno::SvcFail, reason)),
                    _ => Some(Failure::new(TpErrno::SvcErr, reason)),
                };
                Ok(Step::Done(Reply {
                    buffer,
                    code,
                    error,
                    work,
                }))
            }
            Got::Frame(Frame::Refuse { error, reason }) => Err(Failure::new(error, reason)),
            Got::End => Err(Failure::new(TpErrno::SvcErr, GONE)),
            Got::Frame(frame) => Err(Failure::new(
                TpErrno::System,
                format!("a reply was expected, not {frame:?}"),
            )),
            Got::Broken(why) => Err(why.into()),
        }
    }
}

/// A request of the call's second argument.
fn asking(atmi: &mut Atmi, call: &mut HostCall, flags: Flags) -> Result<Asking, Failure> {
    let buffer = data::outgoing(atmi, call, 1)?;
    let joined = atmi.take_along(call, flags)?;
    Ok(Asking::new(
        atmi.deadline(flags, &call.arg(0).to_string()),
        buffer,
        joined,
    ))
}

/// Sends a request; its stream.
fn ask(
    atmi: &mut Atmi,
    call: &HostCall,
    asking: &mut Asking,
    flags: Flags,
) -> Result<Step<()>, Failure> {
    let service = call.arg(0).to_string();
    if service.is_empty() {
        return Err(Failure::invalid("the call needs the name of a service"));
    }
    let wanted = Wanted { service, flags };
    Ok(match asking.channel(atmi, call, &wanted)? {
        Step::Wait(wait) => Step::Wait(wait),
        Step::Done(_) => Step::Done(()),
    })
}

/// What a reply means for the caller: its buffer, tpurcode, and the outcome.
fn take(
    atmi: &mut Atmi,
    call: &mut HostCall,
    at: usize,
    flags: Flags,
    reply: Reply,
    mark: Option<Mark>,
) -> Result<(), Failure> {
    atmi.code = reply.code;
    if let (Some(work), Some(mut mark)) = (&reply.work, mark) {
        atmi.take_up(call, work, &mut mark);
    }
    data::incoming(atmi, call, at, at + 1, reply.buffer.as_ref(), flags)?;
    reply.error.map_or(Ok(()), Err)
}

/// tpcall(service, .input, length, .output, .length, flags): 0.
pub fn tpcall(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    const ALLOWED: &[Flags] = &[
        Flags::NOTRAN,
        Flags::NOCHANGE,
        Flags::NOBLOCK,
        Flags::NOTIME,
        Flags::SIGRSTRT,
    ];
    /// What is asked, what was asked, and whether it has waited.
    struct Calling(Asking, Option<Pending>, bool);
    let flags = flags(call, 5, ALLOWED)?;
    let mut calling = match call.take_state::<Calling>() {
        Some(calling) => calling,
        None => Calling(asking(atmi, call, flags)?, None, false),
    };
    let wait = loop {
        if let Some(pending) = &mut calling.1 {
            let patient = !std::mem::replace(&mut calling.2, true);
            let mut haste = std::mem::take(&mut atmi.haste);
            let outcome = haste.look(call, patient, pending.channel.processor(), || {
                pending.reply()
            });
            atmi.haste = haste;
            match outcome {
                Ok(Step::Wait(_)) => break pending.wait(),
                outcome => return settled(atmi, call, 3, flags, pending, outcome),
            }
        }
        match ask(atmi, call, &mut calling.0, Flags::NONE)? {
            Step::Wait(wait) => break wait,
            Step::Done(()) => calling.1 = pending(call, &mut calling.0),
        }
    };
    let deadline = calling.0.deadline();
    let step = within(call, flags, wait, deadline)?;
    call.state(|| calling);
    Ok(step)
}

/// A request is over. An outcome that is no success dooms the transaction that it belongs to.
fn settled(
    atmi: &mut Atmi,
    call: &mut HostCall,
    at: usize,
    flags: Flags,
    pending: &mut Pending,
    outcome: Result<Step<Reply>, Failure>,
) -> Outcome {
    let joined = pending.is_joined();
    if let (Ok(Step::Done(_)), Some(server)) = (&outcome, pending.server.take()) {
        atmi.servers.keep(server, pending.take_channel());
    }
    let done = match outcome {
        Ok(Step::Done(reply)) => take(atmi, call, at, flags, reply, pending.mark.take()),
        Ok(Step::Wait(wait)) => return Ok(Step::Wait(wait)),
        Err(failure) => Err(failure),
    };
    if let Err(failure) = &done {
        atmi.told = Told::Ended {
            side: Side::Initiator,
            number: pending.channel.conversation(),
            service: pending.service.clone(),
            peer: String::new(),
        };
        if joined {
            atmi.abort_only(format!("{} failed: {failure}", pending.service));
        }
    }
    done.map(|()| Step::Done(Value::from(0)))
}

fn pending(call: &HostCall, asking: &mut Asking) -> Option<Pending> {
    Some(Pending {
        server: asking.server(),
        buffer_type: asking.buffer_type(),
        channel: asking.take()?,
        service: call.arg(0).to_string(),
        since: Moment::now(),
        mark: asking.mark(),
        got: None,
    })
}

/// tpacall(service, .data, length, flags): a descriptor for the reply, or 0 with TPNOREPLY.
pub fn tpacall(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    const ALLOWED: &[Flags] = &[
        Flags::NOREPLY,
        Flags::NOTRAN,
        Flags::NOBLOCK,
        Flags::NOTIME,
        Flags::SIGRSTRT,
    ];
    let flags = flags(call, 3, ALLOWED)?;
    let silent = flags.has(Flags::NOREPLY);
    if silent && atmi.transaction.is_some() && !flags.has(Flags::NOTRAN) {
        return Err(Failure::invalid(
            "in a transaction TPNOREPLY needs TPNOTRAN: nobody would know what became of the work",
        ));
    }
    if !silent && atmi.calls.len() >= MOST_CALLS {
        return Err(Failure::new(
            TpErrno::Limit,
            format!("{MOST_CALLS} replies have not been taken"),
        ));
    }
    let mut asking = match call.take_state::<Asking>() {
        Some(asking) => asking,
        None => asking(atmi, call, flags)?,
    };
    let told = if silent { Flags::NOREPLY } else { Flags::NONE };
    let mut step = ask(atmi, call, &mut asking, told)?;
    if let Step::Done(()) = step
        && let Some(wait) = asking.rest()?
    {
        // The rest of a long message goes out before the call returns.
        step = Step::Wait(wait);
    }
    if let Step::Wait(wait) = step {
        let deadline = asking.deadline();
        let step = within(call, flags, wait, deadline)?;
        call.state(|| asking);
        return Ok(step);
    }
    if silent {
        return Ok(Step::Done(Value::from(0)));
    }
    let pending = pending(call, &mut asking)
        .ok_or_else(|| Failure::new(TpErrno::System, "the request is lost"))?;
    atmi.last_call += 1;
    atmi.calls.insert(atmi.last_call, pending);
    Ok(Step::Done(Value::from(atmi.last_call)))
}

/// tpgetrply(.cd, .data, .length, flags): 0; `cd` becomes the descriptor whose reply it was.
pub fn tpgetrply(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    const ALLOWED: &[Flags] = &[
        Flags::GETANY,
        Flags::NOCHANGE,
        Flags::NOBLOCK,
        Flags::NOTIME,
        Flags::SIGRSTRT,
    ];
    let flags = flags(call, 3, ALLOWED)?;
    let cd = call.arg(0).to_i64().unwrap_or(-1);
    let wanted: Vec<i64> = if flags.has(Flags::GETANY) {
        atmi.calls.keys().copied().collect()
    } else {
        vec![cd]
    };
    if wanted.is_empty() || wanted.iter().any(|cd| !atmi.calls.contains_key(cd)) {
        return Err(Failure::new(
            TpErrno::BadDesc,
            "there is no request without a reply of that descriptor",
        ));
    }
    atmi.in_time()?;
    let service = match &wanted[..] {
        [cd] => atmi.calls.get(cd).map(|pending| pending.service.clone()),
        _ => None,
    };
    let deadline = atmi.deadline(flags, service.as_deref().unwrap_or(""));
    let deadline: Option<Instant> = *call.state(|| deadline);
    let mut all = Wait::default();
    for cd in wanted {
        let Some(pending) = atmi.calls.get_mut(&cd) else {
            continue;
        };
        match pending.reply() {
            Ok(Step::Wait(_)) => {
                let wait = pending.wait();
                all.fds.extend(wait.fds);
                all.until = all.until.into_iter().chain(wait.until).min();
            }
            outcome => {
                call.set_arg(0, cd);
                if let Some(mut pending) = atmi.calls.shift_remove(&cd) {
                    return settled(atmi, call, 1, flags, &mut pending, outcome);
                }
            }
        }
    }
    if flags.has(Flags::NOBLOCK) {
        return Err(Failure::new(TpErrno::Block, "no reply is there"));
    }
    within(call, flags, all, deadline)
}

/// tpcancel(cd): the reply is not wanted any more.
pub fn tpcancel(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    let cd = call.arg(0).to_i64().unwrap_or(-1);
    if atmi.calls.get(&cd).is_some_and(Pending::is_joined) {
        return Err(Failure::new(
            TpErrno::Tran,
            "the request belongs to the transaction",
        ));
    }
    match atmi.calls.shift_remove(&cd) {
        Some(_) => Ok(Step::Done(Value::from(0))),
        None => Err(Failure::new(
            TpErrno::BadDesc,
            format!("there is no request with descriptor {cd}"),
        )),
    }
}
