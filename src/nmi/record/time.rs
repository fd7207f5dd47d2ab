//! Times of z/OS: the clock of the machine (STCK), hundredths of a second, packed dates.

use std::fmt::Write as _;
use std::time::{SystemTime, UNIX_EPOCH};

/// The clock on 1 January 1970.
const UNIX: u64 = 0x7d91_048b_ca00_0000;
/// Units of the clock in a microsecond.
const MICROSECOND: u64 = 4096;
/// Hundredths of a second in a day.
const DAY: u32 = 8_640_000;
/// A date that says that there is none.
pub const NO_DATE: u32 = 0x0000_000f;

/// The clock now.
pub fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    from_micros(since.map_or(0, |d| d.as_micros() as u64))
}

/// The clock of microseconds since 1970.
pub fn from_micros(micros: u64) -> u64 {
    UNIX.wrapping_add(micros.wrapping_mul(MICROSECOND))
}

/// Microseconds since 1970; negative before.
pub fn micros(stck: u64) -> i64 {
    (i128::from(stck) - i128::from(UNIX)).div_euclid(i128::from(MICROSECOND)) as i64
}

/// Year, month and day of days since 1970.
fn civil(days: i64) -> (i64, u32, u32) {
    // Years begin in March here, so that the leap day is the last one.
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let of_era = z.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = (of_year - (153 * month + 2) / 5 + 1) as u32;
    let month = (if month < 10 { month + 3 } else { month - 9 }) as u32;
    (year + era * 400 + i64::from(month <= 2), month, day)
}

