//! String operations for the instruction loop: each takes its operands where they lie and puts the result in its place.
//!
//! What is here works on bytes. A caller in UTF-8 mode has seen that its texts are ASCII, so that bytes are characters. An
//! operation that answers `false` has done nothing, and the general one of [`functions`](super::functions) is asked.
//!
//! Operands are pointers because the place of the result may be that of an operand: everything is read before it is written.

mod join;
mod part;
mod translate;

#[cfg(feature = "jit")]
pub use join::join_in_block;
pub use join::{MOST, join};
pub use part::{set_extract, set_piece};
#[cfg(feature = "jit")]
pub use translate::{remove, translate};

use crate::syntax::words::Func;
use crate::value::bytes::{Delimiter, PieceStart, Str};
use crate::value::{Bits, MAX_STRING, Short, Value, search};

/// What string operations of a session remember from one to the next.
#[derive(Default)]
pub struct Texts {
    translation: Option<Box<translate::Table>>,
}

/// An operand: a value that lives until the operation is over.
type Arg = *const Value;
/// The place of a result.
type Place = *mut Value;

/// The text of an operand; a number writes its own into a buffer that is made only then.
macro_rules! text {
    ($v:expr, $buf:ident) => {
        // SAFETY: the caller of the operation promises that operands are valid.
        match unsafe { &*$v } {
            Value::Short(s) => s.as_bytes(),
            Value::Heap(s) => s.as_bytes(),
            other => {
                $buf = crate::value::NUM_BUF;
                other.bytes(&mut $buf)
            }
        }
    };
}
use text;

/// An operand that is an integer; any other leaves the operation to the general one.
macro_rules! int {
    ($v:expr) => {
        // SAFETY: as in `text`.
        match unsafe { &*$v } {
            Value::Int(n) => *n,
            _ => return false,
        }
    };
}

/// Functions of one to four arguments. Each is called with valid operands and a place that is valid for writing; operands may
/// be the place.
type Fn1 = unsafe fn(Place, Arg) -> bool;
type Fn2 = unsafe fn(&mut Texts, Place, Arg, Arg) -> bool;
type Fn3 = unsafe fn(&mut Texts, Place, Arg, Arg, Arg) -> bool;

/// The functions by their number.
static FN1: [Fn1; 256] = {
    let mut table: [Fn1; 256] = [|_, _| false; 256];
    table[Func::Length as usize] = length;
    table[Func::Zlength as usize] = length;
    table[Func::Ascii as usize] = ascii;
    table[Func::Zascii as usize] = ascii;
    table[Func::Char as usize] = char;
    table[Func::Zchar as usize] = char;
    table[Func::Reverse as usize] = reverse;
    table
};

static FN2: [Fn2; 256] = {
    let mut table: [Fn2; 256] = [|_, _, _, _| false; 256];
    table[Func::Length as usize] = pieces;
    table[Func::Ascii as usize] = ascii_at;
    table[Func::Zascii as usize] = ascii_at;
    table[Func::Extract as usize] = extract_one;
    table[Func::Zextract as usize] = extract_one;
    table[Func::Piece as usize] = first_piece;
    table[Func::Zpiece as usize] = first_piece;
    table[Func::Find as usize] = find;
    table[Func::Zfind as usize] = find;
    table[Func::Translate as usize] = translate::remove;
    table[Func::Ztranslate as usize] = translate::remove;
    table
};

static FN3: [Fn3; 256] = {
    let mut table: [Fn3; 256] = [|_, _, _, _, _| false; 256];
    table[Func::Extract as usize] = extract;
    table[Func::Zextract as usize] = extract;
    table[Func::Piece as usize] = piece;
    table[Func::Zpiece as usize] = piece;
    table[Func::Find as usize] = find_from;
    table[Func::Zfind as usize] = find_from;
    table[Func::Translate as usize] = translate::translate;
    table[Func::Ztranslate as usize] = translate::translate;
    table
};

/// Function number `func` of one argument.
///
/// # Safety
/// As [`Fn1`].
#[inline(always)]
pub unsafe fn fn1(func: u8, utf8: bool, to: Place, a: Arg) -> bool {
    // SAFETY: the caller's promise.
    unsafe { (!utf8 || (*a).is_ascii()) && FN1[func as usize](to, a) }
}

/// Function number `func` of two arguments.
///
/// # Safety
/// As [`Fn2`].
#[inline(always)]
pub unsafe fn fn2(func: u8, texts: &mut Texts, utf8: bool, to: Place, a: Arg, b: Arg) -> bool {
    // SAFETY: the caller's promise.
    unsafe { (!utf8 || (*a).is_ascii() && (*b).is_ascii()) && FN2[func as usize](texts, to, a, b) }
}

