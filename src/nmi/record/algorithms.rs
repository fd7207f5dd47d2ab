//! Codes of cryptographic algorithms in records of protection. Those from X'8000' on are this project's own, for what z/OS has no code.

use super::fields::{Names, value_of};

pub const ENCRYPTION: Names = &[
    (0x01, "none"),
    (0x02, "DES"),
    (0x03, "DES-40"),
    (0x04, "3DES"),
    (0x05, "RC2-40"),
    (0x06, "RC2-128"),
    (0x07, "RC2"),
    (0x08, "RC4-40"),
    (0x09, "RC4-128"),
    (0x0a, "RC4-256"),
    (0x0b, "RC4"),
    (0x0c, "AES-CBC-128"),
    (0x0d, "AES-CBC-192"),
    (0x0e, "AES-CBC-256"),
    (0x0f, "AES-CTR-128"),
    (0x10, "AES-CTR-192"),
    (0x11, "AES-CTR-256"),
    (0x12, "AES-GCM-128"),
    (0x13, "AES-GCM-256"),
    (0x14, "AES-CCM-128"),
    (0x15, "AES-CCM-256"),
    (0x16, "AES-CCM8-128"),
    (0x17, "AES-CCM8-256"),
    (0x8001, "ChaCha20-Poly1305"),
    (0x8002, "Camellia-CBC-128"),
    (0x8003, "Camellia-CBC-256"),
    (0x8004, "AES-GCM-192"),
];

pub const AUTHENTICATION: Names = &[
    // Also of encryption that authenticates.
    (0x01, "none"),
    (0x02, "MD2"),
    (0x03, "HMAC-MD5"),
    (0x04, "HMAC-SHA1"),
    (0x05, "HMAC-SHA2-224"),
    (0x06, "HMAC-SHA2-256"),
    (0x07, "HMAC-SHA2-384"),
    (0x08, "HMAC-SHA2-512"),
    (0x8001, "UMAC-64"),
    (0x8002, "UMAC-128"),
];

pub const EXCHANGE: Names = &[
    (0x01, "none"),
    (0x02, "RSA"),
    (0x03, "RSA_EXPORT"),
    (0x04, "RSA_PSK"),
    (0x05, "DH_RSA"),
    (0x06, "DH_RSA_EXPORT"),
    (0x07, "DH_DSS"),
    (0x08, "DH_ANON"),
    (0x09, "DH_ANON_EXPORT"),
    (0x8001, "DHE_RSA"),
    (0x8002, "DHE_DSS"),
    (0x8003, "ECDHE_RSA"),
    (0x8004, "ECDHE_ECDSA"),
    (0x8005, "ECDH_ANON"),
    (0x8006, "PSK"),
    (0x8007, "DHE_PSK"),
    (0x8008, "ECDHE_PSK"),
    // Of TLS 1.3, whose suites do not say it.
    (0x8009, "DHE"),
    (0x800a, "ECDHE"),
];

pub const SSH_EXCHANGE: Names = &[
    (0x01, "none"),
    (0x02, "diffie-hellman-group-exchange-sha256"),
    (0x03, "diffie-hellman-group-exchange-sha1"),
    (0x04, "diffie-hellman-group14-sha1"),
    (0x05, "diffie-hellman-group1-sha1"),
    (0x06, "ecdh-sha2-nistp256"),
    (0x8001, "ecdh-sha2-nistp384"),
    (0x8002, "ecdh-sha2-nistp521"),
    (0x8003, "curve25519-sha256"),
    (0x8004, "diffie-hellman-group14-sha256"),
    (0x8005, "diffie-hellman-group16-sha512"),
    (0x8006, "diffie-hellman-group18-sha512"),
    (0x8007, "sntrup761x25519-sha512"),
    (0x8008, "mlkem768x25519-sha256"),
];

