//! Statistics of the stack at intervals: what the kernel counts, as differences since the record before.

use super::connections::Made;
use super::counters::{self, Counters, Interface, Row, fill};
use super::diag::{Diag, state};
use super::process;
use crate::nmi::record::fields::{Layout, View};
use crate::nmi::record::sections::Triplet;
use crate::nmi::record::smf::{header, ident};
use crate::nmi::record::smf_stack::{home, icmp, icmp6, interface, ip, ip6, tcp, tcp_port, udp};
use crate::nmi::record::{smf_record, time};
use crate::nmi::system::{System, head_and_ident};
use std::collections::{BTreeMap, HashMap};
use std::net::SocketAddr;
use std::time::Duration;

/// An interval is over, and this is the last record of it.
const INTERVAL: u64 = 0x80;
/// Sections of interfaces and ports in one record.
const MOST: usize = 200;
/// The kernel's number of this kind of hardware.
const ETHERNET: u64 = libc::ARPHRD_ETHER as u64;

const IP: &[Row] = &[
    (ip::REC_DATA, "Ip.InReceives"),
    (ip::ATT_FWD_DATA, "Ip.ForwDatagrams"),
    (ip::DLV_DATA, "Ip.InDelivers"),
    (ip::X_DATA, "Ip.OutRequests"),
    (ip::X_DSC_OTH, "Ip.OutDiscards"),
    (ip::X_DSC_ROUTE, "Ip.OutNoRoutes"),
    (ip::TIMEOUTS, "Ip.ReasmTimeout"),
    (ip::REC_D_RSMB, "Ip.ReasmReqds"),
    (ip::RSMB, "Ip.ReasmOKs"),
    (ip::FAIL_RSMB, "Ip.ReasmFails"),
    (ip::REC_FGMT, "Ip.ReasmReqds"),
    (ip::DSC_D_FGMT, "Ip.FragFails"),
    (ip::X_FGMT, "Ip.FragCreates"),
    (ip::IN_CALLS, "Ip.InReceives"),
    (ip::IN_UERRS, "Ip.InHdrErrors"),
    (ip::ID_MEM, "Ip.InDiscards"),
];

const TCP: &[Row] = &[
    (tcp::OPEN_CONN, "Tcp.ActiveOpens"),
    (tcp::PASS_CONN, "Tcp.PassiveOpens"),
    (tcp::O_FAILS, "Tcp.AttemptFails"),
    (tcp::CON_RESET, "Tcp.EstabResets"),
    (tcp::IN_SEGS, "Tcp.InSegs"),
    (tcp::O_SEGS, "Tcp.OutSegs"),
    (tcp::RX_SEGS, "Tcp.RetransSegs"),
    (tcp::IN_ERRS, "Tcp.InErrs"),
    (tcp::RESET, "Tcp.OutRsts"),
    (tcp::CON_ATT_D, "TcpExt.ListenDrops"),
    (tcp::HOK_ACK, "TcpExt.TCPHPAcks"),
    (tcp::HOK_DAT, "TcpExt.TCPHPHits"),
    (tcp::DSC_CHECKSUM, "Tcp.InCsumErrors"),
    (tcp::DSC_OLD_TIME, "TcpExt.PAWSEstab"),
    (tcp::IO_ORDER, "TcpExt.TCPOFOQueue"),
    (tcp::O_WIN_PR, "TcpExt.TCPWinProbe"),
    (tcp::O_DL_ACK, "TcpExt.DelayedACKs"),
    (tcp::OK_APR, "TcpExt.TCPKeepAlive"),
    (tcp::RX_TIM, "TcpExt.TCPTimeouts"),
    (tcp::RX_MTU, "TcpExt.TCPMTUPSuccess"),
    (tcp::PATH_M, "TcpExt.TCPMTUPFail"),
    (tcp::DROP_RX, "TcpExt.TCPAbortOnTimeout"),
];

/// What is there now, not what came to it.
const TCP_NOW: &[Row] = &[
    (tcp::ALG, "Tcp.RtoAlgorithm"),
    (tcp::MIN_RET, "Tcp.RtoMin"),
    (tcp::MX_RET, "Tcp.RtoMax"),
    (tcp::ESTAB, "Tcp.CurrEstab"),
];

