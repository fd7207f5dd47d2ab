//! What a session keeps for its TLS connections: the configuration file as it was last read, and what was made of
//! certificates and keys, each until the files change.

use super::SetupError;
use super::identity;
use super::libconfig::{self, Setting};
use super::parameters::{ClientCertificate, Options, Parameters};
use super::session::Role;
use super::trust::{ClientTrust, ServerTrust};
use rustls::crypto::CryptoProvider;
use rustls::server::NoServerSessionStorage;
use rustls::{ClientConfig, ServerConfig, SupportedProtocolVersion};
use std::collections::HashMap;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// So many contexts are kept: a program has few sets of parameters.
const MOST: usize = 64;

/// What tells that a file has changed.
type Stamp = Option<(u64, u64, i64, i64)>;

fn stamp(path: &Path) -> Stamp {
    let m = path.metadata().ok()?;
    Some((m.ino(), m.size(), m.mtime(), m.mtime_nsec()))
}

/// What connections with the same parameters share.
#[derive(Debug, Clone)]
pub enum Context {
    Client(Arc<ClientConfig>),
    Server(Arc<ServerConfig>),
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Key {
    role: Role,
    parameters: Parameters,
    password: Option<Vec<u8>>,
    stamps: Vec<Stamp>,
}

/// What a connection asks for.
pub struct Wish<'a> {
    pub role: Role,
    /// "" is none.
    pub tlsid: &'a str,
    /// As an argument of `WRITE /TLS`.
    pub password: Option<&'a [u8]>,
    pub options: Options,
}

/// The contexts of a session.
#[derive(Debug, Default)]
pub struct Contexts {
    file: Option<(PathBuf, Stamp, Vec<Setting>)>,
    made: HashMap<Key, Context>,
}

impl Contexts {
    /// The parameters and the context for a connection.
    pub fn find(
        &mut self,
        wish: &Wish<'_>,
        directory: &Path,
        env: &HashMap<String, String>,
    ) -> Result<(Parameters, Context), SetupError> {
        let mut parameters = Parameters::default();
        if !wish.tlsid.is_empty() {
            let named = env.get("gtmcrypt_config").or(env.get("crypt_config"));
            let file = named.filter(|f| !f.is_empty()).map(|f| directory.join(f));
            self.section(file, wish, &mut parameters)?;
        }
        parameters.apply_options(&wish.options)?;
        parameters.locate(directory);
        let named = env.get(&format!("mrun_tls_passwd_{}", wish.tlsid));
        let password = wish.password.map(<[u8]>::to_vec);
        let key = Key {
            role: wish.role,
            password: password.or(named.map(|p| p.as_bytes().to_vec())),
            stamps: parameters.files().map(stamp).collect(),
            parameters: Parameters {
                server_name: None,
                ..parameters.clone()
            },
        };
        if let Some(context) = self.made.get(&key) {
            return Ok((parameters, context.clone()));
        }
        let context = match wish.role {
            Role::Client => Context::Client(client(&key, env.get("SSL_CERT_FILE"))?),
            Role::Server => Context::Server(server(&key)?),
        };
        if self.made.len() >= MOST {
            self.made.clear();
        }
        self.made.insert(key, context.clone());
        Ok((parameters, context))
    }

    /// Applies the global settings of the file and those of the tlsid.
    fn section(
        &mut self,
        file: Option<PathBuf>,
        wish: &Wish<'_>,
        parameters: &mut Parameters,
    ) -> Result<(), SetupError> {
        let unknown = || SetupError::UnknownSection(wish.tlsid.to_owned());
        let Some(file) = file else {
            // With options of its own the tlsid is but a name.
            return match wish.options == Options::default() {
                true => Err(SetupError::NoFile(wish.tlsid.to_owned())),
                false => Ok(()),
            };
        };
        let now = stamp(&file);
        if !self
            .file
            .as_ref()
            .is_some_and(|(f, s, _)| *f == file && *s == now)
        {
            let text = std::fs::read(&file).map_err(|e| SetupError::read(&file, &e))?;
            let settings = libconfig::parse(&text).map_err(|error| SetupError::Syntax {
                file: file.clone(),
                error,
            })?;
            self.file = Some((file.clone(), now, settings));
        }
        let settings = self.file.as_ref().map_or(&[][..], |(_, _, s)| s);
        let global = libconfig::group(settings, "tls").unwrap_or_default();
        parameters.apply_group(&file, global)?;
        match libconfig::group(global, wish.tlsid) {
            Some(own) => parameters.apply_group(&file, own),
            None if wish.options == Options::default() => Err(unknown()),
            None => Ok(()),
        }
    }
}

fn provider(p: &Parameters) -> Arc<CryptoProvider> {
    Arc::new(CryptoProvider {
        cipher_suites: p.suites.supported(),
        ..rustls::crypto::ring::default_provider()
    })
}

fn versions(p: &Parameters) -> Vec<&'static SupportedProtocolVersion> {
    let all = [
        (p.tls13, &rustls::version::TLS13),
        (p.tls12, &rustls::version::TLS12),
    ];
    all.iter().filter(|(on, _)| *on).map(|(_, v)| *v).collect()
}

fn refused(error: rustls::Error) -> SetupError {
    SetupError::Refused(super::explain(&error))
}

fn client(key: &Key, system_file: Option<&String>) -> Result<Arc<ClientConfig>, SetupError> {
    let p = &key.parameters;
    let provider = provider(p);
    let trust = ServerTrust::new(p, &provider, system_file.map(String::as_str))?;
    let builder = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&versions(p))
        .map_err(refused)?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(trust));
    let mut config = match &p.certificate {
        None => builder.with_no_client_auth(),
        Some(file) => {
            let private = identity::key(p.key.as_ref().unwrap_or(file), key.password.as_deref())?;
            builder
                .with_client_auth_cert(identity::certificates(file)?, private)
                .map_err(refused)?
        }
    };
    config.alpn_protocols = p.alpn.clone();
    if !p.sessions {
        config.resumption = rustls::client::Resumption::disabled();
    }
    Ok(Arc::new(config))
}

fn server(key: &Key) -> Result<Arc<ServerConfig>, SetupError> {
    let p = &key.parameters;
    let file = p.certificate.as_ref().ok_or(SetupError::NoCertificate)?;
    let provider = provider(p);
    let builder = ServerConfig::builder_with_provider(provider.clone())
        .with_protocol_versions(&versions(p))
        .map_err(refused)?;
    let builder = match p.client_certificate {
        ClientCertificate::None => builder.with_no_client_auth(),
        _ => builder.with_client_cert_verifier(Arc::new(ClientTrust::new(p, &provider)?)),
    };
    let private = identity::key(p.key.as_ref().unwrap_or(file), key.password.as_deref())?;
    let mut config = builder
        .with_single_cert(identity::certificates(file)?, private)
        .map_err(refused)?;
    config.alpn_protocols = p.alpn.clone();
    if !p.sessions {
        config.session_storage = Arc::new(NoServerSessionStorage {});
        config.send_tls13_tickets = 0;
    }
    Ok(Arc::new(config))
}
