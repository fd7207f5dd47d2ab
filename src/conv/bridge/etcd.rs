//! The store of machines in etcd, through its gateway for HTTP and JSON.
//!
//! The gateway is a part of every etcd 3. Its protocol needs no gRPC, and so no second scheduler in the bridge, which has threads and a poll.

use super::store::{Store, StoreError};
use super::tls::Identity;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use ureq::tls::{ClientCert, RootCerts, TlsConfig};

/// Answers are no longer.
const LONGEST: u64 = 64 << 20;

pub struct Etcd {
    agent: ureq::Agent,
    /// The addresses of its members; the first is the one that answered last.
    members: Vec<String>,
    /// All keys begin so.
    prefix: String,
    lease: Duration,
    /// The lease that this machine has.
    id: Option<String>,
    /// The lease under which something was put last, and that.
    put: Option<(String, String)>,
}

impl Etcd {
    /// `addresses`: `http://HOST:PORT` or `https://...`, with commas between them.
    ///
    /// # Errors
    /// The key of the machine is of no form that is known.
    pub fn new(
        addresses: &str,
        key: u32,
        lease: Duration,
        identity: &Identity,
    ) -> Result<Etcd, StoreError> {
        let authorities = identity.authorities.iter().map(|c| certificate(c));
        let own: Vec<_> = identity.chain.iter().map(|c| certificate(c)).collect();
        let key_of_machine = ureq::tls::PrivateKey::from_pem(&identity.key_pem)
            .map_err(|error| StoreError(format!("machine.key: {error}")))?;
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::Specific(Arc::new(authorities.collect())))
            .client_cert(Some(ClientCert::new_with_certs(&own, key_of_machine)))
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .build();
        let agent = ureq::Agent::config_builder()
            .tls_config(tls)
            .timeout_global(Some((lease / 2).max(Duration::from_secs(1))))
            .http_status_as_error(false)
            .build();
        Ok(Etcd {
            agent: agent.into(),
            members: addresses
                .split(',')
                .map(|a| a.trim().trim_end_matches('/').to_string())
                .filter(|a| !a.is_empty())
                .collect(),
            prefix: format!("mrun/conv/{key}/"),
            lease,
            id: None,
            put: None,
        })
    }

    fn ask(&mut self, path: &str, body: &Value) -> Result<Value, StoreError> {
        let mut last = StoreError("no member of etcd is named".into());
        for at in 0..self.members.len() {
            let member = self.members[at].clone();
            match self.ask_member(&member, path, body) {
                Ok(answer) => {
                    self.members.swap(0, at);
                    return Ok(answer);
                }
                Err(error) => last = StoreError(format!("{member}: {error}")),
            }
        }
        self.put = None;
        Err(last)
    }

    fn ask_member(&self, member: &str, path: &str, body: &Value) -> Result<Value, StoreError> {
        let error = |error: ureq::Error| StoreError(error.to_string());
        let url = format!("{member}/v3/{path}");
        let request = self.agent.post(&url).content_type("application/json");
        let mut answer = request.send(body.to_string()).map_err(error)?;
        let status = answer.status();
        let body = answer.body_mut().with_config().limit(LONGEST);
        let text = body.read_to_string().map_err(error)?;
        if !status.is_success() {
            return Err(StoreError(format!("{status}: {}", text.trim())));
        }
        serde_json::from_str(&text).map_err(|error| StoreError(error.to_string()))
    }

    /// The lease, renewed, or a new one.
    fn lease(&mut self) -> Result<String, StoreError> {
        if let Some(id) = self.id.take() {
            let answer = self.ask("lease/keepalive", &json!({ "ID": id }))?;
            let left = &answer["result"]["TTL"];
            if left.as_str().is_some_and(|left| left != "0") {
                self.id = Some(id.clone());
                return Ok(id);
            }
        }
        let seconds = self.lease.as_secs().max(1).to_string();
        let answer = self.ask("lease/grant", &json!({ "TTL": seconds }))?;
        let id = answer["ID"].as_str();
        let id = id.ok_or_else(|| StoreError(format!("no lease in {answer}")))?;
        self.id = Some(id.to_string());
        Ok(id.to_string())
    }
}

fn certificate(der: &[u8]) -> ureq::tls::Certificate<'static> {
    ureq::tls::Certificate::from_der(der).to_owned()
}

impl Store for Etcd {
    fn publish(&mut self, machine: &str, text: &str) -> Result<(), StoreError> {
        let lease = self.lease()?;
        let now = Some((lease.clone(), text.to_string()));
        if self.put == now {
            // The lease was what was due: each put would be another revision.
            return Ok(());
        }
        let key = STANDARD.encode(format!("{}{machine}", self.prefix));
        let value = STANDARD.encode(text);
        let put = json!({ "key": key, "value": value, "lease": lease });
        self.ask("kv/put", &put)?;
        self.put = now;
        Ok(())
    }

    fn read(&mut self) -> Result<BTreeMap<String, String>, StoreError> {
        // Up to the first key with another prefix: `/` and the character behind it.
        let end = format!("{}0", self.prefix.trim_end_matches('/'));
        let range =
            json!({ "key": STANDARD.encode(&self.prefix), "range_end": STANDARD.encode(end) });
        let answer = self.ask("kv/range", &range)?;
        let text = |value: &Value| {
            let bytes = STANDARD.decode(value.as_str().unwrap_or_default()).ok()?;
            String::from_utf8(bytes).ok()
        };
        let pairs = answer["kvs"].as_array().into_iter().flatten();
        let pairs = pairs.filter_map(|pair| {
            let key = text(&pair["key"])?;
            let machine = key.strip_prefix(&self.prefix)?;
            Some((machine.to_string(), text(&pair["value"])?))
        });
        Ok(pairs.collect())
    }

    fn withdraw(&mut self) {
        if let Some(id) = self.id.take() {
            // Without an answer the lease ends by itself.
            let _ = self.ask("lease/revoke", &json!({ "ID": id }));
        }
    }
}
