//! Arithmetic and decisions over integers.

use super::*;

impl Translator<'_> {
    pub(super) fn never_integers(&self, operands: &[u32]) -> bool {
        operands
            .iter()
            .any(|o| helpers::is_other_constant(*o, &self.code.consts))
    }

    /// `written` := a number of integer operands, where the helper does all else.
    pub(super) fn arithmetic(
        &mut self,
        i: &Ins,
        pc: u32,
        read: &[u32],
        fast: impl FnOnce(&mut Self, &[Value], Block) -> Value,
    ) {
        let Some(to) = flow::written(i) else { return };
        if self.never_integers(read) {
            self.spill(i);
            return self.help(i, pc);
        }
        self.touch(read);
        self.touch(&[to]);
        let slow = self.cold_block();
        let before = self.known.clone();
        let numbers: Vec<Value> = read.iter().map(|o| self.integer(*o, slow)).collect();
        let n = fast(self, &numbers, slow);
        self.known = before.clone();
        self.finish(i, pc, to, n, read, slow, before);
    }

    /// Ends an instruction that has made a number: stores it, and has the helper come in where the number could not be made.
    #[allow(clippy::too_many_arguments)]
    pub(super) fn finish(
        &mut self,
        i: &Ins,
        pc: u32,
        to: u32,
        n: Value,
        integers: &[u32],
        slow: Block,
        before: Knowledge,
    ) {
        let is_temp = Opnd(to).kind() == Opnd::TEMP;
        if !is_temp {
            let is_integer = integers.contains(&to)
                || self
                    .known
                    .operands
                    .get(&to)
                    .is_some_and(|k| k.tag.is_none());
            self.store(to, n, is_integer, slow);
        }
        let done = self.b.create_block();
        if !is_temp && !self.is_read_again(to, pc) {
            self.b.ins().jump(done, &[]);
            self.b.switch_to_block(slow);
            self.known = before.clone();
            self.spill(i);
            self.help(i, pc);
            self.b.ins().jump(done, &[]);
            self.b.switch_to_block(done);
            self.known = before;
            return self.forget(to);
        }
        let tag = self.b.append_block_param(done, types::I8);
        let number = self.b.append_block_param(done, types::I64);
        let int = self.b.ins().iconst(types::I8, INT);
        self.b.ins().jump(done, &[int.into(), n.into()]);
        // The slow way.
        self.b.switch_to_block(slow);
        self.known = before.clone();
        self.spill(i);
        self.help(i, pc);
        let (t, n) = self.load(to);
        self.b.ins().jump(done, &[t.into(), n.into()]);
        self.b.switch_to_block(done);
        self.known = before;
        self.known.operands.insert(
            to,
            Known {
                tag: Some(tag),
                number,
                dirty: is_temp,
            },
        );
    }

    /// Whether an operand is read again in the block that goes on at an address.
    pub(super) fn is_read_again(&self, o: u32, pc: u32) -> bool {
        for pc in pc..self.region.end {
            let i = &self.code.ins[pc as usize];
            if self.blocks.contains_key(&pc) {
                return false;
            }
            if flow::operands(i).any(|read| read == o) {
                return true;
            }
            if flow::written(i) == Some(o)
                || !matches!(flow::next(i.op), Next::Falls | Next::Branches)
            {
                return false;
            }
        }
        false
    }

    pub(super) fn compare(&mut self, i: &Ins, pc: u32, relation: IntCC) {
        self.arithmetic(i, pc, &[i.b, i.c], |t, x, _| {
            let holds = t.b.ins().icmp(relation, x[0], x[1]);
            t.b.ins().uextend(types::I64, holds)
        });
    }

    /// To `c` when the relation of integers, or the truth of one, is `wanted`. What reads none is left to the helper.
    pub(super) fn decide(
        &mut self,
        i: &Ins,
        pc: u32,
        read: &[u32],
        wanted: bool,
        relation: Option<IntCC>,
    ) {
        if relation == Some(IntCC::Equal)
            && let [a, b] = *read
            && let Some((text, other)) = self.short_text(a, b)
        {
            return self.decide_text(i, pc, text, other, wanted);
        }
        self.spill_crossing();
        self.touch(read);
        let never = read.is_empty() || self.never_integers(read);
        let before = self.known.clone();
        let on = self.b.create_block();
        let to = self.target(i.c);
        let slow = if never {
            None
        } else {
            let slow = self.cold_block();
            let x: Vec<Value> = read.iter().map(|o| self.integer(*o, slow)).collect();
            let holds = match (relation, &x[..]) {
                (Some(relation), [a, b]) => self.b.ins().icmp(relation, *a, *b),
                _ => self.b.ins().icmp_imm_s(IntCC::NotEqual, x[0], 0),
            };
            self.part(i, holds, wanted, to, on);
            Some(slow)
        };
        if let Some(slow) = slow {
            self.b.switch_to_block(slow);
        }
        self.known = before.clone();
        self.spill(i);
        self.decide_slowly(i, pc, wanted, to, on);
        self.b.switch_to_block(on);
        self.known = before;
    }

    /// Has a helper decide over values in memory.
    fn decide_slowly(&mut self, i: &Ins, pc: u32, wanted: bool, to: Block, on: Block) {
        let Some(holds) = self.decided(i) else {
            return;
        };
        let failed = self.exit_block(Exit::Error, pc);
        let fine = self
            .b
            .ins()
            .icmp_imm_s(IntCC::NotEqual, holds, i64::from(helpers::FAILED));
        self.require(fine, true, failed);
        self.part(i, holds, wanted, to, on);
    }

    /// A constant among two operands that is a short text, and the other operand.
    fn short_text(&self, a: u32, b: u32) -> Option<(Short, u32)> {
        let text = |o: u32| match self.code.consts.get(Opnd(o).index()) {
            Some(MValue::Short(s)) if Opnd(o).kind() == Opnd::CONST => Some(*s),
            _ => None,
        };
        let found = text(b).map(|s| (s, a)).or_else(|| text(a).map(|s| (s, b)));
        found.filter(|(_, other)| Opnd(*other).kind() != Opnd::CONST)
    }

    pub(super) fn is_short_text(&self, o: u32) -> bool {
        let v = self.code.consts.get(Opnd(o).index());
        Opnd(o).kind() == Opnd::CONST && matches!(v, Some(MValue::Short(_)))
    }

    /// To `c` when an operand is a short text, or is not: sixteen bytes are compared.
    fn decide_text(&mut self, i: &Ins, pc: u32, text: Short, other: u32, wanted: bool) {
        self.spill_crossing();
        self.spill_if(|o| o == other);
        self.touch(&[other]);
        let (slow, on) = (self.cold_block(), self.b.create_block());
        let to = self.target(i.c);
        let (base, at) = self.place(other);
        let tag = self.b.ins().load(types::I8, TRUSTED, base, at);
        let no_text = self.b.create_block();
        let is_text = self.b.ins().icmp_imm_s(IntCC::Equal, tag, SHORT);
        self.require(is_text, true, no_text);
        let word = text.bits().word();
        let low = self.b.ins().load(types::I64, TRUSTED, base, at);
        let high = self.b.ins().load(types::I64, TRUSTED, base, at + NUMBER);
        let low = self.b.ins().bxor_imm_s(low, word as i64);
        let high = self.b.ins().bxor_imm_s(high, (word >> 64) as i64);
        let differs = self.b.ins().bor(low, high);
        let holds = self.b.ins().icmp_imm_s(IntCC::Equal, differs, 0);
        self.part(i, holds, wanted, to, on);
        self.b.switch_to_block(no_text);
        let first = text.as_bytes().first();
        if !first.is_some_and(|c| c.is_ascii_digit() || *c == b'-') {
            // No integer has this text.
            let is_integer = self.b.ins().icmp_imm_s(IntCC::Equal, tag, INT);
            self.require(is_integer, true, slow);
            let no = self.b.ins().iconst(types::I8, 0);
            self.part(i, no, wanted, to, on);
        } else {
            self.b.ins().jump(slow, &[]);
        }
        self.b.switch_to_block(slow);
        let before = self.known.clone();
        self.decide_slowly(i, pc, wanted, to, on);
        self.b.switch_to_block(on);
        self.known = before;
    }

    /// A short text that is a constant := to an operand.
    pub(super) fn move_text(&mut self, i: &Ins, pc: u32) {
        self.touch(&[i.a]);
        let (slow, done) = (self.cold_block(), self.b.create_block());
        let (base, at) = self.place(i.a);
        let old = self.b.ins().load(types::I8, TRUSTED, base, at);
        let plain = self
            .b
            .ins()
            .icmp_imm_u(IntCC::UnsignedLessThanOrEqual, old, LAST_PLAIN);
        self.require(plain, true, slow);
        // As a whole, so that whoever reads it does not wait for its parts. Values are not aligned to their size.
        let flags = MemFlagsData::new().with_notrap();
        let from = self.address_of(i.b);
        let text = self.b.ins().load(types::I8X16, flags, from, 0);
        self.b.ins().store(flags, text, base, at);
        self.b.ins().jump(done, &[]);
        self.b.switch_to_block(slow);
        let before = self.known.clone();
        self.help(i, pc);
        self.b.ins().jump(done, &[]);
        self.b.switch_to_block(done);
        self.known = before;
        self.forget(i.a);
    }

    /// Ends a decision: $TEST where it is an IF, and the ways part.
    pub(super) fn part(&mut self, i: &Ins, holds: Value, wanted: bool, to: Block, on: Block) {
        if i.x == 1 {
            // $TEST is whether control goes on here.
            let cc = if wanted {
                IntCC::Equal
            } else {
                IntCC::NotEqual
            };
            let test = self.b.ins().icmp_imm_s(cc, holds, 0);
            self.set_test(test);
        }
        let (then, other) = if wanted { (to, on) } else { (on, to) };
        self.b.ins().brif(holds, then, &[], other, &[]);
    }
}
