//! SMF records of type 119: layouts of the header and of the sections of connections, and the table of subtypes.

use super::algorithms;
use super::fields::{Names, layout};
use super::sections::{Items, Section, many, one};
use super::smf_stack;

/// Type of all these records.
pub const TYPE: u8 = 119;
/// The usual flags of a record: subtypes are used, and what the system is.
pub const FLAG: u8 = 0x5e;
/// Reason of an event.
pub const EVENT: u8 = 0x08;
/// Length of a triplet behind the header.
pub const TRIPLET: usize = 8;

const TTLS_CONNECTION: Names = &[(1, "not secure"), (2, "handshake"), (3, "secure")];
const TTLS_POLICY: Names = &[
    (1, "off"),
    (2, "no policy"),
    (3, "not enabled"),
    (4, "enabled"),
    (5, "application controlled"),
];
const TLS: Names = &[
    (0x0200, "SSLv2"),
    (0x0300, "SSLv3"),
    (0x0301, "TLSv1.0"),
    (0x0302, "TLSv1.1"),
    (0x0303, "TLSv1.2"),
    (0x0304, "TLSv1.3"),
];
const EVENTS: Names = &[
    (1, "initiation"),
    (2, "change"),
    (3, "termination"),
    (4, "short"),
];
const PROTOCOLS: Names = &[(0x80, "TLS"), (0x40, "SSH"), (0x20, "IPSec")];
const IP_PROTOCOLS: Names = &[(6, "TCP"), (17, "UDP")];
const FILTER: Names = &[(1, "clear"), (2, "IPSec"), (3, "denied")];
const SOURCES: Names = &[(1, "observed"), (2, "provider")];

/// Those from X'8000' on are this project's own: what was seen, and z/OS has no field for.
const DN_TYPES: Names = &[
    (1, "local subject"),
    (2, "local issuer"),
    (3, "remote subject"),
    (4, "remote issuer"),
    (5, "TLS server subject"),
    (6, "TLS server issuer"),
    (7, "TLS client subject"),
    (8, "TLS client issuer"),
    (0x8001, "server name"),
    (0x8002, "key exchange group"),
    (0x8003, "SSH client version"),
    (0x8004, "SSH server version"),
    (0x8005, "SSH algorithms"),
    (0x8006, "not before"),
];

layout! {
    /// The standard header of a record of type 119.
    header "SMF header" 28
    LENGTH 0 "length" U16;
    SEGMENT 2 "segment" U16;
    FLAG 4 "flag" Hex(1);
    TYPE 5 "type" U8;
    TIME 6 "time" Time;
    DATE 10 "date" Date;
    SYSTEM 14 "system" Text(4);
    SUBSYSTEM 18 "subsystem" Text(4);
    SUBTYPE 22 "subtype" U16;
    TRIPLETS 24 "triplets" U16;
    RESERVED 26 "reserved" Reserved(2);
}

layout! {
    /// The identification section, which all records have.
    ident "SMF119TI" 64
    SYSTEM 0 "System" Text(8);
    SYSPLEX 8 "Sysplex" Text(8);
    STACK 16 "Stack" Text(8);
    RELEASE_ID 24 "ReleaseID" Text(8);
    COMPONENT 32 "Component" Text(8);
    AS_NAME 40 "ASName" Text(8);
    USER_ID 48 "UserID" Text(8);
    RSV1 56 "Rsv1" Reserved(2);
    ASID 58 "ASID" U16;
    REASON 60 "Reason" Hex(1);
    RSV2 61 "Rsv2" Reserved(3);
}

layout! {
    /// A TCP connection begins (subtype 1).
    initiation "SMF119AP_TI" 72
    R_NAME 0 "RName" Text(8);
    CONN_ID 8 "ConnID" Hex(4);
    RSV1 12 "Rsv1" Reserved(4);
    SUB_TASK 16 "SubTask" Hex(4);
    RIP 20 "RIP" Address;
    LIP 36 "LIP" Address;
    R_PORT 52 "RPort" U16;
    L_PORT 54 "LPort" U16;
    TIME 56 "Time" Time;
    DATE 60 "Date" Date;
    STCK 64 "STCK" Stck;
}

