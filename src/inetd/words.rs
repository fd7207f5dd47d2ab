//! Values as people write them: numbers, times, rates, words of a list.

use super::entry::{Bound, Program, Rate, Resource};
use std::path::PathBuf;
use std::time::Duration;

/// Why a value is not one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    #[error("a number from {0} to {1} is needed")]
    Number(u64, u64),
    #[error("1 to {0} letters and digits are needed")]
    Letters(usize),
    #[error("one of {0} is needed")]
    OneOf(String),
    #[error("{0} is needed")]
    Form(&'static str),
    #[error("exactly one value is needed")]
    One,
    #[error("a value is needed")]
    Empty,
    #[error("no more than {0} are possible")]
    TooMany(usize),
    #[error("only lists take += and -=")]
    NoList,
    #[error("there is no {0} {1}")]
    Unknown(&'static str, String),
    #[error("{0}")]
    Conflict(String),
}

/// A number within bounds.
pub fn number(text: &str, least: u64, most: u64) -> Result<u64, Wrong> {
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    digits
        .then(|| text.parse().ok())
        .flatten()
        .filter(|n| (least..=most).contains(n))
        .ok_or(Wrong::Number(least, most))
}

/// A number with a unit: `90`, `1500ms`, `2m`, `1h`, `1d`. Seconds without one.
pub fn time(text: &str) -> Result<Duration, Wrong> {
    let wrong = Wrong::Form("a time as 30, 500ms, 10s, 2m, 1h or 1d");
    let end = text.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, unit) = text.split_at(end);
    let millis = match unit {
        "ms" => 1,
        "" | "s" => 1000,
        "m" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        _ => return Err(wrong),
    };
    // Longer ones would only be trouble for those who add them to a moment.
    let longest = 10_000 * 86_400_000;
    let total = digits
        .parse::<u64>()
        .ok()
        .and_then(|n| n.checked_mul(millis));
    total
        .filter(|n| *n <= longest)
        .map(Duration::from_millis)
        .ok_or(wrong)
}

/// A time that can be left out as 0.
pub fn limit(text: &str) -> Result<Option<Duration>, Wrong> {
    Ok(Some(time(text)?).filter(|t| !t.is_zero()))
}

/// The text of a time.
pub fn time_text(time: Duration) -> String {
    match time.as_millis() {
        n if n % 1000 == 0 => (n / 1000).to_string(),
        n => format!("{n}ms"),
    }
}

/// `50/1s`, or `50/1s:10s` with a pause. 0 is none.
pub fn rate(text: &str) -> Result<Option<Rate>, Wrong> {
    const FORM: Wrong = Wrong::Form("a rate as 50/1s or 50/1s:10s");
    if text == "0" {
        return Ok(None);
    }
    let (starts, rest) = text.split_once('/').ok_or(FORM)?;
    let (interval, pause) = match rest.split_once(':') {
        Some((interval, pause)) => (interval, Some(time(pause)?)),
        None => (rest, None),
    };
    let interval = time(interval)?;
    if interval.is_zero() {
        return Err(FORM);
    }
    Ok(Some(Rate {
        starts: number(starts, 1, 1_000_000)? as u32,
        interval,
        pause,
    }))
}

pub fn rate_text(rate: &Rate) -> String {
    let pause = rate.pause.map(|p| format!(":{}", time_text(p)));
    format!(
        "{}/{}{}",
        rate.starts,
        time_text(rate.interval),
        pause.unwrap_or_default()
    )
}

