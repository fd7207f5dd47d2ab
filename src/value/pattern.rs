//! The pattern match operator `?`: reading, compiling and matching of patterns.
//!
//! A match carries the set of positions that the atoms read so far can reach, as intervals. It
//! never backtracks: the cost is bounded by atoms times subject length (times repetitions, for an
//! alternation), and recursion follows the nesting of the pattern only. A pattern that is used often
//! gets an automaton.

use super::chars::{class, decode};
use matching::{Matcher, Symbol, bounds};
use thiserror::Error;

mod automaton;
mod matching;

/// Nesting of alternations allowed (GT.M's buffer ends at 28).
const MAX_DEPTH: usize = 32;
/// Bytes of literals and number of atoms allowed, together (GT.M's buffer holds less than 4000).
const MAX_SIZE: usize = 4096;

/// Why a pattern cannot be used; each variant is one GT.M error.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PatternError {
    /// PATCODE: an atom does not start with a repeat count, or an alternation is malformed.
    #[error("Illegal syntax for pattern")]
    Code,
    /// PATCLASS: no pattern code, literal or alternation follows the repeat count.
    #[error("Illegal character class for pattern code")]
    Class,
    /// PATLIT: a literal without closing quote, or with a NUL in it.
    #[error("Illegal character or unbalanced quotes for pattern literal")]
    Literal,
    /// PATUPPERLIM: in `n.m`, m is less than n.
    #[error("Pattern code upper limit is less than lower limit")]
    UpperLimit,
    /// PATMAXLEN: too many atoms, too long literals or too deep nesting.
    #[error("Pattern code exceeds maximum length")]
    MaxLength,
    /// COMMAORRPAREXP: an alternation ends with the source.
    #[error("Comma or right parenthesis expected but not found")]
    CommaOrParen,
    /// INDEXTRACHARS: something other than blanks follows the pattern (indirection only).
    #[error("Indirection string contains extra trailing characters")]
    ExtraChars,
    /// PATNOTFOUND: no character has any of these pattern codes; raised by the match.
    #[error("Current pattern table has no characters with pattern code {0}")]
    NotFound(String),
}

/// How often an atom repeats; `max` of `usize::MAX` is without limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Repeat {
    min: usize,
    max: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Unit {
    /// One character in any of the classes.
    Class(u8),
    /// A literal of one or more characters.
    Literal(Literal),
    /// One of several sequences.
    Choice(Box<[Box<[Atom]>]>),
}

/// A literal in both forms a subject can have.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Literal {
    bytes: Box<[u8]>,
    chars: Box<[u32]>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Atom {
    repeat: Repeat,
    unit: Unit,
}

/// A compiled pattern, fit for sharing between threads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    atoms: Box<[Atom]>,
    /// Letters of the first pattern code that no character has.
    missing: Option<Box<str>>,
    automaton: automaton::Lazy,
}

/// The pattern at the start of `src`, the M source after `?`, and the number of bytes it takes.
///
/// # Errors
/// Those of [`Pattern::compile`] except INDEXTRACHARS, with the offset where reading stopped.
pub fn parse(src: &[u8]) -> Result<(Pattern, usize), (PatternError, usize)> {
    let mut reader = Reader::new(src);
    match reader.sequence(0) {
        Ok(atoms) => Ok((
            Pattern {
                atoms: atoms.into(),
                missing: reader.missing,
                automaton: Default::default(),
            },
            reader.at,
        )),
        Err(error) => Err((error, reader.at)),
    }
}

impl Pattern {
    /// Compiles a whole pattern, as `?@` takes it; trailing blanks are allowed.
    ///
    /// # Errors
    /// All of [`PatternError`] except `NotFound`.
    pub fn compile(src: &[u8]) -> Result<Pattern, PatternError> {
        let (pattern, end) = parse(src).map_err(|(error, _)| error)?;
        match src.get(end..) {
            Some(rest) if rest.iter().any(|&b| b != b' ') => Err(PatternError::ExtraChars),
            _ => Ok(pattern),
        }
    }

