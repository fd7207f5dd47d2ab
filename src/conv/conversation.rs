//! One side of a conversation: who has control, and what ends it (`docs/conv.md`, the state machine).

use super::about::About;
use super::channel::{Channel, Got, Processor, Sent};
use super::codes::{Event, Flags, Rval, TpErrno};
use super::failure::Failure;
use super::frame::{Encoded, Frame};
use super::slots::Acquaintance;
use crate::device::{Step, Wait};
use crate::store::work::Mark;

/// Why a conversation is over whose other side went without a word.
pub const GONE: &str = "it has gone without an end";

/// Which side this is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Initiator,
    Subordinate,
}

impl Side {
    pub fn name(self) -> &'static str {
        match self {
            Side::Initiator => "initiator",
            Side::Subordinate => "subordinate",
        }
    }

    fn other(self) -> Side {
        match self {
            Side::Initiator => Side::Subordinate,
            Side::Subordinate => Side::Initiator,
        }
    }
}

/// A conversation as one side sees it.
pub struct Conversation {
    channel: Channel,
    side: Side,
    /// Whether this side may send.
    control: bool,
    pub service: String,
    /// The other side, for people.
    pub peer: String,
    /// Messages sent and received.
    pub sent: u64,
    pub received: u64,
    /// It belongs to the transaction that this side is in; what the other side has of it.
    pub mark: Option<Mark>,
    /// The end has come while this side had control: no more is sent.
    ended: bool,
    pub about: About,
    /// The server is to be had again by the same way.
    pub server: Option<Acquaintance>,
}

/// What came with [`Conversation::receive`].
#[derive(Debug, PartialEq, Eq)]
pub enum Received {
    /// A message without an event.
    Data {
        buffer: Option<Encoded>,
        work: Option<Encoded>,
    },
    /// A message, if there is one, and what happened.
    Event {
        event: Event,
        buffer: Option<Encoded>,
        /// tpurcode.
        code: i64,
        reason: String,
        work: Option<Encoded>,
    },
}

impl Received {
    /// Whether the conversation is over.
    pub fn is_end(&self) -> bool {
        matches!(self, Received::Event { event, .. } if *event != Event::SendOnly)
    }

    fn end(event: Event, reason: impl Into<String>) -> Received {
        Received::Event {
            event,
            buffer: None,
            code: 0,
            reason: reason.into(),
            work: None,
        }
    }
}

/// What became of a message.
#[derive(Debug, PartialEq, Eq)]
pub enum Delivery {
    Sent,
    /// It was not sent: the conversation is over.
    Over(Received),
}

impl Conversation {
    pub fn new(channel: Channel, side: Side, control: bool, service: &str, peer: &str) -> Self {
        Conversation {
            channel,
            side,
            control,
            service: service.to_string(),
            peer: peer.to_string(),
            sent: 0,
            received: 0,
            mark: None,
            ended: false,
            about: About::default(),
            server: None,
        }
    }

    pub fn side(&self) -> Side {
        self.side
    }

    pub fn has_control(&self) -> bool {
        self.control
    }

    /// Which side has control.
    pub fn holder(&self) -> Side {
        match self.control {
            true => self.side,
            false => self.side.other(),
        }
    }

    /// Messages, and the end, that have come and were not taken.
    pub fn queued(&mut self) -> usize {
        self.channel.queued()
    }

    pub fn number(&self) -> u64 {
        self.channel.conversation()
    }

    /// Where the other side is.
    pub fn processor(&self) -> Processor {
        self.channel.processor()
    }

    /// A wait for the next message, beside the session's signals.
    pub fn wait(&mut self) -> Wait {
        self.channel.wait()
    }

    /// A message for [`Conversation::send`].
    pub fn message(buffer: Option<Encoded>, work: Option<Encoded>, flags: Flags) -> Frame {
        Frame::Data {
            control: flags.has(Flags::RECVONLY),
            buffer,
            work,
        }
    }

