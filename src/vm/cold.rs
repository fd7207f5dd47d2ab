//! Instructions that are not hot: variables by reference, calls by name, commands.

use super::frame::{Kind, Trap, Unit};
use super::host::Capability;
use super::machine::{Cold, Finish, Flow, Machine};
use super::pending::Pending;
use super::refs::{Base, GlobalName};
use crate::compile::{Cmd, Ins, Op, Opnd};
use crate::store::LockOp;
use crate::syntax::words::{FUNCS, Func};
use crate::value::chars::Chset;
use crate::value::errors::{self, MError};
use crate::value::{NUM_BUF, Value};
use std::rc::Rc;

impl Machine {
    #[inline(never)]
    pub(super) fn cold(&mut self, i: Ins, base: usize, unit: &Rc<Unit>) -> Cold {
        match i.op {
            Op::RefGlobal => {
                let slot = self.frame_refs() + i.y as usize;
                let first = base + i.b as usize;
                let name = match Opnd(i.a).kind() {
                    Opnd::CONST => &unit.code.consts[Opnd(i.a).index()],
                    _ => self.symbols.nothing(),
                };
                let environment = self.special.environment(b"");
                let r = &mut self.refs[slot];
                r.set_global(environment, name.bytes(&mut NUM_BUF.clone()));
                r.set_subs(&self.temps[first..first + i.c as usize]);
                self.check_ref(slot)?;
            }
            Op::RefEnv => {
                let text = self.defined(i.b, base, unit)?.to_vec();
                let slot = self.frame_refs() + i.y as usize;
                let environment = self.special.environment(&text);
                if let Base::Global(global) = &self.refs[slot].base {
                    self.refs[slot].base = Base::Global(Rc::new(GlobalName {
                        environment: environment.into(),
                        name: global.name.clone(),
                    }));
                }
            }
            Op::RefNaked => {
                let first = base + i.b as usize;
                let own = self.temps[first..first + i.c as usize].to_vec();
                self.set_naked(self.frame_refs() + i.y as usize, &own)?;
            }
            Op::RefText => {
                let text = self.defined(i.a, base, unit)?.clone();
                if i.x == 2 {
                    let text = text.to_vec();
                    let begins = |c: &u8| c.is_ascii_alphabetic() || *c == b'%';
                    if text.first().is_some_and(begins) && !super::calls::is_name(&text) {
                        return Err(MError::new(errors::INDEXTRACHARS));
                    }
                }
                return self.ref_text(u32::from(i.y), text, i.x == 1);
            }
            Op::RefSubs => {
                let first = base + i.b as usize;
                let slot = self.frame_refs() + i.y as usize;
                if matches!(self.refs[slot].base, Base::Nothing) {
                    return self.completed_text(u32::from(i.y), first..first + i.c as usize, unit);
                }
                let r = &mut self.refs[slot];
                r.subs.extend(
                    self.temps[first..first + i.c as usize]
                        .iter()
                        .map(Value::to_key),
                );
                self.check_ref(slot)?;
            }
            Op::Merge => {
                let refs = self.frame_refs();
                return self.merge(refs + i.y as usize, refs + i.a as usize);
            }
            Op::Text => {
                let text = self.text_of_entry(base + i.b as usize, unit)?;
                self.put(i.a, base, text);
            }
            Op::TextOf => {
                let text = self.defined(i.b, base, unit)?.to_vec();
                return self.text_by_text(i.a, &text);
            }
            Op::SetSvn => {
                let v = self.defined(i.a, base, unit)?.clone();
                return self.set_svn(i.x, v);
            }
            Op::NewSvn => self.new_svn(i.x)?,
            Op::CallDyn => {
                self.call_dynamic(i, base, unit)?;
                return Ok(Flow::Reload);
            }
            Op::Goto => {
                let found = self.goto_target(unit, i.a)?;
                self.goto(found.0, found.1);
                return Ok(Flow::Reload);
            }
            Op::GotoDyn => {
                let (target, label, line) =
                    self.dynamic_target(base + i.a as usize, false, unit)?;
                let pc = match label.and_then(|l| target.code.labels.get(l as usize)) {
                    Some(label) => label.pc,
                    None => target
                        .code
                        .lines
                        .get((line as usize).saturating_sub(1))
                        .copied()
                        .unwrap_or(0),
                };
                self.goto(target, pc);
                return Ok(Flow::Reload);
            }
            Op::RetAlias => {
                let link = self.symbols.link(i.a);
                return self.quit(Some(Value::Link(link)));
            }
            Op::EndVal => {
                let v = self.defined(i.a, base, unit)?.clone();
                return self.end_value(v);
            }
            Op::EndRef => return self.end_reference(i.y),
            Op::End => return self.end_commands(),
            Op::Xecute => {
                let text = self.defined(i.a, base, unit)?.clone();
                return self.xecute(&text);
            }
            Op::Args => {
                let text = self.defined(i.a, base, unit)?.clone();
                return self.argument_text(i.x, &text);
            }
            Op::ValueOf => {
                let text = self.defined(i.b, base, unit)?.clone();
                return self.value_text(i.a, base, text);
            }
            Op::WritePage => {
                self.store.publish()?;
                let step = self.devices.write(crate::device::Item::Page);
                return self.written(step);
            }
            Op::WriteColumn => {
                let n = self.defined(i.a, base, unit)?.to_i64()?;
                self.store.publish()?;
                let step = self.devices.write(crate::device::Item::Column(n));
                return self.written(step);
            }
            Op::WriteCode => {
                let n = self.defined(i.a, base, unit)?.to_i64()?;
                self.store.publish()?;
                let step = self.devices.write(crate::device::Item::Code(n));
                return self.written(step);
            }
            Op::WriteControl => {
                self.store.publish()?;
                return self.write_control(i, base, unit);
            }
            Op::WriteEnd => {
                let why = match i.x {
                    0 => crate::device::Flush::Command,
                    _ => crate::device::Flush::Soon,
                };
                let step = self.devices.flush(why);
                return self.written(step);
            }
            Op::Read => {
                self.store.publish()?;
                return self.read(i, base, unit);
            }
            Op::Cmd => return self.command(i, base, unit),
            Op::Raise => {
                let d = &unit.code.errors[i.a as usize];
                return Err(super::fragments::diagnostic(d));
            }
            Op::External => {
                self.store.publish()?;
                return self.external(i, base, unit);
            }
            // The loop executes the rest itself.
            _ => {}
        }
        Ok(Flow::Next)
    }

