//! The configuration with all defaults in their places.

use super::buftype::BufTypes;
use super::clopt::Clopt;
use super::ranges::Ranges;
use std::ops::RangeInclusive;
use std::time::Duration;

/// What a file says. Entries are in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Configuration {
    pub resources: Resources,
    pub machines: Vec<Machine>,
    pub groups: Vec<Group>,
    pub networks: Vec<Network>,
    pub servers: Vec<Server>,
    pub services: Vec<Service>,
    pub routing: Vec<Routing>,
}

/// *RESOURCES: what holds for the whole application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resources {
    /// IPCKEY.
    pub key: u32,
    /// MASTER: the LMID of one machine, or of two.
    pub master: Vec<String>,
    pub model: Model,
    /// DOMAINID.
    pub domain: Option<String>,
    /// UID; `None` is the invoker.
    pub uid: Option<u32>,
    /// GID; `None` is that of the invoker.
    pub gid: Option<u32>,
    /// PERM.
    pub perm: u32,
    /// MAXACCESSERS.
    pub max_accessers: u32,
    /// MAXSERVERS.
    pub max_servers: u32,
    /// MAXSERVICES.
    pub max_services: u32,
    /// MAXCONV: conversations at a time on a machine.
    pub max_conversations: u32,
    /// MAXGTT.
    pub max_transactions: u32,
    /// MAXTRANTIME; `None` is no limit.
    pub max_transaction_time: Option<Duration>,
    /// SCANUNIT.
    pub scan_unit: Duration,
    /// SANITYSCAN times SCANUNIT.
    pub sanity_scan: Duration,
    /// BLOCKTIME times SCANUNIT.
    pub block_time: Duration,
    /// BBLQUERY times SCANUNIT.
    pub bbl_query: Duration,
    /// DBBLWAIT times SCANUNIT.
    pub dbbl_wait: Duration,
    /// OPTIONS has MIGRATE: groups may move to their second machine.
    pub migrates: bool,
    /// LDBAL.
    pub load_balancing: bool,
}

/// MODEL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Model {
    /// SHM: one machine.
    Single,
    /// MP: several.
    Multiple,
}

/// An entry of *MACHINES.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Machine {
    /// The name of the host.
    pub host: String,
    /// LMID.
    pub lmid: String,
    /// APPDIR.
    pub folder: Option<String>,
    /// ULOGPFX.
    pub log: Option<String>,
    /// MAXCONV, here or in *RESOURCES.
    pub max_conversations: u32,
    /// MAXACCESSERS, here or in *RESOURCES.
    pub max_accessers: u32,
    /// MAXGTT, here or in *RESOURCES.
    pub max_transactions: u32,
    /// MAXTRANTIME, here or in *RESOURCES; `None` is no limit.
    pub max_transaction_time: Option<Duration>,
    /// UID, here or in *RESOURCES.
    pub uid: Option<u32>,
    /// GID, here or in *RESOURCES.
    pub gid: Option<u32>,
    /// PERM, here or in *RESOURCES.
    pub perm: u32,
}

/// An entry of *GROUPS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    pub name: String,
    /// LMID: one machine, or two.
    pub machines: Vec<String>,
    /// GRPNO.
    pub number: u32,
    /// OPENINFO.
    pub open_info: Option<String>,
    /// CLOSEINFO.
    pub close_info: Option<String>,
    /// TMSNAME.
    pub manager: Option<String>,
    /// TMSCOUNT.
    pub managers: u32,
}

/// An entry of *NETWORK: the addresses of a machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Network {
    /// LMID.
    pub machine: String,
    /// NADDR.
    pub address: Option<String>,
    /// NLSADDR.
    pub listener: Option<String>,
    /// NETGROUP.
    pub group: String,
}

/// An entry of *SERVERS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// The program, as it is written.
    pub name: String,
    /// SRVGRP.
    pub group: String,
    /// SRVID: that of the first instance.
    pub id: u32,
    /// CONV: takes connections only; otherwise calls only.
    pub conversational: bool,
    /// MIN: instances that are booted.
    pub min: u32,
    /// MAX: instances at a time.
    pub max: u32,
    /// RQADDR.
    pub queue: Option<String>,
    /// REPLYQ.
    pub reply_queue: bool,
    /// RESTART.
    pub restart: bool,
    /// MAXGEN: lives in a grace period.
    pub generations: u32,
    /// GRACE; `None` is for ever.
    pub grace: Option<Duration>,
    /// RCMD.
    pub restart_command: Option<String>,
    /// SEQUENCE.
    pub sequence: Option<u32>,
    /// CLOPT.
    pub options: Clopt,
    /// MINDISPATCHTHREADS.
    pub min_threads: u32,
    /// MAXDISPATCHTHREADS.
    pub max_threads: u32,
    /// SVCTIMEOUT; `None` is for ever.
    pub service_timeout: Option<Duration>,
}

