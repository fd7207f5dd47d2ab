//! Records of the callable TCP/IP interface (EZBNMIFR): header, filter, and what answers have.

use super::ebcdic::id;
use super::fields::{Layout, Names, layout};
use super::sections::{Section, many, one};

pub const HEADER: u32 = id(b"NWMH");
pub const FILTER: u32 = id(b"NWMF");
pub const CONNECTION: u32 = id(b"NWMC");
pub const LISTENER: u32 = id(b"NWMT");
pub const DATAGRAMS: u32 = id(b"NWMU");
/// Of records.
pub const RECORD: u32 = id(b"NWMR");
pub const INTERFACE: u32 = id(b"NWMI");
pub const TRAFFIC: u32 = id(b"NWMS");
/// The most filters of a request.
pub const FILTERS: usize = 4;
/// Types of requests. Those of which no number is public have our own, from X'F001' on.
pub const GET_CONNECTION_DETAIL: u16 = 1;
pub const GET_GLOBAL_STATS: u16 = 14;
pub const GET_TCP_LISTENERS: u16 = 0xf001;
pub const GET_UDP_TABLE: u16 = 0xf002;
pub const GET_IFS: u16 = 0xf003;

pub const TYPES: Names = &[
    (GET_CONNECTION_DETAIL as u32, "GetConnectionDetail"),
    (GET_GLOBAL_STATS as u32, "GetGlobalStats"),
    (GET_TCP_LISTENERS as u32, "GetTCPListeners"),
    (GET_UDP_TABLE as u32, "GetUDPTable"),
    (GET_IFS as u32, "GetIfs"),
];

/// Marks of what counts in a filter. The values of `LocalAddress` and `LocalPort` are public, the others are our own.
pub const FILTER_BITS: Names = &[
    (mark::RESOURCE_NAME, "ResourceName"),
    (mark::RESOURCE_ID, "ResourceID"),
    (mark::LOCAL_ADDRESS, "LocalAddress"),
    (mark::LOCAL_PORT, "LocalPort"),
    (mark::REMOTE_ADDRESS, "RemoteAddress"),
    (mark::REMOTE_PORT, "RemotePort"),
    (mark::LOCAL_PREFIX, "LocalPrefix"),
    (mark::REMOTE_PREFIX, "RemotePrefix"),
    (mark::ASID, "ASID"),
    (mark::INTERFACE, "Interface"),
];

/// The values of these marks.
pub mod mark {
    pub const RESOURCE_NAME: u32 = 0x8000_0000;
    pub const RESOURCE_ID: u32 = 0x4000_0000;
    pub const LOCAL_ADDRESS: u32 = 0x2000_0000;
    pub const LOCAL_PORT: u32 = 0x1000_0000;
    pub const REMOTE_ADDRESS: u32 = 0x0800_0000;
    pub const REMOTE_PORT: u32 = 0x0400_0000;
    pub const LOCAL_PREFIX: u32 = 0x0200_0000;
    pub const REMOTE_PREFIX: u32 = 0x0100_0000;
    pub const ASID: u32 = 0x0080_0000;
    pub const INTERFACE: u32 = 0x0040_0000;
}

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

layout! {
    /// A TCP socket that listens. The places are our own.
    listener "NWMTCPListenEntry" 116
    NWMTCPL_IDENT 0 "NWMTCPLIdent" Text(4);
    LOCAL 4 "Local" Socket;
    START_TIME 32 "StartTime" Stck;
    LAST_ACTIVITY 40 "LastActivity" Stck;
    LAST_REJECT 48 "LastReject" Stck;
    ACCEPT_COUNT 56 "AcceptCount" U64;
    EXCEED_BACKLOG 64 "ExceedBacklog" U32;
    CURR_BACKLOG 68 "CurrBacklog" U32;
    MAX_BACKLOG 72 "MaxBacklog" U32;
    CURR_ACTIVE 76 "CurrActive" U32;
    ESTAB_BACKLOG 80 "EstabBacklog" U32;
    SUB_TASK 84 "SubTask" Hex(4);
    RSV1 88 "Rsv1" Reserved(2);
    ASID 90 "ASID" U16;
    RESOURCE_NAME 92 "ResourceName" Text(8);
    RESOURCE_ID 100 "ResourceID" Hex(4);
    USER_ID 104 "UserID" Text(8);
    SOCK_OPT6 112 "SockOpt6" Flags(1, &[(0x80, "V6ONLY")]);
    RSV2 113 "Rsv2" Reserved(3);
}

