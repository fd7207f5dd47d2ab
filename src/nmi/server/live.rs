//! What a server has of packets, protection and statistics while there are clients for them.

use super::{PACKETS, Server};
use crate::nmi::record::time;
use crate::nmi::source::connections::Made;
use crate::nmi::source::packets::{self, Packets};
use crate::nmi::source::protection::Watch;
use crate::nmi::source::statistics::Statistics;
use crate::nmi::system::Service;
use mio::Interest;
use mio::unix::SourceFd;
use std::collections::HashSet;
use std::io;
use std::time::{Duration, Instant};

/// Sources that are open.
#[derive(Default)]
pub struct Live {
    packets: Option<Packets>,
    /// The kernel has more of them.
    pub more: bool,
    /// Packets are being read: what belongs to that is not here.
    busy: bool,
    protection: Option<Watch>,
    statistics: Option<Statistics>,
    /// When the last two are looked at next.
    next: Option<Instant>,
    /// What was said of sources that cannot be opened.
    said: HashSet<String>,
}

impl Live {
    /// When something has to be done.
    pub fn due(&self) -> Option<Instant> {
        self.next
    }

    /// Says what goes wrong, once: each client would bring it again.
    fn complain(&mut self, text: String) {
        if !self.said.contains(&text) {
            eprintln!("mrun: {text}");
            self.said.insert(text);
        }
    }
}

impl Server {
    /// Opens what clients want, and lets go what nobody wants.
    pub(super) fn settle_live(&mut self) {
        if self.live.busy {
            // A client that went meanwhile is seen when the sources are back.
            return;
        }
        let traced = self.wants(Service::has_packets);
        let protection = self.wants(Service::has_protection) && self.options.interface.is_some();
        let statistics = self.wants(Service::has_statistics);
        if traced || protection {
            self.open_packets();
        } else {
            self.live.packets = None;
            self.live.more = false;
        }
        if protection {
            self.open_protection();
        } else {
            self.live.protection = None;
        }
        let live = &mut self.live;
        if !statistics {
            live.statistics = None;
        } else if live.statistics.is_none() {
            live.statistics = Some(Statistics::new(&self.system, self.options.times.interval));
        }
        live.next = match live.protection.is_some() || live.statistics.is_some() {
            true => live
                .next
                .or_else(|| Some(Instant::now() + self.options.every)),
            false => None,
        };
    }

    /// Begins to read packets of the interface, if there is one to trace.
    fn open_packets(&mut self) {
        let (None, Some(interface)) = (&self.live.packets, &self.options.interface) else {
            return;
        };
        let opened = Packets::new(interface.as_deref()).and_then(|packets| {
            let registry = self.poll.registry();
            registry.register(&mut SourceFd(&packets.fd()), PACKETS, Interest::READABLE)?;
            Ok(packets)
        });
        match opened {
            Ok(packets) => self.live.packets = Some(packets),
            // It was allowed when the server started.
            Err(error) => self.live.complain(format!("packets are not seen: {error}")),
        }
    }

    /// Begins to follow the protection of connections; `false` if that is so already.
    fn open_protection(&mut self) -> bool {
        if self.live.protection.is_some() {
            return false;
        }
        match Watch::new(&self.system, self.options.times) {
            Ok(watch) => {
                if let Some(error) = watch.without_ipsec() {
                    let text = format!("IPsec of the kernel is not seen: {error}");
                    self.live.complain(text);
                }
                self.live.protection = Some(watch);
                true
            }
            Err(error) => {
                let text = format!("the protection of connections is not seen: {error}");
                self.live.complain(text);
                false
            }
        }
    }

    /// Records of the protection of all connections of now; whether the client wants what comes, too.
    pub(super) fn list_protection(&mut self, ongoing: bool) -> Vec<Vec<u8>> {
        if self.options.interface.is_none() {
            return Vec::new();
        }
        // Their packets may have come already.
        if self.live.packets.is_some() {
            self.live.more = true;
            // What goes wrong is found again in the loop.
            let _ = self.trace();
        } else if ongoing {
            // Before the look at the connections, so that none comes in between.
            self.open_packets();
        }
        // What begins now has looked already. If nobody else wants it, it ends when the client's wishes are known.
        let fresh = self.open_protection();
        let (mut made, now) = (Vec::new(), time::now());
        let Some(watch) = &mut self.live.protection else {
            return Vec::new();
        };
        let looked = match fresh {
            true => Ok(()),
            false => watch.dump(now, &mut made),
        };
        let records = watch.list(now);
        if let Err(error) = looked {
            let text = format!("connections of now are not seen: {error}");
            self.live.complain(text);
        }
        self.publish_live(made);
        records
    }

    /// Packets that came.
    pub(super) fn trace(&mut self) -> io::Result<()> {
        if !self.live.more {
            return Ok(());
        }
        let Some(mut packets) = self.live.packets.take() else {
            return Ok(());
        };
        let mut watch = self.live.protection.take();
        self.live.busy = true;
        let traces: Vec<_> = (0..self.services.len())
            .filter(|at| self.services[*at].service.has_packets())
            .filter(|at| self.clients.values().any(|c| c.ongoing && c.service == *at))
            .collect();
        let (most, mut made) = (self.options.snap, Vec::new());
        let all = packets.read(|packet, seen| {
            let now = time::from_micros(packet.micros);
            if let Some(watch) = &mut watch {
                watch.packet(
                    packet.data,
                    packet.length as usize,
                    seen.index,
                    now,
                    &mut made,
                );
            }
            if !traces.is_empty() {
                let record = packets::record(packet, seen, most);
                for service in &traces {
                    let format = self.services[*service].service.format();
                    self.publish(*service, format, now, &record);
                }
            }
        });
        let lost = packets.lost();
        if lost > 0 {
            eprintln!("mrun: the kernel lost {lost} packets");
        }
        self.live.packets = Some(packets);
        self.live.protection = watch;
        self.live.busy = false;
        // An error shows again with the next try.
        self.live.more = !matches!(all, Ok(true));
        self.publish_live(made);
        self.settle_live();
        all.map(|_| ())
    }

    /// Protection and statistics, when it is time.
    pub(super) fn tick(&mut self) -> io::Result<()> {
        if self.live.next.is_none_or(|next| Instant::now() < next) {
            return Ok(());
        }
        self.live.next = Some(Instant::now() + self.options.every.max(Duration::from_millis(10)));
        let (mut made, now) = (Vec::new(), time::now());
        if let Some(watch) = &mut self.live.protection {
            watch.tick(now, &mut made)?;
            let missed = watch.missed();
            if missed > 0 {
                eprintln!("mrun: {missed} connections more than there is room for");
            }
        }
        if let Some(statistics) = &mut self.live.statistics {
            statistics.tick(now, &mut made);
        }
        self.publish_live(made);
        Ok(())
    }

    /// Hands records to the service that has their subtype.
    fn publish_live(&mut self, made: Vec<Made>) {
        let now = time::now();
        for (subtype, record) in made {
            let of = |service: &Service| service.subtypes.contains(&subtype);
            if let Some(at) = self.services.iter().position(|s| of(s.service)) {
                self.publish(at, subtype.into(), now, &record);
            }
        }
    }
}
