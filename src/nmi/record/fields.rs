//! Layouts: tables of fields, from which records are read and written, with names or without.

use super::ebcdic::{BLANK, Page};
use super::time;
use super::tree::{Name, Tree};
use std::fmt::Write as _;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV6};

/// Names of values or bits.
pub type Names = &'static [(u32, &'static str)];

/// What the bytes of a field are. Numbers are unsigned and have the higher byte first.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    U8,
    U16,
    U32,
    U64,
    /// A number of so many bytes, of which some values have names.
    Choice(u8, Names),
    /// A number of so many bytes, of which some bits have names.
    Flags(u8, Names),
    /// EBCDIC, padded with blanks.
    Text(u16),
    /// Bytes that are shown in hexadecimal.
    Hex(u16),
    /// Bytes that should be 0, and are shown when they are not.
    Reserved(u16),
    /// A value of the machine's clock.
    Stck,
    /// A packed date.
    Date,
    /// Hundredths of a second since midnight.
    Time,
    /// 16 bytes; an IPv4 address is `::FFFF:a.b.c.d`.
    Address,
    /// 16 bytes; an IPv4 address is in the first four of them.
    AddressFirst,
    /// 28 bytes: a socket address of either family, as z/OS has it.
    Socket,
}

/// A field: where it begins, and what it is.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    pub offset: u16,
    pub name: &'static str,
    pub kind: Kind,
}

/// A record or section: its fields in order.
#[derive(Debug)]
pub struct Layout {
    /// The name of the record in the books.
    pub title: &'static str,
    pub length: usize,
    pub fields: &'static [Field],
}

