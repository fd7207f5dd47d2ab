//! `WRITE /TLS`: a connected TCP socket goes over to TLS, as a client or a server.
//!
//! The handshake is an operation that suspends like any other. Nothing of cryptography is set up before the first one.

mod ciphers;
mod contexts;
mod errors;
#[cfg(fuzzing)]
pub mod fuzz;
pub(crate) mod identity;
mod info;
mod libconfig;
mod parameters;
mod session;
mod trust;
pub(crate) mod x509;

pub use contexts::Contexts;
pub use errors::{SetupError, explain};
pub use info::describe;
pub use session::Tls;

use self::contexts::Wish;
use self::parameters::{Options, Parameters};
use self::session::Role;
use super::SocketDevice;
use super::control::{argument, deadline};
use super::socket::Socket;
use crate::device::{ControlDone, ControlOp, IoError, IoResult, Shared, Step, Timeout};
use crate::value::errors::*;
use rustls::pki_types::ServerName;
use std::net::IpAddr;

/// `true` for variables of the environment that TLS looks up under their full names.
pub fn is_setting(name: &str) -> bool {
    name == "gtmcrypt_config" || name == "SSL_CERT_FILE" || name.starts_with("mrun_tls_passwd_")
}

/// A handshake in progress: the handle of its socket.
struct Handshake(Vec<u8>);

/// A failure that only $DEVICE tells unless errors are trapped.
struct Failure {
    code: Code,
    text: String,
}

/// The handle of a socket whose handshake begins, and its bytes that are read already.
type Begun = (Vec<u8>, Vec<u8>);

impl SocketDevice {
    pub(super) fn tls_step(
        &mut self,
        op: &mut ControlOp,
        shared: &mut Shared,
    ) -> IoResult<ControlDone> {
        let timeout = deadline(op, 1);
        let begun = op.state.take().and_then(|s| s.downcast::<Handshake>().ok());
        let (handle, early) = match begun {
            Some(handshake) => (handshake.0, Vec::new()),
            None => match self.tls_begin(op, shared)? {
                Ok(begun) => begun,
                Err(failure) => return self.tls_failed(failure, timeout).map(Step::Done),
            },
        };
        let Some((_, socket)) = self
            .sockets
            .find(&handle)
            .ok()
            .and_then(|at| self.sockets.get_mut(at))
        else {
            // An interrupt closed the socket.
            return Err(MError::arg(SOCKNOTFND, handle).into());
        };
        let failure = match socket.tls_handshake(&early) {
            Ok(None) => {
                self.status.device = b"0".to_vec();
                return Ok(Step::Done(outcome(timeout, true)));
            }
            Ok(Some(wait)) if !timeout.expired() => {
                op.state = Some(Box::new(Handshake(handle)));
                return Ok(Step::Wait(wait.or_at(timeout.moment())));
            }
            Ok(Some(_)) => {
                let text = "the TLS handshake took longer than its timeout";
                socket.tls_break_off(text);
                self.status.device = [b"1,", text.as_bytes()].concat();
                return Ok(Step::Done(outcome(timeout, false)));
            }
            Err(text) => {
                socket.tls_break_off(&text);
                let code = TLSHANDSHAKE;
                Failure { code, text }
            }
        };
        self.tls_failed(failure, timeout).map(Step::Done)
    }

