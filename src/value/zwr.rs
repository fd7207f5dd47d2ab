//! ZWRITE format: the text form of a value that M and the utilities read back.

use super::chars::{Chset, byte_class, char_class, class, decode, is_character};

/// How a byte sequence shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// In quotes.
    Text,
    /// In `$C()`, by character code.
    Code,
    /// In `$ZCH()`, by byte: malformed UTF-8.
    Byte,
}

/// `$ZWRITE(s)`: canonical numbers bare, graphic characters in quotes, others as `$C(...)` and, in
/// UTF-8, malformed bytes as `$ZCH(...)`.
pub fn zwrite(s: &[u8], chset: Chset) -> Vec<u8> {
    if is_canonical(s) {
        return s.to_vec();
    }
    let mut out = Vec::with_capacity(s.len() + 2);
    push_text(&mut out, s, chset);
    out
}

/// Appends a text as [`zwrite`] shows it, with quotes where it is a number, too.
pub fn push_text(out: &mut Vec<u8>, s: &[u8], chset: Chset) {
    let plain = |b: &u8| *b != b'"' && byte_class(*b) & class::C == 0;
    if s.iter().all(plain) && (chset == Chset::M || s.is_ascii()) {
        out.push(b'"');
        out.extend_from_slice(s);
        out.push(b'"');
        return;
    }
    let mut last = None;
    let mut at = 0;
    while let Some(&byte) = s.get(at) {
        let (form, code, length) = match chset {
            Chset::M if byte_class(byte) & class::C != 0 => (Form::Code, u32::from(byte), 1),
            Chset::M => (Form::Text, u32::from(byte), 1),
            Chset::Utf8 => match decode(s, at) {
                None => (Form::Byte, u32::from(byte), 1),
                Some((c, length)) if char_class(c) & class::C != 0 => {
                    (Form::Code, u32::from(c), length)
                }
                Some((c, length)) => (Form::Text, u32::from(c), length),
            },
        };
        if last == Some(form) {
            if form != Form::Text {
                out.push(b',');
            }
        } else {
            close(last, out);
            if last.is_some() {
                out.push(b'_');
            }
            out.extend_from_slice(match form {
                Form::Text => b"\"",
                Form::Code => b"$C(",
                Form::Byte => b"$ZCH(",
            });
            last = Some(form);
        }
        match form {
            Form::Text if byte == b'"' => out.extend_from_slice(b"\"\""),
            Form::Text => out.extend_from_slice(s.get(at..at + length).unwrap_or_default()),
            Form::Code | Form::Byte => out.extend_from_slice(code.to_string().as_bytes()),
        }
        at += length;
    }
    close(last, out);
}

fn close(form: Option<Form>, out: &mut Vec<u8>) {
    match form {
        None => {}
        Some(Form::Text) => out.push(b'"'),
        Some(Form::Code | Form::Byte) => out.push(b')'),
    }
}

/// Whether `s` is how M writes some number: no superfluous zeros, sign or point, at most 18
/// significant digits, within GT.M's range of exponents.
pub fn is_canonical(s: &[u8]) -> bool {
    let digits = s.strip_prefix(b"-").unwrap_or(s);
    let point = digits.iter().position(|&b| b == b'.');
    let (whole, fraction) = match point {
        Some(at) => (digits.get(..at).unwrap_or_default(), digits.get(at + 1..)),
        None => (digits, None),
    };
    if !whole
        .iter()
        .chain(fraction.unwrap_or_default())
        .all(u8::is_ascii_digit)
    {
        return false;
    }
    let trailing_zeros = |s: &[u8]| s.iter().rev().take_while(|&&b| b == b'0').count();
    match fraction {
        None => {
            digits == b"0" && s.len() == 1
                || whole.first().is_some_and(|&b| b != b'0')
                    && whole.len() <= 47
                    && whole.len() - trailing_zeros(whole) <= 18
        }
        Some(fraction) => {
            let leading_zeros = fraction.iter().take_while(|&&b| b == b'0').count();
            fraction.last().is_some_and(|&b| b != b'0')
                && match whole.first() {
                    None => leading_zeros < 43 && fraction.len() - leading_zeros <= 18,
                    Some(&first) => first != b'0' && whole.len() + fraction.len() <= 18,
                }
        }
    }
}