/// Defines a module for a layout: a constant for each field, and `LAYOUT`.
macro_rules! layout {
    ($(#[$doc:meta])* $module:ident $title:literal $length:literal $($field:ident $offset:literal $name:literal $kind:expr;)*) => {
        $(#[$doc])*
        pub mod $module {
            #[allow(unused_imports)]
            use crate::nmi::record::fields::{Field, Kind::*, Layout};
            #[allow(unused_imports)]
            use super::*;
            $(pub const $field: Field = Field { offset: $offset, name: $name, kind: $kind };)*
            pub static LAYOUT: Layout = Layout { title: $title, length: $length, fields: &[$($field),*] };
        }
    };
}
pub(in crate::nmi) use layout;

/// A tree that is not one of a record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EncodeError {
    #[error("{0} has no field {1}")]
    Unknown(&'static str, String),
    #[error("{1:?} is no value for {0}")]
    Value(&'static str, String),
    #[error("{0} cannot be encoded: {1}")]
    Record(&'static str, &'static str),
}

impl Kind {
    pub const fn length(self) -> usize {
        match self {
            Kind::U8 => 1,
            Kind::U16 => 2,
            Kind::U32 | Kind::Date | Kind::Time => 4,
            Kind::U64 | Kind::Stck => 8,
            Kind::Choice(length, _) | Kind::Flags(length, _) => length as usize,
            Kind::Text(length) | Kind::Hex(length) | Kind::Reserved(length) => length as usize,
            Kind::Address | Kind::AddressFirst => 16,
            Kind::Socket => 28,
        }
    }

    /// The form of the field for people.
    pub fn form(self) -> String {
        match self {
            Kind::U8 | Kind::U16 | Kind::U32 | Kind::U64 => "number".into(),
            Kind::Choice(..) => "number or name".into(),
            Kind::Flags(..) => "names of bits".into(),
            Kind::Text(length) => format!("text, {length}"),
            Kind::Hex(length) => format!("hexadecimal, {length}"),
            Kind::Reserved(_) => "reserved".into(),
            Kind::Stck => "clock".into(),
            Kind::Date => "date".into(),
            Kind::Time => "time of day".into(),
            Kind::Address | Kind::AddressFirst => "IP address".into(),
            Kind::Socket => "address and port".into(),
        }
    }

    /// A plain number.
    pub fn is_number(self) -> bool {
        matches!(self, Kind::U8 | Kind::U16 | Kind::U32 | Kind::U64)
    }

    /// Appends the text of exactly the bytes of a field.
    fn write(self, bytes: &[u8], out: &mut String) {
        let number = || bytes.iter().fold(0u64, |sum, b| sum << 8 | u64::from(*b));
        // A String takes everything.
        let mut show = |what: &dyn std::fmt::Display| write!(out, "{what}").unwrap_or_default();
        match self {
            Kind::U8 | Kind::U16 | Kind::U32 | Kind::U64 => show(&number()),
            Kind::Choice(_, names) => match names
                .iter()
                .find(|(value, _)| u64::from(*value) == number())
            {
                Some((_, name)) => out.push_str(name),
                None => show(&number()),
            },
            Kind::Flags(_, names) => bits_text(number() as u32, names, out),
            Kind::Text(_) => Page::Cp1047.write(bytes, out),
            Kind::Hex(_) | Kind::Reserved(_) => write_hex(bytes, out),
            Kind::Stck => time::write_stck(number(), out),
            Kind::Date => time::write_date(number() as u32, out),
            Kind::Time => time::write_time(number() as u32, out),
            Kind::Address => write_address(address(bytes), out),
            Kind::AddressFirst => write_address(address_first(bytes), out),
            Kind::Socket => match socket(bytes) {
                Some(socket) => show(&socket),
                None => write_hex(bytes, out),
            },
        }
    }

    /// The value of exactly the bytes of a field; `None` for reserved bytes that are 0.
    fn tree(self, bytes: &[u8]) -> Option<Tree> {
        if self.is_number() {
            return Some(Tree::Number(
                bytes.iter().fold(0, |sum, b| sum << 8 | u64::from(*b)),
            ));
        }
        if matches!(self, Kind::Reserved(_)) && bytes.iter().all(|b| *b == 0) {
            return None;
        }
        let mut text = String::new();
        self.write(bytes, &mut text);
        match (self, text.parse()) {
            (Kind::Choice(..), Ok(number)) => Some(Tree::Number(number)),
            _ => Some(Tree::Text(text)),
        }
    }

    /// Writes a value into exactly the bytes of a field.
    fn put(self, tree: &Tree, out: &mut [u8]) -> Option<()> {
        let text = tree.text();
        let number = match self {
            Kind::U8 | Kind::U16 | Kind::U32 | Kind::U64 => tree.number()?,
            Kind::Choice(_, names) => match tree.number() {
                Some(number) => number,
                None => value_of(names, text.as_deref()?)?.into(),
            },
            Kind::Flags(_, names) => bits(&text?, names)?.into(),
            Kind::Stck => time::parse_stck(&text?)?,
            Kind::Date => time::parse_date(&text?)?.into(),
            Kind::Time => time::parse_time(&text?)?.into(),
            Kind::Text(_) => {
                Page::Cp1047.put(&text?, out);
                return Some(());
            }
            Kind::Hex(_) | Kind::Reserved(_) => return unhex(&text?, out),
            Kind::Address => {
                out.copy_from_slice(&mapped(text?.parse().ok()?));
                return Some(());
            }
            Kind::AddressFirst => {
                out.copy_from_slice(&first(text?.parse().ok()?));
                return Some(());
            }
            Kind::Socket => {
                let text = text?;
                match text.parse() {
                    Ok(socket) => out.copy_from_slice(&of_socket(socket)),
                    Err(_) => unhex(&text, out)?,
                }
                return Some(());
            }
        };
        let length = out.len();
        if length < 8 && number >> (8 * length) != 0 {
            return None;
        }
        out.copy_from_slice(&number.to_be_bytes()[8 - length..]);
        Some(())
    }
}

impl Layout {
    /// The fields of bytes with their names. Fields that the bytes do not have in full are left out, and bytes behind the last
    /// field are skipped.
    pub fn map(&self, bytes: &[u8]) -> Vec<(Name, Tree)> {
        let mut map = Vec::with_capacity(self.fields.len());
        for field in self.fields {
            let Some(part) = View(bytes).bytes(*field) else {
                break;
            };
            if let Some(tree) = field.kind.tree(part) {
                map.push((Name::Borrowed(field.name), tree));
            }
        }
        map
    }

    pub fn tree(&self, bytes: &[u8]) -> Tree {
        Tree::Map(self.map(bytes))
    }

    /// The fields that are not reserved.
    pub fn shown(&self) -> impl Iterator<Item = &Field> {
        self.fields
            .iter()
            .filter(|f| !matches!(f.kind, Kind::Reserved(_)))
    }

    /// Appends the text that is behind the fields.
    pub fn write_behind(&self, bytes: &[u8], out: &mut String) {
        Page::Cp1047.write(bytes.get(self.length..).unwrap_or_default(), out);
    }

    /// Bytes of the length of the layout, in which text is blank and everything else 0.
    pub fn blank(&self) -> Vec<u8> {
        let mut out = vec![0; self.length];
        for field in self.fields {
            match field.kind {
                Kind::Text(_) => field.range(&mut out).fill(BLANK),
                Kind::Date => field
                    .range(&mut out)
                    .copy_from_slice(&time::NO_DATE.to_be_bytes()),
                _ => {}
            }
        }
        out
    }

    /// The bytes of a map of names; what it does not have is as in `blank`.
    ///
    /// # Errors
    /// A name that is no field of this layout, or a value that does not fit.
    pub fn encode(&self, tree: &Tree) -> Result<Vec<u8>, EncodeError> {
        let Tree::Map(map) = tree else {
            return Err(EncodeError::Record(
                self.title,
                "names and values are expected",
            ));
        };
        let mut out = self.blank();
        for (name, value) in map {
            let field = self.fields.iter().find(|f| f.name == name);
            let field = field.ok_or_else(|| EncodeError::Unknown(self.title, name.to_string()))?;
            let wrong =
                || EncodeError::Value(field.name, value.text().unwrap_or_default().into_owned());
            field
                .kind
                .put(value, field.range(&mut out))
                .ok_or_else(wrong)?;
        }
        Ok(out)
    }
}

impl Field {
    /// Appends its text; nothing when the bytes do not have all of it.
    pub fn write(self, bytes: &[u8], out: &mut String) {
        if let Some(part) = View(bytes).bytes(self) {
            self.kind.write(part, out);
        }
    }

    /// The bytes of the field; `out` has the length of the layout, at least.
    fn range(self, out: &mut [u8]) -> &mut [u8] {
        let offset = usize::from(self.offset);
        &mut out[offset..offset + self.kind.length()]
    }

    /// Writes a number into bytes of the length of the layout, at least.
    #[inline]
    pub fn set(self, out: &mut [u8], number: u64) {
        let length = self.kind.length();
        debug_assert!(length <= 8);
        self.range(out)
            .copy_from_slice(&number.to_be_bytes()[8 - length..]);
    }

    /// Writes a number; the largest that there is room for in place of a larger one.
    pub fn set_most(self, out: &mut [u8], number: u64) {
        self.set(
            out,
            number.min(u64::MAX >> (64 - 8 * self.kind.length().min(8))),
        );
    }

    pub fn set_text(self, out: &mut [u8], text: &str) {
        Page::Cp1047.put(text, self.range(out));
    }

    /// Writes bytes, of which the field has as many.
    pub fn set_bytes(self, out: &mut [u8], bytes: &[u8]) {
        self.range(out).copy_from_slice(bytes);
    }

    pub fn set_address(self, out: &mut [u8], address: IpAddr) {
        let bytes = match self.kind {
            Kind::AddressFirst => first(address),
            _ => mapped(address),
        };
        self.range(out).copy_from_slice(&bytes);
    }

    pub fn set_socket(self, out: &mut [u8], socket: SocketAddr) {
        self.range(out).copy_from_slice(&of_socket(socket));
    }
}

/// Bytes of a record. What they do not have is 0 or empty: sections of older stacks are shorter.
#[derive(Debug, Clone, Copy)]
pub struct View<'a>(pub &'a [u8]);

impl<'a> View<'a> {
    #[inline]
    pub fn bytes(self, field: Field) -> Option<&'a [u8]> {
        let offset = usize::from(field.offset);
        self.0.get(offset..offset + field.kind.length())
    }

    #[inline]
    pub fn number(self, field: Field) -> u64 {
        let bytes = self.bytes(field).unwrap_or_default();
        bytes
            .iter()
            .take(8)
            .fold(0, |sum, b| sum << 8 | u64::from(*b))
    }

    #[inline]
    pub fn u32(self, field: Field) -> u32 {
        self.number(field) as u32
    }

    #[inline]
    pub fn u16(self, field: Field) -> u16 {
        self.number(field) as u16
    }

    pub fn text(self, field: Field) -> String {
        Page::Cp1047.text(self.bytes(field).unwrap_or_default())
    }

    pub fn socket(self, field: Field) -> Option<SocketAddr> {
        socket(self.bytes(field)?)
    }
}

/// The value of a name.
pub fn value_of(names: Names, name: &str) -> Option<u32> {
    let named = names.iter().find(|(_, known)| *known == name);
    named.map(|(value, _)| *value)
}

fn bits_text(number: u32, names: Names, out: &mut String) {
    let mut rest = number;
    let mut comma = "";
    for (mask, name) in names {
        if rest & mask == *mask {
            rest &= !mask;
            out.push_str(comma);
            out.push_str(name);
            comma = ",";
        }
    }
    if rest != 0 {
        // A String takes everything.
        let _ = write!(out, "{comma}{rest:#x}");
    }
}

fn bits(text: &str, names: Names) -> Option<u32> {
    let mut number = 0;
    for word in text.split(',').map(str::trim).filter(|w| !w.is_empty()) {
        number |= match value_of(names, word) {
            Some(mask) => mask,
            None => u32::from_str_radix(word.strip_prefix("0x")?, 16).ok()?,
        };
    }
    Some(number)
}

pub fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    write_hex(bytes, &mut text);
    text
}