const UDP: &[Row] = &[
    (udp::REC_DATA, "Udp.InDatagrams"),
    (udp::REC_NO_PORT, "Udp.NoPorts"),
    (udp::NO_REC, "Udp.InErrors"),
    (udp::XMT_DATA, "Udp.OutDatagrams"),
];

const ICMP: &[Row] = &[
    (icmp::IN_MSG, "Icmp.InMsgs"),
    (icmp::IN_ERROR, "Icmp.InErrors"),
    (icmp::IN_DST_UNREACH, "Icmp.InDestUnreachs"),
    (icmp::IN_TIME_EXCD, "Icmp.InTimeExcds"),
    (icmp::IN_PARM_PROB, "Icmp.InParmProbs"),
    (icmp::IN_SRC_QUENCH, "Icmp.InSrcQuenchs"),
    (icmp::IN_REDIRECT, "Icmp.InRedirects"),
    (icmp::IN_ECHO, "Icmp.InEchos"),
    (icmp::IN_ECHO_REP, "Icmp.InEchoReps"),
    (icmp::IN_TSTAMP, "Icmp.InTimestamps"),
    (icmp::IN_TSTAMP_REP, "Icmp.InTimestampReps"),
    (icmp::IN_ADDR_MASK, "Icmp.InAddrMasks"),
    (icmp::IN_ADDR_M_REP, "Icmp.InAddrMaskReps"),
    (icmp::OUT_MSG, "Icmp.OutMsgs"),
    (icmp::OUT_ERROR, "Icmp.OutErrors"),
    (icmp::OUT_DST_UNREACH, "Icmp.OutDestUnreachs"),
    (icmp::OUT_TIME_EXCD, "Icmp.OutTimeExcds"),
    (icmp::OUT_PARM_PROB, "Icmp.OutParmProbs"),
    (icmp::OUT_SRC_QUENCH, "Icmp.OutSrcQuenchs"),
    (icmp::OUT_REDIRECT, "Icmp.OutRedirects"),
    (icmp::OUT_ECHO, "Icmp.OutEchos"),
    (icmp::OUT_ECHO_REP, "Icmp.OutEchoReps"),
    (icmp::OUT_TSTAMP, "Icmp.OutTimestamps"),
    (icmp::OUT_TSTAMP_REP, "Icmp.OutTimestampReps"),
    (icmp::OUT_ADDR_MASK, "Icmp.OutAddrMasks"),
    (icmp::OUT_ADDR_M_REP, "Icmp.OutAddrMaskReps"),
];

const IP6: &[Row] = &[
    (ip6::REC_DATA, "Ip6InReceives"),
    (ip6::ATT_FWD_DATA, "Ip6OutForwDatagrams"),
    (ip6::DLV_DATA, "Ip6InDelivers"),
    (ip6::X_DATA, "Ip6OutRequests"),
    (ip6::X_DSC_OTH, "Ip6OutDiscards"),
    (ip6::X_DSC_ROUTE, "Ip6OutNoRoutes"),
    (ip6::TIMEOUTS, "Ip6ReasmTimeout"),
    (ip6::REC_D_RSMB, "Ip6ReasmReqds"),
    (ip6::RSMB, "Ip6ReasmOKs"),
    (ip6::FAIL_RSMB, "Ip6ReasmFails"),
    (ip6::REC_FGMT, "Ip6ReasmReqds"),
    (ip6::DSC_D_FGMT, "Ip6FragFails"),
    (ip6::X_FGMT, "Ip6FragCreates"),
    (ip6::ROUTE_DISC, "Ip6InNoRoutes"),
];

