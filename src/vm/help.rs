//! ZHELP: what the tables of the compiler say about words, on the current device.

use super::machine::{Cold, Flow, Machine};
use crate::device::Item;
use crate::syntax::help;

/// Width of a list of words, and of a column of it.
const WIDTH: usize = 76;
const COLUMN: usize = 19;

impl Machine {
    /// ZHELP with a text of words, or without: the list of all words. It asks for no further topics, as GT.M does.
    pub(super) fn zhelp(&mut self, text: &[u8]) -> Cold {
        let text = String::from_utf8_lossy(text);
        let mut out = Vec::new();
        for word in text.split_whitespace() {
            match help::explain(word) {
                Some(told) => out.extend(told.lines().map(str::to_string)),
                None => out.push(format!(
                    "Sorry, no Documentation on {}",
                    word.to_uppercase()
                )),
            }
        }
        if out.is_empty() {
            out = columns(help::all());
        }
        for line in out {
            for item in [Item::Text(line.as_bytes()), Item::Newline] {
                if let Err(e) = self.devices.write(item) {
                    return Err(self.io_error(e));
                }
            }
        }
        self.flush_output();
        Ok(Flow::Next)
    }
}

/// Words side by side.
fn columns(words: impl Iterator<Item = String>) -> Vec<String> {
    let mut lines = vec![
        "Additional information available:".to_string(),
        String::new(),
    ];
    let mut line = String::new();
    for word in words {
        if line.len() + COLUMN > WIDTH {
            lines.push(std::mem::take(&mut line).trim_end().to_string());
        }
        line += &format!("{word:<COLUMN$}");
    }
    lines.push(line.trim_end().to_string());
    lines
}
