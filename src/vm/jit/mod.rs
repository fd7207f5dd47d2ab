//! Native code for hot bytecode, made with Cranelift while the program runs.
//!
//! A region is a unit, or of a large one the code from a label to the next. What it holds is memory that the loop shares, so
//! that native code can be left before any instruction, and entered at the start of any block.

mod direct;
mod flow;
mod helpers;
#[cfg(test)]
mod tests;
mod translate;

use super::frame::Unit;
use super::machine::{Cold, Jit, Machine};
use super::operands::Regs;
use crate::compile::native::Entry;
use crate::compile::{Code, Ins};
use crate::value::Value;
use cranelift_codegen::isa::OwnedTargetIsa;
use cranelift_codegen::settings::{self, Configurable};
use cranelift_codegen::{ir, ir::AbiParam, ir::types};
use cranelift_frontend::{FunctionBuilder, FunctionBuilderContext};
use cranelift_jit::{JITBuilder, JITModule};
use cranelift_module::{Linkage, Module, default_libcall_names};
use flow::Flow;
use std::cell::Cell;
use std::ops::Range;
use std::sync::OnceLock;
use translate::{Exit, Translator};

/// Turns and calls of a unit until its native code is considered, and how many more it takes for each instruction of a region:
/// about the time that making the code takes should have been spent without it.
const HOT: u32 = 1000;
const HOT_INSTRUCTION: u32 = 150;

/// Instructions of a unit up to which it is one region.
const WHOLE: usize = 1200;

/// Most instructions of a region.
const MOST: usize = 6000;

/// How often a unit of this session has been at a place where native code could begin.
#[derive(Default)]
pub struct Heat {
    now: Cell<u32>,
    /// What is asked of it beyond the threshold, once a region is considered.
    more: Cell<u32>,
}

/// What native code keeps in the machine.
#[derive(Default)]
pub struct Native {
    /// How much heat makes native code; `None` never.
    threshold: Option<u32>,
    /// What the loop has to do when native code is left.
    aside: Option<Cold>,
    /// Where a number goes whose node could not be made, as that panicked.
    nowhere: Value,
    /// Levels that run within another one's native code.
    levels: u32,
}

impl Native {
    pub fn new(jit: Jit) -> Native {
        Native {
            threshold: match jit {
                Jit::Off => None,
                Jit::Auto => Some(HOT),
                Jit::Always => Some(0),
            },
            aside: None,
            nowhere: Value::Undef,
            levels: 0,
        }
    }
}

/// Where the loop goes on after native code.
pub enum After {
    /// At this instruction.
    Here(usize),
    /// In the frame on top, which is another one.
    Frame,
    Leave(Cold),
}

type Function = extern "C" fn(&mut Machine, &mut Regs, u32) -> u64;

/// Runs native code for the frame on top.
#[inline(always)]
fn enter(machine: &mut Machine, regs: &mut Regs, entry: &Entry) -> u64 {
    // SAFETY: functions of this type are all that `make` publishes, and the code lives as long as the unit.
    let native: Function = unsafe { std::mem::transmute(entry.function) };
    native(machine, regs, entry.index)
}

impl Machine {
    /// Native code at a place of the frame on top where it may begin, made now if it is time.
    #[inline(always)]
    pub(super) fn native_entry<'a>(&self, unit: &'a Unit, pc: usize) -> Option<&'a Entry> {
        let threshold = self.native.threshold?;
        if let Some(entry) = unit.code.native.entry(pc) {
            return Some(entry);
        }
        let heat = unit.heat.now.get();
        if heat >= threshold {
            return warm(unit, pc, threshold);
        }
        unit.heat.now.set(heat + 1);
        None
    }

    /// Runs native code until it is left.
    #[inline(never)]
    pub(super) fn run_native(&mut self, entry: &Entry, regs: &mut Regs) -> After {
        // An instruction may end the frame that holds the unit, and then comes back here through code of the unit.
        let Some(unit) = self.frames.last().map(|top| top.unit.to_rc()) else {
            return After::Frame;
        };
        let mut entry = entry;
        loop {
            let left = enter(self, regs, entry);
            self.go_on_with_panic();
            let pc = left as u32 as usize;
            match Exit::ALL.get((left >> 32) as usize) {
                Some(Exit::Go) => {
                    // An address in a temporary may be any, in code from a file, and may go back.
                    let pc = pc.min(unit.code.ins.len() - 1);
                    self.fuel -= 1;
                    match unit.code.native.entry(pc) {
                        Some(next) if self.fuel > 0 => {
                            entry = next;
                            continue;
                        }
                        _ => return After::Here(pc),
                    }
                }
                Some(Exit::Poll) => {
                    self.save(pc);
                    return After::Leave(self.poll());
                }
                Some(Exit::Frames) => return After::Frame,
                Some(Exit::Error) => self.save(pc),
                _ => {}
            }
            return match self.native.aside.take() {
                Some(cold) => After::Leave(cold),
                None => After::Here(pc),
            };
        }
    }
}

