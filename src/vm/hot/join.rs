//! Concatenation of any number of values as one operation, in place where the result begins with what it replaces.

use super::{Arg, Place, fits};
pub use crate::compile::MOST_JOINED as MOST;
use crate::value::bytes::Str;
use crate::value::errors::{MAXSTRLEN, MError};
use crate::value::{Bits, MAX_STRING, Short, Value};

/// Joins two values or more.
///
/// # Errors
/// MAXSTRLEN beyond 1 MiB.
///
/// # Safety
/// All values are valid until the operation is over, and `to` is valid for writing; it may be one of them.
#[inline]
pub unsafe fn join(to: Place, parts: &[Arg]) -> Result<(), MError> {
    debug_assert!((2..=MOST).contains(&parts.len()));
    // SAFETY: the caller's promise.
    unsafe {
        if std::ptr::eq(parts[0], to) && append_short(to, &parts[1..]) {
            return Ok(());
        }
        // Short texts are kept as what they are written from; the others as nothing.
        let mut texts = [Bits::EMPTY; MOST];
        let mut total = 0;
        for (part, text) in parts.iter().zip(&mut texts) {
            let v = &**part;
            match short(v) {
                Some(bits) => {
                    *text = bits;
                    total += bits.len();
                }
                None => total += v.len(),
            }
        }
        if total <= Short::MAX {
            let mut bits = texts[0];
            for text in &texts[1..parts.len()] {
                bits = bits.join(*text);
            }
            (*to).set_bits(bits);
            return Ok(());
        }
        join_long(to, parts, &texts, total)
    }
}

/// The text of a value if it has at most 14 bytes.
#[inline(always)]
fn short(v: &Value) -> Option<Bits> {
    match v {
        Value::Short(_) => v.short_bits(),
        Value::Int(n) => Bits::of_int(*n),
        other => rarely_short(other),
    }
}

#[inline(never)]
fn rarely_short(v: &Value) -> Option<Bits> {
    let mut buf;
    let s = super::text!(std::ptr::from_ref(v), buf);
    (s.len() <= Short::MAX).then(|| Bits::of(s))
}

/// Appends short texts to one that has room for all of them; `false` when something is not so.
#[inline(always)]
unsafe fn append_short(to: Place, rest: &[Arg]) -> bool {
    // SAFETY: the caller's promise; a long text is none of the short ones that are read.
    unsafe {
        let Value::Heap(block) = &mut *to else {
            return false;
        };
        let mut at = block.len();
        let most = at + rest.len() * Short::MAX;
        if !block.is_unique() || most > block.capacity().min(MAX_STRING) {
            return false;
        }
        let start = block.start();
        for part in rest {
            let bits = match &**part {
                Value::Int(n) => Bits::of_int(*n),
                other => other.short_bits(),
            };
            let Some(bits) = bits else { return false };
            bits.write(start.add(at));
            at += bits.len();
        }
        block.set_len(at);
        true
    }
}

/// Blocks up to this length are written over whatever the length of the result.
#[cfg(feature = "jit")]
const SMALL_BLOCK: usize = 256;

/// Joins short texts and integers in the block that a value has, if it has room for all that they may be; `false` when something
/// is not so. The texts go straight there: kept elsewhere meanwhile, they would be waited for.
///
/// # Safety
/// As [`join`].
#[inline(always)]
#[cfg(feature = "jit")]
pub unsafe fn join_in_block<const N: usize>(to: Place, parts: [Arg; N]) -> bool {
    // SAFETY: the caller's promise; the block has room, and is none of the parts.
    unsafe {
        let Value::Heap(block) = &mut *to else {
            return false;
        };
        let room = block.capacity();
        if !(N * Short::MAX..=SMALL_BLOCK).contains(&room) || !block.is_unique() {
            return false;
        }
        let fits = |part: Arg| match &*part {
            Value::Short(_) => true,
            Value::Int(n) => (0..100_000_000).contains(n),
            _ => false,
        };
        if !parts.into_iter().all(fits) {
            return false;
        }
        let start = block.start();
        let mut at = 0;
        for part in parts {
            let bits = match &*part {
                Value::Int(n) => Bits::of_int(*n),
                other => other.short_bits(),
            };
            let bits = bits.unwrap_or(Bits::EMPTY);
            bits.write(start.add(at));
            at += bits.len();
        }
        block.set_len(at);
        if at <= Short::MAX {
            super::shorten(to);
        }
        true
    }
}

#[inline(never)]
unsafe fn join_long(
    to: Place,
    parts: &[Arg],
    texts: &[Bits; MOST],
    total: usize,
) -> Result<(), MError> {
    if total > MAX_STRING {
        return Err(MAXSTRLEN.into());
    }
    // SAFETY: the caller's promise; what is written is unique and has room, and is none of the values read.
    unsafe {
        let (first, rest) = (parts[0], &parts[1..]);
        let own = !rest.iter().any(|part| std::ptr::eq(*part, to));
        if own && std::ptr::eq(first, to) {
            append(to, rest, &texts[1..], total);
            return Ok(());
        }
        match &mut *to {
            Value::Heap(block) if own && fits(block, total) => {
                write(block.start(), block.capacity(), parts, texts);
                block.set_len(total);
            }
            _ => {
                let mut block = Str::with_capacity(total);
                write(block.start(), block.capacity(), parts, texts);
                block.set_len(total);
                (*to).set(Value::Heap(block));
            }
        }
    }
    Ok(())
}

/// Appends to a value, which becomes `total` bytes long.
unsafe fn append(to: Place, rest: &[Arg], texts: &[Bits], total: usize) {
    // SAFETY: as above.
    unsafe {
        if let Value::Heap(block) = &mut *to
            && block.reserve(total).is_some()
        {
            let at = block.len();
            write(block.start().add(at), block.capacity() - at, rest, texts);
            block.set_len(total);
            return;
        }
        // Room for what will likely follow.
        let mut block = Str::with_capacity((total * 2).min(MAX_STRING));
        let room = block.capacity();
        let n = copy(block.start(), &*to);
        write(block.start().add(n), room - n, rest, texts);
        block.set_len(total);
        (*to).set(Value::Heap(block));
    }
}

/// Writes texts one behind the other; all of them have room, and what is behind them up to `room` may be written over. Texts
/// that are not short are those of the values.
#[inline(always)]
unsafe fn write(mut at: *mut u8, mut room: usize, parts: &[Arg], texts: &[Bits]) {
    for (part, text) in parts.iter().zip(texts) {
        let mut n = text.len();
        // SAFETY: the caller's promise.
        unsafe {
            if n > 0 && room >= Short::MAX {
                text.write(at);
            } else {
                n = copy(at, &**part);
            }
            at = at.add(n);
        }
        room -= n;
    }
}

#[inline(never)]
unsafe fn copy(at: *mut u8, v: &Value) -> usize {
    let mut buf;
    let s = super::text!(std::ptr::from_ref(v), buf);
    // SAFETY: as above.
    unsafe { std::ptr::copy_nonoverlapping(s.as_ptr(), at, s.len()) };
    s.len()
}
