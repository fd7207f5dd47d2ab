//! Records of the real-time interface on its sockets: header, requests, initialization, token, termination, and what the copy helper answers.

use super::ebcdic::id;
use super::fields::{Layout, Names, View, layout};

/// Length of the header that begins every record.
pub const HEADER: usize = 16;
/// No record on these sockets is longer.
pub const LONGEST: usize = 4096;
/// Length of the records with which a client asks for something.
pub const REQUEST: usize = 32;
/// Length of a record that names a buffer.
pub const TOKEN: usize = 48;
/// The version of all records.
pub const VERSION: u32 = 1;

pub const CNRQ: u32 = id(b"CNRQ");
pub const ZERT: u32 = id(b"ZERT");
pub const ZERS: u32 = id(b"ZERS");
pub const INIT: u32 = id(b"INIT");
pub const TERM: u32 = id(b"TERM");
/// Token of a buffer of SMF records.
pub const SMTK: u32 = id(b"SMTK");
/// Token of a buffer of packets, with the value that the header file defines.
pub const TPKT: u32 = id(b"TPLT");
/// The same as the comment of the header file says it; clients take both.
pub const TPKT_OF_COMMENT: u32 = id(b"TPKT");
/// Records that a program hands in to be published: our own.
pub const PUBL: u32 = id(b"PUBL");

/// A call of EZBNMIFR: our own.
pub const CALL: u32 = id(b"CALL");

/// Termination codes, which are errno values of z/OS.
pub mod code {
    pub const PLANNED: u32 = 0;
    pub const EACCES: u32 = 111;
    pub const EINVAL: u32 = 121;
    pub const ENOMEM: u32 = 132;
    pub const EPIPE: u32 = 140;
    pub const ESRCH: u32 = 143;
    pub const EWOULDBLOCK: u32 = 1102;
    pub const ENOBUFS: u32 = 1122;
}

/// Names of the codes.
pub const CODES: Names = &[
    (code::PLANNED, "planned"),
    (code::EACCES, "EACCES"),
    (118, "EFAULT"),
    (code::EINVAL, "EINVAL"),
    (129, "ENOENT"),
    (code::ENOMEM, "ENOMEM"),
    (code::EPIPE, "EPIPE"),
    (code::ESRCH, "ESRCH"),
    (code::EWOULDBLOCK, "EWOULDBLOCK"),
    (code::ENOBUFS, "ENOBUFS"),
    (1128, "ECONNREFUSED"),
];

/// The name of a code, or its number.
pub fn code_text(code: u32) -> String {
    let named = CODES.iter().find(|(value, _)| *value == code);
    named.map_or_else(|| code.to_string(), |(_, name)| name.to_string())
}

