//! The triggers that a database holds: read, changed, and written back.

use crate::store::triggers::{self as place, with_key};
use crate::store::{GlobalStore, Related};
use crate::syntax::trigger::{
    self, COMMANDS, Definition, Delimiter, OPTIONS, SET, names, shown, subscripts,
};
use crate::value::Value;
use crate::value::chars::Chset;
use crate::value::errors::{self, MError};
use std::collections::{BTreeMap, BTreeSet};

/// Bytes of a global's name in the names that triggers are given.
const PREFIX: usize = 21;
/// Triggers of one prefix that get names of their own.
const MAX_NUMBER: u64 = 999_999;

const COUNT: &[u8] = b"#COUNT";
const CYCLE: &[u8] = b"#CYCLE";
const NAMES: &[u8] = b"#TNAME";
const NUMBERS: &[u8] = b"#SEQ";

/// A trigger as it is kept.
#[derive(Clone, Debug)]
pub struct Stored {
    /// Without the `#` behind it.
    pub name: Vec<u8>,
    /// Its `name` is that which was given, if one was.
    pub definition: Definition,
}

impl Stored {
    /// The set of commands in words.
    fn is_given(&self) -> bool {
        !self.name.contains(&b'#')
    }

    /// As `SELECT` shows it.
    pub fn text(&self, global: &[u8], cycle: u64, chset: Chset) -> Vec<u8> {
        let d = &self.definition;
        let mut out = b";trigger name: ".to_vec();
        out.extend_from_slice(&self.name);
        out.extend_from_slice(format!(" (region DEFAULT)  cycle: {cycle}\n+^").as_bytes());
        out.extend_from_slice(global);
        if !d.subscripts.is_empty() {
            out.push(b'(');
            out.extend_from_slice(&subscripts::text(&d.subscripts));
            out.push(b')');
        }
        if self.is_given() {
            out.extend_from_slice(b" -name=");
            out.extend_from_slice(&self.name);
        }
        out.extend_from_slice(format!(" -commands={}", names(d.commands, &COMMANDS)).as_bytes());
        if d.options != 0 {
            out.extend_from_slice(format!(" -options={}", names(d.options, &OPTIONS)).as_bytes());
        }
        if let Some(delimiter) = d.delimiter.as_ref().filter(|d| !d.text.is_empty()) {
            let word: &[u8] = match delimiter.bytes {
                true => b" -zdelim=",
                false => b" -delim=",
            };
            out.extend_from_slice(word);
            out.extend_from_slice(&shown(&delimiter.text, chset));
        }
        if !d.pieces.is_empty() {
            out.extend_from_slice(b" -pieces=");
            out.extend_from_slice(pieces_text(&d.pieces).as_bytes());
        }
        out.extend_from_slice(b" -xecute=");
        if d.xecute.ends_with(b"\n") {
            out.extend_from_slice(b"<<\n");
            out.extend_from_slice(&d.xecute);
            out.extend_from_slice(b">>");
        } else {
            out.extend_from_slice(&shown(&d.xecute, chset));
        }
        out.push(b'\n');
        out
    }

    /// Its parts, as they are kept.
    fn parts(&self) -> Vec<(&'static [u8], Vec<u8>)> {
        let d = &self.definition;
        let mut out = vec![
            (&b"TRIGNAME"[..], self.name.clone()),
            (b"CMD", names(d.commands, &COMMANDS).into_bytes()),
            (b"XECUTE", d.xecute.clone()),
        ];
        if !d.subscripts.is_empty() {
            out.push((b"GVSUBS", subscripts::text(&d.subscripts)));
        }
        if d.options != 0 {
            out.push((b"OPTIONS", names(d.options, &OPTIONS).into_bytes()));
        }
        if let Some(delimiter) = &d.delimiter {
            let part: &[u8] = if delimiter.bytes { b"ZDELIM" } else { b"DELIM" };
            out.push((part, delimiter.text.clone()));
        }
        if !d.pieces.is_empty() {
            out.push((b"PIECES", pieces_text(&d.pieces).into_bytes()));
        }
        out
    }

