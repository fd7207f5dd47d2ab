//! What field tables and view files have in common: lines of words, and errors with the file and the line.

/// Something wrong in a line of a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {what}")]
pub struct LineError {
    pub file: String,
    /// From 1; 0 is the file as a whole.
    pub line: usize,
    pub what: LineProblem,
}

/// What is wrong in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LineProblem {
    #[error("{0}")]
    Unreadable(String),
    #[error("{0:?} is no name: letters, digits and underscores, no digit first, {1} at most")]
    Name(String, usize),
    #[error("{0:?} is no number from {1} to {2}")]
    Number(String, u32, u32),
    #[error("{0:?} is no type of a field or member here")]
    Type(String),
    #[error("{0} is there already with another number or type")]
    Twice(String),
    #[error("write: name number type [flag [comment]]")]
    FieldLine,
    #[error("write: *base number")]
    Base,
    #[error("write: type cname fbname count flag size null")]
    MemberLine,
    #[error("write: VIEW name, its members, END")]
    Outside,
    #[error("view {0} has no END")]
    NoEnd(String),
    #[error("view {0} has no members")]
    Empty(String),
    #[error("{0:?} is no flag: they are C, F, L, N, P, S")]
    Flag(String),
    #[error("{0} needs a size")]
    Size(String),
    #[error("{0}: the null value is none of its type: {1}")]
    Null(String, String),
    #[error("view {0} has more than {1} bytes")]
    TooLarge(String, usize),
    #[error("no field table has a field {0}, whose type is asked for")]
    NoField(String),
}

/// Collects the errors of one file.
pub struct Errors<'a> {
    pub file: &'a str,
    pub line: usize,
    pub all: &'a mut Vec<LineError>,
}

impl Errors<'_> {
    pub fn add(&mut self, what: LineProblem) {
        self.all.push(LineError {
            file: self.file.to_string(),
            line: self.line,
            what,
        });
    }
}

/// Whether a word can be a name of C.
pub fn is_name(text: &str, most: usize) -> bool {
    let letter = |c: char| c.is_ascii_alphabetic() || c == '_';
    text.len() <= most
        && text.starts_with(letter)
        && text.chars().all(|c| letter(c) || c.is_ascii_digit())
}
