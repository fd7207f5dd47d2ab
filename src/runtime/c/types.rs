//! The types of call tables, and how values pass between M and C.

use crate::value::errors::MError;
use crate::value::num::Num;
use crate::value::{MAX_STRING, Value};

/// A type of a call table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    Void,
    Status,
    Number(Number),
    /// A pointer to a number.
    Pointer(Number),
    /// `gtm_char_t *`: bytes up to a NUL.
    Chars,
    /// `gtm_char_t **`.
    CharsPointer,
    /// `gtm_string_t *`: length and address.
    Text,
    /// `gtm_pointertofunc_t`: one of the functions that C may call back.
    Function,
    FunctionPointer,
    /// A type for Java, which no C function takes.
    Java,
}

/// A C number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Number {
    Int,
    Uint,
    Long,
    Ulong,
    Float,
    Double,
}

/// `gtm_string_t`.
#[repr(C)]
pub struct Text {
    pub length: libc::c_long,
    pub address: *mut libc::c_char,
}

/// A name without prefix and suffix, what it is plain, with one star and with two; and whether the name may stand bare as well, plain
/// and with stars.
type Row = (&'static str, [Option<Type>; 3], [bool; 2]);

const fn number(n: Number) -> [Option<Type>; 3] {
    [Some(Type::Number(n)), Some(Type::Pointer(n)), None]
}

const TYPES: &[Row] = &[
    ("int", number(Number::Int), [true, false]),
    ("uint", number(Number::Uint), [true, true]),
    ("long", number(Number::Long), [true, true]),
    ("ulong", number(Number::Ulong), [true, true]),
    ("float", number(Number::Float), [true, true]),
    ("double", number(Number::Double), [true, true]),
    (
        "char",
        [None, Some(Type::Chars), Some(Type::CharsPointer)],
        [true, true],
    ),
    ("string", [None, Some(Type::Text), None], [true, true]),
    ("status", [Some(Type::Status), None, None], [false, false]),
    (
        "pointertofunc",
        [Some(Type::Function), Some(Type::FunctionPointer), None],
        [false, false],
    ),
];

/// Types for Java; they have the prefix `gtm_j` only.
const JAVA: &[&str] = &[
    "boolean",
    "int",
    "long",
    "float",
    "double",
    "string",
    "byte_array",
    "big_decimal",
];

/// Whether a table may use the name at all.
pub fn is_known(name: &str) -> bool {
    (0..3).any(|stars| find(name, stars).is_some())
}

/// The type of a name and the stars behind it.
pub fn find(name: &str, stars: usize) -> Option<Type> {
    if name == "void" {
        return (stars == 0).then_some(Type::Void);
    }
    let long = ["gtm_", "xc_", "ydb_"]
        .iter()
        .find_map(|prefix| name.strip_prefix(prefix))
        .and_then(|rest| rest.strip_suffix("_t"));
    let is_java = long
        .and_then(|n| n.strip_prefix('j'))
        .is_some_and(|n| JAVA.contains(&n));
    if is_java && name.starts_with("gtm_") {
        return (stars == 0).then_some(Type::Java);
    }
    let (_, kinds, bare) = TYPES
        .iter()
        .find(|(known, ..)| *known == long.unwrap_or(name))?;
    if long.is_none() && !bare[stars.min(1)] {
        return None;
    }
    *kinds.get(stars)?
}

impl Type {
    /// Whether C gets an address and not the value.
    pub fn is_pointer(self) -> bool {
        matches!(
            self,
            Type::Pointer(_)
                | Type::Chars
                | Type::CharsPointer
                | Type::Text
                | Type::FunctionPointer
        )
    }
}

impl Number {
    /// The bits of a number as they lie in a word for C.
    ///
    /// GT.M bounds what does not fit into an `int`, takes the largest `unsigned int`, and drops high bits of longs.
    ///
    /// # Errors
    /// NUMOFLOW of the value itself.
    pub fn bits(self, value: &Value) -> Result<u64, MError> {
        let num = value.num()?;
        Ok(match self {
            Number::Int => {
                let n = whole(num).clamp(i32::MIN.into(), i32::MAX.into());
                n as i32 as u32 as u64
            }
            Number::Uint => match whole(num) {
                n if n > i128::from(u32::MAX) => u32::MAX.into(),
                n => i64::try_from(n).unwrap_or(i64::MIN) as u32 as u64,
            },
            Number::Long | Number::Ulong => low_bits(num),
            Number::Float => u64::from((double(num) as f32).to_bits()),
            Number::Double => double(num).to_bits(),
        })
    }

    /// The M value of a word from C. It fits GT.M's precision: 6 digits of a float, 15 of a double; whole numbers of more than
    /// 18 digits are strings.
    ///
    /// # Errors
    /// NUMOFLOW for a float beyond M's range.
    pub fn value(self, bits: u64) -> Result<Value, MError> {
        Ok(match self {
            Number::Int => Value::int(i64::from(bits as u32 as i32)),
            Number::Uint => Value::int(i64::from(bits as u32)),
            Number::Long => signed(bits as i64),
            Number::Ulong => match i64::try_from(bits) {
                Ok(n) => signed(n),
                Err(_) => Value::from_bytes(bits.to_string().as_bytes()),
            },
            Number::Float => decimal(f64::from(f32::from_bits(bits as u32)), 6)?,
            Number::Double => decimal(f64::from_bits(bits), 15)?,
        })
    }

    /// Bytes of the number in memory.
    pub fn size(self) -> usize {
        match self {
            Number::Int | Number::Uint | Number::Float => 4,
            Number::Long | Number::Ulong | Number::Double => 8,
        }
    }

    /// Reads the number at an address.
    ///
    /// # Safety
    /// A number of this type lies there.
    pub unsafe fn read(self, at: *const u8) -> u64 {
        // SAFETY: the caller vouches for the address; nothing is asked of its alignment.
        unsafe {
            match self.size() {
                4 => u64::from(at.cast::<u32>().read_unaligned()),
                _ => at.cast::<u64>().read_unaligned(),
            }
        }
    }

    /// Writes the number to an address.
    ///
    /// # Safety
    /// A number of this type may be written there.
    pub unsafe fn write(self, at: *mut u8, bits: u64) {
        // SAFETY: as in `read`.
        unsafe {
            match self.size() {
                4 => at.cast::<u32>().write_unaligned(bits as u32),
                _ => at.cast::<u64>().write_unaligned(bits),
            }
        }
    }
}

fn signed(n: i64) -> Value {
    const DIGITS_18: u64 = 1_000_000_000_000_000_000;
    if n.unsigned_abs() < DIGITS_18 {
        Value::int(n)
    } else {
        Value::from_bytes(n.to_string().as_bytes())
    }
}

/// The whole part, bounded to what 128 bits hold.
fn whole(num: Num) -> i128 {
    let (m, e) = (i128::from(num.mantissa()), num.exponent());
    match u32::try_from(e) {
        Ok(e) => 10_i128
            .checked_pow(e)
            .and_then(|p| m.checked_mul(p))
            .unwrap_or(i128::MAX * m.signum()),
        Err(_) => m / 10_i128.checked_pow(e.unsigned_abs()).unwrap_or(i128::MAX),
    }
}

/// The low 64 bits of the whole part.
fn low_bits(num: Num) -> u64 {
    match u32::try_from(num.exponent()) {
        Ok(e) => (num.mantissa() as u64).wrapping_mul(10_u64.wrapping_pow(e)),
        Err(_) => whole(num) as u64,
    }
}

fn double(num: Num) -> f64 {
    let text = format!("{}e{}", num.mantissa(), num.exponent());
    text.parse().unwrap_or(0.0)
}

/// A float with so many significant digits; what is no number is 0.
fn decimal(x: f64, digits: usize) -> Result<Value, MError> {
    let text = format!("{:.*e}", digits - 1, x);
    let parts = text.split_once('e').and_then(|(mantissa, exponent)| {
        let m = mantissa.replace('.', "").parse::<i128>().ok()?;
        let e = exponent.parse::<i32>().ok()?;
        Some((m, e - (digits as i32 - 1)))
    });
    match parts {
        Some((m, e)) => Ok(Value::from_num(Num::from_parts(m, e)?)),
        None => Ok(Value::ZERO),
    }
}

/// A string from C.
///
/// # Errors
/// MAXSTRLEN.
pub fn string(bytes: &[u8]) -> Result<Value, MError> {
    if bytes.len() > MAX_STRING {
        return Err(MError::new(crate::value::errors::MAXSTRLEN));
    }
    Ok(Value::from_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_header() {
        assert_eq!(find("gtm_long_t", 1), Some(Type::Pointer(Number::Long)));
        assert_eq!(find("xc_char_t", 2), Some(Type::CharsPointer));
        assert_eq!(find("ydb_string_t", 1), Some(Type::Text));
        assert_eq!(find("int", 0), Some(Type::Number(Number::Int)));
        assert_eq!(find("int", 1), None);
        assert_eq!(find("gtm_char_t", 0), None);
        assert_eq!(find("gtm_char_t", 3), None);
        assert_eq!(find("status", 0), None);
        assert_eq!(find("gtm_jint_t", 0), Some(Type::Java));
        assert!(is_known("char") && !is_known("foo") && !is_known("gtm_int"));
    }

    #[test]
    fn numbers_go_and_come_as_in_gtm() {
        let bits = |n: Number, text: &str| n.bits(&Value::from_bytes(text.as_bytes())).unwrap();
        assert_eq!(bits(Number::Int, "2147483648") as i32, i32::MAX);
        assert_eq!(bits(Number::Int, "-1E11") as i32, i32::MIN);
        assert_eq!(bits(Number::Uint, "1E11") as u32, u32::MAX);
        assert_eq!(bits(Number::Uint, "-1E11") as u32, 3079215104);
        assert_eq!(bits(Number::Uint, "-1E20") as u32, 0);
        assert_eq!(bits(Number::Long, "1E30") as i64, 5076944270305263616);
        assert_eq!(bits(Number::Ulong, "-1E20"), 10680464442257309696);
        assert_eq!(bits(Number::Long, "-1.9") as i64, -1);
        assert_eq!(f64::from_bits(bits(Number::Double, "5.1")), 5.1);
        let text = |n: Number, bits: u64| n.value(bits).unwrap().to_vec();
        assert_eq!(text(Number::Ulong, u64::MAX), b"18446744073709551615");
        assert_eq!(
            text(Number::Double, (1.0_f64 / 3.0).to_bits()),
            b".333333333333333"
        );
        assert_eq!(
            text(Number::Float, u64::from(1234567.9_f32.to_bits())),
            b"1234570"
        );
        assert_eq!(text(Number::Double, f64::INFINITY.to_bits()), b"0");
        assert!(Number::Double.value(1e50_f64.to_bits()).is_err());
    }
}
