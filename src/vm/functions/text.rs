//! $ASCII, $CHAR, $EXTRACT, $FIND, $JUSTIFY, $LENGTH, $PIECE, $REVERSE, $TRANSLATE, their Z forms, $ZSUBSTR and $ZWIDTH.
//!
//! Under BADCHAR a function minds only the malformed bytes it has to walk over.

use super::{Answer, Cx, at, bounded, part};
use crate::value::chars::{
    Chset, advance, bad_char, char_len, check_chars, check_utf8, count, decode, is_character,
};
use crate::value::errors::{MAXSTRLEN, MError};
use crate::value::fnumber::{FmtError, justify3};
use crate::value::{MAX_STRING, NUM_BUF, Short, Value, text};

/// An integer argument, or what stands for it when it is absent.
#[inline(always)]
fn integer(arg: &Value, default: i32) -> Result<i64, MError> {
    match arg {
        Value::Undef => Ok(default.into()),
        Value::Int(n) => Ok((*n).clamp(i32::MIN.into(), i32::MAX.into())),
        other => Ok(other.to_i32()?.into()),
    }
}

/// BADCHAR for the first `n` characters.
fn check(s: &[u8], n: i64) -> Result<(), MError> {
    Ok(check_chars(s, usize::try_from(n).unwrap_or(0))?)
}

/// BADCHAR for the characters that begin before byte `end`.
fn check_before(s: &[u8], end: usize) -> Result<(), MError> {
    let mut at = 0;
    while at < end.min(s.len()) {
        at += decode(s, at).ok_or_else(|| bad_char(s, at))?.1;
    }
    Ok(())
}

/// BADCHAR for what a search without end walks over: it looks for the first character of the pattern, compares from there
/// on, and after that gives up where fewer bytes are left than the pattern has. `short` says that it begins even so.
#[cold]
fn check_search(s: &[u8], pattern: &[u8], from: usize, short: bool) -> Result<(), MError> {
    check_utf8(pattern)?;
    check_before(s, from)?;
    let mut at = from;
    let mut enough = short || s.len().saturating_sub(at) >= pattern.len();
    while enough && at < s.len() {
        let same = common(s.get(at..).unwrap_or_default(), pattern);
        check_before(s, at + same + 1)?;
        let step = if same == pattern.len() {
            same
        } else {
            char_len(s, at)
        };
        at += step;
        enough = short || same == 0 || s.len() - at >= pattern.len();
    }
    Ok(())
}

/// Bytes of the characters that both begin with.
fn common(s: &[u8], pattern: &[u8]) -> usize {
    let mut at = 0;
    while at < pattern.len() {
        let end = at + char_len(pattern, at);
        if s.get(at..end) != pattern.get(at..end) {
            break;
        }
        at = end;
    }
    at
}

/// Whether a position lies beyond the last byte, so that nothing is walked over.
fn beyond(s: &[u8], position: i64) -> bool {
    usize::try_from(position).is_ok_and(|p| p > s.len())
}

/// `$ASCII(s,position)`.
#[inline(always)]
pub fn ascii(args: &[&Value], cx: &Cx<'_>) -> Answer {
    let mut buf = NUM_BUF;
    let s = at(args, 0).bytes(&mut buf);
    let position = integer(at(args, 1), 1)?;
    if cx.chset == Chset::M {
        let byte = usize::try_from(position - 1).ok().and_then(|at| s.get(at));
        return Ok(Value::Int(byte.map_or(-1, |&b| b.into())));
    }
    if cx.checks() {
        check(s, position)?;
    }
    Ok(Value::Int(text::ascii(s, position, cx.chset)))
}

/// `$CHAR(code,...)`.
#[inline(always)]
pub fn char(args: &[&Value], cx: &Cx<'_>) -> Answer {
    if let &[&Value::Int(code @ 0..=0x7f)] = args {
        return Ok(Value::from_bytes(&[code as u8]));
    }
    chars(args, cx)
}

fn chars(args: &[&Value], cx: &Cx<'_>) -> Answer {
    let mut codes = Vec::with_capacity(args.len());
    for code in args {
        codes.push(integer(code, 0)?);
    }
    if cx.chset == Chset::Utf8 && !cx.bad_char {
        codes.retain(|&code| u32::try_from(code).is_ok_and(is_character));
    }
    Ok(text::char(&codes, cx.chset)?.into())
}

