//! Options of the subcommands: `--name value`, `--name=value`, and with one dash as GT.M's utilities have them.

use crate::store::record::Format;

/// An option that a subcommand takes.
pub struct Known {
    /// In small letters, without dashes.
    pub name: &'static str,
    pub value: bool,
}

impl Known {
    pub const fn flag(name: &'static str) -> Known {
        Known { name, value: false }
    }

    pub const fn value(name: &'static str) -> Known {
        Known { name, value: true }
    }
}

/// The option that all subcommands take.
const DATABASE: Known = Known::value("database");

/// What is wrong with a command line.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    #[error("unknown option {0}")]
    Unknown(String),
    #[error("{0} needs a value")]
    NoValue(String),
    #[error("{0} takes no value")]
    Value(String),
    #[error("{0} is no {1}")]
    Bad(String, &'static str),
    #[error("too many names")]
    TooMany,
    #[error("{0}")]
    Missing(&'static str),
}

impl Wrong {
    pub fn bad(value: &[u8], what: &'static str) -> Wrong {
        Wrong::Bad(String::from_utf8_lossy(value).into(), what)
    }
}

/// A value without the quotes that GT.M's utilities want around it.
pub fn unquoted(value: &[u8]) -> &[u8] {
    let inner = value
        .strip_prefix(b"\"")
        .and_then(|v| v.strip_suffix(b"\""));
    inner.unwrap_or(value)
}

/// The options and the other arguments of a command line.
#[derive(Debug, Default)]
pub struct Options {
    given: Vec<(&'static str, Vec<u8>)>,
    pub names: Vec<Vec<u8>>,
}

impl Options {
    /// # Errors
    /// An option that is not known, or has no value.
    pub fn parse(args: &[Vec<u8>], known: &'static [Known]) -> Result<Options, Wrong> {
        let mut options = Options::default();
        let mut args = args.iter();
        while let Some(arg) = args.next() {
            let Some(body) = arg.strip_prefix(b"-").filter(|body| !body.is_empty()) else {
                options.names.push(arg.clone());
                continue;
            };
            let body = body.strip_prefix(b"-").unwrap_or(body);
            let (name, value) = match memchr::memchr(b'=', body) {
                Some(at) => (&body[..at], Some(body[at + 1..].to_vec())),
                None => (body, None),
            };
            // Dashes and underscores between words do not count: GT.M writes -fill_factor, -onerror.
            let name: Vec<u8> = name
                .iter()
                .filter(|b| !matches!(b, b'-' | b'_'))
                .map(u8::to_ascii_lowercase)
                .collect();
            let text = || String::from_utf8_lossy(arg).into_owned();
            let row = known
                .iter()
                .chain([&DATABASE])
                .find(|k| k.name.as_bytes() == name)
                .ok_or_else(|| Wrong::Unknown(text()))?;
            let value = match (row.value, value) {
                (true, Some(value)) => value,
                (true, None) => args.next().cloned().ok_or_else(|| Wrong::NoValue(text()))?,
                (false, None) => Vec::new(),
                (false, Some(_)) => return Err(Wrong::Value(text())),
            };
            options.given.push((row.name, value));
        }
        Ok(options)
    }

    /// The value of an option; the last one counts.
    pub fn value(&self, name: &str) -> Option<&[u8]> {
        let found = self.given.iter().rev().find(|(n, _)| *n == name);
        found.map(|(_, value)| value.as_slice())
    }

    /// Gives an option a value, as if it stood behind all others.
    pub fn set(&mut self, name: &'static str, value: Vec<u8>) {
        self.given.push((name, value));
    }

    pub fn has(&self, name: &str) -> bool {
        self.value(name).is_some()
    }

    /// The number that an option gives.
    ///
    /// # Errors
    /// The value is none.
    pub fn number(&self, name: &str) -> Result<Option<u64>, Wrong> {
        let number = |value: &[u8]| {
            let text = std::str::from_utf8(value).ok().and_then(|v| v.parse().ok());
            text.ok_or_else(|| Wrong::bad(value, "number"))
        };
        self.value(name).map(number).transpose()
    }

    /// `--format`.
    ///
    /// # Errors
    /// There is no such one.
    pub fn format(&self) -> Result<Option<Format>, Wrong> {
        let format = |name: &[u8]| {
            Format::from_name(name).ok_or_else(|| Wrong::bad(name, "format; ZWR and GO are"))
        };
        self.value("format").map(format).transpose()
    }

    /// The one name that is allowed beside the options.
    ///
    /// # Errors
    /// There are more.
    pub fn name(&self) -> Result<Option<&[u8]>, Wrong> {
        match self.names.as_slice() {
            [] => Ok(None),
            [name] => Ok(Some(name)),
            _ => Err(Wrong::TooMany),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: &[Known] = &[Known::flag("stdin"), Known::value("onerror")];

    fn parse(text: &str) -> Result<Options, Wrong> {
        let args: Vec<Vec<u8>> = text.split(' ').map(|a| a.as_bytes().to_vec()).collect();
        Options::parse(&args, KNOWN)
    }

    #[test]
    fn both_spellings() {
        let options = parse("--on-error=stop - -STDIN file --database x").unwrap();
        assert_eq!(options.value("onerror"), Some(&b"stop"[..]));
        assert!(options.has("stdin"));
        assert_eq!(options.value("database"), Some(&b"x"[..]));
        assert_eq!(options.names, [b"-".to_vec(), b"file".to_vec()]);
        assert_eq!(parse("-on_error 5").unwrap().number("onerror"), Ok(Some(5)));
        assert!(parse("-on_error x").unwrap().number("onerror").is_err());
        assert_eq!(options.name(), Err(Wrong::TooMany));
        assert_eq!(parse("-x").unwrap_err(), Wrong::Unknown("-x".into()));
        assert_eq!(
            parse("-stdin=1").unwrap_err(),
            Wrong::Value("-stdin=1".into())
        );
        assert_eq!(
            parse("-onerror").unwrap_err(),
            Wrong::NoValue("-onerror".into())
        );
    }
}
