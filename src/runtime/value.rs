//! The value that leaves the crate: owned, and free to move between threads.

use crate::value as internal;
use crate::value::errors::MError;
use crate::value::num::Num;
use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};

/// An M value: a string of bytes that may also be a number.
///
/// M has one type. `Value` keeps whole numbers of up to 18 digits and other decimals as such, so that passing them costs no text, but
/// two values are equal when their texts are: `Value::from(5) == Value::from("5")`, and `Value::from("5.0")` is another value.
///
/// ```
/// use mrun::Value;
/// let v = Value::from("12 monkeys");
/// assert_eq!(v.to_i64().unwrap(), 12);          // M's numeric interpretation of any string
/// assert!(i64::try_from(&v).is_err());          // Rust's conversion takes only what is a number
/// assert_eq!(i64::try_from(&Value::from("12")).unwrap(), 12);
/// assert_eq!(Value::from(1.5).to_string(), "1.5");
/// ```
#[derive(Clone)]
pub struct Value(Repr);

#[derive(Clone)]
enum Repr {
    Number(Num),
    Text(Box<[u8]>),
}

/// Why a [`Value`] is not the Rust value that was asked for, or the other way round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ValueError {
    /// The text is not a canonical M number (no leading zeros, no trailing zeros after the point, no exponent).
    #[error("not a canonical number")]
    NotNumeric,
    /// The number has a fraction.
    #[error("not a whole number")]
    NotWhole,
    /// The number does not fit: into the Rust type, or into M's range of 1E-43 to 1E47.
    #[error("number out of range")]
    OutOfRange,
    /// The bytes are not UTF-8.
    #[error("not valid UTF-8")]
    NotUtf8,
}

impl Value {
    /// A value of these bytes.
    pub fn from_bytes(bytes: impl Into<Vec<u8>>) -> Value {
        Value(Repr::Text(bytes.into().into_boxed_slice()))
    }

    /// The text; that of a number is its canonical form.
    pub fn as_bytes(&self) -> Cow<'_, [u8]> {
        match &self.0 {
            Repr::Number(n) => Cow::Owned(n.text(&mut internal::NUM_BUF.clone()).to_vec()),
            Repr::Text(text) => Cow::Borrowed(text),
        }
    }

    /// The text as bytes that the caller owns.
    pub fn into_bytes(self) -> Vec<u8> {
        match self.0 {
            Repr::Number(n) => n.text(&mut internal::NUM_BUF.clone()).to_vec(),
            Repr::Text(text) => text.into_vec(),
        }
    }

    /// The text as a string.
    ///
    /// # Errors
    /// [`ValueError::NotUtf8`]; `to_string` replaces what is not UTF-8 instead.
    pub fn to_str(&self) -> Result<Cow<'_, str>, ValueError> {
        match self.as_bytes() {
            Cow::Borrowed(b) => std::str::from_utf8(b)
                .map(Cow::Borrowed)
                .map_err(|_| ValueError::NotUtf8),
            Cow::Owned(b) => String::from_utf8(b)
                .map(Cow::Owned)
                .map_err(|_| ValueError::NotUtf8),
        }
    }

    /// Length of the text in bytes.
    pub fn len(&self) -> usize {
        self.as_bytes().len()
    }

    pub fn is_empty(&self) -> bool {
        matches!(&self.0, Repr::Text(text) if text.is_empty())
    }

    /// Whether the text is a canonical number, which M sorts before all strings.
    pub fn is_numeric(&self) -> bool {
        self.canonical().is_some()
    }

    /// M's truth value: the numeric interpretation is not zero.
    ///
    /// # Errors
    /// NUMOFLOW, as [`Value::to_i64`].
    pub fn truth(&self) -> Result<bool, MError> {
        Ok(!self.num()?.is_zero())
    }

    /// M's numeric interpretation, the number that the text begins with or else 0, without its fraction. Beyond the range of `i64` it
    /// is the nearest end of that range.
    ///
    /// # Errors
    /// NUMOFLOW when the text denotes a number beyond M's range.
    pub fn to_i64(&self) -> Result<i64, MError> {
        Ok(self.num()?.to_i64_trunc())
    }

    /// M's numeric interpretation, as near as `f64` has it.
    ///
    /// # Errors
    /// NUMOFLOW when the text denotes a number beyond M's range.
    pub fn to_f64(&self) -> Result<f64, MError> {
        Ok(self.num()?.to_f64())
    }

    fn num(&self) -> Result<Num, MError> {
        match &self.0 {
            Repr::Number(n) => Ok(*n),
            Repr::Text(text) => Ok(Num::parse_prefix(text)?),
        }
    }

    fn canonical(&self) -> Option<Num> {
        match &self.0 {
            Repr::Number(n) => Some(*n),
            Repr::Text(text) => Num::canonical(text),
        }
    }

    /// The form that the machine works with.
    pub(crate) fn to_internal(&self) -> internal::Value {
        match &self.0 {
            Repr::Number(n) => internal::Value::from_num(*n),
            Repr::Text(text) => internal::Value::from_bytes(text),
        }
    }

    /// The public form of a machine's value; an undefined one is empty.
    pub(crate) fn from_internal(value: &internal::Value) -> Value {
        match value {
            internal::Value::Int(n) => Value(Repr::Number(Num::small(*n))),
            internal::Value::Dec(n) => Value(Repr::Number(n.num())),
            text => Value::from_bytes(text.to_vec()),
        }
    }
}

impl Default for Value {
    /// The empty string.
    fn default() -> Self {
        Value(Repr::Text(Box::default()))
    }
}

impl PartialEq for Value {
    fn eq(&self, other: &Value) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl Eq for Value {}

impl Hash for Value {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_bytes().hash(state);
    }
}

