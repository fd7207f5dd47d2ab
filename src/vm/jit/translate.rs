//! From bytecode to Cranelift's intermediate form.
//!
//! All state is in memory where blocks begin, so that every block is an entry and leaving needs no mapping. Inside a block the
//! translator knows integers in registers: variables are written through, temporaries only when something needs them in memory.
//! An instruction is integer code in line with one way out of it, taken when an operand is no integer or a result too long: there
//! a helper does the whole instruction, and control comes back behind it.

use super::flow::{self, Flow, Next, Reads};
use super::{Returns, helpers};
use crate::compile::{Code, Ins, Op, Opnd};
use crate::value::Value as MValue;
use crate::vm::calls::find_label;
use crate::vm::machine::Machine;
use crate::vm::operands::{Operands, Regs};
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{
    AbiParam, Block, BlockCall, InstBuilder, JumpTableData, MemFlagsData, SigRef, Signature,
    StackSlot, StackSlotData, StackSlotKind, Type, Value, types,
};
use cranelift_codegen::isa::{CallConv, TargetFrontendConfig};
use cranelift_frontend::FunctionBuilder;
use std::collections::{BTreeMap, HashMap};
use std::mem::offset_of;
use std::ops::Range;

/// How a function of native code is left: the kind in the upper half of what it returns, an address in bytecode in the lower.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u32)]
pub enum Exit {
    /// Go on at the address, in native code if there is some.
    Go,
    /// The same after a look at requests.
    Poll,
    /// Frames changed.
    Frames,
    /// What the loop has to do is put aside, and the frame knows its place.
    Aside,
    /// An error is put aside; it came from the instruction before the address.
    Error,
}

impl Exit {
    pub const ALL: [Exit; 5] = [Exit::Go, Exit::Poll, Exit::Frames, Exit::Aside, Exit::Error];
}

/// Tags of values, and where an integer has its number.
const INT: i64 = 1;
/// Values with a greater tag own something, or stand for a container.
const LAST_PLAIN: i64 = 3;
const NUMBER: i32 = 8;

/// Integers are below 10^18 in absolute value.
const LIMIT: i64 = 1_000_000_000_000_000_000;

/// Subscripts of one call.
const MOST_SUBSCRIPTS: u16 = 4;

const TRUSTED: MemFlagsData = MemFlagsData::trusted();

/// What is known of the value of an operand.
#[derive(Clone, Copy)]
struct Known {
    /// Its tag, if it is not surely an integer.
    tag: Option<Value>,
    /// Its number, if it is an integer.
    number: Value,
    /// A temporary that memory does not have yet.
    dirty: bool,
}

/// What is known at a place.
#[derive(Clone, Default)]
struct Knowledge {
    operands: HashMap<u32, Known>,
    temps: Option<Value>,
    cells: Option<Value>,
}

/// The translation of one region.
pub struct Translator<'a> {
    b: FunctionBuilder<'a>,
    code: &'a Code,
    flow: &'a Flow,
    region: Range<u32>,
    pointer: Type,
    machine: Value,
    regs: Value,
    blocks: HashMap<u32, Block>,
    returns: &'a Returns,
    /// To the entry whose number is its parameter.
    dispatch: Block,
    /// Returns its parameter.
    leave: Block,
    /// Blocks that leave, by what they return.
    exits: BTreeMap<i64, Block>,
    known: Knowledge,
    signatures: HashMap<(Vec<Type>, Option<Type>), SigRef>,
    slot: Option<StackSlot>,
    convention: CallConv,
}

impl<'a> Translator<'a> {
    /// Translates a region.
    pub fn region(
        mut b: FunctionBuilder<'a>,
        code: &'a Code,
        region: Range<u32>,
        returns: &'a Returns,
        target: TargetFrontendConfig,
        flow: &'a Flow,
    ) {
        let first = b.create_block();
        b.append_block_params_for_function_params(first);
        b.switch_to_block(first);
        let [machine, regs, entry] = *b.block_params(first) else {
            return;
        };
        let (dispatch, leave) = (b.create_block(), b.create_block());
        b.set_cold_block(leave);
        b.ins().jump(dispatch, &[entry.into()]);
        let entries = returns.pcs();
        let blocks: HashMap<u32, Block> =
            entries.iter().map(|pc| (*pc, b.create_block())).collect();
        let mut t = Translator {
            b,
            code,
            flow,
            region,
            pointer: target.pointer_type(),
            machine,
            regs,
            blocks,
            returns,
            dispatch,
            leave,
            exits: BTreeMap::new(),
            known: Knowledge::default(),
            signatures: HashMap::new(),
            slot: None,
            convention: target.default_call_conv,
        };
        t.dispatch(&entries);
        t.instructions();
        for (code, block) in std::mem::take(&mut t.exits) {
            t.b.switch_to_block(block);
            let code = t.b.ins().iconst(types::I64, code);
            t.b.ins().jump(leave, &[code.into()]);
        }
        t.b.switch_to_block(leave);
        let code = t.b.append_block_param(leave, types::I64);
        t.b.ins().return_(&[code]);
        t.b.seal_all_blocks();
        t.b.finalize(target);
    }

