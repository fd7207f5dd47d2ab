//! Floor 2: globals, locks and transactions behind one trait.
//!
//! A handle belongs to one session. No result borrows from the store, and no operation waits: LOCK says what it waits for.

pub mod bulk;
pub mod counts;
mod create;
pub mod damage;
pub mod database;
pub mod disk;
mod file_lock;
mod forest;
mod held;
pub mod interval;
mod journal;
pub mod key;
mod lmdb;
pub mod locks;
pub mod maintain;
pub(crate) mod mapped;
pub mod mapping;
pub mod memory;
pub mod overlay;
mod pages;
pub mod presence;
pub mod record;
mod syncer;
mod text;
pub mod triggers;
pub mod walk;
pub mod work;

#[cfg(test)]
mod tests;

use self::counts::Counts;
use self::locks::SessionLocks;
use self::work::{Damaged, Mark};
use crate::device::{Step, Timeout};
use crate::value::chars::Chset;
use crate::value::errors::MError;
use crate::value::num::Num;
use crate::value::{Value, array};

/// A reference to a global: `^|environment|name(subs)`.
#[derive(Clone, Copy, Debug)]
pub struct GlobalKey<'a> {
    /// Empty is the default environment; others are name spaces of their own.
    pub environment: &'a [u8],
    /// Without the caret.
    pub name: &'a [u8],
    pub subs: &'a [Value],
}

/// How much of a database file is used.
#[derive(Debug, Default)]
pub struct Room {
    pub file: Vec<u8>,
    pub pages: u64,
    pub free: u64,
}

/// A direction of $ORDER and $QUERY.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Related {
    Next,
    Previous,
}

/// What LOCK and its relatives do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockOp {
    /// `LOCK a`: releases all LOCKs first.
    Replace,
    /// `LOCK +a`.
    Plus,
    /// `LOCK -a`.
    Minus,
    ZAllocate,
    ZDeallocate,
}

/// A name that LOCK takes; it need not be that of a variable.
#[derive(Clone, Debug)]
pub struct LockName {
    pub environment: Vec<u8>,
    /// With its caret, if it has one.
    pub name: Vec<u8>,
    pub subs: Vec<Value>,
}

/// One session's door to the globals.
///
/// Subscripts come and go in the form of [`Value::to_key`]; what goes out shares nothing that is not counted atomically. Every operation on a node can raise MAXNRSUBSCRIPTS,
/// GVSUBOFLOW, and whatever the medium raises. Inside a transaction any operation can also raise TPRETRY: what the
/// transaction read has changed, and the session has to restart it.
pub trait GlobalStore: Send {
    /// How error texts show characters.
    fn set_chset(&mut self, chset: Chset);

