//! Nodes of local arrays: values moved to and from them, and the functions on them.

use super::{Done, number};
use crate::compile::{Ins, Opnd, RefFn};
use crate::value::array::Node;
use crate::value::errors::{self, MError};
use crate::value::num::Num;
use crate::value::{NUM_BUF, Value};
use crate::vm::machine::Machine;
use crate::vm::operands::Operands;
use crate::vm::refs::{self, MAX_SUBSCRIPTS};

impl Machine {
    #[inline(always)]
    pub(in crate::vm) fn mov(&self, at: &Operands, i: &Ins) -> Done {
        if let Value::Int(n) = at.raw(i.b) {
            at.put_int(i.a, *n);
        } else if Opnd(i.b).kind() == Opnd::TEMP && i.x == 0 {
            at.put(i.a, at.take(i.b));
        } else {
            at.put_copy(i.a, self.get(at, i.b)?);
        }
        Ok(())
    }

    /// The value that a SET stores: a temporary is not used again.
    #[inline(always)]
    fn stored(&self, at: &Operands, o: u32) -> Result<Value, MError> {
        if Opnd(o).kind() == Opnd::TEMP {
            Ok(at.take(o))
        } else {
            self.get(at, o).cloned()
        }
    }

    /// Puts the value of a node, which has to be there.
    #[inline(always)]
    fn fetch(
        &self,
        at: &Operands,
        to: u32,
        node: Option<&Node>,
        missing: impl FnOnce() -> Result<Value, MError>,
    ) -> Done {
        match node.map(Node::content) {
            Some(Value::Int(n)) => at.put_int(to, *n),
            None | Some(Value::Undef) => at.put(to, missing()?),
            Some(v) => at.put_copy(to, v),
        }
        Ok(())
    }

    /// The node of a local with one subscript.
    #[inline(always)]
    fn kid(&self, name: u32, sub: &Value) -> Option<&Node> {
        let node = self.symbols.node(name)?;
        match sub {
            Value::Int(n) => node.kids.as_deref()?.get_int(*n),
            other => node.kid(other.as_key(&mut Value::Undef)),
        }
    }

    #[inline(always)]
    pub(in crate::vm) fn get1(&self, at: &Operands, i: &Ins) -> Done {
        let sub = self.get(at, i.c)?;
        self.fetch(at, i.a, self.kid(i.b, sub), || {
            self.undefined_value(i.b, &[sub.to_key()])
        })
    }

    /// $GET; `default` is `a` of the `Ext` behind.
    #[inline(always)]
    pub(in crate::vm) fn get_default1(&self, at: &Operands, i: &Ins, default: u32) -> Done {
        let sub = self.get(at, i.c)?;
        self.fetch_or(at, i.a, self.kid(i.b, sub), default)
    }

    /// Puts the value of a node, or a default. An undefined default is an error only when it is needed.
    #[inline(always)]
    fn fetch_or(&self, at: &Operands, to: u32, node: Option<&Node>, default: u32) -> Done {
        match node.map(Node::content) {
            Some(Value::Int(n)) => at.put_int(to, *n),
            Some(v) if v.is_defined() => at.put_copy(to, v),
            _ if Opnd(default).is_none() => at.put_copy(to, &Value::EMPTY),
            _ => at.put_copy(to, self.get(at, default)?),
        }
        Ok(())
    }

    #[inline(always)]
    pub(in crate::vm) fn data1(&self, at: &Operands, i: &Ins) -> Done {
        let sub = self.get(at, i.c)?;
        at.put_int(i.a, refs::data_of(self.kid(i.b, sub)));
        Ok(())
    }

    #[inline(always)]
    pub(in crate::vm) fn kill1(&mut self, at: &Operands, i: &Ins) -> Done {
        let sub = self.get(at, i.b)?;
        let node = self.symbols.node_mut(i.a);
        node.remove_kid(sub.as_key(&mut Value::Undef));
        Ok(())
    }

    #[inline(always)]
    pub(in crate::vm) fn set1(&mut self, at: &Operands, i: &Ins) -> Done {
        let sub = self.get(at, i.b)?;
        let new = self.get(at, i.c)?;
        if let (Value::Int(n), Value::Int(new)) = (sub, new) {
            let new = *new;
            let kids = self.symbols.node_mut(i.a).kids_mut();
            kids.entry_int(*n).value.set_int(new);
            return Ok(());
        }
        let room = &mut Value::Undef;
        let key = sub.as_key(room);
        self.check_key(key)?;
        let new = if i.x == 0 {
            self.stored(at, i.c)?
        } else {
            new.clone()
        };
        self.symbols.node_mut(i.a).kid_mut(key).value.set(new);
        Ok(())
    }

    #[inline(always)]
    pub(in crate::vm) fn order1(&self, at: &Operands, i: &Ins) -> Done {
        let v = match self.symbols.node(i.b).and_then(|n| n.kids.as_deref()) {
            // GT.M does not look at the subscript then.
            None => Value::EMPTY,
            Some(kids) => {
                let sub = self.get(at, i.c)?;
                if let Value::Int(n) = sub
                    && let Some(found) = kids.integer_beside(*n, i.x == 0)
                {
                    at.put_int(i.a, found);
                    return Ok(());
                }
                let room = &mut Value::Undef;
                let step = match (i.x == 0, sub.is_empty()) {
                    (true, true) => kids.first(),
                    (true, false) => kids.next(sub.as_key(room)),
                    (false, true) => kids.last(),
                    (false, false) => kids.prev(sub.as_key(room)),
                };
                step.map_or(Value::EMPTY, |(key, _)| key)
            }
        };
        at.put_result(i.a, v);
        Ok(())
    }

