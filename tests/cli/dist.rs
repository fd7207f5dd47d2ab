//! `mrun dist`, and the name `mumps`.

use crate::{Folder, outcome};

/// A folder with `dist` in it.
fn dist() -> Folder {
    let f = Folder::new();
    // Twice: it may be brought up to date.
    for _ in 0..2 {
        assert_eq!(
            outcome(&mut f.mrun(&["dist", "dist"])),
            (String::new(), String::new(), Some(0))
        );
    }
    f
}

#[test]
fn programs_for_gtm_start_through_gtm_dist() {
    let f = dist();
    f.write(
        "server.m",
        "server\tq\nstart\tw \"started \",$zcmdline,!\n\tq\n",
    );
    let line = ". dist/gtmprofile && $gtm_dist/mumps -r start^server now && mumps -run ^server && mrun --version";
    let (out, error, status) = outcome(&mut f.program("sh".as_ref(), &["-c", line]));
    assert_eq!((error.as_str(), status), ("", Some(0)));
    assert_eq!(
        out,
        format!("started now\nmrun {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn dist_leaves_files_of_others_alone() {
    let f = Folder::new();
    f.write("d/mumps", "mine");
    let (_, error, status) = outcome(&mut f.mrun(&["dist", "d"]));
    assert_eq!(status, Some(1), "{error}");
    assert_eq!(
        std::fs::read_to_string(f.0.join("d/mumps")).unwrap(),
        "mine"
    );
}

#[test]
fn mumps_compiles_and_takes_the_options_of_gtm() {
    let f = dist();
    f.write("good.m", "good\tq\n");
    f.write("bad.m", "bad\tq\n\tfoo x\n");
    let mumps = f.0.join("dist/mumps");
    let run = |args: &[&str]| outcome(&mut f.program(&mumps, args));
    let nothing = || (String::new(), String::new(), Some(0));
    assert_eq!(run(&["good.m"]), nothing());
    assert_eq!(
        run(&["-noobject", "-list=x.lis", "-len=60", "-nowarnings", "good"]),
        nothing()
    );
    let (_, error, status) = run(&["-object=x.o", "bad.m", "good.m"]);
    let path = f.0.canonicalize().unwrap().join("bad.m");
    let expected = format!(
        "\t\tfoo x\n\t\t^-----\n\t\tAt column 2, line 2, source module {}\n%GTM-E-INVCMD, Invalid command keyword encountered\n",
        path.display()
    );
    assert_eq!((error, status), (expected, Some(1)));
    let (_, error, status) = run(&["-foo", "good.m"]);
    assert_eq!(
        (error.as_str(), status),
        ("%GTM-E-CLIERR, Unrecognized option : FOO\n", Some(253))
    );
    assert_eq!(run(&["-d"]).2, Some(253));
    let (out, error, status) = run(&[]);
    assert_eq!((out.as_str(), status), ("What file: ", Some(253)));
    assert!(
        error.contains("%GTM-E-NORTN, Routine name missing"),
        "{error}"
    );
    assert_eq!(run(&["-dir"]).0, "\nGTM>\n");
}
