//! `mrun check PATH...`: finds the errors of source files without running them.

use crate::syntax::check::check_files;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub fn main(args: &[Vec<u8>]) -> ExitCode {
    if let Some(option) = args.iter().find(|a| a.starts_with(b"-")) {
        return super::usage(&format!(
            "check: unknown option {}",
            String::from_utf8_lossy(option)
        ));
    }
    if args.is_empty() {
        return super::usage("check needs a file or a folder");
    }
    let mut files = Vec::new();
    let mut failed = false;
    for arg in args {
        let path = PathBuf::from(super::path(arg));
        if !path.is_dir() {
            files.push(path);
        } else if let Err(error) = collect(&path, &mut files) {
            eprintln!("mrun: {}: {error}", path.display());
            failed = true;
        }
    }
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let report = check_files(&files, threads);
    for (_, text) in &report.files {
        super::print(text.as_bytes());
    }
    ExitCode::from(u8::from(failed || !report.files.is_empty()))
}

/// Adds all `*.m` of a folder and of the folders in it, sorted; hidden folders and links to folders are left out.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    let mut entries = std::fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            if !entry.file_name().as_encoded_bytes().starts_with(b".") {
                collect(&path, files)?;
            }
        } else if path.extension().is_some_and(|e| e == "m") {
            files.push(path);
        }
    }
    Ok(())
}
