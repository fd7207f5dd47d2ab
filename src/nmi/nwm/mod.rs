//! The callable TCP/IP interface (EZBNMIFR): what connections, listeners, UDP sockets, interfaces and counters there are, with filters. The
//! call is a record that the helper answers.

mod entries;
pub mod filters;
mod stack;

use super::record::cte;
use super::record::fields::{EncodeError, Field, Layout, View};
use super::record::nwm::{self, filter, header};
use super::record::sections::{self, Damage, Form, Section, Triplet};
use super::record::tmi::{self, call, code};
use super::record::tree::{Name, Tree};
use super::server::ring::Refused;
use super::source::connections::Known;
use filters::Filters;
use std::io;

/// A request: its name for people, its type, and what answers have.
pub struct Request {
    pub name: &'static str,
    pub kind: u16,
    output: Output,
    /// Which marks of filters mean something.
    marks: u32,
}

/// What an answer has.
enum Output {
    /// Entries of one layout.
    Entries(&'static Layout),
    /// Records with these sections.
    Records(&'static [Section]),
}

/// All requests.
pub static REQUESTS: &[Request] = &[
    Request {
        name: "connections",
        kind: nwm::GET_CONNECTION_DETAIL,
        output: Output::Entries(&nwm::connection::LAYOUT),
        marks: filters::OF_SOCKETS | filters::OF_PEERS,
    },
    Request {
        name: "listeners",
        kind: nwm::GET_TCP_LISTENERS,
        output: Output::Entries(&nwm::listener::LAYOUT),
        marks: filters::OF_SOCKETS,
    },
    Request {
        name: "udp",
        kind: nwm::GET_UDP_TABLE,
        output: Output::Entries(&nwm::datagrams::LAYOUT),
        marks: filters::OF_SOCKETS | filters::OF_PEERS,
    },
    Request {
        name: "statistics",
        kind: nwm::GET_GLOBAL_STATS,
        output: Output::Records(nwm::STATISTICS),
        marks: 0,
    },
    Request {
        name: "interfaces",
        kind: nwm::GET_IFS,
        output: Output::Records(nwm::INTERFACE_SECTIONS),
        marks: nwm::mark::INTERFACE,
    },
];

/// What a call asks for.
pub struct Asked<'a> {
    request: &'static Request,
    filters: Filters<'a>,
    /// The header as it came.
    head: &'a [u8],
    /// Bytes that the caller has for the answer.
    room: usize,
}

/// The triplet of a header that begins with a field.
fn triplet_at(bytes: &[u8], first: Field) -> Triplet {
    let bytes = bytes.get(usize::from(first.offset)..).unwrap_or_default();
    Form::Wide.read(bytes).unwrap_or_default()
}

fn refused(code: u32) -> Refused {
    Refused { code, reason: 0 }
}

impl<'a> Asked<'a> {
    /// # Errors
    /// EINVAL for what is no request that is known here, or has filters that it does not take.
    pub fn parse(record: &'a [u8]) -> Result<Asked<'a>, Refused> {
        let wrong = refused(code::EINVAL);
        let room = View(record).u32(call::BUFFER_LENGTH) as usize;
        let bytes = record.get(call::LAYOUT.length..).ok_or(wrong)?;
        let view = View(bytes);
        let right = bytes.len() >= header::LAYOUT.length
            && view.u32(header::NWM_HEADER_IDENT) == nwm::HEADER
            && view.u32(header::NWM_HEADER_LENGTH) as usize == header::LAYOUT.length
            && [1, 2].contains(&view.u16(header::NWM_VERSION));
        let kind = view.u16(header::NWM_TYPE);
        let request = REQUESTS.iter().find(|request| request.kind == kind);
        let request = request.filter(|_| right).ok_or(wrong)?;
        let triplet = triplet_at(bytes, header::FILTER_OFFSET);
        if triplet.count > nwm::FILTERS
            || (triplet.count > 0 && triplet.length < filter::LAYOUT.length)
        {
            return Err(wrong);
        }
        let area = sections::area(bytes, triplet, 0).map_err(|_| wrong)?;
        let filters = Filters::new(area, triplet.length, request.marks).ok_or(wrong)?;
        Ok(Asked {
            request,
            filters,
            head: &bytes[..header::LAYOUT.length],
            room,
        })
    }

    /// Whether the answer is made of the connections that are known.
    pub fn is_of_connections(&self) -> bool {
        self.request.kind == nwm::GET_CONNECTION_DETAIL
    }

    /// The answer with two bytes behind it.
    ///
    /// # Errors
    /// ENOBUFS, with the size that is needed as the reason; ENOMEM when the kernel does not tell.
    pub fn answer<'k>(
        &self,
        connections: impl Iterator<Item = &'k Known>,
    ) -> Result<Vec<u8>, Refused> {
        let found = match self.request.kind {
            nwm::GET_CONNECTION_DETAIL => Ok(entries::connections(connections, &self.filters)),
            nwm::GET_TCP_LISTENERS => entries::listeners(&self.filters),
            nwm::GET_UDP_TABLE => entries::datagrams(&self.filters),
            nwm::GET_IFS => stack::interfaces(&self.filters),
            _ => stack::statistics(),
        };
        let found = found.map_err(|_: io::Error| refused(code::ENOMEM))?;
        let begin = header::LAYOUT.length;
        let needed = begin + found.iter().map(Vec::len).sum::<usize>();
        if needed > self.room {
            return Err(Refused {
                code: code::ENOBUFS,
                reason: needed as u32,
            });
        }
        let mut out = self.head.to_vec();
        let (offset, length) = match (found.first(), &self.request.output) {
            (None, _) => (0, 0),
            (Some(_), Output::Entries(layout)) => (begin, layout.length),
            // Records have their own lengths; this is the first one's.
            (Some(record), Output::Records(_)) => (begin, record.len()),
        };
        header::NWM_BYTES_NEEDED.set(&mut out, needed as u64);
        header::OUTPUT_OFFSET.set(&mut out, offset as u64);
        header::OUTPUT_LENGTH.set(&mut out, length as u64);
        header::OUTPUT_NUMBER.set(&mut out, found.len() as u64);
        header::OUTPUT_MATCHED.set(&mut out, found.len() as u64);
        out.extend(found.into_iter().flatten());
        out.extend([0; cte::END]);
        Ok(out)
    }
}

impl Request {
    /// A call; each element of `filters` has the fields of a filter, and what passes one of them is in the answer.
    ///
    /// # Errors
    /// There is no such field, a value does not fit, or there are too many filters.
    pub fn encode(
        &self,
        filters: Vec<Vec<(Name, Tree)>>,
        room: usize,
    ) -> Result<Vec<u8>, EncodeError> {
        const TITLE: &str = "NWMHeader";
        if filters.len() > nwm::FILTERS {
            return Err(EncodeError::Record(TITLE, "too many filters"));
        }
        let mut out = header::LAYOUT.blank();
        header::NWM_HEADER_IDENT.set_bytes(&mut out, &nwm::HEADER.to_be_bytes());
        header::NWM_HEADER_LENGTH.set(&mut out, header::LAYOUT.length as u64);
        header::NWM_VERSION.set(&mut out, 2);
        header::NWM_TYPE.set(&mut out, self.kind.into());
        if !filters.is_empty() {
            header::FILTER_OFFSET.set(&mut out, header::LAYOUT.length as u64);
            header::FILTER_LENGTH.set(&mut out, filter::LAYOUT.length as u64);
            header::FILTER_NUMBER.set(&mut out, filters.len() as u64);
        }
        for fields in filters {
            out.extend(filters::encode(fields)?);
        }
        let mut record = tmi::record(&call::LAYOUT, tmi::CALL);
        call::BUFFER_LENGTH.set(&mut record, room as u64);
        record.extend(out);
        let length = record.len() as u64;
        tmi::header::TMI_HR_LEN.set(&mut record, length);
        Ok(record)
    }

