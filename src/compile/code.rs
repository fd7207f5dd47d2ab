//! The instruction set and the unit of compiled code.

use crate::syntax::diagnostic::Diagnostic;
use crate::value::Value;
use crate::value::pattern::Pattern;
use std::collections::HashMap;

/// An operand of an instruction: a temporary of the frame, a local variable, a constant, or none.
///
/// The low two bits say which; the others are the distance from the start of the temporaries, cells or constants in units of
/// eight bytes, so that the machine finds any operand with one addition.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Opnd(pub u32);

/// Values that one `Cat` joins.
pub const MOST_JOINED: usize = 5;

/// Units of eight bytes that a value and the cell of a local take.
const VALUE_UNITS: u32 = 2;
const CELL_UNITS: u32 = 3;
const _: () = assert!(size_of::<Value>() == 8 * VALUE_UNITS as usize);
const _: () = assert!(size_of::<crate::value::array::Node>() == 8 * CELL_UNITS as usize);

impl Opnd {
    pub const TEMP: u32 = 0;
    pub const VAR: u32 = 1;
    pub const CONST: u32 = 2;
    /// An operand that was left out.
    pub const NONE: Opnd = Opnd(3);

    pub fn temp(n: u32) -> Opnd {
        Opnd((n * VALUE_UNITS) << 2 | Self::TEMP)
    }

    pub fn var(n: u32) -> Opnd {
        Opnd((n * CELL_UNITS) << 2 | Self::VAR)
    }

    pub fn constant(n: u32) -> Opnd {
        Opnd((n * VALUE_UNITS) << 2 | Self::CONST)
    }

    #[inline(always)]
    pub fn kind(self) -> u32 {
        self.0 & 3
    }

    /// Distance in bytes from the start of its kind.
    #[inline(always)]
    pub fn offset(self) -> usize {
        (self.0 >> 2) as usize * 8
    }

    #[inline(always)]
    pub fn index(self) -> usize {
        let units = if self.kind() == Self::VAR {
            CELL_UNITS
        } else {
            VALUE_UNITS
        };
        ((self.0 >> 2) / units) as usize
    }

    pub fn is_none(self) -> bool {
        self == Self::NONE
    }
}

/// One instruction. What the fields mean is said beside each operation in [`ops`].
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Ins {
    pub op: Op,
    pub x: u8,
    pub y: u16,
    pub a: u32,
    pub b: u32,
    pub c: u32,
}

