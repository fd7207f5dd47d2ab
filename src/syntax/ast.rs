//! The syntax tree of M, allocated in an arena that lives as long as one compilation.

use super::diagnostic::Diagnostic;
use super::words::{Func, Svn, Verb};

/// A name as written (without `^`, `$` or `%`-translation); at most 31 bytes are significant.
pub type Name<'a> = &'a [u8];

/// A whole routine: one entry for each line of the source text.
#[derive(Debug)]
pub struct Routine<'a> {
    pub lines: Vec<Line<'a>>,
    /// Everything GT.M's compiler would report, warnings included, in its order.
    pub diagnostics: Vec<Diagnostic>,
}

/// One source line.
#[derive(Debug, Default)]
pub struct Line<'a> {
    /// Label at the start of the line.
    pub label: Option<Name<'a>>,
    /// Formal parameters: `None` without parentheses, `Some(&[])` for `label()`.
    pub formals: Option<&'a [Name<'a>]>,
    /// Block level: the number of leading dots.
    pub level: u32,
    /// Commands up to the first syntax error.
    pub commands: &'a [Command<'a>],
    /// First error of the line, raised when control reaches that place.
    pub error: Option<Diagnostic>,
}

/// A command with its postconditional and arguments.
#[derive(Debug, Clone, Copy)]
pub struct Command<'a> {
    pub verb: Verb,
    pub post: Option<&'a Expr<'a>>,
    /// Empty for the argumentless form.
    pub args: &'a [Arg<'a>],
    /// Byte offset of the command word in its line.
    pub at: u32,
}

