//! Deterministic automata for patterns that are matched often: one step a byte, whatever the pattern.

use super::super::chars::byte_class;
use super::{Atom, Pattern, Unit};
use std::collections::HashMap;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU8, Ordering};

/// Matches after which a pattern gets its automaton. Making one costs about as much as some of the other kind.
const OFTEN: u8 = 8;
/// Positions in a pattern, its repetitions written out. Patterns with more are matched without an automaton.
const MAX_POSITIONS: usize = 256;
/// States of an automaton.
const MAX_STATES: usize = 128;

/// The automaton of a pattern, made when it has been used for a while.
#[derive(Debug, Default)]
pub(super) struct Lazy {
    uses: AtomicU8,
    // Apart from the pattern, of which most never get one.
    made: OnceLock<Option<Box<Automaton>>>,
}

impl Lazy {
    /// The automaton, if it is made and the pattern has one.
    #[inline(always)]
    pub(super) fn get(&self) -> Option<&Automaton> {
        self.made.get()?.as_deref()
    }

    /// Notes a match that was made without it.
    pub(super) fn used(&self, pattern: &Pattern) {
        if self.made.get().is_none() && self.uses.fetch_add(1, Ordering::Relaxed) >= OFTEN {
            self.made
                .get_or_init(|| Automaton::new(pattern).map(Box::new));
        }
    }
}

// What was learnt is no part of the pattern.
impl Clone for Lazy {
    fn clone(&self) -> Lazy {
        Lazy::default()
    }
}

impl PartialEq for Lazy {
    fn eq(&self, _: &Lazy) -> bool {
        true
    }
}

impl Eq for Lazy {}

/// Where the row of a state begins in the table.
type Row = u16;
const DEAD: usize = 0;
const ALL: usize = 1;

/// A table of states. The first two are final: nothing that follows can match, or anything does.
#[derive(Debug)]
pub(super) struct Automaton {
    /// The column of each byte.
    columns: [u8; 256],
    width: usize,
    next: Box<[Row]>,
    start: Row,
    /// By number of the state: whether the subject may end there.
    accepts: Box<[bool]>,
}

impl Automaton {
    /// Whether the whole subject matches.
    #[inline]
    pub(super) fn matches(&self, subject: &[u8]) -> bool {
        let mut row = usize::from(self.start);
        for byte in subject {
            if row <= self.width {
                return row != DEAD;
            }
            let column = usize::from(self.columns[usize::from(*byte)]);
            row = usize::from(self.next[row + column]);
        }
        self.accepts[row / self.width]
    }

    /// `None` when it would be too large, or the pattern has codes that no character has.
    pub(super) fn new(pattern: &Pattern) -> Option<Automaton> {
        if pattern.missing.is_some() {
            return None;
        }
        let mut graph = Graph::default();
        graph.nodes.push(Node::End);
        let start = graph.sequence(&pattern.atoms, 0)?;
        let (columns, samples) = graph.columns();
        let width = samples.len();
        let mut states = States::default();
        // What has no node matches nothing.
        states.number(Set::default())?;
        let all = states.number(Set::all())?;
        debug_assert_eq!(all, ALL);
        let mut next = vec![0; 2 * width];
        next[width..].fill(width as Row);
        let start = states.number(graph.closure([start]))?;
        let mut at = ALL + 1;
        while at < states.sets.len() {
            let from = states.sets[at];
            for byte in &samples {
                let targets = from.iter().filter_map(|node| graph.step(node, *byte));
                let number = states.number(graph.closure(targets))?;
                next.push((number * width) as Row);
            }
            at += 1;
        }
        let accepts: Vec<bool> = states.sets.iter().map(|set| set.has(0)).collect();
        let mut automaton = Automaton {
            columns,
            width,
            next: next.into(),
            start: (start * width) as Row,
            accepts: accepts.into(),
        };
        automaton.find_all();
        Some(automaton)
    }

