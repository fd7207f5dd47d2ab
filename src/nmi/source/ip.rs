//! Headers of IP packets. Nothing that one says is believed before the packet has room for it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Headers of IPv6 that may come before that of the protocol above: hop by hop, routing, destination.
const EXTENSIONS: [u8; 3] = [0, 43, 60];
/// The one that says that this is a part of a packet.
const FRAGMENT: u8 = 44;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    pub source: IpAddr,
    pub target: IpAddr,
    /// The protocol above.
    pub protocol: u8,
    /// Where its header begins, if it is in this packet: of a packet in parts, the first one has it.
    pub start: Option<usize>,
    pub is_part: bool,
    /// The length of the packet; `None` where the kernel leaves it to the adapter to cut what it sends into packets.
    pub length: Option<usize>,
}

impl Head {
    /// The header of a packet, of which the end may be cut off.
    pub fn parse(packet: &[u8]) -> Option<Head> {
        match packet.first()? >> 4 {
            4 => v4(packet),
            6 => v6(packet),
            _ => None,
        }
    }
}

fn number(bytes: &[u8], at: usize) -> u16 {
    u16::from_be_bytes([bytes[at], bytes[at + 1]])
}

fn v4(packet: &[u8]) -> Option<Head> {
    let head = packet.get(..20)?;
    let start = usize::from(head[0] & 0xf) * 4;
    let length = usize::from(number(head, 2));
    // Whether more parts follow, and where this one belongs.
    let part = number(head, 6) & 0x3fff;
    let address = |at: usize| Ipv4Addr::new(head[at], head[at + 1], head[at + 2], head[at + 3]);
    Some(Head {
        source: address(12).into(),
        target: address(16).into(),
        protocol: head[9],
        start: (start >= 20 && part & 0x1fff == 0).then_some(start),
        is_part: part != 0,
        length: (length != 0).then_some(length),
    })
}

fn v6(packet: &[u8]) -> Option<Head> {
    let head = packet.get(..40)?;
    let length = usize::from(number(head, 4));
    let address = |at: usize| -> Option<IpAddr> {
        let bytes = <[u8; 16]>::try_from(head.get(at..at + 16)?).ok()?;
        Some(Ipv6Addr::from(bytes).into())
    };
    let mut made = Head {
        source: address(8)?,
        target: address(24)?,
        protocol: head[6],
        start: Some(40),
        is_part: false,
        length: (length != 0).then_some(40 + length),
    };
    while let Some(start) = made.start
        && (made.protocol == FRAGMENT || EXTENSIONS.contains(&made.protocol))
    {
        let Some(extension) = packet.get(start..start + 8) else {
            made.start = None;
            break;
        };
        let length = match made.protocol {
            FRAGMENT => 8,
            _ => 8 + 8 * usize::from(extension[1]),
        };
        let is_later = made.protocol == FRAGMENT && number(extension, 2) >> 3 != 0;
        made.is_part |= made.protocol == FRAGMENT;
        made.protocol = extension[0];
        made.start = (!is_later).then_some(start + length);
    }
    Some(made)
}

#[cfg(test)]
mod tests {
    use super::*;

    const UDP: u8 = 17;

    fn of_v6(next: u8, behind: &[u8]) -> Vec<u8> {
        let mut packet = vec![0x60, 0, 0, 0, 0, behind.len() as u8, next, 64];
        packet.extend([0; 32]);
        packet.extend(behind);
        packet
    }

    #[test]
    fn only_the_first_part_has_the_header_above() {
        let mut v4 = vec![0x46, 0, 0, 60, 0, 0, 0, 0, 64, UDP, 0, 0];
        v4.extend([192, 0, 2, 1, 192, 0, 2, 2]);
        // More parts follow, this is a later one, it may not be cut.
        for (flags, start, is_part) in [
            ([0x20, 0], Some(24), true),
            ([0x20, 1], None, true),
            ([0, 1], None, true),
            ([0x40, 0], Some(24), false),
        ] {
            v4[6..8].copy_from_slice(&flags);
            let head = Head::parse(&v4).unwrap();
            assert_eq!((head.protocol, head.length), (UDP, Some(60)));
            assert_eq!((head.start, head.is_part), (start, is_part), "{flags:?}");
        }
        for (part, start) in [([0, 1], Some(48)), ([0, 8], None)] {
            let head = Head::parse(&of_v6(FRAGMENT, &[UDP, 0, part[0], part[1], 0, 0, 0, 1]));
            let head = head.unwrap();
            assert_eq!((head.protocol, head.start), (UDP, start));
            assert!(head.is_part);
        }
    }

    #[test]
    fn extensions_are_skipped_as_far_as_they_are_there() {
        let mut behind = vec![60, 0, 0, 0, 0, 0, 0, 0, UDP, 1];
        behind.extend([0; 14]);
        let whole = of_v6(0, &behind);
        let head = Head::parse(&whole).unwrap();
        assert_eq!((head.protocol, head.start), (UDP, Some(64)));
        assert_eq!((head.length, head.is_part), (Some(64), false));
        let cut = Head::parse(&whole[..50]).unwrap();
        assert_eq!((cut.protocol, cut.start), (60, None));
        for end in 0..40 {
            assert_eq!(Head::parse(&whole[..end]), None);
        }
    }
}