/// `$EXTRACT(s,from,to)`.
#[inline(always)]
pub fn extract(args: &[&Value], cx: &Cx<'_>) -> Answer {
    let mut buf = NUM_BUF;
    let whole = at(args, 0);
    let s = whole.bytes(&mut buf);
    let from = integer(at(args, 1), 1)?;
    let to = match at(args, 2) {
        Value::Undef => from,
        to => integer(to, 0)?,
    };
    let from = from.max(1);
    if to < from || beyond(s, from) {
        return Ok(Value::EMPTY);
    }
    if cx.chset == Chset::M {
        let end = usize::try_from(to).map_or(s.len(), |to| to.min(s.len()));
        let start = usize::try_from(from - 1).unwrap_or(end);
        return Ok(part(whole, s.len(), s.get(start..end).unwrap_or_default()));
    }
    if cx.checks() {
        check(s, to)?;
    }
    Ok(part(whole, s.len(), text::extract(s, from, to, cx.chset)))
}

/// `$FIND(s,pattern,start)`.
#[inline(always)]
pub fn find(args: &[&Value], cx: &Cx<'_>) -> Answer {
    let (mut x, mut y) = (NUM_BUF, NUM_BUF);
    let s = at(args, 0).bytes(&mut x);
    let pattern = at(args, 1).bytes(&mut y);
    let start = integer(at(args, 2), 1)?.max(1);
    if pattern.is_empty() {
        return Ok(Value::Int(start));
    }
    if beyond(s, start) {
        return Ok(Value::ZERO);
    }
    let found = text::find(s, pattern, start, cx.chset);
    if cx.checks() {
        let from = advance(s, 0, usize::try_from(start - 1).unwrap_or(0));
        match usize::try_from(found - 1) {
            Ok(end) => {
                check_utf8(pattern)?;
                check_before(s, advance(s, 0, end))?;
            }
            Err(_) => check_search(s, pattern, from, false)?,
        }
    }
    Ok(Value::Int(found))
}

/// `$LENGTH(s,delimiter)`.
#[inline(always)]
pub fn length(args: &[&Value], cx: &Cx<'_>) -> Answer {
    let whole = at(args, 0);
    let length = match at(args, 1) {
        Value::Undef => match whole {
            Value::Int(n) => {
                let digits = n.unsigned_abs().checked_ilog10().unwrap_or(0) + 1;
                return Ok(Value::Int(i64::from(digits) + i64::from(*n < 0)));
            }
            _ if cx.chset == Chset::M => whole.len(),
            _ => characters(whole, cx)?,
        },
        delimiter => pieces(whole, delimiter, cx)?,
    };
    Ok(Value::int(length as i64)) // at most one more than the longest string
}

fn characters(whole: &Value, cx: &Cx<'_>) -> Result<usize, MError> {
    let mut buf = NUM_BUF;
    let s = whole.bytes(&mut buf);
    if cx.checks() {
        check_utf8(s)?;
    }
    Ok(text::length(s, cx.chset))
}

fn pieces(whole: &Value, delimiter: &Value, cx: &Cx<'_>) -> Result<usize, MError> {
    let (mut x, mut y) = (NUM_BUF, NUM_BUF);
    let (s, delimiter) = (whole.bytes(&mut x), delimiter.bytes(&mut y));
    if cx.checks() && !s.is_empty() && !delimiter.is_empty() {
        check_search(s, delimiter, 0, false)?;
    }
    Ok(text::piece_count(s, delimiter, cx.chset))
}

/// `$PIECE(s,delimiter,from,to)`.
#[inline(always)]
pub fn piece(args: &[&Value], cx: &Cx<'_>) -> Answer {
    let (mut x, mut y) = (NUM_BUF, NUM_BUF);
    let whole = at(args, 0);
    let s = whole.bytes(&mut x);
    let delimiter = at(args, 1).bytes(&mut y);
    let from = integer(at(args, 2), 1)?;
    let to = match at(args, 3) {
        Value::Undef => from,
        to => integer(to, 0)?,
    };
    let from = from.max(1);
    if to < from {
        return Ok(Value::EMPTY);
    }
    if let &[byte] = delimiter
        && cx.chset == Chset::M
    {
        let mut ends = memchr::memchr_iter(byte, s);
        let start = match from {
            1 => 0,
            _ => match ends.nth(from as usize - 2) {
                Some(end) => end + 1,
                None => return Ok(Value::EMPTY),
            },
        };
        let end = ends.nth((to - from) as usize).unwrap_or(s.len());
        return Ok(part(whole, s.len(), s.get(start..end).unwrap_or_default()));
    }
    let range = text::piece(s, delimiter, from, to, cx.chset);
    if cx.checks() && !delimiter.is_empty() {
        // A piece that ends with the string, or is not there at all, has no delimiter behind it.
        if range.end == s.len() || range.end == 0 && from > 1 {
            let single = char_len(delimiter, 0) == delimiter.len();
            check_search(s, delimiter, 0, single)?;
        } else {
            check_utf8(delimiter)?;
            check_before(s, range.end)?;
        }
    }
    Ok(part(whole, s.len(), s.get(range).unwrap_or_default()))
}

