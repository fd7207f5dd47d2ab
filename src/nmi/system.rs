//! What records say of this machine and this stack, and which services there are.

use super::record::cte::format;
use super::record::fields::{Field, Layout};
use super::record::sections::{Form, Triplet};
use super::record::smf::{header, ident};
use super::record::{smf, time, tmi};

/// A service of the real-time interface.
#[derive(Debug, PartialEq, Eq)]
pub struct Service {
    pub name: &'static str,
    /// The identifier of the record that a client has to send first.
    pub request: Option<u32>,
    /// The identifier of its tokens.
    pub token: u32,
    /// Subtypes of the SMF records that a server makes for it.
    pub subtypes: &'static [u16],
    pub what: &'static str,
}

/// Subtypes of SMF records that a server makes.
pub mod subtypes {
    /// Connections that begin and end.
    pub const CONNECTIONS: &[u16] = &[1, 2];
    pub const STATISTICS: &[u16] = &[5, 6, 7];
    /// Protection of connections, and its summary.
    pub const DETAIL: u16 = 11;
    pub const SUMMARY: u16 = 12;
}

/// All of them.
pub static SERVICES: &[Service] = &[
    Service {
        name: "SYSTCPDA",
        request: None,
        token: tmi::TPKT,
        subtypes: &[],
        what: "packets",
    },
    Service {
        name: "SYSTCPCN",
        request: Some(tmi::CNRQ),
        token: tmi::SMTK,
        subtypes: subtypes::CONNECTIONS,
        what: "TCP connections",
    },
    Service {
        name: "SYSTCPOT",
        request: None,
        token: tmi::TPKT,
        subtypes: &[],
        what: "packets of an adapter",
    },
    Service {
        name: "SYSTCPSM",
        request: None,
        token: tmi::SMTK,
        subtypes: subtypes::STATISTICS,
        what: "SMF records of all subtypes",
    },
    Service {
        name: "SYSTCPER",
        request: Some(tmi::ZERT),
        token: tmi::SMTK,
        subtypes: &[subtypes::DETAIL],
        what: "protection of connections",
    },
    Service {
        name: "SYSTCPES",
        request: Some(tmi::ZERS),
        token: tmi::SMTK,
        subtypes: &[subtypes::SUMMARY],
        what: "summary of protection",
    },
];

/// The service of a name, which may be in any case and without `SYSTCP`.
pub fn service(name: &str) -> Option<&'static Service> {
    let upper = name.to_ascii_uppercase();
    SERVICES
        .iter()
        .find(|s| s.name == upper || s.name.strip_prefix("SYSTCP") == Some(&upper))
}

impl Service {
    /// Its entries are packets, not SMF records.
    pub fn has_packets(&self) -> bool {
        self.token == tmi::TPKT
    }

    /// Its records are those of the protection of connections.
    pub fn has_protection(&self) -> bool {
        [[subtypes::DETAIL], [subtypes::SUMMARY]]
            .iter()
            .any(|own| self.subtypes == own)
    }

    /// Its records have what the kernel counts.
    pub fn has_statistics(&self) -> bool {
        self.subtypes == subtypes::STATISTICS
    }

    /// The format of entries that are packets.
    pub fn format(&self) -> u32 {
        if self.name == "SYSTCPOT" {
            format::OSAENTA
        } else {
            format::PACKET
        }
    }

    /// Whether entries of a format belong to it.
    pub fn takes(&self, form: u32) -> bool {
        !self.has_packets() || (format::PACKET..=format::SMC).contains(&form)
    }
}

/// Names of the machine and the stack.
#[derive(Debug, Clone)]
pub struct System {
    pub name: String,
    pub plex: String,
    pub stack: String,
    /// When it started.
    pub started: u64,
}

impl System {
    /// This machine, with the name of a stack.
    pub fn new(stack: &str) -> System {
        let host = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
        let host = host.trim_end().to_ascii_uppercase();
        let name = host.split('.').next().unwrap_or_default().to_string();
        System {
            name,
            plex: "LOCAL".into(),
            stack: stack.to_ascii_uppercase(),
            started: time::now(),
        }
    }
}

/// An SMF record that is copied and filled for each event: header, triplets, identification, and one section.
#[derive(Debug)]
pub struct Template {
    bytes: Vec<u8>,
    section: usize,
    subtype: u16,
}

/// Who a record is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Owner {
    /// The name of its process.
    pub job: String,
    pub user: String,
    pub pid: u32,
}

/// Header and identification of records, without lengths, subtype, triplets and times.
pub fn head_and_ident(system: &System, component: &str) -> (Vec<u8>, Vec<u8>) {
    let mut head = header::LAYOUT.blank();
    header::FLAG.set(&mut head, smf::FLAG.into());
    header::TYPE.set(&mut head, smf::TYPE.into());
    header::SYSTEM.set_text(&mut head, &system.name);
    header::SUBSYSTEM.set_text(&mut head, component);
    let mut identity = ident::LAYOUT.blank();
    ident::SYSTEM.set_text(&mut identity, &system.name);
    ident::SYSPLEX.set_text(&mut identity, &system.plex);
    ident::STACK.set_text(&mut identity, &system.stack);
    ident::RELEASE_ID.set_text(
        &mut identity,
        concat!(
            "MRUN",
            env!("CARGO_PKG_VERSION_MAJOR"),
            ".",
            env!("CARGO_PKG_VERSION_MINOR")
        ),
    );
    ident::COMPONENT.set_text(&mut identity, component);
    ident::REASON.set(&mut identity, smf::EVENT.into());
    (head, identity)
}

impl Template {
    pub fn new(system: &System, subtype: u16, component: &str, layout: &Layout) -> Template {
        let (mut head, identity) = head_and_ident(system, component);
        header::SUBTYPE.set(&mut head, subtype.into());
        header::TRIPLETS.set(&mut head, 2);
        let first = head.len() + 2 * smf::TRIPLET;
        let section = first + identity.len();
        for (offset, length) in [(first, identity.len()), (section, layout.length)] {
            Form::Narrow.push(
                Triplet {
                    offset,
                    length,
                    count: 1,
                },
                &mut head,
            );
        }
        let mut bytes = [head, identity, layout.blank()].concat();
        let length = bytes.len() as u64;
        header::LENGTH.set(&mut bytes, length);
        Template {
            bytes,
            section,
            subtype,
        }
    }

    /// A record of now about somebody; `fill` writes its section.
    pub fn fill(&self, now: u64, owner: &Owner, fill: impl FnOnce(&mut [u8])) -> Vec<u8> {
        let mut record = self.bytes.clone();
        let (of_day, date) = time::time_and_date(now);
        header::TIME.set(&mut record, of_day.into());
        header::DATE.set(&mut record, date.into());
        let identity = &mut record[self.section - ident::LAYOUT.length..];
        let mut text = |field: Field, text: &str| field.set_text(identity, text);
        text(ident::AS_NAME, &owner.job);
        text(ident::USER_ID, &owner.user);
        ident::ASID.set(identity, u64::from(owner.pid & 0xffff));
        fill(&mut record[self.section..]);
        record
    }

    pub fn subtype(&self) -> u16 {
        self.subtype
    }
}
