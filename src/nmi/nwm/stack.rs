//! Records about the stack and its interfaces, from what the kernel counts.

use super::filters::{Filters, Subject};
use crate::nmi::record::fields::{Field, Layout};
use crate::nmi::record::nwm::{self, icmp, interface, ip, tcp, traffic, udp};
use crate::nmi::record::sections::{Triplet, wide};
use crate::nmi::source::counters::{self, Counters, Row, fill};
use nix::net::if_::InterfaceFlags;
use std::io;

const TCP: &[Row] = &[
    (tcp::CURR_ESTAB, "Tcp.CurrEstab"),
    (tcp::ACTIVE_OPENED, "Tcp.ActiveOpens"),
    (tcp::PASSIVE_OPENED, "Tcp.PassiveOpens"),
    (tcp::ESTAB_RESETS, "Tcp.EstabResets"),
    (tcp::ATTEMPT_FAILS, "Tcp.AttemptFails"),
    (tcp::PASSIVE_DROPS, "TcpExt.ListenDrops"),
    (tcp::TIME_WAIT_REUSED, "TcpExt.TWRecycled"),
    (tcp::IN_SEGS, "Tcp.InSegs"),
    (tcp::PREDICT_ACK, "TcpExt.TCPHPAcks"),
    (tcp::PREDICT_DATA, "TcpExt.TCPHPHits"),
    (tcp::IN_BAD_SUM, "Tcp.InCsumErrors"),
    (tcp::IN_DISC_OLD_TIME, "TcpExt.PAWSEstab"),
    (tcp::IN_OUT_OF_ORDER, "TcpExt.TCPOFOQueue"),
    (tcp::OUT_SEGS, "Tcp.OutSegs"),
    (tcp::OUT_DELAY_ACKS, "TcpExt.DelayedACKs"),
    (tcp::OUT_RSTS, "Tcp.OutRsts"),
    (tcp::RETRANS_SEGS, "Tcp.RetransSegs"),
    (tcp::RETRANS_TIMEOUTS, "TcpExt.TCPTimeouts"),
    (tcp::RETRANS_DROPS, "TcpExt.TCPAbortOnTimeout"),
    // Probes that were sent.
    (tcp::OUT_WIN_PROBES, "TcpExt.TCPWinProbe"),
    (tcp::KEEP_ALIVE_PROBES, "TcpExt.TCPKeepAlive"),
    (tcp::ACCEPT_COUNT, "Tcp.PassiveOpens"),
    (tcp::IN_DISCARDS, "Tcp.InErrs"),
];

const TRAFFIC: &[Row] = &[
    (traffic::IN_BYTES, "rx_bytes"),
    (traffic::IN_PACKETS, "rx_packets"),
    (traffic::IN_ERRORS, "rx_errors"),
    (traffic::IN_DISCARDS, "rx_dropped"),
    (traffic::IN_MULTICASTS, "multicast"),
    (traffic::OUT_BYTES, "tx_bytes"),
    (traffic::OUT_PACKETS, "tx_packets"),
    (traffic::OUT_ERRORS, "tx_errors"),
    (traffic::OUT_DISCARDS, "tx_dropped"),
];

/// The bits of an interface.
const FLAGS: [(InterfaceFlags, u64); 5] = [
    (InterfaceFlags::IFF_UP, 0x8000_0000),
    (InterfaceFlags::IFF_LOOPBACK, 0x4000_0000),
    (InterfaceFlags::IFF_RUNNING, 0x2000_0000),
    (InterfaceFlags::IFF_MULTICAST, 0x1000_0000),
    (InterfaceFlags::IFF_POINTOPOINT, 0x0800_0000),
];

fn section(bytes: Vec<u8>) -> (Triplet, Vec<u8>) {
    sections(vec![bytes])
}

fn sections(items: Vec<Vec<u8>>) -> (Triplet, Vec<u8>) {
    let triplet = Triplet::of(items.first().map_or(0, Vec::len), items.len());
    (triplet, items.concat())
}

