//! The instruction loop.

use super::frame::Unit;
use super::jit::After;
use super::machine::{Cold, Finish, Flow, Machine};
use super::operands::{Operands, Regs};
use super::ops::{contains, equal, follows, greater, less, sorts_after};
#[cfg(native)]
use crate::compile::Ins;
use crate::compile::{Op, Opnd, RefFn};
use crate::device::Item;
use crate::value::errors::MError;
use crate::value::{NUM_BUF, Value};
use std::rc::Rc;

impl Machine {
    /// Executes instructions. It leaves with the top frame's `pc` behind the instruction that caused it.
    pub(super) fn run<const DEBUG: bool>(&mut self) -> Cold {
        let mut regs = Regs {
            at: Operands::new(self),
            buf: NUM_BUF,
        };
        'frame: loop {
            // A change of frames is a step, whatever made it: call, return, GOTO, XECUTE, indirection.
            self.fuel -= 1;
            if self.fuel <= 0 || DEBUG != self.debug.active {
                // In a new slice, or the other instance of the loop, it goes on.
                return Ok(Flow::Reload);
            }
            let Some(depth) = self.frames.len().checked_sub(1) else {
                return Ok(Flow::Stop(Finish::Halted(0)));
            };
            // SAFETY: the frame on top holds its unit; whatever removes the frame goes back to `'frame`.
            let (frame, unit) = unsafe {
                let frame = &*self.frames.as_ptr().add(depth);
                (frame, &*frame.unit.as_ptr())
            };
            let ins = unit.ins;
            let base = frame.base as usize;
            let mut pc = frame.pc as usize;
            regs.at.enter(self, base, unit);

            // Native code takes over where there is some, and says where to go on.
            macro_rules! native {
                () => {
                    if !DEBUG && let Some(entry) = self.native_entry(unit, pc) {
                        match self.run_native(entry, &mut regs) {
                            After::Here(at) => pc = at,
                            After::Frame => continue 'frame,
                            After::Leave(cold) => return cold,
                        }
                    }
                };
            }
            // An error leaves the loop with the place of the instruction behind it.
            macro_rules! check {
                ($e:expr) => {
                    match $e {
                        Ok(v) => v,
                        Err(e) => {
                            self.save(pc);
                            return Err(e);
                        }
                    }
                };
            }
            macro_rules! jump_if {
                ($i:expr, $truth:expr, $wanted:expr) => {{
                    let taken = check!($truth) == $wanted;
                    if $i.x == 1 {
                        self.test = !taken;
                    }
                    if taken {
                        pc = $i.c as usize;
                    }
                }};
            }
            macro_rules! back {
                () => {
                    self.fuel -= 1;
                    if self.fuel <= 0 {
                        self.save(pc);
                        match self.poll() {
                            Ok(Flow::Next) => {}
                            other => return other,
                        }
                    }
                    native!();
                };
            }
            macro_rules! cold {
                ($e:expr) => {{
                    self.save(pc);
                    match $e {
                        Ok(Flow::Next) => regs.at.refresh(self),
                        Ok(Flow::Reload) => continue 'frame,
                        other => return other,
                    }
                }};
            }
            // The `Ext` that the compiler puts behind, which is passed over.
            macro_rules! ext {
                () => {{
                    // SAFETY: as said.
                    let ext = unsafe { &*ins.add(pc) };
                    pc += 1;
                    ext
                }};
            }
            macro_rules! extra {
                () => {
                    ext!().a
                };
            }

            native!();
            loop {
                if DEBUG {
                    self.save(pc);
                    match self.debug_stop(pc) {
                        Ok(Flow::Next) => {}
                        Ok(Flow::Reload) => continue 'frame,
                        other => return other,
                    }
                }
                debug_assert!(pc < unit.code.ins.len());
                // SAFETY: every unit ends with a jump, and addresses in jumps are inside: both hold for what the compiler emits,
                // and `compile::verify` asks for both in code from a file.
                let i = unsafe { &*ins.add(pc) };
                pc += 1;
                match i.op {
                    Op::Ext => {}
                    Op::Jmp => pc = i.c as usize,
                    Op::Loop => {
                        pc = i.c as usize;
                        back!();
                    }
                    Op::JmpTemp => {
                        // Code from a file may have put any number there.
                        if let Value::Int(to) = regs.at.raw(i.a)
                            && (*to as usize) < unit.code.ins.len()
                        {
                            pc = *to as usize;
                        }
                        back!();
                    }
                    Op::LoadPc => regs.at.put_int(i.a, i64::from(i.c)),
                    Op::JmpTrue => jump_if!(i, self.truth(&regs.at, i.a), true),
                    Op::JmpFalse => jump_if!(i, self.truth(&regs.at, i.a), false),
                    Op::JmpEq => jump_if!(i, self.holds(&regs.at, (i.a, i.b), equal), true),
                    Op::JmpNe => jump_if!(i, self.holds(&regs.at, (i.a, i.b), equal), false),
                    Op::JmpLt => jump_if!(i, self.holds(&regs.at, (i.a, i.b), less), true),
                    Op::JmpNl => jump_if!(i, self.holds(&regs.at, (i.a, i.b), less), false),
                    Op::JmpGt => jump_if!(i, self.holds(&regs.at, (i.a, i.b), greater), true),
                    Op::JmpNg => jump_if!(i, self.holds(&regs.at, (i.a, i.b), greater), false),
                    Op::SetTest => self.test = i.x != 0,
                    Op::JmpTest => {
                        if self.test {
                            pc = i.c as usize;
                        }
                    }
                    Op::JmpNoTest => {
                        if !self.test {
                            pc = i.c as usize;
                        }
                    }
                    Op::Mov => check!(self.mov(&regs.at, i)),
                    Op::Clear => regs.at.clear(i.a),
                    Op::Add => check!(self.add(&regs.at, i)),
                    Op::Sub => check!(self.sub(&regs.at, i)),
                    Op::Mul => check!(self.mul(&regs.at, i)),
                    Op::Div => check!(self.div(&regs.at, i)),
                    Op::IntDiv => check!(self.int_div(&regs.at, i)),
                    Op::Mod => check!(self.modulo(&regs.at, i)),
                    Op::Pow => check!(self.pow(&regs.at, i)),
                    Op::Cat => {
                        pc += usize::from(i.y > 0);
                        // SAFETY: the compiler puts behind the instruction what it takes.
                        check!(unsafe { self.cat(&mut regs, i) });
                    }
                    Op::Eq => check!(self.relation(&regs.at, i, equal, true)),
                    Op::Ne => check!(self.relation(&regs.at, i, equal, false)),
                    Op::Lt => check!(self.relation(&regs.at, i, less, true)),
                    Op::Nl => check!(self.relation(&regs.at, i, less, false)),
                    Op::Gt => check!(self.relation(&regs.at, i, greater, true)),
                    Op::Ng => check!(self.relation(&regs.at, i, greater, false)),
                    Op::Con => check!(self.relation(&regs.at, i, contains, true)),
                    Op::NotCon => check!(self.relation(&regs.at, i, contains, false)),
                    Op::Fol => check!(self.relation(&regs.at, i, follows, true)),
                    Op::NotFol => check!(self.relation(&regs.at, i, follows, false)),
                    Op::Sort => check!(self.relation(&regs.at, i, sorts_after, true)),
                    Op::NotSort => check!(self.relation(&regs.at, i, sorts_after, false)),
                    Op::Plus => check!(self.plus(&regs.at, i)),
                    Op::Minus => check!(self.minus(&regs.at, i)),
                    Op::Not => check!(self.not(&regs.at, i)),
                    Op::Match => check!(self.put_match(&mut regs, i, &unit.code)),
                    Op::JmpMatch => {
                        jump_if!(i, self.matches(&mut regs, i.a, i.b, &unit.code), true)
                    }
                    Op::JmpNoMatch => {
                        jump_if!(i, self.matches(&mut regs, i.a, i.b, &unit.code), false)
                    }
                    Op::MatchText => check!(self.matches_text(&mut regs, i)),
                    Op::Get1 => check!(self.get1(&regs.at, i)),
                    Op::Set1 => check!(self.set1(&regs.at, i)),
                    Op::Order1 => check!(self.order1(&regs.at, i)),
                    Op::GetDefault1 => {
                        let default = extra!();
                        check!(self.get_default1(&regs.at, i, default));
                    }
                    Op::Data1 => check!(self.data1(&regs.at, i)),
                    Op::Kill1 => check!(self.kill1(&regs.at, i)),
                    Op::GetFew => {
                        let more = ext!();
                        check!(self.get_few(&regs.at, i, more));
                    }
                    Op::SetFew => {
                        let more = ext!();
                        check!(self.set_few(&regs.at, i, more));
                    }
                    Op::GetN => check!(self.get_n(&regs.at, i)),
                    Op::SetN => check!(self.set_n(&regs.at, i)),
                    Op::Fn1 => check!(self.fn1(&mut regs, i, pc)),
                    Op::Fn2 => check!(self.fn2(&mut regs, i, pc)),
                    Op::Fn3 => {
                        let third = extra!();
                        check!(self.fn3(&mut regs, i, third, pc));
                    }
                    Op::Piece4 => {
                        pc += 1;
                        // SAFETY: as in `Cat`.
                        check!(unsafe { self.piece4(&mut regs, i) });
                    }
                    Op::SetPiece => {
                        pc += 1;
                        // SAFETY: as in `Cat`.
                        check!(unsafe { self.set_piece_of(&mut regs, i) });
                    }
                    Op::SetExtract => {
                        pc += 1;
                        // SAFETY: as in `Cat`.
                        check!(unsafe { self.set_extract_of(&mut regs, i) });
                    }
                    Op::Fn => check!(self.fn_many(&mut regs, i, pc)),
                    Op::ForTest => {
                        if check!(self.for_test(&regs.at, i)) {
                            pc = i.c as usize;
                        }
                    }
                    Op::ForNext => {
                        if check!(self.for_next(&regs.at, i)) {
                            pc = i.c as usize;
                            back!();
                        }
                    }
                    Op::ForStep => {
                        check!(self.for_step(&regs.at, i));
                        pc = i.c as usize;
                        back!();
                    }
                    // A value goes at once; arrays and containers take the general way.
                    Op::Kill => self.symbols.kill(i.a),
                    Op::New => self.symbols.new_name(i.a),
                    Op::ArgRef => {
                        let link = self.symbols.link(i.b);
                        regs.at.put(i.a, Value::Link(link));
                    }
                    Op::Call => {
                        self.save(pc);
                        match self.call(unit, i, base) {
                            Ok(()) => continue 'frame,
                            Err(e) => return Err(e),
                        }
                    }
                    Op::Block => {
                        self.save(pc);
                        self.push_block(i.c)?;
                        continue 'frame;
                    }
                    Op::Ret => {
                        self.save(pc);
                        match self.ret()? {
                            Flow::Next | Flow::Reload => continue 'frame,
                            other => return Ok(other),
                        }
                    }
                    Op::RetVal => {
                        self.save(pc);
                        match self.ret_val(&regs.at, i.a)? {
                            Flow::Next | Flow::Reload => continue 'frame,
                            other => return Ok(other),
                        }
                    }
                    Op::Svn => {
                        self.save(pc);
                        regs.at.put_result(i.a, self.read_svn(i.x)?);
                    }
                    Op::Write => {
                        check!(self.store.publish());
                        let text = check!(self.get(&regs.at, i.a)).bytes(&mut regs.buf);
                        let step = self.devices.write(Item::Text(text));
                        cold!(self.written(step));
                    }
                    Op::WriteNewline => {
                        check!(self.store.publish());
                        let step = self.devices.write(Item::Newline);
                        cold!(self.written(step));
                    }
                    Op::LocalFn => {
                        let extra = extra!();
                        check!(self.local_fn(&regs.at, i, extra));
                    }
                    Op::RefLocal => check!(self.ref_local(&regs.at, i)),
                    Op::RefGlobal => check!(self.ref_global(&regs.at, i)),
                    Op::Ref => {
                        let unit = self.unit();
                        cold!(self.ref_fn(RefFn::from_u8(i.x), *i, base, &unit))
                    }
                    _ => {
                        let unit = self.unit();
                        cold!(self.cold(*i, base, &unit))
                    }
                }
            }
        }
    }

    /// An instruction of native code that is not done in line and may change frames or wait; `pc` is the place behind it.
    #[cfg(native)]
    pub(super) fn outside(&mut self, r: &mut Regs, i: &Ins, pc: usize) -> Cold {
        self.save(pc);
        let Some(frame) = self.frames.last() else {
            return Ok(Flow::Reload);
        };
        // SAFETY: the frame holds its unit, which nothing looks at after the frame is gone.
        let (code, base) = (unsafe { &*frame.unit.as_ptr() }, frame.base as usize);
        match i.op {
            Op::Call => self.call(code, i, base)?,
            Op::Block => self.push_block(i.c)?,
            Op::ArgRef => {
                let link = self.symbols.link(i.b);
                r.at.put(i.a, Value::Link(link));
                return Ok(Flow::Next);
            }
            Op::Ret => return self.ret(),
            Op::RetVal => return self.ret_val(&r.at, i.a),
            Op::Svn => {
                r.at.put_result(i.a, self.read_svn(i.x)?);
                return Ok(Flow::Next);
            }
            Op::Write => {
                self.store.publish()?;
                let text = self.get(&r.at, i.a)?.bytes(&mut r.buf);
                let step = self.devices.write(Item::Text(text));
                return self.written(step);
            }
            Op::WriteNewline => {
                self.store.publish()?;
                let step = self.devices.write(Item::Newline);
                return self.written(step);
            }
            Op::Ref => {
                let unit = self.unit();
                return self.ref_fn(RefFn::from_u8(i.x), *i, base, &unit);
            }
            Op::Xecute => {
                let text = self.get(&r.at, i.a)?;
                return self.xecute(text);
            }
            Op::Args => {
                let text = self.get(&r.at, i.a)?;
                return self.argument_text(i.x, text);
            }
            Op::End => return self.end_commands(),
            _ => {
                let unit = self.unit();
                return self.cold(*i, base, &unit);
            }
        }
        Ok(Flow::Reload)
    }

    /// QUIT without a value.
    #[inline(always)]
    fn ret(&mut self) -> Cold {
        if self.leave_quickly() {
            return Ok(Flow::Reload);
        }
        self.quit(None)
    }

    /// QUIT with the value of an operand.
    #[inline(always)]
    fn ret_val(&mut self, at: &Operands, o: u32) -> Cold {
        if matches!(at.raw(o), Value::Int(n) if self.return_int(*n)) {
            return Ok(Flow::Reload);
        }
        let mut v = self.returned(at, o)?;
        if self.return_value(&mut v) {
            return Ok(Flow::Reload);
        }
        self.quit(Some(v))
    }

    /// The value that a QUIT gives; a temporary is not used again.
    #[inline(always)]
    pub(super) fn returned(&self, at: &Operands, o: u32) -> Result<Value, MError> {
        if Opnd(o).kind() == Opnd::TEMP {
            Ok(at.take(o))
        } else {
            self.get(at, o).cloned()
        }
    }

    /// The unit of the frame on top.
    fn unit(&self) -> Rc<Unit> {
        self.frames[self.frames.len() - 1].unit.to_rc()
    }

    /// Where the frame on top goes on.
    #[inline(always)]
    pub(super) fn save(&mut self, pc: usize) {
        debug_assert!(!self.frames.is_empty());
        // SAFETY: instructions run in a frame.
        unsafe { (*self.frames.as_mut_ptr().add(self.frames.len() - 1)).pc = pc as u32 };
    }
}
