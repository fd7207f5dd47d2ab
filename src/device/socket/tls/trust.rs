//! Whether the other end is who it says to be.
//!
//! Chains of certificates are rustls's business. Besides, a certificate that is itself in the file of authorities is
//! trusted, as OpenSSL does: self-signed ones are used so.

use super::SetupError;
use super::identity;
use super::parameters::{ClientCertificate, Parameters};
use super::x509::Certificate;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{WebPkiServerVerifier, verify_server_name};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use rustls::server::{ParsedCertificate, WebPkiClientVerifier};
use rustls::{CertificateError, DigitallySignedStruct, DistinguishedName, Error};
use rustls::{RootCertStore, SignatureScheme};
use std::path::Path;
use std::sync::Arc;

/// Where systems keep the authorities that their users trust.
const SYSTEM: [&str; 5] = [
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
    "/usr/local/etc/ssl/cert.pem",
];

/// What all verifiers have in common.
#[derive(Debug)]
struct Common {
    provider: Arc<CryptoProvider>,
    /// Certificates that are trusted themselves.
    pinned: Vec<CertificateDer<'static>>,
    depth: Option<usize>,
}

impl Common {
    /// Checks what does not depend on the chain; `true` when the certificate is trusted itself.
    fn check(
        &self,
        certificate: &CertificateDer<'_>,
        chain: &[CertificateDer<'_>],
        now: UnixTime,
    ) -> Result<bool, Error> {
        let between = chain
            .iter()
            .filter(|c| !Certificate::parse(c).is_some_and(|c| c.is_self_issued()));
        if self.depth.is_some_and(|most| between.count() > most) {
            let text = "the chain of certificates is longer than verify-depth";
            return Err(Error::General(text.into()));
        }
        if !self.pinned.iter().any(|p| p == certificate) {
            return Ok(false);
        }
        let (first, last) = Certificate::parse(certificate)
            .ok_or(CertificateError::BadEncoding)?
            .valid;
        let now = i64::try_from(now.as_secs()).unwrap_or(i64::MAX);
        match now {
            _ if now < first => Err(CertificateError::NotValidYet.into()),
            _ if now > last => Err(CertificateError::Expired.into()),
            _ => Ok(true),
        }
    }

    fn signature12(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signature, algorithms)
    }

    fn signature13(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signature, algorithms)
    }

    fn schemes(&self) -> Vec<SignatureScheme> {
        self.provider
            .signature_verification_algorithms
            .supported_schemes()
    }
}

/// What a client thinks of a server.
#[derive(Debug)]
pub struct ServerTrust {
    common: Common,
    /// `None`: verification is off.
    chain: Option<Arc<WebPkiServerVerifier>>,
}

/// What a server thinks of its clients.
#[derive(Debug)]
pub struct ClientTrust {
    common: Common,
    chain: Option<Arc<dyn ClientCertVerifier>>,
    required: bool,
}

/// The authorities that the parameters name, as a store and one by one.
fn authorities(
    p: &Parameters,
) -> Result<(RootCertStore, Vec<CertificateDer<'static>>), SetupError> {
    let mut all = Vec::new();
    if let Some(file) = &p.authorities {
        all.extend(identity::certificates(file)?);
    }
    if let Some(path) = &p.authority_folder {
        all.extend(identity::folder(path)?);
    }
    let mut store = RootCertStore::empty();
    let (added, _) = store.add_parsable_certificates(all.iter().cloned());
    match (added, &p.authorities) {
        (0, Some(file)) => Err(SetupError::file(file, "no certificate can be used")),
        _ => Ok((store, all)),
    }
}

/// The system's authorities; those of `SSL_CERT_FILE` if the environment names it.
fn system(named: Option<&str>) -> Result<RootCertStore, SetupError> {
    let found = match named {
        Some(file) => Some(Path::new(file)),
        None => SYSTEM.iter().map(Path::new).find(|p| p.exists()),
    };
    let mut store = RootCertStore::empty();
    if let Some(file) = found {
        store.add_parsable_certificates(identity::certificates(file)?);
    }
    match store.is_empty() {
        false => Ok(store),
        true => Err(SetupError::NoAuthorities),
    }
}

