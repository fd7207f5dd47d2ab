//! temporary
use super::*;
use std::collections::BTreeMap;
#[derive(Default)]
pub struct MemoryStore;
pub struct Mem { t: BTreeMap<(Vec<u8>, Vec<u8>), crate::value::array::Node>, level: u32 }
impl MemoryStore { pub fn session(&self, _job: u32) -> Mem { Mem { t: BTreeMap::new(), level: 0 } } }
fn find<'a>(n: &'a crate::value::array::Node, subs: &[Value]) -> Option<&'a crate::value::array::Node> { let mut n = n; for s in subs { n = n.kids.as_deref()?.get(s)?; } Some(n) }
impl Mem { fn root(&self, k: &GlobalKey<'_>) -> Option<&crate::value::array::Node> { self.t.get(&(k.environment.to_vec(), k.name.to_vec())) } }
impl GlobalStore for Mem {
    fn get(&mut self, k: &GlobalKey<'_>) -> Result<Option<Vec<u8>>, MError> { Ok(self.root(k).and_then(|r| find(r, k.subs)).map(|n| &n.value).filter(|v| v.is_defined()).map(Value::to_vec)) }
    fn set(&mut self, k: &GlobalKey<'_>, v: &[u8]) -> Result<(), MError> { let mut n = self.t.entry((k.environment.to_vec(), k.name.to_vec())).or_default(); for s in k.subs { n = crate::vm::kids_of(n).entry(s.clone()); } n.value = Value::from_bytes(v); Ok(()) }
    fn kill(&mut self, k: &GlobalKey<'_>) -> Result<(), MError> { if let Some(n) = self.t.get_mut(&(k.environment.to_vec(), k.name.to_vec())) { crate::vm::remove_node(n, k.subs, false); } Ok(()) }
    fn kill_node(&mut self, k: &GlobalKey<'_>) -> Result<(), MError> { if let Some(n) = self.t.get_mut(&(k.environment.to_vec(), k.name.to_vec())) { crate::vm::remove_node(n, k.subs, true); } Ok(()) }
    fn data(&mut self, k: &GlobalKey<'_>) -> Result<u8, MError> { Ok(self.root(k).and_then(|r| find(r, k.subs)).map_or(0, |n| n.value.is_defined() as u8 + if n.kids.as_ref().is_some_and(|k| !k.is_empty()) { 10 } else { 0 })) }
    fn order(&mut self, k: &GlobalKey<'_>, to: Related) -> Result<Option<Value>, MError> {
        let Some((last, above)) = k.subs.split_last() else {
            let names = self.names(b"")?;
            let f = if to == Related::Next { names.iter().find(|n| &n[..] > k.name) } else { names.iter().rev().find(|n| &n[..] < k.name) };
            return Ok(f.map(|n| Value::from_bytes(&[b"^", &n[..]].concat())));
        };
        let Some(kids) = self.root(k).and_then(|r| find(r, above)).and_then(|n| n.kids.as_deref()) else { return Ok(None) };
        Ok(match (to, last.is_empty()) { (Related::Next, true) => kids.first(), (Related::Next, false) => kids.next(last), (_, true) => kids.last(), _ => kids.prev(last) }.map(|x| x.0))
    }
    fn query(&mut self, k: &GlobalKey<'_>, to: Related) -> Result<Option<Vec<Value>>, MError> { Ok(self.root(k).and_then(|r| if to == Related::Next { crate::vm::query_forward(r, k.subs) } else { crate::vm::query_backward(r, k.subs) })) }
    fn increment(&mut self, k: &GlobalKey<'_>, by: Num) -> Result<Num, MError> { let v = self.get(k)?.map_or(Value::ZERO, |v| Value::from_bytes(&v)).num()?.add(by)?; let mut o = vec![]; v.write(&mut o); self.set(k, &o)?; Ok(v) }
    fn names(&mut self, _: &[u8]) -> Result<Vec<Vec<u8>>, MError> { Ok(self.t.iter().filter(|(_, n)| n.is_defined()).map(|(k, _)| k.1.clone()).collect()) }
    fn tstart(&mut self) { self.level += 1 }
    fn tcommit(&mut self) -> Result<bool, MError> { self.level -= 1; Ok(true) }
    fn trollback(&mut self, to: u32) { self.level = to }
    fn tlevel(&self) -> u32 { self.level }
    fn lock(&mut self, _: LockOp, _: &[LockName], _: Timeout) -> Result<Step<bool>, MError> { Ok(Step::Done(true)) }
    fn unlock_all(&mut self, _: LockOp) {}
    fn lock_table(&self) -> Vec<Vec<u8>> { vec![] }
}
