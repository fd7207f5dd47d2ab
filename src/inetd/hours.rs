//! The times of day at which a server serves: `8:00-12:00 13:00-17:30`.

use std::fmt;

const DAY: u16 = 24 * 60;

/// Spans of minutes since midnight, both ends included. None at all is always.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hours(Vec<(u16, u16)>);

impl Hours {
    /// Adds a span. `None` when the text is none.
    #[must_use]
    pub fn add(&mut self, text: &str) -> Option<()> {
        let (from, to) = text.split_once('-')?;
        self.0.push((minute(from)?, minute(to)?));
        Some(())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The minute is in one of them. A span may go over midnight.
    pub fn contain(&self, minute: u16) -> bool {
        self.0.is_empty()
            || self.0.iter().any(|&(from, to)| match from <= to {
                true => (from..=to).contains(&minute),
                false => minute >= from || minute <= to,
            })
    }
}

fn minute(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    let number = |text: &str| {
        let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| text.parse::<u16>().ok()).flatten()
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    let at = hours.checked_mul(60)?.checked_add(minutes)?;
    (minutes < 60 && at <= DAY).then_some(at)
}

impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, (from, to)) in self.0.iter().enumerate() {
            if n > 0 {
                f.write_str(" ")?;
            }
            let [a, b, c, d] = [from / 60, from % 60, to / 60, to % 60];
            write!(f, "{a}:{b:02}-{c}:{d:02}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_contain_their_ends_and_go_over_midnight() {
        let mut hours = Hours::default();
        assert!(hours.contain(5));
        for span in ["8:00-12:00", "22:30-1:15"] {
            hours.add(span).unwrap();
        }
        for (at, inside) in [
            (480, true),
            (720, true),
            (721, false),
            (1350, true),
            (75, true),
            (76, false),
        ] {
            assert_eq!(hours.contain(at), inside, "{at}");
        }
        assert_eq!(hours.to_string(), "8:00-12:00 22:30-1:15");
        for wrong in [
            "",
            "8",
            "8:00",
            "8:60-9:00",
            "8:0x-9:00",
            "25:00-26:00",
            "-",
            "+8:00-9:00",
        ] {
            assert_eq!(hours.add(wrong), None, "{wrong}");
        }
    }
}