/// Appends hexadecimal digits.
pub fn write_hex(bytes: &[u8], out: &mut String) {
    for byte in bytes {
        for nibble in [byte >> 4, byte & 0xf] {
            out.push(char::from(b"0123456789ABCDEF"[usize::from(nibble)]));
        }
    }
}

/// Reads hexadecimal digits, which are exactly so many.
pub fn unhex(text: &str, out: &mut [u8]) -> Option<()> {
    if text.len() != 2 * out.len() || !text.is_ascii() {
        return None;
    }
    for (at, byte) in out.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).ok()?;
    }
    Some(())
}

fn sixteen(bytes: &[u8]) -> Option<[u8; 16]> {
    bytes.try_into().ok()
}

fn address(bytes: &[u8]) -> Option<IpAddr> {
    let address = Ipv6Addr::from(sixteen(bytes)?);
    Some(match address.to_ipv4_mapped() {
        Some(address) => address.into(),
        None => address.into(),
    })
}

fn write_address(address: Option<IpAddr>, out: &mut String) {
    match address {
        Some(IpAddr::V4(address)) => {
            let mut point = "";
            for byte in address.octets() {
                out.push_str(point);
                time::digits(byte.into(), 1, out);
                point = ".";
            }
        }
        // A String takes everything.
        Some(IpAddr::V6(address)) => write!(out, "{address}").unwrap_or_default(),
        None => {}
    }
}