    fn get(&mut self, key: &GlobalKey<'_>) -> Result<Option<Value>, MError>;
    fn set(&mut self, key: &GlobalKey<'_>, value: &Value) -> Result<(), MError>;
    /// KILL: the node and all below it.
    fn kill(&mut self, key: &GlobalKey<'_>) -> Result<(), MError>;
    /// ZKILL: the node alone.
    fn kill_node(&mut self, key: &GlobalKey<'_>) -> Result<(), MError>;
    /// $DATA: 0, 1, 10 or 11.
    fn data(&mut self, key: &GlobalKey<'_>) -> Result<u8, MError>;
    /// $ORDER: the subscript beside the last one, where an empty one stands before the first or behind the last; without
    /// subscripts the name of another global, with its caret.
    fn order(&mut self, key: &GlobalKey<'_>, to: Related) -> Result<Option<Value>, MError>;
    /// $QUERY: the subscripts of the next or previous node of the same global.
    fn query(&mut self, key: &GlobalKey<'_>, to: Related) -> Result<Option<Vec<Value>>, MError>;
    /// $INCREMENT, atomic among all sessions: the new value. An undefined node counts as 0.
    ///
    /// # Errors
    /// NUMOFLOW.
    fn increment(&mut self, key: &GlobalKey<'_>, by: Num) -> Result<Num, MError>;
    /// Names of all globals, in order, without caret.
    fn names(&mut self, environment: &[u8]) -> Result<Vec<Vec<u8>>, MError>;
    /// A copy of a node and all below it, for MERGE.
    fn subtree(&mut self, top: &GlobalKey<'_>) -> Result<array::Node, MError>;
    /// MERGE of a tree into a node: sets all its nodes, in order.
    ///
    /// # Errors
    /// As those of the single sets; the nodes before are set then.
    fn graft(&mut self, to: &GlobalKey<'_>, tree: &array::Node) -> Result<(), MError>;

    /// A number that changes whenever triggers of a database change, as this session sees them; 0 while there never were any. Cheap:
    /// it is asked for by every change of a global.
    ///
    /// # Errors
    /// The medium's.
    fn trigger_cycle(&mut self, environment: &[u8]) -> Result<u64, MError>;
    /// This session has changed triggers.
    fn triggers_changed(&mut self);

    /// Others are about to learn something from this session: they have to find all that it did before.
    ///
    /// # Errors
    /// The medium's. Nothing is lost then; a later call tries again.
    fn publish(&mut self) -> Result<(), MError> {
        Ok(())
    }
    /// The end of a time slice.
    ///
    /// # Errors
    /// As [`GlobalStore::publish`].
    fn slice(&mut self) -> Result<(), MError> {
        Ok(())
    }

    /// VIEW "NOISOLATION": of these globals, without carets, a transaction does not remember what it read.
    fn set_not_isolated(&mut self, names: &[Vec<u8>]);
    /// $TLEVEL.
    fn tlevel(&self) -> u32;
    /// Begins a transaction, or a level inside one.
    ///
    /// `batch`, of the outermost level: TRANSACTIONID="BATCH", its end does not wait for the disk.
    fn tstart(&mut self, batch: bool);
    /// Ends the innermost level. `false`: the outermost one could not commit, and the session has to restart it.
    fn tcommit(&mut self) -> Result<bool, MError>;
    /// Undoes all sets, kills and locks since the TSTART that began level `to + 1`. For a restart the session rolls back to 0 and
    /// starts again.
    fn trollback(&mut self, to: u32);
    /// Begins a transaction that several sessions do together: what they do is handed to the others, and one of them commits it. Its
    /// $TLEVEL is 0, and TSTART in it begins a level. `false`: these globals have no such transactions.
    ///
    /// # Errors
    /// The medium's.
    fn join(&mut self) -> Result<bool, MError> {
        Ok(false)
    }
    /// The session's changes in a joined transaction that the other session of `mark` does not have.
    fn hand_on(&mut self, _mark: &mut Mark) -> Vec<u8> {
        Vec::new()
    }
    /// Takes what the other session of `mark` handed on.
    ///
    /// # Errors
    /// It is damaged.
    fn take_up(&mut self, _work: &[u8], _mark: &mut Mark) -> Result<(), Damaged> {
        Err(Damaged)
    }
    /// Leaves the joined transaction: [`GlobalStore::hand_on`], and what has to be as it was when it is committed.
    ///
    /// # Errors
    /// The medium's.
    fn hand_over(&mut self, _mark: &mut Mark) -> Result<Vec<u8>, MError> {
        Ok(Vec::new())
    }
    /// Commits the joined transaction, and leaves it. `false`: what it read has changed, and nothing was done.
    ///
    /// # Errors
    /// The medium's: nothing was done.
    fn commit_joined(&mut self) -> Result<bool, MError> {
        Ok(false)
    }
    /// Leaves the joined transaction, and undoes what was done in it.
    fn abandon(&mut self) {}
    /// Whether a last try of the session's transaction keeps all others from committing.
    fn is_exclusive(&self) -> bool {
        false
    }
    /// The session is about to wait, or to leave the processor to others: nothing may be held up by it.
    fn suspended(&mut self) {}

    /// The locks of the session, and how error texts show characters.
    fn locks(&mut self) -> (&mut SessionLocks, Chset);

    /// LOCK, ZALLOCATE and their inverses on a list of names, all or none. After `Wait` call it again with the same arguments.
    /// The result is $TEST's when a timeout was given.
    ///
    /// # Errors
    /// MAXNRSUBSCRIPTS, LOCKSUB2LONG, LOCKINCR2HIGH; TPLOCK for a lock older than the transaction.
    fn lock(
        &mut self,
        op: LockOp,
        names: &[LockName],
        timeout: Timeout,
    ) -> Result<Step<bool>, MError> {
        let (locks, chset) = self.locks();
        locks.lock(op, names, timeout, chset)
    }
    /// Gives up every pending [`GlobalStore::lock`]: the instruction that waited was abandoned. One that was not, and is called
    /// again, waits anew.
    fn cancel_lock_waits(&mut self) {
        self.locks().0.cancel();
    }
    /// LOCK (`Replace`) or ZDEALLOCATE without arguments.
    ///
    /// # Errors
    /// TPLOCK.
    fn unlock_all(&mut self, op: LockOp) -> Result<(), MError> {
        self.locks().0.release_all(op)
    }
    /// The file of the default database, its pages, and how many of them are free; `None`: there is no file.
    ///
    /// # Errors
    /// The medium's.
    fn room(&mut self) -> Result<Option<Room>, MError> {
        Ok(None)
    }
    /// What the session has done.
    fn counts(&mut self) -> &mut Counts;
    /// Lines of ZSHOW "G": all, and those of the database whose name is given.
    fn statistics(&mut self, directory: &[u8]) -> Vec<Vec<u8>> {
        let locks = self.locks().0.asked();
        let counts = self.counts();
        let mut lines = vec![counts.line(b"*", "*", locks)];
        if !counts.is_empty() || locks != (0, 0) {
            lines.push(counts.line(directory, "DEFAULT", locks));
        }
        lines
    }
    /// Lines of ZSHOW "L".
    fn lock_table(&mut self) -> Vec<Vec<u8>> {
        let (locks, chset) = self.locks();
        locks.show(chset)
    }
}

/// The keys of whole globals.
fn keys_of(names: &[Vec<u8>]) -> interval::Intervals {
    let mut keys = interval::Intervals::default();
    for name in names {
        let global = GlobalKey {
            environment: b"",
            name,
            subs: &[],
        };
        if let Ok(key) = key::encode(&global, Chset::M) {
            let end = key::end_of(&key.bytes);
            keys.insert(key.bytes, end);
        }
    }
    keys
}

/// [`GlobalStore::subtree`] by a walk.
fn subtree_by_walk(
    store: &mut (impl GlobalStore + ?Sized),
    top: &GlobalKey<'_>,
) -> Result<array::Node, MError> {
    let mut tree = array::Node::default();
    let mut at = Some(top.subs.to_vec());
    while let Some(subs) = at {
        let key = GlobalKey {
            subs: &subs,
            ..*top
        };
        let Some(below) = subs.strip_prefix(top.subs) else {
            break;
        };
        if let Some(value) = store.get(&key)? {
            tree.make(below, 0, Value::clone).value = value;
        }
        at = store.query(&key, Related::Next)?;
    }
    Ok(tree)
}

/// [`GlobalStore::graft`] node by node.
fn graft_by_sets(
    store: &mut (impl GlobalStore + ?Sized),
    to: &GlobalKey<'_>,
    tree: &array::Node,
) -> Result<(), MError> {
    tree.walk(&mut to.subs.to_vec(), &mut |subs, value| {
        store.set(&GlobalKey { subs, ..*to }, value)
    })
}

/// The sum that $INCREMENT makes.
fn incremented(old: Option<&Value>, by: Num) -> Result<Num, MError> {
    Ok(old.map_or(Ok(Num::ZERO), Value::num)?.add(by)?)
}