layout! {
    /// A TCP connection ends (subtype 2).
    termination "SMF119AP_TT" 216
    R_NAME 0 "RName" Text(8);
    CONN_ID 8 "ConnID" Hex(4);
    TTLSCS 12 "TTLSCS" Choice(1, TTLS_CONNECTION);
    TTLSPS 13 "TTLSPS" Choice(1, TTLS_POLICY);
    TERM_CODE 14 "TermCode" Hex(1);
    RSV1 15 "Rsv1" Reserved(1);
    SUB_TASK 16 "SubTask" Hex(4);
    S_TIME 20 "STime" Time;
    S_DATE 24 "SDate" Date;
    E_TIME 28 "ETime" Time;
    E_DATE 32 "EDate" Date;
    RIP 36 "RIP" Address;
    LIP 52 "LIP" Address;
    R_PORT 68 "RPort" U16;
    L_PORT 70 "LPort" U16;
    IN_BYTES 72 "InBytes" U64;
    OUT_BYTES 80 "OutBytes" U64;
    SWS 88 "SWS" U32;
    MSWS 92 "MSWS" U32;
    CWS 96 "CWS" U32;
    SMS 100 "SMS" U32;
    RTT 104 "RTT" U32;
    RVA 108 "RVA" U32;
    STATUS 112 "Status" Choice(1, &[(0, "passive"), (1, "active")]);
    TOS 113 "TOS" Hex(1);
    XRT 114 "XRT" U16;
    PROF 116 "Prof" Text(32);
    POL 148 "Pol" Text(32);
    IN_SEG 180 "InSeg" U64;
    OUT_SEG 188 "OutSeg" U64;
    SSTCK 196 "SSTCK" Stck;
    ESTCK 204 "ESTCK" Stck;
    DUP_ACKS_RCVD 212 "DupAcksRcvd" U32;
}

layout! {
    /// What a Telnet server knows of a connection.
    telnet "SMF119AP_TT Telnet" 32
    LU 0 "LU" Text(8);
    APPL 8 "Appl" Text(8);
    LOG_MODE 16 "LogMode" Text(8);
    STATUS 24 "Status" Hex(4);
    REASON 28 "Reason" Hex(1);
    RSV1 29 "Rsv1" Reserved(3);
}

layout! {
    /// What AT-TLS knows of a connection.
    ttls "SMF119AP_TT AT-TLS" 16
    PROTOCOL 0 "Protocol" Choice(2, TLS);
    CIPHER 2 "Cipher" Hex(2);
    SEC_TYPE 4 "SecType" Hex(1);
    RSV1 5 "Rsv1" Reserved(3);
    USER_ID 8 "UserID" Text(8);
}

layout! {
    /// What the application said of itself.
    data "application data" 40
    DATA 0 "Data" Text(40);
}

layout! {
    /// The protection of a connection (subtype 11).
    zert "SMF119SC_SA" 128
    EVENT_TYPE 0 "Event_Type" Choice(1, EVENTS);
    SEC_PROTOS 1 "SecProtos" Flags(1, PROTOCOLS);
    FLAGS 2 "Flags" Flags(1, &[(0x80, "IPv6"), (0x40, "bypassed")]);
    SEC_FLAGS 3 "SecFlags" Flags(1, &[(0x80, "IPSec"), (0x40, "IPv6Sec"), (0x20, "filtered")]);
    IP_PROTO 4 "IPProto" Choice(1, IP_PROTOCOLS);
    RSVD1 5 "Rsvd1" Reserved(3);
    JOBNAME 8 "Jobname" Text(8);
    JOB_ID 16 "JobID" Text(8);
    USER_ID 24 "UserID" Text(8);
    S_TIME 32 "STime" Time;
    S_DATE 36 "SDate" Date;
    E_TIME 40 "ETime" Time;
    E_DATE 44 "EDate" Date;
    RIP 48 "RIP" AddressFirst;
    LIP 64 "LIP" AddressFirst;
    R_PORT 80 "RPort" U16;
    L_PORT 82 "LPort" U16;
    CONN_ID 84 "ConnID" Hex(4);
    IN_BYTES 88 "InBytes" U64;
    OUT_BYTES 96 "OutBytes" U64;
    IN_SEG_DG 104 "InSegDG" U64;
    OUT_SEG_DG 112 "OutSegDG" U64;
    RSVD2 120 "Rsvd2" Reserved(8);
}

