//! Statistics of the stack at intervals: what the kernel counts, as differences since the record before.

use super::connections::Made;
use super::diag::{Diag, state};
use super::{packets, process};
use crate::nmi::record::fields::{Field, Layout};
use crate::nmi::record::sections::Triplet;
use crate::nmi::record::smf::{header, ident};
use crate::nmi::record::smf_stack::{home, icmp, icmp6, interface, ip, ip6, tcp, tcp_port, udp};
use crate::nmi::record::{smf_record, time};
use crate::nmi::system::{System, head_and_ident};
use nix::ifaddrs::getifaddrs;
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

/// An interval is over, and this is the last record of it.
const INTERVAL: u64 = 0x80;
/// Sections of interfaces and ports in one record.
const MOST: usize = 200;

/// Counters by name, as in `Tcp.InSegs`.
type Counters = HashMap<String, u64>;
type Row = (Field, &'static str);

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
    (tcp::HOK_ACK, "TcpExt.TCPPureAcks"),
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

/// Counters of an interface, as the kernel lists them.
#[rustfmt::skip]
const COLUMNS: [&str; 16] = [
    "rx_bytes", "rx_packets", "rx_errors", "rx_dropped", "rx_fifo", "rx_frame", "rx_compressed", "multicast",
    "tx_bytes", "tx_packets", "tx_errors", "tx_dropped", "tx_fifo", "collisions", "carrier", "tx_compressed",
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
    interfaces: BTreeMap<String, Counters>,
    /// The most connections of a port at once.
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
            stack: stack(),
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
        let (stack, interfaces) = (stack(), interfaces());
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
                let triplet = Triplet {
                    offset: 0,
                    length: if count == 0 { 0 } else { length },
                    count,
                };
                (triplet, bytes.as_slice())
            })
            .collect();
        let made = smf_record::build(subtype, &head, &identity, &sections);
        out.extend(made.into_iter().map(|record| (subtype, record)));
    }

    /// Ports at which somebody listens, with the connections that they have.
    fn of_ports(&mut self, duration: u64) -> Vec<Vec<Vec<u8>>> {
        let (mut listening, mut connections) = (Vec::new(), HashMap::<u16, u32>::new());
        let dumped = Diag::new().and_then(|diag| {
            diag.dump(
                state::CONNECTED | 1 << state::LISTEN,
                |socket| match socket.state {
                    state::LISTEN => listening.push(socket),
                    _ => *connections.entry(socket.local.port()).or_default() += 1,
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
            let number = connections.get(&socket.local.port()).copied().unwrap_or(0);
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

/// A section of counters: what came to them in the interval.
fn counted(layout: &Layout, rows: &[Row], before: &Counters, after: &Counters) -> Vec<u8> {
    let mut out = layout.blank();
    for (field, name) in rows {
        let of = |counters: &Counters| counters.get(*name).copied().unwrap_or(0);
        put(*field, of(after).saturating_sub(of(before)), &mut out);
    }
    out
}

/// Writes a number; the largest that there is room for in place of a larger one.
fn put(field: Field, number: u64, out: &mut [u8]) {
    let most = match field.kind.length() {
        8 => u64::MAX,
        length => (1 << (8 * length)) - 1,
    };
    field.set(out, number.min(most));
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
        put(
            *field,
            after.get(*name).copied().unwrap_or(0),
            &mut sections[1],
        );
    }
    // The duration is at the same place in all of them.
    sections
        .iter_mut()
        .for_each(|section| ip::DURATION.set(section, duration));
    sections
}

/// What is in two lines with the same first word: names, and numbers.
fn tables(text: &str, out: &mut Counters) {
    let mut lines = text.lines();
    while let (Some(names), Some(numbers)) = (lines.next(), lines.next()) {
        let (Some((group, names)), Some((_, numbers))) =
            (names.split_once(':'), numbers.split_once(':'))
        else {
            continue;
        };
        for (name, number) in names.split_whitespace().zip(numbers.split_whitespace()) {
            // One of them may be -1.
            out.insert(format!("{group}.{name}"), number.parse().unwrap_or(0));
        }
    }
}

/// All counters of the stack; what cannot be read is 0.
fn stack() -> Counters {
    let mut all = Counters::new();
    for file in ["/proc/net/snmp", "/proc/net/netstat"] {
        tables(&fs::read_to_string(file).unwrap_or_default(), &mut all);
    }
    for line in fs::read_to_string("/proc/net/snmp6")
        .unwrap_or_default()
        .lines()
    {
        if let Some((name, number)) = line.split_once(char::is_whitespace) {
            all.insert(name.into(), number.trim().parse().unwrap_or(0));
        }
    }
    all
}

/// Counters of the interfaces but the loopback one, as z/OS has it.
fn interfaces() -> BTreeMap<String, Counters> {
    let mut all = BTreeMap::new();
    // Two lines say what the columns are.
    for line in fs::read_to_string("/proc/net/dev")
        .unwrap_or_default()
        .lines()
        .skip(2)
    {
        let Some((name, numbers)) = line.split_once(':') else {
            continue;
        };
        let name = name.trim();
        if name == "lo" {
            continue;
        }
        let columns = COLUMNS.iter().zip(numbers.split_whitespace());
        let mut counters: Counters = columns
            .map(|(column, number)| ((*column).into(), number.parse().unwrap_or(0)))
            .collect();
        let read = |file: &str| -> Option<u64> {
            let text = fs::read_to_string(format!("/sys/class/net/{name}/{file}")).ok()?;
            text.trim().parse().ok()
        };
        // These files may be those of another network.
        if read("ifindex") == packets::index(name).map(u64::from) {
            for now in ["mtu", "speed"] {
                counters.insert(now.into(), read(now).unwrap_or(0));
            }
        }
        all.insert(name.into(), counters);
    }
    all
}

fn of_interfaces(
    duration: u64,
    before: &BTreeMap<String, Counters>,
    after: &BTreeMap<String, Counters>,
) -> Vec<Vec<Vec<u8>>> {
    let mut addresses: HashMap<String, Vec<IpAddr>> = HashMap::new();
    for found in getifaddrs().into_iter().flatten() {
        let address = found.address.as_ref().and_then(super::protection::ip);
        addresses
            .entry(found.interface_name)
            .or_default()
            .extend(address);
    }
    let none = Counters::new();
    let all: Vec<_> = after.iter().collect();
    let mut records = Vec::new();
    for some in all.chunks(MOST / 2) {
        let (mut interfaces, mut homes) = (Vec::new(), Vec::new());
        for (name, counters) in some {
            let mut out = counted(
                &interface::LAYOUT,
                INTERFACE,
                before.get(*name).unwrap_or(&none),
                counters,
            );
            let now = |what: &str| counters.get(what).copied().unwrap_or(0);
            interface::DURATION.set(&mut out, duration);
            interface::NAME.set_text(&mut out, &name.to_ascii_uppercase());
            interface::DEV_NAME.set_text(&mut out, &name.to_ascii_uppercase());
            interface::DESC.set_text(&mut out, "ETHERnet");
            put(interface::ACTUAL_MTU, now("mtu"), &mut out);
            // The kernel tells megabits a second.
            put(
                interface::SPEED,
                now("speed").saturating_mul(1_000_000),
                &mut out,
            );
            put(interface::H_SPEED, now("speed"), &mut out);
            // Multicast packets are among all that came.
            let single = counters_of(&out, interface::IN_UNI_C)
                .saturating_sub(counters_of(&out, interface::IN_MULTI_C));
            interface::IN_UNI_C.set(&mut out, single);
            let own = addresses.get(*name).map_or(&[][..], Vec::as_slice);
            for (at, address) in own.iter().enumerate().take(MOST) {
                if at == 0 {
                    interface::LNK_HOME.set_address(&mut out, *address);
                    continue;
                }
                let mut one = home::LAYOUT.blank();
                home::NAME.set_text(&mut one, &name.to_ascii_uppercase());
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

fn counters_of(section: &[u8], field: Field) -> u64 {
    crate::nmi::record::fields::View(section).number(field)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nmi::record::smf_record::Record;

    #[test]
    fn counters_are_read_by_name() {
        let mut all = Counters::new();
        tables(
            "Tcp: RtoMin MaxConn InSegs\nTcp: 200 -1 17\nUdp: NoPorts\nUdp: 3\nbroken\n",
            &mut all,
        );
        assert_eq!(
            (all["Tcp.InSegs"], all["Tcp.MaxConn"], all["Udp.NoPorts"]),
            (17, 0, 3)
        );
        let mut after = all.clone();
        after.insert("Tcp.InSegs".into(), 20);
        let sections = of_stack(7, &all, &after);
        let tcp_section = crate::nmi::record::fields::View(&sections[1]);
        assert_eq!(
            (
                tcp_section.number(tcp::IN_SEGS),
                tcp_section.number(tcp::MIN_RET),
                tcp_section.number(tcp::DURATION)
            ),
            (3, 200, 7)
        );
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
