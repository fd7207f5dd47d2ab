//! Reference registers: a variable with evaluated subscripts, and the functions on it, for locals and globals alike.

use super::frame::Unit;
use super::machine::{Cold, Flow, Machine};
use super::symbols::Symbols;
use super::triggers::{Action, Merging};
use crate::compile::{Ins, Opnd, RefFn};
use crate::store::{GlobalKey, Related};
use crate::value::Value;
use crate::value::array::{Array, Node};
use crate::value::chars::Chset;
use crate::value::errors::{self, MError};
use crate::value::num::Num;
use std::collections::VecDeque;
use std::rc::Rc;

/// Most subscripts of a variable.
pub const MAX_SUBSCRIPTS: usize = 31;

/// What a reference is to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Base {
    #[default]
    Nothing,
    Local(u32),
    Global(Rc<GlobalName>),
}

/// A global; see [`GlobalKey`].
#[derive(Debug, PartialEq, Eq)]
pub struct GlobalName {
    pub environment: Box<[u8]>,
    pub name: Box<[u8]>,
}

/// A variable reference.
#[derive(Clone, Debug, Default)]
pub struct Reference {
    pub base: Base,
    /// In the form of keys.
    pub subs: Vec<Value>,
    /// How many of the subscripts a naked reference has from the one before it.
    pub inherited: Option<u8>,
}

impl Reference {
    #[inline]
    pub(super) fn set_local(&mut self, name: u32, subs: &[Value]) {
        self.base = Base::Local(name);
        self.inherited = None;
        self.set_subs(subs);
    }

    #[inline]
    pub(super) fn set_subs(&mut self, subs: &[Value]) {
        self.subs.clear();
        self.subs.extend(subs.iter().map(Value::to_key));
    }

    /// Makes the reference one to a global without subscripts.
    #[inline]
    pub(super) fn set_global(&mut self, environment: &[u8], name: &[u8]) {
        self.subs.clear();
        self.inherited = None;
        match &self.base {
            Base::Global(g) if *g.name == *name && *g.environment == *environment => {}
            _ => {
                self.base = Base::Global(Rc::new(GlobalName {
                    environment: environment.into(),
                    name: name.into(),
                }));
            }
        }
    }

    /// Becomes a copy of another reference.
    #[inline]
    fn copy_from(&mut self, from: &Reference) {
        match (&self.base, &from.base) {
            (Base::Global(a), Base::Global(b)) if Rc::ptr_eq(a, b) => {}
            (_, base) => self.base = base.clone(),
        }
        self.subs.clear();
        self.subs.extend_from_slice(&from.subs);
    }

    pub(super) fn key(&self) -> Option<GlobalKey<'_>> {
        match &self.base {
            Base::Global(global) => Some(GlobalKey {
                environment: &global.environment,
                name: &global.name,
                subs: &self.subs,
            }),
            _ => None,
        }
    }
}

/// Finds the node of a local.
#[inline]
pub(super) fn find<'a>(symbols: &'a Symbols, name: u32, subs: &[Value]) -> Option<&'a Node> {
    symbols.node(name)?.find(subs)
}

/// The node of a local, made when missing.
#[inline]
pub(super) fn make<'a>(symbols: &'a mut Symbols, name: u32, subs: &[Value]) -> &'a mut Node {
    symbols.node_mut(name).make(subs, 0, Value::clone)
}

/// $DATA of a node.
#[inline]
pub(super) fn data_of(node: Option<&Node>) -> i64 {
    node.map_or(0, Node::data)
}

/// The first node with a value at or below a node, in order.
fn first_below(node: &Node, path: &mut Vec<Value>) -> bool {
    let Some(kids) = node.kids.as_deref() else {
        return false;
    };
    let mut at = kids.first();
    while let Some((key, kid)) = at {
        path.push(key.clone());
        if kid.value.is_defined() || first_below(kid, path) {
            return true;
        }
        path.pop();
        at = kids.next(&key);
    }
    false
}

/// The last node with a value at or below a node.
fn last_below(node: &Node, path: &mut Vec<Value>) -> bool {
    if let Some(kids) = node.kids.as_deref() {
        let mut at = kids.last();
        while let Some((key, kid)) = at {
            path.push(key.clone());
            if last_below(kid, path) {
                return true;
            }
            path.pop();
            at = kids.prev(&key);
        }
    }
    node.value.is_defined()
}

