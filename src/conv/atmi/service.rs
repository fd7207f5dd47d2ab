//! A service in progress: how it begins, tpreturn, tpforward, and other ends.

use super::server::{Arriving, Server, leave, no_server};
use super::transcript::Note;
use super::{Atmi, Outcome, data};
use crate::conv::channel::{Channel, Sent};
use crate::conv::codes::{Flags, Rval, TpErrno};
use crate::conv::conversation::{Conversation, Side};
use crate::conv::failure::Failure;
use crate::conv::frame::{Encoded, Frame};
use crate::conv::line::{self, Report};
use crate::conv::memory;
use crate::conv::request::Request;
use crate::conv::slots::Offer;
use crate::device::{Step, Wait};
use crate::runtime::{HostCall, Value};
use crate::value as inner;
use crate::value::array::Node;
use std::os::fd::AsRawFd;
use std::time::{Duration, Instant};

/// How long the first message of a request may take.
pub const FIRST: Duration = Duration::from_secs(60);

/// The invocation of a service.
pub struct Service {
    request: Request,
    function: String,
    buffer: Option<Encoded>,
    /// The stream of a request with one reply.
    channel: Option<Channel>,
    /// The descriptor of a conversation.
    cd: Option<i64>,
    /// The M level that tpreturn goes back to.
    level: i64,
    /// The client took this server.
    taken: bool,
    /// The client may take this server again, by this ticket.
    ticket: Option<u16>,
}

/// Begins a service; `false` when nobody wants it any more.
pub fn start(atmi: &mut Atmi, call: &mut HostCall, arrived: Arriving) -> bool {
    let Arriving {
        mut request,
        function,
        mut channel,
        buffer: Some(buffer),
        forwarded,
        work,
        transaction,
        taken,
        ticket,
        ..
    } = arrived
    else {
        return false;
    };
    if taken {
        tell_of(atmi, &request);
    }
    let work = work.filter(|_| request.flags.has(Flags::TRAN));
    let entered = match (&work, transaction) {
        (Some(work), _) => atmi.join(call, work, forwarded),
        (None, Some(time)) => {
            request.flags = request.flags.and(Flags::TRAN);
            atmi.begin_automatic(call, time)
        }
        (None, None) => Ok(()),
    };
    if let Err(Failure { error, reason, .. }) = entered {
        atmi.log(&format!("{} in a transaction: {reason}", request.service));
        // Whoever asked and is gone needs no answer.
        channel.send(&Frame::Refuse { error, reason });
        return false;
    }
    let mut service = Service {
        function,
        buffer,
        channel: None,
        cd: None,
        level: 0,
        taken,
        ticket,
        request,
    };
    let may_offer = !taken && !forwarded && service.request.near && transaction.is_none();
    let mut stream = None;
    if service.request.flags.has(Flags::CONV) {
        if !taken && let Some(end) = memory::take(service.request.number, call.signals()) {
            // The initiator is in this process. It learns of that by the end of the stream, when the acceptance is there.
            stream = Some(std::mem::replace(
                &mut channel,
                Channel::within(end, service.request.number),
            ));
        }
        if may_offer && stream.is_none() {
            service.ticket = offer(atmi, &mut channel);
        }
        // Who took the server knows it.
        if !taken && service.ticket.is_none() && channel.send(&accept(atmi, None)) != Sent::Yes {
            atmi.leave_transaction(call);
            return false;
        }
        drop(stream);
        let control = service.request.flags.has(Flags::SENDONLY);
        let request = &service.request;
        let mut conversation = Conversation::new(
            channel,
            Side::Subordinate,
            control,
            &request.service,
            &request.client,
        );
        conversation.mark = atmi.callers_mark();
        let pid = request.client.split('/').next();
        conversation.about.pid = pid.and_then(|pid| pid.parse().ok()).unwrap_or(0);
        conversation.about.flags = request.flags;
        conversation.about.brought_data = service.buffer.is_some();
        let cd = atmi.keep(conversation);
        atmi.begins(cd, || service.buffer.clone());
        service.cd = Some(cd);
    } else {
        if may_offer {
            service.ticket = offer(atmi, &mut channel);
        }
        service.channel = Some(channel);
    }
    atmi.service = Some(service);
    true
}

/// An acceptance by this server.
fn accept(atmi: &Atmi, offer: Option<Offer>) -> Frame {
    let server = atmi.server.as_ref();
    Frame::Accept {
        pid: std::process::id(),
        server: server.map_or_else(String::new, |s| s.title()),
        offer,
    }
}

