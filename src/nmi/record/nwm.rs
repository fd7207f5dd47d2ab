//! Records of the callable TCP/IP interface (EZBNMIFR): header, filter, and the entries of connections.

use super::ebcdic::id;
use super::fields::{Layout, Names, layout};

pub const HEADER: u32 = id(b"NWMH");
pub const FILTER: u32 = id(b"NWMF");
pub const CONNECTION: u32 = id(b"NWMC");
/// The most filters of a request.
pub const FILTERS: usize = 4;
/// The request for connections.
pub const GET_CONNECTION_DETAIL: u16 = 1;

const TYPES: Names = &[(1, "GetConnectionDetail"), (14, "GetGlobalStats")];

/// Marks of what counts in a filter, as far as their values are known.
pub const FILTER_BITS: Names = &[(LOCAL_ADDRESS, "Local"), (LOCAL_PORT, "LocalPort")];
pub const LOCAL_ADDRESS: u32 = 0x2000_0000;
pub const LOCAL_PORT: u32 = 0x1000_0000;

/// States of TCP connections.
pub const STATES: Names = &[
    (1, "closed"),
    (2, "listen"),
    (3, "syn-sent"),
    (4, "syn-received"),
    (5, "established"),
    (6, "fin-wait-1"),
    (7, "fin-wait-2"),
    (8, "close-wait"),
    (9, "last-ack"),
    (10, "closing"),
    (11, "time-wait"),
    (12, "delete-TCB"),
];

layout! {
    /// The header of a request and of its answer.
    header "NWMHeader" 64
    NWM_HEADER_IDENT 0 "NWMHeaderIdent" Text(4);
    NWM_HEADER_LENGTH 4 "NWMHeaderLength" U32;
    NWM_VERSION 8 "NWMVersion" U16;
    NWM_TYPE 10 "NWMType" Choice(2, TYPES);
    NWM_BYTES_NEEDED 12 "NWMBytesNeeded" U32;
    NWM_OPTIONS 16 "NWMOptions" Hex(4);
    RESERVED 20 "reserved" Reserved(16);
    FILTER_OFFSET 36 "filter_offset" U32;
    FILTER_LENGTH 40 "filter_length" U32;
    FILTER_NUMBER 44 "filter_number" U32;
    OUTPUT_OFFSET 48 "output_offset" U32;
    OUTPUT_LENGTH 52 "output_length" U32;
    OUTPUT_NUMBER 56 "output_number" U32;
    OUTPUT_MATCHED 60 "output_matched" U32;
}

layout! {
    /// What connections have to be: everything that is marked.
    filter "NWMFilter" 248
    NWM_FILTER_IDENT 0 "NWMFilterIdent" Text(4);
    NWM_FILTER_FLAGS 4 "NWMFilterFlags" Flags(4, FILTER_BITS);
    RESOURCE_NAME 8 "ResourceName" Text(8);
    RESOURCE_ID 16 "ResourceID" Hex(4);
    LISTENER_ID 20 "ListenerID" Hex(4);
    LOCAL 24 "Local" Socket;
    REMOTE 52 "Remote" Socket;
    LOCAL_PREFIX 80 "LocalPrefix" U16;
    REMOTE_PREFIX 82 "RemotePrefix" U16;
    ASID 84 "ASID" U16;
    RSV1 86 "rsv1" Reserved(2);
    TN_LU_NAME 88 "TnLUName" Text(8);
    TN_MON_GROUP 96 "TnMonGroup" Hex(4);
    TN_APPL 100 "TnAppl" Text(8);
    APPL_DATA 108 "ApplData" Text(40);
    INTERFACE 148 "Interface" Text(16);
    DVIPA 164 "DVIPA" Hex(16);
    DVIPA_PREFIX 180 "DVIPAPrefix" U16;
    DVIPA_PORT 182 "DVIPAPort" U16;
    DVIPA_FAMILY 184 "DVIPAFamily" U8;
    RSV2 185 "rsv2" Reserved(3);
    DEST_XCF 188 "DestXCF" Hex(16);
    DEST_XCF_PREFIX 204 "DestXCFPrefix" U16;
    DEST_XCF_FAMILY 206 "DestXCFFamily" U8;
    RSV3 207 "rsv3" Reserved(1);
    TARGET_IP 208 "TargetIP" Hex(16);
    TARGET_IP_PREFIX 224 "TargetIPPrefix" U16;
    TARGET_IP_FAMILY 226 "TargetIPFamily" U8;
    RSV4 227 "rsv4" Reserved(1);
    RSV5 228 "rsv5" Reserved(20);
}

