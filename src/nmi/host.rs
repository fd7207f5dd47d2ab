//! The host package `$&nmi`, from which `%NMI` makes arrays. Texts of records have `$C(1)` behind each value, and in names `$C(2)` between the subscripts.

use super::client::{Asks, Client, ClientError, Event, FOLDER, Publisher, STACK, Step};
use super::record::cte::{Entries, Entry};
use super::record::ebcdic::{BLANK, Page};
use super::record::fields::View;
use super::record::smf::header;
use super::record::smf_record::{self, Record, SEPARATOR, Shape};
use super::record::tmi;
use super::record::tree::{Name, Tree};
use super::record::{packet, time};
use super::system::{Service, service};
use crate::device::Wait;
use crate::runtime::{Answer, Engine, HostCall, Value};
use crate::value::errors::{self, MError};
use std::cell::RefCell;
use std::collections::HashMap;
use std::path::PathBuf;
use std::rc::Rc;
use std::time::{Duration, Instant};

/// Between subscripts of a name.
const LEVEL: char = '\u{2}';
/// The kind of records that are packets; SMF records have the word of their shape.
const PACKET: &str = "packet";

/// A connection of M code.
struct Open {
    client: Client,
    service: &'static Service,
    buffer: Vec<u8>,
    /// What of the buffer was given out.
    at: usize,
    /// The last record.
    last: Vec<u8>,
}

#[derive(Default)]
struct Table {
    open: HashMap<i64, Open>,
    last: i64,
}

/// The connections of the session.
fn table(call: &HostCall) -> Rc<RefCell<Table>> {
    call.session()
}

/// Gives M code the functions.
pub fn register(engine: &Engine) {
    engine.register("nmi.open", open);
    engine.register("nmi.next", next);
    engine.register("nmi.raw", raw);
    engine.register("nmi.close", close);
    engine.register("nmi.names", names);
    engine.register("nmi.publish", publish);
    engine.register("nmi.encode", encode);
    engine.register("nmi.decode", decode);
    engine.register("nmi.text", |call| {
        Ok(page(call)?.text(&call.arg(0).as_bytes()).into())
    });
    engine.register("nmi.ebcdic", |call| {
        let (page, text) = (page(call)?, call.arg(0).to_string());
        let mut bytes = vec![BLANK; text.chars().count()];
        page.put(&text, &mut bytes);
        Ok(Value::from_bytes(bytes).into())
    });
}

fn wrong(text: impl AsRef<[u8]>) -> MError {
    MError::new(errors::ZCUSRRTN).text(text)
}

fn page(call: &HostCall) -> Result<Page, MError> {
    match call.arg(1).to_string().as_str() {
        "" | "1047" => Ok(Page::Cp1047),
        "037" | "37" => Ok(Page::Cp037),
        other => Err(wrong(format!("there is no code page {other}"))),
    }
}

/// Service, folder and stack are the first three arguments of a call.
fn target(call: &HostCall) -> Result<(&'static Service, PathBuf, String), MError> {
    let text = |at: usize, usual: &str| match call.arg(at).to_string() {
        text if text.is_empty() => usual.to_string(),
        text => text,
    };
    let name = text(0, "");
    let service = service(&name).ok_or_else(|| wrong(format!("there is no service {name}")))?;
    Ok((service, text(1, FOLDER).into(), text(2, STACK)))
}

/// `open(service,folder,stack,asks,.error)`: the number of a connection, or 0.
fn open(call: &mut HostCall) -> Result<Answer, MError> {
    let (service, folder, stack) = target(call)?;
    let asks = call.arg(3).to_string();
    let asks = match asks.as_str() {
        "" => Asks {
            list: true,
            ongoing: true,
        },
        words => Asks {
            list: words.contains("list"),
            ongoing: words.contains("ongoing"),
        },
    };
    match Client::connect(&folder, &stack, service, asks, false) {
        Ok(client) => {
            let table = table(call);
            let mut table = table.borrow_mut();
            table.last += 1;
            let number = table.last;
            table.open.insert(
                number,
                Open {
                    client,
                    service,
                    buffer: Vec::new(),
                    at: 0,
                    last: Vec::new(),
                },
            );
            Ok(number.into())
        }
        Err(error) => {
            call.set_arg(4, error.to_string());
            Ok(0.into())
        }
    }
}

