//! tpconnect: begins a conversation.

use super::transaction::Joined;
use super::{Atmi, MOST_CONVERSATIONS, Outcome, data, flags, within};
use crate::conv::channel::{Channel, Got, Sent};
use crate::conv::codes::{Flags, TpErrno};
use crate::conv::conversation::{Conversation, Side};
use crate::conv::failure::Failure;
use crate::conv::frame::{Encoded, Frame};
use crate::conv::line::Report;
use crate::conv::memory::{self, Begun, End, Parked};
use crate::conv::request::Request;
use crate::conv::slots::{Acquaintance, Offer};
use crate::conv::stream::pair;
use crate::device::{Step, Wait};
use crate::runtime::{HostCall, Value};
use crate::store::work::Mark;
use std::hash::{BuildHasher, Hasher};
use std::os::fd::AsRawFd;
use std::time::Instant;

const ALLOWED: &[Flags] = &[
    Flags::SENDONLY,
    Flags::RECVONLY,
    Flags::NOTRAN,
    Flags::NOBLOCK,
    Flags::NOTIME,
    Flags::SIGRSTRT,
];

/// A request on its way to a service.
pub struct Asking {
    deadline: Option<Instant>,
    buffer: Option<Encoded>,
    joined: Option<Joined>,
    channel: Option<Channel>,
    /// A way within the process, if a server of it takes the request.
    within: Option<(End, Parked)>,
    /// The type of its message.
    buffer_type: String,
    /// The server that was taken for it without the monitor.
    server: Option<Acquaintance>,
}

/// What a request says.
pub struct Wanted {
    pub service: String,
    /// As the service will see them.
    pub flags: Flags,
}

impl Asking {
    pub fn new(
        deadline: Option<Instant>,
        buffer: Option<Encoded>,
        joined: Option<Joined>,
    ) -> Asking {
        Asking {
            deadline,
            buffer_type: data::kind(buffer.as_ref()),
            buffer,
            joined,
            channel: None,
            within: None,
            server: None,
        }
    }

    pub fn deadline(&self) -> Option<Instant> {
        self.deadline
    }

    /// Hands the request to the monitor, which passes it on. Later calls give the stream to the service.
    ///
    /// # Errors
    /// There is no monitor, or the system has no descriptors left.
    pub fn channel(
        &mut self,
        atmi: &mut Atmi,
        call: &HostCall,
        wanted: &Wanted,
    ) -> Result<Step<&mut Channel>, Failure> {
        if self.channel.is_none() && !self.take_again(atmi, wanted) {
            let joined = atmi.membership.is_joined();
            if let Step::Wait(wait) = atmi.enter(call)? {
                return Ok(Step::Wait(wait));
            }
            if !joined && self.deadline.is_some() {
                // How long it may take is known only now.
                self.deadline = atmi.deadline(Flags::NONE, &wanted.service);
            }
            let ((channel, theirs), request) = self.request(atmi, call, wanted)?;
            if wanted.flags.has(Flags::CONV) {
                self.within = memory::park(request.number, call.signals());
            }
            let report = Report::Request(request);
            let told = atmi.membership.tell(&report, &[theirs.as_raw_fd()]);
            if told.is_err() && !atmi.membership.is_joined() {
                // The monitor was replaced: the request goes to the new one.
                if let Step::Wait(wait) = atmi.enter(call)? {
                    return Ok(Step::Wait(wait));
                }
                atmi.membership.tell(&report, &[theirs.as_raw_fd()])?;
            } else {
                told?;
            }
            self.channel = Some(channel);
        }
        match &mut self.channel {
            Some(channel) => Ok(Step::Done(channel)),
            None => Err(Failure::new(TpErrno::System, "the request is lost")),
        }
    }

    /// Takes a server that this client has a way to, if it is free.
    fn take_again(&mut self, atmi: &mut Atmi, wanted: &Wanted) -> bool {
        let is_routed = atmi.is_routed(&wanted.service);
        if self.joined.is_some() || wanted.flags.has(Flags::NOREPLY) || is_routed {
            return false;
        }
        let begun = atmi.take_again(wanted, number(), &self.buffer_type, &mut self.buffer);
        let begun = begun.map(|(server, channel)| {
            self.channel = Some(channel);
            self.server = Some(server);
        });
        begun.is_some()
    }

    /// The server that was taken for the request, if one was.
    pub fn server(&mut self) -> Option<Acquaintance> {
        self.server.take()
    }