layout! {
    /// The rules of IP filtering that let a connection pass.
    filter "SMF119SC IP filter" 100
    OUT_ACT 0 "OutAct" Choice(1, FILTER);
    INB_ACT 1 "InbAct" Choice(1, FILTER);
    RSVD1 2 "Rsvd1" Reserved(2);
    OUT_RULE 4 "OutRule" Text(40);
    OUT_RULE_EXT 44 "OutRuleExt" Text(8);
    INB_RULE 52 "InbRule" Text(40);
    INB_RULE_EXT 92 "InbRuleExt" Text(8);
}

layout! {
    /// The TLS session of a connection.
    tls "SMF119SC TLS" 168
    PROT_VER 0 "Prot_Ver" Choice(2, TLS);
    SOURCE 2 "Source" Choice(1, SOURCES);
    HANDSHAKE_TYPE 3 "Handshake_Type" Choice(1, &[(1, "full"), (2, "short")]);
    ROLE 4 "Role" Choice(1, &[(1, "client"), (2, "server"), (3, "server with client authentication")]);
    RSVD1 5 "Rsvd1" Reserved(2);
    SESSION_ID_LEN 7 "SessionIDLen" U8;
    SESSION_ID 8 "SessionID" Hex(32);
    PROVIDER 40 "Provider" Text(16);
    CIPHER 56 "Cipher" Text(6);
    ENC_ALG 62 "EncAlg" Choice(2, algorithms::ENCRYPTION);
    MSG_AUTH 64 "MsgAuth" Choice(2, algorithms::AUTHENTICATION);
    KEY_EXCH 66 "KeyExch" Choice(2, algorithms::EXCHANGE);
    FIPS 68 "FIPS" U8;
    CRYPTO_FLAGS 69 "CryptoFlags" Flags(1, &[(0x80, "encrypt-then-MAC")]);
    RSVD2 70 "Rsvd2" Reserved(2);
    S_CERT_SIG 72 "SCertSig" Choice(2, algorithms::SIGNATURE);
    S_CERT_ENC 74 "SCertEnc" Choice(2, algorithms::SIGNING);
    S_CERT_DIGEST 76 "SCertDigest" Choice(2, algorithms::DIGEST);
    S_CERT_RSVD 78 "SCertRsvd" Reserved(1);
    S_CERT_SERIAL_LEN 79 "SCertSerialLen" U8;
    S_CERT_SERIAL 80 "SCertSerial" Hex(20);
    S_CERT_NOT_AFTER_LEN 100 "SCertNotAfterLen" U8;
    S_CERT_NOT_AFTER 101 "SCertNotAfter" Text(15);
    S_CERT_KEY_TYPE 116 "SCertKeyType" Choice(2, algorithms::KEY);
    S_CERT_KEY_BITS 118 "SCertKeyBits" U16;
    C_CERT_SIG 120 "CCertSig" Choice(2, algorithms::SIGNATURE);
    C_CERT_ENC 122 "CCertEnc" Choice(2, algorithms::SIGNING);
    C_CERT_DIGEST 124 "CCertDigest" Choice(2, algorithms::DIGEST);
    C_CERT_RSVD 126 "CCertRsvd" Reserved(1);
    C_CERT_SERIAL_LEN 127 "CCertSerialLen" U8;
    C_CERT_SERIAL 128 "CCertSerial" Hex(20);
    C_CERT_NOT_AFTER_LEN 148 "CCertNotAfterLen" U8;
    C_CERT_NOT_AFTER 149 "CCertNotAfter" Text(15);
    C_CERT_KEY_TYPE 164 "CCertKeyType" Choice(2, algorithms::KEY);
    C_CERT_KEY_BITS 166 "CCertKeyBits" U16;
}

