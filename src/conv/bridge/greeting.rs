//! What a bridge says first on a stream to another machine: who it is, and which request the stream is for.

use crate::conv::request::Request;
use crate::conv::wire::{Malformed, Reader, Writer};

const VERSION: u16 = 1;
/// A forwarded request brings its data along; all else is short.
const LONGEST: usize = crate::conv::frame::LONGEST + (64 << 10);

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Greeting {
    /// IPCKEY, which both sides have to agree on.
    pub key: u32,
    /// LMIDs.
    pub from: String,
    pub to: String,
    pub request: Request,
    /// The frame with the data of a request that was forwarded.
    pub forwarded: Option<Vec<u8>>,
}

impl Greeting {
    pub fn encode(&self) -> Vec<u8> {
        let mut w = Writer::default();
        w.u16(VERSION).u32(self.key).text(&self.from).text(&self.to);
        self.request.write(&mut w);
        w.option(self.forwarded.as_deref());
        let mut whole = Writer::default();
        whole.bytes(&w.0);
        whole.0
    }

    /// The greeting at the beginning of these bytes, and its length; `None` when more has to come.
    ///
    /// # Errors
    /// They are none.
    pub fn decode(bytes: &[u8]) -> Result<Option<(Greeting, usize)>, Malformed> {
        let Some((length, rest)) = bytes.split_first_chunk() else {
            return Ok(None);
        };
        let length = u32::from_be_bytes(*length) as usize;
        if length > LONGEST {
            return Err(Malformed::TooLong);
        }
        let Some(body) = rest.get(..length) else {
            return Ok(None);
        };
        let mut r = Reader(body);
        if r.u16()? != VERSION {
            return Err(Malformed::Version);
        }
        let greeting = Greeting {
            key: r.u32()?,
            from: r.text()?,
            to: r.text()?,
            request: Request::read(&mut r)?,
            forwarded: r.option()?.map(<[u8]>::to_vec),
        };
        r.end()?;
        Ok(Some((greeting, length + 4)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conv::codes::Flags;
    use crate::conv::request::Priority;

    #[test]
    fn greetings_come_as_they_were_sent_and_not_before_they_are_whole() {
        let greeting = Greeting {
            key: 40_000,
            from: "S1".into(),
            to: "S2".into(),
            request: Request {
                route: vec!["G".into()],
                near: false,
                number: 5,
                service: "A".into(),
                flags: Flags::CONV,
                priority: Priority::Absolute(3),
                buffer_type: "STRING".into(),
                client: "1/2".into(),
            },
            forwarded: Some(b"data".to_vec()),
        };
        let bytes = greeting.encode();
        for end in 0..bytes.len() {
            assert_eq!(Greeting::decode(&bytes[..end]), Ok(None));
        }
        let length = bytes.len();
        let more = [&bytes[..], b"more"].concat();
        assert_eq!(Greeting::decode(&more), Ok(Some((greeting, length))));
        assert_eq!(Greeting::decode(b"GET / HTTP"), Err(Malformed::TooLong));
        assert_eq!(
            Greeting::decode(&[0, 0, 0, 2, 9, 9]),
            Err(Malformed::Version)
        );
    }
}
