//! Makes two runs comparable: names for what differs from run to run, and tolerance for times.

use libtest_mimic::Failed;
use std::collections::HashMap;

/// A time may be this much shorter than recorded (rounding, clocks), and this much longer (a busy machine).
const EARLY: f64 = 0.15;
const LATE: f64 = 2.0;

/// Replaces the scratch folder, ports, descriptors and generated handles by names.
pub fn normalise(text: &str, port: u16, work: &str) -> String {
    let text = text.replace(work, "<TMP>");
    let mut handles = HashMap::new();
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(c) = rest.chars().next() {
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
        if !is_word(c) {
            out.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        }
        let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let (word, tail) = rest.split_at(end);
        let name = name(word, &out, port, &mut handles);
        out.push_str(name.as_deref().unwrap_or(word));
        rest = tail;
    }
    out
}

/// What stands for a word, given what stands before it.
fn name(
    word: &str,
    before: &str,
    port: u16,
    handles: &mut HashMap<String, String>,
) -> Option<String> {
    if let Some(digits) = word.strip_prefix('h')
        && digits.len() >= 9
        && digits.bytes().all(|b| b.is_ascii_digit())
    {
        let next = handles.len() + 1;
        let handle = handles
            .entry(word.into())
            .or_insert_with(|| format!("<H{next}>"));
        return Some(handle.clone());
    }
    let number: u32 = word.parse().ok()?;
    match number.checked_sub(port.into()) {
        Some(0) => return Some("<PORT>".into()),
        Some(more @ 1..=2) => return Some(format!("<PORT+{more}>")),
        _ => {}
    }
    // The lowest free number, which depends on what the test runner was started with.
    if before.ends_with("DESC=") && number > 2 {
        return Some("<D>".into());
    }
    if before.ends_with('@') && (4..=5).contains(&word.len()) {
        return Some("<EPH>".into());
    }
    let line = before.rsplit(['\n', '"']).next().unwrap_or_default();
    let mut pieces = line.rsplit('|');
    let chosen = before.ends_with("PORT=")
        || (pieces.next() == Some("") && pieces.next().is_some() && {
            pieces.next().is_some_and(|p| p.ends_with("LISTENING"))
        });
    chosen.then(|| "<P>".into())
}

/// Equal but for times, or an error that shows the first line that differs.
pub fn compare(expected: &str, actual: &str) -> Result<(), Failed> {
    let (mut a, mut b) = (expected.lines(), actual.lines());
    for line in 1.. {
        match (a.next(), b.next()) {
            (None, None) => break,
            (Some(want), Some(have)) if same(want, have) => {}
            (want, have) => {
                let show = |l: Option<&str>| l.unwrap_or("(end)").escape_debug().to_string();
                return Err(format!(
                    "line {line}\n  expected: {}\n  actual:   {}",
                    show(want),
                    show(have)
                )
                .into());
            }
        }
    }
    Ok(())
}

/// Lines that are equal but for their times, `~1.2s`.
fn same(want: &str, have: &str) -> bool {
    if want == have {
        return true;
    }
    let (mut a, mut b) = (want.split('~'), have.split('~'));
    loop {
        match (a.next(), b.next()) {
            (None, None) => return true,
            (Some(x), Some(y)) if x == y => {}
            (Some(x), Some(y)) => match (time(x), time(y)) {
                (Some((x, rest)), Some((y, other))) => {
                    if rest != other || y < x - EARLY || y > x + LATE {
                        return false;
                    }
                }
                _ => return false,
            },
            _ => return false,
        }
    }
}

/// The seconds that a part begins with, and what follows.
fn time(part: &str) -> Option<(f64, &str)> {
    let (number, rest) = part.split_once('s')?;
    Some((number.parse().ok()?, rest))
}
