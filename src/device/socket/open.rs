//! OPEN (and USE) with LISTEN or CONNECT: addresses, attempts, and retries until the timeout.

use super::address::{Connect, Listen, Lookup, Net, Place};
use super::request::{Command, Common, Permissions, Request};
use super::settings::{Settings, SystemOption};
use super::socket::{Origin, Socket, SocketFile, State};
use super::sys::{self, Descriptor};
use super::{POOL_NAME, SocketDevice};
use crate::device::{IoResult, OpenOp, Shared, Status, Step, Timeout, Wait};
use crate::value::errors::*;
use socket2::{Domain, SockAddr, Type};
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::os::fd::{AsRawFd, RawFd};
use std::os::unix::fs::{FileTypeExt, PermissionsExt};
use std::path::Path;
use std::time::{Duration, Instant};

/// Pause before another attempt: doubled each time, from the first to the last.
const PAUSE: Duration = Duration::from_millis(5);
const PAUSE_MAX: Duration = Duration::from_millis(100);

/// Queue of a new listener. GT.M's is 1, which makes clients beyond the second retry for seconds.
const QUEUE: i32 = 128;

/// The outcome of an OPEN.
pub struct OpenDone {
    /// The device, when it is a new one; an existing one was changed in place. `None` after a timeout, too.
    pub device: Option<Box<SocketDevice>>,
    /// New $TEST, `None` leaves it.
    pub test: Option<bool>,
}

/// Where to listen or connect.
enum Target {
    Listen(Listen),
    /// To one of `Opening::addresses`, those of this host.
    ConnectNet(Net, String),
    ConnectLocal(Place),
}

/// A LISTEN or CONNECT in progress.
pub(super) struct Opening {
    pub request: Request,
    /// When a USE began it.
    pub started: Option<Instant>,
    target: Target,
    lookup: Option<Lookup>,
    addresses: Vec<SocketAddr>,
    next: usize,
    ipv4_only: bool,
    connecting: Option<socket2::Socket>,
    pause: Option<Instant>,
    interval: Duration,
}

/// State of a LISTEN or CONNECT after a step.
pub(super) enum Progress {
    Ready(Box<Socket>),
    Wait(Wait),
    /// Timed out, or no further attempt was wanted; the error is the last attempt's.
    Failed(io::Error),
}

enum Attempt {
    Ready(Box<Socket>),
    /// The descriptor becomes writable when the connection stands or has failed.
    Pending(RawFd),
    Failed(io::Error),
}

impl SocketDevice {
    /// A step of OPEN with mnemonicspace SOCKET, or of a device that is or was a SOCKET device (`existing`).
    ///
    /// Errors are those of socket.md, section 2; a refused connection or a port in use is retried until the timeout.
    pub fn open_step(
        op: &mut OpenOp,
        existing: Option<&mut SocketDevice>,
        shared: &mut Shared,
    ) -> IoResult<OpenDone> {
        let opening = match op
            .state
            .take()
            .and_then(|state| state.downcast::<Opening>().ok())
        {
            Some(opening) => opening,
            None => {
                if op.name == POOL_NAME {
                    return Err(MError::arg(DEVNAMERESERVED, POOL_NAME).into());
                }
                let device = existing.as_deref();
                let common = device.map_or_else(|| Common::new(shared.utf8), |d| d.common.clone());
                let request = Request::parse(&op.params, Command::Open, common, shared.utf8)?;
                request.check_width(None)?;
                if request.listen.is_none() && request.connect.is_none() {
                    let done = opened(op.timeout, existing, request.common.clone(), |d| {
                        d.status.device = b"0".to_vec();
                        Ok(())
                    })?;
                    return Ok(Step::Done(done));
                }
                if let Some(device) = device {
                    device.check_charset(&request)?;
                }
                match Opening::new(request, device, shared) {
                    Ok(opening) => Box::new(opening),
                    Err(error) => {
                        if let (SOCKMAX | SOCKETEXIST, Some(device)) = (error.code(), existing) {
                            device.status.device = b"0".to_vec();
                        }
                        return Err(error.into());
                    }
                }
            }
        };
        let mut opening = opening;
        match opening.step(op.timeout, true)? {
            Progress::Wait(wait) => {
                op.state = Some(opening);
                Ok(Step::Wait(wait))
            }
            Progress::Failed(_) => Ok(Step::Done(OpenDone {
                device: None,
                test: Some(false),
            })),
            Progress::Ready(socket) => {
                let common = opening.request.common.clone();
                let done = opened(op.timeout, existing, common, |d| {
                    d.admit(*opening, Some(*socket), shared)
                })?;
                Ok(Step::Done(done))
            }
        }
    }

