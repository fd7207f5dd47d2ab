//! One entry of a section: its settings as the table of parameters has them, with those of DEFAULT: below them.

use super::buftype::BufTypes;
use super::clopt::Clopt;
use super::params::{Kind, Param, Section, TABLE};
use super::problem::{Caution, Hint, Span, Wrong};
use super::ranges::Ranges;
use super::tree::Setting;
use std::time::Duration;

/// Collects what is wrong, with its place.
#[derive(Debug, Default)]
pub struct Report {
    pub errors: Vec<(Option<Span>, Wrong)>,
    pub warnings: Vec<(Span, Caution)>,
}

impl Report {
    pub fn wrong(&mut self, at: Span, what: impl Into<Wrong>) {
        self.errors.push((Some(at), what.into()));
    }

    /// One line for each parameter that does nothing, however often it is there.
    fn ignored(&mut self, at: Span, param: &Param) {
        let what = Caution::Ignored {
            section: param.section,
            name: param.name,
            note: param.note,
        };
        if self.warnings.iter().all(|(_, w)| *w != what) {
            self.warnings.push((at, what));
        }
    }
}

/// A parameter that is given.
#[derive(Debug, Clone)]
struct Given {
    param: &'static Param,
    at: Span,
    values: Vec<String>,
    /// It was reported, so that it counts as given but has no value.
    bad: bool,
}

/// The settings of an entry.
#[derive(Debug, Clone)]
pub struct Entry {
    pub section: Section,
    pub name: String,
    pub at: Span,
    given: Vec<Given>,
}

impl Entry {
    /// An entry in which nothing is given yet.
    pub fn new(section: Section, name: &str, at: Span) -> Entry {
        Entry {
            section,
            name: name.to_string(),
            at,
            given: Vec::new(),
        }
    }

    /// Takes settings as they stand behind a name. Each is checked alone.
    pub fn take(&mut self, settings: &[Setting<'_>], report: &mut Report) {
        for setting in settings {
            match (setting.key, setting.values.first()) {
                (Some(key), _) => self.set(key, setting.at, &setting.values, report),
                (None, Some((word, at))) => report.wrong(*at, Wrong::NeedsKey(word.text.clone())),
                // The grammar reported it.
                (None, None) => {}
            }
        }
    }

    /// Takes one parameter.
    pub fn set(
        &mut self,
        key: &str,
        at: Span,
        values: &[(super::lexer::Word, Span)],
        report: &mut Report,
    ) {
        let Some(param) = Param::find(self.section, key) else {
            // What CORBA has is not looked at.
            if self.section != Section::Interfaces {
                let what = Wrong::UnknownParameter {
                    section: self.section,
                    name: key.to_string(),
                    hint: hint(self.section, key),
                };
                report.wrong(at, what);
            }
            return;
        };
        let end = values.last().map_or(at.end, |(_, value)| value.end);
        let whole = Span {
            start: at.start,
            end,
        };
        if param.kind == Kind::Ignored {
            return report.ignored(whole, param);
        }
        if self.given.iter().any(|g| g.param.name == param.name) {
            return report.wrong(whole, Wrong::ParameterTwice(param.name));
        }
        let checked = check(param, values);
        let bad = checked.is_err();
        if let Err((place, what)) = checked {
            report.wrong(place.unwrap_or(whole), what);
        }
        self.given.push(Given {
            param,
            at: whole,
            values: values.iter().map(|(word, _)| word.text.clone()).collect(),
            bad,
        });
    }

    /// Parameters of DEFAULT: that are not given here.
    pub fn inherit(&mut self, defaults: &Entry) {
        for given in &defaults.given {
            if self.given.iter().all(|g| g.param.name != given.param.name) {
                self.given.push(given.clone());
            }
        }
    }

    /// Reports the parameters that have to be there.
    pub fn require(&self, report: &mut Report) {
        let needed = TABLE
            .iter()
            .filter(|p| p.section == self.section && p.required);
        for param in needed {
            if self.given.iter().any(|g| g.param.name == param.name) {
                continue;
            }
            let what = match self.section {
                Section::Resources => Wrong::MissingResource(param.name),
                section => Wrong::Missing {
                    section,
                    entry: self.name.clone(),
                    name: param.name,
                },
            };
            report.wrong(self.at, what);
        }
    }

    /// Where a parameter is, or the entry when it is not given.
    pub fn place(&self, name: &str) -> Span {
        let given = self.given.iter().find(|g| g.param.name == name);
        given.map_or(self.at, |g| g.at)
    }

    /// Whether a parameter is given, rightly or not.
    pub fn has(&self, name: &str) -> bool {
        self.given.iter().any(|g| g.param.name == name)
    }

    /// The values of a parameter: those given, or the default.
    pub fn texts(&self, name: &str) -> Vec<String> {
        let given = self.given.iter().find(|g| g.param.name == name && !g.bad);
        match given {
            Some(given) => given.values.clone(),
            None => Param::find(self.section, name)
                .and_then(|p| p.default)
                .map(str::to_string)
                .into_iter()
                .collect(),
        }
    }

    /// The value of a parameter, with the commas that are in it.
    pub fn text(&self, name: &str) -> Option<String> {
        let texts = self.texts(name);
        (!texts.is_empty()).then(|| texts.join(","))
    }

    /// A number.
    pub fn number(&self, name: &str) -> Option<u32> {
        let value = number(&self.text(name)?)?;
        u32::try_from(value).ok()
    }

    /// A number that has a default, or that `require` looked for.
    pub fn count(&self, name: &str) -> u32 {
        self.number(name).unwrap_or_default()
    }

    /// `Y` or `N`.
    pub fn flag(&self, name: &str) -> bool {
        self.text(name).as_deref() == Some("Y")
    }

    /// Seconds, where 0 is for ever.
    pub fn seconds(&self, name: &str) -> Option<Duration> {
        match self.count(name) {
            0 => None,
            n => Some(Duration::from_secs(n.into())),
        }
    }

    /// Options of a server.
    pub fn clopt(&self, name: &str) -> Clopt {
        let text = self.text(name).unwrap_or_default();
        Clopt::parse(&text).unwrap_or_default()
    }

    /// Values and their groups.
    pub fn ranges(&self, name: &str) -> Ranges {
        let text = self.text(name).unwrap_or_default();
        Ranges::parse(&text).unwrap_or_default()
    }

    /// Types of buffers.
    pub fn types(&self, name: &str) -> BufTypes {
        let text = self.text(name).unwrap_or_default();
        BufTypes::parse(&text).unwrap_or_default()
    }
}

/// A number as C writes it.
pub fn number(text: &str) -> Option<i64> {
    let (minus, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text),
    };
    // A sign behind the sign is none of C.
    if !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (base, digits) = match digits {
        _ if digits.starts_with("0x") || digits.starts_with("0X") => (16, &digits[2..]),
        _ if digits.len() > 1 && digits.starts_with('0') => (8, &digits[1..]),
        _ => (10, digits),
    };
    if digits.starts_with(['+', '-']) {
        return None;
    }
    Some(minus * i64::from_str_radix(digits, base).ok()?)
}

