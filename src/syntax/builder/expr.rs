//! Entry references, variables and expressions.

use super::{Builder, Call, Checked, Indirection, take};
use crate::syntax::ast::*;
use crate::syntax::token::Pattern;
use crate::syntax::words::{Func, Svn};
use crate::syntax::{fold, literal};
use crate::value::errors::{self, MError};
use crate::value::num::NumError;

impl<'a> Builder<'a> {
    // Entry references ---------------------------------------------------------------------------------------------------

    pub fn entry(
        &mut self,
        label: EntryName<'a>,
        offset: Option<&'a Expr<'a>>,
        routine: EntryName<'a>,
    ) -> &'a EntryRef<'a> {
        self.arena.alloc(EntryRef {
            label,
            offset,
            routine,
        })
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
        if matches!(actuals, [Actual::Empty]) {
            &[]
        } else {
            actuals
        }
    }

    pub fn external(
        &mut self,
        package: Option<Name<'a>>,
        name: Name<'a>,
        args: &'a [Actual<'a>],
    ) -> External<'a> {
        External {
            package: package.unwrap_or(b""),
            name,
            args,
        }
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
        let mut glvn: &Glvn = self.arena.alloc(Glvn::Indirect {
            expr: atom,
            subs: None,
        });
        for _ in 1..n {
            let expr = self.arena.alloc(Expr::Glvn(glvn));
            glvn = self.arena.alloc(Glvn::Indirect { expr, subs: None });
        }
        glvn
    }

    /// `@x` followed by `@(subs)`: the subscripts belong to the innermost `@` that has none yet, so that `@@x@(1)@(2)` appends `(2)`
    /// to the name that `@x@(1)` holds.
    fn indirect_subs(&mut self, glvn: &'a Glvn<'a>, subs: &'a [Expr<'a>]) -> Option<&'a Glvn<'a>> {
        let glvn = match *glvn {
            Glvn::Indirect {
                expr: Expr::Glvn(inner),
                subs: None,
            } if is_open(inner) => {
                let inner = self.indirect_subs(inner, subs)?;
                Glvn::Indirect {
                    expr: self.arena.alloc(Expr::Glvn(inner)),
                    subs: None,
                }
            }
            Glvn::Indirect { expr, subs: None } => Glvn::Indirect {
                expr,
                subs: Some(subs),
            },
            _ => return None,
        };
        Some(self.arena.alloc(glvn))
    }

    /// `@(...)` at byte `at` behind an indirection, which takes one list of subscripts for each of its signs.
    pub fn indirect_with(
        &mut self,
        at: u32,
        glvn: &'a Glvn<'a>,
        subs: &'a [Expr<'a>],
    ) -> Checked<'a, &'a Glvn<'a>> {
        match self.indirect_subs(glvn, subs) {
            Some(glvn) => Ok(glvn),
            None => Self::stop(errors::SPOREOL, at),
        }
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
        let e = self.arena.alloc(Expr::Binary(op, x, y));
        if let Err(error) = fold::binary(op, x, y) {
            self.constant_error
                .get_or_insert((error, std::ptr::from_ref(e).addr()));
        }
        e
    }

    /// An expression in parentheses.
    pub fn group(&mut self, e: &'a Expr<'a>) -> &'a Expr<'a> {
        match *e {
            Expr::Binary(BinaryOp::Concat, x, y) => {
                self.arena.alloc(Expr::Binary(BinaryOp::Joined, x, y))
            }
            _ => e,
        }
    }

    /// The whole of an expression, which ends before byte `end`: GT.M works out its constants now, and tells the place that its
    /// reader has come to.
    #[inline]
    pub fn whole(&mut self, e: &'a Expr<'a>, end: u32) -> &'a Expr<'a> {
        if let Some((error, node)) = self.constant_error {
            self.bad_constant(e, error, node, end as usize);
        }
        e
    }

    #[cold]
    fn bad_constant(&mut self, e: &Expr<'_>, error: NumError, node: usize, end: usize) {
        // It may belong to an expression around this one, which has not come to its end yet.
        if !fold::holds(e, node) {
            return;
        }
        self.constant_error = None;
        if self.last_word.is_some() {
            return;
        }
        let rest = &self.source[end.min(self.source.len())..];
        let line = &rest[..rest.iter().position(|c| *c == b'\n').unwrap_or(rest.len())];
        let behind = match line.split_first() {
            Some((b' ', more)) => more.trim_ascii_start(),
            Some((_, more)) => more,
            None => line,
        };
        let last = behind.is_empty() || behind.starts_with(b";");
        let at = match error {
            NumError::Overflow if last => end.saturating_sub(2),
            NumError::Overflow => end + 2,
            _ => end,
        };
        // The command is dropped, and the error is raised in its place.
        let diagnostic = self.diagnostic(MError::from(error).code(), at);
        self.report(diagnostic);
        self.last_word = Some((self.diagnostics.len(), self.calls.len()));
    }

    pub fn unary(&mut self, op: UnaryOp, x: &'a Expr<'a>) -> &'a Expr<'a> {
        if op == UnaryOp::Plus {
            self.check_number(x);
        } else if let Expr::Unary(UnaryOp::Plus, Expr::Str(_)) = x {
            // Left to the moment when control reaches it.
            self.constant_error = None;
        }
        self.arena.alloc(Expr::Unary(op, x))
    }

    /// The number in a literal must be in range where one is looked for.
    fn check_number(&mut self, e: &Expr<'_>) {
        if let Some(error) = fold::fault(e) {
            self.constant_error
                .get_or_insert((error, std::ptr::from_ref(e).addr()));
        }
    }

    pub fn pattern(&mut self, subject: &'a Expr<'a>, pattern: Pattern<'a>) -> &'a Expr<'a> {
        self.check_number(subject);
        let Pattern { text, negated } = pattern;
        self.arena.alloc(Expr::Pattern {
            subject,
            pattern: PatternArg::Text(text),
            negated,
        })
    }

    pub fn pattern_indirect(
        &mut self,
        subject: &'a Expr<'a>,
        negated: bool,
        from: &'a Expr<'a>,
    ) -> &'a Expr<'a> {
        self.arena.alloc(Expr::Pattern {
            subject,
            pattern: PatternArg::Indirect(from),
            negated,
        })
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
        self.functions.push(Call {
            func,
            commas: 0,
            base: self.function_args.len(),
        });
        func
    }

    pub fn function_comma(&mut self, at: u32) -> Checked<'a, ()> {
        let Some(call) = self.functions.last_mut() else {
            return Ok(());
        };
        call.commas += 1;
        let most = u32::from(call.func.row().args.1);
        if call.commas >= most && most < 255 {
            Self::stop(errors::RPARENMISSING, at)
        } else {
            Ok(())
        }
    }

    pub fn function_arg(&mut self, expr: &'a Expr<'a>) {
        self.function_args.push(Some(*expr));
    }

    /// The variable of `$DATA`, `$ORDER` and so on, which starts at byte `at`.
    pub fn var_arg(&mut self, at: u32, glvn: &'a Glvn<'a>) -> Checked<'a, ()> {
        let next = matches!(
            self.functions.last(),
            Some(Call {
                func: Func::Next,
                ..
            })
        );
        if next && matches!(glvn, Glvn::Local { subs: [], .. }) {
            return Self::stop(errors::LVORDERARG, at);
        }
        let handle = matches!(
            self.functions.last(),
            Some(Call {
                func: Func::Zahandle,
                ..
            })
        );
        if handle && matches!(glvn, Glvn::Global { .. } | Glvn::Naked { .. }) {
            return Self::stop(errors::NAMEEXPECTED, at);
        }
        self.function_args.push(Some(Expr::Glvn(glvn)));
        Ok(())
    }

    /// A missing argument before the text at byte `at`.
    pub fn empty_function_arg(&mut self, at: u32) -> Checked<'a, ()> {
        let Some(call) = self.functions.last() else {
            return Ok(());
        };
        let first = call.base == self.function_args.len();
        let last = self.source.get(at as usize) == Some(&b')');
        let allowed = match call.func {
            // Without any argument.
            Func::Zjobexam => first && last,
            // The device, or the index.
            Func::Zsocket => first && !last || self.function_args.len() - call.base == 2,
            Func::Zparse | Func::Ztrnlnm => !first && !last,
            _ => false,
        };
        if !allowed {
            return Self::stop(errors::EXPR, at);
        }
        self.function_args.push(None);
        Ok(())
    }

    /// Ends a function call at the parenthesis at byte `end`.
    pub fn function(&mut self, func: Func, end: u32) -> Checked<'a, &'a Expr<'a>> {
        let Some(call) = self.functions.pop() else {
            return Ok(self.no_expr);
        };
        let n = self.function_args.len() - call.base;
        if n < func.row().args.0 as usize {
            let code = if func.misses_expression() {
                errors::EXPR
            } else {
                errors::COMMA
            };
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
            EntryRef {
                label: EntryName::Indirect(expr),
                offset: None,
                routine: EntryName::Absent,
            } => Expr::TextIndirect(expr),
            entry => Expr::Text(entry),
        })
    }

    pub fn extrinsic(
        &mut self,
        entry: &'a EntryRef<'a>,
        args: Option<&'a [Actual<'a>]>,
    ) -> &'a Expr<'a> {
        // `$$label` is a call with an empty list of parameters.
        self.note_call(entry, Some(args.map_or(0, <[_]>::len)));
        self.arena.alloc(Expr::Extrinsic {
            entry: *entry,
            args,
        })
    }

    /// `$$label^routine` from its text.
    pub fn extrinsic_text(&mut self, text: &'a [u8]) -> &'a Expr<'a> {
        let name = |text: &'a [u8]| {
            if text.is_empty() {
                EntryName::Absent
            } else {
                EntryName::Name(text)
            }
        };
        let (label, routine) = match text.iter().position(|c| *c == b'^') {
            Some(at) => (&text[..at], &text[at + 1..]),
            None => (text, &text[..0]),
        };
        let entry = self.entry(name(label), None, name(routine));
        self.extrinsic(entry, None)
    }

    pub fn external_expr(&mut self, call: External<'a>) -> &'a Expr<'a> {
        let External {
            package,
            name,
            args,
        } = call;
        self.arena.alloc(Expr::External {
            package,
            name,
            args,
        })
    }
}

/// Whether some `@` of an indirection has no subscripts yet.
fn is_open(glvn: &Glvn<'_>) -> bool {
    match glvn {
        Glvn::Indirect { subs: None, .. } => true,
        Glvn::Indirect {
            expr: Expr::Glvn(inner),
            ..
        } => is_open(inner),
        _ => false,
    }
}
