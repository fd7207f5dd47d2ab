//! The wait for many things at once: conversations, replies, the end of conversations, sockets.

use super::{Atmi, Outcome, within};
use crate::conv::codes::{Flags, TpErrno};
use crate::conv::conversation::Conversation;
use crate::conv::failure::Failure;
use crate::device::{Step, Wait};
use crate::runtime::{HostCall, Value};
use crate::value::errors::{IONOTOPEN, SOCKNOTFND, ZSOCKETNOTSOCK};
use std::time::{Duration, Instant};

/// What a node of the list stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Wanted {
    /// `list(cd)`: something to receive.
    Message(i64),
    /// `list("end",cd)`: the end of a conversation in which this side has control.
    End(i64),
    /// `list("call",cd)`: the reply of a tpacall.
    Reply(i64),
    /// `list("socket",device)`, `list("socket",device,handle)`.
    Socket(Vec<u8>, Option<Vec<u8>>),
}

impl Wanted {
    /// # Errors
    /// TPEINVAL: the node stands for nothing.
    fn parse(subscripts: &[Value]) -> Result<Wanted, Failure> {
        let number = |at: usize| subscripts.get(at).and_then(|s| i64::try_from(s).ok());
        let text = |at: usize| subscripts.get(at).map(|s| s.as_bytes().into_owned());
        if let Some(cd) = number(0) {
            return Ok(Wanted::Message(cd));
        }
        let known = match text(0).as_deref() {
            Some(b"end") => number(1).map(Wanted::End),
            Some(b"call") => number(1).map(Wanted::Reply),
            Some(b"socket") => text(1).map(|device| Wanted::Socket(device, text(2))),
            _ => None,
        };
        known.ok_or_else(|| {
            let shown: Vec<String> = subscripts.iter().map(ToString::to_string).collect();
            Failure::invalid(format!(
                "there is nothing to wait for in list({}): it is list(cd), list(\"end\",cd), list(\"call\",cd), \
                 list(\"socket\",device) or list(\"socket\",device,handle)",
                shown.join(",")
            ))
        })
    }
}

/// What is there, as nodes of the list, and what to wait for otherwise.
#[derive(Default)]
struct Found {
    ready: Vec<(Vec<Value>, Value)>,
    wait: Wait,
    /// Something may still come.
    waits: bool,
}

impl Found {
    /// Whether a conversation or reply has something: its node, or what it waits for.
    fn look(&mut self, wait: Option<Wait>, node: (Vec<Value>, Value)) {
        match wait {
            None => self.ready.push(node),
            Some(wait) => self.awaits(wait),
        }
    }

    /// A descriptor is waited for once, whatever it is waited for.
    fn awaits(&mut self, wait: Wait) {
        self.waits = true;
        self.wait.until = self.wait.until.into_iter().chain(wait.until).min();
        for interest in wait.fds {
            let mut known = self.wait.fds.iter_mut();
            match known.find(|known| known.fd == interest.fd) {
                Some(known) => {
                    known.read |= interest.read;
                    known.write |= interest.write;
                }
                None => self.wait.fds.push(interest),
            }
        }
    }

    /// Adds sockets that have something.
    ///
    /// # Errors
    /// TPEINVAL: there is no such SOCKET device, or no such socket in it.
    fn sockets(
        &mut self,
        call: &mut HostCall,
        device: &[u8],
        handle: Option<&[u8]>,
    ) -> Result<(), Failure> {
        let pending = call.devices().pending(device, handle).map_err(|failed| {
            let name = String::from_utf8_lossy(device);
            let why = match failed.error.code() {
                IONOTOPEN => "no device of that name is open".to_string(),
                ZSOCKETNOTSOCK => "the device has no sockets".to_string(),
                SOCKNOTFND => {
                    let handle = String::from_utf8_lossy(handle.unwrap_or_default());
                    format!("the device has no socket {handle}")
                }
                _ => failed.error.to_string().replace('\n', " "),
            };
            Failure::invalid(format!("list(\"socket\",\"{name}\"): {why}"))
        })?;
        match pending {
            Step::Done(sockets) => {
                for (handle, word) in sockets {
                    let path = vec![
                        Value::from("socket"),
                        Value::from_bytes(device),
                        Value::from_bytes(handle),
                    ];
                    if self.ready.iter().all(|(other, _)| *other != path) {
                        self.ready.push((path, word.into()));
                    }
                }
            }
            Step::Wait(wait) => self.awaits(wait),
        }
        Ok(())
    }
}