    /// From the number of an entry to its block.
    fn dispatch(&mut self, entries: &[u32]) {
        self.b.switch_to_block(self.dispatch);
        let entry = self.b.append_block_param(self.dispatch, types::I32);
        let calls: Vec<BlockCall> = entries
            .iter()
            .map(|pc| {
                let lists = &mut self.b.func.dfg.value_lists;
                BlockCall::new(self.blocks[pc], std::iter::empty(), lists)
            })
            .collect();
        match calls[..] {
            [] => self.exit(Exit::Go, self.region.end),
            [_] => _ = self.b.ins().jump(self.blocks[&entries[0]], &[]),
            [first, ..] => {
                let table = self.b.create_jump_table(JumpTableData::new(first, &calls));
                self.b.ins().br_table(entry, table);
            }
        }
    }

    fn instructions(&mut self) {
        let code = self.code;
        let mut reached = false;
        let mut pc = self.region.start;
        while pc < self.region.end {
            if let Some(block) = self.blocks.get(&pc).copied() {
                if reached {
                    self.spill_crossing();
                    self.b.ins().jump(block, &[]);
                }
                self.b.switch_to_block(block);
                self.known = Knowledge::default();
                reached = true;
            }
            let i = &code.ins[pc as usize];
            pc += 1;
            if reached && i.op != Op::Ext {
                reached = self.instruction(i, pc);
            }
        }
        if reached {
            self.spill_crossing();
            self.exit(Exit::Go, pc);
        }
    }

