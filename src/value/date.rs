//! $HOROLOG dates: $ZDATE, and days and seconds from and to Unix time.

use thiserror::Error;

/// $HOROLOG day of 1 January 1970.
const UNIX_DAY: i64 = 47_117;
/// $HOROLOG day of 1 January 2000, from where $ZDATEFORM=1 shows years in full.
const DAY_2000: i64 = 58_074;
/// The last date GT.M shows, 31 December 999999.
const MAX_DAY: i64 = 364_570_088;
/// The first one, 1 January 1840.
const MIN_DAY: i64 = -365;
/// Longest format, and longest result, in bytes.
const MAX_TEXT: usize = 63;

const SECONDS: i64 = 86_400;
const MONTHS: &[u8] = b"JAN,FEB,MAR,APR,MAY,JUN,JUL,AUG,SEP,OCT,NOV,DEC";
const DAYS: &[u8] = b"SUN,MON,TUE,WED,THU,FRI,SAT";

/// What $ZDATE can refuse.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DateError {
    /// ZDATEFMT: an unknown element, or more than 63 bytes of format or result.
    #[error("$ZDATE format string contains invalid character")]
    Format,
    /// ZDATEBADDATE: the first `,` piece is out of range.
    #[error(
        "$ZDATE() date argument {0} is less than -365 (the $HOROLOG value for 01-JAN-1840) or \
         greater than 364570088 (the $HOROLOG value for 31-DEC-999999)"
    )]
    BadDate(String),
    /// ZDATEBADTIME: the second `,` piece is out of range.
    #[error(
        "$ZDATE() time argument {0} is less than 0 or greater than 86399 (the $HOROLOG value for \
         a second before midnight)"
    )]
    BadTime(String),
}

/// `$ZDATE(horolog,format,months,days)`.
///
/// `format` empty or `1` is `MM/DD/YY` (with the full year as $ZDATEFORM, `zdateform`, asks), `2`
/// is `DD-MON-YY`; empty `months` or `days` (comma-separated names) are the English ones.
///
/// # Errors
/// ZDATEBADDATE, ZDATEBADTIME, ZDATEFMT.
pub fn zdate(
    horolog: &[u8],
    format: &[u8],
    months: &[u8],
    days: &[u8],
    zdateform: i64,
) -> Result<Vec<u8>, DateError> {
    let mut pieces = horolog.splitn(2, |&b| b == b',');
    let (date, time) = (
        pieces.next().unwrap_or_default(),
        pieces.next().unwrap_or_default(),
    );
    let day = integer(date);
    if !(MIN_DAY..=MAX_DAY).contains(&day) {
        return Err(DateError::BadDate(
            String::from_utf8_lossy(date).into_owned(),
        ));
    }
    let second = integer(time);
    if !(0..SECONDS).contains(&second) {
        return Err(DateError::BadTime(
            String::from_utf8_lossy(time).into_owned(),
        ));
    }
    let format: &[u8] = match (format, zdateform) {
        (b"" | b"1", 0) => b"MM/DD/YY",
        (b"" | b"1", 1) if day < DAY_2000 => b"MM/DD/YY",
        (b"" | b"1", _) => b"MM/DD/YEAR",
        (b"2", _) => b"DD-MON-YY",
        _ => format,
    };
    let months = if months.is_empty() { MONTHS } else { months };
    let days = if days.is_empty() { DAYS } else { days };
    let result = show(day, second, format, months, days).ok_or(DateError::Format)?;
    if format.len() > MAX_TEXT || result.len() > MAX_TEXT {
        Err(DateError::Format)
    } else {
        Ok(result)
    }
}

