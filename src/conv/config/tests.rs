//! Files of real shapes, each error, and what is written reads the same.

use super::buftype::BufTypeError;
use super::*;
use crate::random::Random;
use std::time::Duration;

/// A small application on one machine.
const BANK: &str = r#"# The audit conversations of a bank.
*RESOURCES
IPCKEY		80952
MASTER		SITE1
MODEL		SHM
DOMAINID	bank	# with a comment
MAXSERVERS	40
PERM		0660
SCANUNIT	5
BLOCKTIME	4
LDBAL		Y
SECURITY	APP_PW
NOTIFY		DIPIN

*MACHINES
"host.example.org"	LMID=SITE1
		TUXDIR="/opt/tuxedo"	APPDIR = "/srv/bank"
		ULOGPFX="/srv/bank/ULOG"

*GROUPS
DEFAULT:	LMID=SITE1
BANKB1	GRPNO=1	OPENINFO="M:globals"
BANKB2
	GRPNO = 2

*SERVERS
DEFAULT: RESTART=Y MAXGEN=5 GRACE=3600 CLOPT="-A"
AUDITC	SRVGRP=BANKB1 SRVID=100 CONV=Y MIN=1 MAX=10 RQADDR="auditq"
	REPLYQ=Y RCMD="/bin/echo \"restarted\"" SEQUENCE=2
"TELLER"	SRVGRP=BANKB2 SRVID=1
	CLOPT="-s DEPOSIT,WITHDRAW:both -o out -e err -p L10,30:80,5 -- -f x"
DEFAULT:
LAST	SRVGRP=BANKB2, SRVID=2
*SERVICES
DEFAULT: PRIO=60
AUDIT	LOAD=10 AUTOTRAN=Y TRANTIME=60 BUFTYPE="FML32;VIEW32:a,b;STRING"
AUDIT	SRVGRP=BANKB2 SVCTIMEOUT=7 BLOCKTIME=9
"#;

fn good(text: &str) -> Loaded {
    match read("ubb", text, Release::Current) {
        Ok(loaded) => loaded,
        Err(problems) => panic!("{problems}"),
    }
}

/// A correct file with one line more in each of its sections.
fn with(resources: &str, machines: &str, groups: &str, servers: &str, services: &str) -> String {
    format!(
        "*RESOURCES\nIPCKEY 40000\nMASTER A\nMODEL SHM\n{resources}\n*MACHINES\nhost LMID=A\n{machines}\n\
         *GROUPS\nG1 LMID=A GRPNO=1\n{groups}\n*SERVERS\ns1 SRVGRP=G1 SRVID=10\n{servers}\n*SERVICES\nX\n{services}\n"
    )
}

fn errors(text: &str) -> Vec<Wrong> {
    match read("ubb", text, Release::Current) {
        Ok(loaded) => panic!("it is right: {loaded:?}"),
        Err(problems) => problems.errors.into_iter().map(|p| p.what).collect(),
    }
}

fn error(text: &str) -> String {
    let all = errors(text);
    assert_eq!(all.len(), 1, "{all:?}");
    all[0].to_string()
}

fn in_servers(line: &str) -> String {
    error(&with("", "", "", line, ""))
}

