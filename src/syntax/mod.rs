//! Floor 0: tokens, syntax tree, diagnostics.

pub mod ast;
mod builder;
pub mod check;
pub mod classes;
pub mod diagnostic;
mod explain;
pub mod fold;
pub mod help;
mod lexer;
mod literal;
pub mod params;
pub mod parse;
pub mod pattern;
#[cfg(test)]
mod tests;
mod token;
pub mod trigger;
pub mod words;

/// The parser that LALRPOP makes of `lalrpop/m.lalrpop`.
#[allow(clippy::all, dead_code, unused)]
mod grammar {
    include!(concat!(env!("OUT_DIR"), "/m.rs"));
}
