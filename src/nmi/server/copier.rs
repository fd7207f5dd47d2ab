//! One client of the helper: it sends tokens and gets copies of buffers, or it hands in records.

use super::ring::Refused;
use crate::nmi::record::fields::View;
use crate::nmi::record::tmi::{code, copied, header};
use crate::nmi::record::{cte, tmi};
use mio::net::UnixStream;
use std::io::{self, Read, Write};

/// Identifier of records that are handed in.
pub const PUBLISH: u32 = tmi::PUBL;
/// The longest request.
const LONGEST: usize = 2 * cte::LONGEST;

pub struct Copier {
    stream: UnixStream,
    allowed: bool,
    input: Vec<u8>,
    output: Vec<u8>,
    written: usize,
    /// It is gone, or is to go when it has read its answer.
    over: bool,
    gone: bool,
}

impl Copier {
    pub fn new(stream: UnixStream, allowed: bool) -> Copier {
        Copier {
            stream,
            allowed,
            input: Vec::new(),
            output: Vec::new(),
            written: 0,
            over: false,
            gone: false,
        }
    }

    pub fn is_gone(&self) -> bool {
        self.gone
    }

    /// Writes what waits; `false` if something still does.
    fn write(&mut self) -> bool {
        while self.written < self.output.len() {
            match self.stream.write(&self.output[self.written..]) {
                Ok(length) => self.written += length,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return false,
                Err(_) => {
                    self.gone = true;
                    return false;
                }
            }
        }
        self.output.clear();
        self.written = 0;
        self.gone |= self.over;
        !self.gone
    }

    /// The next request. None is read while an answer waits.
    pub fn next(&mut self) -> Option<Vec<u8>> {
        loop {
            if !self.write() {
                return None;
            }
            if let Some(request) = self.whole() {
                return Some(request);
            }
            if self.over {
                continue;
            }
            let mut buffer = [0; 4096];
            match self.stream.read(&mut buffer) {
                Ok(0) => self.gone = true,
                Ok(length) => self.input.extend(&buffer[..length]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return None,
                Err(_) => self.gone = true,
            }
            if self.gone {
                return None;
            }
        }
    }

    /// A request that came in full. What is none ends the connection.
    fn whole(&mut self) -> Option<Vec<u8>> {
        if self.over || self.input.len() < tmi::HEADER {
            return None;
        }
        let length = View(&self.input).u32(header::TMI_HR_LEN) as usize;
        let allowed = match tmi::id_of(&self.input) {
            tmi::SMTK | tmi::TPKT | tmi::TPKT_OF_COMMENT => length == tmi::TOKEN,
            PUBLISH => (tmi::publish::LAYOUT.length..=LONGEST).contains(&length),
            tmi::CALL => (tmi::call::LAYOUT.length..=tmi::LONGEST).contains(&length),
            _ => false,
        };
        let refusal = match (self.allowed, allowed) {
            (false, _) => Some(code::EACCES),
            (_, false) => Some(code::EINVAL),
            _ => None,
        };
        if let Some(code) = refusal {
            self.answer(Err(Refused { code, reason: 0 }));
            self.over = true;
            return None;
        }
        if self.input.len() < length {
            return None;
        }
        let rest = self.input.split_off(length);
        Some(std::mem::replace(&mut self.input, rest))
    }

    /// Data with their end, or why there are none. Code 0 without data says that something was done.
    pub fn answer(&mut self, data: Result<&[u8], Refused>) {
        let mut head = copied::LAYOUT.blank();
        let data = match data {
            Ok(data) => {
                let length = (data.len() - cte::END) as u64;
                copied::RETURN_VALUE.set(&mut head, length);
                copied::LENGTH.set(&mut head, length);
                data
            }
            Err(refused) => {
                let value = if refused.code == code::PLANNED {
                    0
                } else {
                    u64::from(u32::MAX)
                };
                copied::RETURN_VALUE.set(&mut head, value);
                copied::RETURN_CODE.set(&mut head, refused.code.into());
                copied::REASON_CODE.set(&mut head, refused.reason.into());
                &[]
            }
        };
        self.output.extend(head);
        self.output.extend(data);
    }
}
