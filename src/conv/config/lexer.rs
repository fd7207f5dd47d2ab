//! Tokens of a configuration file: logos cuts the text; which words are names follows from where they stand.

use super::problem::{Span, Wrong};
use logos::Logos;

/// What a text is cut into.
#[derive(Logos, Debug, Clone, Copy, PartialEq, Eq)]
#[logos(skip r"[ \t\r\x0c]+")]
enum Piece {
    #[token("\n")]
    Newline,
    #[regex(r"#[^\n]*", allow_greedy = true)]
    Comment,
    #[regex(r"\*[A-Za-z_]+", priority = 10)]
    Section,
    #[token("DEFAULT:", priority = 20)]
    Default,
    #[regex(r"[A-Za-z_][A-Za-z0-9_]*[ \t]*=", priority = 10)]
    Key,
    #[token(",")]
    Comma,
    #[regex(r#""([^"\\\n]|\\[^\n])*""#)]
    Quoted,
    #[regex(r#"[^ \t\r\x0c\n#",=]+"#, priority = 1)]
    Word,
}

/// A word as it is meant, without quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    pub text: String,
}

/// What the grammar is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token<'a> {
    Section(&'a str),
    Default,
    /// The first word of a line: it begins an entry.
    Name(Word),
    /// A word with `=` behind it.
    Key(&'a str),
    Value(Word),
    Comma,
}

type Placed<'a> = (usize, Token<'a>, usize);

/// The tokens of a text with their first byte and the one behind them, and what is no token.
pub fn tokens(text: &str) -> (Vec<Placed<'_>>, Vec<(Span, Wrong)>) {
    let mut lexer = Piece::lexer(text);
    let (mut out, mut wrong) = (Vec::new(), Vec::new());
    // Whether the next word is the first of its line, and whether the token before it asks for a value.
    let (mut first, mut wanted) = (true, false);
    while let Some(piece) = lexer.next() {
        let slice = lexer.slice();
        let span = lexer.span();
        // A value that is asked for may stand in the next line, but not at its begin.
        wanted &= !first || !(span.start == 0 || text[..span.start].ends_with('\n'));
        let word = |text: String| match first && !wanted {
            true => Token::Name(Word { text }),
            false => Token::Value(Word { text }),
        };
        let token = match piece {
            Ok(Piece::Newline) => {
                first = true;
                continue;
            }
            Ok(Piece::Comment) => continue,
            Ok(Piece::Section) if first && !wanted => Token::Section(&slice[1..]),
            Ok(Piece::Default) if first && !wanted => Token::Default,
            Ok(Piece::Section | Piece::Default | Piece::Word) => word(slice.to_string()),
            Ok(Piece::Quoted) => word(unquoted(slice)),
            Ok(Piece::Key) => Token::Key(slice.trim_end_matches(['=', ' ', '\t'])),
            Ok(Piece::Comma) => Token::Comma,
            Err(()) => {
                let rest = &text[span.start..];
                let line = rest.find('\n').unwrap_or(rest.len());
                let end = span.start + line;
                if rest.starts_with('"') {
                    let at = Span {
                        start: span.start,
                        end,
                    };
                    wrong.push((at, Wrong::Unterminated));
                    // What is on the rest of the line may be within the quotes.
                    lexer.bump(end.saturating_sub(span.end));
                    // There is a value, so that its lack is no second error.
                    let text = rest[1..line].trim_end().to_string();
                    out.push((span.start, word(text), end));
                } else {
                    let c = rest.chars().next().unwrap_or(' ');
                    let end = span.start + c.len_utf8();
                    wrong.push((
                        Span {
                            start: span.start,
                            end,
                        },
                        Wrong::Character(c),
                    ));
                }
                (first, wanted) = (false, false);
                continue;
            }
        };
        first = false;
        wanted = matches!(token, Token::Key(_) | Token::Comma);
        out.push((span.start, token, span.end));
    }
    (out, wrong)
}

/// What is between quotes: `\"` and `\\` stand for a quote and a backslash, other backslashes for themselves.
fn unquoted(text: &str) -> String {
    let inner = text.strip_prefix('"').unwrap_or(text);
    let inner = inner.strip_suffix('"').unwrap_or(inner);
    let mut out = String::with_capacity(inner.len());
    let mut chars = inner.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('\\', Some(&next @ ('"' | '\\'))) => {
                out.push(next);
                chars.next();
            }
            _ => out.push(c),
        }
    }
    out
}

/// A text in quotes that `unquoted` reads back.
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
