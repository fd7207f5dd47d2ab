//! Helpers that take operands as native code has them: values where they lie, integers in registers. What one of them does not do
//! goes to the helper that finds the operands itself.

use super::helpers::{self, guarded};
use crate::compile::{Ins, Op};
use crate::syntax::words::Func;
use crate::value::num::{Num, NumError};
use crate::value::pattern::Pattern;
use crate::value::{Bits, Value};
use crate::vm::hot;
use crate::vm::machine::Machine;
use crate::vm::operands::Regs;
use std::cmp::Ordering;

/// How an operand of a function is passed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pass {
    /// The address of a value.
    Place,
    /// An integer.
    Number,
}

/// A function with the kinds of its operands.
#[derive(Clone, Copy)]
pub struct Direct {
    pub function: *const u8,
    pub operands: &'static [Pass],
}

/// What a function that gives a number says when the instruction has to be done by its helper.
pub const NOT_DONE: i64 = i64::MIN;

/// A value that native code has the address of.
type Arg = *const Value;

/// The helper that finds its operands itself.
#[cold]
#[inline(never)]
fn general(m: &mut Machine, r: &mut Regs, i: *const Ins) -> u32 {
    // SAFETY: native code passes the address of one of its own instructions.
    let helper = helpers::of(unsafe { (*i).op });
    helper.map_or(0, |helper| helper(m, r, i))
}

/// The answer of a function that has done an instruction or not, or has panicked.
#[inline(always)]
fn answer(m: &mut Machine, r: &mut Regs, i: *const Ins, done: Option<bool>) -> u32 {
    match done {
        Some(true) => 0,
        Some(false) => general(m, r, i),
        None => helpers::FAILED,
    }
}

/// The answer of a function that has decided or not, or has panicked.
#[inline(always)]
fn decision(m: &mut Machine, r: &mut Regs, i: *const Ins, truth: Option<Option<bool>>) -> u32 {
    match truth {
        Some(Some(truth)) => truth.into(),
        Some(None) => general(m, r, i),
        None => helpers::FAILED,
    }
}

/// Whether operands are values themselves, neither undefined nor containers.
///
/// # Safety
/// They are valid.
#[inline(always)]
unsafe fn are_plain<const N: usize>(operands: [Arg; N]) -> bool {
    operands
        .into_iter()
        // SAFETY: the caller's promise.
        .all(|v| !matches!(unsafe { &*v }, Value::Undef | Value::Link(_)))
}

/// Whether string operations may take the bytes of operands as their characters.
///
/// # Safety
/// They are valid.
#[inline(always)]
unsafe fn are_texts<const N: usize>(m: &Machine, operands: [Arg; N]) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        are_plain(operands) && (!m.special.utf8 || operands.into_iter().all(|v| (*v).is_ascii()))
    }
}

/// Bit of the address of a place that tells a name from a temporary.
pub const NAME: usize = 1;
const _: () = assert!(align_of::<Value>() > NAME);

/// Where a value goes: to the container that a name shares, else to the place itself.
///
/// # Safety
/// It is valid, but for [`NAME`].
#[inline(always)]
unsafe fn target(to: *mut Value) -> *mut Value {
    let place = to.map_addr(|at| at & !NAME);
    // SAFETY: the caller's promise; containers as in `Node::target_mut`.
    match unsafe { &*place } {
        Value::Link(link) if to.addr() & NAME != 0 => unsafe { &raw mut (*link.0.get()).value },
        _ => place,
    }
}

/// What is passed as it is seen: the value in a container in the place of it.
trait Seen {
    /// # Safety
    /// It is valid.
    unsafe fn seen(self) -> Self;
}

impl Seen for Arg {
    #[inline(always)]
    unsafe fn seen(self) -> Arg {
        // SAFETY: the caller's promise; containers as in `Node::target`.
        match unsafe { &*self } {
            Value::Link(link) => unsafe { &raw const (*link.0.get()).value },
            _ => self,
        }
    }
}

impl Seen for i64 {
    #[inline(always)]
    unsafe fn seen(self) -> i64 {
        self
    }
}

/// How operands are passed, by the words of the macros below.
macro_rules! pass {
    (place) => {
        Pass::Place
    };
    (number) => {
        Pass::Number
    };
}

macro_rules! kind {
    (place) => {
        Arg
    };
    (number) => {
        i64
    };
}

/// A function that puts its result into a place, after a test of its texts: `true` when it has done so.
macro_rules! puts {
    (|$m:ident, $to:ident, $($x:ident: $kind:ident),+| [$($text:ident),*] $e:expr) => {{
        extern "C" fn direct(m: &mut Machine, r: &mut Regs, i: *const Ins, $to: *mut Value, $($x: kind!($kind)),+) -> u32 {
            // SAFETY: native code passes addresses of operands, which stay valid while the instruction runs.
            let done = guarded(m, |$m| unsafe {
                let $to = target($to);
                $(let $x = $x.seen();)+
                are_texts($m, [$($text),*]) && $e
            });
            answer(m, r, i, done)
        }
        Direct { function: direct as *const u8, operands: &[$(pass!($kind)),+] }
    }};
}

