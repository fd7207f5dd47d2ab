//! $QLENGTH and $QSUBSCRIPT: canonical names, the form that $NAME and $QUERY give.
//!
//! A canonical name is an optional `^`, after it an optional environment between `|` or brackets, a name, and literals in
//! parentheses: canonical numbers of any length, or strings with parts in `$C(...)` and `$ZCH(...)`.

use super::{Answer, Cx, at};
use crate::value::chars::Chset;
use crate::value::errors::{self, MError};
use crate::value::{NUM_BUF, Value, zwr};

/// The parts of a canonical name, literals still as they were written.
pub struct Name<'a> {
    /// First literal of the environment.
    environment: Option<&'a [u8]>,
    global: bool,
    /// Without `^`.
    pub name: &'a [u8],
    pub subscripts: Vec<&'a [u8]>,
}

impl<'a> Name<'a> {
    /// Reads a canonical name.
    ///
    /// # Errors
    /// NOCANONICNAME.
    pub fn parse(s: &'a [u8], cx: &Cx<'_>) -> Result<Name<'a>, MError> {
        Self::read(s).ok_or_else(|| {
            let shown = match zwr::is_canonical(s) {
                true => [b"\"", s, b"\""].concat(),
                false => zwr::zwrite(s, cx.chset),
            };
            MError::arg(errors::NOCANONICNAME, shown)
        })
    }

    fn read(s: &'a [u8]) -> Option<Name<'a>> {
        let (global, mut rest) = match s {
            [b'^', rest @ ..] => (true, rest),
            _ => (false, s),
        };
        let mut environment = None;
        if let (true, [open @ (b'|' | b'['), list @ ..]) = (global, rest) {
            let (literals, after) = literals(list, if *open == b'|' { b'|' } else { b']' })?;
            if literals.len() > 2 {
                return None;
            }
            environment = literals.first().copied();
            rest = after;
        }
        let first = rest
            .first()
            .is_some_and(|&b| b == b'%' || b.is_ascii_alphabetic());
        let more = rest
            .iter()
            .skip(1)
            .take_while(|b| b.is_ascii_alphanumeric())
            .count();
        let (name, rest) = rest.split_at_checked(first.then_some(more + 1)?)?;
        let subscripts = match rest {
            [] => Vec::new(),
            [b'(', list @ ..] => match literals(list, b')')? {
                (subscripts, []) => subscripts,
                _ => return None,
            },
            _ => return None,
        };
        Some(Name {
            environment,
            global,
            name,
            subscripts,
        })
    }
}

/// Literals between commas up to the closing byte, and what follows that.
fn literals(mut s: &[u8], close: u8) -> Option<(Vec<&[u8]>, &[u8])> {
    let mut list = Vec::new();
    loop {
        let rest = skip_number(s).or_else(|| skip_string(s))?;
        list.push(s.get(..s.len() - rest.len())?);
        match rest.split_first()? {
            (b',', after) => s = after,
            (&byte, after) if byte == close => return Some((list, after)),
            _ => return None,
        }
    }
}

/// What follows a number without superfluous zeros; a point at its end is allowed.
fn skip_number(s: &[u8]) -> Option<&[u8]> {
    let digits = |s: &[u8]| s.iter().take_while(|b| b.is_ascii_digit()).count();
    let unsigned = s.strip_prefix(b"-").unwrap_or(s);
    let (whole, rest) = unsigned.split_at(digits(unsigned));
    let Some(after) = rest.strip_prefix(b".") else {
        let zero = whole == b"0" && unsigned.len() == s.len();
        return (zero || whole.first().is_some_and(|&b| b != b'0')).then_some(rest);
    };
    let (fraction, rest) = after.split_at(digits(after));
    let present = !whole.is_empty() || !fraction.is_empty();
    (present && whole.first() != Some(&b'0') && fraction.last() != Some(&b'0')).then_some(rest)
}

