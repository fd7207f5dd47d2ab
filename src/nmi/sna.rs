//! The SNA interface: requests are checked in the order of the reference, and answered from an inventory of records.

use super::record::fields::{EncodeError, View, value_of};
use super::record::sections::{self, Damage, Form, Triplet, Wide, wide_of_tree};
use super::record::sna::{self, RECORDS, Record, filter, kind, pipe, request, response};
use super::record::time;
use super::record::tmi::code;
use super::record::tree::{Name, Tree};
use super::system::System;

/// Why a request has no data: the code of the reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum No {
    HeaderShort = 0x7110,
    Version = 0x7111,
    Triplet = 0x7112,
    Total = 0x7113,
    EyeCatcher = 0x7114,
    Type = 0x7115,
    TooMany = 0x7116,
    TooFew = 0x7117,
    Undefined = 0x7118,
    Missing = 0x7119,
    NotHere = 0x711a,
    Subarea = 0x711b,
    WithoutHpr = 0x711c,
}

impl No {
    /// The connection ends by it.
    fn ends(self) -> bool {
        (self as u32) < No::Type as u32
    }
}

/// What is sent, and whether it is the last.
#[derive(Debug, PartialEq, Eq)]
pub struct Answer {
    pub bytes: Vec<u8>,
    pub last: bool,
}

/// What the begin of the input is.
#[derive(Debug, PartialEq, Eq)]
pub enum Framed {
    /// More is needed.
    Part,
    /// A request of so many bytes, whole or wrong.
    Whole(usize),
}

/// How much of the input is the next request: a wrong one as far as it is needed to say so.
pub fn framed(input: &[u8]) -> Framed {
    if input.len() < 8 {
        return Framed::Part;
    }
    let view = View(input);
    let total = view.u32(request::TOTAL_LEN) as usize;
    let head = request::LAYOUT.length;
    let need = match (view.u32(request::IDENT) == sna::REQUEST, total) {
        (false, _) => 8,
        (true, total) if total < head => 8,
        (true, total) if total > sna::LONGEST => head,
        (true, total) => total,
    };
    if input.len() < need {
        Framed::Part
    } else {
        Framed::Whole(need)
    }
}

/// The records of all requests, as names and values.
#[derive(Debug, Clone)]
pub struct Inventory(Tree);

/// An inventory that has something else than records.
#[derive(Debug, thiserror::Error)]
#[error("{place}: {error}")]
pub struct InventoryError {
    place: String,
    error: EncodeError,
}

impl Default for Inventory {
    fn default() -> Self {
        Inventory(Tree::Map(Vec::new()))
    }
}

impl Inventory {
    /// # Errors
    /// A record cannot be encoded.
    pub fn new(tree: Tree) -> Result<Inventory, InventoryError> {
        let inventory = Inventory(tree);
        for record in RECORDS {
            for (at, tree) in inventory.records(record.name).iter().enumerate() {
                let place = || format!("{} {}", record.name, at + 1);
                wide_of_tree(record.id, record.name, record.sections, tree).map_err(|error| {
                    InventoryError {
                        place: place(),
                        error,
                    }
                })?;
            }
        }
        Ok(inventory)
    }

    fn records(&self, name: &str) -> &[Tree] {
        self.0.get(name).map_or(&[], Tree::elements)
    }

    fn says(&self, name: &str, text: &str) -> bool {
        self.0
            .get(name)
            .and_then(Tree::text)
            .is_some_and(|t| t.eq_ignore_ascii_case(text))
    }

    /// The first record of a connection.
    pub fn first(&self, system: &System) -> Vec<u8> {
        let text = |name: &str, usual: &str| {
            let given = self.0.get(name).and_then(Tree::text);
            Tree::Text(given.map_or_else(|| usual.to_string(), |t| t.into_owned()))
        };
        let mut started = String::new();
        time::write_stck(system.started, &mut started);
        let fields: Vec<(Name, Tree)> = vec![
            ("system".into(), Tree::Text(system.name.clone())),
            ("job".into(), text("job", "NET")),
            ("netid".into(), text("netid", "")),
            ("cp".into(), text("cp", "")),
            ("started".into(), Tree::Text(started)),
            ("release".into(), Tree::Text("MRUN".into())),
            ("requests".into(), "ee-connection,ee-summary,hpr,csm".into()),
            ("max_request".into(), (sna::LONGEST as u64).into()),
        ];
        let tree = Tree::Map(vec![("init".into(), Tree::Map(fields))]);
        let record = encode(&sna::SNIN, &tree);
        build(
            kind::INIT,
            0,
            &[],
            &[Section {
                records: vec![record],
                matched: 0,
            }],
        )
    }

