//! Records of packets: from the kernel, by a packet socket with a ring, and from captures.

use super::capture::{Ring, dropped};
use super::ip::Head;
use crate::nmi::record::packet::header;
use crate::nmi::record::pcap::Packet;
use crate::nmi::record::time;
use nix::net::if_::{if_indextoname, if_nametoindex};
use nix::sys::socket::{LinkAddr, recvfrom, setsockopt, sockopt};
use socket2::{Domain, Protocol, Socket, Type};
use std::io;
use std::os::fd::{AsRawFd, RawFd};
use std::rc::Rc;

/// A packet on its way out; only these are seen twice on an interface that loops them back.
const OUTGOING: u8 = 4;
/// The kernel keeps as many bytes for a server that is busy.
const BACKLOG: usize = 32 << 20;
/// No packet is longer.
const LONGEST: usize = 65_536;
/// Packets and blocks of one turn, so that clients have theirs.
const TURN: usize = 4096;
const BLOCKS: usize = 4;
/// Protocols with ports at the begin of their headers: TCP and UDP.
const PORTS: [u8; 2] = [6, 17];

/// What a record says of a packet beside what is in it.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    pub interface: Rc<str>,
    pub index: u32,
    pub outbound: bool,
    pub number: u32,
}

/// The data of a record: header and packet, of which at most `most` bytes are kept.
pub fn record(packet: &Packet, seen: &Seen, most: usize) -> Vec<u8> {
    let mut out = header::LAYOUT.blank();
    let data = &packet.data[..packet.data.len().min(most)];
    header::PTH_LEN.set(&mut out, header::LAYOUT.length as u64);
    header::PTH_FLAG2.set(&mut out, if seen.outbound { 0x80 } else { 0 });
    header::PTH_INF_NAME.set_text(&mut out, &seen.interface);
    header::PTH_TIME.set(&mut out, time::from_micros(packet.micros));
    header::PTH_REC_NUM.set(&mut out, seen.number.into());
    header::PTH_TLEN.set(&mut out, packet.length.into());
    header::PTH_IF_INDEX.set(&mut out, seen.index.into());
    if let Some(ip) = Head::parse(data) {
        let (from, to) = ports(data, &ip);
        header::PTH_SRC.set_address(&mut out, ip.source);
        header::PTH_DEST.set_address(&mut out, ip.target);
        header::PTH_PROTO.set(&mut out, ip.protocol.into());
        header::PTH_SRC_PORT.set(&mut out, from.into());
        header::PTH_DST_PORT.set(&mut out, to.into());
    }
    out.extend(data);
    out
}

/// The ports of TCP and UDP.
fn ports(packet: &[u8], ip: &Head) -> (u16, u16) {
    let start = ip.start.filter(|_| PORTS.contains(&ip.protocol));
    let port = |at: usize| {
        let bytes = start.and_then(|start| packet.get(start + at..start + at + 2));
        bytes.map_or(0, |b| u16::from_be_bytes([b[0], b[1]]))
    };
    (port(0), port(2))
}

/// Packets of this machine's interfaces.
pub struct Packets {
    /// `None` where the kernel has no ring.
    ring: Option<Ring>,
    socket: Socket,
    /// The interface that is meant; 0 is all.
    index: u32,
    names: Vec<(u32, Rc<str>)>,
    buffer: Vec<u8>,
    number: u32,
    lost: u64,
}

impl Packets {
    /// # Errors
    /// CAP_NET_RAW is needed, and the interface has to be there.
    pub fn new(interface: Option<&str>) -> io::Result<Packets> {
        let index = match interface {
            Some(name) => index(name).ok_or_else(|| {
                io::Error::new(
                    io::ErrorKind::NotFound,
                    format!("there is no interface {name}"),
                )
            })?,
            None => 0,
        };
        let all = Protocol::from(i32::from((libc::ETH_P_ALL as u16).to_be()));
        let socket = Socket::new(
            Domain::PACKET,
            Type::DGRAM.nonblocking().cloexec(),
            Some(all),
        )?;
        let ring = Ring::new(&socket).ok();
        let mut buffer = Vec::new();
        if ring.is_none() {
            let forced = setsockopt(&socket, sockopt::RcvBufForce, &BACKLOG);
            forced.or_else(|_| setsockopt(&socket, sockopt::RcvBuf, &BACKLOG))?;
            buffer = vec![0; LONGEST];
        }
        Ok(Packets {
            ring,
            socket,
            index,
            names: Vec::new(),
            buffer,
            number: 0,
            lost: 0,
        })
    }

    pub fn fd(&self) -> RawFd {
        self.socket.as_raw_fd()
    }

    /// Packets that the kernel had no room for since this was asked last.
    pub fn lost(&mut self) -> u64 {
        std::mem::take(&mut self.lost)
    }