/// A part of a string literal.
enum Segment<'a> {
    /// Between quotes, those inside still doubled.
    Quoted(&'a [u8]),
    /// Codes between commas; of bytes for `$ZCH`.
    Codes { codes: &'a [u8], bytes: bool },
}

impl Segment<'_> {
    fn read(s: &[u8]) -> Option<(Segment<'_>, &[u8])> {
        if let Some(rest) = s.strip_prefix(b"\"") {
            let mut at = 0;
            loop {
                at += memchr::memchr(b'"', rest.get(at..)?)?;
                if rest.get(at + 1) != Some(&b'"') {
                    return Some((Segment::Quoted(rest.get(..at)?), rest.get(at + 1..)?));
                }
                at += 2;
            }
        }
        let open = memchr::memchr(b'(', s)?;
        let (function, rest) = (s.get(..open)?.to_ascii_uppercase(), s.get(open + 1..)?);
        let bytes = match function.as_slice() {
            b"$C" | b"$CHAR" => false,
            b"$ZCH" | b"$ZCHAR" => true,
            _ => return None,
        };
        let (codes, rest) = rest.split_at_checked(memchr::memchr(b')', rest)?)?;
        let canonical = |code: &[u8]| match code {
            [b'0', more @ ..] => more.is_empty(),
            _ => !code.is_empty() && code.iter().all(u8::is_ascii_digit),
        };
        codes
            .split(|&b| b == b',')
            .all(canonical)
            .then_some((Segment::Codes { codes, bytes }, rest.get(1..)?))
    }
}

/// What follows a string: segments joined by `_`, never two quoted ones in a row.
fn skip_string(mut s: &[u8]) -> Option<&[u8]> {
    let mut after_quoted = false;
    loop {
        let (segment, rest) = Segment::read(s)?;
        let quoted = matches!(segment, Segment::Quoted(_));
        if quoted && after_quoted {
            return None;
        }
        match rest.strip_prefix(b"_") {
            Some(more) => s = more,
            None => return Some(rest),
        }
        after_quoted = quoted;
    }
}

/// The value of a literal.
///
/// # Errors
/// INVDLRCVAL, as $CHAR has it.
pub fn value(literal: &[u8], cx: &Cx<'_>) -> Result<Vec<u8>, MError> {
    let mut out = Vec::with_capacity(literal.len());
    let mut rest = literal;
    while let Some((segment, after)) = Segment::read(rest) {
        match segment {
            Segment::Quoted(text) => {
                let mut quotes = 0;
                out.extend(text.iter().filter(|&&b| {
                    quotes += usize::from(b == b'"');
                    b != b'"' || quotes % 2 == 1
                }));
            }
            Segment::Codes { codes, bytes } => {
                let codes: Vec<Value> =
                    codes.split(|&b| b == b',').map(Value::from_bytes).collect();
                let codes: Vec<&Value> = codes.iter().collect();
                let chset = if bytes { Chset::M } else { cx.chset };
                super::text::char(&codes, &Cx { chset, ..*cx })?.append_to(&mut out);
            }
        }
        rest = after.strip_prefix(b"_").unwrap_or(after);
    }
    Ok(if out.is_empty() && rest.len() == literal.len() {
        literal.to_vec()
    } else {
        out
    })
}

/// `$QLENGTH(name)`.
pub fn qlength(args: &[&Value], cx: &Cx<'_>) -> Answer {
    let mut buf = NUM_BUF;
    let name = Name::parse(at(args, 0).bytes(&mut buf), cx)?;
    Ok(Value::int(name.subscripts.len() as i64))
}

/// `$QSUBSCRIPT(name,n)`: the environment for -1, the name for 0, a subscript above.
pub fn qsubscript(args: &[&Value], cx: &Cx<'_>) -> Answer {
    let index = at(args, 1).to_i32()?;
    if index < -1 {
        return Err(MError::arg(errors::NOSUBSCRIPT, index.to_string()));
    }
    let mut buf = NUM_BUF;
    let name = Name::parse(at(args, 0).bytes(&mut buf), cx)?;
    let literal = match usize::try_from(index) {
        Err(_) => name.environment,
        Ok(0) => {
            let caret: &[u8] = if name.global { b"^" } else { b"" };
            return Ok([caret, name.name].concat().into());
        }
        Ok(n) => name.subscripts.get(n - 1).copied(),
    };
    match literal {
        Some(literal) => Ok(value(literal, cx)?.into()),
        None => Ok(Value::EMPTY),
    }
}