    /// The type of its message.
    pub fn buffer_type(&mut self) -> String {
        std::mem::take(&mut self.buffer_type)
    }

    /// What becomes known of a server by its offer.
    pub fn acquaint(
        &mut self,
        offer: Offer,
        wanted: &Wanted,
        title: String,
        pid: u32,
    ) -> Acquaintance {
        Acquaintance {
            offer,
            service: wanted.service.clone(),
            buffer_type: self.buffer_type(),
            conversational: true,
            title,
            pid,
        }
    }

    /// Begins a conversation with a server of this process that is free, without the monitor.
    fn take_server(
        &mut self,
        atmi: &mut Atmi,
        call: &HostCall,
        wanted: &Wanted,
        control: bool,
    ) -> Option<Conversation> {
        if self.joined.is_some() || atmi.is_routed(&wanted.service) {
            return None;
        }
        let slots = atmi.membership.slots()?;
        let server = memory::take_server(slots, &wanted.service, &self.buffer_type)?;
        let (end, other) = memory::pair(call.signals());
        let number = number();
        let channel = Channel::within(end, number);
        let title = server.title();
        let service = &wanted.service;
        let conversation = Conversation::new(channel, Side::Initiator, control, service, title);
        server.begin(Begun {
            request: request(atmi, wanted, number, &self.buffer_type),
            buffer: self.buffer.take(),
            end: other,
        });
        Some(conversation)
    }

    /// The conversation that has begun.
    fn begun(
        &mut self,
        server: Option<Acquaintance>,
        control: bool,
        service: &str,
        title: &str,
    ) -> Result<Conversation, Failure> {
        let channel = self.take();
        let channel = channel.ok_or_else(|| Failure::new(TpErrno::System, "no stream"))?;
        let mut conversation = Conversation::new(channel, Side::Initiator, control, service, title);
        conversation.mark = self.mark();
        conversation.server = server;
        Ok(conversation)
    }

    /// A wait for the rest of the request's message to go out, if there is one.
    ///
    /// # Errors
    /// Nobody takes it.
    pub fn rest(&mut self) -> Result<Option<Wait>, Failure> {
        let Some(channel) = &mut self.channel else {
            return Ok(None);
        };
        match channel.flush() {
            Sent::Yes => Ok(None),
            Sent::Full => Ok(Some(channel.wait_for_room())),
            Sent::Gone => Err(Failure::new(
                TpErrno::System,
                "the server or the monitor has gone before it took the request",
            )),
        }
    }

    /// A server of this process has taken the conversation: it goes on within the process. `false`: it has not.
    fn go_within(&mut self) -> bool {
        match (self.within.take(), &self.channel) {
            (Some((end, parked)), Some(stream)) if parked.is_taken() => {
                self.channel = Some(Channel::within(end, stream.conversation()));
                true
            }
            _ => false,
        }
    }

    /// What the service has of the transaction that it was called in.
    pub fn mark(&mut self) -> Option<Mark> {
        self.joined.take().map(|joined| joined.mark)
    }

    /// The stream of the request, once it is on its way.
    pub fn take(&mut self) -> Option<Channel> {
        self.channel.take()
    }

    fn request(
        &self,
        atmi: &mut Atmi,
        call: &HostCall,
        wanted: &Wanted,
    ) -> Result<((Channel, std::os::fd::OwnedFd), Request), Failure> {
        let route = atmi.route(call, &wanted.service, self.buffer.as_ref())?;
        let number = number();
        let (ours, theirs) = pair()?;
        let mut channel = Channel::asking(ours, number);
        let frame = Frame::Data {
            control: false,
            buffer: self.buffer.clone(),
            work: self.joined.as_ref().map(|joined| joined.work.clone()),
        };
        // The other end is here: there is room for the beginning of any frame.
        if channel.send(&frame) != Sent::Yes {
            return Err(Failure::new(TpErrno::Os, "a new stream takes nothing"));
        }
        let mut request = request(atmi, wanted, number, &self.buffer_type);
        match self.joined {
            Some(_) => request.flags = request.flags.and(Flags::TRAN),
            // A server of another group is none for the next request.
            None => request.near = atmi.membership.slots().is_some() && route.is_empty(),
        }
        request.route = route;
        Ok(((channel, theirs), request))
    }
}

