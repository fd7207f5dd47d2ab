//! Transactions: tpbegin, tpcommit, tpabort, tpgetlev, and what services do in the transaction of their caller.
//!
//! Whoever began a transaction commits it. What the others did comes to him: changes with every message, so that each side sees what the
//! other did before, and what has to be unchanged with the outcome of a service. The death of any of them leaves nothing.

use super::{Atmi, Outcome, flags};
use crate::conv::codes::{Event, Flags, TpErrno};
use crate::conv::conversation::{Conversation, Side};
use crate::conv::failure::Failure;
use crate::conv::frame::{Encoded, Frame};
use crate::conv::gtt::{Entry, Place};
use crate::conv::wire::{Malformed, Reader, Writer};
use crate::device::Step;
use crate::runtime::{HostCall, Value};
use crate::store::work::Mark;
use std::time::{Duration, Instant};

/// The longest that a transaction may take when no time is given.
const FOREVER: Duration = Duration::from_secs(1 << 31);

/// A transaction that this session is in.
pub struct Transaction {
    deadline: Instant,
    part: Part,
    /// Why it can only be aborted.
    abort_only: Option<String>,
    /// In the table of transactions; whoever commits it has the entry.
    place: Place,
    entry: Option<Entry>,
}

impl Transaction {
    fn doom(&mut self, reason: String) {
        self.abort_only.get_or_insert(reason);
        if let Some(entry) = &self.entry {
            entry.doom();
        }
    }
}

/// What this session is in a transaction.
enum Part {
    /// It called tpbegin.
    Beginner,
    /// The service was called without one, and has AUTOTRAN.
    Automatic,
    /// The service was called in it; what its caller has of it.
    Called(Mark),
}

/// How a request takes the transaction along.
pub struct Joined {
    /// What the service has of it once the request is there.
    pub mark: Mark,
    pub work: Encoded,
}

impl Atmi {
    /// When the time of the transaction is over.
    pub fn transaction_deadline(&self) -> Option<Instant> {
        self.transaction.as_ref().map(|t| t.deadline)
    }

    /// # Errors
    /// TPETIME: the time of the transaction is over.
    pub fn in_time(&mut self) -> Result<(), Failure> {
        match &mut self.transaction {
            Some(transaction) if Instant::now() >= transaction.deadline => {
                let reason = "the transaction's time is over";
                transaction.doom(reason.into());
                Err(Failure::new(TpErrno::Time, reason))
            }
            _ => Ok(()),
        }
    }

    /// The transaction can only be aborted from now on.
    pub fn abort_only(&mut self, reason: impl Into<String>) {
        if let Some(transaction) = &mut self.transaction {
            transaction.doom(reason.into());
        }
    }

    /// A transaction's entry in the table, and the time that it may take, which MAXTRANTIME bounds. Outside an application nothing is
    /// counted.
    ///
    /// # Errors
    /// TPETRAN: there are MAXGTT.
    fn entry(&self, time: Duration) -> Result<(Option<Entry>, Duration), Failure> {
        let beside = self.membership.beside();
        let Some(table) = beside.and_then(|beside| beside.transactions.as_ref()) else {
            return Ok((None, time));
        };
        let time = table.longest().map_or(time, |longest| time.min(longest));
        let member = self.membership.welcome().map_or(0, |w| w.number);
        match table.begin(member, (time < FOREVER).then_some(time)) {
            Some(entry) => Ok((Some(entry), time)),
            None => Err(Failure::new(
                TpErrno::Tran,
                format!(
                    "MAXGTT={} transactions are open on this machine",
                    table.most()
                ),
            )),
        }
    }

    /// What goes along with a request that is made in the transaction.
    ///
    /// # Errors
    /// TPETIME, and TPEPROTO inside TSTART: what is not committed there cannot be handed on.
    pub fn take_along(
        &mut self,
        call: &mut HostCall,
        flags: Flags,
    ) -> Result<Option<Joined>, Failure> {
        if self.transaction.is_none() {
            return Ok(None);
        }
        self.in_time()?;
        if flags.has(Flags::NOTRAN) {
            return Ok(None);
        }
        let mut mark = Mark::default();
        let work = self.hand_on(call, &mut mark)?;
        Ok(Some(Joined { mark, work }))
    }