#[test]
fn a_file_of_the_usual_shape_is_read() {
    // The comma between two parameters is the one error.
    let problems = read("ubb", BANK, Release::Current).unwrap_err();
    assert_eq!(
        problems.to_string(),
        "ubb:33:19: error: a comma stands between two values\n    LAST\tSRVGRP=BANKB2, SRVID=2\n        \t             ^\n    \
         take it out, or write a value on both of its sides; parameters have blanks between them"
    );
    let loaded = good(&BANK.replace("BANKB2,", "BANKB2"));
    let c = &loaded.configuration;
    let seconds = Duration::from_secs;
    let r = &c.resources;
    assert_eq!(
        (r.key, &r.master[..], r.model),
        (80952, &["SITE1".to_string()][..], Model::Single)
    );
    assert_eq!(
        (r.domain.as_deref(), r.perm, r.load_balancing),
        (Some("bank"), 0o660, true)
    );
    assert_eq!(
        (r.max_servers, r.max_accessers, r.max_services),
        (40, 50, 100)
    );
    assert_eq!((r.max_conversations, r.max_transactions), (64, 100));
    assert_eq!((r.scan_unit, r.block_time), (seconds(5), seconds(20)));
    assert_eq!(
        (r.sanity_scan, r.bbl_query, r.dbbl_wait),
        (seconds(120), seconds(300), seconds(20))
    );
    let m = &c.machines[0];
    assert_eq!((&m.host[..], &m.lmid[..]), ("host.example.org", "SITE1"));
    assert_eq!(
        (m.folder.as_deref(), m.max_conversations, m.perm),
        (Some("/srv/bank"), 64, 0o660)
    );
    assert_eq!(c.groups[0].open_info.as_deref(), Some("M:globals"));
    assert_eq!(
        (c.groups[1].number, &c.groups[1].machines[..]),
        (2, &["SITE1".to_string()][..])
    );
    let [audit, teller, last] = &c.servers[..] else {
        panic!("{:?}", c.servers)
    };
    assert!(audit.conversational && audit.restart && audit.reply_queue && audit.options.all);
    assert_eq!((audit.min, audit.max, audit.ids()), (1, 10, 100..=109));
    assert_eq!(
        (audit.queue.as_deref(), audit.sequence),
        (Some("auditq"), Some(2))
    );
    assert_eq!(
        audit.restart_command.as_deref(),
        Some("/bin/echo \"restarted\"")
    );
    assert_eq!((audit.generations, audit.grace), (5, Some(seconds(3600))));
    let names = ["DEPOSIT", "WITHDRAW"].map(str::to_string);
    let both = |n: &String| (n.clone(), "both".to_string());
    assert_eq!(
        teller.options.services(|_| unreachable!()),
        Ok(names.iter().map(both).collect())
    );
    assert_eq!(
        teller
            .options
            .spawn
            .map(|s| (s.by_load, s.low, s.terminate, s.high, s.create)),
        Some((true, 10, seconds(30), 80, seconds(5)))
    );
    assert_eq!(teller.options.arguments, ["-f", "x"]);
    // DEFAULT: alone takes all back.
    assert!(!last.restart);
    assert_eq!((last.generations, last.grace), (1, Some(seconds(86_400))));
    assert_eq!(
        (last.min, last.max, last.min_threads, last.max_threads),
        (1, 1, 0, 1)
    );
    let audit = c.service("AUDIT", "BANKB1");
    assert_eq!(
        (audit.priority, audit.load, audit.auto_transaction),
        (60, 10, true)
    );
    assert!(audit.types.accepts("STRING", None) && audit.types.accepts("VIEW32", Some("b")));
    assert!(!audit.types.accepts("VIEW32", Some("c")) && !audit.types.accepts("CARRAY", None));
    let other = c.service("AUDIT", "BANKB2");
    assert_eq!(
        (other.timeout, other.block_time),
        (Some(seconds(7)), Some(seconds(9)))
    );
    assert_eq!(c.service("NONE", "BANKB1"), Service::unlisted("NONE"));
    assert_eq!(
        c.service("NONE", "BANKB1").transaction_time,
        Some(seconds(30))
    );
    let order: Vec<&str> = c.boot_order().iter().map(|(_, s)| &s.name[..]).collect();
    assert_eq!(order, ["AUDITC", "TELLER", "LAST"]);
    let said: Vec<String> = loaded.warnings.iter().map(|w| w.what.to_string()).collect();
    assert_eq!(
        said,
        [
            "SECURITY of *RESOURCES is not used: access is by the permissions of files and by peer credentials",
            "NOTIFY of *RESOURCES is not used: unsolicited messages are not there",
            "TUXDIR of *MACHINES is not used: mrun is one program, which needs no folder",
        ]
    );
}