    /// tpsend. With TPNOBLOCK a full stream is TPEBLOCK, and control does not pass; without it the wait is for the caller to do. A
    /// message counts as sent once its beginning is with the system: it is taken then, and the call goes on until all of it is.
    ///
    /// # Errors
    /// TPEPROTO without control, TPEBLOCK.
    pub fn send(
        &mut self,
        message: &mut Option<Frame>,
        flags: Flags,
    ) -> Result<Step<Delivery>, Failure> {
        if message.is_some() {
            if !self.control {
                return Err(Failure::new(TpErrno::Proto, "the other side has control"));
            }
            if self.ended {
                return Ok(Step::Done(Delivery::Over(self.last_word())));
            }
            match self.channel.give(message) {
                Sent::Yes => {
                    self.control = !flags.has(Flags::RECVONLY);
                    self.sent += 1;
                }
                Sent::Full if flags.has(Flags::NOBLOCK) => {
                    return Err(Failure::new(
                        TpErrno::Block,
                        "the other side takes no more now",
                    ));
                }
                Sent::Full => return Ok(Step::Wait(self.channel.wait_for_room())),
                Sent::Gone => return Ok(Step::Done(Delivery::Over(self.last_word()))),
            }
        }
        match self.channel.flush() {
            Sent::Full if !flags.has(Flags::NOBLOCK) => {
                Ok(Step::Wait(self.channel.wait_for_room()))
            }
            Sent::Gone => Ok(Step::Done(Delivery::Over(self.last_word()))),
            _ => Ok(Step::Done(Delivery::Sent)),
        }
    }

    /// What the other side said before it went.
    fn last_word(&mut self) -> Received {
        loop {
            match self.look() {
                Step::Done(end) if end.is_end() => return end,
                // A message that crosses the ending is discarded.
                Step::Done(_) => {}
                Step::Wait(_) => return self.lost(),
            }
        }
    }

    /// tprecv. What to wait for when there is nothing, [`Conversation::wait`] says.
    ///
    /// # Errors
    /// TPEPROTO with control.
    pub fn receive(&mut self) -> Result<Step<Received>, Failure> {
        if self.control {
            return Err(Failure::new(TpErrno::Proto, "this side has control"));
        }
        Ok(self.look())
    }

    fn look(&mut self) -> Step<Received> {
        // What is left of this side's last message goes first; that nobody takes it is found below.
        self.channel.flush();
        Step::Done(match self.channel.receive() {
            Got::Nothing => return Step::Wait(Wait::default()),
            Got::Frame(Frame::Data {
                control,
                buffer,
                work,
            }) => {
                self.received += 1;
                if control {
                    self.control = true;
                    Received::Event {
                        event: Event::SendOnly,
                        buffer,
                        code: 0,
                        reason: String::new(),
                        work,
                    }
                } else {
                    Received::Data { buffer, work }
                }
            }
            Got::Frame(Frame::Return {
                event,
                code,
                reason,
                buffer,
                work,
            }) if self.side == Side::Initiator => Received::Event {
                event,
                buffer,
                code,
                reason,
                work,
            },
            Got::Frame(Frame::Disconnect { reason }) if self.side == Side::Subordinate => {
                Received::end(Event::DisconImm, reason)
            }
            Got::Frame(frame) => self.broken(&format!("{frame:?} may not come here")),
            Got::Broken(why) => self.broken(&why.to_string()),
            Got::End => self.lost(),
        })
    }

    /// Whether a message, or the end, can be received at once.
    pub fn is_ready(&mut self) -> bool {
        // What is left of this side's last message goes first.
        self.channel.flush();
        let is_ready = self.channel.has_something();
        self.ended = is_ready && self.control;
        is_ready
    }

    /// The other side went without a word: it died, or the way to it is broken.
    fn lost(&self) -> Received {
        match self.side {
            Side::Initiator => Received::end(Event::SvcErr, GONE),
            Side::Subordinate => Received::end(Event::DisconImm, GONE),
        }
    }

    fn broken(&self, why: &str) -> Received {
        let reason = format!("it does not keep to the protocol: {why}");
        match self.side {
            Side::Initiator => Received::end(Event::SvcErr, reason),
            Side::Subordinate => Received::end(Event::DisconImm, reason),
        }
    }

