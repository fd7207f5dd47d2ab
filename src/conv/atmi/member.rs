//! tpinit and tpterm: the session's line to the monitor.

use super::beside::Beside;
use super::{Atmi, Outcome};
use crate::conv::codes::TpErrno;
use crate::conv::failure::Failure;
use crate::conv::line::{self, Order, Report, Role, Welcome};
use crate::conv::place;
use crate::conv::slots::Slots;
use crate::device::{Environment, Step, Wait};
use crate::runtime::{HostCall, Value};
use std::io;
use std::os::fd::{AsRawFd, OwnedFd, RawFd};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long the monitor may take to answer who joins.
const PATIENCE: Duration = Duration::from_secs(30);
/// A blocking call of one who has not joined.
const BLOCKTIME: Duration = Duration::from_secs(60);

/// Whether a session takes part in an application.
#[derive(Default)]
pub enum Membership {
    #[default]
    None,
    /// The monitor has been asked.
    Asked(OwnedFd, Instant),
    Joined(Box<Joined>),
}

pub struct Joined {
    line: OwnedFd,
    welcome: Welcome,
    /// The slots of the application, if this session may have them.
    slots: Option<Arc<Slots>>,
    beside: Beside,
    /// What services are told of this session: `pid/number`.
    client: String,
}

impl Membership {
    /// How long a blocking call for a service may take.
    pub fn blocktime(&self, service: &str) -> Duration {
        match self {
            Membership::Joined(joined) => {
                let welcome = &joined.welcome;
                let mut own = welcome.blocktimes.iter();
                let own = own.find(|(name, _)| name == service);
                own.map_or(welcome.blocktime, |(_, time)| *time)
            }
            _ => BLOCKTIME,
        }
    }

    pub fn is_joined(&self) -> bool {
        matches!(self, Membership::Joined(..))
    }

    pub fn welcome(&self) -> Option<&Welcome> {
        match self {
            Membership::Joined(joined) => Some(&joined.welcome),
            _ => None,
        }
    }

    /// What else came beside the welcome.
    pub fn beside(&self) -> Option<&Beside> {
        match self {
            Membership::Joined(joined) => Some(&joined.beside),
            _ => None,
        }
    }

    /// The slots of the application, if this session may have them.
    pub fn slots(&self) -> Option<&Arc<Slots>> {
        match self {
            Membership::Joined(joined) => joined.slots.as_ref(),
            _ => None,
        }
    }

    /// What services are told of this session.
    pub fn client(&self) -> &str {
        match self {
            Membership::Joined(joined) => &joined.client,
            _ => "",
        }
    }

