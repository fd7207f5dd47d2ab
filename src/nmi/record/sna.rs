//! Records of the SNA interface: headers, filter element, and what is in responses. The places of the fields are our own.

use super::ebcdic::id;
use super::fields::{Layout, Names, layout};
use super::sections::{Section, many, one};

pub const REQUEST: u32 = id(b"SNRQ");
pub const RESPONSE: u32 = id(b"SNRS");
pub const FILTER: u32 = id(b"SNFE");
/// No request is longer.
pub const LONGEST: usize = 4096;
pub const VERSION: u16 = 1;

/// Types of requests and responses.
pub mod kind {
    pub const EE_CONNECTION: u16 = 1;
    pub const EE_SUMMARY: u16 = 2;
    pub const HPR: u16 = 3;
    pub const CSM: u16 = 4;
    pub const INIT: u16 = 0x8001;
    pub const TERM: u16 = 0x8002;
}

pub const TYPES: Names = &[
    (1, "ee-connection"),
    (2, "ee-summary"),
    (3, "hpr"),
    (4, "csm"),
    (0x8001, "init"),
    (0x8002, "term"),
];

/// Which fields of a filter element count.
pub const FILTER_BITS: Names = &[
    (0x8000_0000, "local_host"),
    (0x4000_0000, "remote_host"),
    (0x2000_0000, "local_ip"),
    (0x1000_0000, "remote_ip"),
    (0x0800_0000, "rtp_pu"),
    (0x0400_0000, "partner_cp"),
    (0x0200_0000, "cos"),
    (0x0100_0000, "job"),
    (0x0080_0000, "asid"),
];

const PRIORITIES: Names = &[
    (0, "signal"),
    (1, "network"),
    (2, "high"),
    (3, "medium"),
    (4, "low"),
];
const SOURCES: Names = &[
    (1, "ECSA"),
    (2, "DS31"),
    (3, "DS64"),
    (4, "DS"),
    (5, "HVCOMM"),
];

layout! {
    /// The header of a request. That of a response begins with the same fields.
    request "SNA request header" 64
    IDENT 0 "ident" Text(4);
    TOTAL_LEN 4 "total_len" U32;
    HDR_LEN 8 "hdr_len" U16;
    VERSION 10 "version" U16;
    TYPE 12 "type" Choice(2, TYPES);
    RESERVED1 14 "reserved1" Reserved(2);
    CORRELATOR 16 "correlator" U32;
    RETURN_CODE 20 "return_code" U32;
    REASON_CODE 24 "reason_code" Hex(4);
    RESERVED2 28 "reserved2" Reserved(4);
    TIME 32 "time" Stck;
    REQUESTS 40 "requests" U16;
    RESPONSES 42 "responses" U16;
    RESERVED3 44 "reserved3" Reserved(4);
    OFFSET 48 "offset" U32;
    LENGTH 52 "length" U32;
    NUMBER 56 "number" U32;
    RESERVED4 60 "reserved4" Reserved(4);
}

layout! {
    /// The header of a response, with its quadruplets.
    response "SNA response header" 128
    IDENT 0 "ident" Text(4);
    TOTAL_LEN 4 "total_len" U32;
    HDR_LEN 8 "hdr_len" U16;
    VERSION 10 "version" U16;
    TYPE 12 "type" Choice(2, TYPES);
    RESERVED1 14 "reserved1" Reserved(2);
    CORRELATOR 16 "correlator" U32;
    RETURN_CODE 20 "return_code" U32;
    REASON_CODE 24 "reason_code" Hex(4);
    RESERVED2 28 "reserved2" Reserved(4);
    TIME 32 "time" Stck;
    REQUESTS 40 "requests" U16;
    RESPONSES 42 "responses" U16;
    RESERVED3 44 "reserved3" Reserved(4);
    OFFSET 48 "offset" U32;
    LENGTH 52 "length" U32;
    NUMBER 56 "number" U32;
    RESERVED4 60 "reserved4" Reserved(4);
    QUAD1_OFFSET 64 "quad1_offset" U32;
    QUAD1_RESERVED 68 "quad1_reserved" Reserved(4);
    QUAD1_NUMBER 72 "quad1_number" U32;
    QUAD1_MATCHED 76 "quad1_matched" U32;
    QUAD2_OFFSET 80 "quad2_offset" U32;
    QUAD2_RESERVED 84 "quad2_reserved" Reserved(4);
    QUAD2_NUMBER 88 "quad2_number" U32;
    QUAD2_MATCHED 92 "quad2_matched" U32;
    QUAD3_OFFSET 96 "quad3_offset" U32;
    QUAD3_RESERVED 100 "quad3_reserved" Reserved(4);
    QUAD3_NUMBER 104 "quad3_number" U32;
    QUAD3_MATCHED 108 "quad3_matched" U32;
    QUAD4_OFFSET 112 "quad4_offset" U32;
    QUAD4_RESERVED 116 "quad4_reserved" Reserved(4);
    QUAD4_NUMBER 120 "quad4_number" U32;
    QUAD4_MATCHED 124 "quad4_matched" U32;
}

