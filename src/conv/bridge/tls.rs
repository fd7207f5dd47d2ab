//! Who a machine is for the others: TLS in both directions with certificates of one authority, each for the LMID of its machine.

use crate::device::socket::tls::{SetupError, identity};
use rustls::client::verify_server_name;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::server::{ParsedCertificate, WebPkiClientVerifier};
use rustls::{ClientConfig, ClientConnection, RootCertStore, ServerConfig, ServerConnection};
use std::path::Path;
use std::sync::Arc;

/// Names the folder of `ca.pem`, `machine.pem` and `machine.key`.
pub const VARIABLE: &str = "MRUN_CONV_TLS";

/// The certificates and the key of a machine.
#[cfg_attr(
    not(feature = "etcd"),
    expect(dead_code, reason = "only the store of machines reads the files")
)]
pub struct Identity {
    pub authorities: Vec<CertificateDer<'static>>,
    pub chain: Vec<CertificateDer<'static>>,
    /// The key, for those who want it as it is in the file.
    pub key_pem: Vec<u8>,
    server: Arc<ServerConfig>,
    client: Arc<ClientConfig>,
}

/// Why there is no identity.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    #[error(transparent)]
    File(#[from] SetupError),
    #[error(transparent)]
    Read(#[from] std::io::Error),
    #[error("certificates for machines: {0}")]
    Tls(#[from] rustls::Error),
    #[error("certificates for machines: {0}")]
    Clients(#[from] rustls::server::VerifierBuilderError),
}

impl Identity {
    /// That of a folder.
    ///
    /// # Errors
    /// A file is missing, or not what it should be.
    pub fn read(folder: &Path) -> Result<Identity, IdentityError> {
        let authorities = identity::certificates(&folder.join("ca.pem"))?;
        let chain = identity::certificates(&folder.join("machine.pem"))?;
        let file = folder.join("machine.key");
        let key = identity::key(&file, None)?;
        let key_pem = std::fs::read(&file)?;
        let mut roots = RootCertStore::empty();
        for authority in &authorities {
            roots.add(authority.clone())?;
        }
        let roots = Arc::new(roots);
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let clients =
            WebPkiClientVerifier::builder_with_provider(roots.clone(), provider.clone()).build()?;
        let server = ServerConfig::builder_with_provider(provider.clone())
            .with_safe_default_protocol_versions()?
            .with_client_cert_verifier(clients)
            .with_single_cert(chain.clone(), key.clone_key())?;
        let client = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_client_auth_cert(chain.clone(), key)?;
        Ok(Identity {
            authorities,
            chain,
            key_pem,
            server: Arc::new(server),
            client: Arc::new(client),
        })
    }

    /// A connection that another machine began.
    ///
    /// # Errors
    /// TLS is not set up.
    pub fn accept(&self) -> Result<rustls::Connection, rustls::Error> {
        Ok(ServerConnection::new(self.server.clone())?.into())
    }

    /// A connection to a machine, whose certificate has to be its own.
    ///
    /// # Errors
    /// The name cannot be one of a certificate.
    pub fn connect(&self, machine: &str) -> Result<rustls::Connection, rustls::Error> {
        Ok(ClientConnection::new(self.client.clone(), name(machine)?)?.into())
    }
}

/// Whether the other side of a connection has a certificate for this machine.
pub fn is_from(connection: &rustls::Connection, machine: &str) -> bool {
    let certificate = connection.peer_certificates().and_then(|c| c.first());
    let parsed = certificate.and_then(|c| ParsedCertificate::try_from(c).ok());
    match (parsed, name(machine)) {
        (Some(parsed), Ok(name)) => verify_server_name(&parsed, &name).is_ok(),
        _ => false,
    }
}

fn name(machine: &str) -> Result<ServerName<'static>, rustls::Error> {
    ServerName::try_from(machine.to_ascii_lowercase())
        .map_err(|_| rustls::Error::General(format!("{machine} is no name for a certificate")))
}