    /// Unit and address of a plain GOTO target.
    fn goto_target(&mut self, unit: &Rc<Unit>, at: u32) -> Result<(Rc<Unit>, u32), MError> {
        let target = unit.code.targets[at as usize].clone();
        let to = if target.routine.is_empty() {
            self.home_unit(unit)
        } else {
            let slot = self.routine(&target.routine)?;
            self.routines[slot as usize].clone()
        };
        let own = target.routine.is_empty() && !unit.code.name.is_empty();
        let label = super::calls::find_label(&to.code, &target.label).map_err(|e| match own {
            true => MError::new(errors::LABELNOTFND),
            false => e,
        })?;
        let pc = to.code.labels.get(label as usize).map_or(0, |l| l.pc);
        Ok((to, pc))
    }

    /// A function with effects.
    pub(super) fn effect(&mut self, func: u8, args: Vec<Value>) -> Result<Value, MError> {
        let Some(word) = FUNCS.get(func as usize) else {
            return Err(MError::new(errors::INVFCN));
        };
        match word.id {
            Func::Stack => {
                let what = args.get(1).map(Value::to_vec);
                let level = args.first().map_or(Ok(0), Value::to_i64)?;
                self.stack_function(level, what.as_deref())
            }
            Func::View => self.view_function(&args),
            Func::Zsocket => {
                let list: Vec<Option<Vec<u8>>> = args
                    .iter()
                    .map(|a| a.is_defined().then(|| a.to_vec()))
                    .collect();
                Ok(Value::from_bytes(&self.devices.zsocket(&list)?))
            }
            Func::Zjobexam => self.job_exam(&args),
            Func::Ztrigger => self.ztrigger(&args),
            id => self.function_with_effect(id, &args),
        }
    }

