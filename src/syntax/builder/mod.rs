//! What the grammar's actions call: puts the tree together in the arena and checks what a grammar cannot say.

mod args;
mod expr;

use std::collections::HashMap;

use bumpalo::Bump;
use lalrpop_util::ParseError;

use crate::syntax::ast::*;
use crate::syntax::diagnostic::Diagnostic;
use crate::syntax::params;
use crate::syntax::token::{Fault, Token};
use crate::syntax::words::{Func, Verb};
use crate::value::errors::{self, Code};
use crate::value::num::{Num, NumError};

/// The result of a parse.
#[derive(Debug, Clone, Copy)]
pub enum Parsed<'a> {
    /// The lines are in the builder.
    Lines,
    Expr(&'a Expr<'a>),
    Glvn(&'a Glvn<'a>),
    DeviceParams(&'a [DeviceParam<'a>]),
}

/// The place of a message that is about a whole line; its column is 0.
pub const NO_COLUMN: u32 = u32::MAX;

/// Why LALRPOP stopped.
pub type Stop<'a> = ParseError<u32, Token<'a>, Fault>;

type Checked<'a, T> = Result<T, Stop<'a>>;

/// `@expr` with or without `@(...)`; the grammar keeps the two apart because only the first takes a parenthesis.
#[derive(Debug, Clone, Copy)]
pub enum Indirection<'a> {
    Open(&'a Glvn<'a>),
    Closed(&'a Glvn<'a>),
}

impl<'a> Indirection<'a> {
    /// As a variable.
    pub fn glvn(self, _: &Builder<'a>) -> &'a Glvn<'a> {
        match self {
            Indirection::Open(g) | Indirection::Closed(g) => g,
        }
    }
}

/// A function call being parsed.
#[derive(Debug, Clone, Copy)]
struct Call {
    func: Func,
    commas: u32,
    /// Arguments on the stack of the builder before this call.
    base: usize,
}

/// A call of a label of the same routine.
#[derive(Debug, Clone, Copy)]
struct LocalCall<'a> {
    label: Name<'a>,
    /// Number of actual parameters, `None` without parentheses.
    actuals: Option<u32>,
}

/// Builds the tree of one source text.
pub struct Builder<'a> {
    arena: &'a Bump,
    source: &'a [u8],
    pub lines: Vec<Line<'a>>,
    pub diagnostics: Vec<Diagnostic>,
    /// The labels with the number of their formal parameters, `None` without parentheses.
    labels: HashMap<Name<'a>, Option<u32>>,
    calls: Vec<LocalCall<'a>>,
    /// How many of them are of earlier commands.
    calls_before: usize,
    /// The line in hand and where it starts.
    line: Line<'a>,
    line_start: usize,
    /// Has the line in hand a FOR already?
    in_for: bool,
    /// Number of diagnostics and calls before the line in hand.
    line_marks: (usize, usize),
    /// Ends of the argumentless DO commands of the line in hand.
    blocks: Vec<Option<u32>>,
    /// What to say if the next line is not deeper than `block_level`.
    open_blocks: Vec<Diagnostic>,
    /// Argumentless DOs that have no block.
    missing_blocks: Vec<Diagnostic>,
    block_level: u32,
    /// Level that the next line may have at most.
    level: u32,
    commands: Vec<Command<'a>>,
    pub args: Vec<Arg<'a>>,
    exprs: Vec<Expr<'a>>,
    /// What is wrong with a constant of an expression in hand, and the address of its node.
    constant_error: Option<(NumError, usize)>,
    /// Number of diagnostics up to the one after which GT.M does not read the line on, and of calls before it.
    last_word: Option<(usize, usize)>,
    expr_refs: Vec<&'a Expr<'a>>,
    function_args: Vec<Option<Expr<'a>>>,
    functions: Vec<Call>,
    selects: Vec<(Expr<'a>, Expr<'a>)>,
    actuals: Vec<Actual<'a>>,
    pub targets: Vec<Target<'a>>,
    pub names: Vec<Name<'a>>,
    name_args: Vec<NameArg<'a>>,
    locks: Vec<LockRef<'a>>,
    pub for_params: Vec<ForParam<'a>>,
    params: Vec<DeviceParam<'a>>,
    device_verb: Option<params::Command>,
    /// The row of the parameter in hand.
    param: Option<&'static params::Row>,
    /// Does the parameter in hand stand in parentheses?
    in_list: bool,
    zsubs: Vec<ZwriteSub<'a>>,
    no_expr: &'a Expr<'a>,
    no_glvn: &'a Glvn<'a>,
}