/// Function number `func` of three arguments.
///
/// # Safety
/// As [`Fn3`].
#[inline(always)]
pub unsafe fn fn3(func: u8, texts: &mut Texts, utf8: bool, to: Place, [a, b, c]: [Arg; 3]) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        (!utf8 || (*a).is_ascii() && (*b).is_ascii() && (*c).is_ascii())
            && FN3[func as usize](texts, to, a, b, c)
    }
}

/// $PIECE of four arguments.
///
/// # Safety
/// As [`Fn3`].
#[inline]
pub unsafe fn pieces_between(utf8: bool, to: Place, [a, b, c, d]: [Arg; 4]) -> bool {
    let (from, last) = (int!(c), int!(d));
    // SAFETY: the caller's promise.
    unsafe {
        if utf8 && !((*a).is_ascii() && (*b).is_ascii()) {
            return false;
        }
        put_pieces(to, a, b, from, last);
    }
    true
}

unsafe fn length(to: Place, a: Arg) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        let n = (*a).len();
        (*to).set_int(n as i64);
    }
    true
}

unsafe fn ascii(to: Place, a: Arg) -> bool {
    let n = code_at(a, 1);
    // SAFETY: the caller's promise.
    unsafe { (*to).set_int(n) };
    true
}

unsafe fn char(to: Place, a: Arg) -> bool {
    let code = int!(a);
    // SAFETY: the caller's promise.
    unsafe { put_char(to, code) }
}

/// `$CHAR(code)` of ASCII.
///
/// # Safety
/// As [`Fn1`].
#[inline(always)]
pub unsafe fn put_char(to: Place, code: i64) -> bool {
    let Ok(byte @ 0..=0x7f) = u8::try_from(code) else {
        return false;
    };
    // SAFETY: the caller's promise.
    unsafe { (*to).set_bits(Bits::of_byte(byte)) };
    true
}

/// `$REVERSE(s)`.
///
/// # Safety
/// As [`Fn1`].
pub unsafe fn reverse(to: Place, a: Arg) -> bool {
    if std::ptr::eq(to, a) {
        return false;
    }
    let mut buf;
    let s = text!(a, buf);
    let n = s.len();
    // SAFETY: the caller's promise; the operand is another value, whose bytes are not those written.
    unsafe {
        fill(to, n, |out| {
            let mut at = n;
            let mut put = out;
            while let Some(chunk) = at.checked_sub(8).and_then(|at| s[at..].first_chunk()) {
                put.cast::<[u8; 8]>()
                    .write(u64::from_le_bytes(*chunk).swap_bytes().to_le_bytes());
                put = put.add(8);
                at -= 8;
            }
            for byte in s[..at].iter().rev() {
                put.write(*byte);
                put = put.add(1);
            }
            n
        });
    }
    true
}

/// `$LENGTH(s,delimiter)`.
unsafe fn pieces(_: &mut Texts, to: Place, a: Arg, b: Arg) -> bool {
    let n = pieces_of(a, b);
    // SAFETY: the caller's promise.
    unsafe { (*to).set_int(n) };
    true
}

/// The number of pieces of a valid operand.
#[inline(always)]
pub fn pieces_of(a: Arg, b: Arg) -> i64 {
    let (mut x, mut y);
    let (s, delimiter) = (text!(a, x), text!(b, y));
    match delimiter {
        [] => 0,
        _ => search::occurrences(s, delimiter) as i64 + 1,
    }
}

/// `$ASCII(s,position)`.
unsafe fn ascii_at(_: &mut Texts, to: Place, a: Arg, b: Arg) -> bool {
    let n = code_at(a, int!(b));
    // SAFETY: the caller's promise.
    unsafe { (*to).set_int(n) };
    true
}

/// The code of the byte at a position of a valid operand.
#[inline(always)]
pub fn code_at(a: Arg, position: i64) -> i64 {
    byte_at(a, position).map_or(-1, i64::from)
}

/// `$EXTRACT(s,position)`.
unsafe fn extract_one(_: &mut Texts, to: Place, a: Arg, b: Arg) -> bool {
    let position = int!(b);
    // SAFETY: the caller's promise.
    unsafe { put_byte_at(to, a, position) };
    true
}

/// Puts the byte at a position, or nothing.
///
/// # Safety
/// As [`Fn1`].
#[inline(always)]
pub unsafe fn put_byte_at(to: Place, a: Arg, position: i64) {
    let bits = byte_at(a, position).map_or(Bits::EMPTY, Bits::of_byte);
    // SAFETY: the caller's promise.
    unsafe { (*to).set_bits(bits) };
}

