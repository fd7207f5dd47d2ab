//! One client of a service: what it has sent, and what it gets.

use super::last_record;
use crate::nmi::record::fields::View;
use crate::nmi::record::tmi::{self, code, connections, header};
use mio::net::UnixStream;
use std::io::{self, Read, Write};
use std::net::Shutdown;

pub struct Client {
    stream: UnixStream,
    /// Its place among the services of the server.
    pub service: usize,
    /// What it has sent of its request; `None` when it may send nothing.
    request: Option<Vec<u8>>,
    /// It gets tokens of the shared buffers.
    pub ongoing: bool,
    /// Numbers of the buffers that are its own.
    pub private: Vec<u64>,
}

/// What a client did.
#[derive(Debug, PartialEq, Eq)]
pub enum Heard {
    /// Not enough yet.
    Nothing,
    /// Its request, with these flags.
    Request(u32),
    Gone,
    /// Its end, with this code.
    Wrong(u32),
}

impl Client {
    pub fn new(stream: UnixStream, service: usize) -> Client {
        Client {
            stream,
            service,
            request: Some(Vec::new()),
            ongoing: false,
            private: Vec::new(),
        }
    }

    /// Reads what the client has sent; `wanted` is the identifier of the request that the service needs first.
    pub fn hear(&mut self, wanted: Option<u32>) -> Heard {
        let mut buffer = [0; tmi::REQUEST];
        let expects = wanted.is_some() && self.request.is_some();
        let there = self.request.as_ref().map_or(0, Vec::len);
        let room = if expects {
            tmi::REQUEST - there
        } else {
            buffer.len()
        };
        let length = match self.stream.read(&mut buffer[..room]) {
            Ok(0) => return Heard::Gone,
            Ok(length) => length,
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Heard::Nothing,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return self.hear(wanted),
            Err(_) => return Heard::Gone,
        };
        let (true, Some(request)) = (expects, &mut self.request) else {
            return Heard::Wrong(code::EPIPE);
        };
        request.extend(&buffer[..length]);
        if request.len() < tmi::REQUEST {
            return self.hear(wanted);
        }
        let view = View(request);
        let right = view.u32(header::TMI_HR_LEN) as usize == tmi::REQUEST
            && Some(view.u32(header::TMI_HR_ID)) == wanted
            && view.u32(header::TMI_HR_VER) == tmi::VERSION;
        // The flags are at the same place in all requests.
        let flags = view.u32(connections::TMICNRQ_FLAGS);
        self.request = None;
        match right {
            true => Heard::Request(flags),
            false => Heard::Wrong(code::EINVAL),
        }
    }

    /// Sends a record as a whole; `false` if the client has no room for it or is gone.
    pub fn send(&mut self, record: &[u8]) -> bool {
        matches!(self.stream.write(record), Ok(length) if length == record.len())
    }

    /// Tries to tell why this is the end.
    pub fn end(&mut self, code: u32) {
        self.send(&last_record(code));
        // Data that nobody read would make the end an error for the client. What a client goes on to send is its own affair.
        let mut buffer = [0; 4096];
        for _ in 0..16 {
            if !matches!(self.stream.read(&mut buffer), Ok(1..)) {
                break;
            }
        }
        // It may be gone already.
        let _ = self.stream.shutdown(Shutdown::Both);
    }
}