    /// Whether a request is refused, whatever records there are.
    pub fn refuses(&self, bytes: &[u8]) -> bool {
        self.ask(bytes).is_err()
    }

    /// The answer to a request that `framed` found whole.
    pub fn answer(&self, bytes: &[u8]) -> Answer {
        let view = View(bytes);
        let correlator = view.u32(request::CORRELATOR);
        match self.ask(bytes) {
            Ok((filters, sections)) => Answer {
                bytes: build(view.u16(request::TYPE), correlator, filters, &sections),
                last: false,
            },
            Err(no) if no.ends() => Answer {
                bytes: term(code::EINVAL, no as u32),
                last: true,
            },
            Err(no) => {
                let mut bytes = build(view.u16(request::TYPE), correlator, &[], &[]);
                refuse(&mut bytes, code::EINVAL, no as u32);
                Answer { bytes, last: false }
            }
        }
    }

    /// The filter elements as they came, and the sections of the response.
    fn ask<'a>(&self, bytes: &'a [u8]) -> Result<(&'a [u8], Vec<Section>), No> {
        let view = View(bytes);
        if view.u32(request::IDENT) != sna::REQUEST {
            return Err(No::EyeCatcher);
        }
        let head = request::LAYOUT.length;
        if bytes.len() < head || usize::from(view.u16(request::HDR_LEN)) < head {
            return Err(No::HeaderShort);
        }
        if view.u16(request::VERSION) != sna::VERSION {
            return Err(No::Version);
        }
        let kind = view.u16(request::TYPE);
        let number = match view.u16(request::REQUESTS) {
            0 => 0,
            1 => view.u32(request::NUMBER) as usize,
            _ => return Err(No::Triplet),
        };
        let begin = usize::from(view.u16(request::HDR_LEN));
        let triplet = Triplet {
            offset: view.u32(request::OFFSET) as usize,
            length: view.u32(request::LENGTH) as usize,
            count: number,
        };
        let least = match kind {
            kind::EE_CONNECTION => 168,
            kind::HPR => 200,
            kind::CSM => filter::LAYOUT.length,
            _ => 8,
        };
        if number > 0 && (triplet.offset != begin || triplet.length < least) {
            return Err(No::Triplet);
        }
        let total = number
            .checked_mul(triplet.length)
            .and_then(|length| length.checked_add(begin));
        if total != Some(view.u32(request::TOTAL_LEN) as usize)
            || total > Some(sna::LONGEST)
            || total != Some(bytes.len())
        {
            return Err(No::Total);
        }
        let filters = sections::area(bytes, triplet, 0).map_err(|_| No::Total)?;
        let elements: Vec<View> = filters.chunks(triplet.length.max(1)).map(View).collect();
        if elements.iter().any(|e| e.u32(filter::IDENT) != sna::FILTER) {
            return Err(No::Triplet);
        }
        self.refusal(kind, &elements)?;
        let element = elements.first().copied();
        Ok((filters, self.sections(kind, element)))
    }

    /// Why a request of the right form has no data.
    fn refusal(&self, kind: u16, elements: &[View]) -> Result<(), No> {
        let (least, most, own) = match kind {
            kind::EE_CONNECTION => (0, 1, 0xf000_0000),
            kind::EE_SUMMARY => (0, 0, 0),
            kind::HPR => (1, 1, 0x0e00_0000),
            kind::CSM => (0, 1, 0x0180_0000),
            _ => return Err(No::Type),
        };
        if elements.len() > most {
            return Err(No::TooMany);
        }
        if elements.len() < least {
            return Err(No::TooFew);
        }
        let bits = elements
            .iter()
            .fold(0, |bits, e| bits | e.u32(filter::INDICATORS));
        let known = sna::FILTER_BITS
            .iter()
            .fold(0, |bits, (mask, _)| bits | mask);
        if bits & !known != 0 {
            return Err(No::Undefined);
        }
        if bits & !own != 0 {
            return Err(No::NotHere);
        }
        let has = |field| bits & bit(field) != 0;
        if kind == kind::HPR
            && (!(has("rtp_pu") || has("partner_cp")) || (has("cos") && !has("partner_cp")))
        {
            return Err(No::Missing);
        }
        if kind != kind::CSM && self.says("node", "subarea") {
            return Err(No::Subarea);
        }
        if kind != kind::CSM && self.says("hpr", "none") {
            return Err(No::WithoutHpr);
        }
        Ok(())
    }

    fn sections(&self, kind: u16, element: Option<View>) -> Vec<Section> {
        let all = |record: &Record| -> Vec<Vec<u8>> {
            self.records(record.name)
                .iter()
                .map(|tree| encode(record, tree))
                .collect()
        };
        let passing = |record: &Record, passes: fn(&Tree, View) -> bool| -> Vec<&Tree> {
            let records = self.records(record.name).iter();
            records
                .filter(|tree| element.is_none_or(|element| passes(tree, element)))
                .collect()
        };
        let lists = match kind {
            kind::EE_CONNECTION => {
                let found = passing(&sna::SNEC, is_connection);
                vec![found.iter().map(|tree| encode(&sna::SNEC, tree)).collect()]
            }
            kind::EE_SUMMARY => vec![all(&sna::SNEG), all(&sna::SNEI)],
            kind::HPR => {
                let found = passing(&sna::SNHS, is_pipe);
                let pipes: Vec<_> = found.iter().map(|tree| encode(&sna::SNHS, tree)).collect();
                match pipes.is_empty() {
                    true => Vec::new(),
                    false => vec![vec![summary(&pipes)], pipes],
                }
            }
            _ => {
                let owners = element
                    .map(|element| self.owners(element))
                    .unwrap_or_default();
                vec![all(&sna::SNCP), all(&sna::SNCS), owners]
            }
        };
        let sections = lists.into_iter().filter(|list| !list.is_empty());
        sections
            .map(|records| Section {
                matched: records.len(),
                records,
            })
            .collect()
    }

    /// One record with the owners of storage that pass a filter, if there are any.
    fn owners(&self, element: View) -> Vec<Vec<u8>> {
        let (mut owners, mut pools) = (Vec::new(), Vec::new());
        for record in self.records(sna::SNCO.name) {
            let all = record.get("pool").map_or(&[][..], Tree::elements);
            for owner in record.get("owner").map_or(&[][..], Tree::elements) {
                if !matches(element, "job", filter::JOB, owner)
                    || !matches(element, "asid", filter::ASID, owner)
                {
                    continue;
                }
                let number =
                    |name: &str| owner.get(name).and_then(Tree::number).unwrap_or(0) as usize;
                let own = all.iter().skip(number("first")).take(number("pools"));
                let first = pools.len() as u64;
                pools.extend(own.cloned());
                let Tree::Map(mut map) = owner.clone() else {
                    continue;
                };
                map.retain(|(name, _)| name != "first" && name != "pools");
                map.push(("first".into(), first.into()));
                map.push(("pools".into(), (pools.len() as u64 - first).into()));
                owners.push(Tree::Map(map));
            }
        }
        if owners.is_empty() {
            return Vec::new();
        }
        let tree = Tree::Map(vec![
            ("owner".into(), Tree::List(owners)),
            ("pool".into(), Tree::List(pools)),
        ]);
        vec![encode(&sna::SNCO, &tree)]
    }
}

