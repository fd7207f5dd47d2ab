//! Packet trace records: the header (PTH), then the packet from its IP header on.

use super::fields::{View, layout};
use super::sections::Damage;
use super::tree::{Name, Tree};

layout! {
    /// Behind the head of an entry, before the packet.
    header "PTHDR" 96
    PTH_LEN 0 "PTH_Len" U16;
    PTH_SEQNUM 2 "PTH_Seqnum" U16;
    PTH_DEV_TYPE 4 "PTH_DevType" U16;
    PTH_FLAG 6 "PTH_Flag" Flags(1, &[(0x80, "local"), (0x40, "confidential")]);
    PTH_FLAG2 7 "PTH_Flag2" Flags(1, &[(0x80, "outbound")]);
    PTH_INF_NAME 8 "PTH_InfName" Text(16);
    PTH_TIME 24 "PTH_Time" Stck;
    PTH_SRC 32 "PTH_Src" Address;
    PTH_DEST 48 "PTH_Dest" Address;
    PTH_SRC_PORT 64 "PTH_SrcPort" U16;
    PTH_DST_PORT 66 "PTH_DstPort" U16;
    PTH_REC_NUM 68 "PTH_RecNum" U32;
    PTH_RSV1 72 "PTH_Rsv1" Reserved(1);
    PTH_PROTO 73 "PTH_Proto" U8;
    PTH_VLAN 74 "PTH_VLAN" U16;
    PTH_TCB 76 "PTH_TCB" Hex(4);
    PTH_TLEN 80 "PTH_Tlen" U32;
    PTH_IF_INDEX 84 "PTH_IfIndex" U32;
    PTH_ASID 88 "PTH_ASID" U16;
    PTH_RSV2 90 "PTH_Rsv2" Reserved(2);
    PTH_EXT_LEN 92 "PTH_ExtLen" U16;
    PTH_EXT_TYPE 94 "PTH_ExtType" U16;
}

/// A record of a packet.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    pub header: View<'a>,
    pub packet: &'a [u8],
}

impl<'a> Record<'a> {
    /// # Errors
    /// The header is not complete, or says that it is longer than the record.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, Damage> {
        let (smallest, there) = (header::LAYOUT.length, bytes.len());
        if there < smallest {
            return Err(Damage::Short {
                what: "packet trace header",
                length: smallest,
                there,
            });
        }
        let length = usize::from(View(bytes).u16(header::PTH_LEN));
        if length < smallest || length > there {
            return Err(Damage::Short {
                what: "packet trace header",
                length,
                there,
            });
        }
        let (head, packet) = bytes.split_at(length);
        Ok(Record {
            header: View(head),
            packet,
        })
    }

    pub fn tree(&self) -> Tree {
        let mut map: Vec<(Name, Tree)> =
            vec![("header".into(), header::LAYOUT.tree(self.header.0))];
        let extension = &self.header.0[header::LAYOUT.length..];
        if !extension.is_empty() {
            map.push((
                "extension".into(),
                Tree::Text(super::fields::hex(extension)),
            ));
        }
        map.push(("packet".into(), Tree::Text(super::fields::hex(self.packet))));
        Tree::Map(map)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nmi::record::fields::tests::is_sound;

    #[test]
    fn packets_are_behind_their_headers() {
        is_sound(&header::LAYOUT);
        let mut record = header::LAYOUT.blank();
        header::PTH_LEN.set(&mut record, 100);
        header::PTH_SRC.set_address(&mut record, [192, 0, 2, 1].into());
        record.extend(b"ext.packet");
        let read = Record::parse(&record).unwrap();
        assert_eq!(
            (read.packet, read.header.bytes(header::PTH_SRC)),
            (
                &b"packet"[..],
                Some(&b"\0\0\0\0\0\0\0\0\0\0\xff\xff\xc0\0\x02\x01"[..])
            )
        );
        assert_eq!(read.tree().get("extension"), Some(&"6578742E".into()));
        for length in [95, 107] {
            header::PTH_LEN.set(&mut record, length);
            assert!(Record::parse(&record).is_err());
        }
        assert!(Record::parse(&record[..95]).is_err());
    }
}