/// A trailing empty subscript asks for the first of its level, unless it is that itself.
fn asks_first(kids: &Array, sub: &Value) -> bool {
    sub.is_empty() && kids.first().is_some_and(|(key, _)| !key.is_empty())
}

/// The next node after `subs` in the tree below `root`; `path` becomes its subscripts.
pub(crate) fn query_forward(root: &Node, subs: &[Value]) -> Option<Vec<Value>> {
    // Descend along the subscripts as far as they exist, then look below, then to the right on the way up.
    let mut chain: Vec<&Array> = Vec::new();
    let mut node = Some(root);
    let mut depth = 0;
    for (at, sub) in subs.iter().enumerate() {
        let Some(kids) = node.and_then(|n| n.kids.as_deref()) else {
            break;
        };
        chain.push(kids);
        depth = at + 1;
        node = if at + 1 == subs.len() && asks_first(kids, sub) {
            None
        } else {
            kids.get(sub)
        };
        if node.is_none() {
            break;
        }
    }
    let mut path: Vec<Value> = subs[..depth].to_vec();
    if depth == subs.len()
        && let Some(node) = node
        && first_below(node, &mut path)
    {
        return Some(path);
    }
    while let Some(kids) = chain.pop() {
        let sub = path.pop()?;
        let first = path.len() + 1 == subs.len() && asks_first(kids, &sub);
        let mut at = if first { kids.first() } else { kids.next(&sub) };
        while let Some((key, kid)) = at {
            path.push(key.clone());
            if kid.value.is_defined() || first_below(kid, &mut path) {
                return Some(path);
            }
            path.pop();
            at = kids.next(&key);
        }
    }
    None
}

/// The node before `subs`.
pub(crate) fn query_backward(root: &Node, subs: &[Value]) -> Option<Vec<Value>> {
    let mut chain: Vec<(&Node, &Array)> = Vec::new();
    let mut node = Some(root);
    for sub in subs {
        let Some(n) = node else { break };
        let Some(kids) = n.kids.as_deref() else { break };
        chain.push((n, kids));
        node = kids.get(sub);
    }
    let mut path: Vec<Value> = subs[..chain.len()].to_vec();
    while let Some((parent, kids)) = chain.pop() {
        let sub = path.pop()?;
        let mut at = if sub.is_empty() {
            kids.last()
        } else {
            kids.prev(&sub)
        };
        while let Some((key, kid)) = at {
            path.push(key.clone());
            if last_below(kid, &mut path) {
                return Some(path);
            }
            path.pop();
            at = kids.prev(&key);
        }
        if parent.value.is_defined() {
            return Some(path);
        }
    }
    None
}

impl Machine {
    /// Raises errors of subscripts: too many, or too long.
    #[inline]
    pub(super) fn check_ref(&self, slot: usize) -> Result<(), MError> {
        if self.refs[slot].subs.len() > MAX_SUBSCRIPTS {
            return Err(MError::new(errors::MAXNRSUBSCRIPTS));
        }
        Ok(())
    }

    /// A key must be within the settings for null subscripts.
    #[inline]
    pub(super) fn check_key(&self, key: &Value) -> Result<(), MError> {
        if key.is_empty() && self.special.local_nulls != super::view::Nulls::Always {
            return Err(MError::arg(errors::LVNULLSUBS, ""));
        }
        Ok(())
    }

    /// What reading an undefined local gives: UNDEF, or nothing under VIEW "NOUNDEF".
    #[cold]
    pub(super) fn undefined_value(&self, name: u32, subs: &[Value]) -> Result<Value, MError> {
        if self.special.undef {
            Err(self.undefined_local(name, subs))
        } else {
            Ok(Value::EMPTY)
        }
    }

    /// UNDEF with the name of a local and its subscripts.
    #[cold]
    pub(super) fn undefined_local(&self, name: u32, subs: &[Value]) -> MError {
        let mut text = self.host.name(name).to_vec();
        push_subscripts(&mut text, subs, None);
        MError::arg(errors::UNDEF, text)
    }

