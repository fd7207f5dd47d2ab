//! XATMI for M code: the functions of `$&atmi`, for which `stdlib/_ATMI.m` has the names of C.
//!
//! A call that fails gives -1; what failed is in tperrno, and is no M error. All state belongs to the session.

mod beside;
mod call;
mod connect;
mod converse;
mod data;
mod fml;
mod haste;
mod info;
mod known;
mod member;
mod route;
mod server;
mod service;
mod table;
mod taken;
mod told;
mod transaction;
mod transcript;
mod wait;

use self::haste::Haste;
use self::member::Membership;
use self::server::Server;
use self::service::Service;
use self::transaction::Transaction;
use super::codes::{Flags, TpErrno};
use super::conversation::{Conversation, Side};
use super::failure::Failure;
use super::request::Priority;
use super::ulog;
use crate::device::{Step, Wait};
use crate::runtime::{Answer, Engine, HostCall, Value};
use crate::value::errors::MError;
use indexmap::IndexMap;
use std::cell::RefCell;
use std::time::{Duration, Instant};

/// Conversations that a session may have begun at once.
pub const MOST_CONVERSATIONS: usize = 64;
/// Why a call has TPETIME.
const LATE: &str = "the blocking time is over";
/// Calls whose reply has not been taken.
pub const MOST_CALLS: usize = 50;

/// What a function does: it is called again after a wait.
type Function = fn(&mut Atmi, &mut HostCall) -> Outcome;
type Outcome = Result<Step<Value>, Failure>;

/// Functions that set tperrno.
const CALLS: &[(&str, Function)] = &[
    ("tpalloc", data::tpalloc),
    ("tprealloc", data::tprealloc),
    ("tpfree", data::tpfree),
    ("tptypes", data::tptypes),
    ("tpinit", member::tpinit),
    ("tpterm", member::tpterm),
    ("tpconnect", connect::tpconnect),
    ("tpsend", converse::tpsend),
    ("tprecv", converse::tprecv),
    ("tpdiscon", converse::tpdiscon),
    ("tpcall", call::tpcall),
    ("tpacall", call::tpacall),
    ("tpgetrply", call::tpgetrply),
    ("tpcancel", call::tpcancel),
    ("tpforward", service::tpforward),
    ("tpreturn", service::tpreturn),
    ("tpadvertise", server::tpadvertise),
    ("tpunadvertise", server::tpunadvertise),
    ("tpsprio", info::tpsprio),
    ("tpgprio", info::tpgprio),
    ("tpsblktime", info::tpsblktime),
    ("tpgblktime", info::tpgblktime),
    ("tpbegin", transaction::tpbegin),
    ("tpcommit", transaction::tpcommit),
    ("tpabort", transaction::tpabort),
    ("tpgetlev", transaction::tpgetlev),
    ("wait", wait::wait),
    ("transcript", transcript::transcript),
    ("table", table::table),
    ("fvstof", fml::fvstof),
    ("fvftos", fml::fvftos),
    ("fvsinit", fml::fvsinit),
    ("fvnull", fml::fvnull),
    ("fmerge", fml::fmerge),
    ("fproj", fml::fproj),
    ("fadd", fml::fadd),
    ("fdel", fml::fdel),
    ("foccur", fml::foccur),
    ("fldid", fml::fldid),
    ("fname", fml::fname),
    ("ftype", fml::ftype),
];

/// Functions that leave tperrno as it is.
const QUESTIONS: &[(&str, Function)] = &[
    ("tperrno", info::tperrno),
    ("tpurcode", info::tpurcode),
    ("tpstrerror", info::tpstrerror),
    ("reason", told::reason),
    ("value", info::value),
    ("userlog", info::userlog),
    ("conversations", table::conversations),
    ("offer", server::offer),
    ("ready", server::ready),
    ("next", server::next),
    ("begin", service::begin),
    ("level", service::level),
    ("failed", service::failed),
];

