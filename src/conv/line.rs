//! Packets between the monitor and its members: clients, servers, administrators. A stream of a conversation comes along as a descriptor.

use super::codes::TpErrno;
use super::request::Request;
use super::wire::{Malformed, Reader, Writer};
use crate::device::socket::sys::{recv_rights, send_rights};
use std::cell::RefCell;
use std::io::{self, Read};
use std::os::fd::{AsRawFd, OwnedFd, RawFd};
use std::time::Duration;

/// Members of another version are refused.
pub const VERSION: u16 = 2;
/// Longest packet; what a local socket takes at once by default is more.
pub const LONGEST: usize = 64 << 10;

/// Who joins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    Client {
        user: String,
        client: String,
    },
    /// An instance, or one of its sessions, which have numbers from 0.
    Server {
        group: String,
        id: u32,
        session: u32,
        standing: Standing,
        /// Clients may take it by a slot.
        slot: bool,
        /// What it offers already, when it joins again: services and their functions.
        services: Vec<(String, String)>,
    },
    Administrator,
    /// What carries streams to other machines.
    Bridge,
}

/// What a server does when it joins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It was just started.
    New,
    Idle,
    Busy,
}

/// What the monitor tells who joins.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Welcome {
    pub number: u32,
    /// How long a blocking call may take.
    pub blocktime: Duration,
    /// The same for services of their own BLOCKTIME.
    pub blocktimes: Vec<(String, Duration)>,
    /// Services wanted at boot: `name:function`, or the one word `-A`.
    pub offers: Vec<String>,
    /// What the server's tpsvrinit gets.
    pub arguments: String,
    /// The routine or program.
    pub program: String,
    pub log: String,
    /// The slot of a server session, in the slots that come along.
    pub slot: Option<u32>,
    /// Which files come along, in this order.
    pub files: u8,
}

impl Welcome {
    /// The slots of servers.
    pub const SLOTS: u8 = 1;
    /// The table of transactions.
    pub const TRANSACTIONS: u8 = 2;
    /// Criteria of routing.
    pub const ROUTES: u8 = 4;

    fn write(&self, w: &mut Writer) {
        let millis = |time: &Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        let blocktime = millis(&self.blocktime);
        w.u32(self.number).u64(blocktime).text(&self.arguments);
        w.text(&self.program).text(&self.log);
        w.u32(self.slot.map_or(0, |slot| slot + 1)).u8(self.files);
        w.u32(self.offers.len() as u32);
        for offer in &self.offers {
            w.text(offer);
        }
        w.u32(self.blocktimes.len() as u32);
        for (service, time) in &self.blocktimes {
            w.text(service).u64(millis(time));
        }
    }

    fn read(r: &mut Reader) -> Result<Welcome, Malformed> {
        Ok(Welcome {
            number: r.u32()?,
            blocktime: Duration::from_millis(r.u64()?),
            arguments: r.text()?,
            program: r.text()?,
            log: r.text()?,
            slot: r.u32()?.checked_sub(1),
            files: r.u8()?,
            offers: (0..r.u32()?).map(|_| r.text()).collect::<Result<_, _>>()?,
            blocktimes: (0..r.u32()?)
                .map(|_| Ok((r.text()?, Duration::from_millis(r.u64()?))))
                .collect::<Result<_, _>>()?,
        })
    }
}

/// To the monitor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Report {
    Join {
        version: u16,
        role: Role,
    },
    /// A request; its stream comes along. When it is forwarded, a file with the frame of its data, too.
    Request(Request),
    /// A service of this server, handled by a function.
    Advertise {
        service: String,
        function: String,
    },
    Unadvertise {
        service: String,
    },
    /// tpsvrinit is over: requests may come.
    Ready,
    /// The service is over; whether its end was orderly.
    Idle {
        orderly: bool,
    },
    /// A client took the server, by its slot, for this service.
    Taken {
        service: String,
    },
    /// The server is free, and somebody waits.
    Free,
    /// The server will leave after this: its end is no accident.
    Leaving,
    /// A line of an administrator.
    Command {
        line: String,
    },
    /// A table that a client or a server wants, by an administrator's line.
    Ask {
        number: u32,
        line: String,
    },
    /// What another machine offers, from a bridge.
    Elsewhere {
        machine: String,
        offers: Offers,
    },
    /// A stream to another machine is over.
    Over {
        number: u64,
    },
    /// A stream to another machine that another monitor gave to the bridge.
    Carries {
        request: Request,
        machine: String,
    },
}