    /// Text of a reference, subscripts quoted as $NAME does.
    pub(super) fn reference_text(&self, r: &Reference, quoted: bool) -> Vec<u8> {
        let mut out = Vec::new();
        match &r.base {
            Base::Nothing => {}
            Base::Local(id) => out.extend_from_slice(&self.host.name(*id)),
            Base::Global(global) => {
                out.push(b'^');
                // That of $ZGBLDIR goes without saying.
                let here = self.special.environment(b"");
                if !global.environment.is_empty() && *global.environment != *here {
                    out.extend_from_slice(b"|\"");
                    out.extend_from_slice(&global.environment);
                    out.extend_from_slice(b"\"|");
                }
                out.extend_from_slice(&global.name);
            }
        }
        push_subscripts(&mut out, &r.subs, quoted.then(|| self.chset(false)));
        out
    }

    /// A reference as errors tell it: without its database, and subscripts of locals as they are.
    pub(super) fn told(&self, r: &Reference) -> Vec<u8> {
        match &r.base {
            Base::Global(global) => {
                let mut out = [b"^", &global.name[..]].concat();
                push_subscripts(&mut out, &r.subs, Some(self.chset(false)));
                out
            }
            _ => self.reference_text(r, false),
        }
    }

    /// `Op::Ref`.
    pub(super) fn ref_fn(&mut self, f: RefFn, i: Ins, base: usize, unit: &Rc<Unit>) -> Cold {
        let slot = self.frame_refs() + i.y as usize;
        let extra = self.defined(i.b, base, unit)?.clone();
        let global = matches!(self.refs[slot].base, Base::Global(_));
        let held = (i.c == 1 && f != RefFn::Set).then(|| self.special.reference.clone());
        let value = match f {
            RefFn::Set => {
                if i.c == 0 && Opnd(i.b).kind() == Opnd::TEMP {
                    self.temps[base + Opnd(i.b).index()] = Value::Undef;
                }
                return self.set_ref(slot, extra);
            }
            RefFn::Get => match self.get_ref(slot)? {
                Some(v) => v,
                None if self.special.undef => return Err(self.undefined_ref(slot)),
                None => Value::EMPTY,
            },
            RefFn::GetDefault => match self.get_ref(slot)? {
                Some(v) => v,
                None if extra.is_defined() => extra,
                None => Value::EMPTY,
            },
            RefFn::Data => {
                let shared = if extra.is_defined() && self.is_alias(slot) {
                    100
                } else {
                    0
                };
                Value::int(self.data_ref(slot)? + shared)
            }
            RefFn::Order => {
                let backward = self.direction(&extra)?;
                self.order_ref(slot, backward)?
            }
            RefFn::Next => {
                let r = &mut self.refs[slot];
                // $NEXT starts with -1 and ends with -1.
                if matches!(r.subs.last(), Some(Value::Int(-1)))
                    && let Some(last) = r.subs.last_mut()
                {
                    *last = Value::EMPTY;
                }
                match self.order_ref(slot, false)? {
                    v if v.is_empty() => {
                        if global && let Some(last) = self.special.reference.subs.last_mut() {
                            *last = Value::Int(-1);
                        }
                        Value::Int(-1)
                    }
                    v => v,
                }
            }
            RefFn::Query => {
                let backward = self.direction(&extra)?;
                self.query_ref(slot, backward)?
            }
            RefFn::Name => {
                let mut r = self.refs[slot].clone();
                if extra.is_defined() {
                    let n = extra.to_i64()?;
                    if n < 0 {
                        return Err(MError::new(errors::FNNAMENEG));
                    }
                    r.subs.truncate(n.min(1000) as usize);
                }
                Value::from_bytes(&self.reference_text(&r, true))
            }
            RefFn::Increment => {
                let by = if extra.is_defined() {
                    extra.num()?
                } else {
                    Num::ONE
                };
                if global && let Some(found) = self.triggers_of(&self.refs[slot].base.clone())? {
                    self.touch(slot);
                    let to = i.a;
                    let action = Action::Increment { by, to, held };
                    return self.update(self.refs[slot].clone(), &found, action, false);
                }
                self.increment(slot, by)?
            }
            RefFn::Kill => {
                return self.kill_ref(slot, false);
            }
            RefFn::KillNode => {
                return self.kill_ref(slot, true);
            }
            RefFn::Handle => self.alias_handle(slot)?,
            RefFn::GlobalModified => {
                // With 2 it is the source of MERGE.
                if !global && i.c != 2 {
                    return Err(MError::new(errors::VAREXPECTED));
                }
                if global {
                    self.touch(slot);
                }
                // There are no backups.
                Value::ZERO
            }
            RefFn::Trigger => {
                if !global {
                    return Err(MError::new(errors::ZTRIGINVACT));
                }
                self.touch(slot);
                if let Some(found) = self.triggers_of(&self.refs[slot].base.clone())? {
                    return self.update(self.refs[slot].clone(), &found, Action::Nothing, false);
                }
                return Ok(Flow::Next);
            }
        };
        if let Some(held) = held {
            self.special.reference = held;
        }
        self.put(i.a, base, value);
        Ok(Flow::Next)
    }