layout! {
    /// The beginning of every record.
    header "tmi_header" 16
    TMI_HR_LEN 0 "TmiHr_len" U32;
    TMI_HR_ID 4 "TmiHr_Id" Text(4);
    TMI_HR_VER 8 "TmiHr_Ver" U32;
    TMI_HR_RESV 12 "TmiHr_resv" Reserved(4);
}
layout! {
    /// What a client of SYSTCPCN sends.
    connections "tmi_conn_request" 32
    TMI_HR_LEN 0 "TmiHr_len" U32;
    TMI_HR_ID 4 "TmiHr_Id" Text(4);
    TMI_HR_VER 8 "TmiHr_Ver" U32;
    TMI_HR_RESV 12 "TmiHr_resv" Reserved(4);
    TMICNRQ_FLAGS 16 "tmicnrq_flags" Flags(4, &[(0x8000_0000, "list"), (0x4000_0000, "smf")]);
    TMICNRQ_RSVD2 20 "tmicnrq_rsvd2" Reserved(12);
}
layout! {
    /// What a client of SYSTCPER sends.
    zert "tmi_zert_request" 32
    TMI_HR_LEN 0 "TmiHr_len" U32;
    TMI_HR_ID 4 "TmiHr_Id" Text(4);
    TMI_HR_VER 8 "TmiHr_Ver" U32;
    TMI_HR_RESV 12 "TmiHr_resv" Reserved(4);
    TMIERRQ_FLAGS 16 "tmierrq_flags" Flags(4, &[(0x8000_0000, "list"), (0x4000_0000, "detail")]);
    TMIERRQ_RSVD2 20 "tmierrq_rsvd2" Reserved(12);
}
layout! {
    /// What a client of SYSTCPES sends.
    summary "tmi_zerts_request" 32
    TMI_HR_LEN 0 "TmiHr_len" U32;
    TMI_HR_ID 4 "TmiHr_Id" Text(4);
    TMI_HR_VER 8 "TmiHr_Ver" U32;
    TMI_HR_RESV 12 "TmiHr_resv" Reserved(4);
    TMIESRQ_FLAGS 16 "tmiesrq_flags" Flags(4, &[(0x8000_0000, "summary")]);
    TMIESRQ_RSVD2 20 "tmiesrq_rsvd2" Reserved(12);
}
layout! {
    /// What a client gets first.
    init "tmi_init" 64
    TMI_HR_LEN 0 "TmiHr_len" U32;
    TMI_HR_ID 4 "TmiHr_Id" Text(4);
    TMI_HR_VER 8 "TmiHr_Ver" U32;
    TMI_HR_RESV 12 "TmiHr_resv" Reserved(4);
    TMII_SYSN 16 "tmii_sysn" Text(8);
    TMII_COMP 24 "tmii_comp" Text(8);
    TMII_SUB 32 "tmii_sub" Text(8);
    TMII_TIME 40 "tmii_time" Stck;
    TMII_BUFSZ 48 "tmii_bufsz" U32;
    TMII_RSVD 52 "tmii_rsvd" Reserved(12);
}
layout! {
    /// The name of a buffer.
    token "tmi_token" 48
    TMI_HR_LEN 0 "TmiHr_len" U32;
    TMI_HR_ID 4 "TmiHr_Id" Text(4);
    TMI_HR_VER 8 "TmiHr_Ver" U32;
    TMI_HR_RESV 12 "TmiHr_resv" Reserved(4);
    TMIK_TOKEN 16 "tmik_token" Hex(32);
}
layout! {
    /// What a client gets last, if anything.
    term "tmi_term" 40
    TMI_HR_LEN 0 "TmiHr_len" U32;
    TMI_HR_ID 4 "TmiHr_Id" Text(4);
    TMI_HR_VER 8 "TmiHr_Ver" U32;
    TMI_HR_RESV 12 "TmiHr_resv" Reserved(4);
    TMIT_TERMCODE 16 "tmit_termcode" Choice(4, CODES);
    TMIT_TSTAMP 20 "tmit_tstamp" Stck;
    TMIT_RSVD 28 "tmit_rsvd" Reserved(12);
}
layout! {
    /// What the copy helper answers, before the data.
    copied "copy reply" 16
    RETURN_VALUE 0 "return_value" U32;
    RETURN_CODE 4 "return_code" Choice(4, CODES);
    REASON_CODE 8 "reason_code" U32;
    LENGTH 12 "length" U32;
}

layout! {
    /// What a program hands in: entries as in a buffer follow.
    publish "publish request" 24
    TMI_HR_LEN 0 "TmiHr_len" U32;
    TMI_HR_ID 4 "TmiHr_Id" Text(4);
    TMI_HR_VER 8 "TmiHr_Ver" U32;
    TMI_HR_RESV 12 "TmiHr_resv" Reserved(4);
    SERVICE 16 "service" Text(8);
}

layout! {
    /// A call of EZBNMIFR: the request, as it is in the caller's buffer, follows.
    call "call request" 20
    TMI_HR_LEN 0 "TmiHr_len" U32;
    TMI_HR_ID 4 "TmiHr_Id" Text(4);
    TMI_HR_VER 8 "TmiHr_Ver" U32;
    TMI_HR_RESV 12 "TmiHr_resv" Reserved(4);
    BUFFER_LENGTH 16 "buffer_length" U32;
}

/// All layouts of this file.
pub static LAYOUTS: &[&Layout] = &[
    &header::LAYOUT,
    &connections::LAYOUT,
    &zert::LAYOUT,
    &summary::LAYOUT,
    &init::LAYOUT,
    &token::LAYOUT,
    &term::LAYOUT,
    &copied::LAYOUT,
    &publish::LAYOUT,
    &call::LAYOUT,
];