pub const SIGNATURE: Names = &[
    (0x01, "none"),
    (0x02, "RSA-MD2"),
    (0x03, "RSA-MD5"),
    (0x04, "RSA-SHA1"),
    (0x05, "DSA-SHA1"),
    (0x06, "RSA-SHA224"),
    (0x07, "RSA-SHA256"),
    (0x08, "RSA-SHA384"),
    (0x09, "RSA-SHA512"),
    (0x8002, "RSA-PSS"),
    (0x8003, "ECDSA-SHA1"),
    (0x8004, "ECDSA-SHA224"),
    (0x8005, "ECDSA-SHA256"),
    (0x8006, "ECDSA-SHA384"),
    (0x8007, "ECDSA-SHA512"),
    (0x8008, "Ed25519"),
];

pub const SIGNING: Names = &[
    (0x01, "none"),
    (0x02, "RSA"),
    (0x03, "DSA"),
    (0x04, "ECDSA"),
    (0x8001, "EdDSA"),
];

pub const DIGEST: Names = &[
    (0x01, "none"),
    (0x02, "MD2"),
    (0x03, "MD5"),
    (0x04, "SHA1"),
    (0x05, "SHA224"),
    (0x06, "SHA256"),
    (0x07, "SHA384"),
    (0x08, "SHA512"),
];

pub const KEY: Names = &[
    (0x01, "none"),
    (0x02, "RSA"),
    (0x03, "DSA"),
    (0x04, "DH"),
    (0x05, "ECC"),
];

/// The code of a name; 0, which is unknown, when there is none.
pub fn code(names: Names, name: &str) -> u64 {
    value_of(names, name).map_or(0, u64::from)
}

/// What a suite of TLS is made of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Suite {
    pub exchange: &'static str,
    pub encryption: &'static str,
    pub authentication: &'static str,
}

