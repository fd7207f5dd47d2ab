//! RANGES: which values of a routing field go to which groups, `value:group`, `lower - upper:group`, `*:group`.

use super::problem::{Advice, Span};
use std::cmp::Ordering;
use std::fmt;

/// The group that stands for all groups.
pub const ANY: &str = "*";

/// What RANGES says, in the order in which it is looked at.
#[derive(Debug, Clone, Default)]
pub struct Ranges {
    text: String,
    ranges: Vec<Range>,
    /// `*:group`: the group of all other values.
    rest: Option<String>,
    /// There are ranges behind `*`, which do not count.
    behind: bool,
}

/// Values from one to another, both included.
#[derive(Debug, Clone)]
struct Range {
    lower: Bound,
    upper: Bound,
    group: String,
}

#[derive(Debug, Clone, PartialEq)]
enum Bound {
    Min,
    Max,
    Number(Number),
    Text(Vec<u8>),
}

/// A number of a range or of a field.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Number {
    Whole(i64),
    Real(f64),
}

/// The value of a routing field.
#[derive(Debug, Clone, PartialEq)]
pub enum Field {
    /// With the least and the greatest that its type has.
    Whole {
        value: i64,
        least: i64,
        most: i64,
    },
    Single(f32),
    Double(f64),
    Char(u8),
    Text(Vec<u8>),
}

/// Why a value goes nowhere.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoRoute {
    #[error("the field is not there")]
    Missing,
    #[error("no range has its value")]
    Outside,
    #[error("the field is a number, and the ranges are texts")]
    Number,
    #[error("the field is a text, and the ranges are numbers")]
    Text,
}

// The text says all.
impl PartialEq for Ranges {
    fn eq(&self, other: &Ranges) -> bool {
        self.text == other.text
    }
}

impl Eq for Ranges {}

impl Ranges {
    /// Reads the value of RANGES.
    ///
    /// # Errors
    /// What is wrong in it, with its place in the text.
    pub fn parse(text: &str) -> Result<Ranges, RangeError> {
        let mut ranges = Ranges {
            text: text.to_string(),
            ..Ranges::default()
        };
        let mut cursor = Cursor { text, at: 0 };
        let mut kind = None;
        loop {
            cursor.blanks();
            let start = cursor.at;
            let bounds = match cursor.take('*') {
                true => None,
                false => Some(cursor.bounds()?),
            };
            let end = cursor.at;
            cursor.blanks();
            if !cursor.take(':') {
                return Err(cursor.wrong(RangeFault::NoColon));
            }
            let group = cursor.group()?;
            let wrong = |what| RangeError::at(start, end, what);
            for bound in bounds.iter().flat_map(|(lower, upper)| [lower, upper]) {
                let is_number = match bound {
                    Bound::Number(_) => true,
                    Bound::Text(_) => false,
                    Bound::Min | Bound::Max => continue,
                };
                if *kind.get_or_insert(is_number) != is_number {
                    return Err(wrong(RangeFault::Mixed));
                }
            }
            match bounds {
                _ if ranges.rest.is_some() => ranges.behind = true,
                None => ranges.rest = Some(group),
                Some((lower, upper)) if lower.is_above(&upper) => {
                    return Err(wrong(RangeFault::Backwards));
                }
                Some((lower, upper)) => ranges.ranges.push(Range {
                    lower,
                    upper,
                    group,
                }),
            }
            if cursor.at == text.len() {
                return Ok(ranges);
            }
            if !cursor.take(',') {
                return Err(cursor.wrong(RangeFault::NoComma));
            }
        }
    }

    /// The groups it names.
    pub fn groups(&self) -> impl Iterator<Item = &str> {
        let named = self.ranges.iter().map(|range| &range.group);
        let all = named.chain(&self.rest).map(String::as_str);
        all.filter(|group| *group != ANY)
    }

    /// Whether there are ranges behind `*`, which do not count.
    pub fn has_more_behind(&self) -> bool {
        self.behind
    }