const ICMP6: &[Row] = &[
    (icmp6::IN_MSG, "Icmp6InMsgs"),
    (icmp6::IN_ERROR, "Icmp6InErrors"),
    (icmp6::IN_DST_UNREACH, "Icmp6InDestUnreachs"),
    (icmp6::IN_TIME_EXCD, "Icmp6InTimeExcds"),
    (icmp6::IN_PARM_PROB, "Icmp6InParmProblems"),
    (icmp6::IN_PKT_TOO_BIG, "Icmp6InPktTooBigs"),
    (icmp6::IN_ECHO, "Icmp6InEchos"),
    (icmp6::IN_ECHO_REP, "Icmp6InEchoReplies"),
    (icmp6::IN_RT_SOLICIT, "Icmp6InRouterSolicits"),
    (icmp6::IN_RT_ADV, "Icmp6InRouterAdvertisements"),
    (icmp6::IN_NB_SOLICIT, "Icmp6InNeighborSolicits"),
    (icmp6::IN_NB_ADV, "Icmp6InNeighborAdvertisements"),
    (icmp6::IN_REDIRECT, "Icmp6InRedirects"),
    (icmp6::IN_GRP_MEM_QRY, "Icmp6InGroupMembQueries"),
    (icmp6::IN_GRP_MEM_RSP, "Icmp6InGroupMembResponses"),
    (icmp6::IN_GRP_MEM_RED, "Icmp6InGroupMembReductions"),
    (icmp6::OUT_MSG, "Icmp6OutMsgs"),
    (icmp6::OUT_ERROR, "Icmp6OutErrors"),
    (icmp6::OUT_DST_UNREACH, "Icmp6OutDestUnreachs"),
    (icmp6::OUT_TIME_EXCD, "Icmp6OutTimeExcds"),
    (icmp6::OUT_PARM_PROB, "Icmp6OutParmProblems"),
    (icmp6::OUT_PKT_TOO_BIG, "Icmp6OutPktTooBigs"),
    (icmp6::OUT_ECHO, "Icmp6OutEchos"),
    (icmp6::OUT_ECHO_REP, "Icmp6OutEchoReplies"),
    (icmp6::OUT_RT_SOLICIT, "Icmp6OutRouterSolicits"),
    (icmp6::OUT_RT_ADV, "Icmp6OutRouterAdvertisements"),
    (icmp6::OUT_NB_SOLICIT, "Icmp6OutNeighborSolicits"),
    (icmp6::OUT_NB_ADV, "Icmp6OutNeighborAdvertisements"),
    (icmp6::OUT_REDIRECT, "Icmp6OutRedirects"),
    (icmp6::OUT_GRP_MEM_QRY, "Icmp6OutGroupMembQueries"),
    (icmp6::OUT_GRP_MEM_RSP, "Icmp6OutGroupMembResponses"),
    (icmp6::OUT_GRP_MEM_RED, "Icmp6OutGroupMembReductions"),
];

const INTERFACE: &[Row] = &[
    (interface::IN_BYTES, "rx_bytes"),
    (interface::IN_UNI_C, "rx_packets"),
    (interface::IN_MULTI_C, "multicast"),
    (interface::IN_DISC, "rx_dropped"),
    (interface::IN_ERROR, "rx_errors"),
    (interface::OUT_BYTES, "tx_bytes"),
    (interface::OUT_UNI_C, "tx_packets"),
    (interface::OUT_DISC, "tx_dropped"),
    (interface::OUT_ERROR, "tx_errors"),
];

/// What was counted at the end of the interval before.
pub struct Statistics {
    head: Vec<u8>,
    ident: Vec<u8>,
    began: u64,
    interval: Duration,
    stack: Counters,
    interfaces: BTreeMap<String, Interface>,
    /// The most connections of a port at the end of an interval.
    highest: HashMap<SocketAddr, u32>,
}

impl Statistics {
    pub fn new(system: &System, interval: Duration) -> Statistics {
        let (head, ident) = head_and_ident(system, "STACK");
        Statistics {
            head,
            ident,
            began: time::now(),
            interval,
            stack: counters::stack().unwrap_or_default(),
            interfaces: interfaces(),
            highest: HashMap::new(),
        }
    }

    /// Records of the interval, when it is over.
    pub fn tick(&mut self, now: u64, out: &mut Vec<Made>) {
        let duration = now.saturating_sub(self.began);
        if Duration::from_micros(duration >> 12) < self.interval {
            return;
        }
        self.began = now;
        // What cannot be read is 0.
        let (stack, interfaces) = (counters::stack().unwrap_or_default(), interfaces());
        let sections = of_stack(duration, &self.stack, &stack);
        self.push(5, 0x08, now, &sections, out);
        for sections in of_interfaces(duration, &self.interfaces, &interfaces) {
            self.push(6, INTERVAL, now, &sections, out);
        }
        for sections in self.of_ports(duration) {
            self.push(7, INTERVAL, now, &sections, out);
        }
        (self.stack, self.interfaces) = (stack, interfaces);
    }

