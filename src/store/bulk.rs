//! Whole files read and written in bulk, past the sessions: what extracts, loads and checks need.

use super::database::{Database, failure};
use super::held::Held;
use super::key::{END, end_of, split};
use super::lmdb::{Fault, Reader};
use crate::value::errors::MError;
use std::ops::Bound;
use std::path::PathBuf;
use std::sync::Arc;

/// Keys from here on are nodes; the file keeps what it says of itself before.
const FIRST_NODE: &[u8] = &[1];
/// What the keys of notes begin with.
const NOTE: &[u8] = &[0, b'N'];

struct Item {
    at: usize,
    key: u16,
    value: u32,
}

/// Nodes that are to be written in one commit.
#[derive(Default)]
pub struct Batch {
    bytes: Vec<u8>,
    items: Vec<Item>,
    unsorted: bool,
}

impl Batch {
    /// Adds a node. Of several values of one node the last one counts.
    pub fn push(&mut self, key: &[u8], value: &[u8]) {
        if let Some(last) = self.items.last() {
            self.unsorted |= self.key(last) >= key;
        }
        self.items.push(Item {
            at: self.bytes.len(),
            key: key.len() as u16,
            value: value.len() as u32,
        });
        self.bytes.extend_from_slice(key);
        self.bytes.extend_from_slice(value);
    }

    /// Bytes of what it holds.
    pub fn size(&self) -> usize {
        self.bytes.len()
    }

    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    pub fn clear(&mut self) {
        self.bytes.clear();
        self.items.clear();
        self.unsorted = false;
    }

    fn key(&self, item: &Item) -> &[u8] {
        &self.bytes[item.at..item.at + usize::from(item.key)]
    }

    fn value(&self, item: &Item) -> &[u8] {
        let at = item.at + usize::from(item.key);
        &self.bytes[at..at + item.value as usize]
    }

    /// Puts the nodes into the order of their keys.
    fn sort(&mut self) {
        if std::mem::take(&mut self.unsorted) {
            let mut items = std::mem::take(&mut self.items);
            items.sort_by(|a, b| self.key(a).cmp(self.key(b)));
            self.items = items;
        }
    }
}

/// A text that a file keeps beside its nodes under a name, committed with them.
pub struct Note<'a> {
    pub name: &'a [u8],
    /// `None` removes it.
    pub text: Option<&'a [u8]>,
}

fn note_key(name: &[u8]) -> Vec<u8> {
    [NOTE, name].concat()
}

impl Database {
    /// Writes nodes, and a note, in one commit.
    ///
    /// # Errors
    /// The medium's; nothing is written then.
    pub fn load(&self, batch: &mut Batch, note: Option<Note<'_>>) -> Result<(), MError> {
        batch.sort();
        self.load_sorted(batch, note)
            .map_err(|fault| failure(self.path(), fault))
    }

    fn load_sorted(&self, batch: &Batch, note: Option<Note<'_>>) -> Result<(), Fault> {
        let mut writer = self.write(false)?;
        let state = self.state(&writer)?;
        self.write_journal(&mut writer, self.end(state))?;
        let mut items = batch.items.iter().peekable();
        let first = items.peek().map(|item| batch.key(item));
        let behind_all = match first {
            Some(first) => writer.last()?.is_none_or(|(last, _)| last < first),
            None => false,
        };
        while let Some(item) = items.next() {
            let key = batch.key(item);
            if items.peek().is_some_and(|next| batch.key(next) == key) {
                continue;
            }
            if behind_all {
                writer.append(key, batch.value(item))?;
            } else {
                writer.put(key, batch.value(item))?;
            }
        }
        if let Some(Note { name, text }) = note {
            match text {
                Some(text) => writer.put(&note_key(name), text)?,
                None => writer.delete(&note_key(name))?,
            }
        }
        self.begin_anew(writer, state)
    }

    /// The note of a name.
    ///
    /// # Errors
    /// The medium's.
    pub fn note(&self, name: &[u8]) -> Result<Option<Vec<u8>>, MError> {
        let read = || {
            let snapshot = self.snapshot()?;
            let text = snapshot.get(&note_key(name))?.map(<[u8]>::to_vec);
            self.put_back(snapshot);
            Ok(text)
        };
        read().map_err(|fault| failure(self.path(), fault))
    }
}

/// One committed state of a file.
pub struct State {
    path: PathBuf,
    held: Held,
}

impl State {
    /// The last committed one.
    ///
    /// # Errors
    /// The medium's.
    pub fn of(database: Arc<Database>) -> Result<State, MError> {
        let path = database.path().to_path_buf();
        let mut held = Held::new(path.clone(), false);
        database.enter();
        held.database = Some(database);
        held.follow().map_err(|fault| failure(&path, fault))?;
        Ok(State { path, held })
    }

    /// Shows all nodes from a key on, as far as `more` wants them.
    ///
    /// # Errors
    /// The medium's.
    pub fn walk(
        &self,
        from: &[u8],
        mut more: impl FnMut(&[u8], &[u8]) -> bool,
    ) -> Result<(), MError> {
        self.merge(from, &mut more)
            .map_err(|fault| failure(&self.path, fault))
    }

    fn merge(&self, from: &[u8], more: &mut dyn FnMut(&[u8], &[u8]) -> bool) -> Result<(), Fault> {
        let (Some(snapshot), tail) = self.held.parts() else {
            return Ok(());
        };
        let from = if from.is_empty() { FIRST_NODE } else { from };
        // The keys of what the journal has begin with an environment, which is empty.
        let mut key = [&[END], from].concat();
        let changed = tail.changes().1;
        let behind = (Bound::Included(&key[..]), Bound::Unbounded);
        let mut changed = changed.range::<[u8], _>(behind).peekable();
        let mut at = snapshot.at_or_behind(from)?;
        loop {
            let first = changed.next_if(|(k, _)| at.is_none_or(|(base, _)| k[1..] <= *base));
            if let Some((k, slot)) = first {
                if at.is_some_and(|(base, _)| k[1..] == *base) {
                    at = snapshot.next()?;
                }
                if slot.as_ref().is_some_and(|value| !more(&k[1..], value)) {
                    break;
                }
                continue;
            }
            let Some((base, value)) = at else {
                break;
            };
            let mut killed = false;
            if !tail.is_empty() {
                key.truncate(1);
                key.extend_from_slice(base);
                killed = tail.get(&key).is_some();
            }
            if !killed && !more(base, value) {
                break;
            }
            at = snapshot.next()?;
        }
        Ok(())
    }

    /// The names of all globals from one on, up to, without, another.
    ///
    /// # Errors
    /// The medium's.
    pub fn names(&self, low: &[u8], high: Option<&[u8]>) -> Result<Vec<Vec<u8>>, MError> {
        let (mut names, mut from) = (Vec::new(), low.to_vec());
        while let Some(key) = self.key_from(&from)? {
            let name = split(&key).0;
            if high.is_some_and(|high| name >= high) {
                break;
            }
            from = end_of(&key[..(name.len() + 1).min(key.len())]);
            names.push(name.to_vec());
        }
        Ok(names)
    }

    /// The first key at or behind another.
    ///
    /// # Errors
    /// The medium's.
    pub fn key_from(&self, from: &[u8]) -> Result<Option<Vec<u8>>, MError> {
        let mut found = None;
        self.walk(from, |key, _| {
            found = Some(key.to_vec());
            false
        })?;
        Ok(found)
    }
}