    /// The groups that a value goes to: that of the first range that has it, then that of `*`, for when nobody in the first offers
    /// the service. [`ANY`] is any group.
    ///
    /// # Errors
    /// It goes nowhere.
    pub fn route(&self, field: Option<&Field>) -> Result<Vec<String>, NoRoute> {
        let mut why = NoRoute::Missing;
        let mut found = Vec::new();
        if let Some(field) = field {
            why = NoRoute::Outside;
            for range in &self.ranges {
                let (above, below) = (field.compare(&range.lower)?, field.compare(&range.upper)?);
                if above != Ordering::Less && below != Ordering::Greater {
                    found.push(range.group.clone());
                    break;
                }
            }
        }
        found.extend(self.rest.clone());
        found.dedup();
        match found.is_empty() {
            true => Err(why),
            false => Ok(found),
        }
    }
}

impl fmt::Display for Ranges {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Bound {
    fn is_above(&self, other: &Bound) -> bool {
        match (self, other) {
            (Bound::Min, _) | (_, Bound::Max) => false,
            (Bound::Max, _) | (_, Bound::Min) => true,
            (Bound::Number(a), Bound::Number(b)) => a.compare(*b) == Ordering::Greater,
            (Bound::Text(a), Bound::Text(b)) => a > b,
            // Told as a mixture.
            _ => false,
        }
    }
}

impl Number {
    fn parse(text: &str) -> Option<Number> {
        match text.parse() {
            Ok(n) => Some(Number::Whole(n)),
            Err(_) => {
                let n: f64 = text.parse().ok()?;
                n.is_finite().then_some(Number::Real(n))
            }
        }
    }

    fn real(self) -> f64 {
        match self {
            Number::Whole(n) => n as f64,
            Number::Real(n) => n,
        }
    }

    fn compare(self, other: Number) -> Ordering {
        // A number without a fraction may have more digits than a double.
        let with = |n: i64, real: f64| {
            let whole = i128::from(n).cmp(&(real.trunc() as i128));
            whole.then(ordered(0.0, real.fract()))
        };
        match (self, other) {
            (Number::Whole(a), Number::Whole(b)) => a.cmp(&b),
            (Number::Whole(a), Number::Real(b)) => with(a, b),
            (Number::Real(a), Number::Whole(b)) => with(b, a).reverse(),
            (Number::Real(a), Number::Real(b)) => ordered(a, b),
        }
    }
}

/// What is no number is below all.
fn ordered(a: f64, b: f64) -> Ordering {
    a.partial_cmp(&b).unwrap_or(Ordering::Less)
}

impl Field {
    /// The value beside a bound.
    fn compare(&self, bound: &Bound) -> Result<Ordering, NoRoute> {
        let text = match self {
            Field::Char(c) => Some(std::slice::from_ref(c)),
            Field::Text(text) => Some(&text[..]),
            _ => None,
        };
        Ok(match (bound, text) {
            (Bound::Min, _) if self.is_least() => Ordering::Equal,
            (Bound::Min, _) => Ordering::Greater,
            (Bound::Max, _) if self.is_most() => Ordering::Equal,
            (Bound::Max, _) => Ordering::Less,
            (Bound::Text(bound), Some(text)) => text.cmp(bound),
            (Bound::Text(_), None) => return Err(NoRoute::Number),
            (Bound::Number(_), Some(_)) => return Err(NoRoute::Text),
            (Bound::Number(bound), None) => match self {
                Field::Whole { value, .. } => Number::Whole(*value).compare(*bound),
                // The bound has the digits that the type of the field has.
                Field::Single(value) => ordered(f64::from(*value), f64::from(bound.real() as f32)),
                Field::Double(value) => Number::Real(*value).compare(*bound),
                Field::Char(_) | Field::Text(_) => return Err(NoRoute::Text),
            },
        })
    }

    fn is_least(&self) -> bool {
        match self {
            Field::Whole { value, least, .. } => value == least,
            Field::Single(value) => *value == f32::MIN,
            Field::Double(value) => *value == f64::MIN,
            Field::Char(c) => *c == 0,
            Field::Text(text) => text.is_empty(),
        }
    }

    fn is_most(&self) -> bool {
        match self {
            Field::Whole { value, most, .. } => value == most,
            Field::Single(value) => *value == f32::MAX,
            Field::Double(value) => *value == f64::MAX,
            Field::Char(c) => *c == u8::MAX,
            // There is no longest text.
            Field::Text(_) => false,
        }
    }
}

/// A place in the text of RANGES.
struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn take(&mut self, c: char) -> bool {
        let is_there = self.rest().starts_with(c);
        self.at += if is_there { c.len_utf8() } else { 0 };
        is_there
    }