/// The indicator of a field of filter elements.
fn bit(name: &str) -> u32 {
    value_of(sna::FILTER_BITS, name).unwrap_or(0)
}

/// Whether a field of a record is as the filter element says, if it says something.
fn matches(
    element: View,
    indicator: &str,
    field: super::record::fields::Field,
    record: &Tree,
) -> bool {
    if element.u32(filter::INDICATORS) & bit(indicator) == 0 {
        return true;
    }
    let wanted = filter::LAYOUT.tree(element.0);
    let wanted = wanted
        .get(field.name)
        .and_then(Tree::text)
        .unwrap_or_default();
    // Fields of the filter are called as in their records, but for the partner's.
    let name = field
        .name
        .strip_prefix("partner_")
        .or(field.name.strip_prefix("rtp_"))
        .unwrap_or(field.name);
    let there = record.get(name).and_then(Tree::text).unwrap_or_default();
    // Addresses have several texts.
    let address = |text: &str| text.parse::<std::net::IpAddr>().ok();
    there.trim_end().eq_ignore_ascii_case(wanted.trim_end())
        || address(&there).is_some_and(|a| Some(a) == address(&wanted))
}

fn is_connection(record: &Tree, element: View) -> bool {
    let Some(connection) = record.get("connection") else {
        return false;
    };
    let host = |which: &str, indicator: &str, field: super::record::fields::Field| {
        if element.u32(filter::INDICATORS) & bit(indicator) == 0 {
            return true;
        }
        let wanted = element.text(field);
        let hosts = record.get("host").map_or(&[][..], Tree::elements).iter();
        let is = |host: &Tree, name: &str, text: &str| {
            host.get(name)
                .and_then(Tree::text)
                .is_some_and(|t| t.trim().eq_ignore_ascii_case(text.trim()))
        };
        hosts
            .into_iter()
            .any(|host| is(host, "which", which) && is(host, "name", &wanted))
    };
    host("local", "local_host", filter::LOCAL_HOST)
        && host("remote", "remote_host", filter::REMOTE_HOST)
        && matches(element, "local_ip", filter::LOCAL_IP, connection)
        && matches(element, "remote_ip", filter::REMOTE_IP, connection)
}

