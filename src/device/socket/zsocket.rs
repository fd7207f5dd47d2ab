//! $ZSOCKET: attributes of devices and their sockets, by keyword.

use super::pool::{Collection, Pool};
use super::request::integer;
use super::settings::{OPTIONS, SystemOption};
use super::socket::{Blocking, Endpoint, Origin, Protocol, Socket, State};
use super::{SocketDevice, sys, tls};
use crate::value::errors::{MError, ZSOCKETATTR};

/// The third argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Index<'a> {
    /// Left out with its comma.
    Omitted,
    /// Left out after its comma: the current socket.
    Empty,
    /// A number, or the handle that keyword INDEX looks for.
    Value(&'a [u8]),
}

impl SocketDevice {
    /// `$ZSOCKET(device,keyword,index,sub)`; ZSOCKETATTR for an unknown keyword, "" where there is nothing to tell.
    pub fn zsocket(
        &self,
        keyword: &[u8],
        index: Index<'_>,
        sub: Option<&[u8]>,
    ) -> Result<Vec<u8>, MError> {
        attribute(&self.sockets, true, keyword, index, sub)
    }
}

impl Pool {
    /// `$ZSOCKET(,keyword,index,sub)`.
    pub fn zsocket(
        &self,
        keyword: &[u8],
        index: Index<'_>,
        sub: Option<&[u8]>,
    ) -> Result<Vec<u8>, MError> {
        attribute(&self.sockets, self.used, keyword, index, sub)
    }
}

/// Attributes of one socket.
#[derive(Clone, Copy)]
enum Key {
    Handle,
    State,
    HowCreated,
    Parent,
    Protocol,
    LocalAddress,
    LocalPort,
    RemoteAddress,
    RemotePort,
    Delimiter,
    Descriptor,
    IoError,
    Zdelay,
    Blocking,
    MoreReadTime,
    Zff,
    ZBfSize,
    ZIBfSize,
    Options,
    Tls,
    End,
    System(SystemOption),
}

const KEYS: [(&str, Key); 21] = [
    ("SOCKETHANDLE", Key::Handle),
    ("STATE", Key::State),
    ("HOWCREATED", Key::HowCreated),
    ("PARENT", Key::Parent),
    ("PROTOCOL", Key::Protocol),
    ("LOCALADDRESS", Key::LocalAddress),
    ("LOCALPORT", Key::LocalPort),
    ("REMOTEADDRESS", Key::RemoteAddress),
    ("REMOTEPORT", Key::RemotePort),
    ("DELIMITER", Key::Delimiter),
    ("DESCRIPTOR", Key::Descriptor),
    ("IOERROR", Key::IoError),
    ("ZDELAY", Key::Zdelay),
    ("BLOCKING", Key::Blocking),
    ("MOREREADTIME", Key::MoreReadTime),
    ("ZFF", Key::Zff),
    ("ZBFSIZE", Key::ZBfSize),
    ("ZIBFSIZE", Key::ZIBfSize),
    ("OPTIONS", Key::Options),
    ("TLS", Key::Tls),
    ("END", Key::End),
];

fn attribute(
    sockets: &Collection,
    exists: bool,
    keyword: &[u8],
    index: Index<'_>,
    sub: Option<&[u8]>,
) -> Result<Vec<u8>, MError> {
    let word = keyword.to_ascii_uppercase();
    let text = match word.as_slice() {
        b"NUMBER" if exists => sockets.len().to_string(),
        b"CURRENTINDEX" if exists => sockets.index().map_or("-1".into(), |i| i.to_string()),
        b"INDEX" => match index {
            Index::Value(handle) => sockets
                .find(handle)
                .map_or(String::new(), |i| i.to_string()),
            _ => String::new(),
        },
        b"NUMBER" | b"CURRENTINDEX" => String::new(),
        _ => {
            let system = || {
                OPTIONS
                    .iter()
                    .find(|o| o.name.as_bytes() == word)
                    .map(|o| Key::System(*o))
            };
            let key = KEYS
                .iter()
                .find(|(name, _)| name.as_bytes() == word)
                .map(|(_, key)| *key)
                .or_else(system);
            let key = key.ok_or_else(|| MError::arg(ZSOCKETATTR, keyword))?;
            let at = match index {
                Index::Omitted => None,
                Index::Empty => sockets.index(),
                Index::Value(text) => usize::try_from(integer(text)).ok(),
            };
            let found = at.and_then(|at| sockets.get(at));
            return Ok(found.map_or(Vec::new(), |(handle, socket)| {
                value(key, handle, socket, sub)
            }));
        }
    };
    Ok(text.into_bytes())
}

