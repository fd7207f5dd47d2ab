//! Commands of operators: what there is, boot, shutdown.

use super::Monitor;
use super::instances::{Instance, State};
use super::jobs::Choice;
use super::report::Table;
use super::seats::Seat;
use crate::conv::codes::{Flags, TpErrno};
use crate::conv::line::{self, Order, Role};
use std::time::{Duration, Instant};

/// A command: its names, its help, what it does.
struct Command {
    names: &'static [&'static str],
    help: &'static str,
    table: fn(&Monitor, &Options) -> Table,
}

const TABLES: &[Command] = &[
    Command {
        names: &["psr", "printserver"],
        help: "servers: psr [-g GROUP] [-i SRVID] [-q PROGRAM]",
        table: servers,
    },
    Command {
        names: &["psc", "printservice"],
        help: "services: psc [-g GROUP] [-i SRVID] [-s SERVICE]",
        table: services,
    },
    Command {
        names: &["pclt", "printclient"],
        help: "clients: pclt [-u USER]",
        table: clients,
    },
    Command {
        names: &["pq", "printqueue"],
        help: "requests that wait: pq [-s SERVICE]",
        table: queues,
    },
    Command {
        names: &["conversations", "pconv"],
        help: "open conversations: conversations [-s SERVICE]",
        table: conversations,
    },
    Command {
        names: &["machines", "printmachine"],
        help: "machines, what they offer, and conversations there",
        table: machines,
    },
    Command {
        names: &["pt", "printtrans"],
        help: "transactions: pt",
        table: transactions,
    },
    Command {
        names: &["pr", "printroute"],
        help: "criteria of routing: pr [-s SERVICE]",
        table: routes,
    },
    Command {
        names: &["pg", "printgroup"],
        help: "groups and their machines: pg",
        table: groups,
    },
    Command {
        names: &["bbs", "bbsstats"],
        help: "counts of the bulletin board",
        table: statistics,
    },
];

const OTHERS: &str = "\
boot      boot servers: boot [-g GROUP] [-i SRVID] [-s PROGRAM] [-o SEQUENCE] [-w]
shutdown  end servers: shutdown [-g GROUP] [-i SRVID] [-s PROGRAM] [-o SEQUENCE] [-S] [-c] [-w SECONDS]
migrategroup, migg GROUP   give a group up to its other machine, or take it here
migratemach, migm [LMID]   give all groups up that have another machine, or take those of LMID
help      this list
With -j a table is JSON.
";

/// The options of a command.
#[derive(Default)]
struct Options {
    choice: Choice,
    service: Option<String>,
    user: Option<String>,
    json: bool,
    /// Boot: wait for nobody. Shutdown: seconds before signals.
    seconds: Option<u64>,
    hurry: bool,
    servers_only: bool,
    with_clients: bool,
}

fn parse(command: &str, words: &[&str]) -> Result<Options, String> {
    let mut options = Options::default();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let mut value = || {
            let next = words.next().map(|w| (*w).to_string());
            next.ok_or_else(|| format!("{command}: {word} needs a value"))
        };
        let number = |text: String| {
            let parsed = text.parse::<u32>();
            parsed.map_err(|_| format!("{command}: '{text}' is no number"))
        };
        match *word {
            "-g" => options.choice.group = Some(value()?),
            "-i" => options.choice.id = Some(number(value()?)?),
            "-q" => options.choice.program = Some(value()?),
            "-s" if matches!(command, "boot" | "shutdown") => {
                options.choice.program = Some(value()?);
            }
            "-s" => options.service = Some(value()?),
            "-o" => options.choice.sequence = Some(number(value()?)?),
            "-u" => options.user = Some(value()?),
            "-j" => options.json = true,
            "-w" if command == "shutdown" => options.seconds = Some(number(value()?)?.into()),
            "-w" => options.hurry = true,
            "-S" => options.servers_only = true,
            "-c" => options.with_clients = true,
            "-y" | "-A" => {}
            other => return Err(format!("{command}: unknown option {other}; try help")),
        }
    }
    Ok(options)
}

