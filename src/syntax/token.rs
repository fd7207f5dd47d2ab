//! Tokens: what logos sees in the two lexical modes, and what the grammar sees.

use logos::Logos;

use super::ast::BinaryOp;
use super::words::{Func, Svn, Verb};
use crate::value::errors::Code;

/// Raw tokens of expressions, arguments and formal lists.
#[derive(Logos, Debug, Clone, Copy, PartialEq, Eq)]
#[logos(utf8 = false)]
pub enum Raw {
    #[regex(b"[%A-Za-z][A-Za-z0-9]*")]
    Name,
    #[regex(b"([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(E[+-]?[0-9]+)?")]
    Number,
    /// A string literal; one without its closing quote reaches to the end of the line.
    #[regex(b"\"([^\"]|\"\")*\"?")]
    Str,
    #[regex(b"\\$[%A-Za-z][A-Za-z0-9]*")]
    Dollar,
    #[token(b"$$")]
    Extrinsic,
    #[token(b"$&")]
    External,
    #[regex(b"[ \t]+")]
    Blank,
    #[token(b";")]
    Comment,
    #[token(b"^")]
    Caret,
    #[token(b"@")]
    At,
    #[token(b"(")]
    Open,
    #[token(b")")]
    Close,
    #[token(b",")]
    Comma,
    #[token(b":")]
    Colon,
    #[token(b".")]
    Dot,
    #[token(b"+")]
    Plus,
    #[token(b"-")]
    Minus,
    #[token(b"*")]
    Star,
    #[token(b"#")]
    Hash,
    #[token(b"=")]
    Equal,
    #[token(b"!")]
    Bang,
    #[token(b"/")]
    Slash,
    #[token(b"'")]
    Quote,
    #[token(b"&")]
    Ampersand,
    #[token(b"[")]
    LeftBracket,
    #[token(b"]")]
    RightBracket,
    #[token(b"|")]
    Bar,
    #[token(b"?")]
    #[token(b"'?")]
    Question,
    #[token(b"\\", |_| BinaryOp::IntDivide)]
    #[token(b"**", |_| BinaryOp::Power)]
    #[token(b"_", |_| BinaryOp::Concat)]
    #[token(b"'&", |_| BinaryOp::Nand)]
    #[token(b"'!", |_| BinaryOp::Nor)]
    #[token(b"'=", |_| BinaryOp::NotEqual)]
    #[token(b"<", |_| BinaryOp::Less)]
    #[token(b"'<", |_| BinaryOp::NotLess)]
    #[token(b">=", |_| BinaryOp::NotLess)]
    #[token(b">", |_| BinaryOp::Greater)]
    #[token(b"'>", |_| BinaryOp::NotGreater)]
    #[token(b"<=", |_| BinaryOp::NotGreater)]
    #[token(b"'[", |_| BinaryOp::NotContains)]
    #[token(b"']", |_| BinaryOp::NotFollows)]
    #[token(b"]]", |_| BinaryOp::SortsAfter)]
    #[token(b"']]", |_| BinaryOp::NotSortsAfter)]
    Operator(BinaryOp),
}

/// A pattern of the right-hand side of `?` or `'?`.
#[derive(Debug, Clone, Copy)]
pub struct Pattern<'a> {
    pub text: &'a [u8],
    pub negated: bool,
}

/// Tokens of the grammar.
#[derive(Debug, Clone, Copy)]
pub enum Token<'a> {
    /// Chooses what a fragment is; always the first token.
    Goal(Goal),
    /// A name in the first column.
    Label(&'a [u8]),
    /// Blanks and dots before the commands of a line; the number of dots.
    LineStart(u32),
    /// The one blank between a command word and its arguments.
    ArgStart,
    /// Blanks between commands.
    CommandEnd,
    LineEnd,
    Name(&'a [u8]),
    Number(&'a [u8]),
    /// The literal without its quotes; doubled quotes are still doubled.
    Str(&'a [u8]),
    Svn(Svn),
    /// An unknown special variable.
    UnknownSvn,
    /// An unknown function together with its arguments.
    UnknownFunction,
    Function(Func),
    /// `$PIECE` and `$EXTRACT`, which SET takes as targets.
    SettableFunction(Func),
    /// A function whose first argument is a variable.
    VariableFunction(Func),
    Select,
    Text,
    Extrinsic,
    /// `$$label^routine` without parameters.
    BareExtrinsic(&'a [u8]),
    External,
    Caret,
    At,
    Open,
    Close,
    Comma,
    Colon,
    Dot,
    Plus,
    Minus,
    Star,
    Hash,
    Equal,
    Bang,
    Slash,
    Quote,
    Ampersand,
    LeftBracket,
    RightBracket,
    Bar,
    /// `?` where no operand stands before it.
    Column,
    Operator(BinaryOp),
    Pattern(Pattern<'a>),
    /// A pattern with an error; no grammar rule takes it.
    BadPattern(Fault),
    /// `?` before an `@`; true when negated.
    PatternAt(bool),
    /// A command that stands alone in the grammar.
    Verb(Verb),
    /// An unknown command word with a postconditional.
    UnknownCommand,
    /// Commands without arguments.
    Plain(Verb),
    /// Commands whose arguments are expressions.
    Exprs(Verb),
    /// The same, and the arguments may be left out.
    OptExprs(Verb),
    /// Arguments are `expr[:expr]`, and may be left out.
    OptPairs(Verb),
    /// Arguments are `expr[:expr]...`.
    Colons(Verb),
    /// ZKILL and ZWITHDRAW.
    KillNode(Verb),
    /// Text that is no token here; carries the message if GT.M has a particular one.
    Bad(Option<Code>),
    /// Never in a token stream: marks a place of the grammar with the message for text that does not fit there.
    #[expect(dead_code, reason = "only the grammar names it")]
    Missing(Missing),
}

/// What a text is to be parsed as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    Lines,
    Expr,
    Glvn,
    DeviceParams,
}

/// The places that have a message of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(dead_code, reason = "only the grammar names them")]
pub enum Missing {
    ActOffset,
    AliasExpected,
    Cmd,
    Colon,
    Comma,
    CommaOrRpar,
    CtlMn,
    DevParUnk,
    Equal,
    Expr,
    ExtGblDel,
    FunctionEnd,
    GblExpected,
    GblName,
    GvNakedExt,
    JobParUnk,
    LabelExpected,
    LkName,
    Lparen,
    LsExpected,
    NameExpected,
    NoAliasList,
    QuitArgLst,
    RightHandSide,
    Rparen,
    RtnName,
    RwArg,
    SetTarget,
    SpOrEol,
    SvnExpected,
    TextArg,
    TstartParm,
    VarExpected,
    ZstepArg,
}

/// An error found while tokens are made or put together.
#[derive(Debug, Clone, Copy)]
pub struct Fault {
    pub code: Code,
    /// Byte offset in the source text.
    pub at: u32,
}
