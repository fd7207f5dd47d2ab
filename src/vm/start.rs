//! Starting work on a machine from outside, and reading what it left.

use super::frame::Kind;
use super::machine::Machine;
use crate::compile::Code;
use crate::value::Value;
use crate::value::errors::{self, MError};

/// Subscripts of a variable, and significant bytes of a name: GT.M's limits.
const MAX_SUBSCRIPTS: usize = 31;
const NAME_LENGTH: usize = 31;

/// Where the line `offset` lines behind a label begins; without a label, `+1` is the first line.
fn line_behind(code: &Code, label: &[u8], line: u32, offset: i64) -> Option<u32> {
    let line = if label.is_empty() {
        offset
    } else {
        i64::from(line).checked_add(offset)?
    };
    let at = usize::try_from(line.checked_sub(1)?).ok()?;
    code.lines.get(at).copied()
}

impl Machine {
    /// Prepares a call of `label^routine` whose end stops the machine.
    pub fn start_call(&mut self, entry: &[u8], args: &[Value]) -> Result<(), MError> {
        self.push_entry(entry, args, Kind::Outside)
    }

    /// A level that runs `label^routine` with values.
    pub(super) fn push_entry(
        &mut self,
        entry: &[u8],
        args: &[Value],
        kind: Kind,
    ) -> Result<(), MError> {
        let (label, offset, routine) = super::calls::split_entry(entry)
            .ok_or_else(|| MError::arg(errors::LABELMISSING, entry))?;
        let routine = routine.unwrap_or_default();
        if routine.is_empty() {
            return Err(MError::arg(errors::LABELMISSING, entry));
        }
        let slot = self.routine(&routine)?;
        let unit = self.routines[slot as usize].clone();
        let at = super::calls::find_label(&unit.code, &label)?;
        let code = unit.code.clone();
        let (pc, formals) = match (offset, code.labels.get(at as usize)) {
            (Some(offset), l) => {
                let pc = line_behind(&code, &label, l.map_or(1, |l| l.line), offset);
                let pc = pc.ok_or_else(|| MError::arg(errors::LABELMISSING, entry))?;
                (pc, &[][..])
            }
            (None, Some(l)) => (l.pc, l.formals.as_deref().unwrap_or_default()),
            (None, None) => (0, &[][..]),
        };
        if args.len() > formals.len() {
            return Err(MError::arg(errors::ACTLSTTOOLONG, label));
        }
        self.check_depth()?;
        self.push_frame(unit, pc, kind, 0);
        for (at, formal) in formals.iter().enumerate() {
            let mut value = args.get(at).cloned().unwrap_or_default();
            self.symbols.bind_from(*formal, &mut value);
        }
        Ok(())
    }

    /// Prepares a line of commands whose end stops the machine.
    pub fn start_commands(&mut self, text: &[u8]) -> Result<(), MError> {
        let unit = self.commands_unit(text)?;
        self.push_frame(unit, 0, Kind::Outside, 0);
        Ok(())
    }

    /// Prepares a run as a process of its own: the entry is the outermost level.
    pub fn start_run(&mut self, entry: &[u8]) -> Result<(), MError> {
        let (label, offset, routine) =
            super::calls::split_entry(entry).ok_or_else(|| MError::new(errors::RUNPARAMERR))?;
        // `-run x` means the routine x.
        let (label, routine) = match routine {
            Some(r) => (label, r),
            None => (Vec::new(), label),
        };
        let is_label = |name: &[u8]| {
            name.iter()
                .enumerate()
                .all(|(at, c)| c.is_ascii_alphanumeric() || (at == 0 && *c == b'%'))
        };
        if !super::calls::is_name(&routine) || !is_label(&label) {
            return Err(MError::new(errors::RUNPARAMERR));
        }
        let arguments = self.host.command_line();
        let blank: &[u8] = if arguments.is_empty() { b"" } else { b" " };
        self.special.started_as = [b"-run ", entry, blank, &arguments[..]].concat();
        let slot = self.routine(&routine)?;
        let unit = self.routines[slot as usize].clone();
        // GT.M has one message for all places that a run cannot start at.
        let nowhere = || MError::new(errors::JOBLABOFF);
        let at = super::calls::find_label(&unit.code, &label).map_err(|_| nowhere())?;
        let code = unit.code.clone();
        let (mut pc, line, formals) = match code.labels.get(at as usize) {
            Some(l) => (l.pc, l.line, l.formals.clone().unwrap_or_default()),
            None => (0, 1, Default::default()),
        };
        if let Some(n) = offset {
            pc = line_behind(&code, &label, line, n).ok_or_else(nowhere)?;
        }
        self.push_frame(unit, pc, Kind::Do, 0);
        for formal in &formals {
            self.symbols.new_name(*formal);
        }
        Ok(())
    }

    /// Prepares direct mode.
    pub fn start_direct(&mut self) {
        self.special.started_as = b"-direct".to_vec();
        self.special.started_at_prompt = true;
        let unit = self.direct_unit();
        self.push_frame(unit, 0, Kind::Prompt, 0);
    }

    /// Has a signal come that the machine has not acted on?
    pub fn is_signalled(&self) -> bool {
        self.signals.any.load(std::sync::atomic::Ordering::Acquire)
    }

    /// Drops everything that runs.
    pub fn abandon(&mut self) {
        self.unwind_to(0);
    }

    /// Names of the locals that are defined now, sorted.
    pub fn local_names(&self) -> Vec<Vec<u8>> {
        let mut names: Vec<Vec<u8>> = self
            .symbols
            .defined()
            .iter()
            .map(|id| self.host.name(*id).to_vec())
            .collect();
        names.sort_unstable();
        names
    }

    /// Routines linked so far.
    pub fn linked(&self) -> impl Iterator<Item = &Code> {
        self.routines.iter().map(|unit| &*unit.code)
    }

    /// Value of a local variable.
    pub fn local(&self, name: &[u8], subs: &[Value]) -> Option<Value> {
        let mut node = self.symbols.node(self.host.find(name)?)?;
        for sub in subs {
            node = node.kids.as_deref()?.get(&sub.to_key())?;
        }
        Some(node.content().clone()).filter(Value::is_defined)
    }

    /// Sets a local variable.
    ///
    /// # Errors
    /// VAREXPECTED when the name is none, MAXNRSUBSCRIPTS beyond 31 subscripts.
    pub fn set_local(&mut self, name: &[u8], subs: &[Value], value: Value) -> Result<(), MError> {
        if !super::calls::is_name(name) {
            return Err(MError::new(errors::VAREXPECTED));
        }
        if subs.len() > MAX_SUBSCRIPTS {
            return Err(MError::new(errors::MAXNRSUBSCRIPTS));
        }
        let id = self.host.number(&name[..name.len().min(NAME_LENGTH)]);
        let subs: Vec<Value> = subs.iter().map(Value::to_key).collect();
        let node = self.symbols.node_mut(id);
        node.make(&subs, 0, Value::clone).value = value;
        Ok(())
    }
}
