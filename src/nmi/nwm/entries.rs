//! Entries of sockets: connections as they are known, listeners and UDP sockets from /proc.

use super::filters::{Filters, Subject};
use crate::nmi::record::fields::Field;
use crate::nmi::record::nwm::{self, connection, datagrams, listener};
use crate::nmi::source::connections::Known;
use crate::nmi::source::diag::state;
use crate::nmi::source::process::{owners, user};
use crate::nmi::source::statistics::serves;
use crate::nmi::system::Owner;
use std::fs;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// The states of TCP as z/OS numbers them, by Linux' numbers.
const STATES: [u8; 12] = [1, 5, 3, 4, 6, 7, 11, 1, 8, 9, 2, 10];

/// What a filter sees of a socket.
fn subject<'a>(
    local: SocketAddr,
    remote: SocketAddr,
    owner: Option<&'a Owner>,
    id: u64,
) -> Subject<'a> {
    Subject {
        local: Some(local),
        remote: Some(remote),
        name: owner.map(|owner| owner.job.as_str()),
        id: id as u32,
        asid: owner.map(|owner| owner.pid as u16),
        interface: "",
    }
}

/// Fields of an entry that say whose a socket is: task, address space, name, number of the socket, and user.
type Own = [Field; 5];

fn own(out: &mut [u8], fields: Own, owner: &Owner, id: u64, user: &str) {
    let [task, asid, name, number, of_user] = fields;
    task.set(out, owner.pid.into());
    asid.set(out, u64::from(owner.pid & 0xffff));
    name.set_text(out, &owner.job);
    number.set(out, id & 0xffff_ffff);
    of_user.set_text(out, user);
}

/// The connections that pass.
pub fn connections<'k>(all: impl Iterator<Item = &'k Known>, filters: &Filters) -> Vec<Vec<u8>> {
    let passing = all.filter(|known| {
        let socket = &known.socket;
        filters.pass(&subject(
            socket.local,
            socket.remote,
            Some(&known.owner),
            socket.cookie,
        ))
    });
    passing.map(entry).collect()
}

fn entry(known: &Known) -> Vec<u8> {
    let (socket, info) = (&known.socket, &known.socket.info);
    let mut out = connection::LAYOUT.blank();
    connection::NWM_CONN_IDENT.set_bytes(&mut out, &nwm::CONNECTION.to_be_bytes());
    connection::LOCAL.set_socket(&mut out, socket.local);
    connection::REMOTE.set_socket(&mut out, socket.remote);
    connection::START_TIME.set(&mut out, known.began);
    connection::BYTES_IN.set(&mut out, info.in_bytes);
    connection::BYTES_OUT.set(&mut out, info.out_bytes);
    connection::SEGS_IN.set(&mut out, info.in_segments.into());
    connection::SEGS_OUT.set(&mut out, info.out_segments.into());
    let state = STATES.get(usize::from(socket.state)).copied().unwrap_or(1);
    connection::STATE.set(&mut out, state.into());
    connection::ACTIVE_OPEN.set(&mut out, known.active.into());
    connection::RE_XMT_COUNT.set(&mut out, info.retransmitted.into());
    connection::CONGESTION_WND.set(&mut out, info.congestion_window.into());
    connection::RTT.set(&mut out, u64::from(info.round_trip / 1000));
    connection::RTT_VAR.set(&mut out, u64::from(info.variance / 1000));
    connection::SEND_MSS.set(&mut out, info.segment_size.into());
    connection::SND_WND.set(&mut out, info.send_window.into());
    let fields = [
        connection::SUB_TASK,
        connection::ASID,
        connection::RESOURCE_NAME,
        connection::RESOURCE_ID,
        connection::USER_ID,
    ];
    // Nobody's connections have no user: the kernel tells the superuser's number of them.
    let owner = &known.owner;
    own(&mut out, fields, owner, socket.cookie, &owner.user);
    out
}

/// A socket of a table of /proc/net.
#[derive(Debug, PartialEq, Eq)]
struct Line {
    local: SocketAddr,
    remote: SocketAddr,
    state: u8,
    sending: u32,
    received: u32,
    uid: u32,
    inode: u32,
    drops: u64,
}

