//! A compile-time error: where it is and which GT.M mnemonic it carries.

use crate::value::errors::Code;

/// An error found in M source text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The message of the catalogue, for instance `INVCMD`.
    pub code: Code,
    /// Parameters of its text, in order.
    pub args: Vec<String>,
    /// Line number in the routine, from 1.
    pub line: u32,
    /// Byte column in the line, from 1.
    pub column: u32,
}

impl Diagnostic {
    /// Whether GT.M compiles the text all the same and raises the error when control gets there.
    pub fn is_deferred(&self) -> bool {
        use crate::value::errors::*;
        [INVFCN, INVSVN, SVNOSET, DEVPARUNK, DEVPARINAP, DEVPARVALREQ].contains(&self.code)
    }

    /// Warnings leave the code of the line as it is.
    pub fn is_warning(&self) -> bool {
        self.code.severity() == 'W'
    }
}
