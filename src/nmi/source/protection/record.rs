//! SMF records of protection: subtype 11 of one connection, subtype 12 of a session of many.

use super::ipsec::Tunnel;
use super::{Protection, ssh, tls};
use crate::device::socket::tls::x509::{Certificate, id};
use crate::nmi::record::algorithms::{self as code, suite};
use crate::nmi::record::ebcdic::Page;
use crate::nmi::record::fields::{Field, Layout};
use crate::nmi::record::sections::Triplet;
use crate::nmi::record::smf::{self, dn, header, ident, ipsec, ssh as ssh_layout, summary, zert};
use crate::nmi::record::{smf_record, time};
use crate::nmi::system::{Owner, System, head_and_ident, subtypes};
use std::net::SocketAddr;

/// A TLS 1.3 handshake does not say in its suite how keys are exchanged.
const FFDHE: u16 = 0x0100;
/// The most text of a name.
const NAME: usize = 1024;

pub mod event {
    pub const INITIATION: u64 = 1;
    pub const CHANGE: u64 = 2;
    pub const TERMINATION: u64 = 3;
    pub const SHORT: u64 = 4;
}

/// A connection as one of its ends sees it.
pub struct View<'a> {
    pub local: SocketAddr,
    pub remote: SocketAddr,
    /// This end opened it.
    pub is_client: bool,
    pub number: u32,
    pub owner: &'a Owner,
    pub began: u64,
    pub ended: Option<u64>,
    /// Bytes and segments that came, and that went.
    pub came: (u64, u64),
    pub went: (u64, u64),
    pub protection: &'a Protection,
}

/// What all records have in common.
pub struct Maker {
    head: Vec<u8>,
    ident: Vec<u8>,
}

/// A section that has one element, or none.
type Part = (Triplet, Vec<u8>);

fn part(layout: &Layout, bytes: Option<Vec<u8>>) -> Part {
    let count = usize::from(bytes.is_some());
    let triplet = Triplet {
        offset: 0,
        length: if count == 0 { 0 } else { layout.length },
        count,
    };
    (triplet, bytes.unwrap_or_default())
}

impl Maker {
    pub fn new(system: &System) -> Maker {
        let (head, ident) = head_and_ident(system, "STACK");
        Maker { head, ident }
    }

    fn build(&self, subtype: u16, now: u64, owner: &Owner, parts: &[Part]) -> Option<Vec<u8>> {
        let (mut head, mut identity) = (self.head.clone(), self.ident.clone());
        let (of_day, date) = time::time_and_date(now);
        header::TIME.set(&mut head, of_day.into());
        header::DATE.set(&mut head, date.into());
        ident::AS_NAME.set_text(&mut identity, &owner.job);
        ident::USER_ID.set_text(&mut identity, &owner.user);
        ident::ASID.set(&mut identity, u64::from(owner.pid & 0xffff));
        let parts: Vec<_> = parts
            .iter()
            .map(|(t, bytes)| (*t, bytes.as_slice()))
            .collect();
        smf_record::build(subtype, &head, &identity, &parts).ok()
    }

