//! What the fuzzers of `fuzz/` feed: everything here takes any bytes, and has to come back without a panic.

use crate::compile::object::Stamp;
use crate::compile::{self, Fragment};
use crate::device::memory::MemoryDevice;
#[cfg(fuzzing)]
pub use crate::device::socket::tls::fuzz::{tls_config, tls_records};
use crate::runtime::{Engine, State};
use crate::store::mapping::Mapping;
use crate::store::record::{self, Format, Records};
use crate::syntax::words::VERBS;
use crate::value::chars::Chset;
use crate::value::num::Num;
use crate::value::pattern::Pattern;
use crate::value::{NUM_BUF, zwr};
use crate::vm::{Capability, Jit, Limits};

/// Lexer, parser and compiler on a routine.
pub fn routine(data: &[u8]) {
    compile::routine(b"fuzz", data, "fuzz.m", Default::default());
}

/// The same on each kind of text that is compiled at run time.
pub fn fragments(data: &[u8]) {
    let Some((first, text)) = data.split_first() else {
        return;
    };
    let verb = (*first as usize % VERBS.len()) as u8;
    for kind in [
        Fragment::Commands,
        Fragment::Reference,
        Fragment::Value,
        Fragment::Args(verb),
        Fragment::Params(verb),
        Fragment::LockNames,
    ] {
        // An error is a right answer.
        let _ = compile::fragment(kind, text, Default::default());
    }
}

/// A routine in sessions that can reach nothing outside, for a bounded number of steps: interpreted, and as native code.
pub fn machine(data: &[u8]) {
    let engine = Engine::builder().routines("").build();
    engine.add_routine("fuzz", data);
    both(&engine);
}

/// A trigger definition: what it is for is shown, and means the same.
pub fn trigger(data: &[u8]) {
    use crate::syntax::trigger::{Entry, has_lines, parse, subscripts};
    let (line, lines) = match memchr::memchr(b'\n', data) {
        Some(at) => (&data[..at], Some(&data[at + 1..])),
        None => (data, None),
    };
    for chset in [Chset::M, Chset::Utf8] {
        let lines = lines.filter(|_| has_lines(line));
        match parse(line, lines, chset) {
            Err(wrong) => assert!(!wrong.message(line, chset).is_empty()),
            Ok(parsed) => {
                if let Entry::Add(definition) = parsed.entry
                    && !definition.subscripts.is_empty()
                {
                    let mut text = subscripts::text(&definition.subscripts);
                    text.push(b')');
                    let again = subscripts::parse_shown(&text, chset).map(|(all, _)| all);
                    assert_eq!(again.as_ref(), Ok(&definition.subscripts));
                }
            }
        }
    }
}

/// An object file whose sum is not looked at: it is refused, or it runs.
pub fn object(data: &[u8]) {
    let engine = Engine::builder().routines("").build();
    if engine.add_object(data) {
        both(&engine);
    }
}

/// A routine, and changes of its object file: the source ends with a zero byte, behind which five bytes each say where and what.
pub fn damage(data: &[u8]) {
    let mut parts = data.splitn(2, |b| *b == 0);
    let source = parts.next().unwrap_or_default();
    let code = compile::routine(b"fuzz", source, "fuzz.m", Default::default());
    let stamp = Stamp::new((0, 0), source, std::time::SystemTime::UNIX_EPOCH);
    let mut file = compile::object::encode(&code, &stamp);
    for change in parts.next().unwrap_or_default().chunks_exact(5) {
        let at = u32::from_le_bytes([change[0], change[1], change[2], 0]) as usize;
        // Counted from the end, where the instructions are.
        let at = file.len() - 1 - at % file.len();
        file[at] = match change[3] & 1 {
            0 => change[4],
            _ => file[at].wrapping_add(change[4]),
        };
    }
    object(&file);
}

/// With native code and without.
fn both(engine: &Engine) {
    for jit in [Jit::Off, Jit::Always] {
        run(engine, jit);
    }
}

