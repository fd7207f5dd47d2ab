//! Options and help of `mrun db` and `mrun lock`.

use crate::{Folder, outcome};

#[test]
fn help_and_wrong_options() {
    let f = Folder::new();
    let (all, error, status) = outcome(&mut f.mrun(&["db", "--help"]));
    assert_eq!((error.as_str(), status), ("", Some(0)));
    for name in [
        "create", "load", "extract", "check", "backup", "compact", "stat", "trigger",
    ] {
        assert!(all.contains(&format!("  mrun db {name} ")), "{all}");
        let (one, _, status) = outcome(&mut f.mrun(&["help", "db", name]));
        assert!(one.starts_with(&format!("Usage: mrun db {name}")), "{one}");
        assert_eq!(status, Some(0));
        assert_eq!(outcome(&mut f.mrun(&["db", name, "--help"])).0, one);
    }
    let (lock, _, _) = outcome(&mut f.mrun(&["help", "lock"]));
    assert!(
        lock.contains("command   L[OCK]") && lock.contains("Usage: mrun lock show"),
        "{lock}"
    );
    for (args, wanted) in [
        (&["db"][..], "db needs a subcommand"),
        (&["db", "frob"], "db: unknown subcommand frob"),
        (&["db", "stat", "--frob"], "db stat: unknown option --frob"),
        (&["db", "load"], "db load: a file is needed"),
        (
            &["db", "load", "--begin", "x", "f"],
            "db load: x is no number",
        ),
        (
            &["db", "load", "--format", "x", "f"],
            "db load: x is no format; ZWR and GO are",
        ),
        (&["db", "extract", "a", "b"], "db extract: too many names"),
        (&["db", "backup"], "db backup: a file is needed"),
        (&["lock"], "lock needs 'show' or 'clear'"),
        (
            &["lock", "show", "--lock", "^"],
            "lock: ^ is no name of a lock",
        ),
    ] {
        let (_, error, status) = outcome(&mut f.mrun(args));
        assert_eq!(
            error,
            format!("mrun: {}\nTry 'mrun --help'.\n", error_line(&error))
        );
        assert!(error.contains(wanted), "{error}");
        assert_eq!(status, Some(2), "{args:?}");
    }
}

fn error_line(text: &str) -> &str {
    let first = text.lines().next().unwrap_or_default();
    first.strip_prefix("mrun: ").unwrap_or(first)
}

/// Without any variable of the environment the tools work on the user's database, as a SET does.
#[test]
fn the_default_database_is_the_users() {
    let f = Folder::new();
    let (out, error, status) = outcome(&mut f.mrun(&["db", "create"]));
    assert_eq!((error.as_str(), status), ("", Some(0)));
    assert!(
        out.ends_with(".local/share/mrun/globals.mrdb: created\n"),
        "{out}"
    );
    let file = f.write("x.zwr", "x\n26-NOV-2026  22:44:32 ZWR\n^a=1\n");
    let name = file.to_str().unwrap();
    assert_eq!(outcome(&mut f.mrun(&["db", "load", name])).2, Some(0));
    f.write("x.m", "x\twrite ^a,!\n");
    assert_eq!(outcome(&mut f.mrun(&["x.m"])).0, "1\n");
}

#[test]
fn triggers_are_loaded_and_shown() {
    let f = Folder::new();
    let text = "+^x(sub=:) -commands=SET -xecute=\"set ^log(sub)=$ztvalue\"\n";
    f.write("t.trg", text);
    let load = ["db", "trigger", "--triggerfile", "t.trg"];
    let (out, error, status) = outcome(&mut f.mrun(&load));
    assert!(out.contains("Added SET trigger on ^x named x#1"), "{out}");
    assert!(out.contains("1 triggers added"), "{out}");
    assert_eq!((error.as_str(), status), ("", Some(0)));
    let (shown, _, status) = outcome(&mut f.mrun(&["db", "trigger", "--select", "^x"]));
    assert!(shown.contains("+^x(sub=*) -commands=S -xecute="), "{shown}");
    assert_eq!(status, Some(0));
    f.write("x.m", "x\tset ^x(3)=5 write ^log(3),!\n");
    assert_eq!(outcome(&mut f.mrun(&["x.m"])).0, "5\n");
    f.write("bad.trg", "+^x -commands=FROB -xecute=\"q\"\n");
    let bad = ["db", "trigger", "--triggerfile", "bad.trg"];
    let (out, _, status) = outcome(&mut f.mrun(&bad));
    assert!(out.contains("Line 1"), "{out}");
    assert_ne!(status, Some(0));
}