fn is_pipe(record: &Tree, element: View) -> bool {
    let Some(pipe) = record.get("pipe") else {
        return false;
    };
    // Without a network any one is right.
    let any = element.text(filter::PARTNER_NETID).is_empty();
    matches(element, "rtp_pu", filter::RTP_PU, pipe)
        && matches(element, "partner_cp", filter::PARTNER_CP, pipe)
        && (any || matches(element, "partner_cp", filter::PARTNER_NETID, pipe))
        && matches(element, "cos", filter::COS, pipe)
}

/// The record about all pipes that passed the filter.
fn summary(pipes: &[Vec<u8>]) -> Vec<u8> {
    let bases = pipes
        .iter()
        .filter_map(|record| Wide::parse(record).ok()?.elements(0).ok()?.next());
    let mut counts = [0u64; 8];
    for base in bases {
        let flags = base.u16(pipe::FLAGS);
        let [cp, setup] = [0x0200, 0x0100].map(|bit| flags & bit != 0);
        let add = [
            true,
            cp,
            setup,
            !cp && !setup,
            flags & 0x0400 != 0 || base.number(pipe::STATE) == 3,
            flags & 0x0800 != 0,
            flags & 0x1000 != 0,
        ];
        counts
            .iter_mut()
            .zip(add)
            .for_each(|(count, add)| *count += u64::from(add));
        counts[7] += base.number(pipe::SESSIONS);
    }
    let names = sna::hpr_global::LAYOUT
        .fields
        .iter()
        .map(|f| Name::from(f.name));
    let fields = names.zip(counts.map(Tree::Number)).collect();
    encode(
        &sna::SNHG,
        &Tree::Map(vec![("global".into(), Tree::Map(fields))]),
    )
}

/// A record of the inventory, all of which were encoded when it was made.
fn encode(record: &Record, tree: &Tree) -> Vec<u8> {
    wide_of_tree(record.id, record.name, record.sections, tree).unwrap_or_default()
}

/// Records of a kind, and how many passed the filter.
struct Section {
    records: Vec<Vec<u8>>,
    matched: usize,
}

