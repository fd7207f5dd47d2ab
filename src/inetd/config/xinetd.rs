//! `xinetd.conf`: blocks `defaults` and `service NAME` with xinetd's attributes.

use super::blocks::{Attribute, Block};
use super::settings::log_to;
use super::{Place, Placed, Reader, Settings};
use crate::inetd::entry::*;
use crate::inetd::fields::{self, Change};
use crate::inetd::sources::{ANY4, ANY6, Net, Sources};
use crate::inetd::words::{self, Wrong};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

type Blocks = Vec<(Block, Arc<Path>)>;

#[derive(Default)]
pub(super) struct Part {
    pub defaults: Blocks,
    pub services: Blocks,
}

/// More processes than any machine runs: `UNLIMITED`.
const UNLIMITED: u32 = 100_000;

/// Attributes that are known and mean nothing here.
const IGNORED: [&str; 9] = [
    "deny_time",
    "libwrap",
    "mdns",
    "umask_default",
    "v6only",
    "log_on_success",
    "log_on_failure",
    "rpc_version",
    "rpc_number",
];

/// What a block says that is not of an entry, or is known only when the block ends.
#[derive(Clone, Default)]
struct Draft {
    id: Option<String>,
    kinds: Vec<String>,
    flags: Vec<String>,
    socket: Option<String>,
    protocol: Option<String>,
    wait: Option<bool>,
    server: Option<String>,
    disable: bool,
    port: Option<u16>,
    passes: bool,
    redirect: bool,
    bound: Vec<std::net::IpAddr>,
}

pub(super) fn finish(reader: &mut Reader, settings: &mut Settings) -> Vec<Placed> {
    let part = std::mem::take(&mut reader.xinetd);
    let mut common = Entry::new("");
    common.limits.over = Over::Refuse;
    common.limits.rate = Some(Rate {
        starts: 50,
        interval: Duration::from_secs(1),
        pause: Some(Duration::from_secs(10)),
    });
    common.child.pass_all = true;
    let mut draft = Draft::default();
    let (mut enabled, mut disabled) = (None::<Vec<String>>, Vec::new());
    for (block, file) in &part.defaults {
        for attribute in &block.attributes {
            match attribute.name.as_str() {
                "enabled" => enabled
                    .get_or_insert_default()
                    .extend(attribute.values.iter().cloned()),
                "disabled" => disabled.extend(attribute.values.iter().cloned()),
                "log_type" => match log_to(&attribute.values()) {
                    Ok(log) => {
                        settings.log.get_or_insert(log);
                    }
                    Err(wrong) => {
                        reader.wrong(&attribute.place(file), Some(&attribute.name), wrong);
                    }
                },
                _ => apply(reader, &mut common, &mut draft, attribute, file),
            }
        }
    }
    let mut entries = Vec::new();
    for (block, file) in &part.services {
        let place = Place {
            file: file.clone(),
            line: block.line,
        };
        let service = block.name.clone().unwrap_or_default();
        let before = reader.problems.len();
        let (mut entry, mut draft) = (common.clone(), draft.clone());
        for attribute in &block.attributes {
            apply(reader, &mut entry, &mut draft, attribute, file);
        }
        entry.name = draft.id.clone().unwrap_or_else(|| service.clone());
        entry.disabled = draft.disable
            || disabled.contains(&entry.name)
            || enabled.as_ref().is_some_and(|e| !e.contains(&entry.name));
        let known = reader.problems.len() == before;
        if entry.disabled || !known {
            continue;
        }
        match whole(reader, &mut entry, &draft, &service) {
            Ok(()) => entries.push(Placed { entry, place }),
            Err(Left::Out(field, text)) => {
                let text = format!("{text}; service {} is left out", entry.name);
                reader.warn(&place, Some(field), text);
            }
            Err(Left::Wrong(field, wrong)) => reader.wrong(&place, Some(field), wrong),
        }
    }
    entries
}

