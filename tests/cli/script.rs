//! `mrun FILE`, options of `mrun` itself, help.

use crate::{Folder, outcome};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

#[test]
fn a_script_finds_the_routines_beside_it_and_its_arguments() {
    let f = Folder::new();
    f.write(
        "app/main.m",
        "main\tw $zcmdline,\" \",$$twice^aux(21),!\n\tzhalt 4\n",
    );
    f.write("app/aux.m", "aux\tq\ntwice(n)\tq n*2\n");
    let expected = ("a b 42\n".to_string(), String::new(), Some(4));
    assert_eq!(outcome(&mut f.mrun(&["app/main.m", "a", "b"])), expected);
    symlink("app/main.m", f.0.join("link")).unwrap();
    assert_eq!(outcome(&mut f.mrun(&["link", "a", "b"])), expected);
}

#[test]
fn a_script_starts_from_its_first_line() {
    let f = Folder::new();
    let tool = f.write(
        "my-tool",
        "#!/usr/bin/env mrun\n\tw \"args: \",$zcmdline,!\n\td sub\n\tq\nsub\tw $t(+0),!\n\tq\n",
    );
    std::fs::set_permissions(&tool, PermissionsExt::from_mode(0o755)).unwrap();
    let bin = Path::new(env!("CARGO_BIN_EXE_mrun")).parent().unwrap();
    let search = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap());
    let (out, error, status) = outcome(f.program(&tool, &["1", "2 3"]).env("PATH", search));
    assert_eq!(
        (out.as_str(), error.as_str(), status),
        ("args: 1 2 3\nmytool\n", "", Some(0))
    );
}

#[test]
fn an_untrapped_error_ends_a_script() {
    let f = Folder::new();
    f.write("e.m", "e\tw \"before\"\n\ts x=1/0\n\tw \"after\",!\n");
    let (out, error, status) = outcome(&mut f.mrun(&["e.m"]));
    assert_eq!((out.as_str(), status), ("before\n", Some(1)));
    assert_eq!(
        error,
        "%GTM-E-DIVZERO, Attempt to divide by zero\n\t\tAt M source location e+1^e\n"
    );
}

#[test]
fn a_script_with_errors_shows_them_and_runs_until_it_reaches_one() {
    let f = Folder::new();
    f.write("e.m", "e\tw \"one\",!\n\tfoo x\n");
    let (out, error, status) = outcome(&mut f.mrun(&["e.m"]));
    assert_eq!((out.as_str(), status), ("one\n", Some(1)));
    assert!(error.contains("At column 2, line 2"), "{error}");
    assert!(
        error.contains(
            "%GTM-E-INVCMD, Invalid command keyword encountered\n\t\tAt M source location e+1^e\n"
        ),
        "{error}"
    );
}

#[test]
fn wrong_options_end_with_2_and_missing_files_with_1() {
    let f = Folder::new();
    let (_, error, status) = outcome(&mut f.mrun(&["--bad"]));
    assert_eq!(
        (error.as_str(), status),
        ("mrun: unknown option --bad\nTry 'mrun --help'.\n", Some(2))
    );
    assert_eq!(outcome(&mut f.mrun(&["check"])).2, Some(2));
    assert_eq!(outcome(&mut f.mrun(&["check", "-x", "a.m"])).2, Some(2));
    assert_eq!(outcome(&mut f.mrun(&["dist"])).2, Some(2));
    let (_, error, status) = outcome(&mut f.mrun(&["nofile.m"]));
    assert_eq!(
        (error.as_str(), status),
        ("mrun: nofile.m: No such file or directory\n", Some(1))
    );
}

#[test]
fn version_and_help() {
    let f = Folder::new();
    let version = format!("mrun {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(
        outcome(&mut f.mrun(&["--version"])),
        (version, String::new(), Some(0))
    );
    let (out, _, status) = outcome(&mut f.mrun(&["--help"]));
    assert!(out.starts_with("Usage:\n") && status == Some(0));
    let (out, _, status) = outcome(&mut f.mrun(&["help", "set", "$piece", "delim"]));
    assert_eq!(status, Some(0));
    assert!(
        out.contains("S[ET]") && out.contains("$P[IECE]") && out.contains("parameter DELIMITER"),
        "{out}"
    );
    assert_eq!(outcome(&mut f.mrun(&["help", "nothing9"])).2, Some(1));
}
