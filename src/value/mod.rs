//! Floor 0: values, numbers, collation, patterns, and the catalogue of errors.

pub mod array;
pub mod bits;
pub mod bytes;
pub mod chars;
pub mod convert;
pub mod date;
pub mod errors;
pub mod fnumber;
pub mod fnv;
pub mod glob;
pub mod json;
pub mod memory;
pub mod num;
pub mod pattern;
pub mod search;
mod short;
pub mod text;
pub mod zwr;

use bytes::Str;
use errors::MError;
use num::Num;
use std::cmp::Ordering;
use std::mem::MaybeUninit;

use short::SHORT_TAG;
pub use short::{Bits, Short};

/// Longest M string in bytes: 1 MiB, as in GT.M.
pub const MAX_STRING: usize = 1_048_576;

/// Room for the text of any number.
pub type NumBuf = [u8; 64];

/// An empty [`NumBuf`].
pub const NUM_BUF: NumBuf = [0; 64];

/// An M value: a string that may also be a number.
///
/// Numbers are canonical: an integer below 10^18 is always `Int`, any other number is `Dec`. A string that looks like a number
/// may be `Short` or `Heap`; comparing texts makes them equal to the number.
///
/// The layout is fixed (`repr`): a short string is its tag, its length and its bytes, so that it can be made and stored as one
/// 16-byte number.
#[derive(Clone, Default)]
#[repr(u8)]
pub enum Value {
    /// No value: an undefined variable.
    #[default]
    Undef,
    Int(i64),
    Dec(Dec),
    /// Up to 14 bytes without allocation.
    Short(Short),
    Heap(Str),
    /// Only inside a symbol table: the name shares a container with other names.
    Link(crate::value::array::Link),
}

pub use num::Dec;

impl Value {
    /// The empty string.
    pub const EMPTY: Value = Value::Short(Short::EMPTY);
    pub const ZERO: Value = Value::Int(0);
    pub const ONE: Value = Value::Int(1);

    #[inline]
    pub fn from_bytes(s: &[u8]) -> Value {
        if s.len() > Short::MAX {
            return Value::Heap(Str::from_slice(s));
        }
        let mut v = Value::Undef;
        v.set_bits(Bits::of(s));
        v
    }

    #[inline]
    pub fn from_num(n: Num) -> Value {
        // A whole number of more than 18 digits has a power of ten beside it.
        if n.exponent() == 0 {
            Value::Int(n.mantissa())
        } else {
            Value::Dec(n.into())
        }
    }

    /// From a machine integer; beyond 18 digits it becomes a decimal.
    #[inline]
    pub fn int(n: i64) -> Value {
        const LIMIT: i64 = 1_000_000_000_000_000_000;
        if -LIMIT < n && n < LIMIT {
            Value::Int(n)
        } else {
            Value::from_num(Num::int(n))
        }
    }

    #[inline]
    pub fn bool(b: bool) -> Value {
        Value::Int(b as i64)
    }

    /// Becomes an integer of at most 18 digits.
    ///
    /// A plain assignment would build the value elsewhere, drop the old one and then copy 16 bytes, which waits for the parts to
    /// leave the store buffer: measured, it doubled the time of a loop.
    #[inline(always)]
    pub fn set_int(&mut self, n: i64) {
        if matches!(self, Value::Heap(_) | Value::Link(_)) {
            self.release();
        }
        // SAFETY: what is overwritten owns nothing: `release` has dropped it.
        unsafe { std::ptr::write(self, Value::Int(n)) };
    }

    /// Becomes a decimal; see [`Value::set_int`].
    #[inline(always)]
    pub fn set_num(&mut self, n: Num) {
        let (m, e) = (n.mantissa(), n.exponent());
        if e == 0 {
            return self.set_int(m);
        }
        if matches!(self, Value::Heap(_) | Value::Link(_)) {
            self.release();
        }
        // SAFETY: as above.
        unsafe { std::ptr::write(self, Value::Dec(Num::raw(m, e as i8).into())) };
    }

    /// Becomes a short text.
    #[inline(always)]
    pub fn set_bits(&mut self, bits: Bits) {
        if matches!(self, Value::Heap(_) | Value::Link(_)) {
            self.release();
        }
        // SAFETY: as above, and `bits` is a short string in the layout that the `repr` fixes; the test below pins it.
        unsafe {
            std::ptr::from_mut(self)
                .cast::<u128>()
                .write_unaligned(bits.word())
        };
    }

