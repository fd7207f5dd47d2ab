//! Records about the stack and its interfaces, from /proc and /sys.

use super::filters::{Filters, Subject};
use crate::nmi::record::fields::{Field, Layout};
use crate::nmi::record::nwm::{self, icmp, interface, ip, tcp, traffic, udp};
use crate::nmi::record::sections::{Triplet, wide};
use nix::ifaddrs::getifaddrs;
use nix::net::if_::InterfaceFlags;
use nix::sys::socket::SockaddrLike;
use std::collections::HashMap;
use std::fs;
use std::io;
use std::net::IpAddr;

/// Counters of a table of /proc/net, by protocol and name: lines come in pairs, names and then numbers.
#[derive(Default)]
struct Counters(HashMap<String, u64>);

impl Counters {
    fn read(text: &str) -> Counters {
        let mut all = HashMap::new();
        let lines: Vec<&str> = text.lines().collect();
        for pair in lines.chunks_exact(2) {
            let (names, values) = (pair[0].split(' '), pair[1].split(' '));
            let mut protocol = "";
            for (name, value) in names.zip(values) {
                match value.parse() {
                    // Some limits are negative.
                    Ok(number) => drop(all.insert(format!("{protocol}{name}"), number)),
                    Err(_) if name == value => protocol = name,
                    Err(_) => {}
                }
            }
        }
        Counters(all)
    }

    fn get(&self, name: &str) -> u64 {
        self.0.get(name).copied().unwrap_or(0)
    }

    /// Sets the fields of a section that are called as the counters of a protocol.
    fn fill(&self, protocol: &str, layout: &Layout, out: &mut [u8]) {
        for field in layout.fields.iter().filter(|f| f.kind.is_number()) {
            put(*field, out, self.get(&format!("{protocol}:{}", field.name)));
        }
    }
}

/// The largest number that the field has when the value is larger.
fn put(field: Field, out: &mut [u8], value: u64) {
    let most = u64::MAX >> (64 - 8 * field.kind.length().min(8));
    field.set(out, value.min(most));
}

fn section(bytes: Vec<u8>) -> (Triplet, Vec<u8>) {
    sections(vec![bytes])
}

fn sections(items: Vec<Vec<u8>>) -> (Triplet, Vec<u8>) {
    let triplet = Triplet {
        offset: 0,
        length: items.first().map_or(0, Vec::len),
        count: items.len(),
    };
    (triplet, items.concat())
}

fn begin(layout: &Layout, ident: Field, name: &str) -> Vec<u8> {
    let mut out = layout.blank();
    ident.set_text(&mut out, name);
    out
}