    /// Something happened to a connection.
    pub fn detail(&self, event: u64, now: u64, view: &View) -> Option<Vec<u8>> {
        let mut out = zert::LAYOUT.blank();
        let ipv6 = view.local.is_ipv6();
        zert::EVENT_TYPE.set(&mut out, event);
        zert::SEC_PROTOS.set(&mut out, view.protection.protocols());
        zert::FLAGS.set(&mut out, if ipv6 { 0x80 } else { 0 });
        zert::SEC_FLAGS.set(
            &mut out,
            if view.protection.ipsec.is_some() {
                0x80
            } else {
                0
            },
        );
        zert::IP_PROTO.set(&mut out, 6);
        zert::JOBNAME.set_text(&mut out, &view.owner.job);
        if view.owner.pid != 0 {
            zert::JOB_ID.set_text(&mut out, &view.owner.pid.to_string());
        }
        zert::USER_ID.set_text(&mut out, &view.owner.user);
        let (start, date) = time::time_and_date(view.began);
        zert::S_TIME.set(&mut out, start.into());
        zert::S_DATE.set(&mut out, date.into());
        if let Some(ended) = view.ended {
            let (end, date) = time::time_and_date(ended);
            zert::E_TIME.set(&mut out, end.into());
            zert::E_DATE.set(&mut out, date.into());
        }
        zert::RIP.set_address(&mut out, view.remote.ip());
        zert::LIP.set_address(&mut out, view.local.ip());
        zert::R_PORT.set(&mut out, view.remote.port().into());
        zert::L_PORT.set(&mut out, view.local.port().into());
        zert::CONN_ID.set(&mut out, view.number.into());
        zert::IN_BYTES.set(&mut out, view.came.0);
        zert::OUT_BYTES.set(&mut out, view.went.0);
        zert::IN_SEG_DG.set(&mut out, view.came.1);
        zert::OUT_SEG_DG.set(&mut out, view.went.1);
        let protection = Sections::new(view);
        let parts = [
            part(&zert::LAYOUT, Some(out)),
            part(&smf::filter::LAYOUT, None),
            part(&smf::tls::LAYOUT, protection.tls),
            part(&ssh_layout::LAYOUT, protection.ssh),
            part(&ipsec::LAYOUT, protection.ipsec),
            names(&protection.names),
        ];
        self.build(subtypes::DETAIL, now, view.owner, &parts)
    }

    /// A session at the end of an interval; `fill` writes its numbers.
    pub fn summary(&self, now: u64, view: &View, fill: impl FnOnce(&mut [u8])) -> Option<Vec<u8>> {
        let mut out = summary::LAYOUT.blank();
        let (server, client) = match view.is_client {
            true => (view.remote, view.local),
            false => (view.local, view.remote),
        };
        let side = if view.is_client { 0x20 } else { 0x40 };
        summary::EVENT_TYPE.set(&mut out, 1);
        summary::FLAGS.set(&mut out, side | if server.is_ipv6() { 0x80 } else { 0 });
        summary::SEC_PROTOS.set(&mut out, view.protection.main());
        summary::JOBNAME.set_text(&mut out, &view.owner.job);
        summary::USER_ID.set_text(&mut out, &view.owner.user);
        summary::IP_PROTO.set(&mut out, 6);
        summary::SRV_IP.set_address(&mut out, server.ip());
        summary::CLT_IP.set_address(&mut out, client.ip());
        summary::SRV_PORT_START.set(&mut out, server.port().into());
        summary::SRV_PORT_END.set(&mut out, server.port().into());
        fill(&mut out);
        let protection = Sections::new(view);
        let shorter = |bytes: Option<Vec<u8>>, from: &Layout, to: &Layout| {
            part(to, bytes.map(|bytes| shortened(&bytes, from, to)))
        };
        let parts = [
            part(&summary::LAYOUT, Some(out)),
            shorter(protection.tls, &smf::tls::LAYOUT, &smf::tls_summary::LAYOUT),
            shorter(
                protection.ssh,
                &ssh_layout::LAYOUT,
                &smf::ssh_summary::LAYOUT,
            ),
            shorter(
                protection.ipsec,
                &ipsec::LAYOUT,
                &smf::ipsec_summary::LAYOUT,
            ),
            names(&protection.names),
        ];
        self.build(subtypes::SUMMARY, now, view.owner, &parts)
    }
}

/// The fields of a section that a shorter form of it has, too.
fn shortened(bytes: &[u8], from: &Layout, to: &Layout) -> Vec<u8> {
    let mut out = to.blank();
    for field in to.fields {
        let same = from.fields.iter().find(|f| f.name == field.name);
        if let Some(content) = same.and_then(|f| crate::nmi::record::fields::View(bytes).bytes(*f))
            && content.len() == field.kind.length()
        {
            field.set_bytes(&mut out, content);
        }
    }
    out
}

