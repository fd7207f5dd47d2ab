//! What the daemon and its worker processes tell each other, as packets of a local socket.

use crate::device::socket::sys::{recv_rights, send_rights};
use nix::sys::socket::{AddressFamily, MsgFlags, SockFlag, SockType, recv, socketpair};
use std::io;
use std::os::fd::{OwnedFd, RawFd};

/// Longest packet: variables of one connection.
const LONGEST: usize = 4096;

/// From the daemon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Order {
    /// A session for a connection, whose descriptor comes along: the variables of its peer.
    Start {
        number: u64,
        variables: Vec<(String, String)>,
    },
    /// What all sessions do.
    List,
}

/// From a worker.
#[derive(Debug, PartialEq, Eq)]
pub enum Report {
    Ended {
        number: u64,
        status: i32,
        /// Its time was over.
        out_of_time: bool,
    },
    /// One line of the answer to `List`.
    Does {
        number: u64,
        received: u64,
        sent: u64,
        waits: String,
    },
    Listed,
    /// A template has made a process.
    Started {
        pid: i32,
    },
}

/// A packet that the other side would not have sent.
#[derive(Debug, thiserror::Error)]
#[error("a packet is not understood")]
pub struct Misunderstood;

impl From<Misunderstood> for io::Error {
    fn from(error: Misunderstood) -> Self {
        io::Error::new(io::ErrorKind::InvalidData, error)
    }
}

impl Order {
    pub fn encode(&self) -> Vec<u8> {
        match self {
            Order::Start { number, variables } => {
                let mut packet = tagged(b'S', &[*number]);
                for text in variables.iter().flat_map(|(name, value)| [name, value]) {
                    packet.extend_from_slice(text.as_bytes());
                    packet.push(0);
                }
                packet
            }
            Order::List => tagged(b'L', &[]),
        }
    }

    /// # Errors
    /// It is no order.
    pub fn decode(packet: &[u8]) -> Result<Order, Misunderstood> {
        match packet.split_first().ok_or(Misunderstood)? {
            (b'S', rest) => {
                let (number, texts) = number(rest)?;
                let mut texts = texts.split(|b| *b == 0).map(String::from_utf8_lossy);
                let mut variables = Vec::new();
                while let (Some(name), Some(value)) = (texts.next(), texts.next()) {
                    variables.push((name.into_owned(), value.into_owned()));
                }
                Ok(Order::Start { number, variables })
            }
            (b'L', _) => Ok(Order::List),
            _ => Err(Misunderstood),
        }
    }
}

impl Report {
    pub fn encode(&self) -> Vec<u8> {
        match self {
            Report::Ended {
                number,
                status,
                out_of_time,
            } => tagged(
                b'E',
                &[*number, *status as u32 as u64, (*out_of_time).into()],
            ),
            Report::Does {
                number,
                received,
                sent,
                waits,
            } => {
                let mut packet = tagged(b'D', &[*number, *received, *sent]);
                packet.extend_from_slice(waits.as_bytes());
                packet
            }
            Report::Listed => tagged(b'L', &[]),
            Report::Started { pid } => tagged(b'S', &[*pid as u32 as u64]),
        }
    }

    /// # Errors
    /// It is no report.
    pub fn decode(packet: &[u8]) -> Result<Report, Misunderstood> {
        match packet.split_first().ok_or(Misunderstood)? {
            (b'E', rest) => {
                let (number, rest) = number(rest)?;
                let (status, rest) = self::number(rest)?;
                Ok(Report::Ended {
                    number,
                    status: status as u32 as i32,
                    out_of_time: self::number(rest)?.0 != 0,
                })
            }
            (b'D', rest) => {
                let (number, rest) = number(rest)?;
                let (received, rest) = self::number(rest)?;
                let (sent, waits) = self::number(rest)?;
                Ok(Report::Does {
                    number,
                    received,
                    sent,
                    waits: String::from_utf8_lossy(waits).into_owned(),
                })
            }
            (b'L', _) => Ok(Report::Listed),
            (b'S', rest) => Ok(Report::Started {
                pid: number(rest)?.0 as u32 as i32,
            }),
            _ => Err(Misunderstood),
        }
    }
}

fn tagged(tag: u8, numbers: &[u64]) -> Vec<u8> {
    let mut packet = vec![tag];
    for number in numbers {
        packet.extend_from_slice(&number.to_le_bytes());
    }
    packet
}

fn number(packet: &[u8]) -> Result<(u64, &[u8]), Misunderstood> {
    let (bytes, rest) = packet.split_first_chunk().ok_or(Misunderstood)?;
    Ok((u64::from_le_bytes(*bytes), rest))
}

/// Two ends of a line for packets. Both block.
///
/// # Errors
/// The system has no descriptors left.
pub fn pair() -> io::Result<(OwnedFd, OwnedFd)> {
    let (family, kind) = (AddressFamily::Unix, SockType::SeqPacket);
    Ok(socketpair(family, kind, None, SockFlag::SOCK_CLOEXEC)?)
}

/// Sends a packet, with a descriptor if there is one.
///
/// # Errors
/// The other side is gone.
pub fn send(line: RawFd, packet: &[u8], with: Option<RawFd>) -> io::Result<()> {
    send_all(line, packet, with.as_slice())
}

/// Sends a packet with descriptors.
///
/// # Errors
/// As [`send`].
pub fn send_all(line: RawFd, packet: &[u8], with: &[RawFd]) -> io::Result<()> {
    send_rights(line, packet, with, 0).map(drop)
}

