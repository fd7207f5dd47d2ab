//! Texts: concatenation, pattern match, the string functions.

use super::Done;
use crate::compile::{Code, Ins, Opnd};
use crate::syntax::words::Func;
use crate::value::Value;
use crate::value::errors::{MAXSTRLEN, MError};
use crate::vm::machine::Machine;
use crate::vm::operands::Regs;

impl Machine {
    #[inline(always)]
    pub(in crate::vm) fn cat(&mut self, r: &mut Regs, i: &Ins) -> Done {
        if i.a == i.b && Opnd(i.a).kind() == Opnd::VAR && i.c != i.a {
            // `S x=x_y`: grows in place. The variable is taken out while its tail is read.
            self.get(&r.at, i.a)?;
            let tail = self.get(&r.at, i.c)?;
            // The tail is another value than the one that grows, or is found to be it.
            let head: *mut Value = r.at.target(i.a);
            if std::ptr::eq(head, tail) {
                r.at.put(i.a, tail.concat(tail)?);
                return Ok(());
            }
            // SAFETY: as `Operands` says.
            let head = unsafe { &mut *head };
            self.cursor.forget(head);
            return head.append_bytes(tail.bytes(&mut r.buf));
        }
        let a = self.get(&r.at, i.b)?.bytes(&mut r.buf);
        let b = self.get(&r.at, i.c)?.bytes(&mut r.buf2);
        if r.at.put_joined(i.a, a, b) {
            Ok(())
        } else {
            Err(MError::new(MAXSTRLEN))
        }
    }

    #[inline(always)]
    pub(in crate::vm) fn matches(&self, r: &mut Regs, i: &Ins, code: &Code) -> Done {
        let subject = self.get(&r.at, i.b)?.bytes(&mut r.buf);
        self.check_subject(subject)?;
        let v = code.patterns[i.c as usize]
            .matches(subject, self.special.utf8)
            .map_err(crate::vm::fragments::pattern_error)?;
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
        if !self.special.utf8 {
            if i.x == Func::Length as u8 {
                let n = self.get(&r.at, i.b)?.len() as i64;
                r.at.put_int(i.a, n);
                return Ok(());
            }
            if i.x == Func::Ascii as u8 {
                let s = self.get(&r.at, i.b)?.bytes(&mut r.buf);
                let n = s.first().map_or(-1, |b| i64::from(*b));
                r.at.put_int(i.a, n);
                return Ok(());
            }
        }
        let a = self.get(&r.at, i.b)?;
        self.function(r, i, &[a], pc)
    }

    #[inline(always)]
    pub(in crate::vm) fn fn2(&mut self, r: &mut Regs, i: &Ins, pc: usize) -> Done {
        if !self.special.utf8
            && let Value::Int(at) = r.at.raw(i.c)
        {
            if i.x == Func::Extract as u8 {
                let s = self.get(&r.at, i.b)?.bytes(&mut r.buf);
                let byte = match *at {
                    n if n > 0 => s.get(n as usize - 1..n as usize).unwrap_or_default(),
                    _ => b"",
                };
                r.at.put_bytes(i.a, byte);
                return Ok(());
            }
            if i.x == Func::Ascii as u8 {
                let s = self.get(&r.at, i.b)?.bytes(&mut r.buf);
                let n = match *at {
                    n if n > 0 => s.get(n as usize - 1).map_or(-1, |b| i64::from(*b)),
                    _ => -1,
                };
                r.at.put_int(i.a, n);
                return Ok(());
            }
        }
        let (a, b) = (self.get(&r.at, i.b)?, self.get(&r.at, i.c)?);
        self.function(r, i, &[a, b], pc)
    }

    /// `third` is `a` of the `Ext` behind, and `pc` the place behind that.
    #[inline(always)]
    pub(in crate::vm) fn fn3(&mut self, r: &mut Regs, i: &Ins, third: u32, pc: usize) -> Done {
        if !self.special.utf8
            && let Value::Int(last) = r.at.raw(third)
        {
            if i.x == Func::Extract as u8
                && let Value::Int(from) = r.at.raw(i.c)
            {
                let s = self.get(&r.at, i.b)?.bytes(&mut r.buf);
                let from = (*from).max(1) as usize - 1;
                let to = (*last).clamp(0, s.len() as i64) as usize;
                r.at.put_bytes(i.a, s.get(from..to).unwrap_or_default());
                return Ok(());
            }
            if i.x == Func::Piece as u8
                && let [delimiter] = r.at.raw(i.c).bytes(&mut r.buf2)
            {
                let v = self.get(&r.at, i.b)?;
                let part = self.cursor.piece(v, v.bytes(&mut r.buf), *delimiter, *last);
                r.at.put_bytes(i.a, part);
                return Ok(());
            }
        }
        let (a, b) = (self.get(&r.at, i.b)?, self.get(&r.at, i.c)?);
        let c = self.get(&r.at, third)?;
        self.function(r, i, &[a, b, c], pc)
    }

    #[inline(always)]
    pub(in crate::vm) fn fn_many(&mut self, r: &mut Regs, i: &Ins, pc: usize) -> Done {
        let args: Vec<&Value> = r.at.temps(i.b, i.y).iter().collect();
        self.function(r, i, &args, pc)
    }
}
