//! Matching a subject against a compiled pattern, by the set of positions that can be reached.

use super::super::chars::{byte_class, char_class, class};
use super::{Atom, Literal, Repeat, Unit};
use memchr::memmem;

/// A character of the subject: a byte, or a code point.
pub(super) trait Symbol: Copy + Eq {
    fn class(self) -> u8;
    fn literal(literal: &Literal) -> &[Self];
    /// The first place at or after `from` where `needle` occurs.
    fn find(hay: &[Self], from: usize, needle: &[Self]) -> Option<usize>;
}

impl Symbol for u8 {
    fn class(self) -> u8 {
        byte_class(self)
    }

    fn literal(literal: &Literal) -> &[u8] {
        &literal.bytes
    }

    fn find(hay: &[u8], from: usize, needle: &[u8]) -> Option<usize> {
        let rest = hay.get(from..)?;
        let found = match needle {
            &[byte] => memchr::memchr(byte, rest),
            _ => memmem::find(rest, needle),
        };
        found.map(|at| from + at)
    }
}

impl Symbol for u32 {
    fn class(self) -> u8 {
        char::from_u32(self).map_or(class::C, char_class)
    }

    fn literal(literal: &Literal) -> &[u32] {
        &literal.chars
    }

    fn find(hay: &[u32], from: usize, needle: &[u32]) -> Option<usize> {
        let rest = hay.get(from..)?;
        rest.windows(needle.len())
            .position(|w| w == needle)
            .map(|at| from + at)
    }
}

/// The least and greatest length a sequence matches.
pub(super) fn bounds<T: Symbol>(atoms: &[Atom]) -> (usize, usize) {
    let (mut min, mut max) = (0usize, 0usize);
    for atom in atoms {
        let (low, high) = match &atom.unit {
            Unit::Class(_) => (1, 1),
            Unit::Literal(literal) => (T::literal(literal).len(), T::literal(literal).len()),
            Unit::Choice(sequences) => sequences
                .iter()
                .map(|s| bounds::<T>(s))
                .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
                .unwrap_or((0, 0)),
        };
        min = min.saturating_add(low.saturating_mul(atom.repeat.min));
        max = max.saturating_add(high.saturating_mul(atom.repeat.max));
    }
    (min, max)
}

/// A set of positions: disjoint closed intervals in ascending order. The first lies in place, so
/// that patterns which never reach a second one match without allocation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Spans {
    first: Option<(usize, usize)>,
    more: Vec<(usize, usize)>,
}

impl Spans {
    fn single(at: usize) -> Spans {
        Spans {
            first: Some((at, at)),
            more: Vec::new(),
        }
    }

    fn is_empty(&self) -> bool {
        self.first.is_none()
    }

    fn iter(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.first.iter().chain(&self.more).copied()
    }

    fn contains(&self, at: usize) -> bool {
        self.iter().any(|(low, high)| low <= at && at <= high)
    }

    /// Adds an interval that starts no earlier than the last one.
    fn push(&mut self, low: usize, high: usize) {
        match self.more.last_mut().or(self.first.as_mut()) {
            None => self.first = Some((low, high)),
            Some(last) if low <= last.1.saturating_add(1) => last.1 = last.1.max(high),
            Some(_) => self.more.push((low, high)),
        }
    }

    /// Adds the positions of `other`.
    fn absorb(&mut self, other: &Spans) {
        // Usually all of them lie behind, as matching moves on.
        let last = self
            .more
            .last()
            .or(self.first.as_ref())
            .map_or(0, |last| last.0);
        if other.first.is_none_or(|(low, _)| low >= last) {
            other.iter().for_each(|(low, high)| self.push(low, high));
        } else {
            *self = self.union(other);
        }
    }

