//! Instructions that a function does whose operands are passed to it.

use super::*;
use crate::vm::jit::direct::{self, Direct, Pass};

impl Translator<'_> {
    /// Operands of an instruction in order, with those behind it.
    fn operands(&self, i: &Ins, pc: u32) -> Vec<u32> {
        let more = self.code.ins.get(pc as usize);
        let more = more.filter(|more| more.op == Op::Ext);
        let all = flow::operands(i).chain(more.into_iter().flat_map(flow::operands));
        all.filter(|o| !Opnd(*o).is_none()).collect()
    }

    /// The operands that a function takes in one way.
    fn passed(operands: &[u32], direct: &Direct, pass: Pass) -> Vec<u32> {
        let all = operands.iter().zip(direct.operands);
        all.filter(|(_, how)| **how == pass)
            .map(|(o, _)| *o)
            .collect()
    }

    pub(super) fn address_of(&mut self, o: u32) -> Value {
        let (base, at) = self.place(o);
        match at {
            0 => base,
            at => self.b.ins().iadd_imm_s(base, i64::from(at)),
        }
    }

    /// The address of an operand that a function writes.
    pub(super) fn target_of(&mut self, o: u32) -> Value {
        let at = self.address_of(o);
        if Opnd(o).kind() == Opnd::VAR {
            self.b.ins().iadd_imm_s(at, direct::NAME as i64)
        } else {
            at
        }
    }

    /// Arguments of a function; `numbers` are its integers in order.
    fn arguments(&mut self, operands: &[u32], direct: &Direct, numbers: &[Value]) -> Vec<Value> {
        let mut numbers = numbers.iter();
        let mut args = Vec::new();
        for (o, how) in operands.iter().zip(direct.operands) {
            match (how, numbers.as_slice()) {
                (Pass::Number, [n, ..]) => {
                    args.push(*n);
                    numbers.next();
                }
                _ => args.push(self.address_of(*o)),
            }
        }
        args
    }

    /// An instruction that a function does, or its helper.
    pub(super) fn direct(&mut self, i: &Ins, pc: u32) {
        let operands = self.operands(i, pc);
        let fits = |direct: &Direct| direct.operands.len() == operands.len();
        if let Some(direct) = direct::giving(i).filter(fits) {
            return self.give(i, pc, &operands, &direct);
        }
        if let Some(direct) = direct::putting(i).filter(fits) {
            let numbers = Self::passed(&operands, &direct, Pass::Number);
            if !numbers.is_empty() && !self.never_integers(&numbers) {
                return self.put(i, pc, &operands, &direct, &numbers);
            }
        }
        self.spill(i);
        self.help(i, pc);
    }

    /// An integer by a function.
    fn give(&mut self, i: &Ins, pc: u32, operands: &[u32], direct: &Direct) {
        let places = Self::passed(operands, direct, Pass::Place);
        self.spill_if(|o| places.contains(&o));
        self.touch(&places);
        let numbers = Self::passed(operands, direct, Pass::Number);
        self.arithmetic(i, pc, &numbers, |t, x, slow| {
            let mut args = vec![t.machine];
            args.extend(t.arguments(operands, direct, x));
            let n = match t.call(direct.function, &args, Some(types::I64)) {
                Some(n) => n,
                None => return t.b.ins().iconst(types::I64, 0),
            };
            let done = t.b.ins().icmp_imm_s(IntCC::NotEqual, n, direct::NOT_DONE);
            t.require(done, true, slow);
            n
        });
    }

    /// A value put by a function that takes integers; where they are none the helper does it.
    fn put(&mut self, i: &Ins, pc: u32, operands: &[u32], direct: &Direct, numbers: &[u32]) {
        let Some(to) = flow::written(i) else { return };
        let places = Self::passed(operands, direct, Pass::Place);
        self.spill_if(|o| places.contains(&o));
        self.touch(operands);
        self.touch(&[to]);
        let sure = numbers.iter().all(|o| self.is_integer(*o));
        let slow = self.cold_block();
        let before = self.known.clone();
        let x: Vec<Value> = numbers.iter().map(|o| self.integer(*o, slow)).collect();
        let args = self.arguments(operands, direct, &x);
        self.put_by(i, pc, to, direct, &args);
        let done = self.b.create_block();
        self.b.ins().jump(done, &[]);
        self.b.switch_to_block(slow);
        if sure {
            // Nothing goes there.
            self.b.ins().jump(done, &[]);
        } else {
            self.known = before.clone();
            self.spill(i);
            self.help(i, pc);
            self.b.ins().jump(done, &[]);
        }
        self.b.switch_to_block(done);
        self.known = before;
        self.forget(to);
    }

    /// Calls a function that puts a value.
    fn put_by(&mut self, i: &Ins, pc: u32, to: u32, direct: &Direct, operands: &[Value]) {
        let at = self.address(std::ptr::from_ref(i) as usize);
        let to = self.target_of(to);
        let mut args = vec![self.machine, self.regs, at, to];
        args.extend_from_slice(operands);
        if let Some(answer) = self.call(direct.function, &args, Some(types::I32)) {
            self.require_done(answer, pc);
        }
    }

    /// An instruction whose operands are in memory, by a function that takes their places; `false` when there is none.
    pub(super) fn put_from_places(&mut self, i: &Ins, pc: u32) -> bool {
        let operands = self.operands(i, pc);
        let (Some(direct), Some(to)) = (direct::putting(i), flow::written(i)) else {
            return false;
        };
        if direct.operands.len() != operands.len() || direct.operands.contains(&Pass::Number) {
            return false;
        }
        let args: Vec<Value> = operands.iter().map(|o| self.address_of(*o)).collect();
        self.put_by(i, pc, to, &direct, &args);
        true
    }

    /// The answer of a branch over values in memory.
    pub(super) fn decided(&mut self, i: &Ins) -> Option<Value> {
        if let (Op::JmpMatch | Op::JmpNoMatch, Some(pattern)) =
            (i.op, self.code.patterns.get(i.b as usize))
        {
            let at = self.address(std::ptr::from_ref(i) as usize);
            let subject = self.address_of(i.a);
            let pattern = self.address(std::ptr::from_ref(pattern) as usize);
            let args = [self.machine, self.regs, at, subject, pattern];
            return self.call(direct::matches as *const u8, &args, Some(types::I32));
        }
        let Some(function) = direct::deciding(i.op) else {
            let helper = helpers::of(i.op)?;
            return Some(self.ask(i, helper as *const u8));
        };
        let at = self.address(std::ptr::from_ref(i) as usize);
        let (a, b) = (self.address_of(i.a), self.address_of(i.b));
        let args = [self.machine, self.regs, at, a, b];
        self.call(function, &args, Some(types::I32))
    }
}