impl Monitor {
    /// Does a command of an operator.
    pub(super) fn command(&mut self, operator: usize, line: &str) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let Some((name, rest)) = words.split_first() else {
            return self.print(Some(operator), "", Some(true));
        };
        if *name == "help" {
            let row = |c: &Command| format!("{:<9} {}\n", c.names[0], c.help);
            let text: String = TABLES.iter().map(row).collect();
            return self.print(Some(operator), &(text + OTHERS), Some(true));
        }
        match (*name, rest) {
            ("migrategroup" | "migg", [group]) => return self.migrate_group(operator, group),
            ("migratemach" | "migm", []) => return self.migrate_machine(operator, None),
            ("migratemach" | "migm", [lmid]) => return self.migrate_machine(operator, Some(lmid)),
            _ => {}
        }
        let options = match parse(name, rest) {
            Ok(options) => options,
            Err(error) => return self.print(Some(operator), &format!("{error}\n"), Some(false)),
        };
        match *name {
            "boot" => self.boot(Some(operator), &options.choice, options.hurry),
            "shutdown" => {
                let clients = self.members.values().filter(|m| m.is_client()).count();
                if options.choice.is_all() && clients > 0 && !options.with_clients {
                    let text = format!(
                        "{clients} client{} attached; -c shuts down all the same\n",
                        if clients == 1 { " is" } else { "s are" }
                    );
                    return self.print(Some(operator), &text, Some(false));
                }
                let delay = options.seconds.map(Duration::from_secs);
                self.shut_down(Some(operator), &options.choice, delay, options.servers_only);
            }
            name => match TABLES.iter().find(|c| c.names.contains(&name)) {
                Some(command) => {
                    let table = (command.table)(self, &options);
                    let text = match options.json {
                        true => table.json(),
                        false => table.text(),
                    };
                    self.print(Some(operator), &text, Some(true));
                }
                None => {
                    let text = format!("unknown command {name}; try help\n");
                    self.print(Some(operator), &text, Some(false));
                }
            },
        }
    }

    /// Answers a member that wants a table; nothing else that operators may say.
    pub(super) fn asked(&mut self, token: usize, number: u32, line: &str) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let name = words.first().copied().unwrap_or_default();
        if name == "fate" {
            return self.fate(token, number, words.get(1).copied().unwrap_or_default());
        }
        let found = TABLES.iter().find(|c| c.names.contains(&name));
        let table = match (found, parse(name, words.get(1..).unwrap_or_default())) {
            (Some(command), Ok(options)) => Ok((command.table)(self, &options)),
            (_, Err(error)) => Err((TpErrno::Inval, error)),
            (None, _) => {
                let names: Vec<&str> = TABLES.iter().map(|c| c.names[0]).collect();
                let text = format!("there is no table {name}; there are {}", names.join(", "));
                Err((TpErrno::NoEnt, text))
            }
        };
        let Some(member) = self.members.get_mut(&token) else {
            return;
        };
        match table {
            Ok(table) => {
                for order in packets(number, &table) {
                    member.tell(&order);
                }
            }
            Err((error, reason)) => member.tell(&Order::Refused { error, reason }),
        }
    }

    /// The sessions of instances that a choice fits.
    fn chosen<'a>(
        &'a self,
        options: &'a Options,
    ) -> impl Iterator<Item = (&'a Instance, u32, &'a Seat)> {
        let fits = |i: &&Instance| {
            let server = &self.setup.configuration.servers[i.entry];
            let choice = &options.choice;
            i.state != State::Down
                && choice.group.as_ref().is_none_or(|g| *g == server.group)
                && choice.id.is_none_or(|id| id == i.id)
                && choice.program.as_ref().is_none_or(|p| *p == server.name)
        };
        let instances = self.instances.iter().filter(fits);
        instances.flat_map(|i| i.seats.iter().map(move |(n, seat)| (i, *n, seat)))
    }
}

/// A table as orders that fit into packets.
fn packets(number: u32, table: &Table) -> Vec<Order> {
    let mut parts: Vec<Vec<Vec<String>>> = vec![Vec::new()];
    let mut size = 0;
    for row in &table.rows {
        let texts = Table::texts(row);
        size += texts.iter().map(|text| text.len() + 8).sum::<usize>();
        if size > line::LONGEST / 2 {
            parts.push(Vec::new());
            size = 0;
        }
        if let Some(part) = parts.last_mut() {
            part.push(texts);
        }
    }
    let last = parts.len() - 1;
    let part = |(at, rows)| Order::Rows {
        number,
        keys: table.keys(),
        rows,
        end: at == last,
    };
    parts.into_iter().enumerate().map(part).collect()
}

fn seconds(since: Instant) -> u64 {
    since.elapsed().as_secs()
}

