//! ZINET commands: their words, and the texts of the answers.

use super::config::lexer::unquoted;
use super::entry::Level;
use super::fields::{self, Change, FIELDS};
use super::words;
use std::fmt::Write as _;

/// No command is longer.
pub const LONGEST: usize = 64 * 1024;

/// A word of ADD or ALTER with its values.
pub type Setting = (String, Change, Vec<String>);

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    Add {
        name: String,
        settings: Vec<Setting>,
    },
    Alter {
        name: String,
        settings: Vec<Setting>,
    },
    Delete {
        name: String,
    },
    /// `file`: as the configuration has it, not as it runs.
    Display {
        name: Option<String>,
        file: bool,
    },
    Start {
        name: String,
    },
    Stop {
        name: String,
    },
    Help,
    Reload,
    Recycle,
    State(Level),
}

/// An answer that says no.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum No {
    #[error("INET0030E {0} IS NOT A ZINET COMMAND")]
    Command(String),
    #[error("INET0031E SERVER {0} IS NOT IN THE INETD CONFIGURATION FILE")]
    Missing(String),
    #[error("INET0032E SERVER {0} IS IN THE INETD CONFIGURATION FILE ALREADY")]
    There(String),
    #[error("INET0033E {0}: {1}")]
    Field(String, String),
    #[error("INET0034E SERVER {0} IS ACTIVE, STOP IT FIRST")]
    Active(String),
    #[error("INET0035E SERVER {0} IS NOT STARTED: {1}")]
    Start(String, String),
    #[error("INET0036E THE INETD CONFIGURATION FILE IS NOT CHANGED: {0}")]
    File(String),
    #[error("INET0037E USER {0} MAY NOT GIVE ZINET COMMANDS")]
    Operator(u32),
    #[error("INET0038E THE COMMAND IS NOT COMPLETE: {0}")]
    Incomplete(&'static str),
    #[error("INET0039E THE INETD CONFIGURATION FILE IS WRONG, NOTHING IS CHANGED\n{0}")]
    Config(String),
    #[error("INET0040E THE DAEMON IS NOT RECYCLED: {0}")]
    Recycle(String),
}

/// Lists whose values have commas between them.
const SPLIT: [&str; 5] = ["IP", "ONLYFROM", "NOACCESS", "HOURS", "LIMIT"];

/// The words of a line; quotes keep blanks together.
fn split(line: &str) -> Result<Vec<String>, No> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        if first == '"' {
            // Up to the next quote without a backslash.
            let mut escaped = false;
            let end = rest[1..].find(|c| {
                let ends = c == '"' && !escaped;
                escaped = c == '\\' && !escaped;
                ends
            });
            let end = end.ok_or(No::Incomplete("A QUOTE IS NOT CLOSED"))? + 2;
            word.get_or_insert_default()
                .push_str(&unquoted(&rest[..end]));
            rest = &rest[end..];
        } else {
            match first.is_whitespace() {
                true => words.extend(word.take()),
                false => word.get_or_insert_default().push(first),
            }
            rest = &rest[first.len_utf8()..];
        }
    }
    words.extend(word);
    Ok(words)
}

/// A line of the words, which `parse` reads as they are.
pub fn line(words: &[String]) -> String {
    let mut line = String::new();
    for word in words {
        let text = word.replace('\\', "\\\\").replace('"', "\\\"");
        // A String takes everything.
        let _ = write!(line, "\"{text}\" ");
    }
    line
}

/// Reads a command.
///
/// # Errors
/// The answer that says what is wrong with it.
pub fn parse(line: &str) -> Result<Command, No> {
    let words = split(line)?;
    let mut words = words.iter().map(String::as_str);
    let mut first = words.next().unwrap_or("HELP");
    if first.eq_ignore_ascii_case("ZINET") {
        first = words.next().unwrap_or("HELP");
    }
    let command = first.to_ascii_uppercase();
    if command == "STATE" {
        let level = words
            .next()
            .ok_or(No::Incomplete("CRAS OR NORM IS MISSING"))?;
        let level = words::word(level, &Level::ALL);
        return level
            .map(Command::State)
            .map_err(|w| No::Field("STATE".into(), w.to_string()));
    }
    let mut parameters = Parameters::default();
    for word in words {
        parameters.take(word, command == "ALTER")?;
    }
    let Parameters {
        name,
        file,
        settings,
    } = parameters;
    if !settings.is_empty() && command != "ADD" && command != "ALTER" {
        return Err(No::Field(
            settings[0].0.clone(),
            format!("{command} does not take it"),
        ));
    }
    let name_needed = || name.clone().ok_or(No::Incomplete("SERVER IS MISSING"));
    Ok(match command.as_str() {
        "ADD" => Command::Add {
            name: name_needed()?,
            settings,
        },
        "ALTER" => Command::Alter {
            name: name_needed()?,
            settings,
        },
        "DELETE" => Command::Delete {
            name: name_needed()?,
        },
        "DISPLAY" => Command::Display { name, file },
        "START" => Command::Start {
            name: name_needed()?,
        },
        "STOP" => Command::Stop {
            name: name_needed()?,
        },
        "HELP" => Command::Help,
        "RELOAD" => Command::Reload,
        "RECYCLE" => Command::Recycle,
        _ => return Err(No::Command(first.to_string())),
    })
}

#[derive(Default)]
struct Parameters {
    name: Option<String>,
    file: bool,
    settings: Vec<Setting>,
}

