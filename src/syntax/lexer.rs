//! The modal lexer: decides which tokens a place of a line may hold. All else is the grammar's.

use logos::{Lexer as Logos, Logos as _};

use super::builder::NO_COLUMN;
use super::pattern;
use super::token::{Fault, Goal, Pattern, Raw, Token};
use super::words::{self, Func, Verb};
use crate::value::errors::{self, Code};

/// Where in a line the lexer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// First the goal of the text.
    Start,
    /// Before the first column.
    LineStart,
    /// In a label or its formal list.
    Label,
    /// Where a command word may stand.
    Command,
    /// Between a command word and the blank before its arguments.
    Head,
    /// Before the arguments of a command word that is not in the text.
    BareArgs,
    /// In arguments or in a fragment.
    Args,
}

/// An iterator of tokens with their byte offsets, over all lines of a source text.
pub struct Lexer<'a> {
    source: &'a [u8],
    goal: Goal,
    mode: Mode,
    /// The name of an external call comes.
    external: bool,
    /// Does the text start with commands, without a label part?
    bare: bool,
    /// The command word of an argument list that is parsed alone.
    verb: Option<Verb>,
    /// The same, for the text parsed again.
    first_verb: Option<Verb>,
    raw: Logos<'a, Raw>,
    /// Offset of the text of `raw` in the source.
    base: usize,
    /// Offset of the next line.
    next_line: usize,
    /// Did the last token end an operand? Then `?` is a pattern match.
    operand: bool,
    /// In ZWRITE `?` is a pattern everywhere.
    zwrite: bool,
    /// Names behind `^` may be those of triggers: in $TEXT, ZPRINT and ZBREAK.
    triggers: bool,
    done: bool,
    /// The last unknown word after a dollar sign, and where it ends.
    unknown: Option<(Fault, u32)>,
    /// Goes on in the middle of a line of this level.
    resumed: Option<u32>,
    /// The arguments of an unknown command are skipped.
    skip_args: bool,
    /// Where the last token starts.
    last: usize,
    /// Tokens of the line so far.
    count: u32,
    /// The number of the token that is replaced: an unbalanced string follows it.
    spoiled: Option<u32>,
    /// A message for the place before the next token.
    pending: Option<Fault>,
}

/// Stands for an unbalanced string until the line is parsed again.
pub const UNBALANCED: Code = errors::INDEXTRACHARS;

type Item<'a> = Result<(u32, Token<'a>, u32), Fault>;

impl<'a> Lexer<'a> {
    /// Tokens of a routine.
    pub fn routine(source: &'a [u8]) -> Self {
        Lexer::new(source, Goal::Lines, false, None)
    }

    /// Tokens of one line of commands without a label part.
    pub fn commands(source: &'a [u8]) -> Self {
        Lexer::new(source, Goal::Lines, true, None)
    }

    /// Tokens of an argument list of `verb`.
    pub fn args(source: &'a [u8], verb: Verb) -> Self {
        Lexer::new(source, Goal::Lines, true, Some(verb))
    }

    /// Tokens of a fragment.
    pub fn fragment(source: &'a [u8], goal: Goal) -> Self {
        Lexer::new(source, goal, true, None)
    }

    fn new(source: &'a [u8], goal: Goal, bare: bool, verb: Option<Verb>) -> Self {
        Lexer {
            source,
            goal,
            mode: Mode::Start,
            external: false,
            bare,
            verb,
            first_verb: verb,
            raw: Raw::lexer(&source[..0]),
            base: 0,
            next_line: 0,
            operand: false,
            zwrite: false,
            triggers: false,
            done: false,
            unknown: None,
            resumed: None,
            skip_args: false,
            pending: None,
            last: 0,
            count: 0,
            spoiled: None,
        }
    }

    /// Offset of the end of the line in hand, without its line end characters.
    pub fn line_end(&self) -> usize {
        self.base + self.raw.source().len()
    }

    /// Offset of the line after the line in hand.
    pub fn next_line(&self) -> usize {
        self.next_line
    }

