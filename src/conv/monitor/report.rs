//! Tables for operators: as text, or as JSON.

use crate::value::json::quote;
use std::fmt::Write;

/// A cell.
pub enum Cell {
    Text(String),
    Number(u64),
}

impl Cell {
    fn text(&self) -> String {
        match self {
            Cell::Text(text) => text.clone(),
            Cell::Number(n) => n.to_string(),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::Text(text.to_string())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell::Text(text)
    }
}

impl From<u32> for Cell {
    fn from(n: u32) -> Cell {
        Cell::Number(n.into())
    }
}

impl From<u64> for Cell {
    fn from(n: u64) -> Cell {
        Cell::Number(n)
    }
}

/// Rows under titles. The keys of JSON are the titles in lower case, with `_` for blanks.
pub struct Table {
    pub titles: &'static [&'static str],
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    pub fn new(titles: &'static [&'static str]) -> Table {
        Table {
            titles,
            rows: Vec::new(),
        }
    }

    pub fn text(&self) -> String {
        let mut lines: Vec<Vec<String>> = vec![self.titles.iter().map(|t| (*t).into()).collect()];
        lines.push(self.titles.iter().map(|t| "-".repeat(t.len())).collect());
        lines.extend(self.rows.iter().map(|row| Table::texts(row)));
        let width = |column: usize| lines.iter().map(|l| l[column].chars().count()).max();
        let widths: Vec<usize> = (0..self.titles.len()).filter_map(width).collect();
        let mut out = String::new();
        for line in &lines {
            let mut row = String::new();
            for ((cell, width), at) in line.iter().zip(&widths).zip(0..) {
                let right = lines.len() > 2
                    && matches!(self.rows.first().map(|r| &r[at]), Some(Cell::Number(_)));
                match right {
                    true => _ = write!(row, "{cell:>width$} "),
                    false => _ = write!(row, "{cell:<width$} "),
                }
            }
            out += row.trim_end();
            out.push('\n');
        }
        out
    }

    /// The titles as keys.
    pub fn keys(&self) -> Vec<String> {
        let key = |title: &&str| title.to_lowercase().replace(' ', "_");
        self.titles.iter().map(key).collect()
    }

    /// The cells of a row as texts.
    pub fn texts(row: &[Cell]) -> Vec<String> {
        row.iter().map(Cell::text).collect()
    }

    pub fn json(&self) -> String {
        let keys = self.keys();
        let mut out = String::from("[");
        for (at, row) in self.rows.iter().enumerate() {
            out += if at > 0 { ",\n {" } else { "\n {" };
            for (cell, (key, at)) in row.iter().zip(keys.iter().zip(0..)) {
                let _ = write!(out, "{}\"{key}\":", if at > 0 { "," } else { "" });
                match cell {
                    Cell::Number(n) => _ = write!(out, "{n}"),
                    Cell::Text(text) => quote(text, &mut out),
                }
            }
            out.push('}');
        }
        out + "\n]\n"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_as_text_and_as_json() {
        let mut table = Table::new(&["Prog Name", "ID"]);
        table.rows.push(vec!["BANK".into(), 12u32.into()]);
        table.rows.push(vec!["say \"hi\"".into(), 3u32.into()]);
        assert_eq!(
            table.text(),
            "Prog Name ID\n--------- --\nBANK      12\nsay \"hi\"   3\n"
        );
        assert_eq!(
            table.json(),
            "[\n {\"prog_name\":\"BANK\",\"id\":12},\n {\"prog_name\":\"say \\\"hi\\\"\",\"id\":3}\n]\n"
        );
    }
}
