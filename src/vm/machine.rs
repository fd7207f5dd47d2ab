//! The machine: one M process as data, and the loop that executes its instructions.

use super::frame::{Frame, Kind, Trap, Unit};
use super::host::{Host, Signals};
use super::hot;
use super::refs::Reference;
use super::special::Special;
use super::symbols::Symbols;
use super::trap::{Handling, StackEntry};
use crate::compile::{Fragment, Op, Opnd, RefFn};
use crate::device::Wait;
use crate::device::table::Devices;
use crate::store::GlobalStore;
use crate::value::Value;
use crate::value::errors::{self, MError};
use crate::value::num::Num;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

/// Why the machine stopped stepping.
#[derive(Debug)]
pub enum State {
    /// An operation waits; step again when it is over.
    Waiting(Wait),
    /// The time slice is used up.
    Yield,
    Finished(Finish),
}

/// How a run ended.
#[derive(Debug)]
pub enum Finish {
    /// The entry that was called came back, with its value if it was an extrinsic.
    Returned(Option<Value>),
    /// HALT, ZHALT, the end of direct mode: the status of the process.
    Halted(i32),
    /// It was ended, or an error came that nothing trapped and the session has no direct mode.
    Failed(Box<Failure>),
}

/// A run that did not come to its own end.
#[derive(Debug)]
pub struct Failure {
    pub cause: Cause,
    /// The levels at that moment, outermost first.
    pub stack: Vec<StackEntry>,
}

/// Why a run did not come to its own end.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Cause {
    /// An M error that nothing trapped.
    #[error(transparent)]
    Error(#[from] MError),
    /// HALT, or the end of the process was asked for: the status.
    #[error("the session halted with status {0}")]
    Halted(i32),
    /// The bound of steps is used up.
    #[error("the limit of steps is reached")]
    Steps,
    /// The deadline of the call has passed.
    #[error("the deadline has passed")]
    Deadline,
    /// Another thread ended the run.
    #[error("the run was stopped")]
    Stopped,
}

/// What an instruction that is not executed in the loop asks the loop to do.
pub(super) enum Flow {
    Next,
    /// Frames changed.
    Reload,
    Wait(Wait),
    Stop(Finish),
}

pub(super) type Cold = Result<Flow, MError>;

/// Looks up a variable of the session's environment.
pub type EnvLookup = Box<dyn Fn(&str) -> Option<Vec<u8>>>;

/// One M process.
pub struct Machine {
    pub symbols: Symbols,
    pub(super) frames: Vec<Frame>,
    pub(super) temps: Vec<Value>,
    pub(super) refs: Vec<Reference>,
    pub test: bool,
    pub devices: Devices,
    pub host: Box<dyn Host>,
    pub store: Box<dyn GlobalStore>,
    pub special: Special,
    /// Requests from outside: interrupts, timeouts, termination.
    pub signals: Arc<Signals>,
    /// Instructions of back edges and calls until the next look at `signals`.
    pub(super) fuel: i32,
    pub(super) fragments: HashMap<(Fragment, Box<[u8]>), Rc<Unit>, super::hash::QuickBuild>,
    /// What string operations remember.
    texts: hot::Texts,
    /// Numbers of names met in texts, so that indirection need not ask the engine.
    pub(super) numbers: HashMap<Box<[u8]>, u32, super::hash::QuickBuild>,
    /// Routines linked so far; a slot keeps its number when the routine is replaced.
    pub(super) routines: Vec<Rc<Unit>>,
    pub(super) routine_index: HashMap<Box<[u8]>, u32>,
    pub(super) generation: u32,
    /// Names of an exclusive NEW, KILL or TSTART being gathered.
    pub(super) except: Vec<Box<[u8]>>,
    /// Device parameters being gathered, innermost last.
    pub(super) params: Vec<Vec<crate::device::Param>>,
    pub(super) locks: Vec<crate::store::LockName>,
    pub(super) handling: Handling,
    pub limits: Limits,
    pub(super) debug: super::debug::Debugger,
    pub(super) transactions: Vec<super::transaction::Level>,
    pub(super) function_state: super::functions::FnState,
    /// The session's environment for functions.
    pub(super) env: EnvLookup,
    /// Why the run has to end, seen at the next look.
    pub(super) ending: Option<Cause>,
}

/// Bounds of one session, for embedding programs and daemons.
///
/// A *step* is a jump backwards or a change of frames (call, return, GOTO, XECUTE, indirection), so that no loop is free of steps.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Limits {
    /// Frames; beyond it STACKCRIT is raised.
    pub depth: usize,
    /// Steps until the run is ended with [`Cause::Steps`], if bounded. They are counted down over all runs of the session.
    pub steps: Option<u64>,
    /// Steps between two looks at requests from outside: the length of a time slice.
    pub slice: i32,
    /// Fragments kept compiled.
    pub fragments: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            depth: 100_000,
            steps: None,
            slice: 2000,
            fragments: 2000,
        }
    }
}

impl Machine {
    pub fn new(
        host: Box<dyn Host>,
        store: Box<dyn GlobalStore>,
        devices: Devices,
        signals: Arc<Signals>,
        env: EnvLookup,
    ) -> Machine {
        let special = Special::new(host.as_ref());
        let mut host = host;
        host.show_diagnostics(!super::special::wants_no_warnings(&special.zcompile));
        Machine {
            symbols: Symbols::default(),
            frames: Vec::new(),
            temps: Vec::new(),
            refs: Vec::new(),
            test: true,
            devices,
            special,
            host,
            store,
            signals,
            fuel: 0,
            fragments: HashMap::default(),
            texts: Default::default(),
            numbers: HashMap::default(),
            routines: Vec::new(),
            routine_index: HashMap::new(),
            generation: 1,
            except: Vec::new(),
            params: Vec::new(),
            locks: Vec::new(),
            handling: Handling::default(),
            limits: Limits::default(),
            debug: Default::default(),
            transactions: Vec::new(),
            function_state: Default::default(),
            env,
            ending: None,
        }
    }

