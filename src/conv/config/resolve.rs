//! From the tree to the configuration: entries are checked alone and against each other, and defaults are put in.

use super::Release;
use super::buftype::BufTypes;
use super::entry::{Entry, Report};
use super::params::{Section, unused};
use super::problem::{Caution, Span, Wrong};
use super::tree::{File, Head, Line};
use super::types::*;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::time::Duration;

/// No server has a higher id.
const LAST_ID: u32 = 30_000;
/// The most seconds of a clock that counts in SCANUNITs.
const LONGEST: i64 = 32_767;

/// Makes the configuration; it means something only when nothing was reported.
pub fn resolve(file: &File<'_>, release: Release, report: &mut Report) -> Configuration {
    for line in &file.before {
        report.wrong(line_place(line), Wrong::NoSection);
    }
    let mut sections: HashMap<Section, (Span, Vec<Entry>)> = HashMap::new();
    for part in &file.sections {
        let Some(section) = Section::of(part.name) else {
            report.wrong(part.at, Wrong::UnknownSection(part.name.to_string()));
            continue;
        };
        if sections.contains_key(&section) {
            report.wrong(part.at, Wrong::SectionTwice(section));
        }
        if let Some(note) = unused(section) {
            let what = Caution::SectionUnused { section, note };
            report.warnings.push((part.at, what));
        }
        let entries = match section {
            Section::Resources => vec![resources(part.at, &part.body, report)],
            _ => entries(section, &part.body, report),
        };
        let all = sections.entry(section).or_insert((part.at, Vec::new()));
        all.1.extend(entries);
    }
    for section in [Section::Resources, Section::Machines, Section::Groups] {
        if !sections.contains_key(&section) {
            report.errors.push((None, Wrong::SectionMissing(section)));
        }
    }
    let empty = || Entry::new(Section::Resources, "", Span::default());
    let resources = sections
        .remove(&Section::Resources)
        .and_then(|(_, mut all)| (!all.is_empty()).then(|| all.swap_remove(0)))
        .unwrap_or_else(empty);
    let mut take = |section| sections.remove(&section).map_or(Vec::new(), |(_, all)| all);
    let all = Entries {
        resources,
        machines: take(Section::Machines),
        groups: take(Section::Groups),
        networks: take(Section::Network),
        servers: take(Section::Servers),
        services: take(Section::Services),
        routing: take(Section::Routing),
    };
    all.cross_check(report);
    all.configuration(release, report)
}

/// All of a line.
fn line_place(line: &Line<'_>) -> Span {
    match (line.head == Head::None, line.settings.first()) {
        (true, Some(setting)) => setting.at,
        _ => line.at,
    }
}