/// A function that gives a number, or [`NOT_DONE`], after a test of its texts.
macro_rules! gives {
    (|$m:ident, $($x:ident: $kind:ident),+| [$($text:ident),*] $e:expr) => {{
        extern "C" fn direct($m: &mut Machine, $($x: kind!($kind)),+) -> i64 {
            // SAFETY: as in `puts`.
            let n = guarded($m, |$m| unsafe {
                $(let $x = $x.seen();)+
                if are_texts($m, [$($text),*]) { $e } else { NOT_DONE }
            });
            n.unwrap_or(NOT_DONE)
        }
        Direct { function: direct as *const u8, operands: &[$(pass!($kind)),+] }
    }};
}

/// Arithmetic with two operands.
macro_rules! numeric {
    (|$a:ident, $b:ident| $e:expr) => {
        puts!(|_m, to, a: place, b: place| [] {
            are_plain([a, b]) && put_number(to, a, b, |$a, $b| $e)
        })
    };
}

/// Puts the result of an operation, unless it is an error.
///
/// # Safety
/// All are valid.
#[inline(always)]
unsafe fn put_number(
    to: *mut Value,
    a: Arg,
    b: Arg,
    operation: impl Fn(Num, Num) -> Result<Num, NumError>,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        // One after the other: a pair would be built in memory.
        let Some(a) = number(&*a) else { return false };
        let Some(b) = number(&*b) else { return false };
        let Ok(n) = operation(a, b) else {
            return false;
        };
        (*to).set_num(n);
    }
    true
}

/// Numeric interpretation, the common kinds in line.
#[inline(always)]
fn number(v: &Value) -> Option<Num> {
    match v {
        Value::Int(n) => Some(Num::small(*n)),
        Value::Dec(n) => Some(n.num()),
        other => match other.short_bits().and_then(Bits::digits) {
            Some(n) => Some(Num::small(n)),
            None => other.num().ok(),
        },
    }
}

/// Joins texts; an error is raised by the general way.
macro_rules! joins {
    ($($x:ident),+) => {
        puts!(|_m, to, $($x: place),+| [] hot::join_in_block(to, [$($x),+]) || are_plain([$($x),+]) && hot::join(to, &[$($x),+]).is_ok())
    };
}

/// The function that puts the result of an instruction into its place.
pub fn putting(i: &Ins) -> Option<Direct> {
    Some(match i.op {
        Op::Mov => puts!(|_m, to, a: place| [] put_copy(to, a)),
        Op::Add => numeric!(|a, b| a.add_inline(b)),
        Op::Sub => numeric!(|a, b| a.add_inline(b.neg())),
        Op::Mul => numeric!(|a, b| a.mul_inline(b)),
        Op::Div => numeric!(|a, b| a.div_inline(b)),
        Op::IntDiv => numeric!(|a, b| a.int_div(b)),
        Op::Plus => puts!(|_m, to, a: place| [] are_plain([a]) && match number(&*a) {
            Some(n) => { (*to).set_num(n); true }
            None => false,
        }),
        Op::Cat => match i.y {
            0 => joins!(a, b),
            1 => joins!(a, b, c),
            2 => joins!(a, b, c, d),
            _ => joins!(a, b, c, d, e),
        },
        Op::Piece4 => puts!(|_m, to, a: place, b: place, c: number, d: number| [a, b] {
            hot::put_pieces(to, a, b, c, d);
            true
        }),
        Op::Fn1 => match func(i)? {
            Func::Char | Func::Zchar => puts!(|_m, to, n: number| [] hot::put_char(to, n)),
            Func::Reverse => puts!(|_m, to, a: place| [a] hot::reverse(to, a)),
            _ => return None,
        },
        Op::Fn2 => match func(i)? {
            Func::Extract | Func::Zextract => puts!(|_m, to, a: place, n: number| [a] {
                hot::put_byte_at(to, a, n);
                true
            }),
            Func::Piece | Func::Zpiece => puts!(|_m, to, a: place, b: place| [a, b] {
                hot::put_pieces(to, a, b, 1, 1);
                true
            }),
            Func::Translate | Func::Ztranslate => {
                puts!(|m, to, a: place, b: place| [a, b] hot::remove(&mut m.strings, to, a, b))
            }
            _ => return None,
        },
        Op::Fn3 => match func(i)? {
            Func::Extract | Func::Zextract => {
                puts!(|_m, to, a: place, b: number, c: number| [a] {
                    hot::put_extract(to, a, b, c);
                    true
                })
            }
            Func::Piece | Func::Zpiece => puts!(|_m, to, a: place, b: place, n: number| [a, b] {
                hot::put_pieces(to, a, b, n, n);
                true
            }),
            Func::Translate | Func::Ztranslate => {
                puts!(|m, to, a: place, b: place, c: place| [a, b, c] {
                    hot::translate(&mut m.strings, to, a, b, c)
                })
            }
            _ => return None,
        },
        _ => return None,
    })
}

