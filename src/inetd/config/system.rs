//! What reading a configuration asks of the system. Fuzzers and tests ask something else.

use crate::inetd::entry::Entry;
use crate::inetd::words::Wrong;
use std::io;
use std::net::{IpAddr, ToSocketAddrs};
use std::path::Path;

/// What an entry lacks: the field and why.
type Lack = Option<(&'static str, Wrong)>;

pub struct System {
    pub read: fn(&Path) -> io::Result<Vec<u8>>,
    /// The names in a folder.
    pub list: fn(&Path) -> io::Result<Vec<String>>,
    /// The port of a service and a protocol (`tcp`, `udp`).
    pub port: fn(&str, &str) -> Option<u16>,
    /// The addresses of a host.
    pub host: fn(&str) -> Vec<IpAddr>,
    pub lack: fn(&Entry) -> Lack,
}

/// No configuration is longer.
const LONGEST: u64 = 16 << 20;

impl System {
    pub const REAL: System = System {
        read: |path| {
            use std::io::Read;
            let file = std::fs::File::open(path)?;
            if !file.metadata()?.is_file() {
                return Err(io::Error::other("not a file"));
            }
            let mut bytes = Vec::new();
            file.take(LONGEST).read_to_end(&mut bytes)?;
            Ok(bytes)
        },
        list: |path| {
            let names = std::fs::read_dir(path)?;
            let names: io::Result<Vec<_>> = names.map(|e| Ok(e?.file_name())).collect();
            Ok(names?
                .into_iter()
                .filter_map(|n| n.into_string().ok())
                .collect())
        },
        port: |service, protocol| {
            let text = std::fs::read_to_string("/etc/services").ok()?;
            port_of(&text, service, protocol)
        },
        host: |name| {
            let found = (name, 0).to_socket_addrs();
            found
                .map(|all| all.map(|a| a.ip()).collect())
                .unwrap_or_default()
        },
        lack: super::super::fields::lack,
    };

    /// Knows one text, and nothing else.
    #[cfg(any(fuzzing, test))]
    pub const NOTHING: System = System {
        read: |_| Err(io::ErrorKind::NotFound.into()),
        list: |_| Err(io::ErrorKind::NotFound.into()),
        port: |_, _| None,
        host: |_| Vec::new(),
        lack: |_| None,
    };
}

/// The port in a text of the form of /etc/services.
fn port_of(text: &str, service: &str, protocol: &str) -> Option<u16> {
    text.lines().find_map(|line| {
        let line = line.split('#').next().unwrap_or("");
        let mut words = line.split_whitespace();
        let name = words.next()?;
        let (port, kind) = words.next()?.split_once('/')?;
        let meant = kind == protocol && (name == service || words.any(|alias| alias == service));
        meant.then(|| port.parse().ok()).flatten()
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn services_have_aliases_and_comments() {
        let text = "# x\nfoo 7/tcp bar # baz\nfoo\t8/udp\nbad\n";
        let port = |name, protocol| super::port_of(text, name, protocol);
        assert_eq!(port("foo", "tcp"), Some(7));
        assert_eq!(port("bar", "tcp"), Some(7));
        assert_eq!(port("foo", "udp"), Some(8));
        assert_eq!(port("baz", "tcp"), None);
    }
}
