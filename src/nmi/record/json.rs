//! Reads JSON as trees of names: whole numbers that are not negative, texts, lists, and maps.

use super::tree::Tree;

/// So many levels, at most.
const DEPTH: usize = 32;

/// Where a text is no JSON of these kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct JsonError {
    pub line: usize,
    pub what: &'static str,
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

/// # Errors
/// The text is no JSON, or has a value of another kind.
pub fn parse(text: &str) -> Result<Tree, JsonError> {
    let mut reader = Reader { text, at: 0 };
    let parsed = reader.value(DEPTH).and_then(|tree| {
        reader.blanks();
        match reader.at == text.len() {
            true => Ok(tree),
            false => Err("something follows"),
        }
    });
    let line = 1 + text.as_bytes()[..reader.at.min(text.len())]
        .iter()
        .filter(|b| **b == b'\n')
        .count();
    parsed.map_err(|what| JsonError { line, what })
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn blanks(&mut self) {
        while self.peek().is_some_and(|b| b.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    /// Takes a sign, after blanks, if it is there.
    fn takes(&mut self, sign: u8) -> bool {
        self.blanks();
        let there = self.peek() == Some(sign);
        self.at += usize::from(there);
        there
    }

    fn value(&mut self, depth: usize) -> Result<Tree, &'static str> {
        let depth = depth.checked_sub(1).ok_or("too many levels")?;
        self.blanks();
        match self.peek() {
            Some(b'"') => Ok(Tree::Text(self.string()?)),
            Some(b'0'..=b'9') => self.number(),
            Some(b'[') => {
                self.at += 1;
                let mut list = Vec::new();
                if self.takes(b']') {
                    return Ok(Tree::List(list));
                }
                loop {
                    list.push(self.value(depth)?);
                    match (self.takes(b','), self.takes(b']')) {
                        (_, true) => return Ok(Tree::List(list)),
                        (true, _) => {}
                        _ => return Err("a comma or ] is expected"),
                    }
                }
            }
            Some(b'{') => {
                self.at += 1;
                let mut map = Vec::new();
                if self.takes(b'}') {
                    return Ok(Tree::Map(map));
                }
                loop {
                    self.blanks();
                    let name = self.string()?;
                    if !self.takes(b':') {
                        return Err("a colon is expected");
                    }
                    map.push((name.into(), self.value(depth)?));
                    match (self.takes(b','), self.takes(b'}')) {
                        (_, true) => return Ok(Tree::Map(map)),
                        (true, _) => {}
                        _ => return Err("a comma or } is expected"),
                    }
                }
            }
            _ => Err("a text, a whole number, a list or a map is expected"),
        }
    }

    fn number(&mut self) -> Result<Tree, &'static str> {
        let rest = &self.text[self.at..];
        let length = rest.bytes().take_while(u8::is_ascii_digit).count();
        let number = rest[..length]
            .parse()
            .map_err(|_| "the number is too large")?;
        self.at += length;
        match self.peek() {
            Some(b'.' | b'e' | b'E') => Err("a whole number is expected"),
            _ => Ok(Tree::Number(number)),
        }
    }

    fn string(&mut self) -> Result<String, &'static str> {
        if self.peek() != Some(b'"') {
            return Err("a text is expected");
        }
        self.at += 1;
        let mut out = String::new();
        loop {
            let rest = &self.text[self.at..];
            let c = rest.chars().next().ok_or("the text does not end")?;
            self.at += c.len_utf8();
            match c {
                '"' => return Ok(out),
                '\\' => out.push(self.escape()?),
                c if c < ' ' => return Err("a control character within a text"),
                c => out.push(c),
            }
        }
    }

    fn escape(&mut self) -> Result<char, &'static str> {
        let sign = self.peek().ok_or("the text does not end")?;
        self.at += 1;
        Ok(match sign {
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'"' | b'\\' | b'/' => char::from(sign),
            b'u' => {
                let digits = self
                    .text
                    .get(self.at..self.at + 4)
                    .ok_or("\\u needs four digits")?;
                let code = u32::from_str_radix(digits, 16).map_err(|_| "\\u needs four digits")?;
                self.at += 4;
                // Pairs of surrogates are beyond what EBCDIC has.
                char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            _ => {
                // The error is at the sign.
                self.at -= 1;
                return Err("unknown escape");
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let text = r#"{"a":[1,2,{"b":"c \"\u000a\\"}],"d":{},"e":[],"f":18446744073709551615}"#;
        let mut again = String::new();
        parse(text).unwrap().json(&mut again);
        assert_eq!(again, text);
        assert_eq!(
            parse(" [ \"é\" , 5 ] \n"),
            Ok(Tree::List(vec!["é".into(), 5u64.into()]))
        );
    }

    #[test]
    fn what_is_no_json_is_refused_with_its_line() {
        for (wrong, line) in [
            ("", 1),
            ("\n-1", 2),
            ("[1,", 1),
            ("{\"a\":\n1.5}", 2),
            ("\"\\x\"", 1),
            ("\"\\u12\"", 1),
            ("true", 1),
            ("1 2", 1),
            ("{1:2}", 1),
            ("\"a", 1),
            ("\"\\é\"", 1),
            ("99999999999999999999", 1),
        ] {
            assert_eq!(parse(wrong).map_err(|e| e.line), Err(line), "{wrong}");
        }
        assert!(parse(&"[".repeat(1000)).is_err());
    }
}