layout! {
    /// The SSH session of a connection.
    ssh "SMF119SC SSH" 284
    VERSION 0 "Version" U8;
    SOURCE 1 "Source" Choice(1, SOURCES);
    FIPS 2 "FIPS" U8;
    FLAGS 3 "CryptoFlags" Flags(1, &[(0x80, "in encrypt-then-MAC"), (0x40, "out encrypt-then-MAC")]);
    RSVD1 4 "Rsvd1" Reserved(4);
    COMPONENT 8 "Component" Text(8);
    PROVIDER 16 "Provider" Text(16);
    AUTH_METH 32 "AuthMeth" Hex(2);
    AUTH_METH2 34 "AuthMeth2" Hex(2);
    IN_ENC_ALG 36 "InEncAlg" Choice(2, algorithms::ENCRYPTION);
    IN_MSG_AUTH 38 "InMsgAuth" Choice(2, algorithms::AUTHENTICATION);
    KEX_METH 40 "KexMeth" Choice(2, algorithms::SSH_EXCHANGE);
    OUT_ENC_ALG 42 "OutEncAlg" Choice(2, algorithms::ENCRYPTION);
    OUT_MSG_AUTH 44 "OutMsgAuth" Choice(2, algorithms::AUTHENTICATION);
    RSVD2 46 "Rsvd2" Reserved(2);
    S_KEY_TYPE 48 "SKeyType" Choice(2, algorithms::KEY);
    S_KEY_BITS 50 "SKeyBits" U16;
    C_KEY_TYPE 52 "CKeyType" Choice(2, algorithms::KEY);
    C_KEY_BITS 54 "CKeyBits" U16;
    S_KEY_FP_LEN 56 "SKeyFPLen" U16;
    C_KEY_FP_LEN 58 "CKeyFPLen" U16;
    S_KEY_FP 60 "SKeyFP" Hex(64);
    C_KEY_FP 124 "CKeyFP" Hex(64);
    S_CERT_SIG 188 "SCertSig" Choice(2, algorithms::SIGNATURE);
    S_CERT_ENC 190 "SCertEnc" Choice(2, algorithms::SIGNING);
    S_CERT_DIGEST 192 "SCertDigest" Choice(2, algorithms::DIGEST);
    S_CERT_RSVD 194 "SCertRsvd" Reserved(1);
    S_CERT_SERIAL_LEN 195 "SCertSerialLen" U8;
    S_CERT_SERIAL 196 "SCertSerial" Hex(20);
    S_CERT_NOT_AFTER_LEN 216 "SCertNotAfterLen" U8;
    S_CERT_NOT_AFTER 217 "SCertNotAfter" Text(15);
    S_CERT_KEY_TYPE 232 "SCertKeyType" Choice(2, algorithms::KEY);
    S_CERT_KEY_BITS 234 "SCertKeyBits" U16;
    C_CERT_SIG 236 "CCertSig" Choice(2, algorithms::SIGNATURE);
    C_CERT_ENC 238 "CCertEnc" Choice(2, algorithms::SIGNING);
    C_CERT_DIGEST 240 "CCertDigest" Choice(2, algorithms::DIGEST);
    C_CERT_RSVD 242 "CCertRsvd" Reserved(1);
    C_CERT_SERIAL_LEN 243 "CCertSerialLen" U8;
    C_CERT_SERIAL 244 "CCertSerial" Hex(20);
    C_CERT_NOT_AFTER_LEN 264 "CCertNotAfterLen" U8;
    C_CERT_NOT_AFTER 265 "CCertNotAfter" Text(15);
    C_CERT_KEY_TYPE 280 "CCertKeyType" Choice(2, algorithms::KEY);
    C_CERT_KEY_BITS 282 "CCertKeyBits" U16;
}

