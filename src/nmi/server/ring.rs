//! Buffers of a service: a ring that all clients share, buffers of one client, and tokens for both.

use crate::nmi::record::fields::View;
use crate::nmi::record::tmi::{code, token};
use crate::nmi::record::{cte, tmi};
use std::collections::VecDeque;
use std::hash::{BuildHasher, RandomState};

/// Number of the slot of buffers that belong to one client.
const PRIVATE: u32 = u32::MAX;
/// The most bytes that wait in buffers of single clients.
const PRIVATE_BYTES: usize = 64 << 20;

/// A record that names a buffer.
pub type Token = Vec<u8>;

/// Why a buffer is not copied; `reason` says how many buffers are newer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("copy refused: {} ({reason})", tmi::code_text(*code))]
pub struct Refused {
    pub code: u32,
    pub reason: u32,
}

struct Slot {
    generation: u64,
    data: Vec<u8>,
}

pub struct Ring {
    service: u32,
    /// Identifier of its tokens.
    id: u32,
    slots: Vec<Slot>,
    /// The slot that is filled.
    at: usize,
    /// Buffers that were begun.
    generation: u64,
    private: VecDeque<Slot>,
    private_bytes: usize,
    size: usize,
    /// Without its key nobody makes a token.
    key: RandomState,
}

impl Ring {
    /// So many buffers of a size.
    pub fn new(service: u32, id: u32, buffers: usize, size: usize) -> Ring {
        let slots = (0..buffers.max(2)).map(|_| Slot {
            generation: 0,
            data: Vec::new(),
        });
        let mut ring = Ring {
            service,
            id,
            slots: slots.collect(),
            at: 0,
            generation: 0,
            private: VecDeque::new(),
            private_bytes: 0,
            size,
            key: RandomState::new(),
        };
        ring.begin();
        ring
    }

    /// The size of a buffer with its end.
    pub fn size(&self) -> usize {
        self.size
    }

    fn begin(&mut self) {
        self.generation += 1;
        let slot = &mut self.slots[self.at];
        slot.generation = self.generation;
        slot.data.clear();
    }

    /// The most data of a record.
    fn longest(&self) -> usize {
        cte::LONGEST.min(self.size - cte::HEAD - cte::TAIL - cte::END)
    }

    /// Appends a record. If the buffer had no room for it, that of the buffer before is the answer. A record that no buffer can hold is
    /// left out.
    #[inline]
    pub fn push(&mut self, format: u32, time: u64, data: &[u8]) -> Option<Token> {
        if data.len() > self.longest() {
            return None;
        }
        let there = self.slots[self.at].data.len();
        let full = there + cte::HEAD + data.len() + cte::TAIL + cte::END > self.size;
        let token = if full { self.flush() } else { None };
        cte::push(&mut self.slots[self.at].data, format, time, data);
        token
    }

    /// Ends the buffer, if there is something in it, and begins the next one.
    pub fn flush(&mut self) -> Option<Token> {
        let slot = &mut self.slots[self.at];
        if slot.data.is_empty() {
            return None;
        }
        slot.data.extend([0; cte::END]);
        let (generation, length) = (slot.generation, slot.data.len());
        let token = self.token(self.at as u32, generation, length);
        self.at = (self.at + 1) % self.slots.len();
        self.begin();
        Some(token)
    }

    /// Something is in the buffer that is filled.
    pub fn is_filling(&self) -> bool {
        !self.slots[self.at].data.is_empty()
    }

    /// Buffers of one client. Each can be copied once.
    pub fn private<'a>(
        &mut self,
        format: u32,
        time: u64,
        records: impl Iterator<Item = &'a [u8]>,
    ) -> Vec<Token> {
        let mut tokens = Vec::new();
        let mut data = Vec::new();
        let longest = self.longest();
        for record in records.filter(|r| r.len() <= longest) {
            if data.len() + cte::HEAD + record.len() + cte::TAIL + cte::END > self.size {
                tokens.push(self.keep(std::mem::take(&mut data)));
            }
            cte::push(&mut data, format, time, record);
        }
        if !data.is_empty() {
            tokens.push(self.keep(data));
        }
        tokens
    }

    fn keep(&mut self, mut data: Vec<u8>) -> Token {
        data.extend([0; cte::END]);
        // They share the numbers of the ring, so that no two buffers have the same one.
        self.generation += 1;
        let generation = self.generation;
        self.private_bytes += data.len();
        let token = self.token(PRIVATE, generation, data.len());
        self.private.push_back(Slot { generation, data });
        while self.private_bytes > PRIVATE_BYTES {
            let Some(oldest) = self.private.pop_front() else {
                break;
            };
            self.private_bytes -= oldest.data.len();
        }
        token
    }

    /// Lets go the buffers of one client that were not copied.
    pub fn forget(&mut self, tokens: &[u64]) {
        self.private
            .retain(|slot| !tokens.contains(&slot.generation));
        self.private_bytes = self.private.iter().map(|s| s.data.len()).sum();
    }

    fn token(&self, slot: u32, generation: u64, length: usize) -> Token {
        let mut record = tmi::record(&token::LAYOUT, self.id);
        let mut content = [0; 32];
        content[..4].copy_from_slice(&self.service.to_be_bytes());
        content[4..8].copy_from_slice(&slot.to_be_bytes());
        content[8..16].copy_from_slice(&generation.to_be_bytes());
        content[16..24].copy_from_slice(&(length as u64).to_be_bytes());
        let check = self.key.hash_one(&content[..24]);
        content[24..].copy_from_slice(&check.to_be_bytes());
        token::TMIK_TOKEN.set_bytes(&mut record, &content);
        record
    }

    /// The data of the buffer that a token names.
    ///
    /// # Errors
    /// No buffer of this ring had such a token, or it has other data by now.
    pub fn find(&mut self, record: &[u8]) -> Result<Found<'_>, Refused> {
        let content = View(record).bytes(token::TMIK_TOKEN).unwrap_or_default();
        let (Some(named), Some(check)) = (content.get(..24), content.get(24..32)) else {
            return Err(Refused {
                code: code::EINVAL,
                reason: 0,
            });
        };
        // All bits count, so that the time of the comparison says nothing.
        let wrong =
            self.key.hash_one(named) ^ u64::from_be_bytes(check.try_into().unwrap_or_default());
        if wrong != 0 {
            return Err(Refused {
                code: code::EINVAL,
                reason: 0,
            });
        }
        let slot = u32::from_be_bytes([named[4], named[5], named[6], named[7]]);
        let generation = generation(record);
        let stale = Refused {
            code: code::ESRCH,
            reason: (self.generation - generation)
                .try_into()
                .unwrap_or(u32::MAX),
        };
        if slot == PRIVATE {
            let at = self
                .private
                .iter()
                .position(|s| s.generation == generation)
                .ok_or(stale)?;
            let slot = self.private.remove(at).ok_or(stale)?;
            self.private_bytes -= slot.data.len();
            return Ok(Found::Own(slot.data));
        }
        match self.slots.get(slot as usize) {
            Some(slot) if slot.generation == generation => Ok(Found::Shared(&slot.data)),
            _ => Err(stale),
        }
    }
}

