//! Starting work on a machine from outside, and reading what it left.

use super::frame::{Frame, Kind};
use super::machine::Machine;
use super::symbols::Symbols;
use crate::value::Value;
use crate::value::errors::{self, MError};

impl Machine {
    /// Prepares a call of `label^routine` whose end stops the machine.
    pub fn start_call(&mut self, entry: &[u8], args: &[Value]) -> Result<(), MError> {
        let (label, offset, routine) =
            super::calls::split_entry(entry).ok_or_else(|| MError::arg(errors::LABELMISSING, entry))?;
        let routine = routine.unwrap_or_default();
        if offset.is_some() || routine.is_empty() {
            return Err(MError::arg(errors::LABELMISSING, entry));
        }
        let slot = self.routine(&routine)?;
        let unit = self.routines[slot as usize].clone();
        let at = super::calls::find_label(&unit.code, &label)?;
        let code = unit.code.clone();
        let (pc, formals) = match code.labels.get(at as usize) {
            Some(l) => (l.pc, l.formals.as_deref().unwrap_or_default()),
            None => (0, &[][..]),
        };
        if args.len() > formals.len() {
            return Err(MError::arg(errors::ACTLSTTOOLONG, label));
        }
        self.push_frame(unit, pc, Kind::Outside, 0);
        for (at, formal) in formals.iter().enumerate() {
            self.symbols.bind(*formal, args.get(at).cloned().unwrap_or_default());
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
            super::calls::split_entry(entry).ok_or_else(|| MError::arg(errors::LABELMISSING, entry))?;
        // `-run x` means the routine x.
        let (label, routine) = match routine {
            Some(r) => (label, r),
            None => (Vec::new(), label),
        };
        let arguments = self.host.command_line();
        let blank: &[u8] = if arguments.is_empty() { b"" } else { b" " };
        self.special.started_as = [b"-run ", entry, blank, &arguments[..]].concat();
        let slot = self.routine(&routine)?;
        let unit = self.routines[slot as usize].clone();
        let at = super::calls::find_label(&unit.code, &label)?;
        let code = unit.code.clone();
        let (mut pc, line, formals) = match code.labels.get(at as usize) {
            Some(l) => (l.pc, l.line, l.formals.clone().unwrap_or_default()),
            None => (0, 1, Default::default()),
        };
        if let Some(n) = offset {
            let line = i64::from(line) + n;
            pc = usize::try_from(line - 1)
                .ok()
                .and_then(|l| code.lines.get(l))
                .copied()
                .ok_or_else(|| MError::with(errors::OFFSETINV, vec![label.clone(), n.to_string().into_bytes()]))?;
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

    /// Drops everything that runs.
    pub fn abandon(&mut self) {
        self.unwind_to(0);
    }

    /// Frames from the innermost outward, for debuggers of embedding programs.
    pub fn frames(&self) -> impl Iterator<Item = &Frame> {
        self.frames.iter().rev()
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
    pub fn set_local(&mut self, name: &[u8], subs: &[Value], value: Value) {
        let id = self.host.number(name);
        let mut node = self.symbols.node_mut(id);
        for sub in subs {
            node = Symbols::kids(node).entry(sub.to_key());
        }
        node.value = value;
    }
}