/// Accepts a request with the offer to take this server again: its ticket, if that was done.
fn offer(atmi: &mut Atmi, channel: &mut Channel) -> Option<u16> {
    let server = atmi.server.as_mut().filter(|server| !server.is_leaving())?;
    let ticket = server.clients.ticket();
    let place = server.place()?;
    let offer = place.slots.offer(place.at, ticket);
    let accept = accept(atmi, Some(offer));
    channel.offer_rings(&accept).then_some(ticket)
}

/// begin(level, .TPSVCINFO): what to call, `function(.TPSVCINFO)` with the routine; tpreturn goes back to that level.
pub fn begin(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    let level = call.arg(0).to_i64().unwrap_or(0);
    let Atmi {
        service, tables, ..
    } = atmi;
    let service = service.as_mut().ok_or_else(no_server)?;
    service.level = level;
    let request = &service.request;
    let mut info = Info::default();
    info.put("cltid", &request.client);
    info.number("flagbits", i64::from(request.flags.0));
    info.put("flags", &request.flags.to_string());
    info.put("name", &request.service);
    if let Some(cd) = service.cd {
        info.number("cd", cd);
    }
    let (length, below) = match &service.buffer {
        Some(buffer) => data::below(tables, call.environment(), "data", buffer)?,
        None => (0, Vec::new()),
    };
    info.number("len", length);
    for (subscripts, value) in below {
        info.value(&subscripts, &value);
    }
    let function = match service.function.contains('^') {
        true => service.function.clone(),
        false => {
            let program = atmi.membership.welcome().map(|w| w.program.clone());
            format!("{}^{}", service.function, program.unwrap_or_default())
        }
    };
    call.set_node(1, info.0);
    Ok(Step::Done(format!("{function}(.TPSVCINFO)").into()))
}

/// TPSVCINFO.
#[derive(Default)]
struct Info(Node);

impl Info {
    fn node(&mut self, name: &str) -> &mut Node {
        let name = inner::Value::from_bytes(name.as_bytes());
        self.0.make(&[name], 0, inner::Value::to_key)
    }

    fn put(&mut self, name: &str, value: &str) {
        self.node(name).value = inner::Value::from_bytes(value.as_bytes());
    }

    fn number(&mut self, name: &str, value: i64) {
        self.node(name).value = inner::Value::Int(value);
    }

    fn value(&mut self, subscripts: &[Value], value: &Value) {
        let subscripts: Vec<_> = subscripts.iter().map(Value::to_internal).collect();
        let node = self.0.make(&subscripts, 0, inner::Value::to_key);
        node.value = value.to_internal();
    }
}

/// level(): the level that tpreturn goes back to, 0 outside a service.
pub fn level(atmi: &mut Atmi, _call: &mut HostCall) -> Outcome {
    let level = atmi.service.as_ref().map_or(0, |s| s.level);
    Ok(Step::Done(level.into()))
}

/// tpreturn(rval, rcode, .data, length, flags): ends the service. Outside one it does nothing.
pub fn tpreturn(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    if atmi.service.is_none() {
        return Ok(Step::Done(Value::default()));
    }
    let rval = Rval::parse(&call.arg(0).to_string());
    let code = call.arg(1).to_i64().unwrap_or(0);
    let mut sending = match call.take_state::<Sending>() {
        Some(sending) => sending,
        None => {
            if rval == Rval::Exit {
                leave(atmi);
            }
            let (buffer, wrong) = match data::outgoing(atmi, call, 2) {
                Ok(buffer) => (buffer, None),
                Err(failure) => (None, Some(failure.to_string())),
            };
            let open = call.arg(5).to_i64().is_ok_and(|level| level > 0);
            let wrong = wrong.or_else(|| open.then(|| "tpreturn inside TSTART".to_string()));
            match over(atmi, call, rval, code, buffer, wrong.as_deref()) {
                Some(sending) => sending,
                None => return Ok(Step::Done(Value::default())),
            }
        }
    };
    if let Some(wait) = sending.wait() {
        call.state(|| sending);
        // The service is over for M once its last message is out.
        return Ok(Step::Wait(wait));
    }
    sending.over(atmi);
    atmi.service = None;
    Ok(Step::Done(Value::default()))
}

/// The last frame of a service on its way.
struct Sending {
    channel: Channel,
    frame: Option<Frame>,
    until: Instant,
    /// The client may take this server again by the same way.
    ticket: Option<u16>,
}

impl Sending {
    /// A wait until it is out; none when it is, or when nobody takes it in time.
    fn wait(&mut self) -> Option<Wait> {
        let sent = match self.channel.give(&mut self.frame) {
            Sent::Yes => self.channel.flush(),
            other => other,
        };
        if sent != Sent::Full || Instant::now() >= self.until {
            return None;
        }
        let mut wait = self.channel.wait_for_room();
        wait.until = wait.until.into_iter().chain([self.until]).min();
        Some(wait)
    }