layout! {
    /// A UDP socket. The places are our own.
    datagrams "NWMUDPConnEntry" 120
    NWMUDP_IDENT 0 "NWMUDPIdent" Text(4);
    LOCAL 4 "Local" Socket;
    REMOTE 32 "Remote" Socket;
    START_TIME 60 "StartTime" Stck;
    LAST_ACTIVITY 68 "LastActivity" Stck;
    IN_BUFFERED 76 "InBuffered" U32;
    OUT_BUFFERED 80 "OutBuffered" U32;
    DISCARDED 84 "Discarded" U64;
    SUB_TASK 92 "SubTask" Hex(4);
    RSV1 96 "Rsv1" Reserved(2);
    ASID 98 "ASID" U16;
    RESOURCE_NAME 100 "ResourceName" Text(8);
    RESOURCE_ID 108 "ResourceID" Hex(4);
    USER_ID 112 "UserID" Text(8);
}

layout! {
    /// What TCP counts.
    tcp "NWMTCPStatsEntry" 328
    IDENT 0 "Ident" Text(8);
    CURR_ESTAB 8 "CurrEstab" U32;
    ACTIVE_OPENED 12 "ActiveOpened" U32;
    PASSIVE_OPENED 16 "PassiveOpened" U32;
    CONN_CLOSED 20 "ConnClosed" U32;
    ESTAB_RESETS 24 "EstabResets" U32;
    ATTEMPT_FAILS 28 "AttemptFails" U32;
    PASSIVE_DROPS 32 "PassiveDrops" U32;
    TIME_WAIT_REUSED 36 "TimeWaitReused" U32;
    IN_SEGS 40 "InSegs" U64;
    PREDICT_ACK 48 "PredictAck" U32;
    PREDICT_DATA 52 "PredictData" U32;
    IN_DUP_ACK 56 "InDupAck" U32;
    IN_BAD_SUM 60 "InBadSum" U32;
    IN_BAD_LEN 64 "InBadLen" U32;
    IN_SHORT 68 "InShort" U32;
    IN_DISC_OLD_TIME 72 "InDiscOldTime" U32;
    IN_ALL_BEFORE_WIN 76 "InAllBeforeWin" U32;
    IN_SOME_BEFORE_WIN 80 "InSomeBeforeWin" U32;
    IN_ALL_AFTER_WIN 84 "InAllAfterWin" U32;
    IN_SOME_AFTER_WIN 88 "InSomeAfterWin" U32;
    IN_OUT_OF_ORDER 92 "InOutOfOrder" U32;
    IN_AFTER_CLOSE 96 "InAfterClose" U32;
    IN_WIN_PROBES 100 "InWinProbes" U32;
    IN_WIN_UPDATES 104 "InWinUpdates" U32;
    OUT_WIN_UPDATES 108 "OutWinUpdates" U32;
    OUT_SEGS 112 "OutSegs" U64;
    OUT_DELAY_ACKS 120 "OutDelayAcks" U32;
    OUT_RSTS 124 "OutRsts" U32;
    RETRANS_SEGS 128 "RetransSegs" U32;
    RETRANS_TIMEOUTS 132 "RetransTimeouts" U32;
    RETRANS_DROPS 136 "RetransDrops" U32;
    PMTU_RETRANS 140 "PmtuRetrans" U32;
    PMTU_ERRORS 144 "PmtuErrors" U32;
    OUT_WIN_PROBES 148 "OutWinProbes" U32;
    PROBE_DROPS 152 "ProbeDrops" U32;
    KEEP_ALIVE_PROBES 156 "KeepAliveProbes" U32;
    KEEP_ALIVE_DROPS 160 "KeepAliveDrops" U32;
    FINWAIT2_DROPS 164 "Finwait2Drops" U32;
    ACCEPT_COUNT 168 "AcceptCount" U64;
    IN_BULK_Q_SEGS 176 "InBulkQSegs" U64;
    IN_DISCARDS 184 "InDiscards" U64;
    CONN_FLOODS 192 "ConnFloods" U32;
    CONN_STALLS 196 "ConnStalls" U32;
    CFG_EPHEM_DEF 200 "CfgEphemDef" U16;
    EPHEM_IN_USE 202 "EphemInUse" U16;
    EPHEM_HI_WATER 204 "EphemHiWater" U16;
    FLAGS 206 "Flags" Hex(1);
    RSV1 207 "Rsv1" Reserved(1);
    EPHEM_EXHAUST 208 "EphemExhaust" U32;
    SMC_R_CURR_ESTAB_LNKS 212 "SmcRCurrEstabLnks" U32;
    SMC_R_LNK_ACT_TIME_OUT 216 "SmcRLnkActTimeOut" U32;
    SMC_R_ACT_LNK_OPENED 220 "SmcRActLnkOpened" U32;
    SMC_R_PAS_LNK_OPENED 224 "SmcRPasLnkOpened" U32;
    SMC_R_LNKS_CLOSED 228 "SmcRLnksClosed" U32;
    SMC_R_CURR_ESTAB 232 "SmcRCurrEstab" U32;
    SMC_R_ACTIVE_OPENED 236 "SmcRActiveOpened" U32;
    SMC_R_PASSIVE_OPENED 240 "SmcRPassiveOpened" U32;
    SMC_R_CONN_CLOSED 244 "SmcRConnClosed" U32;
    SMC_R_IN_SEGS 248 "SmcRInSegs" U64;
    SMC_R_OUT_SEGS 256 "SmcROutSegs" U64;
    SMC_R_IN_RSTS 264 "SmcRInRsts" U32;
    SMC_R_OUT_RSTS 268 "SmcROutRsts" U32;
    SMC_D_CURR_ESTAB_LNKS 272 "SmcDCurrEstabLnks" U32;
    SMC_D_ACT_LNK_OPENED 276 "SmcDActLnkOpened" U32;
    SMC_D_PAS_LNK_OPENED 280 "SmcDPasLnkOpened" U32;
    SMC_D_LNKS_CLOSED 284 "SmcDLnksClosed" U32;
    SMC_D_CURR_ESTAB 288 "SmcDCurrEstab" U32;
    SMC_D_ACTIVE_OPENED 292 "SmcDActiveOpened" U32;
    SMC_D_PASSIVE_OPENED 296 "SmcDPassiveOpened" U32;
    SMC_D_CONN_CLOSED 300 "SmcDConnClosed" U32;
    SMC_D_IN_SEGS 304 "SmcDInSegs" U64;
    SMC_D_OUT_SEGS 312 "SmcDOutSegs" U64;
    SMC_D_IN_RSTS 320 "SmcDInRsts" U32;
    SMC_D_OUT_RSTS 324 "SmcDOutRsts" U32;
}

