//! Typed buffers of XATMI as values of their own: allocated, filled from M, sent and received.
//!
//! A [`Buffer`] has a type ([`Kind`]), for views a subtype, a size that only grows, and its contents ([`Data`]). It becomes an
//! array of M ([`Buffer::tree`]) and is filled from one ([`Buffer::set_tree`]); between processes it is bytes ([`encode`],
//! [`decode`]). Field tables and view files are read by [`Definitions::load`]. Facts: Tuxedo's guides to typed buffers and to FML.

pub mod copy;
pub mod definitions;
pub mod error;
pub mod fieldtable;
pub mod fml;
pub mod kind;
pub mod lines;
pub mod tree;
pub mod value;
pub mod view;
pub mod viewfile;
pub mod wire;

pub use definitions::Definitions;
pub use error::BufferError;
pub use fieldtable::{FieldId, FieldTable, Width};
pub use fml::Fields;
pub use kind::{Kind, Shape};
pub use lines::LineError;
pub use tree::Node;
pub use value::{Type, Value, ValueError};
pub use view::Record;
pub use viewfile::{Member, View, Views};
pub use wire::{WireError, decode, encode};

use kind::prefix;

/// No buffer has more bytes.
pub const MOST: usize = 16 << 20;
/// The bytes of a subtype that count.
pub const SUBTYPE: usize = 16;
/// The bytes of the name of an encoding that count.
pub const ENCODING: usize = 64;

/// What a buffer holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Data {
    /// STRING and JSON (without the NUL), CARRAY, X_OCTET, XML.
    Bytes(Vec<u8>),
    /// MBSTRING.
    Multibyte { encoding: String, bytes: Vec<u8> },
    /// FML and FML32.
    Fields(Fields),
    /// VIEW, VIEW32, X_C_TYPE, X_COMMON.
    Record(Record),
}

/// A typed buffer.
#[derive(Debug, Clone, PartialEq)]
pub struct Buffer {
    kind: Kind,
    size: usize,
    data: Data,
}

impl Buffer {
    /// An empty buffer: `tpalloc`. `size` 0 is that none was given; the buffer has at least what its type has by default. Of the
    /// type 8 bytes count, of the subtype 16.
    ///
    /// # Errors
    /// TPEINVAL: no type; no size for CARRAY, X_OCTET or XML; no view for a structure; a size above 16 MiB; an X_COMMON view with
    /// a member that COBOL does not have. TPENOENT: no such type, subtype or view.
    pub fn new(
        name: &str,
        subtype: &str,
        size: usize,
        definitions: &Definitions,
    ) -> Result<Buffer, BufferError> {
        if name.is_empty() {
            return Err(BufferError::NoType);
        }
        let kind = Kind::of(name).ok_or_else(|| BufferError::UnknownType(name.to_string()))?;
        let subtype = prefix(subtype, SUBTYPE);
        let shape = kind.shape();
        if shape != Shape::Record && !subtype.is_empty() {
            return Err(BufferError::UnknownSubtype(
                kind.name(),
                subtype.to_string(),
            ));
        }
        let data = match shape {
            Shape::Text | Shape::Bytes => Data::Bytes(Vec::new()),
            Shape::Multibyte => Data::Multibyte {
                encoding: definitions.encoding().to_string(),
                bytes: Vec::new(),
            },
            Shape::Fields => Data::Fields(Fields::new(wire::width(kind))),
            Shape::Record => {
                Data::Record(Record::new(view_of(kind, subtype, definitions)?.clone()))
            }
        };
        let mut buffer = Buffer {
            kind,
            size: 0,
            data,
        };
        buffer.size = buffer.allowed(size)?;
        Ok(buffer)
    }

    /// A buffer with contents that fit its type, as large as they need.
    fn of_data(kind: Kind, data: Data) -> Buffer {
        let mut buffer = Buffer {
            kind,
            size: kind.size().unwrap_or_default(),
            data,
        };
        buffer.size = buffer.size.max(buffer.used());
        buffer
    }

