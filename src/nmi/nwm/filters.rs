//! Filters of the callable interface: all that one marks has to be so, and one of them has to pass.

use crate::nmi::record::fields::{EncodeError, View, value_of};
use crate::nmi::record::nwm::{self, FILTER_BITS, filter, mark};
use crate::nmi::record::tree::{Name, Tree};
use crate::value::glob::glob;
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
    /// `None` where the owner is not known yet: then anything may be his.
    pub name: Option<&'a str>,
    pub asid: Option<u16>,
    pub id: u32,
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
            let wanted = view.text(filter::RESOURCE_NAME);
            subject.name.is_none_or(|name| is_like(name, &wanted))
        })
        && is(mark::RESOURCE_ID, &|| {
            view.u32(filter::RESOURCE_ID) == subject.id
        })
        && is(mark::ASID, &|| {
            let wanted = view.u16(filter::ASID);
            subject.asid.is_none_or(|asid| asid == wanted)
        })
        && is(mark::INTERFACE, &|| {
            is_like(subject.interface, &view.text(filter::INTERFACE))
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

/// A name is like one with marks. Case does not count.
fn is_like(name: &str, wanted: &str) -> bool {
    glob(wanted.as_bytes(), name.as_bytes(), u8::eq_ignore_ascii_case)
}

/// An end of a connection: its field, the marks of its parts, and that of a prefix.
struct End {
    name: &'static str,
    address: u32,
    port: u32,
    prefix: u32,
}

const ENDS: [End; 2] = [
    End {
        name: "Local",
        address: mark::LOCAL_ADDRESS,
        port: mark::LOCAL_PORT,
        prefix: mark::LOCAL_PREFIX,
    },
    End {
        name: "Remote",
        address: mark::REMOTE_ADDRESS,
        port: mark::REMOTE_PORT,
        prefix: mark::REMOTE_PREFIX,
    },
];

/// What an end is said to be.
#[derive(Default)]
struct Said {
    whole: bool,
    address: Option<String>,
    port: Option<String>,
}

/// The bytes of a filter from its fields, of which all count. `LocalAddress`, `LocalPort` and their like are parts of `Local` and `Remote`.
///
/// # Errors
/// There is no such field, or none that counts; a value does not fit; or something counts only beside another field.
pub fn encode(fields: Vec<(Name, Tree)>) -> Result<Vec<u8>, EncodeError> {
    let title = filter::LAYOUT.title;
    let mut marks = 0;
    let mut plain = Vec::new();
    let mut said = [Said::default(), Said::default()];
    for (name, value) in fields {
        let marked = value_of(FILTER_BITS, &name);
        marks |= marked.unwrap_or(0);
        let end = ENDS.iter().position(|end| name.starts_with(end.name));
        let text = || value.text().map(|text| text.into_owned());
        match end.map(|at| (&mut said[at], &name[ENDS[at].name.len()..])) {
            Some((said, "Address")) => said.address = text(),
            Some((said, "Port")) => said.port = text(),
            Some((said, "")) => {
                said.whole = true;
                plain.push((name, value));
            }
            // All of the others would be ignored.
            _ if marked.is_some() || name == filter::NWM_FILTER_FLAGS.name => {
                plain.push((name, value))
            }
            _ => return Err(EncodeError::Unknown(title, name.into_owned())),
        }
    }
    for (end, said) in ENDS.iter().zip(&said) {
        if said.address.is_none() && said.port.is_none() {
            continue;
        }
        if said.whole {
            return Err(EncodeError::Record(title, "an end beside its parts"));
        }
        let wrong = |text: &str| EncodeError::Value(end.name, text.to_string());
        let address = said.address.as_deref().unwrap_or("0.0.0.0");
        let ip: IpAddr = address.parse().map_err(|_| wrong(address))?;
        let port = said.port.as_deref().unwrap_or("0");
        let number: u16 = port.parse().map_err(|_| wrong(port))?;
        let socket = SocketAddr::from((ip, number)).to_string();
        plain.push((end.name.into(), Tree::Text(socket)));
    }
    let mut out = filter::LAYOUT.encode(&Tree::Map(plain))?;
    filter::NWM_FILTER_IDENT.set_bytes(&mut out, &nwm::FILTER.to_be_bytes());
    let marks = marks | View(&out).u32(filter::NWM_FILTER_FLAGS);
    for (end, said) in ENDS.iter().zip(&said) {
        if said.whole && marks & (end.address | end.port) == 0 {
            return Err(EncodeError::Record(title, "an end of which nothing counts"));
        }
        if marks & end.prefix != 0 && marks & end.address == 0 {
            return Err(EncodeError::Record(title, "a prefix without an address"));
        }
    }
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
            name: Some("HTTPD1"),
            id: 0x1234,
            asid: Some(42),
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
        for wrong in [
            &[("What", "1")][..],
            &[("LocalWhat", "1")],
            &[("LocalPort", "x")],
            // What has no mark would let everything pass.
            &[("ListenerID", "00000001")],
            &[("TnLUName", "LU1")],
            &[("NWMFilterIdent", "NWMF")],
            &[("Local", "192.0.2.7:80")],
            &[("Remote", "192.0.2.7:80"), ("NWMFilterFlags", "LocalPort")],
            &[("LocalPrefix", "24")],
            &[("LocalPrefix", "24"), ("LocalPort", "80")],
            &[("RemotePrefix", "24"), ("LocalAddress", "192.0.2.7")],
            &[("Local", "192.0.2.7:80"), ("LocalPort", "80")],
        ] {
            let fields = wrong.iter().map(|(n, v)| ((*n).into(), (*v).into()));
            assert!(encode(fields.collect()).is_err(), "{wrong:?}");
        }
        let marked = encode(vec![("ASID".into(), "1".into())]).unwrap();
        assert!(Filters::new(&marked, marked.len(), OF_PEERS).is_none());
        assert!(Filters::new(&[0; 248], 248, u32::MAX).is_none());
    }
}