impl<'a> Builder<'a> {
    pub fn new(arena: &'a Bump, source: &'a [u8]) -> Self {
        Builder {
            arena,
            source,
            lines: Vec::new(),
            diagnostics: Vec::new(),
            labels: HashMap::new(),
            calls: Vec::new(),
            calls_before: 0,
            line: Line::default(),
            line_start: 0,
            in_for: false,
            line_marks: (0, 0),
            blocks: Vec::new(),
            open_blocks: Vec::new(),
            missing_blocks: Vec::new(),
            block_level: 0,
            level: 0,
            commands: Vec::new(),
            args: Vec::new(),
            exprs: Vec::new(),
            constant_error: None,
            last_word: None,
            expr_refs: Vec::new(),
            function_args: Vec::new(),
            functions: Vec::new(),
            selects: Vec::new(),
            actuals: Vec::new(),
            targets: Vec::new(),
            names: Vec::new(),
            name_args: Vec::new(),
            locks: Vec::new(),
            for_params: Vec::new(),
            params: Vec::new(),
            device_verb: None,
            param: None,
            in_list: false,
            zsubs: Vec::new(),
            no_expr: arena.alloc(Expr::Str(b"")),
            no_glvn: arena.alloc(Glvn::Naked { subs: &[] }),
        }
    }

    // Errors -------------------------------------------------------------------------------------------------------------

    fn diagnostic(&self, code: Code, at: usize) -> Diagnostic {
        let column = if at == NO_COLUMN as usize {
            0
        } else {
            (at + 1).saturating_sub(self.line_start) as u32
        };
        Diagnostic {
            code,
            args: Vec::new(),
            line: self.lines.len() as u32 + 1,
            column,
        }
    }

    /// Reports an error that does not stop GT.M's compiler from reading on.
    fn soft(&mut self, code: Code, at: u32) {
        let diagnostic = self.diagnostic(code, at as usize);
        self.report(diagnostic);
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        if self.line.error.is_none() && !diagnostic.is_warning() {
            self.line.error = Some(diagnostic.clone());
        }
        self.diagnostics.push(diagnostic);
    }

