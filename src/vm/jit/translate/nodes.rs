//! Nodes of local arrays.

use super::*;
use crate::vm::jit::direct;

impl Translator<'_> {
    /// Subscripts as numbers for a call: one as it is, more in a row on the stack.
    pub(super) fn subscripts(&mut self, numbers: &[Value]) -> Vec<Value> {
        if let [only] = numbers {
            return vec![*only];
        }
        let slot = match self.slot {
            Some(slot) => slot,
            None => {
                let data = StackSlotData::new(
                    StackSlotKind::ExplicitSlot,
                    u32::from(MOST_SUBSCRIPTS) * 8,
                    3,
                );
                *self.slot.insert(self.b.create_sized_stack_slot(data))
            }
        };
        let pointer = self.pointer;
        for (at, n) in numbers.iter().enumerate() {
            self.b.ins().stack_store(pointer, *n, slot, at as i32 * 8);
        }
        let row = self.b.ins().stack_addr(self.pointer, slot, 0);
        let count = self.b.ins().iconst(types::I32, numbers.len() as i64);
        vec![row, count]
    }

    /// `a` := the node of a name: an integer at integer subscripts, or by the helper.
    pub(super) fn get_node(&mut self, i: &Ins, pc: u32, name: u32, subs: &[u32]) {
        let text = self.cold_block();
        let mut found = None;
        self.arithmetic(i, pc, subs, |t, x, slow| {
            let name = t.b.ins().iconst(types::I32, i64::from(name));
            let mut args = vec![t.machine, name];
            args.extend(t.subscripts(x));
            let function = match x {
                [_] => helpers::find1 as *const u8,
                _ => helpers::find as *const u8,
            };
            let pointer = t.pointer;
            let Some(at) = t.call(function, &args, Some(pointer)) else {
                return x[0];
            };
            t.require(at, true, slow);
            found = Some((at, slow));
            let tag = t.b.ins().load(types::I8, TRUSTED, at, 0);
            t.require_tag(tag, text);
            t.b.ins().load(types::I64, TRUSTED, at, NUMBER)
        });
        let Some((at, slow)) = found else {
            return self.fetch_nothing(text);
        };
        self.fetch_text(i.a, at, text, slow);
    }

    /// Ends [`Self::get_node`]: a value that is no integer is copied.
    fn fetch_text(&mut self, to: u32, at: Value, text: Block, slow: Block) {
        let after = self.b.create_block();
        let known = self.known.operands.get(&to).copied();
        let here = known.map(|known| {
            let tag = known
                .tag
                .unwrap_or_else(|| self.b.ins().iconst(types::I8, INT));
            [tag, known.number]
        });
        let both = [types::I8, types::I64];
        let joined = here.map(|_| both.map(|kind| self.b.append_block_param(after, kind)));
        let args: Vec<_> = here.into_iter().flatten().map(Into::into).collect();
        self.b.ins().jump(after, &args);
        self.b.switch_to_block(text);
        let place = self.target_of(to);
        if let Some(done) = {
            let args = [self.machine, place, at];
            self.call(direct::fetch as *const u8, &args, Some(types::I32))
        } {
            self.require(done, true, slow);
        }
        let args: Vec<_> = match joined {
            Some(_) => {
                let (tag, number) = self.load(to);
                vec![tag.into(), number.into()]
            }
            None => Vec::new(),
        };
        self.b.ins().jump(after, &args);
        self.b.switch_to_block(after);
        if let (Some(known), Some([tag, number])) = (known, joined) {
            let known = Known {
                tag: Some(tag),
                number,
                ..known
            };
            self.known.operands.insert(to, known);
        }
    }

    /// Fills a block that nothing goes to.
    fn fetch_nothing(&mut self, block: Block) {
        let here = self.b.create_block();
        self.b.ins().jump(here, &[]);
        self.b.switch_to_block(block);
        self.b.ins().jump(here, &[]);
        self.b.switch_to_block(here);
    }

    /// Subscripts of which all but the first are operands of the `Ext` at `pc`.
    pub(super) fn few(&self, first: u32, n: u16, pc: u32) -> Vec<u32> {
        let more = &self.code.ins[pc as usize];
        let all = [first, more.a, more.b, more.c];
        all[..usize::from(n).min(all.len())].to_vec()
    }

    /// The node of a name := `c`: an integer at integer subscripts, or by the helper.
    pub(super) fn set_node(&mut self, i: &Ins, pc: u32, name: u32, subs: &[u32]) {
        let mut read = subs.to_vec();
        read.push(i.c);
        if self.never_integers(&read) {
            self.spill(i);
            return self.help(i, pc);
        }
        self.touch(&read);
        let before = self.known.clone();
        let (slow, done) = (self.cold_block(), self.b.create_block());
        let mut x: Vec<Value> = read.iter().map(|o| self.integer(*o, slow)).collect();
        if let Some(n) = x.pop() {
            let name = self.b.ins().iconst(types::I32, i64::from(name));
            let mut args = vec![self.machine, name];
            args.extend(self.subscripts(&x));
            let function = match x[..] {
                [_] => helpers::entry1 as *const u8,
                _ => helpers::entry as *const u8,
            };
            let pointer = self.pointer;
            if let Some(at) = self.call(function, &args, Some(pointer)) {
                let owning = self.cold_block();
                let old = self.b.ins().load(types::I8, TRUSTED, at, 0);
                let plain =
                    self.b
                        .ins()
                        .icmp_imm_u(IntCC::UnsignedLessThanOrEqual, old, LAST_PLAIN);
                self.require(plain, true, owning);
                let tag = self.b.ins().iconst(types::I8, INT);
                self.b.ins().store(TRUSTED, tag, at, 0);
                self.b.ins().store(TRUSTED, n, at, NUMBER);
                self.b.ins().jump(done, &[]);
                self.b.switch_to_block(owning);
                let args = [self.machine, at, n];
                self.call(helpers::set_int as *const u8, &args, None);
            }
        }
        self.b.ins().jump(done, &[]);
        self.b.switch_to_block(slow);
        self.known = before.clone();
        self.spill(i);
        self.help(i, pc);
        self.b.ins().jump(done, &[]);
        self.b.switch_to_block(done);
        self.known = before;
    }
}
