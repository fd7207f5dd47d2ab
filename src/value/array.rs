//! Local arrays: one ordered map a level, its form chosen by size and kind of keys.
use super::Value;
use std::rc::Rc;
use std::cell::UnsafeCell;

/// A node of a local variable: its own value and what lies below it.
#[derive(Default)]
pub struct Node {
    pub value: Value,
    pub kids: Option<Box<Array>>,
}

/// A container that several names share (by-reference arguments, aliases).
#[derive(Clone)]
pub struct Link(pub Rc<UnsafeCell<Node>>);

pub struct Array {}