impl PartialEq<str> for Value {
    fn eq(&self, other: &str) -> bool {
        *self.as_bytes() == *other.as_bytes()
    }
}

impl PartialEq<&str> for Value {
    fn eq(&self, other: &&str) -> bool {
        self == *other
    }
}

impl PartialEq<i64> for Value {
    fn eq(&self, other: &i64) -> bool {
        // Equal texts, as in M.
        self.as_bytes() == Value::from(*other).as_bytes()
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&String::from_utf8_lossy(&self.as_bytes()))
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Repr::Number(_) => fmt::Display::fmt(self, f),
            Repr::Text(text) => fmt::Debug::fmt(&String::from_utf8_lossy(text), f),
        }
    }
}

macro_rules! from_integer {
    ($($t:ty)*) => {$(
        impl From<$t> for Value {
            fn from(n: $t) -> Self {
                Value::from_internal(&internal::Value::int(n.into()))
            }
        }
    )*};
}
from_integer!(i8 i16 i32 i64 u8 u16 u32);

impl From<bool> for Value {
    /// 1 or 0.
    fn from(b: bool) -> Self {
        Value::from(u8::from(b))
    }
}

impl From<f64> for Value {
    /// The nearest decimal of 18 digits. What M has no number for becomes a string: infinities and NaN their names, magnitudes below
    /// 1E-43 zero, and those of 1E47 and above their text, which M refuses as a number.
    fn from(x: f64) -> Self {
        match Num::from_f64(x) {
            Ok(n) if x.is_finite() => Value(Repr::Number(n)),
            _ => Value::from(format!("{x:E}")),
        }
    }
}

impl From<&str> for Value {
    fn from(s: &str) -> Self {
        Value::from_bytes(s)
    }
}

impl From<String> for Value {
    fn from(s: String) -> Self {
        Value::from_bytes(s)
    }
}

impl From<&String> for Value {
    fn from(s: &String) -> Self {
        Value::from_bytes(s.as_bytes())
    }
}

impl From<&[u8]> for Value {
    fn from(s: &[u8]) -> Self {
        Value::from_bytes(s)
    }
}

impl<const N: usize> From<&[u8; N]> for Value {
    fn from(s: &[u8; N]) -> Self {
        Value::from_bytes(s.as_slice())
    }
}

impl From<Vec<u8>> for Value {
    fn from(s: Vec<u8>) -> Self {
        Value::from_bytes(s)
    }
}

impl From<Value> for Vec<u8> {
    fn from(v: Value) -> Self {
        v.into_bytes()
    }
}

impl TryFrom<&Value> for i64 {
    type Error = ValueError;

    fn try_from(v: &Value) -> Result<Self, ValueError> {
        let n = v.canonical().ok_or(ValueError::NotNumeric)?;
        if n != n.trunc() {
            return Err(ValueError::NotWhole);
        }
        let whole = n.to_i64_trunc();
        // Out of range the conversion gives an end of the range, which is another number.
        if Num::int(whole) == n {
            Ok(whole)
        } else {
            Err(ValueError::OutOfRange)
        }
    }
}

impl TryFrom<&Value> for f64 {
    type Error = ValueError;

    fn try_from(v: &Value) -> Result<Self, ValueError> {
        v.canonical().map(Num::to_f64).ok_or(ValueError::NotNumeric)
    }
}

impl TryFrom<&Value> for String {
    type Error = ValueError;

    fn try_from(v: &Value) -> Result<Self, ValueError> {
        v.to_str().map(Cow::into_owned)
    }
}

impl TryFrom<Value> for i64 {
    type Error = ValueError;

    fn try_from(v: Value) -> Result<Self, ValueError> {
        i64::try_from(&v)
    }
}

impl TryFrom<Value> for f64 {
    type Error = ValueError;

    fn try_from(v: Value) -> Result<Self, ValueError> {
        f64::try_from(&v)
    }
}

impl TryFrom<Value> for String {
    type Error = ValueError;

    fn try_from(v: Value) -> Result<Self, ValueError> {
        String::from_utf8(v.into_bytes()).map_err(|_| ValueError::NotUtf8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_decide_equality() {
        assert_eq!(Value::from(5), Value::from("5"));
        assert_ne!(Value::from("5.0"), Value::from(5));
        assert_eq!(Value::from(0.5), ".5");
        assert_eq!(Value::from(true), 1);
        assert!(Value::default().is_empty());
    }

    #[test]
    fn conversions_are_exact_or_refused() {
        assert_eq!(i64::try_from(Value::from(-7)), Ok(-7));
        assert_eq!(i64::try_from(Value::from("1.5")), Err(ValueError::NotWhole));
        assert_eq!(
            i64::try_from(Value::from("01")),
            Err(ValueError::NotNumeric)
        );
        assert_eq!(
            i64::try_from(Value::from(100_000_000_000_000_000_000_000.0)),
            Err(ValueError::OutOfRange)
        );
        assert_eq!(
            String::try_from(Value::from(b"\xff")),
            Err(ValueError::NotUtf8)
        );
        assert_eq!(
            Value::from("1E60")
                .to_i64()
                .map_err(|e| e.code().mnemonic()),
            Err("NUMOFLOW")
        );
        assert_eq!(Value::from(f64::INFINITY).to_string(), "inf");
        assert_eq!(Value::from(1e300).to_string(), "1E300");
    }

    #[test]
    fn both_forms_carry_the_same_text() {
        for v in [
            Value::from(i64::MAX),
            Value::from(i64::MIN),
            Value::from(-1.25),
            Value::from("x"),
            Value::default(),
        ] {
            assert_eq!(Value::from_internal(&v.to_internal()), v);
        }
    }
}
