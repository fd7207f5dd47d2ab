//! Triggers of globals as sessions use them: found once, and again when they have changed.

use super::catalog;
use super::ztrigger::compile_code;
use crate::syntax::trigger::{Choice, Definition, subscripts};
use crate::value::Value;
use crate::value::errors::{self, MError};
use crate::value::pattern::Pattern;
use crate::vm::fragments::pattern_error;
use crate::vm::frame::Unit;
use crate::vm::machine::Machine;
use crate::vm::refs::{Base, GlobalName};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

/// A trigger.
pub struct Trigger {
    /// With the `#` behind it: its code has it as the name of a routine.
    pub name: Vec<u8>,
    pub definition: Definition,
    /// The patterns of the subscripts, in order.
    patterns: Vec<Pattern>,
    /// Subscripts that locals get: their places, and the numbers of the names.
    pub locals: Vec<(usize, u32)>,
}

impl Trigger {
    /// Whether it is for a command at a node.
    fn fits(&self, command: u8, subs: &[Value], utf8: bool) -> Result<bool, MError> {
        let wanted = &self.definition.subscripts;
        if self.definition.commands & command == 0 || wanted.len() != subs.len() {
            return Ok(false);
        }
        let mut patterns = self.patterns.iter();
        let mut all = true;
        for (subscript, key) in wanted.iter().zip(subs) {
            let mut any = false;
            for choice in &subscript.choices {
                any |= match choice {
                    Choice::Pattern(_) => match patterns.next() {
                        Some(pattern) => pattern
                            .matches(&key.to_vec(), utf8)
                            .map_err(pattern_error)?,
                        None => false,
                    },
                    choice => choice.holds(key),
                };
            }
            all &= any;
        }
        Ok(all)
    }
}

/// The triggers of a global.
pub struct OfGlobal(Vec<Rc<Trigger>>);

impl OfGlobal {
    /// Those that are for a command at a node.
    ///
    /// # Errors
    /// Of patterns.
    pub fn fitting(
        &self,
        command: u8,
        subs: &[Value],
        utf8: bool,
    ) -> Result<Vec<Rc<Trigger>>, MError> {
        let mut out = Vec::new();
        for trigger in &self.0 {
            if trigger.fits(command, subs, utf8)? {
                out.push(trigger.clone());
            }
        }
        Ok(out)
    }
}

type Globals = HashMap<Box<[u8]>, Option<Rc<OfGlobal>>>;

/// Triggers found so far: for each environment the count of changes, and the globals that were looked at.
#[derive(Default)]
pub struct Known(Vec<(Box<[u8]>, u64, Globals)>);

impl Machine {
    /// The triggers of the global of a reference, if it has some.
    #[inline]
    pub(in crate::vm) fn triggers_of(
        &mut self,
        base: &Base,
    ) -> Result<Option<Rc<OfGlobal>>, MError> {
        let Base::Global(global) = base else {
            return Ok(None);
        };
        match self.store.trigger_cycle(&global.environment)? {
            0 => Ok(None),
            cycle => self.find_triggers(global, cycle),
        }
    }

    #[cold]
    fn find_triggers(
        &mut self,
        global: &GlobalName,
        cycle: u64,
    ) -> Result<Option<Rc<OfGlobal>>, MError> {
        let all = &mut self.triggers.known.0;
        let at = match all.iter().position(|(e, ..)| *e == global.environment) {
            Some(at) => at,
            None => {
                all.push((global.environment.clone(), cycle, Globals::new()));
                all.len() - 1
            }
        };
        let (_, seen, globals) = &mut all[at];
        if *seen != cycle {
            *seen = cycle;
            globals.clear();
        }
        if let Some(found) = globals.get(&global.name) {
            return Ok(found.clone());
        }
        let found = self.load_triggers(global)?.map(Rc::new);
        let (_, _, globals) = &mut self.triggers.known.0[at];
        globals.insert(global.name.clone(), found.clone());
        Ok(found)
    }

