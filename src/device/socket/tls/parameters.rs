//! Parameters of TLS: by tlsid from the configuration file, and from the options argument of `WRITE /TLS`.

use super::SetupError;
use super::ciphers::Suites;
use super::libconfig::{self, Setting, Value};
use std::path::{Path, PathBuf};

/// Whether a server asks clients for a certificate.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum ClientCertificate {
    #[default]
    None,
    Optional,
    Required,
}

/// What one end of a connection may do and wants of the other.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Parameters {
    /// Own certificate with its chain, and its key; the key may stand in the same file.
    pub certificate: Option<PathBuf>,
    pub key: Option<PathBuf>,
    /// Authorities that are trusted, in a file or in the files of a directory.
    pub authorities: Option<PathBuf>,
    pub authority_folder: Option<PathBuf>,
    pub revoked: Option<PathBuf>,
    /// The peer's certificate is verified.
    pub verify: bool,
    pub client_certificate: ClientCertificate,
    /// Most authorities between the peer's certificate and a trusted one.
    pub depth: Option<usize>,
    pub suites: Suites,
    /// Protocol versions.
    pub tls12: bool,
    pub tls13: bool,
    /// Sessions can be resumed.
    pub sessions: bool,
    pub alpn: Vec<Vec<u8>>,
    /// Name that the server's certificate has to carry, in place of the host of CONNECT.
    pub server_name: Option<String>,
}

impl Default for Parameters {
    fn default() -> Self {
        Parameters {
            certificate: None,
            key: None,
            authorities: None,
            authority_folder: None,
            revoked: None,
            verify: true,
            client_certificate: ClientCertificate::None,
            depth: None,
            suites: Suites::default(),
            tls12: true,
            tls13: true,
            sessions: true,
            alpn: Vec::new(),
            server_name: None,
        }
    }
}

/// Takes the text of a parameter; the error says what is wrong with it.
type Take = fn(&mut Parameters, &str) -> Result<(), String>;

/// The parameters by name: GT.M's, and shorter ones of our own.
const TABLE: [(&str, Take); 20] = [
    ("format", format),
    ("cert", |p, text| path(&mut p.certificate, text)),
    ("key", |p, text| path(&mut p.key, text)),
    ("CAfile", |p, text| path(&mut p.authorities, text)),
    ("ca", |p, text| path(&mut p.authorities, text)),
    ("CApath", |p, text| path(&mut p.authority_folder, text)),
    ("crl", |p, text| path(&mut p.revoked, text)),
    ("verify-mode", verify_mode),
    ("verify-depth", verify_depth),
    ("verify-level", ignore),
    ("verify", verify),
    ("clientcert", client_certificate),
    ("cipher-list", |p, text| p.suites.restrict(text)),
    ("ssl-options", ssl_options),
    ("session-timeout", session_timeout),
    ("session-id-hex", ignore),
    ("dh512", ignore),
    ("dh1024", ignore),
    ("servername", server_name),
    ("alpn", alpn),
];

impl Parameters {
    /// Sets the members of a group of the file, except the groups among them.
    pub fn apply_group(&mut self, file: &Path, group: &[Setting]) -> Result<(), SetupError> {
        for setting in group {
            let (Value::Text(text) | Value::Plain(text)) = &setting.value else {
                continue;
            };
            // What other versions of GT.M know besides has no meaning here.
            if let Some(take) = find(&setting.name) {
                take(self, text).map_err(|why| SetupError::Setting {
                    file: file.to_owned(),
                    line: setting.line,
                    name: setting.name.clone(),
                    why,
                })?;
            }
        }
        Ok(())
    }

    /// Sets what the options argument says.
    pub fn apply_options(&mut self, options: &Options) -> Result<(), SetupError> {
        for (name, text) in &options.items {
            let fail = |why: String| SetupError::Option {
                name: name.clone(),
                why,
            };
            let take = find(name).ok_or_else(|| fail("no such parameter".into()))?;
            take(self, text).map_err(fail)?;
        }
        Ok(())
    }

    /// Makes file names absolute.
    pub fn locate(&mut self, directory: &Path) {
        let files = [
            &mut self.certificate,
            &mut self.key,
            &mut self.authorities,
            &mut self.authority_folder,
            &mut self.revoked,
        ];
        for path in files.into_iter().flatten() {
            *path = directory.join(&*path);
        }
    }

    /// Every file that is read for these parameters.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        let files = [
            &self.certificate,
            &self.key,
            &self.authorities,
            &self.authority_folder,
            &self.revoked,
        ];
        files.into_iter().flatten().map(PathBuf::as_path)
    }
}

