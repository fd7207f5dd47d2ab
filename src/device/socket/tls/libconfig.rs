//! Reader of GT.M's configuration file, which is written in libconfig's language.
//!
//! Settings are `name: value;` or `name = value;`. Values are strings, numbers, booleans, lists `( )`, arrays `[ ]`
//! and groups `{ }`; comments are `#`, `//` and `/* */`.

/// Groups and lists nest no deeper.
const DEPTH: usize = 32;

/// A setting of a group, with the line where its name stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    pub name: String,
    pub value: Value,
    pub line: usize,
}

/// What a setting is set to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Text(String),
    /// A number or a boolean, as it is written.
    Plain(String),
    Group(Vec<Setting>),
    /// A list or an array: TLS has none, so its members are only checked.
    List,
}

/// A place where the text is not libconfig.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {why}")]
pub struct SyntaxError {
    pub line: usize,
    pub why: &'static str,
}

/// The settings of a whole file.
pub fn parse(text: &[u8]) -> Result<Vec<Setting>, SyntaxError> {
    let mut reader = Reader {
        rest: text,
        line: 1,
    };
    let settings = reader.settings(0)?;
    match reader.peek()? {
        None => Ok(settings),
        Some(_) => Err(reader.fail("a closing brace too many")),
    }
}

/// The members of the group that a setting holds; names are compared without regard to case.
pub fn group<'a>(settings: &'a [Setting], name: &str) -> Option<&'a [Setting]> {
    let found = settings
        .iter()
        .rfind(|s| s.name.eq_ignore_ascii_case(name))?;
    match &found.value {
        Value::Group(members) => Some(members),
        _ => None,
    }
}

struct Reader<'a> {
    rest: &'a [u8],
    line: usize,
}