    fn load_triggers(&mut self, global: &GlobalName) -> Result<Option<OfGlobal>, MError> {
        let chset = self.chset(false);
        let of = catalog::load(&mut *self.store, &global.environment, &global.name, chset)?;
        let mut out = Vec::new();
        for stored in of.list {
            let name = [&stored.name[..], b"#"].concat();
            let mut patterns = Vec::new();
            let mut locals = Vec::new();
            for (at, subscript) in stored.definition.subscripts.iter().enumerate() {
                if let Some(name) = &subscript.name {
                    locals.push((at, self.host.number(name)));
                }
                for choice in &subscript.choices {
                    if choice.is_empty() {
                        let text = subscripts::text(&stored.definition.subscripts);
                        let error =
                            MError::with(errors::TRIGSUBSCRANGE, vec![global.name.to_vec(), text]);
                        return Err(error.also(errors::TRIGIS, vec![name]));
                    }
                    if let Choice::Pattern(text) = choice {
                        patterns.push(Pattern::compile(text).map_err(pattern_error)?);
                    }
                }
            }
            out.push(Rc::new(Trigger {
                name,
                definition: stored.definition,
                patterns,
                locals,
            }));
        }
        Ok((!out.is_empty()).then_some(OfGlobal(out)))
    }

    /// The code of a trigger, in the table of routines under the trigger's name.
    pub(super) fn trigger_unit(&mut self, trigger: &Trigger) -> Result<Rc<Unit>, MError> {
        let known = self.routine_index.get(&trigger.name[..]);
        if let Some(unit) = known.map(|slot| &self.routines[*slot as usize]) {
            let source = &unit.code.source.text;
            let code = &trigger.definition.xecute[..];
            let line = source
                .strip_prefix(b" ")
                .and_then(|s| s.strip_suffix(b"\n"));
            if source == code || line == Some(code) {
                return Ok(unit.clone());
            }
        }
        let mut code = compile_code(&trigger.definition, &trigger.name, self.special.options);
        let host = &mut self.host;
        code.relocate(&mut |name| host.number(name));
        let slot = self.link(Arc::new(code));
        Ok(self.routines[slot as usize].clone())
    }

    /// The code of the trigger with a name that ends with `#`, as the routine that ZPRINT and the like show.
    pub(in crate::vm) fn routine_of_trigger(&mut self, name: &[u8]) -> Result<u32, MError> {
        let missing = || MError::arg(errors::TRIGNAMENF, name);
        let environment = self.special.environment(b"").to_vec();
        let plain = name.strip_suffix(b"#").ok_or_else(missing)?;
        let global = match self.store.trigger_cycle(&environment)? {
            0 => None,
            _ => catalog::owner(&mut *self.store, &environment, plain)?,
        };
        let base = GlobalName {
            environment: environment.into(),
            name: global.ok_or_else(missing)?.into(),
        };
        let found = self.triggers_of(&Base::Global(Rc::new(base)))?;
        let trigger = found.and_then(|of| of.0.iter().find(|t| t.name == name).cloned());
        let trigger = trigger.ok_or_else(missing)?;
        self.trigger_unit(&trigger)?;
        let slot = self.routine_index.get(name).copied();
        slot.ok_or_else(missing)
    }
}

/// Numbers of the pieces that differ between two values; a piece that only one of them has is different.
pub fn changed_pieces(old: &[u8], new: &[u8], delimiter: &[u8]) -> Vec<u32> {
    let split = |text: &[u8]| -> Vec<Vec<u8>> {
        let mut out = Vec::new();
        let mut from = 0;
        if !delimiter.is_empty() {
            for at in memchr::memmem::find_iter(text, delimiter) {
                out.push(text[from..at].to_vec());
                from = at + delimiter.len();
            }
        }
        out.push(text[from..].to_vec());
        out
    };
    let (old, new) = (split(old), split(new));
    (0..old.len().max(new.len()))
        .filter(|n| old.get(*n) != new.get(*n))
        .map(|n| n as u32 + 1)
        .collect()
}