    fn union(&self, other: &Spans) -> Spans {
        let mut all = Spans::default();
        let (mut left, mut right) = (self.iter().peekable(), other.iter().peekable());
        loop {
            let next = match (left.peek(), right.peek()) {
                (Some(a), Some(b)) if a.0 <= b.0 => left.next(),
                (_, Some(_)) => right.next(),
                (_, None) => left.next(),
            };
            match next {
                Some((low, high)) => all.push(low, high),
                None => return all,
            }
        }
    }

    /// The positions of `self` that are not in `other`.
    fn minus(self, other: &Spans) -> Spans {
        let last = other.more.last().or(other.first.as_ref());
        if last.is_none_or(|last| self.first.is_none_or(|(low, _)| last.1 < low)) {
            return self;
        }
        let mut rest = Spans::default();
        let mut holes = other.iter().peekable();
        for (mut low, high) in self.iter() {
            while low <= high {
                match holes.peek() {
                    Some(hole) if hole.1 < low => {
                        holes.next();
                    }
                    Some(hole) if hole.0 <= low => low = hole.1 + 1,
                    Some(hole) if hole.0 <= high => {
                        rest.push(low, hole.0 - 1);
                        low = hole.1 + 1;
                    }
                    _ => {
                        rest.push(low, high);
                        break;
                    }
                }
            }
        }
        rest
    }
}

/// One subject while it is matched.
pub(super) struct Matcher<'a, T> {
    pub(super) subject: &'a [T],
}