    fn push(&self, subtype: u16, reason: u64, now: u64, sections: &[Vec<u8>], out: &mut Vec<Made>) {
        let (mut head, mut identity) = (self.head.clone(), self.ident.clone());
        let (of_day, date) = time::time_and_date(now);
        header::TIME.set(&mut head, of_day.into());
        header::DATE.set(&mut head, date.into());
        ident::REASON.set(&mut identity, reason);
        let layouts = crate::nmi::record::smf::sections(subtype);
        let sections: Vec<_> = layouts
            .iter()
            .zip(sections)
            .map(|(section, bytes)| {
                let length = section.layout.length;
                let count = bytes.len() / length;
                let triplet = Triplet::of(if count == 0 { 0 } else { length }, count);
                (triplet, bytes.as_slice())
            })
            .collect();
        let made = smf_record::build(subtype, &head, &identity, &sections);
        out.extend(made.into_iter().map(|record| (subtype, record)));
    }

    /// Ports at which somebody listens, with the connections that they have.
    fn of_ports(&mut self, duration: u64) -> Vec<Vec<Vec<u8>>> {
        let (mut listening, mut connections) = (Vec::new(), HashMap::<_, Vec<_>>::new());
        let dumped = Diag::new().and_then(|diag| {
            diag.dump(
                state::CONNECTED | 1 << state::LISTEN,
                |socket| match socket.state {
                    state::LISTEN => listening.push(socket),
                    _ => connections
                        .entry(socket.local.port())
                        .or_default()
                        .push(socket.local),
                },
            )
        });
        if dumped.is_err() {
            return Vec::new();
        }
        let owners = process::owners(&listening.iter().map(|s| s.inode).collect());
        self.highest
            .retain(|place, _| listening.iter().any(|s| s.local == *place));
        let mut ports = Vec::new();
        for socket in listening {
            let of_port = connections.get(&socket.local.port());
            let of_it = |local: &&SocketAddr| serves(socket.local, **local);
            let number = of_port.map_or(0, |all| all.iter().filter(of_it).count()) as u32;
            let highest = self.highest.entry(socket.local).or_default();
            *highest = number.max(*highest);
            let mut port = tcp_port::LAYOUT.blank();
            tcp_port::DURATION.set(&mut port, duration);
            if let Some(owner) = owners.get(&socket.inode) {
                tcp_port::R_NAME.set_text(&mut port, &owner.job);
            }
            if !socket.local.ip().is_unspecified() {
                tcp_port::BIND_IP.set_address(&mut port, socket.local.ip());
            }
            tcp_port::PORT.set(&mut port, socket.local.port().into());
            tcp_port::HIGHWATER.set(&mut port, (*highest).into());
            tcp_port::NUM_CONNS.set(&mut port, number.into());
            ports.push(port);
        }
        ports
            .chunks(MOST)
            .map(|some| vec![some.concat(), Vec::new()])
            .collect()
    }
}

/// Whether a connection with this local end is one of a listener.
pub fn serves(listener: SocketAddr, local: SocketAddr) -> bool {
    let ip = listener.ip();
    local.port() == listener.port() && (ip.is_unspecified() || ip == local.ip())
}

/// A section of counters: what came to them in the interval.
fn counted(layout: &Layout, rows: &[Row], before: &Counters, after: &Counters) -> Vec<u8> {
    fill(layout, rows.iter().copied(), |name| {
        after.get(name).saturating_sub(before.get(name))
    })
}

fn of_stack(duration: u64, before: &Counters, after: &Counters) -> Vec<Vec<u8>> {
    let tables: [(&Layout, &[Row]); 6] = [
        (&ip::LAYOUT, IP),
        (&tcp::LAYOUT, TCP),
        (&udp::LAYOUT, UDP),
        (&icmp::LAYOUT, ICMP),
        (&ip6::LAYOUT, IP6),
        (&icmp6::LAYOUT, ICMP6),
    ];
    let mut sections: Vec<_> = tables
        .iter()
        .map(|(layout, rows)| counted(layout, rows, before, after))
        .collect();
    for (field, name) in TCP_NOW {
        field.set_most(&mut sections[1], after.get(name));
    }
    // The duration is at the same place in all of them.
    sections
        .iter_mut()
        .for_each(|section| ip::DURATION.set(section, duration));
    sections
}

