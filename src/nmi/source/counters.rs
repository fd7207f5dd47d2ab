//! What the kernel counts, of the stack and of the interfaces of this network: from /proc/net, and from /sys where it is of the same network.

use super::{packets, protection};
use crate::nmi::record::fields::{Field, Layout};
use nix::ifaddrs::getifaddrs;
use nix::net::if_::InterfaceFlags;
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io;
use std::net::IpAddr;

/// A field, and what is counted in it.
pub type Row = (Field, &'static str);

/// Counters by name, as in `Tcp.InSegs`; those of interfaces as /sys calls them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counters(HashMap<String, u64>);

impl Counters {
    /// What is not counted here is 0.
    pub fn get(&self, name: &str) -> u64 {
        self.0.get(name).copied().unwrap_or(0)
    }

    /// Adds what is in two lines with the same first word: names, and numbers.
    pub(super) fn add(&mut self, text: &str) {
        let mut lines = text.lines();
        while let (Some(names), Some(numbers)) = (lines.next(), lines.next()) {
            let (Some((group, names)), Some((_, numbers))) =
                (names.split_once(':'), numbers.split_once(':'))
            else {
                continue;
            };
            for (name, number) in names.split_whitespace().zip(numbers.split_whitespace()) {
                // Some limits are -1.
                self.set(&format!("{group}.{name}"), number.parse().unwrap_or(0));
            }
        }
    }

    pub(super) fn set(&mut self, name: &str, number: u64) {
        self.0.insert(name.into(), number);
    }
}

/// A section whose fields have what is got for their rows, or the most that they have room for.
pub fn fill(
    layout: &Layout,
    rows: impl IntoIterator<Item = Row>,
    get: impl Fn(&str) -> u64,
) -> Vec<u8> {
    let mut out = layout.blank();
    for (field, name) in rows {
        field.set_most(&mut out, get(name));
    }
    out
}

/// All counters of the stack.
///
/// # Errors
/// The kernel has no such table.
pub fn stack() -> io::Result<Counters> {
    let mut all = Counters::default();
    all.add(&fs::read_to_string("/proc/net/snmp")?);
    // A kernel may have been built without these.
    all.add(&fs::read_to_string("/proc/net/netstat").unwrap_or_default());
    for line in fs::read_to_string("/proc/net/snmp6")
        .unwrap_or_default()
        .lines()
    {
        if let Some((name, number)) = line.split_once(char::is_whitespace) {
            all.set(name, number.trim().parse().unwrap_or(0));
        }
    }
    Ok(all)
}

/// An interface. What only files of /sys tell is 0 or empty when they are those of another network.
#[derive(Debug, Clone)]
pub struct Interface {
    pub index: u32,
    pub flags: InterfaceFlags,
    /// Its addresses, and how many of their bits are those of the network.
    pub homes: Vec<(IpAddr, u32)>,
    pub counters: Counters,
    pub mtu: u64,
    /// Megabits a second.
    pub speed: u64,
    /// The kernel's number of the kind of hardware.
    pub hardware: u64,
    pub mac: Vec<u8>,
}

/// Counters of an interface, as the kernel lists them.
#[rustfmt::skip]
const COLUMNS: [&str; 16] = [
    "rx_bytes", "rx_packets", "rx_errors", "rx_dropped", "rx_fifo", "rx_frame", "rx_compressed", "multicast",
    "tx_bytes", "tx_packets", "tx_errors", "tx_dropped", "tx_fifo", "collisions", "carrier", "tx_compressed",
];

/// The interfaces of this network, by name.
///
/// # Errors
/// The kernel does not list them.
pub fn interfaces() -> io::Result<BTreeMap<String, Interface>> {
    let mut all = BTreeMap::new();
    for (name, counters) in devices(&fs::read_to_string("/proc/net/dev")?) {
        // One that is gone by now.
        let Some(index) = packets::index(name) else {
            continue;
        };
        let says = |file: &str| {
            let text = fs::read_to_string(format!("/sys/class/net/{name}/{file}"));
            text.unwrap_or_default().trim().to_string()
        };
        let is_same = says("ifindex").parse() == Ok(index);
        let text = |file: &str| {
            if is_same { says(file) } else { String::new() }
        };
        let number = |file: &str| text(file).parse().unwrap_or(0);
        let interface = Interface {
            index,
            flags: InterfaceFlags::empty(),
            homes: Vec::new(),
            counters,
            mtu: number("mtu"),
            speed: number("speed"),
            hardware: number("type"),
            mac: text("address")
                .split(':')
                .filter_map(|digits| u8::from_str_radix(digits, 16).ok())
                .collect(),
        };
        all.insert(name.to_string(), interface);
    }
    for one in getifaddrs()? {
        // Behind the name there may be a label of the address.
        let name = one.interface_name.split(':').next().unwrap_or_default();
        let Some(interface) = all.get_mut(name) else {
            continue;
        };
        interface.flags |= one.flags;
        if let Some(address) = one.address.as_ref().and_then(protection::ip) {
            let bits = match one.netmask.as_ref().and_then(protection::ip) {
                Some(IpAddr::V4(mask)) => mask.to_bits().leading_ones(),
                Some(IpAddr::V6(mask)) => mask.to_bits().leading_ones(),
                None => 0,
            };
            interface.homes.push((address, bits));
        }
    }
    Ok(all)
}

/// Names and counters of interfaces; two lines before them say what the columns are.
fn devices(text: &str) -> impl Iterator<Item = (&str, Counters)> {
    text.lines().skip(2).filter_map(|line| {
        let (name, numbers) = line.split_once(':')?;
        let mut counters = Counters::default();
        for (column, number) in COLUMNS.iter().zip(numbers.split_whitespace()) {
            counters.set(column, number.parse().unwrap_or(0));
        }
        Some((name.trim(), counters))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nmi::record::fields::View;
    use crate::nmi::record::nwm::tcp;

    #[test]
    fn counters_are_read_by_name() {
        let mut all = Counters::default();
        all.add("Tcp: RtoMin MaxConn InSegs\nTcp: 200 -1 17\nUdp: NoPorts\nUdp: 3\nbroken\n");
        assert_eq!(
            ["Tcp.InSegs", "Tcp.MaxConn", "Udp.NoPorts", "Udp.What"].map(|name| all.get(name)),
            [17, 0, 3, 0]
        );
        let most = fill(&tcp::LAYOUT, [(tcp::CURR_ESTAB, "all")], |_| u64::MAX);
        assert_eq!(View(&most).u32(tcp::CURR_ESTAB), u32::MAX);
    }

    #[test]
    fn interfaces_are_those_of_the_table() {
        let text = "a|\nb|\n  eth0: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\nbroken\n";
        let all: Vec<_> = devices(text).collect();
        let [("eth0", counters)] = &all[..] else {
            panic!("{all:?}")
        };
        assert_eq!(
            ["rx_bytes", "multicast", "tx_dropped"].map(|name| counters.get(name)),
            [1, 8, 12]
        );
        let here = interfaces().unwrap();
        assert!(here.keys().all(|name| !name.contains(':')));
        assert_ne!(here["lo"].index, 0);
        assert!(here["lo"].flags.contains(InterfaceFlags::IFF_LOOPBACK));
    }
}
