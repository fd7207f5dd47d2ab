//! Buffers as bytes between processes: big-endian, with a version, and with one form for each buffer.
//!
//! A buffer: version, type, subtype with its length, contents to the end.
//! Fields: how many; for each its identifier (rising), how many occurrences, and their values.
//! A record: the sum of its view; for each member, if it is counted, its count, then how many elements, and these.
//! A value has the bytes of its type; texts have their length before them.

use super::definitions::Definitions;
use super::fieldtable::{FieldId, Width};
use super::fml::{DEPTH, Fields, LAST};
use super::kind::{Kind, Shape};
use super::value::{Type, Value};
use super::view::{Record, fitted};
use super::viewfile::Member;
use super::{Buffer, Data, ENCODING, MOST, SUBTYPE};
use crate::conv::wire::{Malformed, Reader, Writer};

/// The version of this form.
const VERSION: u8 = 1;

/// Why bytes are no buffer. All of these are TPEOTYPE.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    #[error("the buffer is not understood: {0}")]
    Malformed(#[from] Malformed),
    #[error("the buffer has form {0}, and this release knows {VERSION}")]
    Version(u8),
    #[error("there is no type of number {0}")]
    Kind(u8),
    #[error("the buffer has more than {MOST} bytes")]
    TooLarge,
    #[error("the buffer has a subtype its type cannot have")]
    Subtype,
    #[error("view {0} is not known here")]
    UnknownView(String),
    #[error("view {0} has other members here")]
    OtherView(String),
    #[error("{0} is no identifier of a field, or is out of order")]
    Field(u32),
    #[error("a count or an order in the buffer is wrong")]
    Count,
    #[error("fielded buffers are within each other too deeply")]
    TooDeep,
    #[error("a value in the buffer is none of its type")]
    Value,
}

/// Writes a buffer.
pub fn encode(buffer: &Buffer) -> Vec<u8> {
    let mut w = Writer::default();
    w.u8(VERSION).u8(buffer.kind().code());
    short(&mut w, buffer.subtype().unwrap_or(""));
    match buffer.data() {
        Data::Bytes(bytes) => w.0.extend_from_slice(bytes),
        Data::Multibyte { encoding, bytes } => {
            short(&mut w, encoding);
            w.0.extend_from_slice(bytes);
        }
        Data::Fields(fields) => put_fields(&mut w, fields),
        Data::Record(record) => put_record(&mut w, record),
    }
    w.0
}

/// [`encode`] of a buffer of plain bytes without a subtype.
pub fn plain(kind: Kind, bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(3 + bytes.len());
    out.extend_from_slice(&[VERSION, kind.code(), 0]);
    out.extend_from_slice(bytes);
    out
}

/// The contents of a buffer of type STRING without a subtype. `None`: it is another one, or none.
pub fn text(bytes: &[u8]) -> Option<&[u8]> {
    let (head, text) = bytes.split_first_chunk()?;
    let is_text = *head == [VERSION, Kind::String.code(), 0] && text.len() < MOST;
    (is_text && memchr::memchr(0, text).is_none()).then_some(text)
}

/// A name of less than 256 bytes.
fn short(w: &mut Writer, name: &str) {
    let name = super::kind::prefix(name, 255);
    w.u8(name.len() as u8).0.extend_from_slice(name.as_bytes());
}

/// The type and the subtype of a buffer that was written.
pub fn kind(bytes: &[u8]) -> Option<(Kind, &str)> {
    let mut r = Reader(bytes);
    r.u8().ok()?;
    let kind = Kind::of_code(r.u8().ok()?)?;
    Some((kind, get_short(&mut r, SUBTYPE).ok()?))
}

/// Reads a buffer.
///
/// # Errors
/// The bytes are none that [`encode`] writes, or are about a view that is not the same here.
pub fn decode(bytes: &[u8], definitions: &Definitions) -> Result<Buffer, WireError> {
    if bytes.len() > MOST {
        return Err(WireError::TooLarge);
    }
    let mut r = Reader(bytes);
    let version = r.u8()?;
    if version != VERSION {
        return Err(WireError::Version(version));
    }
    let code = r.u8()?;
    let kind = Kind::of_code(code).ok_or(WireError::Kind(code))?;
    let subtype = get_short(&mut r, SUBTYPE)?;
    if subtype.is_empty() == (kind.shape() == Shape::Record) {
        return Err(WireError::Subtype);
    }
    let data = match kind.shape() {
        Shape::Text if r.0.contains(&0) => return Err(WireError::Value),
        Shape::Text | Shape::Bytes => Data::Bytes(std::mem::take(&mut r.0).to_vec()),
        Shape::Multibyte => Data::Multibyte {
            encoding: get_short(&mut r, ENCODING)?.to_string(),
            bytes: std::mem::take(&mut r.0).to_vec(),
        },
        Shape::Fields => Data::Fields(get_fields(&mut r, width(kind), definitions, 0)?),
        Shape::Record => Data::Record(get_record(&mut r, width(kind), subtype, definitions)?),
    };
    r.end()?;
    Ok(Buffer::of_data(kind, data))
}

/// Of what width a type is.
pub fn width(kind: Kind) -> Width {
    match kind {
        Kind::Fml32 | Kind::View32 => Width::Bits32,
        _ => Width::Bits16,
    }
}

fn get_short<'a>(r: &mut Reader<'a>, most: usize) -> Result<&'a str, WireError> {
    let len = usize::from(r.u8()?);
    let (name, rest) = r.0.split_at_checked(len).ok_or(Malformed::Short)?;
    r.0 = rest;
    match std::str::from_utf8(name) {
        Ok(name) if len <= most => Ok(name),
        _ => Err(WireError::Malformed(Malformed::Text)),
    }
}

