//! Requests for services, as clients make them and servers get them.

use super::codes::Flags;
use super::wire::{Malformed, Reader, Writer};

/// A request for a service.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Request {
    /// The number of the conversation or call.
    pub number: u64,
    pub service: String,
    /// As the service will see them.
    pub flags: Flags,
    pub priority: Priority,
    /// `TYPE:SUBTYPE` of the buffer, empty without one.
    pub buffer_type: String,
    /// Who asks, as the service is told: `pid/client`.
    pub client: String,
    /// The client is on this machine, and has the slots in its memory.
    pub near: bool,
    /// The groups that it may go to, of a service that is routed by data; none for all.
    pub route: Vec<String>,
}

/// The priority that a request asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Priority {
    /// That of its service.
    #[default]
    OfService,
    /// 1 to 100.
    Absolute(u8),
    /// So much more or less than its service's.
    Relative(i8),
}

impl Priority {
    /// What it is for a service with that priority.
    pub fn of(self, service: u8) -> u8 {
        match self {
            Priority::OfService => service,
            Priority::Absolute(priority) => priority.clamp(1, 100),
            Priority::Relative(more) => {
                let sum = i16::from(service) + i16::from(more);
                u8::try_from(sum.clamp(1, 100)).unwrap_or(service)
            }
        }
    }

    fn write(self, w: &mut Writer) {
        match self {
            Priority::OfService => w.u8(0),
            Priority::Absolute(priority) => w.u8(1).u8(priority),
            Priority::Relative(more) => w.u8(2).u8(more.cast_unsigned()),
        };
    }

    fn read(r: &mut Reader) -> Result<Priority, Malformed> {
        Ok(match r.u8()? {
            0 => Priority::OfService,
            1 => Priority::Absolute(r.u8()?),
            2 => Priority::Relative(r.u8()?.cast_signed()),
            _ => return Err(Malformed::Kind),
        })
    }
}

impl Request {
    pub fn write(&self, w: &mut Writer) {
        w.u64(self.number).text(&self.service).u32(self.flags.0);
        self.priority.write(w);
        w.text(&self.buffer_type).text(&self.client);
        w.u8(u8::from(self.near));
        w.u32(self.route.len() as u32);
        for group in &self.route {
            w.text(group);
        }
    }

    pub fn read(r: &mut Reader) -> Result<Request, Malformed> {
        Ok(Request {
            number: r.u64()?,
            service: r.text()?,
            flags: Flags(r.u32()?),
            priority: Priority::read(r)?,
            buffer_type: r.text()?,
            client: r.text()?,
            near: r.flag()?,
            route: (0..r.u32()?).map(|_| r.text()).collect::<Result<_, _>>()?,
        })
    }
}
