//! Nodes of local arrays: values moved to and from them, and the functions on them.

use super::{Done, number};
use crate::compile::{Ins, Opnd, RefFn};
use crate::value::Value;
use crate::value::errors::{self, MError};
use crate::value::num::Num;
use crate::vm::machine::Machine;
use crate::vm::operands::Operands;
use crate::vm::refs::{self, MAX_SUBSCRIPTS};
use crate::vm::symbols::Symbols;

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

    #[inline(always)]
    pub(in crate::vm) fn get1(&self, at: &Operands, i: &Ins) -> Done {
        let sub = self.get(at, i.c)?;
        let kids = self.symbols.node(i.b).and_then(|node| node.kids.as_deref());
        let found = kids.and_then(|kids| match sub {
            Value::Int(n) => kids.get_int(*n),
            other => kids.get(&other.to_key()),
        });
        match found.map(|node| node.content()) {
            Some(Value::Int(n)) => at.put_int(i.a, *n),
            None | Some(Value::Undef) => {
                at.put(i.a, self.undefined_value(i.b, &[sub.to_key()])?);
            }
            Some(v) => at.put_copy(i.a, v),
        }
        Ok(())
    }

    #[inline(always)]
    pub(in crate::vm) fn set1(&mut self, at: &Operands, i: &Ins) -> Done {
        let key = match self.get(at, i.b)? {
            Value::Int(n) => Value::Int(*n),
            other => other.to_key(),
        };
        let v = self.stored(at, i.c)?;
        let kids = Symbols::kids(self.symbols.node_mut(i.a));
        match key {
            Value::Int(n) => kids.entry_int(n).value.set(v),
            key => {
                self.check_key(&key)?;
                let kids = Symbols::kids(self.symbols.node_mut(i.a));
                kids.entry(key).value = v;
            }
        }
        Ok(())
    }

    #[inline(always)]
    pub(in crate::vm) fn order1(&self, at: &Operands, i: &Ins) -> Done {
        let v = match self.symbols.node(i.b).and_then(|n| n.kids.as_deref()) {
            // GT.M does not look at the subscript then.
            None => Value::EMPTY,
            Some(kids) => {
                let sub = self.get(at, i.c)?;
                let step = if i.x == 0 {
                    if sub.is_empty() {
                        kids.first()
                    } else {
                        kids.next(&sub.to_key())
                    }
                } else if sub.is_empty() {
                    kids.last()
                } else {
                    kids.prev(&sub.to_key())
                };
                step.map_or(Value::EMPTY, |(key, _)| key)
            }
        };
        at.put_result(i.a, v);
        Ok(())
    }

    #[inline(always)]
    pub(in crate::vm) fn get_n(&self, at: &Operands, i: &Ins) -> Done {
        let subs = at.temps(i.c, i.y);
        let mut node = self.symbols.node(i.b);
        for sub in subs.iter() {
            node = match node.and_then(|n| n.kids.as_deref()) {
                None => None,
                Some(kids) => match sub {
                    Value::Int(n) => kids.get_int(*n),
                    other => kids.get(&other.to_key()),
                },
            };
            if node.is_none() {
                break;
            }
        }
        match node.map(|node| node.content()) {
            Some(Value::Int(n)) => at.put_int(i.a, *n),
            None | Some(Value::Undef) => {
                let subs: Vec<Value> = subs.iter().map(Value::to_key).collect();
                at.put(i.a, self.undefined_value(i.b, &subs)?);
            }
            Some(v) => at.put_copy(i.a, v),
        }
        Ok(())
    }

    #[inline(always)]
    pub(in crate::vm) fn set_n(&mut self, at: &Operands, i: &Ins) -> Done {
        let v = self.stored(at, i.c)?;
        let subs = at.temps(i.b, i.y);
        if subs.iter().any(|s| !matches!(s, Value::Int(_))) {
            for sub in subs.iter_mut() {
                *sub = sub.to_key();
                self.check_key(sub)?;
            }
        }
        check_count(subs)?;
        let mut node = self.symbols.node_mut(i.a);
        for sub in subs.iter() {
            let kids = Symbols::kids(node);
            node = match sub {
                Value::Int(n) => kids.entry_int(*n),
                other => kids.entry(other.clone()),
            };
        }
        node.value.set(v);
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
                match refs::find(&self.symbols, i.b, subs).map(|n| &n.value) {
                    Some(Value::Int(n)) => at.put_int(i.a, *n),
                    Some(v) if v.is_defined() => at.put_copy(i.a, v),
                    _ => {
                        // An undefined default is an error only when it is needed.
                        let v = if Opnd(extra).is_none() {
                            Value::EMPTY
                        } else {
                            self.get(at, extra)?.clone()
                        };
                        at.put_result(i.a, v);
                    }
                }
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
            _ => refs::remove(self.symbols.node_mut(i.b), subs, false),
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

#[inline(always)]
fn check_count(subs: &[Value]) -> Done {
    if subs.len() > MAX_SUBSCRIPTS {
        return Err(MError::new(errors::MAXNRSUBSCRIPTS));
    }
    Ok(())
}
