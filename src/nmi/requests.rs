//! Requests by their names: those of the callable interface and those of the SNA interface.

use super::client::{Asking, ClientError};
use super::nwm::{REQUESTS, Request};
use super::record::fields::{EncodeError, value_of};
use super::record::sna::TYPES;
use super::record::tree::{Name, Tree};
use super::sna;
use std::path::Path;

/// The most bytes of an answer of the callable interface.
const MOST: usize = 256 << 20;

/// Which request is meant.
#[derive(Clone, Copy)]
pub enum Kind {
    Callable(&'static Request),
    Sna(u16),
}

/// The fields of a filter.
pub type Fields = Vec<(Name, Tree)>;

impl Kind {
    /// The request of a name.
    pub fn find(name: &str) -> Option<Kind> {
        let callable = REQUESTS.iter().find(|request| request.name == name);
        callable
            .map(Kind::Callable)
            .or_else(|| value_of(TYPES, name).map(|kind| Kind::Sna(kind as u16)))
    }

    /// Its bytes.
    ///
    /// # Errors
    /// There is no such field, a value does not fit, or there are too many filters.
    pub fn encode(self, mut filters: Vec<Fields>) -> Result<Vec<u8>, EncodeError> {
        match self {
            Kind::Callable(request) => request.encode(filters, MOST),
            Kind::Sna(kind) if filters.len() < 2 => sna::request(kind, 1, filters.pop()),
            Kind::Sna(_) => Err(EncodeError::Record(
                "SNA request",
                "more than one filter element",
            )),
        }
    }

    /// # Errors
    /// Nobody listens there.
    pub fn ask(self, folder: &Path, stack: &str, request: Vec<u8>) -> Result<Asking, ClientError> {
        match self {
            Kind::Callable(_) => Asking::call(folder, stack, request),
            Kind::Sna(_) => Asking::sna(folder, request),
        }
    }

    /// The answer with the names of its fields.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn tree(self, answer: &[u8]) -> Result<Tree, String> {
        let tree = match self {
            Kind::Callable(request) => request.tree(answer),
            Kind::Sna(_) => sna::tree(answer),
        };
        tree.map_err(|damage| damage.to_string())
    }
}

/// The filters that an array names: a list of them, or the fields of one. What has the field `all` is a filter that lets everything pass.
///
/// # Errors
/// One of a list has no fields.
pub fn filters(tree: Tree) -> Result<Vec<Fields>, EncodeError> {
    let one = |tree: Tree| match tree {
        Tree::Map(map) => Ok(map.into_iter().filter(|(name, _)| name != "all").collect()),
        _ => Err(EncodeError::Record(
            "filter",
            "names and values are expected",
        )),
    };
    match tree {
        Tree::Map(map) if map.is_empty() => Ok(Vec::new()),
        Tree::List(list) => list.into_iter().map(one).collect(),
        tree => Ok(vec![one(tree)?]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_are_maps() {
        let map = |name: &'static str| Tree::Map(vec![(name.into(), "1".into())]);
        let count = |tree| filters(tree).map(|filters| filters.len());
        assert_eq!(count(Tree::Map(Vec::new())), Ok(0));
        assert_eq!(count(map("ASID")), Ok(1));
        assert_eq!(count(Tree::List(vec![map("ASID"), map("all")])), Ok(2));
        assert_eq!(filters(map("all")), Ok(vec![Vec::new()]));
        assert!(filters(Tree::List(vec![map("ASID"), "x".into()])).is_err());
        assert!(filters("x".into()).is_err());
    }
}
