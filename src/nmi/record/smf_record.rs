//! One SMF record of type 119: read with its triplets, made from sections, from and to a tree of names.

use super::fields::{EncodeError, Layout, View};
use super::sections::{self, Damage, Form, Items, Triplet, trees};
use super::smf::{self, header, ident};
use super::tree::{Name, Tree};

/// A record whose header and triplets are there.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    pub bytes: &'a [u8],
}

impl<'a> Record<'a> {
    /// # Errors
    /// The bytes are not a record of type 119, or its triplets are not within it.
    #[inline]
    pub fn parse(bytes: &'a [u8]) -> Result<Self, Damage> {
        let there = bytes.len();
        let smallest = header::LAYOUT.length;
        if there < smallest {
            return Err(Damage::Short {
                what: "SMF record",
                length: smallest,
                there,
            });
        }
        let view = View(bytes);
        let length = usize::from(view.u16(header::LENGTH));
        if length < smallest || length > there {
            return Err(Damage::Short {
                what: "SMF record",
                length,
                there,
            });
        }
        let bytes = &bytes[..length];
        if view.number(header::TYPE) != u64::from(smf::TYPE) {
            return Err(Damage::Value {
                what: "type of an SMF record",
                value: view.number(header::TYPE) as usize,
            });
        }
        let triplets = usize::from(view.u16(header::TRIPLETS));
        if smallest + triplets * smf::TRIPLET > length {
            return Err(Damage::Value {
                what: "number of triplets",
                value: triplets,
            });
        }
        Ok(Record { bytes })
    }

    #[inline]
    pub fn subtype(&self) -> u16 {
        View(self.bytes).u16(header::SUBTYPE)
    }

    #[inline]
    fn triplets(&self) -> impl Iterator<Item = Triplet> + use<'a> {
        let count = usize::from(View(self.bytes).u16(header::TRIPLETS));
        let start = header::LAYOUT.length;
        let triplets = &self.bytes[start..start + count * smf::TRIPLET];
        triplets
            .chunks_exact(smf::TRIPLET)
            .filter_map(|t| Form::Narrow.read(t))
    }

    /// The first element of a section: 0 is the identification. Empty when there is none.
    ///
    /// # Errors
    /// It is not within the record.
    #[inline]
    pub fn section(&self, number: usize) -> Result<View<'a>, Damage> {
        let triplet = self.triplets().nth(number).unwrap_or_default();
        let area = sections::area(self.bytes, triplet, number)?;
        Ok(View(&area[..triplet.length.min(area.len())]))
    }

    /// # Errors
    /// A section is not within the record.
    pub fn tree(&self) -> Result<Tree, Damage> {
        let mut map = vec![("header".into(), header::LAYOUT.tree(self.bytes))];
        let ident = self.section(0)?;
        if !ident.0.is_empty() {
            map.push(("ident".into(), ident::LAYOUT.tree(ident.0)));
        }
        let known = smf::sections(self.subtype());
        trees(self.bytes, self.triplets().skip(1), known, 1, &mut map)?;
        Ok(Tree::Map(map))
    }
}

impl<'a> Record<'a> {
    /// Which sections there are, and how many elements they have: records of one shape have the same fields. Only known sections count.
    pub fn shape(&self) -> Shape {
        let known = smf::sections(self.subtype());
        let mut shape = Shape {
            // Those of which nothing is known are alike.
            subtype: if known.is_empty() { 0 } else { self.subtype() },
            counts: [0; SECTIONS],
        };
        for (at, triplet) in self.triplets().skip(1).take(known.len()).enumerate() {
            // Fields of many elements would be as many names.
            shape.counts[at] = triplet.count.min(MANY) as u16;
        }
        shape
    }

    /// Appends the bytes of the elements of its shape: those of the header, the identification, and the known sections.
    ///
    /// # Errors
    /// A section is not within the record.
    pub fn elements(&self, shape: &Shape, out: &mut Vec<&'a [u8]>) -> Result<(), Damage> {
        out.extend([self.bytes, self.section(0)?.0]);
        let known = smf::sections(shape.subtype);
        let triplets = self.triplets().skip(1);
        for (at, (section, triplet)) in known.iter().zip(triplets).enumerate() {
            let items = sections::items(self.bytes, triplet, at + 1, section)?;
            out.extend(items.take(shape.counts[at].into()));
        }
        Ok(())
    }
}

/// The most elements of a section that a shape counts, more than our own records have, and sections with known fields.
const MANY: usize = 256;
const SECTIONS: usize = 6;

/// What decides about the names of the fields of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Shape {
    subtype: u16,
    counts: [u16; SECTIONS],
}

/// What is known of an element of a shape.
#[derive(Debug, Clone)]
pub struct Element {
    /// Its section, and its number if there can be several.
    pub path: Vec<Name>,
    pub layout: &'static Layout,
    /// Behind the fields there is text.
    pub text: bool,
}

