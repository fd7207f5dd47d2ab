//! Sessions: connections between the same client and server with the same protection, counted together.

use super::Protection;
use super::record::{Maker, View};
use crate::nmi::record::smf::summary;
use crate::nmi::system::Owner;
use crate::value::fnv;
use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::rc::Rc;

/// Sessions that are known at once.
const MOST: usize = 1 << 14;

/// What makes connections one session.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key {
    server: SocketAddr,
    client: IpAddr,
    local_is_client: bool,
    job: String,
    user: String,
    attributes: Attributes,
}

/// What identifies the protection.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Attributes {
    Clear,
    /// Version, cipher and certificate of the server: names and identifiers are of single connections.
    Tls(u16, u16, Rc<[u8]>),
    Ssh(String),
    Ipsec(String),
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Counts {
    connections: u32,
    partial: u32,
    short: u32,
    active: u32,
    came: (u64, u64),
    went: (u64, u64),
}

struct Session {
    owner: Owner,
    protection: Protection,
    local: SocketAddr,
    remote: SocketAddr,
    start: Counts,
    end: Counts,
}

/// A connection's part in its session: what of it is counted.
struct Member {
    key: Rc<Key>,
    came: (u64, u64),
    went: (u64, u64),
}

pub struct Sessions {
    began: u64,
    sessions: HashMap<Rc<Key>, Session>,
    members: HashMap<(SocketAddr, SocketAddr), Member>,
}

fn key(view: &View) -> Key {
    let (server, client) = match view.is_client {
        true => (view.remote, view.local.ip()),
        false => (view.local, view.remote.ip()),
    };
    let protection = view.protection;
    let attributes = if let Some((_, s)) = &protection.tls {
        Attributes::Tls(s.version, s.cipher, s.server_certificate.clone())
    } else if let Some(s) = &protection.ssh {
        Attributes::Ssh(format!(
            "{} {} {:?} {:?}",
            s.exchange, s.host_key, s.encryption, s.authentication
        ))
    } else if let Some(t) = &protection.ipsec {
        Attributes::Ipsec(format!(
            "{} {} {} {} {}",
            t.local, t.remote, t.protocol, t.encryption, t.authentication
        ))
    } else {
        Attributes::Clear
    };
    Key {
        server,
        client,
        local_is_client: view.is_client,
        job: view.owner.job.clone(),
        user: view.owner.user.clone(),
        attributes,
    }
}

impl Sessions {
    pub fn new(now: u64) -> Sessions {
        Sessions {
            began: now,
            sessions: HashMap::new(),
            members: HashMap::new(),
        }
    }

    /// When the interval began.
    pub fn began(&self) -> u64 {
        self.began
    }

    /// The session of a connection, which becomes one of its members.
    pub fn goes_on(&mut self, view: &View) {
        let place = (view.local, view.remote);
        if !self.members.contains_key(&place) {
            let key = key(view);
            let known = self
                .sessions
                .get_key_value(&key)
                .map(|(key, _)| key.clone());
            if known.is_none() && self.sessions.len() >= MOST {
                return;
            }
            let key = known.unwrap_or_else(|| Rc::new(key));
            let session = self.sessions.entry(key.clone()).or_insert_with(|| Session {
                owner: view.owner.clone(),
                protection: view.protection.clone(),
                local: view.local,
                remote: view.remote,
                start: Counts::default(),
                end: Counts::default(),
            });
            session.end.connections += 1;
            session.end.active += 1;
            let (came, went) = ((0, 0), (0, 0));
            self.members.insert(place, Member { key, came, went });
        }
        let Some(member) = self.members.get_mut(&place) else {
            return;
        };
        if let Some(session) = self.sessions.get_mut(&member.key) {
            for (sum, counted, now) in [
                (&mut session.end.came, &mut member.came, view.came),
                (&mut session.end.went, &mut member.went, view.went),
            ] {
                sum.0 += now.0.saturating_sub(counted.0);
                sum.1 += now.1.saturating_sub(counted.1);
                *counted = now;
            }
        }
    }

