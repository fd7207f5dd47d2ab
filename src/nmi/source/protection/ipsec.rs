//! IPsec as the kernel has it: its policies and associations (XFRM).

use crate::nmi::nwm::filters::is_within;
use crate::nmi::record::algorithms;
use crate::nmi::source::diag::{Attributes, address, double, dump, half, word};
use socket2::{Domain, Protocol, Socket, Type};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::os::fd::AsRawFd;

const GET_ASSOCIATIONS: u16 = 0x12;
const ASSOCIATION: u16 = 0x10;
const GET_POLICIES: u16 = 0x15;
const POLICY: u16 = 0x13;
/// What comes before the attributes of both.
const ASSOCIATION_LENGTH: usize = 224;
const POLICY_LENGTH: usize = 168;
const TEMPLATE_LENGTH: usize = 64;
/// Attributes.
const AUTHENTICATION: u16 = 1;
const ENCRYPTION: u16 = 2;
const TEMPLATES: u16 = 5;
const AEAD: u16 = 18;
const TRUNCATED: u16 = 20;
/// The direction of policies for what is sent, and the action that lets it pass.
const OUT: u8 = 1;
const ALLOW: u8 = 0;
/// Modes as the kernel has them.
const TRANSPORT: u8 = 0;

/// What protects packets from here to there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tunnel {
    pub local: IpAddr,
    pub remote: IpAddr,
    pub index: u32,
    /// 50 ESP, 51 AH.
    pub protocol: u8,
    pub is_transport: bool,
    pub encryption: &'static str,
    pub authentication: &'static str,
    /// Limits in bytes and seconds; 0 is none.
    pub bytes: u64,
    pub seconds: u64,
    request: u32,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Selector {
    from: (IpAddr, u8),
    to: (IpAddr, u8),
    ports: [Option<u16>; 2],
    protocol: u8,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Policy {
    selector: Selector,
    priority: u32,
    /// Addresses of the ends (unspecified ones are those of the packet), protocol, request.
    template: Option<(IpAddr, IpAddr, u8, u32)>,
}

/// All that the kernel has.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct State {
    tunnels: Vec<Tunnel>,
    policies: Vec<Policy>,
}

impl State {
    /// # Errors
    /// CAP_NET_ADMIN is needed, and a kernel that has IPsec.
    pub fn read() -> io::Result<State> {
        let socket = Socket::new(
            Domain::from(libc::AF_NETLINK),
            Type::RAW.cloexec(),
            Some(Protocol::from(libc::NETLINK_XFRM)),
        )?;
        let mut state = State::default();
        dump(socket.as_raw_fd(), GET_ASSOCIATIONS, &[], |kind, body| {
            if kind == ASSOCIATION {
                state.tunnels.extend(tunnel(body));
            }
        })?;
        dump(socket.as_raw_fd(), GET_POLICIES, &[], |kind, body| {
            if kind == POLICY {
                state.policies.extend(policy(body));
            }
        })?;
        Ok(state)
    }

    /// What protects a TCP connection from a local address to a remote one.
    pub fn of(&self, local: SocketAddr, remote: SocketAddr) -> Option<&Tunnel> {
        let matching = self
            .policies
            .iter()
            .filter(|p| p.selector.has(local, remote));
        // The lowest number goes first.
        let (from, to, protocol, request) = matching.min_by_key(|p| p.priority)?.template?;
        let given = |address: IpAddr, own: IpAddr| match address.is_unspecified() {
            true => own,
            false => address,
        };
        let (from, to) = (given(from, local.ip()), given(to, remote.ip()));
        let fits = |t: &&Tunnel| {
            (t.local, t.remote, t.protocol) == (from, to, protocol)
                && (request == 0 || t.request == request)
        };
        self.tunnels.iter().find(fits)
    }
}

impl Selector {
    fn has(&self, local: SocketAddr, remote: SocketAddr) -> bool {
        let right = |port: Option<u16>, own: u16| port.is_none_or(|p| p == own);
        let within = |address: IpAddr, (network, bits): (IpAddr, u8)| {
            is_within(address, network, Some(bits.into()))
        };
        within(local.ip(), self.from)
            && within(remote.ip(), self.to)
            && right(self.ports[0], local.port())
            && right(self.ports[1], remote.port())
            && [0, libc::IPPROTO_TCP as u8].contains(&self.protocol)
    }
}

/// An address of 16 bytes whose family is elsewhere.
fn at(body: &[u8], place: usize, family: u16) -> Option<IpAddr> {
    address(u8::try_from(family).ok()?, body.get(place..place + 16)?)
}

/// The name and the bits of the key of an algorithm.
fn algorithm(value: &[u8]) -> Option<(String, u32)> {
    let name = value.get(..64)?;
    let end = name.iter().position(|b| *b == 0).unwrap_or(name.len());
    Some((
        String::from_utf8_lossy(&name[..end]).into_owned(),
        word(value, 64)?,
    ))
}

fn encryption((name, bits): &(String, u32)) -> &'static str {
    let plain = match name.as_str() {
        "cbc(aes)" => format!("aes{bits}-cbc"),
        // The last four bytes of these keys are salt.
        "rfc3686(ctr(aes))" => format!("aes{}-ctr", bits.saturating_sub(32)),
        "rfc4106(gcm(aes))" => format!("aes{}-gcm", bits.saturating_sub(32)),
        "rfc7539esp(chacha20,poly1305)" => "chacha20-poly1305".into(),
        "cbc(des3_ede)" => "3des-cbc".into(),
        "ecb(cipher_null)" => "none".into(),
        _ => return "",
    };
    algorithms::encryption(&plain)
}