    /// What the other side of `mark` does not have yet.
    ///
    /// # Errors
    /// As [`Atmi::take_along`].
    pub fn hand_on(&mut self, call: &mut HostCall, mark: &mut Mark) -> Result<Encoded, Failure> {
        if call.store().tlevel() > 0 {
            return Err(Failure::new(
                TpErrno::Proto,
                "a TSTART is open: TCOMMIT or TROLLBACK first, or use TPNOTRAN",
            ));
        }
        let work = call.store().hand_on(mark);
        Ok(self.envelope(&work))
    }

    fn envelope(&self, work: &[u8]) -> Encoded {
        let mut w = Writer::default();
        if let Some(transaction) = &self.transaction {
            let left = transaction
                .deadline
                .saturating_duration_since(Instant::now());
            let doomed = transaction.abort_only.is_some();
            let automatic = matches!(transaction.part, Part::Automatic);
            w.u64(left.as_millis() as u64);
            w.u8(u8::from(doomed)).u8(u8::from(automatic));
            w.u32(transaction.place.row).u64(transaction.place.number);
        }
        w.bytes(work);
        w.0
    }

    /// Takes what came along with a message.
    pub fn take_up(&mut self, call: &mut HostCall, work: &[u8], mark: &mut Mark) {
        let taken = opened(work).map(|opened| {
            let taken = call.store().take_up(opened.work, mark);
            (opened.doomed, taken)
        });
        match taken {
            Ok((false, Ok(()))) => {}
            Ok((true, _)) => self.abort_only("another part of the transaction has failed"),
            _ => self.abort_only("the work of another part of the transaction is damaged"),
        }
    }

    /// A service has been called in a transaction. `forwarded`: by another service, which had the request.
    ///
    /// # Errors
    /// TPETRAN: this session's globals cannot take part.
    pub fn join(
        &mut self,
        call: &mut HostCall,
        work: &[u8],
        forwarded: bool,
    ) -> Result<(), Failure> {
        let Opened {
            left,
            automatic,
            place,
            ..
        } = opened(work)?;
        let entry = match forwarded && automatic {
            // It is committed here.
            true => self.entry(left)?.0,
            false => None,
        };
        self.enter_transaction(call, left, Part::Automatic, entry)?;
        let mut mark = Mark::default();
        self.take_up(call, work, &mut mark);
        let part = match (forwarded, automatic) {
            (false, _) => Part::Called(mark),
            // The caller has nothing of what the services before did.
            (true, false) => Part::Called(Mark::default()),
            // Whoever returns to him commits.
            (true, true) => Part::Automatic,
        };
        if let Some(transaction) = &mut self.transaction {
            transaction.part = part;
            if transaction.entry.is_none() {
                transaction.place = place;
                let beside = self.membership.beside();
                if let Some(table) = beside.and_then(|beside| beside.transactions.as_ref()) {
                    table.take_part(place);
                }
            }
        }
        Ok(())
    }

    /// A service with AUTOTRAN has been called without a transaction.
    ///
    /// # Errors
    /// TPETRAN.
    pub fn begin_automatic(&mut self, call: &mut HostCall, time: Duration) -> Result<(), Failure> {
        let (entry, time) = self.entry(time)?;
        self.enter_transaction(call, time, Part::Automatic, entry)
    }

    fn enter_transaction(
        &mut self,
        call: &mut HostCall,
        time: Duration,
        part: Part,
        entry: Option<Entry>,
    ) -> Result<(), Failure> {
        match call.store().join() {
            Ok(true) => {}
            Ok(false) => {
                return Err(Failure::new(
                    TpErrno::Tran,
                    "the globals of this session are in memory and in no file: they take part in no transaction",
                ));
            }
            Err(error) => return Err(Failure::new(TpErrno::Tran, error.to_string())),
        }
        let now = Instant::now();
        self.transaction = Some(Transaction {
            deadline: now.checked_add(time).unwrap_or(now + FOREVER),
            part,
            abort_only: None,
            place: entry.as_ref().map(Entry::place).unwrap_or_default(),
            entry,
        });
        Ok(())
    }

