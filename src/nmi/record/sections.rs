//! Sections of records: their places are in triplets of offset, length and count, which are compared with the record before anything is read.

use super::ebcdic::Page;
use super::fields::{EncodeError, Layout, View, hex, unhex};
use super::tree::{Name, Tree};

/// What elements a section has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Items {
    One,
    Many,
    /// Each begins with two bytes that are its length, and ends with text.
    Sized,
}

/// A section of a record: the name under which its elements are shown, and their layout.
#[derive(Debug)]
pub struct Section {
    pub name: &'static str,
    pub layout: &'static Layout,
    pub items: Items,
}

/// A section with one element.
pub const fn one(name: &'static str, layout: &'static Layout) -> Section {
    Section {
        name,
        layout,
        items: Items::One,
    }
}

/// A section with any number of them.
pub const fn many(name: &'static str, layout: &'static Layout) -> Section {
    Section {
        name,
        layout,
        items: Items::Many,
    }
}

/// Bytes that are no record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    #[error("{what} of {length} bytes has {there}")]
    Short {
        what: &'static str,
        length: usize,
        there: usize,
    },
    #[error("{what}: {value} is not what is expected there")]
    Value { what: &'static str, value: usize },
    #[error("section {0} is not within its record")]
    Section(usize),
}

/// Where the elements of a section are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Triplet {
    pub offset: usize,
    pub length: usize,
    pub count: usize,
}

/// How triplets are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Four bytes, two, and two, as in SMF records.
    Narrow,
    /// Four bytes each.
    Wide,
}

impl Triplet {
    /// One of elements whose place is not settled yet.
    pub const fn of(length: usize, count: usize) -> Triplet {
        Triplet {
            offset: 0,
            length,
            count,
        }
    }
}

impl Form {
    pub const fn length(self) -> usize {
        match self {
            Form::Narrow => 8,
            Form::Wide => 12,
        }
    }

    /// The triplet that bytes begin with.
    #[inline]
    pub fn read(self, bytes: &[u8]) -> Option<Triplet> {
        let bytes = bytes.get(..self.length())?;
        let wide = |at: usize| {
            u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]) as usize
        };
        let narrow = |at: usize| u16::from_be_bytes([bytes[at], bytes[at + 1]]).into();
        Some(match self {
            Form::Narrow => Triplet {
                offset: wide(0),
                length: narrow(4),
                count: narrow(6),
            },
            Form::Wide => Triplet {
                offset: wide(0),
                length: wide(4),
                count: wide(8),
            },
        })
    }

    pub fn push(self, triplet: Triplet, out: &mut Vec<u8>) {
        let wide = |number: usize| (number as u32).to_be_bytes();
        out.extend(wide(triplet.offset));
        match self {
            Form::Narrow => {
                out.extend((triplet.length as u16).to_be_bytes());
                out.extend((triplet.count as u16).to_be_bytes());
            }
            Form::Wide => {
                out.extend(wide(triplet.length));
                out.extend(wide(triplet.count));
            }
        }
    }
}

/// The bytes of all elements of a section; `number` is its place among the triplets.
///
/// # Errors
/// They are not within the record.
#[inline]
pub fn area(record: &[u8], triplet: Triplet, number: usize) -> Result<&[u8], Damage> {
    if triplet.count == 0 {
        return Ok(&[]);
    }
    let length = triplet.length.checked_mul(triplet.count);
    let end = length.and_then(|length| triplet.offset.checked_add(length));
    let area = end.and_then(|end| record.get(triplet.offset..end));
    match area {
        Some(area) if triplet.length > 0 => Ok(area),
        _ => Err(Damage::Section(number)),
    }
}

/// Elements that begin with their own lengths.
fn sized(record: &[u8], triplet: Triplet, number: usize) -> Result<Vec<&[u8]>, Damage> {
    let mut rest = match triplet.count {
        0 => &[],
        _ => record
            .get(triplet.offset..)
            .ok_or(Damage::Section(number))?,
    };
    let mut items = Vec::new();
    for _ in 0..triplet.count {
        let length = match rest {
            [a, b, ..] => usize::from(u16::from_be_bytes([*a, *b])),
            _ => 0,
        };
        if length < 4 || length > rest.len() {
            return Err(Damage::Section(number));
        }
        let (item, behind) = rest.split_at(length);
        items.push(item);
        rest = behind;
    }
    Ok(items)
}

