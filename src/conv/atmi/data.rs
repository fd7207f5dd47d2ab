//! Typed buffers as M has them: a variable whose value is the data, or whose nodes are the fields. Its node 0 names the type, as `CARRAY` or
//! `VIEW32:account`; without it a variable with nodes is FML32, one with a NUL CARRAY, and all else STRING.

use super::{Atmi, Outcome};
use crate::conv::buffer::{self, Buffer, BufferError, Definitions, Kind};
use crate::conv::codes::{Flags, TpErrno};
use crate::conv::failure::Failure;
use crate::conv::frame::Encoded;
use crate::device::{Environment, Step};
use crate::runtime::{HostCall, Value};
use std::path::{Path, PathBuf};
use std::rc::Rc;

pub type Nodes = Vec<(Vec<Value>, Value)>;

/// Field tables and views of a session, read when they are first needed.
#[derive(Default)]
pub struct Tables(Option<Rc<Definitions>>);

impl Tables {
    /// # Errors
    /// TPEINVAL: a file is wrong, or is not there.
    pub fn get(&mut self, environment: &Environment) -> Result<Rc<Definitions>, Failure> {
        if let Some(definitions) = &self.0 {
            return Ok(definitions.clone());
        }
        let lookup = |name: &str| {
            let value = environment.get(name)?;
            Some(String::from_utf8_lossy(value).into_owned())
        };
        let folder = PathBuf::from(lookup("APPDIR").unwrap_or_default());
        let read = |path: &Path| std::fs::read(path).or_else(|_| std::fs::read(folder.join(path)));
        let definitions = Definitions::load(lookup, read).map_err(|errors| {
            let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
            Failure::invalid(lines.join("; "))
        })?;
        Ok(self.0.insert(Rc::new(definitions)).clone())
    }
}

impl From<BufferError> for Failure {
    fn from(error: BufferError) -> Self {
        let number = TpErrno::of_number(error.tperrno().into());
        Failure::new(number.unwrap_or(TpErrno::System), error.to_string())
    }
}

/// `TYPE` or `TYPE:SUBTYPE` of a buffer, empty for none.
pub fn kind(buffer: Option<&Encoded>) -> String {
    let found = buffer.and_then(|bytes| buffer::wire::kind(bytes));
    found.map_or_else(String::new, |(kind, subtype)| tag(kind, Some(subtype)))
}

fn tag(kind: Kind, subtype: Option<&str>) -> String {
    match subtype {
        None | Some("") => kind.name().to_string(),
        Some(subtype) => format!("{}:{subtype}", kind.name()),
    }
}

/// Whether a node is the one that names the type.
pub fn is_tag((subscripts, _): &(Vec<Value>, Value)) -> bool {
    matches!(&subscripts[..], [one] if *one == 0)
}

/// The type and subtype of an argument, given its nodes: the one that says them is taken out.
fn typed(call: &HostCall, at: usize, nodes: &mut Nodes) -> Result<(Kind, Option<String>), Failure> {
    let told = nodes.iter().position(is_tag).map(|at| nodes.remove(at).1);
    let Some(told) = told else {
        let kind = match nodes.is_empty() {
            false => Kind::Fml32,
            true if call.arg(at).as_bytes().contains(&0) => Kind::Carray,
            true => Kind::String,
        };
        return Ok((kind, None));
    };
    let told = told.to_string();
    let (name, subtype) = match told.split_once(':') {
        Some((name, subtype)) => (name, Some(subtype.to_string())),
        None => (&*told, None),
    };
    let kind = Kind::of(name)
        .ok_or_else(|| Failure::invalid(format!("there are no buffers of type {name}")))?;
    Ok((kind, subtype))
}

fn made(
    kind: Kind,
    subtype: Option<&str>,
    size: usize,
    definitions: &Definitions,
) -> Result<Buffer, BufferError> {
    // The encoding of a multibyte text stands where others have a subtype.
    let (own, encoding) = match kind {
        Kind::Mbstring => (None, subtype),
        _ => (subtype, None),
    };
    let size = match kind.size() {
        Some(_) => size,
        None => size.max(1),
    };
    let mut buffer = Buffer::new(kind.name(), own.unwrap_or(""), size, definitions)?;
    if let Some(encoding) = encoding {
        buffer.set_encoding(encoding);
    }
    Ok(buffer)
}

