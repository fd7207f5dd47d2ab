//! SOCKET devices over loopback, driven by a small poll loop as a session's driver would.

mod beyond;
mod control;
mod faults;
mod model;
mod open;
mod principal;
mod read;
mod settings;
mod tls;
mod write;

use super::*;
use crate::device::{IoError, ReadKind, ReadValue, Wait};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

/// No test waits longer for one operation.
const PATIENCE: Duration = Duration::from_secs(10);

/// Calls an operation until it is done, waiting for what it asks for.
fn finish<T>(mut step: impl FnMut() -> IoResult<T>) -> Result<T, IoError> {
    let limit = Instant::now() + PATIENCE;
    loop {
        match step()? {
            Step::Done(done) => return Ok(done),
            Step::Wait(wait) => wait_for(&wait, limit),
        }
    }
}

fn wait_for(wait: &Wait, limit: Instant) {
    let events = |i: &crate::device::Interest| {
        let bits = if i.read { libc::POLLIN } else { 0 } | if i.write { libc::POLLOUT } else { 0 };
        libc::pollfd {
            fd: i.fd,
            events: bits,
            revents: 0,
        }
    };
    let mut fds: Vec<libc::pollfd> = wait.fds.iter().map(events).collect();
    let now = Instant::now();
    assert!(now < limit, "waited too long for {wait:?}");
    let until = wait
        .until
        .unwrap_or(limit)
        .min(limit)
        .saturating_duration_since(now);
    // Rounded up: a poll that ends early would be called again at once.
    let ms = until.as_micros().div_ceil(1000) as i32;
    // SAFETY: pointer and length come from a vector.
    unsafe { libc::poll(fds.as_mut_ptr(), fds.len() as libc::nfds_t, ms) };
}

fn param(id: ParamId, value: &str) -> Param {
    Param {
        id,
        value: Some(value.as_bytes().to_vec()),
    }
}

fn flag(id: ParamId) -> Param {
    Param { id, value: None }
}

fn open_op(params: &[Param], timeout: Timeout) -> crate::device::OpenOp {
    let (name, space) = (b"dev".to_vec(), b"SOCKET".to_vec());
    crate::device::OpenOp {
        name,
        params: params.to_vec(),
        timeout,
        space,
        state: None,
    }
}

/// Opens a new device.
fn open(params: &[Param], shared: &mut Shared) -> Box<SocketDevice> {
    open_with(params, Timeout::None, shared)
        .unwrap()
        .device
        .unwrap()
}

fn open_with(params: &[Param], timeout: Timeout, shared: &mut Shared) -> Result<OpenDone, IoError> {
    let mut op = open_op(params, timeout);
    finish(|| SocketDevice::open_step(&mut op, None, shared))
}

/// Opens an existing device again.
fn reopen(
    device: &mut SocketDevice,
    params: &[Param],
    shared: &mut Shared,
) -> Result<OpenDone, IoError> {
    let mut op = open_op(params, Timeout::None);
    finish(|| SocketDevice::open_step(&mut op, Some(device), shared))
}

fn use_device(
    device: &mut SocketDevice,
    params: &[Param],
    shared: &mut Shared,
) -> Result<(), IoError> {
    finish(|| device.use_params(params, shared))
}

fn close_device(
    device: &mut SocketDevice,
    params: &[Param],
    shared: &mut Shared,
) -> Result<bool, IoError> {
    finish(|| device.close(params, shared))
}

/// A READ; `None` is no timeout.
fn read(
    device: &mut SocketDevice,
    kind: ReadKind,
    seconds: Option<f64>,
) -> Result<ReadDone, IoError> {
    let mut op = ReadOp::new(kind, seconds.map_or(Timeout::None, Timeout::after));
    let mut shared = Shared::default();
    finish(|| device.read(&mut op, &mut shared))
}

/// A READ of a line without error, as text, with $TEST and $KEY.
fn line(device: &mut SocketDevice, seconds: Option<f64>) -> (String, Option<bool>, String) {
    let done = read(device, ReadKind::Line, seconds).unwrap();
    (text(&done.value), done.test, key(device))
}