    fn direction(&self, v: &Value) -> Result<bool, MError> {
        if !v.is_defined() {
            return Ok(false);
        }
        match v.to_key() {
            Value::Int(1) => Ok(false),
            Value::Int(-1) => Ok(true),
            _ => Err(MError::new(errors::ORDER2)),
        }
    }

    /// Remembers a global reference for naked references and $REFERENCE.
    #[inline]
    pub(super) fn touch(&mut self, slot: usize) {
        self.special.reference.copy_from(&self.refs[slot]);
    }

    #[cold]
    fn undefined_ref(&self, slot: usize) -> MError {
        let r = &self.refs[slot];
        let code = match r.base {
            Base::Global(_) => errors::GVUNDEF,
            _ => errors::UNDEF,
        };
        MError::arg(code, self.told(r))
    }

    pub(super) fn get_ref(&mut self, slot: usize) -> Result<Option<Value>, MError> {
        let r = &self.refs[slot];
        match &r.base {
            Base::Local(name) => Ok(find(&self.symbols, *name, &r.subs)
                .map(|n| n.content().clone())
                .filter(Value::is_defined)),
            Base::Global(_) => {
                self.special.reference.copy_from(r);
                match r.key() {
                    Some(key) => self.store.get(&key),
                    None => Ok(None),
                }
            }
            Base::Nothing => Err(MError::new(errors::VAREXPECTED)),
        }
    }

    /// What a naked reference is to is found when it is assigned to: reads in between count.
    pub(super) fn resolve_again(&mut self, slot: usize) -> Result<(), MError> {
        let Some(inherited) = self.refs[slot].inherited else {
            return Ok(());
        };
        let own = self.refs[slot].subs.split_off(usize::from(inherited));
        self.set_naked(slot, &own)?;
        // Once: the reference itself counts from now on.
        self.refs[slot].inherited = None;
        Ok(())
    }

    /// Makes a reference the naked one with these subscripts.
    pub(super) fn set_naked(&mut self, slot: usize, own: &[Value]) -> Result<(), MError> {
        let (root, above) = self.naked()?;
        let (root, mut subs) = (root.clone(), above.to_vec());
        if self.special.reference.subs.is_empty() {
            return Err(MError::new(errors::GVNAKED));
        }
        let inherited = Some(subs.len() as u8);
        subs.extend(own.iter().map(Value::to_key));
        self.refs[slot] = Reference {
            base: root,
            subs,
            inherited,
        };
        self.check_ref(slot)
    }

    pub(super) fn set_ref(&mut self, slot: usize, value: Value) -> Cold {
        self.resolve_again(slot)?;
        let r = &self.refs[slot];
        match &r.base {
            Base::Local(name) => {
                if let Some(bad) = r.subs.iter().find(|s| s.is_empty())
                    && let Err(e) = self.check_key(bad)
                {
                    return Err(e);
                }
                make(&mut self.symbols, *name, &r.subs).value = value;
                Ok(Flow::Next)
            }
            Base::Global(global) => {
                self.special.reference.copy_from(r);
                if self.store.trigger_cycle(&global.environment)? != 0 {
                    return self.change_watched(slot, Action::Set(value));
                }
                if let Some(key) = r.key() {
                    self.store.set(&key, &value)?;
                }
                Ok(Flow::Next)
            }
            Base::Nothing => Err(MError::new(errors::VAREXPECTED)),
        }
    }