    /// The trigger from its parts.
    fn from_parts(
        global: &[u8],
        part: impl Fn(&str) -> Option<Vec<u8>>,
        chset: Chset,
    ) -> Option<Stored> {
        let set = |text: &[u8], table: &[(u8, &str)]| {
            let words = text.split(|b| *b == b',');
            words
                .filter_map(|w| table.iter().find(|(_, name)| name.as_bytes() == w))
                .fold(0, |set, (bit, _)| set | bit)
        };
        let subscripts = match part("GVSUBS") {
            Some(mut text) => {
                text.push(b')');
                subscripts::parse_shown(&text, chset).ok()?.0
            }
            None => Vec::new(),
        };
        let delimiter = |bytes| move |text| Delimiter { text, bytes };
        Some(Stored {
            name: part("TRIGNAME")?,
            definition: Definition {
                global: global.to_vec(),
                subscripts,
                commands: set(&part("CMD")?, &COMMANDS),
                options: set(&part("OPTIONS").unwrap_or_default(), &OPTIONS),
                delimiter: part("DELIM")
                    .map(delimiter(false))
                    .or_else(|| part("ZDELIM").map(delimiter(true))),
                pieces: match part("PIECES") {
                    Some(text) => trigger::pieces(&text).ok()?,
                    None => Vec::new(),
                },
                name: None,
                xecute: part("XECUTE")?,
            },
        })
    }
}

fn pieces_text(pieces: &[(u32, u32)]) -> String {
    let texts: Vec<String> = pieces
        .iter()
        .map(|(low, high)| match low == high {
            true => low.to_string(),
            false => format!("{low}:{high}"),
        })
        .collect();
    texts.join(";")
}

/// The triggers of one global.
#[derive(Clone, Debug, Default)]
pub struct OfGlobal {
    pub cycle: u64,
    pub list: Vec<Stored>,
    changed: bool,
}

/// Numbers given to triggers of one prefix: the last one, and how many have one.
#[derive(Clone, Copy, Default)]
struct Numbers {
    last: u64,
    count: u64,
}

/// Triggers that were looked at, and how they will be. Nothing is written until [`Catalog::write`].
pub struct Catalog<'a> {
    store: &'a mut dyn GlobalStore,
    environment: &'a [u8],
    chset: Chset,
    globals: BTreeMap<Vec<u8>, OfGlobal>,
    /// Names that were given to a trigger of a global, or to none any more.
    names: BTreeMap<Vec<u8>, Option<Vec<u8>>>,
    numbers: BTreeMap<Vec<u8>, Numbers>,
}

fn key(texts: &[&[u8]]) -> Vec<Value> {
    texts
        .iter()
        .map(|t| Value::from_bytes(t).to_key())
        .collect()
}

/// The triggers of a global.
///
/// # Errors
/// The store's; TRIGDEFBAD where they are not what they should be.
pub fn load(
    store: &mut dyn GlobalStore,
    environment: &[u8],
    global: &[u8],
    chset: Chset,
) -> Result<OfGlobal, MError> {
    let tree = with_key(environment, &key(&[global]), |k| store.subtree(k))?;
    let get = |subs: &[Value]| {
        let node = tree.find(subs)?;
        node.value.is_defined().then(|| node.value.to_vec())
    };
    let number = |what: &[u8]| {
        let value = get(&key(&[what])).map(|v| Value::from_bytes(&v));
        place::count(value.as_ref())
    };
    let mut list = Vec::new();
    for n in 1..=number(COUNT) {
        let part = |name: &str| get(&[Value::int(n as i64), Value::from_bytes(name.as_bytes())]);
        let stored = Stored::from_parts(global, part, chset).ok_or_else(|| {
            MError::with(
                errors::TRIGDEFBAD,
                vec![global.to_vec(), global.to_vec(), n.to_string().into_bytes()],
            )
        })?;
        list.push(stored);
    }
    Ok(OfGlobal {
        cycle: number(CYCLE),
        list,
        changed: false,
    })
}

/// The global that the trigger of a name belongs to.
///
/// # Errors
/// The store's.
pub fn owner(
    store: &mut dyn GlobalStore,
    environment: &[u8],
    name: &[u8],
) -> Result<Option<Vec<u8>>, MError> {
    let found = with_key(environment, &key(&[NAMES, name]), |k| store.get(k))?;
    Ok(found.map(|v| v.to_vec()))
}

impl<'a> Catalog<'a> {
    pub fn new(store: &'a mut dyn GlobalStore, environment: &'a [u8], chset: Chset) -> Self {
        Catalog {
            store,
            environment,
            chset,
            globals: BTreeMap::new(),
            names: BTreeMap::new(),
            numbers: BTreeMap::new(),
        }
    }