fn put_fields(w: &mut Writer, fields: &Fields) {
    w.u32(fields.iter().count() as u32);
    for (id, all) in fields.iter() {
        w.u32(id.get()).u32(all.len() as u32);
        for value in all {
            put_value(w, value);
        }
    }
}

fn get_fields(
    r: &mut Reader<'_>,
    width: Width,
    definitions: &Definitions,
    depth: u32,
) -> Result<Fields, WireError> {
    if depth >= DEPTH {
        return Err(WireError::TooDeep);
    }
    let mut fields = Fields::new(width);
    let mut last = None;
    for _ in 0..r.u32()? {
        let number = r.u32()?;
        let id = FieldId::of(width, number).filter(|id| last.is_none_or(|last| last < *id));
        let id = id.ok_or(WireError::Field(number))?;
        last = Some(id);
        let count = r.u32()?;
        if count == 0 || count > LAST + 1 {
            return Err(WireError::Count);
        }
        for at in 0..count {
            let value = get_value(r, id.kind(width), definitions, depth)?;
            fields.set(id, at, value).map_err(|_| WireError::Value)?;
        }
    }
    Ok(fields)
}

fn put_record(w: &mut Writer, record: &Record) {
    w.u64(record.view().sum());
    for (member, elements, count) in record.parts() {
        if member.counted {
            w.u32(count);
        }
        w.u32(elements.len() as u32);
        for value in elements {
            put_value(w, value);
        }
    }
}

fn get_record(
    r: &mut Reader<'_>,
    width: Width,
    name: &str,
    definitions: &Definitions,
) -> Result<Record, WireError> {
    let view = definitions.view(width, name);
    let view = view.ok_or_else(|| WireError::UnknownView(name.to_string()))?;
    if r.u64()? != view.sum() {
        return Err(WireError::OtherView(name.to_string()));
    }
    let mut record = Record::new(view.clone());
    for (at, member) in view.members.iter().enumerate() {
        let used = match member.counted {
            true => r.u32()?,
            false => member.count,
        };
        let count = r.u32()?;
        if used > member.count || count > used {
            return Err(WireError::Count);
        }
        get_elements(r, &mut record, at, member, count, definitions)?;
        if member.counted {
            record.count_to(at, used);
        }
    }
    Ok(record)
}

/// The elements of a member; the last is not null, since it would have been left out.
fn get_elements(
    r: &mut Reader<'_>,
    record: &mut Record,
    at: usize,
    member: &Member,
    count: u32,
    definitions: &Definitions,
) -> Result<(), WireError> {
    for element in 0..count {
        let value = get_value(r, member.kind, definitions, DEPTH)?;
        let same = fitted(member, value.clone()).map_err(|_| WireError::Value)?;
        if same != value || (element + 1 == count && value == member.empty()) {
            return Err(WireError::Value);
        }
        record.put(at, element as usize, value);
    }
    Ok(())
}

fn put_value(w: &mut Writer, value: &Value) {
    match value {
        Value::Short(n) => drop(w.u16(*n as u16)),
        Value::Long(n) => drop(w.u64(*n as u64)),
        Value::Int(n) => drop(w.u32(*n as u32)),
        Value::Char(c) => drop(w.u8(*c)),
        Value::Float(n) => drop(w.u32(n.to_bits())),
        Value::Double(n) => drop(w.u64(n.to_bits())),
        Value::String(bytes) | Value::Carray(bytes) => drop(w.bytes(bytes)),
        Value::Mbstring { encoding, bytes } => {
            short(w, encoding.as_deref().unwrap_or(""));
            w.bytes(bytes);
        }
        Value::Fml32(fields) => put_fields(w, fields),
        Value::View32(record) => {
            short(w, super::kind::prefix(&record.view().name, SUBTYPE));
            put_record(w, record);
        }
    }
}

fn get_value(
    r: &mut Reader<'_>,
    kind: Type,
    definitions: &Definitions,
    depth: u32,
) -> Result<Value, WireError> {
    let value = match kind {
        Type::Short => Value::Short(r.u16()? as i16),
        Type::Long => Value::Long(r.u64()? as i64),
        Type::Int => Value::Int(r.u32()? as i32),
        Type::Char => Value::Char(r.u8()?),
        Type::Float => Value::Float(f32::from_bits(r.u32()?)),
        Type::Double => Value::Double(f64::from_bits(r.u64()?)),
        Type::String => Value::String(r.bytes()?.to_vec()),
        Type::Carray => Value::Carray(r.bytes()?.to_vec()),
        Type::Mbstring => {
            let encoding = get_short(r, ENCODING)?;
            Value::Mbstring {
                encoding: (!encoding.is_empty()).then(|| encoding.to_string()),
                bytes: r.bytes()?.to_vec(),
            }
        }
        Type::Fml32 => Value::Fml32(Box::new(get_fields(
            r,
            Width::Bits32,
            definitions,
            depth + 1,
        )?)),
        Type::View32 => {
            let name = get_short(r, SUBTYPE)?;
            let record = get_record(r, Width::Bits32, name, definitions)?;
            Value::View32(Box::new(record))
        }
        Type::Ptr => return Err(WireError::Value),
    };
    let right = match &value {
        Value::Float(n) => n.is_finite(),
        Value::Double(n) => n.is_finite(),
        Value::String(bytes) => !bytes.contains(&0),
        _ => true,
    };
    right.then_some(value).ok_or(WireError::Value)
}