    pub(super) fn data_ref(&mut self, slot: usize) -> Result<i64, MError> {
        let r = &self.refs[slot];
        match &r.base {
            Base::Local(name) => Ok(data_of(find(&self.symbols, *name, &r.subs))),
            Base::Global(_) => {
                self.special.reference.copy_from(r);
                r.key()
                    .map_or(Ok(0), |key| self.store.data(&key).map(i64::from))
            }
            Base::Nothing => Err(MError::new(errors::VAREXPECTED)),
        }
    }

    fn order_ref(&mut self, slot: usize, backward: bool) -> Result<Value, MError> {
        let r = &self.refs[slot];
        match &r.base {
            Base::Local(name) => {
                let Some((last, above)) = r.subs.split_last() else {
                    return Ok(self.order_names(*name, backward));
                };
                let Some(kids) = find(&self.symbols, *name, above).and_then(|n| n.kids.as_deref())
                else {
                    return Ok(Value::EMPTY);
                };
                let found = match (backward, last.is_empty()) {
                    (false, true) => kids.first(),
                    (false, false) => kids.next(last),
                    (true, true) => kids.last(),
                    (true, false) => kids.prev(last),
                };
                Ok(found.map_or(Value::EMPTY, |(key, _)| key))
            }
            Base::Global(_) => {
                self.special.reference.copy_from(r);
                let Some(key) = r.key() else {
                    return Ok(Value::EMPTY);
                };
                let to = if backward {
                    Related::Previous
                } else {
                    Related::Next
                };
                Ok(self.store.order(&key, to)?.unwrap_or(Value::EMPTY))
            }
            Base::Nothing => Err(MError::new(errors::VAREXPECTED)),
        }
    }

    /// $ORDER of a local name without subscripts.
    fn order_names(&self, name: u32, backward: bool) -> Value {
        let text = self.host.name(name);
        let names = self
            .symbols
            .defined()
            .into_iter()
            .map(|id| self.host.name(id));
        let found = if backward {
            names.filter(|n| **n < *text).max()
        } else {
            names.filter(|n| **n > *text).min()
        };
        found.map_or(Value::EMPTY, |n| Value::from_bytes(&n))
    }

    fn query_ref(&mut self, slot: usize, backward: bool) -> Result<Value, MError> {
        let r = &self.refs[slot];
        let subs = match &r.base {
            Base::Local(name) => {
                let Some(root) = self.symbols.node(*name) else {
                    return Ok(Value::EMPTY);
                };
                if backward {
                    query_backward(root, &r.subs)
                } else {
                    query_forward(root, &r.subs)
                }
            }
            Base::Global(_) => {
                self.special.reference.copy_from(r);
                let Some(key) = r.key() else {
                    return Ok(Value::EMPTY);
                };
                let to = if backward {
                    Related::Previous
                } else {
                    Related::Next
                };
                self.store.query(&key, to)?
            }
            Base::Nothing => return Err(MError::new(errors::VAREXPECTED)),
        };
        let Some(subs) = subs else {
            return Ok(Value::EMPTY);
        };
        let base = self.refs[slot].base.clone();
        Ok(Value::from_bytes(&self.reference_text(
            &Reference {
                base,
                subs,
                ..Reference::default()
            },
            true,
        )))
    }

    fn increment(&mut self, slot: usize, by: Num) -> Result<Value, MError> {
        if let Some(key) = self.refs[slot].key() {
            self.special.reference.copy_from(&self.refs[slot]);
            return Ok(Value::from_num(self.store.increment(&key, by)?));
        }
        let old = self.get_ref(slot)?.unwrap_or(Value::ZERO);
        let new = Value::from_num(old.num()?.add(by)?);
        if let Base::Local(name) = self.refs[slot].base {
            let subs = &self.refs[slot].subs;
            if let Some(bad) = subs.iter().find(|s| s.is_empty()) {
                self.check_key(bad)?;
            }
            make(&mut self.symbols, name, &self.refs[slot].subs).value = new.clone();
        }
        Ok(new)
    }

