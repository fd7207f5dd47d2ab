//! The door to the parser: whole routines, command lines, and the fragments that indirection parses at run time.

use bumpalo::Bump;

use super::ast::*;
use super::builder::{Builder, Parsed};
use super::diagnostic::Diagnostic;
use super::explain::explain;
use super::grammar::TextParser;
use super::lexer::{Lexer, UNBALANCED};
use super::token::Goal;
use super::words::Verb;
use crate::value::errors;

/// Parses a routine. Lines end with LF or CR LF; a first line that starts with `#!` is a comment.
pub fn parse_routine<'a>(arena: &'a Bump, source: &'a [u8]) -> Routine<'a> {
    let mut builder = Builder::new(arena, source);
    run(&mut builder, Lexer::routine(source), source);
    builder.finish()
}

/// Parses commands without a label part: the text of XECUTE, of direct mode, of traps and triggers.
pub fn parse_commands<'a>(arena: &'a Bump, text: &'a [u8]) -> Line<'a> {
    first_line(arena, text, Lexer::commands(text))
}

/// Parses the arguments that `verb` takes from an indirection such as `SET @x`.
///
/// # Errors
/// What GT.M says of the text; also when something follows the arguments.
pub fn parse_args<'a>(
    arena: &'a Bump,
    verb: Verb,
    text: &'a [u8],
) -> Result<&'a [Arg<'a>], Diagnostic> {
    let end = text.iter().rposition(|c| *c != b' ').map_or(0, |at| at + 1);
    let text = &text[..end];
    let line = first_line(arena, text, Lexer::args(text, verb));
    if let Some(mut error) = line.error {
        // SET itself looks for the variable after a comma.
        if error.code == errors::EXPR
            && verb == Verb::Set
            && text.ends_with(b",")
            && error.column as usize > text.len()
        {
            error.code = errors::VAREXPECTED;
        }
        // What follows a complete argument is no command here.
        let extra = error.code == errors::SPOREOL
            || !line.commands.is_empty() && matches!(error.code, errors::INVCMD | errors::CMD);
        return Err(if extra {
            indirection_extra((error.column as usize).saturating_sub(1))
        } else {
            error
        });
    }
    match line.commands {
        [command] => Ok(command.args),
        commands => Err(indirection_extra(
            commands.get(1).map_or(text.len(), |c| c.at as usize),
        )),
    }
}

/// Parses the names of a LOCK that stand where one name may: one, or a list.
///
/// # Errors
/// What GT.M says of the text.
pub fn parse_lock_names<'a>(
    arena: &'a Bump,
    text: &'a [u8],
) -> Result<&'a [LockRef<'a>], Diagnostic> {
    let text = text.trim_ascii_end();
    let error = match parse_glvn(arena, text) {
        Ok(one) => return Ok(arena.alloc_slice_copy(&[LockRef::Glvn(one)])),
        Err(error) => error,
    };
    let list = arena.alloc_slice_copy(&[b"(", text, b")"].concat());
    match parse_args(arena, Verb::Lock, list) {
        Ok(
            [
                Arg::Lock {
                    refs,
                    timeout: None,
                    ..
                },
            ],
        ) => Ok(refs),
        Err(other) if other.code == errors::LKNAMEXPECTED => Err(Diagnostic {
            column: other.column.saturating_sub(1),
            ..other
        }),
        _ => Err(error),
    }
}

/// Parses an expression.
///
/// # Errors
/// What GT.M says of the text.
pub fn parse_expr<'a>(arena: &'a Bump, text: &'a [u8]) -> Result<&'a Expr<'a>, Diagnostic> {
    match fragment(arena, text, Goal::Expr)? {
        Parsed::Expr(expr) => Ok(expr),
        _ => Err(indirection_extra(0)),
    }
}

/// Parses a variable.
///
/// # Errors
/// What GT.M says of the text.
pub fn parse_glvn<'a>(arena: &'a Bump, text: &'a [u8]) -> Result<&'a Glvn<'a>, Diagnostic> {
    match fragment(arena, text, Goal::Glvn)? {
        Parsed::Glvn(glvn) => Ok(glvn),
        _ => Err(indirection_extra(0)),
    }
}