impl Parameters {
    /// `KEYWORD-value`, or a name alone.
    fn take(&mut self, word: &str, alter: bool) -> Result<(), No> {
        let Some((keyword, value)) = word.split_once('-') else {
            if self.name.is_some() {
                return Err(No::Field(
                    word.to_string(),
                    "a keyword and a value are expected".into(),
                ));
            }
            self.name = Some(word.to_string());
            return Ok(());
        };
        let upper = keyword.to_ascii_uppercase();
        if !upper.is_empty() && "SERVER".starts_with(&upper) {
            self.name = Some(value.to_string());
            return Ok(());
        }
        if upper == "COPY" {
            self.file = words::word(value, &[("FILE", true), ("CORE", false)])
                .map_err(|w| No::Field(upper, w.to_string()))?;
            return Ok(());
        }
        let (field, remove) = match (
            fields::find(&upper),
            upper.strip_prefix("NO").and_then(fields::find),
        ) {
            (Some(field), _) => (field, false),
            (None, Some(field)) => (field, true),
            (None, None) => {
                return Err(No::Field(
                    keyword.to_string(),
                    "there is no such keyword".into(),
                ));
            }
        };
        let values: Vec<String> = match SPLIT.contains(&field.word) {
            true => value.split(',').map(str::to_string).collect(),
            false => vec![value.to_string()],
        };
        let before = self.settings.iter().any(|(word, ..)| word == field.word);
        let change = match remove {
            true => Change::Remove,
            // Addresses are added to those that an entry has.
            false if before || (alter && field.word == "IP") => Change::Add,
            false => Change::Set,
        };
        self.settings.push((field.word.to_string(), change, values));
        Ok(())
    }
}

/// The answer to HELP.
pub fn help() -> String {
    let mut text = String::from(
        "INET0020I ZINET COMMANDS\n\
         ADD Server-name KEYWORD-value...   ADD AN ENTRY\n\
         ALTER Server-name KEYWORD-value... CHANGE IT; IP-a ADDS AN ADDRESS, NOIP-a DELETES ONE\n\
         DELETE Server-name                 DELETE IT; THE SERVER MUST BE STOPPED\n\
         DISPLAY [Server-name] [COPY-CORE]  SHOW WHAT RUNS\n\
         DISPLAY [Server-name] COPY-FILE    SHOW THE ENTRIES\n\
         START Server-name                  START A SERVER\n\
         STOP Server-name                   STOP IT; WHAT RUNS FINISHES\n\
         STATE CRAS|NORM                    CHANGE THE STATE OF THE SYSTEM\n\
         RELOAD                             READ THE CONFIGURATION AGAIN\n\
         RECYCLE                            START THE DAEMON'S PROGRAM AGAIN, WITH ALL SOCKETS\n\
         KEYWORDS (CAPITALS ARE ENOUGH):\n",
    );
    for field in FIELDS {
        let (least, rest) = field.word.split_at(field.least);
        // A String takes everything.
        let _ = writeln!(
            text,
            "{:<15}{}",
            format!("{least}{}", rest.to_ascii_lowercase()),
            field.form
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_have_their_words() {
        let add = parse(
            "ZINET ADD S-echo PGM-a^b p-tcp PORT-7 IP-1.2.3.4,::1 XPARM-\"a -b\" ENV-A=1 ENV-B=2,3",
        )
        .unwrap();
        let Command::Add { name, settings } = add else {
            panic!()
        };
        assert_eq!(name, "echo");
        let words: Vec<_> = settings
            .iter()
            .map(|(w, c, v)| (w.as_str(), *c, v.join("|")))
            .collect();
        assert_eq!(
            words,
            [
                ("PGM", Change::Set, "a^b".to_string()),
                ("PROTOCOL", Change::Set, "tcp".to_string()),
                ("PORT", Change::Set, "7".to_string()),
                ("IP", Change::Set, "1.2.3.4|::1".to_string()),
                ("XPARM", Change::Set, "a -b".to_string()),
                ("ENV", Change::Set, "A=1".to_string()),
                ("ENV", Change::Add, "B=2,3".to_string()),
            ]
        );
        let Command::Alter { settings, .. } = parse("alter server-x ip-::1 noip-::2").unwrap()
        else {
            panic!()
        };
        assert_eq!(
            (settings[0].1, settings[1].1),
            (Change::Add, Change::Remove)
        );
        assert_eq!(
            parse("START S-DBUG"),
            Ok(Command::Start {
                name: "DBUG".into()
            })
        );
        assert_eq!(
            parse("display copy-file"),
            Ok(Command::Display {
                name: None,
                file: true
            })
        );
        assert_eq!(parse(""), Ok(Command::Help));
        assert_eq!(parse("state cras"), Ok(Command::State(Level::Cras)));
        for (wrong, begins) in [
            ("FOO", "INET0030E FOO"),
            ("START", "INET0038E"),
            ("ADD S-a FOO-1", "INET0033E FOO"),
            ("START S-a PORT-1", "INET0033E PORT"),
            ("ADD S-a \"b", "INET0038E"),
            ("ADD a b", "INET0033E b"),
            ("DISPLAY COPY-X", "INET0033E COPY"),
        ] {
            let no = parse(wrong).unwrap_err().to_string();
            assert!(no.starts_with(begins), "{wrong}: {no}");
        }
    }

    #[test]
    fn a_line_of_words_is_read_as_them() {
        let words: Vec<String> = ["a b", "c\"d\\", "", "é"].map(String::from).into();
        assert_eq!(split(&line(&words)).unwrap(), words);
    }
}
