//! What SSH says before it is encrypted: versions, and the algorithms that both sides offer (RFC 4253).

use crate::device::socket::tls::x509::significant;

const KEXINIT: u8 = 20;
const NEWKEYS: u8 = 21;
/// Answers of the server that have its key: of Diffie-Hellman and elliptic curves, and of a group exchange.
const REPLIES: [u8; 2] = [31, 33];
/// Packets are shorter before encryption (RFC 4253, 6.1).
const PACKET: usize = 35_000;
/// Lines of a server before its version.
const PREFACE: usize = 4096;

/// A session that was agreed on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Session {
    pub client: String,
    pub server: String,
    pub exchange: String,
    pub host_key: String,
    /// From client to server, and back.
    pub encryption: [String; 2],
    pub authentication: [String; 2],
    /// Bits of the server's key, where it was seen.
    pub key_bits: u16,
}

#[derive(Debug, PartialEq, Eq)]
pub enum Progress {
    More,
    Not,
    Done(Box<Session>),
}

/// Whether data of a side may be the begin of SSH.
pub fn begins(data: &[u8]) -> bool {
    let length = data.len().min(4);
    length > 0 && data[..length] == b"SSH-"[..length]
}

/// The version of a side, and what follows; `None` when it is not complete.
fn version(data: &[u8]) -> Result<Option<(String, &[u8])>, ()> {
    let mut rest = data;
    loop {
        let Some(end) = memchr::memchr(b'\n', rest) else {
            return match rest.len() > 255 || data.len() > PREFACE {
                true => Err(()),
                false => Ok(None),
            };
        };
        let (line, behind) = (&rest[..end], &rest[end + 1..]);
        if line.starts_with(b"SSH-") {
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            // Control characters would make the text of a record strange.
            let text = String::from_utf8_lossy(line).replace(|c: char| c.is_control(), "?");
            return Ok(Some((text, behind)));
        }
        if data.len() - behind.len() > PREFACE {
            return Err(());
        }
        rest = behind;
    }
}

/// Data whose length comes first.
fn string<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (length, behind) = rest.split_at_checked(4)?;
    let length = u32::from_be_bytes(length.try_into().ok()?) as usize;
    let (text, behind) = behind.split_at_checked(length)?;
    *rest = behind;
    Some(text)
}

/// Contents of the packets before encryption.
fn packets(mut rest: &[u8]) -> impl Iterator<Item = Result<&[u8], ()>> {
    let mut over = false;
    std::iter::from_fn(move || {
        let head = rest.get(..5).filter(|_| !over)?;
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        let padding = usize::from(head[4]);
        if length > PACKET || length < padding + 2 {
            over = true;
            return Some(Err(()));
        }
        let packet = rest.get(5..4 + length)?;
        rest = &rest[4 + length..];
        let content = &packet[..packet.len() - padding];
        over = content.first() == Some(&NEWKEYS);
        Some(Ok(content))
    })
}

/// The lists of algorithms that a side offers.
fn offers(packet: &[u8]) -> Option<Vec<String>> {
    let mut rest = packet.get(17..)?;
    let mut lists = Vec::new();
    for _ in 0..8 {
        lists.push(String::from_utf8_lossy(string(&mut rest)?).into_owned());
    }
    Some(lists)
}

/// The first of the client's that the server has, too.
fn agreed(client: &str, server: &str) -> String {
    let mut found = client.split(',').filter(|name| !name.is_empty());
    let found = found.find(|name| server.split(',').any(|other| other == *name));
    found
        .unwrap_or_default()
        .replace(|c: char| c.is_control(), "?")
}

/// Bits of a key as the server sends it.
fn bits(mut key: &[u8]) -> Option<u16> {
    let kind = string(&mut key)?;
    Some(match kind {
        b"ssh-ed25519" => 256,
        b"ssh-ed448" => 456,
        b"ssh-rsa" => {
            let _exponent = string(&mut key)?;
            significant(string(&mut key)?)
        }
        b"ssh-dss" => significant(string(&mut key)?),
        _ => {
            let name = std::str::from_utf8(kind).ok()?;
            name.strip_prefix("ecdsa-sha2-nistp")?.parse().ok()?
        }
    })
}

