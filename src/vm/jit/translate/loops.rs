//! The steps of FOR.

use super::*;

impl Translator<'_> {
    /// Whether a number is beyond a limit in the direction of a step.
    pub(super) fn beyond(
        &mut self,
        n: Value,
        step: Value,
        limit: Value,
        constant: Option<i64>,
    ) -> Value {
        if let Some(step) = constant {
            let cc = if step < 0 {
                IntCC::SignedLessThan
            } else {
                IntCC::SignedGreaterThan
            };
            return self.b.ins().icmp(cc, n, limit);
        }
        let up = self.b.ins().icmp(IntCC::SignedGreaterThan, n, limit);
        let down = self.b.ins().icmp(IntCC::SignedLessThan, n, limit);
        let falling = self.b.ins().icmp_imm_s(IntCC::SignedLessThan, step, 0);
        self.b.ins().select(falling, down, up)
    }

    /// The constant operand that a FOR evaluates into one of its temporaries, or the temporary: nothing else writes it until the
    /// loop ends. `at` is the address of an instruction of that FOR.
    pub(super) fn for_operand(&self, i: &Ins, at: u32, temporary: u32) -> u32 {
        let before = &self.code.ins[..at as usize];
        let is_test = |t: &Ins| t.op == Op::ForTest && (t.a, t.b) == (i.a, i.b);
        let test = match i.op {
            Op::ForTest => Some(before.len()),
            _ => before.iter().rposition(is_test),
        };
        let Some(test) = test else { return temporary };
        for (pc, plus) in before[..test].iter().enumerate().rev().take(8) {
            if plus.op == Op::Plus && plus.a == temporary {
                return match self.constant(plus.b) {
                    Some(_) => plus.b,
                    None => temporary,
                };
            }
            if self.flow.is_leader(pc as u32) {
                break;
            }
        }
        temporary
    }

    /// Control variable, step and limit of a FOR.
    pub(super) fn for_operands(&self, i: &Ins, pc: u32) -> [u32; 3] {
        [
            i.a,
            self.for_operand(i, pc - 1, temp(i.b)),
            self.for_operand(i, pc - 1, temp(i.b + 1)),
        ]
    }

    pub(super) fn for_test(&mut self, i: &Ins, pc: u32) {
        self.spill_crossing();
        let read = self.for_operands(i, pc);
        self.touch(&read);
        let before = self.known.clone();
        let (slow, on) = (self.cold_block(), self.b.create_block());
        let to = self.target(i.c);
        let x = read.map(|o| self.integer(o, slow));
        let beyond = self.beyond(x[0], x[1], x[2], self.constant(read[1]));
        self.b.ins().brif(beyond, to, &[], on, &[]);
        self.b.switch_to_block(slow);
        self.known = before.clone();
        self.spill(i);
        self.answer_branch(i, pc, to, on);
        self.known = before;
    }

    /// Has the helper decide: to `to` or `on`, where the translation goes on.
    pub(super) fn answer_branch(&mut self, i: &Ins, pc: u32, to: Block, on: Block) {
        let Some(helper) = helpers::of(i.op) else {
            return;
        };
        let answer = self.ask(i, helper as *const u8);
        let failed = self.exit_block(Exit::Error, pc);
        let fine = self
            .b
            .ins()
            .icmp_imm_s(IntCC::NotEqual, answer, i64::from(helpers::FAILED));
        self.require(fine, true, failed);
        self.b.ins().brif(answer, to, &[], on, &[]);
        self.b.switch_to_block(on);
    }

    pub(super) fn for_next(&mut self, i: &Ins, pc: u32) {
        self.spill_crossing();
        self.spill_if(|o| o == i.a);
        let read = self.for_operands(i, pc);
        self.touch(&read);
        let before = self.known.clone();
        let (slow, again, on) = (
            self.cold_block(),
            self.b.create_block(),
            self.b.create_block(),
        );
        let x = read.map(|o| self.integer(o, slow));
        let next = self.b.ins().iadd(x[0], x[1]);
        let beyond = self.beyond(next, x[1], x[2], self.constant(read[1]));
        self.require(beyond, false, on);
        // The limit has at most 18 digits, and so has what is not beyond it.
        self.store(i.a, next, true, slow);
        self.b.ins().jump(again, &[]);
        self.b.switch_to_block(slow);
        self.known = before.clone();
        self.spill(i);
        let on_slowly = self.b.create_block();
        self.answer_branch(i, pc, again, on_slowly);
        self.b.ins().jump(on, &[]);
        self.b.switch_to_block(again);
        self.known = Knowledge::default();
        let empty = self.exit_block(Exit::Poll, i.c);
        self.burn(empty);
        let block = self.target(i.c);
        self.b.ins().jump(block, &[]);
        self.b.switch_to_block(on);
        self.known = before;
        self.known.operands.remove(&i.a);
    }
}