fn show(day: i64, second: i64, mut format: &[u8], months: &[u8], days: &[u8]) -> Option<Vec<u8>> {
    let (year, month, date) = civil(day);
    let mut out = Vec::new();
    while let Some(&first) = format.first() {
        let mut length = 2;
        match format {
            [b'Y', b'E', b'A', b'R', ..] => {
                digits(&mut out, year, 4);
                length = 4;
            }
            [b'Y', b'Y', ..] => {
                // A longer run is read seven at a time.
                length = format.iter().take(7).take_while(|&&b| b == b'Y').count();
                digits(&mut out, year, length);
            }
            [b'M', b'O', b'N', ..] => {
                name(&mut out, months, month - 1);
                length = 3;
            }
            [b'M', b'M', ..] => digits(&mut out, month, 2),
            [b'D', b'A', b'Y', ..] => {
                // Day 0 was a Thursday.
                name(&mut out, days, (day + 4).rem_euclid(7));
                length = 3;
            }
            [b'D', b'D', ..] => digits(&mut out, date, 2),
            [b'2', b'4', ..] => digits(&mut out, second / 3600, 2),
            [b'1', b'2', ..] => digits(&mut out, (second / 3600 + 11) % 12 + 1, 2),
            [b'6', b'0', ..] => digits(&mut out, second / 60 % 60, 2),
            [b'S', b'S', ..] => digits(&mut out, second % 60, 2),
            [b'A', b'M', ..] => {
                out.extend_from_slice(if second < SECONDS / 2 { b"AM" } else { b"PM" })
            }
            [
                b' ' | b'*' | b'+' | b',' | b'-' | b'.' | b'/' | b':' | b';',
                ..,
            ] => {
                out.push(first);
                length = 1;
            }
            _ => return None,
        }
        format = format.get(length..)?;
    }
    Some(out)
}

/// Appends the last `width` digits of `value`.
fn digits(out: &mut Vec<u8>, value: i64, width: usize) {
    let text = format!("{value:0width$}");
    let skip = text.len() - width;
    out.extend_from_slice(text.as_bytes().get(skip..).unwrap_or_default());
}

fn name(out: &mut Vec<u8>, names: &[u8], index: i64) {
    let index = usize::try_from(index).unwrap_or(usize::MAX);
    out.extend_from_slice(names.split(|&b| b == b',').nth(index).unwrap_or_default());
}

/// The integer part of the M number at the start of `s`, saturating.
fn integer(s: &[u8]) -> i64 {
    let mut at = 0;
    let mut negative = false;
    while let Some(sign @ (b'+' | b'-')) = s.get(at) {
        negative ^= *sign == b'-';
        at += 1;
    }
    let mut value: i64 = 0;
    let mut exponent: i64 = 0;
    let mut fraction = false;
    let mut seen = false;
    while let Some(&byte) = s.get(at) {
        match byte {
            b'0'..=b'9' => {
                seen = true;
                // Digits beyond the eighteenth only count as a power of ten.
                if value < 100_000_000_000_000_000 {
                    value = value * 10 + i64::from(byte - b'0');
                    exponent -= i64::from(fraction);
                } else {
                    exponent += i64::from(!fraction);
                }
            }
            b'.' if !fraction => fraction = true,
            _ => break,
        }
        at += 1;
    }
    if seen && s.get(at) == Some(&b'E') {
        exponent = exponent.saturating_add(power(s.get(at + 1..).unwrap_or_default()));
    }
    let magnitude = match u32::try_from(exponent.unsigned_abs())
        .ok()
        .and_then(|e| 10i64.checked_pow(e))
    {
        Some(factor) if exponent >= 0 => value.saturating_mul(factor),
        Some(factor) => value / factor,
        None if exponent > 0 && value != 0 => i64::MAX,
        None => 0,
    };
    if negative { -magnitude } else { magnitude }
}

/// The exponent after `E`: an optional sign and digits; 0 if there are none.
fn power(s: &[u8]) -> i64 {
    let (negative, digits) = match s {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, s),
    };
    let add = |n: i64, &b: &u8| n.saturating_mul(10).saturating_add(i64::from(b - b'0'));
    let value = digits
        .iter()
        .take_while(|b| b.is_ascii_digit())
        .fold(0, add);
    if negative { -value } else { value }
}

/// Year, month (1 to 12) and day of the month of a $HOROLOG day, in the Gregorian calendar.
pub fn civil(day: i64) -> (i64, i64, i64) {
    // Years start in March here, so that a leap day comes last; eras are 400 years.
    let days = day.saturating_sub(UNIX_DAY).saturating_add(719_468);
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * of_year + 2) / 153;
    let date = of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    (year_of_era + era * 400 + i64::from(month <= 2), month, date)
}

/// A moment as $ZHOROLOG has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Horolog {
    /// Days since 31 December 1840.
    pub day: i64,
    /// Seconds since midnight, 0 to 86399.
    pub second: i64,
    /// Seconds to add to local time for universal time: positive west of Greenwich.
    pub offset: i64,
}