impl Server {
    /// The ids that its instances can have.
    pub fn ids(&self) -> RangeInclusive<u32> {
        self.id..=self.id + (self.max - 1)
    }
}

/// An entry of *SERVICES.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    pub name: String,
    /// SRVGRP: the entry is for the service of this group only.
    pub group: Option<String>,
    /// PRIO.
    pub priority: u32,
    /// LOAD.
    pub load: u32,
    /// AUTOTRAN.
    pub auto_transaction: bool,
    /// TRANTIME; `None` is for ever.
    pub transaction_time: Option<Duration>,
    /// SVCTIMEOUT; `None` is for ever.
    pub timeout: Option<Duration>,
    /// BLOCKTIME; `None` is as in *RESOURCES.
    pub block_time: Option<Duration>,
    /// BUFTYPE.
    pub types: BufTypes,
    /// ROUTING.
    pub routing: Option<String>,
}

/// An entry of *ROUTING.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Routing {
    pub name: String,
    /// FIELD.
    pub field: String,
    /// FIELDTYPE: what the field of an XML document is. Other buffers know that of their fields.
    pub field_type: FieldType,
    /// RANGES.
    pub ranges: Ranges,
    /// BUFTYPE.
    pub types: BufTypes,
}

/// FIELDTYPE.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldType {
    Char,
    Short,
    Long,
    Float,
    Double,
    String,
}

impl FieldType {
    /// The words of the file.
    pub const NAMES: [&str; 6] = ["CHAR", "SHORT", "LONG", "FLOAT", "DOUBLE", "STRING"];
    const ALL: [FieldType; 6] = [
        FieldType::Char,
        FieldType::Short,
        FieldType::Long,
        FieldType::Float,
        FieldType::Double,
        FieldType::String,
    ];

    pub fn of(name: &str) -> Option<FieldType> {
        let at = FieldType::NAMES.iter().position(|n| *n == name)?;
        Some(FieldType::ALL[at])
    }

    pub fn name(self) -> &'static str {
        FieldType::NAMES[self as usize]
    }
}

impl Configuration {
    /// The group of a name.
    pub fn group(&self, name: &str) -> Option<&Group> {
        self.groups.iter().find(|g| g.name == name)
    }

    /// The machine of an LMID.
    pub fn machine(&self, lmid: &str) -> Option<&Machine> {
        self.machines.iter().find(|m| m.lmid == lmid)
    }

    /// The place of the machine whose host has that name, with or without its domain.
    pub fn machine_of(&self, host: &str) -> Option<usize> {
        let short = |name: &str| name.split('.').next().unwrap_or_default().to_string();
        let place = |fits: &dyn Fn(&Machine) -> bool| self.machines.iter().position(fits);
        place(&|m| m.host == host).or_else(|| place(&|m| short(&m.host) == short(host)))
    }

    /// The entry for a service of a group: the group's own, or the one for all groups.
    pub fn listed(&self, name: &str, group: &str) -> Option<&Service> {
        let of = |wanted: Option<&str>| {
            let mut all = self.services.iter();
            all.find(|s| s.name == name && s.group.as_deref() == wanted)
        };
        of(Some(group)).or_else(|| of(None))
    }

    /// What holds for a service of a group: its entry, or the defaults.
    pub fn service(&self, name: &str, group: &str) -> Service {
        let entry = self.listed(name, group).cloned();
        entry.unwrap_or_else(|| Service::unlisted(name))
    }

    /// The servers in the order in which they are booted: those with SEQUENCE by it, then the others as in the file.
    pub fn boot_order(&self) -> Vec<(usize, &Server)> {
        let mut all: Vec<_> = self.servers.iter().enumerate().collect();
        all.sort_by_key(|(_, s)| s.sequence.unwrap_or(u32::MAX));
        all
    }
}