fn build(kind: u16, correlator: u32, filters: &[u8], sections: &[Section]) -> Vec<u8> {
    let mut out = response::LAYOUT.blank();
    let head = out.len();
    response::IDENT.set_bytes(&mut out, &sna::RESPONSE.to_be_bytes());
    response::HDR_LEN.set(&mut out, head as u64);
    response::VERSION.set(&mut out, sna::VERSION.into());
    response::TYPE.set(&mut out, kind.into());
    response::CORRELATOR.set(&mut out, correlator.into());
    response::TIME.set(&mut out, time::now());
    response::RESPONSES.set(&mut out, sections.len() as u64);
    if !filters.is_empty() {
        // Every request has one element, at most.
        response::REQUESTS.set(&mut out, 1);
        response::OFFSET.set(&mut out, head as u64);
        response::LENGTH.set(&mut out, filters.len() as u64);
        response::NUMBER.set(&mut out, 1);
    }
    out.extend(filters);
    for (at, section) in sections.iter().enumerate() {
        let offset = out.len() as u32;
        let words = [
            offset,
            0,
            section.records.len() as u32,
            section.matched as u32,
        ];
        let place = head - 64 + 16 * at;
        let quad: Vec<u8> = words.iter().flat_map(|w| w.to_be_bytes()).collect();
        out[place..place + 16].copy_from_slice(&quad);
        section.records.iter().for_each(|record| out.extend(record));
    }
    let total = out.len() as u64;
    response::TOTAL_LEN.set(&mut out, total);
    out
}

fn refuse(bytes: &mut [u8], code: u32, reason: u32) {
    response::RETURN_CODE.set(bytes, code.into());
    response::REASON_CODE.set(bytes, reason.into());
}

/// The last record of a connection.
pub fn term(code: u32, reason: u32) -> Vec<u8> {
    let mut bytes = build(kind::TERM, 0, &[], &[]);
    refuse(&mut bytes, code, reason);
    bytes
}

/// A response with the names of its fields: every place in it is compared with its length.
///
/// # Errors
/// It is no response, or something is not within it.
pub fn tree(bytes: &[u8]) -> Result<Tree, Damage> {
    let head = response::LAYOUT.length;
    let short = |length| Damage::Short {
        what: "response",
        length,
        there: bytes.len(),
    };
    let view = View(bytes);
    let total = view.u32(response::TOTAL_LEN) as usize;
    if bytes.len() < head || total < head || total > bytes.len() {
        return Err(short(total.max(head)));
    }
    if view.u32(response::IDENT) != sna::RESPONSE {
        return Err(Damage::Value {
            what: "eye-catcher",
            value: view.u32(response::IDENT) as usize,
        });
    }
    let bytes = &bytes[..total];
    let mut map = vec![("header".into(), response::LAYOUT.tree(bytes))];
    let request = Form::Wide.read(&bytes[48..]).unwrap_or_default();
    if request.count > 0 {
        let area = sections::area(bytes, request, 0)?;
        let filters = area.chunks(request.length).map(|f| filter::LAYOUT.tree(f));
        map.push(("filter".into(), Tree::List(filters.collect())));
    }
    for at in 0..usize::from(view.u16(response::RESPONSES)).min(4) {
        let quad = &bytes[head - 64 + 16 * at..];
        let word = |at: usize| {
            u32::from_be_bytes([quad[at], quad[at + 1], quad[at + 2], quad[at + 3]]) as usize
        };
        let rest = bytes.get(word(0)..).ok_or(Damage::Section(at))?;
        let mut records = Vec::new();
        let mut name = format!("S{at}");
        for record in sections::records(rest, word(8)) {
            let record = record?;
            let known = RECORDS.iter().find(|known| known.id == record.id);
            if let Some(known) = known {
                name = known.name.to_string();
            }
            records.push(record.tree(known.map_or(&[], |known| known.sections))?);
        }
        map.push((name.into(), Tree::List(records)));
    }
    Ok(Tree::Map(map))
}

/// Code and reason of a response that refuses its request; `None` for any other tree.
pub fn refusal(tree: &Tree) -> Option<(u64, String)> {
    let header = tree.get("header")?;
    let code = header.get("return_code").and_then(Tree::number)?;
    let reason = header.get("reason_code").and_then(Tree::text)?;
    (code != 0).then(|| (code, reason.into_owned()))
}

