//! Completion: commands, functions, special variables, device parameters, locals, labels and routines.

use crate::syntax::classes::{Place, classify};
use crate::syntax::help;
use crate::syntax::params::PARAMS;
use crate::syntax::words::{FUNCS, SVNS, VERBS, Verb};
use crate::vm::Machine;
use rustyline::completion::Completer;
use rustyline::hint::Hinter;
use rustyline::validate::Validator;
use rustyline::{Context, Helper};
use std::path::PathBuf;

/// What the session knows when the prompt is shown.
pub struct Snapshot {
    locals: Vec<String>,
    /// `label^routine` of the routines linked.
    labels: Vec<String>,
    search: Vec<u8>,
    directory: PathBuf,
}

impl Snapshot {
    pub fn of(machine: &Machine) -> Snapshot {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let mut labels = Vec::new();
        for code in machine.linked() {
            labels.extend(
                code.labels
                    .iter()
                    .map(|label| format!("{}^{}", text(&label.name), text(&code.name))),
            );
        }
        labels.sort_unstable();
        Snapshot {
            locals: machine
                .local_names()
                .iter()
                .map(|name| text(name))
                .collect(),
            labels,
            search: machine.special.zroutines.clone(),
            directory: machine.special.directory.clone(),
        }
    }

    /// Everything that may stand at the end of `before`, and where the word begun starts.
    fn candidates(&self, before: &str) -> (usize, Vec<String>) {
        let start = before
            .trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '%')
            .len();
        let (head, typed) = before.split_at(start);
        if head.trim_start().starts_with('?') {
            let start = start - usize::from(head.ends_with('$'));
            return (start, matching(help::all(), &before[start..]));
        }
        if head.ends_with("$$") {
            return (start, matching(self.labels.iter().cloned(), typed));
        }
        if head.ends_with('$') {
            let functions = FUNCS.iter().map(|w| format!("{}(", w.name));
            return (
                start,
                matching(
                    functions.chain(SVNS.iter().map(|w| w.name.to_string())),
                    typed,
                ),
            );
        }
        if head.ends_with('^') {
            let names = crate::runtime::routine_names(&self.search, &self.directory);
            return (start, matching(names.into_iter(), typed));
        }
        match classify(head.as_bytes()).1 {
            Place::Command => (
                start,
                matching(VERBS.iter().map(|w| w.name.to_string()), typed),
            ),
            Place::Argument(verb) => (start, self.arguments(verb, head, typed)),
        }
    }

    fn arguments(&self, verb: Verb, head: &str, typed: &str) -> Vec<String> {
        let letter = match verb {
            Verb::Open => 'O',
            Verb::Use => 'U',
            Verb::Close => 'C',
            Verb::Job => 'J',
            _ => ' ',
        };
        // Parameters follow a colon, alone or in parentheses.
        let at_parameter = head.ends_with(':')
            || (head.ends_with('(') && head.trim_end_matches('(').ends_with(':'));
        let in_list = head.ends_with(':')
            && head
                .rfind(":(")
                .is_some_and(|open| !head[open..].contains(')'));
        if letter != ' ' && (at_parameter || in_list) {
            let rows = PARAMS.iter().filter(|row| row.commands.contains(letter));
            return matching(rows.map(|row| row.name.to_string()), typed);
        }
        let labels = self.labels.iter().filter(|_| {
            matches!(
                verb,
                Verb::Do | Verb::Goto | Verb::Job | Verb::Zbreak | Verb::Zprint
            )
        });
        matching(self.locals.iter().chain(labels).cloned(), typed)
    }
}

/// The words that go on as typed. Words of the language, which are upper case in the tables, follow the case of what was typed.
fn matching(words: impl Iterator<Item = String>, typed: &str) -> Vec<String> {
    let lower = typed.chars().any(|c| c.is_ascii_lowercase());
    let mut found: Vec<String> = words
        .filter_map(|word| {
            if word.starts_with(typed) {
                return Some(word);
            }
            let other = if lower {
                word.to_ascii_lowercase()
            } else {
                word
            };
            other.starts_with(typed).then_some(other)
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

impl Completer for Snapshot {
    type Candidate = String;

    fn complete(
        &self,
        line: &str,
        pos: usize,
        _: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<String>)> {
        Ok(self.candidates(&line[..pos]))
    }
}

impl Hinter for Snapshot {
    type Hint = String;
}

impl Validator for Snapshot {}

impl Helper for Snapshot {}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(before: &str) -> Vec<String> {
        let snapshot = Snapshot {
            locals: vec!["count".into(), "customer".into()],
            labels: vec!["start^server".into()],
            search: b"/nowhere".to_vec(),
            directory: PathBuf::from("/"),
        };
        snapshot.candidates(before).1
    }

    #[test]
    fn the_place_decides_what_completes_a_word() {
        assert_eq!(words("wr"), ["write"]);
        assert_eq!(words("WR"), ["WRITE"]);
        assert_eq!(words("w cu"), ["customer"]);
        assert_eq!(words("w 1 zwr"), ["zwrite"]);
        assert_eq!(words("w $pi"), ["piece("]);
        assert_eq!(words("s x=$HO"), ["HOROLOG"]);
        assert_eq!(words("d sta"), ["start^server"]);
        assert_eq!(words("w $$st"), ["start^server"]);
        assert_eq!(words("o s:(lis"), ["listen"]);
        assert_eq!(words("o s:(listen=1:DELI"), ["DELIMITER"]);
        assert_eq!(words("?delim"), ["delimiter"]);
    }
}
