//! Fields and structures as M arrays: copies between them, and changes of fields that would move occurrences.

use super::{Atmi, Outcome, data};
use crate::conv::buffer::copy::{self, Mode};
use crate::conv::buffer::{
    Buffer, BufferError, Data, Definitions, FieldId, Fields, Kind, Record, Type, Value as Item,
    Width,
};
use crate::conv::failure::Failure;
use crate::device::Step;
use crate::runtime::{HostCall, Value};
use std::rc::Rc;

fn done(value: impl Into<Value>) -> Outcome {
    Ok(Step::Done(value.into()))
}

/// The fielded buffer of an argument; an undefined one is an empty FML32.
fn fields_of(
    atmi: &mut Atmi,
    call: &HostCall,
    at: usize,
) -> Result<(Buffer, Rc<Definitions>), Failure> {
    let definitions = atmi.tables.get(call.environment())?;
    let mut buffer = match data::outgoing(atmi, call, at)? {
        Some(bytes) => data::decoded(&bytes, &definitions)?,
        None => Buffer::new(Kind::Fml32.name(), "", 0, &definitions)?,
    };
    match buffer.fields_mut() {
        Some(_) => Ok((buffer, definitions)),
        None => Err(Failure::invalid("the variable is no fielded buffer")),
    }
}

/// The structure of an argument: of the view of that name, or of the one that node 0 names.
fn record_of(
    atmi: &mut Atmi,
    call: &HostCall,
    at: usize,
    view: &str,
) -> Result<(Buffer, Rc<Definitions>), Failure> {
    let definitions = atmi.tables.get(call.environment())?;
    let mut nodes: data::Nodes = call.array(at);
    let told = nodes
        .iter()
        .position(data::is_tag)
        .map(|at| nodes.remove(at).1);
    let told = told.map_or_else(String::new, |told| told.to_string());
    let (kind, own) = told.split_once(':').unwrap_or((Kind::View32.name(), ""));
    let view = if view.is_empty() { own } else { view };
    let mut buffer = Buffer::new(kind, view, 0, &definitions)?;
    let bytes = |(subscripts, value): (Vec<Value>, Value)| {
        let subscripts = subscripts.into_iter().map(Value::into_bytes).collect();
        (subscripts, value.into_bytes())
    };
    let nodes: Vec<_> = nodes.into_iter().map(bytes).collect();
    buffer.set_tree(&nodes, &definitions)?;
    match buffer.record_mut() {
        Some(_) => Ok((buffer, definitions)),
        None => Err(Failure::invalid("the variable is no structure")),
    }
}

fn show(call: &mut HostCall, at: usize, buffer: &Buffer, definitions: &Definitions) {
    let (value, nodes) = data::shown(buffer, definitions);
    call.set_array(at, value, nodes);
}

fn parts(buffer: &Buffer) -> Option<&Fields> {
    match buffer.data() {
        Data::Fields(fields) => Some(fields),
        _ => None,
    }
}

fn record(buffer: &Buffer) -> Option<&Record> {
    match buffer.data() {
        Data::Record(record) => Some(record),
        _ => None,
    }
}

fn mode(name: &str) -> Result<Mode, Failure> {
    let what = "is none of FUPDATE, FJOIN, FOJOIN and FCONCAT";
    Mode::of(name).ok_or_else(|| Failure::invalid(format!("'{name}' {what}")))
}

/// A field by its name or its identifier.
fn field(name: &str, width: Width, definitions: &Definitions) -> Result<FieldId, Failure> {
    let by_number = || FieldId::of(width, name.parse().ok()?);
    let id = definitions.fields(width).id(name).or_else(by_number);
    Ok(id.ok_or_else(|| BufferError::UnknownField(name.to_string()))?)
}

/// An occurrence or element, 0 when it is left out.
fn count(call: &HostCall, at: usize) -> Result<u32, Failure> {
    let number = call.arg(at).to_i64().unwrap_or(-1);
    u32::try_from(number).map_err(|_| Failure::invalid("occurrences count from 0"))
}

/// fvstof(.fields, .structure, mode, view): copies a structure into fields. 0.
pub fn fvstof(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    let mode = mode(&call.arg(2).to_string())?;
    let (source, definitions) = record_of(atmi, call, 1, &call.arg(3).to_string())?;
    let (mut target, _) = fields_of(atmi, call, 0)?;
    if let (Some(record), Some(fields)) = (record(&source), target.fields_mut()) {
        copy::to_fields(record, fields, mode, &definitions)?;
    }
    show(call, 0, &target, &definitions);
    done(0)
}

/// fvftos(.fields, .structure, view): copies fields into a structure. 0.
pub fn fvftos(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    let (source, definitions) = fields_of(atmi, call, 0)?;
    let (mut target, _) = record_of(atmi, call, 1, &call.arg(2).to_string())?;
    if let (Some(fields), Some(record)) = (parts(&source), target.record_mut()) {
        copy::to_record(fields, record, &definitions)?;
    }
    show(call, 1, &target, &definitions);
    done(0)
}