/// Why reading a ZWRITE form stopped early.
enum Stop {
    /// The text ends where a quote or a code should come: what was read counts.
    Short,
    /// This is no ZWRITE form.
    Malformed,
}

/// `$ZWRITE(s,1)`: the value whose ZWRITE form is `s`; the empty string if `s` is no such form.
///
/// Where the text ends inside a quoted string (the result then ends with its last doubled quote) or
/// before a code, the result is what came before, as in GT.M; a bare number stands only at the end.
pub fn unzwrite(s: &[u8], chset: Chset) -> Vec<u8> {
    let mut out = Vec::new();
    match read(s, chset, &mut out) {
        Ok(()) | Err(Stop::Short) => out,
        Err(Stop::Malformed) => Vec::new(),
    }
}

fn read(s: &[u8], chset: Chset, out: &mut Vec<u8>) -> Result<(), Stop> {
    let mut rest = s;
    while let Some(&first) = rest.first() {
        if first == b'"' {
            rest = quoted(rest, out)?;
        } else if let Some((bytes, after)) = codes(rest) {
            rest = after_codes(after, bytes || chset == Chset::M, out)?;
        } else if is_plain_number(rest) {
            out.extend_from_slice(rest);
            return Ok(());
        } else {
            return Err(Stop::Malformed);
        }
        match rest.split_first() {
            None => return Ok(()),
            Some((b'_', after)) => rest = after,
            Some(_) => return Err(Stop::Malformed),
        }
    }
    Ok(())
}

/// Reads texts in quotes and codes that are joined by `_`, up to anything else: what follows.
///
/// # Errors
/// What is left where the form is wrong.
pub fn read_text<'a>(s: &'a [u8], chset: Chset, out: &mut Vec<u8>) -> Result<&'a [u8], &'a [u8]> {
    let mut rest = s;
    loop {
        let after = if rest.first() == Some(&b'"') {
            quoted(rest, out)
        } else if let Some((bytes, after)) = codes(rest) {
            after_codes(after, bytes || chset == Chset::M, out)
        } else {
            return Err(rest);
        };
        match after.map_err(|_| rest)? {
            [b'_', after @ ..] => rest = after,
            after => return Ok(after),
        }
    }
}

/// Reads a quoted string; what follows it.
fn quoted<'a>(s: &'a [u8], out: &mut Vec<u8>) -> Result<&'a [u8], Stop> {
    let mut rest = s.get(1..).unwrap_or_default();
    loop {
        let Some(quote) = memchr::memchr(b'"', rest) else {
            return Err(Stop::Short);
        };
        let (text, after) = rest.split_at(quote);
        out.extend_from_slice(text);
        match after {
            [_, b'"', after @ ..] => {
                out.push(b'"');
                rest = after;
            }
            _ => return Ok(after.get(1..).unwrap_or_default()),
        }
    }
}

/// Recognizes `$C(` and `$ZCH(`: whether it is the latter, and what follows.
fn codes(s: &[u8]) -> Option<(bool, &[u8])> {
    for (name, bytes) in [(&b"$C("[..], false), (b"$ZCH(", true)] {
        if s.get(..name.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(name))
        {
            return s.get(name.len()..).map(|rest| (bytes, rest));
        }
    }
    None
}