/// What the data of both sides say.
pub fn read(client: &[u8], server: &[u8]) -> Progress {
    let (Ok(of_client), Ok(of_server)) = (version(client), version(server)) else {
        return Progress::Not;
    };
    let (Some((client, from_client)), Some((server, from_server))) = (of_client, of_server) else {
        return Progress::More;
    };
    if !client.starts_with("SSH-2.") && !client.starts_with("SSH-1.99") {
        // All of the first protocol that can be seen.
        let session = Session {
            client,
            server,
            ..Session::default()
        };
        return Progress::Done(Box::new(session));
    }
    let mut offered: [Option<Vec<String>>; 2] = [None, None];
    let (mut key_bits, mut over) = (None, [false; 2]);
    for (side, data) in [from_client, from_server].into_iter().enumerate() {
        for packet in packets(data) {
            let Ok(packet) = packet else {
                return Progress::Not;
            };
            match packet.first() {
                Some(&KEXINIT) => offered[side] = offers(packet),
                Some(&NEWKEYS) => over[side] = true,
                Some(kind) if side == 1 && REPLIES.contains(kind) => {
                    key_bits = key_bits.or_else(|| bits(string(&mut &packet[1..])?));
                }
                _ => {}
            }
        }
    }
    let [Some(ours), Some(theirs)] = offered else {
        return match over.contains(&true) {
            true => Progress::Not,
            false => Progress::More,
        };
    };
    if key_bits.is_none() && !over[1] {
        return Progress::More;
    }
    let pick = |at: usize| agreed(&ours[at], &theirs[at]);
    let session = Session {
        client,
        server,
        exchange: pick(0),
        host_key: pick(1),
        encryption: [pick(2), pick(3)],
        authentication: [pick(4), pick(5)],
        key_bits: key_bits.unwrap_or(0),
    };
    match session.exchange.is_empty() || session.encryption[0].is_empty() {
        // They have nothing in common.
        true => Progress::Not,
        false => Progress::Done(Box::new(session)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packet(content: &[u8]) -> Vec<u8> {
        let mut out = (content.len() as u32 + 5).to_be_bytes().to_vec();
        out.push(4);
        out.extend(content);
        out.extend([0; 4]);
        out
    }

    fn text(text: &[u8]) -> Vec<u8> {
        [&(text.len() as u32).to_be_bytes()[..], text].concat()
    }

    fn offer(lists: [&str; 6]) -> Vec<u8> {
        let mut out = vec![KEXINIT];
        out.extend([7; 16]);
        lists
            .iter()
            .for_each(|list| out.extend(text(list.as_bytes())));
        (0..4).for_each(|_| out.extend(text(b"")));
        out.extend([0; 5]);
        packet(&out)
    }

    #[test]
    fn the_first_of_the_client_s_algorithms_wins() {
        let client = [
            &b"SSH-2.0-OpenSSH_9.2\r\n"[..],
            &offer([
                "x,curve25519-sha256",
                "rsa-sha2-512",
                "aes256-ctr,aes128-ctr",
                "chacha20-poly1305@openssh.com",
                "umac-64@openssh.com",
                "hmac-sha2-256",
            ]),
        ]
        .concat();
        let rsa = [text(b"ssh-rsa"), text(&[1, 0, 1]), text(&[0, 0x80, 0, 0])].concat();
        let server = [
            &b"Welcome\r\nSSH-2.0-dropbear\r\n"[..],
            &offer([
                "curve25519-sha256,x2",
                "rsa-sha2-512",
                "aes128-ctr,aes256-ctr",
                "chacha20-poly1305@openssh.com",
                "umac-64@openssh.com",
                "hmac-sha2-256",
            ]),
            &packet(&[&[31][..], &text(&rsa)].concat()),
        ]
        .concat();
        let Progress::Done(session) = read(&client, &server) else {
            panic!("{:?}", read(&client, &server));
        };
        assert_eq!(
            (session.client.as_str(), session.server.as_str()),
            ("SSH-2.0-OpenSSH_9.2", "SSH-2.0-dropbear")
        );
        assert_eq!(
            (session.exchange.as_str(), session.key_bits),
            ("curve25519-sha256", 24)
        );
        assert_eq!(
            session.encryption,
            ["aes256-ctr", "chacha20-poly1305@openssh.com"]
        );
        for end in 0..server.len() {
            assert_eq!(read(&client, &server[..end]), Progress::More, "{end}");
        }
        let wrong = [&b"SSH-2.0-x\n"[..], &[255; 20]].concat();
        assert_eq!(read(&wrong, &server), Progress::Not);
        assert_eq!(read(&[b'x'; 300], &server), Progress::Not);
    }

    #[test]
    fn keys_have_bits() {
        let ec = [text(b"ecdsa-sha2-nistp384"), text(b"nistp384"), text(b"")].concat();
        assert_eq!(
            (bits(&ec), bits(&text(b"ssh-ed25519")), bits(b"")),
            (Some(384), Some(256), None)
        );
        assert_eq!((significant(&[]), significant(&[0, 1])), (0, 1));
    }
}
