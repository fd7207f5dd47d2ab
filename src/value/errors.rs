//! M errors: the catalogue of GT.M's messages (mnemonic, number, M code, text) and an error value that carries one of them.

use std::fmt;

/// A message of the catalogue; the constants of this module name them all.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code(u16);

struct Message {
    base: u32,
    mnemonic: &'static str,
    severity: u8,
    ecode: &'static str,
    text: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

const SEVERITIES: &[u8; 5] = b"WSEIF";

impl Code {
    fn row(self) -> &'static Message {
        &MESSAGES[self.0 as usize]
    }

    /// The word between the dashes and the comma, for instance `UNDEF`.
    pub fn mnemonic(self) -> &'static str {
        self.row().mnemonic
    }

    /// The number that $ZSTATUS and `,Zn,` in $ECODE carry; its low three bits are the severity.
    pub fn number(self) -> u32 {
        let row = self.row();
        let low = SEVERITIES
            .iter()
            .position(|s| *s == row.severity)
            .unwrap_or(2);
        row.base + low as u32
    }

    /// The standard's code, for instance `M6`; empty for errors that have only a Z code.
    pub fn ecode(self) -> &'static str {
        self.row().ecode
    }

    /// `W`, `S`, `E`, `I` or `F`.
    pub fn severity(self) -> char {
        self.row().severity as char
    }

    /// Text with its `!AD`-like parameter marks.
    pub fn template(self) -> &'static str {
        self.row().text
    }

    /// Finds a message by its number, whatever the severity bits, and says which severity the number asks for.
    pub fn from_number(number: i64) -> Option<(Code, char)> {
        let base = u32::try_from(number & !7).ok()?;
        let severity = *SEVERITIES.get((number & 7) as usize)? as char;
        let at = MESSAGES.binary_search_by_key(&base, |m| m.base).ok()?;
        Some((Code(at as u16), severity))
    }

    /// The whole catalogue.
    #[cfg(test)]
    pub(crate) fn all() -> impl Iterator<Item = Code> {
        (0..MESSAGES.len()).map(|at| Code(at as u16))
    }

    /// Finds a message by its mnemonic.
    pub fn from_mnemonic(name: &str) -> Option<Code> {
        MESSAGES
            .iter()
            .position(|m| m.mnemonic == name)
            .map(|at| Code(at as u16))
    }

    /// The text with its parameters filled in; a parameter that is missing leaves its mark empty.
    pub fn text(self, args: &[Vec<u8>]) -> Vec<u8> {
        expand(self.template().as_bytes(), args)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.mnemonic())
    }
}

/// Replaces each `!XX` mark of a template by the next argument; `!/` and `!_` are line end and tab.
fn expand(template: &[u8], args: &[Vec<u8>]) -> Vec<u8> {
    let mut out = Vec::with_capacity(template.len() + 16);
    let mut args = args.iter();
    let mut rest = template;
    while let Some(at) = memchr::memchr(b'!', rest) {
        out.extend_from_slice(&rest[..at]);
        rest = &rest[at + 1..];
        match rest.first() {
            Some(b'/') => {
                out.push(b'\n');
                rest = &rest[1..];
            }
            Some(b'_') => {
                out.push(b'\t');
                rest = &rest[1..];
            }
            Some(b'!') => {
                out.push(b'!');
                rest = &rest[1..];
            }
            _ => {
                let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
                // A mark is a count, then one of the two-letter codes of the catalogue.
                let letters = match rest.get(digits..digits + 2) {
                    Some(b"AD" | b"AZ" | b"SL" | b"UJ" | b"UL" | b"XB" | b"XJ" | b"XL" | b"XW") => {
                        2
                    }
                    // Wide numbers; $ZMESSAGE, which has none to fill in, shows the mark.
                    Some(b"@U" | b"@Z") if args.len() > 0 => 3,
                    _ => 0,
                };
                if letters == 0 {
                    out.push(b'!');
                } else {
                    match args.next() {
                        Some(arg) => out.extend_from_slice(arg),
                        // A number that is missing is zero.
                        None if !rest[digits..].starts_with(b"A") => out.push(b'0'),
                        None => {}
                    }
                    rest = &rest[digits + letters..];
                }
            }
        }
    }
    out.extend_from_slice(rest);
    out
}