#[test]
fn several_machines_have_networks_and_routing() {
    let text = r#"
*RESOURCES
IPCKEY 0x9c40
MASTER SITE1,SITE2
MODEL MP
OPTIONS LAN,MIGRATE
MAXCONV 0
*MACHINES
one LMID=SITE1 TUXCONFIG="/a/tuxconfig" MAXCONV=7
two LMID=SITE2
*NETGROUPS
DEFAULTNET NETGRPNO=0
*NETWORK
SITE1 NADDR="//one:4000" NLSADDR="//one:4001"
SITE2 NADDR="//two:4000"
*GROUPS
G LMID="SITE1","SITE2" GRPNO=1
*SERVERS
srv SRVGRP=G SRVID=1 CLOPT="-s @services"
*SERVICES
A ROUTING=BYID
*ROUTING
BYID FIELD=ID BUFTYPE="FML32" RANGES="MIN - 100:G,*:*"
*INTERFACES
x WHAT=EVER
"#;
    let loaded = good(text);
    let c = loaded.configuration;
    assert_eq!(c.resources.model, Model::Multiple);
    assert_eq!(c.resources.master, ["SITE1", "SITE2"]);
    assert_eq!(
        c.machines
            .iter()
            .map(|m| m.max_conversations)
            .collect::<Vec<_>>(),
        [7, 0]
    );
    assert_eq!(c.networks[0].address.as_deref(), Some("//one:4000"));
    assert_eq!(c.networks[1].group, "DEFAULTNET");
    assert_eq!(c.routing[0].ranges.to_string(), "MIN - 100:G,*:*");
    let list = "# ours\nONE,TWO:f\n\n-s THREE\n";
    let pair = |a: &str, b: &str| (a.to_string(), b.to_string());
    assert_eq!(
        c.servers[0].options.services(|_| Ok(list.to_string())),
        Ok(vec![
            pair("ONE", "f"),
            pair("TWO", "f"),
            pair("THREE", "THREE")
        ])
    );
    let said: Vec<String> = loaded.warnings.iter().map(|w| w.what.to_string()).collect();
    assert!(
        said.contains(&"section *NETGROUPS is not used: machines have one network".to_string())
    );
}

#[test]
fn the_default_of_maxconv_depends_on_servers_and_release() {
    let most = |text: &str, release| {
        read("u", text, release)
            .unwrap()
            .configuration
            .resources
            .max_conversations
    };
    let calls = with("", "", "", "", "");
    assert_eq!(most(&calls, Release::Current), 1);
    let conversations = with("", "", "", "c SRVGRP=G1 SRVID=1 CONV=Y", "");
    assert_eq!(most(&conversations, Release::Current), 64);
    let old = Release::of(|name| (name == Release::VARIABLE).then(|| "4".to_string()));
    assert_eq!(most(&conversations, old), 10);
    assert_eq!(Release::of(|_| None), Release::Current);
    let given = with("MAXCONV 5", "", "", "c SRVGRP=G1 SRVID=1 CONV=Y", "");
    assert_eq!(most(&given, Release::SystemT), 5);
}

#[test]
fn clocks_count_in_scanunits() {
    let text = with("SCANUNIT 60\nBLOCKTIME 2", "", "", "", "");
    let r = good(&text).configuration.resources;
    let all = [
        r.scan_unit,
        r.sanity_scan,
        r.block_time,
        r.bbl_query,
        r.dbbl_wait,
    ];
    assert_eq!(all.map(|t| t.as_secs()), [60, 120, 120, 300, 60]);
}

#[test]
fn conversational_servers_are_expected_to_share_a_queue() {
    let loaded = good(&with("", "", "", "c SRVGRP=G1 SRVID=20 CONV=Y MAX=2", ""));
    let said: Vec<String> = loaded.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "ubb:14:1: warning: conversational server \"c\" has MIN or MAX above 1 and no RQADDR\n    c SRVGRP=G1 SRVID=20 CONV=Y MAX=2\n    ^\n    \
          its instances are expected to share one queue: add RQADDR=\"name\""
        ]
    );
    assert!(
        good(&with(
            "",
            "",
            "",
            "c SRVGRP=G1 SRVID=20 CONV=Y MAX=2 RQADDR=q",
            ""
        ))
        .warnings
        .is_empty()
    );
}

