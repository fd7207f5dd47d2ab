//! A record with the names of its fields: what lines, JSON and M arrays are made of, and what records are encoded from.

use crate::value::json::quote;
use std::borrow::Cow;
use std::fmt::Write as _;

/// A name of a field or section.
pub type Name = Cow<'static, str>;

/// A value of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tree {
    Number(u64),
    Text(String),
    Map(Vec<(Name, Tree)>),
    List(Vec<Tree>),
}

impl From<u64> for Tree {
    fn from(number: u64) -> Self {
        Tree::Number(number)
    }
}

impl From<u32> for Tree {
    fn from(number: u32) -> Self {
        Tree::Number(number.into())
    }
}

impl From<&str> for Tree {
    fn from(text: &str) -> Self {
        Tree::Text(text.to_string())
    }
}

impl Tree {
    /// What a map has under a name.
    pub fn get(&self, name: &str) -> Option<&Tree> {
        match self {
            Tree::Map(map) => map.iter().find(|(n, _)| n == name).map(|(_, tree)| tree),
            _ => None,
        }
    }

    /// A number, or a text that is one.
    pub fn number(&self) -> Option<u64> {
        match self {
            Tree::Number(number) => Some(*number),
            Tree::Text(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// A text, or a number as such.
    pub fn text(&self) -> Option<Cow<'_, str>> {
        match self {
            Tree::Text(text) => Some(Cow::Borrowed(text)),
            Tree::Number(number) => Some(Cow::Owned(number.to_string())),
            _ => None,
        }
    }

    /// The elements of a list; anything else is a list of itself.
    pub fn elements(&self) -> &[Tree] {
        match self {
            Tree::List(list) => list,
            one => std::slice::from_ref(one),
        }
    }

    /// JSON without blanks.
    pub fn json(&self, out: &mut String) {
        match self {
            // A String takes everything.
            Tree::Number(number) => write!(out, "{number}").unwrap_or_default(),
            Tree::Text(text) => quote(text, out),
            Tree::List(list) => {
                out.push('[');
                for (at, tree) in list.iter().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    tree.json(out);
                }
                out.push(']');
            }
            Tree::Map(map) => {
                out.push('{');
                for (at, (name, tree)) in map.iter().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    quote(name, out);
                    out.push(':');
                    tree.json(out);
                }
                out.push('}');
            }
        }
    }

    /// Calls `each` with the path and value of every leaf; elements of lists are numbered from 1.
    pub fn leaves(&self, each: &mut impl FnMut(&[Name], &Tree)) {
        fn walk(tree: &Tree, path: &mut Vec<Name>, each: &mut impl FnMut(&[Name], &Tree)) {
            let mut below = |name: Name, tree: &Tree| {
                path.push(name);
                walk(tree, path, each);
                path.pop();
            };
            match tree {
                Tree::Map(map) => map
                    .iter()
                    .for_each(|(name, tree)| below(name.clone(), tree)),
                Tree::List(list) => {
                    let numbered = list.iter().enumerate();
                    numbered.for_each(|(at, tree)| below((at + 1).to_string().into(), tree));
                }
                leaf => each(path, leaf),
            }
        }
        walk(self, &mut Vec::new(), each);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_are_json_and_leaves() {
        let tree = Tree::Map(vec![
            ("a\"b".into(), 5u64.into()),
            (
                "list".into(),
                Tree::List(vec![
                    "x\n".into(),
                    Tree::Map(vec![("y".into(), "z".into())]),
                ]),
            ),
        ]);
        let mut json = String::new();
        tree.json(&mut json);
        assert_eq!(json, r#"{"a\"b":5,"list":["x\u000a",{"y":"z"}]}"#);
        let mut leaves = Vec::new();
        tree.leaves(&mut |path, leaf| {
            leaves.push(format!("{}={}", path.join("."), leaf.text().unwrap()))
        });
        assert_eq!(leaves, ["a\"b=5", "list.1=x\n", "list.2.y=z"]);
        assert_eq!(tree.get("a\"b").and_then(Tree::number), Some(5));
    }
}
