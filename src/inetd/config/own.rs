//! Our own form: blocks `inetd`, `defaults` and `server NAME`, with the words of ZINET as keys.

use super::blocks::{self, Attribute, Block, Statement};
use super::lexer::quoted;
use super::{Place, Placed, Reader, Settings};
use crate::inetd::entry::{Entry, NAME};
use crate::inetd::fields::{self, Change, FIELDS, Field};
use crate::inetd::words::{self, Wrong};
use std::path::Path;
use std::sync::Arc;

type Blocks = Vec<(Block, Arc<Path>)>;

#[derive(Default)]
pub(super) struct Part {
    pub settings: Blocks,
    pub defaults: Blocks,
    pub servers: Blocks,
}

/// A name that ZINET can say.
pub fn check_name(name: &str) -> Result<(), Wrong> {
    words::letters(name, NAME).map(drop)
}

/// The value of a field that says nothing, in spite of the defaults.
const NONE: &str = "NONE";

/// Sets a field of an entry.
pub fn set(entry: &mut Entry, word: &str, change: Change, values: &[&str]) -> Result<(), Wrong> {
    let field = fields::find(word).ok_or_else(|| Wrong::Unknown("word", word.to_string()))?;
    if values.iter().any(|v| v.contains(char::is_control)) {
        return Err(Wrong::Form("a value without control characters"));
    }
    match values {
        [] => Err(Wrong::Empty),
        [none] if change == Change::Set && none.eq_ignore_ascii_case(NONE) => reset(entry, field),
        _ => (field.set)(entry, change, values),
    }
}

/// Makes an entry say nothing for a field: what all the others show makes it again.
fn reset(entry: &mut Entry, field: &Field) -> Result<(), Wrong> {
    let mut fresh = Entry::new(&entry.name);
    for other in FIELDS.iter().filter(|other| other.word != field.word) {
        let values = (other.show)(entry);
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        if !values.is_empty() && values != [""] {
            (other.set)(&mut fresh, Change::Set, &values)?;
        }
    }
    *entry = fresh;
    Ok(())
}

/// An entry of words and values, checked as a whole; else the field and what is wrong with it.
pub fn complete(
    mut entry: Entry,
    words: &[(String, Change, Vec<String>)],
) -> Result<Entry, (String, Wrong)> {
    for (word, change, values) in words {
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        set(&mut entry, word, *change, &values).map_err(|wrong| {
            let full = fields::find(word).map_or(word.as_str(), |field| field.word);
            (full.to_string(), wrong)
        })?;
    }
    match fields::flaw(&entry) {
        Some((field, wrong)) => Err((field.to_string(), wrong)),
        None => Ok(entry),
    }
}

fn attributes(reader: &mut Reader, entry: &mut Entry, block: &Block, file: &Arc<Path>) -> bool {
    let mut fine = true;
    for attribute in &block.attributes {
        let Attribute { name, change, .. } = attribute;
        if let Err(wrong) = set(entry, name, *change, &attribute.values()) {
            reader.wrong(&attribute.place(file), Some(name), wrong);
            fine = false;
        }
    }
    fine
}

pub(super) fn finish(reader: &mut Reader, settings: &mut Settings) -> Vec<Placed> {
    let part = std::mem::take(&mut reader.own);
    for (block, file) in &part.settings {
        for attribute in &block.attributes {
            let Attribute { name, change, .. } = attribute;
            let wrong = match settings.set(name, *change, &attribute.values()) {
                Some(Ok(())) => continue,
                Some(Err(wrong)) => wrong,
                None => Wrong::OneOf(super::settings::WORDS.join(", ")),
            };
            reader.wrong(&attribute.place(file), Some(name), wrong);
        }
    }
    let mut common = Entry::new("");
    for (block, file) in &part.defaults {
        attributes(reader, &mut common, block, file);
    }
    let mut entries = Vec::new();
    for (block, file) in &part.servers {
        let place = Place {
            file: file.clone(),
            line: block.line,
        };
        let name = block.name.clone().unwrap_or_default();
        let mut fine = true;
        if let Err(wrong) = check_name(&name) {
            reader.wrong(&place, Some("server"), wrong);
            fine = false;
        }
        let mut entry = Entry {
            name,
            ..common.clone()
        };
        fine &= attributes(reader, &mut entry, block, file);
        if let Some((field, wrong)) = fields::flaw(&entry)
            && fine
        {
            reader.wrong(&place, Some(field), wrong);
        }
        entries.push(Placed { entry, place });
    }
    entries
}

/// The text of a block that says the same as an entry; without what the entry `common` says.
pub fn block_text(entry: &Entry, common: &Entry) -> String {
    let mut text = format!("server {} {{\n", entry.name);
    for field in FIELDS {
        let (mut values, usual) = ((field.show)(entry), (field.show)(common));
        if values == usual {
            continue;
        }
        if values.is_empty() {
            values.push(NONE.to_string());
        }
        let values: Vec<String> = values.iter().map(|v| quoted(v)).collect();
        text += &format!("    {} = {}\n", field.word, values.join(" "));
    }
    text + "}"
}

/// Why a file cannot be changed.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    #[error("the file is not of our own form")]
    Foreign,
    #[error("the file has no server {0}")]
    Missing(String),
}

pub fn edit(text: &str, name: &str, entry: Option<&Entry>) -> Result<String, EditError> {
    let (statements, _) = blocks::parse(text);
    let foreign = |s: &Statement| matches!(s, Statement::Block(b) if b.keyword == "service");
    if !blocks::has_blocks(text) || statements.iter().any(foreign) {
        return Err(EditError::Foreign);
    }
    let mut common = Entry::new("");
    let mut old = None;
    for statement in statements {
        match statement {
            Statement::Block(b) if b.keyword == "defaults" => {
                for a in &b.attributes {
                    // What is wrong in the file was said when it was read.
                    let _ = set(&mut common, &a.name, a.change, &a.values());
                }
            }
            Statement::Block(b) if b.keyword == "server" && b.name.as_deref() == Some(name) => {
                old = Some(b.span);
            }
            _ => {}
        }
    }
    let block = entry.map(|entry| block_text(entry, &common));
    match (old, block) {
        (Some(span), Some(block)) => Ok(format!(
            "{}{block}{}",
            &text[..span.start],
            &text[span.end..]
        )),
        (Some(span), None) => {
            let rest = text[span.end..].trim_start_matches([' ', '\t', '\r']);
            let rest = rest.strip_prefix('\n').unwrap_or(rest);
            Ok(format!("{}{rest}", &text[..span.start]))
        }
        (None, Some(block)) => {
            let gap = match text {
                "" => "",
                text if text.ends_with('\n') => "\n",
                _ => "\n\n",
            };
            Ok(format!("{text}{gap}{block}\n"))
        }
        (None, None) => Err(EditError::Missing(name.to_string())),
    }
}