    fn check_charset(&self, request: &Request) -> Result<(), MError> {
        let (old, new) = (&self.common, &request.common);
        if request.recoded
            && !self.sockets.is_empty()
            && (old.input, old.output) != (new.input, new.output)
        {
            return Err(MError::with(
                CHSETALREADY,
                vec![old.input.name().into(), old.output.name().into()],
            ));
        }
        Ok(())
    }

    /// Lets the socket of a finished LISTEN or CONNECT join the device.
    pub(super) fn admit(
        &mut self,
        opening: Opening,
        socket: Option<Socket>,
        shared: &mut Shared,
    ) -> Result<(), MError> {
        let request = opening.request;
        if let Some(mut socket) = socket {
            request.changes.apply(&mut socket);
            let (listening, word) = (socket.is_listening(), word(&socket));
            // ATTACH of a USE is another operation.
            self.join(request.attach, socket, shared)?;
            let key = self
                .sockets
                .current()
                .map(|(handle, s)| s.key(word, handle));
            self.status.key = key.unwrap_or_default();
            self.status.device = if listening { Vec::new() } else { b"0".to_vec() };
        }
        self.common = request.common;
        Ok(())
    }
}

/// First piece of $KEY for a socket just made.
pub(super) fn word(socket: &Socket) -> &'static str {
    match socket.state {
        State::Listening => "LISTENING",
        State::Bound => "BOUND",
        State::Connected => "ESTABLISHED",
    }
}

/// Ends an OPEN: changes the existing device or makes a new one.
fn opened(
    timeout: Timeout,
    existing: Option<&mut SocketDevice>,
    common: Common,
    change: impl FnOnce(&mut SocketDevice) -> Result<(), MError>,
) -> Result<OpenDone, MError> {
    let test = timeout.is_given().then_some(true);
    let Some(device) = existing else {
        let mut device = Box::new(SocketDevice::new(common));
        change(&mut device)?;
        return Ok(OpenDone {
            device: Some(device),
            test,
        });
    };
    change(device)?;
    device.common = common;
    if std::mem::take(&mut device.closed) {
        device.status = Status {
            device: b"0".to_vec(),
            ..std::mem::take(&mut device.status)
        };
        if let Some((_, socket)) = device.sockets.current()
            && socket.is_listening()
        {
            device.status.device.clear();
        }
    }
    Ok(OpenDone { device: None, test })
}

impl Opening {
    /// Checks LISTEN or CONNECT, and that the device (if there is one) has room for the socket.
    pub fn new(
        request: Request,
        device: Option<&SocketDevice>,
        shared: &Shared,
    ) -> Result<Self, MError> {
        if let Some(device) = device {
            device.check_room(shared)?;
            if let Some(handle) = request
                .attach
                .as_ref()
                .filter(|h| device.sockets.contains(h))
            {
                return Err(MError::arg(SOCKETEXIST, handle));
            }
        }
        let ipv4_only = shared
            .environment
            .settings()
            .get("ipv4_only")
            .is_some_and(|v| {
                matches!(
                    v.as_bytes().first(),
                    Some(b'1'..=b'9' | b'T' | b't' | b'Y' | b'y')
                )
            });
        let (mut lookup, mut addresses) = (None, Vec::new());
        let target = match (&request.listen, &request.connect) {
            (Some(text), _) => Target::Listen(Listen::parse(text, shared)?),
            (None, text) => match Connect::parse(text.as_deref().unwrap_or_default(), shared)? {
                Connect::Local(place) => Target::ConnectLocal(place),
                Connect::Net(net, host, port) => {
                    let name = host.clone();
                    match host.parse::<IpAddr>() {
                        Ok(IpAddr::V6(_)) if ipv4_only => return Err(no_family()),
                        Ok(ip) => addresses.push(SocketAddr::new(ip, port)),
                        Err(_) => lookup = Some(Lookup::start(host, port)?),
                    }
                    Target::ConnectNet(net, name)
                }
            },
        };
        Ok(Opening {
            request,
            started: None,
            target,
            lookup,
            addresses,
            next: 0,
            ipv4_only,
            connecting: None,
            pause: None,
            interval: PAUSE,
        })
    }