    /// The frame is out, or nobody takes it.
    fn over(self, atmi: &mut Atmi) {
        let server = atmi.server.as_mut().filter(|server| !server.is_leaving());
        if let (Some(ticket), Some(server)) = (self.ticket, server)
            && self.frame.is_none()
            && self.channel.is_clear()
        {
            server.clients.keep(ticket, self.channel);
        }
    }
}

/// The end of the service in progress: its initiator gets the outcome, what it began itself is disconnected.
fn over(
    atmi: &mut Atmi,
    call: &mut HostCall,
    rval: Rval,
    code: i64,
    buffer: Option<Encoded>,
    wrong: Option<&str>,
) -> Option<Sending> {
    let service = atmi.service.as_mut()?;
    let (cd, channel) = (service.cd.take(), service.channel.take());
    let mut own = cd.and_then(|cd| atmi.forget(cd));
    let mark = own.as_mut().and_then(|own| own.mark.take());
    let transcript = own.as_mut().and_then(|own| own.about.transcript.take());
    let open = atmi.disconnect_all("it is a service that called tpreturn");
    let outstanding = !atmi.calls.is_empty();
    atmi.calls.clear();
    let failed = match (wrong, open, outstanding) {
        (Some(wrong), ..) => Some(wrong.to_string()),
        (None, true, _) => Some("tpreturn with open conversations".to_string()),
        (None, _, true) => Some("tpreturn with outstanding replies".to_string()),
        _ => None,
    };
    let control = own.as_ref().is_none_or(Conversation::has_control);
    let channel = own.map(Conversation::into_channel).or(channel);
    let frame = Conversation::outcome(control, rval, code, buffer, failed.as_deref());
    let frame = atmi.end_part(call, mark, frame);
    if let (
        Some(mut transcript),
        Frame::Return {
            event,
            code,
            reason,
            buffer,
            ..
        },
    ) = (transcript, &frame)
    {
        let note = Note {
            call: "tpreturn",
            buffer: buffer.clone(),
            event: Some(*event),
            code: *code,
            rval: Some(rval),
            reason: reason.clone(),
            ..Note::default()
        };
        atmi.transcripts.end(&mut transcript, note);
        // Whoever learns of the outcome finds the transcript whole.
        atmi.write_notes(call);
    }
    if let (Some(reason), Some(service)) = (&failed, &atmi.service) {
        atmi.log(&format!("service {}: {reason}", service.request.service));
    }
    let silent = atmi
        .service
        .as_ref()
        .is_some_and(|s| s.request.flags.has(Flags::NOREPLY));
    let deadline = atmi.deadline(Flags::NONE, "");
    // Before the outcome is out: whoever learns of it finds this server free.
    be_idle(atmi, failed.is_none());
    let channel = channel.filter(|_| !silent);
    let ticket = atmi.service.as_ref().and_then(|service| service.ticket);
    let ticket = ticket.filter(|_| frame.keeps_the_way(cd.is_some()));
    match channel {
        Some(channel) => Some(Sending {
            channel,
            ticket,
            frame: Some(frame),
            until: deadline.unwrap_or_else(|| Instant::now() + FIRST),
        }),
        None => {
            atmi.service = None;
            None
        }
    }
}

impl Atmi {
    /// The session ends within a service: its caller learns of that.
    pub fn abandon_service(&mut self, reason: &str) {
        let Some(service) = self.service.take() else {
            return;
        };
        let own = service.cd.and_then(|cd| self.forget(cd));
        let channel = own.map(Conversation::into_channel).or(service.channel);
        let silent = service.request.flags.has(Flags::NOREPLY);
        if let Some(mut channel) = channel.filter(|_| !silent) {
            // Whoever does not get it finds the end of the stream instead.
            channel.send(&Conversation::outcome(
                false,
                Rval::Fail,
                0,
                None,
                Some(reason),
            ));
        }
    }

    /// What tpconnect brought, if that is the conversation of the service in progress.
    pub fn first_message(&self, cd: i64) -> Option<Encoded> {
        let service = self.service.as_ref().filter(|s| s.cd == Some(cd))?;
        service.buffer.clone()
    }
}

/// This server has nothing to do after all.
pub fn release(atmi: &mut Atmi) {
    let place = atmi.server.as_ref().and_then(Server::place);
    if place.is_some_and(|place| place.slots.release(place.at)) {
        // A monitor that is gone needs no word.
        let _ = atmi.membership.tell(&Report::Free, &[]);
    }
}