    fn stop<T>(code: Code, at: u32) -> Checked<'a, T> {
        Err(ParseError::User {
            error: Fault { code, at },
        })
    }

    /// Ends the line in hand, whose successor starts at byte `next`, at an error at byte `at`.
    pub fn fail(&mut self, code: Code, at: usize, next: usize) {
        self.abandon(code, at);
        self.finish_line(next);
    }

    /// Reports an error at byte `at` and forgets the command that was half done.
    pub fn abandon(&mut self, code: Code, at: usize) {
        let diagnostic = self.diagnostic(code, at);
        self.report(diagnostic);
        self.forget_command();
    }

    /// Forgets the line in hand, which is parsed again.
    pub fn forget_line(&mut self) {
        self.forget_command();
        self.commands.clear();
        self.blocks.clear();
        self.in_for = false;
        self.diagnostics.truncate(self.line_marks.0);
        self.calls.truncate(self.line_marks.1);
        if let Some(label) = std::mem::take(&mut self.line).label {
            self.labels.remove(label);
        }
    }

    fn forget_command(&mut self) {
        self.args.clear();
        self.exprs.clear();
        self.expr_refs.clear();
        self.function_args.clear();
        self.functions.clear();
        self.selects.clear();
        self.actuals.clear();
        self.name_args.clear();
        self.locks.clear();
        self.params.clear();
        self.zsubs.clear();
        self.device_verb = None;
    }

    /// The command in whose list of device parameters the parser is.
    pub fn param_list_verb(&self) -> Option<Verb> {
        match (self.in_list, self.device_verb?) {
            (true, params::Command::Open) => Some(Verb::Open),
            (true, params::Command::Use) => Some(Verb::Use),
            (true, params::Command::Close) => Some(Verb::Close),
            _ => None,
        }
    }

    /// What is wrong with the device parameter whose name ends at byte `end`, if the parser stopped before it could tell.
    pub fn param_fault(&self, end: usize) -> Option<(Code, usize)> {
        let verb = self.device_verb?;
        let text = self.source.get(..end)?;
        let length = text
            .iter()
            .rev()
            .take_while(|c| c.is_ascii_alphanumeric() || **c == b'%')
            .count();
        let start = end - length;
        params::lookup(&text[start..], verb)
            .err()
            .map(|code| (code, start))
    }

    /// Level of the line in hand.
    pub fn level(&self) -> u32 {
        self.line.level
    }

    /// Is an error at byte `at` known already?
    pub fn knows(&self, at: u32) -> bool {
        let known = self.diagnostic(errors::CMD, at as usize);
        self.diagnostics
            .iter()
            .rev()
            .take_while(|d| d.line == known.line)
            .any(|d| d.column == known.column)
    }

    /// The message for an argument list of a function that goes on with something else than a comma or parenthesis.
    pub fn function_end(&self) -> Code {
        match self.functions.last() {
            Some(call)
                if call.commas + 1 < u32::from(call.func.row().args.0)
                    && call.func.misses_expression() =>
            {
                errors::EXPR
            }
            Some(call) if call.commas + 1 < u32::from(call.func.row().args.0) => errors::COMMA,
            _ => errors::RPARENMISSING,
        }
    }

    // Lines --------------------------------------------------------------------------------------------------------------

    /// A label; a second one of the same name ends the line with a message about its start.
    pub fn label(&mut self, name: Name<'a>) -> Checked<'a, ()> {
        if self.labels.contains_key(name) {
            return Self::stop(errors::MULTLAB, NO_COLUMN);
        }
        self.line.label = Some(name);
        self.labels.insert(name, None);
        Ok(())
    }

    /// The label in hand has the formal list just read.
    pub fn formals(&mut self) {
        let formals = self.take_names();
        self.line.formals = Some(formals);
        if let Some(label) = self.line.label {
            self.labels.insert(label, Some(formals.len() as u32));
        }
    }

    pub fn formal(&mut self, at: u32, name: Name<'a>) -> Checked<'a, ()> {
        if self.names.contains(&name) {
            return Self::stop(errors::MULTFORMPARM, at);
        }
        self.names.push(name);
        Ok(())
    }

    /// The line has `level` dots, and its text begins at byte `end`.
    pub fn start_line(&mut self, level: u32, end: u32) -> Checked<'a, ()> {
        self.line.level = level;
        if level > self.level {
            Self::stop(errors::BLKTOODEEP, end)
        } else {
            Ok(())
        }
    }

    /// Ends a line whose text, with its line end, ends before byte `next`.
    pub fn end_line(&mut self, next: u32) {
        let next = next as usize;
        self.finish_line(next);
    }

    fn finish_line(&mut self, next: usize) {
        let mut line = std::mem::take(&mut self.line);
        self.constant_error = None;
        if let Some((diagnostics, calls)) = self.last_word.take() {
            self.diagnostics.truncate(diagnostics);
            self.calls.truncate(calls);
        }
        // GT.M drops a FOR with its body, and the jump of such an IF with what it jumps over, but not the error behind them.
        let dropped = |c: &Command<'_>| c.verb == Verb::For || is_never(c);
        if line.error.as_ref().is_some_and(|e| !e.is_late())
            && let Some(at) = self.commands.iter().position(dropped)
        {
            self.commands.truncate(at);
        }
        if !self.commands.is_empty() {
            line.commands = self.arena.alloc_slice_copy(&self.commands);
            self.commands.clear();
        }
        self.check_blocks(line.level, next);
        self.lines.push(line);
        self.line_start = next;
        self.in_for = false;
        self.line_marks = (self.diagnostics.len(), self.calls.len());
    }

    /// An argumentless DO must have deeper lines after it, and only it may.
    fn check_blocks(&mut self, level: u32, next: usize) {
        if !self.open_blocks.is_empty() {
            if level <= self.block_level {
                self.missing_blocks.append(&mut self.open_blocks);
            }
            self.open_blocks.clear();
        }
        if level > self.level {
            return;
        }
        self.level = level;
        if !self.blocks.is_empty() {
            self.level += 1;
            self.block_level = level;
            for at in std::mem::take(&mut self.blocks).into_iter().flatten() {
                let at = self.after_do(at as usize, next);
                let diagnostic = self.diagnostic(errors::DONOBLOCK, at);
                self.open_blocks.push(diagnostic);
            }
        }
    }

    /// Where GT.M points when an argumentless DO that ends at byte `end` lacks its block: after the two blanks that follow it, or at
    /// the end of the line when there is only one before a comment.
    fn after_do(&self, end: usize, next_line: usize) -> usize {
        let is_blank = |at: usize| matches!(self.source.get(at), Some(b' ' | b'\t'));
        let text = &self.source[..next_line];
        let text = text.strip_suffix(b"\n").unwrap_or(text);
        let line_end = text.strip_suffix(b"\r").unwrap_or(text).len();
        // The first blank belongs to the command word and may have been read with it.
        let start = if end > 0 && is_blank(end - 1) {
            end - 1
        } else {
            end
        };
        match (is_blank(start), is_blank(start + 1)) {
            (true, true) => start + 2,
            (true, false) if self.source.get(start + 1) != Some(&b';') => start + 1,
            _ => line_end,
        }
    }

    /// Ends the routine.
    pub fn finish(mut self) -> Routine<'a> {
        self.missing_blocks.append(&mut self.open_blocks);
        // GT.M finds missing blocks when it generates code, after it has read all lines.
        self.diagnostics.append(&mut self.missing_blocks);
        self.check_calls();
        Routine {
            lines: self.lines,
            diagnostics: self.diagnostics,
        }
    }

    /// The lines built so far and what is wrong with them.
    pub fn into_parts(self) -> (Vec<Line<'a>>, Vec<Diagnostic>) {
        (self.lines, self.diagnostics)
    }

    /// Calls within the routine against its labels.
    fn check_calls(&mut self) {
        for call in std::mem::take(&mut self.calls) {
            let code = match (self.labels.get(call.label), call.actuals) {
                (None, _) => errors::LABELMISSING,
                (Some(None), Some(_)) => errors::FMLLSTMISSING,
                (Some(Some(formals)), Some(actuals)) if actuals > *formals => errors::ACTLSTTOOLONG,
                _ => continue,
            };
            self.report_routine(code, call.label);
        }
    }

    /// A message about the routine, without a place.
    fn report_routine(&mut self, code: Code, arg: &[u8]) {
        let args = vec![String::from_utf8_lossy(arg).into_owned()];
        self.diagnostics.push(Diagnostic {
            code,
            args,
            line: 0,
            column: 0,
        });
    }

    // Commands -----------------------------------------------------------------------------------------------------------

    pub fn command(&mut self, at: u32, verb: Verb, post: Option<&'a Expr<'a>>) {
        self.device_verb = None;
        self.in_for |= verb == Verb::For;
        if self.line.error.is_some() {
            self.args.clear();
            return;
        }
        let verb = if verb == Verb::Hang && self.args.is_empty() {
            Verb::Halt
        } else {
            verb
        };
        let args: &[Arg] = if self.args.is_empty() {
            &[]
        } else {
            self.arena.alloc_slice_copy(&self.args)
        };
        self.args.clear();
        if self.is_dead(post) {
            // What is never called may be missing.
            self.calls.truncate(self.calls_before);
        }
        self.calls_before = self.calls.len();
        let at = at - self.line_start as u32;
        self.commands.push(Command {
            verb,
            post,
            args,
            at,
        });
    }

    /// QUIT ends a FOR, and then it cannot carry a value.
    pub fn quit_with_value(&self, at: u32) -> Checked<'a, ()> {
        if self.in_for {
            Self::stop(errors::QUITARGUSE, at)
        } else {
            Ok(())
        }
    }

    /// A command that GT.M does not know but whose postconditional may keep it from being executed: a warning, and an error only
    /// when control comes to it, which is what ZINVCMD does.
    pub fn unknown_command(&mut self, at: u32, condition: &'a Expr<'a>) {
        let diagnostic = self.diagnostic(errors::INVCMD, at as usize);
        self.diagnostics.push(diagnostic);
        self.command(at, Verb::Zinvcmd, Some(condition));
    }

    /// Whether GT.M drops a command of the line in hand: its postconditional, or an IF before it, is a false constant.
    fn is_dead(&self, post: Option<&Expr<'a>>) -> bool {
        post.is_some_and(is_false) || self.commands.iter().any(is_never)
    }

    pub fn do_command(&mut self, at: u32, post: Option<&'a Expr<'a>>, end: u32) {
        if self.args.is_empty() {
            self.blocks.push((!self.is_dead(post)).then_some(end));
        }
        self.command(at, Verb::Do, post);
    }

    /// Notes a call whose label is in this routine.
    fn note_call(&mut self, entry: &EntryRef<'a>, actuals: Option<usize>) {
        if let EntryRef {
            label: EntryName::Name(label),
            offset: None,
            routine: EntryName::Absent,
        } = *entry
        {
            self.calls.push(LocalCall {
                label,
                actuals: actuals.map(|n| n as u32),
            });
        }
    }
}

/// Is it a constant that is false?
fn is_false(e: &Expr<'_>) -> bool {
    match e {
        Expr::Num(text) => Num::parse_prefix(text).is_ok_and(|n| n == Num::ZERO),
        Expr::Unary(UnaryOp::Not, Expr::Num(text)) => {
            Num::parse_prefix(text).is_ok_and(|n| n != Num::ZERO)
        }
        _ => false,
    }
}

/// An IF of a constant that is false.
fn is_never(c: &Command<'_>) -> bool {
    c.verb == Verb::If
        && c.args
            .iter()
            .any(|a| matches!(a, Arg::Expr { expr, .. } if is_false(expr)))
}

/// Moves the last `n` items of a stack into the arena.
fn take<'a, T: Copy>(arena: &'a Bump, stack: &mut Vec<T>, n: u32) -> &'a [T] {
    let from = stack.len().saturating_sub(n as usize);
    let slice = arena.alloc_slice_copy(&stack[from..]);
    stack.truncate(from);
    slice
}