/// What a request that is not refused asks for: its name, its correlator, and the fields of its filter element that count.
pub fn request_tree(bytes: &[u8]) -> Tree {
    let view = View(bytes);
    let head = request::LAYOUT.tree(bytes);
    let of = |name: &str| head.get(name).cloned().unwrap_or(0u64.into());
    let mut map: Vec<(Name, Tree)> = vec![
        ("request".into(), of("type")),
        ("correlator".into(), of("correlator")),
    ];
    // The header may be longer than it is known to be.
    let begin = usize::from(view.u16(request::HDR_LEN)).max(request::LAYOUT.length);
    if let Some(element) = bytes.get(begin..).filter(|e| !e.is_empty()) {
        let marks = View(element).u32(filter::INDICATORS);
        let mut fields = filter::LAYOUT.map(element);
        let netid = view.u16(request::TYPE) == kind::HPR && marks & bit("partner_cp") != 0;
        fields.retain(|(name, value)| match name.as_ref() {
            "partner_netid" => netid && value.text().is_some_and(|text| !text.is_empty()),
            name => marks & bit(name) != 0,
        });
        // An element of which nothing counts asks for everything.
        fields.push(("all".into(), u64::from(fields.is_empty()).into()));
        map.push(("filter".into(), Tree::Map(fields)));
    }
    Tree::Map(map)
}

