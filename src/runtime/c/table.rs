//! Call tables: the text files that say how M and C functions are called.

use super::types::{self, Number, Type};
use crate::value::MAX_STRING;
use crate::value::errors::{self, Code, MError};
use std::collections::HashMap;

/// Parameters of an entry of a call-in table.
const MAX_PARAMETERS: usize = 32;

/// A call-out table behind its first line, as far as it could be read.
#[derive(Debug, Default)]
pub struct CallOut {
    /// The function to call when the process ends.
    pub exit: Option<String>,
    /// In the order of the table. Of several entries of a name the last counts.
    pub entries: Vec<(Vec<u8>, Entry)>,
    pub error: Option<TableError>,
}

/// A function of a call-out table, or a label of a call-in table.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The C function's name, or `label^routine`.
    pub target: String,
    pub returns: Type,
    pub params: Vec<Param>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Param {
    pub kind: Type,
    pub input: bool,
    pub output: bool,
    /// Bytes of room for an output.
    pub room: usize,
}

/// A mistake in a table.
#[derive(Debug, PartialEq)]
pub struct TableError {
    pub code: Code,
    line: usize,
    column: usize,
    text: Vec<u8>,
}

impl TableError {
    /// What GT.M shows before it raises the error: the line with a pointer, and the place.
    pub fn remarks(&self, path: &[u8]) -> Vec<u8> {
        let mut pointer = b"\t\t".to_vec();
        pointer.resize(2 + self.column / 8, b'\t');
        pointer.resize(pointer.len() + self.column % 8, b' ');
        pointer.extend_from_slice(b"^-----");
        let line = MError::with(errors::EXTSRCLIN, vec![self.text.clone(), pointer]);
        let place = MError::with(
            errors::EXTSRCLOC,
            vec![
                self.column.to_string().into_bytes(),
                self.line.to_string().into_bytes(),
                path.to_vec(),
            ],
        );
        [line, place]
            .into_iter()
            .flat_map(|e| [&e.severity('I').message(b"\n")[..], b"\n"].concat())
            .collect()
    }
}

/// The path of the library as a call-out table says it; `None` when the table is empty.
pub fn library(text: &[u8]) -> Option<&[u8]> {
    let (_, first) = lines(text).next()?;
    Some(first.strip_suffix(b"\n").unwrap_or(first))
}

/// Reads a call-out table up to the first mistake.
pub fn call_out(text: &[u8]) -> CallOut {
    let mut table = CallOut::default();
    for (number, line) in lines(text).skip(1) {
        let mut scan = Scan::new(line);
        scan.blanks();
        if scan.peek().is_none_or(|c| c == b'\n') {
            continue;
        }
        if let Err(code) = out_line(&mut scan, &mut table) {
            table.error = Some(scan.error(code, number));
            break;
        }
    }
    table
}

/// Reads a call-in table.
///
/// # Errors
/// The first mistake.
pub fn call_in(text: &[u8]) -> Result<HashMap<Vec<u8>, Entry>, TableError> {
    let mut table = HashMap::new();
    for (number, line) in lines(text) {
        let mut scan = Scan::new(line);
        scan.blanks();
        if scan.peek().is_none_or(|c| c == b'\n') {
            continue;
        }
        let (name, entry) = in_line(&mut scan).map_err(|code| scan.error(code, number))?;
        table.insert(name, entry);
    }
    Ok(table)
}

/// Lines with their ends, numbered from 1.
fn lines(text: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    (1..).zip(text.split_inclusive(|c| *c == b'\n'))
}

