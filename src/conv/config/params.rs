//! The parameters of the configuration file, in one table: section, name, kind with its range, default, and a note.

use super::types::FieldType;
use Kind::{BufTypes, Clopt, Number, Octal, Ranges, Text, Texts, Words, YesNo};
use Section::{Groups, Machines, Netgroups, Network, Resources, Routing, Servers, Services};
use std::fmt;

/// A section of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Section {
    Resources,
    Machines,
    Groups,
    Servers,
    Services,
    Network,
    Netgroups,
    Routing,
    /// For CORBA; its parameters are not looked at.
    Interfaces,
}

impl Section {
    /// All of them, in the order in which they are written.
    pub const ALL: [Section; 9] = [
        Resources,
        Machines,
        Groups,
        Netgroups,
        Network,
        Servers,
        Services,
        Section::Interfaces,
        Routing,
    ];

    /// The name without its asterisk.
    pub fn name(self) -> &'static str {
        match self {
            Resources => "RESOURCES",
            Machines => "MACHINES",
            Groups => "GROUPS",
            Servers => "SERVERS",
            Services => "SERVICES",
            Network => "NETWORK",
            Netgroups => "NETGROUPS",
            Routing => "ROUTING",
            Section::Interfaces => "INTERFACES",
        }
    }

    /// The section of a name.
    pub fn of(name: &str) -> Option<Section> {
        Section::ALL.into_iter().find(|s| s.name() == name)
    }

    /// All names, for a message.
    pub fn names() -> String {
        Section::ALL.map(|s| format!("*{s}")).join(", ")
    }
}

impl fmt::Display for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What a value may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A number of C (`10`, `0x0a`, `012`), from and to.
    Number(i64, i64),
    /// The same, an access mode: messages show it octal.
    Octal(i64, i64),
    /// `Y` or `N`.
    YesNo,
    /// One of these.
    Words(&'static [&'static str]),
    /// Any text of so many bytes, and not empty.
    Text(usize),
    /// Up to so many texts of so many bytes with commas.
    Texts(usize, usize),
    /// Options of a server (`clopt.rs`).
    Clopt,
    /// Types of buffers (`buftype.rs`).
    BufTypes,
    /// Values and their groups (`ranges.rs`), of so many bytes.
    Ranges(usize),
    /// Tuxedo has it; here it does nothing. The value is not looked at.
    Ignored,
}

/// A row of the table.
#[derive(Debug)]
pub struct Param {
    pub section: Section,
    pub name: &'static str,
    pub kind: Kind,
    /// What stands for it when it is not given, as it would be written.
    pub default: Option<&'static str>,
    /// Every entry of the section has to have it.
    pub required: bool,
    /// What it means, or why it does nothing.
    pub note: &'static str,
}

impl Param {
    /// The row of a parameter.
    pub fn find(section: Section, name: &str) -> Option<&'static Param> {
        TABLE
            .iter()
            .find(|p| p.section == section && p.name == name)
    }
}

const fn row(section: Section, name: &'static str, kind: Kind, note: &'static str) -> Param {
    Param {
        section,
        name,
        kind,
        default: None,
        required: false,
        note,
    }
}

impl Param {
    const fn needed(self) -> Param {
        Param {
            required: true,
            ..self
        }
    }

    const fn or(self, default: &'static str) -> Param {
        Param {
            default: Some(default),
            ..self
        }
    }
}

const fn ignored(section: Section, name: &'static str, note: &'static str) -> Param {
    row(section, name, Kind::Ignored, note)
}

const SECURITY: &str = "access is by the permissions of files and by peer credentials";
const NOTIFY: &str = "unsolicited messages are not there";
const ONE_STORE: &str = "state is kept by the monitor, which reads this file itself";
const NO_WORKSTATIONS: &str = "there are no workstation clients";
const ENVIRONMENT: &str = "servers have the environment of the monitor";
const TABLES: &str = "tables grow as they have to";
const NO_LOG: &str = "there is no file for it";
const DOMAINS: &str = "networks are set up elsewhere";
const SOCKETS: &str = "there are no System V queues; the socket's folder has permissions";

