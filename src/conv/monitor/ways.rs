//! Ways of requests that are routed by their data: which group one goes to, and the machine of that group.

use super::Monitor;
use super::instances::{Instance, State};
use crate::conv::config::Configuration;
use crate::conv::config::ranges::ANY;
use crate::conv::request::Request;

/// Where a request goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way<'a> {
    /// Wherever its service is offered.
    Any,
    Group(&'a str),
    /// None of its groups offers the service.
    Nowhere,
}

impl Way<'_> {
    /// Whether servers of a group may have it.
    pub fn leads_to(self, group: &str) -> bool {
        match self {
            Way::Any => true,
            Way::Group(wanted) => wanted == group,
            Way::Nowhere => false,
        }
    }
}

/// The way of a request: the first of its groups in which its service is offered. A server that is being restarted counts.
pub fn way<'a>(
    instances: &[Instance],
    configuration: &Configuration,
    request: &'a Request,
) -> Way<'a> {
    if request.route.is_empty() {
        return Way::Any;
    }
    let offers = |i: &Instance| {
        i.state != State::Down && i.services().any(|(name, _)| *name == request.service)
    };
    let in_group = |i: &Instance, group: &str| configuration.servers[i.entry].group == group;
    for group in &request.route {
        if group == ANY {
            return Way::Any;
        }
        if (instances.iter()).any(|i| in_group(i, group) && offers(i)) {
            return Way::Group(group);
        }
    }
    Way::Nowhere
}

impl Monitor {
    pub(super) fn way<'a>(&self, request: &'a Request) -> Way<'a> {
        way(&self.instances, &self.setup.configuration, request)
    }

    /// The machine that a request has to go to, when this one is not to serve it.
    pub(super) fn machine_for(&mut self, request: &Request) -> Option<String> {
        if request.route.is_empty() {
            return match self.offering(&request.service) {
                Some(_) => None,
                None => self.machines.offering(request),
            };
        }
        for group in &request.route {
            let any = group == ANY;
            let alone = Request {
                route: vec![group.clone()],
                ..request.clone()
            };
            if self.server_for(&alone).is_some() {
                return None;
            }
            let machine = match any {
                true => self.machines.offering(request),
                false => self.machine_of(group, request),
            };
            if machine.is_some() {
                return machine;
            }
        }
        None
    }

    /// The one of a group's machines that offers the service of a request.
    fn machine_of(&self, group: &str, request: &Request) -> Option<String> {
        let machines = &self.setup.configuration.group(group)?.machines;
        let mut all = machines.iter();
        let found = all.find(|m| self.machines.offers(m, request));
        found.cloned()
    }
}