    /// Pulls the plug: the other side gets TPEV_DISCONIMM. Data that it has not yet received may be lost.
    pub fn disconnect(mut self, reason: &str) {
        // Whoever does not get this frame finds the end of the stream instead.
        self.channel.send(&Frame::Disconnect {
            reason: reason.to_string(),
        });
    }

    /// The end of the service: what its initiator is to be told. `failed`: what went wrong at the return itself.
    pub fn outcome(
        control: bool,
        rval: Rval,
        code: i64,
        buffer: Option<Encoded>,
        failed: Option<&str>,
    ) -> Frame {
        let error = |reason: &str| Frame::Return {
            event: Event::SvcErr,
            code: 0,
            reason: reason.to_string(),
            buffer: None,
            work: None,
        };
        if let Some(reason) = failed {
            return error(reason);
        }
        let (event, reason) = match rval {
            // Who succeeds has nothing to explain.
            Rval::Success if control => (Event::SvcSucc, String::new()),
            Rval::Fail | Rval::Exit if control || buffer.is_none() => {
                let without = if control { "" } else { " without control" };
                let leaves = match rval {
                    Rval::Exit => ", and its server leaves",
                    _ => "",
                };
                let reason = format!("it returned {}{without}{leaves}", rval.name());
                (Event::SvcFail, reason)
            }
            _ => {
                let data = if buffer.is_some() { " with data" } else { "" };
                let name = rval.name();
                return error(&format!("it returned {name}{data} without control"));
            }
        };
        Frame::Return {
            event,
            code,
            reason,
            buffer,
            work: None,
        }
    }