/// Texts about a certificate or a handshake, with their types.
fn names(names: &[(u64, String)]) -> Part {
    let (mut bytes, mut longest) = (Vec::new(), 0);
    for (kind, text) in names {
        let mut text_bytes = vec![0; text.chars().count().min(NAME)];
        Page::Cp1047.put(text, &mut text_bytes);
        let mut item = dn::LAYOUT.blank();
        item.extend(text_bytes);
        let length = item.len();
        dn::LENGTH.set(&mut item, length as u64);
        dn::TYPE.set(&mut item, *kind);
        longest = longest.max(length);
        bytes.extend(item);
    }
    let triplet = Triplet {
        offset: 0,
        length: longest,
        count: names.len(),
    };
    (triplet, bytes)
}

/// The sections of what protects a connection, as one end sees it.
#[derive(Default)]
struct Sections {
    tls: Option<Vec<u8>>,
    ssh: Option<Vec<u8>>,
    ipsec: Option<Vec<u8>>,
    names: Vec<(u64, String)>,
}

impl Sections {
    fn new(view: &View) -> Sections {
        let mut made = Sections::default();
        if let Some((opened, session)) = &view.protection.tls {
            // The client of TLS may be who accepted the connection.
            made.tls = Some(made.of_tls(session, view.is_client == *opened));
        }
        if let Some(session) = &view.protection.ssh {
            made.ssh = Some(made.of_ssh(session, view.is_client));
        }
        made.ipsec = view.protection.ipsec.as_ref().map(of_ipsec);
        made
    }

    fn of_tls(&mut self, session: &tls::Session, is_client: bool) -> Vec<u8> {
        use smf::tls as layout;
        let mut out = layout::LAYOUT.blank();
        let suite = suite(session.cipher);
        let exchange = match (suite.exchange, session.group) {
            ("", Some(group)) if group & 0xff00 == FFDHE => "DHE",
            ("", Some(_)) => "ECDHE",
            ("", None) if session.resumed => "PSK",
            (exchange, _) => exchange,
        };
        let role = match (is_client, session.client_auth) {
            (true, _) => 1,
            (false, false) => 2,
            (false, true) => 3,
        };
        layout::PROT_VER.set(&mut out, session.version.into());
        layout::SOURCE.set(&mut out, 1);
        layout::HANDSHAKE_TYPE.set(&mut out, if session.resumed { 2 } else { 1 });
        layout::ROLE.set(&mut out, role);
        let id = &session.id[..session.id.len().min(32)];
        layout::SESSION_ID_LEN.set(&mut out, id.len() as u64);
        put(layout::SESSION_ID, &mut out, id);
        layout::CIPHER.set_text(&mut out, &format!("{:04X}", session.cipher));
        layout::ENC_ALG.set(&mut out, code::code(code::ENCRYPTION, suite.encryption));
        layout::MSG_AUTH.set(
            &mut out,
            code::code(code::AUTHENTICATION, suite.authentication),
        );
        layout::KEY_EXCH.set(&mut out, code::code(code::EXCHANGE, exchange));
        if session.encrypt_then_mac && suite.authentication != "none" {
            layout::CRYPTO_FLAGS.set(&mut out, 0x80);
        }
        for (der, fields, first) in [
            (&session.server_certificate, &SERVER, 5),
            (&session.client_certificate, &CLIENT, 7),
        ] {
            let Some(certificate) = Certificate::parse(der) else {
                continue;
            };
            fields.fill(&certificate, &mut out);
            self.names.push((first, certificate.subject()));
            self.names.push((first + 1, certificate.issuer()));
            if first == 5 {
                let mut text = String::new();
                let micros = u64::try_from(certificate.valid.0)
                    .unwrap_or(0)
                    .saturating_mul(1_000_000);
                time::write_stck(time::from_micros(micros), &mut text);
                self.names.push((0x8006, text));
            }
        }
        if let Some(name) = &session.name {
            self.names.push((0x8001, name.clone()));
        }
        if let Some(group) = session.group {
            self.names.push((0x8002, code::group(group)));
        }
        out
    }

