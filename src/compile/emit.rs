//! The emitter: instructions, constants, names, temporaries and jump labels of the unit being compiled.

use super::code::{Cmd, Code, Ins, Label, Op, Opnd, Target};
use crate::value::Value;
use crate::value::errors::Code as MessageCode;
use crate::value::num::Num;
use std::collections::HashMap;

/// A place in the code that may not be known yet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place(u32);

/// State of one compilation.
pub struct Emit {
    pub code: Code,
    consts: HashMap<Vec<u8>, u32>,
    names: HashMap<Box<[u8]>, u32>,
    targets: HashMap<Target, u32>,
    places: Vec<u32>,
    fixups: Vec<u32>,
    /// Temporaries and references in use.
    pub temp: u32,
    pub refs: u32,
    /// Where argumentless DOs of the current line go.
    pub block_label: Option<Place>,
    /// Where the rest of the line ends: the next turn of the innermost FOR, or the end of the line.
    pub rest: Place,
    /// Where QUIT leaves the innermost FOR of this line.
    pub for_exit: Option<Place>,
    /// The output of WRITEs in the innermost FOR may wait for the end of the line; the output of the WRITE that is being
    /// emitted may wait; some of this line does.
    pub for_gathers: bool,
    pub soon: bool,
    pub gathers: bool,
    pub options: super::Options,
    /// The next subscripts are those of a variable that is set: each is read before the next one is evaluated.
    pub settle_subscripts: bool,
    /// The unit is a text met at run time.
    pub fragment: bool,
    /// Where the text of a literal XECUTE that is compiled in place ends.
    pub text_end: Option<Place>,
    /// Error of a constant expression, which keeps a text met at run time from being executed.
    pub fault: Option<(MessageCode, Vec<String>)>,
    /// Levels of expressions, and FORs of the line, around what is being emitted.
    pub nesting: u32,
    pub fors: u32,
}

const UNPLACED: u32 = u32::MAX;

/// Levels of operators and parentheses that are compiled: bounds the stack, and is more than people write.
pub const MAX_NESTING: u32 = 3000;
/// FORs on a line, as in GT.M.
pub const MAX_FORS: u32 = 31;

impl Emit {
    pub fn new() -> Emit {
        Emit {
            code: Code::default(),
            consts: HashMap::new(),
            names: HashMap::new(),
            targets: HashMap::new(),
            places: Vec::new(),
            fixups: Vec::new(),
            temp: 0,
            refs: 0,
            block_label: None,
            rest: Place(0),
            for_exit: None,
            for_gathers: false,
            soon: false,
            gathers: false,
            options: super::Options::default(),
            settle_subscripts: false,
            fragment: false,
            text_end: None,
            fault: None,
            nesting: 0,
            fors: 0,
        }
    }

    /// Resolves the jumps and gives the finished unit.
    ///
    /// Behind the instruction that leaves the unit stands a jump back to it: one that failed may be gone on from.
    pub fn finish(mut self) -> Code {
        let leaving = self.code.ins.len().saturating_sub(1) as u32;
        self.op(Op::Loop, 0, 0, 0, 0, leaving);
        for at in &self.fixups {
            let ins = &mut self.code.ins[*at as usize];
            ins.c = self.places[ins.c as usize];
            debug_assert_ne!(ins.c, UNPLACED);
        }
        #[cfg(debug_assertions)]
        if self.fault.is_none() {
            assert_eq!(super::verify::verify(&self.code), Ok(()));
        }
        self.code
    }

    pub fn op(&mut self, op: Op, x: u8, y: u16, a: u32, b: u32, c: u32) -> usize {
        self.code.ins.push(Ins { op, x, y, a, b, c });
        self.code.ins.len() - 1
    }

    pub fn cmd(&mut self, cmd: Cmd, y: u16, a: Opnd, b: Opnd, c: Opnd) {
        self.op(Op::Cmd, cmd as u8, y, a.0, b.0, c.0);
    }