/// The service that a token says it is of.
pub fn service(record: &[u8]) -> u32 {
    let content = View(record).bytes(token::TMIK_TOKEN).unwrap_or_default();
    content
        .get(..4)
        .map_or(u32::MAX, |b| u32::from_be_bytes([b[0], b[1], b[2], b[3]]))
}

/// The number of its buffer.
pub fn generation(record: &[u8]) -> u64 {
    let content = View(record).bytes(token::TMIK_TOKEN).unwrap_or_default();
    let bytes = content.get(8..16).and_then(|b| b.try_into().ok());
    bytes.map_or(0, u64::from_be_bytes)
}

/// The data of a buffer, with the halfword that ends them.
#[derive(Debug)]
pub enum Found<'a> {
    Shared(&'a [u8]),
    Own(Vec<u8>),
}

impl Found<'_> {
    pub fn data(&self) -> &[u8] {
        match self {
            Found::Shared(data) => data,
            Found::Own(data) => data,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nmi::record::cte::Entries;

    fn ring(buffers: usize) -> Ring {
        Ring::new(1, tmi::SMTK, buffers, 256)
    }

    fn of(ring: &mut Ring, token: &[u8]) -> Result<Vec<u8>, u32> {
        let found = ring.find(token).map_err(|refused| refused.code)?;
        Ok(Entries::new(found.data())
            .flat_map(|e| e.unwrap().data.to_vec())
            .collect())
    }

    #[test]
    fn full_and_partial_buffers_have_tokens_until_they_are_used_again() {
        let mut ring = ring(3);
        let tokens: Vec<_> = (0..10).filter_map(|n| ring.push(1, 0, &[n; 100])).collect();
        assert_eq!(tokens.len(), 4);
        let last = ring.flush().unwrap();
        assert_eq!(ring.flush(), None);
        assert_eq!(
            of(&mut ring, &tokens[3]),
            Ok([vec![6; 100], vec![7; 100]].concat())
        );
        assert_eq!(
            of(&mut ring, &last),
            Ok([vec![8; 100], vec![9; 100]].concat())
        );
        assert_eq!(
            ring.find(&tokens[0]).unwrap_err(),
            Refused {
                code: code::ESRCH,
                reason: 5
            }
        );
        assert_eq!(of(&mut ring, &tokens[2]), Err(code::ESRCH));
        assert_eq!(ring.push(1, 0, &[0; 300]), None);
        assert!(!ring.is_filling());
    }

    #[test]
    fn no_bit_of_a_token_can_be_changed() {
        let mut ring = ring(3);
        ring.push(1, 0, b"data");
        let token = ring.flush().unwrap();
        assert_eq!(of(&mut ring, &token), Ok(b"data".to_vec()));
        for bit in 0..256 {
            let mut forged = token.clone();
            forged[16 + bit / 8] ^= 1 << (bit % 8);
            assert_eq!(of(&mut ring, &forged), Err(code::EINVAL));
        }
        assert_eq!(of(&mut ring, &token[..40]), Err(code::EINVAL));
        let mut other = super::tests::ring(3);
        other.push(1, 0, b"data");
        assert_eq!(of(&mut other, &token), Err(code::EINVAL));
    }

    #[test]
    fn a_private_buffer_is_copied_once() {
        let mut ring = ring(2);
        let records = [[1; 100], [2; 100], [3; 100]];
        let tokens = ring.private(1, 0, records.iter().map(|r| r.as_slice()));
        assert_eq!(tokens.len(), 2);
        assert_eq!(of(&mut ring, &tokens[1]), Ok(vec![3; 100]));
        assert_eq!(of(&mut ring, &tokens[1]), Err(code::ESRCH));
        ring.forget(&[generation(&tokens[0])]);
        assert_eq!(of(&mut ring, &tokens[0]), Err(code::ESRCH));
        assert_eq!(ring.private_bytes, 0);
    }
}
