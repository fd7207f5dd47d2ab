//! Looks at code from a file before the machine trusts it.
//!
//! The instruction loop finds instructions, operands and runs of temporaries without asking whether they are there, because the
//! compiler numbers them. What it relies on is asked here of every instruction by itself, wherever control comes from, so that no
//! way through verified code leaves it. Whether the code does what its source says is not asked.

use super::code::{Cmd, Code, Ins, KINDS, MOST_JOINED, Op, Opnd, RefFn};
use crate::syntax::words::{FUNCS, SVNS};
use crate::value::Value;
use thiserror::Error;

/// Why code cannot be run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("instruction {at}: {what}")]
pub struct Flaw {
    /// Number of the instruction; that behind the last one for what is no instruction's.
    pub at: usize,
    pub what: &'static str,
}

/// Asks of code that is not linked yet what the machine takes for granted.
///
/// # Errors
/// The first thing that does not hold.
#[cfg(any(test, debug_assertions, fuzzing))]
pub fn verify(code: &Code) -> Result<(), Flaw> {
    let mut checker = Checker::new(code, code.ins.len())?;
    for (at, ins) in code.ins.iter().enumerate() {
        checker.instruction(ins, || code.ins.get(at + 1).map(|next| next.op))?;
    }
    checker.end()
}

/// What a field can be; the numbers index the tables of a [`Checker`].
mod kind {
    pub const NUMBER: u8 = 0;
    pub const NAME: u8 = 1;
    pub const ADDRESS: u8 = 2;
    /// An address further on: what goes back has to spend fuel.
    pub const FORWARD: u8 = 3;
    pub const RUN_Y: u8 = 4;
    pub const RUN_C: u8 = 5;
    pub const TWO: u8 = 6;
    pub const THREE: u8 = 7;
    pub const REFERENCE: u8 = 8;
    pub const TARGET: u8 = 9;
    pub const PATTERN: u8 = 10;
    pub const ERROR: u8 = 11;
    /// An operand that is read, that is written, that is written or left out: four numbers each, by the kind of operand.
    pub const READ: u8 = 12;
    pub const WRITTEN: u8 = 16;
    pub const OPTIONAL: u8 = 20;
}

/// Kinds, rounded up to a power of two.
const TABLE: usize = 32;

/// What is asked of the fields of an operation.
#[derive(Clone, Copy)]
struct Row {
    /// Kinds of a, b, c and y.
    fields: [u8; 4],
    /// Its `x` is below it.
    x: u16,
    /// More is asked, see [`Checker::more`].
    more: bool,
}

/// By operation.
static ROWS: [Row; KINDS.len()] = {
    let mut rows = [Row {
        fields: [kind::NUMBER; 4],
        x: 256,
        more: false,
    }; KINDS.len()];
    let mut at = 0;
    while at < KINDS.len() {
        rows[at] = row(at);
        at += 1;
    }
    rows
};

const fn row(at: usize) -> Row {
    let Some(op) = Op::from_u8(at as u8) else {
        panic!("an operation has no number");
    };
    let back = matches!(
        op,
        Op::Loop | Op::LoadPc | Op::Block | Op::ForNext | Op::ForStep
    );
    // What goes through `Machine::put`, which looks at what it is given.
    let optional = matches!(op, Op::Ref | Op::LocalFn | Op::Call | Op::CallDyn);
    let mut fields = [kind::NUMBER; 4];
    let mut n = 0;
    while n < 3 {
        fields[n] = match KINDS[at][n] {
            b'o' if matches!(op, Op::Cmd) => kind::NUMBER,
            b'o' => kind::READ,
            b'd' if optional => kind::OPTIONAL,
            b'd' => kind::WRITTEN,
            b'n' => kind::NAME,
            b'j' if back => kind::ADDRESS,
            b'j' => kind::FORWARD,
            b't' => kind::RUN_Y,
            b'u' => kind::RUN_C,
            b'2' => kind::TWO,
            b'3' => kind::THREE,
            b'r' => kind::REFERENCE,
            b'g' => kind::TARGET,
            b'p' => kind::PATTERN,
            b'e' => kind::ERROR,
            _ => kind::NUMBER,
        };
        n += 1;
    }
    if matches!(
        op,
        Op::RefLocal
            | Op::RefGlobal
            | Op::RefEnv
            | Op::RefNaked
            | Op::RefText
            | Op::RefSubs
            | Op::Ref
            | Op::Merge
    ) {
        fields[3] = kind::REFERENCE;
    }
    Row {
        fields,
        x: match op {
            Op::Ref | Op::LocalFn => RefFn::ALL.len() as u16,
            Op::Cmd => Cmd::ALL.len() as u16,
            Op::Svn | Op::SetSvn | Op::NewSvn => SVNS.len() as u16,
            Op::Fn | Op::Fn1 | Op::Fn2 | Op::Fn3 | Op::Piece4 => FUNCS.len() as u16,
            _ => 256,
        },
        more: matches!(
            op,
            Op::Cmd
                | Op::LocalFn
                | Op::GetDefault1
                | Op::GetFew
                | Op::SetFew
                | Op::Fn
                | Op::Fn1
                | Op::Fn2
                | Op::Fn3
                | Op::Piece4
                | Op::Cat
                | Op::SetPiece
                | Op::SetExtract
                | Op::Call
                | Op::External
                | Op::EndVal
                | Op::EndRef
                | Op::End
        ),
    }
}

