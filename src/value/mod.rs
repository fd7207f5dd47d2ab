//! Floor 0: values, numbers, collation, patterns, and the catalogue of errors.

pub mod errors;