/// The moment `unix` seconds after 1970-01-01T00:00Z, in local time; universal time if the system
/// has no answer.
pub fn horolog(unix: i64) -> Horolog {
    let offset = utc_offset(unix);
    let local = unix.saturating_add(offset);
    Horolog {
        day: local.div_euclid(SECONDS) + UNIX_DAY,
        second: local.rem_euclid(SECONDS),
        offset: -offset,
    }
}

/// Seconds local time is ahead of universal time at the moment `unix`.
fn utc_offset(unix: i64) -> i64 {
    // SAFETY: all zeros (null zone name included) is a valid `tm`.
    let mut tm: libc::tm = unsafe { std::mem::zeroed() };
    let time: libc::time_t = unix;
    // SAFETY: both pointers are to live locals, and localtime_r keeps neither.
    let done = unsafe { libc::localtime_r(&time, &mut tm) };
    if done.is_null() { 0 } else { tm.tm_gmtoff }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(horolog: &str, format: &str) -> Result<String, DateError> {
        let shown = zdate(horolog.as_bytes(), format.as_bytes(), b"", b"", 0)?;
        Ok(String::from_utf8_lossy(&shown).into_owned())
    }

    #[test]
    fn values_confirmed_by_gtm() {
        for (horolog, format, result) in [
            ("66000,3600", "DD-MON-YYYY 24:60:SS", "13-SEP-2021 01:00:00"),
            ("66000,86399", "12:60:SS AM", "11:59:59 PM"),
            ("66000,0", "12:60 AM 24", "12:00 AM 00"),
            ("-100", "DD-MON-YYYY DAY", "22-SEP-1840 TUE"),
            ("-365.9", "DAY", "WED"),
            ("364570088", "YYYYYY", "999999"),
            ("5E3,1E2", "DD MON YEAR 24:60:SS", "09 SEP 1854 00:01:40"),
            ("--5", "DDMMM", ""),
            ("66000", "YYYYYYYYY", "000202121"),
            ("66000", "2", "13-SEP-21"),
        ] {
            let expected = if result.is_empty() {
                Err(DateError::Format)
            } else {
                Ok(result.to_owned())
            };
            assert_eq!(show(horolog, format), expected);
        }
        assert_eq!(
            zdate(b"66000", b"DD-MON", b"a,b,c", b"", 0).unwrap(),
            b"13-"
        );
        assert_eq!(zdate(b"66000", b"DAY", b"", b"su,mo", 0).unwrap(), b"mo");
        assert_eq!(zdate(b"50000", b"", b"", b"", 1).unwrap(), b"11/23/77");
        assert_eq!(zdate(b"66000", b"", b"", b"", 1).unwrap(), b"09/13/2021");
        assert_eq!(zdate(b"0", b"1", b"", b"", 1840).unwrap(), b"12/31/1840");
    }

    #[test]
    fn ranges() {
        assert_eq!(
            show("-366", "DD"),
            Err(DateError::BadDate("-366".to_owned()))
        );
        assert_eq!(
            show("364570089", "DD"),
            Err(DateError::BadDate("364570089".to_owned()))
        );
        assert_eq!(
            show("5,86400", "DD"),
            Err(DateError::BadTime("86400".to_owned()))
        );
        assert_eq!(show("5,-1", "x"), Err(DateError::BadTime("-1".to_owned())));
        assert_eq!(show("66000", &"/".repeat(63)).map(|s| s.len()), Ok(63));
        assert_eq!(show("66000", &"/".repeat(64)), Err(DateError::Format));
        for text in [
            "1E99999999999999999999",
            "9999999999999999999999999E-99999999999999",
            "-E",
            "1E-400",
        ] {
            integer(text.as_bytes());
        }
        assert_eq!(integer(b"12345678901234567890E-19"), 1);
    }

    #[test]
    fn civil_dates_follow_each_other() {
        assert_eq!(civil(0), (1840, 12, 31));
        assert_eq!(civil(58_074), (2000, 1, 1));
        for day in -365..200_000 {
            let (year, month, date) = civil(day);
            let next = civil(day + 1);
            assert!(
                next == (year, month, date + 1)
                    || next == (year, month + 1, 1) && date >= 28
                    || next == (year + 1, 1, 1) && (month, date) == (12, 31)
            );
        }
    }

    #[test]
    fn local_time_inverts() {
        for unix in [0, 1_600_000_000, 1_700_000_000] {
            let moment = horolog(unix);
            assert_eq!(
                (moment.day - UNIX_DAY) * SECONDS + moment.second + moment.offset,
                unix
            );
        }
    }
}