/// What a server is told of a request.
pub fn request(atmi: &mut Atmi, wanted: &Wanted, number: u64, buffer_type: &str) -> Request {
    let priority = atmi.priority.take().unwrap_or_default();
    atmi.last_priority = priority;
    Request {
        number,
        service: wanted.service.clone(),
        flags: wanted.flags,
        priority,
        buffer_type: buffer_type.to_string(),
        client: atmi.membership.client().to_string(),
        near: false,
        route: Vec::new(),
    }
}

fn is_late(deadline: Option<Instant>) -> bool {
    deadline.is_some_and(|at| Instant::now() >= at)
}

/// A number that nobody guesses.
fn number() -> u64 {
    std::hash::RandomState::new().build_hasher().finish()
}

/// A conversation has begun: its descriptor.
fn opened(
    atmi: &mut Atmi,
    call: &HostCall,
    mut conversation: Conversation,
    flags: Flags,
) -> Step<Value> {
    conversation.about.flags = flags;
    conversation.about.brought_data = call.is_defined(1) || call.has_nodes(1);
    let cd = atmi.keep(conversation);
    if atmi.keeps_transcripts() {
        // It went out as it is: it is a buffer.
        let buffer = data::outgoing(atmi, call, 1).unwrap_or_default();
        atmi.begins(cd, || buffer);
    }
    Step::Done(Value::from(cd))
}

/// tpconnect(service, .data, length, flags): a descriptor.
pub fn tpconnect(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    let service = call.arg(0).to_string();
    if service.is_empty() {
        return Err(Failure::invalid("tpconnect needs the name of a service"));
    }
    let flags = flags(call, 3, ALLOWED)?;
    if flags.has(Flags::SENDONLY) == flags.has(Flags::RECVONLY) {
        return Err(Failure::invalid(
            "tpconnect needs one of TPSENDONLY and TPRECVONLY",
        ));
    }
    let control = flags.has(Flags::SENDONLY);
    let other = if control {
        Flags::RECVONLY
    } else {
        Flags::SENDONLY
    };
    let wanted = Wanted {
        service: service.clone(),
        flags: Flags::CONV.and(other),
    };
    let kept = call.take_state::<Asking>();
    let buffer = match kept {
        Some(_) => None,
        None => data::outgoing(atmi, call, 1)?,
    };
    if atmi.initiated() >= MOST_CONVERSATIONS {
        return Err(Failure::new(
            TpErrno::Limit,
            format!("{MOST_CONVERSATIONS} conversations are open"),
        ));
    }
    let mut asked = match kept {
        Some(kept) => kept,
        None => {
            let joined = atmi.take_along(call, flags)?;
            Asking::new(atmi.deadline(flags, &service), buffer, joined)
        }
    };
    if asked.channel.is_none()
        && let Some(mut conversation) = asked.take_server(atmi, call, &wanted, control)
    {
        conversation.about.pid = std::process::id();
        return Ok(opened(atmi, call, conversation, flags));
    }
    let deadline = asked.deadline;
    let wait = loop {
        if let Step::Wait(wait) = asked.channel(atmi, call, &wanted)? {
            break wait;
        }
        if let Some(server) = asked.server() {
            // It is this client's: there is nothing to wait for.
            let (title, pid) = (server.title.clone(), server.pid);
            let mut conversation = asked.begun(Some(server), control, &service, &title)?;
            conversation.about.pid = pid;
            return Ok(opened(atmi, call, conversation, flags));
        }
        let Some(channel) = &mut asked.channel else {
            continue;
        };
        // The rest of a long message.
        channel.flush();
        match channel.receive() {
            Got::Frame(Frame::Accept { server, offer, pid }) => {
                if offer.is_some() {
                    channel.take_rings();
                }
                let known = offer.map(|offer| asked.acquaint(offer, &wanted, server.clone(), pid));
                let mut conversation = asked.begun(known, control, &service, &server)?;
                conversation.about.pid = pid;
                return Ok(opened(atmi, call, conversation, flags));
            }
            Got::Frame(Frame::Refuse { error, reason }) => {
                return Err(Failure::new(error, reason));
            }
            Got::Nothing => {
                break channel.wait();
            }
            // A server of this process closes the stream.
            Got::End if asked.go_within() => {}
            // The server or the monitor died before a service began: another one may take it.
            Got::End if !is_late(deadline) => _ = asked.take(),
            Got::Frame(_) | Got::End => {
                return Err(Failure::new(
                    TpErrno::System,
                    "the server or the monitor has gone before it took the connection",
                ));
            }
            Got::Broken(why) => return Err(why.into()),
        }
    };
    let step = within(call, flags, wait, deadline)?;
    call.state(|| asked);
    Ok(step)
}