    /// Its protection changed: it leaves one session, and belongs to another for the rest.
    pub fn change(&mut self, view: &View, before: Option<&Protection>) {
        let place = (view.local, view.remote);
        let Some(member) = self.members.remove(&place) else {
            return;
        };
        if let Some(session) = self.sessions.get_mut(&member.key) {
            session.end.active -= 1;
            session.end.partial += u32::from(before.is_some());
        }
        self.goes_on(view);
        let next = self.members.get(&place);
        if let Some(session) = next.and_then(|next| self.sessions.get_mut(&next.key)) {
            session.end.partial += 1;
            // What it sent before is counted there.
            for (sum, counted) in [
                (&mut session.end.came, member.came),
                (&mut session.end.went, member.went),
            ] {
                sum.0 = sum.0.saturating_sub(counted.0);
                sum.1 = sum.1.saturating_sub(counted.1);
            }
        }
    }

    /// It ended.
    pub fn leave(&mut self, view: &View, short: bool) {
        self.goes_on(view);
        let Some(member) = self.members.remove(&(view.local, view.remote)) else {
            return;
        };
        if let Some(session) = self.sessions.get_mut(&member.key) {
            session.end.active -= 1;
            session.end.short += u32::from(short);
        }
    }

    /// Records of the sessions that had connections in the interval, which ends. Those that have none any more are forgotten.
    pub fn interval(&mut self, now: u64, maker: &Maker) -> Vec<Vec<u8>> {
        let duration = now.saturating_sub(self.began);
        self.began = now;
        let mut records = Vec::new();
        self.sessions.retain(|key, session| {
            let (start, end) = (session.start, session.end);
            session.start = end;
            if start == end && end.active == 0 {
                return false;
            }
            let view = View {
                local: session.local,
                remote: session.remote,
                is_client: key.local_is_client,
                number: 0,
                owner: &session.owner,
                began: 0,
                ended: None,
                came: end.came,
                went: end.went,
                protection: &session.protection,
            };
            records.extend(maker.summary(now, &view, |out| {
                summary::INTERVAL_DURATION.set(out, duration);
                summary::SESSION_ID.set_text(out, &identifier(key));
                put(&BEGIN, &start, out);
                put(&END, &end, out);
            }));
            true
        });
        records
    }
}

type Fields = [crate::nmi::record::fields::Field; 8];

const BEGIN: Fields = [
    summary::S_LIFE_CONNS,
    summary::S_LIFE_PART,
    summary::S_LIFE_SHORT,
    summary::S_ACTIVE,
    summary::S_IN_BYTES,
    summary::S_OUT_BYTES,
    summary::S_IN_SEG_DG,
    summary::S_OUT_SEG_DG,
];

const END: Fields = [
    summary::E_LIFE_CONNS,
    summary::E_LIFE_PART,
    summary::E_LIFE_SHORT,
    summary::E_ACTIVE,
    summary::E_IN_BYTES,
    summary::E_OUT_BYTES,
    summary::E_IN_SEG_DG,
    summary::E_OUT_SEG_DG,
];

fn put(fields: &Fields, counts: &Counts, out: &mut [u8]) {
    let numbers = [
        counts.connections.into(),
        counts.partial.into(),
        counts.short.into(),
        counts.active.into(),
        counts.came.0,
        counts.went.0,
        counts.came.1,
        counts.went.1,
    ];
    for (field, number) in fields.iter().zip(numbers) {
        field.set(out, number);
    }
}

/// A letter for the protocol, and a sum of what makes the session, which is the same on every machine.
fn identifier(key: &Key) -> String {
    let (letter, attributes) = match &key.attributes {
        Attributes::Tls(version, cipher, certificate) => {
            ('T', &format!("{version:x} {cipher:x} {certificate:?}"))
        }
        Attributes::Ssh(text) => ('S', text),
        Attributes::Ipsec(text) => ('I', text),
        Attributes::Clear => ('C', &String::new()),
    };
    let text = format!(
        "{} {} {} {} {} {attributes}",
        key.server, key.client, key.local_is_client, key.job, key.user
    );
    let sum = fnv::sum(text.as_bytes());
    format!("{letter}-{sum:016X}")
}