/// Waits for a packet; `None` is the end. A descriptor for which this process has no room does not come along.
///
/// # Errors
/// The system's.
pub fn receive(line: RawFd) -> io::Result<Option<(Vec<u8>, Option<OwnedFd>)>> {
    receive_with(line, 0)
}

/// The same with all descriptors of the packet.
///
/// # Errors
/// The system's.
pub fn receive_all(line: RawFd) -> io::Result<Option<(Vec<u8>, Vec<OwnedFd>)>> {
    let (mut packet, mut rights) = (Vec::new(), Vec::new());
    let length = recv_all(line, &mut packet, &mut rights, 0)?;
    Ok((length > 0).then_some((packet, rights)))
}

/// The same, and the packet stays in the line, with its descriptor, until [`take`].
///
/// # Errors
/// The system's.
pub fn look(line: RawFd) -> io::Result<Option<(Vec<u8>, Option<OwnedFd>)>> {
    receive_with(line, libc::MSG_PEEK)
}

/// Takes the packet that was looked at out of the line.
///
/// # Errors
/// The system's.
pub fn take(line: RawFd) -> io::Result<()> {
    loop {
        match recv(line, &mut [0], MsgFlags::empty()) {
            Err(nix::Error::EINTR | nix::Error::ECONNRESET) => {}
            other => return Ok(other.map(drop)?),
        }
    }
}

fn receive_with(line: RawFd, flags: libc::c_int) -> io::Result<Option<(Vec<u8>, Option<OwnedFd>)>> {
    let (mut packet, mut rights) = (Vec::new(), Vec::new());
    let length = recv_all(line, &mut packet, &mut rights, flags)?;
    Ok((length > 0).then_some((packet, rights.pop())))
}

/// A side that goes with packets unread leaves a reset in the line, before the packets that it has sent, and once: they come behind it.
fn recv_all(
    line: RawFd,
    packet: &mut Vec<u8>,
    rights: &mut Vec<OwnedFd>,
    flags: libc::c_int,
) -> io::Result<usize> {
    loop {
        match recv_rights(line, packet, LONGEST, rights, flags) {
            Err(error) if error.kind() == io::ErrorKind::ConnectionReset => {}
            outcome => return outcome,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::fd::AsRawFd;

    #[test]
    fn packets_come_as_they_were_sent() {
        let orders = [
            Order::Start {
                number: 7,
                variables: vec![
                    ("REMOTE_ADDR".into(), "::1".into()),
                    ("EMPTY".into(), String::new()),
                ],
            },
            Order::Start {
                number: u64::MAX,
                variables: Vec::new(),
            },
            Order::List,
        ];
        let (ours, theirs) = pair().unwrap();
        let (ours, theirs) = (ours.as_raw_fd(), theirs.as_raw_fd());
        for order in orders {
            send(ours, &order.encode(), Some(0)).unwrap();
            let (packet, fd) = look(theirs).unwrap().unwrap();
            assert_eq!(
                (Order::decode(&packet).unwrap(), fd.is_some()),
                (order.clone(), true)
            );
            let (packet, fd) = receive(theirs).unwrap().unwrap();
            assert_eq!(Order::decode(&packet).unwrap(), order);
            assert!(fd.is_some_and(|fd| fd.as_raw_fd() > 2));
        }
        let reports = [
            Report::Ended {
                number: 9,
                status: -15,
                out_of_time: true,
            },
            Report::Does {
                number: 1,
                received: 2,
                sent: 3,
                waits: "READ".into(),
            },
            Report::Listed,
            Report::Started { pid: 4711 },
        ];
        for report in reports {
            send(theirs, &report.encode(), None).unwrap();
            let (packet, fd) = receive(ours).unwrap().unwrap();
            assert_eq!(Report::decode(&packet).unwrap(), report);
            assert!(fd.is_none());
        }
        for packet in [&b""[..], b"S", b"S1234567", b"E12345678", b"D", b"?"] {
            assert!(Order::decode(packet).is_err() && Report::decode(packet).is_err());
        }
    }

    #[test]
    fn a_packet_that_is_taken_is_gone_with_its_descriptor() {
        let (ours, theirs) = pair().unwrap();
        let (ours, theirs) = (ours.as_raw_fd(), theirs.as_raw_fd());
        send(ours, b"first", Some(0)).unwrap();
        send(ours, b"second", None).unwrap();
        take(theirs).unwrap();
        let (packet, fd) = receive(theirs).unwrap().unwrap();
        assert_eq!((&packet[..], fd.is_none()), (&b"second"[..], true));
    }

    #[test]
    fn who_goes_with_packets_unread_takes_none_of_its_own_along() {
        let (ours, theirs) = pair().unwrap();
        send(theirs.as_raw_fd(), b"never read", None).unwrap();
        send(ours.as_raw_fd(), b"order", Some(0)).unwrap();
        drop(ours);
        let (packet, fd) = look(theirs.as_raw_fd()).unwrap().unwrap();
        assert_eq!((&packet[..], fd.is_some()), (&b"order"[..], true));
        take(theirs.as_raw_fd()).unwrap();
        assert!(receive(theirs.as_raw_fd()).unwrap().is_none());
    }

    #[test]
    fn the_end_of_one_side_is_heard_by_the_other() {
        let (ours, theirs) = pair().unwrap();
        drop(ours);
        assert!(receive(theirs.as_raw_fd()).unwrap().is_none());
        assert!(send(theirs.as_raw_fd(), b"L", None).is_err());
    }
}