impl Shape {
    /// Its elements, in the order of `Record::elements`.
    pub fn elements(&self) -> Vec<Element> {
        let plain = |name: &'static str, layout| Element {
            path: vec![name.into()],
            layout,
            text: false,
        };
        let mut all = vec![
            plain("header", &header::LAYOUT),
            plain("ident", &ident::LAYOUT),
        ];
        for (section, count) in smf::sections(self.subtype).iter().zip(self.counts) {
            let one = section.items == Items::One && count == 1;
            for number in 1..=count {
                let number: Name = number.to_string().into();
                let path = [Name::from(section.name), number];
                all.push(Element {
                    path: path[..if one { 1 } else { 2 }].to_vec(),
                    layout: section.layout,
                    text: section.items == Items::Sized,
                });
            }
        }
        all
    }
}

/// Makes a record: `head` has system and subsystem, and time and date; sections follow the identification.
///
/// # Errors
/// It would be longer than a record can be.
pub fn build(
    subtype: u16,
    head: &[u8],
    ident: &[u8],
    sections: &[(Triplet, &[u8])],
) -> Result<Vec<u8>, EncodeError> {
    let mut offset = head.len() + (sections.len() + 1) * smf::TRIPLET;
    let length =
        offset + ident.len() + sections.iter().map(|(_, bytes)| bytes.len()).sum::<usize>();
    let length =
        u16::try_from(length).map_err(|_| EncodeError::Record("SMF record", "too long"))?;
    let mut out = Vec::with_capacity(length.into());
    out.extend(head);
    header::LENGTH.set(&mut out, length.into());
    header::TYPE.set(&mut out, smf::TYPE.into());
    header::SUBTYPE.set(&mut out, subtype.into());
    header::TRIPLETS.set(&mut out, sections.len() as u64 + 1);
    let first = Triplet {
        offset,
        length: ident.len(),
        count: usize::from(!ident.is_empty()),
    };
    Form::Narrow.push(first, &mut out);
    offset += ident.len();
    for (triplet, bytes) in sections {
        let place = if triplet.count == 0 { 0 } else { offset };
        Form::Narrow.push(
            Triplet {
                offset: place,
                ..*triplet
            },
            &mut out,
        );
        offset += bytes.len();
    }
    out.extend(ident);
    sections.iter().for_each(|(_, bytes)| out.extend(*bytes));
    Ok(out)
}

