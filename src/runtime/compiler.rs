//! GT.M's compiler command, as `mumps FILE...` and ZCOMPILE have it: options, object files, listings.

use super::cache::{self, EXTENSION, SourceFile};
use super::search::{file_name, routine_name};
use crate::compile::object::{self, Stamp};
use crate::compile::{self, Code};
use crate::value::errors::{self, MError};
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// GT.M's options; each may be shortened as long as it is the only one that starts so.
const OPTIONS: &[(&str, Meaning)] = &[
    ("CROSS_REFERENCE", Meaning::Nothing),
    ("DEBUG", Meaning::Nothing),
    ("DIRECT_MODE", Meaning::Direct),
    ("DYNAMIC_LITERALS", Meaning::Nothing),
    ("EMBED_SOURCE", Meaning::Nothing),
    ("IGNORE", Meaning::Nothing),
    ("INLINE_LITERALS", Meaning::Nothing),
    ("LABELS", Meaning::Nothing),
    ("LENGTH", Meaning::Nothing),
    ("LINE_ENTRY", Meaning::Nothing),
    ("LIST", Meaning::List),
    ("MACHINE_CODE", Meaning::Nothing),
    ("NAMEOFRTN", Meaning::Name),
    ("OBJECT", Meaning::Object),
    ("RUN", Meaning::Run),
    ("SPACE", Meaning::Nothing),
    ("WARNINGS", Meaning::Warnings),
];

/// What an option does; the others choose between ways of GT.M's compiler that mrun's does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    Run,
    Direct,
    List,
    Name,
    Object,
    Warnings,
    Nothing,
}

/// What the compiler is asked to do.
#[derive(Debug)]
pub struct Options {
    /// Files to write, under a name of their own or under that of the routine.
    object: Option<Option<Vec<u8>>>,
    list: Option<Option<Vec<u8>>>,
    /// Name of the routine.
    name: Option<Vec<u8>>,
    warnings: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            object: Some(None),
            list: None,
            name: None,
            warnings: true,
        }
    }
}

impl Options {
    /// Takes an option without its dash. `Run` and `Direct` are the caller's.
    ///
    /// # Errors
    /// CLIERR: there is no such option, or its value is missing.
    pub fn take(&mut self, option: &[u8]) -> Result<Meaning, MError> {
        let mut parts = option.splitn(2, |c| *c == b'=');
        let word = parts.next().unwrap_or_default().to_ascii_uppercase();
        let value = parts.next().map(<[u8]>::to_vec);
        let unknown = || {
            MError::arg(
                errors::CLIERR,
                [b"Unrecognized option : ", &word[..]].concat(),
            )
        };
        let (name, meaning, on) = match find(&word) {
            Some((name, meaning)) => (name, meaning, true),
            None => word
                .strip_prefix(b"NO")
                .and_then(find)
                .filter(|(_, m)| !matches!(m, Meaning::Run | Meaning::Direct))
                .map(|(name, meaning)| (name, meaning, false))
                .ok_or_else(unknown)?,
        };
        if value.as_ref().is_some_and(Vec::is_empty) {
            let text = format!("Unrecognized option : {name}, value expected but not found");
            return Err(MError::arg(errors::CLIERR, text));
        }
        match meaning {
            Meaning::Object => self.object = on.then_some(value),
            Meaning::List => self.list = on.then_some(value),
            Meaning::Name => self.name = value.filter(|_| on),
            Meaning::Warnings => self.warnings = on,
            Meaning::Run | Meaning::Direct | Meaning::Nothing => {}
        }
        Ok(meaning)
    }

    /// Compiles files; relative ones start at `directory`.
    ///
    /// # Errors
    /// A file whose name is no name of a routine.
    pub fn compile(
        &self,
        files: &[Vec<u8>],
        directory: &Path,
        how: compile::Options,
        say: &mut dyn FnMut(&[u8]),
    ) -> Result<Outcome, MError> {
        let mut out = Outcome::default();
        for (at, file) in files.iter().enumerate() {
            let ending: &[u8] = if file.ends_with(b".m") { b"" } else { b".m" };
            let file = [&file[..], ending].concat();
            let path = directory.join(OsStr::from_bytes(&file));
            // Options with a value are those of the first file.
            let first = |value: &Option<Vec<u8>>| value.clone().filter(|_| at == 0);
            let routine = first(&self.name).unwrap_or_else(|| routine_name(&path));
            let text = SourceFile::look(&path).and_then(|s| Some((s, std::fs::read(&path).ok()?)));
            let Some((source, text)) = text else {
                // GT.M tells the whole path of the first file only.
                let shown = if at == 0 {
                    path.as_os_str().as_bytes()
                } else {
                    &file
                };
                say(format!("{}\n", MError::arg(errors::FILENOTFND, shown)).as_bytes());
                out.fails(-i64::from(errors::FILENOTFND.number()));
                continue;
            };
            if !is_name(&routine) {
                let stem = path.file_stem().unwrap_or_default().as_bytes();
                return Err(
                    MError::arg(errors::NOTMNAME, stem).also(errors::ZLNOOBJECT, Vec::new())
                );
            }
            let code = compile::routine(&routine, &text, &path.to_string_lossy(), how);
            let said = compile::messages::all(&code);
            if self.warnings && !said.is_empty() {
                say(&said);
            }
            out.failed |= !said.is_empty();
            out.status = Some(code.status());
            let named = |value: &Option<Vec<u8>>, ending| match first(value) {
                Some(name) => directory.join(with_ending(&name, ending)),
                None => directory.join(file_name(&routine, ending)),
            };
            if let Some(value) = &self.object {
                let stamp = Stamp::new(source.changed, &text, SystemTime::now());
                let object = named(value, EXTENSION);
                if cache::write(&object, &object::encode(&code, &stamp)).is_err() {
                    let error = MError::arg(errors::FILEPARSE, object.as_os_str().as_bytes())
                        .also(errors::FILENOTFND, vec![Vec::new()]);
                    say(&[&error.message(b"\n")[..], b"\n"].concat());
                    out.fails(-i64::from(errors::FILEPARSE.number()));
                }
            }
            if let Some(value) = &self.list {
                // As in GT.M nothing is said of a listing that cannot be written.
                let _ = cache::write(&named(value, "lis"), &listing(&code));
            }
        }
        Ok(out)
    }
}

