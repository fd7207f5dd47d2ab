//! Calls of helpers, and levels: calls, blocks and their ends.

use super::*;

impl Translator<'_> {
    pub(super) fn call(
        &mut self,
        function: *const u8,
        args: &[Value],
        result: Option<Type>,
    ) -> Option<Value> {
        let dfg = &self.b.func.dfg;
        let params: Vec<Type> = args.iter().map(|arg| dfg.value_type(*arg)).collect();
        let key = (params, result);
        let signature = match self.signatures.get(&key) {
            Some(signature) => *signature,
            None => {
                let mut made = Signature::new(self.convention);
                made.params
                    .extend(key.0.iter().map(|kind| AbiParam::new(*kind)));
                made.returns.extend(result.map(AbiParam::new));
                let signature = self.b.import_signature(made);
                *self.signatures.entry(key).or_insert(signature)
            }
        };
        let function = self.address(function as usize);
        let call = self.b.ins().call_indirect(signature, function, args);
        self.b.inst_results(call).first().copied()
    }

    /// Calls a helper for an instruction with its answer.
    pub(super) fn ask(&mut self, i: &Ins, function: *const u8) -> Value {
        let at = self.address(std::ptr::from_ref(i) as usize);
        let (machine, regs) = (self.machine, self.regs);
        match self.call(function, &[machine, regs, at], Some(types::I32)) {
            Some(answer) => answer,
            None => self.b.ins().iconst(types::I32, 0),
        }
    }

    /// Has the helper do an instruction whose operands are in memory. What it writes is known no more.
    pub(super) fn help(&mut self, i: &Ins, pc: u32) {
        if !self.put_from_places(i, pc) {
            let Some(helper) = helpers::of(i.op) else {
                return;
            };
            let answer = self.ask(i, helper as *const u8);
            self.require_done(answer, pc);
        }
        if let Some(o) = flow::written(i) {
            self.known.operands.remove(&o);
        }
        // A name that the instruction changes as a whole.
        match i.op {
            Op::Kill | Op::New => self.forget(Opnd::var(i.a).0),
            Op::LocalFn => self.forget(Opnd::var(i.b).0),
            _ => {}
        }
    }

    /// Leaves with the error that a helper has put aside, if its answer is not 0.
    pub(super) fn require_done(&mut self, answer: Value, pc: u32) {
        // The operands behind an instruction belong to it.
        let more = self.code.ins.get(pc as usize);
        let pc = pc + u32::from(more.is_some_and(|more| more.op == Op::Ext));
        let failed = self.exit_block(Exit::Error, pc);
        self.require(answer, false, failed);
    }

    /// An instruction that may change frames or wait: all is in memory before it and nothing known behind it.
    pub(super) fn outside(&mut self, i: &Ins, pc: u32) {
        self.spill(i);
        self.spill_crossing();
        let function = match i.op {
            Op::Xecute => helpers::xecute as *const u8,
            Op::RefText | Op::RefSubs | Op::Ref | Op::ValueOf => helpers::reference as *const u8,
            _ => helpers::outside as *const u8,
        };
        let answer = self.ask(i, function);
        self.go_on(answer);
        self.known = Knowledge::default();
        if flow::next(i.op) == Next::Leaves {
            self.exit(Exit::Go, pc);
        }
    }

    /// Leaves when the answer of a helper as `outside` is not 0.
    pub(super) fn go_on(&mut self, answer: Value) {
        let on = self.b.create_block();
        let off = self.cold_block();
        self.b.ins().brif(answer, off, &[], on, &[]);
        self.b.switch_to_block(off);
        self.leave_with(answer);
        self.b.switch_to_block(on);
    }

    /// Leaves as an answer says.
    pub(super) fn leave_with(&mut self, answer: Value) {
        let frames = self.b.ins().iconst(types::I64, code_of(Exit::Frames, 0));
        let aside = self.b.ins().iconst(types::I64, code_of(Exit::Aside, 0));
        let is_frames = self
            .b
            .ins()
            .icmp_imm_s(IntCC::Equal, answer, i64::from(helpers::FRAMES));
        let code = self.b.ins().select(is_frames, frames, aside);
        self.b.ins().jump(self.leave, &[code.into()]);
    }

    /// A call or a block: straight to its first instruction when that is in the region. Whether control goes on here.
    pub(super) fn call_level(&mut self, i: &Ins, pc: u32) -> bool {
        let Some(to) = self.callee(i).and_then(|pc| self.blocks.get(&pc).copied()) else {
            self.outside(i, pc);
            return true;
        };
        self.spill(i);
        self.spill_crossing();
        let at = self.address(std::ptr::from_ref(i) as usize);
        let behind = self.b.ins().iconst(types::I32, i64::from(pc));
        let args = [self.machine, self.regs, at, behind];
        if let Some(answer) = self.call(helpers::call as *const u8, &args, Some(types::I32)) {
            self.go_on(answer);
        }
        self.b.ins().jump(to, &[]);
        false
    }

    /// Where a call goes, if that is a label of the unit itself.
    pub(super) fn callee(&self, i: &Ins) -> Option<u32> {
        if i.op == Op::Block {
            return Some(i.c);
        }
        let target = self.code.targets.get(i.a as usize)?;
        if !target.routine.is_empty() || self.code.name.is_empty() || target.label.is_empty() {
            return None;
        }
        let label = find_label(self.code, &target.label).ok()?;
        self.code.labels.get(label as usize).map(|label| label.pc)
    }

    /// The end of a level: on where the caller is, if that is in the region.
    pub(super) fn end_level(&mut self, i: &Ins, function: *const u8) {
        let at = self.address(std::ptr::from_ref(i) as usize);
        let returns = self.address(std::ptr::from_ref(self.returns) as usize);
        let (machine, regs) = (self.machine, self.regs);
        let args = [machine, regs, at, returns];
        let Some(entry) = self.call(function, &args, Some(types::I32)) else {
            return;
        };
        let off = self.cold_block();
        let here = self
            .b
            .ins()
            .icmp_imm_s(IntCC::SignedGreaterThanOrEqual, entry, 0);
        self.require(here, true, off);
        self.b.ins().jump(self.dispatch, &[entry.into()]);
        self.b.switch_to_block(off);
        let answer = self.b.ins().ineg(entry);
        self.leave_with(answer);
    }
}
