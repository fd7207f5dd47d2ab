//! BUFTYPE: the types of buffers that a service takes.

use super::problem::Advice;
use std::fmt;

/// The longest name of a type and of a subtype: what `tptypes` shows of them.
const TYPE: usize = 8;
const SUBTYPE: usize = 16;
/// So many types and subtypes can be named.
const MOST: usize = 32;

/// What a service takes: `ALL`, or `type1[:subtype,...];type2...`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum BufTypes {
    /// All types.
    #[default]
    All,
    Some(Vec<BufType>),
}

/// A type with the subtypes that are taken; none named means all, and so does `*`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BufType {
    pub name: String,
    pub subtypes: Vec<String>,
}

impl BufTypes {
    /// Whether a buffer of this type may be sent to the service; if not, the caller has TPEITYPE.
    pub fn accepts(&self, name: &str, subtype: Option<&str>) -> bool {
        let BufTypes::Some(types) = self else {
            return true;
        };
        let subtype = subtype.unwrap_or("");
        let takes = |t: &BufType| {
            t.subtypes.is_empty() || t.subtypes.iter().any(|s| s == "*" || s == subtype)
        };
        types.iter().any(|t| t.name == name && takes(t))
    }

    /// Reads the value of BUFTYPE.
    ///
    /// # Errors
    /// A name is missing, too long, or there twice.
    pub fn parse(text: &str) -> Result<BufTypes, BufTypeError> {
        let text = text.trim();
        if matches!(text, "ALL" | "*") {
            return Ok(BufTypes::All);
        }
        let (mut types, mut count) = (Vec::<BufType>::new(), 0);
        for part in text.split(';') {
            let (name, subtypes) = match part.split_once(':') {
                Some((name, rest)) => (name, rest.split(',').collect()),
                None => (part, Vec::new()),
            };
            let name = checked(name, TYPE)?;
            if types.iter().any(|t| t.name == name) {
                return Err(BufTypeError::Twice(name));
            }
            let subtypes: Result<Vec<_>, _> =
                subtypes.into_iter().map(|s| checked(s, SUBTYPE)).collect();
            let subtypes = subtypes?;
            count += subtypes.len().max(1);
            types.push(BufType { name, subtypes });
        }
        match count <= MOST {
            true => Ok(BufTypes::Some(types)),
            false => Err(BufTypeError::TooMany),
        }
    }
}

fn checked(name: &str, most: usize) -> Result<String, BufTypeError> {
    let name = name.trim();
    if name.is_empty() {
        return Err(BufTypeError::NoName);
    }
    if name.len() > most {
        return Err(BufTypeError::TooLong {
            name: name.to_string(),
            most,
        });
    }
    Ok(name.to_string())
}

impl fmt::Display for BufTypes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let BufTypes::Some(types) = self else {
            return f.write_str("ALL");
        };
        for (at, t) in types.iter().enumerate() {
            let gap = if at == 0 { "" } else { ";" };
            write!(f, "{gap}{}", t.name)?;
            if !t.subtypes.is_empty() {
                write!(f, ":{}", t.subtypes.join(","))?;
            }
        }
        Ok(())
    }
}

/// What is wrong with a BUFTYPE.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BufTypeError {
    #[error("the name of a type is missing")]
    NoName,
    #[error("{name:?} has more than {most} bytes")]
    TooLong { name: String, most: usize },
    #[error("type {0:?} is there twice")]
    Twice(String),
    #[error("more than 32 types and subtypes")]
    TooMany,
}

impl Advice for BufTypeError {
    fn advice(&self) -> String {
        match self {
            BufTypeError::NoName => {
                "write ALL, or \"type:subtype,subtype;type\" in double quotes".into()
            }
            BufTypeError::TooLong { .. } => {
                "types have 8 bytes at most, subtypes 16: shorten it".into()
            }
            BufTypeError::Twice(_) => "put its subtypes into one list".into(),
            BufTypeError::TooMany => "write ALL, or name fewer".into(),
        }
    }
}
