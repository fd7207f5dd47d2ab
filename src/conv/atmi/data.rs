//! Typed buffers as M has them: a variable whose value is the data, or whose nodes are the fields; its node 0 names the type.

use crate::conv::codes::{Flags, TpErrno};
use crate::conv::failure::Failure;
use crate::conv::frame::Encoded;
use crate::conv::wire::{Reader, Writer};
use crate::runtime::{HostCall, Value};

type Nodes = Vec<(Vec<Value>, Value)>;

/// `TYPE` or `TYPE:SUBTYPE` of a buffer, empty for none.
pub fn kind(buffer: Option<&Encoded>) -> String {
    let kind = buffer.map(|b| Reader(b).text().unwrap_or_default());
    kind.unwrap_or_default()
}

/// The buffer of an argument, if it has one.
///
/// # Errors
/// TPEINVAL: the variable does not fit its type.
pub fn outgoing(call: &HostCall, at: usize) -> Result<Option<Encoded>, Failure> {
    let nodes = call.array(at);
    if !call.is_defined(at) && nodes.is_empty() {
        return Ok(None);
    }
    let kind = declared(&nodes).unwrap_or_else(|| "STRING".into());
    let mut w = Writer::default();
    w.text(&kind).bytes(&call.arg(at).into_bytes());
    Ok(Some(w.0))
}

/// The type that a variable's node 0 names.
fn declared(nodes: &Nodes) -> Option<String> {
    let tag = |(subscripts, value): &(Vec<Value>, Value)| match &subscripts[..] {
        [one] if *one == 0 => Some(value.to_string()),
        _ => None,
    };
    nodes.iter().find_map(tag)
}

/// Puts a buffer that came into the argument `at`, and its length into `length`. Without a buffer the length is 0, and nothing else
/// changes.
///
/// # Errors
/// TPEOTYPE: it is of an unknown type, or, with TPNOCHANGE, of another one than the variable.
pub fn incoming(
    call: &mut HostCall,
    at: usize,
    length: usize,
    buffer: Option<&Encoded>,
    flags: Flags,
) -> Result<(), Failure> {
    let Some(buffer) = buffer else {
        call.set_arg(length, 0);
        return Ok(());
    };
    let (kind, data) = decode(buffer)?;
    if flags.has(Flags::NOCHANGE) {
        let wanted = declared(&call.array(at)).unwrap_or_else(|| "STRING".into());
        if wanted != kind {
            return Err(Failure::new(
                TpErrno::OType,
                format!("a buffer of type {kind} came where {wanted} was wanted"),
            ));
        }
    }
    let nodes = tag(&kind).into_iter().collect();
    call.set_arg(length, data.len() as i64);
    call.set_array(at, Some(data.into()), nodes);
    Ok(())
}

fn decode(buffer: &Encoded) -> Result<(String, Vec<u8>), Failure> {
    let mut r = Reader(buffer);
    let unknown = |_| Failure::new(TpErrno::OType, "a buffer is not understood");
    let kind = r.text().map_err(unknown)?;
    Ok((kind, r.bytes().map_err(unknown)?.to_vec()))
}

/// The node that names a type; STRING needs none.
fn tag(kind: &str) -> Option<(Vec<Value>, Value)> {
    (kind != "STRING").then(|| (vec![Value::from(0)], kind.into()))
}

/// The length of a buffer and its nodes below `name`, for an array of which it is a part.
///
/// # Errors
/// TPEOTYPE: it is of an unknown type.
pub fn below(name: &str, buffer: &Encoded) -> Result<(i64, Nodes), Failure> {
    let (kind, data) = decode(buffer)?;
    let length = data.len() as i64;
    let mut nodes = vec![(vec![name.into()], data.into())];
    if let Some((mut subscripts, value)) = tag(&kind) {
        subscripts.insert(0, name.into());
        nodes.push((subscripts, value));
    }
    Ok((length, nodes))
}
