//! What handshakes of TLS say before they are encrypted: SSL 3.0 to TLS 1.3.

use std::rc::Rc;

/// Records and messages that matter.
mod kind {
    pub const CHANGE_CIPHER: u8 = 20;
    pub const ALERT: u8 = 21;
    pub const HANDSHAKE: u8 = 22;
    pub const CLIENT_HELLO: u8 = 1;
    pub const SERVER_HELLO: u8 = 2;
    pub const CERTIFICATE: u8 = 11;
    pub const SERVER_KEY: u8 = 12;
    pub const CERTIFICATE_REQUEST: u8 = 13;
    pub const SERVER_DONE: u8 = 14;
    pub const CLIENT_KEY: u8 = 16;
}

/// Extensions that matter.
mod extension {
    pub const SERVER_NAME: u16 = 0;
    pub const ENCRYPT_THEN_MAC: u16 = 22;
    pub const PRE_SHARED_KEY: u16 = 41;
    pub const SUPPORTED_VERSIONS: u16 = 43;
    pub const KEY_SHARE: u16 = 51;
}

/// The most bytes of a record, with what encryption adds.
const RECORD: usize = (1 << 14) + 2048;
const TLS13: u16 = 0x0304;
/// A ServerHello with this random value asks for another ClientHello (RFC 8446).
const RETRY: [u8; 32] = [
    0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c, 0x02, 0x1e, 0x65, 0xb8, 0x91,
    0xc2, 0xa2, 0x11, 0x16, 0x7a, 0xbb, 0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c,
];

/// A session that was agreed on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Session {
    pub version: u16,
    pub cipher: u16,
    /// The group of the key exchange.
    pub group: Option<u16>,
    /// The name that the client asked for.
    pub name: Option<String>,
    pub id: Vec<u8>,
    /// It goes on from an earlier one.
    pub resumed: bool,
    pub encrypt_then_mac: bool,
    /// The server wanted a certificate of the client.
    pub client_auth: bool,
    /// Certificates in DER; encrypted ones are not seen.
    pub server_certificate: Rc<[u8]>,
    pub client_certificate: Rc<[u8]>,
}

#[derive(Debug, PartialEq, Eq)]
pub enum Progress {
    /// It may become one.
    More,
    /// It is none, or failed.
    Not,
    Done(Box<Session>),
}

/// Whether data begin as a client's first message does; too few may.
pub fn begins(data: &[u8]) -> bool {
    let expected = |at: usize, right: fn(u8) -> bool| data.get(at).is_none_or(|b| right(*b));
    !data.is_empty()
        && expected(0, |b| b == kind::HANDSHAKE)
        && expected(1, |b| b == 3)
        && expected(2, |b| b <= 4)
        && expected(5, |b| b == kind::CLIENT_HELLO)
}

/// Bytes that are read from their begin.
#[derive(Clone, Copy)]
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    /// A number of so many bytes.
    fn number(&mut self, bytes: usize) -> Option<usize> {
        Some(
            self.take(bytes)?
                .iter()
                .fold(0, |n, b| n << 8 | usize::from(*b)),
        )
    }

    /// Data whose length comes first, in so many bytes.
    fn vector(&mut self, bytes: usize) -> Option<Bytes<'a>> {
        let length = self.number(bytes)?;
        self.take(length).map(Bytes)
    }
}

/// Why the readable messages of one side end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// More may come.
    Open,
    /// What follows is encrypted.
    Encrypted,
    Alert,
    Damage,
}

/// The handshake messages of one side in one run.
fn messages(mut stream: &[u8]) -> (Vec<u8>, End) {
    let mut out = Vec::new();
    loop {
        let [kind, major, _, high, low, rest @ ..] = stream else {
            let damage = stream.first().is_some_and(|kind| !(20..=23).contains(kind));
            return (out, if damage { End::Damage } else { End::Open });
        };
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        if *major != 3 || length > RECORD {
            return (out, End::Damage);
        }
        match *kind {
            kind::HANDSHAKE => {}
            kind::CHANGE_CIPHER | 23 => return (out, End::Encrypted),
            kind::ALERT => return (out, End::Alert),
            _ => return (out, End::Damage),
        }
        // A part of a record is of use, too: the first messages may be whole.
        out.extend(&rest[..length.min(rest.len())]);
        match rest.get(length..) {
            Some(behind) => stream = behind,
            None => return (out, End::Open),
        }
    }
}

/// Whole messages: kinds and contents.
fn split(run: &[u8]) -> impl Iterator<Item = (u8, Bytes<'_>)> {
    let mut rest = Bytes(run);
    std::iter::from_fn(move || {
        let kind = rest.number(1)? as u8;
        Some((kind, rest.vector(3)?))
    })
}