    /// The size that a buffer gets which is asked to have one.
    fn allowed(&self, size: usize) -> Result<usize, BufferError> {
        let least = match self.kind.size() {
            None if size == 0 => return Err(BufferError::NoSize(self.kind.name())),
            None => 0,
            Some(least) => least,
        };
        match size.max(least).max(self.structure()) {
            size if size > MOST => Err(BufferError::TooLarge(size)),
            size => Ok(size),
        }
    }

    /// The bytes of the structure of C, 0 for other types.
    fn structure(&self) -> usize {
        match &self.data {
            Data::Record(record) => record.view().size,
            _ => 0,
        }
    }

    /// Another size, with the contents up to it: `tprealloc`. It is never less than what the type has by default, or a structure
    /// needs.
    ///
    /// # Errors
    /// TPEINVAL: no size for a type that needs one, more than 16 MiB, or less than the fields use.
    pub fn resize(&mut self, size: usize) -> Result<(), BufferError> {
        let size = self.allowed(size)?;
        let used = self.used();
        match &mut self.data {
            // The NUL of a text needs its place.
            Data::Bytes(bytes) if self.kind.shape() == Shape::Text => {
                bytes.truncate(size.saturating_sub(1));
            }
            Data::Bytes(bytes) | Data::Multibyte { bytes, .. } => bytes.truncate(size),
            Data::Fields(_) if used > size => return Err(BufferError::TooSmall { used, size }),
            Data::Fields(_) | Data::Record(_) => {}
        }
        self.size = size;
        Ok(())
    }

    /// Its type.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The name of its view, of which 16 bytes count: what `tptypes` gives as the subtype.
    pub fn subtype(&self) -> Option<&str> {
        match &self.data {
            Data::Record(record) => Some(prefix(&record.view().name, SUBTYPE)),
            _ => None,
        }
    }

    /// Bytes that are allocated: what `tptypes` returns.
    pub fn size(&self) -> usize {
        self.size
    }

    /// Bytes that the contents take: the length of a message. A text has its NUL.
    pub fn used(&self) -> usize {
        match &self.data {
            Data::Bytes(bytes) => bytes.len() + usize::from(self.kind.shape() == Shape::Text),
            Data::Multibyte { bytes, .. } => bytes.len(),
            Data::Record(record) => record.view().size,
            Data::Fields(_) => encode(self).len(),
        }
    }

    /// Its contents.
    pub fn data(&self) -> &Data {
        &self.data
    }

    /// Its fields, when it is FML or FML32. What is changed here counts for the size with [`Buffer::grow`].
    pub fn fields_mut(&mut self) -> Option<&mut Fields> {
        match &mut self.data {
            Data::Fields(fields) => Some(fields),
            _ => None,
        }
    }

    /// Its structure, when it has one.
    pub fn record_mut(&mut self) -> Option<&mut Record> {
        match &mut self.data {
            Data::Record(record) => Some(record),
            _ => None,
        }
    }

    /// Makes the size at least what is used.
    pub fn grow(&mut self) {
        self.size = self.size.max(self.used());
    }

    /// The encoding of an MBSTRING.
    pub fn encoding(&self) -> Option<&str> {
        match &self.data {
            Data::Multibyte { encoding, .. } => Some(encoding),
            _ => None,
        }
    }

    /// Names the encoding of an MBSTRING: `tpsetmbenc`. Other types have none; `false`.
    pub fn set_encoding(&mut self, name: &str) -> bool {
        let Data::Multibyte { encoding, .. } = &mut self.data else {
            return false;
        };
        *encoding = prefix(name, ENCODING).to_string();
        true
    }

    /// The one value of a buffer without fields or members.
    pub fn bytes(&self) -> Option<&[u8]> {
        match &self.data {
            Data::Bytes(bytes) | Data::Multibyte { bytes, .. } => Some(bytes),
            _ => None,
        }
    }