    /// Puts a frame on the stack and makes room for its temporaries.
    #[inline]
    pub(super) fn push_frame(&mut self, unit: Rc<Unit>, pc: u32, kind: Kind, dst: u32) {
        let (base, refs) = match self.frames.last() {
            Some(top) => (
                top.base + top.unit.code.temps,
                top.refs + top.unit.code.refs,
            ),
            None => (0, 0),
        };
        let need = (base + unit.code.temps) as usize;
        if self.temps.len() < need {
            self.temps.resize(need, Value::Undef);
        }
        self.symbols.reserve(unit.code.cells);
        let need = (refs + unit.code.refs) as usize;
        if self.refs.len() < need {
            self.refs.resize_with(need, Reference::default);
        }
        let undo = self.symbols.mark();
        self.frames.push(Frame {
            unit,
            pc,
            base,
            refs,
            undo,
            dst,
            kind,
            test: self.test,
            trap: Trap::None,
            pending: None,
        });
    }

    /// Executes until something has to be waited for, the slice is used up, or the run is over.
    pub fn step(&mut self) -> State {
        let granted = match self.limits.steps {
            Some(left) => left.min(self.limits.slice.max(2) as u64) as i32,
            None => self.limits.slice.max(2),
        };
        self.fuel = granted;
        let mut result = self.requests();
        if let (0, Ok(Flow::Next | Flow::Reload)) = (granted, &result) {
            self.ending = Some(Cause::Steps);
            result = Err(MError::new(errors::FORCEDHALT));
        }
        let state = loop {
            match result {
                Ok(Flow::Wait(wait)) => break self.waiting(wait),
                Ok(Flow::Stop(finish)) => {
                    self.flush_output();
                    break State::Finished(finish);
                }
                Ok(Flow::Next | Flow::Reload) if self.fuel <= 0 => break State::Yield,
                Ok(Flow::Next | Flow::Reload) => {
                    result = if self.debug.active {
                        self.run::<true>()
                    } else {
                        self.run::<false>()
                    };
                }
                Err(error) => {
                    // A handler that fails for ever has no other step.
                    self.fuel -= 1;
                    result = Ok(self.trap(error));
                }
            }
        };
        if let Some(left) = &mut self.limits.steps {
            *left -= (granted - self.fuel.max(0)).max(0) as u64;
        }
        state
    }

    /// Suspends the session; $ZTIMEOUT ends the wait.
    fn waiting(&mut self, wait: Wait) -> State {
        self.store.suspended();
        State::Waiting(wait.or_at(self.special.ztimeout.at))
    }

