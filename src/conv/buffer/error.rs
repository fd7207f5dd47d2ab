//! Why a buffer cannot be made, filled or taken, and which `tperrno` that is.

use super::value::{Type, ValueError};
use super::wire::WireError;

/// `tperrno` of [`BufferError`]: a bad argument.
pub const TPEINVAL: i32 = 4;
/// No such type, subtype or view.
pub const TPENOENT: i32 = 6;
/// What came in has a type that is unknown or not wanted.
pub const TPEOTYPE: i32 = 18;

/// What is wrong with a buffer or with what is put into it. The text is the reason for the user.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BufferError {
    #[error("the type of the buffer is not given")]
    NoType,
    #[error("there is no type {0}")]
    UnknownType(String),
    #[error("type {0} has no subtype {1}")]
    UnknownSubtype(&'static str, String),
    #[error("type {0} needs a size")]
    NoSize(&'static str),
    #[error("type {0} needs the name of a view")]
    NoView(&'static str),
    #[error("no file of VIEWFILES32 or VIEWFILES has a view {0}")]
    UnknownView(String),
    #[error("member {member} of view {view} is {kind:?}: X_COMMON has short, long and string")]
    NotCommon {
        view: String,
        member: String,
        kind: Type,
    },
    #[error("{used} bytes are used, and {size} are not enough")]
    TooSmall { used: usize, size: usize },
    #[error("{0} bytes are too many for a buffer")]
    TooLarge(usize),
    #[error("type {0} has one value and no subscripts")]
    Subscripts(&'static str),
    #[error("type {0} has a value for each name, and none without a subscript")]
    NoName(&'static str),
    #[error("no file of FIELDTBLS32 or FIELDTBLS has a field {0}")]
    UnknownField(String),
    #[error("{field}: no file of VIEWFILES32 has a view {view}")]
    UnknownFieldView { field: String, view: String },
    #[error("view {view} has no member {member}")]
    UnknownMember { view: String, member: String },
    #[error("{name}: {occurrence:?} is no occurrence: they count from 0 to {last}")]
    Occurrence {
        name: String,
        occurrence: String,
        last: u32,
    },
    #[error("{0} is given twice")]
    Twice(String),
    #[error("{0} has too many subscripts")]
    TooDeep(String),
    #[error("{place}: {reason}")]
    Value { place: String, reason: ValueError },
    #[error("a buffer of type {found} came in, and TPNOCHANGE asks for {wanted}")]
    Differs { found: String, wanted: String },
    #[error("{0}")]
    Wire(#[from] WireError),
}

impl BufferError {
    /// The number of `tperrno` for it: TPENOENT, TPEOTYPE, or TPEINVAL for all else.
    pub fn tperrno(&self) -> i32 {
        match self {
            BufferError::UnknownType(_)
            | BufferError::UnknownSubtype(..)
            | BufferError::UnknownView(_) => TPENOENT,
            BufferError::Differs { .. } | BufferError::Wire(_) => TPEOTYPE,
            _ => TPEINVAL,
        }
    }
}
