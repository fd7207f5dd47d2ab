//! TCP segments within IP packets. Nothing that a header says is believed before the packet has room for it.

use crate::nmi::source::ip::Head;
use std::net::SocketAddr;

pub const FIN: u8 = 1;
pub const SYN: u8 = 2;
pub const RST: u8 = 4;
pub const ACK: u8 = 16;

const TCP: u8 = 6;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment<'a> {
    pub source: SocketAddr,
    pub target: SocketAddr,
    pub sequence: u32,
    pub flags: u8,
    /// What of its data is there.
    pub payload: &'a [u8],
    /// How many data it has.
    pub length: usize,
}

impl<'a> Segment<'a> {
    /// The segment of a packet of so many bytes, of which some may be cut off; `None` for all other packets, and for parts of one.
    pub fn parse(packet: &'a [u8], length: usize) -> Option<Self> {
        let ip = Head::parse(packet).filter(|ip| ip.protocol == TCP && !ip.is_part)?;
        let (start, end) = (ip.start?, ip.length.map_or(length, |l| l.min(length)));
        let there = &packet[..end.min(packet.len())];
        let head = there.get(start..start + 20)?;
        let data = start + usize::from(head[12] >> 4) * 4;
        if data < start + 20 || data > end {
            return None;
        }
        let port = |at: usize| u16::from_be_bytes([head[at], head[at + 1]]);
        Some(Segment {
            source: (ip.source.to_canonical(), port(0)).into(),
            target: (ip.target.to_canonical(), port(2)).into(),
            sequence: u32::from_be_bytes([head[4], head[5], head[6], head[7]]),
            flags: head[13],
            payload: there.get(data..).unwrap_or_default(),
            length: end - data,
        })
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use std::net::IpAddr;

    /// A packet of IPv4 with a segment.
    pub fn packet(
        source: SocketAddr,
        target: SocketAddr,
        sequence: u32,
        flags: u8,
        data: &[u8],
    ) -> Vec<u8> {
        let (IpAddr::V4(from), IpAddr::V4(to)) = (source.ip(), target.ip()) else {
            panic!("IPv4 is expected");
        };
        let mut out = vec![0x45, 0];
        out.extend((40 + data.len() as u16).to_be_bytes());
        out.extend([0, 0, 0, 0, 64, TCP, 0, 0]);
        out.extend(from.octets());
        out.extend(to.octets());
        out.extend(source.port().to_be_bytes());
        out.extend(target.port().to_be_bytes());
        out.extend(sequence.to_be_bytes());
        out.extend([0, 0, 0, 0, 5 << 4, flags, 1, 0, 0, 0, 0, 0]);
        out.extend(data);
        out
    }

    #[test]
    fn segments_are_read_and_damage_is_none() {
        let (from, to) = (([192, 0, 2, 1], 4000).into(), ([192, 0, 2, 2], 443).into());
        let mut whole = packet(from, to, 7, SYN | ACK, b"data");
        // An Ethernet frame has a least length.
        whole.extend([0; 6]);
        let read = Segment::parse(&whole, whole.len()).unwrap();
        assert_eq!((read.source, read.target, read.sequence), (from, to, 7));
        assert_eq!(
            (read.flags, read.payload, read.length),
            (SYN | ACK, &b"data"[..], 4)
        );
        // Cut by a snap length.
        let cut = Segment::parse(&whole[..42], 44).unwrap();
        assert_eq!((cut.payload, cut.length), (&b"da"[..], 4));
        for end in 0..40 {
            assert_eq!(Segment::parse(&whole[..end], 44), None);
        }
        for (at, value) in [
            (0, 0x44),
            (0, 0x55),
            (9, 17),
            (7, 1),
            (32, 0x40),
            (32, 0xf0),
        ] {
            let mut damaged = whole.clone();
            damaged[at] = value;
            assert_eq!(Segment::parse(&damaged, damaged.len()), None, "{at}");
        }
    }

    #[test]
    fn extensions_of_ipv6_are_skipped() {
        let mut packet = vec![0x60, 0, 0, 0, 0, 30, 0, 64];
        packet.extend([0; 15]);
        packet.push(1);
        packet.extend([0; 15]);
        packet.push(2);
        packet.extend([TCP, 0, 0, 0, 0, 0, 0, 0]);
        packet.extend([
            0, 80, 0, 81, 0, 0, 0, 9, 0, 0, 0, 0, 0x50, ACK, 0, 0, 0, 0, 0, 0, b'h', b'i',
        ]);
        let read = Segment::parse(&packet, packet.len()).unwrap();
        assert_eq!(
            (read.source, read.sequence, read.payload),
            ("[::1]:80".parse().unwrap(), 9, &b"hi"[..])
        );
        packet[41] = 255;
        assert_eq!(Segment::parse(&packet, packet.len()), None);
    }
}