    /// `Op::Cmd`.
    fn command(&mut self, i: Ins, base: usize, unit: &Rc<Unit>) -> Cold {
        let cmd = Cmd::from_u8(i.x);
        // Others learn something by these.
        if matches!(
            cmd,
            Cmd::Open
                | Cmd::Use
                | Cmd::Close
                | Cmd::Lock
                | Cmd::UnlockAll
                | Cmd::ZdeallocateAll
                | Cmd::Job
                | Cmd::Zsystem
                | Cmd::Zedit
                | Cmd::Zhelp
                | Cmd::Zprint
                | Cmd::Zshow
                | Cmd::Zwrite
        ) {
            self.store.publish()?;
        }
        match cmd {
            Cmd::KillAll => {
                for id in self.symbols.defined() {
                    self.symbols.kill(id);
                }
            }
            Cmd::ExceptName => {
                let name = self.defined(i.a, base, unit)?.to_vec();
                for name in name.split(|b| *b == b',') {
                    self.except.push(name.into());
                }
            }
            Cmd::ExceptRef => {
                let slot = self.frame_refs() + i.y as usize;
                let Base::Local(name) = self.refs[slot].base else {
                    return Err(MError::new(errors::VAREXPECTED));
                };
                let name = self.host.name(name);
                self.except.push(name);
            }
            Cmd::KillExcept | Cmd::NewExcept => {
                let mut keep: Vec<u32> = (i.y as usize)
                    .checked_sub(1)
                    .and_then(|list| unit.code.lists.get(list))
                    .cloned()
                    .unwrap_or_default();
                keep.extend(
                    std::mem::take(&mut self.except)
                        .iter()
                        .map(|n| self.host.number(n)),
                );
                if cmd == Cmd::KillExcept {
                    self.symbols.kill_all_but(&keep, self.special.standard_kill);
                } else {
                    self.symbols.new_all_but(&keep);
                }
            }
            Cmd::NewAll => self.symbols.new_all_but(&[]),
            Cmd::SetAlias => {
                let refs = self.frame_refs();
                self.set_alias(refs + i.y as usize, refs + Opnd(i.a).index())?;
            }
            Cmd::SetAliasValue => {
                let v = self.operand(i.a, base, unit).clone();
                let slot = self.frame_refs() + i.y as usize;
                self.set_alias_value(slot, v)?;
            }
            Cmd::KillAlias => {
                let slot = self.frame_refs() + i.y as usize;
                self.kill_alias(slot)?;
            }
            Cmd::KillAllAliases => {
                for id in self.symbols.linked() {
                    self.symbols.unlink(id);
                }
            }
            Cmd::Hang => return self.hang(i, base, unit),
            Cmd::Halt => return Ok(self.halt(0)),
            Cmd::Zhalt => {
                let status = if Opnd(i.a).is_none() {
                    0
                } else {
                    self.defined(i.a, base, unit)?.to_i64()?
                };
                // The low byte is the status; a multiple of 256 that is not zero must not look like success.
                let low = status & 0xff;
                return Ok(self.halt(if low == 0 && status != 0 {
                    255
                } else {
                    low as i32
                }));
            }
            Cmd::ParamsNew => self.params.push(Vec::new()),
            Cmd::Param => {
                let v = self.operand(i.a, base, unit);
                let value = v.is_defined().then(|| v.to_vec());
                let id = crate::syntax::params::id(i.y);
                if let (Some(list), Some(id)) = (self.params.last_mut(), id) {
                    list.push(crate::device::Param { id, value });
                }
            }
            Cmd::ParamsText => {
                let text = self.defined(i.a, base, unit)?.to_vec();
                return self.params_text(i.y as u8, &text);
            }
            Cmd::Open => return self.open(i, base, unit),
            Cmd::Use => return self.use_device(i, base, unit),
            Cmd::Close => return self.close(i, base, unit),
            Cmd::LockNew => self.locks.clear(),
            Cmd::LockAdd => {
                let slot = self.frame_refs() + i.y as usize;
                let r = self.refs[slot].clone();
                let name = self.lock_name(&r)?;
                self.locks.push(name);
            }
            Cmd::LockText => {
                let text = self.defined(i.a, base, unit)?.to_vec();
                return self.lock_text(&text);
            }
            Cmd::Lock => return self.lock(i, base, unit),
            Cmd::UnlockAll => self.store.unlock_all(LockOp::Replace)?,
            Cmd::ZdeallocateAll => self.store.unlock_all(LockOp::ZDeallocate)?,
            Cmd::Break => {
                let text = self.operand(i.a, base, unit).to_vec();
                return self.break_command(&text);
            }
            Cmd::View => {
                let keyword = self.defined(i.a, base, unit)?.to_vec();
                let first = base + Opnd(i.b).index();
                let args: Vec<Value> = self.temps[first..first + i.y as usize].to_vec();
                self.view_command(&keyword, &args)?;
            }
            Cmd::Job => return self.job(i, base, unit),
            Cmd::Tstart => self.tstart(i.y)?,
            Cmd::Tcommit => return self.tcommit(),
            Cmd::Ztcommit => {
                let n = match Opnd(i.a).is_none() {
                    true => 1,
                    false => self.defined(i.a, base, unit)?.to_i64()?,
                };
                self.ztcommit(n)?;
            }
            Cmd::Ztstart => self.ztstart()?,
            Cmd::Trollback => {
                let n = if Opnd(i.a).is_none() {
                    None
                } else {
                    Some(self.defined(i.a, base, unit)?.to_i64()?)
                };
                self.trollback(n)?;
            }
            Cmd::Trestart => return self.trestart(),
            Cmd::Zbreak => {
                let at = (!Opnd(i.a).is_none()).then(|| base + Opnd(i.a).index());
                let action = match Opnd(i.b).is_none() {
                    true => Value::Undef,
                    false => self.defined(i.b, base, unit)?.clone(),
                };
                let count = self.operand(i.c, base, unit).to_i64()?;
                self.zbreak(i.y, at, action, count, unit)?;
                // The loop that looks at breakpoints is another one.
                return Ok(Flow::Reload);
            }
            Cmd::Zcompile => {
                let v = self.text_argument(i.a, base, unit)?.unwrap_or_default();
                self.require(Capability::Files, "ZCOMPILE")?;
                self.zcompile(&v)?;
            }
            Cmd::Zcontinue => return self.zcontinue(),
            Cmd::Zedit => {
                let file = self.text_argument(i.a, base, unit)?;
                return self.zedit(file);
            }
            Cmd::Zgoto => return self.zgoto(i, base, unit),
            Cmd::Nothing => {}
            Cmd::Zhelp => {
                let text = self.operand(i.a, base, unit).to_vec();
                return self.zhelp(&text);
            }
            Cmd::Zrupdate => {
                self.require(Capability::Files, "ZRUPDATE")?;
                let file = self.defined(i.a, base, unit)?.to_vec();
                self.zrupdate(&file)?;
            }
            Cmd::Zlink => {
                let file = self.text_argument(i.a, base, unit)?;
                self.require(Capability::Files, "ZLINK")?;
                self.zlink(file)?;
            }
            Cmd::Zmessage => {
                let code = self.defined(i.a, base, unit)?.to_i64()?;
                let first = base + Opnd(i.b).index();
                let args: Vec<Vec<u8>> = self.temps[first..first + i.y as usize]
                    .iter()
                    .map(Value::to_vec)
                    .collect();
                return self.zmessage(code, args);
            }
            Cmd::Zprint => {
                let from = base + Opnd(i.a).index();
                let to = (!Opnd(i.b).is_none()).then(|| base + Opnd(i.b).index());
                return self.zprint(from, to, i.y == 1, unit);
            }
            Cmd::Zshow => {
                let what = self.defined(i.a, base, unit)?.clone();
                let into = (!Opnd(i.b).is_none()).then(|| self.frame_refs() + Opnd(i.b).index());
                return self.zshow(what, into);
            }
            Cmd::Zstep => {
                let action = self.operand(i.a, base, unit).to_vec();
                return self.zstep(i.y, &action);
            }
            Cmd::Zsystem => {
                let text = self.text_argument(i.a, base, unit)?.unwrap_or_default();
                return self.zsystem(&text);
            }
            Cmd::Zwrite => {
                let what = self.operand(i.a, base, unit).to_vec();
                return self.zwrite(&what, base + Opnd(i.b).index());
            }
            Cmd::SetPiece => return self.set_piece(i, base, unit),
            Cmd::SetExtract | Cmd::SetZextract => {
                let from = self.operand(i.a, base, unit);
                let from = if from.is_defined() { from.to_i64()? } else { 1 };
                let to = self.operand(i.b, base, unit);
                let to = if to.is_defined() { to.to_i64()? } else { from };
                let value = self.defined(i.c, base, unit)?.clone();
                let chset = self.chset(cmd == Cmd::SetZextract);
                if to >= from.max(1) {
                    return self.change_ref(i.y, |old| {
                        // SAFETY: both values live until it is done, and only `old` is written.
                        unsafe { super::hot::set_extract(old, from, to, &value, chset) }
                    });
                }
            }
            Cmd::ArgRef => {
                let slot = self.frame_refs() + i.y as usize;
                let Base::Local(name) = self.refs[slot].base else {
                    return Err(MError::new(errors::VAREXPECTED));
                };
                if !self.refs[slot].subs.is_empty() {
                    return Err(MError::new(errors::VAREXPECTED));
                }
                let link = self.symbols.link(name);
                self.put(i.a, base, Value::Link(link));
            }
            Cmd::Local => {
                let slot = self.frame_refs() + i.y as usize;
                if !matches!(self.refs[slot].base, Base::Local(_)) {
                    return Err(MError::new(errors::VAREXPECTED));
                }
            }
            Cmd::Touch => {
                let slot = self.frame_refs() + i.y as usize;
                if matches!(self.refs[slot].base, Base::Global(_)) {
                    self.touch(slot);
                }
            }
            Cmd::Direct => return self.direct(),
        }
        Ok(Flow::Next)
    }

