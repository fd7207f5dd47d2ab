//! Packet captures: files of pcap, read in any byte order and with microseconds or nanoseconds, written as packets from the IP header on.

use super::sections::Damage;

const MICROS: u32 = 0xa1b2_c3d4;
const NANOS: u32 = 0xa1b2_3c4d;
const HEAD: usize = 24;
const PACKET_HEAD: usize = 16;
/// Packets from the IP header on.
const RAW: u32 = 101;
const ETHERNET: u32 = 1;
/// Behind a header that Linux makes for captures of all interfaces.
const COOKED: u32 = 113;
const ETHERTYPES: [[u8; 2]; 2] = [[0x08, 0x00], [0x86, 0xdd]];
const VLAN: [u8; 2] = [0x81, 0x00];

/// A packet of a capture, from its IP header on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Packet<'a> {
    /// Microseconds since 1970.
    pub micros: u64,
    /// Its length on the wire.
    pub length: u32,
    pub data: &'a [u8],
}

/// The IP packets of a capture; what else it has is skipped.
pub struct Reader<'a> {
    rest: &'a [u8],
    big: bool,
    nanos: bool,
    link: u32,
}

impl<'a> Reader<'a> {
    /// # Errors
    /// The file is no capture, or one of a kind of interface that is not known.
    pub fn new(file: &'a [u8]) -> Result<Self, Damage> {
        let Some((head, rest)) = file.split_at_checked(HEAD) else {
            return Err(Damage::Short {
                what: "head of a capture",
                length: HEAD,
                there: file.len(),
            });
        };
        let mut reader = Reader {
            rest,
            big: false,
            nanos: false,
            link: 0,
        };
        let magic = [false, true].into_iter().find_map(|big| {
            reader.big = big;
            Some(reader.word(head, 0)).filter(|magic| [MICROS, NANOS].contains(magic))
        });
        let magic = magic.ok_or(Damage::Value {
            what: "begin of a capture",
            value: reader.word(head, 0) as usize,
        })?;
        reader.nanos = magic == NANOS;
        reader.link = reader.word(head, 20) & 0x0fff_ffff;
        match [RAW, ETHERNET, COOKED].contains(&reader.link) {
            true => Ok(reader),
            false => Err(Damage::Value {
                what: "kind of interface",
                value: reader.link as usize,
            }),
        }
    }

    fn word(&self, bytes: &[u8], at: usize) -> u32 {
        let bytes = [bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]];
        if self.big {
            u32::from_be_bytes(bytes)
        } else {
            u32::from_le_bytes(bytes)
        }
    }

    /// What is behind the header of the link; `None` for other protocols.
    fn ip(&self, frame: &'a [u8]) -> Option<&'a [u8]> {
        let (kind, data) = match self.link {
            RAW => return Some(frame),
            ETHERNET => {
                let kind = frame.get(12..14)?;
                match kind == VLAN {
                    true => (frame.get(16..18)?, frame.get(18..)?),
                    false => (kind, frame.get(14..)?),
                }
            }
            _ => (frame.get(14..16)?, frame.get(16..)?),
        };
        ETHERTYPES.iter().any(|known| known == kind).then_some(data)
    }
}

impl<'a> Iterator for Reader<'a> {
    type Item = Packet<'a>;

    fn next(&mut self) -> Option<Packet<'a>> {
        loop {
            let (head, rest) = self.rest.split_at_checked(PACKET_HEAD)?;
            let (seconds, fraction) = (self.word(head, 0), self.word(head, 4));
            let (frame, rest) = rest.split_at_checked(self.word(head, 8) as usize)?;
            self.rest = rest;
            if let Some(data) = self.ip(frame) {
                let fraction = if self.nanos {
                    fraction / 1000
                } else {
                    fraction
                };
                let link = (frame.len() - data.len()) as u32;
                return Some(Packet {
                    micros: u64::from(seconds) * 1_000_000 + u64::from(fraction),
                    length: self.word(head, 12).saturating_sub(link),
                    data,
                });
            }
        }
    }
}

/// The begin of a capture.
pub fn begin() -> Vec<u8> {
    let words = [MICROS, 2 | 4 << 16, 0, 0, 0x0004_0000, RAW];
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

/// Appends a packet.
pub fn push(out: &mut Vec<u8>, packet: &Packet) {
    let (seconds, fraction) = (packet.micros / 1_000_000, packet.micros % 1_000_000);
    for word in [
        seconds as u32,
        fraction as u32,
        packet.data.len() as u32,
        packet.length,
    ] {
        out.extend(word.to_le_bytes());
    }
    out.extend(packet.data);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captures_are_read_as_they_were_written() {
        let packets = [(5, b"one".as_slice()), (1_700_000_000_123_456, b"two!")];
        let packets = packets.map(|(micros, data)| Packet {
            micros,
            length: 99,
            data,
        });
        let mut file = begin();
        packets.iter().for_each(|p| push(&mut file, p));
        assert_eq!(Reader::new(&file).unwrap().collect::<Vec<_>>(), packets);
        for end in 0..file.len() {
            if let Ok(reader) = Reader::new(&file[..end]) {
                assert!(reader.count() < 2);
            }
        }
    }

    #[test]
    fn links_are_taken_away() {
        let mut file: Vec<u8> = [NANOS, 0, 0, 0, 0, ETHERNET]
            .iter()
            .flat_map(|w| w.to_be_bytes())
            .collect();
        let frames: [&[u8]; 3] = [
            b"\0\0\0\0\0\0\0\0\0\0\0\0\x08\x06arp",
            b"\0\0\0\0\0\0\0\0\0\0\0\0\x08\0first",
            b"\0\0\0\0\0\0\0\0\0\0\0\0\x81\0\0\x07\x86\xddsecond",
        ];
        for frame in frames {
            let words = [1, 2_000, frame.len() as u32, frame.len() as u32];
            file.extend(words.iter().flat_map(|w| w.to_be_bytes()));
            file.extend(frame);
        }
        let read: Vec<_> = Reader::new(&file)
            .unwrap()
            .map(|p| (p.micros, p.length, p.data))
            .collect();
        assert_eq!(
            read,
            [(1_000_002, 5, &b"first"[..]), (1_000_002, 6, b"second")]
        );
        assert!(Reader::new(&[0; 24]).is_err());
    }
}