    /// Calls `each` with packets that came; `false` when there may be more.
    ///
    /// # Errors
    /// The kernel refuses.
    pub fn read(&mut self, mut each: impl FnMut(&Packet, &Seen)) -> io::Result<bool> {
        let mut all = true;
        if let Some(mut ring) = self.ring.take() {
            for _ in 0..BLOCKS {
                let there = ring.block(|raw| {
                    if let Some(seen) = self.seen(raw.protocol, raw.index, raw.kind, raw.hardware) {
                        let (micros, length, data) = (raw.micros, raw.length, raw.data);
                        each(
                            &Packet {
                                micros,
                                length,
                                data,
                            },
                            &seen,
                        );
                    }
                });
                all = !there;
                if all {
                    break;
                }
            }
            self.ring = Some(ring);
        } else {
            all = self.receive(&mut each)?;
        }
        if all {
            let lost = dropped(&self.socket);
            self.lost += u64::from(lost);
            // Who reads the records sees the gap.
            self.number = self.number.wrapping_add(lost);
        }
        Ok(all)
    }

    /// Reads packets one by one.
    fn receive(&mut self, each: &mut impl FnMut(&Packet, &Seen)) -> io::Result<bool> {
        let mut buffer = std::mem::take(&mut self.buffer);
        let mut outcome = Ok(false);
        for _ in 0..TURN {
            let (length, from) = match recvfrom::<LinkAddr>(self.socket.as_raw_fd(), &mut buffer) {
                Ok((length, Some(from))) => (length, from),
                Ok(_) | Err(nix::Error::EINTR | nix::Error::ENETDOWN) => continue,
                Err(nix::Error::EAGAIN) => {
                    outcome = Ok(true);
                    break;
                }
                Err(error) => {
                    outcome = Err(error.into());
                    break;
                }
            };
            let (protocol, index) = (u16::from_be(from.protocol()), from.ifindex() as u32);
            if let Some(seen) = self.seen(protocol, index, from.pkttype(), from.hatype()) {
                let packet = Packet {
                    micros: time::micros(time::now()).max(0) as u64,
                    length: length as u32,
                    data: &buffer[..length],
                };
                each(&packet, &seen);
            }
        }
        self.buffer = buffer;
        outcome
    }

    /// What is said of a packet; `None` for one that is not wanted.
    fn seen(&mut self, protocol: u16, index: u32, kind: u8, hardware: u16) -> Option<Seen> {
        let is_ip = [libc::ETH_P_IP, libc::ETH_P_IPV6].contains(&i32::from(protocol));
        let outbound = kind == OUTGOING;
        let twice = outbound && hardware == libc::ARPHRD_LOOPBACK;
        if !is_ip || twice || ![0, index].contains(&self.index) {
            return None;
        }
        let interface = match self.names.iter().find(|(i, _)| *i == index) {
            Some((_, name)) => name.clone(),
            None => {
                let name: Rc<str> = name(index).to_ascii_uppercase().into();
                self.names.push((index, name.clone()));
                name
            }
        };
        self.number = self.number.wrapping_add(1);
        Some(Seen {
            interface,
            index,
            outbound,
            number: self.number,
        })
    }
}

/// The number of an interface.
pub fn index(name: &str) -> Option<u32> {
    if_nametoindex(name).ok()
}

/// The name of an interface; empty when it is gone.
fn name(index: u32) -> String {
    if_indextoname(index).map_or(String::new(), |name| name.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nmi::record::packet::Record;

    #[test]
    fn records_say_what_is_in_packets() {
        let mut packet = vec![
            0x45, 0, 0, 28, 0, 0, 0, 0, 64, 17, 0, 0, 192, 0, 2, 1, 192, 0, 2, 2, 0, 53, 0, 80,
        ];
        packet.extend([0; 4]);
        let whole = Packet {
            micros: 7,
            length: 28,
            data: &packet,
        };
        let made = record(
            &whole,
            &Seen {
                interface: "LO".into(),
                number: 3,
                ..Seen::default()
            },
            24,
        );
        let read = Record::parse(&made).unwrap();
        assert_eq!(read.packet, &packet[..24]);
        let tree = read.tree();
        let header = tree.get("header").unwrap();
        let is = |name| header.get(name).unwrap().text().unwrap().into_owned();
        assert_eq!(
            (is("PTH_Src"), is("PTH_SrcPort"), is("PTH_DstPort")),
            ("192.0.2.1".into(), "53".into(), "80".into())
        );
        assert_eq!(
            (is("PTH_Tlen"), is("PTH_InfName"), is("PTH_Proto")),
            ("28".into(), "LO".into(), "17".into())
        );
        for end in 0..packet.len() {
            record(
                &Packet {
                    data: &packet[..end],
                    ..whole
                },
                &Seen::default(),
                100,
            );
        }
    }
}
