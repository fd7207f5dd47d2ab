//! Operands: where they are, what is known of them, and when temporaries come to memory.

use super::*;

impl Translator<'_> {
    pub(super) fn temps(&mut self) -> Value {
        match self.known.temps {
            Some(v) => v,
            None => {
                let at = (offset_of!(Regs, at) + offset_of!(Operands, temps)) as i32;
                let v = self.b.ins().load(self.pointer, TRUSTED, self.regs, at);
                *self.known.temps.insert(v)
            }
        }
    }

    pub(super) fn cells(&mut self) -> Value {
        match self.known.cells {
            Some(v) => v,
            None => {
                let at = (offset_of!(Regs, at) + offset_of!(Operands, cells)) as i32;
                let v = self.b.ins().load(self.pointer, TRUSTED, self.regs, at);
                *self.known.cells.insert(v)
            }
        }
    }

    /// Base and offset of an operand in memory. Constants do not move as long as the code lives.
    pub(super) fn place(&mut self, o: u32) -> (Value, i32) {
        let o = Opnd(o);
        let base = match o.kind() {
            Opnd::TEMP => self.temps(),
            Opnd::VAR => self.cells(),
            _ => {
                let at = self.code.consts.as_ptr() as usize + o.offset();
                return (self.address(at), 0);
            }
        };
        (base, o.offset() as i32)
    }

    pub(super) fn address(&mut self, at: usize) -> Value {
        self.b.ins().iconst(self.pointer, at as i64)
    }

    /// Makes sure that the bases of operands are at hand here, so that what follows on several ways can use them.
    pub(super) fn touch(&mut self, operands: &[u32]) {
        for o in operands {
            match Opnd(*o).kind() {
                Opnd::TEMP => _ = self.temps(),
                Opnd::VAR => _ = self.cells(),
                _ => {}
            }
        }
    }

    /// Tag and number of an operand from memory.
    pub(super) fn load(&mut self, o: u32) -> (Value, Value) {
        let (base, at) = self.place(o);
        let tag = self.b.ins().load(types::I8, TRUSTED, base, at);
        let number = self.b.ins().load(types::I64, TRUSTED, base, at + NUMBER);
        (tag, number)
    }

    pub(super) fn constant(&self, o: u32) -> Option<i64> {
        let o = Opnd(o);
        match self.code.consts.get(o.index()) {
            Some(MValue::Int(n)) if o.kind() == Opnd::CONST => Some(*n),
            _ => None,
        }
    }

    /// The number of an operand; to `slow` when it is no integer.
    pub(super) fn integer(&mut self, o: u32, slow: Block) -> Value {
        if let Some(n) = self.constant(o) {
            return self.b.ins().iconst(types::I64, n);
        }
        if let Some(known) = self.known.operands.get(&o).copied() {
            if let Some(tag) = known.tag {
                self.require_tag(tag, slow);
            }
            return known.number;
        }
        let (base, at) = self.place(o);
        let tag = self.b.ins().load(types::I8, TRUSTED, base, at);
        self.require_tag(tag, slow);
        self.b.ins().load(types::I64, TRUSTED, base, at + NUMBER)
    }

    /// Whether an operand is an integer that is at hand.
    pub(super) fn is_integer(&self, o: u32) -> bool {
        let known = self.known.operands.get(&o);
        self.constant(o).is_some() || known.is_some_and(|known| known.tag.is_none())
    }

    pub(super) fn require_tag(&mut self, tag: Value, otherwise: Block) {
        let right = self.b.ins().icmp_imm_s(IntCC::Equal, tag, INT);
        self.require(right, true, otherwise);
    }

    /// Goes on here when a condition is `wanted`.
    pub(super) fn require(&mut self, condition: Value, wanted: bool, otherwise: Block) {
        let on = self.b.create_block();
        if wanted {
            self.b.ins().brif(condition, on, &[], otherwise, &[]);
        } else {
            self.b.ins().brif(condition, otherwise, &[], on, &[]);
        }
        self.b.switch_to_block(on);
    }

    /// Requires that a number has at most 18 digits.
    pub(super) fn require_small(&mut self, n: Value, otherwise: Block) {
        let moved = self.b.ins().iadd_imm_s(n, LIMIT - 1);
        self.require_below(moved, 2 * LIMIT - 1, otherwise);
    }

    pub(super) fn require_below(&mut self, n: Value, bound: i64, otherwise: Block) {
        let below = self.b.ins().icmp_imm_u(IntCC::UnsignedLessThan, n, bound);
        self.require(below, true, otherwise);
    }

    pub(super) fn short(&mut self, n: Value) -> Value {
        self.b.ins().ireduce(types::I32, n)
    }

    pub(super) fn cold_block(&mut self) -> Block {
        let block = self.b.create_block();
        self.b.set_cold_block(block);
        block
    }

    /// Stores an integer at an operand in memory; to `slow` when what it holds has to be let go.
    pub(super) fn store(&mut self, o: u32, n: Value, is_integer: bool, slow: Block) {
        let (base, at) = self.place(o);
        if !is_integer {
            let old = self.b.ins().load(types::I8, TRUSTED, base, at);
            let plain = self
                .b
                .ins()
                .icmp_imm_u(IntCC::UnsignedLessThanOrEqual, old, LAST_PLAIN);
            self.require(plain, true, slow);
            let tag = self.b.ins().iconst(types::I8, INT);
            self.b.ins().store(TRUSTED, tag, base, at);
        }
        self.b.ins().store(TRUSTED, n, base, at + NUMBER);
    }

    /// Brings to memory the temporaries that an instruction reads.
    pub(super) fn spill(&mut self, i: &Ins) {
        let range = flow::reads(i);
        // The operands behind it belong to it.
        let at =
            (std::ptr::from_ref(i) as usize - self.code.ins.as_ptr() as usize) / size_of::<Ins>();
        let more = self.code.ins.get(at + 1).filter(|more| more.op == Op::Ext);
        let read: Vec<u32> = flow::operands(i)
            .chain(more.into_iter().flat_map(flow::operands))
            .collect();
        self.spill_if(|o| {
            let n = Opnd(o).index() as u32;
            read.contains(&o)
                || match &range {
                    Reads::All => true,
                    Reads::Range(range) => range.contains(&n),
                }
        });
    }

    /// Brings to memory what other blocks may read.
    pub(super) fn spill_crossing(&mut self) {
        let flow = self.flow;
        self.spill_if(|o| flow.crosses(Opnd(o).index() as u32));
    }

    pub(super) fn spill_if(&mut self, wanted: impl Fn(u32) -> bool) {
        let mut dirty: Vec<u32> = self
            .known
            .operands
            .iter()
            .filter(|(o, known)| known.dirty && wanted(**o))
            .map(|(o, _)| *o)
            .collect();
        dirty.sort_unstable();
        for o in dirty {
            self.temps();
            let Some(known) = self.known.operands.get_mut(&o) else {
                continue;
            };
            known.dirty = false;
            let known = *known;
            let done = self.b.create_block();
            if let Some(tag) = known.tag {
                // No integer: it is in memory.
                self.require_tag(tag, done);
            }
            let slow = self.cold_block();
            self.store(o, known.number, false, slow);
            self.b.ins().jump(done, &[]);
            self.b.switch_to_block(slow);
            let operand = self.b.ins().iconst(types::I32, i64::from(o));
            let args = [self.machine, self.regs, operand, known.number];
            self.call(helpers::put_int as *const u8, &args, None);
            self.b.ins().jump(done, &[]);
            self.b.switch_to_block(done);
        }
    }
}