    /// An error at the next character.
    fn wrong(&self, what: RangeFault) -> RangeError {
        let width = self.rest().chars().next().map_or(0, char::len_utf8);
        RangeError::at(self.at, self.at + width, what)
    }

    /// `value` or `lower - upper`.
    fn bounds(&mut self) -> Result<(Bound, Bound), RangeError> {
        let lower = self.bound()?;
        self.blanks();
        if !self.take('-') {
            return Ok((lower.clone(), lower));
        }
        self.blanks();
        Ok((lower, self.bound()?))
    }

    fn bound(&mut self) -> Result<Bound, RangeError> {
        let rest = self.rest();
        for (word, bound) in [("MIN", Bound::Min), ("MAX", Bound::Max)] {
            let behind = rest.strip_prefix(word);
            if behind.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric())) {
                self.at += word.len();
                return Ok(bound);
            }
        }
        match rest.starts_with('\'') {
            true => self.quoted().map(Bound::Text),
            false => self.number().map(Bound::Number),
        }
    }

    /// A text in single quotes; a backslash stands before a quote or a backslash in it.
    fn quoted(&mut self) -> Result<Vec<u8>, RangeError> {
        let mut out = Vec::new();
        let mut bytes = self.rest().bytes().enumerate().skip(1).peekable();
        while let Some((at, byte)) = bytes.next() {
            match byte {
                b'\'' => {
                    self.at += at + 1;
                    return Ok(out);
                }
                b'\\' => {
                    let next = bytes.next_if(|(_, next)| matches!(next, b'\'' | b'\\'));
                    out.push(next.map_or(b'\\', |(_, next)| next));
                }
                byte => out.push(byte),
            }
        }
        Err(RangeError::at(
            self.at,
            self.text.len(),
            RangeFault::Unclosed,
        ))
    }

    /// Digits with a sign, a point and an exponent.
    fn number(&mut self) -> Result<Number, RangeError> {
        let text = self.rest().as_bytes();
        let digits = |mut at: usize| {
            while text.get(at).is_some_and(u8::is_ascii_digit) {
                at += 1;
            }
            at
        };
        let sign = |at: usize| at + usize::from(matches!(text.get(at), Some(b'+' | b'-')));
        let mut end = digits(sign(0));
        if text.get(end) == Some(&b'.') {
            end = digits(end + 1);
        }
        if matches!(text.get(end), Some(b'e' | b'E')) {
            let exponent = digits(sign(end + 1));
            let is_one = text[..exponent].last().is_some_and(u8::is_ascii_digit);
            end = if is_one { exponent } else { end };
        }
        let number = Number::parse(&self.rest()[..end]);
        let number = number.ok_or_else(|| self.wrong(RangeFault::NoValue))?;
        self.at += end;
        Ok(number)
    }

    /// The name of a group, up to a comma.
    fn group(&mut self) -> Result<String, RangeError> {
        let rest = self.rest();
        let end = rest.find(',').unwrap_or(rest.len());
        let name = rest[..end].trim();
        if name.is_empty() {
            return Err(self.wrong(RangeFault::NoGroup));
        }
        self.at += end;
        Ok(name.to_string())
    }
}

/// What is wrong with a RANGES, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub struct RangeError {
    /// The place in its text.
    pub at: Span,
    pub what: RangeFault,
}