/// The function that gives the integer that an instruction makes.
pub fn giving(i: &Ins) -> Option<Direct> {
    Some(match i.op {
        Op::Con => gives!(|_m, a: place, b: place| [] truth(are_plain([a, b]), (*a).contains(&*b))),
        Op::NotCon => {
            gives!(|_m, a: place, b: place| [] truth(are_plain([a, b]), !(*a).contains(&*b)))
        }
        Op::Fol => gives!(|_m, a: place, b: place| [] truth(are_plain([a, b]), (*a).follows(&*b))),
        Op::NotFol => {
            gives!(|_m, a: place, b: place| [] truth(are_plain([a, b]), !(*a).follows(&*b)))
        }
        Op::Fn1 => match func(i)? {
            Func::Length | Func::Zlength => gives!(|_m, a: place| [a](*a).len() as i64),
            Func::Ascii | Func::Zascii => gives!(|_m, a: place| [a] hot::code_at(a, 1)),
            _ => return None,
        },
        Op::Fn2 => match func(i)? {
            Func::Length => gives!(|_m, a: place, b: place| [a, b] hot::pieces_of(a, b)),
            Func::Ascii | Func::Zascii => {
                gives!(|_m, a: place, n: number| [a] hot::code_at(a, n))
            }
            Func::Find | Func::Zfind => {
                gives!(|_m, a: place, b: place| [a, b] hot::found_at(a, b, 1).unwrap_or(NOT_DONE))
            }
            _ => return None,
        },
        Op::Fn3 => match func(i)? {
            Func::Find | Func::Zfind => gives!(|_m, a: place, b: place, n: number| [a, b] {
                hot::found_at(a, b, n).unwrap_or(NOT_DONE)
            }),
            _ => return None,
        },
        _ => return None,
    })
}

/// The function of a branch over two values: as that of a helper.
pub fn deciding(op: Op) -> Option<*const u8> {
    macro_rules! decides {
        (|$a:ident, $b:ident| $e:expr) => {{
            extern "C" fn direct(
                m: &mut Machine,
                r: &mut Regs,
                i: *const Ins,
                a: Arg,
                b: Arg,
            ) -> u32 {
                // SAFETY: as in `puts`.
                let truth = guarded(m, |_| -> Option<bool> {
                    let ($a, $b, plain) = unsafe {
                        let (a, b) = (a.seen(), b.seen());
                        (&*a, &*b, are_plain([a, b]))
                    };
                    if plain { $e } else { None }
                });
                decision(m, r, i, truth)
            }
            direct as *const u8
        }};
    }
    Some(match op {
        Op::JmpEq | Op::JmpNe => decides!(|a, b| Some(a.same_text(b))),
        Op::JmpLt | Op::JmpNl => decides!(|a, b| compared(a, b).map(|o| o == Ordering::Less)),
        Op::JmpGt | Op::JmpNg => decides!(|a, b| compared(a, b).map(|o| o == Ordering::Greater)),
        _ => return None,
    })
}

/// Whether a value matches a pattern, as [`deciding`].
pub extern "C" fn matches(
    m: &mut Machine,
    r: &mut Regs,
    i: *const Ins,
    subject: Arg,
    pattern: &Pattern,
) -> u32 {
    // SAFETY: as in `puts`.
    let truth = guarded(m, |m| unsafe {
        if !are_texts(m, [subject]) {
            return None;
        }
        pattern.matches_bytes((*subject).bytes(&mut r.buf)).ok()
    });
    decision(m, r, i, truth)
}

#[inline(always)]
fn compared(a: &Value, b: &Value) -> Option<Ordering> {
    let a = number(a)?;
    Some(a.cmp(&number(b)?))
}

#[inline(always)]
fn truth(plain: bool, holds: bool) -> i64 {
    if plain { holds.into() } else { NOT_DONE }
}

/// Copies what is no block.
///
/// # Safety
/// Both are valid.
#[inline(always)]
unsafe fn put_copy(to: *mut Value, from: Arg) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        match &*from {
            _ if std::ptr::eq(to, from) => false,
            Value::Int(_) | Value::Dec(_) | Value::Short(_) => {
                (*to).copy_from(&*from);
                true
            }
            _ => false,
        }
    }
}

/// Copies the value of a node into a place, if it has one.
///
/// # Safety
/// Both are valid.
pub unsafe extern "C" fn fetch(m: &mut Machine, to: *mut Value, node: *const Value) -> u32 {
    // SAFETY: the caller's promise; a name without subscripts is no node of itself.
    let done = guarded(m, |_| unsafe {
        let done = are_plain([node]);
        if done {
            (*target(to)).copy_from(&*node);
        }
        done
    });
    done.unwrap_or(false).into()
}

/// The function that an instruction calls, if there is one by this number.
fn func(i: &Ins) -> Option<Func> {
    crate::syntax::words::FUNCS
        .get(i.x as usize)
        .map(|word| word.id)
}