fn servers(monitor: &Monitor, options: &Options) -> Table {
    let mut table = Table::new(&[
        "Prog Name",
        "Queue Name",
        "Grp Name",
        "ID",
        "Session",
        "RqDone",
        "Load Done",
        "PID",
        "Generation",
        "Current Service",
    ]);
    for (instance, session, seat) in monitor.chosen(options) {
        let server = &monitor.setup.configuration.servers[instance.entry];
        let queue = server.queue.clone();
        let current = match (seat.doing(), seat.ready) {
            (Some(work), _) => work.request.service.clone(),
            (None, true) => "IDLE".to_string(),
            (None, false) => "STARTING".to_string(),
        };
        table.rows.push(vec![
            server.name.as_str().into(),
            queue
                .unwrap_or_else(|| format!("{}.{}", server.group, instance.id))
                .into(),
            server.group.as_str().into(),
            instance.id.into(),
            session.into(),
            seat.done().into(),
            monitor.load_of(instance, seat).into(),
            instance.pid.into(),
            instance.generation.into(),
            current.into(),
        ]);
    }
    table
}

fn services(monitor: &Monitor, options: &Options) -> Table {
    let mut table = Table::new(&[
        "Service Name",
        "Routine Name",
        "Prog Name",
        "Grp Name",
        "ID",
        "Session",
        "Done",
        "Failed",
        "Status",
    ]);
    for (instance, session, seat) in monitor.chosen(options) {
        let server = &monitor.setup.configuration.servers[instance.entry];
        for (service, function) in &seat.services {
            if options.service.as_ref().is_some_and(|s| s != service) {
                continue;
            }
            let (done, failed) = seat.count(service);
            table.rows.push(vec![
                service.as_str().into(),
                function.as_str().into(),
                server.name.as_str().into(),
                server.group.as_str().into(),
                instance.id.into(),
                session.into(),
                done.into(),
                failed.into(),
                "AVAIL".into(),
            ]);
        }
    }
    table
}

fn clients(monitor: &Monitor, options: &Options) -> Table {
    let mut table = Table::new(&["User Name", "Client Name", "PID", "Number", "Seconds"]);
    for member in monitor.members.values() {
        let Some(Role::Client { user, client }) = &member.role else {
            continue;
        };
        if options.user.as_ref().is_some_and(|u| u != user) {
            continue;
        }
        table.rows.push(vec![
            user.as_str().into(),
            client.as_str().into(),
            member.pid.into(),
            member.number.into(),
            seconds(member.joined).into(),
        ]);
    }
    table
}

fn queues(monitor: &Monitor, options: &Options) -> Table {
    let mut table = Table::new(&["Service Name", "# Queued", "Oldest Seconds"]);
    let mut names: Vec<&str> = Vec::new();
    for waiting in monitor.board.waiting() {
        let name = waiting.request.service.as_str();
        let wanted = options.service.as_ref().is_none_or(|s| s == name);
        if wanted && !names.contains(&name) {
            names.push(name);
        }
    }
    for name in names {
        let all = || {
            monitor
                .board
                .waiting()
                .iter()
                .filter(|w| w.request.service == name)
        };
        let oldest = all().map(|w| seconds(w.since)).max();
        table.rows.push(vec![
            name.into(),
            (all().count() as u64).into(),
            oldest.unwrap_or(0).into(),
        ]);
    }
    table
}

fn conversations(monitor: &Monitor, options: &Options) -> Table {
    let mut table = Table::new(&[
        "Service Name",
        "Client",
        "Grp Name",
        "ID",
        "PID",
        "Flags",
        "Seconds",
        "Conversation",
    ]);
    let servers = &monitor.setup.configuration.servers;
    let here = monitor.chosen(options).filter_map(|(instance, _, seat)| {
        let work = seat.doing()?.into_owned();
        let group = servers[instance.entry].group.as_str();
        Some((work.request, group, instance.id, instance.pid, work.since))
    });
    let all = options.choice.is_all();
    let away = monitor.machines.away.values().filter(|_| all);
    let away = away.map(|away| {
        (
            away.request.clone(),
            away.machine.as_str(),
            0,
            0,
            away.since,
        )
    });
    for (request, place, id, pid, since) in here.chain(away) {
        let service = options.service.as_ref();
        if !request.flags.has(Flags::CONV) || service.is_some_and(|s| *s != request.service) {
            continue;
        }
        table.rows.push(vec![
            request.service.as_str().into(),
            request.client.as_str().into(),
            place.into(),
            id.into(),
            pid.into(),
            request.flags.to_string().into(),
            seconds(since).into(),
            format!("{:016x}", request.number).into(),
        ]);
    }
    table
}