const MOST: i64 = 32_767;
const LONG: i64 = 2_147_483_647;
/// The longest names: of machines, groups and queues; of paths; of options and commands.
const NAME: usize = 30;
const PATH: usize = 256;
const OPTIONS: usize = 1024;

/// All parameters. Sources: UBBCONFIG(5) of Tuxedo, and the guides to its administration.
pub static TABLE: &[Param] = &[
    row(
        Resources,
        "IPCKEY",
        Number(32_769, 262_142),
        "names the application on this machine",
    )
    .needed(),
    row(
        Resources,
        "MASTER",
        Texts(2, NAME),
        "LMID of the machine that administers, and of its deputy",
    )
    .needed(),
    row(
        Resources,
        "MODEL",
        Words(&["SHM", "MP"]),
        "one machine or several",
    )
    .needed(),
    row(Resources, "DOMAINID", Text(NAME), "name of the application"),
    row(
        Resources,
        "UID",
        Number(0, LONG),
        "owner; the invoker by default",
    ),
    row(
        Resources,
        "GID",
        Number(0, LONG),
        "group; that of the invoker by default",
    ),
    row(
        Resources,
        "PERM",
        Octal(1, 0o777),
        "access to the application",
    )
    .or("0666"),
    row(
        Resources,
        "MAXACCESSERS",
        Number(1, MOST),
        "processes on a machine",
    )
    .or("50"),
    row(
        Resources,
        "MAXSERVERS",
        Number(1, 8191),
        "servers at a time",
    )
    .or("50"),
    row(
        Resources,
        "MAXSERVICES",
        Number(1, 65_535),
        "services at a time",
    )
    .or("100"),
    row(
        Resources,
        "MAXTRANTIME",
        Number(0, LONG),
        "most seconds of a transaction; 0 is no limit",
    )
    .or("0"),
    row(
        Resources,
        "MAXCONV",
        Number(0, MOST),
        "conversations at a time on a machine",
    ),
    row(
        Resources,
        "MAXGTT",
        Number(0, MOST),
        "transactions at a time on a machine",
    )
    .or("100"),
    row(
        Resources,
        "SCANUNIT",
        Number(1, 60),
        "seconds; a multiple of 5",
    )
    .or("10"),
    row(
        Resources,
        "SANITYSCAN",
        Number(1, MOST),
        "SCANUNITs between looks for the dead; about 120 s by default",
    ),
    row(
        Resources,
        "BLOCKTIME",
        Number(1, MOST),
        "SCANUNITs that a call waits at most; about 60 s by default",
    ),
    row(
        Resources,
        "BBLQUERY",
        Number(1, MOST),
        "SCANUNITs between questions to machines; about 300 s by default",
    ),
    row(
        Resources,
        "DBBLWAIT",
        Number(1, MOST),
        "SCANUNITs that an answer of a machine may take; about 20 s by default",
    ),
    row(Resources, "LDBAL", YesNo, "balance the load among servers").or("N"),
    row(
        Resources,
        "OPTIONS",
        Texts(32, NAME),
        "MIGRATE: groups may move to their second machine; the others do nothing",
    ),
    ignored(Resources, "SECURITY", SECURITY),
    ignored(Resources, "AUTHSVC", SECURITY),
    ignored(Resources, "SEC_PRINCIPAL_NAME", SECURITY),
    ignored(Resources, "SEC_PRINCIPAL_LOCATION", SECURITY),
    ignored(Resources, "SEC_PRINCIPAL_PASSVAR", SECURITY),
    ignored(Resources, "SIGNATURE_AHEAD", SECURITY),
    ignored(Resources, "SIGNATURE_BEHIND", SECURITY),
    ignored(Resources, "SIGNATURE_REQUIRED", SECURITY),
    ignored(Resources, "ENCRYPTION_REQUIRED", SECURITY),
    ignored(Resources, "MAXACLGROUPS", SECURITY),
    ignored(Resources, "NOTIFY", NOTIFY),
    ignored(Resources, "USIGNAL", NOTIFY),
    ignored(
        Resources,
        "SYSTEM_ACCESS",
        "programs never reach the state of the monitor",
    ),
    ignored(Resources, "MAXGROUPS", TABLES),
    ignored(Resources, "MAXNETGROUPS", TABLES),
    ignored(Resources, "MAXMACHINES", TABLES),
    ignored(Resources, "MAXQUEUES", TABLES),
    ignored(Resources, "MAXRFT", TABLES),
    ignored(Resources, "MAXRTDATA", TABLES),
    ignored(Resources, "MAXDRT", TABLES),
    ignored(Resources, "MAXBUFTYPE", TABLES),
    ignored(Resources, "MAXBUFSTYPE", TABLES),
    ignored(Resources, "MAXOBJECTS", "there are no CORBA objects"),
    ignored(Resources, "MAXINTERFACES", "there are no CORBA objects"),
    ignored(
        Resources,
        "TMNETLOAD",
        "the load of networks is not weighed",
    ),
    ignored(Resources, "CMTRET", "a commit answers when it is complete"),
    ignored(
        Resources,
        "COMPONENTS",
        "what is asked for is there, or an error says so",
    ),
    row(
        Machines,
        "LMID",
        Text(NAME),
        "name of the machine in this file",
    )
    .needed(),
    row(
        Machines,
        "APPDIR",
        Text(PATH),
        "folder in which servers are started",
    ),
    row(
        Machines,
        "ULOGPFX",
        Text(PATH),
        "path of the log, to which a dot and the date are added",
    ),
    row(
        Machines,
        "MAXCONV",
        Number(0, MOST),
        "as in *RESOURCES, for this machine",
    ),
    row(
        Machines,
        "MAXACCESSERS",
        Number(1, MOST),
        "as in *RESOURCES, for this machine",
    ),
    row(
        Machines,
        "MAXGTT",
        Number(0, MOST),
        "as in *RESOURCES, for this machine",
    ),
    row(
        Machines,
        "MAXTRANTIME",
        Number(0, LONG),
        "as in *RESOURCES, for this machine",
    ),
    row(
        Machines,
        "UID",
        Number(0, LONG),
        "as in *RESOURCES, for this machine",
    ),
    row(
        Machines,
        "GID",
        Number(0, LONG),
        "as in *RESOURCES, for this machine",
    ),
    row(
        Machines,
        "PERM",
        Octal(1, 0o777),
        "as in *RESOURCES, for this machine",
    ),
    ignored(
        Machines,
        "TUXDIR",
        "mrun is one program, which needs no folder",
    ),
    ignored(Machines, "TUXCONFIG", ONE_STORE),
    ignored(Machines, "TUXOFFSET", ONE_STORE),
    ignored(Machines, "ENVFILE", ENVIRONMENT),
    ignored(Machines, "TYPE", "data has one form between machines"),
    ignored(Machines, "TLOGDEVICE", NO_LOG),
    ignored(Machines, "TLOGOFFSET", NO_LOG),
    ignored(Machines, "TLOGNAME", NO_LOG),
    ignored(Machines, "TLOGSIZE", NO_LOG),
    ignored(Machines, "DMTLOGDEV", NO_LOG),
    ignored(Machines, "DMTLOGOFFSET", NO_LOG),
    ignored(Machines, "BRIDGE", DOMAINS),
    ignored(Machines, "CMPLIMIT", DOMAINS),
    ignored(Machines, "NETLOAD", DOMAINS),
    ignored(Machines, "SPINCOUNT", "nothing waits in a loop"),
    ignored(Machines, "MAXWSCLIENTS", NO_WORKSTATIONS),
    ignored(Machines, "MAXACLCACHE", SECURITY),
    ignored(Machines, "SEC_PRINCIPAL_NAME", SECURITY),
    ignored(Machines, "SEC_PRINCIPAL_LOCATION", SECURITY),
    ignored(Machines, "SEC_PRINCIPAL_PASSVAR", SECURITY),
    ignored(Machines, "SIGNATURE_REQUIRED", SECURITY),
    ignored(Machines, "ENCRYPTION_REQUIRED", SECURITY),
    ignored(Machines, "MAXPENDINGBYTES", TABLES),
    ignored(Machines, "MAXOBJECTS", "there are no CORBA objects"),
    row(
        Groups,
        "LMID",
        Texts(2, NAME),
        "machine of the group, and its deputy",
    )
    .needed(),
    row(Groups, "GRPNO", Number(1, 29_999), "number of the group").needed(),
    row(
        Groups,
        "OPENINFO",
        Text(PATH),
        "what the resource manager is opened with",
    ),
    row(Groups, "CLOSEINFO", Text(PATH), "what it is closed with"),
    row(
        Groups,
        "TMSNAME",
        Text(PATH),
        "program of the transaction managers",
    ),
    row(Groups, "TMSCOUNT", Number(2, 10), "how many of them").or("3"),
    ignored(Groups, "ENVFILE", ENVIRONMENT),
    ignored(Groups, "SEC_PRINCIPAL_NAME", SECURITY),
    ignored(Groups, "SEC_PRINCIPAL_LOCATION", SECURITY),
    ignored(Groups, "SEC_PRINCIPAL_PASSVAR", SECURITY),
    ignored(Groups, "SIGNATURE_REQUIRED", SECURITY),
    ignored(Groups, "ENCRYPTION_REQUIRED", SECURITY),
    row(Servers, "SRVGRP", Text(NAME), "group of the server").needed(),
    row(
        Servers,
        "SRVID",
        Number(1, 30_000),
        "its number in the group; instances have those behind it",
    )
    .needed(),
    row(Servers, "CLOPT", Clopt, "options of the server").or("-A"),
    row(
        Servers,
        "CONV",
        YesNo,
        "Y takes connections only, N calls only",
    )
    .or("N"),
    row(Servers, "MIN", Number(0, 1000), "instances that are booted").or("1"),
    row(
        Servers,
        "MAX",
        Number(1, 1000),
        "instances at a time; MIN by default",
    ),
    row(
        Servers,
        "RQADDR",
        Text(NAME),
        "name of a queue that servers share",
    ),
    row(
        Servers,
        "REPLYQ",
        YesNo,
        "replies have a queue of their own",
    )
    .or("N"),
    row(Servers, "RESTART", YesNo, "start it again when it died").or("N"),
    row(Servers, "MAXGEN", Number(1, 256), "lives in a GRACE period").or("1"),
    row(Servers, "GRACE", Number(0, LONG), "seconds; 0 is for ever").or("86400"),
    row(
        Servers,
        "RCMD",
        Text(OPTIONS),
        "command that is run with each restart",
    ),
    row(
        Servers,
        "SEQUENCE",
        Number(1, 10_000),
        "place in the order of boot; behind these by default",
    ),
    row(
        Servers,
        "MINDISPATCHTHREADS",
        Number(0, MOST),
        "sessions of a process at its start",
    )
    .or("0"),
    row(
        Servers,
        "MAXDISPATCHTHREADS",
        Number(1, MOST),
        "sessions of a process at most",
    )
    .or("1"),
    row(
        Servers,
        "SVCTIMEOUT",
        Number(0, MOST),
        "seconds that a service may take; 0 is for ever",
    )
    .or("0"),
    ignored(Servers, "RQPERM", SOCKETS),
    ignored(Servers, "RPPERM", SOCKETS),
    ignored(Servers, "ENVFILE", ENVIRONMENT),
    ignored(
        Servers,
        "SYSTEM_ACCESS",
        "programs never reach the state of the monitor",
    ),
    ignored(Servers, "THREADSTACKSIZE", "sessions need no stack"),
    ignored(Servers, "SICACHEENTRIESMAX", TABLES),
    ignored(Servers, "MAXQUEUELEN", TABLES),
    ignored(Servers, "SEC_PRINCIPAL_NAME", SECURITY),
    ignored(Servers, "SEC_PRINCIPAL_LOCATION", SECURITY),
    ignored(Servers, "SEC_PRINCIPAL_PASSVAR", SECURITY),
    row(
        Services,
        "SRVGRP",
        Text(NAME),
        "the entry is for this group only",
    ),
    row(Services, "PRIO", Number(1, 100), "priority in a queue").or("50"),
    row(Services, "LOAD", Number(1, MOST), "weight of a request").or("50"),
    row(
        Services,
        "AUTOTRAN",
        YesNo,
        "begin a transaction when there is none",
    )
    .or("N"),
    row(
        Services,
        "TRANTIME",
        Number(0, LONG),
        "seconds of such a transaction; 0 is for ever",
    )
    .or("30"),
    row(
        Services,
        "SVCTIMEOUT",
        Number(0, MOST),
        "seconds that it may take; 0 is for ever",
    )
    .or("0"),
    row(
        Services,
        "BLOCKTIME",
        Number(0, MOST),
        "seconds that a call of it waits; 0 is as in *RESOURCES",
    )
    .or("0"),
    row(Services, "BUFTYPE", BufTypes, "types that it takes").or("ALL"),
    row(Services, "ROUTING", Text(127), "criterion of *ROUTING"),
    ignored(Services, "BUFTYPECONV", "buffers are not converted"),
    ignored(Services, "CACHING", "replies are not kept"),
    ignored(Services, "SESSIONROLE", "there are no web sessions"),
    ignored(Services, "SIGNATURE_REQUIRED", SECURITY),
    ignored(Services, "ENCRYPTION_REQUIRED", SECURITY),
    row(Network, "NADDR", Text(PATH), "address for other machines"),
    row(Network, "NLSADDR", Text(PATH), "address of tlisten"),
    row(
        Network,
        "NETGROUP",
        Text(NAME),
        "network of these addresses",
    )
    .or("DEFAULTNET"),
    ignored(Network, "BRIDGE", DOMAINS),
    ignored(Network, "FADDR", DOMAINS),
    ignored(Network, "FRANGE", DOMAINS),
    ignored(Network, "MINENCRYPTBITS", SECURITY),
    ignored(Network, "MAXENCRYPTBITS", SECURITY),
    ignored(Network, "COMPRESSION", DOMAINS),
    row(
        Netgroups,
        "NETGRPNO",
        Number(0, 8192),
        "number of the network",
    )
    .needed(),
    row(
        Netgroups,
        "NETPRIO",
        Number(1, 8192),
        "which network is tried first",
    )
    .or("100"),
    row(Routing, "FIELD", Text(127), "field that is looked at").needed(),
    row(Routing, "RANGES", Ranges(4096), "values and their groups").needed(),
    row(Routing, "BUFTYPE", BufTypes, "types of buffers it is for").needed(),
    row(
        Routing,
        "FIELDTYPE",
        Words(&FieldType::NAMES),
        "what the field of an XML document is",
    )
    .or("STRING"),
    ignored(Routing, "TYPE", "criteria are for services only"),
];

/// Sections that are read and checked but do nothing, and why.
pub fn unused(section: Section) -> Option<&'static str> {
    match section {
        Netgroups => Some("machines have one network"),
        Section::Interfaces => Some("there are no CORBA objects"),
        _ => None,
    }
}
