//! What holds before a start: rates, sources, load.

use super::entry::Rate;
use super::peer::Source;
use std::collections::HashMap;
use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// Starts that are left, filled up as time goes by.
#[derive(Debug)]
pub struct Bucket {
    rate: Rate,
    left: f64,
    at: Instant,
}

impl Bucket {
    pub fn new(rate: Rate, now: Instant) -> Bucket {
        Bucket {
            rate,
            left: f64::from(rate.starts),
            at: now,
        }
    }

    fn fill(&mut self, now: Instant) {
        let most = f64::from(self.rate.starts);
        let passed = now.saturating_duration_since(self.at).as_secs_f64();
        self.left = most.min(self.left + passed * most / self.rate.interval.as_secs_f64());
        self.at = self.at.max(now);
    }

    /// Takes one start. When none is left for the next, the moment until which to pause.
    pub fn take(&mut self, now: Instant) -> Option<Instant> {
        self.fill(now);
        self.left -= 1.0;
        if self.left >= 1.0 {
            return None;
        }
        match self.rate.pause {
            Some(pause) => {
                self.left = f64::from(self.rate.starts);
                self.at = now + pause;
                Some(now + pause)
            }
            None => {
                let each = self.rate.interval.as_secs_f64() / f64::from(self.rate.starts);
                Some(now + Duration::from_secs_f64((1.0 - self.left) * each))
            }
        }
    }
}

/// How many of each source there are.
#[derive(Debug, Default)]
pub struct Counts(HashMap<Source, u32>);

impl Counts {
    pub fn of(&self, source: Source) -> u32 {
        self.0.get(&source).copied().unwrap_or(0)
    }

    pub fn add(&mut self, source: Source) -> u32 {
        let count = self.0.entry(source).or_default();
        *count += 1;
        *count
    }

    pub fn remove(&mut self, source: Source) {
        if let Some(count) = self.0.get_mut(&source) {
            *count -= 1;
            if *count == 0 {
                self.0.remove(&source);
            }
        }
    }
}

/// Ends in error of the last time.
#[derive(Debug, Default)]
pub struct Errors(VecDeque<Instant>);

impl Errors {
    /// Counts one; `true` when there are more than `most` within `interval`.
    pub fn add(&mut self, now: Instant, most: u32, interval: Duration) -> bool {
        self.0.push_back(now);
        while let Some(first) = self.0.front()
            && (now.saturating_duration_since(*first) > interval
                || self.0.len() > most as usize + 1)
        {
            self.0.pop_front();
        }
        self.0.len() > most as usize
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }
}

/// The load of the last minute; 0 when the system does not say.
pub fn load() -> f64 {
    let mut loads = [0.0; 1];
    // SAFETY: one number is asked for and there is room for it.
    match unsafe { libc::getloadavg(loads.as_mut_ptr(), 1) } {
        1 => loads[0],
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_pauses_and_goes_on() {
        let start = Instant::now();
        let second = Duration::from_secs(1);
        let rate = Rate {
            starts: 2,
            interval: second,
            pause: None,
        };
        let mut bucket = Bucket::new(rate, start);
        assert_eq!(bucket.take(start), None);
        let until = bucket.take(start).unwrap();
        assert_eq!(until - start, second / 2);
        assert_eq!(bucket.take(until).unwrap() - until, second / 2);
        assert_eq!(bucket.take(start + 10 * second), None);
        let mut bucket = Bucket::new(
            Rate {
                pause: Some(3 * second),
                ..rate
            },
            start,
        );
        assert_eq!(bucket.take(start), None);
        assert_eq!(bucket.take(start), Some(start + 3 * second));
        assert_eq!(bucket.take(start + 3 * second), None);
    }

    #[test]
    fn errors_count_within_their_time() {
        let start = Instant::now();
        let second = Duration::from_secs(1);
        let mut errors = Errors::default();
        assert!(!errors.add(start, 2, second));
        assert!(!errors.add(start, 2, second));
        assert!(errors.add(start, 2, second));
        assert!(!errors.add(start + 2 * second, 2, second));
        assert!(Errors::default().add(start, 0, second));
    }

    #[test]
    fn sources_are_counted_apart() {
        let mut counts = Counts::default();
        let (a, b) = (Source::User(1), Source::User(2));
        assert_eq!((counts.add(a), counts.add(a), counts.add(b)), (1, 2, 1));
        counts.remove(a);
        counts.remove(b);
        counts.remove(b);
        assert_eq!((counts.of(a), counts.of(b)), (1, 0));
    }
}