    /// Goes on with the line after `offset`, as if the text started there; false at the end of the text.
    pub fn restart_after(&mut self, offset: usize) -> bool {
        let from = offset.min(self.source.len());
        self.next_line = match memchr::memchr(b'\n', &self.source[from..]) {
            Some(n) => from + n + 1,
            None => self.source.len(),
        };
        self.mode = Mode::Start;
        self.next_line < self.source.len()
    }

    /// Starts the line in hand again, for an unbalanced string: GT.M reads one token ahead and so finds the string while it looks at
    /// the token before, which does not fit then, whatever it is. False if that token is the start of a line of a routine.
    pub fn spoil_last(&mut self) -> bool {
        if self.resumed.is_some() || !self.bare && self.last <= self.base {
            return false;
        }
        // Tokens that are not in the text stand before the first one of a fragment.
        let before = if self.first_verb.is_some() { 3 } else { 1 };
        self.spoiled = Some(self.count.saturating_sub(1).max(before + 1));
        self.count = 0;
        self.verb = self.first_verb;
        self.next_line = self.base;
        self.mode = Mode::Start;
        true
    }

    /// The error of an unknown word that ends at byte `at`: the parser stopped before it could report it.
    pub fn unknown_before(&self, at: usize) -> Option<Fault> {
        self.unknown
            .filter(|(_, end)| *end as usize == at)
            .map(|(fault, _)| fault)
    }

    /// After an error in a device parameter at byte `at` GT.M reads on: behind the list of parameters, if the parameter stands in
    /// `list`, else with the next command. Sets the lexer there; false if the line is at its end.
    pub fn resume_after(&mut self, at: usize, level: u32, list: Option<Verb>) -> bool {
        self.seek(at);
        let mut depth = u32::from(list.is_some());
        self.verb = None;
        while let Some(&next) = self.rest().first() {
            if is_blank(next) || next == b';' {
                break;
            }
            match self.raw.next() {
                Some(Ok(Raw::Open)) => depth += 1,
                Some(Ok(Raw::Close)) => depth = depth.saturating_sub(1),
                Some(Ok(Raw::Comma)) if depth == 0 && list.is_some() => {
                    self.verb = list;
                    break;
                }
                _ => {}
            }
        }
        let blanks = self.rest().iter().take_while(|c| is_blank(**c)).count();
        self.raw.bump(blanks);
        self.resumed = (!matches!(self.rest().first(), None | Some(b';'))).then_some(level);
        if self.resumed.is_some() {
            self.mode = Mode::Start;
        }
        self.resumed.is_some()
    }

    /// Moves to byte `at` of the line in hand.
    fn seek(&mut self, at: usize) {
        let from = at.saturating_sub(self.base).min(self.raw.source().len());
        self.raw = Raw::lexer(self.raw.source());
        self.raw.bump(from);
    }

    /// Skips to the next blank that is not in a string.
    fn skip_argument(&mut self) {
        while !matches!(self.rest().first(), None | Some(b' ' | b'\t' | b';')) {
            self.raw.next();
        }
    }

    /// Takes the next line into `raw`.
    fn open_line(&mut self) {
        self.base = self.next_line;
        self.count = 0;
        let rest = &self.source[self.base..];
        // A fragment is one line, whatever it holds.
        let (mut length, next) = match memchr::memchr(b'\n', rest) {
            Some(n) if !self.bare => (n, n + 1),
            _ => (rest.len(), rest.len()),
        };
        if !self.bare && rest[..length].ends_with(b"\r") {
            length -= 1;
        }
        self.pending = None;
        self.skip_args = false;
        self.next_line = self.base + next;
        self.raw = Raw::lexer(&rest[..length]);
        self.operand = false;
        self.zwrite = false;
        self.triggers = false;
    }