    /// The request goes on to another service: all that was done goes with it.
    ///
    /// # Errors
    /// TPESYSTEM: what was read cannot be read again.
    pub fn pass_on(&mut self, call: &mut HostCall) -> Result<Option<Encoded>, Failure> {
        if self.transaction.is_none() {
            return Ok(None);
        }
        let work = call.store().hand_over(&mut Mark::default());
        let work = work.map(|work| self.envelope(&work));
        self.leave_transaction(call);
        work.map(Some)
            .map_err(|error| Failure::new(TpErrno::System, error.to_string()))
    }

    /// Leaves the transaction, and undoes what this session did in it.
    pub fn leave_transaction(&mut self, call: &mut HostCall) {
        if self.transaction.take().is_some() {
            call.store().abandon();
        }
    }

    /// What the caller has of the transaction that the service was called in.
    pub fn callers_mark(&self) -> Option<Mark> {
        match self.transaction.as_ref().map(|t| &t.part) {
            Some(Part::Called(mark)) => Some(mark.clone()),
            _ => None,
        }
    }

    /// The end of a service that was in a transaction, or began one: what its caller is told. `mark`: what he has of it, if it was a
    /// conversation.
    pub fn end_part(&mut self, call: &mut HostCall, mark: Option<Mark>, outcome: Frame) -> Frame {
        let Some(transaction) = &mut self.transaction else {
            return outcome;
        };
        let Frame::Return {
            event: Event::SvcSucc,
            code,
            reason,
            buffer,
            ..
        } = outcome
        else {
            self.leave_transaction(call);
            return outcome;
        };
        let over = Instant::now() >= transaction.deadline;
        let done = match (&transaction.abort_only, &mut transaction.part) {
            _ if over => Err("its transaction's time is over".into()),
            (Some(reason), _) => Err(format!("its transaction can only be aborted: {reason}")),
            (None, Part::Beginner) => Err("it returned with its own transaction open".into()),
            (None, Part::Automatic) => committed(call).map(|()| None),
            (None, Part::Called(first)) => {
                let work = call
                    .store()
                    .hand_over(&mut mark.unwrap_or(std::mem::take(first)));
                work.map(Some).map_err(|error| error.to_string())
            }
        };
        let work = match &done {
            Ok(Some(work)) => Some(self.envelope(work)),
            _ => None,
        };
        self.leave_transaction(call);
        match done {
            Ok(_) => Frame::Return {
                event: Event::SvcSucc,
                code,
                reason,
                buffer,
                work,
            },
            Err(reason) => {
                self.log(&format!("TPEV_SVCERR: {reason}"));
                Frame::Return {
                    event: Event::SvcErr,
                    code: 0,
                    reason,
                    buffer: None,
                    work: None,
                }
            }
        }
    }

    /// Whether the session has a transaction of its own open, of which no other service may become a part.
    pub fn has_begun(&self) -> bool {
        let part = self.transaction.as_ref().map(|t| &t.part);
        matches!(part, Some(Part::Beginner))
    }

    /// Whose transaction the session is in, as tables say it.
    pub fn whose_transaction(&self) -> &'static str {
        match self.transaction.as_ref().map(|t| &t.part) {
            None => "",
            Some(Part::Beginner) => "own",
            Some(Part::Automatic) => "automatic",
            Some(Part::Called(_)) => "caller",
        }
    }

    /// Ends what belongs to the transaction: whether there was anything.
    fn disconnect_joined(&mut self, reason: &str) -> bool {
        let mut any = false;
        let is_joined = |c: &mut Conversation| c.side() == Side::Initiator && c.mark.is_some();
        for slot in &mut self.conversations {
            if let Some(mut conversation) = slot.take_if(is_joined) {
                self.transcripts.disconnected(&mut conversation, reason);
                conversation.disconnect(reason);
                any = true;
            }
        }
        let calls = self.calls.len();
        self.calls.retain(|_, pending| !pending.is_joined());
        any || self.calls.len() < calls
    }
}

/// What goes along with a message.
struct Opened<'a> {
    /// The time that the transaction has.
    left: Duration,
    /// It can only be aborted.
    doomed: bool,
    /// It began with the request, and whoever sent this commits it.
    automatic: bool,
    /// Where it is in the table of transactions.
    place: Place,
    work: &'a [u8],
}