/// Makes the native code around a place if its unit is hot enough for its size, and gives its entry there if there is one.
#[cold]
#[inline(never)]
fn warm(unit: &Unit, pc: usize, threshold: u32) -> Option<&Entry> {
    let (code, heat) = (&*unit.code, &unit.heat);
    let region = region(code, pc);
    let needed = HOT_INSTRUCTION * region.len() as u32;
    if threshold > 0 && heat.more.get() < needed {
        // Counted in spans of the threshold, so that the loop compares with one number.
        heat.more.set(heat.more.get() + threshold);
        heat.now.set(0);
        return None;
    }
    heat.more.set(0);
    heat.now.set(0);
    let flow = Flow::new(code);
    if !flow.is_leader(pc as u32) {
        return None;
    }
    make(code, &flow, region)?;
    code.native.entry(pc)
}

/// The region around a place.
fn region(code: &Code, pc: usize) -> Range<u32> {
    let end = code.ins.len();
    if end <= WHOLE {
        return 0..end as u32;
    }
    let starts = code.labels.iter().map(|label| label.pc as usize);
    let first = starts.clone().filter(|at| *at <= pc).max().unwrap_or(0);
    let last = starts.filter(|at| *at > pc).min().unwrap_or(end);
    let first = first.max(pc.saturating_sub(MOST / 2));
    first as u32..last.min(first + MOST) as u32
}

/// The compiler for this processor, if it knows it.
fn isa() -> Option<&'static OwnedTargetIsa> {
    static ISA: OnceLock<Option<OwnedTargetIsa>> = OnceLock::new();
    ISA.get_or_init(|| {
        let mut flags = settings::builder();
        for (name, value) in [
            ("use_colocated_libcalls", "false"),
            ("is_pic", "false"),
            // What the optimizer finds here costs more time than it saves.
            ("opt_level", "none"),
            ("unwind_info", "false"),
            ("enable_probestack", "false"),
            #[cfg(not(debug_assertions))]
            ("enable_verifier", "false"),
        ] {
            flags.set(name, value).ok()?;
        }
        let builder = cranelift_native::builder().ok()?;
        builder.finish(settings::Flags::new(flags)).ok()
    })
    .as_ref()
}

/// Where a region can be come back to.
struct Returns {
    code: *const Ins,
    start: u32,
    /// For each instruction the number of its entry, if it is one.
    entries: Box<[Option<u32>]>,
}

impl Returns {
    fn new(code: &Code, flow: &Flow, region: Range<u32>) -> Returns {
        let mut number = 0;
        let entries = region.clone().map(|pc| {
            let entry = flow.is_leader(pc).then_some(number);
            number += u32::from(entry.is_some());
            entry
        });
        Returns {
            code: code.ins.as_ptr(),
            start: region.start,
            entries: entries.collect(),
        }
    }

    /// The entry at an instruction of the code that begins somewhere.
    #[inline(always)]
    fn entry(&self, code: *const Ins, pc: u32) -> Option<u32> {
        if code != self.code {
            return None;
        }
        *self.entries.get(pc.wrapping_sub(self.start) as usize)?
    }

    /// Addresses by number.
    fn pcs(&self) -> Vec<u32> {
        let pcs = (self.start..).zip(&self.entries);
        pcs.filter(|(_, entry)| entry.is_some())
            .map(|(pc, _)| pc)
            .collect()
    }
}

/// The memory of a region's code, freed with its unit.
struct Kept(Option<JITModule>, Box<Returns>);

// SAFETY: the module is only kept to be freed, and the table of returns is only read.
unsafe impl Send for Kept {}

impl Drop for Kept {
    fn drop(&mut self) {
        if let Some(module) = self.0.take() {
            // SAFETY: the unit goes, so that no frame of any session runs its code and its entries are gone.
            unsafe { module.free_memory() };
        }
    }
}

/// Translates, compiles and publishes a region.
fn make(code: &Code, flow: &Flow, region: Range<u32>) -> Option<()> {
    let isa = isa()?;
    let builder = JITBuilder::with_isa(isa.clone(), default_libcall_names());
    let returns = Box::new(Returns::new(code, flow, region.clone()));
    let mut kept = Kept(Some(JITModule::new(builder)), returns);
    let returns = &*kept.1;
    let module = kept.0.as_mut()?;
    let pointer = module.target_config().pointer_type();
    let mut context = module.make_context();
    let signature = &mut context.func.signature;
    signature
        .params
        .extend([pointer, pointer, types::I32].map(AbiParam::new));
    signature.returns.push(AbiParam::new(types::I64));
    let id = module
        .declare_function("region", Linkage::Local, &context.func.signature)
        .ok()?;
    context.func.name = ir::UserFuncName::user(0, id.as_u32());
    let mut room = FunctionBuilderContext::new();
    let b = FunctionBuilder::new(&mut context.func, &mut room);
    let entries = returns.pcs();
    Translator::region(b, code, region, returns, module.target_config(), flow);
    module.define_function(id, &mut context).ok()?;
    module.clear_context(&mut context);
    module.finalize_definitions().ok()?;
    let function = module.get_finalized_function(id);
    code.native
        .publish(code.ins.len(), function, &entries, Box::new(kept));
    Some(())
}
