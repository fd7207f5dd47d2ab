//! A compile-time error: where it is and which GT.M mnemonic it carries.

use crate::value::errors::{self, Code};

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
    /// Errors that GT.M raises when control reaches their place, also in XECUTE and handlers; all others keep such a text
    /// from being executed at all.
    pub fn is_late(&self) -> bool {
        use crate::value::errors as e;
        matches!(
            self.code,
            e::INVSVN
                | e::INVFCN
                | e::SVNOSET
                | e::SVNONEW
                | e::DEVPARUNK
                | e::DEVPARINAP
                | e::DEVPARVALREQ
                | e::BADCHAR
        )
    }

    /// Warnings leave the code of the line as it is.
    pub fn is_warning(&self) -> bool {
        // The catalogue holds the severities of run-time errors; these two are only ever reported by the compiler.
        self.code.severity() == 'W' || matches!(self.code, errors::DONOBLOCK | errors::BLKTOODEEP)
    }
}

impl std::fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let args: Vec<Vec<u8>> = self.args.iter().map(|a| a.clone().into_bytes()).collect();
        let text = self.code.text(&args);
        let text = String::from_utf8_lossy(&text);
        write!(
            f,
            "line {}, column {}: %GTM-{}-{}, {text}",
            self.line,
            self.column,
            self.code.severity(),
            self.code.mnemonic()
        )
    }
}

impl std::error::Error for Diagnostic {}