/// `name: type function (direction:type[room], …)`, or `GTMSHLIBEXIT=function`.
fn out_line(scan: &mut Scan<'_>, table: &mut CallOut) -> Result<(), Code> {
    let start = scan.at;
    let name = scan.word(|c| c.is_ascii_alphanumeric() || matches!(c, b'_' | b'^'));
    if name.is_empty() {
        return Err(errors::ZCENTNAME);
    }
    scan.blanks();
    if scan.peek() == Some(b'=') {
        if name != b"GTMSHLIBEXIT" {
            return Err(errors::ZCINVALIDKEYWORD);
        }
        let mut rest = scan.clone();
        rest.at += 1;
        rest.blanks();
        let function = rest.word(is_identifier);
        if function.is_empty() {
            return Err(errors::ZCCLNUPRTNMISNG);
        }
        table.exit = Some(text(function));
        return Ok(());
    }
    // Blanks before the colon belong to the name, which no call can have then.
    let name = scan.line[start..scan.at].to_vec();
    if scan.peek() != Some(b':') {
        return Err(errors::ZCCOLON);
    }
    scan.at += 1;
    let returns = scan.kind(errors::ZCRTNTYP)?;
    match returns {
        Some(Type::Number(Number::Float | Number::Double)) | None => {
            return Err(errors::ZCRTNTYP);
        }
        Some(_) => {}
    }
    let target = text(scan.word(is_identifier));
    if target.is_empty() {
        return Err(errors::ZCRCALLNAME);
    }
    scan.blanks();
    if !scan.skip(b'(') {
        return Err(errors::ZCRPARMNAME);
    }
    let mut params = Vec::new();
    let mut statuses = usize::from(returns == Some(Type::Status));
    while !scan.ends_list(params.is_empty()) {
        let (input, output) = scan.direction().ok_or(errors::ZCRCALLNAME)?;
        let kind = scan.kind(errors::ZCUNTYPE)?.ok_or(errors::ZCUNTYPE)?;
        statuses += usize::from(kind == Type::Status);
        if statuses > 1 {
            return Err(errors::ZCMLTSTATUS);
        }
        let mut room = 0;
        if scan.skip(b'[') {
            if input || !kind.is_pointer() {
                return Err(errors::ZCPREALLVALPAR);
            }
            room = scan.room()?;
        }
        params.push(Param {
            kind,
            input,
            output,
            room,
        });
        scan.comma().ok_or(errors::ZCRPARMNAME)?;
    }
    // Keywords such as `:SIGSAFE` may follow; none of them changes anything here.
    let entry = Entry {
        target,
        returns: returns.unwrap_or(Type::Void),
        params,
    };
    table.entries.push((name, entry));
    Ok(())
}

/// `name: type label^routine (direction:type, …)`.
fn in_line(scan: &mut Scan<'_>) -> Result<(Vec<u8>, Entry), Code> {
    let name = scan.word(is_identifier).to_vec();
    if name.is_empty() {
        return Err(errors::CIRCALLNAME);
    }
    scan.blanks();
    if scan.peek() != Some(b':') {
        return Err(errors::COLON);
    }
    scan.at += 1;
    let returns = match scan.kind(errors::CIRTNTYP)? {
        Some(kind @ (Type::Void | Type::Pointer(_) | Type::Chars | Type::Text)) => kind,
        _ => return Err(errors::CIRTNTYP),
    };
    let target = text(scan.word(|c| c.is_ascii_alphanumeric() || matches!(c, b'^' | b'%' | b'_')));
    scan.blanks();
    if target.is_empty() || !scan.skip(b'(') {
        return Err(errors::CIENTNAME);
    }
    let mut params = Vec::new();
    while !scan.ends_list(params.is_empty()) {
        if params.len() == MAX_PARAMETERS {
            return Err(errors::CIMAXPARAM);
        }
        let (input, output) = scan.direction().ok_or(errors::CIDIRECTIVE)?;
        let kind = match scan.kind(errors::CIUNTYPE)? {
            Some(kind @ (Type::Pointer(_) | Type::Chars | Type::Text)) => kind,
            Some(Type::Number(_)) if output => return Err(errors::CIPARTYPE),
            Some(kind @ Type::Number(_)) => kind,
            _ => return Err(errors::CIUNTYPE),
        };
        params.push(Param {
            kind,
            input,
            output,
            room: 0,
        });
        scan.comma().ok_or(errors::CIRPARMNAME)?;
    }
    let entry = Entry {
        target,
        returns,
        params,
    };
    Ok((name, entry))
}