/// fvsinit(.structure, view): makes all of it null. 0.
pub fn fvsinit(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    let definitions = atmi.tables.get(call.environment())?;
    let view = call.arg(1).to_string();
    let buffer = Buffer::new(Kind::View32.name(), &view, 0, &definitions)?;
    show(call, 0, &buffer, &definitions);
    done(0)
}

/// fvnull(.structure, member, element, view): whether an element is null.
pub fn fvnull(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    let (name, element) = (call.arg(1).to_string(), count(call, 2)?);
    let (buffer, _) = record_of(atmi, call, 0, &call.arg(3).to_string())?;
    let record = record(&buffer).filter(|record| record.get(&name, element).is_some());
    let missing = || Failure::invalid(format!("there is no {name}({element})"));
    let record = record.ok_or_else(missing)?;
    done(i64::from(record.is_null(&name, element)))
}

/// fmerge(.target, .source, mode): copies fields into others. 0.
pub fn fmerge(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    let mode = mode(&call.arg(2).to_string())?;
    let (source, definitions) = fields_of(atmi, call, 1)?;
    let (mut target, _) = fields_of(atmi, call, 0)?;
    if source.kind() != target.kind() {
        return Err(Failure::invalid("one is FML, the other FML32"));
    }
    if let (Some(source), Some(target)) = (parts(&source), target.fields_mut()) {
        let merged = target.merge(source, mode);
        merged.map_err(|why| Failure::invalid(why.to_string()))?;
    }
    show(call, 0, &target, &definitions);
    done(0)
}

/// fproj(.fields, names): leaves only these fields. 0.
pub fn fproj(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    let (mut buffer, definitions) = fields_of(atmi, call, 0)?;
    let names = call.arg(1).to_string();
    if let Some(fields) = buffer.fields_mut() {
        let names = names.split(',').filter(|name| !name.is_empty());
        let kept: Result<Vec<_>, _> = names
            .map(|name| field(name, fields.width(), &definitions))
            .collect();
        fields.project(&kept?);
    }
    show(call, 0, &buffer, &definitions);
    done(0)
}

/// fadd(.fields, name, value): one occurrence more; which.
pub fn fadd(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    let (mut buffer, definitions) = fields_of(atmi, call, 0)?;
    let (name, value) = (call.arg(1).to_string(), call.arg(2).into_bytes());
    let mut at = 0;
    if let Some(fields) = buffer.fields_mut() {
        let id = field(&name, fields.width(), &definitions)?;
        at = fields.occurrences(id) as i64;
        let value = Item::of(id.kind(fields.width()), &value);
        let added = value.and_then(|value| fields.add(id, value));
        added.map_err(|why| Failure::invalid(format!("{name}({at}): {why}")))?;
    }
    show(call, 0, &buffer, &definitions);
    done(at)
}

/// fdel(.fields, name, occurrence): takes an occurrence away, and those behind it move up; all without one. 0.
pub fn fdel(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    let (mut buffer, definitions) = fields_of(atmi, call, 0)?;
    let name = call.arg(1).to_string();
    let occurrence = match call.arg(2).is_empty() {
        true => None,
        false => Some(count(call, 2)?),
    };
    if let Some(fields) = buffer.fields_mut() {
        let id = field(&name, fields.width(), &definitions)?;
        let gone = match occurrence {
            Some(at) => fields.delete(id, at).is_some(),
            None => fields.clear(id),
        };
        if !gone {
            return Err(Failure::invalid(format!("{name} is not there")));
        }
    }
    show(call, 0, &buffer, &definitions);
    done(0)
}

/// foccur(.fields, name): how many occurrences a field has; without a name, all fields.
pub fn foccur(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    let (buffer, definitions) = fields_of(atmi, call, 0)?;
    let name = call.arg(1).to_string();
    let Some(fields) = parts(&buffer) else {
        return done(0);
    };
    let sum = match name.is_empty() {
        true => fields.iter().map(|(_, all)| all.len()).sum(),
        false => fields.occurrences(field(&name, fields.width(), &definitions)?),
    };
    done(sum as i64)
}

/// fldid(name): the identifier of a field of FML32.
pub fn fldid(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    let definitions = atmi.tables.get(call.environment())?;
    let id = field(&call.arg(0).to_string(), Width::Bits32, &definitions)?;
    done(i64::from(id.get()))
}

/// fname(identifier): the name of a field of FML32.
pub fn fname(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    let definitions = atmi.tables.get(call.environment())?;
    let text = call.arg(0).to_string();
    let id = field(&text, Width::Bits32, &definitions)?;
    let name = definitions.fields(Width::Bits32).name(id);
    let name = name.ok_or_else(|| Failure::from(BufferError::UnknownField(text)))?;
    done(name)
}

/// ftype(field): the type of a field of FML32, by its name or its identifier.
pub fn ftype(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    let definitions = atmi.tables.get(call.environment())?;
    let id = field(&call.arg(0).to_string(), Width::Bits32, &definitions)?;
    let kind: Type = id.kind(Width::Bits32);
    done(format!("{kind:?}").to_lowercase())
}
