//! The server's side: joining as a server, taking requests, tpreturn, tpforward, tpadvertise. `SERVE^%ATMI` is the loop around it.

use super::{Atmi, Outcome, data};
use crate::conv::channel::{Channel, Got, Sent};
use crate::conv::codes::{Flags, Rval, TpErrno};
use crate::conv::conversation::{Conversation, Side};
use crate::conv::failure::Failure;
use crate::conv::frame::{Encoded, Frame};
use crate::conv::line::{Order, Report, Request, Role, Standing};
use crate::conv::{server, ulog};
use crate::device::{Step, Wait};
use crate::runtime::{HostCall, Value};
use std::io::Read;
use std::os::fd::{AsRawFd, OwnedFd};
use std::time::{Duration, Instant};

/// A server whose monitor is gone tries to join again so often, and so long.
const AGAIN: Duration = Duration::from_millis(100);
const PATIENCE: Duration = Duration::from_secs(30);
/// How long the first message of a request may take.
const FIRST: Duration = Duration::from_secs(60);

/// This session as a server.
pub struct Server {
    group: String,
    id: u32,
    session: u32,
    /// What it offers: services and their functions.
    services: Vec<(String, String)>,
    /// tpsvrinit is over.
    ready: bool,
    /// It has to leave after what it does now.
    leaving: bool,
}

impl Server {
    /// As what it joins. `busy`: a service is in progress.
    pub fn role(&self, busy: bool) -> Role {
        Role::Server {
            group: self.group.clone(),
            id: self.id,
            session: self.session,
            standing: match (self.ready, busy) {
                (false, _) => Standing::New,
                (true, false) => Standing::Idle,
                (true, true) => Standing::Busy,
            },
            services: self.services.clone(),
        }
    }
}

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
}

fn no_server() -> Failure {
    Failure::new(TpErrno::Proto, "this session is not a server")
}

/// offer(.what): joins as the server that the environment names; `what("program")`, `("arguments")`, `("offers",n)="service:function"`.
pub fn offer(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    if atmi.server.is_none() {
        let text = call.environment().get(server::VARIABLE).unwrap_or_default();
        let text = String::from_utf8_lossy(text).into_owned();
        let (group, id, session) = server::parse(&text)
            .ok_or_else(|| Failure::new(TpErrno::Proto, "only a monitor starts servers"))?;
        atmi.server = Some(Server {
            group,
            id,
            session,
            services: Vec::new(),
            ready: false,
            leaving: false,
        });
    }
    if let Step::Wait(wait) = atmi.enter(call)? {
        return Ok(Step::Wait(wait));
    }
    let welcome = atmi.membership.welcome().cloned().unwrap_or_default();
    let mut nodes = vec![
        (vec!["arguments".into()], welcome.arguments.into()),
        (vec!["program".into()], welcome.program.into()),
    ];
    for (at, offer) in welcome.offers.into_iter().enumerate() {
        nodes.push((vec!["offers".into(), (at as i64 + 1).into()], offer.into()));
    }
    call.set_array(0, None, nodes);
    Ok(Step::Done(Value::from(0)))
}

/// ready(): tpsvrinit is over.
pub fn ready(atmi: &mut Atmi, _call: &mut HostCall) -> Outcome {
    atmi.membership.tell(&Report::Ready, &[])?;
    atmi.server.as_mut().ok_or_else(no_server)?.ready = true;
    Ok(Step::Done(Value::from(0)))
}

/// A request as it has arrived, until its first message is there.
struct Arriving {
    request: Request,
    function: String,
    channel: Channel,
    buffer: Option<Option<Encoded>>,
    until: Instant,
}

/// What the server waits with.
#[derive(Default)]
struct Next {
    arriving: Option<Arriving>,
    /// When the monitor was last there.
    since: Option<Instant>,
    waited: bool,
}

/// next(): 1 when there is a request for a service, 0 when the server has to leave.
pub fn next(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    finish(atmi, "the service ended without tpreturn");
    let mut state = std::mem::take(call.state(Next::default));
    let outcome = look(atmi, call, &mut state);
    *call.state(Next::default) = state;
    outcome
}

