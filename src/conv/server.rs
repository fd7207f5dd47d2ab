//! What a server process finds in its environment: which server it is.

/// `GROUP/ID/SESSION`.
pub const VARIABLE: &str = "MRUN_CONV_SERVER";

/// The value of [`VARIABLE`].
pub fn name(group: &str, id: u32, session: u32) -> String {
    format!("{group}/{id}/{session}")
}

/// Group, server number and session of a value of [`VARIABLE`].
pub fn parse(text: &str) -> Option<(String, u32, u32)> {
    let mut parts = text.rsplitn(3, '/');
    let session = parts.next()?.parse().ok()?;
    let id = parts.next()?.parse().ok()?;
    Some((parts.next()?.to_string(), id, session))
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_are_read_back() {
        let name = super::name("BANKB1", 30_000, 3);
        assert_eq!(super::parse(&name), Some(("BANKB1".into(), 30_000, 3)));
        assert_eq!(super::parse(""), None);
    }
}
