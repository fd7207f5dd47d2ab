//! What native code calls: the instructions that it does not do in line, each the same function that the loop has.

use super::translate::Exit;
use super::{Returns, enter};
use crate::compile::{Code, Ins, Op, Opnd};
use crate::value::Value;
use crate::value::array::Node;
use crate::value::errors::MError;
use crate::vm::border::caught;
use crate::vm::frame::Kind;
use crate::vm::machine::{Cold, Flow, Machine};
use crate::vm::operands::Regs;
use crate::vm::ops::{contains, equal, follows, greater, less, sorts_after};
use std::sync::Arc;

/// A helper for an instruction: 0 when it is done, `FAILED` when an error is put aside.
pub type Helper = extern "C" fn(&mut Machine, &mut Regs, *const Ins) -> u32;

/// Answers of helpers for branches are 0, 1 or this.
pub const FAILED: u32 = 2;

/// Answers of [`outside`].
pub const FRAMES: u32 = 1;

impl Machine {
    /// Puts an error aside until native code is left.
    #[cold]
    #[inline(never)]
    fn put_aside(&mut self, e: MError) -> u32 {
        self.native.aside = Some(Err(e));
        FAILED
    }

    #[inline(always)]
    fn answer(&mut self, done: Result<(), MError>) -> u32 {
        match done {
            Ok(()) => 0,
            Err(e) => self.put_aside(e),
        }
    }

    #[inline(always)]
    fn decision(&mut self, truth: Result<bool, MError>) -> u32 {
        match truth {
            Ok(b) => b.into(),
            Err(e) => self.put_aside(e),
        }
    }
}

/// Runs a helper. No panic leaves it: native code cannot be unwound.
#[inline(always)]
pub fn guarded<T>(m: &mut Machine, body: impl FnOnce(&mut Machine) -> T) -> Option<T> {
    match caught(|| body(m)) {
        Ok(answer) => Some(answer),
        Err(panic) => {
            m.keep_panic(panic);
            None
        }
    }
}

/// Makes a helper of an operation. The instruction and where it stands come from the code that is compiled; `*i` takes its address
/// alone, for what stands behind it.
macro_rules! helper {
    (|$m:ident, $r:ident, *$i:ident| $answer:ident $e:expr) => {{
        extern "C" fn helper($m: &mut Machine, $r: &mut Regs, $i: *const Ins) -> u32 {
            guarded($m, |$m| {
                let done = $e;
                $m.$answer(done)
            })
            .unwrap_or(FAILED)
        }
        helper
    }};
    (|$m:ident, $r:ident, $i:ident| $answer:ident $e:expr) => {
        helper!(|$m, $r, *at| $answer {
            // SAFETY: native code passes the address of one of its own instructions.
            let $i = unsafe { &*at };
            $e
        })
    };
}

/// The instruction at an address, and the `Ext` behind it.
///
/// # Safety
/// There is one: the compiler puts it behind the instructions that take it.
unsafe fn with_ext<'a>(i: *const Ins) -> (&'a Ins, &'a Ins) {
    // SAFETY: the caller's promise.
    unsafe { (&*i, &*i.add(1)) }
}

/// Makes a helper of an operation with an `Ext` behind it.
macro_rules! with_ext {
    (|$m:ident, $r:ident, $i:ident, $ext:ident| $e:expr) => {
        helper!(|$m, $r, *at| answer {
            // SAFETY: as said there.
            let ($i, $ext) = unsafe { with_ext(at) };
            $e
        })
    };
}

/// Makes a helper of an operation that finds more operands behind the instruction.
macro_rules! with_extras {
    ($operation:ident) => {
        // SAFETY: as in `helper!`; the compiler puts behind the instruction what it takes.
        helper!(|m, r, *i| answer unsafe { m.$operation(r, i) })
    };
}

/// Where the instruction behind one stands in the code of the frame on top.
fn place(m: &Machine, i: *const Ins) -> usize {
    let start = m.frames.last().map_or(i, |top| top.unit.ins);
    (i as usize - start as usize) / size_of::<Ins>() + 1
}

/// The code of the frame on top.
fn code<'a>(m: &Machine) -> Option<&'a Code> {
    // SAFETY: the frame on top holds its unit while its native code runs.
    m.frames
        .last()
        .map(|top| unsafe { &*Arc::as_ptr(&top.unit.code) })
}

