//! The loop of a server: joining, taking requests, offering services. `SERVE^%ATMI` is the M code around it.

use super::known::Clients;
use super::service::{FIRST, finish, idle, start};
use super::taken::{Come, Place};
use super::{Atmi, Outcome};
use crate::conv::channel::{Channel, Got, Processor};
use crate::conv::codes::{Flags, TpErrno};
use crate::conv::failure::Failure;
use crate::conv::frame::{Encoded, Frame};
use crate::conv::line::{self, Order, Report, Role, Standing};
use crate::conv::request::Request;
use crate::conv::server;
use crate::conv::wire::Malformed;
use crate::device::{Step, Wait};
use crate::runtime::{HostCall, Value};
use std::os::fd::OwnedFd;
use std::time::{Duration, Instant};

/// A server whose monitor is gone tries to join again so often, and so long.
const AGAIN: Duration = Duration::from_millis(100);
const PATIENCE: Duration = Duration::from_secs(30);
/// The monitor is listened to at every so many looks for a client.
const LOOKS: u32 = 8;

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
    pub place: Option<Place>,
    /// Clients that have a way to it.
    pub clients: Clients,
}

impl Server {
    /// `GROUP/ID`.
    pub fn title(&self) -> String {
        format!("{}/{}", self.group, self.id)
    }

    pub fn is_leaving(&self) -> bool {
        self.leaving
    }

    /// Where clients may take it, unless it goes by the monitor alone.
    pub fn place(&self) -> Option<&Place> {
        self.place.as_ref()
    }

    /// It offers other services than before.
    pub fn offers(&self) {
        if let Some(place) = &self.place {
            place.offer(self.services.iter().map(|(name, _)| &**name));
        }
    }

    pub fn group(&self) -> &str {
        &self.group
    }

    /// tpsvrinit is over.
    pub fn is_ready(&self) -> bool {
        self.ready
    }

    /// The function that handles a service.
    pub fn function(&self, service: &str) -> Option<String> {
        let found = self.services.iter().find(|(name, _)| name == service);
        found.map(|(_, function)| function.clone())
    }

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
            slot: true,
            services: self.services.clone(),
        }
    }
}

pub fn no_server() -> Failure {
    Failure::new(TpErrno::Proto, "this session is not a server")
}

/// The server leaves after what it does now.
pub fn leave(atmi: &mut Atmi) {
    if let Some(server) = &mut atmi.server {
        server.leaving = true;
    }
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
            place: None,
            clients: Clients::default(),
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
    let server = atmi.server.as_mut().ok_or_else(no_server)?;
    server.ready = true;
    if let Some(place) = &server.place {
        place.slots.release(place.at);
    }
    atmi.membership.tell(&Report::Ready, &[])?;
    Ok(Step::Done(Value::from(0)))
}

/// A request as it has arrived, until its first message is there.
pub struct Arriving {
    pub request: Request,
    pub function: String,
    pub channel: Channel,
    pub buffer: Option<Option<Encoded>>,
    /// Why there is no message.
    wrong: Option<Malformed>,
    /// Another service had the request.
    pub forwarded: bool,
    /// What was done in the transaction that it belongs to.
    pub work: Option<Encoded>,
    /// AUTOTRAN.
    pub transaction: Option<Duration>,
    /// The client took this server.
    pub taken: bool,
    /// It may do so again by this ticket.
    pub ticket: Option<u16>,
    until: Instant,
}

impl Arriving {
    /// A request of a client that took this server.
    pub fn taken(
        request: Request,
        buffer: Option<Encoded>,
        channel: Channel,
        ticket: Option<u16>,
    ) -> Arriving {
        Arriving {
            request,
            function: String::new(),
            channel,
            buffer: Some(buffer),
            wrong: None,
            forwarded: false,
            work: None,
            transaction: None,
            taken: true,
            ticket,
            until: Instant::now() + FIRST,
        }
    }
}

/// What the server waits with.
#[derive(Default)]
struct Next {
    arriving: Option<Arriving>,
    /// When the monitor was last there.
    since: Option<Instant>,
    waited: bool,
    /// What it waited for has to be cleared away.
    slept: bool,
}

/// next(): 1 when there is a request for a service, 0 when the server has to leave.
pub fn next(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    finish(atmi, call, "it ended without tpreturn");
    let mut state = call.take_state::<Next>().unwrap_or_default();
    let outcome = look(atmi, call, &mut state);
    if let Ok(Step::Wait(_)) = outcome {
        call.state(|| state);
    }
    outcome
}

