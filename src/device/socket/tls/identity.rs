//! Files of certificates and keys: PEM, with keys that a password may protect.

use super::SetupError;
use pkcs8::{EncryptedPrivateKeyInfo, SecretDocument};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, CertificateRevocationListDer, PrivateKeyDer};
use std::path::Path;

const ENCRYPTED: (&str, &str) = (
    "-----BEGIN ENCRYPTED PRIVATE KEY-----",
    "-----END ENCRYPTED PRIVATE KEY-----",
);

fn content(path: &Path) -> Result<Vec<u8>, SetupError> {
    std::fs::read(path).map_err(|e| SetupError::read(path, &e))
}

/// The certificates of a file, at least one.
pub fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, SetupError> {
    let all: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&content(path)?).collect();
    match all {
        Ok(all) if !all.is_empty() => Ok(all),
        Ok(_) => Err(SetupError::file(path, "there is no certificate")),
        Err(_) => Err(SetupError::file(path, "malformed PEM")),
    }
}

/// The certificates in the files of a folder; what is none is passed over.
pub fn folder(path: &Path) -> Result<Vec<CertificateDer<'static>>, SetupError> {
    let entries = std::fs::read_dir(path).map_err(|e| SetupError::read(path, &e))?;
    let files = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let all: Vec<_> = files
        .filter_map(|file| certificates(&file).ok())
        .flatten()
        .collect();
    match all.is_empty() {
        false => Ok(all),
        true => Err(SetupError::file(path, "there is no certificate")),
    }
}

/// Lists of revoked certificates.
pub fn revoked(path: &Path) -> Result<Vec<CertificateRevocationListDer<'static>>, SetupError> {
    let all: Result<Vec<_>, _> =
        CertificateRevocationListDer::pem_slice_iter(&content(path)?).collect();
    match all {
        Ok(all) if !all.is_empty() => Ok(all),
        Ok(_) => Err(SetupError::file(path, "there is no revocation list")),
        Err(_) => Err(SetupError::file(path, "malformed PEM")),
    }
}

/// The private key of a file.
pub fn key(path: &Path, password: Option<&[u8]>) -> Result<PrivateKeyDer<'static>, SetupError> {
    let fail = |why: &str| SetupError::file(path, why);
    let content = content(path)?;
    let text = String::from_utf8_lossy(&content);
    let Some(start) = text.find(ENCRYPTED.0) else {
        if text.contains("Proc-Type: 4,ENCRYPTED") {
            return Err(fail(
                "the key is encrypted in an old form; openssl pkcs8 -topk8 converts it",
            ));
        }
        return match PrivateKeyDer::pem_slice_iter(&content).next() {
            Some(Ok(key)) => Ok(key),
            Some(Err(_)) => Err(fail("malformed PEM")),
            None => Err(fail("there is no private key")),
        };
    };
    let Some(password) = password else {
        return Err(fail("the key is encrypted, and there is no password"));
    };
    let length = text[start..].find(ENCRYPTED.1);
    let length = length.ok_or_else(|| fail("malformed PEM"))? + ENCRYPTED.1.len();
    let (_, document) = SecretDocument::from_pem(&text[start..start + length])
        .map_err(|_| fail("malformed PEM"))?;
    let info = EncryptedPrivateKeyInfo::try_from(document.as_bytes())
        .map_err(|_| fail("the key is encrypted in a form that is not supported"))?;
    let key = info.decrypt(password).map_err(|_| {
        fail("the password is wrong, or the key is encrypted in a form that is not supported")
    })?;
    Ok(PrivateKeyDer::Pkcs8(key.as_bytes().to_vec().into()))
}
