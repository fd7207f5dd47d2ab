//! The kernel's ring of packets (TPACKET_V3): memory that it fills and this process reads, block by block.

use super::diag::{half, word};
use crate::device::socket::sys;
use socket2::Socket;
use std::ffi::c_int;
use std::io;
use std::os::fd::AsRawFd;
use std::ptr::NonNull;
use std::sync::atomic::{AtomicU32, Ordering};

/// A block, of which the kernel hands over one at a time; no packet is longer.
const BLOCK: usize = 512 << 10;
const BLOCKS: usize = 32;
/// A unit of the kernel's account; packets of this version take what they need.
const FRAME: usize = 2048;
/// Milliseconds after which the kernel hands over a block that is not full.
const RETIRE: u32 = 10;
const TPACKET_V3: c_int = 2;
/// The block is this process's.
const USER: u32 = 1;

/// Places in the head of a block.
const STATUS: usize = 8;
const PACKETS: usize = 12;
const FIRST: usize = 16;
/// Where the link address is behind the head of a packet.
const LINK: usize = 48;

/// A packet in a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Raw<'a> {
    /// Microseconds since 1970.
    pub micros: u64,
    /// Its length on the wire.
    pub length: u32,
    pub data: &'a [u8],
    pub protocol: u16,
    pub index: u32,
    pub hardware: u16,
    pub kind: u8,
}

pub struct Ring {
    memory: NonNull<u8>,
    next: usize,
}

/// Packets that the kernel dropped since this was asked last, for want of room.
pub fn dropped(socket: &Socket) -> u32 {
    // Packets, drops, and how often the ring was full.
    let counts = sys::get_numbers::<3>(
        socket.as_raw_fd(),
        libc::SOL_PACKET,
        libc::PACKET_STATISTICS,
    );
    counts.map_or(0, |counts| counts[1])
}

impl Ring {
    /// # Errors
    /// The kernel has no such ring, or no memory for it.
    pub fn new(socket: &Socket) -> io::Result<Ring> {
        let fd = socket.as_raw_fd();
        sys::set_option(fd, libc::SOL_PACKET, libc::PACKET_VERSION, TPACKET_V3)?;
        let request = [
            BLOCK as u32,
            BLOCKS as u32,
            FRAME as u32,
            (BLOCK * BLOCKS / FRAME) as u32,
            RETIRE,
            // Nothing for this process in a block, and no features.
            0,
            0,
        ];
        sys::set_numbers(fd, libc::SOL_PACKET, libc::PACKET_RX_RING, &request)?;
        // SAFETY: a new mapping at a place that the kernel chooses touches no memory of this process. Its length is that of the ring.
        let memory = unsafe {
            libc::mmap(
                std::ptr::null_mut(),
                BLOCK * BLOCKS,
                libc::PROT_READ | libc::PROT_WRITE,
                libc::MAP_SHARED,
                fd,
                0,
            )
        };
        match NonNull::new(memory.cast::<u8>()) {
            Some(memory) if memory.as_ptr().cast() != libc::MAP_FAILED => {
                Ok(Ring { memory, next: 0 })
            }
            _ => Err(io::Error::last_os_error()),
        }
    }

    /// The packets of the next block, which is given back then; `false` if the kernel has none ready.
    pub fn block(&mut self, mut each: impl FnMut(Raw)) -> bool {
        // SAFETY: the place is within the mapping, which lives as long as this value, and is aligned; the kernel changes it at any time,
        // which an atomic number allows.
        let (start, status) = unsafe {
            let start = self.memory.add(self.next * BLOCK);
            (
                start,
                AtomicU32::from_ptr(start.add(STATUS).cast::<u32>().as_ptr()),
            )
        };
        if status.load(Ordering::Acquire) & USER == 0 {
            return false;
        }
        // SAFETY: the block is this process's until its status is set, and the slice is gone by then; nobody else has a reference to it.
        let block = unsafe { std::slice::from_raw_parts(start.as_ptr(), BLOCK) };
        packets(block, &mut each);
        status.store(0, Ordering::Release);
        self.next = (self.next + 1) % BLOCKS;
        true
    }
}

impl Drop for Ring {
    fn drop(&mut self) {
        // SAFETY: the mapping was made with this length, and no reference into it is left.
        unsafe { libc::munmap(self.memory.as_ptr().cast(), BLOCK * BLOCKS) };
    }
}

/// The packets of a block; none behind a place that makes no sense.
fn packets(block: &[u8], each: &mut impl FnMut(Raw)) {
    let count = word(block, PACKETS).unwrap_or(0);
    let mut at = word(block, FIRST).unwrap_or(0) as usize;
    for _ in 0..count {
        let Some(head) = block.get(at..) else {
            return;
        };
        match packet(head) {
            Some(raw) => each(raw),
            None => return,
        }
        match word(head, 0) {
            Some(next @ 1..) => at += next as usize,
            _ => return,
        }
    }
}

fn packet(head: &[u8]) -> Option<Raw<'_>> {
    let (seconds, nanos) = (word(head, 4)?, word(head, 8)?);
    let (kept, place) = (word(head, 12)? as usize, usize::from(half(head, 26)?));
    Some(Raw {
        micros: u64::from(seconds) * 1_000_000 + u64::from(nanos / 1000),
        length: word(head, 16)?,
        data: head.get(place..place.checked_add(kept)?)?,
        protocol: u16::from_be(half(head, LINK + 2)?),
        index: word(head, LINK + 4)?,
        hardware: half(head, LINK + 8)?,
        kind: *head.get(LINK + 10)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(packets: &[&[u8]]) -> Vec<u8> {
        let mut out = vec![0; 48];
        out[PACKETS] = packets.len() as u8;
        out[FIRST] = 48;
        for data in packets {
            let mut head = vec![0; 68];
            head[..4].copy_from_slice(&(68 + data.len() as u32).to_ne_bytes());
            head[4] = 1;
            head[12] = data.len() as u8;
            head[16] = 99;
            head[26] = 68;
            head[50..52].copy_from_slice(&[8, 0]);
            head[52] = 3;
            head[58] = 4;
            out.extend(head);
            out.extend(*data);
        }
        out
    }

    #[test]
    fn blocks_are_walked_within_their_bounds() {
        let whole = block(&[b"first", b"second"]);
        let read = |block: &[u8]| {
            let mut all = Vec::new();
            packets(block, &mut |raw: Raw| {
                all.push((
                    raw.micros,
                    raw.length,
                    raw.protocol,
                    raw.index,
                    raw.kind,
                    raw.data.to_vec(),
                ))
            });
            all
        };
        let expected = |data: &[u8]| (1_000_000, 99, 0x800, 3, 4, data.to_vec());
        assert_eq!(read(&whole), [expected(b"first"), expected(b"second")]);
        for end in 0..whole.len() {
            assert!(read(&whole[..end]).len() < 2);
        }
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] = 0xff;
            read(&damaged);
        }
    }
}
