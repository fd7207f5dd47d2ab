//! Files of the three forms, good and bad.

use super::*;
use crate::inetd::entry::*;
use std::cell::RefCell;
use std::io;

thread_local! {
    static FILES: RefCell<HashMap<PathBuf, String>> = RefCell::default();
}

/// Reads `/etc/main` of these files.
fn config(files: &[(&str, &str)]) -> Result<Config, Vec<String>> {
    FILES.with_borrow_mut(|all| {
        all.clear();
        all.extend(
            files
                .iter()
                .map(|(n, t)| (PathBuf::from(n), (*t).to_string())),
        );
    });
    let system = System {
        read: |path| {
            let text = FILES.with_borrow(|all| all.get(path).cloned());
            text.map(String::into_bytes)
                .ok_or(io::ErrorKind::NotFound.into())
        },
        list: |path| {
            Ok(FILES.with_borrow(|all| {
                let inside = all.keys().filter(|p| p.parent() == Some(path));
                inside
                    .filter_map(|p| Some(p.file_name()?.to_str()?.to_string()))
                    .collect()
            }))
        },
        port: |service, _| (service == "known").then_some(99),
        host: |name| {
            (name == "localhost")
                .then(|| "127.0.0.1".parse().unwrap())
                .into_iter()
                .collect()
        },
        lack: |entry| match &entry.program {
            Program::Path(path) if path == Path::new("/missing") => Some((
                "PGM",
                crate::inetd::words::Wrong::Unknown("program", "/missing".into()),
            )),
            _ => None,
        },
    };
    read(Path::new("/etc/main"), &system)
        .map_err(|all| all.iter().map(Problem::to_string).collect())
}

#[test]
fn our_own_form() {
    let text = "inetd {\n LOG = FILE /var/log/x\n OPERATORS = ann bob\n}\n\
        defaults {\n USER = nobody\n RATE = 5/1s\n}\n\
        server echo {\n PGM = start^echo\n PORT = 7\n IP = 127.0.0.1 ::1\n MAXPROC = 3\n}\n\
        server up {\n PGM = /bin/cat\n MODEL = DAEMON\n USER = root\n}\n";
    let config = config(&[("/etc/main", text)]).unwrap();
    assert!(config.own && config.warnings.is_empty());
    assert_eq!(config.settings.operators, ["ann", "bob"]);
    let [echo, up] = &config.entries[..] else {
        panic!()
    };
    assert_eq!(echo.place.line, 9);
    assert_eq!(echo.entry.program, Program::Entry("start^echo".into()));
    assert_eq!(echo.entry.addresses.len(), 2);
    assert_eq!(echo.entry.child.user.as_deref(), Some("nobody"));
    assert_eq!(echo.entry.limits.rate.unwrap().starts, 5);
    assert_eq!(
        (up.entry.model, up.entry.child.user.as_deref()),
        (Model::Daemon, Some("root"))
    );
}

