//! What texts met at run time mean, found by the values that hold them.
//!
//! XECUTE and indirection mostly meet the same few texts again and again. A short text is sixteen bytes, and a long one that is
//! held here cannot change, so that its address stands for it: neither is read to be found.

use super::frame::Unit;
use crate::compile::Fragment;
use crate::value::Value;
use std::rc::Rc;

/// What a text means.
pub enum Meaning {
    /// Compiled code.
    Code(Rc<Unit>),
    /// A local, by the number of its name, with subscripts in the form of keys.
    Local(u32, Box<[Value]>),
}

struct Known {
    key: u128,
    kind: Fragment,
    /// Keeps the address from being used again.
    _text: Value,
    meaning: Meaning,
}

/// Texts kept, a power of two; one that falls on the place of another takes it.
const PLACES: usize = 256;

/// The texts of one session.
#[derive(Default)]
pub struct Texts {
    places: Vec<Option<Known>>,
}

impl Texts {
    #[inline]
    fn place(kind: Fragment, key: u128) -> usize {
        let kind = match kind {
            Fragment::Commands => 0,
            Fragment::Reference => 1,
            Fragment::Value => 2,
            Fragment::Text => 3,
            Fragment::Args(verb) => 4 + u64::from(verb),
            Fragment::Params(verb) => 260 + u64::from(verb),
            Fragment::LockNames => 520,
        };
        let word = (key as u64) ^ ((key >> 64) as u64).rotate_left(32) ^ (kind << 20);
        (word.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as usize % PLACES
    }

    /// What a text means, if it is known.
    #[inline]
    pub fn get(&self, kind: Fragment, text: &Value) -> Option<&Meaning> {
        let key = text.identity()?;
        let known = self.places.get(Texts::place(kind, key))?.as_ref()?;
        (known.key == key && known.kind == kind).then_some(&known.meaning)
    }

    /// Remembers what a text means.
    pub fn insert(&mut self, kind: Fragment, text: Value, meaning: Meaning) {
        let Some(key) = text.identity() else {
            return;
        };
        if self.places.is_empty() {
            self.places.resize_with(PLACES, || None);
        }
        self.places[Texts::place(kind, key)] = Some(Known {
            key,
            kind,
            _text: text,
            meaning,
        });
    }

    pub fn clear(&mut self) {
        self.places.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(texts: &Texts, kind: Fragment, text: &Value) -> Option<u32> {
        match texts.get(kind, text)? {
            Meaning::Local(name, _) => Some(*name),
            Meaning::Code(_) => None,
        }
    }

    #[test]
    fn texts_are_known_by_kind_and_value() {
        let mut texts = Texts::default();
        let (short, long) = (
            Value::from_bytes(b"x"),
            Value::from_bytes(b"a text of more than fourteen bytes"),
        );
        texts.insert(
            Fragment::Reference,
            short.clone(),
            Meaning::Local(1, Box::default()),
        );
        texts.insert(
            Fragment::Reference,
            long.clone(),
            Meaning::Local(2, Box::default()),
        );
        assert_eq!(number(&texts, Fragment::Reference, &short), Some(1));
        assert_eq!(number(&texts, Fragment::Value, &short), None);
        assert_eq!(
            number(&texts, Fragment::Reference, &Value::from_bytes(b"x")),
            Some(1)
        );
        assert_eq!(number(&texts, Fragment::Reference, &long), Some(2));
        assert_eq!(number(&texts, Fragment::Reference, &Value::Int(7)), None);
    }

    #[test]
    fn a_text_that_grows_is_another_text() {
        let mut texts = Texts::default();
        let text = Value::from_bytes(b"a text of more than fourteen bytes");
        texts.insert(
            Fragment::Commands,
            text.clone(),
            Meaning::Local(1, Box::default()),
        );
        let text = Value::from_bytes(&[&text.to_vec()[..], b" and some"].concat());
        assert_eq!(number(&texts, Fragment::Commands, &text), None);
    }
}
