//! Finds the end of a pattern in source text and checks its form.

use super::token::Fault;
use crate::value::errors;

/// Scans the pattern that starts at `from` and returns the offset after it.
///
/// # Errors
/// GT.M's message and the offset of the text that does not fit.
pub fn scan(line: &[u8], from: usize) -> Result<usize, Fault> {
    let mut scan = Scan { line, at: from };
    scan.pattern()?;
    Ok(scan.at)
}

/// Nested alternations beyond this depth are refused.
const MAX_DEPTH: u32 = 64;

struct Scan<'a> {
    line: &'a [u8],
    at: usize,
}

impl Scan<'_> {
    fn peek(&self) -> Option<u8> {
        self.line.get(self.at).copied()
    }

    fn fault<T>(&self, code: errors::Code) -> Result<T, Fault> {
        Err(Fault {
            code,
            at: self.at as u32,
        })
    }

    fn pattern(&mut self) -> Result<(), Fault> {
        self.atoms(0)
    }

    /// One or more pattern atoms.
    fn atoms(&mut self, depth: u32) -> Result<(), Fault> {
        if depth > MAX_DEPTH {
            return self.fault(errors::PATMAXLEN);
        }
        loop {
            self.count()?;
            self.class(depth)?;
            if !matches!(self.peek(), Some(b'0'..=b'9' | b'.')) {
                return Ok(());
            }
        }
    }

    /// `n`, `n.`, `.m`, `n.m` or `.`.
    fn count(&mut self) -> Result<(), Fault> {
        let least = self.number();
        let range = self.peek() == Some(b'.');
        if range {
            self.at += 1;
            let most = self.number();
            if let (least, Some(most)) = (least.unwrap_or(0), most)
                && most < least
            {
                return self.fault(errors::PATUPPERLIM);
            }
        } else if least.is_none() {
            return self.fault(errors::PATCODE);
        }
        Ok(())
    }

    fn number(&mut self) -> Option<u64> {
        let mut value = None;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            let digit = u64::from(digit - b'0');
            value = Some(
                value
                    .unwrap_or(0u64)
                    .saturating_mul(10)
                    .saturating_add(digit),
            );
            self.at += 1;
        }
        value
    }

    /// Pattern codes, a string literal or an alternation.
    fn class(&mut self, depth: u32) -> Result<(), Fault> {
        match self.peek() {
            Some(b'"') => self.literal(),
            Some(b'(') => {
                self.at += 1;
                loop {
                    self.atoms(depth + 1)?;
                    match self.peek() {
                        Some(b',') => self.at += 1,
                        Some(b')') => break,
                        _ => return self.fault(errors::COMMAORRPAREXP),
                    }
                }
                self.at += 1;
                Ok(())
            }
            _ => {
                let start = self.at;
                while matches!(self.peek(), Some(c) if is_code(c)) {
                    self.at += 1;
                }
                if self.at == start {
                    self.fault(errors::PATCLASS)
                } else {
                    Ok(())
                }
            }
        }
    }

    fn literal(&mut self) -> Result<(), Fault> {
        self.at += 1;
        while let Some(c) = self.peek() {
            self.at += 1;
            if c == b'"' {
                if self.peek() != Some(b'"') {
                    return Ok(());
                }
                self.at += 1;
            }
        }
        self.fault(errors::PATLIT)
    }
}

/// A to X in either case are pattern codes; GT.M refuses Y and Z.
fn is_code(c: u8) -> bool {
    matches!(c.to_ascii_uppercase(), b'A'..=b'X')
}
