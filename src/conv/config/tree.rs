//! The tree of a configuration file: sections, lines, settings. Which words they may be is not known here.

use super::lexer::Word;
use super::problem::Span;

/// A whole file.
#[derive(Debug, Default)]
pub struct File<'a> {
    /// What stands before the first section, where nothing may be.
    pub before: Vec<Line<'a>>,
    pub sections: Vec<Section<'a>>,
}

/// `*NAME` and its lines.
#[derive(Debug)]
pub struct Section<'a> {
    pub name: &'a str,
    pub at: Span,
    pub body: Vec<Line<'a>>,
}

/// An entry with its settings, which may go on over several lines of text.
#[derive(Debug)]
pub struct Line<'a> {
    pub head: Head,
    pub at: Span,
    pub settings: Vec<Setting<'a>>,
}

/// What a line begins with.
#[derive(Debug, PartialEq, Eq)]
pub enum Head {
    None,
    Default,
    Name(String),
}

/// `KEY=value,value`, or values without a key.
#[derive(Debug)]
pub struct Setting<'a> {
    pub key: Option<&'a str>,
    /// The key, or the values when there is none.
    pub at: Span,
    pub values: Vec<(Word, Span)>,
}

/// Settings and one more.
pub fn pushed<'a>(mut row: Vec<Setting<'a>>, setting: Setting<'a>) -> Vec<Setting<'a>> {
    row.push(setting);
    row
}

/// A value without a key.
pub fn bare<'a>(value: (Word, Span)) -> Setting<'a> {
    Setting {
        key: None,
        at: value.1,
        values: vec![value],
    }
}

/// Settings, the last of which has one value more.
pub fn valued<'a>(mut row: Vec<Setting<'a>>, value: (Word, Span)) -> Vec<Setting<'a>> {
    match row.last_mut() {
        Some(last) => last.values.push(value),
        None => row.push(bare(value)),
    }
    row
}