    /// A command without operands.
    pub fn cmd0(&mut self, cmd: Cmd, y: u16) {
        self.cmd(cmd, y, Opnd::NONE, Opnd::NONE, Opnd::NONE);
    }

    pub fn label(&mut self) -> Place {
        self.places.push(UNPLACED);
        Place(self.places.len() as u32 - 1)
    }

    pub fn place(&mut self, place: Place) {
        self.places[place.0 as usize] = self.code.ins.len() as u32;
    }

    /// An instruction whose `c` is an address.
    pub fn branch(&mut self, op: Op, x: u8, a: Opnd, b: Opnd, to: Place) {
        let at = self.op(op, x, 0, a.0, b.0, to.0);
        self.fixups.push(at as u32);
    }

    pub fn jump(&mut self, op: Op, to: Place) {
        self.branch(op, 0, Opnd(0), Opnd(0), to);
    }

    pub fn temps(&mut self, n: u32) -> u32 {
        let base = self.temp;
        self.temp += n;
        self.code.temps = self.code.temps.max(self.temp);
        base
    }

    pub fn new_temp(&mut self) -> Opnd {
        Opnd::temp(self.temps(1))
    }

    pub fn new_ref(&mut self) -> u16 {
        let slot = self.refs;
        self.refs += 1;
        self.code.refs = self.code.refs.max(self.refs);
        slot as u16
    }

    /// A constant; a text that is a canonical number is kept as that number, which it equals in every respect.
    pub fn constant(&mut self, text: &[u8]) -> Opnd {
        if let Some(at) = self.consts.get(text) {
            return Opnd::constant(*at);
        }
        let value = match Num::canonical(text) {
            Some(n) => Value::from_num(n),
            None => Value::from_bytes(text),
        };
        let at = self.code.consts.push(value);
        self.consts.insert(text.to_vec(), at);
        Opnd::constant(at)
    }

    /// A numeric literal as written.
    pub fn number(&mut self, text: &[u8]) -> Opnd {
        let value = Num::parse_prefix(text).unwrap_or(Num::ZERO);
        let mut canonical = Vec::new();
        value.write(&mut canonical);
        self.constant(&canonical)
    }

    pub fn int(&mut self, n: i64) -> Opnd {
        self.constant(n.to_string().as_bytes())
    }

    /// Index of a local name; M looks at 31 bytes.
    pub fn name(&mut self, name: &[u8]) -> u32 {
        let name = &name[..name.len().min(31)];
        if let Some(at) = self.names.get(name) {
            return *at;
        }
        let at = self.code.names.len() as u32;
        self.code.names.push(name.into());
        self.names.insert(name.into(), at);
        at
    }

    pub fn target(&mut self, label: &[u8], routine: &[u8], kind: u8, actuals: u16) -> u32 {
        let cut = |s: &[u8]| -> Box<[u8]> { s[..s.len().min(31)].into() };
        // What the compiler of GT.M knows of the routine's labels it does not know in a text.
        let routine = match self.text_end {
            Some(_) if routine.is_empty() => &self.code.name,
            _ => routine,
        };
        let target = Target {
            label: cut(label),
            routine: cut(routine),
            kind,
            actuals,
        };
        if let Some(at) = self.targets.get(&target) {
            return *at;
        }
        let at = self.code.targets.len() as u32;
        self.code.targets.push(target.clone());
        self.targets.insert(target, at);
        at
    }

    /// Defines a label at the current place; the first of equal names counts.
    pub fn define(&mut self, name: &[u8], line: u32, formals: Option<&[&[u8]]>) {
        let formals = formals.map(|f| f.iter().map(|n| self.name(n)).collect());
        let name: Box<[u8]> = name[..name.len().min(31)].into();
        let at = self.code.labels.len() as u32;
        self.code.labels.push(Label {
            name: name.clone(),
            line,
            pc: self.code.ins.len() as u32,
            formals,
        });
        self.code.label_index.entry(name).or_insert(at);
    }
}
