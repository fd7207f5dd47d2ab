//! What each piece of a line of M is, for people: highlighting and completion.

use super::token::Raw;
use super::words::{self, Verb};
use logos::Logos;
use std::ops::Range;

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    Command(Verb),
    /// Stands where a command belongs and is none.
    UnknownCommand,
    /// `$PIECE`, `$HOROLOG`.
    Intrinsic,
    /// `$` and a word that is no function and no special variable.
    UnknownIntrinsic,
    Name,
    Text,
    Number,
    Comment,
    Other,
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Byte offsets.
    pub range: Range<usize>,
    pub class: Class,
}

/// What may stand at the end of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Command,
    /// In the postconditional or the arguments of a command.
    Argument(Verb),
}

/// Pieces of the commands of a line, blanks left out, and what may stand after them. Works for any text: a line being typed
/// is rarely right.
pub fn classify(line: &[u8]) -> (Vec<Piece>, Place) {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut raw = Raw::lexer(line);
    let mut place = Place::Command;
    let mut arguments = false;
    while let Some(token) = raw.next() {
        let range = raw.span();
        let text = raw.slice();
        let class = match (token, place) {
            (Ok(Raw::Comment), _) => {
                pieces.push(Piece {
                    range: range.start..line.len(),
                    class: Class::Comment,
                });
                break;
            }
            (Ok(Raw::Blank), Place::Command) => continue,
            (Ok(Raw::Blank), Place::Argument(_)) => {
                // Two blanks, or the one after the arguments, end a command.
                if arguments || text.len() > 1 {
                    place = Place::Command;
                }
                arguments = true;
                continue;
            }
            (Ok(Raw::Name), Place::Command) => {
                arguments = false;
                match words::verb(text) {
                    Some(verb) => {
                        place = Place::Argument(verb);
                        Class::Command(verb)
                    }
                    None => Class::UnknownCommand,
                }
            }
            (Ok(Raw::Name), _) => Class::Name,
            (Ok(Raw::Dollar), _) => {
                match words::func(&text[1..]).is_some() || words::svn(&text[1..]).is_some() {
                    true => Class::Intrinsic,
                    false => Class::UnknownIntrinsic,
                }
            }
            (Ok(Raw::Str), _) => Class::Text,
            (Ok(Raw::Number), _) => Class::Number,
            _ => Class::Other,
        };
        pieces.push(Piece { range, class });
    }
    (pieces, place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_and_arguments_alternate() {
        let (pieces, place) = classify(b"s x=$p(\"a b\",1)  q  foo ;c");
        let classes: Vec<Class> = pieces.iter().map(|p| p.class).collect();
        let expected = [
            Class::Command(Verb::Set),
            Class::Name,
            Class::Other,
            Class::Intrinsic,
            Class::Other,
            Class::Text,
            Class::Other,
            Class::Number,
            Class::Other,
            Class::Command(Verb::Quit),
            Class::UnknownCommand,
            Class::Comment,
        ];
        assert_eq!(classes, expected);
        assert_eq!(place, Place::Command);
        assert_eq!(classify(b"w ").1, Place::Argument(Verb::Write));
        assert_eq!(classify(b"w  ").1, Place::Command);
        assert_eq!(classify(b"w 1 ").1, Place::Command);
    }
}