/// Gives M code the functions of `$&atmi`.
pub fn register(engine: &Engine) {
    for (name, function) in CALLS {
        engine.register(&format!("atmi.{name}"), |call| run(*function, call, true));
    }
    for (name, function) in QUESTIONS {
        engine.register(&format!("atmi.{name}"), |call| run(*function, call, false));
    }
}

fn run(function: Function, call: &mut HostCall, sets: bool) -> Result<Answer, MError> {
    let context = call.session::<Context>();
    let mut atmi = context.0.borrow_mut();
    let outcome = function(&mut atmi, call);
    atmi.write_notes(call);
    if let Ok(Step::Wait(wait)) = outcome {
        return Ok(Answer::Wait(wait));
    }
    let (value, mut failure) = match outcome {
        Ok(Step::Done(value)) => (value, None),
        Ok(Step::Wait(_)) => (Value::default(), None),
        Err(failure) => (Value::from(-1), Some(failure)),
    };
    if sets {
        if let Some(failure) = failure.as_mut().filter(|f| f.error == TpErrno::Time) {
            // The transaction's time is over, too, if that is the time that the call had.
            match atmi.in_time() {
                Err(over) => *failure = over,
                Ok(()) => atmi.explain_time(failure),
            }
        }
        if std::mem::take(&mut atmi.blocktime.used) {
            // The bound of one call ends with it.
            atmi.blocktime.next = None;
        }
        atmi.failure = failure;
    }
    Ok(Answer::Done(value))
}

/// What a session has of XATMI.
#[derive(Default)]
struct Context(RefCell<Atmi>);

#[derive(Default)]
struct Atmi {
    membership: Membership,
    /// Why the last call failed.
    failure: Option<Failure>,
    /// Whose event that was.
    told: told::Told,
    /// tpurcode.
    code: i64,
    blocktime: Blocktime,
    haste: Haste,
    tables: data::Tables,
    /// Priority of the next request, and that of the last one.
    priority: Option<Priority>,
    last_priority: Priority,
    /// By descriptor.
    conversations: Vec<Option<Conversation>>,
    /// Servers that can be had without the monitor.
    servers: known::Servers,
    /// Requests whose reply was not yet taken, by descriptor.
    calls: IndexMap<i64, call::Pending>,
    last_call: i64,
    /// The invocation in progress, in a server.
    service: Option<Service>,
    transaction: Option<Transaction>,
    transcripts: transcript::Transcripts,
    server: Option<Server>,
}

/// Bounds of blocking calls beside the monitor's.
#[derive(Default)]
struct Blocktime {
    /// Of the next call.
    next: Option<Duration>,
    /// It was asked for by the call in progress.
    used: bool,
    /// Of all calls of this session.
    all: Option<Duration>,
}

impl Atmi {
    /// When a call for a service that begins now has to end.
    fn deadline(&mut self, flags: Flags, service: &str) -> Option<Instant> {
        self.blocktime.used = true;
        if let Some(deadline) = self.transaction_deadline() {
            return Some(deadline);
        }
        if flags.has(Flags::NOTIME) {
            return None;
        }
        let time = self.blocktime.next.or(self.blocktime.all);
        let time = time.unwrap_or_else(|| self.membership.blocktime(service));
        Instant::now().checked_add(time)
    }

    /// Says which time was over.
    fn explain_time(&self, failure: &mut Failure) {
        if failure.reason != LATE {
            return;
        }
        let own = self.blocktime.next.or(self.blocktime.all);
        let (time, whose) = match (own, self.membership.welcome()) {
            (Some(time), _) => (time, "tpsblktime"),
            // Each service has its own.
            (None, Some(welcome)) if !welcome.blocktimes.is_empty() => return,
            (None, _) => (self.membership.blocktime(""), "BLOCKTIME"),
        };
        failure.reason += &format!(": {} s by {whose}", time.as_secs_f64());
    }

