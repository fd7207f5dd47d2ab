//! From bytecode to Cranelift's intermediate form.
//!
//! All state is in memory where blocks begin, so that every block is an entry and leaving needs no mapping. Inside a block the
//! translator knows integers in registers: variables are written through, temporaries only when something needs them in memory.
//! An instruction is integer code in line with one way out of it, taken when an operand is no integer or a result too long: there
//! a helper does the whole instruction, and control comes back behind it.

use super::flow::{self, Flow, Next, Reads};
use super::{Returns, helpers};
use crate::compile::{Code, Ins, Op, Opnd};
use crate::value::{Short, Value as MValue};
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

mod calls;
mod direct;
mod loops;
mod nodes;
mod numbers;
mod operands;

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
const SHORT: i64 = 3;
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
            Op::Mov if self.is_short_text(i.b) => self.move_text(i, pc),
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
            Op::End => self.end_level(i, helpers::end as *const u8),
            Op::Ret => self.end_level(i, helpers::ret as *const u8),
            Op::RetVal => {
                self.spill(i);
                self.end_level(i, helpers::ret_val as *const u8);
            }
            op if helpers::of(op).is_some() => self.direct(i, pc),
            _ => self.outside(i, pc),
        }
        !matches!(flow::next(i.op), Next::Jumps | Next::Leaves)
    }

    fn forget(&mut self, o: u32) {
        self.known.operands.remove(&o);
    }

    fn exit(&mut self, exit: Exit, pc: u32) {
        let code = self.b.ins().iconst(types::I64, code_of(exit, pc));
        self.b.ins().jump(self.leave, &[code.into()]);
    }

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
}

/// The operand of a temporary by number.
fn temp(n: u32) -> u32 {
    Opnd::temp(n).0
}

fn code_of(exit: Exit, pc: u32) -> i64 {
    ((exit as i64) << 32) | i64::from(pc)
}