/// Extensions: kinds and contents.
fn extensions<'a>(hello: &mut Bytes<'a>) -> impl Iterator<Item = (u16, Bytes<'a>)> + use<'a> {
    let mut list = hello.vector(2).unwrap_or(Bytes(&[]));
    std::iter::from_fn(move || Some((list.number(2)? as u16, list.vector(2)?)))
}

/// What a ClientHello says that the answer does not.
#[derive(Default)]
struct Client {
    name: Option<String>,
    id: Vec<u8>,
}

fn client_hello(mut body: Bytes<'_>) -> Option<Client> {
    body.take(2 + 32)?;
    let id = body.vector(1)?.0.to_vec();
    body.vector(2)?;
    body.vector(1)?;
    let name = extensions(&mut body).find(|(kind, _)| *kind == extension::SERVER_NAME);
    let name = name.and_then(|(_, mut content)| {
        let mut list = content.vector(2)?;
        let kind = list.number(1)?;
        let name = list.vector(2)?;
        (kind == 0).then(|| String::from_utf8_lossy(name.0).into_owned())
    });
    Some(Client { name, id })
}

/// Fills in what a ServerHello says; `false` when it asks for another ClientHello.
fn server_hello(mut body: Bytes<'_>, client: &Client, session: &mut Session) -> Option<bool> {
    session.version = body.number(2)? as u16;
    let again = body.take(32)? == RETRY;
    session.id = body.vector(1)?.0.to_vec();
    session.cipher = body.number(2)? as u16;
    body.take(1)?;
    let mut psk = false;
    for (kind, mut content) in extensions(&mut body) {
        match kind {
            extension::SUPPORTED_VERSIONS => session.version = content.number(2)? as u16,
            extension::KEY_SHARE => session.group = Some(content.number(2)? as u16),
            extension::PRE_SHARED_KEY => psk = true,
            extension::ENCRYPT_THEN_MAC => session.encrypt_then_mac = true,
            _ => {}
        }
    }
    // Before TLS 1.3 the client's identifier comes back; there it always does, and means nothing.
    session.resumed = match session.version >= TLS13 {
        true => psk,
        false => !session.id.is_empty() && session.id == client.id,
    };
    Some(!again)
}

/// The first certificate of a message.
fn certificate(mut body: Bytes<'_>) -> Rc<[u8]> {
    let first = body.vector(3).and_then(|mut list| list.vector(3));
    first.map_or_else(Rc::default, |c| c.0.into())
}

/// What the data of both sides say; each begins with its first record.
pub fn read(client: &[u8], server: &[u8]) -> Progress {
    let ((of_client, client_end), (of_server, server_end)) = (messages(client), messages(server));
    let failed = |end: End| matches!(end, End::Alert | End::Damage);
    let mut hello = None;
    let mut session = Session::default();
    let mut client_done = client_end == End::Encrypted;
    for (kind, body) in split(&of_client) {
        match kind {
            kind::CLIENT_HELLO => match client_hello(body) {
                Some(client) => hello = Some(client),
                None => return Progress::Not,
            },
            kind::CERTIFICATE => session.client_certificate = certificate(body),
            kind::CLIENT_KEY => client_done = true,
            _ => {}
        }
    }
    let Some(hello) = hello else {
        return if failed(client_end) || !begins(client) {
            Progress::Not
        } else {
            Progress::More
        };
    };
    let (mut agreed, mut server_done) = (false, server_end == End::Encrypted);
    for (kind, mut body) in split(&of_server) {
        match kind {
            kind::SERVER_HELLO => match server_hello(body, &hello, &mut session) {
                Some(last) => agreed = last,
                None => return Progress::Not,
            },
            kind::CERTIFICATE => session.server_certificate = certificate(body),
            // A named curve.
            kind::SERVER_KEY if has_group(session.cipher) && body.number(1) == Some(3) => {
                session.group = body.number(2).map(|group| group as u16);
            }
            kind::CERTIFICATE_REQUEST => session.client_auth = true,
            kind::SERVER_DONE => server_done = true,
            _ => {}
        }
    }
    if !agreed {
        return match failed(server_end) || failed(client_end) {
            true => Progress::Not,
            false => Progress::More,
        };
    }
    session.name = hello.name;
    if session.version >= TLS13 {
        // All else is encrypted.
        return Progress::Done(Box::new(session));
    }
    if failed(server_end) || failed(client_end) {
        return Progress::Not;
    }
    match server_done && client_done {
        true => Progress::Done(Box::new(session)),
        false => Progress::More,
    }
}

/// The server says which curve it is.
fn has_group(cipher: u16) -> bool {
    crate::nmi::record::algorithms::suite(cipher)
        .exchange
        .starts_with("ECDHE")
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::nmi::record::examples::bytes;

    /// ClientHello for `host.test` with the identifier 01020304, and the groups x25519.
    pub const CLIENT_HELLO: &str = "16 0301 0052 01 00004E 0303
        000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F
        04 01020304 0004 1301C02F 0100 001D
        0000 000E 000C 00 0009 686F73742E74657374
        000A 0004 0002 001D
        0016 0000 FF";
    /// ServerHello of TLS 1.3: AES-GCM-128, x25519 (its key is left out).
    pub const SERVER_HELLO_13: &str = "16 0303 003A 02 000036 0303
        505152535455565758595A5B5C5D5E5F606162636465666768696A6B6C6D6E6F
        04 01020304 1301 00 000A
        002B 0002 0304 0033 0000";
    const SERVER_12: &str = "16 0303 0031 02 00002D 0303
        505152535455565758595A5B5C5D5E5F606162636465666768696A6B6C6D6E6F
        00 C02F 00 0005 0016 0000 FF";

    fn hello() -> Vec<u8> {
        // The list of extensions is 29 bytes: without the last one, which is only there to be cut off.
        let mut hello = bytes(&CLIENT_HELLO.replace(" FF", ""));
        fit(&mut hello, 4 + 2 + 32 + 5 + 6 + 2);
        hello
    }

    /// Sets the lengths of the one record, its message and its extensions, which begin at a place of the message.
    pub fn fit(record: &mut [u8], extensions: usize) {
        let length = record.len() - 5;
        record[3..5].copy_from_slice(&(length as u16).to_be_bytes());
        record[6..9].copy_from_slice(&(length as u32 - 4).to_be_bytes()[1..]);
        let at = 5 + extensions;
        let rest = (record.len() - at - 2) as u16;
        record[at..at + 2].copy_from_slice(&rest.to_be_bytes());
    }

    fn server_hello_13() -> Vec<u8> {
        let mut server = bytes(&SERVER_HELLO_13.replace("0033 0000", "0033 0006 001D 0002 ABCD"));
        fit(&mut server, 4 + 2 + 32 + 5 + 2 + 1);
        server
    }

    #[test]
    fn a_session_of_tls_13_is_read() {
        let (client, server) = (hello(), server_hello_13());
        let Progress::Done(session) = read(&client, &server) else {
            panic!("{:?}", read(&client, &server));
        };
        assert_eq!(
            (session.version, session.cipher, session.group),
            (0x0304, 0x1301, Some(0x1d))
        );
        assert_eq!(
            (session.name.as_deref(), session.resumed),
            (Some("host.test"), false)
        );
        for end in 0..server.len() {
            assert_eq!(read(&client, &server[..end]), Progress::More, "{end}");
        }
        for end in 1..client.len() {
            assert_eq!(read(&client[..end], &server), Progress::More, "{end}");
        }
        assert_eq!(read(b"GET / HTTP/1.1\r\n", b""), Progress::Not);
        assert_eq!(read(&client, b"\x15\x03\x03\0\x02\x02\x28"), Progress::Not);
    }

    #[test]
    fn a_second_hello_may_be_asked_for() {
        let mut retry = server_hello_13();
        retry[11..43].copy_from_slice(&RETRY);
        let client = [hello(), hello()].concat();
        assert_eq!(read(&client, &retry), Progress::More);
        let server = [retry, server_hello_13()].concat();
        assert!(matches!(read(&client, &server), Progress::Done(_)));
    }

    #[test]
    fn a_session_of_tls_12_is_read_to_its_end() {
        let mut server = bytes(&SERVER_12.replace(" FF", ""));
        fit(&mut server, 4 + 2 + 32 + 1 + 2 + 1);
        server.extend(bytes("16 0303 000D 0B 000009 000006 000003 C0FFEE"));
        server.extend(bytes("16 0303 000A 0C 000006 03 001D 01 AA BB"));
        server.extend(bytes("16 0303 0008 0D 000000 0E 000000"));
        let client = hello();
        assert_eq!(read(&client, &server), Progress::More);
        let client = [
            client,
            bytes("16 0303 0007 0B 000003 000000 16 0303 0005 10 000001 00 14 0303 0001 01"),
        ]
        .concat();
        let Progress::Done(session) = read(&client, &server) else {
            panic!("{:?}", read(&client, &server));
        };
        assert_eq!(
            (session.version, session.cipher, session.group),
            (0x0303, 0xc02f, Some(0x1d))
        );
        assert!(session.encrypt_then_mac && session.client_auth && !session.resumed);
        assert_eq!(*session.server_certificate, [0xc0, 0xff, 0xee]);
        assert!(session.client_certificate.is_empty());
    }

    #[test]
    fn a_session_of_tls_12_may_go_on_from_another() {
        let mut server = bytes(
            &SERVER_12
                .replace("00 C02F", "04 01020304 C02F")
                .replace(" FF", ""),
        );
        fit(&mut server, 4 + 2 + 32 + 5 + 2 + 1);
        server.extend(bytes("14 0303 0001 01"));
        let client = [hello(), bytes("14 0303 0001 01")].concat();
        let Progress::Done(session) = read(&client, &server) else {
            panic!("{:?}", read(&client, &server));
        };
        assert!(session.resumed && session.id == [1, 2, 3, 4]);
    }
}
