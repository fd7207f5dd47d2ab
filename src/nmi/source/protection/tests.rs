//! Connections from literal packets, and random damage.

use super::segment::tests::packet;
use super::tls::tests::{CLIENT_HELLO, SERVER_HELLO_13, fit};
use super::*;
use crate::nmi::record::examples::bytes;
use crate::nmi::record::smf_record::Record;
use crate::nmi::record::tree::Tree;
use crate::random::Random;

const SECOND: u64 = 4_096_000_000;
const START: u64 = 0xdd6b_3f12_3456_7000;

fn ends() -> Ends {
    [([192, 0, 2, 1], 40000).into(), ([192, 0, 2, 2], 443).into()]
}

fn hello() -> Vec<u8> {
    let mut hello = bytes(&CLIENT_HELLO.replace(" FF", ""));
    fit(&mut hello, 4 + 2 + 32 + 5 + 6 + 2);
    hello
}

fn answer() -> Vec<u8> {
    let mut server = bytes(&SERVER_HELLO_13.replace("0033 0000", "0033 0006 001D 0002 ABCD"));
    fit(&mut server, 4 + 2 + 32 + 5 + 2 + 1);
    server
}

/// A connection of TLS: opened, agreed on in small pieces, and closed.
fn connection() -> Vec<Vec<u8>> {
    let [client, server] = ends();
    let mut all = vec![
        packet(client, server, 9, SYN, b""),
        packet(server, client, 99, SYN_ACK, b""),
    ];
    let mut at = 10;
    for piece in hello().chunks(7) {
        all.push(packet(client, server, at, ACK, piece));
        at += piece.len() as u32;
    }
    all.push(packet(server, client, 100, ACK, &answer()));
    all.push(packet(client, server, at, ACK | FIN, b""));
    all.push(packet(
        server,
        client,
        100 + answer().len() as u32,
        ACK | FIN,
        b"",
    ));
    all
}

fn watch() -> Watch {
    Watch::of_packets(&System::new("TCPIP"), Times::default())
}

fn feed(watch: &mut Watch, packets: &[Vec<u8>], now: u64) -> Vec<Made> {
    let mut out = Vec::new();
    packets
        .iter()
        .for_each(|p| watch.packet(p, p.len(), 1, now, &mut out));
    out
}

fn texts(record: &[u8]) -> Vec<String> {
    let tree = Record::parse(record).unwrap().tree().unwrap();
    let mut all = Vec::new();
    tree.leaves(&mut |path, leaf: &Tree| {
        all.push(format!(
            "{}={}",
            path.join("."),
            leaf.text().unwrap_or_default()
        ))
    });
    all
}

#[test]
fn a_short_connection_is_one_record() {
    let mut watch = watch();
    let made = feed(&mut watch, &connection(), START);
    let [(11, record)] = &made[..] else {
        panic!("{made:?}");
    };
    let all = texts(record);
    for expected in [
        "connection.Event_Type=short",
        "connection.SecProtos=TLS",
        "connection.RIP=192.0.2.1",
        "connection.LPort=443",
        "tls.Prot_Ver=TLSv1.3",
        "tls.Cipher=1301",
        "tls.EncAlg=AES-GCM-128",
        "tls.KeyExch=ECDHE",
        "tls.Role=server",
        "dn.1.text=host.test",
        "dn.2.text=x25519",
    ] {
        assert!(
            all.iter().any(|text| text == expected),
            "{expected}: {all:#?}"
        );
    }
    assert_eq!((watch.flows.len(), watch.room.taken()), (0, 0));
    let mut out = Vec::new();
    watch.finish(START, &mut out);
    let [(12, record)] = &out[..] else {
        panic!("{out:?}");
    };
    let all = texts(record);
    for expected in [
        "summary.ELifeConns=1",
        "summary.ELifeShort=1",
        "summary.EActive=0",
        "tls.Cipher=1301",
        "summary.SLifeConns=0",
    ] {
        assert!(
            all.iter().any(|text| text == expected),
            "{expected}: {all:#?}"
        );
    }
}