layout! {
    /// The IPSec tunnel of a connection.
    ipsec "SMF119SC IPSec" 236
    IKE_TUN_ID 0 "IKETunID" Hex(4);
    IKE_MAJ_VER 4 "IKEMajVer" U8;
    IKE_MIN_VER 5 "IKEMinVer" U8;
    RSVD1 6 "Rsvd1" Reserved(2);
    RULE 8 "Rule" Text(48);
    LCL_ENDPT 56 "LclEndpt" AddressFirst;
    RMT_ENDPT 72 "RmtEndpt" AddressFirst;
    LCL_AUTH 88 "LclAuth" Hex(2);
    RMT_AUTH 90 "RmtAuth" Hex(2);
    IKE_AUTH_ALG 92 "IKEAuthAlg" Choice(2, algorithms::AUTHENTICATION);
    IKE_ENC_ALG 94 "IKEEncAlg" Choice(2, algorithms::ENCRYPTION);
    DH_GROUP 96 "DHGroup" U16;
    PRF 98 "PRF" Hex(2);
    IKE_LIFESIZE 100 "IKELifesize" U32;
    IKE_LIFETIME 104 "IKELifetime" U32;
    REAUTH 108 "Reauth" U32;
    L_CERT_SIG 112 "LCertSig" Choice(2, algorithms::SIGNATURE);
    L_CERT_ENC 114 "LCertEnc" Choice(2, algorithms::SIGNING);
    L_CERT_DIGEST 116 "LCertDigest" Choice(2, algorithms::DIGEST);
    L_CERT_RSVD 118 "LCertRsvd" Reserved(1);
    L_CERT_SERIAL_LEN 119 "LCertSerialLen" U8;
    L_CERT_SERIAL 120 "LCertSerial" Hex(20);
    L_CERT_NOT_AFTER_LEN 140 "LCertNotAfterLen" U8;
    L_CERT_NOT_AFTER 141 "LCertNotAfter" Text(15);
    L_CERT_KEY_TYPE 156 "LCertKeyType" Choice(2, algorithms::KEY);
    L_CERT_KEY_BITS 158 "LCertKeyBits" U16;
    R_CERT_SIG 160 "RCertSig" Choice(2, algorithms::SIGNATURE);
    R_CERT_ENC 162 "RCertEnc" Choice(2, algorithms::SIGNING);
    R_CERT_DIGEST 164 "RCertDigest" Choice(2, algorithms::DIGEST);
    R_CERT_RSVD 166 "RCertRsvd" Reserved(1);
    R_CERT_SERIAL_LEN 167 "RCertSerialLen" U8;
    R_CERT_SERIAL 168 "RCertSerial" Hex(20);
    R_CERT_NOT_AFTER_LEN 188 "RCertNotAfterLen" U8;
    R_CERT_NOT_AFTER 189 "RCertNotAfter" Text(15);
    R_CERT_KEY_TYPE 204 "RCertKeyType" Choice(2, algorithms::KEY);
    R_CERT_KEY_BITS 206 "RCertKeyBits" U16;
    TUN_ID 208 "TunID" Hex(4);
    TUN_FLAGS 212 "TunFlags" Hex(1);
    TUN_TYPE 213 "TunType" Hex(1);
    TUN_STATE 214 "TunState" Hex(1);
    RSVD2 215 "Rsvd2" Reserved(1);
    ENCAP_MODE 216 "EncapMode" Choice(1, &[(1, "tunnel"), (2, "transport")]);
    PROTOCOL 217 "Protocol" Choice(1, &[(50, "ESP"), (51, "AH")]);
    AUTH_ALG 218 "AuthAlg" Choice(2, algorithms::AUTHENTICATION);
    ENC_ALG 220 "EncAlg" Choice(2, algorithms::ENCRYPTION);
    PFS_GROUP 222 "PFSGroup" U16;
    LIFESIZE 224 "Lifesize" U32;
    LIFETIME 228 "Lifetime" U32;
    VPN_LIFE 232 "VPNLife" U32;
}