/// A section whose fields are called as the counters of a protocol.
fn of_protocol(protocol: &str, layout: &'static Layout, counters: &Counters) -> Vec<u8> {
    let numbers = layout.fields.iter().filter(|f| f.kind.is_number());
    fill(layout, numbers.map(|f| (*f, f.name)), |name| {
        counters.get(&format!("{protocol}.{name}"))
    })
}

/// The record about the stack.
///
/// # Errors
/// The kernel has no such table.
pub fn statistics() -> io::Result<Vec<Vec<u8>>> {
    let all = counters::stack()?;
    let named = |ident: Field, name: &str, mut made: Vec<u8>| {
        ident.set_text(&mut made, name);
        section(made)
    };
    let of_tcp = fill(&tcp::LAYOUT, TCP.iter().copied(), |name| all.get(name));
    let parts = [
        named(ip::IDENT, "NWMIPST", of_protocol("Ip", &ip::LAYOUT, &all)),
        named(tcp::IDENT, "NWMTCPST", of_tcp),
        named(
            udp::IDENT,
            "NWMUDPST",
            of_protocol("Udp", &udp::LAYOUT, &all),
        ),
        named(
            icmp::IDENT,
            "NWMICMPG",
            of_protocol("Icmp", &icmp::LAYOUT, &all),
        ),
    ];
    Ok(vec![wide(nwm::RECORD, &parts)])
}

/// A record for each interface that passes.
///
/// # Errors
/// The kernel does not list them.
pub fn interfaces(filters: &Filters) -> io::Result<Vec<Vec<u8>>> {
    let mut there: Vec<_> = counters::interfaces()?.into_iter().collect();
    there.sort_by_key(|(_, found)| found.index);
    let mut all = Vec::new();
    for (name, found) in there {
        let subject = Subject {
            interface: &name,
            ..Subject::default()
        };
        if !filters.pass(&subject) {
            continue;
        }
        let mut out = interface::LAYOUT.blank();
        interface::IDENT.set_bytes(&mut out, &nwm::INTERFACE.to_be_bytes());
        interface::INDEX.set(&mut out, found.index.into());
        interface::NAME.set_text(&mut out, &name);
        let bits = FLAGS.iter().filter(|(flag, _)| found.flags.contains(*flag));
        interface::FLAGS.set(&mut out, bits.map(|(_, bit)| bit).sum());
        interface::MTU.set_most(&mut out, found.mtu);
        interface::SPEED.set_most(&mut out, found.speed);
        interface::TYPE.set_most(&mut out, found.hardware);
        let mut mac = found.mac;
        mac.truncate(8);
        interface::MAC_LENGTH.set(&mut out, mac.len() as u64);
        mac.resize(8, 0);
        interface::MAC.set_bytes(&mut out, &mac);
        let homes = found.homes.into_iter().map(|(address, bits)| {
            let mut home = nwm::home::LAYOUT.blank();
            nwm::home::ADDRESS.set_address(&mut home, address);
            nwm::home::PREFIX.set(&mut home, bits.into());
            home
        });
        let mut counts = fill(&traffic::LAYOUT, TRAFFIC.iter().copied(), |name| {
            found.counters.get(name)
        });
        traffic::IDENT.set_bytes(&mut counts, &nwm::TRAFFIC.to_be_bytes());
        let parts = [section(out), sections(homes.collect()), section(counts)];
        all.push(wide(nwm::RECORD, &parts));
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nmi::record::fields::View;
    use crate::nmi::record::sections::Wide;

    #[test]
    fn fields_have_the_counters_of_their_names() {
        let all = counters::stack().unwrap();
        let records = statistics().unwrap();
        let record = Wide::parse(&records[0]).unwrap();
        let of_tcp: View = record.elements(1).unwrap().next().unwrap();
        // What was counted before is not less than now.
        assert!(of_tcp.number(tcp::IN_SEGS) >= all.get("Tcp.InSegs"));
        assert!(of_tcp.u32(tcp::OUT_WIN_PROBES) >= all.get("TcpExt.TCPWinProbe") as u32);
        assert_eq!(of_tcp.number(tcp::IN_WIN_PROBES), 0);
        let made = of_protocol("Ip", &ip::LAYOUT, &all);
        assert_eq!(
            View(&made).number(ip::IN_RECEIVES),
            all.get("Ip.InReceives")
        );
    }
}