    /// One instruction, with the address behind it; whether control goes on there.
    fn instruction(&mut self, i: &Ins, pc: u32) -> bool {
        match i.op {
            Op::Jmp => self.jump(i.c),
            Op::Loop => self.loop_to(i.c),
            Op::SetTest => {
                let test = self.b.ins().iconst(types::I8, i64::from(i.x));
                self.set_test(test);
            }
            Op::JmpTest | Op::JmpNoTest => {
                self.spill_crossing();
                let at = offset_of!(Machine, test) as i32;
                let test = self.b.ins().load(types::I8, TRUSTED, self.machine, at);
                self.branch(test, i.op == Op::JmpTest, i.c);
            }
            Op::LoadPc => self.load_pc(i),
            Op::JmpTemp => {
                self.spill(i);
                let (tag, number) = self.load(i.a);
                // The compiler stores an address there; with anything else control goes on, as in the loop.
                let out = self.exit_block(Exit::Go, pc);
                self.require_tag(tag, out);
                // What is no address would be another exit.
                let address = self.b.ins().ireduce(types::I32, number);
                let address = self.b.ins().uextend(types::I64, address);
                self.b.ins().jump(self.leave, &[address.into()]);
            }
            Op::Mov | Op::Plus => self.arithmetic(i, pc, &[i.b], |_, x, _| x[0]),
            Op::Minus => self.arithmetic(i, pc, &[i.b], |t, x, _| t.b.ins().ineg(x[0])),
            Op::Not => self.arithmetic(i, pc, &[i.b], |t, x, _| {
                let zero = t.b.ins().icmp_imm_s(IntCC::Equal, x[0], 0);
                t.b.ins().uextend(types::I64, zero)
            }),
            Op::Add => self.arithmetic(i, pc, &[i.b, i.c], |t, x, slow| {
                let sum = t.b.ins().iadd(x[0], x[1]);
                t.require_small(sum, slow);
                sum
            }),
            Op::Sub => self.arithmetic(i, pc, &[i.b, i.c], |t, x, slow| {
                let difference = t.b.ins().isub(x[0], x[1]);
                t.require_small(difference, slow);
                difference
            }),
            Op::Mul => self.arithmetic(i, pc, &[i.b, i.c], |t, x, slow| {
                let (product, overflow) = t.b.ins().smul_overflow(x[0], x[1]);
                t.require(overflow, false, slow);
                t.require_small(product, slow);
                product
            }),
            Op::Div => self.arithmetic(i, pc, &[i.b, i.c], |t, x, slow| {
                t.require(x[1], true, slow);
                let quotient = t.b.ins().sdiv(x[0], x[1]);
                let back = t.b.ins().imul(quotient, x[1]);
                let whole = t.b.ins().icmp(IntCC::Equal, back, x[0]);
                t.require(whole, true, slow);
                quotient
            }),
            Op::IntDiv => self.arithmetic(i, pc, &[i.b, i.c], |t, x, slow| {
                t.require(x[1], true, slow);
                t.b.ins().sdiv(x[0], x[1])
            }),
            Op::Mod => self.arithmetic(i, pc, &[i.b, i.c], |t, x, slow| {
                t.require_below(x[0], 1_000_000_000, slow);
                let less = t.b.ins().iadd_imm_s(x[1], -1);
                t.require_below(less, 999_999_999, slow);
                let (a, b) = (t.short(x[0]), t.short(x[1]));
                let rest = t.b.ins().urem(a, b);
                t.b.ins().uextend(types::I64, rest)
            }),
            Op::Eq => self.compare(i, pc, IntCC::Equal),
            Op::Ne => self.compare(i, pc, IntCC::NotEqual),
            Op::Lt => self.compare(i, pc, IntCC::SignedLessThan),
            Op::Nl => self.compare(i, pc, IntCC::SignedGreaterThanOrEqual),
            Op::Gt => self.compare(i, pc, IntCC::SignedGreaterThan),
            Op::Ng => self.compare(i, pc, IntCC::SignedLessThanOrEqual),
            Op::JmpTrue => self.decide(i, pc, &[i.a], true, None),
            Op::JmpFalse => self.decide(i, pc, &[i.a], false, None),
            Op::JmpEq => self.decide(i, pc, &[i.a, i.b], true, Some(IntCC::Equal)),
            Op::JmpNe => self.decide(i, pc, &[i.a, i.b], false, Some(IntCC::Equal)),
            Op::JmpLt => self.decide(i, pc, &[i.a, i.b], true, Some(IntCC::SignedLessThan)),
            Op::JmpNl => self.decide(i, pc, &[i.a, i.b], false, Some(IntCC::SignedLessThan)),
            Op::JmpGt => self.decide(i, pc, &[i.a, i.b], true, Some(IntCC::SignedGreaterThan)),
            Op::JmpNg => self.decide(i, pc, &[i.a, i.b], false, Some(IntCC::SignedGreaterThan)),
            Op::JmpMatch => self.decide(i, pc, &[], true, None),
            Op::JmpNoMatch => self.decide(i, pc, &[], false, None),
            Op::Get1 | Op::GetDefault1 => self.get_node(i, pc, i.b, &[i.c]),
            Op::Data1 => self.arithmetic(i, pc, &[i.c], |t, x, _| {
                let name = t.b.ins().iconst(types::I32, i64::from(i.b));
                let args = [t.machine, name, x[0]];
                let data = t.call(helpers::data1 as *const u8, &args, Some(types::I64));
                data.unwrap_or(x[0])
            }),
            Op::GetFew => {
                let subs = self.few(i.c, i.y, pc);
                self.get_node(i, pc, i.b, &subs);
            }
            Op::SetFew => {
                let subs = self.few(i.b, i.y, pc);
                self.set_node(i, pc, i.a, &subs);
            }
            Op::GetN if i.y <= MOST_SUBSCRIPTS => {
                let subs: Vec<u32> = (i.c..i.c + u32::from(i.y)).map(temp).collect();
                self.get_node(i, pc, i.b, &subs);
            }
            Op::Set1 => self.set_node(i, pc, i.a, &[i.b]),
            Op::SetN if i.y <= MOST_SUBSCRIPTS => {
                let subs: Vec<u32> = (i.b..i.b + u32::from(i.y)).map(temp).collect();
                self.set_node(i, pc, i.a, &subs);
            }
            Op::ForTest => self.for_test(i, pc),
            Op::ForNext => self.for_next(i, pc),
            Op::ForStep => {
                self.arithmetic(i, pc, &[i.a, temp(i.b)], |t, x, slow| {
                    let sum = t.b.ins().iadd(x[0], x[1]);
                    t.require_small(sum, slow);
                    sum
                });
                self.loop_to(i.c);
            }
            Op::Call | Op::Block => return self.call_level(i, pc),
            Op::Ret => self.end_level(i, helpers::ret as *const u8),
            Op::RetVal => {
                self.spill(i);
                self.end_level(i, helpers::ret_val as *const u8);
            }
            op if helpers::of(op).is_some() => {
                self.spill(i);
                self.help(i, pc);
            }
            _ => self.outside(i, pc),
        }
        !matches!(flow::next(i.op), Next::Jumps | Next::Leaves)
    }

