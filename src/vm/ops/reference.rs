//! Names and references to locals that come from texts met before, the short way.

use crate::compile::Fragment;
use crate::compile::{Ins, Op, Opnd, RefFn};
use crate::value::Value;
use crate::vm::machine::Machine;
use crate::vm::operands::Operands;
use crate::vm::refs::{Base, MAX_SUBSCRIPTS, find, make};
use crate::vm::texts::Meaning;

impl Machine {
    /// Does an instruction about a local whose text is known; `false` when it has done nothing.
    pub(in crate::vm) fn reference_quickly(&mut self, at: &Operands, i: &Ins) -> bool {
        match i.op {
            // With 2 the text has to be looked at.
            Op::RefText if i.x != 2 => self.name_quickly(at, i),
            Op::RefSubs => self.subscripts_quickly(at, i),
            Op::ValueOf => self.value_quickly(at, i),
            Op::Ref => match RefFn::from_u8(i.x) {
                RefFn::Get => self.get_quickly(at, i),
                RefFn::Set => self.set_quickly(at, i),
                RefFn::Data => self.data_quickly(at, i),
                _ => false,
            },
            _ => false,
        }
    }

    fn register(&self, i: &Ins) -> usize {
        self.frame_refs() + i.y as usize
    }

    fn name_quickly(&mut self, at: &Operands, i: &Ins) -> bool {
        let slot = self.register(i);
        let Ok(text) = self.get(at, i.a) else {
            return false;
        };
        let Some(Meaning::Local(name, subs)) = self.texts.get(Fragment::Reference, text) else {
            return false;
        };
        if subs.len() > MAX_SUBSCRIPTS {
            return false;
        }
        let r = &mut self.refs[slot];
        r.set_local(*name, subs);
        true
    }

    fn subscripts_quickly(&mut self, at: &Operands, i: &Ins) -> bool {
        let slot = self.register(i);
        let r = &mut self.refs[slot];
        if matches!(r.base, Base::Nothing) || r.subs.len() + i.c as usize > MAX_SUBSCRIPTS {
            return false;
        }
        for sub in at.temps(i.b, i.c as u16) {
            r.subs.push(sub.to_key());
        }
        true
    }

    fn value_quickly(&mut self, at: &Operands, i: &Ins) -> bool {
        let Ok(text) = self.get(at, i.b) else {
            return false;
        };
        let Some(Meaning::Local(name, subs)) = self.texts.get(Fragment::Value, text) else {
            return false;
        };
        match find(&self.symbols, *name, subs).map(|node| node.content()) {
            Some(v) if v.is_defined() => {
                at.put_copy(i.a, v);
                true
            }
            _ => false,
        }
    }

    fn get_quickly(&mut self, at: &Operands, i: &Ins) -> bool {
        let r = &self.refs[self.register(i)];
        let Base::Local(name) = r.base else {
            return false;
        };
        match find(&self.symbols, name, &r.subs).map(|node| node.content()) {
            Some(v) if v.is_defined() && Opnd(i.b).is_none() => {
                at.put_copy(i.a, v);
                true
            }
            _ => false,
        }
    }

    fn set_quickly(&mut self, at: &Operands, i: &Ins) -> bool {
        let r = &self.refs[self.register(i)];
        let Base::Local(name) = r.base else {
            return false;
        };
        if r.subs.iter().any(Value::is_empty) {
            return false;
        }
        let Ok(v) = self.get(at, i.b) else {
            return false;
        };
        if let Value::Int(n) = v {
            let n = *n;
            make(&mut self.symbols, name, &r.subs).value.set_int(n);
            return true;
        }
        let v = if i.c == 0 && Opnd(i.b).kind() == Opnd::TEMP {
            at.take(i.b)
        } else {
            v.clone()
        };
        make(&mut self.symbols, name, &r.subs).value.set(v);
        true
    }

    fn data_quickly(&mut self, at: &Operands, i: &Ins) -> bool {
        let r = &self.refs[self.register(i)];
        let Base::Local(name) = r.base else {
            return false;
        };
        if !Opnd(i.b).is_none() {
            return false;
        }
        let data = crate::vm::refs::data_of(find(&self.symbols, name, &r.subs));
        at.put_int(i.a, data);
        true
    }
}
