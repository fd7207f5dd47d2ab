//! Lists of the addresses that clients come from: the most exact one that fits decides.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// An address and how many of its bits count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Net {
    address: IpAddr,
    bits: u8,
}

/// A list of nets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources(Vec<Net>);

fn width(address: &IpAddr) -> u8 {
    match address {
        IpAddr::V4(_) => 32,
        IpAddr::V6(_) => 128,
    }
}

/// The bits of an address, from the left.
fn bits(address: &IpAddr) -> u128 {
    match address {
        IpAddr::V4(a) => u128::from(a.to_bits()) << 96,
        IpAddr::V6(a) => a.to_bits(),
    }
}

impl Net {
    /// `1.2.3.4`, `10.0.0.0/8`, `::1`, `fe80::/10`, or `0.0.0.0/0`.
    pub fn parse(text: &str) -> Option<Net> {
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (text, None),
        };
        let address: IpAddr = address.parse::<IpAddr>().ok()?.to_canonical();
        let bits = match bits {
            Some(bits) if bits.bytes().all(|b| b.is_ascii_digit()) => bits.parse().ok()?,
            Some(_) => return None,
            None => width(&address),
        };
        (bits <= width(&address)).then_some(Net { address, bits })
    }

    /// As xinetd reads addresses: zeros at the right end stand for anything, and `1.2.3.{4,5}` is several.
    pub fn parse_xinetd(text: &str) -> Option<Vec<Net>> {
        if text.contains(':') || text.contains('/') {
            return Some(vec![Net::parse(text)?]);
        }
        let (head, last) = match text.split_once('{') {
            Some((head, rest)) => {
                let last = rest.strip_suffix('}')?;
                (head.strip_suffix('.')?, last.split(',').collect())
            }
            None => {
                let (head, last) = text.rsplit_once('.').unwrap_or(("", text));
                (head, vec![last])
            }
        };
        let mut nets = Vec::new();
        for last in last {
            let mut octets = [0; 4];
            let parts = head.split('.').filter(|p| !p.is_empty()).chain([last]);
            for (at, part) in parts.enumerate() {
                *octets.get_mut(at)? = part.trim().parse::<u8>().ok()?;
            }
            let zeros = octets.iter().rev().take_while(|o| **o == 0).count();
            nets.push(Net {
                address: IpAddr::V4(Ipv4Addr::from(octets)),
                bits: 32 - 8 * zeros as u8,
            });
        }
        Some(nets)
    }

    fn fits(&self, address: &IpAddr) -> bool {
        let everything = self.bits == 0 && self.address == IpAddr::V4(Ipv4Addr::UNSPECIFIED);
        everything
            || (self.address.is_ipv4() == address.is_ipv4()
                && (self.bits == 0
                    || (bits(&self.address) ^ bits(address)) >> (128 - u32::from(self.bits)) == 0))
    }
}

impl fmt::Display for Net {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.bits == width(&self.address) {
            write!(f, "{}", self.address)
        } else {
            write!(f, "{}/{}", self.address, self.bits)
        }
    }
}

impl Sources {
    pub fn add(&mut self, nets: impl IntoIterator<Item = Net>) {
        self.0.extend(nets);
    }

    pub fn remove(&mut self, nets: &[Net]) {
        self.0.retain(|net| !nets.contains(net));
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = &Net> {
        self.0.iter()
    }

    /// Bits of the most exact net that the address is in.
    fn best(&self, address: &IpAddr) -> Option<u8> {
        self.0
            .iter()
            .filter(|net| net.fits(address))
            .map(|net| net.bits)
            .max()
    }
}

/// The address may come. A list that is empty says nothing; of two that fit, the more exact one wins, and of equal ones the refusal.
pub fn allowed(only_from: &Sources, no_access: &Sources, address: &IpAddr) -> bool {
    let address = &address.to_canonical();
    match (only_from.best(address), no_access.best(address)) {
        (None, _) if !only_from.is_empty() => false,
        (yes, Some(no)) => yes.is_some_and(|yes| yes > no),
        (_, None) => true,
    }
}

/// The IPv4 address within an IPv6 one, or the address itself.
pub fn plain(address: IpAddr) -> IpAddr {
    address.to_canonical()
}

/// All IPv6 addresses.
pub const ANY6: IpAddr = IpAddr::V6(Ipv6Addr::UNSPECIFIED);
/// All IPv4 addresses.
pub const ANY4: IpAddr = IpAddr::V4(Ipv4Addr::UNSPECIFIED);

#[cfg(test)]
mod tests {
    use super::*;

    fn list(texts: &[&str]) -> Sources {
        let mut sources = Sources::default();
        for text in texts {
            sources.add(Net::parse_xinetd(text).unwrap());
        }
        sources
    }

    #[test]
    fn the_most_exact_net_decides() {
        let only = list(&["127.0.0.0", "10.1.0.0/16", "::1"]);
        let no = list(&["127.0.0.5", "10.0.0.0/8"]);
        for (address, may) in [
            ("127.0.0.1", true),
            ("::ffff:127.0.0.1", true),
            ("127.0.0.5", false),
            ("10.1.2.3", true),
            ("10.2.2.3", false),
            ("192.168.1.1", false),
            ("::1", true),
            ("::2", false),
        ] {
            assert_eq!(
                allowed(&only, &no, &address.parse().unwrap()),
                may,
                "{address}"
            );
        }
        let none = Sources::default();
        assert!(allowed(&none, &none, &ANY6));
        assert!(allowed(
            &none,
            &list(&["10.0.0.0"]),
            &"11.0.0.0".parse().unwrap()
        ));
        assert!(!allowed(
            &none,
            &list(&["0.0.0.0"]),
            &"::1".parse().unwrap()
        ));
        assert!(!allowed(
            &list(&["1.2.3.4"]),
            &list(&["1.2.3.4"]),
            &"1.2.3.4".parse().unwrap()
        ));
    }

    #[test]
    fn forms_of_addresses() {
        let shown = |text: &str| {
            let nets = Net::parse_xinetd(text)?;
            Some(
                nets.iter()
                    .map(Net::to_string)
                    .collect::<Vec<_>>()
                    .join(" "),
            )
        };
        assert_eq!(shown("1.2.3.{4,5}").unwrap(), "1.2.3.4 1.2.3.5");
        assert_eq!(shown("1.2.{3,4}").unwrap(), "1.2.3.0/24 1.2.4.0/24");
        assert_eq!(shown("0.0.0.0").unwrap(), "0.0.0.0/0");
        assert_eq!(shown("fe80::/10").unwrap(), "fe80::/10");
        for wrong in [
            "",
            "1.2.3.4.5",
            "1.2.3.{4",
            "256.1.1.1",
            "1.2.3.4/33",
            "::/129",
            "a.b",
            "1.2.3.4/+8",
            "1.2.3.{}",
        ] {
            assert_eq!(shown(wrong), None, "{wrong}");
        }
    }
}
