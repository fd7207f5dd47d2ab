//! Records as arrays of M. What subscripts records of one shape have is settled once; then only values change.

use super::record::cte::Entry;
use super::record::fields::{Field, Layout, View, write_hex};
use super::record::packet;
use super::record::sections::Damage;
use super::record::smf_record::{Element, Record, Shape};
use super::record::time;
use super::record::tree::{Name, Tree};
use super::system::Service;
use crate::runtime::{Nodes, Value};
use crate::value as inner;
use crate::value::array::Node;
use std::collections::HashMap;

/// The most shapes that are kept: peers choose them, and there are as many as there are numbers of elements.
const PLANS: usize = 64;

/// Makes arrays of the records of a service.
#[derive(Default)]
pub struct Arrays {
    /// Sections and fields that are wanted, with commas between; empty for all.
    only: Vec<u8>,
    plans: HashMap<Option<Shape>, Plan>,
    values: Vec<inner::Value>,
    text: String,
}

/// The array of a shape, in which the value of a node is its place, and what the values are, in this order.
struct Plan {
    template: Node,
    parts: Vec<Part>,
}

enum Part {
    Format,
    Time,
    /// A field of an element.
    Field(usize, Field),
    /// The text behind the fields of an element.
    Text(usize, &'static Layout),
    Packet,
}

impl Arrays {
    /// The array of an entry, with what is wanted of it.
    ///
    /// # Errors
    /// It is no record of this service.
    pub fn fill(&mut self, service: &Service, entry: &Entry, only: &[u8]) -> Result<Node, Damage> {
        if self.only != only {
            self.only = only.to_vec();
            self.plans.clear();
        }
        let (mut elements, mut packet) = (Vec::with_capacity(8), &[][..]);
        let shape = match service.has_packets() {
            true => {
                let record = packet::Record::parse(entry.data)?;
                elements.push(record.header.0);
                packet = record.packet;
                None
            }
            false => {
                let record = Record::parse(entry.data)?;
                let shape = record.shape();
                record.elements(&shape, &mut elements)?;
                Some(shape)
            }
        };
        if self.plans.len() >= PLANS && !self.plans.contains_key(&shape) {
            self.plans.clear();
        }
        let plan = self.plans.entry(shape);
        let plan = plan.or_insert_with(|| Plan::new(shape.as_ref(), &self.only));
        self.values.clear();
        for part in &plan.parts {
            let text = &mut self.text;
            text.clear();
            match part {
                Part::Format => {
                    self.values.push(inner::Value::int(entry.format.into()));
                    continue;
                }
                Part::Field(at, field) if field.kind.is_number() => {
                    self.values.push(number(View(elements[*at]), *field));
                    continue;
                }
                Part::Time => time::write_stck(entry.time, text),
                Part::Field(at, field) => field.write(elements[*at], text),
                Part::Text(at, layout) => layout.write_behind(elements[*at], text),
                Part::Packet => write_hex(packet, text),
            }
            self.values.push(inner::Value::from_bytes(text.as_bytes()));
        }
        Ok(plan.template.filled(&mut self.values))
    }
}

/// A number of a field; empty when the bytes do not have all of it.
fn number(view: View, field: Field) -> inner::Value {
    match view.bytes(field) {
        None => inner::Value::EMPTY,
        Some(_) => match i64::try_from(view.number(field)) {
            Ok(number) if number < 1_000_000_000_000_000_000 => inner::Value::int(number),
            // More digits than a number of M has.
            _ => inner::Value::from_bytes(view.number(field).to_string().as_bytes()),
        },
    }
}

impl Plan {
    fn new(shape: Option<&Shape>, only: &[u8]) -> Plan {
        let mut plan = Plan {
            template: Node::default(),
            parts: Vec::new(),
        };
        let words: Vec<&[u8]> = only.split(|b| *b == b',').collect();
        let is_wanted = |section: &str, field: &str| {
            let both = format!("{section}.{field}");
            only.is_empty()
                || words
                    .iter()
                    .any(|w| *w == section.as_bytes() || *w == both.as_bytes())
        };
        let mut add = |path: &[Name], field: &str, part: Part| {
            let section = path.first().map_or(field, |name| name);
            if is_wanted(section, field) {
                let names = path.iter().map(AsRef::as_ref).chain([field]);
                let subscripts: Vec<_> = names
                    .map(|name| Value::from(name).to_internal().to_key())
                    .collect();
                let place = inner::Value::int(plan.parts.len() as i64);
                plan.template
                    .make(&subscripts, 0, inner::Value::to_key)
                    .value = place;
                plan.parts.push(part);
            }
        };
        add(&[], "format", Part::Format);
        add(&[], "time", Part::Time);
        let header = || Element {
            path: vec!["header".into()],
            layout: &packet::header::LAYOUT,
            text: false,
        };
        let elements = shape.map_or_else(|| vec![header()], Shape::elements);
        for (at, element) in elements.iter().enumerate() {
            for field in element.layout.shown() {
                add(&element.path, field.name, Part::Field(at, *field));
            }
            if element.text {
                add(&element.path, "text", Part::Text(at, element.layout));
            }
        }
        if shape.is_none() {
            add(&[], "packet", Part::Packet);
        }
        plan
    }
}

/// The nodes of an array as names and values: subscripts that are numbers are places in lists.
pub fn tree(nodes: &Nodes) -> Tree {
    let nodes: Vec<(Vec<String>, String)> = nodes
        .iter()
        .map(|(path, value)| {
            let path = path.iter().map(ToString::to_string).collect();
            (path, value.to_string())
        })
        .collect();
    below(&nodes, 0)
}

/// What is below nodes whose first subscripts are the same ones.
fn below(nodes: &[(Vec<String>, String)], depth: usize) -> Tree {
    let parts = nodes.chunk_by(|(a, _), (b, _)| a.get(depth) == b.get(depth));
    let (mut map, mut list): (Vec<(Name, Tree)>, Vec<Tree>) = (Vec::new(), Vec::new());
    for part in parts {
        let tree = |part: &[(Vec<String>, String)]| match part {
            [(path, value)] if path.len() == depth + 1 => Tree::Text(value.clone()),
            part => below(part, depth + 1),
        };
        match part[0].0.get(depth) {
            Some(name) if name.bytes().all(|b| b.is_ascii_digit()) && !name.is_empty() => {
                list.push(tree(part))
            }
            Some(name) => map.push((name.clone().into(), tree(part))),
            // The value of a node that has others below it.
            None => {}
        }
    }
    match (list.is_empty(), map.is_empty()) {
        (false, true) => Tree::List(list),
        _ => Tree::Map(map),
    }
}

/// The nodes of an array that stands for names and values.
pub fn nodes(tree: &Tree) -> Nodes {
    let mut nodes = Nodes::new();
    tree.leaves(&mut |path, leaf| {
        let path = path.iter().map(|name| Value::from(name.as_ref())).collect();
        let value = leaf.text().unwrap_or_default();
        nodes.push((path, Value::from(value.as_ref())));
    });
    nodes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nmi::record::cte::Entries;
    use crate::nmi::record::examples::{BUFFER, bytes};
    use crate::nmi::system::service;

    fn leaves(node: &Node) -> Vec<(String, String)> {
        let mut all = Vec::new();
        let text = |value: &inner::Value| Value::from_internal(value).to_string();
        let walked: Result<(), ()> = node.walk(&mut Vec::new(), &mut |path, value| {
            let path: Vec<String> = path.iter().map(text).collect();
            all.push((path.join("."), text(value)));
            Ok(())
        });
        walked.unwrap();
        all
    }

    #[test]
    fn arrays_have_what_is_wanted_of_a_record() {
        let buffer = bytes(BUFFER);
        let entry = Entries::new(&buffer).next().unwrap().unwrap();
        let (service, mut arrays) = (service("CN").unwrap(), Arrays::default());
        let all = leaves(&arrays.fill(service, &entry, b"").unwrap());
        let record = Record::parse(entry.data).unwrap().tree().unwrap();
        let mut expected = Vec::new();
        record.leaves(&mut |path, leaf| {
            // What is reserved is shown only where it is not 0.
            if path.last().is_some_and(|name| !name.starts_with("Rsv")) {
                expected.push((path.join("."), leaf.text().unwrap().into_owned()))
            }
        });
        assert_eq!(all.len(), expected.len() + 2);
        for leaf in expected {
            assert!(all.contains(&leaf), "{leaf:?} in {all:?}");
        }
        let some = arrays.fill(service, &entry, b"format,connection.RPort,connection.RIP");
        let pair = |name: &str, value: &str| (name.to_string(), value.to_string());
        assert_eq!(
            leaves(&some.unwrap()),
            [
                pair("connection.RIP", "192.0.2.10"),
                pair("connection.RPort", "40000"),
                pair("format", "1")
            ]
        );
    }

    #[test]
    fn arrays_have_all_of_many_elements_and_few_shapes_are_kept() {
        use crate::nmi::record::sections::Triplet;
        use crate::nmi::record::smf::header;
        use crate::nmi::record::smf_record::build;
        use crate::nmi::record::smf_stack::tcp_port;
        let (service, mut arrays) = (service("SM").unwrap(), Arrays::default());
        let mut fill = |subtype: u16, ports: u64| {
            let mut bytes = Vec::new();
            for port in 1..=ports {
                let mut one = tcp_port::LAYOUT.blank();
                tcp_port::PORT.set(&mut one, port);
                bytes.extend(one);
            }
            let triplet = Triplet::of(tcp_port::LAYOUT.length, ports as usize);
            let head = header::LAYOUT.blank();
            let record = build(subtype, &head, &[], &[(triplet, &bytes)]).unwrap();
            let entry = Entry {
                format: subtype.into(),
                time: 1,
                data: &record,
            };
            let all = leaves(&arrays.fill(service, &entry, b"").unwrap());
            (all, arrays.plans.len())
        };
        let (all, _) = fill(7, 200);
        for port in 1..=200 {
            assert!(all.contains(&(format!("tcp.{port}.Port"), port.to_string())));
        }
        for ports in 1..=100 {
            assert!(fill(7, ports).1 <= PLANS);
        }
        let (_, before) = fill(300, 0);
        for subtype in 301..310 {
            assert_eq!(fill(subtype, 1).1, before);
        }
    }

    #[test]
    fn trees_are_nodes_and_back() {
        let tree_of = Tree::Map(vec![
            ("a".into(), "x".into()),
            (
                "b".into(),
                Tree::List(vec![
                    Tree::Map(vec![("c".into(), "1".into())]),
                    Tree::Map(vec![("c".into(), "2".into()), ("d".into(), "".into())]),
                ]),
            ),
        ]);
        assert_eq!(tree(&nodes(&tree_of)), tree_of);
    }
}
