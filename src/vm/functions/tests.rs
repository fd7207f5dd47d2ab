//! Compares the functions with what GT.M printed for the same expressions.
//!
//! A row of `tests/*.txt` is an expression (function calls, literals, concatenation, the names below), `|`, and its value as
//! $ZWRITE shows it, or `!`, the number of the error, `|` and its message.

use super::{Cx, FnState, effect, pure};
use crate::device::Environment;
use crate::syntax::words::FUNCS;
use crate::value::chars::Chset;
use crate::value::errors::MError;
use crate::value::num::Num;
use crate::value::{Value, zwr};
use std::cell::Cell;
use std::path::Path;

struct Reader<'a> {
    rest: &'a [u8],
    cx: &'a Cx<'a>,
    state: &'a mut FnState,
}

impl Reader<'_> {
    fn take(&mut self, byte: u8) -> bool {
        let found = self.rest.first() == Some(&byte);
        self.rest = &self.rest[usize::from(found)..];
        found
    }

    fn word(&mut self, belongs: impl Fn(&u8) -> bool) -> String {
        let (word, rest) = self
            .rest
            .split_at(self.rest.iter().take_while(|&b| belongs(b)).count());
        self.rest = rest;
        String::from_utf8(word.to_ascii_uppercase()).unwrap()
    }

    fn expression(&mut self) -> Result<Value, MError> {
        let first = self.term()?;
        if !self.take(b'_') {
            return Ok(first);
        }
        let mut text = first.to_vec();
        loop {
            text.extend(self.term()?.to_vec());
            if !self.take(b'_') {
                return Ok(Value::from_bytes(&text));
            }
        }
    }

    fn term(&mut self) -> Result<Value, MError> {
        if self.take(b'"') {
            let mut text = Vec::new();
            loop {
                let quote = self.rest.iter().position(|&b| b == b'"').unwrap();
                text.extend_from_slice(&self.rest[..quote]);
                self.rest = &self.rest[quote + 1..];
                if !self.take(b'"') {
                    return Ok(text.into());
                }
                text.push(b'"');
            }
        }
        if self.take(b'$') {
            return self.function();
        }
        if self.rest[0].is_ascii_lowercase() {
            let bytes: &[u8] = match self.word(u8::is_ascii_lowercase).as_str() {
                "BIG" => b"1E60",
                "NB" => b"-1E60",
                "HUGE" => b"100000000000000000000",
                "NH" => b"-100000000000000000000",
                "X" => b"ab\xc8cd",
                "Y" => b"\xc8",
                _ => b"a\xc3\xa9b",
            };
            return Ok(bytes.into());
        }
        let number = self.word(|b| b.is_ascii_digit() || b"+-.E".contains(b));
        Ok(Value::from_num(Num::parse_prefix(number.as_bytes())?))
    }

    fn function(&mut self) -> Result<Value, MError> {
        let name = self.word(u8::is_ascii_alphabetic);
        let known = |w: &&crate::syntax::words::Word<_>| {
            w.name.starts_with(&name) && name.len() >= w.short.len()
        };
        let func = FUNCS.iter().find(known).expect(&name).id;
        let mut args = Vec::new();
        assert!(self.take(b'('));
        while !self.take(b')') {
            args.push(if self.rest[0] == b',' {
                Value::Undef
            } else {
                self.expression()?
            });
            self.take(b',');
        }
        let borrowed: Vec<&Value> = args.iter().collect();
        pure(func, &borrowed, self.cx)
            .or_else(|| effect(func, &args, self.cx, self.state))
            .expect(&name)
    }
}

fn compare(rows: &str, chset: Chset, bad_char: bool, directory: &Path) {
    let random = Cell::new(1);
    let env = Environment::default().with("HOME", "/root");
    let cx = Cx {
        chset,
        bad_char,
        random: &random,
        zdateform: 0,
        directory,
        env: &env,
    };
    let mut state = FnState::default();
    let place = directory.to_str().unwrap();
    let mut wrong = String::new();
    for row in rows.lines() {
        let row = row.replace("<here>", place);
        let mut reader = Reader {
            rest: row.as_bytes(),
            cx: &cx,
            state: &mut state,
        };
        let result = reader.expression();
        let expected = String::from_utf8_lossy(
            &reader.rest[reader.rest.iter().position(|&b| b == b'|').unwrap() + 1..],
        );
        let shown = match result {
            Ok(value) => zwr::zwrite(&value.to_vec(), chset),
            Err(error) => [
                format!("!{}|", error.number()).as_bytes(),
                &error.message(b","),
            ]
            .concat(),
        };
        let shown = String::from_utf8_lossy(&shown);
        if shown != expected {
            wrong += &format!("{row}\n    {shown}\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn character_set_m() {
    compare(include_str!("tests/m.txt"), Chset::M, true, Path::new("/"));
}

#[test]
fn character_set_utf8() {
    compare(
        include_str!("tests/utf8.txt"),
        Chset::Utf8,
        true,
        Path::new("/"),
    );
}

#[test]
fn malformed_bytes_without_badchar() {
    compare(
        include_str!("tests/nobadchar.txt"),
        Chset::Utf8,
        false,
        Path::new("/"),
    );
}

#[test]
fn file_names() {
    let place = std::env::temp_dir().join(format!("mrun{}", std::process::id()));
    std::fs::create_dir_all(place.join("d1/d2")).unwrap();
    for name in ["f1.txt", "f2.txt", "d1/g.txt", "d1/.hid"] {
        std::fs::write(place.join(name), "").unwrap();
    }
    compare(include_str!("tests/files.txt"), Chset::M, true, &place);
    std::fs::remove_dir_all(&place).unwrap();
}