    /// The triggers of a global.
    ///
    /// # Errors
    /// As those of [`load`].
    pub fn global(&mut self, name: &[u8]) -> Result<&mut OfGlobal, MError> {
        if !self.globals.contains_key(name) {
            let loaded = load(self.store, self.environment, name, self.chset)?;
            self.globals.insert(name.to_vec(), loaded);
        }
        Ok(self.globals.entry(name.to_vec()).or_default())
    }

    /// Subscripts behind one of a level, in order, while they begin with a text.
    fn level(&mut self, above: &[&[u8]], begin: &[u8]) -> Result<Vec<Vec<u8>>, MError> {
        let mut out = Vec::new();
        let mut subs = key(above);
        subs.push(Value::from_bytes(begin));
        if !begin.is_empty() && with_key(self.environment, &subs, |k| self.store.data(k))? != 0 {
            out.push(begin.to_vec());
        }
        loop {
            let next = with_key(self.environment, &subs, |k| {
                self.store.order(k, Related::Next)
            })?;
            let Some(next) = next.filter(|n| n.to_vec().starts_with(begin)) else {
                return Ok(out);
            };
            out.push(next.to_vec());
            if let Some(last) = subs.last_mut() {
                *last = next;
            }
        }
    }

    /// Names of all globals that have triggers, in order.
    ///
    /// # Errors
    /// The store's.
    pub fn all_globals(&mut self) -> Result<Vec<Vec<u8>>, MError> {
        let mut all: BTreeSet<Vec<u8>> = self.level(&[], b"")?.into_iter().collect();
        all.retain(|name| !name.starts_with(b"#"));
        all.extend(self.globals.keys().cloned());
        let mut out = Vec::new();
        for name in all {
            if !self.global(&name)?.list.is_empty() {
                out.push(name);
            }
        }
        Ok(out)
    }

    /// The global of the trigger with a name.
    ///
    /// # Errors
    /// The store's.
    pub fn owner(&mut self, name: &[u8]) -> Result<Option<Vec<u8>>, MError> {
        match self.names.get(name) {
            Some(known) => Ok(known.clone()),
            None => owner(self.store, self.environment, name),
        }
    }

    /// Names of triggers that begin with a text, in order.
    ///
    /// # Errors
    /// The store's.
    pub fn names_with(&mut self, begin: &[u8]) -> Result<Vec<Vec<u8>>, MError> {
        let mut all: BTreeSet<Vec<u8>> = self.level(&[NAMES], begin)?.into_iter().collect();
        for (name, owner) in &self.names {
            match owner {
                Some(_) if name.starts_with(begin) => _ = all.insert(name.clone()),
                _ => _ = all.remove(name),
            }
        }
        Ok(all.into_iter().collect())
    }

    fn numbers(&mut self, prefix: &[u8]) -> Result<Numbers, MError> {
        if let Some(known) = self.numbers.get(prefix) {
            return Ok(*known);
        }
        let found = with_key(self.environment, &key(&[NUMBERS, prefix]), |k| {
            self.store.get(k)
        })?;
        let text = found.map(|v| v.to_vec()).unwrap_or_default();
        let mut parts = text
            .split(|b| *b == b',')
            .map(|t| place::count(Some(&Value::from_bytes(t))));
        Ok(Numbers {
            last: parts.next().unwrap_or(0),
            count: parts.next().unwrap_or(0),
        })
    }

    /// A name for a trigger that was given none.
    fn new_name(&mut self, global: &[u8]) -> Result<Vec<u8>, MError> {
        let prefix = &global[..global.len().min(PREFIX)];
        let mut numbers = self.numbers(prefix)?;
        if numbers.last >= MAX_NUMBER {
            return Err(MError::with(
                errors::TRIGNAMEUNIQ,
                vec![prefix.to_vec(), MAX_NUMBER.to_string().into_bytes()],
            ));
        }
        numbers.last += 1;
        numbers.count += 1;
        self.numbers.insert(prefix.to_vec(), numbers);
        Ok([prefix, format!("#{}", numbers.last).as_bytes()].concat())
    }

    fn forget_name(&mut self, global: &[u8], name: &[u8]) -> Result<(), MError> {
        self.names.insert(name.to_vec(), None);
        if name.contains(&b'#') {
            let prefix = &global[..global.len().min(PREFIX)];
            let mut numbers = self.numbers(prefix)?;
            numbers.count = numbers.count.saturating_sub(1);
            if numbers.count == 0 {
                numbers.last = 0;
            }
            self.numbers.insert(prefix.to_vec(), numbers);
        }
        Ok(())
    }