/// wait(.list, seconds): how many of the things that the nodes of the list stand for are there; the nodes of the others are killed, and
/// nothing is taken. All conversations of the session without a list, and at once when nothing can come of it: a conversation in which
/// this side has control has nothing to receive.
pub fn wait(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    let mut wanted: Vec<(Wanted, Value)> = Vec::new();
    for (subscripts, value) in call.array(0) {
        let one = Wanted::parse(&subscripts)?;
        if wanted.iter().all(|(other, _)| *other != one) {
            wanted.push((one, value));
        }
    }
    if wanted.is_empty() {
        let open = atmi.conversations.iter().enumerate();
        let open = open.filter(|(_, c)| c.is_some());
        wanted.extend(open.map(|(cd, _)| (Wanted::Message(cd as i64), Value::default())));
    }
    let seconds = call.arg(1);
    let timeout = call.is_defined(1) && !seconds.is_empty();
    let seconds = seconds.to_f64().unwrap_or(0.0).clamp(0.0, 1e9);
    let deadline = *call.state(|| {
        let time = timeout.then(|| Duration::from_secs_f64(seconds));
        time.and_then(|time| Instant::now().checked_add(time))
    });
    let mut found = Found::default();
    for (one, value) in wanted {
        match one {
            Wanted::Message(cd) => {
                let conversation = atmi.conversation(cd)?;
                if !conversation.has_control() {
                    found.look(state(conversation), (vec![cd.into()], value));
                }
            }
            Wanted::End(cd) => {
                let conversation = atmi.conversation(cd)?;
                if !conversation.has_control() {
                    return Err(Failure::new(
                        TpErrno::Proto,
                        format!(
                            "list(\"end\",{cd}): the other side has control; wait for list({cd})"
                        ),
                    ));
                }
                let node = (vec!["end".into(), cd.into()], value);
                found.look(state(conversation), node);
            }
            Wanted::Reply(cd) => {
                let pending = atmi.calls.get_mut(&cd).ok_or_else(|| {
                    Failure::new(
                        TpErrno::BadDesc,
                        format!("list(\"call\",{cd}): there is no request with that descriptor"),
                    )
                })?;
                let wait = match pending.is_ready() {
                    true => None,
                    false => Some(pending.wait()),
                };
                found.look(wait, (vec!["call".into(), cd.into()], value));
            }
            Wanted::Socket(device, handle) => found.sockets(call, &device, handle.as_deref())?,
        }
    }
    let over = deadline.is_some_and(|at| Instant::now() >= at);
    if found.ready.is_empty() && !over && found.waits {
        let wait = found.wait.or_at(deadline);
        return within(call, Flags::SIGRSTRT, wait, None);
    }
    let count = found.ready.len() as i64;
    call.set_array(0, None, found.ready);
    Ok(Step::Done(Value::from(count)))
}

/// A wait for a conversation to have something for this side, unless it has.
fn state(conversation: &mut Conversation) -> Option<Wait> {
    match conversation.is_ready() {
        true => None,
        false => Some(conversation.wait()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_stand_for_what_they_say() {
        let of = |texts: &[&str]| {
            let subscripts: Vec<Value> = texts.iter().map(|text| (*text).into()).collect();
            Wanted::parse(&subscripts).ok()
        };
        assert_eq!(of(&["3"]), Some(Wanted::Message(3)));
        // As in the table of the session's conversations.
        assert_eq!(of(&["3", "service"]), Some(Wanted::Message(3)));
        assert_eq!(of(&["end", "3"]), Some(Wanted::End(3)));
        assert_eq!(of(&["call", "3"]), Some(Wanted::Reply(3)));
        let socket = |handle: Option<&str>| Wanted::Socket(b"d".to_vec(), handle.map(|h| h.into()));
        assert_eq!(of(&["socket", "d"]), Some(socket(None)));
        assert_eq!(of(&["socket", "d", "h1"]), Some(socket(Some("h1"))));
        for wrong in [&["socket"][..], &["call"], &["call", "x"], &["else", "1"]] {
            assert_eq!(of(wrong), None, "{wrong:?}");
        }
    }
}