/// The byte at a position from 1.
#[inline(always)]
fn byte_at(a: Arg, position: i64) -> Option<u8> {
    let mut buf;
    // A position below 1 becomes one that no text has.
    let s = text!(a, buf);
    s.get((position as usize).wrapping_sub(1)).copied()
}

/// `$EXTRACT(s,from,to)`.
unsafe fn extract(_: &mut Texts, to: Place, a: Arg, b: Arg, c: Arg) -> bool {
    let (from, last) = (int!(b), int!(c));
    // SAFETY: the caller's promise.
    unsafe { put_extract(to, a, from, last) };
    true
}

/// Puts the bytes between two positions.
///
/// # Safety
/// As [`Fn1`].
#[inline(always)]
pub unsafe fn put_extract(to: Place, a: Arg, from: i64, last: i64) {
    let mut buf;
    let s = text!(a, buf);
    let start = from.max(1) as usize - 1;
    let end = last.clamp(0, s.len() as i64) as usize;
    let part = s.get(start..end).unwrap_or_default();
    // SAFETY: the caller's promise.
    unsafe { put_part(to, a, s.len(), part) };
}

/// `$PIECE(s,delimiter)`.
unsafe fn first_piece(_: &mut Texts, to: Place, a: Arg, b: Arg) -> bool {
    // SAFETY: the caller's promise.
    unsafe { put_pieces(to, a, b, 1, 1) };
    true
}

/// `$PIECE(s,delimiter,number)`.
unsafe fn piece(_: &mut Texts, to: Place, a: Arg, b: Arg, c: Arg) -> bool {
    let n = int!(c);
    // SAFETY: the caller's promise.
    unsafe { put_pieces(to, a, b, n, n) };
    true
}

/// Puts the pieces between two numbers.
///
/// # Safety
/// As [`Fn1`].
#[inline(always)]
pub unsafe fn put_pieces(to: Place, a: Arg, b: Arg, from: i64, last: i64) {
    let (mut x, mut y);
    let (s, delimiter) = (text!(a, x), text!(b, y));
    // SAFETY: the caller's promise.
    let range = piece_bytes(unsafe { &*a }, s, delimiter, from, last);
    let part = s.get(range).unwrap_or_default();
    // SAFETY: as above.
    unsafe { put_part(to, a, s.len(), part) };
}

/// Shorter texts are searched faster than they are remembered.
const REMEMBERED: usize = 40;

/// Where the pieces `from` to `last` of a value whose text is `s` are.
#[inline(always)]
fn piece_bytes(
    value: &Value,
    s: &[u8],
    delimiter: &[u8],
    from: i64,
    last: i64,
) -> std::ops::Range<usize> {
    let skip = from.max(1) - 1;
    if delimiter.is_empty() || last <= skip {
        return 0..0;
    }
    let (skip, more) = (skip as usize, (last - skip) as usize);
    let Some(start) = piece_start(value, s, delimiter, skip) else {
        return 0..0;
    };
    let end = if more == 1 {
        search::text(s, start, delimiter)
    } else {
        let behind = search::behind_nth(s, start, delimiter, more).ok();
        behind.map(|end| end - delimiter.len())
    };
    start..end.unwrap_or(s.len())
}

/// Where the piece behind `skip` others begins. A long text remembers it.
#[inline(always)]
fn piece_start(value: &Value, s: &[u8], delimiter: &[u8], skip: usize) -> Option<usize> {
    match value {
        Value::Heap(text) if s.len() >= REMEMBERED && skip > 0 => {
            piece_start_known(text, delimiter, skip)
        }
        _ if skip == 0 => Some(0),
        _ => search::behind_nth(s, 0, delimiter, skip).ok(),
    }
}

fn piece_start_known(text: &Str, delimiter: &[u8], skip: usize) -> Option<usize> {
    let s = text.as_bytes();
    let Some(name) = Delimiter::new(delimiter) else {
        return search::behind_nth(s, 0, delimiter, skip).ok();
    };
    let (skipped, start) = match text.piece_start() {
        Some(known) if known.delimiter == name && known.skipped <= skip => {
            (known.skipped, known.start)
        }
        _ => (0, 0),
    };
    let start = search::behind_nth(s, start, delimiter, skip - skipped).ok()?;
    text.remember_piece(PieceStart {
        delimiter: name,
        skipped: skip,
        start,
    });
    Some(start)
}