/// The helper of an instruction that neither changes frames nor waits.
pub fn of(op: Op) -> Option<Helper> {
    Some(match op {
        Op::Mov => helper!(|m, r, i| answer m.mov(&r.at, i)),
        Op::Clear => helper!(|m, r, i| answer { r.at.clear(i.a); Ok(()) }),
        Op::Add => helper!(|m, r, i| answer m.add(&r.at, i)),
        Op::Sub => helper!(|m, r, i| answer m.sub(&r.at, i)),
        Op::Mul => helper!(|m, r, i| answer m.mul(&r.at, i)),
        Op::Div => helper!(|m, r, i| answer m.div(&r.at, i)),
        Op::IntDiv => helper!(|m, r, i| answer m.int_div(&r.at, i)),
        Op::Mod => helper!(|m, r, i| answer m.modulo(&r.at, i)),
        Op::Pow => helper!(|m, r, i| answer m.pow(&r.at, i)),
        Op::Cat => with_extras!(cat),
        Op::Piece4 => with_extras!(piece4),
        Op::SetPiece => with_extras!(set_piece_of),
        Op::SetExtract => with_extras!(set_extract_of),
        Op::JmpMatch | Op::JmpNoMatch => helper!(|m, r, i| decision match code(m) {
            Some(code) => m.matches(r, i.a, i.b, code),
            None => Ok(false),
        }),
        Op::Eq => helper!(|m, r, i| answer m.relation(&r.at, i, equal, true)),
        Op::Ne => helper!(|m, r, i| answer m.relation(&r.at, i, equal, false)),
        Op::Lt => helper!(|m, r, i| answer m.relation(&r.at, i, less, true)),
        Op::Nl => helper!(|m, r, i| answer m.relation(&r.at, i, less, false)),
        Op::Gt => helper!(|m, r, i| answer m.relation(&r.at, i, greater, true)),
        Op::Ng => helper!(|m, r, i| answer m.relation(&r.at, i, greater, false)),
        Op::Con => helper!(|m, r, i| answer m.relation(&r.at, i, contains, true)),
        Op::NotCon => helper!(|m, r, i| answer m.relation(&r.at, i, contains, false)),
        Op::Fol => helper!(|m, r, i| answer m.relation(&r.at, i, follows, true)),
        Op::NotFol => helper!(|m, r, i| answer m.relation(&r.at, i, follows, false)),
        Op::Sort => helper!(|m, r, i| answer m.relation(&r.at, i, sorts_after, true)),
        Op::NotSort => helper!(|m, r, i| answer m.relation(&r.at, i, sorts_after, false)),
        Op::Plus => helper!(|m, r, i| answer m.plus(&r.at, i)),
        Op::Minus => helper!(|m, r, i| answer m.minus(&r.at, i)),
        Op::Not => helper!(|m, r, i| answer m.not(&r.at, i)),
        Op::Match => helper!(|m, r, i| answer match code(m) {
            Some(code) => m.put_match(r, i, code),
            None => Ok(()),
        }),
        Op::MatchText => helper!(|m, r, i| answer m.matches_text(r, i)),
        Op::Get1 => helper!(|m, r, i| answer m.get1(&r.at, i)),
        Op::Set1 => helper!(|m, r, i| answer m.set1(&r.at, i)),
        Op::Order1 => helper!(|m, r, i| answer m.order1(&r.at, i)),
        Op::GetDefault1 => with_ext!(|m, r, i, ext| m.get_default1(&r.at, i, ext.a)),
        Op::Data1 => helper!(|m, r, i| answer m.data1(&r.at, i)),
        Op::Kill1 => helper!(|m, r, i| answer m.kill1(&r.at, i)),
        Op::GetFew => with_ext!(|m, r, i, ext| m.get_few(&r.at, i, ext)),
        Op::SetFew => with_ext!(|m, r, i, ext| m.set_few(&r.at, i, ext)),
        Op::GetN => helper!(|m, r, i| answer m.get_n(&r.at, i)),
        Op::SetN => helper!(|m, r, i| answer m.set_n(&r.at, i)),
        Op::LocalFn => with_ext!(|m, r, i, ext| m.local_fn(&r.at, i, ext.a)),
        Op::RefLocal => helper!(|m, r, i| answer m.ref_local(&r.at, i)),
        Op::RefGlobal => helper!(|m, r, i| answer m.ref_global(&r.at, i)),
        Op::Fn => helper!(|m, r, i| answer m.fn_many(r, i, place(m, i))),
        Op::Fn1 => helper!(|m, r, i| answer m.fn1(r, i, place(m, i))),
        Op::Fn2 => helper!(|m, r, i| answer m.fn2(r, i, place(m, i))),
        Op::Fn3 => with_ext!(|m, r, i, ext| m.fn3(r, i, ext.a, place(m, i) + 1)),
        Op::Kill => helper!(|m, _r, i| answer { m.symbols.kill(i.a); Ok(()) }),
        Op::New => helper!(|m, _r, i| answer { m.symbols.new_name(i.a); Ok(()) }),
        Op::JmpTrue | Op::JmpFalse => helper!(|m, r, i| decision m.truth(&r.at, i.a)),
        Op::JmpEq | Op::JmpNe => {
            helper!(|m, r, i| decision m.holds(&r.at, (i.a, i.b), equal))
        }
        Op::JmpLt | Op::JmpNl => helper!(|m, r, i| decision m.holds(&r.at, (i.a, i.b), less)),
        Op::JmpGt | Op::JmpNg => {
            helper!(|m, r, i| decision m.holds(&r.at, (i.a, i.b), greater))
        }
        Op::ForTest => helper!(|m, r, i| decision m.for_test(&r.at, i)),
        Op::ForNext => helper!(|m, r, i| decision m.for_next(&r.at, i)),
        Op::ForStep => helper!(|m, r, i| answer m.for_step(&r.at, i)),
        _ => return None,
    })
}

