//! The types of buffers, in one table.

/// A type of buffer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    String,
    Carray,
    XOctet,
    Fml,
    Fml32,
    View,
    View32,
    XCType,
    XCommon,
    Json,
    Xml,
    Mbstring,
}

/// What a type holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Bytes up to a NUL.
    Text,
    /// Any bytes.
    Bytes,
    /// Text in an encoding that has a name.
    Multibyte,
    /// Fields with occurrences.
    Fields,
    /// A structure of C, described by a view.
    Record,
}

/// A row of the table.
struct Row {
    kind: Kind,
    /// The name, at most 8 bytes: no more are looked at.
    name: &'static str,
    shape: Shape,
    /// Bytes that are allocated at least; `None`: the size has to be given.
    size: Option<usize>,
}

const fn row(kind: Kind, name: &'static str, shape: Shape, size: Option<usize>) -> Row {
    Row {
        kind,
        name,
        shape,
        size,
    }
}

/// Sources: Tuxedo's guide to typed buffers; JSON has what the other texts have.
static TABLE: [Row; 12] = [
    row(Kind::String, "STRING", Shape::Text, Some(512)),
    row(Kind::Carray, "CARRAY", Shape::Bytes, None),
    row(Kind::XOctet, "X_OCTET", Shape::Bytes, None),
    row(Kind::Fml, "FML", Shape::Fields, Some(1024)),
    row(Kind::Fml32, "FML32", Shape::Fields, Some(1024)),
    row(Kind::View, "VIEW", Shape::Record, Some(1024)),
    row(Kind::View32, "VIEW32", Shape::Record, Some(1024)),
    row(Kind::XCType, "X_C_TYPE", Shape::Record, Some(1024)),
    row(Kind::XCommon, "X_COMMON", Shape::Record, Some(1024)),
    row(Kind::Json, "JSON", Shape::Text, Some(1024)),
    row(Kind::Xml, "XML", Shape::Bytes, None),
    row(Kind::Mbstring, "MBSTRING", Shape::Multibyte, Some(1024)),
];

impl Kind {
    /// All types; the place in this order is the number of the type on the wire.
    pub fn all() -> impl Iterator<Item = Kind> {
        TABLE.iter().map(|row| row.kind)
    }

    /// The type of a name, of which 8 bytes count.
    pub fn of(name: &str) -> Option<Kind> {
        let name = prefix(name, 8);
        let row = TABLE.iter().find(|row| row.name == name)?;
        Some(row.kind)
    }

    fn row(self) -> &'static Row {
        &TABLE[self as usize]
    }

    /// The name of the type.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// What it holds.
    pub fn shape(self) -> Shape {
        self.row().shape
    }

    /// The least bytes of a buffer; `None` when the size has to be given.
    pub fn size(self) -> Option<usize> {
        self.row().size
    }

    /// The number on the wire.
    pub fn code(self) -> u8 {
        self as u8
    }

    /// The type of a number on the wire.
    pub fn of_code(code: u8) -> Option<Kind> {
        TABLE.get(usize::from(code)).map(|row| row.kind)
    }
}

/// The first bytes of a name, without a broken character at the end.
pub fn prefix(name: &str, most: usize) -> &str {
    &name[..name.floor_char_boundary(most)]
}