    /// The character set of a function, bytes for the $Z forms.
    pub(super) fn chset(&self, bytes: bool) -> Chset {
        if self.special.utf8 && !bytes {
            Chset::Utf8
        } else {
            Chset::M
        }
    }

    fn set_piece(&mut self, i: Ins, base: usize, unit: &Rc<Unit>) -> Cold {
        let pc = self.frames.last().map_or(0, |f| f.pc as usize);
        let ext = unit.code.ins[pc];
        let delim = self.defined(i.a, base, unit)?.clone();
        let from = self.operand(i.b, base, unit);
        let from = if from.is_defined() { from.to_i64()? } else { 1 };
        let to = self.operand(i.c, base, unit);
        let to = if to.is_defined() { to.to_i64()? } else { from };
        let value = self.defined(ext.a, base, unit)?.clone();
        let chset = self.chset(ext.x == 1);
        if to >= from.max(1) {
            return self.change_ref(i.y, |old| {
                // SAFETY: all values live until it is done, and only `old` is written.
                unsafe { super::hot::set_piece(old, &delim, from, to, &value, chset) }
            });
        }
        Ok(Flow::Next)
    }

    /// Changes the value of a reference: that of a local that is there in its place.
    fn change_ref(
        &mut self,
        number: u16,
        change: impl Fn(&mut Value) -> Result<(), MError>,
    ) -> Cold {
        let slot = self.frame_refs() + usize::from(number);
        self.resolve_again(slot)?;
        let r = &self.refs[slot];
        if let Base::Local(name) = r.base
            && super::refs::find(&self.symbols, name, &r.subs)
                .is_some_and(|node| node.value.is_defined() && node.link().is_none())
        {
            change(&mut super::refs::make(&mut self.symbols, name, &r.subs).value)?;
            return Ok(Flow::Next);
        }
        let mut value = self.get_ref(slot)?.unwrap_or(Value::EMPTY);
        change(&mut value)?;
        self.set_ref(slot, value)
    }

