//! Transcripts: who sent what, when, who had control, and how it ended, kept in a global on request.
//!
//! What happens on a conversation is noted where it happens, and written when the call is over: not into a transaction, which may be undone
//! while what was said was said.

use super::{Atmi, Outcome, data};
use crate::conv::about::{Place, Transcript};
use crate::conv::codes::{Event, Flags, Rval, TpErrno};
use crate::conv::conversation::{Conversation, Received, Side};
use crate::conv::failure::Failure;
use crate::conv::frame::Encoded;
use crate::device::Step;
use crate::runtime::{HostCall, Value};
use crate::store::GlobalKey;
use crate::value as internal;
use crate::value::errors::MError;
use std::rc::Rc;
use std::time::{SystemTime, UNIX_EPOCH};

type Nodes = Vec<(Vec<Value>, Value)>;

/// What happened. The verbs are the names of calls, and `disconnected` for what this side ended by another one.
#[derive(Default)]
pub struct Note {
    pub call: &'static str,
    pub flags: Flags,
    pub buffer: Option<Encoded>,
    pub event: Option<Event>,
    /// tpurcode.
    pub code: i64,
    pub rval: Option<Rval>,
    pub error: Option<TpErrno>,
    pub reason: String,
}

impl Note {
    /// What came with an event.
    pub fn of(call: &'static str, flags: Flags, received: &Received) -> Note {
        let mut note = Note {
            call,
            flags,
            ..Note::default()
        };
        match received {
            Received::Data { buffer, .. } => note.buffer.clone_from(buffer),
            Received::Event {
                event,
                buffer,
                code,
                reason,
                ..
            } => {
                (note.event, note.code) = (Some(*event), *code);
                note.buffer.clone_from(buffer);
                note.reason.clone_from(reason);
            }
        }
        note
    }
}

/// A note on its way into its global.
struct Record {
    place: Rc<Place>,
    id: u64,
    side: &'static str,
    number: u64,
    /// Microseconds since 1970, as $ZUT.
    at: i64,
    /// Who has control afterwards; nobody at the end.
    control: &'static str,
    note: Note,
    /// Nodes of the whole transcript, with its first record.
    head: Nodes,
}

/// What a session has of transcripts.
#[derive(Default)]
pub struct Transcripts {
    /// Where conversations that begin are kept.
    all: Option<Rc<Place>>,
    waiting: Vec<Record>,
}

impl Transcripts {
    /// Notes what has happened on a conversation that has a transcript.
    pub fn note(&mut self, conversation: &mut Conversation, over: bool, note: Note) {
        let control = match over {
            true => "",
            false => conversation.holder().name(),
        };
        if let Some(transcript) = &mut conversation.about.transcript {
            self.add(transcript, control, note, Nodes::new());
        }
    }

    /// Notes that this side pulls the plug.
    pub fn disconnected(&mut self, conversation: &mut Conversation, reason: &str) {
        let note = || Note {
            call: "disconnected",
            reason: reason.to_string(),
            ..Note::default()
        };
        if conversation.about.transcript.is_some() {
            self.note(conversation, true, note());
        }
    }

    /// The same of one whose end is known by its transcript only.
    pub fn end(&mut self, transcript: &mut Transcript, note: Note) {
        self.add(transcript, "", note, Nodes::new());
    }

    fn add(&mut self, transcript: &mut Transcript, control: &'static str, note: Note, head: Nodes) {
        transcript.count += 1;
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        self.waiting.push(Record {
            place: transcript.place.clone(),
            id: transcript.id,
            side: transcript.side,
            number: transcript.count,
            at: now.map_or(0, |now| i64::try_from(now.as_micros()).unwrap_or(0)),
            control,
            note,
            head,
        });
    }

    /// Begins the transcript of a conversation. Its first record is tpconnect; `buffer`: what that brought, if it is known.
    fn begin(
        &mut self,
        conversation: &mut Conversation,
        place: Rc<Place>,
        buffer: Option<Encoded>,
    ) {
        let side = conversation.side().name();
        let about = &conversation.about;
        let fresh = conversation.sent + conversation.received == 0;
        let whole = fresh && (buffer.is_some() || !about.brought_data);
        let mut head: Nodes = vec![
            (Vec::new(), conversation.service.as_str().into()),
            (vec!["peer".into()], conversation.peer.as_str().into()),
        ];
        if !whole {
            head.push((vec!["late".into()], 1.into()));
        }
        let note = Note {
            call: "tpconnect",
            flags: if fresh { about.flags } else { Flags::NONE },
            buffer,
            ..Note::default()
        };
        let mut transcript = Transcript {
            place,
            id: conversation.number(),
            side,
            count: 0,
        };
        let control = conversation.holder().name();
        self.add(&mut transcript, control, note, head);
        conversation.about.transcript = Some(Box::new(transcript));
    }
}

impl Atmi {
    /// Whether conversations that begin get a transcript.
    pub fn keeps_transcripts(&self) -> bool {
        self.transcripts.all.is_some()
    }

    /// A conversation has begun: its transcript does, too, if all are kept.
    pub fn begins(&mut self, cd: i64, buffer: impl FnOnce() -> Option<Encoded>) {
        let Some(place) = self.transcripts.all.clone() else {
            return;
        };
        if let Some(conversation) = conversation_of(&mut self.conversations, cd) {
            self.transcripts.begin(conversation, place, buffer());
        }
    }

