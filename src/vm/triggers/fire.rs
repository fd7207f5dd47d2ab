//! Changes of globals that have triggers.
//!
//! A change is a record here, and its triggers are frames above the one of its instruction, one after the other. When the last one is
//! over the change is finished, and the instruction, which has nothing left to do, is passed. Nothing recurses.

use super::known::{OfGlobal, Trigger, changed_pieces};
use crate::compile::Opnd;
use crate::store::GlobalStore;
use crate::syntax::trigger::{KILL, SET, ZKILL, ZTRIGGER};
use crate::syntax::words::Svn;
use crate::value::Value;
use crate::value::errors::{self, MError};
use crate::value::num::Num;
use crate::vm::frame::Kind;
use crate::vm::machine::{Cold, Flow, Machine};
use crate::vm::refs::Reference;
use std::collections::VecDeque;
use std::rc::Rc;

/// Triggers that may run one above the other.
const MAX_LEVEL: usize = 127;
/// Longest $ZTWORMHOLE, in bytes.
const MAX_WORMHOLE: usize = 130_560;

/// A change of a global.
#[derive(Clone, Debug)]
pub enum Action {
    Set(Value),
    /// $INCREMENT, whose value goes to an operand of the frame below; `held`: $REFERENCE is that again.
    Increment {
        by: Num,
        to: u32,
        held: Option<Reference>,
    },
    Kill,
    KillNode,
    /// The ZTRIGGER command.
    Nothing,
}

impl Action {
    fn command(&self) -> u8 {
        match self {
            Action::Set(_) | Action::Increment { .. } => SET,
            Action::Kill => KILL,
            Action::KillNode => ZKILL,
            Action::Nothing => ZTRIGGER,
        }
    }

    /// Does it, without triggers; gives the value of $INCREMENT.
    pub fn apply(&self, store: &mut dyn GlobalStore, to: &Reference) -> Result<Value, MError> {
        let Some(key) = to.key() else {
            return Ok(Value::EMPTY);
        };
        match self {
            Action::Set(value) => store.set(&key, value)?,
            Action::Increment { by, .. } => {
                return Ok(Value::from_num(store.increment(&key, *by)?));
            }
            Action::Kill => store.kill(&key)?,
            Action::KillNode => store.kill_node(&key)?,
            Action::Nothing => {}
        }
        Ok(Value::EMPTY)
    }
}

/// A MERGE with nodes left.
pub struct Merging {
    pub nodes: VecDeque<(Vec<Value>, Value)>,
    pub to: Reference,
    pub from: Reference,
}

/// A change whose triggers run.
pub struct Update {
    /// Frames below that of the trigger.
    frames: usize,
    reference: Reference,
    action: Action,
    /// It is a node of the MERGE on top.
    merging: bool,
    /// It has begun a transaction for itself.
    own: bool,
    /// $TLEVEL as triggers have to leave it.
    level: u32,
    triggers: Vec<Rc<Trigger>>,
    /// The trigger after the one that runs.
    next: usize,
    old: Option<Value>,
    data: u8,
    /// The value that a SET gives.
    given: Value,
    /// $ZTVALUE.
    value: Value,
    /// $ZTVALUE was set.
    replaced: bool,
    /// $ZTUPDATE.
    pieces: Vec<u8>,
}

impl Update {
    fn trigger(&self) -> Option<&Trigger> {
        self.triggers.get(self.next.checked_sub(1)?).map(|t| &**t)
    }

    fn is_set(&self) -> bool {
        self.action.command() == SET
    }
}

impl Machine {
    /// Changes a global that has triggers.
    #[cold]
    pub(in crate::vm) fn update(
        &mut self,
        reference: Reference,
        found: &OfGlobal,
        action: Action,
        merging: bool,
    ) -> Cold {
        let utf8 = self.special.utf8;
        let fitting = found.fitting(action.command(), &reference.subs, utf8)?;
        if fitting.is_empty() {
            let value = action.apply(&mut *self.store, &reference)?;
            return Ok(self.updated(action, value, merging));
        }
        if self.triggers.level() >= MAX_LEVEL {
            return Err(MError::arg(errors::MAXTRIGNEST, MAX_LEVEL.to_string()));
        }
        self.check_depth()?;
        let own = self.store.tlevel() == 0;
        self.triggers.updates.push(Update {
            frames: self.frames.len(),
            reference,
            action,
            merging,
            own,
            level: 0,
            triggers: fitting,
            next: 0,
            old: None,
            data: 0,
            given: Value::EMPTY,
            value: Value::EMPTY,
            replaced: false,
            pieces: Vec::new(),
        });
        self.start_update(own)
    }