layout! {
    /// What the records of a response have to be.
    filter "SNA filter element" 216
    IDENT 0 "ident" Text(4);
    INDICATORS 4 "indicators" Flags(4, FILTER_BITS);
    LOCAL_HOST 8 "local_host" Text(64);
    REMOTE_HOST 72 "remote_host" Text(64);
    LOCAL_IP 136 "local_ip" Address;
    REMOTE_IP 152 "remote_ip" Address;
    RTP_PU 168 "rtp_pu" Text(8);
    PARTNER_NETID 176 "partner_netid" Text(8);
    PARTNER_CP 184 "partner_cp" Text(8);
    COS 192 "cos" Text(8);
    JOB 200 "job" Text(8);
    ASID 208 "asid" U16;
    RESERVED 210 "reserved" Reserved(6);
}

layout! {
    /// The first record of a connection.
    initialization "SNIN" 64
    SYSTEM 0 "system" Text(8);
    JOB 8 "job" Text(8);
    NETID 16 "netid" Text(8);
    CP 24 "cp" Text(8);
    STARTED 32 "started" Stck;
    RELEASE 40 "release" Text(8);
    REQUESTS 48 "requests" Flags(4, &[(0x8000_0000, "ee-connection"), (0x4000_0000, "ee-summary"), (0x2000_0000, "hpr"), (0x1000_0000, "csm")]);
    MAX_REQUEST 52 "max_request" U32;
    MAX_RESPONSE 56 "max_response" U32;
    RESERVED 60 "reserved" Reserved(4);
}

layout! {
    /// Traffic of one priority.
    traffic "port priority entry" 56
    PRIORITY 0 "priority" Choice(1, PRIORITIES);
    TOS 1 "tos" Hex(1);
    PORT 2 "port" U16;
    MTU 4 "mtu" U32;
    SENT 8 "sent" U64;
    SENT_BYTES 16 "sent_bytes" U64;
    RESENT 24 "resent" U64;
    RESENT_BYTES 32 "resent_bytes" U64;
    RECEIVED 40 "received" U64;
    RECEIVED_BYTES 48 "received_bytes" U64;
}

layout! {
    /// A host name of a connection.
    host "host name entry" 68
    WHICH 0 "which" Choice(1, &[(1, "local"), (2, "remote")]);
    USED 1 "used" U8;
    RESERVED 2 "reserved" Reserved(2);
    NAME 4 "name" Text(64);
}

layout! {
    /// An EE connection.
    connection "SNEC connection" 120
    LOCAL_IP 0 "local_ip" Address;
    REMOTE_IP 16 "remote_ip" Address;
    LINE 32 "line" Text(8);
    PU 40 "pu" Text(8);
    NETID 48 "netid" Text(8);
    CP 56 "cp" Text(8);
    ACTIVATED 64 "activated" Stck;
    LIVTIME_INITIAL 72 "livtime_initial" U16;
    LIVTIME_MAXIMUM 74 "livtime_maximum" U16;
    LIVTIME 76 "livtime" U16;
    FLAGS 78 "flags" Flags(2, &[(0x8000, "IPv6"), (0x4000, "DWINOP"), (0x2000, "redialing"), (0x1000, "KEEPACT"), (0x0800, "local VRN"), (0x0400, "global VRN"), (0x0200, "predefined"), (0x0100, "no health check")]);
    RETRANSMITTED 80 "retransmitted" U32;
    SRQRETRY 84 "srqretry" U32;
    PIPES 88 "pipes" U32;
    SESSIONS 92 "sessions" U32;
    REDIAL 96 "redial" U16;
    REDDELAY 98 "reddelay" U16;
    EEVERIFY 100 "eeverify" Choice(1, &[(0, "never"), (1, "activation"), (2, "timed")]);
    RESERVED 101 "reserved" Reserved(3);
    HEALTH_SUCCESS 104 "health_success" Stck;
    HEALTH_FAILURE 112 "health_failure" Stck;
}