impl ServerTrust {
    pub fn new(
        p: &Parameters,
        provider: &Arc<CryptoProvider>,
        system_file: Option<&str>,
    ) -> Result<Self, SetupError> {
        let mut common = Common {
            provider: provider.clone(),
            pinned: Vec::new(),
            depth: p.depth,
        };
        if !p.verify {
            return Ok(ServerTrust {
                common,
                chain: None,
            });
        }
        let store = match p.authorities.is_some() || p.authority_folder.is_some() {
            true => {
                let (store, pinned) = authorities(p)?;
                common.pinned = pinned;
                store
            }
            false => system(system_file)?,
        };
        let mut builder =
            WebPkiServerVerifier::builder_with_provider(Arc::new(store), provider.clone());
        if let Some(file) = &p.revoked {
            builder = builder
                .with_crls(identity::revoked(file)?)
                .only_check_end_entity_revocation();
        }
        let chain = builder
            .build()
            .map_err(|e| SetupError::Refused(e.to_string()))?;
        Ok(ServerTrust {
            common,
            chain: Some(chain),
        })
    }
}

impl ServerCertVerifier for ServerTrust {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        chain: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let Some(verifier) = &self.chain else {
            return Ok(ServerCertVerified::assertion());
        };
        if self.common.check(certificate, chain, now)? {
            verify_server_name(&ParsedCertificate::try_from(certificate)?, name)?;
            return Ok(ServerCertVerified::assertion());
        }
        verifier.verify_server_cert(certificate, chain, name, ocsp, now)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.common.signature12(message, certificate, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.common.signature13(message, certificate, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.common.schemes()
    }
}

impl ClientTrust {
    pub fn new(p: &Parameters, provider: &Arc<CryptoProvider>) -> Result<Self, SetupError> {
        let required = p.client_certificate == ClientCertificate::Required;
        let mut common = Common {
            provider: provider.clone(),
            pinned: Vec::new(),
            depth: p.depth,
        };
        if !p.verify {
            return Ok(ClientTrust {
                common,
                chain: None,
                required,
            });
        }
        if p.authorities.is_none() && p.authority_folder.is_none() {
            // That some authority of the web knows a client says nothing.
            return Err(SetupError::NoClientAuthority);
        }
        let (store, pinned) = authorities(p)?;
        common.pinned = pinned;
        let mut builder =
            WebPkiClientVerifier::builder_with_provider(Arc::new(store), provider.clone());
        if let Some(file) = &p.revoked {
            builder = builder
                .with_crls(identity::revoked(file)?)
                .only_check_end_entity_revocation();
        }
        let chain = builder
            .build()
            .map_err(|e| SetupError::Refused(e.to_string()))?;
        Ok(ClientTrust {
            common,
            chain: Some(chain),
            required,
        })
    }
}

impl ClientCertVerifier for ClientTrust {
    fn client_auth_mandatory(&self) -> bool {
        self.required
    }

    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        self.chain.as_ref().map_or(&[], |c| c.root_hint_subjects())
    }

    fn verify_client_cert(
        &self,
        certificate: &CertificateDer<'_>,
        chain: &[CertificateDer<'_>],
        now: UnixTime,
    ) -> Result<ClientCertVerified, Error> {
        let Some(verifier) = &self.chain else {
            return Ok(ClientCertVerified::assertion());
        };
        if self.common.check(certificate, chain, now)? {
            return Ok(ClientCertVerified::assertion());
        }
        verifier.verify_client_cert(certificate, chain, now)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.common.signature12(message, certificate, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.common.signature13(message, certificate, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.common.schemes()
    }
}