/// A record of a layout of this file with its header.
pub fn record(layout: &Layout, id: u32) -> Vec<u8> {
    let mut out = layout.blank();
    let length = layout.length as u64;
    header::TMI_HR_LEN.set(&mut out, length);
    header::TMI_HR_ID.set_bytes(&mut out, &id.to_be_bytes());
    header::TMI_HR_VER.set(&mut out, VERSION.into());
    out
}

/// The identifier of a record.
pub fn id_of(record: &[u8]) -> u32 {
    View(record).u32(header::TMI_HR_ID)
}

/// The layout of a record of an identifier; an unknown one has only its header.
pub fn layout_of(id: u32) -> &'static Layout {
    match id {
        CNRQ => &connections::LAYOUT,
        ZERT => &zert::LAYOUT,
        ZERS => &summary::LAYOUT,
        INIT => &init::LAYOUT,
        SMTK | TPKT | TPKT_OF_COMMENT => &token::LAYOUT,
        TERM => &term::LAYOUT,
        _ => &header::LAYOUT,
    }
}

/// The length of the record that bytes begin with, if they have its header.
///
/// # Errors
/// A length that no record has.
pub fn framed(bytes: &[u8]) -> Result<Option<usize>, usize> {
    if bytes.len() < HEADER {
        return Ok(None);
    }
    let length = View(bytes).u32(header::TMI_HR_LEN) as usize;
    match (HEADER..=LONGEST).contains(&length) {
        true => Ok(Some(length)),
        false => Err(length),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nmi::record::examples::bytes;
    use crate::nmi::record::fields::tests::is_sound;

    #[test]
    fn layouts_are_sound() {
        LAYOUTS.iter().for_each(|layout| is_sound(layout));
    }

    #[test]
    fn records_are_those_of_the_example() {
        let example =
            bytes("00000020 C3D5D9D8 00000001 00000000  C0000000 00000000 00000000 00000000");
        let mut request = record(&connections::LAYOUT, CNRQ);
        connections::TMICNRQ_FLAGS.set(&mut request, 0xc000_0000);
        assert_eq!(request, example);
        let tree = connections::LAYOUT.tree(&example);
        assert_eq!(tree.get("tmicnrq_flags"), Some(&"list,smf".into()));

        let example = bytes(
            "00000040 C9D5C9E3 00000001 00000000  E2E8E2F1 40404040 E2E8E2E3 C3D7C3D5
             E3C3D7C9 D7404040 DD6B3F12 34567000  00010000 00000000 00000000 00000000",
        );
        let mut made = record(&init::LAYOUT, INIT);
        init::TMII_SYSN.set_text(&mut made, "SYS1");
        init::TMII_COMP.set_text(&mut made, "SYSTCPCN");
        init::TMII_SUB.set_text(&mut made, "TCPIP");
        init::TMII_TIME.set(&mut made, 0xdd6b_3f12_3456_7000);
        init::TMII_BUFSZ.set(&mut made, 65536);
        assert_eq!(made, example);
        assert_eq!(View(&example).text(init::TMII_COMP), "SYSTCPCN");

        let made = record(&token::LAYOUT, SMTK);
        assert_eq!(made[..HEADER], bytes("00000030 E2D4E3D2 00000001 00000000"));
        assert_eq!(made.len(), TOKEN);

        let example = bytes(
            "00000028 E3C5D9D4 00000001 00000000  0000008C DD6B3F12 34567000 00000000 00000000 00000000",
        );
        let mut made = record(&term::LAYOUT, TERM);
        term::TMIT_TERMCODE.set(&mut made, code::EPIPE.into());
        term::TMIT_TSTAMP.set(&mut made, 0xdd6b_3f12_3456_7000);
        assert_eq!(made, example);
        assert_eq!(TPKT, 0xe3d7_d3e3);
        assert_eq!(framed(&example), Ok(Some(40)));
        assert_eq!(framed(&example[..15]), Ok(None));
        assert_eq!(framed(&[0; 16]), Err(0));
    }
}