/// One argument of a command. Which variants a command takes is fixed by the grammar.
#[derive(Debug, Clone, Copy)]
pub enum Arg<'a> {
    /// `@expr`: the value is parsed at run time as an argument list of the same command. `post` as in `DO @x:c`.
    Indirect {
        expr: &'a Expr<'a>,
        post: Option<&'a Expr<'a>>,
    },
    /// BREAK HANG HALT IF QUIT XECUTE ZHALT ZHELP ZEDIT ZCOMPILE ZLINK(file) ZSYSTEM ZTRIGGER TROLLBACK TRESTART ... `expr[:post]`.
    /// ZLINK and ZCOMPILE put their optional second expression (qualifiers) in `post`.
    Expr {
        expr: &'a Expr<'a>,
        post: Option<&'a Expr<'a>>,
    },
    /// SET: `target=value` or `(t1,t2)=value`.
    Set {
        targets: &'a [Target<'a>],
        value: &'a Expr<'a>,
    },
    /// `SET *target=source`.
    SetAlias {
        target: &'a Glvn<'a>,
        source: AliasSource<'a>,
    },
    /// DO, GOTO, ZGOTO (with `level`), ZBREAK and ZPRINT use their own variants below.
    Call {
        entry: EntryRef<'a>,
        args: Option<&'a [Actual<'a>]>,
        post: Option<&'a Expr<'a>>,
    },
    /// `DO &package.name(args)`; it has no postconditional.
    CallExternal(External<'a>),
    /// `FOR lvn=params`; a FOR command has exactly one such argument.
    For {
        var: &'a Glvn<'a>,
        params: &'a [ForParam<'a>],
    },
    /// KILL ZKILL ZWITHDRAW: one variable.
    Glvn(&'a Glvn<'a>),
    /// `KILL (a,b)`, `NEW (a,b)`: exclusive list; members are names or `@expr`.
    Exclusive(&'a [NameArg<'a>]),
    /// `KILL *a`.
    KillAlias(&'a Glvn<'a>),
    /// `KILL *` without names: all aliases.
    KillAllAliases,
    /// NEW of a local name.
    NewName(Name<'a>),
    /// NEW of a special variable.
    NewSvn(Svn),
    /// `MERGE to=from`.
    Merge {
        to: &'a Glvn<'a>,
        from: &'a Glvn<'a>,
    },
    /// `QUIT *lvn`.
    QuitAlias(&'a Glvn<'a>),
    /// LOCK, ZALLOCATE, ZDEALLOCATE: `[+-](nref,...)[:timeout]`.
    Lock {
        op: LockOp,
        refs: &'a [LockRef<'a>],
        timeout: Option<&'a Expr<'a>>,
    },
    /// READ and WRITE items.
    Write(WriteItem<'a>),
    Read(ReadItem<'a>),
    /// `OPEN dev[:params[:timeout[:space]]]`, `USE dev[:params]`, `CLOSE dev[:params]`.
    Device {
        device: &'a Expr<'a>,
        params: &'a [DeviceParam<'a>],
        timeout: Option<&'a Expr<'a>>,
        space: Option<&'a Expr<'a>>,
    },
    /// `JOB entry[(args)][:params[:timeout]]`.
    Job {
        entry: EntryRef<'a>,
        args: Option<&'a [Actual<'a>]>,
        params: &'a [DeviceParam<'a>],
        timeout: Option<&'a Expr<'a>>,
    },
    /// `VIEW keyword[:arg...]`.
    View {
        keyword: &'a Expr<'a>,
        args: &'a [&'a Expr<'a>],
    },
    /// `TSTART [restart list][:(params)]`.
    Tstart {
        restart: RestartVars<'a>,
        params: &'a [DeviceParam<'a>],
    },
    /// `ZBREAK [-]entry[:action[:count]]`, `ZBREAK -*`.
    Zbreak {
        remove: bool,
        entry: Option<EntryRef<'a>>,
        action: Option<&'a Expr<'a>>,
        count: Option<&'a Expr<'a>>,
    },
    /// `ZGOTO [level][:entry[:post]]`.
    Zgoto {
        level: Option<&'a Expr<'a>>,
        entry: Option<EntryRef<'a>>,
        post: Option<&'a Expr<'a>>,
    },
    /// `ZPRINT [entry[:entry]]`; `to` is `None` for a single line, and `all` prints the whole routine of `from`.
    Zprint {
        from: EntryRef<'a>,
        to: Option<EntryRef<'a>>,
        all: bool,
    },
    /// `ZSHOW [expr][:glvn]`, `ZSHOW`.
    Zshow {
        what: Option<&'a Expr<'a>>,
        into: Option<&'a Glvn<'a>>,
    },
    /// `ZSTEP INTO|OVER|OUTOF[:action]`.
    Zstep {
        mode: StepMode,
        action: Option<&'a Expr<'a>>,
    },
    /// `ZWRITE` of a variable with subscript patterns and ranges, or of a special variable.
    Zwrite(ZwriteItem<'a>),
    /// `ZMESSAGE code[:arg...]`.
    Zmessage {
        code: &'a Expr<'a>,
        args: &'a [&'a Expr<'a>],
    },
}

/// A member of an exclusive NEW or KILL list.
#[derive(Debug, Clone, Copy)]
pub enum NameArg<'a> {
    Name(Name<'a>),
    Indirect(&'a Expr<'a>),
}

/// Where `SET *x=` takes its container from.
#[derive(Debug, Clone, Copy)]
pub enum AliasSource<'a> {
    Glvn(&'a Glvn<'a>),
    /// An extrinsic or external that returns with `QUIT *x`, `$ZAHANDLE`-free.
    Expr(&'a Expr<'a>),
}

/// What SET assigns to.
#[derive(Debug, Clone, Copy)]
pub enum Target<'a> {
    Glvn(&'a Glvn<'a>),
    /// `$PIECE(glvn,delim[,from[,to]])` and `$ZPIECE`.
    Piece {
        bytes: bool,
        glvn: &'a Glvn<'a>,
        delim: &'a Expr<'a>,
        from: Option<&'a Expr<'a>>,
        to: Option<&'a Expr<'a>>,
    },
    /// `$EXTRACT(glvn[,from[,to]])` and `$ZEXTRACT`.
    Extract {
        bytes: bool,
        glvn: &'a Glvn<'a>,
        from: Option<&'a Expr<'a>>,
        to: Option<&'a Expr<'a>>,
    },
    Svn(Svn),
}

