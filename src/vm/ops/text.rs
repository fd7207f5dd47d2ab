//! Texts: concatenation, pattern match, the string functions.

use super::Done;
use crate::compile::{Code, Ins, Opnd};
use crate::syntax::words::Func;
use crate::value::Value;
use crate::value::errors::MError;
use crate::vm::fragments::pattern_error;
use crate::vm::hot;
use crate::vm::machine::Machine;
use crate::vm::operands::{Operands, Regs};

impl Machine {
    /// # Safety
    /// Where the instruction has more operands, up to three, an `Ext` is behind it.
    #[inline(always)]
    pub(in crate::vm) unsafe fn cat(&mut self, r: &mut Regs, i: *const Ins) -> Done {
        // SAFETY: the caller's promise.
        let (ins, more) = unsafe { (&*i, i.add(1)) };
        let count = usize::from(ins.y) + 2;
        let mut parts = [std::ptr::null(); hot::MOST];
        parts[0] = self.arg(&r.at, ins.b)?;
        parts[1] = self.arg(&r.at, ins.c)?;
        if count > 2 {
            // SAFETY: as above.
            let ext = unsafe { &*more };
            for (part, o) in parts[2..count].iter_mut().zip([ext.a, ext.b, ext.c]) {
                *part = self.arg(&r.at, o)?;
            }
        }
        let to: *mut Value = r.at.target(ins.a);
        // SAFETY: the operands stay where they are while the result is put.
        unsafe { hot::join(to, &parts[..count]) }
    }

    /// Where the value of an operand is, which must be defined.
    #[inline(always)]
    fn arg(&self, at: &Operands, o: u32) -> Result<*const Value, MError> {
        Ok(std::ptr::from_ref(self.get(at, o)?))
    }

    /// Whether operand `o` matches a pattern by number.
    #[inline(always)]
    pub(in crate::vm) fn matches(
        &self,
        r: &mut Regs,
        o: u32,
        pattern: u32,
        code: &Code,
    ) -> Result<bool, MError> {
        let (subject, pattern) = (self.get(&r.at, o)?, &code.patterns[pattern as usize]);
        let text = subject.bytes(&mut r.buf);
        let found = if self.special.utf8 && !subject.is_ascii() {
            self.check_subject(text)?;
            pattern.matches(text, true)
        } else {
            pattern.matches_bytes(text)
        };
        found.map_err(pattern_error)
    }

    #[inline(always)]
    pub(in crate::vm) fn put_match(&self, r: &mut Regs, i: &Ins, code: &Code) -> Done {
        let v = self.matches(r, i.b, i.c, code)?;
        r.at.put_bool(i.a, v != (i.x == 1));
        Ok(())
    }

    #[inline(always)]
    pub(in crate::vm) fn matches_text(&self, r: &mut Regs, i: &Ins) -> Done {
        let text = self.get(&r.at, i.c)?.to_vec();
        let subject = self.get(&r.at, i.b)?.to_vec();
        let v = self.match_text(&subject, &text)?;
        r.at.put_bool(i.a, v != (i.x == 1));
        Ok(())
    }

    /// A function by its general way. `pc` is the place behind the instruction.
    #[inline(always)]
    fn function(&mut self, r: &mut Regs, i: &Ins, args: &[&Value], pc: usize) -> Done {
        let v = match self.pure(i.x, args) {
            Some(v) => v?,
            None => {
                let args = args.iter().map(|v| (*v).clone()).collect();
                self.save(pc);
                self.effect(i.x, args)?
            }
        };
        r.at.put_result(i.a, v);
        Ok(())
    }

    #[inline(always)]
    pub(in crate::vm) fn fn1(&mut self, r: &mut Regs, i: &Ins, pc: usize) -> Done {
        let a = self.get(&r.at, i.b)?;
        // SAFETY: as in `cat`.
        if unsafe { hot::fn1(i.x, self.special.utf8, r.at.target(i.a), a) } {
            return Ok(());
        }
        self.function(r, i, &[a], pc)
    }