/// Reads the codes of `$C(` or `$ZCH(`, of bytes or characters, and the closing parenthesis; what
/// follows.
fn after_codes<'a>(mut s: &'a [u8], bytes: bool, out: &mut Vec<u8>) -> Result<&'a [u8], Stop> {
    loop {
        if s.is_empty() {
            return Err(Stop::Short);
        }
        let digits = s.iter().take_while(|b| b.is_ascii_digit()).count();
        let (number, after) = s.split_at(digits);
        let number = std::str::from_utf8(number)
            .ok()
            .and_then(|n| n.parse::<u32>().ok());
        let Some((code, (&next, after))) = number.zip(after.split_first()) else {
            return Err(Stop::Malformed);
        };
        if bytes {
            out.push(u8::try_from(code).map_err(|_| Stop::Malformed)?);
        } else {
            let c = char::from_u32(code)
                .filter(|_| is_character(code))
                .ok_or(Stop::Malformed)?;
            out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
        }
        match next {
            b',' => s = after,
            b')' => return Ok(after),
            _ => return Err(Stop::Malformed),
        }
    }
}

/// An optional minus sign, digits, and an optional point with digits; any of them may be missing.
fn is_plain_number(s: &[u8]) -> bool {
    let digits = s.strip_prefix(b"-").unwrap_or(s);
    let mut parts = digits.splitn(2, |&b| b == b'.');
    parts.all(|part| part.iter().all(u8::is_ascii_digit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Chset::{M, Utf8};

    #[test]
    fn forms_of_both_sets() {
        let shown = |s: &[u8], chset| String::from_utf8_lossy(&zwrite(s, chset)).into_owned();
        assert_eq!(shown(b"", M), "\"\"");
        assert_eq!(shown(b"abc\n\rx\"y", M), "\"abc\"_$C(10,13)_\"x\"\"y\"");
        assert_eq!(shown(b"12\n", M), "\"12\"_$C(10)");
        assert_eq!(zwrite(b"a\xc8\xff", M), b"\"a\xc8\"_$C(255)");
        assert_eq!(
            shown(b"\xc8a\xe2\x82\n", Utf8),
            "$ZCH(200)_\"a\"_$ZCH(226,130)_$C(10)"
        );
        assert_eq!(
            shown("\u{ad}é\u{2028}".as_bytes(), Utf8),
            "$C(173)_\"é\"_$C(8232)"
        );
    }

    #[test]
    fn canonical_numbers_are_bare() {
        for s in [
            "0",
            "123",
            "-5.25",
            ".5",
            "-.5",
            "123456789012345678000",
            "1234567890123456780",
        ] {
            assert!(is_canonical(s.as_bytes()), "{s}");
        }
        for s in [
            "",
            "-",
            ".",
            "-0",
            "00",
            "0.5",
            "1.0",
            "1.",
            "1E3",
            "+5",
            "1234567890123456789",
        ] {
            assert!(!is_canonical(s.as_bytes()), "{s}");
        }
        assert!(is_canonical(format!("1{}", "0".repeat(46)).as_bytes()));
        assert!(!is_canonical(format!("1{}", "0".repeat(47)).as_bytes()));
        assert!(is_canonical(format!(".{}1", "0".repeat(42)).as_bytes()));
        assert!(!is_canonical(format!(".{}1", "0".repeat(43)).as_bytes()));
    }

    #[test]
    fn reading_back() {
        let read = |s: &str| String::from_utf8(unzwrite(s.as_bytes(), Utf8)).unwrap();
        assert_eq!(read("\"abc\"_$C(10,13)_\"x\"\"y\""), "abc\n\rx\"y");
        assert_eq!(read("$c(300)_$ZCH(65)_-12.5"), "ĬA-12.5");
        for s in [
            "abc",
            "1_\"a\"",
            "\"a\"x",
            "$C()",
            "$C(65",
            "$C(-1)",
            "\"abc",
            "$CHAR(65)",
            "1E5",
        ] {
            assert_eq!(read(s), "", "{s}");
        }
        assert_eq!(read("\"a\"_$C(65,"), "aA");
        assert_eq!(read("\"a\"\"b"), "a\"");
        assert_eq!(unzwrite(b"$C(300)", M), b"");
    }
}
