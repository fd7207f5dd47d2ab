//! What is known about a word, from the tables that the compiler uses: for the command line, the REPL and ZHELP.

use super::params::{PARAMS, Row};
use super::words::{self, FUNCS, SVNS, VERBS, Word};
use crate::value::errors::Code;

/// Letters of `Row::commands`.
const COMMANDS: &[(char, &str)] = &[
    ('O', "OPEN"),
    ('U', "USE"),
    ('C', "CLOSE"),
    ('J', "JOB"),
    ('T', "TSTART"),
];

/// Everything that a word means, a line each; abbreviations and any case are understood. With a `$` it is a function or a
/// special variable.
pub fn explain(word: &str) -> Option<String> {
    let word = word.trim().to_ascii_uppercase();
    let mut out = String::new();
    let bare = word.strip_prefix('$');
    let name = bare.unwrap_or(&word).trim_end_matches('(');
    if name.is_empty() {
        return None;
    }
    let text = name.as_bytes();
    if bare.is_none()
        && let Some(verb) = words::verb(text)
    {
        out += &line("command", "", &VERBS[verb as usize], "");
    }
    if let Some(func) = words::func(text) {
        let row = func.row();
        let count = match row.args {
            (1, 1) => "1 argument".to_string(),
            (least, most) if least == most => format!("{least} arguments"),
            (least, u8::MAX) => format!("{least} or more arguments"),
            (least, most) => format!("{least} to {most} arguments"),
        };
        out += &line("function", "$", row, &format!("; {count}"));
    }
    if let Some(svn) = words::svn(text) {
        out += &line(
            "variable",
            "$",
            &SVNS[svn as usize],
            if svn.is_settable() {
                "; may be SET"
            } else {
                ""
            },
        );
    }
    if bare.is_none() {
        for row in PARAMS
            .iter()
            .filter(|row| row.name == name || spells(row, name))
        {
            let commands: Vec<&str> = COMMANDS
                .iter()
                .filter(|(letter, _)| row.commands.contains(*letter))
                .map(|(_, name)| *name)
                .collect();
            out += &format!(
                "parameter {}  {} ({})\n",
                row.name,
                row.help,
                commands.join(", ")
            );
        }
        if let Some(code) = Code::from_mnemonic(name) {
            out += &format!(
                "message   {}  {} ({})\n",
                name,
                code.template(),
                code.number()
            );
        }
    }
    Some(out).filter(|out| !out.is_empty())
}

/// `command   S[ET]  Assign values`.
fn line<T>(kind: &str, sign: &str, word: &Word<T>, more: &str) -> String {
    // HANG needs its whole name, and a name may have no shorter form.
    let rest = word.name.strip_prefix(word.short).unwrap_or_default();
    let rest = if rest.is_empty() {
        String::new()
    } else {
        format!("[{rest}]")
    };
    format!(
        "{kind:<9} {sign}{}{rest}  {}{more}\n",
        word.short, word.help
    )
}

/// Is it one of the spellings of a parameter?
fn spells(row: &Row, name: &str) -> bool {
    row.spellings
        .split(' ')
        .any(|spelling| match spelling.strip_suffix('*') {
            Some(start) => name.starts_with(start) && row.name.starts_with(name),
            None => spelling == name,
        })
}

/// All words that `explain` knows, for completion.
pub fn all() -> impl Iterator<Item = String> {
    let intrinsics = FUNCS
        .iter()
        .map(|w| w.name)
        .chain(SVNS.iter().map(|w| w.name))
        .map(|name| format!("${name}"));
    let params = PARAMS.iter().map(|row| row.name.to_string());
    VERBS
        .iter()
        .map(|w| w.name.to_string())
        .chain(intrinsics)
        .chain(params)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_explained_in_any_form() {
        assert_eq!(
            explain("set").as_deref(),
            Some("command   S[ET]  Assign values\n")
        );
        assert!(explain("$p").is_some_and(|t| t.starts_with("function  $P[IECE]")));
        assert!(explain("$zprompt").is_some_and(|t| t.contains("may be SET")));
        assert!(explain("delim").is_some_and(|t| t.contains("parameter DELIMITER")));
        assert!(explain("UNDEF").is_some_and(|t| t.contains("150373850")));
        assert_eq!(explain("nothing9"), None);
    }
}