    /// The instruction loop. It leaves with the top frame's `pc` behind the instruction that caused it.
    // The macros name each unsafe step where it stands; some of them meet inside one another.
    #[allow(unused_unsafe)]
    fn run<const DEBUG: bool>(&mut self) -> Cold {
        // Room for the text of a number, kept out of the loop because making it costs more than most instructions.
        let mut buf = crate::value::NUM_BUF;
        'frame: loop {
            // A change of frames is a step, whatever made it: call, return, GOTO, XECUTE, indirection.
            self.fuel -= 1;
            if self.fuel <= 0 || DEBUG != self.debug.active {
                // In a new slice, or the other instance of the loop, it goes on.
                return Ok(Flow::Reload);
            }
            let Some(frame) = self.frames.last() else {
                return Ok(Flow::Stop(Finish::Halted(0)));
            };
            // SAFETY: the frame on top holds its unit; whatever removes the frame goes back to `'frame`.
            let unit: &Rc<Unit> = unsafe { &*std::ptr::from_ref(&frame.unit) };
            let code = unsafe { &*Arc::as_ptr(&unit.code) };
            let ins = code.ins.as_ptr();
            let base = frame.base as usize;
            let mut pc = frame.pc as usize;
            // Starts of temporaries, cells, constants and of an undefined value. Temporaries move only when a frame is pushed;
            // cells may move in anything that meets a new name, and are looked up again after it.
            let mut bases: [*mut u8; 4] = {
                let (cells, nothing) = self.symbols.bases();
                // SAFETY: `push_frame` made room for the frame's temporaries.
                let temps = unsafe { self.temps.as_mut_ptr().add(base) };
                [
                    temps.cast(),
                    cells,
                    code.consts.as_ptr().cast_mut().cast(),
                    nothing,
                ]
            };

            macro_rules! save {
                () => {
                    if let Some(top) = self.frames.last_mut() {
                        top.pc = pc as u32;
                    }
                };
            }
            // An error leaves the loop with the place of the instruction behind it.
            macro_rules! check {
                ($e:expr) => {
                    match $e {
                        Ok(v) => v,
                        Err(e) => {
                            save!();
                            return Err(e.into());
                        }
                    }
                };
            }
            // Where an operand is.
            macro_rules! at {
                ($o:expr) => {{
                    let o = Opnd($o);
                    // SAFETY: the compiler numbers temporaries and constants within the unit's counts, and `push_frame` has made
                    // room for the unit's names.
                    unsafe { bases[o.kind() as usize].add(o.offset()).cast::<Value>() }
                }};
            }
            // The value of an operand, or of the container it shares; it may be undefined.
            macro_rules! raw {
                ($o:expr) => {{
                    // SAFETY: as above; nothing else borrows the value while an instruction reads it.
                    let v: &Value = unsafe { &*at!($o) };
                    match v {
                        // SAFETY: as in `Node::target`.
                        Value::Link(link) => unsafe { &(*link.0.get()).value },
                        v => v,
                    }
                }};
            }
            // A value that must be defined.
            macro_rules! get {
                ($o:expr) => {{
                    // SAFETY: as above.
                    let mut v: &Value = unsafe { &*at!($o) };
                    if matches!(v, Value::Undef | Value::Link(_)) {
                        v = raw!($o);
                        if let Value::Undef = v {
                            save!();
                            v = self.undefined(Opnd($o))?;
                        }
                    }
                    v
                }};
            }
            macro_rules! put {
                ($o:expr, $v:expr) => {{
                    let v = $v;
                    // SAFETY: as above; the old value was read before.
                    unsafe { store(at!($o), v, Opnd($o).kind() == Opnd::VAR) };
                }};
            }
            // Integers have a way of their own, see `Value::set_int`.
            macro_rules! put_int {
                ($o:expr, $n:expr) => {{
                    let n: i64 = $n;
                    // SAFETY: as above.
                    unsafe { store_int(at!($o), n, Opnd($o).kind() == Opnd::VAR) };
                }};
            }
            macro_rules! put_num {
                ($o:expr, $n:expr) => {{
                    let n: Num = $n;
                    // SAFETY: as above.
                    unsafe { (*target(at!($o), Opnd($o).kind() == Opnd::VAR)).set_num(n) };
                }};
            }
            // A copy of a value that is not the one it replaces, or is it.
            macro_rules! put_copy {
                ($o:expr, $v:expr) => {{
                    let v: &Value = $v;
                    // SAFETY: as above; a value that is copied onto itself is read before it is written.
                    unsafe {
                        let to = target(at!($o), Opnd($o).kind() == Opnd::VAR);
                        if !std::ptr::eq(to, v) {
                            (*to).copy_from(v);
                        }
                    }
                }};
            }
            // A value made by a call: see `Value::set_int` for why it is not simply moved.
            macro_rules! put_result {
                ($o:expr, $v:expr) => {{
                    match $v {
                        Value::Int(n) => put_int!($o, n),
                        v @ Value::Short(_) => put_copy!($o, &v),
                        v => put!($o, v),
                    }
                }};
            }
            // The place of a result, see `hot`.
            macro_rules! place {
                ($o:expr) => {
                    // SAFETY: as above.
                    unsafe { target(at!($o), Opnd($o).kind() == Opnd::VAR) }
                };
            }
            // Where the value of an operand is, which must be defined.
            macro_rules! arg {
                ($o:expr) => {
                    std::ptr::from_ref::<Value>(get!($o))
                };
            }
            // An operand that may have been left out.
            macro_rules! integer_or {
                ($o:expr, $default:expr) => {
                    if Opnd($o).is_none() {
                        $default
                    } else {
                        check!(get!($o).to_i64())
                    }
                };
            }
            // A temporary by number.
            macro_rules! temp {
                ($n:expr) => {
                    // SAFETY: as above.
                    unsafe { &mut *bases[0].cast::<Value>().add($n) }
                };
            }
            macro_rules! temps {
                ($first:expr, $n:expr) => {
                    // SAFETY: as above.
                    unsafe {
                        std::slice::from_raw_parts_mut(bases[0].cast::<Value>().add($first), $n)
                    }
                };
            }
            macro_rules! num2 {
                ($i:expr, $fast:expr, $slow:ident) => {{
                    // SAFETY: as above.
                    let fast = match unsafe { (&*at!($i.b), &*at!($i.c)) } {
                        (Value::Int(x), Value::Int(y)) => $fast(*x, *y),
                        _ => None,
                    };
                    match fast {
                        Some(n) => put_int!($i.a, n),
                        None => {
                            let (a, b) = (check!(number(get!($i.b))), check!(number(get!($i.c))));
                            put_num!($i.a, check!(a.$slow(b)));
                        }
                    }
                }};
            }
            macro_rules! relation {
                ($i:expr, $f:expr) => {{
                    let v = {
                        let (a, b) = (get!($i.b), get!($i.c));
                        check!($f(a, b))
                    };
                    put_int!($i.a, v as i64);
                }};
            }
            macro_rules! jump_if {
                ($i:expr, $f:expr) => {{
                    let taken = {
                        let (a, b) = (get!($i.a), get!($i.b));
                        check!($f(a, b))
                    };
                    if $i.x == 1 {
                        self.test = !taken;
                    }
                    if taken {
                        pc = $i.c as usize;
                    }
                }};
            }
            macro_rules! back {
                () => {
                    self.fuel -= 1;
                    if self.fuel <= 0 {
                        save!();
                        match self.poll() {
                            Ok(Flow::Next) => {}
                            other => return other,
                        }
                    }
                };
            }
            macro_rules! cold {
                ($e:expr) => {{
                    save!();
                    match $e {
                        Ok(Flow::Next) => {
                            let (cells, nothing) = self.symbols.bases();
                            (bases[1], bases[3]) = (cells, nothing);
                        }
                        Ok(Flow::Reload) => continue 'frame,
                        other => return other,
                    }
                }};
            }

            loop {
                if DEBUG {
                    save!();
                    match self.debug_stop(pc) {
                        Ok(Flow::Next) => {}
                        Ok(Flow::Reload) => continue 'frame,
                        other => return other,
                    }
                }
                debug_assert!(pc < code.ins.len());
                // SAFETY: every unit ends with an instruction that leaves it, and addresses in jumps are inside: both hold for
                // what the compiler emits, which is the only source of units.
                let i = unsafe { &*ins.add(pc) };
                pc += 1;
                match i.op {
                    Op::Ext => {}
                    Op::Jmp => pc = i.c as usize,
                    Op::Loop => {
                        pc = i.c as usize;
                        back!();
                    }
                    Op::JmpTemp => {
                        if let Value::Int(to) = raw!(i.a) {
                            pc = *to as usize;
                        }
                    }
                    Op::LoadPc => put_int!(i.a, i64::from(i.c)),
                    Op::JmpTrue => {
                        let taken = check!(get!(i.a).truth());
                        if i.x == 1 {
                            self.test = !taken;
                        }
                        if taken {
                            pc = i.c as usize;
                        }
                    }
                    Op::JmpFalse => {
                        let truth = check!(get!(i.a).truth());
                        if i.x == 1 {
                            self.test = truth;
                        }
                        if !truth {
                            pc = i.c as usize;
                        }
                    }
                    Op::JmpEq => jump_if!(i, equal),
                    Op::JmpNe => jump_if!(i, |a, b| equal(a, b).map(|t| !t)),
                    Op::JmpLt => jump_if!(i, less),
                    Op::JmpNl => jump_if!(i, |a, b| less(a, b).map(|t| !t)),
                    Op::JmpGt => jump_if!(i, |a, b| less(b, a)),
                    Op::JmpNg => jump_if!(i, |a, b| less(b, a).map(|t| !t)),
                    Op::SetTest => self.test = i.x != 0,
                    Op::JmpTest => {
                        if self.test {
                            pc = i.c as usize;
                        }
                    }
                    Op::JmpNoTest => {
                        if !self.test {
                            pc = i.c as usize;
                        }
                    }
                    Op::Mov => {
                        if let Value::Int(n) = raw!(i.b) {
                            put_int!(i.a, *n);
                        } else if Opnd(i.b).kind() == Opnd::TEMP && i.x == 0 {
                            // SAFETY: as above; the temporary is not used again.
                            let v = unsafe { std::mem::take(&mut *at!(i.b)) };
                            put!(i.a, v);
                        } else {
                            put_copy!(i.a, get!(i.b));
                        }
                    }
                    // SAFETY: as in `put`.
                    Op::Clear => unsafe { (*at!(i.a)).clear() },
                    Op::Add => num2!(i, |x: i64, y: i64| small(x + y), add),
                    Op::Sub => num2!(i, |x: i64, y: i64| small(x - y), sub),
                    Op::Mul => num2!(i, |x: i64, y: i64| x.checked_mul(y).and_then(small), mul),
                    Op::Div => num2!(
                        i,
                        |x: i64, y: i64| if y != 0 && x % y == 0 {
                            Some(x / y)
                        } else {
                            None
                        },
                        div
                    ),
                    Op::IntDiv => num2!(
                        i,
                        |x: i64, y: i64| if y != 0 { Some(x / y) } else { None },
                        int_div
                    ),
                    Op::Mod => {
                        let (a, b) = (get!(i.b), get!(i.c));
                        match (a, b) {
                            (Value::Int(x @ 0..NINE_DIGITS), Value::Int(y @ 1..NINE_DIGITS)) => {
                                put_int!(i.a, x % y)
                            }
                            _ => {
                                let v = check!(slow_mod(a, b));
                                put!(i.a, v);
                            }
                        }
                    }
                    Op::Pow => num2!(i, |_, _| None, pow),
                    Op::Cat => {
                        let more = pc;
                        pc += usize::from(i.y).div_ceil(3);
                        let mut parts = [std::ptr::null_mut(); hot::MOST];
                        parts[0] = arg!(i.b).cast_mut();
                        parts[1] = arg!(i.c).cast_mut();
                        let count = usize::from(i.y) + 2;
                        for (at, part) in parts[..count].iter_mut().enumerate().skip(2) {
                            // SAFETY: the compiler puts as many `Ext` behind as hold `y` operands.
                            let ext = unsafe { &*ins.add(more + (at - 2) / 3) };
                            *part = arg!([ext.a, ext.b, ext.c][(at - 2) % 3]).cast_mut();
                        }
                        if i.x == 1 {
                            parts[0] = at!(i.b);
                        }
                        // SAFETY: the operands stay where they are while the result is put.
                        check!(unsafe { hot::join(place!(i.a), &parts[..count], i.x == 1) });
                    }
                    Op::Eq => relation!(i, equal),
                    Op::Ne => relation!(i, |a, b| equal(a, b).map(|t| !t)),
                    Op::Lt => relation!(i, less),
                    Op::Nl => relation!(i, |a, b| less(a, b).map(|t| !t)),
                    Op::Gt => relation!(i, |a, b| less(b, a)),
                    Op::Ng => relation!(i, |a, b| less(b, a).map(|t| !t)),
                    Op::Con => relation!(i, |a: &Value, b: &Value| sure(a.contains(b))),
                    Op::NotCon => relation!(i, |a: &Value, b: &Value| sure(!a.contains(b))),
                    Op::Fol => relation!(i, |a: &Value, b: &Value| sure(a.follows(b))),
                    Op::NotFol => relation!(i, |a: &Value, b: &Value| sure(!a.follows(b))),
                    Op::Sort => relation!(i, |a: &Value, b: &Value| sure(a.sorts_after(b))),
                    Op::NotSort => relation!(i, |a: &Value, b: &Value| sure(!a.sorts_after(b))),
                    Op::Plus => match get!(i.b) {
                        Value::Int(n) => put_int!(i.a, *n),
                        v => {
                            let n = check!(number(v));
                            put_num!(i.a, n);
                        }
                    },
                    Op::Minus => match get!(i.b) {
                        Value::Int(n) => put_int!(i.a, -*n),
                        v => {
                            let n = check!(number(v)).neg();
                            put_num!(i.a, n);
                        }
                    },
                    Op::Not => {
                        let v = !check!(get!(i.b).truth());
                        put_int!(i.a, v as i64);
                    }
                    Op::Match => {
                        let subject = get!(i.b);
                        let v = check!(self.matches(&code.patterns[i.c as usize], subject));
                        put_int!(i.a, (v != (i.x == 1)) as i64);
                    }
                    Op::JmpMatch | Op::JmpNoMatch => {
                        let subject = get!(i.a);
                        let v = check!(self.matches(&code.patterns[i.b as usize], subject));
                        let taken = v == (i.op == Op::JmpMatch);
                        if i.x == 1 {
                            self.test = !taken;
                        }
                        if taken {
                            pc = i.c as usize;
                        }
                    }
                    Op::MatchText => {
                        let text = get!(i.c).to_vec();
                        let subject = get!(i.b).to_vec();
                        let v = check!(self.match_text(&subject, &text));
                        put!(i.a, Value::Int((v != (i.x == 1)) as i64));
                    }
                    Op::Get1 => {
                        let sub = get!(i.c);
                        let found = match self.symbols.node(i.b) {
                            Some(node) => match &node.kids {
                                Some(kids) => match sub {
                                    Value::Int(n) => kids.get_int(*n),
                                    other => kids.get(&other.to_key()),
                                },
                                None => None,
                            },
                            None => None,
                        };
                        match found.map(|node| node.content()) {
                            Some(Value::Int(n)) => put_int!(i.a, *n),
                            None | Some(Value::Undef) => {
                                let sub = sub.to_key();
                                save!();
                                let v = self.undefined_value(i.b, &[sub])?;
                                put!(i.a, v);
                            }
                            Some(v) => put_copy!(i.a, v),
                        }
                    }
                    Op::Set1 => {
                        let o = Opnd(i.c);
                        let key = match get!(i.b) {
                            Value::Int(n) => Value::Int(*n),
                            other => other.to_key(),
                        };
                        let v = if o.kind() == Opnd::TEMP {
                            // SAFETY: as above; the temporary is not used again.
                            unsafe { std::mem::take(&mut *at!(o.0)) }
                        } else {
                            get!(i.c).clone()
                        };
                        let node = self.symbols.node_mut(i.a);
                        let kids = Symbols::kids(node);
                        match key {
                            Value::Int(n) => kids.entry_int(n).value.set(v),
                            key => {
                                check!(self.check_key(&key));
                                let kids = Symbols::kids(self.symbols.node_mut(i.a));
                                kids.entry(key).value = v;
                            }
                        }
                    }
                    Op::Order1 => {
                        let v = match self.symbols.node(i.b).and_then(|n| n.kids.as_deref()) {
                            // GT.M does not look at the subscript then.
                            None => Value::EMPTY,
                            Some(kids) => {
                                let sub = get!(i.c);
                                let step = if i.x == 0 {
                                    if sub.is_empty() {
                                        kids.first()
                                    } else {
                                        kids.next(&sub.to_key())
                                    }
                                } else if sub.is_empty() {
                                    kids.last()
                                } else {
                                    kids.prev(&sub.to_key())
                                };
                                step.map_or(Value::EMPTY, |(key, _)| key)
                            }
                        };
                        put_result!(i.a, v);
                    }
                    Op::GetN => {
                        let subs = temps!(i.c as usize, i.y as usize);
                        let mut node = self.symbols.node(i.b);
                        for sub in subs.iter() {
                            node = match node.and_then(|n| n.kids.as_deref()) {
                                None => None,
                                Some(kids) => match sub {
                                    Value::Int(n) => kids.get_int(*n),
                                    other => kids.get(&other.to_key()),
                                },
                            };
                            if node.is_none() {
                                break;
                            }
                        }
                        match node.map(|node| node.content()) {
                            Some(Value::Int(n)) => put_int!(i.a, *n),
                            None | Some(Value::Undef) => {
                                let subs: Vec<Value> = subs.iter().map(Value::to_key).collect();
                                save!();
                                let v = self.undefined_value(i.b, &subs)?;
                                put!(i.a, v);
                            }
                            Some(v) => put_copy!(i.a, v),
                        }
                    }
                    Op::SetN => {
                        let o = Opnd(i.c);
                        let v = if o.kind() == Opnd::TEMP {
                            // SAFETY: as above; the temporary is not used again.
                            unsafe { std::mem::take(&mut *at!(o.0)) }
                        } else {
                            get!(i.c).clone()
                        };
                        let subs = temps!(i.b as usize, i.y as usize);
                        if subs.iter().any(|s| !matches!(s, Value::Int(_))) {
                            for sub in subs.iter_mut() {
                                *sub = sub.to_key();
                                check!(self.check_key(sub));
                            }
                        }
                        if i.y > 31 {
                            check!(Err(MError::new(errors::MAXNRSUBSCRIPTS)));
                        }
                        let mut node = self.symbols.node_mut(i.a);
                        for sub in subs.iter() {
                            let kids = Symbols::kids(node);
                            node = match sub {
                                Value::Int(n) => kids.entry_int(*n),
                                other => kids.entry(other.clone()),
                            };
                        }
                        node.value.set(v);
                    }
                    Op::Fn1 => {
                        let a = arg!(i.b);
                        // SAFETY: as in `Cat`.
                        if !unsafe { hot::fn1(i.x, self.special.utf8, place!(i.a), a) } {
                            let v = {
                                let a = get!(i.b);
                                match self.pure(i.x, &[a]) {
                                    Some(v) => check!(v),
                                    None => {
                                        let args = vec![a.clone()];
                                        save!();
                                        self.effect(i.x, args)?
                                    }
                                }
                            };
                            put_result!(i.a, v);
                        }
                    }
                    Op::Fn2 => {
                        let (a, b) = (arg!(i.b), arg!(i.c));
                        let (to, utf8) = (place!(i.a), self.special.utf8);
                        // SAFETY: as in `Cat`.
                        if !unsafe { hot::fn2(i.x, &mut self.texts, utf8, to, a, b) } {
                            let v = {
                                let (a, b) = (get!(i.b), get!(i.c));
                                match self.pure(i.x, &[a, b]) {
                                    Some(v) => check!(v),
                                    None => {
                                        let args = vec![a.clone(), b.clone()];
                                        save!();
                                        self.effect(i.x, args)?
                                    }
                                }
                            };
                            put_result!(i.a, v);
                        }
                    }
                    Op::Fn3 => {
                        // SAFETY: the compiler puts an `Ext` behind.
                        let third = unsafe { (*ins.add(pc)).a };
                        pc += 1;
                        let args = [arg!(i.b), arg!(i.c), arg!(third)];
                        let (to, utf8) = (place!(i.a), self.special.utf8);
                        // SAFETY: as in `Cat`.
                        if !unsafe { hot::fn3(i.x, &mut self.texts, utf8, to, args) } {
                            let v = {
                                let (a, b, c) = (get!(i.b), get!(i.c), get!(third));
                                match self.pure(i.x, &[a, b, c]) {
                                    Some(v) => check!(v),
                                    None => {
                                        let args = vec![a.clone(), b.clone(), c.clone()];
                                        save!();
                                        self.effect(i.x, args)?
                                    }
                                }
                            };
                            put_result!(i.a, v);
                        }
                    }
                    Op::Piece4 => {
                        // SAFETY: the compiler puts an `Ext` behind.
                        let ext = unsafe { &*ins.add(pc) };
                        pc += 1;
                        let args = [arg!(i.b), arg!(i.c), arg!(ext.a), arg!(ext.b)];
                        let (to, utf8) = (place!(i.a), self.special.utf8);
                        // SAFETY: as in `Cat`.
                        if !unsafe { hot::pieces_between(utf8, to, args) } {
                            let args = [get!(i.b), get!(i.c), get!(ext.a), get!(ext.b)];
                            let v = match self.pure(i.x, &args) {
                                Some(v) => check!(v),
                                None => Value::EMPTY,
                            };
                            put_result!(i.a, v);
                        }
                    }
                    Op::SetPiece => {
                        // SAFETY: the compiler puts an `Ext` behind.
                        let ext = unsafe { &*ins.add(pc) };
                        pc += 1;
                        let delimiter = arg!(i.b);
                        let from = integer_or!(i.c, 1);
                        let last = integer_or!(ext.b, from);
                        let value = arg!(ext.a);
                        let (to, chset) = (place!(i.a), self.chset(i.x == 1));
                        // SAFETY: as in `Cat`.
                        check!(unsafe { hot::set_piece(to, delimiter, from, last, value, chset) });
                    }
                    Op::SetExtract => {
                        // SAFETY: the compiler puts an `Ext` behind.
                        let ext = unsafe { &*ins.add(pc) };
                        pc += 1;
                        let from = integer_or!(i.b, 1);
                        let last = integer_or!(i.c, from);
                        let value = arg!(ext.a);
                        let (to, chset) = (place!(i.a), self.chset(i.x == 1));
                        // SAFETY: as in `Cat`.
                        check!(unsafe { hot::set_extract(to, from, last, value, chset) });
                    }
                    Op::Fn => {
                        let v = {
                            let args: Vec<&Value> =
                                temps!(i.b as usize, i.y as usize).iter().collect();
                            match self.pure(i.x, &args) {
                                Some(v) => check!(v),
                                None => {
                                    let args = args.into_iter().cloned().collect();
                                    save!();
                                    self.effect(i.x, args)?
                                }
                            }
                        };
                        put_result!(i.a, v);
                    }
                    Op::ForTest => {
                        let beyond = {
                            let v = get!(i.a);
                            check!(is_beyond(v, temp!(i.b as usize), temp!(i.b as usize + 1)))
                        };
                        if beyond {
                            pc = i.c as usize;
                        }
                    }
                    Op::ForNext => {
                        let at = i.b as usize;
                        match (get!(i.a), &*temp!(at), &*temp!(at + 1)) {
                            (Value::Int(n), Value::Int(step), Value::Int(limit)) => {
                                // The limit has at most 18 digits, and so has what is not beyond it.
                                let next = n + step;
                                let beyond = if *step < 0 {
                                    next < *limit
                                } else {
                                    next > *limit
                                };
                                if !beyond {
                                    put_int!(i.a, next);
                                    pc = i.c as usize;
                                    back!();
                                }
                            }
                            (v, step, limit) => {
                                let next = check!(slow_num(v, step, crate::value::num::Num::add));
                                if !check!(is_beyond(&next, step, limit)) {
                                    put!(i.a, next);
                                    pc = i.c as usize;
                                    back!();
                                }
                            }
                        }
                    }
                    Op::ForStep => {
                        let sum = match (get!(i.a), &*temp!(i.b as usize)) {
                            (Value::Int(n), Value::Int(step)) => small(n + step),
                            _ => None,
                        };
                        match sum {
                            Some(n) => put_int!(i.a, n),
                            None => {
                                let step = temp!(i.b as usize);
                                let next =
                                    check!(slow_num(get!(i.a), step, crate::value::num::Num::add));
                                put!(i.a, next);
                            }
                        }
                        pc = i.c as usize;
                        back!();
                    }
                    Op::Kill => {
                        // A value goes at once; arrays and containers take the general way.
                        self.symbols.kill(i.a);
                    }
                    Op::New => self.symbols.new_name(i.a),
                    Op::Call => {
                        save!();
                        match self.call(unit, *i, base) {
                            Ok(()) => continue 'frame,
                            Err(e) => return Err(e),
                        }
                    }
                    Op::Block => {
                        save!();
                        self.check_depth()?;
                        let unit = unit.clone();
                        self.push_frame(unit, i.c, Kind::Block, 0);
                        continue 'frame;
                    }
                    Op::Ret if self.leave_quickly() => continue 'frame,
                    Op::Ret => {
                        save!();
                        match self.quit(None)? {
                            Flow::Next | Flow::Reload => continue 'frame,
                            other => return Ok(other),
                        }
                    }
                    Op::RetVal
                        if matches!(raw!(i.a), Value::Int(_)) && self.is_plain_extrinsic() =>
                    {
                        if let Value::Int(n) = raw!(i.a) {
                            let n = *n;
                            self.return_int(n);
                        }
                        continue 'frame;
                    }
                    Op::RetVal => {
                        let o = Opnd(i.a);
                        let v = if o.kind() == Opnd::TEMP {
                            // SAFETY: as above; the temporary is not used again.
                            unsafe { std::mem::take(&mut *at!(o.0)) }
                        } else {
                            get!(i.a).clone()
                        };
                        save!();
                        match self.quit(Some(v))? {
                            Flow::Next | Flow::Reload => continue 'frame,
                            other => return Ok(other),
                        }
                    }
                    Op::Svn => {
                        save!();
                        let v = self.read_svn(i.x)?;
                        put_result!(i.a, v);
                    }
                    Op::Write => {
                        let step = {
                            let v = get!(i.a);
                            self.devices
                                .write(crate::device::Item::Text(v.bytes(&mut buf)))
                        };
                        cold!(self.written(step));
                    }
                    Op::WriteNewline => {
                        let step = self.devices.write(crate::device::Item::Newline);
                        cold!(self.written(step));
                    }
                    Op::LocalFn => {
                        let subs = temps!(i.c as usize, i.y as usize);
                        for sub in subs.iter_mut().filter(|s| !matches!(s, Value::Int(_))) {
                            *sub = sub.to_key();
                        }
                        // SAFETY: the compiler puts an `Ext` behind.
                        let extra = unsafe { (*ins.add(pc)).a };
                        pc += 1;
                        match RefFn::from_u8(i.x) {
                            RefFn::Data => {
                                let n = super::refs::data_of(super::refs::find(
                                    &self.symbols,
                                    i.b,
                                    subs,
                                ));
                                put_int!(i.a, n);
                            }
                            RefFn::GetDefault => match super::refs::find(&self.symbols, i.b, subs)
                                .map(|n| &n.value)
                            {
                                Some(Value::Int(n)) => put_int!(i.a, *n),
                                Some(v) if v.is_defined() => put_copy!(i.a, v),
                                _ => {
                                    // An undefined default is an error only when it is needed.
                                    let v = if Opnd(extra).is_none() {
                                        Value::EMPTY
                                    } else {
                                        get!(extra).clone()
                                    };
                                    put_result!(i.a, v);
                                }
                            },
                            RefFn::Increment => {
                                let by = if Opnd(extra).is_none() {
                                    Num::ONE
                                } else {
                                    check!(number(get!(extra)))
                                };
                                if i.y > 31 {
                                    check!(Err(MError::new(errors::MAXNRSUBSCRIPTS)));
                                }
                                for sub in subs.iter() {
                                    check!(self.check_key(sub));
                                }
                                let node = super::refs::make(&mut self.symbols, i.b, subs);
                                let sum = check!(check!(number(&node.value)).add(by));
                                node.value.set_num(sum);
                                put_num!(i.a, sum);
                            }
                            _ => super::refs::remove(self.symbols.node_mut(i.b), subs, false),
                        }
                    }
                    Op::RefLocal => {
                        let slot = self.frame_refs() + i.y as usize;
                        let r = &mut self.refs[slot];
                        r.set_local(i.a, temps!(i.b as usize, i.c as usize));
                        check!(self.check_ref(slot));
                    }
                    Op::Ref => {
                        let unit = unit.clone();
                        cold!(self.ref_fn(RefFn::from_u8(i.x), *i, base, &unit))
                    }
                    _ => {
                        let unit = unit.clone();
                        cold!(self.cold(*i, base, &unit))
                    }
                }
            }
        }
    }

    /// The value of an operand in the current frame.
    pub(super) fn operand<'a>(&'a self, o: u32, base: usize, unit: &'a Unit) -> &'a Value {
        let o = Opnd(o);
        match o.kind() {
            Opnd::TEMP => &self.temps[base + o.index()],
            Opnd::VAR => self.symbols.value(o.index()),
            Opnd::CONST => &unit.code.consts[o.index()],
            _ => self.symbols.nothing(),
        }
    }

    /// The value of an operand, which must be defined unless it was left out.
    pub(super) fn defined<'a>(
        &'a self,
        o: u32,
        base: usize,
        unit: &'a Unit,
    ) -> Result<&'a Value, MError> {
        let v = self.operand(o, base, unit);
        if let Value::Undef = v
            && Opnd(o).kind() == Opnd::VAR
        {
            return self.undefined(Opnd(o));
        }
        Ok(v)
    }

    /// Puts a value into an operand of a frame with the given base.
    pub(super) fn put(&mut self, o: u32, base: usize, v: Value) {
        let o = Opnd(o);
        match o.kind() {
            Opnd::TEMP => self.temps[base + o.index()] = v,
            Opnd::VAR => self.symbols.node_mut(o.index() as u32).value = v,
            _ => {}
        }
    }

    #[cold]
    #[inline(never)]
    fn undefined(&self, o: Opnd) -> Result<&'static Value, MError> {
        match o.kind() {
            Opnd::VAR if !self.special.undef => Ok(NOTHING),
            Opnd::VAR => Err(self.undefined_local(o.index() as u32, &[])),
            // A left-out actual parameter reaches a temporary.
            _ => Err(MError::arg(errors::UNDEF, "")),
        }
    }

    pub(super) fn frame_refs(&self) -> usize {
        self.frames.last().map_or(0, |f| f.refs as usize)
    }
}

