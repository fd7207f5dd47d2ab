//! Expressions: every operator becomes one instruction whose operands are temporaries, locals or constants.
//!
//! A simple local is an operand and is read by the instruction that uses it, which is when GT.M reads it: in `x+$$f()` the
//! function may still change `x`.

use super::code::{Cmd, MOST_JOINED, Op, Opnd, RefFn};
use super::emit::{Emit, MAX_NESTING, Place};
use crate::store::key::MAX_SUBSCRIPTS;
use crate::syntax::ast::{
    Actual, BinaryOp, EntryName, EntryRef, Expr, External, Glvn, PatternArg, UnaryOp,
};
use crate::syntax::fold;
use crate::syntax::words::Func;
use crate::value::errors::{Code, MError, PATNOTFOUND};
use crate::value::pattern::{Pattern, PatternError};

impl Emit {
    /// Emits code for `e`; the value is in the operand returned. `want` is a place where an instruction may put it.
    pub fn expr(&mut self, e: &Expr<'_>, want: Option<Opnd>) -> Opnd {
        if self.nesting >= MAX_NESTING {
            self.raise(crate::value::errors::STACKCRIT);
            return self.constant(b"");
        }
        self.nesting += 1;
        let value = self.expr_within(e, want);
        self.nesting -= 1;
        value
    }

    fn expr_within(&mut self, e: &Expr<'_>, want: Option<Opnd>) -> Opnd {
        match *e {
            Expr::Str(s) => self.constant(s),
            Expr::Num(s) => self.number(s),
            Expr::Glvn(Glvn::Local { name, subs: [] }) => Opnd::var(self.name(name)),
            Expr::Glvn(glvn) => self.read_glvn(glvn, want),
            Expr::Svn(svn) => {
                let d = self.dest(want);
                self.op(Op::Svn, svn as u8, 0, d.0, 0, 0);
                d
            }
            Expr::Unary(op, inner) => self.unary(op, inner, want),
            Expr::Binary(op, a, b) => self.binary(op, a, b, want),
            Expr::Pattern {
                subject,
                pattern,
                negated,
            } => {
                if let (Expr::Str(s) | Expr::Num(s), PatternArg::Text(text)) = (subject, pattern) {
                    self.check_match(s, text);
                }
                let mut subject = self.expr(subject, None);
                if let PatternArg::Indirect(e) = pattern
                    && self.options.settled
                {
                    subject = self.settled(subject, [e]);
                }
                self.pattern(subject, pattern, negated, want)
            }
            Expr::Func { func, args } => self.function(func, args, want),
            Expr::Select(pairs) => self.select(pairs, want),
            Expr::Text(entry) => {
                let base = self.entry(&entry);
                let d = self.dest(want);
                self.op(Op::Text, 0, 0, d.0, base, 0);
                d
            }
            Expr::TextIndirect(inner) => {
                let text = self.expr(inner, None);
                let d = self.dest(want);
                self.op(Op::TextOf, 0, 0, d.0, text.0, 0);
                d
            }
            Expr::Extrinsic { entry, args } => {
                let (base, n) = self.actuals(args.unwrap_or(&[]));
                let d = self.dest(want);
                self.call(&entry, 1 | (args.is_some() as u8) << 1, base, n, d);
                d
            }
            Expr::External {
                package,
                name,
                args,
            } => {
                let d = self.dest(want);
                self.external(
                    &External {
                        package,
                        name,
                        args,
                    },
                    d,
                    true,
                );
                d
            }
        }
    }

    /// A call of a host or C function, `valued` in an expression and not by DO.
    pub fn external(&mut self, call: &External<'_>, d: Opnd, valued: bool) {
        let (base, n) = self.actuals(call.args);
        let full = self.constant(&[call.package, b".", call.name].concat());
        let valued = u8::from(valued);
        self.op(Op::External, valued, n, d.0, full.0, Opnd::temp(base).0);
    }

    /// Emits code that leaves the value of `e` in `d`.
    pub fn expr_to(&mut self, e: &Expr<'_>, d: Opnd) {
        let got = self.expr(e, Some(d));
        if got != d {
            self.op(Op::Mov, 0, 0, d.0, got.0, 0);
        }
    }