fn machines(monitor: &Monitor, _options: &Options) -> Table {
    let mut table = Table::new(&["LMID", "Host", "State", "Services", "Conversations"]);
    for machine in &monitor.setup.configuration.machines {
        let others = &monitor.machines.others;
        let (state, services, open) = if machine.lmid == monitor.setup.lmid() {
            let away = monitor.machines.conversations(None);
            let open = u64::from(monitor.conversations()).saturating_sub(away);
            ("HERE", monitor.offered().len(), open)
        } else {
            let open = monitor.machines.conversations(Some(&machine.lmid));
            match others.get(&machine.lmid) {
                Some(services) => ("KNOWN", services.len(), open),
                None => ("SILENT", 0, open),
            }
        };
        table.rows.push(vec![
            machine.lmid.as_str().into(),
            machine.host.as_str().into(),
            state.into(),
            (services as u64).into(),
            open.into(),
        ]);
    }
    table
}

fn transactions(monitor: &Monitor, _options: &Options) -> Table {
    let mut table = Table::new(&[
        "Index",
        "State",
        "Begun By",
        "PID",
        "Participants",
        "Seconds",
        "Timeout",
    ]);
    for seen in monitor.transactions.table.all() {
        let late = seen.time.is_some_and(|time| seen.age >= time);
        table.rows.push(vec![
            seen.row.into(),
            if seen.doomed || late {
                "ABORTONLY"
            } else {
                "ACTIVE"
            }
            .into(),
            monitor.who(seen.pid, Some(seen.member)).into(),
            seen.pid.into(),
            monitor.participants(&seen).into(),
            seen.age.as_secs().into(),
            seen.time.map_or(0, |time| time.as_secs()).into(),
        ]);
    }
    table
}

fn routes(monitor: &Monitor, options: &Options) -> Table {
    let mut table = Table::new(&["Criterion", "Buffers", "Field", "Ranges", "Services"]);
    let configuration = &monitor.setup.configuration;
    for criterion in &configuration.routing {
        let services = configuration.services.iter();
        let routed = services.filter(|s| s.routing.as_ref() == Some(&criterion.name));
        let mut names: Vec<&str> = routed.map(|s| s.name.as_str()).collect();
        names.dedup();
        let wanted = options.service.as_ref();
        if wanted.is_some_and(|wanted| !names.contains(&wanted.as_str())) {
            continue;
        }
        table.rows.push(vec![
            criterion.name.as_str().into(),
            criterion.types.to_string().into(),
            criterion.field.as_str().into(),
            criterion.ranges.to_string().into(),
            names.join(",").into(),
        ]);
    }
    table
}

fn groups(monitor: &Monitor, _options: &Options) -> Table {
    let mut table = Table::new(&["Grp Name", "Group No", "Machines", "Current"]);
    for group in &monitor.setup.configuration.groups {
        table.rows.push(vec![
            group.name.as_str().into(),
            group.number.into(),
            group.machines.join(",").into(),
            monitor.place_of_group(group).into(),
        ]);
    }
    table
}

fn statistics(monitor: &Monitor, _options: &Options) -> Table {
    let mut table = Table::new(&["Count", "Now", "Limit"]);
    let resources = &monitor.setup.configuration.resources;
    let most = monitor.setup.machine();
    let most = most.map_or(0, |m| m.max_conversations);
    let servers = monitor.instances.iter().filter(|i| i.state != State::Down);
    let accessers = monitor.members.values().filter(|m| m.role.is_some());
    let table_of = &monitor.transactions.table;
    let rows: [(&str, u64, u32); 6] = [
        ("servers", servers.count() as u64, resources.max_servers),
        (
            "accessers",
            accessers.count() as u64,
            resources.max_accessers,
        ),
        ("conversations", monitor.conversations().into(), most),
        (
            "most conversations",
            monitor.board.most.max(monitor.conversations()).into(),
            most,
        ),
        ("transactions", table_of.count().into(), table_of.most()),
        (
            "requests that wait",
            monitor.board.waiting().len() as u64,
            0,
        ),
    ];
    for (name, now, limit) in rows {
        table.rows.push(vec![name.into(), now.into(), limit.into()]);
    }
    table
}