/// Any other instruction: 0 to go on behind it, `FRAMES` when frames changed, `FAILED` when what the loop has to do is put aside.
pub extern "C" fn outside(m: &mut Machine, r: &mut Regs, i: *const Ins) -> u32 {
    guarded(m, |m| {
        let (pc, depth) = (place(m, i), m.frames.len());
        // SAFETY: as in `helper!`.
        match m.outside(r, unsafe { &*i }, pc) {
            Ok(Flow::Next) => {
                r.at.refresh(m);
                0
            }
            Ok(Flow::Reload) if m.frames.len() == depth + 1 => m.run_level(r, depth, pc),
            Ok(Flow::Reload) => FRAMES,
            other => {
                m.native.aside = Some(other);
                FAILED
            }
        }
    })
    .unwrap_or(FAILED)
}

/// The same for references to locals, which mostly do neither.
pub extern "C" fn reference(m: &mut Machine, r: &mut Regs, i: *const Ins) -> u32 {
    let done = guarded(m, |m| {
        // SAFETY: as in `helper!`.
        let done = m.reference_quickly(&r.at, unsafe { &*i });
        if done {
            // A new name may have moved the cells.
            r.at.refresh(m);
        }
        done
    });
    match done {
        Some(true) => 0,
        Some(false) => outside(m, r, i),
        None => FAILED,
    }
}

impl Machine {
    /// Takes the operands of a frame that has just come on top: a step, which the loop makes when the fuel ends.
    #[inline(always)]
    fn take_frame(&mut self, r: &mut Regs) -> bool {
        let Some(top) = self.frames.last() else {
            return false;
        };
        if self.fuel <= 1 {
            return false;
        }
        // SAFETY: the frame on top holds its unit.
        let unit = unsafe { &*top.unit.as_ptr() };
        let base = top.base as usize;
        self.fuel -= 1;
        r.at.enter(self, base, unit);
        true
    }

    /// After the end of a level: the entry where native code goes on, or less than zero.
    #[inline(always)]
    fn come_back(&mut self, r: &mut Regs, returns: &Returns) -> i32 {
        match self.frames.last() {
            Some(top) => match returns.entry(top.unit.ins, top.pc) {
                Some(entry) if self.take_frame(r) => entry as i32,
                _ => -(FRAMES as i32),
            },
            None => -(FRAMES as i32),
        }
    }