/// Looks at the instructions of a unit one after the other.
pub struct Checker {
    count: usize,
    /// It is no text met at run time.
    routine: bool,
    temps: u32,
    refs: u32,
    lists: usize,
    /// Kind and number of actual parameters of the calls of each target.
    calls: Vec<(u8, u16)>,
    /// By kind: what a field may be at most with what is added, and bits that it must not have.
    most: [u64; TABLE],
    without: [u32; TABLE],
    /// By kind: 1, or how many temporaries there are from the field on.
    add: [u32; TABLE],
    /// Instructions seen.
    at: usize,
    last: Option<Op>,
}

impl Checker {
    /// Looks at all of the code but its instructions, of which there will be `count`.
    ///
    /// # Errors
    /// The first thing that does not hold.
    pub fn new(code: &Code, count: usize) -> Result<Checker, Flaw> {
        let ask = |ok: bool, what| ok.then_some(()).ok_or(Flaw { at: count, what });
        // Every temporary and register is somewhere used: the bounds keep frames from asking for more memory than code can need.
        let room = |n: u32| (n as usize) <= 8 * count + 64;
        ask(u32::try_from(count).is_ok(), "too many instructions")?;
        ask(room(code.temps), "too many temporaries")?;
        ask(room(code.refs), "too many references")?;
        let constant = |v: &Value| v.is_defined() && !matches!(v, Value::Link(_));
        ask(code.consts.iter().all(constant), "a constant is no value")?;
        let inside = |pc: &u32| (*pc as usize) < count;
        ask(code.lines.iter().all(inside), "a line lies outside")?;
        let named = |names: &[u32]| names.iter().all(|n| (*n as usize) < code.names.len());
        ask(
            code.lists.iter().all(|list| named(list)),
            "a list has an unknown name",
        )?;
        let label = |label: &super::code::Label| {
            // An error of the call itself is that of the instruction behind.
            (label.pc as usize) + 1 < count
                && label.formals.as_deref().is_none_or(named)
                && (1..=code.lines.len()).contains(&(label.line as usize))
        };
        ask(code.labels.iter().all(label), "a label lies outside")?;
        let mut most = [0; TABLE];
        let mut without = [0; TABLE];
        let mut add = [1; TABLE];
        let mut set = |kind: u8, limit: usize| most[kind as usize] = limit as u64;
        set(kind::NUMBER, 1 << 32);
        set(kind::NAME, code.names.len());
        set(kind::ADDRESS, count);
        set(kind::FORWARD, count);
        for run in [kind::RUN_Y, kind::RUN_C, kind::TWO, kind::THREE] {
            set(run, code.temps as usize);
        }
        add[kind::TWO as usize] = 2;
        add[kind::THREE as usize] = 3;
        set(kind::REFERENCE, code.refs as usize);
        set(kind::TARGET, code.targets.len());
        set(kind::PATTERN, code.patterns.len());
        set(kind::ERROR, code.errors.len());
        // Operands are compared as they are: the first one outside is the limit, and the bits that none has tell the others.
        for first in [kind::READ, kind::WRITTEN, kind::OPTIONAL] {
            set(first + Opnd::TEMP as u8, Opnd::temp(code.temps).0 as usize);
            set(
                first + Opnd::VAR as u8,
                Opnd::var(code.names.len() as u32).0 as usize,
            );
            without[(first + Opnd::TEMP as u8) as usize] = Opnd::temp(1).0 - 1;
        }
        let consts = code.consts.len() as u32;
        set(
            kind::READ + Opnd::CONST as u8,
            Opnd::constant(consts).0 as usize,
        );
        without[(kind::READ + Opnd::CONST as u8) as usize] = (Opnd::temp(1).0 - 1) & !Opnd::CONST;
        for first in [kind::READ, kind::OPTIONAL] {
            set(first + Opnd::NONE.0 as u8, Opnd::NONE.0 as usize + 1);
        }
        Ok(Checker {
            count,
            routine: !code.name.is_empty(),
            temps: code.temps,
            refs: code.refs,
            lists: code.lists.len(),
            calls: code.targets.iter().map(|t| (t.kind, t.actuals)).collect(),
            most,
            without,
            add,
            at: 0,
            last: None,
        })
    }