/// The record about the stack.
///
/// # Errors
/// The kernel has no such table.
pub fn statistics() -> io::Result<Vec<Vec<u8>>> {
    let snmp = Counters::read(&fs::read_to_string("/proc/net/snmp")?);
    // A kernel may have been built without it.
    let more = Counters::read(&fs::read_to_string("/proc/net/netstat").unwrap_or_default());
    let mut of_ip = begin(&ip::LAYOUT, ip::IDENT, "NWMIPST");
    snmp.fill("Ip", &ip::LAYOUT, &mut of_ip);
    let mut of_udp = begin(&udp::LAYOUT, udp::IDENT, "NWMUDPST");
    snmp.fill("Udp", &udp::LAYOUT, &mut of_udp);
    let mut of_icmp = begin(&icmp::LAYOUT, icmp::IDENT, "NWMICMPG");
    snmp.fill("Icmp", &icmp::LAYOUT, &mut of_icmp);
    let mut of_tcp = begin(&tcp::LAYOUT, tcp::IDENT, "NWMTCPST");
    let known = [
        (tcp::CURR_ESTAB, snmp.get("Tcp:CurrEstab")),
        (tcp::ACTIVE_OPENED, snmp.get("Tcp:ActiveOpens")),
        (tcp::PASSIVE_OPENED, snmp.get("Tcp:PassiveOpens")),
        (tcp::ESTAB_RESETS, snmp.get("Tcp:EstabResets")),
        (tcp::ATTEMPT_FAILS, snmp.get("Tcp:AttemptFails")),
        (tcp::PASSIVE_DROPS, more.get("TcpExt:ListenDrops")),
        (tcp::TIME_WAIT_REUSED, more.get("TcpExt:TWRecycled")),
        (tcp::IN_SEGS, snmp.get("Tcp:InSegs")),
        (tcp::PREDICT_ACK, more.get("TcpExt:TCPHPAcks")),
        (tcp::PREDICT_DATA, more.get("TcpExt:TCPHPHits")),
        (tcp::IN_BAD_SUM, snmp.get("Tcp:InCsumErrors")),
        (tcp::IN_DISC_OLD_TIME, more.get("TcpExt:PAWSEstab")),
        (tcp::IN_OUT_OF_ORDER, more.get("TcpExt:TCPOFOQueue")),
        (tcp::IN_WIN_PROBES, more.get("TcpExt:TCPWinProbe")),
        (tcp::OUT_SEGS, snmp.get("Tcp:OutSegs")),
        (tcp::OUT_DELAY_ACKS, more.get("TcpExt:DelayedACKs")),
        (tcp::OUT_RSTS, snmp.get("Tcp:OutRsts")),
        (tcp::RETRANS_SEGS, snmp.get("Tcp:RetransSegs")),
        (tcp::RETRANS_TIMEOUTS, more.get("TcpExt:TCPTimeouts")),
        (tcp::RETRANS_DROPS, more.get("TcpExt:TCPAbortOnTimeout")),
        (tcp::KEEP_ALIVE_PROBES, more.get("TcpExt:TCPKeepAlive")),
        (tcp::ACCEPT_COUNT, snmp.get("Tcp:PassiveOpens")),
        (tcp::IN_DISCARDS, snmp.get("Tcp:InErrs")),
    ];
    for (field, value) in known {
        put(field, &mut of_tcp, value);
    }
    let parts = [of_ip, of_tcp, of_udp, of_icmp].map(section);
    Ok(vec![wide(nwm::RECORD, &parts)])
}

