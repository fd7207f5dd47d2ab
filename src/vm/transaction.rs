//! TSTART, TCOMMIT, TROLLBACK, TRESTART: the session's side of transactions.

use super::functions::system::log;
use super::machine::{Cold, Flow, Machine};
use super::refs::Reference;
use crate::store::counts::Count;
use crate::syntax::params::ParamId;
use crate::value::array::Node;
use crate::value::errors::{self, MError};
use std::time::{Duration, Instant};

/// So often a transaction may be restarted by TRESTART.
const MAX_RESTARTS: i64 = 4;

/// Local variables as they were at a TSTART.
struct Saved {
    /// `TSTART *`: those that came later go.
    all: bool,
    /// By their numbers, in order.
    nodes: Vec<(u32, Node)>,
}

/// What a restart has to put back.
pub struct Level {
    /// Frames and instruction of the TSTART.
    frames: usize,
    pc: u32,
    /// What was NEWed before.
    undo: u32,
    /// `None`: the transaction cannot be restarted.
    locals: Option<Saved>,
    test: bool,
    reference: Reference,
    /// The change of a global with triggers that it is for.
    of_update: bool,
    /// $ZTLEVEL.
    triggers: usize,
    /// TRANSACTIONID="BATCH".
    batch: bool,
    /// It waited in its last try.
    waited: bool,
}

impl Machine {
    /// TSTART. `kind`: 0 no restart, 1 all locals, 2 the names pending.
    pub(super) fn tstart(&mut self, kind: u16) -> Result<(), MError> {
        let params = self.params.pop().unwrap_or_default();
        let names = std::mem::take(&mut self.except);
        if self.special.fences > 0 {
            return Err(MError::with(
                errors::TPMIXUP,
                vec![b"An M".to_vec(), b"a fenced logical".to_vec()],
            ));
        }
        if self.store.tlevel() >= 126 {
            return Err(MError::new(errors::TPTOODEEP));
        }
        let ids: Option<Vec<u32>> = match kind {
            0 => None,
            1 => Some(self.symbols.defined()),
            _ => Some(
                names
                    .iter()
                    .filter(|n| !n.is_empty())
                    .map(|n| self.host.number(n))
                    .collect(),
            ),
        };
        let locals = ids.map(|mut ids| {
            ids.sort_unstable();
            let node = |id| (id, self.symbols.node(id).cloned().unwrap_or_default());
            Saved {
                all: kind == 1,
                nodes: ids.into_iter().map(node).collect(),
            }
        });
        let name = params.iter().find(|p| p.id == ParamId::TransactionId);
        let name = name.and_then(|p| p.value.as_deref()).unwrap_or_default();
        let batch = name.eq_ignore_ascii_case(b"BATCH");
        self.store.tstart(batch);
        let pc = self.frames.last().map_or(0, |f| f.pc);
        self.transactions.push(Level {
            frames: self.frames.len(),
            pc,
            undo: self.symbols.mark(),
            locals,
            test: self.test,
            reference: self.special.reference.clone(),
            of_update: false,
            triggers: self.triggers.level(),
            batch,
            waited: false,
        });
        if self.store.tlevel() == 1 {
            self.special.trestart = 0;
            self.transaction_begins();
        }
        Ok(())
    }

    fn transaction_begins(&mut self) {
        self.special.ztslate.clear();
        let seconds = u64::try_from(self.special.zmaxtptime).unwrap_or(0);
        self.special.tpend = (seconds > 0).then(|| Instant::now() + Duration::from_secs(seconds));
    }

    /// The transaction of a change of a global that has triggers.
    pub(super) fn tstart_of_update(&mut self) {
        self.store.tstart(false);
        self.transactions.push(Level {
            frames: self.frames.len(),
            pc: 0,
            undo: self.symbols.mark(),
            locals: None,
            test: self.test,
            reference: self.special.reference.clone(),
            of_update: true,
            triggers: self.triggers.level().saturating_sub(1),
            batch: false,
            waited: false,
        });
        self.transaction_begins();
    }

    /// ZTSTART: a fence for the journal, which does not exist; only the order of fences is looked at.
    pub(super) fn ztstart(&mut self) -> Result<(), MError> {
        if self.store.tlevel() > 0 {
            return Err(MError::with(
                errors::TPMIXUP,
                vec![b"A fenced logical".to_vec(), b"an M".to_vec()],
            ));
        }
        self.special.fences += 1;
        Ok(())
    }

    /// ZTCOMMIT: ends `n` fences, or all of them for 0.
    pub(super) fn ztcommit(&mut self, n: i64) -> Result<(), MError> {
        if n < 0 {
            return Err(MError::new(errors::TRANSMINUS));
        }
        if self.special.fences == 0 || n > self.special.fences {
            return Err(MError::new(errors::TRANSNOSTART));
        }
        self.special.fences -= if n == 0 { self.special.fences } else { n };
        Ok(())
    }

    pub(super) fn tcommit(&mut self) -> Cold {
        if self.store.tlevel() == 0 {
            return Err(MError::new(errors::TLVLZERO));
        }
        let level = self.triggers.level();
        if let Some(t) = self.transactions.last().filter(|t| t.triggers < level) {
            let levels = [level, t.triggers].map(|n| n.to_string().into_bytes());
            return Err(MError::with(errors::TRIGTCOMMIT, levels.to_vec()));
        }
        if self.store.tcommit()? {
            self.transactions.pop();
            self.triggers.committed(self.store.tlevel());
            if self.transactions.is_empty() {
                self.store.counts().add(Count::Committed);
                self.special.trestart = 0;
                self.tell_triggers()?;
            }
            return Ok(Flow::Next);
        }
        self.restart_all()
    }

