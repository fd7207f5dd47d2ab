//! What the compiler says of code, in GT.M's form.

use super::Code;
use crate::syntax::diagnostic::Diagnostic;

/// What GT.M's compiler would print.
pub fn all(code: &Code) -> Vec<u8> {
    code.diagnostics
        .iter()
        .flat_map(|error| message(code, error))
        .collect()
}

/// A diagnostic in GT.M's form: source line, pointer, place, message.
fn message(code: &Code, error: &Diagnostic) -> Vec<u8> {
    let message = text(error);
    let mut out = Vec::new();
    if error.line == 0 {
        out.extend_from_slice(&message);
        out.extend_from_slice(
            format!("\n%GTM-I-SRCNAM, in source module {}\n", code.path).as_bytes(),
        );
        return out;
    }
    let line = code.source.line(error.line as usize).unwrap_or_default();
    out.push(b'\t');
    out.extend_from_slice(line);
    out.extend_from_slice(b"\n\t");
    // The pointer stands under its column; tabs stay tabs so that it does on the screen.
    for byte in line.iter().take((error.column as usize).saturating_sub(1)) {
        out.push(if *byte == b'\t' { b'\t' } else { b' ' });
    }
    out.extend_from_slice(b"^-----\n");
    let place = format!(
        "\t\tAt column {}, line {}, source module {}\n",
        error.column, error.line, code.path
    );
    out.extend_from_slice(place.as_bytes());
    out.extend_from_slice(&message);
    out.push(b'\n');
    out
}

/// The message alone.
pub fn text(error: &Diagnostic) -> Vec<u8> {
    let args: Vec<Vec<u8>> = error.args.iter().map(|a| a.clone().into_bytes()).collect();
    [
        format!(
            "%GTM-{}-{}, ",
            if error.is_warning() { 'W' } else { 'E' },
            error.code.mnemonic()
        )
        .as_bytes(),
        &error.code.text(&args),
    ]
    .concat()
}