fn run(engine: &Engine, jit: Jit) {
    let (device, _) = MemoryDevice::with_input(b"one\ntwo\n");
    let limits = Limits {
        steps: Some(2000),
        depth: 200,
        jit,
        ..Limits::default()
    };
    let all = [
        Capability::Files,
        Capability::Network,
        Capability::Processes,
        Capability::Shell,
    ];
    let builder = engine
        .session()
        .principal(Box::new(device))
        .limits(limits)
        .messages(|_| {});
    let Ok(mut session) = all
        .into_iter()
        .fold(builder, |b, what| b.deny(what))
        .build()
    else {
        return;
    };
    if session.start_call("^fuzz", &[]).is_err() {
        return;
    }
    while let State::Yield = session.step() {}
    session.abandon();
}

/// A pattern (up to the first zero byte) on a subject.
pub fn pattern(data: &[u8]) {
    let mut parts = data.splitn(2, |b| *b == 0);
    let (text, subject) = (
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
    );
    if let Ok(pattern) = Pattern::compile(text) {
        for utf8 in [false, true] {
            let _ = pattern.matches(subject, utf8);
        }
    }
}

/// Numbers: what is canonical is written as it was read, and arithmetic stays within its range.
pub fn number(data: &[u8]) {
    let half = data.len() / 2;
    let (Ok(a), Ok(b)) = (
        Num::parse_prefix(&data[..half]),
        Num::parse_prefix(&data[half..]),
    ) else {
        return;
    };
    for n in [a, b] {
        let mut buf = NUM_BUF;
        let text = n.text(&mut buf);
        assert_eq!(Num::canonical(text), Some(n));
        assert_eq!(Num::parse_prefix(text), Ok(n));
    }
    if let Some(n) = Num::canonical(data) {
        assert_eq!(n.text(&mut NUM_BUF.clone()), data);
    }
    for result in [
        a.add(b),
        a.sub(b),
        a.mul(b),
        a.div(b),
        a.int_div(b),
        a.modulo(b),
    ]
    .into_iter()
    .flatten()
    {
        assert_eq!(
            Num::canonical(result.text(&mut NUM_BUF.clone())),
            Some(result)
        );
    }
    let _ = (a.to_i64_trunc(), a.to_f64());
}

/// ZWRITE's form of a string, and back.
pub fn zwrite(data: &[u8]) {
    for chset in [Chset::M, Chset::Utf8] {
        assert_eq!(zwr::unzwrite(&zwr::zwrite(data, chset), chset), data);
        zwr::unzwrite(data, chset);
    }
}

/// Lines of extracts, and a mapping: what is read as a record is written as one that means the same.
pub fn records(data: &[u8]) {
    let mut first = Records::default();
    let mut again = Records::default();
    for chset in [Chset::M, Chset::Utf8] {
        for line in data.split(|b| *b == b'\n') {
            let read = first.zwr(line, chset);
            assert!(read.as_ref().err().is_none_or(|w| w.column <= line.len()));
            if read.is_ok() {
                assert_eq!(record::flaw_of_node(&first.key, &first.value), None);
                let mut out = Vec::new();
                record::push(&mut out, &first.key, &first.value, Format::Zwr, chset);
                out.pop();
                assert_eq!(again.zwr(&out, chset), Ok(()));
                assert_eq!((&again.key, &again.value), (&first.key, &first.value));
            }
            let read = first.reference(line, chset);
            assert!(read.err().is_none_or(|w| w.column <= line.len()));
        }
    }
    Format::of_header(data);
    Mapping::check(data);
}

