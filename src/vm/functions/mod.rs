//! Intrinsic functions that need neither variable references nor the frame stack.
//!
//! [`pure`] holds those that only compute, [`effect`] those that keep state or ask the operating system. All arguments of a
//! function are converted, from left to right, before any of them is judged, as in GT.M.

mod convert;
mod key;
mod name;
mod path;
pub(super) mod system;
mod text;

use crate::device::Environment;
use crate::syntax::words::Func;
use crate::value::chars::{BadChar, Chset};
use crate::value::errors::{self, MError};
use crate::value::text::TextError;
use crate::value::{MAX_STRING, Value};
use std::cell::Cell;
use std::path::Path;

pub use path::FnState;
pub use system::signal;

/// What the functions see of their session.
pub struct Cx<'a> {
    pub chset: Chset,
    /// Malformed UTF-8 raises BADCHAR (VIEW "BADCHAR").
    pub bad_char: bool,
    /// State of $RANDOM; any value will do to start with.
    pub random: &'a Cell<u64>,
    /// $ZDATEFORM.
    pub zdateform: i64,
    /// The session's current directory.
    pub directory: &'a Path,
    /// The session's environment.
    pub env: &'a Environment,
}

impl Cx<'_> {
    /// Whether malformed UTF-8 has to be looked for.
    #[inline]
    fn checks(&self) -> bool {
        self.chset == Chset::Utf8 && self.bad_char
    }
}

type Answer = Result<Value, MError>;

/// An argument the caller left out.
const ABSENT: &Value = &Value::Undef;

#[inline(always)]
fn at<'a>(args: &[&'a Value], index: usize) -> &'a Value {
    args.get(index).copied().unwrap_or(ABSENT)
}

/// Value of an intrinsic function without effects; `None` when `func` is not one of them.
///
/// Arguments that are absent are [`Value::Undef`] or missing from the end.
#[inline]
pub fn pure(func: Func, args: &[&Value], cx: &Cx<'_>) -> Option<Answer> {
    Some(match func {
        Func::Piece => text::piece(args, cx),
        Func::Extract => text::extract(args, cx),
        Func::Length => text::length(args, cx),
        Func::Ascii => text::ascii(args, cx),
        Func::Find => text::find(args, cx),
        Func::Char => text::char(args, cx),
        _ => return rarer(func, args, cx),
    })
}

#[inline(never)]
fn rarer(func: Func, args: &[&Value], cx: &Cx<'_>) -> Option<Answer> {
    // The Z forms work on bytes whatever the character set.
    let bytes = &Cx {
        chset: Chset::M,
        ..*cx
    };
    Some(match func {
        Func::Justify => text::justify(args, cx),
        Func::Translate => text::translate(args, cx),
        Func::Reverse => text::reverse(args, cx),
        Func::Zascii => text::ascii(args, bytes),
        Func::Zchar => text::char(args, bytes),
        Func::Zextract => text::extract(args, bytes),
        Func::Zfind => text::find(args, bytes),
        Func::Zjustify => text::justify(args, bytes),
        Func::Zlength => text::length(args, bytes),
        Func::Zpiece => text::piece(args, bytes),
        Func::Zsubstr => text::zsubstr(args, cx),
        Func::Ztranslate => text::ztranslate(args, cx),
        Func::Zwidth => text::zwidth(args, cx),
        Func::Fnumber => convert::fnumber(args),
        Func::Random => convert::random(args, cx),
        Func::Zconvert => convert::zconvert(args, cx),
        Func::Zdate => convert::zdate(args, cx),
        Func::Zmessage => convert::zmessage(args),
        Func::Ztrnlnm => convert::ztrnlnm(args, cx),
        Func::Zwrite => convert::zwrite(args, cx),
        Func::Zbitand
        | Func::Zbitcount
        | Func::Zbitfind
        | Func::Zbitget
        | Func::Zbitlen
        | Func::Zbitnot
        | Func::Zbitor
        | Func::Zbitset
        | Func::Zbitstr
        | Func::Zbitxor => convert::zbit(func, args),
        Func::Qlength => name::qlength(args, cx),
        Func::Qsubscript => name::qsubscript(args, cx),
        Func::Zatransform => key::zatransform(args, cx),
        Func::Zcollate => key::zcollate(args, cx),
        _ => return None,
    })
}

/// Value of an intrinsic function with state or effects on the system; `None` when `func` is not one of them.
///
/// None of them blocks. Arguments that are absent are [`Value::Undef`] or missing from the end.
pub fn effect(func: Func, args: &[Value], cx: &Cx<'_>, state: &mut FnState) -> Option<Answer> {
    let args: Vec<&Value> = args.iter().collect();
    Some(match func {
        Func::Zparse => path::zparse(&args, cx),
        Func::Zsearch => path::zsearch(&args, cx, state),
        Func::Zgetjpi => system::zgetjpi(&args),
        Func::Zsigproc => system::zsigproc(&args),
        Func::Zsyslog => system::zsyslog(&args),
        Func::Zpeek => system::zpeek(),
        _ => return None,
    })
}

/// A value for `part`, which `whole` holds; `whole` itself when it is all of it.
#[inline(always)]
fn part(whole: &Value, length: usize, part: &[u8]) -> Value {
    if part.len() == length && whole.is_defined() {
        whole.clone()
    } else {
        Value::from_bytes(part)
    }
}

/// A value for a result whose length has no other bound.
fn bounded(s: Vec<u8>) -> Answer {
    if s.len() > MAX_STRING {
        Err(errors::MAXSTRLEN.into())
    } else {
        Ok(Value::from(s))
    }
}

impl From<BadChar> for MError {
    #[cold]
    fn from(error: BadChar) -> Self {
        let codes: Vec<String> = error.bytes.iter().map(u8::to_string).collect();
        MError::with(
            errors::BADCHAR,
            vec![codes.join(",").into_bytes(), error.encoding.into()],
        )
    }
}

impl From<TextError> for MError {
    #[cold]
    fn from(error: TextError) -> Self {
        match error {
            TextError::MaxString => errors::MAXSTRLEN.into(),
            TextError::InvalidCode(code) => MError::arg(errors::INVDLRCVAL, code.to_string()),
        }
    }
}

#[cfg(test)]
mod tests;