/// The buffer of an argument, if it has one.
///
/// # Errors
/// TPEINVAL: the variable does not fit its type.
pub fn outgoing(atmi: &mut Atmi, call: &HostCall, at: usize) -> Result<Option<Encoded>, Failure> {
    if !call.has_nodes(at) && call.is_defined(at) {
        let text = call.text(at);
        if memchr::memchr(0, &text).is_none() {
            return Ok(Some(buffer::wire::plain(Kind::String, &text)));
        }
    }
    let mut nodes = call.array(at);
    let is_defined = call.is_defined(at);
    if !is_defined && nodes.is_empty() {
        return Ok(None);
    }
    let (kind, subtype) = typed(call, at, &mut nodes)?;
    if nodes.is_empty() && subtype.is_none() && matches!(kind, Kind::String | Kind::Carray) {
        let value = call.arg(at);
        if kind == Kind::Carray || !value.as_bytes().contains(&0) {
            return Ok(Some(buffer::wire::plain(kind, &value.as_bytes())));
        }
    }
    let definitions = atmi.tables.get(call.environment())?;
    let mut buffer = made(kind, subtype.as_deref(), 0, &definitions)?;
    let bytes = |(subscripts, value): (Vec<Value>, Value)| {
        let subscripts = subscripts.into_iter().map(Value::into_bytes).collect();
        (subscripts, value.into_bytes())
    };
    let mut tree: Vec<buffer::Node> = nodes.into_iter().map(bytes).collect();
    if buffer.bytes().is_some() || (is_defined && !call.arg(at).is_empty()) {
        tree.insert(0, (Vec::new(), call.arg(at).into_bytes()));
    }
    buffer.set_tree(&tree, &definitions)?;
    Ok(Some(buffer::encode(&buffer)))
}

/// Puts a buffer that came into the argument `at`, and its length into `length`. Without a buffer the length is 0, and nothing else
/// changes.
///
/// # Errors
/// TPEOTYPE: it is of an unknown type, or, with TPNOCHANGE, of another one than the variable.
pub fn incoming(
    atmi: &mut Atmi,
    call: &mut HostCall,
    at: usize,
    length: usize,
    buffer: Option<&Encoded>,
    flags: Flags,
) -> Result<(), Failure> {
    let Some(bytes) = buffer else {
        call.set_arg(length, 0);
        return Ok(());
    };
    if !flags.has(Flags::NOCHANGE)
        && let Some(text) = buffer::wire::text(bytes)
    {
        call.set_arg(length, text.len() as i64);
        match call.has_nodes(at) {
            false => call.set_text(at, text),
            true => call.set_array(at, Some(text.to_vec().into()), Nodes::new()),
        };
        return Ok(());
    }
    let definitions = atmi.tables.get(call.environment())?;
    let buffer = decoded(bytes, &definitions)?;
    if flags.has(Flags::NOCHANGE) {
        let (kind, subtype) = typed(call, at, &mut call.array(at))?;
        let same = kind == buffer.kind()
            && subtype.as_deref().unwrap_or("") == buffer.subtype().unwrap_or("");
        if !same {
            return Err(Failure::new(
                TpErrno::OType,
                format!(
                    "a buffer of type {} came where {} was wanted",
                    tag(buffer.kind(), buffer.subtype()),
                    tag(kind, subtype.as_deref())
                ),
            ));
        }
    }
    let (value, nodes) = shown(&buffer, &definitions);
    call.set_arg(length, length_of(&buffer));
    call.set_array(at, value, nodes);
    Ok(())
}

/// The length of the data; that of a text is without the NUL of C.
fn length_of(buffer: &Buffer) -> i64 {
    buffer.bytes().map_or(buffer.used(), <[u8]>::len) as i64
}