type Row = (u16, &'static str, &'static str, &'static str);

#[rustfmt::skip]
const SUITES: &[Row] = &[
    (0x0001, "RSA", "none", "HMAC-MD5"),
    (0x0002, "RSA", "none", "HMAC-SHA1"),
    (0x0004, "RSA", "RC4-128", "HMAC-MD5"),
    (0x0005, "RSA", "RC4-128", "HMAC-SHA1"),
    (0x0009, "RSA", "DES", "HMAC-SHA1"),
    (0x000a, "RSA", "3DES", "HMAC-SHA1"),
    (0x0016, "DHE_RSA", "3DES", "HMAC-SHA1"),
    (0x002f, "RSA", "AES-CBC-128", "HMAC-SHA1"),
    (0x0032, "DHE_DSS", "AES-CBC-128", "HMAC-SHA1"),
    (0x0033, "DHE_RSA", "AES-CBC-128", "HMAC-SHA1"),
    (0x0034, "DH_ANON", "AES-CBC-128", "HMAC-SHA1"),
    (0x0035, "RSA", "AES-CBC-256", "HMAC-SHA1"),
    (0x0038, "DHE_DSS", "AES-CBC-256", "HMAC-SHA1"),
    (0x0039, "DHE_RSA", "AES-CBC-256", "HMAC-SHA1"),
    (0x003a, "DH_ANON", "AES-CBC-256", "HMAC-SHA1"),
    (0x003b, "RSA", "none", "HMAC-SHA2-256"),
    (0x003c, "RSA", "AES-CBC-128", "HMAC-SHA2-256"),
    (0x003d, "RSA", "AES-CBC-256", "HMAC-SHA2-256"),
    (0x0041, "RSA", "Camellia-CBC-128", "HMAC-SHA1"),
    (0x0067, "DHE_RSA", "AES-CBC-128", "HMAC-SHA2-256"),
    (0x006b, "DHE_RSA", "AES-CBC-256", "HMAC-SHA2-256"),
    (0x0084, "RSA", "Camellia-CBC-256", "HMAC-SHA1"),
    (0x008c, "PSK", "AES-CBC-128", "HMAC-SHA1"),
    (0x008d, "PSK", "AES-CBC-256", "HMAC-SHA1"),
    (0x009c, "RSA", "AES-GCM-128", "none"),
    (0x009d, "RSA", "AES-GCM-256", "none"),
    (0x009e, "DHE_RSA", "AES-GCM-128", "none"),
    (0x009f, "DHE_RSA", "AES-GCM-256", "none"),
    (0x00a2, "DHE_DSS", "AES-GCM-128", "none"),
    (0x00a3, "DHE_DSS", "AES-GCM-256", "none"),
    (0x00a8, "PSK", "AES-GCM-128", "none"),
    (0x00a9, "PSK", "AES-GCM-256", "none"),
    (0x00aa, "DHE_PSK", "AES-GCM-128", "none"),
    (0x00ab, "DHE_PSK", "AES-GCM-256", "none"),
    (0x1301, "", "AES-GCM-128", "none"),
    (0x1302, "", "AES-GCM-256", "none"),
    (0x1303, "", "ChaCha20-Poly1305", "none"),
    (0x1304, "", "AES-CCM-128", "none"),
    (0x1305, "", "AES-CCM8-128", "none"),
    (0xc009, "ECDHE_ECDSA", "AES-CBC-128", "HMAC-SHA1"),
    (0xc00a, "ECDHE_ECDSA", "AES-CBC-256", "HMAC-SHA1"),
    (0xc011, "ECDHE_RSA", "RC4-128", "HMAC-SHA1"),
    (0xc012, "ECDHE_RSA", "3DES", "HMAC-SHA1"),
    (0xc013, "ECDHE_RSA", "AES-CBC-128", "HMAC-SHA1"),
    (0xc014, "ECDHE_RSA", "AES-CBC-256", "HMAC-SHA1"),
    (0xc018, "ECDH_ANON", "AES-CBC-128", "HMAC-SHA1"),
    (0xc019, "ECDH_ANON", "AES-CBC-256", "HMAC-SHA1"),
    (0xc023, "ECDHE_ECDSA", "AES-CBC-128", "HMAC-SHA2-256"),
    (0xc024, "ECDHE_ECDSA", "AES-CBC-256", "HMAC-SHA2-384"),
    (0xc027, "ECDHE_RSA", "AES-CBC-128", "HMAC-SHA2-256"),
    (0xc028, "ECDHE_RSA", "AES-CBC-256", "HMAC-SHA2-384"),
    (0xc02b, "ECDHE_ECDSA", "AES-GCM-128", "none"),
    (0xc02c, "ECDHE_ECDSA", "AES-GCM-256", "none"),
    (0xc02f, "ECDHE_RSA", "AES-GCM-128", "none"),
    (0xc030, "ECDHE_RSA", "AES-GCM-256", "none"),
    (0xc035, "ECDHE_PSK", "AES-CBC-128", "HMAC-SHA1"),
    (0xc036, "ECDHE_PSK", "AES-CBC-256", "HMAC-SHA1"),
    (0xc09c, "RSA", "AES-CCM-128", "none"),
    (0xc09d, "RSA", "AES-CCM-256", "none"),
    (0xc09e, "DHE_RSA", "AES-CCM-128", "none"),
    (0xc09f, "DHE_RSA", "AES-CCM-256", "none"),
    (0xc0a0, "RSA", "AES-CCM8-128", "none"),
    (0xc0a1, "RSA", "AES-CCM8-256", "none"),
    (0xc0ac, "ECDHE_ECDSA", "AES-CCM-128", "none"),
    (0xc0ad, "ECDHE_ECDSA", "AES-CCM-256", "none"),
    (0xc0ae, "ECDHE_ECDSA", "AES-CCM8-128", "none"),
    (0xc0af, "ECDHE_ECDSA", "AES-CCM8-256", "none"),
    (0xcca8, "ECDHE_RSA", "ChaCha20-Poly1305", "none"),
    (0xcca9, "ECDHE_ECDSA", "ChaCha20-Poly1305", "none"),
    (0xccaa, "DHE_RSA", "ChaCha20-Poly1305", "none"),
    (0xccab, "PSK", "ChaCha20-Poly1305", "none"),
];

/// What a suite is made of; everything is empty for one that is not known.
pub fn suite(code: u16) -> Suite {
    let found = SUITES.iter().find(|(known, ..)| *known == code);
    found.map_or(
        Suite::default(),
        |&(_, exchange, encryption, authentication)| Suite {
            exchange,
            encryption,
            authentication,
        },
    )
}

/// The name of a group for key exchange in TLS, or its number.
pub fn group(code: u16) -> String {
    let name = match code {
        0x0017 => "secp256r1",
        0x0018 => "secp384r1",
        0x0019 => "secp521r1",
        0x001d => "x25519",
        0x001e => "x448",
        0x0100 => "ffdhe2048",
        0x0101 => "ffdhe3072",
        0x0102 => "ffdhe4096",
        0x0103 => "ffdhe6144",
        0x0104 => "ffdhe8192",
        0x11eb => "SecP256r1MLKEM768",
        0x11ec => "X25519MLKEM768",
        0x11ed => "SecP384r1MLKEM1024",
        other => return format!("{other:04X}"),
    };
    name.into()
}

/// The name of an encryption of SSH or the kernel's IPsec.
pub fn encryption(name: &str) -> &'static str {
    match name.split('@').next().unwrap_or_default() {
        "none" => "none",
        "3des-cbc" => "3DES",
        "arcfour" => "RC4",
        "arcfour128" => "RC4-128",
        "arcfour256" => "RC4-256",
        "aes128-cbc" => "AES-CBC-128",
        "aes192-cbc" => "AES-CBC-192",
        "aes256-cbc" => "AES-CBC-256",
        "aes128-ctr" => "AES-CTR-128",
        "aes192-ctr" => "AES-CTR-192",
        "aes256-ctr" => "AES-CTR-256",
        "aes128-gcm" => "AES-GCM-128",
        "aes192-gcm" => "AES-GCM-192",
        "aes256-gcm" => "AES-GCM-256",
        "chacha20-poly1305" => "ChaCha20-Poly1305",
        _ => "",
    }
}