#[test]
fn each_error_is_told() {
    let r = |line: &str| error(&with(line, "", "", "", ""));
    assert_eq!(
        r("MAXCONV 40000"),
        "MAXCONV: 40000 is not between 0 and 32767"
    );
    assert_eq!(r("MAXCONV ten"), "MAXCONV: \"ten\" is no number");
    assert_eq!(r("MAXCONV"), "MAXCONV has no value");
    assert_eq!(r("MAXCONV 1,2"), "MAXCONV takes 1 values at most");
    assert_eq!(r("MAXCONV 1 2"), "\"2\" has no parameter before it");
    assert_eq!(r("LDBAL maybe"), "LDBAL: \"maybe\" is none of Y, N");
    assert_eq!(r("MASTER A"), "MASTER is given twice");
    assert_eq!(r("MAXCONVS 1"), "*RESOURCES has no parameter MAXCONVS");
    assert_eq!(r("SCANUNIT 12"), "SCANUNIT=12 is no multiple of 5");
    assert_eq!(
        r("BLOCKTIME 4000"),
        "BLOCKTIME times SCANUNIT is 40000 seconds, more than 32767"
    );
    assert_eq!(
        r("DEFAULT: MAXCONV=1"),
        "DEFAULT: is not allowed in *RESOURCES"
    );
    assert_eq!(r("DOMAINID \"open"), "the quote is not closed in this line");
    assert_eq!(r("MAXSERVERS 0"), "MAXSERVERS: 0 is not between 1 and 8191");
    assert_eq!(r("MAXGTT +5"), "MAXGTT: \"+5\" is no number");
    assert_eq!(
        error(&with("", "two LMID=B", "", "", "")),
        "MODEL SHM is for one machine, and *MACHINES has several"
    );
    assert_eq!(
        error(&with("", "", "G1 LMID=A GRPNO=2", "", "")),
        "*GROUPS has an entry \"G1\" already"
    );
    assert_eq!(
        error(&with("", "", "G2 LMID=A GRPNO=1", "", "")),
        "GRPNO=1 is the number of group \"G1\" already"
    );
    assert_eq!(
        error(&with("", "", "G2 LMID=B GRPNO=2", "", "")),
        "*MACHINES has no machine with LMID=\"B\""
    );
    assert_eq!(
        error(&with("", "", "G2 LMID=A", "", "")),
        "GRPNO is not given for \"G2\" in *GROUPS"
    );
    assert_eq!(
        error(&with("", "", "", "", "X")),
        "*SERVICES has an entry \"X\" already"
    );
    assert_eq!(
        error(&with("", "", "", "", "Y ROUTING=no")),
        "*ROUTING has no entry \"no\""
    );
    assert_eq!(
        error(&with("", "", "", "", "Y BUFTYPE=\"a;;b\"")),
        "BUFTYPE: the name of a type is missing"
    );
    assert_eq!(
        in_servers("s2 SRVGRP=G2 SRVID=1"),
        "*GROUPS has no entry \"G2\""
    );
    assert_eq!(
        in_servers("s2 SRVGRP=G1 SRVID=8 MAX=3"),
        "server \"s2\" has SRVID 8 to 10 of group \"G1\", and \"s1\" has 10 already"
    );
    assert_eq!(
        in_servers("s2 SRVGRP=G1 SRVID=30000 MAX=2"),
        "SRVID 30000 and MAX=2 need ids above 30000"
    );
    assert_eq!(
        in_servers("s2 SRVGRP=G1 SRVID=1 MIN=3 MAX=2"),
        "MIN=3 is above MAX=2"
    );
    assert_eq!(
        in_servers("s2 SRVGRP=G1 SRVID=11 MAX=50"),
        "the servers up to here can be 51 with their MAX, and MAXSERVERS is 50"
    );
    assert_eq!(
        in_servers("s2 SRVGRP=G1 SRVID=1 MINDISPATCHTHREADS=3"),
        "MINDISPATCHTHREADS=3 is above MAXDISPATCHTHREADS=1"
    );
    assert_eq!(
        in_servers("s2 SRVGRP=G1 SRVID=1 RQADDR=q\ns3 SRVGRP=G1 SRVID=2 RQADDR=q CONV=Y"),
        "RQADDR=\"q\" is the queue of server \"s2\", which has another kind"
    );
    assert_eq!(
        in_servers("s2 SRVGRP=G1 SRVID=1 CLOPT=\"-A -x\""),
        "CLOPT: there is no option -x"
    );
    assert_eq!(
        in_servers("s2 SRVGRP=G1 SRVID=1 CLOPT=\"-s\""),
        "CLOPT: option -s has no operand"
    );
    assert_eq!(
        in_servers("s2 SRVGRP=G1 SRVID=1 CLOPT=\"-s a,,b\""),
        "CLOPT: \"\" is no name of a service or function"
    );
    assert_eq!(
        in_servers("s2 SRVGRP=G1 SRVID=1 CLOPT=\"-p 5:1\""),
        "CLOPT: -p 5:1 is no threshold"
    );
    assert_eq!(
        in_servers("s2 SRVGRP=G1 SRVID=1 CLOPT=\n"),
        "CLOPT has no value"
    );
    assert_eq!(
        in_servers("s2 SRVGRP= = G1 SRVID=1"),
        "'=' cannot stand here"
    );
    assert_eq!(
        in_servers("s2 SRVGRP=G1 SRVID=1 PRIO=4"),
        "*SERVERS has no parameter PRIO"
    );
    assert_eq!(
        in_servers("s2 SRVGRP=G1 SRVID=1 srvid=4"),
        "*SERVERS has no parameter srvid"
    );
    assert_eq!(
        in_servers("s2 SRVGRP=G1 SRVID=1\n*NOTHING"),
        "there is no section *NOTHING"
    );
    assert_eq!(
        in_servers("s2 SRVGRP=G1 SRVID=1\n*GROUPS"),
        "section *GROUPS is there already"
    );
    assert_eq!(
        in_servers("*NETWORK\nSRVID=1"),
        "parameters without a name before them"
    );
    assert_eq!(
        error(&format!("MAXCONV 1\n{}", with("", "", "", "", ""))),
        "this stands before the first section"
    );
    let all = errors("");
    assert_eq!(all[0], Wrong::SectionMissing(Section::Resources));
    assert_eq!(all.len(), 3);
}

