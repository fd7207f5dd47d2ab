//! Checks routines for errors, several threads at once.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use bumpalo::Bump;

use super::diagnostic::Diagnostic;
use super::parse::parse_routine;

/// The outcome of a check.
#[derive(Debug, Default)]
pub struct Report {
    /// For each file with something to say, in the order of the paths: its diagnostics as text.
    pub files: Vec<(usize, String)>,
    /// Lines read.
    pub lines: usize,
}

/// Checks routines on `threads` threads. A file that cannot be read is reported with the reason.
pub fn check_files(paths: &[PathBuf], threads: usize) -> Report {
    let next = AtomicUsize::new(0);
    let report = Mutex::new(Report::default());
    std::thread::scope(|scope| {
        for _ in 0..threads.max(1) {
            scope.spawn(|| {
                let mut mine = Report::default();
                let mut arena = Bump::new();
                while let Some((at, path)) = take(&next, paths) {
                    check_file(&mut arena, at, path, &mut mine);
                }
                let mut all = report.lock().unwrap_or_else(|poison| poison.into_inner());
                all.lines += mine.lines;
                all.files.append(&mut mine.files);
            });
        }
    });
    let mut report = report
        .into_inner()
        .unwrap_or_else(|poison| poison.into_inner());
    report.files.sort_unstable_by_key(|(at, _)| *at);
    report
}

fn take<'p>(next: &AtomicUsize, paths: &'p [PathBuf]) -> Option<(usize, &'p Path)> {
    let at = next.fetch_add(1, Ordering::Relaxed);
    paths.get(at).map(|path| (at, path.as_path()))
}

fn check_file(arena: &mut Bump, at: usize, path: &Path, report: &mut Report) {
    let source = match std::fs::read(path) {
        Ok(source) => source,
        Err(error) => {
            report
                .files
                .push((at, format!("{}: {error}\n", path.display())));
            return;
        }
    };
    arena.reset();
    let routine = parse_routine(arena, &source);
    report.lines += routine.lines.len();
    if !routine.diagnostics.is_empty() {
        report
            .files
            .push((at, render(path, &source, &routine.diagnostics)));
    }
}

/// `PATH:LINE:COLUMN: MNEMONIC, text`, then the source line and a caret under the place.
pub fn render(path: &Path, source: &[u8], diagnostics: &[Diagnostic]) -> String {
    let lines: Vec<&[u8]> = source.split(|c| *c == b'\n').collect();
    let mut out = String::new();
    for diagnostic in diagnostics {
        let Diagnostic {
            code,
            args,
            line,
            column,
        } = diagnostic;
        let args: Vec<Vec<u8>> = args.iter().map(|a| a.clone().into_bytes()).collect();
        let text = code.text(&args);
        let text = String::from_utf8_lossy(&text);
        // Writing to a String does not fail.
        let _ = writeln!(
            out,
            "{}:{line}:{column}: {}, {text}",
            path.display(),
            code.mnemonic()
        );
        if let Some(source) = (*line as usize).checked_sub(1).and_then(|n| lines.get(n)) {
            let shown = String::from_utf8_lossy(source.strip_suffix(b"\r").unwrap_or(source))
                .replace('\t', " ");
            let _ = writeln!(out, "    {shown}");
            let _ = writeln!(out, "    {:>width$}", "^", width = *column as usize);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use bumpalo::Bump;

    #[test]
    fn caret_stands_under_the_column() {
        let source = b"a\tq\n\ts x=1 s y=*\n";
        let arena = Bump::new();
        let routine = parse_routine(&arena, source);
        let text = render(Path::new("a.m"), source, &routine.diagnostics);
        let expected = "a.m:2:12: EXPR, Expression expected but not found\n     s x=1 s y=*\n               ^\n";
        assert_eq!(text, expected);
    }

    /// Prints what is wrong with the routines that the file named by MRUN_CHECK lists, one path a line.
    #[test]
    #[ignore = "needs a list of routines"]
    fn corpus() {
        let list = std::fs::read_to_string(std::env::var("MRUN_CHECK").unwrap()).unwrap();
        let paths: Vec<PathBuf> = list.lines().map(PathBuf::from).collect();
        let report = check_files(&paths, 2);
        for (_, text) in &report.files {
            print!("{text}");
        }
        println!(
            "{} lines, {} files with messages",
            report.lines,
            report.files.len()
        );
    }
}