/// An M error: a message with its parameters and, possibly, messages that explain it further.
///
/// It is one pointer wide, so that the machine's `Result`s stay small.
#[derive(Clone, PartialEq, Eq)]
pub struct MError(Box<Body>);

#[derive(Clone, PartialEq, Eq)]
struct Body {
    code: Code,
    args: Vec<Vec<u8>>,
    severity: char,
    /// Number of an operating system's error, which stands instead of `code`.
    system: Option<i32>,
    /// Further lines, as `%GTM-I-TEXT, Broken pipe`.
    more: Vec<Vec<u8>>,
    /// The error that this one wraps: an error in a handler.
    cause: Option<MError>,
    /// Text met at run time and the column, from 1, at which its syntax is wrong.
    source: Option<(Vec<u8>, u32)>,
}

impl MError {
    /// An error without parameters.
    #[cold]
    pub fn new(code: Code) -> Self {
        Self::with(code, Vec::new())
    }

    /// An error whose text has parameters.
    #[cold]
    pub fn with(code: Code, args: Vec<Vec<u8>>) -> Self {
        MError(Box::new(Body {
            code,
            args,
            severity: code.severity(),
            system: None,
            more: Vec::new(),
            cause: None,
            source: None,
        }))
    }

    /// An error of the operating system, `%SYSTEM-E-ENO2, No such file or directory`; its number is the `errno`.
    #[cold]
    pub fn system(errno: i32) -> Self {
        let mut error = Self::new(SYSCALL);
        error.0.system = Some(errno);
        error
    }

    /// The same from an I/O error of the standard library.
    #[cold]
    pub fn io(error: &std::io::Error) -> Self {
        Self::system(error.raw_os_error().unwrap_or(0))
    }

    /// The `errno` of an operating system's error.
    pub fn errno(&self) -> Option<i32> {
        self.0.system
    }

    /// An error with one parameter.
    #[cold]
    pub fn arg(code: Code, arg: impl AsRef<[u8]>) -> Self {
        Self::with(code, vec![arg.as_ref().to_vec()])
    }

    /// Adds a line that explains the error, `%GTM-I-TEXT, …`.
    pub fn text(self, text: impl AsRef<[u8]>) -> Self {
        self.also(TEXT, vec![text.as_ref().to_vec()])
    }

    /// Adds a further message.
    pub fn also(mut self, code: Code, args: Vec<Vec<u8>>) -> Self {
        let mut line = Vec::new();
        // Lines that only explain carry I, whatever the severity of the message by itself.
        let severity = if [GVIS, LOCKIS].contains(&code) {
            'I'
        } else {
            code.severity()
        };
        push_message(&mut line, code, severity, &args);
        self.0.more.push(line);
        self
    }

    /// Adds the message of an operating system's error, `%SYSTEM-E-ENO2, No such file or directory`.
    pub fn also_system(mut self, errno: i32) -> Self {
        self.0.more.push(system_message(errno));
        self
    }

    /// This error as the cause of another, `%GTM-E-ERRWETRAP, …,-GTM-E-UNDEF, …`.
    pub fn within(self, code: Code) -> Self {
        let mut outer = Self::new(code);
        outer.0.cause = Some(self);
        outer
    }

    /// The error that this one wraps.
    pub fn cause(&self) -> Option<&MError> {
        self.0.cause.as_ref()
    }

    /// Remembers the text met at run time whose syntax is wrong at `column`, from 1.
    pub fn at(mut self, source: &[u8], column: u32) -> Self {
        self.0.source = Some((source.to_vec(), column));
        self
    }

    /// The text and column of a syntax error met at run time.
    pub fn source(&self) -> Option<&(Vec<u8>, u32)> {
        self.0.source.as_ref()
    }

    /// The same error with another severity letter (`ZMESSAGE` of a number with other low bits).
    pub fn severity(mut self, severity: char) -> Self {
        self.0.severity = severity;
        self
    }

    pub fn code(&self) -> Code {
        self.0.code
    }

    /// Parameters of the text.
    pub fn args(&self) -> &[Vec<u8>] {
        &self.0.args
    }

    /// `true` for severities E and F, which ZMESSAGE raises as errors.
    pub fn is_fatal(&self) -> bool {
        self.0.severity == 'F'
    }