fn mapped(address: IpAddr) -> [u8; 16] {
    match address {
        IpAddr::V4(address) => address.to_ipv6_mapped().octets(),
        IpAddr::V6(address) => address.octets(),
    }
}

/// No host has an IPv6 address that ends with twelve zero bytes, so that these need no flag to be told from IPv4 ones.
fn address_first(bytes: &[u8]) -> Option<IpAddr> {
    let bytes = sixteen(bytes)?;
    let [a, b, c, d, ..] = bytes;
    Some(
        match bytes[4..].iter().all(|b| *b == 0) && bytes != [0; 16] {
            true => Ipv4Addr::new(a, b, c, d).into(),
            false => Ipv6Addr::from(bytes).into(),
        },
    )
}

fn first(address: IpAddr) -> [u8; 16] {
    let mut bytes = [0; 16];
    match address {
        IpAddr::V4(address) => bytes[..4].copy_from_slice(&address.octets()),
        IpAddr::V6(address) => bytes = address.octets(),
    }
    bytes
}

/// Families of addresses as z/OS numbers them.
const AF_INET: u8 = 2;
const AF_INET6: u8 = 19;

fn of_socket(socket: SocketAddr) -> [u8; 28] {
    let mut out = [0; 28];
    out[2..4].copy_from_slice(&socket.port().to_be_bytes());
    match socket {
        SocketAddr::V4(socket) => {
            out[..2].copy_from_slice(&[16, AF_INET]);
            out[4..8].copy_from_slice(&socket.ip().octets());
        }
        SocketAddr::V6(socket) => {
            out[..2].copy_from_slice(&[28, AF_INET6]);
            out[8..24].copy_from_slice(&socket.ip().octets());
            out[24..].copy_from_slice(&socket.scope_id().to_be_bytes());
        }
    }
    out
}

/// `None` for what `of_socket` does not write.
fn socket(bytes: &[u8]) -> Option<SocketAddr> {
    let bytes: [u8; 28] = bytes.try_into().ok()?;
    let port = u16::from_be_bytes([bytes[2], bytes[3]]);
    let socket = match bytes[1] {
        AF_INET => SocketAddr::from(([bytes[4], bytes[5], bytes[6], bytes[7]], port)),
        AF_INET6 => {
            let address = Ipv6Addr::from(sixteen(&bytes[8..24])?);
            let scope = u32::from_be_bytes([bytes[24], bytes[25], bytes[26], bytes[27]]);
            SocketAddrV6::new(address, port, 0, scope).into()
        }
        _ => return None,
    };
    (of_socket(socket) == bytes).then_some(socket)
}

#[cfg(test)]
pub(in crate::nmi) mod tests {
    use super::*;
    use crate::random::Random;