#[test]
fn all_errors_are_told_with_their_places() {
    let text = "*RESOURCES\nIPCKEY 1\nMASTER A\nMODEL BIG\n*MACHINES\nh\tLMID=A\tPRIO=5\n*GROUPS\nG GRPNO=0\n\tLMID=A conv=y\n";
    let problems = read("ubb", text, Release::Current).unwrap_err();
    assert_eq!(
        problems.to_string(),
        "ubb:2:8: error: IPCKEY: 1 is not between 32769 and 262142\n    IPCKEY 1\n           ^\n    choose a number from 32769 to 262142\n\
         ubb:4:7: error: MODEL: \"BIG\" is none of SHM, MP\n    MODEL BIG\n          ^^^\n    choose one of SHM, MP\n\
         ubb:6:10: error: *MACHINES has no parameter PRIO\n    h\tLMID=A\tPRIO=5\n     \t      \t^^^^^\n    it belongs to *SERVICES\n\
         ubb:8:9: error: GRPNO: 0 is not between 1 and 29999\n    G GRPNO=0\n            ^\n    choose a number from 1 to 29999\n\
         ubb:9:9: error: *GROUPS has no parameter conv\n    \tLMID=A conv=y\n    \t       ^^^^^\n    it belongs to *SERVERS"
    );
    let problems = read("ubb", "*RESOURCES\n", Release::Current).unwrap_err();
    assert_eq!(problems.errors.len(), 5);
    assert_eq!(
        problems.errors[3].to_string(),
        "ubb: error: section *MACHINES is missing\n    add a line *MACHINES and its entries"
    );
}

#[test]
fn options_of_servers() {
    let clopt = |text: &str| Clopt::parse(text).unwrap();
    assert_eq!(clopt(""), Clopt::default());
    let all = clopt("-rt -v -h -n 5 -l t -sONE -s :late -e e -o o -p , -- -A --");
    assert_eq!(
        all.to_string(),
        "-r -t -v -h -s ONE -s :late -e e -o o -p 1,60:2,50 -n 5 -l t -- -A --"
    );
    assert_eq!(clopt(&all.to_string()), all);
    assert_eq!(Spawn::parse("L"), Ok(Spawn::new(true)));
    for wrong in [
        "word",
        "-",
        "-n x",
        "-n 99",
        "-l x",
        "-s @",
        "-s",
        "-p x",
        "-Ax",
        "-p 1,2:3,4,5",
    ] {
        assert!(Clopt::parse(wrong).is_err(), "{wrong}");
    }
    let nested = clopt("-s @f").services(|_| Ok("@g".to_string()));
    assert_eq!(nested, Err(CloptError::Service("@g".to_string())));
    let gone = clopt("-s @f").services(|_| Err(std::io::Error::other("gone")));
    assert_eq!(gone.unwrap_err().to_string(), "f: gone");
}

