//! What administrators see of a table of locks, and what they take away from it.

use super::table::{Change, Counts, Table, process_of};
use super::{LockTable, shown};
use crate::store::key::END;
use crate::store::record::Records;
use crate::value::chars::Chset;
use crate::value::errors::MError;
use std::borrow::Cow;

/// Some of the locks.
#[derive(Default)]
pub struct Filter {
    /// Encoded, without the component of the environment.
    name: Option<Vec<u8>>,
    /// Not what is below the name.
    pub exact: bool,
    pub pid: Option<u32>,
}

impl Filter {
    /// Only this name; whether it is one.
    pub fn name(&mut self, text: &[u8], chset: Chset) -> bool {
        let global = text.first() == Some(&b'^');
        let mut records = Records::default();
        let whole = if global {
            text.to_vec()
        } else {
            [b"^", text].concat()
        };
        if records.reference(&whole, chset).is_err() {
            return false;
        }
        let mut name = if global { vec![b'^'] } else { Vec::new() };
        name.extend_from_slice(&records.key);
        self.name = Some(name);
        true
    }

    fn takes(&self, name: &[u8], owner: u64) -> bool {
        let own = memchr::memchr(END, name).map_or(name, |at| &name[at + 1..]);
        let named = self.name.as_ref().is_none_or(|wanted| {
            if self.exact {
                own == wanted.as_slice()
            } else {
                own.starts_with(wanted)
            }
        });
        named && self.pid.is_none_or(|pid| process_of(owner) == pid)
    }
}

/// A name that is held or wanted.
pub struct Entry {
    pub name: Vec<u8>,
    pub pid: u32,
    /// The process exists.
    pub alive: bool,
    /// `None`: it waits.
    pub held: Option<(u32, bool)>,
}

impl LockTable {
    /// Whether there is a file of locks, if there may be one.
    pub fn is_made(&self) -> bool {
        self.inner().file.as_ref().is_none_or(|file| file.exists())
    }

    /// The locks and requests, by name; who waits for a name comes before who holds it.
    ///
    /// # Errors
    /// The file's.
    pub fn entries(&self, filter: &Filter, chset: Chset) -> Result<Vec<Entry>, MError> {
        let table = self.lock()?;
        let entry = |name: &[u8], owner: u64, held: Option<Counts>| {
            let pid = process_of(owner);
            Entry {
                name: shown(name, chset),
                pid,
                alive: !table.is_dead(pid),
                held: held.map(|h| (h.level, h.zallocated)),
            }
        };
        let mut rows = Vec::new();
        for (name, held) in &table.held {
            if filter.takes(name, held.owner) {
                rows.push((name, 1, entry(name, held.owner, Some(held.counts))));
            }
        }
        for waiter in table.waiters.values().filter(|w| w.granted.is_none()) {
            for name in waiter
                .names
                .iter()
                .filter(|n| filter.takes(n, waiter.owner))
            {
                rows.push((name, 0, entry(name, waiter.owner, None)));
            }
        }
        rows.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)));
        Ok(rows.into_iter().map(|(_, _, entry)| entry).collect())
    }

    /// Takes locks away from whoever holds them, and grants what becomes possible: the names.
    ///
    /// # Errors
    /// The file's; nothing is changed then.
    pub fn clear(&self, filter: &Filter, chset: Chset) -> Result<Vec<Vec<u8>>, MError> {
        let mut table = self.lock()?;
        let taken = taken(&table, filter);
        for (owner, name) in &taken {
            table.change(&Change::Put {
                owner: *owner,
                name: Cow::Borrowed(name),
                counts: Counts::default(),
                touch: true,
            });
        }
        let names: Vec<Vec<u8>> = taken.into_iter().map(|(_, name)| name).collect();
        let out = names.iter().map(|name| shown(name, chset)).collect();
        if !names.is_empty() {
            table.change(&Change::Serve {
                names: names.into(),
            });
        }
        table.end()?;
        Ok(out)
    }
}

fn taken(table: &Table, filter: &Filter) -> Vec<(u64, Vec<u8>)> {
    let all = table.held.iter();
    all.filter(|(name, held)| filter.takes(name, held.owner))
        .map(|(name, held)| (held.owner, name.clone()))
        .collect()
}
