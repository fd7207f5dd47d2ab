//! Frames: what the two sides of a conversation, or of a call, send each other over their stream.
//!
//! Each frame carries the number of its conversation and its place in the order of its direction, so that what is stale, forged or sent
//! twice is told apart.

use super::codes::{Event, TpErrno};
use super::request::Request;
use super::slots::Offer;
use super::wire::{Malformed, Reader, Writer};

const MAGIC: u16 = 0xA71C;
pub const VERSION: u8 = 3;
/// Bytes of the header: magic, version, kind, length, conversation, sequence.
pub const HEADER: usize = 20;
/// Longest body. A buffer of M's longest strings in all fields is shorter.
pub const LONGEST: usize = 64 << 20;

/// A buffer as [`super::buffer`] encodes it.
pub type Encoded = Vec<u8>;

/// One message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Frame {
    /// A service instance has taken the request. With an offer, the memory of rings comes along: all that follows goes by them, and the
    /// client may take the server with them again.
    Accept {
        pid: u32,
        server: String,
        offer: Option<Offer>,
    },
    /// There will be no conversation.
    Refuse { error: TpErrno, reason: String },
    /// A message; `control`: the right to send passes to the receiver.
    Data {
        control: bool,
        buffer: Option<Encoded>,
        /// What was done in the transaction that both sides are in.
        work: Option<Encoded>,
    },
    /// The service is over.
    Return {
        event: Event,
        /// The application's return code, tpurcode.
        code: i64,
        reason: String,
        buffer: Option<Encoded>,
        work: Option<Encoded>,
    },
    /// The initiator has pulled the plug.
    Disconnect { reason: String },
    /// A request of a client that took the server.
    Begin {
        request: Request,
        buffer: Option<Encoded>,
    },
    /// What follows comes by the stream, from another server.
    Forwarded,
}

impl Frame {
    /// The frame as bytes.
    pub fn encode(&self, conversation: u64, sequence: u32) -> Vec<u8> {
        let mut w = Writer(Vec::with_capacity(HEADER + 64 + self.size()));
        w.u16(MAGIC).u8(VERSION).u8(self.kind()).u32(0);
        w.u64(conversation).u32(sequence);
        match self {
            Frame::Accept { pid, server, offer } => {
                w.u32(*pid).text(server);
                w.u8(u8::from(offer.is_some()));
                if let Some(offer) = offer {
                    w.u32(offer.slot).u32(offer.generation).u16(offer.ticket);
                }
            }
            Frame::Refuse { error, reason } => {
                w.u8(*error as u8).text(reason);
            }
            Frame::Data {
                control,
                buffer,
                work,
            } => {
                w.u8(u8::from(*control)).option(buffer.as_deref());
                w.option(work.as_deref());
            }
            Frame::Return {
                event,
                code,
                reason,
                buffer,
                work,
            } => {
                w.u8(*event as u8).u64(*code as u64).text(reason);
                w.option(buffer.as_deref()).option(work.as_deref());
            }
            Frame::Disconnect { reason } => {
                w.text(reason);
            }
            Frame::Begin { request, buffer } => {
                request.write(&mut w);
                w.option(buffer.as_deref());
            }
            Frame::Forwarded => {}
        }
        let length = (w.0.len() - HEADER) as u32;
        w.0[4..8].copy_from_slice(&length.to_be_bytes());
        w.0
    }

    /// Bytes of what it carries.
    pub fn size(&self) -> usize {
        match self {
            Frame::Data { buffer, work, .. } | Frame::Return { buffer, work, .. } => {
                let parts = [buffer, work].into_iter().flatten();
                parts.map(Vec::len).sum()
            }
            Frame::Begin { buffer, .. } => buffer.as_ref().map_or(0, Vec::len),
            _ => 0,
        }
    }

    fn kind(&self) -> u8 {
        match self {
            Frame::Accept { .. } => 1,
            Frame::Refuse { .. } => 2,
            Frame::Data { .. } => 3,
            Frame::Return { .. } => 4,
            Frame::Disconnect { .. } => 5,
            Frame::Begin { .. } => 6,
            Frame::Forwarded => 7,
        }
    }

    /// The number in the header of the first frame of these bytes, once that is there.
    pub fn conversation(bytes: &[u8]) -> Option<u64> {
        let number = bytes.get(8..)?.first_chunk()?;
        Some(u64::from_be_bytes(*number))
    }

    /// Whether the two sides keep their way for another request after this last frame: nothing else is on it.
    pub fn keeps_the_way(&self, conversational: bool) -> bool {
        match self {
            Frame::Return { event, .. } => {
                *event == Event::SvcSucc || (*event == Event::SvcFail && !conversational)
            }
            _ => false,
        }
    }

    /// The first frame of these bytes and its length; `None` when more has to come.
    ///
    /// # Errors
    /// They are not the next frame of this conversation.
    pub fn decode(
        bytes: &[u8],
        conversation: u64,
        sequence: u32,
    ) -> Result<Option<(Frame, usize)>, Malformed> {
        // What is wrong is said with the first bytes that show it: a peer may send no more.
        let magic = MAGIC.to_be_bytes();
        if !bytes.iter().zip(magic).all(|(a, b)| *a == b) {
            return Err(Malformed::Magic);
        }
        if bytes.get(2).is_some_and(|v| *v != VERSION) {
            return Err(Malformed::Version);
        }
        let Some((header, rest)) = bytes.split_first_chunk::<HEADER>() else {
            return Ok(None);
        };
        let mut header = Reader(&header[3..]);
        let (kind, length) = (header.u8()?, header.u32()? as usize);
        if header.u64()? != conversation {
            return Err(Malformed::Conversation);
        }
        if header.u32()? != sequence {
            return Err(Malformed::Sequence);
        }
        if length > LONGEST {
            return Err(Malformed::TooLong);
        }
        let Some(body) = rest.get(..length) else {
            return Ok(None);
        };
        let frame = Frame::body(kind, Reader(body))?;
        Ok(Some((frame, HEADER + length)))
    }