fn look(atmi: &mut Atmi, call: &mut HostCall, state: &mut Next) -> Outcome {
    if std::mem::take(&mut state.slept) {
        atmi.has_waited();
    }
    loop {
        if let Some(arriving) = &mut state.arriving {
            if let Some(wait) = arrive(arriving) {
                return Ok(Step::Wait(wait));
            }
            if let Some(why) = arriving.wrong {
                let (client, service) = (&arriving.request.client, &arriving.request.service);
                let text = format!("the first message of {client} for {service}: {why}");
                atmi.log(&text);
            }
            let Some(arrived) = state.arriving.take() else {
                continue;
            };
            let taken = arrived.taken.then(|| arrived.request.service.clone());
            if start(atmi, call, arrived) {
                return Ok(Step::Done(Value::from(1)));
            }
            idle(atmi, taken.as_deref(), true);
            continue;
        }
        let come = atmi.come(call.signals());
        if let Come::Request(arriving) = come {
            state.arriving = Some(*arriving);
            continue;
        }
        let server = atmi.server.as_mut().ok_or_else(no_server)?;
        if server.leaving
            && server
                .place()
                .is_none_or(|place| place.slots.close(place.at))
        {
            // A monitor that is gone needs no word.
            let _ = atmi.membership.tell(&Report::Leaving, &[]);
            return Ok(Step::Done(Value::from(0)));
        }
        if !atmi.membership.is_joined() {
            // The next monitor has other slots.
            if server
                .place()
                .is_some_and(|place| !place.slots.close(place.at))
            {
                return Ok(Step::Wait(waited(atmi, state)));
            }
            server.place = None;
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
        // Where sessions wait for each other in turn, whoever waits is told of what the monitor has said.
        let peer = atmi
            .server
            .as_ref()
            .map(|server| server.clients.processor());
        let peer = peer.unwrap_or(Processor::Unknown);
        let mut looks = u32::from(first && !call.is_alone());
        let heard = haste.look(call, first, peer, || listen(atmi, &mut looks));
        atmi.haste = haste;
        match heard {
            Ok(Step::Wait(_)) => return Ok(Step::Wait(waited(atmi, state))),
            Ok(Step::Done(None)) => {}
            Ok(Step::Done(Some((
                Order::Invoke {
                    request,
                    function,
                    transaction,
                },
                streams,
            )))) => match invoked(request, function, streams) {
                Ok(mut arriving) => {
                    arriving.transaction = transaction;
                    let request = &arriving.request;
                    if transaction.is_none()
                        && request.flags.has(Flags::CONV)
                        && let Some(place) = atmi.server.as_ref().and_then(Server::place)
                    {
                        place.passed(&request.service, &request.buffer_type);
                    }
                    state.arriving = Some(arriving);
                }
                // Whoever sent it finds the end of the stream.
                Err(failure) => {
                    atmi.log(&format!("a request is not taken: {failure}"));
                    idle(atmi, None, true);
                }
            },
            Ok(Step::Done(Some((Order::Shutdown, _)))) => {
                leave(atmi);
            }
            Ok(Step::Done(Some(_))) => {}
            // The monitor is gone; the next turn joins again.
            Err(_) => {}
        }
    }
}

/// An order, and what came along with it.
type Heard = (Order, Vec<OwnedFd>);

/// What the monitor says, every few looks; `None` when a client has come.
fn listen(atmi: &mut Atmi, looks: &mut u32) -> Result<Step<Option<Heard>>, Failure> {
    if atmi.has_come() {
        return Ok(Step::Done(None));
    }
    *looks += 1;
    let heard = match *looks % LOOKS == 1 {
        true => atmi.membership.hear()?,
        false => None,
    };
    Ok(match heard {
        Some(heard) => Step::Done(Some(heard)),
        None => Step::Wait(Wait::default()),
    })
}

/// A wait for requests.
fn waited(atmi: &mut Atmi, state: &mut Next) -> Wait {
    state.slept = true;
    atmi.wait_for_requests()
}

fn invoked(request: Request, function: String, streams: Vec<OwnedFd>) -> Result<Arriving, Failure> {
    let mut streams = streams.into_iter();
    let stream = streams.next().ok_or_else(|| {
        Failure::new(
            TpErrno::Os,
            "a request came without its stream: this process has too many descriptors",
        )
    })?;
    let (buffer, work, forwarded) = match streams.next() {
        None => (None, None, false),
        // It was forwarded: the data is not on the stream.
        Some(file) => {
            let bytes = line::read_kept(file)?;
            match Frame::decode(&bytes, request.number, 0)? {
                Some((Frame::Data { buffer, work, .. }, _)) => (Some(buffer), work, true),
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
        wrong: None,
        forwarded,
        work,
        transaction: None,
        taken: false,
        ticket: None,
        until: Instant::now() + FIRST,
    })
}

/// A wait for the first message, if it is still on its way. Without one, and with nothing in `buffer`, there will be none.
fn arrive(arriving: &mut Arriving) -> Option<Wait> {
    if arriving.buffer.is_none() {
        match arriving.channel.receive() {
            Got::Frame(Frame::Data { buffer, work, .. }) => {
                (arriving.buffer, arriving.work) = (Some(buffer), work);
            }
            Got::Nothing if Instant::now() < arriving.until => {
                let mut wait = arriving.channel.wait();
                wait.until = Some(arriving.until);
                return Some(wait);
            }
            Got::Broken(why) => arriving.wrong = Some(why),
            _ => {}
        }
    }
    None
}

/// tpadvertise(service, function): offers a service. 0.
pub fn tpadvertise(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    let service = call.arg(0).to_string();
    let function = match call.arg(1).to_string() {
        same if same.is_empty() => service.clone(),
        function => function,
    };
    if !line::is_name(&service) || !line::is_name(&function) {
        return Err(Failure::invalid(
            "a service has a name of 1 to 127 bytes, without blanks, commas and colons",
        ));
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
        server.offers();
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
        server.offers();
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
                leave(atmi);
            }
            Some(_) => {}
        }
    }
}
