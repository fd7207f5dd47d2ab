//! Records of TCP connections that begin and end, from the kernel: dumps show those that are there, messages those that ended.

use super::diag::{Diag, Ends, Info, Socket};
use super::process;
use crate::nmi::record::smf::{initiation, termination};
use crate::nmi::record::time;
use crate::nmi::system::{Owner, System, Template};
use std::collections::{HashMap, HashSet};
use std::io;
use std::os::fd::RawFd;

/// Connections that are known, and the shapes of their records.
pub struct Connections {
    diag: Diag,
    /// `None` where it is not allowed: then dumps alone show that connections ended.
    ends: Option<Ends>,
    known: HashMap<u64, Known>,
    shapes: Shapes,
}

/// A connection that is there.
pub struct Known {
    pub socket: Socket,
    pub owner: Owner,
    pub began: u64,
    pub active: bool,
    /// The round of dumps that showed it last.
    seen: u64,
}

/// Templates of both records.
pub struct Shapes {
    initiation: Template,
    termination: Template,
}

impl Shapes {
    pub fn new(system: &System) -> Shapes {
        Shapes {
            initiation: Template::new(system, 1, "TCP", &initiation::LAYOUT),
            termination: Template::new(system, 2, "TCP", &termination::LAYOUT),
        }
    }

    /// A connection begins.
    pub fn begins(&self, socket: &Socket, owner: &Owner, began: u64, now: u64) -> Vec<u8> {
        self.initiation.fill(now, owner, |out| {
            let (of_day, date) = time::time_and_date(began);
            initiation::R_NAME.set_text(out, &owner.job);
            initiation::CONN_ID.set(out, socket.cookie & 0xffff_ffff);
            initiation::SUB_TASK.set(out, owner.pid.into());
            initiation::RIP.set_address(out, socket.remote.ip());
            initiation::LIP.set_address(out, socket.local.ip());
            initiation::R_PORT.set(out, socket.remote.port().into());
            initiation::L_PORT.set(out, socket.local.port().into());
            initiation::TIME.set(out, of_day.into());
            initiation::DATE.set(out, date.into());
            initiation::STCK.set(out, began);
        })
    }

    /// It ends.
    pub fn ends(
        &self,
        socket: &Socket,
        owner: &Owner,
        began: u64,
        active: bool,
        now: u64,
    ) -> Vec<u8> {
        self.termination.fill(now, owner, |out| {
            let ((start, start_date), (end, end_date)) =
                (time::time_and_date(began), time::time_and_date(now));
            let Info {
                in_bytes,
                out_bytes,
                in_segments,
                out_segments,
                ..
            } = socket.info;
            termination::R_NAME.set_text(out, &owner.job);
            termination::CONN_ID.set(out, socket.cookie & 0xffff_ffff);
            termination::SUB_TASK.set(out, owner.pid.into());
            termination::S_TIME.set(out, start.into());
            termination::S_DATE.set(out, start_date.into());
            termination::E_TIME.set(out, end.into());
            termination::E_DATE.set(out, end_date.into());
            termination::RIP.set_address(out, socket.remote.ip());
            termination::LIP.set_address(out, socket.local.ip());
            termination::R_PORT.set(out, socket.remote.port().into());
            termination::L_PORT.set(out, socket.local.port().into());
            termination::IN_BYTES.set(out, in_bytes);
            termination::OUT_BYTES.set(out, out_bytes);
            termination::SWS.set(out, socket.info.send_window.into());
            termination::MSWS.set(out, socket.info.send_window.into());
            termination::CWS.set(out, socket.info.congestion_window.into());
            termination::SMS.set(out, socket.info.segment_size.into());
            termination::RTT.set(out, u64::from(socket.info.round_trip / 1000));
            termination::RVA.set(out, u64::from(socket.info.variance / 1000));
            termination::STATUS.set(out, active.into());
            termination::XRT.set(out, socket.info.retransmitted.min(0xffff).into());
            termination::IN_SEG.set(out, in_segments.into());
            termination::OUT_SEG.set(out, out_segments.into());
            termination::SSTCK.set(out, began);
            termination::ESTCK.set(out, now);
        })
    }
}