pub fn decoded(bytes: &Encoded, definitions: &Definitions) -> Result<Buffer, Failure> {
    buffer::decode(bytes, definitions)
        .map_err(|error| Failure::new(TpErrno::OType, error.to_string()))
}

/// A buffer as a variable of M: its value, and the nodes below it.
pub fn shown(buffer: &Buffer, definitions: &Definitions) -> (Option<Value>, Nodes) {
    let mut value = None;
    let mut nodes = Nodes::new();
    if buffer.kind() != Kind::String {
        let subtype = buffer.subtype().or(buffer.encoding());
        let told = tag(buffer.kind(), subtype);
        nodes.push((vec![Value::from(0)], told.into()));
    }
    for (subscripts, bytes) in buffer.tree(definitions) {
        match subscripts.is_empty() {
            true => value = Some(bytes.into()),
            false => {
                let subscripts = subscripts.into_iter().map(Value::from).collect();
                nodes.push((subscripts, bytes.into()));
            }
        }
    }
    (value, nodes)
}

/// The length of a buffer and its nodes below `name`, for an array of which it is a part.
///
/// # Errors
/// TPEOTYPE: it is of an unknown type.
pub fn below(
    tables: &mut Tables,
    environment: &Environment,
    name: &str,
    bytes: &Encoded,
) -> Result<(i64, Nodes), Failure> {
    if let Some(text) = buffer::wire::text(bytes) {
        let value = Value::from_bytes(text);
        return Ok((text.len() as i64, vec![(vec![name.into()], value)]));
    }
    let definitions = tables.get(environment)?;
    let buffer = decoded(bytes, &definitions)?;
    let (value, nodes) = shown(&buffer, &definitions);
    let own = value.map(|value| (vec![Value::from(name)], value));
    let below = nodes.into_iter().map(|(mut subscripts, value)| {
        subscripts.insert(0, name.into());
        (subscripts, value)
    });
    Ok((length_of(&buffer), own.into_iter().chain(below).collect()))
}

/// The type and subtype that two arguments name.
fn named(call: &HostCall, at: usize) -> (String, String) {
    (call.arg(at).to_string(), call.arg(at + 1).to_string())
}

/// tpalloc(.buffer, type, subtype, size): makes a variable an empty buffer of a type; its size.
pub fn tpalloc(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    let (name, subtype) = named(call, 1);
    let size = usize::try_from(call.arg(3).to_i64().unwrap_or(0))
        .map_err(|_| Failure::invalid("a size is not negative"))?;
    let definitions = atmi.tables.get(call.environment())?;
    let buffer = Buffer::new(&name, &subtype, size, &definitions)?;
    let (value, nodes) = shown(&buffer, &definitions);
    call.set_array(0, value, nodes);
    Ok(Step::Done((buffer.size() as i64).into()))
}

/// tprealloc(.buffer, size): the size that the buffer has then. Variables of M grow by themselves.
pub fn tprealloc(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    let size = call.arg(1).to_i64().unwrap_or(0);
    let size = usize::try_from(size).map_err(|_| Failure::invalid("a size is not negative"))?;
    let mut buffer = held(atmi, call)?;
    buffer.resize(size)?;
    Ok(Step::Done((buffer.size() as i64).into()))
}

/// tpfree(.buffer): the variable is killed.
pub fn tpfree(_atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    call.set_array(0, None, Nodes::new());
    Ok(Step::Done(Value::default()))
}

/// tptypes(.buffer, .type, .subtype): the size of the buffer.
pub fn tptypes(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    let buffer = held(atmi, call)?;
    call.set_arg(1, buffer.kind().name());
    call.set_arg(2, buffer.subtype().unwrap_or(""));
    Ok(Step::Done((buffer.size() as i64).into()))
}

/// The buffer that the first argument is.
fn held(atmi: &mut Atmi, call: &HostCall) -> Result<Buffer, Failure> {
    let bytes = outgoing(atmi, call, 0)?;
    let bytes = bytes.ok_or_else(|| Failure::invalid("the variable is no buffer"))?;
    let definitions = atmi.tables.get(call.environment())?;
    decoded(&bytes, &definitions)
}