/// A reference to a local or global variable.
#[derive(Debug, Clone, Copy)]
pub enum Glvn<'a> {
    Local {
        name: Name<'a>,
        subs: &'a [Expr<'a>],
    },
    Global {
        env: Env<'a>,
        name: Name<'a>,
        subs: &'a [Expr<'a>],
    },
    /// `^(subscripts)`.
    Naked { subs: &'a [Expr<'a>] },
    /// `@expr` or, with `subs`, `@expr@(subscripts)`. Each further `@(…)` nests another `Indirect`.
    Indirect {
        expr: &'a Expr<'a>,
        subs: Option<&'a [Expr<'a>]>,
    },
}

/// Extended reference of a global.
#[derive(Debug, Clone, Copy)]
pub enum Env<'a> {
    None,
    /// `^|expr|name`.
    Bar(&'a Expr<'a>),
    /// `^[expr,expr]name`.
    Bracket(&'a Expr<'a>, Option<&'a Expr<'a>>),
}

/// `label+offset^routine`; all parts may be missing or indirect.
#[derive(Debug, Clone, Copy)]
pub struct EntryRef<'a> {
    pub label: EntryName<'a>,
    pub offset: Option<&'a Expr<'a>>,
    pub routine: EntryName<'a>,
}

/// A label or routine name in an entry reference.
#[derive(Debug, Clone, Copy)]
pub enum EntryName<'a> {
    Absent,
    Name(Name<'a>),
    Indirect(&'a Expr<'a>),
}

/// An actual parameter.
#[derive(Debug, Clone, Copy)]
pub enum Actual<'a> {
    Expr(&'a Expr<'a>),
    /// `.name`.
    Ref(Name<'a>),
    /// `.@expr`.
    RefIndirect(&'a Expr<'a>),
    /// Left out: `f(,1)`.
    Empty,
}

/// One parameter of FOR.
#[derive(Debug, Clone, Copy)]
pub struct ForParam<'a> {
    pub start: &'a Expr<'a>,
    pub step: Option<&'a Expr<'a>>,
    pub limit: Option<&'a Expr<'a>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LockOp {
    /// LOCK without sign: releases all, then locks.
    Replace,
    Plus,
    Minus,
}

/// A name to lock: like a variable reference, but `LOCK x` needs no variable.
#[derive(Debug, Clone, Copy)]
pub enum LockRef<'a> {
    Glvn(&'a Glvn<'a>),
}

#[derive(Debug, Clone, Copy)]
pub enum WriteItem<'a> {
    Expr(&'a Expr<'a>),
    /// One that begins with a parenthesis: nothing of it is written before all of it has its value.
    Whole(&'a Expr<'a>),
    /// `*expr`.
    Char(&'a Expr<'a>),
    /// `!`.
    Newline,
    /// `#`.
    Page,
    /// `?expr`.
    Column(&'a Expr<'a>),
    /// `/name(args)`; `None` arguments were left out, `/name` is a name or `@expr`.
    Control {
        name: EntryName<'a>,
        args: &'a [Actual<'a>],
    },
}

#[derive(Debug, Clone, Copy)]
pub enum ReadItem<'a> {
    /// A literal or format control, written before reading.
    Write(WriteItem<'a>),
    Line {
        var: &'a Glvn<'a>,
        timeout: Option<&'a Expr<'a>>,
    },
    Fixed {
        var: &'a Glvn<'a>,
        length: &'a Expr<'a>,
        timeout: Option<&'a Expr<'a>>,
    },
    Star {
        var: &'a Glvn<'a>,
        timeout: Option<&'a Expr<'a>>,
    },
}

/// A device, job or transaction parameter: `NAME` or `NAME=value`, or `@expr` (text of a parameter list). Names are resolved from
/// their stems by the device parameter table.
#[derive(Debug, Clone, Copy)]
pub enum DeviceParam<'a> {
    Named {
        name: Name<'a>,
        value: Option<&'a Expr<'a>>,
    },
    Indirect(&'a Expr<'a>),
}

#[derive(Debug, Clone, Copy)]
pub enum RestartVars<'a> {
    /// No restart at all: `TSTART` without parentheses or names.
    None,
    /// `TSTART *`.
    All,
    /// `TSTART (a,b)`, `TSTART a`, `TSTART ()`.
    Names(&'a [Name<'a>]),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepMode {
    Into,
    Over,
    Outof,
}