#[test]
fn types_of_buffers() {
    let parse = |text: &str| BufTypes::parse(text);
    assert_eq!(parse("ALL"), Ok(BufTypes::All));
    let some = parse("FML; VIEW:v1,v2 ;CARRAY:*").unwrap();
    assert_eq!(some.to_string(), "FML;VIEW:v1,v2;CARRAY:*");
    assert!(
        some.accepts("CARRAY", None) && some.accepts("FML", None) && !some.accepts("VIEW", None)
    );
    for wrong in [
        "",
        ";",
        "a:",
        "a;a",
        "toolongtype",
        "a:averylongsubtypename",
    ] {
        assert!(parse(wrong).is_err(), "{wrong}");
    }
    let many: Vec<String> = (0..33).map(|n| format!("t{n}")).collect();
    assert_eq!(parse(&many.join(";")), Err(BufTypeError::TooMany));
}

/// The table is right in itself: no row is there twice, and defaults are values.
#[test]
fn defaults_of_the_table_are_values() {
    for (at, param) in TABLE.iter().enumerate() {
        let same = |p: &&Param| (p.section, p.name) == (param.section, param.name);
        assert_eq!(TABLE.iter().filter(same).count(), 1, "{} {at}", param.name);
        assert!(!param.note.is_empty());
        if let (Some(default), Kind::Number(min, max) | Kind::Octal(min, max)) =
            (param.default, param.kind)
        {
            let value = entry::number(default).unwrap();
            assert!((min..=max).contains(&value), "{}", param.name);
        }
    }
}

/// A configuration that nobody would write: its text is made at random of parameters of the table.
fn random_text(random: &mut Random) -> String {
    let word = |random: &mut Random, most: usize| {
        let letters = b"abcXYZ019_ -\"\\#,;:=*/.\t";
        let mut text = String::from("w");
        for _ in 0..random.below(most.min(12)) {
            text.push(letters[random.below(letters.len())] as char);
        }
        lexer::quoted(&text)
    };
    let mut out = String::new();
    let counts = [
        (Section::Machines, 1),
        (Section::Groups, 2),
        (Section::Servers, 3),
        (Section::Services, 3),
        (Section::Network, 1),
        (Section::Routing, 1),
    ];
    let mut used = 0;
    for (section, count) in std::iter::once((Section::Resources, 1)).chain(counts) {
        out += &format!("*{section}\n");
        for number in 0..count {
            match section {
                Section::Resources => {}
                Section::Network => out += "A",
                Section::Routing => out += "R",
                _ => out += &format!("\"n {number}\""),
            }
            for param in TABLE.iter().filter(|p| p.section == section) {
                if param.kind == Kind::Ignored || (!param.required && random.below(3) == 0) {
                    continue;
                }
                let value = match (param.name, param.kind) {
                    ("LMID" | "MASTER", _) => "A".to_string(),
                    ("MODEL", _) => "SHM".into(),
                    ("GRPNO", _) => format!("{}", number + 1),
                    ("SRVGRP", _) if section == Section::Services => continue,
                    ("SRVGRP", _) => format!("\"n {}\"", number % 2),
                    ("SRVID", _) => {
                        used += 20;
                        format!("{used}")
                    }
                    ("MIN", _) => format!("{}", random.below(6)),
                    ("MAX", _) => format!("{}", 5 + random.below(5)),
                    ("MINDISPATCHTHREADS", _) => "1".into(),
                    ("MAXSERVERS", _) => "100".into(),
                    ("SCANUNIT", _) => format!("{}", 5 * (1 + random.below(12))),
                    ("SANITYSCAN" | "BLOCKTIME" | "BBLQUERY" | "DBBLWAIT", _) => {
                        format!("{}", 1 + random.below(500))
                    }
                    ("RQADDR", _) => format!("q{number}"),
                    ("ROUTING", _) => "R".into(),
                    ("BUFTYPE", _) if section == Section::Routing => "\"FML;VIEW:a,b\"".into(),
                    (_, Kind::Ranges(_)) => ["\"MIN - -1:*,5:n 0,*:n 1\"", "\"'x\\\\'y'-MAX:*\""]
                        [random.below(2)]
                    .into(),
                    (_, Kind::Number(min, max) | Kind::Octal(min, max)) => {
                        format!("{:#x}", min + random.below((max - min + 1) as usize) as i64)
                    }
                    (_, Kind::YesNo) => ["Y", "N"][random.below(2)].into(),
                    (_, Kind::Words(words)) => words[random.below(words.len())].into(),
                    (_, Kind::Text(most) | Kind::Texts(_, most)) => word(random, most),
                    (_, Kind::BufTypes) => ["ALL", "\"FML;VIEW:a,b\""][random.below(2)].into(),
                    (_, Kind::Clopt) => {
                        ["\"\"", "\"-A -s a,b:f\"", "\"-p L1 -- x\""][random.below(3)].into()
                    }
                    (_, Kind::Ignored) => continue,
                };
                let gap = ["\n", "\n\t", " "][random
                    .below(if section == Section::Resources { 1 } else { 3 })
                    .max((section != Section::Resources).into())];
                let set = if section == Section::Resources {
                    " "
                } else {
                    "="
                };
                out += &format!("{gap}{}{set}{value}", param.name);
            }
            out += "\n";
        }
    }
    out
}