/// The sections of a record with their names; what is unknown is hexadecimal under its number, `S2`. `first` is the number of the
/// first triplet.
///
/// # Errors
/// A section is not within the record.
pub fn trees(
    record: &[u8],
    triplets: impl Iterator<Item = Triplet>,
    known: &[Section],
    first: usize,
    map: &mut Vec<(Name, Tree)>,
) -> Result<(), Damage> {
    for (at, triplet) in triplets.enumerate() {
        let number = first + at;
        if triplet.count == 0 {
            continue;
        }
        let Some(section) = known.get(at) else {
            let area = area(record, triplet, number)?;
            let items = area
                .chunks(triplet.length)
                .map(|item| Tree::Text(hex(item)));
            map.push((format!("S{number}").into(), Tree::List(items.collect())));
            continue;
        };
        let mut items = items(record, triplet, number, section)?.map(|item| {
            let mut map = section.layout.map(item);
            if section.items == Items::Sized {
                let mut text = String::new();
                section.layout.write_behind(item, &mut text);
                map.push(("text".into(), Tree::Text(text)));
            }
            Tree::Map(map)
        });
        let tree = match (section.items, triplet.count) {
            (Items::One, 1) => items.next().unwrap_or(Tree::List(Vec::new())),
            _ => Tree::List(items.collect()),
        };
        map.push((section.name.into(), tree));
    }
    Ok(())
}

/// The bytes of the elements of a known section.
///
/// # Errors
/// The section is not within the record.
pub fn items<'a>(
    record: &'a [u8],
    triplet: Triplet,
    number: usize,
    section: &Section,
) -> Result<impl Iterator<Item = &'a [u8]> + use<'a>, Damage> {
    let (plain, own) = match section.items {
        Items::Sized => (&[][..], sized(record, triplet, number)?),
        _ => (area(record, triplet, number)?, Vec::new()),
    };
    Ok(plain.chunks(triplet.length.max(1)).chain(own))
}

/// The elements of a section as bytes, from its tree.
///
/// # Errors
/// As for `Layout::encode`.
pub fn encode(section: &Section, tree: &Tree) -> Result<(Triplet, Vec<u8>), EncodeError> {
    let mut bytes = Vec::new();
    let elements = tree.elements();
    let mut length = section.layout.length;
    for element in elements {
        let at = bytes.len();
        if section.items != Items::Sized {
            bytes.extend(section.layout.encode(element)?);
            continue;
        }
        let Tree::Map(map) = element else {
            return Err(EncodeError::Record(
                section.layout.title,
                "names and values are expected",
            ));
        };
        let own = map
            .iter()
            .filter(|(name, _)| name != "text" && name != "length");
        bytes.extend(section.layout.encode(&Tree::Map(own.cloned().collect()))?);
        let text = element.get("text").and_then(Tree::text).unwrap_or_default();
        let mut page = vec![0; text.chars().count()];
        Page::Cp1047.put(&text, &mut page);
        bytes.extend(page);
        let item = u16::try_from(bytes.len() - at)
            .map_err(|_| EncodeError::Record(section.layout.title, "too long"))?;
        bytes[at..at + 2].copy_from_slice(&item.to_be_bytes());
        length = length.max(item.into());
    }
    Ok((Triplet::of(length, elements.len()), bytes))
}

/// An unknown section from what `trees` shows of it.
pub fn encode_unknown(tree: &Tree) -> Option<(Triplet, Vec<u8>)> {
    let mut bytes = Vec::new();
    let elements = tree.elements();
    let length = elements.first()?.text()?.len() / 2;
    for element in elements {
        let at = bytes.len();
        bytes.resize(at + length, 0);
        unhex(&element.text()?, &mut bytes[at..])?;
    }
    Some((Triplet::of(length, elements.len()), bytes))
}

/// Length and identifier of the records of a response or output, whose header is the same for both: see `Wide`.
pub const WIDE_HEADER: usize = 12;

/// A record that has an identifier, its length, the number of its triplets, and the triplets.
#[derive(Debug, Clone, Copy)]
pub struct Wide<'a> {
    pub id: u32,
    pub bytes: &'a [u8],
    count: usize,
}