    /// Whether the transaction in progress was begun by the level on top, which therefore cannot be left.
    pub(super) fn holds_transaction(&self) -> bool {
        self.transactions
            .last()
            .is_some_and(|t| t.frames >= self.frames.len())
    }

    /// Lets a level end whose error handler left its transactions open: they cannot be restarted any more.
    pub(super) fn orphan_transactions(&mut self) {
        let frames = self.frames.len();
        for t in self.transactions.iter_mut().filter(|t| t.frames >= frames) {
            t.frames = 0;
            t.locals = None;
        }
    }

    /// TROLLBACK: all levels, down to `n`, or by `-n`.
    pub(super) fn trollback(&mut self, n: Option<i64>) -> Result<(), MError> {
        let level = i64::from(self.store.tlevel());
        if level == 0 {
            return Err(MError::new(errors::TLVLZERO));
        }
        let n = n.map(|n| n.clamp(i32::MIN.into(), i32::MAX.into()));
        let to = match n {
            None => 0,
            Some(n) if n < 0 => level + n,
            Some(n) => n,
        };
        let text = |n: i64| n.to_string().into_bytes();
        if to < 0 {
            return Err(MError::with(
                errors::TROLLBK2DEEP,
                vec![text(((level - to) as i32).into()), text(level)],
            ));
        }
        if n.is_some() && to >= level {
            return Err(MError::with(
                errors::INVROLLBKLVL,
                vec![text(to), text(level)],
            ));
        }
        self.store.trollback(to as u32);
        self.triggers.rolled_back(to as u32);
        self.transactions.truncate(to as usize);
        self.special.reference = Reference::default();
        if to == 0 {
            self.store.counts().add(Count::RolledBack);
            self.special.trestart = 0;
        }
        Ok(())
    }

    pub(super) fn trestart(&mut self) -> Cold {
        if self.store.tlevel() == 0 {
            return Err(MError::new(errors::TLVLZERO));
        }
        if self.special.trestart >= MAX_RESTARTS {
            return Err(MError::new(errors::TRESTMAX));
        }
        self.restart_all()
    }

    /// A restart, and what was left to do then of the instruction that began the transaction.
    pub(super) fn restart_all(&mut self) -> Cold {
        let flow = self.restart()?;
        self.go_on(flow)
    }

    /// Goes back to the outermost TSTART. Each level, the innermost first, puts back its locals.
    pub(super) fn restart(&mut self) -> Cold {
        let Some(first) = self.transactions.first() else {
            return Err(MError::new(errors::TLVLZERO));
        };
        if first.locals.is_none() && !first.of_update {
            let (frames, batch) = (first.frames, first.batch);
            // What it did is undone, and the error is one of the level that began it, if that is still there.
            self.triggers.rolled_back(0);
            self.store.trollback(0);
            self.store.tstart(batch);
            self.transactions.truncate(1);
            if frames > 0 {
                self.unwind_to(frames);
            }
            return Err(MError::new(errors::TRESTNOT));
        }
        self.triggers.rolled_back(0);
        if let Some(frames) = self
            .transactions
            .first()
            .filter(|t| t.of_update)
            .map(|t| t.frames)
        {
            self.transactions.clear();
            let restarts = self.special.trestart + 1;
            self.special.trestart = restarts;
            let done = self.restart_update(frames);
            if self.store.tlevel() > 0 {
                self.special.trestart = restarts;
            }
            return done;
        }
        self.store.trollback(0);
        while let Some(level) = self.transactions.pop() {
            // What cannot be restarted has nothing to put back, and its frame may be gone.
            if let Some(locals) = &level.locals {
                self.unwind_to(level.frames);
                self.undo(level.undo);
                self.put_back(locals);
            }
            if self.transactions.is_empty() {
                self.test = level.test;
                self.special.reference = level.reference.clone();
                if let Some(top) = self.frames.last_mut() {
                    top.pc = level.pc;
                }
                self.store.tstart(level.batch);
                self.transactions.push(level);
                break;
            }
        }
        self.special.trestart += 1;
        Ok(Flow::Reload)
    }

    /// A last try gives up keeping others out when it waits: the system's log says so, once a transaction.
    pub(super) fn note_wait_in_transaction(&mut self) {
        if self.store.tlevel() == 0 || self.special.trestart < MAX_RESTARTS - 1 {
            return;
        }
        let what = self.waits_in().as_bytes();
        if let Some(first) = self.transactions.first_mut()
            && !std::mem::replace(&mut first.waited, true)
        {
            let seconds = self.special.zmaxtptime.to_string().into_bytes();
            let restarts = self.special.trestart.to_string().into_bytes();
            let args = vec![what.to_vec(), self.place(), seconds, restarts];
            log(&MError::with(errors::TPNOTACID, args).message(b" "));
        }
    }

    /// Whether a transaction will put a local back: GT.M shows it as one that has another name.
    pub(super) fn is_saved(&self, id: u32) -> bool {
        self.transactions.iter().any(|level| {
            let saved = level.locals.as_ref().map_or(&[][..], |l| &l.nodes);
            saved.binary_search_by_key(&id, |(saved, _)| *saved).is_ok()
                && !self.symbols.is_new_since(id, level.undo)
        })
    }

    fn put_back(&mut self, saved: &Saved) {
        if saved.all {
            for id in self.symbols.defined() {
                *self.symbols.node_mut(id) = Node::default();
            }
        }
        for (id, node) in &saved.nodes {
            *self.symbols.node_mut(*id) = node.clone();
        }
    }
}