#[test]
fn what_is_written_reads_the_same() {
    let mut random = Random(0x5eed_0006);
    for _ in 0..300 {
        let text = random_text(&mut random);
        let first = good(&text).configuration;
        let again = good(&first.to_string());
        assert_eq!(again.configuration, first, "{text}");
        assert!(
            again
                .warnings
                .iter()
                .all(|w| !matches!(w.what, Caution::Ignored { .. }))
        );
    }
    let bank = good(&BANK.replace("BANKB2,", "BANKB2")).configuration;
    assert_eq!(good(&bank.to_string()).configuration, bank);
}

#[test]
fn routing_is_checked_whole() {
    let with = |routing: &str, services: &str| {
        let text = with("", "", "", "", services);
        format!("{text}\n*ROUTING\n{routing}\n")
    };
    let wrong = |routing: &str| error(&with(routing, ""));
    let ok = "R FIELD=F BUFTYPE=FML32 RANGES=\"1-5:G1,*:*\"";
    assert!(read("u", &with(ok, ""), Release::Current).is_ok());
    let another = format!("{ok}\nR FIELD=F BUFTYPE=\"FML;VIEW:v\" RANGES=\"1-5:G1\"");
    assert!(read("u", &with(&another, ""), Release::Current).is_ok());
    assert_eq!(
        wrong("R FIELD=F BUFTYPE=FML32 RANGES=\"1-5:G1,6:NO\""),
        "*GROUPS has no entry \"NO\""
    );
    assert_eq!(
        wrong("R FIELD=F BUFTYPE=STRING RANGES=\"*:*\""),
        "BUFTYPE: buffers of type STRING have no fields to be routed by"
    );
    assert_eq!(
        wrong("R FIELD=F BUFTYPE=VIEW32 RANGES=\"*:*\""),
        "BUFTYPE: type VIEW32 needs subtypes: the names of views"
    );
    assert_eq!(
        wrong("R FIELD=F BUFTYPE=\"FML:x\" RANGES=\"*:*\""),
        "BUFTYPE: type FML has no subtypes"
    );
    assert_eq!(
        wrong(&format!("{ok}\n{ok}")),
        "*ROUTING has an entry \"R\" for buffers of type FML32 already"
    );
    let services = "Y SRVGRP=G1 ROUTING=R\nY";
    assert_eq!(
        error(&with(ok, services)),
        "another entry of service \"Y\" has another ROUTING"
    );
    let text = with("R FIELD=F BUFTYPE=FML32 RANGES=\"1-5:G1,7-6:G1\"", "");
    let shown = read("u", &text, Release::Current).unwrap_err().to_string();
    let lines: Vec<&str> = shown.lines().skip(1).collect();
    assert_eq!(
        lines,
        [
            "    R FIELD=F BUFTYPE=FML32 RANGES=\"1-5:G1,7-6:G1\"",
            "                                           ^^^",
            "    write the lower one first",
        ]
    );
}