    #[inline(always)]
    pub(in crate::vm) fn fn2(&mut self, r: &mut Regs, i: &Ins, pc: usize) -> Done {
        let (a, b) = (self.get(&r.at, i.b)?, self.get(&r.at, i.c)?);
        let (to, utf8) = (r.at.target(i.a), self.special.utf8);
        // SAFETY: as in `cat`.
        if unsafe { hot::fn2(i.x, &mut self.strings, utf8, to, a, b) } {
            return Ok(());
        }
        if i.y == 1
            && let Some(character) = self.pure(Func::Extract as u8, &[a, b])
        {
            return self.function(r, i, &[&character?], pc);
        }
        self.function(r, i, &[a, b], pc)
    }

    /// `third` is `a` of the `Ext` behind, and `pc` the place behind that.
    #[inline(always)]
    pub(in crate::vm) fn fn3(&mut self, r: &mut Regs, i: &Ins, third: u32, pc: usize) -> Done {
        let (a, b) = (self.get(&r.at, i.b)?, self.get(&r.at, i.c)?);
        let c = self.get(&r.at, third)?;
        let (to, utf8) = (r.at.target(i.a), self.special.utf8);
        // SAFETY: as in `cat`.
        if unsafe { hot::fn3(i.x, &mut self.strings, utf8, to, [a, b, c]) } {
            return Ok(());
        }
        self.function(r, i, &[a, b, c], pc)
    }

    /// # Safety
    /// An `Ext` is behind the instruction.
    #[inline(always)]
    pub(in crate::vm) unsafe fn piece4(&mut self, r: &mut Regs, i: *const Ins) -> Done {
        // SAFETY: the caller's promise.
        let (i, ext) = unsafe { (&*i, &*i.add(1)) };
        let (a, b) = (self.get(&r.at, i.b)?, self.get(&r.at, i.c)?);
        let (c, d) = (self.get(&r.at, ext.a)?, self.get(&r.at, ext.b)?);
        // SAFETY: as in `cat`.
        if unsafe { hot::pieces_between(self.special.utf8, r.at.target(i.a), [a, b, c, d]) } {
            return Ok(());
        }
        if let Some(v) = self.pure(i.x, &[a, b, c, d]) {
            r.at.put_result(i.a, v?);
        }
        Ok(())
    }

    /// SET $PIECE of a local.
    ///
    /// # Safety
    /// An `Ext` is behind the instruction.
    #[inline(always)]
    pub(in crate::vm) unsafe fn set_piece_of(&mut self, r: &mut Regs, i: *const Ins) -> Done {
        // SAFETY: the caller's promise.
        let (i, ext) = unsafe { (&*i, &*i.add(1)) };
        let delimiter = self.arg(&r.at, i.b)?;
        let from = self.integer_or(&r.at, i.c, 1)?;
        let last = self.integer_or(&r.at, ext.b, from)?;
        let value = self.arg(&r.at, ext.a)?;
        let (to, chset) = (r.at.target(i.a), self.chset(i.x == 1));
        // SAFETY: as in `cat`.
        unsafe { hot::set_piece(to, delimiter, from, last, value, chset) }
    }

    /// SET $EXTRACT of a local.
    ///
    /// # Safety
    /// An `Ext` is behind the instruction.
    #[inline(always)]
    pub(in crate::vm) unsafe fn set_extract_of(&mut self, r: &mut Regs, i: *const Ins) -> Done {
        // SAFETY: the caller's promise.
        let (i, ext) = unsafe { (&*i, &*i.add(1)) };
        let from = self.integer_or(&r.at, i.b, 1)?;
        let last = self.integer_or(&r.at, i.c, from)?;
        let value = self.arg(&r.at, ext.a)?;
        let (to, chset) = (r.at.target(i.a), self.chset(i.x == 1));
        // SAFETY: as in `cat`.
        unsafe { hot::set_extract(to, from, last, value, chset) }
    }

    /// An operand that may have been left out.
    #[inline(always)]
    fn integer_or(&self, at: &Operands, o: u32, default: i64) -> Result<i64, MError> {
        if Opnd(o).is_none() {
            return Ok(default);
        }
        self.get(at, o)?.to_i64()
    }

    #[inline(always)]
    pub(in crate::vm) fn fn_many(&mut self, r: &mut Regs, i: &Ins, pc: usize) -> Done {
        let args: Vec<&Value> = r.at.temps(i.b, i.y).iter().collect();
        self.function(r, i, &args, pc)
    }
}