/// One of the words of a table.
pub fn word<T: Copy>(text: &str, all: &[(&'static str, T)]) -> Result<T, Wrong> {
    let found = all.iter().find(|(word, _)| word.eq_ignore_ascii_case(text));
    found.map(|(_, value)| *value).ok_or_else(|| {
        let words: Vec<_> = all.iter().map(|(word, _)| *word).collect();
        Wrong::OneOf(words.join(", "))
    })
}

/// The word of a value.
pub fn word_of<T: Copy + PartialEq>(value: T, all: &[(&'static str, T)]) -> String {
    all.iter()
        .find(|(_, other)| *other == value)
        .map(|(word, _)| (*word).to_string())
        .unwrap_or_default()
}

pub fn yes(text: &str) -> Result<bool, Wrong> {
    word(text, &[("YES", true), ("NO", false)])
}

/// Letters and digits, at most so many.
pub fn letters(text: &str, most: usize) -> Result<String, Wrong> {
    let fine = (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric());
    fine.then(|| text.to_string()).ok_or(Wrong::Letters(most))
}

/// A path from the root.
pub fn path(text: &str) -> Result<PathBuf, Wrong> {
    match text.starts_with('/') && !text.contains('\0') {
        true => Ok(PathBuf::from(text)),
        false => Err(Wrong::Form("a path from the root")),
    }
}

/// Permissions, in octal.
pub fn octal(text: &str) -> Result<u32, Wrong> {
    let fine =
        !text.is_empty() && text.len() <= 5 && text.bytes().all(|b| (b'0'..=b'7').contains(&b));
    let value = fine.then(|| u32::from_str_radix(text, 8).ok()).flatten();
    value
        .filter(|n| *n <= 0o777)
        .ok_or(Wrong::Form("an octal number to 777"))
}

/// PGM: a path, or an entry of M.
pub fn program(text: &str) -> Result<Program, Wrong> {
    if text.starts_with('/') {
        return path(text).map(Program::Path);
    }
    let name = |text: &str| {
        let rest = text.strip_prefix('%').unwrap_or(text);
        let first = text.starts_with('%') || text.starts_with(|c: char| c.is_ascii_alphabetic());
        first && rest.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    let (label, routine) = text.split_once('^').unwrap_or(("", ""));
    match (label.is_empty() || name(label)) && name(routine) {
        true => Ok(Program::Entry(text.to_string())),
        false => Err(Wrong::Form(
            "label^routine, ^routine or a path from the root",
        )),
    }
}

/// `NAME=value` of a variable.
pub fn variable(text: &str) -> Result<(String, String), Wrong> {
    match text.split_once('=') {
        Some((name, value)) if is_variable(name) && !value.contains('\0') => {
            Ok((name.to_string(), value.to_string()))
        }
        _ => Err(Wrong::Form("NAME=value")),
    }
}

pub fn is_variable(name: &str) -> bool {
    !name.is_empty() && !name.contains(['=', '\0'])
}

/// `FILES:1000`, with K and M for numbers, and `UNLIMITED`.
pub fn bound(text: &str) -> Result<Bound, Wrong> {
    let (what, most) = text
        .split_once(':')
        .ok_or(Wrong::Form("a resource and its limit, as FILES:1000"))?;
    Ok(Bound {
        what: word(what, &Resource::ALL)?,
        most: size(most)?,
    })
}

/// A number of bytes or things, with K and M; `None` is `UNLIMITED`.
pub fn size(text: &str) -> Result<Option<u64>, Wrong> {
    if text.eq_ignore_ascii_case("UNLIMITED") {
        return Ok(None);
    }
    let (digits, factor) = match text.as_bytes().last() {
        Some(b'k' | b'K') => (&text[..text.len() - 1], 1 << 10),
        Some(b'm' | b'M') => (&text[..text.len() - 1], 1 << 20),
        _ => (text, 1),
    };
    number(digits, 0, u64::MAX >> 21).map(|n| Some(n * factor))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_rates_and_programs() {
        assert_eq!(time("90"), Ok(Duration::from_secs(90)));
        assert_eq!(time("1500ms"), Ok(Duration::from_millis(1500)));
        assert_eq!(time("2h").map(time_text), Ok("7200".to_string()));
        for wrong in ["", "s", "1x", "-1", "99999999999999999999", "1 s"] {
            assert!(time(wrong).is_err(), "{wrong}");
        }
        for text in ["5/1", "50/1:10", "7/500ms"] {
            assert_eq!(
                rate(text).unwrap().as_ref().map(rate_text).as_deref(),
                Some(text)
            );
        }
        for wrong in ["5", "5/", "/1s", "0/1s", "5/0", "5/1s:"] {
            assert!(rate(wrong).is_err(), "{wrong}");
        }
        for fine in ["a^b", "^%ab1", "%x^y", "/bin/cat"] {
            assert!(program(fine).is_ok(), "{fine}");
        }
        for wrong in ["", "a", "a^", "1^b", "a^b^c", "bin/cat", "a^b c"] {
            assert!(program(wrong).is_err(), "{wrong}");
        }
        assert!(bound("FILES:1K").is_ok_and(|b| b.most == Some(1024)));
        assert!(octal("0777").is_ok() && octal("8").is_err() && octal("1777").is_err());
    }
}