/// `$REVERSE(s)`.
pub fn reverse(args: &[&Value], cx: &Cx<'_>) -> Answer {
    let mut buf = NUM_BUF;
    let s = at(args, 0).bytes(&mut buf);
    if cx.checks() {
        check_utf8(s)?;
    }
    Ok(text::reverse(s, cx.chset).into())
}

/// `$TRANSLATE(s,from,to)`.
pub fn translate(args: &[&Value], cx: &Cx<'_>) -> Answer {
    let (mut x, mut y, mut z) = (NUM_BUF, NUM_BUF, NUM_BUF);
    let (s, from, to) = (
        at(args, 0).bytes(&mut x),
        at(args, 1).bytes(&mut y),
        at(args, 2).bytes(&mut z),
    );
    if cx.checks() {
        check_utf8(s)?;
        check_utf8(from)?;
        check_utf8(to)?;
    }
    Ok(text::translate(s, from, to, cx.chset)?.into())
}

/// `$ZTRANSLATE(s,from,to)`, on bytes; yet GT.M raises BADCHAR for a malformed `s`.
pub fn ztranslate(args: &[&Value], cx: &Cx<'_>) -> Answer {
    if cx.checks() {
        check_utf8(at(args, 0).bytes(&mut NUM_BUF.clone()))?;
    }
    translate(
        args,
        &Cx {
            chset: Chset::M,
            ..*cx
        },
    )
}

/// `$ZSUBSTR(s,from,bytes)`.
pub fn zsubstr(args: &[&Value], cx: &Cx<'_>) -> Answer {
    let mut buf = NUM_BUF;
    let whole = at(args, 0);
    let s = whole.bytes(&mut buf);
    let from = integer(at(args, 1), 1)?.max(1);
    let bytes = integer(at(args, 2), i32::MAX)?;
    if bytes <= 0 || beyond(s, from) {
        return Ok(Value::EMPTY);
    }
    let result = text::zsubstr(s, from, bytes, cx.chset);
    if cx.checks() {
        check(
            s,
            from.saturating_sub(1).saturating_add(count(result) as i64),
        )?;
    }
    Ok(part(whole, s.len(), result))
}

/// `$ZWIDTH(s)`.
pub fn zwidth(args: &[&Value], cx: &Cx<'_>) -> Answer {
    let mut buf = NUM_BUF;
    let s = at(args, 0).bytes(&mut buf);
    if cx.checks() {
        check_utf8(s)?;
    }
    Ok(Value::int(text::zwidth(s, cx.chset) as i64))
}

/// `$JUSTIFY(s,width)` and `$JUSTIFY(number,width,decimals)`.
pub fn justify(args: &[&Value], cx: &Cx<'_>) -> Answer {
    let whole = at(args, 0);
    let width = at(args, 1).to_i32()?;
    if at(args, 2).is_defined() {
        let decimals = at(args, 2).to_i32()?;
        if decimals < 0 {
            return Err(format_error(FmtError::NegativeFraction, b""));
        }
        let result = justify3(whole.num()?, width, decimals);
        return Ok(result.map_err(|e| format_error(e, b""))?.into());
    }
    let mut buf = NUM_BUF;
    let s = whole.bytes(&mut buf);
    let width = usize::try_from(width).unwrap_or(0);
    if width > MAX_STRING {
        return Err(MAXSTRLEN.into());
    }
    if cx.checks() {
        check_utf8(s)?;
    }
    let blanks = width.saturating_sub(text::length(s, cx.chset));
    if blanks == 0 && whole.is_defined() {
        return Ok(whole.clone());
    }
    let length = blanks + s.len();
    let mut short = [b' '; Short::MAX];
    if let Some(room) = short.get_mut(blanks..length) {
        room.copy_from_slice(s);
        return Ok(Value::from_bytes(&short[..length]));
    }
    let mut result = vec![b' '; blanks];
    result.extend_from_slice(s);
    bounded(result)
}

/// The M error of $FNUMBER or $JUSTIFY; `codes` is the format that the text names.
#[cold]
pub fn format_error(error: FmtError, codes: &[u8]) -> MError {
    use crate::value::errors::{FNARGINC, FNUMARG, JUSTFRACT};
    match error {
        FmtError::Incompatible => MError::arg(FNARGINC, codes),
        FmtError::IllegalCode(byte) => MError::with(FNUMARG, vec![codes.to_vec(), vec![byte]]),
        FmtError::NegativeFraction => JUSTFRACT.into(),
        FmtError::TooLong => MAXSTRLEN.into(),
    }
}