impl Reader<'_> {
    fn fail(&self, why: &'static str) -> SyntaxError {
        SyntaxError {
            line: self.line,
            why,
        }
    }

    fn skip(&mut self, count: usize) {
        let (passed, rest) = self.rest.split_at(count.min(self.rest.len()));
        self.line += passed.iter().filter(|b| **b == b'\n').count();
        self.rest = rest;
    }

    /// The next byte behind blanks and comments.
    fn peek(&mut self) -> Result<Option<u8>, SyntaxError> {
        loop {
            match self.rest {
                [] => return Ok(None),
                [b, ..] if b.is_ascii_whitespace() => self.skip(1),
                [b'#', ..] | [b'/', b'/', ..] => {
                    let end = self.rest.iter().position(|b| *b == b'\n');
                    self.skip(end.unwrap_or(self.rest.len()));
                }
                [b'/', b'*', inside @ ..] => {
                    let end = inside.windows(2).position(|w| w == b"*/");
                    let end = end.ok_or_else(|| self.fail("a comment without end"))?;
                    self.skip(end + 4);
                }
                [b'@', ..] => return Err(self.fail("@include is not supported")),
                [b, ..] => return Ok(Some(*b)),
            }
        }
    }

    /// Takes the next byte if it is one of `wanted`.
    fn take(&mut self, wanted: &[u8]) -> Result<bool, SyntaxError> {
        let found = self.peek()?.is_some_and(|b| wanted.contains(&b));
        if found {
            self.skip(1);
        }
        Ok(found)
    }

    /// A run of bytes that belong to a name or a number.
    fn word(&mut self) -> String {
        let belongs = |b: &u8| b.is_ascii_alphanumeric() || b"-_*.+".contains(b);
        let length = self.rest.iter().take_while(|b| belongs(b)).count();
        let word = String::from_utf8_lossy(&self.rest[..length]).into_owned();
        self.skip(length);
        word
    }

    /// Settings up to a closing brace or the end.
    fn settings(&mut self, depth: usize) -> Result<Vec<Setting>, SyntaxError> {
        let mut all = Vec::new();
        loop {
            match self.peek()? {
                None | Some(b'}') => return Ok(all),
                Some(b) if b.is_ascii_alphabetic() || b == b'*' => {}
                Some(_) => return Err(self.fail("a name is expected")),
            }
            let line = self.line;
            let name = self.word();
            if !self.take(b":=")? {
                return Err(self.fail("a name has to be followed by : or ="));
            }
            let value = self.value(depth)?;
            // The separator may be left out.
            self.take(b";,")?;
            all.push(Setting { name, value, line });
        }
    }

    fn value(&mut self, depth: usize) -> Result<Value, SyntaxError> {
        if depth > DEPTH {
            return Err(self.fail("nested too deeply"));
        }
        match self.peek()? {
            Some(b'"') => self.strings(),
            Some(b'{') => {
                self.skip(1);
                let members = self.settings(depth + 1)?;
                if self.take(b"}")? {
                    Ok(Value::Group(members))
                } else {
                    Err(self.fail("a group without closing brace"))
                }
            }
            Some(b'(') => self.list(b")", depth),
            Some(b'[') => self.list(b"]", depth),
            _ => self.plain(),
        }
    }

    fn list(&mut self, close: &[u8], depth: usize) -> Result<Value, SyntaxError> {
        self.skip(1);
        while !self.take(close)? {
            self.value(depth + 1)?;
            if !self.take(b",")? && !self.peek()?.is_some_and(|b| close.contains(&b)) {
                return Err(self.fail("members of a list are separated by commas"));
            }
        }
        Ok(Value::List)
    }

    fn plain(&mut self) -> Result<Value, SyntaxError> {
        let word = self.word();
        let digits = word.trim_start_matches(['+', '-']);
        let boolean = ["true", "false"]
            .iter()
            .any(|b| word.eq_ignore_ascii_case(b));
        if boolean || digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
            Ok(Value::Plain(word))
        } else {
            Err(self.fail("a value is expected; texts stand in quotes"))
        }
    }

    /// A string; adjacent ones are one.
    fn strings(&mut self) -> Result<Value, SyntaxError> {
        let mut text = Vec::new();
        while self.take(b"\"")? {
            loop {
                let (byte, length) = match self.rest {
                    [] => return Err(self.fail("a text without closing quote")),
                    [b'"', ..] => break,
                    [b'\\', b'x', high, low, ..]
                        if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() =>
                    {
                        let digit = |b: u8| (b as char).to_digit(16).unwrap_or_default() as u8;
                        (digit(*high) << 4 | digit(*low), 4)
                    }
                    [b'\\', escaped, ..] => match escaped {
                        b'n' => (b'\n', 2),
                        b'r' => (b'\r', 2),
                        b't' => (b'\t', 2),
                        b'f' => (0x0c, 2),
                        other => (*other, 2),
                    },
                    [plain, ..] => (*plain, 1),
                };
                text.push(byte);
                self.skip(length);
            }
            self.skip(1);
        }
        String::from_utf8(text)
            .map(Value::Text)
            .map_err(|_| self.fail("a text that is not UTF-8"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_as_gtm_writes_them() {
        let text = br#"
# databases are none of our business
database: { keys: ( { dat: "/a.dat"; key: "/a.key" }, { dat = "/b"; key = "/c"; } ); };
tls: {
  verify-depth: 7; /* global */ CAfile = "/etc/ca" ".pem";
  dev: { format: "PEM"; cert: "/a\"b\x41\n"; session-timeout: 0x1F; on = true };
}
"#;
        let all = parse(text).unwrap();
        let tls = group(&all, "TLS").unwrap();
        assert_eq!(tls[1].value, Value::Text("/etc/ca.pem".into()));
        assert_eq!((tls[0].line, tls[2].line), (5, 6));
        let dev = group(tls, "dev").unwrap();
        assert_eq!(dev[1].value, Value::Text("/a\"bA\n".into()));
        assert_eq!(dev[2].value, Value::Plain("0x1F".into()));
        assert!(group(&all, "none").is_none() && group(tls, "CAfile").is_none());
    }

    #[test]
    fn what_is_not_libconfig_is_told_with_its_line() {
        for (text, line, why) in [
            ("a: {\n b: \"x;\n", 3, "a text without closing quote"),
            ("a: {\n b: 1;\n", 3, "a group without closing brace"),
            ("\n}", 2, "a closing brace too many"),
            ("a: b;", 1, "a value is expected; texts stand in quotes"),
            ("\n\n/* x", 3, "a comment without end"),
            ("a 5", 1, "a name has to be followed by : or ="),
            ("1: 5", 1, "a name is expected"),
            ("a: (1 2)", 1, "members of a list are separated by commas"),
            ("@include \"x\"", 1, "@include is not supported"),
            ("a: \"\\xff\"", 1, "a text that is not UTF-8"),
        ] {
            assert_eq!(
                parse(text.as_bytes()),
                Err(SyntaxError { line, why }),
                "{text}"
            );
        }
        let deep = "a:{".repeat(1000);
        assert_eq!(parse(deep.as_bytes()).unwrap_err().why, "nested too deeply");
    }
}
