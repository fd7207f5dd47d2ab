//! Tokens of files with blocks. What a character means depends on its place, so there are two modes: the head of a line, and values.

use logos::{Lexer, Logos};

/// Where a line begins, up to the values.
#[derive(Logos, Debug, Clone, Copy, PartialEq, Eq)]
#[logos(skip r"[ \t\r\x0c]+")]
pub enum Head {
    #[token("\n")]
    Newline,
    #[regex(r"#[^\n]*", allow_greedy = true)]
    Comment,
    #[token("{")]
    Open,
    #[token("}")]
    Close,
    #[token("=")]
    Set,
    #[token("+=")]
    Add,
    #[token("-=")]
    Remove,
    #[regex("[A-Za-z_][A-Za-z0-9_]*")]
    Word,
}

/// Values, up to the end of the line.
#[derive(Logos, Debug, Clone, Copy, PartialEq, Eq)]
#[logos(skip r"[ \t\r\x0c]+")]
pub enum Value {
    #[token("\n")]
    Newline,
    #[token("{", priority = 10)]
    Open,
    /// In it, `\"` and `\\` stand for a quote and a backslash.
    #[regex(r#""([^"\\\n]|\\[^\n])*""#)]
    Quoted,
    #[regex(r#"[^ \t\r\x0c\n"]+"#, priority = 1)]
    Word,
}

/// The tokens of a text, and the line they are in.
pub struct Tokens<'s> {
    lexer: Lexer<'s, Head>,
    pub line: u32,
}

impl<'s> Tokens<'s> {
    pub fn new(text: &'s str) -> Tokens<'s> {
        Tokens {
            lexer: Head::lexer(text),
            line: 1,
        }
    }

    /// The next token of a head with its text; comments are left out. `Err` is a character that begins none.
    pub fn head(&mut self) -> Option<Result<(Head, &'s str), &'s str>> {
        loop {
            let token = self.lexer.next()?;
            let text = self.lexer.slice();
            match token {
                Ok(Head::Comment) => {}
                Ok(Head::Newline) => {
                    self.line += 1;
                    return Some(Ok((Head::Newline, text)));
                }
                Ok(token) => return Some(Ok((token, text))),
                Err(()) => return Some(Err(text)),
            }
        }
    }

    /// The values up to the end of the line, which is not counted yet: `true` when an opening brace ends them. `Err` is a quote that nothing closes.
    pub fn values(&mut self) -> Result<(Vec<String>, bool), ()> {
        let mut lexer = self.lexer.clone().morph::<Value>();
        let mut values = Vec::new();
        let mut open = false;
        let mut outcome = Ok(());
        loop {
            // The newline is left for the head.
            let before = lexer.clone();
            let Some(token) = lexer.next() else { break };
            if open && token != Ok(Value::Newline) {
                // Only the end of the line follows a brace that opens.
                values.push("{".to_string());
                open = false;
            }
            match token {
                Ok(Value::Newline) => {
                    lexer = before;
                    break;
                }
                Ok(Value::Open) => open = true,
                Ok(Value::Word) => values.push(lexer.slice().to_string()),
                Ok(Value::Quoted) => values.push(unquoted(lexer.slice())),
                Err(()) => outcome = Err(()),
            }
        }
        self.lexer = lexer.morph();
        outcome.map(|()| (values, open))
    }

    /// Where the token ends that came last.
    pub fn end(&self) -> usize {
        self.lexer.span().end
    }

    /// Where it begins.
    pub fn start(&self) -> usize {
        self.lexer.span().start
    }
}

/// What is between quotes.
pub fn unquoted(text: &str) -> String {
    let inner = text.strip_prefix('"').unwrap_or(text);
    let inner = inner.strip_suffix('"').unwrap_or(inner);
    let mut out = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => out.extend(chars.next()),
            c => out.push(c),
        }
    }
    out
}

/// A value as it stands in a file: in quotes where it needs them.
pub fn quoted(text: &str) -> String {
    let plain = |c: char| !c.is_whitespace() && !matches!(c, '"' | '\\' | '{' | '#');
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_string();
    }
    let text = text.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{text}\"")
}
