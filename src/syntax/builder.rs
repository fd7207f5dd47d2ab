//! What the grammar's actions call: puts the tree together in the arena and checks what a grammar cannot say.

use std::collections::HashMap;

use bumpalo::Bump;
use lalrpop_util::ParseError;

use super::ast::*;
use super::diagnostic::Diagnostic;
use super::literal;
use super::params::{self, ValueKind};
use super::token::{Fault, Pattern, Token};
use super::words::{Func, Svn, Verb};
use crate::value::errors::{self, Code};

/// The result of a parse.
#[derive(Debug, Clone, Copy)]
pub enum Parsed<'a> {
    /// The lines are in the builder.
    Lines,
    Expr(&'a Expr<'a>),
    Glvn(&'a Glvn<'a>),
    Entry(&'a EntryRef<'a>),
    DeviceParams(&'a [DeviceParam<'a>]),
    Actuals(&'a [Actual<'a>]),
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

/// A label with what the calls in its routine need to know.
#[derive(Debug, Clone, Copy)]
struct LabelInfo<'a> {
    name: Name<'a>,
    /// Number of formal parameters, `None` without parentheses.
    formals: Option<u32>,
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
    labels: Vec<LabelInfo<'a>>,
    label_index: HashMap<Name<'a>, usize>,
    calls: Vec<LocalCall<'a>>,
    /// The line in hand and where it starts.
    line: Line<'a>,
    line_start: usize,
    /// Ends of the argumentless DO commands of the line in hand.
    blocks: Vec<u32>,
    /// What to say if the next line is not deeper than `block_level`.
    open_blocks: Vec<Diagnostic>,
    block_level: u32,
    /// Level that the next line may have at most.
    level: u32,
    commands: Vec<Command<'a>>,
    pub args: Vec<Arg<'a>>,
    exprs: Vec<Expr<'a>>,
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
            labels: Vec::new(),
            label_index: HashMap::new(),
            calls: Vec::new(),
            line: Line::default(),
            line_start: 0,
            blocks: Vec::new(),
            open_blocks: Vec::new(),
            block_level: 0,
            level: 0,
            commands: Vec::new(),
            args: Vec::new(),
            exprs: Vec::new(),
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
        let column = if at == NO_COLUMN as usize { 0 } else { (at + 1).saturating_sub(self.line_start) as u32 };
        Diagnostic { code, args: Vec::new(), line: self.lines.len() as u32 + 1, column }
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
        Err(ParseError::User { error: Fault { code, at } })
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
        let length = text.iter().rev().take_while(|c| c.is_ascii_alphanumeric() || **c == b'%').count();
        let start = end - length;
        params::lookup(&text[start..], verb).err().map(|code| (code, start))
    }

    /// Is the function in hand `$INCREMENT`?
    pub fn in_increment(&self) -> bool {
        matches!(self.functions.last(), Some(Call { func: Func::Increment | Func::Zincrement, .. }))
    }

    /// Level of the line in hand.
    pub fn level(&self) -> u32 {
        self.line.level
    }

    /// Is an error at byte `at` known already?
    pub fn knows(&self, at: u32) -> bool {
        let known = self.diagnostic(errors::CMD, at as usize);
        self.diagnostics.iter().rev().take_while(|d| d.line == known.line).any(|d| d.column == known.column)
    }

    /// The message for an argument list of a function that goes on with something else than a comma or parenthesis.
    pub fn function_end(&self) -> Code {
        match self.functions.last() {
            Some(call) if call.commas + 1 < u32::from(call.func.row().args.0) && call.func.misses_expression() => errors::EXPR,
            Some(call) if call.commas + 1 < u32::from(call.func.row().args.0) => errors::COMMA,
            _ => errors::RPARENMISSING,
        }
    }

    // Lines --------------------------------------------------------------------------------------------------------------

    /// A label; a second one of the same name ends the line with a message about its start.
    pub fn label(&mut self, name: Name<'a>) -> Checked<'a, ()> {
        if self.label_index.insert(name, self.labels.len()).is_some() {
            return Self::stop(errors::MULTLAB, NO_COLUMN);
        }
        self.line.label = Some(name);
        self.labels.push(LabelInfo { name, formals: None });
        Ok(())
    }

    /// The label in hand has the formal list just read.
    pub fn formals(&mut self) {
        let formals = self.take_names();
        self.line.formals = Some(formals);
        if let Some(label) = self.labels.last_mut() {
            label.formals = Some(formals.len() as u32);
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
        if level > self.level { Self::stop(errors::BLKTOODEEP, end) } else { Ok(()) }
    }

    /// Ends a line whose text, with its line end, ends before byte `next`.
    pub fn end_line(&mut self, next: u32) {
        let next = next as usize;
        self.finish_line(next);
    }

    fn finish_line(&mut self, next: usize) {
        let mut line = std::mem::take(&mut self.line);
        if !self.commands.is_empty() {
            line.commands = self.arena.alloc_slice_copy(&self.commands);
            self.commands.clear();
        }
        self.check_blocks(line.level, next);
        self.lines.push(line);
        self.line_start = next;
    }

    /// An argumentless DO must have deeper lines after it, and only it may.
    fn check_blocks(&mut self, level: u32, next: usize) {
        if !self.open_blocks.is_empty() {
            if level <= self.block_level {
                self.diagnostics.append(&mut self.open_blocks);
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
            for at in std::mem::take(&mut self.blocks) {
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
        let start = if end > 0 && is_blank(end - 1) { end - 1 } else { end };
        match (is_blank(start), is_blank(start + 1)) {
            (true, true) => start + 2,
            (true, false) if self.source.get(start + 1) != Some(&b';') => start + 1,
            _ => line_end,
        }
    }

    /// Ends the routine.
    pub fn finish(mut self) -> Routine<'a> {
        self.diagnostics.append(&mut self.open_blocks);
        self.check_calls();
        Routine { lines: self.lines, diagnostics: self.diagnostics }
    }

    /// The lines built so far.
    pub fn into_lines(self) -> Vec<Line<'a>> {
        self.lines
    }

    /// Calls within the routine against its labels.
    fn check_calls(&mut self) {
        for call in std::mem::take(&mut self.calls) {
            let label = self.label_index.get(call.label).and_then(|at| self.labels.get(*at));
            let code = match (label, call.actuals) {
                (None, _) => errors::LABELMISSING,
                (Some(LabelInfo { formals: None, .. }), Some(_)) => errors::FMLLSTMISSING,
                (Some(LabelInfo { formals: Some(formals), .. }), Some(actuals)) if actuals > *formals => errors::ACTLSTTOOLONG,
                _ => continue,
            };
            self.report_routine(code, call.label);
        }
    }

    /// A message about the routine, without a place.
    fn report_routine(&mut self, code: Code, arg: &[u8]) {
        let args = vec![String::from_utf8_lossy(arg).into_owned()];
        self.diagnostics.push(Diagnostic { code, args, line: 0, column: 0 });
    }

    // Commands -----------------------------------------------------------------------------------------------------------

    pub fn command(&mut self, at: u32, verb: Verb, post: Option<&'a Expr<'a>>) {
        self.device_verb = None;
        if self.line.error.is_some() {
            self.args.clear();
            return;
        }
        let verb = if verb == Verb::Hang && self.args.is_empty() { Verb::Halt } else { verb };
        let args: &[Arg] = if self.args.is_empty() { &[] } else { self.arena.alloc_slice_copy(&self.args) };
        self.args.clear();
        let at = at - self.line_start as u32;
        self.commands.push(Command { verb, post, args, at });
    }

    /// A command that GT.M does not know but whose postconditional may keep it from being executed: a warning, and an error only
    /// when control comes to it, which is what ZINVCMD does.
    pub fn unknown_command(&mut self, at: u32, condition: &'a Expr<'a>) {
        let diagnostic = self.diagnostic(errors::INVCMD, at as usize);
        self.diagnostics.push(diagnostic);
        self.command(at, Verb::Zinvcmd, Some(condition));
    }

    pub fn do_command(&mut self, at: u32, post: Option<&'a Expr<'a>>, end: u32) {
        if self.args.is_empty() {
            self.blocks.push(end);
        }
        self.command(at, Verb::Do, post);
    }

    /// Notes a call whose label is in this routine.
    fn note_call(&mut self, entry: &EntryRef<'a>, actuals: Option<usize>) {
        if let EntryRef { label: EntryName::Name(label), offset: None, routine: EntryName::Absent } = *entry {
            self.calls.push(LocalCall { label, actuals: actuals.map(|n| n as u32) });
        }
    }

    // Arguments ----------------------------------------------------------------------------------------------------------

    /// An argument that is one expression; a bare `@x` stands for a list of arguments.
    pub fn expr_arg(&mut self, at: u32, expr: &'a Expr<'a>, post: Option<&'a Expr<'a>>) {
        let arg = match self.bare_indirection(at, expr) {
            Some(expr) => Arg::Indirect { expr, post },
            None => Arg::Expr { expr, post },
        };
        self.args.push(arg);
    }

    /// The operand of `@` if `expr`, which starts at byte `at`, is `@x` without parentheses around or subscripts after it.
    fn bare_indirection(&self, at: u32, expr: &'a Expr<'a>) -> Option<&'a Expr<'a>> {
        match expr {
            Expr::Glvn(Glvn::Indirect { expr, subs: None }) if self.source.get(at as usize) == Some(&b'@') => Some(expr),
            _ => None,
        }
    }

    pub fn indirect_arg(&mut self, i: Indirection<'a>) {
        let expr = self.indirect_value(i);
        self.args.push(Arg::Indirect { expr, post: None });
    }

    pub fn indirect_arg_of(&mut self, n: u32, atom: &'a Expr<'a>) {
        let glvn = self.indirect(n, atom);
        self.indirect_arg(Indirection::Open(glvn));
    }

    /// What `@` takes its text from: for `@x` that is `x`, for `@x@(1)` the variable itself.
    pub fn indirect_value(&mut self, i: Indirection<'a>) -> &'a Expr<'a> {
        match self.glvn_of(i) {
            Glvn::Indirect { expr, subs: None } => expr,
            glvn => self.arena.alloc(Expr::Glvn(glvn)),
        }
    }

    pub fn glvn_of(&mut self, i: Indirection<'a>) -> &'a Glvn<'a> {
        i.glvn(self)
    }

    pub fn glvn_arg(&mut self, glvn: &'a Glvn<'a>) {
        let arg = match glvn {
            Glvn::Indirect { expr, subs: None } => Arg::Indirect { expr, post: None },
            _ => Arg::Glvn(glvn),
        };
        self.args.push(arg);
    }

    /// VIEW and ZMESSAGE: `n` values after the first are on the stack.
    pub fn colon_arg(&mut self, at: u32, first: &'a Expr<'a>, n: u32) {
        let args = self.take_expr_refs(n);
        let arg = match self.bare_indirection(at, first) {
            Some(expr) if args.is_empty() => Arg::Indirect { expr, post: None },
            _ => Arg::View { keyword: first, args },
        };
        self.args.push(arg);
    }

    pub fn colon_command(&mut self, at: u32, verb: Verb, post: Option<&'a Expr<'a>>) {
        if verb == Verb::Zmessage {
            for arg in &mut self.args {
                if let Arg::View { keyword, args } = *arg {
                    *arg = Arg::Zmessage { code: keyword, args };
                }
            }
        }
        self.command(at, verb, post);
    }

    pub fn push_expr_ref(&mut self, expr: &'a Expr<'a>, n: u32) -> u32 {
        self.expr_refs.push(expr);
        n + 1
    }

    fn take_expr_refs(&mut self, n: u32) -> &'a [&'a Expr<'a>] {
        take(self.arena, &mut self.expr_refs, n)
    }

    pub fn set(&mut self, target: Target<'a>, value: &'a Expr<'a>) {
        let targets = std::slice::from_ref(self.arena.alloc(target));
        self.args.push(Arg::Set { targets, value });
    }

    pub fn set_list(&mut self, value: &'a Expr<'a>) {
        let targets = self.arena.alloc_slice_copy(&self.targets);
        self.targets.clear();
        self.args.push(Arg::Set { targets, value });
    }

    pub fn set_alias(&mut self, target: &'a Glvn<'a>, source: AliasSource<'a>) {
        self.args.push(Arg::SetAlias { target, source });
    }

    pub fn settable(&mut self, at: u32, svn: Svn) -> Target<'a> {
        if !svn.is_settable() {
            self.soft(errors::SVNOSET, at + 1);
        }
        Target::Svn(svn)
    }

    pub fn bad_target(&mut self, at: u32) -> Target<'a> {
        self.soft(errors::INVSVN, at + 1);
        self.no_target()
    }

    pub fn no_target(&self) -> Target<'a> {
        Target::Glvn(self.no_glvn)
    }

    /// `$PIECE` or `$EXTRACT` as a target; its `n` arguments after the variable are on the stack, `end` is its last parenthesis.
    pub fn set_function(&mut self, func: Func, glvn: &'a Glvn<'a>, n: u32, end: u32) -> Checked<'a, Target<'a>> {
        let args = self.take_expr_refs(n);
        self.functions.pop();
        let bytes = matches!(func, Func::Zpiece | Func::Zextract);
        let arg = |at: usize| args.get(at).copied();
        match func {
            Func::Extract | Func::Zextract => Ok(Target::Extract { bytes, glvn, from: arg(0), to: arg(1) }),
            _ => match arg(0) {
                Some(delim) => Ok(Target::Piece { bytes, glvn, delim, from: arg(1), to: arg(2) }),
                None => Self::stop(errors::COMMA, end),
            },
        }
    }

    pub fn push_name_arg(&mut self, name: NameArg<'a>, n: u32) -> u32 {
        self.name_args.push(name);
        n + 1
    }

    pub fn exclusive(&mut self, n: u32) {
        let names = take(self.arena, &mut self.name_args, n);
        self.args.push(Arg::Exclusive(names));
    }

    pub fn new_svn(&mut self, at: u32, svn: Svn) {
        if !svn.is_newable() {
            self.soft(errors::SVNONEW, at + 1);
        }
        self.args.push(Arg::NewSvn(svn));
    }

    pub fn unknown_svn(&mut self, at: u32) {
        self.soft(errors::INVSVN, at + 1);
    }

    pub fn call(&mut self, entry: &'a EntryRef<'a>, args: Option<&'a [Actual<'a>]>, post: Option<&'a Expr<'a>>) {
        if args.is_none()
            && let EntryRef { label: EntryName::Indirect(expr), offset: None, routine: EntryName::Absent } = *entry
        {
            self.args.push(Arg::Indirect { expr, post });
            return;
        }
        self.note_call(entry, args.map(<[_]>::len));
        self.args.push(Arg::Call { entry: *entry, args, post });
    }

    pub fn call_external(&mut self, call: External<'a>, post: Option<&'a Expr<'a>>) {
        self.args.push(Arg::CallExternal { call, post });
    }

    pub fn for_arg(&mut self, var: &'a Glvn<'a>) {
        let params = self.arena.alloc_slice_copy(&self.for_params);
        self.for_params.clear();
        self.args.push(Arg::For { var, params });
    }

    pub fn push_lock(&mut self, glvn: &'a Glvn<'a>, n: u32) -> u32 {
        self.locks.push(LockRef::Glvn(glvn));
        n + 1
    }

    pub fn lock(&mut self, op: LockOp, n: u32, timeout: Option<&'a Expr<'a>>) {
        let refs = take(self.arena, &mut self.locks, n);
        self.args.push(Arg::Lock { op, refs, timeout });
    }

    pub fn lock_one(&mut self, op: LockOp, glvn: &'a Glvn<'a>, timeout: Option<&'a Expr<'a>>) {
        let n = self.push_lock(glvn, 0);
        self.lock(op, n, timeout);
    }

    // READ and WRITE -----------------------------------------------------------------------------------------------------

    pub fn write(&mut self, item: WriteItem<'a>) {
        self.args.push(Arg::Write(item));
    }

    pub fn write_expr(&mut self, at: u32, expr: &'a Expr<'a>) {
        let arg = match self.bare_indirection(at, expr) {
            Some(expr) => Arg::Indirect { expr, post: None },
            None => Arg::Write(WriteItem::Expr(expr)),
        };
        self.args.push(arg);
    }

    pub fn control(&mut self, name: EntryName<'a>, n: u32) {
        let args = self.take_actuals(n);
        self.write(WriteItem::Control { name, args });
    }

    pub fn read_write(&mut self, item: WriteItem<'a>) {
        self.args.push(Arg::Read(ReadItem::Write(item)));
    }

    pub fn read_string(&mut self, at: u32, text: &'a [u8]) {
        let expr = self.string(at, text);
        self.read_write(WriteItem::Expr(expr));
    }

    pub fn read_control(&mut self, name: EntryName<'a>, n: u32) {
        let args = self.take_actuals(n);
        self.read_write(WriteItem::Control { name, args });
    }

    pub fn read_line(&mut self, var: &'a Glvn<'a>, timeout: Option<&'a Expr<'a>>) {
        self.args.push(Arg::Read(ReadItem::Line { var, timeout }));
    }

    pub fn read_fixed(&mut self, var: &'a Glvn<'a>, length: &'a Expr<'a>, timeout: Option<&'a Expr<'a>>) {
        self.args.push(Arg::Read(ReadItem::Fixed { var, length, timeout }));
    }

    pub fn read_star(&mut self, var: &'a Glvn<'a>, timeout: Option<&'a Expr<'a>>) {
        self.args.push(Arg::Read(ReadItem::Star { var, timeout }));
    }

    // Devices, jobs, transactions ----------------------------------------------------------------------------------------

    /// The command whose parameters follow.
    pub fn device_verb(&mut self, verb: params::Command) {
        self.device_verb = Some(verb);
        self.in_list = false;
    }

    /// A list of parameters begins or ends.
    pub fn param_list(&mut self, inside: bool) {
        self.in_list = inside;
    }

    /// # Errors
    /// The command does not take this parameter.
    pub fn param_name(&mut self, at: u32, name: Name<'a>) -> Checked<'a, Name<'a>> {
        self.param = None;
        if let Some(verb) = self.device_verb {
            match params::lookup(name, verb) {
                Ok(row) => self.param = Some(row),
                Err(code) => return Self::stop(code, at),
            }
        }
        Ok(name)
    }

    /// A parameter with or without a value; `end` is the byte after its name.
    pub fn param(&mut self, name: Name<'a>, value: Option<&'a Expr<'a>>, end: u32) -> Checked<'a, ()> {
        if let (Some(row), Some(verb)) = (self.param, self.device_verb) {
            if let Err(code) = row.check_value(verb, value.is_some()) {
                return Self::stop(code, end);
            }
            if row.value == ValueKind::None && value.is_some() {
                let code = if self.in_list { errors::RPARENMISSING } else { errors::SPOREOL };
                return Self::stop(code, end);
            }
        }
        self.params.push(DeviceParam::Named { name, value });
        Ok(())
    }

    pub fn param_indirect(&mut self, i: Indirection<'a>) {
        let expr = self.indirect_value(i);
        self.params.push(DeviceParam::Indirect(expr));
    }

    pub fn take_params(&mut self) -> &'a [DeviceParam<'a>] {
        let params = self.arena.alloc_slice_copy(&self.params);
        self.params.clear();
        params
    }

    pub fn device(&mut self, at: u32, device: &'a Expr<'a>, timeout: Option<&'a Expr<'a>>, space: Option<&'a Expr<'a>>) {
        let params = self.take_params();
        let arg = match self.bare_indirection(at, device) {
            Some(expr) if params.is_empty() && timeout.is_none() && space.is_none() => Arg::Indirect { expr, post: None },
            _ => Arg::Device { device, params, timeout, space },
        };
        self.args.push(arg);
    }

    /// JOB passes values only.
    pub fn job_actuals(&self, at: u32, args: &'a [Actual<'a>]) -> Checked<'a, ()> {
        let by_ref = |a: &Actual| matches!(a, Actual::Ref(_) | Actual::RefIndirect(_));
        match args.iter().position(by_ref) {
            // Approximately where it stands: the first dot after the parenthesis that starts an actual parameter.
            Some(_) => {
                let text = &self.source[at as usize..];
                let dot = text.windows(2).position(|w| matches!(w, b"(." | b",.")).unwrap_or(0);
                Self::stop(errors::JOBACTREF, at + dot as u32 + 1)
            }
            None => Ok(()),
        }
    }

    pub fn job(&mut self, at: u32, entry: &'a EntryRef<'a>, args: Option<&'a [Actual<'a>]>, timeout: Option<&'a Expr<'a>>) {
        let params = self.take_params();
        let _ = at;
        if let (EntryRef { label: EntryName::Indirect(expr), offset: None, routine: EntryName::Absent }, None, None, []) =
            (*entry, args, timeout, params)
        {
            self.args.push(Arg::Indirect { expr, post: None });
            return;
        }
        self.args.push(Arg::Job { entry: *entry, args, params, timeout });
    }

    /// One parameter of JOB; `at_value` is where its value starts or is missing.
    pub fn job_param(&mut self, at: u32, name: Name<'a>, value: Option<&'a Expr<'a>>, at_value: u32) -> Checked<'a, ()> {
        let row = match params::lookup(name, params::Command::Job) {
            Ok(row) => row,
            Err(code) => return Self::stop(code, at),
        };
        if let Err(code) = row.check_value(params::Command::Job, value.is_some()) {
            return Self::stop(code, at_value);
        }
        match (row.value, value) {
            (ValueKind::StringLiteral, Some(Expr::Str(_))) | (ValueKind::NumberLiteral, Some(Expr::Num(_))) => {}
            (ValueKind::StringLiteral, Some(Expr::Num(_))) => return Self::stop(errors::JOBPARSTR, at_value),
            (ValueKind::NumberLiteral, Some(Expr::Str(_))) => return Self::stop(errors::JOBPARNUM, at_value),
            _ => {}
        }
        self.params.push(DeviceParam::Named { name, value });
        Ok(())
    }

    pub fn tstart(&mut self, restart: RestartVars<'a>) {
        let params = self.take_params();
        self.args.push(Arg::Tstart { restart, params });
    }

    pub fn tstart_param(&mut self, at: u32, name: Name<'a>, value: Option<&'a Expr<'a>>, end: u32) -> Checked<'a, ()> {
        let row = match params::lookup(name, params::Command::Tstart) {
            Ok(row) => row,
            Err(code) => return Self::stop(code, at),
        };
        if let Err(code) = row.check_value(params::Command::Tstart, value.is_some()) {
            return Self::stop(code, end);
        }
        self.params.push(DeviceParam::Named { name, value });
        Ok(())
    }

    /// The names of a parenthesised list.
    pub fn take_names(&mut self) -> &'a [Name<'a>] {
        let names = self.arena.alloc_slice_copy(&self.names);
        self.names.clear();
        names
    }

    // Z commands ---------------------------------------------------------------------------------------------------------

    pub fn zbreak(
        &mut self,
        remove: bool,
        entry: Option<&'a EntryRef<'a>>,
        action: Option<&'a Expr<'a>>,
        count: Option<&'a Expr<'a>>,
    ) {
        let arg = match entry {
            Some(EntryRef { label: EntryName::Indirect(expr), offset: None, routine: EntryName::Absent })
                if !remove && action.is_none() && count.is_none() =>
            {
                Arg::Indirect { expr, post: None }
            }
            _ => Arg::Zbreak { remove, entry: entry.copied(), action, count },
        };
        self.args.push(arg);
    }

    pub fn zgoto(
        &mut self,
        at: u32,
        level: &'a Expr<'a>,
        entry: Option<&'a EntryRef<'a>>,
        post: Option<&'a Expr<'a>>,
    ) {
        let arg = match self.bare_indirection(at, level) {
            Some(expr) if entry.is_none() => Arg::Indirect { expr, post },
            _ => Arg::Zgoto { level: Some(level), entry: entry.copied(), post },
        };
        self.args.push(arg);
    }

    pub fn zprint(&mut self, from: &'a EntryRef<'a>, to: Option<&'a EntryRef<'a>>) {
        let arg = match *from {
            EntryRef { label: EntryName::Indirect(expr), offset: None, routine: EntryName::Absent } if to.is_none() => {
                Arg::Indirect { expr, post: None }
            }
            _ => {
                let all = matches!((from.label, from.offset, to), (EntryName::Absent, None, None));
                Arg::Zprint { from: *from, to: to.copied(), all }
            }
        };
        self.args.push(arg);
    }

    pub fn zshow(&mut self, at: u32, what: Option<&'a Expr<'a>>, into: Option<&'a Glvn<'a>>) {
        let arg = match what.and_then(|e| self.bare_indirection(at, e)) {
            Some(expr) if into.is_none() => Arg::Indirect { expr, post: None },
            _ => Arg::Zshow { what, into },
        };
        self.args.push(arg);
    }

    pub fn zstep(&mut self, at: u32, word: Name<'a>, action: Option<&'a Expr<'a>>) -> Checked<'a, ()> {
        let mode = match word.to_ascii_uppercase().as_slice() {
            b"I" | b"INTO" => StepMode::Into,
            b"OV" | b"OVER" => StepMode::Over,
            b"OU" | b"OUTOF" => StepMode::Outof,
            _ => return Self::stop(errors::INVZSTEP, at),
        };
        self.args.push(Arg::Zstep { mode, action });
        Ok(())
    }

    pub fn push_zsub(&mut self, sub: ZwriteSub<'a>, n: u32) -> u32 {
        self.zsubs.push(sub);
        n + 1
    }

    pub fn zwrite(&mut self, name: ZwriteName<'a>, subs: Option<&'a [ZwriteSub<'a>]>) {
        self.args.push(Arg::Zwrite(ZwriteItem::Var { name, subs }));
    }

    pub fn zwrite_subs(&mut self, name: ZwriteName<'a>, n: u32) {
        let subs = take(self.arena, &mut self.zsubs, n);
        self.zwrite(name, Some(subs));
    }

    pub fn zwrite_indirect(&mut self, n: u32, atom: &'a Expr<'a>, k: u32) {
        let glvn = self.indirect(n, atom);
        let value = self.indirect_value(Indirection::Open(glvn));
        self.zwrite_subs(ZwriteName::Indirect(value), k);
    }

    // Entry references ---------------------------------------------------------------------------------------------------

    pub fn entry(
        &mut self,
        label: EntryName<'a>,
        offset: Option<&'a Expr<'a>>,
        routine: EntryName<'a>,
    ) -> &'a EntryRef<'a> {
        self.arena.alloc(EntryRef { label, offset, routine })
    }

    pub fn entry_name(&mut self, i: Indirection<'a>) -> EntryName<'a> {
        EntryName::Indirect(self.indirect_value(i))
    }

    pub fn push_actual(&mut self, actual: Actual<'a>, n: u32) -> u32 {
        self.actuals.push(actual);
        n + 1
    }

    /// The list of `n` actual parameters; a single empty one is no parameter at all.
    pub fn take_actuals(&mut self, n: u32) -> &'a [Actual<'a>] {
        let actuals = take(self.arena, &mut self.actuals, n);
        if matches!(actuals, [Actual::Empty]) { &[] } else { actuals }
    }

    pub fn external(&mut self, package: Option<Name<'a>>, name: Name<'a>, args: &'a [Actual<'a>]) -> External<'a> {
        External { package: package.unwrap_or(b""), name, args }
    }

    // Variables ----------------------------------------------------------------------------------------------------------

    pub fn local(&mut self, name: Name<'a>) -> &'a Glvn<'a> {
        self.arena.alloc(Glvn::Local { name, subs: &[] })
    }

    pub fn local_with(&mut self, name: Name<'a>, subs: &'a [Expr<'a>]) -> &'a Glvn<'a> {
        self.arena.alloc(Glvn::Local { name, subs })
    }

    pub fn global(&mut self, env: Env<'a>, name: Name<'a>, subs: &'a [Expr<'a>]) -> &'a Glvn<'a> {
        self.arena.alloc(Glvn::Global { env, name, subs })
    }

    pub fn naked(&mut self, subs: &'a [Expr<'a>]) -> &'a Glvn<'a> {
        self.arena.alloc(Glvn::Naked { subs })
    }

    pub fn no_glvn(&self) -> &'a Glvn<'a> {
        self.no_glvn
    }

    /// `n` times `@` before an operand.
    pub fn indirect(&mut self, n: u32, atom: &'a Expr<'a>) -> &'a Glvn<'a> {
        let mut glvn: &Glvn = self.arena.alloc(Glvn::Indirect { expr: atom, subs: None });
        for _ in 1..n {
            let expr = self.arena.alloc(Expr::Glvn(glvn));
            glvn = self.arena.alloc(Glvn::Indirect { expr, subs: None });
        }
        glvn
    }

    /// `@x` followed by `@(subs)`.
    pub fn indirect_subs(&mut self, glvn: &'a Glvn<'a>, subs: &'a [Expr<'a>]) -> &'a Glvn<'a> {
        let expr: &Expr = match *glvn {
            Glvn::Indirect { expr, subs: None } => expr,
            _ => self.arena.alloc(Expr::Glvn(glvn)),
        };
        self.arena.alloc(Glvn::Indirect { expr, subs: Some(subs) })
    }

    pub fn push_expr(&mut self, expr: &'a Expr<'a>, n: u32) -> u32 {
        self.exprs.push(*expr);
        n + 1
    }

    pub fn take_exprs(&mut self, n: u32) -> &'a [Expr<'a>] {
        take(self.arena, &mut self.exprs, n)
    }

    // Expressions --------------------------------------------------------------------------------------------------------

    pub fn no_expr(&self) -> &'a Expr<'a> {
        self.no_expr
    }

    pub fn variable(&mut self, glvn: &'a Glvn<'a>) -> &'a Expr<'a> {
        self.arena.alloc(Expr::Glvn(glvn))
    }

    pub fn binary(&mut self, op: BinaryOp, x: &'a Expr<'a>, y: &'a Expr<'a>) -> &'a Expr<'a> {
        self.arena.alloc(Expr::Binary(op, x, y))
    }

    pub fn unary(&mut self, op: UnaryOp, x: &'a Expr<'a>) -> &'a Expr<'a> {
        self.arena.alloc(Expr::Unary(op, x))
    }

    pub fn pattern(&mut self, subject: &'a Expr<'a>, pattern: Pattern<'a>) -> &'a Expr<'a> {
        let Pattern { text, negated } = pattern;
        self.arena.alloc(Expr::Pattern { subject, pattern: PatternArg::Text(text), negated })
    }

    pub fn pattern_indirect(&mut self, subject: &'a Expr<'a>, negated: bool, from: &'a Expr<'a>) -> &'a Expr<'a> {
        self.arena.alloc(Expr::Pattern { subject, pattern: PatternArg::Indirect(from), negated })
    }

    /// A string literal; `at` is its opening quote.
    pub fn string(&mut self, at: u32, text: &'a [u8]) -> &'a Expr<'a> {
        let (mut quote, mut control) = (false, false);
        for c in text {
            quote |= *c == b'"';
            control |= *c < b' ' || *c == 0x7f;
        }
        if control {
            for (n, c) in text.iter().enumerate() {
                if *c < b' ' || *c == 0x7f {
                    self.soft(errors::LITNONGRAPH, at + 1 + n as u32);
                }
            }
        }
        let text = if quote { self.undouble(text) } else { text };
        self.arena.alloc(Expr::Str(text))
    }

    fn undouble(&mut self, text: &[u8]) -> &'a [u8] {
        let mut out = bumpalo::collections::Vec::with_capacity_in(text.len(), self.arena);
        let mut bytes = text.iter();
        while let Some(c) = bytes.next() {
            out.push(*c);
            if *c == b'"' {
                bytes.next();
            }
        }
        out.into_bump_slice()
    }

    pub fn number(&mut self, at: u32, text: &'a [u8]) -> Checked<'a, &'a Expr<'a>> {
        if (text.len() > 40 || text.contains(&b'E'))
            && let Some(offset) = literal::overflow(text)
        {
            return Self::stop(errors::NUMOFLOW, at + offset as u32);
        }
        Ok(self.arena.alloc(Expr::Num(text)))
    }

    pub fn svn(&mut self, _at: u32, svn: Svn) -> &'a Expr<'a> {
        self.arena.alloc(Expr::Svn(svn))
    }

    pub fn bad_svn(&mut self, at: u32) -> &'a Expr<'a> {
        self.soft(errors::INVSVN, at + 1);
        self.no_expr
    }

    pub fn bad_function(&mut self, at: u32) -> &'a Expr<'a> {
        self.soft(errors::INVFCN, at + 1);
        self.no_expr
    }

    pub fn enter(&mut self, func: Func) -> Func {
        self.functions.push(Call { func, commas: 0, base: self.function_args.len() });
        func
    }

    pub fn function_comma(&mut self, at: u32) -> Checked<'a, ()> {
        let Some(call) = self.functions.last_mut() else { return Ok(()) };
        call.commas += 1;
        let most = u32::from(call.func.row().args.1);
        if call.commas >= most && most < 255 { Self::stop(errors::RPARENMISSING, at) } else { Ok(()) }
    }

    pub fn function_arg(&mut self, expr: &'a Expr<'a>) {
        self.function_args.push(Some(*expr));
    }

    /// The variable of `$DATA`, `$ORDER` and so on, which starts at byte `at`.
    pub fn var_arg(&mut self, at: u32, glvn: &'a Glvn<'a>) -> Checked<'a, ()> {
        let next = matches!(self.functions.last(), Some(Call { func: Func::Next, .. }));
        if next && matches!(glvn, Glvn::Local { subs: [], .. }) {
            return Self::stop(errors::LVORDERARG, at);
        }
        self.function_args.push(Some(Expr::Glvn(glvn)));
        Ok(())
    }

    /// A missing argument before the text at byte `at`.
    pub fn empty_function_arg(&mut self, at: u32) -> Checked<'a, ()> {
        match self.functions.last() {
            Some(call) if !call.func.takes_empty_args() => Self::stop(errors::EXPR, at),
            _ => {
                self.function_args.push(None);
                Ok(())
            }
        }
    }

    /// Ends a function call at the parenthesis at byte `end`.
    pub fn function(&mut self, func: Func, end: u32) -> Checked<'a, &'a Expr<'a>> {
        let Some(call) = self.functions.pop() else { return Ok(self.no_expr) };
        let n = self.function_args.len() - call.base;
        if n < func.row().args.0 as usize {
            let code = if func.misses_expression() { errors::EXPR } else { errors::COMMA };
            return Self::stop(code, end);
        }
        let mut args = take(self.arena, &mut self.function_args, n as u32);
        if matches!(args, [None]) {
            args = &[];
        }
        if func == Func::Zconvert
            && let Some((code, arg)) = literal::conversion(args)
        {
            self.report_routine(code, arg);
        }
        Ok(self.arena.alloc(Expr::Func { func, args }))
    }

    pub fn push_select(&mut self, condition: &'a Expr<'a>, value: &'a Expr<'a>, n: u32) -> u32 {
        self.selects.push((*condition, *value));
        n + 1
    }

    pub fn select(&mut self, n: u32) -> &'a Expr<'a> {
        let arms = take(self.arena, &mut self.selects, n);
        self.arena.alloc(Expr::Select(arms))
    }

    pub fn text(&mut self, entry: &'a EntryRef<'a>) -> &'a Expr<'a> {
        self.arena.alloc(match *entry {
            EntryRef { label: EntryName::Indirect(expr), offset: None, routine: EntryName::Absent } => Expr::TextIndirect(expr),
            entry => Expr::Text(entry),
        })
    }

    pub fn extrinsic(&mut self, entry: &'a EntryRef<'a>, args: Option<&'a [Actual<'a>]>) -> &'a Expr<'a> {
        // `$$label` is a call with an empty list of parameters.
        self.note_call(entry, Some(args.map_or(0, <[_]>::len)));
        self.arena.alloc(Expr::Extrinsic { entry: *entry, args })
    }

    /// `$$label^routine` from its text.
    pub fn extrinsic_text(&mut self, text: &'a [u8]) -> &'a Expr<'a> {
        let name = |text: &'a [u8]| if text.is_empty() { EntryName::Absent } else { EntryName::Name(text) };
        let (label, routine) = match text.iter().position(|c| *c == b'^') {
            Some(at) => (&text[..at], &text[at + 1..]),
            None => (text, &text[..0]),
        };
        let entry = self.entry(name(label), None, name(routine));
        self.extrinsic(entry, None)
    }

    pub fn external_expr(&mut self, call: External<'a>) -> &'a Expr<'a> {
        let External { package, name, args } = call;
        self.arena.alloc(Expr::External { package, name, args })
    }
}

/// Moves the last `n` items of a stack into the arena.
fn take<'a, T: Copy>(arena: &'a Bump, stack: &mut Vec<T>, n: u32) -> &'a [T] {
    let from = stack.len().saturating_sub(n as usize);
    let slice = arena.alloc_slice_copy(&stack[from..]);
    stack.truncate(from);
    slice
}