    /// HALT: exit handlers, output, then the end.
    pub(super) fn halt(&mut self, status: i32) -> Flow {
        // It is tried again when all is over.
        let _ = self.store.publish();
        Flow::Stop(Finish::Halted(status))
    }

    fn set_alias(&mut self, to: usize, from: usize) -> Result<(), MError> {
        let (to, from) = (self.refs[to].clone(), self.refs[from].clone());
        let (Base::Local(to_name), Base::Local(from_name)) = (&to.base, &from.base) else {
            return Err(MError::new(errors::ALIASEXPECTED));
        };
        let link = if from.subs.is_empty() {
            Value::Link(self.symbols.link(*from_name))
        } else {
            match self
                .node_of(*from_name, &from.subs)
                .map(|n| n.value.clone())
            {
                Some(v @ Value::Link(_)) => v,
                None | Some(Value::Undef) => {
                    return Err(self.undefined_container(*from_name, &from.subs));
                }
                _ => return Err(MError::new(errors::ALIASEXPECTED)),
            }
        };
        self.bind_alias(*to_name, &to.subs, link)
    }

    fn set_alias_value(&mut self, to: usize, v: Value) -> Result<(), MError> {
        let to = self.refs[to].clone();
        let Base::Local(name) = to.base else {
            return Err(MError::new(errors::ALIASEXPECTED));
        };
        if !matches!(v, Value::Link(_)) {
            return Err(MError::new(errors::ALIASEXPECTED));
        }
        self.bind_alias(name, &to.subs, v)
    }

