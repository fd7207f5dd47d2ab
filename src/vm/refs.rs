//! Reference registers: a variable with evaluated subscripts, and the functions on it, for locals and globals alike.

use super::frame::Unit;
use super::machine::{Cold, Flow, Machine};
use super::symbols::Symbols;
use crate::compile::{Ins, Opnd, RefFn};
use crate::store::{GlobalKey, Related};
use crate::value::Value;
use crate::value::array::{Array, Node};
use crate::value::chars::Chset;
use crate::value::errors::{self, MError};
use crate::value::num::Num;
use std::rc::Rc;

/// Most subscripts of a variable.
pub const MAX_SUBSCRIPTS: usize = 31;

/// What a reference is to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Base {
    #[default]
    Nothing,
    Local(u32),
    Global {
        environment: Vec<u8>,
        name: Box<[u8]>,
    },
}

/// A variable reference.
#[derive(Clone, Debug, Default)]
pub struct Reference {
    pub base: Base,
    /// In the form of keys.
    pub subs: Vec<Value>,
}

impl Reference {
    #[inline]
    pub(super) fn set_local(&mut self, name: u32, subs: &[Value]) {
        self.base = Base::Local(name);
        self.subs.clear();
        self.subs.extend(subs.iter().map(Value::to_key));
    }

    fn key(&self) -> Option<GlobalKey<'_>> {
        match &self.base {
            Base::Global { environment, name } => Some(GlobalKey {
                environment,
                name,
                subs: &self.subs,
            }),
            _ => None,
        }
    }
}

/// Finds the node of a local.
#[inline]
pub(super) fn find<'a>(symbols: &'a Symbols, name: u32, subs: &[Value]) -> Option<&'a Node> {
    let mut node = symbols.node(name)?;
    for sub in subs {
        let kids = node.kids.as_deref()?;
        node = match sub {
            Value::Int(n) => kids.get_int(*n)?,
            other => kids.get(other)?,
        };
    }
    Some(node)
}

/// The node of a local, made when missing.
#[inline]
pub(super) fn make<'a>(symbols: &'a mut Symbols, name: u32, subs: &[Value]) -> &'a mut Node {
    let mut node = symbols.node_mut(name);
    for sub in subs {
        let kids = Symbols::kids(node);
        node = match sub {
            Value::Int(n) => kids.entry_int(*n),
            other => kids.entry(other.clone()),
        };
    }
    node
}

/// Removes a node of a local with what lies below it (or only its value), and the empty levels above.
pub(crate) fn remove(node: &mut Node, subs: &[Value], value_only: bool) {
    match subs.split_first() {
        None => {
            node.value = Value::Undef;
            if !value_only {
                node.kids = None;
            }
        }
        Some((first, rest)) => {
            let Some(kids) = node.kids.as_mut() else {
                return;
            };
            if rest.is_empty() && !value_only {
                kids.remove(first);
            } else if let Some(kid) = kids.get_mut(first) {
                remove(kid, rest, value_only);
                if !kid.value.is_defined() && kid.kids.as_ref().is_none_or(|k| k.is_empty()) {
                    kids.remove(first);
                }
            }
            if kids.is_empty() {
                node.kids = None;
            }
        }
    }
}