/// A record for each interface that passes.
///
/// # Errors
/// The kernel does not list them.
pub fn interfaces(filters: &Filters) -> io::Result<Vec<Vec<u8>>> {
    let mut homes: HashMap<String, Vec<Vec<u8>>> = HashMap::new();
    let mut flags: HashMap<String, InterfaceFlags> = HashMap::new();
    for one in getifaddrs()? {
        flags.insert(one.interface_name.clone(), one.flags);
        let ip_of = |address: Option<&nix::sys::socket::SockaddrStorage>| -> Option<IpAddr> {
            let address = address?;
            match address.family()? {
                nix::sys::socket::AddressFamily::Inet => {
                    Some(address.as_sockaddr_in()?.ip().into())
                }
                nix::sys::socket::AddressFamily::Inet6 => {
                    Some(address.as_sockaddr_in6()?.ip().into())
                }
                _ => None,
            }
        };
        let Some(address) = ip_of(one.address.as_ref()) else {
            continue;
        };
        let prefix = match ip_of(one.netmask.as_ref()) {
            Some(IpAddr::V4(mask)) => mask.to_bits().leading_ones(),
            Some(IpAddr::V6(mask)) => mask.to_bits().leading_ones(),
            None => 0,
        };
        let mut out = nwm::home::LAYOUT.blank();
        nwm::home::ADDRESS.set_address(&mut out, address);
        nwm::home::PREFIX.set(&mut out, prefix.into());
        homes.entry(one.interface_name).or_default().push(out);
    }
    let mut names: Vec<String> = flags.keys().cloned().collect();
    let says = |name: &str, what: &str| {
        let text = fs::read_to_string(format!("/sys/class/net/{name}/{what}"));
        text.unwrap_or_default().trim().to_string()
    };
    let number = |name: &str, what: &str| says(name, what).parse::<u64>().unwrap_or(0);
    names.sort_by_key(|name| number(name, "ifindex"));
    let mut all = Vec::new();
    for name in names {
        let subject = Subject {
            interface: &name,
            ..Subject::default()
        };
        if !filters.pass(&subject) {
            continue;
        }
        let mut out = interface::LAYOUT.blank();
        interface::IDENT.set_bytes(&mut out, &nwm::INTERFACE.to_be_bytes());
        put(interface::INDEX, &mut out, number(&name, "ifindex"));
        interface::NAME.set_text(&mut out, &name);
        let there = flags.get(&name).copied().unwrap_or(InterfaceFlags::empty());
        let bits = [
            (InterfaceFlags::IFF_UP, 0x8000_0000),
            (InterfaceFlags::IFF_LOOPBACK, 0x4000_0000),
            (InterfaceFlags::IFF_RUNNING, 0x2000_0000),
            (InterfaceFlags::IFF_MULTICAST, 0x1000_0000),
            (InterfaceFlags::IFF_POINTOPOINT, 0x0800_0000u64),
        ];
        let bits = bits.into_iter().filter(|(flag, _)| there.contains(*flag));
        interface::FLAGS.set(&mut out, bits.map(|(_, bit)| bit).sum());
        put(interface::MTU, &mut out, number(&name, "mtu"));
        put(interface::SPEED, &mut out, number(&name, "speed"));
        put(interface::TYPE, &mut out, number(&name, "type"));
        let mac = says(&name, "address");
        let bytes: Vec<u8> = mac
            .split(':')
            .filter_map(|digits| u8::from_str_radix(digits, 16).ok())
            .take(8)
            .collect();
        let mut padded = [0; 8];
        padded[..bytes.len()].copy_from_slice(&bytes);
        interface::MAC_LENGTH.set(&mut out, bytes.len() as u64);
        interface::MAC.set_bytes(&mut out, &padded);
        let mut counts = traffic::LAYOUT.blank();
        traffic::IDENT.set_bytes(&mut counts, &nwm::TRAFFIC.to_be_bytes());
        for (field, file) in [
            (traffic::IN_BYTES, "rx_bytes"),
            (traffic::IN_PACKETS, "rx_packets"),
            (traffic::IN_ERRORS, "rx_errors"),
            (traffic::IN_DISCARDS, "rx_dropped"),
            (traffic::IN_MULTICASTS, "multicast"),
            (traffic::OUT_BYTES, "tx_bytes"),
            (traffic::OUT_PACKETS, "tx_packets"),
            (traffic::OUT_ERRORS, "tx_errors"),
            (traffic::OUT_DISCARDS, "tx_dropped"),
        ] {
            put(
                field,
                &mut counts,
                number(&name, &format!("statistics/{file}")),
            );
        }
        let addresses = homes.remove(&name).unwrap_or_default();
        let parts = [section(out), sections(addresses), section(counts)];
        all.push(wide(nwm::RECORD, &parts));
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nmi::record::fields::View;

    #[test]
    fn counters_are_read_by_protocol_and_name() {
        let counters = Counters::read("Ip: InReceives Limit\nIp: 7 -1\nTcp: InSegs\nTcp: 9\n");
        assert_eq!(counters.get("Ip:InReceives"), 7);
        assert_eq!(
            (counters.get("Tcp:InSegs"), counters.get("Ip:Limit")),
            (9, 0)
        );
        let mut out = ip::LAYOUT.blank();
        counters.fill("Ip", &ip::LAYOUT, &mut out);
        assert_eq!(View(&out).number(ip::IN_RECEIVES), 7);
        put(tcp::CURR_ESTAB, &mut tcp::LAYOUT.blank(), u64::MAX);
    }
}