fn authentication((name, _): &(String, u32)) -> &'static str {
    match name.as_str() {
        "hmac(md5)" => "HMAC-MD5",
        "hmac(sha1)" => "HMAC-SHA1",
        "hmac(sha256)" => "HMAC-SHA2-256",
        "hmac(sha384)" => "HMAC-SHA2-384",
        "hmac(sha512)" => "HMAC-SHA2-512",
        _ => "",
    }
}

fn tunnel(body: &[u8]) -> Option<Tunnel> {
    let family = half(body, 212)?;
    let limit = |place| double(body, place).filter(|l| *l != u64::MAX).unwrap_or(0);
    let mut made = Tunnel {
        local: at(body, 80, family)?,
        remote: at(body, 56, family)?,
        index: u32::from_be(word(body, 72)?),
        protocol: *body.get(76)?,
        is_transport: *body.get(214)? == TRANSPORT,
        encryption: "",
        authentication: "",
        bytes: limit(104),
        seconds: limit(136),
        request: word(body, 208)?,
    };
    for (kind, value) in Attributes(body.get(ASSOCIATION_LENGTH..)?) {
        let Some(algorithm) = algorithm(value) else {
            continue;
        };
        match kind {
            ENCRYPTION => made.encryption = encryption(&algorithm),
            AEAD => (made.encryption, made.authentication) = (encryption(&algorithm), "none"),
            AUTHENTICATION | TRUNCATED => made.authentication = authentication(&algorithm),
            _ => {}
        }
    }
    Some(made)
}

fn policy(body: &[u8]) -> Option<Policy> {
    if *body.get(160)? != OUT || *body.get(161)? != ALLOW {
        return None;
    }
    let family = half(body, 40)?;
    let port = |place: usize| {
        let (port, mask) = (body.get(place..place + 2)?, half(body, place + 2)?);
        (mask != 0).then(|| u16::from_be_bytes([port[0], port[1]]))
    };
    let selector = Selector {
        from: (at(body, 16, family)?, *body.get(43)?),
        to: (at(body, 0, family)?, *body.get(42)?),
        ports: [port(36), port(32)],
        protocol: *body.get(44)?,
    };
    let templates = Attributes(body.get(POLICY_LENGTH..)?).find(|(kind, _)| *kind == TEMPLATES);
    let template = templates.and_then(|(_, value)| {
        // The first one is the innermost.
        let one = value.get(..TEMPLATE_LENGTH)?;
        let family = half(one, 24)?;
        Some((
            at(one, 28, family)?,
            at(one, 0, family)?,
            one[20],
            word(one, 44)?,
        ))
    });
    Some(Policy {
        selector,
        priority: word(body, 152)?,
        template,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_policy(mode: u8) -> Vec<u8> {
        let mut body = vec![0; POLICY_LENGTH];
        body[..4].copy_from_slice(&[10, 0, 0, 0]);
        body[16..20].copy_from_slice(&[10, 0, 1, 1]);
        body[40] = libc::AF_INET as u8;
        (body[42], body[43], body[160]) = (8, 32, OUT);
        let mut template = [0; TEMPLATE_LENGTH];
        template[20] = 50;
        template[24] = libc::AF_INET as u8;
        template[44] = 7;
        template[48] = mode;
        body.extend(((TEMPLATE_LENGTH + 4) as u16).to_ne_bytes());
        body.extend(TEMPLATES.to_ne_bytes());
        body.extend(template);
        body
    }

    fn of_association() -> Vec<u8> {
        let mut body = vec![0; ASSOCIATION_LENGTH];
        body[56..60].copy_from_slice(&[10, 2, 0, 2]);
        body[72..77].copy_from_slice(&[0, 0, 1, 2, 50]);
        body[80..84].copy_from_slice(&[10, 0, 1, 1]);
        body[104..112].fill(0xff);
        body[208] = 7;
        body[212] = libc::AF_INET as u8;
        let mut algorithm = vec![0; 72];
        algorithm[..17].copy_from_slice(b"rfc4106(gcm(aes))");
        algorithm[64..68].copy_from_slice(&160u32.to_ne_bytes());
        body.extend(76u16.to_ne_bytes());
        body.extend(AEAD.to_ne_bytes());
        body.extend(algorithm);
        body
    }

    #[test]
    fn policies_lead_to_associations() {
        let state = State {
            tunnels: tunnel(&of_association()).into_iter().collect(),
            policies: policy(&of_policy(TRANSPORT)).into_iter().collect(),
        };
        let found = state
            .of(([10, 0, 1, 1], 5).into(), ([10, 2, 0, 2], 6).into())
            .unwrap();
        assert_eq!(
            (found.encryption, found.authentication),
            ("AES-GCM-128", "none")
        );
        assert_eq!(
            (found.index, found.protocol, found.bytes, found.is_transport),
            (0x102, 50, 0, true)
        );
        for (local, remote) in [
            ([10, 0, 1, 2], [10, 2, 0, 2]),
            ([10, 0, 1, 1], [11, 2, 0, 2]),
            ([10, 0, 1, 1], [10, 2, 0, 3]),
        ] {
            assert_eq!(state.of((local, 5).into(), (remote, 6).into()), None);
        }
        for end in 0..of_association().len() {
            tunnel(&of_association()[..end]);
        }
        for end in 0..of_policy(0).len() {
            policy(&of_policy(0)[..end]);
        }
    }
}