/// A request; `fields` are those of its filter element, of which all count.
///
/// # Errors
/// There is no such field, or a value does not fit.
pub fn request(
    kind: u16,
    correlator: u32,
    fields: Option<Vec<(Name, Tree)>>,
) -> Result<Vec<u8>, EncodeError> {
    let mut out = request::LAYOUT.blank();
    request::IDENT.set_bytes(&mut out, &sna::REQUEST.to_be_bytes());
    request::HDR_LEN.set(&mut out, request::LAYOUT.length as u64);
    request::VERSION.set(&mut out, sna::VERSION.into());
    request::TYPE.set(&mut out, kind.into());
    request::CORRELATOR.set(&mut out, correlator.into());
    if let Some(fields) = fields {
        let bits = fields.iter().fold(0, |bits, (name, _)| bits | bit(name));
        let mut element = filter::LAYOUT.encode(&Tree::Map(fields))?;
        filter::IDENT.set_bytes(&mut element, &sna::FILTER.to_be_bytes());
        filter::INDICATORS.set(&mut element, bits.into());
        let begin = out.len() as u64;
        request::REQUESTS.set(&mut out, 1);
        request::OFFSET.set(&mut out, begin);
        request::LENGTH.set(&mut out, element.len() as u64);
        request::NUMBER.set(&mut out, 1);
        out.extend(element);
    }
    let total = out.len() as u64;
    request::TOTAL_LEN.set(&mut out, total);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nmi::record::examples::bytes;
    use crate::nmi::record::json;
    use crate::random::Random;

    /// The inventory of the reference's example.
    fn example() -> Inventory {
        let text = r#"{
            "SNCP": {"pool": [
                {"size": 4096, "source": "ECSA", "used": 262144, "free": 131072, "total": 393216},
                {"size": 4096, "source": "DS64", "used": 131072, "free": 131072, "total": 262144}]},
            "SNCS": {"summary": {"fixed_maximum": 125829120, "fixed_current": 1048576, "fixed_highest": 2097152,
                "fixed_highest_since": 2097152, "ecsa_maximum": 104857600, "ecsa_current": 393216, "ecsa_highest": 524288,
                "ecsa_highest_since": 524288, "total_ecsa": 393216, "total_ds64": 262144, "total": 655360}}}"#;
        Inventory::new(json::parse(text).unwrap()).unwrap()
    }

    #[test]
    fn the_example_is_answered_byte_by_byte() {
        let asked = bytes(
            "E2D5D9D8 00000040 00400001 00040000 00000007 00000000 00000000 00000000
             00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000",
        );
        assert_eq!(request(kind::CSM, 7, None).unwrap(), asked);
        assert_eq!(framed(&asked), Framed::Whole(64));
        assert_eq!(framed(&asked[..63]), Framed::Part);
        let mut expected = bytes(
            "E2D5D9E2 00000170 00800001 00040000 00000007 00000000 00000000 00000000
             DD6B3F12 34567000 00000002 00000000 00000000 00000000 00000000 00000000
             00000080 00000000 00000001 00000001 000000D8 00000000 00000001 00000001
             00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000
             E2D5C3D7 00000058 01000000 00000018 00000020 00000002 00001000 01000000
             00000000 00040000 00000000 00020000 00000000 00060000 00001000 03000000
             00000000 00020000 00000000 00020000 00000000 00040000 E2D5C3E2 00000098
             01000000 00000018 00000080 00000001 00000000 07800000 00000000 00100000
             00000000 00200000 00000000 00200000 00000000 06400000 00000000 00060000
             00000000 00080000 00000000 00080000 00000000 00000000 00000000 00000000
             00000000 00000000 00000000 00000000 00000000 00060000 00000000 00000000
             00000000 00040000 00000000 000A0000",
        );
        let answer = example().answer(&asked);
        // The time is that of the answer.
        expected[32..40].copy_from_slice(&answer.bytes[32..40]);
        assert_eq!(
            answer,
            Answer {
                bytes: expected,
                last: false
            }
        );
        let shown = tree(&answer.bytes).unwrap();
        let pools = shown.get("SNCP").unwrap().elements()[0]
            .get("pool")
            .unwrap();
        assert_eq!(pools.elements()[1].get("source"), Some(&"DS64".into()));
    }

    #[test]
    fn refusals_are_those_of_the_example() {
        let inventory = example();
        let mut unknown = request(0x63, 8, None).unwrap();
        let mut answer = inventory.answer(&unknown).bytes;
        answer[32..40].fill(0);
        let mut expected = bytes("E2D5D9E2 00000080 00800001 00630000 00000008 00000079 00007115");
        expected.resize(128, 0);
        assert_eq!(answer, expected);
        unknown[0] = 0;
        let answer = inventory.answer(&unknown[..8]);
        let mut expected = bytes("E2D5D9E2 00000080 00800001 80020000 00000000 00000079 00007114");
        expected.resize(128, 0);
        assert!(answer.last);
        expected[32..40].copy_from_slice(&answer.bytes[32..40]);
        assert_eq!(answer.bytes, expected);
    }

    #[test]
    fn a_filter_is_behind_a_header_of_any_length() {
        let fields = || Some(vec![("job".into(), "JOB1".into())]);
        let plain = request(kind::CSM, 1, fields()).unwrap();
        let mut longer = plain.clone();
        longer.splice(64..64, [0xff; 8]);
        request::HDR_LEN.set(&mut longer, 72);
        request::OFFSET.set(&mut longer, 72);
        let total = longer.len() as u64;
        request::TOTAL_LEN.set(&mut longer, total);
        let inventory = example();
        assert!(!inventory.refuses(&plain) && !inventory.refuses(&longer));
        let of = |bytes: &[u8]| request_tree(bytes).get("filter").cloned();
        assert_eq!(of(&longer), of(&plain));
        let job = of(&plain).and_then(|tree| tree.get("job").cloned());
        assert_eq!(job, Some("JOB1".into()));
        let answered = |bytes: &[u8]| refusal(&tree(&inventory.answer(bytes).bytes).unwrap());
        assert_eq!(answered(&longer), None);
        let none = request(0x63, 8, None).unwrap();
        assert_eq!(answered(&none), Some((121, "00007115".into())));
    }

    #[test]
    fn damaged_requests_and_responses_are_refused_or_read() {
        let inventory = example();
        let mut random = Random(23);
        let fields = vec![("job".into(), "JOB".into())];
        let asked = [
            request(kind::CSM, 1, None).unwrap(),
            request(kind::CSM, 1, Some(fields)).unwrap(),
        ];
        for round in 0..20_000 {
            let mut damaged = asked[round % 2].clone();
            for _ in 0..=random.below(3) {
                let at = random.below(damaged.len().min(80));
                damaged[at] = random.below(256) as u8;
            }
            if let Framed::Whole(length) = framed(&damaged) {
                let mut answer = inventory.answer(&damaged[..length]).bytes;
                assert!(tree(&answer).is_ok());
                let at = random.below(answer.len());
                answer[at] = random.below(256) as u8;
                answer.truncate(random.below(answer.len()) + 1);
                let _ = tree(&answer);
            }
        }
    }
}