/// Numeric interpretation, the common kinds in line.
#[inline(always)]
fn number(v: &Value) -> Result<Num, MError> {
    match v {
        Value::Int(n) => Ok(Num::small(*n)),
        Value::Dec(n) => Ok(*n),
        other => other.num(),
    }
}

/// The value that an operand stands for: the container of a local that shares one.
///
/// # Safety
/// As [`store`].
#[inline(always)]
unsafe fn target(at: *mut Value, local: bool) -> *mut Value {
    // SAFETY: the caller's promise.
    match unsafe { &*at } {
        // SAFETY: as in `Node::target_mut`.
        Value::Link(link) if local => unsafe { &raw mut (*link.0.get()).value },
        _ => at,
    }
}

/// Stores into an operand, or into the container that a local shares.
///
/// # Safety
/// `at` points to a temporary or a cell that nothing borrows.
#[inline(always)]
unsafe fn store(at: *mut Value, v: Value, local: bool) {
    // SAFETY: the caller's promise; containers as in `Node::target_mut`.
    unsafe {
        match &*at {
            Value::Link(link) if local && !matches!(v, Value::Link(_)) => {
                (*link.0.get()).value.set(v)
            }
            _ => (*at).set(v),
        }
    }
}

/// [`store`] of an integer.
///
/// # Safety
/// As there.
#[inline(always)]
unsafe fn store_int(at: *mut Value, n: i64, local: bool) {
    // SAFETY: as above.
    unsafe {
        match &*at {
            Value::Link(link) if local => (*link.0.get()).value.set_int(n),
            _ => (*at).set_int(n),
        }
    }
}
/// Value of an undefined variable under VIEW "NOUNDEF".
const NOTHING: &Value = &Value::EMPTY;

