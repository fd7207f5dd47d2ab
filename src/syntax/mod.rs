//! Floor 0: tokens, syntax tree, diagnostics.

pub mod ast;
pub mod diagnostic;
pub mod params;
pub mod words;