layout! {
    /// A name of a certificate; what is behind these fields is its text.
    dn "distinguished name" 4
    LENGTH 0 "length" U16;
    TYPE 2 "type" Choice(2, DN_TYPES);
}

layout! {
    /// The protection of all connections of a kind in an interval (subtype 12).
    summary "SMF119SS_SA" 204
    INTERVAL_DURATION 0 "IntervalDuration" U64;
    EVENT_TYPE 8 "Event_Type" Choice(1, &[(1, "interval"), (2, "on"), (3, "off")]);
    FLAGS 9 "Flags" Flags(1, &[(0x80, "IPv6"), (0x40, "local server"), (0x20, "local client")]);
    SEC_PROTOS 10 "SecProtos" Flags(1, PROTOCOLS);
    JOBNAME 11 "Jobname" Text(8);
    USER_ID 19 "UserID" Text(8);
    IP_PROTO 27 "IPProto" Choice(1, IP_PROTOCOLS);
    SRV_IP 28 "SrvIP" AddressFirst;
    CLT_IP 44 "CltIP" AddressFirst;
    SRV_PORT_START 60 "SrvPortStart" U16;
    SRV_PORT_END 62 "SrvPortEnd" U16;
    SESSION_ID 64 "SessionID" Text(42);
    RSVD1 106 "Rsvd1" Reserved(2);
    S_LIFE_CONNS 108 "SLifeConns" U32;
    S_LIFE_PART 112 "SLifePart" U32;
    S_LIFE_SHORT 116 "SLifeShort" U32;
    S_ACTIVE 120 "SActive" U32;
    S_IN_BYTES 124 "SInBytes" U64;
    S_OUT_BYTES 132 "SOutBytes" U64;
    S_IN_SEG_DG 140 "SInSegDG" U64;
    S_OUT_SEG_DG 148 "SOutSegDG" U64;
    E_LIFE_CONNS 156 "ELifeConns" U32;
    E_LIFE_PART 160 "ELifePart" U32;
    E_LIFE_SHORT 164 "ELifeShort" U32;
    E_ACTIVE 168 "EActive" U32;
    E_IN_BYTES 172 "EInBytes" U64;
    E_OUT_BYTES 180 "EOutBytes" U64;
    E_IN_SEG_DG 188 "EInSegDG" U64;
    E_OUT_SEG_DG 196 "EOutSegDG" U64;
}

layout! {
    /// The TLS sessions of a summary.
    tls_summary "SMF119SS TLS" 36
    SOURCE 0 "Source" Choice(1, SOURCES);
    FLAGS 1 "CryptoFlags" Flags(1, &[(0x80, "encrypt-then-MAC")]);
    PROT_VER 2 "Prot_Ver" Choice(2, TLS);
    CIPHER 4 "Cipher" Text(6);
    ENC_ALG 10 "EncAlg" Choice(2, algorithms::ENCRYPTION);
    MSG_AUTH 12 "MsgAuth" Choice(2, algorithms::AUTHENTICATION);
    KEY_EXCH 14 "KeyExch" Choice(2, algorithms::EXCHANGE);
    S_CERT_SIG 16 "SCertSig" Choice(2, algorithms::SIGNATURE);
    S_CERT_ENC 18 "SCertEnc" Choice(2, algorithms::SIGNING);
    S_CERT_DIGEST 20 "SCertDigest" Choice(2, algorithms::DIGEST);
    S_CERT_KEY_TYPE 22 "SCertKeyType" Choice(2, algorithms::KEY);
    S_CERT_KEY_BITS 24 "SCertKeyBits" U16;
    C_CERT_SIG 26 "CCertSig" Choice(2, algorithms::SIGNATURE);
    C_CERT_ENC 28 "CCertEnc" Choice(2, algorithms::SIGNING);
    C_CERT_DIGEST 30 "CCertDigest" Choice(2, algorithms::DIGEST);
    C_CERT_KEY_TYPE 32 "CCertKeyType" Choice(2, algorithms::KEY);
    C_CERT_KEY_BITS 34 "CCertKeyBits" U16;
}