    /// Begins the change on top, or begins it again after a restart.
    fn start_update(&mut self, own: bool) -> Cold {
        if own {
            self.tstart_of_update();
        }
        match self.prepare_update(own).and_then(|()| self.next_trigger()) {
            // A transaction that was overtaken begins again with this change.
            Err(e) if !(own && e.code() == errors::TPRETRY) => {
                self.abandon_update();
                Err(e)
            }
            done => done,
        }
    }

    /// Reads the node, and sets it: triggers find the new value there, but what is killed is still there for them.
    fn prepare_update(&mut self, own: bool) -> Result<(), MError> {
        let level = self.store.tlevel();
        let Some(mut update) = self.triggers.updates.pop() else {
            return Ok(());
        };
        let done = (|| {
            if own {
                // Within the transaction: those who change triggers make it begin again.
                let found = self.triggers_of(&update.reference.base)?;
                let (command, utf8) = (update.action.command(), self.special.utf8);
                update.triggers = match found {
                    Some(found) => found.fitting(command, &update.reference.subs, utf8)?,
                    None => Vec::new(),
                };
            }
            let Some(key) = update.reference.key() else {
                return Ok(());
            };
            update.level = level;
            (update.next, update.replaced) = (0, false);
            if update.action.command() == ZTRIGGER {
                return Ok(());
            }
            update.old = self.store.get(&key)?;
            update.data = self.store.data(&key)?;
            match &update.action {
                Action::Kill if update.data == 0 => update.triggers.clear(),
                Action::KillNode if update.old.is_none() => update.triggers.clear(),
                Action::Set(value) => update.given = value.clone(),
                Action::Increment { by, .. } => {
                    let old = update.old.as_ref().map_or(Ok(Num::ZERO), Value::num)?;
                    update.given = Value::from_num(old.add(*by)?);
                }
                _ => {}
            }
            if update.is_set() {
                update.data &= 1;
                update.value = update.given.clone();
                self.store.set(&key, &update.given)?;
            }
            Ok(())
        })();
        self.triggers.updates.push(update);
        done
    }

    /// Enters the next trigger of the change on top, or finishes it.
    fn next_trigger(&mut self) -> Cold {
        while let Some(update) = self.triggers.updates.last_mut() {
            let Some(trigger) = update.triggers.get(update.next).cloned() else {
                return self.finish_update();
            };
            update.next += 1;
            update.pieces.clear();
            let definition = &trigger.definition;
            match &definition.delimiter {
                Some(delimiter) if update.is_set() => {
                    let old = update.old.as_ref().map(Value::to_vec).unwrap_or_default();
                    let new = update.given.to_vec();
                    let mut pieces = changed_pieces(&old, &new, &delimiter.text);
                    if !definition.pieces.is_empty() {
                        let watched = |n: &u32| {
                            let mut ranges = definition.pieces.iter();
                            ranges.any(|(low, high)| (low..=high).contains(&n))
                        };
                        pieces.retain(watched);
                    }
                    if pieces.is_empty() {
                        continue;
                    }
                    let pieces: Vec<String> = pieces.iter().map(u32::to_string).collect();
                    update.pieces = pieces.join(",").into_bytes();
                }
                _ if !update.is_set() => update.pieces = b"0".to_vec(),
                _ => {}
            }
            return self.enter_trigger(&trigger);
        }
        Ok(Flow::Reload)
    }

    fn enter_trigger(&mut self, trigger: &Trigger) -> Cold {
        let unit = self.trigger_unit(trigger)?;
        let Some(reference) = self.triggers.updates.last().map(|u| u.reference.clone()) else {
            return Ok(Flow::Reload);
        };
        let pc = unit.code.lines.first().copied().unwrap_or(0);
        self.push_frame(unit, pc, Kind::Trigger, 0);
        self.symbols.new_all_but(&[]);
        for (at, name) in &trigger.locals {
            self.symbols.reserve(*name + 1);
            if let Some(key) = reference.subs.get(*at) {
                self.symbols.node_mut(*name).value = key.clone();
            }
        }
        // Of the two ways to handle errors only $ETRAP is there.
        let (etrap, ztrap) = (&self.special.etrap, &self.special.ztrap);
        for (svn, value) in [
            (Svn::Etrap, Value::from_bytes(etrap)),
            (Svn::Ztrap, Value::from_bytes(ztrap)),
            (Svn::Zlevel, Value::int(self.handling.ztrap_level)),
        ] {
            self.symbols.push_svn(svn as u8, value);
        }
        self.special.ztrap.clear();
        let names = &["gtm_trigger_etrap", "ydb_trigger_etrap"];
        if let Some(code) = self.environment().first(names).map(<[u8]>::to_vec) {
            self.special.etrap = code;
        }
        self.special.reference = reference;
        self.test = true;
        Ok(Flow::Reload)
    }