/// A record from a tree of names: header, identification, sections.
///
/// # Errors
/// A name that is not known, a value that does not fit, or a header without a subtype.
pub fn encode(tree: &Tree) -> Result<Vec<u8>, EncodeError> {
    const TITLE: &str = "SMF record";
    let Tree::Map(map) = tree else {
        return Err(EncodeError::Record(TITLE, "names and values are expected"));
    };
    let head_tree = tree
        .get("header")
        .ok_or(EncodeError::Record(TITLE, "no header"))?;
    let mut head = header::LAYOUT.encode(head_tree)?;
    if head_tree.get("flag").is_none() {
        header::FLAG.set(&mut head, smf::FLAG.into());
    }
    let subtype = View(&head).u16(header::SUBTYPE);
    let known = smf::sections(subtype);
    let number = |name: &str| -> Option<usize> {
        let named = known.iter().position(|s| s.name == name).map(|at| at + 1);
        named.or_else(|| {
            name.strip_prefix('S')?
                .parse()
                .ok()
                .filter(|n| (known.len() + 1..=255).contains(n))
        })
    };
    let asked = usize::from(View(&head).u16(header::TRIPLETS)).min(256);
    let mut sections: Vec<(Triplet, Vec<u8>)> = vec![Default::default(); asked.saturating_sub(1)];
    let mut identity = Vec::new();
    for (name, tree) in map {
        match name.as_ref() {
            "header" => {}
            "ident" => identity = ident::LAYOUT.encode(tree)?,
            name => {
                let at =
                    number(name).ok_or_else(|| EncodeError::Unknown(TITLE, name.to_string()))?;
                let made = match known.get(at - 1) {
                    Some(section) => sections::encode(section, tree)?,
                    None => sections::encode_unknown(tree)
                        .ok_or(EncodeError::Value("an unknown section", name.to_string()))?,
                };
                if sections.len() < at {
                    sections.resize_with(at, Default::default);
                }
                sections[at - 1] = made;
            }
        }
    }
    let sections: Vec<_> = sections
        .iter()
        .map(|(t, bytes)| (*t, bytes.as_slice()))
        .collect();
    build(subtype, &head, &identity, &sections)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nmi::record::cte::{self, Entries};
    use crate::nmi::record::examples::{BUFFER, bytes};
    use crate::nmi::record::fields::tests::is_sound;
    use crate::random::Random;

    #[test]
    fn layouts_are_sound() {
        [&header::LAYOUT, &ident::LAYOUT]
            .into_iter()
            .for_each(is_sound);
        for (.., sections) in smf::SUBTYPES {
            sections.iter().for_each(|s| is_sound(s.layout));
        }
    }

    /// The buffer of the reference, byte by byte.
    #[test]
    fn the_example_is_read_and_written() {
        let buffer = bytes(BUFFER);
        assert_eq!(buffer.len(), 200);
        let entries: Result<Vec<_>, _> = Entries::new(&buffer).collect();
        let [entry] = entries.unwrap()[..] else {
            panic!()
        };
        assert_eq!((entry.format, entry.time), (1, 0xdd6b_3f12_3456_7000));
        let record = Record::parse(entry.data).unwrap();
        assert_eq!((record.subtype(), entry.data.len()), (1, 180));
        let tree = record.tree().unwrap();
        let mut leaves = Vec::new();
        tree.leaves(&mut |path, leaf| {
            leaves.push(format!("{}={}", path.join("."), leaf.text().unwrap()))
        });
        for expected in [
            "header.time=10:00:00.00",
            "header.date=2024-05-02",
            "header.system=SYS1",
            "ident.Sysplex=PLEX1",
            "ident.ReleaseID=CS V2R3",
            "ident.ASID=42",
            "ident.Reason=08",
            "connection.RName=FTPD1",
            "connection.ConnID=00001234",
            "connection.RIP=192.0.2.10",
            "connection.LIP=192.0.2.1",
            "connection.RPort=40000",
            "connection.LPort=21",
        ] {
            assert!(
                leaves.iter().any(|l| l == expected),
                "{expected}: {leaves:#?}"
            );
        }
        assert_eq!(encode(&tree).unwrap(), entry.data);
        let mut again = Vec::new();
        cte::push(&mut again, entry.format, entry.time, entry.data);
        again.extend([0; cte::END]);
        assert_eq!(again, buffer);
    }

    /// Records of all subtypes with random sections, also longer ones than are known.
    #[test]
    fn records_are_encoded_from_what_they_decode_to() {
        let mut random = Random(11);
        for round in 0..500u16 {
            let subtype = [1, 2, 5, 6, 7, 8, 10, 11, 12, 99][usize::from(round) % 10];
            let mut some = |length: usize| -> Vec<u8> {
                (0..length).map(|_| random.below(256) as u8).collect()
            };
            let (mut head, ident) = (header::LAYOUT.blank(), some(64));
            header::TIME.set_bytes(&mut head, &some(4));
            let mut made: Vec<(Triplet, Vec<u8>)> = Vec::new();
            for section in smf::sections(subtype) {
                let count = match section.items {
                    sections::Items::One => usize::from(some(1)[0] & 1),
                    _ => usize::from(some(1)[0] & 3),
                };
                let (length, mut bytes) =
                    (section.layout.length, some(section.layout.length * count));
                if section.items == sections::Items::Sized {
                    bytes
                        .chunks_mut(length)
                        .for_each(|item| item[..2].copy_from_slice(&(length as u16).to_be_bytes()));
                }
                let triplet = Triplet::of(if count == 0 { 0 } else { length }, count);
                made.push((triplet, bytes));
            }
            if made.is_empty() {
                made.push((Triplet::of(5, 2), some(10)));
            }
            let sections: Vec<_> = made.iter().map(|(t, b)| (*t, b.as_slice())).collect();
            let record = build(subtype, &head, &ident, &sections).unwrap();
            let parsed = Record::parse(&record).unwrap();
            let tree = parsed.tree().unwrap();
            shape_is_tree(parsed, &tree);
            assert_eq!(encode(&tree).unwrap(), record, "{tree:?}");
            let mut damaged = record;
            let at = random.below(damaged.len());
            damaged[at] = random.below(256) as u8;
            damaged.truncate(random.below(damaged.len()) + 1);
            let _ = Record::parse(&damaged).and_then(|r| r.tree());
        }
    }

    /// The elements of the shape are those of the tree.
    fn shape_is_tree(record: Record, tree: &Tree) {
        let shape = record.shape();
        let (mut elements, known) = (Vec::new(), shape.elements());
        record.elements(&shape, &mut elements).unwrap();
        assert_eq!(elements.len(), known.len());
        for (bytes, element) in elements.iter().zip(&known) {
            let there =
                element
                    .path
                    .iter()
                    .try_fold(tree, |tree, name| match name.parse::<usize>() {
                        Ok(number) => tree.elements().get(number - 1),
                        Err(_) => tree.get(name),
                    });
            for (name, value) in element.layout.map(bytes) {
                assert_eq!(
                    there.and_then(|tree| tree.get(&name)),
                    Some(&value),
                    "{name}"
                );
            }
        }
    }

    #[test]
    fn trees_that_are_no_records_are_refused() {
        let map = |name: &'static str, tree: Tree| Tree::Map(vec![(name.into(), tree)]);
        assert!(encode(&map("header", 5u64.into())).is_err());
        assert!(encode(&map("ident", map("System", "A".into()))).is_err());
        let strange = Tree::Map(vec![
            ("header".into(), map("subtype", 1u64.into())),
            ("S1".into(), "00".into()),
        ]);
        assert!(encode(&strange).is_err());
    }
}