/// The service in progress is over for the monitor.
fn be_idle(atmi: &mut Atmi, orderly: bool) {
    let service = atmi.service.as_ref().filter(|service| service.taken);
    let taken = service.map(|service| service.request.service.clone());
    idle(atmi, taken.as_deref(), orderly);
}

/// Says what this server does for a client that took it.
fn tell_of(atmi: &mut Atmi, request: &Request) {
    let Some(place) = atmi.server.as_ref().and_then(Server::place) else {
        return;
    };
    let (service, client) = (&request.service, &request.client);
    let (number, flags) = (request.number, request.flags.0);
    place.slots.begin(place.at, service, client, number, flags);
    if place.slots.taken(place.at).is_some_and(|(_, tell)| tell) {
        let service = service.clone();
        // A monitor that is gone starts what is missing when it is back.
        let _ = atmi.membership.tell(&Report::Taken { service }, &[]);
    }
}

/// This server is free again. `taken`: the service that it did for a client that took it.
pub fn idle(atmi: &mut Atmi, taken: Option<&str>, orderly: bool) {
    let server = atmi.server.as_ref();
    let leaving = server.is_some_and(Server::is_leaving);
    let place = server.and_then(Server::place);
    if let (Some(place), Some(service)) = (place, taken) {
        place.slots.count(place.at, service, orderly);
    }
    if leaving {
        if let Some(place) = place {
            place.slots.retire(place.at);
        }
        return;
    }
    let waits = place.is_some_and(|place| place.slots.release(place.at));
    let report = match taken {
        None => Report::Idle { orderly },
        Some(_) if waits => Report::Free,
        Some(_) => return,
    };
    // A monitor that is gone will hear it when this server joins again.
    let _ = atmi.membership.tell(&report, &[]);
}

/// Ends the service in progress, if there is one, because of something that is not its return.
pub fn finish(atmi: &mut Atmi, call: &mut HostCall, reason: &str) {
    if atmi.service.is_some() {
        if let Some(mut sending) = over(atmi, call, Rval::Fail, 0, None, Some(reason)) {
            // It is short: there is room, or nobody listens.
            sending.wait();
            sending.over(atmi);
        }
        atmi.service = None;
    }
}

/// failed(reason): the service had an error that it did not trap.
pub fn failed(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    let reason = call.arg(0).to_string();
    finish(atmi, call, &reason);
    Ok(Step::Done(Value::default()))
}

/// tpforward(service, .data, length, flags): another service goes on with the request and answers it.
pub fn tpforward(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    let begun = atmi.has_begun();
    let Some(service) = &mut atmi.service else {
        return Ok(Step::Done(Value::default()));
    };
    if service.cd.is_some() {
        finish(atmi, call, "a conversational service called tpforward");
        return Err(Failure::new(
            TpErrno::Proto,
            "a conversational service may not forward",
        ));
    }
    let Some(mut channel) = service.channel.take() else {
        return Ok(Step::Done(Value::default()));
    };
    let mut request = service.request.clone();
    let open = call.arg(4).to_i64().is_ok_and(|level| level > 0) || begun;
    request.service = call.arg(0).to_string();
    let buffer = match data::outgoing(atmi, call, 1) {
        Ok(buffer) if !open && !atmi.disconnect_all("it is a service that called tpforward") => {
            let route = atmi.route(call, &request.service, buffer.as_ref());
            route.map(|route| (buffer, route)).map_err(|f| f.reason)
        }
        _ => Err("tpforward with a wrong buffer, an open conversation or transaction".into()),
    };
    let buffer = match buffer {
        Ok((buffer, route)) => {
            request.route = route;
            buffer
        }
        Err(reason) => {
            if let Some(service) = &mut atmi.service {
                service.channel = Some(channel);
            }
            finish(atmi, call, &reason);
            return Ok(Step::Done(Value::default()));
        }
    };
    request.buffer_type = data::kind(buffer.as_ref());
    let frame = Frame::Data {
        control: false,
        buffer,
        work: atmi.pass_on(call)?,
    };
    let file = line::kept_bytes(&frame.encode(request.number, 0))?;
    request.near = false;
    if let Some(server) = &atmi.server {
        server.clients.let_go(&mut channel);
    }
    let stream = channel.hand_on();
    let stream = stream.ok_or_else(|| Failure::new(TpErrno::Os, "the request's stream is lost"))?;
    let with = [stream.as_raw_fd(), file.as_raw_fd()];
    let told = atmi.membership.tell(&Report::Request(request), &with);
    be_idle(atmi, true);
    atmi.service = None;
    // Whoever waits finds the end of the stream when the request went nowhere.
    told?;
    Ok(Step::Done(Value::default()))
}