    fn body(kind: u8, mut r: Reader) -> Result<Frame, Malformed> {
        let frame = match kind {
            1 => Frame::Accept {
                pid: r.u32()?,
                server: r.text()?,
                offer: match r.flag()? {
                    false => None,
                    true => Some(Offer {
                        slot: r.u32()?,
                        generation: r.u32()?,
                        ticket: r.u16()?,
                    }),
                },
            },
            2 => Frame::Refuse {
                error: TpErrno::of_number(r.u8()?.into()).ok_or(Malformed::Kind)?,
                reason: r.text()?,
            },
            3 => Frame::Data {
                control: match r.u8()? {
                    0 => false,
                    1 => true,
                    _ => return Err(Malformed::Kind),
                },
                buffer: r.option()?.map(<[u8]>::to_vec),
                work: r.option()?.map(<[u8]>::to_vec),
            },
            4 => {
                let event = r.u8()?;
                let ends = [Event::SvcErr, Event::SvcFail, Event::SvcSucc];
                Frame::Return {
                    event: ends
                        .into_iter()
                        .find(|e| *e as u8 == event)
                        .ok_or(Malformed::Kind)?,
                    code: r.u64()? as i64,
                    reason: r.text()?,
                    buffer: r.option()?.map(<[u8]>::to_vec),
                    work: r.option()?.map(<[u8]>::to_vec),
                }
            }
            5 => Frame::Disconnect { reason: r.text()? },
            6 => Frame::Begin {
                request: Request::read(&mut r)?,
                buffer: r.option()?.map(<[u8]>::to_vec),
            },
            7 => Frame::Forwarded,
            _ => return Err(Malformed::Kind),
        };
        r.end()?;
        Ok(frame)
    }
}

/// How many whole frames these bytes are.
pub fn count(mut bytes: &[u8]) -> usize {
    let mut count = 0;
    while let Some((header, rest)) = bytes.split_first_chunk::<HEADER>() {
        let length = u32::from_be_bytes([header[4], header[5], header[6], header[7]]);
        let Some(next) = rest.get(length as usize..) else {
            break;
        };
        (bytes, count) = (next, count + 1);
    }
    count
}

/// A message of so many bytes, for the tests of all ways.
#[cfg(test)]
pub fn data(bytes: usize) -> Frame {
    Frame::Data {
        control: false,
        buffer: Some(vec![7; bytes]),
        work: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frames() -> Vec<Frame> {
        vec![
            Frame::Accept {
                pid: 77,
                server: "BANK/1".into(),
                offer: Some(Offer {
                    slot: 3,
                    generation: 9,
                    ticket: 2,
                }),
            },
            Frame::Begin {
                request: Request {
                    number: 9,
                    service: "S".into(),
                    ..Request::default()
                },
                buffer: Some(b"abc".to_vec()),
            },
            Frame::Forwarded,
            Frame::Refuse {
                error: TpErrno::NoEnt,
                reason: "no service".into(),
            },
            Frame::Data {
                control: true,
                buffer: Some(b"abc".to_vec()),
                work: Some(b"xy".to_vec()),
            },
            Frame::Data {
                control: false,
                buffer: None,
                work: None,
            },
            Frame::Return {
                event: Event::SvcFail,
                code: -7,
                reason: String::new(),
                buffer: Some(Vec::new()),
                work: None,
            },
            Frame::Disconnect {
                reason: "tpdiscon".into(),
            },
        ]
    }

    #[test]
    fn frames_come_as_they_were_sent_and_not_before_they_are_whole() {
        for frame in frames() {
            let bytes = frame.encode(9, 3);
            for end in 0..bytes.len() {
                assert_eq!(Frame::decode(&bytes[..end], 9, 3), Ok(None), "{frame:?}");
            }
            let more = [&bytes[..], b"next"].concat();
            let length = bytes.len();
            assert_eq!(count(&more), 1);
            assert_eq!(count(&[&bytes[..], &bytes].concat()), 2);
            assert_eq!(Frame::decode(&more, 9, 3), Ok(Some((frame, length))));
        }
    }

    #[test]
    fn what_is_not_the_next_frame_is_refused_at_once() {
        let bytes = frames()[0].encode(9, 3);
        assert_eq!(Frame::decode(&bytes, 8, 3), Err(Malformed::Conversation));
        assert_eq!(Frame::decode(&bytes, 9, 4), Err(Malformed::Sequence));
        assert_eq!(Frame::decode(b"GET / HTTP", 9, 3), Err(Malformed::Magic));
        assert_eq!(
            Frame::decode(b"\xa7\x1c\x07", 9, 3),
            Err(Malformed::Version)
        );
        let mut kind = bytes.clone();
        kind[3] = 99;
        assert_eq!(Frame::decode(&kind, 9, 3), Err(Malformed::Kind));
        let mut long = bytes.clone();
        long[4..8].copy_from_slice(&u32::MAX.to_be_bytes());
        assert_eq!(Frame::decode(&long, 9, 3), Err(Malformed::TooLong));
        let mut inner = bytes;
        inner[HEADER + 4..HEADER + 8].copy_from_slice(&99u32.to_be_bytes());
        assert_eq!(Frame::decode(&inner, 9, 3), Err(Malformed::Short));
    }
}
