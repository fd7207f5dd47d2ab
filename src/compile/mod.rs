//! Floor 1: from the syntax tree to bytecode.

pub mod code;
mod command;
mod emit;
mod expr;
mod gather;
mod glvn;
pub mod messages;
#[cfg(native)]
pub mod native;
pub mod object;
pub mod verify;

use crate::syntax::ast::{Line, Routine};
use crate::syntax::diagnostic::Diagnostic;
use crate::syntax::parse;
use crate::syntax::words::Verb;
use crate::value::errors;
use bumpalo::Bump;
#[cfg(native)]
pub use code::KINDS;
pub use code::{Cmd, Code, Fragment, Ins, MOST_JOINED, Op, Opnd, RefFn, Source, Target};
use emit::Emit;
use std::borrow::Cow;

/// Bytes of a source line, and of a text met at run time.
pub const MAX_LINE: usize = 8192;

/// Breaks lines that are too long, as GT.M does; the numbers of the lines that were broken.
fn broken(source: &[u8]) -> (Cow<'_, [u8]>, Vec<u32>) {
    if source.len() <= MAX_LINE || source.split(|b| *b == b'\n').all(|l| l.len() <= MAX_LINE) {
        return (Cow::Borrowed(source), Vec::new());
    }
    let (mut out, mut long, mut number) = (Vec::with_capacity(source.len() + 8), Vec::new(), 0);
    for line in source.split_inclusive(|b| *b == b'\n') {
        let text = line.strip_suffix(b"\n").unwrap_or(line);
        let mut pieces = text.chunks(MAX_LINE).peekable();
        while let Some(piece) = pieces.next() {
            number += 1;
            out.extend_from_slice(piece);
            if pieces.peek().is_some() {
                long.push(number);
                out.push(b'\n');
            }
        }
        number += text.is_empty() as u32;
        out.extend_from_slice(&line[text.len()..]);
    }
    (Cow::Owned(out), long)
}

/// What GT.M's settings change in the code that is compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// Operands, arguments and subscripts are taken before later ones with side effects are evaluated (`gtm_side_effects`).
    pub settled: bool,
    /// Boolean operands with side effects are always evaluated (`gtm_boolean`).
    pub full_boolean: bool,
}

impl Options {
    /// From the settings of this process.
    pub fn from_env() -> Options {
        Options::from_settings(|name| {
            let value = std::env::var(format!("gtm_{name}")).ok()?;
            value.trim().parse().ok()
        })
    }

    /// From the settings of an environment, given by their names without `gtm_`.
    pub fn from_settings(number: impl Fn(&str) -> Option<i64>) -> Options {
        let on = |name: &str| number(name).is_some_and(|n| n > 0);
        let settled = on("side_effects");
        Options {
            settled,
            full_boolean: settled || on("boolean"),
        }
    }
}

/// Compiles a routine. Lines with errors raise them when control gets there; the diagnostics are in `Code::errors`.
pub fn routine(name: &[u8], source: &[u8], path: &str, options: Options) -> Code {
    let arena = Bump::with_capacity(source.len() * 4);
    let (source, long) = broken(source);
    let tree = parse::parse_routine(&arena, &source);
    let mut emit = Emit::new();
    emit.options = options;
    emit.code.options = options;
    emit.code.name = name.into();
    emit.code.path = path.to_string();
    emit.code.source = Source::new(&source);
    lines(&mut emit, &tree);
    emit.code.diagnostics = long
        .into_iter()
        .map(|line| Diagnostic {
            code: errors::LSINSERTED,
            args: vec![line.to_string(), path.to_string()],
            line,
            column: 0,
        })
        .chain(tree.diagnostics)
        .collect();
    emit.finish()
}

