//! Who holds which names, and who waits for them: a state that changes by [`Change`]s alone, so that all processes that apply the
//! same ones in the same order have the same table.

use super::log::start_of;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Bound;

/// What an owner holds of a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub level: u32,
    /// ZALLOCATE does not count.
    pub zallocated: bool,
}

pub struct Held {
    pub owner: u64,
    pub counts: Counts,
    /// ZSHOW shows what was touched last first.
    pub touched: u64,
}

pub struct Waiter {
    pub owner: u64,
    pub names: Vec<Vec<u8>>,
    pub zallocate: bool,
    /// Once it is granted: what the owner held of the names before.
    pub granted: Option<Vec<Counts>>,
}

/// One change of the table. Owners of a process have its number in their upper half (see [`process_of`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change<'a> {
    /// A process takes part; one that had its number before is gone.
    Process {
        pid: u32,
        start: u64,
    },
    /// An owner holds so much of a name now.
    Put {
        owner: u64,
        name: Cow<'a, [u8]>,
        counts: Counts,
        /// It moves up in the display.
        touch: bool,
    },
    Grant {
        owner: u64,
        names: Cow<'a, [Vec<u8>]>,
        zallocate: bool,
    },
    /// A request waits. Tickets ascend.
    Want {
        ticket: u64,
        owner: u64,
        names: Cow<'a, [Vec<u8>]>,
        zallocate: bool,
    },
    /// A request waits no longer: it was given up, or its owner knows that it was granted.
    Unwant {
        ticket: u64,
    },
    /// Names were released or given up: what became possible is granted.
    Serve {
        names: Cow<'a, [Vec<u8>]>,
    },
    /// A process is gone, and its owners with it.
    Gone {
        pid: u32,
    },
    /// Part of a whole table that is written down: so much was touched, and a request that is granted already.
    Clock {
        clock: u64,
    },
    Granted {
        ticket: u64,
        before: Vec<Counts>,
    },
    /// As `Put`, touched at a moment of the past.
    Held {
        owner: u64,
        name: Cow<'a, [u8]>,
        counts: Counts,
        touched: u64,
    },
}

/// What came of a change: what the owner held before a `Grant`, and the tickets that were granted.
#[derive(Default)]
pub struct Outcome {
    pub before: Vec<Counts>,
    pub granted: Vec<u64>,
}

/// The process that an owner belongs to; 0 within one process.
pub fn process_of(owner: u64) -> u32 {
    (owner >> 32) as u32
}

/// The number of a session of a process among all owners.
pub fn owner_of(pid: u32, session: u64) -> u64 {
    u64::from(pid) << 32 | session & 0xffff_ffff
}

#[derive(Default)]
pub struct Table {
    pub held: BTreeMap<Vec<u8>, Held>,
    /// By ticket, so in the order of asking.
    pub waiters: BTreeMap<u64, Waiter>,
    /// Tickets of those that still wait, by each name they want.
    wanted: BTreeMap<Vec<u8>, BTreeSet<u64>>,
    pub clock: u64,
    /// When each process began, in the system's own measure.
    pub processes: BTreeMap<u32, u64>,
}

/// The names at and above an encoded name: its environment is no lock.
fn upwards(name: &[u8]) -> impl Iterator<Item = &[u8]> {
    memchr::memchr_iter(0, name).skip(1).map(|at| &name[..=at])
}

/// What a map has at an encoded name and below it.
fn downwards<'a, T>(
    map: &'a BTreeMap<Vec<u8>, T>,
    name: &'a [u8],
) -> impl Iterator<Item = (&'a Vec<u8>, &'a T)> {
    map.range::<[u8], _>((Bound::Included(name), Bound::Unbounded))
        .take_while(move |(below, _)| below.starts_with(name))
}