/// Days since 1970 of a date.
fn days(year: i64, month: u32, day: u32) -> i64 {
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let month = i64::from(if month > 2 { month - 3 } else { month + 9 });
    let of_year = (153 * month + 2) / 5 + i64::from(day) - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Appends a number in at least so many digits.
pub fn digits(number: u32, least: usize, out: &mut String) {
    let mut text = [b'0'; 10];
    let (mut rest, mut at) = (number, text.len());
    while rest > 0 || text.len() - at < least.min(text.len()) {
        at -= 1;
        text[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    out.extend(text[at..].iter().map(|digit| char::from(*digit)));
}

/// Appends numbers of so many digits, each with a sign behind it.
fn parts(numbers: &[(i64, usize, char)], out: &mut String) {
    for (number, least, sign) in numbers {
        digits(*number as u32, *least, out);
        out.push(*sign);
    }
}

/// The clock as text: UTC with microseconds, and behind a `+` in hexadecimal what is less; empty for 0, which says that there is no time.
pub fn write_stck(stck: u64, out: &mut String) {
    if stck == 0 {
        return;
    }
    let micros = micros(stck);
    let (year, month, day) = civil(micros.div_euclid(86_400_000_000));
    let of_day = micros.rem_euclid(86_400_000_000);
    let (seconds, fraction) = (of_day / 1_000_000, of_day % 1_000_000);
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let date = [(year, 4, '-'), (month.into(), 2, '-'), (day.into(), 2, 'T')];
    let time = [
        (hour, 2, ':'),
        (minute, 2, ':'),
        (second, 2, '.'),
        (fraction, 6, 'Z'),
    ];
    parts(&date, out);
    parts(&time, out);
    let less = stck.wrapping_sub(UNIX) % MICROSECOND;
    if less != 0 {
        // A String takes everything.
        let _ = write!(out, "+{less:03x}");
    }
}

/// Reads what `write_stck` writes.
pub fn parse_stck(text: &str) -> Option<u64> {
    if text.is_empty() {
        return Some(0);
    }
    let (text, less) = match text.split_once('+') {
        Some((text, less)) => (text, u64::from_str_radix(less, 16).ok()?),
        None => (text, 0),
    };
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let mut date = date.splitn(3, '-');
    let mut number = || date.next()?.parse::<u32>().ok();
    let (year, month, day) = (number()?, number()?, number()?);
    let (time, fraction) = time.split_once('.').unwrap_or((time, ""));
    if fraction.len() > 6
        || !fraction.bytes().all(|b| b.is_ascii_digit())
        || month == 0
        || month > 12
    {
        return None;
    }
    let mut parts = time.splitn(3, ':');
    let mut number = || parts.next()?.parse::<u32>().ok();
    let (hour, minute, second) = (number()?, number()?, number()?);
    if !(1..=9999).contains(&year)
        || !(1..=31).contains(&day)
        || hour > 23
        || minute > 59
        || second > 60
    {
        return None;
    }
    let fraction: i64 = format!("{fraction:0<6}").parse().ok()?;
    let seconds =
        days(i64::from(year), month, day) * 86_400 + i64::from(hour * 3600 + minute * 60 + second);
    let stck =
        i128::from(seconds * 1_000_000 + fraction) * i128::from(MICROSECOND) + i128::from(UNIX);
    u64::try_from(stck + i128::from(less)).ok()
}

/// Hundredths of a second since midnight, and the packed date, of a clock, in UTC.
pub fn time_and_date(stck: u64) -> (u32, u32) {
    let micros = micros(stck);
    let day = micros.div_euclid(86_400_000_000);
    let (year, ..) = civil(day);
    let of_year = (day - days(year, 1, 1) + 1) as u32;
    (
        (micros.rem_euclid(86_400_000_000) / 10_000) as u32,
        packed(year, of_year),
    )
}

fn packed(year: i64, of_year: u32) -> u32 {
    let years = (year - 1900).clamp(0, 999) as u32;
    let digit = |number: u32, power: u32| (number / 10u32.pow(power) % 10) << (4 * power);
    let years = digit(years, 2) | digit(years, 1) | digit(years, 0);
    let day = digit(of_year, 2) | digit(of_year, 1) | digit(of_year, 0);
    years << 16 | day << 4 | 0xf
}

/// A packed date as text: `2026-11-27`; empty for none, hexadecimal for what is no date.
pub fn write_date(date: u32, out: &mut String) {
    if date == NO_DATE {
        return;
    }
    let number = |nibbles: u32| {
        (0..3)
            .rev()
            .fold(0, |sum, at| sum * 10 + (nibbles >> (4 * at) & 0xf))
    };
    let (years, of_year) = (number(date >> 16 & 0xfff), number(date >> 4 & 0xfff));
    let year = i64::from(years) + 1900;
    let first = days(year, 1, 1);
    let there = first + i64::from(of_year) - 1 < days(year + 1, 1, 1) && of_year > 0;
    if there && packed(year, of_year) == date {
        let (year, month, day) = civil(first + i64::from(of_year) - 1);
        parts(&[(year, 4, '-'), (month.into(), 2, '-')], out);
        digits(day, 2, out);
    } else {
        // A String takes everything.
        let _ = write!(out, "{date:#010x}");
    }
}

/// Reads what `write_date` writes.
pub fn parse_date(text: &str) -> Option<u32> {
    if text.is_empty() {
        return Some(NO_DATE);
    }
    if let Some(hex) = text.strip_prefix("0x") {
        return u32::from_str_radix(hex, 16).ok();
    }
    let mut parts = text.splitn(3, '-');
    let mut number = || parts.next()?.parse::<u32>().ok();
    let (year, month, day) = (number()?, number()?, number()?);
    if !(1900..2900).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let year = i64::from(year);
    let of_year = days(year, month, day) - days(year, 1, 1) + 1;
    Some(packed(year, of_year as u32))
}

/// Hundredths of a second as text: `13:00:00.00`; a number for what is no time of a day.
pub fn write_time(time: u32, out: &mut String) {
    let (hour, minute, second, hundredth) = (
        time / 360_000,
        time / 6000 % 60,
        time / 100 % 60,
        time % 100,
    );
    if time >= DAY {
        return digits(time, 1, out);
    }
    let of_day = [hour, minute, second].map(i64::from);
    parts(
        &[
            (of_day[0], 2, ':'),
            (of_day[1], 2, ':'),
            (of_day[2], 2, '.'),
        ],
        out,
    );
    digits(hundredth, 2, out);
}

/// Reads what `write_time` writes.
pub fn parse_time(text: &str) -> Option<u32> {
    if !text.contains(':') {
        return text.parse().ok();
    }
    let (time, hundredths) = text.split_once('.').unwrap_or((text, "0"));
    let mut parts = time.splitn(3, ':');
    let mut number = || parts.next()?.parse::<u32>().ok();
    let (hour, minute, second) = (number()?, number()?, number()?);
    let hundredths: u32 = hundredths.parse().ok()?;
    (hour < 24 && minute < 60 && second < 60 && hundredths < 100)
        .then_some(((hour * 60 + minute) * 60 + second) * 100 + hundredths)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    fn shown(number: u32, write: fn(u32, &mut String)) -> String {
        let mut text = String::new();
        write(number, &mut text);
        text
    }

    fn stck_text(stck: u64) -> String {
        let mut text = String::new();
        write_stck(stck, &mut text);
        text
    }

    fn date_text(date: u32) -> String {
        shown(date, write_date)
    }

    fn time_text(time: u32) -> String {
        shown(time, write_time)
    }

    #[test]
    fn times_are_those_of_the_references() {
        assert_eq!(micros(UNIX), 0);
        assert_eq!(UNIX, 9_048_018_124_800_000_000);
        assert_eq!(stck_text(UNIX + MICROSECOND), "1970-01-01T00:00:00.000001Z");
        assert_eq!(date_text(0x0124_123f), "2024-05-02");
        assert_eq!(time_text(0x0036_ee80), "10:00:00.00");
        assert_eq!(
            (date_text(NO_DATE), stck_text(0)),
            (String::new(), String::new())
        );
        assert_eq!(date_text(0x0123_366f), "0x0123366f");
        // The clock's limits.
        assert_eq!(stck_text(1), "1900-01-01T00:00:00.000000Z+001");
        assert_eq!(stck_text(u64::MAX), "2042-09-17T23:53:47.370495Z+fff");
        assert_eq!(parse_stck("2042-09-17T23:53:47.370496Z"), None);
        assert_eq!(parse_stck("1899-12-31T23:59:59.999999Z"), None);
        let (time, date) = time_and_date(from_micros(1_714_600_000_120_000));
        assert_eq!(
            (time_text(time), date_text(date)),
            ("21:46:40.12".into(), "2024-05-01".into())
        );
    }

    #[test]
    fn texts_are_read_as_what_they_were_written_of() {
        let mut random = Random(7);
        for _ in 0..20_000 {
            let number = random.number();
            let small = number as u32;
            assert_eq!(parse_stck(&stck_text(number)), Some(number));
            assert_eq!(parse_date(&date_text(small)), Some(small));
            assert_eq!(parse_time(&time_text(small >> 7)), Some(small >> 7));
            let date = packed(
                1900 + i64::from(small % 200),
                (number >> 40) as u32 % 366 + 1,
            );
            assert_eq!(parse_date(&date_text(date)), Some(date));
        }
        for wrong in ["x", "2024-13-01", "2024", "0xg", "-"] {
            assert_eq!(
                (parse_date(wrong), parse_stck(wrong)),
                (None, None),
                "{wrong}"
            );
        }
    }
}