    /// When a call in a conversation that begins now has to end.
    fn deadline_in(&mut self, flags: Flags, cd: i64) -> Option<Instant> {
        let own = self.membership.welcome();
        let own = own.is_some_and(|w| !w.blocktimes.is_empty());
        let service = match own {
            true => self.conversation(cd).ok().map(|c| c.service.clone()),
            false => None,
        };
        self.deadline(flags, service.as_deref().unwrap_or(""))
    }

    /// The conversation of a descriptor.
    fn conversation(&mut self, cd: i64) -> Result<&mut Conversation, Failure> {
        let slot = usize::try_from(cd)
            .ok()
            .and_then(|cd| self.conversations.get_mut(cd));
        slot.and_then(Option::as_mut)
            .ok_or_else(|| no_descriptor(cd))
    }

    /// Ends what a descriptor stands for.
    fn forget(&mut self, cd: i64) -> Option<Conversation> {
        let slot = usize::try_from(cd)
            .ok()
            .and_then(|cd| self.conversations.get_mut(cd));
        slot.and_then(Option::take)
    }

    /// Gives a conversation the lowest free descriptor.
    fn keep(&mut self, conversation: Conversation) -> i64 {
        let free = self.conversations.iter().position(Option::is_none);
        let at = free.unwrap_or_else(|| {
            self.conversations.push(None);
            self.conversations.len() - 1
        });
        self.conversations[at] = Some(conversation);
        at as i64
    }

    /// Adds a line to the application's log.
    fn log(&self, text: &str) {
        let prefix = self.membership.welcome().map(|w| &*w.log);
        ulog::write(prefix, "mrun", text);
    }

    /// Conversations that this session began.
    fn initiated(&self) -> usize {
        let all = self.conversations.iter().flatten();
        all.filter(|c| c.side() == Side::Initiator).count()
    }

    /// Pulls the plug of all conversations that this session began; whether there were any.
    fn disconnect_all(&mut self, reason: &str) -> bool {
        let mut any = false;
        for slot in &mut self.conversations {
            if let Some(mut conversation) = slot.take_if(|c| c.side() == Side::Initiator) {
                self.transcripts.disconnected(&mut conversation, reason);
                conversation.disconnect(reason);
                any = true;
            }
        }
        any
    }
}

impl Drop for Atmi {
    fn drop(&mut self) {
        self.disconnect_all("its session is over");
        self.abandon_service("its server's session ended within it: HALT, ZHALT or a signal");
    }
}

fn no_descriptor(cd: i64) -> Failure {
    Failure::new(
        TpErrno::BadDesc,
        format!("there is no conversation with descriptor {cd}"),
    )
}

/// The flags of an argument.
fn flags(call: &HostCall, at: usize, allowed: &[Flags]) -> Result<Flags, Failure> {
    if !call.is_defined(at) {
        return Ok(Flags::NONE);
    }
    let text = call.text(at);
    if text.is_empty() {
        return Ok(Flags::NONE);
    }
    let text = String::from_utf8_lossy(&text);
    let flags = Flags::parse(&text)
        .ok_or_else(|| Failure::invalid(format!("there is no flag in '{text}' of that name")))?;
    if !flags.within(allowed) {
        let others = allowed.iter().fold(flags, |rest, f| rest.without(*f));
        return Err(Failure::invalid(format!(
            "the call does not take {others} ({:#x})",
            others.0
        )));
    }
    Ok(flags)
}

/// A wait within the bounds of a call.
///
/// # Errors
/// TPETIME when its time is over, TPGOTSIG when a signal came and the call does not go on then.
fn within(
    call: &HostCall,
    flags: Flags,
    mut wait: Wait,
    deadline: Option<Instant>,
) -> Result<Step<Value>, Failure> {
    if call.interrupted() && !flags.has(Flags::SIGRSTRT) {
        return Err(Failure::new(
            TpErrno::GotSig,
            "a signal was handled, and TPSIGRSTRT was not given",
        ));
    }
    if deadline.is_some_and(|at| Instant::now() >= at) {
        return Err(Failure::new(TpErrno::Time, LATE));
    }
    wait.until = [wait.until, deadline].into_iter().flatten().min();
    Ok(Step::Wait(wait))
}