    /// Becomes undefined.
    #[inline(always)]
    pub fn clear(&mut self) {
        if matches!(self, Value::Heap(_) | Value::Link(_)) {
            self.release();
        }
        // SAFETY: as above.
        unsafe { std::ptr::write(self, Value::Undef) };
    }

    /// Becomes a copy of another value; see [`Value::set_int`].
    #[inline(always)]
    pub fn copy_from(&mut self, from: &Value) {
        match from {
            Value::Int(n) => self.set_int(*n),
            Value::Dec(n) => self.set_num(n.num()),
            Value::Heap(s) => {
                let s = s.clone();
                self.set(Value::Heap(s));
            }
            Value::Short(_) => {
                if let Some(bits) = from.short_bits() {
                    self.set_bits(bits);
                }
            }
            other => self.set(other.clone()),
        }
    }

    /// A short string as the number that it is.
    #[inline(always)]
    pub fn short_bits(&self) -> Option<Bits> {
        if !matches!(self, Value::Short(_)) {
            return None;
        }
        // SAFETY: the 16 bytes of a short string are all there is to it, and all are initialised.
        Some(Bits::raw(unsafe { halves(std::ptr::from_ref(self)) }))
    }

    /// Moves a value in the parts in which it was written; see [`Value::set_int`].
    ///
    /// # Safety
    /// Both places are valid; what `to` held is not dropped, and `from` must not be used as a value after it.
    #[inline(always)]
    pub unsafe fn relocate(from: *mut Value, to: *mut Value) {
        // SAFETY: the caller's promise; all but short strings and decimals are their tag and the second half, which is not
        // initialised in an undefined one.
        unsafe {
            let tag = from.cast::<u8>().read();
            if tag == Value::SHORT || tag == Value::DEC {
                return Value::relocate_whole(from, to);
            }
            to.cast::<u8>().write(tag);
            let (from, to): (*mut MaybeUninit<u64>, *mut MaybeUninit<u64>) =
                (from.cast(), to.cast());
            to.add(1).write(from.add(1).read());
        }
    }

    #[inline(always)]
    unsafe fn relocate_whole(from: *mut Value, to: *mut Value) {
        // SAFETY: as above.
        unsafe {
            match &*from {
                Value::Dec(n) => to.write(Value::Dec(*n)),
                _ => to.cast::<u128>().write_unaligned(halves(from)),
            }
        }
    }

    /// Tags, which the `repr` fixes.
    const DEC: u8 = 2;
    const SHORT: u8 = SHORT_TAG as u8;

    /// Becomes another value; see [`Value::set_int`].
    #[inline(always)]
    pub fn set(&mut self, v: Value) {
        if matches!(self, Value::Heap(_) | Value::Link(_)) {
            self.release();
        }
        // SAFETY: as above.
        unsafe { std::ptr::write(self, v) };
    }

    #[cold]
    #[inline(never)]
    fn release(&mut self) {
        *self = Value::Undef;
    }

    #[inline]
    pub fn is_defined(&self) -> bool {
        !matches!(self, Value::Undef)
    }

    /// The text; numbers write it into `buf`.
    #[inline]
    pub fn bytes<'a>(&'a self, buf: &'a mut NumBuf) -> &'a [u8] {
        match self {
            Value::Short(s) => s.as_bytes(),
            Value::Heap(s) => s.as_bytes(),
            Value::Int(n) => Num::int(*n).text(buf),
            Value::Dec(n) => n.num().text(buf),
            Value::Undef | Value::Link(_) => b"",
        }
    }

    /// The text as an owned byte string.
    pub fn to_vec(&self) -> Vec<u8> {
        self.bytes(&mut NUM_BUF.clone()).to_vec()
    }

    /// Appends the text to `out`.
    #[inline]
    pub fn append_to(&self, out: &mut Vec<u8>) {
        match self {
            Value::Short(s) => out.extend_from_slice(s.as_bytes()),
            Value::Heap(s) => out.extend_from_slice(s.as_bytes()),
            other => out.extend_from_slice(other.bytes(&mut NUM_BUF.clone())),
        }
    }

    /// Length of the text in bytes.
    #[inline]
    pub fn len(&self) -> usize {
        match self {
            Value::Short(s) => s.len(),
            Value::Heap(s) => s.len(),
            Value::Int(n) => short::int_len(*n),
            other => other.bytes(&mut NUM_BUF.clone()).len(),
        }
    }