impl Table {
    /// Other owners that hold something in the way of the names.
    pub fn obstacles<'a>(
        &'a self,
        owner: u64,
        names: &'a [Vec<u8>],
    ) -> impl Iterator<Item = u64> + 'a {
        let above = names
            .iter()
            .flat_map(|name| upwards(name))
            .filter_map(|n| self.held.get(n));
        let below = names
            .iter()
            .flat_map(|name| downwards(&self.held, name))
            .map(|(_, held)| held);
        above
            .chain(below)
            .map(|held| held.owner)
            .filter(move |other| *other != owner)
    }

    pub fn is_free(&self, owner: u64, names: &[Vec<u8>]) -> bool {
        self.obstacles(owner, names).next().is_none()
    }

    pub fn counts(&self, owner: u64, name: &[u8]) -> Counts {
        self.held
            .get(name)
            .filter(|h| h.owner == owner)
            .map_or(Counts::default(), |h| h.counts)
    }

    /// The process that took part is gone, whatever has its number now.
    pub fn is_dead(&self, pid: u32) -> bool {
        start_of(pid).is_none_or(|at| self.processes.get(&pid) != Some(&at))
    }

    /// Nobody waits.
    #[cfg(test)]
    pub fn is_idle(&self) -> bool {
        self.waiters.is_empty() && self.wanted.is_empty()
    }

    pub fn apply(&mut self, change: &Change<'_>) -> Outcome {
        let mut outcome = Outcome::default();
        match change {
            Change::Process { pid, start } => {
                if self.processes.insert(*pid, *start).is_some() {
                    self.gone(*pid, &mut outcome.granted);
                    self.processes.insert(*pid, *start);
                }
            }
            Change::Put {
                owner,
                name,
                counts,
                touch,
            } => match self.held.get_mut(&name[..]) {
                Some(held) if !touch && *counts != Counts::default() => held.counts = *counts,
                _ => self.put(*owner, name, *counts),
            },
            Change::Grant {
                owner,
                names,
                zallocate,
            } => outcome.before = self.grant(*owner, names, *zallocate),
            Change::Want {
                ticket,
                owner,
                names,
                zallocate,
            } => {
                self.clock = self.clock.max(*ticket);
                for name in names.iter() {
                    let tickets = self.wanted.entry(name.clone()).or_default();
                    tickets.insert(*ticket);
                }
                let waiter = Waiter {
                    owner: *owner,
                    names: names.to_vec(),
                    zallocate: *zallocate,
                    granted: None,
                };
                self.waiters.insert(*ticket, waiter);
            }
            Change::Unwant { ticket } => self.unwant(*ticket),
            Change::Serve { names } => self.serve(names, &mut outcome.granted),
            Change::Gone { pid } => self.gone(*pid, &mut outcome.granted),
            Change::Clock { clock } => self.clock = *clock,
            Change::Granted { ticket, before } => {
                self.not_wanted(*ticket);
                if let Some(waiter) = self.waiters.get_mut(ticket) {
                    waiter.granted = Some(before.clone());
                }
            }
            Change::Held {
                owner,
                name,
                counts,
                touched,
            } => {
                let (owner, counts, touched) = (*owner, *counts, *touched);
                let held = Held {
                    owner,
                    counts,
                    touched,
                };
                self.held.insert(name.to_vec(), held);
            }
        }
        outcome
    }

    /// The changes that make this table out of an empty one.
    pub fn changes(&self) -> Vec<Change<'_>> {
        let processes = self.processes.iter().map(|(pid, start)| Change::Process {
            pid: *pid,
            start: *start,
        });
        let held = self.held.iter().map(|(name, held)| Change::Held {
            owner: held.owner,
            name: Cow::Borrowed(name),
            counts: held.counts,
            touched: held.touched,
        });
        let mut all: Vec<Change<'_>> = processes.chain(held).collect();
        for (ticket, waiter) in &self.waiters {
            all.push(Change::Want {
                ticket: *ticket,
                owner: waiter.owner,
                names: Cow::Borrowed(&waiter.names),
                zallocate: waiter.zallocate,
            });
            if let Some(before) = &waiter.granted {
                all.push(Change::Granted {
                    ticket: *ticket,
                    before: before.clone(),
                });
            }
        }
        all.push(Change::Clock { clock: self.clock });
        all
    }

    fn put(&mut self, owner: u64, name: &[u8], counts: Counts) {
        if counts == Counts::default() {
            self.held.remove(name);
        } else {
            self.clock += 1;
            let touched = self.clock;
            let held = Held {
                owner,
                counts,
                touched,
            };
            self.held.insert(name.to_vec(), held);
        }
    }

    /// Returns what the owner held before.
    fn grant(&mut self, owner: u64, names: &[Vec<u8>], zallocate: bool) -> Vec<Counts> {
        names
            .iter()
            .map(|name| {
                let before = self.counts(owner, name);
                let mut counts = before;
                if zallocate {
                    counts.zallocated = true;
                } else {
                    counts.level = counts.level.saturating_add(1);
                }
                self.put(owner, name, counts);
                before
            })
            .collect()
    }

    /// Grants what became possible when `freed` names were released or given up.
    fn serve(&mut self, freed: &[Vec<u8>], granted: &mut Vec<u64>) {
        let mut tickets = BTreeSet::new();
        for name in freed {
            tickets.extend(upwards(name).filter_map(|n| self.wanted.get(n)).flatten());
            tickets.extend(downwards(&self.wanted, name).flat_map(|(_, t)| t));
        }
        // Of many that want one name all but the first need no closer look.
        let mut taken: HashMap<Vec<u8>, u64> = HashMap::new();
        for ticket in tickets {
            let Some(waiter) = self.waiters.get(&ticket) else {
                continue;
            };
            let owner = waiter.owner;
            if waiter
                .names
                .iter()
                .any(|n| taken.get(n).is_some_and(|o| *o != owner))
                || !self.is_free(owner, &waiter.names)
            {
                continue;
            }
            let (names, zallocate) = (waiter.names.clone(), waiter.zallocate);
            let before = self.grant(owner, &names, zallocate);
            self.not_wanted(ticket);
            if let Some(waiter) = self.waiters.get_mut(&ticket) {
                waiter.granted = Some(before);
                granted.push(ticket);
            }
            taken.extend(names.into_iter().map(|n| (n, owner)));
        }
    }

    /// Forgets a request, with what it was granted unseen.
    fn unwant(&mut self, ticket: u64) {
        self.not_wanted(ticket);
        self.waiters.remove(&ticket);
    }

    fn not_wanted(&mut self, ticket: u64) {
        let names = self.waiters.get(&ticket).map(|w| w.names.clone());
        for name in names.iter().flatten() {
            if let Some(tickets) = self.wanted.get_mut(name) {
                tickets.remove(&ticket);
                if tickets.is_empty() {
                    self.wanted.remove(name);
                }
            }
        }
    }

    fn gone(&mut self, pid: u32, granted: &mut Vec<u64>) {
        self.processes.remove(&pid);
        let theirs = |owner: u64| process_of(owner) == pid;
        let tickets: Vec<u64> = self
            .waiters
            .iter()
            .filter(|(_, w)| theirs(w.owner))
            .map(|(ticket, _)| *ticket)
            .collect();
        tickets.into_iter().for_each(|ticket| self.unwant(ticket));
        let held = self.held.iter().filter(|(_, held)| theirs(held.owner));
        let names: Vec<Vec<u8>> = held.map(|(name, _)| name.clone()).collect();
        for name in &names {
            self.held.remove(name);
        }
        self.serve(&names, granted);
    }
}
