//! Triggers: code that runs when a global is changed.

mod catalog;
mod entries;
mod fire;
mod known;
mod ztrigger;

pub(super) use fire::{Action, Merging};

/// What a session knows of triggers, and which it runs.
#[derive(Default)]
pub(super) struct State {
    known: known::Known,
    /// Changes whose triggers run, outermost first.
    updates: Vec<fire::Update>,
    /// MERGEs with nodes left, outermost first.
    merges: Vec<Merging>,
    /// A node of the MERGE on top was set: the next one is due.
    merge_due: bool,
    /// What $ZTRIGGERs of the transaction have said at which level.
    told: Vec<(u32, Vec<u8>)>,
}

impl State {
    /// $ZTLEVEL.
    pub fn level(&self) -> usize {
        self.updates.len()
    }

    /// A level of the transaction is over: what was said in it belongs to the one around it.
    pub fn committed(&mut self, level: u32) {
        for (at, _) in &mut self.told {
            *at = (*at).min(level);
        }
    }

    /// What was done above a level is undone.
    pub fn rolled_back(&mut self, level: u32) {
        self.told.retain(|(at, _)| *at <= level);
    }
}