/// A configuration of the Internet daemon, and a command of an operator: entries mean the same after they were written.
pub fn inetd(data: &[u8]) {
    use crate::inetd::config::{System, block_text, edit, read_text};
    use crate::inetd::{entry::Entry, operator};
    let text = String::from_utf8_lossy(data);
    if let Ok(config) = read_text(&text, &System::NOTHING) {
        let none = Entry::new("");
        for entry in config.entries.iter().map(|placed| &placed.entry) {
            // Names of other forms need not be ours.
            if !config.own {
                continue;
            }
            let again = read_text(&block_text(entry, &none), &System::NOTHING);
            assert_eq!(again.map(|c| c.entries[0].entry.clone()), Ok(entry.clone()));
            let changed =
                edit(&text, &entry.name, Some(entry)).map(|t| read_text(&t, &System::NOTHING));
            if let Ok(changed) = changed {
                let same =
                    |c: &crate::inetd::config::Config| c.entries.iter().any(|p| p.entry == *entry);
                assert!(changed.is_ok_and(|c| same(&c)), "{text}");
            }
        }
    }
    for line in text.lines() {
        if let Err(no) = operator::parse(line) {
            assert!(no.to_string().starts_with("INET00"));
        }
        let words: Vec<String> = line.split(' ').map(str::to_string).collect();
        let _ = operator::parse(&operator::line(&words));
    }
}

/// A configuration of conversations: what is taken is written as a text that says the same, and every error has a place.
pub fn ubbconfig(data: &[u8]) {
    use crate::conv::config::{Release, read};
    let text = String::from_utf8_lossy(data);
    match read("fuzz", &text, Release::Current) {
        Ok(loaded) => {
            let written = loaded.configuration.to_string();
            let again = read("fuzz", &written, Release::SystemT).map(|l| l.configuration);
            assert_eq!(again.as_ref(), Ok(&loaded.configuration), "{written}");
        }
        Err(problems) => {
            assert!(!problems.errors.is_empty() && !problems.to_string().is_empty());
        }
    }
}

/// The field table and the views that `buffer` knows: what it takes is made of these seeds.
const DEFINITIONS: &[u8] = include_bytes!("../fuzz/seeds/definitions/views");

/// A field table and, behind a zero byte, a view file; `32`, or nothing, ends the names of their variables.
fn defined(data: &[u8], width: &str) -> Option<crate::conv::buffer::Definitions> {
    let mut parts = data.splitn(2, |b| *b == 0);
    let (table, views) = (
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
    );
    let read = |path: &std::path::Path| match path.ends_with("table") {
        true => Ok(table.to_vec()),
        false => Ok(views.to_vec()),
    };
    let file = |name: &str| match name.strip_suffix(width)? {
        "FIELDTBLS" => Some("table".to_string()),
        "VIEWFILES" => Some("views".to_string()),
        _ => None,
    };
    crate::conv::buffer::Definitions::load(file, read).ok()
}

/// Field tables and view files: an empty structure of each view is an array that stands for it.
pub fn definitions(data: &[u8]) {
    use crate::conv::buffer::{Record, Width};
    let text = String::from_utf8_lossy(data);
    for known in ["", "32"]
        .into_iter()
        .filter_map(|width| defined(data, width))
    {
        for name in text.split(|c: char| c.is_ascii_whitespace() || c == '\0') {
            if let Some(view) = known.view(Width::Bits32, name).filter(|v| v.size < 10_000) {
                let empty = Record::new(view.clone());
                assert_eq!(Record::of_tree(view, &empty.tree()).as_ref(), Ok(&empty));
            }
        }
    }
}

/// A buffer as bytes: what is taken has these bytes again, and its array stands for it.
pub fn buffer(data: &[u8]) {
    use crate::conv::buffer::{Buffer, Definitions, decode, encode};
    use std::sync::LazyLock;
    static KNOWN: LazyLock<Definitions> =
        LazyLock::new(|| defined(DEFINITIONS, "32").unwrap_or_default());
    let Ok(taken) = decode(data, &KNOWN) else {
        return;
    };
    assert_eq!(encode(&taken), data);
    let (kind, subtype) = (taken.kind().name(), taken.subtype().unwrap_or(""));
    let Ok(mut again) = Buffer::new(kind, subtype, 1, &KNOWN) else {
        return;
    };
    assert_eq!(again.set_tree(&taken.tree(&KNOWN), &KNOWN), Ok(()));
    // An MBSTRING has its encoding beside the array.
    if let Some(encoding) = taken.encoding() {
        again.set_encoding(encoding);
    }
    assert_eq!(again.data(), taken.data());
}

/// What the two sides of a conversation, and members and monitor, send each other: what is taken has these bytes again.
pub fn frames(data: &[u8]) {
    crate::conv::reread(data);
}