layout! {
    /// A TCP connection.
    connection "NWMConnEntry" 424
    NWM_CONN_IDENT 0 "NWMConnIdent" Text(4);
    LOCAL 4 "Local" Socket;
    REMOTE 32 "Remote" Socket;
    START_TIME 60 "StartTime" Stck;
    LAST_ACTIVITY 68 "LastActivity" Stck;
    BYTES_IN 76 "BytesIn" U64;
    BYTES_OUT 84 "BytesOut" U64;
    SEGS_IN 92 "SegsIn" U64;
    SEGS_OUT 100 "SegsOut" U64;
    STATE 108 "State" Choice(2, STATES);
    ACTIVE_OPEN 110 "ActiveOpen" U8;
    FLAGS 111 "Flags" Hex(1);
    OUT_BUFFERED 112 "OutBuffered" U32;
    IN_BUFFERED 116 "InBuffered" U32;
    MAX_SND_WND 120 "MaxSndWnd" U32;
    RE_XMT_COUNT 124 "ReXmtCount" U32;
    CONGESTION_WND 128 "CongestionWnd" U32;
    SS_THRESH 132 "SSThresh" U32;
    RTT 136 "RTT" U32;
    RTT_VAR 140 "RTTVar" U32;
    SEND_MSS 144 "SendMSS" U32;
    SND_WND 148 "SndWnd" U32;
    RCV_BUF_SIZE 152 "RcvBufSize" U32;
    SND_BUF_SIZE 156 "SndBufSize" U32;
    OUT_OF_ORDER 160 "OutOfOrder" U32;
    LCL_ZERO_WND 164 "LclZeroWnd" U32;
    RMT_ZERO_WND 168 "RmtZeroWnd" U32;
    DUP_ACKS 172 "DupAcks" U32;
    RSV1 176 "rsv1" Reserved(2);
    ASID 178 "ASID" U16;
    RESOURCE_NAME 180 "ResourceName" Text(8);
    RESOURCE_ID 188 "ResourceID" Hex(4);
    SUB_TASK 192 "SubTask" Hex(4);
    SOCK_OPT 196 "SockOpt" Hex(4);
    APPL_NAME 200 "ApplName" Text(8);
    LU_NAME 208 "LUName" Text(8);
    USER_ID 216 "UserID" Text(8);
    LOG_MODE 224 "LogMode" Text(8);
    RSV2 232 "rsv2" Reserved(8);
    SERVER_RESOURCE_ID 240 "ServerResourceID" Hex(4);
    INTERFACE 244 "Interface" Text(16);
    TTLS 260 "TTLS" Hex(16);
    APPL_DATA 276 "ApplData" Text(40);
    OLDEST_IN 316 "OldestIn" Stck;
    OLDEST_OUT 324 "OldestOut" Stck;
    RSV3 332 "rsv3" Reserved(20);
    CIPHER 352 "Cipher" Text(4);
    SMC 356 "SMC" Hex(28);
    SESSION_ID 384 "SessionID" Hex(32);
    SESSION_ID_LEN 416 "SessionIDLen" Hex(2);
    RSV4 418 "rsv4" Reserved(1);
    SMCD 419 "SMCD" Hex(5);
}

/// All layouts of this file.
pub static LAYOUTS: [&Layout; 3] = [&header::LAYOUT, &filter::LAYOUT, &connection::LAYOUT];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nmi::record::fields::tests::is_sound;

    #[test]
    fn layouts_are_sound() {
        LAYOUTS.iter().for_each(|l| is_sound(l));
        let at = |field: super::super::fields::Field| field.offset;
        assert_eq!(
            (
                at(filter::REMOTE),
                at(filter::APPL_DATA),
                at(filter::TARGET_IP)
            ),
            (52, 108, 208)
        );
        let places = [
            at(connection::STATE),
            at(connection::ASID),
            at(connection::INTERFACE),
            at(connection::CIPHER),
        ];
        assert_eq!(places, [108, 178, 244, 352]);
    }
}
