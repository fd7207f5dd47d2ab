//! Other machines: what they offer, as the bridge says, and the requests that went there.

use super::Monitor;
use super::board::refuse;
use super::instances::{Instance, State};
use crate::conv::codes::{Flags, TpErrno};
use crate::conv::config::Server;
use crate::conv::line::{Offers, Order};
use crate::conv::request::Request;
use std::collections::BTreeMap;
use std::os::fd::OwnedFd;
use std::time::Instant;

/// A request that another machine serves.
pub struct Away {
    pub request: Request,
    pub machine: String,
    pub since: Instant,
}

#[derive(Default)]
pub struct Machines {
    /// The member that carries streams to them.
    bridge: Option<usize>,
    pub others: BTreeMap<String, Vec<(String, bool)>>,
    /// By the number of the request.
    pub away: BTreeMap<u64, Away>,
    /// What the bridge knows of this machine, if anything.
    told: Option<Vec<(String, bool)>>,
    /// What this machine offers may have changed.
    pub stale: bool,
    /// Machines that offer the same service take turns.
    turn: usize,
}

impl Machines {
    /// Conversations with a machine, or with all.
    pub fn conversations(&self, machine: Option<&str>) -> u64 {
        let with = |away: &&Away| machine.is_none_or(|machine| away.machine == machine);
        let away = self.away.values().filter(with);
        away.filter(|away| away.request.flags.has(Flags::CONV))
            .count() as u64
    }

    /// Whether a machine offers a service of that kind.
    pub fn offers(&self, machine: &str, request: &Request) -> bool {
        let kind = request.flags.has(Flags::CONV);
        let mut services = self.others.get(machine).into_iter().flatten();
        services.any(|(name, conversational)| *name == request.service && *conversational == kind)
    }

    /// A machine that offers a service of that kind.
    pub fn offering(&mut self, request: &Request) -> Option<String> {
        let machines = self.others.keys();
        let all: Vec<&String> = machines.filter(|m| self.offers(m, request)).collect();
        let chosen = *all.get(self.turn % all.len().max(1))?;
        self.turn = self.turn.wrapping_add(1);
        Some(chosen.clone())
    }
}

impl Monitor {
    /// Whether a server runs on this machine.
    pub(super) fn is_here(&self, server: &Server) -> bool {
        let group = self.setup.configuration.group(&server.group);
        group.is_none_or(|group| self.place_of_group(group) == self.setup.lmid())
    }

    /// The machine that a request has to go to: one that came from another machine, or that this one serves, goes nowhere.
    pub(super) fn elsewhere(&mut self, token: usize, request: &Request) -> Option<String> {
        let bridge = self.machines.bridge?;
        match token == bridge {
            true => None,
            false => self.machine_for(request),
        }
    }

    /// Gives a request to the bridge.
    pub(super) fn send_away(&mut self, machine: String, request: Request, streams: Vec<OwnedFd>) {
        let number = request.number;
        if request.flags.has(Flags::TRAN) {
            let reason = format!(
                "{} is a service of machine {machine}, where a transaction cannot go; TPNOTRAN leaves it out",
                request.service
            );
            return refuse(number, streams, TpErrno::Tran, reason);
        }
        if request.flags.has(Flags::CONV) {
            if let Some((error, reason)) = self.no_room() {
                return refuse(number, streams, error, reason);
            }
            self.board.started();
        }
        let order = Order::Carry {
            request: request.clone(),
            machine: machine.clone(),
        };
        let bridge = self.machines.bridge.and_then(|t| self.members.get_mut(&t));
        if bridge.is_some_and(|bridge| bridge.hand(&order, &streams)) {
            self.is_away(request, machine);
        } else {
            self.board.finished(&request);
            let reason = "the bridge to other machines takes nothing".to_string();
            refuse(number, streams, TpErrno::System, reason);
        }
    }

    fn is_away(&mut self, request: Request, machine: String) {
        let since = Instant::now();
        let away = Away {
            request,
            machine,
            since,
        };
        // The number is the client's: two may have the same.
        if let Some(before) = self.machines.away.insert(away.request.number, away) {
            self.board.finished(&before.request);
        }
    }

    /// The bridge has carried a request since before this monitor.
    pub(super) fn was_away(&mut self, request: Request, machine: String) {
        if request.flags.has(Flags::CONV) {
            self.board.started();
        }
        self.is_away(request, machine);
    }

    /// A request that another machine served is over.
    pub(super) fn returned(&mut self, number: u64) {
        if let Some(away) = self.machines.away.remove(&number) {
            self.board.finished(&away.request);
        }
    }

    pub(super) fn bridge_joined(&mut self, token: usize) {
        self.machines.bridge = Some(token);
        self.machines.told = None;
        self.machines.stale = true;
    }

    /// The bridge is gone, and with it all that it carried.
    pub(super) fn bridge_parted(&mut self, token: usize) {
        if self.machines.bridge != Some(token) {
            return;
        }
        self.machines.bridge = None;
        self.machines.others.clear();
        for away in std::mem::take(&mut self.machines.away).into_values() {
            self.board.finished(&away.request);
        }
        self.say("the bridge is gone: other machines are out of reach");
    }

    pub(super) fn learn_of(&mut self, machine: String, offers: Offers) {
        offers.add_to(self.machines.others.entry(machine).or_default());
        self.machines
            .others
            .retain(|_, services| !services.is_empty());
    }

    /// Services that this machine offers, and whether they are conversational.
    pub(super) fn offered(&self) -> Vec<(String, bool)> {
        let up = |i: &&Instance| matches!(i.state, State::Up | State::Starting);
        let all = self.instances.iter().filter(up).flat_map(|instance| {
            let server = &self.setup.configuration.servers[instance.entry];
            let services = instance.services();
            services.map(|(name, _)| (name.clone(), server.conversational))
        });
        let mut all: Vec<_> = all.collect();
        all.sort();
        all.dedup();
        all
    }

    /// Tells the bridge what this machine offers, when that has changed.
    pub(super) fn tell_bridge(&mut self) {
        if !std::mem::take(&mut self.machines.stale) || self.machines.bridge.is_none() {
            return;
        }
        let now = self.offered();
        if self.machines.told.as_ref() == Some(&now) {
            return;
        }
        let bridge = self.machines.bridge.and_then(|t| self.members.get_mut(&t));
        if let Some(bridge) = bridge {
            for offers in Offers::parts(&now) {
                bridge.tell(&Order::Offered(offers));
            }
        }
        self.machines.told = Some(now);
    }

    /// The application ends: the bridge gives back its lease.
    pub(super) fn dismiss_bridge(&mut self) {
        let bridge = self.machines.bridge.and_then(|t| self.members.get_mut(&t));
        if let Some(bridge) = bridge {
            bridge.tell(&Order::Shutdown);
        }
    }
}