fn look(atmi: &mut Atmi, call: &HostCall, state: &mut Next) -> Outcome {
    loop {
        if let Some(arriving) = &mut state.arriving {
            if let Some(wait) = arrive(arriving) {
                return Ok(Step::Wait(wait));
            }
            let arrived = state.arriving.take();
            if arrived.is_some_and(|arrived| start(atmi, arrived)) {
                return Ok(Step::Done(Value::from(1)));
            }
            idle(atmi, true);
            continue;
        }
        let server = atmi.server.as_ref().ok_or_else(no_server)?;
        if server.leaving {
            // A monitor that is gone needs no word.
            let _ = atmi.membership.tell(&Report::Leaving, &[]);
            return Ok(Step::Done(Value::from(0)));
        }
        if !atmi.membership.is_joined() {
            let since = *state.since.get_or_insert_with(Instant::now);
            match atmi.enter(call) {
                Ok(Step::Done(())) => state.since = None,
                Ok(Step::Wait(wait)) => return Ok(Step::Wait(wait)),
                Err(failure) if since.elapsed() > PATIENCE => return Err(failure),
                Err(_) => {
                    let until = Some(Instant::now() + AGAIN);
                    let fds = Vec::new();
                    return Ok(Step::Wait(Wait { fds, until }));
                }
            }
        }
        let mut haste = std::mem::take(&mut atmi.haste);
        let first = !std::mem::replace(&mut state.waited, true);
        let heard = haste.look(call, first, || match atmi.membership.hear() {
            Ok(None) => Ok(Step::Wait(atmi.membership.wait())),
            Ok(Some(heard)) => Ok(Step::Done(heard)),
            Err(failure) => Err(failure),
        });
        atmi.haste = haste;
        match heard {
            Ok(Step::Wait(wait)) => return Ok(Step::Wait(wait)),
            Ok(Step::Done((Order::Invoke { request, function }, streams))) => {
                state.arriving = Some(invoked(request, function, streams)?);
            }
            Ok(Step::Done((Order::Shutdown, _))) => {
                if let Some(server) = &mut atmi.server {
                    server.leaving = true;
                }
            }
            Ok(Step::Done(_)) => {}
            // The monitor is gone; the next turn joins again.
            Err(_) => {}
        }
    }
}

fn invoked(request: Request, function: String, streams: Vec<OwnedFd>) -> Result<Arriving, Failure> {
    let mut streams = streams.into_iter();
    let stream = streams.next().ok_or_else(|| {
        Failure::new(
            TpErrno::Os,
            "a request came without its stream: this process has too many descriptors",
        )
    })?;
    let buffer = match streams.next() {
        None => None,
        // It was forwarded: the data is not on the stream.
        Some(file) => {
            let mut bytes = Vec::new();
            std::fs::File::from(file).read_to_end(&mut bytes)?;
            match Frame::decode(&bytes, request.number, 0)? {
                Some((Frame::Data { buffer, .. }, _)) => Some(buffer),
                _ => {
                    return Err(Failure::new(
                        TpErrno::System,
                        "a forwarded request without data",
                    ));
                }
            }
        }
    };
    Ok(Arriving {
        channel: Channel::new(stream, request.number),
        request,
        function,
        buffer,
        until: Instant::now() + FIRST,
    })
}

/// A wait for the first message, if it is still on its way. Without one, and with nothing in `buffer`, there will be none.
fn arrive(arriving: &mut Arriving) -> Option<Wait> {
    if arriving.buffer.is_none() {
        match arriving.channel.receive() {
            Got::Frame(Frame::Data { buffer, .. }) => arriving.buffer = Some(buffer),
            Got::Nothing if Instant::now() < arriving.until => {
                return Some(Wait {
                    fds: vec![arriving.channel.interest()],
                    until: Some(arriving.until),
                });
            }
            _ => {}
        }
    }
    None
}