/// Services that a machine offers, and whether they are conversational. `fresh`: all of them so far; otherwise more of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offers {
    pub fresh: bool,
    pub services: Vec<(String, bool)>,
}

impl Offers {
    /// All of these, in parts that fit into packets.
    pub fn parts(services: &[(String, bool)]) -> Vec<Offers> {
        const MOST: usize = 256;
        let mut parts: Vec<Offers> = services
            .chunks(MOST)
            .map(|part| Offers {
                fresh: false,
                services: part.to_vec(),
            })
            .collect();
        match parts.first_mut() {
            Some(first) => first.fresh = true,
            None => parts.push(Offers {
                fresh: true,
                services: Vec::new(),
            }),
        }
        parts
    }

    /// Puts a part where the others are.
    pub fn add_to(self, all: &mut Vec<(String, bool)>) {
        if self.fresh {
            all.clear();
        }
        all.extend(self.services);
    }

    fn write(&self, w: &mut Writer) {
        w.u8(u8::from(self.fresh)).u32(self.services.len() as u32);
        for (service, conversational) in &self.services {
            w.text(service).u8(u8::from(*conversational));
        }
    }

    fn read(r: &mut Reader) -> Result<Offers, Malformed> {
        Ok(Offers {
            fresh: r.flag()?,
            services: (0..r.u32()?)
                .map(|_| Ok((r.text()?, r.flag()?)))
                .collect::<Result<_, _>>()?,
        })
    }
}

/// From the monitor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Order {
    Joined(Welcome),
    /// The last report was done.
    Done,
    Refused {
        error: TpErrno,
        reason: String,
    },
    /// A request for this server, with what came along.
    Invoke {
        request: Request,
        function: String,
        /// AUTOTRAN: the time of a transaction that the service begins when it was called in none.
        transaction: Option<Duration>,
    },
    /// A request for a service of another machine, for the bridge, with what came along.
    Carry {
        request: Request,
        machine: String,
    },
    /// What this machine offers, for the bridge.
    Offered(Offers),
    /// Finish, and leave.
    Shutdown,
    /// Rows of the table that a question with this number asked for; `end`: these are the last.
    Rows {
        number: u32,
        keys: Vec<String>,
        rows: Vec<Vec<String>>,
        end: bool,
    },
    /// A part of the answer to a command; the last one says whether the command was done.
    Answer {
        text: String,
        end: Option<bool>,
    },
}

impl Report {
    pub fn encode(&self) -> Vec<u8> {
        let mut w = Writer::default();
        match self {
            Report::Join { version, role } => {
                w.u8(1).u16(*version);
                match role {
                    Role::Client { user, client } => w.u8(1).text(user).text(client),
                    Role::Server {
                        group,
                        id,
                        session,
                        standing,
                        slot,
                        services,
                    } => {
                        w.u8(2).text(group).u32(*id).u32(*session);
                        w.u8(*standing as u8).u8(u8::from(*slot));
                        w.u32(services.len() as u32);
                        for (service, function) in services {
                            w.text(service).text(function);
                        }
                        &mut w
                    }
                    Role::Administrator => w.u8(3),
                    Role::Bridge => w.u8(4),
                };
            }
            Report::Request(request) => request.write(w.u8(2)),
            Report::Advertise { service, function } => {
                w.u8(3).text(service).text(function);
            }
            Report::Unadvertise { service } => {
                w.u8(4).text(service);
            }
            Report::Ready => {
                w.u8(5);
            }
            Report::Idle { orderly } => {
                w.u8(6).u8(u8::from(*orderly));
            }
            Report::Leaving => {
                w.u8(7);
            }
            Report::Command { line } => {
                w.u8(8).text(line);
            }
            Report::Taken { service } => {
                w.u8(9).text(service);
            }
            Report::Free => {
                w.u8(10);
            }
            Report::Ask { number, line } => {
                w.u8(11).u32(*number).text(line);
            }
            Report::Elsewhere { machine, offers } => offers.write(w.u8(20).text(machine)),
            Report::Over { number } => {
                w.u8(21).u64(*number);
            }
            Report::Carries { request, machine } => {
                request.write(w.u8(22));
                w.text(machine);
            }
        }
        w.0
    }