/// What `next` comes to.
enum Next {
    /// The text of a record, and its kind.
    Record(String, String),
    Nothing(String),
    Wait(Wait),
}

impl Open {
    fn next(&mut self) -> Result<Next, ClientError> {
        loop {
            let mut entries = Entries::new(&self.buffer[self.at..]);
            match entries.next() {
                Some(Ok(entry)) => {
                    self.at = self.buffer.len() - entries.rest();
                    self.last.clear();
                    self.last.extend(entry.data);
                    let mut text = format!("{}{SEPARATOR}", entry.format);
                    time::write_stck(entry.time, &mut text);
                    text.push(SEPARATOR);
                    return Ok(match flat(self.service, entry.data, &mut text) {
                        Ok(kind) => Next::Record(text, kind),
                        Err(damage) => Next::Nothing(format!("DAMAGE,{damage}")),
                    });
                }
                Some(Err(damage)) => {
                    self.buffer.clear();
                    self.at = 0;
                    return Ok(Next::Nothing(format!("DAMAGE,{damage}")));
                }
                None => {}
            }
            match self.client.step()? {
                Step::Wait(fd) => return Ok(Next::Wait(Wait::readable(fd))),
                Step::Event(Event::Buffer(buffer)) => {
                    self.buffer = buffer;
                    self.at = 0;
                }
                Step::Event(Event::Init(_)) => {}
                Step::Event(Event::Lost) => return Ok(Next::Nothing("LOST".into())),
                Step::Event(Event::End(code)) => {
                    let code = code.map_or("gone".into(), tmi::code_text);
                    return Ok(Next::Nothing(format!("END,{code}")));
                }
            }
        }
    }
}

fn flat(
    service: &Service,
    data: &[u8],
    text: &mut String,
) -> Result<String, super::record::sections::Damage> {
    if !service.has_packets() {
        return Ok(Record::parse(data)?.flat(text)?.word());
    }
    let record = packet::Record::parse(data)?;
    packet::header::LAYOUT.write(record.header.0, SEPARATOR, text);
    text.push_str(&super::record::fields::hex(record.packet));
    text.push(SEPARATOR);
    Ok(PACKET.into())
}

/// `next(number,timeout,.kind,.why)`: the text of a record. Without one the kind is empty, and `why` says TIMEOUT, LOST, DAMAGE or END.
fn next(call: &mut HostCall) -> Result<Answer, MError> {
    let timeout = call.arg(1);
    let until = match timeout.is_empty() {
        true => None,
        // Longer than anybody waits.
        false => Some(Duration::from_secs_f64(timeout.to_f64()?.clamp(0.0, 1e9))),
    };
    let until = *call.state(|| until.map(|wait| Instant::now() + wait));
    let number = call.arg(0).to_i64()?;
    let next = match table(call).borrow_mut().open.get_mut(&number) {
        Some(open) => open
            .next()
            .unwrap_or_else(|error| Next::Nothing(format!("END,{error}"))),
        None => Next::Nothing("END,not open".into()),
    };
    let nothing = |call: &mut HostCall, why: &str| {
        call.set_arg(2, "");
        call.set_arg(3, why);
        Ok("".into())
    };
    match next {
        Next::Record(text, kind) => {
            call.set_arg(2, kind);
            call.set_arg(3, "");
            Ok(text.into())
        }
        Next::Nothing(why) => nothing(call, &why),
        Next::Wait(_) if until.is_some_and(|until| Instant::now() >= until) => {
            nothing(call, "TIMEOUT")
        }
        Next::Wait(wait) => Ok(Answer::Wait(wait.or_at(until))),
    }
}

/// `raw(number)`: the bytes of the last record.
fn raw(call: &mut HostCall) -> Result<Answer, MError> {
    let number = call.arg(0).to_i64()?;
    let table = table(call);
    let table = table.borrow();
    Ok(Value::from_bytes(table.open.get(&number).map_or(&[][..], |open| &open.last)).into())
}