    /// Goes on with joining as `role`, until the monitor has answered.
    ///
    /// # Errors
    /// There is no monitor, or it refuses.
    pub fn join(
        &mut self,
        environment: &Environment,
        role: impl FnOnce() -> Role,
    ) -> Result<Step<()>, Failure> {
        if let Membership::None = self {
            let path = place::control(environment)?;
            let line = place::connect(&path).map_err(|error| no_monitor(&path, &error))?;
            let report = Report::Join {
                version: line::VERSION,
                role: role(),
            };
            line::send(&line, &report.encode(), &[])?;
            *self = Membership::Asked(line, Instant::now() + PATIENCE);
        }
        let Membership::Asked(line, until) = self else {
            return Ok(Step::Done(()));
        };
        let (order, files) = match line::receive(line) {
            Ok((packet, files)) => (Order::decode(&packet)?, files),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                if Instant::now() >= *until {
                    *self = Membership::None;
                    return Err(Failure::new(
                        TpErrno::System,
                        "the monitor does not answer; see its log",
                    ));
                }
                let mut wait = Wait::readable(line.as_raw_fd());
                wait.until = Some(*until);
                return Ok(Step::Wait(wait));
            }
            Err(error) => {
                *self = Membership::None;
                return Err(Failure::new(
                    TpErrno::System,
                    format!("the monitor has gone: {error}"),
                ));
            }
        };
        let asked = std::mem::take(self);
        match (order, asked) {
            (Order::Joined(welcome), Membership::Asked(line, _)) => {
                // A client without them asks the monitor each time.
                let mut files = files.into_iter();
                let mut next = |file: u8| match welcome.files & file {
                    0 => None,
                    _ => files.next(),
                };
                let slots = next(Welcome::SLOTS).map(Slots::open);
                let beside = Beside::read(next(Welcome::TRANSACTIONS), next(Welcome::ROUTES))?;
                let slots = match (slots, welcome.slot) {
                    // A server with a slot that it does not have would never be served.
                    (None, Some(_)) => {
                        return Err(Failure::new(
                            TpErrno::Os,
                            "the slots of the application did not come: this process has too many descriptors",
                        ));
                    }
                    (Some(Err(error)), Some(_)) => {
                        let reason = format!("the slots of the application: {error}");
                        return Err(Failure::new(TpErrno::Os, reason));
                    }
                    (slots, _) => slots.and_then(Result::ok),
                };
                *self = Membership::Joined(Box::new(Joined {
                    client: format!("{}/{}", std::process::id(), welcome.number),
                    line,
                    welcome,
                    slots,
                    beside,
                }));
                Ok(Step::Done(()))
            }
            (Order::Refused { error, reason }, _) => Err(Failure::new(error, reason)),
            _ => Err(Failure::new(
                TpErrno::System,
                "the monitor answers something else",
            )),
        }
    }

    /// Tells the monitor something. A monitor that is gone is forgotten: the next call joins again.
    ///
    /// # Errors
    /// TPESYSTEM: it is gone, or takes nothing.
    pub fn tell(&mut self, report: &Report, with: &[RawFd]) -> Result<(), Failure> {
        let Membership::Joined(joined) = self else {
            return Err(Failure::new(TpErrno::Proto, "tpinit has not been called"));
        };
        line::send(&joined.line, &report.encode(), with).map_err(|error| {
            let reason = format!("the monitor does not hear: {error}");
            if error.kind() != io::ErrorKind::WouldBlock {
                *self = Membership::None;
            }
            Failure::new(TpErrno::System, reason)
        })
    }

    /// What the monitor says, if it has said something; a monitor that is gone is forgotten.
    pub fn hear(&mut self) -> Result<Option<(Order, Vec<OwnedFd>)>, Failure> {
        let Membership::Joined(joined) = self else {
            return Ok(None);
        };
        match line::receive(&joined.line) {
            Ok((packet, fds)) => Ok(Some((Order::decode(&packet)?, fds))),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok(None),
            Err(error) => {
                *self = Membership::None;
                Err(Failure::new(
                    TpErrno::System,
                    format!("the monitor has gone: {error}"),
                ))
            }
        }
    }

    /// A wait for what the monitor says.
    pub fn wait(&self) -> Wait {
        match self {
            Membership::Joined(joined) => Wait::readable(joined.line.as_raw_fd()),
            Membership::Asked(line, _) => Wait::readable(line.as_raw_fd()),
            Membership::None => Wait::default(),
        }
    }
}

fn no_monitor(path: &Path, error: &io::Error) -> Failure {
    Failure::new(
        TpErrno::System,
        format!(
            "no monitor answers at {}: {error}; 'mrun conv boot' starts one",
            path.display()
        ),
    )
}

impl Atmi {
    /// Joins as a client, if that was not done: what every call of a client begins with.
    pub fn enter(&mut self, call: &HostCall) -> Result<Step<()>, Failure> {
        if self.membership.is_joined() {
            return Ok(Step::Done(()));
        }
        if let Some(server) = &self.server {
            // The monitor it had is gone: it joins again as what it was.
            let role = server.role(self.service.is_some());
            let step = self.membership.join(call.environment(), || role)?;
            if let Step::Done(()) = step {
                self.settle(call.signals());
            }
            return Ok(step);
        }
        let user = call.environment().get("USER").unwrap_or_default().to_vec();
        let user = String::from_utf8_lossy(&user).into_owned();
        self.membership.join(call.environment(), || Role::Client {
            user,
            client: String::new(),
        })
    }
}

/// tpinit(.info): joins the application as a client; `info("usrname")`, `info("cltname")` name it.
pub fn tpinit(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    if atmi.server.is_some() {
        return Err(Failure::new(TpErrno::Proto, "a server has joined already"));
    }
    let mut role = [String::new(), String::new()];
    for (subscripts, value) in call.array(0) {
        match subscripts.first().map(ToString::to_string).as_deref() {
            Some("usrname") => role[0] = value.to_string(),
            Some("cltname") => role[1] = value.to_string(),
            _ => {}
        }
    }
    let [user, client] = role;
    let role = || Role::Client { user, client };
    Ok(match atmi.membership.join(call.environment(), role)? {
        Step::Done(()) => Step::Done(Value::from(0)),
        Step::Wait(wait) => Step::Wait(wait),
    })
}

/// tpterm(): leaves the application. Open conversations are disconnected.
pub fn tpterm(atmi: &mut Atmi, _call: &mut HostCall) -> Outcome {
    if atmi.server.is_some() {
        return Err(Failure::new(
            TpErrno::Proto,
            "a server leaves by the end of its program",
        ));
    }
    if atmi.transaction.is_some() {
        return Err(Failure::new(
            TpErrno::Proto,
            "a transaction is open: tpcommit or tpabort first",
        ));
    }
    atmi.disconnect_all("it called tpterm");
    atmi.calls.clear();
    atmi.servers = Default::default();
    atmi.membership = Membership::None;
    Ok(Step::Done(Value::from(0)))
}
