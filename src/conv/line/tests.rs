//! Packets say the same on both sides.

use super::*;
use crate::conv::codes::Flags;
use crate::conv::request::Priority;

#[test]
fn packets_say_the_same_on_both_sides() {
    let request = Request {
        near: true,
        number: 1 << 60,
        service: "AUDITC".into(),
        flags: Flags(0x1400),
        priority: Priority::Relative(-7),
        buffer_type: "STRING".into(),
        client: "12/teller".into(),
        route: vec!["BANKB1".into(), "*".into()],
    };
    let roles = [
        Role::Client {
            user: "u".into(),
            client: String::new(),
        },
        Role::Server {
            group: "G".into(),
            id: 30_000,
            session: 2,
            standing: Standing::Busy,
            slot: true,
            services: vec![("A".into(), "a".into())],
        },
        Role::Administrator,
        Role::Bridge,
    ];
    let offers = Offers {
        fresh: true,
        services: vec![("A".into(), true), ("B".into(), false)],
    };
    let joins = roles.map(|role| Report::Join {
        version: VERSION,
        role,
    });
    let reports = [
        Report::Request(request.clone()),
        Report::Advertise {
            service: "A".into(),
            function: "a^B".into(),
        },
        Report::Unadvertise {
            service: "A".into(),
        },
        Report::Ready,
        Report::Idle { orderly: true },
        Report::Leaving,
        Report::Command { line: "psr".into() },
        Report::Ask {
            number: 9,
            line: "conversations -s A".into(),
        },
        Report::Elsewhere {
            machine: "S2".into(),
            offers: offers.clone(),
        },
        Report::Over { number: 7 },
        Report::Carries {
            request: request.clone(),
            machine: "S3".into(),
        },
    ];
    for report in joins.into_iter().chain(reports) {
        let packet = report.encode();
        assert_eq!(Report::decode(&packet), Ok(report));
        for end in 0..packet.len() {
            assert!(Report::decode(&packet[..end]).is_err());
        }
    }
    let orders = [
        Order::Joined(Welcome {
            files: 5,
            slot: Some(3),
            number: 4,
            blocktime: Duration::from_secs(60),
            blocktimes: vec![("A".into(), Duration::from_secs(5))],
            offers: vec!["A:a".into(), "B".into()],
            arguments: "x y".into(),
            program: "BANK".into(),
            log: "/tmp/ULOG".into(),
        }),
        Order::Done,
        Order::Refused {
            error: TpErrno::Perm,
            reason: "no".into(),
        },
        Order::Carry {
            request: request.clone(),
            machine: "S2".into(),
        },
        Order::Offered(offers),
        Order::Invoke {
            request,
            function: "AUDITC".into(),
            transaction: Some(Duration::from_secs(30)),
        },
        Order::Shutdown,
        Order::Rows {
            number: 9,
            keys: vec!["pid".into(), "client".into()],
            rows: vec![vec!["7".into(), "12/3".into()], vec![]],
            end: true,
        },
        Order::Answer {
            text: "line\n".into(),
            end: Some(false),
        },
    ];
    for order in orders {
        let packet = order.encode();
        assert_eq!(Order::decode(&packet), Ok(order));
        for end in 0..packet.len() {
            assert!(Order::decode(&packet[..end]).is_err());
        }
    }
}