layout! {
    /// What IP counts. The places are our own.
    ip "NWMIPStatsEntry" 144
    IDENT 0 "Ident" Text(8);
    IN_RECEIVES 8 "InReceives" U64;
    IN_HDR_ERRORS 16 "InHdrErrors" U64;
    IN_ADDR_ERRORS 24 "InAddrErrors" U64;
    FORW_DATAGRAMS 32 "ForwDatagrams" U64;
    IN_UNKNOWN_PROTOS 40 "InUnknownProtos" U64;
    IN_DISCARDS 48 "InDiscards" U64;
    IN_DELIVERS 56 "InDelivers" U64;
    OUT_REQUESTS 64 "OutRequests" U64;
    OUT_DISCARDS 72 "OutDiscards" U64;
    OUT_NO_ROUTES 80 "OutNoRoutes" U64;
    REASM_TIMEOUT 88 "ReasmTimeout" U64;
    REASM_REQDS 96 "ReasmReqds" U64;
    REASM_O_KS 104 "ReasmOKs" U64;
    REASM_FAILS 112 "ReasmFails" U64;
    FRAG_O_KS 120 "FragOKs" U64;
    FRAG_FAILS 128 "FragFails" U64;
    FRAG_CREATES 136 "FragCreates" U64;
}

layout! {
    /// What UDP counts. The places are our own.
    udp "NWMUDPStatsEntry" 64
    IDENT 0 "Ident" Text(8);
    IN_DATAGRAMS 8 "InDatagrams" U64;
    NO_PORTS 16 "NoPorts" U64;
    IN_ERRORS 24 "InErrors" U64;
    OUT_DATAGRAMS 32 "OutDatagrams" U64;
    RCVBUF_ERRORS 40 "RcvbufErrors" U64;
    SNDBUF_ERRORS 48 "SndbufErrors" U64;
    IN_CSUM_ERRORS 56 "InCsumErrors" U64;
}