    /// The end of a trigger. `failed`: an error goes to the frame below.
    pub(in crate::vm) fn trigger_ended(&mut self, failed: bool) -> Cold {
        if failed {
            self.abandon_update();
            return Ok(self.rethrow());
        }
        let Some(update) = self.triggers.updates.last() else {
            return Ok(Flow::Reload);
        };
        if self.store.tlevel() != update.level {
            let name = update.trigger().map(|t| t.name.clone());
            self.abandon_update();
            return Err(MError::arg(errors::TRIGTLVLCHNG, name.unwrap_or_default()));
        }
        match self.next_trigger() {
            Ok(flow) => self.go_on(flow),
            Err(e) => {
                if e.code() != errors::TPRETRY {
                    self.abandon_update();
                }
                Err(e)
            }
        }
    }

    fn finish_update(&mut self) -> Cold {
        let Some(update) = self.triggers.updates.last() else {
            return Ok(Flow::Reload);
        };
        if let Some(key) = update.reference.key() {
            match update.action.command() {
                SET if update.replaced => self.store.set(&key, &update.value)?,
                SET => {}
                _ => _ = update.action.apply(&mut *self.store, &update.reference)?,
            }
        }
        if update.own {
            if !self.store.tcommit()? {
                return self.restart();
            }
            self.transactions.clear();
            self.special.trestart = 0;
        }
        let Some(update) = self.triggers.updates.pop() else {
            return Ok(Flow::Reload);
        };
        self.special.reference = update.reference;
        Ok(self.updated(update.action, update.given, update.merging))
    }

    /// What the instruction of a change does when it is done.
    fn updated(&mut self, action: Action, value: Value, merging: bool) -> Flow {
        if let Action::Increment { to, held, .. } = action {
            if let Some(held) = held {
                self.special.reference = held;
            }
            let base = self.frames.last().map_or(0, |f| f.base as usize);
            if !Opnd(to).is_none() {
                self.put(to, base, value);
            }
        }
        self.triggers.merge_due |= merging;
        Flow::Reload
    }

    /// After a change, the rest of the MERGE that it belongs to.
    pub(in crate::vm) fn go_on(&mut self, flow: Flow) -> Cold {
        match std::mem::take(&mut self.triggers.merge_due) {
            true => self.merge_nodes(),
            false => Ok(flow),
        }
    }

    /// MERGE into a global that has triggers.
    pub(in crate::vm) fn merge_on(&mut self, merging: Merging) -> Cold {
        self.triggers.merges.push(merging);
        self.merge_nodes()
    }

    /// Sets the nodes of the MERGE on top until triggers of one have to run.
    fn merge_nodes(&mut self) -> Cold {
        let depth = self.triggers.merges.len();
        let levels = self.triggers.level();
        loop {
            let done = self.merge_node();
            if std::mem::take(&mut self.triggers.merge_due) {
                continue;
            }
            if let Err(e) = &done
                && !(e.code() == errors::TPRETRY && self.triggers.level() > levels)
            {
                self.triggers.merges.truncate(depth.saturating_sub(1));
            }
            return done;
        }
    }

    fn merge_node(&mut self) -> Cold {
        let Some(merging) = self.triggers.merges.last_mut() else {
            return Ok(Flow::Reload);
        };
        let Some((subs, value)) = merging.nodes.pop_front() else {
            if let Some(merging) = self.triggers.merges.pop() {
                self.note_merge(&merging.to, &merging.from);
            }
            return Ok(Flow::Reload);
        };
        let base = merging.to.base.clone();
        let reference = Reference {
            base,
            subs,
            inherited: None,
        };
        match self.triggers_of(&reference.base)? {
            Some(found) => self.update(reference, &found, Action::Set(value), true),
            None => {
                let value = Action::Set(value).apply(&mut *self.store, &reference)?;
                Ok(self.updated(Action::Nothing, value, true))
            }
        }
    }