    // Operands.

    fn temps(&mut self) -> Value {
        match self.known.temps {
            Some(v) => v,
            None => {
                let at = (offset_of!(Regs, at) + offset_of!(Operands, temps)) as i32;
                let v = self.b.ins().load(self.pointer, TRUSTED, self.regs, at);
                *self.known.temps.insert(v)
            }
        }
    }

    fn cells(&mut self) -> Value {
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
    fn place(&mut self, o: u32) -> (Value, i32) {
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

    fn address(&mut self, at: usize) -> Value {
        self.b.ins().iconst(self.pointer, at as i64)
    }

    /// Makes sure that the bases of operands are at hand here, so that what follows on several ways can use them.
    fn touch(&mut self, operands: &[u32]) {
        for o in operands {
            match Opnd(*o).kind() {
                Opnd::TEMP => _ = self.temps(),
                Opnd::VAR => _ = self.cells(),
                _ => {}
            }
        }
    }

    /// Tag and number of an operand from memory.
    fn load(&mut self, o: u32) -> (Value, Value) {
        let (base, at) = self.place(o);
        let tag = self.b.ins().load(types::I8, TRUSTED, base, at);
        let number = self.b.ins().load(types::I64, TRUSTED, base, at + NUMBER);
        (tag, number)
    }

    fn constant(&self, o: u32) -> Option<i64> {
        let o = Opnd(o);
        match self.code.consts.get(o.index()) {
            Some(MValue::Int(n)) if o.kind() == Opnd::CONST => Some(*n),
            _ => None,
        }
    }

    /// The number of an operand; to `slow` when it is no integer.
    fn integer(&mut self, o: u32, slow: Block) -> Value {
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

    fn require_tag(&mut self, tag: Value, otherwise: Block) {
        let right = self.b.ins().icmp_imm_s(IntCC::Equal, tag, INT);
        self.require(right, true, otherwise);
    }

    /// Goes on here when a condition is `wanted`.
    fn require(&mut self, condition: Value, wanted: bool, otherwise: Block) {
        let on = self.b.create_block();
        if wanted {
            self.b.ins().brif(condition, on, &[], otherwise, &[]);
        } else {
            self.b.ins().brif(condition, otherwise, &[], on, &[]);
        }
        self.b.switch_to_block(on);
    }

    /// Requires that a number has at most 18 digits.
    fn require_small(&mut self, n: Value, otherwise: Block) {
        let moved = self.b.ins().iadd_imm_s(n, LIMIT - 1);
        self.require_below(moved, 2 * LIMIT - 1, otherwise);
    }

    fn require_below(&mut self, n: Value, bound: i64, otherwise: Block) {
        let below = self.b.ins().icmp_imm_u(IntCC::UnsignedLessThan, n, bound);
        self.require(below, true, otherwise);
    }

    fn short(&mut self, n: Value) -> Value {
        self.b.ins().ireduce(types::I32, n)
    }

    fn cold_block(&mut self) -> Block {
        let block = self.b.create_block();
        self.b.set_cold_block(block);
        block
    }

    /// Stores an integer at an operand in memory; to `slow` when what it holds has to be let go.
    fn store(&mut self, o: u32, n: Value, is_integer: bool, slow: Block) {
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

    // Temporaries that memory does not have yet.

    /// Brings to memory the temporaries that an instruction reads.
    fn spill(&mut self, i: &Ins) {
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
    fn spill_crossing(&mut self) {
        let flow = self.flow;
        self.spill_if(|o| flow.crosses(Opnd(o).index() as u32));
    }

    fn spill_if(&mut self, wanted: impl Fn(u32) -> bool) {
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

    // Calls.

    fn call(&mut self, function: *const u8, args: &[Value], result: Option<Type>) -> Option<Value> {
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
    fn ask(&mut self, i: &Ins, function: *const u8) -> Value {
        let at = self.address(std::ptr::from_ref(i) as usize);
        let (machine, regs) = (self.machine, self.regs);
        match self.call(function, &[machine, regs, at], Some(types::I32)) {
            Some(answer) => answer,
            None => self.b.ins().iconst(types::I32, 0),
        }
    }

    /// Has the helper do an instruction whose operands are in memory. What it writes is known no more.
    fn help(&mut self, i: &Ins, pc: u32) {
        let Some(helper) = helpers::of(i.op) else {
            return;
        };
        let answer = self.ask(i, helper as *const u8);
        // The operands behind it belong to it.
        let more = self.code.ins.get(pc as usize);
        let pc = pc + u32::from(more.is_some_and(|more| more.op == Op::Ext));
        let failed = self.exit_block(Exit::Error, pc);
        self.require(answer, false, failed);
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

    /// An instruction that may change frames or wait: all is in memory before it and nothing known behind it.
    fn outside(&mut self, i: &Ins, pc: u32) {
        self.spill(i);
        self.spill_crossing();
        let answer = self.ask(i, helpers::outside as *const u8);
        self.go_on(answer);
        self.known = Knowledge::default();
        if flow::next(i.op) == Next::Leaves {
            self.exit(Exit::Go, pc);
        }
    }

    /// Leaves when the answer of a helper as `outside` is not 0.
    fn go_on(&mut self, answer: Value) {
        let on = self.b.create_block();
        let off = self.cold_block();
        self.b.ins().brif(answer, off, &[], on, &[]);
        self.b.switch_to_block(off);
        self.leave_with(answer);
        self.b.switch_to_block(on);
    }

    /// Leaves as an answer says.
    fn leave_with(&mut self, answer: Value) {
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
    fn call_level(&mut self, i: &Ins, pc: u32) -> bool {
        let Some(to) = self.callee(i).and_then(|pc| self.blocks.get(&pc).copied()) else {
            self.outside(i, pc);
            return true;
        };
        self.spill(i);
        self.spill_crossing();
        let answer = self.ask(i, helpers::call as *const u8);
        self.go_on(answer);
        self.b.ins().jump(to, &[]);
        false
    }

    /// Where a call goes, if that is a label of the unit itself.
    fn callee(&self, i: &Ins) -> Option<u32> {
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
    fn end_level(&mut self, i: &Ins, function: *const u8) {
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

    fn forget(&mut self, o: u32) {
        self.known.operands.remove(&o);
    }

    fn exit(&mut self, exit: Exit, pc: u32) {
        let code = self.b.ins().iconst(types::I64, code_of(exit, pc));
        self.b.ins().jump(self.leave, &[code.into()]);
    }

    // Control.

    /// The block of an address, or one that leaves for it.
    fn target(&mut self, pc: u32) -> Block {
        match self.blocks.get(&pc) {
            Some(block) => *block,
            None => self.exit_block(Exit::Go, pc),
        }
    }

    /// A block that leaves.
    fn exit_block(&mut self, exit: Exit, pc: u32) -> Block {
        let code = code_of(exit, pc);
        match self.exits.get(&code) {
            Some(block) => *block,
            None => {
                let block = self.cold_block();
                *self.exits.entry(code).or_insert(block)
            }
        }
    }

    fn jump(&mut self, to: u32) {
        self.spill_crossing();
        let to = self.target(to);
        self.b.ins().jump(to, &[]);
    }

    /// A jump backwards, with a look at the fuel.
    fn loop_to(&mut self, to: u32) {
        self.spill_crossing();
        let empty = self.exit_block(Exit::Poll, to);
        self.burn(empty);
        let block = self.target(to);
        self.b.ins().jump(block, &[]);
    }

    fn burn(&mut self, empty: Block) {
        let at = offset_of!(Machine, fuel) as i32;
        let fuel = self.b.ins().load(types::I32, TRUSTED, self.machine, at);
        let fuel = self.b.ins().iadd_imm_s(fuel, -1);
        self.b.ins().store(TRUSTED, fuel, self.machine, at);
        let some = self.b.ins().icmp_imm_s(IntCC::SignedGreaterThan, fuel, 0);
        self.require(some, true, empty);
    }

    fn set_test(&mut self, test: Value) {
        let at = offset_of!(Machine, test) as i32;
        self.b.ins().store(TRUSTED, test, self.machine, at);
    }

    /// To `to` when a condition is `wanted`, else on here.
    fn branch(&mut self, condition: Value, wanted: bool, to: u32) {
        let to = self.target(to);
        let on = self.b.create_block();
        if wanted {
            self.b.ins().brif(condition, to, &[], on, &[]);
        } else {
            self.b.ins().brif(condition, on, &[], to, &[]);
        }
        self.b.switch_to_block(on);
    }

    // Instructions.

    fn never_integers(&self, operands: &[u32]) -> bool {
        operands
            .iter()
            .any(|o| helpers::is_other_constant(*o, &self.code.consts))
    }

    /// `written` := a number of integer operands, where the helper does all else.
    fn arithmetic(
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
    fn finish(
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
    fn is_read_again(&self, o: u32, pc: u32) -> bool {
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

    fn compare(&mut self, i: &Ins, pc: u32, relation: IntCC) {
        self.arithmetic(i, pc, &[i.b, i.c], |t, x, _| {
            let holds = t.b.ins().icmp(relation, x[0], x[1]);
            t.b.ins().uextend(types::I64, holds)
        });
    }

    /// To `c` when the relation of integers, or the truth of one, is `wanted`. What reads none is left to the helper.
    fn decide(&mut self, i: &Ins, pc: u32, read: &[u32], wanted: bool, relation: Option<IntCC>) {
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
        let Some(helper) = helpers::of(i.op) else {
            return;
        };
        let holds = self.ask(i, helper as *const u8);
        let failed = self.exit_block(Exit::Error, pc);
        let fine = self
            .b
            .ins()
            .icmp_imm_s(IntCC::NotEqual, holds, i64::from(helpers::FAILED));
        self.require(fine, true, failed);
        self.part(i, holds, wanted, to, on);
        self.b.switch_to_block(on);
        self.known = before;
    }

    /// Ends a decision: $TEST where it is an IF, and the ways part.
    fn part(&mut self, i: &Ins, holds: Value, wanted: bool, to: Block, on: Block) {
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

    fn load_pc(&mut self, i: &Ins) {
        let number = self.b.ins().iconst(types::I64, i64::from(i.c));
        self.known.operands.insert(
            i.a,
            Known {
                tag: None,
                number,
                dirty: true,
            },
        );
    }

    /// Subscripts as numbers for a call: one as it is, more in a row on the stack.
    fn subscripts(&mut self, numbers: &[Value]) -> Vec<Value> {
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
    fn get_node(&mut self, i: &Ins, pc: u32, name: u32, subs: &[u32]) {
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
            let tag = t.b.ins().load(types::I8, TRUSTED, at, 0);
            t.require_tag(tag, slow);
            t.b.ins().load(types::I64, TRUSTED, at, NUMBER)
        });
    }

    /// Subscripts of which all but the first are operands of the `Ext` at `pc`.
    fn few(&self, first: u32, n: u16, pc: u32) -> Vec<u32> {
        let more = &self.code.ins[pc as usize];
        let all = [first, more.a, more.b, more.c];
        all[..usize::from(n).min(all.len())].to_vec()
    }

    /// The node of a name := `c`: an integer at integer subscripts, or by the helper.
    fn set_node(&mut self, i: &Ins, pc: u32, name: u32, subs: &[u32]) {
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

    /// Whether a number is beyond a limit in the direction of a step.
    fn beyond(&mut self, n: Value, step: Value, limit: Value, constant: Option<i64>) -> Value {
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
    fn for_operand(&self, i: &Ins, at: u32, temporary: u32) -> u32 {
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
    fn for_operands(&self, i: &Ins, pc: u32) -> [u32; 3] {
        [
            i.a,
            self.for_operand(i, pc - 1, temp(i.b)),
            self.for_operand(i, pc - 1, temp(i.b + 1)),
        ]
    }

    fn for_test(&mut self, i: &Ins, pc: u32) {
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
    fn answer_branch(&mut self, i: &Ins, pc: u32, to: Block, on: Block) {
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

    fn for_next(&mut self, i: &Ins, pc: u32) {
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

/// The operand of a temporary by number.
fn temp(n: u32) -> u32 {
    Opnd::temp(n).0
}

fn code_of(exit: Exit, pc: u32) -> i64 {
    ((exit as i64) << 32) | i64::from(pc)
}