    /// Looks at the next instruction; `next` tells the operation behind it.
    ///
    /// # Errors
    /// What does not hold.
    #[inline]
    pub fn instruction(
        &mut self,
        ins: &Ins,
        next: impl FnOnce() -> Option<Op>,
    ) -> Result<(), Flaw> {
        let row = &ROWS[ins.op as usize];
        self.add[kind::RUN_Y as usize] = ins.y.into();
        self.add[kind::RUN_C as usize] = ins.c;
        let good = u16::from(ins.x) < row.x
            && self.is_good(row.fields[0], ins.a)
            && self.is_good(row.fields[1], ins.b)
            && self.is_good(row.fields[2], ins.c)
            && self.is_good(row.fields[3], ins.y.into());
        let what = match good {
            true if row.more => self.more(ins, next()),
            true => Ok(()),
            false => Err("a field lies outside"),
        };
        if let Err(what) = what {
            return Err(Flaw { at: self.at, what });
        }
        self.at += 1;
        self.last = Some(ins.op);
        Ok(())
    }

    #[inline(always)]
    fn is_good(&self, kind: u8, field: u32) -> bool {
        let mut at = kind as usize;
        if kind >= kind::READ {
            let what = field & 3;
            at += what as usize;
            if what == Opnd::VAR && Opnd::var(Opnd(field).index() as u32).0 != field {
                return false;
            }
        } else if kind == kind::FORWARD && field as usize <= self.at {
            return false;
        }
        // The kinds of operands are four each, so that this is inside; the compiler need not ask.
        let at = at % TABLE;
        u64::from(field) + u64::from(self.add[at]) <= self.most[at] && field & self.without[at] == 0
    }

    /// Says whether the instructions that were seen are a whole.
    ///
    /// # Errors
    /// The code goes on behind them, or there are not as many as were said.
    pub fn end(&self) -> Result<(), Flaw> {
        let ended = matches!(self.last, Some(Op::Jmp | Op::Loop)) && self.at == self.count;
        ended.then_some(()).ok_or(Flaw {
            at: self.count,
            what: "the code has no end",
        })
    }