layout! {
    /// All EE connections.
    ee_global "SNEG global" 56
    TCPIP 0 "tcpip" Text(8);
    NODE 8 "node" Text(8);
    LIVTIME_INITIAL 16 "livtime_initial" U16;
    LIVTIME_MAXIMUM 18 "livtime_maximum" U16;
    SRQTIME 20 "srqtime" U16;
    SRQRETRY 22 "srqretry" U16;
    IPRESOLV 24 "ipresolv" U32;
    PIPES 28 "pipes" U32;
    SESSIONS 32 "sessions" U32;
    PREDEFINED 36 "predefined" U32;
    LOCAL_VRN 40 "local_vrn" U32;
    GLOBAL_VRN 44 "global_vrn" U32;
    CONNECTIONS 48 "connections" U32;
    RESERVED 52 "reserved" Reserved(4);
}

layout! {
    /// A port of EE.
    port "SNEG port" 8
    PRIORITY 0 "priority" Choice(1, PRIORITIES);
    TOS 1 "tos" Hex(1);
    PORT 2 "port" U16;
    RESERVED 4 "reserved" Reserved(4);
}

layout! {
    /// The EE connections of an address.
    address "SNEI address" 64
    LOCAL_IP 0 "local_ip" Address;
    FLAGS 16 "flags" Flags(2, &[(0x8000, "IPv6")]);
    LIVTIME_INITIAL 18 "livtime_initial" U16;
    LIVTIME_MAXIMUM 20 "livtime_maximum" U16;
    SRQTIME 22 "srqtime" U16;
    SRQRETRY 24 "srqretry" U16;
    RESERVED1 26 "reserved1" Reserved(2);
    PIPES 28 "pipes" U32;
    SESSIONS 32 "sessions" U32;
    INOPS 36 "inops" U32;
    FREE 40 "free" U32;
    PREDEFINED 44 "predefined" U32;
    LOCAL_VRN 48 "local_vrn" U32;
    GLOBAL_VRN 52 "global_vrn" U32;
    CONNECTIONS 56 "connections" U32;
    RESERVED2 60 "reserved2" Reserved(4);
}

layout! {
    /// A virtual routing node.
    vrn "SNEI VRN" 40
    NETID 0 "netid" Text(8);
    NAME 8 "name" Text(8);
    GROUP 16 "group" Text(8);
    TYPE 24 "type" Choice(1, &[(1, "local"), (2, "global")]);
    RESERVED1 25 "reserved1" Reserved(3);
    FREE 28 "free" U32;
    CONNECTIONS 32 "connections" U32;
    RESERVED2 36 "reserved2" Reserved(4);
}

layout! {
    /// The pipes that passed the filter.
    hpr_global "SNHG" 32
    MATCHING 0 "matching" U32;
    CPSVCMG 4 "cpsvcmg" U32;
    RSETUP 8 "rsetup" U32;
    LULU 12 "lulu" U32;
    SWITCHING 16 "switching" U32;
    CONGESTED 20 "congested" U32;
    STALLED 24 "stalled" U32;
    SESSIONS 28 "sessions" U32;
}

layout! {
    /// An RTP pipe.
    pipe "SNHS base" 128
    PU 0 "pu" Text(8);
    NETID 8 "netid" Text(8);
    CP 16 "cp" Text(8);
    COS 24 "cos" Text(8);
    LOCAL_TCID 32 "local_tcid" Hex(8);
    REMOTE_TCID 40 "remote_tcid" Hex(8);
    LOCAL_NCE 48 "local_nce" Hex(8);
    REMOTE_NCE 56 "remote_nce" Hex(8);
    ACTIVATED 64 "activated" Stck;
    PRIORITY 72 "priority" Choice(1, PRIORITIES);
    STATE 73 "state" Choice(1, &[(1, "connecting"), (2, "connected"), (3, "path switch"), (4, "disconnecting")]);
    PACING 74 "pacing" Choice(1, &[(1, "base"), (2, "responsive"), (3, "progressive")]);
    MODE 75 "mode" Choice(1, &[(0, "green"), (1, "yellow"), (2, "red")]);
    FLAGS 76 "flags" Flags(2, &[(0x8000, "active"), (0x4000, "limited"), (0x2000, "MNPS"), (0x1000, "stalled"), (0x0800, "congested"), (0x0400, "switching"), (0x0200, "CP-CP"), (0x0100, "route setup")]);
    RESERVED 78 "reserved" Reserved(2);
    SESSIONS 80 "sessions" U32;
    LARGEST 84 "largest" U32;
    LIVENESS 88 "liveness" U32;
    ROUND_TRIP 92 "round_trip" U32;
    SHORT_REQUEST 96 "short_request" U32;
    REFIFO 100 "refifo" U32;
    ALLOWED 104 "allowed" U32;
    INITIAL 108 "initial" U32;
    ACTUAL 112 "actual" U32;
    MAXIMUM 116 "maximum" U32;
    SEND_RATE 120 "send_rate" U32;
    REDUCTIONS 124 "reductions" U32;
}