#[test]
fn a_connection_that_stays_is_told_of_and_may_change() {
    let (mut watch, mut out) = (watch(), Vec::new());
    let [client, server] = ends();
    let mut packets = vec![
        packet(client, server, 9, SYN, b""),
        packet(server, client, 99, SYN_ACK, b""),
        packet(server, client, 100, ACK, b"220 mail\r\n"),
        packet(client, server, 10, ACK, b"STARTTLS\r\n"),
        packet(server, client, 110, ACK, b"220 go\r\n"),
    ];
    assert_eq!(feed(&mut watch, &packets, START), []);
    watch.tick(START + 9 * SECOND, &mut out).unwrap();
    assert_eq!(out, []);
    watch.tick(START + 10 * SECOND, &mut out).unwrap();
    assert!(texts(&out[0].1).contains(&"connection.Event_Type=initiation".to_string()));
    assert!(texts(&out[0].1).contains(&"connection.SecProtos=".to_string()));
    packets = vec![
        packet(client, server, 20, ACK, &hello()),
        packet(server, client, 118, ACK, &answer()),
    ];
    assert_eq!(feed(&mut watch, &packets, START + 11 * SECOND), []);
    out.clear();
    watch.tick(START + 12 * SECOND, &mut out).unwrap();
    assert!(texts(&out[0].1).contains(&"connection.Event_Type=change".to_string()));
    assert!(texts(&out[0].1).contains(&"tls.Cipher=1301".to_string()));
    let made = feed(
        &mut watch,
        &[packet(server, client, 1000, RST, b"")],
        START + 13 * SECOND,
    );
    assert!(texts(&made[0].1).contains(&"connection.Event_Type=termination".to_string()));
    out.clear();
    watch.finish(START + 60 * SECOND, &mut out);
    let all: Vec<Vec<String>> = out.iter().map(|(_, record)| texts(record)).collect();
    assert_eq!(all.len(), 2);
    assert!(
        all.iter()
            .all(|texts| texts.contains(&"summary.ELifePart=1".to_string())),
        "{all:#?}"
    );
}

#[test]
fn refused_connections_are_none() {
    let mut watch = watch();
    let [client, server] = ends();
    let packets = [
        packet(client, server, 9, SYN, b""),
        packet(server, client, 0, RST | ACK, b""),
    ];
    assert_eq!(feed(&mut watch, &packets, START), []);
    assert_eq!((watch.flows.len(), watch.room.taken()), (0, 0));
}

/// Packets lost, twice, in any order, cut and changed: no panic, and no search that nobody counts.
#[test]
fn damaged_packets_do_no_harm() {
    let mut random = Random(17);
    let whole = connection();
    for _ in 0..3000 {
        let (mut watch, mut out) = (watch(), Vec::new());
        for step in 0..20u64 {
            let mut packet = whole[random.below(whole.len())].clone();
            for _ in 0..random.below(4) {
                let at = random.below(packet.len());
                packet[at] = random.below(256) as u8;
            }
            packet.truncate(random.below(packet.len() + 40));
            let length = packet.len() + random.below(9);
            watch.packet(&packet, length, 1, START + step * SECOND, &mut out);
            if random.below(6) == 0 {
                watch.tick(START + step * SECOND, &mut out).unwrap();
            }
        }
        let searching = watch.flows.values().filter(|f| f.search.is_some()).count();
        assert_eq!(watch.room.taken(), searching);
        watch.finish(START + 100 * SECOND, &mut out);
        assert_eq!(watch.room.taken(), 0);
        out.iter().for_each(|(_, record)| drop(texts(record)));
    }
}

#[test]
fn memory_for_connections_is_bounded() {
    let (mut watch, mut out) = (watch(), Vec::new());
    for n in 0..FLOWS as u32 + 100 {
        let source = (std::net::Ipv4Addr::from(0x0a00_0000 + n), 4000).into();
        let made = packet(source, ends()[1], 1, SYN, b"");
        watch.packet(&made, made.len(), 1, START, &mut out);
    }
    assert_eq!(
        (watch.flows.len(), watch.room.taken(), watch.missed()),
        (FLOWS, SEARCHES, 100)
    );
}

#[test]
fn connections_that_nobody_answers_leave_room_for_others() {
    let (mut watch, mut out) = (watch(), Vec::new());
    for n in 0..SEARCHES as u32 {
        let source = (std::net::Ipv4Addr::from(0x0a00_0000 + n), 4000).into();
        feed(&mut watch, &[packet(source, ends()[1], 1, SYN, b"")], START);
    }
    assert_eq!(watch.room.taken(), SEARCHES);
    watch.tick(START + 10 * SECOND, &mut out).unwrap();
    assert_eq!((watch.flows.len(), watch.room.taken()), (SEARCHES, 0));
    let made = feed(&mut watch, &connection(), START + 11 * SECOND);
    assert!(texts(&made[0].1).contains(&"tls.Cipher=1301".to_string()));
    watch.tick(START + 74 * SECOND, &mut out).unwrap();
    assert_eq!(watch.flows.len(), SEARCHES);
    watch.tick(START + 75 * SECOND, &mut out).unwrap();
    assert_eq!((watch.flows.len(), out), (0, Vec::new()));
}
