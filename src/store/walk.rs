//! $DATA, $ORDER and $QUERY over any ordered map of encoded keys, each with the range of keys that its answer depends on.

use super::Related;
use super::key::{END, Encoded, end_of, split, subscript, subscripts, text};
use super::mapping::Segment;
use super::overlay::Nodes;
use super::triggers::FIRST_NAME;
use crate::value::Value;
use crate::value::array::Node;
use std::ops::Bound;

/// An answer and the keys it was found among, from the first up to, without, the second.
pub struct Seen<T> {
    pub answer: T,
    pub low: Vec<u8>,
    pub high: Vec<u8>,
}

/// Where the names of globals begin that M knows.
fn first_name(environment: &[u8]) -> Vec<u8> {
    [environment, &[FIRST_NAME]].concat()
}

/// Whether M knows the global of a key.
fn is_visible(key: &[u8], environment: &[u8]) -> bool {
    key.get(environment.len()).is_some_and(|b| *b >= FIRST_NAME)
}

/// The next possible key.
pub fn successor(key: &[u8]) -> Vec<u8> {
    [key, &[0]].concat()
}

pub fn data(nodes: &dyn Nodes, key: &[u8]) -> Seen<u8> {
    let own = nodes.value(key).is_some();
    let below = nodes
        .first(Bound::Excluded(key))
        .filter(|k| k.starts_with(key));
    Seen {
        answer: u8::from(own) + 10 * u8::from(below.is_some()),
        low: key.to_vec(),
        high: below.map_or_else(|| end_of(key), |k| successor(&k)),
    }
}

/// The subscript or name beside the last one of `key`. When `open` the last one is the empty string, which stands before the first
/// and behind the last.
pub fn order(nodes: &dyn Nodes, key: &Encoded, open: bool, to: Related) -> Seen<Option<Value>> {
    let above = &key.bytes[..key.parent];
    let (found, low, high) = match to {
        Related::Next => {
            // The empty subscript sorts first: behind it are all others.
            let low = if open && key.parent == key.environment {
                first_name(above)
            } else {
                end_of(&key.bytes)
            };
            let found = nodes
                .first(Bound::Included(&low))
                .filter(|k| k.starts_with(above));
            let high = found
                .as_ref()
                .map_or_else(|| end_of(above), |k| successor(k));
            (found, low, high)
        }
        Related::Previous => {
            let high = if open {
                end_of(above)
            } else {
                key.bytes.clone()
            };
            let found = nodes
                .last(&high)
                .filter(|k| k.len() > above.len() && k.starts_with(above))
                .filter(|k| key.parent != key.environment || is_visible(k, above));
            let low = found
                .as_ref()
                .map_or_else(|| successor(above), |k| k.clone());
            (found, low, high)
        }
    };
    let answer = found.map(|k| {
        let component = split(&k[above.len()..]).0;
        if key.parent == key.environment {
            Value::from_bytes(&[b"^", &text(component)[..]].concat())
        } else {
            subscript(component)
        }
    });
    Seen { answer, low, high }
}

/// The name beside another among those of a segment; the empty name stands before the first and behind the last, and so does a name that
/// is none of the segment's.
pub fn order_in_segment(
    nodes: &dyn Nodes,
    segment: &Segment,
    name: &[u8],
    to: Related,
) -> Seen<Option<Value>> {
    let key = |name: &[u8]| [&[END], name].concat();
    let own = segment.holds(name) && !name.is_empty();
    let mut low = key(&segment.low);
    if segment.low.is_empty() {
        low = successor(&low);
    }
    let mut high = segment
        .high
        .as_ref()
        .map_or_else(|| end_of(&[END]), |high| key(high));
    let found = match to {
        Related::Next => {
            if own {
                low = end_of(&[&key(name)[..], &[END]].concat());
            }
            let found = nodes.first(Bound::Included(&low));
            let found = found.filter(|found| *found < high);
            if let Some(found) = &found {
                high = successor(found);
            }
            found
        }
        Related::Previous => {
            if own {
                high = key(name);
            }
            let found = nodes.last(&high).filter(|found| *found >= low);
            if let Some(found) = &found {
                low.clone_from(found);
            }
            found
        }
    };
    let answer = found.map(|found| {
        let name = text(split(&found[1..]).0);
        Value::from_bytes(&[b"^", &name[..]].concat())
    });
    Seen { answer, low, high }
}

/// The subscripts of the node before or behind `key` in the same global; `open` as for [`order`].
pub fn query(
    nodes: &dyn Nodes,
    key: &Encoded,
    open: bool,
    to: Related,
) -> Seen<Option<Vec<Value>>> {
    let (global, above) = (&key.bytes[..key.name], &key.bytes[..key.parent]);
    let (found, low, high) = match to {
        Related::Next => {
            let low = successor(&key.bytes);
            let found = nodes
                .first(Bound::Included(&low))
                .filter(|k| k.starts_with(global));
            let high = found
                .as_ref()
                .map_or_else(|| end_of(global), |k| successor(k));
            (found, low, high)
        }
        Related::Previous => {
            let high = if open {
                end_of(above)
            } else {
                key.bytes.clone()
            };
            let found = nodes.last(&high).filter(|k| k.starts_with(global));
            let low = found
                .as_ref()
                .map_or_else(|| global.to_vec(), |k| k.clone());
            (found, low, high)
        }
    };
    Seen {
        answer: found.map(|k| subscripts(&k[global.len()..])),
        low,
        high,
    }
}

/// Names of the globals whose keys begin with `environment`.
pub fn names(nodes: &dyn Nodes, environment: &[u8]) -> Seen<Vec<Vec<u8>>> {
    let (mut answer, mut at) = (Vec::new(), first_name(environment));
    while let Some(key) = nodes
        .first(Bound::Included(&at))
        .filter(|k| k.starts_with(environment))
    {
        let name = split(&key[environment.len()..]).0;
        at = end_of(&key[..(environment.len() + name.len() + 1).min(key.len())]);
        answer.push(text(name));
    }
    Seen {
        answer,
        low: environment.to_vec(),
        high: end_of(environment),
    }
}

/// A copy of the node with a key and all below it.
pub fn subtree(nodes: &dyn Nodes, top: &[u8]) -> Seen<Node> {
    let mut answer = Node::default();
    let mut at = Some(top.to_vec());
    while let Some(key) = at {
        if let Some(value) = nodes.value(&key) {
            let node = answer.make(&subscripts(&key[top.len()..]), 0, Value::clone);
            node.value = value;
        }
        let behind = nodes.first(Bound::Excluded(&key));
        at = behind.filter(|k| k.starts_with(top));
    }
    Seen {
        answer,
        low: top.to_vec(),
        high: end_of(top),
    }
}