#[derive(Debug, Clone, Copy)]
pub enum ZwriteItem<'a> {
    /// A variable whose subscripts may be patterns, ranges or `*`.
    Var {
        name: ZwriteName<'a>,
        subs: Option<&'a [ZwriteSub<'a>]>,
    },
    /// `ZWRITE $ZWRTACn` and unknown `$` items compile to errors; `@expr` is `Arg::Indirect`.
    Svn(Svn),
}

#[derive(Debug, Clone, Copy)]
pub enum ZwriteName<'a> {
    Local(Name<'a>),
    /// `?pattern`: every local whose name matches.
    LocalPattern(PatternArg<'a>),
    Global {
        env: Env<'a>,
        name: Name<'a>,
    },
    /// `^?pattern`: every global whose name matches.
    GlobalPattern(PatternArg<'a>),
    Naked,
    /// `@expr` followed by `@(…)`.
    Indirect(&'a Expr<'a>),
}

#[derive(Debug, Clone, Copy)]
pub enum ZwriteSub<'a> {
    Expr(&'a Expr<'a>),
    /// `*`: every deeper level.
    Star,
    /// Empty: every subscript of this level.
    Any,
    Pattern(PatternArg<'a>),
    /// `from:to`, either side may be missing.
    Range(Option<&'a Expr<'a>>, Option<&'a Expr<'a>>),
}

/// An expression.
#[derive(Debug, Clone, Copy)]
pub enum Expr<'a> {
    /// A string literal, quotes removed and doubled quotes undone.
    Str(&'a [u8]),
    /// A numeric literal as written (digits, point, exponent).
    Num(&'a [u8]),
    Glvn(&'a Glvn<'a>),
    Svn(Svn),
    Unary(UnaryOp, &'a Expr<'a>),
    Binary(BinaryOp, &'a Expr<'a>, &'a Expr<'a>),
    /// `subject?pattern`, `subject'?pattern`.
    Pattern {
        subject: &'a Expr<'a>,
        pattern: PatternArg<'a>,
        negated: bool,
    },
    /// Intrinsic function with ordinary arguments; glvn arguments (`$DATA`, `$ORDER` ...) are `Expr::Glvn`. `None` is an argument left out.
    Func {
        func: Func,
        args: &'a [Option<Expr<'a>>],
    },
    /// `$SELECT(condition:value,...)`.
    Select(&'a [(Expr<'a>, Expr<'a>)]),
    /// `$TEXT(entryref)`; `Arg` is `$TEXT(@expr)` whose value is a whole entry reference.
    Text(EntryRef<'a>),
    TextIndirect(&'a Expr<'a>),
    /// `$$label^routine(args)`.
    Extrinsic {
        entry: EntryRef<'a>,
        args: Option<&'a [Actual<'a>]>,
    },
    /// `$&package.name(args)`.
    External {
        package: Name<'a>,
        name: Name<'a>,
        args: &'a [Actual<'a>],
    },
}

/// A call of a host or C function: `package.name(args)`; `package` is empty when left out.
#[derive(Debug, Clone, Copy)]
pub struct External<'a> {
    pub package: Name<'a>,
    pub name: Name<'a>,
    pub args: &'a [Actual<'a>],
}

/// The right-hand side of `?`.
#[derive(Debug, Clone, Copy)]
pub enum PatternArg<'a> {
    /// Source text of the pattern, valid.
    Text(&'a [u8]),
    /// `?@expr`.
    Indirect(&'a Expr<'a>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnaryOp {
    Plus,
    Minus,
    Not,
}

/// Binary operators; negated relations are operators of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BinaryOp {
    Add,
    Subtract,
    Multiply,
    Divide,
    IntDivide,
    Modulo,
    Power,
    Concat,
    /// A concatenation in parentheses.
    Joined,
    And,
    Nand,
    Or,
    Nor,
    Equal,
    NotEqual,
    Less,
    NotLess,
    Greater,
    NotGreater,
    Contains,
    NotContains,
    Follows,
    NotFollows,
    SortsAfter,
    NotSortsAfter,
}