/// How it went.
#[derive(Debug, Default)]
pub struct Outcome {
    /// $ZCSTATUS, which the last file decides; `None` where there was none.
    pub status: Option<i64>,
    /// Some file was not there, or had something to be said of.
    pub failed: bool,
}

impl Outcome {
    fn fails(&mut self, status: i64) {
        self.status = Some(status);
        self.failed = true;
    }
}

/// Splits ZCOMPILE's argument into options and files. Behind the first file GT.M takes `-` and `=` for words.
///
/// # Errors
/// As [`Options::take`].
pub fn parse(text: &[u8], options: &mut Options) -> Result<Vec<Vec<u8>>, MError> {
    let mut files = Vec::new();
    for word in text.split(|b| *b == b' ').filter(|w| !w.is_empty()) {
        match word.strip_prefix(b"-") {
            Some(option) if files.is_empty() => {
                options.take(option)?;
            }
            _ if files.is_empty() => files.push(word.to_vec()),
            _ => {
                let mark = |b: &u8| matches!(b, b'-' | b'=');
                let words = word.chunk_by(|a, b| !mark(a) && !mark(b));
                files.extend(words.map(<[u8]>::to_vec));
            }
        }
    }
    Ok(files)
}

/// The only option that starts so.
fn find(word: &[u8]) -> Option<(&'static str, Meaning)> {
    let mut found = OPTIONS
        .iter()
        .filter(|(name, _)| name.as_bytes().starts_with(word));
    found
        .next()
        .filter(|_| found.next().is_none() && !word.is_empty())
        .copied()
}

/// A file name of GT.M's with the ending of ours: `x`, `x.o` and `x.mo` are all `x.mo`.
fn with_ending(name: &[u8], ending: &str) -> PathBuf {
    let mut path = PathBuf::from(OsStr::from_bytes(name));
    let is_object = path.extension().is_some_and(|e| e == "o" || e == EXTENSION);
    if path.extension().is_none() || (is_object && ending == EXTENSION) {
        path.set_extension(ending);
    }
    path
}

fn is_name(s: &[u8]) -> bool {
    matches!(s.first(), Some(b'%' | b'a'..=b'z' | b'A'..=b'Z'))
        && s[1..].iter().all(u8::is_ascii_alphanumeric)
}

/// The source with the numbers of its lines and what the compiler has to say.
fn listing(code: &Code) -> Vec<u8> {
    let mut out = format!("mrun {}\n{}\n\n\n", env!("CARGO_PKG_VERSION"), code.path).into_bytes();
    for number in 1..=code.source.len() {
        out.extend_from_slice(format!("{number:5}   ").as_bytes());
        out.extend_from_slice(code.source.line(number).unwrap_or_default());
        out.push(b'\n');
        for d in code
            .diagnostics
            .iter()
            .filter(|d| d.line as usize == number)
        {
            out.extend_from_slice(&compile::messages::text(d));
            out.push(b'\n');
        }
    }
    let end = match code.diagnostics.len() {
        0 => "\nno errors\n".to_string(),
        1 => "\n1 error\n".to_string(),
        n => format!("\n{n} errors\n"),
    };
    out.extend_from_slice(end.as_bytes());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_may_be_shortened_while_they_are_unique() {
        let take = |option: &[u8]| Options::default().take(option);
        assert_eq!(take(b"r").ok(), Some(Meaning::Run));
        assert_eq!(take(b"dir").ok(), Some(Meaning::Direct));
        assert_eq!(take(b"noobject").ok(), Some(Meaning::Object));
        assert_eq!(take(b"object=x.o").ok(), Some(Meaning::Object));
        assert!(take(b"d").is_err());
        assert!(take(b"norun").is_err());
        assert_eq!(
            take(b"foo").unwrap_err().to_string(),
            "%GTM-E-CLIERR, Unrecognized option : FOO"
        );
        assert_eq!(
            take(b"obj=").unwrap_err().to_string(),
            "%GTM-E-CLIERR, Unrecognized option : OBJECT, value expected but not found"
        );
    }

    #[test]
    fn behind_a_file_there_are_files_only() {
        let mut options = Options::default();
        let files = parse(b"-noobject a.m  b -list=c", &mut options).unwrap();
        let files: Vec<_> = files.iter().map(|f| String::from_utf8_lossy(f)).collect();
        assert_eq!(files, ["a.m", "b", "-", "list", "=", "c"]);
        assert!(options.object.is_none() && options.list.is_none());
    }
}