    fn rest(&self) -> &'a [u8] {
        self.raw.remainder()
    }

    fn here(&self) -> usize {
        self.base + self.raw.span().end
    }

    fn item(&self, start: usize, token: Token<'a>) -> Item<'a> {
        Ok((start as u32, token, self.here() as u32))
    }

    /// The end of the line in hand; `start` is where its last blanks or comment begin.
    fn end_of_line(&mut self, start: usize) -> Item<'a> {
        self.mode = Mode::LineStart;
        self.done = self.next_line >= self.source.len();
        Ok((start as u32, Token::LineEnd, self.next_line as u32))
    }

    fn start(&mut self) -> Item<'a> {
        if self.goal != Goal::Lines {
            self.open_line();
            self.mode = Mode::Args;
            return Ok((0, Token::Goal(self.goal), 0));
        }
        self.mode = Mode::LineStart;
        self.done = self.resumed.is_none() && self.next_line >= self.source.len() && !self.bare;
        Ok((
            self.next_line as u32,
            Token::Goal(Goal::Lines),
            self.next_line as u32,
        ))
    }

    fn line_start(&mut self) -> Item<'a> {
        if let Some(level) = self.resumed.take() {
            self.operand = false;
            self.mode = Mode::Command;
            return self.item(self.here(), Token::LineStart(level));
        }
        self.open_line();
        let rest = self.rest();
        let start = self.base;
        match rest.first() {
            _ if self.bare => {
                self.mode = Mode::Command;
                if self.verb.is_none() {
                    let blanks = rest.iter().take_while(|c| is_blank(**c)).count();
                    self.raw.bump(blanks);
                }
                self.item(start, Token::LineStart(0))
            }
            None | Some(b';') => self.end_of_line(start),
            Some(b'#') if start == 0 && rest.starts_with(b"#!") => self.end_of_line(start),
            Some(b' ' | b'\t') => {
                let level = self.skip_dots();
                self.mode = Mode::Command;
                if level == 0 && matches!(self.rest().first(), None | Some(b';')) {
                    return self.end_of_line(start);
                }
                self.item(start, Token::LineStart(level))
            }
            Some(c) if c.is_ascii_alphanumeric() || *c == b'%' => {
                let length = 1 + rest[1..]
                    .iter()
                    .take_while(|c| c.is_ascii_alphanumeric())
                    .count();
                let digits = rest.iter().take_while(|c| c.is_ascii_digit()).count();
                let length = if digits > 0 { digits } else { length };
                self.raw.bump(length);
                self.mode = Mode::Label;
                self.item(start, Token::Label(significant(&rest[..length])))
            }
            Some(_) => {
                // The line before ends only with a token that fits.
                self.mode = Mode::Args;
                self.pending = Some(Fault {
                    code: errors::LSEXPECTED,
                    at: NO_COLUMN,
                });
                self.item(start, Token::LineStart(0))
            }
        }
    }

    /// Skips blanks and the dots between them; the number of dots.
    fn skip_dots(&mut self) -> u32 {
        let rest = self.rest();
        let length = rest
            .iter()
            .take_while(|c| is_blank(**c) || **c == b'.')
            .count();
        self.raw.bump(length);
        rest[..length].iter().filter(|c| **c == b'.').count() as u32
    }

    fn command(&mut self) -> Item<'a> {
        let rest = self.rest();
        let start = self.here();
        match rest.first() {
            None | Some(b';') => return self.end_of_line(start),
            Some(c) if c.is_ascii_alphabetic() => {}
            Some(_) => {
                self.mode = Mode::Args;
                return self.item(start, Token::Bad(None));
            }
        }
        let length = 1 + rest[1..]
            .iter()
            .take_while(|c| c.is_ascii_alphanumeric())
            .count();
        self.raw.bump(length);
        self.mode = Mode::Head;
        self.operand = false;
        let word = &rest[..length];
        match words::verb(word) {
            Some(verb) => {
                self.zwrite = verb == Verb::Zwrite;
                self.triggers = matches!(verb, Verb::Zprint | Verb::Zbreak);
                let token = verb_token(verb, word.len() == 1);
                self.item(start, token)
            }
            None if word.eq_ignore_ascii_case(b"ZW") => {
                self.item(start, Token::Bad(Some(errors::CNOTONSYS)))
            }
            None if self.rest().first() == Some(&b':') => {
                self.skip_args = true;
                self.item(start, Token::UnknownCommand)
            }
            None => self.item(start, Token::Bad(Some(errors::INVCMD))),
        }
    }

    /// Blanks in arguments or after a command word.
    fn blank(&mut self, start: usize) -> Item<'a> {
        match self.mode {
            Mode::Label => {
                let level = self.skip_dots();
                self.mode = Mode::Command;
                self.item(start, Token::LineStart(level))
            }
            Mode::Head => {
                // Only one blank belongs to the command word.
                self.seek(start + 1);
                self.mode = Mode::Args;
                self.operand = false;
                if std::mem::take(&mut self.skip_args) {
                    self.skip_argument();
                }
                Ok((start as u32, Token::ArgStart, self.here() as u32))
            }
            _ if matches!(self.rest().first(), None | Some(b';')) => self.end_of_line(start),
            _ => {
                self.mode = Mode::Command;
                self.item(start, Token::CommandEnd)
            }
        }
    }

    fn dollar(&mut self, start: usize, word: &'a [u8]) -> Item<'a> {
        let name = &word[1..];
        if self.rest().first() == Some(&b'(') {
            let Some(func) = words::func(name) else {
                self.skip_parentheses();
                self.operand = true;
                self.unknown = Some((
                    Fault {
                        code: errors::INVFCN,
                        at: start as u32 + 1,
                    },
                    self.here() as u32,
                ));
                return self.item(start, Token::UnknownFunction);
            };
            self.triggers |= func == Func::Text;
            return self.item(start, function_token(func));
        }
        self.operand = true;
        match words::svn(name) {
            Some(svn) => self.item(start, Token::Svn(svn)),
            None => {
                self.unknown = Some((
                    Fault {
                        code: errors::INVSVN,
                        at: start as u32 + 1,
                    },
                    self.here() as u32,
                ));
                self.item(start, Token::UnknownSvn)
            }
        }
    }

    /// Skips the argument list of an unknown function. A blank ends it too early.
    fn skip_parentheses(&mut self) {
        let mut depth = 0u32;
        while !matches!(self.rest().first(), None | Some(b' ' | b'\t' | b';')) {
            match self.raw.next() {
                Some(Ok(Raw::Open)) => depth += 1,
                Some(Ok(Raw::Close)) => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return;
                    }
                }
                _ => {}
            }
        }
        self.pending = Some(Fault {
            code: errors::RPARENMISSING,
            at: self.here() as u32,
        });
    }

    /// Reads the label and routine of `$$label^routine` if no parameters follow. As one token, because after an `@` or in the
    /// offset of an entry reference it is not the grammar that can tell whose `^` it is.
    fn bare_extrinsic(&mut self) -> Option<&'a [u8]> {
        let rest = self.rest();
        let label = word_length(rest);
        let routine = match rest[label..].split_first() {
            Some((b'^', routine)) => word_length(routine) + 1,
            _ => 0,
        };
        let length = label + routine;
        if length == 0 || routine == 1 || rest.get(length) == Some(&b'(') {
            return None;
        }
        self.raw.bump(length);
        Some(&rest[..length])
    }

    /// The name of an external call: `name^name` is one.
    fn external_name(&mut self, name: &'a [u8]) -> &'a [u8] {
        let rest = self.rest();
        let more = match rest.split_first() {
            Some((b'^', word)) if word_length(word) > 0 => word_length(word) + 1,
            _ => return significant(name),
        };
        let end = self.raw.span().end;
        self.raw.bump(more);
        &self.raw.source()[end - name.len()..end + more]
    }

    /// The name of a trigger behind `^`, which has `#` in it; any other name as it is.
    fn trigger_name(&mut self, name: &'a [u8], start: usize) -> &'a [u8] {
        if start.checked_sub(1).map(|at| self.source[at]) != Some(b'^') {
            return significant(name);
        }
        let rest = self.rest();
        let more = rest
            .iter()
            .take_while(|c| c.is_ascii_digit() || **c == b'#')
            .count();
        let end = self.raw.span().end;
        self.raw.bump(more);
        &self.raw.source()[end - name.len()..end + more]
    }

    /// A question mark: a column, or a pattern.
    fn question(&mut self, start: usize, negated: bool) -> Item<'a> {
        if !self.operand && !self.zwrite {
            return if negated {
                self.item(start, Token::Bad(None))
            } else {
                self.item(start, Token::Column)
            };
        }
        if self.operand && self.rest().first() == Some(&b'@') {
            self.operand = false;
            return self.item(start, Token::PatternAt(negated));
        }
        let line = self.raw.source();
        let from = self.raw.span().end;
        match pattern::scan(line, from) {
            Ok(end) => {
                self.raw.bump(end - from);
                self.operand = true;
                self.item(
                    start,
                    Token::Pattern(Pattern {
                        text: &line[from..end],
                        negated,
                    }),
                )
            }
            Err(Fault { code, at }) => {
                let fault = Fault {
                    code,
                    at: at + self.base as u32,
                };
                self.item(start, Token::BadPattern(fault))
            }
        }
    }
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Item<'a>;

    fn next(&mut self) -> Option<Item<'a>> {
        let item = self.token();
        self.count = self.count.saturating_add(1);
        if self.spoiled == Some(self.count) {
            self.spoiled = None;
            // The dollar sign of a word has been read before.
            let word = matches!(&item, Some(Ok((start, _, end))) if self.source[*start as usize] == b'$' && end - start > 1);
            let code = word.then_some(errors::FCNSVNEXPECTED);
            let end = self.line_end() as u32;
            return Some(Ok((end, Token::Bad(code), end)));
        }
        if let Some(Ok((start, _, _))) = item {
            self.last = start as usize;
        }
        item
    }
}