/// `$FIND(s,pattern)`.
unsafe fn find(_: &mut Texts, to: Place, a: Arg, b: Arg) -> bool {
    // SAFETY: the caller's promise.
    unsafe { find_at(to, a, b, 1) }
}

/// `$FIND(s,pattern,start)`.
unsafe fn find_from(_: &mut Texts, to: Place, a: Arg, b: Arg, c: Arg) -> bool {
    let start = int!(c);
    // SAFETY: the caller's promise.
    unsafe { find_at(to, a, b, start) }
}

#[inline(always)]
unsafe fn find_at(to: Place, a: Arg, b: Arg, start: i64) -> bool {
    let Some(n) = found_at(a, b, start) else {
        return false;
    };
    // SAFETY: the caller's promise.
    unsafe { (*to).set_int(n) };
    true
}

/// $FIND in a valid operand, if it starts within M's longest text.
#[inline(always)]
pub fn found_at(a: Arg, b: Arg, start: i64) -> Option<i64> {
    if start > MAX_STRING as i64 {
        return None;
    }
    let (mut x, mut y);
    let (s, pattern) = (text!(a, x), text!(b, y));
    let start = start.max(1);
    let from = start as usize - 1;
    Some(match pattern {
        [] => start,
        _ if from >= s.len() => 0,
        _ => search::text(s, from, pattern).map_or(0, |at| (at + pattern.len() + 1) as i64),
    })
}

/// Longer texts that are a whole operand are shared with it.
const COPIED: usize = 64;

/// Puts a part of an operand's text, which has `length` bytes.
///
/// # Safety
/// `to` is valid for writing.
#[inline(always)]
unsafe fn put_part(to: Place, whole: Arg, length: usize, part: &[u8]) {
    // SAFETY: the caller's promise.
    unsafe {
        if part.len() <= Short::MAX {
            let bits = Bits::of(part);
            (*to).set_bits(bits);
        } else if part.len() == length && length > COPIED {
            let copy = (*whole).clone();
            (*to).set(copy);
        } else {
            put_long(to, part.as_ptr(), part.len());
        }
    }
}

/// Puts `n` bytes, more than a short string has, which may be those of the value that they replace.
///
/// # Safety
/// `to` is valid for writing, the bytes for reading.
#[inline(never)]
unsafe fn put_long(to: Place, from: *const u8, n: usize) {
    // SAFETY: the caller's promise; the block has room, and `copy` allows an overlap.
    unsafe {
        match &mut *to {
            Value::Heap(own) if fits(own, n) => {
                std::ptr::copy(from, own.start(), n);
                own.set_len(n);
            }
            _ => {
                let new = Str::from_slice(std::slice::from_raw_parts(from, n));
                (*to).set(Value::Heap(new));
            }
        }
    }
}

/// Whether a text of `n` bytes may be put into this block: nobody else holds it, and it is large enough but no waste.
#[inline(always)]
fn fits(block: &Str, n: usize) -> bool {
    let capacity = block.capacity();
    block.is_unique() && n <= capacity && capacity <= 4 * n + 256
}

/// Makes a text of at most `room` bytes in place; `write` fills in its bytes and tells their number.
///
/// # Safety
/// `to` is valid for writing. `write` initialises as many bytes as it tells, at most `room`, and reads none of the value's that
/// it has written over.
#[inline(always)]
unsafe fn fill(to: Place, room: usize, write: impl FnOnce(*mut u8) -> usize) {
    // SAFETY: the caller's promise, and `fits`; what is set to its own length is unique.
    unsafe {
        if room <= Short::MAX {
            let mut bytes = [0; Short::MAX];
            let n = write(bytes.as_mut_ptr());
            let bits = Bits::of(&bytes[..n]);
            return (*to).set_bits(bits);
        }
        let n = match &mut *to {
            Value::Heap(own) if fits(own, room) => {
                let n = write(own.start());
                own.set_len(n);
                n
            }
            _ => {
                let mut new = Str::with_capacity(room);
                let n = write(new.start());
                new.set_len(n);
                (*to).set(Value::Heap(new));
                n
            }
        };
        if n <= Short::MAX {
            shorten(to);
        }
    }
}

/// Makes a block of few bytes a short string.
///
/// # Safety
/// `to` is valid for writing.
#[cold]
unsafe fn shorten(to: Place) {
    // SAFETY: the caller's promise.
    unsafe {
        if let Value::Heap(own) = &*to {
            let bits = Bits::of(own.as_bytes());
            (*to).set_bits(bits);
        }
    }
}

#[cfg(test)]
mod tests;