/// *RESOURCES has one entry without a name: each line is a parameter and its value, and `KEYWORD=value` is taken, too.
fn resources(at: Span, body: &[Line<'_>], report: &mut Report) -> Entry {
    let mut entry = Entry::new(Section::Resources, "", at);
    for line in body {
        let mut settings = &line.settings[..];
        match &line.head {
            Head::Default => {
                report.wrong(line.at, Wrong::DefaultInResources);
                continue;
            }
            Head::Name(name) => {
                let values = match settings.first() {
                    Some(first) if first.key.is_none() => {
                        settings = &settings[1..];
                        &first.values[..]
                    }
                    _ => &[],
                };
                entry.set(name, line.at, values, report);
            }
            Head::None => {}
        }
        entry.take(settings, report);
    }
    entry.require(report);
    entry
}

/// The entries of the other sections.
fn entries(section: Section, body: &[Line<'_>], report: &mut Report) -> Vec<Entry> {
    let mut defaults = Entry::new(section, "DEFAULT:", Span::default());
    let mut out = Vec::new();
    for line in body {
        match &line.head {
            // Nothing behind it takes all back; something stands above what was there.
            Head::Default => {
                let mut newer = Entry::new(section, "DEFAULT:", line.at);
                newer.take(&line.settings, report);
                if !line.settings.is_empty() {
                    newer.inherit(&defaults);
                }
                defaults = newer;
            }
            Head::Name(name) => {
                let mut entry = Entry::new(section, name, line.at);
                entry.take(&line.settings, report);
                entry.inherit(&defaults);
                entry.require(report);
                out.push(entry);
            }
            Head::None => report.wrong(line_place(line), Wrong::Unnamed),
        }
    }
    out
}

/// The entries of all sections.
struct Entries {
    resources: Entry,
    machines: Vec<Entry>,
    groups: Vec<Entry>,
    networks: Vec<Entry>,
    servers: Vec<Entry>,
    services: Vec<Entry>,
    routing: Vec<Entry>,
}

impl Entries {
    fn cross_check(&self, report: &mut Report) {
        self.machines(report);
        self.groups(report);
        self.servers(report);
        self.services(report);
        self.routing(report);
    }

    fn machines(&self, report: &mut Report) {
        once(&self.machines, report, |e| e.name.clone());
        let mut names: Vec<String> = Vec::new();
        for machine in &self.machines {
            let Some(lmid) = machine.text("LMID") else {
                continue;
            };
            match names.contains(&lmid) {
                true => report.wrong(machine.place("LMID"), Wrong::MachineTwice(lmid)),
                false => names.push(lmid),
            }
        }
        if self.resources.text("MODEL").as_deref() == Some("SHM") && self.machines.len() > 1 {
            report.wrong(self.resources.place("MODEL"), Wrong::OneMachine);
        }
        let groups = self.groups.iter().map(|group| (group, "LMID"));
        for (entry, name) in std::iter::once((&self.resources, "MASTER")).chain(groups) {
            for lmid in entry.texts(name) {
                if !names.contains(&lmid) {
                    report.wrong(entry.place(name), Wrong::NoMachine(lmid));
                }
            }
        }
        for network in &self.networks {
            if !names.contains(&network.name) {
                report.wrong(network.at, Wrong::NoMachine(network.name.clone()));
            }
        }
        once(&self.networks, report, |e| {
            (e.name.clone(), e.text("NETGROUP"))
        });
    }

    fn groups(&self, report: &mut Report) {
        once(&self.groups, report, |e| e.name.clone());
        let mut numbers: HashMap<u32, &str> = HashMap::new();
        for group in &self.groups {
            let Some(number) = group.number("GRPNO") else {
                continue;
            };
            match numbers.get(&number) {
                Some(other) => {
                    let what = Wrong::GroupNumberTwice {
                        number,
                        group: (*other).to_string(),
                    };
                    report.wrong(group.place("GRPNO"), what);
                }
                None => drop(numbers.insert(number, &group.name)),
            }
        }
    }

    fn has_group(&self, entry: &Entry, report: &mut Report) {
        let Some(name) = entry.text("SRVGRP") else {
            return;
        };
        if self.groups.iter().all(|g| g.name != name) {
            let section = Section::Groups;
            report.wrong(entry.place("SRVGRP"), Wrong::NoEntry { section, name });
        }
    }

    fn servers(&self, report: &mut Report) {
        // The ids of each group: the first of a server, its last, and its name.
        let mut ids: HashMap<String, BTreeMap<u32, (u32, &str)>> = HashMap::new();
        let mut queues: HashMap<String, &Entry> = HashMap::new();
        let most = self.resources.count("MAXSERVERS");
        let (mut sum, mut above) = (0u64, false);
        for server in &self.servers {
            self.has_group(server, report);
            let (min, max) = instances(server);
            if min > max {
                report.wrong(server.place("MAX"), Wrong::MinAboveMax { min, max });
            }
            let (low, high) = (
                server.count("MINDISPATCHTHREADS"),
                server.count("MAXDISPATCHTHREADS"),
            );
            if low > high {
                let what = Wrong::ThreadsAboveMax {
                    min: low,
                    max: high,
                };
                report.wrong(server.place("MINDISPATCHTHREADS"), what);
            }
            sum += u64::from(max);
            if sum > u64::from(most) && !above {
                above = true;
                report.wrong(server.at, Wrong::TooManyServers { sum, max: most });
            }
            if let (Some(first), Some(group)) = (server.number("SRVID"), server.text("SRVGRP")) {
                let last = first + max.saturating_sub(1);
                if last > LAST_ID {
                    report.wrong(server.place("SRVID"), Wrong::ServerIdAbove { first, max });
                }
                let taken = ids.entry(group.clone()).or_default();
                // The nearest one that begins no later than this one ends.
                let below = taken.range(..=last).next_back();
                if let Some((start, (end, other))) = below
                    && *end >= first
                {
                    let what = Wrong::ServerIdTwice {
                        server: server.name.clone(),
                        group,
                        first,
                        last,
                        other: (*other).to_string(),
                        taken: first.max(*start),
                    };
                    report.wrong(server.place("SRVID"), what);
                } else {
                    taken.insert(first, (last, &server.name));
                }
            }
            match server.text("RQADDR") {
                Some(queue) => {
                    let other = *queues.entry(queue.clone()).or_insert(server);
                    let what = [("SRVGRP", "group"), ("CONV", "kind")]
                        .into_iter()
                        .find(|(name, _)| other.text(name) != server.text(name));
                    if let Some((_, what)) = what {
                        let other = other.name.clone();
                        let what = Wrong::QueueShared { queue, other, what };
                        report.wrong(server.place("RQADDR"), what);
                    }
                }
                None if server.flag("CONV") && max > 1 => {
                    let what = Caution::NoSharedQueue(server.name.clone());
                    report.warnings.push((server.at, what));
                }
                None => {}
            }
        }
    }

    fn services(&self, report: &mut Report) {
        once(&self.services, report, |e| {
            (e.name.clone(), e.text("SRVGRP"))
        });
        let mut routed: HashMap<&str, Option<String>> = HashMap::new();
        for service in &self.services {
            self.has_group(service, report);
            let routing = service.text("ROUTING");
            let known = routed.entry(&service.name).or_insert(routing.clone());
            if *known != routing {
                let what = Wrong::RoutingDiffers(service.name.clone());
                report.wrong(service.place("ROUTING"), what);
            }
            if let Some(name) = service.text("ROUTING")
                && self.routing.iter().all(|r| r.name != name)
            {
                let section = Section::Routing;
                report.wrong(service.place("ROUTING"), Wrong::NoEntry { section, name });
            }
        }
    }

    /// Criteria: which buffers they are for, and that their groups are there. Several entries of one name are for different types.
    fn routing(&self, report: &mut Report) {
        let mut seen: HashSet<(&str, String)> = HashSet::new();
        for entry in &self.routing {
            let at = entry.place("BUFTYPE");
            let types = entry.has("BUFTYPE").then(|| entry.types("BUFTYPE"));
            let kinds = match types {
                Some(BufTypes::Some(types)) => types,
                Some(BufTypes::All) => {
                    report.wrong(at, Wrong::NotRouted("ALL".into()));
                    Vec::new()
                }
                None => Vec::new(),
            };
            for kind in kinds {
                let name = kind.name;
                match &*name {
                    "FML" | "FML32" | "XML" if kind.subtypes.is_empty() => {}
                    "FML" | "FML32" | "XML" => report.wrong(at, Wrong::NoSubtypes(name.clone())),
                    "VIEW" | "VIEW32" | "X_C_TYPE" | "X_COMMON" => {
                        if kind.subtypes.is_empty() || kind.subtypes.iter().any(|s| s == "*") {
                            report.wrong(at, Wrong::NeedsSubtypes(name.clone()));
                        }
                    }
                    _ => report.wrong(at, Wrong::NotRouted(name.clone())),
                }
                let with = |subtype: &String| format!("{name}:{subtype}");
                let mut all: Vec<String> = kind.subtypes.iter().map(with).collect();
                if all.is_empty() {
                    all.push(name.clone());
                }
                for kind in all {
                    if !seen.insert((&entry.name, kind.clone())) {
                        let name = entry.name.clone();
                        report.wrong(at, Wrong::RoutingTwice { name, kind });
                    }
                }
            }
            let ranges = entry.ranges("RANGES");
            for group in ranges.groups() {
                if self.groups.iter().all(|g| g.name != group) {
                    let (section, name) = (Section::Groups, group.to_string());
                    report.wrong(entry.place("RANGES"), Wrong::NoEntry { section, name });
                }
            }
            if ranges.has_more_behind() {
                let what = Caution::RangesBehind(entry.name.clone());
                report.warnings.push((entry.place("RANGES"), what));
            }
        }
    }

    fn configuration(&self, release: Release, report: &mut Report) -> Configuration {
        let from = &self.resources;
        let resources = Resources {
            key: from.count("IPCKEY"),
            master: from.texts("MASTER"),
            model: match from.text("MODEL").as_deref() {
                Some("MP") => Model::Multiple,
                _ => Model::Single,
            },
            domain: from.text("DOMAINID"),
            uid: from.number("UID"),
            gid: from.number("GID"),
            perm: from.count("PERM"),
            max_accessers: from.count("MAXACCESSERS"),
            max_servers: from.count("MAXSERVERS"),
            max_services: from.count("MAXSERVICES"),
            max_conversations: from.number("MAXCONV").unwrap_or_else(|| {
                match self.servers.iter().any(|s| s.flag("CONV")) {
                    true => release.conversations(),
                    false => 1,
                }
            }),
            max_transactions: from.count("MAXGTT"),
            max_transaction_time: from.seconds("MAXTRANTIME"),
            scan_unit: Duration::from_secs(from.count("SCANUNIT").into()),
            sanity_scan: clock(from, "SANITYSCAN", 120, report),
            block_time: clock(from, "BLOCKTIME", 60, report),
            bbl_query: clock(from, "BBLQUERY", 300, report),
            dbbl_wait: clock(from, "DBBLWAIT", 20, report),
            migrates: from.texts("OPTIONS").iter().any(|o| o == "MIGRATE"),
            load_balancing: from.flag("LDBAL"),
        };
        let unit = from.count("SCANUNIT");
        if !unit.is_multiple_of(5) {
            report.wrong(from.place("SCANUNIT"), Wrong::ScanUnit(unit));
        }
        let machine = |e: &Entry| Machine {
            host: e.name.clone(),
            lmid: e.text("LMID").unwrap_or_default(),
            folder: e.text("APPDIR"),
            log: e.text("ULOGPFX"),
            max_conversations: e.number("MAXCONV").unwrap_or(resources.max_conversations),
            max_accessers: e.number("MAXACCESSERS").unwrap_or(resources.max_accessers),
            max_transactions: e.number("MAXGTT").unwrap_or(resources.max_transactions),
            max_transaction_time: match e.has("MAXTRANTIME") {
                true => e.seconds("MAXTRANTIME"),
                false => resources.max_transaction_time,
            },
            uid: e.number("UID").or(resources.uid),
            gid: e.number("GID").or(resources.gid),
            perm: e.number("PERM").unwrap_or(resources.perm),
        };
        Configuration {
            machines: self.machines.iter().map(machine).collect(),
            groups: self.groups.iter().map(Group::from).collect(),
            networks: self.networks.iter().map(Network::from).collect(),
            servers: self.servers.iter().map(Server::from).collect(),
            services: self.services.iter().map(Service::from).collect(),
            routing: self.routing.iter().map(Routing::from).collect(),
            resources,
        }
    }
}

/// MIN and MAX.
fn instances(server: &Entry) -> (u32, u32) {
    let min = server.count("MIN");
    // Even a server that is not booted can be started once.
    let max = server.number("MAX").unwrap_or(min.max(1));
    (min, max)
}

/// A clock that counts in SCANUNITs, with about so many seconds by default.
fn clock(from: &Entry, name: &'static str, about: u32, report: &mut Report) -> Duration {
    let unit = from.count("SCANUNIT").max(1);
    let count = from.number(name).unwrap_or((about / unit).max(1));
    let seconds = i64::from(count) * i64::from(unit);
    if seconds > LONGEST {
        report.wrong(from.place(name), Wrong::Clock { name, seconds });
    }
    Duration::from_secs(seconds.unsigned_abs())
}

/// Reports entries that say what an entry before them says.
fn once<K: std::hash::Hash + Eq>(
    entries: &[Entry],
    report: &mut Report,
    key: impl Fn(&Entry) -> K,
) {
    let mut seen = HashSet::new();
    for entry in entries {
        if !seen.insert(key(entry)) {
            let (section, name) = (entry.section, entry.name.clone());
            report.wrong(entry.at, Wrong::EntryTwice { section, name });
        }
    }
}

impl From<&Entry> for Group {
    fn from(e: &Entry) -> Group {
        Group {
            name: e.name.clone(),
            machines: e.texts("LMID"),
            number: e.count("GRPNO"),
            open_info: e.text("OPENINFO"),
            close_info: e.text("CLOSEINFO"),
            manager: e.text("TMSNAME"),
            managers: e.count("TMSCOUNT"),
        }
    }
}

impl From<&Entry> for Network {
    fn from(e: &Entry) -> Network {
        Network {
            machine: e.name.clone(),
            address: e.text("NADDR"),
            listener: e.text("NLSADDR"),
            group: e.text("NETGROUP").unwrap_or_default(),
        }
    }
}

impl From<&Entry> for Server {
    fn from(e: &Entry) -> Server {
        let (min, max) = instances(e);
        Server {
            name: e.name.clone(),
            group: e.text("SRVGRP").unwrap_or_default(),
            id: e.count("SRVID"),
            conversational: e.flag("CONV"),
            min,
            max,
            queue: e.text("RQADDR"),
            reply_queue: e.flag("REPLYQ"),
            restart: e.flag("RESTART"),
            generations: e.count("MAXGEN"),
            grace: e.seconds("GRACE"),
            restart_command: e.text("RCMD"),
            sequence: e.number("SEQUENCE"),
            options: e.clopt("CLOPT"),
            min_threads: e.count("MINDISPATCHTHREADS"),
            max_threads: e.count("MAXDISPATCHTHREADS"),
            service_timeout: e.seconds("SVCTIMEOUT"),
        }
    }
}

impl From<&Entry> for Service {
    fn from(e: &Entry) -> Service {
        Service {
            name: e.name.clone(),
            group: e.text("SRVGRP"),
            priority: e.count("PRIO"),
            load: e.count("LOAD"),
            auto_transaction: e.flag("AUTOTRAN"),
            transaction_time: e.seconds("TRANTIME"),
            timeout: e.seconds("SVCTIMEOUT"),
            block_time: e.seconds("BLOCKTIME"),
            types: e.types("BUFTYPE"),
            routing: e.text("ROUTING"),
        }
    }
}

impl Service {
    /// A service that no entry is about: all its parameters have their defaults.
    pub fn unlisted(name: &str) -> Service {
        Service::from(&Entry::new(Section::Services, name, Span::default()))
    }
}

impl From<&Entry> for Routing {
    fn from(e: &Entry) -> Routing {
        Routing {
            name: e.name.clone(),
            field: e.text("FIELD").unwrap_or_default(),
            field_type: e
                .text("FIELDTYPE")
                .and_then(|name| FieldType::of(&name))
                .unwrap_or(FieldType::String),
            ranges: e.ranges("RANGES"),
            types: e.types("BUFTYPE"),
        }
    }
}
