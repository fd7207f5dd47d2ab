//! The host package `$&nmi`, which `%NMI` is written with.

mod ask;
mod connections;
mod provider;

use super::arrays;
use super::client::{FOLDER, Publisher, STACK};
use super::record::cte::Entry;
use super::record::ebcdic::{BLANK, Page};
use super::record::fields::View;
use super::record::smf::header;
use super::record::smf_record::{self, Record};
use super::record::time;
use super::system::{Service, service};
use crate::runtime::{Answer, Engine, HostCall, Value};
use crate::value::errors::{self, MError};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Gives M code the functions.
pub fn register(engine: &Engine) {
    connections::register(engine);
    provider::register(engine);
    engine.register("nmi.ask", ask::ask);
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

/// An argument; what is usual where it is empty.
fn text(call: &HostCall, at: usize, usual: &str) -> String {
    match call.arg(at).to_string() {
        text if text.is_empty() => usual.to_string(),
        text => text,
    }
}

/// Service, folder and stack are the first three arguments of a call.
fn target(call: &HostCall) -> Result<(&'static Service, PathBuf, String), MError> {
    let name = text(call, 0, "");
    let service = service(&name).ok_or_else(|| wrong(format!("there is no service {name}")))?;
    let (folder, stack) = (text(call, 1, FOLDER), text(call, 2, STACK));
    Ok((service, folder.into(), stack))
}

/// The moment of a timeout, of which there is none when the argument is empty. It is that of the first call.
fn deadline(call: &mut HostCall, at: usize) -> Result<Option<Instant>, MError> {
    let timeout = call.arg(at);
    let wait = match timeout.is_empty() {
        true => None,
        // Longer than anybody waits.
        false => Some(Duration::from_secs_f64(timeout.to_f64()?.clamp(0.0, 1e9))),
    };
    Ok(*call.state(|| wait.map(|wait| Instant::now() + wait)))
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

/// `encode(.array)`: the bytes of an SMF record.
fn encode(call: &mut HostCall) -> Result<Answer, MError> {
    let tree = arrays::tree(&call.array(0));
    let record = smf_record::encode(&tree).map_err(|error| wrong(error.to_string()))?;
    Ok(Value::from_bytes(record).into())
}

/// `decode(record,.array)`: an SMF record as an array, as `encode` takes it.
fn decode(call: &mut HostCall) -> Result<Answer, MError> {
    let record = call.arg(0).into_bytes();
    let tree = Record::parse(&record)
        .and_then(|r| r.tree())
        .map_err(|damage| wrong(damage.to_string()))?;
    call.set_array(1, None, arrays::nodes(&tree));
    Ok(1.into())
}