layout! {
    /// What a pipe sent.
    outbound "SNHS outbound" 56
    SENT 0 "sent" U64;
    SENT_BYTES 8 "sent_bytes" U64;
    RESENT 16 "resent" U64;
    RESENT_BYTES 24 "resent_bytes" U64;
    LARGEST 32 "largest" U32;
    UNACKNOWLEDGED 36 "unacknowledged" U32;
    LAST_RESENT 40 "last_resent" Stck;
    SEQUENCE 48 "sequence" U32;
    WAITING 52 "waiting" U32;
}

layout! {
    /// What a pipe received.
    inbound "SNHS inbound" 32
    RECEIVED 0 "received" U64;
    RECEIVED_BYTES 8 "received_bytes" U64;
    LARGEST 16 "largest" U32;
    OUT_OF_SEQUENCE 20 "out_of_sequence" U32;
    SEQUENCE 24 "sequence" U32;
    RESERVED 28 "reserved" Reserved(4);
}

layout! {
    /// How often a pipe changed its path.
    switched "SNHS path switch" 24
    LOCAL 0 "local" U32;
    PARTNER 4 "partner" U32;
    FAILED 8 "failed" U32;
    REASON 12 "reason" Hex(1);
    RESERVED 13 "reserved" Reserved(3);
    LAST 16 "last" Stck;
}

layout! {
    /// A part of the route of a pipe.
    hop "SNHS route hop" 20
    TG 0 "tg" U16;
    TYPE 2 "type" Choice(1, &[(1, "APPN"), (2, "INTERCHANGE"), (3, "VRTG"), (4, "ISL")]);
    HPR 3 "hpr" Hex(1);
    NETID 4 "netid" Text(8);
    CP 12 "cp" Text(8);
}

layout! {
    /// A pool of buffers.
    pool "SNCP pool" 32
    SIZE 0 "size" U32;
    SOURCE 4 "source" Choice(1, SOURCES);
    RESERVED 5 "reserved" Reserved(3);
    USED 8 "used" U64;
    FREE 16 "free" U64;
    TOTAL 24 "total" U64;
}

layout! {
    /// All storage.
    csm "SNCS" 128
    FIXED_MAXIMUM 0 "fixed_maximum" U64;
    FIXED_CURRENT 8 "fixed_current" U64;
    FIXED_HIGHEST 16 "fixed_highest" U64;
    FIXED_HIGHEST_SINCE 24 "fixed_highest_since" U64;
    ECSA_MAXIMUM 32 "ecsa_maximum" U64;
    ECSA_CURRENT 40 "ecsa_current" U64;
    ECSA_HIGHEST 48 "ecsa_highest" U64;
    ECSA_HIGHEST_SINCE 56 "ecsa_highest_since" U64;
    HVCOMM_MAXIMUM 64 "hvcomm_maximum" U64;
    HVCOMM_CURRENT 72 "hvcomm_current" U64;
    HVCOMM_HIGHEST 80 "hvcomm_highest" U64;
    HVCOMM_HIGHEST_SINCE 88 "hvcomm_highest_since" U64;
    TOTAL_ECSA 96 "total_ecsa" U64;
    TOTAL_DS31 104 "total_ds31" U64;
    TOTAL_DS64 112 "total_ds64" U64;
    TOTAL 120 "total" U64;
}

layout! {
    /// An owner of storage.
    owner "SNCO owner" 32
    ASID 0 "asid" U16;
    RESERVED1 2 "reserved1" Reserved(2);
    JOB 4 "job" Text(8);
    FIRST 12 "first" U32;
    POOLS 16 "pools" U32;
    RESERVED2 20 "reserved2" Reserved(4);
    BYTES 24 "bytes" U64;
}