impl<'a> Lexer<'a> {
    fn token(&mut self) -> Option<Item<'a>> {
        match self.mode {
            Mode::Start => return Some(self.start()),
            Mode::LineStart if self.done => return None,
            Mode::LineStart => {
                let item = self.line_start();
                if let (Some(verb), true) = (self.verb, self.mode == Mode::Command) {
                    // The line goes on as if the command word stood before it.
                    self.mode = Mode::Head;
                    self.zwrite = verb == Verb::Zwrite;
                    self.triggers = matches!(verb, Verb::Zprint | Verb::Zbreak);
                }
                return Some(item);
            }
            Mode::Command => return Some(self.command()),
            Mode::Head if self.verb.is_some() => {
                let verb = self.verb.take().unwrap_or(Verb::Write);
                self.mode = Mode::BareArgs;
                return Some(self.item(self.here(), verb_token(verb, false)));
            }
            Mode::BareArgs => {
                self.mode = Mode::Args;
                return Some(self.item(self.here(), Token::ArgStart));
            }
            _ => {}
        }
        if let Some(Fault { code, at }) = self.pending.take() {
            return Some(Ok((at, Token::Bad(Some(code)), at)));
        }
        let Some(raw) = self.raw.next() else {
            return Some(self.end_of_line(self.line_end()));
        };
        let span = self.raw.span();
        let start = self.base + span.start;
        let Ok(raw) = raw else {
            return Some(self.item(start, Token::Bad(None)));
        };
        let slice = self.raw.slice();
        let (operand, token) = match raw {
            Raw::Name if self.external => (true, Token::Name(self.external_name(slice))),
            Raw::Name if self.triggers && self.rest().starts_with(b"#") => {
                (true, Token::Name(self.trigger_name(slice, start)))
            }
            Raw::Name => (true, Token::Name(significant(slice))),
            Raw::Number => (true, Token::Number(slice)),
            Raw::Str => {
                let closed = slice.len() > 1
                    && slice[1..].iter().rev().take_while(|c| **c == b'"').count() % 2 == 1;
                if !closed {
                    return Some(Err(Fault {
                        code: UNBALANCED,
                        at: self.here() as u32,
                    }));
                }
                (true, Token::Str(&slice[1..slice.len() - 1]))
            }
            Raw::Blank => return Some(self.blank(start)),
            Raw::Comment => return Some(self.end_of_line(start)),
            Raw::Dollar => return Some(self.dollar(start, slice)),
            Raw::Question => return Some(self.question(start, slice.len() > 1)),
            Raw::Close | Raw::Colon if self.triggers => {
                // Behind the entry reference `#` is an operator again.
                self.triggers = false;
                match raw {
                    Raw::Close => (true, Token::Close),
                    _ => (false, Token::Colon),
                }
            }
            Raw::Close => (true, Token::Close),
            Raw::Extrinsic => match self.bare_extrinsic() {
                Some(text) => (true, Token::BareExtrinsic(text)),
                None => (false, Token::Extrinsic),
            },
            Raw::External => (false, Token::External),
            Raw::Caret => (false, Token::Caret),
            Raw::At => (false, Token::At),
            Raw::Open => (false, Token::Open),
            Raw::Comma => (false, Token::Comma),
            Raw::Colon => (false, Token::Colon),
            Raw::Dot => (false, Token::Dot),
            Raw::Plus => (false, Token::Plus),
            Raw::Minus => (false, Token::Minus),
            Raw::Star => (false, Token::Star),
            Raw::Hash => (false, Token::Hash),
            Raw::Equal => (false, Token::Equal),
            Raw::Bang => (false, Token::Bang),
            Raw::Slash => (false, Token::Slash),
            Raw::Quote => (false, Token::Quote),
            Raw::Ampersand => (false, Token::Ampersand),
            Raw::LeftBracket => (false, Token::LeftBracket),
            Raw::RightBracket => (false, Token::RightBracket),
            Raw::Bar => (false, Token::Bar),
            Raw::Operator(op) => (false, Token::Operator(op)),
        };
        self.external = match raw {
            Raw::External => true,
            Raw::Ampersand => !self.operand,
            Raw::Name => self.external && self.rest().first() == Some(&b'.'),
            Raw::Dot => self.external,
            _ => false,
        };
        self.operand = operand;
        Some(self.item(start, token))
    }
}