/// Begins a service; `false` when nobody wants it any more.
fn start(atmi: &mut Atmi, arrived: Arriving) -> bool {
    let Arriving {
        request,
        function,
        mut channel,
        buffer: Some(buffer),
        ..
    } = arrived
    else {
        return false;
    };
    let mut service = Service {
        function,
        buffer,
        channel: None,
        cd: None,
        level: 0,
        request,
    };
    if service.request.flags.has(Flags::CONV) {
        let server = atmi.server.as_ref();
        let accept = Frame::Accept {
            pid: std::process::id(),
            server: server.map_or_else(String::new, |s| format!("{}/{}", s.group, s.id)),
        };
        if channel.send(&accept) != Sent::Yes {
            return false;
        }
        let control = service.request.flags.has(Flags::SENDONLY);
        let request = &service.request;
        let conversation = Conversation::new(
            channel,
            Side::Subordinate,
            control,
            &request.service,
            &request.client,
        );
        service.cd = Some(atmi.keep(conversation));
    } else {
        service.channel = Some(channel);
    }
    atmi.service = Some(service);
    true
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
    let mut nodes = vec![
        (vec!["cltid".into()], request.client.as_str().into()),
        (
            vec!["flagbits".into()],
            Value::from(i64::from(request.flags.0)),
        ),
        (vec!["flags".into()], request.flags.to_string().into()),
        (vec!["name".into()], request.service.as_str().into()),
    ];
    if let Some(cd) = service.cd {
        nodes.push((vec!["cd".into()], cd.into()));
    }
    if let Some(buffer) = &service.buffer {
        let (length, below) = data::below(tables, call.environment(), "data", buffer)?;
        nodes.push((vec!["len".into()], length.into()));
        nodes.extend(below);
    } else {
        nodes.push((vec!["len".into()], 0.into()));
    }
    let function = match service.function.contains('^') {
        true => service.function.clone(),
        false => {
            let program = atmi.membership.welcome().map(|w| w.program.clone());
            format!("{}^{}", service.function, program.unwrap_or_default())
        }
    };
    call.set_array(1, None, nodes);
    Ok(Step::Done(format!("{function}(.TPSVCINFO)").into()))
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
    let sending = call.state(|| None::<Sending>).take();
    let mut sending = match sending {
        Some(sending) => sending,
        None => {
            if rval == Rval::Exit
                && let Some(server) = &mut atmi.server
            {
                server.leaving = true;
            }
            let (buffer, wrong) = match data::outgoing(atmi, call, 2) {
                Ok(buffer) => (buffer, None),
                Err(failure) => (None, Some(failure.to_string())),
            };
            match over(atmi, rval, code, buffer, wrong.as_deref()) {
                Some(sending) => sending,
                None => return Ok(Step::Done(Value::default())),
            }
        }
    };
    if let Some(wait) = sending.wait() {
        *call.state(|| None) = Some(sending);
        // The service is over for M once its last message is out.
        return Ok(Step::Wait(wait));
    }
    atmi.service = None;
    Ok(Step::Done(Value::default()))
}

/// The last frame of a service on its way.
struct Sending {
    channel: Channel,
    frame: Option<Frame>,
    until: Instant,
}

impl Sending {
    /// A wait until it is out; none when it is, or when nobody takes it in time.
    fn wait(&mut self) -> Option<Wait> {
        let sent = match self.frame.take() {
            Some(frame) => match self.channel.send(&frame) {
                Sent::Full => {
                    self.frame = Some(frame);
                    Sent::Full
                }
                Sent::Yes => self.channel.flush(),
                Sent::Gone => Sent::Gone,
            },
            None => self.channel.flush(),
        };
        if sent != Sent::Full || Instant::now() >= self.until {
            return None;
        }
        let mut wait = self.channel.wait_for_room();
        wait.until = Some(self.until);
        Some(wait)
    }
}

/// The end of the service in progress: its initiator gets the outcome, what it began itself is disconnected.
fn over(
    atmi: &mut Atmi,
    rval: Rval,
    code: i64,
    buffer: Option<Encoded>,
    wrong: Option<&str>,
) -> Option<Sending> {
    let service = atmi.service.as_mut()?;
    let (cd, channel) = (service.cd.take(), service.channel.take());
    let own = cd.and_then(|cd| atmi.forget(cd));
    let open = atmi.disconnect_all("its initiator called tpreturn");
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
    if let (Some(reason), Some(service)) = (&failed, &atmi.service) {
        let log = atmi.membership.welcome().map(|w| w.log.clone());
        ulog::write(
            log.as_deref(),
            "mrun",
            &format!("service {}: {reason}", service.request.service),
        );
    }
    let silent = atmi
        .service
        .as_ref()
        .is_some_and(|s| s.request.flags.has(Flags::NOREPLY));
    let deadline = atmi.deadline(Flags::NONE);
    // Before the outcome is out: whoever learns of it finds this server free.
    idle(atmi, failed.is_none());
    let channel = channel.filter(|_| !silent);
    match channel {
        Some(channel) => Some(Sending {
            channel,
            frame: Some(frame),
            until: deadline.unwrap_or_else(|| Instant::now() + FIRST),
        }),
        None => {
            atmi.service = None;
            None
        }
    }
}

fn idle(atmi: &mut Atmi, orderly: bool) {
    let leaving = atmi.server.as_ref().is_some_and(|s| s.leaving);
    if !leaving {
        // A monitor that is gone will hear it when this server joins again.
        let _ = atmi.membership.tell(&Report::Idle { orderly }, &[]);
    }
}

/// Ends the service in progress, if there is one, because of something that is not its return.
fn finish(atmi: &mut Atmi, reason: &str) {
    if atmi.service.is_some() {
        if let Some(mut sending) = over(atmi, Rval::Fail, 0, None, Some(reason)) {
            // It is short: there is room, or nobody listens.
            sending.wait();
        }
        atmi.service = None;
    }
}

/// failed(reason): the service had an error that it did not trap.
pub fn failed(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    finish(atmi, &call.arg(0).to_string());
    Ok(Step::Done(Value::default()))
}