    #[inline]
    pub fn is_empty(&self) -> bool {
        match self {
            Value::Short(s) => s.len() == 0,
            Value::Heap(s) => s.is_empty(),
            Value::Undef => true,
            _ => false,
        }
    }

    /// Numeric interpretation.
    ///
    /// # Errors
    /// NUMOFLOW when the text denotes a number beyond M's range.
    #[inline]
    pub fn num(&self) -> Result<Num, MError> {
        match self {
            Value::Int(n) => Ok(Num::small(*n)),
            Value::Dec(n) => Ok(n.num()),
            Value::Short(s) => Ok(Num::parse_prefix(s.as_bytes())?),
            Value::Heap(s) => heap_num(s),
            Value::Undef | Value::Link(_) => Ok(Num::ZERO),
        }
    }

    /// Numeric interpretation truncated to an integer, saturating.
    #[inline]
    pub fn to_i64(&self) -> Result<i64, MError> {
        match self {
            Value::Int(n) => Ok(*n),
            other => Ok(other.num()?.to_i64_trunc()),
        }
    }

    /// As [`Value::to_i64`] within 32 bits, the range of function arguments.
    #[inline]
    pub fn to_i32(&self) -> Result<i32, MError> {
        Ok(self.to_i64()?.clamp(i32::MIN as i64, i32::MAX as i64) as i32)
    }

    /// Truth value: the number is not zero.
    #[inline]
    pub fn truth(&self) -> Result<bool, MError> {
        match self {
            Value::Int(n) => Ok(*n != 0),
            Value::Dec(_) => Ok(true),
            other => Ok(!other.num()?.is_zero()),
        }
    }

    /// `a=b`: equal texts.
    #[inline]
    pub fn same_text(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Int(a), Value::Int(b)) => a == b,
            (Value::Short(_), Value::Short(_)) => self.short_bits() == other.short_bits(),
            (Value::Dec(a), Value::Dec(b)) => a == b,
            (Value::Int(_), Value::Dec(_)) | (Value::Dec(_), Value::Int(_)) => false,
            (Value::Int(n), Value::Short(s)) | (Value::Short(s), Value::Int(n)) => s.is_int(*n),
            (a, b) => a.same_bytes(b),
        }
    }

    #[inline(never)]
    fn same_bytes(&self, other: &Value) -> bool {
        self.bytes(&mut NUM_BUF.clone()) == other.bytes(&mut NUM_BUF.clone())
    }

    /// Whether all of the text is ASCII.
    #[inline(always)]
    pub fn is_ascii(&self) -> bool {
        match self {
            Value::Short(s) => s.is_ascii(),
            Value::Heap(s) => s.is_ascii(),
            _ => true,
        }
    }

    /// The form a value takes as a subscript: canonical numbers become numbers, all else stays a string.
    #[inline]
    pub fn to_key(&self) -> Value {
        match self {
            Value::Int(n) => Value::Int(*n),
            Value::Dec(n) => Value::Dec(*n),
            Value::Short(s) => match Num::canonical(s.as_bytes()) {
                Some(n) => Value::from_num(n),
                None => Value::Short(*s),
            },
            Value::Heap(s) => match Num::canonical(s.as_bytes()) {
                Some(n) => Value::from_num(n),
                None => Value::Heap(s.clone()),
            },
            Value::Undef | Value::Link(_) => Value::EMPTY,
        }
    }

    /// [`Value::to_key`] without a copy where the value has that form already; `room` takes it otherwise.
    #[inline]
    pub fn as_key<'a>(&'a self, room: &'a mut Value) -> &'a Value {
        let first = match self {
            Value::Int(_) | Value::Dec(_) => return self,
            Value::Short(s) => s.bytes[0],
            Value::Heap(s) => s.as_bytes().first().copied().unwrap_or_default(),
            Value::Undef | Value::Link(_) => return &Value::EMPTY,
        };
        if !begins_number(first) {
            return self;
        }
        *room = self.to_key();
        room
    }

    /// `true` for the number tags. After [`Value::to_key`]: sorts as a number.
    #[inline]
    pub fn is_number(&self) -> bool {
        matches!(self, Value::Int(_) | Value::Dec(_))
    }

    /// M's collation of two subscripts in [`Value::to_key`] form: numbers by value, then strings by bytes, the empty string first among them.
    #[inline]
    pub fn collate(&self, other: &Value) -> Ordering {
        match (self, other) {
            (Value::Int(a), Value::Int(b)) => a.cmp(b),
            (Value::Short(a), Value::Short(b)) => a.as_bytes().cmp(b.as_bytes()),
            _ => self.collate_slow(other),
        }
    }

    fn collate_slow(&self, other: &Value) -> Ordering {
        match (self.is_number(), other.is_number()) {
            (true, true) => {
                let (a, b) = (
                    self.num().unwrap_or(Num::ZERO),
                    other.num().unwrap_or(Num::ZERO),
                );
                a.cmp(&b)
            }
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            (false, false) => self
                .bytes(&mut NUM_BUF.clone())
                .cmp(other.bytes(&mut NUM_BUF.clone())),
        }
    }

    /// `a]b`: follows in byte order.
    #[inline]
    pub fn follows(&self, other: &Value) -> bool {
        self.bytes(&mut NUM_BUF.clone()) > other.bytes(&mut NUM_BUF.clone())
    }

    /// `a]]b`: sorts after in the collation of subscripts.
    #[inline]
    pub fn sorts_after(&self, other: &Value) -> bool {
        if other.is_empty() {
            return !self.is_empty();
        }
        if self.is_empty() {
            return false;
        }
        self.to_key().collate(&other.to_key()) == Ordering::Greater
    }

    /// `a[b`: contains.
    #[inline]
    pub fn contains(&self, other: &Value) -> bool {
        let (mut x, mut y) = (NUM_BUF, NUM_BUF);
        let (a, b) = (self.bytes(&mut x), other.bytes(&mut y));
        search::text(a, 0, b).is_some()
    }

    /// A number that only this text has, as long as a copy of the value is held; not of numbers.
    #[inline]
    pub fn identity(&self) -> Option<u128> {
        match self {
            Value::Short(_) => self.short_bits().map(Bits::word),
            // No short string has a zero in its first byte.
            Value::Heap(s) => Some((s.address() as u128) << 64),
            _ => None,
        }
    }

    /// Prepares a constant that sessions of several threads will hold.
    pub fn share(&mut self) {
        if let Value::Heap(s) = self {
            s.share();
        }
    }
}