fn value(key: Key, handle: &[u8], socket: &Socket, sub: Option<&[u8]>) -> Vec<u8> {
    let settings = &socket.settings;
    let hidden = socket.is_listening() && !socket.is_local();
    let flag = |on: bool| u8::from(on).to_string();
    let text = match key {
        Key::Handle => return handle.to_vec(),
        Key::Parent => return socket.parent.clone(),
        Key::Zff => return settings.zff.clone(),
        Key::LocalAddress => return address(socket.local.as_ref().filter(|_| !hidden)),
        Key::RemoteAddress => return address(socket.remote.as_ref()),
        Key::Delimiter => match sub {
            None => settings.delimiters.list().len().to_string(),
            Some(sub) => {
                let at = usize::try_from(integer(sub)).unwrap_or(usize::MAX);
                return settings.delimiters.get(at).to_vec();
            }
        },
        Key::LocalPort => port(socket.local.as_ref()),
        Key::RemotePort => port(socket.remote.as_ref()),
        Key::State => match socket.state {
            State::Listening => "LISTENING".into(),
            State::Bound => "BOUND".into(),
            State::Connected => "CONNECTED".into(),
        },
        Key::HowCreated => match socket.origin {
            Origin::Listen => "LISTEN".into(),
            Origin::Connect => "CONNECT".into(),
            Origin::Accepted => "ACCEPTED".into(),
            Origin::Principal => "PRINCIPAL".into(),
            Origin::Passed => "PASSED".into(),
        },
        Key::Protocol => match socket.protocol {
            Protocol::Tcp => "TCP".into(),
            Protocol::Tcp6 => "TCP6".into(),
            Protocol::Udp => "UDP".into(),
            Protocol::Udp6 => "UDP6".into(),
            Protocol::Local => "LOCAL".into(),
        },
        Key::Descriptor => socket.fd().to_string(),
        Key::IoError => flag(settings.trap),
        Key::Zdelay => flag(settings.delay),
        Key::Blocking => flag(socket.blocking == Blocking::On),
        Key::MoreReadTime => settings
            .more_read_time
            .map_or(String::new(), |ms| ms.to_string()),
        Key::ZBfSize => settings.buffer_size.to_string(),
        Key::ZIBfSize => {
            let system = sys::get_option(socket.fd(), libc::SOL_SOCKET, libc::SO_RCVBUF).ok();
            asked_and_system(settings.receive_size.map(i64::from), system)
        }
        Key::System(option) => {
            let system = sys::get_option(socket.fd(), option.level, option.code).ok();
            asked_and_system(settings.option(option).map(i64::from), system)
        }
        Key::Options => {
            let items: Vec<String> = settings
                .options
                .iter()
                .map(|(o, v)| format!("{}={v}", o.name))
                .collect();
            items.join(",")
        }
        Key::End => socket.ending.map_or("", |e| e.word()).into(),
        Key::Tls => socket
            .tls
            .as_ref()
            .map_or(String::new(), |t| tls::describe(t, sub)),
    };
    text.into_bytes()
}

fn address(end: Option<&Endpoint>) -> Vec<u8> {
    end.map_or(Vec::new(), |e| e.text.clone())
}

fn port(end: Option<&Endpoint>) -> String {
    end.map_or(String::new(), |e| e.port.to_string())
}

/// The system's value, after the one asked for where they differ.
fn asked_and_system(asked: Option<i64>, system: Option<i32>) -> String {
    match (asked, system) {
        (None, None) => String::new(),
        (Some(asked), None) => asked.to_string(),
        (Some(asked), Some(system)) if asked != i64::from(system) => format!("{asked};{system}"),
        (_, Some(system)) => system.to_string(),
    }
}