/// The name of a message authentication of SSH, which may be computed after encryption, or be a short one.
pub fn authentication(name: &str) -> &'static str {
    let name = name.split('@').next().unwrap_or_default();
    let name = name.strip_suffix("-etm").unwrap_or(name);
    match name.strip_suffix("-96").unwrap_or(name) {
        "none" => "none",
        "hmac-md5" => "HMAC-MD5",
        "hmac-sha1" => "HMAC-SHA1",
        "hmac-sha2-256" => "HMAC-SHA2-256",
        "hmac-sha2-512" => "HMAC-SHA2-512",
        "umac-64" => "UMAC-64",
        "umac-128" => "UMAC-128",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_names_have_codes() {
        for (number, exchange, encryption, authentication) in SUITES {
            assert!(code(ENCRYPTION, encryption) != 0, "{number:04x}");
            assert!(code(AUTHENTICATION, authentication) != 0, "{number:04x}");
            assert!(exchange.is_empty() || code(EXCHANGE, exchange) != 0);
        }
        assert!(SUITES.is_sorted());
        for names in [
            ENCRYPTION,
            AUTHENTICATION,
            EXCHANGE,
            SSH_EXCHANGE,
            SIGNATURE,
            SIGNING,
            DIGEST,
            KEY,
        ] {
            assert!(names.is_sorted());
        }
        assert_eq!(code(ENCRYPTION, encryption("aes256-gcm@openssh.com")), 0x13);
        assert_eq!(
            authentication("hmac-sha2-256-etm@openssh.com"),
            "HMAC-SHA2-256"
        );
        assert_eq!((code(KEY, "strange"), group(0xabcd)), (0, "ABCD".into()));
    }
}