/// Length of the name that `text` starts with.
fn word_length(text: &[u8]) -> usize {
    text.iter()
        .take_while(|c| c.is_ascii_alphanumeric() || **c == b'%')
        .count()
}

fn is_blank(c: u8) -> bool {
    c == b' ' || c == b'\t'
}

/// The part of a name that counts.
fn significant(name: &[u8]) -> &[u8] {
    &name[..name.len().min(31)]
}

fn function_token<'a>(func: Func) -> Token<'a> {
    use Func::*;
    match func {
        Select => Token::Select,
        Text => Token::Text,
        Piece | Zpiece | Extract | Zextract => Token::SettableFunction(func),
        Data | Get | Increment | Name | Next | Order | Query | Zahandle | Zdata | Zprevious
        | Zqgblmod => Token::VariableFunction(func),
        _ => Token::Function(func),
    }
}

fn verb_token<'a>(verb: Verb, letter: bool) -> Token<'a> {
    use Verb::*;
    match verb {
        // `H` alone is HALT without and HANG with arguments.
        Halt if letter => Token::OptExprs(Hang),
        Halt | Tcommit | Ztstart | Trestart | Zcontinue => Token::Plain(verb),
        Hang | Zcompile | Zrupdate => Token::Exprs(verb),
        Trollback | Zhalt | Zsystem | Ztcommit | Zattach | Zinvcmd => Token::OptExprs(verb),
        Break | Zedit | Zhelp | Zlink => Token::OptPairs(verb),
        View | Zmessage => Token::Colons(verb),
        Zkill | Zwithdraw => Token::KillNode(verb),
        _ => Token::Verb(verb),
    }
}