    /// What the table does not say.
    fn more(&self, ins: &Ins, next: Option<Op>) -> Result<(), &'static str> {
        let ask = |ok: bool, what| ok.then_some(()).ok_or(what);
        // More operands stand in an `Ext` behind.
        let followed = || ask(next == Some(Op::Ext), "operands are missing");
        match ins.op {
            Op::Cmd => {
                self.command(ins)?;
                match Cmd::from_u8(ins.x) {
                    Cmd::SetPiece => followed(),
                    _ => Ok(()),
                }
            }
            Op::LocalFn => {
                match RefFn::from_u8(ins.x) {
                    RefFn::Kill => {}
                    RefFn::Data | RefFn::GetDefault | RefFn::Increment => {
                        ask(self.is_place(Opnd(ins.a)), "a result has no place")?;
                    }
                    _ => return Err("an unknown function"),
                }
                followed()
            }
            // They end frames of texts met at run time, which a routine has none of.
            Op::EndVal | Op::EndRef | Op::End => ask(!self.routine, "the end of a text"),
            Op::GetDefault1 => followed(),
            Op::GetFew | Op::SetFew => {
                ask(matches!(ins.y, 2..=4), "other than a few subscripts")?;
                followed()
            }
            // What was checked for one call of a target holds for all.
            Op::Call => ask(
                self.calls[ins.a as usize] == (ins.x, ins.y),
                "another kind of call",
            ),
            Op::Fn => arity(ins.x, ins.y.into()),
            Op::Fn1 => arity(ins.x, 1),
            Op::Fn2 => arity(ins.x, 2),
            Op::Fn3 => {
                arity(ins.x, 3)?;
                followed()
            }
            Op::Piece4 => {
                arity(ins.x, 4)?;
                followed()
            }
            Op::SetPiece | Op::SetExtract => followed(),
            Op::Cat => {
                ask(usize::from(ins.y) + 2 <= MOST_JOINED, "too many operands")?;
                if ins.y > 0 { followed() } else { Ok(()) }
            }
            Op::External => ask(
                self.is_first(Opnd(ins.c), ins.y.into()),
                "temporaries outside",
            ),
            _ => Ok(()),
        }
    }

    /// `Op::Cmd`, whose operands have a meaning for each command.
    fn command(&self, ins: &Ins) -> Result<(), &'static str> {
        let ask = |ok: bool, what| ok.then_some(()).ok_or(what);
        let (a, b, c) = (Opnd(ins.a), Opnd(ins.b), Opnd(ins.c));
        let entry = |o: Opnd| self.is_first(o, 3);
        let register = |o: Opnd| o.kind() == Opnd::TEMP && (o.index() as u32) < self.refs;
        let cmd = Cmd::from_u8(ins.x);
        ask(
            cmd != Cmd::Direct || !self.routine,
            "direct mode in a routine",
        )?;
        // Operands that are plain ones, and whether the others are what they should be.
        let (read, others): (&[Opnd], bool) = match cmd {
            Cmd::SetAlias => (&[], register(a)),
            Cmd::Zshow => (&[a], b.is_none() || register(b)),
            Cmd::View | Cmd::Zmessage => (&[a], self.is_first(b, ins.y.into())),
            Cmd::Job => (&[c], entry(a) && self.is_first(b, ins.y.into())),
            Cmd::Zbreak => (&[b, c], a.is_none() || entry(a)),
            Cmd::Zgoto => (&[a], b.is_none() || entry(b)),
            Cmd::Zprint => (&[], entry(a) && (b.is_none() || entry(b))),
            // How many values there are is said by the text.
            Cmd::Zwrite => (&[a], b.is_none() || self.is_first(b, 0)),
            Cmd::ArgRef => (&[b, c], self.is_place(a)),
            _ => (&[a, b, c], true),
        };
        // Also a local that is not looked at is numbered anew.
        let known = |o: &Opnd| o.kind() != Opnd::VAR || self.is_place(*o);
        ask(
            others && read.iter().all(|o| self.is_operand(*o)) && [a, b, c].iter().all(known),
            "an operand lies outside",
        )?;
        match cmd {
            Cmd::ExceptRef
            | Cmd::SetAlias
            | Cmd::SetAliasValue
            | Cmd::KillAlias
            | Cmd::LockAdd
            | Cmd::SetPiece
            | Cmd::SetExtract
            | Cmd::SetZextract
            | Cmd::ArgRef
            | Cmd::Local
            | Cmd::Touch => ask(u32::from(ins.y) < self.refs, "a reference outside"),
            Cmd::KillExcept | Cmd::NewExcept => {
                ask(ins.y as usize <= self.lists, "an unknown list")
            }
            _ => Ok(()),
        }
    }

    /// Whether an operand can be read.
    fn is_operand(&self, o: Opnd) -> bool {
        self.is_within(o, kind::READ)
    }

    /// Whether an operand can be written.
    fn is_place(&self, o: Opnd) -> bool {
        self.is_within(o, kind::WRITTEN)
    }

    fn is_within(&self, o: Opnd, first: u8) -> bool {
        let at = (first as usize) + o.kind() as usize;
        u64::from(o.0) < self.most[at]
            && o.0 & self.without[at] == 0
            && (o.kind() != Opnd::VAR || Opnd::var(o.index() as u32) == o)
    }

    /// Whether `n` temporaries from an operand on are the frame's.
    fn is_first(&self, o: Opnd, n: u32) -> bool {
        let first = o.index() as u32;
        let whole = o.kind() == Opnd::TEMP && o == Opnd::temp(first);
        whole && u64::from(first) + u64::from(n) <= u64::from(self.temps)
    }
}

