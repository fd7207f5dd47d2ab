//! A server that clients take without the monitor: where they do, and what they have begun then.

use super::Atmi;
use super::known::Begun;
use super::server::{Arriving, Server};
use super::service::release;
use crate::conv::channel::Channel;
use crate::conv::line::Report;
use crate::conv::memory::{self, Serving};
use crate::conv::slots::Slots;
use crate::device::Wait;
use crate::vm::Signals;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Who has taken a server says within moments what for.
const SOON: Duration = Duration::from_millis(10);

/// Where clients may take a server.
pub struct Place {
    pub slots: Arc<Slots>,
    pub at: u32,
    serving: Serving,
}

impl Place {
    /// What the server offers now.
    pub fn offer<'a>(&self, services: impl Iterator<Item = &'a str>) {
        self.slots.withdraw(self.at);
        self.serving.offer(services);
    }

    /// The monitor has let a request pass: clients of this process need not ask again.
    pub fn passed(&self, service: &str, buffer_type: &str) {
        self.serving.passed(service, buffer_type);
    }

    /// The ticket of a client that has taken the server.
    fn client(&self) -> Option<u16> {
        let (ticket, _) = self.slots.taken(self.at)?;
        (ticket != 0).then_some(ticket)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.slots.end(self.at);
    }
}

/// What a client has done that took the server.
pub enum Come {
    /// It has begun something.
    Request(Box<Arriving>),
    /// It is gone: the server is free again.
    Gone,
    /// Its request is on its way.
    Soon,
    /// There is none.
    Nobody,
}

impl Atmi {
    /// This server has joined: clients may take it where the monitor says.
    pub fn settle(&mut self, signals: &Arc<Signals>) {
        let slot = self.membership.welcome().and_then(|w| w.slot);
        let found = self.membership.slots().cloned().zip(slot);
        let busy = self.service.is_some();
        let Some(server) = &mut self.server else {
            return;
        };
        let (group, title) = (server.group().to_string(), server.title());
        server.place = found.map(|(slots, at)| Place {
            serving: Serving::new(&slots, at, &group, title, signals),
            slots,
            at,
        });
        server.offers();
        if server.is_ready()
            && !busy
            && let Some(place) = &server.place
            && place.slots.release(place.at)
        {
            // A monitor that is gone again hears it from the next one's welcome.
            let _ = self.membership.tell(&Report::Free, &[]);
        }
    }

    /// What a client that took this server has begun.
    pub fn come(&mut self, signals: &Arc<Signals>) -> Come {
        let Some(server) = &mut self.server else {
            return Come::Nobody;
        };
        let Some(place) = &server.place else {
            return Come::Nobody;
        };
        if let Some(begun) = place.serving.begun() {
            begun.end.is_for(signals);
            let channel = Channel::within(begun.end, begun.request.number);
            return self.request(Arriving::taken(begun.request, begun.buffer, channel, None));
        }
        match place.client() {
            None => Come::Nobody,
            Some(memory::TICKET) => Come::Soon,
            Some(ticket) => match server.clients.begun(ticket) {
                Begun::This(begun) => {
                    let (request, buffer, channel) = *begun;
                    self.request(Arriving::taken(request, buffer, channel, Some(ticket)))
                }
                Begun::Soon => Come::Soon,
                Begun::Never => self.gone(),
                Begun::Strange(why) => {
                    self.log(&format!("a client that took this server: {why}"));
                    self.gone()
                }
            },
        }
    }

    /// Whether a client that took this server has begun something, or is gone; what it is, [`Atmi::come`] gives.
    pub fn has_come(&mut self) -> bool {
        let Some(Server { place, clients, .. }) = &mut self.server else {
            return false;
        };
        match place.as_ref().and_then(Place::client) {
            None => false,
            Some(memory::TICKET) => place
                .as_ref()
                .is_some_and(|place| place.serving.has_begun()),
            Some(ticket) => clients.has_begun(ticket),
        }
    }

    fn request(&mut self, mut arriving: Arriving) -> Come {
        let service = &arriving.request.service;
        match self
            .server
            .as_ref()
            .and_then(|server| server.function(service))
        {
            Some(function) => {
                arriving.function = function;
                Come::Request(Box::new(arriving))
            }
            // It has just been withdrawn: its client finds the end.
            None => self.gone(),
        }
    }

    fn gone(&mut self) -> Come {
        release(self);
        Come::Gone
    }

    /// A wait for whatever a server waits for between two services.
    pub fn wait_for_requests(&mut self) -> Wait {
        let mut wait = self.membership.wait();
        let Some(Server { place, clients, .. }) = &mut self.server else {
            return wait;
        };
        let Some(place) = place else {
            return wait;
        };
        place.slots.sleep(place.at);
        match place.client() {
            Some(memory::TICKET) => return wait.or_at(Some(Instant::now() + SOON)),
            Some(ticket) => {
                let own = clients.wait(ticket);
                wait = wait.or_at(own.until);
                wait.fds.extend(own.fds);
            }
            None => wait.fds.extend(clients.interest()),
        }
        wait
    }

    /// After such a wait.
    pub fn has_waited(&mut self) {
        if let Some(Server { place, clients, .. }) = &mut self.server
            && let Some(place) = place
        {
            place.slots.wake(place.at);
            clients.tidy();
        }
    }
}