impl<'a> Wide<'a> {
    /// The record that bytes begin with.
    ///
    /// # Errors
    /// It does not fit into them, or its triplets do not fit into it.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, Damage> {
        let short = |length| Damage::Short {
            what: "record",
            length,
            there: bytes.len(),
        };
        let head = bytes.get(..WIDE_HEADER).ok_or(short(WIDE_HEADER))?;
        let word =
            |at: usize| u32::from_be_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
        let (length, count) = (word(4) as usize, usize::from(head[8]));
        let bytes = bytes.get(..length).ok_or(short(length))?;
        if length < WIDE_HEADER + count * Form::Wide.length() {
            return Err(Damage::Value {
                what: "number of triplets",
                value: count,
            });
        }
        Ok(Wide {
            id: word(0),
            bytes,
            count,
        })
    }

    pub fn triplets(&self) -> impl Iterator<Item = Triplet> + use<'a> {
        let triplets = &self.bytes[WIDE_HEADER..WIDE_HEADER + self.count * Form::Wide.length()];
        triplets
            .chunks_exact(Form::Wide.length())
            .filter_map(|t| Form::Wide.read(t))
    }

    /// The elements of a section, of which some may be shorter or longer than they are known to be.
    ///
    /// # Errors
    /// They are not within the record.
    pub fn elements(&self, at: usize) -> Result<impl Iterator<Item = View<'a>>, Damage> {
        let triplet = self.triplets().nth(at).unwrap_or_default();
        let area = area(self.bytes, triplet, at)?;
        Ok(area.chunks(triplet.length.max(1)).map(View))
    }

    /// The sections with their names.
    ///
    /// # Errors
    /// A section is not within the record.
    pub fn tree(&self, known: &[Section]) -> Result<Tree, Damage> {
        let mut map = vec![(
            "record".into(),
            Tree::Text(Page::Cp1047.text(&self.id.to_be_bytes())),
        )];
        trees(self.bytes, self.triplets(), known, 1, &mut map)?;
        Ok(Tree::Map(map))
    }
}

/// So many records, one behind the other.
pub fn records(bytes: &[u8], count: usize) -> impl Iterator<Item = Result<Wide<'_>, Damage>> {
    let mut rest = bytes;
    (0..count).map(move |_| {
        let record = Wide::parse(rest)?;
        rest = &rest[record.bytes.len()..];
        Ok(record)
    })
}

/// Makes a record of a kind that `Wide` reads, from the elements of its sections.
pub fn wide(id: u32, sections: &[(Triplet, Vec<u8>)]) -> Vec<u8> {
    let mut offset = WIDE_HEADER + sections.len() * Form::Wide.length();
    let length = offset + sections.iter().map(|(_, bytes)| bytes.len()).sum::<usize>();
    let mut out = Vec::with_capacity(length);
    out.extend(id.to_be_bytes());
    out.extend((length as u32).to_be_bytes());
    out.extend([sections.len() as u8, 0, 0, 0]);
    for (triplet, bytes) in sections {
        let empty = triplet.count == 0;
        let offset_of = if empty { 0 } else { offset };
        Form::Wide.push(
            Triplet {
                offset: offset_of,
                ..*triplet
            },
            &mut out,
        );
        offset += bytes.len();
    }
    sections.iter().for_each(|(_, bytes)| out.extend(bytes));
    out
}

/// Such a record from a tree of names.
///
/// # Errors
/// A name that no section has, or what is wrong with a section.
pub fn wide_of_tree(
    id: u32,
    title: &'static str,
    known: &[Section],
    tree: &Tree,
) -> Result<Vec<u8>, EncodeError> {
    let Tree::Map(map) = tree else {
        return Err(EncodeError::Record(title, "names and values are expected"));
    };
    let strange = |name: &Name| name != "record" && !known.iter().any(|s| s.name == name);
    if let Some((name, _)) = map.iter().find(|(name, _)| strange(name)) {
        return Err(EncodeError::Unknown(title, name.to_string()));
    }
    let mut sections = Vec::with_capacity(known.len());
    for section in known {
        let made = match tree.get(section.name) {
            Some(tree) => encode(section, tree)?,
            None => (Triplet::of(section.layout.length, 0), Vec::new()),
        };
        sections.push(made);
    }
    Ok(wide(id, &sections))
}

/// One line for each field of layouts, for the documentation.
pub fn document(layout: &Layout, out: &mut String) {
    use std::fmt::Write as _;
    // A String takes everything.
    let _ = writeln!(out, "{} ({} bytes)", layout.title, layout.length);
    for field in layout.shown() {
        let _ = writeln!(
            out,
            "  {:>4} {:<16} {}",
            field.offset,
            field.name,
            field.kind.form()
        );
    }
}