/// Why a service makes no entry.
enum Left {
    Out(&'static str, &'static str),
    Wrong(&'static str, Wrong),
}

fn has(list: &[String], word: &str) -> bool {
    list.iter().any(|w| w.eq_ignore_ascii_case(word))
}

/// Makes an entry whole when all attributes are known.
fn whole(reader: &Reader, entry: &mut Entry, draft: &Draft, service: &str) -> Result<(), Left> {
    const MISSING: fn(&'static str) -> Left = |field| Left::Wrong(field, Wrong::Form("it"));
    for (kind, text) in [
        ("INTERNAL", "internal services are not offered"),
        ("RPC", "RPC services are not offered"),
        ("TCPMUX", "tcpmux is not offered"),
        ("TCPMUXPLUS", "tcpmux is not offered"),
    ] {
        if has(&draft.kinds, kind) {
            return Err(Left::Out("type", text));
        }
    }
    if draft.redirect {
        return Err(Left::Out("redirect", "redirecting is not offered"));
    }
    if has(&draft.flags, "SENSOR") {
        return Err(Left::Out("flags", "SENSOR is not offered"));
    }
    let protocol = draft.protocol.as_deref();
    entry.protocol = match (draft.socket.as_deref(), protocol) {
        (Some("stream"), None | Some("tcp" | "tcp6")) => Protocol::Tcp,
        (Some("dgram"), None | Some("udp" | "udp6")) => Protocol::Udp,
        (Some("raw" | "seqpacket"), _) => {
            return Err(Left::Out(
                "socket_type",
                "only stream and dgram are offered",
            ));
        }
        (None, Some("tcp" | "tcp6")) => Protocol::Tcp,
        (None, Some("udp" | "udp6")) => Protocol::Udp,
        (None, _) => return Err(MISSING("socket_type")),
        _ => {
            return Err(Left::Wrong(
                "protocol",
                Wrong::Form("a protocol that fits socket_type"),
            ));
        }
    };
    let base = match entry.protocol {
        Protocol::Udp => "udp",
        _ => "tcp",
    };
    let port = draft.port.or_else(|| (reader.system.port)(service, base));
    entry.port =
        port.ok_or_else(|| Left::Wrong("port", Wrong::Unknown("port of", service.to_string())))?;
    entry.addresses = draft.bound.clone();
    if entry.addresses.is_empty() {
        let six = has(&draft.flags, "IPv6") || protocol.is_some_and(|p| p.ends_with('6'));
        entry.addresses.push(if six { ANY6 } else { ANY4 });
    }
    entry.no_delay = has(&draft.flags, "NODELAY");
    entry.keep_alive = has(&draft.flags, "KEEPALIVE");
    entry.model = match draft.wait.ok_or_else(|| MISSING("wait"))? {
        true => Model::Wait,
        false => Model::NoWait,
    };
    if entry.model == Model::Wait && entry.protocol == Protocol::Tcp {
        entry.handover = Handover::Listener;
    }
    let server = draft.server.as_deref().ok_or_else(|| MISSING("server"))?;
    entry.program = words::path(server)
        .map(Program::Path)
        .map_err(|w| Left::Wrong("server", w))?;
    if has(&draft.flags, "NAMEINARGS") && !entry.child.arguments.is_empty() {
        entry.child.called = Some(entry.child.arguments.remove(0));
    }
    match fields::flaw(entry) {
        Some((field, wrong)) => Err(Left::Wrong(field, wrong)),
        None => Ok(()),
    }
}

/// Applies an attribute, and notes what is wrong with it.
fn apply(
    reader: &mut Reader,
    entry: &mut Entry,
    draft: &mut Draft,
    attribute: &Attribute,
    file: &Arc<Path>,
) {
    let (name, place) = (attribute.name.as_str(), attribute.place(file));
    let values = (name, attribute.change, &attribute.values()[..]);
    if let Err(wrong) = set(reader, entry, draft, values, &place) {
        reader.wrong(&place, Some(name), wrong);
    }
}

/// The attributes that are lists.
const LISTS: [&str; 9] = [
    "env",
    "passenv",
    "flags",
    "type",
    "only_from",
    "no_access",
    "access_times",
    "log_on_success",
    "log_on_failure",
];

fn set(
    reader: &mut Reader,
    entry: &mut Entry,
    draft: &mut Draft,
    (name, change, values): (&str, Change, &[&str]),
    place: &Place,
) -> Result<(), Wrong> {
    if change != Change::Set && !LISTS.contains(&name) {
        return Err(Wrong::NoList);
    }
    // Values of an attribute that takes one.
    let one = || match values {
        [value] => Ok(*value),
        _ => Err(Wrong::One),
    };
    let strings = |list: &mut Vec<String>| {
        match change {
            Change::Set => *list = values.iter().map(|v| (*v).to_string()).collect(),
            Change::Add => list.extend(values.iter().map(|v| (*v).to_string())),
            Change::Remove => list.retain(|old| !values.contains(&old.as_str())),
        }
        Ok(())
    };
    let bound = |entry: &mut Entry, what| {
        let most = words::size(one()?)?;
        entry.child.bounds.retain(|b| b.what != what);
        entry.child.bounds.push(Bound { what, most });
        Ok(())
    };
    match name {
        "id" => draft.id = Some(one()?.to_string()),
        "type" => return strings(&mut draft.kinds),
        "flags" => return strings(&mut draft.flags),
        "disable" => draft.disable = words::yes(one()?)?,
        "socket_type" => draft.socket = Some(one()?.to_ascii_lowercase()),
        "protocol" => draft.protocol = Some(one()?.to_ascii_lowercase()),
        "wait" => draft.wait = Some(words::yes(one()?)?),
        "server" => draft.server = Some(one()?.to_string()),
        "server_args" => entry.child.arguments = values.iter().map(|v| (*v).to_string()).collect(),
        "port" => draft.port = Some(words::number(one()?, 1, 65_535)? as u16),
        "redirect" => draft.redirect = true,
        "bind" | "interface" => {
            let host = one()?;
            let found = match host.parse() {
                Ok(address) => vec![address],
                Err(_) => (reader.system.host)(host),
            };
            let first = found
                .first()
                .ok_or_else(|| Wrong::Unknown("host", host.to_string()))?;
            draft.bound = vec![*first];
        }
        "user" => entry.child.user = Some(one()?.to_string()),
        "group" => entry.child.group = Some(one()?.to_string()),
        "groups" => entry.child.groups = words::word(one()?, &Groups::ALL)?,
        "umask" => entry.child.umask = Some(words::octal(one()?)? | 0o022),
        "nice" => {
            let value = one()?.parse().ok().filter(|n| (-20..=19).contains(n));
            entry.child.nice = value.ok_or(Wrong::Form("a number from -20 to 19"))?;
        }
        "instances" => entry.limits.processes = unlimited(one()?, UNLIMITED)?,
        "per_source" => entry.limits.per_source = unlimited(one()?, 0)?,
        "cps" => entry.limits.rate = cps(values)?,
        "max_load" => {
            let load: f64 = one()?.parse().map_err(|_| Wrong::Form("a load as 2.5"))?;
            entry.limits.load = Some(load).filter(|l| l.is_finite() && *l > 0.0);
        }
        "only_from" => return nets(reader, &mut entry.limits.only_from, change, values),
        "no_access" => return nets(reader, &mut entry.limits.no_access, change, values),
        "access_times" => {
            let mut hours = match change {
                Change::Set => Default::default(),
                _ => entry.limits.hours.clone(),
            };
            for value in values {
                hours
                    .add(value)
                    .ok_or(Wrong::Form("a span as 8:00-17:30"))?;
            }
            entry.limits.hours = hours;
        }
        "banner" => entry.banners.always = Some(words::path(one()?)?),
        "banner_success" => entry.banners.success = Some(words::path(one()?)?),
        "banner_fail" => entry.banners.failure = Some(words::path(one()?)?),
        "env" => return environment(entry, change, values),
        "passenv" => {
            entry.child.pass_all = false;
            draft.passes = true;
            return strings(&mut entry.child.pass);
        }
        "rlimit_as" => return bound(entry, Resource::AddressSpace),
        "rlimit_cpu" => return bound(entry, Resource::Cpu),
        "rlimit_data" => return bound(entry, Resource::Data),
        "rlimit_files" => return bound(entry, Resource::Files),
        "rlimit_rss" => return bound(entry, Resource::Resident),
        "rlimit_stack" => return bound(entry, Resource::Stack),
        "log_type" => {
            log_to(values)?;
            reader.warn(
                place,
                Some(name),
                "all services share the log of the defaults",
            );
        }
        "log_on_success" | "log_on_failure" => {
            const WORDS: [&str; 7] = [
                "PID", "HOST", "USERID", "EXIT", "DURATION", "TRAFFIC", "ATTEMPT",
            ];
            let known = |v: &&str| WORDS.iter().any(|w| w.eq_ignore_ascii_case(v));
            if !values.iter().all(known) {
                return Err(Wrong::OneOf(WORDS.join(", ")));
            }
            if values.iter().any(|v| v.eq_ignore_ascii_case("TRAFFIC")) {
                reader.warn(place, Some(name), "traffic is not counted");
            }
        }
        ignored if IGNORED.contains(&ignored) => {}
        _ => return Err(Wrong::Unknown("attribute", name.to_string())),
    }
    Ok(())
}

fn unlimited(text: &str, none: u32) -> Result<u32, Wrong> {
    match text.eq_ignore_ascii_case("UNLIMITED") {
        true => Ok(none),
        false => Ok(words::number(text, 1, UNLIMITED.into())? as u32),
    }
}

/// `50 10`: starts in a second, and the pause in seconds.
fn cps(values: &[&str]) -> Result<Option<Rate>, Wrong> {
    match values {
        ["0", ..] => Ok(None),
        [starts, rest @ ..] if rest.len() < 2 => Ok(Some(Rate {
            starts: words::number(starts, 1, 1_000_000)? as u32,
            interval: Duration::from_secs(1),
            pause: rest.first().map(|pause| words::time(pause)).transpose()?,
        })),
        _ => Err(Wrong::Form("starts a second, and a pause in seconds")),
    }
}

fn nets(reader: &Reader, all: &mut Sources, change: Change, values: &[&str]) -> Result<(), Wrong> {
    let mut found = Vec::new();
    for value in values {
        match Net::parse_xinetd(value) {
            Some(nets) => found.extend(nets),
            None => {
                let hosts = (reader.system.host)(value);
                if hosts.is_empty() {
                    return Err(Wrong::Unknown("address or host", (*value).to_string()));
                }
                let nets = hosts.iter().filter_map(|h| Net::parse(&h.to_string()));
                found.extend(nets);
            }
        }
    }
    match change {
        Change::Set => {
            all.clear();
            all.add(found);
        }
        Change::Add => all.add(found),
        Change::Remove => all.remove(&found),
    }
    Ok(())
}

fn environment(entry: &mut Entry, change: Change, values: &[&str]) -> Result<(), Wrong> {
    let all = &mut entry.child.environment;
    if change == Change::Remove {
        all.retain(|(name, _)| !values.contains(&name.as_str()));
        return Ok(());
    }
    let found: Result<Vec<_>, Wrong> = values.iter().map(|v| words::variable(v)).collect();
    if change == Change::Set {
        all.clear();
    }
    all.extend(found?);
    Ok(())
}