    pub(super) fn kill_ref(&mut self, slot: usize, value_only: bool) -> Cold {
        let r = &self.refs[slot];
        match &r.base {
            Base::Local(name) => {
                self.symbols.node_mut(*name).remove(&r.subs, value_only);
                Ok(Flow::Next)
            }
            Base::Global(global) => {
                self.special.reference.copy_from(r);
                if self.store.trigger_cycle(&global.environment)? != 0 {
                    let action = if value_only {
                        Action::KillNode
                    } else {
                        Action::Kill
                    };
                    return self.change_watched(slot, action);
                }
                match r.key() {
                    Some(key) if value_only => self.store.kill_node(&key)?,
                    Some(key) => self.store.kill(&key)?,
                    None => {}
                }
                Ok(Flow::Next)
            }
            Base::Nothing => Err(MError::new(errors::VAREXPECTED)),
        }
    }

    /// A change of a global in a database that has triggers.
    #[cold]
    fn change_watched(&mut self, slot: usize, action: Action) -> Cold {
        let base = self.refs[slot].base.clone();
        match self.triggers_of(&base)? {
            Some(found) => {
                let reference = self.refs[slot].clone();
                self.update(reference, &found, action, false)
            }
            None => {
                action.apply(&mut *self.store, &self.refs[slot])?;
                Ok(Flow::Next)
            }
        }
    }

    /// A change of a global by what is no command of its own, as ZSHOW.
    pub(super) fn without_triggers(&mut self, slot: usize, action: &Action) -> Result<(), MError> {
        if let Base::Local(_) = self.refs[slot].base {
            return match action {
                Action::Set(value) => self.set_ref(slot, value.clone()).map(|_| ()),
                _ => self.kill_ref(slot, false).map(|_| ()),
            };
        }
        self.touch(slot);
        action.apply(&mut *self.store, &self.refs[slot]).map(|_| ())
    }

    /// MERGE of reference `from` into reference `to`.
    pub(super) fn merge(&mut self, to: usize, from: usize) -> Cold {
        let (to, from) = (self.refs[to].clone(), self.refs[from].clone());
        if to.base == from.base && to.subs == from.subs {
            self.note_merge(&to, &from);
            return Ok(Flow::Next);
        }
        let tree = self.subtree(&from)?;
        let inside = |a: &Reference, b: &Reference| a.base == b.base && b.subs.starts_with(&a.subs);
        let related = if inside(&from, &to) {
            Some((&to, &from))
        } else if inside(&to, &from) {
            Some((&from, &to))
        } else {
            None
        };
        // Nothing to merge is no error.
        if let Some((lower, upper)) = related.filter(|_| tree.is_defined()) {
            let names = vec![self.told(lower), self.told(upper)];
            return Err(MError::with(errors::MERGEDESC, names));
        }
        if tree.is_defined() {
            let over = to.subs.len() + tree.levels() > MAX_SUBSCRIPTS
                && to.subs.len() + tree.depth() > MAX_SUBSCRIPTS;
            match (&to.base, &from.base) {
                (Base::Local(into), Base::Local(out)) if over && into != out => {
                    return Err(MError::new(errors::MERGEINCOMPL));
                }
                _ if over => {
                    self.merge_until_too_deep(&to, &tree)?;
                    return Ok(Flow::Next);
                }
                (Base::Local(name), _) => self
                    .symbols
                    .node_mut(*name)
                    .make(&to.subs, tree.levels(), Value::clone)
                    .join(tree),
                (Base::Global(_), _) => {
                    if self.triggers_of(&to.base)?.is_some() {
                        return self.merge_watched(to, from, &tree);
                    }
                    if let Some(key) = to.key() {
                        self.store.graft(&key, &tree)?;
                    }
                }
                (Base::Nothing, _) => return Err(MError::new(errors::VAREXPECTED)),
            }
        }
        self.note_merge(&to, &from);
        Ok(Flow::Next)
    }

    /// MERGE of a tree into a global that has triggers: a SET of each node, in order.
    fn merge_watched(&mut self, to: Reference, from: Reference, tree: &Node) -> Cold {
        let mut nodes = VecDeque::new();
        tree.walk(&mut to.subs.clone(), &mut |subs, value| {
            nodes.push_back((subs.to_vec(), value.clone()));
            Ok::<(), MError>(())
        })?;
        self.merge_on(Merging { nodes, to, from })
    }

