//! What JOB hands to the process it starts, in a file without a name that the process inherits.
//!
//! Each part is a number in eight bytes, least first, or a text behind its length.

use crate::value::Value;
use crate::value::array::Node;
use std::io;

/// A local variable that goes along.
#[derive(Debug, PartialEq)]
pub struct Local {
    pub name: Vec<u8>,
    /// The number of the variable in the list whose other name it is.
    pub alias: Option<usize>,
    /// Subscripts and values, in order.
    pub nodes: Vec<(Vec<Vec<u8>>, Vec<u8>)>,
}

/// What a job begins with, besides its environment and the entry.
#[derive(Debug, Default, PartialEq)]
pub struct Letter {
    /// Values of the parameters; `None` was left out.
    pub args: Vec<Option<Vec<u8>>>,
    /// CMDLINE: its $ZCMDLINE.
    pub command_line: Vec<u8>,
    /// STARTUP: a shell command that runs first.
    pub startup: Option<Vec<u8>>,
    /// Bytes that were received from its input before.
    pub unread: Vec<u8>,
    /// PASSCURLVN.
    pub locals: Vec<Local>,
}

impl Local {
    pub fn new(name: Vec<u8>, node: &Node) -> Local {
        let mut nodes = Vec::new();
        let walked: Result<(), std::convert::Infallible> =
            node.walk(&mut Vec::new(), &mut |subs, value| {
                // A node that holds a container has none of its own.
                if !matches!(value, Value::Link(_)) {
                    nodes.push((subs.iter().map(Value::to_vec).collect(), value.to_vec()));
                }
                Ok(())
            });
        let Ok(()) = walked;
        Local {
            name,
            alias: None,
            nodes,
        }
    }

    /// Another name of a variable in the list.
    pub fn alias(name: Vec<u8>, of: usize) -> Local {
        Local {
            name,
            alias: Some(of),
            nodes: Vec::new(),
        }
    }
}

#[derive(Default)]
struct Out(Vec<u8>);

impl Out {
    fn number(&mut self, n: usize) {
        self.0.extend((n as u64).to_le_bytes());
    }

    fn text(&mut self, text: &[u8]) {
        self.number(text.len());
        self.0.extend(text);
    }

    /// A number above all that count something stands for nothing.
    fn maybe(&mut self, text: Option<&[u8]>) {
        match text {
            Some(text) => self.text(text),
            None => self.number(usize::MAX),
        }
    }
}

struct In<'a>(&'a [u8]);

impl<'a> In<'a> {
    fn bytes(&mut self, n: usize) -> io::Result<&'a [u8]> {
        let short = || io::Error::from(io::ErrorKind::UnexpectedEof);
        let (bytes, rest) = self.0.split_at_checked(n).ok_or_else(short)?;
        self.0 = rest;
        Ok(bytes)
    }

    fn number(&mut self) -> io::Result<usize> {
        let mut eight = [0; 8];
        eight.copy_from_slice(self.bytes(8)?);
        Ok(usize::try_from(u64::from_le_bytes(eight)).unwrap_or(usize::MAX))
    }

    fn text(&mut self) -> io::Result<Vec<u8>> {
        let n = self.number()?;
        Ok(self.bytes(n)?.to_vec())
    }

    fn maybe(&mut self) -> io::Result<Option<Vec<u8>>> {
        let n = self.number()?;
        (n != usize::MAX)
            .then(|| self.bytes(n).map(<[u8]>::to_vec))
            .transpose()
    }

    fn list<T>(&mut self, one: impl Fn(&mut Self) -> io::Result<T>) -> io::Result<Vec<T>> {
        (0..self.number()?).map(|_| one(self)).collect()
    }
}

impl Letter {
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Out::default();
        out.number(self.args.len());
        for arg in &self.args {
            out.maybe(arg.as_deref());
        }
        out.text(&self.command_line);
        out.maybe(self.startup.as_deref());
        out.text(&self.unread);
        out.number(self.locals.len());
        for local in &self.locals {
            out.text(&local.name);
            out.number(local.alias.unwrap_or(usize::MAX));
            out.number(local.nodes.len());
            for (subs, value) in &local.nodes {
                out.number(subs.len());
                subs.iter().for_each(|sub| out.text(sub));
                out.text(value);
            }
        }
        out.0
    }

    /// # Errors
    /// The bytes end too early.
    pub fn decode(bytes: &[u8]) -> io::Result<Letter> {
        let mut from = In(bytes);
        Ok(Letter {
            args: from.list(In::maybe)?,
            command_line: from.text()?,
            startup: from.maybe()?,
            unread: from.text()?,
            locals: from.list(|from| {
                Ok(Local {
                    name: from.text()?,
                    alias: from.number().map(|n| (n != usize::MAX).then_some(n))?,
                    nodes: from.list(|from| Ok((from.list(In::text)?, from.text()?)))?,
                })
            })?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter() -> Letter {
        Letter {
            args: vec![Some(b"1".to_vec()), None, Some(Vec::new())],
            command_line: b"-x y".to_vec(),
            startup: Some(b"./s".to_vec()),
            unread: vec![0, 255],
            locals: vec![
                Local {
                    name: b"a".to_vec(),
                    alias: None,
                    nodes: vec![(vec![b"x".to_vec(), b"2".to_vec()], b"v".to_vec())],
                },
                Local {
                    name: b"b".to_vec(),
                    alias: Some(0),
                    nodes: Vec::new(),
                },
            ],
        }
    }

    #[test]
    fn comes_back() {
        assert_eq!(Letter::decode(&letter().encode()).unwrap(), letter());
        let empty = Letter::default();
        assert_eq!(Letter::decode(&empty.encode()).unwrap(), empty);
    }

    #[test]
    fn a_part_is_an_error() {
        let bytes = letter().encode();
        for n in 0..bytes.len() {
            assert!(Letter::decode(&bytes[..n]).is_err(), "{n}");
        }
        assert!(Letter::decode(&[255; 64]).is_err());
    }
}