layout! {
    /// The SSH sessions of a summary.
    ssh_summary "SMF119SS SSH" 46
    SOURCE 0 "Source" Choice(1, SOURCES);
    RSVD1 1 "Rsvd1" Reserved(1);
    VERSION 2 "Version" U8;
    CRYPTO_FLAGS 3 "CryptoFlags" Flags(1, &[(0x80, "in encrypt-then-MAC"), (0x40, "out encrypt-then-MAC")]);
    AUTH_METH 4 "AuthMeth" Hex(2);
    AUTH_METH2 6 "AuthMeth2" Hex(2);
    IN_ENC_ALG 8 "InEncAlg" Choice(2, algorithms::ENCRYPTION);
    IN_MSG_AUTH 10 "InMsgAuth" Choice(2, algorithms::AUTHENTICATION);
    KEX_METH 12 "KexMeth" Choice(2, algorithms::SSH_EXCHANGE);
    OUT_ENC_ALG 14 "OutEncAlg" Choice(2, algorithms::ENCRYPTION);
    OUT_MSG_AUTH 16 "OutMsgAuth" Choice(2, algorithms::AUTHENTICATION);
    S_KEY_TYPE 18 "SKeyType" Choice(2, algorithms::KEY);
    S_KEY_BITS 20 "SKeyBits" U16;
    C_KEY_TYPE 22 "CKeyType" Choice(2, algorithms::KEY);
    C_KEY_BITS 24 "CKeyBits" U16;
    S_CERT_SIG 26 "SCertSig" Choice(2, algorithms::SIGNATURE);
    S_CERT_ENC 28 "SCertEnc" Choice(2, algorithms::SIGNING);
    S_CERT_DIGEST 30 "SCertDigest" Choice(2, algorithms::DIGEST);
    S_CERT_KEY_TYPE 32 "SCertKeyType" Choice(2, algorithms::KEY);
    S_CERT_KEY_BITS 34 "SCertKeyBits" U16;
    C_CERT_SIG 36 "CCertSig" Choice(2, algorithms::SIGNATURE);
    C_CERT_ENC 38 "CCertEnc" Choice(2, algorithms::SIGNING);
    C_CERT_DIGEST 40 "CCertDigest" Choice(2, algorithms::DIGEST);
    C_CERT_KEY_TYPE 42 "CCertKeyType" Choice(2, algorithms::KEY);
    C_CERT_KEY_BITS 44 "CCertKeyBits" U16;
}

