//! Turns a place where the grammar does not go on into GT.M's message and column.

use lalrpop_util::ParseError;

use super::builder::{Builder, Stop};
use super::token::Token;
use super::words::{self, Func};
use crate::value::errors::{self, Code};

/// The marks of the grammar in the order in which they win when several stand at one place.
const MARKS: &[(&str, Code)] = &[
    ("\"LPARENMISSING\"", errors::LPARENMISSING),
    ("\"RHMISSING\"", errors::RHMISSING),
    ("\"GVNAKEDEXTNM\"", errors::GVNAKEDEXTNM),
    ("\"GBLNAME\"", errors::GBLNAME),
    ("\"ACTOFFSET\"", errors::ACTOFFSET),
    ("\"QUITARGLST\"", errors::QUITARGLST),
    ("\"RWARG\"", errors::RWARG),
    ("\"COLON\"", errors::COLON),
    ("\"COMMA\"", errors::COMMA),
    ("\"RPARENMISSING\"", errors::RPARENMISSING),
    ("\"NOALIASLIST\"", errors::NOALIASLIST),
    ("\"SETTARGET\"", errors::VAREXPECTED),
    ("\"TEXTARG\"", errors::TEXTARG),
    ("\"NAMEEXPECTED\"", errors::NAMEEXPECTED),
    ("\"RTNNAME\"", errors::RTNNAME),
    ("\"CTLMNEXPECTED\"", errors::CTLMNEXPECTED),
    ("\"DEVPARUNK\"", errors::DEVPARUNK),
    ("\"JOBPARUNK\"", errors::JOBPARUNK),
    ("\"TSTRTPARM\"", errors::TSTRTPARM),
    ("\"ZSTEPARG\"", errors::ZSTEPARG),
    ("\"GBLEXPECTED\"", errors::GBLEXPECTED),
    ("\"ALIASEXPECTED\"", errors::ALIASEXPECTED),
    ("\"LKNAMEXPECTED\"", errors::LKNAMEXPECTED),
    ("\"VAREXPECTED\"", errors::VAREXPECTED),
    ("\"EXPR\"", errors::EXPR),
    ("\"FUNCTIONEND\"", errors::RPARENMISSING),
    ("\"LABELEXPECTED\"", errors::LABELEXPECTED),
    ("\"EXTGBLDEL\"", errors::EXTGBLDEL),
    ("\"EQUAL\"", errors::EQUAL),
    ("\"COMMAORRPAREXP\"", errors::COMMAORRPAREXP),
    ("\"LSEXPECTED\"", errors::LSEXPECTED),
    ("\"CMD\"", errors::CMD),
    ("\"SPOREOL\"", errors::SPOREOL),
];

/// Marks that count only before one token, because the place also has an ordinary end.
fn applies(mark: &str, found: Option<&Token>, ends: bool) -> bool {
    match mark {
        "\"ACTOFFSET\"" => matches!(found, Some(Token::Open)),
        "\"QUITARGLST\"" => matches!(found, Some(Token::Comma)),
        "\"COLON\"" if ends => matches!(found, Some(Token::Comma)),
        "\"EQUAL\"" => !ends,
        "\"RHMISSING\"" => !matches!(found, Some(Token::Colon)),
        "\"NOALIASLIST\"" => matches!(found, Some(Token::Star)),
        "\"RWARG\"" if ends => matches!(found, Some(Token::Hash)),
        _ => true,
    }
}

