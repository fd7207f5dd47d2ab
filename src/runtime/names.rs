//! Numbers for the names of locals, the same for all sessions of an engine.

use std::collections::HashMap;
use std::sync::RwLock;

/// The engine's names.
#[derive(Default)]
pub struct Names(RwLock<Table>);

#[derive(Default)]
struct Table {
    numbers: HashMap<Box<[u8]>, u32>,
    names: Vec<Box<[u8]>>,
}

impl Names {
    /// Number of a name, a new one when it was never seen.
    pub fn number(&self, name: &[u8]) -> u32 {
        if let Ok(table) = self.0.read()
            && let Some(n) = table.numbers.get(name)
        {
            return *n;
        }
        // A poisoned lock means that another session's thread died between two table updates that cannot fail.
        let mut table = self.0.write().unwrap_or_else(|e| e.into_inner());
        if let Some(n) = table.numbers.get(name) {
            return *n;
        }
        let n = table.names.len() as u32;
        table.names.push(name.into());
        table.numbers.insert(name.into(), n);
        n
    }

    /// Number of a name that was seen before.
    pub fn find(&self, name: &[u8]) -> Option<u32> {
        self.0
            .read()
            .unwrap_or_else(|e| e.into_inner())
            .numbers
            .get(name)
            .copied()
    }

    /// Name of a number; empty for one that was never given out.
    pub fn name(&self, number: u32) -> Box<[u8]> {
        let table = self.0.read().unwrap_or_else(|e| e.into_inner());
        table
            .names
            .get(number as usize)
            .cloned()
            .unwrap_or_default()
    }
}