    /// Sets the one value of a buffer without fields or members; it grows when it has to. STRING and JSON end at a NUL.
    ///
    /// # Errors
    /// TPEINVAL: the type has names for its values, or there are more than 16 MiB.
    pub fn set_bytes(&mut self, value: &[u8]) -> Result<(), BufferError> {
        let value = match (self.kind.shape(), memchr::memchr(0, value)) {
            (Shape::Text, Some(end)) => &value[..end],
            _ => value,
        };
        if value.len() >= MOST {
            return Err(BufferError::TooLarge(value.len()));
        }
        match &mut self.data {
            Data::Bytes(bytes) | Data::Multibyte { bytes, .. } => {
                bytes.clear();
                bytes.extend_from_slice(value);
            }
            Data::Fields(_) | Data::Record(_) => return Err(BufferError::NoName(self.kind.name())),
        }
        self.grow();
        Ok(())
    }

    /// The contents as an array of M: the one value at the array itself, fields and members below it (see [`Fields::tree`] and
    /// [`Record::tree`]).
    pub fn tree(&self, definitions: &Definitions) -> Vec<Node> {
        match &self.data {
            Data::Bytes(bytes) | Data::Multibyte { bytes, .. } => vec![(Vec::new(), bytes.clone())],
            Data::Fields(fields) => fields.tree(definitions),
            Data::Record(record) => record.tree(),
        }
    }

    /// Replaces the contents by what an array of M stands for; the buffer grows when it has to.
    ///
    /// # Errors
    /// TPEINVAL, with the reason; the contents are as before.
    pub fn set_tree(
        &mut self,
        nodes: &[Node],
        definitions: &Definitions,
    ) -> Result<(), BufferError> {
        match &mut self.data {
            Data::Fields(fields) => {
                *fields = Fields::of_tree(fields.width(), nodes, definitions)?;
            }
            Data::Record(record) => *record = Record::of_tree(record.view(), nodes)?,
            Data::Bytes(_) | Data::Multibyte { .. } => {
                return match nodes {
                    [] => self.set_bytes(b""),
                    [(subscripts, value)] if subscripts.is_empty() => self.set_bytes(value),
                    _ => Err(BufferError::Subscripts(self.kind.name())),
                };
            }
        }
        self.grow();
        Ok(())
    }

    /// Takes what came in: `tprecv` and `tpgetrply`. The buffer becomes one of the incoming type, and is never smaller than it was.
    ///
    /// # Errors
    /// TPEOTYPE: with `no_change` (TPNOCHANGE), when type or subtype differ; the buffer is as before.
    pub fn receive(&mut self, incoming: Buffer, no_change: bool) -> Result<(), BufferError> {
        let same = self.kind == incoming.kind && self.subtype() == incoming.subtype();
        if no_change && !same {
            return Err(BufferError::Differs {
                found: incoming.shown(),
                wanted: self.shown(),
            });
        }
        let size = if same { self.size } else { 0 };
        *self = incoming;
        self.size = self.size.max(size);
        Ok(())
    }

    /// Type and subtype for a message.
    fn shown(&self) -> String {
        match self.subtype() {
            Some(subtype) => format!("{}:{subtype}", self.kind.name()),
            None => self.kind.name().to_string(),
        }
    }
}

/// The view of a structure.
fn view_of<'a>(
    kind: Kind,
    name: &str,
    definitions: &'a Definitions,
) -> Result<&'a std::sync::Arc<View>, BufferError> {
    if name.is_empty() {
        return Err(BufferError::NoView(kind.name()));
    }
    let view = definitions
        .view(wire::width(kind), name)
        .ok_or_else(|| BufferError::UnknownView(name.to_string()))?;
    let common = |m: &&Member| !matches!(m.kind, Type::Short | Type::Long | Type::String);
    match (kind, view.members.iter().find(common)) {
        (Kind::XCommon, Some(member)) => Err(BufferError::NotCommon {
            view: view.name.clone(),
            member: member.name.clone(),
            kind: member.kind,
        }),
        _ => Ok(view),
    }
}

#[cfg(test)]
mod tests;
