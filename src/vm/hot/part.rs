//! SET $PIECE and SET $EXTRACT, in place where nobody else holds the text.

use super::{Arg, Place, fits, piece_start, text};
use crate::value::bytes::{Delimiter, PieceStart, Str};
use crate::value::chars::Chset;
use crate::value::errors::{MAXSTRLEN, MError};
use crate::value::{Bits, MAX_STRING, Short, Value, search, text};

/// `SET $PIECE(to,delimiter,from,last)=value`.
///
/// # Errors
/// MAXSTRLEN.
///
/// # Safety
/// The operands are valid until the operation is over, and `to` is valid for writing; it may be one of them.
pub unsafe fn set_piece(
    to: Place,
    delimiter: Arg,
    from: i64,
    last: i64,
    value: Arg,
    chset: Chset,
) -> Result<(), MError> {
    let from = from.max(1);
    if last < from {
        return Ok(());
    }
    let (mut x, mut y, mut z);
    let (s, delim, new) = (text!(to, x), text!(delimiter, y), text!(value, z));
    // SAFETY: the caller's promise.
    let general = unsafe {
        delim.is_empty()
            || from > MAX_STRING as i64
            || chset == Chset::Utf8 && !((*to).is_ascii() && (*delimiter).is_ascii())
    };
    if general {
        let result = text::set_piece(s, delim, from, last, new, chset)?;
        // SAFETY: as above.
        unsafe { (*to).set(Value::from_bytes(&result)) };
        return Ok(());
    }
    let skip = from as usize - 1;
    // SAFETY: as above.
    let start = piece_start(unsafe { &*to }, s, delim, skip);
    let Some(start) = start else {
        let found = search::occurrences(s, delim);
        let gap = Gap {
            start: s.len(),
            end: s.len(),
            fill: delim,
            times: skip - found,
        };
        // SAFETY: as above.
        return unsafe { splice(to, s, gap, new) };
    };
    let end = if last == from {
        search::text(s, start, delim)
    } else {
        let behind = search::behind_nth(s, start, delim, (last - from) as usize + 1).ok();
        behind.map(|end| end - delim.len())
    };
    let gap = Gap {
        start,
        end: end.unwrap_or(s.len()),
        fill: b"",
        times: 0,
    };
    let known = Delimiter::new(delim);
    // SAFETY: as above.
    unsafe { splice(to, s, gap, new)? };
    if let (Some(delimiter), Value::Heap(text)) = (known, unsafe { &*to }) {
        text.remember_piece(PieceStart {
            delimiter,
            skipped: skip,
            start,
        });
    }
    Ok(())
}

/// `SET $EXTRACT(to,from,last)=value`.
///
/// # Errors
/// MAXSTRLEN.
///
/// # Safety
/// As [`set_piece`].
pub unsafe fn set_extract(
    to: Place,
    from: i64,
    last: i64,
    value: Arg,
    chset: Chset,
) -> Result<(), MError> {
    let from = from.max(1);
    if last < from {
        return Ok(());
    }
    let (mut x, mut z);
    let (s, new) = (text!(to, x), text!(value, z));
    // SAFETY: the caller's promise.
    if from > MAX_STRING as i64 || chset == Chset::Utf8 && !unsafe { (*to).is_ascii() } {
        let result = text::set_extract(s, from, last, new, chset)?;
        // SAFETY: as above.
        unsafe { (*to).set(Value::from_bytes(&result)) };
        return Ok(());
    }
    let start = from as usize - 1;
    let gap = Gap {
        start: start.min(s.len()),
        end: last.min(s.len() as i64) as usize,
        fill: b" ",
        times: start.saturating_sub(s.len()),
    };
    // SAFETY: as above.
    unsafe { splice(to, s, gap, new) }
}

/// What is replaced in a text: the bytes from `start` to `end`, by `fill` so many times and then the new text.
struct Gap<'a> {
    start: usize,
    end: usize,
    fill: &'a [u8],
    times: usize,
}

#[inline(always)]
unsafe fn splice(to: Place, s: &[u8], gap: Gap<'_>, new: &[u8]) -> Result<(), MError> {
    let Gap {
        start,
        end,
        fill,
        times,
    } = gap;
    let length = s.len();
    let filled = times.saturating_mul(fill.len());
    let tail = length - end.max(start);
    let end = length - tail;
    let total = filled.saturating_add(start + new.len() + tail);
    if total > MAX_STRING {
        return Err(MAXSTRLEN.into());
    }
    let behind = start + filled + new.len();
    let (old, added) = (s.as_ptr(), new.as_ptr());
    // SAFETY: the caller's promise; there is room for `total` bytes. A text that would be moved while its own bytes are read is
    // made anew.
    unsafe {
        let put = |out: *mut u8| {
            for i in 0..times {
                std::ptr::copy_nonoverlapping(
                    fill.as_ptr(),
                    out.add(start + i * fill.len()),
                    fill.len(),
                );
            }
            std::ptr::copy_nonoverlapping(added, out.add(start + filled), new.len());
        };
        let make = |out: *mut u8| {
            std::ptr::copy_nonoverlapping(old, out, start);
            put(out);
            std::ptr::copy_nonoverlapping(old.add(end), out.add(behind), tail);
        };
        if total <= Short::MAX {
            let mut bytes = [0; Short::MAX];
            make(bytes.as_mut_ptr());
            let bits = Bits::of(&bytes[..total]);
            (*to).set_bits(bits);
            return Ok(());
        }
        let within = |p: *const u8| (old..old.add(length)).contains(&p);
        match &mut *to {
            Value::Heap(own) if fits(own, total) && !within(added) && !within(fill.as_ptr()) => {
                let out = own.start();
                if behind != end {
                    std::ptr::copy(out.add(end), out.add(behind), tail);
                }
                put(out);
                own.set_len(total);
            }
            _ => {
                let room = total + total / 4;
                let mut block = Str::with_capacity(room.min(MAX_STRING));
                make(block.start());
                block.set_len(total);
                (*to).set(Value::Heap(block));
            }
        }
    }
    Ok(())
}
