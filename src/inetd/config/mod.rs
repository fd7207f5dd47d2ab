//! The configuration: files of three forms become entries. All of it is read and checked before anything uses it.

pub mod blocks;
mod classic;
pub mod lexer;
mod own;
pub mod settings;
pub mod system;
mod xinetd;

use super::entry::Entry;
use blocks::{Block, Statement};
pub use settings::Settings;
use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
pub use system::System;

/// A line of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub file: Arc<Path>,
    pub line: u32,
}

/// Something that is wrong in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub place: Place,
    pub field: Option<String>,
    pub text: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.place.file.display(), self.place.line)?;
        if let Some(field) = &self.field {
            write!(f, "{field}: ")?;
        }
        f.write_str(&self.text)
    }
}

/// An entry, and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    pub entry: Entry,
    pub place: Place,
}

/// What the files say.
#[derive(Debug)]
pub struct Config {
    pub settings: Settings,
    /// Those that can start, in the order of the files.
    pub entries: Vec<Placed>,
    /// What was left out, and why.
    pub warnings: Vec<Problem>,
    /// The first file is of our own form, so that ZINET ADD can write to it.
    pub own: bool,
}

/// Files that include each other are followed to this depth.
const DEPTH: u32 = 10;

/// Reads a file and those it includes.
///
/// # Errors
/// All that is wrong in them.
pub fn read(path: &Path, system: &System) -> Result<Config, Vec<Problem>> {
    let mut reader = Reader::new(system);
    let place = Place {
        file: path.into(),
        line: 0,
    };
    reader.file(path, &place, 0);
    reader.finish()
}

/// The same for a text without a file.
///
/// # Errors
/// As for `read`.
#[cfg(any(fuzzing, test))]
pub fn read_text(text: &str, system: &System) -> Result<Config, Vec<Problem>> {
    let mut reader = Reader::new(system);
    reader.text(text, Path::new("/text"), 0);
    reader.finish()
}

/// One entry of words and values, as `read` makes it of a block: for ZINET ADD, where nothing else is known.
pub use own::{check_name, complete};

/// The text of a block that says the same as an entry.
pub use own::block_text;

/// The text of a file of our own form with another block for a server, with one more, or with one less (`None`).
///
/// # Errors
/// The file is of another form, or has no server of that name.
pub use own::{EditError, edit};

struct Reader<'a> {
    system: &'a System,
    problems: Vec<Problem>,
    warnings: Vec<Problem>,
    own: own::Part,
    xinetd: xinetd::Part,
    classic: Vec<Placed>,
    names: HashMap<String, Place>,
    /// The form of the first file is ours.
    first: Option<bool>,
}