/// The options argument: `name=value;...`, or settings as in the file (`name: "value";`).
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Options {
    items: Vec<(String, String)>,
    /// There are settings in the file's form, which belong to a tlsid.
    pub needs_section: bool,
}

impl Options {
    pub fn parse(text: &str) -> Result<Self, SetupError> {
        let mut options = Options::default();
        let mut rest = text.trim_start();
        while !rest.is_empty() {
            let end = rest.find([':', '=', ';']).unwrap_or(rest.len());
            let name = rest[..end].trim().to_owned();
            let sign = rest[end..].chars().next();
            let fail = |why: &str| SetupError::Option {
                name: name.clone(),
                why: why.into(),
            };
            if name.is_empty() && sign == Some(';') {
                rest = rest[end + 1..].trim_start();
                continue;
            }
            if name.is_empty() || !matches!(sign, Some(':' | '=')) {
                return Err(fail("name=value is expected"));
            }
            options.needs_section |= sign == Some(':');
            let after = rest[end + 1..].trim_start();
            let value;
            (value, rest) = if after.starts_with('"') {
                let length = quoted(after).ok_or_else(|| fail("the closing quote is missing"))?;
                let settings = libconfig::parse(format!("v={}", &after[..length]).as_bytes());
                match settings.ok().and_then(|mut s| s.pop()).map(|s| s.value) {
                    Some(Value::Text(text)) => (text, &after[length..]),
                    _ => return Err(fail("the text in quotes is malformed")),
                }
            } else {
                let length = after.find(';').unwrap_or(after.len());
                (after[..length].trim_end().to_owned(), &after[length..])
            };
            rest = rest.trim_start();
            match rest.strip_prefix([';', ',']) {
                Some(next) => rest = next.trim_start(),
                None if rest.is_empty() => {}
                None => return Err(fail("a semicolon has to follow the value")),
            }
            options.items.push((name, value));
        }
        Ok(options)
    }
}

/// Length of a text in quotes, with them.
fn quoted(text: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return Some(at + 1),
            _ => {}
        }
    }
    None
}

fn find(name: &str) -> Option<Take> {
    TABLE
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
        .map(|(_, take)| *take)
}

fn ignore(_: &mut Parameters, _: &str) -> Result<(), String> {
    Ok(())
}

fn path(place: &mut Option<PathBuf>, text: &str) -> Result<(), String> {
    *place = Some(PathBuf::from(text)).filter(|_| !text.is_empty());
    Ok(())
}

fn format(_: &mut Parameters, text: &str) -> Result<(), String> {
    match text.eq_ignore_ascii_case("PEM") {
        true => Ok(()),
        false => Err(format!("{text} is not supported, PEM is")),
    }
}

/// Words of OpenSSL, separated by anything that does not belong to a word.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && !"_-!".contains(c))
        .filter(|w| !w.is_empty())
}

fn verify_mode(p: &mut Parameters, text: &str) -> Result<(), String> {
    (p.verify, p.client_certificate) = (true, ClientCertificate::None);
    for word in words(text) {
        match word.to_ascii_uppercase().as_str() {
            "SSL_VERIFY_NONE" => p.verify = false,
            "SSL_VERIFY_PEER" if p.client_certificate == ClientCertificate::None => {
                p.client_certificate = ClientCertificate::Optional;
            }
            "SSL_VERIFY_FAIL_IF_NO_PEER_CERT" => {
                p.client_certificate = ClientCertificate::Required;
            }
            "SSL_VERIFY_PEER" | "SSL_VERIFY_CLIENT_ONCE" | "SSL_VERIFY_POST_HANDSHAKE" => {}
            _ => return Err(format!("{word} is unknown")),
        }
    }
    Ok(())
}

fn verify_depth(p: &mut Parameters, text: &str) -> Result<(), String> {
    p.depth = Some(number(text)?);
    Ok(())
}

fn number(text: &str) -> Result<usize, String> {
    let digits = text.trim_end_matches(['l', 'L']);
    let value = match digits.strip_prefix("0x").or(digits.strip_prefix("0X")) {
        Some(hex) => usize::from_str_radix(hex, 16),
        None => digits.parse(),
    };
    value.map_err(|_| format!("{text} is not a number"))
}

fn verify(p: &mut Parameters, text: &str) -> Result<(), String> {
    p.verify = match text.to_ascii_lowercase().as_str() {
        "on" | "true" | "1" => true,
        "off" | "false" | "0" => false,
        _ => return Err(format!("{text} is neither on nor off")),
    };
    Ok(())
}