#[test]
fn wrong_values_name_file_line_and_field() {
    let text = "server elevenchars {\n PGM = /bin/cat\n PORT = 65536\n}\n\
        server a {\n PGM = /bin/cat\n PORT = 7\n BACKLOG = 32768\n PARM = ninechars\n}\n\
        server b {\n PGM = /bin/cat\n PORT = 0\n X = 1\n}\n\
        server c {\n PGM = /bin/cat\n MODEL = AOR\n PROTOCOL = UDP\n PORT = 7\n}\n\
        server d {\n PGM = /bin/cat\n}\n\
        server d {\n PGM = /bin/cat\n PORT = 8\n}\n";
    let problems = config(&[("/etc/main", text)]).unwrap_err();
    let begins: Vec<String> = problems
        .iter()
        .map(|p| p.split(": ").take(2).collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(
        begins,
        [
            "/etc/main:1 server",
            "/etc/main:3 PORT",
            "/etc/main:8 BACKLOG",
            "/etc/main:9 PARM",
            "/etc/main:13 PORT",
            "/etc/main:14 X",
            "/etc/main:16 PROTOCOL",
            "/etc/main:22 PORT",
            "/etc/main:25 server d is in line 22 of /etc/main already",
        ]
    );
}

#[test]
fn twenty_addresses_are_the_most() {
    let text = |n: u32| {
        let all: Vec<String> = (1..=n).map(|i| format!("127.0.0.{i}")).collect();
        format!(
            "server a {{\nPGM = ^a\nPORT = 7\nIP = {}\n}}\n",
            all.join(" ")
        )
    };
    assert_eq!(
        config(&[("/etc/main", &text(20))]).unwrap().entries[0]
            .entry
            .addresses
            .len(),
        20
    );
    assert!(config(&[("/etc/main", &text(21))]).unwrap_err()[0].contains("IP: no more than 20"));
}

#[test]
fn a_program_that_is_missing_leaves_its_server_out() {
    let text = "server a {\nPGM = /missing\nPORT = 7\n}\nserver b {\nPGM = ^b\nPORT = 8\n}\n";
    let config = config(&[("/etc/main", text)]).unwrap();
    assert_eq!(config.entries.len(), 1);
    assert_eq!(
        config.warnings[0].to_string(),
        "/etc/main:1: PGM: there is no program /missing; server a is left out"
    );
}

#[test]
fn xinetd() {
    let main = "defaults\n{\n\tinstances = 10\n\tlog_type = SYSLOG daemon info\n\tonly_from = 10.0.0.0\n\tenv = A=1\n}\n\
        includedir sub\n";
    let service = "service known\n{\n\tsocket_type = stream\n\twait = no\n\tuser = root\n\tserver = /bin/cat\n\t\
        server_args = -u x\n\tonly_from += localhost\n\tcps = 5 3\n\tenv += B=2\n\tlog_on_success += HOST\n}\n\
        service dg\n{\n\tid = dgram\n\ttype = UNLISTED\n\tport = 70\n\tsocket_type = dgram\n\tprotocol = udp\n\twait = yes\n\t\
        user = nobody\n\tserver = /bin/cat\n\tflags = IPv6\n\tpassenv = PATH\n\tumask = 007\n}\n\
        service off\n{\n\tdisable = yes\n}\nservice inner\n{\n\ttype = INTERNAL\n\tsocket_type = stream\n\twait = no\n}\n";
    let config = config(&[
        ("/etc/main", main),
        ("/etc/sub/a", service),
        ("/etc/sub/b.old", "?"),
        ("/etc/sub/c~", "?"),
    ])
    .unwrap();
    assert!(!config.own);
    assert_eq!(
        config.settings.log,
        Some(settings::LogTo::Syslog(libc::LOG_DAEMON))
    );
    let [known, dg] = &config.entries[..] else {
        panic!("{:?}", config.entries)
    };
    let entry = &known.entry;
    assert_eq!(
        (entry.port, entry.model, entry.protocol),
        (99, Model::NoWait, Protocol::Tcp)
    );
    assert_eq!(entry.child.arguments, ["-u", "x"]);
    assert_eq!(entry.child.environment.len(), 2);
    assert_eq!(entry.limits.only_from.iter().count(), 2);
    assert_eq!(
        entry.limits.rate.unwrap().pause,
        Some(std::time::Duration::from_secs(3))
    );
    assert_eq!(
        (entry.limits.processes, entry.limits.over),
        (10, Over::Refuse)
    );
    assert!(entry.child.pass_all && !dg.entry.child.pass_all);
    assert_eq!(
        (dg.entry.name.as_str(), dg.entry.model, dg.entry.protocol),
        ("dgram", Model::Wait, Protocol::Udp)
    );
    assert_eq!(
        (dg.entry.child.umask, dg.entry.addresses[0].is_ipv6()),
        (Some(0o027), true)
    );
    assert!(config.warnings[0].to_string().contains(": type: internal"));
}

/// File and line of each problem.
fn places(problems: &[String]) -> Vec<&str> {
    problems
        .iter()
        .map(|p| p.split(": ").next().unwrap())
        .collect()
}

#[test]
fn xinetd_with_flaws() {
    let main = "service a\n{\n\twait = maybe\n\tport += 7\n\tbogus = 1\n}\nservice b\n{\n\tsocket_type = stream\n\twait = no\n}\nserver c {\n}\n";
    let problems = config(&[("/etc/main", main)]).unwrap_err();
    assert_eq!(
        places(&problems),
        [
            "/etc/main:3",
            "/etc/main:4",
            "/etc/main:5",
            "/etc/main:7",
            "/etc/main:12"
        ]
    );
    assert!(config(&[("/etc/main", "include main\n")]).unwrap_err()[0].contains("too deeply"));
    assert!(
        config(&[("/etc/main", "include other\n")]).unwrap_err()[0]
            .starts_with("/etc/main:1: /etc/other")
    );
}

#[test]
fn inetd() {
    let text = "# x\nknown stream tcp nowait.50 root:adm /bin/cat cat -u\n127.0.0.1,::1:8 dgram udp wait nobody /bin/cat\n\
        /run/s stream unix nowait root /bin/cat cat\necho stream tcp nowait root internal\n\
        localhost:\n9 stream tcp46 wait root /bin/cat\n";
    let config = config(&[("/etc/main", text)]).unwrap();
    let [a, b, c, d] = &config.entries[..] else {
        panic!("{:?}", config.entries)
    };
    assert_eq!(
        (
            a.entry.port,
            a.entry.child.called.as_deref(),
            a.entry.child.group.as_deref()
        ),
        (99, Some("cat"), Some("adm"))
    );
    assert_eq!(a.entry.limits.rate.unwrap().starts, 50);
    assert_eq!(
        (b.entry.addresses.len(), b.entry.model, b.entry.protocol),
        (2, Model::Wait, Protocol::Udp)
    );
    assert_eq!(
        (c.entry.protocol, c.entry.path.as_deref()),
        (Protocol::Unix, Some(Path::new("/run/s")))
    );
    assert_eq!(
        (d.entry.handover, d.entry.addresses.len()),
        (Handover::Listener, 1)
    );
    assert_eq!(config.warnings.len(), 1);
    let text = "a b\nunknown stream tcp nowait root /bin/cat\n7 dgram tcp nowait root /bin/cat\n7 stream tcp maybe root /bin/cat\n7 stream tcp nowait root cat\n";
    let problems = super::tests::config(&[("/etc/main", text)]).unwrap_err();
    assert_eq!(
        places(&problems),
        [
            "/etc/main:1",
            "/etc/main:2",
            "/etc/main:3",
            "/etc/main:4",
            "/etc/main:5"
        ]
    );
}

#[test]
fn changes_of_the_text_keep_the_rest() {
    let text =
        "# mine\ndefaults {\n USER = nobody\n}\nserver a { \n  PGM = ^a\n PORT=7\n}\n# end\n";
    let mut entry = Entry::new("b");
    entry.program = Program::Entry("^b".into());
    entry.port = 8;
    entry.child.user = Some("nobody".into());
    entry.child.environment = vec![("X".into(), "a \"b\" \\c".into())];
    let added = edit(text, "b", Some(&entry)).unwrap();
    assert!(added.starts_with(text) && !added.contains("USER = nobody\n    "));
    let config = super::tests::config(&[("/etc/main", &added)]).unwrap();
    assert_eq!(config.entries[1].entry, entry);
    entry.port = 9;
    let changed = edit(&added, "b", Some(&entry)).unwrap();
    assert_eq!(changed, added.replace("PORT = 8", "PORT = 9"));
    // What the defaults say does not come back.
    let mut plain = entry.clone();
    plain.child.user = None;
    let without = edit(
        text,
        "a",
        Some(&Entry {
            name: "a".into(),
            ..plain.clone()
        }),
    )
    .unwrap();
    assert!(without.contains("USER = NONE"), "{without}");
    let config = super::tests::config(&[("/etc/main", &without)]).unwrap();
    assert_eq!(
        config.entries[0].entry,
        Entry {
            name: "a".into(),
            ..plain
        }
    );
    let removed = edit(&changed, "a", None).unwrap();
    assert!(removed.contains("# mine") && removed.contains("# end") && !removed.contains("^a"));
    assert_eq!(edit(text, "z", None), Err(EditError::Missing("z".into())));
    assert_eq!(
        edit("service x\n{\n}\n", "z", None),
        Err(EditError::Foreign)
    );
}