/// The message for a stop of the parser and the byte offset it points at.
pub fn explain(builder: &Builder, source: &[u8], stop: Stop) -> (Code, usize) {
    let (found, at, expected) = match stop {
        ParseError::User { error } => return (error.code, error.at as usize),
        ParseError::UnrecognizedToken {
            token: (at, token, _),
            expected,
        } => (Some(token), at as usize, expected),
        ParseError::UnrecognizedEof { location, expected } => (None, location as usize, expected),
        ParseError::ExtraToken {
            token: (at, token, _),
        } => (Some(token), at as usize, Vec::new()),
        ParseError::InvalidToken { location } => (None, location as usize, Vec::new()),
    };
    let has = |name: &str| expected.iter().any(|e| e == name);
    if let Some(Token::Bad(Some(code))) = found
        && (code != errors::FCNSVNEXPECTED || has("\"EXPR\""))
    {
        return (code, at);
    }
    if let Some(Token::BadPattern(fault)) = found
        && has("\"pattern\"")
    {
        return (fault.code, fault.at as usize);
    }
    // A dollar sign that starts no word is at fault itself wherever an expression may stand.
    if has("\"EXPR\"") && source.get(at) == Some(&b'$') && matches!(found, Some(Token::Bad(None))) {
        if starts_open_string(&source[at + 1..]) {
            return (errors::EXPR, at);
        }
        return (errors::FCNSVNEXPECTED, at + 1);
    }
    // After the comma of an argument list something has to follow.
    let at_end = matches!(
        found,
        Some(Token::CommandEnd | Token::LineEnd | Token::ArgStart)
    );
    if at_end
        && !has("\"NAMEEXPECTED\"")
        // A list of names only says so itself.
        && (has("\"(\"") || !has("\"VAREXPECTED\""))
        && at > 0
        && source.get(at - 1) == Some(&b',')
        && !has("\"SPOREOL\"")
    {
        return (errors::EXPR, at);
    }
    // Behind the name of a device parameter: it is the name that is wrong, if it is.
    if has("\"=\"")
        && !has("\"op\"")
        && let Some(fault) = builder.param_fault(at)
    {
        return fault;
    }
    // Behind the star of an alias.
    if has("\"ALIASEXPECTED\"") {
        match found {
            Some(Token::Open) if has("\"NOALIASLIST\"") => return (errors::NOALIASLIST, at),
            Some(Token::Number(_) | Token::Str(_)) if has("\"VAREXPECTED\"") => {
                return (errors::VAREXPECTED, at);
            }
            _ => {}
        }
    }
    let ends = has("\"SPOREOL\"");
    let mark = MARKS
        .iter()
        .find(|(mark, _)| has(mark) && applies(mark, found.as_ref(), ends));
    match mark {
        Some(("\"VAREXPECTED\"", _)) if opens_increment(source, at) => (errors::EXPR, at),
        Some(("\"FUNCTIONEND\"", _)) => (builder.function_end(), at),
        // SET has read the dollar sign when it finds that no variable follows.
        Some(("\"SETTARGET\"", code)) if source.get(at) == Some(&b'$') => (*code, at + 1),
        // Behind signs the right-hand side of an operator is what is missing.
        Some((_, code))
            if *code == errors::EXPR
                && !matches!(found, Some(Token::Colon))
                && after_signed(source, at) =>
        {
            (errors::RHMISSING, at)
        }
        // Nothing at all stands in the parentheses.
        Some((_, code))
            if *code == errors::COMMA && at > 0 && source.get(at - 1) == Some(&b'(') =>
        {
            (errors::EXPR, at)
        }
        Some((_, code)) => (*code, at),
        None => (errors::SPOREOL, at),
    }
}

/// Does `text` start with a string that has no end in its line?
fn starts_open_string(text: &[u8]) -> bool {
    let line = text.split(|c| *c == b'\n').next().unwrap_or_default();
    let Some(mut rest) = line.strip_prefix(b"\"") else {
        return false;
    };
    while let Some(at) = memchr::memchr(b'"', rest) {
        match rest[at + 1..].strip_prefix(b"\"") {
            Some(after) => rest = after,
            None => return false,
        }
    }
    true
}

/// Does byte `at` follow the parenthesis of `$INCREMENT`?
fn opens_increment(source: &[u8], at: usize) -> bool {
    let Some(text) = source.get(..at).and_then(|t| t.strip_suffix(b"(")) else {
        return false;
    };
    let letters = text
        .iter()
        .rev()
        .take_while(|c| c.is_ascii_alphanumeric())
        .count();
    let (before, name) = text.split_at(text.len() - letters);
    before.ends_with(b"$") && matches!(words::func(name), Some(Func::Increment | Func::Zincrement))
}

/// Does byte `at` follow an operand and two or more of `+`, `-` and `'`, or an operand, another operator and one or more of them?
fn after_signed(source: &[u8], at: usize) -> bool {
    let before = &source[..at.min(source.len())];
    let signs = before
        .iter()
        .rev()
        .take_while(|c| matches!(c, b'+' | b'-' | b'\''))
        .count();
    let is_operand = |c: &u8| c.is_ascii_alphanumeric() || matches!(c, b')' | b'"' | b'%' | b'.');
    match &before[..before.len() - signs] {
        [
            ..,
            operand,
            b'*' | b'/' | b'\\' | b'#' | b'_' | b'<' | b'>' | b'&' | b'!',
        ] => signs > 0 && is_operand(operand),
        [.., operand] => signs > 1 && is_operand(operand),
        [] => false,
    }
}