    #[inline(always)]
    fn quit_answer(&mut self, left: Cold) -> i32 {
        match left {
            Ok(Flow::Next | Flow::Reload) => -(FRAMES as i32),
            other => {
                self.native.aside = Some(other);
                -(FAILED as i32)
            }
        }
    }
}

/// XECUTE, as [`outside`]: a text met before at once.
pub extern "C" fn xecute(m: &mut Machine, r: &mut Regs, i: *const Ins) -> u32 {
    let done = guarded(m, |m| {
        // SAFETY: as in `helper!`.
        let text = m.get(&r.at, unsafe { (*i).a });
        let known = text.ok().and_then(|text| m.known_commands(text));
        let unit = known.filter(|_| m.check_depth().is_ok())?;
        let (pc, depth) = (place(m, i), m.frames.len());
        m.save(pc);
        m.push_frame(unit, 0, Kind::Xecute, 0);
        Some(m.run_level(r, depth, pc))
    });
    match done {
        Some(Some(answer)) => answer,
        Some(None) => outside(m, r, i),
        None => FAILED,
    }
}

/// The end of a text of commands, as [`ret`].
pub extern "C" fn end(m: &mut Machine, r: &mut Regs, i: *const Ins, returns: &Returns) -> i32 {
    guarded(m, |m| {
        if m.leave_quickly() {
            return m.come_back(r, returns);
        }
        let pc = place(m, i);
        m.save(pc);
        let left = m.end_commands();
        m.quit_answer(left)
    })
    .unwrap_or(-(FAILED as i32))
}

/// Levels of native code that may run within one another: beyond, the loop has them run one after the other.
const MOST_LEVELS: u32 = 16;

impl Machine {
    /// Runs the frame that has just come on top, if it has native code: 0 when it is gone and the one below, of so many frames, goes
    /// on where it called, else an answer as of [`outside`].
    fn run_level(&mut self, r: &mut Regs, depth: usize, pc: usize) -> u32 {
        let [.., below, top] = &self.frames[..] else {
            return FRAMES;
        };
        if self.native.levels >= MOST_LEVELS || self.debug.active {
            return FRAMES;
        }
        // It may end before its code does.
        let (unit, caller, at) = (top.unit.to_rc(), below.unit.as_ptr(), top.pc as usize);
        let Some(entry) = self.native_entry(&unit, at) else {
            return FRAMES;
        };
        if !self.take_frame(r) {
            return FRAMES;
        }
        self.native.levels += 1;
        let left = enter(self, r, entry);
        self.native.levels -= 1;
        let at = left as u32 as usize;
        match Exit::ALL.get((left >> 32) as usize) {
            Some(Exit::Frames) => {}
            Some(Exit::Go | Exit::Poll) => {
                self.save(at.min(unit.code.ins.len() - 1));
                return FRAMES;
            }
            Some(Exit::Error) => {
                self.save(at);
                return FAILED;
            }
            _ => return FAILED,
        }
        let back = self.frames.len() == depth
            && self.frames.last().is_some_and(|top| {
                std::ptr::eq(top.unit.as_ptr(), caller) && top.pc as usize == pc
            });
        if back && !self.debug.active && self.take_frame(r) {
            0
        } else {
            FRAMES
        }
    }
}

/// A call within the region: 0 when native code goes on at the label, else as [`outside`].
pub extern "C" fn call(m: &mut Machine, r: &mut Regs, i: *const Ins, pc: u32) -> u32 {
    guarded(m, |m| {
        m.save(pc as usize);
        let Some(top) = m.frames.last() else {
            return FRAMES;
        };
        // SAFETY: the frame on top holds its unit; then as in `helper!`.
        let (unit, i) = unsafe { (&*top.unit.as_ptr(), &*i) };
        let base = top.base as usize;
        let entered = match i.op {
            Op::Block => m.push_block(i.c),
            _ => m.call(unit, i, base),
        };
        match entered {
            Ok(()) if m.take_frame(r) => 0,
            Ok(()) => FRAMES,
            Err(e) => m.put_aside(e),
        }
    })
    .unwrap_or(FAILED)
}

/// QUIT: the entry where native code goes on, or the answer of [`outside`], negated.
pub extern "C" fn ret(m: &mut Machine, r: &mut Regs, i: *const Ins, returns: &Returns) -> i32 {
    guarded(m, |m| {
        if m.leave_quickly() {
            return m.come_back(r, returns);
        }
        let pc = place(m, i);
        m.save(pc);
        let left = m.quit(None);
        m.quit_answer(left)
    })
    .unwrap_or(-(FAILED as i32))
}

