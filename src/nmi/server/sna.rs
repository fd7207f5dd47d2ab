//! Clients of the SNA interface, and the file with the inventory, which is read again when it has changed.

use crate::nmi::record::{json, toml};
use crate::nmi::sna::{Answer, Framed, Inventory, framed};
use crate::nmi::system::System;
use mio::net::UnixStream;
use std::io::{self, Read, Write};
use std::net::Shutdown;
use std::os::fd::{AsRawFd, RawFd};
use std::path::PathBuf;
use std::time::SystemTime;

/// The name of its socket.
pub const NAME: &str = "SNAMGMT";

/// The inventory of a file.
pub struct Model {
    path: PathBuf,
    inventory: Inventory,
    /// Of the file when it was read.
    stamp: Option<(SystemTime, u64)>,
}

impl Model {
    /// # Errors
    /// The file cannot be read, or is no inventory.
    pub fn new(path: PathBuf) -> io::Result<Model> {
        let stamp = stamp(&path);
        Ok(Model {
            inventory: read(&path)?,
            path,
            stamp,
        })
    }

    /// The inventory of now; that of before when the file is no inventory at the moment.
    pub fn now(&mut self) -> &Inventory {
        let stamp = stamp(&self.path);
        if stamp != self.stamp {
            self.stamp = stamp;
            match read(&self.path) {
                Ok(inventory) => self.inventory = inventory,
                Err(error) => eprintln!("mrun: {}: {error}", self.path.display()),
            }
        }
        &self.inventory
    }
}

fn stamp(path: &PathBuf) -> Option<(SystemTime, u64)> {
    let metadata = std::fs::metadata(path).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

fn read(path: &PathBuf) -> io::Result<Inventory> {
    let wrong = |error: &dyn std::fmt::Display| {
        io::Error::new(io::ErrorKind::InvalidData, error.to_string())
    };
    let text = std::fs::read_to_string(path)?;
    let tree = match path.extension() {
        Some(ending) if ending == "toml" => toml::parse(&text).map_err(|error| wrong(&error))?,
        _ => json::parse(&text).map_err(|error| wrong(&error))?,
    };
    Inventory::new(tree).map_err(|error| wrong(&error))
}

/// A client: it asks, and gets answers in the order of its requests.
pub struct Asker {
    stream: UnixStream,
    input: Vec<u8>,
    output: Vec<u8>,
    written: usize,
    /// It gets nothing more.
    last: bool,
}

impl Asker {
    pub fn new(stream: UnixStream) -> Asker {
        Asker {
            stream,
            input: Vec::new(),
            output: Vec::new(),
            written: 0,
            last: false,
        }
    }

    pub fn fd(&self) -> RawFd {
        self.stream.as_raw_fd()
    }

    /// Something waits until the client reads.
    pub fn is_full(&self) -> bool {
        self.written < self.output.len()
    }

    /// Sends the first record.
    pub fn begin(&mut self, inventory: &Inventory, system: &System) -> bool {
        self.output = inventory.first(system);
        self.write()
    }

    /// Tries to send the last record.
    pub fn end(mut self, record: &[u8]) {
        if self.written == self.output.len() {
            // It may be gone, or have no room.
            let _ = self.stream.write(record);
        }
        let mut buffer = [0; 4096];
        // Data that nobody read would make the end an error for the client.
        let _ = self.stream.read(&mut buffer);
        let _ = self.stream.shutdown(Shutdown::Both);
    }

    /// Writes what waits; `false` if the client is gone.
    fn write(&mut self) -> bool {
        while self.written < self.output.len() {
            match self.stream.write(&self.output[self.written..]) {
                Ok(length) => self.written += length,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return error.kind() == io::ErrorKind::WouldBlock,
            }
        }
        true
    }

    /// The next request, if it is there as a whole. None is read while an answer waits.
    pub fn next(&mut self) -> Heard {
        loop {
            if !self.write() {
                return Heard::Gone;
            }
            if self.is_full() {
                // It reads its answers first.
                return Heard::Nothing;
            }
            let mut buffer = [0; 4096];
            if self.last {
                // Data that nobody read would make the end an error for the client.
                let _ = self.stream.read(&mut buffer);
                let _ = self.stream.shutdown(Shutdown::Both);
                return Heard::Gone;
            }
            if let Framed::Whole(length) = framed(&self.input) {
                let rest = self.input.split_off(length);
                return Heard::Request(std::mem::replace(&mut self.input, rest));
            }
            match self.stream.read(&mut buffer) {
                Ok(0) => return Heard::Gone,
                Ok(length) => self.input.extend(&buffer[..length]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Heard::Nothing,
                Err(_) => return Heard::Gone,
            }
        }
    }

    /// Writes what it can of what waits; a client that is gone shows with the next request.
    pub fn flush(&mut self) {
        self.write();
    }

    /// Has the answer sent to the request that came last.
    pub fn reply(&mut self, answer: Answer) {
        (self.output, self.written, self.last) = (answer.bytes, 0, answer.last);
    }

    /// Answers until there is nothing more to do; `false` when the client is gone, or has its last record.
    pub fn serve(&mut self, model: &mut Model) -> bool {
        loop {
            match self.next() {
                Heard::Request(request) => self.reply(model.now().answer(&request)),
                Heard::Nothing => return true,
                Heard::Gone => return false,
            }
        }
    }
}

/// What a client did.
pub enum Heard {
    Nothing,
    Request(Vec<u8>),
    Gone,
}