/// Functions are called with as many arguments as they take.
fn arity(function: u8, n: u32) -> Result<(), &'static str> {
    match FUNCS.get(function as usize) {
        Some(f) if (u32::from(f.args.0)..=u32::from(f.args.1)).contains(&n) => Ok(()),
        Some(_) => Err("a function has other arguments"),
        None => Err("an unknown function"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::{Fragment, fragment, routine};

    fn sample() -> Code {
        let source = b"t(a,b) new x,y set x=a+b,y(1)=x,$piece(x,\",\",2)=3\n for x=1,2:1:5 write x\n\
            \x20if x?1N quit $select(x:$extract(x,1,2),1:$$t(x,1))\n kill (x) merge y=^g do @x set 2=3\n quit 1\n";
        routine(b"t", source, "t.m", Default::default())
    }

    #[test]
    fn what_the_compiler_makes_is_without_flaw() {
        assert_eq!(verify(&sample()), Ok(()));
        for text in [
            "set x=1",
            "",
            "zwrite x(:2) zprint +1 zshow \"v\":x",
            "goto @x",
        ] {
            let code = fragment(Fragment::Commands, text.as_bytes(), Default::default()).unwrap();
            assert_eq!(verify(&code), Ok(()), "{text}");
        }
    }

    /// Any field of any instruction, set to what lies outside of everything, is a flaw or means nothing to the machine.
    #[test]
    fn what_lies_outside_is_a_flaw() {
        let code = sample();
        let mut refused = 0;
        for at in 0..code.ins.len() {
            for field in 0..3 {
                let mut code = sample();
                let ins = &mut code.ins[at];
                let (kinds, op) = (KINDS[ins.op as usize], ins.op);
                [&mut ins.a, &mut ins.b, &mut ins.c][field].clone_from(&0x7fff_fffd);
                match verify(&code) {
                    Err(flaw) => {
                        assert_eq!(flaw.at, at);
                        refused += 1;
                    }
                    Ok(()) => assert!(kinds[field] == b'.' || op == Op::Cmd, "{op:?} {field}"),
                }
            }
        }
        assert!(refused > code.ins.len());
    }

    /// All routines that tests and benchmarks have, and those built in.
    #[test]
    fn all_routines_at_hand_are_without_flaw_and_come_back_from_objects() {
        fn files(dir: &std::path::Path, out: &mut Vec<std::path::PathBuf>) {
            for entry in std::fs::read_dir(dir).unwrap().flatten() {
                let path = entry.path();
                if path.is_dir() {
                    files(&path, out);
                } else if path.extension().is_some_and(|e| e == "m") {
                    out.push(path);
                }
            }
        }
        use crate::compile::object::{Stamp, decode, encode};
        let mut all = Vec::new();
        let home = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        for dir in ["tests/m", "benches", "stdlib"] {
            files(&home.join(dir), &mut all);
        }
        assert!(all.len() > 500);
        for path in all {
            let source = std::fs::read(&path).unwrap();
            let mut code = routine(b"t", &source, "t.m", Default::default());
            assert_eq!(verify(&code), Ok(()), "{}", path.display());
            let stamp = Stamp::new((0, 0), &source, std::time::SystemTime::now());
            let file = encode(&code, &stamp);
            let mut n = 0;
            let mut number = |_: &[u8]| {
                n += 1;
                n - 1
            };
            let back = decode(&file, &mut number).unwrap();
            n = 0;
            code.relocate(&mut |_| {
                n += 1;
                n - 1
            });
            assert_eq!(format!("{:?}", code.ins), format!("{:?}", back.ins));
            assert_eq!(encode(&code, &stamp), encode(&back, &stamp));
        }
    }

    #[test]
    fn code_has_to_end() {
        let mut code = sample();
        code.ins.pop();
        assert_eq!(verify(&code).unwrap_err().what, "the code has no end");
        let mut code = sample();
        code.labels[0].pc = code.ins.len() as u32 - 1;
        assert_eq!(verify(&code).unwrap_err().what, "a label lies outside");
        let mut code = sample();
        code.temps = 1;
        assert!(verify(&code).is_err());
    }
}
