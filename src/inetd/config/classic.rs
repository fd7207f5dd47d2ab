//! `inetd.conf`: one line a service.

use super::{Place, Placed, Reader};
use crate::inetd::entry::*;
use crate::inetd::fields;
use crate::inetd::sources::{ANY4, ANY6};
use crate::inetd::words;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// `nowait.50` is that many starts a minute.
const MINUTE: Duration = Duration::from_secs(60);

pub(super) fn read(reader: &mut Reader, text: &str, file: &Arc<Path>) {
    // A line `address:` says what the ones below it listen on.
    let mut usual: Vec<IpAddr> = Vec::new();
    for (n, line) in text.lines().enumerate() {
        let place = Place {
            file: file.clone(),
            line: n as u32 + 1,
        };
        let words: Vec<&str> = line.split_whitespace().collect();
        match words[..] {
            [] => {}
            [first, ..] if first.starts_with('#') => {}
            [only] if only.ends_with(':') => match addresses(reader, only.trim_end_matches(':')) {
                Some(found) => usual = found,
                None => reader.wrong(&place, Some("address"), "it is not known"),
            },
            _ => line_of(reader, &words, &place, &usual),
        }
    }
}

/// Addresses with commas between; `*` is all.
fn addresses(reader: &Reader, text: &str) -> Option<Vec<IpAddr>> {
    let mut all = Vec::new();
    for part in text.split(',') {
        if part == "*" {
            return Some(Vec::new());
        }
        let part = part.trim_start_matches('[').trim_end_matches(']');
        match part.parse() {
            Ok(address) => all.push(address),
            Err(_) => all.push(*(reader.system.host)(part).first()?),
        }
    }
    Some(all)
}

fn line_of(reader: &mut Reader, words: &[&str], place: &Place, usual: &[IpAddr]) {
    let [service, kind, protocol, wait, user, program, arguments @ ..] = words else {
        return reader.wrong(
            place,
            None,
            "a service, type, protocol, wait, user and program are expected",
        );
    };
    let protocol = protocol.split(',').next().unwrap_or("");
    if protocol.starts_with("rpc/") || service.starts_with("tcpmux/") {
        return reader.warn(
            place,
            Some(service),
            "RPC and tcpmux are not offered; it is left out",
        );
    }
    if *program == "internal" {
        return reader.warn(
            place,
            Some(service),
            "internal services are not offered; it is left out",
        );
    }
    let (listen, service) = match service.rsplit_once(':') {
        Some((listen, service)) if !service.is_empty() && !listen.is_empty() => {
            match addresses(reader, listen) {
                Some(listen) => (listen, service),
                None => return reader.wrong(place, Some("address"), "it is not known"),
            }
        }
        _ => (usual.to_vec(), *service),
    };
    let base = protocol.trim_end_matches(['4', '6']);
    let mut entry = Entry::new(service);
    entry.protocol = match (base, *kind) {
        ("tcp", "stream") => Protocol::Tcp,
        ("udp", "dgram") => Protocol::Udp,
        ("unix", "stream") => Protocol::Unix,
        ("tcp" | "udp" | "unix", "stream" | "dgram") => {
            return reader.wrong(place, Some("type"), "it does not fit the protocol");
        }
        ("tcp" | "udp" | "unix", _) => {
            return reader.wrong(place, Some("type"), "stream or dgram is expected");
        }
        _ => return reader.wrong(place, Some("protocol"), "tcp, udp or unix is expected"),
    };
    if entry.protocol == Protocol::Unix {
        entry.path = match words::path(service) {
            Ok(path) => Some(path),
            Err(wrong) => return reader.wrong(place, Some("service"), wrong),
        };
    } else {
        let port = service
            .parse()
            .ok()
            .or_else(|| (reader.system.port)(service, base));
        match port.filter(|port| *port > 0) {
            Some(port) => entry.port = port,
            None => {
                return reader.wrong(
                    place,
                    Some("service"),
                    format!("the port of {service} is not known"),
                );
            }
        }
    }
    entry.addresses = match (listen.is_empty(), &protocol[base.len()..]) {
        (false, _) => listen,
        (true, "6") => vec![ANY6],
        (true, "46") => Vec::new(),
        (true, _) => vec![ANY4],
    };
    let (wait, most) = match wait.split_once('.') {
        Some((wait, most)) => (wait, Some(most)),
        None => (*wait, None),
    };
    entry.model = match wait {
        "wait" => Model::Wait,
        "nowait" => Model::NoWait,
        _ => return reader.wrong(place, Some("wait"), "wait or nowait is expected"),
    };
    if entry.model == Model::Wait && entry.protocol != Protocol::Udp {
        entry.handover = Handover::Listener;
    }
    if let Some(most) = most {
        match words::number(most, 1, 1_000_000) {
            Ok(starts) => {
                entry.limits.rate = Some(Rate {
                    starts: starts as u32,
                    interval: MINUTE,
                    pause: None,
                });
            }
            Err(wrong) => return reader.wrong(place, Some("wait"), wrong),
        }
    }
    let (user, group) = match user.split_once([':', '.']) {
        Some((user, group)) => (user, Some(group)),
        None => (*user, None),
    };
    entry.child.user = Some(user.to_string());
    entry.child.group = group.map(str::to_string);
    entry.child.groups = Groups::User;
    if !program.starts_with('/') {
        return reader.wrong(place, Some("program"), "a path from the root is needed");
    }
    entry.program = Program::Path(PathBuf::from(program));
    if let Some((called, rest)) = arguments.split_first() {
        entry.child.called = Some((*called).to_string());
        entry.child.arguments = rest.iter().map(|a| (*a).to_string()).collect();
    }
    if reader.classic.iter().any(|p| p.entry.name == entry.name) {
        entry.name = format!("{}/{protocol}", entry.name);
    }
    if let Some((field, wrong)) = fields::flaw(&entry) {
        reader.wrong(place, Some(field), wrong);
    }
    reader.classic.push(Placed {
        entry,
        place: place.clone(),
    });
}