type Flaw = (Option<Span>, Wrong);

/// Looks at the values of one parameter.
fn check(param: &Param, values: &[(super::lexer::Word, Span)]) -> Result<(), Flaw> {
    let name = param.name;
    let most = match param.kind {
        Kind::Texts(most, _) => most,
        // A list without quotes is one text.
        Kind::Text(_) | Kind::BufTypes | Kind::Clopt | Kind::Ranges(_) => usize::MAX,
        _ => 1,
    };
    if values.is_empty() {
        return Err((None, Wrong::NoValue(name)));
    }
    if let Some((_, at)) = values.get(most) {
        return Err((Some(*at), Wrong::TooManyValues { name, most }));
    }
    let words: Vec<&str> = values.iter().map(|(word, _)| word.text.as_str()).collect();
    let text = words.join(",");
    let at = |what: Wrong| (Some(values[0].1), what);
    let within = |text: &str, most: usize| {
        if text.is_empty() {
            return Err(at(Wrong::Empty { name }));
        }
        match text.len() <= most {
            true => Ok(()),
            false => Err(at(Wrong::TooLong { name, most })),
        }
    };
    match param.kind {
        Kind::Number(min, max) | Kind::Octal(min, max) => {
            let value = text.clone();
            let value = number(&text).ok_or_else(|| at(Wrong::NotANumber { name, value }))?;
            if !(min..=max).contains(&value) {
                let octal = matches!(param.kind, Kind::Octal(..));
                return Err(at(Wrong::OutOfRange {
                    name,
                    value,
                    min,
                    max,
                    octal,
                }));
            }
        }
        Kind::YesNo => one_of(name, &["Y", "N"], text).map_err(at)?,
        Kind::Words(words) => one_of(name, words, text).map_err(at)?,
        Kind::Text(most) => within(&text, most)?,
        Kind::Texts(_, most) => {
            for word in words {
                within(word, most)?;
            }
        }
        Kind::Clopt => drop(Clopt::parse(&text).map_err(|e| at(e.into()))?),
        Kind::BufTypes => drop(BufTypes::parse(&text).map_err(|e| at(e.into()))?),
        Kind::Ranges(most) => {
            within(&text, most)?;
            if let Err(error) = Ranges::parse(&text) {
                let place = within_word(values, &text, error.at);
                return Err((place, error.into()));
            }
        }
        Kind::Ignored => {}
    }
    Ok(())
}

/// The place of a part of a value: of the value as a whole when its text is not as it is written.
fn within_word(values: &[(super::lexer::Word, Span)], text: &str, part: Span) -> Option<Span> {
    let [(_, at)] = values else { return None };
    // A text in quotes has one before it.
    let start = match (at.end - at.start).checked_sub(text.len()) {
        Some(more @ (0 | 2)) => at.start + more / 2,
        _ => return Some(*at),
    };
    Some(Span {
        start: start + part.start,
        end: start + part.end,
    })
}

fn one_of(name: &'static str, words: &'static [&'static str], value: String) -> Result<(), Wrong> {
    match words.contains(&value.as_str()) {
        true => Ok(()),
        false => Err(Wrong::NotOneOf { name, value, words }),
    }
}

/// What an unknown word may be meant for.
fn hint(section: Section, key: &str) -> Option<Hint> {
    let upper = key.to_uppercase();
    if let Some(param) = Param::find(section, &upper) {
        return Some(Hint::Spelling(param.name));
    }
    let other = TABLE.iter().find(|p| p.name == upper)?;
    Some(Hint::Elsewhere(other.section))
}