    fn of_ssh(&mut self, session: &ssh::Session, is_client: bool) -> Vec<u8> {
        use smf::ssh as layout;
        let mut out = layout::LAYOUT.blank();
        let (went, came) = if is_client { (0, 1) } else { (1, 0) };
        let encryption =
            |way: usize| code::code(code::ENCRYPTION, code::encryption(&session.encryption[way]));
        // Encryption that authenticates needs no other.
        let authentication = |way: usize| match code::encryption(&session.encryption[way]) {
            "AES-GCM-128" | "AES-GCM-256" | "ChaCha20-Poly1305" => 1,
            _ => code::code(
                code::AUTHENTICATION,
                code::authentication(&session.authentication[way]),
            ),
        };
        let later = |way: usize, bit: u64| match session.authentication[way].contains("-etm@")
            && authentication(way) != 1
        {
            true => bit,
            false => 0,
        };
        layout::VERSION.set(
            &mut out,
            if session.client.starts_with("SSH-2") {
                2
            } else {
                1
            },
        );
        layout::SOURCE.set(&mut out, 1);
        layout::FLAGS.set(&mut out, later(came, 0x80) | later(went, 0x40));
        layout::IN_ENC_ALG.set(&mut out, encryption(came));
        layout::IN_MSG_AUTH.set(&mut out, authentication(came));
        layout::OUT_ENC_ALG.set(&mut out, encryption(went));
        layout::OUT_MSG_AUTH.set(&mut out, authentication(went));
        let exchange = session.exchange.split('@').next().unwrap_or_default();
        layout::KEX_METH.set(&mut out, code::code(code::SSH_EXCHANGE, exchange));
        let key = match session.host_key.as_str() {
            name if name.contains("rsa") => "RSA",
            name if name.contains("dss") => "DSA",
            name if name.contains("ecdsa") || name.contains("ed25519") => "ECC",
            _ => "",
        };
        layout::S_KEY_TYPE.set(&mut out, code::code(code::KEY, key));
        layout::S_KEY_BITS.set(&mut out, session.key_bits.into());
        self.names.push((0x8003, session.client.clone()));
        self.names.push((0x8004, session.server.clone()));
        let all = [
            &session.exchange,
            &session.host_key,
            &session.encryption[0],
            &session.encryption[1],
            &session.authentication[0],
            &session.authentication[1],
        ];
        self.names.push((0x8005, all.map(String::as_str).join(",")));
        out
    }
}

fn of_ipsec(tunnel: &Tunnel) -> Vec<u8> {
    let mut out = ipsec::LAYOUT.blank();
    ipsec::LCL_ENDPT.set_address(&mut out, tunnel.local);
    ipsec::RMT_ENDPT.set_address(&mut out, tunnel.remote);
    ipsec::TUN_ID.set(&mut out, tunnel.index.into());
    ipsec::ENCAP_MODE.set(&mut out, if tunnel.is_transport { 2 } else { 1 });
    ipsec::PROTOCOL.set(&mut out, tunnel.protocol.into());
    ipsec::AUTH_ALG.set(
        &mut out,
        code::code(code::AUTHENTICATION, tunnel.authentication),
    );
    ipsec::ENC_ALG.set(&mut out, code::code(code::ENCRYPTION, tunnel.encryption));
    // In kilobytes and minutes.
    ipsec::LIFESIZE.set(&mut out, (tunnel.bytes >> 10).min(u32::MAX.into()));
    ipsec::LIFETIME.set(&mut out, (tunnel.seconds / 60).min(u32::MAX.into()));
    out
}

/// Writes bytes at the begin of a field that has room for them.
fn put(field: Field, out: &mut [u8], bytes: &[u8]) {
    let mut whole = vec![0; field.kind.length()];
    let length = bytes.len().min(whole.len());
    whole[..length].copy_from_slice(&bytes[..length]);
    field.set_bytes(out, &whole);
}

/// Where a section has a certificate.
struct Fields {
    signature: Field,
    signing: Field,
    digest: Field,
    serial_length: Field,
    serial: Field,
    not_after_length: Field,
    not_after: Field,
    key: Field,
    bits: Field,
}