/// QUIT with a value, as [`ret`].
pub extern "C" fn ret_val(m: &mut Machine, r: &mut Regs, i: *const Ins, returns: &Returns) -> i32 {
    guarded(m, |m| {
        // SAFETY: as in `helper!`.
        let o = unsafe { (*i).a };
        if matches!(r.at.raw(o), Value::Int(n) if m.return_int(*n)) {
            return m.come_back(r, returns);
        }
        let pc = place(m, i);
        m.save(pc);
        let mut v = match m.returned(&r.at, o) {
            Ok(v) => v,
            Err(e) => return -(m.put_aside(e) as i32),
        };
        if m.return_value(&mut v) {
            return m.come_back(r, returns);
        }
        let left = m.quit(Some(v));
        m.quit_answer(left)
    })
    .unwrap_or(-(FAILED as i32))
}

/// Stores an integer into an operand that may hold a text or a container.
pub extern "C" fn put_int(m: &mut Machine, r: &mut Regs, o: u32, n: i64) {
    guarded(m, |_| r.at.put_int(o, n));
}

/// Stores an integer into a node that may hold a text.
pub extern "C" fn set_int(m: &mut Machine, v: &mut Value, n: i64) {
    guarded(m, |_| v.set_int(n));
}

/// The node of a name with integer subscripts.
#[inline(always)]
fn node<'a>(m: &'a Machine, name: u32, subs: &[i64]) -> Option<&'a Node> {
    let mut node = m.symbols.node(name);
    for n in subs {
        node = node?.kids.as_deref()?.get_int(*n);
    }
    node
}

/// The value of a node with one integer subscript; null when there is none.
pub extern "C" fn find1(m: &mut Machine, name: u32, n: i64) -> *const Value {
    let found = guarded(m, |m| node(m, name, &[n]).map(|node| &raw const node.value));
    found.flatten().unwrap_or(std::ptr::null())
}

/// [`find1`] with subscripts in a row.
///
/// # Safety
/// There are `count` of them.
pub unsafe extern "C" fn find(
    m: &mut Machine,
    name: u32,
    subs: *const i64,
    count: u32,
) -> *const Value {
    // SAFETY: the caller's promise.
    let subs = unsafe { std::slice::from_raw_parts(subs, count as usize) };
    let found = guarded(m, |m| node(m, name, subs).map(|node| &raw const node.value));
    found.flatten().unwrap_or(std::ptr::null())
}

/// $DATA of a node with one integer subscript.
pub extern "C" fn data1(m: &mut Machine, name: u32, n: i64) -> i64 {
    guarded(m, |m| node(m, name, &[n]).map_or(0, Node::data)).unwrap_or(0)
}

/// The value of a node with one integer subscript, made when missing.
pub extern "C" fn entry1(m: &mut Machine, name: u32, n: i64) -> *mut Value {
    guarded(m, |m| {
        let kids = m.symbols.node_mut(name).kids_mut();
        &raw mut kids.entry_int(n).value
    })
    .unwrap_or(&raw mut m.native.nowhere)
}

/// [`entry1`] with subscripts in a row.
///
/// # Safety
/// There are `count` of them.
pub unsafe extern "C" fn entry(
    m: &mut Machine,
    name: u32,
    subs: *const i64,
    count: u32,
) -> *mut Value {
    // SAFETY: the caller's promise.
    let subs = unsafe { std::slice::from_raw_parts(subs, count as usize) };
    guarded(m, |m| {
        let mut node = m.symbols.node_mut(name);
        let mut below = subs.len();
        for n in subs {
            below -= 1;
            let kids = node.kids_mut();
            kids.deepen(below);
            node = kids.entry_int(*n);
        }
        &raw mut node.value
    })
    .unwrap_or(&raw mut m.native.nowhere)
}

/// Whether an operand is a constant that is no integer.
pub fn is_other_constant(o: u32, consts: &[Value]) -> bool {
    let o = Opnd(o);
    o.kind() == Opnd::CONST && !matches!(consts.get(o.index()), Some(Value::Int(_)))
}