/// Integers of at most 18 digits stay integers.
#[inline(always)]
fn small(n: i64) -> Option<i64> {
    const LIMIT: i64 = 1_000_000_000_000_000_000;
    if -LIMIT < n && n < LIMIT {
        Some(n)
    } else {
        None
    }
}

#[inline(always)]
fn sure(b: bool) -> Result<bool, MError> {
    Ok(b)
}

#[inline(always)]
fn equal(a: &Value, b: &Value) -> Result<bool, MError> {
    Ok(a.same_text(b))
}

#[inline(always)]
fn less(a: &Value, b: &Value) -> Result<bool, MError> {
    match (a, b) {
        (Value::Int(x), Value::Int(y)) => Ok(x < y),
        _ => Ok(a.num()?.cmp(&b.num()?) == Ordering::Less),
    }
}

#[inline(never)]
fn slow_num(
    a: &Value,
    b: &Value,
    f: fn(
        crate::value::num::Num,
        crate::value::num::Num,
    ) -> Result<crate::value::num::Num, crate::value::num::NumError>,
) -> Result<Value, MError> {
    Ok(Value::from_num(f(a.num()?, b.num()?)?))
}

const NINE_DIGITS: i64 = 1_000_000_000;

/// `a#b`. Where GT.M has no short form for both numbers and finds nothing to take off, it gives `a` as it was written.
#[inline(never)]
fn slow_mod(a: &Value, b: &Value) -> Result<Value, MError> {
    let (x, y) = (a.num()?, b.num()?);
    let rest = x.modulo(y)?;
    Ok(if rest == x && !(is_short(x) && is_short(y)) {
        a.clone()
    } else {
        Value::from_num(rest)
    })
}

/// Whether a number has at most six digits before the point and three behind it.
fn is_short(n: crate::value::num::Num) -> bool {
    let e = n.exponent();
    (-3..=0).contains(&e) && n.mantissa().unsigned_abs() < 1_000_000 * 10u64.pow(e.unsigned_abs())
}

/// Whether a FOR control variable is beyond its limit.
#[inline]
fn is_beyond(v: &Value, step: &Value, limit: &Value) -> Result<bool, MError> {
    let (v, step, limit) = (v.num()?, step.num()?, limit.num()?);
    Ok(if step.sign() < 0 {
        v < limit
    } else {
        v > limit
    })
}