/// tpforward(service, .data, length, flags): another service goes on with the request and answers it.
pub fn tpforward(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    let Some(service) = &mut atmi.service else {
        return Ok(Step::Done(Value::default()));
    };
    if service.cd.is_some() {
        finish(atmi, "a conversational service called tpforward");
        return Err(Failure::new(
            TpErrno::Proto,
            "a conversational service may not forward",
        ));
    }
    let Some(channel) = service.channel.take() else {
        return Ok(Step::Done(Value::default()));
    };
    let mut request = service.request.clone();
    let buffer = match data::outgoing(atmi, call, 1) {
        Ok(buffer) if !atmi.disconnect_all("its initiator called tpforward") => buffer,
        _ => {
            if let Some(service) = &mut atmi.service {
                service.channel = Some(channel);
            }
            finish(atmi, "tpforward with a wrong buffer or open conversations");
            return Ok(Step::Done(Value::default()));
        }
    };
    request.service = call.arg(0).to_string();
    request.buffer_type = data::kind(buffer.as_ref());
    let frame = Frame::Data {
        control: false,
        buffer,
    };
    let file = kept_bytes(&frame.encode(request.number, 0))?;
    let with = [channel.fd(), file.as_raw_fd()];
    let told = atmi.membership.tell(&Report::Request(request), &with);
    atmi.service = None;
    idle(atmi, true);
    // Whoever waits finds the end of the stream when the request went nowhere.
    told?;
    Ok(Step::Done(Value::default()))
}

/// A file in memory, to be read from its beginning.
fn kept_bytes(bytes: &[u8]) -> Result<OwnedFd, Failure> {
    use std::io::{Seek, Write};
    let name = c"mrun-forward";
    let flags = nix::sys::memfd::MFdFlags::MFD_CLOEXEC;
    let file = nix::sys::memfd::memfd_create(name, flags).map_err(std::io::Error::from)?;
    let mut file = std::fs::File::from(file);
    file.write_all(bytes)?;
    file.rewind()?;
    Ok(file.into())
}

/// tpadvertise(service, function): offers a service. 0.
pub fn tpadvertise(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    let service = call.arg(0).to_string();
    let function = match call.arg(1).to_string() {
        same if same.is_empty() => service.clone(),
        function => function,
    };
    if service.is_empty() || service.len() > 127 {
        return Err(Failure::invalid("a service has a name of 1 to 127 bytes"));
    }
    let server = atmi.server.as_ref().ok_or_else(no_server)?;
    if let Some((_, other)) = server.services.iter().find(|(name, _)| *name == service) {
        return match *other == function {
            true => Ok(Step::Done(Value::from(0))),
            false => Err(Failure::new(
                TpErrno::Match,
                format!("{service} is offered by {other} already"),
            )),
        };
    }
    let report = Report::Advertise {
        service: service.clone(),
        function: function.clone(),
    };
    if let Some(wait) = done(atmi, call, &report)? {
        return Ok(Step::Wait(wait));
    }
    if let Some(server) = &mut atmi.server {
        server.services.push((service, function));
    }
    Ok(Step::Done(Value::from(0)))
}

/// tpunadvertise(service): offers it no more. 0.
pub fn tpunadvertise(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    let service = call.arg(0).to_string();
    let server = atmi.server.as_ref().ok_or_else(no_server)?;
    if service.is_empty() {
        return Err(Failure::invalid(
            "tpunadvertise needs the name of a service",
        ));
    }
    if !server.services.iter().any(|(name, _)| *name == service) {
        return Err(Failure::new(
            TpErrno::NoEnt,
            format!("{service} is not offered by this server"),
        ));
    }
    let report = Report::Unadvertise {
        service: service.clone(),
    };
    if let Some(wait) = done(atmi, call, &report)? {
        return Ok(Step::Wait(wait));
    }
    if let Some(server) = &mut atmi.server {
        server.services.retain(|(name, _)| *name != service);
    }
    Ok(Step::Done(Value::from(0)))
}

/// Reports something, and waits until the monitor has done it.
fn done(atmi: &mut Atmi, call: &mut HostCall, report: &Report) -> Result<Option<Wait>, Failure> {
    if let Step::Wait(wait) = atmi.enter(call)? {
        return Ok(Some(wait));
    }
    let told = call.state(|| false);
    if !*told {
        atmi.membership.tell(report, &[])?;
        *told = true;
    }
    loop {
        match atmi.membership.hear()? {
            None => return Ok(Some(atmi.membership.wait())),
            Some((Order::Done, _)) => return Ok(None),
            Some((Order::Refused { error, reason }, _)) => return Err(Failure::new(error, reason)),
            Some((Order::Shutdown, _)) => {
                if let Some(server) = &mut atmi.server {
                    server.leaving = true;
                }
            }
            Some(_) => {}
        }
    }
}