/// A record and its subtype.
pub type Made = (u16, Vec<u8>);

impl Connections {
    /// Knows the connections of now.
    ///
    /// # Errors
    /// The kernel does not show sockets.
    pub fn new(system: &System) -> io::Result<Connections> {
        let mut made = Connections {
            diag: Diag::new()?,
            ends: Ends::new().ok(),
            known: HashMap::new(),
            shapes: Shapes::new(system),
        };
        made.dump(&mut Vec::new())?;
        Ok(made)
    }

    /// What becomes readable when a connection has ended.
    pub fn fd(&self) -> Option<RawFd> {
        self.ends.as_ref().map(Ends::fd)
    }

    /// The connections of the last dump.
    pub fn known(&self) -> impl Iterator<Item = &Known> {
        self.known.values()
    }

    /// Records of all connections that are there.
    pub fn list(&self) -> Vec<Vec<u8>> {
        let now = time::now();
        let all = self.known.values();
        all.map(|k| self.shapes.begins(&k.socket, &k.owner, k.began, now))
            .collect()
    }

    /// Compares what is known with what is there.
    ///
    /// # Errors
    /// The kernel refuses.
    pub fn dump(&mut self, out: &mut Vec<Made>) -> io::Result<()> {
        let (there, listening) = self.diag.split()?;
        let listening: HashSet<u16> = listening.iter().map(|s| s.local.port()).collect();
        let round = self.known.values().map(|k| k.seen).max().unwrap_or(0) + 1;
        let mut fresh = Vec::new();
        for socket in there {
            match self.known.get_mut(&socket.cookie) {
                Some(known) => {
                    known.socket = socket;
                    known.seen = round;
                }
                None => fresh.push(socket),
            }
        }
        let owners = process::owners_of(&fresh);
        let now = time::now();
        for (socket, owner) in fresh.into_iter().zip(owners) {
            out.push((
                self.shapes.initiation.subtype(),
                self.shapes.begins(&socket, &owner, now, now),
            ));
            let active = !listening.contains(&socket.local.port());
            self.known.insert(
                socket.cookie,
                Known {
                    socket,
                    owner,
                    began: now,
                    active,
                    seen: round,
                },
            );
        }
        // Their messages were lost, or are not allowed. What this dump did not show may also have its message on its way.
        let gone: Vec<u64> = match self.ends {
            Some(_) => self
                .known
                .iter()
                .filter(|(_, k)| k.seen + 1 < round)
                .map(|(c, _)| *c)
                .collect(),
            None => self
                .known
                .iter()
                .filter(|(_, k)| k.seen < round)
                .map(|(c, _)| *c)
                .collect(),
        };
        for cookie in gone {
            if let Some(known) = self.known.remove(&cookie) {
                out.push(self.ended(&known, now));
            }
        }
        Ok(())
    }

    fn ended(&self, known: &Known, now: u64) -> Made {
        let record = self
            .shapes
            .ends(&known.socket, &known.owner, known.began, known.active, now);
        (self.shapes.termination.subtype(), record)
    }

    /// Records of the connections that ended.
    ///
    /// # Errors
    /// The kernel refuses.
    pub fn read_ends(&mut self, out: &mut Vec<Made>) -> io::Result<()> {
        let Some(mut ends) = self.ends.take() else {
            return Ok(());
        };
        let now = time::now();
        let outcome = ends.read(|socket| {
            let known = match self.known.remove(&socket.cookie) {
                Some(known) => Known {
                    socket: Socket {
                        uid: known.socket.uid,
                        ..socket
                    },
                    ..known
                },
                // It came and went between two dumps, or was never connected.
                None if socket.remote.port() != 0 && socket.info.was_established() => {
                    let owner = Owner::default();
                    out.push((
                        self.shapes.initiation.subtype(),
                        self.shapes.begins(&socket, &owner, now, now),
                    ));
                    Known {
                        socket,
                        owner,
                        began: now,
                        active: false,
                        seen: 0,
                    }
                }
                None => return,
            };
            out.push(self.ended(&known, now));
        });
        self.ends = Some(ends);
        // The next dumps show what was lost.
        outcome.map(|_lost| ())
    }
}
