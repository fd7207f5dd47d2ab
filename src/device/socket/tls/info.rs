//! What `$ZSOCKET(device,"TLS",index,sub)` tells.

use super::ciphers;
use super::session::{Role, Tls};
use super::x509::Certificate;
use rustls::{Connection, HandshakeKind, ProtocolVersion};

/// Pieces behind the first one.
#[derive(Clone, Copy)]
enum Piece {
    Version,
    Cipher,
    Options,
    Session,
    Alpn,
    Peer,
    Name,
}

/// Values of the fourth argument; the last three are not GT.M's.
const SUBJECTS: [(&str, &[Piece]); 7] = [
    ("CIPHER", &[Piece::Version, Piece::Cipher]),
    ("OPTIONS", &[Piece::Options]),
    ("SESSION", &[Piece::Session]),
    (
        "ALL",
        &[
            Piece::Version,
            Piece::Cipher,
            Piece::Options,
            Piece::Session,
        ],
    ),
    ("ALPN", &[Piece::Alpn]),
    ("PEER", &[Piece::Peer]),
    ("SNI", &[Piece::Name]),
];

/// `1,SERVER,tlsid` and the pieces asked for; nothing before the handshake is done.
pub fn describe(tls: &Tls, sub: Option<&[u8]>) -> String {
    if !tls.is_established() {
        return String::new();
    }
    let role = match tls.role {
        Role::Client => "CLIENT",
        Role::Server => "SERVER",
    };
    let mut text = format!("1,{role}");
    if !tls.tlsid.is_empty() {
        text = format!("{text},{}", tls.tlsid);
    }
    let sub = sub.unwrap_or_default().to_ascii_uppercase();
    let asked = SUBJECTS.iter().find(|(word, _)| word.as_bytes() == sub);
    for piece in asked.map_or(&[][..], |(_, pieces)| pieces) {
        text.push('|');
        text.push_str(&told(tls, *piece));
    }
    text
}

fn told(tls: &Tls, piece: Piece) -> String {
    let connection = &tls.connection;
    match piece {
        Piece::Version => match connection.protocol_version() {
            Some(ProtocolVersion::TLSv1_3) => "P:TLSv1.3".into(),
            Some(ProtocolVersion::TLSv1_2) => "P:TLSv1.2".into(),
            _ => "P:".into(),
        },
        Piece::Cipher => {
            let suite = connection.negotiated_cipher_suite();
            format!("C:{}", suite.map_or("", |s| ciphers::name(s.suite())))
        }
        // Bits of OpenSSL: there is no compression and no renegotiation by the peer; the peer's certificate is there.
        Piece::Options => {
            let verified = u8::from(connection.peer_certificates().is_some());
            format!("O:{:016X},{verified:016X}", 0x4002_0000)
        }
        Piece::Session => {
            let resumed = connection.handshake_kind() == Some(HandshakeKind::Resumed);
            format!(
                "S:RENSEC:1,RENTOT:{},SESSID:,REUSED:{}",
                tls.renewals,
                u8::from(resumed)
            )
        }
        Piece::Alpn => {
            let protocol = connection.alpn_protocol().unwrap_or_default();
            format!("A:{}", String::from_utf8_lossy(protocol))
        }
        Piece::Peer => {
            let first = connection.peer_certificates().and_then(|c| c.first());
            let parsed = first.and_then(|c| Certificate::parse(c));
            format!("N:{}", parsed.map_or(String::new(), |c| c.subject()))
        }
        Piece::Name => {
            let name = match connection {
                Connection::Server(server) => server.server_name().unwrap_or_default(),
                Connection::Client(_) => "",
            };
            format!("H:{name}")
        }
    }
}