    /// A copy of a variable that `later` may change.
    pub(super) fn settled<'e>(
        &mut self,
        got: Opnd,
        later: impl IntoIterator<Item = &'e Expr<'e>>,
    ) -> Opnd {
        if got.kind() != Opnd::VAR || !later.into_iter().any(has_call) {
            return got;
        }
        let copy = self.new_temp();
        self.op(Op::Mov, 0, 0, copy.0, got.0, 0);
        copy
    }

    fn dest(&mut self, want: Option<Opnd>) -> Opnd {
        want.unwrap_or_else(|| self.new_temp())
    }

    fn unary(&mut self, op: UnaryOp, inner: &Expr<'_>, want: Option<Opnd>) -> Opnd {
        // Signs before a numeric literal belong to the constant.
        if let (UnaryOp::Minus, Expr::Num(text)) = (op, inner) {
            let mut signed = b"-".to_vec();
            signed.extend_from_slice(text);
            return self.number(&signed);
        }
        let a = self.expr(inner, None);
        let d = self.dest(want);
        let op = match op {
            UnaryOp::Plus => Op::Plus,
            UnaryOp::Minus => Op::Minus,
            UnaryOp::Not => Op::Not,
        };
        self.op(op, 0, 0, d.0, a.0, 0);
        d
    }

    fn binary(&mut self, op: BinaryOp, a: &Expr<'_>, b: &Expr<'_>, want: Option<Opnd>) -> Opnd {
        use BinaryOp as B;
        match fold::binary(op, a, b) {
            Ok(None) => {}
            Ok(Some(value)) => {
                let mut text = Vec::new();
                value.write(&mut text);
                return self.constant(&text);
            }
            Err(error) => {
                let code = MError::from(error).code();
                self.fault.get_or_insert((code, Vec::new()));
                self.raise(code);
                return self.int(0);
            }
        }
        if matches!(op, B::And | B::Or | B::Nand | B::Nor) {
            return self.boolean(op, a, b, want);
        }
        if matches!(op, B::Concat | B::Joined) {
            return self.concat(a, b, want);
        }
        let left = self.left(a, b);
        let right = self.expr(b, None);
        let d = self.dest(want);
        let op = match op {
            B::Add => Op::Add,
            B::Subtract => Op::Sub,
            B::Multiply => Op::Mul,
            B::Divide => Op::Div,
            B::IntDivide => Op::IntDiv,
            B::Modulo => Op::Mod,
            B::Power => Op::Pow,
            B::Equal => Op::Eq,
            B::NotEqual => Op::Ne,
            B::Less => Op::Lt,
            B::NotLess => Op::Nl,
            B::Greater => Op::Gt,
            B::NotGreater => Op::Ng,
            B::Contains => Op::Con,
            B::NotContains => Op::NotCon,
            B::Follows => Op::Fol,
            B::NotFollows => Op::NotFol,
            B::SortsAfter => Op::Sort,
            B::NotSortsAfter => Op::NotSort,
            B::Concat | B::Joined | B::And | B::Or | B::Nand | B::Nor => Op::Cat,
        };
        self.op(op, 0, 0, d.0, left.0, right.0);
        d
    }

    /// The left one of two operands: a variable is read when both have been evaluated, unless the settings say otherwise.
    fn left(&mut self, a: &Expr<'_>, b: &Expr<'_>) -> Opnd {
        let left = self.expr(a, None);
        if self.options.settled {
            self.settled(left, [b])
        } else {
            left
        }
    }

    /// A chain of concatenations is one instruction. As with other operators, variables are read when all has been evaluated,
    /// unless the settings say otherwise. One in parentheses is joined before what follows; where that cannot be seen, it is part of
    /// the chain.
    fn concat(&mut self, a: &Expr<'_>, b: &Expr<'_>, want: Option<Opnd>) -> Opnd {
        let mut parts = vec![b];
        let mut head = a;
        while let Expr::Binary(op @ (BinaryOp::Concat | BinaryOp::Joined), x, y) = head {
            if *op == BinaryOp::Joined && !parts.iter().all(|e| is_plain(e)) {
                break;
            }
            parts.push(y);
            head = x;
        }
        parts.push(head);
        parts.reverse();
        let settled = if self.options.settled {
            parts.iter().rposition(|e| has_call(e)).unwrap_or(0)
        } else {
            0
        };
        let mut got = Vec::with_capacity(parts.len());
        for (at, e) in parts.into_iter().enumerate() {
            let mut value = self.expr(e, None);
            if at < settled && value.kind() == Opnd::VAR {
                let copy = self.new_temp();
                self.op(Op::Mov, 0, 0, copy.0, value.0, 0);
                value = copy;
            }
            got.push(value);
        }
        let d = self.dest(want);
        if got.len() > MOST_JOINED && got[0] == d && d.kind() == Opnd::VAR {
            // What is appended is joined first, so that the variable grows in place; that it is undefined still comes first.
            let length = self.new_temp();
            self.op(Op::Fn1, Func::Length as u8, 0, length.0, d.0, 0);
            let mut tail = self.joined(got.split_off(1), MOST_JOINED - 1);
            tail.insert(0, d);
            self.cat(d, &tail);
        } else {
            let few = self.joined(got, MOST_JOINED);
            self.cat(d, &few);
        }
        d
    }

    /// Joins the first of some values until they are few.
    fn joined(&mut self, mut got: Vec<Opnd>, few: usize) -> Vec<Opnd> {
        while got.len() > few {
            let rest = got.split_off(MOST_JOINED.min(got.len()));
            let head = self.new_temp();
            self.cat(head, &got);
            got = vec![head];
            got.extend(rest);
        }
        got
    }

    fn cat(&mut self, d: Opnd, parts: &[Opnd]) {
        let [first, second, more @ ..] = parts else {
            return;
        };
        self.op(Op::Cat, 0, more.len() as u16, d.0, first.0, second.0);
        if !more.is_empty() {
            let field = |at: usize| more.get(at).unwrap_or(&Opnd::NONE).0;
            self.op(Op::Ext, 0, 0, field(0), field(1), field(2));
        }
    }

    /// And, or and their negations do not evaluate a right side that cannot matter.
    fn boolean(&mut self, op: BinaryOp, a: &Expr<'_>, b: &Expr<'_>, want: Option<Opnd>) -> Opnd {
        let whole = Expr::Binary(op, a, b);
        let (no, end) = (self.label(), self.label());
        let d = self.dest(want);
        self.cond(&whole, false, no, false);
        let one = self.int(1);
        self.op(Op::Mov, 0, 0, d.0, one.0, 0);
        self.jump(Op::Jmp, end);
        self.place(no);
        let zero = self.int(0);
        self.op(Op::Mov, 0, 0, d.0, zero.0, 0);
        self.place(end);
        d
    }

    /// The truth of `e` in a temporary of its own.
    fn truth(&mut self, e: &Expr<'_>) -> Opnd {
        let (no, end) = (self.label(), self.label());
        let d = self.new_temp();
        self.cond(e, false, no, false);
        let one = self.int(1);
        self.op(Op::Mov, 0, 0, d.0, one.0, 0);
        self.jump(Op::Jmp, end);
        self.place(no);
        let zero = self.int(0);
        self.op(Op::Mov, 0, 0, d.0, zero.0, 0);
        self.place(end);
        d
    }

    /// Jumps to `to` when the truth of `e` is `when`. With `sets_test` (only with `when` false) $TEST becomes the truth.
    pub fn cond(&mut self, e: &Expr<'_>, when: bool, to: Place, sets_test: bool) {
        if self.nesting >= MAX_NESTING {
            return self.raise(crate::value::errors::STACKCRIT);
        }
        self.nesting += 1;
        self.cond_within(e, when, to, sets_test);
        self.nesting -= 1;
    }

    fn cond_within(&mut self, e: &Expr<'_>, when: bool, to: Place, sets_test: bool) {
        use BinaryOp as B;
        match *e {
            Expr::Unary(UnaryOp::Not, inner) if !sets_test => self.cond(inner, !when, to, false),
            Expr::Binary(op @ (B::And | B::Or | B::Nand | B::Nor), a, b) if !sets_test => {
                let negated = matches!(op, B::Nand | B::Nor);
                let when = when != negated;
                // A single false decides an AND, a single true an OR.
                let decider = matches!(op, B::Or | B::Nor);
                if self.options.full_boolean && has_effect(b) {
                    let (left, right) = (self.truth(a), self.truth(b));
                    let jump = if when { Op::JmpTrue } else { Op::JmpFalse };
                    if when == decider {
                        self.branch(jump, 0, left, Opnd(0), to);
                        self.branch(jump, 0, right, Opnd(0), to);
                    } else {
                        let skip = self.label();
                        let other = if when { Op::JmpFalse } else { Op::JmpTrue };
                        self.branch(other, 0, left, Opnd(0), skip);
                        self.branch(jump, 0, right, Opnd(0), to);
                        self.place(skip);
                    }
                } else if when == decider {
                    self.cond(a, when, to, false);
                    self.cond(b, when, to, false);
                } else {
                    let skip = self.label();
                    self.cond(a, !when, skip, false);
                    self.cond(b, when, to, false);
                    self.place(skip);
                }
            }
            Expr::Binary(B::And | B::Or | B::Nand | B::Nor, ..) => {
                let (no, end) = (self.label(), self.label());
                self.cond(e, false, no, false);
                self.op(Op::SetTest, 1, 0, 0, 0, 0);
                self.jump(Op::Jmp, end);
                self.place(no);
                self.op(Op::SetTest, 0, 0, 0, 0, 0);
                self.jump(Op::Jmp, to);
                self.place(end);
            }
            Expr::Binary(
                op @ (B::Equal | B::NotEqual | B::Less | B::NotLess | B::Greater | B::NotGreater),
                a,
                b,
            ) => {
                let left = self.left(a, b);
                let right = self.expr(b, None);
                let jump = match (op, when) {
                    (B::Equal, true) | (B::NotEqual, false) => Op::JmpEq,
                    (B::Equal, false) | (B::NotEqual, true) => Op::JmpNe,
                    (B::Less, true) | (B::NotLess, false) => Op::JmpLt,
                    (B::Less, false) | (B::NotLess, true) => Op::JmpNl,
                    (B::Greater, true) | (B::NotGreater, false) => Op::JmpGt,
                    _ => Op::JmpNg,
                };
                self.branch(jump, sets_test as u8, left, right, to);
            }
            Expr::Pattern {
                subject,
                pattern: PatternArg::Text(text),
                negated,
            } if !crate::syntax::fold::is_constant(subject)
                && let Some(pattern) = self.compiled(text) =>
            {
                let subject = self.expr(subject, None);
                let op = if when != negated {
                    Op::JmpMatch
                } else {
                    Op::JmpNoMatch
                };
                self.branch(op, sets_test as u8, subject, Opnd(pattern), to);
            }
            _ => {
                let value = self.expr(e, None);
                let op = if when { Op::JmpTrue } else { Op::JmpFalse };
                self.branch(op, sets_test as u8, value, Opnd(0), to);
            }
        }
    }

    /// The number of a pattern.
    fn compiled(&mut self, text: &[u8]) -> Option<u32> {
        let compiled = Pattern::compile(text).ok()?;
        self.code.patterns.push(compiled);
        self.code.pattern_texts.push(text.into());
        Some(self.code.patterns.len() as u32 - 1)
    }

    /// A literal is matched when it is compiled: a pattern code that is missed then keeps a text from being executed.
    fn check_match(&mut self, subject: &[u8], pattern: &[u8]) {
        let result = Pattern::compile(pattern).and_then(|p| p.matches(subject, false));
        if let Err(PatternError::NotFound(code)) = result {
            self.fault.get_or_insert((PATNOTFOUND, vec![code]));
        }
    }

    fn pattern(
        &mut self,
        subject: Opnd,
        pattern: PatternArg<'_>,
        negated: bool,
        want: Option<Opnd>,
    ) -> Opnd {
        match pattern {
            PatternArg::Text(text) => {
                if let Some(at) = self.compiled(text) {
                    let d = self.dest(want);
                    self.op(Op::Match, negated as u8, 0, d.0, subject.0, at);
                    return d;
                }
                // The parser has checked the text; what it let through fails when it is reached.
                let text = self.constant(text);
                let d = self.dest(want);
                self.op(Op::MatchText, negated as u8, 0, d.0, subject.0, text.0);
                d
            }
            PatternArg::Indirect(e) => {
                // The text itself stands for the variable that an indirection elsewhere would name.
                let e = match e {
                    Expr::Glvn(Glvn::Indirect { expr, subs: None }) => expr,
                    e => e,
                };
                let text = self.expr(e, None);
                let d = self.dest(want);
                self.op(Op::MatchText, negated as u8, 0, d.0, subject.0, text.0);
                d
            }
        }
    }

    fn select(&mut self, pairs: &[(Expr<'_>, Expr<'_>)], want: Option<Opnd>) -> Opnd {
        // A condition of a later pair may read the variable that is wanted, so the value goes to a temporary first.
        let d = match want {
            Some(d) if d.kind() == Opnd::TEMP => d,
            _ => self.new_temp(),
        };
        let end = self.label();
        for (condition, value) in pairs {
            let next = self.label();
            let always = matches!(condition, Expr::Num(b"1"));
            if !always {
                self.cond(condition, false, next, false);
            }
            self.expr_to(value, d);
            self.jump(Op::Jmp, end);
            self.place(next);
            if always {
                self.place(end);
                return d;
            }
        }
        self.raise(crate::value::errors::SELECTFALSE);
        self.place(end);
        d
    }

    /// Raises an error when control gets here.
    pub fn raise(&mut self, code: Code) {
        self.raise_with(code, Vec::new());
    }

    /// The same with parameters of the message.
    pub fn raise_with(&mut self, code: Code, args: Vec<String>) {
        let at = self.code.errors.len() as u32;
        self.code
            .errors
            .push(crate::syntax::diagnostic::Diagnostic {
                code,
                args,
                line: 0,
                column: 0,
            });
        self.op(Op::Raise, 0, 0, at, 0, 0);
    }

    /// Values in consecutive temporaries, variables read when all have been evaluated. `None` becomes undefined.
    pub fn values(&mut self, list: &[Option<&Expr<'_>>]) -> u32 {
        self.values_at(list, self.options.settled)
    }

    fn values_at(&mut self, list: &[Option<&Expr<'_>>], settled: bool) -> u32 {
        let base = self.temps(list.len() as u32);
        let got: Vec<Option<Opnd>> = (base..)
            .zip(list)
            .map(|(slot, e)| {
                let got = self.expr((*e)?, Some(Opnd::temp(slot)));
                Some(self.settled_in(Opnd::temp(slot), got, settled))
            })
            .collect();
        for (slot, got) in (base..).map(Opnd::temp).zip(got) {
            match got {
                None => {
                    self.op(Op::Clear, 0, 0, slot.0, 0, 0);
                }
                Some(got) if got != slot => {
                    self.op(Op::Mov, 0, 0, slot.0, got.0, 0);
                }
                Some(_) => {}
            }
        }
        base
    }

    /// Reads a variable now if it is to be `settled`.
    fn settled_in(&mut self, slot: Opnd, got: Opnd, settled: bool) -> Opnd {
        if !settled || got.kind() != Opnd::VAR {
            return got;
        }
        self.op(Op::Mov, 0, 0, slot.0, got.0, 0);
        slot
    }

    /// Subscripts in consecutive temporaries.
    pub fn subscripts(&mut self, subs: &[Expr<'_>]) -> u32 {
        if subs.len() > MAX_SUBSCRIPTS {
            self.fault = Some((crate::value::errors::MAXNRSUBSCRIPTS, Vec::new()));
        }
        let list: Vec<_> = subs.iter().map(Some).collect();
        let settled = std::mem::take(&mut self.settle_subscripts) || self.options.settled;
        self.values_at(&list, settled)
    }

    fn function(&mut self, func: Func, args: &[Option<Expr<'_>>], want: Option<Opnd>) -> Opnd {
        if let Some(op) = ref_function(func) {
            let reads_name = !(func == Func::Increment && args.is_empty());
            if reads_name && let Some(Some(Expr::Glvn(glvn))) = args.first() {
                return self.glvn_function(
                    op,
                    func,
                    glvn,
                    args.get(1).and_then(|a| a.as_ref()),
                    want,
                );
            }
        }
        // The code of a character of a text, without the character.
        if let (Func::Ascii, [Some(Expr::Func { func, args })]) = (func, args)
            && let (Func::Extract, [Some(text), Some(at)]) = (func, *args)
        {
            let got = self.expr(text, None);
            let at = self.expr(at, None);
            let d = self.dest(want);
            self.op(Op::Fn2, Func::Ascii as u8, 1, d.0, got.0, at.0);
            return d;
        }
        let pieces = args.len() == 4 && matches!(func, Func::Piece | Func::Zpiece);
        if args.len() > 3 && !pieces || args.is_empty() || args.iter().any(Option::is_none) {
            let base = self.arguments_of(func, args);
            let d = self.dest(want);
            self.op(Op::Fn, func as u8, args.len() as u16, d.0, base, 0);
            return d;
        }
        let mut got = Vec::with_capacity(args.len());
        for (at, arg) in args.iter().enumerate() {
            let Some(arg) = arg else { continue };
            let value = self.expr(arg, None);
            got.push(if takes_integer(func, at) || self.options.settled {
                self.settled(value, args[at + 1..].iter().flatten())
            } else {
                value
            });
        }
        let d = self.dest(want);
        match got[..] {
            [a] => {
                self.op(Op::Fn1, func as u8, 0, d.0, a.0, 0);
            }
            [a, b] => {
                self.op(Op::Fn2, func as u8, 0, d.0, a.0, b.0);
            }
            [a, b, c] => {
                self.op(Op::Fn3, func as u8, 0, d.0, a.0, b.0);
                self.op(Op::Ext, 0, 0, c.0, Opnd::NONE.0, Opnd::NONE.0);
            }
            [a, b, c, e] => {
                self.op(Op::Piece4, func as u8, 0, d.0, a.0, b.0);
                self.op(Op::Ext, 0, 0, c.0, e.0, Opnd::NONE.0);
            }
            _ => {}
        }
        d
    }

    /// Arguments in consecutive temporaries, where integers are taken as they are met and texts when all have been evaluated.
    fn arguments_of(&mut self, func: Func, args: &[Option<Expr<'_>>]) -> u32 {
        let base = self.temps(args.len() as u32);
        let slots = (base..).map(Opnd::temp);
        let mut late = Vec::new();
        for ((at, arg), slot) in args.iter().enumerate().zip(slots) {
            match arg.as_ref().map(|e| self.expr(e, Some(slot))) {
                None => {
                    self.op(Op::Clear, 0, 0, slot.0, 0, 0);
                }
                Some(got) if got == slot => {}
                Some(got) if takes_integer(func, at) || self.options.settled => {
                    self.op(Op::Mov, 0, 0, slot.0, got.0, 0);
                }
                Some(got) => late.push((slot, got)),
            }
        }
        for (slot, got) in late {
            self.op(Op::Mov, 0, 0, slot.0, got.0, 0);
        }
        base
    }

    fn glvn_function(
        &mut self,
        op: RefFn,
        func: Func,
        glvn: &Glvn<'_>,
        extra: Option<&Expr<'_>>,
        want: Option<Opnd>,
    ) -> Opnd {
        if op == RefFn::Order
            && let Glvn::Local { name, subs: [one] } = glvn
            && let Some(backward) = direction(func, extra)
        {
            let sub = self.expr(one, None);
            let name = self.name(name);
            let d = self.dest(want);
            self.op(Op::Order1, backward as u8, 0, d.0, name, sub.0);
            return d;
        }
        if let Glvn::Local { name, subs: [one] } = glvn
            && matches!(op, RefFn::Data | RefFn::GetDefault)
            && func != Func::Zdata
        {
            let mut sub = self.expr(one, None);
            if sub.kind() == Opnd::VAR && extra.is_some_and(has_call) {
                let copy = self.new_temp();
                self.op(Op::Mov, 0, 0, copy.0, sub.0, 0);
                sub = copy;
            }
            let extra = extra.map_or(Opnd::NONE, |e| self.expr(e, None));
            let name = self.name(name);
            let d = self.dest(want);
            if op == RefFn::Data {
                self.op(Op::Data1, 0, 0, d.0, name, sub.0);
            } else {
                self.op(Op::GetDefault1, 0, 0, d.0, name, sub.0);
                self.op(Op::Ext, 0, 0, extra.0, Opnd::NONE.0, Opnd::NONE.0);
            }
            return d;
        }
        if let Glvn::Local { name, subs } = glvn
            && matches!(op, RefFn::Data | RefFn::GetDefault | RefFn::Increment)
            && !subs.is_empty()
            && func != Func::Zdata
        {
            let by = self.increment_by(op, extra);
            let base = self.subscripts(subs);
            let extra = match (by, extra) {
                (Some(by), _) => by,
                (None, Some(e)) => self.expr(e, None),
                (None, None) => Opnd::NONE,
            };
            let name = self.name(name);
            let d = self.dest(want);
            self.op(Op::LocalFn, op as u8, subs.len() as u16, d.0, name, base);
            self.op(Op::Ext, 0, 0, extra.0, Opnd::NONE.0, Opnd::NONE.0);
            return d;
        }
        if op == RefFn::Name
            && !self.options.settled
            && let (Glvn::Local { subs, .. } | Glvn::Global { subs, .. }, Some(e)) = (glvn, extra)
            && has_call(e)
            && !subs.iter().any(has_call)
        {
            // Variables among the subscripts are read when the count has been evaluated.
            let extra = self.expr(e, None);
            let slot = self.reference(glvn);
            let d = self.dest(want);
            self.op(Op::Ref, op as u8, slot, d.0, extra.0, 0);
            return d;
        }
        let by = self.increment_by(op, extra);
        let slot = self.reference(glvn);
        // The naked indicator is that of the last reference evaluated, which may be in the second argument.
        let late = !matches!(op, RefFn::Name | RefFn::Increment);
        let touched = extra.is_some() && late && !matches!(glvn, Glvn::Local { .. });
        if touched {
            self.cmd0(Cmd::Touch, slot);
        }
        let extra = match (func, by, extra) {
            (Func::Zprevious, ..) => self.int(-1),
            // Tells it from $DATA.
            (Func::Zdata, ..) => self.int(1),
            (_, Some(by), _) => by,
            (_, None, None) => Opnd::NONE,
            (_, None, Some(e)) => self.expr(e, None),
        };
        let d = self.dest(want);
        self.op(Op::Ref, op as u8, slot, d.0, extra.0, touched as u32);
        d
    }

    /// The second argument of $INCREMENT, which is evaluated before the first.
    fn increment_by(&mut self, op: RefFn, by: Option<&Expr<'_>>) -> Option<Opnd> {
        (op == RefFn::Increment)
            .then_some(by)?
            .map(|e| self.expr(e, None))
    }

    /// Actual parameters in consecutive temporaries: values, containers of names, or undefined where left out.
    pub fn actuals(&mut self, args: &[Actual<'_>]) -> (u32, u16) {
        let base = self.temps(args.len() as u32);
        let got: Vec<Option<Opnd>> = (base..)
            .zip(args)
            .map(|(slot, arg)| match arg {
                Actual::Expr(e) => {
                    let got = self.expr(e, Some(Opnd::temp(slot)));
                    let settled = self.options.settled;
                    Some(self.settled_in(Opnd::temp(slot), got, settled))
                }
                Actual::RefIndirect(e) => {
                    let text = self.expr(e, None);
                    // The text may be an indirection itself.
                    let register = self.new_ref();
                    self.op(Op::RefText, 2, register, text.0, 0, 0);
                    self.cmd(
                        Cmd::ArgRef,
                        register,
                        Opnd::temp(slot),
                        Opnd::NONE,
                        Opnd::NONE,
                    );
                    Some(Opnd::temp(slot))
                }
                Actual::Ref(_) | Actual::Empty => None,
            })
            .collect();
        for ((slot, arg), got) in (base..).map(Opnd::temp).zip(args).zip(got) {
            match (arg, got) {
                (Actual::Ref(name), _) => {
                    let name = self.name(name);
                    self.op(Op::ArgRef, 0, 0, slot.0, name, 0);
                }
                (Actual::Empty, _) => {
                    self.op(Op::Clear, 0, 0, slot.0, 0, 0);
                }
                (_, Some(got)) if got != slot => {
                    self.op(Op::Mov, 0, 0, slot.0, got.0, 0);
                }
                _ => {}
            }
        }
        (base, args.len() as u16)
    }

    /// A call of an entry reference. `kind`: 0 DO, 1 extrinsic; 2 is added when there are parentheses.
    pub fn call(&mut self, entry: &EntryRef<'_>, kind: u8, base: u32, n: u16, d: Opnd) {
        match static_entry(entry) {
            Some((label, routine)) => {
                let target = self.target(label, routine, kind, n);
                self.op(Op::Call, kind, n, target, base, d.0);
            }
            None => {
                let at = self.entry(entry);
                self.op(Op::CallDyn, kind, n, at, base, d.0);
            }
        }
    }

    /// Label, offset and routine of an entry reference in three temporaries; what is absent is undefined.
    pub fn entry(&mut self, entry: &EntryRef<'_>) -> u32 {
        let label = part(entry.label);
        let routine = part(entry.routine);
        self.values(&[label.as_ref(), entry.offset, routine.as_ref()])
    }
}

/// The expression for a part of an entry reference.
fn part<'a>(name: EntryName<'a>) -> Option<Expr<'a>> {
    match name {
        EntryName::Absent => None,
        EntryName::Name(n) => Some(Expr::Str(n)),
        EntryName::Indirect(e) => Some(*e),
    }
}

/// Label and routine when both are plain names and there is no offset.
pub fn static_entry<'a>(entry: &EntryRef<'a>) -> Option<(&'a [u8], &'a [u8])> {
    if entry.offset.is_some() {
        return None;
    }
    let part = |n: EntryName<'a>| match n {
        EntryName::Absent => Some(&b""[..]),
        EntryName::Name(n) => Some(n),
        EntryName::Indirect(_) => None,
    };
    Some((part(entry.label)?, part(entry.routine)?))
}

/// Whether evaluating may run M code or change variables.
pub fn has_call(e: &Expr<'_>) -> bool {
    has_call_within(e, MAX_NESTING)
}

/// The same with a bound of levels, beyond which the answer is the careful one.
fn has_call_within(e: &Expr<'_>, levels: u32) -> bool {
    let Some(left) = levels.checked_sub(1) else {
        return true;
    };
    let within = |e: &Expr<'_>| has_call_within(e, left);
    match e {
        Expr::Extrinsic { .. } | Expr::External { .. } | Expr::TextIndirect(_) => true,
        Expr::Str(_) | Expr::Num(_) | Expr::Svn(_) | Expr::Text(_) => false,
        Expr::Glvn(Glvn::Local { subs, .. } | Glvn::Global { subs, .. } | Glvn::Naked { subs }) => {
            subs.iter().any(within)
        }
        // The text of an indirection may hold anything.
        Expr::Glvn(Glvn::Indirect { .. }) => true,
        Expr::Unary(_, a) => within(a),
        Expr::Binary(_, a, b) => within(a) || within(b),
        Expr::Pattern {
            subject, pattern, ..
        } => within(subject) || matches!(pattern, PatternArg::Indirect(e) if within(e)),
        Expr::Func { func, args } => {
            matches!(func, Func::Increment | Func::Zincrement) || args.iter().flatten().any(within)
        }
        Expr::Select(pairs) => pairs.iter().any(|(a, b)| within(a) || within(b)),
    }
}

/// Whether an operand is taken as it is when all has been evaluated: its place among others cannot be seen.
fn is_plain(e: &Expr<'_>) -> bool {
    match e {
        Expr::Str(_) | Expr::Num(_) => true,
        Expr::Glvn(Glvn::Local { subs, .. }) => subs.is_empty(),
        _ => false,
    }
}

/// Whether a function of one's own, an external one or $INCREMENT is called.
fn has_effect(e: &Expr<'_>) -> bool {
    match e {
        Expr::Glvn(Glvn::Indirect { expr, subs }) => {
            has_effect(expr) || subs.is_some_and(|s| s.iter().any(has_effect))
        }
        Expr::TextIndirect(e) => has_effect(e),
        e => has_call(e),
    }
}

/// Whether $ORDER goes backward, when its direction is a literal.
fn direction(func: Func, extra: Option<&Expr<'_>>) -> Option<bool> {
    match extra {
        _ if func == Func::Zprevious => Some(true),
        None | Some(Expr::Num(b"1")) => Some(false),
        Some(Expr::Unary(UnaryOp::Minus, Expr::Num(b"1"))) => Some(true),
        _ => None,
    }
}

/// Whether an argument is an integer, which GT.M converts when it has been evaluated.
fn takes_integer(func: Func, at: usize) -> bool {
    match func {
        Func::Char | Func::Zchar => true,
        Func::Piece | Func::Zpiece | Func::Find | Func::Zfind => at >= 2,
        Func::Ascii
        | Func::Zascii
        | Func::Extract
        | Func::Zextract
        | Func::Justify
        | Func::Zjustify
        | Func::Zsubstr => at >= 1,
        _ => false,
    }
}

fn ref_function(func: Func) -> Option<RefFn> {
    Some(match func {
        Func::Get => RefFn::GetDefault,
        Func::Data | Func::Zdata => RefFn::Data,
        Func::Order | Func::Zprevious => RefFn::Order,
        Func::Next => RefFn::Next,
        Func::Query => RefFn::Query,
        Func::Name => RefFn::Name,
        Func::Increment | Func::Zincrement => RefFn::Increment,
        Func::Zahandle => RefFn::Handle,
        Func::Zqgblmod => RefFn::GlobalModified,
        _ => return None,
    })
}