layout! {
    /// The IPSec tunnels of a summary.
    ipsec_summary "SMF119SS IPSec" 74
    IKE_MAJ_VER 0 "IKEMajVer" U8;
    IKE_MIN_VER 1 "IKEMinVer" U8;
    LCL_ENDPT 2 "LclEndpt" AddressFirst;
    RMT_ENDPT 18 "RmtEndpt" AddressFirst;
    LCL_AUTH 34 "LclAuth" Hex(2);
    RMT_AUTH 36 "RmtAuth" Hex(2);
    IKE_AUTH_ALG 38 "IKEAuthAlg" Choice(2, algorithms::AUTHENTICATION);
    IKE_ENC_ALG 40 "IKEEncAlg" Choice(2, algorithms::ENCRYPTION);
    DH_GROUP 42 "DHGroup" U16;
    PRF 44 "PRF" Hex(2);
    L_CERT_SIG 46 "LCertSig" Choice(2, algorithms::SIGNATURE);
    L_CERT_ENC 48 "LCertEnc" Choice(2, algorithms::SIGNING);
    L_CERT_DIGEST 50 "LCertDigest" Choice(2, algorithms::DIGEST);
    L_CERT_KEY_TYPE 52 "LCertKeyType" Choice(2, algorithms::KEY);
    L_CERT_KEY_BITS 54 "LCertKeyBits" U16;
    R_CERT_SIG 56 "RCertSig" Choice(2, algorithms::SIGNATURE);
    R_CERT_ENC 58 "RCertEnc" Choice(2, algorithms::SIGNING);
    R_CERT_DIGEST 60 "RCertDigest" Choice(2, algorithms::DIGEST);
    R_CERT_KEY_TYPE 62 "RCertKeyType" Choice(2, algorithms::KEY);
    R_CERT_KEY_BITS 64 "RCertKeyBits" U16;
    PFS_GROUP 66 "PFSGroup" U16;
    ENCAP_MODE 68 "EncapMode" Choice(1, &[(1, "tunnel"), (2, "transport")]);
    PROTOCOL 69 "Protocol" Choice(1, &[(50, "ESP"), (51, "AH")]);
    AUTH_ALG 70 "AuthAlg" Choice(2, algorithms::AUTHENTICATION);
    ENC_ALG 72 "EncAlg" Choice(2, algorithms::ENCRYPTION);
}

/// Sections of a subtype behind the identification.
pub type Subtype = (u16, &'static str, &'static [Section]);

const DN: Section = Section {
    name: "dn",
    layout: &dn::LAYOUT,
    items: Items::Sized,
};

/// What the subtypes have in their sections. Of other subtypes the header and the identification are known.
pub static SUBTYPES: &[Subtype] = &[
    (
        1,
        "TCP connection initiation",
        &[one("connection", &initiation::LAYOUT)],
    ),
    (
        2,
        "TCP connection termination",
        &[
            one("connection", &termination::LAYOUT),
            one("telnet", &telnet::LAYOUT),
            one("ttls", &ttls::LAYOUT),
            one("data", &data::LAYOUT),
        ],
    ),
    (
        5,
        "TCP/IP statistics",
        &[
            one("ip", &smf_stack::ip::LAYOUT),
            one("tcp", &smf_stack::tcp::LAYOUT),
            one("udp", &smf_stack::udp::LAYOUT),
            one("icmp", &smf_stack::icmp::LAYOUT),
            one("ip6", &smf_stack::ip6::LAYOUT),
            one("icmp6", &smf_stack::icmp6::LAYOUT),
        ],
    ),
    (
        6,
        "interface statistics",
        &[
            many("interface", &smf_stack::interface::LAYOUT),
            many("home", &smf_stack::home::LAYOUT),
        ],
    ),
    (
        7,
        "server port statistics",
        &[
            many("tcp", &smf_stack::tcp_port::LAYOUT),
            many("udp", &smf_stack::udp_port::LAYOUT),
        ],
    ),
    (
        8,
        "stack start and end",
        &[one("stack", &smf_stack::stack::LAYOUT)],
    ),
    (
        10,
        "UDP socket close",
        &[one("socket", &smf_stack::udp_close::LAYOUT)],
    ),
    (
        11,
        "zERT connection detail",
        &[
            one("connection", &zert::LAYOUT),
            one("filter", &filter::LAYOUT),
            one("tls", &tls::LAYOUT),
            one("ssh", &ssh::LAYOUT),
            one("ipsec", &ipsec::LAYOUT),
            DN,
        ],
    ),
    (
        12,
        "zERT summary",
        &[
            one("summary", &summary::LAYOUT),
            one("tls", &tls_summary::LAYOUT),
            one("ssh", &ssh_summary::LAYOUT),
            one("ipsec", &ipsec_summary::LAYOUT),
            DN,
        ],
    ),
];

/// The sections of a subtype.
pub fn sections(subtype: u16) -> &'static [Section] {
    let known = SUBTYPES.iter().find(|(number, ..)| *number == subtype);
    known.map_or(&[], |(_, _, sections)| *sections)
}
