//! Colours of a line being typed.

use crate::syntax::classes::{Class, classify};
use rustyline::highlight::{CmdKind, Highlighter};
use std::borrow::Cow;

const RESET: &str = "\x1b[0m";

/// Escape sequence of a class; empty for text in the terminal's own colour.
fn colour(class: Class) -> &'static str {
    match class {
        Class::Command(_) => "\x1b[1;34m",
        Class::Intrinsic => "\x1b[36m",
        Class::Text => "\x1b[32m",
        Class::Number => "\x1b[35m",
        Class::Comment => "\x1b[90m",
        Class::UnknownCommand | Class::UnknownIntrinsic => "\x1b[31m",
        Class::Name | Class::Other => "",
    }
}

impl Highlighter for super::Snapshot {
    fn highlight<'l>(&self, line: &'l str, _pos: usize) -> Cow<'l, str> {
        if line.trim_start().starts_with('?') {
            return Cow::Borrowed(line);
        }
        let mut out = String::with_capacity(line.len() * 2);
        let mut end = 0;
        for piece in classify(line.as_bytes()).0 {
            let (start, colour) = (piece.range.start, colour(piece.class));
            // Bytes that are no ASCII are pieces of their own, never the border of a coloured one inside a character.
            let (Some(before), Some(text)) = (line.get(end..start), line.get(piece.range.clone()))
            else {
                continue;
            };
            out.push_str(before);
            if colour.is_empty() {
                out.push_str(text);
            } else {
                out.extend([colour, text, RESET]);
            }
            end = piece.range.end;
        }
        out.push_str(line.get(end..).unwrap_or_default());
        Cow::Owned(out)
    }

    fn highlight_char(&self, _line: &str, _pos: usize, kind: CmdKind) -> bool {
        kind != CmdKind::MoveCursor
    }
}