/// Defines the operations. The string gives the kinds of the fields a, b, c, by which names are relocated and [`super::verify`]
/// looks at code from outside: `o` operand read, `d` operand written, `n` name of a local, `j` address; `t`, `u`, `2` and `3` the
/// number of the first of `y`, of `c`, of two or of three temporaries, `T` the first of `y` temporaries as an operand; `r`, `g`, `p`, `e` the number of a reference, target,
/// pattern or error; `.` a number that nothing is found by.
macro_rules! ops {
    ($($(#[$doc:meta])* $name:ident $kinds:literal,)*) => {
        /// Operation codes.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u8)]
        pub enum Op { $($(#[$doc])* $name,)* }

        /// Kinds of the fields a, b, c of each operation.
        pub const KINDS: &[&[u8; 3]] = &[$($kinds,)*];

        impl Op {
            /// The operation of a code, if there is one.
            #[inline]
            pub const fn from_u8(n: u8) -> Option<Op> {
                const ALL: &[Op] = &[$(Op::$name,)*];
                if (n as usize) < ALL.len() {
                    Some(ALL[n as usize])
                } else {
                    None
                }
            }
        }
    };
}

ops! {
    /// More operands of the instruction before.
    Ext b"ooo",
    /// To `c`.
    Jmp b"..j",
    /// Backward to `c`, with a look at interrupts.
    Loop b"..j",
    /// To the address in temporary `a`.
    JmpTemp b"o..",
    /// Address `c` into temporary `a`.
    LoadPc b"d.j",
    /// To `c` when `a` is true (false). `x`=1: an IF, $TEST becomes whether control goes on here.
    JmpTrue b"o.j",
    JmpFalse b"o.j",
    /// To `c` when the relation holds; `x` as above.
    JmpEq b"ooj",
    JmpNe b"ooj",
    JmpLt b"ooj",
    JmpNl b"ooj",
    JmpGt b"ooj",
    JmpNg b"ooj",
    /// To `c` when `a` matches (does not match) pattern number `b`; `x` as above.
    JmpMatch b"opj",
    JmpNoMatch b"opj",
    /// $TEST := `x`.
    SetTest b"...",
    /// To `c` when $TEST is 1 (0).
    JmpTest b"..j",
    JmpNoTest b"..j",
    /// `a` := `b`; an undefined variable is an error.
    Mov b"do.",
    /// Makes the temporary `a` undefined.
    Clear b"d..",
    Add b"doo",
    Sub b"doo",
    Mul b"doo",
    Div b"doo",
    IntDiv b"doo",
    Mod b"doo",
    Pow b"doo",
    /// `a` := `b`_`c`; `y` (up to three) more operands stand in an `Ext`.
    Cat b"doo",
    Eq b"doo",
    Ne b"doo",
    Lt b"doo",
    Nl b"doo",
    Gt b"doo",
    Ng b"doo",
    Con b"doo",
    NotCon b"doo",
    Fol b"doo",
    NotFol b"doo",
    Sort b"doo",
    NotSort b"doo",
    Plus b"do.",
    Minus b"do.",
    Not b"do.",
    /// `a` := `b` matches pattern number `c`; `x`=1 negated.
    Match b"dop",
    /// The pattern is the text of `c`.
    MatchText b"doo",
    /// Local array, one subscript: `a` := name `b` (subscript `c`).
    Get1 b"dno",
    /// name `a` (subscript `b`) := `c`, which is used again when `x`=1.
    Set1 b"noo",
    /// `a` := $GET(name `b` (subscript `c`)); the default is `a` of an `Ext`.
    GetDefault1 b"dno",
    /// `a` := $DATA(name `b` (subscript `c`)).
    Data1 b"dno",
    /// KILL name `a` (subscript `b`).
    Kill1 b"no.",
    /// `a` := $ORDER(name `b` (subscript `c`)); `x`=1 backward.
    Order1 b"dno",
    /// Local array, `y` (two to four) subscripts, the first in `c` and the others in an `Ext`: `a` := name `b` (…).
    GetFew b"dno",
    /// name `a` (`y` subscripts, the first in `b` and the others in an `Ext`) := `c`.
    SetFew b"noo",
    /// Local array, `y` subscripts in temporaries from `c`: `a` := name `b` (…).
    GetN b"dnt",
    /// name `a` (`y` subscripts from `b`) := `c`.
    SetN b"nto",
    /// Function `x` (see `RefFn`) of name `b` with `y` subscripts from temporary `c`, into `a`; the extra operand is `a` of an `Ext`.
    LocalFn b"dnt",
    /// Reference `y` := local name `a`, `c` subscripts from temporary `b`.
    RefLocal b"nu.",
    /// Reference `y` := global named by constant `a`.
    RefGlobal b"ou.",
    /// Extended reference: environment `b`, second part `c`, for reference `y`.
    RefEnv b".oo",
    RefNaked b".u.",
    /// Reference `y` := the text of `a`. `x`=1: `RefSubs` follows; 2: no more than a name.
    RefText b"o..",
    /// Appends `c` subscripts from temporary `b` to reference `y`.
    RefSubs b".u.",
    /// Function `x` (see `RefFn`) of reference `y` with operand `b` into `a`.
    Ref b"do.",
    /// MERGE reference `y` from reference `a`.
    Merge b"r..",
    /// Intrinsic function `x` with `y` arguments in temporaries from `b`, into `a`.
    Fn b"dt.",
    Fn1 b"do.",
    /// `y`=1: $ASCII of $EXTRACT of the arguments, which are those of $ASCII but for malformed characters.
    Fn2 b"doo",
    /// The third argument is `a` of an `Ext`.
    Fn3 b"doo",
    /// $PIECE with four arguments, the third and fourth `a` and `b` of an `Ext`; `x` as above.
    Piece4 b"doo",
    /// SET $PIECE of local `a`: delimiter `b`, from `c`; the value and the last piece are `a` and `b` of an `Ext`. `x`=1 for bytes.
    SetPiece b"doo",
    /// SET $EXTRACT of local `a`: from `b`, to `c`; the value is `a` of an `Ext`. `x` as above.
    SetExtract b"doo",
    /// $TEXT: label, offset, routine in three temporaries from `b`, into `a`.
    Text b"d3.",
    /// $TEXT(@expr).
    TextOf b"do.",
    /// Special variable `x` into `a`.
    Svn b"d..",
    SetSvn b"o..",
    NewSvn b"...",
    /// DO (`x`=0), $$ (`x`=1) of call target `a` with `y` arguments from temporary `b`; result into `c`.
    Call b"gtd",
    /// As `Call`, with label, offset and routine in the temporaries from `a`.
    CallDyn b"3td",
    /// Argumentless DO: a new level that runs from `c`.
    Block b"..j",
    Goto b"g..",
    GotoDyn b"3..",
    /// QUIT without a value.
    Ret b"...",
    RetVal b"o..",
    /// QUIT *: the container of name `a`.
    RetAlias b"n..",
    /// End of a fragment that computed a value `a`.
    EndVal b"o..",
    /// End of a fragment that built reference `y`.
    EndRef b"...",
    /// End of a fragment of commands.
    End b"...",
    /// XECUTE of `a`; `x`=1 inside the level of the caller.
    Xecute b"o..",
    /// Argument indirection: `a` is the text of arguments for the command `x`.
    Args b"o..",
    /// `a` := value of the expression atom whose text is `b`.
    ValueOf b"do.",
    /// FOR test before the first turn: variable `a`, step and limit in temporaries `b` and `b`+1; beyond the limit to `c`.
    ForTest b"o2j",
    /// Next turn: adds the step and goes to `c` when not beyond the limit.
    ForNext b"d2j",
    /// The same for a loop without limit.
    ForStep b"d2j",
    Write b"o..",
    WriteNewline b"...",
    WritePage b"...",
    WriteColumn b"o..",
    WriteCode b"o..",
    /// Control mnemonic `a` with `y` arguments from temporary `b`.
    WriteControl b"ot.",
    /// End of a WRITE command: output leaves for devices that want it. With `x` it may wait for the end of the line.
    WriteEnd b"...",
    /// READ of kind `x` into temporary `a`; length `b`; timeout `c`.
    Read b"doo",
    Kill b"n..",
    New b"n..",
    /// Commands that are not hot: see `Cmd`. Operands a, b, c as said there.
    Cmd b"ooo",
    /// Converts a local name into a by-reference argument in temporary `a`.
    ArgRef b"dn.",
    /// Raises error number `a` of the unit's list.
    Raise b"e..",
    /// External call of `b` (package.name) with `y` arguments from `c` into `a`; `x` is 0 when DO makes it.
    External b"doT",
}

/// Defines a small enumeration whose members travel in a field of an instruction.
macro_rules! codes {
    ($(#[$doc:meta])* $enum:ident { $($(#[$idoc:meta])* $name:ident,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u8)]
        pub enum $enum { $($(#[$idoc])* $name,)* }

        impl $enum {
            pub const ALL: &[$enum] = &[$($enum::$name,)*];

            /// The member of a code; an unknown one means the last member.
            #[inline]
            pub fn from_u8(n: u8) -> $enum {
                Self::ALL[(n as usize).min(Self::ALL.len() - 1)]
            }
        }
    };
}

codes! {
    /// Functions of a reference.
    RefFn {
        Get,
        Set,
        /// $GET with default `b`.
        GetDefault,
        Data,
        /// $ORDER with direction `b`.
        Order,
        Next,
        /// $QUERY with direction `b`.
        Query,
        /// $NAME with at most `b` subscripts.
        Name,
        /// $INCREMENT by `b`.
        Increment,
        Kill,
        /// ZKILL, ZWITHDRAW.
        KillNode,
        /// $ZAHANDLE.
        Handle,
        /// $ZQGBLMOD.
        GlobalModified,
        /// ZTRIGGER.
        Trigger,
    }
}

codes! {
    /// Commands that are not hot. Fields a, b, c are operands; a run of temporaries is given by its first.
    Cmd {
        KillAll,
        /// KILL (list), NEW (list): the names pending, and those of list number `y` less one.
        KillExcept,
        NewAll,
        NewExcept,
        /// Adds the name `a` (its text) to the pending exclusive list.
        ExceptName,
        /// Adds the name of reference `y`.
        ExceptRef,
        /// SET *x: reference `y` takes the container of reference number temp `a`.
        SetAlias,
        /// SET *x: reference `y` takes the container in `a`.
        SetAliasValue,
        /// KILL *x: reference `y`.
        KillAlias,
        KillAllAliases,
        Hang,
        Halt,
        Zhalt,
        /// Starts a list of device parameters.
        ParamsNew,
        /// Adds the parameter number `y` with the value `a`.
        Param,
        /// Adds the parameters whose text is `a`, for the command `y`.
        ParamsText,
        /// OPEN `a`, timeout `b`, mnemonicspace `c`.
        Open,
        Use,
        Close,
        LockNew,
        /// Adds reference `y`.
        LockAdd,
        /// Adds the names whose list is the text `a`.
        LockText,
        /// LOCK with operation `y` (0 replace, 1 plus, 2 minus, 3 ZALLOCATE, 4 ZDEALLOCATE) and timeout `a`.
        Lock,
        UnlockAll,
        ZdeallocateAll,
        Break,
        /// VIEW `a` with `y` arguments from `b`.
        View,
        /// JOB: label, offset, routine from `a`; `y` arguments from `b`; timeout `c`.
        Job,
        /// TSTART: `y` 0 no restart, 1 all locals, 2 the names pending.
        Tstart,
        Tcommit,
        /// ZTCOMMIT of `a` fences, one when left out.
        Ztcommit,
        Ztstart,
        Trollback,
        Trestart,
        /// ZBREAK: label, offset, routine from `a`, action `b`, count `c`; `y`: 1 remove, 2 remove all.
        Zbreak,
        Zcompile,
        Zcontinue,
        Zedit,
        /// ZGOTO: level `a`; entry (three temporaries) from `b` when it is not none.
        Zgoto,
        Zhelp,
        Zlink,
        /// ZMESSAGE `a` with `y` arguments from `b`.
        Zmessage,
        /// ZPRINT: entries (three temporaries each) from `a` and `b`; `y`: 1 whole routine.
        Zprint,
        Zrupdate,
        /// ZSHOW `a`, into reference number temp `b` when it is not none.
        Zshow,
        /// ZSTEP: `y` 0 into, 1 over, 2 outof; action `a`.
        Zstep,
        Zsystem,
        /// ZWRITE: description `a`, its values from `b`.
        Zwrite,
        /// SET $PIECE of reference `y`: delimiter `a`, from `b`, to `c`; value in `a` of the `Ext`, `b` there is 1 for bytes.
        SetPiece,
        /// SET $EXTRACT of reference `y`: from `a`, to `b`, value `c`.
        SetExtract,
        SetZextract,
        /// By-reference argument in temporary `a` from the local of reference `y`.
        ArgRef,
        /// Raises VAREXPECTED unless reference `y` is a local.
        Local,
        /// Makes reference `y` the last one that was evaluated.
        Touch,
        /// Direct mode: reads a line and runs it.
        Direct,
        /// QUIT from a level whose kind is found at run time.
        Nothing,
    }
}

/// What a text compiled at run time is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Fragment {
    /// XECUTE, $ETRAP, EXCEPTION, a line in direct mode.
    Commands,
    /// Name indirection.
    Reference,
    /// Indirection as an expression atom.
    Value,
    /// `$TEXT()` of an entry.
    Text,
    /// Argument indirection of a command (its number in `Verb`).
    Args(u8),
    /// Device parameters for OPEN, USE, CLOSE.
    Params(u8),
    /// Names of a LOCK where one may stand.
    LockNames,
}

/// A label of a routine.
#[derive(Debug, Clone)]
pub struct Label {
    pub name: Box<[u8]>,
    /// Line number from 1.
    pub line: u32,
    /// First instruction.
    pub pc: u32,
    /// Formal parameters as local names; `None` without parentheses.
    pub formals: Option<Box<[u32]>>,
}

/// Where a call goes. Calls of other kinds, or with another number of actual parameters, are targets of their own, so that what was
/// checked for one holds for all that share it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Target {
    /// Empty: the first line.
    pub label: Box<[u8]>,
    /// Empty: this routine.
    pub routine: Box<[u8]>,
    /// As `x` and `y` of the call.
    pub kind: u8,
    pub actuals: u16,
}

/// A compiled routine or fragment.
#[derive(Debug, Default)]
pub struct Code {
    /// Routine name, empty for fragments.
    pub name: Box<[u8]>,
    pub ins: Vec<Ins>,
    pub consts: Consts,
    /// Names of locals; operands carry indices into it until the unit is linked, and engine-wide numbers after.
    pub names: Vec<Box<[u8]>>,
    /// How it was compiled.
    pub options: super::Options,
    pub labels: Vec<Label>,
    pub label_index: HashMap<Box<[u8]>, u32>,
    /// First instruction of each line, lines from 1 at index 0.
    pub lines: Vec<u32>,
    pub targets: Vec<Target>,
    pub lists: Vec<Vec<u32>>,
    pub patterns: Vec<Pattern>,
    /// Their texts, in the same order.
    pub pattern_texts: Vec<Box<[u8]>>,
    /// Errors that instructions raise.
    pub errors: Vec<Diagnostic>,
    /// What the compiler reports, warnings included.
    pub diagnostics: Vec<Diagnostic>,
    pub source: Source,
    pub temps: u32,
    pub refs: u32,
    /// One more than the largest number of a local name, once linked.
    pub cells: u32,
    /// File the source came from, for $ZSOURCE-like uses and messages.
    pub path: String,
    #[cfg(native)]
    pub native: super::native::Native,
}

/// Constants of code, which sessions of several threads share.
#[derive(Debug, Default)]
pub struct Consts(Vec<Value>);

impl Consts {
    /// Adds a constant; its number.
    pub fn push(&mut self, mut value: Value) -> u32 {
        if let Value::Heap(s) = &value
            && !s.is_unique()
        {
            value = Value::from_bytes(s.as_bytes());
        }
        value.share();
        self.0.push(value);
        self.0.len() as u32 - 1
    }
}

impl std::ops::Deref for Consts {
    type Target = [Value];

    #[inline(always)]
    fn deref(&self) -> &[Value] {
        &self.0
    }
}

// SAFETY: `push` marks every string as shared: from then on it counts its references atomically and is never written, its cached
// number included. No constant is a link to a container, which would belong to one session.
unsafe impl Send for Consts {}
// SAFETY: as above.
unsafe impl Sync for Consts {}

/// The source text of a unit, by line.
#[derive(Debug, Default, Clone)]
pub struct Source {
    pub text: Vec<u8>,
    /// Start offset of each line.
    pub starts: Vec<u32>,
}

impl Source {
    pub fn new(text: &[u8]) -> Source {
        let mut starts = vec![0];
        starts.extend(memchr::memchr_iter(b'\n', text).map(|at| at as u32 + 1));
        if starts
            .last()
            .is_some_and(|last| *last as usize >= text.len())
            && starts.len() > 1
        {
            starts.pop();
        }
        Source {
            text: text.to_vec(),
            starts,
        }
    }

    /// Line `n` from 1, without its end.
    pub fn line(&self, n: usize) -> Option<&[u8]> {
        let start = *self.starts.get(n.checked_sub(1)?)? as usize;
        let end = self.starts.get(n).map_or(self.text.len(), |e| *e as usize);
        let line = self.text.get(start..end)?;
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        Some(line.strip_suffix(b"\r").unwrap_or(line))
    }

    pub fn len(&self) -> usize {
        if self.text.is_empty() {
            0
        } else {
            self.starts.len()
        }
    }
}

impl Code {
    /// $ZCSTATUS after it was compiled.
    pub fn status(&self) -> i64 {
        match self.errors.is_empty() {
            true => 1,
            false => crate::value::errors::ERRORSUMMARY.number().into(),
        }
    }

    /// Line (from 1) that holds an instruction.
    pub fn line_at(&self, pc: usize) -> u32 {
        self.lines.partition_point(|start| *start as usize <= pc) as u32
    }

    /// `label+offset` of a line.
    pub fn place(&self, line: u32) -> Vec<u8> {
        let label = self.labels.iter().rfind(|l| l.line <= line);
        let (name, offset) = match label {
            Some(l) => (&l.name[..], line - l.line),
            None => (&b""[..], line),
        };
        let mut out = name.to_vec();
        if offset > 0 {
            out.extend_from_slice(format!("+{offset}").as_bytes());
        }
        out
    }

    /// `label+offset^routine` of an instruction; empty for fragments.
    pub fn place_at(&self, pc: usize) -> Vec<u8> {
        let mut out = self.place(self.line_at(pc));
        out.push(b'^');
        out.extend_from_slice(&self.name);
        out
    }

    /// Replaces indices of `names` by engine-wide numbers.
    pub fn relocate(&mut self, number: &mut dyn FnMut(&[u8]) -> u32) {
        let names = Relocation::new(&self.names, number);
        for ins in &mut self.ins {
            names.instruction(ins);
        }
        names.rest(self);
    }
}

/// Engine-wide numbers for the indices of a unit's names.
pub struct Relocation(Vec<u32>);

impl Relocation {
    pub fn new(names: &[Box<[u8]>], number: &mut dyn FnMut(&[u8]) -> u32) -> Relocation {
        Relocation(names.iter().map(|n| number(n)).collect())
    }

    #[inline]
    pub fn instruction(&self, ins: &mut Ins) {
        let kinds = KINDS[ins.op as usize];
        self.field(kinds[0], &mut ins.a);
        self.field(kinds[1], &mut ins.b);
        self.field(kinds[2], &mut ins.c);
    }

    #[inline(always)]
    fn field(&self, kind: u8, field: &mut u32) {
        match kind {
            b'o' | b'd' if *field & 3 == Opnd::VAR => {
                *field = Opnd::var(self.0[Opnd(*field).index()]).0
            }
            b'n' => *field = self.0[*field as usize],
            _ => {}
        }
    }

    /// What else a unit has names in.
    pub fn rest(&self, code: &mut Code) {
        code.cells = self.0.iter().max().map_or(0, |n| n + 1);
        for label in &mut code.labels {
            for formal in label.formals.iter_mut().flat_map(|f| f.iter_mut()) {
                *formal = self.0[*formal as usize];
            }
        }
        for list in &mut code.lists {
            for name in list {
                *name = self.0[*name as usize];
            }
        }
    }
}

const _: () = assert!(size_of::<Ins>() == 16);
