//! Cipher suites under OpenSSL's names, and lists of them.

use rustls::crypto::ring::cipher_suite as ring;
use rustls::{CipherSuite, SupportedCipherSuite};

/// Every suite: OpenSSL's name and rustls's.
const SUITES: [(&str, SupportedCipherSuite); 9] = [
    ("TLS_AES_256_GCM_SHA384", ring::TLS13_AES_256_GCM_SHA384),
    ("TLS_AES_128_GCM_SHA256", ring::TLS13_AES_128_GCM_SHA256),
    (
        "TLS_CHACHA20_POLY1305_SHA256",
        ring::TLS13_CHACHA20_POLY1305_SHA256,
    ),
    (
        "ECDHE-ECDSA-AES256-GCM-SHA384",
        ring::TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
    ),
    (
        "ECDHE-ECDSA-AES128-GCM-SHA256",
        ring::TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
    ),
    (
        "ECDHE-ECDSA-CHACHA20-POLY1305",
        ring::TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
    ),
    (
        "ECDHE-RSA-AES256-GCM-SHA384",
        ring::TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
    ),
    (
        "ECDHE-RSA-AES128-GCM-SHA256",
        ring::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
    ),
    (
        "ECDHE-RSA-CHACHA20-POLY1305",
        ring::TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
    ),
];

/// How many of them, at the start of the table, belong to TLS 1.3.
const TLS13: usize = 3;

/// Words of OpenSSL that stand for all suites that are good enough to be here.
const ALL: [&str; 6] = [
    "ALL",
    "DEFAULT",
    "COMPLEMENTOFDEFAULT",
    "HIGH",
    "SECURE",
    "FIPS",
];

/// Suites by their places in the table, in the order of preference.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Suites(Vec<usize>);

impl Default for Suites {
    fn default() -> Self {
        Suites((0..SUITES.len()).collect())
    }
}

impl Suites {
    /// Keeps what a list of OpenSSL names: names and parts of them, with `!`, `-` and `+` in front.
    ///
    /// As with OpenSSL, suites of TLS 1.3 stay unless the list names some of them.
    pub fn restrict(&mut self, list: &str) -> Result<(), String> {
        let (mut chosen, mut banned) = (Vec::new(), Vec::new());
        let words = list.split([':', ',', ';', ' ']).filter(|w| !w.is_empty());
        for word in words {
            match word.split_at_checked(1) {
                Some(("!" | "-", name)) => banned.extend(matching(name)),
                // A matter of order only.
                Some(("+" | "@", _)) => {}
                _ => {
                    for place in matching(word) {
                        if !chosen.contains(&place) {
                            chosen.push(place);
                        }
                    }
                }
            }
        }
        if !chosen.iter().any(|place| *place < TLS13) {
            chosen.splice(0..0, 0..TLS13);
            if chosen.len() == TLS13 {
                return Err("none of these ciphers is supported".into());
            }
        }
        chosen.retain(|place| !banned.contains(place));
        match chosen.is_empty() {
            true => Err("none of these ciphers is supported".into()),
            false => {
                self.0 = chosen;
                Ok(())
            }
        }
    }

    pub fn supported(&self) -> Vec<SupportedCipherSuite> {
        self.0.iter().map(|place| SUITES[*place].1).collect()
    }
}

/// Places of the suites that a word means: a name, a name for all, or parts of names joined by `+`.
fn matching(word: &str) -> Vec<usize> {
    let word = word.to_ascii_uppercase();
    let all = ALL.contains(&word.as_str());
    let parts: Vec<&str> = word.split('+').collect();
    let means = |(place, (name, _)): &(usize, &(&str, SupportedCipherSuite))| {
        let pieces = || name.split(['-', '_']);
        all || *name == word
            || *place >= TLS13
                && parts.iter().all(|part| match *part {
                    "AESGCM" => name.contains("GCM"),
                    "AES" => name.contains("AES"),
                    "EECDH" | "KECDHE" => true,
                    "ARSA" => name.contains("-RSA-"),
                    "AECDSA" => name.contains("-ECDSA-"),
                    part => pieces().any(|piece| piece == part),
                })
    };
    SUITES
        .iter()
        .enumerate()
        .filter(means)
        .map(|(place, _)| place)
        .collect()
}

/// OpenSSL's name of a suite.
pub fn name(suite: CipherSuite) -> &'static str {
    SUITES
        .iter()
        .find(|(_, s)| s.suite() == suite)
        .map_or("", |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(list: &str) -> Result<Vec<&'static str>, String> {
        let mut suites = Suites::default();
        suites.restrict(list)?;
        Ok(suites.0.iter().map(|place| SUITES[*place].0).collect())
    }

    #[test]
    fn lists_of_openssl() {
        assert_eq!(names("HIGH:!aNULL:!MD5").unwrap().len(), 9);
        assert_eq!(
            names("ECDHE-RSA-AES128-GCM-SHA256:AES256-SHA").unwrap()[3..],
            ["ECDHE-RSA-AES128-GCM-SHA256"]
        );
        assert_eq!(
            names("TLS_AES_128_GCM_SHA256").unwrap(),
            ["TLS_AES_128_GCM_SHA256"]
        );
        assert_eq!(names("ECDHE+AESGCM:!ECDSA").unwrap().len(), 3 + 2);
        assert_eq!(names("EECDH+CHACHA20:!AES256").unwrap().len(), 3 + 2);
        for none in [
            "RC4-MD5",
            "",
            "!ALL",
            "TLS_AES_128_GCM_SHA256:!TLS_AES_128_GCM_SHA256",
        ] {
            assert!(names(none).is_err(), "{none}");
        }
        assert_eq!(
            name(CipherSuite::TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384),
            "ECDHE-RSA-AES256-GCM-SHA384"
        );
    }
}