    /// The entries or records of an answer with the names of their fields.
    ///
    /// # Errors
    /// They are not within it.
    pub fn tree(&self, answer: &[u8]) -> Result<Tree, Damage> {
        let there = answer.len();
        if there < header::LAYOUT.length {
            return Err(Damage::Short {
                what: "answer",
                length: header::LAYOUT.length,
                there,
            });
        }
        let triplet = triplet_at(answer, header::OUTPUT_OFFSET);
        let mut all = Vec::new();
        match self.output {
            Output::Entries(layout) => {
                let area = sections::area(answer, triplet, 0)?;
                let entries = area.chunks(triplet.length.max(1));
                all.extend(entries.map(|entry| layout.tree(entry)));
            }
            Output::Records(known) => {
                let rest = answer.get(triplet.offset..).ok_or(Damage::Section(0))?;
                for record in sections::records(rest, triplet.count) {
                    all.push(record?.tree(known)?);
                }
            }
        }
        Ok(Tree::List(all))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    /// Every request of this machine is answered, its answer is read, and damaged ones are refused or answered.
    #[test]
    fn requests_are_answered_and_damaged_ones_refused() {
        let mut random = Random(5);
        for request in REQUESTS {
            let fields = match request.name {
                "statistics" => Vec::new(),
                "interfaces" => vec![vec![("Interface".into(), "l*".into())]],
                _ => vec![vec![("ASID".into(), "1".into())], Vec::new()],
            };
            let record = request.encode(fields, 1 << 24).unwrap();
            let asked = Asked::parse(&record).unwrap();
            let answer = asked.answer(std::iter::empty()).unwrap();
            let tree = request.tree(&answer[..answer.len() - cte::END]).unwrap();
            match request.name {
                "statistics" => assert!(tree.elements()[0].get("tcp").is_some()),
                "interfaces" => {
                    let first = tree.elements()[0].get("interface").unwrap();
                    assert_eq!(first.get("Name"), Some(&"lo".into()));
                }
                _ => {}
            }
            for _ in 0..300 {
                let mut damaged = record.clone();
                let at = random.below(damaged.len());
                damaged[at] = random.below(256) as u8;
                damaged.truncate(random.below(damaged.len()) + 1);
                let _ = Asked::parse(&damaged).map(|asked| asked.answer(std::iter::empty()));
                let mut damaged = answer.clone();
                let at = random.below(damaged.len().min(200));
                damaged[at] = random.below(256) as u8;
                let _ = request.tree(&damaged);
            }
        }
    }
}
