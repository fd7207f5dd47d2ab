//! The form of $ZROUTINES: `directory directory*(source source) library.so`, each of which has to exist.

use crate::device::Environment;
use crate::value::errors::{self, MError};
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

/// Raises what is wrong with a search path.
///
/// # Errors
/// ZROSYNTAX with the reason where GT.M gives one; DLLNOOPEN for a file that is no library.
pub fn check(text: &[u8], directory: &Path, env: &Environment) -> Result<(), MError> {
    let wrong = || MError::arg(errors::ZROSYNTAX, text);
    let missing = || wrong().also(errors::FSEXP, Vec::new());
    let mut rest = text;
    skip_blanks(&mut rest);
    while !rest.is_empty() {
        let name = word(&mut rest);
        if name.is_empty() {
            return Err(missing());
        }
        exists(
            name.strip_suffix(b"*").unwrap_or(name),
            text,
            directory,
            env,
        )?;
        if rest.first() == Some(&b'(') {
            rest = &rest[1..];
            skip_blanks(&mut rest);
            if rest.is_empty() {
                return Err(wrong().also(errors::QUALEXP, Vec::new()));
            }
            loop {
                skip_blanks(&mut rest);
                match rest.first() {
                    None => return Err(missing()),
                    Some(b'(') => return Err(wrong().also(errors::QUALEXP, Vec::new())),
                    Some(b')') => break,
                    Some(_) => exists(word(&mut rest), text, directory, env)?,
                }
            }
            rest = &rest[1..];
        }
        match rest.first() {
            None => break,
            Some(b' ') => skip_blanks(&mut rest),
            Some(_) => return Err(wrong()),
        }
        if rest.is_empty() {
            return Err(missing());
        }
    }
    Ok(())
}

fn skip_blanks(rest: &mut &[u8]) {
    *rest = rest.trim_ascii_start();
}

/// Takes the name at the start of `rest`.
fn word<'a>(rest: &mut &'a [u8]) -> &'a [u8] {
    let end = rest
        .iter()
        .position(|b| matches!(b, b' ' | b'(' | b')'))
        .unwrap_or(rest.len());
    let (name, after) = rest.split_at(end);
    *rest = after;
    name
}

/// Raises an error unless a name is that of a directory or a library.
fn exists(name: &[u8], text: &[u8], directory: &Path, env: &Environment) -> Result<(), MError> {
    let full = expand(name, env);
    let path = directory.join(OsStr::from_bytes(&full));
    match std::fs::metadata(&path) {
        Ok(meta) if meta.is_dir() || name.ends_with(b".so") => Ok(()),
        Ok(_) => {
            Err(MError::arg(errors::DLLNOOPEN, name).text([name, b": invalid ELF header"].concat()))
        }
        Err(e) => Err(MError::arg(errors::ZROSYNTAX, text)
            .also(errors::FILEPARSE, vec![name.to_vec()])
            .also_system(e.raw_os_error().unwrap_or(libc::ENOENT))),
    }
}

/// Replaces `$NAME` at the start by the environment's value.
fn expand(name: &[u8], env: &Environment) -> Vec<u8> {
    let Some(rest) = name.strip_prefix(b"$") else {
        return name.to_vec();
    };
    let end = rest.iter().position(|b| *b == b'/').unwrap_or(rest.len());
    match std::str::from_utf8(&rest[..end])
        .ok()
        .and_then(|n| env.get(n))
    {
        Some(value) => [value, &rest[end..]].concat(),
        None => name.to_vec(),
    }
}
