//! A configuration as a text that says the same: what tmunloadcf does.

use super::lexer::quoted;
use super::params::Section;
use super::types::*;
use std::fmt;
use std::time::Duration;

/// Parameters of an entry, as they are written.
#[derive(Default)]
struct Words(Vec<(&'static str, String)>);

impl Words {
    fn put(mut self, name: &'static str, value: impl ToString) -> Words {
        self.0.push((name, value.to_string()));
        self
    }

    fn text(self, name: &'static str, value: &str) -> Words {
        self.put(name, quoted(value))
    }

    fn texts(self, name: &'static str, values: &[String]) -> Words {
        let all: Vec<String> = values.iter().map(|v| quoted(v)).collect();
        self.put(name, all.join(","))
    }

    fn some(self, name: &'static str, value: Option<&String>) -> Words {
        match value {
            Some(value) => self.text(name, value),
            None => self,
        }
    }

    fn number(self, name: &'static str, value: Option<u32>) -> Words {
        match value {
            Some(value) => self.put(name, value),
            None => self,
        }
    }

    fn flag(self, name: &'static str, value: bool) -> Words {
        self.put(name, if value { "Y" } else { "N" })
    }

    fn seconds(self, name: &'static str, value: Option<Duration>) -> Words {
        self.put(name, value.map_or(0, |v| v.as_secs()))
    }

    fn perm(self, value: u32) -> Words {
        self.put("PERM", format!("0{value:o}"))
    }
}

/// One section: names of entries and their parameters.
fn section(
    f: &mut fmt::Formatter<'_>,
    section: Section,
    entries: impl Iterator<Item = (String, Words)>,
) -> fmt::Result {
    let mut first = true;
    for (name, words) in entries {
        if first {
            writeln!(f, "\n*{section}")?;
        }
        first = false;
        writeln!(f, "{}", quoted(&name))?;
        for (name, value) in words.0 {
            writeln!(f, "\t{name}={value}")?;
        }
    }
    Ok(())
}

impl fmt::Display for Configuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "*{}", Section::Resources)?;
        for (name, value) in Words::from(&self.resources).0 {
            writeln!(f, "{name}\t{value}")?;
        }
        let machines = self.machines.iter().map(|m| (m.host.clone(), m.into()));
        section(f, Section::Machines, machines)?;
        let groups = self.groups.iter().map(|g| (g.name.clone(), g.into()));
        section(f, Section::Groups, groups)?;
        let networks = self.networks.iter().map(|n| (n.machine.clone(), n.into()));
        section(f, Section::Network, networks)?;
        let servers = self.servers.iter().map(|s| (s.name.clone(), s.into()));
        section(f, Section::Servers, servers)?;
        let services = self.services.iter().map(|s| (s.name.clone(), s.into()));
        section(f, Section::Services, services)?;
        let routing = self.routing.iter().map(|r| (r.name.clone(), r.into()));
        section(f, Section::Routing, routing)
    }
}

impl From<&Resources> for Words {
    fn from(r: &Resources) -> Words {
        let unit = r.scan_unit.as_secs().max(1);
        let model = match r.model {
            Model::Single => "SHM",
            Model::Multiple => "MP",
        };
        let options = r.migrates.then(|| "MIGRATE".to_string());
        Words::default()
            .put("IPCKEY", r.key)
            .some("OPTIONS", options.as_ref())
            .texts("MASTER", &r.master)
            .put("MODEL", model)
            .some("DOMAINID", r.domain.as_ref())
            .number("UID", r.uid)
            .number("GID", r.gid)
            .perm(r.perm)
            .put("MAXACCESSERS", r.max_accessers)
            .put("MAXSERVERS", r.max_servers)
            .put("MAXSERVICES", r.max_services)
            .put("MAXCONV", r.max_conversations)
            .put("MAXGTT", r.max_transactions)
            .seconds("MAXTRANTIME", r.max_transaction_time)
            .put("SCANUNIT", unit)
            .put("SANITYSCAN", r.sanity_scan.as_secs() / unit)
            .put("BLOCKTIME", r.block_time.as_secs() / unit)
            .put("BBLQUERY", r.bbl_query.as_secs() / unit)
            .put("DBBLWAIT", r.dbbl_wait.as_secs() / unit)
            .flag("LDBAL", r.load_balancing)
    }
}

impl From<&Machine> for Words {
    fn from(m: &Machine) -> Words {
        Words::default()
            .text("LMID", &m.lmid)
            .some("APPDIR", m.folder.as_ref())
            .some("ULOGPFX", m.log.as_ref())
            .put("MAXCONV", m.max_conversations)
            .put("MAXACCESSERS", m.max_accessers)
            .put("MAXGTT", m.max_transactions)
            .seconds("MAXTRANTIME", m.max_transaction_time)
            .number("UID", m.uid)
            .number("GID", m.gid)
            .perm(m.perm)
    }
}

impl From<&Group> for Words {
    fn from(g: &Group) -> Words {
        Words::default()
            .texts("LMID", &g.machines)
            .put("GRPNO", g.number)
            .some("OPENINFO", g.open_info.as_ref())
            .some("CLOSEINFO", g.close_info.as_ref())
            .some("TMSNAME", g.manager.as_ref())
            .put("TMSCOUNT", g.managers)
    }
}

impl From<&Network> for Words {
    fn from(n: &Network) -> Words {
        Words::default()
            .some("NADDR", n.address.as_ref())
            .some("NLSADDR", n.listener.as_ref())
            .text("NETGROUP", &n.group)
    }
}

impl From<&Server> for Words {
    fn from(s: &Server) -> Words {
        Words::default()
            .text("SRVGRP", &s.group)
            .put("SRVID", s.id)
            .text("CLOPT", &s.options.to_string())
            .flag("CONV", s.conversational)
            .put("MIN", s.min)
            .put("MAX", s.max)
            .some("RQADDR", s.queue.as_ref())
            .flag("REPLYQ", s.reply_queue)
            .flag("RESTART", s.restart)
            .put("MAXGEN", s.generations)
            .seconds("GRACE", s.grace)
            .some("RCMD", s.restart_command.as_ref())
            .number("SEQUENCE", s.sequence)
            .put("MINDISPATCHTHREADS", s.min_threads)
            .put("MAXDISPATCHTHREADS", s.max_threads)
            .seconds("SVCTIMEOUT", s.service_timeout)
    }
}

impl From<&Service> for Words {
    fn from(s: &Service) -> Words {
        Words::default()
            .some("SRVGRP", s.group.as_ref())
            .put("PRIO", s.priority)
            .put("LOAD", s.load)
            .flag("AUTOTRAN", s.auto_transaction)
            .seconds("TRANTIME", s.transaction_time)
            .seconds("SVCTIMEOUT", s.timeout)
            .seconds("BLOCKTIME", s.block_time)
            .text("BUFTYPE", &s.types.to_string())
            .some("ROUTING", s.routing.as_ref())
    }
}

impl From<&Routing> for Words {
    fn from(r: &Routing) -> Words {
        Words::default()
            .text("FIELD", &r.field)
            .put("FIELDTYPE", r.field_type.name())
            .text("RANGES", &r.ranges.to_string())
            .text("BUFTYPE", &r.types.to_string())
    }
}