fn is_identifier(c: u8) -> bool {
    c.is_ascii_alphanumeric() || c == b'_'
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A line being read.
#[derive(Clone)]
struct Scan<'a> {
    line: &'a [u8],
    at: usize,
    /// GT.M's pointer does not count the punctuation behind the first type; `None` before that.
    uncounted: Option<usize>,
    /// The pointer is at the end of a type that is not known.
    last: Option<usize>,
}

impl<'a> Scan<'a> {
    fn new(line: &'a [u8]) -> Self {
        Scan {
            line,
            at: 0,
            uncounted: None,
            last: None,
        }
    }

    fn peek(&self) -> Option<u8> {
        self.line.get(self.at).copied()
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r')) {
            self.at += 1;
        }
    }

    fn word(&mut self, part: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = &self.line[self.at..];
        let end = rest.iter().position(|c| !part(*c)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    /// Takes a character of punctuation if it comes next.
    fn skip(&mut self, c: u8) -> bool {
        let found = self.peek() == Some(c);
        if found {
            self.punctuation(1);
        }
        found
    }

    /// Takes the end of a list; behind a comma there is none.
    fn ends_list(&mut self, empty: bool) -> bool {
        self.blanks();
        let before = self.line[..self.at].trim_ascii_end();
        (empty || !before.ends_with(b",")) && self.skip(b')')
    }

    /// Takes a comma, unless the list ends.
    fn comma(&mut self) -> Option<()> {
        self.blanks();
        (self.skip(b',') || self.peek() == Some(b')')).then_some(())
    }

    fn punctuation(&mut self, count: usize) {
        self.at += count;
        *self.uncounted.get_or_insert(0) += count;
    }

    /// `I:`, `O:`, `IO:` without blanks: whether the argument goes to the function, and whether it comes back.
    fn direction(&mut self) -> Option<(bool, bool)> {
        let rest = &self.line[self.at..];
        let directions: [(&[u8], _); 3] = [
            (b"I:", (true, false)),
            (b"O:", (false, true)),
            (b"IO:", (true, true)),
        ];
        let (text, ways) = directions.into_iter().find(|(t, _)| rest.starts_with(t))?;
        self.punctuation(text.len());
        Some(ways)
    }

    /// A type with its stars. `None` for a name that has no such type.
    fn kind(&mut self, unknown: Code) -> Result<Option<Type>, Code> {
        self.blanks();
        let name = text(self.word(is_identifier));
        self.uncounted.get_or_insert(0);
        if !types::is_known(&name) {
            self.last = Some(self.at);
            return Err(unknown);
        }
        let mut stars = 0;
        self.blanks();
        while self.skip(b'*') {
            stars += 1;
            self.blanks();
        }
        Ok(types::find(&name, stars))
    }

    /// `10]` of a pre-allocation; nothing stands for 0.
    fn room(&mut self) -> Result<usize, Code> {
        let mut ahead = self.clone();
        let digits = ahead.word(|c| c.is_ascii_digit()).to_vec();
        if ahead.peek() != Some(b']') {
            return Err(errors::ZCPREALLNUMEX);
        }
        let room = match &digits[..] {
            b"" => 0,
            digits => text(digits).parse().unwrap_or(usize::MAX),
        };
        if room > MAX_STRING + 1 {
            return Err(errors::ZCPREALLVALINV);
        }
        self.punctuation(digits.len() + 1);
        Ok(room)
    }

    fn error(&self, code: Code, line: usize) -> TableError {
        let column = match self.uncounted {
            None => self.at,
            Some(n) => (self.last.unwrap_or(self.at)).saturating_sub(1 + n),
        };
        TableError {
            code,
            line,
            column,
            text: self.line.to_vec(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mistake(line: &str) -> (&'static str, usize) {
        let error = call_out(format!("lib\n{line}\n").as_bytes()).error.unwrap();
        (error.code.mnemonic(), error.column)
    }

    #[test]
    fn a_line_of_a_call_out_table() {
        let text = b"$lib/x.so\n\n f : void nobody()\nf: gtm_long_t * g ( I:gtm_int_t , O:gtm_char_t*[10]) // x\nGTMSHLIBEXIT=end\n";
        assert_eq!(library(text), Some(&b"$lib/x.so"[..]));
        let table = call_out(text);
        assert_eq!(table.exit.as_deref(), Some("end"));
        let (_, entry) = table.entries.iter().find(|(name, _)| name == b"f").unwrap();
        assert_eq!(entry.target, "g");
        assert_eq!(entry.returns, Type::Pointer(Number::Long));
        assert_eq!(entry.params.len(), 2);
        assert_eq!(entry.params[1].room, 10);
    }

    #[test]
    fn mistakes_have_gtms_columns() {
        for (line, code, column) in [
            ("f", "ZCCOLON", 1),
            ("f void v0()", "ZCCOLON", 2),
            ("  FOO = v0", "ZCINVALIDKEYWORD", 6),
            ("GTMSHLIBEXIT=", "ZCCLNUPRTNMISNG", 12),
            ("// comment", "ZCENTNAME", 0),
            ("f:", "ZCRTNTYP", 1),
            ("f: foo v0()", "ZCRTNTYP", 5),
            ("f: gtm_float_t v0()", "ZCRTNTYP", 14),
            ("f: void", "ZCRCALLNAME", 6),
            ("f: void v0", "ZCRPARMNAME", 9),
            ("f: void v0(", "ZCRCALLNAME", 9),
            ("f: void v0(I:)", "ZCUNTYPE", 9),
            ("f: void v0(IO:foo)", "ZCUNTYPE", 12),
            ("f: void v0(I:gtm_long_t,IO:foo)", "ZCUNTYPE", 22),
            (
                "f: void st0(I:gtm_status_t,I:gtm_status_t)",
                "ZCMLTSTATUS",
                34,
            ),
            ("f: void ostr(O:gtm_char_t*[10)", "ZCPREALLNUMEX", 21),
            ("f: void ostr(O:gtm_char_t*[10]", "ZCRPARMNAME", 21),
            ("f: void ostr(I:gtm_char_t*[10])", "ZCPREALLVALPAR", 21),
            (
                "f: void full(O:gtm_string_t*[2000000])",
                "ZCPREALLVALINV",
                23,
            ),
            ("f: gtm_long_t* v0(X)", "ZCRCALLNAME", 15),
            ("f: void v0(I:gtm_long_t,)", "ZCRCALLNAME", 19),
        ] {
            assert_eq!(mistake(line), (code, column), "{line}");
        }
        assert_eq!(library(b""), None);
    }

    #[test]
    fn call_in_tables_have_columns_too() {
        for (line, code, column) in [
            ("f gtm_char_t* cs0^m2()", "COLON", 2),
            ("f: gtm_char_t cs0^m2()", "CIRTNTYP", 13),
            ("f: gtm_char_t** cs0^m2()", "CIRTNTYP", 13),
            ("f: gtm_char_t*", "CIENTNAME", 12),
            ("f: gtm_char_t* cs0+1^m2()", "CIENTNAME", 16),
            ("f: gtm_char_t* one^m2(X:gtm_long_t)", "CIDIRECTIVE", 19),
            ("f: gtm_char_t* one^m2(I:foo)", "CIUNTYPE", 22),
            ("f: gtm_char_t* one^m2(O:gtm_long_t)", "CIPARTYPE", 29),
            (
                "f: gtm_char_t* one^m2(O:gtm_char_t*[10])",
                "CIRPARMNAME",
                29,
            ),
        ] {
            let error = call_in(format!("{line}\n").as_bytes()).unwrap_err();
            assert_eq!(
                (error.code.mnemonic(), error.column),
                (code, column),
                "{line}"
            );
        }
    }
}