    /// The number with the severity of this occurrence.
    pub fn number(&self) -> u32 {
        if let Some(errno) = self.0.system {
            return errno as u32;
        }
        let low = SEVERITIES
            .iter()
            .position(|s| *s == self.0.severity as u8)
            .unwrap_or(2);
        (self.0.code.number() & !7) + low as u32
    }

    /// `%GTM-E-UNDEF, Undefined local variable: x`, further messages joined by `separator`.
    pub fn message(&self, separator: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        if let Some(errno) = self.0.system {
            out = system_message(errno);
        } else {
            push_message(&mut out, self.0.code, self.0.severity, &self.0.args);
        }
        for line in &self.0.more {
            out.extend_from_slice(separator);
            out.extend_from_slice(line);
        }
        if let Some(cause) = &self.0.cause {
            out.extend_from_slice(separator);
            out.push(b'-');
            out.extend_from_slice(cause.message(separator).get(1..).unwrap_or_default());
        }
        out
    }

    /// Value of $ZSTATUS: number, place, messages joined by commas.
    pub fn zstatus(&self, place: &[u8]) -> Vec<u8> {
        let mut out = self.number().to_string().into_bytes();
        out.push(b',');
        out.extend_from_slice(place);
        out.push(b',');
        out.extend_from_slice(&self.message(b","));
        out
    }

    /// Codes for $ECODE, with commas around: `,M6,Z150373850,`.
    pub fn ecode(&self) -> Vec<u8> {
        if let Some(cause) = &self.0.cause {
            let mut out = cause.ecode();
            out.extend_from_slice(format!("Z{},", self.number()).as_bytes());
            return out;
        }
        let m = self.0.code.ecode();
        if m.is_empty() || self.0.system.is_some() {
            format!(",Z{},", self.number()).into_bytes()
        } else {
            format!(",{m},Z{},", self.number()).into_bytes()
        }
    }
}

/// The operating system's text for an error number, as `Broken pipe`.
pub fn system_text(errno: i32) -> String {
    let mut text = std::io::Error::from_raw_os_error(errno).to_string();
    text.truncate(text.rfind(" (os error ").unwrap_or(text.len()));
    text
}

fn system_message(errno: i32) -> Vec<u8> {
    let text = system_text(errno);
    if errno <= 0 || text.starts_with("Unknown error ") {
        return format!("%SYSTEM-E-UNKNOWN, Unknown system error {errno}").into_bytes();
    }
    format!("%SYSTEM-E-ENO{errno}, {text}").into_bytes()
}

fn push_message(out: &mut Vec<u8>, code: Code, severity: char, args: &[Vec<u8>]) {
    out.extend_from_slice(format!("%GTM-{severity}-{}, ", code.mnemonic()).as_bytes());
    out.extend_from_slice(&code.text(args));
}

impl fmt::Display for MError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf8_lossy(&self.message(b"\n")))
    }
}

impl fmt::Debug for MError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for MError {}

impl From<Code> for MError {
    #[cold]
    fn from(code: Code) -> Self {
        MError::new(code)
    }
}

impl From<super::num::NumError> for MError {
    #[cold]
    fn from(error: super::num::NumError) -> Self {
        use super::num::NumError;
        MError::new(match error {
            NumError::Overflow => NUMOFLOW,
            NumError::DivideByZero => DIVZERO,
            NumError::NegativeFractionalPower => NEGFRACPWR,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_numbers_and_codes_are_the_catalogues() {
        let e = MError::arg(UNDEF, "x");
        assert_eq!(
            e.message(b","),
            b"%GTM-E-UNDEF, Undefined local variable: x"
        );
        assert_eq!(e.ecode(), b",M6,Z150373850,");
        assert_eq!(
            e.zstatus(b"a+1^b"),
            b"150373850,a+1^b,%GTM-E-UNDEF, Undefined local variable: x"
        );
        let e = MError::system(2);
        assert_eq!(
            e.zstatus(b"a"),
            b"2,a,%SYSTEM-E-ENO2, No such file or directory"
        );
        assert_eq!(e.ecode(), b",Z2,");
        assert_eq!(Code::from_number(150373850), Some((UNDEF, 'E')));
    }
}