fn close(call: &mut HostCall) -> Result<Answer, MError> {
    let number = call.arg(0).to_i64()?;
    Ok(i64::from(table(call).borrow_mut().open.remove(&number).is_some()).into())
}

/// `names(kind)`: the names of the values in the texts of records of a kind.
fn names(call: &mut HostCall) -> Result<Answer, MError> {
    let kind = call.arg(0).to_string();
    let path = |name: &'static str| vec![Name::from("header"), name.into()];
    let mut names: Vec<Vec<Name>> = vec![vec!["format".into()], vec!["time".into()]];
    match kind.as_str() {
        PACKET => {
            names.extend(packet::header::LAYOUT.shown().map(|f| path(f.name)));
            names.push(vec!["packet".into()]);
        }
        word => {
            let shape =
                Shape::parse(word).ok_or_else(|| wrong(format!("there is no kind {word}")))?;
            names.extend(shape.names());
        }
    }
    let level = LEVEL.to_string();
    let names: Vec<String> = names.iter().map(|path| path.join(&level)).collect();
    Ok(names.join(&SEPARATOR.to_string()).into())
}

/// `publish(service,folder,stack,record)`: empty, or what is wrong.
fn publish(call: &mut HostCall) -> Result<Answer, MError> {
    let (service, folder, stack) = target(call)?;
    let record = call.arg(3).into_bytes();
    let format = match service.has_packets() {
        true => service.format(),
        false => u32::from(View(&record).u16(header::SUBTYPE)),
    };
    let outcome = Publisher::connect(&folder, &stack, service).and_then(|mut publisher| {
        publisher.push(&Entry {
            format,
            time: time::now(),
            data: &record,
        })?;
        publisher.flush()
    });
    Ok(outcome
        .err()
        .map_or(String::new(), |error| error.to_string())
        .into())
}

/// `encode(text)`: the SMF record of names and values: name, `=`, value.
fn encode(call: &mut HostCall) -> Result<Answer, MError> {
    let text = call.arg(0).to_string();
    let mut tree = Tree::Map(Vec::new());
    for line in text.split(SEPARATOR).filter(|line| !line.is_empty()) {
        let (name, value) = line.split_once('=').unwrap_or((line, ""));
        put(&mut tree, name, value);
    }
    let record = smf_record::encode(&tree).map_err(|error| wrong(error.to_string()))?;
    Ok(Value::from_bytes(record).into())
}

/// Puts a value to its place. A number as a subscript is a place in a list.
fn put(tree: &mut Tree, name: &str, value: &str) {
    let (first, rest) = match name.split_once(LEVEL) {
        Some((first, rest)) => (first, Some(rest)),
        None => (name, None),
    };
    if let (Ok(number @ 1..=255), Tree::Map(map)) = (first.parse::<usize>(), &mut *tree)
        && map.is_empty()
    {
        *tree = Tree::List(vec![Tree::Map(Vec::new()); number]);
    }
    let place = match tree {
        Tree::List(list) => {
            let number = first.parse().unwrap_or(1).clamp(1, 255);
            if list.len() < number {
                list.resize(number, Tree::Map(Vec::new()));
            }
            &mut list[number - 1]
        }
        Tree::Map(map) => {
            let at = map.iter().position(|(n, _)| n == first).unwrap_or_else(|| {
                map.push((first.to_string().into(), Tree::Map(Vec::new())));
                map.len() - 1
            });
            &mut map[at].1
        }
        leaf => {
            *leaf = Tree::Map(Vec::new());
            return put(leaf, name, value);
        }
    };
    match rest {
        Some(rest) => put(place, rest, value),
        None => *place = value.into(),
    }
}

/// `decode(record)`: names and values of an SMF record, as `encode` takes them.
fn decode(call: &mut HostCall) -> Result<Answer, MError> {
    let record = call.arg(0).into_bytes();
    let tree = Record::parse(&record)
        .and_then(|r| r.tree())
        .map_err(|damage| wrong(damage.to_string()))?;
    let mut out = String::new();
    let level = LEVEL.to_string();
    tree.leaves(&mut |path, leaf| {
        out += &format!(
            "{}={}{SEPARATOR}",
            path.join(&level),
            leaf.text().unwrap_or_default()
        );
    });
    Ok(out.into())
}
