//! Arguments of commands.

use super::{Builder, Checked, Indirection, take};
use crate::syntax::ast::*;
use crate::syntax::params::{self, ValueKind};
use crate::syntax::words::{Func, Svn, Verb};
use crate::value::errors;

impl<'a> Builder<'a> {
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
            Expr::Glvn(Glvn::Indirect { expr, subs: None })
                if self.source.get(at as usize) == Some(&b'@') =>
            {
                Some(expr)
            }
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
            _ => Arg::View {
                keyword: first,
                args,
            },
        };
        self.args.push(arg);
    }

    pub fn colon_command(&mut self, at: u32, verb: Verb, post: Option<&'a Expr<'a>>) {
        if verb == Verb::Zmessage {
            for arg in &mut self.args {
                if let Arg::View { keyword, args } = *arg {
                    *arg = Arg::Zmessage {
                        code: keyword,
                        args,
                    };
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

    pub fn bad_function_target(&mut self, at: u32) -> Target<'a> {
        self.soft(errors::INVFCN, at + 1);
        self.no_target()
    }

    pub fn no_target(&self) -> Target<'a> {
        Target::Glvn(self.no_glvn)
    }

    /// `$PIECE` or `$EXTRACT` as a target; its `n` arguments after the variable are on the stack, `end` is its last parenthesis.
    pub fn set_function(
        &mut self,
        func: Func,
        glvn: &'a Glvn<'a>,
        n: u32,
        end: u32,
    ) -> Checked<'a, Target<'a>> {
        let args = self.take_expr_refs(n);
        self.functions.pop();
        let bytes = matches!(func, Func::Zpiece | Func::Zextract);
        let arg = |at: usize| args.get(at).copied();
        match func {
            Func::Extract | Func::Zextract => Ok(Target::Extract {
                bytes,
                glvn,
                from: arg(0),
                to: arg(1),
            }),
            _ => match arg(0) {
                Some(delim) => Ok(Target::Piece {
                    bytes,
                    glvn,
                    delim,
                    from: arg(1),
                    to: arg(2),
                }),
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

    pub fn call(
        &mut self,
        entry: &'a EntryRef<'a>,
        args: Option<&'a [Actual<'a>]>,
        post: Option<&'a Expr<'a>>,
    ) {
        if args.is_none()
            && let EntryRef {
                label: EntryName::Indirect(expr),
                offset: None,
                routine: EntryName::Absent,
            } = *entry
        {
            self.args.push(Arg::Indirect { expr, post });
            return;
        }
        if !post.is_some_and(super::is_false) {
            self.note_call(entry, args.map(<[_]>::len));
        }
        self.args.push(Arg::Call {
            entry: *entry,
            args,
            post,
        });
    }

    pub fn call_external(&mut self, call: External<'a>) {
        self.args.push(Arg::CallExternal(call));
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
            None if self.source.get(at as usize) == Some(&b'(') => {
                Arg::Write(WriteItem::Whole(expr))
            }
            None => Arg::Write(WriteItem::Expr(expr)),
        };
        self.args.push(arg);
    }

    /// A control mnemonic with parentheses, which have to hold something.
    pub fn control(&mut self, name: EntryName<'a>, end: u32, n: u32) -> Checked<'a, WriteItem<'a>> {
        let args = self.take_actuals(n);
        if args.is_empty() {
            return Self::stop(errors::EXPR, end);
        }
        Ok(WriteItem::Control { name, args })
    }

    pub fn read_write(&mut self, item: WriteItem<'a>) {
        self.args.push(Arg::Read(ReadItem::Write(item)));
    }

    pub fn read_string(&mut self, at: u32, text: &'a [u8]) {
        let expr = self.string(at, text);
        self.read_write(WriteItem::Expr(expr));
    }

    pub fn read_line(&mut self, var: &'a Glvn<'a>, timeout: Option<&'a Expr<'a>>) {
        self.args.push(Arg::Read(ReadItem::Line { var, timeout }));
    }

    pub fn read_fixed(
        &mut self,
        var: &'a Glvn<'a>,
        length: &'a Expr<'a>,
        timeout: Option<&'a Expr<'a>>,
    ) {
        self.args.push(Arg::Read(ReadItem::Fixed {
            var,
            length,
            timeout,
        }));
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
    pub fn param(
        &mut self,
        name: Name<'a>,
        value: Option<&'a Expr<'a>>,
        end: u32,
    ) -> Checked<'a, ()> {
        if let (Some(row), Some(verb)) = (self.param, self.device_verb) {
            if let Err(code) = row.check_value(verb, value.is_some()) {
                return Self::stop(code, end);
            }
            if row.value == ValueKind::None && value.is_some() {
                let code = if self.in_list {
                    errors::RPARENMISSING
                } else {
                    errors::SPOREOL
                };
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

    pub fn device(
        &mut self,
        at: u32,
        device: &'a Expr<'a>,
        timeout: Option<&'a Expr<'a>>,
        space: Option<&'a Expr<'a>>,
    ) {
        let params = self.take_params();
        let arg = match self.bare_indirection(at, device) {
            Some(expr) if params.is_empty() && timeout.is_none() && space.is_none() => {
                Arg::Indirect { expr, post: None }
            }
            _ => Arg::Device {
                device,
                params,
                timeout,
                space,
            },
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
                let dot = text
                    .windows(2)
                    .position(|w| matches!(w, b"(." | b",."))
                    .unwrap_or(0);
                Self::stop(errors::JOBACTREF, at + dot as u32 + 1)
            }
            None => Ok(()),
        }
    }

    pub fn job(
        &mut self,
        at: u32,
        entry: &'a EntryRef<'a>,
        args: Option<&'a [Actual<'a>]>,
        timeout: Option<&'a Expr<'a>>,
    ) {
        let params = self.take_params();
        let _ = at;
        if let (
            EntryRef {
                label: EntryName::Indirect(expr),
                offset: None,
                routine: EntryName::Absent,
            },
            None,
            None,
            [],
        ) = (*entry, args, timeout, params)
        {
            self.args.push(Arg::Indirect { expr, post: None });
            return;
        }
        self.args.push(Arg::Job {
            entry: *entry,
            args,
            params,
            timeout,
        });
    }

    /// One parameter of JOB; `at_value` is where its value starts or is missing.
    pub fn job_param(
        &mut self,
        at: u32,
        name: Name<'a>,
        value: Option<&'a Expr<'a>>,
        at_value: u32,
    ) -> Checked<'a, ()> {
        let row = match params::lookup(name, params::Command::Job) {
            Ok(row) => row,
            Err(code) => return Self::stop(code, at),
        };
        if let Err(code) = row.check_value(params::Command::Job, value.is_some()) {
            return Self::stop(code, at_value);
        }
        match (row.value, value) {
            (ValueKind::StringLiteral, Some(Expr::Str(_)))
            | (ValueKind::NumberLiteral, Some(Expr::Num(_))) => {}
            (ValueKind::StringLiteral, Some(Expr::Num(_))) => {
                return Self::stop(errors::JOBPARSTR, at_value);
            }
            (ValueKind::NumberLiteral, Some(Expr::Str(_))) => {
                return Self::stop(errors::JOBPARNUM, at_value);
            }
            _ => {}
        }
        self.params.push(DeviceParam::Named { name, value });
        Ok(())
    }

    pub fn tstart(&mut self, restart: RestartVars<'a>) {
        let params = self.take_params();
        self.args.push(Arg::Tstart { restart, params });
    }

    pub fn tstart_param(
        &mut self,
        at: u32,
        name: Name<'a>,
        value: Option<&'a Expr<'a>>,
        end: u32,
    ) -> Checked<'a, ()> {
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
            Some(EntryRef {
                label: EntryName::Indirect(expr),
                offset: None,
                routine: EntryName::Absent,
            }) if !remove && action.is_none() && count.is_none() => {
                Arg::Indirect { expr, post: None }
            }
            _ => Arg::Zbreak {
                remove,
                entry: entry.copied(),
                action,
                count,
            },
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
            _ => Arg::Zgoto {
                level: Some(level),
                entry: entry.copied(),
                post,
            },
        };
        self.args.push(arg);
    }

    pub fn zprint(&mut self, from: &'a EntryRef<'a>, to: Option<&'a EntryRef<'a>>) {
        let arg = match *from {
            EntryRef {
                label: EntryName::Indirect(expr),
                offset: None,
                routine: EntryName::Absent,
            } if to.is_none() => Arg::Indirect { expr, post: None },
            _ => {
                let all = matches!(
                    (from.label, from.offset, to),
                    (EntryName::Absent, None, None)
                );
                Arg::Zprint {
                    from: *from,
                    to: to.copied(),
                    all,
                }
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

    pub fn zstep(
        &mut self,
        at: u32,
        word: Name<'a>,
        action: Option<&'a Expr<'a>>,
    ) -> Checked<'a, ()> {
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

    /// ZWRITE of a name that ends at byte `end`; a circumflex alone is none.
    pub fn zwrite_name(&mut self, name: ZwriteName<'a>, end: u32) -> Checked<'a, ()> {
        if matches!(name, ZwriteName::Naked) {
            return Self::stop(errors::VAREXPECTED, end);
        }
        self.zwrite(name, None);
        Ok(())
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
}