impl Reader<'_> {
    fn new(system: &System) -> Reader<'_> {
        Reader {
            system,
            problems: Vec::new(),
            warnings: Vec::new(),
            own: own::Part::default(),
            xinetd: xinetd::Part::default(),
            classic: Vec::new(),
            names: HashMap::new(),
            first: None,
        }
    }

    fn wrong(&mut self, place: &Place, field: Option<&str>, text: impl ToString) {
        self.problems.push(Problem {
            place: place.clone(),
            field: field.map(str::to_string),
            text: text.to_string(),
        });
    }

    fn warn(&mut self, place: &Place, field: Option<&str>, text: impl ToString) {
        self.warnings.push(Problem {
            place: place.clone(),
            field: field.map(str::to_string),
            text: text.to_string(),
        });
    }

    fn file(&mut self, path: &Path, from: &Place, depth: u32) {
        if depth > DEPTH {
            return self.wrong(from, None, "files include each other too deeply");
        }
        let text = match (self.system.read)(path).map(String::from_utf8) {
            Ok(Ok(text)) => text,
            Ok(Err(_)) => {
                return self.wrong(from, None, format!("{} is not UTF-8", path.display()));
            }
            Err(error) => {
                return self.wrong(from, None, format!("{}: {error}", path.display()));
            }
        };
        self.text(&text, path, depth);
    }

    fn text(&mut self, text: &str, path: &Path, depth: u32) {
        let file: Arc<Path> = path.into();
        if !blocks::has_blocks(text) {
            self.first.get_or_insert(false);
            return classic::read(self, text, &file);
        }
        let (statements, flaws) = blocks::parse(text);
        for (line, text) in flaws {
            let file = file.clone();
            self.wrong(&Place { file, line }, None, text);
        }
        let has = |keyword: &str| {
            statements
                .iter()
                .any(|s| matches!(s, Statement::Block(b) if b.keyword == keyword))
        };
        let foreign =
            has("service") || (!has("server") && !has("inetd") && (has("defaults") || depth > 0));
        self.first.get_or_insert(!foreign);
        for statement in statements {
            match statement {
                Statement::Block(block) => self.block(block, &file, foreign),
                Statement::Include {
                    path: to,
                    line,
                    folder,
                } => {
                    let place = Place {
                        file: file.clone(),
                        line,
                    };
                    // From the folder of the file that says it.
                    let to = path.parent().unwrap_or(Path::new("/")).join(to);
                    match folder {
                        true => self.folder(&to, &place, depth),
                        false => self.file(&to, &place, depth + 1),
                    }
                }
            }
        }
    }

    fn folder(&mut self, path: &Path, place: &Place, depth: u32) {
        match (self.system.list)(path) {
            Ok(mut names) => {
                names.retain(|name| !name.contains('.') && !name.ends_with('~'));
                names.sort();
                for name in names {
                    self.file(&path.join(name), place, depth + 1);
                }
            }
            Err(error) => self.wrong(place, None, format!("{}: {error}", path.display())),
        }
    }

    fn block(&mut self, block: Block, file: &Arc<Path>, foreign: bool) {
        let place = Place {
            file: file.clone(),
            line: block.line,
        };
        match (block.keyword.as_str(), foreign) {
            ("server" | "inetd", true) => {
                self.wrong(
                    &place,
                    None,
                    "a file has blocks of xinetd, or our own, not both",
                );
            }
            ("defaults", true) => self.xinetd.defaults.push((block, file.clone())),
            ("service", _) => self.xinetd.services.push((block, file.clone())),
            ("inetd", _) => self.own.settings.push((block, file.clone())),
            ("defaults", _) => self.own.defaults.push((block, file.clone())),
            _ => self.own.servers.push((block, file.clone())),
        }
    }

    fn finish(mut self) -> Result<Config, Vec<Problem>> {
        let mut settings = Settings::default();
        let mut entries = own::finish(&mut self, &mut settings);
        entries.extend(xinetd::finish(&mut self, &mut settings));
        entries.append(&mut self.classic);
        for placed in &entries {
            let before = self
                .names
                .insert(placed.entry.name.clone(), placed.place.clone());
            if let Some(before) = before {
                let text = format!(
                    "server {} is in line {} of {} already",
                    placed.entry.name,
                    before.line,
                    before.file.display()
                );
                self.wrong(&placed.place, None, text);
            }
        }
        entries.retain(|placed| {
            let lack = (self.system.lack)(&placed.entry);
            if let Some((field, wrong)) = &lack
                && !placed.entry.disabled
            {
                let text = format!("{wrong}; server {} is left out", placed.entry.name);
                self.warnings.push(Problem {
                    place: placed.place.clone(),
                    field: Some((*field).to_string()),
                    text,
                });
            }
            lack.is_none() && !placed.entry.disabled
        });
        match self.problems.is_empty() {
            true => Ok(Config {
                settings,
                entries,
                warnings: self.warnings,
                own: self.first == Some(true),
            }),
            false => {
                self.problems.sort_by(|a, b| {
                    (&a.place.file, a.place.line).cmp(&(&b.place.file, b.place.line))
                });
                Err(self.problems)
            }
        }
    }
}

/// The path from the root, so that it means the same after a change of folder.
pub fn absolute(path: &Path) -> std::io::Result<PathBuf> {
    std::path::absolute(path)
}

#[cfg(test)]
mod tests;