layout! {
    /// What ICMP counts. The places are our own.
    icmp "NWMICMPGStatsEntry" 104
    IDENT 0 "Ident" Text(8);
    IN_MSGS 8 "InMsgs" U64;
    IN_ERRORS 16 "InErrors" U64;
    IN_DEST_UNREACHS 24 "InDestUnreachs" U64;
    IN_TIME_EXCDS 32 "InTimeExcds" U64;
    IN_ECHOS 40 "InEchos" U64;
    IN_ECHO_REPS 48 "InEchoReps" U64;
    OUT_MSGS 56 "OutMsgs" U64;
    OUT_ERRORS 64 "OutErrors" U64;
    OUT_DEST_UNREACHS 72 "OutDestUnreachs" U64;
    OUT_TIME_EXCDS 80 "OutTimeExcds" U64;
    OUT_ECHOS 88 "OutEchos" U64;
    OUT_ECHO_REPS 96 "OutEchoReps" U64;
}

layout! {
    /// An interface. The places are our own.
    interface "NWMIfEntry" 48
    IDENT 0 "Ident" Text(4);
    INDEX 4 "Index" U32;
    NAME 8 "Name" Text(16);
    FLAGS 24 "Flags" Flags(4, &[(0x8000_0000, "up"), (0x4000_0000, "loopback"), (0x2000_0000, "running"), (0x1000_0000, "multicast"), (0x0800_0000, "point-to-point")]);
    MTU 28 "MTU" U32;
    SPEED 32 "Speed" U32;
    TYPE 36 "Type" U16;
    MAC_LENGTH 38 "MacLength" U16;
    MAC 40 "Mac" Hex(8);
}

layout! {
    /// An address of an interface. The places are our own.
    home "NWMIfHomeEntry" 20
    ADDRESS 0 "Address" Address;
    PREFIX 16 "Prefix" U16;
    RSV1 18 "Rsv1" Reserved(2);
}

layout! {
    /// What an interface counts. The places are our own.
    traffic "NWMIfStatsEntry" 80
    IDENT 0 "Ident" Text(4);
    RSV1 4 "Rsv1" Reserved(4);
    IN_BYTES 8 "InBytes" U64;
    IN_PACKETS 16 "InPackets" U64;
    IN_ERRORS 24 "InErrors" U64;
    IN_DISCARDS 32 "InDiscards" U64;
    IN_MULTICASTS 40 "InMulticasts" U64;
    OUT_BYTES 48 "OutBytes" U64;
    OUT_PACKETS 56 "OutPackets" U64;
    OUT_ERRORS 64 "OutErrors" U64;
    OUT_DISCARDS 72 "OutDiscards" U64;
}

/// Sections of the record about the stack.
pub static STATISTICS: &[Section] = &[
    one("ip", &ip::LAYOUT),
    one("tcp", &tcp::LAYOUT),
    one("udp", &udp::LAYOUT),
    one("icmp", &icmp::LAYOUT),
];

/// Sections of a record about an interface.
pub static INTERFACE_SECTIONS: &[Section] = &[
    one("interface", &interface::LAYOUT),
    many("home", &home::LAYOUT),
    one("traffic", &traffic::LAYOUT),
];

/// All layouts of this file.
pub static LAYOUTS: [&Layout; 12] = [
    &header::LAYOUT,
    &filter::LAYOUT,
    &connection::LAYOUT,
    &listener::LAYOUT,
    &datagrams::LAYOUT,
    &ip::LAYOUT,
    &tcp::LAYOUT,
    &udp::LAYOUT,
    &icmp::LAYOUT,
    &interface::LAYOUT,
    &home::LAYOUT,
    &traffic::LAYOUT,
];

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
