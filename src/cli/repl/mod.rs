//! `mrun` without arguments on a terminal: a REPL. It is GT.M's direct mode with a line editor.
//!
//! The prompt is $ZPROMPT; unless `gtm_prompt` is set, it starts as `M> `. A line that starts with `?` asks for help.

mod complete;
mod highlight;

use super::{engine, report};
use crate::runtime::process::{self, Hangup};
use crate::syntax::help;
use crate::value::errors::MError;
use crate::vm::{LineReader, Machine};
use complete::Snapshot;
use rustyline::config::Configurer;
use rustyline::error::ReadlineError;
use rustyline::history::FileHistory;
use rustyline::{ColorMode, CompletionType, Config, Editor, ExternalPrinter};
use std::cell::RefCell;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::rc::Rc;

/// Lines of history that are kept.
const HISTORY: usize = 10_000;
const PROMPT: &[u8] = b"M> ";

pub fn main() -> ExitCode {
    match start() {
        Ok(code) => code,
        Err(error) => report::early(&error),
    }
}

fn start() -> Result<ExitCode, MError> {
    let colour = std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
    let red = colour && std::io::stderr().is_terminal();
    let mut session = engine(None)
        .session()
        .limits(super::limits())
        .direct_mode(true)
        .owns_process(true)
        .messages(move |text| complain(text, red))
        .build()?;
    session
        .handle_signals(Hangup::End)
        .map_err(|e| MError::io(&e))?;
    if ["gtm_prompt", "ydb_prompt"]
        .iter()
        .all(|name| std::env::var_os(name).is_none())
    {
        session.machine.special.zprompt = PROMPT.to_vec();
    }
    let repl = Repl::new(colour).map_err(|_| MError::io(&std::io::Error::last_os_error()))?;
    session.machine.set_line_reader(Rc::new(RefCell::new(repl)));
    let exit = session.direct();
    Ok(report::finish(&mut session, exit, report::FATAL))
}

/// Shows a message, in red on a terminal.
fn complain(text: &[u8], red: bool) {
    let body = text.strip_suffix(b"\n").unwrap_or(text);
    let text = if red {
        [b"\x1b[31m", body, b"\x1b[0m\n"].concat()
    } else {
        text.to_vec()
    };
    // Nobody is left to tell when standard error is gone.
    let _ = std::io::stderr().write_all(&text);
}

/// The line editor with its history.
struct Repl {
    editor: Editor<Snapshot, FileHistory>,
    history: Option<PathBuf>,
    /// Held so that the editor watches for signals while it waits.
    _watch: Box<dyn ExternalPrinter>,
}

impl Repl {
    fn new(colour: bool) -> rustyline::Result<Repl> {
        let config = Config::builder()
            .max_history_size(HISTORY)?
            .history_ignore_dups(true)?
            .completion_type(CompletionType::List)
            .color_mode(if colour {
                ColorMode::Enabled
            } else {
                ColorMode::Disabled
            })
            .build();
        let mut editor = Editor::with_config(config)?;
        editor.set_auto_add_history(false);
        let history = history_file();
        if let Some(path) = &history {
            // The first session has none.
            let _ = editor.load_history(path);
        }
        let watch = Box::new(editor.create_external_printer()?);
        Ok(Repl {
            editor,
            history,
            _watch: watch,
        })
    }

    /// Keeps a line for this session and the next ones.
    fn remember(&mut self, line: &str) {
        if !self.editor.add_history_entry(line).unwrap_or(false) {
            return;
        }
        if let Some(path) = &self.history {
            // A history that cannot be written is not worth a message at every line.
            let _ = path.parent().map(std::fs::create_dir_all);
            let _ = self.editor.append_history(path);
        }
    }
}

impl LineReader for Repl {
    fn line(&mut self, machine: &Machine) -> Option<Vec<u8>> {
        let prompt = String::from_utf8_lossy(&machine.special.zprompt).into_owned();
        self.editor.set_helper(Some(Snapshot::of(machine)));
        loop {
            process::set_editing(true);
            let line = if machine.is_signalled() {
                Err(ReadlineError::Interrupted)
            } else {
                self.editor.readline(&prompt)
            };
            process::set_editing(false);
            match line {
                Ok(line) => {
                    self.remember(&line);
                    match line.trim_start().strip_prefix('?') {
                        Some(word) => answer(word),
                        None => return Some(line.into_bytes()),
                    }
                }
                // The line is dropped, unless it was a signal that ends the process.
                Err(ReadlineError::Interrupted | ReadlineError::Signal(_))
                    if !machine.is_signalled() => {}
                Err(_) => return None,
            }
        }
    }
}

/// Answers `?word`.
fn answer(word: &str) {
    let text = match help::explain(word) {
        Some(text) => text,
        None if word.trim().is_empty() => {
            "Commands of M run at once. ?word explains a word, Tab completes, Ctrl-C breaks, Ctrl-D leaves.\n".to_string()
        }
        None => format!("Nothing is known about {}\n", word.trim()),
    };
    super::print(text.as_bytes());
}

/// `mrun/history` in the user's folder for state.
fn history_file() -> Option<PathBuf> {
    let folder = |name: &str| {
        std::env::var_os(name)
            .filter(|v| !v.is_empty())
            .map(PathBuf::from)
    };
    let state = folder("XDG_STATE_HOME").or_else(|| Some(folder("HOME")?.join(".local/state")))?;
    Some(state.join("mrun/history"))
}