    /// Gives up the change on top, and what was done in its transaction.
    fn abandon_update(&mut self) {
        let Some(update) = self.triggers.updates.pop() else {
            return;
        };
        if update.merging {
            self.triggers.merges.pop();
        }
        if update.own && self.store.tlevel() > 0 {
            self.store.trollback(0);
            self.transactions.clear();
            self.special.trestart = 0;
        }
    }

    /// Frames from `keep` on are gone, and the triggers among them.
    #[inline]
    pub(in crate::vm) fn abandon_updates(&mut self, keep: usize) {
        while self
            .triggers
            .updates
            .last()
            .is_some_and(|u| u.frames >= keep)
        {
            self.abandon_update();
        }
    }

    /// Restarts the transaction of a change, which `frames` tells.
    pub(in crate::vm) fn restart_update(&mut self, frames: usize) -> Cold {
        let updates = &mut self.triggers.updates;
        let at = updates.iter().rposition(|u| u.own && u.frames == frames);
        let update = at.and_then(|at| updates.drain(at..).next());
        self.store.trollback(0);
        self.unwind_to(frames);
        match update {
            Some(update) => {
                self.special.reference = update.reference.clone();
                self.triggers.updates.push(update);
                self.start_update(true)
            }
            None => Ok(Flow::Reload),
        }
    }

    /// The name of the trigger that runs.
    pub(in crate::vm) fn trigger_name(&self) -> Option<Vec<u8>> {
        let update = self.triggers.updates.last()?;
        update.trigger().map(|t| t.name.clone())
    }

    /// Special variables of triggers.
    pub(in crate::vm) fn trigger_svn(&self, svn: Svn) -> Value {
        let level = self.triggers.level();
        if svn == Svn::Ztlevel {
            return Value::int(level as i64);
        }
        let Some(update) = self.triggers.updates.last() else {
            return Value::EMPTY;
        };
        let command = update.action.command();
        let definition = update.trigger().map(|t| &t.definition);
        match svn {
            Svn::Ztdata if command != ZTRIGGER => Value::int(i64::from(update.data)),
            Svn::Ztdelim if command == SET => {
                let delimiter = definition.and_then(|d| d.delimiter.as_ref());
                delimiter.map_or(Value::EMPTY, |d| Value::from_bytes(&d.text))
            }
            Svn::Ztname => Value::from_bytes(&self.trigger_name().unwrap_or_default()),
            Svn::Ztoldval => update.old.clone().unwrap_or(Value::EMPTY),
            Svn::Ztriggerop => Value::from_bytes(match command {
                SET => b"S",
                KILL => b"K",
                ZKILL => b"ZK",
                _ => b"ZTR",
            }),
            Svn::Ztupdate => Value::from_bytes(&update.pieces),
            Svn::Ztvalue if command == SET => update.value.clone(),
            _ => Value::EMPTY,
        }
    }

    /// SET of $ZTVALUE, $ZTSLATE and $ZTWORMHOLE.
    pub(in crate::vm) fn set_trigger_svn(&mut self, svn: Svn, value: Value) -> Result<(), MError> {
        let (name, only_in_trigger): (&str, bool) = match svn {
            Svn::Ztvalue => ("$ZTVALUE", true),
            Svn::Ztslate => ("$ZTSLATE", true),
            _ => ("$ZTWORMHOLE", false),
        };
        if only_in_trigger && self.triggers.level() == 0 {
            return Err(MError::arg(errors::SETINTRIGONLY, name));
        }
        match svn {
            Svn::Ztslate => self.special.ztslate = value.to_vec(),
            Svn::Ztvalue => {
                let Some(update) = self.triggers.updates.last_mut().filter(|u| u.is_set()) else {
                    return Err(MError::arg(errors::SETINSETTRIGONLY, name));
                };
                update.value = value;
                update.replaced = true;
            }
            _ => {
                let text = value.to_vec();
                if text.len() > MAX_WORMHOLE {
                    let lengths = [text.len(), MAX_WORMHOLE].map(|n| n.to_string().into_bytes());
                    return Err(MError::with(errors::ZTWORMHOLE2BIG, lengths.to_vec()));
                }
                self.special.ztwormhole = text;
            }
        }
        Ok(())
    }
}