    fn bind_alias(&mut self, name: u32, subs: &[Value], link: Value) -> Result<(), MError> {
        let Value::Link(link) = link else {
            return Ok(());
        };
        if subs.is_empty() {
            self.symbols.set_link(name, link);
        } else {
            self.symbols.set_node_link(name, subs, link);
        }
        Ok(())
    }

    /// UNDEF of a container, by the first of the names that share the variable.
    fn undefined_container(&self, name: u32, subs: &[Value]) -> MError {
        let here = self.symbols.container(name);
        let same = self
            .symbols
            .linked()
            .into_iter()
            .filter(|id| self.symbols.container(*id) == here);
        let first = same.min_by_key(|id| self.host.name(*id)).unwrap_or(name);
        self.undefined_local(first, subs)
    }

    /// The node itself, not the container it stands for.
    fn node_of(&self, name: u32, subs: &[Value]) -> Option<&crate::value::array::Node> {
        let mut node = self.symbols.node(name)?;
        for sub in subs {
            node = node.kids.as_deref()?.get(sub)?;
        }
        Some(node)
    }

    fn kill_alias(&mut self, slot: usize) -> Result<(), MError> {
        let r = self.refs[slot].clone();
        let Base::Local(name) = r.base else {
            return Err(MError::new(errors::ALIASEXPECTED));
        };
        if r.subs.is_empty() {
            self.symbols.unlink(name);
        } else {
            self.kill_ref(slot, true)?;
        }
        Ok(())
    }

    fn zgoto(&mut self, i: Ins, base: usize, unit: &Rc<Unit>) -> Cold {
        let now = self.level() as i64;
        let level = if Opnd(i.a).is_none() {
            None
        } else {
            Some(self.defined(i.a, base, unit)?.to_i64()?)
        };
        let level = match level {
            None if Opnd(i.b).is_none() => 1.min(now),
            None => now,
            Some(n) if n < 0 => now + n,
            Some(n) => n,
        };
        if level < 0 {
            return Err(MError::new(errors::ZGOTOLTZERO));
        }
        if level > now {
            return Err(MError::new(errors::ZGOTOTOOBIG));
        }
        let entry = if Opnd(i.b).is_none() {
            None
        } else {
            let (target, label, line) =
                self.dynamic_target(base + Opnd(i.b).index(), true, unit)?;
            let pc = match label.and_then(|l| target.code.labels.get(l as usize)) {
                Some(label) => label.pc,
                None => target
                    .code
                    .lines
                    .get((line as usize).saturating_sub(1))
                    .copied()
                    .unwrap_or(0),
            };
            Some((target, pc))
        };
        let keep = self.frames_of_level(level as usize);
        if entry.is_none()
            && self
                .frames
                .get(keep)
                .is_some_and(|f| f.kind == Kind::Trigger)
        {
            // The level whose change the trigger is of goes on as after the trigger's QUIT.
            self.unwind_to(keep + 1);
            return self.leave(None, false);
        }
        let to_c = self
            .frames
            .get(keep)
            .is_some_and(|f| f.kind == Kind::CallIn);
        self.unwind_to(keep);
        if to_c {
            self.special.ecode.clear();
            self.handling.clear();
            return Ok(Flow::Stop(Finish::Returned(None)));
        }
        match entry {
            Some((target, pc)) => {
                if self.frames.is_empty() {
                    return Ok(self.halt(0));
                }
                self.goto(target, pc);
            }
            None if self.frames.is_empty() => return Ok(self.halt(0)),
            None => {}
        }
        Ok(Flow::Reload)
    }

