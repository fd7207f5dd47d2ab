//! What native code has to know of the bytecode before it is made: where blocks begin, and which temporaries cross them.

use crate::compile::{Code, Ins, KINDS, Op, Opnd};
use std::collections::HashSet;
use std::ops::Range;

/// Temporaries that an instruction reads.
pub enum Reads {
    /// Beside its operands, those of a range.
    Range(Range<u32>),
    /// Any.
    All,
}

/// The range of temporaries that an instruction reads beside its operands.
pub fn reads(i: &Ins) -> Reads {
    let run = |first: u32, n: u32| Reads::Range(first..first + n);
    match i.op {
        Op::GetN | Op::LocalFn => run(i.c, u32::from(i.y)),
        Op::SetN | Op::Fn | Op::Call | Op::WriteControl => run(i.b, u32::from(i.y)),
        Op::RefLocal | Op::RefGlobal | Op::RefNaked | Op::RefSubs => run(i.b, i.c),
        Op::Text => run(i.b, 3),
        Op::ForTest | Op::ForNext | Op::ForStep => run(i.b, 2),
        Op::Cmd | Op::CallDyn | Op::GotoDyn | Op::External => Reads::All,
        _ => run(0, 0),
    }
}

/// Operands that an instruction reads.
pub fn operands(i: &Ins) -> impl Iterator<Item = u32> {
    let kinds = KINDS[i.op as usize];
    [i.a, i.b, i.c]
        .into_iter()
        .zip(kinds)
        .filter(|(_, kind)| **kind == b'o')
        .map(|(o, _)| o)
}

/// The operand that an instruction writes.
pub fn written(i: &Ins) -> Option<u32> {
    match i.op {
        Op::ForNext | Op::ForStep => Some(i.a),
        _ => {
            let kinds = KINDS[i.op as usize];
            let mut fields = [i.a, i.b, i.c].into_iter().zip(kinds);
            fields.find(|(_, kind)| **kind == b'd').map(|(o, _)| o)
        }
    }
}

/// How control goes on behind an instruction.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Next {
    /// To the next one.
    Falls,
    /// To the next one or to `c`.
    Branches,
    /// To `c`.
    Jumps,
    /// To the next one, maybe after other frames have run, so that this is a place to come back to.
    Returns,
    /// Elsewhere.
    Leaves,
}

pub fn next(op: Op) -> Next {
    use Op::*;
    match op {
        Jmp | Loop | ForStep => Next::Jumps,
        JmpTrue | JmpFalse | JmpEq | JmpNe | JmpLt | JmpNl | JmpGt | JmpNg | JmpTest
        | JmpNoTest | JmpMatch | JmpNoMatch | ForTest | ForNext => Next::Branches,
        JmpTemp | Ret | RetVal | RetAlias | EndVal | EndRef | End | Raise | Goto | GotoDyn => {
            Next::Leaves
        }
        Ext | LoadPc | SetTest | Mov | Clear | Add | Sub | Mul | Div | IntDiv | Mod | Pow | Cat
        | Eq | Ne | Lt | Nl | Gt | Ng | Con | NotCon | Fol | NotFol | Sort | NotSort | Plus
        | Minus | Not | Match | MatchText | Get1 | Set1 | GetDefault1 | Data1 | Kill1 | Order1
        | GetFew | SetFew | GetN | SetN | LocalFn | RefLocal | RefGlobal | Fn | Fn1 | Fn2 | Fn3
        | Piece4 | SetPiece | SetExtract | Kill | New => Next::Falls,
        _ => Next::Returns,
    }
}

/// The blocks of a unit.
pub struct Flow {
    /// For each instruction, whether it can be reached from elsewhere than the instruction before it.
    leaders: Vec<bool>,
    /// Temporaries that are read in a block before it writes them.
    crossing: HashSet<u32>,
}

impl Flow {
    pub fn new(code: &Code) -> Flow {
        let mut leaders = vec![false; code.ins.len()];
        let mut mark = |pc: u32| {
            if let Some(leader) = leaders.get_mut(pc as usize) {
                *leader = true;
            }
        };
        mark(0);
        code.labels.iter().for_each(|label| mark(label.pc));
        for (pc, i) in code.ins.iter().enumerate() {
            match next(i.op) {
                Next::Branches | Next::Jumps => mark(i.c),
                Next::Returns | Next::Leaves => mark(pc as u32 + 1),
                Next::Falls => {}
            }
            if matches!(i.op, Op::LoadPc | Op::Block) {
                mark(i.c);
            }
        }
        let mut flow = Flow {
            leaders,
            crossing: HashSet::new(),
        };
        flow.find_crossing(code);
        flow
    }

    fn find_crossing(&mut self, code: &Code) {
        let mut written = HashSet::new();
        for (pc, i) in code.ins.iter().enumerate() {
            if self.leaders[pc] {
                written.clear();
            }
            // The operands behind an instruction are read with it.
            let more = code.ins.get(pc + 1).filter(|more| more.op == Op::Ext);
            let read = operands(i).chain(more.into_iter().flat_map(operands));
            let temps = read.filter(|o| Opnd(*o).kind() == Opnd::TEMP);
            let temps = temps.map(|o| Opnd(o).index() as u32);
            let range = match reads(i) {
                Reads::Range(range) => range,
                Reads::All => 0..code.temps,
            };
            self.crossing
                .extend(temps.chain(range).filter(|t| !written.contains(t)));
            if let Some(o) = self::written(i)
                && Opnd(o).kind() == Opnd::TEMP
            {
                written.insert(Opnd(o).index() as u32);
            }
        }
    }

    /// Whether a block begins at an instruction.
    pub fn is_leader(&self, pc: u32) -> bool {
        self.leaders.get(pc as usize).copied().unwrap_or(false)
    }

    /// Whether a temporary may be read in another block than the one that writes it.
    pub fn crosses(&self, temp: u32) -> bool {
        self.crossing.contains(&temp)
    }
}
