//! The environment of a session: variables of its own, or those of the process, and the settings among them.

use super::socket::tls::is_setting;
use std::borrow::Cow;
use std::collections::HashMap;
use std::ffi::OsStr;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::process::Command;
use std::sync::Arc;

/// Variables as a process has them. A clone shares them; what is added to it is its own.
#[derive(Clone, Default, Debug)]
pub struct Environment {
    base: Arc<Base>,
    /// A few variables of one session, before those that it shares.
    own: Vec<(String, Vec<u8>)>,
}

#[derive(Clone, Default, Debug)]
struct Base {
    variables: HashMap<String, Vec<u8>>,
    /// Settings as `gtm_max_sockets`, without the `gtm_` or `ydb_` prefix, and those of TLS.
    settings: HashMap<String, String>,
    /// They are the process's, which its children inherit.
    inherited: bool,
}

impl From<HashMap<String, Vec<u8>>> for Environment {
    fn from(variables: HashMap<String, Vec<u8>>) -> Self {
        let mut settings = HashMap::new();
        for (name, value) in &variables {
            let is_second = name.starts_with("ydb_");
            let short = name
                .strip_prefix("gtm_")
                .or_else(|| name.strip_prefix("ydb_"));
            let name = match short {
                None if !is_setting(name) => continue,
                short => short.unwrap_or(name),
            };
            let value = String::from_utf8_lossy(value).into_owned();
            if is_second {
                // The same with `gtm_` counts more, whichever is met first.
                settings.entry(name.to_string()).or_insert(value);
            } else {
                settings.insert(name.to_string(), value);
            }
        }
        Environment {
            base: Arc::new(Base {
                variables,
                settings,
                inherited: false,
            }),
            own: Vec::new(),
        }
    }
}

impl Environment {
    /// The variables of the process, as they are now.
    pub fn of_process() -> Environment {
        let variables = std::env::vars_os()
            .map(|(name, value)| (name.to_string_lossy().into_owned(), value.into_vec()));
        let mut all = Environment::from(variables.collect::<HashMap<_, _>>());
        Arc::make_mut(&mut all.base).inherited = true;
        all
    }

    /// The same with another variable, which is no setting of devices.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Vec<u8>>) -> Environment {
        self.own.push((name.to_string(), value.into()));
        self
    }

    /// The value of a variable.
    pub fn get(&self, name: &str) -> Option<&[u8]> {
        let own = self.own.iter().rfind(|(n, _)| n == name).map(|(_, v)| v);
        let value = own.or_else(|| self.base.variables.get(name));
        value.map(Vec::as_slice)
    }

    /// The value of the first of these variables that there is.
    pub fn first(&self, names: &[&str]) -> Option<&[u8]> {
        names.iter().find_map(|name| self.get(name))
    }

    /// The settings of devices by their names.
    pub fn settings(&self) -> &HashMap<String, String> {
        &self.base.settings
    }

    #[cfg(test)]
    pub fn settings_mut(&mut self) -> &mut HashMap<String, String> {
        &mut Arc::make_mut(&mut self.base).settings
    }

    /// UTF-8 mode.
    pub fn is_utf8(&self) -> bool {
        let chset = self.settings().get("chset");
        chset.is_some_and(|v| v.eq_ignore_ascii_case("utf-8"))
    }

    /// Replaces `$NAME` by the value of a variable; names of none stay.
    pub fn expand<'a>(&self, text: &'a [u8]) -> Cow<'a, [u8]> {
        if !text.contains(&b'$') {
            return text.into();
        }
        let mut out = Vec::new();
        let mut rest = text;
        while let Some(at) = memchr::memchr(b'$', rest) {
            let (before, after) = (&rest[..at], &rest[at + 1..]);
            let is_of_name = |b: &u8| b.is_ascii_alphanumeric() || *b == b'_';
            let size = after.iter().take_while(|b| is_of_name(b)).count();
            let (name, behind) = after.split_at(size);
            out.extend_from_slice(before);
            let known = std::str::from_utf8(name).ok().and_then(|n| self.get(n));
            match known {
                Some(value) => out.extend_from_slice(value),
                None => out.extend_from_slice(&rest[at..=at + size]),
            }
            rest = behind;
        }
        out.extend_from_slice(rest);
        out.into()
    }

    /// A program that gets this environment.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        let value = |v: &Vec<u8>| OsStr::from_bytes(v).to_os_string();
        if !self.base.inherited {
            command.env_clear();
            command.envs(self.base.variables.iter().map(|(n, v)| (n, value(v))));
        }
        command.envs(self.own.iter().map(|(n, v)| (n, value(v))));
        command
    }
}
