//! Single values of fields and members, and what they are in M.
//!
//! Numbers become canonical numbers of M, a character one byte, all else its bytes. The other way a number has to be one as a
//! whole (`"3 apples"` is none) and within the range of its type; a whole type takes no fraction. What does not fit is TPEINVAL
//! with a reason: nothing is cut or rounded silently, but for the digits that a `float` or `double` does not have.

use super::fml::Fields;
use super::view::Record;
use std::borrow::Cow;

/// The type of a field or member. The numbers are those in field identifiers of Tuxedo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Type {
    /// 16 bits.
    Short = 0,
    /// 64 bits.
    Long = 1,
    /// One byte.
    Char = 2,
    Float = 3,
    Double = 4,
    /// Bytes without a NUL.
    String = 5,
    /// Any bytes.
    Carray = 6,
    /// 32 bits; members of views only.
    Int = 7,
    /// An address. It is known in field tables, and has no values: another process could not use them.
    Ptr = 9,
    Fml32 = 10,
    View32 = 11,
    Mbstring = 12,
}

impl Type {
    const NAMES: [(&'static str, Type); 12] = [
        ("short", Type::Short),
        ("long", Type::Long),
        ("char", Type::Char),
        ("float", Type::Float),
        ("double", Type::Double),
        ("string", Type::String),
        ("carray", Type::Carray),
        ("int", Type::Int),
        ("ptr", Type::Ptr),
        ("fml32", Type::Fml32),
        ("view32", Type::View32),
        ("mbstring", Type::Mbstring),
    ];

    /// The type of a word of a field table or view file.
    pub fn of(name: &str) -> Option<Type> {
        let found = Type::NAMES.iter().find(|(n, _)| *n == name)?;
        Some(found.1)
    }

    /// The type of a number.
    pub fn of_code(code: u32) -> Option<Type> {
        let found = Type::NAMES.iter().find(|(_, t)| *t as u32 == code)?;
        Some(found.1)
    }

    /// The value of a field or member that is not given: 0, a NUL, or nothing. `None` where there is no such value.
    pub fn zero(self) -> Option<Value> {
        Some(match self {
            Type::Short => Value::Short(0),
            Type::Long => Value::Long(0),
            Type::Char => Value::Char(0),
            Type::Float => Value::Float(0.0),
            Type::Double => Value::Double(0.0),
            Type::String => Value::String(Vec::new()),
            Type::Int => Value::Int(0),
            Type::Fml32 => Value::Fml32(Box::default()),
            Type::Carray => Value::Carray(Vec::new()),
            Type::Mbstring => Value::Mbstring {
                encoding: None,
                bytes: Vec::new(),
            },
            Type::Ptr | Type::View32 => return None,
        })
    }
}

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Short(i16),
    Long(i64),
    Char(u8),
    Float(f32),
    Double(f64),
    String(Vec<u8>),
    Carray(Vec<u8>),
    Int(i32),
    Fml32(Box<Fields>),
    View32(Box<Record>),
    Mbstring {
        /// `None` is the encoding that TPMBENC names.
        encoding: Option<String>,
        bytes: Vec<u8>,
    },
}

/// Why a value of M is none of a type.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ValueError {
    #[error("{0:?} is no number")]
    NotANumber(String),
    #[error("{0} is no whole number")]
    NotWhole(String),
    #[error("{value} is out of the range of {kind:?}")]
    Range { value: String, kind: Type },
    #[error("a char is one byte, and there are {0}")]
    NotOneByte(usize),
    #[error("a string has no NUL")]
    Nul,
    #[error("{len} bytes are more than {most}")]
    TooLong { len: usize, most: usize },
    #[error("values of type {0:?} cannot be given")]
    NoValue(Type),
    #[error("the field has another type than {0:?}")]
    OtherType(Type),
}

impl Value {
    /// Its type.
    pub fn kind(&self) -> Type {
        match self {
            Value::Short(_) => Type::Short,
            Value::Long(_) => Type::Long,
            Value::Char(_) => Type::Char,
            Value::Float(_) => Type::Float,
            Value::Double(_) => Type::Double,
            Value::String(_) => Type::String,
            Value::Carray(_) => Type::Carray,
            Value::Int(_) => Type::Int,
            Value::Fml32(_) => Type::Fml32,
            Value::View32(_) => Type::View32,
            Value::Mbstring { .. } => Type::Mbstring,
        }
    }