    /// Whether a conversation has a transcript.
    pub fn is_noted(&mut self, cd: i64) -> bool {
        let conversation = conversation_of(&mut self.conversations, cd);
        conversation.is_some_and(|c| c.about.transcript.is_some())
    }

    /// Notes what has happened on a conversation, if it has a transcript.
    pub fn note(&mut self, cd: i64, over: bool, note: impl FnOnce() -> Note) {
        if let Some(conversation) = conversation_of(&mut self.conversations, cd)
            && conversation.about.transcript.is_some()
        {
            self.transcripts.note(conversation, over, note());
        }
    }

    /// Writes what was noted, unless it would become a part of a transaction. A transcript that cannot be written is no more kept.
    pub fn write_notes(&mut self, call: &mut HostCall) {
        if self.transcripts.waiting.is_empty()
            || self.transaction.is_some()
            || call.store().tlevel() > 0
        {
            return;
        }
        for record in std::mem::take(&mut self.transcripts.waiting) {
            if let Err(error) = self.write(call, &record) {
                let name = String::from_utf8_lossy(&record.place.name).into_owned();
                self.log(&format!("the transcript in ^{name} ends: {error}"));
                for conversation in self.conversations.iter_mut().flatten() {
                    conversation.about.transcript = None;
                }
                self.transcripts = Transcripts::default();
                return;
            }
        }
        // Others find it from here on; what cannot be written now is written later.
        let _ = call.store().publish();
    }

    fn write(&mut self, call: &mut HostCall, record: &Record) -> Result<(), MError> {
        let Record { note, .. } = record;
        let number = Value::from(i64::try_from(record.number).unwrap_or(i64::MAX));
        let mut nodes = record.head.clone();
        if !nodes.is_empty() {
            let job = i64::try_from(call.job()).unwrap_or(0);
            nodes.push((vec!["job".into()], job.into()));
        }
        let mut add = |name: &str, value: Value| {
            let path = match name {
                "" => vec![number.clone()],
                name => vec![number.clone(), name.into()],
            };
            nodes.push((path, value));
        };
        add("", note.call.into());
        add("at", record.at.into());
        add("control", record.control.into());
        let flags = note.flags.to_string();
        let texts = [
            ("flags", &*flags),
            ("event", note.event.map_or("", Event::name)),
            ("rval", note.rval.map_or("", Rval::name)),
            ("error", note.error.map_or("", TpErrno::name)),
            ("reason", &note.reason),
        ];
        for (name, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
            add(name, text.into());
        }
        if matches!(note.event, Some(Event::SvcSucc | Event::SvcFail)) {
            add("urcode", note.code.into());
        }
        if let Some(buffer) = &note.buffer {
            match data::below(&mut self.tables, call.environment(), "data", buffer) {
                Ok((length, below)) => {
                    add("len", length.into());
                    nodes.extend(below.into_iter().map(|(mut path, value)| {
                        path.insert(0, number.clone());
                        (path, value)
                    }));
                }
                Err(failure) => add("data", format!("({failure})").into()),
            }
        }
        let id = format!("{:016x}", record.id);
        let above = [id.into(), record.side.into()];
        for (path, value) in nodes {
            let all = record.place.subscripts.iter().chain(&above).chain(&path);
            let subs: Vec<internal::Value> = all.map(|s| s.to_internal().to_key()).collect();
            let key = GlobalKey {
                environment: &record.place.environment,
                name: &record.place.name,
                subs: &subs,
            };
            call.store().set(&key, &value.to_internal())?;
        }
        Ok(())
    }
}

fn conversation_of(all: &mut [Option<Conversation>], cd: i64) -> Option<&mut Conversation> {
    all.get_mut(usize::try_from(cd).ok()?)?.as_mut()
}

/// transcript(cd, .where): keeps what happens on a conversation from now on in a global, `where(-1)` its environment, `where(0)` its name,
/// `where(1)` and on its subscripts; without a name no more. The subscripts that the transcript has there, with a comma between them. Without
/// a descriptor: of all that begin from now on, 0.
pub fn transcript(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    let mut place = Place {
        environment: Vec::new(),
        name: Vec::new(),
        subscripts: Vec::new(),
    };
    for (subscripts, value) in call.array(1) {
        match subscripts.first().and_then(|s| s.to_i64().ok()) {
            Some(-1) => place.environment = value.into_bytes(),
            Some(0) => place.name = value.into_bytes(),
            _ => place.subscripts.push(value),
        }
    }
    let place = match &place.name[..] {
        [] => None,
        [b'^', name @ ..] if !name.is_empty() => {
            place.name = name.to_vec();
            Some(Rc::new(place))
        }
        other => {
            return Err(Failure::invalid(format!(
                "a transcript is kept in a global, and {} names none",
                String::from_utf8_lossy(other)
            )));
        }
    };
    if !call.is_defined(0) || call.arg(0).is_empty() {
        atmi.transcripts.all = place;
        return Ok(Step::Done(Value::from(0)));
    }
    let cd = i64::try_from(&call.arg(0)).unwrap_or(-1);
    let first = atmi.first_message(cd);
    let conversation = atmi.conversation(cd)?;
    let Some(place) = place else {
        conversation.about.transcript = None;
        return Ok(Step::Done(Value::from(0)));
    };
    let told = format!(
        "{:016x},{}",
        conversation.number(),
        conversation.side().name()
    );
    let first = first.filter(|_| conversation.side() == Side::Subordinate);
    if let Some(conversation) = conversation_of(&mut atmi.conversations, cd) {
        atmi.transcripts.begin(conversation, place, first);
    }
    Ok(Step::Done(told.into()))
}