/// $DATA of a node.
#[inline]
pub(super) fn data_of(node: Option<&Node>) -> i64 {
    node.map_or(0, |n| {
        n.value.is_defined() as i64
            + if n.kids.as_ref().is_some_and(|k| !k.is_empty()) {
                10
            } else {
                0
            }
    })
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
            Base::Global { environment, name } => {
                out.push(b'^');
                if !environment.is_empty() {
                    out.extend_from_slice(b"|\"");
                    out.extend_from_slice(environment);
                    out.extend_from_slice(b"\"|");
                }
                out.extend_from_slice(name);
            }
        }
        push_subscripts(&mut out, &r.subs, quoted.then(|| self.chset(false)));
        out
    }

    /// `Op::Ref`.
    pub(super) fn ref_fn(&mut self, f: RefFn, i: Ins, base: usize, unit: &Rc<Unit>) -> Cold {
        let slot = self.frame_refs() + i.y as usize;
        let extra = self.defined(i.b, base, unit)?.clone();
        let global = matches!(self.refs[slot].base, Base::Global { .. });
        let held = (i.c == 1 && f != RefFn::Set).then(|| self.special.reference.clone());
        let value = match f {
            RefFn::Set => {
                if i.c == 0 && Opnd(i.b).kind() == Opnd::TEMP {
                    self.temps[base + Opnd(i.b).index()] = Value::Undef;
                }
                return self.set_ref(slot, extra).map(|()| Flow::Next);
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
                    v if v.is_empty() => Value::Int(-1),
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
                self.increment(slot, by)?
            }
            RefFn::Kill => {
                self.kill_ref(slot, false)?;
                return Ok(Flow::Next);
            }
            RefFn::KillNode => {
                self.kill_ref(slot, true)?;
                return Ok(Flow::Next);
            }
            RefFn::Handle => self.alias_handle(slot)?,
            RefFn::GlobalModified => {
                if !global {
                    return Err(MError::new(errors::VAREXPECTED));
                }
                let r = self.refs[slot].clone();
                self.set_reference(&r);
                // There are no backups.
                Value::ZERO
            }
            RefFn::Trigger => {
                if !global {
                    return Err(MError::new(errors::ZTRIGINVACT));
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
    pub(super) fn set_reference(&mut self, r: &Reference) {
        self.special.reference = r.clone();
    }

    #[cold]
    fn undefined_ref(&self, slot: usize) -> MError {
        let r = &self.refs[slot];
        let text = self.reference_text(r, matches!(r.base, Base::Global { .. }));
        match r.base {
            Base::Global { .. } => MError::arg(errors::GVUNDEF, text),
            _ => MError::arg(errors::UNDEF, self.reference_text(r, false)),
        }
    }

    pub(super) fn get_ref(&mut self, slot: usize) -> Result<Option<Value>, MError> {
        let r = &self.refs[slot];
        match &r.base {
            Base::Local(name) => Ok(find(&self.symbols, *name, &r.subs)
                .map(|n| n.content().clone())
                .filter(Value::is_defined)),
            Base::Global { .. } => {
                let r = r.clone();
                self.set_reference(&r);
                match r.key() {
                    Some(key) => Ok(self.store.get(&key)?.map(|v| Value::from_bytes(&v))),
                    None => Ok(None),
                }
            }
            Base::Nothing => Err(MError::new(errors::VAREXPECTED)),
        }
    }

    pub(super) fn set_ref(&mut self, slot: usize, value: Value) -> Result<(), MError> {
        let r = &self.refs[slot];
        match &r.base {
            Base::Local(name) => {
                if let Some(bad) = r.subs.iter().find(|s| s.is_empty())
                    && let Err(e) = self.check_key(bad)
                {
                    return Err(e);
                }
                make(&mut self.symbols, *name, &r.subs).value = value;
                Ok(())
            }
            Base::Global { .. } => {
                let r = r.clone();
                self.set_reference(&r);
                match r.key() {
                    Some(key) => self
                        .store
                        .set(&key, value.bytes(&mut crate::value::NUM_BUF.clone())),
                    None => Ok(()),
                }
            }
            Base::Nothing => Err(MError::new(errors::VAREXPECTED)),
        }
    }

    pub(super) fn data_ref(&mut self, slot: usize) -> Result<i64, MError> {
        let r = &self.refs[slot];
        match &r.base {
            Base::Local(name) => Ok(data_of(find(&self.symbols, *name, &r.subs))),
            Base::Global { .. } => {
                let r = r.clone();
                self.set_reference(&r);
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
            Base::Global { .. } => {
                let r = r.clone();
                self.set_reference(&r);
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
        let r = self.refs[slot].clone();
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
            Base::Global { .. } => {
                self.set_reference(&r);
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
        Ok(match subs {
            None => Value::EMPTY,
            Some(subs) => {
                Value::from_bytes(&self.reference_text(&Reference { base: r.base, subs }, true))
            }
        })
    }

    fn increment(&mut self, slot: usize, by: Num) -> Result<Value, MError> {
        let r = self.refs[slot].clone();
        if let Some(key) = r.key() {
            self.set_reference(&r);
            return Ok(Value::from_num(self.store.increment(&key, by)?));
        }
        let old = self.get_ref(slot)?.unwrap_or(Value::ZERO);
        let new = Value::from_num(old.num()?.add(by)?);
        self.set_ref(slot, new.clone())?;
        Ok(new)
    }

    pub(super) fn kill_ref(&mut self, slot: usize, value_only: bool) -> Result<(), MError> {
        let r = &self.refs[slot];
        match &r.base {
            Base::Local(name) => {
                remove(self.symbols.node_mut(*name), &r.subs, value_only);
                Ok(())
            }
            Base::Global { .. } => {
                let r = r.clone();
                self.set_reference(&r);
                match r.key() {
                    Some(key) if value_only => self.store.kill_node(&key),
                    Some(key) => self.store.kill(&key),
                    None => Ok(()),
                }
            }
            Base::Nothing => Err(MError::new(errors::VAREXPECTED)),
        }
    }

    /// MERGE of reference `from` into reference `to`.
    pub(super) fn merge(&mut self, to: usize, from: usize) -> Result<(), MError> {
        let (to, from) = (self.refs[to].clone(), self.refs[from].clone());
        if to.base == from.base && to.subs == from.subs {
            self.note_merge(&to, &from);
            return Ok(());
        }
        if let (Base::Local(into), Base::Local(out)) = (&to.base, &from.base)
            && into != out
        {
            // A copy of the tree is joined to the target a level at a time.
            if let Some(copy) = find(&self.symbols, *out, &from.subs).map(plain_copy) {
                if to.subs.len() + depth_of(&copy) > MAX_SUBSCRIPTS {
                    return Err(MError::new(errors::MERGEINCOMPL));
                }
                if copy.is_defined() {
                    join(make(&mut self.symbols, *into, &to.subs), copy);
                }
            }
            return Ok(());
        }
        let nodes = self.subtree(&from)?;
        let inside = |a: &Reference, b: &Reference| a.base == b.base && b.subs.starts_with(&a.subs);
        let related = if inside(&from, &to) {
            Some((&to, &from))
        } else if inside(&to, &from) {
            Some((&from, &to))
        } else {
            None
        };
        // Nothing to merge is no error.
        if let Some((lower, upper)) = related.filter(|_| !nodes.is_empty()) {
            let names = vec![
                self.reference_text(lower, true),
                self.reference_text(upper, true),
            ];
            return Err(MError::with(errors::MERGEDESC, names));
        }
        for (subs, value) in nodes {
            let mut path = to.subs.clone();
            path.extend(subs);
            if path.len() > MAX_SUBSCRIPTS {
                return Err(MError::new(errors::MERGEINCOMPL));
            }
            match &to.base {
                Base::Local(name) => make(&mut self.symbols, *name, &path).value = value,
                Base::Global { environment, name } => {
                    let key = GlobalKey {
                        environment,
                        name,
                        subs: &path,
                    };
                    self.store
                        .set(&key, value.bytes(&mut crate::value::NUM_BUF.clone()))?;
                }
                Base::Nothing => return Err(MError::new(errors::VAREXPECTED)),
            }
        }
        self.note_merge(&to, &from);
        Ok(())
    }

    fn note_merge(&mut self, to: &Reference, from: &Reference) {
        for r in [from, to] {
            if matches!(r.base, Base::Global { .. }) {
                self.set_reference(r);
            }
        }
    }

    /// All nodes at and below a reference, in order, as paths below it.
    pub(super) fn subtree(&mut self, r: &Reference) -> Result<Vec<(Vec<Value>, Value)>, MError> {
        let mut out = Vec::new();
        match &r.base {
            Base::Local(name) => {
                if let Some(node) = find(&self.symbols, *name, &r.subs) {
                    collect(node, &mut Vec::new(), &mut out);
                }
            }
            Base::Global { environment, name } => {
                let depth = r.subs.len();
                let key = GlobalKey {
                    environment,
                    name,
                    subs: &r.subs,
                };
                if let Some(value) = self.store.get(&key)? {
                    out.push((Vec::new(), Value::from_bytes(&value)));
                }
                let mut at = r.subs.clone();
                while let Some(subs) = self.store.query(
                    &GlobalKey {
                        environment,
                        name,
                        subs: &at,
                    },
                    Related::Next,
                )? {
                    if !subs.starts_with_keys(&r.subs) {
                        break;
                    }
                    let key = GlobalKey {
                        environment,
                        name,
                        subs: &subs,
                    };
                    if let Some(value) = self.store.get(&key)? {
                        out.push((subs[depth..].to_vec(), Value::from_bytes(&value)));
                    }
                    at = subs;
                }
            }
            Base::Nothing => {}
        }
        Ok(out)
    }

    /// Whether a reference is to a name that shares its container, or to a node that holds one.
    fn is_alias(&self, slot: usize) -> bool {
        let r = &self.refs[slot];
        let Base::Local(name) = r.base else {
            return false;
        };
        match r.subs.is_empty() {
            true => self.symbols.sharers(name) > 1,
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

/// Levels below a node.
fn depth_of(node: &Node) -> usize {
    node.kids.as_ref().map_or(0, |kids| {
        1 + kids.iter().map(|(_, kid)| depth_of(kid)).max().unwrap_or(0)
    })
}

/// Puts the values of a tree over those of another.
fn join(to: &mut Node, from: Node) {
    if from.value.is_defined() {
        to.value = from.value;
    }
    let Some(kids) = from.kids else { return };
    match &mut to.kids {
        None => to.kids = Some(kids),
        Some(old) => {
            for (key, kid) in kids.iter() {
                join(old.entry(key), plain_copy(kid));
            }
        }
    }
}

/// A copy of a tree in which containers are the empty strings that they are to MERGE; as deep as there are levels.
fn plain_copy(node: &Node) -> Node {
    let kids = node.kids.as_deref().map(|kids| {
        let mut copy = Array::new();
        for (key, kid) in kids.iter() {
            *copy.entry(key) = plain_copy(kid);
        }
        Box::new(copy)
    });
    Node {
        value: node.content().clone(),
        kids,
    }
}

/// Whether a path lies below another.
trait Below {
    fn starts_with_keys(&self, above: &[Value]) -> bool;
}

impl Below for Vec<Value> {
    fn starts_with_keys(&self, above: &[Value]) -> bool {
        self.len() >= above.len() && self.iter().zip(above).all(|(a, b)| a.same_text(b))
    }
}

impl PartialEq for Value {
    fn eq(&self, other: &Value) -> bool {
        self.is_defined() == other.is_defined() && self.same_text(other)
    }
}

impl Eq for Value {}

fn collect(node: &Node, path: &mut Vec<Value>, out: &mut Vec<(Vec<Value>, Value)>) {
    if node.value.is_defined() {
        out.push((path.clone(), node.content().clone()));
    }
    if let Some(kids) = node.kids.as_deref() {
        for (key, kid) in kids.iter() {
            path.push(key);
            collect(kid, path, out);
            path.pop();
        }
    }
}

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