/// Compiles a text met at run time.
///
/// # Errors
/// The first syntax error, except that in `Fragment::Commands` some are raised when control reaches them.
pub fn fragment(kind: Fragment, text: &[u8], options: Options) -> Result<Code, Diagnostic> {
    if text.len() > MAX_LINE {
        return Err(Diagnostic {
            code: errors::INDRMAXLEN,
            args: vec![MAX_LINE.to_string()],
            line: 1,
            column: 1,
        });
    }
    let arena = Bump::with_capacity(text.len() * 8 + 256);
    let mut emit = Emit::new();
    emit.options = options;
    emit.fragment = true;
    match kind {
        Fragment::Commands => {
            // $STACK(level,"MCODE") of an XECUTE shows it.
            emit.code.source = Source::new(text);
            let line = parse::parse_commands(&arena, text);
            if let Some(error) = line.error.as_ref().filter(|e| !e.is_late()) {
                return Err(error.clone());
            }
            emit.line(&line);
            emit.op(Op::End, 0, 0, 0, 0, 0);
        }
        Fragment::Reference => {
            let glvn = parse::parse_glvn(&arena, text)?;
            let slot = emit.reference(glvn);
            emit.op(Op::EndRef, 0, slot, 0, 0, 0);
        }
        Fragment::Value => {
            let glvn = parse::parse_glvn(&arena, text.trim_ascii_end())?;
            let value = emit.read_glvn(glvn, None);
            emit.op(Op::EndVal, 0, 0, value.0, 0, 0);
        }
        Fragment::Text => {
            let e = parse::parse_expr(&arena, text)?;
            let value = emit.expr(e, None);
            emit.op(Op::EndVal, 0, 0, value.0, 0, 0);
        }
        Fragment::Args(verb) => {
            let verb = crate::syntax::words::VERBS
                .get(verb as usize)
                .map_or(Verb::Write, |w| w.id);
            // WRITE, XECUTE and HANG of nothing do nothing; blanks are no argument.
            let nothing =
                text.is_empty() && matches!(verb, Verb::Write | Verb::Xecute | Verb::Hang);
            let blank = !text.is_empty() && text.trim_ascii().is_empty();
            if blank && is_whole(verb) {
                if verb != Verb::Do {
                    emit.argumentless(verb);
                }
                emit.op(Op::End, 0, 0, 0, 0, 0);
                return Ok(emit.finish());
            }
            let args = if nothing {
                &[]
            } else {
                parse::parse_args(&arena, verb, text)?
            };
            if args.is_empty()
                && let Some(code) = empty_argument(verb)
            {
                return Err(Diagnostic {
                    code,
                    args: Vec::new(),
                    line: 1,
                    column: 1,
                });
            }
            let end = emit.label();
            emit.rest = end;
            emit.arguments(verb, args);
            emit.place(end);
            emit.op(Op::End, 0, 0, 0, 0, 0);
        }
        Fragment::Params(verb) => {
            let params = parse::parse_device_params(&arena, text)?;
            let verb = crate::syntax::words::VERBS
                .get(verb as usize)
                .map_or(Verb::Open, |w| w.id);
            // The list is the one that the command has begun.
            emit.param_items(params, verb);
            emit.op(Op::End, 0, 0, 0, 0, 0);
        }
        Fragment::LockNames => {
            emit.lock_names(parse::parse_lock_names(&arena, text)?);
            emit.op(Op::End, 0, 0, 0, 0, 0);
        }
    }
    match emit.fault {
        Some((code, args)) => Err(Diagnostic {
            code,
            args,
            line: 1,
            column: 0,
        }),
        None => Ok(emit.finish()),
    }
}

/// Whether a command whose argument is a text of blanks is the one without argument.
fn is_whole(verb: Verb) -> bool {
    use Verb::*;
    matches!(verb, Do | Kill | Lock | New | Zshow | Zwrite)
}

/// What is missing when the text of an argument indirection is empty; `None` where that means no argument.
fn empty_argument(verb: Verb) -> Option<errors::Code> {
    match verb {
        Verb::Kill
        | Verb::New
        | Verb::Zkill
        | Verb::Zwithdraw
        | Verb::Set
        | Verb::Merge
        | Verb::Read => Some(errors::VAREXPECTED),
        Verb::Do | Verb::Goto => Some(errors::LABELEXPECTED),
        Verb::Lock | Verb::Zallocate | Verb::Zdeallocate => Some(errors::LKNAMEXPECTED),
        _ => None,
    }
}

/// Lines with their blocks: a run of deeper lines is jumped over by the level above and entered by its argumentless DOs.
fn lines(emit: &mut Emit, tree: &Routine<'_>) {
    emit.code.lines = vec![0; tree.lines.len()];
    block(emit, &tree.lines, 0, 0);
    emit.op(Op::Ret, 0, 0, 0, 0, 0);
}

/// Emits the lines from `at` on that are at `level` or deeper; gives the index of the first line that is not.
fn block(emit: &mut Emit, all: &[Line<'_>], mut at: usize, level: u32) -> usize {
    let mut fallen = false;
    while let Some(line) = all.get(at) {
        if line.level < level {
            break;
        }
        if line.level > level {
            // Only a DO enters a deeper run; control that falls on it passes by.
            let after = emit.label();
            emit.jump(Op::Jmp, after);
            let body = emit.block_label.take();
            if let Some(body) = body {
                emit.place(body);
            }
            at = block(emit, all, at, level + 1);
            // Control that comes out of the block finds the formal list, control that passes it by does not.
            fallen = all
                .get(at)
                .is_some_and(|next| next.level == level && next.formals.is_some());
            if fallen {
                emit.raise(errors::FALLINTOFLST);
            }
            emit.op(Op::Ret, 0, 0, 0, 0, 0);
            emit.place(after);
            continue;
        }
        emit.code.lines[at] = emit.code.ins.len() as u32;
        if let Some(name) = line.label {
            if line.formals.is_some() && at > 0 && !std::mem::take(&mut fallen) {
                emit.raise(errors::FALLINTOFLST);
                emit.code.lines[at] = emit.code.ins.len() as u32;
            }
            emit.define(name, at as u32 + 1, line.formals);
        }
        let deeper = all.get(at + 1).is_some_and(|next| next.level > level);
        let body = deeper.then(|| emit.label());
        emit.block_label = body;
        emit.line(line);
        emit.block_label = body;
        at += 1;
    }
    at
}