/// Parses the parameters of a device: one, or several in parentheses.
///
/// # Errors
/// What GT.M says of the text.
pub fn parse_device_params<'a>(
    arena: &'a Bump,
    text: &'a [u8],
) -> Result<&'a [DeviceParam<'a>], Diagnostic> {
    match fragment(arena, text, Goal::DeviceParams)? {
        Parsed::DeviceParams(params) => Ok(params),
        _ => Err(indirection_extra(0)),
    }
}

fn at_column(code: errors::Code, at: usize) -> Diagnostic {
    Diagnostic {
        code,
        args: Vec::new(),
        line: 1,
        column: at as u32 + 1,
    }
}

/// Text after the end of what an indirection takes.
fn indirection_extra(at: usize) -> Diagnostic {
    at_column(errors::INDEXTRACHARS, at)
}

/// Runs the parser over all lines; a line with an error ends there and the next one starts afresh.
fn run<'a>(builder: &mut Builder<'a>, mut lexer: Lexer<'a>, source: &'a [u8]) {
    let parser = TextParser::new();
    while let Err(stop) = parser.parse(builder, &mut lexer) {
        let (mut code, at) = explain(builder, source, stop);
        if code == UNBALANCED && at == lexer.line_end() {
            if lexer.spoil_last() {
                builder.forget_line();
                continue;
            }
            code = errors::SPOREOL;
        }
        if let Some(fault) = lexer.unknown_before(at)
            && !builder.knows(fault.at)
        {
            builder.abandon(fault.code, fault.at as usize);
        }
        if matches!(
            code,
            errors::DEVPARUNK | errors::DEVPARINAP | errors::DEVPARVALREQ
        ) {
            let (level, list) = (builder.level(), builder.param_list_verb());
            builder.abandon(code, at);
            if lexer.resume_after(at, level, list) {
                continue;
            }
            let more = lexer.restart_after(lexer.line_end());
            builder.end_line(lexer.next_line() as u32);
            if !more {
                break;
            }
            continue;
        }
        let more = lexer.restart_after(lexer.line_end());
        builder.fail(code, at, lexer.next_line());
        if !more {
            break;
        }
    }
}

fn first_line<'a>(arena: &'a Bump, text: &'a [u8], lexer: Lexer<'a>) -> Line<'a> {
    let mut builder = Builder::new(arena, text);
    run(&mut builder, lexer, text);
    let (lines, diagnostics) = builder.into_parts();
    let mut line = lines.into_iter().next().unwrap_or_default();
    // An error that forbids the whole text counts before those that wait until control reaches them.
    let postponed = |d: &Diagnostic| {
        d.code == errors::INVCMD
            && line
                .commands
                .iter()
                .any(|c| c.verb == Verb::Zinvcmd && c.at + 1 == d.column)
    };
    if let Some(fatal) = diagnostics
        .into_iter()
        .find(|d| !d.is_late() && !postponed(d))
    {
        line.error = Some(fatal);
    }
    line
}

fn fragment<'a>(arena: &'a Bump, text: &'a [u8], goal: Goal) -> Result<Parsed<'a>, Diagnostic> {
    let mut builder = Builder::new(arena, text);
    let mut lexer = Lexer::fragment(text, goal);
    let parser = TextParser::new();
    loop {
        let stop = match parser.parse(&mut builder, &mut lexer) {
            Ok(parsed) => return Ok(parsed),
            Err(stop) => stop,
        };
        let (code, at) = explain(&builder, text, stop);
        if code == UNBALANCED && at == lexer.line_end() && lexer.spoil_last() {
            builder.forget_line();
            continue;
        }
        // What stands complete and is followed by something else has characters too many.
        let code = if code == errors::SPOREOL {
            errors::INDEXTRACHARS
        } else {
            code
        };
        return Err(at_column(code, at));
    }
}
