//! tpconnect: begins a conversation.

use super::transaction::Joined;
use super::{Atmi, MOST_CONVERSATIONS, Outcome, data, flags, within};
use crate::conv::channel::{Channel, Got, Sent};
use crate::conv::codes::{Flags, TpErrno};
use crate::conv::conversation::{Conversation, Side};
use crate::conv::failure::Failure;
use crate::conv::frame::{Encoded, Frame};
use crate::conv::line::{Report, Request};
use crate::conv::memory::{self, End, Parked};
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
            buffer,
            joined,
            channel: None,
            within: None,
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
        if self.channel.is_none() {
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
        let mut channel = Channel::new(ours, number);
        let frame = Frame::Data {
            control: false,
            buffer: self.buffer.clone(),
            work: self.joined.as_ref().map(|joined| joined.work.clone()),
        };
        // The other end is here: there is room for the beginning of any frame.
        if channel.send(&frame) != Sent::Yes {
            return Err(Failure::new(TpErrno::Os, "a new stream takes nothing"));
        }
        let priority = atmi.priority.take().unwrap_or_default();
        atmi.last_priority = priority;
        let client = atmi.membership.welcome().map_or(0, |w| w.number);
        let request = Request {
            number,
            service: wanted.service.clone(),
            flags: match self.joined {
                Some(_) => wanted.flags.and(Flags::TRAN),
                None => wanted.flags,
            },
            priority,
            buffer_type: data::kind(self.buffer.as_ref()),
            client: format!("{}/{client}", std::process::id()),
            route,
        };
        Ok(((channel, theirs), request))
    }
}

fn is_late(deadline: Option<Instant>) -> bool {
    deadline.is_some_and(|at| Instant::now() >= at)
}

/// A number that nobody guesses.
fn number() -> u64 {
    std::hash::RandomState::new().build_hasher().finish()
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
    let deadline = asked.deadline;
    let wait = loop {
        let channel = match asked.channel(atmi, call, &wanted)? {
            Step::Wait(wait) => break wait,
            Step::Done(channel) => channel,
        };
        // The rest of a long message.
        channel.flush();
        match channel.receive() {
            Got::Frame(Frame::Accept { server, .. }) => {
                let channel = asked.take();
                let channel = channel.ok_or_else(|| Failure::new(TpErrno::System, "no stream"))?;
                let mut conversation =
                    Conversation::new(channel, Side::Initiator, control, &service, &server);
                conversation.mark = asked.mark();
                return Ok(Step::Done(Value::from(atmi.keep(conversation))));
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