    /// Adds a trigger; gives its name.
    ///
    /// # Errors
    /// The store's; TRIGNAMEUNIQ.
    pub fn add(&mut self, definition: &Definition, commands: u8) -> Result<Vec<u8>, MError> {
        let name = match &definition.name {
            Some(name) => name.clone(),
            None => self.new_name(&definition.global)?,
        };
        self.names
            .insert(name.clone(), Some(definition.global.clone()));
        let mut definition = definition.clone();
        definition.commands = commands;
        if commands & SET == 0 {
            (definition.delimiter, definition.pieces) = (None, Vec::new());
        }
        let stored = Stored {
            name: name.clone(),
            definition,
        };
        let global = stored.definition.global.clone();
        let of = self.global(&global)?;
        of.changed = true;
        of.list.push(stored);
        Ok(name)
    }

    /// Renames a trigger.
    ///
    /// # Errors
    /// The store's.
    pub fn rename(&mut self, global: &[u8], at: usize, name: &[u8]) -> Result<(), MError> {
        let old = self
            .change(global, at)?
            .map(|stored| std::mem::replace(&mut stored.name, name.to_vec()));
        if let Some(old) = old {
            self.forget_name(global, &old)?;
        }
        self.names.insert(name.to_vec(), Some(global.to_vec()));
        Ok(())
    }

    /// A trigger that will be changed.
    ///
    /// # Errors
    /// The store's.
    pub fn change(&mut self, global: &[u8], at: usize) -> Result<Option<&mut Stored>, MError> {
        let of = self.global(global)?;
        of.changed = true;
        Ok(of.list.get_mut(at))
    }

    /// Removes a trigger: the last one takes its place.
    ///
    /// # Errors
    /// The store's.
    pub fn remove(&mut self, global: &[u8], at: usize) -> Result<(), MError> {
        let of = self.global(global)?;
        if at >= of.list.len() {
            return Ok(());
        }
        of.changed = true;
        let gone = of.list.swap_remove(at);
        self.forget_name(global, &gone.name)
    }

    /// Counts a change of a global's triggers.
    ///
    /// # Errors
    /// The store's.
    pub fn count(&mut self, global: &[u8]) -> Result<(), MError> {
        let of = self.global(global)?;
        of.changed = true;
        of.cycle += 1;
        Ok(())
    }

    fn set(&mut self, subs: &[Value], value: &[u8]) -> Result<(), MError> {
        let value = Value::from_bytes(value);
        with_key(self.environment, subs, |k| self.store.set(k, &value))
    }

    fn kill(&mut self, subs: &[Value]) -> Result<(), MError> {
        with_key(self.environment, subs, |k| self.store.kill(k))
    }

    /// Writes what has changed.
    ///
    /// # Errors
    /// The store's.
    pub fn write(mut self) -> Result<(), MError> {
        let globals = std::mem::take(&mut self.globals);
        let changed = || globals.iter().filter(|(_, of)| of.changed);
        if changed().next().is_none() {
            return Ok(());
        }
        for (name, of) in changed() {
            self.kill(&key(&[name]))?;
            self.set(&key(&[name, CYCLE]), of.cycle.to_string().as_bytes())?;
            self.set(&key(&[name, COUNT]), of.list.len().to_string().as_bytes())?;
            for (n, stored) in (1_i64..).zip(&of.list) {
                for (part, value) in stored.parts() {
                    let subs = [
                        Value::from_bytes(name).to_key(),
                        Value::int(n),
                        Value::from_bytes(part),
                    ];
                    self.set(&subs, &value)?;
                }
            }
        }
        for (name, owner) in std::mem::take(&mut self.names) {
            match owner {
                Some(global) => self.set(&key(&[NAMES, &name]), &global)?,
                None => self.kill(&key(&[NAMES, &name]))?,
            }
        }
        for (prefix, numbers) in std::mem::take(&mut self.numbers) {
            let text = format!("{},{}", numbers.last, numbers.count);
            self.set(&key(&[NUMBERS, &prefix]), text.as_bytes())?;
        }
        let cycle = with_key(self.environment, &place::cycle(), |k| self.store.get(k))?;
        let next = place::count(cycle.as_ref()) + 1;
        self.set(&place::cycle(), next.to_string().as_bytes())?;
        self.store.triggers_changed();
        Ok(())
    }
}