    /// Whether the whole of `subject` matches.
    ///
    /// With `utf8` a malformed byte is a character of class C (VIEW "NOBADCHAR"); a caller that
    /// wants BADCHAR checks the subject first.
    ///
    /// # Errors
    /// `NotFound`, unless the subject's length alone decides.
    pub fn matches(&self, subject: &[u8], utf8: bool) -> Result<bool, PatternError> {
        if utf8 && !subject.is_ascii() {
            self.matches_units(&to_chars(subject))
        } else {
            self.matches_bytes(subject)
        }
    }

    /// [`Pattern::matches`] of a subject whose characters are bytes.
    ///
    /// # Errors
    /// As there.
    #[inline(always)]
    pub fn matches_bytes(&self, subject: &[u8]) -> Result<bool, PatternError> {
        if let Some(automaton) = self.automaton.get() {
            return Ok(automaton.matches(subject));
        }
        self.automaton.used(self);
        self.matches_units(subject)
    }

    fn matches_units<T: Symbol>(&self, subject: &[T]) -> Result<bool, PatternError> {
        let (min, max) = bounds::<T>(&self.atoms);
        if subject.len() < min || subject.len() > max {
            return Ok(false);
        }
        if let Some(codes) = &self.missing {
            return Err(PatternError::NotFound(codes.to_string()));
        }
        Ok(Matcher { subject }.whole(&self.atoms))
    }
}

/// The subject as code points; malformed bytes lie above Unicode.
fn to_chars(subject: &[u8]) -> Vec<u32> {
    let mut chars = Vec::with_capacity(subject.len());
    let mut at = 0;
    while let Some(&byte) = subject.get(at) {
        match decode(subject, at) {
            Some((c, length)) => {
                chars.push(u32::from(c));
                at += length;
            }
            None => {
                chars.push(MALFORMED + u32::from(byte));
                at += 1;
            }
        }
    }
    chars
}

const MALFORMED: u32 = 0x11_0000;

struct Reader<'a> {
    src: &'a [u8],
    at: usize,
    size: usize,
    missing: Option<Box<str>>,
}

impl<'a> Reader<'a> {
    fn new(src: &'a [u8]) -> Self {
        Reader {
            src,
            at: 0,
            size: 0,
            missing: None,
        }
    }

    fn peek(&self) -> Option<u8> {
        self.src.get(self.at).copied()
    }

    /// One or more atoms; ends before anything that starts no atom.
    fn sequence(&mut self, depth: usize) -> Result<Vec<Atom>, PatternError> {
        let mut atoms: Vec<Atom> = Vec::new();
        let start = self.at;
        while let Some(b'0'..=b'9' | b'.') = self.peek() {
            let Some(atom) = self.atom(depth)? else {
                continue;
            };
            // Neighbours of the same class are one atom, which keeps chains such as .A.A.A short.
            match (atoms.last_mut(), &atom.unit) {
                (
                    Some(Atom {
                        repeat,
                        unit: Unit::Class(last),
                    }),
                    Unit::Class(mask),
                ) if last == mask => {
                    repeat.min = repeat.min.saturating_add(atom.repeat.min);
                    repeat.max = repeat.max.saturating_add(atom.repeat.max);
                }
                _ => atoms.push(atom),
            }
        }
        if self.at == start {
            Err(PatternError::Code)
        } else {
            Ok(atoms)
        }
    }

