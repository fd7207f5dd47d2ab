//! Native code for hot bytecode, made with Cranelift while the program runs.
//!
//! A region is a unit, or of a large one the code from a label to the next. What it holds is memory that the loop shares, so
//! that native code can be left before any instruction, and entered at the start of any block.

mod flow;
mod helpers;
mod translate;

use super::frame::Unit;
use super::machine::{Cold, Jit, Machine};
use super::operands::Regs;
use crate::compile::Code;
use crate::compile::native::Entry;
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

/// Turns and calls of a unit until its native code is made.
const HOT: u32 = 2000;

/// Instructions of a unit up to which it is one region.
const WHOLE: usize = 1200;

/// Most instructions of a region.
const MOST: usize = 6000;

/// How often a unit of this session has been at a place where native code could begin.
#[derive(Default)]
pub struct Heat(Cell<u32>);

/// What native code keeps in the machine.
#[derive(Default)]
pub struct Native {
    /// How much heat makes native code; `None` never.
    threshold: Option<u32>,
    /// What the loop has to do when native code is left.
    aside: Option<Cold>,
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

impl Machine {
    /// Native code at a place of the frame on top where it may begin, made now if it is time.
    #[inline(always)]
    pub(super) fn native_entry<'a>(&self, unit: &'a Unit, pc: usize) -> Option<&'a Entry> {
        let threshold = self.native.threshold?;
        if let Some(entry) = unit.code.native.entry(pc) {
            return Some(entry);
        }
        let heat = unit.heat.0.get();
        if heat >= threshold {
            unit.heat.0.set(0);
            return warm(&unit.code, pc);
        }
        unit.heat.0.set(heat + 1);
        None
    }

    /// Runs native code until it is left.
    #[inline(never)]
    pub(super) fn run_native(&mut self, unit: &Unit, entry: &Entry, regs: &mut Regs) -> After {
        let mut entry = entry;
        loop {
            // SAFETY: functions of this type are all that `make` publishes, and the code lives as long as the unit.
            let function: Function = unsafe { std::mem::transmute(entry.function) };
            let left = function(self, regs, entry.index);
            let pc = left as u32 as usize;
            match Exit::ALL.get((left >> 32) as usize) {
                Some(Exit::Go) => match unit.code.native.entry(pc) {
                    Some(next) => {
                        entry = next;
                        continue;
                    }
                    None => return After::Here(pc),
                },
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

/// Makes the native code around a place, and gives its entry there if there is one.
#[cold]
#[inline(never)]
fn warm(code: &Code, pc: usize) -> Option<&Entry> {
    let flow = Flow::new(code);
    if !flow.is_leader(pc as u32) {
        return None;
    }
    make(code, &flow, region(code, pc))?;
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
            ("opt_level", "speed"),
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

/// The memory of a region's code, freed with its unit.
struct Kept(Option<JITModule>);

// SAFETY: the module is only kept to be freed; nothing else is done with it on any thread.
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
    let mut kept = Kept(Some(JITModule::new(builder)));
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
    let entries = Translator::region(b, code, flow, region, module.target_config());
    module.define_function(id, &mut context).ok()?;
    module.clear_context(&mut context);
    module.finalize_definitions().ok()?;
    let function = module.get_finalized_function(id);
    code.native
        .publish(code.ins.len(), function, &entries, Box::new(kept));
    Some(())
}