/// The interfaces but the loopback one, as z/OS has it.
fn interfaces() -> BTreeMap<String, Interface> {
    let mut all = counters::interfaces().unwrap_or_default();
    all.remove("lo");
    all
}

fn of_interfaces(
    duration: u64,
    before: &BTreeMap<String, Interface>,
    after: &BTreeMap<String, Interface>,
) -> Vec<Vec<Vec<u8>>> {
    let none = Counters::default();
    let all: Vec<_> = after.iter().collect();
    let mut records = Vec::new();
    for some in all.chunks(MOST / 2) {
        let (mut interfaces, mut homes) = (Vec::new(), Vec::new());
        for (name, found) in some {
            let upper = name.to_ascii_uppercase();
            let before = before.get(*name).map_or(&none, |b| &b.counters);
            let mut out = counted(&interface::LAYOUT, INTERFACE, before, &found.counters);
            interface::DURATION.set(&mut out, duration);
            interface::NAME.set_text(&mut out, &upper);
            interface::DEV_NAME.set_text(&mut out, &upper);
            if found.hardware == ETHERNET {
                interface::DESC.set_text(&mut out, "ETHERnet");
            }
            interface::ACTUAL_MTU.set_most(&mut out, found.mtu);
            // The kernel tells megabits a second.
            interface::SPEED.set_most(&mut out, found.speed.saturating_mul(1_000_000));
            interface::H_SPEED.set_most(&mut out, found.speed);
            // Multicast packets are among all that came.
            let came = |field| View(&out).number(field);
            let single = came(interface::IN_UNI_C).saturating_sub(came(interface::IN_MULTI_C));
            interface::IN_UNI_C.set(&mut out, single);
            for (at, (address, _)) in found.homes.iter().enumerate().take(MOST) {
                if at == 0 {
                    interface::LNK_HOME.set_address(&mut out, *address);
                    continue;
                }
                let mut one = home::LAYOUT.blank();
                home::NAME.set_text(&mut one, &upper);
                home::HOME.set_address(&mut one, *address);
                homes.extend(one);
            }
            interfaces.extend(out);
        }
        homes.truncate(MOST * home::LAYOUT.length);
        records.push(vec![interfaces, homes]);
    }
    records
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nmi::record::smf_record::Record;

    #[test]
    fn sections_have_what_came_in_the_interval() {
        let mut all = Counters::default();
        all.add("Tcp: RtoMin InSegs\nTcp: 200 17\nTcpExt: TCPHPAcks\nTcpExt: 1\n");
        let mut after = all.clone();
        after.set("Tcp.InSegs", 20);
        after.set("TcpExt.TCPHPAcks", 6);
        let sections = of_stack(7, &all, &after);
        let section = View(&sections[1]);
        assert_eq!(
            [tcp::IN_SEGS, tcp::MIN_RET, tcp::DURATION, tcp::HOK_ACK].map(|f| section.number(f)),
            [3, 200, 7, 5]
        );
    }

    #[test]
    fn listeners_have_the_connections_of_their_addresses() {
        let is =
            |listener: &str, local: &str| serves(listener.parse().unwrap(), local.parse().unwrap());
        assert!(is("0.0.0.0:80", "192.0.2.7:80") && is("[::]:80", "192.0.2.7:80"));
        assert!(is("192.0.2.7:80", "192.0.2.7:80"));
        assert!(!is("192.0.2.7:80", "192.0.2.8:80") && !is("0.0.0.0:80", "192.0.2.7:81"));
    }

    #[test]
    fn records_of_an_interval_are_complete() {
        let mut statistics = Statistics::new(&System::new("TCPIP"), Duration::from_secs(60));
        let mut out = Vec::new();
        statistics.tick(time::now(), &mut out);
        assert_eq!(out, []);
        statistics.tick(time::now() + (61_000_000 << 12), &mut out);
        assert_eq!(out[0].0, 5);
        for (subtype, record) in &out {
            let read = Record::parse(record).unwrap();
            assert_eq!(read.subtype(), *subtype);
            read.tree().unwrap();
        }
    }
}