fn text(value: &ReadValue) -> String {
    match value {
        ReadValue::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        ReadValue::Code(code) => format!("*{code}"),
    }
}

fn key(device: &SocketDevice) -> String {
    String::from_utf8_lossy(&device.status().key).into_owned()
}

fn shown(device: &SocketDevice) -> String {
    String::from_utf8_lossy(&device.status().device).into_owned()
}

/// A WRITE command.
fn write(device: &mut SocketDevice, items: &[Item<'_>]) -> Result<(), IoError> {
    let mut shared = Shared::default();
    for item in items {
        finish(|| device.write(*item, &mut shared))?;
    }
    finish(|| device.flush(Flush::Command))
}

fn control(
    device: &mut SocketDevice,
    name: &str,
    args: &[Option<&str>],
    shared: &mut Shared,
) -> Result<ControlDone, IoError> {
    let args = args
        .iter()
        .map(|a| a.map(|a| a.as_bytes().to_vec()))
        .collect();
    let mut op = ControlOp::new(name.into(), args);
    finish(|| device.control(&mut op, shared))
}

fn zsocket(device: &SocketDevice, keyword: &str, index: &str) -> String {
    let value = device
        .zsocket(keyword.as_bytes(), Index::Value(index.as_bytes()), None)
        .unwrap();
    String::from_utf8(value).unwrap()
}

/// A device with handle `c` connected to a peer in the test's hands.
fn connected(params: &[Param], shared: &mut Shared) -> (Box<SocketDevice>, TcpStream) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("{}:TCP", listener.local_addr().unwrap());
    let mut all = vec![
        param(ParamId::Connect, &address),
        param(ParamId::Attach, "c"),
    ];
    all.extend_from_slice(params);
    let device = open(&all, shared);
    let (peer, _) = listener.accept().unwrap();
    peer.set_nodelay(true).unwrap();
    peer.set_read_timeout(Some(PATIENCE)).unwrap();
    (device, peer)
}

/// A listening device with handle `L`, and its port.
fn listening(params: &[Param], shared: &mut Shared) -> (Box<SocketDevice>, u16) {
    let mut all = vec![param(ParamId::Listen, "0:TCP"), param(ParamId::Attach, "L")];
    all.extend_from_slice(params);
    let device = open(&all, shared);
    let port = zsocket(&device, "LOCALPORT", "0").parse().unwrap();
    (device, port)
}

/// Everything the peer gets until the end.
fn rest_of(mut peer: TcpStream) -> Vec<u8> {
    let mut all = Vec::new();
    peer.read_to_end(&mut all).unwrap();
    all
}

fn exactly(peer: &mut TcpStream, count: usize) -> Vec<u8> {
    let mut bytes = vec![0; count];
    peer.read_exact(&mut bytes).unwrap();
    bytes
}

/// Returns when the kernel has all bytes (and the end, if `end`) ready for the device's socket.
fn arrived(device: &SocketDevice, count: usize, end: bool) {
    let fd = device.sockets.current().unwrap().1.fd();
    let limit = Instant::now() + PATIENCE;
    let mut buffer = vec![0u8; count];
    let hung_up = libc::POLLRDHUP | libc::POLLHUP | libc::POLLERR;
    loop {
        // A look without bytes to see would take the error of a reset away.
        let there = count == 0 || {
            let flags = libc::MSG_PEEK | libc::MSG_DONTWAIT;
            // SAFETY: the buffer is as long as said.
            unsafe { libc::recv(fd, buffer.as_mut_ptr().cast(), count, flags) == count as isize }
        };
        let mut poll = libc::pollfd {
            fd,
            events: libc::POLLRDHUP,
            revents: 0,
        };
        // SAFETY: one descriptor.
        unsafe { libc::poll(&mut poll, 1, if there && !end { 0 } else { 1 }) };
        if there && (!end || poll.revents & hung_up != 0) {
            return;
        }
        assert!(Instant::now() < limit, "data did not arrive");
    }
}
