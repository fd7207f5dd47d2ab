//! Commands.

use super::code::{Cmd, Op, Opnd, RefFn};
use super::emit::{Emit, MAX_FORS};
use super::expr::static_entry;
use super::gather;
use super::glvn::is_plain;
use crate::syntax::ast::*;
use crate::syntax::params::{self, ParamId};
use crate::syntax::words::Verb;
use crate::value::errors;

impl Emit {
    /// One line (or the text of XECUTE).
    pub fn line(&mut self, line: &Line<'_>) {
        let end = self.label();
        self.rest = end;
        self.for_exit = None;
        self.temp = 0;
        self.refs = 0;
        self.gathers = false;
        self.commands(line.commands, line);
        self.place(end);
        if self.gathers {
            self.op(Op::WriteEnd, 0, 0, 0, 0, 0);
        }
    }

    fn commands(&mut self, commands: &[Command<'_>], line: &Line<'_>) {
        for (at, command) in commands.iter().enumerate() {
            let (temp, refs) = (self.temp, self.refs);
            if command.verb == Verb::For {
                self.for_loop(command, &commands[at + 1..], line);
                (self.temp, self.refs) = (temp, refs);
                return;
            }
            let waits = self.for_gathers || gather::goes_on(&commands[at..]);
            self.soon = command.verb == Verb::Write && waits;
            self.gathers |= self.soon;
            self.command(command);
            if std::mem::take(&mut self.soon) {
                self.op(Op::WriteEnd, 1, 0, 0, 0, 0);
            }
            (self.temp, self.refs) = (temp, refs);
        }
        if let Some(error) = &line.error {
            let at = self.code.errors.len() as u32;
            self.code.errors.push(error.clone());
            self.op(Op::Raise, 0, 0, at, 0, 0);
        }
    }

    fn command(&mut self, command: &Command<'_>) {
        let skip = command.post.map(|post| {
            let skip = self.label();
            self.cond(post, false, skip, false);
            skip
        });
        if command.args.is_empty() {
            self.argumentless(command.verb);
        } else {
            self.arguments(command.verb, command.args);
        }
        if let Some(skip) = skip {
            self.place(skip);
        }
    }

    pub fn argumentless(&mut self, verb: Verb) {
        match verb {
            Verb::Break => self.cmd0(Cmd::Break, 0),
            Verb::Do => {
                if let Some(body) = self.block_label {
                    self.jump(Op::Block, body);
                }
            }
            Verb::Else => {
                let rest = self.rest;
                self.jump(Op::JmpTest, rest);
            }
            Verb::If => {
                let rest = self.rest;
                self.jump(Op::JmpNoTest, rest);
            }
            Verb::Halt | Verb::Hang => self.cmd0(Cmd::Halt, 0),
            Verb::Kill => self.cmd0(Cmd::KillAll, 0),
            Verb::Lock => self.cmd0(Cmd::UnlockAll, 0),
            Verb::New => self.cmd0(Cmd::NewAll, 0),
            Verb::Quit => self.quit(),
            Verb::Tcommit => self.cmd0(Cmd::Tcommit, 0),
            Verb::Ztcommit => self.cmd0(Cmd::Ztcommit, 0),
            Verb::Ztstart => self.cmd0(Cmd::Ztstart, 0),
            Verb::Trestart => self.cmd0(Cmd::Trestart, 0),
            Verb::Trollback => self.cmd0(Cmd::Trollback, 0),
            Verb::Tstart => {
                self.cmd0(Cmd::ParamsNew, 0);
                self.cmd0(Cmd::Tstart, 0);
            }
            Verb::Write => {
                // Argumentless WRITE does nothing in GT.M.
            }
            Verb::Zallocate => {}
            Verb::Zcompile => self.cmd0(Cmd::Zcompile, 0),
            Verb::Zcontinue => self.cmd0(Cmd::Zcontinue, 0),
            Verb::Zdeallocate => self.cmd0(Cmd::ZdeallocateAll, 0),
            Verb::Zedit => self.cmd0(Cmd::Zedit, 0),
            Verb::Zgoto => self.cmd0(Cmd::Zgoto, 0),
            Verb::Zhalt => self.cmd0(Cmd::Zhalt, 0),
            Verb::Zhelp => self.cmd0(Cmd::Zhelp, 0),
            // An unknown command behind a postconditional is an error only here.
            Verb::Zinvcmd => self.raise(crate::value::errors::INVCMD),
            Verb::Zlink => self.cmd0(Cmd::Zlink, 0),
            Verb::Zprint => {
                let base = self.temps(3);
                for slot in base..base + 3 {
                    self.op(Op::Clear, 0, 0, Opnd::temp(slot).0, 0, 0);
                }
                self.cmd(Cmd::Zprint, 1, Opnd::temp(base), Opnd::NONE, Opnd::NONE);
            }
            Verb::Zrupdate => self.cmd0(Cmd::Zrupdate, 0),
            Verb::Zshow => self.cmd0(Cmd::Zshow, 0),
            // OVER is what it does by itself.
            Verb::Zstep => self.cmd0(Cmd::Zstep, 1),
            Verb::Zsystem => self.cmd0(Cmd::Zsystem, 0),
            Verb::Zwrite => {
                let what = self.constant(b"l*");
                self.cmd(Cmd::Zwrite, 0, what, Opnd::NONE, Opnd::NONE);
            }
            _ => {}
        }
    }

    /// Arguments of a command, also of one whose arguments came by indirection.
    pub fn arguments(&mut self, verb: Verb, args: &[Arg<'_>]) {
        match verb {
            Verb::Kill | Verb::New if matches!(args.first(), Some(Arg::Exclusive(_))) => {}
            Verb::Lock => self.cmd0(Cmd::LockNew, 0),
            _ => {}
        }
        for arg in args {
            let (temp, refs) = (self.temp, self.refs);
            self.argument(verb, arg);
            (self.temp, self.refs) = (temp, refs);
        }
        if matches!(verb, Verb::Write | Verb::Read | Verb::Zwrite) && !self.soon {
            self.op(Op::WriteEnd, 0, 0, 0, 0, 0);
        }
    }

    fn argument(&mut self, verb: Verb, arg: &Arg<'_>) {
        match *arg {
            _ if verb == Verb::Zinvcmd => self.raise(errors::INVCMD),
            Arg::Indirect { expr, post } => self.indirect_argument(verb, expr, post),
            Arg::Expr { expr, post } => self.expr_argument(verb, expr, post),
            Arg::Set { targets, value } => self.set(targets, value),
            Arg::SetAlias { target, source } => self.set_alias(target, source),
            Arg::Call { entry, args, post } => self.call_argument(verb, &entry, args, post),
            Arg::CallExternal(call) => {
                let nowhere = self.new_temp();
                self.external(&call, nowhere, false);
            }
            Arg::For { .. } => self.raise(errors::INVCMD),
            Arg::Glvn(Glvn::Local { name, subs: [] }) if verb == Verb::Kill => {
                let name = self.name(name);
                self.op(Op::Kill, 0, 0, name, 0, 0);
            }
            Arg::Glvn(Glvn::Local { name, subs: [one] }) if verb == Verb::Kill => {
                let sub = self.expr(one, None);
                let name = self.name(name);
                self.op(Op::Kill1, 0, 0, name, sub.0, 0);
            }
            Arg::Glvn(Glvn::Local { name, subs }) if verb == Verb::Kill => {
                let base = self.subscripts(subs);
                let name = self.name(name);
                self.op(
                    Op::LocalFn,
                    RefFn::Kill as u8,
                    subs.len() as u16,
                    Opnd::NONE.0,
                    name,
                    base,
                );
                self.op(Op::Ext, 0, 0, Opnd::NONE.0, Opnd::NONE.0, Opnd::NONE.0);
            }
            Arg::Glvn(glvn) => {
                let slot = self.reference(glvn);
                let f = match verb {
                    Verb::Kill => RefFn::Kill,
                    Verb::Ztrigger => RefFn::Trigger,
                    _ => RefFn::KillNode,
                };
                self.op(Op::Ref, f as u8, slot, Opnd::NONE.0, Opnd::NONE.0, 0);
            }
            Arg::Exclusive(names) => {
                let mut known = Vec::new();
                for name in names {
                    match name {
                        NameArg::Name(n) => known.push(self.name(n)),
                        NameArg::Indirect(e) => {
                            let text = self.expr(e, None);
                            let slot = self.new_ref();
                            self.op(Op::RefText, 0, slot, text.0, 0, 0);
                            self.cmd0(Cmd::ExceptRef, slot);
                        }
                    }
                }
                self.code.lists.push(known);
                let list = self.code.lists.len() as u16;
                self.cmd0(
                    if verb == Verb::New {
                        Cmd::NewExcept
                    } else {
                        Cmd::KillExcept
                    },
                    list,
                );
            }
            Arg::KillAlias(glvn) => {
                let slot = self.reference(glvn);
                self.cmd0(Cmd::KillAlias, slot);
            }
            Arg::KillAllAliases => self.cmd0(Cmd::KillAllAliases, 0),
            Arg::NewName(name) => {
                let name = self.name(name);
                self.op(Op::New, 0, 0, name, 0, 0);
            }
            Arg::NewSvn(svn) => {
                self.op(Op::NewSvn, svn as u8, 0, 0, 0, 0);
            }
            Arg::Merge { to, from } => self.merge(to, from),
            Arg::QuitAlias(Glvn::Local { name, subs: [] }) => {
                let name = self.name(name);
                self.op(Op::RetAlias, 0, 0, name, 0, 0);
            }
            Arg::QuitAlias(_) => self.raise(errors::ALIASEXPECTED),
            Arg::Lock { op, refs, timeout } => self.lock(verb, op, refs, timeout),
            Arg::Write(item) => self.write_item(&item),
            Arg::Read(item) => self.read_item(&item),
            Arg::Device {
                device,
                params,
                timeout,
                space,
            } => {
                let device = self.expr(device, None);
                self.params(params, verb);
                let timeout = self.optional(timeout);
                let space = self.optional(space);
                let cmd = match verb {
                    Verb::Open => Cmd::Open,
                    Verb::Use => Cmd::Use,
                    _ => Cmd::Close,
                };
                self.cmd(cmd, 0, device, timeout, space);
            }
            Arg::Job {
                entry,
                args,
                params,
                timeout,
            } => {
                let at = self.entry(&entry);
                let (base, n) = self.actuals(args.unwrap_or(&[]));
                self.params(params, Verb::Job);
                let timeout = self.optional(timeout);
                self.cmd(Cmd::Job, n, Opnd::temp(at), Opnd::temp(base), timeout);
            }
            Arg::View { keyword, args } => {
                let keyword = self.expr(keyword, None);
                let list: Vec<_> = args.iter().map(|a| Some(*a)).collect();
                let base = self.values(&list);
                self.cmd(
                    Cmd::View,
                    args.len() as u16,
                    keyword,
                    Opnd::temp(base),
                    Opnd::NONE,
                );
            }
            Arg::Tstart { restart, params } => {
                let kind = match restart {
                    RestartVars::None => 0,
                    RestartVars::All => 1,
                    RestartVars::Names(names) => {
                        for name in names {
                            let text = self.constant_text(name);
                            self.cmd(Cmd::ExceptName, 0, text, Opnd::NONE, Opnd::NONE);
                        }
                        2
                    }
                };
                self.params(params, Verb::Tstart);
                self.cmd0(Cmd::Tstart, kind);
            }
            Arg::Zbreak {
                remove,
                entry,
                action,
                count,
            } => {
                let mode = match (remove, entry.is_some()) {
                    (false, _) => 0,
                    (true, true) => 1,
                    (true, false) => 2,
                };
                let at = entry.map_or(Opnd::NONE, |e| Opnd::temp(self.entry(&e)));
                let action = self.optional(action);
                let count = self.optional(count);
                self.cmd(Cmd::Zbreak, mode, at, action, count);
            }
            Arg::Zgoto { level, entry, post } => self.guarded(post, |this| {
                let level = this.optional(level);
                let at = entry.map_or(Opnd::NONE, |e| Opnd::temp(this.entry(&e)));
                this.cmd(Cmd::Zgoto, 0, level, at, Opnd::NONE);
            }),
            Arg::Zprint { from, to, all } => {
                let from = Opnd::temp(self.entry(&from));
                let to = to.map_or(Opnd::NONE, |e| Opnd::temp(self.entry(&e)));
                self.cmd(Cmd::Zprint, all as u16, from, to, Opnd::NONE);
            }
            Arg::Zshow { what, into } => {
                let what = self.optional(what);
                let into = into.map_or(Opnd::NONE, |g| Opnd::temp(self.reference(g) as u32));
                self.cmd(Cmd::Zshow, 0, what, into, Opnd::NONE);
            }
            Arg::Zstep { mode, action } => {
                let action = self.optional(action);
                self.cmd(Cmd::Zstep, mode as u16, action, Opnd::NONE, Opnd::NONE);
            }
            Arg::Zwrite(item) => self.zwrite(&item),
            Arg::Zmessage { code, args } => {
                let code = self.expr(code, None);
                let list: Vec<_> = args.iter().map(|a| Some(*a)).collect();
                let base = self.values(&list);
                self.cmd(
                    Cmd::Zmessage,
                    args.len() as u16,
                    code,
                    Opnd::temp(base),
                    Opnd::NONE,
                );
            }
        }
    }

    fn optional(&mut self, e: Option<&Expr<'_>>) -> Opnd {
        e.map_or(Opnd::NONE, |e| self.expr(e, None))
    }

    /// The text of a name as a constant.
    fn constant_text(&mut self, name: &[u8]) -> Opnd {
        self.constant(&name[..name.len().min(31)])
    }

    /// Emits `body` behind an argument postconditional.
    fn guarded(&mut self, post: Option<&Expr<'_>>, body: impl FnOnce(&mut Self)) {
        match post {
            None => body(self),
            Some(post) => {
                let skip = self.label();
                self.cond(post, false, skip, false);
                body(self);
                self.place(skip);
            }
        }
    }

    /// The commands of a literal XECUTE in their line: IF and ELSE skip the rest of that line, except that an IF of constants
    /// skips the rest of the text only. An XECUTE in the text is a level.
    fn in_place(&mut self, line: &Line<'_>) {
        let end = self.label();
        let outer = (
            self.text_end.replace(end),
            std::mem::replace(&mut self.fragment, true),
        );
        self.commands(line.commands, line);
        (self.text_end, self.fragment) = outer;
        self.place(end);
    }

    fn indirect_argument(&mut self, verb: Verb, expr: &Expr<'_>, post: Option<&Expr<'_>>) {
        self.guarded(post, |this| {
            let text = match expr {
                // `DO @x@(1)`: the name with its subscripts is the call.
                Expr::Glvn(glvn @ Glvn::Indirect { subs: Some(_), .. })
                    if matches!(verb, Verb::Do | Verb::Goto) =>
                {
                    let slot = this.reference(glvn);
                    let name = this.new_temp();
                    this.op(Op::Ref, RefFn::Name as u8, slot, name.0, Opnd::NONE.0, 0);
                    name
                }
                _ => this.expr(expr, None),
            };
            this.op(Op::Args, verb as u8, 0, text.0, 0, 0);
        });
        if verb == Verb::If {
            let rest = self.rest;
            self.jump(Op::JmpNoTest, rest);
        }
    }

    fn expr_argument(&mut self, verb: Verb, expr: &Expr<'_>, post: Option<&Expr<'_>>) {
        match verb {
            Verb::If => {
                let rest = self
                    .text_end
                    .filter(|_| crate::syntax::fold::is_constant(expr))
                    .unwrap_or(self.rest);
                self.cond(expr, false, rest, true);
            }
            Verb::Quit => {
                if let Expr::Glvn(Glvn::Indirect { .. }) = expr {
                    // The text may hold a whole expression: a value all the same.
                }
                let value = self.expr(expr, None);
                self.op(Op::RetVal, 0, 0, value.0, 0, 0);
            }
            Verb::Xecute => self.guarded(post, |this| {
                let arena = bumpalo::Bump::new();
                let literal = match expr {
                    Expr::Str(text) if !this.fragment => inline_line(&arena, text),
                    _ => None,
                };
                match literal {
                    Some(line) => this.in_place(&line),
                    None => {
                        let text = this.expr(expr, None);
                        this.op(Op::Xecute, 0, 0, text.0, 0, 0);
                    }
                }
            }),
            Verb::Zinvcmd => self.raise(crate::value::errors::INVCMD),
            _ => {
                let cmd = match verb {
                    Verb::Break => Cmd::Break,
                    Verb::Hang => Cmd::Hang,
                    Verb::Halt => Cmd::Halt,
                    Verb::Zhalt => Cmd::Zhalt,
                    Verb::Zhelp => Cmd::Zhelp,
                    Verb::Zedit => Cmd::Zedit,
                    Verb::Zcompile => Cmd::Zcompile,
                    Verb::Zlink => Cmd::Zlink,
                    Verb::Zsystem => Cmd::Zsystem,
                    Verb::Zrupdate => Cmd::Zrupdate,
                    Verb::Trollback => Cmd::Trollback,
                    Verb::Trestart => Cmd::Trestart,
                    Verb::Tcommit => Cmd::Tcommit,
                    Verb::Ztcommit => Cmd::Ztcommit,
                    _ => Cmd::Nothing,
                };
                let second =
                    post.filter(|_| matches!(verb, Verb::Zlink | Verb::Zcompile | Verb::Zhelp));
                let value = self.expr(expr, None);
                let second = self.optional(second);
                if verb == Verb::Break && post.is_some() {
                    return self
                        .guarded(post, |this| this.cmd(cmd, 0, value, Opnd::NONE, Opnd::NONE));
                }
                self.cmd(cmd, 0, value, second, Opnd::NONE);
            }
        }
    }

    fn quit(&mut self) {
        match self.for_exit {
            Some(exit) => self.jump(Op::Jmp, exit),
            None => {
                self.op(Op::Ret, 0, 0, 0, 0, 0);
            }
        }
    }

    fn call_argument(
        &mut self,
        verb: Verb,
        entry: &EntryRef<'_>,
        args: Option<&[Actual<'_>]>,
        post: Option<&Expr<'_>>,
    ) {
        // Actual parameters come before the postcondition.
        let actuals = match args {
            Some(args) if verb != Verb::Goto && post.is_some() => Some(self.actuals(args)),
            _ => None,
        };
        self.guarded(post, |this| {
            if verb == Verb::Goto {
                match static_entry(entry) {
                    Some((label, routine)) => {
                        let target = this.target(label, routine, 0, 0);
                        this.op(Op::Goto, 0, 0, target, 0, 0);
                    }
                    None => {
                        let at = this.entry(entry);
                        this.op(Op::GotoDyn, 0, 0, at, 0, 0);
                    }
                }
            } else {
                let (base, n) = actuals.unwrap_or_else(|| this.actuals(args.unwrap_or(&[])));
                this.call(entry, (args.is_some() as u8) << 1, base, n, Opnd::NONE);
            }
        });
    }

    fn merge(&mut self, to: &Glvn<'_>, from: &Glvn<'_>) {
        // Subscripts of the target come first, but what it is to is found after the source: a naked one is relative to that.
        // Plain variables among them are read after it, too.
        let first = match to {
            Glvn::Naked { .. } => true,
            Glvn::Local { subs, .. } | Glvn::Global { subs, .. } => !subs.iter().all(is_plain),
            Glvn::Indirect { .. } => false,
        };
        let target = first.then(|| self.later(to));
        // A text is evaluated before, and looked at after the source.
        let text = match to {
            Glvn::Indirect { expr, .. } => Some(self.expr(expr, None)),
            _ => None,
        };
        let local = matches!(from, Glvn::Local { .. });
        let from = self.reference(from);
        if !local {
            let nowhere = self.new_temp();
            let f = RefFn::GlobalModified as u8;
            self.op(Op::Ref, f, from, nowhere.0, Opnd::NONE.0, 2);
        }
        let to = match (target, text, to) {
            (Some(later), ..) => self.slot(later),
            (_, Some(text), Glvn::Indirect { subs, .. }) => self.by_text(text, *subs),
            _ => self.reference(to),
        };
        self.op(Op::Merge, 0, to, from as u32, 0, 0);
    }

    fn set(&mut self, targets: &[Target<'_>], value: &Expr<'_>) {
        if let [Target::Glvn(glvn)] = targets {
            return self.assign(glvn, value);
        }
        // Subscripts and references of all targets come before the value.
        let places: Vec<Lhs> = targets.iter().map(|t| self.prepare(t)).collect();
        let value = self.expr(value, None);
        let value = if places.len() > 1 && value.kind() != Opnd::CONST {
            let copy = self.new_temp();
            self.op(Op::Mov, 0, 0, copy.0, value.0, 0);
            copy
        } else {
            value
        };
        for place in places {
            self.assign_to(place, value);
        }
    }

    fn prepare(&mut self, target: &Target<'_>) -> Lhs {
        match *target {
            Target::Glvn(Glvn::Local { name, subs: [] }) => Lhs::Var(Opnd::var(self.name(name))),
            Target::Glvn(Glvn::Local { name, subs: [one] }) => {
                let sub = self.fixed(one);
                Lhs::Node(self.name(name), sub)
            }
            Target::Glvn(glvn) => Lhs::Ref(self.later(glvn)),
            Target::Piece {
                bytes,
                glvn,
                delim,
                from,
                to,
            } => {
                let place = self.changed(glvn);
                let delim = self.fixed(delim);
                let from = from.map_or(Opnd::NONE, |e| self.fixed(e));
                let to = to.map_or(Opnd::NONE, |e| self.fixed(e));
                Lhs::Piece {
                    bytes,
                    place,
                    delim,
                    from,
                    to,
                }
            }
            Target::Extract {
                bytes,
                glvn,
                from,
                to,
            } => {
                let place = self.changed(glvn);
                let from = from.map_or(Opnd::NONE, |e| self.fixed(e));
                let to = to.map_or(Opnd::NONE, |e| self.fixed(e));
                Lhs::Extract {
                    bytes,
                    place,
                    from,
                    to,
                }
            }
            Target::Svn(svn) => Lhs::Svn(svn as u8),
        }
    }

    /// What SET $PIECE and SET $EXTRACT change.
    fn changed(&mut self, glvn: &Glvn<'_>) -> Changed {
        match glvn {
            Glvn::Local { name, subs: [] } => Changed::Var(Opnd::var(self.name(name))),
            glvn => Changed::Ref(self.later(glvn)),
        }
    }

    /// A reference to something that is assigned to.
    fn later(&mut self, glvn: &Glvn<'_>) -> Later {
        match glvn {
            Glvn::Naked { subs } => Later::Naked(self.subscripts(subs), subs.len()),
            glvn => Later::Slot(self.reference(glvn)),
        }
    }

    fn slot(&mut self, later: Later) -> u16 {
        match later {
            Later::Slot(slot) => slot,
            Later::Naked(base, n) => self.naked(base, n),
        }
    }

    /// A value read now: a variable is copied.
    fn fixed(&mut self, e: &Expr<'_>) -> Opnd {
        let got = self.expr(e, None);
        if got.kind() == Opnd::VAR {
            let copy = self.new_temp();
            self.op(Op::Mov, 0, 0, copy.0, got.0, 0);
            return copy;
        }
        got
    }

    fn assign_to(&mut self, place: Lhs, value: Opnd) {
        match place {
            Lhs::Var(var) => {
                self.op(Op::Mov, 1, 0, var.0, value.0, 0);
            }
            Lhs::Node(name, sub) => {
                self.op(Op::Set1, 1, 0, name, sub.0, value.0);
            }
            Lhs::Ref(later) => {
                let slot = self.slot(later);
                self.store_copy(slot, value);
            }
            Lhs::Piece {
                bytes,
                place,
                delim,
                from,
                to,
            } => match place {
                Changed::Var(var) => {
                    self.op(Op::SetPiece, bytes as u8, 0, var.0, delim.0, from.0);
                    self.op(Op::Ext, 0, 0, value.0, to.0, Opnd::NONE.0);
                }
                Changed::Ref(later) => {
                    let slot = self.slot(later);
                    self.cmd(Cmd::SetPiece, slot, delim, from, to);
                    self.op(Op::Ext, bytes as u8, 0, value.0, Opnd::NONE.0, Opnd::NONE.0);
                }
            },
            Lhs::Extract {
                bytes,
                place,
                from,
                to,
            } => match place {
                Changed::Var(var) => {
                    self.op(Op::SetExtract, bytes as u8, 0, var.0, from.0, to.0);
                    self.op(Op::Ext, 0, 0, value.0, Opnd::NONE.0, Opnd::NONE.0);
                }
                Changed::Ref(later) => {
                    let cmd = if bytes {
                        Cmd::SetZextract
                    } else {
                        Cmd::SetExtract
                    };
                    let slot = self.slot(later);
                    self.cmd(cmd, slot, from, to, value);
                }
            },
            Lhs::Svn(svn) => {
                self.op(Op::SetSvn, svn, 0, value.0, 0, 0);
            }
        }
    }

    fn set_alias(&mut self, target: &Glvn<'_>, source: AliasSource<'_>) {
        match source {
            AliasSource::Glvn(glvn) => {
                let to = self.reference(target);
                let from = self.reference(glvn);
                self.cmd(
                    Cmd::SetAlias,
                    to,
                    Opnd::temp(from as u32),
                    Opnd::NONE,
                    Opnd::NONE,
                );
            }
            AliasSource::Expr(Expr::Extrinsic { entry, args }) => {
                let to = self.reference(target);
                let (base, n) = self.actuals(args.unwrap_or(&[]));
                let d = self.new_temp();
                // Kind bit 4 asks for a container.
                self.call(entry, 5 | (args.is_some() as u8) << 1, base, n, d);
                self.cmd(Cmd::SetAliasValue, to, d, Opnd::NONE, Opnd::NONE);
            }
            AliasSource::Expr(_) => self.raise(errors::ALIASEXPECTED),
        }
    }

    fn lock(&mut self, verb: Verb, op: LockOp, refs: &[LockRef<'_>], timeout: Option<&Expr<'_>>) {
        self.cmd0(Cmd::LockNew, 0);
        self.lock_names(refs);
        let op = match (verb, op) {
            (Verb::Zallocate, _) => 3,
            (Verb::Zdeallocate, _) => 4,
            (_, LockOp::Replace) => 0,
            (_, LockOp::Plus) => 1,
            (_, LockOp::Minus) => 2,
        };
        let timeout = self.optional(timeout);
        self.cmd(Cmd::Lock, op, timeout, Opnd::NONE, Opnd::NONE);
    }

    /// Adds names to the list of a LOCK that has begun.
    pub fn lock_names(&mut self, refs: &[LockRef<'_>]) {
        for LockRef::Glvn(glvn) in refs {
            if let Glvn::Indirect { expr, subs: None } = glvn {
                let text = self.expr(expr, None);
                self.cmd(Cmd::LockText, 0, text, Opnd::NONE, Opnd::NONE);
            } else {
                let slot = self.reference(glvn);
                self.cmd0(Cmd::LockAdd, slot);
            }
        }
    }

    fn write_item(&mut self, item: &WriteItem<'_>) {
        match *item {
            // Parts of a concatenation are written one after the other, also when a later one fails.
            WriteItem::Expr(Expr::Binary(BinaryOp::Concat | BinaryOp::Joined, a, b)) => {
                self.write_item(&WriteItem::Expr(a));
                self.write_item(&WriteItem::Expr(b));
            }
            WriteItem::Expr(e) | WriteItem::Whole(e) => {
                let value = self.expr(e, None);
                self.op(Op::Write, 0, 0, value.0, 0, 0);
            }
            WriteItem::Char(e) => {
                let value = self.expr(e, None);
                self.op(Op::WriteCode, 0, 0, value.0, 0, 0);
            }
            WriteItem::Newline => {
                self.op(Op::WriteNewline, 0, 0, 0, 0, 0);
            }
            WriteItem::Page => {
                self.op(Op::WritePage, 0, 0, 0, 0, 0);
            }
            WriteItem::Column(e) => {
                let value = self.expr(e, None);
                self.op(Op::WriteColumn, 0, 0, value.0, 0, 0);
            }
            WriteItem::Control { name, args } => {
                let (base, n) = self.actuals(args);
                let name = match name {
                    EntryName::Name(n) => self.constant(n),
                    EntryName::Indirect(e) => self.expr(e, None),
                    EntryName::Absent => self.constant(b""),
                };
                self.op(Op::WriteControl, 0, n, name.0, base, 0);
            }
        }
    }

    fn read_item(&mut self, item: &ReadItem<'_>) {
        let (kind, var, length, timeout) = match *item {
            ReadItem::Write(w) => {
                self.write_item(&w);
                return;
            }
            ReadItem::Line { var, timeout } => (0, var, None, timeout),
            ReadItem::Fixed {
                var,
                length,
                timeout,
            } => (1, var, Some(length), timeout),
            ReadItem::Star { var, timeout } => (2, var, None, timeout),
        };
        let simple = match var {
            Glvn::Local { name, subs: [] } => Some(Opnd::var(self.name(name))),
            _ => None,
        };
        let slot = if simple.is_none() {
            Some(self.reference(var))
        } else {
            None
        };
        let length = self.optional(length);
        let timeout = self.optional(timeout);
        let d = simple.unwrap_or_else(|| self.new_temp());
        self.op(Op::Read, kind, 0, d.0, length.0, timeout.0);
        if let Some(slot) = slot {
            self.store(slot, d);
        }
    }

    /// Device, job or transaction parameters become a pending list.
    pub fn params(&mut self, list: &[DeviceParam<'_>], verb: Verb) {
        let got = self.param_values(list);
        self.cmd0(Cmd::ParamsNew, 0);
        self.add_params(got, verb);
    }

    /// Parameters that join the pending list.
    pub fn param_items(&mut self, list: &[DeviceParam<'_>], verb: Verb) {
        let got = self.param_values(list);
        self.add_params(got, verb);
    }

    fn param_values<'a>(
        &mut self,
        list: &[DeviceParam<'a>],
    ) -> Vec<(DeviceParam<'a>, Option<Opnd>)> {
        list.iter()
            .map(|p| {
                let value = match p {
                    DeviceParam::Named { value, .. } => value.map(|e| self.fixed(e)),
                    DeviceParam::Indirect(e) => Some(self.fixed(e)),
                };
                (*p, value)
            })
            .collect()
    }

    fn add_params(&mut self, got: Vec<(DeviceParam<'_>, Option<Opnd>)>, verb: Verb) {
        let command = match verb {
            Verb::Use => params::Command::Use,
            Verb::Close => params::Command::Close,
            Verb::Job => params::Command::Job,
            Verb::Tstart => params::Command::Tstart,
            _ => params::Command::Open,
        };
        for (param, value) in got {
            let value = value.unwrap_or(Opnd::NONE);
            match param {
                DeviceParam::Named { name, .. } => {
                    let found = params::lookup(name, command).and_then(|row| {
                        row.check_value(command, !value.is_none()).map(|()| row.id)
                    });
                    match found {
                        Ok(id) => self.cmd(Cmd::Param, id as u16, value, Opnd::NONE, Opnd::NONE),
                        Err(code) => self.raise(code),
                    }
                }
                DeviceParam::Indirect(_) => {
                    self.cmd(Cmd::ParamsText, verb as u16, value, Opnd::NONE, Opnd::NONE)
                }
            }
        }
    }

    fn zwrite(&mut self, item: &ZwriteItem<'_>) {
        let (name, subs) = match *item {
            ZwriteItem::Svn(svn) => {
                let what = self.constant(format!("s{}", svn as u8).as_bytes());
                return self.cmd(Cmd::Zwrite, 0, what, Opnd::NONE, Opnd::NONE);
            }
            ZwriteItem::Var { name, subs } => (name, subs),
        };
        // A description, a letter for each thing, and the values it needs in temporaries.
        let mut what = Vec::new();
        let mut values: Vec<Value<'_>> = Vec::new();
        match name {
            ZwriteName::Local(n) => {
                what.push(b'l');
                values.push(Value::Text(n.to_vec()));
            }
            ZwriteName::LocalPattern(p) => {
                what.push(b'L');
                values.push(Value::pattern(p));
            }
            ZwriteName::Global { env, name } => {
                match env {
                    Env::None => what.push(b'g'),
                    Env::Bar(e) => {
                        what.push(b'e');
                        values.push(Value::Expr(e));
                    }
                    Env::Bracket(e, _) => {
                        what.push(b'e');
                        values.push(Value::Expr(e));
                    }
                }
                values.push(Value::Text(name.to_vec()));
            }
            ZwriteName::GlobalPattern(p) => {
                what.push(b'G');
                values.push(Value::pattern(p));
            }
            ZwriteName::Naked => what.push(b'n'),
            ZwriteName::Indirect(e) => {
                what.push(b'i');
                values.push(Value::Expr(e));
            }
        }
        if let Some(subs) = subs {
            what.push(b'(');
            let whole = matches!(subs, [ZwriteSub::Any]);
            // A comma at the end adds nothing.
            let subs = match subs {
                [kept @ .., ZwriteSub::Any] if !kept.is_empty() => kept,
                subs => subs,
            };
            for sub in subs {
                match *sub {
                    // `x()` is all of x.
                    ZwriteSub::Any if whole => what.push(b'*'),
                    ZwriteSub::Expr(e) => {
                        what.push(b'e');
                        values.push(Value::Expr(e));
                    }
                    ZwriteSub::Star => what.push(b'*'),
                    ZwriteSub::Any | ZwriteSub::Range(None, None) => what.push(b'a'),
                    ZwriteSub::Pattern(p) => {
                        what.push(b'p');
                        values.push(Value::pattern(p));
                    }
                    ZwriteSub::Range(from, to) => {
                        what.push(b'r');
                        values.push(from.map_or(Value::Absent, Value::Expr));
                        values.push(to.map_or(Value::Absent, Value::Expr));
                    }
                }
            }
        }
        let base = self.temps(values.len() as u32);
        for (slot, value) in (base..).map(Opnd::temp).zip(values) {
            match value {
                Value::Expr(e) => self.expr_to(e, slot),
                Value::Text(text) => {
                    let text = self.constant(&text);
                    self.op(Op::Mov, 0, 0, slot.0, text.0, 0);
                }
                Value::Absent => {
                    self.op(Op::Clear, 0, 0, slot.0, 0, 0);
                }
            }
        }
        let what = self.constant(&what);
        self.cmd(Cmd::Zwrite, 0, what, Opnd::temp(base), Opnd::NONE);
    }

    fn for_loop(&mut self, command: &Command<'_>, body: &[Command<'_>], line: &Line<'_>) {
        if self.fors >= MAX_FORS {
            return self.raise_with(errors::FOROFLOW, vec![MAX_FORS.to_string()]);
        }
        self.fors += 1;
        let (outer_rest, outer_exit, outer_gathers) = (self.rest, self.for_exit, self.for_gathers);
        let exit = self.label();
        self.for_exit = Some(exit);
        self.for_gathers = self.for_gathers || gather::loops(body) && line.error.is_none();
        match command.args.first() {
            None => {
                let turn = self.label();
                let start = self.label();
                self.place(start);
                self.rest = turn;
                self.commands(body, line);
                self.place(turn);
                self.jump(Op::Loop, start);
            }
            Some(Arg::For { var, params }) => self.for_params(var, params, body, line),
            Some(_) => self.raise(errors::VAREXPECTED),
        }
        self.place(exit);
        self.fors -= 1;
        (self.rest, self.for_exit, self.for_gathers) = (outer_rest, outer_exit, outer_gathers);
    }

    fn for_params(
        &mut self,
        var: &Glvn<'_>,
        params: &[ForParam<'_>],
        body: &[Command<'_>],
        line: &Line<'_>,
    ) {
        // A control variable that is not a simple local is worked on in a temporary and stored at each turn.
        let slot = match var {
            Glvn::Local { subs: [], .. } => None,
            _ => Some(self.reference(var)),
        };
        if let (Glvn::Indirect { .. }, Some(slot)) = (var, slot) {
            self.cmd0(Cmd::Local, slot);
        }
        let control = match var {
            Glvn::Local { name, subs: [] } => Opnd::var(self.name(name)),
            _ => self.new_temp(),
        };
        let (turn, start) = (self.label(), self.label());
        let back = (params.len() > 1).then(|| self.new_temp());
        for (at, param) in params.iter().enumerate() {
            let last = at + 1 == params.len();
            let steps = self.temps(2);
            let (step, limit) = (Opnd::temp(steps), Opnd::temp(steps + 1));
            let first = if param.step.is_some() {
                Some(self.expr(param.start, None))
            } else {
                None
            };
            if let Some(e) = param.step {
                let got = self.expr(e, None);
                self.op(Op::Plus, 0, 0, step.0, got.0, 0);
            }
            if let Some(e) = param.limit {
                let got = self.expr(e, None);
                self.op(Op::Plus, 0, 0, limit.0, got.0, 0);
            }
            match first {
                Some(first) => {
                    self.op(Op::Plus, 0, 0, control.0, first.0, 0);
                }
                None => self.expr_to(param.start, control),
            }
            if let Some(slot) = slot {
                self.store_copy(slot, control);
            }
            let (next, done) = (self.label(), self.label());
            if param.limit.is_some() {
                self.branch(Op::ForTest, 0, control, Opnd(steps), done);
            }
            if let Some(back) = back {
                self.branch(Op::LoadPc, 0, back, Opnd(0), next);
            }
            // The body stands behind the last parameter; the others jump to it.
            if last {
                self.place(start);
                let held = self.rest;
                self.rest = turn;
                self.commands(body, line);
                self.rest = held;
                self.place(turn);
                if let Some(back) = back {
                    self.op(Op::JmpTemp, 0, 0, back.0, 0, 0);
                }
            } else {
                self.jump(Op::Jmp, start);
            }
            self.place(next);
            if param.step.is_some() {
                let again = self.label();
                let to = if slot.is_some() { again } else { start };
                if let Some(slot) = slot {
                    self.op(Op::Ref, RefFn::Get as u8, slot, control.0, Opnd::NONE.0, 0);
                }
                let op = if param.limit.is_some() {
                    Op::ForNext
                } else {
                    Op::ForStep
                };
                self.branch(op, 0, control, Opnd(steps), to);
                if let Some(slot) = slot {
                    self.jump(Op::Jmp, done);
                    self.place(again);
                    self.store_copy(slot, control);
                    self.jump(Op::Loop, start);
                }
            }
            self.place(done);
        }
    }
}

/// The commands in the literal of an XECUTE if GT.M compiles them in place, so that they are no level of their own: no NEW,
/// GOTO, FOR, no QUIT that can be reached and no indirection in it (found by asking $ZLEVEL).
fn inline_line<'a>(arena: &'a bumpalo::Bump, text: &'a [u8]) -> Option<Line<'a>> {
    let line = crate::syntax::parse::parse_commands(arena, text);
    let is_level = |c: &Command<'_>| match c.verb {
        Verb::New | Verb::Goto | Verb::For => true,
        Verb::Quit => !matches!(c.post, Some(Expr::Num(b"0"))),
        _ => false,
    };
    let inline =
        line.error.is_none() && !text.contains(&b'@') && !line.commands.iter().any(is_level);
    inline.then_some(line)
}

/// A prepared target of SET.
enum Lhs {
    Var(Opnd),
    /// A name with one subscript.
    Node(u32, Opnd),
    Ref(Later),
    Piece {
        bytes: bool,
        place: Changed,
        delim: Opnd,
        from: Opnd,
        to: Opnd,
    },
    Extract {
        bytes: bool,
        place: Changed,
        from: Opnd,
        to: Opnd,
    },
    Svn(u8),
}

/// A local without subscripts, or a reference.
enum Changed {
    Var(Opnd),
    Ref(Later),
}

/// A reference that is ready, or the subscripts of a naked one: what it is to is found after the value.
enum Later {
    Slot(u16),
    Naked(u32, usize),
}

/// A value that a ZWRITE item needs.
enum Value<'a> {
    Expr(&'a Expr<'a>),
    Text(Vec<u8>),
    Absent,
}

impl<'a> Value<'a> {
    fn pattern(p: PatternArg<'a>) -> Value<'a> {
        match p {
            PatternArg::Text(t) => Value::Text(t.to_vec()),
            PatternArg::Indirect(e) => Value::Expr(e),
        }
    }
}

/// Parameter ids travel in sixteen bits of an instruction.
const _: () = assert!(size_of::<ParamId>() <= 2);
