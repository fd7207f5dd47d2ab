//! What goes wrong with TLS, in words for the program's user.

use super::libconfig::SyntaxError;
use rustls::{AlertDescription, CertificateError, Error, InvalidMessage, PeerIncompatible};
use std::io;
use std::path::{Path, PathBuf};

/// Why a connection cannot even begin: parameters and files.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    #[error("TLSID {0} not found in configuration file.")]
    UnknownSection(String),
    #[error("TLSID {0} not found: gtmcrypt_config names no configuration file.")]
    NoFile(String),
    #[error("{}: {error}", file.display())]
    Syntax { file: PathBuf, error: SyntaxError },
    #[error("{}: line {line}: {name}: {why}", file.display())]
    Setting {
        file: PathBuf,
        line: usize,
        name: String,
        why: String,
    },
    #[error("{name}: {why}")]
    Option { name: String, why: String },
    #[error("{}: {why}", file.display())]
    File { file: PathBuf, why: String },
    #[error("a server needs a certificate (cert)")]
    NoCertificate,
    #[error("certificates of clients need authorities (ca)")]
    NoClientAuthority,
    #[error("the system has no file of trusted authorities; name one (ca)")]
    NoAuthorities,
    #[error("{0} is no name that a certificate can carry (servername)")]
    Name(String),
    #[error("{0}")]
    Refused(String),
}

impl SetupError {
    pub fn file(path: &Path, why: &str) -> Self {
        SetupError::File {
            file: path.to_owned(),
            why: why.to_owned(),
        }
    }

    /// A file that cannot be read.
    pub fn read(path: &Path, error: &io::Error) -> Self {
        let text = super::super::sys::error_text(error);
        Self::file(path, &String::from_utf8_lossy(&text))
    }
}

/// What is wrong with a connection.
pub fn explain(error: &Error) -> String {
    match error {
        Error::InvalidCertificate(reason) => certificate(reason),
        Error::NoCertificatesPresented => "the peer has no certificate".into(),
        Error::AlertReceived(alert) => alert_text(*alert),
        Error::InvalidMessage(InvalidMessage::InvalidContentType) => {
            "the peer does not speak TLS, or not only".into()
        }
        Error::PeerIncompatible(
            PeerIncompatible::ServerDoesNotSupportTls12Or13
            | PeerIncompatible::SupportedVersionsExtensionRequired
            | PeerIncompatible::Tls12NotOffered
            | PeerIncompatible::Tls12NotOfferedOrEnabled
            | PeerIncompatible::ServerSentHelloRetryRequestWithUnknownExtension
            | PeerIncompatible::ServerTlsVersionIsDisabledByOurConfig,
        ) => "there is no protocol version that both sides support".into(),
        Error::PeerIncompatible(PeerIncompatible::NoCipherSuitesInCommon) => {
            "there is no cipher that both sides support".into()
        }
        Error::NoApplicationProtocol => "there is no application protocol in common (alpn)".into(),
        Error::InconsistentKeys(_) => "the key does not belong to the certificate".into(),
        Error::General(text) => text.clone(),
        other => other.to_string(),
    }
}

fn certificate(reason: &CertificateError) -> String {
    let text = match reason {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => "has expired",
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            "is not valid yet"
        }
        CertificateError::Revoked => "has been revoked",
        CertificateError::UnknownIssuer => "is signed by no trusted authority",
        CertificateError::NotValidForName => "is for another name",
        CertificateError::NotValidForNameContext {
            expected,
            presented,
        } => {
            let named = match presented.is_empty() {
                true => "no name at all".into(),
                false => {
                    let names: Vec<&str> = presented.iter().map(|n| bare(n)).collect();
                    names.join(", ")
                }
            };
            return format!(
                "the peer's certificate is for another name: {named}, not {}",
                expected.to_str()
            );
        }
        CertificateError::BadSignature => "has a wrong signature",
        CertificateError::BadEncoding => "is malformed",
        CertificateError::UnknownRevocationStatus => "is not covered by the revocation lists",
        CertificateError::Other(other) if other.to_string().contains("CaUsedAsEndEntity") => {
            "is an authority's own, and not a trusted one"
        }
        other => return format!("the peer's certificate is not accepted: {other}"),
    };
    format!("the peer's certificate {text}")
}

/// A name without the kind that rustls puts around it: `DnsName("localhost")`.
fn bare(name: &str) -> &str {
    let inner = name.split_once('(').map_or(name, |(_, inner)| inner);
    inner.trim_end_matches(')').trim_matches('"')
}

fn alert_text(alert: AlertDescription) -> String {
    let why = match alert {
        AlertDescription::UnknownCA => "it does not know who signed our certificate",
        AlertDescription::CertificateRequired => "it wants a certificate of us",
        AlertDescription::CertificateExpired => "our certificate has expired",
        AlertDescription::CertificateRevoked => "our certificate has been revoked",
        AlertDescription::BadCertificate | AlertDescription::CertificateUnknown => {
            "it does not accept our certificate"
        }
        AlertDescription::ProtocolVersion => "it supports no protocol version of ours",
        AlertDescription::HandshakeFailure | AlertDescription::InsufficientSecurity => {
            "it finds nothing in common with us"
        }
        AlertDescription::NoApplicationProtocol => "it supports no application protocol of ours",
        AlertDescription::UnrecognisedName => "it does not know the server name",
        _ => "",
    };
    let name = format!("{alert:?}");
    match why {
        "" => format!("the peer refused: alert {} ({name})", u8::from(alert)),
        _ => format!(
            "the peer refused: {why} (alert {}, {name})",
            u8::from(alert)
        ),
    }
}