    /// Checks the arguments and makes the session: the socket's handle, and its bytes that are read already.
    ///
    /// Bytes received and not read are the first ones of the handshake: a client that pipelines sends them so. That is
    /// safe, as text that somebody slipped in before the handshake makes it fail.
    fn tls_begin(
        &mut self,
        op: &ControlOp,
        shared: &mut Shared,
    ) -> Result<Result<Begun, Failure>, IoError> {
        let refuse =
            |what: &[u8], why: &str| MError::with(TLSPARAM, vec![what.to_vec(), why.into()]);
        let option = argument(op, 0).unwrap_or_default().to_ascii_uppercase();
        let connected = |s: &Socket| s.is_stream() && !s.is_local();
        let Some((handle, socket)) = self.sockets.current_mut().filter(|(_, s)| connected(s))
        else {
            return Err(refuse(b"/TLS", "but socket not connected").into());
        };
        let role = match option.as_slice() {
            b"SERVER" => Role::Server,
            b"CLIENT" => Role::Client,
            b"RENEGOTIATE" => {
                let Some(tls) = socket.tls.as_mut().filter(|t| t.is_established()) else {
                    return Err(refuse(&option, "but TLS not enabled").into());
                };
                let renewed = match tls.is_tls13() {
                    true => tls.renew().map_err(|e| explain(&e)),
                    false => Err("the keys of TLS 1.2 cannot be renewed".into()),
                };
                let code = TLSRENEGOTIATE;
                return Ok(renewed
                    .map(|()| (handle.to_vec(), Vec::new()))
                    .map_err(|text| Failure { code, text }));
            }
            _ => return Err(refuse(&option, "not a valid option").into()),
        };
        if socket.tls.is_some() {
            return Err(refuse(&option, "but TLS already enabled").into());
        }
        let text = |at| String::from_utf8_lossy(argument(op, at).unwrap_or_default()).into_owned();
        let tlsid = text(2);
        let fail = |e: SetupError| Failure {
            code: TLSCONVSOCK,
            text: e.to_string(),
        };
        let options = match Options::parse(&text(4)) {
            Ok(o) if o.needs_section && tlsid.is_empty() => {
                return Err(refuse(&option, "TLSID required for configuration string").into());
            }
            Ok(options) => options,
            Err(e) => return Ok(Err(fail(e))),
        };
        let wish = Wish {
            role,
            tlsid: &tlsid,
            password: argument(op, 3).filter(|p| !p.is_empty()),
            options,
        };
        let contexts = &mut shared.sockets.tls;
        let session = contexts
            .find(&wish, &shared.directory, shared.environment.settings())
            .and_then(|(parameters, context)| {
                let name = server_name(socket, &parameters)?;
                Tls::new(context, name, &tlsid, socket.fd())
                    .map_err(|e| SetupError::Refused(explain(&e)))
            });
        match session {
            Ok(session) => {
                socket.tls = Some(Box::new(session));
                Ok(Ok((handle.to_vec(), socket.input.take())))
            }
            Err(e) => Ok(Err(fail(e))),
        }
    }

    /// Ends /TLS without success.
    fn tls_failed(&mut self, failure: Failure, timeout: Timeout) -> Result<ControlDone, IoError> {
        self.status.device = [b"1,", failure.text.as_bytes()].concat();
        let traps = self.sockets.current().is_some_and(|(_, s)| s.settings.trap);
        match traps {
            true => Err(IoError {
                error: MError::new(failure.code).text(failure.text),
                exception: self.common.exception.clone(),
            }),
            false => Ok(outcome(timeout, false)),
        }
    }
}

fn outcome(timeout: Timeout, test: bool) -> ControlDone {
    ControlDone {
        test: timeout.is_given().then_some(test),
        outputs: Vec::new(),
    }
}

/// The name that a server's certificate has to carry: the one asked for, the host of CONNECT, or the peer's address.
fn server_name(
    socket: &Socket,
    parameters: &Parameters,
) -> Result<ServerName<'static>, SetupError> {
    let address = || {
        let end = socket.remote.as_ref();
        end.map(|e| String::from_utf8_lossy(&e.text).into_owned())
    };
    let asked = parameters.server_name.clone().or(socket.host.clone());
    let text = asked.or_else(address).unwrap_or_default();
    if let Ok(ip) = text.parse::<IpAddr>() {
        return Ok(ServerName::IpAddress(ip.to_canonical().into()));
    }
    let plain = text.strip_suffix('.').unwrap_or(&text).to_owned();
    ServerName::try_from(plain).map_err(|_| SetupError::Name(text))
}