/// Captures of packets, and data of both ends of a connection: what is recognised in them makes records that can be read.
pub fn handshakes(data: &[u8]) {
    use crate::nmi::record::{pcap, smf_record};
    use crate::nmi::source::protection::{Times, of_capture, ssh, tls};
    if let Ok(packets) = pcap::Reader::new(data) {
        let system = crate::nmi::system::System {
            name: "FUZZ".into(),
            plex: "LOCAL".into(),
            stack: "TCPIP".into(),
            started: 0,
        };
        for (_, (subtype, record)) in of_capture(&system, Times::default(), packets) {
            let read = smf_record::Record::parse(&record);
            assert!(read.is_ok_and(|r| r.subtype() == subtype && r.tree().is_ok()));
        }
    }
    if let Some(([high, low], rest)) = data.split_first_chunk() {
        let at = usize::from(u16::from_be_bytes([*high, *low])) % (rest.len() + 1);
        let (client, server) = rest.split_at(at);
        let _ = (tls::read(client, server), ssh::read(client, server));
    }
}

/// What servers and clients of real-time network management send, and captures: everything is refused or read, SMF records mean the same when
/// they were written again, and arrays of M are made of them.
pub fn nmi(data: &[u8]) {
    use crate::nmi::arrays::Arrays;
    use crate::nmi::record::cte::{Entries, Entry};
    use crate::nmi::record::{packet, pcap, smf_record, tmi};
    use crate::nmi::system::SERVICES;
    let _ = (
        tmi::framed(data),
        packet::Record::parse(data).map(|r| r.tree()),
    );
    tmi::layout_of(tmi::id_of(data)).tree(data);
    let mut arrays = Arrays::default();
    for record in Entries::new(data)
        .flatten()
        .map(|entry| entry.data)
        .chain([data])
    {
        let entry = Entry {
            format: 1,
            time: 1,
            data: record,
        };
        for service in SERVICES {
            let _ = arrays.fill(service, &entry, b"");
        }
        let Ok(record) = smf_record::Record::parse(record) else {
            continue;
        };
        let (shape, mut elements) = (record.shape(), Vec::new());
        let taken = record.elements(&shape, &mut elements);
        if let Ok(tree) = record.tree() {
            assert!(taken.is_ok());
            // Sections may lie upon each other, so that all of them together are too long.
            if let Ok(again) = smf_record::encode(&tree) {
                let read = smf_record::Record::parse(&again).and_then(|r| r.tree());
                assert!(read.is_ok_and(|tree| smf_record::encode(&tree) == Ok(again)));
            }
        }
    }
    if let Ok(packets) = pcap::Reader::new(data) {
        packets.for_each(|p| {
            drop(crate::nmi::source::packets::record(
                &p,
                &Default::default(),
                100,
            ))
        });
    }
}

/// Calls of EZBNMIFR and answers to them: what is a call has an answer that is read.
pub fn nmi_calls(data: &[u8]) {
    use crate::nmi::nwm::{Asked, REQUESTS};
    use crate::nmi::record::cte;
    for request in REQUESTS {
        let _ = request.tree(data);
        if let Ok(asked) = Asked::parse(data)
            && asked.is_of_connections()
            && let Ok(answer) = asked.answer(std::iter::empty())
        {
            let answer = &answer[..answer.len() - cte::END];
            assert!(REQUESTS[0].tree(answer).is_ok());
        }
    }
}