    /// Leads what comes to an accepting state that is never left to the state that stands for all such.
    fn find_all(&mut self) {
        let width = self.width;
        let is_all = |row: Row| {
            let row = usize::from(row);
            self.accepts[row / width]
                && self.next[row..row + width]
                    .iter()
                    .all(|to| usize::from(*to) == row)
        };
        let all: Vec<Row> = (2..self.accepts.len())
            .map(|state| (state * width) as Row)
            .filter(|row| is_all(*row))
            .collect();
        let rows = self.next.iter_mut().chain([&mut self.start]);
        for row in rows.filter(|row| all.contains(row)) {
            *row = width as Row;
        }
    }
}

/// A place in a pattern.
#[derive(Clone, Copy)]
enum Node {
    End,
    /// A byte of any of the classes, then on.
    Class(u8, usize),
    Byte(u8, usize),
    /// On without a byte, one way or the other.
    Fork(usize, usize),
}

/// The places of a pattern; each leads to those behind it, which are made first.
#[derive(Default)]
struct Graph {
    nodes: Vec<Node>,
}

impl Graph {
    fn add(&mut self, node: Node) -> Option<usize> {
        if self.nodes.len() >= MAX_POSITIONS {
            return None;
        }
        self.nodes.push(node);
        Some(self.nodes.len() - 1)
    }

    /// The place where atoms begin that lead to `end`.
    fn sequence(&mut self, atoms: &[Atom], end: usize) -> Option<usize> {
        atoms
            .iter()
            .rev()
            .try_fold(end, |end, atom| self.atom(atom, end))
    }

    fn atom(&mut self, atom: &Atom, end: usize) -> Option<usize> {
        let mut at = end;
        if atom.repeat.max == usize::MAX {
            at = self.add(Node::Fork(end, end))?;
            let again = self.unit(&atom.unit, at)?;
            self.nodes[at] = Node::Fork(again, end);
        } else {
            for _ in atom.repeat.min..atom.repeat.max {
                let once = self.unit(&atom.unit, at)?;
                at = self.add(Node::Fork(once, end))?;
            }
        }
        for _ in 0..atom.repeat.min {
            at = self.unit(&atom.unit, at)?;
        }
        Some(at)
    }

    fn unit(&mut self, unit: &Unit, end: usize) -> Option<usize> {
        match unit {
            Unit::Class(mask) => self.add(Node::Class(*mask, end)),
            Unit::Literal(literal) => {
                let mut bytes = literal.bytes.iter().rev();
                bytes.try_fold(end, |end, byte| self.add(Node::Byte(*byte, end)))
            }
            Unit::Choice(sequences) => {
                let mut at = None;
                for sequence in sequences {
                    let one = self.sequence(sequence, end)?;
                    at = Some(match at {
                        None => one,
                        Some(other) => self.add(Node::Fork(one, other))?,
                    });
                }
                at
            }
        }
    }

    /// The column of each byte, and a byte of each column: bytes that no place tells apart share one.
    fn columns(&self) -> ([u8; 256], Vec<u8>) {
        let mut columns = [0; 256];
        let mut samples = Vec::new();
        let mut known = HashMap::new();
        for byte in 0..=255_u8 {
            let literal = self
                .nodes
                .iter()
                .any(|n| matches!(n, Node::Byte(b, _) if *b == byte));
            let kind = (byte_class(byte), literal.then_some(byte));
            let column = *known.entry(kind).or_insert_with(|| {
                samples.push(byte);
                samples.len() as u8 - 1
            });
            columns[usize::from(byte)] = column;
        }
        (columns, samples)
    }

    fn step(&self, at: usize, byte: u8) -> Option<usize> {
        match *self.nodes.get(at)? {
            Node::Class(mask, to) => (byte_class(byte) & mask != 0 || mask == 255).then_some(to),
            Node::Byte(one, to) => (one == byte).then_some(to),
            Node::End | Node::Fork(..) => None,
        }
    }

