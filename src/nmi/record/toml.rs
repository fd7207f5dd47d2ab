//! Reads TOML as trees of names: whole numbers that are not negative, texts, lists, and tables.

use super::tree::Tree;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Where a text is no TOML of these kinds.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct TomlError {
    pub line: usize,
    pub what: String,
}

/// # Errors
/// The text is no TOML, or has a value of another kind.
pub fn parse(text: &str) -> Result<Tree, TomlError> {
    let at = |place: usize, what: &str| TomlError {
        line: 1 + text.bytes().take(place).filter(|b| *b == b'\n').count(),
        what: what.lines().next().unwrap_or_default().to_string(),
    };
    let parsed = DeTable::parse(text).map_err(|error| {
        let place = error.span().map_or(0, |span| span.start);
        at(place, error.message())
    })?;
    table(parsed.get_ref()).map_err(|(place, what)| at(place, what))
}

/// A value of another kind: where, and what is expected.
type Other = (usize, &'static str);

fn table(table: &DeTable) -> Result<Tree, Other> {
    let entries = table.iter().map(|(name, tree)| {
        let name = name.get_ref().clone().into_owned();
        Ok((name.into(), value(tree)?))
    });
    Ok(Tree::Map(entries.collect::<Result<_, Other>>()?))
}

fn value(spanned: &Spanned<DeValue>) -> Result<Tree, Other> {
    let wrong = |what| (spanned.span().start, what);
    match spanned.get_ref() {
        DeValue::String(text) => Ok(Tree::Text(text.clone().into_owned())),
        DeValue::Integer(number) => u64::from_str_radix(number.as_str(), number.radix())
            .map(Tree::Number)
            .map_err(|_| wrong("a number that is not negative and not too large is expected")),
        DeValue::Array(list) => {
            let elements = list.iter().map(value);
            Ok(Tree::List(elements.collect::<Result<_, Other>>()?))
        }
        DeValue::Table(inner) => table(inner),
        _ => Err(wrong(
            "a text, a whole number, a list or a table is expected",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nmi::record::json;

    #[test]
    fn tables_are_what_json_has() {
        let text = r#"
netid = "NETA" # a comment
[[SNEC]]
connection = { line = "LNEE0001", pipes = 2, livtime = 0x0A }
[[SNEC.host]]
which = "local"
name = 'ee1'
[[SNEC]]
connection.line = "LNEE0002"
[SNCS.summary]
fixed_maximum = 125_829_120
"#;
        let same = r#"{"SNCS":{"summary":{"fixed_maximum":125829120}},"SNEC":[
            {"connection":{"line":"LNEE0001","livtime":10,"pipes":2},"host":[{"name":"ee1","which":"local"}]},
            {"connection":{"line":"LNEE0002"}}],"netid":"NETA"}"#;
        assert_eq!(parse(text), Ok(json::parse(same).unwrap()));
    }

    #[test]
    fn what_is_no_toml_is_refused_with_its_line() {
        for (wrong, line) in [
            ("a = ", 1),
            ("\n\na = -1", 3),
            ("a = 1\nb = 1.5", 2),
            ("a = true", 1),
            ("a = 1\na = 2", 2),
            ("a = 2026-11-27", 1),
            ("a = 99999999999999999999", 1),
            ("[a\nb=1", 1),
        ] {
            assert_eq!(parse(wrong).map_err(|e| e.line), Err(line), "{wrong}");
        }
        assert!(parse(&format!("a = {}1", "[".repeat(1000))).is_err());
    }
}