    fn zmessage(&mut self, number: i64, args: Vec<Vec<u8>>) -> Cold {
        let Some((code, severity)) = errors::Code::from_number(number) else {
            return Err(MError::system(i32::try_from(number).unwrap_or(-1)));
        };
        let error = MError::with(code, args).severity(severity);
        if matches!(severity, 'E' | 'F' | 'W') {
            return Err(error);
        }
        // Information and success are shown and execution goes on.
        let mut text = error.message(b"\n");
        text.push(b'\n');
        self.say(&text);
        Ok(Flow::Next)
    }

    /// Code that interrupts what is running and then lets it go on.
    pub(super) fn interrupt_with(&mut self, text: &[u8]) -> Result<(), MError> {
        let unit = self.fragment(crate::compile::Fragment::Commands, text)?;
        let below = self.frames.last_mut();
        if let Some(Pending::Host(again)) = below.and_then(|f| f.pending.as_deref_mut()) {
            again.interrupted = true;
        }
        self.push_frame(unit, 0, Kind::Interrupt, 0);
        if let Some(top) = self.frames.last_mut() {
            top.trap = Trap::None;
        }
        self.special.in_interrupt = true;
        Ok(())
    }

    pub(super) fn end_interrupt(&mut self, frame: &super::frame::Frame) {
        self.test = frame.test;
        self.special.in_interrupt = false;
        // What came meanwhile is looked at next.
        self.signals
            .any
            .store(true, std::sync::atomic::Ordering::Release);
    }

    /// The slice is used up: the next one begins with a look at requests from outside.
    #[cold]
    #[inline(never)]
    pub(super) fn poll(&mut self) -> Cold {
        self.fuel = 0;
        Ok(Flow::Reload)
    }

    /// The text of an argument; `None` when there is no argument.
    fn text_argument(
        &mut self,
        o: u32,
        base: usize,
        unit: &Rc<Unit>,
    ) -> Result<Option<Vec<u8>>, MError> {
        if Opnd(o).is_none() {
            return Ok(None);
        }
        Ok(Some(self.defined(o, base, unit)?.to_vec()))
    }

    /// Looks at $ZMAXTPTIME, at $ZTIMEOUT and at requests from outside, whose code runs above whatever is running or waiting.
    pub(super) fn requests(&mut self) -> Cold {
        use std::sync::atomic::Ordering;
        if self.frames.is_empty() {
            return Ok(Flow::Next);
        }
        if let Some(at) = self.transaction_end()
            && at <= std::time::Instant::now()
        {
            self.special.tpend = None;
            return Err(MError::new(errors::TPTIMEOUT));
        }
        if let Some(at) = self.special.ztimeout.at
            && at <= std::time::Instant::now()
        {
            self.special.ztimeout.at = None;
            let code = self.special.ztimeout.code.clone();
            if code.is_empty() {
                return Err(MError::new(errors::ZTIMEOUT));
            }
            self.interrupt_with(&code)?;
            return Ok(Flow::Reload);
        }
        match self.signals.any.load(Ordering::Acquire) {
            true => self.signal(),
            false => Ok(Flow::Next),
        }
    }
}