    /// Two to four subscripts, each an operand; all but the first are in the `Ext` behind.
    #[inline(always)]
    pub(in crate::vm) fn get_few(&self, at: &Operands, i: &Ins, more: &Ins) -> Done {
        let places = [i.c, more.a, more.b, more.c];
        let places = &places[..usize::from(i.y).min(4)];
        let mut node = self.symbols.node(i.b);
        for place in places {
            let sub = self.get(at, *place)?;
            node = match (node.and_then(|n| n.kids.as_deref()), sub) {
                (None, _) => None,
                (Some(kids), Value::Int(n)) => kids.get_int(*n),
                (Some(kids), other) => kids.get(other.as_key(&mut Value::Undef)),
            };
        }
        self.fetch(at, i.a, node, || self.undefined_at(at, i.b, places))
    }

    /// What reading an undefined node gives.
    #[cold]
    fn undefined_at(&self, at: &Operands, name: u32, places: &[u32]) -> Result<Value, MError> {
        let subs: Vec<Value> = places.iter().map(|p| at.raw(*p).to_key()).collect();
        self.undefined_value(name, &subs)
    }

    /// As [`Machine::get_few`].
    #[inline(always)]
    pub(in crate::vm) fn set_few(&mut self, at: &Operands, i: &Ins, more: &Ins) -> Done {
        let places = [i.b, more.a, more.b, more.c];
        let places = &places[..usize::from(i.y).min(4)];
        for place in places {
            let sub = self.get(at, *place)?;
            if !matches!(sub, Value::Int(_)) {
                self.check_key(sub)?;
            }
        }
        let v = self.stored(at, i.c)?;
        let mut node = self.symbols.node_mut(i.a);
        let mut below = places.len();
        for place in places {
            below -= 1;
            let kids = node.kids_mut();
            kids.deepen(below);
            node = match at.raw(*place) {
                Value::Int(n) => kids.entry_int(*n),
                other => kids.entry(other.as_key(&mut Value::Undef)),
            };
        }
        node.value.set(v);
        Ok(())
    }

    #[inline(always)]
    pub(in crate::vm) fn get_n(&self, at: &Operands, i: &Ins) -> Done {
        let subs = at.temps(i.c, i.y);
        let mut node = self.symbols.node(i.b);
        for sub in subs.iter() {
            node = node.and_then(|n| n.kid(sub.as_key(&mut Value::Undef)));
        }
        self.fetch(at, i.a, node, || {
            let subs: Vec<Value> = subs.iter().map(Value::to_key).collect();
            self.undefined_value(i.b, &subs)
        })
    }

    #[inline(always)]
    pub(in crate::vm) fn set_n(&mut self, at: &Operands, i: &Ins) -> Done {
        let v = self.stored(at, i.c)?;
        let subs = at.temps(i.b, i.y);
        for sub in subs.iter_mut().filter(|s| !matches!(s, Value::Int(_))) {
            *sub = sub.to_key();
            self.check_key(sub)?;
        }
        check_count(subs)?;
        refs::make(&mut self.symbols, i.a, subs).value.set(v);
        Ok(())
    }

    /// `extra` is `a` of the `Ext` behind.
    #[inline(always)]
    pub(in crate::vm) fn local_fn(&mut self, at: &Operands, i: &Ins, extra: u32) -> Done {
        let subs = at.temps(i.c, i.y);
        for sub in subs.iter_mut().filter(|s| !matches!(s, Value::Int(_))) {
            *sub = sub.to_key();
        }
        match RefFn::from_u8(i.x) {
            RefFn::Data => {
                at.put_int(i.a, refs::data_of(refs::find(&self.symbols, i.b, subs)));
            }
            RefFn::GetDefault => {
                let node = refs::find(&self.symbols, i.b, subs);
                self.fetch_or(at, i.a, node, extra)?;
            }
            RefFn::Increment => {
                let by = if Opnd(extra).is_none() {
                    Num::ONE
                } else {
                    number(self.get(at, extra)?)?
                };
                check_count(subs)?;
                for sub in subs.iter() {
                    self.check_key(sub)?;
                }
                let node = refs::make(&mut self.symbols, i.b, subs);
                let sum = number(&node.value)?.add(by)?;
                node.value.set_num(sum);
                at.put_num(i.a, sum);
            }
            _ => drop(self.symbols.node_mut(i.b).remove(subs, false)),
        }
        Ok(())
    }

    #[inline(always)]
    pub(in crate::vm) fn ref_local(&mut self, at: &Operands, i: &Ins) -> Done {
        let slot = self.frame_refs() + i.y as usize;
        self.refs[slot].set_local(i.a, at.temps(i.b, i.c as u16));
        self.check_ref(slot)
    }
}

impl Machine {
    #[inline(always)]
    pub(in crate::vm) fn ref_global(&mut self, at: &Operands, i: &Ins) -> Done {
        let slot = self.frame_refs() + i.y as usize;
        let r = &mut self.refs[slot];
        let environment = self.special.environment(b"");
        r.set_global(environment, at.raw(i.a).bytes(&mut NUM_BUF.clone()));
        r.set_subs(at.temps(i.b, i.c as u16));
        self.check_ref(slot)
    }
}

#[inline(always)]
fn check_count(subs: &[Value]) -> Done {
    if subs.len() > MAX_SUBSCRIPTS {
        return Err(MError::new(errors::MAXNRSUBSCRIPTS));
    }
    Ok(())
}
