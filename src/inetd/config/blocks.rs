//! The form of xinetd's files and ours: blocks of attributes, and lines that include other files.

use super::Place;
use super::lexer::{Head, Tokens};
use crate::inetd::fields::Change;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    pub name: String,
    pub line: u32,
    pub change: Change,
    pub values: Vec<String>,
}

impl Attribute {
    pub fn values(&self) -> Vec<&str> {
        self.values.iter().map(String::as_str).collect()
    }

    /// Where it stands.
    pub fn place(&self, file: &Arc<Path>) -> Place {
        Place {
            file: file.clone(),
            line: self.line,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// `server`, `service`, `defaults` or `inetd`.
    pub keyword: String,
    pub name: Option<String>,
    pub line: u32,
    /// Where it stands in the text, from the keyword to the brace that closes it.
    pub span: Range<usize>,
    pub attributes: Vec<Attribute>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Statement {
    Block(Block),
    /// A file, or a folder of files.
    Include {
        path: String,
        line: u32,
        folder: bool,
    },
}

/// A line and what is wrong in it.
pub type Flaw = (u32, &'static str);

const NAMED: [&str; 2] = ["server", "service"];
const UNNAMED: [&str; 2] = ["defaults", "inetd"];
const INCLUDES: [&str; 2] = ["include", "includedir"];

/// The text begins as a file with blocks does.
pub fn has_blocks(text: &str) -> bool {
    let mut tokens = Tokens::new(text);
    loop {
        match tokens.head() {
            None => return true,
            Some(Ok((Head::Newline, _))) => {}
            Some(Ok((Head::Word, word))) => {
                return [NAMED, UNNAMED, INCLUDES].concat().contains(&word);
            }
            Some(_) => return false,
        }
    }
}

/// The statements of a text, and all that is wrong in it.
pub fn parse(text: &str) -> (Vec<Statement>, Vec<Flaw>) {
    let mut parser = Parser {
        tokens: Tokens::new(text),
        flaws: Vec::new(),
    };
    let mut statements = Vec::new();
    while let Some(token) = parser.tokens.head() {
        match token {
            Ok((Head::Newline, _)) => {}
            Ok((Head::Word, word)) => statements.extend(parser.statement(word)),
            Ok(_) | Err(_) => {
                parser.say("a block or an include is expected");
                parser.skip();
            }
        }
    }
    (statements, parser.flaws)
}

struct Parser<'s> {
    tokens: Tokens<'s>,
    flaws: Vec<Flaw>,
}

impl Parser<'_> {
    fn say(&mut self, text: &'static str) {
        self.flaws.push((self.tokens.line, text));
    }

    /// Leaves out the rest of the line.
    fn skip(&mut self) {
        // What is wrong in it does not matter any more.
        let _ = self.tokens.values();
    }

    fn values(&mut self) -> (Vec<String>, bool) {
        self.tokens.values().unwrap_or_else(|()| {
            self.say("a quote is not closed");
            (Vec::new(), false)
        })
    }

    fn statement(&mut self, keyword: &str) -> Option<Statement> {
        let start = self.tokens.start();
        let line = self.tokens.line;
        let (mut values, open) = self.values();
        if INCLUDES.contains(&keyword) {
            let path = values.pop().filter(|_| values.is_empty() && !open);
            let Some(path) = path else {
                self.say("one path is expected");
                return None;
            };
            return Some(Statement::Include {
                path,
                line,
                folder: keyword == "includedir",
            });
        }
        let named = NAMED.contains(&keyword);
        if !named && !UNNAMED.contains(&keyword) {
            self.say("a block or an include is expected");
            return None;
        }
        let name = values.pop();
        if !values.is_empty() || name.is_some() != named {
            self.say(match named {
                true => "one name is expected",
                false => "no name is expected",
            });
        }
        if !open && !self.brace() {
            self.say("a block begins with an opening brace");
            return None;
        }
        let (attributes, end) = self.attributes();
        Some(Statement::Block(Block {
            keyword: keyword.to_string(),
            name,
            line,
            span: start..end,
            attributes,
        }))
    }

    /// The brace that opens a block in a line of its own.
    fn brace(&mut self) -> bool {
        loop {
            match self.tokens.head() {
                Some(Ok((Head::Newline, _))) => {}
                Some(Ok((Head::Open, _))) => return true,
                _ => return false,
            }
        }
    }

    /// The attributes up to the brace that closes the block, and where that is.
    fn attributes(&mut self) -> (Vec<Attribute>, usize) {
        let mut attributes = Vec::new();
        loop {
            match self.tokens.head() {
                Some(Ok((Head::Newline, _))) => {}
                Some(Ok((Head::Close, _))) => return (attributes, self.tokens.end()),
                Some(Ok((Head::Word, name))) => attributes.extend(self.attribute(name)),
                Some(_) => {
                    self.say("an attribute or a closing brace is expected");
                    self.skip();
                }
                None => {
                    self.say("the closing brace of a block is missing");
                    return (attributes, self.tokens.end());
                }
            }
        }
    }

    fn attribute(&mut self, name: &str) -> Option<Attribute> {
        let line = self.tokens.line;
        let change = match self.tokens.head() {
            Some(Ok((Head::Set, _))) => Change::Set,
            Some(Ok((Head::Add, _))) => Change::Add,
            Some(Ok((Head::Remove, _))) => Change::Remove,
            Some(Ok((Head::Newline, _))) => {
                self.flaws.push((line, "=, += or -= is expected"));
                return None;
            }
            _ => {
                self.say("=, += or -= is expected");
                self.skip();
                return None;
            }
        };
        let (mut values, open) = self.values();
        if open {
            values.push("{".to_string());
        }
        Some(Attribute {
            name: name.to_string(),
            line,
            change,
            values,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_attributes_and_includes() {
        let text = "# first\ninclude /a/b\ndefaults\n{\n  env += A=1 \"B=x y\"\n}\nserver s {\n# no\nonly_from = 1.2.{3,4}\nwait=no\n}\n";
        let (statements, flaws) = parse(text);
        assert_eq!(flaws, []);
        let [
            Statement::Include { folder: false, .. },
            Statement::Block(defaults),
            Statement::Block(server),
        ] = &statements[..]
        else {
            panic!("{statements:?}")
        };
        assert_eq!(defaults.attributes[0].values, ["A=1", "B=x y"]);
        assert_eq!(defaults.attributes[0].change, Change::Add);
        assert_eq!((server.line, server.name.as_deref()), (7, Some("s")));
        assert!(text[server.span.clone()].starts_with("server s {"));
        assert!(text[server.span.clone()].ends_with('}'));
        assert_eq!(server.attributes[0].values, ["1.2.{3,4}"]);
        assert_eq!(
            (
                server.attributes[1].line,
                server.attributes[1].values[0].as_str()
            ),
            (10, "no")
        );
    }

    #[test]
    fn each_flaw_has_its_line() {
        let (_, flaws) = parse("server a b {\n port 7\n x\n = 3\n}\nfoo\nserver c {\nv = \"a\n");
        let lines: Vec<u32> = flaws.iter().map(|f| f.0).collect();
        assert_eq!(lines, [1, 2, 3, 4, 6, 8, 9]);
    }

    #[test]
    fn kinds_are_told_apart() {
        assert!(has_blocks("\n# x\nservice a\n"));
        assert!(has_blocks(""));
        assert!(!has_blocks("echo stream tcp nowait root internal"));
        assert!(!has_blocks("127.0.0.1:echo stream"));
    }
}
