//! temporary
pub mod memory;
use crate::device::{Step, Timeout};
use crate::value::{Value, errors::MError, num::Num};
pub struct GlobalKey<'a> { pub environment: &'a [u8], pub name: &'a [u8], pub subs: &'a [Value] }
#[derive(Clone, Copy, PartialEq)]
pub enum Related { Next, Previous }
#[derive(Clone, Debug)]
pub struct LockName { pub environment: Vec<u8>, pub name: Vec<u8>, pub subs: Vec<Value> }
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum LockOp { Replace, Plus, Minus, ZAllocate, ZDeallocate }
pub trait GlobalStore {
    fn get(&mut self, k: &GlobalKey<'_>) -> Result<Option<Vec<u8>>, MError>;
    fn set(&mut self, k: &GlobalKey<'_>, v: &[u8]) -> Result<(), MError>;
    fn kill(&mut self, k: &GlobalKey<'_>) -> Result<(), MError>;
    fn kill_node(&mut self, k: &GlobalKey<'_>) -> Result<(), MError>;
    fn data(&mut self, k: &GlobalKey<'_>) -> Result<u8, MError>;
    fn order(&mut self, k: &GlobalKey<'_>, to: Related) -> Result<Option<Value>, MError>;
    fn query(&mut self, k: &GlobalKey<'_>, to: Related) -> Result<Option<Vec<Value>>, MError>;
    fn increment(&mut self, k: &GlobalKey<'_>, by: Num) -> Result<Num, MError>;
    fn names(&mut self, env: &[u8]) -> Result<Vec<Vec<u8>>, MError>;
    fn tstart(&mut self);
    fn tcommit(&mut self) -> Result<bool, MError>;
    fn trollback(&mut self, to: u32);
    fn tlevel(&self) -> u32;
    fn lock(&mut self, op: LockOp, names: &[LockName], t: Timeout) -> Result<Step<bool>, MError>;
    fn unlock_all(&mut self, op: LockOp);
    fn lock_table(&self) -> Vec<Vec<u8>>;
}