    /// Goes on until the socket stands, the timeout is over, or (without `retry`) the first attempts have failed.
    pub fn step(&mut self, timeout: Timeout, retry: bool) -> Result<Progress, MError> {
        let timed_out = || Progress::Failed(io::Error::from_raw_os_error(libc::ETIMEDOUT));
        if let Some(lookup) = &self.lookup {
            match lookup.result() {
                None if timeout.expired() && timeout != Timeout::Now => return Ok(timed_out()),
                None => {
                    return Ok(Progress::Wait(
                        Wait::readable(lookup.fd()).or_at(timeout.moment()),
                    ));
                }
                Some(result) => {
                    self.lookup = None;
                    self.addresses = result.map_err(|text| MError::new(GETADDRINFO).text(text))?;
                    self.addresses.retain(|a| a.is_ipv4() || !self.ipv4_only);
                    if self.addresses.is_empty() {
                        return Err(no_family());
                    }
                }
            }
        }
        loop {
            if let Some(until) = self.pause {
                if timeout.expired() {
                    return Ok(timed_out());
                }
                if Instant::now() < until {
                    return Ok(Progress::Wait(
                        Wait::default().or_at(Some(until)).or_at(timeout.moment()),
                    ));
                }
                self.pause = None;
            }
            match self.attempt()? {
                Attempt::Ready(socket) => return Ok(Progress::Ready(socket)),
                Attempt::Pending(_) if timeout.expired() => return Ok(timed_out()),
                Attempt::Pending(fd) => {
                    return Ok(Progress::Wait(Wait::writable(fd).or_at(timeout.moment())));
                }
                Attempt::Failed(error) => {
                    self.connecting = None;
                    self.next += 1;
                    if self.next < self.addresses.len() {
                        continue;
                    }
                    self.next = 0;
                    if !retry || timeout.expired() {
                        return Ok(Progress::Failed(error));
                    }
                    self.pause = Some(Instant::now() + self.interval);
                    self.interval = (self.interval * 2).min(PAUSE_MAX);
                }
            }
        }
    }

    fn attempt(&mut self) -> Result<Attempt, MError> {
        match &self.target {
            Target::Listen(Listen::Net(net, address, port)) => {
                let reuse = self.request.changes.option(SystemOption::REUSEPORT);
                let made = listen_net(*net, *address, *port, self.ipv4_only, reuse != 0)?;
                self.bound(made)
            }
            Target::Listen(Listen::Local(place)) => {
                let permissions = &self.request.permissions;
                let made = listen_local(place, self.request.newversion, permissions)?;
                self.bound(made)
            }
            Target::ConnectLocal(place) => {
                let attempt = connect(&mut self.connecting, Type::STREAM, &place.address()?)?;
                if let Attempt::Ready(mut socket) = attempt {
                    socket.name_local(&place.shown);
                    return Ok(Attempt::Ready(socket));
                }
                Ok(attempt)
            }
            Target::ConnectNet(net, host) => {
                let address = self.addresses.get(self.next).ok_or_else(no_family)?;
                let attempt = connect(&mut self.connecting, kind(*net), &SockAddr::from(*address))?;
                if let Attempt::Ready(mut socket) = attempt {
                    socket.host = Some(host.clone());
                    return Ok(Attempt::Ready(socket));
                }
                Ok(attempt)
            }
        }
    }

    /// A place that is taken, or that does not exist, may change; other failures of LISTEN are final.
    fn bound(&self, result: io::Result<Attempt>) -> Result<Attempt, MError> {
        let error = match result {
            Ok(attempt) => return Ok(attempt),
            Err(error) => error,
        };
        let number = error.raw_os_error().unwrap_or(0);
        match number {
            libc::ENOENT | libc::ENOTDIR if self.request.changes.traps() => {
                Err(MError::new(SOCKBIND).also_system(number))
            }
            libc::EADDRINUSE | libc::ENOENT | libc::ENOTDIR => Ok(Attempt::Failed(error)),
            _ => Err(MError::new(SOCKBIND).text(sys::error_text(&error))),
        }
    }
}

fn no_family() -> MError {
    MError::new(GETADDRINFO).text("Address family for hostname not supported")
}

fn socket_error(error: &io::Error) -> MError {
    let number = error.raw_os_error().unwrap_or(0).to_string();
    MError::with(SOCKINIT, vec![number.into_bytes(), sys::error_text(error)])
}

fn kind(net: Net) -> Type {
    match net {
        Net::Tcp => Type::STREAM,
        Net::Udp => Type::DGRAM,
    }
}

fn make(domain: Domain, kind: Type) -> io::Result<socket2::Socket> {
    socket2::Socket::new(domain, kind.nonblocking(), None)
}

/// The finished socket; connected ones go back to the mode other programs expect, should they be passed on.
fn finish(socket: socket2::Socket, state: State, origin: Origin) -> io::Result<Attempt> {
    if state == State::Connected {
        socket.set_nonblocking(false)?;
    }
    let socket = Socket::new(
        Descriptor::Own(socket.into()),
        state,
        origin,
        Settings::default(),
    )?;
    Ok(Attempt::Ready(Box::new(socket)))
}