const SERVER: Fields = Fields {
    signature: smf::tls::S_CERT_SIG,
    signing: smf::tls::S_CERT_ENC,
    digest: smf::tls::S_CERT_DIGEST,
    serial_length: smf::tls::S_CERT_SERIAL_LEN,
    serial: smf::tls::S_CERT_SERIAL,
    not_after_length: smf::tls::S_CERT_NOT_AFTER_LEN,
    not_after: smf::tls::S_CERT_NOT_AFTER,
    key: smf::tls::S_CERT_KEY_TYPE,
    bits: smf::tls::S_CERT_KEY_BITS,
};

const CLIENT: Fields = Fields {
    signature: smf::tls::C_CERT_SIG,
    signing: smf::tls::C_CERT_ENC,
    digest: smf::tls::C_CERT_DIGEST,
    serial_length: smf::tls::C_CERT_SERIAL_LEN,
    serial: smf::tls::C_CERT_SERIAL,
    not_after_length: smf::tls::C_CERT_NOT_AFTER_LEN,
    not_after: smf::tls::C_CERT_NOT_AFTER,
    key: smf::tls::C_CERT_KEY_TYPE,
    bits: smf::tls::C_CERT_KEY_BITS,
};

impl Fields {
    fn fill(&self, certificate: &Certificate, out: &mut [u8]) {
        let (signature, signing, digest) = signed(certificate.signature);
        self.signature
            .set(out, code::code(code::SIGNATURE, signature));
        self.signing.set(out, code::code(code::SIGNING, signing));
        self.digest.set(out, code::code(code::DIGEST, digest));
        // A number that is positive may begin with a zero.
        let serial = certificate.serial;
        let serial = match serial {
            [0, rest @ ..] if !rest.is_empty() => rest,
            all => all,
        };
        self.serial_length.set(out, serial.len().min(20) as u64);
        put(self.serial, out, serial);
        let text = String::from_utf8_lossy(certificate.not_after);
        self.not_after_length.set(out, text.len().min(15) as u64);
        self.not_after.set_text(out, &text);
        let kind = match certificate.key.algorithm {
            id::RSA => "RSA",
            id::DSA => "DSA",
            id::EC | id::ED25519 | id::ED448 => "ECC",
            _ => "",
        };
        self.key.set(out, code::code(code::KEY, kind));
        self.bits.set(out, certificate.key.bits.into());
    }
}

/// Signature, its kind of key, and its digest.
fn signed(algorithm: &[u8]) -> (&'static str, &'static str, &'static str) {
    const RSA: [u8; 8] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1];
    const ECDSA: [u8; 6] = [0x2a, 0x86, 0x48, 0xce, 0x3d, 4];
    if let Some([last]) = algorithm.strip_prefix(&RSA[..]) {
        return match last {
            2 => ("RSA-MD2", "RSA", "MD2"),
            4 => ("RSA-MD5", "RSA", "MD5"),
            5 => ("RSA-SHA1", "RSA", "SHA1"),
            10 => ("RSA-PSS", "RSA", ""),
            11 => ("RSA-SHA256", "RSA", "SHA256"),
            12 => ("RSA-SHA384", "RSA", "SHA384"),
            13 => ("RSA-SHA512", "RSA", "SHA512"),
            14 => ("RSA-SHA224", "RSA", "SHA224"),
            _ => ("", "RSA", ""),
        };
    }
    match (algorithm.strip_prefix(&ECDSA[..]), algorithm) {
        (Some([1]), _) => ("ECDSA-SHA1", "ECDSA", "SHA1"),
        (Some([3, 1]), _) => ("ECDSA-SHA224", "ECDSA", "SHA224"),
        (Some([3, 2]), _) => ("ECDSA-SHA256", "ECDSA", "SHA256"),
        (Some([3, 3]), _) => ("ECDSA-SHA384", "ECDSA", "SHA384"),
        (Some([3, 4]), _) => ("ECDSA-SHA512", "ECDSA", "SHA512"),
        (_, id::ED25519) => ("Ed25519", "EdDSA", "none"),
        (_, [0x2a, 0x86, 0x48, 0xce, 0x38, 4, 3]) => ("DSA-SHA1", "DSA", "SHA1"),
        _ => ("", "", ""),
    }
}