    /// The stream, to send the last frame on.
    pub fn into_channel(self) -> Channel {
        self.channel
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conv::stream::pair;

    fn two(initiator_has_control: bool) -> (Conversation, Conversation) {
        let (a, b) = pair().unwrap();
        (
            Conversation::new(
                Channel::new(a, 1),
                Side::Initiator,
                initiator_has_control,
                "S",
                "server",
            ),
            Conversation::new(
                Channel::new(b, 1),
                Side::Subordinate,
                !initiator_has_control,
                "S",
                "client",
            ),
        )
    }

    fn send(who: &mut Conversation, text: &str, flags: Flags) -> Delivery {
        let buffer = Some(text.as_bytes().to_vec());
        let message = Conversation::message(buffer, None, flags);
        match who.send(&mut Some(message), flags).unwrap() {
            Step::Done(delivery) => delivery,
            Step::Wait(_) => panic!("no room"),
        }
    }

    fn receive(who: &mut Conversation) -> Received {
        match who.receive().unwrap() {
            Step::Done(received) => received,
            Step::Wait(_) => panic!("nothing there"),
        }
    }

    fn data(bytes: Vec<u8>) -> Received {
        Received::Data {
            buffer: Some(bytes),
            work: None,
        }
    }

    fn event(received: Received) -> Event {
        match received {
            Received::Event { event, .. } => event,
            data => panic!("{data:?}"),
        }
    }

    #[test]
    fn control_passes_with_a_message_and_only_its_holder_sends() {
        let (mut i, mut s) = two(true);
        let nothing = Conversation::message(None, None, Flags::NONE);
        let refused = s.send(&mut Some(nothing), Flags::NONE).unwrap_err();
        assert_eq!(refused.error, TpErrno::Proto);
        assert_eq!(i.receive().unwrap_err().error, TpErrno::Proto);
        assert_eq!(send(&mut i, "one", Flags::NONE), Delivery::Sent);
        assert_eq!(send(&mut i, "two", Flags::RECVONLY), Delivery::Sent);
        assert!(!i.has_control() && !s.has_control());
        assert_eq!(receive(&mut s), data(b"one".to_vec()));
        assert_eq!(event(receive(&mut s)), Event::SendOnly);
        assert!(s.has_control());
        assert_eq!(s.receive().unwrap_err().error, TpErrno::Proto);
    }

    #[test]
    fn a_full_stream_keeps_control_where_it_is() {
        let (mut i, _s) = two(true);
        let big = "x".repeat(50_000);
        let full = loop {
            let buffer = Some(big.clone().into_bytes());
            let flags = Flags::NOBLOCK.and(Flags::RECVONLY);
            // Control is given back so that the next one can be sent, too.
            let message = Conversation::message(buffer, None, flags);
            match i.send(&mut Some(message), flags) {
                Ok(_) => i.control = true,
                Err(failure) => break failure,
            }
        };
        assert_eq!(full.error, TpErrno::Block);
        assert!(i.has_control());
    }

    /// Every way a service can end, with and without control, and what its initiator gets.
    #[test]
    fn the_table_of_returns() {
        let data = || Some(b"d".to_vec());
        let table = [
            (true, Rval::Success, data(), None, Event::SvcSucc),
            (true, Rval::Success, None, None, Event::SvcSucc),
            (true, Rval::Fail, data(), None, Event::SvcFail),
            (true, Rval::Exit, None, None, Event::SvcFail),
            (false, Rval::Success, None, None, Event::SvcErr),
            (false, Rval::Success, data(), None, Event::SvcErr),
            (false, Rval::Fail, data(), None, Event::SvcErr),
            (false, Rval::Fail, None, None, Event::SvcFail),
            (false, Rval::Exit, None, None, Event::SvcFail),
            (true, Rval::Success, data(), Some("open"), Event::SvcErr),
            (false, Rval::Fail, None, Some("open"), Event::SvcErr),
        ];
        for (control, rval, buffer, failed, expected) in table {
            let frame = Conversation::outcome(control, rval, 9, buffer.clone(), failed);
            let Frame::Return {
                event,
                code,
                buffer: sent,
                ..
            } = frame
            else {
                panic!("not a return");
            };
            assert_eq!(event, expected, "{control} {rval:?} {buffer:?}");
            let told = event != Event::SvcErr;
            assert_eq!((code, sent), if told { (9, buffer) } else { (0, None) });
        }
    }

    #[test]
    fn a_return_is_seen_by_whoever_tries_next() {
        // The initiator has control: tpsend tells.
        let (mut i, s) = two(true);
        let mut channel = s.into_channel();
        channel.send(&Conversation::outcome(false, Rval::Fail, 5, None, None));
        drop(channel);
        let Delivery::Over(end) = send(&mut i, "x", Flags::NONE) else {
            panic!("sent")
        };
        assert!(matches!(
            end,
            Received::Event {
                event: Event::SvcFail,
                code: 5,
                ..
            }
        ));
        // It does not: tprecv tells, after the data that was sent before.
        let (mut i, mut s) = two(false);
        send(&mut s, "last", Flags::NONE);
        let mut channel = s.into_channel();
        channel.send(&Conversation::outcome(true, Rval::Success, 0, None, None));
        drop(channel);
        assert_eq!(receive(&mut i), data(b"last".to_vec()));
        assert_eq!(event(receive(&mut i)), Event::SvcSucc);
    }

    #[test]
    fn the_other_side_may_pull_the_plug_or_die() {
        for has_control in [true, false] {
            let (i, mut s) = two(!has_control);
            i.disconnect("it called tpdiscon");
            let end = if has_control {
                match send(&mut s, "x", Flags::NONE) {
                    Delivery::Over(end) => end,
                    Delivery::Sent => panic!("sent"),
                }
            } else {
                receive(&mut s)
            };
            assert_eq!(event(end), Event::DisconImm);
        }
        let (mut i, s) = two(false);
        drop(s);
        assert_eq!(event(receive(&mut i)), Event::SvcErr);
        let (i, mut s) = two(true);
        drop(i);
        assert_eq!(event(receive(&mut s)), Event::DisconImm);
    }

    #[test]
    fn frames_of_the_wrong_side_end_the_conversation() {
        let (mut i, s) = two(false);
        s.disconnect("only initiators may");
        assert_eq!(event(receive(&mut i)), Event::SvcErr);
    }
}