/// The sockets of a table for both families. A kernel without one of them has no table of it.
fn table(protocol: &str) -> io::Result<Vec<Line>> {
    let mut all = Vec::new();
    for family in ["", "6"] {
        match fs::read_to_string(format!("/proc/net/{protocol}{family}")) {
            Ok(text) => all.extend(text.lines().skip(1).filter_map(line)),
            Err(error) if family == "6" && error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(all)
}

fn line(text: &str) -> Option<Line> {
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    let hex = |text: &str| u32::from_str_radix(text, 16).ok();
    let (sending, received) = words.get(4)?.split_once(':')?;
    Some(Line {
        local: address(words.get(1)?)?,
        remote: address(words.get(2)?)?,
        state: hex(words.get(3)?)? as u8,
        sending: hex(sending)?,
        received: hex(received)?,
        uid: words.get(7)?.parse().ok()?,
        inode: words.get(9)?.parse().ok()?,
        drops: words.get(12).and_then(|w| w.parse().ok()).unwrap_or(0),
    })
}

/// An address as /proc has it: words in the order of the machine, then the port.
fn address(text: &str) -> Option<SocketAddr> {
    let (digits, port) = text.split_once(':')?;
    let port = u16::from_str_radix(port, 16).ok()?;
    let mut bytes = Vec::new();
    for at in (0..digits.len()).step_by(8) {
        let word = u32::from_str_radix(digits.get(at..at + 8)?, 16).ok()?;
        bytes.extend(word.to_ne_bytes());
    }
    let ip: IpAddr = match bytes.len() {
        4 => Ipv4Addr::from(<[u8; 4]>::try_from(bytes).ok()?).into(),
        _ => Ipv6Addr::from(<[u8; 16]>::try_from(bytes).ok()?).to_canonical(),
    };
    Some((ip, port).into())
}

/// A socket that passes, with its owner.
struct Passing {
    line: Line,
    owner: Owner,
}

impl Passing {
    fn own(&self, out: &mut [u8], fields: Own) {
        let owner = &self.owner;
        let user = match owner.user.is_empty() {
            true => user(self.line.uid),
            false => owner.user.clone(),
        };
        own(out, fields, owner, self.line.inode.into(), &user);
    }
}

/// The sockets that pass. Owners are looked for where all else passes: that is a walk through all processes.
fn passing(lines: Vec<Line>, filters: &Filters) -> impl Iterator<Item = Passing> {
    let passes = |line: &Line, owner: Option<&Owner>| {
        filters.pass(&subject(line.local, line.remote, owner, line.inode.into()))
    };
    let mut lines = lines;
    lines.retain(|line| passes(line, None));
    let mut owners = owners(&lines.iter().map(|line| line.inode).collect());
    lines.into_iter().filter_map(move |line| {
        let owner = owners.remove(&line.inode).unwrap_or_default();
        passes(&line, Some(&owner)).then_some(Passing { line, owner })
    })
}

/// The TCP sockets that listen.
///
/// # Errors
/// The kernel has no table of them.
pub fn listeners(filters: &Filters) -> io::Result<Vec<Vec<u8>>> {
    const OWN: Own = [
        listener::SUB_TASK,
        listener::ASID,
        listener::RESOURCE_NAME,
        listener::RESOURCE_ID,
        listener::USER_ID,
    ];
    let (listening, others): (Vec<_>, Vec<_>) = table("tcp")?
        .into_iter()
        .partition(|line| line.state == state::LISTEN);
    let entry = |passing: Passing| {
        let line = &passing.line;
        let of_it =
            |other: &&Line| other.state == state::ESTABLISHED && serves(line.local, other.local);
        let active = others.iter().filter(of_it).count();
        let mut out = listener::LAYOUT.blank();
        listener::NWMTCPL_IDENT.set_bytes(&mut out, &nwm::LISTENER.to_be_bytes());
        listener::LOCAL.set_socket(&mut out, line.local);
        listener::CURR_BACKLOG.set(&mut out, line.received.into());
        listener::ESTAB_BACKLOG.set(&mut out, line.received.into());
        listener::CURR_ACTIVE.set(&mut out, active as u64);
        passing.own(&mut out, OWN);
        out
    };
    Ok(passing(listening, filters).map(entry).collect())
}

/// The UDP sockets.
///
/// # Errors
/// The kernel has no table of them.
pub fn datagrams(filters: &Filters) -> io::Result<Vec<Vec<u8>>> {
    const OWN: Own = [
        datagrams::SUB_TASK,
        datagrams::ASID,
        datagrams::RESOURCE_NAME,
        datagrams::RESOURCE_ID,
        datagrams::USER_ID,
    ];
    let entry = |passing: Passing| {
        let line = &passing.line;
        let mut out = datagrams::LAYOUT.blank();
        datagrams::NWMUDP_IDENT.set_bytes(&mut out, &nwm::DATAGRAMS.to_be_bytes());
        datagrams::LOCAL.set_socket(&mut out, line.local);
        datagrams::REMOTE.set_socket(&mut out, line.remote);
        datagrams::IN_BUFFERED.set(&mut out, line.received.into());
        datagrams::OUT_BUFFERED.set(&mut out, line.sending.into());
        datagrams::DISCARDED.set(&mut out, line.drops);
        passing.own(&mut out, OWN);
        out
    };
    Ok(passing(table("udp")?, filters).map(entry).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_tables_are_read() {
        let tcp = "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000002 00:00000000 00000000  1000        0 4711 1 0000000000000000 100 0 0 10 0";
        let read = line(tcp).unwrap();
        assert_eq!(read.local, "127.0.0.1:8080".parse().unwrap());
        assert_eq!(
            (read.state, read.received, read.uid, read.inode),
            (state::LISTEN, 2, 1000, 4711)
        );
        let udp = " 1: 00000000000000000000000001000000:0035 00000000000000000000000000000000:0000 07 00000001:00000200 00:00000000 00000000 0 0 12 2 0000000000000000 9";
        let read = line(udp).unwrap();
        assert_eq!(read.local, "[::1]:53".parse().unwrap());
        assert_eq!((read.sending, read.received, read.drops), (1, 0x200, 9));
        for wrong in [
            "",
            "x",
            "0: 1:2 3:4 5",
            "0: 0100007F:x 0:0 0A 0:0 0 0 0 0 0",
        ] {
            assert_eq!(line(wrong), None);
        }
    }
}