    /// Places, and those that are reached from them without a byte.
    fn closure(&self, from: impl IntoIterator<Item = usize>) -> Set {
        let mut set = Set::default();
        let mut left: Vec<usize> = from.into_iter().collect();
        while let Some(at) = left.pop() {
            if !set.has(at) {
                set.add(at);
                if let Node::Fork(a, b) = self.nodes[at] {
                    left.extend([a, b]);
                }
            }
        }
        set
    }
}

/// A set of places.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
struct Set([u64; MAX_POSITIONS / 64]);

impl Set {
    fn all() -> Set {
        Set([u64::MAX; MAX_POSITIONS / 64])
    }

    fn has(&self, at: usize) -> bool {
        self.0[at / 64] >> (at % 64) & 1 != 0
    }

    fn add(&mut self, at: usize) {
        self.0[at / 64] |= 1 << (at % 64);
    }

    fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        (0..MAX_POSITIONS).filter(|at| self.has(*at))
    }
}

/// The sets met so far, by number.
#[derive(Default)]
struct States {
    sets: Vec<Set>,
    numbers: HashMap<Set, usize>,
}

impl States {
    fn number(&mut self, set: Set) -> Option<usize> {
        if let Some(number) = self.numbers.get(&set) {
            return Some(*number);
        }
        if self.sets.len() >= MAX_STATES {
            return None;
        }
        self.sets.push(set);
        self.numbers.insert(set, self.sets.len() - 1);
        Some(self.sets.len() - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    impl Random {
        fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
            of[self.below(of.len())]
        }

        fn pattern(&mut self, depth: usize, out: &mut String) {
            for _ in 0..=self.below(4) {
                out.push_str(self.one(&["1", "2", ".", "1.", ".2", "1.3", "0.1", "."]));
                match self.below(if depth == 0 { 5 } else { 8 }) {
                    0..=2 => out.push_str(self.one(&["A", "N", "E", "AN", "U", "L", "P", "C"])),
                    3 | 4 => {
                        out.push_str(self.one(&["\"a\"", "\"ab\"", "\"1\"", "\"\"", "\"\"\"\""]))
                    }
                    _ => {
                        out.push('(');
                        for i in 0..=self.below(3) {
                            if i > 0 {
                                out.push(',');
                            }
                            self.pattern(depth - 1, out);
                        }
                        out.push(')');
                    }
                }
            }
        }
    }

    #[test]
    fn an_automaton_agrees_with_the_sets_of_positions() {
        let mut random = Random(88_172_645_463_325_252);
        let mut made = 0;
        for _ in 0..3000 {
            let mut text = String::new();
            random.pattern(2, &mut text);
            let pattern = Pattern::compile(text.as_bytes()).unwrap();
            let Some(automaton) = Automaton::new(&pattern) else {
                continue;
            };
            made += 1;
            for _ in 0..30 {
                let subject: Vec<u8> = (0..random.below(9))
                    .map(|_| b"aabbA1\"\x01\xe9,"[random.below(10)])
                    .collect();
                assert_eq!(
                    Ok(automaton.matches(&subject)),
                    pattern.matches_units(&subject[..]),
                    "{subject:?}?{text}"
                );
            }
        }
        assert!(made > 2000, "{made}");
    }

    #[test]
    fn a_state_that_is_never_left_is_the_one_for_all() {
        let automaton = Automaton::new(&Pattern::compile(b"1A.E").unwrap()).unwrap();
        let start = usize::from(automaton.start);
        let all = automaton.width as Row;
        let column = |byte: u8| usize::from(automaton.columns[usize::from(byte)]);
        assert_eq!(automaton.next[start + column(b'a')], all);
        assert_eq!(automaton.next[start + column(b'1')], 0);
        assert!(automaton.matches(b"a") && automaton.matches(b"a1\xff") && !automaton.matches(b""));
    }
}