fn client_certificate(p: &mut Parameters, text: &str) -> Result<(), String> {
    p.client_certificate = match text.to_ascii_lowercase().as_str() {
        "none" => ClientCertificate::None,
        "optional" => ClientCertificate::Optional,
        "required" => ClientCertificate::Required,
        _ => return Err(format!("{text} is none of none, optional, required")),
    };
    Ok(())
}

fn ssl_options(p: &mut Parameters, text: &str) -> Result<(), String> {
    for word in words(text) {
        let (off, name) = match word.strip_prefix('!') {
            Some(name) => (true, name),
            None => (false, word),
        };
        match name.to_ascii_uppercase().as_str() {
            "SSL_OP_NO_TLSV1_2" => p.tls12 = off,
            "SSL_OP_NO_TLSV1_3" => p.tls13 = off,
            "SSL_OP_NO_TICKET" => p.sessions = off,
            // The others weaken, strengthen or mend what is not there: old versions, renegotiation, compression.
            known if known.starts_with("SSL_OP_") => {}
            _ => return Err(format!("{name} is unknown")),
        }
    }
    match p.tls12 || p.tls13 {
        true => Ok(()),
        false => Err("no protocol version is left".into()),
    }
}

fn session_timeout(p: &mut Parameters, text: &str) -> Result<(), String> {
    // How long sessions live besides is up to the tickets.
    p.sessions = text.trim().trim_start_matches('-') == text.trim() && number(text)? > 0;
    Ok(())
}

fn server_name(p: &mut Parameters, text: &str) -> Result<(), String> {
    p.server_name = Some(text.to_owned()).filter(|n| !n.is_empty());
    Ok(())
}

fn alpn(p: &mut Parameters, text: &str) -> Result<(), String> {
    let names = text.split([',', ' ']).filter(|n| !n.is_empty());
    p.alpn = names.map(|n| n.as_bytes().to_vec()).collect();
    match p.alpn.iter().any(|n| n.len() > 255) {
        true => Err("a protocol name is longer than 255".into()),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_options(text: &str) -> Result<Parameters, String> {
        let mut p = Parameters::default();
        let options = Options::parse(text).map_err(|e| e.to_string())?;
        p.apply_options(&options).map_err(|e| e.to_string())?;
        Ok(p)
    }

    #[test]
    fn options_in_both_forms() {
        let p = with_options(
            "cert=/a b.pem; KEY=/k ;ca=\"/c;d.pem\";servername=x.example;alpn=h2,http/1.1;;verify=off",
        )
        .unwrap();
        assert_eq!(p.certificate.unwrap(), Path::new("/a b.pem"));
        assert_eq!(p.key.unwrap(), Path::new("/k"));
        assert_eq!(p.authorities.unwrap(), Path::new("/c;d.pem"));
        assert_eq!(p.alpn, [b"h2".to_vec(), b"http/1.1".to_vec()]);
        assert!(!p.verify && p.server_name.as_deref() == Some("x.example"));
        let p = with_options(
            "verify-mode:\"SSL_VERIFY_PEER:SSL_VERIFY_FAIL_IF_NO_PEER_CERT\";verify-depth:3;session-timeout:0;",
        )
        .unwrap();
        assert!(p.verify && p.client_certificate == ClientCertificate::Required);
        assert_eq!((p.depth, p.sessions), (Some(3), false));
        assert!(
            !with_options("ssl-options=SSL_OP_NO_TLSv1_3|SSL_OP_ALL")
                .unwrap()
                .tls13
        );
        assert!(Options::parse("a:1").unwrap().needs_section);
        assert!(!Options::parse("a=1").unwrap().needs_section);
    }

    #[test]
    fn wrong_options_are_named() {
        for (text, expected) in [
            ("nonsense=1", "nonsense: no such parameter"),
            ("cert", "cert: name=value is expected"),
            ("cert=\"x", "cert: the closing quote is missing"),
            ("cert=\"x\" y", "cert: a semicolon has to follow the value"),
            ("verify=maybe", "verify: maybe is neither on nor off"),
            ("verify-mode=NO", "verify-mode: NO is unknown"),
            ("verify-depth=x", "verify-depth: x is not a number"),
            ("format=ASN1", "format: ASN1 is not supported, PEM is"),
            (
                "clientcert=yes",
                "clientcert: yes is none of none, optional, required",
            ),
            (
                "ssl-options=SSL_OP_NO_TLSv1_2:SSL_OP_NO_TLSv1_3",
                "ssl-options: no protocol version is left",
            ),
            (
                "cipher-list=RC4-MD5",
                "cipher-list: none of these ciphers is supported",
            ),
        ] {
            assert_eq!(with_options(text).unwrap_err(), expected, "{text}");
        }
    }
}