    /// # Errors
    /// It is no report.
    pub fn decode(packet: &[u8]) -> Result<Report, Malformed> {
        let mut r = Reader(packet);
        let report = match r.u8()? {
            1 => {
                let version = r.u16()?;
                if version != VERSION {
                    return Err(Malformed::Version);
                }
                let role = match r.u8()? {
                    1 => Role::Client {
                        user: r.text()?,
                        client: r.text()?,
                    },
                    2 => Role::Server {
                        group: r.text()?,
                        id: r.u32()?,
                        session: r.u32()?,
                        standing: match r.u8()? {
                            0 => Standing::New,
                            1 => Standing::Idle,
                            2 => Standing::Busy,
                            _ => return Err(Malformed::Kind),
                        },
                        slot: r.flag()?,
                        services: (0..r.u32()?)
                            .map(|_| Ok((r.text()?, r.text()?)))
                            .collect::<Result<_, _>>()?,
                    },
                    3 => Role::Administrator,
                    4 => Role::Bridge,
                    _ => return Err(Malformed::Kind),
                };
                Report::Join { version, role }
            }
            2 => Report::Request(Request::read(&mut r)?),
            3 => Report::Advertise {
                service: r.text()?,
                function: r.text()?,
            },
            4 => Report::Unadvertise { service: r.text()? },
            5 => Report::Ready,
            6 => Report::Idle {
                orderly: r.u8()? != 0,
            },
            7 => Report::Leaving,
            8 => Report::Command { line: r.text()? },
            9 => Report::Taken { service: r.text()? },
            10 => Report::Free,
            11 => Report::Ask {
                number: r.u32()?,
                line: r.text()?,
            },
            20 => Report::Elsewhere {
                machine: r.text()?,
                offers: Offers::read(&mut r)?,
            },
            21 => Report::Over { number: r.u64()? },
            22 => Report::Carries {
                request: Request::read(&mut r)?,
                machine: r.text()?,
            },
            _ => return Err(Malformed::Kind),
        };
        r.end()?;
        Ok(report)
    }
}

impl Order {
    pub fn encode(&self) -> Vec<u8> {
        let mut w = Writer::default();
        match self {
            Order::Joined(welcome) => welcome.write(w.u8(1)),
            Order::Done => {
                w.u8(2);
            }
            Order::Refused { error, reason } => {
                w.u8(3).u8(*error as u8).text(reason);
            }
            Order::Invoke {
                request,
                function,
                transaction,
            } => {
                request.write(w.u8(4));
                w.text(function);
                let time = |time: &Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
                w.u8(u8::from(transaction.is_some()));
                w.u64(transaction.as_ref().map_or(0, time));
            }
            Order::Carry { request, machine } => {
                request.write(w.u8(20));
                w.text(machine);
            }
            Order::Offered(offers) => offers.write(w.u8(21)),
            Order::Shutdown => {
                w.u8(5);
            }
            Order::Rows {
                number,
                keys,
                rows,
                end,
            } => {
                w.u8(7).u32(*number).u8(u8::from(*end));
                for texts in std::iter::once(keys).chain(rows) {
                    w.u8(1).u32(texts.len() as u32);
                    for text in texts {
                        w.text(text);
                    }
                }
                w.u8(0);
            }
            Order::Answer { text, end } => {
                w.u8(6).text(text);
                w.u8(match end {
                    None => 2,
                    Some(done) => u8::from(*done),
                });
            }
        }
        w.0
    }

