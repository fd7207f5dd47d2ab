//! Filters of the callable interface: all that one marks has to be so, and one of them has to pass.

use crate::nmi::record::fields::{EncodeError, View};
use crate::nmi::record::nwm::{self, FILTER_BITS, filter, mark};
use crate::nmi::record::tree::{Name, Tree};
use std::net::{IpAddr, SocketAddr};

/// Marks of what sockets have, and of their other ends.
pub const OF_SOCKETS: u32 = mark::RESOURCE_NAME
    | mark::RESOURCE_ID
    | mark::LOCAL_ADDRESS
    | mark::LOCAL_PORT
    | mark::LOCAL_PREFIX
    | mark::ASID;
pub const OF_PEERS: u32 = mark::REMOTE_ADDRESS | mark::REMOTE_PORT | mark::REMOTE_PREFIX;

/// The filters of a call.
pub struct Filters<'a>(Vec<View<'a>>);

/// What a filter looks at.
#[derive(Default)]
pub struct Subject<'a> {
    pub local: Option<SocketAddr>,
    pub remote: Option<SocketAddr>,
    pub name: &'a str,
    pub id: u32,
    pub asid: u16,
    pub interface: &'a str,
}

impl<'a> Filters<'a> {
    /// `None` for what is no filter, or marks something else than `marks`.
    pub fn new(area: &'a [u8], length: usize, marks: u32) -> Option<Filters<'a>> {
        let filters: Vec<View> = area.chunks(length.max(1)).map(View).collect();
        let is_sound = |f: &View| {
            f.u32(filter::NWM_FILTER_IDENT) == nwm::FILTER
                && f.u32(filter::NWM_FILTER_FLAGS) & !marks == 0
        };
        filters.iter().all(is_sound).then_some(Filters(filters))
    }

    /// Something passes when there is no filter, too.
    pub fn pass(&self, subject: &Subject) -> bool {
        self.0.is_empty() || self.0.iter().any(|filter| passes(*filter, subject))
    }
}

/// Everything that a filter marks is as it says. Without an address in it a filter of addresses lets nothing pass.
fn passes(view: View, subject: &Subject) -> bool {
    let marks = view.u32(filter::NWM_FILTER_FLAGS);
    let is = |mask, same: &dyn Fn() -> bool| marks & mask == 0 || same();
    let address = |there: Option<SocketAddr>, field, prefix, mask| {
        let bits = (marks & mask != 0).then(|| view.u16(prefix));
        let wanted = view.socket(field).map(|s| s.ip());
        matches!((there, wanted), (Some(there), Some(wanted)) if is_within(there.ip(), wanted, bits))
    };
    let port = |there: Option<SocketAddr>, field| {
        there.is_some_and(|t| view.socket(field).map(|s| s.port()) == Some(t.port()))
    };
    is(mark::LOCAL_ADDRESS, &|| {
        address(
            subject.local,
            filter::LOCAL,
            filter::LOCAL_PREFIX,
            mark::LOCAL_PREFIX,
        )
    }) && is(mark::LOCAL_PORT, &|| port(subject.local, filter::LOCAL))
        && is(mark::REMOTE_ADDRESS, &|| {
            address(
                subject.remote,
                filter::REMOTE,
                filter::REMOTE_PREFIX,
                mark::REMOTE_PREFIX,
            )
        })
        && is(mark::REMOTE_PORT, &|| port(subject.remote, filter::REMOTE))
        && is(mark::RESOURCE_NAME, &|| {
            is_like(
                subject.name.as_bytes(),
                view.text(filter::RESOURCE_NAME).as_bytes(),
            )
        })
        && is(mark::RESOURCE_ID, &|| {
            view.u32(filter::RESOURCE_ID) == subject.id
        })
        && is(mark::ASID, &|| view.u16(filter::ASID) == subject.asid)
        && is(mark::INTERFACE, &|| {
            is_like(
                subject.interface.as_bytes(),
                view.text(filter::INTERFACE).as_bytes(),
            )
        })
}

/// Whether an address has the first bits of another one; all of them, when nothing is said.
pub fn is_within(address: IpAddr, wanted: IpAddr, bits: Option<u16>) -> bool {
    let (a, b, length) = match (address, wanted) {
        (IpAddr::V4(a), IpAddr::V4(b)) => (u128::from(a.to_bits()), u128::from(b.to_bits()), 32),
        (IpAddr::V6(a), IpAddr::V6(b)) => (a.to_bits(), b.to_bits(), 128),
        _ => return false,
    };
    let other = length - u32::from(bits.unwrap_or(128)).min(length);
    a.checked_shr(other).unwrap_or(0) == b.checked_shr(other).unwrap_or(0)
}

/// A name is like one with marks: `*` is any characters, `?` is one. Case does not count.
fn is_like(name: &[u8], wanted: &[u8]) -> bool {
    let (mut at, mut of) = (0, 0);
    // Behind the last `*`, and where the name went on then.
    let mut back = None;
    while at < name.len() {
        match wanted.get(of) {
            Some(b'*') => {
                of += 1;
                back = Some((of, at));
            }
            Some(b) if *b == b'?' || b.eq_ignore_ascii_case(&name[at]) => {
                (at, of) = (at + 1, of + 1);
            }
            _ => match &mut back {
                Some((star, from)) => {
                    *from += 1;
                    (of, at) = (*star, *from);
                }
                None => return false,
            },
        }
    }
    wanted[of.min(wanted.len())..].iter().all(|b| *b == b'*')
}

/// The bytes of a filter from its fields, of which all count. `LocalAddress`, `LocalPort` and their like are parts of `Local` and `Remote`.
///
/// # Errors
/// There is no such field, or a value does not fit.
pub fn encode(fields: Vec<(Name, Tree)>) -> Result<Vec<u8>, EncodeError> {
    const PARTS: [(&str, &str); 2] = [("Local", "0.0.0.0"), ("Remote", "0.0.0.0")];
    let mut marks = 0;
    let mut plain = Vec::new();
    let mut parts = [[None, None], [None, None]];
    for (name, value) in fields {
        marks |= FILTER_BITS
            .iter()
            .find(|(_, known)| *known == name)
            .map_or(0, |(mask, _)| *mask);
        let part = PARTS.iter().enumerate().find_map(|(at, (end, _))| {
            let which = ["Address", "Port"]
                .iter()
                .position(|part| name.strip_prefix(end) == Some(part))?;
            Some((at, which))
        });
        match part {
            Some((at, which)) => parts[at][which] = value.text().map(|t| t.into_owned()),
            None => plain.push((name, value)),
        }
    }
    for ((end, any), [address, port]) in PARTS.into_iter().zip(parts) {
        if address.is_none() && port.is_none() {
            continue;
        }
        let wrong = |text: &str| EncodeError::Value(end, text.to_string());
        let address = address.unwrap_or_else(|| any.to_string());
        let ip: IpAddr = address.parse().map_err(|_| wrong(&address))?;
        let port = port.unwrap_or_else(|| "0".to_string());
        let number: u16 = port.parse().map_err(|_| wrong(&port))?;
        let socket = SocketAddr::from((ip, number)).to_string();
        plain.push((end.into(), Tree::Text(socket)));
    }
    let mut out = filter::LAYOUT.encode(&Tree::Map(plain))?;
    filter::NWM_FILTER_IDENT.set_bytes(&mut out, &nwm::FILTER.to_be_bytes());
    let marks = marks | View(&out).u32(filter::NWM_FILTER_FLAGS);
    filter::NWM_FILTER_FLAGS.set(&mut out, marks.into());
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_are_as_they_say() {
        let subject = Subject {
            local: "192.0.2.7:80".parse().ok(),
            remote: "[2001:db8::7]:4000".parse().ok(),
            name: "HTTPD1",
            id: 0x1234,
            asid: 42,
            interface: "eth0",
        };
        let passes = |fields: &[(&'static str, &str)]| {
            let fields = fields
                .iter()
                .map(|(n, v)| ((*n).into(), (*v).into()))
                .collect();
            let bytes = encode(fields).unwrap();
            Filters::new(&bytes, bytes.len(), u32::MAX)
                .unwrap()
                .pass(&subject)
        };
        for (fields, expected) in [
            (&[][..], true),
            (&[("LocalAddress", "192.0.2.7")], true),
            (&[("LocalAddress", "192.0.2.8")], false),
            (
                &[("LocalAddress", "192.0.2.8"), ("LocalPrefix", "24")],
                true,
            ),
            (
                &[("LocalAddress", "198.51.100.1"), ("LocalPrefix", "0")],
                true,
            ),
            (
                &[("LocalAddress", "2001:db8::1"), ("LocalPrefix", "0")],
                false,
            ),
            (&[("LocalPort", "80")], true),
            (&[("LocalPort", "81")], false),
            (&[("LocalAddress", "192.0.2.7"), ("LocalPort", "81")], false),
            (
                &[("RemoteAddress", "2001:db8::1"), ("RemotePrefix", "32")],
                true,
            ),
            (
                &[("RemoteAddress", "2001:db8::7"), ("RemotePort", "4000")],
                true,
            ),
            (&[("RemotePort", "1")], false),
            (&[("ResourceName", "HTTPD1")], true),
            (&[("ResourceName", "HTTP*")], true),
            (&[("ResourceName", "*D?")], true),
            (&[("ResourceName", "HTTPD")], false),
            (&[("ResourceName", "?HTTPD1")], false),
            (&[("ResourceID", "00001234")], true),
            (&[("ASID", "42"), ("Interface", "eth*")], true),
            (&[("ASID", "43")], false),
            (
                &[("NWMFilterFlags", "LocalPort"), ("Local", "0.0.0.0:80")],
                true,
            ),
        ] {
            assert_eq!(passes(fields), expected, "{fields:?}");
        }
        assert!(encode(vec![("What".into(), "1".into())]).is_err());
        assert!(encode(vec![("LocalPort".into(), "x".into())]).is_err());
        let marked = encode(vec![("ASID".into(), "1".into())]).unwrap();
        assert!(Filters::new(&marked, marked.len(), OF_PEERS).is_none());
        assert!(Filters::new(&[0; 248], 248, u32::MAX).is_none());
    }
}