/// The 16 bytes of a short string. They are read in the halves in which most are written: one load of both would wait until the
/// two stores are done. Volatile reads stay two.
///
/// # Safety
/// The value is a short string.
#[inline(always)]
unsafe fn halves(v: *const Value) -> u128 {
    // SAFETY: the caller's promise; all 16 bytes are initialised.
    let [first, second] = unsafe {
        let v: *const u64 = v.cast();
        [v.read_volatile(), v.add(1).read_volatile()]
    };
    if cfg!(target_endian = "little") {
        u128::from(first) | u128::from(second) << 64
    } else {
        u128::from(second) | u128::from(first) << 64
    }
}

/// Whether a canonical number can begin with a byte.
#[inline(always)]
fn begins_number(byte: u8) -> bool {
    byte.is_ascii_digit() || byte == b'-' || byte == b'.'
}

#[cold]
#[inline(never)]
fn heap_num(s: &Str) -> Result<Num, MError> {
    if let Some(n) = s.number() {
        return Ok(n);
    }
    let n = Num::parse_prefix(s.as_bytes())?;
    s.remember(n);
    Ok(n)
}

impl From<i64> for Value {
    fn from(n: i64) -> Self {
        Value::int(n)
    }
}

impl From<&[u8]> for Value {
    fn from(s: &[u8]) -> Self {
        Value::from_bytes(s)
    }
}

impl From<Vec<u8>> for Value {
    fn from(s: Vec<u8>) -> Self {
        Value::from_bytes(&s)
    }
}

impl From<&str> for Value {
    fn from(s: &str) -> Self {
        Value::from_bytes(s.as_bytes())
    }
}

impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Value::Undef => f.write_str("undefined"),
            Value::Link(_) => f.write_str("link"),
            Value::Int(n) => write!(f, "{n}"),
            other => write!(f, "{:?}", String::from_utf8_lossy(&other.to_vec())),
        }
    }
}

const _: () = assert!(size_of::<Value>() == 16);
const _: () = assert!(size_of::<Result<Value, MError>>() <= 24);