    /// One atom; `None` if it can match nothing but the empty string.
    fn atom(&mut self, depth: usize) -> Result<Option<Atom>, PatternError> {
        let repeat = self.repeat()?;
        let unit = match self.peek() {
            Some(b'"') => Unit::Literal(self.literal()?),
            Some(b'(') => self.choice(depth)?,
            Some(letter) if letter.is_ascii_alphabetic() => {
                Unit::Class(self.codes(repeat.max > 0)?)
            }
            _ => return Err(PatternError::Class),
        };
        self.size += match &unit {
            Unit::Literal(literal) => literal.bytes.len().saturating_add(1),
            _ => 1,
        };
        if self.size > MAX_SIZE {
            return Err(PatternError::MaxLength);
        }
        let empty = match &unit {
            Unit::Literal(literal) => literal.bytes.is_empty(),
            Unit::Choice(sequences) => sequences.iter().all(|s| s.is_empty()),
            Unit::Class(_) => false,
        };
        Ok((repeat.max > 0 && !empty).then_some(Atom { repeat, unit }))
    }

    fn number(&mut self) -> Option<usize> {
        let mut value = None;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            let tens = value.unwrap_or(0usize).saturating_mul(10);
            value = Some(tens.saturating_add(usize::from(digit - b'0')));
            self.at += 1;
        }
        value
    }

    fn repeat(&mut self) -> Result<Repeat, PatternError> {
        let low = self.number();
        let repeat = if self.peek() == Some(b'.') {
            self.at += 1;
            Repeat {
                min: low.unwrap_or(0),
                max: self.number().unwrap_or(usize::MAX),
            }
        } else {
            let count = low.unwrap_or(0);
            Repeat {
                min: count,
                max: count,
            }
        };
        if repeat.max < repeat.min {
            Err(PatternError::UpperLimit)
        } else {
            Ok(repeat)
        }
    }

    /// One or more pattern code letters: the union of their classes. Letters that no character has
    /// are noted if the atom is `used`.
    fn codes(&mut self, used: bool) -> Result<u8, PatternError> {
        let start = self.at;
        let mut mask = 0;
        while let Some(letter) = self.peek().filter(u8::is_ascii_alphabetic) {
            mask |= match letter.to_ascii_uppercase() {
                b'A' => class::A,
                b'C' => class::C,
                b'E' => class::E,
                b'L' => class::L,
                b'N' => class::N,
                b'P' => class::P,
                b'U' => class::U,
                b'Y' | b'Z' => return Err(PatternError::Class),
                _ => 0,
            };
            self.at += 1;
        }
        if used && mask == 0 && self.missing.is_none() {
            let codes = self.src.get(start..self.at).unwrap_or_default();
            self.missing = Some(String::from_utf8_lossy(codes).to_ascii_uppercase().into());
        }
        Ok(mask)
    }

    fn literal(&mut self) -> Result<Literal, PatternError> {
        self.at += 1;
        let mut bytes = Vec::new();
        loop {
            match self.peek() {
                None | Some(0) => return Err(PatternError::Literal),
                Some(b'"') => {
                    self.at += 1;
                    if self.peek() != Some(b'"') {
                        break;
                    }
                    bytes.push(b'"');
                }
                Some(byte) => bytes.push(byte),
            }
            self.at += 1;
        }
        let chars = to_chars(&bytes).into();
        Ok(Literal {
            bytes: bytes.into(),
            chars,
        })
    }

    fn choice(&mut self, depth: usize) -> Result<Unit, PatternError> {
        if depth >= MAX_DEPTH {
            return Err(PatternError::MaxLength);
        }
        let mut sequences = Vec::new();
        loop {
            self.at += 1; // the opening parenthesis or a comma
            sequences.push(self.sequence(depth + 1)?.into());
            match self.peek() {
                Some(b',') => {}
                Some(b')') => break,
                None => return Err(PatternError::CommaOrParen),
                Some(_) => return Err(PatternError::Code),
            }
        }
        self.at += 1;
        Ok(Unit::Choice(sequences.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(subject: &str, pattern: &str) -> bool {
        Pattern::compile(pattern.as_bytes())
            .unwrap()
            .matches(subject.as_bytes(), true)
            .unwrap()
    }

    #[test]
    fn values_confirmed_by_gtm() {
        for (subject, pattern) in [
            ("abc", "3A"),
            ("abc", "1(1A,3A)"),
            ("abc", "1.3(1A,1N).E"),
            ("abc", ".3A.A"),
            ("abc", "3an"),
            ("abc", "1.99999999999A"),
            ("abc", ".0N3A"),
            ("abc", "3(1A)"),
            ("abc", "2(.A)"),
            ("abc", ".\"\"3A"),
            ("abc", "1(1(1(3A)))"),
            ("", ".1\"abc\""),
            ("", "0E"),
            ("a\"b", "1\"a\"\"b\""),
            ("ababab", ".2\"ab\".2\"ab\""),
            ("é€", "1L1P"),
            ("abc", "3A  "),
        ] {
            assert!(matches(subject, pattern), "{subject}?{pattern}");
        }
        for (subject, pattern) in [
            ("abc", ".2A"),
            ("abc", "1.2(1A)"),
            ("abc", "99999999999A"),
            ("ababab", ".2\"ab\""),
            ("abc", "0.0A"),
            // GT.M says 1 here, though the pattern takes odd lengths only.
            ("11aa11aaaa1aaaaaa11a", "1an1.(2NL).\"aa\""),
        ] {
            assert!(!matches(subject, pattern), "{subject}?{pattern}");
        }
    }

    #[test]
    fn errors_are_those_of_gtm() {
        for (pattern, error) in [
            ("", PatternError::Code),
            ("A", PatternError::Code),
            ("1(1A,)", PatternError::Code),
            ("1(3A )", PatternError::Code),
            ("3", PatternError::Class),
            ("1..A", PatternError::Class),
            ("1YAY", PatternError::Class),
            ("1A2", PatternError::Class),
            ("1\"ab", PatternError::Literal),
            ("3.2A", PatternError::UpperLimit),
            ("1(1A", PatternError::CommaOrParen),
            ("3A_x", PatternError::ExtraChars),
        ] {
            assert_eq!(
                Pattern::compile(pattern.as_bytes()),
                Err(error),
                "{pattern}"
            );
        }
        let nested = "1(".repeat(100_000);
        assert_eq!(
            Pattern::compile(nested.as_bytes()),
            Err(PatternError::MaxLength)
        );
    }

    #[test]
    fn absent_codes_show_at_the_match_only() {
        let pattern = Pattern::compile(b"1xb").unwrap();
        assert_eq!(pattern.matches(b"ab", false), Ok(false));
        assert_eq!(
            pattern.matches(b"a", false),
            Err(PatternError::NotFound("XB".to_owned()))
        );
        assert_eq!(
            Pattern::compile(b"1xa").unwrap().matches(b"a", false),
            Ok(true)
        );
        assert_eq!(
            Pattern::compile(b"1A0B").unwrap().matches(b"a", false),
            Ok(true)
        );
    }

    #[test]
    fn scan_ends_where_the_atoms_do() {
        let scan = |text: &[u8]| match parse(text) {
            Ok((_, end)) | Err((_, end)) => end,
        };
        assert_eq!(scan(b"3A1\"x,\"\"\".(1N,2A),y"), 17);
        assert_eq!(scan(b"3A\"x\"N"), 2);
        assert_eq!(scan(b"1N.N'=1"), 4);
    }

    #[test]
    fn malformed_bytes_are_control_characters() {
        let pattern = Pattern::compile(b"2C").unwrap();
        assert_eq!(pattern.matches(b"\xe2\x82", true), Ok(true));
    }

    #[test]
    fn hard_cases_stay_cheap() {
        let long = "a".repeat(20_000);
        assert!(!matches(&long, ".A.N.A.N.A.N.A1\"b\""));
        assert!(!matches(&long, ".(.A,.L)1U"));
        assert!(!matches(&long, ".(1A,2A,3A)1U"));
        assert!(!matches(&long, ".(1A,.L).(1A,2L).(.A)1.U"));
        assert!(!matches(&"ab".repeat(10_000), ".(1\"a\"1\"b\")1U"));
        assert!(matches(&"xa".repeat(10_000), ".E1\"x\".A"));
    }
}