    /// The value of a type that bytes of M stand for.
    ///
    /// # Errors
    /// They stand for none; see the head of this file.
    pub fn of(kind: Type, bytes: &[u8]) -> Result<Value, ValueError> {
        let whole = |min: i64, max: i64| {
            let n = integer(bytes, kind)?;
            match (min..=max).contains(&n) {
                true => Ok(n),
                false => Err(range(bytes, kind)),
            }
        };
        Ok(match kind {
            Type::Short => Value::Short(whole(i16::MIN.into(), i16::MAX.into())? as i16),
            Type::Int => Value::Int(whole(i32::MIN.into(), i32::MAX.into())? as i32),
            Type::Long => Value::Long(whole(i64::MIN, i64::MAX)?),
            Type::Float => {
                let n: f32 = numeric(bytes)?.parse().map_err(|_| no_number(bytes))?;
                match n.is_finite() {
                    true => Value::Float(n),
                    false => return Err(range(bytes, kind)),
                }
            }
            Type::Double => Value::Double(double(bytes, kind)?),
            Type::Char => match bytes {
                [] => Value::Char(0),
                [one] => Value::Char(*one),
                more => return Err(ValueError::NotOneByte(more.len())),
            },
            Type::String => match bytes.contains(&0) {
                true => return Err(ValueError::Nul),
                false => Value::String(bytes.to_vec()),
            },
            Type::Carray => Value::Carray(bytes.to_vec()),
            Type::Mbstring => Value::Mbstring {
                encoding: None,
                bytes: bytes.to_vec(),
            },
            Type::Ptr | Type::Fml32 | Type::View32 => return Err(ValueError::NoValue(kind)),
        })
    }

    /// What it is in M. A `float` or `double` that M cannot calculate with (from 1E47 on, or below 1E-43) is a text with an
    /// exponent. What has a structure is empty: its parts have subscripts of their own.
    pub fn text(&self) -> Cow<'_, [u8]> {
        match self {
            Value::Short(n) => n.to_string().into_bytes().into(),
            Value::Int(n) => n.to_string().into_bytes().into(),
            Value::Long(n) => n.to_string().into_bytes().into(),
            Value::Float(n) => canonical(f64::from(*n), format!("{n}"), format!("{n:E}")).into(),
            Value::Double(n) => canonical(*n, format!("{n}"), format!("{n:E}")).into(),
            Value::Char(c) => vec![*c].into(),
            Value::String(bytes) | Value::Carray(bytes) | Value::Mbstring { bytes, .. } => {
                Cow::Borrowed(bytes)
            }
            Value::Fml32(_) => Cow::Borrowed(b""),
            Value::View32(record) => Cow::Borrowed(record.view().name.as_bytes()),
        }
    }
}

fn shown(bytes: &[u8]) -> String {
    String::from_utf8_lossy(&bytes[..bytes.len().min(60)]).into_owned()
}

fn no_number(bytes: &[u8]) -> ValueError {
    ValueError::NotANumber(shown(bytes))
}

fn range(bytes: &[u8], kind: Type) -> ValueError {
    let value = shown(bytes);
    ValueError::Range { value, kind }
}

/// A text of the characters of numbers; what else Rust takes for one (`inf`, `nan`) is not among them.
fn numeric(bytes: &[u8]) -> Result<&str, ValueError> {
    let fits = |b: &u8| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.' | b'E');
    match std::str::from_utf8(bytes) {
        Ok(text) if bytes.iter().all(fits) => Ok(text),
        _ => Err(no_number(bytes)),
    }
}

fn double(bytes: &[u8], kind: Type) -> Result<f64, ValueError> {
    let n: f64 = numeric(bytes)?.parse().map_err(|_| no_number(bytes))?;
    match n.is_finite() {
        true => Ok(n),
        false => Err(range(bytes, kind)),
    }
}

fn integer(bytes: &[u8], kind: Type) -> Result<i64, ValueError> {
    /// All whole numbers up to here are their own `f64`.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let text = numeric(bytes)?;
    if let Ok(n) = text.parse() {
        return Ok(n);
    }
    let n = double(bytes, kind)?;
    if n.fract() != 0.0 {
        return Err(ValueError::NotWhole(shown(bytes)));
    }
    match n.abs() <= EXACT {
        true => Ok(n as i64),
        false => Err(range(bytes, kind)),
    }
}

/// The canonical number of M: no zero before the point, no exponent.
fn canonical(n: f64, plain: String, exponent: String) -> Vec<u8> {
    let size = n.abs();
    if n == 0.0 {
        return b"0".to_vec();
    }
    if !(1e-43..1e47).contains(&size) {
        return exponent.into_bytes();
    }
    match (plain.strip_prefix("0."), plain.strip_prefix("-0.")) {
        (Some(rest), _) => format!(".{rest}").into_bytes(),
        (_, Some(rest)) => format!("-.{rest}").into_bytes(),
        _ => plain.into_bytes(),
    }
}
