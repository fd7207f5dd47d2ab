//! Records a second, for docs/performance.md: `cargo test --release --lib nmi::rates -- --ignored --nocapture`.

use super::arrays::Arrays;
use super::record::cte::{self, Entries, Entry};
use super::record::fields::View;
use super::record::smf::initiation;
use super::record::smf_record::Record;
use super::record::{time, tmi};
use super::server::ring::Ring;
use super::source::connections::Shapes;
use super::source::diag::{Info, Socket};
use super::system::{Owner, SERVICES, System};
use std::time::Instant;

const RECORDS: u32 = 300_000;

/// Says how many records a second there were.
fn rate(what: &str, work: impl FnOnce()) {
    let begin = Instant::now();
    work();
    let rate = f64::from(RECORDS) / begin.elapsed().as_secs_f64();
    println!("{what:<30}{rate:>12.0}");
}

#[test]
#[ignore = "prints figures"]
fn records_a_second() {
    let shapes = Shapes::new(&System::new("TCPIP"));
    let owner = Owner {
        job: "CURL".into(),
        user: "ROOT".into(),
        pid: 5,
    };
    let socket = Socket {
        state: 1,
        local: ([127, 0, 0, 1], 80).into(),
        remote: ([192, 0, 2, 1], 4000).into(),
        cookie: 77,
        uid: 0,
        inode: 3,
        info: Info::default(),
    };
    let now = time::now();
    let mut ring = Ring::new(0, tmi::SMTK, 16, 65536);
    rate("made and put into buffers", || {
        for at in 0..u64::from(RECORDS) {
            ring.push(1, now, &shapes.begins(&socket, &owner, now + at, now));
        }
    });
    let record = shapes.begins(&socket, &owner, now, now);
    let mut buffer = Vec::new();
    (0..300).for_each(|_| cte::push(&mut buffer, 1, now, &record));
    buffer.extend([0; cte::END]);
    let each = |work: &mut dyn FnMut(Record)| {
        for _ in 0..RECORDS / 300 {
            Entries::new(&buffer)
                .flatten()
                .flat_map(|entry| Record::parse(entry.data))
                .for_each(&mut *work);
        }
    };
    let mut sum = 0u64;
    rate("read by fields", || {
        each(&mut |record| {
            let section = record.section(1).unwrap_or(View(&[]));
            sum = sum.wrapping_add(
                section.number(initiation::STCK) + section.number(initiation::R_PORT),
            );
        });
    });
    assert_ne!(sum, 0);
    let entry = Entry {
        format: 1,
        time: now,
        data: &record,
    };
    for (what, only) in [
        ("arrays for M", ""),
        ("arrays of one section", "connection"),
        ("arrays of two fields", "connection.RIP,connection.RPort"),
    ] {
        let mut arrays = Arrays::default();
        rate(what, || {
            for _ in 0..RECORDS {
                assert!(arrays.fill(&SERVICES[1], &entry, only.as_bytes()).is_ok());
            }
        });
    }
    let mut text = String::new();
    rate("JSON", || {
        each(&mut |record| {
            text.clear();
            record
                .tree()
                .into_iter()
                .for_each(|tree| tree.json(&mut text));
        });
    });
}