    /// MERGE of a tree with nodes that have too many subscripts at their new place: those before the first one are set.
    #[cold]
    fn merge_until_too_deep(&mut self, to: &Reference, tree: &Node) -> Result<(), MError> {
        tree.walk(&mut to.subs.clone(), &mut |subs, value| {
            if subs.len() > MAX_SUBSCRIPTS {
                let error = MError::new(errors::MERGEINCOMPL).severity('W');
                return Err(error.also(errors::MAXNRSUBSCRIPTS, Vec::new()));
            }
            match &to.base {
                Base::Local(name) => {
                    make(&mut self.symbols, *name, subs).value = value.clone();
                    Ok(())
                }
                Base::Global(global) => self.store.set(
                    &GlobalKey {
                        environment: &global.environment,
                        name: &global.name,
                        subs,
                    },
                    value,
                ),
                Base::Nothing => Err(MError::new(errors::VAREXPECTED)),
            }
        })
    }

    pub(super) fn note_merge(&mut self, to: &Reference, from: &Reference) {
        for r in [from, to] {
            if matches!(r.base, Base::Global(_)) {
                self.special.reference.copy_from(r);
            }
        }
    }

    /// A copy of a node and all below it. Containers are the empty strings that they are to MERGE.
    pub(super) fn subtree(&mut self, r: &Reference) -> Result<Node, MError> {
        match &r.base {
            Base::Local(name) => {
                let node = find(&self.symbols, *name, &r.subs);
                let plain = |value: &Value| match value {
                    Value::Link(_) => Value::EMPTY,
                    value => value.clone(),
                };
                Ok(match node {
                    None => Node::default(),
                    Some(node) if self.symbols.has_containers() => node.rebuilt(&plain),
                    Some(node) => node.clone(),
                })
            }
            Base::Global(_) => match r.key() {
                Some(key) => self.store.subtree(&key),
                None => Ok(Node::default()),
            },
            Base::Nothing => Ok(Node::default()),
        }
    }

    /// Whether a reference is to a name that shares its container, or to a node that holds one.
    fn is_alias(&self, slot: usize) -> bool {
        let r = &self.refs[slot];
        let Base::Local(name) = r.base else {
            return false;
        };
        match r.subs.is_empty() {
            true => self.symbols.sharers(name) > 1 || self.is_saved(name),
            false => find(&self.symbols, name, &r.subs).is_some_and(|n| n.link().is_some()),
        }
    }

    /// $ZAHANDLE: a text that is equal for names that share a container.
    fn alias_handle(&mut self, slot: usize) -> Result<Value, MError> {
        let r = &self.refs[slot];
        let Base::Local(name) = r.base else {
            return Err(MError::new(errors::VAREXPECTED));
        };
        let address = match r.subs.is_empty() {
            true => self.symbols.container(name).map(|n| n as usize),
            false => find(&self.symbols, name, &r.subs)
                .and_then(|n| n.link())
                .map(|link| link.0.get() as usize),
        };
        Ok(address.map_or(Value::EMPTY, |a| {
            Value::from_bytes(format!("{a:X}").as_bytes())
        }))
    }
}

impl PartialEq for Value {
    fn eq(&self, other: &Value) -> bool {
        self.is_defined() == other.is_defined() && self.same_text(other)
    }
}

impl Eq for Value {}

/// Appends `(a,"b")`; without `quoted`, strings stay bare as in UNDEF messages.
pub(super) fn push_subscripts(out: &mut Vec<u8>, subs: &[Value], quoted: Option<Chset>) {
    for (at, sub) in subs.iter().enumerate() {
        out.push(if at == 0 { b'(' } else { b',' });
        match quoted {
            Some(chset) if !sub.is_number() => {
                let text =
                    crate::value::zwr::zwrite(sub.bytes(&mut crate::value::NUM_BUF.clone()), chset);
                out.extend_from_slice(&text);
            }
            _ => sub.append_to(out),
        }
    }
    if !subs.is_empty() {
        out.push(b')');
    }
}