layout! {
    /// What an owner has of a pool.
    owned "SNCO pool" 16
    SIZE 0 "size" U32;
    SOURCE 4 "source" Choice(1, SOURCES);
    RESERVED 5 "reserved" Reserved(3);
    BYTES 8 "bytes" U64;
}

const TRAFFIC: Section = many("traffic", &traffic::LAYOUT);

/// A record of a response: its name for people, its identifier, and its subrecords.
#[derive(Debug)]
pub struct Record {
    pub name: &'static str,
    pub id: u32,
    pub sections: &'static [Section],
}

pub static SNIN: Record = Record {
    name: "SNIN",
    id: id(b"SNIN"),
    sections: &[one("init", &initialization::LAYOUT)],
};
pub static SNEC: Record = Record {
    name: "SNEC",
    id: id(b"SNEC"),
    sections: &[
        one("connection", &connection::LAYOUT),
        TRAFFIC,
        many("host", &host::LAYOUT),
    ],
};
pub static SNEG: Record = Record {
    name: "SNEG",
    id: id(b"SNEG"),
    sections: &[
        one("global", &ee_global::LAYOUT),
        many("port", &port::LAYOUT),
    ],
};
pub static SNEI: Record = Record {
    name: "SNEI",
    id: id(b"SNEI"),
    sections: &[
        one("address", &address::LAYOUT),
        TRAFFIC,
        many("host", &host::LAYOUT),
        many("vrn", &vrn::LAYOUT),
    ],
};
pub static SNHG: Record = Record {
    name: "SNHG",
    id: id(b"SNHG"),
    sections: &[one("global", &hpr_global::LAYOUT)],
};
pub static SNHS: Record = Record {
    name: "SNHS",
    id: id(b"SNHS"),
    sections: &[
        one("pipe", &pipe::LAYOUT),
        one("outbound", &outbound::LAYOUT),
        one("inbound", &inbound::LAYOUT),
        one("switched", &switched::LAYOUT),
        many("hop", &hop::LAYOUT),
    ],
};
pub static SNCP: Record = Record {
    name: "SNCP",
    id: id(b"SNCP"),
    sections: &[many("pool", &pool::LAYOUT)],
};
pub static SNCS: Record = Record {
    name: "SNCS",
    id: id(b"SNCS"),
    sections: &[one("summary", &csm::LAYOUT)],
};
pub static SNCO: Record = Record {
    name: "SNCO",
    id: id(b"SNCO"),
    sections: &[many("owner", &owner::LAYOUT), many("pool", &owned::LAYOUT)],
};

/// All records.
pub static RECORDS: [&Record; 9] = [
    &SNIN, &SNEC, &SNEG, &SNEI, &SNHG, &SNHS, &SNCP, &SNCS, &SNCO,
];

/// Layouts that are not subrecords.
pub static LAYOUTS: [&Layout; 3] = [&request::LAYOUT, &response::LAYOUT, &filter::LAYOUT];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nmi::record::fields::tests::is_sound;
    use crate::nmi::record::sections::{Items, Triplet, Wide, wide, wide_of_tree};
    use crate::random::Random;

    /// Records with random subrecords, also with none.
    #[test]
    fn records_are_encoded_from_what_they_decode_to() {
        let mut random = Random(17);
        let of_nwm = [
            crate::nmi::record::nwm::STATISTICS,
            crate::nmi::record::nwm::INTERFACE_SECTIONS,
        ];
        let all = RECORDS.iter().map(|r| r.sections).chain(of_nwm);
        for sections in all.flat_map(|sections| [sections; 50]) {
            let mut made = Vec::new();
            for section in sections {
                let most = if section.items == Items::Many { 4 } else { 2 };
                let (count, length) = (random.below(most), section.layout.length);
                let bytes = (0..count * length)
                    .map(|_| random.below(256) as u8)
                    .collect();
                made.push((Triplet::of(length, count), bytes));
            }
            let record = wide(7, &made);
            let tree = Wide::parse(&record).unwrap().tree(sections).unwrap();
            assert_eq!(wide_of_tree(7, "test", sections, &tree), Ok(record.clone()));
            let mut damaged = record;
            for _ in 0..20 {
                let at = random.below(damaged.len());
                damaged[at] = random.below(256) as u8;
                let _ = Wide::parse(&damaged).map(|record| record.tree(sections));
            }
        }
    }

    #[test]
    fn layouts_are_sound() {
        LAYOUTS.iter().for_each(|l| is_sound(l));
        RECORDS
            .iter()
            .flat_map(|r| r.sections)
            .for_each(|s| is_sound(s.layout));
    }
}
