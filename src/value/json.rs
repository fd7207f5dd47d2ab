//! Texts as JSON writes them.

use std::fmt::Write;

/// Adds a text as a JSON string.
pub fn quote(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            // A String takes everything.
            c if c < ' ' || c == '\u{7f}' => {
                write!(out, "\\u{:04x}", u32::from(c)).unwrap_or_default()
            }
            c => out.push(c),
        }
    }
    out.push('"');
}