impl<T: Symbol> Matcher<'_, T> {
    /// Whether the sequence matches the subject from end to end. Atoms of fixed length at either
    /// end are compared in place; what remains is searched.
    pub(super) fn whole(&self, mut atoms: &[Atom]) -> bool {
        let (mut low, mut high) = (0, self.subject.len());
        while let [atom, rest @ ..] = atoms
            && let Some(length) = fixed::<T>(atom)
        {
            if high - low < length || !self.fits(atom, low) {
                return false;
            }
            low += length;
            atoms = rest;
        }
        while let [rest @ .., atom] = atoms
            && let Some(length) = fixed::<T>(atom)
        {
            if high - low < length || !self.fits(atom, high - length) {
                return false;
            }
            high -= length;
            atoms = rest;
        }
        match atoms {
            [] => low == high,
            [
                Atom {
                    repeat,
                    unit: Unit::Class(mask),
                },
            ] => {
                let length = high - low;
                repeat.min <= length
                    && length <= repeat.max
                    && self.run_end(low, high, *mask) == high
            }
            _ => {
                let matcher = Matcher {
                    subject: &self.subject[..high],
                };
                matcher.sequence(atoms, Spans::single(low)).contains(high)
            }
        }
    }

    /// Whether an atom of fixed length stands at `at`; there is room for it.
    fn fits(&self, atom: &Atom, at: usize) -> bool {
        match &atom.unit {
            Unit::Class(mask) => {
                let end = at + atom.repeat.min;
                self.run_end(at, end, *mask) == end
            }
            Unit::Literal(literal) => {
                let literal = T::literal(literal);
                let end = at + literal.len() * atom.repeat.min;
                self.subject[at..end]
                    .chunks_exact(literal.len())
                    .all(|chunk| chunk == literal)
            }
            Unit::Choice(_) => false,
        }
    }

    /// The end of the run of characters in `mask` that starts at `from`, looking no further than `limit`.
    fn run_end(&self, from: usize, limit: usize, mask: u8) -> usize {
        if mask == class::E {
            return limit;
        }
        let run = &self.subject[from..limit];
        run.iter()
            .position(|c| c.class() & mask == 0)
            .map_or(limit, |at| from + at)
    }

    /// The positions where the sequence can end, from any of `starts`.
    fn sequence(&self, atoms: &[Atom], starts: Spans) -> Spans {
        let mut reached = starts;
        let mut rest = atoms;
        while let [atom, tail @ ..] = rest {
            // Before `.E` only the first position matters.
            let first_only = matches!(
                tail.first(),
                Some(Atom {
                    repeat: Repeat {
                        max: usize::MAX,
                        ..
                    },
                    unit: Unit::Class(class::E)
                })
            );
            reached = self.step(atom, &reached, first_only);
            if reached.is_empty() {
                break;
            }
            rest = tail;
        }
        reached
    }

    fn step(&self, atom: &Atom, starts: &Spans, first_only: bool) -> Spans {
        match &atom.unit {
            Unit::Class(mask) => self.class_ends(*mask, atom.repeat, starts),
            Unit::Literal(literal) => {
                let literal = T::literal(literal);
                let once = first_only && atom.repeat == Repeat { min: 1, max: 1 };
                self.repeated(atom.repeat, starts, |from| {
                    self.literal_ends(literal, from, once)
                })
            }
            Unit::Choice(sequences) => self.repeated(atom.repeat, starts, |from| {
                sequences
                    .iter()
                    .map(|s| self.sequence(s, from.clone()))
                    .reduce(|a, b| a.union(&b))
                    .unwrap_or_default()
            }),
        }
    }

    fn class_ends(&self, mask: u8, repeat: Repeat, starts: &Spans) -> Spans {
        let end = self.subject.len();
        let mut ends = Spans::default();
        // The subject is in class from the last place looked at up to here.
        let mut known = 0;
        for (low, high) in starts.iter() {
            let limit = high.saturating_add(repeat.max).min(end);
            if repeat.min == 0 {
                // Every start is itself an end, and the runs that lead beyond `high` start there.
                let from = known.clamp(high, limit);
                known = self.run_end(from, limit, mask);
                ends.push(low, known);
                continue;
            }
            let mut at = low;
            while at <= high {
                let from = known.clamp(at, limit.max(at));
                known = self.run_end(from, limit.max(from), mask);
                if known - at >= repeat.min {
                    let last = high.min(known - repeat.min);
                    ends.push(at + repeat.min, last.saturating_add(repeat.max).min(known));
                }
                at = known + 1;
            }
        }
        ends
    }

    fn literal_ends(&self, literal: &[T], starts: &Spans, first_only: bool) -> Spans {
        let mut ends = Spans::default();
        for (low, high) in starts.iter() {
            let mut at = low;
            while at <= high {
                let found = if low == high {
                    self.subject[at..].starts_with(literal).then_some(at)
                } else {
                    // Looks no further than a literal that starts at `high`.
                    let window = high.saturating_add(literal.len()).min(self.subject.len());
                    T::find(&self.subject[..window], at, literal)
                };
                let Some(found) = found else { break };
                ends.push(found + literal.len(), found + literal.len());
                if first_only {
                    return ends;
                }
                at = found + 1;
            }
        }
        ends
    }

    /// The positions reached by `repeat` applications of `once`.
    fn repeated(&self, repeat: Repeat, starts: &Spans, once: impl Fn(&Spans) -> Spans) -> Spans {
        let mut reached = starts.clone();
        for _ in 0..repeat.min {
            let next = once(&reached);
            if next == reached || next.is_empty() {
                // The same set again: further repetitions change nothing.
                reached = next;
                break;
            }
            reached = next;
        }
        // From here on only positions not seen before can lead to new ones.
        let mut all = reached.clone();
        let mut fresh = reached;
        let mut left = repeat.max - repeat.min;
        while left > 0 && !fresh.is_empty() {
            fresh = once(&fresh).minus(&all);
            all.absorb(&fresh);
            left -= 1;
        }
        all
    }
}

/// The length of an atom that has only one; never that of an alternation.
fn fixed<T: Symbol>(atom: &Atom) -> Option<usize> {
    if atom.repeat.min != atom.repeat.max {
        return None;
    }
    match &atom.unit {
        Unit::Class(_) => Some(atom.repeat.min),
        Unit::Literal(literal) => T::literal(literal).len().checked_mul(atom.repeat.min),
        Unit::Choice(_) => None,
    }
}