/// Requests, responses and inventories of the SNA interface: answers are what a client reads.
pub fn nmi_sna(data: &[u8]) {
    use crate::nmi::record::{json, toml};
    use crate::nmi::sna;
    let inventory = sna::Inventory::default();
    if let sna::Framed::Whole(length) = sna::framed(data) {
        let request = &data[..length];
        let answer = sna::tree(&inventory.answer(request).bytes);
        let code = answer.map(|tree| sna::refusal(&tree).map(|(code, _)| code));
        assert_eq!(code, Ok(inventory.refuses(request).then_some(121)));
        sna::request_tree(request);
    }
    let _ = sna::tree(data);
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let _ = toml::parse(text).map(sna::Inventory::new);
    let Ok(tree) = json::parse(text) else {
        return;
    };
    let mut again = String::new();
    tree.json(&mut again);
    assert_eq!(json::parse(&again).as_ref(), Ok(&tree));
    if let Ok(inventory) = sna::Inventory::new(tree) {
        for kind in 0..5 {
            let fields = [vec![("rtp_pu".into(), "A".into())], Vec::new()];
            let asked = sna::request(
                kind,
                1,
                (kind != 2).then(|| fields[usize::from(kind != 3)].clone()),
            );
            assert!(asked.is_ok_and(|asked| sna::tree(&inventory.answer(&asked).bytes).is_ok()));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};
    use std::time::{Duration, Instant};

    fn programs(dir: &Path, out: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(dir).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                programs(&path, out);
            } else if path.extension().is_some_and(|e| e == "m") {
                out.push(path);
            }
        }
    }

    /// Feeds seeds with a few bytes changed, cut or doubled: so many rounds, or for the time that the environment says.
    fn damage(seeds: &[Vec<u8>], most: u32, telling: &[u8], feed: fn(&[u8])) {
        let seconds = std::env::var("MRUN_FUZZ_SECONDS")
            .ok()
            .and_then(|s| s.parse().ok());
        let until = seconds.map(|s| Instant::now() + Duration::from_secs(s));
        let mut random = crate::random::Random(0x9e37_79b9_7f4a_7c15);
        let mut random = |below: usize| (random.number() >> 8) as usize % below.max(1);
        let mut rounds = 0;
        while until.map_or(rounds < most, |at| Instant::now() < at) {
            let mut data = seeds[random(seeds.len())].clone();
            for _ in 0..=random(4) {
                let at = random(data.len());
                let to = (at + random(8)).min(data.len());
                match random(4) {
                    0 => drop(data.drain(at..to)),
                    1 => {
                        let part = data[at..to].to_vec();
                        let into = random(data.len());
                        data.splice(into..into, part);
                    }
                    2 if at < data.len() => data[at] = random(256) as u8,
                    _ => data.insert(at, telling[random(telling.len())]),
                }
            }
            feed(&data);
            rounds += 1;
        }
        println!("{rounds} rounds");
    }

    /// The files that a fuzz target begins with.
    fn seeds(target: &str) -> Vec<Vec<u8>> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds");
        std::fs::read_dir(folder.join(target))
            .unwrap()
            .map(|entry| std::fs::read(entry.unwrap().path()).unwrap())
            .collect()
    }

    /// Extracts and mappings with a few bytes changed, cut or doubled: `MRUN_FUZZ_SECONDS` says how long to try.
    #[test]
    fn damaged_extracts_are_refused_or_read() {
        damage(
            &seeds("records"),
            20_000,
            b"^\"(),=$CZH_%.-0129aE:* \n\r\x00\x01\x02\x80\xc3\xff",
            super::records,
        );
    }

    /// Configurations and commands of the Internet daemon, damaged: `MRUN_FUZZ_SECONDS` says how long to try.
    #[test]
    fn damaged_configurations_are_refused_or_read() {
        damage(
            &seeds("inetd"),
            5_000,
            b"\"{}=+-#\\ \n\t/,:^%01azAZ\x00\xc3\xa9\xff",
            super::inetd,
        );
    }

    /// Configurations of conversations, damaged: `MRUN_FUZZ_SECONDS` says how long to try.
    #[test]
    fn damaged_ubbconfigs_are_refused_or_read() {
        damage(
            &seeds("ubbconfig"),
            5_000,
            b"\"*=,:;#-\\ \n\t/@01azAYN\x00\xc3\xa9\xff",
            super::ubbconfig,
        );
    }

    /// Field tables and view files, damaged: `MRUN_FUZZ_SECONDS` says how long to try.
    #[test]
    fn damaged_definitions_are_refused_or_read() {
        damage(
            &seeds("definitions"),
            5_000,
            b"\"'*,#$- \n\t\\01299azAZCFLNPS\x00\xc3\xa9\xff",
            super::definitions,
        );
    }

    /// Buffers as bytes, damaged: `MRUN_FUZZ_SECONDS` says how long to try.
    #[test]
    fn damaged_buffers_are_refused_or_taken() {
        damage(
            &seeds("buffer"),
            20_000,
            b"\x00\x01\x02\x03\x04\x06\x0a\x0b\x0c\x14\x18\x7f\x80\xffa",
            super::buffer,
        );
    }

    /// Frames and packets of conversations, damaged: `MRUN_FUZZ_SECONDS` says how long to try.
    #[test]
    fn damaged_frames_are_refused_or_taken() {
        damage(
            &seeds("frames"),
            20_000,
            b"\x00\x01\x02\x03\x04\x05\x06\x08\x20\xa7\x1c\x7f\x80\xffa",
            super::frames,
        );
    }

    /// Bytes of peers of the Network Management Interface, damaged: `MRUN_FUZZ_SECONDS` says how long to try.
    #[test]
    fn damaged_records_of_network_management_are_refused_or_read() {
        damage(
            &seeds("nmi"),
            20_000,
            b"\x00\x01\x02\x10\x77\xff\x80\x40",
            super::nmi,
        );
    }

    /// Captures and handshakes, damaged: `MRUN_FUZZ_SECONDS` says how long to try.
    #[test]
    fn damaged_handshakes_are_none_or_read() {
        damage(
            &seeds("handshakes"),
            3_000,
            b"\x00\x01\x02\x03\x0b\x10\x14\x15\x16\xff\x80\x30SH-",
            super::handshakes,
        );
    }

    /// Calls of the callable interface, damaged: `MRUN_FUZZ_SECONDS` says how long to try.
    #[test]
    fn damaged_calls_of_network_management_are_refused_or_answered() {
        damage(
            &seeds("nmi_calls"),
            20_000,
            b"\x00\x01\x02\x04\x40\xf8\xff\x80",
            super::nmi_calls,
        );
    }

    /// Requests, responses and inventories of the SNA interface, damaged: `MRUN_FUZZ_SECONDS` says how long to try.
    #[test]
    fn damaged_sna_requests_and_inventories_are_refused_or_answered() {
        damage(
            &seeds("nmi_sna"),
            20_000,
            b"\x00\x01\x02\x10\xff\x80\x40{}[]\",:=.#'\n09",
            super::nmi_sna,
        );
    }

    /// Objects of the tests' programs with a few fields changed are refused, or they run: `MRUN_FUZZ_SECONDS` says how long to try.
    #[test]
    fn damaged_objects_are_refused_or_run() {
        let mut all = Vec::new();
        programs(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/m"),
            &mut all,
        );
        all.sort();
        let seconds = std::env::var("MRUN_FUZZ_SECONDS")
            .ok()
            .and_then(|s| s.parse().ok());
        let until = seconds.map(|s| Instant::now() + Duration::from_secs(s));
        let mut random = crate::random::Random(0x2545_f491_4f6c_dd1d);
        let mut random = || random.number();
        let mut rounds = 0;
        while until.map_or(rounds < 2, |at| Instant::now() < at) {
            for path in &all {
                let mut data = std::fs::read(path).unwrap();
                // Waits and long loops would only take time.
                let waits = data.windows(4).any(|w| w.eq_ignore_ascii_case(b"hang"));
                if data.contains(&0) || waits || data.len() > 4000 {
                    continue;
                }
                data.push(0);
                // Half of the time in the instructions only.
                let reach = if random() & 1 == 0 { 0xffff } else { 0x3ff };
                for _ in 0..=random() % 3 {
                    let change = random();
                    let at = (change as u32) & reach;
                    data.extend_from_slice(&at.to_le_bytes()[..3]);
                    data.push((change >> 32) as u8);
                    // Small numbers are the ones that mean something.
                    let small = if change >> 63 == 0 { 0x1f } else { 0xff };
                    data.push((change >> 40) as u8 & small);
                }
                super::damage(&data);
            }
            rounds += 1;
        }
    }
}