/// Binds a port of one address or of all, which are those of both families unless IPv6 is missing or not wanted.
fn listen_net(
    net: Net,
    address: Option<IpAddr>,
    port: u16,
    ipv4_only: bool,
    reuse_port: bool,
) -> Result<io::Result<Attempt>, MError> {
    let made = match address {
        Some(IpAddr::V4(_)) => Err(io::Error::from_raw_os_error(libc::EAFNOSUPPORT)),
        None if ipv4_only => Err(io::Error::from_raw_os_error(libc::EAFNOSUPPORT)),
        _ => make(Domain::IPV6, kind(net)),
    };
    let (socket, any) = match made {
        Ok(socket) => {
            let only = address.is_some();
            socket.set_only_v6(only).map_err(|e| socket_error(&e))?;
            (socket, IpAddr::V6(Ipv6Addr::UNSPECIFIED))
        }
        Err(e) if e.raw_os_error() == Some(libc::EAFNOSUPPORT) => (
            make(Domain::IPV4, kind(net)).map_err(|e| socket_error(&e))?,
            IpAddr::V4(Ipv4Addr::UNSPECIFIED),
        ),
        Err(e) => return Err(socket_error(&e)),
    };
    let here = SocketAddr::new(address.unwrap_or(any), port);
    let listening = || -> io::Result<Attempt> {
        // Datagrams of a port in use would go to either of its owners.
        socket.set_reuse_address(net == Net::Tcp)?;
        socket.set_reuse_port(reuse_port)?;
        socket.bind(&here.into())?;
        if net == Net::Tcp {
            socket.listen(QUEUE)?;
        }
        finish(socket, State::Listening, Origin::Listen)
    };
    Ok(listening())
}

fn listen_local(
    place: &Place,
    newversion: bool,
    permissions: &Permissions,
) -> Result<io::Result<Attempt>, MError> {
    let address = place.address()?;
    let socket = make(Domain::UNIX, Type::STREAM).map_err(|e| socket_error(&e))?;
    let stale = newversion
        && place
            .path
            .symlink_metadata()
            .is_ok_and(|m| m.file_type().is_socket());
    let listening = || -> io::Result<Attempt> {
        if stale {
            std::fs::remove_file(&place.path)?;
        }
        socket.bind(&address)?;
        let file = SocketFile::new(place.path.clone())?;
        permit(&place.path, permissions)?;
        socket.listen(QUEUE)?;
        let mut attempt = finish(socket, State::Listening, Origin::Listen)?;
        if let Attempt::Ready(socket) = &mut attempt {
            socket.name_local(&place.shown);
            socket.own_file(file);
        }
        Ok(attempt)
    };
    Ok(listening())
}

/// Sets owner and mode of a LOCAL listener's file.
fn permit(path: &Path, wanted: &Permissions) -> io::Result<()> {
    if let Some((user, group)) = wanted.uic {
        std::os::unix::fs::chown(path, Some(user), Some(group))?;
    }
    let classes = [(wanted.owner, 6), (wanted.group, 3), (wanted.world, 0)];
    if classes.iter().all(|(bits, _)| bits.is_none()) {
        return Ok(());
    }
    let mut mode = path.metadata()?.permissions().mode();
    for (bits, shift) in classes {
        if let Some(bits) = bits {
            mode = mode & !(7 << shift) | bits << shift;
        }
    }
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode))
}

/// Begins or continues a connection.
fn connect(
    connecting: &mut Option<socket2::Socket>,
    kind: Type,
    address: &SockAddr,
) -> Result<Attempt, MError> {
    let socket = match connecting.take() {
        Some(socket) => socket,
        None => {
            let socket = make(address.domain(), kind).map_err(|e| socket_error(&e))?;
            match socket.connect(address) {
                Ok(()) => {}
                Err(e) if e.raw_os_error() == Some(libc::EINPROGRESS) => {}
                Err(e) => return connect_failed(e),
            }
            socket
        }
    };
    match (socket.take_error(), socket.peer_addr()) {
        (Ok(Some(e)) | Err(e), _) => connect_failed(e),
        (Ok(None), Err(_)) => {
            let fd = socket.as_raw_fd();
            *connecting = Some(socket);
            Ok(Attempt::Pending(fd))
        }
        // Attempts on a free port of this host may meet themselves.
        (Ok(None), Ok(peer))
            if !address.is_unix() && socket.local_addr().is_ok_and(|l| l == peer) =>
        {
            Ok(Attempt::Failed(io::Error::from_raw_os_error(
                libc::ECONNREFUSED,
            )))
        }
        (Ok(None), Ok(_)) => {
            finish(socket, State::Connected, Origin::Connect).or_else(connect_failed)
        }
    }
}

/// A peer that is not there may come; what the system will never do is an error.
fn connect_failed(error: io::Error) -> Result<Attempt, MError> {
    match error.raw_os_error() {
        Some(
            libc::EACCES
            | libc::EPERM
            | libc::EAFNOSUPPORT
            | libc::EINVAL
            | libc::EPROTOTYPE
            | libc::ENOTSOCK,
        ) => Err(MError::new(OPENCONN).text(sys::error_text(&error))),
        _ => Ok(Attempt::Failed(error)),
    }
}