impl RangeError {
    fn at(start: usize, end: usize, what: RangeFault) -> RangeError {
        let at = Span { start, end };
        RangeError { at, what }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RangeFault {
    #[error("a range begins with a number, a text in single quotes, MIN, MAX or *")]
    NoValue,
    #[error("the text is not closed")]
    Unclosed,
    #[error("a colon stands between values and their group")]
    NoColon,
    #[error("the group is missing")]
    NoGroup,
    #[error("a comma stands between two ranges")]
    NoComma,
    #[error("some ranges are numbers, others texts")]
    Mixed,
    #[error("the first value is above the second")]
    Backwards,
}

impl Advice for RangeError {
    fn advice(&self) -> String {
        match self.what {
            RangeFault::Unclosed => "close it with ', and write a ' within as \\\\'".into(),
            RangeFault::Mixed => {
                "a field is a number or a text: write all values as one or the other".into()
            }
            RangeFault::Backwards => "write the lower one first".into(),
            _ => "write RANGES=\"value:group,lower-upper:group,*:group\"".into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(value: i64) -> Field {
        Field::Whole {
            value,
            least: i16::MIN.into(),
            most: i16::MAX.into(),
        }
    }

    fn text(value: &str) -> Field {
        Field::Text(value.into())
    }

    #[track_caller]
    fn goes(ranges: &str, field: &Field, to: &str) {
        let ranges = Ranges::parse(ranges).unwrap();
        let got = ranges.route(Some(field));
        let got = got.map_or_else(|why| why.to_string(), |groups| groups.join(" "));
        assert_eq!(got, to, "{field:?}");
    }

    #[test]
    fn numbers() {
        let ranges = "MIN - -5:A, 0-10:B,3-20:C , 21:D,1e2 - MAX:*";
        for (value, group) in [
            (-9, "A"),
            (-5, "A"),
            (0, "B"),
            (4, "B"),
            (11, "C"),
            (21, "D"),
        ] {
            goes(ranges, &whole(value), group);
        }
        goes(ranges, &whole(22), "no range has its value");
        goes(ranges, &whole(32_767), "*");
        goes("-10--5:A", &whole(-7), "A");
        goes("MIN:A,MAX:B", &whole(-32_768), "A");
        goes("MIN:A,MAX:B", &whole(32_767), "B");
        goes("0.5 - 1.5:A", &whole(1), "A");
        goes("0.1:A", &Field::Single(0.1), "A");
        goes("0.1-.2:A", &Field::Double(0.15), "A");
        let large = Field::Whole {
            value: 9_007_199_254_740_993,
            least: i64::MIN,
            most: i64::MAX,
        };
        goes("9007199254740993:A", &large, "A");
        goes("MIN-9007199254740992.0:A,*:B", &large, "B");
    }

    #[test]
    fn texts() {
        let ranges = r"'A'-'M':ONE,'O\'Brien':TWO,MIN-'A':THREE,*:REST";
        goes(ranges, &text("Ann"), "ONE REST");
        goes(ranges, &text("O'Brien"), "TWO REST");
        goes(ranges, &text(""), "THREE REST");
        goes(ranges, &text("Z"), "REST");
        goes(ranges, &Field::Char(b'B'), "ONE REST");
        goes("'a,b:c':G", &text("a,b:c"), "G");
        goes("'x' - MAX:G", &text("y"), "G");
    }

    #[test]
    fn a_field_that_is_not_there_or_of_another_kind() {
        let ranges = Ranges::parse("1-2:A").unwrap();
        assert_eq!(ranges.route(None), Err(NoRoute::Missing));
        assert_eq!(ranges.route(Some(&text("1"))), Err(NoRoute::Text));
        let ranges = Ranges::parse("'a':A,*:B").unwrap();
        assert_eq!(ranges.route(None), Ok(vec!["B".to_string()]));
        assert_eq!(ranges.route(Some(&whole(1))), Err(NoRoute::Number));
    }

    #[test]
    fn what_is_wrong_has_its_place() {
        let wrong = |text: &str| {
            let error = Ranges::parse(text).unwrap_err();
            (
                error.what,
                text.get(error.at.start..error.at.end).is_some(),
                error.at.start,
            )
        };
        assert_eq!(wrong(""), (RangeFault::NoValue, true, 0));
        assert_eq!(wrong("1-2:A,x:B"), (RangeFault::NoValue, true, 6));
        assert_eq!(wrong("1-2"), (RangeFault::NoColon, true, 3));
        assert_eq!(wrong("1-2:"), (RangeFault::NoGroup, true, 4));
        assert_eq!(wrong("1:A,'a':B"), (RangeFault::Mixed, true, 4));
        assert_eq!(wrong("1:A, 5-2:B"), (RangeFault::Backwards, true, 5));
        assert_eq!(wrong("MAX-1:B"), (RangeFault::Backwards, true, 0));
        assert_eq!(wrong("'abc:B"), (RangeFault::Unclosed, true, 0));
        assert_eq!(wrong("1 2:A"), (RangeFault::NoColon, true, 2));
        assert_eq!(wrong("1:A,"), (RangeFault::NoValue, true, 4));
        assert!(Ranges::parse("*:A,1:B").unwrap().has_more_behind());
        let named = Ranges::parse("1:A,2:*,*:B").unwrap();
        assert_eq!(named.groups().collect::<Vec<_>>(), ["A", "B"]);
    }
}