    /// # Errors
    /// It is no order.
    pub fn decode(packet: &[u8]) -> Result<Order, Malformed> {
        let mut r = Reader(packet);
        let order = match r.u8()? {
            1 => Order::Joined(Welcome::read(&mut r)?),
            2 => Order::Done,
            3 => Order::Refused {
                error: TpErrno::of_number(r.u8()?.into()).ok_or(Malformed::Kind)?,
                reason: r.text()?,
            },
            4 => Order::Invoke {
                request: Request::read(&mut r)?,
                function: r.text()?,
                transaction: match (r.u8()?, r.u64()?) {
                    (0, _) => None,
                    (_, time) => Some(Duration::from_millis(time)),
                },
            },
            5 => Order::Shutdown,
            20 => Order::Carry {
                request: Request::read(&mut r)?,
                machine: r.text()?,
            },
            21 => Order::Offered(Offers::read(&mut r)?),
            7 => {
                let (number, end) = (r.u32()?, r.flag()?);
                let mut lists = Vec::new();
                while r.flag()? {
                    lists.push((0..r.u32()?).map(|_| r.text()).collect::<Result<_, _>>()?);
                }
                let mut lists = lists.into_iter();
                Order::Rows {
                    number,
                    keys: lists.next().ok_or(Malformed::Short)?,
                    rows: lists.collect(),
                    end,
                }
            }
            6 => Order::Answer {
                text: r.text()?,
                end: match r.u8()? {
                    2 => None,
                    done => Some(done != 0),
                },
            },
            _ => return Err(Malformed::Kind),
        };
        r.end()?;
        Ok(order)
    }
}

/// Whether a name can be that of a service or a function: records of services are texts.
pub fn is_name(name: &str) -> bool {
    let is_part = |c: char| !c.is_whitespace() && !c.is_control() && c != ',' && c != ':';
    (1..=127).contains(&name.len()) && name.chars().all(is_part)
}

/// What [`kept_bytes`] kept.
///
/// # Errors
/// The system's.
pub fn read_kept(file: OwnedFd) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::fs::File::from(file).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A file in memory that goes along with a packet, to be read from its beginning.
///
/// # Errors
/// The system has no room for it.
pub fn kept_bytes(bytes: &[u8]) -> io::Result<OwnedFd> {
    use std::io::{Seek, Write};
    let flags = nix::sys::memfd::MFdFlags::MFD_CLOEXEC;
    let file = nix::sys::memfd::memfd_create(c"mrun-conv", flags)?;
    let mut file = std::fs::File::from(file);
    file.write_all(bytes)?;
    file.rewind()?;
    Ok(file.into())
}

/// Sends a packet with descriptors, without waiting.
///
/// # Errors
/// The other side is gone, or takes nothing now.
pub fn send(line: &OwnedFd, packet: &[u8], with: &[RawFd]) -> io::Result<()> {
    send_rights(line.as_raw_fd(), packet, with, libc::MSG_DONTWAIT).map(drop)
}

/// A packet, if there is one, and the descriptors that came with it.
///
/// # Errors
/// `WouldBlock` when there is none, `UnexpectedEof` at the end.
pub fn receive(line: &OwnedFd) -> io::Result<(Vec<u8>, Vec<OwnedFd>)> {
    thread_local! {
        /// Room for any packet: mostly there is none, and a look is to cost little.
        static ROOM: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    }
    ROOM.with_borrow_mut(|room| {
        room.clear();
        let mut rights = Vec::new();
        let flags = libc::MSG_DONTWAIT;
        match recv_rights(line.as_raw_fd(), room, LONGEST, &mut rights, flags)? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            _ => Ok((room.clone(), rights)),
        }
    })
}

#[cfg(test)]
mod tests;