fn opened(work: &[u8]) -> Result<Opened<'_>, Malformed> {
    let mut r = Reader(work);
    let opened = Opened {
        left: Duration::from_millis(r.u64()?),
        doomed: r.u8()? != 0,
        automatic: r.u8()? != 0,
        place: Place {
            row: r.u32()?,
            number: r.u64()?,
        },
        work: r.bytes()?,
    };
    r.end()?;
    Ok(opened)
}

/// Commits; what is in the way otherwise.
fn committed(call: &mut HostCall) -> Result<(), String> {
    match call.store().commit_joined() {
        Ok(true) => Ok(()),
        Ok(false) => Err("others have changed what the transaction read".into()),
        Err(error) => Err(error.to_string()),
    }
}

/// The session's own transaction, for tpcommit and tpabort.
fn own<'a>(
    atmi: &'a mut Atmi,
    call: &mut HostCall,
    name: &str,
) -> Result<&'a mut Transaction, Failure> {
    let refuse = |why: &str| Failure::new(TpErrno::Proto, format!("{name}: {why}"));
    if call.store().tlevel() > 0 {
        return Err(refuse("a TSTART is open"));
    }
    let transaction = atmi.transaction.as_mut();
    let transaction = transaction.ok_or_else(|| refuse("there is no transaction"))?;
    match transaction.part {
        Part::Beginner => Ok(transaction),
        _ => Err(refuse("this session did not begin the transaction")),
    }
}

/// tpbegin(seconds, flags): begins a transaction; 0 seconds: as long as it takes.
pub fn tpbegin(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    let seconds = call.arg(0).to_i64().unwrap_or(0);
    flags(call, 1, &[])?;
    let Ok(seconds) = u64::try_from(seconds) else {
        return Err(Failure::invalid("a transaction has no negative time"));
    };
    if atmi.transaction.is_some() {
        return Err(Failure::new(
            TpErrno::Proto,
            "this session is in a transaction already",
        ));
    }
    if call.store().tlevel() > 0 {
        return Err(Failure::new(
            TpErrno::Proto,
            "a TSTART is open: tpbegin comes first, TSTART inside",
        ));
    }
    let time = match seconds {
        0 => FOREVER,
        seconds => Duration::from_secs(seconds),
    };
    // Without a monitor it is not counted.
    if let Ok(Step::Wait(wait)) = atmi.enter(call) {
        return Ok(Step::Wait(wait));
    }
    let (entry, time) = atmi.entry(time)?;
    atmi.enter_transaction(call, time, Part::Beginner, entry)?;
    Ok(Step::Done(Value::from(0)))
}

/// tpcommit(flags): commits what all did in the transaction, or nothing.
pub fn tpcommit(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    flags(call, 0, &[])?;
    let transaction = own(atmi, call, "tpcommit")?;
    let over = Instant::now() >= transaction.deadline;
    let doomed = transaction.abort_only.take();
    let open = atmi.disconnect_joined("it called tpcommit with the conversation open");
    let done = match doomed {
        _ if open => Err("conversations or replies of it were open".to_string()),
        Some(reason) => Err(reason),
        None if over => Err("its time is over".to_string()),
        None => committed(call),
    };
    atmi.leave_transaction(call);
    match done {
        Ok(()) => Ok(Step::Done(Value::from(0))),
        Err(reason) => Err(Failure::new(
            TpErrno::Abort,
            format!("the transaction was aborted: {reason}"),
        )),
    }
}

/// tpabort(flags): undoes what all did in the transaction.
pub fn tpabort(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    flags(call, 0, &[])?;
    own(atmi, call, "tpabort")?;
    atmi.disconnect_joined("it called tpabort");
    atmi.leave_transaction(call);
    Ok(Step::Done(Value::from(0)))
}

/// tpgetlev(): whether this session is in a transaction.
pub fn tpgetlev(atmi: &mut Atmi, _call: &mut HostCall) -> Outcome {
    Ok(Step::Done(i64::from(atmi.transaction.is_some()).into()))
}