    /// Fields lie within their layout, in order, and cover all of it; random bytes are encoded from what they decode to.
    pub fn is_sound(layout: &Layout) {
        let mut end = 0;
        for field in layout.fields {
            assert_eq!(
                usize::from(field.offset),
                end,
                "{} {}",
                layout.title,
                field.name
            );
            end += field.kind.length();
            let same = layout.fields.iter().filter(|f| f.name == field.name);
            assert_eq!(same.count(), 1, "{} {}", layout.title, field.name);
        }
        assert_eq!(end, layout.length, "{}", layout.title);
        let mut random = Random(0x5eed);
        for round in 0..200 {
            let bytes: Vec<u8> = (0..layout.length)
                .map(|_| if round % 2 == 0 { random.below(3) } else { random.below(256) } as u8)
                .collect();
            let tree = layout.tree(&bytes);
            assert_eq!(
                layout.encode(&tree).as_ref(),
                Ok(&bytes),
                "{} {tree:?}",
                layout.title
            );
            layout.tree(&bytes[..random.below(layout.length + 1)]);
        }
        assert_eq!(
            layout.encode(&layout.tree(&layout.blank())),
            Ok(layout.blank())
        );
    }

    layout! {
        /// One field of each kind.
        all "ALL" 110
        BYTE 0 "byte" U8;
        CHOICE 1 "choice" Choice(1, &[(1, "one"), (2, "two")]);
        HALF 2 "half" U16;
        FLAGS 4 "flags" Flags(4, &[(0x8000_0000, "first"), (0x4000_0000, "second")]);
        DOUBLE 8 "double" U64;
        TEXT 16 "text" Text(8);
        HEX 24 "hex" Hex(2);
        RESERVED 26 "rest" Reserved(2);
        CLOCK 28 "clock" Stck;
        DATE 36 "date" Date;
        TIME 40 "time" Time;
        ADDRESS 44 "address" Address;
        FIRST 60 "first" AddressFirst;
        SOCKET 76 "socket" Socket;
        WORD 104 "word" U32;
        LAST 108 "last" U16;
    }

    #[test]
    fn fields_of_all_kinds_are_read_as_they_were_written() {
        is_sound(&all::LAYOUT);
        let mut out = all::LAYOUT.blank();
        all::FLAGS.set(&mut out, 0xc000_0001);
        all::CHOICE.set(&mut out, 2);
        all::TEXT.set_text(&mut out, "TCPIP");
        all::ADDRESS.set_address(&mut out, [192, 0, 2, 1].into());
        all::FIRST.set_address(&mut out, [192, 0, 2, 1].into());
        all::SOCKET.set_socket(&mut out, "[fe80::1%3]:80".parse().unwrap());
        let tree = all::LAYOUT.tree(&out);
        let is = |name| tree.get(name).and_then(Tree::text).unwrap_or_default();
        assert_eq!(is("flags"), "first,second,0x1");
        assert_eq!(
            (is("choice"), is("text"), is("address")),
            ("two".into(), "TCPIP".into(), "192.0.2.1".into())
        );
        assert_eq!(
            (is("first"), is("socket")),
            ("192.0.2.1".into(), "[fe80::1%3]:80".into())
        );
        assert_eq!(tree.get("rest"), None);
        assert_eq!(
            View(&out).socket(all::SOCKET),
            "[fe80::1%3]:80".parse().ok()
        );
        assert_eq!(View(&out[..100]).socket(all::SOCKET), None);
        all::LAST.set_most(&mut out, 0x1_0000);
        all::DOUBLE.set_most(&mut out, u64::MAX);
        assert_eq!(View(&out).u16(all::LAST), 0xffff);
        assert_eq!(View(&out).number(all::DOUBLE), u64::MAX);
    }

    #[test]
    fn what_is_no_value_is_refused() {
        let encode = |name: &str, value: &str| {
            all::LAYOUT.encode(&Tree::Map(vec![(name.to_string().into(), value.into())]))
        };
        assert_eq!(
            encode("what", ""),
            Err(EncodeError::Unknown("ALL", "what".into()))
        );
        for (name, value) in [
            ("byte", "256"),
            ("choice", "three"),
            ("flags", "x"),
            ("hex", "0"),
            ("hex", "0g00"),
            ("address", "1.2.3"),
            ("date", "x"),
        ] {
            assert_eq!(
                encode(name, value),
                Err(EncodeError::Value(
                    all::LAYOUT
                        .fields
                        .iter()
                        .find(|f| f.name == name)
                        .unwrap()
                        .name,
                    value.into()
                )),
                "{name}"
            );
        }
    }
}
